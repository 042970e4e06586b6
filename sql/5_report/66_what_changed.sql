-- SPDX-License-Identifier: PostgreSQL
/*
 * 66_what_changed.sql - what has changed since the latest edition, for those who read
 *
 * Made of the view revisions, where an edition and the data are compared, and of the
 * row of the edition for what has not changed: of nothing that a reader may not see.
 */

CREATE PROCEDURE cfsperf_internal.framework_what_changed(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE FUNCTION changes_since_edition(area text, quarter reporting_period)
		RETURNS TABLE (edition integer, place integer, measure varchar, measure_title varchar, words text)
		LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 10
		SET jit = off -- compiling takes longer than a report's few rows
		SET plan_cache_mode = force_generic_plan -- and planning as long as one report
		SET extra_float_digits = 1
		SET search_path FROM CURRENT
	AS $function$
	DECLARE
		label CONSTANT varchar(24) := changes_since_edition.quarter::varchar(24);
	BEGIN
		-- most reports have none, or are published for the first time
		IF NOT EXISTS (SELECT FROM published_summary s WHERE s.area = changes_since_edition.area AND s.quarter = label) THEN
			RETURN;
		END IF;
		RETURN QUERY
		WITH d AS MATERIALIZED (
			SELECT r.edition, r.measure, r.measure_title, r.kind, r.item, r.published, r.now
			FROM revisions r
			WHERE r.area = changes_since_edition.area AND r.quarter = label
		), m AS (
			SELECT d.edition, d.measure, min(d.measure_title::text) AS measure_title, array_agg(d.item::text) AS items,
				min(d.kind) FILTER (WHERE d.kind IN ('added', 'removed')) AS came_or_went,
				jsonb_object_agg(d.item, d.now) AS now
			FROM d
			WHERE d.measure IS NOT NULL
			GROUP BY d.edition, d.measure
		), placed AS (
			SELECT m.*, to_jsonb(p) AS edition_row,
				CASE m.came_or_went WHEN 'added' THEN to_jsonb(s) ELSE to_jsonb(p) || m.now END AS place_of
			FROM m
			LEFT JOIN published_scorecard p ON p.area = changes_since_edition.area AND p.quarter = label
				AND p.edition = m.edition AND p.measure = m.measure
			-- of an added measure the place is known nowhere else
			LEFT JOIN LATERAL (
				SELECT s.outcome, s.outcome_position, s.measure_position
				FROM scorecard s
				WHERE s.area = changes_since_edition.area AND s.quarter = label AND s.measure = m.measure) s
				ON m.came_or_went = 'added'
		), said AS (
			SELECT d.edition, 0 AS rank, NULL::varchar AS measure, NULL::varchar AS measure_title, NULL::jsonb AS place_of,
				nullif(concat_ws(' ', changed_sentence('The', enumeration(array_agg(DISTINCT o.words) FILTER (WHERE o.words IS NOT NULL))),
					'The overview of edition ' || d.edition || ' was: ' || min(d.published) FILTER (WHERE d.item = 'sentence')), '') AS words
			FROM d
			LEFT JOIN LATERAL (
				SELECT CASE WHEN d.measure IS NULL AND d.kind = 'words' THEN
						CASE d.item WHEN 'benchmark' THEN 'national benchmark' WHEN 'sections' THEN 'wording of the fixed sections'
							ELSE d.item END
					WHEN d.kind NOT IN ('added', 'removed') THEN changed_items(ARRAY[d.item::text], '{all}') END AS words) o ON true
			GROUP BY d.edition
			UNION ALL
			SELECT p.edition, 1, p.measure, p.measure_title, p.place_of,
				CASE p.came_or_went WHEN 'added' THEN 'It has been added.' WHEN 'removed' THEN 'It is no longer reported.'
					ELSE changed_measure(p.edition, p.edition_row, p.edition_row || p.now, p.items) END
			FROM placed p
		)
		SELECT s.edition, (row_number() OVER (ORDER BY s.rank, (s.place_of ->> 'outcome_position')::integer,
				(s.place_of ->> 'outcome') COLLATE "C", (s.place_of ->> 'measure_position')::integer, s.measure COLLATE "C"))::integer,
			s.measure, s.measure_title, s.words
		FROM said s
		WHERE s.words IS NOT NULL
		ORDER BY 2;
	END
	$function$;
	COMMENT ON FUNCTION changes_since_edition(text, reporting_period) IS
		'what has changed of a report since its latest edition, in words: of the report (measure NULL) and of each measure in its order, plain text; no rows where nothing has, or there is no edition. A figure that is not shown any more is not repeated';

	CREATE FUNCTION changes_since(area text, quarter reporting_period) RETURNS jsonb
		LANGUAGE plpgsql STABLE PARALLEL SAFE
		SET search_path FROM CURRENT
	AS $function$
	BEGIN
		RETURN (SELECT jsonb_agg(c ORDER BY c.place) FROM changes_since_edition(area, quarter) c);
	END
	$function$;
	COMMENT ON FUNCTION changes_since(text, reporting_period) IS
		'the rows of changes_since_edition() as one value, from which several documents are made; NULL where there are none';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_what_changed(name) IS
	'makes the function changes_since_edition of a framework; part of create_framework';
