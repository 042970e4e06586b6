# SPDX-License-Identifier: PostgreSQL
# A change of one place: { language, file, line, kind, at, length, old, new }, the place by its offset in the file; as a
# line to be read by people and read again, and as the text of the changed file.

package Mutant;

use strict;
use warnings;

use Exporter 'import';

our @EXPORT_OK = qw(changed described given in_order place);

# The change by which the $length characters at $at in a file become others.
sub place
{
	my ($language, $file, $text, $kind, $at, $length, $new) = @_;
	return { language => $language, file => $file, line => 1 + (substr($text, 0, $at) =~ tr/\n//), kind => $kind, at => $at,
		length => $length, old => substr($text, $at, $length), new => $new };
}

sub in_order { return sort { $a->{at} <=> $b->{at} || $a->{new} cmp $b->{new} } @_; }

# The text of its file with the change.
sub changed
{
	my ($mutant, $source) = @_;
	my $text = $source->{ $mutant->{file} };
	substr($text, $mutant->{at}, $mutant->{length}) = $mutant->{new};
	return $text;
}

sub in_one_line { my ($text) = @_; return $text =~ s/\s+/ /gr =~ s/^ | $//gr; }

# A mutant in a line, as it is read by given().
sub described
{
	my ($mutant, $source) = @_;
	my $before = substr $source->{ $mutant->{file} }, 0, $mutant->{at};
	my $new = in_one_line($mutant->{new});
	return sprintf '%s:%d:%d [%s] %s -> %s', $mutant->{file}, $mutant->{line}, $mutant->{at} - rindex($before, "\n"), $mutant->{kind},
		in_one_line($mutant->{old}), $new eq '' ? '(nothing)' : $new;
}

my $form = qr/(\S+\.(?:c|sql)):(\d+):(\d+) \[(\w+)\] (.*?) -> (.*?)(?: \[\d+ tests\])?$/;

# The mutants that lines describe.
sub given
{
	my ($lines, $source) = @_;
	my @mutants;
	foreach my $line (grep { / -> / } split /\n/, $lines)
	{
		my ($file, $number, $column, $kind, $old, $new) = $line =~ $form or die "not a mutant: $line\n";
		my $at = $column - 1;
		my @lines = split /^/m, $source->{$file} // die "there is no $file\n";
		$at += length foreach @lines[ 0 .. $number - 2 ];
		my $pattern = join '\s+', map { quotemeta } split / /, $old;
		substr($source->{$file}, $at) =~ /^(\s*$pattern)/ or die "$file, line $number, has no \"$old\" in column $column\n";
		my $text = $1;
		push @mutants, { language => $file =~ /\.c$/ ? 'C' : 'SQL', file => $file, line => $number, kind => $kind, at => $at, length => length $text,
			old => $text, new => $new eq '(nothing)' ? '' : " $new " };
	}
	return @mutants;
}

1;
