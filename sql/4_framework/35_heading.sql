-- SPDX-License-Identifier: PostgreSQL
/*
 * 35_heading.sql - what a report says besides its figures: its heading, what people say
 * about it and its outcomes, the fixed parts of the paper
 *
 * What they say about a figure is a column of the scorecard.
 */

CREATE PROCEDURE cfsperf_internal.framework_heading(framework name)
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

	CREATE VIEW standing_section WITH (security_barrier) AS
	SELECT r.quarter::varchar(24) AS quarter, starts(r.quarter) AS quarter_start,
		ends(r.quarter) AS quarter_end, r.area, k.position, k.title, k.text
	FROM report r
	JOIN report_section k ON k.area = r.area
		AND coalesce(starts(k.first_quarter) <= starts(r.quarter), true)
		AND coalesce(ends(k.last_quarter) >= ends(r.quarter), true);
	COMMENT ON VIEW standing_section IS 'the fixed parts of the paper that stand in a report, a row each';
	CALL comment_columns_like('standing_section', 'scorecard', 'report_section');

	-- a barrier, as scorecard_detail is
	CREATE VIEW report_heading WITH (security_barrier) AS
	SELECT r.quarter::varchar(24) AS quarter, starts(r.quarter) AS quarter_start,
		ends(r.quarter) AS quarter_end, r.area, r.area_name, r.region_name,
		r.title, r.note,
		b.title AS benchmark, b.release AS benchmark_release,
		b.published AS benchmark_published, b.caveat AS benchmark_caveat,
		(SELECT string_agg(concat_ws(E'\n', s.title, s.text), E'\n\n' ORDER BY s.position)
		 FROM standing_section s WHERE s.area = r.area AND s.quarter = r.quarter::varchar(24)) AS sections
	FROM report_area r
	LEFT JOIN benchmark b ON b.code = r.benchmark;

	COMMENT ON VIEW report_heading IS 'a row per report: what stands above its figures';
	COMMENT ON COLUMN report_heading.quarter IS 'quarter of the report, as label';
	COMMENT ON COLUMN report_heading.quarter_start IS 'first day of the quarter';
	COMMENT ON COLUMN report_heading.quarter_end IS 'last day of the quarter';
	COMMENT ON COLUMN report_heading.area IS 'code of the area reported on';
	COMMENT ON COLUMN report_heading.area_name IS 'its name';
	COMMENT ON COLUMN report_heading.region_name IS 'name of the region in which it lies';
	COMMENT ON COLUMN report_heading.title IS 'title as printed';
	COMMENT ON COLUMN report_heading.note IS 'caveat about the whole report';
	COMMENT ON COLUMN report_heading.benchmark IS 'title of the benchmark; NULL: no quartiles';
	COMMENT ON COLUMN report_heading.benchmark_release IS 'statistical release its figures come from';
	COMMENT ON COLUMN report_heading.benchmark_published IS 'date of the release';
	COMMENT ON COLUMN report_heading.benchmark_caveat IS 'what a reader must know of the comparison';
	COMMENT ON COLUMN report_heading.sections IS 'the fixed parts of the paper, each with its title, in one text';

	CREATE FUNCTION require_report(area text, quarter reporting_period) RETURNS void
		LANGUAGE plpgsql STABLE PARALLEL SAFE
		SET search_path FROM CURRENT
	AS $function$
	BEGIN
		IF NOT EXISTS (SELECT 1 FROM report_heading r WHERE r.area = require_report.area
				AND r.quarter = require_report.quarter::varchar(24)) THEN
			RAISE EXCEPTION USING ERRCODE = 'no_data_found',
				MESSAGE = format('there is no report of area "%s" for %s',
								 coalesce(require_report.area, 'NULL'),
								 coalesce(require_report.quarter::text, 'NULL')),
				DETAIL = CASE WHEN EXISTS (SELECT 1 FROM report_heading r
										   WHERE r.area = require_report.area)
					THEN 'There are reports of this area for other quarters.'
					ELSE 'There is no report of such an area; areas are known by their code.' END,
				HINT = format('A report is a row of the table report: INSERT INTO %I.report (area, quarter) VALUES (%L, %L);',
							  current_schema(), coalesce(require_report.area, 'code'),
							  coalesce(require_report.quarter, '2020/21 Q2')::text);
		END IF;
	END
	$function$;
	COMMENT ON FUNCTION require_report(text, reporting_period) IS
		'an error with the remedy where there is no such report';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_heading(name) IS
	'makes the views of a report''s heading, commentary and sections of a framework; part of create_framework';
