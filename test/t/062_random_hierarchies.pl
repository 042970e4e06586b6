# SPDX-License-Identifier: PostgreSQL
# What protect_cells() shows of random tables gives nothing away that it withholds: areas in up to four levels, linked
# measures, quarters and years, a second set of areas. Somebody who knows the equations, and that counts are whole and not
# negative, derives no withheld number and finds five values for each (Hierarchy.pm). The order of the input does not
# matter. And not much more is withheld than must be: on small tables, against the fewest cells by which the table is safe,
# found by trying all sets of them.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node);
use Hierarchy qw(random_table is_safe leak);
use List::Util qw(shuffle sum);
use Test::More;

srand 20240525;
my $tables = 1000;
my $node = new_node('hierarchies');
$node->safe_psql('postgres', q{
	CREATE EXTENSION cfsperf;
	CREATE TABLE given (number integer, measures text[], areas text[], periods cfsperf.reporting_period[], unit text,
		counts float8[], bases float8[], states text[], area_wholes text[], area_parts text[], measure_wholes text[],
		measure_parts text[], bases_add boolean[]);
});

# ---------------------------------------------------------------- asking

sub array { return '{' . join(',', map { defined $_ ? qq{"$_"} : 'NULL' } @_) . '}'; }

sub links
{
	my ($tree) = @_;
	my (@wholes, @parts);
	foreach my $whole (sort keys %$tree)
	{
		foreach my $part (@{ $tree->{$whole} }) { push @wholes, $whole; push @parts, $part }
	}
	return (\@wholes, \@parts);
}

# A row of "given", with cells in the given order; of a missing one nothing is told.
sub row
{
	my ($number, $table, @order) = @_;
	my @cells = @{ $table->{cells} }[@order];
	my ($area_wholes, $area_parts) = links($table->{areas});
	my ($measure_wholes, $measure_parts) = links($table->{measures});
	return join("\t", $number, array(map { $_->{measure} } @cells), array(map { $_->{area} } @cells),
		array(map { $_->{period} } @cells), $table->{unit},
		array(map { $_->{state} eq 'missing' ? undef : $_->{value}[0] } @cells),
		array(map { $_->{state} eq 'missing' || @{ $_->{value} } == 1 ? undef : sum @{ $_->{value} } } @cells),
		array(map { $_->{state} } @cells), array(@$area_wholes), array(@$area_parts), array(@$measure_wholes),
		array(@$measure_parts), array(map { $table->{adds} ? 't' : 'f' } @$measure_wholes)) . "\n";
}

# The decisions of all rows that are given, as arrays by number.
sub decisions
{
	my (@rows) = @_;
	my $out = $node->safe_psql('postgres', 'TRUNCATE given; COPY given FROM STDIN;' . "\n" . join('', @rows) . "\\.\n" . q{
		SELECT number || ':' || array_to_string(cfsperf_internal.protect_cells(measures, areas, periods,
			array_fill(unit, ARRAY[cardinality(areas)]), array_fill(5, ARRAY[cardinality(areas)]), counts, bases, states,
			area_wholes, area_parts, measure_wholes, measure_parts, bases_add), ',') FROM given});
	return { map { my ($number, $list) = split /:/, $_; ($number => [ split /,/, $list ]) } split /\n/, $out };
}

# ---------------------------------------------------------------- the tables

my @tables = map { random_table() } 1 .. $tables;
my @orders = map { [ shuffle 0 .. $#{ $_->{cells} } ] } @tables;
my $plain = decisions(map { row($_, $tables[$_], 0 .. $#{ $tables[$_]{cells} }) } 0 .. $#tables);
my $shuffled = decisions(map { row($_, $tables[$_], @{ $orders[$_] }) } 0 .. $#tables);
is(scalar keys %$plain, $tables, "$tables tables are decided");

my (@leaks, @unequal, %count);
foreach my $number (0 .. $#tables)
{
	my $decided = $plain->{$number};
	my $leak = leak($tables[$number], [ map { $_ eq 'shown' } @$decided ]);
	push @leaks, "table $number: $leak" if defined $leak;
	$count{$_}++ foreach @$decided;
	my @back;
	@back[ @{ $orders[$number] } ] = @{ $shuffled->{$number} };
	push @unequal, "table $number" if "@back" ne "@$decided";
}
is(join("\n", @leaks), '', 'nothing that is withheld is found out');
is(join("\n", @unequal), '', 'the order of the input does not matter');
note(join ', ', map { "$count{$_} $_" } sort keys %count);
cmp_ok($count{$_} // 0, '>', 0, "some cells are $_") foreach ('shown', 'secondary', 'narrow', 'withheld', 'given away');
is(scalar(grep { my $table = $tables[$_]; !$table->{is_published} && grep { $_ eq 'given away' } @{ $plain->{$_} } } 0 .. $#tables), 0,
	'where nothing is published nothing is given away');

# Each decision that withholds more is needed by somebody: shown as before, without it, is not safe.
my ($checked, $idle) = (0, 0);
foreach my $number (grep { $_ % 10 == 0 } 0 .. $#tables)
{
	my $decided = $plain->{$number};
	foreach my $cell (grep { $decided->[$_] =~ /secondary|narrow/ && $tables[$number]{cells}[$_]{state} eq 'candidate' } 0 .. $#$decided)
	{
		my @shown = map { $decided->[$_] eq 'shown' || $_ == $cell } 0 .. $#$decided;
		$checked++;
		$idle++ if is_safe($tables[$number], \@shown);
	}
}
note("of $checked cells withheld beside the small ones, $idle could be shown when the others are not");

# ---------------------------------------------------------------- against the fewest

# Whether a table is safe without so many of its candidates, from the given one on.
sub safe_without
{
	my ($table, $shown, $candidates, $from, $more) = @_;
	return is_safe($table, $shown) if $more == 0;
	foreach my $i ($from .. $#$candidates - $more + 1)
	{
		local $shown->[ $candidates->[$i] ] = 0;
		return 1 if safe_without($table, $shown, $candidates, $i + 1, $more - 1);
	}
	return 0;
}

my ($compared, $ours, $fewest) = (0, 0, 0);
foreach my $number (0 .. $#tables)
{
	my ($table, $decided) = ($tables[$number], $plain->{$number});
	my @shown = map { $_->{state} eq 'candidate' } @{ $table->{cells} };
	my @candidates = grep { $shown[$_] } 0 .. $#shown;
	next if @candidates > 11 || $table->{is_published} || is_safe($table, \@shown);
	my $withheld = grep { /secondary|narrow/ } @$decided;
	my $least = 1;
	$least++ until $least >= $withheld || safe_without($table, \@shown, \@candidates, 0, $least);
	$compared++;
	$ours += $withheld;
	$fewest += $least;
}
cmp_ok($compared, '>', 100, "$compared small tables are compared");
note("withheld beside the small ones: $ours, the fewest possible: $fewest");
cmp_ok($ours, '<=', 1.3 * $fewest, 'not many more cells are withheld than must be');

done_testing();
