/*
 * 20_statistics_series.sql - trend, control charts and a picture of a series
 */

CREATE FUNCTION trend_chi_squared(numerators double precision[], denominators double precision[], OUT chi_squared double precision, OUT p_value double precision, OUT slope double precision, OUT verdict text)
	RETURNS record
	AS 'MODULE_PATHNAME', 'trend_chi_squared_counts'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION trend_chi_squared(double precision[], double precision[]) IS
	'chi-squared for trend of proportions at equal intervals (Armitage 1955), its p-value (one degree of freedom), the slope in log odds per interval, and the verdict of the recent trend (Fingertips): increasing, decreasing, no significant change; cannot be calculated, all else NULL, for fewer than 3 points and where a point is NULL or counts none or all; error for arrays of different length or of more than 1000, a negative count, a numerator above its denominator';

CREATE FUNCTION trend_chi_squared("values" double precision[], lowers double precision[], uppers double precision[], OUT chi_squared double precision, OUT p_value double precision, OUT slope double precision, OUT verdict text)
	RETURNS record
	AS 'MODULE_PATHNAME', 'trend_chi_squared_values'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION trend_chi_squared(double precision[], double precision[], double precision[]) IS
	'chi-squared for trend of values with 95% confidence limits at equal intervals, weighted by 1 / variance with variance ((upper - lower) / 3.92)^2, its p-value (one degree of freedom), the slope in the unit of the values per interval, and the verdict of the recent trend (Fingertips); cannot be calculated, all else NULL, for fewer than 3 points and where a point is NULL or its interval has no width; error for arrays of different length or of more than 1000, and for a lower limit above the upper';

CREATE FUNCTION trend(series, OUT verdict text, OUT chi_squared double precision, OUT p_value double precision, OUT slope double precision, OUT points integer)
	RETURNS record
	AS 'MODULE_PATHNAME', 'series_trend'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION trend(series) IS
	'the recent trend (Fingertips): of the latest 5 periods without a gap; increasing or decreasing, "and getting better" or "and getting worse" by polarity, where chi-squared for trend exceeds 9.5495 (p = 0.002) and the slope keeps its sign whichever point is left out; else no significant change; cannot be calculated, with the numbers NULL, for fewer than 5 adjacent periods, for figures without counts, and for percentages of which a point counts none or all. Points: adjacent latest periods found, at most 5. Slope per period: of a percentage in log odds, else in the unit';

CREATE FUNCTION xmr(series, drop_outliers boolean DEFAULT true, baseline integer DEFAULT NULL, OUT centre double precision, OUT lower_limit double precision, OUT upper_limit double precision, OUT points integer, OUT provisional boolean)
	RETURNS record
	AS 'MODULE_PATHNAME', 'series_xmr'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION xmr(series, boolean, integer) IS
	'centre and limits of an XmR control chart in the indicator''s unit: mean, and mean -+ 2.66 * mean moving range, within 0 to 100 for a percentage and from 0 for a rate or count. drop_outliers: moving ranges of at least 3.267 times their mean are left out once. baseline: limits from the first so many points, 12 or more. Points: that the limits rest on; provisional: fewer than 13 points, or than the baseline. Limits NULL where no two periods are adjacent (Wheeler 2000; NHS Making Data Count)';

CREATE FUNCTION special_causes(series, drop_outliers boolean DEFAULT true, baseline integer DEFAULT NULL, OUT period reporting_period, OUT value double precision, OUT cause text, OUT judgement text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'series_special_causes'
	LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 20;
COMMENT ON FUNCTION special_causes(series, boolean, integer) IS
	'a row a point, ascending by period: value, the first rule of special cause variation that applies (outside a limit of xmr(); 7 rising or falling; 2 of 3 beyond two thirds of the way to a limit, on one side; 7 on one side of the centre), marked on every point of a run, NULL for none, and the judgement: improvement or concern by polarity, high or low for information only, else common cause. A gap ends a run';

CREATE FUNCTION assurance(series, target double precision) RETURNS text
	AS 'MODULE_PATHNAME', 'series_assurance'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION assurance(series, double precision) IS
	'whether the process as it is meets the target: pass where all between the limits of xmr() is at the target or better, fail where all is worse, else inconsistent; NULL for information only and where there are no limits';

CREATE FUNCTION sparkline(series, width integer DEFAULT 120, height integer DEFAULT 30) RETURNS text
	AS 'MODULE_PATHNAME', 'series_sparkline'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sparkline(series, integer, integer) IS
	'the series as a small line of SVG text, in the colour of the text around it, with a title that says in words what it shows; a missing period is a gap in the line; width and height in pixels, 10 to 10000';
