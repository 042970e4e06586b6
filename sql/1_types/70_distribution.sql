-- SPDX-License-Identifier: PostgreSQL
/*
 * 70_distribution.sql - the figures of a benchmark
 */

CREATE TYPE distribution;

CREATE FUNCTION cfsperf_internal.distribution_in(cstring) RETURNS distribution
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.distribution_in(cstring) IS 'text input of distribution';

CREATE FUNCTION cfsperf_internal.distribution_out(distribution) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.distribution_out(distribution) IS 'text output of distribution';

CREATE FUNCTION cfsperf_internal.distribution_recv(internal) RETURNS distribution
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.distribution_recv(internal) IS 'binary input of distribution';

CREATE FUNCTION cfsperf_internal.distribution_send(distribution) RETURNS bytea
	AS 'MODULE_PATHNAME', 'distribution_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.distribution_send(distribution) IS 'binary output of distribution';

CREATE TYPE distribution (
	INPUT = distribution_in, OUTPUT = distribution_out, RECEIVE = distribution_recv, SEND = distribution_send,
	INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = plain);
COMMENT ON TYPE distribution IS
	'the figures of a benchmark, in no order; the state of the aggregate quartiles; its text is its binary form in hexadecimal';

CREATE FUNCTION quartiles(distribution) RETURNS quartiles
	AS 'MODULE_PATHNAME', 'distribution_quartiles'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION quartiles(distribution) IS
	'quartiles of the figures of a distribution; NULL for NULL. Cut points: R quantile type 7 (Hyndman and Fan 1996)';

CREATE FUNCTION national_rank(indicator, distribution) RETURNS bigint
	AS 'MODULE_PATHNAME', 'distribution_rank'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION national_rank(indicator, distribution) IS
	'1 + the number of figures of the distribution that are better; ties share the better rank; NULL for NULL and for information only; error where unit or polarity differ. The distribution is all it knows: leave the subject''s own figures out of it';
