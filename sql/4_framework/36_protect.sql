-- SPDX-License-Identifier: PostgreSQL
/*
 * 36_protect.sql - deciding what may be shown
 *
 * A figure is withheld because it is small, or because one that is withheld
 * would follow from it.  Which of them follow is linear algebra over the figures
 * that add up, done by protect_cells(): areas to their wholes, measures to
 * theirs, periods where the measure says so.  It is given a block at a time:
 * measures that are linked, and a period, or all where periods add up.
 *
 * A block is decided again as a whole once anything in it has changed, so the
 * decisions do not depend on the order in which figures came.
 */

CREATE PROCEDURE cfsperf_internal.framework_protect(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE VIEW area_link AS
	SELECT coalesce(w.today, l.whole) AS whole, coalesce(p.today, l.part) AS part
	FROM (
		SELECT a.region AS whole, a.code AS part
		FROM area a
		WHERE a.region IS NOT NULL AND a.code NOT IN (SELECT area FROM area_today)
		UNION
		SELECT c.code AS whole, a.code AS part
		FROM area c
		JOIN area a ON a.kind <> 'country' AND a.region IS NULL AND a.code NOT IN (SELECT area FROM area_today)
		WHERE c.kind = 'country'
		UNION
		SELECT whole, part FROM area_part) l
	LEFT JOIN area_today w ON w.area = l.whole
	LEFT JOIN area_today p ON p.area = l.part
	UNION
	SELECT CASE kind WHEN 'split' THEN area ELSE successor END,
		CASE kind WHEN 'split' THEN successor ELSE area END
	FROM area_succession;
	COMMENT ON VIEW area_link IS 'which areas are the sum of which, by the codes of today: by region, or the country where there is none, by area_part, and by reorganisation; part of protect()';
	COMMENT ON COLUMN area_link.whole IS 'the area that is the sum of its parts';
	COMMENT ON COLUMN area_link.part IS 'one of its parts';

	CREATE VIEW measure_component AS
	SELECT c.component, array_agg(c.measure::text ORDER BY c.measure) AS measures,
		bool_or(m.adds_over_time) AS adds_over_time
	FROM (SELECT g.measure, (SELECT min(l.other COLLATE "C")
			  FROM unnest(linked_measures(ARRAY[g.measure::text], p.wholes, p.parts)) AS l(other))::varchar(64) AS component
		  FROM governed_measure g
		  CROSS JOIN (SELECT array_agg(whole::text) AS wholes, array_agg(part::text) AS parts FROM measure_part) p) c
	JOIN measure m ON m.code = c.measure
	GROUP BY c.component;
	COMMENT ON VIEW measure_component IS 'the governed measures in groups of those that are linked by measure_part, directly or through others; part of protect()';
	COMMENT ON COLUMN measure_component.component IS 'code of the first of them';
	COMMENT ON COLUMN measure_component.measures IS 'codes of all';
	COMMENT ON COLUMN measure_component.adds_over_time IS 'whether counts of any of them add up over time';

	CREATE VIEW measure_link AS
	SELECT p.whole, p.part,
		coalesce((SELECT avg((w.denominator = o.denominator)::integer) < 0.5
				  FROM observation w
				  JOIN observation o ON o.measure = p.part AND o.area = w.area AND o.period = w.period
				  WHERE w.measure = p.whole), true) AS bases_add
	FROM measure_part p;
	COMMENT ON VIEW measure_link IS 'measure_part, and whether denominators add up as numerators do; part of protect()';
	COMMENT ON COLUMN measure_link.whole IS 'the measure that counts all';
	COMMENT ON COLUMN measure_link.part IS 'one of the measures that count a part';
	COMMENT ON COLUMN measure_link.bases_add IS 'false where most denominators of the part are those of the whole: shares of the same children';

	-- What readers have in editions: figures, and counts that stand beside others.
	CREATE VIEW published_figure AS
	SELECT p.measure, p.area, p.period::reporting_period AS period, p.value, p.numerator, p.denominator
	FROM published_scorecard p
	WHERE p.value IS NOT NULL
	UNION
	SELECT p.measure, x.area, x.period::reporting_period, x.value, x.value, NULL
	FROM published_scorecard p
	LEFT JOIN area_today t ON t.area = p.area
	JOIN area a ON a.code = coalesce(t.today, p.area)
	LEFT JOIN area c ON c.kind = 'country' AND c.name = p.national_name
	CROSS JOIN LATERAL (VALUES (p.area, p.previous_period, p.previous_value),
		(p.area, year_ago(p.period::reporting_period)::varchar, p.year_ago_value),
		(a.region, p.comparator_period, p.region_value), (c.code, p.comparator_period, p.national_value))
		AS x(area, period, value)
	WHERE p.unit = 'count' AND x.value IS NOT NULL AND x.area IS NOT NULL AND x.period IS NOT NULL;
	COMMENT ON VIEW published_figure IS 'the figures of all editions, and the counts that stand in them as those of another time, region or country; part of protect()';
	CALL comment_columns_like('published_figure', 'observation');

	-- what is loaded, and what is expected: an area that existed, a part of whose
	-- whole there is a figure
	CREATE VIEW loaded_figure AS
	SELECT o.measure, NULL::varchar(64) COLLATE "C" AS benchmark, o.area, o.period, o.value, o.numerator,
		o.denominator, o.status
	FROM observation o
	UNION ALL
	SELECT b.measure, b.benchmark, b.area, b.period, b.value, b.numerator, b.denominator, b.status
	FROM benchmark_value b;
	COMMENT ON VIEW loaded_figure IS 'observations and benchmark figures as they were loaded; part of protect()';
	COMMENT ON COLUMN loaded_figure.benchmark IS 'the benchmark of which it is; NULL: an observation';
	CALL comment_columns_like('loaded_figure', 'observation');

	CREATE FUNCTION missing_figures(measures text[], periods reporting_period[])
		RETURNS TABLE (measure varchar, area varchar, period reporting_period)
		LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 100
		SET search_path FROM CURRENT
	AS $missing$
	#variable_conflict use_column
	BEGIN
		RETURN QUERY
			WITH loaded AS MATERIALIZED (
				SELECT DISTINCT f.measure, coalesce(t.today, f.area) AS area, f.period
				FROM loaded_figure f
				LEFT JOIN area_today t ON t.area = f.area
				WHERE f.measure = ANY (measures) AND f.period = ANY (periods)),
			-- only where something is loaded that has parts
			summed AS (
				SELECT DISTINCT l.period
				FROM loaded l
				WHERE l.area IN (SELECT whole FROM area_link) OR l.measure IN (SELECT whole FROM measure_part)),
			reorganised AS MATERIALIZED (
				SELECT x.area, s.period
				FROM summed s
				CROSS JOIN (SELECT area FROM area_succession UNION SELECT successor FROM area_succession) x),
			-- areas that were not there, or not any more
			absent AS MATERIALIZED (
				SELECT x.area, x.period
				FROM reorganised x
				WHERE EXISTS (
					SELECT 1 FROM area_succession c
					WHERE c.area = x.area AND c.changed_on <= starts(x.period)
						OR c.successor = x.area AND c.changed_on > ends(x.period))),
			inner_area AS (
				SELECT s.period, a.code AS area
				FROM summed s
				CROSS JOIN (SELECT code FROM area
					WHERE code NOT IN (SELECT whole FROM area_link UNION ALL SELECT area FROM area_today)) a
				UNION ALL
				-- a successor whose predecessors are gone has no parts any more
				SELECT x.period, x.area
				FROM reorganised x
				WHERE x.area IN (SELECT whole FROM area_link)
					AND NOT EXISTS (
						SELECT 1 FROM area_link k
						LEFT JOIN absent n ON n.area = k.part AND n.period = x.period
						WHERE k.whole = x.area AND n.area IS NULL))
			SELECT m.code, i.area, i.period
			FROM inner_area i
			CROSS JOIN measure m
			WHERE m.code = ANY (measures) AND m.suppress_below IS NOT NULL
				AND m.code NOT IN (SELECT whole FROM measure_part)
				AND (i.period < m.first_reported) IS NOT TRUE AND (i.period > m.last_reported) IS NOT TRUE
				AND NOT EXISTS (
					SELECT 1 FROM loaded l
					WHERE l.measure = m.code AND l.area = i.area AND l.period = i.period)
				AND NOT EXISTS (SELECT 1 FROM absent n WHERE n.area = i.area AND n.period = i.period);
	END
	$missing$;
	COMMENT ON FUNCTION missing_figures(text[], reporting_period[]) IS 'the figures that are expected of measures with suppress_below and not loaded: of areas that existed then, by their codes of today, where any figure of the period is a sum; part of protect()';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_protect(name) IS
	'makes the views of what adds up in a framework; part of create_framework';
