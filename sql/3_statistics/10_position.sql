-- SPDX-License-Identifier: PostgreSQL
/*
 * 10_position.sql - where a figure stands
 */

CREATE FUNCTION quartile(indicator, quartiles, rule text DEFAULT 'ties lower', minimum integer DEFAULT 4) RETURNS integer
	AS 'MODULE_PATHNAME', 'quartile'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION quartile(indicator, quartiles, text, integer) IS
	'quartile of a figure, 1 = best to 4; NULL for NULL, for information only and for fewer figures than the minimum. Rule "ties lower": a value on a cut point falls into the group of lower values (Department for Education, Local Authority Interactive Tool); "ties better": into the better group. By either a figure that none of the benchmark beats is in the first, and there is no quartile (NULL) where all of the benchmark equal it. Error for another rule, a minimum not above zero, and where unit or polarity differ';

CREATE FUNCTION quartile(value double precision, "values" double precision[], polarity polarity) RETURNS integer
	AS 'MODULE_PATHNAME', 'quartile_of_numbers'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION quartile(double precision, double precision[], polarity) IS
	'quartile of a plain number among others, 1 = best to 4, by the rule of quartile(indicator, quartiles); NULL among the others is not counted; NULL for NULL, for information only, for fewer than four and where all equal it; error for NaN and infinity';

CREATE FUNCTION quantile_group(rank bigint, n bigint, k integer) RETURNS integer
	AS 'MODULE_PATHNAME', 'rank_quantile_group'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION quantile_group(bigint, bigint, integer) IS
	'quantile group, 1 to k, of rank 1 to n: floor((k + 1) - ceil(((n + 1) - rank) / (n / k))) (Public Health England, phe_quantile); NULL for NULL and where n is below k; error for a rank not among n, n above 2^53 and k not from 1 to 1000';

CREATE FUNCTION cfsperf_internal.quartile_place(quartiles, value double precision) RETURNS double precision
	AS 'MODULE_PATHNAME', 'quartiles_place'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.quartile_place(quartiles, double precision) IS
	'where a value lies on an axis on which all four quarters are equally wide: 0 = worst figure, 2 = median, 4 = best, kept within it; what several cut points equal lies in the middle of them, at the end where it is the worst or the best; NULL for information only; error for NaN and infinity';
