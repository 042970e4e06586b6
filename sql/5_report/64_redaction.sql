-- SPDX-License-Identifier: PostgreSQL
/*
 * 64_redaction.sql - take a figure out of editions that have it
 *
 * An edition is never changed, with this one exception: a figure that ought not
 * to have been published. It goes from every row that has it, of the row that is
 * named all that was made of it, and of others what compares with it. From the
 * page and the words of such an edition goes all that they say of the measure; from
 * those that may show it as an earlier figure or as that of a neighbour by name, that
 * part. What was said in words about several figures cannot be searched for one, so
 * that redact says where to look.
 *
 * The row and the page get another salt, so that neither the hash in the contents
 * of their edition nor one of an earlier redaction can be found again by trying.
 */

CREATE FUNCTION cfsperf_internal.columns_without_figures() RETURNS text[]
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN '{edition,quarter,quarter_start,quarter_end,area,area_name,outcome,outcome_title,outcome_position,
		measure,measure_title,measure_position,definition,polarity,polarity_reason,owner,source_link,unit,unit_label,counted,out_of,
		frequency,span,timing,arrears_reason,basis,tolerance,rule,benchmark,benchmark_period,benchmark_caveat,
		region_name,national_name,target,status,note}'::text[];
COMMENT ON FUNCTION cfsperf_internal.columns_without_figures() IS
	'the columns of the scorecard that hold no figure and nothing that was made of one, or that redact sets; all others are blanked';

CREATE FUNCTION cfsperf_internal.document_redacted(document text, part text, measure text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE WHEN part IN ('history', 'neighbours') THEN taken_out(document, part, measure, '')
		WHEN part = 'change' THEN taken_out(document, part, measure, status_reason('c'))
		ELSE taken_out(taken_out(taken_out(document, 'row', measure, html_withheld()), 'line', measure, status_reason('c')),
			'change', measure, status_reason('c')) END;
COMMENT ON FUNCTION cfsperf_internal.document_redacted(text, text, text) IS
	'a page or text without what it says of a measure, or without a part of that, as table redaction names parts';

CREATE PROCEDURE cfsperf_internal.framework_redaction(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE FUNCTION edition_rows_with(area text, measure text, period text, value double precision)
		RETURNS TABLE (row_area varchar(64), quarter varchar(24), edition integer, part varchar(20), same boolean)
		LANGUAGE sql STABLE PARALLEL SAFE ROWS 10
		SET search_path FROM CURRENT
	AS $rows$
		WITH found AS (
			SELECT c.area, c.quarter, c.edition, x.part, x.value = $4 AS same
			FROM published_scorecard c
			CROSS JOIN LATERAL (VALUES
				('figure', c.area = $1 AND c.period = $3, c.value),
				('previous', c.area = $1 AND c.previous_period = $3, c.previous_value),
				('year ago', c.area = $1 AND c.year_ago_value IS NOT NULL
					AND year_ago(c.period::reporting_period) = $3::reporting_period, c.year_ago_value),
				('region', c.comparator_period = $3 AND c.region_name = (SELECT a.name FROM area a WHERE a.code = $1),
					c.region_value),
				('country', c.comparator_period = $3 AND c.national_name = (SELECT a.name FROM area a WHERE a.code = $1),
					c.national_value)) AS x(part, matches, value)
			WHERE c.measure = $2 AND x.matches AND x.value IS NOT NULL)
		TABLE found
		UNION ALL
		-- on a page alone, where it is not searched for by its value
		SELECT c.area, c.quarter, c.edition, x.part, true AS same
		FROM published_scorecard c
		JOIN published_page p ON p.area = c.area AND p.quarter = c.quarter AND p.edition = c.edition
		CROSS JOIN LATERAL (VALUES
			('history', c.area = $1 AND starts(c.period::reporting_period) > starts($3::reporting_period), ''),
			('neighbours', c.area <> $1 AND c.comparator_period = $3, (SELECT html_text(a.name) FROM area a WHERE a.code = $1)))
			AS x(part, matches, words)
		CROSS JOIN LATERAL (SELECT CASE WHEN x.matches THEN nullif(marked_part(p.html, x.part, $2), '') END AS page OFFSET 0) m
		WHERE c.measure = $2 AND strpos(m.page, x.words) > 0
		UNION ALL
		SELECT p.area, p.quarter, p.edition, 'change', true
		FROM (SELECT DISTINCT area, quarter, edition FROM found WHERE same) f
		JOIN published_page p ON p.area = f.area AND p.quarter = f.quarter AND p.edition = f.edition + 1
		WHERE marked_part(p.markdown, 'change', $2) <> ''
	$rows$;
	COMMENT ON FUNCTION edition_rows_with(text, text, text, double precision) IS 'the rows of published_scorecard that have a figure, and as what; same: with this value, else with another. history, neighbours, change: those whose page may show it among earlier figures, by the name of the area, or as that of the edition before';

	CREATE PROCEDURE redact(area text, quarter reporting_period, edition integer, measure text, reason text)
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
	AS $redact$
	#variable_conflict use_column
	DECLARE
		owner oid := (SELECT relowner FROM pg_class WHERE oid = 'published_scorecard'::regclass);
		what CONSTANT text := format('measure "%s" in edition %s of report "%s", %s',
			redact.measure, redact.edition, redact.area, redact.quarter);
		blanked text := (
			SELECT string_agg(format('%I = NULL', a.attname), ', ')
			FROM pg_attribute a
			WHERE a.attrelid = 'published_scorecard'::regclass AND a.attnum > 0 AND NOT a.attisdropped AND NOT a.attnotnull
				AND a.attgenerated = '' AND a.attname <> 'salt' AND a.attname <> ALL (columns_without_figures()));
		figure record;
		found_row record;
		others text;
		editions bigint;
		places bigint;
	BEGIN
		IF NOT pg_has_role(owner, 'USAGE') THEN
			RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
				MESSAGE = format('role "%s" may not redact editions of framework "%s"', current_user, current_schema()),
				HINT = format('Its owner "%s" may.', pg_get_userbyid(owner));
		END IF;
		IF coalesce(btrim(redact.reason), '') = '' THEN
			RAISE EXCEPTION USING ERRCODE = 'null_value_not_allowed',
				MESSAGE = format('%s is not redacted without a reason', what),
				HINT = 'The reason is kept in table redaction, which is not for the figure itself.';
		END IF;
		SELECT c.value, c.period INTO figure
		FROM published_scorecard c
		WHERE c.area = redact.area AND c.quarter = redact.quarter::text AND c.edition = redact.edition
			AND c.measure = redact.measure
		FOR UPDATE;
		IF NOT FOUND THEN
			RAISE EXCEPTION USING ERRCODE = 'no_data_found',
				MESSAGE = format('there is no %s', what);
		ELSIF figure.value IS NULL THEN
			RAISE EXCEPTION USING ERRCODE = 'no_data_found',
				MESSAGE = format('there is no figure of %s', what),
				HINT = 'It was not reported, or has been redacted.';
		END IF;

		SELECT count(*), count(DISTINCT (f.row_area, f.quarter, f.edition)) INTO places, editions
		FROM edition_rows_with(redact.area, redact.measure, figure.period, figure.value) f
		WHERE f.same;
		PERFORM set_config('cfsperf.redacting', 'on', true);
		FOR found_row IN
			SELECT f.row_area, f.quarter, f.edition, f.part
			FROM edition_rows_with(redact.area, redact.measure, figure.period, figure.value) f
			WHERE f.same
			ORDER BY f.row_area, f.quarter, f.edition, f.part
		LOOP
			EXECUTE format('UPDATE published_scorecard SET salt = DEFAULT, %s
				WHERE area = $1 AND quarter = $2 AND edition = $3 AND measure = $4', CASE found_row.part
				WHEN 'figure' THEN blanked || ', status = ''c'', note = status_reason(''c'')'
				WHEN 'previous' THEN 'previous_period = NULL, previous_value = NULL, difference = NULL, p_value = NULL,
					direction = NULL, previous_quartile = NULL, quartile_movement = NULL, previous_benchmark_period = NULL'
				WHEN 'year ago' THEN 'year_ago_value = NULL, year_ago_p_value = NULL, year_ago_direction = NULL'
				WHEN 'region' THEN 'region_value = NULL'
				WHEN 'country' THEN 'national_value = NULL'
				ELSE 'measure = measure' END)
			USING found_row.row_area, found_row.quarter, found_row.edition, redact.measure;
			UPDATE published_page p
			SET salt = DEFAULT, html = document_redacted(p.html, found_row.part, redact.measure),
				html_summary = document_redacted(p.html_summary, found_row.part, redact.measure),
				markdown = document_redacted(p.markdown, found_row.part, redact.measure),
				markdown_short = document_redacted(p.markdown_short, found_row.part, redact.measure)
			WHERE p.area = found_row.row_area AND p.quarter = found_row.quarter AND p.edition = found_row.edition;
			INSERT INTO redaction (area, quarter, edition, measure, number, part, period, reason, redacted_by, redacted_at, digest,
				page_digest)
			SELECT found_row.row_area, found_row.quarter, found_row.edition, redact.measure,
				1 + (SELECT count(*) FROM redaction r WHERE r.area = found_row.row_area AND r.quarter = found_row.quarter
					 AND r.edition = found_row.edition AND r.measure = redact.measure),
				found_row.part, figure.period, redact.reason, session_user, clock_timestamp(),
				min(p.digest) FILTER (WHERE p.measure = redact.measure), min(p.digest) FILTER (WHERE p.part = 'page')
			FROM edition_parts(found_row.row_area, found_row.quarter, found_row.edition) p;
		END LOOP;
		PERFORM set_config('cfsperf.redacting', 'off', true);

		RAISE NOTICE USING MESSAGE = format('%s redacted: %s in %s', what,
				CASE places WHEN 1 THEN '1 place' ELSE places || ' places' END,
				CASE editions WHEN 1 THEN '1 edition' ELSE editions || ' editions' END),
			DETAIL = 'Overview, sections, commentary on the report or on other figures, and copies of the pages may still say it, and so may means of neighbours and totals.',
			HINT = format('The figure itself is a row of %I.observation; with status c there, it is not in the next edition either.', current_schema());

		SELECT string_agg(format('CALL %I.redact(%L, %L, %s, %L, %L);', current_schema(), f.row_area, f.quarter, f.edition,
				redact.measure, redact.reason), E'\n' ORDER BY f.row_area, f.quarter, f.edition)
		INTO others
		FROM edition_rows_with(redact.area, redact.measure, figure.period, figure.value) f
		WHERE f.part = 'figure' AND NOT f.same;
		IF others IS NOT NULL THEN
			RAISE NOTICE USING MESSAGE = format('other editions have another figure of measure "%s", area "%s" for %s',
					redact.measure, redact.area, figure.period),
				HINT = others;
		END IF;
	END
	$redact$;
	COMMENT ON PROCEDURE redact(text, reporting_period, integer, text, text) IS 'takes a figure that ought not to have been published out of every edition that has it, for the reason given; the owner only. The digests of these editions still hold';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_redaction(name) IS
	'makes redact of a framework; part of create_framework';
