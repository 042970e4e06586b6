--
-- What a scorecard puts beside a figure: the benchmark's authorities, neighbours, region and country, target, words.
--
SET client_min_messages = warning;
CALL cfsperf.create_framework('rules');
SET search_path = rules, cfsperf;

INSERT INTO outcome VALUES ('o', 'Outcome');
INSERT INTO area VALUES ('EN', 'England', 'country'), ('R', 'Region', 'region'), ('S', 'Other region', 'region');
INSERT INTO area SELECT c, 'Area ' || c, 'authority', CASE WHEN c < 'E' THEN 'R' ELSE 'S' END
FROM unnest(ARRAY['A', 'B', 'C', 'D', 'E', 'F']) c;
-- a region among the neighbours is not averaged with authorities
INSERT INTO neighbour VALUES ('A', 'B', 1), ('A', 'C', 2), ('A', 'D', 3), ('A', 'R', 4);
INSERT INTO neighbour VALUES ('A', 'A', 5);
INSERT INTO benchmark VALUES ('2019', 'Year to March 2019', NULL, NULL, 'Before the change of definition'), ('other', 'Another', NULL, NULL, NULL);
INSERT INTO report VALUES ('A', '2020/21 Q2', '2019');
INSERT INTO measure (position, outcome, title, code, polarity, polarity_reason, unit)
SELECT row_number() OVER (), 'o', v.* FROM (VALUES
	('five authorities',            'five',      'high'::polarity, NULL, '%'),
	('five, low is good',           'five_low',  'low', NULL, '%'),
	('four',                        'four',      'high', NULL, '%'),
	('three, a region, a country',  'three',     'high', NULL, '%'),
	('four, one withheld',          'withheld',  'high', NULL, '%'),
	('on a cut point',              'cut',       'high', NULL, '%'),
	('on a cut point, low is good', 'cut_low',   'low', NULL, '%'),
	('beyond the range',            'beyond',    'high', NULL, '%'),
	('information only',            'none',      'none', 'why', '%'),
	('in another benchmark',        'elsewhere', 'high', NULL, '%'),
	('not reported',                'missing',   'high', NULL, '%')) v;

INSERT INTO benchmark_value (measure, benchmark, area, period, value, status)
SELECT m, '2019', a, '2018/19', v, CASE WHEN v IS NULL THEN 'c' END
FROM (VALUES
	('five', ARRAY[10, 20, 30, 40, 50]), ('five_low', ARRAY[10, 20, 30, 40, 50]), ('four', ARRAY[10, 20, 30, 40]),
	('three', ARRAY[10, 20, 30]), ('withheld', ARRAY[10, NULL, 30, 40]), ('cut', ARRAY[10, 20, 30, 40, 50]),
	('cut_low', ARRAY[10, 20, 30, 40, 50]), ('beyond', ARRAY[10, 20, 30, 40, 50]), ('none', ARRAY[10, 20, 30, 40, 50]),
	('missing', ARRAY[10, 20, 30, 40, 50])) b(m, values),
	LATERAL unnest(ARRAY['B', 'C', 'D', 'E', 'F'], values) WITH ORDINALITY x(a, v, n)
WHERE n <= cardinality(values);
-- the region's and the country's own figures, with a spreadsheet's noise, and those of a region that A is not in
INSERT INTO benchmark_value (measure, benchmark, area, period, value)
SELECT m, '2019', a, '2018/19', v FROM (VALUES ('five'), ('three')) b(m), (VALUES ('R', 21.299999999999997), ('S', 99), ('EN', 22)) x(a, v);
INSERT INTO benchmark_value (measure, benchmark, area, period, value)
SELECT 'elsewhere', 'other', a, '2018/19', 10 FROM unnest(ARRAY['B', 'C', 'D', 'E', 'F']) a;

INSERT INTO observation (measure, area, period, value)
SELECT m, 'A', p::reporting_period, v FROM (VALUES
	('five', '2020/21 Q1', 45), ('five', '2020/21 Q2', 25), ('five_low', '2020/21 Q1', 45), ('five_low', '2020/21 Q2', 25),
	('four', '2020/21 Q2', 25), ('three', '2020/21 Q2', 25), ('withheld', '2020/21 Q2', 25),
	('cut', '2020/21 Q2', 40), ('cut_low', '2020/21 Q2', 40),
	('beyond', '2020/21 Q1', 0), ('beyond', '2020/21 Q2', 100),
	('none', '2020/21 Q1', 45), ('none', '2020/21 Q2', 25), ('elsewhere', '2020/21 Q2', 25)) o(m, p, v);

-- Quartiles and ranks. Cut points of 10 to 50 are 20, 30 and 40, of 10 to 40 they are 17.5, 25 and 32.5; a value on a
-- cut belongs with the lower ones; fewer than four figures make no quartile.
SELECT measure, value, quartile, previous_quartile AS before, quartile_movement, national_rank AS rank, national_n AS n
FROM scorecard ORDER BY measure_position;

-- benchmark, neighbours, region and country; the neighbours are B, C and D
SELECT measure, benchmark, benchmark_period AS period, neighbour_mean AS mean, neighbour_median AS median,
	region_value AS region, national_value AS country, comparator_period AS compared
FROM scorecard ORDER BY measure_position;
SELECT DISTINCT benchmark, benchmark_caveat FROM scorecard ORDER BY benchmark;

-- what the benchmark does not have is compared with what is observed elsewhere for the same period
INSERT INTO observation (measure, area, period, value, status) VALUES
	('elsewhere', 'B', '2020/21 Q2', 1, NULL), ('elsewhere', 'C', '2020/21 Q2', 4, NULL), ('elsewhere', 'D', '2020/21 Q2', NULL, 'c'),
	('elsewhere', 'E', '2020/21 Q2', 50, NULL), ('elsewhere', 'B', '2020/21 Q1', 50, NULL), ('elsewhere', 'R', '2020/21 Q2', 7, NULL),
	('elsewhere', 'S', '2020/21 Q2', 50, NULL), ('elsewhere', 'EN', '2020/21 Q2', 8, NULL),
	('five', 'B', '2020/21 Q2', 77, NULL), ('five', 'EN', '2020/21 Q2', 77, NULL);
SELECT measure, quartile, national_n AS n, benchmark, neighbour_mean AS mean, neighbour_median AS median,
	region_value AS region, national_value AS country, comparator_period AS compared
FROM scorecard WHERE measure IN ('elsewhere', 'five') ORDER BY measure;

-- a report without a benchmark has no quartile
INSERT INTO report VALUES ('B', '2020/21 Q2');
SELECT measure, value, quartile, national_rank AS rank, national_n AS n, benchmark, benchmark_period AS period
FROM scorecard WHERE area = 'B' AND value IS NOT NULL ORDER BY measure;
SELECT count(quartile), count(benchmark), count(benchmark_caveat), count(national_rank) FROM scorecard WHERE area = 'B';
SELECT area, sentence FROM headline ORDER BY area;
DELETE FROM report WHERE area = 'B';

-- a target holds from its period on, until another; amber is within the tolerance, ends included
INSERT INTO target VALUES
	('five', 'A', '2019/20 Q1', 99, 0), ('five', 'A', '2020/21 Q2', 25, 0), ('five', 'A', '2020/21 Q3', 99, 0), ('five', 'B', '2020/21 Q2', 99, 0),
	('five_low', 'A', '2020/21', 20, 5), ('four', 'A', '2020/21 Q2', 30, 4.9), ('three', 'A', '2020/21 Q3', 10, 0),
	('none', 'A', '2020/21 Q1', 10, 0), ('missing', 'A', '2020/21 Q1', 10, 0);
SELECT measure, polarity, value, target, rag FROM scorecard
WHERE measure IN (SELECT measure FROM target) ORDER BY measure_position;

-- people's words stand beside the figure of their own quarter and area
INSERT INTO commentary VALUES
	('five', 'A', '2020/21 Q2', 'A hard quarter.', 'me'), ('five', 'A', '2020/21 Q1', 'Another quarter.', 'me'),
	('five', 'B', '2020/21 Q2', 'Another area.', 'me'), ('missing', 'A', '2020/21 Q2', 'We are looking for it.', 'me');
SELECT measure, value, commentary FROM scorecard WHERE commentary IS NOT NULL ORDER BY measure;

DROP SCHEMA rules CASCADE;
