-- SPDX-License-Identifier: PostgreSQL
/*
 * 31_paragraphs.sql - all the words of a report: view paragraph, function narrative
 */

CREATE FUNCTION cfsperf_internal.common_comparison(comparisons text[]) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN (SELECT c FROM unnest(comparisons) AS c
			WHERE c IS NOT NULL
			GROUP BY c
			HAVING count(*) > 1
			ORDER BY count(*) DESC, c COLLATE "C"
			LIMIT 1);
COMMENT ON FUNCTION cfsperf_internal.common_comparison(text[]) IS
	'the comparison that most measures of a report have in common, which is said once; NULL where no two have the same';

CREATE FUNCTION cfsperf_internal.common_words(comparison text, all_have_it boolean) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE WHEN all_have_it THEN comparison
		ELSE 'Unless stated otherwise, ' || lower(left(comparison, 1)) || substr(comparison, 2) END;
COMMENT ON FUNCTION cfsperf_internal.common_words(text, boolean) IS
	'the comparison that is said once for a report';

CREATE PROCEDURE cfsperf_internal.framework_narrative(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	-- The words of which sentences are made are made once a row.
	CREATE VIEW paragraph AS
	SELECT s.quarter, s.quarter_start, s.quarter_end, s.area, s.area_name,
		s.outcome, s.outcome_title, s.measure, s.measure_title, s.value,
		array_to_string(CASE WHEN s.value IS NULL THEN ARRAY[
				not_reported_sentence(s.status, s.quarter::reporting_period),
				note_sentence(s.note, s.status),
				last_known_sentence(w.previous_figure, w.previous_period, s.timing)]
			ELSE ARRAY[
				figure_sentence(w.figure, w.period, s.timing, s.quarter_start, s.quarter_end, s.arrears_reason),
				change_sentence(s.direction, s.polarity, s.difference,
					s.rule NOT LIKE '%by chance%' OR abs(s.difference) <= s.tolerance,
					s.p_value,
					difference_words(s.value, s.previous_value, s.unit, s.unit_label, s.decimals),
					w.previous_value, w.previous_name, w.previous_at, w.previous_period, w.period, s.basis,
					s.frequency),
				year_ago_sentence(s.year_ago_direction, s.year_ago_p_value,
					printed(s.value, w.unit, s.unit_label, s.decimals),
					printed(s.year_ago_value, w.unit, s.unit_label, s.decimals)),
				trend_sentence(s.trend, s.trend_points, greatest(s.frequency, s.span), w.period, s.timing),
				quartile_sentence(s.quartile, s.previous_quartile,
					s.previous_benchmark_period = s.benchmark_period,
					w.previous_at, s.national_rank, s.national_n, s.quartile_note),
				neighbour_sentence(s.against_neighbours, s.quartile,
					printed(s.neighbour_mean, w.unit, s.unit_label, s.decimals)),
				total_sentence(s.region_name, printed(s.region_value, w.unit, s.unit_label, s.decimals),
					s.national_name, printed(s.national_value, w.unit, s.unit_label, s.decimals)),
				target_sentence(s.target, s.rag, w.unit, s.unit_label, s.decimals),
				status_sentence(s.status),
				note_sentence(s.note, s.status)] END, ' ')::varchar(4000) AS paragraph,
		s.commentary,
		s.outcome_position, s.measure_position,
		comparison_sentence(w.period, w.previous_period, s.comparator_period::reporting_period,
			s.benchmark_period::reporting_period,
			CASE WHEN s.previous_quartile IS NOT NULL
				THEN s.previous_benchmark_period::reporting_period END,
			s.value IS NOT NULL
				AND num_nonnulls(s.quartile, s.neighbour_mean, s.region_value, s.national_value) > 0)::varchar(200)
			AS comparison,
		(w.figure || coalesce(' after ' || w.previous_value || ' ' || w.previous_at, ''))::varchar(1000) AS figures,
		s.direction, s.quartile, s.rag, s.p_value
	FROM scorecard s
	CROSS JOIN LATERAL (
		SELECT p.*, figure_words(s.value, s.numerator, s.denominator, s.unit, s.unit_label, s.decimals,
				s.counted, s.out_of) AS figure,
			printed(s.previous_value, p.unit, s.unit_label, s.decimals) AS previous_value,
			figure_words(s.previous_value, NULL, NULL, s.unit, s.unit_label, s.decimals,
				s.counted, NULL) AS previous_figure,
			CASE s.basis WHEN 'same period last year' THEN 'a year earlier'
				ELSE period_name(p.previous_period, s.timing, p.period) END AS previous_name,
			CASE s.basis WHEN 'same period last year' THEN 'a year earlier'
				ELSE period_at(p.previous_period, s.timing, p.period) END AS previous_at
		FROM (SELECT s.period::reporting_period AS period,
				  s.previous_period::reporting_period AS previous_period,
				  -- "per 1,000" is said once
				  CASE WHEN s.unit LIKE 'per %' THEN 'number' ELSE s.unit END AS unit) p
		OFFSET 0) w;

	COMMENT ON VIEW paragraph IS 'a row per report and measure: what the report says of it, made of its row of scorecard and nothing else';
	CALL comment_columns_like('paragraph', 'scorecard');
	COMMENT ON COLUMN paragraph.paragraph IS 'plain text on one line: figure, change, trend, quartile, neighbours, target, caveat; or why there is no figure';
	COMMENT ON COLUMN paragraph.commentary IS 'what people say about the figure, on one line; ends the paragraph';
	COMMENT ON COLUMN paragraph.comparison IS 'of which periods the figures of other authorities are, as a sentence; a report says it once where its measures have it in common';
	COMMENT ON COLUMN paragraph.figures IS 'the figure and the one before, in short: "23.0% (299 children) after 26.4% in quarter 1"';

	CREATE FUNCTION narrative(area text, quarter reporting_period)
		RETURNS TABLE (outcome_position integer, outcome varchar, outcome_title varchar,
					   measure_position integer, measure varchar, paragraph text)
		LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 100
		SET jit = off -- compiling takes longer than a report's few rows
		SET search_path FROM CURRENT
	AS $function$
	BEGIN
		PERFORM require_report(narrative.area, narrative.quarter);
		RETURN QUERY
		WITH p AS MATERIALIZED (
			SELECT p.* FROM paragraph p
			WHERE p.area = narrative.area AND p.quarter = narrative.quarter::varchar(24)
		), common AS (
			SELECT common_comparison(array_agg(p.comparison::text)) AS comparison FROM p
		), said AS (
			SELECT NULL::integer AS outcome_position, NULL::varchar AS outcome, NULL::varchar AS outcome_title,
				NULL::integer AS measure_position, NULL::varchar AS measure, 0 AS place,
				common_words(c.comparison, bool_and(p.comparison = c.comparison)) AS words
			FROM p CROSS JOIN common c
			WHERE c.comparison IS NOT NULL
			GROUP BY c.comparison
			UNION ALL
			SELECT k.outcome_position, k.outcome, k.outcome_title, NULL, NULL, k.position, k.commentary
			FROM report_commentary k
			WHERE k.area = narrative.area AND k.quarter = narrative.quarter::varchar(24)
			UNION ALL
			SELECT p.outcome_position, p.outcome, p.outcome_title, p.measure_position, p.measure, 0,
				concat_ws(' ', as_sentence(title_words(p.measure_title, p.measure)), p.paragraph,
					CASE WHEN p.comparison IS DISTINCT FROM c.comparison THEN p.comparison END, p.commentary)
			FROM p CROSS JOIN common c)
		SELECT s.outcome_position, s.outcome, s.outcome_title, s.measure_position, s.measure, s.words
		FROM said s
		WHERE s.words IS NOT NULL
		ORDER BY s.outcome_position NULLS FIRST, s.outcome NULLS FIRST,
			s.measure_position NULLS FIRST, s.measure NULLS FIRST, s.place;
	END
	$function$;
	COMMENT ON FUNCTION narrative(text, reporting_period) IS
		'what a report says, a paragraph each in its order, plain text: of the whole report (outcome and measure NULL), of an outcome (measure NULL), of each measure. Error where there is no such report';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_narrative(name) IS
	'makes the view paragraph and the function narrative of a framework; part of create_framework';
