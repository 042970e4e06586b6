-- Which area a file or a person means: codes, then other codes and names of area_code, then names; the period tells areas of
-- one name apart; nothing is guessed.
SET client_min_messages = warning;
CALL cfsperf.create_framework('named');
SET search_path = named, cfsperf, public;
INSERT INTO area (code, name) VALUES ('E06000060', 'Buckinghamshire'), ('E10000002', 'Buckinghamshire'), ('E10000009', 'Dorset'), ('E06000059', 'Dorset'),
	('E06000028', 'Bournemouth'), ('E06000029', 'Poole'), ('E06000058', 'Bournemouth, Christchurch and Poole'),
	('E06000061', 'North Northamptonshire'), ('E06000062', 'West Northamptonshire'), ('E10000021', 'Northamptonshire'),
	('E06000016', 'Leicester'), ('E10000018', 'Leicestershire');
INSERT INTO area_change VALUES ('E10000002', 'E06000060', '2020-04-01', 'recode'), ('E10000009', 'E06000059', '2019-04-01', 'merge'),
	('E06000028', 'E06000058', '2019-04-01', 'merge'), ('E06000029', 'E06000058', '2019-04-01', 'merge'),
	('E10000021', 'E06000061', '2021-04-01', 'split'), ('E10000021', 'E06000062', '2021-04-01', 'split');
INSERT INTO area_code VALUES ('825', 'E10000002', NULL, NULL), ('835', 'E10000009', NULL, '2018/19'), ('835', 'E06000059', '2019/20', NULL),
	('837', 'E06000029', NULL, '2018/19'), ('BCP Council', 'E06000058', NULL, NULL), ('Leicester', 'E10000018', NULL, '2000');

-- by code, former code, number and name, however it is written
SELECT name, area_of(name) FROM unnest(ARRAY['E10000018', ' e10000002', '825', E'bcp\u00a0 COUNCIL ', 'Buckinghamshire',
	'bournemouth, christchurch  and poole', NULL]) AS n(name) ORDER BY name;
-- areas of one name, by the period: of a year that began before the change and ended after it both were
SELECT p AS period, r.area, r.problem, r.hint
FROM unnest(ARRAY['2018/19', '2019/20', '2019', '2018', NULL]::reporting_period[]) WITH ORDINALITY AS p(p, place)
JOIN resolve_areas(array_fill('Dorset'::text, ARRAY[5]), ARRAY['2018/19', '2019/20', '2019', '2018', NULL]::reporting_period[]) r
	ON r.period = p OR r.period IS NULL AND p IS NULL
ORDER BY place;
SELECT name, period, area, problem FROM resolve_areas(ARRAY['835', '835', '837', '837', 'Leicester', 'Leicester'],
	ARRAY['2018/19', '2021/22', '2018/19', '2021/22', '1999', '2021']::reporting_period[]) ORDER BY name, period;
-- an alias comes before a name while it holds; a code before both, also one that is another area's name
INSERT INTO area (code, name) VALUES ('Poole', 'Elsewhere');
SELECT area_of('poole'), area_of('837', '2018/19'), area_of('Leicester', '1999'), area_of('Leicester', '2021');
-- each pair once, names that are NULL not at all
SELECT name, period, area FROM resolve_areas(ARRAY['825', '825', '825', NULL, ' 825'], ARRAY['2020', '2020', NULL, '2020', '2020']::reporting_period[]) ORDER BY name, period;
SELECT * FROM resolve_areas('{}');
SELECT name, area FROM resolve_areas('{825}');

-- what is not known, with what it is like; several in one; none
SELECT r.name, r.problem, r.hint FROM resolve_areas(ARRAY['Leicestershir', 'Nowhere', 'E06000061 / E06000062', 'E06000061 / X', '', '  ', 'Northants']) r ORDER BY name;
SELECT area_of('Leicestershir');
SELECT area_of('E06000061 / E06000062', '2022');
SELECT area_of('Dorset');
SELECT area_of('837', '2021/22');
-- which is known as soon as somebody has said what it stands for
INSERT INTO area (code, name) VALUES ('NHP', 'North and West Northamptonshire');
INSERT INTO area_part VALUES ('NHP', 'E06000061'), ('NHP', 'E06000062');
INSERT INTO area_code (alias, area) VALUES ('E06000061 / E06000062', 'NHP');
SELECT area_of('E06000061 /  E06000062', '2022');
SELECT alias, area, first_period, last_period, origin FROM area_alias WHERE area IN ('E10000009', 'NHP') ORDER BY area, origin, alias;
-- by which names are alike: the trigrams of a word, as pg_trgm's manual has those of "cat"
SELECT array_agg(t ORDER BY t) FROM cfsperf_internal.trigrams('cat') t;

DROP SCHEMA named CASCADE;
