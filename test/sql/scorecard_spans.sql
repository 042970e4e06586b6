-- Measures whose figures cover another time than from one to the next: a rolling year reported each quarter, a census of each
-- January, terms, months at whose end is counted, in one report.
SET search_path = cfsperf, cfsperf_internal;
SET client_min_messages = warning;
CALL create_framework('t');
SET search_path = t, cfsperf, public;
INSERT INTO outcome (code, title) VALUES ('o', 'Outcome');
INSERT INTO area (code, name) VALUES ('A', 'Area A'), ('B', 'Area B');
INSERT INTO measure (code, outcome, title, polarity, polarity_reason, unit, counted, frequency, span, timing, max_arrears, arrears_reason, basis) VALUES
 ('rolling', 'o', 'Re-referrals in 12 months', 'low', NULL, '%', 'referrals', 3, 12, 'during', 0, NULL, 'previous reported'),
 ('rolling_year_ago', 'o', 'Re-referrals, on the year before', 'low', NULL, '%', 'referrals', 3, 12, 'during', 0, NULL, 'same period last year'),
 ('rolling_period', 'o', 'Re-referrals, on the quarter before', 'low', NULL, '%', 'referrals', 3, 12, 'during', 0, NULL, 'previous period'),
 ('census', 'o', 'Absence in January', 'low', NULL, '%', 'pupils', 12, 1, 'during', 12, 'The census is taken each January.', 'previous reported'),
 ('term', 'o', 'Take-up of places', 'high', NULL, '%', 'children', 4, NULL, 'during', 3, NULL, 'same period last year'),
 ('month', 'o', 'Not in education', 'low', NULL, '%', 'young people', 1, NULL, 'at the end of', 1, NULL, 'previous period'),
 ('stock', 'o', 'Children in care', 'none', 'context', 'count', 'children', 3, NULL, 'at the end of', 0, NULL, 'previous reported');
INSERT INTO observation (measure, area, period, value, numerator, denominator)
SELECT m.code, 'A', reporting_period((p + interval '1 month - 1 year')::date, 12), 20 + i, 200 + 10 * i, 1000
FROM measure m, generate_series('2015-12-01'::date, '2020-09-01', '3 months') WITH ORDINALITY AS g(p, i) WHERE m.code LIKE 'rolling%';
INSERT INTO observation (measure, area, period, value, numerator, denominator)
SELECT 'census', 'A', reporting_period(make_date(y, 1, 1), 1), 10 - (y - 2010) / 2.0, 100 - 5 * (y - 2010), 1000 FROM generate_series(2011, 2020) y;
-- one that was not taken in January is out of step
INSERT INTO observation (measure, area, period, value) VALUES ('census', 'A', '2019-05', 99),
 ('term', 'A', 'Summer 2018/19', 99), ('term', 'A', 'Autumn 2019/20', 98), ('term', 'A', 'Spring 2019/20', 97), ('term', 'A', 'Summer 2019/20', 91.5),
 ('month', 'A', '2020-07', 2.8), ('month', 'A', '2020-08', 2.9), ('stock', 'A', '2020/21 Q1', 600), ('stock', 'A', '2020/21 Q2', 601);
INSERT INTO report (area, quarter) VALUES ('A', '2020/21 Q2');

SELECT measure, period, value, previous_period, previous_value AS previous, difference, round(p_value::numeric, 4) AS p, direction, year_ago_value AS year_ago, year_ago_direction
FROM scorecard ORDER BY measure;
SELECT measure, frequency, span, timing, trend, trend_points, count_periods(series) AS points, first_period(series), arrears_reason FROM scorecard_detail ORDER BY measure;
SELECT measure, area, period, rule, finding FROM data_quality WHERE area = 'A' AND rule NOT IN ('stale', 'history out of date') ORDER BY measure, period, rule;
-- whole histories have them
REFRESH MATERIALIZED VIEW stored_history;
SELECT measure, count_periods(series) AS points, first_period(series), last_period(series) FROM history WHERE area = 'A' ORDER BY measure, 3;
SELECT length(dashboard('A', '2020/21 Q2')) > 10000 AS page;
SET client_min_messages = warning;
DROP SCHEMA t CASCADE;
