-- A framework whose figures are partitioned answers as one whose figures are not, each partition by itself, and reads
-- only the partitions that a report needs.
SET client_min_messages = warning;
\set SHOW_CONTEXT never
CALL cfsperf.create_framework('whole');
CALL cfsperf.create_framework('by_measure', partitions => 3);
CALL cfsperf.create_framework('by_period', partition_by => 'period');

-- what cannot be
CALL cfsperf.create_framework('no', partition_by => 'area');
CALL cfsperf.create_framework('no', partitions => 0);
CALL cfsperf.create_framework('no', partition_by => 'period', partitions => 3);

-- a year ends in March: of the periods that end in a month, the month itself is the least
CREATE TABLE by_period.observation_2016 PARTITION OF by_period.observation FOR VALUES FROM ('2016-04') TO ('2017-04');
CREATE TABLE by_period.observation_2017 PARTITION OF by_period.observation FOR VALUES FROM ('2017-04') TO ('2018-04');
CREATE TABLE by_period.observation_2018 PARTITION OF by_period.observation FOR VALUES FROM ('2018-04') TO ('2019-04');
CREATE TABLE by_period.observation_2019 PARTITION OF by_period.observation FOR VALUES FROM ('2019-04') TO ('2020-04');
CREATE TABLE by_period.observation_2020 PARTITION OF by_period.observation FOR VALUES FROM ('2020-04') TO ('2021-04');

-- twenty measures of 12 areas and their total over 24 quarters; the last four in no benchmark, one with small numbers
SET search_path = whole, cfsperf, public;
INSERT INTO outcome SELECT 'o' || i, 'Outcome ' || i, i FROM generate_series(1, 3) AS i;
INSERT INTO measure (code, outcome, position, title, polarity, polarity_reason, unit, basis, suppress_below)
SELECT 'm' || i, 'o' || (1 + i % 3), i, 'Measure ' || i, (ARRAY['high', 'low', 'none'])[1 + i % 3]::polarity, 'see plan', '%',
	(ARRAY['previous reported', 'same period last year'])[1 + i % 2], CASE i WHEN 18 THEN 70 END
FROM generate_series(1, 20) AS i;
INSERT INTO area VALUES ('EN', 'England', 'country');
INSERT INTO area SELECT 'a' || i, 'Area ' || i, 'authority' FROM generate_series(1, 12) AS i;
INSERT INTO neighbour SELECT 'a1', 'a' || i, i FROM generate_series(2, 6) AS i;
INSERT INTO observation (measure, area, period, value, numerator, denominator)
SELECT m.code, a.code, '2020/21 Q2'::reporting_period - q, v, v * 10, 1000
FROM measure m, area a, generate_series(0, 23) AS q,
	LATERAL (SELECT (m.position * 7 + ascii(right(a.code, 1)) * 31 + q * 11) % 101) AS x(v)
WHERE (m.position + q) % 17 > 0;
INSERT INTO observation (measure, area, period, value) VALUES ('m3', 'a1', '2019/20', 50), ('m3', 'a1', '2020-09', 50),
	('m3', 'a1', '2011/12 Q1', 50);
INSERT INTO observation (measure, area, period, status, note) VALUES ('m2', 'a1', '2020/21 Q3', 'x', 'Not yet.');
INSERT INTO benchmark VALUES ('march', 'Year to March 2019');
INSERT INTO benchmark_value (measure, benchmark, area, period, value)
SELECT m.code, 'march', a.code, '2018/19', (m.position * 13 + ascii(right(a.code, 1)) * 37) % 101
FROM measure m, area a WHERE m.position <= 16;
INSERT INTO target (measure, area, from_period, value, tolerance) VALUES ('m1', 'a1', '2019/20 Q1', 40, 5);
INSERT INTO report SELECT a.code, '2020/21 Q2'::reporting_period - q, 'march' FROM area a, generate_series(0, 2) AS q
WHERE a.kind = 'authority';

-- a framework is loaded from another by table
CREATE PROCEDURE pg_temp.copy(target text) LANGUAGE plpgsql AS $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY '{outcome,measure,area,neighbour,observation,benchmark,benchmark_value,target,commentary,report}'::text[]
	LOOP
		EXECUTE format('INSERT INTO %I.%I TABLE whole.%2$I', target, name);
	END LOOP;
	EXECUTE format('CALL %I.protect()', target);
	EXECUTE format('REFRESH MATERIALIZED VIEW %I.stored_history', target);
END $$;
CALL pg_temp.copy('by_measure');
CALL pg_temp.copy('by_period');
CALL whole.protect();
REFRESH MATERIALIZED VIEW whole.stored_history;
ANALYZE;
SELECT tableoid::regclass AS partition, count(*), min(period), max(period) FROM by_period.observation GROUP BY 1 ORDER BY 1;
SELECT count(DISTINCT tableoid) AS partitions, count(DISTINCT (tableoid, measure)) AS measures_in_them
FROM by_measure.observation;

-- every view and every text has the same rows
CREATE FUNCTION pg_temp.differing(framework text, view text, OUT rows bigint, OUT differ bigint) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('WITH one AS (SELECT md5(x::text) AS x FROM whole.%1$I x), other AS (SELECT md5(x::text) AS x FROM %2$I.%1$I x)
		SELECT (SELECT count(*) FROM other), (SELECT count(*) FROM ((TABLE one EXCEPT ALL TABLE other) UNION ALL
			(TABLE other EXCEPT ALL TABLE one)) AS d)', view, framework) INTO rows, differ;
END $$;
SELECT view, m.rows > 0 AS some, m.differ AS by_measure, p.differ AS by_period
FROM unnest('{scorecard,headline,outcome_summary,quarter_summary,exceptions,data_quality,current_history}'::text[]) AS view,
	pg_temp.differing('by_measure', view) AS m, pg_temp.differing('by_period', view) AS p ORDER BY view COLLATE "C";
SELECT whole.dashboard('a1', '2020/21 Q2') = by_measure.dashboard('a1', '2020/21 Q2') AS by_measure,
	whole.dashboard('a1', '2020/21 Q2') = by_period.dashboard('a1', '2020/21 Q2') AS by_period;

-- keys and references hold over all partitions, and a period is loaded again
SET search_path = by_period, cfsperf, public;
INSERT INTO observation (measure, area, period, value) VALUES ('m1', 'a1', '2019/20 Q1', 1);
INSERT INTO observation (measure, area, period, value) VALUES ('m1', 'zz', '2019/20 Q1', 1);
INSERT INTO observation (measure, area, period, value) VALUES ('m1', 'a1', '2019/20 Q1', 'NaN');
INSERT INTO observation (measure, area, period, value, status) VALUES ('m1', 'a1', '2019/20 Q1', 12, 'r')
ON CONFLICT (measure, area, period) DO UPDATE SET value = excluded.value, numerator = NULL, denominator = NULL,
	status = excluded.status
RETURNING tableoid::regclass, value, status;
SET search_path = by_measure, cfsperf, public;
INSERT INTO observation (measure, area, period, value) VALUES ('m1', 'a1', '2019/20 Q1', 1)
ON CONFLICT DO NOTHING RETURNING value;
CALL publish('a1', '2020/21 Q2');
SELECT count(*) FROM published_scorecard;

-- Grouped by measure, each partition is aggregated by itself and to the end.
SET enable_partitionwise_aggregate = on;
SET enable_sort = off;
SET max_parallel_workers_per_gather = 0;
EXPLAIN (COSTS OFF) SELECT measure, area, series(reading(value, numerator, denominator, 'low', '%'), period),
	change(reading(value, numerator, denominator, 'low', '%'), period),
	latest(reading(value, numerator, denominator, 'low', '%'), period)
FROM observation GROUP BY measure, area;
EXPLAIN (COSTS OFF) SELECT measure, quartiles(reading(value, NULL, NULL, 'low', '%')),
	distribution(reading(value, NULL, NULL, 'low', '%')),
	quartile_rank('50% low', reading(value, NULL, NULL, 'low', '%')),
	national_rank('50% low', reading(value, NULL, NULL, 'low', '%'))
FROM benchmark_value GROUP BY measure;
-- By period, where partitions cut histories, each is aggregated partially.
EXPLAIN (COSTS OFF) SELECT measure, area, series(reading(value, numerator, denominator, 'low', '%'), period)
FROM by_period.observation WHERE period >= '2018-04' GROUP BY measure, area;
RESET enable_partitionwise_aggregate;
RESET enable_sort;

-- Partitions that a question does not need are not read, whether it is known when it is planned or when it runs. Of all
-- only the indexes of figures that are withheld, by publishers and by decision.
SET enable_seqscan = off;
CREATE FUNCTION pg_temp.executed(node jsonb) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT node->>'Relation Name' WHERE node ? 'Relation Name' AND (node->>'Actual Loops')::numeric > 0
		AND (node->>'Index Name' ~ '_measure(_period)?_idx$') IS NOT TRUE
	UNION ALL
	SELECT pg_temp.executed(p) FROM jsonb_array_elements(node->'Plans') AS p
$$;
CREATE FUNCTION pg_temp.partitions_read(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	plan jsonb;
BEGIN
	EXECUTE 'EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, FORMAT JSON) ' || query INTO plan;
	RETURN (SELECT string_agg(DISTINCT name, ', ' ORDER BY name) FROM pg_temp.executed(plan->0->'Plan') AS name
			WHERE name ~ '_(\d+|other)$');
END $$;
SELECT pg_temp.partitions_read($$SELECT * FROM by_measure.observation WHERE measure = 'm1'$$);
SELECT pg_temp.partitions_read($$SELECT * FROM by_measure.figure WHERE measure = 'm1'$$);
SELECT pg_temp.partitions_read($$SELECT * FROM by_measure.observation WHERE measure = (SELECT max(code) FROM by_measure.measure)$$);
SELECT pg_temp.partitions_read($$SELECT * FROM by_period.figure WHERE period >= '2018/19 Q2' AND period < '2019/20 Q2'$$);
SELECT pg_temp.partitions_read($$SELECT * FROM by_period.figure WHERE period = year_ago('2020/21 Q1')$$);
SELECT pg_temp.partitions_read($$SELECT * FROM by_measure.scorecard WHERE area = 'a1' AND quarter = '2020/21 Q2' AND measure = 'm1'$$);
RESET enable_seqscan;
RESET max_parallel_workers_per_gather;

DROP SCHEMA whole, by_measure, by_period CASCADE;
