-- A figure that was decided to be withheld stays so until protect() decides again: also when the one that it would have given
-- away is gone for a moment, because it is loaded anew, and nothing is left that would need a decision.
SET client_min_messages = warning;
CALL cfsperf.create_framework('stay');
SET search_path = stay, cfsperf, public;

INSERT INTO outcome VALUES ('o', 'Outcome', 1);
INSERT INTO measure (code, outcome, title, polarity, unit) VALUES ('m', 'o', 'Measure', 'low', 'count');
INSERT INTO area (code, name, kind) VALUES ('R', 'Region', 'region');
INSERT INTO area (code, name, region) VALUES ('a', 'A', 'R'), ('b', 'B', 'R'), ('c', 'C', 'R');
INSERT INTO neighbour VALUES ('c', 'b', 1);
INSERT INTO observation (measure, area, period, value, status)
SELECT 'm', x.area, p.period::reporting_period, x.value, x.status
FROM unnest('{2020/21 Q1,2020/21 Q2}'::text[]) AS p(period), (VALUES ('a', NULL, 'c'), ('b', 20, NULL), ('c', 30, NULL), ('R', 55, NULL)) AS x(area, value, status);
INSERT INTO report VALUES ('b', '2020/21 Q2'), ('c', '2020/21 Q2');
CALL protect();

CREATE VIEW shown AS
SELECT area, value, status, previous_value, series, neighbour_mean FROM scorecard_detail ORDER BY area;
-- what A has would follow from the region, B and C
TABLE shown;
DELETE FROM observation WHERE status = 'c';
SELECT count(*) FROM governed_measure;
TABLE shown;
SELECT area, status FROM figure WHERE figure IS NULL ORDER BY area, period;
SELECT area, series FROM current_history ORDER BY area;
CALL protect();
TABLE shown;

-- So does its history where no figure of the measure is shown: the total of a region with one authority is that authority's.
INSERT INTO area (code, name, kind) VALUES ('S', 'Small region', 'region');
INSERT INTO area (code, name, region) VALUES ('s', 'Only one', 'S');
INSERT INTO measure (code, outcome, title, polarity, unit) VALUES ('lone', 'o', 'Lone', 'low', 'count');
INSERT INTO observation (measure, area, period, value, status) VALUES ('lone', 's', '2020/21 Q2', NULL, 'c'), ('lone', 'S', '2020/21 Q2', 7, NULL);
CALL protect();
SELECT area, decision FROM disclosure WHERE measure = 'lone' ORDER BY area;
DELETE FROM observation WHERE measure = 'lone' AND status = 'c';
SELECT area, series FROM current_history WHERE measure = 'lone';
CALL protect();
SELECT area, series FROM current_history WHERE measure = 'lone';

-- There is a decision on each figure that needs one and on no other: one that is gone takes its own away and leaves those of
-- other areas and of its benchmark.
INSERT INTO measure (code, outcome, title, polarity, unit, suppress_below) VALUES ('few', 'o', 'Few', 'low', 'count', 5), ('plain', 'o', 'Plain', 'low', 'count', NULL);
INSERT INTO benchmark VALUES ('year', 'Year'), ('next', 'Next year');
INSERT INTO observation (measure, area, period, value, status, note) VALUES ('few', 'a', '2020/21 Q2', 3, NULL, NULL), ('few', 'b', '2020/21 Q2', 20, NULL, NULL), ('few', 'c', '2020/21 Q2', 30, NULL, NULL),
	('few', 'a', '2020/21 Q1', NULL, 'x', 'A strike.'), ('plain', 'a', '2020/21 Q2', 3, NULL, NULL);
INSERT INTO benchmark_value (measure, benchmark, area, period, value) VALUES ('few', 'year', 'a', '2018/19', 30), ('few', 'year', 'b', '2018/19', 3),
	('few', 'next', 'a', '2019/20', 30), ('few', 'next', 'b', '2019/20', 4), ('plain', 'year', 'a', '2018/19', 3);
CALL protect();
CREATE VIEW kept AS
SELECT benchmark, area, period, decision = 'shown' AS shown FROM disclosure WHERE measure = 'few' ORDER BY benchmark, area, period;
TABLE kept;
SELECT (SELECT count(*) FROM undecided_figure) AS undecided, (SELECT count(*) FROM obsolete_decision) AS obsolete,
	(SELECT count(*) FROM governed_measure WHERE measure = 'plain') AS governed, (SELECT figure FROM figure WHERE measure = 'plain') AS plain;
DELETE FROM observation WHERE measure = 'few' AND area = 'b';
DELETE FROM benchmark_value WHERE benchmark = 'next' AND area = 'a';
TABLE undecided_figure;
SELECT benchmark, area, period FROM obsolete_decision ORDER BY benchmark;
CALL protect();
TABLE kept;
SELECT (SELECT count(*) FROM undecided_figure) AS undecided, (SELECT count(*) FROM obsolete_decision) AS obsolete;

-- Where a publisher withheld one, those of its period need a decision that have counts, or no value.
INSERT INTO measure (code, outcome, title, polarity, unit) VALUES ('rate', 'o', 'Rate', 'low', '%');
INSERT INTO observation (measure, area, period, value, numerator, denominator, status) VALUES ('rate', 'a', '2020/21 Q2', NULL, NULL, NULL, 'c'),
	('rate', 'b', '2020/21 Q2', 20, NULL, NULL, NULL), ('rate', 'c', '2020/21 Q2', 30, 3, 10, NULL), ('rate', 'c', '2020/21 Q1', 30, 3, 10, NULL);
INSERT INTO benchmark_value (measure, benchmark, area, period, value, numerator, denominator) VALUES ('rate', 'year', 'b', '2020/21 Q2', 20, NULL, NULL),
	('rate', 'year', 'R', '2020/21 Q2', 40, 4, 10), ('rate', 'year', 'R', '2020/21 Q1', 40, 4, 10);
SELECT area, period FROM undecided_figure ORDER BY area, period;
CALL protect();
SELECT benchmark, area, period FROM disclosure WHERE measure = 'rate' ORDER BY benchmark, area, period;
SELECT (SELECT count(*) FROM undecided_figure) AS undecided, (SELECT count(*) FROM obsolete_decision) AS obsolete;

-- What is loaded later is decided together with what it adds up with: quarters, and then the year that is their sum.
INSERT INTO measure (code, outcome, title, polarity, unit, suppress_below, adds_over_time) VALUES ('year', 'o', 'Year', 'low', 'count', 5, true);
INSERT INTO observation (measure, area, period, value) SELECT 'year', 'a', '2019/20 Q1'::reporting_period + (n - 1)::integer, v FROM unnest('{3,20,30,40}'::float8[]) WITH ORDINALITY AS q(v, n);
CALL protect();
SELECT period, value, decision FROM disclosure WHERE measure = 'year' ORDER BY period;
INSERT INTO observation (measure, area, period, value) VALUES ('year', 'a', '2019/20', 93);
CALL protect();
SELECT count(*) FILTER (WHERE decision = 'shown') < 4 AS safe FROM disclosure WHERE measure = 'year' AND value > 3;

-- A benchmark figure without counts is withheld where the observation is, whether that is small or would give a small one away.
INSERT INTO measure (code, outcome, title, polarity, unit, suppress_below) VALUES ('late', 'o', 'Late', 'low', '%', 5);
INSERT INTO observation (measure, area, period, value, numerator, denominator) VALUES ('late', 'a', '2020/21 Q2', 2, 2, 100), ('late', 'b', '2020/21 Q2', 50, 50, 100),
	('late', 'c', '2020/21 Q2', 30, 30, 100), ('late', 'R', '2020/21 Q2', 27.3, 82, 300);
INSERT INTO benchmark_value (measure, benchmark, area, period, value) SELECT measure, 'year', area, period, round(value) FROM observation WHERE measure = 'late';
CALL protect();
SELECT area, string_agg(decision, ', ' ORDER BY benchmark NULLS FIRST) AS ours_and_theirs FROM disclosure WHERE measure = 'late' GROUP BY area ORDER BY area;

-- A decision is on value and counts: where one of them is another, the figure is withheld until it is decided on again.
SELECT value, status FROM scorecard WHERE measure = 'late' AND area = 'b';
UPDATE observation SET denominator = 101 WHERE measure = 'late' AND area = 'b';
SELECT value, status FROM scorecard WHERE measure = 'late' AND area = 'b';
UPDATE observation SET numerator = 51, denominator = 100 WHERE measure = 'late' AND area = 'b';
SELECT value, status FROM scorecard WHERE measure = 'late' AND area = 'b';
UPDATE observation SET numerator = 50 WHERE measure = 'late' AND area = 'b';
SELECT value, status FROM scorecard WHERE measure = 'late' AND area = 'b';

-- bases add up unless most that are known are those of the whole
INSERT INTO measure (code, outcome, title, polarity, unit) SELECT m, 'o', m, 'low', '%' FROM unnest('{all,part,share,bare}'::text[]) m;
INSERT INTO measure_part (whole, part) SELECT 'all', p FROM unnest('{part,share,bare}'::text[]) p;
INSERT INTO observation (measure, area, period, value, numerator, denominator) VALUES ('all', 'a', '2020/21 Q2', 50, 50, 100), ('all', 'b', '2020/21 Q2', 50, 30, 60),
	('all', 'c', '2020/21 Q2', 50, 20, 40), ('part', 'a', '2020/21 Q2', 50, 30, 60), ('share', 'a', '2020/21 Q2', 20, 20, 100), ('share', 'b', '2020/21 Q2', 20, 12, 60), ('share', 'c', '2020/21 Q2', 50, 10, 20);
TABLE measure_link ORDER BY part;

SET client_min_messages = warning;
DROP SCHEMA stay CASCADE;
