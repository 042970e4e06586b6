/*
 * 80_standings.sql - a figure among those of groups of areas
 */

CREATE FUNCTION cfsperf_internal.benchmark_year(years reporting_period[], figure reporting_period, latest reporting_period)
	RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'benchmark_year'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.benchmark_year(reporting_period[], reporting_period, reporting_period) IS
	'of the periods that a benchmark has of a measure, the one with which a figure of a period is compared: the latest that had ended by then, the earliest where none had; of the figure''s own length where there are several, else of the longest; none that ends after the latest, unless that is NULL; NULL where there is none';

CREATE FUNCTION cfsperf_internal.standings(areas text[], "values" double precision[], authority text[], neighbour text[], own text,
						  region text, country text[], figure double precision, previous double precision,
						  ties_better boolean, polarity polarity, unit text,
						  OUT quartile integer, OUT previous_quartile integer, OUT national_rank integer, OUT national_n integer,
						  OUT authority_quartiles quartiles, OUT neighbour_rank integer, OUT neighbour_n integer,
						  OUT neighbour_quartiles quartiles, OUT region_value double precision, OUT country_value double precision)
	AS 'MODULE_PATHNAME', 'standings'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.standings(text[], double precision[], text[], text[], text, text, text[], double precision, double precision, boolean, polarity, text) IS
	'where a figure of an area, and the one before it, stand among the values of one measure, given with their areas as array_agg makes them of its rows and taken as figures of one polarity and unit as reading() of each row takes them: quartiles by the cut points of all authorities, the first where no other authority beats the figure, NULL where all others equal it; rank and number of the area and all others, and of it and its neighbours; NULL for an area that is none of the authorities (own is NULL), the quartiles of authorities and neighbours, the figure of the region, the greatest of the countries; NULL where no area of a group has a figure; an area or value that is NULL, and a value that is NaN or beyond 2^53, are skipped; error for a duplicate area';
