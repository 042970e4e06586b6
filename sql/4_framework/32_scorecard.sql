-- SPDX-License-Identifier: PostgreSQL
/*
 * 32_scorecard.sql - what the columns of scorecard_detail are, and the scorecard
 * as every client can read it
 */

CREATE PROCEDURE cfsperf_internal.framework_scorecard(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CALL comment_columns_like('scorecard_detail', 'measure', 'observation');
	COMMENT ON COLUMN scorecard_detail.quarter IS 'quarter of the report, as label';
	COMMENT ON COLUMN scorecard_detail.quarter_start IS 'first day of the quarter';
	COMMENT ON COLUMN scorecard_detail.quarter_end IS 'last day of the quarter';
	COMMENT ON COLUMN scorecard_detail.area IS 'code of the area reported on';
	COMMENT ON COLUMN scorecard_detail.area_name IS 'its name';
	COMMENT ON COLUMN scorecard_detail.outcome_title IS 'its name';
	COMMENT ON COLUMN scorecard_detail.measure IS 'code of the measure';
	COMMENT ON COLUMN scorecard_detail.measure_title IS 'its name';
	COMMENT ON COLUMN scorecard_detail.period IS 'period of the figure, which may end before the quarter does; NULL: not reported';
	COMMENT ON COLUMN scorecard_detail.value IS 'the figure in the measure''s unit, unrounded; NULL: not reported';
	COMMENT ON COLUMN scorecard_detail.display IS 'the figure as printed, with unit and counts';
	COMMENT ON COLUMN scorecard_detail.previous_period IS 'period of the figure it is compared with, by the basis; where there is no figure, of the last that is known';
	COMMENT ON COLUMN scorecard_detail.previous_value IS 'the figure it is compared with, in the measure''s unit; where there is no figure, the last that is known';
	COMMENT ON COLUMN scorecard_detail.difference IS 'value less previous value in the unit: points for %, never per cent';
	COMMENT ON COLUMN scorecard_detail.rule IS 'what is no significant change: below one unit of the last decimal printed, up to the tolerance, or what chance explains';
	COMMENT ON COLUMN scorecard_detail.p_value IS 'probability, from 0 to 1, of a difference at least as large by chance, where both figures have counts and their periods do not overlap';
	COMMENT ON COLUMN scorecard_detail.direction IS 'improved, no significant change, declined, information only; NULL: not reported or not comparable';
	COMMENT ON COLUMN scorecard_detail.year_ago_value IS 'figure of the same period last year, in the measure''s unit, where that is not the one it is compared with anyhow';
	COMMENT ON COLUMN scorecard_detail.year_ago_p_value IS 'probability, from 0 to 1, of a difference at least as large since then by chance';
	COMMENT ON COLUMN scorecard_detail.year_ago_direction IS 'direction since then';
	COMMENT ON COLUMN scorecard_detail.quartile IS '1 = best quarter of authorities to 4, by the cut points of the benchmark''s year; 1 where no other authority is better';
	COMMENT ON COLUMN scorecard_detail.previous_quartile IS 'quartile of the previous figure, in previous_benchmark_period';
	COMMENT ON COLUMN scorecard_detail.quartile_movement IS 'from which quartile to which, or unchanged';
	COMMENT ON COLUMN scorecard_detail.quartile_note IS 'why there is no quartile: the measure''s rule, too few figures or none that is better than another';
	COMMENT ON COLUMN scorecard_detail.national_rank IS '1 + how many other authorities of the benchmark are better; NULL for regions and countries';
	COMMENT ON COLUMN scorecard_detail.national_n IS 'authorities that are ranked: this one and all others with a figure in the benchmark';
	COMMENT ON COLUMN scorecard_detail.benchmark IS 'title of the benchmark used';
	COMMENT ON COLUMN scorecard_detail.benchmark_period IS 'the year of the benchmark with which the figure is compared: the latest that had ended by then';
	COMMENT ON COLUMN scorecard_detail.previous_benchmark_period IS 'the year with which the previous figure is compared; the same one where the benchmark has no earlier one';
	COMMENT ON COLUMN scorecard_detail.benchmark_caveat IS 'what a reader must know of the comparison';
	COMMENT ON COLUMN scorecard_detail.neighbour_mean IS 'mean of the statistical neighbours'' figures, unweighted, in the measure''s unit, for comparator_period';
	COMMENT ON COLUMN scorecard_detail.neighbour_median IS 'median of the statistical neighbours'' figures, in the measure''s unit, for comparator_period';
	COMMENT ON COLUMN scorecard_detail.neighbour_rank IS '1 + how many of the statistical neighbours are better';
	COMMENT ON COLUMN scorecard_detail.neighbour_n IS 'this area and all neighbours with a figure';
	COMMENT ON COLUMN scorecard_detail.against_neighbours IS 'better, similar or worse than neighbour_mean, by the confidence interval of the figure where it has counts, else by the tolerance; higher, similar or lower for information only';
	COMMENT ON COLUMN scorecard_detail.region_value IS 'published figure of the region, in the measure''s unit, for comparator_period; NULL where it may not stand beside an authority''s';
	COMMENT ON COLUMN scorecard_detail.region_name IS 'name of the region';
	COMMENT ON COLUMN scorecard_detail.national_value IS 'published figure of the country, in the measure''s unit, for comparator_period; NULL where it may not stand beside an authority''s';
	COMMENT ON COLUMN scorecard_detail.national_name IS 'name of the country; NULL where there are several';
	COMMENT ON COLUMN scorecard_detail.target IS 'target that holds for the period, in the unit';
	COMMENT ON COLUMN scorecard_detail.rag IS 'green: target reached; amber: missed by at most its tolerance; red: missed by more';
	COMMENT ON COLUMN scorecard_detail.trend IS 'trend over the latest five adjacent periods, or up to ten where counts are missing, or that it cannot be calculated';
	COMMENT ON COLUMN scorecard_detail.trend_points IS 'figures of which the trend is made';
	COMMENT ON COLUMN scorecard_detail.status IS 'status symbol of the figure, as in observation; c where it is withheld';
	COMMENT ON COLUMN scorecard_detail.note IS 'caveat of the figure, or the reason why there is none';
	COMMENT ON COLUMN scorecard_detail.commentary IS 'what people say about the figure, each by its author, on one line; cut with ... after 4,000 characters';
	COMMENT ON COLUMN scorecard_detail.comparator_period IS 'period of neighbour, region and national figures: the benchmark''s, or, for a measure that it does not have, the figure''s own';
	COMMENT ON COLUMN scorecard_detail.outcome_position IS 'order of the outcome in the report';
	COMMENT ON COLUMN scorecard_detail.measure_position IS 'order of the measure within the outcome';
	COMMENT ON COLUMN scorecard_detail.decimals IS 'decimals with which the figure, the previous one and their difference are printed, so that they agree';
	COMMENT ON COLUMN scorecard_detail.series IS 'the figures up to the period that is shown, of three years or ten periods';
	COMMENT ON COLUMN scorecard_detail.quartiles IS 'quartiles of the authorities in the benchmark, by which the figure has its own';
	COMMENT ON COLUMN scorecard_detail.neighbour_names IS 'the statistical neighbours that have a figure, by name: best first, of information only the highest';
	COMMENT ON COLUMN scorecard_detail.neighbour_values IS 'their figures, for comparator_period, in the same order';

	-- the columns of plain types, of which arrays are none
	EXECUTE (
		SELECT format('CREATE VIEW scorecard AS SELECT %s FROM scorecard_detail',
					  string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum))
		FROM pg_attribute a
		JOIN pg_type t ON t.oid = a.atttypid AND t.typnamespace = 'pg_catalog'::regnamespace AND t.typcategory <> 'A'
		WHERE a.attrelid = 'scorecard_detail'::regclass AND a.attnum > 0);
	COMMENT ON VIEW scorecard IS 'a row per report and measure: the figure, what it is compared with, and what became of it; a measure without a figure says why in note';
	CALL comment_columns_like('scorecard', 'scorecard_detail');

	CALL create_rows_of_quarter('scorecards', 'scorecard', 10000);
	COMMENT ON FUNCTION scorecards(reporting_period) IS 'the scorecard of all reports of a quarter, the same rows as the view has, whatever the server is set to: compiled just in time (jit) such a question can take twice as long; no rows where the quarter has no report';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_scorecard(name) IS
	'makes the view scorecard of a framework, and says what the columns of scorecard_detail are; part of create_framework';
