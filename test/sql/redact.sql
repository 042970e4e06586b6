-- redact takes a figure that ought not to have been published out of every edition that has it, keeps who did so and why,
-- and leaves no way to find it again; every digest that was printed still holds.
\set VERBOSITY terse
\set SHOW_CONTEXT never
SET client_min_messages = warning;
CALL cfsperf.create_framework('redacted');
SET search_path = redacted, cfsperf;

INSERT INTO outcome VALUES ('safe', 'Safe', 1);
INSERT INTO area VALUES ('EN', 'England', 'country', NULL), ('NE', 'North East', 'region', NULL), ('A', 'Anyshire', 'authority', 'NE'), ('B', 'Borsetshire', 'authority', 'NE');
INSERT INTO measure (code, outcome, title, polarity, unit, max_arrears, comparable_totals) VALUES ('entrants', 'safe', 'First-time entrants', 'low', 'count', 3, true);
INSERT INTO measure (code, outcome, title, polarity, unit, comparable_totals, basis) VALUES
	('late', 'safe', 'Late', 'low', '%', true, 'previous reported'), ('annual', 'safe', 'Compared with a year ago', 'low', 'count', true, 'previous reported');
INSERT INTO report (area, quarter)
SELECT a, q::reporting_period FROM unnest('{A,B,NE,EN}'::text[]) a, unnest('{2019/20 Q2,2020/21 Q1,2020/21 Q2}'::text[]) q;
INSERT INTO observation (measure, area, period, value, numerator, denominator) VALUES
	('late', 'A', '2020/21 Q1', 5, 3, 60), ('late', 'A', '2020/21 Q2', 10, 6, 60), ('late', 'NE', '2020/21 Q1', 20, 24, 120),
	('late', 'NE', '2020/21 Q2', 15, 18, 120), ('late', 'EN', '2020/21 Q1', 8, 8, 100), ('late', 'B', '2020/21 Q1', 25, 15, 60);
INSERT INTO observation (measure, area, period, value) VALUES
	('annual', 'A', '2019/20 Q2', 3), ('annual', 'A', '2020/21 Q1', 30), ('annual', 'A', '2020/21 Q2', 31),
	('entrants', 'A', '2020/21 Q1', 4);
INSERT INTO commentary VALUES ('late', 'A', '2020/21 Q1', 'Three families moved.', 'me');
CREATE PROCEDURE public.publish_all() LANGUAGE plpgsql AS $$
DECLARE
	r report;
BEGIN
	FOR r IN SELECT * FROM report ORDER BY area, quarter LOOP
		CALL publish(r.area, r.quarter);
	END LOOP;
END $$;
CALL public.publish_all();
-- a second edition that has the figure too, and a third with another
UPDATE observation SET note = 'revised' WHERE measure = 'late' AND area = 'A' AND period = '2020/21 Q1';
CALL public.publish_all();
UPDATE observation SET value = 8, numerator = 4, denominator = 50 WHERE measure = 'late' AND area = 'A' AND period = '2020/21 Q1';
CALL public.publish_all();
CREATE TEMP TABLE printed AS SELECT area, quarter, edition, digest FROM published_summary;
CREATE TEMP TABLE card AS TABLE published_scorecard;
CREATE TEMP TABLE page AS TABLE published_page;
CREATE TEMP VIEW late AS
SELECT area, quarter, edition AS e, period, value, numerator AS n, display, previous_value AS before, difference AS by, direction, status, note, commentary,
	region_value AS region, national_value AS country, salt IN (SELECT salt FROM card) AS same_salt
FROM redacted.published_scorecard WHERE measure = 'late' AND area IN ('A', 'B') AND quarter >= '2020/21' ORDER BY area, quarter, edition;
SELECT area, quarter, e, value, before, by, status, region, country FROM late;

-- What is not redacted: without a reason, what is not there, what has no figure.
CALL redact('A', '2020/21 Q1', 1, 'late', NULL);
CALL redact('A', '2020/21 Q1', 1, 'late', '  ');
CALL redact('A', '2020/21 Q1', 9, 'late', 'too few');
CALL redact('A', '2020/21 Q1', 1, 'early', 'too few');
CALL redact('A', '2019/20 Q2', 1, 'late', 'too few');

-- The figure goes from its own editions and from those in which it is the one before; who has another is told.
\set VERBOSITY default
SET client_min_messages = notice;
CALL redact('A', '2020/21 Q1', 1, 'late', 'three children');
SET client_min_messages = warning;
\set VERBOSITY terse
SELECT area, quarter, e, value, n, display, before, by, direction, status, note, commentary, same_salt FROM late WHERE area = 'A';
SELECT area, quarter, edition, measure, number, part, period, reason, redacted_by = session_user AS by_me FROM redaction ORDER BY area, quarter, edition, measure, number;
-- as a year ago, as the region's and the country's
CALL redact('A', '2019/20 Q2', 1, 'annual', 'three');
CALL redact('NE', '2020/21 Q1', 1, 'late', 'a region of two');
CALL redact('EN', '2020/21 Q1', 1, 'late', 'eight');
SELECT area, quarter, edition, number, part FROM redaction WHERE measure = 'late' AND part IN ('region', 'country') ORDER BY area, quarter, edition, number;
SELECT edition, year_ago_value, year_ago_direction, value, previous_value FROM published_scorecard WHERE measure = 'annual' AND area = 'A' AND quarter = '2020/21 Q2';
SELECT area, e, value, region, country, same_salt FROM late WHERE quarter = '2020/21 Q1';
SELECT part, count(*) FROM redaction GROUP BY part ORDER BY part;
CALL redact('A', '2020/21 Q1', 1, 'late', 'again');

-- Page and words of these editions say it no more, and the others what they said.
SELECT p.area, p.quarter, p.edition AS e, d.name, d.was ~ d.figure AS had, d.is_now ~ d.figure AS has, d.is_now ~ 'Withheld: confidential' AS says_so
FROM published_page p JOIN page USING (area, quarter, edition)
CROSS JOIN LATERAL (VALUES ('html', page.html, p.html, '\m5\.0%|\m3/60|Three families'), ('summary', page.html_summary, p.html_summary, '\m5\.0%|\m3/60|Three families'),
	('markdown', page.markdown, p.markdown, '\m5\.0%|\m3 of 60|Three families'), ('short', page.markdown_short, p.markdown_short, '\m5\.0%')) AS d (name, was, is_now, figure)
WHERE area = 'A' AND quarter >= '2020/21'
ORDER BY 1, 2, 3, 4;
SELECT count(*) FROM published_page p JOIN page USING (area, quarter, edition)
WHERE (p.html, p.html_summary, p.markdown, p.markdown_short, p.salt) <> (page.html, page.html_summary, page.markdown, page.markdown_short, page.salt)
	AND NOT EXISTS (SELECT FROM redaction r WHERE (r.area, r.quarter, r.edition) = (p.area, p.quarter, p.edition));

-- Nothing else has changed: what is left of each row is what it was.
SELECT c.area, c.quarter, c.edition, c.measure, o.key, o.value AS was
FROM published_scorecard p JOIN card c USING (area, quarter, edition, measure), jsonb_each_text(to_jsonb(c)) o
WHERE o.value IS DISTINCT FROM to_jsonb(p) ->> o.key AND o.key NOT IN ('salt', 'status', 'note')
	AND NOT EXISTS (SELECT FROM redaction r WHERE r.area = c.area AND r.quarter = c.quarter AND r.edition = c.edition AND r.measure = c.measure);
-- of the row itself no number is left but those of the rules
SELECT j.key, j.value FROM published_scorecard p, jsonb_each_text(jsonb_strip_nulls(to_jsonb(p))) j WHERE area = 'A' AND quarter = '2020/21 Q1' AND edition = 1 AND measure = 'late' AND key <> 'salt' ORDER BY key COLLATE "C";

-- The digests that were printed still hold, and the chain goes on.
SELECT state, redacted, finding, count(*) FROM edition_check GROUP BY 1, 2, 3 ORDER BY 1, 2;
SELECT count(*) AS editions, count(*) FILTER (WHERE p.digest = e.digest) AS as_printed FROM printed p JOIN edition_check e USING (area, quarter, edition);
UPDATE observation SET note = 'again' WHERE measure = 'late';
CALL publish('A', '2020/21 Q1');
SELECT edition, state, redacted FROM edition_check WHERE area = 'A' AND quarter = '2020/21 Q1' ORDER BY edition;

-- Trying all small numbers against the hash that is kept, with all that is left and all that could be known of the rest of
-- the row, finds nothing without the salt; with the one of then it would.
SET TimeZone = 'UTC';
CREATE FUNCTION public.try(was text, salt text, row_was card) RETURNS TABLE (n integer, of_how_many integer) LANGUAGE sql AS $$
	SELECT n, d
	FROM generate_series(0, 100) n, unnest('{50,55,60}'::integer[]) d
	WHERE cfsperf_internal.digest_of(salt, jsonb_strip_nulls(to_jsonb(row_was) - 'salt' || jsonb_build_object('value', 100.0::float8 * n / d,
		'numerator', n, 'denominator', d, 'display', (100.0 * n / d)::numeric(10, 1) || '% (' || n || '/' || d || ')'))) = was
$$;
SELECT s.contents #>> '{scorecard,late}' AS hash FROM published_summary s WHERE area = 'A' AND quarter = '2020/21 Q1' AND edition = 2 \gset
SELECT t.* FROM card c, public.try(:'hash', c.salt, c) t WHERE area = 'A' AND quarter = '2020/21 Q1' AND edition = 2 AND measure = 'late';
SELECT count(t) AS found
FROM (SELECT salt FROM published_scorecard UNION SELECT NULL) k, card c, public.try(:'hash', k.salt, c) t
WHERE c.area = 'A' AND c.quarter = '2020/21 Q1' AND c.edition = 2 AND c.measure = 'late';
-- nor does the hash that an earlier redaction of the row has kept
SELECT digest AS hash FROM redaction WHERE area = 'A' AND quarter = '2020/21 Q1' AND edition = 3 AND measure = 'late' ORDER BY number DESC LIMIT 1 \gset
CREATE TEMP TABLE salt_between AS SELECT * FROM published_scorecard WHERE area = 'A' AND quarter = '2020/21 Q1' AND edition = 3 AND measure = 'late';
CALL redact('A', '2020/21 Q1', 3, 'late', 'four');
SELECT t.* FROM salt_between c, public.try(:'hash', c.salt, ROW(c.*)::card) t;
SELECT count(t) AS found
FROM (SELECT salt FROM published_scorecard UNION SELECT NULL) k, salt_between c, public.try(:'hash', k.salt, ROW(c.*)::card) t;

-- A row that is changed under the cover of a redaction is seen.
BEGIN;
ALTER TABLE published_scorecard DISABLE TRIGGER guard_edition;
UPDATE published_scorecard SET value = 50 WHERE area = 'A' AND quarter = '2020/21 Q1' AND edition = 1 AND measure = 'late';
SELECT edition, state, finding FROM edition_check WHERE area = 'A' AND quarter = '2020/21 Q1' AND state = 'changed';
ROLLBACK;

DROP VIEW late;
DROP FUNCTION public.try;
DROP PROCEDURE public.publish_all;
DROP SCHEMA redacted CASCADE;
