--
-- Publishing writes what the scorecard and the headline say as a numbered edition, and nothing where nothing is new.
--
\set VERBOSITY terse
SET client_min_messages = warning;
CALL cfsperf.create_framework('editions');
RESET client_min_messages;
SET search_path = editions, cfsperf;

-- the editions have every column of the views, of the same type, with a comment, and are keyed by their number
SELECT v.relation, a.attname, format_type(a.atttypid, a.atttypmod), format_type(p.atttypid, p.atttypmod) AS published
FROM (VALUES ('scorecard'::regclass, 'published_scorecard'::regclass), ('quarter_summary', 'published_summary'),
	('headline', 'published_summary')) v(relation, published)
JOIN pg_attribute a ON a.attrelid = v.relation AND a.attnum > 0
LEFT JOIN pg_attribute p ON p.attrelid = v.published AND p.attname = a.attname
WHERE (p.atttypid, p.atttypmod, p.attcollation) IS DISTINCT FROM (a.atttypid, a.atttypmod, a.attcollation);
SELECT attrelid::regclass, attname FROM pg_attribute
WHERE attrelid IN ('published_scorecard'::regclass, 'published_summary'::regclass, 'revisions'::regclass) AND attnum > 0
	AND col_description(attrelid, attnum) IS NULL;
SELECT conrelid::regclass, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid IN ('published_scorecard'::regclass, 'published_summary'::regclass) AND contype IN ('p', 'f') ORDER BY 1, 2;
SELECT attrelid::regclass AS published, attname, format_type(atttypid, atttypmod) FROM pg_attribute
WHERE attrelid IN ('published_scorecard'::regclass, 'published_summary'::regclass) AND attnum > 0
	AND attname IN ('edition', 'published_at', 'published_by', 'sentence') ORDER BY attrelid::regclass::text, attnum;

INSERT INTO outcome VALUES ('safe', 'Safe', 1), ('well', 'Well', 2);
INSERT INTO area VALUES ('EN', 'England', 'country'), ('A', 'Anyshire', 'authority'), ('B', 'Borsetshire', 'authority');
INSERT INTO measure (code, outcome, title, polarity, unit) VALUES
	('reviews', 'safe', 'Reviews in time', 'high', '%'), ('entrants', 'safe', 'First-time entrants', 'low', 'count'),
	('checks', 'well', 'Dental checks', 'high', '%');
INSERT INTO report (area, quarter) VALUES ('A', '2020/21 Q1'), ('A', '2020/21 Q2'), ('B', '2020/21 Q2');
INSERT INTO observation (measure, area, period, value, numerator, denominator) VALUES
	('reviews', 'A', '2020/21 Q1', 94.9, 1019, 1074), ('reviews', 'A', '2020/21 Q2', 94.6, 1016, 1074),
	('entrants', 'A', '2020/21 Q1', 30, NULL, NULL), ('entrants', 'A', '2020/21 Q2', 21, NULL, NULL),
	('reviews', 'B', '2020/21 Q2', 90, NULL, NULL);

-- an edition is the scorecard, the counts and the sentence
CALL publish('A', '2020/21 Q2');
SELECT edition, area, quarter, reported, improved, declined, not_reported, published_by = session_user AS by_me, sentence
FROM published_summary;
SELECT edition, measure, display, direction, note FROM published_scorecard ORDER BY measure;

-- publishing again where nothing has changed adds nothing
CALL publish('A', '2020/21 Q2');
SELECT count(*) AS editions FROM published_summary;
SELECT count(*) AS measures FROM published_scorecard;

-- not where the same figures are loaded again and lie in the table in another order
BEGIN;
CREATE TEMP TABLE copied ON COMMIT DROP AS TABLE observation;
DELETE FROM observation;
INSERT INTO observation SELECT * FROM copied ORDER BY value DESC;
CALL publish('A', '2020/21 Q2');
COMMIT;
-- nor because the session's settings write figures and dates in another way
SET extra_float_digits = 0;
SET datestyle = 'German';
SET search_path = '';
CALL editions.publish('A', '2020/21 Q2');
RESET extra_float_digits;
RESET datestyle;
SET search_path = editions, cfsperf;

-- nor because of what other reports show
UPDATE observation SET value = 91 WHERE area = 'B';
CALL publish('A', '2020/21 Q2');

-- the least change makes an edition: of a figure, of words, of a rule
UPDATE observation SET value = 94.6000000001 WHERE measure = 'reviews' AND area = 'A' AND period = '2020/21 Q2';
CALL publish('A', '2020/21 Q2');
INSERT INTO commentary VALUES ('entrants', 'A', '2020/21 Q2', 'Fewer again.', 'me');
CALL publish('A', '2020/21 Q2');
UPDATE measure SET tolerance = 0.5 WHERE code = 'reviews';
CALL publish('A', '2020/21 Q2');
-- and what is put back is a change too
UPDATE measure SET tolerance = 0 WHERE code = 'reviews';
CALL publish('A', '2020/21 Q2');
CALL publish('A', '2020/21 Q2');
SELECT s.edition, s.improved, s.no_significant_change AS same, s.declined, c.value, c.tolerance, c.direction, e.commentary
FROM published_summary s
JOIN published_scorecard c ON c.area = s.area AND c.quarter = s.quarter AND c.edition = s.edition AND c.measure = 'reviews'
JOIN published_scorecard e ON e.area = s.area AND e.quarter = s.quarter AND e.edition = s.edition AND e.measure = 'entrants'
ORDER BY s.edition;

-- editions are numbered from one for each area and quarter; a quarter may be written in any way
CALL publish('A', 'Q1 2020-21');
CALL publish('B', '2020/21 Q2');
CALL publish('A', '2020/21 Q2'::reporting_period - 1);
SELECT area, quarter, max(edition) AS latest, count(*) AS editions FROM published_summary GROUP BY area, quarter ORDER BY 1, 2;

-- what is rolled back was never published, and its number is not lost
BEGIN;
UPDATE observation SET value = 50 WHERE measure = 'reviews' AND area = 'B';
CALL publish('B', '2020/21 Q2');
ROLLBACK;
SELECT max(edition) AS latest FROM published_summary WHERE area = 'B';
UPDATE observation SET value = 60 WHERE measure = 'reviews' AND area = 'B';
CALL publish('B', '2020/21 Q2');

-- editions agree with themselves, are without gaps, and none equals the one before
SELECT s.area, s.quarter, s.edition FROM published_summary s
WHERE (s.reported, s.improved, s.declined, s.information_only, s.not_reported) <> (
	SELECT count(value), count(*) FILTER (WHERE direction = 'improved'), count(*) FILTER (WHERE direction = 'declined'),
		count(*) FILTER (WHERE direction = 'information only'), count(*) FILTER (WHERE value IS NULL)
	FROM published_scorecard c WHERE c.area = s.area AND c.quarter = s.quarter AND c.edition = s.edition);
SELECT area, quarter FROM published_summary GROUP BY area, quarter HAVING max(edition) <> count(*);

-- what is in no report, what has no measures, and what is not said
CALL publish('A', '2020/21 Q3');
CALL publish('Nowhere', '2020/21 Q2');
CALL publish('EN', '2020/21 Q2');
CALL publish(NULL, '2020/21 Q2');
CALL publish('A', NULL);
CALL publish('A', 'last quarter');
\set VERBOSITY default
\set SHOW_CONTEXT never
CALL publish('A', '2020/21 Q3');
CALL publish('Nowhere', '2020/21 Q2');
SET client_min_messages = warning;
CALL cfsperf.create_framework('empty');
INSERT INTO empty.area VALUES ('A', 'Anyshire');
INSERT INTO empty.report (area, quarter) VALUES ('A', '2020/21 Q2');
CALL empty.publish('A', '2020/21 Q2');
SELECT count(*) FROM empty.published_summary;

-- columns that people add to the tables, with a default or without, hinder nothing
ALTER TABLE published_summary ADD COLUMN signed_off_by text, ADD COLUMN paper integer NOT NULL DEFAULT 7;
ALTER TABLE published_scorecard ADD COLUMN remark text;
UPDATE observation SET value = 61 WHERE measure = 'reviews' AND area = 'B';
CALL publish('B', '2020/21 Q2');
SELECT edition, signed_off_by, paper, sentence FROM published_summary WHERE area = 'B' ORDER BY edition;

DROP SCHEMA editions, empty CASCADE;
