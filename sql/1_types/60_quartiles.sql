-- SPDX-License-Identifier: PostgreSQL
/*
 * 60_quartiles.sql - what a benchmark looks like
 */

CREATE TYPE quartiles;

CREATE FUNCTION cfsperf_internal.quartiles_in(cstring) RETURNS quartiles
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.quartiles_in(cstring) IS 'text input of quartiles';

CREATE FUNCTION cfsperf_internal.quartiles_out(quartiles) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.quartiles_out(quartiles) IS 'text output of quartiles';

CREATE FUNCTION cfsperf_internal.quartiles_recv(internal) RETURNS quartiles
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.quartiles_recv(internal) IS 'binary input of quartiles';

CREATE FUNCTION cfsperf_internal.quartiles_send(quartiles) RETURNS bytea
	AS 'MODULE_PATHNAME', 'quartiles_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.quartiles_send(quartiles) IS 'binary output of quartiles';

CREATE TYPE quartiles (
	INPUT = quartiles_in, OUTPUT = quartiles_out, RECEIVE = quartiles_recv, SEND = quartiles_send,
	INTERNALLENGTH = 64, ALIGNMENT = double);
COMMENT ON TYPE quartiles IS
	'a distribution: number of figures; least, lower quartile, median, upper quartile, greatest and mean in their unit; unit and polarity';

CREATE FUNCTION cfsperf_internal.quartiles_eq(quartiles, quartiles) RETURNS boolean
	AS 'MODULE_PATHNAME', 'quartiles_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.quartiles_eq(quartiles, quartiles) IS 'implementation of = operator: equal in every field';

CREATE FUNCTION cfsperf_internal.quartiles_ne(quartiles, quartiles) RETURNS boolean
	AS 'MODULE_PATHNAME', 'quartiles_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.quartiles_ne(quartiles, quartiles) IS 'implementation of <> operator';

CREATE FUNCTION cfsperf_internal.quartiles_hash(quartiles) RETURNS integer
	AS 'MODULE_PATHNAME', 'quartiles_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.quartiles_hash(quartiles) IS 'hash';

CREATE OPERATOR = (
	LEFTARG = quartiles, RIGHTARG = quartiles, FUNCTION = quartiles_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES);
COMMENT ON OPERATOR = (quartiles, quartiles) IS 'equal in every field';

CREATE OPERATOR <> (
	LEFTARG = quartiles, RIGHTARG = quartiles, FUNCTION = quartiles_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel);
COMMENT ON OPERATOR <> (quartiles, quartiles) IS 'not equal';

CREATE OPERATOR CLASS quartiles_ops DEFAULT FOR TYPE quartiles USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 quartiles_hash(quartiles);
COMMENT ON OPERATOR CLASS quartiles_ops USING hash IS
	'equality of quartiles, for hash joins and grouping; they have no order';

CREATE FUNCTION n(quartiles) RETURNS bigint
	AS 'MODULE_PATHNAME', 'quartiles_n'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION n(quartiles) IS
	'number of figures; NULL for NULL';

CREATE FUNCTION "least"(quartiles) RETURNS double precision
	AS 'MODULE_PATHNAME', 'quartiles_least'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION "least"(quartiles) IS
	'least figure, in the unit of the figures; NULL for NULL; call it as cfsperf.least(q) or "least"(q), since LEAST is a keyword';

CREATE FUNCTION lower_quartile(quartiles) RETURNS double precision
	AS 'MODULE_PATHNAME', 'quartiles_lower'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION lower_quartile(quartiles) IS
	'lower quartile, in the unit of the figures, unrounded; NULL for NULL. R quantile type 7 (Hyndman and Fan 1996)';

CREATE FUNCTION median(quartiles) RETURNS double precision
	AS 'MODULE_PATHNAME', 'quartiles_median'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION median(quartiles) IS
	'median, in the unit of the figures, unrounded; NULL for NULL';

CREATE FUNCTION upper_quartile(quartiles) RETURNS double precision
	AS 'MODULE_PATHNAME', 'quartiles_upper'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION upper_quartile(quartiles) IS
	'upper quartile, in the unit of the figures, unrounded; NULL for NULL. R quantile type 7 (Hyndman and Fan 1996)';

CREATE FUNCTION "greatest"(quartiles) RETURNS double precision
	AS 'MODULE_PATHNAME', 'quartiles_greatest'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION "greatest"(quartiles) IS
	'greatest figure, in the unit of the figures; NULL for NULL; call it as cfsperf.greatest(q) or "greatest"(q), since GREATEST is a keyword';

CREATE FUNCTION mean(quartiles) RETURNS double precision
	AS 'MODULE_PATHNAME', 'quartiles_mean'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mean(quartiles) IS
	'arithmetic mean, in the unit of the figures, unweighted; NULL for NULL';
