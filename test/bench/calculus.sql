-- The calculus beside plain SQL. Variables: measures, areas, quarters, rounds.
--
-- Readings lie in the order of loading, quarter by quarter, one in twenty missing. One core, no JIT, work_mem 512 MB for
-- both sides. A statement is run by EXPLAIN (ANALYZE, TIMING OFF), which executes it whole and prints none of its rows.

CREATE EXTENSION cfsperf;
SET search_path = cfsperf, public;
SET max_parallel_workers_per_gather = 0;
SET jit = off;
SET work_mem = '512MB';

CREATE UNLOGGED TABLE public.reading_row AS
SELECT m::smallint AS measure, a::smallint AS area, '2004/05 Q1'::reporting_period + q AS period, v AS value,
	indicator(v, round(v * 10), 1000, 'high', '%') AS reading,
	round(v * 10) AS numerator, 1000::double precision AS denominator
FROM (SELECT m, a, q,
		  (2000 + (m::bigint * 7919 + a * 104729 + q * 1299709) % 6000)::double precision / 100 AS v
	  FROM generate_series(0, :quarters - 1) q, generate_series(1, :measures) m, generate_series(1, :areas) a
	  WHERE (m * 31 + a * 17 + q * 13) % 20 <> 0) x;
VACUUM ANALYZE public.reading_row;

CREATE TABLE public.question (
	position integer PRIMARY KEY,
	question text,
	ours text,
	rival text,
	at_most double precision,
	differences text	-- a query for the number of wrong rows
);

INSERT INTO public.question VALUES
(1, 'change() beside sum(), the same GROUP BY',
 'SELECT measure, area, change(reading, period) FROM reading_row GROUP BY measure, area',
 'SELECT measure, area, sum(value) FROM reading_row GROUP BY measure, area',
 1.15,
 'SELECT count(*) FROM (SELECT measure, area, change(reading, period) AS c FROM reading_row GROUP BY measure, area) a
  JOIN (SELECT DISTINCT ON (measure, area) measure, area, period, value, lag(value) OVER w AS previous
		FROM reading_row WINDOW w AS (PARTITION BY measure, area ORDER BY period)
		ORDER BY measure, area, period DESC) b USING (measure, area)
  WHERE current_value(c) <> b.value OR previous_value(c) IS DISTINCT FROM b.previous OR current_period(c) <> b.period'),
(2, 'quartiles() beside percentile_cont(ARRAY[...]), by measure and quarter',
 'SELECT measure, period, quartiles(reading) FROM reading_row GROUP BY measure, period',
 'SELECT measure, period, percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY value)
  FROM reading_row GROUP BY measure, period',
 0.5,
 'SELECT count(*) FROM (SELECT measure, period, quartiles(reading) AS q FROM reading_row GROUP BY measure, period) a
  JOIN (SELECT measure, period, percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY value) AS p
		FROM reading_row GROUP BY measure, period) b ON a.measure = b.measure AND a.period = b.period
  WHERE abs(lower_quartile(q) - p[1]) > 1e-9 OR abs(median(q) - p[2]) > 1e-9 OR abs(upper_quartile(q) - p[3]) > 1e-9'),
(3, 'quartiles() beside percentile_cont(ARRAY[...]), all rows in one group',
 'SELECT quartiles(reading) FROM reading_row',
 'SELECT percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY value) FROM reading_row',
 0.5,
 'SELECT count(*) FROM (SELECT quartiles(reading) AS q FROM reading_row) a,
  (SELECT percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY value) AS p FROM reading_row) b
  WHERE abs(lower_quartile(q) - p[1]) > 1e-9 OR abs(median(q) - p[2]) > 1e-9 OR abs(upper_quartile(q) - p[3]) > 1e-9'),
(4, 'movements(series()) beside lag(), every quarter of every series',
 'SELECT measure, area, movements(series(reading, period)) FROM reading_row GROUP BY measure, area',
 'SELECT measure, area, period, value - lag(value) OVER (PARTITION BY measure, area ORDER BY period) FROM reading_row',
 1 / 3.0,
 'SELECT count(*) FROM (
	SELECT measure, area, (m).period, previous_value((m).movement) AS previous
	FROM (SELECT measure, area, movements(series(reading, period)) AS m FROM reading_row GROUP BY measure, area) s) a
  JOIN (SELECT measure, area, period, lag(value) OVER (PARTITION BY measure, area ORDER BY period) AS previous
		FROM reading_row) b ON a.measure = b.measure AND a.area = b.area AND a.period = b.period
  WHERE a.previous IS DISTINCT FROM b.previous'),
(5, 'wilson_lower() and wilson_upper() beside two sqrt(v * v + v), a million rows',
 'SELECT sum(wilson_lower(numerator, denominator)), sum(wilson_upper(numerator, denominator))
  FROM (SELECT numerator, denominator, value FROM reading_row LIMIT 1000000) r',
 'SELECT sum(sqrt(value * value + value)), sum(sqrt(numerator * numerator + numerator))
  FROM (SELECT numerator, denominator, value FROM reading_row LIMIT 1000000) r',
 1.5,
 'SELECT count(*) FROM (SELECT numerator AS r, denominator AS n FROM reading_row LIMIT 1000) r,
  (SELECT 1.959963984540054 AS z) c
  WHERE abs(wilson_lower(r, n) - (2 * r + z * z - z * sqrt(z * z + 4 * r * (1 - r / n))) / (2 * (n + z * z))) > 1e-12');

-- one run of a statement, in milliseconds
CREATE FUNCTION public.run_once(statement text) RETURNS double precision
LANGUAGE plpgsql AS $$
DECLARE
	plan json;
BEGIN
	EXECUTE 'EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ' || statement INTO plan;
	RETURN plan -> 0 ->> 'Execution Time';
END
$$;

DO $$
DECLARE
	q record;
	wrong bigint;
BEGIN
	FOR q IN SELECT * FROM question ORDER BY position LOOP
		EXECUTE q.differences INTO wrong;
		IF wrong <> 0 THEN
			RAISE EXCEPTION '% rows differ: %', wrong, q.question;
		END IF;
	END LOOP;
END
$$;

CREATE TABLE public.timing (position integer, side text, round integer, ms double precision);

\echo timing in turns, the first round only warms up
CREATE PROCEDURE public.run_rounds(rounds integer) LANGUAGE plpgsql AS $$
DECLARE
	q record;
BEGIN
	FOR i IN 0 .. rounds LOOP	-- round 0 warms up
		FOR q IN SELECT * FROM question ORDER BY position LOOP
			INSERT INTO timing VALUES (q.position, 'ours', i, run_once(q.ours)), (q.position, 'rival', i, run_once(q.rival));
		END LOOP;
	END LOOP;
END
$$;
CALL public.run_rounds(:rounds);

-- building an indicator: what counting it costs above counting its parts
INSERT INTO public.timing
SELECT 100, 'ours', i, run_once('SELECT count(indicator(value, numerator, denominator, ''high'', ''%'')) FROM reading_row')
FROM generate_series(1, :rounds) i;
INSERT INTO public.timing
SELECT 100, 'rival', i, run_once('SELECT count(value + numerator + denominator) FROM reading_row')
FROM generate_series(1, :rounds) i;

\pset footer off
SELECT version() AS "server", count(*) AS "rows", pg_size_pretty(pg_table_size('reading_row')) AS "size",
	:rounds AS "rounds"
FROM reading_row;

SELECT q.question, round(t.ours::numeric) AS "cfsperf ms", round(t.rival::numeric) AS "plain SQL ms",
	round((t.ours / t.rival)::numeric, 2) AS ratio, round(at_most::numeric, 2) AS "at most",
	CASE WHEN t.ours / t.rival <= at_most THEN 'reached' ELSE 'missed' END AS verdict
FROM question q
JOIN (SELECT position, percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) FILTER (WHERE side = 'ours') AS ours,
		  percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) FILTER (WHERE side = 'rival') AS rival
	  FROM timing WHERE round > 0 GROUP BY position) t ON t.position = q.position
ORDER BY q.position;

SELECT 'building an indicator from three columns, above adding them up' AS question,
	round(((percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) FILTER (WHERE side = 'ours')
		- percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) FILTER (WHERE side = 'rival')) * 1e6
		/ (SELECT count(*) FROM reading_row))::numeric, 1) AS "ns a row",
	30 AS "at most"
FROM timing WHERE position = 100;
