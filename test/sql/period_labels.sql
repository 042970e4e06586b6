-- Every form of label is read as the span it names, and each span is written in one form that reads as itself.
SET search_path = cfsperf;
SET datestyle = ISO;

SELECT label, starts(p), ends(p), months(p), p AS written
FROM unnest(ARRAY['2020/21 Q2', 'Q2 2020/21', '2020-21 Q2', 'Quarter 2 2020/21', '2020/21 Quarter 2',
	'2020/21', '2020-21', 'FY 2020/21', 'Financial year 2020/21', '2020/2021', '1999/00',
	'2020', 'CY 2020', 'Calendar year 2020',
	'AY 2019/20', 'Academic year 2019/20',
	'Autumn 2019/20', 'Spring 2019/20', 'Summer 2019/20', 'Summer term 2019/20', '2019/20 Summer',
	'2019/20 summer term',
	'2020-08', 'Aug 2020', 'August 2020', '2020 August', 'Sept 2020', 'May 2020',
	'2014-16', '1998-00', '2013/14-15/16', '2019-10/P12M', '2020-01/P32767M',
	'2020/21Q2', 'Q2 20/21', '20-21 Q2', 'Jul-Sep 2020', 'Jul – Sep 2020', 'July to September 2020', 'Oct 2020 to Mar 2021',
	'FY20/21', 'FY 20/21', 'AY19/20', '2020–21', 'Year ending 31 March 2021', 'Year ended March 2021', '12 months to March 2021',
	'12 months ending 31 March 2021', 'Year to 29 February 2020', '3 months to September 2020', 'FY99/00', 'FY69/70', 'Aug-20', 'Sept-99', 'FEB-70',
	'  q2   2020/21 ', 'ACADEMIC YEAR 2019/20', 'summer TERM 2019/20', '2019-10/p12m']) WITH ORDINALITY AS t(label, n),
	LATERAL (SELECT label::reporting_period AS p) AS x
ORDER BY n;

-- Every month is written as a spreadsheet does, and each span of months in words.
SELECT count(*) AS months, count(*) FILTER (WHERE to_char(m, 'Mon-YY')::reporting_period <> reporting_period(m::date, 1)) AS short_wrong,
	count(*) FILTER (WHERE (length || ' months to ' || to_char(m, 'FMMonth YYYY'))::reporting_period <> reporting_period((m - (length - 1) * interval '1 month')::date, length)) AS ending_wrong,
	count(*) FILTER (WHERE (to_char(m, 'Mon YYYY') || ' - ' || to_char(m + (length - 1) * interval '1 month', 'FMMonth YYYY'))::reporting_period
		<> reporting_period(m::date, length)) AS from_to_wrong,
	count(*) FILTER (WHERE ('Year ending ' || to_char(m + interval '1 month -1 day', 'DD FMMonth YYYY'))::reporting_period <> reporting_period((m - interval '11 months')::date, 12)) AS year_wrong
FROM generate_series(timestamp '1970-01-01', '2069-12-01', '1 month') AS m, unnest('{1,3,4,6,12,24}'::integer[]) AS length;

-- A span that has a label of its own is written by it, however it was given.
SELECT label, label::reporting_period AS written
FROM unnest(ARRAY['2020-07/P3M', '2021-01/P3M', '2020-04/P12M', '2020-01/P12M', '2019-09/P12M', '2020-01/P4M',
	'2020-08/P1M', '2014-01/P36M', '2013-04/P36M', '2014-15']) WITH ORDINALITY AS t(label, n)
ORDER BY n;

-- The months of 1900 to 2100, each with spans of many lengths: 113,364 periods.
CREATE TEMP TABLE span AS
SELECT make_date(year, month, 1) AS first, length, reporting_period(make_date(year, month, 1), length) AS p
FROM generate_series(1900, 2100) AS year, generate_series(1, 12) AS month,
	(SELECT generate_series(1, 36) UNION ALL VALUES (48), (60), (72), (84), (96), (108), (120), (132), (144),
		(240), (1200)) AS l(length);
SELECT count(*) AS periods, count(DISTINCT p) AS different, count(DISTINCT p::text) AS labels,
	count(*) FILTER (WHERE p::text::reporting_period = p) AS read_back,
	count(*) FILTER (WHERE starts(p) = first AND months(p) = length) AS as_made
FROM span;
-- So it is at both ends of the calendar.
SELECT count(*) AS periods, count(DISTINCT p::text) AS labels,
	count(*) FILTER (WHERE p::text::reporting_period = p) AS read_back
FROM (SELECT reporting_period(make_date(year, month, 1), length) AS p
	FROM (SELECT generate_series(1, 101) UNION ALL SELECT generate_series(9899, 9996)) AS y(year),
		generate_series(1, 12) AS month, unnest('{1,2,3,4,6,12,24,36}'::integer[]) AS length) AS edge;

-- The labels of the table in the manual, put together in plain SQL from the first month and the length.
CREATE FUNCTION pg_temp.years(year integer) RETURNS text LANGUAGE SQL
	RETURN format('%s/%s', year, right((year + 1)::text, 2));
SELECT kind, count(*) AS periods, count(*) FILTER (WHERE p::text <> label) AS otherwise
FROM (SELECT *, extract(year FROM first)::integer AS y, extract(month FROM first) AS m FROM span) AS span,
	LATERAL (VALUES (3, 4, 'quarter', pg_temp.years(y) || ' Q1'), (3, 7, 'quarter', pg_temp.years(y) || ' Q2'),
		(3, 10, 'quarter', pg_temp.years(y) || ' Q3'), (3, 1, 'quarter', pg_temp.years(y - 1) || ' Q4'),
		(12, 4, 'financial year', pg_temp.years(y)), (12, 1, 'calendar year', y::text),
		(12, 9, 'academic year', 'AY ' || pg_temp.years(y)),
		(4, 9, 'term', 'Autumn ' || pg_temp.years(y)), (4, 1, 'term', 'Spring ' || pg_temp.years(y - 1)),
		(4, 5, 'term', 'Summer ' || pg_temp.years(y - 1)),
		(24, 4, 'financial years', pg_temp.years(y) || '-' || right(pg_temp.years(y + 1), 5)),
		(120, 4, 'financial years', pg_temp.years(y) || '-' || right(pg_temp.years(y + 9), 5)),
		(13, 7, 'other', y || '-07/P13M'), (132, 4, 'other', y || '-04/P132M')) AS l(l_length, l_month, kind, label)
WHERE length = l_length AND m = l_month GROUP BY kind ORDER BY kind;

-- YYYY-NN is a month, a financial year or calendar years pooled; what could be two of these, or is none, is refused.
CREATE FUNCTION pg_temp.read(label text) RETURNS reporting_period LANGUAGE plpgsql AS $$
BEGIN
	RETURN label::cfsperf.reporting_period;
EXCEPTION WHEN invalid_text_representation THEN
	RETURN NULL;
END $$;
WITH label AS (
	SELECT y, n, y || '-' || lpad(n::text, 2, '0') AS label,
		(n - y % 100 + 100) % 100 AS years_later, n BETWEEN 1 AND 12 AS is_month
	FROM generate_series(1900, 2100) AS y, generate_series(0, 99) AS n
), expected AS (
	SELECT *, years_later BETWEEN 1 AND 9 AS is_years, CASE
		WHEN is_month AND years_later BETWEEN 1 AND 9 THEN NULL
		WHEN is_month THEN reporting_period(make_date(y, n, 1), 1)
		WHEN years_later = 1 THEN reporting_period(make_date(y, 4, 1), 12)
		WHEN years_later BETWEEN 2 AND 9 THEN reporting_period(make_date(y, 1, 1), 12 * (years_later + 1))
		END AS p
	FROM label
)
SELECT is_month, is_years, count(*) AS labels, count(p) AS read,
	count(*) FILTER (WHERE (pg_temp.read(label) = p) IS NOT TRUE
		AND (pg_temp.read(label) IS NOT NULL OR p IS NOT NULL)) AS wrong,
	min(label), max(label)
FROM expected GROUP BY is_month, is_years ORDER BY is_month, is_years;
SELECT label, label::reporting_period AS written
FROM unnest(ARRAY['Nov 2010', '2010/11', '2009-01/P36M', 'Feb 2001', '2000-01/P36M',
	'2012-13']) WITH ORDINALITY AS t(label, n)
ORDER BY n;

-- A month is written as year and month unless that could be read as years.
SELECT count(*) FILTER (WHERE p::text = to_char(first, 'YYYY-MM')) AS months,
	count(*) FILTER (WHERE p::text = to_char(first, 'YYYY-MM') || '/P1M') AS in_full,
	count(*) FILTER (WHERE p::text = to_char(first, 'YYYY-MM') || '/P1M'
		AND (extract(month FROM first) - extract(year FROM first) + 2100)::integer % 100 BETWEEN 1 AND 9) AS ambiguous
FROM span WHERE length = 1 AND extract(year FROM first) BETWEEN 2000 AND 2099;
