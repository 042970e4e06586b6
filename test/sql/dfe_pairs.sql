-- The Department for Education's time_period and time_identifier are read as the months they mean.
-- Source of the vocabulary: Explore Education Statistics, open data standards, "time_period and time_identifier".
SET search_path = cfsperf;
SET datestyle = ISO;

SELECT time_period, time_identifier, starts(p), months(p), p AS period
FROM (VALUES ('202021', 'Financial year'), ('202021', 'Financial year Q1'), ('202021', 'Financial year Q2'),
	('202021', 'Financial year Q3'), ('202021', 'Financial year Q4'), ('2020/21', 'Financial year'),
	('201920', 'Academic year'), ('199900', 'Academic year'), ('2020', 'Calendar year'),
	('2020', 'Calendar year Q1'), ('2020', 'Calendar year Q2'), ('2020', 'Calendar year Q3'),
	('2020', 'Calendar year Q4'),
	('201920', 'Autumn term'), ('201920', 'Spring term'), ('201920', 'Summer term'),
	('201920', 'Autumn and spring term'),
	('2020', 'January'), ('2020', 'August'), ('2020', 'december')) AS t(time_period, time_identifier),
	LATERAL (SELECT reporting_period(time_period, time_identifier) AS p) AS x
ORDER BY months(p), p, time_period COLLATE "C", time_identifier COLLATE "C";

-- Parts of a year; a reporting or tax year by the month in which it ends, which others ignore
SELECT time_period, time_identifier, year_ends, starts(p), ends(p), p AS period
FROM (VALUES ('202021', 'Part 1 (April to September)', NULL), ('202021', 'Part 2 (October to March)', NULL), ('202021', 'Financial year part 2', NULL),
	('2021', 'Reporting year', 3), ('2021', 'Reporting year', 9), ('2021', 'Reporting year', 8), ('2021', 'Reporting year', 12), ('202021', 'Reporting year', 3),
	('202021', 'Tax year', 3), ('202021', 'Tax year', 4), ('2021', 'August', 3)) AS t(time_period, time_identifier, year_ends),
	LATERAL (SELECT reporting_period(time_period, time_identifier, year_ends) AS p) AS x
ORDER BY time_identifier COLLATE "C", p, time_period COLLATE "C";
SELECT reporting_period('2021', 'Reporting year', 13);
SELECT reporting_period('2021', 'Reporting year', 0);
SELECT reporting_period('202021', 'Reporting year', 12);
SELECT reporting_period('202021', 'Part 3 (April to September)');
SELECT reporting_period('202021', 'Part 1 (October to March)');
SELECT reporting_period('2021', 'Part 1 (April to September)');

SELECT reporting_period('2020', NULL) IS NULL AS unknown, reporting_period(NULL, 'August', 3) IS NULL AS no_year;

-- What is not whole months, or not the same months in every release, is refused; so is a pair that does not fit.
SELECT reporting_period('202021', 'Tax year');
SELECT reporting_period('2020', 'Week 12');
SELECT reporting_period('2020', 'Reporting year');
SELECT reporting_period('202022', 'Financial year');
SELECT reporting_period('2020', 'Financial year');
SELECT reporting_period('202021', 'Calendar year');
SELECT reporting_period('202021', 'August');
SELECT reporting_period('202021', 'Financial year Q5');
SELECT reporting_period('2020', 'Calendar year Q5');
SELECT reporting_period('201920', 'Autumn and summer term');
SELECT reporting_period('', '');
