-- The history of a measure is made of figures as long as it says, as far apart as it says: a rolling year reported each
-- quarter, a census of each January, terms, months. What fits nowhere is left out and stops nothing.
SET search_path = cfsperf, cfsperf_internal;
CALL create_framework('spans');
SET search_path = spans, cfsperf, cfsperf_internal;
INSERT INTO outcome (code, title) VALUES ('o', 'Outcome');
INSERT INTO area (code, name) VALUES ('A', 'Area A'), ('B', 'Area B');
INSERT INTO measure (code, outcome, title, polarity, polarity_reason, unit, frequency, span, max_arrears, suppress_below) VALUES
	('census', 'o', 'Census', 'none', 'a stock', 'count', 12, 1, 2, NULL), ('monthly', 'o', 'Monthly', 'low', NULL, 'count', 1, NULL, 0, NULL),
	('rolling', 'o', 'Rolling year', 'high', NULL, '%', 3, 12, 0, NULL), ('small', 'o', 'Rolling, small', 'high', NULL, '%', 3, 12, 0, 5),
	('termly', 'o', 'Termly', 'high', NULL, '%', 4, NULL, 0, NULL), ('yearly', 'o', 'Yearly', 'low', NULL, 'per 10000', 12, NULL, 0, NULL);
INSERT INTO observation (measure, area, period, value, numerator, denominator)
SELECT m, a, reporting_period((DATE '2017-04-01' + n * interval '3 months')::date, 12), 80 + n % 4, 160 + 2 * (n % 4), 200
FROM unnest('{rolling,small}'::text[]) AS m, unnest('{A,B}'::text[]) AS a, generate_series(0, 11) AS n WHERE (a, n) <> ('B', 3);
INSERT INTO observation (measure, area, period, value)
SELECT 'census', a, reporting_period(make_date(2013 + n, 1, 1), 1), 700 + n FROM unnest('{A,B}'::text[]) AS a, generate_series(1, 7) AS n
UNION ALL SELECT 'monthly', 'A', '2020-08'::reporting_period - n, n FROM generate_series(0, 5) AS n
UNION ALL SELECT 'termly', 'A', 'Summer 2019/20'::reporting_period - n, 90 + n FROM generate_series(0, 3) AS n
UNION ALL SELECT 'yearly', 'A', '2019/20'::reporting_period - n, 30 + n FROM generate_series(0, 3) AS n;
-- Of another length, or out of step: quarters and a year from February of the rolling measure, a census in May, a month
-- that is no term, calendar years among financial ones, the longest and shortest period there is.
INSERT INTO observation (measure, area, period, value) VALUES ('rolling', 'A', '2020/21 Q1', 1), ('rolling', 'A', '2019-02/P12M', 2),
	('census', 'A', '2020-05', 3), ('census', 'A', '2019/20', 4), ('termly', 'A', '2020-05', 5), ('termly', 'A', '2020-02/P4M', 6),
	('yearly', 'A', '2019', 7), ('yearly', 'A', '2014-16', 8), ('monthly', 'A', '0001-01', 9), ('yearly', 'A', '9999', 10);
CALL protect();
REFRESH MATERIALIZED VIEW stored_history;
REFRESH MATERIALIZED VIEW CONCURRENTLY stored_history;
SELECT measure, area, series FROM history ORDER BY measure COLLATE "C", area COLLATE "C", shape;
SELECT count(*) AS histories, count(DISTINCT (measure, area, shape)) AS keys FROM history;

-- Shapes are of a measure: its areas meet in a panel, whichever quarter their histories begin with.
SELECT measure, count_areas(panel(area, series)) AS areas FROM history WHERE measure IN ('census', 'rolling', 'small')
GROUP BY measure, shape HAVING count(*) > 1 ORDER BY measure COLLATE "C";

-- The scorecard compares them so: with the quarter before and last year, and tests only years that do not overlap.
INSERT INTO report (area, quarter) VALUES ('A', '2019/20 Q4'), ('B', '2019/20 Q4');
SELECT area, measure, period, value, previous_period, previous_value, p_value IS NULL AS untested, year_ago_value, span, trend, trend_points
FROM scorecard WHERE measure IN ('census', 'rolling', 'small') ORDER BY area COLLATE "C", measure COLLATE "C";
