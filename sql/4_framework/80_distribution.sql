-- SPDX-License-Identifier: PostgreSQL
/*
 * 80_distribution.sql - a framework over the nodes of a Citus cluster
 *
 * What is small and joined by everything, and what people write by hand, is
 * copied to every node: a reference table.  Measures and what lies beside their
 * figures are distributed by the measure and lie together, so that every grouping
 * by measure and every join of figures with their measure, benchmark and targets
 * is done where they are.  Published editions stay on the coordinator, as do the
 * records of redactions and of changed rules: they guard themselves by triggers, and are
 * written by one transaction.
 *
 * Citus has no triggers on tables that it distributes, so that those which guard
 * and keep rules go; a notice says so.  With them goes the one that refuses
 * circles in area_change.
 *
 * Foreign keys are taken away first and made again last, as the manual of
 * Citus advises (Citus documentation, Creating and Modifying Distributed
 * Objects: it is best to drop the foreign keys before and recreate them after
 * distributing the tables), but for those of copies to measure, which Citus does
 * not have.  All of it is one transaction, and so all or none.
 */

CREATE PROCEDURE cfsperf_internal.propagate_definitions(INOUT propagate boolean)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	setting CONSTANT text := current_setting('citus.enable_ddl_propagation', true);
BEGIN
	IF setting IS NOT NULL AND propagate IS NOT NULL THEN
		PERFORM set_config('citus.enable_ddl_propagation', propagate::text, true);
	END IF;
	propagate := setting::boolean;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.propagate_definitions(boolean) IS
	'decides whether Citus repeats on its nodes what is defined in the rest of the transaction: views and functions of a framework are for the coordinator alone; returns what was decided before, NULL where there is no Citus';

CREATE PROCEDURE cfsperf_internal.distribute_tables(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	measures CONSTANT text := format('%I.measure', framework);
	relation record;
BEGIN
	-- measures first: the others lie with them
	FOR relation IN
		SELECT c.oid, c.relname, format('%I.%I', framework, c.relname) AS name, distribution_column(c.relname) AS distribution_column
		FROM pg_class c
		WHERE c.relnamespace = quote_ident(framework)::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
			AND c.relname = ANY (shared_tables())
		ORDER BY distribution_column(c.relname) IS NOT NULL, c.relname <> 'measure', c.relname
	LOOP
		-- a table that refers to a copied one has become known to Citus, and stayed here
		CONTINUE WHEN EXISTS (SELECT FROM pg_dist_partition p WHERE p.logicalrelid = relation.oid AND NOT p.autoconverted);
		IF relation.distribution_column IS NULL THEN
			PERFORM create_reference_table(relation.name);
		ELSE
			PERFORM create_distributed_table(relation.name, relation.distribution_column, colocate_with => CASE relation.relname WHEN 'measure' THEN 'none' ELSE measures END);
		END IF;
		-- what is withheld would stay readable in the files of the coordinator
		PERFORM truncate_local_data_after_distributing_table(relation.name);
	END LOOP;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.distribute_tables(name) IS
	'asks Citus to distribute or copy those tables of a framework that it has not yet; part of distribute_framework and upgrade_framework';

CREATE PROCEDURE distribute_framework(framework text)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	owner CONSTANT name := (SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = framework);
	table_name name;
	reader name;
	foreign_key record;
	propagated boolean := false;
	foreign_keys text[] := '{}';
	statement text;
BEGIN
	IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = framework) THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_schema_name',
			MESSAGE = format('there is no framework "%s"', framework),
			HINT = 'Name the schema that create_framework made.';
	END IF;
	FOREACH table_name IN ARRAY shared_tables() LOOP
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
	IF is_distributed(framework) THEN
		RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
			MESSAGE = format('framework "%s" is distributed already', framework),
			HINT = 'Tables that came with a later version are distributed by upgrade_framework.';
	END IF;
	FOR table_name IN
		SELECT c.relname
		FROM pg_partitioned_table p
		JOIN pg_class c ON c.oid = p.partrelid AND c.relnamespace = quote_ident(framework)::regnamespace
		WHERE p.partstrat = 'h' AND distribution_column(c.relname) IS NOT NULL
		ORDER BY c.relname = 'observation' DESC
	LOOP
		RAISE EXCEPTION USING ERRCODE = 'wrong_object_type',
			MESSAGE = format('table "%s" is partitioned by measure already', table_name),
			HINT = 'Distribute a framework made without partitions, or with partition_by => ''period''.';
	END LOOP;

	CALL propagate_definitions(propagated);
	CALL framework_on_nodes(framework);
	-- the views call functions for whoever may read them
	FOR reader IN
		SELECT DISTINCT pg_get_userbyid(a.grantee)
		FROM pg_class c
		CROSS JOIN LATERAL aclexplode(c.relacl) a
		WHERE c.relnamespace = quote_ident(framework)::regnamespace AND c.relname = 'scorecard' AND a.privilege_type = 'SELECT' AND a.grantee <> c.relowner
			AND a.grantee <> 0
	LOOP
		CALL grant_on_routines(quote_ident(framework)::regnamespace, reader, VARIADIC reader_routines());
	END LOOP;
	CALL propagate_definitions(propagated);
	RAISE NOTICE USING MESSAGE = format('changes of rules are no longer kept in %I.rule_change, nor do they take back decisions', framework),
		DETAIL = 'There are no triggers on tables that Citus distributes.',
		HINT = format('Grant UPDATE on tables of rules to nobody, and CALL %I.protect() after each change.', framework);
	FOR foreign_key IN
		SELECT c.conrelid::regclass AS relation, c.conname, pg_get_constraintdef(c.oid) AS definition
		FROM pg_constraint c
		JOIN pg_class r ON r.oid = c.conrelid
		WHERE c.contype = 'f' AND c.conparentid = 0
			AND r.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = framework)
			AND r.relname = ANY (shared_tables())
		ORDER BY r.relname, c.conname
	LOOP
		EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', foreign_key.relation, foreign_key.conname);
		foreign_keys := foreign_keys || format('ALTER TABLE %s ADD CONSTRAINT %I %s',
			foreign_key.relation, foreign_key.conname, foreign_key.definition);
	END LOOP;

	CALL distribute_tables(framework);
	FOREACH statement IN ARRAY foreign_keys LOOP
		EXECUTE statement;
	END LOOP;
END
$$;
COMMENT ON PROCEDURE distribute_framework(text) IS
	'spreads a framework over the nodes of a Citus cluster: measures and figures by measure, everything else that reports read copied to every node; published editions stay where they are; error for NULL and where Citus is not installed';
