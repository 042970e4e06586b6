/*
 * 20_tables.sql - what the model's tables have and a framework's do not
 *
 * Tables are the user's.  What is missing is added; a constraint, index or
 * trigger of the framework's name is the framework's and follows the model;
 * columns of the user's, their types, defaults and rows are kept.
 */

CREATE PROCEDURE cfsperf_internal.upgrade_columns(framework name, model name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	want record;
	have record;
	owner text := (SELECT quote_ident(pg_get_userbyid(nspowner)) FROM pg_namespace WHERE nspname = framework);
BEGIN
	FOR want IN
		SELECT cfsperf_internal.framework_text(o.name, model, framework) AS name
		FROM cfsperf_internal.framework_objects(model) o
		WHERE o.kind = 'r' AND to_regclass(cfsperf_internal.framework_text(o.name, model, framework)) IS NULL
		ORDER BY o.name
	LOOP
		EXECUTE format('CREATE TABLE %s ()', want.name);
		EXECUTE format('ALTER TABLE %s OWNER TO %s', want.name, owner);
		RAISE NOTICE 'table % is new', want.name;
	END LOOP;

	FOR want IN
		SELECT cfsperf_internal.framework_text(o.name, model, framework) AS name, o.object, a.attname, a.attnum, a.attnotnull,
			format_type(a.atttypid, a.atttypmod) AS type,
			(SELECT format(' COLLATE %I.%I', n.nspname, c.collname)
			 FROM pg_collation c
			 JOIN pg_namespace n ON n.oid = c.collnamespace
			 JOIN pg_type t ON t.oid = a.atttypid
			 WHERE c.oid = a.attcollation AND c.oid <> t.typcollation) AS collation,
			(SELECT cfsperf_internal.framework_text(pg_get_expr(d.adbin, d.adrelid), model, framework) FROM pg_attrdef d
			 WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum) AS default_text
		FROM cfsperf_internal.framework_objects(model) o
		JOIN pg_attribute a ON a.attrelid = o.object AND a.attnum > 0 AND NOT a.attisdropped
		WHERE o.kind = 'r'
		ORDER BY o.name, a.attnum
	LOOP
		SELECT a.attnotnull, format_type(a.atttypid, a.atttypmod) AS type,
			(SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d
			 WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum) AS default_text
		INTO have
		FROM pg_attribute a
		WHERE a.attrelid = to_regclass(want.name) AND a.attname = want.attname AND NOT a.attisdropped;
		IF NOT FOUND THEN
			EXECUTE format('ALTER TABLE %s ADD COLUMN %I %s%s%s%s', want.name, want.attname, want.type,
						   want.collation, ' DEFAULT ' || want.default_text,
						   CASE WHEN want.attnotnull THEN ' NOT NULL' END);
			RAISE NOTICE 'column %.% is new', want.name, quote_ident(want.attname);
		ELSIF split_part(have.type, '(', 1) <> split_part(want.type, '(', 1) THEN
			RAISE EXCEPTION USING ERRCODE = 'duplicate_column',
				MESSAGE = format('column %s.%I is of type %s and not %s', want.name, want.attname, have.type, want.type),
				HINT = 'A framework has a column of that name. Rename the one that is there, then upgrade again.';
		ELSE
			IF have.type <> want.type THEN
				RAISE NOTICE 'column %.% stays %; a new framework has %', want.name, quote_ident(want.attname),
					have.type, want.type;
			END IF;
			IF have.default_text IS DISTINCT FROM want.default_text THEN
				RAISE NOTICE 'column %.% keeps its default (%); a new framework has another (%)', want.name,
					quote_ident(want.attname), coalesce(have.default_text, 'none'), coalesce(want.default_text, 'none');
			END IF;
			IF want.attnotnull AND NOT have.attnotnull THEN
				EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET NOT NULL', want.name, want.attname);
				RAISE NOTICE 'column %.% cannot be NULL any more', want.name, quote_ident(want.attname);
			END IF;
		END IF;
	END LOOP;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.upgrade_columns(name, name) IS
	'adds the tables and columns that a framework does not have yet; part of upgrade_framework';

-- keys before what refers to them; NOT NULL, a constraint too from 18 on, goes with its column
CREATE PROCEDURE cfsperf_internal.upgrade_constraints(framework name, model name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	want record;
	have text;
BEGIN
	FOR want IN
		SELECT cfsperf_internal.framework_text(o.name, model, framework) AS name, c.conname,
			cfsperf_internal.framework_text(pg_get_constraintdef(c.oid), model, framework) AS definition
		FROM cfsperf_internal.framework_objects(model) o
		JOIN pg_constraint c ON c.conrelid = o.object AND c.contype IN ('p', 'u', 'c', 'f')
		ORDER BY position(c.contype::text IN 'pucf'), o.name, c.conname
	LOOP
		SELECT pg_get_constraintdef(c.oid) INTO have
		FROM pg_constraint c
		WHERE c.conrelid = to_regclass(want.name) AND c.conname = want.conname;
		IF FOUND AND have = want.definition THEN
			CONTINUE;
		ELSIF FOUND THEN
			EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', want.name, want.conname);
		END IF;
		EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I %s', want.name, want.conname, want.definition);
		RAISE NOTICE 'constraint % on % is new', quote_ident(want.conname), want.name;
	END LOOP;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.upgrade_constraints(name, name) IS
	'gives the tables of a framework the constraints of the model; part of upgrade_framework';

-- of a partitioned table as of one that is none
CREATE FUNCTION cfsperf_internal.framework_indexes(schema name) RETURNS TABLE (name text, relation text, definition text)
	LANGUAGE SQL STABLE STRICT PARALLEL SAFE ROWS 10
	SET search_path = pg_catalog, pg_temp
AS $$
	SELECT i.indexrelid::regclass::text, o.name, replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ')
	FROM cfsperf_internal.framework_objects(schema) o
	JOIN pg_index i ON i.indrelid = o.object
	WHERE NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x'))
$$;
COMMENT ON FUNCTION cfsperf_internal.framework_indexes(name) IS
	'the indexes of a schema that no constraint brings';

CREATE PROCEDURE cfsperf_internal.upgrade_indexes(framework name, model name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	change record;
BEGIN
	FOR change IN
		SELECT h.name
		FROM cfsperf_internal.framework_indexes(framework) h
		LEFT JOIN cfsperf_internal.framework_indexes(model) w
			ON cfsperf_internal.framework_text(w.name, model, framework) = h.name
		WHERE w.name IS NULL AND h.name IN (SELECT cfsperf_internal.framework_released(framework))
			OR cfsperf_internal.framework_text(w.definition, model, framework) <> h.definition
		ORDER BY h.name COLLATE "C"
	LOOP
		EXECUTE format('DROP INDEX %s', change.name);
		RAISE NOTICE 'index % is gone', change.name;
	END LOOP;
	FOR change IN
		SELECT cfsperf_internal.framework_text(w.name, model, framework) AS name,
			cfsperf_internal.framework_text(w.definition, model, framework) AS definition
		FROM cfsperf_internal.framework_indexes(model) w
		WHERE to_regclass(cfsperf_internal.framework_text(w.name, model, framework)) IS NULL
		ORDER BY w.name COLLATE "C"
	LOOP
		EXECUTE change.definition;
		RAISE NOTICE 'index % is new', change.name;
	END LOOP;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.upgrade_indexes(name, name) IS
	'gives a framework the indexes of the model; part of upgrade_framework';

CREATE PROCEDURE cfsperf_internal.upgrade_triggers(framework name, model name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	want record;
	have text;
BEGIN
	FOR want IN
		SELECT cfsperf_internal.framework_text(o.name, model, framework) AS name, t.tgname,
			cfsperf_internal.framework_text(pg_get_triggerdef(t.oid), model, framework) AS definition
		FROM cfsperf_internal.framework_objects(model) o
		JOIN pg_trigger t ON t.tgrelid = o.object AND NOT t.tgisinternal
		ORDER BY o.name, t.tgname
	LOOP
		SELECT pg_get_triggerdef(t.oid) INTO have
		FROM pg_trigger t
		WHERE t.tgrelid = to_regclass(want.name) AND t.tgname = want.tgname;
		IF FOUND AND have = want.definition THEN
			CONTINUE;
		ELSIF FOUND THEN
			EXECUTE format('DROP TRIGGER %I ON %s', want.tgname, want.name);
		END IF;
		EXECUTE want.definition;
		RAISE NOTICE 'trigger % on % is new', quote_ident(want.tgname), want.name;
	END LOOP;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.upgrade_triggers(name, name) IS
	'gives the tables of a framework the triggers of the model; part of upgrade_framework';

CREATE FUNCTION cfsperf_internal.framework_comments(schema name) RETURNS TABLE (kind text, identity text, comment text)
	LANGUAGE SQL STABLE STRICT PARALLEL SAFE ROWS 500
	SET search_path = pg_catalog, pg_temp
AS $$
	SELECT CASE WHEN d.objsubid <> 0 THEN 'COLUMN' WHEN i.type = 'table constraint' THEN 'CONSTRAINT'
			ELSE upper(i.type) END, i.identity, d.description
	FROM pg_namespace n
	CROSS JOIN LATERAL (
		SELECT 'pg_class'::regclass::oid AS class, c.oid AS object FROM pg_class c WHERE c.relnamespace = n.oid
		UNION ALL
		SELECT 'pg_proc'::regclass, p.oid FROM pg_proc p WHERE p.pronamespace = n.oid
		UNION ALL
		SELECT 'pg_constraint'::regclass, c.oid FROM pg_constraint c WHERE c.connamespace = n.oid AND c.conrelid <> 0
		UNION ALL
		SELECT 'pg_trigger'::regclass, t.oid FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
		WHERE c.relnamespace = n.oid) o
	JOIN pg_description d ON d.classoid = o.class AND d.objoid = o.object
	CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i
	WHERE n.nspname = framework_comments.schema
$$;
COMMENT ON FUNCTION cfsperf_internal.framework_comments(name) IS
	'what the objects of a schema and their columns say of themselves, as COMMENT ON has it';

CREATE PROCEDURE cfsperf_internal.upgrade_comments(framework name, model name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	want record;
	n integer := 0;
BEGIN
	FOR want IN
		SELECT c.kind, cfsperf_internal.framework_text(c.identity, model, framework) AS identity, c.comment
		FROM cfsperf_internal.framework_comments(model) c
		EXCEPT
		SELECT c.kind, c.identity, c.comment
		FROM cfsperf_internal.framework_comments(framework) c
		ORDER BY 1, 2
	LOOP
		EXECUTE format('COMMENT ON %s %s IS %L', want.kind, want.identity, want.comment);
		n := n + 1;
	END LOOP;
	IF n > 0 THEN
		RAISE NOTICE 'comments changed: %', n;
	END IF;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.upgrade_comments(name, name) IS
	'gives the objects of a framework the comments of the model; part of upgrade_framework';
