-- Plain numbers need no indicators: change, quartile, quartiles and percent_change take them, as an analyst first
-- writes them, and say the same.
SET search_path = cfsperf, cfsperf_internal;

-- Literals and columns of any kind of number, arrays written either way.
SELECT quartile(94.6, '{90,91,92,93,95,96}', 'high') AS text_array, quartile(94.6, ARRAY[90, 91.5, 92, 93, 95, 96], 'high') AS numeric,
	quartile(94, ARRAY[90, 91, 92, 93, 95, 96], 'low') AS integer, quartile(94.6::real, ARRAY[90, NULL, 92, 93, 95, 96]::real[], 'High is good') AS real,
	(SELECT quartile(94.6, array_agg(v), 'high') FROM generate_series(90, 96) AS v) AS rows;
SELECT quartile('94.6% high', q, 'ties better') AS of_indicator, quartile('94.6% high', q) AS by_default,
	quartile('94.6% high', q, 'ties better', 3) AS of_three
FROM (SELECT quartiles(indicator(v, NULL, NULL, 'high', '%')) AS q FROM generate_series(90, 99) AS v) AS b;
SELECT change(v, p, 'high') AS numeric FROM (VALUES (94.6, '2020/21 Q2'::reporting_period), (94.9, '2020/21 Q1'), (NULL, '2020/21 Q3')) AS t(v, p);
SELECT m, change(v, p::reporting_period, m) AS integer, direction(change(v, p::reporting_period, m)) FROM (VALUES (3, '2020/21 Q1'), (4, '2020/21 Q2')) AS t(v, p),
	unnest('{high,low,none}'::polarity[]) AS m GROUP BY m ORDER BY m;
SELECT quartiles(v, 'high') AS integer FROM generate_series(1, 8) AS v;
SELECT quartiles(v, 'low') AS numeric FROM unnest('{1.5,NULL,2.5}'::numeric[]) AS v;

-- The same as of indicators, for 400 figures and every one of them; merged from parts too.
CREATE TEMP TABLE figure AS
SELECT n, round((sin(n) * 50)::numeric, 1)::double precision AS v, 'Jan 2000'::reporting_period + n * 37 % 401 AS p FROM generate_series(1, 400) AS n;
SELECT polarity, quartiles(v, polarity) = quartiles(indicator(v, NULL, NULL, polarity, 'number')) AS quartiles,
	change(v, p, polarity) = change(indicator(v, NULL, NULL, polarity, 'number'), p) AS change
FROM figure, unnest('{high,low,none}'::polarity[]) AS polarity GROUP BY polarity ORDER BY polarity;
SELECT polarity, count(*) AS figures, count(quartile(v, vs, polarity)) AS bands,
	count(*) FILTER (WHERE quartile(v, vs, polarity) IS DISTINCT FROM quartile(indicator(v, NULL, NULL, polarity, 'number'), q)) AS different
FROM figure, unnest('{high,low,none}'::polarity[]) AS polarity,
	LATERAL (SELECT array_agg(v) AS vs, quartiles(v, polarity) AS q FROM figure) AS b GROUP BY polarity ORDER BY polarity;
CREATE AGGREGATE pg_temp.change_part(double precision, reporting_period, polarity) (SFUNC = change_add_number, STYPE = change_state);
CREATE AGGREGATE pg_temp.change_whole(change_state) (SFUNC = change_combine, STYPE = change_state, FINALFUNC = change_result);
CREATE AGGREGATE pg_temp.quartiles_part(double precision, polarity) (SFUNC = distribution_add_number, STYPE = distribution);
CREATE AGGREGATE pg_temp.quartiles_whole(distribution) (SFUNC = distribution_combine, STYPE = distribution, FINALFUNC = distribution_quartiles);
SELECT pg_temp.change_whole(c::text::change_state) = (SELECT change(v, p, 'low') FROM figure) AS change,
	pg_temp.quartiles_whole(d::text::distribution) = (SELECT quartiles(v, 'low') FROM figure) AS quartiles
FROM (SELECT pg_temp.change_part(v, p, 'low') AS c, pg_temp.quartiles_part(v, 'low') AS d FROM figure GROUP BY n % 5) AS parts;
SELECT p, change(v, p, 'high') OVER (ORDER BY p) AS so_far, n(quartiles(v, 'high') OVER (ORDER BY p)) AS n FROM figure ORDER BY p LIMIT 3;

-- Nobody beats the best, equal figures have no band, and neither have three or those without polarity.
SELECT quartile(100, '{100,100,100,100,100,100,100,99,98,97}', 'high') AS best, quartile(99, '{100,100,100,100,100,100,100,99,98,97}', 'high') AS next,
	quartile(0, '{0,0,0,0,0,0,0,1,2,3}', 'low') AS best_low, quartile(5, '{5,5,5,5,5}', 'low') IS NULL AS all_equal,
	quartile(6, '{5,5,5,5,5}', 'low') AS worse_than_all, quartile(5, '{1,2,3}', 'low') IS NULL AS of_three,
	quartile(5, '{1,2,3,NULL}', 'low') IS NULL AS three_known, quartile(5, '{1,2,3,4}', 'none') IS NULL AS no_polarity,
	quartile(5, '{}', 'low') IS NULL AS of_none, quartile(-1.25, '{-2.25,-1.25,-1,0}', 'high') AS negative,
	quartile(97.199999999999989, '{97.2,97.2,97.2,98,96,99}', 'high') = quartile(97.2, '{97.2,97.2,97.2,98,96,99}', 'high') AS noise;

-- Per cent of what it was, as of a movement: from a negative figure too, none from zero.
SELECT p, c, percent_change(p, c) AS percent, percent_change(p, c) IS NOT DISTINCT FROM percent_change(change(v, year, 'high')) AS as_movement
FROM (VALUES (94.9, 94.6), (-68, 5144), (-482.411, -357.073), (10, -10), (-10, 10), (-1, -2), (0, 5), (0, 0), (5, 0)) AS t(p, c),
	LATERAL (VALUES (p, '2020'::reporting_period), (c, '2021')) AS two(v, year)
GROUP BY p, c ORDER BY p, c;

SELECT change(NULL::double precision, '2020', 'high') IS NULL AS nothing, change(5, NULL, 'high') IS NULL AS no_period,
	change(5, '2020', NULL) IS NULL AS no_polarity, quartiles(5, NULL) IS NULL AS no_quartiles, percent_change(NULL, 5) IS NULL AS no_percent;
SELECT change('NaN'::double precision, '2020', 'high');
SELECT quartiles('Infinity'::double precision, 'high');
SELECT quartile(5, '{1,2,3,NaN}', 'high');
SELECT percent_change(1e300, 5);
SELECT change(5, '2020', 'up');
SELECT change(v, p, m) FROM (VALUES (5, '2020'::reporting_period, 'high'::polarity), (6, '2021', 'low')) AS t(v, p, m);
SELECT quartiles(v, m) FROM (VALUES (5, 'high'::polarity), (6, 'low')) AS t(v, m);
