-- SPDX-License-Identifier: PostgreSQL
/*
 * 38_audit.sql - what a reader could work out in spite of the decisions
 *
 * The check from outside: bounds of every number that is withheld, from all that
 * is shown or was published, by another method than that of protect().
 */

CREATE PROCEDURE cfsperf_internal.framework_audit(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE TABLE disclosure_finding (
		measure varchar(64) COLLATE "C",
		area varchar(64) COLLATE "C",
		period reporting_period,
		item varchar(5),
		lower double precision,
		upper double precision,
		published boolean NOT NULL,
		found_at timestamptz NOT NULL DEFAULT now(),
		accepted varchar(500),
		PRIMARY KEY (measure, area, period, item)
	);
	COMMENT ON TABLE disclosure_finding IS 'numbers that are withheld and of which a reader could leave fewer than suppress_below possible, as of the last audit_disclosure(); for the owner, who takes the edition back by redact() or says in accepted why it stays';
	COMMENT ON COLUMN disclosure_finding.measure IS 'what was measured';
	COMMENT ON COLUMN disclosure_finding.area IS 'where';
	COMMENT ON COLUMN disclosure_finding.period IS 'when';
	COMMENT ON COLUMN disclosure_finding.item IS 'count; base, among how many; rest, those who are left over';
	COMMENT ON COLUMN disclosure_finding.lower IS 'least number that is possible';
	COMMENT ON COLUMN disclosure_finding.upper IS 'greatest number that is possible';
	COMMENT ON COLUMN disclosure_finding.published IS 'whether editions alone give it away, so that no decision can protect it';
	COMMENT ON COLUMN disclosure_finding.found_at IS 'when it was found first';
	COMMENT ON COLUMN disclosure_finding.accepted IS 'why it stays; NULL: nobody has said so, and data_quality lists it';

	-- What a reader knows: what is shown, unless editions alone are asked about, and
	-- what an edition has with exactly the values of today.
	CREATE FUNCTION narrow_figures(measures text[], periods reporting_period[], shown boolean)
		RETURNS TABLE (measure varchar, area varchar, period reporting_period, item varchar,
			lower double precision, upper double precision)
		LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 100
		SET search_path FROM CURRENT
	AS $narrow$
	#variable_conflict use_column
	BEGIN
		RETURN QUERY
			WITH always AS MATERIALIZED (
				SELECT * FROM cell_links('{}')),
			part AS MATERIALIZED (
				SELECT array_agg(whole::text) AS wholes, array_agg(part::text) AS parts, array_agg(bases_add) AS bases_add
				FROM measure_link
				WHERE whole = ANY (measures)),
			cell AS MATERIALIZED (
				SELECT c.*, d.decision, g.component, CASE WHEN NOT g.adds_over_time THEN c.period END AS block_period,
					CASE WHEN c.state = 'absent' THEN 'absent'
						WHEN c.published OR narrow_figures.shown AND d.decision = 'shown' THEN 'known'
						ELSE 'withheld' END AS knowledge
				FROM disclosure_cells(measures, periods) c
				JOIN measure_component g ON c.measure = ANY (g.measures)
				LEFT JOIN disclosure d ON d.measure = c.measure AND coalesce(d.benchmark, '') = coalesce(c.benchmark, '')
					AND d.area = c.area AND d.period = c.period AND d.value = c.value
					AND d.numerator IS NOT DISTINCT FROM c.numerator
					AND d.denominator IS NOT DISTINCT FROM c.denominator),
			block AS (
				SELECT array_agg(c.measure::text) AS measures, array_agg(c.area::text) AS areas, array_agg(c.place::text) AS places,
					array_agg(c.period) AS periods, array_agg(c.unit::text) AS units, array_agg(c.suppress_below) AS below,
					array_agg(c.count) AS counts, array_agg(c.base) AS bases, array_agg(c.knowledge) AS states,
					array_agg(c.verdict IS NOT NULL OR c.state = 'missing') AS in_themselves,
					bool_or(c.state = 'before') AS revised
				FROM cell c
				WHERE c.count IS NOT NULL OR c.knowledge <> 'known'
				GROUP BY c.component, c.block_period
				HAVING bool_or(c.knowledge = 'withheld'))
			SELECT b.measures[x.cell]::varchar, b.areas[x.cell]::varchar, b.periods[x.cell], n.item::varchar, n.lower, n.upper
			FROM block b
			CROSS JOIN LATERAL (
				SELECT a.wholes, a.parts FROM always a WHERE NOT b.revised
				UNION ALL
				SELECT c.wholes, c.parts FROM cell_links(b.places) c WHERE b.revised) l
			CROSS JOIN part p
			CROSS JOIN LATERAL disclosure_bounds(b.measures, b.places, b.periods, b.units, b.below, b.counts, b.bases,
				b.states, l.wholes, l.parts, p.wholes, p.parts, p.bases_add) x
			CROSS JOIN LATERAL (SELECT b.below[x.cell] AS below, b.counts[x.cell] AS count, b.bases[x.cell] AS base,
				b.in_themselves[x.cell] AS in_itself) t
			-- the numbers that are protected: of one that is withheld in itself the small
			-- ones, or all that are not known; of another its count
			CROSS JOIN LATERAL (VALUES
				('count', t.count, x.count_lower, x.count_upper, NOT t.in_itself OR (least(t.count, t.base) >= t.below) IS NOT TRUE),
				('base', t.base, x.base_lower, x.base_upper, t.in_itself AND (t.base >= t.below) IS NOT TRUE),
				('rest', t.base - t.count, x.rest_lower, x.rest_upper,
				 t.in_itself AND (t.base - t.count >= t.below) IS NOT TRUE))
				AS n(item, number, lower, upper, is_protected)
			-- values that are possible: two at least, where the publisher's rule is not known;
			-- bounds that leave the number out, of totals that do not add up, tell nobody
			WHERE n.is_protected AND n.upper - n.lower + 1 < coalesce(t.below, 2) AND n.lower <= n.upper
				AND (n.number BETWEEN n.lower AND n.upper) IS NOT FALSE
			UNION
			-- what is withheld and was published
			SELECT c.measure, c.area, c.period, 'count'::varchar, c.count, c.count
			FROM cell c
			WHERE c.published AND c.decision <> 'shown' AND c.count IS NOT NULL;
	END
	$narrow$;
	COMMENT ON FUNCTION narrow_figures(text[], reporting_period[], boolean) IS 'numbers of these measures, all that are linked, and periods that are withheld and of which fewer than suppress_below are possible: by what is shown and was published, or by what was published alone; part of audit_disclosure()';

	CREATE FUNCTION newly_narrow(measures text[], periods text[]) RETURNS text
		LANGUAGE plpgsql STABLE PARALLEL SAFE
		SET search_path FROM CURRENT
	AS $newly$
	BEGIN
		RETURN (
			WITH reported AS MATERIALIZED (
				SELECT c.component, c.measures, c.adds_over_time, array_agg(DISTINCT r.period::reporting_period) AS periods
				FROM measure_component c
				JOIN unnest(newly_narrow.measures, newly_narrow.periods) AS r(measure, period) ON r.measure = ANY (c.measures)
				GROUP BY c.component, c.measures, c.adds_over_time),
			loaded AS MATERIALIZED (
				SELECT DISTINCT f.measure, f.period
				FROM loaded_figure f
				WHERE f.measure IN (SELECT unnest(c.measures) FROM reported c WHERE c.adds_over_time)),
			every_period AS (
				SELECT c.component, array_agg(DISTINCT l.period) AS periods
				FROM reported c
				JOIN loaded l ON l.measure = ANY (c.measures)
				GROUP BY c.component),
			block AS MATERIALIZED (
				SELECT c.measures, coalesce(e.periods, c.periods) AS periods
				FROM reported c
				LEFT JOIN every_period e ON e.component = c.component),
			-- blocks of one set of periods are looked at together
			together AS MATERIALIZED (
				SELECT array_agg(m.measure) AS measures, b.periods
				FROM block b
				CROSS JOIN LATERAL unnest(b.measures) AS m(measure)
				GROUP BY b.periods)
			SELECT format('measure "%s", area "%s", %s', n.measure, n.area, n.period)
			FROM together t
			CROSS JOIN LATERAL (
				SELECT measure, area, period FROM narrow_figures(t.measures, t.periods, true)
				EXCEPT
				SELECT measure, area, period FROM narrow_figures(t.measures, t.periods, false)
				EXCEPT
				SELECT measure, area, period FROM disclosure_finding WHERE accepted IS NOT NULL) n
			ORDER BY n.measure, n.area, n.period
			LIMIT 1);
	END
	$newly$;
	COMMENT ON FUNCTION newly_narrow(text[], text[]) IS 'the first figure that is withheld and could be worked out, or nearly so, from what a report of these measures and their periods would publish now, and not from what has been published, unless that was accepted; NULL: none; part of publish()';

	CREATE PROCEDURE audit_disclosure()
		LANGUAGE plpgsql
		SECURITY DEFINER
		SET search_path FROM CURRENT
		SET jit = off
	AS $audit$
	DECLARE
		component record;
		every_period reporting_period[];
		said timestamptz := clock_timestamp();
		seen integer := 0;
		components integer := (SELECT count(*) FROM measure_component);
		open_findings bigint;
	BEGIN
		LOCK TABLE disclosure_finding IN SHARE ROW EXCLUSIVE MODE;
		DELETE FROM disclosure_finding f
		WHERE f.measure <> ALL (SELECT measure FROM governed_measure);
		FOR component IN
			SELECT * FROM measure_component c ORDER BY c.component
		LOOP
			seen := seen + 1;
			SELECT array_agg(DISTINCT f.period) INTO every_period
			FROM loaded_figure f
			WHERE f.measure = ANY (component.measures);
			WITH found AS MATERIALIZED (
				SELECT n.measure, n.area, n.period, n.item, min(n.lower) AS lower, max(n.upper) AS upper
				FROM narrow_figures(component.measures, every_period, true) n
				GROUP BY n.measure, n.area, n.period, n.item),
			published AS MATERIALIZED (
				SELECT DISTINCT n.measure, n.area, n.period, n.item
				FROM (SELECT FROM found LIMIT 1) any_found,
					narrow_figures(component.measures, every_period, false) n),
			gone AS (
				DELETE FROM disclosure_finding f
				WHERE f.measure = ANY (component.measures)
					AND NOT EXISTS (SELECT 1 FROM found n WHERE n.measure = f.measure AND n.area = f.area
									AND n.period = f.period AND n.item = f.item))
			INSERT INTO disclosure_finding AS f (measure, area, period, item, lower, upper, published)
			SELECT n.measure, n.area, n.period, n.item, n.lower, n.upper, p.measure IS NOT NULL
			FROM found n
			LEFT JOIN published p ON p.measure = n.measure AND p.area = n.area AND p.period = n.period AND p.item = n.item
			ON CONFLICT (measure, area, period, item) DO UPDATE
			SET lower = EXCLUDED.lower, upper = EXCLUDED.upper, published = EXCLUDED.published;
			IF clock_timestamp() > said + interval '5 seconds' THEN
				RAISE NOTICE 'audit_disclosure: % of % measures or groups of linked measures', seen, components;
				said := clock_timestamp();
			END IF;
		END LOOP;
		SELECT count(*) INTO open_findings FROM disclosure_finding WHERE accepted IS NULL;
		IF open_findings = 0 THEN
			RAISE NOTICE 'no number that is withheld can be worked out%',
				(SELECT CASE WHEN count(*) > 0 THEN ', but for ' || count_phrase(count(*), 'that is accepted', 'that are accepted') ELSE '' END
				 FROM disclosure_finding);
		ELSE
			RAISE WARNING USING
				MESSAGE = format('%s that %s withheld can be worked out, or nearly so',
					count_phrase(open_findings, 'number', 'numbers'), CASE open_findings WHEN 1 THEN 'is' ELSE 'are' END),
				DETAIL = (SELECT string_agg(format('%s of measure "%s", area "%s", %s.', item, measure, area, period), ' ')
						  FROM (SELECT * FROM disclosure_finding WHERE accepted IS NULL
								ORDER BY measure, area, period, item LIMIT 10) f),
				HINT = format('Table %I.disclosure_finding has all. What is not decided yet needs protect(); what an edition gave away needs redact().',
							  current_schema());
		END IF;
	END
	$audit$;
	COMMENT ON PROCEDURE audit_disclosure() IS 'works out, from all that is shown or was published, the bounds of every number that is withheld, by another way than protect(); keeps those too narrow in disclosure_finding and warns of them';
	REVOKE EXECUTE ON PROCEDURE audit_disclosure() FROM PUBLIC;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_audit(name) IS
	'makes audit_disclosure() of a framework; part of create_framework';
