-- A long series is stored out of line and is the same when it comes back; a usual one lies inside its row.
SET search_path = cfsperf, cfsperf_internal;

-- 13,000 months from the year 800, every other of them, and eight.
CREATE TEMP TABLE stored (kind text, s series);
INSERT INTO stored
SELECT kind, series(indicator((n * 7919 % 1000) / 10.0, n % 100, CASE WHEN n % 3 > 0 THEN 100 + n END, 'low',
	'per 1000'), 'Jan 0800'::reporting_period + n)
FROM generate_series(0, 12999) AS n, unnest('{every,second,eight}'::text[]) AS kind
WHERE CASE kind WHEN 'every' THEN true WHEN 'second' THEN n % 2 = 0 ELSE n < 8 END GROUP BY kind;
SELECT kind, count_periods(s), first_period(s), last_period(s) FROM stored ORDER BY kind;
SELECT pg_relation_size(reltoastrelid) > 0 AS out_of_line FROM pg_class WHERE oid = 'stored'::regclass;
SELECT kind, count(*) AS points,
	count(*) FILTER (WHERE value(indicator) <> ((n * 7919 % 1000) / 10.0)::double precision) AS values_wrong,
	count(*) FILTER (WHERE numerator(indicator) IS DISTINCT FROM n % 100) AS numerators_wrong,
	count(*) FILTER (WHERE denominator(indicator) IS DISTINCT FROM CASE WHEN n % 3 > 0
		THEN 100 + n END) AS denominators_wrong
FROM (SELECT kind, u.*, period - 'Jan 0800'::reporting_period AS n FROM stored, unnest(s) AS u) AS points GROUP BY kind
ORDER BY kind;
SELECT kind, s::text::series = s AS read_back, series_send(s::text::series) = series_send(s) AS in_every_bit,
	slice(s, NULL, NULL) = s AS sliced,
	slice(s, NULL, '1500') || slice(s, '1501-01', NULL) = s AS put_together FROM stored ORDER BY kind;
-- July 1800 is 12,006 months later: 12006 * 7919 = 95075514.
SELECT kind, at(s, 'Jul 1800'), at(s, 'Aug 1800') FROM stored ORDER BY kind;
UPDATE stored SET s = s || '{Jan 2013: 1 per 1000 low}' WHERE kind = 'eight';
SELECT kind, change(s) FROM stored ORDER BY kind;

-- A header of 32 bytes and for each value, each count that is known, and each place where there are gaps, 2 bytes where
-- that holds all of the series: several histories of 64 quarters fit on a page.
CREATE TEMP TABLE usual AS
SELECT 'with gaps' AS kind, series(indicator(n, n, 100, 'low', '%'), '2005/06 Q1'::reporting_period + n) AS s
FROM generate_series(0, 70) AS n WHERE n % 10 <> 3
UNION ALL SELECT 'whole', series(indicator(n, n, 100, 'low', '%'), '2005/06 Q1'::reporting_period + n)
FROM generate_series(0, 63) AS n
UNION ALL SELECT 'of counts', series(indicator(n, NULL, NULL, 'low', 'count'), '2005/06 Q1'::reporting_period + n)
FROM generate_series(0, 63) AS n;
SELECT kind, count_periods(s), pg_column_size(slice(s, NULL, NULL)) AS bytes, 32 + 64 * CASE kind WHEN 'with gaps'
	THEN 8 WHEN 'whole' THEN 6 ELSE 2 END AS expected
FROM usual ORDER BY kind;
