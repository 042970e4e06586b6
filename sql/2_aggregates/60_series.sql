-- SPDX-License-Identifier: PostgreSQL
/*
 * 60_series.sql - the aggregates series and readings
 *
 * A row has its values, its measure has unit and polarity.  The aggregates over
 * rows take the values as they are; unit and polarity are then given to each
 * group, which is much less work than joining each row with its measure.
 */

CREATE TYPE cfsperf_internal.series_state;

CREATE FUNCTION cfsperf_internal.series_state_in(cstring) RETURNS series_state
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.series_state_in(cstring) IS 'text input of series_state';

CREATE FUNCTION cfsperf_internal.series_state_out(series_state) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.series_state_out(series_state) IS 'text output of series_state';

CREATE FUNCTION cfsperf_internal.series_state_recv(internal) RETURNS series_state
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.series_state_recv(internal) IS 'binary input of series_state';

CREATE FUNCTION cfsperf_internal.series_state_send(series_state) RETURNS bytea
	AS 'MODULE_PATHNAME', 'series_state_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.series_state_send(series_state) IS 'binary output of series_state';

CREATE TYPE cfsperf_internal.series_state (
	INPUT = series_state_in, OUTPUT = series_state_out, RECEIVE = series_state_recv, SEND = series_state_send,
	INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = plain);
COMMENT ON TYPE cfsperf_internal.series_state IS
	'state of the aggregate series, and what readings() gives; its text is its binary form in hexadecimal';

CREATE FUNCTION cfsperf_internal.series_state_add(series_state, indicator, reporting_period) RETURNS series_state
	AS 'MODULE_PATHNAME', 'series_state_add'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.series_state_add(series_state, indicator, reporting_period) IS
	'transition of series';

CREATE FUNCTION cfsperf_internal.series_state_combine(series_state, series_state) RETURNS series_state
	AS 'MODULE_PATHNAME', 'series_state_combine'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.series_state_combine(series_state, series_state) IS
	'merges two states of series';

CREATE FUNCTION cfsperf_internal.series_state_result(series_state) RETURNS series
	AS 'MODULE_PATHNAME', 'series_state_result'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.series_state_result(series_state) IS
	'result of series';

CREATE AGGREGATE series(indicator, reporting_period) (
	SFUNC = series_state_add, STYPE = series_state, SSPACE = 1024,
	FINALFUNC = series_state_result, COMBINEFUNC = series_state_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE series(indicator, reporting_period) IS
	'the history of a group, from rows in any order; a row in which reading or period is NULL is skipped; NULL for none; error for a duplicate period, and where unit, polarity or shape of period differ';

CREATE FUNCTION cfsperf_internal.series_state_add_stepped(series_state, indicator, reporting_period, step integer) RETURNS series_state
	AS 'MODULE_PATHNAME', 'series_state_add_stepped'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.series_state_add_stepped(series_state, indicator, reporting_period, integer) IS
	'transition of series with a step';

CREATE AGGREGATE series(figure indicator, period reporting_period, step integer) (
	SFUNC = series_state_add_stepped, STYPE = series_state, SSPACE = 1024,
	FINALFUNC = series_state_result, COMBINEFUNC = series_state_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE series(figure indicator, period reporting_period, step integer) IS
	'as series(indicator, reporting_period), of periods that follow in steps of so many months: 3 for a year reported each quarter, 12 for a month counted once a year; a NULL step is the length of the period; error as well for a period out of step, for a step of which the length is neither a multiple nor a part, and where steps differ';

CREATE FUNCTION series(series, polarity polarity, unit text) RETURNS series
	AS 'MODULE_PATHNAME', 'series_of_unit'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series(series, polarity, text) IS
	'the same history as figures of the given polarity and unit (%, count, number or per N), each taken as reading() takes a row: counts that contradict the unit are left out, a value that cannot be of it is a gap; NULL for NULL and where no figure is left; error for an unknown unit';

CREATE FUNCTION cfsperf_internal.series_state_add_row(state series_state, value double precision, numerator double precision, denominator double precision, period reporting_period) RETURNS series_state
	AS 'MODULE_PATHNAME', 'series_state_add_row'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.series_state_add_row(series_state, double precision, double precision, double precision, reporting_period) IS
	'transition of series and readings over rows';

CREATE AGGREGATE series(value double precision, numerator double precision, denominator double precision, period reporting_period) (
	SFUNC = series_state_add_row, STYPE = series_state, SSPACE = 2048,
	FINALFUNC = series_state_result, COMBINEFUNC = series_state_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE series(value double precision, numerator double precision, denominator double precision, period reporting_period) IS
	'the history of a group before its unit is known, from rows in any order: numbers of no polarity, to be given both by series(series, polarity, unit); a row whose value is NULL, NaN or beyond 2^53 is a gap, a row without a period is skipped, impossible counts are left out, and a NULL count is one that is not known; NULL for none; error for a duplicate period and for periods of different shape';

CREATE AGGREGATE cfsperf_internal.readings(value double precision, numerator double precision, denominator double precision, period reporting_period) (
	SFUNC = series_state_add_row, STYPE = series_state, SSPACE = 2048,
	COMBINEFUNC = series_state_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE cfsperf_internal.readings(value double precision, numerator double precision, denominator double precision, period reporting_period) IS
	'as series() of the same arguments, for rows with periods of several shapes, such as quarters and years: histories() makes series of those that belong together';

CREATE FUNCTION cfsperf_internal.common_readings(series_state, series_state) RETURNS series_state
	AS 'MODULE_PATHNAME', 'series_state_common'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.common_readings(series_state, series_state) IS
	'those of the first that the second has as well, of the same period with the same value and counts; NULL for none';

CREATE FUNCTION cfsperf_internal.histories(series_state, length integer, step integer) RETURNS SETOF series
	AS 'MODULE_PATHNAME', 'series_state_histories'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 1;
COMMENT ON FUNCTION cfsperf_internal.histories(series_state, integer, integer) IS
	'of the periods of a length that readings() found, in months, a series in such steps for each phase, ascending by it; none where length and step, in months, are not multiples one of the other; error for a duplicate period';
