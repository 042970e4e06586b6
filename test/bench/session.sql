-- One core, no JIT, the same memory for every side; and the quarter that is asked about, as an expression and as DuckDB
-- writes it.
SET search_path = cfs, cfsperf, public;
SET max_parallel_workers_per_gather = 0;
SET jit = off;
SET work_mem = '512MB';
SET maintenance_work_mem = '512MB';
SET client_min_messages = warning;

SELECT format('%L::reporting_period', p) AS quarter, format('%L::reporting_period', p - 1) AS previous,
	format('DATE %L', ends(p)) AS quarter_date, format('DATE %L', ends(p - 1)) AS previous_date
FROM (SELECT max(period) AS p FROM observation) q \gset
