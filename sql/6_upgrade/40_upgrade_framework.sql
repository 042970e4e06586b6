/*
 * 40_upgrade_framework.sql - a framework of an older version gets the current definitions
 *
 * create_framework makes the model, a framework of the current version under
 * another name; what the framework has differently follows the model; the
 * model goes.  So a definition stands in one place, where create_framework
 * finds it, and a framework that is current is left alone.
 */

CREATE FUNCTION cfsperf_internal.check_framework(framework text) RETURNS name
	LANGUAGE plpgsql STABLE PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	schema record;
BEGIN
	SELECT n.oid, n.nspname, n.nspowner INTO schema FROM pg_namespace n WHERE n.nspname = framework;
	IF NOT FOUND THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_schema_name',
			MESSAGE = format('there is no framework "%s"', framework),
			HINT = 'Name the schema that create_framework made.';
	END IF;
	IF 2 > (SELECT count(*)
			FROM pg_class c
			JOIN pg_attribute a ON a.attrelid = c.oid
			WHERE c.relnamespace = schema.oid AND c.relkind IN ('r', 'p')
				AND (c.relname = 'measure' AND a.attname = 'polarity' AND a.atttypid = 'cfsperf.polarity'::regtype
					OR c.relname = 'observation' AND a.attname = 'period'
						AND a.atttypid = 'cfsperf.reporting_period'::regtype)) THEN
		RAISE EXCEPTION USING ERRCODE = 'wrong_object_type',
			MESSAGE = format('schema "%s" is not a framework', framework),
			DETAIL = 'It does not have the tables "measure" and "observation" of one.',
			HINT = 'Name the schema that create_framework made.';
	END IF;
	IF NOT pg_has_role(schema.nspowner, 'USAGE') THEN
		RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
			MESSAGE = format('must be owner of framework "%s"', framework);
	END IF;
	IF NOT has_database_privilege(current_database(), 'CREATE') THEN
		RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
			MESSAGE = format('role "%s" may not create schemas in database "%s"', current_user, current_database()),
			DETAIL = 'A framework of the current version is made beside the other for as long as it is upgraded.',
			HINT = format('Ask the database''s owner for: GRANT CREATE ON DATABASE %I TO %I.',
						  current_database(), current_user);
	END IF;
	RETURN schema.nspname;
END
$$;
COMMENT ON FUNCTION cfsperf_internal.check_framework(text) IS
	'the name of a framework as a name; an error where there is none, or the caller may not upgrade it';

-- What is the user's is never taken for the framework's: an object of a name
-- that came with this version is the framework's if it says of itself what the
-- model's says.
CREATE PROCEDURE cfsperf_internal.check_names(framework name, model name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	names text;
BEGIN
	SELECT string_agg(h.name, ', ' ORDER BY h.name COLLATE "C") INTO names
	FROM cfsperf_internal.framework_objects(framework) h
	JOIN cfsperf_internal.framework_objects(model) w ON cfsperf_internal.framework_text(w.name, model, framework) = h.name
	WHERE h.name NOT IN (SELECT cfsperf_internal.framework_released(framework))
		AND obj_description(h.object, h.class::regclass::name)
			IS DISTINCT FROM obj_description(w.object, w.class::regclass::name);
	IF names IS NOT NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'duplicate_object',
			MESSAGE = format('framework "%s" gets objects of names that are taken: %s', framework, names),
			HINT = 'Rename those that are there, then upgrade again.';
	END IF;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.check_names(name, name) IS
	'an error where the user has an object of a name that the framework gets; part of upgrade_framework';

-- Every relation of the framework, and every view that depends on one, is
-- locked against all, and only then is anything read or changed. Whoever loads,
-- publishes, refreshes or reads takes several locks in an order of his own; so
-- that he never waits for what waits for him, this waits for the first lock
-- only. Where another one is in use it lets go of all, waits for that one, and
-- begins with it.
-- LOCK TABLE knows no materialized views, and locks what a view reads with it;
-- an owner who stays the owner is the least that takes this lock.
CREATE PROCEDURE cfsperf_internal.lock_framework(framework name, model name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	patience CONSTANT text := current_setting('lock_timeout');
	relation record;
	busy oid := 0;
	is_first boolean;
BEGIN
	FOR attempt IN 1 .. 1000 LOOP
		BEGIN
			is_first := true;
			FOR relation IN
				WITH own AS (
					SELECT o.object
					FROM cfsperf_internal.framework_objects(framework) o
					WHERE o.class = 'pg_class'::regclass
						AND (o.name IN (SELECT cfsperf_internal.framework_released(framework))
							OR o.name IN (SELECT cfsperf_internal.framework_text(w.name, model, framework)
										  FROM cfsperf_internal.framework_objects(model) w)))
				SELECT c.oid, c.oid::regclass::text AS name, pg_get_userbyid(c.relowner) AS owner
				FROM pg_class c
				WHERE c.oid IN (SELECT view FROM cfsperf_internal.dependent_views(ARRAY(SELECT object FROM own))
								UNION ALL
								SELECT p.relid FROM own, pg_partition_tree(own.object) p)
					AND pg_has_role(c.relowner, 'USAGE')
				ORDER BY c.oid <> busy, c.oid
			LOOP
				busy := relation.oid;
				IF NOT is_first THEN
					IF EXISTS (SELECT FROM pg_locks l
							   WHERE l.locktype = 'relation' AND l.relation = busy AND l.pid <> pg_backend_pid()) THEN
						RAISE lock_not_available;
					END IF;
					PERFORM set_config('lock_timeout', '1ms', true);
				END IF;
				EXECUTE format('ALTER TABLE %s OWNER TO %I', relation.name, relation.owner);
				is_first := false;
			END LOOP;
			PERFORM set_config('lock_timeout', patience, true);
			RETURN;
		EXCEPTION WHEN lock_not_available THEN
			IF is_first THEN
				RAISE;
			END IF;
		END;
	END LOOP;
	RAISE EXCEPTION USING ERRCODE = 'lock_not_available',
		MESSAGE = format('framework "%s" is in use all the time', framework),
		HINT = 'Upgrade it when nobody loads, publishes or reads.';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.lock_framework(name, name) IS
	'locks the relations of a framework and the views on them, holding none while it waits for one; part of upgrade_framework';

CREATE PROCEDURE upgrade_framework(framework text)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
	SET jit = off -- compiling takes longer than reading the catalogues
AS $$
DECLARE
	schema_name name := cfsperf_internal.check_framework(framework);
	model name := 'cfsperf_model_' || pg_backend_pid();
	heard CONSTANT text := current_setting('client_min_messages');
	stale text[];
	readers text;
	old text;
BEGIN
	CALL cfsperf.create_framework(model);
	CALL cfsperf_internal.check_names(schema_name, model);
	CALL cfsperf_internal.lock_framework(schema_name, model);

	CALL cfsperf_internal.upgrade_columns(schema_name, model);
	CALL cfsperf_internal.upgrade_constraints(schema_name, model);
	SELECT string_agg(DISTINCT quote_literal(pg_get_userbyid(a.grantee)), ', ') INTO readers
	FROM pg_class c, aclexplode(c.relacl) a
	WHERE c.oid = to_regclass(format('%I.scorecard', schema_name)) AND a.grantee NOT IN (0, c.relowner)
		AND EXISTS (SELECT FROM cfsperf_internal.view_changes(schema_name, model) v WHERE v.change = 'new');
	CALL cfsperf_internal.upgrade_views(schema_name, model, stale);
	FOR old IN
		SELECT o.name
		FROM cfsperf_internal.framework_objects(schema_name) o
		WHERE o.class = 'pg_proc'::regclass AND o.name IN (SELECT cfsperf_internal.framework_released(schema_name))
			AND o.name NOT IN (SELECT cfsperf_internal.framework_text(w.name, model, schema_name) FROM cfsperf_internal.framework_objects(model) w)
		ORDER BY o.name COLLATE "C"
	LOOP
		EXECUTE format('DROP ROUTINE %s', old);
		RAISE NOTICE 'function % is gone', old;
	END LOOP;
	CALL cfsperf_internal.upgrade_indexes(schema_name, model);
	CALL cfsperf_internal.upgrade_triggers(schema_name, model);
	CALL cfsperf_internal.upgrade_comments(schema_name, model);
	FOREACH old IN ARRAY stale LOOP
		EXECUTE format('REFRESH MATERIALIZED VIEW %s', old);
		RAISE NOTICE 'materialized view % refreshed', old;
	END LOOP;

	PERFORM set_config('client_min_messages', 'warning', true);
	EXECUTE format('DROP SCHEMA %I CASCADE', model);
	PERFORM set_config('client_min_messages', heard, true);
	IF readers IS NOT NULL THEN
		RAISE NOTICE 'readers do not see what was added until grant_reader is called for them again: %', readers;
	END IF;
	RAISE NOTICE 'framework "%" is that of cfsperf %', schema_name,
		(SELECT extversion FROM pg_extension WHERE extname = 'cfsperf');
END
$$;
COMMENT ON PROCEDURE upgrade_framework(text) IS
	'brings a framework made by an older version to the current definitions, all or nothing; keeps tables, rows, what users added, and who may read what; a current one is left as it is';
