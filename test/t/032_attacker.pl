# SPDX-License-Identifier: PostgreSQL
# A reader who can add and subtract derives no figure that is withheld, on published figures of English authorities, and
# yet nearly all totals are shown.
#
# CFSPERF_DATA is as in 030_real_data.pl. What the reader knows is all that the role can select; what follows from that is
# found by Attacker.pm.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use Attacker;
use CfsTest qw(new_node source_dir);
use List::Util qw(min);
use PostgreSQL::Test::Utils;
use Test::More;

my $below = 10;
my $source = source_dir();
my $data = $ENV{CFSPERF_DATA};
plan skip_all => 'CFSPERF_DATA does not name a directory with the published figures'
	unless defined $data && -r "$data/values.csv";

my $node = new_node('attacker', conf => "max_wal_size = 4GB\nwork_mem = 64MB\njit = off\n");

sub query
{
	my ($sql, %params) = @_;
	return $node->safe_psql('postgres', "SET search_path = cfs, cfsperf, raw; $sql", %params);
}

sub rows
{
	my ($sql, %params) = @_;
	return map { [ split /\|/, $_, -1 ] } split /\n/, query($sql, %params);
}

chdir($data) or die "$data: $!";
$node->safe_psql('postgres', slurp_file("$source/test/lib/real_data.sql"), extra_params => [ '-v', 'measures=^EES_' ]);
$node->safe_psql('postgres', slurp_file("$source/test/lib/disclosure_data.sql"));
query('CALL protect(); REFRESH MATERIALIZED VIEW stored_history');

# Some editions, and then a figure that has become small, with another of its region as before.
query(qq{CALL publish('$_', '2024/25 Q4')}) foreach qw(970 986 987 305 306 855);
query(q{UPDATE observation SET value = 2, numerator = 2 WHERE measure = 'EES_REREF' AND area = '306' AND period = '2024/25';
	CALL protect(); REFRESH MATERIALIZED VIEW stored_history});
query(q{CREATE ROLE reader LOGIN; CALL grant_reader('cfs', 'reader'); CREATE SCHEMA seen AUTHORIZATION reader});
query('CREATE TABLE seen.scorecard AS TABLE cfs.scorecard', extra_params => [ '-U', 'reader' ]);

# ---------------------------------------------------------------- what there is

my (%figure, %parts, %region);
foreach (rows(q{SELECT o.measure, o.area, o.period, o.value, o.numerator, o.denominator, o.status, o.decision, m.unit, a.kind
		FROM decided_observation o JOIN measure m ON m.code = o.measure JOIN area a ON a.code = o.area}))
{
	my ($measure, $area, $period, @rest) = @$_;
	my %f;
	@f{qw(value count base status decision unit kind)} = map { $_ eq '' ? undef : $_ } @rest;
	my ($per) = $f{unit} eq '%' ? 100 : $f{unit} =~ /^per (\d+)/;
	$f{base} //= $f{count} * $per / $f{value} if $per && $f{count} && $f{value};
	$f{absent} = !defined $f{value} && ($f{status} // '') =~ /^[xz]$/;
	$f{withheld} = ($f{status} // '') eq 'c' || defined $f{value} && ($f{decision} // '') ne 'shown';
	$figure{"$measure|$period"}{$area} = \%f;
}
push @{ $parts{ $_->[0] } }, $_->[1] foreach rows('SELECT whole, part FROM area_link');
$region{ $_->[0] } = $_->[1] foreach rows('SELECT code, region FROM area WHERE region IS NOT NULL');
my %reorganised = map { $_->[0] => 1 } rows("SELECT area FROM area_change UNION SELECT successor FROM area_change
	UNION SELECT code FROM area WHERE code LIKE '%/%'");

# ---------------------------------------------------------------- what the reader sees

# Notes the figures of which a number is seen, by measure, area and period, and by value where that is the number: an edition
# has figures as they were.
sub see
{
	my ($where, $sql) = @_;
	my $new = 0;

	foreach (rows($sql, extra_params => [ '-U', 'reader' ]))
	{
		my ($measure, $area, $period, $value) = @$_;
		my $f = $figure{"$measure|$period"}{ $where =~ /region/ ? $region{$area} // '' : $area } or next;
		next if $value ne '' && (!defined $f->{value} || abs($value - $f->{value}) > 1e-9 * abs($value));
		$new++ unless $f->{seen};
		push @{ $f->{seen} }, $where;
	}
	note("$new more figures in $where");
	return $new;
}

cmp_ok(see('scorecard', 'SELECT measure, area, period, value FROM seen.scorecard
	WHERE num_nonnulls(value, numerator, denominator, difference, p_value, direction, quartile, national_rank) > 0'), '>', 3000, 'figures in the scorecard');
see('a year ago', 'SELECT measure, area, (year_ago(period::reporting_period))::text, year_ago_value FROM seen.scorecard WHERE year_ago_value IS NOT NULL');
see('country', q{SELECT measure, '970', comparator_period, national_value FROM seen.scorecard WHERE national_value IS NOT NULL});
see('region', 'SELECT measure, area, comparator_period, region_value FROM seen.scorecard WHERE region_value IS NOT NULL');
see('previous', 'SELECT measure, area, previous_period, previous_value FROM seen.scorecard WHERE previous_value IS NOT NULL');
see('editions', 'SELECT measure, area, period, value FROM published_scorecard WHERE value IS NOT NULL');
see('previous in editions', 'SELECT measure, area, previous_period, previous_value FROM published_scorecard WHERE previous_value IS NOT NULL');
see('region in editions', 'SELECT measure, area, comparator_period, region_value FROM published_scorecard WHERE region_value IS NOT NULL');
cmp_ok(see('history', 'SELECT h.measure, h.area, p.period, value(p.indicator) FROM history h, unnest(h.series) p'), '>', 0, 'figures of earlier years in history');
is(query(q{SELECT count(*) FROM revisions WHERE area = '306' AND measure = 'EES_REREF' AND item IN ('value', 'numerator') AND now IS NOT NULL},
		extra_params => [ '-U', 'reader' ]), 0, 'revisions do not tell the figure that has become small');

my @told = grep { $_->{withheld} && $_->{seen} } map { values %$_ } values %figure;
is(scalar(@told), 0, 'no figure that is withheld is seen') or diag(join("\n", map { join(' ', $_->{decision}, @{ $_->{seen} }) } @told[ 0 .. min(9, $#told) ]));

# A mean is of neighbours that are all seen, so that none can be had from it.
my %neighbours;
push @{ $neighbours{ $_->[0] } }, $_->[1] foreach rows('SELECT area, neighbour FROM neighbour');
my @beyond = grep {
	my ($measure, $area, $period, $n) = @$_;
	$n - 1 > grep { my $f = $figure{"$measure|$period"}{$_}; $f && $f->{seen} } @{ $neighbours{$area} }
} rows('SELECT measure, area, comparator_period, neighbour_n FROM seen.scorecard WHERE neighbour_mean IS NOT NULL', extra_params => [ '-U', 'reader' ]);
is(scalar(@beyond), 0, 'no mean of neighbours has one in it that is not seen');

# ---------------------------------------------------------------- what follows from it

# The numbers of a figure that must not be known: of a small one those that are, else all.
sub in_need
{
	my ($f) = @_;
	my ($x, $n) = @$f{qw(count base)};
	my @all = $f->{unit} eq 'number' ? qw(count base) : qw(count rest base);

	return @all unless $f->{decision} eq 'small' && defined $n && $n >= $below;
	return grep { $_ eq 'count' ? $x < $below : $_ eq 'rest' && $n - $x < $below } @all;
}

my (%derived, %narrow, %total);
foreach my $block (sort keys %figure)
{
	my $figures = $figure{$block};
	my %absent = map { $_ => 1 } grep { $figures->{$_} ? $figures->{$_}{absent} : $reorganised{$_} } keys %$figures, keys %reorganised;
	my %shown = map { $_ => [ @{ $figures->{$_} }{qw(count base)} ] } grep { $figures->{$_}{seen} } keys %$figures;
	my @withheld = grep { $figures->{$_}{withheld} } sort keys %$figures;
	my $attacker = Attacker->new(\%parts, \%absent, $block =~ /SW_CASE/);

	$attacker->look_at(\%shown, $figures);
	foreach my $area (@withheld)
	{
		my $f = $figures->{$area};
		my @follow = grep { $attacker->derives($area, $_) } qw(count rest base);
		my %follows = map { $_ => 1 } @follow;
		$total{withheld}++;
		$derived{"$block $area $f->{decision}: @follow"} = 1
			if $f->{decision} =~ /secondary|narrow/ ? @follow == 3 : grep { $follows{$_} } in_need($f);
	}
	foreach my $number ([ count => sub { $_[0][0] } ], [ base => sub { $_[0][1] } ],
		[ rest => sub { defined $_[0][1] ? $_[0][1] - $_[0][0] : undef } ])
	{
		next if $number->[0] eq 'rest' && $block =~ /SW_CASE/;
		my $bounds = $attacker->bounds($number->[1]);
		foreach my $area (grep { $bounds->{$_} } @withheld)
		{
			my ($lower, $upper) = @{ $bounds->{$area} };
			my $f = $figures->{$area};
			next unless grep { $_ eq $number->[0] } in_need($f);
			my $number_of = defined $f->{value} ? $number->[1]->([ @$f{qw(count base)} ]) : undef;
			$narrow{
				  $lower > $upper + 1e-6 ? 'contradiction'
				: $upper - $lower + 1 >= $below - 1e-6 ? 'enough values'
				: !defined $number_of ? 'too few values, not known whether the right ones'
				: $number_of < $lower - 1e-6 || $number_of > $upper + 1e-6 ? 'too few values, wrong ones'
				: 'too few values, right ones'
			}++;
		}
	}
	foreach my $f (grep { defined $_->{value} && $_->{kind} ne 'authority' } values %$figures)
	{
		$total{ $f->{kind} }++;
		$total{"$f->{kind} shown"}++ if !$f->{withheld};
	}
}
is(scalar(keys %derived), 0, "none of $total{withheld} figures that are withheld follows from those that are seen")
	or diag(join("\n", (sort keys %derived)[ 0 .. min(9, keys(%derived) - 1) ]));
diag('numbers in need of protection by what is between their bounds: ' . join(', ', map { "$narrow{$_} $_" } sort keys %narrow));

# ---------------------------------------------------------------- and what is shown

foreach ([ country => 90 ], [ region => 80 ])
{
	my ($kind, $least) = @$_;
	my $share = 100 * $total{"$kind shown"} / $total{$kind};
	diag(sprintf('%s: %.1f %% of %d figures are shown', $kind, $share, $total{$kind}));
	cmp_ok($share, '>=', $least, "at least $least % of the figures of the $kind are shown");
}

$node->stop;
done_testing();
