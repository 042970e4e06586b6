-- SPDX-License-Identifier: PostgreSQL
/*
 * 10_checks.sql - what a framework's constraints and views call
 */

CREATE FUNCTION cfsperf_internal.check_choice(what text, value text, VARIADIC choices text[])
	RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.check_choice(text, text, text[]) IS
	'true where the value is one of the choices; otherwise an error that names the value and lists them';

CREATE FUNCTION cfsperf_internal.check_number(what text, value double precision,
							 least_allowed double precision,
							 greatest_allowed double precision)
	RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.check_number(text, double precision, double precision, double precision) IS
	'true where the value lies in the range, ends included; otherwise an error that names it';

CREATE FUNCTION cfsperf_internal.check_unit(unit text) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.check_unit(text) IS
	'true where the text is a unit: %, count, number or per N; otherwise an error that names it';

CREATE FUNCTION cfsperf_internal.check_figure(value double precision, numerator double precision,
							 denominator double precision, lower double precision,
							 upper double precision, status text, measure text, area text,
							 period reporting_period)
	RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.check_figure(double precision, double precision, double precision, double precision, double precision, text, text, text, reporting_period) IS
	'true where the value is NULL exactly where the status withholds it, and value, counts and limits are possible; counts and limits beside a value that is NULL are ignored; otherwise an error that names what is wrong, and of which measure, area and period';
