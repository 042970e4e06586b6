# SPDX-License-Identifier: PostgreSQL
# What protect_cells lets be shown leaves as many values of each number in need as it promises, by the bounds that
# disclosure_bounds finds; and these bounds are right: the true numbers lie between them.
#
# Random hierarchies of up to four levels, with areas in two wholes, linked measures, and periods that add up, of numbers
# that do add up.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node);
use List::Util qw(max min shuffle sum0);
use PostgreSQL::Test::Utils;
use Test::More;

my $hierarchies = $ENV{CFSPERF_HIERARCHIES} // 3000;
srand(20240607);

sub chance { return rand() < $_[0] }
sub one_of { return $_[ int rand @_ ] }

# ---------------------------------------------------------------- hierarchies

# Wholes of areas, each made of some of the areas so far, up to the country, and at times a whole beside them.
sub random_areas
{
	my @leaves = map { "N$_" } 1 .. 2 + int rand 9;
	my (@links, %leaves_of);
	my @level = @leaves;

	$leaves_of{$_} = [$_] foreach @leaves;
	for (my $depth = 1; @level > 1; $depth++)
	{
		my @parts = @level;
		@level = ();
		while (@parts)
		{
			my $whole = 'W' . $depth . '_' . @level;
			my @some = splice @parts, 0, $depth == 3 ? scalar @parts : 1 + int rand 5;
			push @links, map { [ $whole, $_ ] } @some;
			$leaves_of{$whole} = [ map { @{ $leaves_of{$_} } } @some ];
			push @level, $whole;
		}
	}
	if (@leaves > 3 && chance(0.3))
	{
		my @pair = (shuffle(@leaves))[ 0, 1 ];
		push @links, map { [ 'BOTH', $_ ] } @pair;
		$leaves_of{BOTH} = [@pair];
	}
	return (\@links, \%leaves_of);
}

# Periods as pairs of a label and the segments of time that it is made of.
my @one_period = ([ '2024/25', 0 ]);
my @year = (@one_period, map { [ "2024/25 Q$_", $_ - 1 ] } 1 .. 4);
$year[0] = [ '2024/25', 0 .. 3 ];
my @rolling = ([ '2024-04/P12M', 0 .. 3 ], [ '2024-07/P12M', 1 .. 4 ], [ '2024-04/P3M', 0 ]);

sub random_number
{
	return chance(0.15) ? 0 : int(exp(rand(5)) * rand(2));
}

sub state_of
{
	my ($cell, $below) = @_;
	my ($x, $r) = @$cell{qw(count rest)};

	return 'absent' if $cell->{absent};
	return 'missing' if $cell->{inner} && chance(0.04);
	return 'confidential' if chance(0.03);
	return 'primary' if $x > 0 && $x < $below;
	return 'candidate' unless defined $r;
	return $r > 0 && $r < $below || $x + $r < $below ? 'primary' : 'candidate';
}

# The cells of a hierarchy, and its links.
sub random_hierarchy
{
	my ($links, $leaves_of) = random_areas();
	my %h = (area_links => $links, unit => one_of('count', '%'), below => one_of(3, 5, 10), bases_add => chance(0.5) ? 1 : 0);
	my %parts = chance(0.4) ? (all => [ 'boys', 'girls' ], boys => ['boys'], girls => ['girls']) : (all => ['all']);
	my @periods = @{ one_of(\@one_period, \@one_period, \@year, \@rolling) };
	my (%x, %r, %absent);

	@periods = @one_period if keys %parts > 1 && @{ $leaves_of->{ $links->[-1][0] } } > 6;
	$h{measure_links} = keys %parts > 1 ? [ [ 'all', 'boys' ], [ 'all', 'girls' ] ] : [];
	foreach my $area (grep { /^N/ } sort keys %$leaves_of)
	{
		my $absent = chance(0.05);
		foreach my $measure (sort keys %parts)
		{
			foreach my $segment (0 .. 4)
			{
				$x{"$measure $area $segment"} = $absent ? 0 : random_number();
				$r{"$measure $area $segment"} = $absent ? 0 : random_number();
			}
		}
		$absent{$area} = $absent;
	}
	foreach my $measure (sort keys %parts)
	{
		foreach my $area (sort keys %$leaves_of)
		{
			foreach my $period (@periods)
			{
				my ($label, @segments) = @$period;
				my $sum = sub {
					my ($numbers, @measures) = @_;
					return sum0(map { my $m = $_; map { my $a = $_; map { $numbers->{"$m $a $_"} } @segments } @{ $leaves_of->{$area} } } @measures);
				};
				my %cell = (measure => $measure, area => $area, period => $label, count => $sum->(\%x, @{ $parts{$measure} }),
					inner => $area =~ /^N/ && @{ $parts{$measure} } == 1 && $parts{$measure}[0] eq $measure, absent => $absent{$area});
				$cell{rest} = $sum->(\%r, $h{bases_add} ? @{ $parts{$measure} } : $measure) if $h{unit} eq '%';
				$cell{state} = state_of(\%cell, $h{below});
				push @{ $h{cells} }, \%cell;
			}
		}
	}
	return \%h;
}

sub array { return '{' . join(',', map { defined $_ ? qq("$_") : 'NULL' } @_) . '}' }

# A line for COPY.
sub line
{
	my ($id, $h) = @_;
	my @cells = @{ $h->{cells} };
	my @known = map { $_->{state} !~ /missing|confidential|absent/ } @cells;

	return join("\t", $id, array(map { $_->{measure} } @cells), array(map { $_->{area} } @cells), array(map { $_->{period} } @cells),
		array(map { $h->{unit} } @cells), array(map { $h->{below} } @cells),
		array(map { $known[$_] ? $cells[$_]{count} : undef } 0 .. $#cells),
		array(map { $known[$_] && defined $cells[$_]{rest} ? $cells[$_]{count} + $cells[$_]{rest} : undef } 0 .. $#cells),
		array(map { $_->{state} eq 'confidential' ? 'primary' : $_->{state} } @cells),
		array(map { $_->[0] } @{ $h->{area_links} }), array(map { $_->[1] } @{ $h->{area_links} }),
		array(map { $_->[0] } @{ $h->{measure_links} }), array(map { $_->[1] } @{ $h->{measure_links} }),
		array(map { $h->{bases_add} ? 'true' : 'false' } @{ $h->{measure_links} })) . "\n";
}

# ---------------------------------------------------------------- decisions and bounds

my $node = new_node('bounds', conf => "jit = off\n");
my %hierarchy = map { $_ => random_hierarchy() } 1 .. $hierarchies;
$node->safe_psql('postgres', join('', 'CREATE EXTENSION cfsperf; SET search_path = public, cfsperf, cfsperf_internal;
	CREATE TABLE hierarchy (id int, measures text[], areas text[], periods reporting_period[], units text[], below int[], counts float8[], bases float8[],
		states text[], area_wholes text[], area_parts text[], measure_wholes text[], measure_parts text[], bases_add boolean[]);
	COPY hierarchy FROM STDIN;', "\n", (map { line($_, $hierarchy{$_}) } sort { $a <=> $b } keys %hierarchy), "\\.\n",
	'CREATE TABLE decided AS
	SELECT *, protect_cells(measures, areas, periods, units, below, counts, bases, states, area_wholes, area_parts, measure_wholes, measure_parts, bases_add) AS decisions
	FROM hierarchy;'));
foreach (split /\n/, $node->safe_psql('postgres', q{SELECT id, array_to_string(decisions, ',', '-') FROM decided}))
{
	my ($id, $decisions) = split /\|/;
	my @decisions = split /,/, $decisions;
	$hierarchy{$id}{cells}[$_]{decision} = $decisions[$_] foreach 0 .. $#decisions;
}
my @bounds = map { [ split /\|/, $_, -1 ] } split /\n/, $node->safe_psql('postgres', q{
	SET search_path = public, cfsperf, cfsperf_internal;
	SELECT h.id, b.*
	FROM decided h,
		LATERAL (SELECT array_agg(CASE WHEN state = 'absent' THEN state WHEN decision = 'shown' THEN 'known' ELSE 'withheld' END ORDER BY i) AS knowledge
			FROM unnest(states, decisions) WITH ORDINALITY u(state, decision, i)) k,
		LATERAL disclosure_bounds(measures, areas, periods, units, below, counts, bases, knowledge,
			area_wholes, area_parts, measure_wholes, measure_parts, bases_add) b});

# The numbers of a cell that must not be known: of a small one those that are, else all that there are.
sub in_need
{
	my ($h, $cell) = @_;
	my ($x, $r) = @$cell{qw(count rest)};
	my @all = defined $r ? qw(count base rest) : ('count');

	return () if $cell->{decision} ne 'withheld';
	return @all if $cell->{state} ne 'primary' || defined $r && $x + $r < $h->{below};
	return grep { $_ ne 'base' && $cell->{$_} > 0 && $cell->{$_} < $h->{below} } @all;
}

my (@wrong, @narrow, %cells, %decisions);
foreach (@bounds)
{
	my ($id, $number, @ends) = @$_;
	my $h = $hierarchy{$id};
	my $cell = $h->{cells}[ $number - 1 ];
	my %bounds = (count => [ @ends[ 0, 1 ] ], base => [ @ends[ 2, 3 ] ], rest => [ @ends[ 4, 5 ] ]);
	my %true = (count => $cell->{count}, rest => $cell->{rest}, base => defined $cell->{rest} ? $cell->{count} + $cell->{rest} : undef);
	my %need = map { $_ => 1 } in_need($h, $cell);

	foreach my $item (grep { defined $true{$_} } sort keys %true)
	{
		my ($lower, $upper) = @{ $bounds{$item} };
		my $what = "hierarchy $id, $cell->{measure} of $cell->{area} in $cell->{period}, $cell->{state}, $cell->{decision}: $item $true{$item} in $lower..$upper";
		push @wrong, $what if $lower eq '' || $true{$item} < $lower || $upper ne '' && $true{$item} > $upper;
		push @narrow, $what if $need{$item} && $upper ne '' && $upper - $lower + 1 < $h->{below};
	}
	$cells{ $cell->{state} }++;
}
$decisions{ $_->{decision} }++ foreach map { @{ $_->{cells} } } values %hierarchy;
note("cells that are withheld: " . join(', ', map { "$cells{$_} $_" } sort keys %cells));
note("decisions: " . join(', ', map { "$decisions{$_} $_" } sort keys %decisions));
cmp_ok(scalar(@bounds), '>', 3 * $hierarchies, 'there are bounds of ' . @bounds . ' cells');
is(scalar(@wrong), 0, 'each number that is withheld lies between its bounds') or diag(join("\n", @wrong[ 0 .. min(9, $#wrong) ]));
is(scalar(@narrow), 0, 'and as many values as suppress_below are between them where it is in need')
	or diag(join("\n", @narrow[ 0 .. min(9, $#narrow) ]));

$node->stop;
done_testing();
