-- SPDX-License-Identifier: PostgreSQL
/*
 * 30_changes.sql - add, replace and recreate what differs from the model
 *
 * What a table lacks is added; columns of the user, their types, defaults and
 * rows are kept.  A view whose columns stay and are added to at most is replaced
 * in place, as is a function: what depends on it and who may use it do not
 * notice.  Anything else that differs is dropped and recreated, together with the
 * framework's own objects that depend on it, with its privileges and options;
 * objects of others that depend on it are obstacles (20_obstacles.sql).
 */

CREATE FUNCTION cfsperf_internal.privilege_statements(class oid, object oid) RETURNS text[]
	LANGUAGE SQL STABLE STRICT PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $$
	SELECT coalesce(array_agg(format('GRANT %s%s ON %s TO %s%s', a.privilege_type, x.columns, x.target,
		CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
		CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)), '{}')
	FROM (SELECT '' AS columns, 'TABLE ' || c.oid::regclass AS target, coalesce(c.relacl, acldefault('r', c.relowner)) AS acl
		  FROM pg_class c
		  WHERE class = 'pg_class'::regclass AND c.oid = object AND c.relkind IN ('v', 'm')
		  UNION ALL
		  SELECT format(' (%I)', t.attname), 'TABLE ' || t.attrelid::regclass, t.attacl
		  FROM pg_attribute t
		  WHERE class = 'pg_class'::regclass AND t.attrelid = object
		  UNION ALL
		  SELECT '', 'ROUTINE ' || p.oid::regprocedure, coalesce(p.proacl, acldefault('f', p.proowner))
		  FROM pg_proc p
		  WHERE class = 'pg_proc'::regclass AND p.oid = object) x
	CROSS JOIN LATERAL aclexplode(x.acl) a
$$;
COMMENT ON FUNCTION cfsperf_internal.privilege_statements(oid, oid) IS
	'GRANT statements for the privileges on a view or function, with its owner as the grantor';

CREATE PROCEDURE cfsperf_internal.restore_object(kind text, name text, statements jsonb)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	statement text;
BEGIN
	FOR statement IN
		-- privileges that it got by default when it was recreated
		SELECT format('REVOKE ALL ON %s FROM %s', x.target,
					  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END)
		FROM (SELECT 'TABLE ' || c.oid::regclass AS target, c.relacl AS acl
			  FROM pg_class c
			  WHERE kind = 'view' AND c.oid = to_regclass(name)
			  UNION ALL
			  SELECT 'ROUTINE ' || p.oid::regprocedure, coalesce(p.proacl, acldefault('f', p.proowner))
			  FROM pg_proc p
			  WHERE kind = 'function' AND p.oid = to_regprocedure(name)) x
		CROSS JOIN LATERAL aclexplode(x.acl) a
		GROUP BY x.target, a.grantee
		UNION ALL
		SELECT * FROM jsonb_array_elements_text(statements)
	LOOP
		BEGIN
			EXECUTE statement;
		EXCEPTION WHEN undefined_column THEN
			RAISE NOTICE 'column of % % no longer exists, skipped: %', kind, name, statement;
		END;
	END LOOP;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.restore_object(text, text, jsonb) IS
	'restores the options and privileges of an object that was recreated, and revokes others; part of upgrade_framework';

CREATE PROCEDURE cfsperf_internal.remove_changed(framework name, model name, INOUT removed jsonb)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	part record;
BEGIN
	removed := '{}';
	FOR part IN
		WITH change AS MATERIALIZED (
			SELECT c.* FROM cfsperf_internal.framework_changes(framework, model) c WHERE c.class IS NOT NULL)
		SELECT c.kind, c.name, c.remove, c.class, c.object
		FROM (SELECT array_agg(c.class) AS classes, array_agg(c.object) AS objects
			  FROM change c
			  WHERE c.change = 'recreated') x
		CROSS JOIN LATERAL cfsperf_internal.dependents(x.classes, x.objects) d
		JOIN change c ON c.class = d.class AND c.object = d.object AND c.remove IS NOT NULL
		ORDER BY d.depth DESC, c.name COLLATE "C"
	LOOP
		removed := removed || jsonb_build_object(part.kind || ' ' || part.name,
			ARRAY(SELECT p.make FROM cfsperf_internal.text_parts(framework) p
				  WHERE p.kind = 'option' AND p.class = part.class AND p.object = part.object)
			|| cfsperf_internal.privilege_statements(part.class, part.object));
		EXECUTE part.remove;
	END LOOP;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.remove_changed(name, name, jsonb) IS
	'drops what has to be recreated and the framework''s own objects that depend on it; returns their options and privileges; part of upgrade_framework';

CREATE PROCEDURE cfsperf_internal.make_changes(framework name, model name, removed jsonb)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	part record;
	what text;
	propagate boolean;
	comments integer := 0;
	is_new boolean := false;
BEGIN
	FOR part IN
		SELECT * FROM cfsperf_internal.framework_changes(framework, model) c WHERE c.change IN ('new', 'replaced')
	LOOP
		-- nodes have tables, and no views nor functions
		propagate := part.kind IN ('table', 'column', 'NOT NULL of column', 'constraint', 'index');
		CALL cfsperf_internal.propagate_definitions(propagate);
		EXECUTE part.statement;
		what := part.kind || ' ' || part.name;
		IF part.kind = 'comment' THEN
			comments := comments + 1;
		ELSIF part.kind = 'privilege' THEN
			RAISE NOTICE 'function % can no longer be called by everybody', part.name;
		ELSIF removed ? what THEN
			CALL cfsperf_internal.restore_object(part.kind, part.name, removed -> what);
			RAISE NOTICE '% recreated', what;
		ELSE
			is_new := is_new OR part.kind = 'view' AND part.change = 'new';
			RAISE NOTICE '% %', what, CASE part.change WHEN 'new' THEN 'added' ELSE part.change END;
		END IF;
	END LOOP;
	IF comments > 0 THEN
		RAISE NOTICE 'comments changed: %', comments;
	END IF;
	IF is_new THEN
		RAISE NOTICE 'readers cannot see new views until grant_reader is called for them again';
	END IF;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.make_changes(name, name, jsonb) IS
	'creates what a framework lacks and replaces what differs from the model; part of upgrade_framework';

CREATE FUNCTION cfsperf_internal.stale_views(framework name, model name) RETURNS TABLE (name text, owner name)
	LANGUAGE SQL STABLE STRICT PARALLEL SAFE ROWS 5
	SET search_path = pg_catalog, pg_temp
AS $$
	WITH change AS MATERIALIZED (
		SELECT c.* FROM cfsperf_internal.framework_changes(framework, model) c WHERE c.step = 5),
	affected AS (
		SELECT d.object, d.depth
		FROM (SELECT array_agg(c.class) AS classes, array_agg(c.object) AS objects
			  FROM change c
			  WHERE c.change IN ('replaced', 'recreated')) x
		CROSS JOIN LATERAL cfsperf_internal.dependents(x.classes, x.objects) d)
	SELECT c.name, NULL
	FROM change c
	WHERE starts_with(c.statement, 'CREATE MATERIALIZED VIEW')
		AND (c.change = 'new' OR c.object IN (SELECT a.object FROM affected a))
	UNION ALL
	SELECT m.oid::regclass::text, pg_get_userbyid(m.relowner)
	FROM affected a
	JOIN pg_class m ON m.oid = a.object AND m.relkind = 'm'
	WHERE NOT EXISTS (SELECT FROM change c WHERE c.object = m.oid)
$$;
COMMENT ON FUNCTION cfsperf_internal.stale_views(name, name) IS
	'materialized views whose contents are out of date because a definition changed: the framework''s own, and with their owner those of others';
