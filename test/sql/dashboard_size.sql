--
-- A page of 500 measures, each with title, note and commentary, has all of them, agrees with the views and stays below 1.5 MB.
--
SET client_min_messages = warning;
CALL cfsperf.create_framework('large');
SET search_path = large, cfsperf, pg_catalog;
INSERT INTO outcome SELECT 'o' || i, 'Outcome ' || i, i FROM generate_series(1, 8) i;
INSERT INTO measure (code, outcome, position, title, polarity, polarity_reason, unit, tolerance)
SELECT 'm' || i, 'o' || 1 + i % 8, i, rpad('Measure ' || i || ' ', 120, 'of children and young people '),
	(ARRAY['high', 'low', 'none'])[1 + i % 3]::polarity, 'no way is good', (ARRAY['%', 'number', 'per 10000'])[1 + i % 3 ], i % 4
FROM generate_series(1, 500) i;
INSERT INTO area VALUES ('EN', 'England', 'country', NULL), ('R', 'Region', 'region', 'EN');
INSERT INTO area SELECT 'a' || i, 'Area ' || i, 'authority', 'R' FROM generate_series(1, 40) i;
INSERT INTO neighbour SELECT 'a1', 'a' || i, i FROM generate_series(2, 11) i;
INSERT INTO benchmark VALUES ('b', 'Year to March 2019');
INSERT INTO report VALUES ('a1', '2020/21 Q2', 'b');
INSERT INTO benchmark_value (measure, benchmark, area, period, value)
SELECT m.code, 'b', 'a' || i, '2018/19', (i * 37 + m.position) % 101
FROM measure m, generate_series(1, 40) i WHERE m.position % 7 <> 0;
-- twelve quarters; some measures have none, some a gap before the last, some nothing but the last
INSERT INTO observation (measure, area, period, value, note)
SELECT m.code, 'a1', '2020/21 Q2'::reporting_period - q, (q * 11 + m.position * 13) % 101, rpad('note ', 150, 'caveat ')
FROM measure m, generate_series(0, 11) q
WHERE m.position % 11 <> 0 AND NOT (m.position % 13 = 0 AND q = 1) AND NOT (m.position % 17 = 0 AND q > 0);
INSERT INTO commentary SELECT code, 'a1', '2020/21 Q2', rpad('commentary ', 300, 'words ') FROM measure;
ANALYZE;

CREATE TABLE page AS SELECT dashboard('a1', '2020/21 Q2') AS html;
SELECT octet_length(html) < 1500000 AS small_enough FROM page;
CREATE TABLE tree AS
SELECT xmlparse(DOCUMENT regexp_replace(html, '<(meta|link)( [^>]*)>', '<\1\2/>', 'g')) AS page FROM page;
SELECT cardinality(xpath('//table[@class="measures"]/tbody', page)) AS measures FROM tree;

-- no count of the overview is one that the views do not hold
CREATE TABLE overview_count AS
SELECT (xpath('string(/li/b)', x))[1]::text::bigint AS n, btrim(regexp_replace((xpath('string(/li)', x))[1]::text, '^\D*\d+', '')) AS words
FROM tree, unnest(xpath('//ul[@class="strip"]/li', page)) x;
SELECT words FROM overview_count ORDER BY words COLLATE "C";
SELECT n, words FROM overview_count
EXCEPT
SELECT c.n, c.words
FROM quarter_summary, LATERAL (VALUES (reported, 'reported'), (improved, 'improved'), (declined, 'declined'),
	(no_significant_change, 'no significant change'), (information_only, 'information only'),
	(not_comparable, 'cannot be compared'), (not_reported, 'not reported'),
	(top_quartile, 'in the top quartile'), (reported + not_reported, 'measures in 8 outcomes'), (second_quartile, 'in the second quartile'),
	(third_quartile, 'in the third quartile'), (fourth_quartile, 'in the fourth quartile')) c(n, words);
SELECT h.sentence = (xpath('string(//p[@class="lead"])', page))[1]::text AS sentence FROM headline h, tree;

-- nor do the rows differ from the scorecard
SELECT (xpath('string(/tbody/tr/th/span)', x))[1]::text AS title, (xpath('normalize-space(/tbody/tr/td/b[starts-with(@class, "badge")])', x))[1]::text AS said,
	(xpath('string(/tbody/tr/td/b[@class="place"])', x))[1]::text AS place
FROM tree, unnest(xpath('//table[@class="measures"]/tbody', page)) x
EXCEPT
SELECT measure_title, CASE WHEN value IS NULL THEN 'Not reported' WHEN direction IS NULL THEN 'Cannot be compared'
		ELSE upper(left(direction, 1)) || substr(direction, 2) END,
	coalesce((ARRAY['Top', 'Second', 'Third', 'Fourth'])[quartile] || ' quartile', '')
FROM scorecard;

DROP SCHEMA large CASCADE;
