-- SPDX-License-Identifier: PostgreSQL
/*
 * 13_printing.sql - figures as a report prints them
 *
 * Rounded half away from zero to the given number of decimals, of which a count
 * has none; with commas between thousands, and never -0.
 */

CREATE FUNCTION cfsperf_internal.printing_decimals(value double precision, previous_value double precision,
								  unit text, decimals integer)
	RETURNS integer
	AS 'MODULE_PATHNAME', 'printing_decimals_of' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.printing_decimals(double precision, double precision, text, integer) IS
	'decimals with which a figure and the one before are printed so that their printed difference is that of the printed figures, and not zero unless they are equal: those given, or one more where only that helps; 0 for counts';

CREATE FUNCTION cfsperf_internal.printed(value double precision, unit text, unit_label text, decimals integer)
	RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.printed(double precision, text, text, integer) IS
	'a value as printed, with its unit; of labels only £, which stands before it';

CREATE FUNCTION cfsperf_internal.printed_count(n double precision) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.printed_count(double precision) IS
	'a number with the decimals that it has: "1,016", "198.4"';

CREATE FUNCTION cfsperf_internal.display_counts(numerator double precision, denominator double precision)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN ' (' || printed_count(numerator) || coalesce('/' || printed_count(denominator), '') || ')';
COMMENT ON FUNCTION cfsperf_internal.display_counts(double precision, double precision) IS
	'the counts at the end of a display; NULL where the numerator is not known';

CREATE FUNCTION cfsperf_internal.unit_words(value double precision, unit text, unit_label text, decimals integer)
	RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.unit_words(double precision, text, text, integer) IS
	'what stands behind the number of a figure: "per 10,000", "young people", of one "young person"; NULL: nothing';

CREATE FUNCTION display(value double precision, numerator double precision,
						denominator double precision, unit text,
						unit_label text, decimals integer)
	RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION display(double precision, double precision, double precision, text, text, integer) IS
	'a figure as printed: rounded half away from zero to the given number of decimals (a count to none), with commas between thousands, its unit, label and the counts that are known; NULL where value or decimals is NULL; any other NULL is left out';

-- both parameters have a name: pg_dump writes one without as "", where another has one
CREATE FUNCTION display(figure indicator, decimals integer DEFAULT 1)
	RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN display(value(figure), numerator(figure), denominator(figure), unit(figure), NULL, decimals);
COMMENT ON FUNCTION display(indicator, integer) IS
	'a figure as printed, with its unit and the counts that are known: "91.2% (83/91)", "3,855"; rounded half away from zero to the given number of decimals, a count to none; NULL for NULL';

CREATE FUNCTION cfsperf_internal.figure_words(value double precision, numerator double precision,
							 denominator double precision, unit text, unit_label text,
							 decimals integer, counted text, out_of text)
	RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.figure_words(double precision, double precision, double precision, text, text, integer, text, text) IS
	'a figure as a sentence has it: "91.2% (83 of 91 care leavers)", "23.0% (299 children)", "1 young person"; only a percentage is of its denominator, and a numerator alone is said where it is known what it counts';

CREATE FUNCTION cfsperf_internal.difference_words(value double precision, previous_value double precision,
								 unit text, unit_label text, decimals integer)
	RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.difference_words(double precision, double precision, text, text, integer) IS
	'the size of the difference of two printed figures: "3.4 points" of percentages, "£2,725", "9"; "less than 0.1 points" where they differ and print alike';
