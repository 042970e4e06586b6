/*
 * 00_guard.sql - the install script is for CREATE EXTENSION only, and for a
 * schema in which nothing lies in wait
 *
 * The parts are concatenated floor by floor, in the order of their numbers; one
 * concept a part, each using only those before it.
 *
 * Schema cfsperf holds what a user calls; cfsperf_internal what stands behind
 * it: input, output, support functions of operators, indexes and aggregates,
 * sentences, HTML, the makers of frameworks.  What is internal is created by
 * its qualified name, what is not qualified is public; both are found by the
 * search path below.
 *
 * The extension is trusted: whoever may create objects in a database may have
 * this script run by a superuser.  What it finds by name must therefore be its
 * own.  A schema that CREATE EXTENSION makes is seen by nobody else before the
 * script ends; one that was there already (as in a restore) must be empty and
 * belong to a superuser or to whoever installs, and 99_guard.sql looks whether
 * it has stayed so.  It then belongs to whom the functions in it belong to:
 * other users search it, so that not even the installer may add to it.
 * cfsperf_internal is made here, is a member of the extension, goes with it,
 * and is not in a dump: it must not be there.
 */

\echo Use "CREATE EXTENSION cfsperf" to load this file. \quit

SET LOCAL search_path = pg_catalog, pg_temp;

DO $guard$
DECLARE
	place CONSTANT oid := 'cfsperf'::regnamespace;
	found text;
BEGIN
	-- the text above and below has been read by now, as that setting says
	IF current_setting('standard_conforming_strings') <> 'on' THEN
		RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
			MESSAGE = 'standard_conforming_strings is off',
			DETAIL = 'Functions would be created with other texts in them than were written.',
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
