-- Indicators are ordered by performance: less is worse, whether high is good or low is.
SET search_path = cfsperf, cfsperf_internal;

CREATE TEMP TABLE league (authority text, high indicator, low indicator, none indicator);
INSERT INTO league
SELECT a, (value || '% high')::indicator, (value || '% low')::indicator, (value || '%')::indicator
FROM unnest('{A,B,C,D,E,F}'::text[], '{90,95.5,90,-5,100,7}'::numeric[]) AS t(a, value);
INSERT INTO league VALUES ('G', NULL, NULL, NULL);

-- A league table; ties share a place; what is not known stands apart.
SELECT rank() OVER (ORDER BY high DESC NULLS LAST) AS place, authority, high FROM league ORDER BY place, authority;
SELECT rank() OVER (ORDER BY low DESC NULLS LAST) AS place, authority, low FROM league ORDER BY place, authority;
SELECT rank() OVER (ORDER BY none DESC NULLS LAST) AS place, authority, none FROM league ORDER BY place, authority;

-- max is the best, min the worst; without polarity the greatest and the least.
SELECT max(high), min(high), max(low), min(low), max(none), min(none) FROM league;
SELECT max(high), min(low) FROM league WHERE high IS NULL;
SELECT max(high) FILTER (WHERE authority = 'A') AS one, max(low) FILTER (WHERE false) AS of_none FROM league;

SELECT a < b AS worse, a > b AS better, better_than(a, b), worse_than(a, b), a, b
FROM (VALUES ('90% high'::indicator, '91% high'::indicator), ('91% high', '90% high'), ('90% low', '91% low'),
	('91% low', '90% low'),
	('90% low', '90.0% low'), ('-1 low', '1 low'), ('0 low', '-0 low'), ('90%', '91%')) AS t(a, b)
ORDER BY polarity(a), a, b;
SELECT better_than('90% high', NULL) IS NULL AS unknown;
SELECT better_than('90% high', '90% low');
SELECT worse_than('5 per 100 low', '5 per 1000 low');

-- Figures of other units and polarities stand in groups: number, count, %, per N; in each high, low, none. Never an
-- error.
SELECT i FROM unnest(ARRAY['5 low', '5', '5 high', '4', '6 high', '5% low', '5%', '5% high', '4% low', '5 count low',
	'5 count', '5 per 1000 high', '6 per 100 high', '5 per 100 low', '5 per 100 high', '7 per 100']::indicator[])
	AS t(i) ORDER BY i;

-- Counts are evidence: they do not enter equality, a group, a distinct list or a hash.
SELECT '94.6% (1016/1074) high'::indicator = '94.6% high' AS equal,
	'94.6% (1016/1074) high'::indicator <> '94.6% (10/11) high' AS different,
	'94.6% high'::indicator = '94.6% low' AS other_polarity, '5 per 100'::indicator = '5%' AS other_unit,
	'5 per 100'::indicator = '5 per 1000' AS other_rate, '5 count'::indicator = '5' AS count_and_number;
SELECT count(*), count(DISTINCT i)
FROM unnest('{94.6% (1016/1074) high,94.6% high,94.6% (10/11) high,94.6% low}'::indicator[]) AS t(i);
SELECT count(*) FROM unnest('{94.6% (1016/1074) high,94.6% high,94.6% (10/11) high,94.6% low}'::indicator[]) AS t(i)
GROUP BY i ORDER BY i;
-- Its hash is fixed, as partitions and distributed tables depend on it: PostgreSQL's of the 16 bytes that equality sees,
-- which are hashed as those of a uuid are: the value, N of "per N", unit and polarity, each with its low byte first.
SELECT i, indicator_hash(i) AS hash, indicator_hash_extended(i, 0) AS extended,
	indicator_hash(i) = uuid_hash(bytes) AS as_bytes, indicator_hash_extended(i, 42) = uuid_hash_extended(bytes, 42) AS as_bytes_seeded
FROM (VALUES ('94.6% (1016/1074) high'::indicator, 100, 2, 0), ('25.3% low', 100, 2, 1), ('3855 count', 1, 1, 2), ('0 low', 1, 0, 1),
	('-0.76', 1, 0, 2), ('32.1 per 10000 (210/65421) low', 10000, 3, 1)) AS t(i, per, unit, polarity),
	LATERAL (SELECT string_agg(substr(float8send(value(i)), n, 1), '' ORDER BY n DESC)
		|| string_agg(substr(int4send(per), n, 1), '' ORDER BY n DESC) FILTER (WHERE n <= 4)
		|| substr(int4send(unit), 4, 1) || substr(int4send(polarity), 4, 1) || '\x0000' AS key
		FROM generate_series(1, 8) AS n) AS k,
	LATERAL (SELECT encode(key, 'hex')::uuid AS bytes) AS u;
-- Which of several equal figures min and max return does not depend on the order of rows.
SELECT DISTINCT min(i ORDER BY n) AS least, max(i ORDER BY n) AS greatest
FROM unnest(ARRAY['94.6% (1016/1074) high', '94.6% high', '94.6% (10/11) high', '94.6% (1015/1074) high',
		'94.6% (/1074) high']::indicator[]) WITH ORDINALITY AS t(i, k),
	generate_series(1, 30) AS seed, LATERAL (SELECT k * seed % 31 AS n) AS x GROUP BY seed;

SELECT DISTINCT min(i ORDER BY n) AS least, max(i ORDER BY n) AS greatest, min(i ORDER BY n) FILTER (WHERE k > 1) AS least_known
FROM unnest(ARRAY['50% high', '50% (1/2) high', '50% (2/4) high', '50% (3/6) high', '50% (4/8) high']::indicator[]) WITH ORDINALITY AS t(i, k),
	generate_series(1, 30) AS seed, LATERAL (SELECT k * seed % 31 AS n) AS x GROUP BY seed;

-- Hash join, merge join and nested loop find the same pairs.
CREATE TEMP TABLE figure AS
SELECT indicator(n % 13, CASE WHEN n % 5 = 0 THEN n % 13 END, NULL, (ARRAY['high', 'low', 'none'])[n % 3 + 1]::polarity,
	(ARRAY['%', 'count', 'number', 'per 1000'])[n / 3 % 4 + 1]) AS i
FROM generate_series(0, 499) AS n;
ANALYZE figure;
SET enable_mergejoin = off;
SET enable_nestloop = off;
EXPLAIN (COSTS OFF) SELECT count(*) FROM figure AS a JOIN figure AS b ON a.i = b.i;
SELECT count(*) FROM figure AS a JOIN figure AS b ON a.i = b.i;
SET enable_hashjoin = off;
RESET enable_mergejoin;
EXPLAIN (COSTS OFF) SELECT count(*) FROM figure AS a JOIN figure AS b ON a.i = b.i;
SELECT count(*) FROM figure AS a JOIN figure AS b ON a.i = b.i;
SET enable_mergejoin = off;
RESET enable_nestloop;
SELECT count(*) FROM figure AS a JOIN figure AS b ON a.i = b.i;
SELECT sum(n * n) AS by_parts FROM (SELECT count(*) AS n FROM figure GROUP BY value(i), unit(i), polarity(i)) AS g;
