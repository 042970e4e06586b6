-- The audit finds each figure that is given away, says which of them by what was published, and forgets what is mended.
SET client_min_messages = warning;
SET jit = off;
CALL cfsperf.create_framework('audited');
SET search_path = audited, cfsperf, public;
INSERT INTO outcome VALUES ('o', 'Outcome', 1);
INSERT INTO area (code, name, kind) VALUES ('R', 'Region', 'region');
INSERT INTO area (code, name, region) SELECT a, upper(a), 'R' FROM unnest('{a,b,c,d}'::text[]) a;
INSERT INTO report (area, quarter) VALUES ('a', '2020/21 Q2');
INSERT INTO measure (code, outcome, title, polarity, unit) VALUES ('m', 'o', 'Measure', 'low', 'count');
CREATE FUNCTION pg_temp.load(m text) RETURNS void LANGUAGE sql AS $$
	INSERT INTO observation (measure, area, period, value)
	SELECT m, a, p.period::reporting_period, v FROM (VALUES ('2020/21 Q1'), ('2020/21 Q2')) AS p(period), unnest('{R,a,b,c,d}'::text[], '{105,3,20,32,50}'::float8[]) AS x(a, v) $$;
SELECT pg_temp.load('m');
CALL publish('a', '2020/21 Q2');
UPDATE measure SET suppress_below = 5;
INSERT INTO measure (code, outcome, title, polarity, unit, suppress_below) VALUES ('k', 'o', 'Other', 'low', 'count', 5), ('n', 'o', 'Next', 'low', 'count', 5);
SELECT pg_temp.load('k'), pg_temp.load('n');
CALL protect();
CREATE VIEW found AS SELECT measure, area, period, item, lower, upper, published FROM disclosure_finding ORDER BY measure, area, period;
-- what an edition has
CALL audit_disclosure();
TABLE found;
-- what decisions that are not kept to give away: 105 - 20 - 32 - 50, of one measure in both quarters and of another in one
UPDATE disclosure SET decision = 'shown' WHERE area <> 'a' AND (measure = 'k' OR measure = 'n' AND period = '2020/21 Q1');
CALL audit_disclosure();
TABLE found;
-- one is mended, the others stay
UPDATE disclosure SET decision = 'secondary' WHERE measure = 'k' AND area = 'b' AND period = '2020/21 Q2';
CALL audit_disclosure();
TABLE found;
-- of a percentage the count that is small, and neither its base nor those who are left over, which are many
INSERT INTO measure (code, outcome, title, polarity, unit, suppress_below) VALUES ('p', 'o', 'Per cent', 'low', '%', 5);
INSERT INTO observation (measure, area, period, value, numerator, denominator)
SELECT 'p', a, '2020/21 Q1', 100 * n / d, n, d FROM unnest('{R,a,b,c,d}'::text[], '{122,2,50,30,40}'::float8[], '{400,100,100,100,100}'::float8[]) AS x(a, n, d);
CALL protect();
UPDATE disclosure SET decision = 'shown' WHERE measure = 'p' AND area <> 'a';
CALL audit_disclosure();
SELECT * FROM found WHERE measure = 'p';
DELETE FROM observation WHERE measure = 'p';
DELETE FROM disclosure WHERE measure = 'k';
CALL protect();
CALL audit_disclosure();
TABLE found;
UPDATE measure SET suppress_below = NULL WHERE code = 'n';
CALL protect();
CALL audit_disclosure();
TABLE found;

-- What somebody has accepted stays so when it is found again, since when it was first; it is not spoken of any more.
SELECT md5(string_agg(found_at::text, ' ' ORDER BY area, period)) AS first_found FROM disclosure_finding \gset
UPDATE disclosure_finding SET accepted = 'It is in the annual report.' WHERE area = 'a';
CALL audit_disclosure();
SELECT area, period, accepted FROM disclosure_finding ORDER BY area, period;
SELECT md5(string_agg(found_at::text, ' ' ORDER BY area, period)) = :'first_found' AS since_then FROM disclosure_finding;
SELECT area, period FROM data_quality WHERE rule = 'given away' ORDER BY area, period;
UPDATE disclosure_finding SET accepted = 'It is in the annual report.';
SET client_min_messages = notice;
CALL audit_disclosure();
SET client_min_messages = warning;

-- A report that would give a number away is not published, until that is accepted.
UPDATE disclosure SET decision = 'shown' WHERE measure = 'k' AND area <> 'a' AND period = '2020/21 Q2';
INSERT INTO report (area, quarter) VALUES ('R', '2020/21 Q2');
\set SHOW_CONTEXT never
CALL publish('R', '2020/21 Q2');
CALL audit_disclosure();
UPDATE disclosure_finding SET accepted = 'It is in the annual report.';
CALL publish('R', '2020/21 Q2');
SELECT area, edition FROM published_summary ORDER BY area, edition;

DROP SCHEMA audited CASCADE;
