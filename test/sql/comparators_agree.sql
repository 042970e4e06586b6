-- For every pair of values the six operators, the support functions of both index methods and every kind of sort agree.
SET search_path = cfsperf, cfsperf_internal;

CREATE TEMP TABLE one_indicator AS
SELECT indicator(v, CASE WHEN unit <> 'count' AND n % 2 = 0 THEN n END, CASE WHEN unit <> 'count' AND n % 3 = 0
	THEN n + 1 END, polarity, unit) AS x
FROM unnest('{0,0.1,0.3,1,97.2,97.199999999999989,-3,-0.1,1e15,5,5}'::double precision[])
		WITH ORDINALITY AS t(v, n),
	unnest('{high,low,none}'::polarity[]) AS polarity,
	unnest('{%,count,number,per 1,per 100,per 1000,per 1000000000}'::text[]) AS unit
WHERE unit <> 'count' OR v >= 0;
CREATE TEMP TABLE one_reporting_period AS
SELECT reporting_period(first::date, length) AS x
FROM generate_series(timestamp '1999-10-01', '2001-04-01', '1 month') AS first,
	unnest('{1,2,3,4,6,12,13,24,36,32767}'::integer[]) AS length
UNION ALL SELECT unnest('{0001-01,0001,9999-12,9999,2020/21 Q2,2020-07/P3M,2020,2020-01/P12M}'::reporting_period[]);
CREATE TEMP TABLE one_polarity AS SELECT x FROM unnest('{high,low,none,low}'::polarity[]) AS x;
CREATE TEMP TABLE one_direction AS SELECT x
FROM unnest('{declined,improved,information only,no significant change,improved}'::direction[]) AS x;

-- What the order is, without the operators: a key of plain numbers, less first, for each type.
CREATE FUNCTION pg_temp.key(x indicator) RETURNS numeric[] LANGUAGE SQL
	RETURN ARRAY[array_position('{number,count,%}', CASE WHEN unit(x) LIKE 'per%' THEN NULL ELSE unit(x) END),
		substring(unit(x) FROM '[0-9]+')::numeric, array_position('{high,low,none}', polarity(x)::text),
		x::numeric * CASE WHEN polarity(x) = 'low' THEN -1 ELSE 1 END];
CREATE FUNCTION pg_temp.key(x reporting_period) RETURNS numeric[] LANGUAGE SQL
	RETURN ARRAY[ends(x) - date '0001-01-01', months(x)]::numeric[];
CREATE FUNCTION pg_temp.key(x polarity) RETURNS numeric[] LANGUAGE SQL
	RETURN ARRAY[array_position('{high,low,none}', x::text)];
CREATE FUNCTION pg_temp.key(x direction) RETURNS numeric[] LANGUAGE SQL
	RETURN ARRAY[array_position('{improved,no significant change,declined,information only}', x::text)];

CREATE FUNCTION pg_temp.agree(type text, OUT pairs bigint, OUT less bigint, OUT equal bigint,
	OUT not_one_of_three bigint, OUT operators_wrong bigint, OUT support_wrong bigint, OUT order_wrong bigint,
	OUT hash_wrong bigint, OUT extended_wrong bigint)
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE replace($q$
		SELECT count(*), count(*) FILTER (WHERE a < b), count(*) FILTER (WHERE a = b),
			count(*) FILTER (WHERE (a < b)::integer + (a = b)::integer + (a > b)::integer <> 1),
			count(*) FILTER (WHERE (a <= b) <> (a < b OR a = b) OR (a >= b) <> (a > b OR a = b) OR (a <> b) = (a = b)
				OR (a < b) <> (b > a) OR (a <= b) <> (b >= a) OR (a = b) <> (b = a)),
			count(*) FILTER (WHERE sign(TYPE_cmp(a, b)) <> (a > b)::integer - (a < b)::integer
				OR sign(TYPE_cmp(a, b)) <> -sign(TYPE_cmp(b, a))),
			count(*) FILTER (WHERE (a < b) <> (ka < kb) OR (a = b) <> (ka = kb)),
			count(*) FILTER (WHERE a = b
				AND (TYPE_hash(a) <> TYPE_hash(b) OR TYPE_hash_extended(a, 7) <> TYPE_hash_extended(b, 7))),
			count(*) FILTER (WHERE (TYPE_hash_extended(a, 0) & 4294967295) <> (TYPE_hash(a)::bigint & 4294967295)
				OR TYPE_hash_extended(a, 0) = TYPE_hash_extended(a, 7))
		FROM (SELECT x, pg_temp.key(x) FROM one_TYPE) AS a(a, ka), (SELECT x, pg_temp.key(x) FROM one_TYPE) AS b(b, kb)
		$q$, 'TYPE', type)
	INTO pairs, less, equal, not_one_of_three, operators_wrong, support_wrong, order_wrong, hash_wrong, extended_wrong;
END $$;
SELECT type, agree.* FROM unnest('{indicator,reporting_period,polarity,direction}'::text[]) AS t(type),
	pg_temp.agree(type) ORDER BY type;

-- Sorted, read from an index in both directions, and searched in it: all as the key says.
CREATE INDEX ON one_indicator (x);
CREATE INDEX ON one_reporting_period (x);
CREATE INDEX ON one_polarity (x);
CREATE INDEX ON one_direction (x);
CREATE FUNCTION pg_temp.in_order(type text, how text, OUT rows integer, OUT ascending boolean, OUT descending boolean,
	OUT less bigint, OUT at_most bigint, OUT equal bigint, OUT at_least bigint, OUT greater bigint)
LANGUAGE plpgsql AS $$
DECLARE
	by_index CONSTANT text := (how = 'index')::text;
	by_sort CONSTANT text := (how <> 'index')::text;
	keys record;
BEGIN
	PERFORM set_config('enable_seqscan', by_sort, true), set_config('enable_sort', by_sort, true),
		set_config('enable_indexscan', by_index, true), set_config('enable_indexonlyscan', by_index, true),
		set_config('enable_bitmapscan', 'off', true), set_config('enable_hashjoin', 'off', true),
		set_config('enable_mergejoin', 'off', true), set_config('enable_material', 'off', true);
	EXECUTE replace($q$
		SELECT (SELECT array_agg(pg_temp.key(x)::text) FROM (SELECT x FROM one_TYPE ORDER BY x) AS up) AS up,
			(SELECT array_agg(pg_temp.key(x)::text) FROM (SELECT x FROM one_TYPE ORDER BY x DESC) AS down) AS down,
			(SELECT array_agg(k::text ORDER BY k) FROM one_TYPE, pg_temp.key(x) AS k) AS key_up,
			(SELECT array_agg(k::text ORDER BY k DESC) FROM one_TYPE, pg_temp.key(x) AS k) AS key_down
		$q$, 'TYPE', type)
	INTO keys;
	rows := cardinality(keys.up);
	ascending := keys.up = keys.key_up;
	descending := keys.down = keys.key_down;
	EXECUTE replace($q$
		SELECT (SELECT count(*) FROM one_TYPE AS a JOIN one_TYPE AS b ON b.x < a.x),
			(SELECT count(*) FROM one_TYPE AS a JOIN one_TYPE AS b ON b.x <= a.x),
			(SELECT count(*) FROM one_TYPE AS a JOIN one_TYPE AS b ON b.x = a.x),
			(SELECT count(*) FROM one_TYPE AS a JOIN one_TYPE AS b ON b.x >= a.x),
			(SELECT count(*) FROM one_TYPE AS a JOIN one_TYPE AS b ON b.x > a.x)
		$q$, 'TYPE', type)
	INTO less, at_most, equal, at_least, greater;
END $$;
SELECT type, how, in_order.* FROM unnest('{indicator,reporting_period,polarity,direction}'::text[]) AS t(type),
	unnest('{sort,index}'::text[]) AS h(how),
	pg_temp.in_order(type, how) ORDER BY type, how;

-- So that this compares what it says it does: the plans.
SET enable_seqscan = off;
SET enable_sort = off;
SET enable_bitmapscan = off;
SET enable_indexonlyscan = off;
EXPLAIN (COSTS OFF) SELECT x FROM one_indicator ORDER BY x DESC;
EXPLAIN (COSTS OFF) SELECT x FROM one_reporting_period WHERE x < '2000' ORDER BY x;
