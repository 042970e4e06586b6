# SPDX-License-Identifier: PostgreSQL
# Reports of every English authority on all that has been published, with a benchmark of all years: every quartile, rank and
# year of comparison, of the figure and of the one before, is that of plain SQL by the definition. All rows, no tolerance.
#
# CFSPERF_DATA names the directory with the published figures, as in 030_real_data. Where it is not there the test is skipped.

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

my $node = new_node('real_reports', conf => "max_wal_size = 4GB\nwork_mem = 64MB\nmaintenance_work_mem = 256MB\njit = off\n");

sub query
{
	my ($sql) = @_;
	return $node->safe_psql('postgres', "SET search_path = cfs, cfsperf, raw; $sql");
}

chdir($data) or die "$data: $!";
$node->safe_psql('postgres', slurp_file("$source/test/lib/real_data.sql"));

# A report of every authority on the latest figure of each measure, however old it is, so that it is compared with the
# figures of its own year, and the figure before with those of that one's; and reports of some authorities on the year to
# March 2020, with a benchmark that ends with 2018.
# What may be shown beside figures that their publisher withheld is another test's.
query(q{
	UPDATE observation SET status = 'x' WHERE status = 'c';
	UPDATE measure SET max_arrears = 120;
	UPDATE measure SET frequency = 12, span = 36 WHERE frequency = 36;
	INSERT INTO benchmark VALUES ('all', 'All years');
	INSERT INTO benchmark_value (measure, benchmark, area, period, value, numerator, denominator, status)
	SELECT measure, 'all', area, period, value, numerator, denominator, status FROM observation;
	INSERT INTO report (area, quarter, benchmark, benchmark_to)
	SELECT area.code, q.quarter::reporting_period, 'all', q.until::reporting_period
	FROM area, (VALUES ('2025/26 Q3', NULL), ('2019/20 Q4', '2018')) q(quarter, until)
	WHERE area.kind = 'authority' AND (q.until IS NULL OR area.code < '320');
	VACUUM ANALYZE observation, benchmark_value, report;
	CREATE TABLE raw.ours AS
	SELECT quarter, quarter_end, area, measure, polarity, period, value, previous_period, previous_value, quartile, previous_quartile,
		benchmark_period, previous_benchmark_period, national_rank, national_n, neighbour_rank, neighbour_n, quartile_note, direction
	FROM scorecard;
});
is(query('SELECT quarter, count(DISTINCT area), count(*) FROM ours GROUP BY quarter ORDER BY quarter'), "2019/20 Q4|33|15180\n2025/26 Q3|160|73600", 'reports on 460 measures');

# Plain SQL from here on: periods are their first and last day, a figure is a decimal of ten places.
query(q{
	CREATE TABLE raw.published AS
	SELECT o.measure, o.area, a.kind = 'authority' AS is_authority, m.polarity::text AS polarity, o.period::text AS period,
		starts(o.period) AS first_day, ends(o.period) AS last_day, months(o.period) AS months, m.frequency, m.span,
		round(o.value::numeric, 10) AS value
	FROM observation o JOIN area a ON a.code = o.area JOIN measure m ON m.code = o.measure;
	CREATE INDEX ON raw.published (measure, area, last_day);
	CREATE INDEX ON raw.published (measure, period);
	ANALYZE raw.published;

	-- the row that is shown, and the figure before it, a whole number of steps back
	CREATE TABLE raw.shown AS
	SELECT r.quarter::text AS quarter, ends(r.benchmark_to) AS until, r.area, l.measure, l.polarity, l.months, l.frequency, l.period, l.last_day, l.value,
		p.period AS previous_period, p.last_day AS previous_last_day, p.value AS previous_value
	FROM report r
	CROSS JOIN LATERAL (
		SELECT DISTINCT ON (f.measure) f.* FROM published f
		WHERE f.area = r.area AND f.months = coalesce(f.span, f.frequency) AND f.last_day <= ends(r.quarter)
			AND f.last_day > ends(r.quarter) - interval '120 months 20 days'
		ORDER BY f.measure, f.last_day DESC) l
	LEFT JOIN LATERAL (
		SELECT f.* FROM published f
		WHERE f.area = r.area AND f.measure = l.measure AND f.months = l.months AND f.last_day < l.last_day AND f.value IS NOT NULL
			AND ((extract(year FROM l.last_day) - extract(year FROM f.last_day)) * 12
				+ extract(month FROM l.last_day) - extract(month FROM f.last_day)) % l.frequency = 0
		ORDER BY f.last_day DESC LIMIT 1) p ON true
	WHERE l.value IS NOT NULL;

	-- the years that a measure has, and the one with which a figure of such an end and length is compared
	CREATE TABLE raw.year AS
	SELECT DISTINCT measure, period, last_day, months FROM published WHERE value IS NOT NULL;
	CREATE FUNCTION raw.compared(of_measure text, own_end date, own_months integer, until date) RETURNS text LANGUAGE sql STABLE AS $$
		SELECT y.period
		FROM raw.year y
		WHERE y.measure = of_measure AND y.last_day <= coalesce(until, 'infinity')
			AND y.months = coalesce((SELECT max(s.months) FROM raw.year s WHERE s.measure = of_measure AND s.months = own_months),
				(SELECT max(s.months) FROM raw.year s WHERE s.measure = of_measure))
		ORDER BY y.last_day > own_end, CASE WHEN y.last_day <= own_end THEN y.last_day END DESC, y.last_day
		LIMIT 1
	$$;
	CREATE TABLE raw.subject AS
	WITH one AS (
		SELECT quarter, area, measure, polarity, months, until, true AS is_now, value, last_day FROM shown
		UNION ALL
		SELECT quarter, area, measure, polarity, months, until, false, previous_value, previous_last_day
		FROM shown WHERE previous_value IS NOT NULL)
	SELECT o.quarter, o.area, o.measure, o.polarity, o.is_now, o.value, c.year
	FROM one o
	JOIN (SELECT *, compared(measure, last_day, months, until) AS year
		  FROM (SELECT DISTINCT measure, last_day, months, until FROM one) d) c
		ON c.measure = o.measure AND c.last_day = o.last_day AND c.months = o.months AND c.until IS NOT DISTINCT FROM o.until;

	CREATE TABLE raw.cuts AS
	SELECT measure, period, count(*) AS n, ARRAY(
			SELECT round(c::numeric, 10)
			FROM unnest(percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY value::float8)) WITH ORDINALITY x(c, i)
			ORDER BY i) AS cut
	FROM published WHERE is_authority AND value IS NOT NULL GROUP BY measure, period;

	-- among the others: the authority's own figure of that year is none of them
	CREATE TABLE raw.placed AS
	SELECT s.*, o.*, c.n, c.cut, CASE WHEN c.n >= 4 AND s.polarity <> 'none' THEN abs(CASE s.polarity WHEN 'high' THEN 5 ELSE 0 END
			- (1 + (s.value > c.cut[1])::int + (s.value > c.cut[2])::int + (s.value > c.cut[3])::int)) END AS by_cut
	FROM subject s
	LEFT JOIN cuts c ON c.measure = s.measure AND c.period = s.year
	CROSS JOIN LATERAL (
		SELECT count(*) AS others, count(*) FILTER (WHERE f.value <> s.value) AS different, count(*) FILTER (WHERE b.is_better) AS better,
			count(*) FILTER (WHERE b.is_neighbour) AS neighbours, count(*) FILTER (WHERE b.is_neighbour AND b.is_better) AS better_neighbours
		FROM published f
		LEFT JOIN neighbour n ON n.area = s.area AND n.neighbour = f.area
		CROSS JOIN LATERAL (
			SELECT CASE s.polarity WHEN 'high' THEN f.value > s.value WHEN 'low' THEN f.value < s.value END AS is_better,
				n.neighbour IS NOT NULL AS is_neighbour) b
		WHERE f.measure = s.measure AND f.period = s.year AND f.is_authority AND f.value IS NOT NULL
			AND f.area <> s.area) o;
	CREATE TABLE raw.plain AS
	SELECT *, CASE WHEN by_cut IS NULL OR different = 0 THEN NULL WHEN better = 0 THEN 1 ELSE by_cut END AS quartile FROM placed;
	CREATE INDEX ON raw.plain (quarter, area, measure);
	ANALYZE raw.plain;
});

is(query(q{SELECT count(*) FROM ours o FULL JOIN shown s ON s.quarter = o.quarter AND s.area = o.area AND s.measure = o.measure
		WHERE (CASE WHEN o.value IS NOT NULL THEN (o.period, round(o.value::numeric, 10), o.previous_period, round(o.previous_value::numeric, 10))::text END)
			IS DISTINCT FROM (CASE WHEN s.value IS NOT NULL THEN (s.period, s.value, s.previous_period, s.previous_value)::text END)}),
	0, 'each shows the latest figure and the one before');

# How many rows differ between the two, and one of them: none do. What has no benchmark has neither quartile nor rank.
sub same
{
	my ($promise, $is_now, $ours, $plain) = @_;
	my $both = qq{FROM ours o JOIN plain p ON p.quarter = o.quarter AND p.area = o.area AND p.measure = o.measure AND p.is_now = $is_now};
	is(query(qq{SELECT count(*), min(concat_ws(' ', o.quarter, o.area, o.measure)) $both WHERE ($ours)::text IS DISTINCT FROM ($plain)::text}), '0|', $promise);
	return query("SELECT count(*), count(p.quartile) $both");
}
is(same('quartiles, and the years with which figures are compared', 'true', '(o.quartile, o.benchmark_period)', '(p.quartile, p.year)'), '78982|57160', 'of these figures and quartiles');
is(same('quartiles of the figures before, each in its own year', 'false', '(o.previous_quartile, o.previous_benchmark_period)', '(p.quartile, p.year)'), '77172|56569',
	'of these figures and quartiles');
same('ranks among other authorities', 'true', '(o.national_rank, o.national_n)',
	q{(CASE WHEN p.year IS NOT NULL AND p.polarity <> 'none' THEN p.better + 1 END, CASE WHEN p.year IS NOT NULL THEN p.others + 1 END)});
same('ranks among neighbours', 'true', '(o.neighbour_rank, o.neighbour_n)',
	q{(CASE WHEN p.neighbours > 0 AND p.polarity <> 'none' THEN p.better_neighbours + 1 END, CASE WHEN p.neighbours > 0 THEN p.neighbours + 1 END)});
is(query(q{SELECT count(*) FROM ours o JOIN plain p ON p.quarter = o.quarter AND p.area = o.area AND p.measure = o.measure AND p.is_now
		WHERE p.year IS NOT NULL AND p.polarity <> 'none' AND p.quartile IS NULL AND o.quartile_note IS NULL}), 0, 'where there is none it says why');
is(query(q{SELECT is_now, measure, by_cut, quartile, count(*) FROM plain WHERE quarter = '2025/26 Q3' AND quartile IS DISTINCT FROM by_cut
		GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3}),
	"f|EES_DEV|2|1|61\nf|Stability_School|1||3\nt|EES_DEV|2|1|63\nt|Vacancies_cover|2|1|41",
	'what the tool has in another band: figures that nobody beats, and of those that do not differ');

# Last year's figure in this year's distribution would be in another quartile so often.
is(query(q{SELECT count(*), count(*) FILTER (WHERE o.previous_quartile <> x.quartile)
		FROM ours o JOIN cuts c ON c.measure = o.measure AND c.period = o.benchmark_period,
			LATERAL (SELECT abs(CASE o.polarity WHEN 'high' THEN 5 ELSE 0 END - (1 + (o.previous_value > c.cut[1])::int
				+ (o.previous_value > c.cut[2])::int + (o.previous_value > c.cut[3])::int)) AS quartile) x
		WHERE o.quarter = '2025/26 Q3' AND o.area = '855' AND o.previous_quartile IS NOT NULL}), '325|89', 'which is why it is not banded there');

# What doc/example/real.md prints is what a report says of these figures.
my %said = map { $_ => 1 } split /\n\n/, $node->safe_psql('postgres', slurp_file("$source/test/lib/real_report.sql"));
my @printed = grep { /^\*\*/ } split /\n\n/, slurp_file("$source/doc/example/real.md");
cmp_ok(scalar(@printed), '>=', 40, 'doc/example/real.md has 40 paragraphs');
is(join("\n", grep { !$said{$_} } @printed), '', 'each as the report has it');

$node->stop;
done_testing();
