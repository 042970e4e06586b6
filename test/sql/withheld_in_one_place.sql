-- What withholds a figure is decided in one place: another rule there, and every view, words, page, history and revisions
-- follow it.
CALL cfsperf.create_framework('one_rule');
SET search_path = one_rule, cfsperf, public;

INSERT INTO outcome VALUES ('o', 'Outcome', 1);
INSERT INTO measure (code, outcome, title, polarity, unit, suppress_below, max_arrears)
VALUES ('plans', 'o', 'Plans', 'low', 'count', 5, 3), ('share', 'o', 'Share', 'low', '%', 5, 3);
UPDATE measure SET comparable_totals = true;
INSERT INTO area VALUES ('E', 'Country', 'country'), ('R', 'Region', 'region');
INSERT INTO area (code, name, region) VALUES ('a', 'A', 'R'), ('b', 'B', 'R');
INSERT INTO neighbour VALUES ('a', 'b', 1);
INSERT INTO observation (measure, area, period, value, numerator, denominator)
SELECT m.code, a.code, p::reporting_period, n, CASE m.unit WHEN '%' THEN 10 * n END, CASE m.unit WHEN '%' THEN 1000 END
FROM measure m, area a, (VALUES ('2020/21 Q1', 777), ('2020/21 Q2', 888)) AS x (p, large),
	LATERAL (SELECT CASE m.unit WHEN '%' THEN large / 10.0 ELSE large END) AS y (n);
INSERT INTO report (area, quarter) SELECT code, '2020/21 Q2' FROM area;
CALL protect();
REFRESH MATERIALIZED VIEW stored_history;
\set VERBOSITY terse
CALL publish('a', '2020/21 Q2');

-- everything that shows a figure of any area, by what it is
CREATE FUNCTION pg_temp.shows() RETURNS TABLE (place text, figures bigint) LANGUAGE SQL AS $$
	SELECT 'figure', count(figure) FROM figure
	UNION ALL SELECT 'scorecard', count(value) FROM scorecard
	UNION ALL SELECT 'what they are compared with', count(previous_value) FROM scorecard
	UNION ALL SELECT 'series of a scorecard', count(series) FROM scorecard_detail
	UNION ALL SELECT 'neighbours', count(neighbour_mean) FROM scorecard
	UNION ALL SELECT 'regions', count(region_value) FROM scorecard
	UNION ALL SELECT 'countries', count(national_value) FROM scorecard
	UNION ALL SELECT 'outcome_summary', sum(reported) FROM outcome_summary
	UNION ALL SELECT 'quarter_summary', sum(reported) FROM quarter_summary
	UNION ALL SELECT 'headline', count(*) FILTER (WHERE sentence !~ '^No measures') FROM headline
	UNION ALL SELECT 'history', count(series) FROM history
	UNION ALL SELECT 'narrative', count(*) FILTER (WHERE paragraph ~ '77.7|777|88.8|888') FROM report r, narrative(r.area, r.quarter)
	UNION ALL SELECT 'report_text', count(*) FILTER (WHERE report_text(r.area, r.quarter) ~ '77.7|777|88.8|888') FROM report r
	UNION ALL SELECT 'dashboard', count(*) FILTER (WHERE dashboard(r.area, r.quarter) ~ '77.7|777|88.8|888') FROM report r
	UNION ALL SELECT 'revisions', count(*) FILTER (WHERE now ~ '77.7|777|88.8|888') FROM revisions
$$;
SELECT * FROM pg_temp.shows();

BEGIN;
CREATE OR REPLACE FUNCTION cfsperf_internal.withheld(value double precision, status text, decision text, governed boolean)
	RETURNS boolean
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN true;
REFRESH MATERIALIZED VIEW stored_history;
-- nothing is left, but that an edition says otherwise
SELECT place FROM pg_temp.shows() WHERE figures > 0;
SELECT DISTINCT status, note FROM scorecard;
SELECT DISTINCT kind, now FROM revisions WHERE item IN ('value', 'status', 'note') ORDER BY kind, now;
ROLLBACK;
SELECT * FROM pg_temp.shows() EXCEPT SELECT * FROM pg_temp.shows();

SET client_min_messages = warning;
DROP SCHEMA one_rule CASCADE;
