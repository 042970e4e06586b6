-- SPDX-License-Identifier: PostgreSQL
/*
 * 81_series_functions.sql - questions to a series
 */

CREATE FUNCTION at(series, reporting_period) RETURNS indicator
	AS 'MODULE_PATHNAME', 'series_at'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION at(series, reporting_period) IS
	'the figure of a period; NULL for NULL and where the series has none';

CREATE FUNCTION first_period(series) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'series_first_period'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION first_period(series) IS
	'period of the first point; NULL for NULL';

CREATE FUNCTION last_period(series) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'series_last_period'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION last_period(series) IS
	'period of the last point; NULL for NULL';

CREATE FUNCTION count_periods(series) RETURNS integer
	AS 'MODULE_PATHNAME', 'series_count_periods'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION count_periods(series) IS
	'number of points, gaps not counted; NULL for NULL';

CREATE FUNCTION slice(series, from_period reporting_period, to_period reporting_period) RETURNS series
	AS 'MODULE_PATHNAME', 'series_slice'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION slice(series, reporting_period, reporting_period) IS
	'the points that start no earlier than from_period and end no later than to_period; a NULL bound is none; NULL where no points are left and for a NULL series';

CREATE FUNCTION change(series) RETURNS movement
	AS 'MODULE_PATHNAME', 'series_change'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION change(series) IS
	'the movement from the point before the last to the last one, without a previous figure where there is one point; NULL for NULL';

CREATE FUNCTION change(series, period reporting_period, basis text) RETURNS movement
	AS 'MODULE_PATHNAME', 'series_change_at'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION change(series, reporting_period, text) IS
	'the movement to the figure of a period from the one that the basis names: previous reported, previous period (one step before), or same period last year; NULL for NULL and where the period has no figure; error for another basis';

CREATE FUNCTION unnest(series, OUT period reporting_period, OUT indicator indicator)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'series_unnest'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 20;
COMMENT ON FUNCTION unnest(series) IS
	'one row per point, ascending by period; no rows for NULL';

CREATE FUNCTION movements(series, OUT period reporting_period, OUT indicator indicator, OUT movement movement)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'series_movements'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 20;
COMMENT ON FUNCTION movements(series) IS
	'one row per point, ascending by period: its figure and the movement from the previous reported figure; no rows for NULL';
