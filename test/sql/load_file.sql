-- A published file is figures after its source was described once: all of it or nothing, and again without a change.
\set SHOW_CONTEXT never
CREATE EXTENSION IF NOT EXISTS cfsperf;
SET client_min_messages = warning;
CALL cfsperf.create_framework('loads');
SET search_path = public, loads, cfsperf;
INSERT INTO outcome (code, title) VALUES ('o', 'Children are safe');
INSERT INTO area (code, name, kind) VALUES ('E92000001', 'England', 'country'), ('E12000004', 'East Midlands', 'region');
INSERT INTO area (code, name, region) VALUES ('E10000018', 'Leicestershire', 'E12000004'), ('E10000014', 'Hampshire', NULL),
	('E06000053', 'Isles of Scilly', NULL), ('E06000059', 'Dorset', NULL), ('E06000060', 'Buckinghamshire', NULL), ('E06000016', 'Leicester', 'E12000004');
INSERT INTO area_code (alias, area) VALUES ('855', 'E10000018'), ('E10000002', 'E06000060');
SET client_min_messages = notice;

-- what is no table of a load stays, whatever its name
CREATE TEMP VIEW cfsperf_file_view AS SELECT 1 AS one;

-- Explore Education Statistics: c1, some of its rows
CREATE TEMP TABLE given (name text PRIMARY KEY, content text);
INSERT INTO given VALUES ('c1', 'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,category,referral_count,rereferral_count,rereferral_percent
2025,Reporting year,National,E92000001,England,,,,,,Referrals and Re-referrals,632830,142900,22.6
2025,Reporting year,Regional,E92000001,England,E12000004,East Midlands,,,,Referrals and Re-referrals,53190,13120,24.7
2025,Reporting year,Local authority,E92000001,England,E12000004,East Midlands,855,E10000018,Leicestershire,Referrals and Re-referrals,6752,1721,25.5
2024,Reporting year,Local authority,E92000001,England,E12000004,East Midlands,855,E10000018,Leicestershire,Referrals and Re-referrals,6236,1476,23.7
2024,Reporting year,Local authority,E92000001,England,E12000008,South East,850,E10000014,Hampshire,Referrals and Re-referrals,u,u,u
2024,Reporting year,Local authority,E92000001,England,E12000009,South West,420,E06000053,Isles of Scilly,Referrals and Re-referrals,22,c,c
2020,Reporting year,Local authority,E92000001,England,E12000009,South West,838,E06000059,Dorset,Referrals and Re-referrals,3137,x,x
2021,Reporting year,Local authority,E92000001,England,E12000008,South East,825,E06000060,Buckinghamshire,Referrals and Re-referrals,10774,3558,33
2020,Reporting year,Local authority,E92000001,England,E12000008,South East,825,E10000002,Buckinghamshire,Referrals and Re-referrals,8367,2180,26.1
');
CREATE FUNCTION pg_temp.file(name text, encoding text DEFAULT 'UTF8') RETURNS bytea LANGUAGE sql AS $$
	SELECT convert_to(content, encoding) FROM given g WHERE g.name = file.name$$;

-- what is in it, what has to be decided, and the statements that say it
SELECT * FROM inspect_file(pg_temp.file('c1'), code => 'c1');
INSERT INTO measure (code, outcome, title, polarity, unit, decimals, frequency) VALUES ('rereferral_percent', 'o', 'Re-referrals within 12 months', 'low', '%', 1, 12);
INSERT INTO benchmark (code, title) VALUES ('c1', 'Authorities in England');
-- as it was written, with what was not decided: refused
INSERT INTO source (code, format, destination, benchmark, year_ends) VALUES ('c1', 'EES', 'both', 'c1', '?');
INSERT INTO source (code, format, destination, benchmark) VALUES ('c1', 'EES', 'both', 'c1');
CALL load_file('c1', pg_temp.file('c1'));
INSERT INTO source_measure (source, measure, value, numerator, denominator) VALUES ('c1', 'rereferral_percent', 'rereferral_percent', 'rereferral_count', 'referral_count');
CALL load_file('c1', pg_temp.file('c1'));
SELECT line, column_name, cell, reason FROM load_reject ORDER BY load, line LIMIT 3;
SELECT count(*) FROM observation;
UPDATE source SET year_ends = 3;
CALL load_file('c1', pg_temp.file('c1'), file_name => 'c1.csv');
SELECT area, period, value, numerator, denominator, status FROM observation ORDER BY area, period;
SELECT count(*) FROM benchmark_value;

-- the same file again changes nothing, one with another figure that one
CALL load_file('c1', pg_temp.file('c1'));
UPDATE given SET content = replace(content, '6752,1721,25.5', '6753,1722,25.5');
CALL load_file('c1', pg_temp.file('c1'));
SELECT load, source, file_name, bytes > 1000 AS size, length(sha256) AS sha256, lines, figures_new, figures_changed, figures_unchanged, withheld, skipped, rejected, loaded
FROM load_receipt ORDER BY load;

-- columns in another order, in another encoding, with other delimiters and line ends
INSERT INTO given SELECT 'turned', string_agg(regexp_replace(l, '^(.*?),(.*),([^,]*)$', '\3;\2;\1'), E'\r\n' ORDER BY n)
FROM given, regexp_split_to_table(content, E'\n') WITH ORDINALITY AS x(l, n) WHERE name = 'c1' AND l <> '';
UPDATE given SET content = replace(content, ',', ';') WHERE name = 'turned';
SELECT split_part(content, E'\r', 1) FROM given WHERE name = 'turned';
CALL load_file('c1', pg_temp.file('turned'));

-- several codes in one are asked about, though the name beside them is known; a code that is not known is found by it
INSERT INTO given SELECT 'composite', split_part(content, E'\n', 1) || E'\n2025,Reporting year,Local authority,E92000001,England,,,,E10000018 / E06000016,Leicestershire,,10,5,50\n2025,Reporting year,Local authority,E92000001,England,,,,E10000017,Hampshire,,10,5,50\n'
FROM given WHERE name = 'c1';
CALL load_file('c1', pg_temp.file('composite'));
CALL load_file('c1', pg_temp.file('composite'), on_reject => 'keep');
SELECT area, value FROM observation WHERE measure = 'rereferral_percent' AND value = 50;

-- a temporary table of one's own stays
CREATE TEMP TABLE file_row (x integer);
CALL load_file('c1', pg_temp.file('turned'));
TABLE file_row;

-- made in Excel: titles, a blank, a marker, a rounded count, a source; also in Windows-1252
INSERT INTO measure (code, outcome, title, polarity, unit) VALUES ('Reviews in time', 'o', 'Reviews in time', 'high', '%');
INSERT INTO given VALUES ('own', E'\uFEFFCouncil performance extract,,,,\r\nProduced 30/09/2020,,,,\r\n,,,,\r\nIndicator,Area code,Period,Value,Children\r\nReviews in time,E10000018,Q2 2020/21,94.6%,"1,016"\r\nReviews in time,E10000018 ,Q1 2020/21,94.9% ,\r\nReviews in time,E06000016,Q2 2020/21,c,<5\r\n,,,,\r\nSource: case management system,,,,\r\n');
CALL load_file(NULL, pg_temp.file('own'));
SELECT area, period, value, numerator, status FROM observation WHERE measure = 'Reviews in time' ORDER BY area, period;
SELECT lines, figures_new, withheld, skipped FROM load_receipt ORDER BY load DESC LIMIT 1;
INSERT INTO given SELECT 'western', replace(replace(replace(content, E'\uFEFF', ''), 'Value,Children', 'Value,Children,Note'), 'Source', E'\u00A35 \u2013 source') FROM given WHERE name = 'own';
UPDATE given SET content = replace(content, E'\r\n', E',\u00A3 \u2013\r\n') WHERE name = 'western';
UPDATE given SET content = regexp_replace(content, E'(Note|extract,,,,|2020,,,,|system,,,,|\n,,,,),\u00A3 \u2013', E'\\1', 'g') WHERE name = 'western';
CALL load_file(NULL, pg_temp.file('western', 'WIN1252'));
SELECT area, period, value, note FROM observation WHERE measure = 'Reviews in time' ORDER BY area, period;

-- bad cells are named all at once, and nothing is loaded; the rest where that is wanted
INSERT INTO given VALUES ('bad', 'measure,area,period,value,numerator,denominator,status
Reviews in time,E10000018,2020/21 Q3,"94,6",,,
Reviews in time,E10000099,2020/21 Q3,94.6,,,
Reviews in time,Leicester,2020/21 Q5,94.6,,,
Reviews in time,Leicester,30/09/2020,94.6,,,
nothing,Leicester,2020/21 Q3,94.6,,,
Reviews in time,leicester,2020/21 Q3,94.6,-1,,
Reviews in time,E06000016,2020/21 Q4,0.5,,,c
Reviews in time,E06000016,2021/22 Q1,95.1,19,20,p
');
CALL load_file(NULL, pg_temp.file('bad'));
SELECT line, column_name, cell, reason, remedy FROM load_reject WHERE load = (SELECT max(load) FROM load_receipt) ORDER BY line, column_name;
BEGIN;
CALL load_file(NULL, pg_temp.file('bad'));
ROLLBACK;
SELECT count(*) FROM observation WHERE period > '2020/21 Q2' AND measure = 'Reviews in time';
CALL load_file(NULL, pg_temp.file('bad'), on_reject => 'list');
CALL load_file(NULL, pg_temp.file('bad'), on_reject => 'keep', refresh => false);
SELECT area, period, value, numerator, denominator, status FROM observation WHERE period > '2020/21 Q2' AND measure = 'Reviews in time';
CALL load_file('c2', pg_temp.file('c1'));
CALL load_file(NULL, pg_temp.file('c1'));
CALL load_file(NULL, NULL::bytea);
CALL load_file(NULL, pg_temp.file('own'), on_reject => 'whatever');

-- a table into which a file was copied
CREATE TEMP TABLE staging (measure text, area text, period text, value text, numerator text);
\copy staging FROM stdin WITH (FORMAT csv)
Reviews in time,E10000018,2021/22 Q1,95.1%,
Reviews in time,855,2021/22 Q2,95.3,"1,102"
Reviews in time,E10000098,2021/22 Q2,95.3,
\.
ALTER TABLE staging ADD COLUMN dropped text;
ALTER TABLE staging DROP COLUMN dropped;
CALL load_table('staging');
DELETE FROM staging WHERE area = 'E10000098';
CALL load_table('staging');
SELECT area, period, value, numerator FROM observation WHERE period >= '2021/22 Q1' AND measure = 'Reviews in time' ORDER BY period;
SET client_min_messages = warning;
DROP SCHEMA loads CASCADE;
