-- SPDX-License-Identifier: PostgreSQL
/*
 * 10_document_marks.sql - which parts of a document say something of a figure
 *
 * What a page or a text says of a measure stands between marks, so that redact
 * can take it out of a document that is kept. They are comments of HTML and of
 * Markdown, and nothing that comes from a table can look like one: neither
 * html_text nor markdown lets "<!" pass.
 *
 * row		what stands behind the title of a measure in the table of its outcome
 * line		what is said of a measure elsewhere: an item of a list, a paragraph
 * change	what is said of it beside the edition before
 * history	within a row, its earlier figures
 * neighbours	within a row, the figures of other areas by name
 *
 * A document that is kept has a mark in place of its own digest as well.
 */

CREATE FUNCTION cfsperf_internal.html_text(text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN replace(replace(replace(replace(replace(
		-- all control characters below 128 except tab and new line
		translate($1, E'\x01\x02\x03\x04\x05\x06\x07\x08\x0B\x0C\x0D\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F\x7F',
				  repeat(' ', 30)),
		'&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;'), '''', '&#39;');
COMMENT ON FUNCTION cfsperf_internal.html_text(text) IS
	'text made harmless in HTML, between tags and in quoted attributes: & < > " '' become references, control characters spaces';

CREATE FUNCTION cfsperf_internal.html_signed(words text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN words LIKE '-%' THEN '&#8722;' || html_text(substr(words, 2)) ELSE html_text(words) END;
COMMENT ON FUNCTION cfsperf_internal.html_signed(text) IS
	'a number as printed, with its unit, in HTML: with a minus, where the text has a hyphen';

CREATE FUNCTION cfsperf_internal.marked(part text, measure text, words text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN '<!--' || part || ' ' || html_text(measure) || '-->' || words || '<!--/' || part || '-->';
COMMENT ON FUNCTION cfsperf_internal.marked(text, text, text) IS
	'what a document says of a measure, between marks; part: row, line, change, history, neighbours';

CREATE FUNCTION cfsperf_internal.marks_removed(document text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN regexp_replace(document, '<!--[^>]*-->', '', 'g');
COMMENT ON FUNCTION cfsperf_internal.marks_removed(text) IS
	'a document without the marks of marked()';

CREATE FUNCTION cfsperf_internal.digest_mark() RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN '<!--digest-->';
COMMENT ON FUNCTION cfsperf_internal.digest_mark() IS
	'what stands for the digest of its edition in a document that is kept';

CREATE FUNCTION cfsperf_internal.edition_words(edition integer, published_on date) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN 'Edition ' || edition || ', published on ' || day_words(published_on);
COMMENT ON FUNCTION cfsperf_internal.edition_words(integer, date) IS
	'what an edition is called: "Edition 1, published on 2 November 2020"';

CREATE FUNCTION cfsperf_internal.marked_part(document text, part text, measure text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN split_part(split_part(document, '<!--' || part || ' ' || html_text(measure) || '-->', 2), '<!--/' || part || '-->', 1);
COMMENT ON FUNCTION cfsperf_internal.marked_part(text, text, text) IS
	'what a document says of a measure in the first part of the given kind; empty where it has none';

CREATE FUNCTION cfsperf_internal.taken_out(document text, part text, measure text, instead text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN (SELECT string_agg(CASE place WHEN 1 THEN piece
				-- from the mark before it up to the next end
				ELSE opening || instead || substr(piece, strpos(piece, closing)) END, '' ORDER BY place)
			FROM (SELECT '<!--' || part || ' ' || html_text(measure) || '-->' AS opening, '<!--/' || part || '-->' AS closing) m
			CROSS JOIN string_to_table(document, opening) WITH ORDINALITY AS t(piece, place));
COMMENT ON FUNCTION cfsperf_internal.taken_out(text, text, text, text) IS
	'a document with something else in place of what it says of a measure in a part of the given kind';
