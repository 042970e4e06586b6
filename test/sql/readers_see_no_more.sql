-- A reader sees the rows and figures that a view shows, and no others by asking cleverly: functions and operators of his
-- own are called for what the view shows only, wherever they stand in a query, and while it is planned.

\set SHOW_CONTEXT never
SET client_min_messages = warning;
CREATE ROLE regress_curious;
CALL cfsperf.create_framework('curious');
SET search_path = curious, cfsperf, public;
INSERT INTO outcome VALUES ('o', 'Outcome', 1);
INSERT INTO measure (code, outcome, title, polarity, unit, suppress_below) VALUES
	('children', 'o', 'Children', 'low', 'count', 6), ('share', 'o', 'Share', 'low', '%', 6), ('seen', 'o', 'Seen', 'low', 'count', 6);
INSERT INTO area (code, name, kind) VALUES ('R', 'Region', 'region');
INSERT INTO area (code, name, region) VALUES ('a', 'Anyshire', 'R'), ('b', 'Borsetshire', 'R');
INSERT INTO neighbour VALUES ('a', 'b', 1);
INSERT INTO observation (measure, area, period, value, numerator, denominator, note) VALUES
	('children', 'a', '2020/21 Q1', 80, NULL, NULL, NULL), ('children', 'a', '2020/21 Q2', 5, NULL, NULL, 'hidden 5'), ('seen', 'a', '2020/21 Q2', 60, NULL, NULL, NULL),
	('children', 'b', '2020/21 Q2', 4, NULL, NULL, 'hidden 4'), ('children', 'R', '2020/21 Q2', 9, NULL, NULL, 'hidden 9'),
	('share', 'a', '2020/21 Q2', 3.5, 3.5, 100, 'hidden 3.5');
-- of A there is a report; what is kept of B, and of A's next quarter, is for later
INSERT INTO report (area, quarter) VALUES ('a', '2020/21 Q2');
INSERT INTO commentary (measure, area, quarter, text) VALUES
	('seen', 'a', '2020/21 Q2', 'shown'), ('children', 'a', '2020/21 Q2', 'hidden as its figure is'), ('children', 'b', '2020/21 Q2', 'hidden draft of B'), ('children', 'a', '2020/21 Q3', 'hidden draft of Q3');
INSERT INTO target (measure, area, from_period, value) VALUES ('children', 'a', '2020/21', 60), ('children', 'b', '2020/21', 4444);
INSERT INTO benchmark (code, title, caveat) VALUES ('next', 'hidden benchmark', 'hidden caveat');
CALL protect();
REFRESH MATERIALIZED VIEW stored_history;
CALL publish('a', '2020/21 Q2');
CALL cfsperf.grant_reader('curious', 'regress_curious');
CREATE SCHEMA curious_too AUTHORIZATION regress_curious;
ANALYZE curious.observation, curious.commentary, curious.target, curious.benchmark, curious.stored_history, curious.area;

SET ROLE regress_curious;
CREATE TABLE curious_too.heard (said text);
-- for every type of a column: a function, and operators that have the planner estimate by what the column holds
DO $$
DECLARE
	type text;
BEGIN
	FOR type IN
		SELECT DISTINCT CASE t WHEN 'character varying' THEN 'text' ELSE t END
		FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0, format_type(a.atttypid, NULL) AS t
		WHERE c.relnamespace = 'curious'::regnamespace AND c.relkind IN ('r', 'v', 'm') AND has_table_privilege(c.oid, 'SELECT')
	LOOP
		EXECUTE format('CREATE FUNCTION curious_too.hear(%s) RETURNS boolean LANGUAGE plpgsql STRICT COST 0.0000001 AS $f$
			BEGIN INSERT INTO curious_too.heard VALUES ($1::text); RETURN true; END $f$', type);
		EXECUTE format('CREATE FUNCTION curious_too.hear(%1$s, %1$s) RETURNS boolean LANGUAGE plpgsql STRICT COST 0.0000001 AS $f$
			BEGIN INSERT INTO curious_too.heard VALUES ($1::text), ($2::text); RETURN true; END $f$', type);
		EXECUTE format('CREATE OPERATOR curious_too.<<< (LEFTARG = %1$s, RIGHTARG = %1$s, FUNCTION = curious_too.hear, RESTRICT = scalarltsel, JOIN = scalarltjoinsel)', type);
		EXECUTE format('CREATE OPERATOR curious_too.=== (LEFTARG = %1$s, RIGHTARG = %1$s, FUNCTION = curious_too.hear, RESTRICT = eqsel, JOIN = eqjoinsel)', type);
	END LOOP;
END
$$;

-- each column of each view that he may read, by function and by operator
DO $$
DECLARE
	one record;
BEGIN
	FOR one IN
		SELECT c.relname, a.attname
		FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
		WHERE c.relnamespace = 'curious'::regnamespace AND c.relkind IN ('r', 'v', 'm') AND has_table_privilege(c.oid, 'SELECT')
		ORDER BY c.relname, a.attnum
	LOOP
		EXECUTE format('SELECT FROM curious.%1$I WHERE curious_too.hear(%2$I) AND %2$I OPERATOR(curious_too.<<<) %2$I',
			one.relname, one.attname);
	END LOOP;
END
$$;
-- constants, at which the planner looks up what the columns hold
DO $$
DECLARE
	query text;
BEGIN
	FOREACH query IN ARRAY ARRAY['SELECT FROM scorecard WHERE target OPERATOR(curious_too.<<<) 1::double precision',
		'SELECT FROM scorecard WHERE commentary OPERATOR(curious_too.<<<) ''x''::varchar', 'SELECT FROM scorecard WHERE benchmark OPERATOR(curious_too.<<<) ''x''::varchar',
		'SELECT FROM report_heading WHERE benchmark OPERATOR(curious_too.<<<) ''x''::varchar', 'SELECT FROM report_heading WHERE benchmark_caveat OPERATOR(curious_too.<<<) ''x''::varchar',
		'SELECT FROM report_heading WHERE area_name OPERATOR(curious_too.===) ''x''::varchar', 'SELECT FROM scorecard WHERE value OPERATOR(curious_too.<<<) 1::double precision',
		'SELECT FROM history WHERE series OPERATOR(curious_too.===) ''{2020: 5}''::cfsperf.series']
	LOOP
		EXECUTE 'EXPLAIN ' || query;
	END LOOP;
END
$$;

-- he has heard what is shown, and nothing that is not
SELECT count(*) > 100 AS heard_much, count(*) FILTER (WHERE said = 'shown.') > 0 AS heard_commentary FROM curious_too.heard;
SELECT DISTINCT said FROM curious_too.heard
WHERE said ~ 'hidden (\d|draft|as|benchmark|caveat)|Borsetshire' OR said IN ('4444', '5', '4', '9', '3.5') OR said ~ ': (5|4|9|3\.5%?) (count|\(3)' ORDER BY said;

-- nor does the server tell him more about the plan than that: no statistics of what he may not read, and of history none
-- of the figures, which may be older than the rule that withholds them
SELECT DISTINCT tablename, attname FROM pg_stats
WHERE schemaname = 'curious' AND (tablename IN ('observation', 'commentary', 'target', 'benchmark', 'area') OR tablename = 'stored_history' AND attname = 'series');
RESET ROLE;

DROP SCHEMA curious, curious_too CASCADE;
DROP ROLE regress_curious;
