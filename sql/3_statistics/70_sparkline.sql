-- SPDX-License-Identifier: PostgreSQL
/*
 * 70_sparkline.sql - a picture of a series
 */

-- not strict: most measures have no target
CREATE FUNCTION sparkline(series, width integer DEFAULT 120, height integer DEFAULT 30, target double precision DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME', 'series_sparkline'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sparkline(series, integer, integer, double precision) IS
	'the series as a small line of SVG text, in the colour of the text around it, with a title that says in words what it shows; a missing period is a gap in the line, a target a dashed line across, in the unit of the figures, which the scale then takes in; a NULL target is none; NULL for a NULL series, width or height; error for a width or height, in pixels, not between 10 and 10000, and a target that is no number';
