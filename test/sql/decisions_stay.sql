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

SET client_min_messages = warning;
DROP SCHEMA stay CASCADE;
