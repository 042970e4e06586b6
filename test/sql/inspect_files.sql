-- What is in a file, what has to be decided and the statements that say it are told of each format, from the file itself and
-- what its publisher says of it.
\set SHOW_CONTEXT never
CREATE EXTENSION IF NOT EXISTS cfsperf;
SET client_min_messages = warning;
CALL cfsperf.create_framework('seen');
SET search_path = public, seen, cfsperf;
INSERT INTO outcome (code, title) VALUES ('o', 'Children are safe');
INSERT INTO area (code, name, kind) VALUES ('E92000001', 'England', 'country');
INSERT INTO area (code, name) VALUES ('E10000018', 'Leicestershire'), ('E09000002', 'Barking and Dagenham'), ('E08000015', 'Wirral'),
	('E06000030', 'Swindon'), ('E06000036', 'Bracknell Forest');
INSERT INTO area_code (alias, area) VALUES ('855', 'E10000018'), ('301', 'E09000002'), ('308', 'E08000015'), ('821', 'E06000030'), ('916', 'E06000036');
SET client_min_messages = notice;
CREATE FUNCTION pg_temp.bytes(content text) RETURNS bytea LANGUAGE sql AS $$SELECT convert_to(content, 'UTF8')$$;
\pset format unaligned
\pset fieldsep ' | '

-- Explore Education Statistics with two filters, and with the publisher's names, decimals and units
\set leavers 'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,la_name,new_la_code,care_leaver_age,breakdown,care_leaver_count,care_leaver_percent\n2025,Reporting year,National,E92000001,England,,,,,,17 to 18 years,Accommodation considered suitable,13380,91.5\n2025,Reporting year,National,E92000001,England,,,,,,17 to 18 years,Accommodation considered unsuitable,500,3\n2025,Reporting year,Local authority,E92000001,England,E12000002,North West,344,Wirral,E08000015,19 to 21 years,No information,1,k\n'
\set meta 'col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,filter_grouping_column\ncare_leaver_percent,Indicator,Percentage of care leavers,Headline,%,0,,\ncare_leaver_count,Indicator,Care leavers,Headline,,0,,\nbreakdown,Filter,Breakdown,,,,,\n'
SELECT * FROM inspect_file(pg_temp.bytes(:'leavers'), pg_temp.bytes(:'meta'), 'leavers');
SELECT * FROM inspect_file(pg_temp.bytes(:'meta'));
SELECT * FROM inspect_file(pg_temp.bytes(:'leavers'), pg_temp.bytes(:'leavers'));

-- Fingertips: England is there once for each parent, and a county has England as one
\set fingertips 'Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,Denominator,Value note,Recent Trend,Compared to England value or percentiles,Compared to percentiles,Time period Sortable,New data,Compared to goal,Time period range\n90284,Hospital admissions,E92000001,England,E10000018,Leicestershire,Counties & UAs (from Apr 2023),Persons,<15 yrs,,,2023/24,39.97002,36.47376,43.71098,34.56799,45.9357,480,120090,A note,Increasing and getting worse,Better,Not compared,20230000,,,1y\n90284,Hospital admissions,,,E92000001,England,England,Persons,<15 yrs,,,2023/24,72.71223,72.18314,73.24423,71.87939,73.55181,72293,9942344,,Increasing and getting worse,Not compared,Not compared,20230000,,,1y\n90284,Hospital admissions,E92000001,England,E92000001,England,England,Persons,<15 yrs,,,2023/24,72.71223,72.18314,73.24423,71.87939,73.55181,72293,9942344,,Increasing and getting worse,Similar,Not compared,20230000,,,1y\n90284,Hospital admissions,,,E92000001,England,England,Male,<15 yrs,,,2023/24,80.1,-1,-1,-1,-1,40000,4993758,,,,,20230000,,,1y\n'
SELECT * FROM inspect_file(pg_temp.bytes(:'fingertips'), code => 'hospital');
INSERT INTO measure (code, outcome, title, polarity, unit, decimals, frequency) VALUES ('90284_persons', 'o', 'Hospital admissions', 'low', 'per 10000', 1, 12);
INSERT INTO source (code, format) VALUES ('hospital', 'Fingertips');
INSERT INTO source_measure (source, measure) VALUES ('hospital', '90284_persons');
-- rows that contradict each other are named, with the columns by which they are told apart
CALL load_file('hospital', pg_temp.bytes(:'fingertips'));
UPDATE source_measure SET filters = '{"Sex": "Nobody"}';
CALL load_file('hospital', pg_temp.bytes(:'fingertips'));
UPDATE source_measure SET filters = '{"Gender": "Persons"}';
CALL load_file('hospital', pg_temp.bytes(:'fingertips'));
UPDATE source_measure SET filters = '{"Sex": "Persons"}';
CALL load_file('hospital', pg_temp.bytes(:'fingertips'));
SELECT area, period, value, numerator, denominator, lower, upper, note FROM observation ORDER BY area;
-- where some rows are of one category, the statements take those of everybody
SELECT item, found FROM inspect_file(pg_temp.bytes(:'fingertips' || E'90284,Hospital admissions,,,E92000001,England,England,Persons,<15 yrs,Deprivation deciles,Most deprived,2023/24,90.11250,-1,-1,-1,-1,45000,4993758,,,,,20230000,,,1y\n'), code => 'hospital')
WHERE item = 'filter' OR found LIKE '%source_measure%';
SELECT region IS NULL AS no_country_as_region FROM area WHERE code = 'E10000018';

-- one row a figure, ranked by its publisher; neighbours by number; areas that are not known yet
SELECT * FROM inspect_file(pg_temp.bytes(E'Financial year,Local authority code,Local authority name,Measure,Code,Value,rank_order\n2016-17,E10000018,Leicestershire,Quality of life,ASC1,7.6,DESC\n2016-17,E08000015,Wirral,Quality of life,ASC1,,\n2016-17,E10000018,Leicestershire,Turnover,ASC7,0.4,None\n2016-17,E10000019,Lincolnshire,Turnover,ASC7,0.5,None\n'), code => 'oflog');
\set neighbours '\xEF\xBB\xBFold_la_code,la_name,region_ind,region_name,SN_1,SN_1P,SN_2,SN_2P\n301,Barking and Dagenham,3,London,308,Close ,821,Close \n855,Leicestershire,1,East Midlands,916,Very close,803,Very close\n'
SELECT * FROM inspect_file(pg_temp.bytes(:'neighbours'), code => 'near');
INSERT INTO source (code, format) VALUES ('near', 'neighbours');
CALL load_file('near', pg_temp.bytes(:'neighbours'));
SELECT count(*) FROM neighbour;
CALL load_file('near', pg_temp.bytes(:'neighbours'), on_reject => 'keep');
TABLE neighbour ORDER BY area, position;
CALL load_file('near', pg_temp.bytes(replace(:'neighbours', '308', '916')), on_reject => 'keep');
TABLE neighbour ORDER BY area, position;

-- a measure of many is described by its code in what the publisher says of it, not by its name
SELECT item, found FROM inspect_file(pg_temp.bytes(E'Financial year,Local authority code,Local authority name,Measure,Code,Value\n2016-17,E10000018,Leicestershire,Quality of life,ASC1,7.6\n2016-17,E10000018,Leicestershire,Turnover,ASC7,0.4\n'),
	pg_temp.bytes(E'Measure ID,Name,Unit,DPs,Polarity,Year type\nASC1,Quality of life of users,Number,2,High is good,Financial\nTurnover,Not the code,count,0,Low is good,Financial\n'), code => 'ascof')
WHERE item = 'measure';

-- more than 20 areas are a benchmark, which is not made a second time; 20 are not
SELECT n, existed, count(*) FILTER (WHERE topic = 'decide') AS to_decide, count(*) FILTER (WHERE topic = 'statement') AS to_make
FROM (VALUES (20, 'many'), (21, 'many')) AS x(n, existed),
	LATERAL (SELECT pg_temp.bytes(E'measure,area,period,value\n' || string_agg(format(E'x,E100000%s,2020/21 Q1,5\n', 10 + i), '')) AS content FROM generate_series(1, n) AS i) AS f,
	inspect_file(content, code => existed) WHERE item = 'benchmark' GROUP BY n, existed ORDER BY n, existed;
-- ten lines that are skipped are all named, of eleven the first ten; the table's rows are the others
SELECT n, item, found FROM unnest('{10,11}'::integer[]) AS n, inspect_file(pg_temp.bytes(repeat(E'Title\n', n) || E'measure,area,period,value\nx,E10000018,2020/21 Q1,5\n')) WHERE item IN ('of the table', 'skipped') ORDER BY n, item;
-- statements in an order in which they can be run
SELECT string_agg(item, ' ' ORDER BY n) FROM inspect_file((SELECT pg_temp.bytes(E'measure,area,period,value\n' || string_agg(format(E'x,E100000%s,2020/21 Q1,5\n', 10 + i), '')) FROM generate_series(1, 21) AS i), code => 'many')
	WITH ORDINALITY AS x(topic, item, found, n) WHERE topic = 'statement';
INSERT INTO benchmark (code, title) VALUES ('known', 'Known');
SELECT topic, found FROM inspect_file((SELECT pg_temp.bytes(E'measure,area,period,value\n' || string_agg(format(E'x,E100000%s,2020/21 Q1,5\n', 10 + i), '')) FROM generate_series(1, 21) AS i), code => 'known')
WHERE item = 'benchmark';

-- a column of up to 100 values tells measures apart, one of more does not
SELECT n, count(*) FILTER (WHERE topic = 'filter') AS filters FROM unnest('{100,101}'::integer[]) AS n,
	LATERAL (SELECT pg_temp.bytes(E'measure,area,period,value,kind\n' || string_agg(format(E'x,E10000018,2020/21 Q1,5,%s\n', 'k' || i), '')) AS content FROM generate_series(1, n) AS i) AS f,
	inspect_file(content) GROUP BY n ORDER BY n;

-- a list of area codes names an area that is not known, and the others are taken
INSERT INTO source (code, format) VALUES ('codes', 'area codes');
CALL load_file('codes', pg_temp.bytes(E'LA code (new),LA number,LA name\nE10000018,1855,Leics\nE10000099,999,Nowhere\n'));
CALL load_file('codes', pg_temp.bytes(E'LA code (new),LA number,LA name\nE10000018,1855,Leics\nE10000099,999,Nowhere\n'), on_reject => 'keep');
SELECT alias, area FROM area_code WHERE alias IN ('1855', 'Leics', '999', 'Nowhere') ORDER BY alias;

-- a code is looked for in the periods in which it stands: one label beside two identifiers is two
INSERT INTO area_code (alias, area, last_period) VALUES ('E08000099', 'E08000015', '2024/25 Q1');
SELECT item, found FROM inspect_file(pg_temp.bytes(E'time_period,time_identifier,geographic_level,country_code,new_la_code,children\n202425,Financial year,Local authority,E92000001,E08000099,5\n202425,Academic year,Local authority,E92000001,E10000018,6\n'))
WHERE topic IN ('periods', 'areas');

-- a composite is asked about, a header that is not known said to be so
SELECT * FROM inspect_file(pg_temp.bytes(E'measure,area,period,value\nx,E10000018 / E08000015,2020/21 Q1,5\nx,E10000018,2020/21,6\n'));
SELECT * FROM inspect_file(pg_temp.bytes(E'alpha,beta\n1,2\n'));
SELECT inspect_file(NULL::bytea);

-- columns under other headers, what the file does not say, and markers that mean something else here
\set sheet 'LA;Outturn;Cases\nLeicestershire;94,6;1\nWirral;-;2\n'
INSERT INTO measure (code, outcome, title, polarity, unit) VALUES ('sheet', 'o', 'Reviews', 'high', '%');
INSERT INTO source (code, format, columns, defaults) VALUES ('sheet', 'long', '{"area": "LA", "value": "Outturn", "numerator": "Cases"}',
	'{"period": "2020/21 Q2", "status": "p", "markers": {"-": "low", "94,6": "94.6"}}');
INSERT INTO source_measure (source, measure) VALUES ('sheet', 'sheet');
CALL load_file('sheet', pg_temp.bytes(:'sheet'));
SELECT area, period, value, numerator, status FROM observation WHERE measure = 'sheet' ORDER BY area;

-- a column of years says by its header which years they are, unless the source says when its years end
\set years 'Measure,Area code,Academic year,Value\nyears,E10000018,2016-17,94\n'
INSERT INTO measure (code, outcome, title, polarity, unit, frequency) VALUES ('years', 'o', 'Years', 'high', '%', 12);
INSERT INTO source (code, format) VALUES ('years', 'long');
CALL load_file('years', pg_temp.bytes(:'years'));
UPDATE source SET year_ends = 3 WHERE code = 'years';
CALL load_file('years', pg_temp.bytes(:'years'));
SELECT period FROM observation WHERE measure = 'years' ORDER BY period;
DELETE FROM observation WHERE measure = 'years';

-- without a column of periods nothing is said of its years; up to 1000 measures are written one by one
SELECT found FROM inspect_file(pg_temp.bytes(E'Area,Value\nE10000018,5\n'), code => 'new') WHERE item = 'source';
SELECT n, count(*) AS measures FROM unnest('{1000,1001}'::integer[]) AS n,
	inspect_file(pg_temp.bytes('measure,area,period,value' || (SELECT string_agg(format(E'\nm%s,E10000018,2020/21 Q1,5', i), '') FROM generate_series(1, n) i)), code => 'new')
WHERE found LIKE 'INSERT INTO measure %' GROUP BY n ORDER BY n;
-- a format is known by what its header has: a value or a numerator with a period, a value with an area or a measure
SELECT h, cfsperf_internal.file_format(h::text[]) FROM unnest('{"{area,period,value}","{area,period,numerator,denominator}","{period,value}","{area,period}","{area,value}","{measure,value}","{area,numerator}","{value,note}"}'::text[]) AS h;
INSERT INTO source (code, format, columns) VALUES ('wrong', 'long', '[]');
INSERT INTO source (code, format) VALUES ('wrong', 'xlsx');
INSERT INTO source (code, format, destination) VALUES ('wrong', 'long', 'both');
INSERT INTO source (code, format, year_ends) VALUES ('wrong', 'long', 13);
SET client_min_messages = warning;
DROP SCHEMA seen CASCADE;
