/*
 * 30_views.sql - the views of a framework
 *
 * figure            every observation as a figure, unless it is to be withheld
 * shown             which period each report shows of each measure
 * reading           what it shows, with its history
 * comparison        what its benchmark compares a measure with
 * scorecard_detail  one row per report and measure, made of these
 * scorecard         its columns of plain types
 *
 * reading and comparison look at the figures of one report and measure at a
 * time: however large the tables are, a report costs what it shows, and a
 * filter on report or measure is one on two small tables.
 *
 * Columns of our types are compared with = only, and the fact tables' own
 * measure is the first key of every grouping over them.
 */

CREATE PROCEDURE cfsperf_internal.framework_views(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	-- The figures of regions and countries that are withheld because one of
	-- their authorities' is, here or by who published it: it could be had from
	-- them by subtraction.
	CREATE VIEW withheld_total AS
	SELECT s.measure, total.code AS area, s.period
	FROM measure m
	JOIN observation s ON s.measure = m.code
	JOIN area a ON a.code = s.area AND a.kind = 'authority'
	JOIN area total ON total.kind = 'country'
		OR total.kind = 'region' AND total.code = a.region
	WHERE m.suppress_below IS NOT NULL
		AND (s.status = 'c'
			OR small_number(s.value, s.numerator, s.denominator, m.unit,
							m.suppress_below));

	-- What is loaded, as far as it may be shown.
	CREATE VIEW figure AS
	SELECT o.measure, o.area, o.period,
		CASE WHEN o.withheld IS NULL
			THEN reading(o.value, o.numerator, o.denominator, o.polarity, o.unit)
			END AS figure,
		CASE WHEN o.withheld IS NULL THEN o.status ELSE 'c' END AS status,
		CASE WHEN o.withheld IS NULL THEN o.note ELSE o.withheld END AS note
	FROM (
		SELECT o.measure, o.area, o.period, o.value, o.numerator, o.denominator,
			o.status, o.note, m.polarity, m.unit,
			CASE
				WHEN m.suppress_below IS NULL OR o.value IS NULL THEN NULL
				WHEN small_number(o.value, o.numerator, o.denominator, m.unit,
								  m.suppress_below)
					THEN 'Withheld: the number is too small to be shown.'
				WHEN o.area IN (SELECT a.code FROM area a WHERE a.kind <> 'authority')
					AND EXISTS (
						SELECT
						FROM withheld_total t
						WHERE t.measure = o.measure AND t.area = o.area
							AND t.period = o.period)
					THEN 'Withheld: a small number could be had from it by subtraction.'
				END AS withheld
		FROM observation o
		JOIN measure m ON m.code = o.measure) o;

	-- Which period a report shows of a measure: that of the latest row whose
	-- period ends within the quarter and not more than max_arrears months
	-- before its end.
	CREATE VIEW shown AS
	SELECT o.measure, r.area, r.quarter::varchar(24) AS quarter, r.benchmark, o.period
	FROM report r
	CROSS JOIN measure m
	CROSS JOIN LATERAL (
		SELECT o.measure, max(o.period) AS period
		FROM observation o
		WHERE o.measure = m.code AND o.area = r.area
			AND o.period >= last_month(r.quarter, -m.max_arrears)
			AND o.period < last_month(r.quarter, 1)
			AND months(o.period) = m.frequency
		GROUP BY o.measure) o;

	-- What it shows, and the history up to it: three years, or six periods
	-- where that is longer. The history is read from an index alone, at one
	-- place for each measure; so it takes its figures from the table, and
	-- withholds as figure does.
	CREATE VIEW reading AS
	SELECT l.measure, l.area, l.quarter, l.period, h.history, f.figure,
		change(h.history, l.period, m.basis) AS movement,
		CASE WHEN w.withheld IS NULL THEN n.status ELSE 'c' END AS status,
		CASE WHEN w.withheld IS NULL THEN n.note ELSE w.withheld END AS note
	FROM shown l
	JOIN measure m ON m.code = l.measure
	JOIN area own ON own.code = l.area
	CROSS JOIN LATERAL (
		SELECT o.measure,
			series(CASE
				WHEN m.suppress_below IS NOT NULL
					AND (small_number(o.value, o.numerator, o.denominator, m.unit,
									  m.suppress_below)
						OR own.kind <> 'authority'
							AND EXISTS (
								SELECT
								FROM withheld_total t
								WHERE t.measure = o.measure AND t.area = o.area
									AND t.period = o.period)) THEN NULL
				ELSE reading(o.value, o.numerator, o.denominator, m.polarity, m.unit)
				END, o.period) AS history
		FROM observation o
		WHERE o.measure = l.measure AND o.area = l.area
			AND o.period >= last_month(l.period, -greatest(36, 6 * m.frequency))
			AND o.period <= l.period
			AND same_shape(o.period, l.period)
		GROUP BY o.measure) h
	CROSS JOIN LATERAL (SELECT at(h.history, l.period) AS figure) f
	JOIN observation n ON n.measure = l.measure AND n.area = l.area AND n.period = l.period
	-- a figure that is there and not in its history is withheld, or none
	CROSS JOIN LATERAL (
		SELECT CASE
			WHEN m.suppress_below IS NULL OR n.value IS NULL OR f.figure IS NOT NULL THEN NULL
			WHEN small_number(n.value, n.numerator, n.denominator, m.unit,
							  m.suppress_below)
				THEN 'Withheld: the number is too small to be shown.'
			WHEN reading(n.value, n.numerator, n.denominator, m.polarity, m.unit) IS NULL
				THEN 'The figure that was loaded cannot be one of this measure.'
			ELSE 'Withheld: a small number could be had from it by subtraction.'
			END AS withheld) w;

	-- Whom an area is compared with.
	CREATE VIEW peers AS
	SELECT own.code AS area, own.region, near.neighbours,
		ARRAY(SELECT a.code::text FROM area a WHERE a.kind = 'country') AS countries,
		ARRAY(SELECT a.code::text FROM area a WHERE a.kind = 'authority') AS authorities
	FROM area own
	LEFT JOIN (
		SELECT n.area, array_agg(n.neighbour::text) AS neighbours
		FROM neighbour n
		JOIN area a ON a.code = n.neighbour AND a.kind = 'authority'
		GROUP BY n.area) near ON near.area = own.code;

	-- The benchmark of the report, for each measure that it has: all
	-- authorities, the neighbours among them, the region and the country.
	CREATE VIEW comparison AS
	SELECT b.measure, r.area, r.quarter::varchar(24) AS quarter, s.authorities,
		s.authority_quartiles AS national, s.neighbour_quartiles AS neighbours, s.region_value,
		s.country_value AS national_value, b.period
	FROM report r
	JOIN peers p ON p.area = r.area
	CROSS JOIN measure m
	CROSS JOIN LATERAL (
		SELECT bv.measure, league(bv.area, bv.value) AS league, max(bv.period) AS period
		FROM benchmark_value bv
		WHERE bv.benchmark = r.benchmark AND bv.measure = m.code
		GROUP BY bv.measure) b
	CROSS JOIN LATERAL standings(b.league, p.authorities, p.neighbours, p.region,
								 p.countries, m.polarity, m.unit) s;

	-- The scorecard with what pictures are drawn of. A barrier: a function in a
	-- reader's WHERE sees rows of it, never what they are made of.
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
		mean(CASE WHEN c.measure IS NULL THEN e.neighbours ELSE c.neighbours END)
			AS neighbour_mean,
		median(CASE WHEN c.measure IS NULL THEN e.neighbours ELSE c.neighbours END)
			AS neighbour_median,
		coalesce(c.region_value, e.region_value) AS region_value,
		coalesce(c.national_value, e.national_value) AS national_value,
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
		coalesce(c.period, e.period)::varchar(24) AS comparator_period,
		oc.position AS outcome_position,
		m.position AS measure_position,
		f.history,
		q.national AS quartiles
	FROM report r
	JOIN area own ON own.code = r.area
	JOIN peers p ON p.area = r.area
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
	-- A measure that the benchmark does not have is compared with what is
	-- observed elsewhere for the same period, as far as it may be shown.
	LEFT JOIN LATERAL (
		SELECT o.measure, o.period, s.neighbour_quartiles AS neighbours,
			CASE WHEN m.suppress_below IS NULL
					OR NOT EXISTS (
						SELECT
						FROM withheld_total t
						WHERE t.measure = o.measure AND t.area = p.region
							AND t.period = o.period)
				THEN s.region_value END AS region_value,
			CASE WHEN m.suppress_below IS NULL
					OR NOT EXISTS (
						SELECT
						FROM withheld_total t
						WHERE t.measure = o.measure AND t.area = ANY (p.countries)
							AND t.period = o.period)
				THEN s.country_value END AS national_value
		FROM (
			SELECT o.measure, o.period,
				league(o.area, o.value)
					FILTER (WHERE NOT small_number(o.value, o.numerator, o.denominator,
												   m.unit, m.suppress_below)) AS league
			FROM observation o
			WHERE c.measure IS NULL AND o.measure = f.measure AND o.period = f.period
				AND o.area = ANY (p.neighbours || p.region::text || p.countries)
			GROUP BY o.measure, o.period) o
		CROSS JOIN LATERAL standings(o.league, NULL, p.neighbours, p.region, p.countries,
									 m.polarity, m.unit) s) e ON e.measure = f.measure
	-- the latest target that had begun
	LEFT JOIN target t ON t.measure = m.code AND t.area = r.area
		AND starts(t.from_period) <= coalesce(ends(f.period), ends(r.quarter))
		AND NOT EXISTS (
			SELECT
			FROM target x
			WHERE x.measure = t.measure AND x.area = t.area
				AND x.from_period > t.from_period
				AND starts(x.from_period) <= coalesce(ends(f.period), ends(r.quarter)))
	LEFT JOIN commentary k ON k.measure = m.code AND k.area = r.area
		AND k.quarter = r.quarter;

	CREATE VIEW scorecard AS
	SELECT
		quarter, quarter_start, quarter_end, area, area_name, outcome,
		outcome_title, measure, measure_title, polarity, period, value, numerator,
		denominator, display, previous_period, previous_value, difference, basis,
		tolerance, p_value, direction, quartile, previous_quartile,
		quartile_movement, national_rank, national_n, benchmark, benchmark_period,
		benchmark_caveat, neighbour_mean, neighbour_median, region_value,
		national_value, target, rag, trend, status, note, commentary,
		comparator_period, outcome_position, measure_position
	FROM scorecard_detail;

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

	-- Of the measure's own frequency: a year less three of its quarters would
	-- give the fourth, which may be withheld. Rows are grouped in the order of
	-- the index that has all of them, so nothing is sorted and one group at a
	-- time is in memory; those of measures that withhold go one by one.
	CREATE MATERIALIZED VIEW history AS
	SELECT g.measure, g.area, shape(first_period(g.raw)) AS shape,
		series(g.raw, m.polarity, m.unit) AS series
	FROM (
		SELECT o.measure, o.area,
			histories(readings(o.value, o.numerator, o.denominator, o.period)) AS raw
		FROM observation o
		GROUP BY o.area, o.measure) g
	JOIN measure m ON m.code = g.measure AND m.frequency = months(first_period(g.raw))
	WHERE m.suppress_below IS NULL
	UNION ALL
	SELECT o.measure, o.area, shape(o.period), series(o.figure, o.period)
	FROM figure o
	JOIN measure m ON m.code = o.measure AND m.frequency = months(o.period)
	WHERE m.suppress_below IS NOT NULL
	GROUP BY o.measure, o.area, shape(o.period);
	CREATE UNIQUE INDEX history_key ON history (measure, area, shape);
	-- a history stands in its row as long as it fits on a page: compressing it
	-- would take longer than making it
	EXECUTE format('ALTER MATERIALIZED VIEW history SET (toast_tuple_target = %s)',
				   current_setting('block_size')::integer - 32);
	-- statistics of the figures could outlive the rule that withholds them
	ALTER MATERIALIZED VIEW history ALTER COLUMN series SET STATISTICS 0;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_views(name) IS
	'makes the views of a framework; part of create_framework';
