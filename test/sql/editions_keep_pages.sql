-- An edition gives back its page and its words as they were published, byte for byte, whatever is corrected since; what
-- people wrote makes an edition as figures do, and nothing else does.
\set VERBOSITY terse
\set SHOW_CONTEXT never
SET client_min_messages = warning;
CALL cfsperf.create_framework('kept');
SET search_path = kept, cfsperf;

INSERT INTO outcome VALUES ('safe', 'Safe', 1);
INSERT INTO area VALUES ('A', 'Anyshire', 'authority'), ('B', 'Borsetshire', 'authority');
INSERT INTO measure (code, outcome, title, polarity, unit) VALUES
	('reviews', 'safe', 'Reviews in time', 'high', '%'), ('entrants', 'safe', 'First-time entrants', 'low', 'count');
INSERT INTO report (area, quarter) VALUES ('A', '2020/21 Q2'), ('B', '2020/21 Q2');
INSERT INTO observation (measure, area, period, value) VALUES
	('reviews', 'A', '2020/21 Q1', 94.9), ('reviews', 'A', '2020/21 Q2', 91.6), ('entrants', 'A', '2020/21 Q2', 21);
CREATE VIEW document AS
SELECT e.edition, d.document, d.said
FROM published_summary e
CROSS JOIN LATERAL (SELECT e.quarter::reporting_period AS quarter) q
CROSS JOIN LATERAL (VALUES ('page', dashboard(e.area, q.quarter, e.edition)), ('summary', dashboard(e.area, q.quarter, e.edition, 'summary')),
	('full', report_text(e.area, q.quarter, 'full', e.edition)), ('short', report_text(e.area, q.quarter, edition => e.edition, form => 'short')))
	AS d(document, said)
WHERE e.area = 'A';

CALL publish('A', '2020/21 Q2');
CREATE TEMP TABLE first AS TABLE document;
-- they say what is published, by which edition, and how that is checked
SELECT document, said ~ '\m91\.6%' AS figure, said ~ 'Edition 1, published on \d' AS edition, said ~ s.digest AS digest, said ~ '<!--' AS marks
FROM first JOIN published_summary s USING (edition) ORDER BY document;

-- corrected, another edition; the first is the same and the second another
UPDATE observation SET value = 92.5 WHERE measure = 'reviews' AND period = '2020/21 Q2';
UPDATE measure SET title = 'Reviews' WHERE code = 'reviews';
CALL publish('A', '2020/21 Q2');
SELECT document, count(*) AS editions, count(DISTINCT said) AS different, bool_and(said ~ '\m92\.5%' = (edition = 2)) AS right_figure
FROM document GROUP BY document ORDER BY document;
SELECT count(*) AS as_they_were FROM first f JOIN document d USING (edition, document) WHERE d.said = f.said;
SELECT edition, state FROM edition_check ORDER BY edition;
-- without a number: what the data say now
SELECT dashboard('A', '2020/21 Q2') ~ 'Edition|Digest' AS edition, dashboard('A', '2020/21 Q2') ~ 'Not a published edition' AS none,
	report_text('A', '2020/21 Q2') ~ 'Edition \d, published|Digest' AS text;

-- What people write makes an edition: title, note, sections, commentary; not those of another area or time.
CALL publish('A', '2020/21 Q2');
UPDATE report SET title = 'Our performance' WHERE area = 'A';
CALL publish('A', '2020/21 Q2');
UPDATE report SET note = 'Figures are provisional.' WHERE area = 'A';
CALL publish('A', '2020/21 Q2');
INSERT INTO report_section (area, position, title, text, first_quarter, last_quarter) VALUES
	('A', -2, 'Background', 'Why we do this.', NULL, NULL), ('A', 1, 'Equalities', 'None.', '2020/21 Q2', '2020/21 Q2');
CALL publish('A', '2020/21 Q2');
INSERT INTO report_section (area, position, title, text, first_quarter, last_quarter) VALUES
	('A', -1, 'Later', '.', '2020/21 Q3', NULL), ('A', 2, 'Earlier', '.', NULL, '2020/21 Q1'), ('B', 1, 'Of another', '.', NULL, NULL);
CALL publish('A', '2020/21 Q2');
UPDATE report_section SET text = 'Why we do this, and for whom.' WHERE position = -2;
CALL publish('A', '2020/21 Q2');
INSERT INTO commentary (area, quarter, text, author) VALUES ('A', '2020/21 Q2', 'Well done.', 'Director');
CALL publish('A', '2020/21 Q2');
SELECT edition, title, note, sections, commentary FROM published_summary WHERE area = 'A' ORDER BY edition;
SELECT count(*) AS as_they_were FROM first f JOIN document d USING (edition, document) WHERE d.said = f.said;
-- what differs is said
UPDATE report SET title = 'Another' WHERE area = 'A';
DELETE FROM report_section WHERE position > 0;
SELECT edition, measure, kind, item, published, now FROM revisions WHERE area = 'A' ORDER BY item;

-- also where the report itself is gone
BEGIN;
DELETE FROM report WHERE area = 'A';
SELECT count(*) AS as_they_were FROM first f JOIN document d USING (edition, document) WHERE d.said = f.said;
ROLLBACK;

-- What there is not.
SELECT dashboard('A', '2020/21 Q2', 99);
SELECT report_text('B', '2020/21 Q2', edition => 1);
SELECT dashboard('C', '2020/21 Q2', 1);
SELECT dashboard('A', '2020/21 Q2', form => 'short');
SELECT report_text('A', '2020/21 Q2', form => 'summary');
INSERT INTO report_section (area, position, title, text) VALUES ('A', 0, 'At the figures', '.');

-- Nobody changes a page, nor writes one.
UPDATE published_page SET html = '';
DELETE FROM published_page;
TRUNCATE published_page;
INSERT INTO published_page (area, quarter, edition, html, html_summary, markdown, markdown_short) VALUES ('B', '2020/21 Q2', 1, '', '', '', '');
SET cfsperf.publishing = on;
UPDATE published_page SET html = '' WHERE edition = 1;
DELETE FROM published_page WHERE edition = 1;
RESET cfsperf.publishing;

-- A reader gets it, an analyst writes sections.
CREATE ROLE kept_reader;
CREATE ROLE kept_analyst;
CALL grant_reader('kept', 'kept_reader');
CALL grant_analyst('kept', 'kept_analyst');
SET ROLE kept_reader;
SELECT length(dashboard('A', '2020/21 Q2', 1)) > 1000 AS page, length(report_text('A', '2020/21 Q2', edition => 3)) > 100 AS text;
TABLE report_section;
SELECT position, title, quarter, quarter_start, quarter_end FROM standing_section ORDER BY position;
RESET ROLE;
SET ROLE kept_analyst;
UPDATE report_section SET title = 'Context' WHERE position = -2;
SELECT length(dashboard('A', '2020/21 Q2', 1)) > 1000 AS page;
RESET ROLE;

DROP SCHEMA kept CASCADE;
DROP ROLE kept_reader, kept_analyst;
