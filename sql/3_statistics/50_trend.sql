-- SPDX-License-Identifier: PostgreSQL
/*
 * 50_trend.sql - whether a series rises or falls
 */

CREATE FUNCTION trend_chi_squared(numerators double precision[], denominators double precision[], OUT chi_squared double precision, OUT p_value double precision, OUT slope double precision, OUT verdict text)
	RETURNS record
	AS 'MODULE_PATHNAME', 'trend_chi_squared_counts'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION trend_chi_squared(double precision[], double precision[]) IS
	'chi-squared for trend of proportions at equal intervals (Armitage 1955), its p-value from 0 to 1 (one degree of freedom), the slope in log odds per interval, NULL where a point counts none or all, and the verdict of the recent trend (Fingertips): increasing, decreasing, no significant change; cannot be calculated, all else NULL, for fewer than 3 points and where a point is NULL or has a denominator of 0; NULL for NULL; error for arrays of different length or of more than 1000, a negative count, a numerator above its denominator';

CREATE FUNCTION trend_chi_squared("values" double precision[], lowers double precision[], uppers double precision[], OUT chi_squared double precision, OUT p_value double precision, OUT slope double precision, OUT verdict text)
	RETURNS record
	AS 'MODULE_PATHNAME', 'trend_chi_squared_values'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION trend_chi_squared(double precision[], double precision[], double precision[]) IS
	'chi-squared for trend of values with 95% confidence limits at equal intervals, weighted by 1 / variance with variance ((upper - lower) / 3.92)^2, its p-value from 0 to 1 (one degree of freedom), the slope in the unit of the values per interval, and the verdict of the recent trend (Fingertips); cannot be calculated, all else NULL, for fewer than 3 points and where a point is NULL or its interval has no width; NULL for NULL; error for arrays of different length or of more than 1000, and for a lower limit above the upper';

CREATE FUNCTION trend(series, OUT verdict text, OUT method text, OUT statistic double precision, OUT p_value double precision, OUT slope double precision, OUT points integer)
	RETURNS record
	AS 'MODULE_PATHNAME', 'series_trend'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION trend(series) IS
	'the trend of the latest periods without a gap, of periods that overlap every so many, counted back from the last, that do not: increasing or decreasing, "and getting better" or "and getting worse" by polarity, or no significant change; cannot be calculated, with the numbers NULL, for fewer than 5; NULL for NULL. Method "chi-squared for trend" where the latest 5 have counts (the recent trend of Fingertips): the statistic exceeds 9.5495 (p = 0.002) and the sign is the same whichever point is left out. Else "Mann-Kendall" over the latest 5 to 10: the statistic is S, its exact two-sided p-value, from 0 to 1, below 0.05. Points: periods used. Slope per period: of a percentage with counts in log odds, NULL where a point counts none or all, else in the unit; of Mann-Kendall the median of the slopes between each two points';
