/*
 * 29_load_calls.sql - what people call to load a file or a table
 *
 * These procedures commit the list of refused cells, so they have no search
 * path of their own and every name in them is qualified.
 */

CREATE PROCEDURE cfsperf_internal.framework_load_calls(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	-- kind of argument: its declaration, how it is read, what the comment says of it
	call record;
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	FOR call IN
		SELECT *
		FROM (VALUES
			('load_file(source text, file oid, on_reject text DEFAULT ''refuse'', file_name text DEFAULT NULL, refresh boolean DEFAULT true)',
				'read_file(NULL, file, digest, size)', 'source', 'file_name', 'load_file(text, oid, text, text, boolean)',
				'loads a file, a large object (psql: \lo_import), as table source says'),
			('load_file(source text, content bytea, on_reject text DEFAULT ''refuse'', file_name text DEFAULT NULL, refresh boolean DEFAULT true)',
				'read_file(content, NULL, digest, size)', 'source', 'file_name', 'load_file(text, bytea, text, text, boolean)',
				'loads a file, given as bytes, as table source says'),
			('load_table(staging regclass, on_reject text DEFAULT ''refuse'', source text DEFAULT NULL, refresh boolean DEFAULT true)',
				'read_table(staging)', 'source', 'staging::pg_catalog.text', 'load_table(regclass, text, text, boolean)',
				'loads a table with columns such as measure, area, period, value, into which a file was copied'))
			AS c(declaration, reading, source, name, signature, purpose)
	LOOP
		EXECUTE format($statement$
	CREATE PROCEDURE %1$s
		LANGUAGE plpgsql
	AS $call$
	DECLARE
		digest text;
		size bigint;
		message text;
		detail text;
		hint text;
		kept boolean;
	BEGIN
		CALL %2$I.%3$s;
		CALL %2$I.load_rows(%4$s, on_reject, %5$s, digest, size, refresh, message, detail, hint);
		IF message IS NOT NULL THEN
			CALL cfsperf_internal.may_commit(kept);
			IF kept THEN
				COMMIT;
			END IF;
			RAISE EXCEPTION USING ERRCODE = 'data_exception', MESSAGE = message, DETAIL = detail,
				HINT = CASE WHEN kept THEN hint ELSE
					'Mend them, or load the rest with on_reject => ''keep''. Outside of a transaction block all of them are kept in load_reject.' END;
		END IF;
	END
	$call$ $statement$, call.declaration, framework, call.reading, call.source, call.name);
		EXECUTE format('COMMENT ON PROCEDURE %s IS %L', call.signature, call.purpose
			|| '; all or nothing, unless on_reject is keep (the rest) or list (nothing, and no error: load_reject has the cells). Then decides what may be shown and, with refresh, makes the stored histories anew. source NULL: columns measure, area, period, value and others by their known names');
	END LOOP;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_load_calls(name) IS
	'makes load_file() and load_table() of a framework; part of create_framework';
