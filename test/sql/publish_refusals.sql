--
-- An edition is never changed: not by UPDATE, DELETE or TRUNCATE, and none is written but by publish, whoever asks.
--
SET client_min_messages = warning;
\set SHOW_CONTEXT never
CALL cfsperf.create_framework('sealed');
SET search_path = sealed, cfsperf;

INSERT INTO outcome VALUES ('safe', 'Safe', 1);
INSERT INTO area VALUES ('A', 'Anyshire');
INSERT INTO measure (code, outcome, title, polarity, unit) VALUES ('reviews', 'safe', 'Reviews in time', 'high', '%');
INSERT INTO report (area, quarter) VALUES ('A', '2020/21 Q2');
INSERT INTO observation (measure, area, period, value) VALUES ('reviews', 'A', '2020/21 Q2', 94.6);
CALL publish('A', '2020/21 Q2');
CREATE TEMP TABLE summary AS TABLE published_summary;
CREATE TEMP TABLE card AS TABLE published_scorecard;

-- the owner, and a superuser at that
UPDATE published_summary SET sentence = 'All is well.';
UPDATE published_scorecard SET value = 100 WHERE measure = 'reviews';
DELETE FROM published_summary;
DELETE FROM published_scorecard WHERE edition = 1;
TRUNCATE published_scorecard;
TRUNCATE published_summary CASCADE;
INSERT INTO published_summary SELECT 2, published_at, published_by, quarter, quarter_start, quarter_end, area FROM published_summary;
INSERT INTO published_scorecard (edition, area, quarter, measure) VALUES (1, 'A', '2020/21 Q2', 'checks');
INSERT INTO published_scorecard TABLE card ON CONFLICT DO NOTHING;
INSERT INTO published_scorecard TABLE card ON CONFLICT (area, quarter, edition, measure) DO UPDATE SET value = 100;
MERGE INTO published_scorecard p USING card c ON p.measure = c.measure WHEN MATCHED THEN UPDATE SET value = 100;
MERGE INTO published_scorecard p USING card c ON p.measure = c.measure WHEN MATCHED THEN DELETE;
COPY published_scorecard (edition, area, quarter, measure) FROM STDIN;
1	A	2020/21 Q2	checks
\.
-- nor by way of what publish leaves behind in the transaction
BEGIN;
CALL publish('A', '2020/21 Q2');
INSERT INTO published_scorecard (edition, area, quarter, measure) VALUES (1, 'A', '2020/21 Q2', 'checks');
ROLLBACK;
-- nor by emptying or deleting what the editions were made of
TRUNCATE outcome, area CASCADE;
SELECT count(*) AS reports FROM report;
SELECT (SELECT count(*) FROM published_summary) AS editions, (SELECT count(*) FROM published_scorecard) AS measures,
	(SELECT count(*) FROM (TABLE published_summary EXCEPT TABLE summary) s) AS other_editions,
	(SELECT count(*) FROM (TABLE published_scorecard EXCEPT TABLE card) c) AS other_measures;

-- who may read them is up to the owner; reading is not publishing
CREATE ROLE regress_cfsperf_reader;
GRANT USAGE ON SCHEMA sealed TO regress_cfsperf_reader;
GRANT SELECT ON published_summary, published_scorecard, scorecard, quarter_summary, headline TO regress_cfsperf_reader;
SET ROLE regress_cfsperf_reader;
SELECT sentence FROM published_summary;
CALL publish('A', '2020/21 Q2');
DELETE FROM published_summary;
RESET ROLE;
DROP OWNED BY regress_cfsperf_reader;
DROP ROLE regress_cfsperf_reader;

-- the guard can be taken away, knowingly
ALTER TABLE published_scorecard DISABLE TRIGGER guard_edition;
DELETE FROM published_scorecard;
SELECT count(*) FROM published_scorecard;
ALTER TABLE published_scorecard ENABLE TRIGGER guard_edition;

DROP SCHEMA sealed CASCADE;
