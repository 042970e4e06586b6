/*
 * 33_history.sql - whole histories of a framework, stored
 */

CREATE PROCEDURE cfsperf_internal.framework_history(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	-- Of the measure's own frequency: a year less three of its quarters would
	-- give the fourth, which may be withheld. Rows are grouped in the order of
	-- the index that has all of them, so nothing is sorted and one group at a
	-- time is in memory; those of measures that withhold go one by one.
	CREATE MATERIALIZED VIEW history AS
	SELECT g.measure, g.area, shape(first_period(g.raw), g.step) AS shape,
		series(g.raw, g.polarity, g.unit) AS series
	FROM (
		SELECT s.measure, s.area, m.polarity, m.unit, m.frequency AS step,
			histories(s.readings, m.frequency, m.frequency) AS raw
		FROM (
			SELECT o.measure, o.area, readings(o.value, o.numerator, o.denominator, o.period)
			FROM observation o
			GROUP BY o.area, o.measure) s
		JOIN measure m ON m.code = s.measure
		WHERE m.suppress_below IS NULL) g
	UNION ALL
	SELECT o.measure, o.area, shape(o.period, m.frequency), series(o.figure, o.period, m.frequency)
	FROM figure o
	JOIN measure m ON m.code = o.measure AND m.frequency = months(o.period)
	WHERE m.suppress_below IS NOT NULL
	GROUP BY o.measure, o.area, shape(o.period, m.frequency);
	COMMENT ON MATERIALIZED VIEW history IS 'per measure, area and shape of period: the whole series; as of the last REFRESH MATERIALIZED VIEW CONCURRENTLY, for questions about whole histories';
	COMMENT ON COLUMN history.measure IS 'code of the measure';
	COMMENT ON COLUMN history.area IS 'code of the area';
	COMMENT ON COLUMN history.shape IS 'length and phase of the periods, so that quarters and years stand apart';
	COMMENT ON COLUMN history.series IS 'the figures in order of period';
	CREATE UNIQUE INDEX history_key ON history (measure, area, shape);
	-- a history stands in its row as long as it fits on a page: compressing it
	-- would take longer than making it
	EXECUTE format('ALTER MATERIALIZED VIEW history SET (toast_tuple_target = %s)',
				   current_setting('block_size')::integer - 32);
	-- statistics of the figures could outlive the rule that withholds them
	ALTER MATERIALIZED VIEW history ALTER COLUMN series SET STATISTICS 0;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_history(name) IS
	'makes the materialized view history of a framework; part of create_framework';
