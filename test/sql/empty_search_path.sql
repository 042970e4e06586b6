-- Nothing inside depends on the caller's search_path: all works where it is empty, and where a schema in it lies in
-- wait.
SET search_path = '';

SELECT 'Low is good'::cfsperf.polarity, 'Declined'::cfsperf.direction, 'Q2 2020/21'::cfsperf.reporting_period,
	'(1016/1074)% high'::cfsperf.indicator,
	'2020: 5 -> 2021: 6'::cfsperf.movement;
SELECT 'n 5, least 1, lower quartile 2, median 3, upper quartile 4, greatest 5, mean 3, % high'::cfsperf.quartiles,
	'{2020: 5, 2021: 6}'::cfsperf.series;

CREATE TEMP TABLE reading (m integer, p cfsperf.reporting_period, i cfsperf.indicator);
INSERT INTO pg_temp.reading SELECT m, '2018/19 Q1'::cfsperf.reporting_period OPERATOR(cfsperf.+) n,
	cfsperf.indicator(n * 37 % 11, n, 10, 'low', '%')
FROM generate_series(1, 3) AS m, generate_series(0, 9) AS n;
CREATE UNIQUE INDEX ON pg_temp.reading (m, p);
CREATE INDEX ON pg_temp.reading USING hash (i);
SELECT m, cfsperf.change(i, p), cfsperf.latest(i, p), cfsperf.min(i), cfsperf.max(i), cfsperf.min(p), cfsperf.max(p),
	cfsperf.quartile_rank('4% low', i), cfsperf.national_rank('4% low'::cfsperf.indicator, i)
FROM pg_temp.reading GROUP BY m ORDER BY m;
SELECT cfsperf.quartiles(i), cfsperf.n(cfsperf.quartiles(cfsperf.distribution(i))),
	cfsperf.quartile('4% low', cfsperf.quartiles(i)) FROM pg_temp.reading;
SELECT p, i, rank() OVER (ORDER BY i DESC), cfsperf.direction(cfsperf.change(i, p) OVER (ORDER BY p)),
	count(*) OVER (ORDER BY p RANGE BETWEEN 1 PRECEDING AND CURRENT ROW)
FROM pg_temp.reading WHERE m = 1 AND p OPERATOR(cfsperf.>=) '2019/20 Q1' AND i OPERATOR(cfsperf.<>) '5% low' ORDER BY p;

SELECT a OPERATOR(cfsperf.<) b AS lt, a OPERATOR(cfsperf.<=) b AS le, a OPERATOR(cfsperf.=) b AS eq,
	a OPERATOR(cfsperf.<>) b AS ne, a OPERATOR(cfsperf.>=) b AS ge, a OPERATOR(cfsperf.>) b AS gt
FROM (VALUES ('5 low'::cfsperf.indicator, '6 low'::cfsperf.indicator)) AS t(a, b);
SELECT a OPERATOR(cfsperf.<) b AS lt, a OPERATOR(cfsperf.-) b AS steps, a OPERATOR(cfsperf.+) 2 AS later,
	2 OPERATOR(cfsperf.+) a AS also, a OPERATOR(cfsperf.-) 2 AS earlier,
	cfsperf.year_ago(a), cfsperf.starts(a) OPERATOR(pg_catalog.<) cfsperf.ends(a) AS spans,
	a::daterange @> date '2020-08-01' AS in_days
FROM (VALUES ('2020/21 Q2'::cfsperf.reporting_period, '2020/21 Q1'::cfsperf.reporting_period)) AS t(a, b);
SELECT '5 low'::cfsperf.indicator::numeric, '5 low'::cfsperf.indicator::double precision,
	'2020: 5 -> 2021: 6'::cfsperf.movement OPERATOR(cfsperf.=) '2020: 5 -> 2021: 6.0' AS movements,
	'high'::cfsperf.polarity OPERATOR(cfsperf.<) 'low' AS polarities,
	'improved'::cfsperf.direction OPERATOR(cfsperf.<) 'declined' AS directions;
SELECT cfsperf.series(i, p) OPERATOR(cfsperf.=) (cfsperf.slice(cfsperf.series(i, p), NULL,
	'2018/19 Q4') OPERATOR(cfsperf.||) cfsperf.slice(cfsperf.series(i, p), '2019/20 Q1', NULL)) AS whole,
	cfsperf.change(cfsperf.series(i, p)), cfsperf.at(cfsperf.series(i, p), '2019/20 Q2') FROM pg_temp.reading
	WHERE m = 1;
SELECT count(u.indicator) AS points, count(cfsperf.previous(m.movement)) AS with_previous
FROM (SELECT cfsperf.series(i, p) AS s FROM pg_temp.reading WHERE m = 1) AS h, cfsperf.unnest(s) AS u,
	cfsperf.movements(s) AS m WHERE m.period OPERATOR(cfsperf.=) u.period;
SELECT cfsperf.count_areas(x) AS areas, cfsperf.history(x, 'E1'), cfsperf.quartiles(x, '2019/20 Q2'),
	x::text::cfsperf.panel OPERATOR(cfsperf.=) x AS read_back,
	(SELECT count(cfsperf.previous(movement)) FROM cfsperf.movements(x)) AS with_previous,
	(SELECT count(indicator) FROM cfsperf.unnest(x)) AS figures, (SELECT count(quartile) FROM cfsperf.positions(x)) AS placed
FROM (SELECT cfsperf.panel('E' || m + n, i, p) AS x FROM pg_temp.reading, generate_series(0, 3, 3) AS n) AS h;

-- A schema before all others that has the same names changes nothing.
CREATE SCHEMA in_wait;
CREATE FUNCTION in_wait.starts(cfsperf.reporting_period) RETURNS date LANGUAGE SQL IMMUTABLE RETURN date '1900-01-01';
CREATE FUNCTION in_wait.ends(cfsperf.reporting_period) RETURNS date LANGUAGE SQL IMMUTABLE RETURN date '1900-01-02';
CREATE FUNCTION in_wait.reporting_period_plus(cfsperf.reporting_period, integer) RETURNS cfsperf.reporting_period
LANGUAGE SQL IMMUTABLE RETURN '1900'::cfsperf.reporting_period;
CREATE FUNCTION in_wait.daterange(date, date, text) RETURNS daterange LANGUAGE SQL IMMUTABLE RETURN 'empty'::daterange;
SET search_path = in_wait, pg_catalog, cfsperf;
SELECT '2020/21 Q2'::reporting_period::daterange @> date '2020-08-01' AS in_days,
	2 + '2020/21 Q2'::reporting_period AS later;
SET search_path = '';
SET client_min_messages = warning;
DROP SCHEMA in_wait CASCADE;

-- Every function that is not in C has its names resolved when it is made, or a search_path of its own.
SELECT p.oid::regprocedure AS depends_on_the_caller
FROM pg_proc AS p JOIN pg_language AS l ON l.oid = p.prolang
JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND e.oid = d.refobjid AND extname = 'cfsperf'
WHERE lanname NOT IN ('c', 'internal') AND prosqlbody IS NULL
	AND NOT EXISTS (SELECT FROM unnest(proconfig) AS setting WHERE setting LIKE 'search_path=%')
ORDER BY 1;
