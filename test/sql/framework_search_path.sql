--
-- A framework is made, loaded and read alike under any search path: an empty one, and one where lookalikes come first.
--
SET client_min_messages = warning;
SET jit = off;
\set SHOW_CONTEXT never
CALL cfsperf.create_framework('children');
INSERT INTO children.outcome VALUES ('safe', 'Safe');
INSERT INTO children.measure (code, outcome, title, polarity, unit) VALUES
	('reviews', 'safe', 'Reviews in time', 'high', '%'),
	('entrants', 'safe', 'First-time entrants', 'low', 'count');
INSERT INTO children.area VALUES ('A', 'Anyshire'), ('B', 'Borsetshire');
INSERT INTO children.report VALUES ('A', '2020/21 Q2');
INSERT INTO children.observation (measure, area, period, value, numerator, denominator) VALUES
	('reviews', 'A', '2020/21 Q1', 94.9, NULL, NULL), ('reviews', 'A', '2020/21 Q2', 94.6, 1016, 1074);

-- everything a reader sees of this framework, whatever the search path
CREATE TABLE public.seen AS
SELECT 'scorecard' AS view, s::text AS row FROM children.scorecard s
UNION ALL SELECT 'outcome_summary', s::text FROM children.outcome_summary s
UNION ALL SELECT 'quarter_summary', s::text FROM children.quarter_summary s
UNION ALL SELECT 'headline', s::text FROM children.headline s;
CREATE VIEW public.seen_now AS
SELECT 'scorecard' AS view, s::text AS row FROM children.scorecard s
UNION ALL SELECT 'outcome_summary', s::text FROM children.outcome_summary s
UNION ALL SELECT 'quarter_summary', s::text FROM children.quarter_summary s
UNION ALL SELECT 'headline', s::text FROM children.headline s;

-- an empty one
SET search_path = '';
TABLE public.seen EXCEPT TABLE public.seen_now;
TABLE public.seen_now EXCEPT TABLE public.seen;
CALL cfsperf.create_framework('pathless');
INSERT INTO pathless.outcome SELECT * FROM children.outcome;
INSERT INTO pathless.measure SELECT * FROM children.measure;
INSERT INTO pathless.area SELECT * FROM children.area;
INSERT INTO pathless.report SELECT * FROM children.report;
INSERT INTO pathless.observation SELECT * FROM children.observation;
SELECT count(*) FROM (SELECT * FROM pathless.scorecard INTERSECT SELECT * FROM children.scorecard) s;
SELECT sentence FROM pathless.headline;
REFRESH MATERIALIZED VIEW CONCURRENTLY pathless.stored_history;
DROP SCHEMA pathless CASCADE;

-- one with lookalikes first
CREATE SCHEMA hostile;
SET search_path = hostile, pg_catalog, cfsperf;
CREATE DOMAIN hostile.indicator AS text;
CREATE DOMAIN hostile.polarity AS text;
CREATE DOMAIN hostile.reporting_period AS text;
CREATE DOMAIN hostile.varchar AS text CHECK (false);
CREATE TABLE hostile.measure (code text);
CREATE TABLE hostile.observation (measure text);
CREATE TEMP TABLE outcome (code text);
CREATE FUNCTION hostile.trap() RETURNS void LANGUAGE plpgsql AS
	$$ BEGIN RAISE EXCEPTION 'a lookalike was called'; END $$;
CREATE FUNCTION hostile.value(cfsperf.indicator) RETURNS double precision
	LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.trap(); RETURN 0; END $$;
CREATE FUNCTION hostile.starts(cfsperf.reporting_period) RETURNS date
	LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.trap(); RETURN NULL; END $$;
CREATE FUNCTION hostile.direction(cfsperf.movement, double precision) RETURNS cfsperf.direction
	LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.trap(); RETURN NULL; END $$;
CREATE FUNCTION hostile.number_word(bigint) RETURNS text
	LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.trap(); RETURN ''; END $$;
CREATE FUNCTION hostile.check_number(text, double precision, double precision, double precision) RETURNS boolean
	LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.trap(); RETURN true; END $$;
CREATE FUNCTION hostile.check_framework_name(text) RETURNS name
	LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.trap(); RETURN ''; END $$;
CREATE FUNCTION hostile.btrim(text) RETURNS text
	LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.trap(); RETURN ''; END $$;
CREATE FUNCTION hostile.set_config(text, text, boolean) RETURNS text
	LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.trap(); RETURN ''; END $$;
CREATE FUNCTION hostile.round(numeric, integer) RETURNS numeric
	LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.trap(); RETURN 0; END $$;
CREATE FUNCTION hostile.never(cfsperf.reporting_period, cfsperf.reporting_period) RETURNS boolean
	LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.trap(); RETURN false; END $$;
CREATE FUNCTION hostile.never(text, text) RETURNS boolean
	LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.trap(); RETURN false; END $$;
CREATE FUNCTION hostile.never(double precision, double precision) RETURNS boolean
	LANGUAGE plpgsql AS $$ BEGIN PERFORM hostile.trap(); RETURN false; END $$;
CREATE OPERATOR hostile.= (LEFTARG = cfsperf.reporting_period, RIGHTARG = cfsperf.reporting_period, FUNCTION = hostile.never);
CREATE OPERATOR hostile.<= (LEFTARG = cfsperf.reporting_period, RIGHTARG = cfsperf.reporting_period, FUNCTION = hostile.never);
CREATE OPERATOR hostile.= (LEFTARG = text, RIGHTARG = text, FUNCTION = hostile.never);
CREATE OPERATOR hostile.<> (LEFTARG = text, RIGHTARG = text, FUNCTION = hostile.never);
CREATE OPERATOR hostile.< (LEFTARG = double precision, RIGHTARG = double precision, FUNCTION = hostile.never);
-- the traps work
SELECT 'a'::text = 'a'::text;
SELECT value('94.6% high'::cfsperf.indicator);

CREATE TEMP TABLE seen_hostile AS TABLE public.seen_now;
CALL cfsperf.create_framework('unmoved');
INSERT INTO unmoved.outcome SELECT * FROM children.outcome;
INSERT INTO unmoved.measure SELECT * FROM children.measure;
INSERT INTO unmoved.area SELECT * FROM children.area;
INSERT INTO unmoved.report SELECT * FROM children.report;
INSERT INTO unmoved.observation SELECT * FROM children.observation;
INSERT INTO unmoved.measure (code, outcome, title, polarity, tolerance) VALUES ('m', 'safe', 'M', 'high', -0.1);
REFRESH MATERIALIZED VIEW unmoved.stored_history;
CREATE TEMP TABLE unmoved_scorecard AS TABLE unmoved.scorecard;
CREATE TEMP TABLE unmoved_headline AS TABLE unmoved.headline;
RESET search_path;
TABLE seen EXCEPT TABLE seen_hostile;
TABLE seen_hostile EXCEPT TABLE seen;
SELECT count(*) FROM (SELECT * FROM unmoved_scorecard INTERSECT SELECT * FROM children.scorecard) s;
SELECT sentence FROM unmoved_headline;
-- it has all that the other has
SELECT relname, relkind FROM pg_class WHERE relnamespace = 'children'::regnamespace
EXCEPT SELECT relname, relkind FROM pg_class WHERE relnamespace = 'unmoved'::regnamespace;
-- no column of it has a lookalike's type
SELECT a.attrelid::regclass, a.attname FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
WHERE t.typnamespace = 'hostile'::regnamespace AND a.attrelid NOT IN (
	SELECT oid FROM pg_class WHERE relnamespace = 'hostile'::regnamespace);

DROP VIEW public.seen_now;
DROP TABLE public.seen;
DROP SCHEMA hostile, unmoved, children CASCADE;
