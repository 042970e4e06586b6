-- SPDX-License-Identifier: PostgreSQL
/*
 * 00_guard.sql - check the two schemas before anything is created in them
 *
 * The parts are concatenated floor by floor, in the order of their numbers; one
 * concept a part, each using only those before it.
 *
 * Schema cfsperf holds what a user calls, cfsperf_internal everything else:
 * input and output, support functions of operators, indexes and aggregates,
 * sentences, HTML, the procedures that make a framework.  An internal object is
 * created by its qualified name, a public one is not qualified; the search path
 * set below finds both.
 *
 * The extension is trusted: a role with CREATE on a database has this script
 * run by a superuser.  So what the script finds by name must be its own.  A
 * schema created by CREATE EXTENSION is invisible to other sessions until the
 * script ends.  One that existed before (after a restore, for example) must be
 * empty and owned by a superuser or by the installing role, and 99_guard.sql
 * checks that it still was when the script ended.  The schema is then given to
 * the owner of the functions in it: other users have it in their search path,
 * so not even the installing role may add to it.
 *
 * cfsperf_internal is created here and is a member of the extension: it is
 * dropped with it and never dumped, so it must not exist.
 */

\echo Use "CREATE EXTENSION cfsperf" to load this file. \quit

SET LOCAL search_path = pg_catalog, pg_temp;

DO $guard$
DECLARE
	place CONSTANT oid := 'cfsperf'::regnamespace;
	found text;
BEGIN
	-- the string literals of the whole script depend on this setting
	IF current_setting('standard_conforming_strings') <> 'on' THEN
		RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
			MESSAGE = 'standard_conforming_strings is off',
			DETAIL = 'Backslashes in the function bodies of the script would be read as escapes.',
			HINT = 'SET standard_conforming_strings = on;';
	END IF;

	IF EXISTS (SELECT FROM pg_namespace WHERE nspname = 'cfsperf_internal') THEN
		RAISE EXCEPTION USING ERRCODE = 'duplicate_schema',
			MESSAGE = 'schema "cfsperf_internal" already exists',
			DETAIL = 'The extension makes that schema for itself.',
			HINT = 'Drop or rename the schema that is there.';
	END IF;

	SELECT string_agg(pg_describe_object(d.classid, d.objid, d.objsubid), ', ')
	INTO found
	FROM (SELECT d.classid, d.objid, d.objsubid
		  FROM pg_depend d
		  WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = place
			  AND NOT (d.classid = 'pg_extension'::regclass
				  AND d.objid = (SELECT oid FROM pg_extension WHERE extname = 'cfsperf'))
		  ORDER BY d.classid, d.objid
		  LIMIT 5) d;
	IF found IS NOT NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
			MESSAGE = 'schema "cfsperf" is not empty',
			DETAIL = format('It holds %s.', found),
			HINT = 'The extension needs a schema of that name for itself: move or drop what it holds, or rename it.';
	END IF;

	SELECT quote_ident(r.rolname)
	INTO found
	FROM pg_namespace n
	JOIN pg_roles r ON r.oid = n.nspowner
	WHERE n.oid = place AND NOT r.rolsuper
		AND r.oid <> (SELECT extowner FROM pg_extension WHERE extname = 'cfsperf');
	IF found IS NOT NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
			MESSAGE = format('schema "cfsperf" belongs to role %s', found),
			DETAIL = 'Its owner could put functions there that are taken for the extension''s own.',
			HINT = 'Drop the schema; CREATE EXTENSION makes it.';
	END IF;

	SELECT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END
	INTO found
	FROM pg_namespace n
	CROSS JOIN aclexplode(n.nspacl) a
	LEFT JOIN pg_roles r ON r.oid = a.grantee
	WHERE n.oid = place AND a.privilege_type = 'CREATE'
		AND a.grantee <> n.nspowner AND NOT coalesce(r.rolsuper, false)
	ORDER BY 1
	LIMIT 1;
	IF found IS NOT NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
			MESSAGE = format('%s may create objects in schema "cfsperf"', found),
			DETAIL = 'Functions could be put there that are taken for the extension''s own.',
			HINT = format('Make the schema first, without that privilege: CREATE SCHEMA IF NOT EXISTS cfsperf; REVOKE CREATE ON SCHEMA cfsperf FROM %s;',
						  found);
	END IF;

	CREATE SCHEMA cfsperf_internal;
	FOR found IN
		SELECT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END
		FROM pg_namespace n
		CROSS JOIN aclexplode(n.nspacl) a
		LEFT JOIN pg_roles r ON r.oid = a.grantee
		WHERE n.nspname = 'cfsperf_internal' AND a.privilege_type = 'CREATE' AND a.grantee <> n.nspowner
	LOOP
		EXECUTE format('REVOKE CREATE ON SCHEMA cfsperf_internal FROM %s', found);
	END LOOP;
END
$guard$;

ALTER SCHEMA cfsperf OWNER TO CURRENT_USER;

SET LOCAL search_path = cfsperf, cfsperf_internal, pg_temp;

COMMENT ON SCHEMA cfsperf IS
	'performance indicators: types, aggregates and statistics; frameworks are schemas of their own';
COMMENT ON SCHEMA cfsperf_internal IS
	'what types, aggregates and frameworks of cfsperf call; nothing here is meant to be called by name';

-- everybody may compute; what they may read is up to the tables
GRANT USAGE ON SCHEMA cfsperf, cfsperf_internal TO PUBLIC;
