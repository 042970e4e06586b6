-- The figure of a group is its numerators by its denominators, whatever the order of rows; what cannot be pooled is an
-- error, never left out.

SET search_path = cfsperf, cfsperf_internal;

-- percentages are not averaged: 90% of 10 and 10% of 90 are 18% of 100
SELECT pooled(i) FROM unnest('{90% (9/10) high, 10% (9/90) high}'::indicator[]) AS i;
SELECT pooled(i) FROM unnest('{32.1 per 10000 (210/65421) low, (90/34579) per 10000 low}'::indicator[]) AS i;
SELECT pooled(i) FROM unnest('{3855 count, 1395 count}'::indicator[]) AS i;

-- none, one, many, NULL
SELECT pooled(i) IS NULL AS none FROM unnest('{}'::indicator[]) AS i;
SELECT pooled(i) IS NULL AS only_null FROM unnest('{NULL, NULL}'::indicator[]) AS i;
SELECT pooled(i) FROM unnest('{NULL, 94.6% (1016/1074) high, NULL}'::indicator[]) AS i;
SELECT pooled(indicator(NULL, n, 1000, 'low', '%')) FROM generate_series(1, 999) AS n;

-- decimals are summed as decimals, in any order
SELECT pooled(i) FROM unnest('{(0.1/1) per 1, (0.2/1) per 1, (0.0000000001/0.1) per 1, (99999.0123456789/0.9) per 1}'::indicator[]) AS i;
SELECT count(DISTINCT pooled::text) AS results
FROM generate_series(1, 50) AS seed, LATERAL (
	SELECT pooled(indicator(NULL, n * 0.0000012345 + n % 7, 1234567.891 * n, 'low', 'per 1000') ORDER BY md5(n::text || seed))
	FROM generate_series(1, 100) AS n) AS shuffled;
SELECT pooled(indicator(NULL, n * 0.1, n * 0.3, 'low', 'per 100')) FROM generate_series(1, 1000) AS n;

-- FILTER, GROUP BY, windows
SELECT n % 2 AS odd, pooled(indicator(NULL, n, 10, 'low', 'per 10')) FILTER (WHERE n < 4) FROM generate_series(1, 10) AS n GROUP BY 1 ORDER BY 1;
SELECT n, pooled(indicator(NULL, n, 10, 'low', 'per 10')) OVER (ORDER BY n) AS so_far,
	pooled(indicator(NULL, n, 10, 'low', 'per 10')) OVER (ORDER BY n ROWS 1 PRECEDING) AS last_two
FROM generate_series(1, 4) AS n ORDER BY n;

-- parallel and serial plans agree
CREATE TABLE pooled_rows (n integer, i indicator);
INSERT INTO pooled_rows SELECT n, CASE WHEN n % 10 > 0 THEN indicator(NULL, n % 97 + 0.01, n % 89 + 100, 'high', '%') END
FROM generate_series(1, 20000) AS n;
ANALYZE pooled_rows;
SELECT n % 3 AS g, pooled(i) INTO TEMP serial FROM pooled_rows GROUP BY 1;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
EXPLAIN (COSTS OFF) SELECT pooled(i) FROM pooled_rows;
SELECT g, p.pooled::text = s.pooled::text AS same
FROM (SELECT n % 3 AS g, pooled(i) FROM pooled_rows GROUP BY 1) AS p JOIN serial AS s USING (g) ORDER BY g;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;
DROP TABLE pooled_rows;

-- what cannot be pooled
SELECT pooled(i) FROM unnest('{94.6% (1016/1074) high, 90% high}'::indicator[]) AS i;
SELECT pooled(i) FROM unnest('{94.6% (1016) high}'::indicator[]) AS i;
SELECT pooled(i) FROM unnest('{0.76 (19/25) low}'::indicator[]) AS i;
SELECT pooled(i) FROM unnest('{94.6% (1016/1074) high, 25.3% (49/194) low}'::indicator[]) AS i;
SELECT pooled(i) FROM unnest('{(1/2) per 100, (1/2) per 1000}'::indicator[]) AS i;
SELECT pooled(i) FROM unnest('{9007199254740992 count, 9007199254740992 count}'::indicator[]) AS i;
SELECT pooled('9007199254740992 count'::indicator) FROM generate_series(1, 1100);

-- partial results travel as text and as bytes, and merge as rows do
CREATE AGGREGATE pg_temp.pooled_part(indicator) (SFUNC = pooled_add, STYPE = pooled_state, COMBINEFUNC = pooled_combine, PARALLEL = SAFE);
CREATE AGGREGATE pg_temp.pooled_whole(pooled_state) (SFUNC = pooled_combine, STYPE = pooled_state, FINALFUNC = pooled_result);
CREATE TEMP TABLE parts AS SELECT n % 4 AS part, pg_temp.pooled_part(indicator(NULL, n * 0.001, n * 3, 'low', '%')) AS state
FROM generate_series(1, 1000) AS n GROUP BY 1;
SELECT pg_temp.pooled_whole(state)::text = (SELECT pooled(indicator(NULL, n * 0.001, n * 3, 'low', '%'))::text FROM generate_series(1, 1000) AS n) AS whole
FROM (SELECT state FROM parts ORDER BY part DESC) AS p;
SELECT bool_and(state::text::pooled_state::text = state::text) AS text_keeps,
	bool_and(encode(pooled_state_send(state), 'hex') = state::text) AS text_is_binary
FROM parts;
SELECT state FROM parts WHERE part = 0;

-- unit and polarity (6 bytes), then whole and fraction of both sums (8 bytes each): what is no state is refused
SELECT ('02' || '00000064' || '01' || '0000000000000001' || '0000000000000000' || '0000000000000002' || '0000000000000000')::pooled_state AS half;
SELECT ('02' || '00000064' || '01' || '0000000000000003' || '0000000000000000' || '0000000000000002' || '0000000000000000')::pooled_state;
SELECT ('02' || '00000064' || '01' || '0000000000000001' || '0000000000000000' || '0000000000000000' || '0000000000000000')::pooled_state;
SELECT ('01' || '00000001' || '01' || '0000000000000001' || '0000000000000000' || '0000000000000002' || '0000000000000000')::pooled_state;
SELECT ('00' || '00000001' || '01' || '0000000000000001' || '0000000000000000' || '0000000000000002' || '0000000000000000')::pooled_state;
SELECT ('02' || '00000064' || '01' || 'ffffffffffffffff' || '0000000000000000' || '0000000000000002' || '0000000000000000')::pooled_state;
SELECT ('02' || '00000064' || '01' || '0000000000000001' || '00000002540be400' || '0000000000000002' || '0000000000000000')::pooled_state;
SELECT ('02' || '00000064' || '03' || '0000000000000001' || '0000000000000000' || '0000000000000002' || '0000000000000000')::pooled_state;
SELECT ('02' || '00000065' || '01' || '0000000000000001' || '0000000000000000' || '0000000000000002' || '0000000000000000')::pooled_state;
SELECT '0200000064010000'::pooled_state;
SELECT ('02' || '00000064' || '01' || '0000000000000001' || '0000000000000000' || '0000000000000002' || '0000000000000000' || '00')::pooled_state;
SELECT 'xyz'::pooled_state;

-- the functions of the aggregate are not for others
SELECT pooled_add(NULL, '1 count');
SELECT pooled_combine(state, state) FROM parts LIMIT 1;

SET search_path = '';
SELECT cfsperf.pooled(i) FROM unnest('{90% (9/10) high, 10% (9/90) high}'::cfsperf.indicator[]) AS i;
