--
-- The first sheet: which measures stand on it, in which order and why. Each clause of the rule decides once; the words are those of the row.
--
SET client_min_messages = warning;
SET search_path = cfsperf, cfsperf_internal, pg_catalog;
\pset format unaligned

-- rows of a report by hand, in its order
CREATE TEMP TABLE measures (place serial, measure text, direction text, quartile integer, rag text, rank integer, n integer, p float8);
CREATE FUNCTION pg_temp.listed(only_concerns boolean) RETURNS TABLE (number bigint, measure text, reason text) LANGUAGE sql AS $$
	SELECT a.number, a.measure, a.reason
	FROM (SELECT array_agg(m.measure ORDER BY m.place) AS measures, array_agg(m.direction ORDER BY m.place) AS directions,
			array_agg(m.quartile ORDER BY m.place) AS quartiles, array_agg(m.rag ORDER BY m.place) AS rags,
			array_agg(m.rank ORDER BY m.place) AS ranks, array_agg(m.n ORDER BY m.place) AS ranked,
			array_agg(m.p ORDER BY m.place) AS p_values
		FROM measures m) m,
		attention(m.measures, m.directions, m.quartiles, m.rags, m.ranks, m.ranked, m.p_values) a
	WHERE a.concern = only_concerns AND a.measure = (m.measures)[a.place]
	ORDER BY a.number
$$;
INSERT INTO measures (measure, direction, quartile, rag, rank, n) VALUES
	-- clause 4, and what is not: green, improved, another quartile
	('red, fourth, same', 'no significant change', 4, 'red', 130, 150),
	('red, fourth, not compared', NULL, 4, 'red', 131, 150),
	('amber, fourth, same', 'no significant change', 4, 'amber', 132, 150),
	('red, fourth, improved', 'improved', 4, 'red', 133, 150),
	('red, third, same', 'no significant change', 3, 'red', 100, 150),
	('green, first, same', 'no significant change', 1, 'green', 20, 150),
	('green, first, declined', 'declined', 1, 'green', 17, 150),
	-- clause 3: among the last or first 10%, whatever became of it; of nine there are none
	('last tenth, improved', 'improved', 4, NULL, 136, 150),
	('not the last tenth', 'improved', 4, NULL, 135, 150),
	('last but one of nine', 'improved', 4, NULL, 8, 9),
	('last tenth, no quartile', 'improved', NULL, NULL, 149, 150),
	('first tenth, declined', 'declined', 1, NULL, 15, 150),
	('not the first tenth', 'declined', 1, NULL, 16, 150),
	('first of nine', 'declined', 1, NULL, 1, 9),
	-- clause 2: by relative place, one without a rank at 0.875
	('declined and red, no rank', 'declined', NULL, 'red', NULL, NULL),
	('declined, fourth, below 0.875', 'declined', 4, NULL, 130, 150),
	('declined, fourth, above 0.875', 'declined', 4, NULL, 17, 19),
	('declined and red, second', 'declined', 2, 'red', 50, 150),
	('declined, red and fourth', 'declined', 4, 'red', 134, 150),
	('improved, first', 'improved', 1, NULL, 30, 150),
	('improved, first, of few', 'improved', 1, NULL, 3, 20),
	-- clause 1: the furthest of all
	('worst', 'improved', 4, NULL, 151, 153),
	('best', 'declined', 1, NULL, 1, 153),
	-- neither
	('information only', 'information only', NULL, NULL, NULL, NULL),
	('not reported', NULL, NULL, NULL, NULL, NULL),
	('third, same', 'no significant change', 3, 'amber', 90, 150);
-- clauses 5 to 7: what else declined or improved, by chance, then by place, one without a rank last
INSERT INTO measures (measure, direction, quartile, rag, rank, n, p) VALUES
	('declined, chance, third', 'declined', 3, 'amber', 110, 150, 0.3),
	('declined, not tested, no rank', 'declined', NULL, NULL, NULL, NULL, NULL),
	('declined, not tested, no quartile', 'declined', NULL, NULL, 140, 150, NULL),
	('declined, not tested, second', 'declined', 2, NULL, 60, 150, NULL),
	('declined, more than chance, no rank', 'declined', NULL, 'green', NULL, NULL, 0.05),
	('declined, more than chance, second', 'declined', 2, NULL, 50, 150, 0.04),
	('declined, more than chance, third', 'declined', 3, NULL, 100, 150, 0.001),
	('improved, chance, second', 'improved', 2, NULL, 50, 150, 0.0501),
	('improved, more than chance, red', 'improved', 4, 'red', 130, 150, 0.01),
	('improved, not tested, second', 'improved', 2, NULL, 60, 150, NULL);
SELECT * FROM pg_temp.listed(true);
SELECT * FROM pg_temp.listed(false);

-- an exception is no strength, unless it is first of all; of two in the same place the exception, then the one among more authorities, then the report's order
TRUNCATE measures;
INSERT INTO measures (measure, direction, quartile, rag, rank, n) VALUES
	('first, declined and red', 'declined', 1, 'red', 1, 150),
	('among the first, declined and red', 'declined', 1, 'red', 3, 150),
	('last of 100', 'improved', 4, NULL, 100, 100),
	('last of 150', 'improved', 4, NULL, 150, 150),
	('last of 150 as well', 'improved', 4, NULL, 150, 150),
	('last of 20, declined', 'declined', 4, NULL, 20, 20);
SELECT * FROM pg_temp.listed(true);
SELECT * FROM pg_temp.listed(false);

-- the furthest of all is nothing to say where it is in no end quartile; what became of it is
TRUNCATE measures;
INSERT INTO measures (measure, direction, quartile, rag, rank, n) VALUES ('middle', 'declined', 2, NULL, 60, 150), ('third', 'improved', 3, NULL, 80, 150);
SELECT * FROM pg_temp.listed(true) UNION ALL SELECT * FROM pg_temp.listed(false);
TRUNCATE measures;
SELECT * FROM pg_temp.listed(true) UNION ALL SELECT * FROM pg_temp.listed(false);

-- what is cut is cut at a word, and never within a number
SELECT n, cut_at_word('It rose from 1,234.5 to 2,345.6 in all', n) FROM unnest(ARRAY[4, 12, 18, 24, 31, 37, 38, 100]) n;
SELECT cut_at_word(repeat('9', 40), 20), cut_at_word('x' || repeat('9', 40), 20), cut_at_word(repeat('x', 40), 20);

-- The room on a sheet in points, each by hand: 714 - 118, a line of text 12, of a change 11 after 35, of what it is about 9
-- after 18; an item 7, 11 a line of its title and 10 of what is said; the outcomes 40, 7 each and 13 a line.
SELECT lines_of(NULL, 103) AS of_null, lines_of(0, 103) AS of_nothing, lines_of(103, 103) AS one, lines_of(104, 103) AS two,
	short_heading(repeat('x', 48), repeat('x', 30)) AS short, short_heading(repeat('x', 49), repeat('x', 30)) AS long_title, short_heading(repeat('x', 48), repeat('x', 31)) AS long_area;
SELECT sheet_room(true, 0, 0, 0, 0) AS tall, sheet_room(false, NULL, NULL, NULL, NULL) AS other, sheet_room(true, 103, 105, 0, 0) AS two_lines,
	sheet_room(true, 104, 106, 2, 3) AS all_of_it, sheet_room(true, 0, 0, 1, 0) AS change, sheet_room(true, 0, 0, 0, 1) AS about;
SELECT item_room(repeat('x', 36), '5%', '<p>abc</p>', 54) AS plain, item_room(repeat('x', 37), '5%', '<p>abc</p>', 55) AS two_lines_each,
	item_room(repeat('x', 200), '5%', repeat('&amp;', 56), 200) AS at_most, item_room('x', '5%', repeat('&amp;', 57) || '</p><p>' || repeat('x', 56) || '</p>', NULL) AS two_and_one,
	item_room(repeat('x', 12), repeat('9', 24), '<p>a</p>', 0) AS least_width, item_room(repeat('x', 13), repeat('9', 24), '<p>a</p>', 0) AS beyond, item_room(repeat('x', 31), repeat('9', 6), '<p>a</p>', 0) AS beside_six, item_room(repeat('x', 32), repeat('9', 6), '<p>a</p>', 0) AS two_beside_six;
SELECT outcomes_room(NULL) AS none, outcomes_room(ARRAY[repeat('x', 30)]) AS one, outcomes_room(ARRAY[repeat('x', 31), 'x']) AS three_lines, outcomes_room(ARRAY[repeat('x', 120)]) AS four_lines,
	outcomes_room(ARRAY[repeat('x', 121)]) AS too_long;

-- a string of CSS ends neither itself nor its element
SELECT css_string(E'a"b\\c</style><!--&amp;\r\nd\ne\x0Cf\x01g');
SELECT html_margins(E'"}</style>\nBury', '2020/21 Q2', NULL), html_margins('Bury', '2020/21 Q2', 'Edition 1');

-- a number and its unit stay on one line; of what is long, the number
SELECT html_unbroken(w) FROM unnest(ARRAY['23.0%', '1,234.5 per 100,000', '<b>', '£123,456,789,012,345', '12.5 calls from parents, carers & neighbours']) w;

-- on the page: the sheet of a report with more than is on it
CALL cfsperf.create_framework('watch');
SET search_path = watch, cfsperf, cfsperf_internal, pg_catalog;
INSERT INTO outcome VALUES ('o', 'Outcome');
INSERT INTO area SELECT 'A' || i, 'Area ' || i FROM generate_series(0, 20) i;
INSERT INTO neighbour SELECT 'A0', 'A' || i, i FROM generate_series(5, 9) i;
INSERT INTO benchmark VALUES ('b', 'Year to March 2019');
INSERT INTO report VALUES ('A0', '2020/21 Q2', 'b');
INSERT INTO measure (code, outcome, position, title, polarity, unit)
SELECT 'm' || i, 'o', i, 'Measure ' || i, 'high', '%' FROM generate_series(1, 20) i;
INSERT INTO observation (measure, area, period, value)
SELECT 'm' || i, 'A0', p.period, CASE WHEN i <= 10 THEN i / 10.0 ELSE 20 + i / 10.0 END + p.more * CASE WHEN i % 2 = 0 THEN 1 ELSE -1 END
FROM generate_series(1, 20) i, (VALUES ('2020/21 Q1'::reporting_period, 0), ('2020/21 Q2', 0.5)) p(period, more);
INSERT INTO benchmark_value (measure, benchmark, area, period, value)
SELECT 'm' || i, 'b', 'A' || j, '2018/19', j FROM generate_series(1, 20) i, generate_series(1, 20) j;
INSERT INTO commentary (measure, area, quarter, position, text, author)
SELECT 'm' || i, 'A0', '2020/21 Q2', 1, rpad('Words ', 300, 'and more words '), 'Somebody' FROM generate_series(1, 20, 3) i;
CREATE TABLE tree AS
SELECT f.form, xmlparse(DOCUMENT regexp_replace(dashboard('A0', '2020/21 Q2', form => f.form), '<(meta|link)( [^>]*)>', '<\1\2/>', 'g')) AS page
FROM unnest('{full,summary}'::text[]) f(form);
SELECT form, cardinality(xpath('//section[@aria-labelledby="attention"]//li', page)) AS attention,
	cardinality(xpath('//section[@aria-labelledby="strengths"]//li', page)) AS strengths,
	xpath('//div[@class="pair"]/section/p/text()', page)::text AS more, cardinality(xpath('//table', page)) AS tables,
	cardinality(xpath('//a', page)) > 12 AS links
FROM tree ORDER BY form;
-- the numbers of an item are those of its measure's row
CREATE TABLE item AS
SELECT regexp_replace((xpath('normalize-space(string(//span[@class="name"]))', x))[1]::text, '\s+$', '') AS title,
	translate((xpath('string(//b[@class="amount"])', x))[1]::text, U&'\2212', '-') AS figure, (xpath('string(//li/p[1])', x))[1]::text AS standing,
	translate((xpath('string(//li/p[2])', x))[1]::text, U&'\00A0', ' ') AS change, (xpath('string(//li/p[3])', x))[1]::text AS said
FROM tree, unnest(xpath('//li[@class="item"]', page)) x WHERE form = 'full';
SELECT count(*) FROM item;
SELECT i.* FROM item i
LEFT JOIN scorecard s ON s.measure_title = i.title AND i.figure = s.display
	AND i.standing LIKE '%rank ' || s.national_rank || ' of ' || s.national_n || ', ' || s.comparator_period || '; '
		|| s.against_neighbours || ' than neighbours (' || printed(s.neighbour_mean, '%', NULL, s.decimals) || ')'
	AND i.change LIKE '%' || CASE WHEN s.difference > 0 THEN '+' ELSE U&'\2212' END
		|| difference_words(s.value, s.previous_value, '%', NULL, s.decimals) || ' from '
		|| printed(s.previous_value, '%', NULL, s.decimals) || ' in quarter 1%'
WHERE s.measure IS NULL;
SELECT DISTINCT length(said) <= 200 AS short, said ~ ' \.\.\.$|^No commentary' AS ended FROM item WHERE said <> '';
-- the order of the list is that of attention
SELECT title, figure, standing, change FROM item ORDER BY title COLLATE "C" LIMIT 2;
DROP SCHEMA watch CASCADE;
