-- SPDX-License-Identifier: PostgreSQL
/*
 * 40_targets.sql - targets, and what is needed to reach them
 */

CREATE FUNCTION rag(indicator, target double precision, tolerance double precision DEFAULT 0) RETURNS text
	AS 'MODULE_PATHNAME', 'indicator_rag'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rag(indicator, double precision, double precision) IS
	'green at or better than the target, amber worse by no more than the tolerance (in the indicator''s unit, inclusive), red otherwise; NULL for NULL and for information only; error for a negative tolerance';

CREATE FUNCTION rag_range(indicator, lower_limit double precision, upper_limit double precision) RETURNS text
	AS 'MODULE_PATHNAME', 'indicator_rag_range'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rag_range(indicator, double precision, double precision) IS
	'amber from the lower limit to below the upper one, green on the better side of the range, red on the worse; a value on a limit belongs with the higher ones (Fingertips, range target); limits in the indicator''s unit; NULL for NULL and for information only; error for a lower limit above the upper';

CREATE FUNCTION needed(indicator, cut double precision) RETURNS bigint
	AS 'MODULE_PATHNAME', 'indicator_needed'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION needed(indicator, double precision) IS
	'number of children more (positive, high is good) or fewer (negative, low is good) in the numerator, the denominator unchanged, by which the figure is as good as the cut point (in its unit) or better; 0 where it is; NULL for NULL, where counts are missing, for information only, and where no number is enough';
