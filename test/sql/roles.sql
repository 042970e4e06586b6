-- Who may do what with a framework: its owner, an analyst who loads, a publisher, a reader, and a stranger. Each is given
-- what doc/ says and can do what that is for; whatever else they try is refused with a reason, and changes nothing.

\set SHOW_CONTEXT never
SET client_min_messages = warning;
SELECT current_database() AS db \gset
CREATE ROLE regress_owner;
CREATE ROLE regress_analyst;
CREATE ROLE regress_publisher;
CREATE ROLE regress_reader;
CREATE ROLE regress_stranger;
GRANT CREATE ON DATABASE :"db" TO regress_owner;
-- what is said of a publication that is refused
CREATE PROCEDURE public.try_to_publish() LANGUAGE plpgsql AS $$
BEGIN
	CALL roles.publish('a', '2020/21 Q2');
EXCEPTION WHEN insufficient_privilege THEN
	RAISE WARNING '%', SQLERRM;
END $$;

-- Without CREATE on the database there is no framework.
SET ROLE regress_analyst;
\set VERBOSITY terse
DO $$
BEGIN
	CALL cfsperf.create_framework('roles');
EXCEPTION WHEN insufficient_privilege THEN
	RAISE WARNING '%', replace(SQLERRM, current_database(), 'DATABASE');
END $$;
SET ROLE regress_owner;
CALL cfsperf.create_framework('roles');

-- What each is given.
CALL cfsperf.grant_analyst('roles', 'regress_analyst');
CALL cfsperf.grant_publisher('roles', 'regress_publisher');
CALL cfsperf.grant_reader('roles', 'regress_reader');
SELECT r.role, string_agg(c.relname, ' ' ORDER BY c.relname COLLATE "C") AS may_write
FROM unnest('{regress_analyst,regress_publisher,regress_reader}'::text[]) WITH ORDINALITY r(role, n), pg_class c
WHERE c.relnamespace = 'roles'::regnamespace AND c.relkind IN ('r', 'v', 'm') AND has_table_privilege(r.role, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
GROUP BY r.role ORDER BY min(r.n);
SELECT c.relname, string_agg(a.attname, ' ' ORDER BY a.attnum) AS columns_that_an_analyst_may_change
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relnamespace = 'roles'::regnamespace AND NOT has_table_privilege('regress_analyst', c.oid, 'UPDATE') AND has_column_privilege('regress_analyst', c.oid, a.attnum, 'UPDATE')
GROUP BY c.relname ORDER BY c.relname COLLATE "C";
SELECT string_agg(relname, ' ') AS not_for_an_analyst FROM pg_class c
WHERE relnamespace = 'roles'::regnamespace AND relkind IN ('r', 'v', 'm') AND NOT has_table_privilege('regress_analyst', c.oid, 'SELECT');
SELECT r.role, string_agg(p.proname, ' ' ORDER BY p.proname COLLATE "C") AS may_call
FROM unnest('{regress_analyst,regress_publisher,regress_reader,regress_stranger}'::text[]) WITH ORDINALITY r(role, n), pg_proc p
WHERE p.pronamespace = 'roles'::regnamespace AND p.prosecdef AND has_function_privilege(r.role, p.oid, 'EXECUTE')
GROUP BY r.role ORDER BY min(r.n);

-- The owner says what is measured and where, and by which rules.
INSERT INTO roles.outcome VALUES ('o', 'Outcome', 1);
INSERT INTO roles.measure (code, outcome, title, polarity, unit, suppress_below) VALUES ('m', 'o', 'Measure', 'low', 'count', 6);
INSERT INTO roles.area (code, name) VALUES ('a', 'A'), ('b', 'B');

-- The analyst loads and reads all, and neither says what is measured nor what is withheld, nor publishes, nor changes what
-- was published, nor lets others in.
SET ROLE regress_analyst;
INSERT INTO roles.report (area, quarter) VALUES ('a', '2020/21 Q2'), ('b', '2020/21 Q2');
INSERT INTO roles.observation (measure, area, period, value) VALUES
	('m', 'a', '2020/21 Q1', 30), ('m', 'a', '2020/21 Q2', 20), ('m', 'b', '2020/21 Q2', 4);
INSERT INTO roles.observation (measure, area, period, value) VALUES ('m', 'a', '2020/21 Q2', 21)
	ON CONFLICT (measure, area, period) DO UPDATE SET value = EXCLUDED.value;
CALL roles.protect();
SELECT area, value, direction, status FROM roles.scorecard ORDER BY area;
SELECT area, value FROM roles.observation ORDER BY area, period;
UPDATE roles.measure SET title = 'Measured', owner = 'Families';
UPDATE roles.outcome SET title = 'Outcomes';
UPDATE roles.measure SET suppress_below = NULL;
UPDATE roles.measure SET unit = 'number';
UPDATE roles.area SET region = 'b';
INSERT INTO roles.area (code, name) VALUES ('c', 'C');
DELETE FROM roles.measure;
INSERT INTO roles.measure_part VALUES ('m', 'm');
INSERT INTO roles.area_part VALUES ('a', 'b');
INSERT INTO roles.disclosure (measure, area, period, value, decision) VALUES ('m', 'b', '2020/21 Q2', 4, 'shown');
SELECT count(*) FROM roles.rule_change;
CALL public.try_to_publish();
CALL roles.redact('a', '2020/21 Q2', 1, 'm', 'why not');
SELECT count(*) FROM roles.published_summary;
ALTER TABLE roles.observation DISABLE TRIGGER ALL;
CREATE VIEW roles.mine AS SELECT 1;
CALL cfsperf.grant_reader('roles', 'regress_stranger');
CALL cfsperf.grant_analyst('roles', 'regress_stranger');
CALL cfsperf.grant_publisher('roles', 'regress_stranger');
-- only the owner refreshes history, or who he lets from 17 on
DO $$ BEGIN REFRESH MATERIALIZED VIEW roles.stored_history; EXCEPTION WHEN insufficient_privilege THEN RAISE WARNING 'history is not refreshed'; END $$;
SET ROLE regress_owner;
REFRESH MATERIALIZED VIEW roles.stored_history;

-- The publisher publishes, and neither loads nor reads what is withheld nor changes an edition.
SET ROLE regress_publisher;
CALL roles.protect();
CALL roles.publish('a', '2020/21 Q2');
CALL roles.publish('b', '2020/21 Q2');
SELECT area, edition, sentence FROM roles.published_summary ORDER BY area;
SELECT area, measure, value, status FROM roles.published_scorecard ORDER BY area;
CALL roles.publish('a', '2020/21 Q3');
CALL roles.publish('c', '2020/21 Q2');
SELECT count(*) FROM roles.observation;
INSERT INTO roles.observation (measure, area, period, value) VALUES ('m', 'a', '2020/21 Q3', 1);
UPDATE roles.report SET quarter = '2020/21 Q3';
UPDATE roles.published_summary SET sentence = '';
DELETE FROM roles.published_scorecard;
TRUNCATE roles.published_scorecard;
INSERT INTO roles.published_summary (edition, area, quarter, published_at, published_by, sentence)
	VALUES (2, 'a', '2020/21 Q2', now(), 'me', 'All is well.');

-- The reader reads what may be shown, in every form, and does nothing else.
SET ROLE regress_reader;
SELECT area, value, display, status FROM roles.scorecard ORDER BY area;
SELECT n.paragraph FROM roles.narrative('b', '2020/21 Q2') AS n;
SELECT roles.report_text('b', '2020/21 Q2') LIKE '%Withheld as confidential%' AS text, roles.dashboard('b', '2020/21 Q2', 1) LIKE '<!DOCTYPE html>%' AS page;
SELECT area, edition FROM roles.published_scorecard ORDER BY area;
SELECT area, edition, state FROM roles.edition_check ORDER BY area;
SELECT count(*) FROM roles.redaction;
SELECT count(*) FROM roles.observation;
SELECT count(*) FROM roles.data_quality;
CALL roles.publish('a', '2020/21 Q2');
CREATE FUNCTION roles.display(double precision) RETURNS text LANGUAGE sql RETURN '';
CALL cfsperf.grant_reader('roles', 'regress_stranger');
-- statistics of what he may not read are not his either
SELECT DISTINCT tablename FROM pg_stats WHERE schemaname = 'roles' AND tablename IN ('observation', 'benchmark_value', 'commentary', 'target');

-- The stranger does nothing at all.
SET ROLE regress_stranger;
CALL roles.publish('a', '2020/21 Q2');
SELECT count(*) FROM roles.scorecard;
SELECT cfsperf_internal.number_word(3);

-- With every right on the tables he publishes nothing; it takes the right to call it, and no other.
SET ROLE regress_owner;
UPDATE roles.observation SET value = value + 1;
CALL roles.protect();
GRANT USAGE ON SCHEMA roles TO regress_stranger;
GRANT ALL ON ALL TABLES IN SCHEMA roles TO regress_stranger;
SET ROLE regress_stranger;
CALL public.try_to_publish();
SET ROLE regress_owner;
REVOKE ALL ON ALL TABLES IN SCHEMA roles FROM regress_stranger;
GRANT EXECUTE ON PROCEDURE roles.publish TO regress_stranger;
SET ROLE regress_stranger;
CALL public.try_to_publish();
RESET ROLE;
SELECT max(edition), count(*) FROM roles.published_summary;
SELECT current_setting('cfsperf.publishing', true) IS DISTINCT FROM 'on' AS guarded;

-- Row security on observation holds for whoever reads the table; views show what their owner may see, so that a
-- reader's figures do not depend on it until the owner is made subject to it too.
SET ROLE regress_owner;
ALTER TABLE roles.observation ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_area ON roles.observation USING (current_user <> 'regress_analyst' OR area = 'a');
SET ROLE regress_analyst;
SELECT DISTINCT area FROM roles.observation;
UPDATE roles.observation SET note = 'seen' WHERE cfsperf.starts(period) = '2020-07-01';
INSERT INTO roles.observation (measure, area, period, value) VALUES ('m', 'b', '2020/21 Q3', 50);
SELECT area, value, status FROM roles.scorecard ORDER BY area;
SET ROLE regress_owner;
SELECT area, note FROM roles.observation WHERE cfsperf.starts(period) = '2020-07-01' ORDER BY area;
ALTER TABLE roles.observation FORCE ROW LEVEL SECURITY;
SET ROLE regress_analyst;
SELECT area, value, note FROM roles.scorecard ORDER BY area;
SET ROLE regress_reader;
SELECT area, value, note FROM roles.scorecard ORDER BY area;
RESET ROLE;

-- Default privileges may open a framework's tables before anybody looks; then no reader is let in.
SET ROLE regress_owner;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO regress_reader;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON ROUTINES FROM PUBLIC;
CALL cfsperf.create_framework('roles_too');
SET ROLE regress_reader;
SELECT count(*) FROM roles_too.observation;
SET ROLE regress_owner;
\set VERBOSITY default
CALL cfsperf.grant_reader('roles_too', 'regress_reader');
SELECT has_schema_privilege('regress_reader', 'roles_too', 'USAGE');
REVOKE SELECT ON ALL TABLES IN SCHEMA roles_too FROM regress_reader;
GRANT SELECT (measure, area, value) ON roles_too.observation TO PUBLIC;
CALL cfsperf.grant_reader('roles_too', 'regress_reader');
REVOKE SELECT (measure, area, value) ON roles_too.observation FROM PUBLIC;
CALL cfsperf.grant_reader('roles_too', 'regress_reader');
-- functions are the reader's even where they are not everybody's; publishing is not
SELECT p.proname, has_function_privilege('regress_reader', p.oid, 'EXECUTE') AS reader,
	has_function_privilege('regress_stranger', p.oid, 'EXECUTE') AS stranger
FROM pg_proc p WHERE pronamespace = 'roles_too'::regnamespace AND proname IN ('narrative', 'report_text', 'dashboard', 'require_report', 'publish')
ORDER BY proname COLLATE "C";
-- nothing of another role is given by a name of the framework's, nor to who may make such
RESET ROLE;
GRANT USAGE, CREATE ON SCHEMA roles_too TO regress_analyst;
DROP VIEW roles_too.exceptions;
SET ROLE regress_analyst;
CREATE VIEW roles_too.exceptions AS SELECT 1 AS trap;
CREATE FUNCTION roles_too.narrative(varchar, varchar) RETURNS integer LANGUAGE sql RETURN 1;
REVOKE EXECUTE ON FUNCTION roles_too.narrative(varchar, varchar) FROM PUBLIC;
RESET ROLE;
CALL cfsperf.grant_reader('roles_too', 'regress_reader');
SELECT has_table_privilege('regress_reader', 'roles_too.exceptions', 'SELECT') AS trap,
	has_function_privilege('regress_reader', 'roles_too.narrative(varchar, varchar)', 'EXECUTE') AS another;
CALL cfsperf.grant_reader('roles_too', 'regress_analyst');
-- nor does who could become the owner, or anybody with all rights, or a schema that is no framework, come in by it
RESET ROLE;
GRANT regress_owner TO regress_stranger;
CALL cfsperf.grant_reader('roles_too', 'regress_stranger');
-- with SET ROLE only, too
REVOKE regress_owner FROM regress_stranger;
ALTER ROLE regress_stranger NOINHERIT;
GRANT regress_owner TO regress_stranger;
SELECT has_any_column_privilege('regress_stranger', 'roles_too.observation', 'SELECT');
CALL cfsperf.grant_reader('roles_too', 'regress_stranger');
CALL cfsperf.grant_reader('public', 'regress_reader');
CALL cfsperf.grant_reader('roles_too', 'public');

\set VERBOSITY terse
DROP PROCEDURE public.try_to_publish;
DROP SCHEMA roles, roles_too CASCADE;
SET ROLE regress_owner;
ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM regress_reader;
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON ROUTINES TO PUBLIC;
RESET ROLE;
REVOKE CREATE ON DATABASE :"db" FROM regress_owner;
DROP ROLE regress_owner, regress_analyst, regress_publisher, regress_reader, regress_stranger;
