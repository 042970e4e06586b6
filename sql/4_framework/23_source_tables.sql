-- SPDX-License-Identifier: PostgreSQL
/*
 * 23_source_tables.sql - the tables by which published files are loaded
 *
 * A source says how a publisher's file is read, once: next year's file is one
 * call of load_file().  Nothing in it is guessed; inspect_file() writes the rows
 * and names what has to be decided.
 */

CREATE PROCEDURE cfsperf_internal.framework_source_tables(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE TABLE source (
		code varchar(64) COLLATE "C" PRIMARY KEY,
		title varchar(500),
		format varchar(20) NOT NULL,
		destination varchar(20) NOT NULL DEFAULT 'observation',
		benchmark varchar(64) COLLATE "C" REFERENCES benchmark,
		year_ends integer,
		columns jsonb NOT NULL DEFAULT '{}',
		defaults jsonb NOT NULL DEFAULT '{}',
		CONSTRAINT source_format CHECK (check_choice('format', format,
			'EES', 'Fingertips', 'long', 'neighbours', 'area codes')),
		CONSTRAINT source_destination CHECK (check_choice('destination', destination,
			'observation', 'benchmark', 'both')),
		CONSTRAINT source_for_a_benchmark_names_it CHECK (destination = 'observation' OR benchmark IS NOT NULL),
		CONSTRAINT source_year_ends CHECK (check_number('year_ends', year_ends, 1, 12)),
		CONSTRAINT source_columns CHECK (jsonb_typeof(columns) = 'object'),
		CONSTRAINT source_defaults CHECK (jsonb_typeof(defaults) = 'object')
	);
	COMMENT ON TABLE source IS 'published files that are loaded again and again: how each is read; inspect_file() writes such rows';
	COMMENT ON COLUMN source.code IS 'short code, the first argument of load_file()';
	COMMENT ON COLUMN source.title IS 'what the file is, and where it is published';
	COMMENT ON COLUMN source.format IS 'EES: Explore Education Statistics; Fingertips; long: a row per figure, in columns with names; neighbours: statistical neighbours of each area; area codes: other codes and names of areas';
	COMMENT ON COLUMN source.destination IS 'where its figures go: observation, benchmark (that of the column so named) or both';
	COMMENT ON COLUMN source.benchmark IS 'the benchmark that its figures make up';
	COMMENT ON COLUMN source.year_ends IS 'month (1 to 12) in which its years end, where their labels do not say so: 3 = March, 8 = August, 12 = December';
	COMMENT ON COLUMN source.columns IS 'header of the column for a role, such as {"area": "LA", "period": "Quarter"}, where it is not one that is known; roles: measure, area, period, identifier, value, numerator, denominator, lower, upper, status, note';
	COMMENT ON COLUMN source.defaults IS 'what the file does not say in a column: {"area": "E10000018"}, {"period": "2020/21 Q2"}, {"status": "p"}; and markers that mean something else here: {"markers": {"-": "low"}}';

	CREATE TABLE source_measure (
		source varchar(64) COLLATE "C" REFERENCES source ON DELETE CASCADE,
		measure varchar(64) COLLATE "C" REFERENCES measure,
		value varchar(200),
		numerator varchar(200),
		denominator varchar(200),
		lower varchar(200),
		upper varchar(200),
		note varchar(200),
		filters jsonb NOT NULL DEFAULT '{}',
		year_ends integer,
		span integer,
		PRIMARY KEY (source, measure),
		CONSTRAINT source_measure_filters CHECK (jsonb_typeof(filters) = 'object'),
		CONSTRAINT source_measure_year_ends CHECK (check_number('year_ends', year_ends, 1, 12)),
		CONSTRAINT source_measure_span CHECK (check_number('span', span, 1, 120))
	);
	COMMENT ON TABLE source_measure IS 'which figures of a source are those of a measure; a source in long format without rows here names measures by their code';
	COMMENT ON COLUMN source_measure.source IS 'code of the source';
	COMMENT ON COLUMN source_measure.measure IS 'code of the measure';
	COMMENT ON COLUMN source_measure.value IS 'header of the column of its values; NULL: the one that is known by its name';
	COMMENT ON COLUMN source_measure.numerator IS 'header of the column of numerators';
	COMMENT ON COLUMN source_measure.denominator IS 'header of the column of denominators';
	COMMENT ON COLUMN source_measure.lower IS 'header of the column of lower confidence limits';
	COMMENT ON COLUMN source_measure.upper IS 'header of the column of upper confidence limits';
	COMMENT ON COLUMN source_measure.note IS 'header of the column of notes';
	COMMENT ON COLUMN source_measure.filters IS 'which rows are its: header and cell, such as {"Sex": "Persons", "Category": ""}';
	COMMENT ON COLUMN source_measure.year_ends IS 'as in source, where this measure''s years end in another month';
	COMMENT ON COLUMN source_measure.span IS 'months that a figure covers, up to the end of the period named, where the label says another number';

	CREATE TABLE load_receipt (
		load integer PRIMARY KEY,
		source varchar(64) COLLATE "C",
		file_name varchar(500),
		sha256 varchar(64),
		bytes bigint,
		loaded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
		loaded_by varchar(63) NOT NULL DEFAULT session_user,
		lines bigint NOT NULL,
		figures_new bigint NOT NULL,
		figures_changed bigint NOT NULL,
		figures_unchanged bigint NOT NULL,
		withheld bigint NOT NULL,
		skipped bigint NOT NULL,
		rejected bigint NOT NULL,
		loaded boolean NOT NULL
	);
	COMMENT ON TABLE load_receipt IS 'a row per file that was loaded, or refused';
	COMMENT ON COLUMN load_receipt.load IS 'number of the load, from 1';
	COMMENT ON COLUMN load_receipt.source IS 'code of the source; NULL: a file of one''s own';
	COMMENT ON COLUMN load_receipt.file_name IS 'name of the file, where it was given, or of the table';
	COMMENT ON COLUMN load_receipt.sha256 IS 'SHA-256 of the bytes of the file; NULL: it was a table';
	COMMENT ON COLUMN load_receipt.bytes IS 'its size; NULL: it was a table';
	COMMENT ON COLUMN load_receipt.loaded_at IS 'when';
	COMMENT ON COLUMN load_receipt.loaded_by IS 'role that had logged in to load it';
	COMMENT ON COLUMN load_receipt.lines IS 'rows of the table in the file, without its header';
	COMMENT ON COLUMN load_receipt.figures_new IS 'figures that were not there; a figure that goes to observation and a benchmark counts once for each';
	COMMENT ON COLUMN load_receipt.figures_changed IS 'figures that were there and were another';
	COMMENT ON COLUMN load_receipt.figures_unchanged IS 'figures that were there already';
	COMMENT ON COLUMN load_receipt.withheld IS 'of them those without a value, with the status that says why';
	COMMENT ON COLUMN load_receipt.skipped IS 'lines that are not of the table: titles, blank lines, sources; and rows of no measure of the source or of areas of other kinds';
	COMMENT ON COLUMN load_receipt.rejected IS 'cells that cannot be read, each a row of load_reject';
	COMMENT ON COLUMN load_receipt.loaded IS 'whether the figures were loaded; false: none of them, because cells were rejected';

	CREATE TABLE load_reject (
		load integer REFERENCES load_receipt ON DELETE CASCADE,
		line bigint,
		column_name varchar(200),
		cell varchar(500),
		reason varchar(1000) NOT NULL,
		remedy varchar(1000),
		PRIMARY KEY (load, line, column_name)
	);
	COMMENT ON TABLE load_reject IS 'cells that could not be read, of loads of a file or a table';
	COMMENT ON COLUMN load_reject.load IS 'number of the load, as in load_receipt';
	COMMENT ON COLUMN load_reject.line IS 'line of the file, from 1';
	COMMENT ON COLUMN load_reject.column_name IS 'header of the column; empty: the row as a whole';
	COMMENT ON COLUMN load_reject.cell IS 'what is in the cell';
	COMMENT ON COLUMN load_reject.reason IS 'why it cannot be read';
	COMMENT ON COLUMN load_reject.remedy IS 'what to do';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_source_tables(name) IS
	'makes the tables by which files are loaded into a framework; part of create_framework';
