-- SPDX-License-Identifier: PostgreSQL
/*
 * 80_series.sql - the whole history of one measure
 */

CREATE TYPE series;

CREATE FUNCTION cfsperf_internal.series_in(cstring) RETURNS series
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.series_in(cstring) IS 'text input of series';

CREATE FUNCTION cfsperf_internal.series_out(series) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.series_out(series) IS 'text output of series';

CREATE FUNCTION cfsperf_internal.series_recv(internal) RETURNS series
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.series_recv(internal) IS 'binary input of series';

CREATE FUNCTION cfsperf_internal.series_send(series) RETURNS bytea
	AS 'MODULE_PATHNAME', 'series_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.series_send(series) IS 'binary output of series';

CREATE TYPE series (
	INPUT = series_in, OUTPUT = series_out, RECEIVE = series_recv, SEND = series_send,
	INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended);
COMMENT ON TYPE series IS
	'the whole history of one measure, packed: points of one unit, polarity and shape of period, for example "{2020/21 Q1: 94.9% high, 2020/21 Q2: 94.6% high}", in steps of the length of their periods or, where "step" and a number of months stand behind, in such steps; a gap is a gap';

CREATE FUNCTION cfsperf_internal.series_eq(series, series) RETURNS boolean
	AS 'MODULE_PATHNAME', 'series_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.series_eq(series, series) IS 'implementation of = operator: equal figures at equal periods, in equal steps';

CREATE FUNCTION cfsperf_internal.series_ne(series, series) RETURNS boolean
	AS 'MODULE_PATHNAME', 'series_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.series_ne(series, series) IS 'implementation of <> operator';

CREATE FUNCTION cfsperf_internal.series_hash(series) RETURNS integer
	AS 'MODULE_PATHNAME', 'series_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.series_hash(series) IS 'hash';

CREATE OPERATOR = (
	LEFTARG = series, RIGHTARG = series, FUNCTION = series_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES);
COMMENT ON OPERATOR = (series, series) IS 'equal figures at equal periods, in equal steps';

CREATE OPERATOR <> (
	LEFTARG = series, RIGHTARG = series, FUNCTION = series_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel);
COMMENT ON OPERATOR <> (series, series) IS 'not equal';

CREATE OPERATOR CLASS series_ops DEFAULT FOR TYPE series USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 series_hash(series);
COMMENT ON OPERATOR CLASS series_ops USING hash IS
	'equality of series, for hash joins and grouping; they have no order';

CREATE FUNCTION cfsperf_internal.series_concat(series, series) RETURNS series
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.series_concat(series, series) IS
	'implementation of || operator: both histories in one; error for a period of both, and where unit, polarity, shape of period or step differ';

CREATE OPERATOR || (
	LEFTARG = series, RIGHTARG = series, FUNCTION = series_concat, COMMUTATOR = ||);
COMMENT ON OPERATOR || (series, series) IS
	'both histories in one; NULL for NULL; error for a period of both, and where unit, polarity, shape of period or step differ';
