-- A panel says of each area what its series says, and of each period what quartiles() says, from rows in any order, from
-- stored histories, in parts put together, in windows, and in every bit.
SET search_path = cfsperf, cfsperf_internal;

-- 9 measures of 40 areas over 30 quarters, some of which start late; one figure in 11 is not reported, few areas report
-- in the first quarters, and figures tie.
CREATE TEMP TABLE reading AS
SELECT m, 'E' || (10000000 + a) AS area, '2012/13 Q3'::reporting_period + q AS p,
	CASE WHEN (m * 31 + a * 17 + q * 13) % 11 <> 0 AND (q > 5 OR a % 12 < q)
		THEN indicator((a * 37 + q * 91 + m * a) % 200 / 10.0, CASE WHEN m % 2 = 0 THEN a END, CASE WHEN m % 4 < 2 THEN 1000 + q END,
			(ARRAY['high', 'low', 'none'])[m % 3 + 1]::polarity, CASE WHEN m < 5 THEN '%' ELSE 'per 10000' END) END AS i
FROM generate_series(1, 9) AS m, generate_series(1, 40) AS a, generate_series(0, 29) AS q
WHERE q >= a % 5;
CREATE TEMP TABLE panels AS SELECT m, panel(area, i, p) AS x FROM reading GROUP BY m;
CREATE TEMP TABLE histories AS SELECT m, area, series(i, p) AS s FROM reading GROUP BY m, area;
SELECT count(*) AS rows, count(i) AS figures FROM reading;

SELECT count(*) AS histories, count(*) FILTER (WHERE series_send(history(x, area)) IS DISTINCT FROM series_send(s)) AS different
FROM panels JOIN histories USING (m);
SELECT count(*) AS areas, count(*) FILTER (WHERE count_areas(x) <> 40) AS wrong FROM panels;
SELECT count(*) AS points, count(*) FILTER (WHERE a.i = b.indicator AND a.p = b.period) AS right
FROM reading AS a FULL JOIN (SELECT m, u.* FROM panels, unnest(x) AS u) AS b ON b.m = a.m AND b.area = a.area AND b.period = a.p
WHERE a.i IS NOT NULL OR b.m IS NOT NULL;
SELECT count(*) AS movements, count(previous(a.movement)) AS with_previous,
	count(*) FILTER (WHERE movement_send(a.movement) = movement_send(b.movement) AND a.indicator = b.indicator) AS right
FROM (SELECT m, u.* FROM panels, movements(x) AS u) AS a FULL JOIN (SELECT m, area, u.* FROM histories, movements(s) AS u) AS b
	ON b.m = a.m AND b.area = a.area AND b.period = a.period;
-- the rule of quartile(), which gives NULL for fewer than four figures and for information only
SELECT polarity, count(*) AS positions, count(a.quartile) AS placed, count(DISTINCT a.quartile) AS quartiles,
	count(*) FILTER (WHERE n < 4) AS of_few,
	count(*) FILTER (WHERE a.quartile IS DISTINCT FROM b.quartile OR a.indicator <> b.i) AS different
FROM (SELECT m, u.* FROM panels, positions(x) AS u) AS a
FULL JOIN (SELECT m, area, p, i, quartile(i, q), n(q), polarity(i) AS polarity FROM reading
	JOIN (SELECT m, p, quartiles(i) AS q FROM reading GROUP BY m, p) AS c USING (m, p) WHERE i IS NOT NULL) AS b
	ON b.m = a.m AND b.area = a.area AND b.p = a.period GROUP BY polarity ORDER BY polarity;
SELECT count(*) AS periods, count(*) FILTER (WHERE quartiles(x, p) IS DISTINCT FROM q) AS different
FROM panels JOIN (SELECT m, p, quartiles(i) AS q FROM reading GROUP BY m, p) AS c USING (m);
-- a select list and FROM give the same rows in the same order
SELECT count(*) AS rows, count(*) FILTER (WHERE a.r::text = b.r::text) AS alike
FROM (SELECT row_number() OVER () AS n, r FROM (SELECT positions(x) AS r FROM panels WHERE m = 1) AS s) AS a
FULL JOIN (SELECT k AS n, ROW(area, period, indicator, quartile) AS r FROM panels,
	positions(x) WITH ORDINALITY AS u(area, period, indicator, quartile, k) WHERE m = 1) AS b USING (n);

-- In any order of rows, and from histories as well, whole, cut in two, or mixed with rows.
SELECT count(*) AS panels, count(DISTINCT panel_send(x)) AS different FROM (SELECT panel(area, i, p ORDER BY n * seed % 1009) AS x
	FROM (SELECT *, row_number() OVER () AS n FROM reading WHERE m = 4) AS r, generate_series(1, 12) AS seed GROUP BY seed) AS o;
SELECT count(*) AS panels, count(*) FILTER (WHERE panel_send(x) <> panel_send(y)) AS different
FROM panels JOIN (SELECT m, panel(area, s) AS y FROM histories GROUP BY m) AS h USING (m);
SELECT count(*) AS panels, count(*) FILTER (WHERE panel_send(x) <> panel_send(y)) AS different
FROM panels JOIN (SELECT m, panel(area, s ORDER BY k, area) AS y FROM (SELECT m, area, 1 AS k, slice(s, '2016/17 Q1', NULL) AS s FROM histories
	UNION ALL SELECT m, area, 2, slice(s, NULL, '2015/16 Q4') FROM histories) AS cut GROUP BY m) AS h USING (m);
CREATE AGGREGATE pg_temp.of_rows(text, indicator, reporting_period) (SFUNC = panel_add, STYPE = panel);
CREATE AGGREGATE pg_temp.of_histories(text, series) (SFUNC = panel_add_series, STYPE = panel);
CREATE AGGREGATE pg_temp.gathered(panel) (SFUNC = panel_combine, STYPE = panel, FINALFUNC = panel_result,
	COMBINEFUNC = panel_combine);
CREATE TEMP TABLE sent AS
SELECT m, k, state::text AS state FROM (
	SELECT m, hashint4(m + (row_number() OVER ())::integer) AS k, state FROM (
		SELECT m, pg_temp.of_rows(area, i, p) AS state FROM reading WHERE p < '2015/16 Q1' GROUP BY m, area
		UNION ALL SELECT m, pg_temp.of_rows(area, i, p) FROM reading WHERE p BETWEEN '2015/16 Q1' AND '2016/17 Q4' GROUP BY m, p
		UNION ALL SELECT m, pg_temp.of_histories(area, slice(s, '2017/18 Q1', NULL)) FROM histories GROUP BY m, left(area, 7)) AS parts
	WHERE state IS NOT NULL) AS s;
SELECT count(*) > 300 AS many, count(*) FILTER (WHERE state::panel::text <> state) AS not_read_back FROM sent;
SELECT count(*) AS panels, count(*) FILTER (WHERE panel_send(x) <> panel_send(y)) AS different
FROM panels JOIN (SELECT m, pg_temp.gathered(state::panel ORDER BY k) AS y FROM sent GROUP BY m) AS h USING (m);
-- states are stored, also those that a row cannot hold
CREATE TEMP TABLE kept AS SELECT m, pg_temp.of_rows(area, i, p) AS state FROM reading GROUP BY m
UNION ALL SELECT 10, pg_temp.of_rows('E' || n, '5 low', '2020') FROM generate_series(1, 5000) AS n;
SELECT count(*) FILTER (WHERE panel_send(state) = panel_send(x)) AS as_before,
	max(count_areas(state)) AS most_areas FROM kept LEFT JOIN panels USING (m);

-- Windows, FILTER, and none.
SELECT count(*) AS frames, count(*) FILTER (WHERE w.x IS DISTINCT FROM q.x) AS different FROM (
	SELECT area, p, panel(area, i, p) OVER (ORDER BY p, area ROWS BETWEEN 50 PRECEDING AND 3 FOLLOWING) AS x,
		row_number() OVER (ORDER BY p, area) AS n FROM reading WHERE m = 2) AS w,
	LATERAL (SELECT panel(area, i, p) AS x FROM (SELECT *, row_number() OVER (ORDER BY p, area) AS k FROM reading WHERE m = 2) AS r
		WHERE k BETWEEN n - 50 AND n + 3) AS q WHERE n % 97 = 0;
SELECT count(*) AS frames, count(*) FILTER (WHERE w.x IS DISTINCT FROM q.x) AS different FROM (
	SELECT p, panel(area, i, p) OVER (ORDER BY p) AS x FROM reading WHERE m = 2) AS w
	JOIN (SELECT o.p, (SELECT panel(area, i, p) FROM reading WHERE m = 2 AND p <= o.p) AS x
		FROM (SELECT DISTINCT p FROM reading) AS o) AS q USING (p);
SELECT count(*) AS measures, count(*) FILTER (WHERE panel_send(a.x) = panel_send(b.x)) AS the_same
FROM (SELECT m, panel(area, i, p) FILTER (WHERE p > '2016/17 Q1') AS x FROM reading GROUP BY m) AS a
JOIN (SELECT m, panel(area, i, p) AS x FROM reading WHERE p > '2016/17 Q1' GROUP BY m) AS b USING (m);
SELECT panel(area, i, p) FILTER (WHERE false) IS NULL AS of_none_chosen FROM reading;
SELECT count(*) AS rows FROM positions(NULL);

-- A thousand areas in each of many groups that do not fit into the memory of a query: rows wait on disk, the answer is
-- the same.
SET work_mem = '64kB';
SET hash_mem_multiplier = 1;
SET enable_sort = off;
SELECT count(*) AS groups, min(count_areas(x)) AS least, max(count_areas(x)) AS most, sum(points) AS points FROM (
	SELECT g, panel(area, indicator(n, NULL, NULL, 'low', 'number'), '2020') AS x, count(*) AS points FROM
		(SELECT n % 40 AS g, n, 'area ' || n / 40 AS area FROM generate_series(0, 39999) AS n) AS r GROUP BY g) AS o;
