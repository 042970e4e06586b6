-- Every aggregate works over a window, over growing, moving and whole frames, as a query of its own over the same rows
-- does.
SET search_path = cfsperf;

-- Two measures of 60 quarters, one in nine not reported, in no order.
CREATE TEMP TABLE reading AS
SELECT m, n, '2005/06 Q1'::reporting_period + n AS p, CASE WHEN n % 9 <> 4
	THEN indicator((n * 37 + m * 11) % 101 / 10.0, n, 1000, 'low', '%') END AS i
FROM generate_series(0, 59) AS k, LATERAL (SELECT k * 7 % 60 AS n) AS x, generate_series(1, 2) AS m;
SELECT count(*) AS rows, count(DISTINCT p) AS periods, count(i) AS figures FROM reading;

CREATE TEMP TABLE windowed AS
SELECT 'growing' AS frame, m, p, change(i, p) OVER f, latest(i, p) OVER f, series(i, p) OVER f,
	panel('E' || n % 3, i, p) OVER f, quartiles(i) OVER f, min(i) OVER f, max(i) OVER f,
	min(p) OVER f AS first, max(p) OVER f AS last, quartile_rank('5% low', i) OVER f, national_rank('5% low', i) OVER f
FROM reading WINDOW f AS (PARTITION BY m ORDER BY p)
UNION ALL
SELECT 'moving', m, p, change(i, p) OVER f, latest(i, p) OVER f, series(i, p) OVER f,
	panel('E' || n % 3, i, p) OVER f, quartiles(i) OVER f, min(i) OVER f, max(i) OVER f,
	min(p) OVER f, max(p) OVER f, quartile_rank('5% low', i) OVER f, national_rank('5% low', i) OVER f
FROM reading WINDOW f AS (PARTITION BY m ORDER BY p ROWS BETWEEN 5 PRECEDING AND 1 FOLLOWING)
UNION ALL
SELECT 'backwards', m, p, change(i, p) OVER f, latest(i, p) OVER f, series(i, p) OVER f,
	panel('E' || n % 3, i, p) OVER f, quartiles(i) OVER f, min(i) OVER f, max(i) OVER f,
	min(p) OVER f, max(p) OVER f, quartile_rank('5% low', i) OVER f, national_rank('5% low', i) OVER f
FROM reading WINDOW f AS (PARTITION BY m ORDER BY p DESC)
UNION ALL
SELECT 'whole', m, p, change(i, p) OVER f, latest(i, p) OVER f, series(i, p) OVER f,
	panel('E' || n % 3, i, p) OVER f, quartiles(i) OVER f, min(i) OVER f, max(i) OVER f,
	min(p) OVER f, max(p) OVER f, quartile_rank('5% low', i) OVER f, national_rank('5% low', i) OVER f
FROM reading WINDOW f AS (PARTITION BY m);

-- The same by a query for each row.
CREATE TEMP TABLE queried AS
SELECT frame, r.m, r.p, q.*
FROM reading AS r, (VALUES ('growing', -60, 0), ('moving', -5, 1), ('backwards', 0, 60), ('whole', -60, 60))
		AS f(frame, a, b),
	LATERAL (SELECT change(i, p), latest(i, p), series(i, p),
		panel('E' || n % 3, i, p), quartiles(i), min(i), max(i), min(p) AS first,
		max(p) AS last,
		quartile_rank('5% low', i), national_rank('5% low', i) FROM reading
		WHERE m = r.m AND p - r.p BETWEEN a AND b) AS q;
SELECT frame, count(*) AS rows, count(w.change) AS changes, count(w.quartile_rank) AS ranked,
	count(DISTINCT w.quartiles::text) AS distributions,
	count(*) FILTER (WHERE (w.*)::text IS DISTINCT FROM (q.*)::text) AS different
FROM windowed AS w FULL JOIN queried AS q USING (frame, m, p) GROUP BY frame ORDER BY frame;

-- With FILTER, and over a frame without rows.
SELECT p, change(i, p) FILTER (WHERE i IS NOT NULL AND numerator(i)::integer % 2 = 0) OVER f AS of_even,
	series(i, p) OVER (f ROWS BETWEEN 2 PRECEDING AND 2 PRECEDING) AS two_before
FROM reading WHERE m = 1 AND p < '2006/07 Q3' WINDOW f AS (ORDER BY p) ORDER BY p;

-- A duplicate period is an error where a frame holds both its rows, and none where it does not.
SELECT n, change(indicator(n, NULL, NULL, 'low', 'number'), '2020'::reporting_period + n / 2)
	OVER (ORDER BY n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
FROM unnest('{0,2,5,7,9}'::integer[]) AS n ORDER BY n;
SELECT n, change(indicator(n, NULL, NULL, 'low', 'number'), '2020'::reporting_period + n / 2)
	OVER (ORDER BY n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
FROM unnest('{0,2,3,7,9}'::integer[]) AS n ORDER BY n;
