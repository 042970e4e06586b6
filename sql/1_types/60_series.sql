/*
 * 60_series.sql - the whole history of one measure
 */

CREATE TYPE series;

CREATE FUNCTION series_in(cstring) RETURNS series
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_in(cstring) IS 'text input of series';

CREATE FUNCTION series_out(series) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_out(series) IS 'text output of series';

CREATE FUNCTION series_recv(internal) RETURNS series
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_recv(internal) IS 'binary input of series';

CREATE FUNCTION series_send(series) RETURNS bytea
	AS 'MODULE_PATHNAME', 'series_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_send(series) IS 'binary output of series';

CREATE TYPE series (
	INPUT = series_in, OUTPUT = series_out, RECEIVE = series_recv, SEND = series_send,
	INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended);
COMMENT ON TYPE series IS
	'the whole history of one measure, packed: points of one unit, polarity and shape of period, for example "{2020/21 Q1: 94.9% high, 2020/21 Q2: 94.6% high}"; a gap is a gap';

CREATE FUNCTION series_eq(series, series) RETURNS boolean
	AS 'MODULE_PATHNAME', 'series_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_eq(series, series) IS 'implementation of = operator: equal figures at equal periods';

CREATE FUNCTION series_ne(series, series) RETURNS boolean
	AS 'MODULE_PATHNAME', 'series_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_ne(series, series) IS 'implementation of <> operator';

CREATE FUNCTION series_hash(series) RETURNS integer
	AS 'MODULE_PATHNAME', 'series_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_hash(series) IS 'hash';

CREATE OPERATOR = (
	LEFTARG = series, RIGHTARG = series, FUNCTION = series_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES);
COMMENT ON OPERATOR = (series, series) IS 'equal figures at equal periods';

CREATE OPERATOR <> (
	LEFTARG = series, RIGHTARG = series, FUNCTION = series_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel);
COMMENT ON OPERATOR <> (series, series) IS 'not equal';

CREATE OPERATOR CLASS series_ops DEFAULT FOR TYPE series USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 series_hash(series);

CREATE FUNCTION at(series, reporting_period) RETURNS indicator
	AS 'MODULE_PATHNAME', 'series_at'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION at(series, reporting_period) IS
	'the figure of a period, NULL where the series has none';

CREATE FUNCTION first_period(series) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'series_first_period'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION first_period(series) IS
	'period of the first point';

CREATE FUNCTION last_period(series) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'series_last_period'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION last_period(series) IS
	'period of the last point';

CREATE FUNCTION count_periods(series) RETURNS integer
	AS 'MODULE_PATHNAME', 'series_count_periods'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION count_periods(series) IS
	'number of points, gaps not counted';

CREATE FUNCTION slice(series, from_period reporting_period, to_period reporting_period) RETURNS series
	AS 'MODULE_PATHNAME', 'series_slice'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION slice(series, reporting_period, reporting_period) IS
	'the points that start no earlier than the one period and end no later than the other, NULL for no bound; NULL where there are none';

CREATE FUNCTION change(series) RETURNS movement
	AS 'MODULE_PATHNAME', 'series_change'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION change(series) IS
	'the movement to the last point from the one before it';

CREATE FUNCTION change(series, period reporting_period, basis text) RETURNS movement
	AS 'MODULE_PATHNAME', 'series_change_at'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION change(series, reporting_period, text) IS
	'the movement to the figure of a period from the one that the basis names: previous reported, previous period, or same period last year; NULL where the period has no figure';

CREATE FUNCTION unnest(series, OUT period reporting_period, OUT indicator indicator)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'series_unnest'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 20;
COMMENT ON FUNCTION unnest(series) IS
	'the points of the series as rows, ascending by period';

CREATE FUNCTION movements(series, OUT period reporting_period, OUT indicator indicator, OUT movement movement)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'series_movements'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 20;
COMMENT ON FUNCTION movements(series) IS
	'a row a point, ascending by period: its figure and the movement from the previous reported figure';

CREATE FUNCTION series_concat(series, series) RETURNS series
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_concat(series, series) IS
	'implementation of || operator: both histories in one; error where a period stands in both, or unit, polarity or shape differ';

CREATE OPERATOR || (
	LEFTARG = series, RIGHTARG = series, FUNCTION = series_concat, COMMUTATOR = ||);
COMMENT ON OPERATOR || (series, series) IS 'both histories in one';

CREATE TYPE series_state;

CREATE FUNCTION series_state_in(cstring) RETURNS series_state
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_state_in(cstring) IS 'text input of series_state';

CREATE FUNCTION series_state_out(series_state) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_state_out(series_state) IS 'text output of series_state';

CREATE FUNCTION series_state_recv(internal) RETURNS series_state
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_state_recv(internal) IS 'binary input of series_state';

CREATE FUNCTION series_state_send(series_state) RETURNS bytea
	AS 'MODULE_PATHNAME', 'series_state_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_state_send(series_state) IS 'binary output of series_state';

CREATE TYPE series_state (
	INPUT = series_state_in, OUTPUT = series_state_out, RECEIVE = series_state_recv, SEND = series_state_send,
	INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = plain);
COMMENT ON TYPE series_state IS
	'state of the aggregate series; its text is its binary form in hexadecimal';

CREATE FUNCTION series_state_add(series_state, indicator, reporting_period) RETURNS series_state
	AS 'MODULE_PATHNAME', 'series_state_add'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION series_state_add(series_state, indicator, reporting_period) IS
	'transition of series';

CREATE FUNCTION series_state_combine(series_state, series_state) RETURNS series_state
	AS 'MODULE_PATHNAME', 'series_state_combine'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_state_combine(series_state, series_state) IS
	'merges two states of series';

CREATE FUNCTION series_state_result(series_state) RETURNS series
	AS 'MODULE_PATHNAME', 'series_state_result'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_state_result(series_state) IS
	'result of series';

CREATE AGGREGATE series(indicator, reporting_period) (
	SFUNC = series_state_add, STYPE = series_state, SSPACE = 1024,
	FINALFUNC = series_state_result, COMBINEFUNC = series_state_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE series(indicator, reporting_period) IS
	'the history of a group, from rows in any order; NULL readings are skipped; error where a period stands twice, or unit, polarity or shape of period differ';
