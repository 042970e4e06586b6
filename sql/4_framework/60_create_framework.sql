-- SPDX-License-Identifier: PostgreSQL
/*
 * 60_create_framework.sql - a framework, made whole or not at all
 */

CREATE FUNCTION cfsperf_internal.check_framework_name(framework text) RETURNS name
	LANGUAGE plpgsql STABLE PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF framework IS NULL OR btrim(framework) = '' THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_schema_name',
			MESSAGE = 'the name of a framework is empty',
			HINT = 'Name the schema to be made, for example: CALL cfsperf.create_framework(''cfs'').';
	END IF;
	IF octet_length(framework) > 63 THEN
		RAISE EXCEPTION USING ERRCODE = 'name_too_long',
			MESSAGE = format('the name "%s" is longer than 63 bytes', framework);
	END IF;
	-- "$user" in a search path means another schema, quoted or not
	IF left(framework, 3) = 'pg_'
			OR framework IN ('cfsperf', 'cfsperf_internal', 'information_schema', 'public', '$user') THEN
		RAISE EXCEPTION USING ERRCODE = 'reserved_name',
			MESSAGE = format('the name "%s" is taken', framework),
			HINT = 'A framework is a schema of its own; choose another name.';
	END IF;
	RETURN framework::name;
END
$$;
COMMENT ON FUNCTION cfsperf_internal.check_framework_name(text) IS
	'the name of a framework as a name; error where it cannot be one';

CREATE PROCEDURE create_framework(framework text, partition_by text DEFAULT NULL,
								  partitions integer DEFAULT NULL)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	schema_name name := check_framework_name(framework);
	key text := coalesce(partition_by, CASE WHEN partitions IS NOT NULL THEN 'measure' END);
	number integer := CASE key WHEN 'measure' THEN coalesce(partitions, 8) END;
	propagated boolean := false;
BEGIN
	PERFORM check_choice('partition_by', key, 'measure', 'period'),
		check_number('partitions', partitions, 1, 1024);
	IF key = 'period' AND partitions IS NOT NULL THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
			MESSAGE = 'the number of partitions by period cannot be given',
			HINT = format('Make one for each year: CREATE TABLE %1$I.observation_2020 PARTITION OF %1$I.observation FOR VALUES FROM (''2020-04'') TO (''2021-04'').',
						  schema_name);
	END IF;
	IF NOT has_database_privilege(current_database(), 'CREATE') THEN
		RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
			MESSAGE = format('role "%s" may not create schema "%s" in database "%s"',
							 current_user, schema_name, current_database()),
			HINT = format('Ask the database''s owner for: GRANT CREATE ON DATABASE %I TO %I.',
						  current_database(), current_user);
	END IF;
	-- on the coordinator alone, until it is distributed
	CALL propagate_definitions(propagated);
	BEGIN
		EXECUTE format('CREATE SCHEMA %I', schema_name);
	EXCEPTION WHEN duplicate_schema OR unique_violation THEN -- the latter: by another session meanwhile
		RAISE EXCEPTION USING ERRCODE = 'duplicate_schema',
			MESSAGE = format('schema "%s" already exists', schema_name),
			HINT = 'A framework makes a schema of its own; choose another name, or drop that schema first.';
	END;
	EXECUTE format('COMMENT ON SCHEMA %I IS %L', schema_name,
				   'performance framework made by cfsperf: tables to load, views to read');
	CALL framework_tables(schema_name);
	CALL framework_figure_tables(schema_name, key, number);
	CALL framework_source_tables(schema_name);
	CALL framework_rule_changes(schema_name);
	CALL framework_areas(schema_name);
	CALL framework_area_names(schema_name);
	CALL framework_figure(schema_name);
	CALL framework_report_area(schema_name);
	CALL framework_scorecard_detail(schema_name);
	CALL framework_scorecard(schema_name);
	CALL framework_heading(schema_name);
	CALL framework_summaries(schema_name);
	CALL framework_history(schema_name);
	CALL framework_editions(schema_name);
	CALL framework_edition_digest(schema_name);
	CALL framework_publish(schema_name);
	CALL framework_revisions(schema_name);
	CALL framework_what_changed(schema_name);
	CALL framework_redaction(schema_name);
	CALL framework_protect(schema_name);
	CALL framework_decisions(schema_name);
	CALL framework_audit(schema_name);
	CALL framework_read_figures(schema_name);
	CALL framework_resolve_cells(schema_name);
	CALL framework_put_figures(schema_name);
	CALL framework_load_file(schema_name);
	CALL framework_load_calls(schema_name);
	CALL framework_inspect_statements(schema_name);
	CALL framework_inspect_decisions(schema_name);
	CALL framework_inspect_file(schema_name);
	CALL framework_exceptions(schema_name);
	CALL framework_data_quality(schema_name);
	CALL framework_narrative(schema_name);
	CALL framework_report_text(schema_name);
	CALL framework_dashboard(schema_name);
	CALL framework_index(schema_name);
	CALL propagate_definitions(propagated);
END
$$;
COMMENT ON PROCEDURE create_framework(text, text, integer) IS
	'makes a framework: a schema of the given name with ordinary tables and views owned by the caller; error where the name is empty, too long or taken, or the caller may not create schemas. partition_by measure: the figures in the given number of partitions (8) by hash of measure; period: observations in partitions by range of period, which you add; NULL: no partitions. Error for a NULL name';
