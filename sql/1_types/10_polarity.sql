-- SPDX-License-Identifier: PostgreSQL
/*
 * 10_polarity.sql - whether high or low is good
 */

CREATE TYPE polarity;

CREATE FUNCTION cfsperf_internal.polarity_in(cstring) RETURNS polarity
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.polarity_in(cstring) IS 'text input of polarity';

CREATE FUNCTION cfsperf_internal.polarity_out(polarity) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.polarity_out(polarity) IS 'text output of polarity';

CREATE FUNCTION cfsperf_internal.polarity_recv(internal) RETURNS polarity
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.polarity_recv(internal) IS 'binary input of polarity';

CREATE FUNCTION cfsperf_internal.polarity_send(polarity) RETURNS bytea
	AS 'MODULE_PATHNAME', 'word_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.polarity_send(polarity) IS 'binary output of polarity';

CREATE TYPE polarity (
	INPUT = polarity_in, OUTPUT = polarity_out, RECEIVE = polarity_recv, SEND = polarity_send,
	INTERNALLENGTH = 1, PASSEDBYVALUE, ALIGNMENT = char);
COMMENT ON TYPE polarity IS
	'whether high or low is good: high, low, none (information only); input also takes "High is good", "Low is good", "Information only" and "-" in any case';

CREATE FUNCTION cfsperf_internal.polarity_lt(polarity, polarity) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_lt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.polarity_lt(polarity, polarity) IS 'implementation of < operator';

CREATE FUNCTION cfsperf_internal.polarity_le(polarity, polarity) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_le'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.polarity_le(polarity, polarity) IS 'implementation of <= operator';

CREATE FUNCTION cfsperf_internal.polarity_eq(polarity, polarity) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.polarity_eq(polarity, polarity) IS 'implementation of = operator';

CREATE FUNCTION cfsperf_internal.polarity_ne(polarity, polarity) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.polarity_ne(polarity, polarity) IS 'implementation of <> operator';

CREATE FUNCTION cfsperf_internal.polarity_ge(polarity, polarity) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_ge'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.polarity_ge(polarity, polarity) IS 'implementation of >= operator';

CREATE FUNCTION cfsperf_internal.polarity_gt(polarity, polarity) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_gt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.polarity_gt(polarity, polarity) IS 'implementation of > operator';

CREATE OPERATOR < (
	LEFTARG = polarity, RIGHTARG = polarity, FUNCTION = polarity_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
COMMENT ON OPERATOR < (polarity, polarity) IS 'less than';

CREATE OPERATOR <= (
	LEFTARG = polarity, RIGHTARG = polarity, FUNCTION = polarity_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel);
COMMENT ON OPERATOR <= (polarity, polarity) IS 'less than or equal';

CREATE OPERATOR = (
	LEFTARG = polarity, RIGHTARG = polarity, FUNCTION = polarity_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR = (polarity, polarity) IS 'equal';

CREATE OPERATOR <> (
	LEFTARG = polarity, RIGHTARG = polarity, FUNCTION = polarity_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel);
COMMENT ON OPERATOR <> (polarity, polarity) IS 'not equal';

CREATE OPERATOR >= (
	LEFTARG = polarity, RIGHTARG = polarity, FUNCTION = polarity_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel);
COMMENT ON OPERATOR >= (polarity, polarity) IS 'greater than or equal';

CREATE OPERATOR > (
	LEFTARG = polarity, RIGHTARG = polarity, FUNCTION = polarity_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel);
COMMENT ON OPERATOR > (polarity, polarity) IS 'greater than';

CREATE FUNCTION cfsperf_internal.polarity_cmp(polarity, polarity) RETURNS integer
	AS 'MODULE_PATHNAME', 'word_cmp'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.polarity_cmp(polarity, polarity) IS 'less, equal or greater: -1, 0 or 1, high before low before none';

CREATE FUNCTION cfsperf_internal.polarity_hash(polarity) RETURNS integer
	AS 'MODULE_PATHNAME', 'word_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.polarity_hash(polarity) IS 'hash';

CREATE FUNCTION cfsperf_internal.polarity_hash_extended(polarity, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'word_hash_extended'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.polarity_hash_extended(polarity, bigint) IS 'hash with a seed';

CREATE OPERATOR CLASS polarity_ops DEFAULT FOR TYPE polarity USING btree AS
	OPERATOR 1 <,
	OPERATOR 2 <=,
	OPERATOR 3 =,
	OPERATOR 4 >=,
	OPERATOR 5 >,
	FUNCTION 1 polarity_cmp(polarity, polarity);
COMMENT ON OPERATOR CLASS polarity_ops USING btree IS
	'order of polarities, for sorting and indexes: high, low, none; none is better than another';

CREATE OPERATOR CLASS polarity_ops DEFAULT FOR TYPE polarity USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 polarity_hash(polarity),
	FUNCTION 2 polarity_hash_extended(polarity, bigint);
COMMENT ON OPERATOR CLASS polarity_ops USING hash IS
	'equality of polarities, for hash joins, grouping and hash partitions';
