-- Figures of longer periods are made of counts that are added: what SQL gives for the same rows, and never an average.
SET search_path = cfsperf, cfsperf_internal;

CREATE TEMP TABLE quarter AS
SELECT p, i FROM (VALUES ('2019/20 Q1'::reporting_period, '50% (50/100) high'::indicator), ('2019/20 Q2', '60% (30/50) high'),
	('2019/20 Q3', '25% (50/200) high'), ('2019/20 Q4', '40% (20/50) high'), ('2020/21 Q1', '10% (10/100) high'),
	('2020/21 Q3', '20% (20/100) high'), ('2020/21 Q4', '30% high'), ('2021/22 Q1', '30% (30/100) high'),
	('2021/22 Q2', '40% (40/100) high')) AS t(p, i);
CREATE TEMP TABLE held AS SELECT series(i, p) AS s FROM quarter;
-- The gap of 2020/21 Q2 and the quarter without counts go into nothing.
SELECT rolling(s, 4), rolling(s, 2), rolling(s, 1) FROM held;
SELECT year_to_date(s), year_to_date(s, 1) FROM held;
SELECT regroup(s, 12), regroup(s, 6), regroup(s, 3), regroup(s, 12, 1) FROM held;

-- 60 months of counts, rates and percentages, some missing, some without counts, against sums over rows.
CREATE TEMP TABLE month AS
SELECT unit, p, i, CASE WHEN unit = 'count' THEN value(i) ELSE numerator(i) END AS r, denominator(i) AS n
FROM unnest('{count,per 1000,%}'::text[]) AS unit, generate_series(0, 59) AS k,
	LATERAL (SELECT '2015-04'::reporting_period + k AS p, indicator(CASE WHEN unit = 'count' THEN k % 7 + 0.1 * k
		WHEN k % 13 = 5 THEN 1 END, CASE WHEN unit <> 'count' AND k % 13 <> 5 THEN k % 7 + 0.1 * k END,
		CASE WHEN unit <> 'count' THEN 100 + k END, 'low', unit) AS i) AS x
WHERE k % 17 <> 9;
CREATE TEMP TABLE monthly AS SELECT unit, series(i, p) AS s FROM month GROUP BY unit;
CREATE FUNCTION pg_temp.figure(parts bigint, wanted integer, r numeric, n numeric, unit text) RETURNS indicator
	RETURN CASE WHEN parts = wanted THEN indicator(NULL, r::double precision,
		CASE WHEN unit <> 'count' THEN n::double precision END, 'low', unit) END;
WITH sums AS (
	SELECT m.unit, k, reporting_period((ends(p) + 1 - k * interval '1 month')::date, k) AS period,
		pg_temp.figure((SELECT pg_catalog.count(o.r) FROM month o WHERE o.unit = m.unit AND o.p > m.p - k AND o.p <= m.p), k,
			(SELECT sum(o.r::numeric) FROM month o WHERE o.unit = m.unit AND o.p > m.p - k AND o.p <= m.p),
			(SELECT sum(o.n::numeric) FROM month o WHERE o.unit = m.unit AND o.p > m.p - k AND o.p <= m.p), m.unit) AS figure
	FROM month m, unnest('{1,2,3,12}'::integer[]) AS k WHERE m.p >= '2015-04'::reporting_period + (k - 1))
SELECT k, count(figure) AS sums, count(*) FILTER (WHERE figure IS NOT NULL AND r.indicator IS NULL) AS missing,
	count(*) FILTER (WHERE figure::text <> r.indicator::text) AS different,
	count(r.indicator) - count(figure) AS too_many
FROM sums FULL JOIN (SELECT unit, k, u.* FROM monthly, unnest('{1,2,3,12}'::integer[]) AS k, unnest(rolling(s, k)) AS u) AS r
	USING (unit, k, period) GROUP BY k ORDER BY k;
-- The year to date of a month is the sum since April, and at a year's end the regrouped year and the rolling one.
WITH so_far AS (
	SELECT m.unit, m.p AS period, first, pg_temp.figure((SELECT pg_catalog.count(o.r) FROM month o WHERE o.unit = m.unit AND o.p > m.p - k AND o.p <= m.p), k,
			(SELECT sum(o.r::numeric) FROM month o WHERE o.unit = m.unit AND o.p > m.p - k AND o.p <= m.p),
			(SELECT sum(o.n::numeric) FROM month o WHERE o.unit = m.unit AND o.p > m.p - k AND o.p <= m.p), m.unit) AS figure
	FROM month m, unnest('{4,1,9}'::integer[]) AS first,
		LATERAL (SELECT (extract(month FROM starts(p))::integer - first + 12) % 12 + 1 AS k) AS x
	WHERE m.p >= '2015-04'::reporting_period + (k - 1))
SELECT first, count(figure) AS sums, count(*) FILTER (WHERE figure IS NOT NULL AND r.indicator IS NULL) AS missing,
	count(*) FILTER (WHERE figure::text <> r.indicator::text) AS different,
	count(r.indicator) - count(figure) AS too_many
FROM so_far FULL JOIN (SELECT unit, first, u.* FROM monthly, unnest('{4,1,9}'::integer[]) AS first, unnest(year_to_date(s, first)) AS u) AS r
	USING (unit, first, period) GROUP BY first ORDER BY first;
SELECT unit, months, count_periods(g) AS groups, count(*) FILTER (WHERE at(rolling(s, months), u.period)::text <> u.indicator::text) AS different
FROM monthly, unnest('{1,3,4,6,12}'::integer[]) AS months, regroup(s, months) AS g, unnest(g) AS u
GROUP BY unit, months, g ORDER BY unit COLLATE "C", months;
SELECT unit, count(*) AS years, count(*) FILTER (WHERE at(regroup(s, 12), '2018/19')::text <> at(year_to_date(s), '2019-03')::text) AS different
FROM monthly GROUP BY unit ORDER BY unit COLLATE "C";

-- A rolling year keeps the steps of its quarters: a series with a step, whose change from last year is between two
-- years, which a test may compare; that from the quarter before is not.
SELECT rolling('{2019/20 Q1: 5 count low, 2019/20 Q2: 6 count low, 2019/20 Q3: 7 count low, 2019/20 Q4: 8 count low,
	2020/21 Q1: 9 count low, 2020/21 Q2: 1 count low, 2020/21 Q3: 2 count low, 2020/21 Q4: 3 count low}', 4) AS years
\gset
SELECT series :'years', change(series :'years', '2020/21', 'previous period') AS before,
	p_value(change(series :'years', '2020/21', 'previous period')) IS NULL AS untested,
	change(series :'years', '2020/21', 'same period last year') AS last_year,
	round(p_value(change(series :'years', '2020/21', 'same period last year'))::numeric, 6) AS tested;
-- Decimals add up to decimals, a term is a part of a school's year, three years are pooled.
SELECT rolling('{2020-01: 0.1 per 1 (0.1/1), 2020-02: 0.2 per 1 (0.2/1)}', 2);
SELECT regroup('{Autumn 2019/20: 5 count, Spring 2019/20: 6 count, Summer 2019/20: 7 count}', 12, 9) AS school_year,
	year_to_date('{Autumn 2019/20: 5 count, Spring 2019/20: 6 count, Summer 2019/20: 7 count}', 9) AS so_far,
	rolling('{2014: 1% (1/100), 2015: 2% (2/100), 2016: 6% (6/100)}', 3) AS pooled;

-- Nothing of nothing: too few, none complete, no counts, plain numbers.
SELECT rolling(s, 6) IS NULL AS none_complete, rolling(s, 200) IS NULL AS too_few,
	rolling('{2020: 5% high, 2021: 6% high}', 2) IS NULL AS no_counts,
	rolling('{2020: 5 (1/2), 2021: 6 (1/2)}', 2) IS NULL AS plain, year_to_date('{2020-05: 5 count}') IS NULL AS april_missing,
	regroup('{2020-05: 5 count}', 3) IS NULL AS quarter_missing, rolling(NULL, 2) IS NULL AS nothing
FROM held;
SELECT rolling('{2020: 9007199254740992 count, 2021: 5 count}', 2) IS NULL AS out_of_range;

SELECT rolling('{2019-07/P12M: 5 count} step 3', 4);
SELECT year_to_date('{2020-01: 5 count} step 12');
SELECT rolling('{2020: 5 count}', 0);
SELECT rolling('{2020: 5 count}', 3000);
SELECT year_to_date('{2020/21 Q1: 5 count}', 13);
SELECT year_to_date('{2020/21 Q1: 5 count}', 5);
SELECT year_to_date('{Autumn 2019/20: 5 count}');
SELECT year_to_date('{2014-16: 5 count}');
SELECT regroup('{2020/21 Q1: 5 count}', 4);
SELECT regroup('{2020/21 Q1: 5 count}', 1);
SELECT regroup('{2020/21 Q1: 5 count}', 24);
SELECT regroup('{2020/21 Q1: 5 count}', 12, 0);
