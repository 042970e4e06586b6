-- SPDX-License-Identifier: PostgreSQL
/*
 * 17_disclosure_bounds.sql - what readers can work out of figures withheld
 */

CREATE FUNCTION cfsperf_internal.disclosure_bounds(
		measures text[], areas text[], periods reporting_period[], units text[],
		below integer[], counts double precision[], bases double precision[], states text[],
		area_wholes text[], area_parts text[],
		measure_wholes text[], measure_parts text[], bases_add boolean[])
	RETURNS TABLE (cell integer,
		count_lower double precision, count_upper double precision,
		base_lower double precision, base_upper double precision,
		rest_lower double precision, rest_upper double precision)
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 50;
COMMENT ON FUNCTION cfsperf_internal.disclosure_bounds(text[], text[], reporting_period[], text[], integer[], double precision[], double precision[], text[], text[], text[], text[], text[], boolean[]) IS
	'between which bounds the count, the base and the rest of each cell that is withheld must lie, as far as they follow from the cells that are known: a row for each withheld cell, by its place in the arrays; an upper bound is NULL where there is none, both are where the unit has no such number, and the lower one is above the upper one where what is known does not add up. States are known, withheld and absent';
