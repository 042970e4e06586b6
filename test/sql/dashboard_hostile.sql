--
-- Whatever the tables hold is text on the dashboard: markup, quotes, control characters, text of either direction, of any length.
--
SET client_min_messages = warning;
\set SHOW_CONTEXT never
CALL cfsperf.create_framework('My "odd", frame''work');
SET search_path = "My ""odd"", frame'work", cfsperf, cfsperf_internal, pg_catalog;

SELECT html_text('<a href="x" title=''y''>&amp;</a>');
SELECT html_text(E'tab\tline\nbell\x07escape\x1b[31m return\r delete\x7f.') = E'tab\tline\nbell escape [31m return  delete .' AS harmless;
SELECT bool_and(html_text(chr(i)) = ' ') FROM generate_series(1, 127) i WHERE i < 32 AND i NOT IN (9, 10) OR i = 127;
SELECT html_text(repeat('&', 300)) = repeat('&amp;', 300) AS whole, html_text(NULL) IS NULL AS nothing, html_text('') = '' AS empty;

-- in every column that is shown
CREATE FUNCTION hostile(n integer) RETURNS text LANGUAGE sql AS $$
	SELECT '</title></svg></table></style>--><script>alert(' || n || ')</script>"onload="x" ''onclick=''y&lt;' || E'\x01\x1b'
		|| chr(8238) || chr(1587) || chr(1604) || chr(1575) || chr(1605)
$$;
INSERT INTO outcome VALUES ('o"><script>', hostile(1), 1), ('rtl', chr(1513) || chr(1500) || chr(1493) || chr(1501), 2);
INSERT INTO area (code, name, kind) VALUES ('R', hostile(2), 'region');
INSERT INTO area (code, name, region) VALUES ('A''"<', hostile(3), 'R'), ('B', 'B', 'R'), ('C', 'C', 'R'), ('D', 'D', 'R'), ('E', 'E', 'R');
UPDATE area SET name = hostile(19) WHERE code = 'B';
INSERT INTO neighbour VALUES ('A''"<', 'B');
INSERT INTO measure (code, outcome, title, polarity, polarity_reason, unit, unit_label) VALUES
	('1', 'o"><script>', hostile(4), 'high', NULL, '%', hostile(5)::varchar(60)),
	('2', 'o"><script>', hostile(6), 'none', hostile(7), 'number', '<b>'),
	('3', 'rtl', rpad(hostile(8), 500, 'x'), 'low', NULL, 'per 10000', '"'),
	('4', 'rtl', hostile(9), 'low', NULL, 'count', '''');
UPDATE measure SET definition = hostile(20), source_link = 'https://' || hostile(21), owner = hostile(22), counted = hostile(23)::varchar(60), out_of = hostile(24)::varchar(60);
UPDATE measure SET source_link = 'https://example.org/"onload="x"''><script>alert(25)</script>' WHERE code = '2';
INSERT INTO benchmark VALUES ('b', hostile(10), hostile(11), '2019-12-05', hostile(12));
INSERT INTO report VALUES ('A''"<', '2020/21 Q2', 'b', hostile(13), hostile(14));
INSERT INTO observation (measure, area, period, value, note)
SELECT code, 'A''"<', p, 20 + months(p), hostile(15) FROM measure, unnest(ARRAY['2020/21 Q1', '2020/21 Q2']::reporting_period[]) p WHERE code <> '4';
INSERT INTO observation (measure, area, period, status, note) VALUES ('4', 'A''"<', '2020/21 Q2', 'x', hostile(16));
INSERT INTO benchmark_value (measure, benchmark, area, period, value)
SELECT m.code, 'b', a.code, '2018/19', 10 + ascii(a.code) - 65 FROM measure m, area a;
INSERT INTO commentary VALUES ('1', 'A''"<', '2020/21 Q2', hostile(17)), ('4', 'A''"<', '2020/21 Q2', hostile(18));
INSERT INTO target VALUES ('1', 'A''"<', '2020/21 Q1', 30);

CREATE TABLE page AS SELECT dashboard('A''"<', '2020/21 Q2') AS html;
CREATE TABLE tree AS
SELECT xmlparse(DOCUMENT regexp_replace(html, '<(meta|link)( [^>]*)>', '<\1\2/>', 'g')) AS page FROM page;

-- all of it is there, and nothing of it is markup
SELECT count(DISTINCT m[1]) FROM page, regexp_matches(html, 'alert\((\d+)\)', 'g') m;
SELECT html ~ '<script|<b>"|alert\(\d+\)</script>' AS markup, html ~ E'[\x01-\x08\x0b-\x1f\x7f]' AS control FROM page;
SELECT count(*) FROM tree, unnest(xpath('//script | //@onload | //@onclick', page));
SELECT x::text FROM tree, unnest(xpath('//@*[not(contains(
	" aria-hidden aria-labelledby charset class colspan content cx cy d data-label dir fill height href http-equiv id lang name preserveAspectRatio r rel role rowspan scope stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-width viewBox width ",
	concat(" ", name(), " ")))]', page)) x;

-- free text stands in elements that keep its direction to themselves
SELECT (xpath('name(/*)', x))[1]::text COLLATE "C" AS element, (xpath('/*/@dir', x))[1]::text AS dir, count(*)
FROM tree, unnest(xpath('//body//*[text()[contains(., "alert(")]]', page)) x
GROUP BY 1, 2 ORDER BY 1, 2;

-- a message that names what is not there shows it as it is
SELECT dashboard('<b>', '2020/21 Q2');

DROP SCHEMA "My ""odd"", frame'work" CASCADE;
