-- All published figures of English authorities into a framework "cfs", with the faults that they have, and as they were
-- published into the schema "raw". Run in the directory with values.csv, measures.csv, areas.csv and neighbours.csv. The
-- variable "measures", where it is set, is a pattern of the codes that are wanted.

\set ON_ERROR_STOP on
\if :{?measures}
\else
\set measures ''
\endif

CREATE EXTENSION cfsperf;
CALL cfsperf.create_framework('cfs');
CREATE SCHEMA raw;
CREATE TABLE raw.v (measure text, area text, period text, value float8, numerator float8, denominator float8, status text);
CREATE TABLE raw.m (code text, name text, polarity text, unit text, topic text, dps int, year_type text, no_quartile text,
	polarity_raw text, chart_title text, lait_measure_code text, source text);
CREATE TABLE raw.a (code text, name text, type text, region text, gss text);
CREATE TABLE raw.n (area text, name text, rank int, neighbour text, neighbour_name text, closeness text);

SET search_path = cfs, cfsperf, raw;
\copy v FROM 'values.csv' WITH (FORMAT csv, HEADER true, FORCE_NULL (value, numerator, denominator, status))
\copy m FROM 'measures.csv' WITH (FORMAT csv, HEADER true)
\copy a FROM 'areas.csv' WITH (FORMAT csv, HEADER true)
\copy n FROM 'neighbours.csv' WITH (FORMAT csv, HEADER true)
DELETE FROM m WHERE code !~ :'measures';
DELETE FROM v WHERE measure !~ :'measures';

-- Outcomes are the topics. Years are those in which a figure's year ends, except where the label gives both.
INSERT INTO outcome (code, title) SELECT DISTINCT topic, topic FROM m;

INSERT INTO measure (code, outcome, title, polarity, polarity_reason, unit, decimals, frequency, max_arrears)
SELECT code, topic, name, polarity::polarity, CASE polarity WHEN 'none' THEN 'as published' END,
	CASE WHEN unit LIKE '%\%%' THEN '%'
		WHEN unit ~ '[Pp]er [0-9]' THEN 'per ' || replace(substring(unit FROM '[Pp]er ([0-9,]+)'), ',', '')
		ELSE 'number' END,
	dps, CASE WHEN code IN ('RTA', 'Hosp_Adm_Alc_<18yrs') THEN 36 ELSE 12 END, 11
FROM m;

-- Two authorities that publish a figure together have none of their own for the year, so they count as one.
INSERT INTO area (code, name, kind)
SELECT code, name, CASE type WHEN 'country' THEN type WHEN 'region' THEN type ELSE 'authority' END FROM a;
UPDATE area SET region = r.code
FROM a, area r
WHERE a.code = area.code AND area.kind = 'authority' AND r.kind = 'region'
	AND lower(r.name) = lower(regexp_replace(a.region, '^(Inner|Outer) London$', 'London (\1)'));
INSERT INTO neighbour SELECT area, neighbour, rank FROM n;

-- What a label says besides the period is a status (provisional, revised) or a note (final, outturn).
CREATE TABLE raw.labelled AS
SELECT v.*, substring(period FROM '\((.*)\)') AS suffix, btrim(regexp_replace(period, '\(.*\)', '')) AS label
FROM v;

-- 2019 is the year that ends in 2019, by the measure's own kind of year; 2018-19 and 2018/19 are one year in either
-- kind; 2014-16 are three calendar years and 2013/14-15/16 three financial ones.
CREATE TABLE raw.readable AS
SELECT l.*, CASE
		WHEN label ~ '^\d{4}$' THEN CASE m.year_type
			WHEN 'Calendar Year' THEN label
			WHEN 'Academic Year' THEN 'AY ' || label::int - 1 || '/' || right(label, 2)
			WHEN 'Annual (end of Sept)' THEN label::int - 1 || '-10/P12M'
			WHEN 'Annual - January' THEN label::int - 1 || '-02/P12M'
			ELSE label::int - 1 || '/' || right(label, 2) END
		WHEN label ~ '^\d{4}[-/]\d\d$' AND (left(label, 4)::int + 1) % 100 = right(label, 2)::int
			THEN CASE m.year_type WHEN 'Academic Year' THEN 'AY ' ELSE '' END || replace(label, '-', '/')
		WHEN label ~ '^\d{4}-\d\d$' OR label ~ '^\d{4}/\d\d-\d\d/\d\d$' THEN label
	END AS label_of_period
FROM labelled l JOIN m ON m.code = l.measure;

-- "-" is a figure that is not available. Confidential figures stand as 0, which is no figure. Low reliability without a
-- figure is none that is available; "low" without one is a share that rounds to zero. A share of nothing has no
-- denominator.
CREATE TABLE raw.figures AS
SELECT measure, area, label_of_period::reporting_period AS period,
	CASE WHEN s.status = 'low' AND value IS NULL THEN 0 WHEN s.status IN ('c', 'x', 'z') THEN NULL ELSE value END AS value,
	CASE WHEN s.status IN ('c', 'x', 'z') THEN NULL ELSE numerator END AS numerator,
	nullif(denominator, 0) AS denominator,
	s.status,
	CASE WHEN suffix = 'Final' THEN 'final' WHEN suffix = 'OT' THEN 'outturn'
		WHEN r.status = 'u' THEN 'low reliability' END AS note
FROM readable r, LATERAL (SELECT CASE
		WHEN r.status = '-' OR r.status = 'u' AND value IS NULL THEN 'x'
		WHEN r.status IS NOT NULL THEN r.status
		WHEN suffix = 'prov' THEN 'p'
		WHEN suffix = 'Rev' THEN 'r' END AS status) s
WHERE label_of_period IS NOT NULL;
INSERT INTO observation SELECT measure, area, period, value, numerator, denominator, status, note FROM figures;
ANALYZE;
