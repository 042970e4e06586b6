--
-- The pieces of a page, each with what just fits and what just does not.
--
SET client_min_messages = warning;
SET search_path = cfsperf, cfsperf_internal, pg_catalog;
\pset format unaligned
\pset tuples_only on

-- the longer a number, the smaller its style; a short one has none of its own
SELECT n, html_length(repeat('9', n)), html_number(repeat('9', n)) FROM unnest('{7,8,11,12,16,17,22,23}'::integer[]) AS n;
-- a short period is whole, one of more than twelve characters breaks between words
SELECT html_when(w) FROM unnest('{2020/21 Q2,2020/21 AAAA,2020/21 AAAAA}'::text[]) AS w;
-- the numbers behind a figure stay whole, references of HTML are no numbers
SELECT html_counts_of(w) FROM unnest(ARRAY['(299 of 1,300 children)', 'per 10,000 (83 children)', '5''s & 6', '(12)']) AS w;
-- shape, word and style of each direction
SELECT html_direction(d), html_class(d) FROM unnest(ARRAY['improved', 'declined', 'no significant change', 'information only', NULL]) AS d;
SELECT html_shape('reported') <> html_shape('none') AS of_its_own, html_shape(NULL) = html_shape('none') AS none;
-- a figure with everything, with a target that is reached, nearly and not, and alone
SELECT html_figure('23%', '23% (299 of 1,300)', '2020/21 Q2', '25%', r) FROM unnest(ARRAY['green', 'amber', 'red', NULL]) AS r;
SELECT html_figure('23%', '23%', '2020/21 Q2', NULL, 'red');
-- periods in little room: by what people call them, else in words
SELECT p, html_period(p), html_period(p, 'at the end of'), html_tag(p, 'during'), html_tag(p, 'at the end of')
FROM unnest('{2020-09,2020/21 Q2,2020/21,2020,AY 2020/21,2020-04/P6M,2020-04/P11M,2020-05/P12M,2020-04/P24M}'::reporting_period[]) AS p;
-- numbers stay with their units; a difference has its sign, or words where it is too small to print
SELECT html_joined('up to 0.3 points, 45.6 per 10,000 children, 3 children per week');
SELECT d, s, html_difference(d, s) FROM (VALUES (0.0, '0 points'), (0.1, '0.1 points'), (-0.1, '0.1 points'), (0.01, 'less than 0.1 points'),
	(-0.01, 'less than 0.1 points')) AS v(d, s);
-- chance is spoken of where a figure improved or declined, and 0.05 is more than chance
SELECT d, p, chance_words(d, p) FROM unnest(ARRAY['improved', 'declined', 'no significant change']) AS d, unnest(ARRAY[0.049, 0.05, 0.051, NULL]) AS p;
-- what became of a figure
SELECT html_change('improved', 1.5, '1.5 points', '23%', 'in Q1', 'previous period', 'up to 1 point', 0.01, '20%', 'declined', 0.06);
SELECT html_change('no significant change', d, '0.5 points', '23%', 'in Q1', 'same period last year', r, 0.5, '20%', 'information only', NULL)
FROM unnest('{0.5,0}'::float8[]) AS d, unnest(ARRAY['up to 1 point', 'up to 1 point, or 5%', NULL]) AS r;
SELECT html_change('information only', 0.5, '0.5', NULL, NULL, 'previous period', NULL, NULL, NULL, 'improved', 0.01);
-- what people wrote, and where figures are from: a link only where that is an address
SELECT html_paragraph('Note:', '<b>'), html_paragraph('Note:', NULL) IS NULL;
SELECT html_source(l) FROM unnest(ARRAY['https://example.org/a?b=1&c', 'http://example.org', 'https://', 'https://example.org/a b', 'ftp://example.org', 'The return of 2020']) AS l;
-- what may be asked of a measure: of a title that is too long, of each part alone, of nothing
SELECT length(t), is_long_title(t), html_details(t, NULL, 'low', NULL, NULL, NULL, NULL) IS NULL AS nothing FROM unnest(ARRAY[repeat('x', 120), repeat('x', 121)]) AS t;
SELECT html_details('t', d, p, r, s, o, n) FROM (VALUES ('What it is', 'low', NULL, NULL, NULL, NULL), (NULL, 'low', 'Fewer is safer', NULL, NULL, NULL),
	(NULL, 'none', 'Neither', NULL, NULL, NULL), (NULL, 'high', NULL, 'A return', NULL, NULL), (NULL, 'high', NULL, NULL, 'A team', NULL),
	(NULL, 'high', NULL, NULL, NULL, '<ol></ol>'), ('What it is', 'high', 'More is safer', 'A return', 'A team', '<ol></ol>')) AS v(d, p, r, s, o, n);
SELECT html_row(3, 'm', t, p, '<td></td>', n) FROM (VALUES ('t', 'high', ''), ('t', 'low', '<p>n</p>'), ('t', 'none', ''), (repeat('x', 121), 'high', '')) AS v(t, p, n);
-- a history: the four before the last, side by side where each has at most seven characters; the trend over how many
CREATE TEMP TABLE history AS SELECT k, series(indicator(round(k * n), NULL, NULL, 'low', 'count'), '2019-12'::reporting_period + n) AS s
FROM generate_series(1, 6) AS n, unnest('{1,12345,199999}'::float8[]) AS k GROUP BY k;
SELECT k, d, regexp_replace(html_history(s, 'during', NULL, 'increasing and getting worse', 6, 'number', NULL, d), '^<svg.*</svg>', '')
FROM history, generate_series(0, 1) AS d ORDER BY k, d;
SELECT regexp_replace(html_history(s, 'at the end of', 5, t, 6, 'count', NULL, 0), '^<svg.*</svg>', '')
FROM history, unnest(ARRAY['no significant change', 'cannot be calculated', 'increasing', NULL]) AS t WHERE k = 1;
SELECT regexp_replace(html_history(slice(s, first_period(s), first_period(s)), 'during', NULL, NULL, NULL, 'count', NULL, 0), '^<svg.*</svg>', '') FROM history WHERE k = 1;

-- the table of outcomes: a dot for none, no column where no outcome has any, a link where there is a place
SELECT html_outcome_count('Improved', n, total) FROM (VALUES (0, 0), (0, 1), (2, 2)) AS v(n, total);
SELECT html_outcome_head('Improved', total) FROM unnest('{0,1}'::integer[]) AS total;
CREATE TEMP TABLE counts AS SELECT tally(v, d, q, p) AS one FROM (VALUES (1.0::float8, 'improved', 1, 0.01), (1, 'declined', 4, 0.5), (1, 'declined', 2, 0.01),
	(1, 'information only', NULL, NULL), (NULL, NULL, NULL, NULL)) AS v(v, d, q, p);
SELECT html_outcome(place, 'Safe & well', one, one) FROM counts, unnest('{3,NULL}'::integer[]) AS place;
SELECT html_outcomes(one, rows) FROM counts, unnest('{<tr></tr>,NULL}'::text[]) AS rows;
SELECT html_counts(tally(v, d, NULL, NULL)) FROM (VALUES (1.0::float8, 'improved'), (NULL, NULL)) AS v(v, d) GROUP BY v ORDER BY v;
SELECT html_counts(tally(v, d, NULL, NULL)) FROM (VALUES (1.0::float8, 'no significant change'), (1, 'declined'), (1, 'information only'), (1, NULL), (NULL, NULL)) AS v(v, d);
SELECT html_legend(true) <> html_legend(false) AS explains_positions, html_legend(false) LIKE '%National position%' AS where_there_are_none;

-- a range of which the worst is 10 and the best 2: the figures on it, at its ends and beyond
CREATE TEMP TABLE range AS SELECT quartiles(indicator(v, NULL, NULL, 'low', '%')) AS b FROM generate_series(2, 10) AS v;
SELECT v, html_spine_x(b, v), html_spine_mark('now', b, v, html_spine_x(b, v)), html_beyond(b, 'low', v), html_beyond(b, 'high', v)
FROM range, unnest('{1,2,5,6,10,11}'::float8[]) AS v;
SELECT html_position('Title', b, q, 5, 4, 6, 7) FROM range, unnest('{1,2,4}'::integer[]) AS q;
SELECT html_position('Title', b, 4, 5, NULL, NULL, NULL) FROM range;
SELECT html_position_sentence(b, p, '2020/21', 5, before, y, '%', NULL, 1) FROM range, unnest('{low,high}'::text[]) AS p, (VALUES (11.0, NULL), (11, '2019/20'), (NULL, NULL)) AS v(before, y);
SELECT html_rank(r, n, '2020') FROM (VALUES (1, 9), (1, 10), (10, 10), (2, 10), (15, 150), (16, 150), (135, 150), (136, 150)) AS v(r, n);
SELECT html_standing('high', q, pq, 2, 10, '2020', y, NULL, a, nb, rn, r, cn, c) FROM (VALUES
	(1, 1, NULL, 'better', '5%', 'North', '4%', 'England', '3%'), (4, 3, '2019', 'similar', NULL, NULL, '4%', NULL, NULL), (2, NULL, NULL, NULL, '5%', NULL, NULL, NULL, '3%'),
	(NULL, NULL, NULL, 'worse', '5%', NULL, NULL, NULL, NULL), (NULL, NULL, NULL, 'worse', '5%', NULL, '4%', NULL, NULL)) AS v(q, pq, y, a, nb, rn, r, cn, c);
SELECT html_standing(p, NULL, NULL, NULL, NULL, '2020', NULL, n, NULL, NULL, NULL, NULL, NULL, NULL) FROM (VALUES ('none', 'why'), ('low', 'why'), ('low', NULL)) AS v(p, n);
SELECT html_neighbours('{Leeds,Wirral}', '{5,6}', p, '2020', r, 3, '%', NULL, 0) FROM (VALUES ('none', NULL), ('low', 1)) AS v(p, r);
SELECT html_neighbours('{}', '{}', 'low', '2020', 1, 1, '%', NULL, 0) IS NULL;

-- the first sheet: words are cut after a whole word, never within a number
SELECT n, cut_at_word('In all 1,234 children', n) FROM unnest('{9,11,12,13,15,20,21}'::integer[]) AS n;
SELECT n, cut_at_word(repeat('x', 8) || '123', n) FROM generate_series(9, 11) AS n;
SELECT html_unbroken(w) FROM unnest(ARRAY['-5', '1,234.5 per 10,000 peopl', '1,234.5 per 10,000 people']) AS w;
SELECT html_count('better', '*', n, 'improved') FROM unnest('{0,1}'::bigint[]) AS n;
SELECT html_quarter_bar(one) FROM counts;
SELECT html_overview(one, 1, 'All is well') FROM counts;
SELECT html_overview(tally(1.0, 'improved', NULL, NULL), 2, NULL);
SELECT length(html_overview(one, 1, repeat('x ', 211))) - length(html_overview(one, 1, repeat('x ', 210))) < 0 AS cut FROM counts;
SELECT html_item_period(p) FROM unnest('{in 2020,at the end of March 2020,in 2020/21 Q2}'::text[]) AS p;
SELECT html_item_change('declined', 'in 2020', d, '2 points', before, 'in 2019', p, s) FROM (VALUES (2.0, '5%', 0.01, false), (-2, '5%', 0.5, true), (0, '5%', NULL, NULL),
	(NULL, NULL, NULL, false)) AS v(d, before, p, s);
SELECT html_item_standing(why, q, 3, 150, p, a, nb, t, rag) FROM (VALUES ('In the fourth quartile', 4, '2020', 'worse', '5%', '4%', 'red'), (NULL, 2, NULL, 'similar', '5%', '4%', 'green'),
	('Declined', 1, NULL, NULL, NULL, NULL, NULL), ('Declined', NULL, '2020', NULL, NULL, NULL, NULL), (NULL, NULL, NULL, NULL, NULL, '4%', 'red'), (NULL, NULL, NULL, NULL, NULL, '4%', 'amber')) AS v(why, q, p, a, nb, t, rag);
SELECT html_item(place, 'm', 'T & t', '5%', '<p>s</p>', '<p>c</p>', said) FROM (VALUES (3, 'So & so'), (NULL, NULL)) AS v(place, said);
SELECT html_items(c, i, m) FROM (VALUES (true, '<li></li>', 0), (true, NULL, NULL), (false, '<li></li>', 1), (false, NULL, NULL)) AS v(c, i, m);
SELECT html_change_line(m, 'Title', 'was 5, now 6') FROM unnest('{m,NULL}'::text[]) AS m;
SELECT html_changes('changes', 2, l, m) FROM (VALUES ('<li></li>', 0), ('<li></li>', 1), (NULL, 0)) AS v(l, m);
SELECT html_about('about', 'About', note, b, r, d, 'With care.', n) FROM (VALUES ('A note that is long', 'England 2020', 'first release', date '2020-12-05', 12), ('A note', NULL, NULL, NULL, NULL),
	(NULL, 'England 2020', NULL, NULL, NULL), (NULL, NULL, 'first release', NULL, NULL)) AS v(note, b, r, d, n);
-- how much room things take, by whole lines
SELECT n, lines_of(n, 10) FROM unnest('{NULL,0,1,10,11,20,21}'::integer[]) AS n;
SELECT t, a, short_heading(repeat('x', t), repeat('x', a)) FROM (VALUES (48, 30), (49, 30), (48, 31)) AS v(t, a);
SELECT sheet_room(true, 0, 0, 0, 0), sheet_room(false, 0, 0, 0, 0), sheet_room(true, 103, 105, 1, 1), sheet_room(true, 104, 106, 2, 2), sheet_room(true, 0, NULL, NULL, NULL);
SELECT t, f, c, item_room(repeat('x', t), repeat('x', f), '<p>' || repeat('x', w) || '</p>', c) FROM (VALUES (12, 24, 56, 0), (13, 23, 57, 54), (34, 3, 55, 55), (35, 3, 112, 108), (69, 3, 113, 109),
	(500, 3, 56, 500), (36, 1, 56, NULL)) AS v(t, f, w, c);
SELECT item_room('x', '5', '<p>' || repeat('&amp;', 56) || '</p><p><b>' || repeat('x', 57) || '</b></p>', NULL);
SELECT n, outcomes_room(ARRAY[repeat('x', n), 'x']) FROM unnest('{30,31,120,121}'::integer[]) AS n;
SELECT outcomes_room('{}'), outcomes_room(NULL);

-- the index: a link to the page's file, whatever the code of the area
SELECT html_index_row(a, 'Name', 2, date '2020-12-05', '{1,2,3,4,5,6}') FROM unnest('{E10000018,a/b%c,Index,indexes}'::text[]) AS a;
SELECT page_file(a) FROM unnest(ARRAY['E10000018', 'a b', 'INDEX', 'index2', U&'\00E9', 'a_-.']) AS a;
SELECT regexp_replace(html_index('2020/21 Q2', n, r, u), '^.*</head>', '') FROM (VALUES (0, NULL, '<li>x</li>'), (1, '<tr></tr>', NULL), (2, '<tr></tr>', '<li>x</li>')) AS v(n, r, u);
