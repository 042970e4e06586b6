-- SPDX-License-Identifier: PostgreSQL
/*
 * 50_data_quality.sql - figures that contradict themselves or each other
 *
 * A finding is a question to whoever loaded the figure, not a verdict: every
 * figure here was accepted, and is used where its period allows.
 */

CREATE FUNCTION cfsperf_internal.count_conflict(value double precision, numerator double precision,
							   denominator double precision, polarity polarity, unit text,
							   decimals integer)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
		WHEN numerator IS NULL AND denominator IS NULL THEN NULL
		WHEN NOT consistent(reading(value, numerator, denominator, polarity, unit), decimals)
			THEN 'The value is ' || value::numeric::text || ', but '
				|| numerator::numeric::text || ' of ' || denominator::numeric::text
				|| ' make ' || round(value(indicator(NULL, numerator, denominator, polarity,
												   unit))::numeric, decimals + 1)::text || '.'
		END;
COMMENT ON FUNCTION cfsperf_internal.count_conflict(double precision, double precision, double precision, polarity, text, integer) IS
	'how value and counts disagree by more than rounding to the measure''s decimals explains; NULL where they do not';

CREATE FUNCTION cfsperf_internal.count_refusal(value double precision, numerator double precision,
							  denominator double precision, polarity polarity, unit text)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
		WHEN numerator IS NULL AND denominator IS NULL THEN NULL
		WHEN unit = 'count' AND numerator::numeric = value::numeric
				AND denominator IS NULL THEN NULL
		WHEN reading(value, NULL, NULL, polarity, unit) IS NOT NULL
				AND (numerator IS NOT NULL
						AND numerator(reading(value, numerator, denominator, polarity, unit))::numeric
							IS DISTINCT FROM numerator::numeric
					OR denominator IS NOT NULL
						AND denominator(reading(value, numerator, denominator, polarity, unit))::numeric
							IS DISTINCT FROM denominator::numeric)
			THEN 'The figure is ' || value::numeric::text || ' with counts '
				|| coalesce(numerator::numeric::text, 'unknown') || '/'
				|| coalesce(denominator::numeric::text, 'unknown')
				|| ', which cannot be those of unit ' || unit || '; they are left out.' END;
COMMENT ON FUNCTION cfsperf_internal.count_refusal(double precision, double precision, double precision, polarity, text) IS
	'that counts were loaded which a figure of this unit cannot have; NULL where it can';

CREATE FUNCTION cfsperf_internal.range_breach(value double precision, unit text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
		WHEN unit = '%' AND (value < 0 OR value > 100)
			THEN 'A percentage of ' || value::numeric::text || ' is not between 0 and 100.'
		WHEN unit <> '%' AND unit <> 'number' AND value < 0
			THEN 'The figure is ' || value::numeric::text || '; a '
				|| CASE unit WHEN 'count' THEN 'count' ELSE 'rate' END || ' cannot be negative.'
		WHEN unit = 'count' AND value <> floor(value)
			THEN 'A count of ' || value::numeric::text || ' is not a whole number.' END;
COMMENT ON FUNCTION cfsperf_internal.range_breach(double precision, text) IS
	'that no figure of the unit can have the value; NULL where one can';

CREATE PROCEDURE cfsperf_internal.framework_data_quality(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE VIEW data_quality AS
	SELECT f.measure, m.title AS measure_title, f.area, a.name AS area_name,
		f.benchmark::varchar(64) COLLATE "C" AS benchmark,
		f.period::varchar(24) AS period, ends(f.period) AS period_end,
		f.value, f.numerator, f.denominator, f.status::varchar(3) AS status,
		f.rule::varchar(30) AS rule, f.finding::varchar(1000) AS finding,
		f.remedy::varchar(200) AS remedy
	FROM (
		-- what a figure says of itself
		SELECT o.measure, o.area, o.benchmark, o.period, o.value, o.numerator, o.denominator,
			o.status, c.rule, c.finding, c.remedy
		FROM (SELECT o.measure, o.area, NULL::varchar(64) COLLATE "C" AS benchmark, o.period, o.value, o.numerator,
				  o.denominator, o.status
			  FROM observation o
			  UNION ALL
			  SELECT b.measure, b.area, b.benchmark, b.period, b.value, b.numerator,
				  b.denominator, b.status
			  FROM benchmark_value b) o
		JOIN measure m ON m.code = o.measure
		CROSS JOIN LATERAL unnest(
			ARRAY['value and counts disagree', 'counts not of the unit', 'outside the range', 'period length'],
			ARRAY[count_conflict(o.value, o.numerator, o.denominator, m.polarity, m.unit, m.decimals),
				count_refusal(o.value, o.numerator, o.denominator, m.polarity, m.unit),
				range_breach(o.value, m.unit),
				CASE WHEN o.benchmark IS NULL AND months(o.period) <> coalesce(m.span, m.frequency)
					THEN 'The period ' || o.period::text || ' has '
						|| count_phrase(months(o.period), 'month', 'months')
						|| ', while figures of the measure are for '
						|| count_phrase(coalesce(m.span, m.frequency), 'month', 'months') || '; it is not used.' END],
			ARRAY['Correct the value or the counts.',
				'Correct the counts, or give the measure the unit "per 100" where it is a ratio.',
				'Correct the value, or give the measure the unit that it has.',
				'Correct the period, or the measure''s frequency or span.']) AS c(rule, finding, remedy)
		WHERE c.finding IS NOT NULL

		UNION ALL
		-- what it says of the one before
		SELECT h.measure, h.area, NULL AS benchmark, h.period, h.value, h.numerator, h.denominator,
			h.status, c.rule, c.finding, c.remedy
		FROM (SELECT l.measure, l.area, l.period, l.value, l.numerator, l.denominator, l.status,
				  l.unit, l.before, l.before_numerator, l.before_denominator, l.before_period,
				  quartiles(reading(abs(l.value - l.before), NULL, NULL, 'none', 'number'))
					  OVER (PARTITION BY l.measure, l.area, shape(l.period)) AS changes
			  FROM (SELECT o.measure, o.area, o.period, o.value, o.numerator, o.denominator,
						o.status, m.unit,
						lag(o.value) OVER before AS before,
						lag(o.numerator) OVER before AS before_numerator,
						lag(o.denominator) OVER before AS before_denominator,
						lag(o.period) OVER before AS before_period
					FROM observation o
					JOIN measure m ON m.code = o.measure
					WHERE o.value IS NOT NULL AND months(o.period) = coalesce(m.span, m.frequency)
					WINDOW before AS (PARTITION BY o.measure, o.area, shape(o.period)
									  ORDER BY o.period)) l) h
		CROSS JOIN LATERAL unnest(
			ARRAY['jump', 'repeated figure'],
			ARRAY[CASE WHEN n(h.changes) >= 5 AND median(h.changes) > 0
						AND abs(h.value - h.before)::numeric > 10 * median(h.changes)::numeric
					THEN 'The figure went from ' || h.before::numeric::text || ' for '
						|| h.before_period::text || ' to ' || h.value::numeric::text
						|| '; it changes by ' || median(h.changes)::numeric::text || ' as a rule.' END,
				CASE WHEN h.value = h.before AND h.period - h.before_period = 1
						AND (h.numerator = h.before_numerator
								AND h.denominator = h.before_denominator
								AND h.numerator > 0 AND h.numerator < h.denominator
							OR h.unit = 'count' AND h.value >= 100)
					THEN 'The figure ' || h.value::numeric::text
						|| coalesce(display_counts(h.numerator, h.denominator), '')
						|| ' is that of ' || h.before_period::text || ' again.' END],
			ARRAY['Check both figures against their source; where they are right, say why in note.',
				'Check that the figure of the period before was not loaded under this one.']) AS c(rule, finding, remedy)
		WHERE c.finding IS NOT NULL

		UNION ALL
		-- figures for a time that another figure is for as well: said of the
		-- one whose period is not the measure's, else of the later one
		SELECT o.measure, o.area, NULL AS benchmark, o.period, o.value, o.numerator,
			o.denominator, o.status, 'overlapping periods' AS rule,
			'The period ' || o.period::text || ' overlaps with ' || min(p.period)::text
				|| CASE count(*) WHEN 1 THEN '' ELSE ' and '
					|| count_phrase(count(*) - 1, 'other period', 'other periods') END
				|| CASE WHEN bool_or(p.value = o.value) THEN ', which has a figure of its own, the same one.'
					ELSE ', which has a figure of its own.' END AS finding,
			'Keep the figure of the period that the measure is reported for.' AS remedy
		FROM (SELECT measure, area
			  FROM observation
			  WHERE value IS NOT NULL
			  GROUP BY measure, area
			  HAVING min(shape(period)) <> max(shape(period))) mixed
		JOIN observation o ON o.measure = mixed.measure AND o.area = mixed.area
			AND o.value IS NOT NULL
		JOIN observation p ON p.measure = o.measure AND p.area = o.area
			AND p.value IS NOT NULL
		JOIN measure m ON m.code = o.measure
		WHERE starts(p.period) <= ends(o.period) AND starts(o.period) <= ends(p.period)
			AND NOT same_shape(o.period, p.period, m.frequency)
			AND (months(o.period) <> coalesce(m.span, m.frequency) AND months(p.period) = coalesce(m.span, m.frequency)
				OR (months(o.period) = coalesce(m.span, m.frequency)) = (months(p.period) = coalesce(m.span, m.frequency))
					AND o.period > p.period)
		-- every column by name: a view that leans on the table's key would keep
		-- it from being spread over servers
		GROUP BY o.measure, o.area, o.period, o.value, o.numerator, o.denominator,
			o.status

		UNION ALL
		-- measures of which nothing new has come, not even a reason
		SELECT m.code AS measure, r.area, NULL AS benchmark, l.period, NULL AS value,
			NULL AS numerator, NULL AS denominator, NULL AS status, 'stale' AS rule,
			CASE WHEN l.period IS NULL THEN 'There is no figure at all.'
				ELSE 'The latest figure is for ' || l.period::text || ', which ended '
					|| count_phrase(months_between(ends(l.period), ends(r.newest)), 'month', 'months')
					|| ' before the newest report, ' || r.newest::text || '.' END AS finding,
			'Load newer figures, or the reason why there are none; set last_reported of a measure that has ended.' AS remedy
		FROM (SELECT r.area, coalesce(t.today, r.area) AS today, max(r.quarter) AS newest
			  FROM report r
			  LEFT JOIN area_today t ON t.area = r.area
			  GROUP BY r.area, coalesce(t.today, r.area)) r
		CROSS JOIN measure m
		LEFT JOIN (SELECT o.measure, coalesce(t.today, o.area) AS area, max(o.period) AS period
				   FROM (SELECT o.measure, o.area, max(o.period) AS period
						 FROM observation o
						 JOIN measure m ON m.code = o.measure AND months(o.period) = coalesce(m.span, m.frequency)
						 GROUP BY o.measure, o.area) o
				   LEFT JOIN area_today t ON t.area = o.area
				   GROUP BY o.measure, coalesce(t.today, o.area)) l
			ON l.measure = m.code AND l.area = r.today
		WHERE (m.first_reported IS NULL OR m.first_reported <= r.newest)
			AND (m.last_reported IS NULL OR m.last_reported >= r.newest)
			AND (l.period IS NULL OR months_between(ends(l.period), ends(r.newest))
				> 2 * m.frequency + m.max_arrears)

		UNION ALL
		-- an authority that was recoded has one figure a period
		SELECT o.measure, o.area, NULL AS benchmark, o.period, o.value, o.numerator, o.denominator, o.status,
			'two codes' AS rule, 'Under the code ' || b.area || ' the figure of the same authority is '
				|| p.value::numeric::text || ', which is used.' AS finding,
			'Delete the one that is not right.' AS remedy
		FROM recoded_area a
		JOIN observation o ON o.area = a.area
		JOIN recoded_area b ON b.today = a.today AND b.place < a.place
		JOIN observation p ON p.measure = o.measure AND p.area = b.area AND p.period = o.period
		WHERE o.value <> p.value

		UNION ALL
		SELECT NULL::varchar(64) COLLATE "C" AS measure, a.code AS area, NULL AS benchmark, NULL AS period, NULL AS value,
			NULL AS numerator, NULL AS denominator, NULL AS status, 'region' AS rule,
			'Its region, ' || r.code || ', is ' || CASE r.kind WHEN 'country' THEN 'a country' ELSE 'an authority' END
				|| '; there is no regional figure beside its own.' AS finding,
			'Set area.region to the region in which it lies, or to NULL.' AS remedy
		FROM area a
		JOIN area r ON r.code = a.region
		WHERE a.kind = 'authority' AND r.kind <> 'region' OR r.kind = 'authority'

		UNION ALL
		-- a finding a measure, however many of its histories are to be made again
		SELECT c.measure, NULL::varchar(64) COLLATE "C" AS area, NULL AS benchmark, NULL AS period,
			NULL AS value, NULL AS numerator, NULL AS denominator, NULL AS status, 'history out of date' AS rule,
			'In history ' || count_phrase(count(*), 'series differs', 'series differ')
				|| ' from the figures that are loaded.' AS finding,
			'REFRESH MATERIALIZED VIEW CONCURRENTLY stored_history.' AS remedy
		FROM current_history c
		FULL JOIN stored_history s ON s.measure = c.measure AND s.area = c.area AND s.shape = c.shape
		WHERE (c.series = s.series) IS NOT TRUE AND num_nonnulls(c.series, s.series) > 0
		GROUP BY c.measure

		UNION ALL
		-- and for each rule of what may be shown
		SELECT o.measure, NULL::varchar(64) COLLATE "C" AS area, NULL AS benchmark, NULL AS period,
			NULL AS value, NULL AS numerator, NULL AS denominator, NULL AS status, c.rule, c.finding, c.remedy
		FROM (SELECT measure, count(*) AS undecided, 0 AS unknown FROM undecided_figure GROUP BY measure
			  UNION ALL
			  SELECT measure, 0, count(*) FROM disclosure WHERE decision = 'unknown' GROUP BY measure) o
		CROSS JOIN LATERAL unnest(
			ARRAY['not decided', 'cannot be judged'],
			ARRAY[CASE WHEN o.undecided > 0 THEN 'It is not decided whether '
					|| count_phrase(o.undecided, 'figure', 'figures') || ' may be shown.' END,
				CASE WHEN o.unknown > 0 THEN 'Without counts suppress_below cannot be applied, so '
					|| count_phrase(o.unknown, 'figure is', 'figures are') || ' withheld.' END],
			ARRAY['CALL protect().', 'Load numerators and denominators, or set suppress_unknown to false.']) AS c(rule, finding, remedy)
		WHERE c.finding IS NOT NULL

		UNION ALL
		SELECT d.measure, d.area, NULL AS benchmark, d.period, NULL AS value, NULL AS numerator,
			NULL AS denominator, NULL AS status, 'given away' AS rule,
			'The ' || d.item || ', which is withheld, can be worked out'
				|| CASE WHEN d.published THEN ' from what was published.' ELSE '.' END AS finding,
			CASE WHEN d.published THEN 'Call redact() for the edition, or say in disclosure_finding.accepted why it stays.'
				ELSE 'CALL protect().' END AS remedy
		FROM disclosure_finding d
		WHERE d.accepted IS NULL
	) f
	LEFT JOIN measure m ON m.code = f.measure
	LEFT JOIN area a ON a.code = f.area;

	COMMENT ON VIEW data_quality IS 'a row per figure and rule that it breaks: what contradicts what, and what to do; shows figures as loaded, so it is for those who may read observation';
	COMMENT ON COLUMN data_quality.measure IS 'code of the measure; NULL: it is said of an area, or of figures that are no longer there';
	COMMENT ON COLUMN data_quality.measure_title IS 'its name';
	COMMENT ON COLUMN data_quality.area IS 'code of the area; NULL for what is said of a whole measure';
	COMMENT ON COLUMN data_quality.area_name IS 'its name';
	COMMENT ON COLUMN data_quality.benchmark IS 'code of the benchmark that the figure is of; NULL: it is an observation';
	COMMENT ON COLUMN data_quality.period IS 'period of the figure; NULL: the measure has none';
	COMMENT ON COLUMN data_quality.period_end IS 'last day of the period';
	COMMENT ON COLUMN data_quality.value IS 'the figure as loaded, in the measure''s unit; NULL for rule stale';
	COMMENT ON COLUMN data_quality.numerator IS 'how many, as loaded';
	COMMENT ON COLUMN data_quality.denominator IS 'of how many, as loaded';
	COMMENT ON COLUMN data_quality.status IS 'status symbol of the figure';
	COMMENT ON COLUMN data_quality.rule IS 'value and counts disagree, counts not of the unit, outside the range, period length, jump, repeated figure, overlapping periods, stale, two codes, region, history out of date, not decided, cannot be judged or given away';
	COMMENT ON COLUMN data_quality.finding IS 'what is wrong, in a sentence';
	COMMENT ON COLUMN data_quality.remedy IS 'what to do';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_data_quality(name) IS
	'makes the view data_quality of a framework; part of create_framework';
