-- SPDX-License-Identifier: PostgreSQL
/*
 * 62_publish.sql - the next edition of a report, if there is anything new
 *
 * What is compared and written are the columns that the published tables share
 * with report_summary, report_heading and scorecard. The page and the
 * words are made of the same, and are written with an edition but never make one.
 * The scorecard is read once, for some reports together; their summaries are those
 * of the view report_summary, whose own text is asked of these rows.
 *
 * The row of the report is the lock: a second session that publishes the same
 * report waits for it and then finds the edition made. It keeps the report
 * from being deleted meanwhile, keeps nobody from loading figures, and needs no
 * number that another application might have chosen too. Comparison and all
 * tables are one statement and so one snapshot, which dashboard_page and
 * report_markdown see too as they are STABLE, taken when the lock is held:
 * an edition shows the data between two loads and never half of one. The
 * primary key stops a transaction with an older snapshot (REPEATABLE READ).
 *
 * It runs with its owner's rights, so that who publishes needs none on the
 * tables; PUBLIC may not call it.
 */

CREATE FUNCTION cfsperf_internal.shared_columns(one regclass, other regclass, but_of regclass[] DEFAULT '{}') RETURNS text
	LANGUAGE sql STABLE STRICT PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $$
	SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
	FROM pg_attribute a
	JOIN pg_attribute b ON b.attname = a.attname
	WHERE a.attrelid = one AND a.attnum > 0 AND NOT a.attisdropped
		AND b.attrelid = other AND b.attnum > 0 AND NOT b.attisdropped
		AND NOT EXISTS (SELECT FROM pg_attribute c WHERE c.attrelid = ANY (but_of) AND c.attname = a.attname)
$$;
COMMENT ON FUNCTION cfsperf_internal.shared_columns(regclass, regclass, regclass[]) IS
	'the columns that two relations have in common by name and others have not, in the order of the first, as a list for SQL';

CREATE PROCEDURE cfsperf_internal.framework_publish(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE FUNCTION publish_statement() RETURNS text
		LANGUAGE plpgsql STABLE PARALLEL SAFE
		SET search_path FROM CURRENT
	AS $statement$
	BEGIN
		RETURN format($sql$
			WITH asked AS (
				SELECT a.area, max(p.edition) AS standing
				FROM unnest($1) AS a(area)
				LEFT JOIN published_summary p ON p.area = a.area AND p.quarter = $2
				GROUP BY a.area),
			scorecard AS MATERIALIZED (
				SELECT s.* FROM scorecard s WHERE s.area = ANY ($1) AND s.quarter = $2),
			is_now AS (SELECT %1$s FROM scorecard),
			was AS (
				SELECT %1$s
				FROM published_scorecard p
				WHERE p.quarter = $2 AND (p.area, p.edition) IN (SELECT a.area, a.standing FROM asked a)),
			summary_is_now AS MATERIALIZED (
				SELECT %2$s, %3$s
				FROM (%4$s) s
				JOIN (SELECT area, %3$s FROM report_heading WHERE area = ANY ($1) AND quarter = $2) h USING (area)),
			summary_was AS (
				SELECT %2$s, %3$s
				FROM published_summary p
				WHERE p.quarter = $2 AND (p.area, p.edition) IN (SELECT a.area, a.standing FROM asked a)),
			differs AS (
				SELECT area FROM (TABLE is_now EXCEPT TABLE was) x
				UNION SELECT area FROM (TABLE was EXCEPT TABLE is_now) x
				UNION SELECT area FROM (TABLE summary_is_now EXCEPT TABLE summary_was) x),
			-- what could be worked out depends on what is reported, not of which area
			reported AS (
				SELECT s.area, array_agg(s.measure::text ORDER BY s.measure) AS measures, array_agg(s.period::text ORDER BY s.measure) AS periods
				FROM scorecard s
				WHERE s.value IS NOT NULL
				GROUP BY s.area),
			given_away AS MATERIALIZED (
				SELECT r.measures, r.periods, newly_narrow(r.measures, r.periods) AS words
				FROM (SELECT DISTINCT measures, periods FROM reported) r),
			refused AS (
				SELECT r.area, g.words FROM reported r JOIN given_away g USING (measures, periods) WHERE g.words IS NOT NULL),
			-- number, time and author are the guard's
			written AS (
				INSERT INTO published_summary (%2$s, %3$s)
				SELECT s.*
				FROM summary_is_now s
				JOIN asked a ON a.area = s.area
				WHERE (a.standing IS NULL OR a.area IN (SELECT d.area FROM differs d))
					AND NOT EXISTS (SELECT FROM refused)
				ORDER BY s.area
				RETURNING area, edition, edition_words(edition, published_at::date) AS words),
			written_scorecard AS (
				INSERT INTO published_scorecard (edition, %1$s)
				SELECT w.edition, s.*
				FROM written w
				JOIN is_now s ON s.area = w.area),
			written_page AS (
				INSERT INTO published_page (area, quarter, edition, html, html_summary, markdown, markdown_short)
				SELECT w.area, $2, w.edition, dashboard_page(w.area, $3, 'full', c.changes, w.words),
					dashboard_page(w.area, $3, 'summary', c.changes, w.words), report_markdown(w.area, $3, 'full', c.changes, w.words),
					report_markdown(w.area, $3, 'short', c.changes, w.words)
				FROM written w CROSS JOIN LATERAL (SELECT changes_since(w.area, $3) AS changes OFFSET 0) c)
			SELECT a.area, a.standing, w.edition AS written, r.words AS given_away,
				EXISTS (SELECT FROM scorecard s WHERE s.area = a.area) AS has_measures
			FROM asked a
			LEFT JOIN written w ON w.area = a.area
			LEFT JOIN refused r ON r.area = a.area
			ORDER BY r.words IS NULL, a.area
			$sql$,
			shared_columns('scorecard', 'published_scorecard'),
			shared_columns('report_summary', 'published_summary'),
			shared_columns('report_heading', 'published_summary', '{report_summary}'),
			rtrim(pg_get_viewdef('report_summary'::regclass), ';'));
	END
	$statement$;
	COMMENT ON FUNCTION publish_statement() IS 'the statement that writes the next editions of the reports of areas $1 for a quarter, $2 as label and $3, those of which something has changed, and says of each what became of it; part of publish()';

	CREATE PROCEDURE publish_reports(areas text[], quarter reporting_period)
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
		SET jit = off
	AS $publish$
	DECLARE
		label CONSTANT varchar(24) := quarter::varchar(24);
		report record;
		report_name text;
		digest_written text;
	BEGIN
		-- what has come since is decided on first
		IF EXISTS (SELECT 1 FROM undecided_figure u WHERE u.area = ANY (areas)) THEN
			CALL protect();
		END IF;
		PERFORM set_config('cfsperf.publishing', 'on', true);
		FOR report IN EXECUTE publish_statement() USING areas, label, quarter LOOP
			report_name := format('report "%s", %s', report.area, label);
			IF report.given_away IS NOT NULL THEN
				RAISE EXCEPTION USING ERRCODE = 'check_violation',
					MESSAGE = format('%s would give away a number that is withheld', report_name),
					DETAIL = format('It could be worked out, or nearly so: %s.', report.given_away),
					HINT = format('CALL %I.protect(); where that does not help, CALL %1$I.audit_disclosure() and say in %1$I.disclosure_finding.accepted why it may be.',
								  current_schema());
			ELSIF NOT report.has_measures THEN
				RAISE EXCEPTION USING ERRCODE = 'no_data_found',
					MESSAGE = format('%s has nothing to publish', report_name),
					HINT = 'A framework reports what is in its table measure, which is empty.';
			ELSIF report.written IS NULL THEN
				RAISE NOTICE 'nothing has changed: edition % of % stands', report.standing, report_name;
				CONTINUE;
			END IF;
			UPDATE published_summary s
			SET contents = c.contents,
				digest = digest_of(NULL, jsonb_build_array(
					(SELECT b.digest FROM published_summary b
					 WHERE b.area = report.area AND b.quarter = label AND b.edition = report.written - 1),
					c.contents))
			FROM edition_contents(report.area, label, report.written) AS c(contents)
			WHERE s.area = report.area AND s.quarter = label AND s.edition = report.written
			RETURNING s.digest INTO digest_written;
			RAISE NOTICE USING MESSAGE = format('published edition %s of %s', report.written, report_name),
				DETAIL = format('Its digest is %s.', digest_written);
		END LOOP;
		PERFORM set_config('cfsperf.publishing', 'off', true);
	EXCEPTION WHEN unique_violation THEN
		IF current_setting('transaction_isolation') = 'read committed' THEN
			RAISE;
		END IF;
		RAISE EXCEPTION USING ERRCODE = 'serialization_failure',
			MESSAGE = format(CASE cardinality(areas) WHEN 1 THEN 'another transaction has published report "%2$s", %1$s since this one began'
				ELSE 'another transaction has published reports for %s since this one began' END, label, areas[1]),
			HINT = 'Begin a new transaction and publish again.';
	END
	$publish$;
	COMMENT ON PROCEDURE publish_reports(text[], reporting_period) IS 'writes the next editions of some reports of a quarter, whose rows are locked; part of publish() and publish_all()';

	CREATE PROCEDURE publish(area text, quarter reporting_period)
		LANGUAGE plpgsql SECURITY DEFINER
		SET search_path FROM CURRENT
	AS $publish$
	BEGIN
		IF area IS NULL OR quarter IS NULL THEN
			RAISE EXCEPTION USING ERRCODE = 'null_value_not_allowed',
				MESSAGE = 'area and quarter of a report cannot be NULL';
		END IF;
		PERFORM FROM report r
		WHERE r.area = publish.area AND r.quarter = publish.quarter
		FOR NO KEY UPDATE;
		IF NOT FOUND THEN
			RAISE EXCEPTION USING ERRCODE = 'no_data_found',
				MESSAGE = format('there is no report "%s", %s', area, quarter),
				HINT = CASE WHEN EXISTS (SELECT 1 FROM area a WHERE a.code = publish.area)
					THEN format('Table %I.report has a row for each area and quarter to be reported.',
								current_schema())
					ELSE format('Table %I.area has no such code.', current_schema()) END;
		END IF;
		CALL publish_reports(ARRAY[area], quarter);
	END
	$publish$;
	REVOKE EXECUTE ON PROCEDURE publish(text, reporting_period) FROM PUBLIC;
	COMMENT ON PROCEDURE publish(text, reporting_period) IS 'writes what the scorecard says of a report as its next edition, with the rights of the framework''s owner; if nothing has changed since the last one it says so and writes nothing';

	CREATE PROCEDURE publish_all(quarter reporting_period)
		LANGUAGE plpgsql SECURITY DEFINER
		SET search_path FROM CURRENT
	AS $publish$
	DECLARE
		at_once CONSTANT integer := 20;
		areas text[];
	BEGIN
		IF quarter IS NULL THEN
			RAISE EXCEPTION USING ERRCODE = 'null_value_not_allowed',
				MESSAGE = 'quarter of reports cannot be NULL';
		END IF;
		-- in the order of areas, so that two who publish wait for each other in one order
		areas := ARRAY(SELECT r.area FROM report r WHERE r.quarter = publish_all.quarter ORDER BY r.area FOR NO KEY UPDATE);
		IF cardinality(areas) = 0 THEN
			RAISE EXCEPTION USING ERRCODE = 'no_data_found',
				MESSAGE = format('there is no report for %s', quarter),
				HINT = format('Table %I.report has a row for each area and quarter to be reported.', current_schema());
		END IF;
		FOR place IN 1 .. cardinality(areas) BY at_once LOOP
			CALL publish_reports(areas[place:place + at_once - 1], quarter);
		END LOOP;
	END
	$publish$;
	REVOKE EXECUTE ON PROCEDURE publish_all(reporting_period) FROM PUBLIC;
	COMMENT ON PROCEDURE publish_all(reporting_period) IS 'publishes all reports of a quarter in the order of areas, as publish() does each; all or, after an error that names the report, none';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_publish(name) IS
	'makes publish of a framework; part of create_framework';
