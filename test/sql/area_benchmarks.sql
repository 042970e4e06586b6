-- An authority counts once in a benchmark and among neighbours, by whichever code, and not where it had been abolished by the
-- end of the year.
SET client_min_messages = warning;
CALL cfsperf.create_framework('counted');
SET search_path = counted, cfsperf, public;
INSERT INTO outcome (code, title) VALUES ('o', 'Outcome');
INSERT INTO measure (code, outcome, title, polarity, unit, frequency, max_arrears) VALUES ('m', 'o', 'In the benchmark', 'high', '%', 12, 12),
	('e', 'o', 'Not in the benchmark', 'high', '%', 12, 12);
INSERT INTO area (code, name, kind) VALUES ('EN', 'England', 'country'), ('R', 'Region', 'region'), ('R0', 'Region', 'region');
INSERT INTO area (code, name, region) SELECT 'A' || i, 'Area ' || i, 'R' FROM generate_series(1, 6) i;
INSERT INTO area (code, name, region) VALUES ('A1old', 'Area 1', 'R0'), ('A2old', 'Area 2', 'R0'), ('A2older', 'Area 2', NULL);
INSERT INTO area_change VALUES ('A1old', 'A1', '2020-04-01', 'recode'), ('A2older', 'A2old', '2019-04-01', 'recode'),
	('A2old', 'A2', '2020-04-01', 'recode'), ('A5', 'A6', '2022-04-01', 'merge'), ('R0', 'R', '2020-04-01', 'recode');
INSERT INTO neighbour (area, neighbour, position) VALUES ('A1', 'A2old', 1), ('A1', 'A2', 1), ('A1', 'A2older', 2), ('A1', 'A5', 2), ('A1', 'A3', 3), ('A1', 'A1old', 4), ('A1old', 'A4', 1);
INSERT INTO benchmark (code, title) VALUES ('b', 'Benchmark');
INSERT INTO benchmark_value (measure, benchmark, area, period, value)
SELECT 'm', 'b', a, y::reporting_period, v
FROM (VALUES ('2020/21', 'A1', 10), ('2020/21', 'A1old', 11), ('2020/21', 'A2older', 20), ('2020/21', 'A2old', 21), ('2020/21', 'A3', 30), ('2020/21', 'A4', 40),
		('2020/21', 'A5', 50), ('2020/21', 'R0', 26), ('2020/21', 'EN', 27),
		('2022/23', 'A1old', 12), ('2022/23', 'A2', 22), ('2022/23', 'A2old', 23), ('2022/23', 'A3', 32), ('2022/23', 'A4', 42), ('2022/23', 'A5', 52),
		('2022/23', 'A6', 62), ('2022/23', 'R', 36), ('2022/23', 'R0', 99), ('2022/23', 'EN', 37)) AS f(y, a, v);
INSERT INTO observation (measure, area, period, value)
SELECT x.m, a, y::reporting_period, v
FROM (VALUES ('m'), ('e')) x(m), (VALUES ('2020/21', 'A1old', 15), ('2022/23', 'A1', 16), ('2022/23', 'A2', 22), ('2022/23', 'A2older', 23), ('2022/23', 'A3', 32),
	('2022/23', 'A5', 52), ('2020/21', 'A5', 50), ('2020/21', 'A2old', 20), ('2020/21', 'A2', 21), ('2022/23', 'R0', 35), ('2022/23', 'EN', 37)) AS f(y, a, v);
INSERT INTO report (area, quarter, benchmark) SELECT a, q::reporting_period, 'b' FROM unnest(ARRAY['A1', 'A1old']) a, unnest(ARRAY['2020/21 Q4', '2022/23 Q4']) q;

SELECT area, quarter, measure, value, national_rank, national_n, neighbour_n, neighbour_mean, neighbour_median, neighbour_rank, region_name, region_value, national_value
FROM scorecard ORDER BY quarter_start, measure DESC, area;
SELECT area, quarter, quartiles FROM scorecard_detail WHERE measure = 'm' ORDER BY quarter_start, area;
-- the list of neighbours of today's code, or else that of the former one
DELETE FROM neighbour WHERE area = 'A1';
SELECT area, quarter, neighbour_n, neighbour_mean FROM scorecard WHERE measure = 'm' ORDER BY quarter_start, area;
-- the abolished authority's own report, when its year is the one compared with and when it is over
INSERT INTO report (area, quarter, benchmark) VALUES ('A5', '2020/21 Q4', 'b'), ('A5', '2022/23 Q4', 'b');
SELECT quarter, value, national_rank, national_n, note FROM scorecard WHERE area = 'A5' AND measure = 'm' ORDER BY quarter_start;

-- two region trees: an area that is also a region does no harm to the one in which authorities lie
INSERT INTO area (code, name, kind, region) VALUES ('INNER', 'Inner London', 'region', NULL), ('OUTER', 'Outer London', 'region', NULL), ('LON', 'London', 'region', NULL);
UPDATE area SET region = 'INNER' WHERE code = 'A3';
INSERT INTO benchmark_value (measure, benchmark, area, period, value) VALUES ('m', 'b', 'LON', '2022/23', 70), ('m', 'b', 'INNER', '2022/23', 71);
INSERT INTO report (area, quarter, benchmark) VALUES ('A3', '2022/23 Q4', 'b');
SELECT measure, value, region_name, region_value, national_n, neighbour_n FROM scorecard WHERE area = 'A3' ORDER BY measure;
INSERT INTO area_part VALUES ('LON', 'INNER'), ('LON', 'OUTER');
SELECT measure, value, region_name, region_value, national_n, neighbour_n FROM scorecard WHERE area = 'A3' ORDER BY measure;
-- a region that is a country, or an authority, gives no regional figure
UPDATE area SET region = 'EN' WHERE code = 'A3';
UPDATE area SET region = 'A4' WHERE code = 'A6';
INSERT INTO report (area, quarter, benchmark) VALUES ('A6', '2022/23 Q4', 'b'), ('R', '2022/23 Q4', 'b');
SELECT area, region_name, region_value, national_value FROM scorecard WHERE area IN ('A3', 'A6', 'R') AND measure = 'm' ORDER BY area;
SELECT area, region_name FROM report_heading WHERE quarter = '2022/23 Q4' ORDER BY area;
REFRESH MATERIALIZED VIEW stored_history;
SELECT rule, area, measure, period, finding FROM data_quality ORDER BY rule, area, measure;
DROP SCHEMA counted CASCADE;
