/*
 * upgrade/1.0.0.sql - what is dropped or altered before the parts that have
 * changed since 1.0.0 are made anew
 *
 * Begins the update script.  A function needs to be dropped here only where it
 * is gone, or CREATE OR REPLACE would be refused: another result, or other
 * names of its arguments.
 */

\echo Use "ALTER EXTENSION cfsperf UPDATE" to load this file. \quit

DROP PROCEDURE create_framework(text);	-- takes partitions
DROP PROCEDURE framework_tables(name);
