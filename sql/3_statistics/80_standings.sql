-- SPDX-License-Identifier: PostgreSQL
/*
 * 80_standings.sql - a figure among those of groups of areas
 */

CREATE FUNCTION cfsperf_internal.league_add(state bytea, area text, year reporting_period, value double precision) RETURNS bytea
	AS 'MODULE_PATHNAME', 'league_add'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.league_add(bytea, text, reporting_period, double precision) IS
	'transition of league';

CREATE FUNCTION cfsperf_internal.league_combine(bytea, bytea) RETURNS bytea
	AS 'MODULE_PATHNAME', 'league_combine'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.league_combine(bytea, bytea) IS
	'merges two states of league';

CREATE FUNCTION cfsperf_internal.league_result(bytea) RETURNS bytea
	AS 'MODULE_PATHNAME', 'league_result'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.league_result(bytea) IS
	'result of league';

CREATE AGGREGATE cfsperf_internal.league(area varchar, year reporting_period, value double precision) (
	SFUNC = cfsperf_internal.league_add, STYPE = bytea, SSPACE = 8192,
	FINALFUNC = cfsperf_internal.league_result, COMBINEFUNC = cfsperf_internal.league_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE cfsperf_internal.league(area varchar, year reporting_period, value double precision) IS
	'the values that a benchmark has of one measure, for standings(), from rows in any order; a row with a NULL argument or a value that is NaN or beyond 2^53 is skipped; an empty one where all are, NULL only where there is no row';

CREATE FUNCTION cfsperf_internal.standings(league bytea, authority text[], neighbour text[], own text, region text, country text[],
						  period reporting_period, figure double precision,
						  previous_period reporting_period, previous double precision, latest reporting_period,
						  ties_better boolean, polarity polarity, unit text,
						  recoded text[] DEFAULT NULL, today text[] DEFAULT NULL,
						  ended text[] DEFAULT NULL, ended_in reporting_period[] DEFAULT NULL,
						  OUT year reporting_period, OUT previous_year reporting_period,
						  OUT quartile integer, OUT previous_quartile integer, OUT national_rank integer, OUT national_n integer,
						  OUT authority_quartiles quartiles, OUT neighbour_rank integer, OUT neighbour_n integer,
						  OUT neighbour_quartiles quartiles, OUT region_value double precision, OUT country_value double precision,
						  OUT neighbour_areas text[], OUT neighbour_values double precision[])
	AS 'MODULE_PATHNAME', 'standings'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.standings(bytea, text[], text[], text, text, text[], reporting_period, double precision, reporting_period, double precision, reporting_period, boolean, polarity, text, text[], text[], text[], reporting_period[]) IS
	'where a figure of an area, and the one before it, stand among the values of one measure, given with their areas and years by the aggregate league and taken as figures of one polarity and unit as reading() of each row takes them. Years: the latest that had ended by the end of the figure''s period, the earliest where none had; of the period''s own length where there are several, else of the longest; none that ends after the latest, unless that is NULL. Quartiles by the cut points of all authorities of the year, the first where no other authority beats the figure, NULL where all others equal it; rank and number of the area and all others, and of it and its neighbours; no rank for an area that is none of the authorities (own is NULL); quartiles of authorities and neighbours, the figure of the region, the greatest of the countries; the neighbours that have a figure and these figures, best first, of information only the highest. NULL where no area of a group has a figure. Error for a duplicate area, and for bytes that are no league. A row of a code that was recoded counts for the code of today, which the groups are given by, unless that or one before it in the list has a figure; one of an area that had ended by the end of the year is skipped';
