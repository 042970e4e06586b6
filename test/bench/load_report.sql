-- What the loads took: medians of the rounds, and of each round's ratio to the plain table. Where other jobs run, the
-- processor time of the session's process tells more; workers that build an index are not in it.
SELECT t.way, min(t.figures) AS figures, count(*) AS rounds,
	round(percentile_cont(0.5) WITHIN GROUP (ORDER BY t.seconds)::numeric, 1) AS median_s,
	round(min(t.seconds)::numeric, 1) AS least, round(max(t.seconds)::numeric, 1) AS most,
	round(percentile_cont(0.5) WITHIN GROUP (ORDER BY t.seconds / p.seconds)::numeric, 2) AS to_plain_table,
	round(min(t.seconds / p.seconds)::numeric, 2) AS ratio_least, round(max(t.seconds / p.seconds)::numeric, 2) AS ratio_most,
	round(percentile_cont(0.5) WITHIN GROUP (ORDER BY t.cpu_seconds)::numeric, 1) AS cpu_s,
	round(percentile_cont(0.5) WITHIN GROUP (ORDER BY t.cpu_seconds / p.cpu_seconds)::numeric, 2) AS cpu_ratio,
	max(t.megabytes) AS memory_mb
FROM load_time t
JOIN load_time p ON p.round = t.round AND p.way = 'plain table'
GROUP BY t.way
ORDER BY median_s;
