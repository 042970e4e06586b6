-- SPDX-License-Identifier: PostgreSQL
/*
 * 37_decisions.sql - protect(), which keeps its decisions in table disclosure
 */

CREATE PROCEDURE cfsperf_internal.framework_decisions(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	-- A figure that cannot be judged is withheld in itself, but not one of a
	-- benchmark: others have published that. What its observation hides it hides.
	-- A figure that was another one when it was published is a cell of its own,
	-- of a part or a whole as it was before: that of its code and a character. Figures
	-- of several codes of one authority are cells in one place.
	CREATE FUNCTION disclosure_cells(measures text[], periods reporting_period[])
		RETURNS TABLE (measure varchar, benchmark varchar, area varchar, period reporting_period,
			value double precision, numerator double precision, denominator double precision,
			unit varchar, suppress_below integer, count double precision, base double precision,
			state text, verdict text, published boolean, place varchar)
		LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 10000
		SET search_path FROM CURRENT
	AS $cells$
	#variable_conflict use_column
	BEGIN
		RETURN QUERY
			WITH published AS MATERIALIZED (
				SELECT p.measure, coalesce(t.today, p.area) AS area, p.period, p.value, p.numerator, p.denominator
				FROM published_figure p
				LEFT JOIN area_today t ON t.area = p.area
				WHERE p.measure = ANY (measures) AND p.period = ANY (periods)),
			loaded AS MATERIALIZED (
				SELECT f.*, coalesce(t.today, f.area) AS place, m.unit, m.suppress_below, j.count, j.base,
					CASE WHEN f.value IS NULL AND f.status NOT IN ('x', 'z') THEN 'confidential'
						WHEN j.verdict <> 'unknown' OR f.benchmark IS NULL THEN j.verdict END AS verdict,
					p.measure IS NOT NULL AS published
				FROM loaded_figure f
				JOIN measure m ON m.code = f.measure
				LEFT JOIN area_today t ON t.area = f.area
				CROSS JOIN LATERAL judge_figure(f.value, f.numerator, f.denominator, m.unit,
					m.suppress_below, m.suppress_zero, m.suppress_unknown) j
				CROSS JOIN LATERAL shown_reading(f.value, f.numerator, f.denominator, m.polarity, m.unit, m.round_to) r
				LEFT JOIN published p ON p.measure = f.measure AND p.area = coalesce(t.today, f.area) AND p.period = f.period
					AND p.value = value(r) AND p.numerator IS NOT DISTINCT FROM numerator(r)
					AND p.denominator IS NOT DISTINCT FROM denominator(r)
				WHERE f.measure = ANY (measures) AND f.period = ANY (periods)),
			before AS MATERIALIZED (
				SELECT DISTINCT p.measure, NULL::varchar AS benchmark, (p.area || chr(1))::varchar AS area, p.period, p.value,
					p.numerator, p.denominator, m.unit, m.suppress_below, j.count, j.base, 'before' AS state,
					NULL AS verdict, true AS published, (p.area || chr(1))::varchar AS place
				FROM published p
				JOIN measure m ON m.code = p.measure AND m.round_to IS NULL
				CROSS JOIN LATERAL judge_figure(p.value, p.numerator, p.denominator, m.unit, NULL, false, false) j
				WHERE j.count IS NOT NULL AND NOT EXISTS (
					SELECT 1 FROM loaded l
					WHERE l.measure = p.measure AND l.place = p.area AND l.period = p.period AND l.count = j.count)),
			-- once figures beside it were revised, what an edition withheld would tell what it was
			kept AS MATERIALIZED (
				SELECT DISTINCT p.measure, coalesce(t.today, p.area) AS area, b.period
				FROM (SELECT DISTINCT period FROM before) b
				JOIN published_scorecard p ON p.measure = ANY (measures) AND p.status = 'c'
				JOIN measure m ON m.code = p.measure
				LEFT JOIN area_today t ON t.area = p.area
				-- a row without a figure has no period
				WHERE ends(b.period) <= p.quarter_end
					AND ends(b.period) > p.quarter_end - make_interval(months => m.max_arrears + 1))
			SELECT l.measure, l.benchmark, l.area, l.period, l.value, l.numerator, l.denominator, l.unit,
				l.suppress_below, l.count, l.base,
				CASE WHEN l.value IS NULL AND l.verdict IS NULL THEN 'absent'
					WHEN v.verdict IS NOT NULL THEN 'primary'
					WHEN l.published THEN 'published'
					ELSE 'candidate' END,
				v.verdict, l.published, l.place
			FROM loaded l
			LEFT JOIN kept k ON k.measure = l.measure AND k.area = l.place AND k.period = l.period
				AND l.value IS NOT NULL AND NOT l.published
			CROSS JOIN LATERAL (
				SELECT coalesce(l.verdict, CASE WHEN k.measure IS NOT NULL THEN 'secondary' END) AS verdict) v
			UNION ALL
			SELECT x.measure, NULL, x.area, x.period, NULL, NULL, NULL, m.unit, m.suppress_below, NULL, NULL, 'missing', NULL, false, x.area
			FROM missing_figures(measures, periods) x
			JOIN measure m ON m.code = x.measure
			UNION ALL
			SELECT * FROM before;
	END
	$cells$;
	COMMENT ON FUNCTION disclosure_cells(text[], reporting_period[]) IS 'the figures of linked measures and periods as protect_cells() takes them; state before: what was published and is another figure today; part of protect()';

	CREATE FUNCTION cell_links(areas text[], OUT wholes text[], OUT parts text[])
		LANGUAGE SQL STABLE PARALLEL SAFE
		SET search_path FROM CURRENT
	AS $links$
		WITH before AS (SELECT a AS area FROM unnest(areas) a WHERE a LIKE '%' || chr(1))
		SELECT array_agg(x.whole), array_agg(x.part)
		FROM (SELECT whole::text, part::text FROM area_link
			  UNION
			  SELECT k.whole || chr(1),
				  CASE WHEN k.part || chr(1) IN (SELECT area FROM before) OR k.part IN (SELECT whole FROM area_link)
					  THEN k.part || chr(1) ELSE k.part END
			  FROM area_link k
			  WHERE EXISTS (SELECT 1 FROM before)) x
	$links$;
	COMMENT ON FUNCTION cell_links(text[]) IS 'area_link, and the same of wholes as they were before, if a cell is of one; part of protect()';

	CREATE FUNCTION decisions(measures text[], periods reporting_period[], together boolean)
		RETURNS TABLE (measure varchar, benchmark varchar, area varchar, period reporting_period,
			value double precision, numerator double precision, denominator double precision, decision text)
		LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 10000
		SET search_path FROM CURRENT
	AS $decisions$
	#variable_conflict use_column
	BEGIN
		RETURN QUERY
			WITH always AS MATERIALIZED (
				SELECT * FROM cell_links('{}')),
			part AS MATERIALIZED (
				SELECT array_agg(whole::text) AS wholes, array_agg(part::text) AS parts, array_agg(bases_add) AS bases_add
				FROM measure_link
				WHERE whole = ANY (measures)),
			block AS (
				SELECT array_agg(c.measure::text) AS measures, array_agg(c.benchmark::text) AS benchmarks,
					array_agg(c.area::text) AS areas, array_agg(c.place::text) AS places, array_agg(c.period) AS periods,
					array_agg(c.value) AS "values",
					array_agg(c.numerator) AS numerators, array_agg(c.denominator) AS denominators,
					array_agg(c.unit::text) AS units, array_agg(c.suppress_below) AS below, array_agg(c.count) AS counts,
					array_agg(c.base) AS bases, array_agg(c.state) AS states, array_agg(c.verdict) AS verdicts,
					bool_or(c.state = 'before') AS revised
				FROM disclosure_cells(measures, periods) c
				GROUP BY CASE WHEN NOT together THEN c.period END),
			decided AS MATERIALIZED (
				SELECT u.*
				FROM block b
				CROSS JOIN LATERAL (
					SELECT a.wholes, a.parts FROM always a WHERE NOT b.revised
					UNION ALL
					SELECT c.wholes, c.parts FROM cell_links(b.places) c WHERE b.revised) l
				CROSS JOIN part p
				CROSS JOIN LATERAL unnest(b.measures, b.benchmarks, b.areas, b.places, b.periods, b."values", b.numerators,
					b.denominators, b.counts, b.states, b.verdicts,
					protect_cells(b.measures, b.places, b.periods, b.units, b.below, b.counts, b.bases,
						array_replace(b.states, 'before', 'published'), l.wholes, l.parts, p.wholes, p.parts, p.bases_add))
					AS u(measure, benchmark, area, place, period, value, numerator, denominator, count, state, verdict, decision)
				WHERE u.state NOT IN ('missing', 'before'))
			SELECT d.measure::varchar, d.benchmark::varchar, d.area::varchar, d.period, d.value, d.numerator, d.denominator,
				CASE WHEN d.state = 'absent' THEN 'shown'
					WHEN d.verdict IS NOT NULL THEN d.verdict
					WHEN d.count IS NULL AND o.verdict IS NOT NULL THEN o.verdict
					WHEN d.count IS NULL AND o.decision <> 'shown' THEN 'secondary'
					ELSE d.decision END
			FROM decided d
			JOIN measure m ON m.code = d.measure
			JOIN governed_measure g ON g.measure = d.measure
				AND needs_decision(g.always, g.confidential, m.unit, d.period, d.value, d.numerator, d.denominator)
			LEFT JOIN (
				SELECT measure, place, period, max(verdict) AS verdict, max(nullif(decision, 'shown')) AS decision
				FROM decided
				WHERE benchmark IS NULL
				GROUP BY measure, place, period) o ON d.benchmark IS NOT NULL
				AND o.measure = d.measure AND o.place = d.place AND o.period = d.period;
	END
	$decisions$;
	COMMENT ON FUNCTION decisions(text[], reporting_period[], boolean) IS 'the decision on each figure of linked measures and periods, as table disclosure has it; together: the periods add up, so they are one block; part of protect()';

	-- the first branch reads two indexes alone; what is asked of each is made once
	CREATE VIEW undecided_figure AS
	WITH governed AS MATERIALIZED (
		SELECT g.*, m.unit FROM governed_measure g JOIN measure m ON m.code = g.measure)
	SELECT o.measure, o.area, o.period
	FROM decided_observation o
	JOIN governed g ON g.measure = o.measure
	WHERE o.decision IS NULL
		AND needs_decision(g.always, g.confidential, g.unit, o.period, o.value, o.numerator, o.denominator)
	UNION ALL
	SELECT o.measure, o.area, o.period
	FROM decided_observation o
	WHERE o.status = 'c' AND o.decision = 'shown'
	UNION ALL
	SELECT b.measure, b.area, b.period
	FROM decided_benchmark_value b
	JOIN governed g ON g.measure = b.measure
	WHERE b.decision IS NULL
		AND needs_decision(g.always, g.confidential, g.unit, b.period, b.value, b.numerator, b.denominator);
	COMMENT ON VIEW undecided_figure IS 'the figures, and those that their publisher withheld, that have come or changed since they were decided on; part of protect()';
	CALL comment_columns_like('undecided_figure', 'observation');

	CREATE VIEW obsolete_decision AS
	SELECT d.measure, d.benchmark, d.area, d.period
	FROM disclosure d
	LEFT JOIN governed_measure g ON g.measure = d.measure
	LEFT JOIN measure m ON m.code = d.measure
	WHERE NOT needs_decision(g.always, g.confidential, m.unit, d.period, d.value, d.numerator, d.denominator)
	UNION ALL
	SELECT d.measure, d.benchmark, d.area, d.period
	FROM disclosure d
	WHERE d.benchmark IS NULL AND NOT EXISTS (
		SELECT 1 FROM observation o
		WHERE o.area = d.area AND o.measure = d.measure AND o.period = d.period)
	UNION ALL
	SELECT d.measure, d.benchmark, d.area, d.period
	FROM disclosure d
	WHERE d.benchmark IS NOT NULL AND NOT EXISTS (
		SELECT 1 FROM benchmark_value b
		WHERE b.measure = d.measure AND b.benchmark = d.benchmark AND b.area = d.area AND b.period = d.period);
	COMMENT ON VIEW obsolete_decision IS 'decisions on figures that are gone, or of measures whose figures need none; part of protect()';
	CALL comment_columns_like('obsolete_decision', 'disclosure');

	CREATE PROCEDURE protect()
		LANGUAGE plpgsql
		SECURITY DEFINER
		SET search_path FROM CURRENT
		SET jit = off
		SET work_mem = '64MB'
	AS $protect$
	DECLARE
		component record;
		blocks reporting_period[];
		changed_measures text[];
		changed_periods reporting_period[];
		gone_measures text[];
		gone_periods reporting_period[];
		undecided bigint;
		decided bigint := 0;
		written bigint;
		said timestamptz := clock_timestamp();
		seen integer := 0;
	BEGIN
		-- one at a time; readers go on
		LOCK TABLE disclosure IN SHARE ROW EXCLUSIVE MODE;
		SELECT array_agg(u.measure), array_agg(u.period), coalesce(sum(u.figures), 0)
		INTO changed_measures, changed_periods, undecided
		FROM (SELECT measure, period, count(*) AS figures FROM undecided_figure GROUP BY measure, period) u;
		-- looked for only where there are more decisions than figures decided on
		IF (SELECT count(*) FROM disclosure) > (
				SELECT count(*)
				FROM loaded_figure f
				JOIN governed_measure g ON g.measure = f.measure
				JOIN measure m ON m.code = f.measure
				WHERE needs_decision(g.always, g.confidential, m.unit, f.period, f.value, f.numerator, f.denominator))
				- undecided THEN
			WITH removed AS (
				DELETE FROM disclosure d
				USING obsolete_decision x
				WHERE d.area = x.area AND d.measure = x.measure AND d.period = x.period
					AND d.benchmark IS NOT DISTINCT FROM x.benchmark
				RETURNING d.measure, d.period)
			SELECT array_agg(r.measure), array_agg(r.period), coalesce(sum(r.decisions), 0)
			INTO gone_measures, gone_periods, decided
			FROM (SELECT measure, period, count(*) AS decisions FROM removed GROUP BY measure, period) r;
		END IF;
		FOR component IN
			SELECT c.measures, c.adds_over_time, array_agg(DISTINCT x.period) AS periods,
				count(*) OVER () AS components
			FROM unnest(changed_measures || gone_measures, changed_periods || gone_periods) AS x(measure, period)
			JOIN measure_component c ON x.measure = ANY (c.measures)
			GROUP BY c.measures, c.adds_over_time
			ORDER BY c.measures
		LOOP
			blocks := component.periods;
			IF component.adds_over_time THEN
				SELECT array_agg(DISTINCT f.period) INTO blocks FROM loaded_figure f WHERE f.measure = ANY (component.measures);
			END IF;
			INSERT INTO disclosure AS d (measure, benchmark, area, period, value, numerator, denominator, decision)
			SELECT *
			FROM decisions(component.measures, blocks, component.adds_over_time)
			ORDER BY area, measure, period
			ON CONFLICT ON CONSTRAINT disclosure_key DO UPDATE
			SET value = EXCLUDED.value, numerator = EXCLUDED.numerator, denominator = EXCLUDED.denominator,
				decision = EXCLUDED.decision, decided_at = EXCLUDED.decided_at
			WHERE (d.value, d.numerator, d.denominator, d.decision)
				IS DISTINCT FROM (EXCLUDED.value, EXCLUDED.numerator, EXCLUDED.denominator, EXCLUDED.decision);
			GET DIAGNOSTICS written = ROW_COUNT;
			decided := decided + written;
			seen := seen + 1;
			IF clock_timestamp() > said + interval '5 seconds' THEN
				RAISE NOTICE 'protect: % of % measures or groups of linked measures', seen, component.components;
				said := clock_timestamp();
			END IF;
		END LOOP;
		IF decided = 0 THEN
			RAISE NOTICE 'no decision has changed';
		ELSE
			RAISE NOTICE 'figures shown: %, withheld: %; decisions changed: %',
				(SELECT count(*) FROM disclosure WHERE value IS NOT NULL AND decision = 'shown'),
				(SELECT count(*) FROM disclosure WHERE value IS NOT NULL AND decision <> 'shown'),
				decided;
		END IF;
		-- the views are planned by its statistics; on Citus what a transaction wrote it may not be able to analyze
		IF decided > 1000 AND NOT is_distributed(current_schema()) THEN
			ANALYZE disclosure;
		END IF;
	END
	$protect$;
	COMMENT ON PROCEDURE protect() IS 'decides which figures may be shown, of measures with suppress_below and of those of which a publisher withheld one: again after each load; only what has changed is decided anew';
	REVOKE EXECUTE ON PROCEDURE protect() FROM PUBLIC;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_decisions(name) IS
	'makes protect() of a framework; part of create_framework';
