/*
 * 10_texts.sql - what upgrade_framework reads of definitions
 *
 * upgrade_framework makes a framework of the current version beside the old
 * one, the model, and brings over what differs.  Everything here reads the
 * catalogues with a search path on which no schema of a user is, so that every
 * name comes qualified, as pg_dump has it; a definition of the model becomes
 * one of the framework by its schema's name.
 */

CREATE FUNCTION cfsperf_internal.framework_text(definition text, model name, framework name) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN replace(replace(definition, model::text || '.', quote_ident(framework::text) || '.'),
				   quote_literal(model::text), quote_literal(framework::text));
COMMENT ON FUNCTION cfsperf_internal.framework_text(text, name, name) IS
	'a definition of the model as one of the framework; the model''s name is one that no other text contains';

CREATE FUNCTION cfsperf_internal.framework_released(framework name) RETURNS SETOF text
	LANGUAGE SQL STABLE STRICT PARALLEL SAFE ROWS 30
	RETURN quote_ident(framework::text) || '.' || unnest(ARRAY[
		'outcome', 'measure', 'area', 'neighbour', 'observation', 'benchmark', 'benchmark_value',
		'target', 'commentary', 'report', 'figure', 'reading', 'comparison', 'scorecard',
		'outcome_summary', 'quarter_summary', 'headline', 'history', 'published_summary',
		'published_scorecard', 'revisions', 'exceptions', 'data_quality', 'paragraph',
		'report_heading', 'dashboard_report', 'dashboard_measure',
		'observation_area_measure_period', 'benchmark_value_benchmark_measure', 'history_key',
		'guard_edition()', 'publish(text,cfsperf.reporting_period)',
		'require_report(text,cfsperf.reporting_period)', 'narrative(text,cfsperf.reporting_period)',
		'report_text(text,cfsperf.reporting_period)',
		'dashboard(text,cfsperf.reporting_period,integer)']);
COMMENT ON FUNCTION cfsperf_internal.framework_released(name) IS
	'relations, indexes and functions that frameworks of released versions before this one have: what is so named in a framework is its own, anything else the user''s';

CREATE FUNCTION cfsperf_internal.framework_objects(schema name)
	RETURNS TABLE (class oid, object oid, kind "char", name text, depth integer)
	LANGUAGE SQL STABLE STRICT PARALLEL SAFE ROWS 30
	SET search_path = pg_catalog, pg_temp
AS $$
	WITH RECURSIVE
	objects AS (
		SELECT 'pg_class'::regclass::oid AS class, c.oid AS object, c.relkind AS kind,
			c.oid::regclass::text AS name
		FROM pg_class c
		WHERE c.relnamespace = (SELECT n.oid FROM pg_namespace n WHERE n.nspname = schema)
			AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
		UNION ALL
		SELECT 'pg_proc'::regclass::oid, p.oid, p.prokind, p.oid::regprocedure::text
		FROM pg_proc p
		WHERE p.pronamespace = (SELECT n.oid FROM pg_namespace n WHERE n.nspname = schema)),
	needs AS MATERIALIZED (
		SELECT o.object, d.refobjid AS needed
		FROM objects o
		JOIN pg_rewrite r ON r.ev_class = o.object
		JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
		WHERE d.refobjid <> o.object AND (d.refclassid, d.refobjid) IN (SELECT x.class, x.object FROM objects x)
		UNION
		SELECT o.object, d.refobjid
		FROM objects o
		JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = o.object
		WHERE (d.refclassid, d.refobjid) IN (SELECT x.class, x.object FROM objects x)),
	depths AS (
		SELECT o.object, 0 AS depth FROM objects o
		UNION
		SELECT n.object, d.depth + 1
		FROM depths d
		JOIN needs n ON n.needed = d.object)
	SELECT o.class, o.object, o.kind, o.name, max(d.depth)
	FROM objects o
	JOIN depths d ON d.object = o.object
	GROUP BY o.class, o.object, o.kind, o.name
$$;
COMMENT ON FUNCTION cfsperf_internal.framework_objects(name) IS
	'tables, views and functions of a schema; what needs another of them is deeper';

CREATE FUNCTION cfsperf_internal.dependent_views(relations oid[]) RETURNS TABLE (view oid, depth integer)
	LANGUAGE SQL STABLE STRICT PARALLEL SAFE ROWS 10
	SET search_path = pg_catalog, pg_temp
AS $$
	WITH RECURSIVE dependent AS (
		SELECT r AS view, 0 AS depth FROM unnest(relations) r
		UNION
		SELECT r.ev_class, v.depth + 1
		FROM dependent v
		JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = v.view
			AND d.classid = 'pg_rewrite'::regclass
		JOIN pg_rewrite r ON r.oid = d.objid AND r.ev_class <> v.view AND r.rulename = '_RETURN')
	SELECT view, max(depth) FROM dependent GROUP BY view
$$;
COMMENT ON FUNCTION cfsperf_internal.dependent_views(oid[]) IS
	'these relations and all views that depend on them, each deeper than what it depends on';

CREATE FUNCTION cfsperf_internal.grant_statements(kind text, object text, acl aclitem[], columns text DEFAULT '')
	RETURNS text[]
	LANGUAGE SQL STABLE PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $$
	SELECT coalesce(array_agg(format('GRANT %s%s ON %s %s TO %s%s', a.privilege_type, columns, kind, object,
		CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
		CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)), '{}')
	FROM aclexplode(acl) a
$$;
COMMENT ON FUNCTION cfsperf_internal.grant_statements(text, text, aclitem[], text) IS
	'statements that grant what an access control list says, in the owner''s name';

CREATE FUNCTION cfsperf_internal.view_options(view oid, model_view oid) RETURNS text[]
	LANGUAGE SQL STABLE PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $$
	SELECT array_agg(format('%I=%L', coalesce(v.option_name, m.option_name), coalesce(m.option_value, v.option_value))
					 ORDER BY v.place, m.option_name)
	FROM (SELECT o.* FROM pg_class c, pg_options_to_table(c.reloptions) WITH ORDINALITY AS o(option_name, option_value, place)
		  WHERE c.oid = view) v
	FULL JOIN (SELECT o.* FROM pg_class c, pg_options_to_table(c.reloptions) o WHERE c.oid = model_view) m
		ON m.option_name = v.option_name
$$;
COMMENT ON FUNCTION cfsperf_internal.view_options(oid, oid) IS
	'the options of the model''s view, and those of the other that the model''s does not have; NULL: none';

-- what ANALYZE was told to collect of columns; it keeps what it has collected
-- before, unless the relation is made again
CREATE FUNCTION cfsperf_internal.statistics_targets(relation oid) RETURNS text
	LANGUAGE SQL STABLE PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $$
	SELECT string_agg(format('ALTER COLUMN %I SET STATISTICS %s', a.attname, a.attstattarget), ', ' ORDER BY a.attname)
	FROM pg_attribute a
	WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped AND a.attstattarget >= 0
$$;
COMMENT ON FUNCTION cfsperf_internal.statistics_targets(oid) IS
	'the columns of a relation of which statistics were said to be other than usual, as ALTER TABLE has it; NULL: none';

CREATE FUNCTION cfsperf_internal.view_statements(view oid, definition text, model_view oid) RETURNS text[]
	LANGUAGE SQL STABLE PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $$
	SELECT array_remove(ARRAY[
			format('CREATE %s %s%s%s AS %s%s', k.kind, k.name,
				   ' WITH (' || array_to_string(cfsperf_internal.view_options(c.oid, model_view), ', ') || ')',
				   ' TABLESPACE ' || quote_ident(t.spcname),
				   rtrim(definition, ';'), CASE c.relkind WHEN 'm' THEN ' WITH NO DATA' END),
			format('ALTER %s %s OWNER TO %I', k.kind, k.name, pg_get_userbyid(c.relowner)),
			format('CALL cfsperf_internal.forget_grants(%L)', k.name),
			format('ALTER %s %s ', k.kind, k.name) || cfsperf_internal.statistics_targets(coalesce(model_view, c.oid))], NULL)
		|| cfsperf_internal.grant_statements('TABLE', k.name, coalesce(c.relacl, acldefault('r', c.relowner)))
		|| ARRAY(SELECT unnest(cfsperf_internal.grant_statements('TABLE', k.name, a.attacl, format(' (%I)', a.attname)))
				 FROM pg_attribute a
				 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
					 AND (model_view IS NULL OR EXISTS (
						SELECT FROM pg_attribute m WHERE m.attrelid = model_view AND m.attname = a.attname)))
		|| ARRAY(SELECT format('COMMENT ON %s %s%s IS %L',
							   CASE d.objsubid WHEN 0 THEN k.kind ELSE 'COLUMN' END, k.name,
							   '.' || quote_ident(a.attname), d.description)
				 FROM pg_description d
				 LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid AND d.objsubid <> 0
				 WHERE d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND model_view IS NULL)
		|| ARRAY(SELECT pg_get_indexdef(i.indexrelid)
				 FROM pg_index i
				 JOIN pg_class x ON x.oid = i.indexrelid
				 WHERE i.indrelid = c.oid AND NOT EXISTS (
					SELECT FROM pg_index m JOIN pg_class y ON y.oid = m.indexrelid
					WHERE m.indrelid = model_view AND y.relname = x.relname))
	FROM pg_class c
	LEFT JOIN pg_tablespace t ON t.oid = c.reltablespace
	CROSS JOIN LATERAL (
		SELECT c.oid::regclass::text AS name,
			CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END AS kind) k
	WHERE c.oid = view
$$;
COMMENT ON FUNCTION cfsperf_internal.view_statements(oid, text, oid) IS
	'statements that make a view again with its owner and privileges, a materialized one empty; with its comments and indexes as far as the model does not bring them';

CREATE FUNCTION cfsperf_internal.view_extras(view oid) RETURNS text
	LANGUAGE SQL STABLE PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $$
	SELECT string_agg(x.extra, ', ' ORDER BY x.extra COLLATE "C")
	FROM (SELECT pg_describe_object(d.classid, d.objid, d.objsubid) AS extra
		  FROM pg_depend d
		  WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = view AND d.deptype IN ('a', 'P')
			  AND d.classid IN ('pg_trigger'::regclass, 'pg_attrdef'::regclass, 'pg_statistic_ext'::regclass,
				  'pg_rewrite'::regclass)
		  UNION
		  SELECT 'membership of extension ' || e.extname
		  FROM pg_depend d
		  JOIN pg_extension e ON e.oid = d.refobjid
		  WHERE d.classid = 'pg_class'::regclass AND d.objid = view AND d.deptype = 'e'
			  AND d.refclassid = 'pg_extension'::regclass
		  UNION
		  SELECT 'security label of ' || l.provider
		  FROM pg_seclabel l
		  WHERE l.classoid = 'pg_class'::regclass AND l.objoid = view) x
$$;
COMMENT ON FUNCTION cfsperf_internal.view_extras(oid) IS
	'what a view has that view_statements does not make again; NULL: nothing';

CREATE PROCEDURE cfsperf_internal.forget_grants(relation regclass)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	grantee oid;
BEGIN
	FOR grantee IN
		SELECT DISTINCT a.grantee FROM pg_class c, aclexplode(c.relacl) a WHERE c.oid = relation
	LOOP
		EXECUTE format('REVOKE ALL ON TABLE %s FROM %s', relation,
					   CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END);
	END LOOP;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.forget_grants(regclass) IS
	'takes back what default privileges gave on a relation that was made again; part of upgrade_framework';
