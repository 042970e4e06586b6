-- What decides which figures are withheld is changed by the framework's owner only, is kept with who, when, before and after,
-- and takes back the decisions that rested on it, so that until protect() has run nothing is shown by a rule that was.
\set VERBOSITY terse
\set SHOW_CONTEXT never
SET client_min_messages = warning;
SELECT current_database() AS db \gset
CREATE ROLE regress_rule_owner;
CREATE ROLE regress_rule_member;
CREATE ROLE regress_rule_analyst;
GRANT CREATE ON DATABASE :"db" TO regress_rule_owner;
GRANT regress_rule_owner TO regress_rule_member;
SET ROLE regress_rule_owner;
CALL cfsperf.create_framework('rules');
CALL cfsperf.grant_analyst('rules', 'regress_rule_analyst');
SET search_path = rules, cfsperf;
CREATE TEMP VIEW kept AS
SELECT relation, key, item, before, after FROM rules.rule_change ORDER BY changed_at, relation, key COLLATE "C", item COLLATE "C";

-- What is made is kept, a row each; words are not.
INSERT INTO outcome VALUES ('o', 'Outcome', 1);
INSERT INTO measure (code, outcome, title, polarity, unit, suppress_below) VALUES ('all', 'o', 'All', 'low', 'count', 5);
INSERT INTO measure (code, outcome, title, polarity, unit) VALUES ('boys', 'o', 'Boys', 'low', 'count'), ('girls', 'o', 'Girls', 'low', 'count'), ('other', 'o', 'Other', 'low', '%');
INSERT INTO area VALUES ('R', 'Region', 'region', NULL), ('A', 'A', 'authority', 'R'), ('B', 'B', 'authority', NULL);
INSERT INTO measure_part VALUES ('all', 'boys'), ('all', 'girls');
INSERT INTO area_part VALUES ('R', 'B');
INSERT INTO area_change (area, successor, changed_on) VALUES ('B', 'A', '2021-04-01');
UPDATE measure SET title = title || '.', definition = 'words', decimals = 0, tolerance = 1;
UPDATE area SET name = 'another';
UPDATE measure SET suppress_below = 5, unit = 'count' WHERE code = 'all';
TABLE kept;
SELECT bool_and(changed_by = session_user) AS by_me, bool_and(changed_at BETWEEN now() - interval '1 hour' AND clock_timestamp()) AS at_that_time
FROM rule_change;

-- Every rule that is changed is kept, and every way to change one.
CREATE TEMP TABLE seen AS SELECT id FROM rule_change;
CREATE TEMP VIEW new_ones AS
SELECT relation, key, item, before, after FROM rules.rule_change WHERE id NOT IN (SELECT id FROM seen) ORDER BY changed_at, relation, key COLLATE "C", item COLLATE "C";
BEGIN;
UPDATE measure SET suppress_below = 10, suppress_zero = true, suppress_unknown = false, round_to = 5, adds_over_time = true, unit = '%' WHERE code IN ('all', 'other');
UPDATE area SET region = NULL, kind = 'country' WHERE code = 'A';
INSERT INTO area VALUES ('A', 'A', 'authority', 'R'), ('C', 'C', 'authority', NULL) ON CONFLICT (code) DO UPDATE SET kind = EXCLUDED.kind, region = EXCLUDED.region;
MERGE INTO measure m USING (VALUES ('boys', 3)) v(code, n) ON m.code = v.code WHEN MATCHED THEN UPDATE SET suppress_below = v.n;
UPDATE measure SET code = 'more' WHERE code = 'other';
UPDATE area_change SET kind = 'split', changed_on = '2021-04-02';
COPY area (code, name) FROM STDIN;
D	D
\.
DELETE FROM measure_part WHERE part = 'girls';
DELETE FROM measure WHERE code = 'girls';
DELETE FROM area WHERE code = 'D';
TRUNCATE area_part;
TABLE new_ones;
ROLLBACK;

-- Decisions are taken back: those of a measure and of all that it is linked with; on areas or links, all.
CREATE PROCEDURE pg_temp.after(what text) LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO disclosure (measure, area, period, value, decision)
	SELECT m, a, '2020/21 Q2', 10, 'shown' FROM unnest('{all,boys,girls,other}'::text[]) m, unnest('{A,B}'::text[]) a;
	EXECUTE what;
	RAISE NOTICE '% decisions left after %', coalesce((SELECT string_agg(DISTINCT measure, ', ') FROM disclosure), 'no'), what;
	ROLLBACK;
END $$;
SET client_min_messages = notice;
CALL pg_temp.after('UPDATE measure SET suppress_below = 6 WHERE code = ''other''');
CALL pg_temp.after('UPDATE measure SET suppress_below = 6 WHERE code = ''boys''');
CALL pg_temp.after('UPDATE measure SET round_to = 5 WHERE code = ''girls''');
CALL pg_temp.after('UPDATE measure SET title = ''Words''');
CALL pg_temp.after('UPDATE measure SET unit = unit');
CALL pg_temp.after('UPDATE area SET region = ''R'' WHERE code = ''B''');
CALL pg_temp.after('UPDATE area SET name = ''Words''');
CALL pg_temp.after('INSERT INTO area VALUES (''N'', ''New'', ''authority'', ''R'')');
CALL pg_temp.after('INSERT INTO measure (code, outcome, title, polarity) VALUES (''new'', ''o'', ''New'', ''low'')');
CALL pg_temp.after('DELETE FROM measure WHERE code = ''other''');
CALL pg_temp.after('DELETE FROM area_part');
CALL pg_temp.after('INSERT INTO measure_part VALUES (''other'', ''girls'')');
CALL pg_temp.after('UPDATE area_change SET kind = ''recode''');
CALL pg_temp.after('TRUNCATE area_change');
\set VERBOSITY default
BEGIN;
INSERT INTO disclosure (measure, area, period, value, decision) VALUES ('other', 'A', '2020/21 Q2', 10, 'shown');
UPDATE measure SET suppress_below = 6 WHERE code = 'other';
ROLLBACK;

-- An analyst changes none of it, whatever was granted to him.
GRANT ALL ON ALL TABLES IN SCHEMA rules TO regress_rule_analyst;
CREATE TEMP TABLE before AS SELECT count(*) AS n FROM rule_change;
SET client_min_messages = warning;
SET ROLE regress_rule_analyst;
UPDATE measure SET suppress_below = NULL;
\set VERBOSITY terse
UPDATE measure SET suppress_unknown = false, title = 'T';
UPDATE measure SET unit = '%' WHERE code = 'all';
UPDATE area SET region = NULL;
UPDATE area SET kind = 'country' WHERE code = 'A';
INSERT INTO measure (code, outcome, title, polarity) VALUES ('new', 'o', 'New', 'low');
INSERT INTO measure (code, outcome, title, polarity) VALUES ('all', 'o', 'New', 'low') ON CONFLICT (code) DO UPDATE SET suppress_zero = true;
INSERT INTO area (code, name) VALUES ('N', 'New');
DELETE FROM measure WHERE code = 'other';
\set VERBOSITY default
DELETE FROM area_part;
\set VERBOSITY terse
DELETE FROM measure_part;
INSERT INTO area_part VALUES ('R', 'A');
UPDATE area_change SET kind = 'split';
TRUNCATE area_change;
TRUNCATE measure_part;
-- nor by a trigger of his own, where he may make one
CREATE FUNCTION pg_temp.slip() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.suppress_below := NULL; RETURN NEW; END $$;
CREATE TRIGGER slip BEFORE UPDATE ON measure FOR EACH ROW EXECUTE FUNCTION pg_temp.slip();
UPDATE measure SET title = 'T' WHERE code = 'all';
DROP TRIGGER slip ON measure;
SET ROLE regress_rule_owner;
DROP TRIGGER slip ON measure;
SET ROLE regress_rule_analyst;
-- words he does
UPDATE measure SET title = 'Words';
UPDATE area SET name = 'Words';
SET ROLE regress_rule_owner;
SELECT count(*) - (SELECT n FROM before) AS kept_since, (SELECT count(*) FROM measure WHERE suppress_below = 5) AS rules FROM rule_change;
-- who has the owner's rights may
SET ROLE regress_rule_member;
UPDATE measure SET suppress_below = 7 WHERE code = 'all';
RESET ROLE;
UPDATE rules.measure SET suppress_below = 8 WHERE code = 'all';
SELECT before, after, changed_by = session_user AS by_me FROM rules.rule_change WHERE item = 'suppress_below' AND after IN ('7', '8');

-- Thousands of areas are loaded as ever: one look at the statement, not one a row.
SET ROLE regress_rule_owner;
SET search_path = rules, cfsperf;
INSERT INTO area (code, name, region) SELECT 'X' || n, 'X', 'R' FROM generate_series(1, 10000) n;
SELECT count(*) FROM rule_change WHERE key LIKE 'X%';

RESET ROLE;
DROP SCHEMA rules CASCADE;
DISCARD TEMP;
REVOKE CREATE ON DATABASE :"db" FROM regress_rule_owner;
DROP ROLE regress_rule_owner, regress_rule_member, regress_rule_analyst;
