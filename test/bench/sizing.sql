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

CREATE TEMP TABLE timed (what text, started timestamptz DEFAULT clock_timestamp(), ended timestamptz);
INSERT INTO timed (what) VALUES ('load');
COPY observation FROM :'file';
UPDATE timed SET ended = clock_timestamp() WHERE ended IS NULL;
INSERT INTO benchmark_value (measure, benchmark, area, period, value, numerator, denominator)
SELECT measure, 'b', area, period, value, numerator, denominator
FROM observation WHERE period = (SELECT max(period) FROM observation);
INSERT INTO timed (what) VALUES ('analyze');
VACUUM ANALYZE observation;
UPDATE timed SET ended = clock_timestamp() WHERE ended IS NULL;
VACUUM ANALYZE;

-- one quarter more, as it comes each quarter: into a table that is there
INSERT INTO timed (what) VALUES ('quarter');
INSERT INTO observation
SELECT measure, area, period + 1, value, numerator, denominator FROM observation
WHERE period = (SELECT max(period) FROM observation)
ON CONFLICT (measure, area, period) DO UPDATE SET value = excluded.value, numerator = excluded.numerator,
	denominator = excluded.denominator;
UPDATE timed SET ended = clock_timestamp() WHERE ended IS NULL;
DELETE FROM observation WHERE period = '2004/05 Q1'::reporting_period + :quarters;
VACUUM observation;

INSERT INTO timed (what) VALUES ('history');
REFRESH MATERIALIZED VIEW history;
UPDATE timed SET ended = clock_timestamp() WHERE ended IS NULL;
INSERT INTO timed (what) VALUES ('history concurrently');
REFRESH MATERIALIZED VIEW CONCURRENTLY history;
UPDATE timed SET ended = clock_timestamp() WHERE ended IS NULL;

-- each report is asked five times in a session that has asked before
SELECT format('%L', ('2004/05 Q1'::reporting_period + :quarters - 1)::text) AS quarter \gset
SELECT format($$SELECT count(x::text) FROM cfs.scorecard AS x WHERE area = 'a001' AND quarter = %s$$, :'quarter') AS scorecard,
	format($$SELECT count(x) FROM cfs.dashboard('a001', %s) AS x$$, :'quarter') AS dashboard \gset
CREATE PROCEDURE pg_temp.ask(what text, question text) LANGUAGE plpgsql AS $$
DECLARE
	n bigint;
BEGIN
	FOR round IN 0 .. 5 LOOP
		EXECUTE question INTO n;
		IF round > 0 THEN
			UPDATE timed SET ended = clock_timestamp() WHERE ended IS NULL;
		END IF;
		IF round < 5 THEN
			INSERT INTO timed (what) VALUES (what);
		END IF;
	END LOOP;
END
$$;
CALL pg_temp.ask('scorecard', :'scorecard');
SET jit = off;
CALL pg_temp.ask('scorecard without JIT', :'scorecard');
RESET jit;
CALL pg_temp.ask('dashboard', :'dashboard');

SELECT (SELECT count(*) FROM observation) AS rows,
	pg_size_pretty(pg_table_size('observation')), pg_size_pretty(pg_indexes_size('observation')),
	pg_size_pretty(pg_total_relation_size('history')), (SELECT count(*) FROM history) AS series,
	pg_size_pretty(pg_database_size(current_database()));
SELECT what, round(1000 * percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ended - started)))
FROM timed GROUP BY what ORDER BY min(started);
SELECT 'temporary files', pg_size_pretty(temp_bytes) FROM pg_stat_database WHERE datname = current_database();
SELECT pg_backend_pid() AS pid \gset
\setenv PID :pid
\! sed -n 's/^VmHWM:[ \t]*/largest resident memory of the session|/p' /proc/$PID/status
