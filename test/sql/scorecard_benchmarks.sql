-- The scorecard's standings: which year of the benchmark, rank among others, quartile rules, neighbours, totals; the rule for
-- no significant change; the same period last year; the last figure known.
SET search_path = cfsperf, cfsperf_internal;
SET client_min_messages = warning;
CALL create_framework('t');
SET search_path = t, cfsperf, public;
INSERT INTO outcome (code, title) VALUES ('o', 'Outcome');
INSERT INTO area (code, name, kind) VALUES ('EN', 'England', 'country'), ('RG', 'Region', 'region');
INSERT INTO area (code, name, region) SELECT chr(64 + i), 'Area ' || chr(64 + i), 'RG' FROM generate_series(1, 7) AS i;
INSERT INTO neighbour (area, neighbour) VALUES ('A', 'B'), ('A', 'C'), ('A', 'D');
INSERT INTO benchmark (code, title) VALUES ('b', 'Benchmark');
INSERT INTO measure (code, outcome, title, polarity, polarity_reason, unit, decimals, frequency, max_arrears, tolerance, confidence,
	quartile_rule, quartile_note, comparable_totals) VALUES
 ('annual', 'o', 'Two years of the benchmark', 'high', NULL, '%', 1, 12, 12, 0, NULL, 'cut points', NULL, NULL),
 ('one_year', 'o', 'One year of the benchmark', 'high', NULL, '%', 1, 12, 12, 0, NULL, 'cut points', NULL, NULL),
 ('later', 'o', 'Years that end later', 'high', NULL, '%', 1, 12, 12, 0, NULL, 'cut points', NULL, NULL),
 ('lengths', 'o', 'Quarters and years in the benchmark', 'high', NULL, '%', 1, 3, 0, 0, NULL, 'cut points', NULL, NULL),
 ('best', 'o', 'Better than all others, worse than before', 'high', NULL, '%', 1, 3, 0, 0, NULL, 'cut points', NULL, NULL),
 ('worst', 'o', 'Worse than all others', 'high', NULL, '%', 1, 3, 0, 0, NULL, 'cut points', NULL, NULL),
 ('perfect', 'o', 'All at 100%', 'high', NULL, '%', 1, 3, 0, 0, NULL, 'cut points', NULL, NULL),
 ('topped', 'o', 'Most at 100%', 'high', NULL, '%', 1, 3, 0, 0, NULL, 'cut points', NULL, NULL),
 ('ties', 'o', 'Ties to the better band', 'high', NULL, '%', 1, 3, 0, 0, NULL, 'ties better', NULL, NULL),
 ('cuts', 'o', 'Ties to the lower values', 'high', NULL, '%', 1, 3, 0, 0, NULL, 'cut points', NULL, NULL),
 ('no_bands', 'o', 'Without quartiles', 'low', NULL, 'number', 2, 3, 0, NULL, NULL, 'none', 'The range is too small.', NULL),
 ('count', 'o', 'A count', 'low', NULL, 'count', 0, 3, 0, NULL, NULL, 'cut points', NULL, NULL),
 ('count_total', 'o', 'A count beside totals', 'low', NULL, 'count', 0, 3, 0, 5, 0.95, 'cut points', NULL, true),
 ('displayed', 'o', 'As displayed', 'high', NULL, '%', 1, 3, 0, NULL, NULL, 'cut points', NULL, NULL),
 ('displayed_edge', 'o', 'As displayed, one unit', 'low', NULL, '%', 1, 3, 0, NULL, NULL, 'cut points', NULL, NULL),
 ('information', 'o', 'Information', 'none', 'context', 'number', 0, 3, 0, NULL, NULL, 'cut points', NULL, false);
INSERT INTO benchmark_value (measure, benchmark, area, period, value)
SELECT v.measure, 'b', chr(64 + i::integer), v.period::reporting_period, value
FROM (VALUES ('annual', '2018/19', '{60,70,72,74,76,78,80}'::float8[]), ('annual', '2019/20', '{75,61,62,63,64,65,66}'), ('one_year', '2018/19', '{60,70,72,74,76,78,80}'),
	('later', '2021/22', '{60,70,72,74,76,78,80}'), ('later', '2022/23', '{60,10,11,12,13,14,15}'),
	('lengths', '2019/20', '{1,2,3,4,5,6,7}'), ('lengths', '2020/21 Q1', '{50,40,41,42,43,44,45}'), ('lengths', '2020/21 Q2', '{50,60,61,62,63,64,65}'),
	('best', '2019/20', '{95,93,92,91,90}'), ('worst', '2019/20', '{89,93,92,91,90}'), ('perfect', '2019/20', '{100,100,100,100,100,100}'),
	('topped', '2019/20', '{100,100,100,100,100,99,98}'), ('ties', '2019/20', '{10,20,30,40,50,60,70}'), ('cuts', '2019/20', '{10,20,30,40,50,60,70}'),
	('no_bands', '2019/20', '{1,2,3,4,5,6,7}'), ('count', '2019/20', '{1,2,3,4,5,6,7}'), ('count_total', '2019/20', '{10,20,30,40,50,60,70}'),
	('displayed', '2019/20', '{94,93,92,95,96}'), ('information', '2019/20', '{10,20,30,40,50,60,70}')) AS v(measure, period, values),
	unnest(v.values) WITH ORDINALITY AS u(value, i);
INSERT INTO benchmark_value (measure, benchmark, area, period, value)
SELECT v.measure, 'b', a.code, max(v.period), 4 FROM benchmark_value v, area a
WHERE v.measure IN ('annual', 'count', 'count_total', 'information') AND a.kind <> 'authority' GROUP BY v.measure, a.code;
INSERT INTO observation (measure, area, period, value, numerator, denominator) VALUES
 ('annual', 'A', '2018/19', 70, NULL, NULL), ('annual', 'A', '2019/20', 69, NULL, NULL), ('one_year', 'A', '2018/19', 70, NULL, NULL), ('one_year', 'A', '2019/20', 69, NULL, NULL),
 ('later', 'A', '2019/20', 90, NULL, NULL), ('lengths', 'A', '2020/21 Q1', 46, NULL, NULL), ('lengths', 'A', '2020/21 Q2', 46, NULL, NULL),
 ('best', 'A', '2020/21 Q1', 95, NULL, NULL), ('best', 'A', '2020/21 Q2', 94, NULL, NULL), ('worst', 'A', '2020/21 Q1', 60, NULL, NULL), ('worst', 'A', '2020/21 Q2', 50, NULL, NULL),
 ('perfect', 'A', '2020/21 Q2', 100, NULL, NULL), ('topped', 'A', '2020/21 Q1', 99, NULL, NULL), ('topped', 'A', '2020/21 Q2', 100, NULL, NULL),
 ('ties', 'A', '2020/21 Q2', 40, NULL, NULL), ('cuts', 'A', '2020/21 Q2', 40, NULL, NULL), ('no_bands', 'A', '2020/21 Q1', 1.005, NULL, NULL), ('no_bands', 'A', '2020/21 Q2', 1.5, NULL, NULL),
 ('count', 'A', '2019/20 Q2', 1, NULL, NULL), ('count', 'A', '2020/21 Q1', 3, NULL, NULL), ('count', 'A', '2020/21 Q2', 2, NULL, NULL),
 ('count_total', 'A', '2019/20 Q2', 95, NULL, NULL), ('count_total', 'A', '2020/21 Q1', 60, NULL, NULL), ('count_total', 'A', '2020/21 Q2', 90, NULL, NULL),
 ('displayed', 'A', '2019/20 Q2', 90, 900, 1000), ('displayed', 'A', '2020/21 Q1', 94.64, 9464, 10000), ('displayed', 'A', '2020/21 Q2', 94.56, 9456, 10000),
 ('displayed_edge', 'A', '2020/21 Q1', 94.6, NULL, NULL), ('displayed_edge', 'A', '2020/21 Q2', 94.5, NULL, NULL),
 ('information', 'A', '2020/21 Q1', 5, NULL, NULL), ('information', 'A', '2020/21 Q2', 25, NULL, NULL);
INSERT INTO report (area, quarter, benchmark) VALUES ('A', '2020/21 Q2', 'b');

-- each figure in the year that had ended by its own end
SELECT measure, value, quartile, benchmark_period, previous_value, previous_quartile, previous_benchmark_period, quartile_movement, national_rank AS rank, national_n AS n
FROM scorecard WHERE measure IN ('annual', 'one_year', 'later', 'lengths') ORDER BY measure;
-- no later than the report allows, and none where that is before the first
UPDATE report SET benchmark_to = '2019-03';
SELECT measure, benchmark_period, previous_benchmark_period FROM scorecard WHERE measure IN ('annual', 'one_year', 'later', 'lengths') ORDER BY measure;
UPDATE report SET benchmark_to = NULL;
-- rank among others, and why there is no quartile
SELECT measure, value, quartile, previous_quartile, quartile_note, national_rank AS rank, national_n AS n
FROM scorecard WHERE benchmark IS NOT NULL AND measure NOT IN ('annual', 'one_year', 'later', 'lengths') ORDER BY measure;
-- a region has no rank
INSERT INTO observation (measure, area, period, value) VALUES ('best', 'RG', '2020/21 Q2', 92.5);
INSERT INTO report (area, quarter, benchmark) VALUES ('RG', '2020/21 Q2', 'b');
SELECT measure, value, quartile, national_rank, national_n FROM scorecard WHERE area = 'RG' AND value IS NOT NULL;
DELETE FROM report WHERE area = 'RG';
-- neighbours and totals; counts of areas of other sizes stand beside them only where the measure says so
SELECT measure, value, neighbour_mean, neighbour_rank AS rank, neighbour_n AS n, against_neighbours, region_value, region_name, national_value, national_name
FROM scorecard WHERE neighbour_mean IS NOT NULL ORDER BY measure;
-- the rule, and the same period last year by the same rule
SELECT measure, tolerance, rule, value, previous_value, direction, round(p_value::numeric, 4) AS p, year_ago_value, year_ago_direction
FROM scorecard WHERE measure IN ('best', 'no_bands', 'count', 'count_total', 'displayed', 'displayed_edge', 'information') ORDER BY measure;
-- where there is no figure, the last one that is known, however long ago
INSERT INTO observation (measure, area, period, value, status) VALUES ('best', 'A', '2020/21 Q3', NULL, 'x'), ('worst', 'A', '2012/13 Q3', 70, NULL);
INSERT INTO report (area, quarter, benchmark) VALUES ('A', '2020/21 Q3', 'b'), ('A', '2019/20 Q4', 'b');
SELECT quarter, measure, value, previous_period, previous_value, difference, direction, previous_quartile, note
FROM scorecard WHERE measure IN ('best', 'worst') AND quarter <> '2020/21 Q2' ORDER BY quarter DESC, measure;

-- the history beside a figure is of three years up to its own: 13 quarters of these 15
INSERT INTO observation (measure, area, period, value)
SELECT 'displayed', 'B', '2020/21 Q2'::reporting_period - q, 90 + q % 3 FROM generate_series(0, 14) q;
INSERT INTO report (area, quarter, benchmark) VALUES ('B', '2020/21 Q2', 'b');
SELECT count_periods(series), first_period(series), last_period(series) FROM scorecard_detail WHERE area = 'B' AND measure = 'displayed';
-- among counts that are shown rounded the rank is that of the rounded ones, also where nothing is withheld: of 4 among 1 and
-- 3 to 7, of 5 among 0 and 5
INSERT INTO observation (measure, area, period, value) VALUES ('count', 'B', '2020/21 Q2', 4);
SELECT value, national_rank, national_n FROM scorecard WHERE area = 'B' AND measure = 'count';
UPDATE measure SET round_to = 5 WHERE code = 'count';
CALL protect();
SELECT value, national_rank, national_n FROM scorecard WHERE area = 'B' AND measure = 'count';

-- refused
INSERT INTO benchmark_value (measure, benchmark, area, period, value) VALUES ('annual', 'b', 'A', '2018/19', 1);
UPDATE measure SET quartile_rule = 'deciles' WHERE code = 'best';
UPDATE measure SET quartile_rule = 'none' WHERE code = 'best';
UPDATE measure SET span = 7, frequency = 3 WHERE code = 'best';
UPDATE measure SET timing = 'on' WHERE code = 'best';
SET client_min_messages = warning;
DROP SCHEMA t CASCADE;
