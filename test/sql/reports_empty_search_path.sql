-- Every function of a framework works where no schema is searched, as for a background worker or a careful client.

\set SHOW_CONTEXT never
CALL cfsperf.create_framework('searched');
INSERT INTO searched.outcome VALUES ('o', 'Outcome', 1);
INSERT INTO searched.measure (code, outcome, title, polarity, unit) VALUES ('m', 'o', 'Measure', 'high', '%');
INSERT INTO searched.area (code, name) VALUES ('a', 'Area');
INSERT INTO searched.observation (measure, area, period, value) VALUES
	('m', 'a', '2020/21 Q1', 90.4), ('m', 'a', '2020/21 Q2', 95.7);
INSERT INTO searched.report (area, quarter) VALUES ('a', '2020/21 Q2');

SET search_path = '';
SELECT sentence FROM searched.headline;
SELECT n.paragraph FROM searched.narrative('a', '2020/21 Q2') AS n;
SELECT searched.report_text('a', '2020/21 Q2') LIKE '%It rose by 5.3 points from 90.4%' AS text;
SELECT searched.dashboard('a', '2020/21 Q2') LIKE '<!DOCTYPE html>%95.7%' AS page;
\set VERBOSITY terse
CALL searched.publish('a', '2020/21 Q2');
CALL searched.publish('a', '2020/21 Q2');
\set VERBOSITY default
SELECT count(*) FROM searched.revisions;
SELECT count(*) FROM searched.exceptions;
SELECT count(*) FROM searched.data_quality;
REFRESH MATERIALIZED VIEW CONCURRENTLY searched.stored_history;
SELECT series FROM searched.history;

-- a report that is not there is said to be, by each
SELECT * FROM searched.narrative('a', '2020/21 Q3');
SELECT searched.report_text('b', '2020/21 Q2');
SELECT searched.dashboard('b', '2020/21 Q2');
CALL searched.publish('b', '2020/21 Q2');

SET client_min_messages = warning;
DROP SCHEMA searched CASCADE;
