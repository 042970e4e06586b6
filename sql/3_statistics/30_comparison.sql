-- SPDX-License-Identifier: PostgreSQL
/*
 * 30_comparison.sql - significance and comparison with a benchmark
 */

CREATE FUNCTION p_value(indicator, indicator) RETURNS double precision
	AS 'MODULE_PATHNAME', 'indicator_p_value_of_two'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION p_value(indicator, indicator) IS
	'two-sided p-value of the difference between two figures, from 0 to 1: of percentages by the pooled z test, of rates per N and counts by the exact conditional binomial test, twice the tail observed; counts have equal exposure; 1 where there is nothing on either side; NULL for NULL, where counts are missing and for plain numbers; error where unit or polarity differ';

CREATE FUNCTION compare(indicator, benchmark indicator, level double precision DEFAULT 0.95) RETURNS text
	AS 'MODULE_PATHNAME', 'indicator_compare_benchmark'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION compare(indicator, indicator, double precision) IS
	'better, similar or worse than the benchmark''s value, by the indicator''s confidence interval: similar if it contains the value, ends included; higher, similar or lower for information only; NULL for NULL and where counts are missing; error where unit or polarity differ and for a level not between 0 and 1';

CREATE FUNCTION compare_interval(lower double precision, upper double precision, benchmark double precision, polarity polarity DEFAULT 'none') RETURNS text
	AS 'MODULE_PATHNAME', 'compare_interval'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION compare_interval(double precision, double precision, double precision, polarity) IS
	'as compare(), for a given confidence interval and benchmark, of one unit: better, similar or worse, or higher, similar or lower; NULL for NULL; error for a lower limit above the upper';

CREATE FUNCTION compare_funnel(indicator, benchmark indicator, level double precision DEFAULT 0.95) RETURNS text
	AS 'MODULE_PATHNAME', 'indicator_compare_funnel'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION compare_funnel(indicator, indicator, double precision) IS
	'better, similar or worse than the benchmark by a funnel, the limits around it for the indicator''s denominator: of a percentage Wilson''s, of a rate per N exact Poisson (Spiegelhalter 2005; Fingertips, SPC for proportions); higher, similar or lower for information only; NULL for NULL, where the denominator is missing and for counts and plain numbers; error where unit or polarity differ and for a level not between 0 and 1';
