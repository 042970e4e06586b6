-- SPDX-License-Identifier: PostgreSQL
/*
 * 31_scorecard_detail.sql - a row per report and measure
 *
 * One scan of report drives it, so that a filter on area, quarter or dates
 * reaches every table.  Each LATERAL reads the figures of one measure, is one
 * relation and gives one row, an aggregate or DISTINCT, which the planner sees:
 * so one of which a query asks no column is not computed.  What a benchmark has of
 * a measure depends on these two alone, and is read once for all the reports that
 * are asked for together.  Columns of our types are compared with = only.  A column
 * is a line here; its COMMENT is in 32_scorecard.sql, or that of the table's own.
 */

CREATE PROCEDURE cfsperf_internal.framework_scorecard_detail(framework name)
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
		r.area_name,
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
				m.unit, m.unit_label, s.decimals)::varchar(120) AS display,
		coalesce(previous_period(g.movement), current_period(g.known))::varchar(24) AS previous_period,
		coalesce(previous_value(g.movement), current_value(g.known)) AS previous_value,
		difference(g.movement) AS difference,
		m.basis,
		m.tolerance,
		rule_words(m.tolerance, m.confidence, m.unit, m.unit_label, m.decimals)::varchar(120) AS rule,
		p_value(g.movement) AS p_value,
		direction_by_rule(g.movement, m.tolerance, m.confidence, m.decimals)::varchar(24) AS direction,
		previous_value(g.year_ago) AS year_ago_value,
		p_value(g.year_ago) AS year_ago_p_value,
		direction_by_rule(g.year_ago, m.tolerance, m.confidence, m.decimals)::varchar(24) AS year_ago_direction,
		s.quartile,
		s.previous_quartile,
		quartile_movement(s.previous_quartile, s.quartile)::varchar(24) AS quartile_movement,
		quartile_note(m.polarity, m.quartile_rule, m.quartile_note, s.quartile,
			value(g.figure), (c.among).authority_quartiles)::varchar(500) AS quartile_note,
		(c.among).national_rank,
		(c.among).national_n,
		(CASE WHEN s.year IS NOT NULL THEN bm.title END)::varchar(500) AS benchmark,
		s.year::varchar(24) AS benchmark_period,
		(CASE WHEN s.year IS NOT NULL THEN (c.among).previous_year END)::varchar(24) AS previous_benchmark_period,
		(CASE WHEN s.year IS NOT NULL THEN bm.caveat END)::varchar(2000) AS benchmark_caveat,
		mean((c.among).neighbour_quartiles) AS neighbour_mean,
		median((c.among).neighbour_quartiles) AS neighbour_median,
		(c.among).neighbour_rank,
		(c.among).neighbour_n,
		(CASE WHEN u.comparable
			THEN against(g.figure, mean((c.among).neighbour_quartiles), m.tolerance, m.decimals) END)::varchar(10)
			AS against_neighbours,
		CASE WHEN u.comparable THEN (c.among).region_value END AS region_value,
		r.region_name,
		CASE WHEN u.comparable THEN (c.among).country_value END AS national_value,
		r.country_name::varchar(200) AS national_name,
		t.value AS target,
		rag(g.figure, t.value, t.tolerance)::varchar(5) AS rag,
		h.verdict::varchar(60) AS trend,
		h.points AS trend_points,
		(CASE WHEN n.withheld THEN 'c' ELSE n.status END)::varchar(3) AS status,
		(CASE WHEN g.figure IS NOT NULL THEN note_with(n.note, v.words)
			WHEN n.withheld THEN status_reason('c')
			WHEN l.period IS NULL AND v.words IS NOT NULL THEN v.words || '.'
			ELSE note_with(coalesce(n.note, status_reason(n.status), CASE
				WHEN l.period IS NOT NULL
					THEN 'The figure that was loaded cannot be one of this measure.'
				WHEN r.quarter < m.first_reported
					THEN 'First reported for ' || m.first_reported::text || '.'
				WHEN r.quarter > m.last_reported
					THEN 'Last reported for ' || m.last_reported::text || '.'
				ELSE 'No figure has been loaded for ' || r.quarter::text || '.' END), v.words)
			END)::varchar(2000) AS note,
		(CASE WHEN n.withheld IS NOT TRUE THEN at_most(k.words, 4000) END)::varchar(4000) AS commentary,
		(c.among).year::varchar(24) AS comparator_period,
		oc.position AS outcome_position,
		m.position AS measure_position,
		m.unit,
		m.unit_label,
		s.decimals,
		m.counted,
		m.out_of,
		m.frequency,
		u.span,
		m.timing,
		m.arrears_reason,
		m.definition::varchar(4000) AS definition,
		m.polarity_reason::varchar(2000) AS polarity_reason,
		m.owner::varchar(500) AS owner,
		m.source_link,
		h.series,
		(c.among).authority_quartiles AS quartiles,
		ARRAY(SELECT coalesce(a.name, u.code) FROM unnest((c.among).neighbour_areas) WITH ORDINALITY AS u(code, place)
			LEFT JOIN area a ON a.code = u.code ORDER BY u.place) AS neighbour_names,
		(c.among).neighbour_values
	FROM report_area r
	-- Read once. What was decided to be withheld stays so until protect() decides
	-- again, also where nothing is left that would need it; same_code for b below, as
	-- Memoize forgets all where one column is both what a subquery is joined by and
	-- what it asks for.
	CROSS JOIN (SELECT m.*, m.code AS same_code,
					g.measure IS NOT NULL OR EXISTS (
						SELECT 1 FROM disclosure d
						WHERE d.measure = m.code AND d.benchmark IS NULL AND d.decision <> 'shown') AS governed,
					g.always, g.confidential
				FROM measure m
				LEFT JOIN governed_measure g ON g.measure = m.code
				OFFSET 0) m
	JOIN outcome oc ON oc.code = m.outcome
	CROSS JOIN LATERAL (
		SELECT coalesce(m.span, m.frequency) AS span,
			coalesce(m.comparable_totals, m.unit <> 'count') AS comparable) u
	-- the period that is shown: that of the latest row whose period ends within
	-- the quarter and not more than max_arrears months before its end
	LEFT JOIN LATERAL (
		SELECT max(o.period) AS period
		FROM (SELECT each_code(r.codes) AS code) c
		JOIN observation o ON o.area = c.code
		WHERE o.measure = m.code
			AND o.period >= last_month(r.quarter, -m.max_arrears)
			AND o.period < last_month(r.quarter, 1)
			AND months(o.period) = u.span) l ON true
	-- the history up to it: three years, or ten figures where that is longer; of two
	-- codes in one period the one that has a figure, or else the later one
	LEFT JOIN LATERAL (
		SELECT DISTINCT ON (m.code) m.code AS measure, x.series, at(x.series, l.period) AS figure,
			change(x.series, l.period, m.basis) AS movement,
			CASE WHEN at(x.series, l.period) IS NULL THEN change(x.series) END AS known,
			CASE WHEN at(x.series, year_ago(l.period)) IS NOT NULL
				THEN change(x.series, l.period, 'same period last year') END AS year_ago,
			(trend(CASE WHEN at(x.series, l.period) IS NOT NULL THEN x.series END)).verdict,
			(trend(CASE WHEN at(x.series, l.period) IS NOT NULL THEN x.series END)).points
		FROM (SELECT series(CASE WHEN NOT withheld(o.value, NULL, o.decision,
					needs_decision(m.always, m.confidential, m.unit, o.period, o.value, o.numerator, o.denominator))
					  THEN shown_reading(o.value, o.numerator, o.denominator, m.polarity, m.unit, m.round_to) END,
					  o.period, m.frequency) AS series
			  FROM (SELECT DISTINCT ON (o.period) o.period, o.value, o.numerator, o.denominator,
						CASE WHEN m.governed THEN o.decision END AS decision
					FROM (SELECT each_code(r.codes) AS code) c
					JOIN reported_observation o ON o.area = c.code
					WHERE o.measure = m.code
						AND o.period >= last_month(l.period, -greatest(36, 10 * m.frequency, 10 * u.span))
						AND o.period <= l.period
						AND same_shape(o.period, l.period, m.frequency)
					ORDER BY o.period, o.value IS NULL, array_position(r.codes, o.area::text)) o) x) h ON h.measure = m.code
	-- and where that has no figure before, the latest, however long ago
	LEFT JOIN LATERAL (
		SELECT CASE WHEN h.figure IS NOT NULL THEN change(o.figure, o.period) END AS movement,
			CASE WHEN h.figure IS NULL THEN change(o.figure, o.period) END AS known
		FROM (SELECT DISTINCT ON (o.period) o.period,
				  CASE WHEN NOT withheld(o.value, NULL, CASE WHEN m.governed THEN o.decision END,
					needs_decision(m.always, m.confidential, m.unit, o.period, o.value, o.numerator, o.denominator))
					  THEN shown_reading(o.value, o.numerator, o.denominator, m.polarity, m.unit, m.round_to) END AS figure
			  FROM (SELECT each_code(r.codes) AS code) c
			  JOIN reported_observation o ON o.area = c.code
			  WHERE o.measure = m.code
			  ORDER BY o.period, o.value IS NULL, array_position(r.codes, o.area::text)) o
		WHERE previous(h.movement) IS NULL AND h.known IS NULL
			AND (h.figure IS NULL OR m.basis = 'previous reported')
			AND o.period < last_month(coalesce(l.period, r.quarter), 1)
			AND months(o.period) = u.span
			AND (l.period IS NULL OR same_shape(o.period, l.period, m.frequency))) w ON true
	CROSS JOIN LATERAL (
		SELECT h.figure, coalesce(w.movement, h.movement) AS movement, coalesce(w.known, h.known) AS known,
			CASE WHEN previous_period(h.year_ago) = previous_period(coalesce(w.movement, h.movement)) THEN NULL
				ELSE h.year_ago END AS year_ago) g
	LEFT JOIN LATERAL (
		SELECT DISTINCT ON (m.code) m.code AS measure, o.*
		FROM (SELECT each_code(r.codes) AS code) c
		CROSS JOIN LATERAL (
			SELECT o.area, o.value, o.status, o.note, withheld(o.value, o.status, CASE WHEN m.governed THEN o.decision END,
					needs_decision(m.always, m.confidential, m.unit, o.period, o.value, o.numerator, o.denominator)) AS withheld
			FROM reported_observation o
			WHERE o.measure = m.code AND o.area = c.code AND o.period = l.period
			OFFSET 0) o
		ORDER BY m.code, o.value IS NULL, array_position(r.codes, o.area::text)) n ON n.measure = m.code
	-- what the benchmark has of the measure, as far as decisions go; it is made of
	-- these two alone, of which the planner knows how many there are
	LEFT JOIN LATERAL (
		SELECT league(bv.area, bv.period, CASE WHEN NOT withheld(bv.value, NULL, bv.decision, false)
				THEN bv.value END) AS league,
			count(bv.decision) < count(*) AS undecided
		FROM decided_benchmark_value bv
		WHERE bv.benchmark = r.benchmark AND bv.measure = m.same_code) b ON true
	-- the same where figures are rounded, or some that need a decision have none
	LEFT JOIN LATERAL (
		SELECT league(bv.area, bv.period, CASE WHEN NOT withheld(bv.value, NULL, bv.decision,
					needs_decision(m.always, m.confidential, m.unit, bv.period, bv.value, bv.numerator, bv.denominator))
				THEN shown_value(bv.value, bv.numerator, bv.denominator, m.unit, m.round_to) END) AS league
		FROM decided_benchmark_value bv
		WHERE (m.round_to IS NOT NULL OR m.governed AND b.undecided)
			AND bv.benchmark = r.benchmark AND bv.measure = m.code) d ON true
	-- a measure that the benchmark does not have is compared with what is
	-- observed elsewhere for the same period
	LEFT JOIN LATERAL (
		SELECT league(o.area, o.period, o.value) AS league
		FROM (SELECT each_code(r.codes_of_others) AS code) c
		CROSS JOIN LATERAL (
			SELECT o.area, o.period, CASE WHEN NOT withheld(o.value, NULL, CASE WHEN m.governed THEN o.decision END,
					needs_decision(m.always, m.confidential, m.unit, o.period, o.value, o.numerator, o.denominator))
				THEN shown_value(o.value, o.numerator, o.denominator, m.unit, m.round_to) END AS value
			FROM reported_observation o
			WHERE o.measure = m.code AND o.area = c.code AND o.period = l.period
			OFFSET 0) o
		WHERE b.league IS NULL) e ON true
	LEFT JOIN LATERAL (
		SELECT DISTINCT ON (m.code) m.code AS measure, standings(coalesce(d.league, b.league, e.league),
			CASE WHEN b.league IS NOT NULL THEN r.authorities END, r.neighbours, r.authority, r.region,
			r.countries, coalesce(l.period, r.quarter), value(g.figure), previous_period(g.movement),
			previous_value(g.movement), CASE WHEN b.league IS NOT NULL THEN r.benchmark_to END,
			m.quartile_rule = 'ties better', m.polarity, m.unit, r.recoded, r.today, r.ended, r.ended_in) AS among) c
		ON c.measure = m.code
	CROSS JOIN LATERAL (
		SELECT CASE WHEN m.quartile_rule <> 'none' THEN (c.among).quartile END AS quartile,
			CASE WHEN m.quartile_rule <> 'none' THEN (c.among).previous_quartile END AS previous_quartile,
			CASE WHEN b.league IS NOT NULL THEN (c.among).year END AS year,
			printing_decimals(value(g.figure), previous_value(g.movement), m.unit, m.decimals) AS decimals) s
	-- the latest target that had begun
	LEFT JOIN LATERAL (
		SELECT (array_agg(t.value ORDER BY t.from_period DESC, array_position(r.codes, t.area::text)))[1] AS value,
			(array_agg(t.tolerance ORDER BY t.from_period DESC, array_position(r.codes, t.area::text)))[1] AS tolerance
		FROM (SELECT each_code(r.codes) AS code) c
		JOIN target t ON t.area = c.code
		WHERE t.measure = m.code
			AND starts(t.from_period) <= coalesce(ends(l.period), ends(r.quarter))) t ON true
	-- what its note says besides: why there is nothing before it, what became of the
	-- authority
	CROSS JOIN LATERAL (
		SELECT nullif(concat_ws('. ', CASE WHEN g.figure IS NOT NULL AND previous(g.movement) IS NULL
				AND r.began_on <= ends(l.period)
				AND months_between(r.began_on, ends(l.period))
					< CASE m.basis WHEN 'same period last year' THEN 12 ELSE m.frequency END
				THEN 'Not comparable with earlier figures: ' || r.began_words END,
			r.ended_words), '') AS words) v
	LEFT JOIN benchmark bm ON bm.code = r.benchmark
	LEFT JOIN LATERAL (SELECT string_agg(commentary_words(k.text, k.author), ' ' ORDER BY k.position) AS words
		FROM commentary k WHERE k.measure = m.code AND k.area = r.area AND k.quarter = r.quarter) k ON true;
	COMMENT ON VIEW scorecard_detail IS 'the scorecard, and the series, quartiles and neighbours by name that are on a page beside it; part of scorecard';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_scorecard_detail(name) IS
	'makes the view scorecard_detail of a framework; part of create_framework';
