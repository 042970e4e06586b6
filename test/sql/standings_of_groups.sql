-- standings() gives each group of areas the figures that reading() of their rows gives: any group, any order of rows, from
-- none to many areas.
SET search_path = cfsperf, cfsperf_internal;

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
SELECT m, distribution(f) FILTER (WHERE a % 7 <> 0) AS authorities, quartiles(f) FILTER (WHERE a % 7 <> 0) AS q,
	quartiles(f) FILTER (WHERE a % 5 = 0) AS n, max(value(f)) FILTER (WHERE a = 3) AS region,
	max(value(f)) FILTER (WHERE a IN (1, 2)) AS country, count(*) AS areas, count(f) AS figures
FROM (SELECT m, a, reading(e.value, NULL, NULL, k.polarity, k.unit) AS f FROM entry e JOIN kind k USING (m)) AS x
GROUP BY m;
CREATE TEMP VIEW by_group AS
SELECT e.m, direction, s.*
FROM (SELECT m, 'up' AS direction, array_agg(area::text ORDER BY a) AS areas, array_agg(value ORDER BY a) AS "values" FROM entry GROUP BY m
	UNION ALL
	SELECT m, 'down', array_agg(area::text ORDER BY a DESC), array_agg(value ORDER BY a DESC) FROM entry GROUP BY m) AS e
JOIN kind k ON k.m = e.m
CROSS JOIN LATERAL standings(e.areas, e."values",
	(SELECT array_agg(area::text ORDER BY a) FROM (SELECT DISTINCT a, area FROM entry) x WHERE a % 7 <> 0),
	(SELECT array_agg(area::text) FROM (SELECT DISTINCT a, area FROM entry) x WHERE a % 5 = 0) || NULL || 'nowhere'::text,
	(SELECT DISTINCT area::text FROM entry WHERE a = 3),
	(SELECT array_agg(DISTINCT area::text) FROM entry WHERE a IN (1, 2)),
	k.polarity, k.unit) AS s;
SELECT m, direction, areas, figures, lower_quartile(q) AS lower, upper_quartile(q) AS upper, region, country,
	r.q = l.authority_quartiles OR r.q IS NULL AND l.authority_quartiles IS NULL AS same_authorities,
	quartiles(l.authorities) = r.q OR r.q IS NULL AND l.authorities IS NULL AS same_distribution,
	r.n = l.neighbour_quartiles OR r.n IS NULL AND l.neighbour_quartiles IS NULL AS same_neighbours,
	l.region_value IS NOT DISTINCT FROM r.region AS same_region, l.country_value IS NOT DISTINCT FROM r.country AS same_country
FROM by_row r JOIN by_group l USING (m) ORDER BY m, direction DESC;

-- areas are told apart by every byte, and by nothing else
WITH t(area, value) AS (VALUES ('', 1.5), (' ', 2), ('a', 3), ('A', 4), ('é', 5), (repeat('long', 100), 6))
SELECT left(area, 8) AS area, s.* FROM t,
	standings((SELECT array_agg(area) FROM t), (SELECT array_agg(value::double precision) FROM t), ARRAY[area], NULL, area, NULL, 'none', 'number') s
ORDER BY t.area COLLATE "C";

-- skipped: no area, no value, no number
SELECT authority_quartiles
FROM standings('{NULL,a,b,c,d,e,a}', '{1,NULL,NaN,Infinity,1e300,5,7}', '{a,b,c,d,e}', NULL, NULL, NULL, 'none', 'number');

-- none
SELECT standings(NULL, '{1}', '{a}', '{a}', 'a', '{a}', 'high', '%') AS no_areas,
	standings('{a}', NULL, '{a}', '{a}', 'a', '{a}', 'high', '%') AS no_values,
	standings('{}', '{}', '{a}', '{a}', 'a', '{a}', 'high', '%') AS none,
	standings('{a}', '{1}', NULL, NULL, NULL, NULL, 'high', '%') AS no_group,
	standings('{a}', '{1}', '{b,NULL}', '{}', 'b', '{}', 'high', '%') AS no_figure,
	standings('{a}', '{-1}', '{a}', '{a}', 'a', '{a}', 'high', 'count') AS no_count,
	standings('{a}', '{1}', '{a}', '{a}', 'a', '{a}', NULL, '%') AS no_polarity;

-- refused
SELECT standings('{a,b,a}', '{1,2,1}', '{a}', NULL, NULL, NULL, 'high', '%');
SELECT standings('{a,b}', '{1}', '{a}', NULL, NULL, NULL, 'high', '%');
SELECT standings('{a}', '{1}', '{a}', NULL, NULL, NULL, 'high', 'dozen');
