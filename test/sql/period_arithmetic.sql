-- Periods step by their own length, say which days they span, and refuse to be subtracted where no number of steps
-- fits.
SET search_path = cfsperf, cfsperf_internal;
SET datestyle = ISO;

SELECT p, starts(p), ends(p), months(p), p + 1 AS next, p - 1 AS before, 4 + p AS four_later, year_ago(p)
FROM unnest(ARRAY['2020/21 Q4', '2020/21 Q2', '2020/21', '2020', 'AY 2019/20', 'Autumn 2019/20', 'Feb 2020', '2014-16',
	'2013/14-15/16', '2019-10/P5M']::reporting_period[]) AS t(p) ORDER BY p;

-- Against the calendar of PostgreSQL: 700 periods of every month and many lengths, moved by -7 to 7 steps.
CREATE TEMP TABLE span AS
SELECT first::date, length, reporting_period(first::date, length) AS p
FROM generate_series(timestamp '2015-03-01', '2020-12-01', '1 month') AS first,
	unnest('{1,2,3,4,6,8,12,13,24,36}'::integer[]) AS length;
SELECT count(*) AS cases,
	count(*) FILTER (WHERE starts(p + n) <> first + n * make_interval(months => length)) AS starts_wrong,
	count(*) FILTER (WHERE ends(p + n)
		<> first + (n + 1) * make_interval(months => length) - interval '1 day') AS ends_wrong,
	count(*) FILTER (WHERE p - n <> p + (-n) OR n + p <> p + n) AS sums_wrong,
	count(*) FILTER (WHERE (p + n) - p <> n) AS steps_wrong,
	count(*) FILTER (WHERE starts(year_ago(p + n)) <> starts(p + n) - interval '1 year') AS years_wrong,
	count(*) FILTER (WHERE (p + n)::daterange <> daterange(starts(p + n), ends(p + n), '[]')) AS ranges_wrong
FROM span, generate_series(-7, 7) AS n;

-- Of every pair: one shape means one length and whole lengths apart; ends_within means to end no later.
SELECT count(*) AS pairs, count(*) FILTER (WHERE same_shape(a.p, b.p)) AS of_one_shape,
	count(*) FILTER (WHERE same_shape(a.p, b.p) <> (a.length = b.length
		AND (extract(year FROM age(a.first, b.first)) * 12 +
			extract(month FROM age(a.first, b.first))) % a.length = 0)) AS shapes_wrong,
	count(*) FILTER (WHERE same_shape(a.p, b.p) <> (shape(a.p) = shape(b.p))) AS numbers_wrong,
	count(*) FILTER (WHERE same_shape(a.p, b.p) AND a.p + CASE WHEN same_shape(a.p, b.p)
		THEN b.p - a.p END <> b.p) AS steps_wrong,
	count(*) FILTER (WHERE ends_within(a.p, b.p) <> (ends(a.p) <= ends(b.p))) AS within_wrong,
	count(*) FILTER (WHERE (a.p < b.p) <> ((ends(a.p), a.length) < (ends(b.p), b.length))) AS order_wrong
FROM span AS a, span AS b;

SELECT '2020/21 Q2'::reporting_period::daterange AS days,
	'2020/21 Q2'::reporting_period::daterange @> date '2020-09-30' AS last_day_in,
	'2020/21 Q2'::reporting_period::daterange @> date '2020-10-01' AS next_day_in;
SELECT ends_within('2020/21 Q2', '2020/21 Q2') AS itself, ends_within('Aug 2020', '2020/21 Q2') AS month,
	ends_within('2020/21', '2020/21 Q2') AS year,
	ends_within('AY 2019/20', '2020/21 Q2') AS academic_year, ends_within('2020/21 Q3', '2020/21 Q2') AS next_quarter;

-- The first to end, then the shortest, is the least.
SELECT min(p), max(p), min(p) FILTER (WHERE p::text > 'Z') AS of_none
FROM unnest(ARRAY['2020/21 Q4', 'Mar 2021', '2020/21', '2020/21 Q1', 'Apr 2020', '2020-02/P3M', '2019-07/P12M',
	'2019-04/P15M']::reporting_period[]) AS t(p);

-- A period contains another, and a date, by its first and last day.
SELECT count(*) FILTER (WHERE contains(a.p, b.p)) > 0 AS some, count(*) FILTER (WHERE contains(a.p, b.p) <> (starts(a.p) <= starts(b.p) AND ends(a.p) >= ends(b.p))) AS wrong,
	count(*) FILTER (WHERE contains(a.p, starts(b.p)) <> (a.p::daterange @> starts(b.p)) OR contains(a.p, ends(b.p)) <> (a.p::daterange @> ends(b.p))) AS date_wrong
FROM span AS a, span AS b WHERE a.length IN (1, 3, 12);
SELECT contains('2020/21'::reporting_period, '2020/21 Q4') AS quarter, contains('2020/21', 'AY 2019/20'::reporting_period) AS overlaps, contains('2020/21 Q2', date '2020-09-30') AS last_day,
	contains('2020/21 Q2', date '2020-10-01') AS day_after, contains('2020', date 'infinity') AS never, contains('2020', NULL::date) IS NULL AS unknown;

-- The period of a kind that contains a date.
SELECT day, period_of(day, 'month') AS month, period_of(day, 'quarter') AS quarter, period_of(day, 'financial year') AS financial, period_of(day, 'calendar year') AS calendar,
	period_of(day, 'academic year') AS academic, period_of(day, 'term') AS term
FROM unnest('{2020-01-01,2020-03-31,2020-04-01,2020-08-31,2020-09-01,2020-12-31,0001-09-01}'::date[]) AS day ORDER BY day;
SELECT count(*) AS days, count(*) FILTER (WHERE contains(p, day)) AS contain, count(*) FILTER (WHERE months(p) = length AND extract(month FROM starts(p)) = ANY (first)) AS as_said
FROM generate_series(timestamp '1999-01-01', '2004-12-31', '1 day') AS d, LATERAL (SELECT d::date AS day) AS x,
	(VALUES ('month', 1, '{1,2,3,4,5,6,7,8,9,10,11,12}'::integer[]), ('quarter', 3, '{1,4,7,10}'), ('financial year', 12, '{4}'), ('calendar year', 12, '{1}'),
		('academic year', 12, '{9}'), ('term', 4, '{1,5,9}')) AS k(kind, length, first), LATERAL (SELECT period_of(day, kind) AS p) AS y;
SELECT period_of('2020-01-01', 'week');
SELECT period_of('0001-01-01', 'financial year');
SELECT period_of('0001-12-01 BC', 'month');
SELECT period_of('infinity', 'month');

-- Every month of the calendar begins and ends where PostgreSQL's own dates have it, in leap years too.
SELECT count(*) AS months, count(*) FILTER (WHERE starts(p) <> make_date(y, m, 1) OR ends(p) <> (make_date(y, m, 1) + interval '1 month - 1 day')::date) AS wrong
FROM generate_series(1, 9999) AS y, generate_series(1, 12) AS m, LATERAL (SELECT '0001-01'::reporting_period + ((y - 1) * 12 + m - 1) AS p) AS x;

-- The bound of a search by end: the least period that ends in that month, never beyond the calendar.
SELECT last_month('2020/21 Q2') AS this, last_month('2020/21 Q2', -3) AS earlier, last_month('2020/21', 12) AS later,
	last_month('Feb 0001', -5) AS first, last_month('9999', 2147483647) AS last;
SELECT count(*) AS pairs, count(*) FILTER (WHERE (b.p >= last_month(a.p)) <> (ends(b.p) >= ends(a.p))) AS wrong
FROM span AS a, span AS b WHERE a.length IN (1, 3, 12);

-- No number of steps lies between periods of different shape.
SELECT '2020/21 Q2'::reporting_period - '2020/21'::reporting_period;
SELECT 'AY 2019/20'::reporting_period - '2019/20'::reporting_period;
SELECT '2020-01/P2M'::reporting_period - '2020-02/P2M'::reporting_period;

-- Nothing moves beyond the years 1 and 9999.
SELECT '9999-12'::reporting_period - 119987 AS first, '0001-01'::reporting_period + 119987 AS last;
SELECT '9999-12'::reporting_period + 1;
SELECT '0001-01'::reporting_period - 1;
SELECT '0001'::reporting_period - 1;
SELECT year_ago('0001-12');
SELECT '2020'::reporting_period + 2147483647;
SELECT '2020'::reporting_period - (-2147483648);
SELECT '2020'::reporting_period - 2147483647;
