/*
 * 60_publication.sql - editions: what was published, and what has moved since
 *
 * published_summary     a row per edition: its sentence and counts, who and when
 * published_scorecard   a row per edition and measure: the scorecard as it was
 * publish               writes the next edition, if there is anything new
 * revisions             the latest edition beside what the data say now
 *
 * The two tables have the columns of quarter_summary and scorecard, by name.
 * What is compared and written are the columns that table and view share:
 * either may be given more.
 *
 * The row of the report is the lock: a second session that publishes the same
 * report waits for it and then finds the edition made. It keeps the report
 * from being deleted meanwhile, keeps nobody from loading figures, and needs no
 * number that another application might have chosen too. Comparison and both
 * tables are one statement and so one snapshot, taken when the lock is held:
 * an edition shows the data between two loads and never half of one. The
 * primary key stops a transaction with an older snapshot (REPEATABLE READ).
 *
 * The guards are against mistakes, for the owner too. They let rows in while
 * cfsperf.publishing is on, for as long as publish writes; an owner who sets
 * that himself, or disables a trigger, knows what he does. pg_dump makes the
 * triggers after the data, so that a restore passes.
 *
 * Nothing here depends on the clock; published_at is written and never read.
 */

CREATE FUNCTION cfsperf_internal.shared_columns(one regclass, other regclass) RETURNS text
	LANGUAGE sql STABLE STRICT PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $$
	SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
	FROM pg_attribute a
	JOIN pg_attribute b ON b.attname = a.attname
	WHERE a.attrelid = one AND a.attnum > 0 AND NOT a.attisdropped
		AND b.attrelid = other AND b.attnum > 0 AND NOT b.attisdropped
$$;
COMMENT ON FUNCTION cfsperf_internal.shared_columns(regclass, regclass) IS
	'the columns that two relations have in common by name, in the order of the first, as a list for SQL';

CREATE PROCEDURE cfsperf_internal.framework_publication(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	pairs text;
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE TABLE published_summary (
		edition integer,
		published_at timestamptz NOT NULL,
		published_by varchar(63) NOT NULL,
		LIKE quarter_summary INCLUDING COMMENTS,
		sentence varchar(1000) NOT NULL,
		chance_sentence varchar(500),
		commentary varchar(4000),
		PRIMARY KEY (area, quarter, edition)
	);
	COMMENT ON TABLE published_summary IS 'a row per edition of a report: its sentence and counts; written by publish, never changed';
	COMMENT ON COLUMN published_summary.edition IS 'number of the edition, from 1 for each area and quarter';
	COMMENT ON COLUMN published_summary.published_at IS 'when it was written';
	COMMENT ON COLUMN published_summary.published_by IS 'role that had logged in to write it';
	COMMENT ON COLUMN published_summary.sentence IS 'the overview sentence';
	COMMENT ON COLUMN published_summary.chance_sentence IS 'how many of the measures that changed did so by more than chance';
	COMMENT ON COLUMN published_summary.commentary IS 'what people said about the report and its outcomes, a line each';

	CREATE TABLE published_scorecard (
		edition integer,
		LIKE scorecard INCLUDING COMMENTS,
		PRIMARY KEY (area, quarter, edition, measure),
		FOREIGN KEY (area, quarter, edition) REFERENCES published_summary
	);
	COMMENT ON TABLE published_scorecard IS 'a row per edition of a report and measure: the scorecard as it was; written by publish, never changed';
	COMMENT ON COLUMN published_scorecard.edition IS 'number of the edition, as in published_summary';

	CREATE FUNCTION guard_edition() RETURNS trigger
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
	AS $guard$
	DECLARE
		guarded record;
	BEGIN
		IF TG_OP = 'TRUNCATE' THEN
			RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
				MESSAGE = format('table "%s" holds published editions and cannot be emptied',
								 TG_TABLE_NAME),
				HINT = 'An edition stays as it was published.';
		END IF;
		IF TG_OP = 'INSERT' THEN
			IF current_setting('cfsperf.publishing', true) = 'on' THEN
				RETURN NEW;
			END IF;
			guarded := NEW;
		ELSE
			guarded := OLD;
		END IF;
		RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
			MESSAGE = format(CASE TG_OP
				WHEN 'INSERT' THEN 'edition %s of report "%s", %s can be written by publish only'
				WHEN 'DELETE' THEN 'edition %s of report "%s", %s is published and cannot be deleted'
				ELSE 'edition %s of report "%s", %s is published and cannot be changed' END,
				guarded.edition, guarded.area, guarded.quarter),
			HINT = format('CALL %I.publish(%L, %L) makes a new edition of what the data say now.',
						  TG_TABLE_SCHEMA, guarded.area, guarded.quarter);
	END
	$guard$;
	COMMENT ON FUNCTION guard_edition() IS 'refuses what would change an edition, and rows that publish does not write. Its owner may disable the triggers knowingly; a restore of data alone needs pg_restore --disable-triggers';

	CREATE TRIGGER guard_edition BEFORE INSERT OR UPDATE OR DELETE ON published_summary
		FOR EACH ROW EXECUTE FUNCTION guard_edition();
	COMMENT ON TRIGGER guard_edition ON published_summary IS 'an edition stays as it was published';
	CREATE TRIGGER guard_edition BEFORE INSERT OR UPDATE OR DELETE ON published_scorecard
		FOR EACH ROW EXECUTE FUNCTION guard_edition();
	COMMENT ON TRIGGER guard_edition ON published_scorecard IS 'an edition stays as it was published';
	CREATE TRIGGER guard_editions BEFORE TRUNCATE ON published_summary
		FOR EACH STATEMENT EXECUTE FUNCTION guard_edition();
	COMMENT ON TRIGGER guard_editions ON published_summary IS 'editions are not removed';
	CREATE TRIGGER guard_editions BEFORE TRUNCATE ON published_scorecard
		FOR EACH STATEMENT EXECUTE FUNCTION guard_edition();
	COMMENT ON TRIGGER guard_editions ON published_scorecard IS 'editions are not removed';

	CREATE PROCEDURE publish(area text, quarter reporting_period)
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
		SET jit = off
	AS $publish$
	DECLARE
		report_name text := format('report "%s", %s', area, quarter);
		measures bigint;
		standing integer;
		written integer;
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
				HINT = CASE WHEN EXISTS (SELECT FROM area a WHERE a.code = publish.area)
					THEN format('Table %I.report has a row for each area and quarter to be reported.',
								current_schema())
					ELSE format('Table %I.area has no such code.', current_schema()) END;
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
				SELECT %2$s, sentence, chance_sentence, commentary FROM published_summary
				WHERE area = $1 AND quarter = $2 AND edition = (SELECT edition FROM standing)),
			summary_is_now AS MATERIALIZED (
				SELECT %2$s, h.*
				FROM quarter_summary,
					(SELECT sentence, chance_sentence, commentary FROM headline
					 WHERE area = $1 AND quarter = $2) h
				WHERE area = $1 AND quarter = $2),
			next AS MATERIALIZED (
				SELECT coalesce(edition, 0) + 1 AS edition
				FROM standing
				WHERE EXISTS (TABLE is_now EXCEPT TABLE was)
					OR EXISTS (TABLE was EXCEPT TABLE is_now)
					OR EXISTS (TABLE summary_is_now EXCEPT TABLE summary_was)),
			written AS (
				INSERT INTO published_summary
					(edition, published_at, published_by, %2$s, sentence, chance_sentence, commentary)
				SELECT next.edition, clock_timestamp(), session_user, s.*
				FROM next, summary_is_now s
				RETURNING edition),
			written_scorecard AS (
				INSERT INTO published_scorecard (edition, %1$s)
				SELECT next.edition, s.* FROM next, is_now s)
			SELECT (SELECT count(*) FROM is_now), (SELECT edition FROM standing),
				(SELECT edition FROM written)
			$statement$,
			shared_columns('scorecard', 'published_scorecard'),
			shared_columns('quarter_summary', 'published_summary'))
		INTO measures, standing, written
		USING area, quarter::text;
		PERFORM set_config('cfsperf.publishing', 'off', true);

		IF measures = 0 THEN
			RAISE EXCEPTION USING ERRCODE = 'no_data_found',
				MESSAGE = format('%s has nothing to publish', report_name),
				HINT = 'A framework reports what is in its table measure, which is empty.';
		ELSIF written IS NULL THEN
			RAISE NOTICE 'nothing has changed: edition % of % stands', standing, report_name;
		ELSE
			RAISE NOTICE 'published edition % of %', written, report_name;
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
	COMMENT ON PROCEDURE publish(text, reporting_period) IS 'writes what the scorecard says of a report as its next edition; if nothing has changed since the last one it says so and writes nothing';

	-- Both sides as text that no setting changes, a row a column: numbers by
	-- their fifteen digits, dates by year, month and day.
	SELECT string_agg(format('(%L, %L, %s, %s)', a.attname,
			CASE WHEN t.typcategory = 'N' THEN 'figure' ELSE 'words' END,
			format(t.pattern, 'p', a.attname), format(t.pattern, 's', a.attname)),
		', ' ORDER BY a.attnum)
	INTO pairs
	FROM pg_attribute a
	CROSS JOIN LATERAL (
		SELECT typcategory, CASE
			WHEN a.atttypid = 'double precision'::regtype THEN '%s.%I::numeric::text'
			WHEN a.atttypid = 'date'::regtype THEN 'to_char(%s.%I, ''YYYY-MM-DD'')'
			ELSE '%s.%I::text' END AS pattern
		FROM pg_type
		WHERE oid = a.atttypid) t
	WHERE a.attrelid = 'scorecard'::regclass AND a.attnum > 0;
	EXECUTE format($view$
	CREATE VIEW revisions AS
	SELECT l.quarter, l.quarter_start, l.quarter_end, l.area, l.area_name, l.edition,
		d.measure::varchar(64) AS measure, d.measure_title::varchar(500) AS measure_title,
		d.kind::varchar(16) AS kind, d.item::varchar(63) AS item,
		d.published::varchar(4000) AS published, d.now::varchar(4000) AS now
	FROM (SELECT DISTINCT ON (area, quarter) *
		  FROM published_summary
		  ORDER BY area, quarter, edition DESC) l
	CROSS JOIN LATERAL (
		SELECT NULL::varchar AS measure, NULL::varchar AS measure_title, c.kind, c.item, c.published, c.now
		FROM (SELECT) one
		LEFT JOIN headline h ON h.area = l.area AND h.quarter = l.quarter
		CROSS JOIN LATERAL (VALUES
			('headline', 'sentence', l.sentence, h.sentence),
			('headline', 'chance_sentence', l.chance_sentence, h.chance_sentence),
			('words', 'commentary', l.commentary, h.commentary))
			AS c(kind, item, published, now)
		WHERE c.now IS DISTINCT FROM c.published
		UNION ALL
		SELECT coalesce(p.measure, s.measure), coalesce(s.measure_title, p.measure_title), x.*
		FROM (SELECT * FROM published_scorecard p
			  WHERE p.area = l.area AND p.quarter = l.quarter AND p.edition = l.edition) p
		FULL JOIN (SELECT * FROM scorecard s
				   WHERE s.area = l.area AND s.quarter = l.quarter) s
			ON s.measure = p.measure
		CROSS JOIN LATERAL (
			SELECT CASE WHEN p.measure IS NULL THEN 'added' ELSE 'removed' END AS kind,
				'measure' AS item, p.measure_title AS published, s.measure_title AS now
			WHERE p.measure IS NULL OR s.measure IS NULL
			UNION ALL
			SELECT c.kind, c.item, c.published, c.now
			FROM (VALUES %s) AS c(item, kind, published, now)
			WHERE p.measure = s.measure AND c.published IS DISTINCT FROM c.now) x) d
	$view$, pairs);
	COMMENT ON VIEW revisions IS 'the latest edition of each report beside what the data say now: a row for everything that differs';
	COMMENT ON COLUMN revisions.quarter IS 'quarter of the report, as label';
	COMMENT ON COLUMN revisions.quarter_start IS 'first day of the quarter';
	COMMENT ON COLUMN revisions.quarter_end IS 'last day of the quarter';
	COMMENT ON COLUMN revisions.area IS 'code of the area reported on';
	COMMENT ON COLUMN revisions.area_name IS 'its name, as published';
	COMMENT ON COLUMN revisions.edition IS 'the latest edition, with which the data are compared';
	COMMENT ON COLUMN revisions.measure IS 'code of the measure; NULL: of the whole report';
	COMMENT ON COLUMN revisions.measure_title IS 'its name';
	COMMENT ON COLUMN revisions.kind IS 'figure: a number moved; words: a direction, period, rule, note or other text; added, removed: the measure; headline: the sentences of the overview';
	COMMENT ON COLUMN revisions.item IS 'column of the scorecard, or of published_summary, that differs';
	COMMENT ON COLUMN revisions.published IS 'what the edition has there, as text';
	COMMENT ON COLUMN revisions.now IS 'what the scorecard has there now, as text';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_publication(name) IS
	'makes published tables, publish and revisions of a framework; part of create_framework';
