-- What came of it. Variables: rounds.

\pset footer off
\pset null ''

SELECT version() AS server;
SELECT (SELECT count(*) FROM observation) AS "readings", (SELECT count(*) FROM measure) AS measures,
	(SELECT count(*) FROM area WHERE kind = 'authority') AS areas,
	(SELECT count(DISTINCT period) FROM observation WHERE measure = 'm0001') AS quarters,
	pg_size_pretty(pg_table_size('observation')) AS "observation", pg_size_pretty(pg_indexes_size('observation')) AS "its keys",
	pg_size_pretty(pg_table_size('stored_history')) AS history, :rounds AS rounds;
SELECT phase AS "indexes made for the rivals, one at a time", 'CREATE INDEX ' || definition AS definition
FROM bench.phase WHERE definition IS NOT NULL ORDER BY position;
SELECT stage, round(extract(epoch FROM lead(at) OVER (ORDER BY at) - at)) AS seconds
FROM bench.stage ORDER BY at LIMIT (SELECT count(*) - 1 FROM bench.stage);
SELECT note AS "left out" FROM bench.note ORDER BY position;

CREATE VIEW bench.result AS
SELECT t.position, q.title AS question, t.phase, t.side, o.ms, t.rival, r.ms AS rival_ms, r.ms / o.ms AS faster,
	t.times, t.at_most_ms,
	CASE WHEN t.times IS NOT NULL THEN r.ms / o.ms >= t.times
		WHEN t.at_most_ms IS NOT NULL THEN o.ms <= t.at_most_ms END AS reached
FROM bench.target t
JOIN bench.question q ON q.question = t.question
JOIN bench.median o ON o.phase = t.phase AND o.question = t.question AND o.side = t.side
LEFT JOIN bench.median r ON r.phase = t.phase AND r.question = t.question AND r.side = t.rival
WHERE t.rival IS NULL OR r.ms IS NOT NULL;

\echo medians of the rounds; the rival that is named is the fastest of its spellings
SELECT question, phase AS "index", side AS "cfsperf by", round(ms::numeric, CASE WHEN ms < 100 THEN 1 ELSE 0 END) AS ms,
	rival, round(rival_ms::numeric, CASE WHEN rival_ms < 100 THEN 1 ELSE 0 END) AS "its ms",
	round(faster::numeric, 2) AS "times as fast",
	coalesce(round(times::numeric, 2)::text, at_most_ms || ' ms at most') AS "must reach",
	concat_ws(', ', CASE WHEN reached THEN 'reached' WHEN NOT reached THEN 'missed' END,
		CASE WHEN faster < 1 THEN 'slower' END) AS verdict
FROM bench.result ORDER BY position;

SELECT 'building a figure from three columns, above adding them up' AS question,
	round(((ms - rival_ms) * 1e6 / (SELECT count(*) FROM reading_row))::numeric, 1) AS "ns a row", 30 AS "at most"
FROM bench.result WHERE side = 'indicator()';

\echo which spelling stood for each side, of how many tried, and the spread of its rounds, in ms
SELECT m.phase AS "index", q.title AS question, m.side, m.spelling,
	(SELECT count(*) FROM bench.runs r WHERE r.phase = m.phase AND r.question = m.question AND r.side = m.side) AS tried,
	round(m.least) AS least, round(m.ms) AS median, round(m.most) AS most
FROM bench.median m JOIN bench.question q ON q.question = m.question JOIN bench.phase p ON p.phase = m.phase
ORDER BY p.position, q.position, m.side;

SELECT count(*) FILTER (WHERE reached) AS reached, count(*) FILTER (WHERE NOT reached) AS missed FROM bench.result;
