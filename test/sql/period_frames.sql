-- RANGE frames over periods count periods, not rows: a gap stays a gap.
SET search_path = cfsperf;

CREATE TEMP TABLE reading (p reporting_period, value integer);
INSERT INTO reading VALUES ('2020/21 Q3', 30), ('2019/20 Q4', 5), ('2020/21 Q1', 10), ('2021/22 Q1', 50),
	('2021/22 Q2', 60), (NULL, 99);

SELECT p, value,
	array_agg(value) OVER (ORDER BY p RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) AS one_before,
	array_agg(value) OVER (ORDER BY p RANGE BETWEEN 2 PRECEDING AND 1 PRECEDING) AS two_before,
	array_agg(value) OVER (ORDER BY p RANGE BETWEEN CURRENT ROW AND 2 FOLLOWING) AS two_after,
	array_agg(value) OVER (ORDER BY p RANGE BETWEEN 4 PRECEDING AND 4 PRECEDING) AS year_ago
FROM reading ORDER BY p;

SELECT p, array_agg(value) OVER (ORDER BY p DESC RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) AS one_later
FROM reading ORDER BY p DESC;

-- Beyond the calendar a frame ends; it is no error.
SELECT p, count(*) OVER (ORDER BY p RANGE BETWEEN 2147483647 PRECEDING AND 2147483647 FOLLOWING) AS everything,
	count(*) OVER (ORDER BY p RANGE BETWEEN 2147483647 PRECEDING AND 1 PRECEDING) AS before,
	count(*) OVER (ORDER BY p RANGE BETWEEN 1 FOLLOWING AND 2147483647 FOLLOWING) AS after
FROM unnest('{0001-01,Feb 0001,2020-06,9999-12}'::reporting_period[]) AS t(p) ORDER BY p;

-- The same as a join on p - 1, whatever the gaps: months left out by arithmetic on their number.
WITH month AS (SELECT 'Jan 2000'::reporting_period + n AS p, n FROM generate_series(0, 299) AS n WHERE n * n % 7 <> 2)
SELECT count(*) AS months, count(f) AS with_previous, count(*) FILTER (WHERE f IS DISTINCT FROM previous.n) AS wrong
FROM (SELECT p, n, min(n) OVER (ORDER BY p RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS f FROM month) AS framed
LEFT JOIN month AS previous ON previous.p = framed.p - 1;

SELECT p, count(*) OVER (ORDER BY p RANGE BETWEEN -1 PRECEDING AND CURRENT ROW) FROM reading;
