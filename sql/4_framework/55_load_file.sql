-- SPDX-License-Identifier: PostgreSQL
/*
 * 55_load_file.sql - a file into a framework, all of it or nothing
 *
 * A load is one statement, and so one transaction: interrupted, it leaves
 * nothing.  Where cells are refused it ends with an error; the list of them is
 * committed before, unless the caller has a transaction of his own.
 */

CREATE PROCEDURE cfsperf_internal.may_commit(INOUT allowed boolean)
	AS 'MODULE_PATHNAME' LANGUAGE C;
COMMENT ON PROCEDURE cfsperf_internal.may_commit(boolean) IS
	'whether the procedure that calls it may commit: not in a transaction block, nor in a function';

CREATE FUNCTION cfsperf_internal.file_digest(content bytea, OUT size bigint, OUT sha256 text)
	AS 'MODULE_PATHNAME', 'file_digest_of_bytes' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.file_digest(bytea) IS
	'the size of a file in bytes, and its SHA-256 in hexadecimal digits';

CREATE FUNCTION cfsperf_internal.file_digest(file oid, OUT size bigint, OUT sha256 text)
	AS 'MODULE_PATHNAME', 'file_digest_of_object' LANGUAGE C STABLE STRICT PARALLEL UNSAFE;
COMMENT ON FUNCTION cfsperf_internal.file_digest(oid) IS
	'the size of a large object in bytes, and its SHA-256 in hexadecimal digits';

CREATE PROCEDURE cfsperf_internal.framework_load_file(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE FUNCTION problem_groups(number integer) RETURNS text
		LANGUAGE plpgsql STABLE PARALLEL SAFE
		SET search_path FROM CURRENT
	AS $groups$
	BEGIN
		RETURN (SELECT string_agg(CASE WHEN g.place <= 20 THEN
				format('%s%s: %s%s.', CASE g.column_name WHEN '' THEN 'Line ' ELSE format('Column "%s", line ', g.column_name) END, g.lines,
					CASE WHEN g.cell IS NULL THEN '' ELSE format('"%s" - ', left(g.cell, 60)) END, g.reason)
					|| coalesce(' ' || g.remedy, '')
			WHEN g.place = 21 THEN format('And %s more kinds.', g.kinds - 20) END, E'\n' ORDER BY g.place)
		FROM (SELECT x.column_name, x.cell, x.reason, x.remedy,
				min(x.line) || CASE count(*) WHEN 1 THEN '' ELSE format(' and %s more', count(*) - 1) END AS lines,
				row_number() OVER (ORDER BY count(*) DESC, min(x.line), x.column_name) AS place, count(*) OVER () AS kinds
			  FROM (SELECT r.line, r.column_name, CASE r.column_name WHEN '' THEN NULL ELSE r.cell END AS cell, r.reason, r.remedy
					FROM load_reject r WHERE r.load = number) x
			  GROUP BY x.column_name, x.cell, x.reason, x.remedy) g);
	END
	$groups$;
	COMMENT ON FUNCTION problem_groups(integer) IS 'the rejected cells of a load, a line for each kind; part of load_file() and load_table()';

	CREATE PROCEDURE say_progress(lines bigint, what text, step integer)
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
	AS $say$
	BEGIN
		-- a step of a million lines takes seconds
		IF lines >= 100000 THEN
			RAISE NOTICE 'load_file: % of 4 steps, % lines %', step, to_char(lines, 'FM999,999,999,999'), what;
		END IF;
	END
	$say$;
	COMMENT ON PROCEDURE say_progress(bigint, text, integer) IS 'says by a notice how far a large load is; part of load_file() and load_table()';

	CREATE PROCEDURE load_rows(source_code text, on_reject text, file_name text, digest text, size bigint, refresh boolean,
			INOUT message text, INOUT detail text, INOUT hint text)
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
		SET jit = off
		SET work_mem = '64MB'
	AS $load$
	DECLARE
		s source;
		header text[];
		header_line bigint;
		receipt load_receipt;
		roles jsonb;
		trimmed record;
		with_notes boolean;
	BEGIN
		PERFORM check_choice('on_reject', on_reject, 'refuse', 'keep', 'list');
		SELECT * INTO s FROM source WHERE code = source_code;
		IF NOT FOUND AND source_code IS NOT NULL THEN
			RAISE EXCEPTION USING ERRCODE = 'undefined_object',
				MESSAGE = format('there is no source "%s"', source_code),
				HINT = coalesce('Sources are ' || (SELECT string_agg(format('"%s"', code), ', ' ORDER BY code) FROM source) || '; ', '')
					|| 'inspect_file() writes the rows of source and source_measure for a file.';
		END IF;
		s.format := coalesce(s.format, 'long');
		s.destination := coalesce(s.destination, 'observation');
		s.columns := coalesce(s.columns, '{}');
		s.defaults := coalesce(s.defaults, '{}');
		SELECT r.cells, r.line INTO header, header_line
		FROM pg_temp.cfsperf_file_row r WHERE NOT r.skipped ORDER BY r.line LIMIT 1;
		SELECT count(*) FILTER (WHERE NOT r.skipped) - 1, count(*) FILTER (WHERE r.skipped), 0, 0, 0, 0
		INTO receipt.lines, receipt.skipped, receipt.figures_new, receipt.figures_changed, receipt.figures_unchanged, receipt.withheld
		FROM pg_temp.cfsperf_file_row r;

		roles := (SELECT coalesce(jsonb_object_agg(x.role, x.place), '{}') FROM file_roles(header, s.format, s.columns) x);
		SELECT count(*) AS cells, min(r.line) AS line INTO trimmed
		FROM pg_temp.cfsperf_file_row r
		CROSS JOIN unnest(r.trimmed) AS place
		WHERE r.trimmed IS NOT NULL AND NOT r.skipped AND place IN (
			SELECT x.value::integer FROM jsonb_each_text(roles) x
			WHERE x.key IN ('measure', 'area', 'area_number', 'area_name', 'period'));
		IF trimmed.cells > 0 THEN
			RAISE NOTICE 'blanks around % were removed, first in line %',
				CASE trimmed.cells WHEN 1 THEN 'a code' ELSE trimmed.cells || ' codes' END, trimmed.line;
		END IF;

		IF s.format IN ('neighbours', 'area codes') THEN
			IF NOT roles ? 'area' THEN
				RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
					MESSAGE = 'the file has no column of areas that is known by its header',
					HINT = 'Name it in source.columns: {"area": "..."}.';
			END IF;
			IF s.format = 'neighbours' THEN
				CALL put_neighbours(header, roles, header_line, on_reject = 'keep', receipt.figures_new, receipt.figures_changed, receipt.figures_unchanged);
			ELSE
				CALL put_area_codes(header, roles, header_line, on_reject = 'keep', receipt.figures_new, receipt.figures_changed, receipt.figures_unchanged);
			END IF;
		ELSE
			CALL say_progress(receipt.lines, 'read', 1);
			CALL read_figures(s, header, header_line, roles);
			CALL say_progress(receipt.lines, 'understood', 2);
			CALL remove_duplicates(header);
			ANALYZE pg_temp.cfsperf_file_figure;
			receipt.withheld := (SELECT count(*) FROM pg_temp.cfsperf_file_figure WHERE value IS NULL);
			receipt.skipped := receipt.skipped + receipt.lines - (
				SELECT count(DISTINCT x.line) FROM (
					SELECT line FROM pg_temp.cfsperf_file_cell UNION ALL SELECT line FROM pg_temp.cfsperf_file_problem) x);
			IF on_reject = 'keep' OR NOT EXISTS (SELECT FROM pg_temp.cfsperf_file_problem) THEN
				CALL say_progress(receipt.lines, 'compared', 3);
				with_notes := EXISTS (SELECT FROM pg_temp.cfsperf_file_figure WHERE note IS NOT NULL);
				IF s.destination IN ('observation', 'both') THEN
					CALL put_figures('observation', NULL, with_notes,
						receipt.figures_new, receipt.figures_changed, receipt.figures_unchanged);
				END IF;
				IF s.destination IN ('benchmark', 'both') THEN
					CALL put_figures('benchmark_value', s.benchmark, false,
						receipt.figures_new, receipt.figures_changed, receipt.figures_unchanged);
				END IF;
			END IF;
		END IF;

		receipt.rejected := (SELECT count(*) FROM (SELECT DISTINCT line, column_name FROM pg_temp.cfsperf_file_problem) x);
		receipt.loaded := receipt.rejected = 0 OR on_reject = 'keep';
		-- one load after the other
		PERFORM pg_advisory_xact_lock('pg_class'::regclass::integer, 'load_receipt'::regclass::integer);
		receipt.load := coalesce((SELECT max(load) FROM load_receipt), 0) + 1;
		INSERT INTO load_receipt (load, source, file_name, sha256, bytes, lines, figures_new, figures_changed, figures_unchanged,
			withheld, skipped, rejected, loaded)
		VALUES (receipt.load, source_code, left(file_name, 500), digest, size, receipt.lines, receipt.figures_new, receipt.figures_changed,
			receipt.figures_unchanged, receipt.withheld, receipt.skipped, receipt.rejected, receipt.loaded);
		INSERT INTO load_reject (load, line, column_name, cell, reason, remedy)
		SELECT DISTINCT ON (p.line, p.column_name) receipt.load, p.line, left(p.column_name, 200), left(p.cell, 500),
			left(p.reason, 1000), left(p.remedy, 1000)
		FROM pg_temp.cfsperf_file_problem p
		ORDER BY p.line, p.column_name;

		IF receipt.rejected > 0 THEN
			detail := problem_groups(receipt.load);
			message := format('%s cannot be read: nothing was loaded',
				CASE receipt.rejected WHEN 1 THEN 'one cell' ELSE receipt.rejected || ' cells' END);
			hint := format('SELECT * FROM load_reject WHERE load = %s; lists all. Mend them, or load the rest with on_reject => ''keep''.', receipt.load);
			IF receipt.loaded THEN
				RAISE WARNING USING MESSAGE = format('%s cannot be read and left out',
						CASE receipt.rejected WHEN 1 THEN 'one cell' ELSE receipt.rejected || ' cells' END),
					DETAIL = detail,
					HINT = format('SELECT * FROM load_reject WHERE load = %s; lists all.', receipt.load);
			END IF;
			IF on_reject = 'list' THEN
				RAISE NOTICE USING MESSAGE = message, DETAIL = detail, HINT = hint;
			END IF;
			IF on_reject <> 'refuse' THEN
				message := NULL;
			END IF;
		END IF;
		IF receipt.loaded THEN
			RAISE NOTICE 'load %: % new, % changed, % unchanged, % of them without a value; lines skipped: %', receipt.load,
				receipt.figures_new, receipt.figures_changed, receipt.figures_unchanged, receipt.withheld, receipt.skipped;
			CALL say_progress(receipt.lines, 'stored', 4);
			IF receipt.figures_new + receipt.figures_changed > 0 AND s.format <> ALL ('{neighbours,"area codes"}') THEN
				CALL finish_load(refresh);
			END IF;
		END IF;
	END
	$load$;
	COMMENT ON PROCEDURE load_rows(text, text, text, text, bigint, boolean, text, text, text) IS 'loads the rows of a file that have been read, and writes the receipt; message: why nothing was loaded; part of load_file() and load_table()';

	CREATE PROCEDURE finish_load(refresh boolean)
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
	AS $finish$
	BEGIN
		IF EXISTS (SELECT 1 FROM governed_measure) THEN
			CALL protect();
		END IF;
		IF refresh AND pg_has_role((SELECT relowner FROM pg_class WHERE oid = 'stored_history'::regclass), 'USAGE') THEN
			REFRESH MATERIALIZED VIEW CONCURRENTLY stored_history;
		ELSIF refresh THEN
			RAISE NOTICE USING MESSAGE = 'the stored histories are as they were',
				HINT = 'Their owner makes them anew: REFRESH MATERIALIZED VIEW CONCURRENTLY stored_history;';
		END IF;
	END
	$finish$;
	COMMENT ON PROCEDURE finish_load(boolean) IS 'decides what may be shown of figures that were loaded, and makes the stored histories anew; part of load_file() and load_table()';

	CREATE PROCEDURE read_file(content bytea, file oid, INOUT digest text, INOUT size bigint)
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
	AS $read$
	BEGIN
		IF num_nonnulls(content, file) = 0 THEN
			RAISE EXCEPTION USING ERRCODE = 'null_value_not_allowed',
				MESSAGE = 'no file was given',
				HINT = 'In psql: \lo_import FILE and \set file :LASTOID, and then :file as the argument.';
		END IF;
		CALL begin_load();
		IF file IS NULL THEN
			SELECT d.sha256, d.size INTO digest, size FROM file_digest(content) d;
			INSERT INTO pg_temp.cfsperf_file_row SELECT (x.f).* FROM (SELECT file_rows(content) AS f OFFSET 0) x;
		ELSE
			SELECT d.sha256, d.size INTO digest, size FROM file_digest(file) d;
			INSERT INTO pg_temp.cfsperf_file_row SELECT (x.f).* FROM (SELECT file_rows(file) AS f OFFSET 0) x;
		END IF;
	END
	$read$;
	COMMENT ON PROCEDURE read_file(bytea, oid, text, bigint) IS 'reads the rows of a file, of which one of content and large object is given; part of load_file()';

	CREATE PROCEDURE read_table(staging regclass)
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
	AS $read$
	DECLARE
		names text[] := ARRAY(SELECT attname::text FROM pg_attribute
							  WHERE attrelid = staging AND attnum > 0 AND NOT attisdropped ORDER BY attnum);
		kept CONSTANT boolean := (SELECT relkind = 'r' FROM pg_class WHERE oid = staging);
	BEGIN
		CALL begin_load();
		INSERT INTO pg_temp.cfsperf_file_row VALUES (0, names, false);
		EXECUTE format('INSERT INTO pg_temp.cfsperf_file_row SELECT row_number() OVER (%s), ARRAY[%s], false FROM %s t',
			CASE WHEN kept THEN 'ORDER BY t.ctid' ELSE '' END,
			(SELECT string_agg(format('btrim(t.%I::text)', n), ', ') FROM unnest(names) n), staging);
	END
	$read$;
	COMMENT ON PROCEDURE read_table(regclass) IS 'reads the rows of a table as those of a file; part of load_table()';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_load_file(name) IS
	'makes what loads the rows of a file into a framework; part of create_framework';
