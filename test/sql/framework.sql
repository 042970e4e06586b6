--
-- A framework is made whole or not at all, belongs to who makes it, and keeps to itself.
--
SET client_min_messages = warning;
\set SHOW_CONTEXT never

-- what there is of schemas and tables, to see that nothing was half made
CREATE TEMP VIEW schemas AS
SELECT count(DISTINCT n.oid) AS schemas, count(c.oid) AS relations
FROM pg_namespace n LEFT JOIN pg_class c ON c.relnamespace = n.oid
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema';
CREATE TEMP TABLE before AS TABLE schemas;

-- names that cannot be
CALL cfsperf.create_framework(NULL);
CALL cfsperf.create_framework('');
CALL cfsperf.create_framework('  ');
CALL cfsperf.create_framework(repeat('a', 64));
CALL cfsperf.create_framework(repeat('é', 32));
CALL cfsperf.create_framework('pg_framework');
CALL cfsperf.create_framework('public');
CALL cfsperf.create_framework('cfsperf');
CALL cfsperf.create_framework('cfsperf_internal');
CALL cfsperf.create_framework('information_schema');
CALL cfsperf.create_framework('$user');
CREATE SCHEMA existing;
CALL cfsperf.create_framework('existing');
DROP SCHEMA existing;

-- a role that may not make schemas in this database
CREATE ROLE regress_cfsperf_analyst;
SET ROLE regress_cfsperf_analyst;
\set VERBOSITY terse
DO $$
BEGIN
	CALL cfsperf.create_framework('analysts');
EXCEPTION WHEN insufficient_privilege THEN
	RAISE EXCEPTION '%', replace(SQLERRM, current_database(), 'DATABASE');
END
$$;
\set VERBOSITY default
RESET ROLE;

TABLE schemas EXCEPT TABLE before;

-- and one that may owns what it makes
DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO regress_cfsperf_analyst', current_database()); END $$;
SET ROLE regress_cfsperf_analyst;
CALL cfsperf.create_framework('analysts');
SELECT c.relkind, bool_and(pg_get_userbyid(c.relowner) = 'regress_cfsperf_analyst') AS own,
	bool_and(obj_description(c.oid, 'pg_class') IS NOT NULL) AS with_comment
FROM pg_class c WHERE c.relnamespace = 'analysts'::regnamespace AND c.relkind <> 'i'
GROUP BY c.relkind ORDER BY c.relkind;
-- the extension owns nothing of it
SELECT count(*) FROM pg_depend d
WHERE d.deptype = 'e' AND d.classid = 'pg_class'::regclass
AND d.objid IN (SELECT oid FROM pg_class WHERE relnamespace = 'analysts'::regnamespace);
RESET ROLE;
DROP SCHEMA analysts CASCADE;
DO $$ BEGIN EXECUTE format('REVOKE CREATE ON DATABASE %I FROM regress_cfsperf_analyst', current_database()); END $$;

-- a name is a name: quoted, and as long as the server takes it
CALL cfsperf.create_framework('Children''s "Services", 2');
SELECT count(*) FROM "Children's ""Services"", 2".scorecard;
DROP SCHEMA "Children's ""Services"", 2" CASCADE;
SELECT repeat('é', 31) || 'a' AS longest \gset
CALL cfsperf.create_framework(:'longest');
DROP SCHEMA :"longest" CASCADE;
DROP ROLE regress_cfsperf_analyst;
TABLE schemas EXCEPT TABLE before;

-- two frameworks in one database: each depends on its own tables and on no other's
CALL cfsperf.create_framework('children');
CALL cfsperf.create_framework('adults');
SELECT v.relnamespace::regnamespace::text AS framework, t.relnamespace::regnamespace::text AS reads, count(DISTINCT t.oid) > 0 AS some
FROM pg_class v
JOIN pg_rewrite r ON r.ev_class = v.oid
JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
JOIN pg_class t ON t.oid = d.refobjid AND t.relkind <> 'c'
WHERE v.relnamespace IN ('children'::regnamespace, 'adults'::regnamespace)
GROUP BY 1, 2 ORDER BY 1, 2;
SELECT conrelid::regclass AS reference, confrelid::regclass AS to_other FROM pg_constraint
WHERE contype = 'f' AND connamespace IN ('children'::regnamespace, 'adults'::regnamespace)
AND (SELECT relnamespace FROM pg_class WHERE oid = conrelid)
	<> (SELECT relnamespace FROM pg_class WHERE oid = confrelid);

INSERT INTO children.outcome VALUES ('safe', 'Safe');
INSERT INTO children.measure (code, outcome, title, polarity, unit) VALUES
	('reviews', 'safe', 'Reviews in time', 'high', '%'),
	('entrants', 'safe', 'First-time entrants', 'low', 'count');
INSERT INTO children.area VALUES ('A', 'Anyshire'), ('B', 'Borsetshire');
INSERT INTO children.report VALUES ('A', '2020/21 Q2');
INSERT INTO children.observation (measure, area, period, value, numerator, denominator) VALUES
	('reviews', 'A', '2020/21 Q1', 94.9, NULL, NULL), ('reviews', 'A', '2020/21 Q2', 94.6, 1016, 1074);
SELECT (SELECT count(*) FROM children.scorecard) AS children, (SELECT count(*) FROM adults.scorecard) AS adults,
	(SELECT count(*) FROM adults.observation) AS adults_figures;
DROP SCHEMA adults CASCADE;
SELECT measure, display, direction FROM children.scorecard ORDER BY measure;


-- dropping one leaves the other
DROP SCHEMA children CASCADE;
TABLE schemas EXCEPT TABLE before;
