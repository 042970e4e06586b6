-- The cells that protect_cells() withholds beside the small ones are those of the reference program, GaussSuppression() of
-- the R package SSBtools 1.8.6 (Langsrud 2024, doi 10.1007/978-3-031-69651-0_6; R 4.2.2), given the same cells in the order
-- in which protect_cells() decides them, with singletonMethod "none". The tables are random: areas, linked measures, a
-- second set of areas; small is from 1 to 4. The reference does not look at bounds, so tables in which one is too narrow are
-- left out of the comparison: there more is withheld.
SET search_path = cfsperf, pg_catalog;
CREATE TEMP TABLE reference (number integer, areas text, measures text, cells text, withheld text);
INSERT INTO reference VALUES
	(1, 'E>E1 E>E2 E1>E11 E1>E12 E2>E21 E2>E22', 'all>boys all>girls', 'all.E=70 boys.E=63 girls.E=7 all.E1=6 boys.E1=2 girls.E1=4 all.E11=2 boys.E11=2 girls.E11=0 all.E12=4 boys.E12=0 girls.E12=4 all.E2=64 boys.E2=61 girls.E2=3 all.E21=32 boys.E21=32 girls.E21=0 all.E22=32 boys.E22=29 girls.E22=3',
		'boys.E2 boys.E22'),
	(2, 'E>E1 E>E2 E>E3 E1>E11 E1>E12 E1>E13', 'all>boys all>girls', 'all.E=105 boys.E=65 girls.E=40 all.E1=66 boys.E1=56 girls.E1=10 all.E11=29 boys.E11=25 girls.E11=4 all.E12=26 boys.E12=21 girls.E12=5 all.E13=11 boys.E13=10 girls.E13=1 all.E2=35 boys.E2=6 girls.E2=29 all.E3=4 boys.E3=3 girls.E3=1',
		'boys.E11 boys.E13 all.E2 boys.E2 girls.E2'),
	(3, 'E>E1 E>E2 E>E3 E1>E11 E1>E12 E1>E13 E11>E111 E11>E112 E12>E121 E12>E122 E12>E123 E13>E131 E13>E132 E13>E133 E2>E21 E2>E22 E21>E211 E21>E212 E21>E213 E22>E221 E22>E222', '', 'E=185 E1=89 E11=23 E111=21 E112=2 E12=11 E121=0 E122=0 E123=11 E13=55 E131=21 E132=11 E133=23 E2=92 E21=40 E211=22 E212=4 E213=14 E22=52 E221=22 E222=30 E3=4',
		'E111 E2 E213 E22 E221'),
	(4, 'E>E1 E>E2 E1>E11 E1>E12 E1>E13 E2>E21 E2>E22', 'all>boys all>girls', 'all.E=90 boys.E=68 girls.E=22 all.E1=52 boys.E1=43 girls.E1=9 all.E11=13 boys.E11=13 girls.E11=0 all.E12=32 boys.E12=30 girls.E12=2 all.E13=7 boys.E13=0 girls.E13=7 all.E2=38 boys.E2=25 girls.E2=13 all.E21=4 boys.E21=4 girls.E21=0 all.E22=34 boys.E22=21 girls.E22=13',
		'boys.E11 girls.E11 boys.E12 all.E22 boys.E22'),
	(5, 'E>E1 E>E2 E1>E11 E1>E12 E1>E13 E2>E21 E2>E22 E2>E23 X>E13 X>E12', '', 'E=73 E1=19 E11=13 E12=6 E13=0 E2=54 E21=21 E22=30 E23=3 X=6',
		'E21'),
	(6, 'E>E1 E>E2 E1>E11 E1>E12 E1>E13 E2>E21 E2>E22 X>E21 X>E13', '', 'E=10 E1=10 E11=1 E12=0 E13=9 E2=0 E21=0 E22=0 X=9',
		'E13 E21 E22'),
	(7, 'E>E1 E>E2 E1>E11 E1>E12 E1>E13 E2>E21 E2>E22 X>E13 X>E21', '', 'E=80 E1=39 E11=5 E12=3 E13=31 E2=41 E21=34 E22=7 X=65',
		'E11'),
	(8, 'E>E1 E>E2 E1>E11 E1>E12 E12>E121 E12>E122 E2>E21 E2>E22 E21>E211 E21>E212 E21>E213 E22>E221 E22>E222 E22>E223', '', 'E=76 E1=26 E11=13 E12=13 E121=10 E122=3 E2=50 E21=41 E211=30 E212=9 E213=2 E22=9 E221=0 E222=0 E223=9',
		'E121 E212'),
	(9, 'E>E1 E>E2 E1>E11 E1>E12 E1>E13 E2>E21 E2>E22', 'all>boys all>girls', 'all.E=96 boys.E=45 girls.E=51 all.E1=51 boys.E1=20 girls.E1=31 all.E11=1 boys.E11=0 girls.E11=1 all.E12=16 boys.E12=15 girls.E12=1 all.E13=34 boys.E13=5 girls.E13=29 all.E2=45 boys.E2=25 girls.E2=20 all.E21=24 boys.E21=8 girls.E21=16 all.E22=21 boys.E22=17 girls.E22=4',
		'all.E12 boys.E21 girls.E21 boys.E22'),
	(10, 'E>E1 E>E2 E2>E21 E2>E22 E2>E23', 'all>boys all>girls', 'all.E=108 boys.E=66 girls.E=42 all.E1=49 boys.E1=27 girls.E1=22 all.E2=59 boys.E2=39 girls.E2=20 all.E21=17 boys.E21=0 girls.E21=17 all.E22=24 boys.E22=24 girls.E22=0 all.E23=18 boys.E23=15 girls.E23=3',
		'boys.E22 girls.E22 boys.E23'),
	(11, 'E>E1 E>E2 E1>E11 E1>E12 E11>E111 E11>E112 E11>E113 E12>E121 E12>E122 E12>E123 E2>E21 E2>E22 E2>E23 E21>E211 E21>E212 E21>E213 E22>E221 E22>E222 E22>E223 E23>E231 E23>E232 E23>E233', '', 'E=135 E1=38 E11=12 E111=6 E112=3 E113=3 E12=26 E121=7 E122=16 E123=3 E2=97 E21=29 E211=6 E212=1 E213=22 E22=39 E221=4 E222=14 E223=21 E23=29 E231=0 E232=27 E233=2',
		'E121 E211 E222 E232'),
	(12, 'E>E1 E>E2 E1>E11 E1>E12 E11>E111 E11>E112 E2>E21 E2>E22 E2>E23 E21>E211 E21>E212 E21>E213 E22>E221 E22>E222 E22>E223', '', 'E=123 E1=12 E11=11 E111=11 E112=0 E12=1 E2=111 E21=28 E211=12 E212=0 E213=16 E22=55 E221=7 E222=16 E223=32 E23=28',
		'E11 E111'),
	(13, 'E>E1 E>E2 E>E3 E1>E11 E1>E12 E11>E111 E11>E112 E11>E113 E12>E121 E12>E122 E12>E123 E2>E21 E2>E22 E2>E23 E22>E221 E22>E222 E23>E231 E23>E232 E3>E31 E3>E32 E32>E321 E32>E322', '', 'E=201 E1=87 E11=62 E111=13 E112=26 E113=23 E12=25 E121=14 E122=7 E123=4 E2=83 E21=17 E22=30 E221=24 E222=6 E23=36 E231=30 E232=6 E3=31 E31=4 E32=27 E321=4 E322=23',
		'E122 E32'),
	(14, 'E>E1 E>E2 E1>E11 E1>E12 E1>E13', 'all>boys all>girls', 'all.E=70 boys.E=47 girls.E=23 all.E1=69 boys.E1=47 girls.E1=22 all.E11=28 boys.E11=28 girls.E11=0 all.E12=24 boys.E12=12 girls.E12=12 all.E13=17 boys.E13=7 girls.E13=10 all.E2=1 boys.E2=0 girls.E2=1',
		'all.E1 girls.E1 all.E13 girls.E13'),
	(15, 'E>E1 E>E2 E1>E11 E1>E12 E1>E13 E2>E21 E2>E22', 'all>boys all>girls', 'all.E=96 boys.E=59 girls.E=37 all.E1=74 boys.E1=56 girls.E1=18 all.E11=6 boys.E11=6 girls.E11=0 all.E12=28 boys.E12=22 girls.E12=6 all.E13=40 boys.E13=28 girls.E13=12 all.E2=22 boys.E2=3 girls.E2=19 all.E21=18 boys.E21=0 girls.E21=18 all.E22=4 boys.E22=3 girls.E22=1',
		'boys.E1 girls.E1 boys.E12 girls.E12 girls.E2 all.E21 girls.E21'),
	(16, 'E>E1 E>E2 E1>E11 E1>E12 E2>E21 E2>E22 E2>E23', 'all>boys all>girls', 'all.E=122 boys.E=63 girls.E=59 all.E1=30 boys.E1=29 girls.E1=1 all.E11=29 boys.E11=29 girls.E11=0 all.E12=1 boys.E12=0 girls.E12=1 all.E2=92 boys.E2=34 girls.E2=58 all.E21=22 boys.E21=20 girls.E21=2 all.E22=27 boys.E22=0 girls.E22=27 all.E23=43 boys.E23=14 girls.E23=29',
		'boys.E1 all.E11 boys.E11 boys.E2 girls.E2 boys.E21'),
	(17, 'E>E1 E>E2 E1>E11 E1>E12 E1>E13 E11>E111 E11>E112 E12>E121 E12>E122 E13>E131 E13>E132 E2>E21 E2>E22 E21>E211 E21>E212 E22>E221 E22>E222 E22>E223', '', 'E=121 E1=61 E11=22 E111=6 E112=16 E12=8 E121=3 E122=5 E13=31 E131=6 E132=25 E2=60 E21=32 E211=20 E212=12 E22=28 E221=24 E222=1 E223=3',
		'E122'),
	(18, 'E>E1 E>E2 E1>E11 E1>E12 E1>E13 E2>E21 E2>E22 E2>E23 X>E21 X>E23', '', 'E=80 E1=56 E11=29 E12=2 E13=25 E2=24 E21=17 E22=5 E23=2 X=19',
		'E13 E21'),
	(19, 'E>E1 E>E2 E>E3 E1>E11 E1>E12 E1>E13 E11>E111 E11>E112 E12>E121 E12>E122 E13>E131 E13>E132 E2>E21 E2>E22 E21>E211 E21>E212 E22>E221 E22>E222 E22>E223', '', 'E=216 E1=136 E11=65 E111=34 E112=31 E12=24 E121=12 E122=12 E13=47 E131=30 E132=17 E2=64 E21=29 E211=28 E212=1 E22=35 E221=0 E222=16 E223=19 E3=16',
		'E211'),
	(20, 'E>E1 E>E2 E>E3 E2>E21 E2>E22 E2>E23 E3>E31 E3>E32 X>E1 X>E23', '', 'E=59 E1=19 E2=19 E21=6 E22=13 E23=0 E3=21 E31=2 E32=19 X=19',
		'E32'),
	(21, 'E>E1 E>E2 E>E3 E1>E11 E1>E12 E1>E13 E2>E21 E2>E22 E2>E23 E3>E31 E3>E32 X>E21 X>E13', '', 'E=46 E1=24 E11=2 E12=9 E13=13 E2=14 E21=0 E22=4 E23=10 E3=8 E31=4 E32=4 X=13',
		'E12 E23'),
	(22, 'E>E1 E>E2 E1>E11 E1>E12 E1>E13 E11>E111 E11>E112 E11>E113 E12>E121 E12>E122 E12>E123 E13>E131 E13>E132 E13>E133 E2>E21 E2>E22 E21>E211 E21>E212 E21>E213 E22>E221 E22>E222', '', 'E=202 E1=124 E11=30 E111=24 E112=6 E113=0 E12=36 E121=8 E122=0 E123=28 E13=58 E131=23 E132=18 E133=17 E2=78 E21=55 E211=34 E212=19 E213=2 E22=23 E221=0 E222=23',
		'E212'),
	(23, 'E>E1 E>E2 E>E3 E1>E11 E1>E12 E1>E13 E2>E21 E2>E22 E2>E23 E3>E31 E3>E32 E3>E33 X>E11 X>E12', '', 'E=134 E1=32 E11=19 E12=13 E13=0 E2=41 E21=6 E22=11 E23=24 E3=61 E31=4 E32=26 E33=31 X=32',
		'E32'),
	(24, 'E>E1 E>E2 E>E3 E1>E11 E1>E12 E1>E13 E2>E21 E2>E22 E2>E23 E3>E31 E3>E32 X>E22 X>E32', '', 'E=125 E1=41 E11=2 E12=5 E13=34 E2=62 E21=29 E22=6 E23=27 E3=22 E31=6 E32=16 X=22',
		'E12');

CREATE TEMP VIEW cell AS
SELECT number, position, key, CASE WHEN key LIKE '%.%' THEN split_part(key, '.', 1) ELSE 'm' END AS measure,
	split_part(key, '.', CASE WHEN key LIKE '%.%' THEN 2 ELSE 1 END) AS area, split_part(word, '=', 2)::float8 AS x
FROM reference, string_to_table(cells, ' ') WITH ORDINALITY w(word, position), split_part(word, '=', 1) key;
CREATE TEMP VIEW decided AS
SELECT number, keys, cfsperf_internal.protect_cells(measures, areas, array_fill('2024/25'::reporting_period, ARRAY[n]),
	array_fill('count'::text, ARRAY[n]), array_fill(5, ARRAY[n]), x, array_fill(NULL::float8, ARRAY[n]), states,
	area_wholes, area_parts, measure_wholes, measure_parts, bases_add) AS decisions
FROM (SELECT number, count(*)::integer AS n, array_agg(key ORDER BY position) AS keys, array_agg(measure ORDER BY position) AS measures,
		array_agg(area ORDER BY position) AS areas, array_agg(x ORDER BY position) AS x,
		array_agg(CASE WHEN x BETWEEN 1 AND 4 THEN 'primary' ELSE 'candidate' END ORDER BY position) AS states
	FROM cell GROUP BY number) c
JOIN LATERAL (SELECT array_agg(split_part(w, '>', 1)) AS area_wholes, array_agg(split_part(w, '>', 2)) AS area_parts
	FROM reference r, string_to_table(r.areas, ' ') w WHERE r.number = c.number) a ON true
JOIN LATERAL (SELECT array_agg(split_part(w, '>', 1)) AS measure_wholes, array_agg(split_part(w, '>', 2)) AS measure_parts,
		array_agg(true) AS bases_add
	FROM reference r, string_to_table(r.measures, ' ') w WHERE r.number = c.number AND r.measures <> '') m ON true;

WITH ours AS (
	SELECT number, 'narrow' = ANY (decisions) AS is_narrow,
		coalesce(string_agg(keys[i], ' ' ORDER BY i) FILTER (WHERE decisions[i] IN ('secondary', 'narrow')), '') AS withheld
	FROM decided, generate_subscripts(keys, 1) i GROUP BY number, is_narrow)
SELECT count(*) FILTER (WHERE NOT is_narrow) AS compared, count(*) FILTER (WHERE NOT is_narrow AND ours.withheld <> r.withheld) AS different,
	sum(cardinality(string_to_array(r.withheld, ' '))) AS cells_of_reference, count(*) FILTER (WHERE is_narrow) AS with_narrow_bounds,
	sum(cardinality(string_to_array(ours.withheld, ' '))) AS cells_of_ours
FROM ours JOIN reference r USING (number);
