-- Hash values of periods never change: rows of partitioned and distributed tables lie where they put them.
SET search_path = cfsperf, cfsperf_internal;

-- A period is the number of its last month, counted from January of year 1, times 32768, plus its length. Its hash is
-- PostgreSQL's hash of that integer. The numbers themselves are pinned as well.
SELECT p, n, reporting_period_hash(p) AS hash, reporting_period_hash_extended(p, 0) AS extended,
	reporting_period_hash(p) = hashint4(n::bit(32)::integer) AS as_integer,
	reporting_period_hash_extended(p, 42) = hashint4extended(n::bit(32)::integer, 42) AS as_integer_seeded
FROM unnest(ARRAY['0001-01', '2020/21 Q2', '2020/21', '2020', 'AY 2019/20', 'Summer 2019/20', 'Aug 2020', '2014-16',
	'2013/14-15/16', '2019-10/P12M', '9999-12']::reporting_period[]) AS t(p),
	LATERAL (SELECT ((extract(year FROM ends(p))::bigint - 1) * 12 +
		extract(month FROM ends(p))::bigint - 1) * 32768 + months(p)) AS x(n)
ORDER BY p;

-- With seed 0 the extended hash has the plain hash in its low half; equal periods hash alike, however they were given.
CREATE TEMP TABLE span AS
SELECT reporting_period(first::date, length) AS p
FROM generate_series(timestamp '1950-01-01', '2049-12-01', '1 month') AS first,
	unnest('{1,3,4,12,36}'::integer[]) AS length;
SELECT count(*) AS periods,
	count(*) FILTER (WHERE (reporting_period_hash_extended(p, 0) & 4294967295)
		<> (reporting_period_hash(p)::bigint & 4294967295)) AS wrong,
	count(DISTINCT reporting_period_hash_extended(p, 0)) AS different,
	count(DISTINCT reporting_period_hash_extended(p, 1)) AS different_seeded,
	count(*) FILTER (WHERE reporting_period_hash_extended(p, 0) = reporting_period_hash_extended(p, 1)) AS seed_ignored
FROM span;
SELECT reporting_period_hash('2020/21 Q2') = reporting_period_hash('2020-07/P3M') AS alike;

-- Hash partitions: where the rows lie is as fixed as the hash, and a search finds them there.
CREATE TABLE by_period (p reporting_period, n integer) PARTITION BY HASH (p);
CREATE TABLE by_period_0 PARTITION OF by_period FOR VALUES WITH (MODULUS 4, REMAINDER 0);
CREATE TABLE by_period_1 PARTITION OF by_period FOR VALUES WITH (MODULUS 4, REMAINDER 1);
CREATE TABLE by_period_2 PARTITION OF by_period FOR VALUES WITH (MODULUS 4, REMAINDER 2);
CREATE TABLE by_period_3 PARTITION OF by_period FOR VALUES WITH (MODULUS 4, REMAINDER 3);
INSERT INTO by_period SELECT '2000/01 Q1'::reporting_period + n, n FROM generate_series(0, 99) AS n;
SELECT tableoid::regclass AS partition, count(*) AS rows, min(p), max(p),
	count(*) FILTER (WHERE NOT satisfies_hash_partition('by_period'::regclass, 4,
		right(tableoid::regclass::text, 1)::integer, p)) AS misplaced
FROM by_period GROUP BY tableoid ORDER BY tableoid::regclass::text;
EXPLAIN (COSTS OFF) SELECT n FROM by_period WHERE p = '2020/21 Q2';
SELECT n FROM by_period WHERE p = '2020/21 Q2';
SELECT count(*) FROM by_period AS a JOIN by_period AS b ON b.p = a.p - 1;
DROP TABLE by_period;
