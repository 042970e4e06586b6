-- What the first sheet has no room for is on the page in full, behind it: on both sides of each limit.
SET client_min_messages = warning;
SET jit = off;
CALL cfsperf.create_framework('limits');
SET search_path = limits, cfsperf;
INSERT INTO outcome VALUES ('o', 'Outcome', 1);
INSERT INTO area VALUES ('A', 'Area A');
INSERT INTO report (area, quarter) VALUES ('A', '2020/21 Q2');
INSERT INTO measure (code, outcome, position, title, polarity, unit, decimals) SELECT 'm' || i, 'o', i, 'Measure ' || i, 'high', 'count', 0 FROM generate_series(1, 7) i;
INSERT INTO observation (measure, area, period, value) SELECT code, 'A', '2020/21 Q2', 10 FROM measure;
CALL publish('A', '2020/21 Q2');

-- the parts of a page, and how many changes its first sheet leaves out
CREATE FUNCTION pg_temp.parts(OUT changes integer, OUT more text, OUT all_changes integer, OUT commentary boolean, OUT about boolean, OUT about_all boolean) LANGUAGE sql AS $$
	SELECT (SELECT count(*) FROM regexp_matches(substring(html FROM '<h2 id="changes">.*?</section>'), '<li', 'g')), substring(html FROM 'And \d+ more'),
		(SELECT count(*) FROM regexp_matches(substring(html FROM '<h2 id="all-changes">.*?</section>'), '<li', 'g')),
		html LIKE '%<h2 id="commentary">%', html LIKE '%<h2 id="about">%', html LIKE '%<h2 id="about-all">%'
	FROM dashboard('A', '2020/21 Q2') AS html $$;
SELECT * FROM pg_temp.parts();
-- an outcome leads to its measures, or, on a first sheet by itself, nowhere
SELECT f.form, substring(dashboard('A', '2020/21 Q2', form => f.form) FROM '<h2 id="outcomes">.*?<th role="rowheader" scope="row">(.*?)</th>') AS outcome
FROM unnest('{full,summary}'::text[]) f(form);
-- changes: five, six and seven
UPDATE observation SET value = 11 WHERE measure <= 'm5';
SELECT * FROM pg_temp.parts();
UPDATE observation SET value = 11 WHERE measure = 'm6';
SELECT * FROM pg_temp.parts();
UPDATE observation SET value = 11 WHERE measure = 'm7';
SELECT * FROM pg_temp.parts();
-- one, of a title of 120 characters and of 121
UPDATE observation SET value = 10 WHERE measure <> 'm7';
UPDATE measure SET title = repeat('x', 120) WHERE code = 'm7';
CALL publish('A', '2020/21 Q2');
UPDATE observation SET value = 12 WHERE measure = 'm7';
SELECT * FROM pg_temp.parts();
UPDATE measure SET title = repeat('x', 121) WHERE code = 'm7';
CALL publish('A', '2020/21 Q2');
UPDATE observation SET value = 13 WHERE measure = 'm7';
SELECT * FROM pg_temp.parts();

-- what people say of the report: 420 characters and 421, a full stop among them; a note of it: 200 and 201
INSERT INTO commentary (area, quarter, text) VALUES ('A', '2020/21 Q2', repeat('x', 419));
UPDATE report SET note = repeat('y', 200);
SELECT * FROM pg_temp.parts();
UPDATE commentary SET text = repeat('x', 420);
UPDATE report SET note = repeat('y', 201);
SELECT * FROM pg_temp.parts();

-- the table of the outcomes, where nothing needs attention and nothing goes well: 20 beside four lines of what people say and
-- six about the figures, and 21
INSERT INTO area VALUES ('B', 'Area B');
INSERT INTO benchmark (code, title, caveat) VALUES ('b', repeat('x', 200), repeat('y', 200));
INSERT INTO report (area, quarter, benchmark, note) VALUES ('B', '2020/21 Q2', 'b', repeat('z', 200));
INSERT INTO commentary (area, quarter, text) VALUES ('B', '2020/21 Q2', repeat('x', 400));
INSERT INTO outcome SELECT 'o' || i, 'Outcome ' || i, i FROM generate_series(2, 20) i;
INSERT INTO measure (code, outcome, title, polarity, unit) SELECT code, code, title, 'high', 'count' FROM outcome WHERE code <> 'o';
INSERT INTO observation (measure, area, period, value) SELECT code, 'B', '2020/21 Q2', 10 FROM measure;
CREATE FUNCTION pg_temp.outcomes() RETURNS text LANGUAGE sql AS $$
	SELECT CASE WHEN html ~ 'id="outcomes".*class="rest"' THEN 'on the first sheet' WHEN html ~ 'class="rest".*id="outcomes"' THEN 'behind it' END
	FROM dashboard('B', '2020/21 Q2') AS html $$;
SELECT pg_temp.outcomes();
INSERT INTO outcome VALUES ('o21', 'Outcome 21', 21);
INSERT INTO measure (code, outcome, title, polarity, unit) VALUES ('o21', 'o21', 'Outcome 21', 'high', 'count');
SELECT pg_temp.outcomes();
-- What a report does not have takes no room: 26 and 27 where nothing is said of it nor of its figures.
UPDATE report SET benchmark = NULL, note = NULL WHERE area = 'B';
DELETE FROM commentary WHERE area = 'B';
INSERT INTO outcome SELECT 'o' || i, 'Outcome ' || i, i FROM generate_series(22, 26) i;
INSERT INTO measure (code, outcome, title, polarity, unit) SELECT code, code, title, 'high', 'count' FROM outcome WHERE position > 21;
SELECT pg_temp.outcomes();
INSERT INTO outcome VALUES ('o27', 'Outcome 27', 27);
INSERT INTO measure (code, outcome, title, polarity, unit) VALUES ('o27', 'o27', 'Outcome 27', 'high', 'count');
SELECT pg_temp.outcomes();
-- 23 beside a change of two lines, of 110 characters each; title and words are cut there at 120 and 200, and are behind it in full
DELETE FROM measure USING outcome o WHERE o.code = outcome AND o.position > 23;
SELECT title, words, CASE WHEN html ~ 'id="outcomes".*class="rest"' THEN 'on the first sheet' ELSE 'behind it' END AS outcomes,
	length(regexp_replace(substring(html FROM 'id="changes">.*?<li[^>]*>(.*?)</li>'), '<[^>]*>', '', 'g')) AS line, html ~ 'id="all-changes"' AS all_changes
FROM (VALUES (18, 200), (19, 200), (18, 201), (120, 98), (120, 99), (121, 98)) AS v(title, words),
	dashboard_page('B', '2020/21 Q2', 'full', (SELECT jsonb_agg(c) FROM (
		SELECT 1 AS edition, 1 AS place, 'o2' AS measure, repeat('t', title) AS measure_title, repeat('w', words) AS words) c), NULL) AS html;
-- and beside two lines of what people say and two about the figures, of 130 characters each: note, benchmark with its release,
-- caveat; of a longer note there is no more than two lines
INSERT INTO commentary (area, quarter, text) VALUES ('B', '2020/21 Q2', repeat('x', 200));
CREATE FUNCTION pg_temp.outcomes(note integer, title integer, release integer, caveat integer) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	UPDATE benchmark b SET title = repeat('x', greatest($2, 1)), release = nullif(repeat('y', $3), ''), caveat = nullif(repeat('z', $4), '');
	UPDATE report r SET note = nullif(repeat('n', $1), ''), benchmark = CASE WHEN $2 > 0 THEN 'b' END WHERE r.area = 'B';
	RETURN pg_temp.outcomes();
END $$;
SELECT v.*, pg_temp.outcomes(note, title, release, caveat)
FROM (VALUES (130, 100, 30, 0), (131, 100, 30, 0), (130, 100, 31, 0), (0, 130, 0, 130), (0, 130, 0, 131), (300, 0, 0, 0)) AS v(note, title, release, caveat);
DROP SCHEMA limits CASCADE;
