/*
 * 30_changes.sql - what differs is removed, made and replaced
 *
 * What a table lacks is added; columns of the user, their types, defaults and
 * rows are kept.  A view whose columns stay and are added to at most is replaced
 * in place, as is a function: what depends on it and who may use it do not
 * notice.  Anything else that differs is removed and made again, together with
 * what of the framework depends on it, with the privileges and options that it
 * had; what of others depends on it is in the way (20_obstacles.sql).
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
	'statements that grant what is granted on a view or function, in the owner''s name';

CREATE PROCEDURE cfsperf_internal.restore_object(kind text, name text, statements jsonb)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	statement text;
BEGIN
	FOR statement IN
		-- what default privileges gave when it was made again
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
			RAISE NOTICE '% % does not have the column any more: %', kind, name, statement;
		END;
	END LOOP;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.restore_object(text, text, jsonb) IS
	'gives what was made again the options and privileges that it had, and no others; part of upgrade_framework';

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
			  WHERE c.change = 'made again') x
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
	'removes what has to be made again and what of the framework depends on it; returns the options and privileges that it had; part of upgrade_framework';

CREATE PROCEDURE cfsperf_internal.make_changes(framework name, model name, removed jsonb)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	part record;
	what text;
	comments integer := 0;
	is_new boolean := false;
BEGIN
	FOR part IN
		SELECT * FROM cfsperf_internal.framework_changes(framework, model) c WHERE c.change IN ('new', 'replaced')
	LOOP
		EXECUTE part.statement;
		what := part.kind || ' ' || part.name;
		IF part.kind = 'comment' THEN
			comments := comments + 1;
		ELSIF removed ? what THEN
			CALL cfsperf_internal.restore_object(part.kind, part.name, removed -> what);
			RAISE NOTICE '% made again', what;
		ELSE
			is_new := is_new OR part.kind = 'view' AND part.change = 'new';
			RAISE NOTICE '% %', what, CASE part.change WHEN 'new' THEN 'is new' ELSE part.change END;
		END IF;
	END LOOP;
	IF comments > 0 THEN
		RAISE NOTICE 'comments changed: %', comments;
	END IF;
	IF is_new THEN
		RAISE NOTICE 'readers do not see views that are new until grant_reader is called for them again';
	END IF;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.make_changes(name, name, jsonb) IS
	'makes or replaces what a framework does not have as the model has it; part of upgrade_framework';

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
			  WHERE c.change IN ('replaced', 'made again')) x
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
	'materialized views that store what changed definitions gave: of the framework, and with their owner those of others';
