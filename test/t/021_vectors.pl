# SPDX-License-Identifier: PostgreSQL
# The published expected results of the tools that analysts use today come out: every row of the files in
# CFSPERF_VECTORS, numbers to 1e-9 of themselves, verdicts exactly. Without that directory there is nothing to compare.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node);
use PostgreSQL::Test::Utils;
use Test::More;

my $vectors = $ENV{CFSPERF_VECTORS};
plan skip_all => 'CFSPERF_VECTORS does not name the directory of published results'
	unless defined $vectors && -d $vectors;

my $node = new_node('vectors');
$node->safe_psql('postgres', q{
	CREATE EXTENSION cfsperf;

	-- equal to 1e-9 relative, or both NULL
	CREATE FUNCTION near(a double precision, b double precision) RETURNS boolean LANGUAGE sql AS $$
		SELECT CASE WHEN a IS NULL OR b IS NULL THEN a IS NULL AND b IS NULL ELSE abs(a - b) <= 1e-9 * abs(b) END
	$$;
	-- "1;2;NA" as an array
	CREATE FUNCTION numbers(list text) RETURNS double precision[] LANGUAGE sql AS $$
		SELECT array_agg(nullif(n, 'NA')::double precision ORDER BY i) FROM string_to_table(list, ';') WITH ORDINALITY AS t(n, i)
	$$;
});

# Reads a file into the table "vector", a column of text for each of its columns, then runs a query for the rows that
# come out otherwise: it must find none.
my %compared;
sub compare
{
	my ($file, $promise, $query) = @_;
	$compared{$file} = 1;
	my @lines = split /\n/, slurp_file("$vectors/$file.csv");
	my $columns = join ', ', map { "\"$_\" text" } split /,/, $lines[0];

	$node->safe_psql('postgres', "DROP TABLE IF EXISTS vector;
		CREATE TABLE vector ($columns);
		\\copy vector FROM '$vectors/$file.csv' WITH (FORMAT csv, HEADER)");
	is($node->safe_psql('postgres', 'SELECT count(*) FROM vector'), scalar(@lines) - 1, "$file: every row is read");
	return is($node->safe_psql('postgres', "SET search_path = cfsperf, public; $query"), '', "$file: $promise");
}

# Of one event at 99.8% Byar's formula is negative, and the tool gives no limit: here it is 0, for events cannot be fewer.
compare('phe_byars_wilson', "Wilson's and Byar's limits agree", q{
	SELECT v, lower, upper
	FROM vector AS v,
		LATERAL (SELECT x::double precision AS count, n::double precision, rtrim(confidence, '%')::double precision / 100 AS level) AS i,
		LATERAL (SELECT CASE method WHEN 'Wilson' THEN wilson_lower(count, i.n, level) WHEN 'Byars' THEN byars_lower(count, level) END AS lower,
			CASE method WHEN 'Wilson' THEN wilson_upper(count, i.n, level) WHEN 'Byars' THEN byars_upper(count, level) END AS upper) AS o
	WHERE NOT near(lower, CASE WHEN lowercl IS NULL THEN 0 ELSE lowercl::double precision END) OR NOT near(upper, uppercl::double precision)
});

compare('phe_testdata_prop', 'proportions, percentages and their intervals agree', q{
	SELECT v, c95, c998
	FROM vector AS v,
		LATERAL (SELECT indicator(NULL, "Numerator"::double precision, "Denominator"::double precision, 'none', '%') AS i) AS x,
		LATERAL (SELECT confidence_interval(i) AS c95, confidence_interval(i, 0.998) AS c998, multiplier::double precision / 100 AS unit) AS y
	WHERE NOT (near((c95).lower * unit, lower95_0cl::double precision) AND near((c95).upper * unit, upper95_0cl::double precision)
		AND near((c998).lower * unit, lower99_8cl::double precision) AND near((c998).upper * unit, upper99_8cl::double precision)
		AND CASE WHEN v.value IS NULL THEN i IS NULL ELSE near(value(i) * unit, round(v.value::numeric / unit::numeric, 10)::double precision * unit) END)
});

compare('phe_testdata_rate', 'rates and their intervals agree, exact below 10 events, Byar\'s from 10', q{
	SELECT v, c95, c998
	FROM vector AS v,
		LATERAL (SELECT indicator(NULL, "Numerator"::double precision, "Denominator"::double precision, 'none', 'per ' || multiplier::numeric) AS i) AS x,
		LATERAL (SELECT confidence_interval(i) AS c95, confidence_interval(i, 0.998) AS c998) AS y
	WHERE NOT (near((c95).lower, lower95_0cl::double precision) AND near((c95).upper, upper95_0cl::double precision)
		AND near((c998).lower, lower99_8cl::double precision) AND near((c998).upper, upper99_8cl::double precision)
		AND CASE WHEN v.value IS NULL THEN i IS NULL ELSE near(value(i), v.value::double precision) END
		AND CASE method WHEN 'Exact' THEN numerator(i) < 10 WHEN 'Byars' THEN coalesce(numerator(i) >= 10, true) ELSE i IS NULL END)
});

# What the tool cannot calculate has a chi-squared of 0 there; here it is the slope only that a point of all does not have.
compare('fingertips_trend_proportion', 'chi-squared and verdict of proportions agree', q{
	SELECT v, t
	FROM vector AS v, trend_chi_squared(numbers(r), numbers(n)) AS t
	WHERE NOT CASE
		WHEN expected = 'significant' THEN round(t.chi_squared::numeric, 2) = expected_chi2_2dp::numeric AND t.verdict IN ('increasing', 'decreasing')
		WHEN expected LIKE 'cannot be calculated%' THEN t.verdict = 'no significant change' AND t.chi_squared < 9.54 AND t.slope IS NULL
		ELSE false END
});

# Without intervals the tool says that there was no change; it is a trend that cannot be calculated.
compare('fingertips_trend_weighted', 'slope, chi-squared and verdict of weighted values agree', q{
	SELECT v, t
	FROM vector AS v, trend_chi_squared(numbers(v."values"), numbers(lower), numbers(upper)) AS t
	WHERE NOT near(t.slope, v.slope::double precision) OR NOT near(t.chi_squared, chi2::double precision)
		OR NOT CASE
		WHEN expected LIKE 'significant%' THEN t.verdict = CASE WHEN v.slope::numeric > 0 THEN 'increasing' ELSE 'decreasing' END AND abs(sign_sum::integer) = 6
		WHEN expected = 'not significant' THEN t.verdict = 'no significant change'
		WHEN expected LIKE 'Increasing%' THEN t.verdict = 'increasing' AND sign_sum = '6'
		WHEN expected LIKE 'Decreasing%' THEN t.verdict = 'decreasing' AND sign_sum = '-6'
		WHEN expected LIKE 'NoChange (no CIs%' THEN t.verdict = 'cannot be calculated'
		ELSE false END
});

compare('trend_polarity_map', 'the wording by polarity agrees', q{
	SELECT v, t
	FROM vector AS v,
		LATERAL (SELECT CASE v.trend WHEN 'Increasing' THEN '{100, 120, 140, 160, 180}' WHEN 'Decreasing' THEN '{180, 160, 140, 120, 100}'
			WHEN 'NoChange' THEN '{100, 100, 100, 100, 100}' WHEN 'CannotBeCalculated' THEN '{100}' END::double precision[] AS counts) AS x,
		LATERAL (SELECT series(indicator(NULL, r, 1000, v.polarity::polarity, '%'), reporting_period(date '2015-04-01', 12) + i::integer) AS s
			FROM unnest(counts) WITH ORDINALITY AS c(r, i)) AS y,
		trend(s) AS t
	WHERE t.verdict IS DISTINCT FROM lower(expected)
});

compare('fingertips_benchmark_ci', 'comparison at two levels agrees', q{
	SELECT v, c
	FROM vector AS v,
		LATERAL (SELECT compare_interval(lower95::double precision, upper95::double precision, benchmark_value::double precision, v.polarity::polarity) AS at95,
			compare_interval(lower99_8::double precision, upper99_8::double precision, benchmark_value::double precision, v.polarity::polarity) AS at998) AS c
	WHERE expected IS DISTINCT FROM CASE WHEN at998 = 'better' THEN 'Best' WHEN at998 = 'worse' THEN 'Worst'
		WHEN at95 = 'better' THEN 'Better' WHEN at95 = 'worse' THEN 'Worse' ELSE 'Same' END
});

# A denominator of 0 or less is "None" there; an indicator does not take it, and without a denominator the answer is NULL.
compare('fingertips_spc_proportion', 'comparison by control limits of proportions agrees', q{
	SELECT v, c
	FROM vector AS v,
		LATERAL (SELECT CASE z WHEN '1.96' THEN 0.95 WHEN '3.0902' THEN 0.998 END AS level, v.polarity::polarity AS p,
			CASE WHEN v.denominator::numeric > 0 THEN v.denominator::double precision END AS n) AS x,
		LATERAL (SELECT compare_funnel(indicator(value_pct::double precision, NULL, n, p, '%'),
			indicator(benchmark_pct::double precision, NULL, NULL, p, '%'), level) AS c) AS y
	WHERE CASE expected WHEN 'None' THEN NULL WHEN 'Same' THEN 'similar' ELSE lower(expected) END IS DISTINCT FROM c
});

compare('fingertips_target', 'the range target agrees', q{
	SELECT v, c
	FROM vector AS v,
		LATERAL (SELECT rag_range(indicator(v.value::double precision, NULL, NULL, v.polarity::polarity, 'number'),
			lower_limit::double precision, upper_limit::double precision) AS c) AS x
	WHERE v.polarity <> 'any' AND c IS DISTINCT FROM CASE expected WHEN 'Better' THEN 'green' WHEN 'Same' THEN 'amber' WHEN 'Worse' THEN 'red' END
});
my ($ret, $out, $err) = $node->psql('postgres', 'SELECT cfsperf.rag_range(\'1 high\', lower_limit::double precision, upper_limit::double precision)
	FROM vector WHERE polarity = \'any\'');
isnt($ret, 0, 'fingertips_target: a range upside down is an error') or diag($out);
like($err, qr/lower limit 2 is above upper limit 1/, 'fingertips_target: the error names the limits');

# 020_lait_vectors has the others.
is(join(' ', grep { !$compared{$_} && !/^lait_/ } map { m{([^/]+)\.csv$} } sort glob("$vectors/*.csv")), '', 'every file of published results is compared');

$node->stop;
done_testing();
