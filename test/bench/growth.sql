-- How the times grow with the history. Variables: results, rounds.
CREATE TEMPORARY TABLE growth (readings bigint, question text, side text, ms double precision, at_most_ms double precision);
SELECT format('COPY growth FROM %L CSV', :'results') \gexec

\pset footer off
\pset null ''
SELECT version() AS server, :rounds AS rounds;
SELECT array_agg(readings ORDER BY readings) AS readings FROM (SELECT DISTINCT readings FROM growth) r;
\echo the same measures and areas, more and more quarters. As many times the time as there are times the readings is linear (a
\echo tenth more is allowed for the spread of the rounds); what must not grow may take 1.2 times its limit
WITH g AS (SELECT question, side, at_most_ms, array_agg(ms ORDER BY readings) AS ms, array_agg(readings::double precision ORDER BY readings) AS n
	  FROM growth GROUP BY question, side, at_most_ms)
SELECT question, side AS "cfsperf by", round(ms[1]::numeric, 1) AS "ms, least", round(ms[2]::numeric, 1) AS "ms, middle",
	round(ms[3]::numeric, 1) AS "ms, most", round((ms[2] / ms[1])::numeric, 2) AS "least to middle",
	round((ms[3] / ms[2])::numeric, 2) AS "middle to most",
	CASE WHEN at_most_ms IS NULL THEN format('%s and %s', round((n[2] / n[1])::numeric, 2), round((n[3] / n[2])::numeric, 2))
		ELSE (at_most_ms * 1.2) || ' ms' END AS "at most",
	CASE WHEN at_most_ms IS NULL AND ms[2] / ms[1] <= n[2] / n[1] * 1.1 AND ms[3] / ms[2] <= n[3] / n[2] * 1.1 THEN 'reached'
		WHEN greatest(ms[1], ms[2], ms[3]) <= at_most_ms * 1.2 THEN 'reached' ELSE 'missed' END AS verdict
FROM g ORDER BY question, side;
