-- SPDX-License-Identifier: PostgreSQL
/*
 * 60_editions.sql - the tables of what was published, their guard, and a document of them
 *
 * published_summary     a row per edition: its sentence and counts, who and when
 * published_scorecard   a row per edition and measure: the scorecard as it was
 * published_page        a row per edition: its page and its words as they were
 * redaction             a row per row of published_scorecard that was redacted
 *
 * The first two have the columns of quarter_summary, headline and report_heading,
 * and of scorecard, by name; either may be given more.
 *
 * The guard goes by who acts, not by what was granted: a row of an edition is
 * written by the tables' owner only, which publish is for whoever may call it,
 * and while cfsperf.publishing is on, against slips of the owner. Number, time
 * and author are the guard's, whatever the row says. An owner who turns the
 * setting on himself, or disables a trigger, knows what he does; the digest of
 * the edition shows it (61_edition_digest.sql). pg_dump makes the triggers
 * after the data, so that a restore passes.
 *
 * Nothing here depends on the clock; published_at is written and never read.
 */

CREATE PROCEDURE cfsperf_internal.framework_editions(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
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
		region_name varchar(200),
		title varchar(500),
		note varchar(2000),
		benchmark varchar(500),
		benchmark_release varchar(200),
		benchmark_published date,
		benchmark_caveat varchar(2000),
		sections text,
		contents jsonb,
		digest varchar(64),
		PRIMARY KEY (area, quarter, edition)
	);
	COMMENT ON TABLE published_summary IS 'a row per edition of a report: its sentence and counts; written by publish, never changed';
	COMMENT ON COLUMN published_summary.edition IS 'number of the edition, from 1 for each area and quarter';
	COMMENT ON COLUMN published_summary.published_at IS 'when it was written';
	COMMENT ON COLUMN published_summary.published_by IS 'role that had logged in to write it';
	COMMENT ON COLUMN published_summary.sentence IS 'the overview sentence';
	COMMENT ON COLUMN published_summary.chance_sentence IS 'how many of the measures that changed did so by more than chance';
	COMMENT ON COLUMN published_summary.commentary IS 'what people said about the report and its outcomes, a line each';
	CALL comment_columns_like('published_summary', 'report_heading');
	COMMENT ON COLUMN published_summary.contents IS 'SHA-256 of this row, of the page and of each row of the scorecard, by measure, as they were when it was published';
	COMMENT ON COLUMN published_summary.digest IS 'SHA-256, in hexadecimal, of the digest of the edition before and of contents; NULL: published before editions had one';

	CREATE TABLE published_scorecard (
		edition integer,
		LIKE scorecard INCLUDING COMMENTS,
		salt varchar(64) DEFAULT replace(concat(gen_random_uuid(), gen_random_uuid()), '-', ''),
		PRIMARY KEY (area, quarter, edition, measure),
		FOREIGN KEY (area, quarter, edition) REFERENCES published_summary
	);
	COMMENT ON TABLE published_scorecard IS 'a row per edition of a report and measure: the scorecard as it was; written by publish, never changed';
	COMMENT ON COLUMN published_scorecard.edition IS 'number of the edition, as in published_summary';
	COMMENT ON COLUMN published_scorecard.salt IS 'random digits that are hashed with the row, so that without them a figure cannot be found by trying; redact makes others';

	CREATE TABLE published_page (
		area varchar(64) COLLATE "C",
		quarter varchar(24),
		edition integer,
		html text NOT NULL,
		html_summary text NOT NULL,
		markdown text NOT NULL,
		markdown_short text NOT NULL,
		salt varchar(64) DEFAULT replace(concat(gen_random_uuid(), gen_random_uuid()), '-', ''),
		PRIMARY KEY (area, quarter, edition),
		FOREIGN KEY (area, quarter, edition) REFERENCES published_summary
	);
	COMMENT ON TABLE published_page IS 'a row per edition of a report: its page and its words as they were; written by publish, never changed. dashboard() and report_text() give them back, with the digest where a mark stands here';
	COMMENT ON COLUMN published_page.area IS 'code of the area reported on';
	COMMENT ON COLUMN published_page.quarter IS 'quarter of the report, as label';
	COMMENT ON COLUMN published_page.edition IS 'number of the edition, as in published_summary';
	COMMENT ON COLUMN published_page.html IS 'the page, as dashboard() made it';
	COMMENT ON COLUMN published_page.html_summary IS 'its first sheet alone';
	COMMENT ON COLUMN published_page.markdown IS 'the report in words, as report_text() made it';
	COMMENT ON COLUMN published_page.markdown_short IS 'its short form';
	COMMENT ON COLUMN published_page.salt IS 'random digits that are hashed with the row; redact makes others';

	CREATE TABLE redaction (
		area varchar(64) COLLATE "C",
		quarter varchar(24),
		edition integer,
		measure varchar(64) COLLATE "C",
		number integer,
		part varchar(20) NOT NULL,
		period varchar(24) NOT NULL,
		reason varchar(2000) NOT NULL,
		redacted_by varchar(63) NOT NULL,
		redacted_at timestamptz NOT NULL,
		digest varchar(64) NOT NULL,
		page_digest varchar(64) NOT NULL,
		PRIMARY KEY (area, quarter, edition, measure, number),
		FOREIGN KEY (area, quarter, edition) REFERENCES published_summary
	);
	COMMENT ON TABLE redaction IS 'a row per measure of an edition from which redact took a figure; written by redact, never changed';
	COMMENT ON COLUMN redaction.area IS 'code of the area reported on';
	COMMENT ON COLUMN redaction.quarter IS 'quarter of the report, as label';
	COMMENT ON COLUMN redaction.edition IS 'number of the edition';
	COMMENT ON COLUMN redaction.measure IS 'code of the measure';
	COMMENT ON COLUMN redaction.number IS '1 for the first redaction of the row';
	COMMENT ON COLUMN redaction.part IS 'what was taken out: figure (all that the row and the page say of it), previous, year ago, region or country (from the row, and all of it from the page); history, neighbours or change (from page and words alone: among earlier figures, those of other areas, or as that of the edition before)';
	COMMENT ON COLUMN redaction.period IS 'period of the figure that was taken out';
	COMMENT ON COLUMN redaction.reason IS 'why, as whoever did it put it';
	COMMENT ON COLUMN redaction.redacted_by IS 'role that had logged in to do it';
	COMMENT ON COLUMN redaction.redacted_at IS 'when it was done';
	COMMENT ON COLUMN redaction.digest IS 'SHA-256 of the salt that the row got and of what was left of it';
	COMMENT ON COLUMN redaction.page_digest IS 'the same of the row of published_page';

	CREATE FUNCTION guard_edition() RETURNS trigger
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
	AS $guard$
	DECLARE
		as_owner boolean := pg_has_role((SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE');
		publishing boolean := as_owner AND current_setting('cfsperf.publishing', true) = 'on';
		redacting boolean := as_owner AND current_setting('cfsperf.redacting', true) = 'on';
		guarded record;
	BEGIN
		-- that of the table, even where the schema has been renamed since
		PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', TG_TABLE_SCHEMA), true);
		IF TG_OP = 'TRUNCATE' THEN
			RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
				MESSAGE = format('table "%s" holds published editions and cannot be emptied',
								 TG_TABLE_NAME),
				HINT = 'An edition stays as it was published.';
		END IF;

		IF TG_OP = 'INSERT' AND publishing AND TG_TABLE_NAME = 'published_summary' THEN
			NEW.edition := 1 + coalesce(
				(SELECT max(s.edition) FROM published_summary s WHERE s.area = NEW.area AND s.quarter = NEW.quarter), 0);
			NEW.published_at := clock_timestamp();
			NEW.published_by := session_user;
			RETURN NEW;
		-- a row more while the edition is being written, and none afterwards
		ELSIF TG_OP = 'INSERT' AND publishing AND NOT EXISTS (
				SELECT FROM published_summary s
				WHERE s.area = NEW.area AND s.quarter = NEW.quarter AND s.edition = NEW.edition AND s.digest IS NOT NULL) THEN
			RETURN NEW;
		ELSIF TG_OP = 'UPDATE' AND publishing AND TG_TABLE_NAME = 'published_summary'
				AND to_jsonb(OLD) -> 'digest' = 'null'
				AND to_jsonb(NEW) - '{contents,digest}'::text[] = to_jsonb(OLD) - '{contents,digest}'::text[] THEN
			RETURN NEW;
		ELSIF TG_OP = 'UPDATE' AND redacting AND TG_TABLE_NAME <> 'published_summary' AND to_jsonb(NEW) -> 'salt' <> to_jsonb(OLD) -> 'salt'
				AND (NEW.area, NEW.quarter, NEW.edition, coalesce(to_jsonb(NEW) -> 'measure', 'null'))
					= (OLD.area, OLD.quarter, OLD.edition, coalesce(to_jsonb(OLD) -> 'measure', 'null')) THEN
			RETURN NEW;
		END IF;

		IF TG_OP = 'INSERT' THEN
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
	COMMENT ON FUNCTION guard_edition() IS 'refuses what would change an edition, and rows that publish does not write; numbers and signs those that it does. Its owner may disable the triggers knowingly; a restore of data alone needs pg_restore --disable-triggers';

	CREATE TRIGGER guard_edition BEFORE INSERT OR UPDATE OR DELETE ON published_summary
		FOR EACH ROW EXECUTE FUNCTION guard_edition();
	COMMENT ON TRIGGER guard_edition ON published_summary IS 'an edition stays as it was published';
	CREATE TRIGGER guard_edition BEFORE INSERT OR UPDATE OR DELETE ON published_scorecard
		FOR EACH ROW EXECUTE FUNCTION guard_edition();
	COMMENT ON TRIGGER guard_edition ON published_scorecard IS 'an edition stays as it was published';
	CREATE TRIGGER guard_edition BEFORE INSERT OR UPDATE OR DELETE ON published_page
		FOR EACH ROW EXECUTE FUNCTION guard_edition();
	COMMENT ON TRIGGER guard_edition ON published_page IS 'an edition stays as it was published';
	CREATE TRIGGER guard_editions BEFORE TRUNCATE ON published_summary
		FOR EACH STATEMENT EXECUTE FUNCTION guard_edition();
	COMMENT ON TRIGGER guard_editions ON published_summary IS 'editions are not removed';
	CREATE TRIGGER guard_editions BEFORE TRUNCATE ON published_scorecard
		FOR EACH STATEMENT EXECUTE FUNCTION guard_edition();
	COMMENT ON TRIGGER guard_editions ON published_scorecard IS 'editions are not removed';
	CREATE TRIGGER guard_editions BEFORE TRUNCATE ON published_page
		FOR EACH STATEMENT EXECUTE FUNCTION guard_edition();
	COMMENT ON TRIGGER guard_editions ON published_page IS 'editions are not removed';

	CREATE TRIGGER guard_record BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON redaction
		FOR EACH STATEMENT EXECUTE FUNCTION guard_record('redact');
	COMMENT ON TRIGGER guard_record ON redaction IS 'what was redacted stays on record';

	CREATE FUNCTION published_document(area text, quarter reporting_period, edition integer, form text) RETURNS text
		LANGUAGE plpgsql STABLE PARALLEL SAFE
		SET search_path FROM CURRENT
	AS $document$
	#variable_conflict use_column
	DECLARE
		label CONSTANT varchar(24) := published_document.quarter::varchar(24);
		document text;
	BEGIN
		SELECT replace(CASE published_document.form WHEN 'page' THEN p.html WHEN 'summary' THEN p.html_summary
				WHEN 'full' THEN p.markdown ELSE p.markdown_short END, digest_mark(), coalesce(s.digest, ''))
		INTO document
		FROM published_page p
		JOIN published_summary s ON s.area = p.area AND s.quarter = p.quarter AND s.edition = p.edition
		WHERE p.area = published_document.area AND p.quarter = label AND p.edition = published_document.edition;
		IF NOT FOUND THEN
			IF NOT EXISTS (SELECT FROM published_summary s WHERE s.area = published_document.area AND s.quarter = label) THEN
				PERFORM require_report(published_document.area, published_document.quarter);
			END IF;
			RAISE EXCEPTION USING ERRCODE = 'no_data_found',
				MESSAGE = format('there is no edition %s of report "%s", %s',
								 published_document.edition, published_document.area, label),
				HINT = coalesce('Its editions are numbered 1 to ' || (SELECT max(s.edition) FROM published_summary s
						WHERE s.area = published_document.area AND s.quarter = label) || '.',
					format('CALL %I.publish(%L, %L) makes one.', current_schema(), published_document.area, label));
		END IF;
		RETURN document;
	END
	$document$;
	COMMENT ON FUNCTION published_document(text, reporting_period, integer, text) IS 'a document of an edition as it was published: page, summary, full or short text; part of dashboard() and report_text()';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_editions(name) IS
	'makes the published tables of a framework and their guard; part of create_framework';
