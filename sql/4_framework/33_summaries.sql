-- SPDX-License-Identifier: PostgreSQL
/*
 * 33_summaries.sql - how many measures improved, declined and stand where
 *
 * The counts are those of the type tally: a view that has them spreads one.
 */

CREATE PROCEDURE cfsperf_internal.framework_summaries(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE VIEW outcome_summary AS
	SELECT s.quarter, s.quarter_start, s.quarter_end, s.area, s.area_name, s.outcome,
		s.outcome_title, s.outcome_position, (s.tally).*
	FROM (
		SELECT quarter, quarter_start, quarter_end, area, area_name, outcome,
			outcome_title, outcome_position,
			tally(value, direction, quartile, p_value) AS tally
		FROM scorecard
		GROUP BY quarter, quarter_start, quarter_end, area, area_name, outcome,
			outcome_title, outcome_position) s;
	COMMENT ON VIEW outcome_summary IS 'a row per report and outcome: how many measures are reported, improved, declined, in which quartile';
	CALL comment_columns_like('outcome_summary', 'tally', 'scorecard');

	-- the two that follow are its columns
	CREATE VIEW report_summary AS
	SELECT s.quarter, s.quarter_start, s.quarter_end, s.area, s.area_name, (s.tally).*,
		headline_sentence(s.tally)::varchar(1000) AS sentence,
		chance_sentence(s.tally)::varchar(500) AS chance_sentence,
		at_most(k.commentary, 4000)::varchar(4000) AS commentary
	FROM (
		SELECT quarter, quarter_start, quarter_end, area, area_name,
			tally(value, direction, quartile, p_value) AS tally
		FROM scorecard
		GROUP BY quarter, quarter_start, quarter_end, area, area_name) s
	LEFT JOIN (
		SELECT quarter, area,
			string_agg(commentary, E'\n' ORDER BY outcome_position NULLS FIRST, outcome, position) AS commentary
		FROM report_commentary
		GROUP BY quarter, area) k ON k.quarter = s.quarter AND k.area = s.area;
	COMMENT ON VIEW report_summary IS 'a row per report: its counts and what is said of them; part of quarter_summary, headline and publish()';
	COMMENT ON COLUMN report_summary.sentence IS 'the overview sentence, made of the counts of quarter_summary';
	COMMENT ON COLUMN report_summary.chance_sentence IS 'how many of the measures that changed did so by more than chance; NULL where none could be tested';
	COMMENT ON COLUMN report_summary.commentary IS 'what people say about the report and its outcomes, a line each';
	CALL comment_columns_like('report_summary', 'tally', 'scorecard');

	EXECUTE format('CREATE VIEW quarter_summary AS SELECT quarter, quarter_start, quarter_end, area, area_name, %s FROM report_summary',
		(SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
		 FROM pg_type t JOIN pg_attribute a ON a.attrelid = t.typrelid AND a.attnum > 0
		 WHERE t.oid = 'tally'::regtype));
	COMMENT ON VIEW quarter_summary IS 'a row per report: how many measures are reported, improved, declined, in which quartile';
	CALL comment_columns_like('quarter_summary', 'report_summary');

	CREATE VIEW headline AS
	SELECT quarter, quarter_start, quarter_end, area, area_name, sentence, chance_sentence, commentary
	FROM report_summary;
	COMMENT ON VIEW headline IS 'a row per report: its overview in words';
	CALL comment_columns_like('headline', 'report_summary');

	CALL create_rows_of_quarter('headlines', 'headline', 150);
	COMMENT ON FUNCTION headlines(reporting_period) IS 'the headline of all reports of a quarter, the same rows as the view has, as scorecards() gives those of the scorecard';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_summaries(name) IS
	'makes the summaries and the headline of a framework; part of create_framework';
