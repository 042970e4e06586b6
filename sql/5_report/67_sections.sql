-- SPDX-License-Identifier: PostgreSQL
/*
 * 67_sections.sql - the fixed parts of a paper: purpose, policy framework, background, equalities, contact
 *
 * Their text is plain: a blank line begins a paragraph, "- " an item of a list,
 * and nothing else is markup.
 */

CREATE FUNCTION cfsperf_internal.is_purpose(title text) RETURNS boolean
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN lower(one_line(title)) = 'purpose';
COMMENT ON FUNCTION cfsperf_internal.is_purpose(text) IS
	'whether a section says what the report is for, so that no sentence of ours has to';

CREATE FUNCTION cfsperf_internal.section_pieces(words text)
	RETURNS TABLE (place bigint, is_item boolean, line text)
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE ROWS 10
BEGIN ATOMIC
	SELECT p.place, p.piece ~ '^\s*- ', one_line(regexp_replace(p.piece, '^\s*- ', ''))
	FROM regexp_split_to_table(regexp_replace(words, '\r\n?', E'\n', 'g'), '\n(?:[ \t]*\n)+|\n(?=[ \t]*- )')
		WITH ORDINALITY AS p(piece, place)
	WHERE one_line(regexp_replace(p.piece, '^\s*- ?', '')) IS NOT NULL
	ORDER BY p.place;
END;
COMMENT ON FUNCTION cfsperf_internal.section_pieces(text) IS
	'the paragraphs and items of a section''s text in order, each on one line, as plain text; an item goes on to the next item or blank line';

CREATE FUNCTION cfsperf_internal.markdown_section(title text, words text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN '## ' || coalesce(markdown(title), 'Untitled') || E'\n\n' || coalesce((
		SELECT string_agg(CASE WHEN p.is_item THEN '- ' ELSE '' END || markdown_line(p.line) || E'\n'
				|| CASE WHEN p.is_item AND p.item_follows THEN '' ELSE E'\n' END, '' ORDER BY p.place)
		FROM (SELECT p.*, lead(p.is_item) OVER (ORDER BY p.place) AS item_follows FROM section_pieces(words) p) p), '');
COMMENT ON FUNCTION cfsperf_internal.markdown_section(text, text) IS
	'a section of a paper in Markdown: its title as a heading, its paragraphs and lists';
