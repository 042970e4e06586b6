/*
 * 62_publish.sql - the next edition of a report, if there is anything new
 *
 * What is compared and written are the columns that the published tables share
 * with report_summary, report_heading and scorecard. The page and the
 * words are made of the same, and are written with an edition but never make one.
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

	CREATE PROCEDURE publish(area text, quarter reporting_period)
		LANGUAGE plpgsql SECURITY DEFINER
		SET search_path FROM CURRENT
		SET jit = off
	AS $publish$
	DECLARE
		report_name text := format('report "%s", %s', area, quarter);
		label CONSTANT text := quarter::text;
		measures bigint;
		standing integer;
		written integer;
		digest_written text;
		given_away text;
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
				MESSAGE = format('there is no %s', report_name),
				HINT = CASE WHEN EXISTS (SELECT 1 FROM area a WHERE a.code = publish.area)
					THEN format('Table %I.report has a row for each area and quarter to be reported.',
								current_schema())
					ELSE format('Table %I.area has no such code.', current_schema()) END;
		END IF;

		-- what has come since is decided on first
		IF EXISTS (SELECT 1 FROM undecided_figure u WHERE u.area = publish.area) THEN
			CALL protect();
		END IF;
		given_away := newly_narrow(area, label);
		IF given_away IS NOT NULL THEN
			RAISE EXCEPTION USING ERRCODE = 'check_violation',
				MESSAGE = format('%s would give away a number that is withheld', report_name),
				DETAIL = format('It could be worked out, or nearly so: %s.', given_away),
				HINT = format('CALL %I.protect(); where that does not help, CALL %1$I.audit_disclosure() and say in %1$I.disclosure_finding.accepted why it may be.',
							  current_schema());
		END IF;

		PERFORM set_config('cfsperf.publishing', 'on', true);
		EXECUTE format($statement$
			WITH standing AS (
				SELECT max(edition) AS edition
				FROM published_summary WHERE area = $1 AND quarter = $2),
			was AS (
				SELECT %1$s FROM published_scorecard
				WHERE area = $1 AND quarter = $2 AND edition = (SELECT edition FROM standing)),
			is_now AS MATERIALIZED (
				SELECT %1$s FROM scorecard WHERE area = $1 AND quarter = $2),
			summary_was AS (
				SELECT %2$s, %3$s FROM published_summary
				WHERE area = $1 AND quarter = $2 AND edition = (SELECT edition FROM standing)),
			summary_is_now AS MATERIALIZED (
				SELECT s.*, r.*
				FROM (SELECT %2$s FROM report_summary WHERE area = $1 AND quarter = $2) s,
					(SELECT %3$s FROM report_heading WHERE area = $1 AND quarter = $2) r),
			-- number, time and author are the guard's
			written AS (
				INSERT INTO published_summary (%2$s, %3$s)
				SELECT s.*
				FROM summary_is_now s
				WHERE EXISTS (TABLE is_now EXCEPT TABLE was)
					OR EXISTS (TABLE was EXCEPT TABLE is_now)
					OR EXISTS (TABLE summary_is_now EXCEPT TABLE summary_was)
				RETURNING edition, edition_words(edition, published_at::date) AS words),
			written_scorecard AS (
				INSERT INTO published_scorecard (edition, %1$s)
				SELECT w.edition, s.* FROM written w, is_now s),
			written_page AS (
				INSERT INTO published_page (area, quarter, edition, html, html_summary, markdown, markdown_short)
				SELECT $1, $2, w.edition, dashboard_page($1, $3, 'full', c.changes, w.words),
					dashboard_page($1, $3, 'summary', c.changes, w.words), report_markdown($1, $3, 'full', c.changes, w.words),
					report_markdown($1, $3, 'short', c.changes, w.words)
				FROM written w CROSS JOIN LATERAL (SELECT changes_since($1, $3) AS changes OFFSET 0) c)
			SELECT (SELECT count(*) FROM is_now), (SELECT edition FROM standing),
				(SELECT edition FROM written)
			$statement$,
			shared_columns('scorecard', 'published_scorecard'),
			shared_columns('report_summary', 'published_summary'),
			shared_columns('report_heading', 'published_summary', '{report_summary}'))
		INTO measures, standing, written
		USING area, label, quarter;
		UPDATE published_summary s
		SET contents = c.contents,
			digest = digest_of(NULL, jsonb_build_array(
				(SELECT b.digest FROM published_summary b
				 WHERE b.area = publish.area AND b.quarter = label AND b.edition = written - 1),
				c.contents))
		FROM edition_contents(publish.area, label, written) AS c(contents)
		WHERE s.area = publish.area AND s.quarter = label AND s.edition = written
		RETURNING s.digest INTO digest_written;
		PERFORM set_config('cfsperf.publishing', 'off', true);

		IF measures = 0 THEN
			RAISE EXCEPTION USING ERRCODE = 'no_data_found',
				MESSAGE = format('%s has nothing to publish', report_name),
				HINT = 'A framework reports what is in its table measure, which is empty.';
		ELSIF written IS NULL THEN
			RAISE NOTICE 'nothing has changed: edition % of % stands', standing, report_name;
		ELSE
			RAISE NOTICE USING MESSAGE = format('published edition %s of %s', written, report_name),
				DETAIL = format('Its digest is %s.', digest_written);
		END IF;
	EXCEPTION WHEN unique_violation THEN
		IF current_setting('transaction_isolation') = 'read committed' THEN
			RAISE;
		END IF;
		RAISE EXCEPTION USING ERRCODE = 'serialization_failure',
			MESSAGE = format('another transaction has published %s since this one began', report_name),
			HINT = 'Begin a new transaction and publish again.';
	END
	$publish$;
	REVOKE EXECUTE ON PROCEDURE publish(text, reporting_period) FROM PUBLIC;
	COMMENT ON PROCEDURE publish(text, reporting_period) IS 'writes what the scorecard says of a report as its next edition, with the rights of the framework''s owner; if nothing has changed since the last one it says so and writes nothing';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_publish(name) IS
	'makes publish of a framework; part of create_framework';
