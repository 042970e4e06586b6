-- The questions, and how cfsperf is asked them: over rows of observation, and over the stored series of history.
-- <quarter> and <previous> stand for the last quarter loaded and the one before. Rows are grouped before they are given
-- their unit; joining each with its measure first, as change(reading(...)) below, takes longer. With the work_mem that
-- PostgreSQL has unless it is told otherwise it groups by area and measure in the order of the framework's own index;
-- with more it expects a hash table to be quicker, which it is not.

INSERT INTO bench.phase (phase, definition, settings) VALUES
('no index', NULL, '{enable_indexscan=off,enable_indexonlyscan=off,enable_bitmapscan=off}'),
('own keys', NULL, '{}'),
('covering (measure, area, period)', 'ON cfs.observation (measure, area, period) INCLUDE (value)', '{}'),
('covering (period, measure, area)', 'ON cfs.observation (period, measure, area) INCLUDE (value)', '{}'),
('covering (measure, period)', 'ON cfs.observation (measure, period) INCLUDE (area, value)', '{}');

INSERT INTO bench.question (question, title, summary) VALUES
('change', 'change of every series at a quarter',
 'count(*), sum(CAST(round(value * 100) AS bigint)), sum(CAST(round(previous * 100) AS bigint)), count(previous)'),
('changes', 'change at every quarter of every series',
 'count(*), sum(CAST(round(value * 100) AS bigint)), sum(CAST(round(previous * 100) AS bigint)), count(previous)'),
('quartile', 'quartile of every area, one quarter',
 'count(*), sum(quartile), sum(quartile * CAST(substr(area::text, 2) AS integer)), sum(quartile * CAST(substr(measure::text, 2) AS integer))'),
('quartiles', 'quartile of every area, every quarter',
 'count(*), sum(quartile), sum(quartile * CAST(substr(area::text, 2) AS integer)), sum(quartile * CAST(substr(measure::text, 2) AS integer))');

-- Answers: of changes measure, area, period, value, previous; of quartiles measure, area, period, quartile (1 = best).
INSERT INTO bench.spelling (question, side, spelling, statement, shown, phases, settings) VALUES
('change', 'rows', 1,
 'SELECT f.measure, movements(panel(f.raw, m.polarity, m.unit)) AS x
  FROM (SELECT measure, panel(area, value, numerator, denominator, period) AS raw
		FROM observation WHERE period IN (<quarter>, <previous>) GROUP BY measure) f
  JOIN measure m ON m.code = f.measure',
 'SELECT measure, (x).area::varchar, value((x).indicator) AS value, previous_value((x).movement) AS previous FROM s
  WHERE (x).period = <quarter>', NULL, '{}'),
('change', 'rows', 2,	-- reads no more than a covering index has
 'SELECT f.measure, movements(panel(f.raw, m.polarity, m.unit)) AS x
  FROM (SELECT measure, panel(area, value, NULL, NULL, period) AS raw
		FROM observation WHERE period IN (<quarter>, <previous>) GROUP BY measure) f
  JOIN measure m ON m.code = f.measure',
 'SELECT measure, (x).area::varchar, value((x).indicator) AS value, previous_value((x).movement) AS previous FROM s
  WHERE (x).period = <quarter>', NULL, '{}'),
('change', 'rows', 3,
 'SELECT o.measure, o.area, change(reading(o.value, o.numerator, o.denominator, m.polarity, m.unit), o.period) AS c
  FROM observation o JOIN measure m ON m.code = o.measure WHERE o.period IN (<quarter>, <previous>)
  GROUP BY o.measure, o.area',
 'SELECT measure, area, current_value(c) AS value, previous_value(c) AS previous FROM s
  WHERE current_period(c) = <quarter>', NULL, '{}'),
('change', 'stored series', 1,
 'SELECT measure, area, change(series, <quarter>, ''previous period'') AS c FROM history',
 'SELECT measure, area, current_value(c) AS value, previous_value(c) AS previous FROM s WHERE c IS NOT NULL', NULL, '{}'),

('changes', 'rows', 1,
 'SELECT f.measure, movements(panel(f.raw, m.polarity, m.unit)) AS x
  FROM (SELECT measure, panel(area, value, numerator, denominator, period) AS raw FROM observation GROUP BY measure) f
  JOIN measure m ON m.code = f.measure',
 'SELECT measure, (x).area::varchar, (x).period, value((x).indicator) AS value,
	previous_value((x).movement) AS previous FROM s', '{no index,own keys}', '{}'),
('changes', 'rows', 2,
 'SELECT f.measure, movements(panel(f.raw, m.polarity, m.unit)) AS x
  FROM (SELECT measure, panel(area, value, NULL, NULL, period) AS raw FROM observation GROUP BY measure) f
  JOIN measure m ON m.code = f.measure',
 'SELECT measure, (x).area::varchar, (x).period, value((x).indicator) AS value,
	previous_value((x).movement) AS previous FROM s', '{no index,own keys}', '{}'),
('changes', 'rows', 3,
 'SELECT f.measure, f.area, movements(series(f.raw, m.polarity, m.unit)) AS x
  FROM (SELECT measure, area, series(value, numerator, denominator, period) AS raw FROM observation GROUP BY area, measure) f
  JOIN measure m ON m.code = f.measure',
 'SELECT measure, area, (x).period, value((x).indicator) AS value, previous_value((x).movement) AS previous FROM s',
 '{own keys,"covering (measure, area, period)"}', '{work_mem=4MB}'),
('changes', 'rows', 4,
 'SELECT f.measure, f.area, movements(series(f.raw, m.polarity, m.unit)) AS x
  FROM (SELECT measure, area, series(value, NULL, NULL, period) AS raw FROM observation GROUP BY measure, area) f
  JOIN measure m ON m.code = f.measure',
 'SELECT measure, area, (x).period, value((x).indicator) AS value, previous_value((x).movement) AS previous FROM s',
 '{own keys,"covering (measure, area, period)"}', '{work_mem=4MB}'),
('changes', 'stored series', 1, 'SELECT measure, area, movements(series) AS x FROM history',
 'SELECT measure, area, (x).period, value((x).indicator) AS value, previous_value((x).movement) AS previous FROM s', NULL, '{}'),

('quartile', 'rows', 1,
 'SELECT f.measure, positions(panel(f.raw, m.polarity, m.unit)) AS x
  FROM (SELECT measure, panel(area, value, NULL, NULL, period) AS raw
		FROM observation WHERE period = <quarter> GROUP BY measure) f
  JOIN measure m ON m.code = f.measure',
 'SELECT measure, (x).area::varchar, (x).quartile FROM s', NULL, '{}'),
('quartile', 'rows', 2,
 'SELECT measure, area, quartile(figure, quartiles(figure) OVER (PARTITION BY measure))
  FROM (SELECT o.measure, o.area, reading(o.value, NULL, NULL, m.polarity, m.unit) AS figure
		FROM observation o JOIN measure m ON m.code = o.measure WHERE o.period = <quarter>) f',
 'SELECT measure, area, quartile FROM s', NULL, '{}'),
('quartile', 'stored series', 1,
 'SELECT measure, area, quartile(figure, quartiles(figure) OVER (PARTITION BY measure))
  FROM (SELECT measure, area, at(series, <quarter>) AS figure FROM history) f WHERE figure IS NOT NULL',
 'SELECT measure, area, quartile FROM s', NULL, '{}'),
('quartile', 'stored series', 2,
 'WITH f AS MATERIALIZED (SELECT measure, area, at(series, <quarter>) AS figure FROM history)
  SELECT f.measure, f.area, quartile(f.figure, q.cuts)
  FROM f JOIN (SELECT measure, quartiles(figure) AS cuts FROM f GROUP BY measure) q ON q.measure = f.measure
  WHERE f.figure IS NOT NULL',
 'SELECT measure, area, quartile FROM s', NULL, '{}'),
('quartile', 'stored series', 3,
 'SELECT measure, positions(panel(area, at(series, <quarter>), <quarter>)) AS x FROM history GROUP BY measure',
 'SELECT measure, (x).area::varchar, (x).quartile FROM s', NULL, '{}'),

('quartiles', 'rows', 1,
 'SELECT f.measure, positions(panel(f.raw, m.polarity, m.unit)) AS x
  FROM (SELECT measure, panel(area, value, NULL, NULL, period) AS raw FROM observation GROUP BY measure) f
  JOIN measure m ON m.code = f.measure',
 'SELECT measure, (x).area::varchar, (x).period, (x).quartile FROM s', NULL, '{}'),
('quartiles', 'rows', 2,
 'SELECT f.measure, positions(panel(f.area, series(f.raw, m.polarity, m.unit))) AS x
  FROM (SELECT measure, area, series(value, NULL, NULL, period) AS raw FROM observation GROUP BY area, measure) f
  JOIN measure m ON m.code = f.measure GROUP BY f.measure',
 'SELECT measure, (x).area::varchar, (x).period, (x).quartile FROM s', '{own keys}', '{work_mem=4MB}'),
('quartiles', 'stored series', 1, 'SELECT measure, positions(panel(area, series)) AS x FROM history GROUP BY measure',
 'SELECT measure, (x).area::varchar, (x).period, (x).quartile FROM s', NULL, '{}');

-- What a client is sent, whole.
INSERT INTO bench.question (question, title, differences) VALUES
('scorecard', 'scorecard of one area, every column',
 'SELECT count(*) + abs((SELECT count(*) FROM scorecard WHERE area = ''a001'' AND quarter = (<quarter>)::text)
	- (SELECT count(*) FROM bench.plain_scorecard))
  FROM (SELECT measure, value, previous_value, round(difference::numeric, 6), quartile, previous_quartile, national_rank,
			national_n, round(neighbour_mean::numeric, 6), round(neighbour_median::numeric, 6), region_value,
			national_value, target
		FROM bench.plain_scorecard
		EXCEPT
		SELECT measure, value, previous_value, round(difference::numeric, 6), quartile, previous_quartile, national_rank,
			national_n, round(neighbour_mean::numeric, 6), round(neighbour_median::numeric, 6), region_value,
			national_value, target
		FROM scorecard WHERE area = ''a001'' AND quarter = (<quarter>)::text) wrong'),
('dashboard', 'dashboard page, half as many measures',
 'SELECT count(*) FROM half.measure
  WHERE position(title || ''<'' IN half.dashboard(''a001'', <quarter>)) = 0'),
('refresh', 'history, refreshed', NULL);
INSERT INTO bench.spelling (question, side, spelling, statement) VALUES
('scorecard', 'scorecard', 1,
 'COPY (SELECT * FROM scorecard WHERE area = ''a001'' AND quarter = (<quarter>)::text) TO ''/dev/null'''),
('dashboard', 'dashboard()', 1, 'COPY (SELECT half.dashboard(''a001'', <quarter>)) TO ''/dev/null'''),
('refresh', 'count(*)', 1, 'SELECT count(*) FROM observation');
INSERT INTO bench.spelling (question, side, spelling, statement, settings) VALUES
('refresh', 'refresh', 1, 'REFRESH MATERIALIZED VIEW cfs.stored_history', '{work_mem=4MB}');

-- The same with two workers. Costs of sending rows are set to nothing, so that the plan is a parallel one at any size.
INSERT INTO bench.question (question, title) VALUES
('parallel series', 'series() of every measure and area'),
('parallel quartiles', 'quartiles() of every measure and quarter');
INSERT INTO bench.spelling (question, side, spelling, statement, settings, shown)
SELECT q.question, s.side, 1, q.statement, s.settings, q.shown
FROM (VALUES
	('parallel series',
	 'SELECT o.measure, o.area, series(reading(o.value, o.numerator, o.denominator, m.polarity, m.unit), o.period)
	  FROM observation o JOIN measure m ON m.code = o.measure GROUP BY o.measure, o.area',
	 'SELECT measure, area, cfsperf_internal.series_hash(series) AS hash, first_period(series), count_periods(series) FROM s'),
	('parallel quartiles',
	 'SELECT o.measure, o.period, quartiles(reading(o.value, NULL, NULL, m.polarity, m.unit))
	  FROM observation o JOIN measure m ON m.code = o.measure GROUP BY o.measure, o.period',
	 'SELECT measure, period, n(quartiles), lower_quartile(quartiles), median(quartiles), upper_quartile(quartiles) FROM s'))
	q (question, statement, shown),
(VALUES ('one process', '{}'::text[]),
	('two workers', '{max_parallel_workers_per_gather=2,parallel_setup_cost=0,parallel_tuple_cost=0,min_parallel_table_scan_size=0}'))
	s (side, settings);

INSERT INTO bench.target (question, side, rival, phase, times, at_most_ms) VALUES
('change', 'rows', 'plain SQL', 'no index', 1, NULL),
('change', 'stored series', 'plain SQL', 'no index', NULL, NULL),
('change', 'rows', 'plain SQL', 'covering (period, measure, area)', NULL, NULL),
('change', 'stored series', 'plain SQL', 'covering (period, measure, area)', 0.5, NULL),
('change', 'rows', 'DuckDB', 'own keys', NULL, NULL),
('change', 'stored series', 'DuckDB', 'own keys', NULL, NULL),
('changes', 'rows', 'plain SQL', 'no index', 4.5, NULL),
('changes', 'rows', 'lag() as one writes it', 'no index', NULL, NULL),
('changes', 'rows', 'plain SQL', 'own keys', NULL, NULL),
('changes', 'rows', 'plain SQL', 'covering (measure, area, period)', 2, NULL),
('changes', 'stored series', 'plain SQL', 'no index', 13, NULL),
('changes', 'stored series', 'lag() as one writes it', 'no index', NULL, NULL),
('changes', 'stored series', 'plain SQL', 'covering (measure, area, period)', 6, NULL),
('changes', 'rows', 'DuckDB', 'own keys', NULL, NULL),
('changes', 'stored series', 'DuckDB', 'own keys', 1, NULL),
('quartile', 'rows', 'ntile', 'no index', NULL, NULL),
('quartile', 'rows', 'plain SQL', 'no index', NULL, NULL),
('quartile', 'rows', 'ntile', 'covering (period, measure, area)', 2, NULL),
('quartile', 'rows', 'plain SQL', 'covering (period, measure, area)', NULL, NULL),
('quartile', 'stored series', 'plain SQL', 'no index', NULL, NULL),
('quartile', 'stored series', 'ntile', 'covering (period, measure, area)', 0.5, NULL),
('quartile', 'stored series', 'plain SQL', 'covering (period, measure, area)', 0.5, NULL),
('quartile', 'rows', 'DuckDB', 'own keys', NULL, NULL),
('quartile', 'stored series', 'DuckDB', 'own keys', NULL, NULL),
('quartiles', 'rows', 'plain SQL', 'no index', 3.3, NULL),
('quartiles', 'rows', 'tdigest', 'no index', NULL, NULL),
('quartiles', 'rows', 'plain SQL', 'own keys', NULL, NULL),
('quartiles', 'stored series', 'plain SQL', 'no index', 7, NULL),
('quartiles', 'stored series', 'plain SQL', 'covering (measure, period)', 2, NULL),
('quartiles', 'rows', 'DuckDB', 'own keys', NULL, NULL),
('quartiles', 'stored series', 'DuckDB', 'own keys', 1, NULL),
('scorecard', 'scorecard', NULL, 'own keys', NULL, 60),
('scorecard', 'scorecard', 'plain SQL', 'own keys', NULL, NULL),
('dashboard', 'dashboard()', NULL, 'own keys', NULL, 300),
('refresh', 'refresh', 'count(*)', 'own keys', 0.25, NULL),
('parallel series', 'two workers', 'one process', 'own keys', 1.5, NULL),
('parallel quartiles', 'two workers', 'one process', 'own keys', 1.5, NULL);
