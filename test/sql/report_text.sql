--
-- The report as Markdown: its parts in order, its counts those of the scorecard, and nothing that people wrote can
-- break its structure.
--
\getenv abs_srcdir PG_ABS_SRCDIR
\set directory :abs_srcdir '/../doc/example'
SET client_min_messages = warning;
\set SHOW_CONTEXT never
\set ECHO none
\cd :directory
\i load.sql
\unset ON_ERROR_STOP
\set ECHO all
SET search_path = '';

-- its lines other than the paragraphs
\pset format unaligned
\pset tuples_only on
SELECT line FROM regexp_split_to_table(cfs.report_text('E10000018', '2020/21 Q2'), '\n') AS line WHERE line !~ '^\*\*';
-- a paragraph under its outcome for each measure that is reported, and its words are those of narrative
SELECT count(*), count(*) FILTER (WHERE replace(line, '**', '') = n.paragraph)
FROM regexp_split_to_table(cfs.report_text('E10000018', '2020/21 Q2'), '\n') AS line
LEFT JOIN cfs.narrative('E10000018', '2020/21 Q2') n ON n.paragraph = replace(line, '**', '')
WHERE line ~ '^\*\*';
-- the short form: no paragraphs, a line for each measure
SELECT cfs.report_text('E10000018', 'Q2 2020/21', 'short');
SELECT cfs.report_text('E10000018', '2020/21 Q2', 'long');
SELECT cfs.report_text('E10000018', '2020/21 Q2') = cfs.report_text('E10000018', '2020/21 Q2', form => 'full') AS full_by_default;
-- the overview is the headline
SELECT position(sentence IN cfs.report_text('E10000018', '2020/21 Q2')) > 0 FROM cfs.headline;

-- a report that there is not
SELECT cfs.report_text('E10000018', '2019/20 Q1');
SELECT cfs.report_text('nowhere', '2020/21 Q2');
SELECT cfs.report_text('E10000018', NULL);

-- a reader of the views reads the report, and not the tables
SET client_min_messages = warning;
CREATE ROLE regress_cfsperf_reader;
CALL cfsperf.grant_reader('cfs', 'regress_cfsperf_reader');
CREATE TEMP TABLE told AS SELECT cfs.report_text('E10000018', '2020/21 Q2') AS words;
GRANT SELECT ON pg_temp.told TO regress_cfsperf_reader;
SET ROLE regress_cfsperf_reader;
SELECT words = cfs.report_text('E10000018', '2020/21 Q2') FROM pg_temp.told;
SELECT count(*) FROM cfs.narrative('E10000018', '2020/21 Q2');
SELECT cfs.narrative('E10000018', '2020/21 Q3');
SELECT count(*) FROM cfs.data_quality;
RESET ROLE;
DROP SCHEMA cfs CASCADE;
DROP TABLE told;
DROP ROLE regress_cfsperf_reader;

-- hostile text wherever people write
CALL cfsperf.create_framework('hostile');
SET search_path = hostile, cfsperf, cfsperf_internal;
CREATE TEMP TABLE nasty (i serial, words text);
INSERT INTO nasty (words) VALUES
	('<script>alert(1)</script>'), (E'line\nbreak\r\n# heading\n\n- item'), ('**bold** _under_ `code` [link](http://x) ![i](y)'),
	(E'\ttab "quotes" ''single'' \\ back\\slash & &amp; | pipe ~~x~~ $x$ ## '), ('''); DROP TABLE report; --'), ('%s %I %L $1 {} \0'),
	(repeat('long ', 60)), ('1. one'), ('ends with a stop.'), ('really?'), ('"Quoted."'), ('שלום עולם'), (U&'\202E reversed \2066 x'), ('   '), ('');
INSERT INTO outcome SELECT 'o' || i, left(words, 500), i FROM nasty;
INSERT INTO measure (code, outcome, position, title, polarity, polarity_reason, unit, unit_label)
SELECT 'm' || i, 'o' || i, i, left(words, 500), 'low', words, 'count', left(words, 60) FROM nasty;
INSERT INTO area SELECT 'a' || i, left(words, 200) FROM nasty;
INSERT INTO benchmark SELECT 'b' || i, words, left(words, 200), '2019-12-05', words FROM nasty;
INSERT INTO report SELECT 'a' || i, '2020/21 Q2', 'b' || i, left(words, 500), words FROM nasty;
INSERT INTO observation (measure, area, period, value, status, note)
SELECT 'm' || m.i, 'a' || a.i, p, CASE WHEN (m.i + a.i) % 3 > 0 THEN m.i END, CASE WHEN (m.i + a.i) % 3 = 0 THEN 'x' END, m.words
FROM nasty m, nasty a, (VALUES ('2020/21 Q1'::reporting_period), ('2020/21 Q2')) AS x (p);
INSERT INTO commentary SELECT 'm' || m.i, 'a' || a.i, '2020/21 Q2', m.words FROM nasty m, nasty a;

CREATE TEMP VIEW hostile_line AS
SELECT a.i, line, n FROM nasty a, regexp_split_to_table(report_text('a' || a.i, '2020/21 Q2'), '\n') WITH ORDINALITY AS x (line, n);
-- as many headings of each kind as there are outcomes and parts, and every line is one of the four that are made
SELECT DISTINCT count(*) FILTER (WHERE line ~ '^# ') AS titles, count(*) FILTER (WHERE line ~ '^## ') AS headings,
	count(*) FILTER (WHERE line ~ '^(- )?\*\*') AS measures
FROM hostile_line GROUP BY i;
SELECT line FROM hostile_line
WHERE line !~ '^($|#{1,2} |(- )?\*\*|This report sets out |National comparisons |From |Of |One measure |No measure|Every measure|Worse, |Better, )';
-- nothing that means something in Markdown or HTML stands unescaped, beside what the report itself makes
SELECT i, line FROM (
	SELECT i, line, regexp_replace(regexp_replace(line, '^(#{1,2} |(- )?\*\*)|(?<=[^\\ ])\*\* ', '', 'g'), '\\[\\`*_\[\]<>&#|~$]', 'x', 'g') AS rest
	FROM hostile_line) AS x
WHERE rest ~ '[\\`|~$]|<[[:alpha:]/!?]|\][(\[:]|&(#|[[:alpha:]]+;)|\*\S|\S\*|(^|[^[:alnum:]])_\S|\S_([^[:alnum:]]|$)|\s#+$' ORDER BY 1, 2;
-- no control character, no turned text, no doubled full stop, no title that is missing
SELECT line FROM hostile_line WHERE line ~ '[[:cntrl:]\u202e\u2066]|[.!?]\.( |$)|\*\*\*\*';
SELECT markdown(E'<b>a_b</b>\n[x](y) & #1'), markdown(' ') IS NULL AS nothing;
-- what means nothing is left alone: it would still be there in a word processor
SELECT w, markdown(w), nullif(markdown_line(w), markdown(w)) AS at_the_beginning FROM unnest(ARRAY['3 & 4 year olds', 'fewer than <5', 'a * b', 'see [1]', 'tier_2', '#1 priority', 'R&D; AT&T', '&amp;', '1. one', '12) two', '1.5 days',
	'- item', '> quote', '+ more', '=', 'no. #1', '_so_', '*so*', '2 > 1', '![i](y)', '[a]: b', '[a][b]', '<br>', '<!-- -->', 'a|b', '~5', '$5', 'C:\dir', '`x`']) WITH ORDINALITY AS x (w, i) ORDER BY i;
SELECT as_sentence(w) FROM unnest(ARRAY['no stop', 'stop.', 'really?', '"Quoted."', '(in brackets.)', E' two\nlines ', 'etc.)']) AS w;

-- a title that is empty is the code
SELECT measure, left(paragraph, 10) FROM narrative('a1', '2020/21 Q2') WHERE measure IN ('m14', 'm15') ORDER BY 1;
-- one that nothing is compared with
UPDATE report SET benchmark = NULL WHERE area = 'a1';
SELECT count(*) FROM hostile_line WHERE i = 1 AND line LIKE 'National%';
SET client_min_messages = warning;
DROP SCHEMA hostile CASCADE;
-- a framework without measures
CALL cfsperf.create_framework('bare');
INSERT INTO bare.area VALUES ('a', 'Anyshire');
INSERT INTO bare.report VALUES ('a', '2020/21 Q2');
SELECT bare.report_text('a', '2020/21 Q2');
DROP SCHEMA bare CASCADE;
