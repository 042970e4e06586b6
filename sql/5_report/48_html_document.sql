-- SPDX-License-Identifier: PostgreSQL
/*
 * 48_html_document.sql - a document of HTML around its body, and what the file of a report's page is called
 */

CREATE FUNCTION cfsperf_internal.html_document(title text, style text, body text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN concat(E'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">\n',
		'<title>', html_text(title), E'</title>\n',
		-- even if something slipped through, nothing would be run or fetched
		'<meta http-equiv="Content-Security-Policy" content="default-src ''none''; style-src ''unsafe-inline''; ',
		E'img-src data:; base-uri ''none''; form-action ''none''">\n',
		'<meta name="viewport" content="width=device-width, initial-scale=1">',
		'<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">',
		'<style>', style, E'</style></head>\n<body>', body, E'</body></html>\n');
COMMENT ON FUNCTION cfsperf_internal.html_document(text, text, text) IS
	'a document around its body, which is HTML: head, title and style sheet; it runs and fetches nothing';

CREATE FUNCTION cfsperf_internal.page_file(area text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN (
		SELECT string_agg(CASE WHEN c.letter ~ '[A-Za-z0-9_-]' COLLATE "C" AND NOT (c.place = 1 AND lower(area) = 'index') THEN c.letter
			ELSE regexp_replace(upper(encode(convert_to(c.letter,
				CASE WHEN getdatabaseencoding() IN ('SQL_ASCII', 'MULE_INTERNAL') THEN getdatabaseencoding() ELSE 'UTF8' END), 'hex')),
				'(..)', '%\1', 'g') END, '' ORDER BY c.place) || '.html'
		FROM regexp_split_to_table(area, '') WITH ORDINALITY AS c(letter, place));
COMMENT ON FUNCTION cfsperf_internal.page_file(text) IS
	'the name of the file of a report''s page: the code of the area and ".html". What may be in no file''s name everywhere is written as in a URL (%2F), as is the "i" of an area that would take the index''s place';
