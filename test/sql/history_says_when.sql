-- Stored histories say when they were made, that there are none yet, and which of them are no longer those of the figures.

\set SHOW_CONTEXT never
SET client_min_messages = warning;
CALL cfsperf.create_framework('children');
SET search_path = public, children, cfsperf;
RESET client_min_messages;
INSERT INTO outcome VALUES ('o', 'Outcome', 1);
INSERT INTO measure (code, outcome, title, polarity, unit, suppress_below) VALUES
	('reviews', 'o', 'Reviews', 'high', '%', NULL), ('few', 'o', 'Few', 'low', 'count', 6);
INSERT INTO area (code, name) VALUES ('A', 'Anyshire'), ('B', 'Borsetshire');

-- nothing is loaded and nothing refreshed: empty, and not silently; nor when it is asked for one measure, or for no column
SELECT measure, area, series FROM history;
SELECT count(*) FROM history WHERE measure = 'reviews' AND area = 'A';
-- no figure, no finding
SELECT rule, finding FROM data_quality;

INSERT INTO observation (measure, area, period, value) VALUES
	('reviews', 'A', '2020/21 Q1', 94.9), ('reviews', 'A', '2020/21 Q2', 94.6), ('reviews', 'B', '2020/21 Q2', 90), ('few', 'A', '2020/21 Q2', 21);
CALL protect();
-- what is made anew whenever it is read has them, what is stored has not and says so
SELECT measure, area, shape, series FROM current_history ORDER BY measure, area;
SELECT count(*) FROM history;
SELECT measure, area, rule, finding, remedy FROM data_quality ORDER BY measure;

-- after a refresh it has them, of one time, and there is neither notice nor finding
REFRESH MATERIALIZED VIEW CONCURRENTLY stored_history;
SELECT measure, area, shape, series FROM history ORDER BY measure, area;
SELECT count(DISTINCT made_at) AS times, bool_and(made_at BETWEEN now() - interval '10 minutes' AND now()) AS just_now FROM history;
SELECT count(*) FROM data_quality;

-- a figure loaded again, a new one, one that is gone and one that is now withheld: each makes its history differ
CREATE TEMP TABLE kept AS SELECT ctid AS place, measure, area, made_at FROM stored_history;
UPDATE observation SET value = 94.7 WHERE measure = 'reviews' AND area = 'A' AND period = '2020/21 Q1';
SELECT finding FROM data_quality;
UPDATE observation SET value = 94.9 WHERE measure = 'reviews' AND area = 'A' AND period = '2020/21 Q1';
SELECT finding FROM data_quality;
DELETE FROM observation WHERE measure = 'reviews' AND area = 'B';
INSERT INTO observation (measure, area, period, value) VALUES ('few', 'B', '2020/21 Q2', 30);
UPDATE observation SET value = 5 WHERE measure = 'few' AND area = 'A';
CALL protect();
SELECT measure, area, finding FROM data_quality ORDER BY measure;

-- a refresh beside readers writes only what differs: the history of A's reviews stays where it is, its time does not
REFRESH MATERIALIZED VIEW CONCURRENTLY stored_history;
SELECT h.measure, h.area, h.series, h.made_at > k.made_at AS later,
	EXISTS (SELECT FROM stored_history s JOIN kept ON kept.place = s.ctid WHERE s.measure = h.measure AND s.area = h.area AND kept.measure = s.measure) AS in_place
FROM history h, kept k WHERE k.made_at IS NOT NULL ORDER BY h.measure, h.area;
SELECT count(*) FROM data_quality;

-- a condition on measure and area is looked up in the index, for those who have all of it and for readers
SET enable_seqscan = off;
CREATE FUNCTION pg_temp.plan(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$ BEGIN RETURN QUERY EXECUTE 'EXPLAIN (COSTS OFF) ' || query; END $$;
SELECT count(*) AS of_both FROM pg_temp.plan($$SELECT series FROM history WHERE measure = 'reviews' AND area = 'A'$$) AS plan
WHERE plan ~ 'Index Cond.*measure.*reviews.*area.*A';
RESET enable_seqscan;
-- what a reader asks of each history is asked of what the view shows, not of what it is made of
CREATE FUNCTION pg_temp.told(series) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS $$ BEGIN RAISE NOTICE '%', $1; RETURN true; END $$;
SELECT trim(before, ' ->') AS asked_of FROM (
	SELECT plan, lag(plan) OVER (ORDER BY i) AS before
	FROM pg_temp.plan($$SELECT area FROM history WHERE pg_temp.told(series)$$) WITH ORDINALITY AS p (plan, i)) AS lines
WHERE plan ~ 'told';

-- the notice names the framework by the name that it has now, wherever it is read from
DELETE FROM observation;
CALL protect();
REFRESH MATERIALIZED VIEW stored_history;
ALTER SCHEMA children RENAME TO "Children's";
SET search_path = '';
SELECT count(*) FROM "Children's".history;

SET client_min_messages = warning;
DROP SCHEMA "Children's" CASCADE;
