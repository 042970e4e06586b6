-- Direction follows the stated rule: polarity, a tolerance that is inclusive, and where asked significance.
SET search_path = cfsperf, cfsperf_internal;

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

-- Periods that overlap, a rolling year and that of a quarter before, are no independent samples: no test, and no
-- direction where one is asked for. From year to year there is one, as between two indicators.
SELECT m, p_value(m) IS NULL AS untested, p_value(m) = p_value(current(m), previous(m)) AS as_of_two, direction(m) AS plain,
	direction(m, 0, 0.95) AS confident, direction(m, 30, 0.95) AS within_tolerance
FROM unnest(ARRAY['2019-07/P12M: 50% (50/100) high -> 2019-10/P12M: 70% (70/100) high',
	'2018-10/P12M: 50% (50/100) high -> 2019-10/P12M: 70% (70/100) high',
	'2018-10/P12M: 50% high -> 2019-10/P12M: 70% (70/100) high', '2019-10/P12M: 70% (70/100) high',
	'2018-11/P12M: 50% (50/100) -> 2019-10/P12M: 70% (70/100)', '2020-07: 4 count low -> 2020-08: 9 count low']::movement[]) AS m;
SELECT p_value(NULL::movement) IS NULL AS no_movement;

-- The rule of a measure: without a tolerance what does not show is no change, with one what it allows.
SELECT m, direction_by_rule(m, NULL, NULL, 1) AS one_decimal, direction_by_rule(m, NULL, NULL, 0) AS none,
	direction_by_rule(m, NULL, NULL, 2) AS two, direction_by_rule(m, 0, NULL, 1) AS any_difference,
	direction_by_rule(m, 0.2, NULL, 1) AS tolerated
FROM unnest(ARRAY['2020: 94.6% high -> 2021: 94.7% high', '2020: 94.6% high -> 2021: 94.69% high',
	'2020: 94.6% high -> 2021: 94.59% high', '2020: 94.6% high -> 2021: 94.6% high', '2020: 94.6% low -> 2021: 95.6% low',
	'2020: 94.6% low -> 2021: 94.5% low', '2020: 94.6% -> 2021: 94.69%', '2020: 0.4 low -> 2021: -0.4 low',
	'2020: 2.11 per 1000 low -> 2021: 2.2 per 1000 low', '2020: 21 count low -> 2021: 22 count low',
	'2020: 21 count low -> 2021: 21 count low']::movement[]) AS m;
-- Every difference in tenths, at the number of decimals that shows it and at those that do not.
SELECT count(*) AS pairs, count(*) FILTER (WHERE (direction_by_rule(m, NULL, NULL, 1) = 'no significant change') <> (x = y)) AS tenths,
	count(*) FILTER (WHERE (direction_by_rule(m, NULL, NULL, 0) = 'no significant change') <> (abs(x - y) < 1)) AS whole,
	count(*) FILTER (WHERE direction_by_rule(m, NULL, NULL, 10) <> direction(m)) AS ten
FROM generate_series(0, 10, 0.1) AS x, generate_series(0, 10, 0.3) AS y,
	LATERAL (SELECT movement(indicator(x::double precision, NULL, NULL, 'low', '%'), '2021',
		indicator(y::double precision, NULL, NULL, 'low', '%'), '2020') AS m) AS m;
-- With a confidence as direction() with three arguments; what is not known gives NULL; information only needs nothing.
SELECT direction_by_rule(m, NULL, 0.95, 1) AS confident, direction_by_rule(m, NULL, 0.999, 1) AS more_so,
	direction_by_rule(m, 20, 0.95, 1) AS within, direction_by_rule(m, 0, 0.95, 1) = direction(m, 0, 0.95) AS as_direction,
	direction_by_rule(NULL, 0, 0.95, 1) IS NULL AS no_movement, direction_by_rule(m, 0, 0.95, NULL) IS NULL AS no_decimals
FROM (VALUES ('2020: 50% (50/100) high -> 2021: 70% (70/100) high'::movement)) AS t(m);
SELECT direction_by_rule('2019-07/P12M: 50% (50/100) high -> 2019-10/P12M: 70% (70/100) high', NULL, 0.95, 1) IS NULL AS overlap,
	direction_by_rule('2020: 50% high -> 2021: 70% high', NULL, 0.95, 1) IS NULL AS no_counts,
	direction_by_rule('2021: 70% high', NULL, NULL, 1) IS NULL AS alone, direction_by_rule('2021: 70%', NULL, NULL, 1) AS none_alone;
SELECT direction_by_rule('2020: 5 low -> 2021: 6 low', -1, NULL, 1);
SELECT direction_by_rule('2020: 5 low -> 2021: 6 low', NULL, 1, 1);
SELECT direction_by_rule('2020: 5 low -> 2021: 6 low', NULL, NULL, 11);
SELECT direction_by_rule('2020: 5 low -> 2021: 6 low', NULL, NULL, -1);
