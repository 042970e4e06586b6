/*
 * 31_view_comments.sql - what the views of a framework say of themselves
 */

CREATE PROCEDURE cfsperf_internal.framework_view_comments(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	view_name text;
	column_name text;
	words text;
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	COMMENT ON VIEW withheld_total IS 'the figures of regions and countries that are withheld, since an authority''s is and could be had from them by subtraction; part of the other views';
	COMMENT ON VIEW figure IS 'every observation as a figure; NULL, with status c, where it is to be withheld; part of the other views';
	COMMENT ON VIEW shown IS 'per report and measure with a row: the period shown; part of the other views';
	COMMENT ON VIEW reading IS 'per report and measure with a row: the period shown, the history up to it, the figure and its movement, status and note; part of scorecard';
	COMMENT ON VIEW comparison IS 'per report and measure of its benchmark: what the authorities, the neighbours, the region and the country have; part of scorecard';
	COMMENT ON VIEW peers IS 'per area: its region and neighbours, and the countries and authorities that it is compared with; part of scorecard';
	COMMENT ON VIEW scorecard_detail IS 'the scorecard, and the history and quartiles of which dashboard() draws pictures; part of scorecard';
	COMMENT ON VIEW scorecard IS 'a row per report and measure: the figure, what it is compared with, and what became of it; a measure without a figure says why in note';
	COMMENT ON VIEW outcome_summary IS 'a row per report and outcome: how many measures are reported, improved, declined, in which quartile';
	COMMENT ON VIEW quarter_summary IS 'a row per report: how many measures are reported, improved, declined, in which quartile';
	COMMENT ON VIEW headline IS 'a row per report: the overview sentence';
	COMMENT ON MATERIALIZED VIEW history IS 'per measure, area and shape of period: the whole series; as of the last REFRESH MATERIALIZED VIEW CONCURRENTLY, for questions about whole histories';
	COMMENT ON COLUMN history.shape IS 'shape(period), so that quarters and years stand apart';
	COMMENT ON COLUMN history.series IS 'the figures in order of period';

	COMMENT ON COLUMN history.measure IS 'code of the measure';
	COMMENT ON COLUMN history.area IS 'code of the area';

	COMMENT ON COLUMN figure.measure IS 'code of the measure';
	COMMENT ON COLUMN figure.area IS 'code of the area';
	COMMENT ON COLUMN figure.period IS 'period of the figure';
	COMMENT ON COLUMN figure.figure IS 'the figure with its unit and polarity; NULL: withheld or not available';
	COMMENT ON COLUMN figure.status IS 'status symbol, as in observation; c where the figure is withheld';
	COMMENT ON COLUMN figure.note IS 'caveat as in observation; where the figure is withheld, that it is';
	COMMENT ON COLUMN reading.measure IS 'code of the measure';
	COMMENT ON COLUMN reading.area IS 'code of the area reported on';
	COMMENT ON COLUMN reading.quarter IS 'quarter of the report, as label';
	COMMENT ON COLUMN reading.period IS 'period that is shown';
	COMMENT ON COLUMN reading.history IS 'the figures up to that period, of three years or six periods';
	COMMENT ON COLUMN reading.figure IS 'the figure of that period';
	COMMENT ON COLUMN reading.movement IS 'the figure and the one that it is compared with by the measure''s basis';
	COMMENT ON COLUMN reading.status IS 'status symbol of the figure, c where it is withheld';
	COMMENT ON COLUMN reading.note IS 'caveat of the figure, or that it is withheld';
	COMMENT ON COLUMN comparison.measure IS 'code of the measure';
	COMMENT ON COLUMN comparison.area IS 'code of the area reported on';
	COMMENT ON COLUMN comparison.quarter IS 'quarter of the report, as label';
	COMMENT ON COLUMN comparison.authorities IS 'the figures of all authorities in the benchmark';
	COMMENT ON COLUMN comparison.national IS 'their quartiles';
	COMMENT ON COLUMN comparison.neighbours IS 'quartiles, and mean, of the statistical neighbours among them';
	COMMENT ON COLUMN comparison.region_value IS 'published figure of the region, in the unit';
	COMMENT ON COLUMN comparison.national_value IS 'published figure of the country, in the unit';
	COMMENT ON COLUMN comparison.period IS 'period of the benchmark''s figures';

	COMMENT ON COLUMN withheld_total.measure IS 'code of the measure';
	COMMENT ON COLUMN withheld_total.area IS 'code of the region or country';
	COMMENT ON COLUMN withheld_total.period IS 'period of the figure that is withheld';
	COMMENT ON COLUMN shown.measure IS 'code of the measure';
	COMMENT ON COLUMN shown.area IS 'code of the area reported on';
	COMMENT ON COLUMN shown.quarter IS 'quarter of the report, as label';
	COMMENT ON COLUMN shown.benchmark IS 'code of the benchmark that the report uses';
	COMMENT ON COLUMN shown.period IS 'period that is shown';
	COMMENT ON COLUMN peers.area IS 'code of the area';
	COMMENT ON COLUMN peers.region IS 'code of its region';
	COMMENT ON COLUMN peers.neighbours IS 'codes of its statistical neighbours; NULL: it has none';
	COMMENT ON COLUMN peers.countries IS 'codes of all countries';
	COMMENT ON COLUMN peers.authorities IS 'codes of all authorities';
	COMMENT ON COLUMN scorecard_detail.history IS 'the figures up to the period that is shown, of three years or six periods';
	COMMENT ON COLUMN scorecard_detail.quartiles IS 'the benchmark''s quartiles, by which the figure has its own';

	-- columns that mean the same in every view that has them
	FOR view_name IN
		SELECT c.relname
		FROM pg_class c
		WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = framework)
			AND c.relname IN ('scorecard', 'outcome_summary', 'quarter_summary', 'headline')
	LOOP
		EXECUTE format('COMMENT ON COLUMN %I.%I.quarter IS %L', framework, view_name, 'quarter of the report, as label');
		EXECUTE format('COMMENT ON COLUMN %I.%I.quarter_start IS %L', framework, view_name, 'first day of the quarter');
		EXECUTE format('COMMENT ON COLUMN %I.%I.quarter_end IS %L', framework, view_name, 'last day of the quarter');
		EXECUTE format('COMMENT ON COLUMN %I.%I.area IS %L', framework, view_name, 'code of the area reported on');
		EXECUTE format('COMMENT ON COLUMN %I.%I.area_name IS %L', framework, view_name, 'its name');
	END LOOP;
	FOREACH view_name IN ARRAY ARRAY['outcome_summary', 'quarter_summary'] LOOP
		EXECUTE format('COMMENT ON COLUMN %I.%I.reported IS %L', framework, view_name, 'measures with a figure');
		EXECUTE format('COMMENT ON COLUMN %I.%I.improved IS %L', framework, view_name, 'reported measures that improved');
		EXECUTE format('COMMENT ON COLUMN %I.%I.no_significant_change IS %L', framework, view_name, 'reported measures with no significant change');
		EXECUTE format('COMMENT ON COLUMN %I.%I.declined IS %L', framework, view_name, 'reported measures that declined');
		EXECUTE format('COMMENT ON COLUMN %I.%I.information_only IS %L', framework, view_name, 'reported measures without polarity');
		EXECUTE format('COMMENT ON COLUMN %I.%I.not_comparable IS %L', framework, view_name, 'reported measures with polarity whose change cannot be judged');
		EXECUTE format('COMMENT ON COLUMN %I.%I.not_reported IS %L', framework, view_name, 'measures without a figure; the scorecard says why');
		EXECUTE format('COMMENT ON COLUMN %I.%I.benchmarked IS %L', framework, view_name, 'reported measures with a quartile');
		EXECUTE format('COMMENT ON COLUMN %I.%I.top_quartile IS %L', framework, view_name, 'of these, in the best quarter of authorities');
		EXECUTE format('COMMENT ON COLUMN %I.%I.second_quartile IS %L', framework, view_name, 'of these, in the second quarter');
		EXECUTE format('COMMENT ON COLUMN %I.%I.third_quartile IS %L', framework, view_name, 'of these, in the third quarter');
		EXECUTE format('COMMENT ON COLUMN %I.%I.fourth_quartile IS %L', framework, view_name, 'of these, in the last quarter');
	END LOOP;
	COMMENT ON COLUMN outcome_summary.outcome IS 'code of the outcome';
	COMMENT ON COLUMN outcome_summary.outcome_title IS 'its name';
	COMMENT ON COLUMN outcome_summary.outcome_position IS 'order in the report';
	COMMENT ON COLUMN headline.sentence IS 'the overview sentence, made of the counts of quarter_summary';

	COMMENT ON COLUMN scorecard.outcome IS 'code of the outcome';
	COMMENT ON COLUMN scorecard.outcome_title IS 'its name';
	COMMENT ON COLUMN scorecard.measure IS 'code of the measure';
	COMMENT ON COLUMN scorecard.measure_title IS 'its name';
	COMMENT ON COLUMN scorecard.polarity IS 'high or low is good, or none: information only';
	COMMENT ON COLUMN scorecard.period IS 'period of the figure, which may end before the quarter does; NULL: not reported';
	COMMENT ON COLUMN scorecard.value IS 'the figure in the measure''s unit, unrounded; NULL: not reported';
	COMMENT ON COLUMN scorecard.numerator IS 'how many, where known';
	COMMENT ON COLUMN scorecard.denominator IS 'of how many, where known';
	COMMENT ON COLUMN scorecard.display IS 'the figure as printed, with unit and counts';
	COMMENT ON COLUMN scorecard.previous_period IS 'period of the figure it is compared with, by the basis';
	COMMENT ON COLUMN scorecard.previous_value IS 'the figure it is compared with';
	COMMENT ON COLUMN scorecard.difference IS 'value less previous value in the unit: points for %, never per cent';
	COMMENT ON COLUMN scorecard.basis IS 'which figure it is compared with: previous reported, previous period or same period last year';
	COMMENT ON COLUMN scorecard.tolerance IS 'largest difference that is no significant change';
	COMMENT ON COLUMN scorecard.p_value IS 'probability of a difference at least as large by chance, where both figures have counts';
	COMMENT ON COLUMN scorecard.direction IS 'improved, no significant change, declined, information only; NULL: not reported or not comparable';
	COMMENT ON COLUMN scorecard.quartile IS '1 = best quarter of authorities to 4, by the cut points of the benchmark';
	COMMENT ON COLUMN scorecard.previous_quartile IS 'quartile of the previous figure by the same cut points';
	COMMENT ON COLUMN scorecard.quartile_movement IS 'from which quartile to which, or unchanged';
	COMMENT ON COLUMN scorecard.national_rank IS '1 + how many authorities of the benchmark are better';
	COMMENT ON COLUMN scorecard.national_n IS 'authorities with a figure in the benchmark';
	COMMENT ON COLUMN scorecard.benchmark IS 'title of the benchmark used';
	COMMENT ON COLUMN scorecard.benchmark_period IS 'period of its figures for this measure';
	COMMENT ON COLUMN scorecard.benchmark_caveat IS 'what a reader must know of the comparison';
	COMMENT ON COLUMN scorecard.neighbour_mean IS 'mean of the statistical neighbours'' figures, unweighted, for comparator_period';
	COMMENT ON COLUMN scorecard.neighbour_median IS 'median of the statistical neighbours'' figures, for comparator_period';
	COMMENT ON COLUMN scorecard.region_value IS 'published figure of the region, for comparator_period';
	COMMENT ON COLUMN scorecard.national_value IS 'published figure of the country, for comparator_period';
	COMMENT ON COLUMN scorecard.target IS 'target that holds for the period, in the unit';
	COMMENT ON COLUMN scorecard.rag IS 'green: target reached; amber: missed by at most its tolerance; red: missed by more';
	COMMENT ON COLUMN scorecard.trend IS 'trend over the latest five adjacent periods, or that it cannot be calculated';
	COMMENT ON COLUMN scorecard.status IS 'status symbol of the figure, as in observation';
	COMMENT ON COLUMN scorecard.note IS 'caveat of the figure, or the reason why there is none';
	COMMENT ON COLUMN scorecard.commentary IS 'what people say about the figure';
	COMMENT ON COLUMN scorecard.comparator_period IS 'period of neighbour, region and national figures: the benchmark''s, or, for a measure that it does not have, the figure''s own';
	COMMENT ON COLUMN scorecard.outcome_position IS 'order of the outcome in the report';
	COMMENT ON COLUMN scorecard.measure_position IS 'order of the measure within the outcome';
	FOR column_name, words IN
		SELECT a.attname, col_description(a.attrelid, a.attnum)
		FROM pg_attribute a
		WHERE a.attrelid = 'scorecard'::regclass AND a.attnum > 0
	LOOP
		EXECUTE format('COMMENT ON COLUMN scorecard_detail.%I IS %L', column_name, words);
	END LOOP;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_view_comments(name) IS
	'comments on the views of a framework and their columns; part of create_framework';
