# SPDX-License-Identifier: PostgreSQL
# Random tables that add up, and somebody who tries to find out what is withheld in them: by elimination modulo a prime
# and by looking for whole numbers that all that is shown allows. Nothing here is the calculus' own.

package Hierarchy;

use strict;
use warnings;

use Exporter 'import';

our @EXPORT_OK = qw(random_table needs is_safe leak);

use constant PRIME => 2147483629;
use constant N => 5;

# ---------------------------------------------------------------- tables

# whole => [ parts ]: a tree below a node, of so many levels
sub grow
{
	my ($tree, $node, $levels, $most) = @_;
	return if $levels == 0;
	my @parts = map { "$node$_" } 1 .. 2 + int rand $most - 1;
	$tree->{$node} = \@parts;
	foreach my $part (@parts) { grow($tree, $part, $levels - 1, $most) if rand() < 0.8 }
	return;
}

sub leaves
{
	my ($tree, $node) = @_;
	return $node unless $tree->{$node};
	my %seen;
	return grep { !$seen{$_}++ } map { leaves($tree, $_) } @{ $tree->{$node} };
}

sub nodes { my ($tree) = @_; my %all; $all{$_} = 1 foreach keys %$tree, map { @$_ } values %$tree; return sort keys %all; }

sub random_count { my $kind = rand; return $kind < 0.15 ? 0 : $kind < 0.35 ? 1 + int rand 4 : 5 + int rand 30; }

# The kinds: areas alone; linked measures; time; a second set of areas over the first.
my @kinds = (
	{ levels => 3, most => 3 },
	{ levels => 3, most => 3, unit => '%' },
	{ levels => 2, most => 3, measures => [ 'boys', 'girls' ], adds => 1 },
	{ levels => 1, most => 4, measures => [ 'boys', 'girls' ], adds => 1, unit => '%' },
	{ levels => 1, most => 4, measures => [ 'in time', 'late' ], adds => 0, unit => '%' },
	{ levels => 1, most => 3, quarters => 1 },
	{ levels => 2, most => 3, second => 1 },
);

# Values of the atoms of a table: what is in a leaf area, leaf measure and leaf period; side 0 counts, side 1 what is left.
sub fill
{
	my ($table) = @_;
	my ($areas, $measures, $periods) = @$table{qw(areas measures periods)};
	foreach my $cell (@{ $table->{cells} })
	{
		foreach my $side (0 .. ($table->{unit} eq '%' ? 1 : 0))
		{
			my @m = $side && !$table->{adds} ? $cell->{measure} : leaves($measures, $cell->{measure});
			my @atoms;
			foreach my $a (leaves($areas, $cell->{area}))
			{
				foreach my $m (@m) { push @atoms, map { "$a/$m/$_/$side" } leaves($periods, $cell->{period}) }
			}
			$table->{atoms}{$_} //= random_count() foreach @atoms;
			$cell->{atoms}[$side] = \@atoms;
			$cell->{value}[$side] = 0;
			$cell->{value}[$side] += $table->{atoms}{$_} foreach @atoms;
		}
	}
	return;
}

sub is_small { my ($value) = @_; return $value > 0 && $value < N; }

sub state_of
{
	my ($table, $cell) = @_;
	my ($x, $rest) = @{ $cell->{value} };
	my $is_leaf = !$table->{areas}{ $cell->{area} };
	return 'missing' if $is_leaf && rand() < 0.03;
	return 'primary' if is_small($x) || (defined $rest && (is_small($rest) || $x + $rest < N));
	return $table->{is_published} && rand() < 0.4 ? 'published' : 'candidate';
}

sub random_table
{
	my $kind = $kinds[ int rand @kinds ];
	my %table = (is_published => rand() < 0.3, areas => {}, measures => {}, periods => {}, unit => $kind->{unit} // 'count', adds => $kind->{adds} // 1);
	grow($table{areas}, 'E', $kind->{levels}, $kind->{most});
	$table{measures}{all} = $kind->{measures} if $kind->{measures};
	$table{periods}{'2024-25'} = [ map { "2024-25 Q$_" } 1 .. 4 ] if $kind->{quarters};
	if ($kind->{second})
	{
		my @inner = leaves($table{areas}, 'E');
		my @pair = map { splice @inner, int rand @inner, 1 } 1 .. 2;
		$table{areas}{X} = \@pair;
	}
	foreach my $area (nodes($table{areas}))
	{
		foreach my $measure ($kind->{measures} ? nodes($table{measures}) : 'm')
		{
			push @{ $table{cells} }, map { { area => $area, measure => $measure, period => $_ } }
				$kind->{quarters} ? nodes($table{periods}) : '2024-25';
		}
	}
	fill(\%table);
	$_->{state} = state_of(\%table, $_) foreach @{ $table{cells} };
	return \%table;
}

# ---------------------------------------------------------------- what must not be found out

# The numbers in need of protection: [ atoms, name ].
sub needs
{
	my ($table) = @_;
	my @needs;
	foreach my $cell (grep { $_->{state} =~ /primary|missing/ } @{ $table->{cells} })
	{
		my ($x, $rest) = @{ $cell->{value} };
		my ($of_x, $of_rest) = @{ $cell->{atoms} };
		my $name = "$cell->{area} $cell->{measure} $cell->{period}";
		my $all = $cell->{state} eq 'missing' || (defined $rest && $x + $rest < N);
		push @needs, [ $of_x, "count of $name" ] if $all || is_small($x);
		next unless defined $rest;
		push @needs, [ $of_rest, "rest of $name" ] if $all || is_small($rest);
		push @needs, [ [ @$of_x, @$of_rest ], "base of $name" ] if $all;
	}
	return @needs;
}

# What is shown: [ atoms, value ].
sub equations
{
	my ($table, $shown) = @_;
	my @equations;
	foreach my $i (grep { $shown->[$_] } 0 .. $#{ $table->{cells} })
	{
		my $cell = $table->{cells}[$i];
		push @equations, map { [ $cell->{atoms}[$_], $cell->{value}[$_] ] } 0 .. $#{ $cell->{atoms} };
	}
	return @equations;
}

# ---------------------------------------------------------------- elimination

sub inverse
{
	my ($value) = @_;
	my ($result, $power) = (1, PRIME - 2);
	for (; $power > 0; $power >>= 1)
	{
		$result = $result * $value % PRIME if $power & 1;
		$value = $value * $value % PRIME;
	}
	return $result;
}

# Takes from a vector (atom => factor) what the rows (pivot => vector) hold.
sub reduced
{
	my ($rows, $vector) = @_;
	foreach my $pivot (@{ $rows->{order} })
	{
		my $factor = $vector->{$pivot} or next;
		my $row = $rows->{row}{$pivot};
		while (my ($atom, $value) = each %$row)
		{
			my $left = (($vector->{$atom} // 0) + (PRIME - $factor) * $value) % PRIME;
			if ($left) { $vector->{$atom} = $left } else { delete $vector->{$atom} }
		}
	}
	return $vector;
}

sub spanned
{
	my ($equations, $needs) = @_;
	my %rows = (order => [], row => {});
	foreach my $equation (@$equations)
	{
		my $vector = reduced(\%rows, { map { ($_ => 1) } @{ $equation->[0] } });
		my ($pivot) = sort keys %$vector or next;
		my $factor = inverse($vector->{$pivot});
		$_ = $_ * $factor % PRIME foreach values %$vector;
		push @{ $rows{order} }, $pivot;
		$rows{row}{$pivot} = $vector;
	}
	foreach my $need (@$needs)
	{
		return "$need->[1] is derived" unless %{ reduced(\%rows, { map { ($_ => 1) } @{ $need->[0] } }) };
	}
	return;
}

# ---------------------------------------------------------------- whole numbers

# Narrows [least, most] of atoms by equations until nothing changes; false where they contradict each other.
sub narrowed
{
	my ($equations, $least, $most) = @_;
	my $changed = 1;
	while ($changed)
	{
		$changed = 0;
		foreach my $equation (@$equations)
		{
			my ($atoms, $value) = @$equation;
			my ($low, $high) = (0, 0);
			foreach my $atom (@$atoms) { $low += $least->{$atom}; $high += $most->{$atom} }
			return 0 if $low > $value || $high < $value;
			next if $low == $high;
			foreach my $atom (@$atoms)
			{
				my $up = $value - $low + $least->{$atom};
				my $down = $value - $high + $most->{$atom};
				if ($up < $most->{$atom}) { $high -= $most->{$atom} - $up; $most->{$atom} = $up; $changed = 1 }
				if ($down > $least->{$atom}) { $low += $down - $least->{$atom}; $least->{$atom} = $down; $changed = 1 }
			}
		}
	}
	return 1;
}

# Whether whole numbers solve the equations; those nearest to "near" are tried first, and not more than $$steps.
sub solvable
{
	my ($equations, $least, $most, $near, $steps) = @_;
	return 0 if --$$steps < 0 || !narrowed($equations, $least, $most);
	my ($atom) = sort { $most->{$a} - $least->{$a} <=> $most->{$b} - $least->{$b} || $a cmp $b }
		grep { $most->{$_} > $least->{$_} } keys %$most;
	return 1 unless defined $atom;
	foreach my $value (sort { abs($a - $near->{$atom}) <=> abs($b - $near->{$atom}) } $least->{$atom} .. $most->{$atom})
	{
		return 1 if solvable($equations, { %$least, $atom => $value }, { %$most, $atom => $value }, $near, $steps);
	}
	return 0;
}

# How many values a sum can have, at most N: the true one, then others away from it.
sub values_of
{
	my ($equations, $least, $most, $atoms, $truth) = @_;
	my $true = 0;
	$true += $truth->{$_} foreach @$atoms;
	my ($low, $high) = (0, 0);
	foreach my $atom (@$atoms) { $low += $least->{$atom}; $high += $most->{$atom} }
	my $found = 1;
	foreach my $value (sort { abs($a - $true) <=> abs($b - $true) } grep { $_ != $true } $low .. ($high > $true + 40 ? $true + 40 : $high))
	{
		my $steps = 300;
		$found++ if solvable([ @$equations, [ $atoms, $value ] ], {%$least}, {%$most}, $truth, \$steps);
		last if $found >= N;
	}
	return $found;
}

# The first of the needs that somebody who sees the cells that are shown finds out, or nothing.
sub found_out
{
	my ($table, $shown, @needs) = @_;
	my @equations = equations($table, $shown);
	my $derived = spanned(\@equations, \@needs);
	return $derived if defined $derived;
	my %least = map { ($_ => 0) } keys %{ $table->{atoms} };
	my %most = map { ($_ => 9999) } keys %{ $table->{atoms} };
	narrowed(\@equations, \%least, \%most) or return 'a contradiction';
	my @open = grep { my $e = $_; grep { $least{$_} < $most{$_} } @{ $e->[0] } } @equations;
	foreach my $need (@needs)
	{
		my $values = values_of(\@open, \%least, \%most, $need->[0], $table->{atoms});
		return "$need->[1] has $values values" if $values < N;
	}
	return;
}

# The same of all needs, but for those that are found out from what is published alone: it cannot be taken back.
sub leak
{
	my ($table, $shown) = @_;
	my @published = map { $_->{state} eq 'published' } @{ $table->{cells} };
	my @needs = needs($table);
	@needs = grep { !defined found_out($table, \@published, $_) } @needs if grep { $_ } @published;
	return @needs ? found_out($table, [ map { $shown->[$_] || $published[$_] } 0 .. $#published ], @needs) : undef;
}

sub is_safe { return !defined leak(@_); }

1;
