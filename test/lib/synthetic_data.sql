-- Figures made by arithmetic, where the published ones are not at hand: 202 measures over 150 authorities in nine regions,
-- seven years, into a framework "cfs". Among them are counts of 15 digits, pounds, long titles and unbreakable ones,
-- measures without a figure and withheld ones, the best of all authorities and the worst.

\set ON_ERROR_STOP on
CREATE EXTENSION cfsperf;
CALL cfsperf.create_framework('cfs');
SET search_path = cfs, cfsperf;

INSERT INTO outcome SELECT 'o' || i, 'Children and young people ' || (ARRAY['are safe and live with their families', 'in care',
	'who leave care', 'are in school', 'do well at school', 'with special educational needs and disabilities and their families, '
	|| 'from birth to the age of twenty-five', 'are healthy', 'move on well into work, training and further education', 'and what it costs'])[i], i
FROM generate_series(1, 9) i;

INSERT INTO measure (code, outcome, position, title, polarity, polarity_reason, unit, unit_label, decimals, counted, out_of, frequency, max_arrears)
SELECT 'm' || i, 'o' || 1 + (i - 1) % 9, i,
	CASE i % 20
		WHEN 5 THEN rpad('Measure ' || i || ': ', 300, 'children and young people aged 0 to 17 who were looked after at any time in the year, ')
		WHEN 15 THEN rpad('Measure' || i, 300, 'unbreakable')
		ELSE 'Measure ' || i || (ARRAY[', in time', ' within 45 working days', ' at the end of the year, all ages', '']) [1 + i % 4] END,
	(ARRAY['high', 'low', 'high', 'low', 'none'])[1 + i % 5]::polarity, 'Demand may rise or fall for good reasons and for bad ones.',
	u.unit, u.label, u.decimals, u.counted, u.out_of, 12, 11
FROM generate_series(1, 202) i, LATERAL (SELECT * FROM (VALUES
	(1, '%', NULL, 1, 'children', NULL), (2, '%', NULL, 0, 'plans', 'reviews due'), (3, 'per 100000', NULL, 1, NULL, NULL),
	(4, 'count', '£', 0, NULL, NULL), (5, '%', NULL, 2, NULL, NULL), (6, 'count', 'young people', 0, NULL, NULL),
	(7, 'number', '£', 2, NULL, NULL), (8, 'per 10000', NULL, 1, 'referrals', 'children'), (0, 'number', 'days', 1, NULL, NULL))
	u(key, unit, label, decimals, counted, out_of) WHERE u.key = i % 9) u;

INSERT INTO area VALUES ('EN', 'England', 'country', NULL);
INSERT INTO area SELECT 'R' || i, 'Region of the ' || (ARRAY['North', 'South', 'East', 'West', 'Middle', 'Coast', 'Hills', 'Rivers', 'Moors'])[i],
	'region', 'EN' FROM generate_series(1, 9) i;
INSERT INTO area SELECT CASE i WHEN 1 THEN '855' ELSE 'a' || i END, CASE i WHEN 1 THEN 'Sample County and District Council'
	ELSE 'Authority number ' || i END, 'authority', 'R' || 1 + i % 9 FROM generate_series(1, 150) i;
INSERT INTO neighbour SELECT '855', 'a' || i * 7, i FROM generate_series(1, 10) i;

-- Of 100, by year, authority and measure; the first authority is worst of all in every measure of which the number ends in
-- 2, and best in those that end in 7.
CREATE SCHEMA raw;
CREATE TABLE raw.share AS
SELECT m.code AS measure, m.unit, m.unit_label, m.position AS i, a.code AS area, 2018 + y AS year, a.kind,
	CASE WHEN a.code = '855' AND m.position % 5 = 2 AND y = 6 AND m.polarity <> 'none'
			THEN CASE WHEN (m.position % 10 = 7) = (m.polarity = 'high') THEN 96 ELSE 1 END
		ELSE 5 + ((n.n * 37 + m.position * 13 + y * (7 + m.position % 5)) % 89) * 1.0 END AS hundredth
FROM measure m, (SELECT *, row_number() OVER (ORDER BY kind, length(code), code) AS n FROM area) n JOIN area a USING (code),
	generate_series(0, 6) y
-- some have no figure of the last two years
WHERE m.position % 20 <> 8 OR y < 5;
INSERT INTO observation (measure, area, period, value, numerator, denominator, status)
SELECT measure, area, period::reporting_period,
	CASE WHEN hidden THEN NULL WHEN unit = 'count' AND unit_label = '£' THEN round(1234567890123.45 * hundredth)
		WHEN unit_label = '£' THEN 1234567.89 * hundredth WHEN unit LIKE 'per %' THEN 12.34 * hundredth
		WHEN i % 9 IN (1, 2) THEN hundredth ELSE hundredth + 0.5 END,
	CASE WHEN NOT hidden AND i % 9 IN (1, 2) THEN 13 * hundredth END, CASE WHEN NOT hidden AND i % 9 IN (1, 2) THEN 1300 END,
	CASE WHEN hidden THEN 'c' END
FROM (SELECT *, year || '/' || right((year + 1)::text, 2) AS period, i % 20 = 9 AND (area = '855' OR hundredth < 12) AND kind = 'authority' AS hidden
	  FROM raw.share) s;
ANALYZE;
