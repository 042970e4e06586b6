/*
 * 50_rows.sql - histories of rows whose unit is not at hand
 *
 * A row has its values, its measure has unit and polarity. These aggregates take
 * the values as they are; unit and polarity are then given to each group, which
 * is much less work than joining each row with its measure.
 */

CREATE FUNCTION series(series, polarity polarity, unit text) RETURNS series
	AS 'MODULE_PATHNAME', 'series_of_unit'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series(series, polarity, text) IS
	'the same history as figures of this polarity and unit (%, count, number or per N), each taken as reading() takes a row: counts that contradict the unit are left out, a value that cannot be of it is a gap; NULL where no figure is left';

CREATE FUNCTION series_state_add_row(state series_state, value double precision, numerator double precision, denominator double precision, period reporting_period) RETURNS series_state
	AS 'MODULE_PATHNAME', 'series_state_add_row'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION series_state_add_row(series_state, double precision, double precision, double precision, reporting_period) IS
	'transition of series and readings over rows';

CREATE AGGREGATE series(value double precision, numerator double precision, denominator double precision, period reporting_period) (
	SFUNC = series_state_add_row, STYPE = series_state, SSPACE = 2048,
	FINALFUNC = series_state_result, COMBINEFUNC = series_state_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE series(value double precision, numerator double precision, denominator double precision, period reporting_period) IS
	'the history of a group before its unit is known, from rows in any order: numbers of no polarity, to be given both by series(series, polarity, unit); a row whose value is NULL, NaN or beyond 2^53 is a gap, counts that cannot be are left out; error where a period stands twice or periods are of different shape';

CREATE AGGREGATE readings(value double precision, numerator double precision, denominator double precision, period reporting_period) (
	SFUNC = series_state_add_row, STYPE = series_state, SSPACE = 2048,
	COMBINEFUNC = series_state_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE readings(value double precision, numerator double precision, denominator double precision, period reporting_period) IS
	'as series() of the same arguments, for rows with periods of several shapes, such as quarters and years: histories() makes a series of each';

COMMENT ON TYPE series_state IS
	'state of the aggregate series, and what readings() gives; its text is its binary form in hexadecimal';

CREATE FUNCTION histories(series_state) RETURNS SETOF series
	AS 'MODULE_PATHNAME', 'series_state_histories'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 1;
COMMENT ON FUNCTION histories(series_state) IS
	'a series for each shape of period that readings() found, ascending by shape(period); error where a period stands twice';

CREATE FUNCTION panel(panel, polarity polarity, unit text) RETURNS panel
	AS 'MODULE_PATHNAME', 'panel_of_unit'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION panel(panel, polarity, text) IS
	'the same histories as figures of this polarity and unit, as series(series, polarity, unit) takes each; NULL where no figure is left';

CREATE FUNCTION panel_state_add_row(state panel_state, area text, value double precision, numerator double precision, denominator double precision, period reporting_period) RETURNS panel_state
	AS 'MODULE_PATHNAME', 'panel_state_add_row'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION panel_state_add_row(panel_state, text, double precision, double precision, double precision, reporting_period) IS
	'transition of panel over rows';

CREATE AGGREGATE panel(area text, value double precision, numerator double precision, denominator double precision, period reporting_period) (
	SFUNC = panel_state_add_row, STYPE = panel_state, SSPACE = 8192,
	FINALFUNC = panel_state_result, COMBINEFUNC = panel_state_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE panel(area text, value double precision, numerator double precision, denominator double precision, period reporting_period) IS
	'the figures of a group for all its areas and periods before their unit is known, from rows in any order: numbers of no polarity, to be given both by panel(panel, polarity, unit); a row without area or period, or whose value is NULL, NaN or beyond 2^53, is skipped, counts that cannot be are left out; error where a period stands twice for an area, or shapes of period differ';
