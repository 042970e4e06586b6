-- Chi-squared for trend is the published one, and the verdict of the recent trend is increasing, decreasing, no
-- significant change or cannot be calculated, each for its own reason.

SET search_path = cfsperf;

-- R, prop.trend.test, example: smokers among patients of four groups, X-squared = 8.2249, p-value = 0.004132
-- Armitage (1955), Biometrics 11, 375-386, tonsil size and carriers: 7.19
-- Rosner, Fundamentals of Biostatistics, chi-square test for trend, breast cancer and age at first birth: 129.01
-- InfluentialPoints, Chi square test for trend: 11.51 with (N - 1) / N
SELECT source, round((t.chi_squared * factor)::numeric, decimals) = published AS chi_squared_agrees,
	round(t.p_value::numeric, 6) AS p_value, t.verdict
FROM (VALUES
	('R', '{83, 90, 129, 70}', '{86, 93, 136, 82}', 1, 4, 8.2249),
	('Armitage', '{19, 29, 24}', '{516, 589, 293}', 1, 2, 7.19),
	('Rosner', '{320, 1206, 1011, 463, 220}', '{1742, 5638, 3904, 1555, 626}', 1, 2, 129.01),
	('InfluentialPoints', '{5, 14, 18}', '{30, 30, 30}', 89.0 / 90, 2, 11.51))
	AS examples(source, r, n, factor, decimals, published),
	trend_chi_squared(r::double precision[], n::double precision[]) AS t;

-- equal weights: the slope and chi-squared of ordinary least squares, slope^2 * 10 / variance for five points. Intervals
-- 3.92 wide have variance 1; 2, 4, 6, 8, 10 rises by 2
SELECT round(t.chi_squared::numeric, 9) AS chi_squared, t.slope, t.verdict FROM trend_chi_squared('{2, 4, 6, 8, 10}', '{0.04, 2.04, 4.04, 6.04, 8.04}', '{3.96, 5.96, 7.96, 9.96, 11.96}') AS t;

-- three points are enough: intervals 0.2 wide have variance (0.2 / 3.92)^2, so a rise by 1 gives 2 * (3.92 / 0.2)^2
SELECT abs(t.chi_squared / 768.32 - 1) < 1e-12 AS chi_squared, t.slope, t.verdict FROM trend_chi_squared('{1, 2, 3}', '{0.9, 1.9, 2.9}', '{1.1, 2.1, 3.1}') AS t;

-- A single point that makes it: without the first of them what rises (slope 397/10, variance 1) falls, so no change, with
-- intervals as with counts. Without the last the mirror image.
SELECT t.chi_squared > 9.5495 AS significant, round(t.slope::numeric, 4) AS slope, t.verdict
FROM (VALUES (1, '{600, 800, 800, 799, 799}'::float8[]), (2, '{799, 799, 800, 800, 600}')) AS v(n, y),
	LATERAL (SELECT array_agg(x - 1.96) AS lower, array_agg(x + 1.96) AS upper FROM unnest(y) AS x) AS limits, trend_chi_squared(y, lower, upper) AS t ORDER BY n;
SELECT t.chi_squared > 9.5495 AS significant, t.verdict
FROM (VALUES (1, '{600, 800, 800, 799, 799}'::float8[]), (2, '{799, 799, 800, 800, 600}')) AS v(n, r), trend_chi_squared(r, array_fill(1000::float8, '{5}')) AS t ORDER BY n;

-- The verdict of a series says what it means. A steady rise, its mirror image, each polarity
CREATE FUNCTION pg_temp.history(r double precision[], n double precision[], p polarity, u text) RETURNS series LANGUAGE sql AS $$
	SELECT series(indicator(NULL, a, b, p, u), reporting_period(date '2016-04-01', 12) + (i - 1)::integer)
	FROM unnest(r, n) WITH ORDINALITY AS t(a, b, i) WHERE a IS NOT NULL $$;
SELECT p AS polarity, up.verdict AS rising, down.verdict AS falling, flat.verdict AS flat, round(up.slope::numeric, 4) AS slope, up.points
FROM unnest('{high, low, none}'::polarity[]) AS p,
	trend(pg_temp.history('{100, 120, 140, 160, 180}', '{1000, 1000, 1000, 1000, 1000}', p, '%')) AS up,
	trend(pg_temp.history('{180, 160, 140, 120, 100}', '{1000, 1000, 1000, 1000, 1000}', p, '%')) AS down,
	trend(pg_temp.history('{100, 100, 100, 100, 100}', '{1000, 1000, 1000, 1000, 1000}', p, '%')) AS flat;
SELECT u AS unit, up.verdict AS rising, down.verdict AS falling, round(up.slope::numeric, 4) AS slope, flat.verdict AS flat, flat.slope AS no_slope
FROM unnest('{per 1000, count}'::text[]) AS u, LATERAL (SELECT CASE u WHEN 'per 1000' THEN array_fill(1000::double precision, '{5}') ELSE array_fill(NULL::double precision, '{5}') END AS n) AS x,
	trend(pg_temp.history('{100, 120, 140, 160, 180}', n, 'low', u)) AS up,
	trend(pg_temp.history('{180, 160, 140, 120, 100}', n, 'low', u)) AS down,
	trend(pg_temp.history('{100, 100, 100, 100, 100}', n, 'low', u)) AS flat;

-- A period of none or all takes part: the statistic and its sign N * sum(r t) - R * sum(n t) have no logarithm, only the
-- slope has one. R, prop.trend.test(c(0, 1, 3, 6), rep(50, 4)): Z = 2.9019, X-squared = 8.4211, p = 0.003709 (statsmodels #8404)
SELECT r, t.verdict, round(t.chi_squared::numeric, 4) AS chi_squared, round(t.p_value::numeric, 6) AS p_value, t.slope IS NULL AS no_slope
FROM (VALUES ('{0,1,3,6}', '{50,50,50,50}'), ('{50,49,47,44}', '{50,50,50,50}'), ('{6,3,1,0}', '{50,50,50,50}'),
	('{0,4,9,14,20}', '{50,50,50,50,50}'), ('{50,46,41,36,30}', '{50,50,50,50,50}'), ('{0,0,0,0,20}', '{50,50,50,50,50}'),
	('{0,50,50,50,50}', '{50,50,50,50,50}'), ('{0,0,0}', '{50,50,50}'), ('{0,0,0,50,50}', '{50,50,50,50,50}'),
	('{0,1,0,1,0}', '{1,1,1,1,1}'), ('{0,0,0,0,0}', '{1,2,3,4,5}'), ('{1,2,3,4,5}', '{1,2,3,4,5}'), ('{1,0,1,1,5}', '{1,2,3,4,5}')) AS x(r, n),
	trend_chi_squared(r::double precision[], n::double precision[]) AS t;
-- the same counts as a percentage and as a rate are one verdict, by each polarity
SELECT p AS polarity, u AS unit, (trend(pg_temp.history('{0,4,9,14,20}', '{50,50,50,50,50}', p, u))).verdict AS rising,
	(trend(pg_temp.history('{20,14,9,4,0}', '{50,50,50,50,50}', p, u))).verdict AS falling
FROM unnest('{high, low, none}'::polarity[]) AS p, unnest('{%, per 100}'::text[]) AS u;
-- against the formula in exact numbers, for all 3,125 histories of 0 to 4 of 4: chi-squared, and the sign of each choice of points
SELECT count(*) AS histories, count(*) FILTER (WHERE t.verdict ~ 'creasing') AS trends,
	count(*) FILTER (WHERE x.verdict <> t.verdict) AS verdict_differs, count(*) FILTER (WHERE abs(x.chi_squared - t.chi_squared) > 1e-12) AS statistic_differs
FROM generate_series(0, 4) AS a, generate_series(0, 4) AS b, generate_series(0, 4) AS c, generate_series(0, 4) AS d, generate_series(0, 4) AS e,
	LATERAL (SELECT ARRAY[a, b, c, d, e] AS r) AS y, trend_chi_squared(r::double precision[], '{4,4,4,4,4}') AS t,
	LATERAL (SELECT coalesce(20.0 * max(s) FILTER (WHERE left_out = 0) ^ 2 / nullif((a + b + c + d + e) * (20 - a - b - c - d - e) * 800, 0), 0)::double precision AS chi_squared,
			min(sign(s)) AS least, max(sign(s)) AS most
		FROM generate_series(0, 5) AS left_out,
			LATERAL (SELECT (count(*) * 4 * sum(r[i] * i) - sum(r[i]) * sum(4 * i))::numeric AS s FROM generate_series(1, 5) AS i WHERE i <> left_out) AS z) AS w,
	LATERAL (SELECT w.chi_squared, CASE WHEN w.chi_squared <= 9.54953570608324 OR least <> most OR least = 0 THEN 'no significant change'
		WHEN least > 0 THEN 'increasing' ELSE 'decreasing' END AS verdict) AS x;

-- Known faults of other tools, not copied.
-- A slope of zero is not called up: without the last point nothing rises, though chi-squared is large
SELECT t.verdict, t.chi_squared > 9.55 AS large FROM trend_chi_squared('{100, 100, 100, 100, 200}', '{1000, 1000, 1000, 1000, 1000}') AS t;
SELECT t.verdict, t.chi_squared > 9.55 AS large FROM trend_chi_squared('{0.1, 0.1, 0.1, 0.1, 0.9}', '{0, 0, 0, 0, 0.8}', '{0.2, 0.2, 0.2, 0.2, 1}') AS t;
SELECT t.* FROM trend_chi_squared('{100, 200, 300, 200, 100}', '{1000, 1000, 1000, 1000, 1000}') AS t;
SELECT t.* FROM trend_chi_squared('{1, 2, 3, 2, 1}', '{0, 1, 2, 1, 0}', '{2, 3, 4, 3, 2}') AS t;
SELECT t.* FROM trend_chi_squared('{0.3, 0.3, 0.3, 0.3, 0.3}', '{0, 0.1, 0, 0.2, 0}', '{1, 1, 1, 1, 1}') AS t;
-- one point alone does not make a trend: without it the slope turns
SELECT t.verdict, t.chi_squared > 9.55 AS large FROM trend_chi_squared('{104, 103, 102, 101, 200}', '{1000, 1000, 1000, 1000, 1000}') AS t;
-- nor where that point is the first: of the others, 800, 800, 799 and 799, the slope is downward
SELECT t.verdict, t.chi_squared > 9.55 AS large FROM trend_chi_squared('{600, 800, 800, 799, 799}', '{1000, 1000, 1000, 1000, 1000}') AS t;
-- what cannot be calculated is not "no change": too few, a gap; none or all counted, no counts and plain numbers can be
SELECT reason, t.verdict, t.method, round(t.statistic::numeric, 4) AS statistic, round(t.p_value::numeric, 6) AS p_value, t.slope, t.points
FROM (VALUES
	('four', pg_temp.history('{100, 120, 140, 160}', '{1000, 1000, 1000, 1000}', 'high', '%')),
	('one', pg_temp.history('{100}', '{1000}', 'high', '%')),
	('a gap in the middle', pg_temp.history('{100, 120, 140, NULL, 160, 180}', '{1000, 1000, 1000, NULL, 1000, 1000}', 'high', '%')),
	('none counted', pg_temp.history('{0, 20, 40, 60, 80}', '{1000, 1000, 1000, 1000, 1000}', 'high', '%')),
	('never any', pg_temp.history('{0, 0, 0, 0, 0}', '{1000, 1000, 1000, 1000, 1000}', 'high', '%')),
	('all counted', pg_temp.history('{5, 6, 7, 8, 9}', '{9, 9, 9, 9, 9}', 'high', '%')),
	('no counts', (SELECT series(indicator(v, NULL, NULL, 'high', '%'), reporting_period(date '2016-04-01', 12) + v) FROM generate_series(1, 5) AS v)),
	('a plain number', (SELECT series(indicator(v, v, 1, 'high', 'number'), reporting_period(date '2016-04-01', 12) + v) FROM generate_series(1, 5) AS v)))
	AS series(reason, s), trend(s) AS t;
-- a rate or count of none has an interval, and so a trend
SELECT (trend(pg_temp.history('{0, 0, 0, 0, 0}', '{1000, 1000, 1000, 1000, 1000}', 'low', 'per 1000'))).verdict AS none,
	(trend(pg_temp.history('{0, 20, 40, 60, 80}', '{1000, 1000, 1000, 1000, 1000}', 'low', 'per 1000'))).verdict AS from_none;

-- the latest five count: what was before, and a gap before them, do not
SELECT t.verdict, t.points
FROM trend(pg_temp.history('{900, 800, NULL, 100, 120, 140, 160, 180}', '{1000, 1000, NULL, 1000, 1000, 1000, 1000, 1000}', 'high', '%')) AS t;
SELECT a.verdict = b.verdict AND a.statistic = b.statistic AND a.slope = b.slope AS same
FROM (SELECT series(indicator(NULL, 100 + n % 7 + n / 100, 1000, 'high', '%'), reporting_period(date '0900-01-01', 1) + n) AS s FROM generate_series(1, 13000) AS n) AS long,
	trend(s) AS a, trend(slice(s, last_period(s) - 4, NULL)) AS b;

-- extremes of the arrays
SELECT t.* FROM trend_chi_squared('{1, 2}', '{10, 10}') AS t;
SELECT t.* FROM trend_chi_squared('{}', '{}') AS t;
SELECT t.* FROM trend_chi_squared('{1, NULL, 3}', '{10, 10, 10}') AS t;
SELECT t.* FROM trend_chi_squared('{1, 0, 3}', '{10, 0, 10}') AS t;
SELECT t.* FROM trend_chi_squared('{1, 2, 3}', '{1, 2, 3}', '{1, 2, 3}') AS t;
SELECT t.* FROM trend_chi_squared('{1, 2, 3}', '{1, 2, 3}', '{1, 2.5, 4}') AS t;
SELECT t.verdict, round((t.chi_squared / 9)::numeric, 3) AS nine
FROM trend_chi_squared(ARRAY[4503599627370496, 4503599627370496, 4503599627370496 + 3 * sqrt(2) * 47453132.8],
	'{9007199254740992, 9007199254740992, 9007199254740992}') AS t;
SELECT t.verdict, t.chi_squared > 1e15 AS enormous FROM trend_chi_squared('{1, 4503599627370496, 9007199254740991}', '{9007199254740992, 9007199254740992, 9007199254740992}') AS t;
SELECT t.verdict FROM trend_chi_squared('{1, 2, 3, 4}', '{1, 2, 3, 4}', ARRAY[1 + 1e-15, 2 + 1e-15, 3 + 1e-15, 4 + 1e-15]) AS t;
SELECT t.verdict FROM trend_chi_squared('{0, 0, 0, 1}', '{0, 0, 0, 0}', '{1e-300, 1e-300, 1e-300, 1e-300}') AS t;
SELECT t.verdict FROM (SELECT array_agg(n::double precision) AS a, array_agg(2000::double precision) AS b FROM generate_series(1, 1000) AS n) AS x, trend_chi_squared(a, b) AS t;
SELECT trend_chi_squared(NULL, '{1}') IS NULL AS no_array, trend(NULL) IS NULL AS no_series;

SELECT (trend_chi_squared('{1, 2}', '{0, 1}', '{2, 3}')).verdict AS two_points;

-- refused
SELECT trend_chi_squared('{1, 2, 3}', '{10, 10}');
SELECT trend_chi_squared('{1, 2, 3}', '{0, 1, 2}', '{2, 3}');
SELECT trend_chi_squared('{1, 2, 13}', '{10, 10, 10}');
SELECT trend_chi_squared('{1, -2, 3}', '{10, 10, 10}');
SELECT trend_chi_squared('{1, NaN, 3}', '{10, 10, 10}');
SELECT trend_chi_squared('{1, 2, 3}', '{10, Infinity, 10}');
SELECT trend_chi_squared('{1, 2, 3}', '{2, 3, 4}', '{0, 1, 2}');
SELECT trend_chi_squared('{{1, 2, 3}}', '{10, 10, 10}');
SELECT trend_chi_squared(array_fill(1::double precision, '{1001}'), array_fill(2::double precision, '{1001}'));

SET search_path = '';
SELECT (cfsperf.trend_chi_squared('{83, 90, 129, 70}', '{86, 93, 136, 82}')).verdict;
