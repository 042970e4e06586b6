-- change() finds the latest reading and the one before it in any order of rows, latest() the latest.
SET search_path = cfsperf;

CREATE TEMP TABLE reading (p reporting_period, i indicator);
INSERT INTO reading VALUES ('2019/20 Q2', '90% high'), ('2019/20 Q4', '94.9% high'), ('2020/21 Q1', NULL),
	('2020/21 Q2', '94.6% (1016/1074) high'),
	('2020/21 Q3', '99% high'), (NULL, '12% high');

-- Every one of the 720 orders of the six rows.
WITH RECURSIVE permutation AS (
	SELECT '{}'::text[] AS taken, 0 AS n
	UNION ALL
	SELECT taken || coalesce(p::text, '?'), n + 1 FROM permutation, reading WHERE coalesce(p::text, '?') <> ALL (taken)
), full_order AS (
	SELECT taken, change(i, p ORDER BY array_position(taken, coalesce(p::text, '?'))) AS movement,
		latest(i, p ORDER BY array_position(taken, coalesce(p::text, '?'))) AS latest
	FROM permutation, reading WHERE n = 6 GROUP BY taken
)
SELECT movement::text, latest::text, count(*) AS orders FROM full_order GROUP BY 1, 2 ORDER BY 1;

-- Three look-ups for one quarter. None takes the gap of 2020/21 Q1 for a figure or steps over it unasked.
SELECT q,
	change(i, p) FILTER (WHERE p <= q) AS previous_reported,
	change(i, p) FILTER (WHERE p IN (q, q - 1)) AS previous_period,
	change(i, p) FILTER (WHERE p IN (q, year_ago(q))) AS same_period_last_year
FROM reading, unnest('{2019/20 Q2,2020/21 Q2,2020/21 Q3}'::reporting_period[]) AS q GROUP BY q ORDER BY q;
SELECT periods_apart(change(i, p) FILTER (WHERE p <= q)) AS steps,
	previous_value(change(i, p) FILTER (WHERE p IN (q, q - 1))) IS NULL AS no_previous
FROM reading, (SELECT '2020/21 Q2'::reporting_period) AS quarter(q) GROUP BY q;
-- Where the quarter itself has no figure, the look-up says so by its period.
SELECT current_period(change(i, p) FILTER (WHERE p <= '2020/21 Q1')) AS reported,
	change(i, p) FILTER (WHERE p = '2020/21 Q1') IS NULL AS nothing FROM reading;

-- No row, no figure, one figure.
SELECT change(i, p) IS NULL AS change, latest(i, p) IS NULL AS latest FROM reading WHERE false;
SELECT change(NULL::indicator, p) IS NULL AS change, latest(i, NULL) IS NULL AS latest FROM reading;
SELECT change(i, p), latest(i, p), previous_value(change(i, p)), difference(change(i, p)) FROM reading
WHERE p = '2020/21 Q2';
SELECT count(*) AS groups FROM (SELECT change(i, p) FROM reading WHERE false GROUP BY p) AS g;

-- One group for each measure; the counts come along.
SELECT m, change(indicator(10 * m + n, n, 100, 'low', 'per 1000'), '2018/19 Q1'::reporting_period + (n * 5 % 8))
FROM generate_series(1, 3) AS m, generate_series(0, 7) AS n GROUP BY m ORDER BY m;

-- As a window aggregate it gives whole histories: what lag() gives where nothing is missing.
SELECT p, i, change(i, p) OVER (ORDER BY p) AS so_far,
	latest(i, p) OVER (ORDER BY p ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS row_before
FROM reading WHERE p IS NOT NULL ORDER BY p;
SELECT count(*) AS quarters, count(*) FILTER (WHERE current(m) IS DISTINCT FROM i OR previous(m) IS DISTINCT FROM before
	OR previous_period(m) IS DISTINCT FROM p_before) AS wrong
FROM (SELECT i, lag(i) OVER history AS before, lag(p) OVER history AS p_before, change(i, p) OVER history AS m
	FROM (SELECT '1990/91 Q1'::reporting_period + n AS p, indicator(n * 37 % 101, NULL, NULL, 'low', 'number') AS i
		FROM generate_series(0, 119) AS n) AS r
	WINDOW history AS (ORDER BY p)) AS compared;

-- A duplicate period is an error that names it, in any order, wherever it is part of the answer.
CREATE FUNCTION pg_temp.message(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	answer text;
BEGIN
	EXECUTE statement INTO answer;
	RETURN answer;
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE || ' ' || SQLERRM;
END $$;
SELECT periods, min(answer) AS answer, count(DISTINCT answer) AS answers, count(*) AS orders
FROM (VALUES ('{2020/21 Q1,2020/21 Q2,2020/21 Q3,2020/21 Q3}'), ('{2020/21 Q1,2020/21 Q2,2020/21 Q2,2020/21 Q3}'),
	('{2020/21 Q1,2020/21 Q1,2020/21 Q2,2020/21 Q3}')) AS t(periods),
	generate_series(1, 10) AS seed,
	LATERAL (SELECT pg_temp.message(format('SELECT change(''5 low'', p::cfsperf.reporting_period ORDER BY n * %s %% 11)
		FROM unnest(%L::text[]) WITH ORDINALITY AS t(p, n)', seed, periods)) AS answer) AS x
GROUP BY periods ORDER BY periods COLLATE "C";
-- In older history it does not change the answer.
SELECT aggregate, periods, pg_temp.message(format(
	'SELECT %s(''5 low'', p::cfsperf.reporting_period) FROM unnest(''{%s}''::text[]) AS p', aggregate, periods)) AS answer
FROM unnest('{change,latest}'::text[]) AS aggregate,
	unnest(ARRAY['2020/21 Q1,2020/21 Q2,2020/21 Q2,2020/21 Q3', '2020/21 Q3,2020/21 Q2,2020/21 Q3',
		'2020/21 Q1,2020/21 Q3,2020/21 Q2,2020/21 Q1']) AS periods
ORDER BY periods COLLATE "C", aggregate;
SELECT change('5 low', '2020/21 Q2') FROM generate_series(1, 2);

-- So are two figures that cannot be compared, or periods of different length.
SELECT change(i, p) FROM (VALUES ('5 low'::indicator, '2020/21 Q1'::reporting_period), ('5% low', '2020/21 Q2'))
	AS t(i, p);
SELECT change(i, p) FROM (VALUES ('5 high'::indicator, '2020/21 Q2'::reporting_period), ('5 low', '2020/21 Q1'))
	AS t(i, p);
SELECT change(i, p) FROM (VALUES ('5 low'::indicator, '2019/20'::reporting_period), ('6 low', '2020/21 Q1')) AS t(i, p);
