-- SPDX-License-Identifier: PostgreSQL
/*
 * 20_obstacles.sql - objects of others that an upgrade would have to touch
 *
 * An object belongs to the framework if the framework's owner owns it and it has
 * the name and kind of a part of the model.  Anything else in the schema, and
 * whatever depends on it, belongs to its users and is never recreated: its
 * definition would be evaluated with the rights of the wrong role.  Where an
 * upgrade cannot do without that, an error lists these objects with their owners.
 */

CREATE FUNCTION cfsperf_internal.temp_schema_pid(schema oid) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.temp_schema_pid(oid) IS
	'process id of the session whose temporary schema this is; NULL for any other schema, and where the session has ended';

CREATE FUNCTION cfsperf_internal.object_owner(class oid, object oid) RETURNS oid
	LANGUAGE SQL STABLE STRICT PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $$
	-- pg_shdepend has no owner of what is part of a relation, nor one that is the bootstrap superuser
	SELECT coalesce(
		(SELECT c.relowner FROM pg_class c WHERE class = 'pg_class'::regclass AND c.oid = object),
		(SELECT t.typowner FROM pg_type t WHERE class = 'pg_type'::regclass AND t.oid = object),
		(SELECT s.refobjid FROM pg_shdepend s
		 WHERE s.dbid = (SELECT b.oid FROM pg_database b WHERE b.datname = current_database())
			 AND s.classid = class AND s.objid = object AND s.deptype = 'o'),
		(SELECT c.relowner FROM pg_depend d JOIN pg_class c ON c.oid = d.refobjid
		 WHERE d.classid = class AND d.objid = object AND d.refclassid = 'pg_class'::regclass
			 AND d.deptype IN ('a', 'i')
		 LIMIT 1),
		10)
$$;
COMMENT ON FUNCTION cfsperf_internal.object_owner(oid, oid) IS
	'the role that owns an object; of a rule, trigger, index and the like, whoever owns its relation';

CREATE FUNCTION cfsperf_internal.object_and_owner(class oid, object oid) RETURNS text
	LANGUAGE SQL STABLE STRICT PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $$
	SELECT format('%s (owner %I%s)', pg_describe_object(class, object, 0),
				  pg_get_userbyid(cfsperf_internal.object_owner(class, object)),
				  CASE WHEN i.schema ~ '^pg_temp'
					  THEN coalesce(', process ' || cfsperf_internal.temp_schema_pid(n.oid), ', session has ended') END)
	FROM pg_identify_object(class, object, 0) i
	LEFT JOIN pg_namespace n ON n.nspname = i.schema
$$;
COMMENT ON FUNCTION cfsperf_internal.object_and_owner(oid, oid) IS
	'an object as an error names it, with its owner, and for a temporary one the process of its session';

CREATE FUNCTION cfsperf_internal.taken_names(framework name, model name) RETURNS SETOF text
	LANGUAGE SQL STABLE STRICT PARALLEL SAFE ROWS 5
	SET search_path = pg_catalog, pg_temp
AS $$
	WITH relation AS (
		SELECT c.oid, c.relname, c.relowner, n.nspname,
			CASE WHEN c.relkind IN ('r', 'p') THEN 'table' WHEN c.relkind IN ('v', 'm') THEN 'view'
				WHEN c.relkind IN ('i', 'I') THEN concat('index of ', t.relname, ' ', k.conname)
				ELSE 'other' END AS kind
		FROM pg_namespace n
		JOIN pg_class c ON c.relnamespace = n.oid
		LEFT JOIN pg_index i ON i.indexrelid = c.oid
		LEFT JOIN pg_class t ON t.oid = i.indrelid
		LEFT JOIN pg_constraint k ON k.conindid = c.oid AND k.contype IN ('p', 'u', 'x')
		WHERE n.nspname IN (framework, model) AND c.relkind NOT IN ('c', 't')),
	routine AS (
		SELECT p.oid, p.proname, p.prokind, p.proowner, n.nspname, p.oid::regprocedure::text AS name
		FROM pg_proc p
		JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname IN (framework, model)),
	taken AS (
		SELECT 'pg_class'::regclass::oid AS class, h.oid AS object
		FROM relation w
		JOIN relation h ON h.relname = w.relname AND h.nspname = framework
		WHERE w.nspname = model AND (h.relowner <> w.relowner OR h.kind <> w.kind)
		UNION ALL
		SELECT 'pg_type'::regclass, t.oid
		FROM relation w
		JOIN pg_type t ON t.typname = w.relname
		JOIN pg_namespace n ON n.oid = t.typnamespace AND n.nspname = framework
		LEFT JOIN pg_class c ON c.oid = t.typrelid
		WHERE w.nspname = model AND w.kind IN ('table', 'view') AND coalesce(c.relkind, 'c') = 'c'
		UNION ALL
		-- one of other arguments might be called instead of it
		SELECT 'pg_proc'::regclass, h.oid
		FROM routine h
		WHERE h.nspname = framework
			AND EXISTS (SELECT FROM routine w WHERE w.nspname = model AND w.proname = h.proname)
			AND NOT EXISTS (
				SELECT FROM routine w
				WHERE w.nspname = model AND w.prokind = h.prokind AND w.proowner = h.proowner
					AND cfsperf_internal.framework_text(w.name, model, framework) = h.name))
	SELECT cfsperf_internal.object_and_owner(t.class, t.object) || ' has the name of an object of the framework' FROM taken t
	UNION ALL
	SELECT format('column %s (owner %I) is of type %s, not %s', c.name, current_user, c.shape, c.model_shape)
	FROM cfsperf_internal.framework_changes(framework, model) c
	WHERE c.kind = 'column' AND c.change = 'kept' AND c.shape <> c.model_shape
$$;
COMMENT ON FUNCTION cfsperf_internal.taken_names(name, name) IS
	'objects with the name of one of the model, but another owner, kind, type or argument list';

CREATE FUNCTION cfsperf_internal.foreign_code(framework name, model name) RETURNS SETOF text
	LANGUAGE SQL STABLE STRICT PARALLEL SAFE ROWS 5
	SET search_path = pg_catalog, pg_temp
AS $$
	WITH RECURSIVE relation AS (
		SELECT h.oid
		FROM pg_namespace n
		JOIN pg_class w ON w.relnamespace = n.oid AND w.relkind IN ('r', 'm')
		JOIN pg_class h ON h.relname = w.relname AND h.relkind IN ('r', 'p', 'm')
		JOIN pg_namespace f ON f.oid = h.relnamespace AND f.nspname = framework
		WHERE n.nspname = model
		UNION
		SELECT i.inhrelid FROM relation r JOIN pg_inherits i ON i.inhparent = r.oid),
	attached AS (
		SELECT d.classid, d.objid
		FROM relation r
		JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = r.oid AND d.deptype IN ('a', 'i')
		WHERE d.classid IN ('pg_constraint'::regclass, 'pg_attrdef'::regclass, 'pg_policy'::regclass,
			'pg_statistic_ext'::regclass, 'pg_class'::regclass)
		UNION
		SELECT 'pg_class'::regclass, r.oid FROM relation r)
	SELECT format('%s is a child of table %s', cfsperf_internal.object_and_owner('pg_class'::regclass, r.oid),
				  (SELECT i.inhparent::regclass FROM pg_inherits i WHERE i.inhrelid = r.oid LIMIT 1))
	FROM relation r
	JOIN pg_class c ON c.oid = r.oid
	WHERE pg_get_userbyid(c.relowner) <> current_user
	UNION ALL
	SELECT DISTINCT format('%s depends on %s', cfsperf_internal.object_and_owner(a.classid, a.objid),
						   cfsperf_internal.object_and_owner(d.refclassid, d.refobjid))
	FROM attached a
	JOIN pg_depend d ON d.classid = a.classid AND d.objid = a.objid
	JOIN pg_roles o ON o.oid = cfsperf_internal.object_owner(d.refclassid, d.refobjid)
	WHERE (d.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass, 'pg_opclass'::regclass)
			OR d.refclassid = 'pg_type'::regclass AND a.classid <> 'pg_class'::regclass
			OR d.refclassid = 'pg_class'::regclass AND a.classid = 'pg_policy'::regclass)
		AND o.rolname <> current_user AND NOT o.rolsuper
$$;
COMMENT ON FUNCTION cfsperf_internal.foreign_code(name, name) IS
	'code of other roles that changing a framework''s tables might run: in their constraints, defaults, policies, indexes, statistics and children';

CREATE FUNCTION cfsperf_internal.foreign_dependents(framework name, model name) RETURNS SETOF text
	LANGUAGE SQL STABLE STRICT PARALLEL SAFE ROWS 5
	SET search_path = pg_catalog, pg_temp
AS $$
	WITH change AS MATERIALIZED (
		SELECT c.* FROM cfsperf_internal.framework_changes(framework, model) c WHERE c.class IS NOT NULL),
	needing AS MATERIALIZED (
		SELECT d.class, d.object, string_agg(DISTINCT c.name, ', ' ORDER BY c.name) AS needed
		FROM change c
		CROSS JOIN LATERAL cfsperf_internal.dependents(ARRAY[c.class], ARRAY[c.object]) d
		WHERE c.change = 'recreated' AND NOT d.internal
			AND NOT EXISTS (SELECT FROM change o WHERE o.class = d.class AND o.object = d.object)
		GROUP BY d.class, d.object)
	SELECT format('%s depends on %s', cfsperf_internal.object_and_owner(n.class, n.object), n.needed)
	FROM needing n
	-- a column's default or an index goes with its relation
	WHERE NOT EXISTS (
		SELECT
		FROM pg_depend d
		JOIN needing r ON r.class = d.refclassid AND r.object = d.refobjid
		WHERE d.classid = n.class AND d.objid = n.object AND d.deptype = 'a')
$$;
COMMENT ON FUNCTION cfsperf_internal.foreign_dependents(name, name) IS
	'objects other than the framework''s own that depend on one that has to be recreated';

CREATE PROCEDURE cfsperf_internal.check_obstacles(framework name, model name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	obstacles text;
BEGIN
	SELECT string_agg(DISTINCT o, E'\n') INTO obstacles
	FROM (SELECT cfsperf_internal.taken_names(framework, model) UNION ALL
		  SELECT cfsperf_internal.foreign_code(framework, model) UNION ALL
		  SELECT cfsperf_internal.foreign_dependents(framework, model)) x(o);
	IF obstacles IS NOT NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
			MESSAGE = format('framework "%s" cannot be upgraded because other objects are in the way', framework),
			DETAIL = obstacles,
			HINT = 'Nothing has been changed. Drop, move or rename these objects, upgrade again, then recreate those still wanted.';
	END IF;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.check_obstacles(name, name) IS
	'raises an error that lists all objects in the way of an upgrade, with their owners; part of upgrade_framework';
