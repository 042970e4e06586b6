-- A series is the whole history of one measure: made from rows in any order, asked for a point or a part, given back as
-- rows.
SET search_path = cfsperf, cfsperf_internal;

CREATE TEMP TABLE reading (p reporting_period, i indicator);
INSERT INTO reading VALUES ('2020/21 Q3', '99% high'), ('2019/20 Q2', '90% (90/100) high'), (NULL, '12% high'),
	('2020/21 Q2', '94.6% (1016/1074) high'),
	('2020/21 Q1', NULL), ('2019/20 Q4', '94.9% (/1000) high');
SELECT series(i, p) FROM reading;
SELECT count(DISTINCT series_send(s)) AS series FROM (SELECT series(i, p ORDER BY n * seed % 7) AS s
	FROM (SELECT *, row_number() OVER () AS n FROM reading) AS r, generate_series(1, 6) AS seed GROUP BY seed) AS o;
SELECT series(i, p) IS NULL AS of_no_row, series(NULL, p) IS NULL AS of_no_figure FROM reading
WHERE p IS NULL OR i IS NULL;
SELECT series(i, p) AS of_one, change(series(i, p)) FROM reading WHERE p = '2020/21 Q2';

CREATE TEMP TABLE history AS SELECT series(i, p) AS s FROM reading;
SELECT first_period(s), last_period(s), count_periods(s), change(s) FROM history;
-- A gap is a gap.
SELECT p, at(s, p) FROM history,
	unnest(ARRAY['2019/20 Q1', '2019/20 Q2', '2019/20 Q3', '2019/20 Q4', '2020/21 Q1', '2020/21 Q2', '2020/21 Q3',
		'2020/21 Q4', '2020/21', 'Aug 2020']::reporting_period[]) AS p ORDER BY p;
SELECT (unnest(s)).* FROM history ORDER BY period;
SELECT m.* FROM history, movements(s) AS m ORDER BY period;
SELECT p, basis, change(s, p, basis) FROM history,
	unnest('{2019/20 Q2,2020/21 Q1,2020/21 Q2}'::reporting_period[]) AS p,
	unnest('{previous reported,previous period,same period last year}'::text[]) AS basis ORDER BY p, basis COLLATE "C";
SELECT change(s, '2020/21 Q2', 'last one') FROM history;

-- A part: what starts no earlier and ends no later.
SELECT slice(s, '2019/20 Q3', '2020/21 Q2') AS between, slice(s, '2020/21 Q2', NULL) AS since,
	slice(s, NULL, '2019/20') AS until FROM history;
SELECT slice(s, NULL, NULL) = s AS whole, slice(s, '2021/22', NULL) IS NULL AS nothing,
	slice(NULL, '2019/20', NULL) IS NULL AS of_nothing FROM history;
-- Put together again, from either side, whatever is known of the counts.
SELECT count(*) AS cuts, count(*) FILTER (WHERE series_send(slice(s, NULL, p)
	|| slice(s, p + 1, NULL)) <> series_send(s)
	OR series_send(slice(s, p + 1, NULL) || slice(s, NULL, p)) <> series_send(s)) AS wrong
FROM history, generate_series(0, 4) AS n, LATERAL (SELECT '2019/20 Q2'::reporting_period + n AS p) AS x;

-- Read as written, equal by periods and figures, counts being evidence.
SELECT s::text::series = s AS read_back, series_send(s::text::series) = series_send(s) AS in_every_bit,
	series_hash(s::text::series) = series_hash(s) AS hashed_alike FROM history;
SELECT a = b AS equal, a <> b AS different
FROM (VALUES ('{2020: 5% high, 2021: 6% high}'::series, '{2021: 6% (6/100) high,2020: 5% high}'::series),
	('{2020: 5% high, 2021: 6% high}', '{2020: 5% high, 2022: 6% high}'),
	('{2020: 5% high, 2021: 6% high}', '{2020: 5% high}'), ('{2020: 5% high}', '{2020: 5% low}'),
	('{2020: 5}', '{2020: 5 per 1}')) AS t(a, b) ORDER BY b::text COLLATE "C";
SELECT s FROM unnest(ARRAY['{2020/21 Q2: 21 count low}', '{Aug 2020: 1, Jul 2020: 2, 2020-09: 3}',
	'{2014-16: 5 per 1000 (1/200), 2011-13: 6 per 1000}',
	'{2010-04/P5M: 1, 2009-11/P5M: 2}']::series[]) AS s ORDER BY s::text COLLATE "C";

-- Movements are what change() gives over two rows, and what lag() finds: 400 months with every seventh missing.
CREATE TEMP TABLE long AS
SELECT 'Jan 1990'::reporting_period + n AS p, indicator((n * 7919 % 1000) / 10.0, n, 5000, 'low', 'per 1000') AS i
FROM generate_series(0, 399) AS n WHERE n % 7 <> 3;
WITH row_by_row AS (SELECT p, i, change(i, p) OVER two AS m, lag(i) OVER (ORDER BY p) AS before, lag(p)
	OVER (ORDER BY p) AS p_before FROM long
	WINDOW two AS (ORDER BY p ROWS 1 PRECEDING))
SELECT count(*) AS months, count(*) FILTER (WHERE r.p IS DISTINCT FROM s.period OR r.i <> s.indicator
	OR numerator(r.i) <> numerator(s.indicator)) AS points_wrong,
	count(*) FILTER (WHERE movement_send(r.m) <> movement_send(s.movement)) AS change_wrong,
	count(*) FILTER (WHERE previous(s.movement) IS DISTINCT FROM r.before OR previous_period(s.movement)
		IS DISTINCT FROM r.p_before) AS lag_wrong
FROM row_by_row AS r FULL JOIN (SELECT m.* FROM (SELECT series(i, p) AS s FROM long) AS h,
	movements(s) AS m) AS s ON s.period = r.p;
SELECT count(*) AS points FROM (SELECT movements(s) FROM (SELECT series(i, p) AS s
	FROM long) AS h LIMIT 5) AS first_five;
