-- SPDX-License-Identifier: PostgreSQL
/*
 * 41_indicator_functions.sql - what an indicator is made of and what it says
 */

CREATE FUNCTION indicator(value double precision, numerator double precision, denominator double precision, polarity polarity, unit text) RETURNS indicator
	AS 'MODULE_PATHNAME', 'indicator_make'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION indicator(value double precision, numerator double precision, denominator double precision, polarity polarity, unit text) IS
	'a figure made of its parts: value in the unit, numerator and denominator where known, polarity, unit (%, count, number or per N). A NULL value is computed from the counts; a NULL count is one that is not known; NULL where the value cannot be computed, and for a NULL polarity or unit. Error for NaN, infinity, an unknown unit, a negative numerator, a denominator not above zero, a percentage''s numerator above its denominator';

CREATE FUNCTION reading(value double precision, numerator double precision, denominator double precision, polarity polarity, unit text) RETURNS indicator
	AS 'MODULE_PATHNAME', 'indicator_of_row'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION reading(value double precision, numerator double precision, denominator double precision, polarity polarity, unit text) IS
	'as indicator(), for a row of a table: NULL where value, polarity or unit is NULL and where the value cannot be of the unit; counts that contradict the unit are left out instead of refused, and a NULL count is one that is not known';

CREATE FUNCTION value(indicator) RETURNS double precision
	AS 'MODULE_PATHNAME', 'indicator_value'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION value(indicator) IS
	'value in the indicator''s unit, a decimal of at most 15 significant digits and 10 decimal places; NULL for NULL';

CREATE FUNCTION numerator(indicator) RETURNS double precision
	AS 'MODULE_PATHNAME', 'indicator_numerator'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION numerator(indicator) IS
	'number counted, of a count its value; NULL for NULL and where it is not known';

CREATE FUNCTION denominator(indicator) RETURNS double precision
	AS 'MODULE_PATHNAME', 'indicator_denominator'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION denominator(indicator) IS
	'number of which the numerator is counted; NULL for NULL and where it is not known';

CREATE FUNCTION polarity(indicator) RETURNS polarity
	AS 'MODULE_PATHNAME', 'indicator_polarity'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION polarity(indicator) IS
	'polarity of the figure: high, low or none; NULL for NULL';

CREATE FUNCTION unit(indicator) RETURNS text
	AS 'MODULE_PATHNAME', 'indicator_unit'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION unit(indicator) IS
	'unit of the figure: %, count, number or per N; NULL for NULL';

CREATE FUNCTION better_than(indicator, indicator) RETURNS boolean
	AS 'MODULE_PATHNAME', 'indicator_better_than'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION better_than(indicator, indicator) IS
	'whether the first figure is better; NULL for NULL and for information only; error where unit or polarity differ';

CREATE FUNCTION worse_than(indicator, indicator) RETURNS boolean
	AS 'MODULE_PATHNAME', 'indicator_worse_than'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION worse_than(indicator, indicator) IS
	'whether the first figure is worse; NULL for NULL and for information only; error where unit or polarity differ';

CREATE FUNCTION consistent(indicator, decimals integer) RETURNS boolean
	AS 'MODULE_PATHNAME', 'indicator_consistent'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION consistent(indicator, integer) IS
	'whether the value agrees with numerator and denominator, taken as rounded to the given number of decimals; NULL for NULL and where a count is missing; error for decimals not between 0 and 10';

CREATE FUNCTION cfsperf_internal.indicator_numeric(indicator) RETURNS numeric
	AS 'MODULE_PATHNAME', 'indicator_numeric'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.indicator_numeric(indicator) IS
	'value as an exact decimal';

CREATE CAST (indicator AS double precision) WITH FUNCTION value(indicator);
COMMENT ON CAST (indicator AS double precision) IS 'value of the indicator';

CREATE CAST (indicator AS numeric) WITH FUNCTION indicator_numeric(indicator);
COMMENT ON CAST (indicator AS numeric) IS 'value of the indicator as an exact decimal';
