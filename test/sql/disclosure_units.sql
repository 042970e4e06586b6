-- What a figure tells of people depends on its unit: a count, a percentage and those left over, a rate, a mean; with its
-- numerator, its denominator, both or neither. What cannot be judged is not shown, and somebody is told so. What is
-- withheld looks alike, in whatever way it is read: comparators, histories, commentary.

SET client_min_messages = warning;
CREATE ROLE regress_units_reader;
CALL cfsperf.create_framework('units');
SET search_path = units, cfsperf, cfsperf_internal, public;
INSERT INTO outcome VALUES ('o', 'Outcome', 1);
INSERT INTO measure (code, outcome, title, polarity, unit, suppress_below) VALUES
	('share', 'o', 'Share', 'high', '%', 5), ('mean', 'o', 'Mean', 'low', 'number', 5), ('rate', 'o', 'Rate', 'low', 'per 10000', 5),
	('count', 'o', 'Count', 'low', 'count', 5);
INSERT INTO measure (code, outcome, title, polarity, unit, suppress_below, suppress_zero, suppress_unknown) VALUES
	('strict', 'o', 'Not even zero', 'low', 'count', 5, true, true), ('lenient', 'o', 'Unknown is shown', 'low', '%', 5, false, false);
INSERT INTO area (code, name) SELECT 'A' || n, 'Area ' || n FROM generate_series(1, 9) n;
INSERT INTO observation (measure, area, period, value, numerator, denominator) VALUES
	-- of 50 children one is left over, whether their number stands there or not
	('share', 'A1', '2020/21 Q2', 98, 49, 50), ('share', 'A2', '2020/21 Q2', 98, 49, NULL), ('share', 'A3', '2020/21 Q2', 98, NULL, 50),
	-- none and all, without counts, of few, of many
	('share', 'A4', '2020/21 Q2', 0, NULL, NULL), ('share', 'A5', '2020/21 Q2', 100, NULL, NULL), ('share', 'A6', '2020/21 Q2', 100, 4, 4),
	('share', 'A7', '2020/21 Q2', 100, 6, 6), ('share', 'A8', '2020/21 Q2', 0, 0, 60), ('share', 'A9', '2020/21 Q2', 50, 30, 60),
	-- 612 days on average: of two children; of nobody knows how many; of many
	('mean', 'A1', '2020/21 Q2', 612, 1224, 2), ('mean', 'A2', '2020/21 Q2', 612, NULL, NULL), ('mean', 'A3', '2020/21 Q2', 612, 61200, 100),
	-- 0.6 per 10,000 of a population that is published
	('rate', 'A1', '2020/21 Q2', 0.6, NULL, NULL), ('rate', 'A2', '2020/21 Q2', 0.6, NULL, 50000), ('rate', 'A3', '2020/21 Q2', 6, NULL, 50000),
	('count', 'A1', '2020/21 Q2', 0, NULL, NULL), ('count', 'A2', '2020/21 Q2', 4, NULL, NULL), ('count', 'A3', '2020/21 Q2', 5, NULL, NULL),
	('strict', 'A1', '2020/21 Q2', 0, NULL, NULL), ('strict', 'A2', '2020/21 Q2', 4, NULL, NULL), ('strict', 'A3', '2020/21 Q2', 5, NULL, NULL),
	('lenient', 'A1', '2020/21 Q2', 98, NULL, NULL), ('lenient', 'A2', '2020/21 Q2', 98, 49, NULL);
INSERT INTO report (area, quarter) SELECT code, '2020/21 Q2' FROM area;
CALL protect();
SELECT measure, area, numerator, denominator, decision FROM disclosure ORDER BY measure, area;
-- readers see one look
CALL cfsperf.grant_reader('units', 'regress_units_reader');
SET ROLE regress_units_reader;
SELECT measure, area, display, status, note FROM scorecard WHERE period IS NOT NULL OR status IS NOT NULL ORDER BY measure, area;
SELECT DISTINCT status, note FROM scorecard WHERE status IS NOT NULL;
RESET ROLE;
-- a measure of the default unit, with a rule and without counts: nothing is shown, and data_quality says why
INSERT INTO measure (code, outcome, title, polarity, suppress_below) VALUES ('default', 'o', 'Default unit', 'low', 5);
INSERT INTO observation (measure, area, period, value) VALUES ('default', 'A1', '2020/21 Q2', 3);
SELECT rule, finding, remedy FROM data_quality WHERE measure = 'default' AND rule <> 'stale';
CALL protect();
SELECT rule, finding, remedy FROM data_quality WHERE measure = 'default' AND rule <> 'stale';
SELECT value, status FROM scorecard WHERE measure = 'default' AND area = 'A1';

-- another value is another figure: nobody has decided on that one
UPDATE observation SET value = 9 WHERE measure = 'count' AND area = 'A3';
SELECT value, status FROM scorecard WHERE measure = 'count' AND area = 'A3';
CALL protect();
SELECT value, status FROM scorecard WHERE measure = 'count' AND area = 'A3';

-- what is said of a figure that is withheld is withheld with it
INSERT INTO commentary (measure, area, quarter, text) VALUES ('count', 'A2', '2020/21 Q2', 'There were 4 children, all siblings.'),
	('count', 'A3', '2020/21 Q2', 'Most of them in July.');
UPDATE observation SET note = 'the four of them' WHERE measure = 'count' AND area = 'A2';
SELECT area, note, commentary FROM scorecard WHERE measure = 'count' AND area IN ('A2', 'A3') ORDER BY area;
SELECT r.area, report_text(r.area, r.quarter) || dashboard(r.area, r.quarter) || (SELECT string_agg(n.paragraph, '') FROM narrative(r.area, r.quarter) n) ~ 'siblings|four of them' AS said
FROM report r WHERE r.area = 'A2';

-- comparators: a benchmark made of the same figures, one neighbour, a set of one
INSERT INTO benchmark (code, title) VALUES ('b', 'Benchmark');
INSERT INTO benchmark_value (measure, benchmark, area, period, value)
SELECT measure, 'b', area, '2020/21 Q2', value FROM observation WHERE measure IN ('share', 'count');
INSERT INTO neighbour VALUES ('A3', 'A2', 1), ('A9', 'A1', 1), ('A8', 'A9', 1);
UPDATE report SET benchmark = 'b';
CALL protect();
SELECT area, measure, neighbour_mean, (quartiles).n, (quartiles).least, (quartiles).greatest
FROM (SELECT area, measure, neighbour_mean, quartiles FROM scorecard_detail) s
WHERE area IN ('A3', 'A8', 'A9') AND measure IN ('share', 'count') ORDER BY area, measure;
-- one that others published without counts, where there is no figure of ours
INSERT INTO benchmark_value (measure, benchmark, area, period, value) VALUES ('share', 'b', 'A1', '2019/20', 97), ('share', 'b', 'A2', '2019/20', 60);
CALL protect();
SELECT area, period, decision FROM disclosure WHERE benchmark = 'b' AND measure = 'share' ORDER BY period, area;

-- rounded: counts, totals, and percentages of rounded counts; change and words are those of what is shown
UPDATE measure SET round_to = 10, suppress_below = NULL WHERE code = 'count';
UPDATE measure SET round_to = 10 WHERE code = 'share';
INSERT INTO observation (measure, area, period, value, numerator, denominator) VALUES ('share', 'A9', '2020/21 Q1', 54.6875, 35, 64), ('count', 'A3', '2020/21 Q1', 14, NULL, NULL);
CALL protect();
SELECT area, measure, display, previous_value, difference, direction FROM scorecard WHERE area IN ('A3', 'A9') AND measure IN ('share', 'count') ORDER BY area, measure;
REFRESH MATERIALIZED VIEW stored_history;
SELECT measure, area, series FROM history WHERE area IN ('A3', 'A9') AND measure IN ('share', 'count') ORDER BY measure, area;

-- readers have histories of what is reported, up to the report, and none that holds what has been withheld since
INSERT INTO area (code, name) VALUES ('B', 'Embargo');
INSERT INTO observation (measure, area, period, value) VALUES ('rate', 'B', '2020/21 Q2', 5), ('strict', 'B', '2020/21 Q2', 50), ('strict', 'A3', '2020/21 Q3', 70), ('strict', 'A4', '2020/21 Q2', 80);
CALL protect();
REFRESH MATERIALIZED VIEW stored_history;
SELECT area, series FROM history WHERE measure = 'strict' ORDER BY area;
SET ROLE regress_units_reader;
SELECT area, series FROM history WHERE measure = 'strict' ORDER BY area;
RESET ROLE;
UPDATE measure SET suppress_below = 60 WHERE code = 'strict';
CALL protect();
SELECT area, series FROM history WHERE measure = 'strict' ORDER BY area;
SET ROLE regress_units_reader;
SELECT area, series FROM history WHERE measure = 'strict' ORDER BY area;
RESET ROLE;

DROP SCHEMA units CASCADE;
DROP ROLE regress_units_reader;
