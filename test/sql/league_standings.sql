-- A league gives each group of areas the figures that reading() of their rows gives: any group, any order of rows, in parts
-- put together, from none to more areas than fit at first.
SET search_path = cfsperf, cfsperf_internal;

CREATE TEMP TABLE entry AS
SELECT m, a, 'E' || repeat('0', a % 9) || '-' || a AS area,
	CASE WHEN (m * 31 + a * 17) % 11 <> 0 THEN (a * 37 + m * 91) % 230 / 2.0 - 5 END AS value
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
CREATE TEMP VIEW by_league AS
SELECT l.m, s.*, l.league
FROM (SELECT m, league(area, value) AS league FROM entry GROUP BY m) AS l
JOIN kind k ON k.m = l.m
CROSS JOIN LATERAL standings(l.league,
	(SELECT array_agg(area ORDER BY a) FROM (SELECT DISTINCT a, area FROM entry) x WHERE a % 7 <> 0),
	(SELECT array_agg(area) FROM (SELECT DISTINCT a, area FROM entry) x WHERE a % 5 = 0) || NULL || 'nowhere'::text,
	(SELECT DISTINCT area FROM entry WHERE a = 3),
	(SELECT array_agg(DISTINCT area) FROM entry WHERE a IN (1, 2)),
	k.polarity, k.unit) AS s;
SELECT m, areas, figures, lower_quartile(q), upper_quartile(q), region, country,
	r.q = l.authority_quartiles OR r.q IS NULL AND l.authority_quartiles IS NULL AS same_authorities,
	quartiles(l.authorities) = r.q OR r.q IS NULL AND l.authorities IS NULL AS same_distribution,
	r.n = l.neighbour_quartiles OR r.n IS NULL AND l.neighbour_quartiles IS NULL AS same_neighbours,
	l.region_value IS NOT DISTINCT FROM r.region AS same_region, l.country_value IS NOT DISTINCT FROM r.country AS same_country
FROM by_row r JOIN by_league l USING (m) ORDER BY m;

-- merged from parts, and from its text, it is the same league in another order
CREATE AGGREGATE pg_temp.merged(league) (SFUNC = league_combine, STYPE = league);
SELECT m, count(*) AS groups,
	bool_and(s.authority_quartiles = l.authority_quartiles) AS same_authorities,
	bool_and(s.neighbour_quartiles = l.neighbour_quartiles OR l.neighbour_quartiles IS NULL) AS same_neighbours
FROM by_league l
JOIN (SELECT m, pg_temp.merged(part::text::league) AS league
	  FROM (SELECT m, a % 4, league(area, value) AS part FROM (SELECT * FROM entry ORDER BY a DESC) e GROUP BY m, a % 4) p
	  GROUP BY m) AS merged USING (m)
JOIN kind k USING (m)
CROSS JOIN LATERAL standings(merged.league,
	(SELECT array_agg(area ORDER BY a) FROM (SELECT DISTINCT a, area FROM entry) x WHERE a % 7 <> 0),
	(SELECT array_agg(area) FROM (SELECT DISTINCT a, area FROM entry) x WHERE a % 5 = 0), NULL, NULL,
	k.polarity, k.unit) AS s
WHERE l.authority_quartiles IS NOT NULL
GROUP BY m ORDER BY m;

-- areas are told apart by every byte, and by nothing else
SELECT (standings(league(area, value), ARRAY[area], NULL, area, NULL, 'none', 'number')).*
FROM (VALUES ('', 1.5), (' ', 2), ('a', 3), ('A', 4), ('é', 5), (repeat('long', 100), 6)) AS t(area, value)
GROUP BY area ORDER BY area COLLATE "C";

-- none
SELECT league(area, value) IS NULL AS none
FROM (VALUES (NULL, 1), ('a', NULL), ('b', 'NaN'), ('c', 'Infinity'), ('d', 1e300)) AS t(area, value);
SELECT standings(NULL, '{a}', '{a}', 'a', '{a}', 'high', '%') AS no_league,
	standings(league('a', 1), NULL, NULL, NULL, NULL, 'high', '%') AS no_group,
	standings(league('a', 1), '{b,NULL}', '{}', 'b', '{}', 'high', '%') AS no_figure,
	standings(league('a', -1), '{a}', '{a}', 'a', '{a}', 'high', 'count') AS no_count,
	standings(league('a', 1), '{a}', '{a}', 'a', '{a}', NULL, '%') AS no_polarity;

-- refused
SELECT league(area, value) FROM (VALUES ('a', 1), ('b', 2), ('a', 1)) AS t(area, value);
SELECT pg_temp.merged(l) FROM (SELECT league('a', 1) AS l FROM generate_series(1, 2)) AS x;
SELECT league_add(NULL, 'a', 1);
SELECT standings(league('a', 1), '{a}', NULL, NULL, NULL, 'high', 'dozen');
SELECT '00000000'::league;
SELECT '000000013ff00000000000000000000161ff'::league;
SELECT '000000013ff00000000000000000000561'::league;
SELECT '00000001fff80000000000000000000161'::league;
SELECT '00000002' || repeat('3ff00000000000000000000161', 2) AS twice \gset
SELECT :'twice'::league;
SELECT '000000013ff000000000000000000001ff'::league;
