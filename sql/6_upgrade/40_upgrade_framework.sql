-- SPDX-License-Identifier: PostgreSQL
/*
 * 40_upgrade_framework.sql - a framework gets the current definitions
 *
 * create_framework makes the model, the framework is locked, obstacles are looked
 * for, and only then is what differs changed and the model dropped.  All of it
 * runs with the rights of the framework's owner (src/functions/owner.c).
 */

CREATE FUNCTION cfsperf_internal.check_framework(framework text) RETURNS name
	LANGUAGE plpgsql STABLE PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	schema record;
BEGIN
	SELECT n.oid, n.nspname, n.nspowner, pg_get_userbyid(n.nspowner) AS owner INTO schema
	FROM pg_namespace n
	WHERE n.nspname = framework;
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
			MESSAGE = format('must be owner of framework "%s"', framework),
			HINT = format('It belongs to role "%s".', schema.owner);
	END IF;
	IF NOT has_database_privilege(schema.nspowner, current_database(), 'CREATE') THEN
		RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
			MESSAGE = format('role "%s" may not create schemas in database "%s"', schema.owner, current_database()),
			DETAIL = 'A framework is upgraded with its owner''s rights, and one of the current version is made beside it meanwhile.',
			HINT = format('Ask the database''s owner for: GRANT CREATE ON DATABASE %I TO %I.',
						  current_database(), schema.owner);
	END IF;
	IF current_setting('transaction_isolation') <> 'read committed' THEN
		RAISE EXCEPTION USING ERRCODE = 'active_sql_transaction',
			MESSAGE = format('a framework cannot be upgraded at isolation level %s',
							 current_setting('transaction_isolation')),
			HINT = 'BEGIN ISOLATION LEVEL READ COMMITTED; then upgrade.';
	END IF;
	RETURN schema.nspname;
END
$$;
COMMENT ON FUNCTION cfsperf_internal.check_framework(text) IS
	'the name of a framework as a name; error where there is none, or the caller may not upgrade it';

-- Every relation of the framework is locked against all, and only then is
-- anything read or changed. Whoever loads, publishes, refreshes or reads takes
-- several locks in an order of his own; so that he never waits for what waits
-- for him, this waits for the first lock only. Where another one is in use it
-- lets go of all, waits for that one, and begins with it.
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
					SELECT h.oid
					FROM pg_namespace n
					JOIN pg_class w ON w.relnamespace = n.oid AND w.relkind IN ('r', 'v', 'm')
					JOIN pg_class h ON h.relname = w.relname AND h.relkind IN ('r', 'p', 'v', 'm')
					JOIN pg_namespace f ON f.oid = h.relnamespace AND f.nspname = framework
					WHERE n.nspname = model)
				SELECT c.oid, c.oid::regclass::text AS name
				FROM pg_class c
				WHERE c.oid IN (SELECT own.oid FROM own UNION ALL
								SELECT p.relid FROM own, pg_partition_tree(own.oid) p)
					AND pg_get_userbyid(c.relowner) = current_user
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
				EXECUTE format('ALTER TABLE %s OWNER TO CURRENT_USER', relation.name);
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
		MESSAGE = format('framework "%s" is in constant use', framework),
		HINT = 'Upgrade it when nobody loads, publishes or reads.';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.lock_framework(name, name) IS
	'locks the relations of a framework, holding none while it waits for one; part of upgrade_framework';

CREATE PROCEDURE cfsperf_internal.upgrade_own_framework(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
	SET jit = off -- compiling takes longer than reading the catalogues
AS $$
DECLARE
	model CONSTANT name := 'cfsperf_model_' || replace(gen_random_uuid()::text, '-', '');
	heard CONSTANT text := current_setting('client_min_messages');
	checked CONSTANT text := current_setting('check_function_bodies');
	distributed CONSTANT boolean := cfsperf_internal.is_distributed(framework);
	propagated boolean := false;
	removed jsonb;
	stale jsonb;
	view record;
BEGIN
	CALL cfsperf.create_framework(model);
	CALL cfsperf_internal.propagate_definitions(propagated);
	IF distributed THEN
		CALL cfsperf_internal.framework_on_nodes(model);
	END IF;
	CALL cfsperf_internal.lock_framework(framework, model);
	CALL cfsperf_internal.check_obstacles(framework, model);
	SELECT coalesce(jsonb_agg(to_jsonb(s)), '[]') INTO stale FROM cfsperf_internal.stale_views(framework, model) s;

	CALL cfsperf_internal.remove_changed(framework, model, removed);
	-- the model's bodies have been checked; here one may name what is made after it
	PERFORM set_config('check_function_bodies', 'off', true);
	CALL cfsperf_internal.make_changes(framework, model, removed);
	PERFORM set_config('check_function_bodies', checked, true);
	IF distributed THEN
		CALL cfsperf_internal.distribute_tables(framework);
	END IF;
	FOR view IN SELECT s.name, s.owner FROM jsonb_to_recordset(stale) AS s(name text, owner text) LOOP
		IF view.owner IS NULL THEN
			EXECUTE 'REFRESH MATERIALIZED VIEW ' || view.name;
			RAISE NOTICE 'materialized view % refreshed', view.name;
		ELSE
			RAISE NOTICE 'materialized view % (owner %) is out of date until it is refreshed', view.name, quote_ident(view.owner);
		END IF;
	END LOOP;

	PERFORM set_config('client_min_messages', 'warning', true);
	EXECUTE format('DROP SCHEMA %I CASCADE', model);
	PERFORM set_config('client_min_messages', heard, true);
	CALL cfsperf_internal.propagate_definitions(propagated);
	RAISE NOTICE 'framework "%" is up to date with cfsperf %', framework,
		(SELECT extversion FROM pg_extension WHERE extname = 'cfsperf');
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.upgrade_own_framework(name) IS
	'upgrades a framework whose owner is the current user; part of upgrade_framework';

CREATE PROCEDURE cfsperf_internal.upgrade_as_owner(framework name)
	AS 'MODULE_PATHNAME' LANGUAGE C;
COMMENT ON PROCEDURE cfsperf_internal.upgrade_as_owner(name) IS
	'calls upgrade_own_framework as the owner of the schema, with no way back to the caller''s rights; part of upgrade_framework';

CREATE PROCEDURE upgrade_framework(framework text)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	CALL cfsperf_internal.upgrade_as_owner(cfsperf_internal.check_framework(framework));
END
$$;
COMMENT ON PROCEDURE upgrade_framework(text) IS
	'brings a framework made by an older version to the current definitions, all or nothing; keeps tables, rows, what users added, and who may read what. Objects of others are never recreated: an error lists those in the way, with their owners. A current framework is left as it is. Error for NULL';
