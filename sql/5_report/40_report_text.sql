/*
 * 40_report_text.sql - the whole report as Markdown
 */

CREATE FUNCTION cfsperf_internal.markdown(words text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN regexp_replace(one_line(words), '([\\`*_\[\]<>&#|~$])', '\\\1', 'g');
COMMENT ON FUNCTION cfsperf_internal.markdown(text) IS
	'plain text for a line of Markdown or HTML made of it: one line, in which no character means anything but itself; NULL where nothing is left';

CREATE FUNCTION cfsperf_internal.day_words(day date) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN extract(day FROM day)::text || ' ' || month_words(day);
COMMENT ON FUNCTION cfsperf_internal.day_words(date) IS
	'a date: "30 September 2020"';

CREATE FUNCTION cfsperf_internal.capitalised(words text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN upper(left(words, 1)) || substr(words, 2);
COMMENT ON FUNCTION cfsperf_internal.capitalised(text) IS
	'with a capital letter first';

CREATE FUNCTION cfsperf_internal.markdown_paragraph(title text, code text, words text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN '**' || markdown(as_sentence(title_words(title, code))) || '** ' || markdown(words);
COMMENT ON FUNCTION cfsperf_internal.markdown_paragraph(text, text, text) IS
	'a measure''s title in bold, and what is said of it';

CREATE FUNCTION cfsperf_internal.conclusion_sentence(counts tally, concerns bigint, strengths bigint) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE WHEN counts.reported + counts.not_reported = 0 THEN 'There are no measures.' ELSE
		'Of ' || count_phrase(counts.reported + counts.not_reported, 'measure', 'measures') || ', '
		|| count_phrase(counts.reported, 'has', 'have') || ' been reported and '
		|| count_phrase(counts.not_reported, 'has', 'have') || ' not. '
		|| CASE
			WHEN counts.improved + counts.declined = 0 THEN 'No measure has improved or declined.'
			WHEN counts.improved > counts.declined THEN 'More measures have improved ('
				|| number_word(counts.improved) || ') than have declined ('
				|| number_word(counts.declined) || ').'
			WHEN counts.improved < counts.declined THEN 'More measures have declined ('
				|| number_word(counts.declined) || ') than have improved ('
				|| number_word(counts.improved) || ').'
			ELSE 'As many measures have improved as have declined ('
				|| number_word(counts.improved) || ' each).' END || ' '
		|| capitalised(count_phrase(concerns, 'has', 'have'))
		|| ' declined and ' || CASE concerns WHEN 1 THEN 'is' ELSE 'are' END
		|| ' red or in the bottom quartile; '
		|| count_phrase(strengths, 'has', 'have')
		|| ' improved and ' || CASE strengths WHEN 1 THEN 'is' ELSE 'are' END
		|| ' in the top quartile.' END;
COMMENT ON FUNCTION cfsperf_internal.conclusion_sentence(tally, bigint, bigint) IS
	'the conclusion of a report, from its counts and nothing else';

CREATE PROCEDURE cfsperf_internal.framework_report_text(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE FUNCTION report_text(area text, quarter reporting_period) RETURNS text
		LANGUAGE plpgsql STABLE PARALLEL SAFE
		SET jit = off -- compiling takes longer than a report's few rows
		SET search_path FROM CURRENT
	AS $function$
	DECLARE
		label CONSTANT varchar(24) := report_text.quarter::varchar(24);
		about record;
		counts tally;
		outcomes text;
		exception record;
		missing text;
	BEGIN
		PERFORM require_report(report_text.area, report_text.quarter);

		SELECT coalesce(markdown(r.title), 'Performance of '
				|| markdown(title_words(r.area_name, r.area)) || ', '
				|| period_words(report_text.quarter)) AS title,
			'This report sets out the performance of '
				|| markdown(title_words(r.area_name, r.area)) || ' in '
				|| period_words(report_text.quarter) || ', ' || day_words(r.quarter_start)
				|| ' to ' || day_words(r.quarter_end) || '.'
				|| coalesce(' ' || markdown(as_sentence(r.note)), '') AS purpose,
			'National comparisons are with: ' || markdown(as_sentence(r.benchmark))
				|| coalesce(' Source: ' || markdown(as_sentence(one_line(r.benchmark_release)
					|| coalesce(', published ' || day_words(r.benchmark_published), ''))), '')
				|| coalesce(' ' || markdown(as_sentence(r.benchmark_caveat)), '') AS benchmark
		INTO STRICT about
		FROM report_heading r
		WHERE r.area = report_text.area AND r.quarter = label;

		counts := (SELECT tally(s.value, s.direction, s.quartile, s.p_value)
				   FROM scorecard s
				   WHERE s.area = report_text.area AND s.quarter = label);

		SELECT string_agg('## ' || markdown(title_words(o.outcome_title, o.outcome)) || E'\n\n'
				|| headline_sentence(o.counts)
				|| E'\n\n' || coalesce(p.paragraphs, ''), ''
				ORDER BY o.outcome_position, o.outcome)
		INTO outcomes
		FROM (SELECT s.outcome, s.outcome_title, s.outcome_position,
				  tally(s.value, s.direction, s.quartile, s.p_value) AS counts
			  FROM scorecard s
			  WHERE s.area = report_text.area AND s.quarter = label
			  GROUP BY s.outcome, s.outcome_title, s.outcome_position) o
		LEFT JOIN (SELECT p.outcome,
					   string_agg(markdown_paragraph(p.measure_title, p.measure,
						   concat_ws(' ', p.paragraph, p.commentary))
						   || E'\n\n', '' ORDER BY p.measure_position, p.measure) AS paragraphs
				   FROM paragraph p
				   WHERE p.area = report_text.area AND p.quarter = label AND p.value IS NOT NULL
				   GROUP BY p.outcome) p ON p.outcome = o.outcome;

		SELECT string_agg(e.line, '' ORDER BY e.outcome_position, e.outcome,
				e.measure_position, e.measure) FILTER (WHERE e.judgement = 'concern') AS concerns,
			string_agg(e.line, '' ORDER BY e.outcome_position, e.outcome,
				e.measure_position, e.measure) FILTER (WHERE e.judgement = 'strength') AS strengths,
			count(*) FILTER (WHERE e.judgement = 'concern') AS concern_count,
			count(*) FILTER (WHERE e.judgement = 'strength') AS strength_count
		INTO exception
		FROM (SELECT e.judgement, e.outcome_position, e.outcome, e.measure_position, e.measure,
				  '- ' || markdown_paragraph(e.measure_title, e.measure, capitalised(e.kind) || ': '
					  || figure_words(e.value, e.numerator, e.denominator, e.unit, e.unit_label,
						  e.decimals, e.counted, e.out_of) || ' after '
					  || printed(e.previous_value, e.unit, e.unit_label, e.decimals) || ' in '
					  || period_words(e.previous_period::reporting_period) || '.')
					  || E'\n' AS line
			  FROM exceptions e
			  WHERE e.area = report_text.area AND e.quarter = label) e;

		SELECT string_agg('- ' || markdown_paragraph(p.measure_title, p.measure,
					concat_ws(' ', p.paragraph, p.commentary))
				|| E'\n', '' ORDER BY p.outcome_position, p.outcome, p.measure_position, p.measure)
		INTO missing
		FROM paragraph p
		WHERE p.area = report_text.area AND p.quarter = label AND p.value IS NULL;

		RETURN '# ' || about.title || E'\n\n' || about.purpose || E'\n\n## Overview\n\n'
			|| headline_sentence(counts) || E'\n\n'
			|| coalesce(about.benchmark || E'\n\n', '')
			|| coalesce(outcomes, '')
			|| E'## Exceptions\n\n'
			|| CASE WHEN exception.concern_count = 0
				THEN E'No measure has declined and is red or in the bottom quartile.\n\n'
				ELSE E'Worse, and red or in the bottom quartile:\n\n' || exception.concerns || E'\n' END
			|| CASE WHEN exception.strength_count = 0
				THEN E'No measure has improved and is in the top quartile.\n\n'
				ELSE E'Better, and in the top quartile:\n\n' || exception.strengths || E'\n' END
			|| E'## Measures not reported\n\n'
			|| coalesce(missing, E'Every measure has been reported.\n')
			|| E'\n## Conclusion\n\n'
			|| conclusion_sentence(counts, exception.concern_count, exception.strength_count) || E'\n';
	END
	$function$;
	COMMENT ON FUNCTION report_text(text, reporting_period) IS
		'the whole report in Markdown: purpose, overview, outcomes with a paragraph per measure, exceptions, measures not reported, conclusion. Error where there is no such report';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_report_text(name) IS
	'makes the function report_text of a framework; part of create_framework';
