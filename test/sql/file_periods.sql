-- A file's periods are what its labels say in a source whose years end in a known month. A label that could be two periods is
-- refused with what would make it one, and one that is none with what to write.
SET search_path = cfsperf, cfsperf_internal, public;
\pset null ''

-- labels as found in published files and in spreadsheets, of a source of which nothing is known
SELECT label, f.period, f.status, f.problem, f.hint
FROM unnest(ARRAY['Q2 2020-21', '2020/21 Q2', '2020-21 Quarter 2', '2020/21 Qtr 2', '2020/21Q2', '2020/21-Q2', 'Q3 19/20', '2019/2020', '2019/20 ', 'Sep 2020', '2020-08',
	'Mar-19', 'Nov-20', '2010/11', 'FY2020/21', 'AY2019/20', '2019/20 academic year', '2018-20', '2018 - 20', '2013/14-15/16', 'Autumn term 2019/20', 'Jul-Sep 2020',
	'July - September 2020', 'Year ending 31 March 2019', 'YE Mar 2019', 'YE 31 March 2019', 'Year to March 2019', '12 months to Sep 2020', 'H1 2020/21']) label,
	file_period(label, NULL, NULL, NULL) f;
SELECT label, f.period, f.problem, f.hint
FROM unnest(ARRAY['2016-17', '2010-11', '2016-2017', '202021', '201920', '2025', U&'2020\201321', '30/09/2020', '2020-09-30', '31 March 2019', '31-Mar-19', 'As at 31 March 2019',
	'30.09.20', '31/13/2020', '2020Q3', '2020-Q3', '2020 Q3', '19/20', 'Spring 2020', 'Q2', 'Week 3', '0', '20100000', '202008', 'H3 2020/21', '2016/18', 'YE 30 March 2019', '', ' ']) label,
	file_period(label, NULL, NULL, NULL) f;
SELECT f.problem, f.hint FROM file_period(NULL, NULL, 3, NULL) f;
SELECT f.problem FROM file_period(repeat('2020/21 ', 20), NULL, 3, NULL) f;

-- a no-break space is a blank, within a label and behind it
SELECT label, f.period, f.status, f.problem FROM unnest(ARRAY[U&'Q2\00A02020-21', U&'2018\00A0-\00A020', U&'2016-17\00A0', U&'2025\00A0(prov)']) label, file_period(label, NULL, 3, NULL) f;

-- the same years of a source whose years end in March, August, December or September
SELECT label, string_agg(coalesce(f.period::text, f.problem), ', ' ORDER BY n) AS march_august_december_september
FROM unnest(ARRAY['2016-17', '2010-11', '2016/17', '2016-2017', '201617', '2025', U&'2016\201317', '2020-08', '2020/21 Q2', 'Sep 2020', '2018 - 20', '2013/14-15/16']) WITH ORDINALITY l(label, o),
	unnest('{3,8,12,9}'::integer[]) WITH ORDINALITY y(year_ends, n), file_period(label, NULL, year_ends, NULL) f
GROUP BY o, label ORDER BY o;

-- a year ends with the last day of a month, also of February
SELECT y AS year, string_agg(coalesce(f.period::text, 'none'), ', ' ORDER BY d) AS "of the 27th to the 29th"
FROM unnest('{1900,2000,2019,2020}'::integer[]) y, generate_series(27, 29) d, file_period(format('Year to %s February %s', d, y), NULL, NULL, NULL) f GROUP BY y ORDER BY y;
-- the year in which a century ends, what is no year after it, and two whole years without a mark between them
SELECT label, f.period, f.problem FROM unnest(ARRAY['1999-00', '1999/00', '199900', '1999-2000', '1999-01', '1999-99', '1999-00 ', '19992000', '0122-123', '1999-20']) label, file_period(label, NULL, 3, NULL) f;

-- a source's years may end in January, and in no month 0 or 13
SELECT year_ends, f.period, f.problem FROM unnest('{0,1,2,12,13}'::integer[]) year_ends, file_period('2025', NULL, year_ends, NULL) f;

-- what stands in brackets behind a label
SELECT label, f.period, f.status, f.problem, f.hint
FROM unnest(ARRAY['2025 (prov)', '2025 (Provisional)', '2025(p)', '2024 (Rev)', '2024 (revised)', '2024 (r)', '2021 (Final)', '2024-25 (OT)', '2024 (est)', '2020/21 Q2 (prov)', '2024 (new)', '(prov)', '2024 ()']) label,
	file_period(label, NULL, 3, NULL) f;

-- pairs of label and identifier
SELECT label, identifier, year_ends, span, f.period, f.problem, f.hint
FROM (VALUES ('202425', 'Academic year', NULL::integer, NULL::integer), ('202425', 'Academic year', 8, NULL), ('202425', 'Academic year', 3, NULL),
	('202425', 'Financial year', NULL, NULL), ('202425', 'financial year ', 3, NULL), ('202425', 'Financial year', 8, NULL), ('202425', 'Financial year Q2', 8, NULL),
	('2025', 'Calendar year', NULL, NULL), ('2025', 'Calendar year', 12, NULL), ('2025', 'Calendar year', 2, 3),
	('2025', 'Reporting year', NULL, NULL), ('2025', 'Reporting year', 3, NULL), ('2025', 'Reporting year', 9, NULL), ('202425', 'Tax year', NULL, NULL), ('202425', 'Tax year', 3, NULL),
	('2025', 'August', 3, NULL), ('202425', 'Autumn term', 3, NULL), ('2025', 'Week 3', 3, NULL), ('2025 (prov)', 'Reporting year', 3, NULL),
	('2016-17', '', 3, NULL), ('', 'Reporting year', 3, NULL)) v(label, identifier, year_ends, span),
	file_period(label, identifier, year_ends, span) f;

-- a span keeps the last month
SELECT label, span, f.period, f.problem, f.hint FROM (VALUES ('2025', 1), ('2025', 12), ('2025', 36), ('2024/25 Q4', 12), ('0001/02 Q1', 30), ('Sep 2020', 12)) v(label, span),
	file_period(label, NULL, 3, span) f;

-- what the source says is checked
SELECT y, s, f.problem FROM (VALUES (13, NULL), (0, NULL), (-5, NULL), (3, 0), (3, -12), (3, 32768)) v(y, s), file_period('2025', NULL, y, s) f;
