--
-- What cannot be a figure, a measure or an area is refused with an error that names it, and changes nothing.
--
SET client_min_messages = warning;
\set SHOW_CONTEXT never
CALL cfsperf.create_framework('children');
INSERT INTO children.outcome VALUES ('safe', 'Safe');
INSERT INTO children.measure (code, outcome, title, polarity, unit) VALUES
	('reviews', 'safe', 'Reviews in time', 'high', '%'),
	('entrants', 'safe', 'First-time entrants', 'low', 'count');
INSERT INTO children.area VALUES ('A', 'Anyshire'), ('B', 'Borsetshire');
INSERT INTO children.report VALUES ('A', '2020/21 Q2');
INSERT INTO children.observation (measure, area, period, value, numerator, denominator) VALUES
	('reviews', 'A', '2020/21 Q1', 94.9, NULL, NULL), ('reviews', 'A', '2020/21 Q2', 94.6, 1016, 1074);

CREATE TEMP TABLE loaded AS
SELECT (SELECT count(*) FROM children.observation) AS o, (SELECT sum(value) FROM children.observation) AS s,
	(SELECT count(*) FROM children.measure) AS m, (SELECT count(*) FROM children.area) AS a;
SET search_path = children, cfsperf, public;

INSERT INTO observation VALUES ('reviewz', 'A', '2020/21 Q3', 95);
INSERT INTO observation VALUES ('reviews', 'Z', '2020/21 Q3', 95);
INSERT INTO observation VALUES ('reviews', 'A', 'Quarter 2 2020/21', 95);
INSERT INTO observation VALUES ('reviews', 'A', '2020/22 Q3', 95);
INSERT INTO observation VALUES ('reviews', 'A', '2020/21 Q3', 95, NULL, NULL, 'c');
INSERT INTO observation VALUES ('reviews', 'A', '2020/21 Q3', 95, NULL, NULL, 'z');
INSERT INTO observation VALUES ('reviews', 'A', '2020/21 Q3', NULL);
INSERT INTO observation VALUES ('reviews', 'A', '2020/21 Q3', NULL, NULL, NULL, 'p');
INSERT INTO observation VALUES ('reviews', 'A', '2020/21 Q3', 95, NULL, NULL, '-');
INSERT INTO observation VALUES ('reviews', 'A', '2020/21 Q3', 95, NULL, NULL, 'C');
INSERT INTO observation VALUES ('reviews', 'A', '2020/21 Q3', NULL, NULL, NULL, 'SUPP');
INSERT INTO observation VALUES ('reviews', 'A', '2020/21 Q3', NULL, NULL, NULL, '[c]');
INSERT INTO observation VALUES ('reviews', 'A', '2020/21 Q3', 'NaN');
INSERT INTO observation VALUES ('reviews', 'A', '2020/21 Q3', 'Infinity');
INSERT INTO observation VALUES ('reviews', 'A', '2020/21 Q3', 1e300);
INSERT INTO observation VALUES ('reviews', 'A', '2020/21 Q3', 95, -1, 100);
INSERT INTO observation VALUES ('reviews', 'A', '2020/21 Q3', 95, 'NaN', 100);
INSERT INTO observation VALUES ('reviews', 'A', '2020/21 Q3', 95, 0, 0);
INSERT INTO observation VALUES ('reviews', 'A', '2020/21 Q3', 95, 95, -100);
INSERT INTO benchmark VALUES ('2019', 'Year to March 2019');
INSERT INTO benchmark_value VALUES ('reviews', '2019', 'B', '2018/19', 93, NULL, NULL, 'x');
INSERT INTO benchmark_value VALUES ('reviews', '2019', 'B', NULL, 93);
INSERT INTO measure (code, outcome, title, polarity) VALUES ('m', 'nowhere', 'M', 'high');
INSERT INTO measure (code, outcome, title, polarity) VALUES ('m', 'safe', 'M', 'up');
\set VERBOSITY terse
INSERT INTO measure (code, outcome, title, polarity) VALUES ('m', 'safe', 'M', 'none');
\set VERBOSITY default
INSERT INTO measure (code, outcome, title, polarity, unit) VALUES ('m', 'safe', 'M', 'high', 'percent');
INSERT INTO measure (code, outcome, title, polarity, unit) VALUES ('m', 'safe', 'M', 'high', 'per 0');
INSERT INTO measure (code, outcome, title, polarity, basis) VALUES ('m', 'safe', 'M', 'high', 'last year');
INSERT INTO measure (code, outcome, title, polarity, tolerance) VALUES ('m', 'safe', 'M', 'high', -0.1);
INSERT INTO measure (code, outcome, title, polarity, tolerance) VALUES ('m', 'safe', 'M', 'high', 'NaN');
INSERT INTO measure (code, outcome, title, polarity, confidence) VALUES ('m', 'safe', 'M', 'high', 1.5);
INSERT INTO measure (code, outcome, title, polarity, confidence) VALUES ('m', 'safe', 'M', 'high', 95);
INSERT INTO measure (code, outcome, title, polarity, decimals) VALUES ('m', 'safe', 'M', 'high', 11);
INSERT INTO measure (code, outcome, title, polarity, frequency) VALUES ('m', 'safe', 'M', 'high', 0);
INSERT INTO measure (code, outcome, title, polarity, max_arrears) VALUES ('m', 'safe', 'M', 'high', -1);
INSERT INTO area (code, name, kind) VALUES ('C', 'C', 'county');
INSERT INTO area (code, name, region) VALUES ('C', 'C', 'R');
INSERT INTO neighbour VALUES ('A', 'A', 1);
INSERT INTO target VALUES ('reviews', 'A', '2020/21 Q1', 'NaN');
INSERT INTO target VALUES ('reviews', 'A', '2020/21 Q1', 95, -1);

-- COPY says which line
\set SHOW_CONTEXT errors
\copy observation (measure, area, period, value, numerator, denominator, status, note) FROM stdin WITH (FORMAT csv, HEADER true)
measure,area,period,value,numerator,denominator,status,note
reviews,B,2020/21 Q1,90.1,,,,
reviews,B,2020/21 Q5,90.2,,,,
\.
\copy observation (measure, area, period, value, numerator, denominator, status, note) FROM stdin WITH (FORMAT csv, HEADER true)
measure,area,period,value,numerator,denominator,status,note
reviews,B,2020/21 Q1,90.1,,,,
reviews,B,2020/21 Q2,,,,,
\.
\set SHOW_CONTEXT never

-- without its foreign keys, which are added again at the end of the transaction, as doc/loading.md says
BEGIN;
ALTER TABLE observation DROP CONSTRAINT observation_measure_fkey, DROP CONSTRAINT observation_area_fkey;
\copy observation (measure, area, period, value) FROM stdin WITH (FORMAT csv)
reviews,B,2020/21 Q1,90.1
reviews,Z,2020/21 Q1,90.2
\.
ALTER TABLE observation ADD FOREIGN KEY (measure) REFERENCES measure, ADD FOREIGN KEY (area) REFERENCES area;
COMMIT;
SELECT conname, convalidated, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = 'observation'::regclass AND contype = 'f' ORDER BY conname;

SELECT (SELECT count(*) FROM children.observation) AS o, (SELECT sum(value) FROM children.observation) AS s,
	(SELECT count(*) FROM children.measure) AS m, (SELECT count(*) FROM children.area) AS a
EXCEPT TABLE loaded;

-- a period loaded again
INSERT INTO observation (measure, area, period, value, status) VALUES
	('reviews', 'A', '2020/21 Q1', 93.9, 'r'), ('entrants', 'A', '2020/21 Q2', 21, NULL)
ON CONFLICT (measure, area, period) DO UPDATE SET value = excluded.value, numerator = excluded.numerator,
	denominator = excluded.denominator, status = excluded.status, note = excluded.note;
SELECT measure, display, previous_value, direction FROM scorecard ORDER BY measure;

-- history is refreshed while it is read
SELECT measure, area, series FROM history ORDER BY measure, area;
REFRESH MATERIALIZED VIEW CONCURRENTLY stored_history;
SELECT measure, area, series FROM history ORDER BY measure, area;
UPDATE observation SET value = 22 WHERE measure = 'entrants';
REFRESH MATERIALIZED VIEW CONCURRENTLY stored_history;
SELECT measure, area, series FROM history ORDER BY measure, area;

DROP SCHEMA children CASCADE;
