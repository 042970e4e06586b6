-- A figure is expected, and protected before it comes, where a sum is loaded of which it would be a part: of measures with
-- suppress_below, in the periods in which they are reported, of areas that are there.
SET client_min_messages = warning;
CALL cfsperf.create_framework('expected');
SET search_path = expected, cfsperf, public;
INSERT INTO outcome VALUES ('o', 'Outcome', 1);
INSERT INTO area (code, name, kind) VALUES ('R', 'Region', 'region');
INSERT INTO area (code, name, region) VALUES ('a', 'A', 'R'), ('b', 'B', 'R'), ('c', 'C', NULL), ('new', 'New', 'R'), ('old', 'Old', 'R'), ('older', 'Older', 'R'), ('code', 'B of before', 'R');
INSERT INTO area_change (area, successor, changed_on, kind) VALUES ('old', 'new', '2021-01-01', 'merge'), ('older', 'new', '2021-01-01', 'merge'), ('code', 'b', '2019-04-01', 'recode');
INSERT INTO measure (code, outcome, title, polarity, unit, suppress_below, first_reported, last_reported) VALUES
	('few', 'o', 'Few', 'low', 'count', 5, NULL, NULL), ('from', 'o', 'From', 'low', 'count', 5, '2020/21 Q3', NULL), ('until', 'o', 'Until', 'low', 'count', 5, NULL, '2020/21 Q3'),
	('plain', 'o', 'Plain', 'low', 'count', NULL, NULL, NULL), ('sum', 'o', 'Sum', 'low', 'count', 5, NULL, NULL);

CREATE FUNCTION pg_temp.expected(measures text[]) RETURNS TABLE (measure varchar, period text, areas text) LANGUAGE sql AS $$
	SELECT x.measure, x.period::text, string_agg(x.area, ' ' ORDER BY x.area) FROM missing_figures(measures, '{2020/21 Q2,2020/21 Q3,2020/21 Q4,2021/22 Q1}') x
	GROUP BY x.measure, x.period ORDER BY x.measure, x.period $$;
-- nothing, and nothing that has parts
SELECT * FROM pg_temp.expected('{few,from,until,plain}');
INSERT INTO observation (measure, area, period, value) VALUES ('few', 'a', '2020/21 Q2', 10);
SELECT * FROM pg_temp.expected('{few,from,until,plain}');
-- the region in three quarters of four; an area by its former code, one before and after it was merged
INSERT INTO observation (measure, area, period, value) SELECT 'few', 'R', '2020/21 Q2'::reporting_period + n, 50 FROM generate_series(0, 2) n
UNION ALL SELECT 'few', 'code', '2020/21 Q2', 10 UNION ALL SELECT 'from', 'b', '2020/21 Q4', 10;
SELECT * FROM pg_temp.expected('{few,from,until,plain}');
-- only of the measures asked for; a sum of measures where it is loaded, and none of it itself
SELECT * FROM pg_temp.expected('{from,until}');
INSERT INTO measure_part (whole, part) VALUES ('sum', 'until');
INSERT INTO observation (measure, area, period, value) VALUES ('sum', 'a', '2020/21 Q3', 10);
SELECT * FROM pg_temp.expected('{sum,until}');
SET client_min_messages = warning;
DROP SCHEMA expected CASCADE;
