/*
 * 80_distribution.sql - a framework over the nodes of a Citus cluster
 *
 * What is small and joined by everything, and what people write by hand, is
 * copied to every node: a reference table.  Figures are distributed by their
 * measure and lie together, so that every grouping by measure and every join
 * of figures with the benchmark is done where they are.  Targets and
 * commentary are looked up by row, which a copy on every node allows without
 * condition.  Published editions stay on the coordinator, as do the records of
 * redactions and of changed rules: they guard themselves by triggers, and are
 * written by one transaction.
 *
 * Citus has no triggers on tables that it distributes, so that those which guard
 * and keep rules go; a notice says so.  With them goes the one that refuses
 * circles in area_change.
 *
 * Foreign keys are taken away first and made again last, as the manual of
 * Citus advises (Citus documentation, Creating and Modifying Distributed
 * Objects: it is best to drop the foreign keys before and recreate them after
 * distributing the tables).  All of it is one transaction, and so all or none.
 */

CREATE PROCEDURE distribute_framework(framework text)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	reference_tables CONSTANT name[] := ARRAY['outcome', 'area', 'benchmark', 'measure',
		'neighbour', 'report', 'report_section', 'target', 'commentary', 'area_code', 'area_part', 'area_change', 'measure_part', 'source',
		'source_measure'];
	-- distributed by measure; the first is what the others lie with
	fact_tables CONSTANT name[] := ARRAY['observation', 'benchmark_value', 'disclosure'];
	owner CONSTANT name := (SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = framework);
	table_name name;
	foreign_key record;
	rule_trigger record;
	dropped integer := 0;
	foreign_keys text[] := '{}';
	statement text;
BEGIN
	IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = framework) THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_schema_name',
			MESSAGE = format('there is no framework "%s"', framework),
			HINT = 'Name the schema that create_framework made.';
	END IF;
	FOREACH table_name IN ARRAY reference_tables || fact_tables LOOP
		IF to_regclass(format('%I.%I', framework, table_name)) IS NULL THEN
			RAISE EXCEPTION USING ERRCODE = 'undefined_table',
				MESSAGE = format('schema "%s" is no framework: it has no table "%s"',
								 framework, table_name),
				HINT = 'Name the schema that create_framework made.';
		END IF;
	END LOOP;
	IF owner <> current_user THEN
		RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
			MESSAGE = format('framework "%s" is distributed by its owner only', framework),
			DETAIL = 'What its tables'' constraints, indexes and generated columns call runs with the rights of whoever moves their rows.',
			HINT = format('Connect as role "%s".', owner);
	END IF;
	IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
		RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
			MESSAGE = format('framework "%s" cannot be distributed: extension "citus" is not installed in database "%s"',
							 framework, current_database()),
			HINT = 'Install Citus on every node and CREATE EXTENSION citus, or use partitions or postgres_fdw, which need nothing more.';
	END IF;
	FOREACH table_name IN ARRAY fact_tables LOOP
		IF EXISTS (SELECT FROM pg_partitioned_table
				   WHERE partrelid = to_regclass(format('%I.%I', framework, table_name))
				   AND partstrat = 'h') THEN
			RAISE EXCEPTION USING ERRCODE = 'wrong_object_type',
				MESSAGE = format('table "%s" is partitioned by measure already', table_name),
				HINT = 'Distribute a framework made without partitions, or with partition_by => ''period''.';
		END IF;
	END LOOP;

	-- figures refer to reference tables: Citus then wants one connection a
	-- node for all that a transaction does
	PERFORM set_config('citus.multi_shard_modify_mode', 'sequential', true);

	FOR rule_trigger IN
		SELECT t.tgname, t.tgrelid::regclass AS relation
		FROM pg_trigger t
		JOIN pg_class r ON r.oid = t.tgrelid
		JOIN pg_proc p ON p.oid = t.tgfoid AND p.proname IN ('keep_rule', 'guard_change') AND p.pronamespace = r.relnamespace
		WHERE r.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = framework)
	LOOP
		EXECUTE format('DROP TRIGGER %I ON %s', rule_trigger.tgname, rule_trigger.relation);
		dropped := dropped + 1;
	END LOOP;
	IF dropped > 0 THEN
		RAISE NOTICE USING MESSAGE = format('changes of rules are no longer kept in %I.rule_change, nor do they take back decisions', framework),
			DETAIL = 'There are no triggers on tables that Citus distributes.',
			HINT = format('Grant UPDATE on tables of rules to nobody, and CALL %I.protect() after each change.', framework);
	END IF;
	FOR foreign_key IN
		SELECT c.conrelid::regclass AS relation, c.conname, pg_get_constraintdef(c.oid) AS definition
		FROM pg_constraint c
		JOIN pg_class r ON r.oid = c.conrelid
		WHERE c.contype = 'f' AND c.conparentid = 0
			AND r.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = framework)
			AND r.relname = ANY (reference_tables || fact_tables)
		ORDER BY r.relname, c.conname
	LOOP
		EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', foreign_key.relation, foreign_key.conname);
		foreign_keys := foreign_keys || format('ALTER TABLE %s ADD CONSTRAINT %I %s',
			foreign_key.relation, foreign_key.conname, foreign_key.definition);
	END LOOP;

	FOREACH table_name IN ARRAY reference_tables LOOP
		EXECUTE format('SELECT create_reference_table(%L)', format('%I.%I', framework, table_name));
	END LOOP;
	FOREACH table_name IN ARRAY fact_tables LOOP
		EXECUTE format('SELECT create_distributed_table(%L, %L, colocate_with => %L)',
			format('%I.%I', framework, table_name), 'measure',
			CASE table_name WHEN fact_tables[1] THEN 'none'
				ELSE format('%I.%I', framework, fact_tables[1]) END);
	END LOOP;

	FOREACH statement IN ARRAY foreign_keys LOOP
		EXECUTE statement;
	END LOOP;
END
$$;
COMMENT ON PROCEDURE distribute_framework(text) IS
	'spreads a framework over the nodes of a Citus cluster: figures by measure, everything else that reports read copied to every node; published editions stay where they are';
