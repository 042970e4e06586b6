# SPDX-License-Identifier: PostgreSQL
# What somebody who can add and subtract finds out from figures that are shown.
#
# Of each measure and period: an area is the sum of its leaves, the areas without parts; the unknowns are the count and the
# rest of each leaf, of which the base is the sum. Whether a number follows from what is known is decided by elimination
# modulo a prime, from which figures are known alone: published totals are rounded, so their values add up to nothing. The
# values then bound what is left. None of this is code of the extension.

package Attacker;

use strict;
use warnings;

use List::Util qw(max min sum0);

my $prime = 2147483629;    # below 2^31, so that a product fits in 64 bits

# Takes the parts of each whole, a hash of the areas that were not there, and whether the base does not contain the count.
sub new
{
	my ($class, $parts, $absent, $apart) = @_;
	return bless { parts => $parts, absent => $absent, apart => $apart, leaves => {}, pivots => {} }, $class;
}

# The leaves of an area. One whose parts are all absent has none, and is one itself if it has a figure.
sub leaves
{
	my ($self, $area, $has_figure) = @_;
	my %set;

	return $self->{leaves}{$area} if $self->{leaves}{$area};
	my $parts = $self->{parts}{$area};
	if ($parts)
	{
		$set{$_} = 1 foreach map { @{ $self->leaves($_, $has_figure) } } @$parts;
		$set{$area} = 1 if !%set && $has_figure->{$area} && !$self->{absent}{$area};
	}
	elsif (!$self->{absent}{$area})
	{
		$set{$area} = 1;
	}
	return $self->{leaves}{$area} = [ sort keys %set ];
}

# ---------------------------------------------------------------- elimination

sub inverse
{
	my ($number) = @_;
	my ($result, $exponent) = (1, $prime - 2);

	for (; $exponent > 0; $exponent >>= 1)
	{
		$result = $result * $number % $prime if $exponent & 1;
		$number = $number * $number % $prime;
	}
	return $result;
}

# What is left of a vector by the pivots so far; nothing where it is a combination of what is known.
sub reduce
{
	my ($self, %row) = @_;
	my $again = 1;

	while ($again)
	{
		$again = 0;
		foreach my $unknown (sort keys %row)
		{
			my $pivot = $self->{pivots}{$unknown} or next;
			my $factor = $row{$unknown} or next;
			foreach my $other (keys %$pivot)
			{
				$row{$other} = (($row{$other} // 0) + ($prime - $factor) * $pivot->{$other}) % $prime;
				delete $row{$other} if $row{$other} == 0;
			}
			$again = 1;
		}
	}
	return %row;
}

# The vector of a number of an area: its count, its rest, or its base.
sub vector
{
	my ($self, $area, $number) = @_;
	my %row;

	foreach my $leaf (@{ $self->{leaves}{$area} })
	{
		$row{"count $leaf"} = 1 unless $number eq 'rest' || $number eq 'base' && $self->{apart};
		$row{"rest $leaf"} = 1 unless $number eq 'count';
	}
	return %row;
}

sub learn
{
	my ($self, $area, $number) = @_;
	my %row = $self->reduce($self->vector($area, $number));
	my ($pivot) = sort keys %row or return;
	my $factor = inverse($row{$pivot});

	$row{$_} = $row{$_} * $factor % $prime foreach keys %row;
	$self->{pivots}{$pivot} = \%row;
}

sub derives
{
	my ($self, $area, $number) = @_;
	my %row = $self->reduce($self->vector($area, $number));
	return !%row;
}

# Takes the figures that are shown, area => [count, base]; those with the fewest leaves first.
sub look_at
{
	my ($self, $shown, $has_figure) = @_;

	$self->leaves($_, $has_figure) foreach keys %{ $self->{parts} }, keys %$has_figure;
	foreach my $area (sort { @{ $self->{leaves}{$a} } <=> @{ $self->{leaves}{$b} } || $a cmp $b } keys %$shown)
	{
		$self->learn($area, 'count') if defined $shown->{$area}[0];
		$self->learn($area, 'base') if defined $shown->{$area}[1];
	}
	$self->{shown} = $shown;
}

# ---------------------------------------------------------------- bounds

# What is known of sums of leaves of which no value is: [value, leaves ...], and those by which they differ.
sub residuals
{
	my ($self, $value_of) = @_;
	my (@sums, %seen);

	foreach my $area (sort keys %{ $self->{shown} })
	{
		my $value = $value_of->($self->{shown}{$area});
		my @leaves = @{ $self->{leaves}{$area} };
		my @known = map { $self->{shown}{$_} ? $value_of->($self->{shown}{$_}) // () : () } @leaves;
		my @unknown = grep { !$self->{shown}{$_} || !defined $value_of->($self->{shown}{$_}) } @leaves;

		push @sums, [ $value - sum0(@known), @unknown ] if defined $value && @unknown && !$seen{"@unknown"}++;
	}
	my @first = @sums;
	foreach my $outer (@first)
	{
		foreach my $inner (@first)
		{
			my ($value, @part) = @$inner;
			my %others = map { $_ => 1 } @$outer[ 1 .. $#$outer ];
			next if @part >= keys %others || grep { !$others{$_} } @part;
			delete @others{@part};
			my @rest = sort keys %others;
			push @sums, [ $outer->[0] - $value, @rest ] unless $seen{"@rest"}++;
		}
	}
	return @sums;
}

# The bounds of leaves, leaf => [lower, upper], by what their sums are, round after round. Where the sums contradict each
# other the lower bound is above the upper one.
sub bounds
{
	my ($self, $value_of) = @_;
	my @sums = $self->residuals($value_of);
	my %bounds = map { $_ => [ 0, 9**9**9 ] } map { @$_[ 1 .. $#$_ ] } @sums;
	my $moved = 1;

	for (my $round = 0; $moved && $round < 50; $round++)
	{
		$moved = 0;
		foreach my $sum (@sums)
		{
			my ($value, @leaves) = @$sum;
			foreach my $leaf (grep { $bounds{$_}[0] <= $bounds{$_}[1] } @leaves)
			{
				my @others = map { $bounds{$_} } grep { $_ ne $leaf } @leaves;
				my $lower = max($bounds{$leaf}[0], $value - sum0(map { $_->[1] } @others));
				my $upper = min($bounds{$leaf}[1], $value - sum0(map { $_->[0] } @others));
				$moved ||= $lower > $bounds{$leaf}[0] + 1e-6 || $upper < $bounds{$leaf}[1] - 1e-6;
				$bounds{$leaf} = [ $lower, $upper ];
			}
		}
	}
	return \%bounds;
}

1;
