/*
 * 80_standings.sql - what groups of areas have of the values of one measure
 */

CREATE FUNCTION cfsperf_internal.standings(areas text[], "values" double precision[], authority text[], neighbour text[], region text,
						  country text[], polarity polarity, unit text,
						  OUT authorities distribution, OUT authority_quartiles quartiles, OUT neighbour_quartiles quartiles,
						  OUT region_value double precision, OUT country_value double precision)
	AS 'MODULE_PATHNAME', 'standings'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.standings(text[], double precision[], text[], text[], text, text[], polarity, text) IS
	'what groups of areas have of the values of one measure, given with their areas as array_agg makes them of its rows and taken as figures of one polarity and unit as reading() of each row takes them: the distribution and quartiles of the authorities, the quartiles of the neighbours, the figure of the region, the greatest of the countries; NULL where no area of a group has a figure; an area or value that is NULL, and a value that is NaN or beyond 2^53, are skipped; error for a duplicate area';
