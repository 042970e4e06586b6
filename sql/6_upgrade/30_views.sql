/*
 * 30_views.sql - a framework's views and functions become the model's
 *
 * A view whose columns stay and are added to at most is replaced in place:
 * what depends on it and who may read it do not notice.  Another one, and a
 * materialized view, is dropped and made again, and with it the views that
 * depend on it, whoever made them.  What else depends on one, the server's own
 * check finds when it is dropped: then all is left as it was.
 */

CREATE FUNCTION cfsperf_internal.same_columns(old oid, new oid) RETURNS boolean
	LANGUAGE SQL STABLE PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $$
	SELECT NOT EXISTS (
		SELECT FROM pg_attribute o
		LEFT JOIN pg_attribute n ON n.attrelid = new AND n.attnum = o.attnum AND n.attname = o.attname
			AND n.atttypid = o.atttypid AND n.atttypmod = o.atttypmod AND n.attcollation = o.attcollation
		WHERE o.attrelid = old AND o.attnum > 0 AND n.attnum IS NULL)
$$;
COMMENT ON FUNCTION cfsperf_internal.same_columns(oid, oid) IS
	'whether a view can be replaced in place by one like the other: its columns are the other''s first ones';

CREATE FUNCTION cfsperf_internal.view_changes(framework name, model name)
	RETURNS TABLE (name text, kind "char", depth integer, old oid, new oid, change text)
	LANGUAGE SQL STABLE PARALLEL SAFE ROWS 20
	SET search_path = pg_catalog, pg_temp
AS $$
	SELECT coalesce(h.name, w.name), coalesce(h.kind, w.kind), coalesce(w.depth, 0), h.object, w.object,
		CASE WHEN w.object IS NULL THEN 'gone'
			WHEN h.object IS NULL THEN 'new'
			WHEN h.kind = w.kind
				AND pg_get_viewdef(h.object) = cfsperf_internal.framework_text(pg_get_viewdef(w.object), model, framework)
				AND cfsperf_internal.view_options(h.object, NULL)
					IS NOT DISTINCT FROM cfsperf_internal.view_options(h.object, w.object)
				AND (cfsperf_internal.statistics_targets(w.object) IS NULL
					OR cfsperf_internal.statistics_targets(w.object) = cfsperf_internal.statistics_targets(h.object)) THEN 'none'
			WHEN h.kind = 'v' AND w.kind = 'v' AND cfsperf_internal.same_columns(h.object, w.object) THEN 'in place'
			ELSE 'again' END
	FROM (SELECT cfsperf_internal.framework_text(o.name, model, framework) AS name, o.object, o.kind, o.depth
		  FROM cfsperf_internal.framework_objects(model) o WHERE o.kind IN ('v', 'm')) w
	FULL JOIN (SELECT o.name, o.object, o.kind
			   FROM cfsperf_internal.framework_objects(framework) o
			   WHERE o.kind IN ('v', 'm')
				   AND (o.name IN (SELECT cfsperf_internal.framework_released(framework))
					   OR o.name IN (SELECT cfsperf_internal.framework_text(x.name, model, framework)
									 FROM cfsperf_internal.framework_objects(model) x))) h
		ON h.name = w.name
$$;
COMMENT ON FUNCTION cfsperf_internal.view_changes(name, name) IS
	'the views of a framework and what becomes of each: none, in place, again, new, gone';

-- the change of the result or of arguments' names is what CREATE OR REPLACE refuses
CREATE PROCEDURE cfsperf_internal.upgrade_function(function text, definition text, owner name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	was record;
	grant_again text;
BEGIN
	SELECT p.prokind, p.proowner, coalesce(p.proacl, acldefault('f', p.proowner)) AS acl INTO was
	FROM pg_proc p WHERE p.oid = to_regprocedure(function);
	IF NOT FOUND THEN
		EXECUTE definition;
		EXECUTE format('ALTER ROUTINE %s OWNER TO %I', function, owner);
		RAISE NOTICE 'function % is new', function;
		RETURN;
	END IF;
	BEGIN
		EXECUTE definition;
	EXCEPTION WHEN invalid_function_definition OR wrong_object_type THEN
		EXECUTE format('DROP ROUTINE %s', function);
		EXECUTE definition;
		EXECUTE format('ALTER ROUTINE %s OWNER TO %I', function, pg_get_userbyid(was.proowner));
		EXECUTE format('REVOKE ALL ON ROUTINE %s FROM PUBLIC', function);
		FOREACH grant_again IN ARRAY cfsperf_internal.grant_statements('ROUTINE', function, was.acl) LOOP
			EXECUTE grant_again;
		END LOOP;
	END;
	RAISE NOTICE 'function % replaced', function;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.upgrade_function(text, text, name) IS
	'makes a function, in place of one of that signature if there is one; part of upgrade_framework';

CREATE PROCEDURE cfsperf_internal.drop_views(views jsonb)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	lost record;
	needed_by text;
BEGIN
	FOR lost IN SELECT * FROM jsonb_to_recordset(views) AS x(name text, kind "char", theirs boolean, extras text) LOOP
		IF lost.theirs AND lost.extras IS NOT NULL THEN
			RAISE EXCEPTION USING ERRCODE = 'feature_not_supported',
				MESSAGE = format('view %s has to be made again, and what it has cannot be: %s', lost.name, lost.extras),
				HINT = 'Drop the view, upgrade the framework, then make the view again.';
		END IF;
		BEGIN
			EXECUTE format('DROP %s %s', CASE lost.kind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END, lost.name);
		EXCEPTION WHEN dependent_objects_still_exist THEN
			GET STACKED DIAGNOSTICS needed_by = PG_EXCEPTION_DETAIL;
			RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist',
				MESSAGE = format('view %s has to be made again, and what depends on it cannot be', lost.name),
				DETAIL = needed_by,
				HINT = 'Drop what depends on it, upgrade the framework, then make that again.';
		END;
	END LOOP;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.drop_views(jsonb) IS
	'drops views in the order given, unless something is lost with them; part of upgrade_framework';

CREATE PROCEDURE cfsperf_internal.make_again(view text, statements jsonb)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	statement text;
BEGIN
	FOR statement IN SELECT * FROM jsonb_array_elements_text(statements) LOOP
		EXECUTE statement;
	END LOOP;
	RAISE NOTICE 'view % made again', view;
EXCEPTION WHEN OTHERS THEN
	RAISE EXCEPTION USING ERRCODE = SQLSTATE,
		MESSAGE = format('view %s cannot be made again: %s', view, SQLERRM),
		DETAIL = format('The statement is: %s', statement),
		HINT = 'Nothing has been changed. Drop what does not fit the new columns, upgrade the framework, then make it again.';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.make_again(text, jsonb) IS
	'runs the statements that make a view again; part of upgrade_framework';

CREATE PROCEDURE cfsperf_internal.upgrade_views(framework name, model name, INOUT stale text[])
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	owner name := (SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = framework);
	changes jsonb;
	lost jsonb;
	stored jsonb;
	want record;
	old jsonb;
	definition text;
BEGIN
	-- all is read before anything is dropped
	SELECT coalesce(jsonb_agg(to_jsonb(c)), '[]') INTO changes FROM cfsperf_internal.view_changes(framework, model) c;
	SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.depth DESC, x.name), '[]') INTO lost
	FROM (SELECT d.view::regclass::text AS name, c.relkind AS kind, d.depth, c.relispopulated AS populated,
			  w.name IS NULL AS theirs, w.change = 'gone' AS gone, cfsperf_internal.view_extras(d.view) AS extras,
			  cfsperf_internal.view_statements(d.view, coalesce(cfsperf_internal.framework_text(pg_get_viewdef(w.new), model, framework),
											   pg_get_viewdef(d.view)), w.new) AS statements
		  FROM cfsperf_internal.dependent_views(ARRAY(SELECT v.old FROM cfsperf_internal.view_changes(framework, model) v
									 WHERE v.change IN ('again', 'gone'))) d
		  JOIN pg_class c ON c.oid = d.view
		  LEFT JOIN cfsperf_internal.view_changes(framework, model) w ON w.old = d.view) x;
	-- what a materialized view has stored is of the definitions that it was refreshed with
	SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY x.depth, x.name), '[]') INTO stored
	FROM (SELECT d.view::regclass::text AS name, d.depth, w.name IS NULL AS theirs,
			  jsonb_path_exists(lost, '$[*] ? (@.name == $name)',
								jsonb_build_object('name', d.view::regclass::text)) AS lost
		  FROM cfsperf_internal.dependent_views(ARRAY(SELECT v.old FROM cfsperf_internal.view_changes(framework, model) v
									 WHERE v.change IN ('in place', 'again', 'gone'))) d
		  JOIN pg_class c ON c.oid = d.view AND c.relkind = 'm' AND c.relispopulated
		  LEFT JOIN cfsperf_internal.view_changes(framework, model) w ON w.old = d.view) x;
	CALL cfsperf_internal.drop_views(lost);

	FOR want IN
		SELECT cfsperf_internal.framework_text(o.name, model, framework) AS name, o.class, o.object, o.kind
		FROM cfsperf_internal.framework_objects(model) o
		WHERE o.class = 'pg_proc'::regclass OR o.kind IN ('v', 'm')
		ORDER BY o.depth, o.name COLLATE "C"
	LOOP
		IF want.class = 'pg_proc'::regclass THEN
			definition := cfsperf_internal.framework_text(pg_get_functiondef(want.object), model, framework);
			IF definition IS DISTINCT FROM (SELECT pg_get_functiondef(p.oid) FROM pg_proc p
											WHERE p.oid = to_regprocedure(want.name)) THEN
				CALL cfsperf_internal.upgrade_function(want.name, definition, owner);
			END IF;
			CONTINUE;
		END IF;
		old := jsonb_path_query_first(lost, '$[*] ? (@.name == $name)', jsonb_build_object('name', want.name));
		definition := rtrim(cfsperf_internal.framework_text(pg_get_viewdef(want.object), model, framework), ';');
		CASE
			WHEN old IS NOT NULL THEN
				CALL cfsperf_internal.make_again(want.name, old -> 'statements');
			WHEN to_regclass(want.name) IS NULL THEN
				EXECUTE format('CREATE %s %s%s AS %s%s', CASE want.kind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END,
							   want.name,
							   ' WITH (' || array_to_string(cfsperf_internal.view_options(NULL, want.object), ', ') || ')',
							   definition, CASE want.kind WHEN 'm' THEN ' WITH NO DATA' END);
				EXECUTE format('ALTER TABLE %s OWNER TO %I', want.name, owner);
				IF cfsperf_internal.statistics_targets(want.object) IS NOT NULL THEN
					EXECUTE format('ALTER MATERIALIZED VIEW %s ', want.name) || cfsperf_internal.statistics_targets(want.object);
				END IF;
				RAISE NOTICE 'view % is new', want.name;
			WHEN jsonb_path_exists(changes, '$[*] ? (@.name == $name && @.change == "in place")',
								   jsonb_build_object('name', want.name)) THEN
				EXECUTE format('CREATE OR REPLACE VIEW %s%s AS %s', want.name,
							   ' WITH (' || array_to_string(cfsperf_internal.view_options(to_regclass(want.name), want.object),
															', ') || ')', definition);
				RAISE NOTICE 'view % replaced', want.name;
			ELSE NULL;
		END CASE;
	END LOOP;

	FOR want IN
		SELECT x.name, x.statements
		FROM jsonb_to_recordset(lost) AS x(name text, depth integer, theirs boolean, statements jsonb)
		WHERE x.theirs
		ORDER BY x.depth, x.name
	LOOP
		CALL cfsperf_internal.make_again(want.name, want.statements);
	END LOOP;

	stale := ARRAY(SELECT c ->> 'name' FROM jsonb_array_elements(changes) c
				   WHERE c ->> 'change' = 'new' AND c ->> 'kind' = 'm')
		|| ARRAY(SELECT s ->> 'name' FROM jsonb_array_elements(stored) WITH ORDINALITY AS s(s, place)
				 WHERE NOT (s ->> 'theirs')::boolean OR (s ->> 'lost')::boolean
				 ORDER BY place);
	FOR want IN
		SELECT s ->> 'name' AS name FROM jsonb_array_elements(stored) s
		WHERE (s ->> 'theirs')::boolean AND NOT (s ->> 'lost')::boolean
	LOOP
		RAISE NOTICE 'materialized view % has what its views said before: refresh it', want.name;
	END LOOP;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.upgrade_views(name, name, text[]) IS
	'gives a framework the views and functions of the model; returns the materialized views to be refreshed; part of upgrade_framework';
