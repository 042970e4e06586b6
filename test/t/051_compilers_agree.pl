# SPDX-License-Identifier: PostgreSQL
# Statistics come out the same to the last digit whichever compiler made them, optimised or not.

use strict;
use warnings;

use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use FindBin;
use Test::More;

my $source = $ENV{CFSPERF_SRC} // dirname(dirname(abs_path($FindBin::RealBin)));
my $directory = tempdir(CLEANUP => 1);

sub slurp { my ($name) = @_; local (@ARGV, $/) = ($name); return scalar <>; }

my @files = sort glob "$source/src/calculus/*.c";
cmp_ok(scalar @files, '>', 5, 'there are files of plain C');

# What a compiler's program prints; undef where it cannot be made.
sub printed
{
	my ($compiler, @options) = @_;
	my $program = join '_', "$directory/" . ($compiler =~ s/\W/_/gr), @options;
	my $log = "$program.log";
	my $command = join ' ', $compiler, @options, '-std=gnu99', '-Wall -Wextra -Werror', '-ffp-contract=off',
		"-I$source/src", '-o', $program, "$source/test/agreement/main.c", @files, '-lm';

	if (system("$command >$log 2>&1") != 0)
	{
		diag($command, "\n", slurp($log));
		return undef;
	}
	system("$program >$program.out") == 0 or return undef;
	return slurp("$program.out");
}

# The first line in which two texts differ, of each.
sub first_difference
{
	my ($expected, $found) = map { [ split /\n/ ] } @_;
	foreach my $i (0 .. $#$expected)
	{
		my $line = $found->[$i] // '(nothing)';
		return "line @{[ $i + 1 ]}: \"$line\" in place of \"$expected->[$i]\"" if $line ne $expected->[$i];
	}
	return 'something follows';
}

my ($reference, $name);
foreach my $compiler (qw(gcc clang))
{
	SKIP:
	{
		skip "there is no $compiler", 2 if system("command -v $compiler >/dev/null 2>&1") != 0;
		foreach my $level (qw(-O0 -O2))
		{
			my $text = printed($compiler, $level);
			if (!defined $text)
			{
				fail("$compiler $level makes a program that runs");
				next;
			}
			if (!defined $reference)
			{
				($reference, $name) = ($text, "$compiler $level");
				my @lines = split /\n/, $text;
				cmp_ok(scalar @lines, '>', 30000, "$name prints " . @lines . ' lines');
				unlike($text, qr/nan|inf|refused/, 'and none of them is NaN or infinite');
				next;
			}
			ok($text eq $reference, "$compiler $level prints the same as $name")
				or diag(first_difference($reference, $text));
		}
	}
}

done_testing();
