# SPDX-License-Identifier: PostgreSQL
# Bands and ranks as in the public test suite of the Department for Education's Local Authority Interactive Tool
# (DFE-Digital/local-authority-interactive-tool, MIT licence), whose rule quartile() and national_rank() follow.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node);
use PostgreSQL::Test::Utils;
use Test::More;

my $directory = $ENV{CFSPERF_VECTORS};
if (!defined $directory || !-e "$directory/lait_unit_quartile_band.csv" || !-e "$directory/lait_unit_rank.csv")
{
	plan skip_all => 'CFSPERF_VECTORS names no directory with lait_unit_quartile_band.csv and lait_unit_rank.csv';
}

# The rows of a file as lists of so many fields; only a note, the last field, can have a comma.
sub rows
{
	my ($name, $fields) = @_;
	my (undef, @lines) = split(/\r?\n/, slurp_file("$directory/$name"));
	return map { [ split(/,/, $_, $fields) ] } @lines;
}

my $node = new_node('lait_vectors');
$node->safe_psql('postgres', 'CREATE EXTENSION cfsperf');

sub answer
{
	my ($query) = @_;
	return $node->safe_psql('postgres', "SET search_path = cfsperf; $query");
}

# Bands A (best) to D. The tool warns of a value outside the benchmark's range and gives none; here end bands are open,
# because a quarter's figure may lie outside the year's range. Quartiles of which one is missing are no quartiles.
my %quartile = (A => 1, B => 2, C => 3, D => 4);
my ($bands, $incomplete) = (0, 0);
foreach my $row (rows('lait_unit_quartile_band.csv', 5))
{
	my ($value, $cuts, $polarity, $band) = @$row;
	my @cut = split(/;/, $cuts, -1);
	if (grep { $_ eq '' } @cut)
	{
		$incomplete++;
		next;
	}
	my $below = $value ne '' && $value < $cut[0];
	my $expected = $quartile{$band} // '';
	$expected = ($below xor lc($polarity) eq 'high') ? 1 : 4 if $band eq 'Error';
	my $figure = $value eq '' ? 'NULL' : "'$value " . lc($polarity) . "'";
	is(answer("SELECT quartile($figure, 'n 5, least $cut[0], lower quartile $cut[1], median $cut[2], "
			. "upper quartile $cut[3], greatest $cut[4], mean $cut[2], number $polarity')"),
		$expected, "$figure among $cuts, $polarity is good: " . ($band eq '' ? 'no band' : $band));
	$bands++;
}
cmp_ok($bands, '>=', 16, "bands were compared ($incomplete rows with a cut point missing left out)");

# Ranks among the figures of the same case; ties share the better rank, what is not known has none.
my %case;
push @{ $case{ $_->[0] } }, $_ foreach rows('lait_unit_rank.csv', 4);
my $ranks = 0;
foreach my $name (sort keys %case)
{
	my @figures = map { $_->[2] eq '' ? 'NULL::indicator' : "'$_->[2] " . lc($_->[1]) . "'::indicator" } @{ $case{$name} };
	my $all = join(', ', @figures);
	foreach my $i (0 .. $#figures)
	{
		is(answer("SELECT national_rank($figures[$i], b) FROM unnest(ARRAY[$all]) AS b"),
			$case{$name}[$i][3], "rank of $figures[$i] in the case $name");
		$ranks++;
	}
}
cmp_ok($ranks, '>=', 18, 'ranks were compared');

$node->stop;
done_testing();
