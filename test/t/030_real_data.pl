# SPDX-License-Identifier: PostgreSQL
# All published figures of English authorities go into a framework, and what is computed of them is what plain SQL
# computes: 670,000 rows with the faults that real data have.
#
# CFSPERF_DATA names a directory with values.csv, measures.csv, areas.csv and neighbours.csv: the Department for
# Education's Local Authority Interactive Tool and Explore Education Statistics, as tidy tables (Open Government
# Licence v3.0). Where it is not there the test is skipped.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node source_dir);
use PostgreSQL::Test::Utils;
use Test::More;

my $source = source_dir();
my $data = $ENV{CFSPERF_DATA};
plan skip_all => 'CFSPERF_DATA does not name a directory with the published figures'
	unless defined $data && -r "$data/values.csv";

my $node = new_node('real', conf => "max_wal_size = 4GB\nwork_mem = 64MB\nmaintenance_work_mem = 256MB\njit = off\n");

sub query
{
	my ($sql) = @_;
	return $node->safe_psql('postgres', "SET search_path = cfs, cfsperf, raw; $sql");
}

# ---------------------------------------------------------------- as published, and into the framework

chdir($data) or die "$data: $!";
$node->safe_psql('postgres', slurp_file("$source/test/lib/real_data.sql"));
is(query('SELECT count(*) FROM v'), 669772, 'all figures are there');

is(query(q{SELECT measure, period, count(*) FROM readable WHERE label_of_period IS NULL GROUP BY measure, period}),
	'CINPermExclusion|0|170', 'what is no period is named: 170 rows of one measure with the label "0"');
is(query(q{SELECT coalesce(suffix, 'none'), count(*) FROM readable WHERE label_of_period IS NOT NULL GROUP BY suffix ORDER BY suffix NULLS FIRST}),
	"none|637982\nFinal|2380\nOT|21420\nRev|7140\nprov|680", 'what labels say besides');
is(query(q{SELECT count(DISTINCT label_of_period), count(DISTINCT label_of_period::reporting_period),
		count(DISTINCT label_of_period) FILTER (WHERE label_of_period::reporting_period::text <> label_of_period) FROM readable}),
	'69|69|0', 'every other label is a reporting period, and 69 labels are 69 periods');
is(query(q{SELECT count(*) FROM (SELECT FROM readable WHERE label_of_period IS NOT NULL
		GROUP BY measure, area, label_of_period HAVING count(*) > 1) d}),
	0, 'no two labels of a measure are one period');
is(query(q{SELECT coalesce(status, 'none'), count(*), count(value) FROM observation GROUP BY status ORDER BY status NULLS FIRST}),
	join("\n", 'none|566736|566736', 'c|1420|0', 'low|3|3', 'p|652|652', 'r|6690|6690', 'x|93768|0', 'z|333|0'),
	'figures by status');
is(query(q{SELECT count(*), count(value), count(*) - count(value) FROM observation}), '669602|574081|95521', 'figures and withheld ones');
is(574081 + 95521 + 170, 669772, 'with the unreadable rows these are all');
is(query(q{SELECT count(*) FILTER (WHERE status = 'c' AND value IS NOT NULL), count(*) FILTER (WHERE status = 'u' AND value IS NULL),
		count(*) FILTER (WHERE status = 'low' AND value IS NULL), count(*) FILTER (WHERE denominator = 0) FROM v}),
	'37|14|3|90', 'rows about which something had to be decided');
is(query(q{SELECT m.unit, count(DISTINCT m.code), count(o.value), count(o.numerator), count(o.denominator)
		FROM measure m LEFT JOIN observation o ON o.measure = m.code GROUP BY m.unit ORDER BY m.unit COLLATE "C"}),
	join("\n", '%|301|375547|22024|19011', 'number|136|168328|1458|1458', 'per 1000|2|2398|0|0', 'per 10000|16|21096|2447|2463',
		'per 100000|5|6712|0|0'),
	'measures, figures and counts by unit');

# What may be shown beside those that their publisher withheld is another test's.
query(q{UPDATE observation SET status = 'x' WHERE status = 'c'});

# ---------------------------------------------------------------- every figure as an indicator

query(q{
	CREATE TABLE raw.indicators AS
	SELECT o.measure, o.area, o.period, o.value, o.numerator, o.denominator,
		reading(o.value, o.numerator, o.denominator, m.polarity, m.unit) AS figure
	FROM observation o JOIN measure m ON m.code = o.measure
	WHERE o.value IS NOT NULL;
	ANALYZE raw.indicators;
});
is(query(q{SELECT count(*), count(figure), count(*) FILTER (WHERE value <> value(figure)) FROM indicators}),
	'574081|574081|3463', 'every figure is an indicator; 3,463 lose the noise of a spreadsheet');
is(query(q{SELECT count(*) FROM indicators WHERE value(figure)::numeric <> round(value::numeric, 10)}),
	0, 'its value is the published one to 15 significant digits and 10 decimals');
is(query(q{SELECT count(*) FILTER (WHERE num_nonnulls(numerator, denominator) > num_nonnulls(numerator(figure), denominator(figure))),
		count(*) FILTER (WHERE numerator > denominator),
		string_agg(DISTINCT measure, ' ') FILTER (WHERE numerator > denominator) FROM indicators}),
	'0|1458|EES_SW_CASE', 'no counts contradict their unit: only cases per social worker have more above than below');

# ---------------------------------------------------------------- the benchmark of 2019

# Each measure's figures for the year that ends in 2019. For the measures of the worked example that is the year to
# March 2019.
query(q{
	INSERT INTO benchmark VALUES ('2019', 'Years that end in 2019');
	INSERT INTO benchmark_value (measure, benchmark, area, period, value, numerator, denominator, status)
	SELECT measure, '2019', area, period, value, numerator, denominator, status
	FROM observation WHERE extract(year FROM ends(period)) = 2019;
	INSERT INTO report VALUES ('855', '2020/21 Q2', '2019');
	ANALYZE benchmark_value;
});
is(query(q{SELECT count(*), count(value), count(DISTINCT measure), count(DISTINCT measure) FILTER (WHERE value IS NOT NULL) FROM benchmark_value}),
	'69134|63523|407|407', 'figures of the benchmark');
is(query(q{SELECT c.measure, min(c.benchmark_period), n(c.quartiles), lower_quartile(c.quartiles), median(c.quartiles), upper_quartile(c.quartiles)
		FROM scorecard_detail c
		WHERE c.measure IN ('RevCP', 'PrevRegCPR', 'ReReferral', 'Continue_Assess_Comp', 'CPPlans2yrsActive', 'LACStable_2016on',
			'LAC_LongStable%', 'CareLeaverAcc', 'CareLeaverEET')
		GROUP BY c.measure, c.quartiles ORDER BY c.measure COLLATE "C"}),
	join("\n",
		'CPPlans2yrsActive|2018/19|102|0|2.3|3.65', 'CareLeaverAcc|2018/19|149|82|88|91', 'CareLeaverEET|2018/19|151|47|52|57',
		'Continue_Assess_Comp|2018/19|151|76.35|84.2|91.15', 'LACStable_2016on|2018/19|149|9|11|12',
		'LAC_LongStable%|2018/19|150|64|68|71', 'PrevRegCPR|2018/19|149|16.9|20.6|24.4', 'ReReferral|2018/19|151|16.85|21|24.6',
		'RevCP|2018/19|148|89.6|94.15|98.2'),
	'the national cut points of the year to March 2019');

# The nine figures of the report for Leicestershire (855), 2020/21 Q2, and those before where it prints them.
is(query(q{
		SELECT f.title, quartile(reading(f.now, NULL, NULL, m.polarity, m.unit), c.quartiles),
			quartile(reading(f.before, NULL, NULL, m.polarity, m.unit), c.quartiles)
		FROM (VALUES (1, 'reviews', 'RevCP', 94.6, 94.9), (2, 'second plans', 'PrevRegCPR', 25.3, 26.4),
			(3, 're-referrals', 'ReReferral', 23, 26.4), (4, 'assessments', 'Continue_Assess_Comp', 95.7, 90.4),
			(5, 'plans of 2 years', 'CPPlans2yrsActive', 1.7, NULL), (6, '3 placements', 'LACStable_2016on', 5.1, NULL),
			(7, 'same placement', 'LAC_LongStable%', 60.6, NULL), (8, 'accommodation', 'CareLeaverAcc', 91.2, NULL),
			(9, 'EET', 'CareLeaverEET', 62.6, NULL)) f(position, title, measure, now, before)
		JOIN measure m ON m.code = f.measure JOIN scorecard_detail c ON c.measure = f.measure
		ORDER BY f.position}),
	join("\n", 'reviews|2|2', 'second plans|4|4', 're-referrals|3|4', 'assessments|1|2', 'plans of 2 years|2|', '3 placements|1|',
		'same placement|4|', 'accommodation|1|', 'EET|1|'),
	'the nine positions of the report');

# ---------------------------------------------------------------- quartiles and ranks of every authority

# Every authority among all, for each measure that has a polarity: from the distribution, and by the aggregates of
# constant space. Beside it plain SQL, on the same decimals: the tool's own rule ("by_cut"), but that a figure which none
# beats is in the first band, and that there is none where all are equal.
query(q{
	CREATE TABLE raw.subject AS
	SELECT b.measure, b.area, reading(b.value, b.numerator, b.denominator, m.polarity, m.unit) AS figure,
		round(b.value::numeric, 10) AS value, m.polarity
	FROM benchmark_value b JOIN measure m ON m.code = b.measure JOIN area a ON a.code = b.area
	WHERE a.kind = 'authority' AND m.polarity <> 'none' AND b.value IS NOT NULL;
	ANALYZE raw.subject;

	CREATE TABLE raw.ours AS
	SELECT s.measure, s.area, quartile(s.figure, d.q) AS quartile, national_rank(s.figure, d.d) AS rank
	FROM subject s
	JOIN (SELECT measure, distribution(figure) AS d, quartiles(figure) AS q FROM subject GROUP BY measure) d ON d.measure = s.measure;

	CREATE TABLE raw.constant_space AS
	SELECT s.measure, s.area, quartile_rank(s.figure, b.figure) AS quartile, national_rank(s.figure, b.figure) AS rank
	FROM subject s JOIN subject b ON b.measure = s.measure
	GROUP BY s.measure, s.area;

	CREATE TABLE raw.cuts AS
	SELECT measure, count(*) AS n, ARRAY(
			SELECT round(c::numeric, 10)
			FROM unnest(percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY value::float8)) WITH ORDINALITY x(c, i)
			ORDER BY i) AS cut
	FROM subject GROUP BY measure;

	CREATE TABLE raw.plain AS
	SELECT *, CASE WHEN spread THEN CASE WHEN by_cut > 1 AND rank = 1 THEN 1 ELSE by_cut END END AS quartile
	FROM (SELECT s.measure, s.area,
			CASE WHEN c.n >= 4 THEN abs(CASE s.polarity WHEN 'high' THEN 5 ELSE 0 END
				- (1 + (s.value > c.cut[1])::int + (s.value > c.cut[2])::int + (s.value > c.cut[3])::int)) END AS by_cut,
			rank() OVER (PARTITION BY s.measure ORDER BY CASE s.polarity WHEN 'high' THEN -s.value ELSE s.value END) AS rank,
			min(s.value) OVER (PARTITION BY s.measure) < max(s.value) OVER (PARTITION BY s.measure) AS spread,
			s.value = ANY (c.cut) AS on_cut
		FROM subject s JOIN cuts c ON c.measure = s.measure) x;
});
is(query(q{SELECT count(DISTINCT measure), count(*), count(quartile), count(rank) FROM ours}),
	'300|43690|43532|43690', 'measures, authorities among them, quartiles and ranks');
foreach my $way (qw(ours constant_space))
{
	is(query(qq{SELECT count(*) FROM (TABLE $way EXCEPT ALL SELECT measure, area, quartile, rank FROM plain) d}), 0,
		"$way: every quartile and rank is that of plain SQL");
	is(query(qq{SELECT count(*) FROM (SELECT measure, area, quartile, rank FROM plain EXCEPT ALL TABLE $way) d}), 0, 'and none is missing');
}
is(query(q{SELECT count(*) FILTER (WHERE on_cut), count(DISTINCT measure) FILTER (WHERE on_cut) FROM plain}),
	'3902|248', 'figures exactly on a cut point, and measures that have some');
is(query(q{SELECT measure, by_cut, quartile, count(*) FROM plain WHERE quartile IS DISTINCT FROM by_cut GROUP BY 1, 2, 3 ORDER BY measure COLLATE "C", by_cut}),
	'Stability_School|1||158', 'what the tool has in another band: 158 authorities, none of which differs from another');
is(query(q{SELECT quartile, count(*) FROM ours GROUP BY quartile ORDER BY quartile}),
	"1|10743\n2|10571\n3|10688\n4|11530\n|158", 'authorities per quartile');
is(query(q{SELECT count(*) FROM (SELECT FROM ours o JOIN subject s USING (measure, area)
		GROUP BY s.measure, s.figure HAVING count(DISTINCT o.quartile) > 1 OR count(DISTINCT o.rank) > 1) d}),
	0, 'equal figures never straddle a band');

# The same for every year of every measure: each authority's figure among those of its own period.
query(q{
	CREATE TABLE raw.every_subject AS
	SELECT i.measure, i.area, i.period, i.figure, round(i.value::numeric, 10) AS value, m.polarity
	FROM indicators i JOIN measure m ON m.code = i.measure JOIN area a ON a.code = i.area
	WHERE a.kind = 'authority' AND m.polarity <> 'none';
	ANALYZE raw.every_subject;

	CREATE TABLE raw.every_ours AS
	SELECT s.measure, s.area, s.period, quartile(s.figure, d.q) AS quartile, national_rank(s.figure, d.d) AS rank
	FROM every_subject s
	JOIN (SELECT measure, period, distribution(figure) AS d, quartiles(figure) AS q FROM every_subject GROUP BY measure, period) d
		ON d.measure = s.measure AND d.period = s.period;

	CREATE TABLE raw.every_plain AS
	SELECT *, CASE WHEN spread THEN CASE WHEN by_cut > 1 AND rank = 1 THEN 1 ELSE by_cut END END AS quartile
	FROM (SELECT s.measure, s.area, s.period,
			CASE WHEN c.n >= 4 THEN abs(CASE s.polarity WHEN 'high' THEN 5 ELSE 0 END
				- (1 + (s.value > c.cut[1])::int + (s.value > c.cut[2])::int + (s.value > c.cut[3])::int)) END AS by_cut,
			rank() OVER (PARTITION BY s.measure, s.period ORDER BY CASE s.polarity WHEN 'high' THEN -s.value ELSE s.value END) AS rank,
			min(s.value) OVER (PARTITION BY s.measure, s.period) < max(s.value) OVER (PARTITION BY s.measure, s.period) AS spread
		FROM every_subject s
		JOIN (SELECT measure, period, count(*) AS n, ARRAY(
				SELECT round(c::numeric, 10)
				FROM unnest(percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY value::float8)) WITH ORDINALITY x(c, i)
				ORDER BY i) AS cut
			  FROM every_subject GROUP BY measure, period) c ON c.measure = s.measure AND c.period = s.period) x;
});
is(query(q{SELECT count(DISTINCT (measure, period)), count(*), count(quartile), count(rank) FROM every_ours}),
	'2604|377833|377517|377833', 'years of measures, authorities among them, quartiles and ranks');
is(query(q{SELECT count(*) FROM every_ours o FULL JOIN every_plain p ON p.measure = o.measure AND p.area = o.area AND p.period = o.period
		WHERE (o.quartile, o.rank) IS DISTINCT FROM (p.quartile, p.rank)}),
	0, 'every quartile and rank of every year is that of plain SQL');
is(query(q{SELECT count(*) FROM (SELECT measure, panel(area, figure, period) AS panel FROM every_subject GROUP BY measure, shape(period)) x
			CROSS JOIN LATERAL positions(x.panel) r JOIN every_ours o ON o.measure = x.measure AND o.area = r.area AND o.period = r.period
		WHERE r.quartile IS DISTINCT FROM o.quartile}),
	0, 'and what a panel says of it');
is(query(q{SELECT measure, period, by_cut, quartile, count(*) FROM every_plain WHERE quartile IS DISTINCT FROM by_cut
		GROUP BY 1, 2, 3, 4 ORDER BY measure COLLATE "C", period, by_cut}),
	join("\n", 'EES_DEV|2020/21|3|1|68', 'EES_DEV|2021/22|2|1|65', 'EES_DEV|2022/23|3|1|68', 'EES_DEV|2023/24|2|1|64', 'EES_DEV|2024/25|2|1|63',
		'Stability_School|2017/18|1||158', 'Stability_School|2018/19|1||158',
		'Vacancies_cover|2017-10/P12M|2|1|39', 'Vacancies_cover|2020-10/P12M|2|1|39', 'Vacancies_cover|2024-10/P12M|2|1|41'),
	'what the tool has in another band: 447 figures in eight years that nobody beats, and two years in which nobody differs');

# ---------------------------------------------------------------- every movement

# The whole history at once, against the aggregate as a window function and against lag(). Figures of three years that
# overlap (2014-16, 2015-17) are of different shapes: the one before 2015-17 is 2012-14.
query(q{
	REFRESH MATERIALIZED VIEW stored_history;
	CREATE TABLE raw.by_series AS
	SELECT h.measure, h.area, p.period, p.indicator, p.movement FROM history h, movements(h.series) p;
	CREATE TABLE raw.by_window AS
	SELECT measure, area, period, figure, change(figure, period) OVER w AS movement,
		lag(value(figure)) OVER p AS previous_value, lag(period) OVER p AS previous_period
	FROM indicators
	WINDOW w AS (PARTITION BY measure, area, shape(period) ORDER BY period ROWS 1 PRECEDING),
		p AS (PARTITION BY measure, area, shape(period) ORDER BY period);
});
is(query(q{SELECT count(*), count(previous_period(movement)), count(DISTINCT (measure, area)) FROM by_series}),
	'574081|497120|76326', 'every figure has a movement; those with a figure before; histories');
is(query(q{SELECT count(*) FROM by_series s FULL JOIN by_window w ON w.measure = s.measure AND w.area = s.area AND w.period = s.period
		WHERE (s.movement = w.movement AND s.indicator = w.figure) IS NOT TRUE}),
	0, 'movements(series) is change() over the rows');
is(query(q{SELECT count(*) FROM by_series s FULL JOIN by_window w ON w.measure = s.measure AND w.area = s.area AND w.period = s.period
		WHERE previous_value(s.movement) IS DISTINCT FROM w.previous_value
		OR previous_period(s.movement)::text IS DISTINCT FROM w.previous_period::text
		OR (difference(s.movement) = round(value(s.indicator)::numeric - w.previous_value::numeric, 10)::float8) IS FALSE
		OR current_value(s.movement) <> value(w.figure) OR NOT current_period(s.movement) = w.period}),
	0, 'and lag() over the rows');

# ---------------------------------------------------------------- the report of it all

# All 460 measures of one authority; the latest year of each that ended by then.
query(q{INSERT INTO report VALUES ('855', '2019/20 Q2', '2019')});
is(query(q{SELECT reported, not_reported, improved + no_significant_change + declined + information_only + not_comparable, benchmarked
		FROM quarter_summary WHERE area = '855' AND quarter = '2019/20 Q2'}),
	'398|62|398|296', 'one authority, every measure: reported, not reported, judged, benchmarked');
is(query(q{
		SELECT count(*), count(*) FILTER (WHERE s.quartile IS NOT DISTINCT FROM o.quartile AND s.national_rank = o.rank AND s.national_n = c.n)
		FROM scorecard s JOIN ours o ON o.measure = s.measure AND o.area = s.area JOIN cuts c ON c.measure = s.measure
		WHERE s.area = '855' AND s.quarter = '2019/20 Q2' AND s.period = s.benchmark_period}),
	'289|289', 'where it shows the figure that is in the benchmark, quartile and rank are the same');

$node->stop;
done_testing();
