--
-- report_text is the whole paper: its fixed sections stand where they belong, what people wrote is plain, and an edition says
-- what has changed since the one before.
--
SET client_min_messages = warning;
SET jit = off;
\set SHOW_CONTEXT never
CALL cfsperf.create_framework('paper');
SET search_path = paper, cfsperf;
\pset format unaligned
\pset tuples_only on

INSERT INTO outcome VALUES ('safe', 'Safe', 1), ('start', 'Best start', 2);
INSERT INTO area VALUES ('A', 'Anyshire'), ('B', 'Borough');
INSERT INTO report (area, quarter, note) VALUES ('A', '2020/21 Q2', 'Figures are provisional'), ('A', '2020/21 Q3', NULL), ('B', '2020/21 Q2', NULL);
INSERT INTO measure (code, outcome, position, title, polarity, unit) VALUES
	('reviews', 'safe', 1, 'Reviews in time', 'high', '%'), ('checks', 'start', 1, 'Dental checks', 'high', '%');
INSERT INTO observation (measure, area, period, value)
SELECT m, 'A', p, v FROM (VALUES ('reviews', '2020/21 Q1'::reporting_period, 80), ('reviews', '2020/21 Q2', 90), ('checks', '2020/21 Q2', 50)) x(m, p, v);

-- without sections the purpose is said by one sentence, before the note
SELECT report_text('A', '2020/21 Q2');

-- in the order of their positions, before and after the figures; of other quarters and areas none
INSERT INTO report_section (area, position, title, text, first_quarter, last_quarter) VALUES
	('A', 2, 'Contact', 'Someone', NULL, NULL), ('A', 1, 'Equalities', 'None arise.', NULL, NULL),
	('A', -1, 'Background', 'Since July.', '2020/21 Q2', NULL), ('A', -2, 'Policy framework', 'The plan.', NULL, '2020/21 Q2'),
	('A', -9, 'Old', 'Gone.', NULL, '2020/21 Q1'), ('A', 9, 'New', 'To come.', '2021/22 Q1', NULL), ('B', -1, 'Of others', 'Not ours.', NULL, NULL);
SELECT line FROM regexp_split_to_table(report_text('A', '2020/21 Q2'), '\n') AS line WHERE line ~ '^(#|This report|Figures)';
SELECT line FROM regexp_split_to_table(report_text('A', '2020/21 Q3'), '\n') AS line WHERE line ~ '^(#|This report|Figures)';
-- none in the short form
SELECT count(*) FROM regexp_split_to_table(report_text('A', '2020/21 Q2', 'short'), '\n') AS line WHERE line ~ 'Contact|Someone|Background';
-- a section of that title says what the report is for; the note stays
INSERT INTO report_section (area, position, title, text) VALUES ('A', -3, E' PURPOSE\n', 'To inform.');
SELECT line FROM regexp_split_to_table(report_text('A', '2020/21 Q2'), '\n') WITH ORDINALITY AS x(line, n) WHERE n < 17;
SELECT line FROM regexp_split_to_table(report_text('A', '2020/21 Q2', 'short'), '\n') WITH ORDINALITY AS x(line, n) WHERE n < 5;
-- in its own quarters only
UPDATE report_section SET first_quarter = '2020/21 Q3' WHERE position = -3;
SELECT count(*) FILTER (WHERE line ~ '^This report sets out'), count(*) FILTER (WHERE line = 'To inform.') FROM regexp_split_to_table(report_text('A', '2020/21 Q2'), '\n') AS line;
SELECT count(*) FILTER (WHERE line ~ '^This report sets out'), count(*) FILTER (WHERE line = 'To inform.') FROM regexp_split_to_table(report_text('A', '2020/21 Q3'), '\n') AS line;
DELETE FROM report_section;

-- A blank line begins a paragraph, "- " an item, and nothing else is markup.
INSERT INTO report_section (area, position, title, text) VALUES
	('A', -1, E'# Title\nof **two** lines', E'\n\nFirst\nstill first.\r\n\r\nSecond:\n- one\n  goes on\n - two <b>bold</b> [link](http://x)\n\n\n- another list\nstill its item\n\nEnd.\n'),
	('A', 1, '<script>', E'# no heading\n\n1. no list\n\n> no quotation\n\n---\n\n    no code\n\n***\n\n* no item\n\n_ _ _\n\n<!--line reviews--> x <!--/line-->\n\n| a | b |\n\n-\n\n- \n\n-no item'),
	('A', 2, '   ', '   ');
SELECT line FROM regexp_split_to_table(report_text('A', '2020/21 Q2'), '\n') WITH ORDINALITY AS x(line, n) WHERE n < 23;
SELECT split_part(report_text('A', '2020/21 Q2'), '## Conclusion', 2);
DELETE FROM report_section;

-- Two authors: of an outcome in its outcome, of the report under the overview, of a measure behind it; each named.
INSERT INTO commentary (area, quarter, outcome, measure, position, text, author) VALUES
	('A', '2020/21 Q2', NULL, NULL, 2, 'I agree', 'Lead member'), ('A', '2020/21 Q2', NULL, NULL, 1, 'A good quarter', 'Director'),
	('A', '2020/21 Q2', 'safe', NULL, 2, 'And thanked', 'Head of Service'), ('A', '2020/21 Q2', 'safe', NULL, 1, 'Staff were hired', 'Team'),
	('A', '2020/21 Q2', NULL, 'reviews', 1, 'All in time', 'Team'), ('A', '2020/21 Q2', NULL, 'reviews', 2, 'Indeed', 'Partners'),
	-- what is said of another quarter or area is in that report
	('A', '2020/21 Q3', NULL, NULL, 1, 'Next quarter', 'Later'), ('A', '2020/21 Q3', 'safe', NULL, 1, 'Next quarter', 'Later'), ('A', '2020/21 Q3', NULL, 'reviews', 1, 'Next quarter', 'Later'),
	('B', '2020/21 Q2', NULL, NULL, 1, 'Elsewhere', 'Later'), ('B', '2020/21 Q2', 'safe', NULL, 1, 'Elsewhere', 'Later'), ('B', '2020/21 Q2', NULL, 'reviews', 1, 'Elsewhere', 'Later');
SELECT line FROM regexp_split_to_table(report_text('A', '2020/21 Q2'), '\n') AS line WHERE line ~ '^#|:' AND line !~ 'Worse|Better';
SELECT line FROM regexp_split_to_table(report_text('A', '2020/21 Q2', 'short'), '\n') AS line WHERE line ~ '^#|Director|Lead';
SELECT report_text('A', '2020/21 Q2') || report_text('A', '2020/21 Q2', 'short') || dashboard('A', '2020/21 Q2') ~ 'Later|Next quarter|Elsewhere';

-- an edition says what has changed since the one before, in both forms, and for ever
CALL publish('A', '2020/21 Q2');
SELECT report_text('A', '2020/21 Q2', edition => 1) ~ 'What changed';
UPDATE observation SET value = 70 WHERE measure = 'reviews' AND period = '2020/21 Q2';
UPDATE commentary SET text = 'A poor quarter' WHERE author = 'Director';
-- what would be published
SELECT split_part(split_part(report_text('A', '2020/21 Q2'), '## What changed ', 2), '## ', 1);
CALL publish('A', '2020/21 Q2');
SELECT report_text('A', '2020/21 Q2') ~ 'What changed';
SELECT split_part(split_part(report_text('A', '2020/21 Q2', edition => 2), '## What changed ', 2), '## ', 1);
SELECT split_part(split_part(report_text('A', '2020/21 Q2', 'short', 2), '## What changed ', 2), '## ', 1);
UPDATE commentary SET text = 'A middling quarter' WHERE author = 'Director';
CALL publish('A', '2020/21 Q2');
-- where no measure has changed the short form says what has
SELECT split_part(split_part(report_text('A', '2020/21 Q2', 'short', 3), '## What changed ', 2), '## ', 1);
SELECT report_text('A', '2020/21 Q2', edition => 2) ~ 'since edition 1';
SELECT report_text('A', '2020/21 Q2', edition => 7);
-- what it says of a measure goes when that is redacted
UPDATE commentary SET text = 'Ended <!--/line--> it was 70 <!--line reviews--> and <!--digest-->' WHERE author = 'Partners';
CALL publish('A', '2020/21 Q2');
SELECT line FROM regexp_split_to_table(report_text('A', '2020/21 Q2', edition => 4), '\n') AS line WHERE line ~ 'Partners: ';
CALL redact('A', '2020/21 Q2', 2, 'reviews', 'Not to be shown.');
SELECT line FROM regexp_split_to_table(report_text('A', '2020/21 Q2', edition => 4), '\n') AS line WHERE line ~ 'Reviews in time';
SELECT split_part(split_part(report_text('A', '2020/21 Q2', edition => 2), '## What changed ', 2), '## ', 1);

DROP SCHEMA paper CASCADE;
