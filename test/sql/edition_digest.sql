-- An edition has a digest that follows from the one before and from all its rows: edition_check says of each whether they
-- are those that were published, and by which measure not, whatever the session's settings and whatever was added.
\set VERBOSITY terse
\set SHOW_CONTEXT never
SET client_min_messages = warning;
CALL cfsperf.create_framework('digests');
SET search_path = digests, cfsperf;

INSERT INTO outcome VALUES ('safe', 'Safe', 1);
INSERT INTO area VALUES ('A', 'Anyshire'), ('B', 'Borsetshire');
INSERT INTO measure (code, outcome, title, polarity, unit) VALUES
	('reviews', 'safe', 'Reviews in time', 'high', '%'), ('entrants', 'safe', 'First-time entrants', 'low', 'count'),
	('rate', 'safe', 'Rate', 'low', 'per 10000'), ('none', 'safe', 'Not loaded', 'high', '%');
INSERT INTO report (area, quarter) VALUES ('A', '2020/21 Q2'), ('B', '2020/21 Q2');
INSERT INTO observation (measure, area, period, value, numerator, denominator) VALUES
	('reviews', 'A', '2020/21 Q1', 100 * 2 / 3.0, 2, 3), ('reviews', 'A', '2020/21 Q2', 94.6, 1016, 1074),
	('entrants', 'A', '2020/21 Q2', 21, NULL, NULL), ('rate', 'A', '2020/21 Q2', 0.1 + 0.2, NULL, NULL),
	('reviews', 'B', '2020/21 Q2', 90, NULL, NULL);
CALL publish('B', '2020/21 Q2');
CALL publish('A', '2020/21 Q2');
UPDATE observation SET value = 22 WHERE measure = 'entrants';
CALL publish('A', '2020/21 Q2');
UPDATE observation SET value = 23 WHERE measure = 'entrants';
CALL publish('A', '2020/21 Q2');
SELECT area, edition, state, redacted, finding FROM edition_check ORDER BY area, edition;
SELECT count(DISTINCT digest) AS digests, bool_and(digest ~ '^[0-9a-f]{64}$') AS are_sha256 FROM published_summary;
SELECT count(*), count(DISTINCT salt) AS salts, min(length(salt)) AS digits FROM published_scorecard;
CREATE TEMP TABLE printed AS SELECT area, edition, digest FROM edition_check;

-- another can compute it from what readers see, without a function of ours
SET TimeZone = 'UTC';
WITH part AS (
	SELECT area, edition, NULL AS measure, encode(sha256(convert_to(jsonb_strip_nulls(to_jsonb(s) - 'contents' - 'digest')::text, 'UTF8')), 'hex') AS hash
	FROM published_summary s
	UNION ALL
	SELECT area, edition, measure, encode(sha256(convert_to(salt || jsonb_strip_nulls(to_jsonb(c) - 'salt')::text, 'UTF8')), 'hex')
	FROM published_scorecard c),
page AS (
	SELECT area, edition, encode(sha256(convert_to(salt || jsonb_strip_nulls(to_jsonb(p) - 'salt')::text, 'UTF8')), 'hex') AS hash
	FROM published_page p),
contents AS (
	SELECT area, edition, jsonb_build_object('summary', min(hash) FILTER (WHERE measure IS NULL),
		'page', (SELECT page.hash FROM page WHERE page.area = part.area AND page.edition = part.edition),
		'scorecard', jsonb_object_agg(measure, hash) FILTER (WHERE measure IS NOT NULL)) AS contents
	FROM part GROUP BY area, edition)
SELECT c.area, c.edition, p.digest = encode(sha256(convert_to(jsonb_build_array(b.digest, c.contents)::text, 'UTF8')), 'hex') AS agrees
FROM contents c JOIN printed p USING (area, edition)
LEFT JOIN printed b ON b.area = c.area AND b.edition = c.edition - 1
ORDER BY c.area, c.edition;

-- no setting matters
SET extra_float_digits = -15;
SET TimeZone = 'Asia/Kathmandu';
SET DateStyle = 'German';
SET IntervalStyle = 'iso_8601';
SET bytea_output = 'escape';
SET search_path = '';
SELECT state, count(*) FROM digests.edition_check GROUP BY state;
RESET extra_float_digits;
RESET TimeZone;
RESET DateStyle;
RESET IntervalStyle;
RESET bytea_output;
SET search_path = digests, cfsperf;
-- nor columns that people add, nor those that a later version may
ALTER TABLE published_summary ADD COLUMN signed_off_by text, ADD COLUMN paper integer NOT NULL DEFAULT 7;
ALTER TABLE published_scorecard ADD COLUMN remark text, ADD COLUMN seen boolean DEFAULT false;
SELECT state, count(*) FROM edition_check GROUP BY state;
UPDATE observation SET value = 91 WHERE area = 'B';
CALL publish('B', '2020/21 Q2');
SELECT area, edition, state FROM edition_check ORDER BY area, edition;

-- With the owner's means every kind of tampering is seen and named; each is undone again.
CREATE PROCEDURE public.tamper(what text) LANGUAGE plpgsql AS $$
DECLARE
	found record;
BEGIN
	ALTER TABLE published_summary DISABLE TRIGGER ALL;
	ALTER TABLE published_scorecard DISABLE TRIGGER ALL;
	ALTER TABLE published_page DISABLE TRIGGER ALL;
	EXECUTE what;
	RAISE WARNING '%', what;
	FOR found IN SELECT area, edition, finding FROM edition_check WHERE state <> 'holds' ORDER BY area, edition LOOP
		RAISE WARNING '    %', found;
	END LOOP;
	RAISE WARNING '    % of 5 digests are as printed', (SELECT count(*) FROM published_summary JOIN printed USING (area, edition, digest));
	ROLLBACK;
END $$;
CALL public.tamper('UPDATE published_scorecard SET value = 20 WHERE area = ''A'' AND edition = 2 AND measure = ''entrants''');
CALL public.tamper('UPDATE published_scorecard SET value = value + 1e-15 WHERE measure = ''rate'' AND edition = 1 AND area = ''A''');
CALL public.tamper('UPDATE published_scorecard SET note = ''revised'' WHERE area = ''A'' AND measure IN (''none'', ''rate'')');
CALL public.tamper('UPDATE published_scorecard SET remark = ''mine'' WHERE area = ''B'' AND measure = ''rate''');
CALL public.tamper('UPDATE published_scorecard SET salt = NULL WHERE area = ''B'' AND edition = 1 AND measure = ''reviews''');
CALL public.tamper('DELETE FROM published_scorecard WHERE area = ''A'' AND edition = 2 AND measure = ''none''');
CALL public.tamper('INSERT INTO published_scorecard (edition, quarter, area, measure) SELECT edition, quarter, area, ''more'' FROM published_summary WHERE area = ''A'' AND edition = 3');
CALL public.tamper('UPDATE published_page SET html = html || ''.'' WHERE area = ''A'' AND edition = 1');
CALL public.tamper('DELETE FROM published_page WHERE area = ''B''');
CALL public.tamper('UPDATE published_summary SET sentence = ''All is well.'' WHERE area = ''A'' AND edition = 1');
CALL public.tamper('UPDATE published_summary SET published_by = ''somebody'', published_at = published_at - interval ''1 microsecond'' WHERE area = ''A'' AND edition = 1');
CALL public.tamper('UPDATE published_summary SET digest = md5(digest) || md5(digest) WHERE area = ''A'' AND edition = 1');
CALL public.tamper('UPDATE published_summary SET digest = NULL, contents = NULL WHERE area = ''A'' AND edition = 2');
CALL public.tamper('UPDATE published_summary SET contents = ''{"scorecard": 3}'' WHERE area = ''A'' AND edition = 2');
CALL public.tamper('DELETE FROM published_summary WHERE area = ''A'' AND edition = 1');
-- rows and contents made to agree: the digest does not; the digest too: it is not the one that was printed
CALL public.tamper('UPDATE published_scorecard SET value = 20 WHERE area = ''A'' AND edition = 2 AND measure = ''entrants'';
	UPDATE published_summary SET contents = edition_contents(area, quarter, edition) WHERE area = ''A'' AND edition = 2');
CALL public.tamper('UPDATE published_scorecard SET value = 20 WHERE area = ''A'' AND edition = 3 AND measure = ''entrants'';
	UPDATE published_summary SET contents = edition_contents(area, quarter, edition) WHERE area = ''A'' AND edition = 3;
	UPDATE published_summary SET digest = cfsperf_internal.digest_of(NULL, jsonb_build_array((SELECT digest FROM printed WHERE area = ''A'' AND edition = 2), contents))
	WHERE area = ''A'' AND edition = 3');

-- Editions that an older version published have none, and those that follow do.
ALTER TABLE published_summary DISABLE TRIGGER guard_edition;
ALTER TABLE published_scorecard DISABLE TRIGGER guard_edition;
UPDATE published_summary SET contents = NULL, digest = NULL;
UPDATE published_scorecard SET salt = NULL;
ALTER TABLE published_summary ENABLE TRIGGER guard_edition;
ALTER TABLE published_scorecard ENABLE TRIGGER guard_edition;
UPDATE observation SET value = 24 WHERE measure = 'entrants';
CALL publish('A', '2020/21 Q2');
SELECT area, edition, state, finding FROM edition_check ORDER BY area, edition;

-- The page of an edition ends with its digest.
SELECT dashboard('A', '2020/21 Q2', 4) LIKE '%Edition 4, published on%. Digest <code>' || digest || '</code></p></footer>%' AS printed
FROM published_summary WHERE area = 'A' AND edition = 4;
SELECT dashboard('A', '2020/21 Q2') LIKE '%Digest%' AS printed;
-- and no other one, of another quarter or area either
INSERT INTO report (area, quarter) VALUES ('A', '2020/21 Q3');
CALL publish('A', '2020/21 Q3');
SELECT s.area, s.quarter, s.edition, f.form, p.document LIKE '%' || s.digest || '%' AS printed,
	(SELECT count(*) FROM published_summary o WHERE p.document LIKE '%' || o.digest || '%') AS digests
FROM (SELECT DISTINCT ON (area, quarter) * FROM published_summary WHERE digest IS NOT NULL ORDER BY area, quarter, edition DESC) s,
	unnest('{page,summary,full,short}'::text[]) WITH ORDINALITY AS f(form, n),
	published_document(s.area, s.quarter::reporting_period, s.edition, f.form) AS p(document) ORDER BY s.area, s.quarter, f.n;

SELECT area, quarter, edition, state, finding FROM edition_check WHERE state <> 'no digest' ORDER BY area, quarter, edition;
DROP PROCEDURE public.tamper;
DROP SCHEMA digests CASCADE;
