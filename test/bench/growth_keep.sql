-- Keeps the medians of one size for growth.sql, in a file. Variables: results.
SELECT format('COPY (SELECT (SELECT count(*) FROM observation), q.title, m.side, m.ms, t.at_most_ms
	FROM bench.median m JOIN bench.question q ON q.question = m.question
	LEFT JOIN bench.target t ON t.question = m.question AND t.at_most_ms IS NOT NULL) TO PROGRAM %L CSV',
	'cat >>' || :'results') \gexec
