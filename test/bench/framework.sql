-- The questions, and how cfsperf is asked them: over rows of observation, and over the stored series of history.
-- <quarter> and <previous> stand for the last quarter loaded and the one before. Grouping rows by measure and area with
-- series(), or by measure and quarter with quartiles() to be joined back, was tried and takes twice as long as a panel.

INSERT INTO bench.phase (phase, definition) VALUES
('own keys', NULL),
('covering (measure, area, period)', 'ON cfs.observation (measure, area, period) INCLUDE (value)'),
('covering (period, measure, area)', 'ON cfs.observation (period, measure, area) INCLUDE (value)'),
('covering (measure, period)', 'ON cfs.observation (measure, period) INCLUDE (area, value)');

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
INSERT INTO bench.spelling (question, side, spelling, statement, shown) VALUES
('change', 'rows', 1,
 'SELECT o.measure, o.area, change(reading(o.value, o.numerator, o.denominator, m.polarity, m.unit), o.period) AS c
  FROM observation o JOIN measure m ON m.code = o.measure WHERE o.period IN (<quarter>, <previous>)
  GROUP BY o.measure, o.area',
 'SELECT measure, area, current_value(c) AS value, previous_value(c) AS previous FROM s
  WHERE current_period(c) = <quarter>'),
('change', 'rows', 2,	-- reads no more than a covering index has
 'SELECT o.measure, o.area, change(reading(o.value, NULL, NULL, m.polarity, m.unit), o.period) AS c
  FROM observation o JOIN measure m ON m.code = o.measure WHERE o.period IN (<quarter>, <previous>)
  GROUP BY o.measure, o.area',
 'SELECT measure, area, current_value(c) AS value, previous_value(c) AS previous FROM s
  WHERE current_period(c) = <quarter>'),
('change', 'stored series', 1,
 'SELECT measure, area, change(series, <quarter>, ''previous period'') AS c FROM history',
 'SELECT measure, area, current_value(c) AS value, previous_value(c) AS previous FROM s WHERE c IS NOT NULL'),

('changes', 'rows', 1,
 'SELECT o.measure,
	movements(panel(o.area, reading(o.value, o.numerator, o.denominator, m.polarity, m.unit), o.period)) AS x
  FROM observation o JOIN measure m ON m.code = o.measure GROUP BY o.measure',
 'SELECT measure, (x).area::varchar, (x).period, value((x).indicator) AS value,
	previous_value((x).movement) AS previous FROM s'),
('changes', 'stored series', 1, 'SELECT measure, area, movements(series) AS x FROM history',
 'SELECT measure, area, (x).period, value((x).indicator) AS value, previous_value((x).movement) AS previous FROM s'),
('changes', 'stored series', 2, 'SELECT measure, movements(panel(area, series)) AS x FROM history GROUP BY measure',
 'SELECT measure, (x).area::varchar, (x).period, value((x).indicator) AS value,
	previous_value((x).movement) AS previous FROM s'),

('quartile', 'rows', 1,
 'SELECT measure, area, quartile(figure, quartiles(figure) OVER (PARTITION BY measure))
  FROM (SELECT o.measure, o.area, reading(o.value, NULL, NULL, m.polarity, m.unit) AS figure
		FROM observation o JOIN measure m ON m.code = o.measure WHERE o.period = <quarter>) f',
 'SELECT measure, area, quartile FROM s'),
('quartile', 'rows', 2,
 'WITH f AS MATERIALIZED (
	SELECT o.measure, o.area, reading(o.value, NULL, NULL, m.polarity, m.unit) AS figure
	FROM observation o JOIN measure m ON m.code = o.measure WHERE o.period = <quarter>)
  SELECT f.measure, f.area, quartile(f.figure, q.cuts)
  FROM f JOIN (SELECT measure, quartiles(figure) AS cuts FROM f GROUP BY measure) q ON q.measure = f.measure',
 'SELECT measure, area, quartile FROM s'),
('quartile', 'rows', 3,
 'SELECT o.measure, positions(panel(o.area, reading(o.value, NULL, NULL, m.polarity, m.unit), o.period)) AS x
  FROM observation o JOIN measure m ON m.code = o.measure WHERE o.period = <quarter> GROUP BY o.measure',
 'SELECT measure, (x).area::varchar, (x).quartile FROM s'),
('quartile', 'stored series', 1,
 'SELECT measure, area, quartile(figure, quartiles(figure) OVER (PARTITION BY measure))
  FROM (SELECT measure, area, at(series, <quarter>) AS figure FROM history) f WHERE figure IS NOT NULL',
 'SELECT measure, area, quartile FROM s'),
('quartile', 'stored series', 2,
 'WITH f AS MATERIALIZED (SELECT measure, area, at(series, <quarter>) AS figure FROM history)
  SELECT f.measure, f.area, quartile(f.figure, q.cuts)
  FROM f JOIN (SELECT measure, quartiles(figure) AS cuts FROM f GROUP BY measure) q ON q.measure = f.measure
  WHERE f.figure IS NOT NULL',
 'SELECT measure, area, quartile FROM s'),

('quartiles', 'rows', 1,
 'SELECT o.measure, positions(panel(o.area, reading(o.value, NULL, NULL, m.polarity, m.unit), o.period)) AS x
  FROM observation o JOIN measure m ON m.code = o.measure GROUP BY o.measure',
 'SELECT measure, (x).area::varchar, (x).period, (x).quartile FROM s'),
('quartiles', 'stored series', 1, 'SELECT measure, positions(panel(area, series)) AS x FROM history GROUP BY measure',
 'SELECT measure, (x).area::varchar, (x).period, (x).quartile FROM s');

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
('refresh', 'refresh', 1, 'REFRESH MATERIALIZED VIEW cfs.history'),
('refresh', 'count(*)', 1, 'SELECT count(*) FROM observation');

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
	 'SELECT measure, area, series_hash(series) AS hash, first_period(series), count_periods(series) FROM s'),
	('parallel quartiles',
	 'SELECT o.measure, o.period, quartiles(reading(o.value, NULL, NULL, m.polarity, m.unit))
	  FROM observation o JOIN measure m ON m.code = o.measure GROUP BY o.measure, o.period',
	 'SELECT measure, period, n(quartiles), lower_quartile(quartiles), median(quartiles), upper_quartile(quartiles) FROM s'))
	q (question, statement, shown),
(VALUES ('one process', '{}'::text[]),
	('two workers', '{max_parallel_workers_per_gather=2,parallel_setup_cost=0,parallel_tuple_cost=0,min_parallel_table_scan_size=0}'))
	s (side, settings);

INSERT INTO bench.target (question, side, rival, phase, times, at_most_ms) VALUES
('change', 'rows', 'plain SQL', 'own keys', 1, NULL),
('change', 'stored series', 'plain SQL', 'own keys', NULL, NULL),
('change', 'rows', 'plain SQL', 'covering (period, measure, area)', NULL, NULL),
('change', 'stored series', 'plain SQL', 'covering (period, measure, area)', 1.3, NULL),
('change', 'stored series', 'DuckDB', 'own keys', NULL, NULL),
('changes', 'rows', 'plain SQL', 'own keys', 4.5, NULL),
('changes', 'rows', 'plain SQL', 'covering (measure, area, period)', 2, NULL),
('changes', 'stored series', 'plain SQL', 'own keys', 13, NULL),
('changes', 'stored series', 'plain SQL', 'covering (measure, area, period)', 6, NULL),
('changes', 'stored series', 'DuckDB', 'own keys', 1, NULL),
('quartile', 'rows', 'ntile', 'own keys', NULL, NULL),
('quartile', 'rows', 'plain SQL', 'own keys', NULL, NULL),
('quartile', 'rows', 'ntile', 'covering (period, measure, area)', 2, NULL),
('quartile', 'rows', 'plain SQL', 'covering (period, measure, area)', NULL, NULL),
('quartile', 'stored series', 'DuckDB', 'own keys', NULL, NULL),
('quartiles', 'rows', 'plain SQL', 'own keys', 3.3, NULL),
('quartiles', 'rows', 'tdigest', 'own keys', NULL, NULL),
('quartiles', 'stored series', 'plain SQL', 'own keys', 7, NULL),
('quartiles', 'stored series', 'plain SQL', 'covering (measure, period)', 2, NULL),
('quartiles', 'stored series', 'DuckDB', 'own keys', 1, NULL),
('scorecard', 'scorecard', NULL, 'own keys', NULL, 60),
('scorecard', 'scorecard', 'plain SQL', 'own keys', NULL, NULL),
('dashboard', 'dashboard()', NULL, 'own keys', NULL, 300),
('refresh', 'refresh', 'count(*)', 'own keys', 0.25, NULL),
('parallel series', 'two workers', 'one process', 'own keys', 1.5, NULL),
('parallel quartiles', 'two workers', 'one process', 'own keys', 1.5, NULL);
