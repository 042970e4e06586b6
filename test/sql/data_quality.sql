--
-- Data quality: each rule finds what breaks it and leaves its neighbour alone.
--
-- Measures are named by what is wrong with their figures; those called "fine" have no finding.
--
SET client_min_messages = warning;
CALL cfsperf.create_framework('quality');
SET search_path = quality, cfsperf;

INSERT INTO outcome VALUES ('o', 'Outcome');
INSERT INTO area VALUES ('A', 'Anyshire'), ('B', 'Borsetshire');
INSERT INTO report VALUES ('A', '2020/21 Q2'), ('A', '2019/20 Q2');
INSERT INTO measure (code, outcome, title, polarity, unit, decimals, frequency, max_arrears) VALUES
	('counts', 'o', 'Counts', 'high', '%', 1, 3, 0),
	('units', 'o', 'Units', 'high', '%', 1, 3, 0),
	('range of count', 'o', 'Counted', 'low', 'count', 0, 3, 0),
	('range of rate', 'o', 'Rate', 'low', 'per 1000', 1, 3, 0),
	('number', 'o', 'Number fine', 'low', 'number', 1, 3, 0),
	('length', 'o', 'Length', 'low', 'count', 0, 3, 0),
	('overlap', 'o', 'Overlap', 'low', 'number', 1, 3, 0),
	('overlap of two', 'o', 'Overlap of two', 'low', 'number', 1, 3, 0),
	('apart', 'o', 'Apart', 'low', 'number', 1, 3, 0),
	('jump', 'o', 'Jump', 'high', '%', 1, 3, 0),
	('steady', 'o', 'Steady fine', 'high', '%', 1, 3, 0),
	('jump after five', 'o', 'Jump after five', 'high', '%', 1, 3, 0),
	('jump of four fine', 'o', 'Jump of four fine', 'high', '%', 1, 3, 0),
	('ten times fine', 'o', 'Ten times fine', 'high', '%', 1, 3, 0),
	('repeat', 'o', 'Repeat', 'high', '%', 1, 3, 0),
	('repeat of count', 'o', 'Repeated count', 'low', 'count', 0, 3, 0),
	('repeat of hundred', 'o', 'Repeated hundred', 'low', 'count', 0, 3, 0),
	('stale', 'o', 'Stale', 'low', 'number', 1, 3, 0),
	('late fine', 'o', 'Late fine', 'low', 'number', 1, 3, 0),
	('arrears fine', 'o', 'Arrears fine', 'low', 'number', 1, 3, 6),
	('withheld fine', 'o', 'Withheld fine', 'low', 'number', 1, 3, 0),
	('never', 'o', 'Never', 'low', 'number', 1, 3, 0),
	('ended fine', 'o', 'Ended fine', 'low', 'number', 1, 3, 0),
	('ends now', 'o', 'Ends now', 'low', 'number', 1, 3, 0),
	('begins now', 'o', 'Begins now', 'low', 'number', 1, 3, 0),
	('begins later fine', 'o', 'Begins later fine', 'low', 'number', 1, 3, 0);
UPDATE measure SET last_reported = '2019/20 Q4' WHERE code = 'ended fine';
UPDATE measure SET last_reported = '2020/21 Q2' WHERE code = 'ends now';
UPDATE measure SET first_reported = '2020/21 Q2' WHERE code = 'begins now';
UPDATE measure SET first_reported = '2020/21 Q3' WHERE code = 'begins later fine';

INSERT INTO observation (measure, area, period, value, numerator, denominator, status) VALUES
	-- 1016 of 1074 are 94.599...
	('counts', 'A', '2020/21 Q1', 94.6, 1016, 1074, NULL),
	('counts', 'A', '2020/21 Q2', 96.4, 1016, 1074, NULL),
	('counts', 'B', '2020/21 Q1', 50, 1, NULL, NULL),
	('units', 'A', '2020/21 Q1', 50, 30, 20, NULL),
	('units', 'A', '2020/21 Q2', 120, NULL, NULL, NULL),
	('units', 'B', '2020/21 Q2', 100, 7, 7, NULL),
	('range of count', 'A', '2020/21 Q1', 2.5, NULL, NULL, NULL),
	('range of count', 'A', '2020/21 Q2', -3, NULL, NULL, NULL),
	('range of count', 'B', '2020/21 Q1', 5, 5, NULL, NULL),
	('range of count', 'B', '2020/21 Q2', 5, 6, NULL, NULL),
	('range of rate', 'A', '2020/21 Q2', -0.1, NULL, NULL, NULL),
	('number', 'A', '2020/21 Q2', -5, NULL, NULL, NULL),
	('length', 'A', '2020/21 Q2', 4, NULL, NULL, NULL),
	('length', 'B', '2020-08', 4, NULL, NULL, NULL),
	-- a quarter that was loaded as three months too, and again a month later
	('overlap', 'A', '2020/21 Q2', 8, NULL, NULL, NULL),
	('overlap', 'A', '2020-07', 3, NULL, NULL, NULL),
	('overlap', 'A', '2020-09', 8, NULL, NULL, NULL),
	('overlap', 'B', '2020/21 Q2', 8, NULL, NULL, NULL),
	('overlap', 'B', '2020-08/P3M', 9, NULL, NULL, NULL),
	-- a quarter that is partly in two other three months, and has the figure of one of them
	('overlap of two', 'A', '2020/21 Q2', 8, NULL, NULL, NULL),
	('overlap of two', 'A', '2020-05/P3M', 9, NULL, NULL, NULL),
	('overlap of two', 'A', '2020-06/P3M', 8, NULL, NULL, NULL),
	-- years before and after a quarter, the nearest next to it
	('apart', 'A', '2017/18 Q1', 8, NULL, NULL, NULL),
	('apart', 'A', '2020/21 Q2', 8, NULL, NULL, NULL),
	('apart', 'A', '2016/17', 8, NULL, NULL, NULL),
	('apart', 'A', '2019', 8, NULL, NULL, NULL),
	('repeat', 'A', '2020/21 Q1', 94.6, 1016, 1074, NULL),
	('repeat', 'A', '2020/21 Q2', 94.6, 1016, 1074, NULL),
	('repeat', 'A', '2019/20 Q3', 0, 0, 7, NULL),
	('repeat', 'A', '2019/20 Q4', 0, 0, 7, NULL),
	('repeat', 'B', '2020/21 Q1', 100, 12, 12, NULL),
	('repeat', 'B', '2020/21 Q2', 100, 12, 12, NULL),
	('repeat of count', 'A', '2020/21 Q1', 3855, NULL, NULL, NULL),
	('repeat of count', 'A', '2020/21 Q2', 3855, NULL, NULL, NULL),
	('repeat of count', 'B', '2020/21 Q1', 4, NULL, NULL, NULL),
	('repeat of count', 'B', '2020/21 Q2', 4, NULL, NULL, NULL),
	('repeat of hundred', 'A', '2020/21 Q1', 100, NULL, NULL, NULL),
	('repeat of hundred', 'A', '2020/21 Q2', 100, NULL, NULL, NULL),
	('repeat of hundred', 'B', '2020/21 Q1', 99, NULL, NULL, NULL),
	('repeat of hundred', 'B', '2020/21 Q2', 99, NULL, NULL, NULL),
	-- six months are twice the frequency
	('stale', 'A', '2019/20 Q3', 1, NULL, NULL, NULL),
	('stale', 'B', '2018/19 Q3', 1, NULL, NULL, NULL),
	('late fine', 'A', '2019/20 Q4', 1, NULL, NULL, NULL),
	('arrears fine', 'A', '2019/20 Q3', 1, NULL, NULL, NULL),
	('withheld fine', 'A', '2019/20 Q2', 1, NULL, NULL, NULL),
	('withheld fine', 'A', '2020/21 Q2', NULL, NULL, NULL, 'x'),
	('ended fine', 'A', '2018/19 Q3', 1, NULL, NULL, NULL),
	('ends now', 'A', '2018/19 Q3', 1, NULL, NULL, NULL);
-- changes of 1, 2, 1, 2, 1, then of 36 and of 35; and the same without the last two
INSERT INTO observation (measure, area, period, value)
SELECT m, 'A', '2020/21 Q2'::reporting_period - i::integer, v FROM unnest(ARRAY['jump', 'steady']) m,
	unnest(ARRAY[86, 50, 51, 53, 52, 54, 53]) WITH ORDINALITY AS x (v, i) WHERE m = 'jump' OR i > 1;
INSERT INTO observation (measure, area, period, value) VALUES
	('jump', 'A', '2020/21 Q2', 51), ('steady', 'A', '2020/21 Q2', 50), ('steady', 'A', '2020/21 Q1', 52);
-- changes of 1, 1, 1, 1 and 96, five of them; four only; and six, the last just ten times the others
INSERT INTO observation (measure, area, period, value)
SELECT m, 'A', '2018/19 Q4'::reporting_period + i::integer, v
FROM (VALUES ('jump after five', '{0, 1, 2, 3, 4, 100}'::float8[]), ('jump of four fine', '{0, 1, 2, 3, 100}'), ('ten times fine', '{0, 1, 2, 3, 4, 5, 15}')) x (m, figures),
	unnest(figures) WITH ORDINALITY AS f (v, i);

INSERT INTO benchmark VALUES ('b', 'Year to March 2019');
INSERT INTO benchmark_value VALUES
	('counts', 'b', 'A', '2018/19', 50, 10, 40), ('counts', 'b', 'B', '2018/19', 25, 10, 40),
	('units', 'b', 'B', '2018/19', 101, NULL, NULL);

REFRESH MATERIALIZED VIEW stored_history;
SELECT measure, area, benchmark AS b, period, rule, finding FROM data_quality
WHERE measure NOT IN ('never') ORDER BY rule, measure, area, benchmark, period;
-- measures without any figure: only of areas that report
SELECT measure, area, period, finding FROM data_quality WHERE measure = 'never' ORDER BY area;
SELECT DISTINCT rule, remedy FROM data_quality ORDER BY rule;

-- a filter gives the rows that have it
SELECT count(*) FROM data_quality WHERE area = 'A' AND measure = 'jump';

SET search_path = '';
SELECT count(*) > 10 AS found FROM quality.data_quality;
DROP SCHEMA quality CASCADE;
