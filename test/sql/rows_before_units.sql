-- series, readings and panel over the values of rows, to be given polarity and unit as a whole: the same as figures
-- made of each row, of every unit, whatever the rows hold and in whatever order they come.
SET search_path = cfsperf, cfsperf_internal, public;

SELECT series(value, numerator, denominator, period) AS "numbers of no polarity",
	series(series(value, numerator, denominator, period), 'low', '%') AS "a percentage, where low is good",
	series(series(value, NULL, NULL, period), 'high', 'count') AS "counts"
FROM (VALUES (30::float8, 3::float8, 10::float8, '2020/21 Q2'::reporting_period), (40, 4, 10, '2020/21 Q1'),
	(NULL, 1, 2, '2020/21 Q3')) r (value, numerator, denominator, period);

SELECT panel(area, value, numerator, denominator, period) AS "numbers of no polarity",
	panel(panel(area, value, numerator, denominator, period), 'high', 'per 100') AS "rates"
FROM (VALUES ('B', 30::float8, 3::float8, 10::float8, '2020'::reporting_period), ('A', 40, 4, 10, '2020'), ('B', 20, 2, 10, '2019'))
	r (area, value, numerator, denominator, period);

-- Rows of every kind: values and counts that no unit can have, that only some can have, noise behind the decimals, gaps.
CREATE TEMP TABLE readings AS
SELECT m AS measure, 'area ' || a AS area, '2010/11 Q1'::reporting_period + q AS period,
	CASE (m + a * 3 + q * 7) % 23
		WHEN 0 THEN NULL WHEN 1 THEN float8 'NaN' WHEN 2 THEN float8 'Infinity' WHEN 3 THEN float8 '-Infinity' WHEN 4 THEN 9007199254740993
		WHEN 5 THEN -3.5 WHEN 6 THEN 97.199999999999989 WHEN 7 THEN -0.0 WHEN 8 THEN 4.0
		ELSE (m * 31 + a * 17 + q * 13) % 1000 / 10.0 END::float8 AS value,
	CASE (m + a + q * 5) % 11
		WHEN 0 THEN NULL WHEN 1 THEN -1 WHEN 2 THEN float8 'NaN' WHEN 3 THEN float8 'Infinity' WHEN 4 THEN 4 ELSE m * q END::float8 AS numerator,
	CASE (m + a * 5 + q * 3) % 13
		WHEN 0 THEN NULL WHEN 1 THEN 0 WHEN 2 THEN float8 'NaN' WHEN 3 THEN -7 WHEN 4 THEN NULL ELSE 40 + a END::float8 AS denominator
FROM generate_series(1, 12) m, generate_series(1, 9) a, generate_series(0, 30) q;
-- a measure of which no figure can be a count
INSERT INTO readings SELECT 13, 'area 1', '2010/11 Q1'::reporting_period + q, -1 - q, 2, 3 FROM generate_series(0, 4) q;

CREATE TEMP TABLE meaning AS
SELECT polarity::polarity, unit
FROM unnest(ARRAY['low', 'high', 'none']) polarity, unnest(ARRAY['%', 'count', 'number', 'per 10000']) unit;

-- text tells apart what = does not: the counts
SELECT m.unit, count(*) AS groups, count(r.whole) AS with_figures,
	count(*) FILTER (WHERE r.whole::text IS DISTINCT FROM r.each::text) AS different
FROM meaning m,
LATERAL (
	SELECT series(series(value, numerator, denominator, period), m.polarity, m.unit) AS whole,
		series(reading(value, numerator, denominator, m.polarity, m.unit), period) AS each
	FROM readings GROUP BY measure, area) r
GROUP BY m.unit ORDER BY m.unit;

SELECT m.unit, count(*) AS groups, count(r.whole) AS with_figures,
	count(*) FILTER (WHERE r.whole::text IS DISTINCT FROM r.each::text) AS different
FROM meaning m,
LATERAL (
	SELECT panel(panel(area, value, numerator, denominator, period), m.polarity, m.unit) AS whole,
		panel(area, reading(value, numerator, denominator, m.polarity, m.unit), period) AS each
	FROM readings GROUP BY measure) r
GROUP BY m.unit ORDER BY m.unit;

-- from one unit to another
SELECT series('{2020: 5 count none, 2021: 7 count none}', 'low', '%') AS counts_as_percentages,
	series('{2020: 5 (5/10) none, 2021: 7 (8/4) none}', 'high', '%') AS no_more_than_all,
	series('{2020: -5 none, 2021: 7 (8/4) none}', 'high', 'count') AS no_negative_counts,
	series('{2020: -5 none}', 'high', 'count') AS nothing_left,
	panel(panel '{"A": {2020: -5 none}, "B": {2020: 5 none, 2021: -1 none}}', 'high', 'count') AS an_area_less,
	panel(panel '{"A": {2020: -5 none}}', 'high', 'count') AS no_area_left;
SELECT series('{2020: 5 none}'::series, 'high', 'per cent');
SELECT panel(panel '{"A": {2020: 5 none}}', 'high', 'per 0');

-- any order, and merged in any parts: the state of a part is a value
CREATE AGGREGATE pg_temp.part(float8, float8, float8, reporting_period) (SFUNC = series_state_add_row, STYPE = series_state);
CREATE AGGREGATE pg_temp.whole(series_state) (SFUNC = series_state_combine, STYPE = series_state, FINALFUNC = series_state_result);
CREATE AGGREGATE pg_temp.wholes(series_state) (SFUNC = series_state_combine, STYPE = series_state);
CREATE AGGREGATE pg_temp.part(text, float8, float8, float8, reporting_period) (SFUNC = panel_add_row, STYPE = panel);
CREATE AGGREGATE pg_temp.whole(panel) (SFUNC = panel_combine, STYPE = panel, FINALFUNC = panel_result);
WITH truth AS (
	SELECT measure, area, series(value, numerator, denominator, period ORDER BY period)::text AS series
	FROM readings GROUP BY measure, area),
shuffled AS (
	SELECT measure, area, series(value, numerator, denominator, period ORDER BY md5(period::text))::text AS series
	FROM readings GROUP BY measure, area),
merged AS (
	SELECT measure, area, pg_temp.whole(state::text::series_state)::text AS series,
		(SELECT string_agg(h::text, ';') FROM histories(pg_temp.wholes(state), 3, 3) h) AS only_one
	FROM (SELECT measure, area, part, pg_temp.part(value, numerator, denominator, period) AS state
		  FROM (SELECT *, hashtext(period::text) % 3 AS part FROM readings) p GROUP BY 1, 2, 3) s
	GROUP BY measure, area)
SELECT count(*) AS groups, count(*) FILTER (WHERE t.series <> s.series OR t.series <> m.series OR t.series <> m.only_one) AS different
FROM truth t JOIN shuffled s USING (measure, area) JOIN merged m USING (measure, area);
WITH truth AS (
	SELECT measure, panel(area, value, numerator, denominator, period)::text AS panel FROM readings GROUP BY measure),
merged AS (
	SELECT measure, pg_temp.whole(state::text::panel)::text AS panel
	FROM (SELECT measure, part, pg_temp.part(area, value, numerator, denominator, period) AS state
		  FROM (SELECT *, hashtext(period::text) % 3 AS part FROM readings) p GROUP BY 1, 2) s
	GROUP BY measure)
SELECT count(*) AS groups, count(*) FILTER (WHERE t.panel <> m.panel) AS different FROM truth t JOIN merged m USING (measure);

-- a window goes on with a state whose result was taken
SELECT period, so_far, ARRAY(SELECT histories(readings, 12, 12)) AS histories_so_far
FROM (SELECT period, series(value, NULL, NULL, period) OVER w AS so_far, readings(value, NULL, NULL, period) OVER w AS readings
	  FROM (VALUES (1::float8, '2021'::reporting_period), (2, '2019'), (3, '2020')) r (value, period)
	  WINDOW w AS (ORDER BY value)) x;

-- periods of several shapes: a history each of those of one length
SELECT length, n, h AS history, shape(first_period(h)) > lag(shape(first_period(h))) OVER (PARTITION BY length ORDER BY n) AS ascending
FROM (SELECT readings(value, NULL, NULL, period)
	  FROM (VALUES (1::float8, '2020/21 Q2'::reporting_period), (2, '2020/21'), (3, '2020/21 Q1'), (4, '2020'), (5, '2021/22'),
		(6, '2020-08'), (NULL, '2019-10/P12M')) r (value, period)) x, unnest('{1,3,12}'::integer[]) length,
	histories(readings, length, length) WITH ORDINALITY u (h, n)
ORDER BY length, n;
SELECT readings(NULL::float8, NULL, NULL, '2020'::reporting_period) IS NULL AS none,
	series(NULL::float8, NULL, NULL, '2020'::reporting_period) IS NULL AS none_either,
	panel('A', NULL::float8, NULL, NULL, '2020'::reporting_period) IS NULL AS nor_here,
	series(1::float8, NULL, NULL, NULL::reporting_period) IS NULL AS no_period,
	panel(NULL, 1::float8, NULL, NULL, '2020'::reporting_period) IS NULL AS no_area;
SELECT series(value, NULL, NULL, period)
FROM (VALUES (1::float8, '2020/21 Q2'::reporting_period), (2, '2020/21')) r (value, period);
SELECT series(value, NULL, NULL, period)
FROM (VALUES (1::float8, '2021'::reporting_period), (2, '2020'), (3, '2021')) r (value, period);
SELECT histories(readings(value, NULL, NULL, period), 12, 12)
FROM (VALUES (1::float8, '2021'::reporting_period), (2, '2020/21'), (3, '2021')) r (value, period);
SELECT panel('A', value, NULL, NULL, period)
FROM (VALUES (1::float8, '2021'::reporting_period), (2, '2020'), (3, '2021')) r (value, period);

-- rows of a function stand one at a time: who keeps several, has several
SELECT count(DISTINCT (x).period) AS periods, count(DISTINCT x::text) AS rows, array_agg(x ORDER BY (x).period) = array_agg(y ORDER BY (y).period) AS same
FROM (SELECT movements(s) AS x, movements(s) AS y
	  FROM (SELECT series(value, NULL, NULL, period) AS s
			FROM (VALUES (1::float8, '2021'::reporting_period), (2, '2020'), (3, '2019')) r (value, period)) r) z;
SELECT (z.a).period, (z.a).movement, (z.b).period, (z.b).movement
FROM (SELECT movements(series '{2019: 1 high, 2020: 2 high, 2022: 4 high}') AS a,
		movements(series '{2019: 3 low, 2020: 5 low}') AS b) z
ORDER BY (z.a).period DESC NULLS LAST;
