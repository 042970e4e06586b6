--
-- changes_since_edition says in words what has changed since the latest edition: each of it, and no figure that is not shown.
--
SET client_min_messages = warning;
SET jit = off;
\set SHOW_CONTEXT never
CALL cfsperf.create_framework('changed');
SET search_path = changed, cfsperf;

INSERT INTO outcome VALUES ('safe', 'Safe', 1), ('start', 'Best start', 2);
INSERT INTO area SELECT c, 'Area ' || c FROM unnest(ARRAY['A', 'B', 'C', 'D', 'E', 'F']) c;
INSERT INTO neighbour VALUES ('A', 'B', 1), ('A', 'C', 2);
INSERT INTO benchmark VALUES ('2019', 'Year to March 2019');
INSERT INTO report (area, quarter, benchmark) VALUES ('A', '2020/21 Q2', '2019');
INSERT INTO measure (code, outcome, position, title, polarity, unit, decimals, counted, out_of, unit_label) VALUES
	('reviews', 'safe', 1, 'Reviews in time', 'high', '%', 1, 'children', NULL, NULL),
	('entrants', 'safe', 2, 'First-time entrants', 'low', 'count', 0, NULL, NULL, 'young people'),
	('checks', 'start', 1, 'Dental checks', 'high', '%', 1, NULL, NULL, NULL);
INSERT INTO benchmark_value (measure, benchmark, area, period, value)
SELECT 'reviews', '2019', a, '2018/19', 70 + 5 * n FROM unnest(ARRAY['B', 'C', 'D', 'E', 'F']) WITH ORDINALITY x(a, n);
INSERT INTO target VALUES ('reviews', 'A', '2020/21 Q1', 90, 2);
INSERT INTO observation (measure, area, period, value, numerator, denominator)
SELECT 'reviews', 'A', '2020/21 Q2'::reporting_period - n, 93 - n, 930 - 10 * n, 1000 FROM generate_series(0, 5) n
UNION ALL SELECT 'entrants', 'A', '2020/21 Q2'::reporting_period - n, 20 + n, NULL, NULL FROM generate_series(0, 5) n
UNION ALL SELECT 'checks', 'A', '2020/21 Q2'::reporting_period - n, 54.3 + n, NULL, NULL FROM generate_series(0, 1) n;

-- no edition, nothing since
SELECT count(*) FROM changes_since_edition('A', '2020/21 Q2');
CALL publish('A', '2020/21 Q2');
SELECT count(*) FROM changes_since_edition('A', '2020/21 Q2');

-- a figure is corrected, and what is judged of it; any label of the quarter will do
UPDATE observation SET value = 84, numerator = 840 WHERE measure = 'reviews' AND period = '2020/21 Q2';
SELECT edition, place, measure, words FROM changes_since_edition('A', 'Q2 2020-21');
-- it is published, and then there is nothing
CALL publish('A', '2020/21 Q2');
SELECT count(*) FROM changes_since_edition('A', '2020/21 Q2');

-- each by itself: what was done, and what is said of it
CREATE TEMP TABLE change (n serial, statement text);
INSERT INTO change (statement) VALUES
	('UPDATE observation SET value = 84.04 WHERE measure = ''reviews'' AND period = ''2020/21 Q2'''),
	('UPDATE observation SET value = 84.04000001 WHERE measure = ''reviews'' AND period = ''2020/21 Q2'''),
	('UPDATE observation SET numerator = 420, denominator = 500, value = 84 WHERE measure = ''reviews'' AND period = ''2020/21 Q2'''),
	('UPDATE observation SET numerator = NULL, denominator = NULL, value = 85 WHERE measure = ''reviews'' AND period = ''2020/21 Q2'''),
	('UPDATE observation SET value = 84.5, numerator = 845, denominator = 1000 WHERE measure = ''reviews'' AND period = ''2020/21 Q1'''),
	('UPDATE observation SET status = ''p'', note = ''Two offices are missing.'' WHERE measure = ''reviews'' AND period = ''2020/21 Q2'''),
	('INSERT INTO commentary (measure, area, quarter, text) VALUES (''reviews'', ''A'', ''2020/21 Q2'', ''They reopen.'')'),
	('UPDATE target SET value = 80'),
	('UPDATE measure SET title = ''Reviews <b>on</b> time'', definition = ''Reviews held'' WHERE code = ''reviews'''),
	('UPDATE benchmark_value SET value = value + 1 WHERE area = ''B'''),
	('UPDATE measure SET unit_label = ''children'' WHERE code = ''entrants'''),
	('UPDATE measure SET polarity = ''low'' WHERE code = ''reviews'''),
	('UPDATE observation SET value = NULL, status = ''x'', note = ''A strike.'' WHERE measure = ''checks'' AND period = ''2020/21 Q2'''),
	('UPDATE observation SET note = ''A long strike.'' WHERE measure = ''checks'' AND period = ''2020/21 Q2'''),
	('UPDATE observation SET value = 50, status = NULL, note = NULL WHERE measure = ''checks'' AND period = ''2020/21 Q2'''),
	('DELETE FROM observation WHERE measure = ''entrants'' AND period = ''2020/21 Q2'''),
	('INSERT INTO observation (measure, area, period, value) VALUES (''entrants'', ''A'', ''2020/21 Q2'', 1)'),
	('INSERT INTO measure (code, outcome, position, title, polarity, unit) VALUES (''new'', ''safe'', 0, ''A new one'', ''high'', ''%'')'),
	('DELETE FROM observation WHERE measure = ''new''; DELETE FROM measure WHERE code = ''new'''),
	('UPDATE area SET name = ''Anyshire'' WHERE code = ''A'''),
	('UPDATE outcome SET title = ''Safer'', position = 9 WHERE code = ''safe'''),
	('UPDATE report SET title = ''Performance'', note = ''Provisional'''),
	('UPDATE benchmark SET caveat = ''Before COVID-19'''),
	('INSERT INTO report_section (area, position, title, text) VALUES (''A'', -1, ''Purpose'', ''To inform.'')'),
	('INSERT INTO commentary (outcome, area, quarter, text, author) VALUES (''start'', ''A'', ''2020/21 Q2'', ''Well done.'', ''Director'')'),
	('UPDATE report SET benchmark = NULL');
CREATE TEMP TABLE editions AS SELECT count(*) FROM published_summary;
DO $$
DECLARE
	c change;
	said text;
BEGIN
	FOR c IN SELECT * FROM change ORDER BY n LOOP
		EXECUTE c.statement;
		SELECT string_agg(format(E'\n    %s: %s', coalesce(w.measure_title, 'REPORT'), w.words), '' ORDER BY w.place) INTO said
		FROM changes_since_edition('A', '2020/21 Q2') w;
		RAISE WARNING E'%;%', c.statement, said;
		CALL publish('A', '2020/21 Q2');
		-- where there is an edition there is something to say of it, and the other way round
		IF (said IS NULL) <> ((SELECT count(*) FROM published_summary) = (SELECT count FROM editions)) THEN
			RAISE WARNING 'publish does not agree';
		END IF;
		UPDATE editions SET count = (SELECT count(*) FROM published_summary);
	END LOOP;
END
$$;

-- Withheld since: the figure that the edition has is not said again, nor what was made of it.
UPDATE measure SET suppress_below = 5 WHERE code = 'entrants';
CALL protect();
SELECT measure, words FROM changes_since_edition('A', '2020/21 Q2');

-- every column of the scorecard has words
SELECT a.attname FROM pg_attribute a
WHERE a.attrelid = 'scorecard'::regclass AND a.attnum > 0
	AND a.attname NOT IN ('quarter', 'quarter_start', 'quarter_end', 'area', 'measure')
	AND NOT EXISTS (SELECT FROM cfsperf_internal.scorecard_words() w WHERE w.item = a.attname)
UNION ALL
SELECT w.item || '?' FROM cfsperf_internal.scorecard_words() w
WHERE NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = 'scorecard'::regclass AND a.attname = w.item);

-- a report that is no longer made; a role that may read it
CREATE ROLE changed_reader;
CALL grant_reader('changed', 'changed_reader');
SET ROLE changed_reader;
SELECT count(*) FROM changes_since_edition('A', '2020/21 Q2');
RESET ROLE;
DROP OWNED BY changed_reader;
DROP ROLE changed_reader;
DROP SCHEMA changed CASCADE;
