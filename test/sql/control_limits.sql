-- Limits of the XmR chart are the published ones, within what the figures can be, and provisional where few rest on them.

SET search_path = cfsperf;

CREATE FUNCTION pg_temp.history(v double precision[], p polarity DEFAULT 'high', u text DEFAULT 'number') RETURNS series LANGUAGE sql AS $$
	SELECT series(indicator(x, NULL, NULL, p, u), reporting_period(date '2018-01-01', 1) + (i - 1)::integer)
	FROM unnest(v) WITH ORDINALITY AS t(x, i) WHERE x IS NOT NULL $$;

-- Wheeler, Understanding Variation and Making Sense of Data, in-process inventory (in Xmrit, How to plot an XmR chart):
-- average 20.39, average moving range 4.7, upper limit 32.89
SELECT round(centre::numeric, 2) AS centre, round(((upper_limit - centre) / 2.66)::numeric, 1) AS mean_range, round(upper_limit::numeric, 2) AS upper, points, provisional
FROM xmr(pg_temp.history('{19, 27, 20, 16, 18, 25, 22, 24, 17, 25, 15, 17, 20, 22, 19, 16, 22, 19, 25, 22, 18, 20, 16, 17, 20, 15, 27, 25, 17, 19, 28}'));
-- Python package spc-plotly, example of its documentation: 2820.6315789473683, 571.8918918918919, 4341.864011379801
SELECT round(centre::numeric, 9) = 2820.631578947 AS centre, round(((upper_limit - centre) / 2.66)::numeric, 8) = 571.89189189 AS mean_range,
	round(upper_limit::numeric, 9) = 4341.864011380 AS upper, points
FROM xmr(pg_temp.history('{2478, 2350, 2485, 2296, 2359, 2567, 3089, 2668, 1788, 2854, 2365, 1883, 1959, 1927, 2640, 2626, 2144, 2409, 4412,
	3287, 3049, 3364, 3078, 2972, 3415, 2753, 3102, 2191, 3693, 4385, 4699, 3031, 2659, 3885, 2628, 2621, 3071, 2002}'), false);
-- NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2, batch flow rate: 50.81, 1.8778, limits 45.8159 and 55.8041
-- with 3 / 1.128 for 2.66
SELECT round(centre::numeric, 2) AS centre, round(((upper_limit - centre) / 2.66)::numeric, 4) AS mean_range,
	round(lower_limit::numeric, 1) AS lower, round(upper_limit::numeric, 1) AS upper, points, provisional
FROM xmr(pg_temp.history('{49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1}'));

-- Outlying moving ranges are dropped once. The example of the R package NHSRplotthedots, vignette "Deviations": of 17
-- ranges 15 are 1 and two are 9 and 8, mean 32/17, and 3.267 times that is 6.1; without the two the mean is 1
SELECT drop_outliers, centre = round(35 / 18.0, 10)::double precision AS centre, round(((upper_limit - centre) / 2.66)::numeric, 6) AS mean_range
FROM unnest('{true, false}'::boolean[]) AS drop_outliers,
	xmr(pg_temp.history('{1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1}'), drop_outliers) ORDER BY 1;
-- a range of exactly 3.267 times the mean is dropped: nine of 6.733 and one of 29.403 have the mean 9; one of 29.402 not
SELECT last, round(((upper_limit - centre) / 2.66)::numeric, 4) AS mean_range
FROM unnest('{36.136, 36.135}'::double precision[]) AS last, xmr(pg_temp.history('{0, 6.733, 0, 6.733, 0, 6.733, 0, 6.733, 0, 6.733}'::double precision[] || last));

-- Where nothing but zeros would be left no range is dropped. One event in 8 quarters: centre 0.125, mean range 2/7, upper
-- limit 0.125 + 2.66 * 2/7 = 0.885; the quarter with the event alone is outside, and a target of 0 is met by chance
SELECT u AS unit, p AS polarity, round(x.centre::numeric, 4) AS centre, round(x.lower_limit::numeric, 4) AS lower, round(x.upper_limit::numeric, 4) AS upper,
	(SELECT string_agg(DISTINCT value || ' ' || judgement, ', ') FROM special_causes(s) WHERE cause ~ 'limit') AS outside,
	assurance(s, target) AS assurance, x = xmr(s, false) AS as_if_not_dropped
FROM (VALUES (ARRAY[0, 0, 0, 1, 0, 0, 0, 0], 'count', 'low', 0),
	(ARRAY[0, 0, 0, 1, 0, 0, 0, 0], 'per 1000', 'high', 0),
	(ARRAY[0, 0, 0, 0.01, 0, 0, 0, 0], 'number', 'none', 0),
	(ARRAY[0, 0, 0, -1, 0, 0, 0, 0], 'number', 'high', 0),
	(ARRAY[0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0], 'count', 'low', 0),
	(ARRAY[95, 95, 95, 95, 95, 95, 95, 95, 95, 90, 95, 95, 95, 95, 95, 95], '%', 'high', 93),
	(array_fill(50, '{12}') || array_fill(51, '{8}'), 'number', 'high', 50)) AS histories(v, u, p, target),
	LATERAL (SELECT pg_temp.history(v, p::polarity, u) AS s) AS h, xmr(s) AS x;
-- none, one of two, and an event in each place of eight
SELECT place, xmr(s) = xmr(s, false) AS nothing_dropped, assurance(s, 0) AS assurance
FROM generate_series(0, 8) AS place, LATERAL (SELECT pg_temp.history((SELECT array_agg((i = place)::integer ORDER BY i) FROM generate_series(1, 8) AS i), 'low', 'count') AS s) AS h;

-- a baseline fixes the limits; too short a one is refused
SELECT b AS baseline, x.* FROM unnest('{12, 13, 16, 20, NULL}'::integer[]) AS b,
	xmr(pg_temp.history('{5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 12, 14, 12}'), true, b) AS x;
SELECT xmr(pg_temp.history('{5, 7}'), true, 11);
SELECT special_causes(pg_temp.history('{5, 7}'), true, 0);

-- limits stay within what the figures can be: 0 to 100, or from 0; a change in per cent has no such bounds
SELECT u AS unit, x.* FROM unnest('{%, count, per 1000, number}'::text[]) AS u, xmr(pg_temp.history('{1, 9, 1, 9}', 'low', u)) AS x;
SELECT x.* FROM xmr(pg_temp.history('{99, 91, 99, 91}', 'high', '%')) AS x;
SELECT x.* FROM xmr(pg_temp.history('{-4, 4, -4, 104}', 'high', '%')) AS x;

-- few points, constant ones, gaps: no range is taken over a gap, and without any range there are no limits
SELECT description, x.*
FROM (VALUES ('one point', '{7}'), ('two', '{7, 9}'), ('constant', '{0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}'), ('a gap', '{7, 9, NULL, 109, 111}'),
	('nothing but gaps', '{7, NULL, 9, NULL, 11}'), ('12', '{1,2,1,2,1,2,1,2,1,2,1,2}'), ('13', '{1,2,1,2,1,2,1,2,1,2,1,2,1}'))
	AS histories(description, v), xmr(pg_temp.history(v::double precision[])) AS x;
SELECT x.centre = 3.5 AS centre, round(((x.upper_limit - x.centre) / 2.66)::numeric, 6) = round(6499 / 12999.0, 6) AS mean_range, x.points
FROM (SELECT series(indicator(n / 2 % 2 + 3, NULL, NULL, 'high', 'number'), reporting_period(date '0900-01-01', 1) + n) AS s FROM generate_series(0, 12999) AS n) AS long, xmr(s) AS x;
SELECT xmr(NULL) IS NULL AS no_series, xmr(pg_temp.history('{1, 2}'), NULL) IS NULL AS not_said_how;

-- assurance: all between the limits at the target or better is pass, all worse fail; ends included
SELECT target, assurance(s_high, target) AS high, assurance(s_low, target) AS low, assurance(s_none, target) AS none
FROM (SELECT pg_temp.history(v, 'high'), pg_temp.history(v, 'low'), pg_temp.history(v, 'none')
	FROM (SELECT '{10, 12, 10, 12}'::double precision[] AS v) AS x) AS y(s_high, s_low, s_none),
	unnest('{5.67, 5.68, 5.69, 11, 16.31, 16.32, 16.33}'::double precision[]) AS target;
SELECT assurance(pg_temp.history('{99, 91, 99, 91}', 'high', '%'), 100) AS full_marks, assurance(pg_temp.history('{0, 3, 0, 3}', 'low', 'count'), 0) AS none_at_all,
	assurance(pg_temp.history('{7}'), 5) IS NULL AS one_point, assurance(pg_temp.history('{7, 7}'), 7) AS constant, assurance(NULL, 5) IS NULL AS no_series;
SELECT assurance(pg_temp.history('{7, 8}'), 'NaN');
-- with the arguments of xmr: the range of 9 widens the limits where it is not dropped, and a baseline fixes them
SELECT target, assurance(s, target) AS dropped, assurance(s, target, false) AS not_dropped, assurance(s, target, true, 12) AS fixed,
	assurance(s, target, NULL) IS NULL AS not_said_how
FROM (SELECT pg_temp.history('{1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 10, 1, 2, 1, 2, 1}') AS s) AS x, unnest('{-3.1, -2, -1, 2, 5}'::double precision[]) AS target;
SELECT assurance(pg_temp.history('{7, 8}'), 7, true, 11);

SET search_path = '';
SELECT cfsperf.assurance('{2020-01: 7 high, 2020-02: 8 high}', 1);
