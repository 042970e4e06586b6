-- Direction follows the stated rule: polarity, a tolerance that is inclusive, and where asked significance.
SET search_path = cfsperf;

-- Up and down by one, for each polarity.
SELECT polarity, before, now, direction(movement(indicator(now, NULL, NULL, polarity, 'number'), '2021',
	indicator(before, NULL, NULL, polarity, 'number'), '2020'))
FROM unnest('{high,low,none}'::polarity[]) AS polarity, (VALUES (5, 6), (6, 5), (5, 5), (-6, -5)) AS t(before, now)
ORDER BY polarity, before, now;

-- 94.6 against 94.9 with a tolerance of 0.3 is no significant change, though in binary the difference is
-- 0.3000000000000114.
SELECT tolerance, direction('2020/21 Q1: 94.9% high -> 2020/21 Q2: 94.6% high', tolerance) AS fell,
	direction('2020/21 Q1: 94.6% high -> 2020/21 Q2: 94.9% high', tolerance) AS rose,
	direction('2020/21 Q1: 94.6% low -> 2020/21 Q2: 94.9% low', tolerance) AS rose_low
FROM unnest('{0,0.2,0.29,0.2999999999,0.3,0.30000000000000004,0.31,5}'::double precision[]) AS tolerance
ORDER BY tolerance;

-- Every pair of percentages with one decimal in steps, at the tolerance that is their distance and just below.
SELECT count(*) AS pairs, count(*) FILTER (WHERE at_it <> 'no significant change') AS not_inclusive,
	count(*) FILTER (WHERE x <> y AND below_it <> CASE WHEN (x > y) = (polarity = 'high') THEN 'improved'
		ELSE 'declined' END::direction) AS wrong_way
FROM generate_series(0, 100, 1.7) AS x, generate_series(0, 100, 1.9) AS y, unnest('{high,low}'::polarity[]) AS polarity,
	LATERAL (SELECT movement(indicator(x::double precision, NULL, NULL, polarity, '%'), '2021',
		indicator(y::double precision, NULL, NULL, polarity, '%'), '2020') AS m) AS m,
	LATERAL (SELECT direction(m, abs(x - y)::double precision) AS at_it,
		direction(m, greatest(abs(x - y) - 0.05, 0)::double precision) AS below_it) AS d;

-- Information only whatever happens; without a previous figure there is no direction.
SELECT direction('2020: 5 -> 2021: 500', 1) AS none, direction('2021: 500', 1) AS none_alone,
	direction('2021: 500 low', 1) IS NULL AS alone,
	direction(NULL, 1) IS NULL AS no_movement, direction('2020: 5 low -> 2021: 6 low', NULL) IS NULL AS no_tolerance;

-- Directions are counted and sorted in the order in which a report speaks of them.
SELECT direction(m), count(*)
FROM unnest(ARRAY['2020: 5 low -> 2021: 4 low', '2020: 5 high -> 2021: 4 high', '2020: 5 low -> 2021: 5 low',
	'2020: 1 -> 2021: 2', '2021: 2 low']::movement[]) AS m
GROUP BY direction(m) ORDER BY direction(m);

-- A tolerance is a number from 0 upwards.
SELECT direction('2020: 5 low -> 2021: 6 low', -0.1);
SELECT direction('2020: 5 low -> 2021: 6 low', 'NaN');
SELECT direction('2020: 5 low -> 2021: 6 low', 'Infinity');

-- With a confidence the difference must be significant too. 50 of 100 against 70 of 100: pooled proportion 0.6,
-- z = 0.2 / sqrt(0.6 * 0.4 * (1/100 + 1/100)) = 2.8868, two-sided p = 0.0039.
SELECT confidence, direction('2020: 50% (50/100) high -> 2021: 70% (70/100) high', 0, confidence) AS rose,
	direction('2020: 70% (70/100) high -> 2021: 50% (50/100) high', 0, confidence) AS fell,
	direction('2020: 70% (70/100) low -> 2021: 50% (50/100) low', 0, confidence) AS fell_low,
	direction('2020: 50% (50/100) high -> 2021: 70% (70/100) high', 20, confidence) AS within_tolerance
FROM unnest('{0.5,0.95,0.99,0.996,0.997,0.999}'::double precision[]) AS confidence ORDER BY confidence;
-- What cannot be tested because counts are missing is NULL, not "no change"; what needs no test needs no counts.
SELECT direction('2020: 50% high -> 2021: 70% (70/100) high', 0, 0.95) IS NULL AS untested,
	direction('2020: 50% high -> 2021: 70% high', 20, 0.95) AS within_tolerance,
	direction('2020: 50% -> 2021: 70%', 0, 0.95) AS none,
	direction('2021: 70% (70/100) high', 0, 0.95) IS NULL AS alone;
SELECT direction('2020: 5 low -> 2021: 6 low', 0, 1);
SELECT direction('2020: 5 low -> 2021: 6 low', 0, 0);
SELECT direction('2020: 5 low -> 2021: 6 low', 0, 'NaN');
SELECT direction('2020: 50% (50/100) high -> 2021: 70% (70/100) high', -1, 0.95);
