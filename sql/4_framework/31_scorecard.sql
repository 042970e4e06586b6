/*
 * 31_scorecard.sql - the scorecard of a framework
 *
 * scorecard_detail has a row per report and measure.  One scan of report drives
 * it, so that a filter on area, quarter or dates reaches every table; each
 * LATERAL reads the figures of one measure, and its HAVING tells the planner
 * that this is one row: however large the tables are, a report costs what it
 * shows, and the planner knows it.
 *
 * A column of the scorecard is a line of scorecard_detail and its COMMENT.  The
 * views and tables that have columns of the scorecard take both from here.
 *
 * Columns of our types are compared with = only, and the fact tables' own
 * measure is the first key of every grouping over them.
 */

CREATE PROCEDURE cfsperf_internal.comment_columns_like(relation regclass, VARIADIC models regclass[])
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	column_name name;
	words text;
BEGIN
	FOR column_name, words IN
		SELECT DISTINCT ON (a.attnum) a.attname, col_description(b.attrelid, b.attnum)
		FROM pg_attribute a
		CROSS JOIN unnest(models) WITH ORDINALITY AS m(model, place)
		JOIN pg_attribute b ON b.attrelid = m.model AND b.attname = a.attname AND b.attnum > 0
		WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped
			AND col_description(b.attrelid, b.attnum) IS NOT NULL
		ORDER BY a.attnum, m.place
	LOOP
		EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', relation, column_name, words);
	END LOOP;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.comment_columns_like(regclass, regclass[]) IS
	'gives the columns of a relation the comments that columns of the same name have in the models, the first that has one; part of create_framework';

CREATE PROCEDURE cfsperf_internal.framework_scorecard(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	-- A barrier: a function in a reader's WHERE sees rows of it, never what they
	-- are made of.
	CREATE VIEW scorecard_detail WITH (security_barrier) AS
	SELECT
		r.quarter::varchar(24) AS quarter,
		starts(r.quarter) AS quarter_start,
		ends(r.quarter) AS quarter_end,
		r.area,
		own.name AS area_name,
		m.outcome,
		oc.title AS outcome_title,
		m.code AS measure,
		m.title AS measure_title,
		m.polarity::varchar(4) AS polarity,
		current_period(g.movement)::varchar(24) AS period,
		current_value(g.movement) AS value,
		numerator(g.figure) AS numerator,
		denominator(g.figure) AS denominator,
		display(value(g.figure), numerator(g.figure), denominator(g.figure),
				m.unit, m.unit_label, m.decimals)::varchar(120) AS display,
		previous_period(g.movement)::varchar(24) AS previous_period,
		previous_value(g.movement) AS previous_value,
		difference(g.movement) AS difference,
		m.basis,
		m.tolerance,
		p_value(g.figure, previous(g.movement)) AS p_value,
		(CASE WHEN m.confidence IS NULL THEN direction(g.movement, m.tolerance)
			ELSE direction(g.movement, m.tolerance, m.confidence) END)::varchar(24)
			AS direction,
		quartile(g.figure, c.authority_quartiles) AS quartile,
		quartile(previous(g.movement), c.authority_quartiles) AS previous_quartile,
		quartile_movement(quartile(previous(g.movement), c.authority_quartiles),
						  quartile(g.figure, c.authority_quartiles))::varchar(24)
			AS quartile_movement,
		national_rank(g.figure, c.authorities)::integer AS national_rank,
		n(c.authority_quartiles)::integer AS national_n,
		(CASE WHEN b.measure IS NOT NULL THEN bm.title END)::varchar(500) AS benchmark,
		b.period::varchar(24) AS benchmark_period,
		(CASE WHEN b.measure IS NOT NULL THEN bm.caveat END)::varchar(2000) AS benchmark_caveat,
		mean(c.neighbour_quartiles) AS neighbour_mean,
		median(c.neighbour_quartiles) AS neighbour_median,
		c.region_value,
		c.country_value AS national_value,
		t.value AS target,
		rag(g.figure, t.value, t.tolerance)::varchar(5) AS rag,
		(CASE WHEN g.figure IS NOT NULL
			THEN (trend(h.series)).verdict END)::varchar(60) AS trend,
		(CASE WHEN n.withheld IS NULL THEN n.status ELSE 'c' END)::varchar(3) AS status,
		(CASE WHEN g.figure IS NOT NULL THEN n.note
			ELSE coalesce(n.withheld, n.note, status_reason(n.status), CASE
				WHEN l.measure IS NOT NULL
					THEN 'The figure that was loaded cannot be one of this measure.'
				WHEN r.quarter < m.first_reported
					THEN 'First reported for ' || m.first_reported::text || '.'
				WHEN r.quarter > m.last_reported
					THEN 'Last reported for ' || m.last_reported::text || '.'
				ELSE 'No figure has been loaded for ' || r.quarter::text || '.' END)
			END)::varchar(2000) AS note,
		k.text AS commentary,
		coalesce(b.period, e.period)::varchar(24) AS comparator_period,
		oc.position AS outcome_position,
		m.position AS measure_position,
		m.unit,
		m.unit_label,
		m.decimals,
		m.counted,
		m.out_of,
		m.polarity_reason::varchar(2000) AS polarity_reason,
		h.series,
		c.authority_quartiles AS quartiles
	FROM report r
	JOIN area own ON own.code = r.area
	CROSS JOIN LATERAL (
		SELECT ARRAY(SELECT n.neighbour::text
					 FROM neighbour n
					 JOIN area a ON a.code = n.neighbour AND a.kind = 'authority'
					 WHERE n.area = own.code) AS neighbours,
			ARRAY(SELECT a.code::text FROM area a WHERE a.kind = 'country') AS countries,
			ARRAY(SELECT a.code::text FROM area a WHERE a.kind = 'authority') AS authorities
		OFFSET 0) p
	CROSS JOIN measure m
	JOIN outcome oc ON oc.code = m.outcome
	-- the period that is shown: that of the latest row whose period ends within
	-- the quarter and not more than max_arrears months before its end
	LEFT JOIN LATERAL (
		SELECT o.measure, max(o.period) AS period
		FROM observation o
		WHERE o.measure = m.code AND o.area = r.area
			AND o.period >= last_month(r.quarter, -m.max_arrears)
			AND o.period < last_month(r.quarter, 1)
			AND months(o.period) = m.frequency
		GROUP BY o.measure
		HAVING min(o.measure) = m.code) l ON l.measure = m.code
	-- the history up to it: three years, or six periods where that is longer
	LEFT JOIN LATERAL (
		SELECT o.measure,
			series(CASE WHEN withheld(o.value, o.numerator, o.denominator, m.unit,
					m.suppress_below,
					own.kind <> 'authority'
						AND EXISTS (SELECT FROM withheld_total t
									WHERE t.measure = o.measure AND t.area = o.area
										AND t.period = o.period)) IS NULL
				THEN reading(o.value, o.numerator, o.denominator, m.polarity, m.unit) END, o.period) AS series
		FROM observation o
		WHERE o.measure = l.measure AND o.area = r.area
			AND o.period >= last_month(l.period, -greatest(36, 6 * m.frequency))
			AND o.period <= l.period
			AND same_shape(o.period, l.period)
		GROUP BY o.measure
		HAVING min(o.measure) = m.code) h ON h.measure = m.code
	CROSS JOIN LATERAL (
		SELECT at(h.series, l.period) AS figure, change(h.series, l.period, m.basis) AS movement) g
	LEFT JOIN LATERAL (
		SELECT o.measure, o.status, o.note,
			withheld(o.value, o.numerator, o.denominator, m.unit, m.suppress_below,
				own.kind <> 'authority'
					AND EXISTS (SELECT FROM withheld_total t
								WHERE t.measure = o.measure AND t.area = o.area
									AND t.period = o.period)) AS withheld
		FROM observation o
		WHERE o.measure = l.measure AND o.area = r.area AND o.period = l.period
		OFFSET 0) n ON n.measure = m.code
	LEFT JOIN LATERAL (
		SELECT bv.measure, max(bv.period) AS period, array_agg(bv.area::text) AS areas,
			array_agg(bv.value) AS figures
		FROM benchmark_value bv
		WHERE bv.benchmark = r.benchmark AND bv.measure = m.code
		GROUP BY bv.measure
		HAVING min(bv.measure) = m.code) b ON b.measure = m.code
	-- a measure that the benchmark does not have is compared with what is
	-- observed elsewhere for the same period
	LEFT JOIN LATERAL (
		SELECT o.measure, max(o.period) AS period, array_agg(o.area::text) AS areas,
			array_agg(CASE WHEN withheld(o.value, o.numerator, o.denominator, m.unit,
					m.suppress_below,
					EXISTS (SELECT FROM withheld_total t
							WHERE t.measure = o.measure AND t.area = o.area
								AND t.period = o.period)) IS NULL
				THEN o.value END) AS figures
		FROM observation o
		WHERE b.measure IS NULL AND o.measure = l.measure AND o.period = l.period
			AND o.area = ANY (p.neighbours || own.region::text || p.countries)
		GROUP BY o.measure
		HAVING min(o.measure) = m.code) e ON e.measure = m.code
	CROSS JOIN LATERAL standings(coalesce(b.areas, e.areas), coalesce(b.figures, e.figures),
		CASE WHEN b.measure IS NOT NULL THEN p.authorities END, p.neighbours, own.region, p.countries,
		m.polarity, m.unit) c
	-- the latest target that had begun
	LEFT JOIN LATERAL (
		SELECT t.measure, max(t.from_period) AS from_period
		FROM target t
		WHERE t.measure = m.code AND t.area = r.area
			AND starts(t.from_period) <= coalesce(ends(l.period), ends(r.quarter))
		GROUP BY t.measure
		HAVING min(t.measure) = m.code) tp ON tp.measure = m.code
	LEFT JOIN target t ON t.measure = tp.measure AND t.area = r.area AND t.from_period = tp.from_period
	LEFT JOIN benchmark bm ON bm.code = r.benchmark
	LEFT JOIN commentary k ON k.measure = m.code AND k.area = r.area
		AND k.quarter = r.quarter;
	COMMENT ON VIEW scorecard_detail IS 'the scorecard, and the series and quartiles of which dashboard() draws pictures; part of scorecard';
	COMMENT ON COLUMN scorecard_detail.quarter IS 'quarter of the report, as label';
	COMMENT ON COLUMN scorecard_detail.quarter_start IS 'first day of the quarter';
	COMMENT ON COLUMN scorecard_detail.quarter_end IS 'last day of the quarter';
	COMMENT ON COLUMN scorecard_detail.area IS 'code of the area reported on';
	COMMENT ON COLUMN scorecard_detail.area_name IS 'its name';
	COMMENT ON COLUMN scorecard_detail.outcome IS 'code of the outcome';
	COMMENT ON COLUMN scorecard_detail.outcome_title IS 'its name';
	COMMENT ON COLUMN scorecard_detail.measure IS 'code of the measure';
	COMMENT ON COLUMN scorecard_detail.measure_title IS 'its name';
	COMMENT ON COLUMN scorecard_detail.polarity IS 'high or low is good, or none: information only';
	COMMENT ON COLUMN scorecard_detail.period IS 'period of the figure, which may end before the quarter does; NULL: not reported';
	COMMENT ON COLUMN scorecard_detail.value IS 'the figure in the measure''s unit, unrounded; NULL: not reported';
	COMMENT ON COLUMN scorecard_detail.numerator IS 'how many, where known';
	COMMENT ON COLUMN scorecard_detail.denominator IS 'of how many, where known';
	COMMENT ON COLUMN scorecard_detail.display IS 'the figure as printed, with unit and counts';
	COMMENT ON COLUMN scorecard_detail.previous_period IS 'period of the figure it is compared with, by the basis';
	COMMENT ON COLUMN scorecard_detail.previous_value IS 'the figure it is compared with';
	COMMENT ON COLUMN scorecard_detail.difference IS 'value less previous value in the unit: points for %, never per cent';
	COMMENT ON COLUMN scorecard_detail.basis IS 'which figure it is compared with: previous reported, previous period or same period last year';
	COMMENT ON COLUMN scorecard_detail.tolerance IS 'largest difference that is no significant change';
	COMMENT ON COLUMN scorecard_detail.p_value IS 'probability of a difference at least as large by chance, where both figures have counts';
	COMMENT ON COLUMN scorecard_detail.direction IS 'improved, no significant change, declined, information only; NULL: not reported or not comparable';
	COMMENT ON COLUMN scorecard_detail.quartile IS '1 = best quarter of authorities to 4, by the cut points of the benchmark';
	COMMENT ON COLUMN scorecard_detail.previous_quartile IS 'quartile of the previous figure by the same cut points';
	COMMENT ON COLUMN scorecard_detail.quartile_movement IS 'from which quartile to which, or unchanged';
	COMMENT ON COLUMN scorecard_detail.national_rank IS '1 + how many authorities of the benchmark are better';
	COMMENT ON COLUMN scorecard_detail.national_n IS 'authorities with a figure in the benchmark';
	COMMENT ON COLUMN scorecard_detail.benchmark IS 'title of the benchmark used';
	COMMENT ON COLUMN scorecard_detail.benchmark_period IS 'period of its figures for this measure';
	COMMENT ON COLUMN scorecard_detail.benchmark_caveat IS 'what a reader must know of the comparison';
	COMMENT ON COLUMN scorecard_detail.neighbour_mean IS 'mean of the statistical neighbours'' figures, unweighted, for comparator_period';
	COMMENT ON COLUMN scorecard_detail.neighbour_median IS 'median of the statistical neighbours'' figures, for comparator_period';
	COMMENT ON COLUMN scorecard_detail.region_value IS 'published figure of the region, for comparator_period';
	COMMENT ON COLUMN scorecard_detail.national_value IS 'published figure of the country, for comparator_period';
	COMMENT ON COLUMN scorecard_detail.target IS 'target that holds for the period, in the unit';
	COMMENT ON COLUMN scorecard_detail.rag IS 'green: target reached; amber: missed by at most its tolerance; red: missed by more';
	COMMENT ON COLUMN scorecard_detail.trend IS 'trend over the latest five adjacent periods, or up to ten where counts are missing, or that it cannot be calculated';
	COMMENT ON COLUMN scorecard_detail.status IS 'status symbol of the figure, as in observation; c where it is withheld';
	COMMENT ON COLUMN scorecard_detail.note IS 'caveat of the figure, or the reason why there is none';
	COMMENT ON COLUMN scorecard_detail.commentary IS 'what people say about the figure';
	COMMENT ON COLUMN scorecard_detail.comparator_period IS 'period of neighbour, region and national figures: the benchmark''s, or, for a measure that it does not have, the figure''s own';
	COMMENT ON COLUMN scorecard_detail.outcome_position IS 'order of the outcome in the report';
	COMMENT ON COLUMN scorecard_detail.measure_position IS 'order of the measure within the outcome';
	COMMENT ON COLUMN scorecard_detail.unit IS 'unit of the figure: %, count, number or per N';
	COMMENT ON COLUMN scorecard_detail.unit_label IS 'free label behind the figure, such as days; £ stands before it';
	COMMENT ON COLUMN scorecard_detail.decimals IS 'decimals with which the figure is printed';
	COMMENT ON COLUMN scorecard_detail.counted IS 'what the numerator counts, such as children';
	COMMENT ON COLUMN scorecard_detail.out_of IS 'what the denominator counts, such as care leavers';
	COMMENT ON COLUMN scorecard_detail.polarity_reason IS 'why the measure has the polarity it has';
	COMMENT ON COLUMN scorecard_detail.series IS 'the figures up to the period that is shown, of three years or six periods';
	COMMENT ON COLUMN scorecard_detail.quartiles IS 'quartiles of the authorities in the benchmark, by which the figure has its own';

	-- its columns of plain types, which every client knows
	EXECUTE (
		SELECT format('CREATE VIEW scorecard AS SELECT %s FROM scorecard_detail',
					  string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum))
		FROM pg_attribute a
		JOIN pg_type t ON t.oid = a.atttypid AND t.typnamespace = 'pg_catalog'::regnamespace
		WHERE a.attrelid = 'scorecard_detail'::regclass AND a.attnum > 0);
	COMMENT ON VIEW scorecard IS 'a row per report and measure: the figure, what it is compared with, and what became of it; a measure without a figure says why in note';
	CALL comment_columns_like('scorecard', 'scorecard_detail');
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_scorecard(name) IS
	'makes the scorecard of a framework; part of create_framework';
