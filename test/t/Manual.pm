# SPDX-License-Identifier: PostgreSQL
# README.md and the manual as something to run.
#
# In a page, a block ```sql is run as psql would run it, a block ```sh by a shell, and a block ```text that follows one is
# what its last statement prints. Other blocks, and lines that are set in, are not run.

package Manual;

use strict;
use warnings;

use Exporter 'import';
use File::Find;

our @EXPORT_OK = qw(blocks complaints pages plain printed script);

# The pages of the tree $source, by their names in it.
sub pages
{
	my ($source) = @_;
	my @pages = ('README.md');
	find({ no_chdir => 1, wanted => sub { push @pages, substr($_, length("$source/")) if /\.md$/ } }, "$source/doc");
	return sort @pages;
}

# The blocks of a text that are run: language, text, and what is printed or undef.
sub blocks
{
	my ($text) = @_;
	my @blocks;
	my $adjacent = 0;

	while ($text =~ /\G(.*?)^```(\w*)\n(.*?)^```\n/gms)
	{
		my ($between, $language, $body) = ($1, $2, $3);

		if ($language eq 'sql' || $language eq 'sh')
		{
			push @blocks, { language => $language, text => $body, prints => undef };
			$adjacent = 1;
			next;
		}
		$blocks[-1]{prints} = $body
		  if $language eq 'text' && $adjacent && $between =~ /^\s*$/;
		$adjacent = 0;
	}
	return @blocks;
}

# What psql is given to run blocks one after the other in one session, and printed() finds what each printed.
sub script
{
	my @blocks = @_;
	return join '', "\\set ON_ERROR_STOP on\n", (map { "\\echo <<block $_>>\n$blocks[$_]{text}\n" } 0 .. $#blocks), "\\echo <<end>>\n";
}

sub printed
{
	my ($output, $i) = @_;
	my ($printed) = $output =~ /^<<block $i>>\n(.*?)^<<(?:block|end)/ms;
	return $printed // '';
}

# What is printed, without what differs for no reason: trailing space, blank lines, the length of rules.
sub plain
{
	my ($text) = @_;
	$text =~ s/[ \t]+$//gm;
	$text =~ s/-{2,}/--/g;
	$text =~ s/ {2,}/ /g;
	$text =~ s/^ //gm;
	$text =~ s/\n+/\n/g;
	$text =~ s/^\n//;
	return $text;
}

# What psql complains of, notices apart.
sub complaints
{
	my ($errors) = @_;
	return $errors =~ s/^[^\n]*NOTICE:[^\n]*\n(?:(?:DETAIL|HINT):[^\n]*\n)*//mgr;
}

1;
