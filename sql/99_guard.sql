/*
 * 99_guard.sql - nothing in the schema is not the extension's own
 *
 * Where the schema was there before, its owner may have had a transaction open
 * that put a function into it while the script ran, and a part above may have
 * taken that for the extension's own.  Every name has been looked up by now.
 */

SET LOCAL search_path = pg_catalog, pg_temp;

DO $guard$
DECLARE
	found text;
BEGIN
	SELECT string_agg(pg_describe_object(d.classid, d.objid, d.objsubid), ', ')
	INTO found
	FROM (SELECT d.classid, d.objid, d.objsubid
		  FROM pg_depend d
		  WHERE d.refclassid = 'pg_namespace'::regclass
			  AND d.refobjid = 'cfsperf'::regnamespace
			  AND NOT (d.classid = 'pg_extension'::regclass
				  AND d.objid = (SELECT oid FROM pg_extension WHERE extname = 'cfsperf'))
			  AND NOT EXISTS (
				  SELECT
				  FROM pg_depend m
				  WHERE m.classid = d.classid AND m.objid = d.objid AND m.deptype = 'e'
					  AND m.refclassid = 'pg_extension'::regclass
					  AND m.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'cfsperf'))
		  ORDER BY d.classid, d.objid
		  LIMIT 5) d;
	IF found IS NOT NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'object_in_use',
			MESSAGE = 'schema "cfsperf" holds what is not the extension''s',
			DETAIL = format('It holds %s.', found),
			HINT = 'The extension needs that schema for itself: move or drop these.';
	END IF;
END
$guard$;
