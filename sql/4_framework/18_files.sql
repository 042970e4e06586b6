-- SPDX-License-Identifier: PostgreSQL
/*
 * 18_files.sql - the rows and cells of files as publishers and Excel write them
 */

CREATE FUNCTION csv_rows(content bytea, OUT line bigint, OUT cells text[]) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'csv_rows_of_bytes'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10000;
COMMENT ON FUNCTION csv_rows(bytea) IS
	'the rows of the table in a CSV file, header first: the physical line on which each begins and its cells, without blanks around them; an empty cell is '''', one that the row lacks is NULL, and a row with text behind the header''s last column has more cells than the header. Titles, notes and blank lines around the table are left out. Delimiter (comma, semicolon, tab) and encoding (UTF-8, Windows-1252) are found out; no rows for NULL; error for what is no CSV file, is cut off or damaged, with the line';

CREATE FUNCTION csv_rows(file oid, OUT line bigint, OUT cells text[]) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'csv_rows_of_object'
	LANGUAGE C STABLE STRICT PARALLEL UNSAFE ROWS 10000;
COMMENT ON FUNCTION csv_rows(oid) IS
	'csv_rows(bytea) of a large object, which is read in pieces with the caller''s rights: the physical line on which each row begins and its cells; no rows for NULL';

CREATE FUNCTION cfsperf_internal.file_rows(content bytea, OUT line bigint, OUT cells text[], OUT skipped boolean,
						 OUT trimmed integer[])
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'file_rows_of_bytes'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10000;
COMMENT ON FUNCTION cfsperf_internal.file_rows(bytea) IS
	'all rows of a CSV file: as csv_rows, and those that are not of the table as skipped; trimmed has the numbers of the cells around which blanks were removed, NULL for none';

CREATE FUNCTION cfsperf_internal.file_rows(file oid, OUT line bigint, OUT cells text[], OUT skipped boolean,
						 OUT trimmed integer[])
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'file_rows_of_object'
	LANGUAGE C STABLE STRICT PARALLEL UNSAFE ROWS 10000;
COMMENT ON FUNCTION cfsperf_internal.file_rows(oid) IS
	'the same of a large object';

CREATE FUNCTION cfsperf_internal.file_figure(value text, numerator text, denominator text, lower text, upper text, status text,
						   OUT value double precision, OUT numerator double precision,
						   OUT denominator double precision, OUT lower double precision,
						   OUT upper double precision, OUT status text,
						   OUT problem_column integer, OUT problem text, OUT hint text)
	RETURNS record
	AS 'MODULE_PATHNAME', 'file_figure_of_cells'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.file_figure(text, text, text, text, text, text) IS
	'the cells of one published figure as numbers and a status symbol, NULL for a column that the file has not; where they cannot be taken only the cell, 1 to 6 in the order of the arguments, what is wrong with it and what to write; never an error. Markers are those of file_markers()';

CREATE FUNCTION cfsperf_internal.file_period(label text, identifier text, year_ends integer, span integer,
						   OUT period reporting_period, OUT status text, OUT problem text,
						   OUT hint text)
	RETURNS record
	AS 'MODULE_PATHNAME', 'file_period_of_label'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.file_period(text, text, integer, integer) IS
	'the period that a file names by a label, or by label and identifier as the Department for Education does, in a source whose years end in a month and whose periods span a number of months, NULL where that is as the label says; the status by a qualifier such as (prov); where it is none only what is wrong and what to do; never an error';

CREATE FUNCTION file_markers(OUT marker text, OUT status text, OUT meaning text) RETURNS SETOF record
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 40;
COMMENT ON FUNCTION file_markers() IS
	'what publishers write where there is no figure, or beside one, in any case and with or without brackets, and the status symbol that is made of it; NULL: none, the figure stands as it is. <5 stands for every bound of two or more, <1 for every smaller one. Sources: Government Statistical Service, Department for Education, Welsh Government';
