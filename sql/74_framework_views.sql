/*
 * 74_framework_views.sql - the views of a framework
 *
 * figure       every observation as a figure, unless it is to be withheld
 * reading      what each report shows of each measure, with its history
 * comparison   what each report compares a measure with
 * scorecard    one row per report and measure, made of these
 *
 * A report is named in all of them by its area and the label of its quarter,
 * the two columns that the scorecard shows: a filter on them reaches the
 * tables through every join and grouping, so that one report reads its own
 * area's recent figures and its benchmark, whatever else the tables hold.
 *
 * Columns of our types are compared with = only, and the fact tables' own
 * measure is the first key of every grouping over them.
 */

CREATE PROCEDURE framework_views(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, pg_temp', framework), true);

	-- What is loaded, as far as it may be shown. Withheld is a small number,
	-- and the figure of a region or country among whose authorities one is
	-- withheld for that period, here or by who published it: it could be had
	-- by subtraction.
	CREATE VIEW figure AS
	SELECT o.measure, o.area, o.period,
		CASE WHEN w.withheld IS NULL
			THEN reading(o.value, o.numerator, o.denominator, m.polarity, m.unit)
			END AS figure,
		CASE WHEN w.withheld IS NULL THEN o.status ELSE 'c' END AS status,
		CASE WHEN w.withheld IS NULL THEN o.note ELSE w.withheld END AS note
	FROM observation o
	JOIN measure m ON m.code = o.measure
	CROSS JOIN LATERAL (
		SELECT CASE
			WHEN m.suppress_below IS NULL OR o.value IS NULL THEN NULL
			WHEN small_number(o.value, o.numerator, o.denominator, m.unit,
							  m.suppress_below)
				THEN 'Withheld: the number is too small to be shown.'
			WHEN EXISTS (
				SELECT
				FROM area total
				JOIN area a ON a.kind = 'authority'
					AND (total.kind = 'country' OR a.region = total.code)
				JOIN observation s ON s.measure = o.measure AND s.area = a.code
					AND s.period = o.period
				WHERE total.code = o.area AND total.kind <> 'authority'
					AND (s.status = 'c'
						OR small_number(s.value, s.numerator, s.denominator, m.unit,
										m.suppress_below)))
				THEN 'Withheld: a small number could be had from it by subtraction.'
			END AS withheld) w;

	-- The latest row whose period ends within the quarter and not more than
	-- max_arrears months before its end, and the history up to it: three
	-- years, or six periods where that is longer.
	CREATE VIEW reading AS
	SELECT o.measure, l.area, l.quarter, l.period,
		series(o.figure, o.period) AS history,
		at(series(o.figure, o.period), l.period) AS figure,
		change(series(o.figure, o.period), l.period, m.basis) AS movement,
		max(o.status) FILTER (WHERE o.period = l.period) AS status,
		max(o.note) FILTER (WHERE o.period = l.period) AS note
	FROM (SELECT o.measure, r.area, r.quarter::varchar(24) AS quarter,
			  max(o.period) AS period
		  FROM report r
		  CROSS JOIN measure m
		  JOIN observation o ON o.measure = m.code AND o.area = r.area
			  AND o.period >= last_month(r.quarter, -m.max_arrears)
			  AND o.period < last_month(r.quarter, 1)
			  AND months(o.period) = m.frequency
		  GROUP BY o.measure, r.area, r.quarter::varchar(24)) l
	JOIN measure m ON m.code = l.measure
	JOIN figure o ON o.measure = l.measure AND o.area = l.area
		AND o.period >= last_month(l.period, -greatest(36, 6 * m.frequency))
		AND o.period <= l.period
		AND same_shape(o.period, l.period)
	GROUP BY o.measure, l.area, l.quarter, l.period, m.basis;

	-- The benchmark of the report, for each measure that it has: all
	-- authorities, the neighbours among them, the region and the country.
	CREATE VIEW comparison AS
	SELECT bv.measure, r.area, r.quarter::varchar(24) AS quarter,
		distribution(reading(bv.value, bv.numerator, bv.denominator, m.polarity, m.unit))
			FILTER (WHERE a.kind = 'authority') AS authorities,
		quartiles(reading(bv.value, bv.numerator, bv.denominator, m.polarity, m.unit))
			FILTER (WHERE a.kind = 'authority') AS national,
		quartiles(reading(bv.value, bv.numerator, bv.denominator, m.polarity, m.unit))
			FILTER (WHERE n.neighbour IS NOT NULL AND a.kind = 'authority') AS neighbours,
		max(value(reading(bv.value, NULL, NULL, m.polarity, m.unit)))
			FILTER (WHERE a.code = own.region) AS region_value,
		max(value(reading(bv.value, NULL, NULL, m.polarity, m.unit)))
			FILTER (WHERE a.kind = 'country') AS national_value,
		max(bv.period) AS period
	FROM report r
	JOIN area own ON own.code = r.area
	JOIN benchmark_value bv ON bv.benchmark = r.benchmark
	JOIN measure m ON m.code = bv.measure
	JOIN area a ON a.code = bv.area
	LEFT JOIN neighbour n ON n.area = r.area AND n.neighbour = bv.area
	GROUP BY bv.measure, r.area, r.quarter::varchar(24);

	CREATE VIEW scorecard AS
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
		current_period(f.movement)::varchar(24) AS period,
		current_value(f.movement) AS value,
		numerator(f.figure) AS numerator,
		denominator(f.figure) AS denominator,
		display(value(f.figure), numerator(f.figure), denominator(f.figure),
				m.unit, m.unit_label, m.decimals)::varchar(120) AS display,
		previous_period(f.movement)::varchar(24) AS previous_period,
		previous_value(f.movement) AS previous_value,
		difference(f.movement) AS difference,
		m.basis,
		m.tolerance,
		p_value(f.figure, previous(f.movement)) AS p_value,
		(CASE WHEN m.confidence IS NULL THEN direction(f.movement, m.tolerance)
			ELSE direction(f.movement, m.tolerance, m.confidence) END)::varchar(24)
			AS direction,
		quartile(f.figure, q.national) AS quartile,
		quartile(previous(f.movement), q.national) AS previous_quartile,
		(CASE WHEN quartile(f.figure, q.national)
				= quartile(previous(f.movement), q.national) THEN 'unchanged'
			ELSE quartile_word(quartile(previous(f.movement), q.national)) || ' to '
				|| quartile_word(quartile(f.figure, q.national)) END)::varchar(24)
			AS quartile_movement,
		national_rank(f.figure, q.authorities)::integer AS national_rank,
		n(c.national)::integer AS national_n,
		(CASE WHEN c.measure IS NOT NULL THEN b.title END)::varchar(500) AS benchmark,
		c.period::varchar(24) AS benchmark_period,
		(CASE WHEN c.measure IS NOT NULL THEN b.caveat END)::varchar(2000) AS benchmark_caveat,
		mean(CASE WHEN c.measure IS NULL THEN s.neighbours ELSE c.neighbours END)
			AS neighbour_mean,
		median(CASE WHEN c.measure IS NULL THEN s.neighbours ELSE c.neighbours END)
			AS neighbour_median,
		CASE WHEN c.measure IS NULL THEN s.region_value ELSE c.region_value END
			AS region_value,
		CASE WHEN c.measure IS NULL THEN s.national_value ELSE c.national_value END
			AS national_value,
		t.value AS target,
		rag(f.figure, t.value, t.tolerance)::varchar(5) AS rag,
		(CASE WHEN f.figure IS NOT NULL
			THEN (trend(f.history)).verdict END)::varchar(60) AS trend,
		f.status::varchar(3) AS status,
		(CASE
			WHEN f.figure IS NOT NULL THEN f.note
			WHEN f.note IS NOT NULL THEN f.note
			WHEN f.status IS NOT NULL AND status_reason(f.status) IS NOT NULL
				THEN status_reason(f.status)
			WHEN f.measure IS NOT NULL
				THEN 'The figure that was loaded cannot be one of this measure.'
			WHEN r.quarter < m.first_reported
				THEN 'First reported for ' || m.first_reported::text || '.'
			WHEN r.quarter > m.last_reported
				THEN 'Last reported for ' || m.last_reported::text || '.'
			ELSE 'No figure has been loaded for ' || r.quarter::text || '.'
			END)::varchar(2000) AS note,
		k.text AS commentary,
		(CASE WHEN c.measure IS NOT NULL THEN c.period
			WHEN s.found THEN f.period END)::varchar(24) AS comparator_period,
		oc.position AS outcome_position,
		m.position AS measure_position
	FROM report r
	JOIN area own ON own.code = r.area
	CROSS JOIN measure m
	JOIN outcome oc ON oc.code = m.outcome
	LEFT JOIN reading f
		ON f.measure = m.code AND f.area = r.area
			AND f.quarter = r.quarter::varchar(24)
	LEFT JOIN comparison c
		ON c.measure = m.code AND c.area = r.area
			AND c.quarter = r.quarter::varchar(24)
	-- a filter on a quartile may be tried on a pair of rows before the join is:
	-- figures of one measure must not meet the benchmark of another
	CROSS JOIN LATERAL (
		SELECT CASE WHEN c.measure = f.measure THEN c.national END AS national,
			CASE WHEN c.measure = f.measure THEN c.authorities END AS authorities) q
	LEFT JOIN benchmark b ON b.code = r.benchmark
	-- a measure that the benchmark does not have is compared with what is
	-- observed elsewhere for the same period
	LEFT JOIN LATERAL (
		SELECT
			quartiles(o.figure) FILTER (WHERE p.kind = 'authority') AS neighbours,
			max(value(o.figure)) FILTER (WHERE p.kind = 'region') AS region_value,
			max(value(o.figure)) FILTER (WHERE p.kind = 'country') AS national_value,
			count(*) > 0 AS found
		FROM (SELECT a.code AS area, a.kind
			  FROM neighbour n
			  JOIN area a ON a.code = n.neighbour AND a.kind = 'authority'
			  WHERE n.area = r.area
			  UNION ALL
			  SELECT a.code, a.kind
			  FROM area a
			  WHERE a.kind = 'country' OR a.kind = 'region' AND a.code = own.region) p
		JOIN figure o ON o.measure = m.code AND o.area = p.area
			AND o.period = f.period
		WHERE c.measure IS NULL) s ON true
	LEFT JOIN target t ON t.measure = m.code AND t.area = r.area
		AND t.from_period = (
			SELECT max(x.from_period)
			FROM target x
			WHERE x.measure = m.code AND x.area = r.area
				AND starts(x.from_period) <= coalesce(ends(f.period), ends(r.quarter)))
	LEFT JOIN commentary k ON k.measure = m.code AND k.area = r.area
		AND k.quarter = r.quarter;

	CREATE VIEW outcome_summary AS
	SELECT quarter, quarter_start, quarter_end, area, area_name, outcome, outcome_title,
		count(value) AS reported,
		count(*) FILTER (WHERE direction = 'improved') AS improved,
		count(*) FILTER (WHERE direction = 'no significant change') AS no_significant_change,
		count(*) FILTER (WHERE direction = 'declined') AS declined,
		count(*) FILTER (WHERE direction = 'information only') AS information_only,
		count(*) FILTER (WHERE value IS NOT NULL AND direction IS NULL) AS not_comparable,
		count(*) FILTER (WHERE value IS NULL) AS not_reported,
		count(quartile) AS benchmarked,
		count(*) FILTER (WHERE quartile = 1) AS top_quartile,
		count(*) FILTER (WHERE quartile = 2) AS second_quartile,
		count(*) FILTER (WHERE quartile = 3) AS third_quartile,
		count(*) FILTER (WHERE quartile = 4) AS fourth_quartile,
		outcome_position
	FROM scorecard
	GROUP BY quarter, quarter_start, quarter_end, area, area_name, outcome,
		outcome_title, outcome_position;

	CREATE VIEW quarter_summary AS
	SELECT quarter, quarter_start, quarter_end, area, area_name,
		sum(reported)::bigint AS reported,
		sum(improved)::bigint AS improved,
		sum(no_significant_change)::bigint AS no_significant_change,
		sum(declined)::bigint AS declined,
		sum(information_only)::bigint AS information_only,
		sum(not_comparable)::bigint AS not_comparable,
		sum(not_reported)::bigint AS not_reported,
		sum(benchmarked)::bigint AS benchmarked,
		sum(top_quartile)::bigint AS top_quartile,
		sum(second_quartile)::bigint AS second_quartile,
		sum(third_quartile)::bigint AS third_quartile,
		sum(fourth_quartile)::bigint AS fourth_quartile
	FROM outcome_summary
	GROUP BY quarter, quarter_start, quarter_end, area, area_name;

	CREATE VIEW headline AS
	SELECT quarter, quarter_start, quarter_end, area, area_name,
		headline_sentence(reported, improved, no_significant_change, declined,
			information_only, not_comparable, benchmarked, top_quartile,
			second_quartile, third_quartile, fourth_quartile)::varchar(1000) AS sentence
	FROM quarter_summary;

	-- of the measure's own frequency: a year less three of its quarters would
	-- give the fourth, which may be withheld
	CREATE MATERIALIZED VIEW history AS
	SELECT o.measure, o.area, shape(o.period) AS shape,
		series(o.figure, o.period) AS series
	FROM figure o
	JOIN measure m ON m.code = o.measure AND m.frequency = months(o.period)
	GROUP BY o.measure, o.area, shape(o.period);
	CREATE UNIQUE INDEX history_key ON history (measure, area, shape);
END
$$;
COMMENT ON PROCEDURE framework_views(name) IS
	'makes the views of a framework; part of create_framework';
