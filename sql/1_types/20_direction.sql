-- SPDX-License-Identifier: PostgreSQL
/*
 * 20_direction.sql - whether a measure improved or declined
 */

CREATE TYPE direction;

CREATE FUNCTION cfsperf_internal.direction_in(cstring) RETURNS direction
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.direction_in(cstring) IS 'text input of direction';

CREATE FUNCTION cfsperf_internal.direction_out(direction) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.direction_out(direction) IS 'text output of direction';

CREATE FUNCTION cfsperf_internal.direction_recv(internal) RETURNS direction
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.direction_recv(internal) IS 'binary input of direction';

CREATE FUNCTION cfsperf_internal.direction_send(direction) RETURNS bytea
	AS 'MODULE_PATHNAME', 'word_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.direction_send(direction) IS 'binary output of direction';

CREATE TYPE direction (
	INPUT = direction_in, OUTPUT = direction_out, RECEIVE = direction_recv, SEND = direction_send,
	INTERNALLENGTH = 1, PASSEDBYVALUE, ALIGNMENT = char);
COMMENT ON TYPE direction IS
	'result of a comparison of two figures: improved, no significant change, declined, information only';

CREATE FUNCTION cfsperf_internal.direction_lt(direction, direction) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_lt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.direction_lt(direction, direction) IS 'implementation of < operator';

CREATE FUNCTION cfsperf_internal.direction_le(direction, direction) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_le'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.direction_le(direction, direction) IS 'implementation of <= operator';

CREATE FUNCTION cfsperf_internal.direction_eq(direction, direction) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.direction_eq(direction, direction) IS 'implementation of = operator';

CREATE FUNCTION cfsperf_internal.direction_ne(direction, direction) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.direction_ne(direction, direction) IS 'implementation of <> operator';

CREATE FUNCTION cfsperf_internal.direction_ge(direction, direction) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_ge'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.direction_ge(direction, direction) IS 'implementation of >= operator';

CREATE FUNCTION cfsperf_internal.direction_gt(direction, direction) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_gt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.direction_gt(direction, direction) IS 'implementation of > operator';

CREATE OPERATOR < (
	LEFTARG = direction, RIGHTARG = direction, FUNCTION = direction_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
COMMENT ON OPERATOR < (direction, direction) IS 'less than';

CREATE OPERATOR <= (
	LEFTARG = direction, RIGHTARG = direction, FUNCTION = direction_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel);
COMMENT ON OPERATOR <= (direction, direction) IS 'less than or equal';

CREATE OPERATOR = (
	LEFTARG = direction, RIGHTARG = direction, FUNCTION = direction_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR = (direction, direction) IS 'equal';

CREATE OPERATOR <> (
	LEFTARG = direction, RIGHTARG = direction, FUNCTION = direction_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel);
COMMENT ON OPERATOR <> (direction, direction) IS 'not equal';

CREATE OPERATOR >= (
	LEFTARG = direction, RIGHTARG = direction, FUNCTION = direction_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel);
COMMENT ON OPERATOR >= (direction, direction) IS 'greater than or equal';

CREATE OPERATOR > (
	LEFTARG = direction, RIGHTARG = direction, FUNCTION = direction_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel);
COMMENT ON OPERATOR > (direction, direction) IS 'greater than';

CREATE FUNCTION cfsperf_internal.direction_cmp(direction, direction) RETURNS integer
	AS 'MODULE_PATHNAME', 'word_cmp'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.direction_cmp(direction, direction) IS 'less, equal or greater: -1, 0 or 1, improved before no significant change before declined before information only';

CREATE FUNCTION cfsperf_internal.direction_hash(direction) RETURNS integer
	AS 'MODULE_PATHNAME', 'word_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.direction_hash(direction) IS 'hash';

CREATE FUNCTION cfsperf_internal.direction_hash_extended(direction, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'word_hash_extended'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.direction_hash_extended(direction, bigint) IS 'hash with a seed';

CREATE OPERATOR CLASS direction_ops DEFAULT FOR TYPE direction USING btree AS
	OPERATOR 1 <,
	OPERATOR 2 <=,
	OPERATOR 3 =,
	OPERATOR 4 >=,
	OPERATOR 5 >,
	FUNCTION 1 direction_cmp(direction, direction);
COMMENT ON OPERATOR CLASS direction_ops USING btree IS
	'order of directions, as they are listed in reports: improved, no significant change, declined, information only';

CREATE OPERATOR CLASS direction_ops DEFAULT FOR TYPE direction USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 direction_hash(direction),
	FUNCTION 2 direction_hash_extended(direction, bigint);
COMMENT ON OPERATOR CLASS direction_ops USING hash IS
	'equality of directions, for hash joins, grouping and hash partitions';
