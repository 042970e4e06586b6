-- Small inputs at which tools of this trade have gone wrong give the right value, computed apart from the formula.
SET search_path = cfsperf, cfsperf_internal;

CREATE FUNCTION pg_temp.months(v double precision[], p polarity DEFAULT 'low', u text DEFAULT 'number') RETURNS series LANGUAGE sql AS $$
	SELECT series(indicator(x, NULL, NULL, p, u), '2019-01/P1M'::reporting_period + (i - 1)::integer)
	FROM unnest(v) WITH ORDINALITY AS t(x, i) WHERE x IS NOT NULL $$;

-- A month that is missing at the end of a control chart makes nothing before it special, and is not read as 0: of 15
-- points the centre is 814/15. In the middle no range is taken over it: ranges 2, 1, 2, 2, 1, 2, so 20.5 -+ 2.66 * 10/6.
SELECT n, round(x.centre::numeric, 4) AS centre, round(x.lower_limit::numeric, 4) AS lower, round(x.upper_limit::numeric, 4) AS upper, x.points,
	(SELECT count(*) FROM special_causes(s) WHERE cause IS NOT NULL) AS special
FROM (VALUES (1, '{54,52,57,51,58,53,56,52,57,54,51,56,53,58,52,NULL}'::double precision[]), (2, '{20,22,21,19,NULL,20,22,21,19}'),
	(3, '{NULL,20,22,21,19,NULL,NULL,20,22,21,19,NULL}')) AS v(n, v), pg_temp.months(v, 'low', 'count') AS s, xmr(s) AS x ORDER BY n;

-- Special causes that compete. Two near opposite limits (7.441 to 13.559; 12.9 and 8.1) are no signal. Two outside and
-- one just inside: the third is one as well. Falling runs, and a peak that two runs share and that is outside itself. A
-- repeated value breaks a run of falling ones.
SELECT n, string_agg(value || ' ' || coalesce(cause, '-'), ', ' ORDER BY period) FILTER (WHERE cause IS NOT NULL) AS causes,
	count(*) FILTER (WHERE judgement = 'improvement') AS improvements, count(*) FILTER (WHERE judgement = 'concern') AS concerns
FROM (VALUES (1, '{10,11,10,11,10,11,10,11,12.9,8.1,10,11,10,11}'::double precision[]),
	(2, '{50,52,50,52,50,52,50,52,50,52,50,52,50,52,59,60,57.5}'), (3, '{0,-1,-2,-3,-4,-5,-6,-7}'),
	(4, '{0,1,2,3,4,5,6,7,6,5,4,3,2,1}'), (5, '{20,1,20,1,20,1,20,1,20,1,20,1,16,14,12,10,10,8,6,4}')) AS v(n, v),
	special_causes(pg_temp.months(v)) GROUP BY n ORDER BY n;

-- Groups and frames of nothing have no figure, and none of their neighbours'.
SELECT area, change(v, p) IS NULL AS change, latest(v, p) IS NULL AS latest, quartiles(v) IS NULL AS quartiles, distribution(v) IS NULL AS distribution,
	series(v, p) IS NULL AS series, panel(area, v, p) IS NULL AS panel, pooled(v) IS NULL AS pooled, max(v) IS NULL AS best,
	national_rank('55% (55/100) high', v) AS rank, quartile_rank('55% (55/100) high', v) AS quartile
FROM (SELECT area, '2015-01/P1M'::reporting_period + i AS p, CASE WHEN area <> 'C' THEN indicator(NULL, 50 + i, 100, 'high', '%') END AS v
	FROM unnest('{A,B,C}'::text[]) AS area, generate_series(0, 9) AS i WHERE area <> 'B' OR i < 3) AS r GROUP BY area ORDER BY area;
SELECT p, v, latest(v, p) OVER w, n(quartiles(v) OVER w), count_periods(series(v, p) OVER w) AS points,
	latest(v, p) OVER (ORDER BY p ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS lagged
FROM (VALUES ('2020-03/P1M'::reporting_period, '3 high'::indicator), ('Apr 2020', NULL), ('May 2020', '5 high'), ('Jun 2020', NULL)) AS x(p, v)
WINDOW w AS (ORDER BY p ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) ORDER BY p;

-- Limits of none and of all stay within the figure's bounds and on their side of it.
SELECT wilson_upper(38, 38) = 1 AS all_of_them, wilson_lower(0, 77) = 0 AS none_of_them,
	(SELECT round(lower::numeric, 4) || ' to ' || upper FROM confidence_interval('100% (38/38) high')) AS of_all,
	(SELECT lower || ' to ' || round(upper::numeric, 4) FROM confidence_interval('0% (0/77) high')) AS of_none;
SELECT count(*) AS proportions, count(*) FILTER (WHERE l < 0 OR u > 1 OR l > r::float8 / n OR u < r::float8 / n) AS wrong
FROM generate_series(1, 300) AS n, generate_series(0, n) AS r, LATERAL (SELECT wilson_lower(r, n) AS l, wilson_upper(r, n) AS u) AS x;

-- Without its own older figure among the benchmark a figure that beats the others is first, one that all beat last: the
-- aggregates count every figure they are given. From both sides, for ties, negative figures and those without polarity.
SELECT polarity, subject, national_rank(indicator(subject, NULL, NULL, polarity, 'number'), indicator(v, NULL, NULL, polarity, 'number')) AS rank,
	national_rank(indicator(subject, NULL, NULL, polarity, 'number'), indicator(v, NULL, NULL, polarity, 'number')) FILTER (WHERE v <> 95) AS without_95
FROM unnest('{high,low,none}'::polarity[]) AS polarity, unnest('{94,50,93,-1}'::double precision[]) AS subject,
	unnest('{95,93,92,91,-90}'::double precision[]) AS v GROUP BY polarity, subject ORDER BY polarity, subject DESC;

-- A file's size and its digest, that of FIPS 180-2, appendix B.1.
SELECT * FROM file_digest('abc'::bytea);

-- A temporary schema is known by the process of its session; another schema is nobody's.
SELECT temp_schema_pid(pg_my_temp_schema()) = pg_backend_pid() AS own, temp_schema_pid('pg_catalog'::regnamespace) AS other;
