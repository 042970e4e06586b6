--
-- index(quarter) lists the latest edition of each report of a quarter and those not published yet, whatever areas are called.
--
SET client_min_messages = warning;
SET jit = off;
SET TimeZone = 'UTC';
\set SHOW_CONTEXT never
CALL cfsperf.create_framework('many');
SET search_path = many, cfsperf, cfsperf_internal;
\pset format unaligned
\pset tuples_only on
-- without the day of publication
CREATE FUNCTION pg_temp.lines(q reporting_period) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT regexp_replace(line, 'Published on">\d+ [A-Z][a-z]+ \d{4}<', 'Published on">(day)<')
	FROM regexp_split_to_table(many.index(q), E'\n') AS line
$$;

INSERT INTO outcome VALUES ('safe', 'Safe', 1);
INSERT INTO measure (code, outcome, title, polarity, unit) VALUES ('m', 'safe', 'Reviews', 'high', '%');
SELECT index('2020/21 Q2');
SELECT index(NULL);
-- one area
INSERT INTO area VALUES ('E1', 'Anyshire');
INSERT INTO report (area, quarter) VALUES ('E1', '2020/21 Q2');
SELECT index('2020/21 Q1');
SELECT line FROM pg_temp.lines('Q2 2020-21') AS line WHERE line ~ '<(section|li|tr|footer)\M';
INSERT INTO observation (measure, area, period, value) VALUES ('m', 'E1', '2020/21 Q1', 80), ('m', 'E1', '2020/21 Q2', 90);
CALL publish('E1', '2020/21 Q2');
UPDATE observation SET value = 70 WHERE period = '2020/21 Q2';
-- what the committee can see, and not what the data say now
SELECT line FROM pg_temp.lines('2020/21 Q2') AS line WHERE line ~ '<(section|li|tr|footer)\M';
CALL publish('E1', '2020/21 Q2');
SELECT line FROM pg_temp.lines('2020/21 Q2') AS line WHERE line ~ '<tr' AND line !~ '<thead';

-- hostile names and codes
CREATE TEMP TABLE nasty (i serial, code text, name text);
INSERT INTO nasty (code, name) VALUES ('a/../b', '<script>alert(1)</script>'), ('INDEX', '"><img src=x onerror=y>'), ('..', E'two\nlines'),
	('%2F', '100% & more'), ('K & "Co"', U&'\202E reversed'), (U&'\00C4\20AC', U&'\05E9\05DC\05D5\05DD'), ('j:s?#', '   '), (' ', '''); DROP TABLE report; --');
INSERT INTO area SELECT code, name FROM nasty;
INSERT INTO report (area, quarter) SELECT code, '2020/21 Q2' FROM nasty;
SELECT code, page_file(code) FROM nasty ORDER BY i;
SELECT line FROM pg_temp.lines('2020/21 Q2') AS line WHERE line ~ '<li\M';
DO $$ DECLARE a text; BEGIN FOR a IN SELECT code FROM nasty ORDER BY i LOOP CALL many.publish(a, '2020/21 Q2'); END LOOP; END $$;
SELECT line FROM pg_temp.lines('2020/21 Q2') AS line WHERE line ~ '<(tr|section)' AND line !~ '<thead';
-- no two files are one, and each tag that is opened is closed
SELECT count(DISTINCT page_file(code)) = count(*), bool_and(page_file(code) ~ '^[A-Za-z0-9%_-]+[.]html$') FROM area;
SELECT tag, count(*) FROM regexp_matches(index('2020/21 Q2'), '</?(script|img|section|table|tr|th|td|a|li|ul)\M', 'g') AS x(tag) GROUP BY tag ORDER BY tag;

-- 152 areas
INSERT INTO area SELECT 'X' || n, 'Area ' || n FROM generate_series(1, 143) n;
INSERT INTO report (area, quarter) SELECT 'X' || n, '2020/21 Q2' FROM generate_series(1, 143) n;
-- (an owner who acts as publish does)
SET cfsperf.publishing = on;
INSERT INTO published_summary (area, area_name, quarter, sentence, reported, improved, no_significant_change, declined, top_quartile, fourth_quartile)
SELECT 'X' || n, 'Area ' || n, '2020/21 Q2', 'A sentence.', 45, 20, 15, 10, 12, 11 FROM generate_series(1, 140) n;
RESET cfsperf.publishing;
SELECT count(*) FILTER (WHERE line ~ '<tr role="row"><th role="rowheader"') AS published, count(*) FILTER (WHERE line ~ '<li\M') AS unpublished,
	sum(length(line)) < 100000 AS small
FROM pg_temp.lines('2020/21 Q2') AS line;
SELECT line FROM pg_temp.lines('2020/21 Q2') AS line WHERE line ~ '<(li|footer)\M';

-- a reader may have it
CREATE ROLE many_reader;
CALL grant_reader('many', 'many_reader');
SET ROLE many_reader;
SELECT left(index('2020/21 Q2'), 15);
RESET ROLE;
DROP OWNED BY many_reader;
DROP ROLE many_reader;
DROP SCHEMA many CASCADE;
