-- SPDX-License-Identifier: PostgreSQL
/*
 * 90_sums.sql - figures of longer periods from those of shorter ones
 */

CREATE FUNCTION rolling(series, n integer) RETURNS series
	AS 'MODULE_PATHNAME', 'series_rolling'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rolling(series, integer) IS
	'the figures of each n periods that follow one another, as of one period n times as long, in the same steps: 4 quarters make the year that ends with each. Counts are added, percentages and rates made of the sums; a gap where a part is missing or has no counts; NULL for NULL and where nothing is left; error for periods that overlap or leave months out';

CREATE FUNCTION year_to_date(series, first_month integer DEFAULT 4) RETURNS series
	AS 'MODULE_PATHNAME', 'series_year_to_date'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION year_to_date(series, integer) IS
	'for each period the figure of its year up to its end, the year beginning with the given month, 1 to 12. Counts are added, percentages and rates made of the sums; a gap where a part is missing or has no counts; NULL for NULL and where nothing is left; error where the year is not made of such periods';

CREATE FUNCTION regroup(series, months integer, first_month integer DEFAULT 4) RETURNS series
	AS 'MODULE_PATHNAME', 'series_regroup'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION regroup(series, integer, integer) IS
	'the figures of longer periods, so many months each, that divide the year beginning with the given month, 1 to 12: quarters of months, years of quarters. Counts are added, percentages and rates made of the sums; a gap where a part is missing or has no counts; NULL for NULL and where nothing is left; error where the year is not made of such periods, and for months that do not divide the year or are no multiple of the periods';
