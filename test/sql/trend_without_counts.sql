-- Where counts are missing the trend is Mann and Kendall's, with the exact distribution of their S, ties and all.
SET search_path = cfsperf;

CREATE FUNCTION pg_temp.history(v double precision[], p polarity DEFAULT 'none', u text DEFAULT 'number') RETURNS series LANGUAGE sql AS $$
	SELECT series(indicator(x, NULL, NULL, p, u), reporting_period(date '2014-04-01', 12) + (i - 1)::integer)
	FROM unnest(v) WITH ORDINALITY AS t(x, i) WHERE x IS NOT NULL $$;

-- Published examples. EPA (2006), Data Quality Assessment: Statistical Methods for Practitioners (QA/G-9S), Mann-Kendall for
-- small samples: S = 6, one-sided p = 0.117. Hollander and Wolfe (1973), pages 185 ff., in R, example of cor.test: T = 26 of 36
-- pairs, so S = 16, two-sided p = 0.1194. What R's cor.test with exact = TRUE gives, as the tests of scipy.stats.kendalltau
-- print it: seven figures in disorder, tau -0.142857 of 21 pairs; ten in order, with one pair and with two pairs exchanged
SELECT source, t.statistic = s AS s_agrees, round((t.p_value / sides)::numeric, decimals) = p AS p_agrees, round(t.p_value::numeric, 6) AS p_value, t.verdict, t.method, t.points
FROM (VALUES ('EPA', '{5, 6, 11, 8, 10}', 6, 2, 3, 0.117),
	('Hollander and Wolfe', '{2.5, 4.0, 2.6, 3.6, 2.8, 3.1, 5.2, 5.0, 3.8}', 16, 1, 4, 0.1194),
	('R, seven', '{6, 2, 3, 7, 5, 1, 4}', -3, 1, 11, 0.77261904762), ('R, ten in order', '{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}', 45, 1, 19, 5.511463844797e-07),
	('R, one pair', '{0, 2, 1, 3, 4, 5, 6, 7, 8, 9}', 43, 1, 18, 5.511463844797e-06),
	('R, two pairs', '{0, 2, 1, 3, 4, 6, 5, 7, 8, 9}', 41, 1, 17, 2.976190476190e-05),
	('R, two pairs, falling', '{9, 7, 8, 6, 5, 3, 4, 2, 1, 0}', -41, 1, 17, 2.976190476190e-05)) AS examples(source, v, s, sides, decimals, p),
	trend(pg_temp.history(v::double precision[])) AS t;

-- With ties: the example of Wisconsin's administrative code, NR 746, appendix A, table A, S = -5, is at its 20% limit for a fall
SELECT t.statistic, t.p_value / 2 <= 0.2 AS within, t.verdict FROM trend(pg_temp.history('{100, 50, 85, 75, 50}')) AS t;

-- Every arrangement of n figures with every kind of ties, n from 5 to 8: the distribution of S enumerated, and the p-value of one
-- arrangement for each S. A kind of ties is a partition of n; an arrangement is drawn figure by figure
CREATE TEMP TABLE enumerated AS
WITH RECURSIVE kinds AS (
	SELECT n, ARRAY[k] AS sizes, n - k AS rest FROM generate_series(5, 8) AS n, generate_series(1, n) AS k
	UNION ALL SELECT n, sizes || k, rest - k FROM kinds, generate_series(1, least(rest, sizes[cardinality(sizes)])) AS k WHERE rest > 0),
arrangements AS (
	SELECT n, sizes, sizes AS remaining, 0 AS s, '{}'::integer[] AS v FROM kinds WHERE rest = 0
	UNION ALL
	SELECT n, sizes, remaining[:k - 1] || (remaining[k] - 1) || remaining[k + 1:],
		s + coalesce((SELECT sum(r)::integer FROM unnest(remaining[k + 1:]) AS r), 0) - coalesce((SELECT sum(r)::integer FROM unnest(remaining[:k - 1]) AS r), 0), v || k
	FROM arrangements, generate_series(1, cardinality(sizes)) AS k WHERE cardinality(v) < n AND remaining[k] > 0)
SELECT n, sizes, s, count(*) AS arrangements, min(v) AS v FROM arrangements WHERE cardinality(v) = n GROUP BY n, sizes, s;
SELECT n, count(DISTINCT sizes) AS kinds_of_ties, sum(arrangements) AS arrangements, count(*) AS scores, count(*) FILTER (WHERE t.statistic <> s) AS s_wrong,
	count(*) FILTER (WHERE abs(t.p_value - p) > 1e-12) AS p_wrong,
	count(*) FILTER (WHERE t.verdict <> CASE WHEN p >= 0.05 THEN 'no significant change' WHEN s > 0 THEN 'increasing' ELSE 'decreasing' END) AS verdict_wrong
FROM enumerated AS e, trend(pg_temp.history(v::double precision[])) AS t,
	LATERAL (SELECT (sum(arrangements) FILTER (WHERE abs(o.s) >= abs(e.s)) / sum(arrangements))::double precision AS p
		FROM enumerated AS o WHERE o.n = e.n AND o.sizes = e.sizes) AS x
GROUP BY n ORDER BY n;

-- The published table of upper tails (Gilbert 1987, table A18; Kendall 1970, appendix table 1)
SELECT count(*) AS entries, count(*) FILTER (WHERE round((t.p_value / 2)::numeric, scale(published)) <> published) AS wrong
FROM (VALUES (5, 4, 0.242), (5, 6, 0.117), (5, 8, 0.042), (5, 10, 0.0083), (6, 7, 0.136), (6, 9, 0.068), (6, 11, 0.028), (6, 13, 0.0083), (6, 15, 0.0014),
	(7, 9, 0.119), (7, 11, 0.068), (7, 13, 0.035), (7, 15, 0.015), (7, 17, 0.0054), (8, 12, 0.089), (8, 14, 0.054), (8, 16, 0.031), (8, 18, 0.016), (8, 20, 0.0071)) AS x(n, s, published)
JOIN enumerated AS e USING (n, s), trend(pg_temp.history(v::double precision[])) AS t WHERE cardinality(sizes) = n;

-- Five that rise give 2 / 5!; four in five have no such trend; ties weaken it; each polarity and unit; the latest ten at most
SELECT v, p AS polarity, u AS unit, t.verdict, t.method, t.statistic, round(t.p_value::numeric, 4) AS p_value, round(t.slope::numeric, 4) AS slope, t.points
FROM (VALUES ('{1, 2, 3, 4, 5}', 'high', '%'), ('{5, 4, 3, 2, 1}', 'high', '%'), ('{1, 2, 3, 4, 5}', 'low', 'per 1000'), ('{1.01, 1.02, 1.03, 1.04, 1.05}', 'none', 'number'),
	('{1, 2, 3, 5, 4}', 'high', '%'), ('{1, 2, 3, 4, 4}', 'high', '%'), ('{1, 1, 2, 2, 3, 3}', 'high', '%'), ('{7, 7, 7, 7, 7}', 'high', '%'), ('{0, 0, 0, 0, 1}', 'low', '%'),
	('{-3, -2, -1, 0, 1}', 'high', 'number'), ('{1, 2, 3, 4}', 'high', '%'), ('{9, 8, NULL, 1, 2, 3, 4, 5}', 'high', '%'), ('{1}', 'high', '%'),
	('{90, 80, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}', 'high', '%'), ('{0, 0, 0, 0, 0, 0, 0, 0, 0, 0}', 'low', '%')) AS x(v, p, u),
	trend(pg_temp.history(v::double precision[], p::polarity, u)) AS t;
-- one figure without counts among the latest five, and one before them
SELECT place, t.method, t.points
FROM unnest('{1, 3, 6, 7}'::integer[]) AS place, trend((SELECT series(indicator(CASE WHEN n = place THEN 10 + n END, CASE WHEN n <> place THEN 10 + n END,
	CASE WHEN n <> place THEN 100 END, 'high', '%'), reporting_period(date '2014-04-01', 12) + n) FROM generate_series(1, 7) AS n)) AS t;
