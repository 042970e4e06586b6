-- A special cause is marked on every point of its run, by the first rule that applies, and judged by what is good.

SET search_path = cfsperf;

CREATE FUNCTION pg_temp.history(v double precision[], p polarity DEFAULT 'high', u text DEFAULT 'number') RETURNS series LANGUAGE sql AS $$
	SELECT series(indicator(x, NULL, NULL, p, u), reporting_period(date '2018-01-01', 1) + (i - 1)::integer)
	FROM unnest(v) WITH ORDINALITY AS t(x, i) WHERE x IS NOT NULL $$;
-- one letter a point: . none, X outside, T rising or falling, N near a limit, S one side of the centre
CREATE FUNCTION pg_temp.marks(s series) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(CASE WHEN cause IS NULL THEN '.' WHEN cause LIKE '% the % limit' AND cause NOT LIKE '2%' THEN 'X' WHEN cause ~ 'ing$' THEN 'T'
		WHEN cause LIKE '2 of 3%' THEN 'N' ELSE 'S' END, '' ORDER BY period)
	FROM special_causes(s, false) $$;

-- the row of each point, and the judgement by polarity
SELECT c.* FROM special_causes(pg_temp.history('{10, 11, 10, 11, 10, 11, 30}', 'low', 'count'), true) AS c;
SELECT p AS polarity, (SELECT string_agg(DISTINCT cause || ': ' || judgement, ', ') FROM special_causes(pg_temp.history('{1, 2, 3, 4, 5, 6, 7}', p)) WHERE cause IS NOT NULL) AS up,
	(SELECT string_agg(DISTINCT cause || ': ' || judgement, ', ') FROM special_causes(pg_temp.history('{7, 6, 5, 4, 3, 2, 1}', p)) WHERE cause IS NOT NULL) AS down
FROM unnest('{high, low, none}'::polarity[]) AS p;

-- 7 rising or falling, as in the tests of the R package NHSRplotthedots (ptd_seven_point_trend): 6 are too few, equal
-- neighbours break the run, and of 2, 1 to 7, 3 the seven are marked. Not only the last of them is. Before and after are
-- figures that make the limits wide
SELECT v, (SELECT string_agg(CASE WHEN cause ~ 'ing$' THEN 'T' ELSE '.' END, '' ORDER BY period)
	FROM special_causes(pg_temp.history('{-9, 9, -9, 9}' || v::double precision[] || '{-9, 9, -9, 9}'), false)) AS rising,
	(SELECT string_agg(CASE WHEN cause ~ 'ing$' THEN 'T' ELSE '.' END, '' ORDER BY period)
	FROM special_causes(pg_temp.history((SELECT array_agg(-x ORDER BY i) FROM unnest('{-9, 9, -9, 9}' || v::double precision[] || '{-9, 9, -9, 9}') WITH ORDINALITY AS t(x, i))), false)) AS falling
FROM (VALUES ('{1,2,3,4,5,6}'), ('{1,2,3,3,4,5,6}'), ('{2,1,2,3,4,5,6,7,3}'), ('{1,2,3,4,5,6,7}'), ('{1,2,3,4,5,6,7,8}'), ('{1,2,3,4,5,6,7,6,5,4,3,2,1}')) AS t(v);

-- 7 on one side of the centre; a point on it breaks the run. Of each the mean is 10
SELECT v, pg_temp.marks(pg_temp.history(v::double precision[]))
FROM (VALUES ('{0,9,0,9,0,9,6,20,11,20,11,20,15}'), ('{0,9,0,9,0,9,20,13,20,20,13,7}'), ('{0,9,0,10,9,0,9,20,11,20,11,20,11}'), ('{0,9,0,9,0,9,6,9,20,11,20,11,20,16}')) AS t(v);
-- the centre is compared as a decimal: ten tenths are one
SELECT pg_temp.marks(pg_temp.history('{0, 0.9, 0, 1, 0.9, 0, 0.9, 2, 1.1, 2, 1.1, 2, 1.1}')) AS on_the_centre,
	pg_temp.marks(pg_temp.history('{0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}')) AS constant;

-- 2 of 3 beyond two thirds of the way to a limit, on one side: marked are those beyond
SELECT v, round((xmr).centre::numeric, 2) AS centre, round((((xmr).upper_limit - (xmr).centre) * 2 / 3)::numeric, 2) AS two_thirds, pg_temp.marks(s)
FROM (VALUES
	('{10,11,10,9,10,11,10,9,10,12.4,12.4,10,9,8,10,11,10,9,8,9,10,11,10}'),
	('{10,11,10,9,10,11,10,9,10,12.4,11,12.4,10,9,8,10,11,10,9,8,9,10,11}'),
	('{10,11,10,9,10,11,10,9,10,13,8.5,13,10,9,8,10,11,10,9,8,9,10,11}'),
	('{10,11,10,9,10,11,10,9,10,12.4,11,10,12.4,10,9,8,10,11,10,9,8,9,10}'),
	('{10,11,10,9,10,11,10,9,10,12.4,10,7.6,10,11,10,9,10,11,10,9,10,11,10}'),
	('{10,11,10,9,10,11,10,9,10,7.6,7.6,7.6,10,11,10,9,10,11,12,11,10,11,10}')) AS t(v),
	LATERAL (SELECT pg_temp.history(v::double precision[]) AS s) AS x, LATERAL (SELECT xmr(s, false) AS xmr) AS y;

-- the first rule that applies: outside before rising before near before one side
SELECT string_agg(coalesce(cause, '-'), ', ' ORDER BY period) FROM special_causes(pg_temp.history('{5, 5, 5, 5, 5, 5, 5, 5, 5, 6, 7, 8, 9, 10, 30}'), false);
-- and on a line of equal figures, whose limits are the figure, everything else is outside
SELECT pg_temp.marks(s) AS all_points, (SELECT string_agg(coalesce(cause, '-'), ', ' ORDER BY period) FROM special_causes(s, true, 12)) AS baseline
FROM (SELECT pg_temp.history('{5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 6}')) AS x(s);

-- a gap is a gap: a run does not pass over it
SELECT v, pg_temp.marks(pg_temp.history(v::double precision[]))
FROM (VALUES ('{1,2,3,NULL,4,5,6,7}'), ('{1,2,3,4,5,6,7,NULL,9}'), ('{1,2,1,2,NULL,1,2,1,6,5,6,NULL,5,6,5,6}'), ('{1,NULL,9,NULL,1}'), ('{5}')) AS t(v);

-- 13,000 points: every other run of 7 on one side and 6 on the other
SELECT count(*), count(cause) AS marked, count(*) FILTER (WHERE cause = '7 above the centre') AS above, min(period), max(period)
FROM (SELECT series(indicator(CASE WHEN n % 13 < 7 THEN 11 ELSE 0 END + n % 2 * 9, NULL, NULL, 'high', 'number'), reporting_period(date '0900-01-01', 1) + n) AS s FROM generate_series(0, 12999) AS n) AS long, special_causes(s, false);

-- no series, no rows; a row type in a select list, stopping early
SELECT count(*) FROM special_causes(NULL);
SELECT count(*) FROM special_causes(pg_temp.history('{1, 2}'), NULL);
SELECT special_causes(pg_temp.history('{1, 2, 3}')) LIMIT 2;

SET search_path = '';
SELECT * FROM cfsperf.special_causes('{2020-01: 7 high, 2020-02: 8 high}');
