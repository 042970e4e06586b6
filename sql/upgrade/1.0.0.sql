/*
 * upgrade/1.0.0.sql - what is dropped or altered before the parts that have
 * changed since 1.0.0 are made anew
 *
 * Begins the update script.  A function needs to be dropped here only where it
 * is gone, or CREATE OR REPLACE would be refused: another result, or other
 * names of its arguments.
 */

\echo Use "ALTER EXTENSION cfsperf UPDATE" to load this file. \quit

DO $guard$
BEGIN
	-- the text below has been read by now, as that setting says
	IF pg_catalog.current_setting('standard_conforming_strings') OPERATOR(pg_catalog.<>) 'on' THEN
		RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
			MESSAGE = 'standard_conforming_strings is off',
			DETAIL = 'Functions would be created with other texts in them than were written.',
			HINT = 'SET standard_conforming_strings = on;';
	END IF;
END
$guard$;

-- it belongs to whom the functions in it belong to (00_guard.sql)
ALTER SCHEMA cfsperf OWNER TO CURRENT_USER;

DROP PROCEDURE create_framework(text);	-- takes partitions
DROP PROCEDURE framework_tables(name);
