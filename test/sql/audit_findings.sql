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
-- a number that is exactly suppress_below is not small: of 5 of 7, 3 of 5, 3 of 8 and 4 of 4 those are found that are below 5
SET client_min_messages = error;
INSERT INTO measure (code, outcome, title, polarity, unit, suppress_below) VALUES ('edge', 'o', 'Edge', 'low', '%', 5);
INSERT INTO observation (measure, area, period, value, numerator, denominator)
SELECT 'edge', x.a, p.period::reporting_period, 100.0 * x.n / x.d, x.n, x.d
FROM (VALUES ('2019/20 Q1', 5, 7), ('2019/20 Q2', 3, 5), ('2019/20 Q3', 3, 8), ('2019/20 Q4', 4, 4)) AS p(period, n, d)
CROSS JOIN LATERAL (VALUES ('R', 120 + p.n, 300 + p.d), ('a', p.n, p.d), ('b', 50, 100), ('c', 30, 100), ('d', 40, 100)) AS x(a, n, d);
-- a and b are 4 together, which leaves 5 possible values; 3, which leaves 4; a total that is not the sum of its parts tells nothing
INSERT INTO measure (code, outcome, title, polarity, unit, suppress_below) VALUES ('pair', 'o', 'Pair', 'low', 'count', 5);
INSERT INTO observation (measure, area, period, value)
SELECT 'pair', x.a, p.period::reporting_period, x.v
FROM (VALUES ('2019/20 Q1', 3, 1, 86), ('2019/20 Q2', 2, 1, 85), ('2019/20 Q3', 3, 20, 106)) AS p(period, a, b, r)
CROSS JOIN LATERAL (VALUES ('R', p.r), ('a', p.a), ('b', p.b), ('c', 32), ('d', 50)) AS x(a, v);
-- and where a publisher withheld a and b, or a: 2 possible values, 1, and a total that is less than its parts
INSERT INTO measure (code, outcome, title, polarity, unit) VALUES ('theirs', 'o', 'Theirs', 'low', 'count');
INSERT INTO observation (measure, area, period, value, status)
SELECT 'theirs', x.a, p.period::reporting_period, x.v, CASE WHEN x.v IS NULL THEN 'c' END
FROM (VALUES ('2019/20 Q1', NULL, 83), ('2019/20 Q2', 20, 105), ('2019/20 Q3', 20, 101)) AS p(period, b, r)
CROSS JOIN LATERAL (VALUES ('R', p.r), ('a', NULL), ('b', p.b), ('c', 32), ('d', 50)) AS x(a, v);
CALL protect();
UPDATE disclosure SET decision = 'shown' WHERE measure IN ('edge', 'pair', 'theirs') AND (area NOT IN ('a', 'b') OR area = 'b' AND value >= 5);
CALL audit_disclosure();
SELECT measure, period, string_agg(concat_ws(' ', area, item, lower, upper), ', ' ORDER BY area, item) AS found
FROM disclosure_finding WHERE measure IN ('edge', 'pair', 'theirs') GROUP BY measure, period ORDER BY measure, period;
DELETE FROM observation WHERE measure IN ('edge', 'pair', 'theirs');
SET client_min_messages = warning;
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

-- Of what was published without a count there is none to be worked out.
INSERT INTO measure (code, outcome, title, polarity, unit) VALUES ('bare', 'o', 'Without counts', 'low', '%');
INSERT INTO observation (measure, area, period, value) VALUES ('bare', 'R', '2020/21 Q2', 40);
CALL publish('R', '2020/21 Q2');
UPDATE measure SET suppress_below = 5 WHERE code = 'bare';
CALL protect();
SELECT decision FROM disclosure WHERE measure = 'bare';
CALL audit_disclosure();
SELECT * FROM found WHERE measure = 'bare';

DROP SCHEMA audited CASCADE;
