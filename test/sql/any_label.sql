-- A quarter may be written in any way that a reporting period is read: every function of a framework finds its report, and
-- a view does where the type reads the label first. A label of another quarter, or of none, is an error.

\set SHOW_CONTEXT never
SET client_min_messages = warning;
CALL cfsperf.create_framework('labels');
SET search_path = public, labels, cfsperf;
INSERT INTO outcome VALUES ('o', 'Outcome', 1);
INSERT INTO measure (code, outcome, title, polarity, unit) VALUES ('reviews', 'o', 'Reviews', 'high', '%');
INSERT INTO area (code, name) VALUES ('A', 'Anyshire');
INSERT INTO report (area, quarter) VALUES ('A', 'Jul-Sep 2020');
INSERT INTO observation (measure, area, period, value) VALUES ('reviews', 'A', 'Q2 2020/21', 94.6);
RESET client_min_messages;

CREATE TEMP TABLE label AS SELECT unnest('{2020/21 Q2,Q2 2020/21,2020-21 Q2,2020/21Q2,Q2 20/21,Quarter 2 2020/21,Jul-Sep 2020,July to September 2020}'::text[]) AS label;

-- what each function says, by the label as a literal
CREATE FUNCTION pg_temp.said(call text, label text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	answer text;
BEGIN
	EXECUTE format('SELECT string_agg(r::text, E''\n'') FROM %s r', format(call, label)) INTO answer;
	RETURN answer;
END $$;
SELECT call, count(*) AS labels, count(said) AS answers, count(DISTINCT said) AS different
FROM label, unnest(ARRAY['narrative(''A'', %L)', 'report_text(''A'', %L)', 'dashboard(''A'', %L)',
	'(SELECT * FROM scorecard WHERE area = ''A'' AND quarter = %L::reporting_period::text)',
	'(SELECT * FROM headline WHERE quarter = %L::cfsperf.reporting_period::text)']) AS call, pg_temp.said(call, label) AS said
GROUP BY call ORDER BY call COLLATE "C";
-- by dates
SELECT measure, display FROM scorecard WHERE quarter_start = '2020-07-01' AND quarter_end = '2020-09-30';
-- an edition is one, however its quarter is written
\set VERBOSITY terse
CALL publish('A', 'Q2 2020/21');
CALL publish('A', 'Jul-Sep 2020');
\set VERBOSITY default
SELECT quarter, edition FROM published_summary;

-- as a text, a label is one form only
SELECT count(*) FROM scorecard WHERE quarter = 'Q2 2020/21';

-- no report, and no period
SELECT count(*) FROM narrative('A', 'Q3 2020/21');
SELECT count(*) FROM scorecard WHERE quarter = '2020 Q2'::reporting_period::text;

SET client_min_messages = warning;
DROP SCHEMA labels CASCADE;
