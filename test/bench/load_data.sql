-- A file of 989,184 figures in the order of quarters, and the table of what loading them takes.
--
-- Variables: file
CREATE EXTENSION cfsperf;
CREATE TABLE load_time (round integer, way text, seconds double precision, cpu_seconds double precision, megabytes integer, figures bigint, digest numeric);

SELECT setseed(0.5) \g /dev/null
COPY (
	SELECT 'm' || m AS measure, 'a' || a AS area, cfsperf.reporting_period(make_date(2000 + q / 4, 1 + q % 4 * 3, 1), 3) AS period,
		round((100.0 * n / d)::numeric, 1) AS value, n AS numerator, d AS denominator
	FROM generate_series(0, 127) q, generate_series(1, 48) m, generate_series(1, 161) a,
		LATERAL (SELECT (50 + random() * 850 + 0 * (q + m + a))::integer AS d) x,
		LATERAL (SELECT (random() * d)::integer AS n) y
) TO :'file' WITH (FORMAT csv, HEADER true);
