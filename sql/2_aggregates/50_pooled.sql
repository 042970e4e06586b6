-- SPDX-License-Identifier: PostgreSQL
/*
 * 50_pooled.sql - the figure of a whole group
 */

CREATE TYPE cfsperf_internal.pooled_state;

CREATE FUNCTION cfsperf_internal.pooled_state_in(cstring) RETURNS pooled_state
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.pooled_state_in(cstring) IS 'text input of pooled_state';

CREATE FUNCTION cfsperf_internal.pooled_state_out(pooled_state) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.pooled_state_out(pooled_state) IS 'text output of pooled_state';

CREATE FUNCTION cfsperf_internal.pooled_state_recv(internal) RETURNS pooled_state
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.pooled_state_recv(internal) IS 'binary input of pooled_state';

CREATE FUNCTION cfsperf_internal.pooled_state_send(pooled_state) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.pooled_state_send(pooled_state) IS 'binary output of pooled_state';

CREATE TYPE cfsperf_internal.pooled_state (
	INPUT = pooled_state_in, OUTPUT = pooled_state_out, RECEIVE = pooled_state_recv, SEND = pooled_state_send,
	INTERNALLENGTH = 48, ALIGNMENT = double);
COMMENT ON TYPE cfsperf_internal.pooled_state IS
	'state of the aggregate pooled; its text is its binary form in hexadecimal';

CREATE FUNCTION cfsperf_internal.pooled_add(pooled_state, indicator) RETURNS pooled_state
	AS 'MODULE_PATHNAME', 'pooled_add'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.pooled_add(pooled_state, indicator) IS
	'transition of pooled';

CREATE FUNCTION cfsperf_internal.pooled_combine(pooled_state, pooled_state) RETURNS pooled_state
	AS 'MODULE_PATHNAME', 'pooled_combine'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.pooled_combine(pooled_state, pooled_state) IS
	'merges two states of pooled';

CREATE FUNCTION cfsperf_internal.pooled_result(pooled_state) RETURNS indicator
	AS 'MODULE_PATHNAME', 'pooled_result'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.pooled_result(pooled_state) IS
	'result of pooled';

CREATE AGGREGATE pooled(indicator) (
	SFUNC = pooled_add, STYPE = pooled_state, SSPACE = 48,
	FINALFUNC = pooled_result, COMBINEFUNC = pooled_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE pooled(indicator) IS
	'the figure of a whole group: numerators and denominators summed, then divided, never an average of percentages; exact in any order; NULL figures are skipped; NULL for none; error for a figure without counts, a plain number, and where unit or polarity differ';
