--
-- Exceptions: what got worse and is bad, what got better and is good, and nothing else.
--
SET client_min_messages = warning;
CALL cfsperf.create_framework('watch');
SET search_path = watch, cfsperf;

INSERT INTO outcome VALUES ('o', 'Outcome');
INSERT INTO area SELECT 'A' || i, 'Area ' || i FROM generate_series(0, 8) i;
INSERT INTO benchmark VALUES ('b', 'Year to March 2019');
INSERT INTO report VALUES ('A0', '2020/21 Q2', 'b'), ('A1', '2020/21 Q2', 'b');
-- measures are named by what becomes of them: from before to now among eight authorities at 10, 20, ... 80, target 45
CREATE TEMP TABLE want (measure text, polarity text, before float8, now float8, target boolean, benchmarked boolean);
INSERT INTO want VALUES
	('declined, first', 'high', 79, 75, false, true),
	('declined, second', 'high', 59, 50, true, true),
	('declined, fourth', 'high', 20, 12, false, true),
	('declined, fourth, red', 'high', 20, 12, true, true),
	('declined, fourth, low is good', 'low', 70, 75, false, true),
	('declined, red, no benchmark', 'high', 20, 12, true, false),
	('declined, green, no benchmark', 'high', 60, 50, true, false),
	('improved, first', 'high', 70, 79, true, true),
	('improved, second', 'high', 50, 59, true, true),
	('improved, first, low is good', 'low', 12, 11, false, true),
	('improved, fourth, red', 'high', 12, 15, true, true),
	('improved, green, no benchmark', 'high', 60, 70, true, false),
	('same, fourth, red', 'high', 12, 12, true, true),
	('first, nothing before', 'high', NULL, 79, true, true),
	('information only', 'none', 12, 79, true, true);
INSERT INTO measure (code, outcome, position, title, polarity, polarity_reason, unit)
SELECT measure, 'o', row_number() OVER (), measure, polarity::polarity, 'test', '%' FROM want;
INSERT INTO measure (code, outcome, position, title, polarity, unit) VALUES ('not reported', 'o', 99, 'not reported', 'high', '%');
INSERT INTO observation (measure, area, period, value)
SELECT measure, 'A0', '2020/21 Q1'::reporting_period, before FROM want WHERE before IS NOT NULL
UNION ALL SELECT measure, 'A0', '2020/21 Q2', now FROM want;
INSERT INTO benchmark_value (measure, benchmark, area, period, value)
SELECT measure, 'b', 'A' || i, '2018/19', 10 * i FROM want, generate_series(1, 8) i WHERE benchmarked;
INSERT INTO target SELECT measure, 'A0', '2020/21 Q1', 45 FROM want WHERE target;

SELECT measure, judgement, kind, display, previous_value AS before, quartile, rag
FROM exceptions ORDER BY measure_position;

-- a row is that of the scorecard
SELECT e.measure FROM exceptions e
LEFT JOIN scorecard s ON s.area = e.area AND s.quarter = e.quarter AND s.measure = e.measure
WHERE row(e.value, e.display, e.previous_period, e.previous_value, e.difference, e.direction, e.quartile, e.rag)
	IS DISTINCT FROM row(s.value, s.display, s.previous_period, s.previous_value, s.difference, s.direction, s.quartile, s.rag);

-- every column says what it is and is of a type that reporting tools know, but for a paper's sections, as long as they are
SELECT v.relname, a.attname, format_type(a.atttypid, a.atttypmod)
FROM pg_class v JOIN pg_attribute a ON a.attrelid = v.oid AND a.attnum > 0
WHERE v.oid IN ('exceptions'::regclass, 'data_quality'::regclass, 'paragraph'::regclass, 'report_heading'::regclass)
AND (col_description(v.oid, a.attnum) IS NULL
	OR a.attname <> 'sections' AND format_type(a.atttypid, a.atttypmod) !~ '^(integer|bigint|double precision|date|character varying\(\d+\))$');

SET search_path = '';
SELECT count(*) FROM watch.exceptions;
DROP SCHEMA watch CASCADE;
