-- SPDX-License-Identifier: PostgreSQL
/*
 * 40_indicator.sql - one measured figure
 */

CREATE TYPE indicator;

CREATE FUNCTION cfsperf_internal.indicator_in(cstring) RETURNS indicator
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.indicator_in(cstring) IS 'text input of indicator';

CREATE FUNCTION cfsperf_internal.indicator_out(indicator) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.indicator_out(indicator) IS 'text output of indicator';

CREATE FUNCTION cfsperf_internal.indicator_recv(internal) RETURNS indicator
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.indicator_recv(internal) IS 'binary input of indicator';

CREATE FUNCTION cfsperf_internal.indicator_send(indicator) RETURNS bytea
	AS 'MODULE_PATHNAME', 'indicator_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.indicator_send(indicator) IS 'binary output of indicator';

CREATE TYPE indicator (
	INPUT = indicator_in, OUTPUT = indicator_out, RECEIVE = indicator_recv, SEND = indicator_send,
	INTERNALLENGTH = 32, ALIGNMENT = double);
COMMENT ON TYPE indicator IS
	'one measured figure: value, unit, numerator and denominator where known, polarity; for example "94.6% (1016/1074) high", "21 count low", "32.1 per 10000 (210/65421) low", "0.76 low", "(1016/1074)% high"; ordered by performance, less is worse';

CREATE FUNCTION cfsperf_internal.indicator_lt(indicator, indicator) RETURNS boolean
	AS 'MODULE_PATHNAME', 'indicator_lt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.indicator_lt(indicator, indicator) IS 'implementation of < operator';

CREATE FUNCTION cfsperf_internal.indicator_le(indicator, indicator) RETURNS boolean
	AS 'MODULE_PATHNAME', 'indicator_le'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.indicator_le(indicator, indicator) IS 'implementation of <= operator';

CREATE FUNCTION cfsperf_internal.indicator_eq(indicator, indicator) RETURNS boolean
	AS 'MODULE_PATHNAME', 'indicator_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.indicator_eq(indicator, indicator) IS 'implementation of = operator';

CREATE FUNCTION cfsperf_internal.indicator_ne(indicator, indicator) RETURNS boolean
	AS 'MODULE_PATHNAME', 'indicator_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.indicator_ne(indicator, indicator) IS 'implementation of <> operator';

CREATE FUNCTION cfsperf_internal.indicator_ge(indicator, indicator) RETURNS boolean
	AS 'MODULE_PATHNAME', 'indicator_ge'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.indicator_ge(indicator, indicator) IS 'implementation of >= operator';

CREATE FUNCTION cfsperf_internal.indicator_gt(indicator, indicator) RETURNS boolean
	AS 'MODULE_PATHNAME', 'indicator_gt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.indicator_gt(indicator, indicator) IS 'implementation of > operator';

CREATE OPERATOR < (
	LEFTARG = indicator, RIGHTARG = indicator, FUNCTION = indicator_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
COMMENT ON OPERATOR < (indicator, indicator) IS 'worse than';

CREATE OPERATOR <= (
	LEFTARG = indicator, RIGHTARG = indicator, FUNCTION = indicator_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel);
COMMENT ON OPERATOR <= (indicator, indicator) IS 'worse than or equal to';

CREATE OPERATOR = (
	LEFTARG = indicator, RIGHTARG = indicator, FUNCTION = indicator_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR = (indicator, indicator) IS 'equal in value, unit and polarity';

CREATE OPERATOR <> (
	LEFTARG = indicator, RIGHTARG = indicator, FUNCTION = indicator_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel);
COMMENT ON OPERATOR <> (indicator, indicator) IS 'not equal';

CREATE OPERATOR >= (
	LEFTARG = indicator, RIGHTARG = indicator, FUNCTION = indicator_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel);
COMMENT ON OPERATOR >= (indicator, indicator) IS 'better than or equal to';

CREATE OPERATOR > (
	LEFTARG = indicator, RIGHTARG = indicator, FUNCTION = indicator_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel);
COMMENT ON OPERATOR > (indicator, indicator) IS 'better than';

CREATE FUNCTION cfsperf_internal.indicator_cmp(indicator, indicator) RETURNS integer
	AS 'MODULE_PATHNAME', 'indicator_cmp'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.indicator_cmp(indicator, indicator) IS 'less, equal or greater: -1, 0 or 1, by performance: less is worse; figures of other units and polarities stand apart';

CREATE FUNCTION cfsperf_internal.indicator_hash(indicator) RETURNS integer
	AS 'MODULE_PATHNAME', 'indicator_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.indicator_hash(indicator) IS 'hash';

CREATE FUNCTION cfsperf_internal.indicator_hash_extended(indicator, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'indicator_hash_extended'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.indicator_hash_extended(indicator, bigint) IS 'hash with a seed';

CREATE FUNCTION cfsperf_internal.indicator_sortsupport(internal) RETURNS void
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.indicator_sortsupport(internal) IS 'sort support';

CREATE OPERATOR CLASS indicator_ops DEFAULT FOR TYPE indicator USING btree AS
	OPERATOR 1 <,
	OPERATOR 2 <=,
	OPERATOR 3 =,
	OPERATOR 4 >=,
	OPERATOR 5 >,
	FUNCTION 1 indicator_cmp(indicator, indicator),
	FUNCTION 2 indicator_sortsupport(internal);
COMMENT ON OPERATOR CLASS indicator_ops USING btree IS
	'order of figures by performance: less is worse';

CREATE OPERATOR CLASS indicator_ops DEFAULT FOR TYPE indicator USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 indicator_hash(indicator),
	FUNCTION 2 indicator_hash_extended(indicator, bigint);
COMMENT ON OPERATOR CLASS indicator_ops USING hash IS
	'equality of figures by value, unit and polarity, whatever their counts';
