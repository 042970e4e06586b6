-- Every aggregate gives one answer: serially, by several processes, and over partitions.
SET search_path = cfsperf;

-- 150 measures of 60 areas over 12 quarters, in no order, one figure in 17 not reported: 108,000 rows.
CREATE TABLE many (m integer, area integer, p reporting_period, i indicator, benchmark indicator)
	WITH (parallel_workers = 3);
INSERT INTO many
SELECT m, area, '2018/19 Q1'::reporting_period + q,
	CASE WHEN k % 17 > 0 THEN indicator(k % 1000 / 10.0, k % 1000, 1000, polarity, '%') END,
	CASE WHEN k % 19 > 0 THEN indicator(k % 500 / 10.0, NULL, NULL, polarity, '%') END
FROM (SELECT n % 150 AS m, n / 150 % 60 AS area, n / 9000 AS q, (n * 79 + n / 150 * 10471) % 99991 AS k,
	(ARRAY['high', 'low', 'none'])[n % 3 + 1]::polarity AS polarity
	FROM (SELECT (n * 130363::bigint % 108000)::integer AS n FROM generate_series(0, 107999) AS n) AS shuffled) AS x;
CREATE TABLE many_partitioned (LIKE many) PARTITION BY HASH (m);
CREATE TABLE many_0 PARTITION OF many_partitioned FOR VALUES WITH (MODULUS 3, REMAINDER 0) WITH (parallel_workers = 2);
CREATE TABLE many_1 PARTITION OF many_partitioned FOR VALUES WITH (MODULUS 3, REMAINDER 1) WITH (parallel_workers = 2);
CREATE TABLE many_2 PARTITION OF many_partitioned FOR VALUES WITH (MODULUS 3, REMAINDER 2) WITH (parallel_workers = 2);
INSERT INTO many_partitioned SELECT * FROM many;
ANALYZE many;
ANALYZE many_partitioned;

-- Questions with all aggregates in them: for each measure and area, for each measure, and for each area over all
-- measures where high is good.
CREATE PROCEDURE pg_temp.ask(source regclass) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('CREATE VIEW %s_by_series AS
		SELECT m AS a, area AS b, change(i, p), latest(i, p), series(i, p), min(i), max(i), min(p) AS first,
			max(p) AS last, quartiles(i),
			change(i, p) FILTER (WHERE p IN (''2020/21 Q2'', ''2019/20 Q2'')) AS year_ago
		FROM %1$s GROUP BY m, area', source);
	EXECUTE format('CREATE VIEW %s_by_measure AS
		SELECT m AS a, 0 AS b, quartiles(i), quartiles(distribution(i)) AS of_distribution, min(i), max(i),
			min(p) AS first, max(p) AS last,
			quartile_rank(indicator(m %% 50, NULL, NULL, polarity(benchmark), ''%%''), benchmark)
				FILTER (WHERE p = ''2019/20 Q1'') AS quartile_rank,
			national_rank(indicator(m %% 50, NULL, NULL, polarity(benchmark), ''%%''), benchmark)
				FILTER (WHERE p = ''2019/20 Q1'') AS national_rank,
			change(i, p) FILTER (WHERE area = 7), latest(i, p) FILTER (WHERE area = 7),
			series(i, p) FILTER (WHERE area = 7), panel(area::text, i, p), panel(p::text, i, ''2020'')
				FILTER (WHERE area = 8) AS of_periods
		FROM %1$s GROUP BY m', source);
	EXECUTE format('CREATE VIEW %s_by_area AS
		SELECT area AS a, 0 AS b, quartiles(i), min(i), max(i), max(p) AS last, national_rank(''60%% high'', i),
			quartile_rank(''60%% high'', i), change(i, p) FILTER (WHERE m = 27), series(i, p) FILTER (WHERE m = 27)
		FROM %1$s WHERE m %% 3 = 0 GROUP BY area', source);
END $$;
CALL pg_temp.ask('many');
CALL pg_temp.ask('many_partitioned');
CREATE FUNCTION pg_temp.answers(source regclass) RETURNS TABLE (question text, a integer, b integer, answer text)
LANGUAGE plpgsql AS $$
BEGIN
	FOREACH question IN ARRAY '{series,measure,area}'::text[] LOOP
		RETURN QUERY EXECUTE format('SELECT %L, v.a, v.b, v::text FROM %s_by_%1$s AS v', question, source);
	END LOOP;
END $$;

-- Serially, by sorting: what all others are compared with.
SET max_parallel_workers_per_gather = 0;
SET enable_hashagg = off;
CREATE TEMP TABLE serial AS SELECT * FROM pg_temp.answers('many');
SELECT question, count(*) AS groups, count(DISTINCT answer) AS different FROM serial GROUP BY question
ORDER BY question;
SELECT count(change) AS changes, count(year_ago) AS years, count(DISTINCT series::text) AS series,
	sum(count_periods(series)) AS figures FROM many_by_series;
SELECT sum(n(quartiles)) AS figures, count(quartile_rank) AS ranked, count(DISTINCT quartile_rank) AS quartiles,
	count(DISTINCT national_rank) > 20 AS many_ranks FROM many_by_measure;
CREATE FUNCTION pg_temp.compare(source regclass, OUT answers bigint, OUT different bigint) LANGUAGE SQL
	RETURN (SELECT ROW(count(other.answer), count(*) FILTER (WHERE other.answer IS DISTINCT FROM serial.answer))
		FROM serial FULL JOIN pg_temp.answers(source) AS other USING (question, a, b));
SET enable_hashagg = on;
SET enable_sort = off;
SELECT * FROM pg_temp.compare('many');

-- By several processes, with and without the one that asks: partial aggregates, then a final one.
SET cpu_operator_cost = 1;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 3;
EXPLAIN (COSTS OFF) SELECT * FROM many_by_series;
EXPLAIN (COSTS OFF) SELECT * FROM many_by_measure;
EXPLAIN (COSTS OFF) SELECT * FROM many_by_area;
SELECT * FROM pg_temp.compare('many');
SET parallel_leader_participation = off;
SELECT * FROM pg_temp.compare('many');
SET enable_hashagg = off;
RESET enable_sort;
SELECT * FROM pg_temp.compare('many');
RESET parallel_leader_participation;

-- Over partitions: each of the partitions by itself, finally or partially, in one process and in several.
SET enable_hashagg = on;
SET enable_sort = off;
SET max_parallel_workers_per_gather = 0;
SET enable_partitionwise_aggregate = on;
EXPLAIN (COSTS OFF) SELECT * FROM many_partitioned_by_measure;
SELECT * FROM pg_temp.compare('many_partitioned');
SET max_parallel_workers_per_gather = 3;
CREATE FUNCTION pg_temp.plan_nodes(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
		RETURN NEXT substring(line FROM 'Finalize HashAggregate|Partial HashAggregate|Gather|Parallel Append');
	END LOOP;
END $$;
-- what costs something to hand over is aggregated before
SET parallel_tuple_cost = 100;
SELECT DISTINCT node FROM pg_temp.plan_nodes('SELECT * FROM many_partitioned_by_area') AS node WHERE node IS NOT NULL
ORDER BY node;
SELECT * FROM pg_temp.compare('many_partitioned');

-- A duplicate period, two subjects and mixed units are errors whichever process meets them.
INSERT INTO many SELECT m, area, p, i, benchmark FROM many WHERE m = 100 AND area = 30 AND p = '2020/21 Q4';
SELECT m, change(i, p) FROM many WHERE area = 30 GROUP BY m;
SELECT m, series(i, p) FROM many WHERE area = 30 GROUP BY m;
CREATE FUNCTION pg_temp.message(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
	RETURN 'none';
EXCEPTION WHEN OTHERS THEN
	RETURN split_part(SQLERRM, ':', 1);
END $$;
SELECT pg_temp.message($$SELECT national_rank(i, '5% high') FROM many WHERE m = 27$$),
	pg_temp.message('SELECT quartiles(i) FROM many');

SET client_min_messages = warning;
DROP TABLE many, many_partitioned CASCADE;
