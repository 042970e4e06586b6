-- SPDX-License-Identifier: PostgreSQL
/*
 * 31_reporting_period_functions.sql - what a period says and how it is made
 */

CREATE FUNCTION reporting_period(first_month date, months integer) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'reporting_period_from_date'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period(date, integer) IS
	'the span of the given number of months whose first month is that of the date; NULL for NULL; error for a length outside 1 to 32767 months and for a span outside the years 1 to 9999';

CREATE FUNCTION reporting_period(time_period text, time_identifier text, year_ends integer DEFAULT NULL) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'reporting_period_from_pair'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period(time_period text, time_identifier text, year_ends integer) IS
	'the period named by a pair of columns of the Department for Education''s open data, for example (''202021'', ''Financial year Q2''); a reporting year or tax year needs the month, 1 to 12, in which it ends, which other identifiers ignore; NULL where one of the pair is NULL; error for weeks, which are no whole months. Source: Explore Education Statistics, data standards';

CREATE FUNCTION period_of(date, kind text) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'reporting_period_of_date'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION period_of(date, text) IS
	'the month, quarter, financial year, calendar year, academic year or term (from September, January, May) that contains the date; NULL for NULL; error for another kind and outside the years 1 to 9999';

CREATE FUNCTION starts(reporting_period) RETURNS date
	AS 'MODULE_PATHNAME', 'reporting_period_starts'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION starts(reporting_period) IS
	'first day of the period; NULL for NULL';

CREATE FUNCTION ends(reporting_period) RETURNS date
	AS 'MODULE_PATHNAME', 'reporting_period_ends'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION ends(reporting_period) IS
	'last day of the period; NULL for NULL';

CREATE FUNCTION months(reporting_period) RETURNS integer
	AS 'MODULE_PATHNAME', 'reporting_period_months'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION months(reporting_period) IS
	'length of the period in months; NULL for NULL';

CREATE FUNCTION year_ago(reporting_period) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'reporting_period_year_ago'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION year_ago(reporting_period) IS
	'the same period a year earlier; NULL for NULL; error before year 1';

CREATE FUNCTION ends_within(reporting_period, reporting_period) RETURNS boolean
	AS 'MODULE_PATHNAME', 'reporting_period_ends_within'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION ends_within(reporting_period, reporting_period) IS
	'whether the first period ends no later than the second; NULL for NULL';

CREATE FUNCTION contains(reporting_period, reporting_period) RETURNS boolean
	AS 'MODULE_PATHNAME', 'reporting_period_contains'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION contains(reporting_period, reporting_period) IS
	'whether the first period contains all of the second; NULL for NULL';

CREATE FUNCTION contains(reporting_period, date) RETURNS boolean
	AS 'MODULE_PATHNAME', 'reporting_period_contains_date'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION contains(reporting_period, date) IS
	'whether the date lies in the period; NULL for NULL';

CREATE FUNCTION same_shape(reporting_period, reporting_period) RETURNS boolean
	AS 'MODULE_PATHNAME', 'reporting_period_same_shape'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION same_shape(reporting_period, reporting_period) IS
	'whether two periods have the same length and lie a whole number of lengths apart, so that p - q is defined; NULL for NULL';

CREATE FUNCTION shape(reporting_period) RETURNS integer
	AS 'MODULE_PATHNAME', 'reporting_period_shape'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION shape(reporting_period) IS
	'length and phase of the period as one number, to group by: equal for two periods exactly where same_shape() holds; NULL for NULL';

CREATE FUNCTION cfsperf_internal.same_shape(reporting_period, reporting_period, step integer) RETURNS boolean
	AS 'MODULE_PATHNAME', 'reporting_period_same_shape_stepped'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.same_shape(reporting_period, reporting_period, integer) IS
	'whether two periods have the same length and end a whole number of steps of so many months apart, so that one series can have both; error for a step not above zero';

CREATE FUNCTION cfsperf_internal.shape(reporting_period, step integer) RETURNS integer
	AS 'MODULE_PATHNAME', 'reporting_period_shape_stepped'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.shape(reporting_period, integer) IS
	'length and phase of the period as one number, equal for two periods exactly where same_shape() of this step holds; error for a step not above zero';

CREATE FUNCTION cfsperf_internal.last_month(reporting_period, months_later integer DEFAULT 0) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'reporting_period_last_month'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.last_month(reporting_period, integer) IS
	'the last month of the period, moved by the given number of months (earlier where negative); the least period that ends then, and so the bound of an index search by end';

CREATE FUNCTION cfsperf_internal.reporting_period_daterange(reporting_period) RETURNS daterange
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN daterange(starts($1), ends($1), '[]');
COMMENT ON FUNCTION cfsperf_internal.reporting_period_daterange(reporting_period) IS 'the days of the period';

CREATE CAST (reporting_period AS daterange) WITH FUNCTION reporting_period_daterange(reporting_period);
COMMENT ON CAST (reporting_period AS daterange) IS 'the days of the period';
