-- A label or a span that is no period is refused by name, with what to write instead.
SET search_path = cfsperf, cfsperf_internal;

SELECT '2020/22 Q1'::reporting_period;
SELECT '2020/21 Q5'::reporting_period;
SELECT '2020/21 Q0'::reporting_period;
SELECT 'Q2'::reporting_period;
SELECT 'Quarter 2'::reporting_period;
SELECT '2020-13'::reporting_period;
SELECT '2020-00'::reporting_period;
SELECT '2020-1x'::reporting_period;
SELECT '2020/2x'::reporting_period;
SELECT 'Year to 3x March 2019'::reporting_period;
SELECT 'Q2-2020/21'::reporting_period;
SELECT '2010-11'::reporting_period;
SELECT '2009-11'::reporting_period;
SELECT '2013/14-15/17'::reporting_period;
SELECT '2013/14-23/24'::reporting_period;
SELECT '2013/1x-15/16'::reporting_period;
SELECT '2013/14-1x/16'::reporting_period;
SELECT '2013/14-15/1x'::reporting_period;
SELECT '2020-13/P12M'::reporting_period;
SELECT '2020-01/PM'::reporting_period;
SELECT '2020-01/P12'::reporting_period;
SELECT '2020-08-01'::reporting_period;
SELECT '0000-08-01'::reporting_period;
SELECT '01/08/0000'::reporting_period;
SELECT 'Summer'::reporting_period;
SELECT ''::reporting_period;
-- a date, a week, a quarter of one year, two digits that could be a month, the end of a month that has not so many days,
-- months that go backwards: each says what to write
SELECT '01/08/2020'::reporting_period;
SELECT 'Week 28'::reporting_period;
SELECT '2020 Q3'::reporting_period;
SELECT '2020Q3'::reporting_period;
SELECT '20/21'::reporting_period;
SELECT 'FY20/22'::reporting_period;
SELECT 'Year ending 30 March 2021'::reporting_period;
SELECT 'Year ending 29 February 2021'::reporting_period;
SELECT 'Oct-Mar 2021'::reporting_period;
SELECT 'October 2021 to March 2020'::reporting_period;
SELECT 'Aug-2'::reporting_period;
SELECT '0 months to March 2021'::reporting_period;
SELECT '12 months to'::reporting_period;
SELECT '-'::reporting_period;
SELECT '12 months to 31 March 2021 2021'::reporting_period;
-- nor what is longer than any label, though it begins with one
SELECT ('2020/21 Q1 ' || repeat('x', 90))::reporting_period;
SELECT ('2020/21 Q1' || repeat(' ', 90))::reporting_period AS blanks;

-- The calendar is the years 1 to 9999, a span 1 to 32767 months.
SELECT label, label::reporting_period AS written
FROM unnest(ARRAY['0001', '0001-01', '9999', '9999-12', '9998/99', '0001-01/P32767M',
	'Q4 9998/99']) WITH ORDINALITY AS t(label, n)
ORDER BY n;
SELECT '0000'::reporting_period;
SELECT '9999/00'::reporting_period;
SELECT '9999/00 Q4'::reporting_period;
SELECT '2020-01/P0M'::reporting_period;
SELECT '2020-01/P32768M'::reporting_period;
SELECT '2020-01/P999999999999M'::reporting_period;
SELECT '9999-12/P2M'::reporting_period;

SELECT reporting_period(date '2020-07-31', 3) AS month_of_the_date;
SELECT reporting_period(date '2020-07-01', 0);
SELECT reporting_period(date '2020-07-01', -3);
SELECT reporting_period(date '9999-12-01', 2);
SELECT reporting_period(date '0001-12-01 BC', 1);
SELECT reporting_period(date 'infinity', 1);
SELECT reporting_period(date '2020-07-01', NULL) IS NULL AS unknown;

-- In binary: first month, counted from January of year 1, and number of months.
SELECT encode(reporting_period_send('2020/21 Q2'), 'hex') AS sent, to_hex(2019 * 12 + 6) AS first_month;
