-- Which figures protect_cells() shows beside each other: tables made by hand, with what a reader could compute. A count
-- below 5 is small, and so is what is left over of a base.
SET search_path = cfsperf, pg_catalog;
CREATE TEMP TABLE cell (
	measure text NOT NULL DEFAULT 'm', area text NOT NULL, period reporting_period NOT NULL DEFAULT '2024/25',
	unit text NOT NULL DEFAULT 'count', below integer DEFAULT 5, x float8, n float8,
	state text, number integer GENERATED ALWAYS AS IDENTITY);
CREATE TEMP TABLE part (whole text, part text);
CREATE TEMP TABLE measure_part (whole text, part text, bases_add boolean);

-- What is decided, cells in the order of "sorting"; a state that is not given follows from the numbers.
CREATE FUNCTION pg_temp.decided(sorting text DEFAULT 'number') RETURNS TABLE (cell text, decision text) LANGUAGE plpgsql AS $$
DECLARE
	decisions text[];
	cells text[];
BEGIN
	EXECUTE format($q$
		SELECT array_agg(concat_ws(' ', NULLIF(measure, 'm'), area, CASE WHEN period <> '2024/25' THEN period END) ORDER BY %1$s),
			cfsperf_internal.protect_cells(array_agg(measure ORDER BY %1$s), array_agg(area ORDER BY %1$s),
				array_agg(period ORDER BY %1$s), array_agg(unit ORDER BY %1$s), array_agg(below ORDER BY %1$s),
				array_agg(x ORDER BY %1$s), array_agg(n ORDER BY %1$s),
				array_agg(coalesce(state, CASE WHEN x BETWEEN 1 AND 4 OR n - x BETWEEN 1 AND 4 OR n < 5 THEN 'primary'
					ELSE 'candidate' END) ORDER BY %1$s),
				(SELECT array_agg(whole) FROM part), (SELECT array_agg(part) FROM part),
				(SELECT array_agg(whole) FROM measure_part), (SELECT array_agg(part) FROM measure_part),
				(SELECT array_agg(bases_add) FROM measure_part))
		FROM cell$q$, sorting) INTO cells, decisions;
	RETURN QUERY SELECT cells[i], decisions[i] FROM generate_subscripts(cells, 1) i;
END $$;

-- the same as one line: what is withheld, and by which decision
CREATE FUNCTION pg_temp.withheld(sorting text DEFAULT 'number') RETURNS text LANGUAGE SQL AS $$
	SELECT coalesce(string_agg(cell || ': ' || decision, ', ' ORDER BY cell COLLATE "C", decision), 'nothing')
	FROM pg_temp.decided(sorting) WHERE decision <> 'shown' $$;

-- 1. One small in a region of four: one more is withheld, the smallest, and the region is shown.
INSERT INTO part SELECT 'R', a FROM unnest('{A,B,C,D}'::text[]) a;
INSERT INTO cell (area, x) VALUES ('A', 3), ('B', 20), ('C', 12), ('D', 45), ('R', 80);
SELECT * FROM pg_temp.decided();

-- 2. Three levels: 143 - 90 - 20 - 30 would be 3.
TRUNCATE cell, part;
INSERT INTO part VALUES ('LON', 'INL'), ('LON', 'OUL'), ('INL', 'I1'), ('INL', 'I2'), ('INL', 'I3'), ('OUL', 'O1'), ('OUL', 'O2');
INSERT INTO cell (area, x) VALUES ('LON', 143), ('INL', 53), ('OUL', 90), ('I1', 3), ('I2', 20), ('I3', 30), ('O1', 40), ('O2', 50);
SELECT pg_temp.withheld();
-- and where Inner London itself is confidential, so is Outer London or what would give it away
UPDATE cell SET state = 'primary', x = NULL, below = NULL WHERE area = 'INL';
SELECT pg_temp.withheld();

-- 3. Two regions with a small one each: one more in each, where the two would protect each other in the sum of all only.
TRUNCATE cell, part;
INSERT INTO part SELECT left(a, 1), a FROM unnest('{N1,N2,N3,S1,S2,S3}'::text[]) a;
INSERT INTO part VALUES ('E', 'N'), ('E', 'S');
INSERT INTO cell (area, x) VALUES ('E', 91), ('N', 43), ('S', 48), ('N1', 3), ('N2', 15), ('N3', 25), ('S1', 4), ('S2', 20), ('S3', 24);
SELECT pg_temp.withheld();
-- without figures of the regions they do
DELETE FROM cell WHERE area IN ('N', 'S');
SELECT pg_temp.withheld();

-- 4. A partner of nobody protects nobody: 3 + 0 is 3. And 1 + 1 = 2 leaves three values, not five.
TRUNCATE cell, part;
INSERT INTO part SELECT 'R', a FROM unnest('{A,B,C,D}'::text[]) a;
INSERT INTO cell (area, x) VALUES ('R', 33), ('A', 3), ('B', 0), ('C', 0), ('D', 30);
SELECT pg_temp.withheld();
UPDATE cell SET x = CASE area WHEN 'A' THEN 1 WHEN 'B' THEN 1 WHEN 'C' THEN 11 WHEN 'D' THEN 20 ELSE 33 END;
SELECT pg_temp.withheld();
-- where all others are nobody, the region is as small
UPDATE cell SET x = CASE WHEN area IN ('A', 'R') THEN 3 ELSE 0 END;
SELECT pg_temp.withheld();
-- where zeros are withheld they need protection too, and may not protect each other
UPDATE cell SET x = CASE area WHEN 'A' THEN 0 WHEN 'B' THEN 0 WHEN 'C' THEN 11 WHEN 'D' THEN 20 ELSE 31 END;
UPDATE cell SET state = 'primary' WHERE x = 0;
SELECT pg_temp.withheld();

-- 5. One child left over: 49 of 50.
TRUNCATE cell;
INSERT INTO cell (area, x, n, unit) VALUES ('A', 49, 50, '%'), ('B', 30, 60, '%'), ('C', 20, 80, '%'), ('D', 70, 90, '%'), ('R', 169, 280, '%');
SELECT pg_temp.withheld();
-- a partner with nobody left over does not do
UPDATE cell SET x = n WHERE area IN ('B', 'C');
UPDATE cell SET x = 259 WHERE area = 'R';
SELECT pg_temp.withheld();
-- a number, the mean of few: its base
UPDATE cell SET unit = 'number', x = 612, n = CASE area WHEN 'A' THEN 2 WHEN 'R' THEN 232 ELSE n END;
UPDATE cell SET x = 2448 WHERE area = 'R';
SELECT pg_temp.withheld();

-- 6. Boys and girls are all: a square of four is withheld.
TRUNCATE cell;
INSERT INTO measure_part VALUES ('all', 'boys', true), ('all', 'girls', true);
INSERT INTO cell (measure, area, x, n, unit)
SELECT m, a, x, 100 + x, '%' FROM (VALUES ('A', 3, 20), ('B', 10, 15), ('C', 30, 40), ('D', 25, 35)) v(a, b, g),
	LATERAL (VALUES ('boys', b), ('girls', g)) m(m, x);
INSERT INTO cell (measure, area, x, n, unit) SELECT 'all', area, sum(x), sum(n), '%' FROM cell GROUP BY area ORDER BY area;
INSERT INTO cell (measure, area, x, n, unit) SELECT measure, 'R', sum(x), sum(n), '%' FROM cell GROUP BY measure ORDER BY measure;
SELECT pg_temp.withheld();
-- In time and late are all, of one base: the bases do not add up, and all is a count.
TRUNCATE cell, measure_part;
INSERT INTO measure_part VALUES ('all', 'in time', false), ('all', 'late', false);
INSERT INTO cell (measure, area, x, n, unit)
SELECT m, a, x, b + g, '%' FROM (VALUES ('A', 40, 3), ('B', 30, 15), ('C', 30, 20), ('D', 25, 30)) v(a, b, g),
	LATERAL (VALUES ('in time', b), ('late', g)) m(m, x);
INSERT INTO cell (measure, area, x) SELECT 'all', area, sum(x) FROM cell GROUP BY area ORDER BY area;
INSERT INTO cell (measure, area, x, n, unit)
SELECT measure, 'R', sum(x), sum(n), min(unit) FROM cell GROUP BY measure ORDER BY measure;
SELECT pg_temp.withheld();

-- 7. Time: (Q1 to Q4) and (Q2 to Q1) differ by two quarters: 24 - 30 + 8 would be the last.
TRUNCATE cell, measure_part, part;
INSERT INTO cell (area, period, x) VALUES ('A', '2023/24 Q1', 8), ('A', '2023/24 Q2', 7), ('A', '2023/24 Q3', 6),
	('A', '2023/24 Q4', 9), ('A', '2024/25 Q1', 2), ('A', '2023/24', 30), ('A', '2023-07/P12M', 24);
SELECT pg_temp.withheld();
-- A period without a figure: the second quarter is 10 - 8 = 2 ...
TRUNCATE cell;
INSERT INTO cell (area, period, x) VALUES ('A', '2023/24 Q1', 8), ('A', '2023-04/P6M', 10);
SELECT pg_temp.withheld();
-- ... or 10, and then nothing is small; nor can a quarter be had from rolling years alone
UPDATE cell SET x = 18 WHERE x = 10;
SELECT pg_temp.withheld();
TRUNCATE cell;
INSERT INTO cell (area, period, x) VALUES ('A', '2023/24', 30), ('A', '2023-07/P12M', 32), ('A', '2023-10/P12M', 29);
SELECT pg_temp.withheld();

-- 8. Two authorities that publish together, beside their region: N12 is N1 and N2.
TRUNCATE cell;
INSERT INTO part VALUES ('N12', 'N1'), ('N12', 'N2'), ('R', 'N12'), ('R', 'N1'), ('R', 'N2'), ('R', 'N3'), ('R', 'N4');
INSERT INTO cell (area, x) VALUES ('R', 99), ('N12', 34), ('N1', 4), ('N2', 30), ('N3', 25), ('N4', 40);
SELECT pg_temp.withheld();

-- 9. What is published stays known: N2 cannot protect, so one that is not published does, or the whole.
UPDATE cell SET state = 'published' WHERE area IN ('N2', 'N3', 'N4');
SELECT pg_temp.withheld();
-- where all of it is, nothing can: the cell is given away, by the last of those that do it
UPDATE cell SET state = 'published' WHERE area IN ('N12', 'R');
SELECT pg_temp.withheld();

-- and where it is a quarter without a cell of its own, 20 - 17, no other cell is said to be
TRUNCATE cell, part;
INSERT INTO part SELECT 'R', a FROM unnest('{A,B,C}'::text[]) a;
INSERT INTO cell (area, period, x, state) VALUES ('B', '2024/25', 3, 'primary'), ('A', '2024/25', 20, 'published'),
	('A', '2024-04/P9M', 17, 'published'), ('R', '2024/25', 50, NULL), ('C', '2024/25', 27, NULL);
SELECT * FROM pg_temp.decided() WHERE cell = 'B';

-- of percentages too: 20 - 17 of 100 - 80, or what is left over, 20 - 17; 10 of 20 is not small, nor what is left over
TRUNCATE cell, part;
INSERT INTO cell (area, unit, period, x, n) VALUES ('A', '%', '2024/25', 20, 100), ('A', '%', '2024-04/P9M', 17, 80), ('B', '%', '2024/25', 80, 100), ('B', '%', '2024-04/P9M', 63, 80),
	('C', '%', '2024/25', 50, 100), ('C', '%', '2024-04/P9M', 40, 80);
SELECT pg_temp.withheld();

-- Sums that overlap: A is half of what X and Z are more than Y, so X is withheld beside them, and B and C, which are Y.
TRUNCATE cell, part;
INSERT INTO part VALUES ('X', 'A'), ('X', 'B'), ('Y', 'B'), ('Y', 'C'), ('Z', 'A'), ('Z', 'C');
INSERT INTO cell (area, x) VALUES ('A', 3), ('B', 20), ('C', 30), ('X', 23), ('Y', 50), ('Z', 33);
SELECT pg_temp.withheld();

-- 10. What is expected and has not come yet is protected before it comes; what does not exist contributes nothing.
TRUNCATE cell, part;
INSERT INTO part SELECT 'R', a FROM unnest('{A,B,C,D}'::text[]) a;
INSERT INTO cell (area, x, state) VALUES ('R', 77, NULL), ('A', 22, NULL), ('B', 30, NULL), ('C', 25, NULL), ('D', NULL, 'missing');
SELECT pg_temp.withheld();
UPDATE cell SET state = 'absent' WHERE area = 'D';
SELECT * FROM pg_temp.decided();
-- a region whose authorities' figures are not available is still a number: 80 - 77 is 3
INSERT INTO part VALUES ('S', 'S1'), ('S', 'S2'), ('E', 'R'), ('E', 'S');
INSERT INTO cell (area, x, state) VALUES ('S1', NULL, 'absent'), ('S2', NULL, 'absent'), ('S', 3, NULL), ('E', 80, NULL);
SELECT pg_temp.withheld();

-- 11. The publisher's own c, where nothing is suppressed by number: all of the figure.
TRUNCATE cell, part;
INSERT INTO part SELECT 'R', a FROM unnest('{A,B,C,D,E}'::text[]) a;
INSERT INTO cell (area, x, below, state) VALUES ('A', NULL, NULL, 'primary'), ('B', 20, NULL, NULL), ('C', 30, NULL, NULL),
	('D', 10, NULL, NULL), ('E', 11, NULL, NULL), ('R', 74, NULL, NULL);
SELECT pg_temp.withheld();

-- 12. A figure of which no count is known says nothing of a sum, and is shown where that is wanted; several figures of one
-- area and period (an observation, a benchmark) are shown or withheld alike, and equal a withheld one.
INSERT INTO cell (area, x, state) VALUES ('B', NULL, 'candidate'), ('D', 10, NULL), ('A', 3, 'candidate');
SELECT * FROM pg_temp.decided();

-- The order of cells does not matter.
SELECT count(DISTINCT pg_temp.withheld(sorting)) AS answers
FROM unnest('{number, number DESC, area DESC, x NULLS FIRST, md5(number::text)}'::text[]) sorting;

-- No cells; nothing to protect.
TRUNCATE cell;
SELECT cfsperf_internal.protect_cells(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

-- Refusals.
CREATE FUNCTION pg_temp.refused(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	hint text;
BEGIN
	EXECUTE query;
	RETURN 'taken';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(' / ', SQLERRM, NULLIF(hint, ''));
END $$;
SELECT pg_temp.refused(format('SELECT cfsperf_internal.protect_cells(%s, %s, NULL, NULL, NULL)', cells, links))
FROM (VALUES
	(1, $$'{m}', '{A,B}', '{2024}', '{count}', '{5}', '{1}', '{NULL}', '{primary}'$$, 'NULL, NULL'),
	(2, $$'{m}', '{A}', '{2024}', '{count}', '{5}', '{1}', '{NULL}', '{small}'$$, 'NULL, NULL'),
	(3, $$'{m}', '{A}', '{2024}', '{count}', '{5}', '{1}', '{NULL}', '{withheld}'$$, 'NULL, NULL'),
	(4, $$'{m}', '{NULL}', '{2024}', '{count}', '{5}', '{1}', '{NULL}', '{primary}'$$, 'NULL, NULL'),
	(5, $$'{m}', '{A}', '{2024}', '{children}', '{5}', '{1}', '{NULL}', '{primary}'$$, 'NULL, NULL'),
	(6, $$'{m}', '{A}', '{2024}', '{count}', '{5}', '{inf}', '{NULL}', '{primary}'$$, 'NULL, NULL'),
	(7, $$'{m}', '{A}', '{2024}', '{count}', '{5}', '{1}', '{NULL}', '{primary}'$$, $$'{R}', '{A,B}'$$),
	(8, $$'{m}', '{A}', '{2024}', '{count}', '{5}', '{1}', '{NULL}', '{primary}'$$, $$'{R,E,A,N}', '{A,R,E,A}'$$),
	(9, $$'{m}', '{A}', '{2024}', '{count}', '{5}', '{1}', '{NULL}', '{primary}'$$, $$'{A}', '{A}'$$)) v(i, cells, links)
ORDER BY i;
