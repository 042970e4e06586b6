-- What the server compiles (JIT, where it has that) says what it says interpreted.
SET search_path = cfsperf;
CALL create_framework('compiled');
SET search_path = compiled, cfsperf;
INSERT INTO outcome SELECT 'o' || i, 'Outcome ' || i, i FROM generate_series(1, 2) AS i;
INSERT INTO measure (code, outcome, title, polarity, polarity_reason, unit, suppress_below)
SELECT 'm' || i, 'o' || 1 + i % 2, 'Measure ' || i, (ARRAY['high', 'low', 'none'])[1 + i % 3]::polarity, 'see plan', '%', CASE i WHEN 4 THEN 90 END
FROM generate_series(1, 5) AS i;
INSERT INTO area VALUES ('EN', 'England', 'country');
INSERT INTO area SELECT 'a' || i, 'Area ' || i FROM generate_series(1, 8) AS i;
INSERT INTO neighbour SELECT 'a1', 'a' || i FROM generate_series(2, 5) AS i;
INSERT INTO observation (measure, area, period, value, numerator, denominator)
SELECT m.code, a.code, '2020/21 Q2'::reporting_period - q, v, v * 10, 1000
FROM measure m, area a, generate_series(0, 7) AS q,
	LATERAL (SELECT (ascii(right(m.code, 1)) * 7 + ascii(right(a.code, 1)) * 31 + q * 11) % 101) AS x(v);
INSERT INTO benchmark VALUES ('b', 'Benchmark');
INSERT INTO benchmark_value (measure, benchmark, area, period, value)
SELECT measure, 'b', area, period, value FROM observation WHERE period = '2019/20 Q4' AND measure <> 'm5';
INSERT INTO report SELECT code, '2020/21 Q2', 'b' FROM area;
CALL protect();

SET jit = off;
CREATE TEMP TABLE interpreted AS TABLE scorecard;
SET jit = on;
SET jit_above_cost = 0;
SET jit_inline_above_cost = -1;
SET jit_optimize_above_cost = -1;
CREATE TEMP TABLE compiled AS TABLE scorecard;
SET jit = off;
SELECT count(*), count(value), count(quartile), count(neighbour_mean) FROM compiled;
SELECT count(*) AS differing FROM ((TABLE compiled EXCEPT TABLE interpreted) UNION ALL (TABLE interpreted EXCEPT TABLE compiled)) AS d;

SET client_min_messages = warning;
DROP SCHEMA compiled CASCADE;
