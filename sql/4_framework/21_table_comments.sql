/*
 * 21_table_comments.sql - what the tables of a framework say of themselves
 */

CREATE PROCEDURE framework_table_comments(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, pg_temp', framework), true);

	COMMENT ON TABLE outcome IS 'outcome areas of the strategic plan';
	COMMENT ON COLUMN outcome.code IS 'short code, used as key';
	COMMENT ON COLUMN outcome.title IS 'name as printed';
	COMMENT ON COLUMN outcome.position IS 'order in the report';

	COMMENT ON TABLE measure IS 'what is measured, and by which rules it is judged';
	COMMENT ON COLUMN measure.code IS 'short code, used as key';
	COMMENT ON COLUMN measure.outcome IS 'outcome area under which the report shows it';
	COMMENT ON COLUMN measure.position IS 'order within the outcome';
	COMMENT ON COLUMN measure.title IS 'name as printed';
	COMMENT ON COLUMN measure.definition IS 'what is counted, among whom';
	COMMENT ON COLUMN measure.polarity IS 'high: high is good; low: low is good; none: information only';
	COMMENT ON COLUMN measure.polarity_reason IS 'why it has the polarity it has; required where that is none';
	COMMENT ON COLUMN measure.unit IS '%, count, number or per N';
	COMMENT ON COLUMN measure.unit_label IS 'free label behind the figure, such as days; £ stands before it';
	COMMENT ON COLUMN measure.decimals IS 'decimals printed, 0 to 10; figures are judged unrounded';
	COMMENT ON COLUMN measure.frequency IS 'months of a period: 1, 3, 4 (term), 12; figures of periods of another length are not used';
	COMMENT ON COLUMN measure.max_arrears IS 'months by which the latest figure may end before the report quarter does; 0: it must end with the quarter';
	COMMENT ON COLUMN measure.basis IS 'with what a figure is compared: previous reported (within three years, or six periods where that is longer), previous period (the adjacent one), same period last year';
	COMMENT ON COLUMN measure.tolerance IS 'largest difference, in the unit (points for %), that is no significant change';
	COMMENT ON COLUMN measure.confidence IS 'where set, a change must be significant at this level, such as 0.95, as well';
	COMMENT ON COLUMN measure.suppress_below IS 'where set, figures on fewer than so many are withheld with status c from every view and page, as are totals that would give them away; NULL: off';
	COMMENT ON COLUMN measure.owner IS 'who answers for the figure';
	COMMENT ON COLUMN measure.first_reported IS 'first period reported, NULL: always';
	COMMENT ON COLUMN measure.last_reported IS 'last period reported, NULL: still reported';

	COMMENT ON TABLE area IS 'authorities, regions and countries; only authorities enter a quartile, a rank or a mean';
	COMMENT ON COLUMN area.code IS 'code, such as the GSS code, used as key';
	COMMENT ON COLUMN area.name IS 'name as printed';
	COMMENT ON COLUMN area.kind IS 'authority, region or country';
	COMMENT ON COLUMN area.region IS 'region in which an authority lies';
	COMMENT ON COLUMN area.successor IS 'the area that an abolished one went into';

	COMMENT ON TABLE neighbour IS 'statistical neighbours of an area';
	COMMENT ON COLUMN neighbour.area IS 'the area compared';
	COMMENT ON COLUMN neighbour.neighbour IS 'one of its statistical neighbours';
	COMMENT ON COLUMN neighbour.position IS 'closeness, 1 = closest';

	COMMENT ON TABLE observation IS 'figures: one per measure, area and period; load a period again with INSERT ... ON CONFLICT DO UPDATE';
	COMMENT ON COLUMN observation.measure IS 'what was measured';
	COMMENT ON COLUMN observation.area IS 'where; published figures of regions and countries are rows of those areas';
	COMMENT ON COLUMN observation.period IS 'when: a label such as 2020/21 Q2 or 2020-08';
	COMMENT ON COLUMN observation.value IS 'the figure in the measure''s unit; NULL exactly where the status withholds it';
	COMMENT ON COLUMN observation.numerator IS 'how many, where known';
	COMMENT ON COLUMN observation.denominator IS 'of how many, where known';
	COMMENT ON COLUMN observation.status IS 'c confidential, x not available, z not applicable: no value; low rounds to zero, u low reliability, p provisional, r revised, e estimated, b break in the series';
	COMMENT ON COLUMN observation.note IS 'caveat, or the reason why there is no value';

	COMMENT ON TABLE benchmark IS 'named sets of comparators, such as the latest national year that is comparable';
	COMMENT ON COLUMN benchmark.code IS 'short code, used as key';
	COMMENT ON COLUMN benchmark.title IS 'name as printed, with the year';
	COMMENT ON COLUMN benchmark.release IS 'statistical release the figures come from';
	COMMENT ON COLUMN benchmark.published IS 'date of the release';
	COMMENT ON COLUMN benchmark.caveat IS 'what a reader must know of the comparison';

	COMMENT ON TABLE benchmark_value IS 'comparators: one per measure, benchmark and area; each measure has its own year';
	COMMENT ON COLUMN benchmark_value.measure IS 'what was measured';
	COMMENT ON COLUMN benchmark_value.benchmark IS 'the set it belongs to';
	COMMENT ON COLUMN benchmark_value.area IS 'where';
	COMMENT ON COLUMN benchmark_value.period IS 'when';
	COMMENT ON COLUMN benchmark_value.value IS 'the figure in the measure''s unit; NULL exactly where the status withholds it';
	COMMENT ON COLUMN benchmark_value.numerator IS 'how many, where known';
	COMMENT ON COLUMN benchmark_value.denominator IS 'of how many, where known';
	COMMENT ON COLUMN benchmark_value.status IS 'as in observation';

	COMMENT ON TABLE target IS 'targets, each from a period on';
	COMMENT ON COLUMN target.measure IS 'what is to reach it';
	COMMENT ON COLUMN target.area IS 'where';
	COMMENT ON COLUMN target.from_period IS 'the target holds from the start of this period until another starts';
	COMMENT ON COLUMN target.value IS 'target in the measure''s unit';
	COMMENT ON COLUMN target.tolerance IS 'how far a figure may miss it, in the unit, and be amber instead of red';

	COMMENT ON TABLE commentary IS 'what people say about a figure';
	COMMENT ON COLUMN commentary.measure IS 'the measure commented on';
	COMMENT ON COLUMN commentary.area IS 'where';
	COMMENT ON COLUMN commentary.quarter IS 'quarter of the report';
	COMMENT ON COLUMN commentary.text IS 'the comment, printed as it is';
	COMMENT ON COLUMN commentary.author IS 'who wrote it';

	COMMENT ON TABLE report IS 'reports to be made: the area and quarter, and the benchmark to be used';
	COMMENT ON COLUMN report.area IS 'the area reported on';
	COMMENT ON COLUMN report.quarter IS 'the quarter reported on';
	COMMENT ON COLUMN report.benchmark IS 'set of comparators; NULL: no quartiles';
	COMMENT ON COLUMN report.title IS 'title as printed';
	COMMENT ON COLUMN report.note IS 'caveat about the whole report';
END
$$;
COMMENT ON PROCEDURE framework_table_comments(name) IS
	'comments on the tables of a framework and their columns; part of create_framework';
