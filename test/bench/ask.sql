-- The measured session, after the data and the questions: checks, then asks in turns. Variables: rounds, duckdb (true or
-- false), scripts and pipes (directories).

SET bench.scripts = :'scripts';
SET bench.pipes = :'pipes';
UPDATE bench.spelling SET
	statement = replace(replace(statement, '<quarter>', quarter), '<previous>', previous),
	shown = replace(shown, '<quarter>', quarter)
FROM (VALUES ('PostgreSQL', :'quarter', :'previous'), ('DuckDB', :'quarter_date', :'previous_date'))
	t (name, quarter, previous)
WHERE name = engine;
UPDATE bench.question SET differences = replace(differences, '<quarter>', :'quarter');

SELECT bench.leave_out(:duckdb) \g /dev/null

\echo checking the answers
INSERT INTO bench.stage (stage) VALUES ('checking');
CALL bench.check_answers();

\echo asking in turns; the first round only warms up and chooses the fastest spelling of each side
SELECT command
FROM bench.phase p CROSS JOIN LATERAL (VALUES
	(1, format('INSERT INTO bench.stage (stage) VALUES (%L)', p.phase)),
	(2, 'CREATE INDEX covering ' || p.definition),
	(3, CASE WHEN p.definition IS NOT NULL THEN 'VACUUM ANALYZE observation' END),
	(4, format('CALL bench.ask(%L, %s)', p.phase, :rounds)),
	(5, 'DROP INDEX IF EXISTS cfs.covering')) c (step, command)
WHERE command IS NOT NULL AND EXISTS (SELECT FROM bench.target t WHERE t.phase = p.phase)
ORDER BY p.position, c.step \gexec
INSERT INTO bench.stage (stage) VALUES ('end');
