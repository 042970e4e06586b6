-- SPDX-License-Identifier: PostgreSQL
/*
 * 60_control_chart.sql - XmR control charts
 */

CREATE FUNCTION xmr(series, drop_outliers boolean DEFAULT true, baseline integer DEFAULT NULL, OUT centre double precision, OUT lower_limit double precision, OUT upper_limit double precision, OUT points integer, OUT provisional boolean)
	RETURNS record
	AS 'MODULE_PATHNAME', 'series_xmr'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION xmr(series, boolean, integer) IS
	'centre and limits of an XmR control chart in the indicator''s unit: mean, and mean -+ 2.66 * mean moving range, within 0 to 100 for a percentage and from 0 for a rate or count. drop_outliers: moving ranges of at least 3.267 times their mean are left out once, unless only zeros are left. baseline: limits from the given number of first points, 12 or more, else an error. Points: the number that the limits rest on; provisional: fewer than 13 points, or than the baseline. Limits NULL where no two periods are adjacent. A NULL baseline is none; NULL for a NULL series or drop_outliers. Of periods that overlap it takes those that do not, counted back from the last (Wheeler 2000; NHS Making Data Count)';

CREATE FUNCTION special_causes(series, drop_outliers boolean DEFAULT true, baseline integer DEFAULT NULL, OUT period reporting_period, OUT value double precision, OUT cause text, OUT judgement text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'series_special_causes'
	LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 20;
COMMENT ON FUNCTION special_causes(series, boolean, integer) IS
	'one row per point, of periods that overlap per point that xmr() takes, ascending by period: value in the indicator''s unit, the first rule of special cause variation that applies (outside a limit of xmr(); 7 rising or falling; 2 of 3 beyond two thirds of the way to a limit, on one side; 7 on one side of the centre), marked on every point of a run, NULL for none, and the judgement: improvement or concern by polarity, high or low for information only, else common cause. A gap ends a run. A NULL baseline is none; no rows for a NULL series or drop_outliers (NHS Making Data Count)';

CREATE FUNCTION assurance(series, target double precision, drop_outliers boolean DEFAULT true, baseline integer DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME', 'series_assurance'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION assurance(series, double precision, boolean, integer) IS
	'whether the process as it is meets the target (in the indicator''s unit): pass where everything between the limits of xmr(), with the same arguments, is at the target or better, fail where everything is worse, else inconsistent; NULL for information only and where there are no limits; a NULL baseline is none, and NULL for any other NULL (NHS Making Data Count)';
