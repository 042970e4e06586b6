/*
 * 99_guard.sql - nothing came into the schema while the script ran
 *
 * Where the schema was there before, its owner may have had a transaction open
 * that put a function into it meanwhile, and a part above may have taken that
 * for the extension's own.  Every name has been looked up by now.
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
			MESSAGE = 'something came into schema "cfsperf" while the extension was created',
			DETAIL = format('It now holds %s.', found),
			HINT = 'Drop the schema; CREATE EXTENSION makes it.';
	END IF;
END
$guard$;
