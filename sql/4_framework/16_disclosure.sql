-- SPDX-License-Identifier: PostgreSQL
/*
 * 16_disclosure.sql - which figures may be shown beside each other
 */

CREATE FUNCTION cfsperf_internal.protect_cells(measures text[], areas text[], periods reporting_period[],
							 units text[], below integer[], counts double precision[],
							 bases double precision[], states text[],
							 area_wholes text[], area_parts text[],
							 measure_wholes text[], measure_parts text[], bases_add boolean[])
	RETURNS text[]
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.protect_cells(text[], text[], reporting_period[], text[], integer[], double precision[], double precision[], text[], text[], text[], text[], text[], boolean[]) IS
	'decides which figures may be shown beside each other. Arrays run parallel, an element a figure: unit, number below which a count is small, count and base (NULL: not known) and state (primary: withheld in itself; missing: expected, not loaded; absent: contributes nothing; candidate; published: readers have it); then the wholes of areas with their parts, and those of measures, with whether bases add up as well. Returns a decision for each figure in the same order: shown; secondary: a withheld one would follow from it and what is shown; narrow: a withheld one would be bounded to too few values; withheld; given away: withheld, but it follows from what is published; NULL where absent. Several periods of a measure are taken to add up';
