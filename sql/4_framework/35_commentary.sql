/*
 * 35_commentary.sql - what people say about a report and its outcomes
 *
 * What they say about a figure is a column of the scorecard.
 */

CREATE PROCEDURE cfsperf_internal.framework_commentary(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	-- a barrier, as scorecard_detail is
	CREATE VIEW report_commentary WITH (security_barrier) AS
	SELECT r.quarter::varchar(24) AS quarter, starts(r.quarter) AS quarter_start,
		ends(r.quarter) AS quarter_end, r.area, k.outcome, o.title AS outcome_title,
		o.position AS outcome_position, k.position, at_most(commentary_words(k.text, k.author), 4000)::varchar(4000)
			AS commentary
	FROM report r
	JOIN commentary k ON k.area = r.area AND k.quarter = r.quarter AND k.measure IS NULL
	LEFT JOIN outcome o ON o.code = k.outcome;
	COMMENT ON VIEW report_commentary IS 'what people say about a report or one of its outcomes, a row each';
	CALL comment_columns_like('report_commentary', 'scorecard', 'commentary');
	COMMENT ON COLUMN report_commentary.outcome IS 'the outcome it is about; NULL: the whole report';
	COMMENT ON COLUMN report_commentary.commentary IS 'by whom, and what is said, on one line';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_commentary(name) IS
	'makes the view report_commentary of a framework; part of create_framework';
