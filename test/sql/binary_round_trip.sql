-- Binary COPY gives back every value of every type, bit for bit.
SET search_path = cfsperf, cfsperf_internal;

CREATE TABLE original (n integer, polarity polarity, direction direction, period reporting_period, indicator indicator,
	movement movement, quartiles quartiles, series series,
	change_state change_state, distribution distribution, standing standing, series_state series_state,
	panel panel);
CREATE AGGREGATE pg_temp.change_partial(indicator, reporting_period) (SFUNC = change_add, STYPE = change_state);
CREATE AGGREGATE pg_temp.standing_partial(indicator, indicator) (SFUNC = standing_add, STYPE = standing);
CREATE AGGREGATE pg_temp.series_partial(indicator, reporting_period) (SFUNC = series_state_add, STYPE = series_state);

-- 300 groups of every unit, polarity and length of period, of 1 to 40 figures, with and without counts and gaps; and a
-- row of NULLs.
INSERT INTO original
SELECT n, polarity, direction(change(i, p), 0.5), min(p), min(i), change(i, p), quartiles(i), series(i, p),
	pg_temp.change_partial(i, p), distribution(i), pg_temp.standing_partial(s, i), pg_temp.series_partial(i, p),
	panel(area, i, p)
FROM generate_series(1, 300) AS n, generate_series(0, n % 40) AS k,
	LATERAL (SELECT (ARRAY['high', 'low', 'none'])[n % 3 + 1]::polarity AS polarity,
		(ARRAY['%', 'count', 'number', 'per 1', 'per 100000'])[n % 5 + 1] AS unit) AS u,
	LATERAL (SELECT indicator((n * 7919 + k * 37) % 1000 / 7.0, CASE WHEN n % 2 = 0 AND unit <> 'count' THEN k END, CASE
		WHEN n % 4 = 0 AND unit <> 'count' THEN k + 0.25 END, polarity, unit) AS i,
		indicator(n / 3.0, NULL, NULL, polarity, unit) AS s, reporting_period(date '0600-03-01' + n * 1777,
			n % 37 + 1) + k * CASE WHEN n % 7 = 0 THEN k ELSE 1 END AS p,
		(ARRAY['E10', '"', 'a longer name than is held at hand \'])[k * n % 3 + 1] AS area) AS x
WHERE k % 11 <> 5 GROUP BY n, polarity;
INSERT INTO original (n) VALUES (0);
INSERT INTO original (n, period) VALUES (-1, '0001-01'), (-2, '9999-12'), (-3, '2010-01/P32767M');
INSERT INTO original (n, indicator) VALUES (-4, '-9007199254740992 low'),
	(-5, '0.0000000001 per 1000000000 (0/0.0000000001) high');
SELECT count(*) AS rows, count(direction) AS directions, count(DISTINCT unit(indicator)) AS units,
	count(DISTINCT months(period)) AS lengths, max(count_periods(series)) AS longest FROM original;

-- the layout that doc/connect.md gives
SELECT encode(reporting_period_send('2020/21 Q2'), 'hex') AS period, encode(indicator_send('94.6% (1016/1074) high'), 'hex') AS figure;

CREATE TABLE copy (LIKE original);
\copy original TO 'results/binary_round_trip.data' (FORMAT binary)
\copy copy FROM 'results/binary_round_trip.data' (FORMAT binary)
-- The operator *= compares the stored bits of all columns.
SELECT count(*) AS rows, count(*) FILTER (WHERE a.* *= b.*) AS the_same,
	count(*) FILTER (WHERE (a.*)::text = (b.*)::text) AS written_the_same
FROM original AS a FULL JOIN copy AS b USING (n);

-- Text is as faithful.
TRUNCATE copy;
\copy original TO 'results/binary_round_trip.data'
\copy copy FROM 'results/binary_round_trip.data'
SELECT count(*) AS rows, count(*) FILTER (WHERE a.* *= b.*) AS the_same FROM original AS a
FULL JOIN copy AS b USING (n);

-- Neither depends on a setting.
CREATE TEMP TABLE written AS SELECT n, (original.*)::text AS written FROM original;
SET extra_float_digits = -15;
SET datestyle = German;
SET bytea_output = escape;
SET intervalstyle = iso_8601;
SET lc_numeric = 'C';
SELECT count(*) FILTER (WHERE (copy.*)::text = written) AS written_the_same,
	count(*) FILTER (WHERE indicator_send(copy.indicator::text::indicator) = indicator_send(original.indicator))
		AS indicators,
	count(*) FILTER (WHERE series_send(copy.series::text::series) = series_send(original.series)) AS series
FROM original JOIN copy USING (n) JOIN written USING (n);
DROP TABLE original, copy;
