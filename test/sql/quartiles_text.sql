-- Quartiles are written with their names, read as written, and refused where they are no distribution.
SET search_path = cfsperf, cfsperf_internal;

SELECT q, n(q), cfsperf.least(q), lower_quartile(q), median(q), upper_quartile(q), cfsperf.greatest(q), mean(q)
FROM (VALUES ('n 150, least 71.2, lower quartile 89.6, median 94.15, upper quartile 98.2, greatest 100, mean 92.8, % high'::quartiles),
	('n 1, least 5, lower quartile 5, median 5, upper quartile 5, greatest 5, mean 5, count low'),
	('  n 4 ,least -2 ,lower quartile -1.50,median 0,upper quartile 1e1, greatest 10, mean 2, PER 10000')) AS t(q)
	ORDER BY q::text COLLATE "C";
SELECT count(*) AS distributions, count(*) FILTER (WHERE q::text::quartiles = q
	AND quartiles_hash(q::text::quartiles) = quartiles_hash(q)) AS read_back,
	count(*) FILTER (WHERE quartiles_send(q::text::quartiles) = quartiles_send(q)) AS in_every_bit
FROM (SELECT quartiles(indicator((v * g * 37 % 1009) / 7.0, NULL, NULL, 'high', 'per 1000')) AS q
	FROM generate_series(1, 200) AS g, generate_series(1, 50) AS v WHERE v <= g GROUP BY g) AS d;
SELECT a = b AS equal, a <> b AS different
FROM (VALUES ('n 5, least 1, lower quartile 2, median 3, upper quartile 4, greatest 5, mean 3, % high'::quartiles,
	'n 5, least 1.0, lower quartile 2, median 3, upper quartile 4, greatest 5, mean 3, % high'::quartiles),
	('n 5, least 1, lower quartile 2, median 3, upper quartile 4, greatest 5, mean 3, % high',
		'n 5, least 1, lower quartile 2, median 3, upper quartile 4, greatest 5, mean 3, % low'),
	('n 5, least 1, lower quartile 2, median 3, upper quartile 4, greatest 5, mean 3, % high',
		'n 6, least 1, lower quartile 2, median 3, upper quartile 4, greatest 5, mean 3, % high')) AS t(a, b)
ORDER BY b::text COLLATE "C" DESC;

SELECT 'n 5'::quartiles;
SELECT ''::quartiles;
SELECT 'n 0, least 1, lower quartile 2, median 3, upper quartile 4, greatest 5, mean 3, % high'::quartiles;
SELECT 'n 2.5, least 1, lower quartile 2, median 3, upper quartile 4, greatest 5, mean 3, % high'::quartiles;
SELECT 'n 5, least 1, lower quartile 4, median 3, upper quartile 4, greatest 5, mean 3, % high'::quartiles;
SELECT 'n 5, least 1, lower quartile 2, median 3, upper quartile 4, greatest 5, mean 5.1, % high'::quartiles;
SELECT 'n 5, least 1, lower quartile 2, median 3, upper quartile 4, greatest 1e300, mean 3, % high'::quartiles;
SELECT 'n 5, least 1, lower quartile 2, median 3, upper quartile 4, greatest 5, mean 3, % up'::quartiles;
SELECT 'n 5, least 1, lower quartile 2, median 3, upper quartile 4, greatest 5, mean 3, % high.'::quartiles;
