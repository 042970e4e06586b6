-- The areas of England, their codes and names, what was reorganised, and statistical neighbours: fills a framework from the
-- CSV files beside this script. \copy looks for them in the directory in which psql was started, so start it there:
--
--     cd doc/england
--     psql -d DATABASE -f load.sql
--
-- as the owner of the framework. Variables, each with -v NAME=VALUE:
--
--     framework     its name, "cfs" where none is given; it is made where there is none
--     neighbours    which statistical neighbours: 2025 (where none is given), 2021 or none
--
-- What is there already stays as it is: areas with their names and regions, codes, and the neighbours of an area that has any.
-- So it can be run again, after an upgrade too. It is one transaction, and says at the end what came in.

\set ON_ERROR_STOP on
\set quiet_before :QUIET
\set QUIET on
\if :{?framework}
\else
\set framework cfs
\endif
\if :{?neighbours}
\else
\set neighbours 2025
\endif

BEGIN;

SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cfsperf;
RESET client_min_messages;
SELECT to_regclass(format('%I.area', :'framework')) IS NULL AS missing \gset
\if :missing
CALL cfsperf.create_framework(:'framework');
\endif

-- ---------------------------------------------------------------- the files

CREATE TEMPORARY TABLE england_area (LIKE :"framework".area) ON COMMIT DROP;
CREATE TEMPORARY TABLE england_part (LIKE :"framework".area_part) ON COMMIT DROP;
CREATE TEMPORARY TABLE england_change (LIKE :"framework".area_change) ON COMMIT DROP;
CREATE TEMPORARY TABLE england_code (LIKE :"framework".area_code) ON COMMIT DROP;
CREATE TEMPORARY TABLE england_2021 (LIKE :"framework".neighbour) ON COMMIT DROP;
CREATE TEMPORARY TABLE england_2025 (LIKE :"framework".neighbour) ON COMMIT DROP;
\copy pg_temp.england_area (code, name, kind, region) FROM 'area.csv' WITH (FORMAT csv, HEADER true)
\copy pg_temp.england_part (whole, part) FROM 'area_part.csv' WITH (FORMAT csv, HEADER true)
\copy pg_temp.england_change (area, successor, changed_on, kind) FROM 'area_change.csv' WITH (FORMAT csv, HEADER true)
\copy pg_temp.england_code (alias, area, first_period, last_period) FROM 'area_code.csv' WITH (FORMAT csv, HEADER true)
\copy pg_temp.england_2021 (area, neighbour, position) FROM 'neighbour_2021.csv' WITH (FORMAT csv, HEADER true)
\copy pg_temp.england_2025 (area, neighbour, position) FROM 'neighbour_2025.csv' WITH (FORMAT csv, HEADER true)

CREATE TEMPORARY TABLE england_neighbour ON COMMIT DROP AS
SELECT * FROM pg_temp.england_2021 WHERE :'neighbours' = '2021'
UNION ALL
SELECT * FROM pg_temp.england_2025 WHERE :'neighbours' = '2025';

-- ---------------------------------------------------------------- what cannot be

-- An area that the framework has under a number or name which stands for another code here would be there twice. A former
-- code does no harm: area_change says which one followed it.
CREATE TEMPORARY TABLE england_twice ON COMMIT DROP AS
SELECT a.code, a.name, c.area AS means
FROM :"framework".area a
JOIN pg_temp.england_code c ON c.alias = a.code
WHERE a.code NOT IN (SELECT area FROM pg_temp.england_change);

SELECT set_config('england.framework', :'framework', true), set_config('england.neighbours', :'neighbours', true) \gset england_
DO $$
DECLARE
	first record;
BEGIN
	IF current_setting('england.neighbours') NOT IN ('2025', '2021', 'none') THEN
		RAISE EXCEPTION 'there are no statistical neighbours "%"', current_setting('england.neighbours')
			USING HINT = 'Set the variable neighbours to 2025, 2021 or none.';
	END IF;
	SELECT t.*, count(*) OVER () AS twice INTO first FROM pg_temp.england_twice t ORDER BY t.code LIMIT 1;
	IF FOUND THEN
		RAISE EXCEPTION 'area "%" of framework "%" is here by the code "%"', first.code, current_setting('england.framework'), first.means
			USING DETAIL = format('It would be there twice; so would others: %s in all.', first.twice),
				HINT = 'Load the areas into a framework that has none, or whose areas have these codes.';
	END IF;
END
$$;

-- ---------------------------------------------------------------- into the framework

INSERT INTO :"framework".area (code, name, kind, region)
SELECT code, name, kind, region FROM pg_temp.england_area
ON CONFLICT DO NOTHING;
\set areas :ROW_COUNT

INSERT INTO :"framework".area_part (whole, part)
SELECT whole, part FROM pg_temp.england_part
ON CONFLICT DO NOTHING;
\set parts :ROW_COUNT

-- A former code is an alias, unless figures have been loaded under it: then it is an area that was recoded.
INSERT INTO :"framework".area_change (area, successor, changed_on, kind)
SELECT c.area, c.successor, c.changed_on, c.kind
FROM pg_temp.england_change c
JOIN :"framework".area a ON a.code = c.area
ON CONFLICT DO NOTHING;
\set changes :ROW_COUNT

-- An alias that stands for something else in this framework goes on to stand for that alone.
INSERT INTO :"framework".area_code (alias, area, first_period, last_period)
SELECT s.alias, s.area, s.first_period, s.last_period
FROM pg_temp.england_code s
WHERE s.alias NOT IN (SELECT a.code FROM :"framework".area a)
	AND s.alias NOT IN (
		SELECT c.alias
		FROM :"framework".area_code c
		WHERE NOT EXISTS (SELECT FROM pg_temp.england_code t WHERE t.alias = c.alias AND t.area = c.area))
ON CONFLICT DO NOTHING;
\set codes :ROW_COUNT

INSERT INTO :"framework".neighbour (area, neighbour, position)
SELECT s.area, s.neighbour, s.position
FROM pg_temp.england_neighbour s
WHERE s.area NOT IN (SELECT n.area FROM :"framework".neighbour n)
ON CONFLICT DO NOTHING;
\set neighbour_rows :ROW_COUNT

SELECT x.what, x.in_the_files, x.added, x.in_the_files - x.added AS not_added
FROM (VALUES
	(1, 'area', (SELECT count(*) FROM pg_temp.england_area), :areas),
	(2, 'area_part', (SELECT count(*) FROM pg_temp.england_part), :parts),
	(3, 'area_change', (SELECT count(*) FROM pg_temp.england_change c JOIN :"framework".area a ON a.code = c.area), :changes),
	(4, 'area_code', (SELECT count(*) FROM pg_temp.england_code), :codes),
	(5, 'neighbour', (SELECT count(*) FROM pg_temp.england_neighbour), :neighbour_rows)) AS x(n, what, in_the_files, added)
ORDER BY x.n;

COMMIT;
\set QUIET :quiet_before
