-- standings() gives each group of areas the figures that reading() of their rows gives, and an area's figure its place
-- among them, in the year that had ended: any group, any order of rows, from none to many areas.
SET search_path = cfsperf, cfsperf_internal;

CREATE FUNCTION pg_temp.league_of(areas text[], "values" double precision[], years reporting_period[]) RETURNS bytea LANGUAGE sql AS $$
	SELECT league(area, year, value) FROM unnest(areas, "values", years) AS u(area, value, year)
$$;

CREATE TEMP TABLE entry AS
SELECT m, a, ('E' || repeat('0', a % 9) || '-' || a)::varchar(32) AS area,
	CASE WHEN (m * 31 + a * 17) % 11 <> 0 THEN (a * 37 + m * 91) % 230 / 2.0::double precision - 5 END AS value
FROM generate_series(1, 6) AS m, generate_series(1, 900) AS a
WHERE a <= 10 ^ (m / 2.0);
CREATE TEMP TABLE kind AS
SELECT m, (ARRAY['high', 'low', 'none'])[1 + m % 3]::polarity AS polarity, (ARRAY['%', 'number', 'count'])[1 + m % 3] AS unit
FROM generate_series(1, 6) AS m;

-- fewer children than none are among the values: no figures
CREATE TEMP VIEW by_row AS
SELECT m, quartiles(f) FILTER (WHERE a % 7 <> 0) AS q,
	quartiles(f) FILTER (WHERE a % 5 = 0) AS n,
	array_agg(area::text ORDER BY value(f) * CASE polarity(f) WHEN 'low' THEN 1 ELSE -1 END, area COLLATE "C") FILTER (WHERE a % 5 = 0 AND f IS NOT NULL) AS areas_of_n,
	array_agg(value(f) ORDER BY value(f) * CASE polarity(f) WHEN 'low' THEN 1 ELSE -1 END) FILTER (WHERE a % 5 = 0 AND f IS NOT NULL) AS values_of_n, max(value(f)) FILTER (WHERE a = 3) AS region,
	max(value(f)) FILTER (WHERE a IN (1, 2)) AS country, count(*) AS areas, count(f) AS figures
FROM (SELECT m, a, area, reading(e.value, NULL, NULL, k.polarity, k.unit) AS f FROM entry e JOIN kind k USING (m)) AS x
GROUP BY m;
CREATE TEMP VIEW by_group AS
SELECT e.m, direction, s.*
FROM (SELECT m, 'up' AS direction, array_agg(area::text ORDER BY a) AS areas, array_agg(value ORDER BY a) AS "values" FROM entry GROUP BY m
	UNION ALL
	SELECT m, 'down', array_agg(area::text ORDER BY a DESC), array_agg(value ORDER BY a DESC) FROM entry GROUP BY m) AS e
JOIN kind k ON k.m = e.m
CROSS JOIN LATERAL standings(pg_temp.league_of(e.areas, e."values", array_fill('2019'::reporting_period, ARRAY[cardinality(e.areas)])),
	(SELECT array_agg(area::text ORDER BY a) FROM (SELECT DISTINCT a, area FROM entry) x WHERE a % 7 <> 0),
	(SELECT array_agg(area::text) FROM (SELECT DISTINCT a, area FROM entry) x WHERE a % 5 = 0) || NULL || 'nowhere'::text,
	(SELECT DISTINCT area::text FROM entry WHERE a = 5), (SELECT DISTINCT area::text FROM entry WHERE a = 3),
	(SELECT array_agg(DISTINCT area::text) FROM entry WHERE a IN (1, 2)),
	'2020', 50, '2019', 12.5, NULL, e.m = 2, k.polarity, k.unit) AS s;
SELECT m, direction, areas, figures, lower_quartile(q) AS lower, upper_quartile(q) AS upper, region, country,
	r.q = l.authority_quartiles OR r.q IS NULL AND l.authority_quartiles IS NULL AS same_authorities,
	r.n = l.neighbour_quartiles OR r.n IS NULL AND l.neighbour_quartiles IS NULL AS same_neighbours,
	l.neighbour_areas IS NOT DISTINCT FROM r.areas_of_n AND l.neighbour_values IS NOT DISTINCT FROM r.values_of_n AS same_by_name,
	l.region_value IS NOT DISTINCT FROM r.region AS same_region, l.country_value IS NOT DISTINCT FROM r.country AS same_country
FROM by_row r JOIN by_group l USING (m) ORDER BY m, direction DESC;

-- quartile and rank are those of plain SQL over the rows of the other areas; none of these has a row
CREATE TEMP VIEW rivals AS
SELECT e.m, k.polarity, k.unit, e.area, e.value FROM entry e JOIN kind k USING (m)
WHERE a % 7 <> 0 AND reading(e.value, NULL, NULL, k.polarity, k.unit) IS NOT NULL;
CREATE TEMP VIEW by_hand AS
SELECT f.m, f.figure, CASE WHEN f.polarity = 'none' OR c.n < 4 OR o.lower + o.higher = 0 THEN NULL
		WHEN o.better = 0 THEN 1
		WHEN f.polarity = 'high' THEN 4 - (f.figure > c.cut[1])::integer - (f.figure > c.cut[2])::integer - (f.figure > c.cut[3])::integer
		ELSE 1 + (f.figure > c.cut[1])::integer + (f.figure > c.cut[2])::integer + (f.figure > c.cut[3])::integer END AS quartile,
	CASE WHEN f.polarity <> 'none' AND o.n > 0 THEN 1 + o.better END AS rank, CASE WHEN o.n > 0 THEN 1 + o.n END AS n
FROM (SELECT k.*, x.figure FROM kind k, unnest('{-5,0,12.5,50,101,1000}'::double precision[]) AS x(figure)) f
CROSS JOIN LATERAL (SELECT count(*) AS n, percentile_cont('{0.25,0.5,0.75}'::float8[]) WITHIN GROUP (ORDER BY r.value) AS cut
	FROM rivals r WHERE r.m = f.m) c
CROSS JOIN LATERAL (SELECT count(*) AS n, count(*) FILTER (WHERE r.value < f.figure) AS lower, count(*) FILTER (WHERE r.value > f.figure) AS higher,
		count(*) FILTER (WHERE CASE f.polarity WHEN 'high' THEN r.value > f.figure ELSE r.value < f.figure END) AS better
	FROM rivals r WHERE r.m = f.m AND r.area <> (SELECT DISTINCT e.area FROM entry e WHERE e.a = 5)) o;
SELECT count(*) AS figures, count(quartile) AS bands, count(rank) AS ranks FROM by_hand;
SELECT h.*, s.quartile, s.previous_quartile, s.national_rank, s.national_n
FROM by_hand h JOIN kind k ON k.m = h.m
JOIN (SELECT m, array_agg(area::text) AS areas, array_agg(value) AS "values" FROM entry GROUP BY m) e ON e.m = h.m
CROSS JOIN LATERAL standings(pg_temp.league_of(e.areas, e."values", array_fill('2019'::reporting_period, ARRAY[cardinality(e.areas)])),
	(SELECT array_agg(DISTINCT area::text) FROM entry WHERE a % 7 <> 0), NULL, (SELECT DISTINCT area::text FROM entry WHERE a = 5), NULL, NULL,
	'2020', h.figure, '2019', h.figure, NULL, false, k.polarity, k.unit) s
WHERE s.quartile IS DISTINCT FROM h.quartile OR s.previous_quartile IS DISTINCT FROM h.quartile
	OR s.national_rank IS DISTINCT FROM h.rank OR s.national_n IS DISTINCT FROM h.n;

-- its own older figure is no rival: better than all others is first, of as many as there are with it
SELECT own, figure, s.quartile, s.previous_quartile, s.national_rank AS rank, s.national_n AS n, s.neighbour_rank, s.neighbour_n,
	s.neighbour_areas, s.neighbour_values
FROM (VALUES ('A', 94::double precision, 95::double precision), ('A', 50, 89), ('Z', 94, 50), (NULL, 94, 50), ('A', NULL, NULL)) f(own, figure, previous)
CROSS JOIN LATERAL standings(pg_temp.league_of('{A,B,C,D,E}', '{95,93,92,91,90}', '{2019,2019,2019,2019,2019}'), '{A,B,C,D,E}', '{B,E,F}', own, NULL, NULL,
	'2020', figure, '2019', previous, NULL, false, 'high', '%') s;
-- of the same figure, the shorter of two names that begin alike comes first
SELECT s.neighbour_areas FROM (VALUES ('{E1,E10,E,E100,E2}'::text[]), ('{E100,E2,E10,E1,E}')) a(areas),
	standings(pg_temp.league_of(areas, '{5,5,5,5,5}', '{2019,2019,2019,2019,2019}'), areas, areas, 'A', NULL, NULL, '2020', 5, NULL, NULL, NULL, false, 'high', '%') s;
-- none beats it; all equal it; all but one do; ties to the better band
SELECT polarity, others, figure, ties_better, s.quartile, s.national_rank AS rank, s.national_n AS n
FROM (VALUES ('{100,100,100,100,100,100,99,98,97}'::double precision[]), ('{100,100,100,100,100}'), ('{100,100,100,100,0}'), ('{0,0,0,0,3}')) o(others)
CROSS JOIN (VALUES ('high'::polarity), ('low')) p(polarity) CROSS JOIN (VALUES (100), (98), (0)) f(figure) CROSS JOIN (VALUES (false), (true)) t(ties_better)
CROSS JOIN LATERAL standings(pg_temp.league_of((SELECT array_agg('B' || i) FROM generate_subscripts(others, 1) i), others,
		(SELECT array_agg('2019'::reporting_period) FROM generate_subscripts(others, 1) i)),
	(SELECT array_agg('B' || i) || '{A}' FROM generate_subscripts(others, 1) i), NULL, 'A', NULL, NULL, '2020', figure, NULL, NULL, NULL, ties_better, polarity, '%') s
ORDER BY others, polarity, figure, ties_better;

-- the year: the latest that had ended, else the earliest; its own length, else the longest; none after the latest allowed
SELECT t.years, period, latest, s.year, s.previous_year, s.quartile, s.previous_quartile
FROM (VALUES ('{2017/18,2019/20,2018/19}', '2020/21 Q2', NULL), ('{2017/18,2019/20,2018/19}', '2019/20', NULL), ('{2017/18,2019/20,2018/19}', '2019/20 Q3', NULL),
	('{2017/18,2019/20,2018/19}', '2016/17', NULL), ('{2017/18,2019/20,2018/19}', '2020/21 Q2', '2019'), ('{2017/18,2019/20,2018/19}', '2020/21 Q2', '2016/17'),
	('{2017/18,2019/20,2018/19}', '2020/21 Q2', '2018/19'), ('{2018/19,2019/20 Q4,2019/20 Q3}', '2019/20 Q4', NULL), ('{2018/19,2019/20 Q4,2019/20 Q3}', '2020-03', NULL),
	('{2018/19,2019/20 Q4,2019/20 Q3}', '2017/18', NULL), ('{2014-16,2016}', '2017', NULL), ('{2014-16,2016}', '2017/18', NULL), ('{NULL,2016}', '2017', NULL),
	('{}', '2017', NULL), (NULL, '2017', NULL), ('{2016}', NULL, NULL)) AS t(years, period, latest),
	-- four authorities in each of them, of which A is the worst in 2018/19 and the best in all others
	LATERAL (SELECT array_agg(a ORDER BY y, a) AS areas, array_agg(CASE WHEN a = 'A' AND y IS DISTINCT FROM '2018/19'::reporting_period THEN 99 ELSE ascii(a) END::double precision ORDER BY y, a) AS figures,
			array_agg(y ORDER BY y, a) AS years FROM unnest(t.years::reporting_period[]) y, unnest('{A,B,C,D}'::text[]) a) AS r,
	standings(pg_temp.league_of(r.areas, r.figures, r.years), '{A,B,C,D}', NULL, 'A', NULL, NULL, period::reporting_period, 70, '2018/19', 66.5, latest::reporting_period, false, 'high', 'number') s;

-- areas are told apart by every byte, and by nothing else
WITH t(area, value) AS (VALUES ('', 1.5), (' ', 2), ('a', 3), ('A', 4), ('é', 5), (repeat('long', 100), 6))
SELECT left(area, 8) AS area, s.* FROM t,
	standings((SELECT league(area, '2019', value) FROM t),
		ARRAY[area], NULL, NULL, area, NULL, '2019', NULL, NULL, NULL, NULL, NULL, 'none', 'number') s
ORDER BY t.area COLLATE "C";

-- skipped: no area, no value, no number, no year; where all are, it is empty, which is not none
SELECT authority_quartiles
FROM standings(pg_temp.league_of('{NULL,a,b,c,d,e,a,b}', '{1,NULL,NaN,Infinity,1e300,5,7,8}', '{2019,2019,2019,2019,2019,2019,2019,NULL}'), '{a,b,c,d,e}', NULL, NULL, NULL, NULL,
	'2019', NULL, NULL, NULL, NULL, NULL, 'none', 'number');
SELECT pg_temp.league_of('{a}', '{NULL}', '{2019}') IS NOT NULL AS empty, pg_temp.league_of('{}', '{}', '{}') IS NULL AS none,
	(standings(pg_temp.league_of('{a}', '{NULL}', '{2019}'), '{a}', '{a}', NULL, 'a', '{a}', '2019', NULL, NULL, NULL, NULL, NULL, 'high', '%')).*;

-- who is in a group, and what became of areas, is asked anew where it differs from the call before
SELECT i, s.national_n, s.neighbour_n, s.country_value, s.year
FROM generate_series(1, 4) i, standings(pg_temp.league_of('{a,b,c,d}', '{1,2,3,4}', '{2019,2019,2019,2019}'),
	(ARRAY['{a,b,c,d}', '{a,b}', NULL, '{d,c,b,a}'])[i]::text[], (ARRAY['{b}', '{b}', '{c,d}', '{}'])[i]::text[], 'a', NULL,
	(ARRAY['{a}', '{d}', '{d}', '{b}'])[i]::text[], '2019', 2, NULL, NULL, NULL, NULL, 'high', '%',
	NULL, NULL, (ARRAY[NULL, NULL, '{d}', '{b}'])[i]::text[], '{2019-06}') s ORDER BY i;

-- none
SELECT standings(NULL, '{a}', '{a}', NULL, 'a', '{a}', '2019', NULL, NULL, NULL, NULL, NULL, 'high', '%') AS no_league,
	standings(l, NULL, NULL, NULL, NULL, NULL, '2019', NULL, NULL, NULL, NULL, NULL, 'high', '%') AS no_group,
	standings(l, '{b,NULL}', '{}', NULL, 'b', '{}', '2019', NULL, NULL, NULL, NULL, NULL, 'high', '%') AS no_figure,
	standings(league('a', '2019', -1), '{a}', '{a}', NULL, 'a', '{a}', '2019', NULL, NULL, NULL, NULL, NULL, 'high', 'count') AS no_count,
	standings(l, '{a}', '{a}', NULL, 'a', '{a}', '2019', NULL, NULL, NULL, NULL, NULL, NULL, '%') AS no_polarity
FROM (SELECT league('a', '2019', 1) AS l) x GROUP BY l;

-- refused: an area twice, an unknown unit, and bytes that league did not make, of any length and wherever they differ
SELECT standings(pg_temp.league_of('{a,b,a}', '{1,2,1}', '{2019,2019,2019}'), '{a}', NULL, NULL, NULL, NULL, '2019', NULL, NULL, NULL, NULL, NULL, 'high', '%');
SELECT standings(pg_temp.league_of('{a}', '{1}', '{2019}'), '{a}', NULL, NULL, NULL, NULL, '2019', NULL, NULL, NULL, NULL, NULL, 'high', 'dozen');
DO $$
DECLARE
	whole CONSTANT bytea := pg_temp.league_of('{a,bc,d}', '{1,2,3}', '{2019,2019,2020}');
	refused integer := 0;
	byte integer;
BEGIN
	FOR i IN 0 .. length(whole) - 1 LOOP
		BEGIN
			PERFORM standings(substr(whole, 1, i), '{a}', NULL, NULL, NULL, NULL, '2019', NULL, NULL, NULL, NULL, NULL, 'high', '%');
			RAISE EXCEPTION 'taken: % bytes', i;
		EXCEPTION WHEN invalid_binary_representation THEN
			refused := refused + 1;
		END;
		FOREACH byte IN ARRAY '{0,1,127,128,255}'::integer[] LOOP
			BEGIN
				PERFORM standings(set_byte(whole, i, byte), '{a,bc,d}', '{d}', NULL, NULL, NULL, '2019', 1, NULL, NULL, NULL, NULL, 'high', '%');
			EXCEPTION WHEN invalid_binary_representation THEN
				refused := refused + 1;
			END;
		END LOOP;
	END LOOP;
	IF refused <= length(whole) THEN
		RAISE EXCEPTION 'only % refused', refused;
	END IF;
END
$$;
SELECT standings('\x0000', '{a}', NULL, NULL, NULL, NULL, '2019', NULL, NULL, NULL, NULL, NULL, 'high', '%');
SELECT league_add(NULL, 'a', '2019', 1);
CREATE AGGREGATE pg_temp.begun(area text, year reporting_period, value double precision) (SFUNC = league_add, STYPE = bytea, INITCOND = '\x0010000000000000');
SELECT pg_temp.begun('a', '2019', 1) FROM (SELECT 1) x;

-- merged in any order the same
CREATE AGGREGATE pg_temp.merged(bytea) (SFUNC = league_combine, STYPE = bytea, FINALFUNC = league_result);
SELECT count(*) AS ways, count(DISTINCT s::text) AS answers, left(min((s).authority_quartiles::text), 5) AS areas
FROM (SELECT s
	FROM (SELECT pg_temp.merged(l ORDER BY o) AS whole
		FROM (SELECT m, p, league(area, '2019', value) AS l, row_number() OVER () AS k FROM entry, generate_series(0, 3) p
			WHERE m = 4 AND a % 4 = p GROUP BY m, p) x, LATERAL (VALUES (1, k), (2, -k)) y(way, o) GROUP BY way
		UNION ALL SELECT league(area, '2019', value) FROM entry WHERE m = 4) w,
	LATERAL standings(w.whole, (SELECT array_agg(area::text) FROM entry WHERE m = 4), NULL, NULL, NULL, NULL, '2019', 50, NULL, NULL, NULL, NULL, 'high', '%') s) z;
