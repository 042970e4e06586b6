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
							 denominator double precision, status text)
	RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.check_figure(double precision, double precision, double precision, text) IS
	'true where the value is NULL exactly where the status withholds it, and value and counts are possible; counts beside a value that is NULL are ignored; otherwise an error that names what is wrong';

CREATE FUNCTION cfsperf_internal.display_counts(numerator double precision, denominator double precision)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN ' (' || numerator::numeric::text
		|| coalesce('/' || denominator::numeric::text, '') || ')';
COMMENT ON FUNCTION cfsperf_internal.display_counts(double precision, double precision) IS
	'the counts at the end of a display; NULL where the numerator is not known';

CREATE FUNCTION cfsperf_internal.printed(value double precision, unit text, unit_label text, decimals integer)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN unit_label = '£' AND value < 0 THEN '-£'
				WHEN unit_label = '£' THEN '£' ELSE '' END
		|| round((CASE WHEN unit_label = '£' THEN abs(value) ELSE value END)::numeric,
				 decimals)::text
		|| CASE WHEN unit = '%' THEN '%'
				WHEN unit LIKE 'per %' THEN ' ' || unit ELSE '' END;
COMMENT ON FUNCTION cfsperf_internal.printed(double precision, text, text, integer) IS
	'a value as printed: rounded half away from zero to the given number of decimals, with its unit; of labels only £, which stands before it';

CREATE FUNCTION display(value double precision, numerator double precision,
						denominator double precision, unit text,
						unit_label text, decimals integer)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN printed(value, unit, unit_label, decimals)
		|| CASE WHEN unit_label <> '£' THEN ' ' || unit_label ELSE '' END
		|| CASE WHEN unit = 'count' THEN ''
				ELSE coalesce(display_counts(numerator, denominator), '') END;
COMMENT ON FUNCTION display(double precision, double precision, double precision, text, text, integer) IS
	'a figure as printed: rounded half away from zero to the given number of decimals, with its unit, label and the counts that are known';

CREATE FUNCTION cfsperf_internal.small_number(value double precision, numerator double precision,
							 denominator double precision, unit text,
							 suppress_below integer)
	RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.small_number(double precision, double precision, double precision, text, integer) IS
	'whether a figure stands on fewer than so many: its numerator, none included, or, of a percentage, those that are left over; false where suppress_below or the value is NULL or no count is known';
