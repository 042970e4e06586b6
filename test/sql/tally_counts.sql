-- The aggregate tally counts what count(*) FILTER counts, in any order, in parallel, and zeros for no rows.
SET search_path = cfsperf, cfsperf_internal;
\x on
SELECT (tally(value, direction, quartile, p_value)).*
FROM (VALUES (NULL::double precision, NULL::varchar, NULL::integer, NULL::double precision)) x(value, direction, quartile, p_value)
WHERE false;
SELECT (tally(1, 'improved', 1, 0.05)).*;
SELECT (tally(NULL, NULL, NULL, NULL)).*;
\x off

-- 10,000 rows: every combination, none where it should not be
CREATE TABLE verdict WITH (parallel_workers = 2) AS
SELECT n % 7 AS area, CASE WHEN n % 5 > 0 THEN n / 10.0::double precision END AS value,
	((ARRAY['improved', 'no significant change', 'declined', 'information only', NULL])[n % 11 % 5 + 1])::varchar(32) AS direction,
	nullif(n % 13 % 5, 0) AS quartile, CASE WHEN n % 3 > 0 THEN n % 101 / 100.0::double precision END AS p_value
FROM generate_series(1, 10000) AS n;
ANALYZE verdict;
CREATE VIEW by_filter AS
SELECT area, ROW(count(value), count(*) FILTER (WHERE direction = 'improved'), count(*) FILTER (WHERE direction = 'no significant change'),
	count(*) FILTER (WHERE direction = 'declined'), count(*) FILTER (WHERE direction = 'information only'),
	count(*) FILTER (WHERE value IS NOT NULL AND direction IS NULL), count(*) FILTER (WHERE value IS NULL), count(quartile),
	count(*) FILTER (WHERE quartile = 1), count(*) FILTER (WHERE quartile = 2), count(*) FILTER (WHERE quartile = 3),
	count(*) FILTER (WHERE quartile = 4), count(p_value) FILTER (WHERE direction IN ('improved', 'declined')),
	count(*) FILTER (WHERE direction IN ('improved', 'declined') AND p_value <= 0.05))::tally AS counts
FROM verdict GROUP BY ROLLUP (area);
CREATE VIEW by_tally AS
SELECT area, tally(value, direction, quartile, p_value) AS counts FROM verdict GROUP BY ROLLUP (area);
SELECT area, counts FROM by_tally ORDER BY area;
SELECT count(*) AS differing FROM by_filter FULL JOIN by_tally ON coalesce(by_filter.area, -1) = coalesce(by_tally.area, -1)
WHERE by_filter.counts::text IS DISTINCT FROM by_tally.counts::text;

-- FILTER, and a window
SELECT (tally(value, direction, quartile, p_value) FILTER (WHERE quartile = 1)).top_quartile,
	(tally(value, direction, quartile, p_value) FILTER (WHERE quartile = 9)).benchmarked,
	count(*) FILTER (WHERE quartile = 1) AS expected
FROM verdict;
SELECT n, (tally(n, 'declined', NULL, n / 20.0) OVER (ORDER BY n)).declined,
	(tally(n, 'declined', NULL, n / 20.0) OVER (ORDER BY n ROWS 1 PRECEDING)).beyond_chance
FROM generate_series(1, 4) AS n ORDER BY n;

-- in parallel
CREATE TABLE serial AS SELECT tally(value, direction, quartile, p_value) AS counts FROM verdict;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
EXPLAIN (COSTS OFF) SELECT tally(value, direction, quartile, p_value) FROM verdict;
SELECT (SELECT tally(value, direction, quartile, p_value) FROM verdict)::text = counts::text AS same FROM serial;

-- what is refused
\set VERBOSITY terse
SELECT tally(1, 'better', NULL, NULL);
SELECT tally(1, repeat(' ', 60) || 'improved', NULL, NULL);
SELECT tally(1, NULL, 5, NULL);
SELECT tally(1, NULL, 0, NULL);
SELECT tally_add(NULL, 1, NULL, NULL, NULL);
SELECT tally_combine(array_fill(0::bigint, '{14}'), array_fill(0::bigint, '{14}'));
SELECT tally_final(NULL);
SELECT tally_final('{}');
SELECT tally_final(array_fill(0::bigint, '{13}'));
SELECT tally_final(array_fill(0::bigint, '{7,2}'));
SELECT tally_final(array_fill(NULL::bigint, '{14}'));
SELECT tally_final(array_fill(-1::bigint, '{14}'));
SELECT tally_final(array_fill(2147483647::bigint, '{14}'));
SELECT tally_final(array_fill(2147483648::bigint, '{14}'));
CREATE AGGREGATE pg_temp.merged(bigint[]) (SFUNC = tally_combine, STYPE = bigint[]);
SELECT pg_temp.merged(s) FROM (VALUES (array_fill(9223372036854775807::bigint, '{14}')), (array_fill(1::bigint, '{14}'))) AS x(s);
SELECT pg_temp.merged(s) FROM (VALUES (array_fill(1::bigint, '{14}')), (NULL), (array_fill(2::bigint, '{14}'))) AS x(s);

-- the columns of the type are the counts that the library knows
BEGIN;
ALTER TYPE tally ADD ATTRIBUTE added integer;
SELECT tally(1, 'improved', 1, 0.05);
ROLLBACK;
BEGIN;
ALTER TYPE tally RENAME ATTRIBUTE testable TO tested;
SELECT tally(1, 'improved', 1, 0.05);
ROLLBACK;
DROP TABLE verdict CASCADE;
DROP TABLE serial;
