-- SPDX-License-Identifier: PostgreSQL
/*
 * 40_report_text.sql - the whole report as Markdown
 */

CREATE FUNCTION cfsperf_internal.markdown(words text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN regexp_replace(regexp_replace(regexp_replace(one_line(words),
		-- everywhere: what is rare in prose
		'([\\`|~$])', '\\\1', 'g'),
		-- emphasis: but not within a word, nor between blanks
		'((?<=\S)\*|\*(?=\S)|(?<![[:alnum:]])_(?=\S)|(?<=\S)_(?![[:alnum:]]))', '\\\1', 'g'),
		-- a link or image, a reference, a tag, an entity, the end of a heading: but not "[1]", "<5" or "3 & 4";
		-- of a comment both characters, so that nothing looks like a mark (10_document_marks.sql)
		'(\](?=[(\[:])|<(?=[[:alpha:]/!?])|(?<=<)!|&(?=#|[[:alpha:]]+;)|(?<=\s)#(?=#*$))', '\\\1', 'g');
COMMENT ON FUNCTION cfsperf_internal.markdown(text) IS
	'plain text for a line of Markdown: one line, in which no character means anything but itself; only what would mean something is escaped, so that the rest survives being pasted. NULL where nothing is left';

CREATE FUNCTION cfsperf_internal.markdown_line(words text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN regexp_replace(regexp_replace(markdown(words), '^([#>+=-]|[*_](?= |$))', '\\\1'), '^(\d+)([.)])(?= |$)', '\1\\\2');
COMMENT ON FUNCTION cfsperf_internal.markdown_line(text) IS
	'the same at the beginning of a line, where it is no heading, list, rule or quotation';

CREATE FUNCTION cfsperf_internal.markdown_paragraph(title text, code text, words text, part text DEFAULT 'line') RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN '**' || markdown(as_sentence(title_words(title, code))) || '** ' || marked(part, code, markdown(words));
COMMENT ON FUNCTION cfsperf_internal.markdown_paragraph(text, text, text, text) IS
	'a measure''s title in bold, and what is said of it, marked as such a part';

CREATE FUNCTION cfsperf_internal.conclusion_sentence(counts tally, concerns bigint, strengths bigint) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE
		WHEN counts.reported + counts.not_reported = 0 THEN 'There are no measures.'
		WHEN counts.reported = 0 THEN 'No measures have been reported.'
		ELSE concat_ws(' ',
			CASE WHEN counts.not_reported = 0
				THEN 'Every measure has been reported.'
				ELSE 'Of ' || number_word(counts.reported + counts.not_reported) || ' measures, '
					|| count_phrase(counts.reported, 'has', 'have') || ' been reported and '
					|| count_phrase(counts.not_reported, 'has', 'have') || ' not.' END,
			CASE
				WHEN counts.improved + counts.declined = 0 THEN 'No measure has improved or declined.'
				WHEN counts.declined = 0
					THEN capitalised(count_phrase(counts.improved, 'measure has', 'measures have')) || ' improved.'
				WHEN counts.improved = 0
					THEN capitalised(count_phrase(counts.declined, 'measure has', 'measures have')) || ' declined.'
				WHEN counts.improved > counts.declined THEN 'More measures have improved ('
					|| number_word(counts.improved) || ') than have declined ('
					|| number_word(counts.declined) || ').'
				WHEN counts.improved < counts.declined THEN 'More measures have declined ('
					|| number_word(counts.declined) || ') than have improved ('
					|| number_word(counts.improved) || ').'
				ELSE 'As many measures have improved as have declined ('
					|| number_word(counts.improved) || ' each).' END,
			CASE WHEN concerns > 0 THEN capitalised(count_phrase(concerns,
				'has declined and is', 'have declined and are')) || ' red or in the bottom quartile.' END,
			CASE WHEN strengths > 0 THEN capitalised(count_phrase(strengths,
				'has improved and is', 'have improved and are')) || ' in the top quartile.' END) END;
COMMENT ON FUNCTION cfsperf_internal.conclusion_sentence(tally, bigint, bigint) IS
	'the conclusion of a report, from its counts and nothing else';

CREATE PROCEDURE cfsperf_internal.framework_report_text(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE FUNCTION report_markdown(area text, quarter reporting_period, form text, changes jsonb, edition text) RETURNS text
		LANGUAGE plpgsql STABLE PARALLEL SAFE
		SET jit = off -- compiling takes longer than a report's few rows
		SET plan_cache_mode = force_generic_plan -- and planning as long as one report
		SET search_path FROM CURRENT
	AS $function$
	DECLARE
		label CONSTANT varchar(24) := report_markdown.quarter::varchar(24);
		about record;
		said record;
	BEGIN
		PERFORM check_choice('form', report_markdown.form, 'full', 'short');
		PERFORM require_report(report_markdown.area, report_markdown.quarter);

		SELECT coalesce(markdown(r.title), 'Performance of '
				|| markdown(title_words(r.area_name, r.area)) || ', '
				|| period_words(report_markdown.quarter)) AS title,
			nullif(concat_ws(' ', CASE WHEN report_markdown.form = 'short' OR NOT EXISTS (
					SELECT FROM standing_section k WHERE k.area = r.area AND k.quarter = r.quarter AND is_purpose(k.title))
				THEN 'This report sets out the performance of '
					|| markdown(title_words(r.area_name, r.area)) || ' in '
					|| period_words(report_markdown.quarter) || ', ' || day_words(r.quarter_start)
					|| ' to ' || day_words(r.quarter_end) || '.' END,
				markdown(as_sentence(r.note))), '') AS purpose,
			(SELECT string_agg(markdown_section(k.title, k.text), '' ORDER BY k.position)
			 FROM standing_section k WHERE k.area = r.area AND k.quarter = r.quarter AND k.position < 0) AS sections_before,
			(SELECT string_agg(markdown_section(k.title, k.text), '' ORDER BY k.position)
			 FROM standing_section k WHERE k.area = r.area AND k.quarter = r.quarter AND k.position > 0) AS sections_after,
			(SELECT '## What changed since edition ' || min(c.edition) || E'\n\n'
				|| coalesce(string_agg(markdown_line(c.words) || E'\n\n', '')
					FILTER (WHERE c.measure IS NULL AND (report_markdown.form = 'full' OR NOT c.of_measures)), '')
				|| coalesce(string_agg('- ' || markdown_paragraph(c.measure_title, c.measure, c.words, 'change') || E'\n', '' ORDER BY c.place)
					FILTER (WHERE c.measure IS NOT NULL) || E'\n', '')
			 FROM (SELECT c.*, bool_or(c.measure IS NOT NULL) OVER () AS of_measures
				   FROM change_rows(report_markdown.changes) c) c) AS changes,
			'National comparisons are with: ' || markdown(as_sentence(r.benchmark))
				|| coalesce(' Source: ' || markdown(as_sentence(one_line(r.benchmark_release)
					|| coalesce(', published ' || day_words(r.benchmark_published), ''))), '')
				|| coalesce(' ' || markdown(as_sentence(r.benchmark_caveat)), '') AS benchmark
		INTO STRICT about
		FROM report_heading r
		WHERE r.area = report_markdown.area AND r.quarter = label;

		WITH p AS MATERIALIZED (
			SELECT p.*, exception_kind(p.direction, p.quartile, p.rag) AS kind,
				p.direction IN ('improved', 'declined') AS changed,
				row_number() OVER (ORDER BY p.outcome_position, p.outcome, p.measure_position, p.measure) AS place
			FROM paragraph p
			WHERE p.area = report_markdown.area AND p.quarter = label
		), common AS (
			SELECT c.comparison, common_words(c.comparison, bool_and(p.comparison = c.comparison)) AS words
			FROM p CROSS JOIN (SELECT common_comparison(array_agg(p.comparison::text)) AS comparison FROM p) c
			GROUP BY c.comparison
		), line AS (
			SELECT p.place, p.outcome, p.value, p.kind, p.changed,
				markdown_paragraph(p.measure_title, p.measure, concat_ws(' ', p.paragraph,
					CASE WHEN p.comparison IS DISTINCT FROM common.comparison THEN p.comparison END,
					p.commentary)) || E'\n' AS full_line,
				markdown_paragraph(p.measure_title, p.measure,
					capitalised(coalesce(p.kind, p.direction)) || ': ' || p.figures || '.') || E'\n' AS short_line,
				markdown_line(title_words(p.measure_title, p.measure))
					|| coalesce(marked('line', p.measure, ': ' || markdown(p.figures)), '') || E'\n' AS item
			FROM p LEFT JOIN common ON true
		), outcomes AS (
			SELECT o.place, '## ' || markdown(title_words(o.title, o.outcome)) || E'\n\n'
				|| outcome_sentence(o.counts) || E'\n\n'
				|| coalesce((SELECT string_agg(markdown_line(k.commentary) || E'\n\n', '' ORDER BY k.position)
							 FROM report_commentary k
							 WHERE k.area = report_markdown.area AND k.quarter = label AND k.outcome = o.outcome), '')
				|| coalesce((SELECT string_agg(l.full_line || E'\n', '' ORDER BY l.place)
							 FROM line l WHERE l.outcome = o.outcome AND l.value IS NOT NULL), '') AS words
			FROM (SELECT p.outcome, min(p.place) AS place, min(p.outcome_title) AS title,
					  tally(p.value, p.direction, p.quartile, p.p_value) AS counts
				  FROM p GROUP BY p.outcome) o)
		SELECT c.*, l.*, (SELECT common.words FROM common) AS comparison,
			(SELECT string_agg(markdown_line(k.commentary) || E'\n\n', '' ORDER BY k.position)
			 FROM report_commentary k
			 WHERE k.area = report_markdown.area AND k.quarter = label AND k.outcome IS NULL) AS commentary,
			(SELECT string_agg(o.words, '' ORDER BY o.place) FROM outcomes o) AS outcomes
		INTO said
		FROM (SELECT tally(p.value, p.direction, p.quartile, p.p_value) AS counts,
				count(*) FILTER (WHERE p.kind LIKE 'declined%') AS concern_count,
				count(*) FILTER (WHERE p.kind LIKE 'improved%') AS strength_count
			FROM p) c
		CROSS JOIN (SELECT
				string_agg('- ' || l.short_line, '' ORDER BY l.place) FILTER (WHERE l.kind LIKE 'declined%') AS concerns,
				string_agg('- ' || l.short_line, '' ORDER BY l.place) FILTER (WHERE l.kind LIKE 'improved%') AS strengths,
				string_agg('- ' || l.short_line, '' ORDER BY l.place) FILTER (WHERE l.kind IS NULL AND l.changed) AS changes,
				string_agg('- ' || l.item, '' ORDER BY l.place)
					FILTER (WHERE l.value IS NOT NULL AND l.changed IS NOT TRUE) AS others,
				string_agg('- ' || l.full_line, '' ORDER BY l.place) FILTER (WHERE l.value IS NULL) AS missing
			FROM line l) l;

		RETURN concat('# ', about.title, E'\n\n', report_markdown.edition || '. Digest: ' || digest_mark() || E'.\n\n',
			about.purpose || E'\n\n',
			CASE report_markdown.form WHEN 'full' THEN about.sections_before END,
			E'## Overview\n\n', headline_sentence(said.counts), ' ' || chance_sentence(said.counts), E'\n\n', said.commentary,
			CASE report_markdown.form WHEN 'full' THEN concat(about.benchmark || E'\n\n', said.comparison || E'\n\n') END,
			about.changes,
			CASE report_markdown.form WHEN 'full' THEN said.outcomes END,
			E'## Exceptions\n\n',
			coalesce(E'Worse, and red or in the bottom quartile:\n\n' || said.concerns || E'\n',
				E'No measure has declined and is red or in the bottom quartile.\n\n'),
			coalesce(E'Better, and in the top quartile:\n\n' || said.strengths || E'\n',
				E'No measure has improved and is in the top quartile.\n\n'),
			CASE report_markdown.form WHEN 'short' THEN concat(
				E'## Other measures that changed\n\n' || said.changes || E'\n',
				E'## Measures that did not change, or are not judged\n\n' || said.others || E'\n') END,
			E'## Measures not reported\n\n', coalesce(said.missing, E'Every measure has been reported.\n'),
			CASE report_markdown.form WHEN 'full' THEN concat(E'\n## Conclusion\n\n',
				conclusion_sentence(said.counts, said.concern_count, said.strength_count), E'\n',
				E'\n' || rtrim(about.sections_after, E'\n') || E'\n') END);
	END
	$function$;
	COMMENT ON FUNCTION report_markdown(text, reporting_period, text, jsonb, text) IS 'the words of a report as the data are, between marks; changes: those since the edition before, as changes_since() gives them; edition: what it is called, NULL: not published; part of report_text() and publish()';

	CREATE FUNCTION report_text(area text, quarter reporting_period, form text DEFAULT 'full', edition integer DEFAULT NULL) RETURNS text
		LANGUAGE plpgsql STABLE PARALLEL SAFE
		SET search_path FROM CURRENT
		SET jit = off -- compiling takes longer than a report's few rows
	AS $function$
	BEGIN
		PERFORM check_choice('form', form, 'full', 'short');
		RETURN marks_removed(CASE WHEN edition IS NULL THEN report_markdown(area, quarter, form, changes_since(area, quarter), NULL)
			ELSE published_document(area, quarter, edition, form) END);
	END
	$function$;
	COMMENT ON FUNCTION report_text(text, reporting_period, text, integer) IS
		'a report in Markdown. full: purpose, the fixed sections that stand before the figures, overview, what changed since the latest edition, outcomes with a paragraph per measure, exceptions, measures not reported, conclusion, the other fixed sections; short: overview, what changed, exceptions, a sentence for each other measure that changed, a list of those that did not, measures not reported. With the number of an edition as it was published, with its digest; error where there is no such edition or report';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_report_text(name) IS
	'makes the function report_text of a framework; part of create_framework';
