-- SPDX-License-Identifier: PostgreSQL
/*
 * 34_history.sql - whole histories of a framework, stored
 */

CREATE FUNCTION cfsperf_internal.notice_empty_history(stored oid) RETURNS boolean
	LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RAISE NOTICE USING
		MESSAGE = 'history is empty',
		HINT = format('It is made of the figures by: REFRESH MATERIALIZED VIEW %s;',
					  (pg_identify_object('pg_class'::regclass, stored, 0)).identity);
	RETURN false;
END
$$;
COMMENT ON FUNCTION cfsperf_internal.notice_empty_history(oid) IS
	'false, after a notice that says how history is made';

CREATE PROCEDURE cfsperf_internal.framework_history(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE FUNCTION measures_of_history() RETURNS TABLE (measure varchar, polarity polarity, unit varchar, length integer, step integer, decided boolean)
		LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 100
		SET search_path FROM CURRENT
	AS $measures$
	BEGIN
		RETURN QUERY
			SELECT m.code, m.polarity, m.unit, coalesce(m.span, m.frequency), m.frequency,
				CASE WHEN m.round_to IS NULL AND g.confidential IS NULL
						AND (g.always OR NOT EXISTS (
							SELECT FROM disclosure d
							WHERE d.measure = m.code AND d.benchmark IS NULL AND d.decision <> 'shown'))
					THEN coalesce(g.always, false) END
			FROM measure m
			LEFT JOIN governed_measure g ON g.measure = m.code;
	END
	$measures$;
	COMMENT ON FUNCTION measures_of_history() IS 'every measure with what its histories need; decided: of which figures they are made, of all or of those that were decided to be shown; NULL: figures are rounded, or some withheld by their publisher, or since they were; part of current_history';

	CREATE VIEW recoded_area AS
	SELECT area, today, place FROM area_today
	UNION
	SELECT today AS area, today, 0 AS place FROM area_today;
	COMMENT ON VIEW recoded_area IS 'a row per code of an authority that has several; part of current_history';
	COMMENT ON COLUMN recoded_area.area IS 'one of its codes';
	COMMENT ON COLUMN recoded_area.today IS 'that of today';
	COMMENT ON COLUMN recoded_area.place IS 'the code of today is first, then the latest';

	-- Of the measure's own length of period: a year less three of its quarters would
	-- give the fourth, which may be withheld. Figures are grouped in the order of
	-- the index that has all of them, also of measures of which they are then left out,
	-- and decisions in that of their key, which is asked for, since workers would sort
	-- them. So nothing is sorted, one group at a time is in memory, and figures on
	-- another server are grouped there; what is shown is what both groups have. coalesce()
	-- keeps the two together: were they joined to measures first, of which fewer rows
	-- are expected, they would be hashed. Measures that are rounded, or of which a
	-- publisher withheld a figure, go figure by figure. Codes of an authority that
	-- was recoded are left out once they are grouped, which costs the others nothing,
	-- and the figures of all of them read again: named beforehand, by the index, as
	-- else all figures are read and the plan is expected to cost twice as much.
	CREATE VIEW current_history WITH (security_barrier) AS
	SELECT g.measure, g.area, shape(first_period(g.raw), g.step) AS shape,
		series(g.raw, g.polarity, g.unit) AS series
	FROM (
		SELECT o.measure, o.area, m.polarity, m.unit, m.step,
			histories(CASE WHEN m.decided THEN common_readings(o.readings, d.readings) ELSE o.readings END, m.length, m.step) AS raw
		FROM (SELECT o.measure, o.area,
				  readings(o.value, o.numerator, o.denominator, o.period) AS readings
			  FROM observation o
			  GROUP BY o.area, o.measure) o
		LEFT JOIN (SELECT d.measure, d.area,
				  readings(d.value, d.numerator, d.denominator, d.period)
					  FILTER (WHERE NOT withheld(d.value, NULL, d.decision, true)) AS readings
			  FROM (SELECT d.measure, d.area, d.period, d.value, d.numerator, d.denominator, d.decision
					FROM disclosure d
					WHERE d.benchmark IS NULL
					ORDER BY d.area, d.measure, d.period) d
			  GROUP BY d.area, d.measure) d ON d.area = o.area AND d.measure = o.measure
		JOIN measures_of_history() m ON m.measure = coalesce(d.measure, o.measure) AND m.decided IS NOT NULL
		LEFT JOIN recoded_area r ON r.area = coalesce(d.area, o.area)
		WHERE r.area IS NULL) g
	UNION ALL
	SELECT o.measure, o.area, shape(o.period, m.frequency), series(o.figure, o.period, m.frequency)
	FROM figure o
	JOIN measure m ON m.code = o.measure AND months(o.period) = coalesce(m.span, m.frequency)
	LEFT JOIN recoded_area r ON r.area = o.area
	WHERE r.area IS NULL AND o.measure = ANY (ARRAY(SELECT u.measure FROM measures_of_history() u WHERE u.decided IS NULL))
	GROUP BY o.measure, o.area, shape(o.period, m.frequency)
	UNION ALL
	SELECT o.measure, o.today, shape(o.period, m.frequency), series(o.figure, o.period, m.frequency)
	FROM (SELECT DISTINCT ON (o.measure, r.today, o.period) o.measure, r.today, o.period, o.figure
		  FROM recoded_area r
		  JOIN figure o ON o.area = r.area AND o.area = ANY (ARRAY(SELECT area FROM recoded_area))
		  ORDER BY o.measure, r.today, o.period, o.figure IS NULL AND o.status <> 'c', r.place) o
	JOIN measure m ON m.code = o.measure AND months(o.period) = coalesce(m.span, m.frequency)
	GROUP BY o.measure, o.today, shape(o.period, m.frequency);
	COMMENT ON VIEW current_history IS 'per measure, area and shape of period: the whole series, made anew of the figures whenever it is read; that of an authority that was recoded has the figures of all its codes';
	COMMENT ON COLUMN current_history.measure IS 'code of the measure';
	COMMENT ON COLUMN current_history.area IS 'code of the area, that of today';
	COMMENT ON COLUMN current_history.shape IS 'length and phase of the periods, so that quarters and years stand apart';
	COMMENT ON COLUMN current_history.series IS 'the figures in order of period';

	-- One row says when it was made: a refresh beside readers replaces the rows
	-- that differ, which a time in each would make of all of them. In the order of
	-- measures, so that what is grouped by measure finds its group where it left it.
	CREATE MATERIALIZED VIEW stored_history AS
	SELECT c.measure, c.area, c.shape, c.series, NULL::timestamp with time zone AS made_at
	FROM current_history c
	UNION ALL
	SELECT NULL, NULL, NULL, NULL, now()
	ORDER BY measure, area;
	COMMENT ON MATERIALIZED VIEW stored_history IS 'what the view history shows, as of the last REFRESH MATERIALIZED VIEW CONCURRENTLY; refresh it after a load';
	COMMENT ON COLUMN stored_history.made_at IS 'when all of it was made, in the one row that is of no measure';
	CREATE UNIQUE INDEX stored_history_key ON stored_history (measure, area, shape);
	-- a history stands in its row as long as it fits on a page: compressing it
	-- would take longer than making it
	EXECUTE format('ALTER MATERIALIZED VIEW stored_history SET (toast_tuple_target = %s)',
				   current_setting('block_size')::integer - 32);
	-- statistics of the figures could outlive the rule that withholds them
	ALTER MATERIALIZED VIEW stored_history ALTER COLUMN series SET STATISTICS 0;

	-- Who may read the figures has all of them. Readers have what is reported:
	-- nothing of areas without a report, nothing after the latest one, and no
	-- history with a figure that has been withheld, or by another rule, since it
	-- was made. The one branch or the other is read, and no condition is asked of
	-- each history: what the planner expects of such it takes for the cost of all.
	-- A view that is a union itself would be no barrier: what a reader asks would be
	-- asked in its branches, before their conditions.
	CREATE VIEW history WITH (security_barrier) AS
	SELECT h.measure, h.area, h.shape, h.series, h.made_at
	FROM (
		SELECT s.measure, s.area, s.shape, s.series,
			(SELECT made_at FROM stored_history WHERE measure IS NULL) AS made_at
		FROM stored_history s
		WHERE s.series IS NOT NULL AND (SELECT has_table_privilege('observation'::regclass, 'SELECT'))
		UNION ALL
		SELECT s.measure, s.area, s.shape, h.series, made.made_at
		FROM stored_history s
		CROSS JOIN (SELECT made_at FROM stored_history WHERE measure IS NULL) made
		JOIN (SELECT coalesce(t.today, r.area) AS area, max(r.quarter) AS quarter
			  FROM report r
			  LEFT JOIN area_today t ON t.area = r.area
			  GROUP BY coalesce(t.today, r.area)) r ON r.area = s.area
		CROSS JOIN LATERAL slice(s.series, NULL, r.quarter) h (series)
		WHERE h.series IS NOT NULL AND r.quarter IS NOT NULL AND NOT (SELECT has_table_privilege('observation'::regclass, 'SELECT'))
			AND NOT EXISTS (
				SELECT FROM disclosure d
				WHERE d.area = s.area AND d.measure = s.measure AND d.benchmark IS NULL
					AND d.decision <> 'shown' AND d.decided_at > made.made_at)
			AND NOT EXISTS (
				SELECT FROM area_today t
				JOIN disclosure d ON d.area = t.area
				WHERE t.today = s.area AND d.measure = s.measure AND d.benchmark IS NULL
					AND d.decision <> 'shown' AND d.decided_at > made.made_at)
			AND NOT EXISTS (
				SELECT FROM rule_change c
				WHERE c.relation = 'measure' AND c.key = s.measure AND c.changed_at > made.made_at)
			AND NOT EXISTS (
				SELECT FROM rule_change c
				JOIN governed_measure g ON c.relation <> 'measure'
				WHERE g.measure = s.measure AND c.changed_at > made.made_at)) h
	WHERE EXISTS (SELECT FROM stored_history WHERE measure IS NOT NULL)
		OR (SELECT notice_empty_history(tableoid) FROM stored_history WHERE measure IS NULL);
	COMMENT ON VIEW history IS 'per measure, area and shape of period: the whole series, as of made_at, for questions about whole histories; to those who may not read observation only what is reported: of areas with a report, up to its quarter';
	COMMENT ON COLUMN history.made_at IS 'when the histories were made: figures loaded later are in them after REFRESH MATERIALIZED VIEW CONCURRENTLY stored_history';
	CALL comment_columns_like('stored_history', 'current_history');
	CALL comment_columns_like('history', 'current_history');
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_history(name) IS
	'makes current_history, stored_history and history of a framework; part of create_framework';
