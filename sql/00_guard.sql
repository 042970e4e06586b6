/*
 * 00_guard.sql - the install script is for CREATE EXTENSION only
 *
 * The numbered parts are concatenated in order; one concept a part, each using
 * only those before it.  Unqualified names are created in, and found by, the
 * extension's schema: CREATE EXTENSION sets the search path.
 */

\echo Use "CREATE EXTENSION cfsperf" to load this file. \quit

COMMENT ON SCHEMA cfsperf IS
	'performance indicators: types, aggregates and statistics; frameworks are schemas of their own';

-- everybody may compute; what they may read is up to the tables
GRANT USAGE ON SCHEMA cfsperf TO PUBLIC;
