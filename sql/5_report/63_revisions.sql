-- SPDX-License-Identifier: PostgreSQL
/*
 * 63_revisions.sql - the latest edition of a report beside what the data say now
 *
 * What is compared are the columns that the published tables share with the
 * scorecard, the headline and the heading.
 */

CREATE PROCEDURE cfsperf_internal.framework_revisions(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	pairs text;
	differences text;
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	-- Both sides as text that no setting changes, a row a column: numbers by
	-- their fifteen digits, dates by year, month and day.
	SELECT string_agg(format('(%L, %L, %s, %s)', a.attname,
			CASE WHEN t.typcategory = 'N' THEN 'figure' ELSE 'words' END,
			format(t.pattern, 'p', a.attname), format(t.pattern, 's', a.attname)),
		', ' ORDER BY a.attnum),
		string_agg(format('p.%1$I IS DISTINCT FROM s.%1$I', a.attname), ' OR ' ORDER BY a.attnum)
	INTO pairs, differences
	FROM pg_attribute a
	CROSS JOIN LATERAL (
		SELECT typcategory, CASE
			WHEN a.atttypid = 'double precision'::regtype THEN '%s.%I::numeric::text'
			WHEN a.atttypid = 'date'::regtype THEN 'to_char(%s.%I, ''YYYY-MM-DD'')'
			ELSE '%s.%I::text' END AS pattern
		FROM pg_type
		WHERE oid = a.atttypid) t
	WHERE a.attrelid = 'scorecard'::regclass;
	EXECUTE format($view$
	CREATE VIEW revisions AS
	SELECT l.quarter, l.quarter_start, l.quarter_end, l.area, l.area_name, l.edition,
		d.measure::varchar(64) AS measure, d.measure_title::varchar(500) AS measure_title,
		d.kind::varchar(16) AS kind, d.item::varchar(63) AS item,
		at_most(d.published, 4000)::varchar(4000) AS published, at_most(d.now, 4000)::varchar(4000) AS now
	FROM (SELECT DISTINCT ON (area, quarter) *
		  FROM published_summary
		  ORDER BY area, quarter, edition DESC) l
	CROSS JOIN LATERAL (
		SELECT NULL::varchar AS measure, NULL::varchar AS measure_title, c.kind, c.item, c.published, c.now
		FROM (SELECT) one
		LEFT JOIN headline h ON h.area = l.area AND h.quarter = l.quarter
		LEFT JOIN report_heading r ON r.area = l.area AND r.quarter = l.quarter
		CROSS JOIN LATERAL (VALUES
			('headline', 'sentence', l.sentence, h.sentence),
			('headline', 'chance_sentence', l.chance_sentence, h.chance_sentence),
			('words', 'commentary', l.commentary, h.commentary),
			('words', 'title', l.title, r.title),
			('words', 'note', l.note, r.note),
			('words', 'benchmark', nullif(concat_ws('; ', l.benchmark, l.benchmark_release,
				to_char(l.benchmark_published, 'YYYY-MM-DD'), l.benchmark_caveat), ''),
				nullif(concat_ws('; ', r.benchmark, r.benchmark_release, to_char(r.benchmark_published, 'YYYY-MM-DD'),
				r.benchmark_caveat), '')),
			('words', 'sections', l.sections, r.sections))
			AS c(kind, item, published, now)
		WHERE c.now IS DISTINCT FROM c.published
		UNION ALL
		SELECT coalesce(p.measure, s.measure), coalesce(s.measure_title, p.measure_title), x.*
		FROM (SELECT * FROM published_scorecard p
			  WHERE p.area = l.area AND p.quarter = l.quarter AND p.edition = l.edition) p
		FULL JOIN (SELECT * FROM scorecard s
				   WHERE s.area = l.area AND s.quarter = l.quarter) s
			ON s.measure = p.measure
		CROSS JOIN LATERAL (
			SELECT CASE WHEN p.measure IS NULL THEN 'added' ELSE 'removed' END AS kind,
				'measure' AS item, p.measure_title AS published, s.measure_title AS now
			WHERE p.measure IS NULL OR s.measure IS NULL
			UNION ALL
			SELECT c.kind, c.item, c.published, c.now
			FROM (VALUES %s) AS c(item, kind, published, now)
			WHERE p.measure = s.measure AND c.published IS DISTINCT FROM c.now) x
		-- most rows are the same, and are seen to be without writing them as text
		WHERE %s) d
	$view$, pairs, differences);
	COMMENT ON VIEW revisions IS 'the latest edition of each report beside what the data say now: a row for everything that differs';
	COMMENT ON COLUMN revisions.quarter IS 'quarter of the report, as label';
	COMMENT ON COLUMN revisions.quarter_start IS 'first day of the quarter';
	COMMENT ON COLUMN revisions.quarter_end IS 'last day of the quarter';
	COMMENT ON COLUMN revisions.area IS 'code of the area reported on';
	COMMENT ON COLUMN revisions.area_name IS 'its name, as published';
	COMMENT ON COLUMN revisions.edition IS 'the latest edition, with which the data are compared';
	COMMENT ON COLUMN revisions.measure IS 'code of the measure; NULL: of the whole report';
	COMMENT ON COLUMN revisions.measure_title IS 'its name';
	COMMENT ON COLUMN revisions.kind IS 'figure: a number moved; words: a direction, period, rule, note or other text; added, removed: the measure; headline: the sentences of the overview';
	COMMENT ON COLUMN revisions.item IS 'column of the scorecard, or of published_summary, that differs';
	COMMENT ON COLUMN revisions.published IS 'what the edition has there, as text';
	COMMENT ON COLUMN revisions.now IS 'what the scorecard has there now, as text';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_revisions(name) IS
	'makes the view revisions of a framework; part of create_framework';
