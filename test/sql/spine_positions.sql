--
-- The picture of the national range has one axis in every row: the worst on the left, the median in the middle, the best on the right, each quarter
-- as wide as the others; a better figure is never further left, and what lies beyond is said so.
--
SET search_path = cfsperf, cfsperf_internal, pg_catalog;
\pset format unaligned

-- the ends, the cut points, half way between; low and high are mirrored; beyond is kept at the end
CREATE TEMP TABLE bench AS
SELECT p AS polarity, quartiles(indicator(v, NULL, NULL, p::polarity, 'number')) AS q
FROM unnest('{low,high}'::text[]) p, unnest('{10,20,40,50,90}'::double precision[]) v GROUP BY p;
SELECT polarity, v AS value, quartile_place(q, v) AS place, html_spine_x(q, v) AS x
FROM bench, unnest('{-5,10,15,20,30,40,45,50,70,90,91}'::double precision[]) v ORDER BY polarity, v;
SELECT quartile_place('n 5, least 1, lower quartile 2, median 3, upper quartile 4, greatest 5, mean 3, number', 3) IS NULL AS information_only;
SELECT quartile_place(q, 'NaN') FROM bench WHERE polarity = 'low';

-- equal cut points: in the middle of them, at the end where they are the best or the worst, in the middle of all where all are equal
SELECT "values", v AS value, quartile_place(q, v) AS high, quartile_place(l, v) AS low
FROM (SELECT "values", quartiles(indicator(v, NULL, NULL, 'high', 'number')) AS q, quartiles(indicator(v, NULL, NULL, 'low', 'number')) AS l
	FROM (VALUES ('{0,0,0,5,9}'::double precision[]), ('{0,4,4,4,9}'), ('{0,4,4,8,9}'), ('{0,5,9,9,9}'), ('{3,3,3,3,3}')) x("values"), unnest("values") v GROUP BY "values") b,
	unnest('{-1,0,2,3,4,6,9,10}'::double precision[]) v
ORDER BY "values", v;

-- the order is kept, and the axis is kept to, whatever the distribution
CREATE TEMP TABLE placed AS
SELECT s, polarity, v, quartile_place(q, v) AS place
FROM (SELECT s, p AS polarity, quartiles(indicator((i * s * 37 % 101) / (1 + s % 7) * (s % 3), NULL, NULL, p::polarity, 'number')) AS q
	FROM generate_series(1, 30) s, generate_series(1, 13) i, unnest('{low,high}'::text[]) p GROUP BY s, p) d,
	unnest('{-10,0,0.5,1,2,3,5,8,13,20,30,50,75,100,150,220}'::double precision[]) v;
SELECT count(*) AS pairs, count(DISTINCT a.place) > 100 AS various, bool_and(a.place BETWEEN 0 AND 4) AS on_the_axis,
	count(*) FILTER (WHERE CASE polarity WHEN 'high' THEN a.place > b.place ELSE a.place < b.place END) AS out_of_order
FROM placed a JOIN placed b USING (s, polarity) WHERE a.v < b.v;

-- a mark by its quartile, an arrow beyond the range; movement, neighbours and country only where they are known
SELECT polarity, v AS value, html_beyond(q, polarity, v) AS words, substring(html_position('t', q, quartile(indicator(v, NULL, NULL, polarity::polarity, 'number'), q), v, NULL, NULL, NULL) FROM '<[a-z]+ class="now[^>]*>') AS mark
FROM bench, unnest('{9,10,30,45,90,91}'::double precision[]) v ORDER BY polarity, v;
SELECT regexp_matches(html_position('t', q, 3, 30, 95, 45, 41), '<[a-z]+ class="(?:move|before|peers|land)[^>]*>', 'g') FROM bench WHERE polarity = 'high';
SELECT regexp_count(html_position('<t>', q, NULL, 30, NULL, NULL, NULL), '<(path|circle)') AS marks, html_position('<t>', q, 2, 30, NULL, NULL, NULL) ~ '<title>&lt;t&gt;</title>' AS text
FROM bench WHERE polarity = 'high';

-- the first and the last tenth leap to the eye, and nobody else
SELECT n, rank, html_rank(rank, n, '2018/19') FROM (VALUES (153, 151), (153, 138), (153, 139), (153, 15), (153, 16), (10, 1), (10, 10), (9, 9), (9, 1)) v(n, rank);

-- the earlier figures: as printed, oldest first, the one shown not among them
SELECT regexp_replace(html_history(s, 'during', 94.5, trend, 5, '%', NULL, 1), '<svg.*</svg>', '') AS history
FROM (VALUES ('{2019/20 Q1: 93% high, 2019/20 Q2: 93.44% high, 2019/20 Q4: 94.1% high, 2020/21 Q1: 94.9% high, 2020/21 Q2: 94.6% high, 2020/21 Q3: 90% high}'::series,
	'increasing and getting better'), ('{2020/21 Q3: 90% high}', 'cannot be calculated'), ('{2020/21 Q2: 94.6% high, 2020/21 Q3: 90% high}', 'no significant change')) v(s, trend);
SELECT html_history('{2019: 1234567890123456 count, 2020: 3 count}', 'during', NULL, 'increasing', 5, 'count', NULL, 0) ~ '<b class="l2">1,234,567,890,123,456</b>' AS whole;
SELECT html_history('{2019: 1 count, 2020: 12345678 count, 2021: 2 count}', 'during', NULL, 'increasing', 5, 'count', NULL, 0) ~ 'class="past long"' AS one_below_the_other,
	html_history('{2019: 1 count, 2020: 123456 count, 2021: 2 count}', 'during', NULL, 'increasing', 5, 'count', NULL, 0) ~ 'class="past"' AS in_a_line;
SELECT p, t, html_tag(p::reporting_period, t) FROM (VALUES ('2020/21 Q1', 'during'), ('2020-08', 'during'), ('AY 2020/21', 'during'), ('2023-10/P12M', 'during'),
	('Summer 2019/20', 'during'), ('2014-16', 'during'), ('2020', 'during'), ('2020/21', 'at the end of'), ('2020/21 Q1', 'at the end of')) v(p, t);

-- what is on demand: only what there is; a link only to the web
SELECT html_details(repeat('a', 120), NULL, 'low', NULL, NULL, NULL, NULL) IS NULL AS nothing;
SELECT html_details('Short', 'What <it> is', 'low', 'Harm.', 'https://example.org/a?b=1&c="2"', 'A. Person', html_neighbours('{A & B,C}', '{1,2.25}', 'low', '2018/19', 2, 3, '%', NULL, 1));
-- a title of more than 120 characters is clamped in its row and whole here
SELECT html_details(repeat('a', 121), NULL, 'low', NULL, NULL, NULL, NULL);
SELECT html_row(1, 'm', repeat('a', n), 'low', '', '') ~ '<span class="long" dir="auto">' AS clamped FROM unnest(ARRAY[120, 121]) n;
SELECT html_source(l) FROM unnest(ARRAY['http://example.org', 'javascript:alert(1)', 'The service''s <own> returns', 'https://', 'https://x y', ' https://x']) l;
SELECT html_neighbours('{}', '{}', 'low', '2018/19', NULL, NULL, '%', NULL, 1) IS NULL AS none, html_neighbours(NULL, NULL, 'low', '2018/19', NULL, NULL, '%', NULL, 1) IS NULL AS unknown,
	html_neighbours('{A}', '{2.25}', 'none', '2018/19', NULL, 2, 'number', '£', 2) AS information_only;

-- numbers are whole
SELECT html_figure('91.2%', '91.2% (83 of 91 care leavers)', '2020/21 Q2', '95.0%', 'red');
SELECT w, html_counts_of(w) FROM unnest(ARRAY['(1,016 of 1,074 children)', 'per 10,000 (299 children)', 'young <b>people</b> & 3''s, of 18 to 24']) w;
SELECT html_figure('£123,456,789,012,345', '£123,456,789,012,345', '12 months to September 2024', NULL, NULL);
