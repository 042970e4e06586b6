-- The calculus beside plain SQL, on a table of small keys and figures that are ready made. Readings lie in the order of
-- loading, quarter by quarter, one in twenty missing. Variables: measures, areas, quarters.

CREATE UNLOGGED TABLE public.reading_row AS
SELECT m::smallint AS measure, a::smallint AS area, '2004/05 Q1'::reporting_period + q AS period, v AS value,
	indicator(v, round(v * 10), 1000, 'high', '%') AS reading,
	round(v * 10) AS numerator, 1000::double precision AS denominator
FROM (SELECT m, a, q,
		  (2000 + (m::bigint * 7919 + a * 104729 + q * 1299709) % 6000)::double precision / 100 AS v
	  FROM generate_series(0, :quarters - 1) q, generate_series(1, :measures) m, generate_series(1, :areas) a
	  WHERE (m * 31 + a * 17 + q * 13) % 20 <> 0) x;
VACUUM ANALYZE public.reading_row;

INSERT INTO bench.question (question, title, differences) VALUES
('calculus 1', 'change() and sum(), the same GROUP BY',
 'SELECT count(*) FROM (SELECT measure, area, change(reading, period) AS c FROM reading_row GROUP BY measure, area) a
  FULL JOIN (SELECT DISTINCT ON (measure, area) measure, area, period, value, lag(value) OVER w AS previous
		FROM reading_row WINDOW w AS (PARTITION BY measure, area ORDER BY period)
		ORDER BY measure, area, period DESC) b ON a.measure = b.measure AND a.area = b.area
  WHERE current_value(c) IS DISTINCT FROM b.value OR previous_value(c) IS DISTINCT FROM b.previous
	OR NOT coalesce(current_period(c) = b.period, false)'),
('calculus 2', 'three cut points, by measure and quarter',
 'SELECT count(*) FROM (SELECT measure, period, quartiles(reading) AS q FROM reading_row GROUP BY measure, period) a
  FULL JOIN (SELECT measure, period, percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY value) AS p
		FROM reading_row GROUP BY measure, period) b ON a.measure = b.measure AND a.period = b.period
  WHERE q IS NULL OR p IS NULL OR abs(lower_quartile(q) - p[1]) > 1e-9 OR abs(median(q) - p[2]) > 1e-9 OR abs(upper_quartile(q) - p[3]) > 1e-9'),
('calculus 3', 'three cut points, all rows in one group',
 'SELECT count(*) FROM (SELECT quartiles(reading) AS q FROM reading_row) a,
  (SELECT percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY value) AS p FROM reading_row) b
  WHERE abs(lower_quartile(q) - p[1]) > 1e-9 OR abs(median(q) - p[2]) > 1e-9 OR abs(upper_quartile(q) - p[3]) > 1e-9'),
('calculus 4', 'every quarter of every series',
 'SELECT count(*) FROM (
	SELECT measure, area, (m).period, previous_value((m).movement) AS previous
	FROM (SELECT measure, area, movements(series(reading, period)) AS m FROM reading_row GROUP BY measure, area) s) a
  FULL JOIN (SELECT measure, area, period, lag(value) OVER (PARTITION BY measure, area ORDER BY period) AS previous
		FROM reading_row) b ON a.measure = b.measure AND a.area = b.area AND a.period = b.period
  WHERE a.measure IS NULL OR b.measure IS NULL OR a.previous IS DISTINCT FROM b.previous'),
('calculus 5', 'bounds of a million proportions, and their square roots',
 'SELECT count(*) FROM (SELECT numerator AS r, denominator AS n FROM reading_row LIMIT 1000) r,
  (SELECT 1.959963984540054 AS z) c
  WHERE abs(wilson_lower(r, n) - (2 * r + z * z - z * sqrt(z * z + 4 * r * (1 - r / n))) / (2 * (n + z * z))) > 1e-12'),
('calculus 6', 'building a figure, and adding up its three columns', NULL);

INSERT INTO bench.spelling (question, side, spelling, statement) VALUES
('calculus 1', 'change()', 1,
 'SELECT measure, area, change(reading, period) FROM reading_row GROUP BY measure, area'),
('calculus 1', 'sum()', 1,
 'SELECT measure, area, sum(value) FROM reading_row GROUP BY measure, area'),
('calculus 2', 'quartiles()', 1,
 'SELECT measure, period, quartiles(reading) FROM reading_row GROUP BY measure, period'),
('calculus 2', 'percentile_cont()', 1,
 'SELECT measure, period, percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY value)
  FROM reading_row GROUP BY measure, period'),
('calculus 3', 'quartiles()', 1,
 'SELECT quartiles(reading) FROM reading_row'),
('calculus 3', 'percentile_cont()', 1,
 'SELECT percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY value) FROM reading_row'),
('calculus 4', 'movements(series())', 1,
 'SELECT measure, area, movements(series(reading, period)) FROM reading_row GROUP BY measure, area'),
('calculus 4', 'lag()', 1,
 'SELECT measure, area, period, value - lag(value) OVER (PARTITION BY measure, area ORDER BY period) FROM reading_row'),
('calculus 5', 'wilson_lower(), _upper()', 1,
 'SELECT sum(wilson_lower(numerator, denominator)), sum(wilson_upper(numerator, denominator))
  FROM (SELECT numerator, denominator, value FROM reading_row LIMIT 1000000) r'),
('calculus 5', 'sqrt(), twice', 1,
 'SELECT sum(sqrt(value * value + value)), sum(sqrt(numerator * numerator + numerator))
  FROM (SELECT numerator, denominator, value FROM reading_row LIMIT 1000000) r'),
('calculus 6', 'indicator()', 1,
 'SELECT count(indicator(value, numerator, denominator, ''high'', ''%'')) FROM reading_row'),
('calculus 6', 'value + numerator + denominator', 1,
 'SELECT count(value + numerator + denominator) FROM reading_row');

INSERT INTO bench.target (question, side, rival, times) VALUES
('calculus 1', 'change()', 'sum()', 1 / 1.15),
('calculus 2', 'quartiles()', 'percentile_cont()', 2),
('calculus 3', 'quartiles()', 'percentile_cont()', 2),
('calculus 4', 'movements(series())', 'lag()', 3),
('calculus 5', 'wilson_lower(), _upper()', 'sqrt(), twice', 1 / 1.5),
('calculus 6', 'indicator()', 'value + numerator + denominator', NULL);
