-- An indicator's interval is in its unit, by the method that suits it; a benchmark inside it is similar.

SET search_path = cfsperf;

-- per cent: Wilson. Newcombe (1998), table I, method 3: 81 of 263 and 1 of 29
SELECT i, round(lower::numeric, 2) AS lower, round(upper::numeric, 2) AS upper
FROM unnest('{"(81/263)%", "(1/29)% low"}'::indicator[]) AS i, confidence_interval(i);

-- per N and count: exact below 10 events, Byar's from 10. R package PHEindicatormethods, phe_rate(), its test data:
-- 1 and 5 exact, 20 and 65 Byar's, per 100000, at 95% and at 99.8%
SELECT i, level, round(lower::numeric, 8) AS lower, round(upper::numeric, 8) AS upper
FROM unnest('{"(1/100) per 100000", "(5/100) per 100000", "(20/100) per 100000", "(65/100) per 100000"}'::indicator[]) AS i,
	unnest('{0.95, 0.998}'::double precision[]) AS level, confidence_interval(i, level)
ORDER BY numerator(i), level;
SELECT i, (c).lower = poisson_lower(value(i)) AND (c).upper = poisson_upper(value(i)) AS exact,
	(c).lower = byars_lower(value(i)) AND (c).upper = byars_upper(value(i)) AS byars
FROM unnest('{"0 count low", "9 count low", "9.9 count", "10 count low", "3855 count"}'::indicator[]) AS i,
	LATERAL (SELECT confidence_interval(i) AS c) AS x;

-- never outside 0 to 100
SELECT i, (c).lower >= 0 AS lower_in, (c).upper <= 100 AS upper_in, (c).lower = 0 AS lower_0, (c).upper = 100 AS upper_100
FROM unnest('{"(0/1)%", "(1/1)%", "(0/9007199254740992)%", "(9007199254740992/9007199254740992)%",
	"(9007199254740991/9007199254740992)%"}'::indicator[]) AS i,
	LATERAL (SELECT confidence_interval(i, 0.9999) AS c) AS x;

-- without counts there is none, nor for a plain number
SELECT i, confidence_interval(i) IS NULL AS none, compare(i, i) IS NULL AS no_verdict
FROM unnest('{94.6% high, 94.6% (1016) high, 94.6% (/1074) high, 3.2 per 10000 low, "0.76 (19/25) low"}'::indicator[]) AS i;
SELECT * FROM confidence_interval(NULL);
SELECT * FROM confidence_interval('94.6% (1016/1074) high', NULL);
SELECT * FROM confidence_interval('94.6% (1016/1074) high', 95);

-- compare: by polarity; ends included. 94.6% (1016 of 1074) is from 93.08 to 95.80 at 95%
SELECT benchmark, compare(('94.6% (1016/1074) ' || polarity)::indicator, (benchmark || '% ' || polarity)::indicator)
FROM unnest('{90, 94, 97}'::integer[]) AS benchmark, unnest('{high, low, none}'::text[]) AS polarity;
SELECT compare('94.6% (1016/1074) high', '93% high', 0.95) AS at_95, compare('94.6% (1016/1074) high', '93% high', 0.99) AS at_99;
SELECT compare('21 count low', '40 count low'), compare('32.1 per 10000 (210/65421) low', '28 per 10000 low');
SELECT compare('94.6% (1016/1074) high', '90% low');
SELECT compare('94.6% (1016/1074) high', '90 high');
SELECT compare('94.6% (1016/1074) high', '90% high', 0);

SELECT compare_interval(10, 20, benchmark) AS plain, compare_interval(10, 20, benchmark, 'high') AS high,
	compare_interval(10, 20, benchmark, 'low') AS low
FROM unnest('{9.99, 10, 15, 20, 20.01}'::double precision[]) AS benchmark;
SELECT compare_interval(20, 10, 15);
SELECT compare_interval(10, 'NaN', 15);
SELECT compare_interval(10, 20, NULL);

-- compare_funnel: the limits are the benchmark's, for a denominator as large as the figure's
SELECT value, value < 100 * wilson_lower(20, 100) AS below, value > 100 * wilson_upper(20, 100) AS above,
	compare_funnel(indicator(value, NULL, 100, 'low', '%'), '20% low') AS low,
	compare_funnel(indicator(value, NULL, 100, 'none', '%'), '20%') AS none
FROM unnest('{13.3, 13.4, 20, 28.8, 28.9}'::double precision[]) AS value;
SELECT compare_funnel('20% low', '20% low') IS NULL AS no_denominator,
	compare_funnel('20 count low', '20 count low') IS NULL AS a_count, compare_funnel('20 low', '20 low') IS NULL AS a_number,
	compare_funnel('20% (20/100) low', '120% low') IS NULL AS no_such_benchmark,
	compare_funnel('(0/100)% low', '0% low') AS of_nothing, compare_funnel('(100/100)% low', '100% low') AS of_all;
-- of rates, exact Poisson: expected 22.5, 12.5, 15 and 15 events; P(0 or fewer) = 1.7e-10, P(9 or fewer) = 0.20,
-- P(31 or more) = 0.00020, P(14 or fewer) = 0.47
SELECT o AS events, p AS population, compare_funnel(i, '25 per 10000 low', 0.998) AS funnel, compare(i, '25 per 10000 low', 0.998) AS compare,
	compare_funnel(indicator(value(i), NULL, p, 'low', 'per 10000'), '25 per 10000 low', 0.998) AS by_value
FROM (VALUES (0, 9000), (9, 5000), (31, 6000), (14, 6000)) AS x(o, p), LATERAL (SELECT indicator(NULL, o, p, 'low', 'per 10000') AS i) AS y;
-- against sums of Poisson probabilities, for 0 to 30 events where 0.5 to 20 are expected
SELECT count(*) AS funnels, count(DISTINCT side) AS sides, count(*) FILTER (WHERE side <> compare_funnel(indicator(NULL, o, 1000, 'none', 'per 1000'),
	indicator(e, NULL, NULL, 'none', 'per 1000'), 0.95)) AS wrong
FROM generate_series(0, 30) AS o, LATERAL (SELECT k / 2.0::double precision AS e FROM generate_series(1, 40) AS k) AS x,
	LATERAL (SELECT coalesce(sum(exp(-e) * e ^ i / factorial(i)::double precision) FILTER (WHERE i <= o), 0) AS at_most,
		coalesce(sum(exp(-e) * e ^ i / factorial(i)::double precision) FILTER (WHERE i < o), 0) AS below FROM generate_series(0, 30) AS i) AS p,
	LATERAL (SELECT CASE WHEN at_most < 0.025 THEN 'lower' WHEN 1 - below < 0.025 THEN 'higher' ELSE 'similar' END AS side) AS s;
SELECT compare_funnel('(0/100) per 100 low', '0 per 100 low') AS of_nothing, compare_funnel('(1/100) per 100 low', '0 per 100 low') AS more_than_none,
	compare_funnel('20 per 100 low', '20 per 100 low') IS NULL AS no_denominator, compare_funnel('(20/100) per 100 low', '-1 per 100 low') IS NULL AS below_none;
SELECT compare_funnel('20% (20/100) low', '20% high');

-- no search path is needed
SET search_path = '';
SELECT cfsperf.compare('94.6% (1016/1074) high', '90% high'), (cfsperf.confidence_interval('(0/20)% low')).lower;
