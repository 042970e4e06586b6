-- What 032_attacker.pl does to the figures of real_data.sql: which areas are made of which, rules that withhold, reports on
-- every area, and a benchmark.

\set ON_ERROR_STOP on
SET search_path = cfs, cfsperf, raw;

-- London is its two halves; some authorities publish together; some were split or merged.
INSERT INTO area_part VALUES
	('986', '987'), ('986', '988'),
	('940 / 941', '940'), ('940 / 941', '941'), ('314 / 318', '314'), ('314 / 318', '318');
INSERT INTO area_change VALUES
	('928', '940', '2021-04-01', 'split'), ('928', '941', '2021-04-01', 'split'),
	('909', '942', '2023-04-01', 'split'), ('909', '943', '2023-04-01', 'split'),
	('835', '838', '2019-04-01', 'merge'), ('836', '839', '2019-04-01', 'merge'), ('837', '839', '2019-04-01', 'merge');

DELETE FROM observation WHERE measure NOT IN (SELECT measure FROM observation WHERE numerator IS NOT NULL);
DELETE FROM measure WHERE code NOT IN (SELECT measure FROM observation);
UPDATE measure SET suppress_below = 10;

INSERT INTO benchmark VALUES ('2024', 'Years that end in 2024');
INSERT INTO benchmark_value (measure, benchmark, area, period, value, numerator, denominator, status)
SELECT measure, '2024', area, period, value, numerator, denominator, status
FROM observation WHERE extract(year FROM ends(period)) = 2024;
INSERT INTO report (area, quarter, benchmark) SELECT code, '2024/25 Q4', '2024' FROM area;
INSERT INTO report (area, quarter, benchmark)
SELECT code, '2023/24 Q4', '2024' FROM area WHERE kind <> 'authority' OR region = '988';
ANALYZE;
