-- SPDX-License-Identifier: PostgreSQL
/*
 * 81_distributed_views.sql - what is different in a framework whose tables are distributed
 *
 * Citus takes a view apart and asks the nodes with the rights of whoever reads
 * it, who has none on the tables; and it cannot plan a report, which looks up
 * figures of many kinds for each of many measures.  So the views that readers are
 * given read functions, which run with the owner's rights and give a report at
 * a time: a condition on area and quarter decides for which reports they are
 * called.  Whatever is made of these views is computed on the coordinator, and
 * Citus sees nothing of it.
 *
 * The rows of a report are computed where the figures are, node by node: all that
 * a row is made of is of one measure, so the query of the view is asked of the
 * measures of one shard at a time, as a question that Citus sends to a node as
 * it is.  Only which measures are governed depends on others, and is known before.
 *
 * Triggers and some foreign keys are not to be had there.  All of it is done to
 * a model too, with which upgrade_framework compares, and asks nothing of Citus.
 */

CREATE FUNCTION cfsperf_internal.distribution_column(table_name name) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN table_name = 'measure' THEN 'code'
		WHEN table_name IN ('observation', 'benchmark_value', 'target', 'disclosure') THEN 'measure' END;
COMMENT ON FUNCTION cfsperf_internal.distribution_column(name) IS
	'the column by which a table of a distributed framework is spread over the nodes; NULL: it is not spread';

CREATE FUNCTION cfsperf_internal.shared_tables() RETURNS name[]
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN ARRAY['outcome', 'measure', 'area', 'benchmark', 'neighbour', 'report', 'report_section', 'commentary', 'area_code', 'area_part',
		'area_change', 'measure_part', 'source', 'source_measure', 'observation', 'benchmark_value', 'target', 'disclosure']::name[];
COMMENT ON FUNCTION cfsperf_internal.shared_tables() IS
	'the tables of a framework that nodes have: in shares where there is a distribution_column(), else copies; all others are the coordinator''s';

CREATE FUNCTION cfsperf_internal.is_distributed(framework name) RETURNS boolean
	LANGUAGE SQL STABLE STRICT PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
	RETURN EXISTS (SELECT FROM pg_proc p
				   WHERE p.pronamespace = to_regnamespace(quote_ident(framework)) AND p.proname = 'report_key');
COMMENT ON FUNCTION cfsperf_internal.is_distributed(name) IS
	'whether distribute_framework has been called for a framework';

CREATE FUNCTION cfsperf_internal.column_list(relation regclass, pattern text) RETURNS text
	LANGUAGE SQL STABLE STRICT PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $$
	SELECT string_agg(format(pattern, quote_ident(a.attname), format_type(a.atttypid, a.atttypmod)
			|| coalesce(' COLLATE ' || nullif(a.attcollation, t.typcollation)::regcollation, ''), a.atttypid::regtype),
		', ' ORDER BY a.attnum)
	FROM pg_attribute a
	JOIN pg_type t ON t.oid = a.atttypid
	WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped
$$;
COMMENT ON FUNCTION cfsperf_internal.column_list(regclass, text) IS
	'the columns of a relation as a list for SQL: of each its name, its type with length and collation, and its bare type, by a pattern of format()';

CREATE FUNCTION cfsperf_internal.spread_query(relation regclass, of_report boolean) RETURNS text
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	place CONSTANT oid := (SELECT relnamespace FROM pg_class WHERE oid = relation);
BEGIN
	PERFORM set_config('search_path', format('%s, cfsperf, cfsperf_internal, pg_temp', place::regnamespace), true);
	-- what it reads stands before it, under the same names: tables, then views
	RETURN (
		WITH RECURSIVE used AS (
			SELECT relation::oid AS oid, 0 AS depth
			UNION
			SELECT d.refobjid, u.depth + 1
			FROM used u
			JOIN pg_class c ON c.oid = u.oid AND c.relkind = 'v' AND (c.relname <> 'governed_measure' OR NOT of_report)
			JOIN pg_rewrite r ON r.ev_class = u.oid
			JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
				AND d.refobjid <> u.oid),
		part AS (
			SELECT c.relname, max(u.depth) AS depth, CASE
				WHEN c.relkind = 'v' AND (c.relname <> 'governed_measure' OR NOT of_report)
					THEN 'NOT MATERIALIZED (' || rtrim(pg_get_viewdef(c.oid), ';')
				WHEN c.relname <> ALL (shared_tables() || 'governed_measure'::name) THEN NULL
				WHEN NOT of_report THEN format('MATERIALIZED (SELECT * FROM %s', c.qualified)
				WHEN c.relname = 'governed_measure' THEN
					'NOT MATERIALIZED (SELECT measure, always, confidential::reporting_period[] FROM unnest($4, $5, $6) AS g(measure, always, confidential)'
				WHEN c.relname = 'report' THEN
					format('NOT MATERIALIZED (SELECT * FROM %s WHERE area = $1 AND quarter = $2::reporting_period', c.qualified)
				WHEN distribution_column(c.relname) IS NOT NULL THEN
					format('NOT MATERIALIZED (SELECT * FROM %s WHERE %I = ANY ($3)', c.qualified, distribution_column(c.relname))
				END AS query
			FROM used u
			JOIN (SELECT c.*, format('%I.%I', n.nspname, c.relname) AS qualified
				  FROM pg_class c
				  JOIN pg_namespace n ON n.oid = c.relnamespace) c ON c.oid = u.oid AND c.relnamespace = place
			GROUP BY c.relname, c.oid, c.relkind, c.qualified)
		SELECT format(E'WITH %s\nSELECT * FROM %I r%s',
			string_agg(format('%I AS %s)', p.relname, p.query), E',\n' ORDER BY p.depth DESC, p.relname),
			(SELECT relname FROM pg_class WHERE oid = relation), CASE WHEN of_report THEN ' WHERE r.area = $1 AND r.quarter = $2' ELSE '' END)
		FROM part p
		WHERE p.query IS NOT NULL);
END
$$;
COMMENT ON FUNCTION cfsperf_internal.spread_query(regclass, boolean) IS
	'the query of a view with all that it reads, under the names of its framework: over whole tables, which are fetched; or for the report of area $1 and quarter $2 and the measures $3 of one shard, with the columns of governed_measure as arrays, $4 to $6, which a node answers as it is';

CREATE PROCEDURE cfsperf_internal.serve_reports(framework name, relation name, body text)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);
	EXECUTE format('CREATE FUNCTION %I(report_area text, report_quarter text) RETURNS TABLE (%s)
		LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50
		SET search_path FROM CURRENT
		AS %L', relation || '_of', column_list(relation::regclass, '%1$s %3$s'), E'\n#variable_conflict use_column\n' || body);
	EXECUTE format('COMMENT ON FUNCTION %I(text, text) IS %L', relation || '_of',
		format('the rows of %s of one report, read with the rights of the framework''s owner; part of that view where tables are distributed', relation));
	EXECUTE format('REVOKE EXECUTE ON FUNCTION %I(text, text) FROM PUBLIC', relation || '_of');
	EXECUTE format('CREATE OR REPLACE VIEW %I WITH (security_barrier) AS SELECT %s FROM report_key() k CROSS JOIN LATERAL %I(k.area, k.quarter) d',
		relation, replace(replace(column_list(relation::regclass, 'd.%1$s::%2$s AS %1$s'), 'd.area::', 'k.area::'), 'd.quarter::', 'k.quarter::'),
		relation || '_of');
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.serve_reports(name, name, text) IS
	'lets a view of reports read a function of the given body, called for each report; part of framework_on_nodes';

CREATE PROCEDURE cfsperf_internal.framework_on_nodes(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	obstacle record;
	served name;
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);
	-- figures refer to reference tables: Citus then wants one connection a node for
	-- all that the transaction does
	PERFORM set_config('citus.multi_shard_modify_mode', 'sequential', true);

	FOR obstacle IN
		SELECT format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass) AS remove
		FROM pg_trigger t
		JOIN pg_class r ON r.oid = t.tgrelid
		JOIN pg_proc p ON p.oid = t.tgfoid AND p.proname IN ('keep_rule', 'guard_change') AND p.pronamespace = r.relnamespace
		WHERE r.relnamespace = quote_ident(framework)::regnamespace
		UNION ALL
		-- what is copied to every node cannot refer to what is not
		SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', c.conrelid::regclass, c.conname)
		FROM pg_constraint c
		JOIN pg_class r ON r.oid = c.conrelid AND r.relnamespace = quote_ident(framework)::regnamespace
		JOIN pg_class o ON o.oid = c.confrelid
		WHERE c.contype = 'f' AND c.conparentid = 0 AND distribution_column(o.relname) IS NOT NULL AND distribution_column(r.relname) IS NULL
	LOOP
		EXECUTE obstacle.remove;
	END LOOP;

	CREATE FUNCTION report_key() RETURNS TABLE (area varchar, quarter varchar)
		LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100
		SET search_path FROM CURRENT
	AS $function$
	BEGIN
		RETURN QUERY SELECT r.area, r.quarter::varchar(24) FROM report r;
	END
	$function$;
	COMMENT ON FUNCTION report_key() IS 'area and quarter of every report, read with the rights of the framework''s owner; part of the views of reports where tables are distributed';
	REVOKE EXECUTE ON FUNCTION report_key() FROM PUBLIC;

	CALL serve_reports(framework, 'scorecard_detail', format($body$
	DECLARE
		governed record;
		codes text[];
		shard record;
	BEGIN
		SELECT array_agg(g.measure::text) AS measures, array_agg(g.always) AS always, array_agg(g.confidential::text) AS confidential
		INTO governed
		FROM governed_measure g;
		SELECT array_agg(m.code) INTO codes FROM measure m;
		FOR shard IN
			SELECT array_agg(c) AS measures
			FROM unnest(codes) c
			GROUP BY get_shard_id_for_distribution_column('measure', c)
		LOOP
			RETURN QUERY EXECUTE %L USING $1, $2, shard.measures, governed.measures, governed.always, governed.confidential;
		END LOOP;
	END
	$body$, spread_query('scorecard_detail', true)));
	FOREACH served IN ARRAY '{report_heading,report_commentary,standing_section}'::name[] LOOP
		CALL serve_reports(framework, served, format($body$
	BEGIN
		RETURN QUERY SELECT r.* FROM (%s) r WHERE r.area = $1 AND r.quarter = $2;
	END
	$body$, rtrim(pg_get_viewdef(served::regclass), ';')));
	END LOOP;

	-- it compares figures of all kinds with each other and with tables of the coordinator
	EXECUTE format('CREATE FUNCTION data_quality_rows() RETURNS TABLE (%s)
		LANGUAGE plpgsql STABLE ROWS 100
		SET search_path FROM CURRENT
		AS %L', column_list('data_quality', '%1$s %3$s'), format(E'\n#variable_conflict use_column\nBEGIN\n\tRETURN QUERY %s;\nEND\n',
			spread_query('data_quality', false)));
	COMMENT ON FUNCTION data_quality_rows() IS 'the rows of data_quality, read with the rights of the caller; part of that view where tables are distributed';
	EXECUTE format('CREATE OR REPLACE VIEW data_quality AS SELECT %s FROM data_quality_rows() d',
		column_list('data_quality', 'd.%1$s::%2$s AS %1$s'));

	-- pairs of measures lie on different nodes
	CREATE FUNCTION measure_links() RETURNS TABLE (whole varchar, part varchar, bases_add boolean)
		LANGUAGE plpgsql STABLE ROWS 100
		SET search_path FROM CURRENT
	AS $function$
	#variable_conflict use_column
	BEGIN
		FOR whole, part IN SELECT p.whole, p.part FROM measure_part p LOOP
			WITH w AS MATERIALIZED (
				SELECT o.area, o.period, o.denominator FROM observation o WHERE o.measure = measure_links.whole)
			SELECT coalesce(avg((w.denominator = o.denominator)::integer) < 0.5, true) INTO bases_add
			FROM w
			JOIN observation o ON o.area = w.area AND o.period = w.period
			WHERE o.measure = measure_links.part;
			RETURN NEXT;
		END LOOP;
	END
	$function$;
	COMMENT ON FUNCTION measure_links() IS 'the rows of measure_link; part of that view where tables are distributed';
	CREATE OR REPLACE VIEW measure_link AS
	SELECT l.whole::varchar(64) COLLATE "C" AS whole, l.part::varchar(64) COLLATE "C" AS part, l.bases_add FROM measure_links() l;

	CREATE FUNCTION reported_area() RETURNS TABLE (area varchar, quarter reporting_period)
		LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100
		SET search_path FROM CURRENT
	AS $function$
	BEGIN
		RETURN QUERY
			SELECT coalesce(t.today, r.area), max(r.quarter)
			FROM report r
			LEFT JOIN area_today t ON t.area = r.area
			GROUP BY coalesce(t.today, r.area);
	END
	$function$;
	COMMENT ON FUNCTION reported_area() IS 'areas with a report, by their codes of today, and its latest quarter; part of history where tables are distributed';
	REVOKE EXECUTE ON FUNCTION reported_area() FROM PUBLIC;
	CREATE FUNCTION withdrawn_history() RETURNS TABLE (measure varchar, area varchar)
		LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100
		SET search_path FROM CURRENT
	AS $function$
	#variable_conflict use_column
	DECLARE
		made CONSTANT timestamptz := (SELECT s.made_at FROM stored_history s WHERE s.measure IS NULL);
		governed text[];
	BEGIN
		SELECT array_agg(g.measure) INTO governed FROM governed_measure g;
		RETURN QUERY
			WITH withheld AS MATERIALIZED (
				SELECT d.measure, d.area
				FROM disclosure d
				WHERE d.benchmark IS NULL AND d.decision <> 'shown' AND d.decided_at > made),
			-- no trigger takes back a decision here, so what has none is looked for
			undecided AS MATERIALIZED (
				SELECT u.measure, u.area FROM undecided_figure u)
			SELECT x.measure, coalesce(t.today, x.area)
			FROM (TABLE withheld UNION TABLE undecided) x
			LEFT JOIN (SELECT a.area, a.today FROM area_today a) t ON t.area = x.area
			UNION
			SELECT s.measure, s.area
			FROM stored_history s
			WHERE EXISTS (
				SELECT FROM rule_change c
				WHERE c.changed_at > made AND CASE c.relation WHEN 'measure' THEN c.key = s.measure
					ELSE s.measure = ANY (governed) END);
	END
	$function$;
	COMMENT ON FUNCTION withdrawn_history() IS 'stored histories with a figure that has been withheld, or has come undecided, since they were made, by measure and area; part of history where tables are distributed';
	REVOKE EXECUTE ON FUNCTION withdrawn_history() FROM PUBLIC;
	CREATE OR REPLACE VIEW history WITH (security_barrier) AS
	SELECT s.measure, s.area, s.shape, CASE WHEN a.may THEN s.series ELSE slice(s.series, NULL, r.quarter) END AS series, made.made_at
	FROM stored_history s
	CROSS JOIN (SELECT made_at FROM stored_history WHERE measure IS NULL) made
	CROSS JOIN (SELECT has_table_privilege('observation'::regclass, 'SELECT') AS may) a
	LEFT JOIN (SELECT * FROM reported_area()) r ON r.area = s.area
	WHERE s.series IS NOT NULL
		AND (a.may OR r.quarter IS NOT NULL AND NOT EXISTS (
			SELECT FROM withdrawn_history() w WHERE w.measure = s.measure AND w.area = s.area)
			AND slice(s.series, NULL, r.quarter) IS NOT NULL)
		AND (EXISTS (SELECT FROM stored_history WHERE measure IS NOT NULL)
			OR (SELECT notice_empty_history(tableoid) FROM stored_history WHERE measure IS NULL));
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_on_nodes(name) IS
	'makes of a framework one whose tables are distributed, but for distributing them; part of distribute_framework and upgrade_framework';
