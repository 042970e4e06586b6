# SPDX-License-Identifier: PostgreSQL
# Every link between the pages leads to a page, and to a heading that is on it; and from README.md one comes to every page.

use strict;
use warnings FATAL => 'all';

use File::Find;
use File::Spec;
use FindBin;
use lib $FindBin::Bin;

use CfsTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $source = CfsTest::source_dir();
my %text;
my @places = grep { -e "$source/$_" } qw(README.md CHANGELOG.md SECURITY.md doc test);
find({ no_chdir => 1, wanted => sub { $text{ File::Spec->abs2rel($_, $source) } = slurp_file($_) if /\.md$/ } }, map { "$source/$_" } @places);

# Code is not prose: what stands in it is no link and no heading.
s/^```.*?^```$//gms, s/^    .*$//gm, s/`[^`\n]*\]\([^`\n]*`//g foreach values %text;

# The names by which the headings of a text can be linked to, as repository hosts form them.
sub anchors
{
	my %seen;
	return map { my $n = $seen{$_}++; $n ? "$_-$n" : $_ } map { s/[^\w\- ]//gr =~ tr/ /-/r } map { lc } $_[0] =~ /^#+ +(.*?)\s*$/mg;
}

# The file that a link on a page leads to, without its anchor, from the top; undef for another site.
sub target
{
	my ($page, $link) = @_;
	return undef if $link =~ m{^[a-z]+:};
	my ($file) = $link =~ /^([^#]*)/;
	return $page if $file eq '';
	my (undef, $directory) = File::Spec->splitpath($page);
	my @steps;
	foreach my $step (split m{/}, "$directory$file") { $step eq '..' ? pop @steps : push @steps, $step if $step ne '' && $step ne '.'; }
	return join '/', @steps;
}

sub links { return $_[0] =~ /\]\(([^)\s]+)\)/g; }

# The links of a page that lead nowhere.
sub broken
{
	my ($page, $text) = @_;
	my @broken;
	foreach my $link (links($text))
	{
		my $file = target($page, $link) // next;
		my ($anchor) = $link =~ /#(.*)/;
		push @broken, $link
		  if !-e "$source/$file" || defined $anchor && !grep { $_ eq $anchor } anchors($text{$file} // '');
	}
	return join ' ', @broken;
}

is(broken($_, $text{$_}), '', "$_: its links lead somewhere") foreach sort keys %text;
is(broken('doc/loading.md', 'see [a](nowhere.md), [b](areas.md#nowhere), [c](#nowhere), [d](areas.md#regions) and [e](https://example.org/)'),
	'nowhere.md areas.md#nowhere #nowhere', 'a link to nothing is found');

my @waiting = ('README.md');
my %reached = ('README.md' => 1);
while (defined(my $page = shift @waiting))
{
	foreach my $file (grep { defined && exists $text{$_} && !$reached{$_}++ } map { target($page, $_) } links($text{$page})) { push @waiting, $file; }
}
is(join(' ', grep { !$reached{$_} } sort keys %text), '', 'every page is reached from README.md');

done_testing();
