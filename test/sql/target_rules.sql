-- A figure against its target, a range, a cut point, a rank: red, amber or green; how many children it would take.

SET search_path = cfsperf;

-- at or better than the target is green; worse within the tolerance, inclusive, amber. 94.6 - 94.9 is -0.3 exactly
SELECT target, tolerance, rag('94.6% high', target, tolerance) AS high, rag('94.6% low', target, tolerance) AS low,
	rag('94.6%', target, tolerance) AS none
FROM (VALUES (94.6, 0), (94.9, 0), (94.9, 0.3), (94.9, 0.29), (94.3, 0), (94.3, 0.3), (94.3, 0.2)) AS t(target, tolerance);
SELECT rag('94.6% high', 95) AS no_tolerance, rag('97.2% high', 97.199999999999989) AS noise, rag('0 count low', 0) AS zero;
SELECT rag('94.6% high', NULL) IS NULL AS no_target, rag(NULL, 95) IS NULL AS no_figure;
SELECT rag('94.6% high', 95, -1);
SELECT rag('94.6% high', 'NaN');
SELECT rag('94.6% high', '-Infinity');

-- a value on a limit belongs with the higher ones
SELECT value, rag_range(indicator(value, NULL, NULL, 'high', 'number'), 1, 2) AS high,
	rag_range(indicator(value, NULL, NULL, 'low', 'number'), 1, 2) AS low,
	rag_range(indicator(value, NULL, NULL, 'none', 'number'), 1, 2) AS none
FROM unnest('{0, 0.9999, 1, 1.5, 1.9999, 2, 3}'::double precision[]) AS value;
SELECT rag_range('1 high', 2, 1);
SELECT rag_range('1 high', NULL, 1) IS NULL AS no_limit;

-- how many more or fewer. 57 of 91 is 62.6%: 70% of 91 is 63.7, so 64, 7 more; 47% is reached
SELECT i, cut, needed(i, cut)
FROM (VALUES
	('62.6% (57/91) high'::indicator, 70), ('62.6% (57/91) high', 47), ('62.6% (57/91) high', 100), ('62.6% (57/91) high', 100.1),
	('25.3% (49/194) low', 20.6), ('25.3% (49/194) low', 24.4), ('25.3% (49/194) low', 0), ('25.3% (49/194) low', -0.1),
	('25.3% (49/194) low', 30), ('25.3% (49/194)', 20), ('25.3% low', 20), ('25.3% (49) low', 20),
	('32.1 per 10000 (210/65421) low', 30), ('210 per 1000 (210/1000) high', 1500), ('21 count low', 18.5), ('21 count high', 22.5),
	('0.76 (19/25) low', 0.5)) AS t(i, cut);
SELECT needed('62.6% (57/91) high', NULL) IS NULL AS no_cut;
SELECT needed('62.6% (57/91) high', 'NaN');

-- that many more make it, one fewer does not; whatever the cut point's decimals, and for the figure's own value none
SELECT count(*) AS cases,
	bool_and(compare.enough) AS enough, bool_and(compare.least) AS least
FROM generate_series(1, 40) AS n, generate_series(0, 40) AS r, generate_series(0, 100, 7) AS cut,
	unnest('{high, low}'::polarity[]) AS p,
	LATERAL (SELECT needed(indicator(NULL, r, n, p, '%'), cut + 0.1) AS k) AS x,
	LATERAL (SELECT value(indicator(NULL, r + k, n, p, '%')) AS reached, value(indicator(NULL, r + k - sign(k), n, p, '%')) AS before) AS y,
	LATERAL (SELECT CASE p WHEN 'high' THEN reached >= cut + 0.1 ELSE reached <= cut + 0.1 END AS enough,
		k = 0 OR CASE p WHEN 'high' THEN before < cut + 0.1 ELSE before > cut + 0.1 END AS least) AS compare
WHERE r <= n AND k IS NOT NULL;
SELECT bool_and(needed(i, value(i)) = 0) AS at_its_own_value
FROM generate_series(1, 200) AS n, generate_series(0, 200, 3) AS r, unnest('{high, low}'::polarity[]) AS p,
	LATERAL (SELECT indicator(NULL, r, n, p, '%') AS i) AS x
WHERE r <= n;
-- of 2^53 children a percentage with 10 decimals cannot tell some thousands apart
SELECT needed('(0/9007199254740992)% high', 50) BETWEEN 4503599627360000 AND 4503599627370496 AS half,
	needed('(9007199254740992/9007199254740992)% low', 0) BETWEEN -9007199254740992 AND -9007199254730000 AS all,
	needed('0 count high', 9007199254740992) AS counts, needed('(0/1)% high', 0.001) AS one;

-- the formula of Public Health England, in exact arithmetic, for every rank of every number up to 200
SELECT bool_and(quantile_group(rank, n, k) = (SELECT CASE WHEN g = 0 THEN 1 ELSE g END
	FROM (SELECT floor((k + 1) - ceil(((n + 1) - rank)::numeric * k / n)) AS g) AS formula)) FILTER (WHERE n >= k) AS agrees,
	bool_and(quantile_group(rank, n, k) BETWEEN 1 AND k) FILTER (WHERE n >= k) AS within,
	bool_and(quantile_group(rank, n, k) IS NULL) FILTER (WHERE n < k) AS none_of_fewer
FROM generate_series(1, 200) AS n, generate_series(1, n) AS rank, unnest('{1, 2, 4, 5, 10}'::integer[]) AS k;
SELECT n, string_agg(quantile_group(rank, n, 4)::text, ' ' ORDER BY rank) AS quartiles
FROM generate_series(1, 9) AS n, generate_series(1, n) AS rank GROUP BY n ORDER BY n;
-- PHEindicatormethods gives none where there are fewer figures than groups
SELECT n, k, string_agg(coalesce(quantile_group(r, n, k)::text, '-'), ' ' ORDER BY r) AS groups
FROM (VALUES (3, 4), (1, 5), (5, 10), (9, 10), (10, 10), (1, 1), (999, 1000)) AS x(n, k), generate_series(1, least(n, 10)) AS r GROUP BY n, k ORDER BY k, n;
SELECT quantile_group(1, 9007199254740992, 1000), quantile_group(9007199254740992, 9007199254740992, 1000), quantile_group(NULL, 4, 4);
SELECT quantile_group(0, 10, 4);
SELECT quantile_group(11, 10, 4);
SELECT quantile_group(1, 0, 4);
SELECT quantile_group(1, 10, 0);
SELECT quantile_group(1, 10, 1001);

SET search_path = '';
SELECT cfsperf.rag('94.6% high', 95), cfsperf.needed('62.6% (57/91) high', 70), cfsperf.quantile_group(1, 150, 4);
