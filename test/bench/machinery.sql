-- What questions are written in, how they are checked, and how they are timed.
--
-- A question is asked of several sides; a side may have several spellings. Each spelling is checked against the others
-- of its question, all run once to warm up, and the fastest of a side then stands for it in the rounds that count.
-- A spelling runs by EXPLAIN (ANALYZE, TIMING OFF), which executes it whole and prints none of its rows; what counts is
-- planning and execution. What a client would be sent is asked with COPY ... TO '/dev/null', and timed by the clock.

CREATE SCHEMA bench;

CREATE TABLE bench.question (
	question text PRIMARY KEY,
	position serial,
	title text NOT NULL,
	summary text,		-- numbers of the answer, the same text for every engine
	differences text	-- or a query that counts wrong rows
);

-- no index at all, the framework's own keys, and indexes made for the rivals, one at a time
CREATE TABLE bench.phase (
	phase text PRIMARY KEY,
	position serial,
	definition text,
	settings text[] NOT NULL DEFAULT '{}'	-- of every side
);

CREATE TABLE bench.spelling (
	question text REFERENCES bench.question,
	side text,
	spelling integer,
	statement text NOT NULL,
	shown text,			-- its answer in the question's form, a query of the statement's rows, s; NULL: not compared
	phases text[],		-- where it is tried; NULL: wherever its side is
	settings text[] NOT NULL DEFAULT '{}',
	engine text NOT NULL DEFAULT 'PostgreSQL',
	needs text,			-- a function without which it is left out
	PRIMARY KEY (question, side, spelling)
);

-- who runs beside whom, and what is meant to be reached
CREATE TABLE bench.target (
	position serial,
	question text REFERENCES bench.question,
	side text,
	rival text,
	phase text DEFAULT 'own keys' REFERENCES bench.phase,
	times double precision,			-- as fast as the rival; NULL: for information
	at_most_ms double precision		-- without a rival
);

CREATE TABLE bench.timing (phase text, question text, side text, spelling integer, round integer, ms double precision);
CREATE TABLE bench.chosen (phase text, question text, side text, spelling integer);
CREATE TABLE bench.note (position serial, note text);
CREATE TABLE bench.stage (at timestamptz DEFAULT clock_timestamp(), stage text);	-- when it began

-- DuckDB waits in a process of its own behind two pipes; "time" answers milliseconds, "ask" the first row
CREATE TABLE bench.said (line text);
CREATE FUNCTION bench.duckdb(what text, statement text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	answer text;
BEGIN
	DELETE FROM bench.said;
	EXECUTE format('COPY bench.said FROM PROGRAM %L', format('timeout 900 bash %s/duckdb.sh %s %s %s',
		current_setting('bench.scripts'), current_setting('bench.pipes'), what,
		translate(encode(convert_to(statement, 'UTF8'), 'base64'), E'\n', '')));
	SELECT string_agg(line, ' ') INTO answer FROM bench.said;
	IF answer LIKE 'error%' OR answer IS NULL THEN
		RAISE EXCEPTION 'DuckDB: %: %', coalesce(answer, 'no answer'), statement;
	END IF;
	RETURN answer;
END
$$;

-- one run of a statement, in milliseconds
CREATE FUNCTION bench.run_once(statement text, engine text) RETURNS double precision
LANGUAGE plpgsql AS $$
DECLARE
	plan jsonb;
	began timestamptz;
BEGIN
	IF engine = 'DuckDB' THEN
		RETURN bench.duckdb('time', statement);
	END IF;
	IF statement ~ '^(COPY|REFRESH)' THEN
		began := clock_timestamp();
		EXECUTE statement;
		RETURN extract(epoch FROM clock_timestamp() - began) * 1000;
	END IF;
	EXECUTE 'EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ' || statement INTO plan;
	IF current_setting('max_parallel_workers_per_gather') <> '0' AND plan::text !~ '"Workers Launched": [1-9]' THEN
		RAISE EXCEPTION 'no worker was launched: %', statement;
	END IF;
	RETURN (plan -> 0 ->> 'Planning Time')::float8 + (plan -> 0 ->> 'Execution Time')::float8;
END
$$;

-- settings of one spelling, until the end of the transaction
CREATE FUNCTION bench.set_for(settings text[]) RETURNS void
LANGUAGE SQL AS $$ SELECT set_config(split_part(s, '=', 1), split_part(s, '=', 2), true) FROM unnest(settings) s $$;

-- leaves out what cannot run here, and says so
CREATE FUNCTION bench.leave_out(duckdb boolean) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
	IF NOT duckdb THEN
		DELETE FROM bench.spelling WHERE engine = 'DuckDB';
		INSERT INTO bench.note (note) VALUES ('DuckDB is not here and was left out: CFSPERF_NODE_MODULES names a directory with @duckdb/node-api in it');
	END IF;
	INSERT INTO bench.note (note)
	SELECT format('%s: "%s" needs %s() and was left out', question, side, needs)
	FROM bench.spelling WHERE NOT EXISTS (SELECT FROM pg_proc WHERE proname = needs) AND needs IS NOT NULL;
	DELETE FROM bench.spelling WHERE NOT EXISTS (SELECT FROM pg_proc WHERE proname = needs) AND needs IS NOT NULL;
END
$$;

-- Raises an error unless all spellings of each question answer alike: as many rows, and the same rows in any order.
CREATE PROCEDURE bench.check_answers()
LANGUAGE plpgsql AS $$
DECLARE
	q bench.question;
	s bench.spelling;
	answer text;
	truth text;
	told text;
	wrong bigint;
BEGIN
	FOR q IN SELECT * FROM bench.question ORDER BY position LOOP
		truth := NULL;
		told := NULL;
		IF q.differences IS NOT NULL THEN
			EXECUTE q.differences INTO wrong;
			IF wrong <> 0 THEN
				RAISE EXCEPTION '% rows differ: %', wrong, q.title;
			END IF;
		END IF;
		FOR s IN SELECT * FROM bench.spelling WHERE question = q.question AND shown IS NOT NULL
				 ORDER BY engine DESC, side, spelling LOOP
			IF s.engine = 'DuckDB' THEN
				answer := bench.duckdb('ask', format('SELECT concat_ws('' '', %s) FROM (WITH s AS (%s) %s) r',
					q.summary, s.statement, s.shown));
				IF answer IS DISTINCT FROM told THEN
					RAISE EXCEPTION 'other answers from DuckDB, "%" for "%": %', answer, told, s.statement;
				END IF;
				CONTINUE;
			END IF;
			PERFORM bench.set_for(s.settings);
			EXECUTE format('SELECT concat(count(*), '' '', sum(hash_record_extended(r, 0)::numeric)), concat_ws('' '', %s)
							FROM (WITH s AS (%s) %s) r', coalesce(q.summary, 'NULL'), s.statement, s.shown)
			INTO answer, told;
			truth := coalesce(truth, answer);
			IF answer <> truth OR answer ~ '^0 ' THEN
				RAISE EXCEPTION 'other answers, "%" for "%": % by %: %', answer, truth, q.title, s.side, s.statement;
			END IF;
			COMMIT;
		END LOOP;
	END LOOP;
END
$$;

-- the spellings that run in a phase: of the sides that its targets name
CREATE VIEW bench.runs AS
SELECT p.phase, q.position, p.settings || s.settings AS all_settings, s.*
FROM bench.phase p
CROSS JOIN bench.spelling s
JOIN bench.question q ON q.question = s.question
WHERE (s.phases IS NULL OR p.phase = ANY (s.phases))
	AND EXISTS (SELECT FROM bench.target t
				WHERE t.phase = p.phase AND t.question = s.question AND s.side IN (t.side, t.rival));

-- All questions of a phase in turns. Round 0 warms up and chooses.
CREATE PROCEDURE bench.ask(asked text, rounds integer)
LANGUAGE plpgsql AS $$
DECLARE
	s record;
	ms double precision;
BEGIN
	FOR i IN 0 .. rounds LOOP
		FOR s IN SELECT r.* FROM bench.runs r
				 WHERE r.phase = asked
					AND (i = 0 OR EXISTS (SELECT FROM bench.chosen c WHERE c.phase = r.phase AND c.question = r.question
										  AND c.side = r.side AND c.spelling = r.spelling))
				 ORDER BY r.position, r.side, r.spelling LOOP
			PERFORM bench.set_for(s.all_settings);
			ms := bench.run_once(s.statement, s.engine);
			IF i = 0 AND ms < 4000 THEN		-- one run decides little where it is short
				ms := least(ms, bench.run_once(s.statement, s.engine));
			END IF;
			INSERT INTO bench.timing VALUES (asked, s.question, s.side, s.spelling, i, ms);
			COMMIT;
		END LOOP;
		IF i = 0 THEN
			INSERT INTO bench.chosen
			SELECT DISTINCT ON (question, side) phase, question, side, spelling
			FROM bench.timing t WHERE phase = asked AND round = 0 ORDER BY question, side, t.ms;
		END IF;
	END LOOP;
END
$$;

CREATE VIEW bench.median AS
SELECT phase, question, side, spelling, percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS ms, min(ms) AS least,
	max(ms) AS most
FROM bench.timing WHERE round > 0 GROUP BY phase, question, side, spelling;
