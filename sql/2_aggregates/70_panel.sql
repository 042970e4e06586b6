-- SPDX-License-Identifier: PostgreSQL
/*
 * 70_panel.sql - the aggregate panel, of figures, of histories and of rows
 *
 * An area is a varchar, as the columns of a framework are: Citus hands the
 * arguments of an aggregate on as they are in the table, and loses a cast to text.
 */

CREATE FUNCTION cfsperf_internal.panel_add(panel, text, indicator, reporting_period) RETURNS panel
	AS 'MODULE_PATHNAME', 'panel_add'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.panel_add(panel, text, indicator, reporting_period) IS
	'transition of panel';

CREATE FUNCTION cfsperf_internal.panel_add_series(panel, text, series) RETURNS panel
	AS 'MODULE_PATHNAME', 'panel_add_series'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.panel_add_series(panel, text, series) IS
	'transition of panel';

CREATE FUNCTION cfsperf_internal.panel_combine(panel, panel) RETURNS panel
	AS 'MODULE_PATHNAME', 'panel_combine'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.panel_combine(panel, panel) IS
	'merges two states of panel';

CREATE FUNCTION cfsperf_internal.panel_result(panel) RETURNS panel
	AS 'MODULE_PATHNAME', 'panel_result'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.panel_result(panel) IS
	'result of panel';

CREATE AGGREGATE panel(area varchar, figure indicator, period reporting_period) (
	SFUNC = panel_add, STYPE = panel, SSPACE = 8192,
	FINALFUNC = panel_result, COMBINEFUNC = panel_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE panel(area varchar, figure indicator, period reporting_period) IS
	'the figures of a group for all its areas and periods, from rows in any order; rows with a NULL argument are skipped; NULL for none; error for a duplicate period of an area, and where unit, polarity or shape of period differ. Its state takes about 1 kB, 40 bytes an area and 16 bytes a figure, 32 with counts';

CREATE AGGREGATE panel(area varchar, history series) (
	SFUNC = panel_add_series, STYPE = panel, SSPACE = 8192,
	FINALFUNC = panel_result, COMBINEFUNC = panel_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE panel(area varchar, history series) IS
	'the histories of a group in one panel; several of one area are merged; rows with a NULL argument are skipped; NULL for none; error for a duplicate period of an area, and where unit, polarity, shape of period or step differ';

CREATE FUNCTION panel(panel, polarity polarity, unit text) RETURNS panel
	AS 'MODULE_PATHNAME', 'panel_of_unit'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION panel(panel, polarity, text) IS
	'the same histories as figures of the given polarity and unit, each taken as series(series, polarity, unit) does; NULL for NULL and where no figure is left; error for an unknown unit';

CREATE FUNCTION cfsperf_internal.panel_add_row(state panel, area text, value double precision, numerator double precision, denominator double precision, period reporting_period) RETURNS panel
	AS 'MODULE_PATHNAME', 'panel_add_row'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.panel_add_row(panel, text, double precision, double precision, double precision, reporting_period) IS
	'transition of panel over rows';

CREATE AGGREGATE panel(area varchar, value double precision, numerator double precision, denominator double precision, period reporting_period) (
	SFUNC = panel_add_row, STYPE = panel, SSPACE = 8192,
	FINALFUNC = panel_result, COMBINEFUNC = panel_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE panel(area varchar, value double precision, numerator double precision, denominator double precision, period reporting_period) IS
	'the figures of a group for all its areas and periods before their unit is known, from rows in any order: numbers of no polarity, to be given both by panel(panel, polarity, unit); a row without area or period, or whose value is NULL, NaN or beyond 2^53, is skipped, impossible counts are left out, and a NULL count is one that is not known; NULL for none; error for a duplicate period of an area and for periods of different shape';
