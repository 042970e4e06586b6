-- What the state of each aggregate takes in memory, and what the history's refresh takes. Grouped by hashing, with memory
-- enough for all groups; what the grouping itself takes, with count(*), is taken off.

CREATE TABLE bench.memory (position serial, aggregate text, per text, groups bigint, bytes double precision, bare double precision);

-- the first node of a kind in a plan
CREATE FUNCTION bench.node(plan jsonb, strategy text) RETURNS jsonb
LANGUAGE SQL AS $$
	SELECT jsonb_path_query_first(plan, '$.** ? (@."Strategy" == $s)', jsonb_build_object('s', strategy))
$$;

CREATE FUNCTION bench.peak(statement text) RETURNS TABLE (groups bigint, bytes double precision)
LANGUAGE plpgsql AS $$
DECLARE
	plan jsonb;
	node jsonb;
BEGIN
	EXECUTE 'EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ' || statement INTO plan;
	node := bench.node(plan, 'Hashed');
	IF node IS NULL OR (node ->> 'HashAgg Batches')::integer <> 1 THEN
		RAISE EXCEPTION 'not hashed in memory: %: %', statement, plan;
	END IF;
	groups := node ->> 'Actual Rows';
	bytes := (node ->> 'Peak Memory Usage')::double precision * 1024;
	RETURN NEXT;
END
$$;

BEGIN;
SET LOCAL work_mem = '8GB';
SET LOCAL enable_sort = off;
SET LOCAL enable_indexscan = off;
SET LOCAL enable_indexonlyscan = off;
INSERT INTO bench.memory (aggregate, per, groups, bytes)
SELECT a.aggregate, a.per, p.groups, p.bytes
FROM (VALUES
	('count(*)', 'measure', 'count(*)'),
	('count(*)', 'measure, area', 'count(*)'),
	('count(*)', 'measure, period', 'count(*)'),
	('change(indicator, period)', 'measure, area', 'change(%s, period)'),
	('latest(indicator, period)', 'measure, area', 'latest(%s, period)'),
	('series(indicator, period)', 'measure, area', 'series(%s, period)'),
	('pooled(indicator)', 'measure, area', 'pooled(%s)'),
	('quartiles(indicator)', 'measure, period', 'quartiles(%s)'),
	('distribution(indicator)', 'measure, period', 'distribution(%s)'),
	('quartile_rank(subject, benchmark)', 'measure, period', 'quartile_rank(indicator(50, 500, 1000, ''high'', ''%%''), %s)'),
	('national_rank(subject, benchmark)', 'measure, period', 'national_rank(indicator(50, 500, 1000, ''high'', ''%%''), %s)'),
	('panel(area, indicator, period)', 'measure', 'panel(area, %s, period)'),
	('array_agg(value)', 'measure, area', 'array_agg(value)'))
	a (aggregate, per, call)
CROSS JOIN LATERAL bench.peak(format('SELECT %s, %s FROM observation GROUP BY %1$s', a.per,
	format(a.call, 'reading(value, numerator, denominator, ''high'', ''%'')'))) p;
INSERT INTO bench.memory (aggregate, per, groups, bytes)
SELECT 'panel(area, series)', 'measure', p.groups, p.bytes
FROM bench.peak('SELECT measure, panel(area, series) FROM history GROUP BY measure') p;
UPDATE bench.memory m SET bare = c.bytes FROM bench.memory c WHERE c.aggregate = 'count(*)' AND c.per = m.per;
COMMIT;

\echo memory of a group, above that of the grouping alone
SELECT m.aggregate, m.per AS "group by", m.groups, round((SELECT count(*) FROM observation) / m.groups::numeric, 1) AS "rows a group",
	round(((m.bytes - m.bare) / m.groups)::numeric) AS "bytes a group",
	round(((m.bytes - m.bare) / (SELECT count(*) FROM observation))::numeric, 1) AS "bytes a row",
	pg_size_pretty(m.bytes::bigint) AS "all, with the grouping"
FROM bench.memory m WHERE aggregate <> 'count(*)' ORDER BY position;

-- the query of history with less memory: what does not fit goes to temporary files
CREATE TABLE bench.refresh (work_mem text, ms double precision, plan jsonb);
CREATE PROCEDURE bench.refresh_within(memory text) LANGUAGE plpgsql AS $$
DECLARE
	plan jsonb;
BEGIN
	PERFORM set_config('work_mem', memory, true);
	EXECUTE 'EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ' || pg_get_viewdef('current_history'::regclass) INTO plan;
	INSERT INTO bench.refresh VALUES (memory, (plan -> 0 ->> 'Execution Time')::float8, plan);
END
$$;
CALL bench.refresh_within('4MB');
CALL bench.refresh_within('512MB');
\echo the query of history, by work_mem (hash_mem_multiplier times that for hashing)
SELECT r.work_mem, current_setting('hash_mem_multiplier') AS "hash_mem_multiplier", round(r.ms) AS ms,
	n ->> 'Strategy' AS "grouping", pg_size_pretty((n ->> 'Peak Memory Usage')::bigint * 1024) AS "peak memory",
	n ->> 'HashAgg Batches' AS batches,
	pg_size_pretty((r.plan -> 0 -> 'Plan' ->> 'Temp Written Blocks')::bigint * 8192) AS "temporary files"
FROM bench.refresh r
LEFT JOIN LATERAL (SELECT coalesce(bench.node(r.plan, 'Hashed'), bench.node(r.plan, 'Sorted'))) x (n) ON true;

-- what readers do not have to wait for
CREATE TEMPORARY TABLE refreshing AS SELECT clock_timestamp() AS began;
REFRESH MATERIALIZED VIEW CONCURRENTLY stored_history;
SELECT round(extract(epoch FROM clock_timestamp() - began) * 1000) AS "history, refreshed concurrently, once, ms" FROM refreshing;
