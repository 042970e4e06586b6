-- Cut points and mean are exact whatever the figures are like: few or many, skewed, far apart, equal, in any order.
SET search_path = cfsperf;

-- Each shape in nine sizes, in an order that has nothing to do with the values.
CREATE TEMP TABLE shape AS
SELECT shape, size, n * 7919 % 10007 AS place, value(indicator(v, NULL, NULL, 'none', 'number')) AS v
FROM unnest('{2,3,47,48,49,130,500,2049,6001}'::integer[]) AS size, generate_series(1, size) AS n,
	LATERAL (VALUES ('even', n / 8.0::double precision), ('equal', 97.2), ('two values', n % 2),
		('all but one equal', (n / size) * 1e15),
		('one far out', CASE WHEN n = 1 THEN 9e15 ELSE n END),
		('far out on both sides', CASE n % 100 WHEN 1 THEN -9e15 WHEN 2 THEN 9e15 ELSE n % 7 / 10.0 END),
		('geometric', 1e-10 * 2 ^ (n % 84)), ('both signs', (-2) ^ (n % 40) - n / 4.0),
		('crowded', 1e5 + (n * 37 % 11) * 1e-10), ('ten digits', n * 12345.6789 % 1)) AS s(shape, v);
SELECT count(DISTINCT shape) AS shapes, count(DISTINCT size) AS sizes, count(*) AS figures, min(v), max(v) FROM shape;

-- The formula on the sorted figures: h = (n - 1) * quarter / 4, between figures floor(h) and floor(h) + 1 counted from 0.
CREATE TEMP TABLE answer AS
SELECT shape, size, quartiles(indicator(v, NULL, NULL, 'low', 'number') ORDER BY place) AS q,
	array_agg(v ORDER BY v) AS sorted, avg(v::numeric) AS mean
FROM shape GROUP BY shape, size;
SELECT shape, count(*) AS sizes, count(*) FILTER (WHERE n(q) <> size OR cfsperf.least(q) <> sorted[1]
	OR cfsperf.greatest(q) <> sorted[size]) AS ends_wrong,
	count(*) FILTER (WHERE ARRAY[lower_quartile(q), median(q), upper_quartile(q)] <>
		(SELECT array_agg(value(indicator(below + (size - 1) * quarter % 4 / 4.0::double precision * (above - below),
			NULL, NULL, 'low', 'number')) ORDER BY quarter)
			FROM generate_series(1, 3) AS quarter, LATERAL (SELECT (size - 1) * quarter / 4 AS h) AS h,
				LATERAL (SELECT sorted[h + 1] AS below, sorted[least(h + 2, size)] AS above) AS pair)) AS cuts_wrong,
	count(*) FILTER (WHERE abs(mean(q)::numeric - mean) > 1e-10 + abs(mean) * 1e-14) AS mean_wrong
FROM answer GROUP BY shape ORDER BY shape;

-- The order of the rows makes no difference.
SELECT count(*) AS answers, count(DISTINCT (shape, size)) AS benchmarks, count(DISTINCT (shape, size, q::text)) AS different
FROM (SELECT shape, size, seed, quartiles(indicator(v, NULL, NULL, 'low', 'number') ORDER BY place * seed % 10009) AS q
	FROM shape, generate_series(1, 4) AS seed WHERE size < 1000 GROUP BY shape, size, seed) AS shuffled;
-- A mean of decimals is the decimal: ten thousand times 0.1, and large figures beside small ones.
SELECT mean(quartiles('0.1 low'::indicator)) AS tenths FROM generate_series(1, 10000);
SELECT mean(quartiles(i)) AS mean FROM unnest('{9007199254740992,-9007199254740992,0.3,0.1}'::indicator[]) AS i;
SELECT mean(quartiles(i)) AS mean FROM unnest('{9007199254740992,9007199254740992,9007199254740992}'::indicator[]) AS i;
