-- A sparkline is one self-contained picture that says in words what it shows; a gap is a gap in the line.

SET search_path = cfsperf;

SELECT sparkline('{2019/20 Q4: 94.1% high, 2020/21 Q1: 94.9% high, 2020/21 Q2: 94.6% high}');
-- a missing period breaks the line, a figure between two missing ones is a dot
SELECT sparkline('{2019: 1 count, 2020: 3 count, 2022: 2 count, 2024: 2 count, 2025: 1 count}', 106, 26);
-- so does one before the last figure
SELECT substring(sparkline('{2020: 5, 2022: 6}') FROM '<title>.*</title>') AS title;
-- one point; equal figures; a rate
SELECT sparkline('{2020-08: 2.9% (380/13103) low}', 20, 20);
SELECT sparkline('{2020-07: 5 per 10000 low, 2020-08: 5 per 10000 low}', 20, 10);

-- a target is a dashed line; below or above all figures it is at the edge, and the words say only what the figures are
SELECT sparkline('{2019/20 Q4: 94.1% high, 2020/21 Q1: 94.9% high, 2020/21 Q2: 94.6% high}', target => 94.5);
SELECT t AS target, substring(svg FROM '<title>.*</title>') AS title, substring(svg FROM 'target" d="[^"]*') AS line, substring(svg FROM '<path d="[^"]*') AS path
FROM (SELECT t, sparkline('{2019: 1 count, 2020: 3 count}', 106, 26, t) AS svg FROM unnest('{0,1,2,3,5}'::double precision[]) t) x;
SELECT sparkline('{2020-08: 5 per 10000 low}', 20, 20, 4) AS one_point, sparkline('{2020-08: 5 low}', 20, 20, 5) AS level;

-- well-formed, accessible, without anything from outside, and in the colour of the text
SELECT xmlparse(DOCUMENT svg) IS NOT NULL AS well_formed, svg LIKE '<svg xmlns="http://www.w3.org/2000/svg" role="img" %><title>%</title>%' AS accessible,
	svg !~ '(href|url|script|style|#[0-9a-f]{3})' AS self_contained, svg ~ 'stroke="currentColor"' AS current_colour, svg !~ '(nan|inf)' AS finite,
	regexp_count(svg, 'L') AS lines
FROM (SELECT sparkline(series(indicator(n * 37 % 101 - 50.5, NULL, NULL, 'low', 'number'), reporting_period(date '0900-01-01', 1) + n)) AS svg
	FROM generate_series(1, 13000) AS n) AS long;
SELECT sparkline(series(indicator(v, NULL, NULL, 'low', 'number'), reporting_period(date '2020-01-01', 1) + i::integer), 50, 20)
FROM unnest('{-9007199254740992, 9007199254740992, 0.0000000001}'::double precision[]) WITH ORDINALITY AS t(v, i);

SELECT sparkline(NULL) IS NULL AS no_series, sparkline('{2020: 1}', NULL) IS NULL AS no_width,
	sparkline('{2020: 1}', 50, NULL, 1) IS NULL AS no_height, sparkline('{2020: 1}', 50, 20, NULL) = sparkline('{2020: 1}', 50, 20) AS no_target;
SELECT sparkline('{2020: 1}', 9);
SELECT sparkline('{2020: 1}', 100, 10001);
SELECT sparkline('{2020: 1}', target => 'NaN');
SELECT sparkline('{2020: 1}', target => 1e300);

SET search_path = '';
SELECT cfsperf.sparkline('{2020: 1}') IS NOT NULL AS without_search_path;
