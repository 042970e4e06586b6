/*
 * 70_roles.sql - who may read what
 *
 * What a reader is given is listed here by name.  A view that somebody adds to
 * a framework's schema may show the tables as they were loaded, so it is not
 * given with the others.
 */

CREATE PROCEDURE grant_reader(framework text, reader text)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	place oid := (SELECT oid FROM pg_namespace WHERE nspname = framework);
	owner oid := (SELECT nspowner FROM pg_namespace WHERE oid = place);
	given record;
	seen text;
BEGIN
	IF NOT EXISTS (SELECT FROM pg_class
				   WHERE relnamespace = place AND relname = 'scorecard' AND relkind = 'v')
			OR NOT EXISTS (SELECT FROM pg_class
						   WHERE relnamespace = place AND relname = 'observation') THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_schema_name',
			MESSAGE = format('there is no framework "%s"', framework),
			HINT = 'Name the schema that create_framework made.';
	END IF;
	IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = reader) THEN
		RAISE EXCEPTION USING ERRCODE = 'undefined_object',
			MESSAGE = format('there is no role "%s"', reader),
			HINT = format('CREATE ROLE %I LOGIN; makes one.', reader);
	END IF;
	IF NOT pg_has_role(owner, 'USAGE') THEN
		RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
			MESSAGE = format('role "%s" may not let others read framework "%s"',
							 current_user, framework),
			HINT = format('Its owner "%s" may.', pg_get_userbyid(owner));
	END IF;

	-- whoever may read the figures as loaded has no use for views that withhold
	SELECT string_agg(quote_ident(c.relname), ' and ' ORDER BY c.relname)
	INTO seen
	FROM pg_class c
	WHERE c.relnamespace = place AND c.relname IN ('observation', 'data_quality')
		AND (has_any_column_privilege(reader, c.oid, 'SELECT')
			OR pg_has_role(reader, c.relowner, 'MEMBER'));
	IF seen IS NOT NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_grant_operation',
			MESSAGE = format('role "%s" may read %s of framework "%s", where nothing is withheld',
							 reader, seen, framework),
			DETAIL = 'By a grant to it, to PUBLIC or to a role that it is a member of, by default privileges, or as superuser.',
			HINT = format('To a role that is to see everything: GRANT SELECT ON ALL TABLES IN SCHEMA %I TO %I; from a reader, revoke it first.',
						  framework, reader);
	END IF;

	IF has_schema_privilege(reader, place, 'CREATE') THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_grant_operation',
			MESSAGE = format('role "%s" may create objects in framework "%s"', reader, framework),
			DETAIL = 'The framework''s functions look up names in its schema, with the rights of whoever calls them.',
			HINT = format('REVOKE CREATE ON SCHEMA %I FROM %I, or from PUBLIC or the role that it has this from.', framework, reader);
	END IF;

	EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', framework, reader);
	-- never a table that people load, nor a view that shows more of one than
	-- the scorecard does, nor what another role has put there by one of these names
	FOR given IN
		SELECT c.relname
		FROM pg_class c
		WHERE c.relnamespace = place AND c.relowner = owner AND c.relkind IN ('r', 'v', 'm')
			AND c.relname IN ('scorecard', 'scorecard_detail', 'outcome_summary', 'quarter_summary',
				'headline', 'exceptions', 'revisions', 'history', 'paragraph', 'report_commentary', 'report_heading',
				'published_scorecard', 'published_summary')
		ORDER BY c.relname
	LOOP
		EXECUTE format('GRANT SELECT ON %I.%I TO %I', framework, given.relname, reader);
	END LOOP;
	-- PUBLIC may call them, unless default privileges say otherwise
	FOR given IN
		SELECT p.oid::regprocedure AS signature
		FROM pg_proc p
		WHERE p.pronamespace = place AND p.proowner = owner AND p.prokind = 'f'
			AND p.proname IN ('narrative', 'report_text', 'dashboard', 'require_report')
		ORDER BY p.proname
	LOOP
		EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', given.signature, reader);
	END LOOP;
END
$$;
COMMENT ON PROCEDURE grant_reader(text, text) IS
	'lets a role read a framework''s views and published editions, never its tables nor views that were added; again after the framework was upgraded. Error where the role may read observation anyway, or may create objects in the schema';
