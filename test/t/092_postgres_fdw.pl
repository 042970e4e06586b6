# SPDX-License-Identifier: PostgreSQL
# Figures that live on two other servers: a report is the same as if they lived here, and aggregates over a measure are
# computed where its figures are.
#
# The commands are those of doc/scale-out.md.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node);
use Test::More;

my $here = new_node('coordinator');
my @nodes = map { new_node($_) } qw(east west);

$here->safe_psql('postgres', q{
	CREATE EXTENSION cfsperf;
	CALL cfsperf.create_framework('local');
	CALL cfsperf.create_framework('cfs', partitions => 2);
});

# A framework with all its figures here, to compare with: 16 measures of 12 areas and their country over 24 quarters.
$here->safe_psql('postgres', q{
	SET search_path = local, cfsperf;
	INSERT INTO outcome SELECT 'o' || i, 'Outcome ' || i, i FROM generate_series(1, 3) i;
	INSERT INTO measure (code, outcome, position, title, polarity, polarity_reason, unit, suppress_below)
	SELECT 'm' || i, 'o' || (1 + i % 3), i, 'Measure ' || i, (ARRAY['high', 'low', 'none'])[1 + i % 3]::polarity,
		'see plan', '%', CASE i WHEN 16 THEN 70 END
	FROM generate_series(1, 16) i;
	INSERT INTO area VALUES ('EN', 'England', 'country');
	INSERT INTO area SELECT 'a' || i, 'Area ' || i, 'authority' FROM generate_series(1, 12) i;
	INSERT INTO neighbour SELECT 'a1', 'a' || i, i FROM generate_series(2, 6) i;
	INSERT INTO observation (measure, area, period, value, numerator, denominator)
	SELECT m.code, a.code, '2020/21 Q2'::reporting_period - q, v / 10.0, v, 1000
	FROM measure m, area a, generate_series(0, 23) q,
		LATERAL (SELECT (m.position * 71 + ascii(right(a.code, 1)) * 313 + q * 117) % 1001) AS x(v)
	WHERE (m.position + q) % 13 > 0;
	INSERT INTO observation (measure, area, period, status, note)
	VALUES ('m2', 'a1', '2019/20', 'x', NULL), ('m2', 'a1', '2020/21 Q3', 'x', E'Not yet: "quoted", ''quoted'' and \\\\ and £.');
	INSERT INTO observation (measure, area, period, value) VALUES ('m2', 'a1', '2018/19', 50);
	INSERT INTO benchmark VALUES ('march', 'Year to March 2019');
	INSERT INTO benchmark_value (measure, benchmark, area, period, value)
	SELECT m.code, 'march', a.code, '2018/19', (m.position * 13 + ascii(right(a.code, 1)) * 37) % 101
	FROM measure m, area a WHERE m.position <= 13;
	INSERT INTO target VALUES ('m1', 'a1', '2019/20 Q1', 40, 5);
	INSERT INTO report SELECT a.code, '2020/21 Q2'::reporting_period - q, 'march'
	FROM area a, generate_series(0, 2) AS q WHERE a.kind = 'authority';
});
my @small = qw(outcome measure area neighbour benchmark target commentary report);
$here->safe_psql('postgres', join "\n", map { "INSERT INTO cfs.$_ TABLE local.$_;" } @small);

# Each server has a framework of its own with the same outcomes, measures and areas.
foreach my $node (@nodes)
{
	$node->safe_psql('postgres', q{CREATE EXTENSION cfsperf; CALL cfsperf.create_framework('cfs')});
	foreach my $table (qw(outcome measure area neighbour benchmark))
	{
		my $rows = $here->safe_psql('postgres', "COPY (TABLE local.$table) TO STDOUT");
		$node->safe_psql('postgres', "COPY cfs.$table FROM STDIN;\n$rows\n\\.\n");
	}
}

# The recipe: the servers, then one partition on each. A foreign table has no keys, so the table has none.
$here->safe_psql('postgres', q{
	CREATE EXTENSION postgres_fdw;
	ALTER TABLE cfs.observation DROP CONSTRAINT observation_pkey,
		DROP CONSTRAINT observation_measure_fkey, DROP CONSTRAINT observation_area_fkey;
	ALTER TABLE cfs.benchmark_value DROP CONSTRAINT benchmark_value_pkey, DROP CONSTRAINT benchmark_value_measure_fkey,
		DROP CONSTRAINT benchmark_value_benchmark_fkey, DROP CONSTRAINT benchmark_value_area_fkey;
	CREATE SCHEMA nodes;
	CREATE TABLE nodes.figure (measure varchar(64) COLLATE "C", area varchar(64) COLLATE "C",
		period cfsperf.reporting_period, figure cfsperf.indicator, status varchar, note varchar)
		PARTITION BY HASH (measure);
});
foreach my $n (0 .. 1)
{
	my ($host, $port, $name) = ($nodes[$n]->host, $nodes[$n]->port, $nodes[$n]->name);
	$here->safe_psql('postgres', qq{
		CREATE SERVER $name FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '$host', port '$port', dbname 'postgres',
			extensions 'cfsperf', async_capable 'true', fetch_size '10000', fdw_tuple_cost '0.2');
		CREATE USER MAPPING FOR CURRENT_USER SERVER $name;
		DROP TABLE cfs.observation_$n, cfs.benchmark_value_$n;
		CREATE FOREIGN TABLE cfs.observation_$n PARTITION OF cfs.observation
			FOR VALUES WITH (MODULUS 2, REMAINDER $n) SERVER $name OPTIONS (schema_name 'cfs', table_name 'observation');
		CREATE FOREIGN TABLE cfs.benchmark_value_$n PARTITION OF cfs.benchmark_value
			FOR VALUES WITH (MODULUS 2, REMAINDER $n) SERVER $name OPTIONS (schema_name 'cfs', table_name 'benchmark_value');
		CREATE FOREIGN TABLE nodes.figure_$n PARTITION OF nodes.figure
			FOR VALUES WITH (MODULUS 2, REMAINDER $n) SERVER $name OPTIONS (schema_name 'cfs', table_name 'figure');
	});
}

# Loaded through the table here, each figure goes to its server.
$here->safe_psql('postgres', q{
	INSERT INTO cfs.observation TABLE local.observation;
	INSERT INTO cfs.benchmark_value TABLE local.benchmark_value;
	ANALYZE;
});
my @there = map { $_->safe_psql('postgres', 'SELECT count(*) FROM cfs.observation') } @nodes;
cmp_ok($there[$_], '>', 0, $nodes[$_]->name . ' has figures') foreach 0 .. 1;
is($there[0] + $there[1], $here->safe_psql('postgres', 'SELECT count(*) FROM local.observation'), 'together they have all');
is($nodes[0]->safe_psql('postgres', q{SELECT count(DISTINCT measure) FROM cfs.observation})
	+ $nodes[1]->safe_psql('postgres', q{SELECT count(DISTINCT measure) FROM cfs.observation}),
	16, 'and each measure is on one of them');

my ($status, $stdout, $stderr) = $here->psql('postgres',
	q{INSERT INTO cfs.observation (measure, area, period, value) VALUES ('m1', 'a1', '2020/21 Q2', 1)});
like($stderr, qr/duplicate key value violates unique constraint "observation_pkey"/, 'the key is kept there');
($status, $stdout, $stderr) = $here->psql('postgres',
	q{INSERT INTO cfs.observation (measure, area, period, value) VALUES ('m1', 'nowhere', '2020/21 Q2', 1)});
like($stderr, qr/violates foreign key constraint "observation_area_fkey"/, 'and so are references');

# A report is the same.
foreach my $framework (qw(local cfs))
{
	$here->safe_psql('postgres', "REFRESH MATERIALIZED VIEW $framework.stored_history");
}
foreach my $view (qw(scorecard headline outcome_summary quarter_summary exceptions data_quality))
{
	my $rows = sub {
		$here->safe_psql('postgres', qq{COPY (SELECT * FROM $_[0].$view r ORDER BY r::text COLLATE "C") TO STDOUT});
	};
	my $expected = $rows->('local');
	isnt($expected, '', "$view has rows");
	is($rows->('cfs'), $expected, "$view is the same");
}
is($here->safe_psql('postgres', 'SELECT count(*) FROM (SELECT measure, area, series FROM local.history EXCEPT SELECT measure, area, series FROM cfs.history) x'),
	'0', 'so are histories');
is($here->safe_psql('postgres', q{SELECT local.dashboard('a1', '2020/21 Q2') = cfs.dashboard('a1', '2020/21 Q2')}),
	't', 'and the page');
$here->safe_psql('postgres', q{CALL cfs.publish('a1', '2020/21 Q2')});
is($here->safe_psql('postgres', q{SELECT count(*) FROM cfs.published_scorecard}), '16', 'and it can be published');

# Aggregates go to where the figures are: the statements that the other servers get contain them, and no row of the
# table comes here.  They are asked of the other servers' view figure: reading(…, '%') would not be sent, because
# postgres_fdw keeps back functions whose text arguments are constants (their collation might differ there).
sub remote_sql
{
	my ($query) = @_;
	my $plan = $here->safe_psql('postgres', qq{
		SET search_path = cfsperf, public;
		SET enable_partitionwise_aggregate = on;
		EXPLAIN (VERBOSE, COSTS OFF) $query});
	return $plan =~ /Remote SQL: (.*)/g;
}
my %aggregates = (
	'series(figure, period)' => 'area', 'change(figure, period)' => 'area', 'latest(figure, period)' => 'area',
	'quartiles(figure)' => 'period', 'distribution(figure)' => 'period', 'pooled(figure)' => 'period',
	q{quartile_rank('50% high', figure)} => 'period', q{national_rank('50% high', figure)} => 'period',
	'max(period)' => 'area');
foreach my $aggregate (sort keys %aggregates)
{
	my $key = $aggregates{$aggregate};
	my ($name) = $aggregate =~ /^(\w+)/;
	my @sql = remote_sql("SELECT measure, $key, $aggregate FROM nodes.figure GROUP BY measure, $key");
	is(scalar(@sql), 2, "$name: a statement for each server");
	is(scalar(grep { /\b(?:cfsperf\.)?$name\(.* GROUP BY 1, 2/ } @sql), 2, "$name is computed there");
}
# What takes the values of rows is asked of the table here.
foreach my $aggregate ('series(value, numerator, denominator, period)', 'cfsperf_internal.readings(value, numerator, denominator, period)')
{
	my ($name) = $aggregate =~ /(\w+)\(/;
	my @sql = remote_sql("SELECT measure, area, $aggregate FROM cfs.observation GROUP BY measure, area");
	is(scalar(grep { /\b(?:cfsperf\w*\.)?$name\(value, numerator, .* GROUP BY 1, 2/ } @sql), 2, "$name of values is computed there");
}
my @histories = remote_sql($here->safe_psql('postgres', q{SELECT rtrim(pg_get_viewdef('cfs.current_history'::regclass), ';')}));
is(scalar(grep { /\breadings\(.* GROUP BY/ } @histories), 2, 'what history is made of is computed there');
my @panels = remote_sql('SELECT measure, panel(area, value, numerator, denominator, period) FROM cfs.observation GROUP BY measure');
is(scalar(grep { /\b(?:cfsperf\.)?panel\(.* GROUP BY 1/ } @panels), 2, 'panel of values is computed there');
my @where = remote_sql(q{SELECT measure, change(figure, period) FILTER (WHERE period <= '2019/20 Q4')
	FROM nodes.figure WHERE ends_within(period, '2020/21 Q2') AND area = 'a1' GROUP BY measure});
is(scalar(grep { /FILTER \(WHERE .* WHERE .*cfsperf\.ends_within/ } @where), 2, 'and so are conditions');

# What comes back is what is computed here.
foreach my $aggregate (sort keys %aggregates)
{
	my $key = $aggregates{$aggregate};
	my $ask = sub {
		$here->safe_psql('postgres', qq{SET search_path = cfsperf, public; SET enable_partitionwise_aggregate = on;
			COPY (SELECT measure, $key, $aggregate FROM $_[0].figure WHERE measure NOT IN ('m3', 'm6', 'm9', 'm12', 'm15')
				AND measure IN (SELECT code FROM local.measure WHERE polarity = 'high') GROUP BY measure, $key ORDER BY 1, 2) TO STDOUT});
	};
	is($ask->('nodes'), $ask->('local'), "$aggregate is the same");
}

# A period loaded again: the figures of a measure and period are replaced where they are.
$here->safe_psql('postgres', q{
	SET search_path = cfsperf;
	BEGIN;
	DELETE FROM cfs.observation WHERE measure = 'm1' AND period = '2020/21 Q2';
	INSERT INTO cfs.observation SELECT measure, area, period, 50, NULL, NULL, 'r' FROM local.observation
	WHERE measure = 'm1' AND period = '2020/21 Q2';
	COMMIT;
});
is($here->safe_psql('postgres', q{SELECT value, status FROM cfs.scorecard
	WHERE area = 'a1' AND quarter = '2020/21 Q2' AND measure = 'm1'}), '50|r', 'a period is loaded again');

$_->stop foreach @nodes, $here;
done_testing();
