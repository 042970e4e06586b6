-- Histories are made of what the view figure shows, no more and no less: which of the two ways they are made does not
-- tell. Under a rule, without one, rounded, beside what a publisher withheld, of rolling years, of a recoded authority; where
-- figures, counts or decisions have changed or gone since they were decided on.
SET client_min_messages = warning;
CALL cfsperf.create_framework('same');
SET search_path = same, cfsperf, cfsperf_internal, public;
INSERT INTO outcome VALUES ('o', 'Outcome', 1);
INSERT INTO measure (code, outcome, title, polarity, unit, frequency, span, suppress_below, round_to) VALUES
	('free', 'o', 'No rule', 'low', '%', 3, NULL, NULL, NULL), ('rule', 'o', 'A rule', 'high', '%', 3, NULL, 5, NULL),
	('count', 'o', 'A rule on a count', 'low', 'count', 3, NULL, 5, NULL), ('rolling', 'o', 'A rule on rolling years', 'low', 'per 100', 3, 12, 5, NULL),
	('round', 'o', 'Rounded', 'low', '%', 3, NULL, NULL, 5), ('both', 'o', 'Rounded under a rule', 'low', '%', 3, NULL, 5, 5),
	('secret', 'o', 'Withheld by its publisher', 'low', 'count', 3, NULL, NULL, NULL);
INSERT INTO area (code, name, kind) VALUES ('E', 'Country', 'country'), ('R', 'Region', 'region');
INSERT INTO area (code, name, region) SELECT 'a' || i, 'Area ' || i, 'R' FROM generate_series(1, 8) i;
INSERT INTO area_change (area, successor, changed_on, kind) VALUES ('a1', 'a2', '2019-04-01', 'recode');
INSERT INTO observation (measure, area, period, value, numerator, denominator, status)
SELECT m.code, a.code, p.period, CASE WHEN x.secret THEN NULL WHEN m.unit = 'count' THEN x.n ELSE x.n / 4.0 END,
	CASE WHEN m.unit <> 'count' THEN x.n END, CASE WHEN m.unit <> 'count' THEN 400 END, CASE WHEN x.secret THEN 'c' END
FROM measure m
JOIN area a ON a.kind = 'authority'
CROSS JOIN generate_series(0, 11) q
CROSS JOIN LATERAL (SELECT reporting_period((ends('2018/19 Q1'::reporting_period + q) + 1 - make_interval(months => coalesce(m.span, 3)))::date,
	coalesce(m.span, 3)) AS period) p
CROSS JOIN LATERAL (SELECT (ascii(m.code) + ascii(right(a.code, 1)) * 31 + q * 17) % 60 AS n, m.code = 'secret' AND a.code = 'a4' AND q IN (3, 7) AS secret) x
-- a gap; a recoded authority has either code
WHERE x.n <> 40 AND (a.code <> 'a1' OR q < 4) AND (a.code <> 'a2' OR q >= 4);
INSERT INTO observation (measure, area, period, value) SELECT code, 'a3', '2019', 7 FROM measure WHERE span IS NULL;
CALL protect();

CREATE VIEW differences AS
WITH shown AS (
	SELECT o.measure, coalesce(t.today, o.area) AS area, shape(o.period, m.frequency) AS shape,
		series(o.figure, o.period, m.frequency)::text AS series
	FROM figure o
	JOIN measure m ON m.code = o.measure AND months(o.period) = coalesce(m.span, m.frequency)
	LEFT JOIN area_today t ON t.area = o.area
	WHERE o.figure IS NOT NULL
	GROUP BY 1, 2, 3),
history AS (
	SELECT measure, area, shape, series::text FROM current_history WHERE series IS NOT NULL)
SELECT (SELECT count(*) FROM history) AS histories, (SELECT sum(count_periods(series)) FROM current_history) AS figures,
	(SELECT count(*) FROM (TABLE shown EXCEPT ALL TABLE history) x) AS missing,
	(SELECT count(*) FROM (TABLE history EXCEPT ALL TABLE shown) x) AS too_many;
TABLE differences;

-- a figure is another one: its value, a count, or all of it
UPDATE observation SET value = value + 0.5 WHERE measure = 'rule' AND area = 'a5' AND period = '2019/20 Q1';
UPDATE observation SET numerator = numerator + 1 WHERE measure = 'rule' AND area = 'a6' AND period = '2019/20 Q2';
UPDATE observation SET denominator = NULL WHERE measure = 'rolling' AND area = 'a6';
TABLE differences;
-- a decision is gone, or there is one more; one measure has none at all
DELETE FROM disclosure WHERE measure = 'rule' AND area = 'a7' AND period > '2019/20 Q1';
DELETE FROM disclosure WHERE measure = 'count';
INSERT INTO disclosure (measure, area, period, value, decision) VALUES ('count', 'a8', '2030/31 Q1', 10, 'shown');
TABLE differences;
-- a publisher withholds one more, of which nobody has decided what it takes
UPDATE observation SET value = NULL, numerator = NULL, denominator = NULL, status = 'c' WHERE measure = 'free' AND area = 'a5' AND period = '2019/20 Q1';
TABLE differences;

-- in whatever order the two come; what only one of them has, another value and another count are left out
SELECT histories(common_readings(a.readings, b.readings), 3, 3)
FROM (SELECT readings(v, n, 10, p) FROM (VALUES ('2020/21 Q3'::reporting_period, 3::float8, NULL::float8), ('2020/21 Q1', 1, 5), ('2020/21 Q2', 2, 6), ('2020/21 Q4', 4, 7)) x (p, v, n)) a (readings),
	(SELECT readings(v, n, 10, p) FROM (VALUES ('2020/21 Q4'::reporting_period, 4::float8, 8::float8), ('2020/21 Q2', 9, 6), ('2020/21 Q1', 1, 5), ('2021/22 Q1', 1, 5), ('2020/21 Q3', 3, NULL)) x (p, v, n)) b (readings);
SELECT common_readings(readings(1, NULL, NULL, '2020/21 Q1'), readings(1, 2, NULL, '2020/21 Q1')) IS NULL AS nothing;

SET client_min_messages = warning;
DROP SCHEMA same CASCADE;
