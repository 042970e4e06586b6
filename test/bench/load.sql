-- One round: a file into a new framework by \copy into observation with its keys, or by load_file; what it took goes into
-- load_time. Decisions and histories are apart.
--
-- Variables: file, way (copy or load_file), measures, areas
SET client_min_messages = error;
DROP SCHEMA IF EXISTS loaded CASCADE;
CALL cfsperf.create_framework('loaded');
SET search_path = public, loaded, cfsperf;
INSERT INTO outcome VALUES ('o', 'Outcome');
INSERT INTO measure (code, outcome, title, polarity, unit) SELECT 'm' || i, 'o', 'Measure ' || i, 'low', '%' FROM generate_series(1, :measures) i;
INSERT INTO area (code, name) SELECT 'a' || i, 'Area ' || i FROM generate_series(1, :areas) i;
CHECKPOINT;
SELECT :'way' = 'copy' AS by_copy \gset
\if :by_copy
SELECT clock_timestamp() AS began \gset
\set copy '\\copy observation (measure, area, period, value, numerator, denominator) FROM ' :'file' ' WITH (FORMAT csv, HEADER true)'
:copy
\else
\lo_import :file
\set object :LASTOID
SELECT clock_timestamp() AS began \gset
CALL load_file(NULL, :object, refresh => false);
\lo_unlink :object
\endif
-- the most memory that the session had, shared buffers that it touched apart
INSERT INTO public.load_time
SELECT :'way', extract(epoch FROM clock_timestamp() - :'began'),
	(substring(s FROM 'VmHWM:\s+(\d+)')::integer - substring(s FROM 'RssShmem:\s+(\d+)')::integer) / 1024, count(*)
FROM observation CROSS JOIN pg_read_file('/proc/self/status') s
GROUP BY s;
