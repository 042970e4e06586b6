-- SPDX-License-Identifier: PostgreSQL
/*
 * 56_load_calls.sql - what people call to load a file or a table
 *
 * These procedures commit the list of refused cells, which one with a search path
 * of its own cannot: every name in them is qualified, and they use no operator.
 */

CREATE PROCEDURE cfsperf_internal.framework_load_calls(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE PROCEDURE end_load(message text, detail text, hint text)
		LANGUAGE plpgsql
	AS $call$
	DECLARE
		kept boolean;
	BEGIN
		IF message IS NULL THEN
			RETURN;
		END IF;
		CALL cfsperf_internal.may_commit(kept);
		IF kept THEN
			COMMIT;
		END IF;
		RAISE EXCEPTION USING ERRCODE = 'data_exception', MESSAGE = message, DETAIL = detail,
			HINT = CASE WHEN kept THEN hint ELSE
				'Mend them, or load the rest with on_reject => ''keep''. Outside of a transaction block all of them are kept in load_reject.' END;
	END
	$call$;
	COMMENT ON PROCEDURE end_load(text, text, text) IS 'commits the list of refused cells, where the caller may, and ends with an error; part of load_file() and load_table()';

	EXECUTE format($statement$
	CREATE PROCEDURE load_file(source text, file oid, on_reject text DEFAULT 'refuse', file_name text DEFAULT NULL, refresh boolean DEFAULT true)
		LANGUAGE plpgsql
	AS $call$
	DECLARE
		digest text;
		size bigint;
		message text;
		detail text;
		hint text;
	BEGIN
		CALL %1$I.read_file(NULL, file, digest, size);
		CALL %1$I.load_rows(source, on_reject, file_name, digest, size, refresh, message, detail, hint);
		CALL %1$I.end_load(message, detail, hint);
	END
	$call$ $statement$, framework);
	COMMENT ON PROCEDURE load_file(text, oid, text, text, boolean) IS 'loads a file, a large object (psql: \lo_import), as table source says; NULL: a file of one''s own, with columns such as measure, area, period, value. All or nothing, unless on_reject is keep (the rest) or list (nothing, and no error: load_reject has the cells). Then decides what may be shown and, with refresh, makes the stored histories anew';

	EXECUTE format($statement$
	CREATE PROCEDURE load_file(source text, content bytea, on_reject text DEFAULT 'refuse', file_name text DEFAULT NULL, refresh boolean DEFAULT true)
		LANGUAGE plpgsql
	AS $call$
	DECLARE
		digest text;
		size bigint;
		message text;
		detail text;
		hint text;
	BEGIN
		CALL %1$I.read_file(content, NULL, digest, size);
		CALL %1$I.load_rows(source, on_reject, file_name, digest, size, refresh, message, detail, hint);
		CALL %1$I.end_load(message, detail, hint);
	END
	$call$ $statement$, framework);
	COMMENT ON PROCEDURE load_file(text, bytea, text, text, boolean) IS 'loads a file, given as bytes; as load_file(text, oid, text, text, boolean)';

	EXECUTE format($statement$
	CREATE PROCEDURE load_table(staging regclass, on_reject text DEFAULT 'refuse', source text DEFAULT NULL, refresh boolean DEFAULT true)
		LANGUAGE plpgsql
	AS $call$
	DECLARE
		message text;
		detail text;
		hint text;
	BEGIN
		CALL %1$I.read_table(staging);
		CALL %1$I.load_rows(source, on_reject, staging::pg_catalog.text, NULL, NULL, refresh, message, detail, hint);
		CALL %1$I.end_load(message, detail, hint);
	END
	$call$ $statement$, framework);
	COMMENT ON PROCEDURE load_table(regclass, text, text, boolean) IS 'loads a table into which a file was copied, as load_file() does a file; the lines that it names are rows in the order in which they were copied';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_load_calls(name) IS
	'makes load_file() and load_table() of a framework; part of create_framework';
