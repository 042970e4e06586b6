-- One size of test/bench/sizing: made, loaded, and asked. psql variables: measures, areas, quarters, file.
\set QUIET on
\set ON_ERROR_STOP on
\pset format unaligned
\pset tuples_only on
SET client_min_messages = warning;
CREATE EXTENSION cfsperf;
CALL cfsperf.create_framework('cfs');
SET search_path = cfs, cfsperf, public;

INSERT INTO outcome SELECT 'o' || i, 'Outcome ' || i, i FROM generate_series(1, 5) AS i;
INSERT INTO measure (code, outcome, position, title, polarity, unit, frequency)
SELECT 'm' || lpad(i::text, 4, '0'), 'o' || (i % 5 + 1), i, 'Measure ' || i,
	CASE WHEN i % 2 = 0 THEN 'high' ELSE 'low' END::polarity, '%', 3
FROM generate_series(1, :measures) AS i;
INSERT INTO area (code, name, kind) VALUES ('E92', 'England', 'country');
INSERT INTO area (code, name, kind, region) SELECT 'r' || i, 'Region ' || i, 'region', 'E92' FROM generate_series(1, 9) AS i;
INSERT INTO area (code, name, region)
SELECT 'a' || lpad(i::text, 3, '0'), 'Authority ' || i, 'r' || (i % 9 + 1) FROM generate_series(1, 152) AS i;
INSERT INTO neighbour SELECT 'a001', 'a' || lpad(i::text, 3, '0'), i - 1 FROM generate_series(2, 11) AS i;
INSERT INTO benchmark VALUES ('b', 'Latest year');
INSERT INTO report SELECT 'a001', '2004/05 Q1'::reporting_period + :quarters - 1, 'b';

-- the rows as a file, in the order in which they come: a quarter after the other; every measure has counts
COPY (
	SELECT 'm' || lpad(m::text, 4, '0'), a.code, '2004/05 Q1'::reporting_period + q, v, round(v * 10), 1000, NULL, NULL
	FROM generate_series(0, :quarters - 1) AS q,
		(SELECT code, row_number() OVER (ORDER BY kind DESC, code LIKE 'a%' DESC, code) AS n
		 FROM (SELECT code, kind FROM area WHERE code = 'a001' OR kind <> 'authority'
			   UNION ALL SELECT code, kind FROM area WHERE kind = 'authority' AND code <> 'a001') AS x) AS a,
		generate_series(1, :measures) AS m,
		LATERAL (SELECT 20 + ((m * 7919 + a.n * 104729 + q * 1299709) % 6000) / 100.0::double precision AS v) AS v
	WHERE a.code IN (SELECT code FROM area WHERE :areas >= 162
					 UNION ALL (SELECT code FROM area WHERE kind = 'authority' ORDER BY code LIMIT :areas - 2)
					 UNION ALL VALUES ('E92'), ('r2'))
	ORDER BY q, m, a.n
) TO :'file';
CHECKPOINT;

-- one process does it all, so that its processor time is all there is
SET max_parallel_workers_per_gather = 0;
SET max_parallel_maintenance_workers = 0;
CREATE TEMP TABLE timed (n integer GENERATED ALWAYS AS IDENTITY, what text, elapsed double precision, cpu double precision);
-- user and system time of this process in seconds: fields 14 and 15 of proc(5)/pid/stat, in hundredths
CREATE FUNCTION pg_temp.cpu() RETURNS double precision LANGUAGE sql VOLATILE AS $$
	SELECT (x[12]::bigint + x[13]::bigint) / 100.0
	FROM regexp_split_to_array(regexp_replace(pg_read_file('/proc/self/stat'), '^.*\) ', ''), ' ') AS x
$$;
CREATE PROCEDURE pg_temp.run(what text, statement text, rounds integer DEFAULT 1) LANGUAGE plpgsql AS $$
DECLARE
	started timestamptz;
	cpu double precision;
BEGIN
	-- a round more where there are several: the first fills caches
	FOR round IN CASE rounds WHEN 1 THEN 1 ELSE 0 END .. rounds LOOP
		started := clock_timestamp();
		cpu := pg_temp.cpu();
		EXECUTE statement;
		IF round > 0 THEN
			INSERT INTO timed (what, elapsed, cpu)
			VALUES (what, extract(epoch FROM clock_timestamp() - started), pg_temp.cpu() - cpu);
		END IF;
	END LOOP;
END
$$;

CALL pg_temp.run('load', format('COPY cfs.observation FROM %L', :'file'));
INSERT INTO benchmark_value (measure, benchmark, area, period, value, numerator, denominator)
SELECT measure, 'b', area, period, value, numerator, denominator
FROM observation WHERE period = (SELECT max(period) FROM observation);
VACUUM;
CALL pg_temp.run('analyze', 'ANALYZE cfs.observation');
ANALYZE;

-- one quarter more, as it comes each quarter: into a table that is there
CALL pg_temp.run('another quarter', $$
	INSERT INTO cfs.observation
	SELECT measure, area, period + 1, value, numerator, denominator FROM cfs.observation
	WHERE period = (SELECT max(period) FROM cfs.observation)
	ON CONFLICT (measure, area, period) DO UPDATE SET value = excluded.value, numerator = excluded.numerator,
		denominator = excluded.denominator$$);
DELETE FROM observation WHERE period = '2004/05 Q1'::reporting_period + :quarters;
VACUUM observation;

CALL pg_temp.run('history', 'REFRESH MATERIALIZED VIEW cfs.stored_history');
CALL pg_temp.run('history, concurrently', 'REFRESH MATERIALIZED VIEW CONCURRENTLY cfs.stored_history');

-- a report is asked five times in a session that has asked before
SELECT format('%L', ('2004/05 Q1'::reporting_period + :quarters - 1)::text) AS quarter \gset
SELECT format($$SELECT count(x::text) FROM cfs.scorecard AS x WHERE area = 'a001' AND quarter = %s$$, :'quarter') AS scorecard,
	format($$SELECT count(x) FROM cfs.dashboard('a001', %s) AS x$$, :'quarter') AS dashboard \gset
CALL pg_temp.run('scorecard', :'scorecard', 5);
SET jit = off;
CALL pg_temp.run('scorecard without JIT', :'scorecard', 5);
RESET jit;
CALL pg_temp.run('dashboard', :'dashboard', 5);

SELECT 'figures', count(*) FROM observation;
SELECT 'series', count(*) FROM history;
SELECT 'table of figures', pg_size_pretty(pg_table_size('observation'));
SELECT 'its indexes', pg_size_pretty(pg_indexes_size('observation'));
SELECT 'history', pg_size_pretty(pg_total_relation_size('stored_history'));
SELECT 'database', pg_size_pretty(pg_database_size(current_database()));
SELECT what, round((1000 * percentile_cont(0.5) WITHIN GROUP (ORDER BY elapsed))::numeric) || ' ms elapsed',
	round((1000 * percentile_cont(0.5) WITHIN GROUP (ORDER BY cpu))::numeric) || ' ms of a processor'
FROM timed GROUP BY what ORDER BY min(n);
SELECT 'temporary files', pg_size_pretty(temp_bytes) FROM pg_stat_database WHERE datname = current_database();
SELECT pg_backend_pid() AS pid \gset
\setenv PID :pid
\! sed -n 's/^VmHWM:[ \t]*/largest resident memory of the session|/p' /proc/$PID/status
