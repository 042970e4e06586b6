-- Quartiles are those of the Department for Education's Local Authority Interactive Tool: cut points by R's type 7 over
-- all figures, a value on a cut in the group of lower values, the groups numbered by polarity, 1 = best.
SET search_path = cfsperf;

-- R: quantile(1:8, type = 7) is 2.75, 4.5, 6.25; of 1:9 it is 3, 5, 7.
SELECT n, quartiles(indicator(v, NULL, NULL, 'high', '%'))
FROM unnest('{1,2,3,4,5,8,9}'::integer[]) AS n, generate_series(1, n) AS v GROUP BY n ORDER BY n;

-- The same as percentile_cont, for seeded data of 72 sizes with ties; and as the formula in exact decimals.
SELECT setseed(0.5);
CREATE TEMP TABLE benchmark AS
SELECT n, round((random() * 40)::numeric, (n % 3)::integer) AS v
FROM (SELECT generate_series(1, 70) UNION ALL VALUES (152), (1001)) AS sizes(n), generate_series(1, n);
CREATE TEMP TABLE cut AS
SELECT n, quartiles(indicator(v::double precision, NULL, NULL, 'low', 'number')) AS q,
	array_agg(v ORDER BY v) AS sorted,
	percentile_cont('{0.25,0.5,0.75}'::double precision[]) WITHIN GROUP (ORDER BY v::double precision) AS pc,
	avg(v) AS mean
FROM benchmark GROUP BY n;
SELECT count(*) AS sizes, count(*) FILTER (WHERE n(q) <> n OR cfsperf.least(q) <> sorted[1]
	OR cfsperf.greatest(q) <> sorted[n]) AS ends_wrong,
	count(*) FILTER (WHERE ARRAY[round(lower_quartile(q)::numeric, 9), round(median(q)::numeric, 9),
		round(upper_quartile(q)::numeric, 9)]
		<> ARRAY[round(pc[1]::numeric, 9), round(pc[2]::numeric, 9), round(pc[3]::numeric, 9)]) AS percentiles_wrong,
	count(*) FILTER (WHERE ARRAY[lower_quartile(q), median(q), upper_quartile(q)] <>
		(SELECT array_agg((sorted[h + 1] + ((n - 1) * k % 4) / 4.0 * (coalesce(sorted[h + 2],
			0) - sorted[h + 1]))::double precision ORDER BY k)
			FROM generate_series(1, 3) AS k, LATERAL (SELECT (n - 1) * k / 4 AS h) AS x)) AS formula_wrong,
	count(*) FILTER (WHERE abs(mean(q) - mean) > 1e-10) AS mean_wrong
FROM cut;

-- Nine figures of 1 to 9 have their cuts on 3, 5 and 7. On a cut low is good gets the better band, high is good the
-- worse; end bands are open; "ties better" gives the better one always.
SELECT value, quartile(indicator(value, NULL, NULL, 'low', 'number'), low) AS low,
	quartile(indicator(value, NULL, NULL, 'low', 'number'), low, 'ties better') AS low_better,
	quartile(indicator(value, NULL, NULL, 'high', 'number'), high) AS high,
	quartile(indicator(value, NULL, NULL, 'high', 'number'), high, 'ties better') AS high_better
FROM unnest('{-100,1,2.9999999999,3,3.0000000001,4,5,5.1,6,7,7.1,9,1000}'::double precision[]) AS value,
	(SELECT quartiles(indicator(v, NULL, NULL, 'low', 'number')) AS low,
		quartiles(indicator(v, NULL, NULL, 'high', 'number')) AS high FROM generate_series(1, 9) AS v) AS q
ORDER BY value;

-- The positions that the committee report of Leicestershire, quarter 2 of 2020/21, states, from the cut points of its
-- benchmark.
SELECT measure, now, quartile(now, q) AS quartile, stated, before, quartile(before, q) AS before_quartile, stated_before
FROM (VALUES ('CP cases reviewed in timescale', '94.6% high'::indicator, 2, '94.9% high'::indicator, 2, 89.6, 94.15,
	98.2),
	('second or subsequent CP plan', '25.3% low', 4, NULL, NULL, 16.9, 20.6, 24.4),
	('re-referrals within 12 months', '23% low', 3, '26.4% low', 4, 16.85, 21, 24.6),
	('single assessments within 45 days', '95.7% high', 1, '90.4% high', 2, 76.35, 84.2, 91.15),
	('CP plans open 2+ years', '1.7% low', 2, NULL, NULL, 0, 2.3, 3.65),
	('3+ placements in the year', '5.1% low', 1, NULL, NULL, 9, 11, 12),
	('same placement 2+ years', '60.6% high', 4, NULL, NULL, 64, 68, 71),
	('care leavers, suitable accommodation', '91.2% high', 1, NULL, NULL, 82, 88, 91),
	('care leavers, education, employment, training', '62.6% high', 1, NULL, NULL, 47, 52, 57)) AS t(measure, now,
	stated, before, stated_before, a, b, c),
	LATERAL (SELECT format('n 150, least 0, lower quartile %s, median %s, upper quartile %s, greatest 100, mean 50, %% %s',
		a, b, c, polarity(now))::quartiles AS q) AS x
ORDER BY measure COLLATE "C";

-- A spreadsheet's noise: in binary the cut a quarter of the way from 97.199999999999989 to 97.2 falls below 97.2. Here
-- they are one value, it lies on the cut, and it gets one band.
CREATE TEMP TABLE noisy AS SELECT v, indicator(v, NULL, NULL, 'high', '%') AS i
FROM unnest('{90,97.199999999999989,97.2,98,99,100}'::double precision[]) AS v;
SELECT 97.2::double precision <= percentile_cont(0.25) WITHIN GROUP (ORDER BY v) AS in_binary,
	lower_quartile(quartiles(i)) = 97.2::double precision AS on_the_cut,
	quartile('97.2% high', quartiles(i)) AS quartile, quartile('97.199999999999989% high', quartiles(i)) AS with_noise,
	quartile_rank('97.2% high', i) AS rank, quartile_rank('97.199999999999989% high', i) AS rank_with_noise
FROM noisy;
-- Equal values never straddle a band, however many there are.
SELECT count(*) AS values, count(*) FILTER (WHERE bands <> 1) AS straddling
FROM (SELECT count(DISTINCT quartile(indicator(v::double precision, NULL, NULL, polarity, 'number'),
		('n 1001, least 0, lower quartile ' || lower_quartile(q) || ', median ' || median(q) || ', upper quartile '
			|| upper_quartile(q) || ', greatest 40, mean 20, number ' || polarity)::quartiles)) AS bands
	FROM benchmark JOIN cut USING (n), unnest('{high,low}'::polarity[]) AS polarity WHERE n > 60
	GROUP BY n, polarity, v) AS g;

-- A figure that none of the benchmark beats is in the first quartile, and where all equal it there is none: by both rules,
-- by the aggregate of constant space and by positions(). Seven of ten reach 100 %, or have 0 where low is good; all; all but
-- one; two decimals; a subject beyond them
SELECT b AS benchmark, p AS polarity, s AS subject, x.*, x.by_quartiles IS NOT DISTINCT FROM x.quartile_rank AS same,
	(SELECT string_agg(DISTINCT coalesce(u.quartile::text, '-'), ',') FROM (SELECT positions(panel(n::text, indicator(v, NULL, NULL, p, '%'), '2020')) AS u
		FROM unnest(b) WITH ORDINALITY AS t(v, n)) AS z, LATERAL (SELECT (u).*) AS u WHERE value(u.indicator) = s) AS positions
FROM (VALUES ('{100,100,100,100,100,100,100,99,98,97}'::double precision[], 'high'::polarity), ('{0,0,0,0,0,0,0,1,2,3}', 'low'),
		('{5,5,5,5,5}', 'high'), ('{5,5,5,5,5}', 'low'), ('{5,5,5,5,4}', 'high'), ('{5,5,5,5,4}', 'low'), ('{99.99,99.99,99.99,99.98}', 'high'),
		('{5,5,5}', 'high'), ('{5,5,5,4}', 'none')) AS t(b, p),
	LATERAL (SELECT DISTINCT unnest(b || ARRAY[b[1] - 1, b[1] + 0.001]) AS s) AS subjects,
	LATERAL (SELECT quartile(indicator(s, NULL, NULL, p, '%'), q) AS by_quartiles, quartile(indicator(s, NULL, NULL, p, '%'), q, 'ties better') AS ties_better, rank,
			quartile_rank
		FROM (SELECT quartiles(indicator(v, NULL, NULL, p, '%')) AS q, quartile_rank(indicator(s, NULL, NULL, p, '%'), indicator(v, NULL, NULL, p, '%')),
				national_rank(indicator(s, NULL, NULL, p, '%'), indicator(v, NULL, NULL, p, '%')) AS rank FROM unnest(b) AS v) AS a) AS x
ORDER BY b, p, s;
-- no benchmark of up to five figures of three values has its best elsewhere, and rank 1 is quartile 1
SELECT count(*) AS subjects, count(*) FILTER (WHERE rank = 1 AND quartile <> 1) AS best_elsewhere, count(*) FILTER (WHERE quartile IS NULL) AS none,
	count(*) FILTER (WHERE (quartile IS NULL) <> (least = greatest AND s = least)) AS none_wrong
FROM generate_series(0, 2) AS a, generate_series(0, 2) AS b, generate_series(0, 2) AS c, generate_series(0, 2) AS d, generate_series(0, 2) AS e,
	generate_series(-1, 3) AS s, unnest('{high,low}'::polarity[]) AS p,
	LATERAL (SELECT quartile(indicator(s, NULL, NULL, p, '%'), quartiles(indicator(v, NULL, NULL, p, '%'))) AS quartile, min(v) AS least, max(v) AS greatest,
		national_rank(indicator(s, NULL, NULL, p, '%'), indicator(v, NULL, NULL, p, '%')) AS rank FROM unnest(ARRAY[a, b, c, d, e]) AS v) AS x;

-- Fewer than four figures are no benchmark unless the caller says so; information only has no band; NULL is no figure.
SELECT count(v) AS figures, quartile('2 low', quartiles(indicator(v, NULL, NULL, 'low', 'number'))) AS quartile,
	quartile('2 low', quartiles(indicator(v, NULL, NULL, 'low', 'number')), minimum => 3) AS of_three,
	quartile('2 low', quartiles(indicator(v, NULL, NULL, 'low', 'number')), minimum => 1) AS of_one,
	quartile('2', quartiles(indicator(v, NULL, NULL, 'none', 'number'))) AS none
FROM generate_series(0, 5) AS n, LATERAL (SELECT generate_series(1, n) AS v UNION ALL VALUES (NULL::integer),
	(NULL)) AS x GROUP BY n ORDER BY n;
SELECT quartiles(i) IS NULL AS of_no_row, quartile('5 low', NULL) IS NULL AS no_benchmark
FROM (SELECT '5 low'::indicator AS i WHERE false) AS none;
SELECT quartile(indicator '5 low', 'n 9, least 1, lower quartile 3, median 5, upper quartile 7, greatest 9, mean 5, number low',
	'ties worse');
SELECT quartile(indicator '5 low', 'n 9, least 1, lower quartile 3, median 5, upper quartile 7, greatest 9, mean 5, number low',
	minimum => 0);
SELECT quartile(indicator '5 low', 'n 9, least 1, lower quartile 3, median 5, upper quartile 7, greatest 9, mean 5, number high');
SELECT quartile('5% low', 'n 9, least 1, lower quartile 3, median 5, upper quartile 7, greatest 9, mean 5, number low');
SELECT quartiles(i) FROM unnest('{5 low,5% low}'::indicator[]) AS t(i);
SELECT quartiles(i) FROM unnest('{5 low,5 high}'::indicator[]) AS t(i);
