-- An authority that was recoded is one authority: whichever code a report asks for, its figures are those of all codes in
-- order of time, that of today's code first. Figures of Buckinghamshire as published (DfE, SEN2; OGL v3.0); others are made up.
SET client_min_messages = warning;
CALL cfsperf.create_framework('recodes');
SET search_path = recodes, cfsperf, cfsperf_internal, public;
INSERT INTO outcome (code, title) VALUES ('o', 'Outcome');
INSERT INTO measure (code, outcome, title, polarity, unit, frequency, max_arrears)
VALUES ('ehcp', 'o', 'EHC plans in 20 weeks', 'high', '%', 12, 12);
INSERT INTO area (code, name) VALUES ('E06000060', 'Buckinghamshire'), ('E10000002', 'Buckinghamshire County');
INSERT INTO area_change VALUES ('E10000002', 'E06000060', '2020-04-01', 'recode');
INSERT INTO observation (measure, area, period, value) VALUES
	('ehcp', 'E10000002', '2019', 38.3), ('ehcp', 'E06000060', '2020', 74.2), ('ehcp', 'E06000060', '2021', 78.6),
	('ehcp', 'E06000060', '2022', 60.6), ('ehcp', 'E10000002', '2023', 46.7), ('ehcp', 'E10000002', '2024', 32.1);
INSERT INTO report (area, quarter) VALUES ('E10000002', '2023/24 Q3'), ('E06000060', '2023/24 Q3');

CREATE VIEW pg_temp.answer AS
SELECT area, area_name, quarter, value, previous_period, previous_value, direction, status, note FROM scorecard
ORDER BY area, quarter, measure;
TABLE pg_temp.answer;
SELECT area, paragraph FROM report r, narrative(r.area, r.quarter) ORDER BY area;
SELECT area, series FROM scorecard_detail ORDER BY area;
REFRESH MATERIALIZED VIEW stored_history;
SELECT area, series FROM history;
SELECT rule, area, finding FROM data_quality;
-- the other way round: the new code in some years, then the old one again
TRUNCATE observation;
INSERT INTO observation (measure, area, period, value)
SELECT 'ehcp', CASE WHEN y % 2 = 0 THEN 'E10000002' ELSE 'E06000060' END, y::text::reporting_period, y - 2000
FROM generate_series(2019, 2023) AS y;
SELECT area, value, previous_period, previous_value, trend, trend_points FROM scorecard ORDER BY area;

-- Two codes with a figure of one period: that of today counts, then the later one; a code that has none, and a reason,
-- comes after one that has.
INSERT INTO observation (measure, area, period, value, status, note) VALUES
	('ehcp', 'E10000002', '2023', 99, 'p', 'old'), ('ehcp', 'E10000002', '2021', 98, NULL, NULL), ('ehcp', 'E06000060', '2022', NULL, 'z', 'not there');
TABLE pg_temp.answer;
SELECT area, series FROM scorecard_detail ORDER BY area;
REFRESH MATERIALIZED VIEW stored_history;
SELECT area, series FROM history;
SELECT rule, area, period, finding FROM data_quality ORDER BY area, period;
DELETE FROM observation WHERE area = 'E06000060' AND period = '2023';
TABLE pg_temp.answer;
-- and where none has a figure, the reason of today's code
UPDATE observation SET value = NULL, status = 'x', note = 'Old reason.' WHERE period = '2023';
INSERT INTO observation (measure, area, period, status, note) VALUES ('ehcp', 'E06000060', '2023', 'x', 'New reason.');
TABLE pg_temp.answer;

-- two recodes, one after the other: the latest code first
TRUNCATE observation;
INSERT INTO area (code, name) VALUES ('B1', 'B, at last');
INSERT INTO area_change VALUES ('E06000060', 'B1', '2022-04-01', 'recode');
INSERT INTO observation (measure, area, period, value) VALUES
	('ehcp', 'E10000002', '2022', 1), ('ehcp', 'E06000060', '2022', 2), ('ehcp', 'E10000002', '2023', 3), ('ehcp', 'E06000060', '2023', 4),
	('ehcp', 'B1', '2023', 5), ('ehcp', 'E10000002', '2021', 6);
INSERT INTO report (area, quarter) VALUES ('B1', '2023/24 Q3');
TABLE pg_temp.answer;
SELECT area, series FROM scorecard_detail ORDER BY area;
SELECT area, today FROM area_today ORDER BY place;

-- a target of any code holds; what people wrote is of the report that they wrote it for
INSERT INTO target (measure, area, from_period, value, tolerance) VALUES
	('ehcp', 'E10000002', '2020', 50, 0), ('ehcp', 'E06000060', '2022', 4, 0), ('ehcp', 'B1', '2022', 60, 0), ('ehcp', 'B1', '2030', 70, 0);
INSERT INTO commentary (measure, area, quarter, text) VALUES ('ehcp', 'E06000060', '2023/24 Q3', 'Of the old report');
SELECT area, target, rag, commentary FROM scorecard ORDER BY area;

-- no figure at all, before the code of today is there
DELETE FROM area_change WHERE area = 'E06000060';
TRUNCATE observation;
TABLE pg_temp.answer;
-- Readers have the history of an authority with a report, whichever code that is of, up to its quarter.
INSERT INTO observation (measure, area, period, value) VALUES
	('ehcp', 'E10000002', '2022', 1), ('ehcp', 'E06000060', '2023', 2), ('ehcp', 'E06000060', '2024', 3), ('ehcp', 'B1', '2023', 4);
DELETE FROM report WHERE area <> 'E10000002';
REFRESH MATERIALIZED VIEW stored_history;
CREATE ROLE reader_of_recodes;
CALL grant_reader('recodes', 'reader_of_recodes');
SELECT area, series FROM history ORDER BY area;
SET ROLE reader_of_recodes;
SELECT area, series FROM recodes.history ORDER BY area;
SELECT area, value, previous_value FROM recodes.scorecard;
RESET ROLE;

-- A figure of the former code that was withheld since takes the history of today's code from readers, and no other;
-- one that was revised and is still shown does not.
INSERT INTO measure (code, outcome, title, polarity, unit, frequency, max_arrears, suppress_below)
VALUES ('few', 'o', 'Children', 'low', 'count', 12, 12, 5);
INSERT INTO observation (measure, area, period, value)
VALUES ('few', 'E10000002', '2022', 10), ('few', 'E06000060', '2023', 20), ('few', 'B1', '2023', 30);
INSERT INTO report (area, quarter) VALUES ('B1', '2023/24 Q3');
CALL protect();
REFRESH MATERIALIZED VIEW stored_history;
UPDATE observation SET value = 11 WHERE measure = 'few' AND area = 'E10000002';
CALL protect();
SET ROLE reader_of_recodes;
SELECT measure, area, series FROM recodes.history ORDER BY measure, area;
RESET ROLE;
UPDATE observation SET value = 3 WHERE measure = 'few' AND area = 'E10000002';
CALL protect();
SET ROLE reader_of_recodes;
SELECT measure, area, series FROM recodes.history ORDER BY measure, area;
RESET ROLE;

-- What is withheld of one code is so of the other: two cells in one place, neither of which is missing.
TRUNCATE area_change;
UPDATE measure SET suppress_below = 5, unit = 'count';
INSERT INTO area (code, name, kind) VALUES ('R', 'Region', 'region');
INSERT INTO area (code, name, region) VALUES ('N2', 'N2', 'R'), ('N3', 'N3', 'R'), ('OLD', 'N1', NULL), ('NEW', 'N1', 'R');
INSERT INTO area_change VALUES ('OLD', 'NEW', '2020-04-01', 'recode');
TRUNCATE observation, report;
INSERT INTO observation (measure, area, period, value)
SELECT 'ehcp', f.area, p.period, f.value
FROM (VALUES ('2018'::reporting_period, 'NEW'), ('2022', 'OLD')) AS p(period, code),
	LATERAL (VALUES (p.code, 3), ('N2', 30), ('N3', 40), ('R', 73)) AS f(area, value);
INSERT INTO observation (measure, area, period, value) VALUES
	('ehcp', 'OLD', '2020', 3), ('ehcp', 'NEW', '2020', 7), ('ehcp', 'N2', '2020', 30), ('ehcp', 'N3', '2020', 40), ('ehcp', 'R', '2020', 77),
	('ehcp', 'N2', '2021', 30), ('ehcp', 'N3', '2021', 40), ('ehcp', 'NEW', '2021', 10), ('ehcp', 'OLD', '2021', 10), ('ehcp', 'R', '2021', 80);
CALL protect();
SELECT period, string_agg(area || ' ' || coalesce(value(figure)::text, status), ', ' ORDER BY area) FROM figure GROUP BY period ORDER BY period;
SELECT area, period FROM missing_figures('{ehcp}', '{2018,2020,2021,2022}');
SELECT whole, part FROM area_link ORDER BY whole, part;
RESET client_min_messages;
CALL audit_disclosure();
-- published under the one code and revised under the other
SET client_min_messages = warning;
INSERT INTO report (area, quarter) VALUES ('OLD', '2021/22 Q3');
CALL publish('OLD', '2021/22 Q3');
SELECT area, period, value FROM published_figure;
UPDATE observation SET value = 4 WHERE area IN ('OLD', 'NEW') AND period = '2021';
UPDATE observation SET value = 74 WHERE area = 'R' AND period = '2021';
CALL protect();
SELECT string_agg(area || ' ' || coalesce(value(figure)::text, status), ', ' ORDER BY area) FROM figure WHERE period = '2021';
SELECT item, published, now FROM revisions WHERE measure = 'ehcp' AND item IN ('value', 'status') ORDER BY item;

-- What an edition withheld stays withheld once a figure beside it was revised, whichever code either has, and of no other area.
INSERT INTO report (area, quarter) SELECT a, q FROM unnest('{N2,N3}'::text[]) a, unnest('{2024/25 Q3,2026/27 Q3}'::reporting_period[]) q;
INSERT INTO report (area, quarter) VALUES ('OLD', '2026/27 Q3');
INSERT INTO observation (measure, area, period, value) VALUES ('ehcp', 'N2', '2024', 3), ('ehcp', 'N3', '2024', 30), ('ehcp', 'NEW', '2024', 40),
	('ehcp', 'N2', '2026', 40), ('ehcp', 'N3', '2026', 30), ('ehcp', 'NEW', '2026', 3);
CALL protect();
CALL publish('N2', '2024/25 Q3');
CALL publish('N3', '2024/25 Q3');
CALL publish('OLD', '2026/27 Q3');
CALL publish('N3', '2026/27 Q3');
UPDATE observation SET value = value + 17 WHERE period IN ('2024', '2026') AND value < 40;
CALL protect();
SELECT period, string_agg(area || ' ' || coalesce(value(figure)::text, status), ', ' ORDER BY area) FROM figure WHERE period >= '2024' GROUP BY period ORDER BY period;

-- circles and recodes to two are refused, by whatever way they come
TRUNCATE area_change;
INSERT INTO area (code, name) SELECT c, c FROM unnest(ARRAY['A', 'B', 'C', 'D']) c;
INSERT INTO area_change VALUES ('A', 'B', '2020-04-01', 'recode'), ('B', 'C', '2021-04-01', 'merge'), ('C', 'A', '2022-04-01', 'split');
INSERT INTO area_change VALUES ('A', 'B', '2020-04-01', 'recode'), ('B', 'C', '2021-04-01', 'recode');
INSERT INTO area_change VALUES ('C', 'A', '2022-04-01', 'recode');
UPDATE area_change SET successor = 'A' WHERE area = 'B';
INSERT INTO area_change VALUES ('A', 'D', '2020-04-01', 'recode');
INSERT INTO area_change VALUES ('A', 'D', '2020-04-01', 'split');
INSERT INTO area_change VALUES ('A', 'A', '2020-04-01', 'recode');
BEGIN ISOLATION LEVEL REPEATABLE READ;
INSERT INTO area_change VALUES ('C', 'D', '2020-04-01', 'recode');
ROLLBACK;
SELECT area, today FROM area_today ORDER BY place;
-- where triggers are missing, as on the nodes of a cluster, codes of a circle stand for themselves
ALTER TABLE area_change DISABLE TRIGGER refuse_circle;
INSERT INTO area_change VALUES ('C', 'A', '2022-04-01', 'recode'), ('D', 'A', '2022-04-01', 'recode');
SELECT area, today FROM area_today ORDER BY place;
SET client_min_messages = warning;
DROP SCHEMA recodes CASCADE;
DROP ROLE reader_of_recodes;
