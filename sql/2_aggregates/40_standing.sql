-- SPDX-License-Identifier: PostgreSQL
/*
 * 40_standing.sql - a figure among a benchmark, in constant space
 */

CREATE TYPE cfsperf_internal.standing;

CREATE FUNCTION cfsperf_internal.standing_in(cstring) RETURNS standing
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.standing_in(cstring) IS 'text input of standing';

CREATE FUNCTION cfsperf_internal.standing_out(standing) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.standing_out(standing) IS 'text output of standing';

CREATE FUNCTION cfsperf_internal.standing_recv(internal) RETURNS standing
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.standing_recv(internal) IS 'binary input of standing';

CREATE FUNCTION cfsperf_internal.standing_send(standing) RETURNS bytea
	AS 'MODULE_PATHNAME', 'standing_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.standing_send(standing) IS 'binary output of standing';

CREATE TYPE cfsperf_internal.standing (
	INPUT = standing_in, OUTPUT = standing_out, RECEIVE = standing_recv, SEND = standing_send,
	INTERNALLENGTH = 72, ALIGNMENT = double);
COMMENT ON TYPE cfsperf_internal.standing IS
	'state of the aggregate quartile_rank and national_rank; its text is its binary form in hexadecimal';

CREATE FUNCTION cfsperf_internal.standing_add(standing, indicator, indicator) RETURNS standing
	AS 'MODULE_PATHNAME', 'standing_add'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.standing_add(standing, indicator, indicator) IS
	'transition of quartile_rank and national_rank';

CREATE FUNCTION cfsperf_internal.standing_combine(standing, standing) RETURNS standing
	AS 'MODULE_PATHNAME', 'standing_combine'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.standing_combine(standing, standing) IS
	'merges two states of quartile_rank or national_rank';

CREATE FUNCTION cfsperf_internal.standing_quartile(standing) RETURNS integer
	AS 'MODULE_PATHNAME', 'standing_quartile'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.standing_quartile(standing) IS
	'result of quartile_rank';

CREATE FUNCTION cfsperf_internal.standing_rank(standing) RETURNS bigint
	AS 'MODULE_PATHNAME', 'standing_rank'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.standing_rank(standing) IS
	'result of national_rank';

CREATE AGGREGATE quartile_rank(subject indicator, benchmark indicator) (
	SFUNC = standing_add, STYPE = standing, SSPACE = 72,
	FINALFUNC = standing_quartile, COMBINEFUNC = standing_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE quartile_rank(subject indicator, benchmark indicator) IS
	'quartile, 1 = best to 4, of the subject, which is beside each benchmark figure of its group, among these; a row in which either is NULL is skipped; NULL for information only, for fewer than four figures and where all equal the subject; error for several subjects in a group and where unit or polarity differ; the same as quartile(subject, quartiles(benchmark)). The group is all it knows: leave the subject''s own rows out of the benchmark';

CREATE AGGREGATE national_rank(subject indicator, benchmark indicator) (
	SFUNC = standing_add, STYPE = standing, SSPACE = 72,
	FINALFUNC = standing_rank, COMBINEFUNC = standing_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE national_rank(subject indicator, benchmark indicator) IS
	'1 + the number of benchmark figures of a group that are better than the subject, which is beside each; ties share the better rank; a row in which either is NULL is skipped; NULL for information only and for none; error for several subjects in a group and where unit or polarity differ. The group is all it knows: leave the subject''s own rows out of the benchmark';
