-- An edition is written by publish and by nobody else, whatever a role was granted and whatever it sets: not a row more,
-- not one of another time, author or number. The number of an edition is the next one, whatever a row says.
\set VERBOSITY terse
\set SHOW_CONTEXT never
SET client_min_messages = warning;
SELECT current_database() AS db \gset
CREATE ROLE regress_guard_owner;
CREATE ROLE regress_guard_publisher;
CREATE ROLE regress_guard_stranger;
GRANT CREATE ON DATABASE :"db" TO regress_guard_owner;
SET ROLE regress_guard_owner;
CALL cfsperf.create_framework('guarded');
SET search_path = guarded, cfsperf;
INSERT INTO outcome VALUES ('safe', 'Safe', 1);
INSERT INTO area VALUES ('A', 'Anyshire');
INSERT INTO measure (code, outcome, title, polarity, unit) VALUES ('reviews', 'safe', 'Reviews in time', 'high', '%');
INSERT INTO report (area, quarter) VALUES ('A', '2020/21 Q2');
INSERT INTO observation (measure, area, period, value) VALUES ('reviews', 'A', '2020/21 Q2', 94.6);
CALL cfsperf.grant_publisher('guarded', 'regress_guard_publisher');
-- by mistake
GRANT ALL ON published_summary, published_scorecard, redaction, rule_change TO regress_guard_publisher;

-- A publisher publishes without a right on a table that is loaded, and signs with the name that he logged in by.
SET ROLE regress_guard_publisher;
SET client_min_messages = notice;
CALL publish('A', '2020/21 Q2');
CALL publish('A', '2020/21 Q2');
SET client_min_messages = warning;
SELECT edition, published_by = session_user AS by_me, published_at BETWEEN now() - interval '1 hour' AND clock_timestamp() AS at_that_time
FROM published_summary;
SELECT count(*) FROM observation;

-- What he may not, even with the setting that publish uses, and that redact uses.
SET cfsperf.publishing = on;
SET cfsperf.redacting = on;
INSERT INTO published_scorecard (edition, area, quarter, measure, value) VALUES (1, 'A', '2020/21 Q2', 'checks', 100);
INSERT INTO published_summary SELECT 2, '1999-12-31', 'somebody', quarter, quarter_start, quarter_end, area FROM published_summary;
INSERT INTO published_summary SELECT 2147483647, now(), 'somebody', quarter, quarter_start, quarter_end, area FROM published_summary;
UPDATE published_summary SET digest = NULL;
UPDATE published_scorecard SET value = 100, salt = NULL;
DELETE FROM published_scorecard;
TRUNCATE published_scorecard;
INSERT INTO published_scorecard (edition, area, quarter, measure) VALUES (1, 'A', '2020/21 Q2', 'reviews') ON CONFLICT (area, quarter, edition, measure) DO UPDATE SET value = 1;
MERGE INTO published_scorecard p USING (VALUES ('reviews')) c(measure) ON p.measure = c.measure WHEN MATCHED THEN UPDATE SET value = 100, salt = NULL;
COPY published_scorecard (edition, area, quarter, measure) FROM STDIN;
1	A	2020/21 Q2	checks
\.
INSERT INTO redaction VALUES ('A', '2020/21 Q2', 1, 'reviews', 1, 'figure', '2020/21 Q2', 'mine', 'me', now(), '');
DELETE FROM redaction;
INSERT INTO rule_change (relation, key) VALUES ('measure', 'reviews');
DELETE FROM rule_change;
CALL redact('A', '2020/21 Q2', 1, 'reviews', 'I do not like it');
-- nor by a trigger of his own, which has his rights
RESET ROLE;
CREATE SCHEMA regress_desk AUTHORIZATION regress_guard_publisher;
SET ROLE regress_guard_publisher;
CREATE TABLE regress_desk.lever (i integer);
CREATE FUNCTION regress_desk.pull() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
	INSERT INTO guarded.rule_change (relation, key) VALUES ('measure', 'reviews');
	RETURN NULL;
END $$;
CREATE TRIGGER pull AFTER INSERT ON regress_desk.lever FOR EACH ROW EXECUTE FUNCTION regress_desk.pull();
INSERT INTO regress_desk.lever VALUES (1);
-- with these settings publish is as it was
SET ROLE regress_guard_owner;
UPDATE observation SET value = 95;
SET ROLE regress_guard_publisher;
CALL publish('A', '2020/21 Q2');
SHOW cfsperf.publishing;
SELECT edition, state FROM edition_check ORDER BY edition;
RESET cfsperf.publishing;
RESET cfsperf.redacting;

-- A stranger does not even publish.
SET ROLE regress_guard_owner;
GRANT USAGE ON SCHEMA guarded TO regress_guard_stranger;
SET ROLE regress_guard_stranger;
CALL publish('A', '2020/21 Q2');

-- The owner's slips are refused, and one who turns the guard's setting on himself gets the next number, now and as himself.
SET ROLE regress_guard_owner;
INSERT INTO published_summary SELECT 3, published_at, published_by, quarter, quarter_start, quarter_end, area FROM published_summary;
INSERT INTO redaction VALUES ('A', '2020/21 Q2', 1, 'reviews', 1, 'figure', '2020/21 Q2', 'mine', 'me', now(), '');
INSERT INTO rule_change (relation, key) VALUES ('measure', 'reviews');
UPDATE rule_change SET key = '';
TRUNCATE rule_change;
BEGIN;
SET LOCAL cfsperf.publishing = on;
INSERT INTO published_summary (edition, published_at, published_by, area, quarter, sentence) VALUES (2147483647, '1999-12-31', 'somebody', 'A', '2020/21 Q2', '');
SELECT edition, published_at > '2000-01-01' AS now, published_by = session_user AS by_me FROM published_summary WHERE sentence = '';
-- an edition that is whole gets no row more
INSERT INTO published_scorecard (edition, area, quarter, measure) VALUES (1, 'A', '2020/21 Q2', 'checks');
ROLLBACK;
-- and after a giant number the next one is found
ALTER TABLE published_summary DISABLE TRIGGER guard_edition;
BEGIN;
INSERT INTO published_summary (edition, published_at, published_by, area, quarter, sentence) VALUES (2147483646, now(), '', 'A', '2020/21 Q2', '');
ALTER TABLE published_summary ENABLE TRIGGER guard_edition;
UPDATE observation SET value = 96;
CALL publish('A', '2020/21 Q2');
SELECT max(edition) FROM published_summary;
ROLLBACK;
ALTER TABLE published_summary ENABLE TRIGGER guard_edition;
SELECT edition, state FROM edition_check ORDER BY edition;

-- An upgrade takes publishing from everybody, who could until it went by its owner's rights.
GRANT EXECUTE ON PROCEDURE publish TO PUBLIC;
SET client_min_messages = notice;
CALL cfsperf.upgrade_framework('guarded');
SET client_min_messages = warning;
SELECT has_function_privilege('regress_guard_stranger', 'publish(text,reporting_period)', 'EXECUTE') AS stranger,
	has_function_privilege('regress_guard_publisher', 'publish(text,reporting_period)', 'EXECUTE') AS publisher;

RESET ROLE;
DROP SCHEMA guarded, regress_desk CASCADE;
REVOKE CREATE ON DATABASE :"db" FROM regress_guard_owner;
DROP ROLE regress_guard_owner, regress_guard_publisher, regress_guard_stranger;
