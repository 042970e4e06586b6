-- SPDX-License-Identifier: PostgreSQL
/*
 * 99_guard.sql - check that both schemas hold members of the extension only
 *
 * Where schema cfsperf existed before, its owner may have committed a function
 * into it while the script ran, and a part above may have resolved a name to
 * it.  All names have been resolved by now.
 */

SET LOCAL search_path = pg_catalog, pg_temp;

DO $guard$
DECLARE
	place name;
	found text;
BEGIN
	SELECT n.nspname, string_agg(pg_describe_object(d.classid, d.objid, d.objsubid), ', ')
	INTO place, found
	FROM (SELECT d.classid, d.objid, d.objsubid, d.refobjid
		  FROM pg_depend d
		  WHERE d.refclassid = 'pg_namespace'::regclass
			  AND d.refobjid IN ('cfsperf'::regnamespace, 'cfsperf_internal'::regnamespace)
			  AND NOT (d.classid = 'pg_extension'::regclass
				  AND d.objid = (SELECT oid FROM pg_extension WHERE extname = 'cfsperf'))
			  AND NOT EXISTS (
				  SELECT
				  FROM pg_depend m
				  WHERE m.classid = d.classid AND m.objid = d.objid AND m.deptype = 'e'
					  AND m.refclassid = 'pg_extension'::regclass
					  AND m.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'cfsperf'))
		  ORDER BY d.classid, d.objid
		  LIMIT 5) d
	JOIN pg_namespace n ON n.oid = d.refobjid
	GROUP BY n.nspname
	LIMIT 1;
	IF found IS NOT NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'object_in_use',
			MESSAGE = format('schema "%s" holds what is not the extension''s', place),
			DETAIL = format('It holds %s.', found),
			HINT = 'The extension needs that schema for itself: move or drop these.';
	END IF;
END
$guard$;
