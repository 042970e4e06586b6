-- SPDX-License-Identifier: PostgreSQL
/*
 * 20_change.sql - the aggregates change and latest
 */

CREATE TYPE cfsperf_internal.change_state;

CREATE FUNCTION cfsperf_internal.change_state_in(cstring) RETURNS change_state
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.change_state_in(cstring) IS 'text input of change_state';

CREATE FUNCTION cfsperf_internal.change_state_out(change_state) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.change_state_out(change_state) IS 'text output of change_state';

CREATE FUNCTION cfsperf_internal.change_state_recv(internal) RETURNS change_state
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.change_state_recv(internal) IS 'binary input of change_state';

CREATE FUNCTION cfsperf_internal.change_state_send(change_state) RETURNS bytea
	AS 'MODULE_PATHNAME', 'change_state_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.change_state_send(change_state) IS 'binary output of change_state';

CREATE TYPE cfsperf_internal.change_state (
	INPUT = change_state_in, OUTPUT = change_state_out, RECEIVE = change_state_recv, SEND = change_state_send,
	INTERNALLENGTH = 80, ALIGNMENT = double);
COMMENT ON TYPE cfsperf_internal.change_state IS
	'state of the aggregate change and latest; its text is its binary form in hexadecimal';

CREATE FUNCTION cfsperf_internal.change_add(change_state, indicator, reporting_period) RETURNS change_state
	AS 'MODULE_PATHNAME', 'change_add'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.change_add(change_state, indicator, reporting_period) IS
	'transition of change and latest';

CREATE FUNCTION cfsperf_internal.change_combine(change_state, change_state) RETURNS change_state
	AS 'MODULE_PATHNAME', 'change_combine'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.change_combine(change_state, change_state) IS
	'merges two states of change or latest';

CREATE FUNCTION cfsperf_internal.change_result(change_state) RETURNS movement
	AS 'MODULE_PATHNAME', 'change_result'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.change_result(change_state) IS
	'result of change';

CREATE FUNCTION cfsperf_internal.latest_result(change_state) RETURNS indicator
	AS 'MODULE_PATHNAME', 'latest_result'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.latest_result(change_state) IS
	'result of latest';

CREATE AGGREGATE change(indicator, reporting_period) (
	SFUNC = change_add, STYPE = change_state, SSPACE = 80,
	FINALFUNC = change_result, COMBINEFUNC = change_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE change(indicator, reporting_period) IS
	'the latest reading of a group and the one before it, in any order of rows; WHERE or FILTER decides which rows take part; a row in which reading or period is NULL is skipped; NULL for none; error where one of the two periods is a duplicate, and where unit, polarity or length of period differ';

CREATE FUNCTION cfsperf_internal.change_add_number(change_state, value double precision, period reporting_period, polarity polarity) RETURNS change_state
	AS 'MODULE_PATHNAME', 'change_add_number'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.change_add_number(change_state, double precision, reporting_period, polarity) IS
	'transition of change of plain numbers';

CREATE AGGREGATE change(value double precision, period reporting_period, polarity polarity) (
	SFUNC = change_add_number, STYPE = change_state, SSPACE = 80,
	FINALFUNC = change_result, COMBINEFUNC = change_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE change(value double precision, period reporting_period, polarity polarity) IS
	'as change(indicator, reporting_period), of plain numbers with a polarity; a row in which an argument is NULL is skipped; NULL for none; error as well for NaN and infinity';

CREATE AGGREGATE latest(indicator, reporting_period) (
	SFUNC = change_add, STYPE = change_state, SSPACE = 80,
	FINALFUNC = latest_result, COMBINEFUNC = change_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE latest(indicator, reporting_period) IS
	'the latest reading of a group, in any order of rows; a row in which reading or period is NULL is skipped; NULL for none; error where its period is a duplicate';
