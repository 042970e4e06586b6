-- SPDX-License-Identifier: PostgreSQL
/*
 * 30_reporting_period.sql - a span of whole months
 */

CREATE TYPE reporting_period;

CREATE FUNCTION cfsperf_internal.reporting_period_in(cstring) RETURNS reporting_period
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.reporting_period_in(cstring) IS 'text input of reporting_period';

CREATE FUNCTION cfsperf_internal.reporting_period_out(reporting_period) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.reporting_period_out(reporting_period) IS 'text output of reporting_period';

CREATE FUNCTION cfsperf_internal.reporting_period_recv(internal) RETURNS reporting_period
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.reporting_period_recv(internal) IS 'binary input of reporting_period';

CREATE FUNCTION cfsperf_internal.reporting_period_send(reporting_period) RETURNS bytea
	AS 'MODULE_PATHNAME', 'reporting_period_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.reporting_period_send(reporting_period) IS 'binary output of reporting_period';

CREATE TYPE reporting_period (
	INPUT = reporting_period_in, OUTPUT = reporting_period_out, RECEIVE = reporting_period_recv, SEND = reporting_period_send,
	INTERNALLENGTH = 4, PASSEDBYVALUE, ALIGNMENT = int4);
COMMENT ON TYPE reporting_period IS
	'a span of whole months, for example "2020/21 Q2", "2020/21", "2020", "AY 2019/20", "Summer 2019/20", "2020-08", "2014-16", "2019-10/P12M"; ordered by end, then shortest first';

CREATE FUNCTION cfsperf_internal.reporting_period_lt(reporting_period, reporting_period) RETURNS boolean
	AS 'MODULE_PATHNAME', 'reporting_period_lt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.reporting_period_lt(reporting_period, reporting_period) IS 'implementation of < operator';

CREATE FUNCTION cfsperf_internal.reporting_period_le(reporting_period, reporting_period) RETURNS boolean
	AS 'MODULE_PATHNAME', 'reporting_period_le'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.reporting_period_le(reporting_period, reporting_period) IS 'implementation of <= operator';

CREATE FUNCTION cfsperf_internal.reporting_period_eq(reporting_period, reporting_period) RETURNS boolean
	AS 'MODULE_PATHNAME', 'reporting_period_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.reporting_period_eq(reporting_period, reporting_period) IS 'implementation of = operator';

CREATE FUNCTION cfsperf_internal.reporting_period_ne(reporting_period, reporting_period) RETURNS boolean
	AS 'MODULE_PATHNAME', 'reporting_period_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.reporting_period_ne(reporting_period, reporting_period) IS 'implementation of <> operator';

CREATE FUNCTION cfsperf_internal.reporting_period_ge(reporting_period, reporting_period) RETURNS boolean
	AS 'MODULE_PATHNAME', 'reporting_period_ge'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.reporting_period_ge(reporting_period, reporting_period) IS 'implementation of >= operator';

CREATE FUNCTION cfsperf_internal.reporting_period_gt(reporting_period, reporting_period) RETURNS boolean
	AS 'MODULE_PATHNAME', 'reporting_period_gt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.reporting_period_gt(reporting_period, reporting_period) IS 'implementation of > operator';

CREATE OPERATOR < (
	LEFTARG = reporting_period, RIGHTARG = reporting_period, FUNCTION = reporting_period_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
COMMENT ON OPERATOR < (reporting_period, reporting_period) IS 'ends earlier, or with it and is shorter';

CREATE OPERATOR <= (
	LEFTARG = reporting_period, RIGHTARG = reporting_period, FUNCTION = reporting_period_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel);
COMMENT ON OPERATOR <= (reporting_period, reporting_period) IS 'less than or equal';

CREATE OPERATOR = (
	LEFTARG = reporting_period, RIGHTARG = reporting_period, FUNCTION = reporting_period_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR = (reporting_period, reporting_period) IS 'equal';

CREATE OPERATOR <> (
	LEFTARG = reporting_period, RIGHTARG = reporting_period, FUNCTION = reporting_period_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel);
COMMENT ON OPERATOR <> (reporting_period, reporting_period) IS 'not equal';

CREATE OPERATOR >= (
	LEFTARG = reporting_period, RIGHTARG = reporting_period, FUNCTION = reporting_period_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel);
COMMENT ON OPERATOR >= (reporting_period, reporting_period) IS 'greater than or equal';

CREATE OPERATOR > (
	LEFTARG = reporting_period, RIGHTARG = reporting_period, FUNCTION = reporting_period_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel);
COMMENT ON OPERATOR > (reporting_period, reporting_period) IS 'ends later, or with it and is longer';

CREATE FUNCTION cfsperf_internal.reporting_period_cmp(reporting_period, reporting_period) RETURNS integer
	AS 'MODULE_PATHNAME', 'reporting_period_cmp'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.reporting_period_cmp(reporting_period, reporting_period) IS 'less, equal or greater: -1, 0 or 1, by end, then shortest first';

CREATE FUNCTION cfsperf_internal.reporting_period_hash(reporting_period) RETURNS integer
	AS 'MODULE_PATHNAME', 'reporting_period_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.reporting_period_hash(reporting_period) IS 'hash; its values never change';

CREATE FUNCTION cfsperf_internal.reporting_period_hash_extended(reporting_period, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'reporting_period_hash_extended'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.reporting_period_hash_extended(reporting_period, bigint) IS 'hash with a seed';

CREATE FUNCTION cfsperf_internal.reporting_period_sortsupport(internal) RETURNS void
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.reporting_period_sortsupport(internal) IS 'sort support';

CREATE FUNCTION cfsperf_internal.reporting_period_in_range(reporting_period, reporting_period, integer, boolean, boolean) RETURNS boolean
	AS 'MODULE_PATHNAME', 'reporting_period_in_range'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.reporting_period_in_range(reporting_period, reporting_period, integer, boolean, boolean) IS
	'window frames RANGE BETWEEN n PRECEDING AND m FOLLOWING: n and m count periods';

CREATE OPERATOR CLASS reporting_period_ops DEFAULT FOR TYPE reporting_period USING btree AS
	OPERATOR 1 <,
	OPERATOR 2 <=,
	OPERATOR 3 =,
	OPERATOR 4 >=,
	OPERATOR 5 >,
	FUNCTION 1 reporting_period_cmp(reporting_period, reporting_period),
	FUNCTION 2 reporting_period_sortsupport(internal),
	FUNCTION 3 (reporting_period, integer) reporting_period_in_range(reporting_period, reporting_period, integer, boolean, boolean);
COMMENT ON OPERATOR CLASS reporting_period_ops USING btree IS
	'order of periods by their end, then shortest first; with window frames that count periods';

CREATE OPERATOR CLASS reporting_period_ops DEFAULT FOR TYPE reporting_period USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 reporting_period_hash(reporting_period),
	FUNCTION 2 reporting_period_hash_extended(reporting_period, bigint);
COMMENT ON OPERATOR CLASS reporting_period_ops USING hash IS
	'equality of periods, for hash joins, grouping and hash partitions; the hash values never change';

CREATE FUNCTION cfsperf_internal.reporting_period_plus(reporting_period, integer) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'reporting_period_plus'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.reporting_period_plus(reporting_period, integer) IS
	'implementation of + operator: the given number of periods later';

CREATE FUNCTION cfsperf_internal.reporting_period_minus(reporting_period, integer) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'reporting_period_minus'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.reporting_period_minus(reporting_period, integer) IS
	'implementation of - operator: the given number of periods earlier';

CREATE FUNCTION cfsperf_internal.reporting_period_steps(reporting_period, reporting_period) RETURNS integer
	AS 'MODULE_PATHNAME', 'reporting_period_steps'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.reporting_period_steps(reporting_period, reporting_period) IS
	'implementation of - operator: periods from the second to the first; error where their shapes differ';

CREATE FUNCTION cfsperf_internal.integer_plus_reporting_period(integer, reporting_period) RETURNS reporting_period
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN reporting_period_plus($2, $1);
COMMENT ON FUNCTION cfsperf_internal.integer_plus_reporting_period(integer, reporting_period) IS
	'implementation of + operator: the given number of periods later';

CREATE OPERATOR + (
	LEFTARG = reporting_period, RIGHTARG = integer, FUNCTION = reporting_period_plus, COMMUTATOR = +);
COMMENT ON OPERATOR + (reporting_period, integer) IS 'the period that is later by the given number of its own lengths; NULL for NULL';

CREATE OPERATOR + (
	LEFTARG = integer, RIGHTARG = reporting_period, FUNCTION = integer_plus_reporting_period,
	COMMUTATOR = +);
COMMENT ON OPERATOR + (integer, reporting_period) IS 'the period that is later by the given number of its own lengths; NULL for NULL';

CREATE OPERATOR - (
	LEFTARG = reporting_period, RIGHTARG = integer, FUNCTION = reporting_period_minus);
COMMENT ON OPERATOR - (reporting_period, integer) IS 'the period that is earlier by the given number of its own lengths; NULL for NULL';

CREATE OPERATOR - (
	LEFTARG = reporting_period, RIGHTARG = reporting_period, FUNCTION = reporting_period_steps);
COMMENT ON OPERATOR - (reporting_period, reporting_period) IS
	'steps of the length of the periods from the second to the first; NULL for NULL; error where they are of different shape';
