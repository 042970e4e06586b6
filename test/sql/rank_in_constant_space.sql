-- quartile_rank and national_rank keep no figures, yet answer as quartile() over quartiles() and as counting the better
-- ones does.
SET search_path = cfsperf;

-- Groups of 1 to 40 benchmark figures, few different values so that there are ties and figures on cuts, for each
-- polarity and many subjects.
SELECT setseed(0.25);
CREATE TEMP TABLE benchmark AS
SELECT g, n, spread, round((random() * spread)::numeric, g % 2) AS v
FROM generate_series(1, 160) AS g, LATERAL (SELECT g % 41 AS n, (ARRAY[3, 8, 30, 400])[g % 4 + 1] AS spread) AS s,
	generate_series(1, n);
CREATE TEMP TABLE standing_of AS
SELECT g, n, polarity, subject, quartile_rank(s, b) AS quartile_rank, national_rank(s, b) AS national_rank,
	quartile(s, quartiles(b)) AS quartile,
	national_rank(s, distribution(b)) AS in_distribution,
	CASE polarity WHEN 'high' THEN 1 + count(*) FILTER (WHERE v > subject) WHEN 'low' THEN 1 + count(*)
	FILTER (WHERE v < subject) END AS counted
FROM benchmark, unnest('{high,low,none}'::polarity[]) AS polarity, generate_series(-1, 31, 0.5) AS subject,
	LATERAL (SELECT indicator(subject::double precision, NULL, NULL, polarity, 'number') AS s,
		indicator(v::double precision, NULL, NULL, polarity, 'number') AS b) AS i
GROUP BY g, n, polarity, subject, s;
SELECT polarity, count(*) AS cases, count(quartile_rank) AS with_quartile,
	count(*) FILTER (WHERE quartile_rank IS DISTINCT FROM quartile) AS quartile_wrong,
	count(*) FILTER (WHERE national_rank IS DISTINCT FROM counted) AS rank_wrong,
	count(*) FILTER (WHERE in_distribution IS DISTINCT FROM counted) AS distribution_wrong,
	count(DISTINCT quartile_rank) AS quartiles
FROM standing_of GROUP BY polarity ORDER BY polarity;

-- The rank of every authority among all is rank() over the indicator.
WITH authority AS (SELECT g * 100 + row_number() OVER (PARTITION BY g ORDER BY v) AS a, g,
	indicator(v::double precision, NULL, NULL, 'low', '%') AS i FROM benchmark WHERE n > 20)
SELECT count(*) AS authorities, count(*) FILTER (WHERE by_aggregate <> by_window) AS wrong
FROM (SELECT s.a, national_rank(s.i, b.i) AS by_aggregate FROM authority AS s JOIN authority AS b ON b.g = s.g
	GROUP BY s.a, s.i) AS x
JOIN (SELECT a, rank() OVER (PARTITION BY g ORDER BY i DESC) AS by_window FROM authority) AS y ON y.a = x.a;

-- A subject beyond the range, on a cut between two figures, and among equals.
SELECT subject, quartile_rank(subject, b), national_rank(subject, b)
FROM unnest('{0 low,1 low,2.75 low,2.76 low,4.5 low,6.25 low,6.3 low,9 low}'::indicator[]) AS subject,
	generate_series(1, 8) AS v,
	LATERAL (SELECT indicator(v, NULL, NULL, 'low', 'number') AS b) AS x GROUP BY subject ORDER BY value(subject);
SELECT quartile_rank('5 high', b) AS high, national_rank('5 high', b) AS rank
FROM unnest('{5 high,5 high,5 high,5 high,5 high}'::indicator[]) AS t(b);

-- What is not known is skipped; fewer than four figures give a rank but no quartile; none gives neither.
SELECT g, quartile_rank(s, b), national_rank(s, b), count(b) AS figures
FROM (VALUES (1, '5 low'::indicator, '4 low'::indicator), (1, '5 low', NULL), (1, '5 low', '6 low'), (1, NULL, '3 low'),
	(1, '5 low', '7 low'),
	(2, NULL, '5 low'), (3, '5', '4'), (3, '5', '6'), (3, '5', '7'), (3, '5', '8')) AS t(g, s, b) GROUP BY g ORDER BY g;
SELECT quartile_rank(s, s) IS NULL AS quartile, national_rank(s, s) IS NULL AS rank
FROM (SELECT '5 low'::indicator AS s WHERE false) AS none;
SELECT quartile_rank('5 low', b) FILTER (WHERE value(b) < 5) AS below,
	national_rank('5 low', b) FILTER (WHERE value(b) > 5) AS above
FROM generate_series(1, 9) AS v, LATERAL (SELECT indicator(v, NULL, NULL, 'low', 'number') AS b) AS x;

-- Noise makes no second subject; another figure does, and is an error; so are figures that cannot be compared.
SELECT quartile_rank(s, '5% low') AS quartile, national_rank(s, '5% low') AS rank
FROM unnest('{97.2% low,97.199999999999989% low,97.2% (972/1000) low,97.20% low}'::indicator[]) AS t(s);
SELECT quartile_rank(s, '5 low') FROM unnest('{4 low,5 low}'::indicator[]) AS t(s);
SELECT national_rank(s, '5 low') FROM unnest('{4 low,4 low,5 low}'::indicator[]) AS t(s);
SELECT national_rank('4 low'::indicator, '5 high'::indicator);
SELECT quartile_rank('4% low', '5 low');
SELECT national_rank('4% low'::indicator, distribution('5 low'::indicator));
