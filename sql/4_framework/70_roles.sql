-- SPDX-License-Identifier: PostgreSQL
/*
 * 70_roles.sql - who may do what with a framework
 *
 * What each role is given is listed here by name.  A view that somebody adds to
 * a framework's schema may show the tables as they were loaded, so it is not
 * given with the others.  Nothing of another role is given by one of these
 * names, and nothing to who could put something there.
 */

CREATE FUNCTION cfsperf_internal.check_grant(framework text, role text) RETURNS oid
	LANGUAGE plpgsql STABLE PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	place oid := (SELECT oid FROM pg_namespace WHERE nspname = framework);
	owner oid := (SELECT nspowner FROM pg_namespace WHERE oid = place);
BEGIN
	IF NOT EXISTS (SELECT FROM pg_class
				   WHERE relnamespace = place AND relname = 'scorecard' AND relkind = 'v')
			OR NOT EXISTS (SELECT FROM pg_class
						   WHERE relnamespace = place AND relname = 'observation') THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_schema_name',
			MESSAGE = format('there is no framework "%s"', framework),
			HINT = 'Name the schema that create_framework made.';
	END IF;
	IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
		RAISE EXCEPTION USING ERRCODE = 'undefined_object',
			MESSAGE = format('there is no role "%s"', role),
			HINT = format('CREATE ROLE %I LOGIN; makes one.', coalesce(role, 'analyst'));
	END IF;
	IF NOT pg_has_role(owner, 'USAGE') THEN
		RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
			MESSAGE = format('role "%s" may not let others use framework "%s"',
							 current_user, framework),
			HINT = format('Its owner "%s" may.', pg_get_userbyid(owner));
	END IF;
	RETURN place;
END
$$;
COMMENT ON FUNCTION cfsperf_internal.check_grant(text, text) IS
	'the schema of a framework, in which the role may be given rights by the caller; otherwise an error that says why not';

CREATE PROCEDURE cfsperf_internal.check_no_create(framework text, role text)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF has_schema_privilege(role, framework, 'CREATE') THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_grant_operation',
			MESSAGE = format('role "%s" may create objects in framework "%s"', role, framework),
			DETAIL = 'The framework''s functions look up names in its schema, with the rights of whoever calls them.',
			HINT = format('REVOKE CREATE ON SCHEMA %I FROM %I, or from PUBLIC or the role that it has this from.', framework, role);
	END IF;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.check_no_create(text, text) IS
	'error where a role may create objects in a framework; part of grant_reader, grant_analyst and grant_publisher';

CREATE PROCEDURE cfsperf_internal.grant_on_relations(place oid, privileges text, role text, VARIADIC names name[])
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	given record;
BEGIN
	FOR given IN
		SELECT n.nspname, c.relname
		FROM pg_class c
		JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspowner = c.relowner
		WHERE c.relnamespace = place AND c.relkind IN ('r', 'p', 'v', 'm') AND c.relname = ANY (names)
		ORDER BY c.relname
	LOOP
		EXECUTE format('GRANT %s ON %I.%I TO %I', privileges, given.nspname, given.relname, role);
	END LOOP;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.grant_on_relations(oid, text, text, name[]) IS
	'grants privileges on those of a framework''s own relations that have these names; part of grant_reader, grant_analyst and grant_publisher';

CREATE PROCEDURE cfsperf_internal.grant_on_routines(place oid, role text, VARIADIC names name[])
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	given record;
BEGIN
	-- PUBLIC may call most of them, unless default privileges say otherwise
	FOR given IN
		SELECT p.oid::regprocedure AS signature
		FROM pg_proc p
		JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspowner = p.proowner
		WHERE p.pronamespace = place AND p.prokind IN ('f', 'p') AND p.proname = ANY (names)
		ORDER BY p.proname
	LOOP
		EXECUTE format('GRANT EXECUTE ON ROUTINE %s TO %I', given.signature, role);
	END LOOP;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.grant_on_routines(oid, text, name[]) IS
	'lets a role call those of a framework''s own routines that have these names; part of grant_reader, grant_analyst and grant_publisher';

CREATE FUNCTION cfsperf_internal.reader_routines() RETURNS name[]
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN ARRAY['scorecards', 'headlines', 'narrative', 'report_text', 'report_markdown', 'dashboard', 'dashboard_page', 'index', 'published_document',
		'changes_since_edition', 'changes_since', 'require_report', 'edition_parts', 'area_of', 'report_key', 'scorecard_detail_of',
		'report_heading_of', 'report_commentary_of', 'standing_section_of', 'reported_area', 'withdrawn_history']::name[];
COMMENT ON FUNCTION cfsperf_internal.reader_routines() IS
	'the routines of a framework that whoever reads it may call; the last are there where its tables are distributed';

CREATE PROCEDURE grant_reader(framework text, reader text)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	place oid := check_grant(framework, reader);
	seen text;
BEGIN
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
			HINT = format('To a role that is to see everything: CALL cfsperf.grant_analyst(%L, %L); from a reader, revoke it first.',
						  framework, reader);
	END IF;
	CALL check_no_create(framework, reader);

	EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', framework, reader);
	-- never a table that people load, nor a view that shows more of one than
	-- the scorecard does
	CALL grant_on_relations(place, 'SELECT', reader,
		'scorecard', 'scorecard_detail', 'outcome_summary', 'quarter_summary', 'headline', 'exceptions', 'revisions',
		'history', 'paragraph', 'report_commentary', 'standing_section', 'report_heading', 'published_scorecard', 'published_summary',
		'published_page', 'edition_check');
	CALL grant_on_routines(place, reader, VARIADIC reader_routines());
END
$$;
COMMENT ON PROCEDURE grant_reader(text, text) IS
	'lets a role read a framework''s views and published editions, never its tables nor views that were added; again after the framework was upgraded. Error where the role may read observation anyway, or may create objects in the schema, and for NULL';

CREATE PROCEDURE grant_publisher(framework text, publisher text)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	place oid := check_grant(framework, publisher);
BEGIN
	CALL grant_reader(framework, publisher);
	CALL grant_on_routines(place, publisher, 'publish', 'publish_all', 'protect');
END
$$;
COMMENT ON PROCEDURE grant_publisher(text, text) IS
	'lets a role publish a framework''s reports and read what a reader does; it needs no right on the tables. Again after the framework was upgraded. Errors as of grant_reader, and for NULL';

CREATE PROCEDURE grant_analyst(framework text, analyst text)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	place oid := check_grant(framework, analyst);
	-- everything as it was loaded, views that were added included; the record of
	-- changed rules is the owner's
	readable name[] := ARRAY(
		SELECT c.relname FROM pg_class c
		WHERE c.relnamespace = place AND NOT c.relispartition AND c.relname <> 'rule_change');
BEGIN
	CALL check_no_create(framework, analyst);
	EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', framework, analyst);
	CALL grant_on_relations(place, 'SELECT', analyst, VARIADIC readable);
	CALL grant_on_relations(place, 'INSERT, UPDATE, DELETE', analyst,
		'observation', 'benchmark', 'benchmark_value', 'target', 'commentary', 'report', 'report_section', 'neighbour', 'area_code', 'source',
		'source_measure');
	CALL grant_on_relations(place, 'INSERT', analyst, 'load_receipt', 'load_reject');
	-- words, and none of the rules by which figures are judged or withheld
	CALL grant_on_relations(place, 'UPDATE (title, definition, polarity_reason, unit_label, counted, out_of, arrears_reason,
		quartile_note, owner, source_link, position)', analyst, 'measure');
	CALL grant_on_relations(place, 'UPDATE (title, position)', analyst, 'outcome');
	CALL grant_on_relations(place, 'UPDATE (name)', analyst, 'area');
	CALL grant_on_routines(place, analyst, VARIADIC reader_routines() || '{resolve_areas,area_advice,protect,audit_disclosure}'::name[]);
END
$$;
COMMENT ON PROCEDURE grant_analyst(text, text) IS
	'lets a role load a framework''s figures, benchmarks, targets, commentary and reports, change the words of measures, and read everything as loaded; not make measures or areas, nor change what decides which figures are withheld, nor publish. Again after the framework was upgraded. Error where the role may create objects in the schema, and for NULL';
