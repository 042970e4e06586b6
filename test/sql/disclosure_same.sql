-- Hierarchies made by rule, for what protect_cells decides of them and between what numbers disclosure_bounds finds those
-- withheld. Both have to stay the same from version to version: another choice of what is withheld, beside what was
-- published before, would tell what it was. There is a row for each kind of hierarchy, so that a difference says where to look.
-- That such decisions are right is shown by 062_random_hierarchies and 063_bounds_of_decisions.
SET search_path = cfsperf, cfsperf_internal;
SET client_min_messages = warning;

-- 0 to sides - 1, by whole numbers alone, so that it is the same everywhere
CREATE FUNCTION pg_temp.dice(sides bigint, VARIADIC keys bigint[]) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	state bigint := 20240607;
	key bigint;
BEGIN
	FOREACH key IN ARRAY keys LOOP
		state := (state * 48271 + key * 16807 + 12345) % 2147483647;
		state := (state * state + 40692 * state) % 2147483647;
	END LOOP;
	RETURN state / 7 % sides;
END $$;

-- Areas: how many, in how many levels, what is beside the tree. Numbers up to a size. The rest in per cent of cells. Others go at the end.
CREATE TEMP TABLE kind (
	number integer GENERATED ALWAYS AS IDENTITY, kind text, areas int, levels int, beside text, measures text, periods text,
	unit text, below int, size int, zeros int, absent int, missing int, confidential int, unknown int, published int, round int);
INSERT INTO kind (kind, areas, levels, beside, measures, periods, unit, below, size, zeros, absent, missing, confidential, unknown, published, round) VALUES
	('a region', 4, 1, '', 'one', 'one', 'count', 5, 40, 15, 0, 0, 0, 0, 0, NULL),
	('tiny numbers', 4, 1, '', 'one', 'one', 'count', 3, 5, 30, 0, 0, 0, 0, 0, NULL),
	('below 10', 5, 2, '', 'one', 'one', 'count', 10, 60, 15, 0, 0, 0, 0, 0, NULL),
	('large numbers', 6, 2, '', 'one', 'one', 'count', 5, 4000000, 10, 0, 0, 15, 0, 0, NULL),
	('below nothing', 6, 2, '', 'one', 'one', 'count', NULL, 40, 10, 0, 0, 15, 0, 0, NULL),
	('three levels', 8, 3, '', 'one', 'one', 'count', 5, 40, 15, 0, 0, 5, 0, 0, NULL),
	('four levels', 14, 4, '', 'one', 'one', 'count', 5, 30, 10, 5, 5, 0, 0, 0, NULL),
	('two that publish together', 5, 2, 'pair', 'one', 'one', 'count', 5, 30, 10, 0, 0, 0, 0, 0, NULL),
	('a second set of regions', 8, 2, 'set', 'one', 'one', 'count', 5, 20, 10, 0, 5, 0, 0, 0, NULL),
	('three sets of regions', 9, 2, 'sets', 'one', 'one', 'count', 5, 9, 20, 0, 0, 0, 0, 0, NULL),
	('a whole that lists parts of parts', 6, 3, 'listed', 'one', 'one', 'count', 5, 30, 10, 5, 0, 0, 0, 0, NULL),
	('one part', 4, 2, 'single', 'one', 'one', 'count', 5, 30, 10, 10, 0, 0, 0, 0, NULL),
	('full-time equivalents', 5, 2, 'set', 'one', 'one', 'count', 2, 12, 10, 0, 0, 5, 0, 0, NULL),
	('full-time equivalents of some', 4, 1, '', 'sum', 'one', 'count', 2, 9, 10, 0, 0, 5, 0, 0, NULL),
	('split', 6, 2, 'split', 'one', 'one', 'count', 5, 30, 10, 10, 0, 5, 0, 0, NULL),
	('absent', 7, 3, 'pair', 'one', 'one', 'count', 5, 30, 10, 25, 5, 0, 0, 0, NULL),
	('missing', 6, 2, '', 'one', 'one', 'count', 5, 30, 10, 0, 20, 0, 0, 0, NULL),
	('published before', 7, 2, 'set', 'one', 'one', 'count', 5, 20, 10, 0, 0, 10, 0, 40, NULL),
	('percentages', 5, 2, '', 'one', 'one', '%', 5, 40, 15, 0, 3, 3, 0, 0, NULL),
	('percentages of few', 5, 2, 'pair', 'one', 'one', '%', 5, 8, 20, 5, 0, 0, 0, 10, NULL),
	('percentages without a base', 6, 2, '', 'one', 'one', '%', 5, 30, 10, 0, 0, 0, 25, 0, NULL),
	('rates', 5, 2, 'set', 'one', 'one', 'per 1000', 5, 30, 15, 5, 3, 3, 5, 0, NULL),
	('means', 5, 2, '', 'one', 'one', 'number', 5, 30, 10, 0, 5, 5, 5, 0, NULL),
	('boys and girls', 4, 2, '', 'sum', 'one', 'count', 5, 20, 15, 0, 5, 0, 0, 0, NULL),
	('boys and girls published before', 4, 2, 'pair', 'sum', 'one', 'count', 5, 15, 15, 5, 0, 5, 0, 30, NULL),
	('absent boys or girls', 4, 3, 'set', 'sum', 'one', 'count', 5, 15, 15, 24, 0, 0, 0, 0, NULL),
	('sums of sums', 4, 2, '', 'sums', 'one', 'count', 4, 15, 15, 0, 0, 5, 0, 0, NULL),
	('bases that add up', 4, 2, '', 'sum', 'one', '%', 5, 25, 10, 5, 3, 3, 0, 5, NULL),
	('one base', 4, 2, '', 'same', 'one', '%', 5, 25, 10, 5, 3, 3, 5, 5, NULL),
	('means of boys and girls', 3, 2, '', 'sum', 'one', 'number', 5, 20, 10, 0, 0, 5, 0, 0, NULL),
	('units mixed', 3, 2, '', 'mixed', 'one', '%', 5, 20, 10, 0, 5, 5, 5, 0, NULL),
	('quarters', 4, 1, '', 'one', 'quarters', 'count', 5, 15, 15, 0, 3, 3, 0, 0, NULL),
	('quarters of percentages', 3, 1, '', 'one', 'quarters', '%', 5, 15, 15, 0, 3, 3, 3, 5, NULL),
	('quarters of rates', 3, 1, '', 'one', 'quarters', 'per 1000', 5, 15, 15, 5, 3, 3, 0, 5, NULL),
	('quarters of boys and girls', 2, 1, '', 'sum', 'quarters', 'count', 5, 12, 15, 5, 0, 3, 0, 5, NULL),
	('half years', 4, 2, '', 'one', 'half years', 'count', 5, 12, 15, 5, 3, 3, 0, 0, NULL),
	('rolling years', 4, 2, '', 'one', 'rolling', 'count', 5, 12, 15, 0, 3, 3, 0, 5, NULL),
	('rolling years of percentages', 3, 2, '', 'one', 'rolling', '%', 5, 9, 15, 5, 3, 3, 0, 0, NULL),
	('years apart', 5, 1, '', 'one', 'apart', 'count', 5, 12, 15, 5, 3, 3, 0, 0, NULL),
	('totals rounded to 5', 24, 3, '', 'one', 'one', 'count', 5, 60, 10, 5, 0, 3, 0, 0, 5),
	('totals rounded to 10', 24, 2, 'set', 'one', 'one', '%', 5, 60, 10, 0, 0, 3, 0, 5, 10),
	('totals of quarters rounded to 10', 24, 2, 'set', 'one', 'quarters', 'count', 5, 60, 10, 0, 0, 3, 0, 0, 10),
	('totals rounded to 100', 24, 2, '', 'sum', 'one', 'count', 5, 400, 10, 0, 0, 3, 0, 0, 100),
	('small totals rounded to 5', 4, 1, '', 'one', 'one', 'count', 7, 15, 10, 0, 0, 3, 0, 0, 5),
	('small totals rounded to 10', 5, 2, '', 'sum', 'one', 'count', 5, 15, 10, 0, 3, 3, 0, 10, 10),
	('small percentages rounded to 5', 5, 2, '', 'one', 'one', '%', 5, 20, 10, 0, 0, 3, 3, 0, 5),
	('150 areas', 150, 4, 'set', 'one', 'one', 'count', 5, 200, 10, 3, 1, 1, 0, 5, NULL);

CREATE TEMP TABLE period (periods text, period reporting_period, first int, last int);
INSERT INTO period VALUES ('one', '2024/25', 0, 0),
	('quarters', '2024/25', 0, 3), ('quarters', '2024/25 Q1', 0, 0), ('quarters', '2024/25 Q2', 1, 1), ('quarters', '2024/25 Q3', 2, 2), ('quarters', '2024/25 Q4', 3, 3),
	('half years', '2024/25', 0, 3), ('half years', '2024-04/P6M', 0, 1), ('half years', '2024/25 Q1', 0, 0), ('half years', '2024/25 Q4', 3, 3),
	('rolling', '2024-04/P12M', 0, 3), ('rolling', '2024-07/P12M', 1, 4), ('rolling', '2024-10/P12M', 2, 5), ('rolling', '2024-04/P3M', 0, 0),
	('apart', '2023/24 Q1', 0, 0), ('apart', '2024/25', 1, 4), ('apart', '2024/25 Q2', 2, 2);
CREATE TEMP TABLE measure_link (measures text, whole text, part text, bases_add boolean);
INSERT INTO measure_link VALUES ('sum', 'all', 'boys', true), ('sum', 'all', 'girls', true), ('same', 'all', 'boys', false), ('same', 'all', 'girls', false),
	('mixed', 'all', 'boys', true), ('mixed', 'all', 'girls', true),
	('sums', 'all', 'boys', true), ('sums', 'all', 'girls', true), ('sums', 'all', 'under 5', true), ('sums', 'all', 'over 5', true),
	('sums', 'boys', 'boys under 5', true), ('sums', 'boys', 'boys over 5', true), ('sums', 'girls', 'girls under 5', true), ('sums', 'girls', 'girls over 5', true),
	('sums', 'under 5', 'boys under 5', true), ('sums', 'under 5', 'girls under 5', true), ('sums', 'over 5', 'boys over 5', true), ('sums', 'over 5', 'girls over 5', true);

-- Areas: N1 ... are in districts, these in regions, these in a country; beside them one or two more sets of wholes. By their
-- names a whole is now before its parts, now behind them, and links and cells are in any order.
CREATE TEMP TABLE hierarchy AS
SELECT number * 100 + i AS h, k.*, CASE WHEN i % 2 = 0 THEN '{C,D,R}'::text[] ELSE '{V,S,R}' END AS names,
	CASE WHEN i % 2 = 0 THEN 'E' ELSE 'B' END AS top, k.areas + CASE WHEN k.areas < 100 THEN pg_temp.dice(k.areas, number, i, 1)::int ELSE 0 END AS leaves
FROM kind k, generate_series(1, CASE WHEN k.areas < 20 THEN 18 WHEN k.areas < 100 THEN 4 ELSE 2 END) i;
CREATE TEMP TABLE area_link AS
WITH RECURSIVE up(h, level, levels, names, top, part, whole, wholes) AS (
	SELECT h, 1, levels, names, top, 'N' || i, CASE levels WHEN 1 THEN 0 ELSE pg_temp.dice(2 + leaves / 4, h, 2, i) END, 1 + leaves / 8
	FROM hierarchy, generate_series(1, leaves) i
	UNION
	SELECT h, level + 1, levels, names, top, names[level] || whole, CASE WHEN level + 1 >= levels THEN 0 ELSE pg_temp.dice(wholes, h, 3, level, whole) END, 1 + wholes / 3
	FROM up WHERE level < levels)
SELECT h, CASE WHEN level = levels THEN top ELSE names[level] || whole END AS whole, part FROM up
UNION ALL SELECT h, 'P', 'N' || i FROM hierarchy, generate_series(1, 2) i WHERE beside = 'pair'
UNION ALL SELECT h, s || pg_temp.dice(1 + leaves / 4, h, ascii(s), i), 'N' || i
FROM hierarchy, generate_series(1, leaves) i, unnest('{T,A}'::text[]) s WHERE beside = 'sets' OR beside = 'set' AND s = 'T'
UNION ALL SELECT h, top, 'N' || i FROM hierarchy, generate_series(2, leaves, 3) i WHERE beside = 'listed'
UNION ALL SELECT h, 'NEW', 'N1' FROM hierarchy WHERE beside = 'single'
UNION ALL SELECT h, 'N1', part FROM hierarchy, unnest('{OLD1,OLD2}'::text[]) part WHERE beside = 'split';

-- what each area and each measure is made of in the end: the areas of a hierarchy and the measures of a kind are a graph each
CREATE TEMP TABLE link AS
SELECT h::text AS graph, whole, part FROM area_link UNION ALL SELECT measures, whole, part FROM measure_link;
CREATE TEMP TABLE leaf AS
WITH RECURSIVE down(graph, node, inner_node) AS (
	SELECT graph, n, n FROM link, LATERAL (VALUES (whole), (part)) v(n)
	UNION
	SELECT d.graph, d.node, l.part FROM down d JOIN link l ON (l.graph, l.whole) = (d.graph, d.inner_node))
SELECT graph, node, inner_node AS leaf, count(*) OVER (PARTITION BY graph, node) = 1 AS is_leaf
FROM down d WHERE NOT EXISTS (SELECT FROM link l WHERE (l.graph, l.whole) = (d.graph, d.inner_node));
CREATE TEMP TABLE area_leaf AS SELECT h, node AS area, leaf, is_leaf FROM leaf JOIN hierarchy ON graph = h::text;
CREATE TEMP TABLE measure_leaf AS
SELECT graph AS measures, node AS measure, leaf, is_leaf FROM leaf WHERE graph IN (SELECT measures FROM measure_link)
UNION ALL SELECT 'one', 'all', 'all', true;
ANALYZE hierarchy, area_leaf, measure_leaf;

-- How many are counted, and left over, of each leaf in each stretch of time; a rate's base is the same all the time.
CREATE TEMP TABLE atom AS
SELECT h, a.leaf AS area, m.leaf AS measure, segment, absent_by_chance AS is_absent,
	CASE WHEN absent_by_chance OR pg_temp.dice(100, h, n, segment, 4) < zeros THEN 0
		ELSE pg_temp.dice(1 + pg_temp.dice(size, h, n, segment, 5), h, n, segment, 6) END AS x,
	CASE WHEN absent_by_chance OR pg_temp.dice(100, h, n, segment, 7) < zeros THEN 0
		ELSE pg_temp.dice(1 + pg_temp.dice(size, h, n, segment, 8), h, n, segment, 9) END AS r
FROM (SELECT *, row_number() OVER (PARTITION BY h ORDER BY leaf COLLATE "C") AS a_number FROM area_leaf WHERE is_leaf) a
JOIN hierarchy USING (h) JOIN measure_leaf m USING (measures)
CROSS JOIN LATERAL (SELECT ascii(m.leaf) * 1000 + length(m.leaf) * 100000 + a_number AS n, pg_temp.dice(100, h, a_number, 10) < absent AS absent_by_chance) c
CROSS JOIN LATERAL generate_series(0, (SELECT max(last) FROM period p WHERE p.periods = hierarchy.periods)) segment
WHERE m.is_leaf;
ANALYZE atom;

-- Cells, of which some are not there; of rates the base is that of all the time, of children late or in time all plans.
CREATE TEMP TABLE cell AS
SELECT *, row_number() OVER (PARTITION BY h ORDER BY chance % 1000, area COLLATE "C", measure COLLATE "C", first, last) AS i,
	all_absent OR chance / 1000 % 100 < absent / 2 AS is_absent
FROM (SELECT k.h, a.area, m.measure, p.period, p.first, p.last, s.unit, k.below, a.is_leaf AND m.is_leaf AS is_leaf, NOT a.is_leaf AS is_total,
		bool_and(t.is_absent) AS all_absent, sum(t.x) FILTER (WHERE t.segment BETWEEN p.first AND p.last AND ml.leaf IS NOT NULL) AS x,
		CASE s.unit WHEN 'count' THEN NULL
			WHEN 'number' THEN sum(t.r) FILTER (WHERE t.segment BETWEEN p.first AND p.last AND ml.leaf IS NOT NULL)
			WHEN '%' THEN sum(t.x + t.r) FILTER (WHERE t.segment BETWEEN p.first AND p.last AND (ml.leaf IS NOT NULL OR k.measures = 'same'))
			ELSE sum(t.x + t.r) END AS n,
		zeros, absent, missing, confidential, unknown, published, round,
		pg_temp.dice(400000000, k.h, ascii(a.area), length(a.area), ascii(substr(a.area, 2)), ascii(m.measure), length(m.measure), p.first, p.last) AS chance
	FROM hierarchy k JOIN area_leaf a USING (h) JOIN period p USING (periods)
	JOIN (SELECT DISTINCT measures, measure, is_leaf FROM measure_leaf) m USING (measures)
	JOIN atom t ON (t.h, t.area) = (k.h, a.leaf)
	LEFT JOIN measure_leaf ml ON (ml.measures, ml.measure, ml.leaf) = (k.measures, m.measure, t.measure)
	CROSS JOIN LATERAL (SELECT CASE WHEN k.measures = 'mixed' AND m.measure = 'girls' THEN 'number' ELSE k.unit END AS unit) s
	GROUP BY k.h, a.area, m.measure, p.period, p.first, p.last, s.unit, k.below, a.is_leaf, m.is_leaf, zeros, absent, missing, confidential, unknown, published, round
	OFFSET 0) c
WHERE chance / 100000 % 100 >= 4 + absent;
UPDATE cell SET x = round(x / round) * round, n = round(n / round) * round WHERE is_total AND round > 0;
UPDATE cell SET x = x / 4 WHERE unit = 'number' OR h IN (SELECT h FROM hierarchy WHERE kind LIKE 'full-time%');

-- a second figure of the same, now and then another one
CREATE TEMP TABLE again AS SELECT * FROM cell WHERE chance / 10000000 % 40 = 1;
UPDATE again SET i = i + 100000, x = x + chance % 2;

-- What is known of them: 6 of 10 to a reader who has not asked which may be shown.
CREATE TEMP TABLE given AS
SELECT h, i, measure, area, period, unit, known.below, known.x, known.n, known.state,
	CASE WHEN known.state = 'absent' THEN known.state WHEN f < 6 THEN 'known' ELSE 'withheld' END AS by_chance
FROM (SELECT *, roll % 100 AS d, roll / 100 % 100 AS e, roll / 10000 % 10 AS f
	FROM (SELECT *, pg_temp.dice(100000, h, i, 13) AS roll FROM (SELECT * FROM cell UNION ALL SELECT * FROM again) c OFFSET 0) c) c
CROSS JOIN LATERAL (SELECT x BETWEEN 1 AND below - 1 OR n - x BETWEEN 1 AND below - 1 AND unit <> 'number' OR n BETWEEN 0 AND below - 1
	OR zeros > 20 AND x = 0 AS is_small) s
CROSS JOIN LATERAL (SELECT * FROM (VALUES
	(1, is_absent, NULL::int, NULL::float8, NULL::float8, 'absent'), (2, is_leaf AND d < missing, below, NULL, NULL, 'missing'),
	(3, e < confidential AND d % 3 = 0, below, x, n, 'primary'), (4, e < confidential, NULL, NULL, NULL, 'primary'),
	(5, is_small, below, x, n, 'primary'), (6, d % 50 < unknown AND e % 2 = 0, below, x, NULL, 'candidate'),
	(7, d % 50 < unknown AND unit <> 'count', below, NULL, n, 'primary'), (8, d % 60 < published, below, x, n, 'published'), (9, true, below, x, n, 'candidate'))
	v(turn, holds, below, x, n, state) WHERE holds ORDER BY turn LIMIT 1) known;
CREATE TEMP TABLE arrays AS
SELECT h, array_agg(measure ORDER BY i) AS measures, array_agg(area ORDER BY i) AS areas, array_agg(period ORDER BY i) AS periods,
	array_agg(unit ORDER BY i) AS units, array_agg(below ORDER BY i) AS below, array_agg(x ORDER BY i) AS counts, array_agg(n ORDER BY i) AS bases,
	array_agg(state ORDER BY i) AS states, array_agg(by_chance ORDER BY i) AS by_chance
FROM given GROUP BY h;
CREATE TEMP TABLE links AS
SELECT h, area_wholes, area_parts, measure_wholes, measure_parts, bases_add
FROM hierarchy
CROSS JOIN LATERAL (SELECT array_agg(whole ORDER BY turn, whole COLLATE "C", part COLLATE "C") AS area_wholes,
	array_agg(part ORDER BY turn, whole COLLATE "C", part COLLATE "C") AS area_parts
	FROM area_link l, LATERAL (SELECT pg_temp.dice(1000, l.h, ascii(whole), length(whole), ascii(part), ascii(substr(part, 2)), 17) AS turn) t WHERE l.h = hierarchy.h) a
CROSS JOIN LATERAL (SELECT array_agg(whole ORDER BY whole COLLATE "C", part COLLATE "C") AS measure_wholes, array_agg(part ORDER BY whole COLLATE "C", part COLLATE "C") AS measure_parts,
	array_agg(bases_add ORDER BY whole COLLATE "C", part COLLATE "C") AS bases_add FROM measure_link l WHERE l.measures = hierarchy.measures) m;

CREATE TEMP TABLE decided AS
SELECT *, protect_cells(measures, areas, periods, units, below, counts, bases, states, area_wholes, area_parts, measure_wholes, measure_parts, bases_add) AS decisions
FROM arrays JOIN links USING (h);
CREATE TEMP TABLE bounded AS
SELECT h, string_agg(CASE WHEN turn = 1 THEN line END, ';' ORDER BY cell) AS bounds, string_agg(CASE WHEN turn = 2 THEN line END, ';' ORDER BY cell) AS by_chance
FROM decided
CROSS JOIN LATERAL (SELECT array_agg(CASE WHEN state = 'absent' THEN state WHEN decision = 'shown' THEN 'known' ELSE 'withheld' END ORDER BY i) AS knowledge
	FROM unnest(states, decisions) WITH ORDINALITY u(state, decision, i)) k
CROSS JOIN LATERAL (VALUES (1, knowledge), (2, by_chance)) turns(turn, knowledge)
CROSS JOIN LATERAL disclosure_bounds(measures, areas, periods, units, below, counts, bases, turns.knowledge,
	area_wholes, area_parts, measure_wholes, measure_parts, bases_add) b
CROSS JOIN LATERAL (SELECT string_agg(coalesce(round(e::numeric, 6)::text, '-'), ' ' ORDER BY o) AS line
	FROM unnest(ARRAY[cell, count_lower, count_upper, base_lower, base_upper, rest_lower, rest_upper]) WITH ORDINALITY u(e, o)) line
GROUP BY h;

-- The counts say what differs, the digests that something does.
SELECT k.kind, count(*) AS hierarchies, sum(cells) AS cells, sum(shown) AS shown, sum(secondary) AS secondary, sum(narrow) AS narrow, sum(withheld) AS withheld,
	sum(given_away) AS "given away", left(md5(string_agg(decisions::text, ';' ORDER BY h)), 8) AS decisions, left(md5(string_agg(bounds, ';' ORDER BY h)), 8) AS bounds,
	left(md5(string_agg(bounded.by_chance, ';' ORDER BY h)), 8) AS "bounds by chance"
FROM kind k JOIN hierarchy USING (number) JOIN decided USING (h) LEFT JOIN bounded USING (h)
CROSS JOIN LATERAL (SELECT count(*) AS cells, count(*) FILTER (WHERE d = 'shown') AS shown, count(*) FILTER (WHERE d = 'secondary') AS secondary,
	count(*) FILTER (WHERE d = 'narrow') AS narrow, count(*) FILTER (WHERE d = 'withheld') AS withheld, count(*) FILTER (WHERE d = 'given away') AS given_away
	FROM unnest(decisions) d) c
GROUP BY k.number, k.kind ORDER BY k.number;
