-- SPDX-License-Identifier: PostgreSQL
/*
 * 10_parts.sql - a framework as a list of parts, compared with that of a model
 *
 * A part is a table, column, constraint, view, function, index, statistics object,
 * trigger, option, privilege or comment with the statement that makes it.  upgrade_framework has
 * create_framework make a framework of the current version, the model, and
 * compares part by part: a statement of the model becomes one of the framework
 * by its schema's name.
 *
 * Everything here reads the catalogues with a search path on which no schema of
 * a user is, so that every name comes qualified, as pg_dump has it.  Of the
 * framework nothing is read but to be compared; what is run is the model's.
 */

CREATE TYPE cfsperf_internal.framework_part AS (
	step integer,
	place integer,
	kind text,
	name text,
	make text,
	replace text,
	remove text,
	class oid,
	object oid,
	shape text
);
COMMENT ON TYPE cfsperf_internal.framework_part IS
	'a part of a framework: step and place order what is made; the statements that make, replace in place (NULL: impossible) and remove it (NULL: never done); class and object as in pg_depend; shape: what a replacement in place must keep';

CREATE FUNCTION cfsperf_internal.framework_text(definition text, model name, framework name) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	-- a name may stand in a literal, as in '...'::regclass
	RETURN replace(replace(replace(definition,
			'''' || model::text || '.', '''' || replace(quote_ident(framework::text), '''', '''''') || '.'),
		model::text || '.', quote_ident(framework::text) || '.'),
		quote_literal(model::text), quote_literal(framework::text));
COMMENT ON FUNCTION cfsperf_internal.framework_text(text, name, name) IS
	'a definition of the model as one of the framework; the model''s name is one that no other text contains';

CREATE FUNCTION cfsperf_internal.dependents(classes oid[], objects oid[])
	RETURNS TABLE (class oid, object oid, depth integer, internal boolean)
	LANGUAGE SQL STABLE STRICT PARALLEL SAFE ROWS 50
	SET search_path = pg_catalog, pg_temp
AS $$
	-- a view stands for its rule; functions may need each other, so depth has an end
	WITH RECURSIVE dependent AS (
		SELECT x.class, x.object, 0 AS depth, false AS internal
		FROM unnest(classes, objects) AS x(class, object)
		UNION
		SELECT v.class, v.object, n.depth + 1, r.oid IS NULL AND (d.deptype = 'i' OR d.deptype = 'a' AND n.internal)
		FROM dependent n
		JOIN pg_depend d ON d.refclassid = n.class AND d.refobjid = n.object
		LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid AND r.rulename = '_RETURN'
		CROSS JOIN LATERAL (
			SELECT CASE WHEN r.oid IS NULL THEN d.classid ELSE 'pg_class'::regclass END AS class,
				coalesce(r.ev_class, d.objid) AS object) v
		WHERE (v.class, v.object) <> (n.class, n.object) AND n.depth < 100)
	SELECT x.class, x.object, max(x.depth), bool_or(x.internal)
	FROM dependent x
	GROUP BY x.class, x.object
$$;
COMMENT ON FUNCTION cfsperf_internal.dependents(oid[], oid[]) IS
	'these objects and all that depend on them, each deeper than what it depends on; internal: a part of another one, such as a row type or what belongs to TOAST';

CREATE FUNCTION cfsperf_internal.table_parts(schema name) RETURNS SETOF cfsperf_internal.framework_part
	LANGUAGE SQL STABLE STRICT PARALLEL SAFE ROWS 300
	SET search_path = pg_catalog, pg_temp
AS $$
	WITH relation AS MATERIALIZED (
		SELECT c.oid, c.oid::regclass::text AS name, c.relkind IN ('r', 'p') AS is_table
		FROM pg_class c
		WHERE c.relnamespace = (SELECT n.oid FROM pg_namespace n WHERE n.nspname = schema)
			AND c.relkind IN ('r', 'p', 'v', 'm')),
	part AS (
		SELECT 1 AS step, 0 AS place, 'table' AS kind, r.name, format('CREATE TABLE %s ()', r.name) AS make,
			NULL AS remove, 'pg_class'::regclass::oid AS class, r.oid AS object, '' AS shape
		FROM relation r
		WHERE r.is_table
		UNION ALL
		SELECT 2, a.attnum, 'column', format('%s.%I', r.name, a.attname),
			format('ALTER TABLE %s ADD COLUMN %I %s%s%s', r.name, a.attname, format_type(a.atttypid, a.atttypmod),
				   (SELECT format(' COLLATE %I.%I', n.nspname, k.collname)
					FROM pg_collation k
					JOIN pg_namespace n ON n.oid = k.collnamespace
					JOIN pg_type t ON t.oid = a.atttypid
					WHERE k.oid = a.attcollation AND k.oid <> t.typcollation),
				   (SELECT ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d
					WHERE d.adrelid = r.oid AND d.adnum = a.attnum)),
			NULL, 'pg_class'::regclass, r.oid, format_type(a.atttypid, NULL)
		FROM relation r
		JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
		WHERE r.is_table
		UNION ALL
		SELECT 3, a.attnum, 'NOT NULL of column', format('%s.%I', r.name, a.attname),
			format('ALTER TABLE %s ALTER COLUMN %I SET NOT NULL', r.name, a.attname),
			NULL, 'pg_class'::regclass, r.oid, ''
		FROM relation r
		JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0
		WHERE r.is_table AND a.attnotnull
		UNION ALL
		-- keys before what refers to them
		SELECT 4, position(c.contype::text IN 'pucf'), 'constraint', format('%I on %s', c.conname, r.name),
			format('ALTER TABLE %s ADD CONSTRAINT %I %s', r.name, c.conname, pg_get_constraintdef(c.oid)),
			format('ALTER TABLE %s DROP CONSTRAINT %I', r.name, c.conname), 'pg_constraint'::regclass, c.oid, ''
		FROM relation r
		JOIN pg_constraint c ON c.conrelid = r.oid AND c.contype IN ('p', 'u', 'c', 'f')
		UNION ALL
		-- of a partitioned table as of one that is none
		SELECT 7, 0, 'index', i.indexrelid::regclass::text, replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON '),
			format('DROP INDEX %s', i.indexrelid::regclass), 'pg_class'::regclass, i.indexrelid, ''
		FROM relation r
		JOIN pg_index i ON i.indrelid = r.oid
		WHERE NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x'))
		UNION ALL
		SELECT 7, 1, 'statistics', s.name, pg_get_statisticsobjdef(s.oid),
			format('DROP STATISTICS %s', s.name), 'pg_statistic_ext'::regclass, s.oid, ''
		FROM relation r
		CROSS JOIN LATERAL (
			SELECT e.oid, format('%I.%I', schema, e.stxname) AS name
			FROM pg_statistic_ext e
			WHERE e.stxrelid = r.oid AND e.stxnamespace = (SELECT n.oid FROM pg_namespace n WHERE n.nspname = schema)) s
		UNION ALL
		SELECT 8, 0, 'trigger', format('%I on %s', t.tgname, r.name), pg_get_triggerdef(t.oid),
			format('DROP TRIGGER %I ON %s', t.tgname, r.name), 'pg_trigger'::regclass, t.oid, ''
		FROM relation r
		JOIN pg_trigger t ON t.tgrelid = r.oid AND NOT t.tgisinternal)
	SELECT p.step, p.place, p.kind, p.name, p.make, NULL, p.remove, p.class, p.object, p.shape
	FROM part p
$$;
COMMENT ON FUNCTION cfsperf_internal.table_parts(name) IS
	'the tables of a schema with their columns, and the constraints, indexes, statistics objects and triggers of its relations';

CREATE FUNCTION cfsperf_internal.view_parts(schema name) RETURNS SETOF cfsperf_internal.framework_part
	LANGUAGE SQL STABLE STRICT PARALLEL SAFE ROWS 50
	SET search_path = pg_catalog, pg_temp
AS $$
	WITH object AS MATERIALIZED (
		SELECT 'pg_class'::regclass::oid AS class, c.oid AS object, c.relkind AS kind, c.oid::regclass::text AS name
		FROM pg_class c
		WHERE c.relnamespace = (SELECT n.oid FROM pg_namespace n WHERE n.nspname = schema) AND c.relkind IN ('v', 'm')
		UNION ALL
		SELECT 'pg_proc'::regclass, p.oid, 'f', p.oid::regprocedure::text
		FROM pg_proc p
		WHERE p.pronamespace = (SELECT n.oid FROM pg_namespace n WHERE n.nspname = schema) AND p.prokind IN ('f', 'p')),
	place AS (
		SELECT d.class, d.object, d.depth
		FROM (SELECT array_agg(o.class) AS classes, array_agg(o.object) AS objects FROM object o) x
		CROSS JOIN LATERAL cfsperf_internal.dependents(x.classes, x.objects) d)
	SELECT 5, d.depth, CASE o.kind WHEN 'f' THEN 'function' ELSE 'view' END, o.name, x.make, x.replace, x.remove,
		o.class, o.object, x.shape
	FROM object o
	JOIN place d ON d.class = o.class AND d.object = o.object
	CROSS JOIN LATERAL (
		SELECT format('CREATE VIEW %s AS %s', o.name, pg_get_viewdef(o.object)) AS make,
			format('CREATE OR REPLACE VIEW %s AS %s', o.name, pg_get_viewdef(o.object)) AS replace,
			'DROP VIEW ' || o.name AS remove,
			(SELECT 'view ' || string_agg(format('%I %s %s;', a.attname, format_type(a.atttypid, a.atttypmod),
												 a.attcollation::regcollation), '' ORDER BY a.attnum)
			 FROM pg_attribute a
			 WHERE a.attrelid = o.object AND a.attnum > 0) AS shape
		WHERE o.kind = 'v'
		UNION ALL
		SELECT format('CREATE MATERIALIZED VIEW %s AS %s WITH NO DATA', o.name, rtrim(pg_get_viewdef(o.object), ';')),
			NULL, 'DROP MATERIALIZED VIEW ' || o.name, ''
		WHERE o.kind = 'm'
		UNION ALL
		-- never OR REPLACE of what somebody else has just put there
		SELECT regexp_replace(pg_get_functiondef(o.object), '^CREATE OR REPLACE', 'CREATE'), pg_get_functiondef(o.object),
			'DROP ROUTINE ' || o.name,
			format('%s (%s) %s;', p.prokind, pg_get_function_arguments(o.object), pg_get_function_result(o.object))
		FROM pg_proc p
		WHERE o.kind = 'f' AND p.oid = o.object) x
$$;
COMMENT ON FUNCTION cfsperf_internal.view_parts(name) IS
	'the views and functions of a schema; what needs another one has a later place';

CREATE FUNCTION cfsperf_internal.text_parts(schema name) RETURNS SETOF cfsperf_internal.framework_part
	LANGUAGE SQL STABLE STRICT PARALLEL SAFE ROWS 500
	SET search_path = pg_catalog, pg_temp
AS $$
	WITH relation AS MATERIALIZED (
		SELECT c.oid, c.oid::regclass::text AS name, c.relkind, c.reloptions, c.relreplident
		FROM pg_class c
		WHERE c.relnamespace = (SELECT n.oid FROM pg_namespace n WHERE n.nspname = schema)
			AND c.relkind IN ('r', 'p', 'v', 'm', 'i', 'I')),
	object AS (
		SELECT 'pg_class'::regclass::oid AS class, r.oid AS object FROM relation r
		UNION ALL
		SELECT 'pg_proc'::regclass, p.oid
		FROM pg_proc p
		WHERE p.pronamespace = (SELECT n.oid FROM pg_namespace n WHERE n.nspname = schema)
		UNION ALL
		SELECT 'pg_constraint'::regclass, c.oid FROM relation r JOIN pg_constraint c ON c.conrelid = r.oid
		UNION ALL
		SELECT 'pg_trigger'::regclass, t.oid FROM relation r JOIN pg_trigger t ON t.tgrelid = r.oid
		UNION ALL
		SELECT 'pg_statistic_ext'::regclass, s.oid FROM relation r JOIN pg_statistic_ext s ON s.stxrelid = r.oid)
	SELECT 6, 0, 'option', x.option || ' of ' || r.name, x.make, x.make, NULL::text, 'pg_class'::regclass::oid, r.oid, ''
	FROM relation r
	CROSS JOIN LATERAL (
		SELECT o.option_name AS option, format('ALTER TABLE %s SET (%I = %L)', r.name, o.option_name, o.option_value) AS make
		FROM pg_options_to_table(r.reloptions) o
		UNION ALL
		SELECT 'replica identity', format('ALTER TABLE %s REPLICA IDENTITY FULL', r.name)
		WHERE r.relkind IN ('r', 'p') AND r.relreplident = 'f'
		UNION ALL
		SELECT format('statistics of %I', a.attname),
			format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS %s', r.name, a.attname, a.attstattarget)
		FROM pg_attribute a
		WHERE a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attstattarget >= 0) x
	WHERE r.relkind NOT IN ('i', 'I')
	UNION ALL
	-- a routine that has its owner's rights is not for everybody
	SELECT 6, 0, 'privilege', p.oid::regprocedure::text, x.make, x.make, NULL, 'pg_proc'::regclass, p.oid, ''
	FROM pg_proc p
	CROSS JOIN LATERAL (SELECT format('REVOKE EXECUTE ON ROUTINE %s FROM PUBLIC', p.oid::regprocedure) AS make) x
	WHERE p.pronamespace = (SELECT n.oid FROM pg_namespace n WHERE n.nspname = schema) AND p.prosecdef
		AND NOT EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0)
	UNION ALL
	SELECT 9, 0, 'comment', format('on %s %s', k.kind, i.identity), x.make, x.make, NULL, o.class, o.object, ''
	FROM object o
	JOIN pg_description d ON d.classoid = o.class AND d.objoid = o.object
	CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i
	CROSS JOIN LATERAL (
		SELECT CASE WHEN d.objsubid <> 0 THEN 'COLUMN' WHEN i.type = 'table constraint' THEN 'CONSTRAINT'
			WHEN i.type = 'statistics object' THEN 'STATISTICS'
			ELSE upper(i.type) END AS kind) k
	CROSS JOIN LATERAL (SELECT format('COMMENT ON %s %s IS %L', k.kind, i.identity, d.description) AS make) x
$$;
COMMENT ON FUNCTION cfsperf_internal.text_parts(name) IS
	'the options of a schema''s relations, routines that PUBLIC may not call, and the comments on objects';

CREATE FUNCTION cfsperf_internal.framework_changes(framework name, model name)
	RETURNS TABLE (step integer, place integer, kind text, name text, change text, statement text, remove text,
				   class oid, object oid, shape text, model_shape text)
	LANGUAGE SQL STABLE STRICT PARALLEL SAFE ROWS 500
	SET search_path = pg_catalog, pg_temp
AS $$
	WITH want AS (
		SELECT p.step, p.place, p.kind, x.name, x.make, x.replace, x.shape
		FROM (SELECT * FROM cfsperf_internal.table_parts(model) UNION ALL
			  SELECT * FROM cfsperf_internal.view_parts(model) UNION ALL
			  SELECT * FROM cfsperf_internal.text_parts(model)) p
		CROSS JOIN LATERAL (
			SELECT cfsperf_internal.framework_text(p.name, model, framework) AS name,
				cfsperf_internal.framework_text(p.make, model, framework) AS make,
				cfsperf_internal.framework_text(p.replace, model, framework) AS replace,
				cfsperf_internal.framework_text(p.shape, model, framework) AS shape) x),
	have AS (
		SELECT * FROM cfsperf_internal.table_parts(framework) UNION ALL
		SELECT * FROM cfsperf_internal.view_parts(framework) UNION ALL
		SELECT * FROM cfsperf_internal.text_parts(framework))
	SELECT w.step, w.place, w.kind, w.name, x.change, CASE x.change WHEN 'replaced' THEN w.replace ELSE w.make END,
		h.remove, h.class, h.object, h.shape, w.shape
	FROM want w
	LEFT JOIN have h ON h.kind = w.kind AND h.name = w.name
	CROSS JOIN LATERAL (
		SELECT CASE
			WHEN h.kind IS NULL THEN 'new'
			WHEN h.make = w.make THEN 'none'
			WHEN h.remove IS NULL AND w.replace IS NULL THEN 'kept'
			WHEN starts_with(w.shape, h.shape) AND w.replace IS NOT NULL AND h.replace IS NOT NULL THEN 'replaced'
			ELSE 'recreated' END AS change) x
	ORDER BY w.step, w.place, w.name COLLATE "C"
$$;
COMMENT ON FUNCTION cfsperf_internal.framework_changes(name, name) IS
	'every part of the model and what becomes of the framework''s: none, new, replaced (in place), recreated (dropped first), kept (a column that differs); with the statement that does it. Other objects in the schema belong to its users';
