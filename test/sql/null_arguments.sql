-- What NULL gives where a function is not strict, to be read beside its COMMENT: each argument in turn is NULL, the others
-- are such that there is an answer, though one benchmark figure is too few for quartile_rank. That strict functions give NULL,
-- or no rows, is PostgreSQL's own rule.
SET search_path = cfsperf;
SET client_min_messages = warning;
\set SHOW_CONTEXT never

CREATE TEMP TABLE example (function regprocedure PRIMARY KEY, arguments text[]);
INSERT INTO example VALUES
	('reporting_period(text, text, integer)', '{2020, Reporting year, 3}'),
	('min(reporting_period)', '{2020/21}'),
	('max(reporting_period)', '{2020/21}'),
	('indicator(double precision, double precision, double precision, polarity, text)', '{50, 10, 20, high, %}'),
	('reading(double precision, double precision, double precision, polarity, text)', '{50, 10, 20, high, %}'),
	('display(double precision, double precision, double precision, text, text, integer)', '{50, 10, 20, %, of all, 1}'),
	('min(indicator)', '{50% high}'),
	('max(indicator)', '{50% high}'),
	('change(indicator, reporting_period)', '{50% high, 2020/21}'),
	('change(double precision, reporting_period, polarity)', '{50, 2020/21, high}'),
	('latest(indicator, reporting_period)', '{50% high, 2020/21}'),
	('movement(indicator, reporting_period, indicator, reporting_period)', '{50% high, 2020/21, 40% high, 2019/20}'),
	('quartiles(indicator)', '{50% high}'),
	('quartiles(double precision, polarity)', '{50, high}'),
	('distribution(indicator)', '{50% high}'),
	('quartile_rank(indicator, indicator)', '{50% high, 40% high}'),
	('national_rank(indicator, indicator)', '{50% high, 60% high}'),
	('series(indicator, reporting_period)', '{50% high, 2020/21}'),
	('series(indicator, reporting_period, integer)', '{50% high, 2020/21, 3}'),
	('series(double precision, double precision, double precision, reporting_period)', '{50, 10, 20, 2020/21}'),
	('slice(series, reporting_period, reporting_period)', '{"{2018/19: 30, 2019/20: 40, 2020/21: 50}", 2019/20, 2019/20}'),
	('sparkline(series, integer, integer, double precision)', '{"{2019/20: 40, 2020/21: 50}", 100, 20, 45}'),
	('panel(varchar, indicator, reporting_period)', '{Anyshire, 50% high, 2020/21}'),
	('panel(varchar, series)', '{Anyshire, "{2020/21: 50}"}'),
	('panel(varchar, double precision, double precision, double precision, reporting_period)', '{Anyshire, 50, 10, 20, 2020/21}'),
	('xmr(series, boolean, integer)', '{"{2018: 40, 2019: 42, 2020: 41}", true, 12}'),
	('special_causes(series, boolean, integer)', '{"{2018: 40, 2019: 42, 2020: 41}", true, 12}'),
	('assurance(series, double precision, boolean, integer)', '{"{2018: 40 high, 2019: 42 high, 2020: 41 high}", 41, true, 12}'),
	('pooled(indicator)', '{50% (10/20) high}'),
	('tally(double precision, text, integer, double precision)', '{50, improved, 1, 0.01}');

-- a function that is not strict and has no line, or has one and is strict: none
SELECT coalesce(e.function, p.oid) AS function
FROM example e
FULL JOIN (SELECT oid FROM pg_proc
		   WHERE pronamespace = 'cfsperf'::regnamespace AND prokind <> 'p' AND NOT proisstrict AND pronargs > 0
				AND oid IN (SELECT objid FROM pg_depend WHERE deptype = 'e')) AS p ON p.oid = e.function
WHERE e.function IS NULL OR p.oid IS NULL;

-- the call of a function in which the argument of the given number is NULL; of no argument for 0, of no rows for -1
CREATE FUNCTION pg_temp.answer(function regprocedure, arguments text[], which integer) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	answer text;
BEGIN
	EXECUTE (SELECT format('SELECT string_agg(coalesce(left(coalesce(substring(a::text, ''<title>(.*)</title>''), a::text), 90), ''NULL''), ''; '')
							FROM (SELECT %s(%s)%s AS a) x', p.oid::regproc, string_agg(
							format(CASE WHEN i = which THEN 'NULL::%2$s' ELSE '%1$L::%2$s' END, arguments[i], format_type(t, NULL)), ', ' ORDER BY i),
							CASE WHEN which = -1 THEN ' FILTER (WHERE false)' END)
			 FROM pg_proc p, unnest(p.proargtypes) WITH ORDINALITY AS a(t, i)
			 WHERE p.oid = function
			 GROUP BY p.oid) INTO answer;
	RETURN coalesce(answer, 'no rows');
EXCEPTION WHEN raise_exception OR data_exception OR invalid_text_representation THEN
	RETURN 'error: ' || SQLERRM;
END $$;

SELECT replace(function::text, 'double precision', 'float8') AS function, i AS which_is_null,
	pg_temp.answer(function, arguments, i) AS answer
FROM example, generate_series(0, cardinality(arguments)) AS i
ORDER BY function::text COLLATE "C", i;

-- aggregates without rows: NULL, and a tally of zeros
SELECT DISTINCT pg_temp.answer(function, arguments, -1) AS answer
FROM example
JOIN pg_aggregate ON aggfnoid = function
ORDER BY answer;

-- nobody can be meant by NULL
CALL create_framework(NULL);
CALL create_framework('fw', NULL, NULL);
CALL upgrade_framework(NULL);
CALL distribute_framework(NULL);
CALL grant_reader(NULL, 'somebody');
CALL grant_reader('fw', NULL);
CALL grant_publisher(NULL, 'somebody');
CALL grant_publisher('fw', NULL);
CALL grant_analyst(NULL, 'somebody');
CALL grant_analyst('fw', NULL);
DROP SCHEMA fw CASCADE;
