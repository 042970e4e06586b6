--
-- revisions is the latest edition beside what the data say now: empty where nothing has changed, and only there.
--
SET client_min_messages = warning;
SET jit = off;
\set SHOW_CONTEXT never
CALL cfsperf.create_framework('revised');
SET search_path = revised, cfsperf;

INSERT INTO outcome VALUES ('safe', 'Safe', 1);
INSERT INTO area SELECT c, 'Area ' || c FROM unnest(ARRAY['A', 'B', 'C', 'D', 'E', 'F']) c;
INSERT INTO neighbour VALUES ('A', 'B', 1), ('A', 'C', 2);
INSERT INTO benchmark VALUES ('2019', 'Year to March 2019');
INSERT INTO report (area, quarter, benchmark) VALUES ('A', '2020/21 Q1', '2019'), ('A', '2020/21 Q2', '2019'), ('B', '2020/21 Q2', NULL);
INSERT INTO measure (code, outcome, position, title, polarity, unit) VALUES
	('reviews', 'safe', 1, 'Reviews in time', 'high', '%'), ('entrants', 'safe', 2, 'First-time entrants', 'low', 'count');
INSERT INTO benchmark_value (measure, benchmark, area, period, value)
SELECT 'reviews', '2019', a, '2018/19', 70 + 5 * n FROM unnest(ARRAY['B', 'C', 'D', 'E', 'F']) WITH ORDINALITY x(a, n);
INSERT INTO target VALUES ('reviews', 'A', '2020/21 Q1', 90, 5);
INSERT INTO observation (measure, area, period, value, numerator, denominator)
SELECT 'reviews', 'A', '2020/21 Q2'::reporting_period - n, 93 - n, NULL::double precision, NULL::double precision FROM generate_series(0, 5) n
UNION ALL SELECT 'entrants', 'A', '2020/21 Q2'::reporting_period - n, 20 + n, NULL, NULL FROM generate_series(0, 5) n
UNION ALL SELECT 'reviews', 'B', '2020/21 Q2', 80, NULL, NULL;

-- a report that was not published has none
SELECT count(*) FROM revisions;
CALL publish('A', '2020/21 Q2');
CALL publish('A', '2020/21 Q1');
SELECT count(*) FROM revisions;
UPDATE observation SET value = 85 WHERE area = 'B';
UPDATE observation SET value = 10 WHERE area = 'A' AND measure = 'reviews' AND period = '2018/19 Q1';
SELECT count(*) FROM revisions;

-- a figure moves, and with it what is made of it
UPDATE observation SET value = 84 WHERE area = 'A' AND measure = 'reviews' AND period = '2020/21 Q2';
SELECT quarter, edition, measure, kind, item, published, now FROM revisions WHERE measure IS NOT NULL ORDER BY quarter, measure, kind, item;
SELECT measure, kind, item, published, now FROM revisions WHERE measure IS NULL ORDER BY item;
-- which judgements would change
SELECT area, quarter, measure_title, item, published, now FROM revisions WHERE item IN ('direction', 'quartile', 'rag', 'trend') ORDER BY 1, 2, 3, 4;

-- the next edition says so, and then there is nothing to revise
CALL publish('A', '2020/21 Q2');
SELECT count(*) FROM revisions;

-- words and rules
INSERT INTO commentary VALUES ('reviews', 'A', '2020/21 Q2', 'Two offices were closed.', 'me');
UPDATE measure SET title = 'Reviews on time' WHERE code = 'reviews';
SELECT quarter, edition, measure, kind, item, published, now FROM revisions ORDER BY quarter, measure, item;
CALL publish('A', '2020/21 Q2');
CALL publish('A', '2020/21 Q1');

-- a measure that is added and one that is removed
INSERT INTO measure (code, outcome, title, polarity, unit) VALUES ('checks', 'safe', 'Dental checks', 'high', '%');
DELETE FROM observation WHERE measure = 'entrants';
DELETE FROM measure WHERE code = 'entrants';
SELECT quarter, measure, measure_title, kind, item, published, now FROM revisions WHERE measure IS NOT NULL ORDER BY quarter, measure, item;
CALL publish('A', '2020/21 Q2');
SELECT quarter, edition, kind, count(*) FROM revisions GROUP BY quarter, edition, kind ORDER BY quarter, kind;

-- a report that is no longer to be made
DELETE FROM commentary WHERE quarter = '2020/21 Q2';
DELETE FROM report WHERE area = 'A' AND quarter = '2020/21 Q2';
SELECT measure, kind, item, published, now FROM revisions WHERE quarter = '2020/21 Q2' ORDER BY measure;
INSERT INTO report VALUES ('A', '2020/21 Q2', '2019');
CALL publish('A', '2020/21 Q2');
CALL publish('A', '2020/21 Q1');

-- Each column of the scorecard counts, and publish and revisions agree about what is new: of every change of one thing
-- there is an edition where there was a revision, and no revision after it.
CREATE TEMP TABLE change (n serial, statement text);
INSERT INTO change (statement) VALUES
	('UPDATE area SET name = ''Anyshire'' WHERE code = ''A'''),
	('UPDATE outcome SET title = ''Safer'''), ('UPDATE outcome SET position = 9'), ('UPDATE measure SET position = 8 WHERE code = ''checks'''),
	('UPDATE measure SET polarity = ''low'' WHERE code = ''reviews'''),
	('UPDATE measure SET basis = ''same period last year'' WHERE code = ''reviews'''),
	('UPDATE measure SET tolerance = 0.25 WHERE code = ''reviews'''), ('UPDATE measure SET decimals = 3 WHERE code = ''reviews'''),
	('UPDATE measure SET definition = ''Reviews held'''), ('UPDATE measure SET timing = ''at the end of'''),
	('UPDATE measure SET arrears_reason = ''Courts report late.'''), ('UPDATE measure SET owner = ''Families'''),
	('UPDATE measure SET source_link = ''https://www.gov.uk/'''), ('UPDATE report SET title = ''Ours'''), ('UPDATE report SET note = ''Late.'''),
	('INSERT INTO report_section (area, position, title, text) VALUES (''A'', -1, ''Purpose'', ''To inform.'')'),
	('UPDATE benchmark SET release = ''First release'''),
	('UPDATE benchmark SET title = ''Year to March'''), ('UPDATE benchmark SET caveat = ''Before COVID-19'''),
	('UPDATE benchmark_value SET value = value + 1 WHERE area = ''B'''), ('DELETE FROM neighbour WHERE neighbour = ''C'''),
	('UPDATE target SET value = 70'), ('UPDATE target SET tolerance = 20'),
	('UPDATE observation SET status = ''p'' WHERE area = ''A'' AND period = ''2020/21 Q2'''),
	('UPDATE observation SET note = ''provisional'' WHERE area = ''A'' AND period = ''2020/21 Q2'''),
	('UPDATE observation SET value = 100, numerator = 1074, denominator = 1074 WHERE area = ''A'' AND period = ''2020/21 Q2'''),
	('UPDATE observation SET value = NULL, numerator = NULL, denominator = NULL, status = ''c'' WHERE area = ''A'' AND period = ''2020/21 Q2'''),
	('DELETE FROM observation WHERE area = ''A'' AND period = ''2020/21 Q2'''),
	('UPDATE report SET benchmark = NULL'),
	('UPDATE observation SET value = 12 WHERE area = ''F'''),
	('UPDATE report_section SET last_quarter = ''2020/21 Q2'''),
	('UPDATE measure SET first_reported = ''2019/20 Q1''');
DO $$
DECLARE
	c change;
	revised boolean;
	before bigint;
	after bigint;
BEGIN
	FOR c IN SELECT * FROM change ORDER BY n LOOP
		EXECUTE c.statement;
		revised := EXISTS (SELECT FROM revisions WHERE area = 'A' AND quarter = '2020/21 Q2');
		SELECT count(*) INTO before FROM published_summary;
		CALL publish('A', '2020/21 Q2');
		SELECT count(*) INTO after FROM published_summary;
		IF (after > before) <> revised OR EXISTS (SELECT FROM revisions WHERE area = 'A' AND quarter = '2020/21 Q2') THEN
			RAISE WARNING 'revisions and publish do not agree after: %', c.statement;
		END IF;
		IF revised <> (c.n < 30) THEN
			RAISE WARNING '% revised: %', CASE WHEN revised THEN 'wrongly' ELSE 'not' END, c.statement;
		END IF;
	END LOOP;
END
$$;
SELECT count(*) AS editions, max(edition) AS latest FROM published_summary WHERE quarter = '2020/21 Q2';
-- none equals the one before
SELECT a.edition FROM published_summary a JOIN published_summary b
	ON b.area = a.area AND b.quarter = a.quarter AND b.edition = a.edition - 1
WHERE to_jsonb(a) - '{edition,published_at,contents,digest}'::text[] = to_jsonb(b) - '{edition,published_at,contents,digest}'::text[] AND NOT EXISTS (
	(SELECT to_jsonb(x) - '{edition,salt}'::text[] FROM published_scorecard x WHERE x.area = a.area AND x.quarter = a.quarter AND x.edition = a.edition)
	EXCEPT
	(SELECT to_jsonb(y) - '{edition,salt}'::text[] FROM published_scorecard y WHERE y.area = b.area AND y.quarter = b.quarter AND y.edition = b.edition));

-- words are shown up to 4000 characters, of sections that have more with dots at their end
INSERT INTO report_section (area, position, title, text) SELECT 'B', i, 'Section', repeat('x', 3000) FROM generate_series(1, 2) i;
CALL publish('B', '2020/21 Q2');
UPDATE report_section SET text = repeat('y', 3000) WHERE area = 'B';
SELECT item, length(published) AS published, right(published, 5) AS ends, length(now) AS now, right(now, 5) AS ends FROM revisions WHERE area = 'B' AND item = 'sections';

DROP SCHEMA revised CASCADE;
