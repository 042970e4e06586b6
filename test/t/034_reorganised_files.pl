# SPDX-License-Identifier: PostgreSQL
# Published figures of re-referrals, 2013 to 2025, in which authorities have the codes of each year: 161 codes for 153
# authorities. One that was recoded has one history and counts once; what was merged or split is in the benchmarks of its own
# years only, is carried over nowhere, and the note says why.
#
# CFSPERF_FILES names a directory with files as they are downloaded; without it, it is looked for beside CFSPERF_DATA. Where
# it is not there the test is skipped.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node);
use Test::More;

my $files = $ENV{CFSPERF_FILES} // (defined $ENV{CFSPERF_DATA} ? "$ENV{CFSPERF_DATA}/../files" : '');
my ($file) = glob "$files/c1_*.csv";
plan skip_all => 'CFSPERF_FILES does not name a directory with files as they are downloaded' unless defined $file && -r $file;

my $node = new_node('reorganised', conf => "jit = off\n");

sub query
{
	my ($sql) = @_;
	return $node->safe_psql('postgres', "SET search_path = cfs, cfsperf, raw; $sql");
}

$node->safe_psql('postgres', qq{
	CREATE EXTENSION cfsperf;
	CALL cfsperf.create_framework('cfs');
	CREATE SCHEMA raw;
	SET search_path = cfs, cfsperf, raw;
	CREATE TABLE raw.c (time_period text, time_identifier text, geographic_level text, country_code text, country_name text,
		region_code text, region_name text, old_la_code text, new_la_code text, la_name text, category text, referral_count text,
		rereferral_count text, rereferral_percent text, a text, b text, c text, d text, e text, f text, g text);
	\\copy raw.c FROM '$file' WITH (FORMAT csv, HEADER true)
	INSERT INTO outcome VALUES ('o', 'Outcome');
	INSERT INTO measure (code, outcome, title, polarity, unit, frequency, max_arrears) VALUES ('re', 'o', 'Re-referrals', 'low', '%', 12, 0);
	INSERT INTO area (code, name, kind) SELECT DISTINCT country_code, country_name, 'country' FROM c;
	INSERT INTO area (code, name, kind) SELECT DISTINCT region_code, region_name, 'region' FROM c WHERE geographic_level = 'Regional';
	INSERT INTO area (code, name, region) SELECT new_la_code, min(la_name), min(region_code) FROM c WHERE geographic_level = 'Local authority' GROUP BY new_la_code;
	INSERT INTO observation (measure, area, period, value, status)
	SELECT 're', CASE geographic_level WHEN 'National' THEN country_code WHEN 'Regional' THEN region_code ELSE new_la_code END,
		reporting_period(time_period, time_identifier, 3), CASE WHEN rereferral_percent ~ '^[0-9]' THEN rereferral_percent::float8 END,
		CASE WHEN rereferral_percent !~ '^[0-9]' THEN CASE rereferral_percent WHEN 'c' THEN 'x' ELSE rereferral_percent END END
	FROM c;
	INSERT INTO benchmark VALUES ('b', 'All years');
	INSERT INTO benchmark_value (measure, benchmark, area, period, value, status)
	SELECT measure, 'b', area, period, value, status FROM observation;
	INSERT INTO report (area, quarter, benchmark)
	SELECT a.code, reporting_period(make_date(y, 1, 1), 3), 'b' FROM area a, generate_series(2013, 2025) y WHERE a.kind = 'authority';
});
is(query(q{SELECT count(*), count(DISTINCT name) FROM area WHERE kind = 'authority'}), '161|157',
	'there are 161 codes, of which some have the name of another');
my $before = query(q{SELECT national_n FROM scorecard WHERE area = 'E10000018' AND quarter = '2024/25 Q4'});

# Codes that changed alone are recodes; of the others the figures of before are not of the same area.
query(q{
	INSERT INTO area (code, name, region) SELECT v.code, a.name, a.region
	FROM (VALUES ('E08000038', 'E08000016'), ('E08000039', 'E08000019')) AS v(code, former) JOIN area a ON a.code = v.former;
	INSERT INTO area_change VALUES
		('E10000002', 'E06000060', '2020-04-01', 'recode'), ('E10000023', 'E06000065', '2023-04-01', 'recode'),
		('E10000027', 'E06000066', '2023-04-01', 'recode'), ('E08000016', 'E08000038', '2025-04-01', 'recode'),
		('E08000019', 'E08000039', '2025-04-01', 'recode'),
		('E06000028', 'E06000058', '2019-04-01', 'merge'), ('E06000029', 'E06000058', '2019-04-01', 'merge'),
		('E10000009', 'E06000059', '2019-04-01', 'merge'),
		('E10000021', 'E06000061', '2021-04-01', 'split'), ('E10000021', 'E06000062', '2021-04-01', 'split'),
		('E10000006', 'E06000063', '2023-04-01', 'split'), ('E10000006', 'E06000064', '2023-04-01', 'split');
	-- as another publication of 2025 has them
	UPDATE observation SET area = 'E08000038' WHERE area = 'E08000016' AND ends(period) = '2025-03-31';
	UPDATE benchmark_value SET area = 'E08000039' WHERE area = 'E08000019' AND ends(period) = '2025-03-31';
	INSERT INTO report (area, quarter, benchmark) VALUES ('E08000038', '2024/25 Q4', 'b'), ('E06000066', '2025/26 Q4', 'b');
	REFRESH MATERIALIZED VIEW stored_history;
});

# ---------------------------------------------------------------- one authority, one history

# [code of today, former code, figures]: the file has 13 years of each
foreach my $pair ([qw(E06000060 E10000002)], [qw(E06000065 E10000023)], [qw(E06000066 E10000027)], [qw(E08000038 E08000016)],
	[qw(E08000039 E08000019)])
{
	my ($today, $former) = @$pair;
	my $figures = query(qq{SELECT string_agg(rereferral_percent::float8::text, ',' ORDER BY time_period) FROM c
		WHERE new_la_code IN ('$today', '$former') AND rereferral_percent ~ '^[0-9]'});
	is(query(qq{SELECT h.area, string_agg(value(u.indicator)::text, ',' ORDER BY u.period) FROM history h, unnest(h.series) u
		WHERE h.area IN ('$today', '$former') GROUP BY h.area}), "$today|$figures", "$former and $today have one history, of all years");
	is(query(qq{SELECT count(*) FROM scorecard s JOIN scorecard p ON p.area = '$former' AND p.quarter = s.quarter
		WHERE s.area = '$today' AND (s.value, s.previous_value, s.direction, s.quartile, s.national_rank, s.national_n, s.region_value, s.trend)
			IS DISTINCT FROM (p.value, p.previous_value, p.direction, p.quartile, p.national_rank, p.national_n, p.region_value, p.trend)}), '0',
		'and one report, whichever is asked for');
}
# every figure is compared with that of the year before, by plain SQL on the file
my $figures = query(q{SELECT count(*) FROM c WHERE new_la_code IN ('E06000060', 'E10000002', 'E06000065', 'E10000023', 'E06000066', 'E10000027')
	AND rereferral_percent ~ '^[0-9]'});
is(query(q{
	WITH chain (today, code) AS (VALUES ('E06000060', 'E06000060'), ('E06000060', 'E10000002'), ('E06000065', 'E06000065'), ('E06000065', 'E10000023'),
		('E06000066', 'E06000066'), ('E06000066', 'E10000027')),
	figure AS (SELECT h.today, c.time_period::int AS y, c.rereferral_percent::float8 AS v FROM c JOIN chain h ON h.code = c.new_la_code
		WHERE c.rereferral_percent ~ '^[0-9]'),
	plain AS (SELECT today, y, v, lag(v) OVER (PARTITION BY today ORDER BY y) AS before FROM figure)
	SELECT count(*), count(*) FILTER (WHERE s.value = p.v AND s.previous_value IS NOT DISTINCT FROM p.before)
	FROM plain p JOIN scorecard s ON s.area = p.today AND s.quarter = (p.y - 1) || '/' || right(p.y::text, 2) || ' Q4'}),
	"$figures|$figures", 'each of their figures stands after that of the year before');

# ---------------------------------------------------------------- benchmarks

# How many authorities have a figure in a year is the number of rows in the file: no year has one twice
is(query(q{
	SELECT count(*) FROM (SELECT c.time_period::int AS y, count(*) AS n FROM c
		WHERE geographic_level = 'Local authority' AND rereferral_percent ~ '^[0-9]' GROUP BY 1) p
	JOIN (SELECT DISTINCT extract(year FROM quarter_end)::int AS y, national_n FROM scorecard
		WHERE area = 'E10000018' AND extract(month FROM quarter_end) = 3) s ON s.y = p.y AND s.national_n = p.n}), '13', 'all years have as many authorities as the file');
is(query(q{SELECT value, previous_value, direction, quartile, national_rank, national_n, region_value, national_value FROM scorecard
	WHERE area = 'E10000018' AND quarter = '2024/25 Q4'}), '25.5|23.7|declined|4|135|153|24.7|22.6', 'Leicestershire, as checked outside');
is($before, '153', 'which the codes did not change: the file has each authority once a year');
# one that stands under both codes in a year is still one, and one that is abolished does not come back
query(q{INSERT INTO benchmark_value (measure, benchmark, area, period, value) VALUES ('re', 'b', 'E10000002', '2024/25', 1), ('re', 'b', 'E10000006', '2024/25', 1)});
is(query(q{SELECT national_rank, national_n FROM scorecard WHERE area = 'E10000018' AND quarter = '2024/25 Q4'}), '135|153',
	'of two codes in one year one counts, and none of an authority that was abolished');

# ---------------------------------------------------------------- words

my %first = (
	E06000058 => ['2019/20 Q4', 'Bournemouth and Poole were merged into Bournemouth, Christchurch and Poole in April 2019.'],
	E06000061 => ['2021/22 Q4', 'Northamptonshire was split into North Northamptonshire and West Northamptonshire in April 2021.'],
	E06000062 => ['2021/22 Q4', 'Northamptonshire was split into North Northamptonshire and West Northamptonshire in April 2021.'],
	E06000063 => ['2023/24 Q4', 'Cumbria was split into Cumberland and Westmorland and Furness in April 2023.'],
	E06000064 => ['2023/24 Q4', 'Cumbria was split into Cumberland and Westmorland and Furness in April 2023.']);
foreach my $area (sort keys %first)
{
	my ($quarter, $words) = @{ $first{$area} };
	my $year = substr($quarter, 0, 2) . substr($quarter, 5, 2);
	my $has = query(qq{SELECT count(*) FROM c WHERE new_la_code = '$area' AND time_period = '$year' AND rereferral_percent ~ '^[0-9]'});
	is(query(qq{SELECT value IS NOT NULL, previous_value, note FROM scorecard WHERE area = '$area' AND quarter = '$quarter'}),
		$has ? "t||Not comparable with earlier figures: $words" : query(qq{SELECT 'f||' || note FROM scorecard WHERE area = '$area' AND quarter = '$quarter'}),
		"$area: why there is nothing before $quarter");
}
is(query(q{SELECT note FROM scorecard WHERE area = 'E10000006' AND quarter = '2023/24 Q4'}), $first{E06000063}[1], 'what became of Cumbria');
is(query(q{SELECT note FROM scorecard WHERE area = 'E10000009' AND quarter = '2019/20 Q4'}), 'Dorset was reorganised in April 2019.', 'and of Dorset');

$node->stop;
done_testing();
