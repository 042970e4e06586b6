--
-- Printed figures: thousands apart, counts whole, never -0, and figure, figure before and difference agree.
--
SET search_path = cfsperf, cfsperf_internal, pg_catalog;
\set SHOW_CONTEXT never

-- a value by its unit
SELECT unit, unit_label, decimals, printed(-12345.678, unit, unit_label, decimals), printed(2725, unit, unit_label, decimals),
	printed(-0.04, unit, unit_label, decimals)
FROM (VALUES (1, '%', NULL, 1), (2, 'count', 'young people', 1), (3, 'number', NULL, 2), (4, 'per 10000', NULL, 1),
	(5, 'number', '£', 0), (6, 'number', '£', 2), (7, NULL, NULL, 0), (8, 'per 1000', 'births', 10)) AS x (i, unit, unit_label, decimals)
ORDER BY i;
-- the largest, the smallest, a half, and what a spreadsheet leaves behind
SELECT printed(v, 'number', NULL, 0) AS none, printed(v, 'number', NULL, 1) AS one, printed(v, 'number', NULL, 2) AS two,
	printed(v, 'number', NULL, 10) AS ten
FROM unnest('{0, 0.5, -0.5, 1.005, 2.675, 999.95, 1000, 999999.5, 16012355892, 9007199254740992, -9007199254740992, 123456789012.345,
	97.199999999999989, 0.0000000001}'::float8[]) WITH ORDINALITY AS x (v, i) ORDER BY i;
SELECT printed(NULL, '%', NULL, 1) IS NULL AS no_value, printed(1, '%', NULL, NULL) IS NULL AS no_decimals;
SELECT printed('NaN', '%', NULL, 1);
SELECT printed(1e300, '%', NULL, 1);
SELECT printed(1, '%', NULL, 11);
SELECT printed(1, 'percent', NULL, 1);

-- it is what numeric rounds to, and to_char writes
SELECT count(*), count(*) FILTER (WHERE printed(v, 'number', NULL, d)
	= CASE WHEN v < 0 AND round(v::numeric, d) <> 0 THEN '-' ELSE '' END
		|| to_char(abs(round(v::numeric, d)), 'FM999,999,999,999,990' || left('.0000000000', CASE d WHEN 0 THEN 0 ELSE d + 1 END))) AS same
FROM (SELECT (('x' || substr(md5(i::text), 1, 7))::bit(28)::integer - 134217728) / (10.0 ^ (i % 8))::float8 AS v FROM generate_series(1, 2000) i) x,
	generate_series(0, 4) d;

-- a figure with what it counts: only a percentage is of its denominator; a number alone is not said
SELECT unit, figure_words(91.2, numerator, denominator, unit, NULL, 1, counted, out_of), display(91.2, numerator, denominator, unit, NULL, 1)
FROM (VALUES (1, '%', 1083, 1191, NULL, NULL), (2, '%', 83, 91, 'care leavers', NULL), (3, '%', 83, 91, 'care leavers in work', 'care leavers'),
	(4, '%', 83, NULL, 'children', 'care leavers'), (5, '%', 1, NULL, 'children', NULL), (6, '%', NULL, 91, 'children', NULL),
	(7, '%', 83, NULL, NULL, NULL), (8, '%', 0, 1, 'children', NULL), (9, 'per 10000', 83, 9100, 'children', NULL), (10, 'number', 2676, 198.4, 'cases', NULL),
	(11, 'number', 2676, 198.4, NULL, NULL), (12, 'count', 91, NULL, 'children', NULL)) AS x (i, unit, numerator, denominator, counted, out_of)
ORDER BY i;

-- one and many
SELECT label, figure_words(1, NULL, NULL, 'count', label, 0, NULL, NULL) AS one, display(2, NULL, NULL, 'count', label, 1) AS two
FROM unnest('{young people,People,children in care,families,days,places,addresses,men and women,boxes,lunches,status,statuses,series,class,
	visits per child aged 3,£,Kinder,"cases of abuse, of all kinds","",x}'::text[]) WITH ORDINALITY AS x (label, i)
ORDER BY i;
SELECT figure_words(0, NULL, NULL, 'count', 'young people', 0, NULL, NULL), figure_words(1, NULL, NULL, 'number', 'days', 1, NULL, NULL),
	unit_words(1, 'per 100', 'births', 0), unit_words(3, 'number', '£', 0) IS NULL AS nothing;

-- the difference that is printed is that of the printed figures
SELECT now, before, unit, decimals, d, printed(before, unit, NULL, d) AS printed_before, printed(now, unit, NULL, d) AS printed_now,
	difference_words(now, before, unit, NULL, d)
FROM (VALUES (1, 94.56, 94.64, '%', 1), (2, 3.15, 7.04, '%', 1), (3, -0.4, 0.4, 'number', 0), (4, 2.4, 1.44, '%', 1), (5, 46, 45.9, '%', 1),
	(6, 47, 46, '%', 1), (7, 46.004, 46, '%', 1), (8, 0, 1, 'count', 1), (9, 2725.5, 1000, 'number', 0), (10, 5, 5, '%', 1),
	(11, 0.07489, 0.07, 'number', 2), (12, 0.00000000004, 0, 'number', 10), (13, 12.5, 12.2, 'count', 1)) AS x (i, now, before, unit, decimals)
CROSS JOIN LATERAL printing_decimals(now, before, unit, decimals) AS d
ORDER BY i;
SELECT printing_decimals(1.25, NULL, '%', 1) AS no_previous, printing_decimals(NULL, NULL, 'count', 1) AS of_counts,
	printing_decimals(1, 2, '%', NULL) IS NULL AS unknown, printing_decimals(0.12, 0.1, NULL, 1) AS no_unit;
SELECT difference_words(2, 4725, 'number', '£', 0), difference_words(0.3, 0.2, 'number', '£', 0), difference_words(NULL, 1, '%', NULL, 1) IS NULL AS nothing;

-- ten thousand pairs: the rule by plain numeric
WITH pair AS (
	SELECT i, (('x' || substr(md5(i::text), 1, 5))::bit(20)::integer / 10.0 ^ (1 + i % 5))::numeric(20, 5)::float8 AS now,
		(('x' || substr(md5(i::text), 6, 5))::bit(20)::integer / 10.0 ^ (1 + i % 5))::numeric(20, 5)::float8 AS before, i % 3 AS own
	FROM generate_series(1, 10000) i
), tried AS (
	SELECT pair.*, e, round(now::numeric, own + e) - round(before::numeric, own + e) AS shown, round(now::numeric - before::numeric, own + e) AS difference
	FROM pair, generate_series(0, 1) e
), ruled AS (
	SELECT i, now, before, own, own + coalesce(min(e) FILTER (WHERE shown = difference AND (shown <> 0 OR now = before)), 0) AS decimals
	FROM tried GROUP BY i, now, before, own
)
SELECT count(*), count(*) FILTER (WHERE decimals > own) > 0 AS some_have_one_more,
	count(*) FILTER (WHERE printing_decimals(now, before, '%', own) <> decimals) AS differ,
	count(*) FILTER (WHERE words LIKE 'less than %' AND printed(now, '%', NULL, decimals) = printed(before, '%', NULL, decimals)) AS too_small,
	count(*) FILTER (WHERE words NOT LIKE 'less than %' AND words
		<> regexp_replace(to_char(abs(round(now::numeric, decimals) - round(before::numeric, decimals)), 'FM999,990' || left('.000', CASE decimals WHEN 0 THEN 0 ELSE decimals + 1 END)), '\.0+$', '')) AS other_words
FROM ruled, difference_words(now, before, 'number', NULL, decimals) AS words;

-- a figure by itself
SELECT display('91.25% (83/91) high'), display('91.25% (83/91) high', 0), display('3855 count'), display('-0.04 low'), display('32.14 per 10000 (210/65421) low', 2),
	display(NULL::indicator) IS NULL AS nothing;
