-- One load of the file into an empty table: a plain one with the columns and the primary key of observation, or that of a
-- new framework. Decisions and histories are apart. What it took goes into load_time once the rows are those of the plain
-- table, and the keys and indexes those that there were.
--
-- Variables: file, round, way (plain table, without foreign keys, load_file or \copy)
SET client_min_messages = error;
DROP SCHEMA IF EXISTS loaded CASCADE;
CALL cfsperf.create_framework('loaded');
SET search_path = loaded, cfsperf, public;
INSERT INTO outcome VALUES ('o', 'Outcome');
INSERT INTO measure (code, outcome, title, polarity, unit) SELECT 'm' || i, 'o', 'Measure ' || i, 'low', '%' FROM generate_series(1, 48) i;
INSERT INTO area (code, name) SELECT 'a' || i, 'Area ' || i FROM generate_series(1, 161) i;
CREATE TABLE plain (LIKE observation, PRIMARY KEY (measure, area, period));
CREATE VIEW keys AS
SELECT pg_get_constraintdef(oid) AS definition, conname AS name, convalidated AS valid FROM pg_constraint WHERE conrelid = 'observation'::regclass
UNION ALL
SELECT pg_get_indexdef(indexrelid), indexrelid::regclass::name, indisvalid FROM pg_index WHERE indrelid = 'observation'::regclass;
CREATE TABLE keys_before AS TABLE keys;
-- processor time of the session's process
CREATE VIEW cpu AS
SELECT (s[12]::bigint + s[13]::bigint) / 100.0 AS cpu
FROM (SELECT string_to_array(regexp_replace(pg_read_file('/proc/self/stat'), '^.*\) ', ''), ' ') AS s) stat;
CHECKPOINT;

SELECT :'way' = 'plain table' AS plain, :'way' = 'without foreign keys' AS without_keys, :'way' = 'load_file' AS by_load_file,
	CASE :'way' WHEN 'plain table' THEN 'plain' ELSE 'observation' END AS loaded \gset
\set copy '\\copy ' :loaded ' (measure, area, period, value, numerator, denominator) FROM ' :'file' ' WITH (FORMAT csv, HEADER true)'
\if :by_load_file
	\lo_import :file
	\set object :LASTOID
	SELECT clock_timestamp() AS began, cpu AS cpu_before FROM cpu \gset
	CALL load_file(NULL, :object, refresh => false);
	\lo_unlink :object
\elif :without_keys
	SELECT clock_timestamp() AS began, cpu AS cpu_before FROM cpu \gset
	BEGIN;
	ALTER TABLE observation DROP CONSTRAINT observation_measure_fkey, DROP CONSTRAINT observation_area_fkey;
	:copy
	ALTER TABLE observation ADD FOREIGN KEY (measure) REFERENCES measure, ADD FOREIGN KEY (area) REFERENCES area;
	COMMIT;
\else
	SELECT clock_timestamp() AS began, cpu AS cpu_before FROM cpu \gset
	:copy
\endif
SELECT extract(epoch FROM clock_timestamp() - :'began') AS seconds, cpu - :cpu_before AS cpu_seconds FROM cpu \gset

-- the most memory that the session had, shared buffers that it touched apart
SELECT (substring(s FROM 'VmHWM:\s+(\d+)')::integer - substring(s FROM 'RssShmem:\s+(\d+)')::integer) / 1024 AS megabytes
FROM pg_read_file('/proc/self/status') s \gset
INSERT INTO load_time
SELECT :round, :'way', :seconds, :cpu_seconds, :megabytes, count(*), sum(hashtextextended(t::text, 0)::numeric) FROM :loaded t;

SELECT count(DISTINCT (figures, digest)) = 1 AND min(figures) = 989184
	AND NOT EXISTS ((TABLE keys EXCEPT TABLE keys_before) UNION ALL (TABLE keys_before EXCEPT TABLE keys)) AS good
FROM load_time \gset
\if :good
\else
	\warn :way 'did not load the rows of the file, or left a key or an index behind'
	SELECT 1 / 0;
\endif
