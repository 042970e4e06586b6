-- What readers can work out of cells that are withheld, each by hand.
\set ON_ERROR_STOP on
SET search_path = cfsperf, cfsperf_internal;
SET client_min_messages = warning;

-- Cells as "measure:area@period count/base", of which area and what follows "@" or "/" can be left out; "-" is withheld,
-- "x" absent. Links as "whole = part + part"; with "~" bases do not add up. Bounds as "0..15", "7", "5..", "4 > 3".
CREATE FUNCTION pg_temp.between(lower float8, upper float8) RETURNS text LANGUAGE sql AS $$
	SELECT CASE WHEN lower IS NULL THEN NULL WHEN upper IS NULL THEN lower || '..' WHEN lower = upper THEN lower::text
		WHEN lower > upper THEN lower || ' > ' || upper ELSE lower || '..' || upper END $$;
CREATE FUNCTION pg_temp.links(text, OUT whole text, OUT part text, OUT bases_add boolean) RETURNS SETOF record LANGUAGE sql AS $$
	SELECT trim((regexp_split_to_array(line, '[=~]'))[1]), trim(p), line NOT LIKE '%~%'
	FROM regexp_split_to_table($1, ',') line, regexp_split_to_table((regexp_split_to_array(line, '[=~]'))[2], '\+') p
	WHERE $1 <> '' $$;
CREATE FUNCTION pg_temp.cells(text, OUT name text, OUT m text, OUT a text, OUT p reporting_period, OUT x float8, OUT n float8, OUT state text)
	RETURNS SETOF record LANGUAGE sql AS $$
	SELECT c[1], coalesce(substring(c[1] FROM '^(.*):'), 'm'), substring(c[1] FROM '([^:@]*)(@.*)?$'),
		coalesce(replace(substring(c[1] FROM '@(.*)$'), '_', ' '), '2024')::reporting_period,
		CASE WHEN c[2] ~ '^[-0-9]' AND c[2] !~ '^-$' THEN nullif(split_part(c[2], '/', 1), '?')::float8 END,
		nullif(nullif(split_part(c[2], '/', 2), ''), '?')::float8,
		CASE c[2] WHEN '-' THEN 'withheld' WHEN 'x' THEN 'absent' ELSE 'known' END
	FROM regexp_split_to_table($1, ',\s*') line, regexp_split_to_array(trim(line), '\s+') c $$;
CREATE FUNCTION pg_temp.bounds(unit text, cells text, areas text DEFAULT '', measures text DEFAULT '')
	RETURNS TABLE (cell text, count text, base text, rest text) LANGUAGE sql AS $$
	WITH c AS (SELECT * FROM pg_temp.cells(cells) WITH ORDINALITY)
	SELECT c.name, pg_temp.between(count_lower, count_upper), pg_temp.between(base_lower, base_upper), pg_temp.between(rest_lower, rest_upper)
	FROM disclosure_bounds(
			(SELECT array_agg(m ORDER BY ordinality) FROM c), (SELECT array_agg(a ORDER BY ordinality) FROM c),
			(SELECT array_agg(p ORDER BY ordinality) FROM c), (SELECT array_agg(unit ORDER BY ordinality) FROM c),
			(SELECT array_agg(5 ORDER BY ordinality) FROM c), (SELECT array_agg(x ORDER BY ordinality) FROM c),
			(SELECT array_agg(n ORDER BY ordinality) FROM c), (SELECT array_agg(state ORDER BY ordinality) FROM c),
			(SELECT array_agg(whole) FROM pg_temp.links(areas)), (SELECT array_agg(part) FROM pg_temp.links(areas)),
			(SELECT array_agg(whole) FROM pg_temp.links(measures)), (SELECT array_agg(part) FROM pg_temp.links(measures)),
			(SELECT array_agg(bases_add) FROM pg_temp.links(measures))) b
	JOIN c ON c.ordinality = b.cell
	ORDER BY c.ordinality $$;

-- Areas. One part is what is left; two share what is left, 90 - 75 = 15; an unknown whole is at least its parts.
SELECT * FROM pg_temp.bounds('count', 'R 77, N1 20, N2 30, N3 10, N4 15, N5 -', 'R = N1 + N2 + N3 + N4 + N5');
SELECT * FROM pg_temp.bounds('count', 'R 90, N1 20, N2 30, N3 25, N4 -, N5 -', 'R = N1 + N2 + N3 + N4 + N5');
SELECT * FROM pg_temp.bounds('count', 'R -, N1 20, N2 -', 'R = N1 + N2');

-- What is absent is none of it; what was not loaded, N3, may be all of it. An absent whole is the sum of its parts all the same.
SELECT * FROM pg_temp.bounds('count', 'R 24, N1 20, N2 -, N3 x', 'R = N1 + N2 + N3');
SELECT * FROM pg_temp.bounds('count', 'R 24, N1 20, N2 -', 'R = N1 + N2 + N3');
SELECT * FROM pg_temp.bounds('count', 'E 50, R x, N1 20, N2 -, S 26', 'R = N1 + N2, E = R + S');

-- Before it was split OLD had no parts: 50 - 20. The smallest whole that would be none of anything: OLD is N1, and so N2 is none.
SELECT * FROM pg_temp.bounds('count', 'R 50, OLD -, N1 x, N2 x, N3 20', 'R = OLD + N1 + N2 + N3, OLD = N1 + N2');
SELECT * FROM pg_temp.bounds('count', 'R -, OLD 8, N1 x, N2 x', 'R = N1 + N2, OLD = N1');

-- Two ways to add up to a number that is withheld, by areas and by measures: it is at least 20, so q is at least 20 - 5.
SELECT * FROM pg_temp.bounds('count', 'm:R -, m:N1 20, m:N2 -, p:R 5, q:R -', 'R = N1 + N2', 'm = p + q');

-- In any order, what is absent and no whole first.
SELECT * FROM pg_temp.bounds('count', 'N1 x, N2 x, N3 20, OLD -, R 50', 'R = OLD + N1 + N2 + N3, OLD = N1 + N2');

-- A whole that is absent, with nothing known of its parts, is none of it: N3 is 24 - 20.
SELECT * FROM pg_temp.bounds('count', 'R 24, NEW x, N3 -, N4 20', 'R = NEW + N3 + N4, NEW = OLD1 + OLD2');

-- Three levels. INL is withheld, yet LON 143 - OUL 90 = 53, and I1 = 53 - 20 - 30.
SELECT * FROM pg_temp.bounds('count', 'LON 143, INL -, OUL 90, I1 -, I2 20, I3 30, O1 40, O2 50', 'LON = INL + OUL, INL = I1 + I2 + I3, OUL = O1 + O2');

-- Four levels, each with an authority of its own behind the whole below it: B is 50 - 12, C 38 - 8, and N1 30 - 10.
SELECT * FROM pg_temp.bounds('count', 'A 50, B -, C -, N1 -, N2 10, N3 12, N4 8', 'A = B + N3, B = C + N4, C = N1 + N2');

-- With Outer withheld as well, I1 and O1 share 143 - 20 - 30 - 50 = 43.
SELECT * FROM pg_temp.bounds('count', 'LON 143, INL -, OUL -, I1 -, I2 20, I3 30, O1 -, O2 50', 'LON = INL + OUL, INL = I1 + I2 + I3, OUL = O1 + O2');

-- Two that publish together, beside the region (N3 = 60 - 34, though nothing says that N12 lies in R), and listed in it (as much).
SELECT * FROM pg_temp.bounds('count', 'R 60, N1 -, N2 -, N3 -, N12 34', 'R = N1 + N2 + N3, N12 = N1 + N2');
SELECT * FROM pg_temp.bounds('count', 'R 60, N1 -, N2 -, N3 -, N12 34', 'R = N12 + N1 + N2 + N3, N12 = N1 + N2');
SELECT * FROM pg_temp.bounds('count', 'R 60, N1 4, N2 -, N3 26, N12 -', 'R = N12 + N1 + N2 + N3, N12 = N1 + N2');

-- A part in two wholes: R = 40 + N2, S = N2 + 10 = 13, and so R = 43. An area of one part only is that part.
SELECT * FROM pg_temp.bounds('count', 'R -, S 13, N1 40, N2 -, N3 10', 'R = N1 + N2, S = N2 + N3');
SELECT * FROM pg_temp.bounds('count', 'OLD -, NEW 8', 'NEW = OLD');

-- Figures: 49 of an unknown base, 49 of 50, and 98 of 100 in the region. Of N1 then x = 49, N = 50, rest = 1.
SELECT * FROM pg_temp.bounds('%', 'R 98/100, N1 -, N2 49/50', 'R = N1 + N2');
-- Two withheld: they share x = 49, N = 50 and the rest, 1.
SELECT * FROM pg_temp.bounds('per 1000', 'R 98/100, N1 -, N2 49/50, N3 -', 'R = N1 + N2 + N3');
-- A base that is not published with its count: N1's count is 4, and its base no less.
SELECT * FROM pg_temp.bounds('%', 'R 60/?, N1 -, N2 56/70', 'R = N1 + N2');
-- A number has a base of its own, which its sum does not contain.
SELECT * FROM pg_temp.bounds('number', 'R 1224/6, N1 -, N2 -, N3 612/4', 'R = N1 + N2 + N3');

-- Linked measures. Boys and girls are all; bases add up, or each measure has its own.
SELECT * FROM pg_temp.bounds('count', 'all:N1 20, boys:N1 17, girls:N1 -', '', 'all = boys + girls');
SELECT * FROM pg_temp.bounds('%', 'all:N1 20/50, boys:N1 17/30, girls:N1 -', '', 'all = boys + girls');
SELECT * FROM pg_temp.bounds('%', 'all:N1 20/50, boys:N1 17/50, girls:N1 -', '', 'all ~ boys + girls');
-- In two areas: boys 30 - 20 = 10 in N2, so girls 14 - 10 there, and 9 - 4 in N1.
SELECT * FROM pg_temp.bounds('count', 'all:R -, boys:R 30, girls:R 9, all:N1 -, boys:N1 20, girls:N1 -, all:N2 14, boys:N2 -, girls:N2 -',
	'R = N1 + N2', 'all = boys + girls');

-- Periods. Three quarters of a year; two rolling years that overlap, 24 + 9 - 30 = 3, with the first quarter known or not.
SELECT * FROM pg_temp.bounds('count', 'N@2024/25 30, N@2024/25_Q1 8, N@2024/25_Q2 9, N@2024/25_Q3 10, N@2024/25_Q4 -');
SELECT * FROM pg_temp.bounds('count', 'N@2024-04/P12M 30, N@2024-07/P12M 24, N@2024-04/P3M 9, N@2025-04/P3M -');
SELECT * FROM pg_temp.bounds('count', 'N@2024-04/P12M 30, N@2024-07/P12M 24, N@2024-04/P3M -, N@2025-04/P3M -');
-- In a region: quarter by quarter and in the year. N2 has 30 - 20 in the year and 8 - 5 in the first quarter.
SELECT * FROM pg_temp.bounds('count', 'R@2024/25 30, N1@2024/25 20, N2@2024/25 -, R@2024/25_Q1 8, N1@2024/25_Q1 5, N2@2024/25_Q1 -, N2@2024/25_Q2 -', 'R = N1 + N2');
-- The half-year is at most what its quarters are at most: 3, and what 9 leave.
SELECT * FROM pg_temp.bounds('count', 'N@2024/25_Q1 3, N@2024/25_Q2 -, M@2024/25_Q2 -, R@2024/25_Q2 9, N@2024-04/P6M -', 'R = N + M');
-- Bases of percentages add up over time, those of rates do not: 400 children all the year.
SELECT * FROM pg_temp.bounds('%', 'N@2024/25 40/70, N@2024-04/P6M 20/30, N@2024-10/P6M -');
SELECT * FROM pg_temp.bounds('per 1000', 'N@2024/25 40/400, N@2024-04/P6M 20/400, N@2024-10/P6M -');

-- A year that was not published says nothing about its quarters.
SELECT * FROM pg_temp.bounds('count', 'N@2024/25 x, N@2024/25_Q1 8, N@2024/25_Q2 -');

-- Published figures that do not add up: 75 of 70, so -5; shared, both are impossible. What two cells say of one figure.
SELECT * FROM pg_temp.bounds('count', 'R 70, N1 40, N2 35, N3 -', 'R = N1 + N2 + N3');
SELECT * FROM pg_temp.bounds('count', 'R 70, N1 40, N2 35, N3 -, N4 -', 'R = N1 + N2 + N3 + N4');
SELECT * FROM pg_temp.bounds('count', 'N1 7, N1 -');
SELECT * FROM pg_temp.bounds('count', 'N1 7, N1 9, N1 -');
SELECT * FROM pg_temp.bounds('count', 'N1 9, N1 7, N1 -');

-- Totals that are rounded to tens: all four are, and B is not 24 + 19 + 11 + 9. So E is at most 1425, A is
-- 1425 - 63 - 60 = 1302, and A5 and A6 are 12. Where no total is wrong they are taken as they are.
SELECT * FROM pg_temp.bounds('count', 'E 1420, A 1300, B 60, C 60, A1 400, A2 300, A3 300, A4 290, A5 -, A6 -, B1 24, B2 19, B3 11, B4 9, C1 20, C2 20, C3 11, C4 9',
	'E = A + B + C, A = A1 + A2 + A3 + A4 + A5 + A6, B = B1 + B2 + B3 + B4, C = C1 + C2 + C3 + C4');
SELECT * FROM pg_temp.bounds('count', 'E 1420, A 1300, B 60, C 60, A1 400, A2 300, A3 300, A4 290, A5 -, A6 -, B1 20, B2 20, B3 11, B4 9, C1 20, C2 20, C3 11, C4 9',
	'E = A + B + C, A = A1 + A2 + A3 + A4 + A5 + A6, B = B1 + B2 + B3 + B4, C = C1 + C2 + C3 + C4');

-- A total of 0 may be up to 5, and is not less than 0; of 1425 the others leave 2.
SELECT * FROM pg_temp.bounds('count', 'E 1420, A 1300, B 60, C 60, A1 400, A2 300, A3 300, A4 300, B1 24, B2 19, B3 11, B4 9, C1 20, C2 20, C3 11, C4 9, D 0, D1 -, D2 0, D3 0, D4 0',
	'E = A + B + C + D, A = A1 + A2 + A3 + A4, B = B1 + B2 + B3 + B4, C = C1 + C2 + C3 + C4, D = D1 + D2 + D3 + D4');

-- Fractions, such as full-time equivalents, are not rounded to whole numbers.
SELECT * FROM pg_temp.bounds('count', 'R 10.5, N1 3.25, N2 -, N3 -', 'R = N1 + N2 + N3');

-- Nothing asked, and what is refused: the last are more areas and measures than can be numbered.
SELECT * FROM disclosure_bounds(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
\set ON_ERROR_STOP off
SELECT * FROM disclosure_bounds('{m}', '{a}', '{2024}', '{count}', '{5}', '{1}', '{NULL}', '{primary}', NULL, NULL, NULL, NULL, NULL);
SELECT * FROM pg_temp.bounds('count', 'R 70, N1 -', 'R = N1, N1 = R');
SELECT * FROM disclosure_bounds('{m}', '{a,b}', '{2024}', '{count}', '{5}', '{1}', '{NULL}', '{known}', NULL, NULL, NULL, NULL, NULL);
SELECT * FROM disclosure_bounds('{m}', '{a}', '{2024}', '{count}', '{5}', '{1}', '{NULL}', '{known}', '{R}', '{a,b}', NULL, NULL, NULL);
SELECT * FROM disclosure_bounds('{m}', '{a}', '{2024}', '{count}', '{5}', '{1}', '{NULL}', '{known}', NULL, NULL, '{w}', '{m,n}', '{t}');
SELECT * FROM disclosure_bounds('{m}', '{a}', '{2024}', '{count}', '{5}', '{1}', '{NULL}', '{known}', NULL, NULL, '{w}', '{m}', '{t,f}');
SELECT b.* FROM (SELECT array_agg('m' || i) AS m, array_agg('a' || i) AS a, ARRAY[count(*)::int] AS n FROM generate_series(1, 27000) i) x,
	disclosure_bounds(m, a, array_fill('2024'::reporting_period, n), array_fill('count'::text, n), array_fill(5, n), array_fill(1::float8, n),
		array_fill(NULL::float8, n), array_fill('known'::text, n), NULL, NULL, NULL, NULL, NULL) b;
