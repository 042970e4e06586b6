# SPDX-License-Identifier: PostgreSQL
# One report reads its own area's recent figures and its benchmark, whatever else the tables hold.
#
# Counted are the rows that the executor takes from a table, those included that a filter then throws away: first in a
# table with some areas and years, then in one with ten times as many. It is a count of rows and no measure of time.

use strict;
use warnings;

use FindBin;
use JSON::PP;
use lib $FindBin::RealBin;

use CfsTest qw(new_node);
use Test::More;

my $node = new_node('reads');
my ($measures, $quarters, $areas) = (20, 20, 60);

$node->safe_psql('postgres', qq{
	CREATE EXTENSION cfsperf;
	CALL cfsperf.create_framework('cfs');
	ALTER DATABASE postgres SET search_path = cfs, cfsperf;
	ALTER DATABASE postgres SET max_parallel_workers_per_gather = 0;
});
$node->safe_psql('postgres', qq{
	INSERT INTO outcome SELECT 'o' || i, 'Outcome ' || i FROM generate_series(1, 4) i;
	INSERT INTO measure (code, outcome, title, polarity, unit, max_arrears)
	SELECT 'm' || i, 'o' || (1 + i % 4), 'Measure ' || i, 'high', '%', 3 * (i % 2) FROM generate_series(1, $measures) i;
	INSERT INTO area VALUES ('EN', 'England', 'country', NULL), ('R', 'Region', 'region', 'EN');
	INSERT INTO area SELECT 'a' || i, 'Area ' || i, 'authority', 'R' FROM generate_series(1, 150) i;
	INSERT INTO neighbour SELECT 'a1', 'a' || i, i FROM generate_series(2, 11) i;
	INSERT INTO benchmark VALUES ('march', 'Year to March 2019');
	INSERT INTO report VALUES ('a1', '2020/21 Q2', 'march');
	-- the last four measures are in no benchmark
	INSERT INTO benchmark_value (measure, benchmark, area, period, value)
	SELECT m.code, 'march', 'a' || i, '2018/19', (i * 37 + m.position) % 101
	FROM measure m, generate_series(1, 150) i WHERE m.code NOT IN ('m17', 'm18', 'm19', 'm20');
});

# Figures of areas for so many quarters up to 2020/21 Q2, in no helpful order.
sub load_figures
{
	my ($from_area, $to_area, $count) = @_;
	$node->safe_psql('postgres', qq{
		INSERT INTO area SELECT 'a' || i, 'Area ' || i, 'authority', 'R' FROM generate_series($from_area, $to_area) i
		ON CONFLICT DO NOTHING;
		INSERT INTO observation (measure, area, period, value)
		SELECT m.code, 'a' || i, '2020/21 Q2'::reporting_period - q, (i * 37 + q * 11) % 101
		FROM generate_series(0, $count - 1) q, generate_series($from_area, $to_area) i, measure m
		ON CONFLICT DO NOTHING;
		INSERT INTO report SELECT 'a' || i, '2020/21 Q2'::reporting_period - q, 'march'
		FROM generate_series(0, 3) q, generate_series($from_area, $to_area) i
		ON CONFLICT DO NOTHING;
	});
	return $node->safe_psql('postgres', 'SELECT count(*) FROM observation');
}

# Rows taken from a table in a plan.
sub taken
{
	my ($plan, $table) = @_;
	my $rows = 0;
	if (($plan->{'Relation Name'} // '') eq $table)
	{
		$rows += $_ * $plan->{'Actual Loops'} foreach grep { defined } @{$plan}{ 'Actual Rows', 'Rows Removed by Filter',
			'Rows Removed by Index Recheck', 'Rows Removed by Join Filter' };
	}
	$rows += taken($_, $table) foreach @{ $plan->{'Plans'} // [] };
	return $rows;
}

sub plan_of
{
	my ($query) = @_;
	my $json = $node->safe_psql('postgres', $query);
	return decode_json($json)->[0]{'Plan'};
}

my $explain = 'EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF, COSTS OFF)';
my %reports;
foreach my $view (qw(scorecard outcome_summary quarter_summary headline))
{
	my $query = "SELECT * FROM $view WHERE";
	$reports{$view} = "$explain $query area = 'a1' AND quarter = '2020/21 Q2'";
	$reports{"$view, as a prepared statement"} = "SET plan_cache_mode = force_generic_plan;
		PREPARE report(varchar, varchar) AS $query area = \$1 AND quarter = \$2;
		$explain EXECUTE report('a1', '2020/21 Q2')";
}

# What a report may read. Its own area's figures twice: to find the one to show, and for the history before it. Of each
# measure that has no benchmark the figure of ten neighbours, the region and the country.
my $enough = $measures * (2 * $quarters + 12);
# each figure of its own benchmark once, and one a measure to see that there is one
my $benchmark = $measures + $node->safe_psql('postgres', q{SELECT count(*) FROM benchmark_value});

my $before = load_figures(1, $areas, $quarters);
foreach my $analyzed (0, 1)
{
	my $when = $analyzed ? 'analyzed' : 'just loaded';
	$node->safe_psql('postgres', 'ANALYZE') if $analyzed;
	foreach my $report (sort keys %reports)
	{
		my $plan = plan_of($reports{$report});
		cmp_ok(taken($plan, 'observation'), '<=', $enough, "$report: few of $before figures ($when)");
	}
}

# Ten times the areas, then five times the years, and many other benchmarks. Now its own area's figures would be too many.
my $more_areas = load_figures($areas + 1, 10 * $areas, $quarters);
my $after = load_figures(1, $areas, 5 * $quarters);
cmp_ok($after, '>=', 10 * $before, 'the table has ten times as many figures');
$node->safe_psql('postgres', q{
	INSERT INTO benchmark SELECT 'b' || i, 'Benchmark ' || i FROM generate_series(1, 59) i;
	INSERT INTO benchmark_value (measure, benchmark, area, period, value)
	SELECT measure, b.code, area, period, value FROM benchmark_value, benchmark b WHERE b.code <> 'march';
	ANALYZE;
});
my $values = $node->safe_psql('postgres', 'SELECT count(*) FROM benchmark_value');
foreach my $report (sort keys %reports)
{
	my $plan = plan_of($reports{$report});
	cmp_ok(taken($plan, 'observation'), '<=', $enough, "$report: no more of $after figures");
	cmp_ok(taken($plan, 'benchmark_value'), '<=', $benchmark, "$report: no other of $values benchmark figures");
}

# And it is the report: a row per measure, each with its figure.
is($node->safe_psql('postgres', q{SELECT count(*), count(value), count(quartile), count(neighbour_mean)
		FROM scorecard WHERE area = 'a1' AND quarter = '2020/21 Q2'}),
	"$measures|$measures|16|$measures",
	'every measure is there');

$node->stop;
done_testing();
