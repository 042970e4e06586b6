-- A table comes out of a file as it stands in it, whatever surrounds it and however the file was written: titles, blank and
-- source lines, delimiter, encoding, line ends, quotes, the order of its columns, a missing line end.
SET search_path = cfsperf, cfsperf_internal, public;
\pset null '(missing)'

-- an extract as Excel writes it
CREATE TEMP TABLE extract AS SELECT $$Council performance extract,,,,
Produced 30/09/2020,,,,
,,,,
Indicator,Area code,Period,Value,Children
Reviews in time,E10000018,Q2 2020/21,94.6%,"1,016"
Reviews in time,E10000018 ,Q1 2020/21,94.9% ,
Reviews in time,E06000016,Q2 2020/21,c,<5
,,,,
Source: case management system,,,,
$$::text AS body;
SELECT f.* FROM extract, file_rows(convert_to(body, 'UTF8')) f;
SELECT f.* FROM extract, csv_rows(convert_to(body, 'UTF8')) f;

-- the same with characters beyond ASCII, in every way to write it: one answer
CREATE TEMP TABLE noted AS SELECT replace(body, 'Source:', U&'Source: costs in \00A3 \2013 Sk\00E4ne') AS body FROM extract;
CREATE FUNCTION digest(file bytea) RETURNS text LANGUAGE sql
	RETURN (SELECT md5(string_agg(f::text, '|' ORDER BY f.line)) FROM file_rows(file) f);
CREATE TEMP TABLE written AS
SELECT e.encoding, l.name AS line_end, d.name AS delimiter,
	CASE e.encoding WHEN 'UTF-8 with BOM' THEN '\xEFBBBF'::bytea ELSE '' END
	|| convert_to(replace(replace(replace(replace(body, '1,016', '1#016'), ',', d.delimiter), '#', ','), E'\n', l.line_end),
		CASE e.encoding WHEN 'Windows-1252' THEN 'WIN1252' ELSE 'UTF8' END) AS file
FROM noted, (VALUES ('UTF-8'), ('UTF-8 with BOM'), ('Windows-1252')) e(encoding),
	(VALUES ('LF', E'\n'), ('CRLF', E'\r\n'), ('CR', E'\r')) l(name, line_end),
	(VALUES ('comma', ','), ('semicolon', ';'), ('tab', E'\t')) d(name, delimiter);
SELECT count(*), count(DISTINCT digest(file)) AS answers FROM written;
SELECT f.line, f.cells FROM written, file_rows(file) f
WHERE encoding = 'Windows-1252' AND line_end = 'CRLF' AND delimiter = 'semicolon' AND f.skipped AND f.line > 8;

-- a large object gives what a bytea gives, in pieces of which the rows know nothing
SELECT lo_from_bytea(0, file) AS object FROM written WHERE line_end = 'LF' AND delimiter = 'comma' AND encoding = 'UTF-8' \gset
SELECT count(*) FILTER (WHERE b IS DISTINCT FROM o) AS differ, count(*)
FROM (SELECT file_rows(file) AS b, file_rows(:object::oid) AS o FROM written
	WHERE line_end = 'LF' AND delimiter = 'comma' AND encoding = 'UTF-8') x;
SELECT lo_unlink(:object);
CREATE TEMP TABLE long AS SELECT convert_to('area,value,note' || string_agg(format(E'\n%s,%s,"%s""\n"', i, i * 7, repeat(U&'\00E9', i % 40)), '')
	|| E'\n', 'UTF8') AS file FROM generate_series(1, 80000) i;
SELECT lo_from_bytea(0, file) AS object, length(file) > 3 * 1024 * 1024 AS long FROM long \gset
SELECT :'long' AS long, count(*) FILTER (WHERE b IS DISTINCT FROM o) AS differ, count(*), max((b).line),
	sum(length((b).cells[3])) AS characters
FROM (SELECT csv_rows(file) AS b, csv_rows(:object::oid) AS o FROM long) x;
-- only what is asked for is read: what is wrong at the end is found at the end
SELECT lo_put(:object, length(file), '"cut off') FROM long;
SELECT (r).line FROM (SELECT csv_rows(:object::oid) AS r) x LIMIT 2;
SELECT count(*) FROM csv_rows(:object::oid);
SELECT lo_unlink(:object);

-- cells: quotes, delimiters and line ends within them, blanks of every kind around them, empty ones
CREATE FUNCTION rows_of(file text) RETURNS TABLE (line bigint, cells text[], skipped boolean, trimmed integer[]) LANGUAGE sql
	BEGIN ATOMIC SELECT * FROM file_rows(convert_to(file, 'UTF8')); END;
SELECT * FROM rows_of(E'a,b,c\n"x, y","say ""no""","two\r\nlines"\n5" pipe,b"c,""\n"", "q" ,\n');
SELECT * FROM rows_of(E'a,b,c\n' || U&' x ,\00A0y\00A0,\0009z\00A0 \00A0\000A');
SELECT * FROM rows_of(E'a;b;c\n1,5;2,5;3\n');
SELECT * FROM rows_of(E'a\tb\tc\n1,5\t"2\t5"\t\n');

-- the line of a row is where it begins
SELECT line, cells[1] FROM rows_of(E'\n\nnotes\na,b\n"1\n2\n",x\n\n3,y\r\n4,z\r5,w') WHERE NOT skipped;

-- rows that are shorter or longer than the header
SELECT * FROM rows_of(E'a,b,c\n1,2\n1,2,3,,\n1,2,3,4\n1,2,3\n');
-- A table is as wide as most of its rows are, even if one of them is wider; where two widths are as frequent it is the
-- greater one, and a narrower row above the header is a title.
SELECT line, cells, skipped FROM rows_of(E'a,b,c\n1,2,3\n4,5,6\n7,8,9,,,,,,10\n');
SELECT line, cells, skipped FROM rows_of(E'Council,2020\na,b,c,d,e\n1,2,3,4,5\nSource,903\n');
-- the same table with its columns in another order
SELECT * FROM rows_of(E'Value;Children;Period;Area code\n94,6;1.016;Q2 2020/21;E10000018\n');
-- columns without a name, and of one name
SELECT * FROM rows_of(E'a,SNP,,SNP,\n1,2,3,4,5\n');

-- the header: beneath titles of any kind, of two columns, alone
SELECT * FROM rows_of(E'Title\nProduced,30/09/2020\n\nArea,Value,Note,Source\nx,1,,\ny,2,,\n');
SELECT * FROM rows_of(E'Area,Value\nx,1\ny,2\nTotal\n');
SELECT * FROM rows_of(E'Area,Value\n');
-- a row of two cells above one of two is no title, though the table is wider
SELECT * FROM rows_of(E'Area,Value,\nx,1,\ny,2,3\n');

-- what follows the table: notes with and without a line end, text in one cell
SELECT line, skipped FROM rows_of(E'a,b,c\n1,2,3\n\nSource: none');
SELECT line, skipped FROM rows_of(E'a,b,c\n1,2,3\n,,\n"Notes, of two\nlines",,\n');
-- the last row is whole without a line end
SELECT * FROM rows_of(E'a,b,c\n1,2,3');
SELECT * FROM rows_of(E'a,b,c\n1,2,');

-- NULL is no file
SELECT count(*) FROM csv_rows(NULL::bytea);
