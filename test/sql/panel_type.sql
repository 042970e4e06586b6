-- A panel is read as it is written, whatever an area is called, is equal by its figures, and gives its parts back.
SET search_path = cfsperf, cfsperf_internal;

CREATE TEMP TABLE reading (area text, p reporting_period, i indicator);
INSERT INTO reading VALUES ('E92', '2020/21 Q2', '94% (940/1000) high'), ('E10', '2020/21 Q2', '94.6% (1016/1074) high'),
	('E10', '2019/20 Q2', '90% high'), (NULL, '2020/21 Q2', '1% high'), ('E10', NULL, '2% high'), ('E11', '2020/21 Q2', NULL),
	('E92', '2020/21 Q1', '95% high'), ('', '2020/21 Q2', '3% high');
SELECT panel(area, i, p) FROM reading;
SELECT panel(area, i, p) IS NULL AS of_no_row FROM reading WHERE i IS NULL OR area IS NULL OR p IS NULL;
SELECT panel(area, i, p) AS of_one FROM reading WHERE area = '';
CREATE TEMP TABLE held AS SELECT panel(area, i, p) AS x FROM reading;
SELECT count_areas(x), history(x, 'E10') AS e10, history(x, 'E11') IS NULL AS not_there, history(x, '') AS nameless FROM held;
SELECT quartiles(x, '2020/21 Q2') AS of_three, quartiles(x, '2019/20 Q2') AS of_one, quartiles(x, '2018/19 Q2') IS NULL AS of_none
FROM held;
-- given polarity and unit as a whole it is of that polarity, as its figures are
SELECT quartiles(x, '2020'), (SELECT string_agg(quartile::text, ' ' ORDER BY area) FROM positions(x)) AS positions
FROM (SELECT panel(panel(area, value, NULL, NULL, '2020'), 'low', 'number') AS x
	FROM (VALUES ('a', 1::float8), ('b', 2), ('c', 3), ('d', 4), ('e', 5)) AS t(area, value)) AS p;
SELECT (unnest(x)).* FROM held;
SELECT area, period, movement FROM held, movements(x);
SELECT area, count(*) FROM held, movements(x) GROUP BY area HAVING count(*) > 1 ORDER BY area;
SELECT count(*) AS first_two FROM (SELECT unnest(x) FROM held LIMIT 2) AS r;

-- Any text can be the name of an area: quotes, backslashes, braces, control characters, other scripts, 70,000 bytes. A
-- varchar(64) is one too, and a name is its bytes: no blank goes, no collation folds.
CREATE TEMP TABLE hostile AS
SELECT n, name FROM unnest(ARRAY['"', '\', '\"', '\\', '}', '}, "x": {', '{', ',', ':', '''', ' ', '  ', ' a', 'a ', 'a', 'A',
	E'\n', E'\t', E'\x01', U&'\00c5', U&'A\030a', U&'\+01f600', U&'\202e', U&'\feff', 'NULL', '', '"}}', '%s%n', '16 bytes of name',
	'17 bytes of name.', repeat('x', 63) || 'y', repeat('"\', 35000)]) WITH ORDINALITY AS t(name, n);
SELECT count(*) AS names, count_areas(x), x::text::panel = x AS read_back,
	panel_send(x::text::panel) = panel_send(x) AS in_every_bit, x::text::panel::text = x::text AS written_alike
FROM (SELECT panel(name, indicator(n, n, 1000, 'low', '%'), '2020') AS x FROM hostile) AS p, hostile GROUP BY x;
SELECT count(*) AS names, count(*) FILTER (WHERE value(at(history(x, name), '2020')) = n) AS found
FROM (SELECT panel(name, indicator(n, n, 1000, 'low', '%'), '2020') AS x FROM hostile) AS p, hostile;
SELECT count(*) AS rows, count(*) FILTER (WHERE area = (hostile.name) AND value(indicator) = n) AS right,
	count(*) FILTER (WHERE area COLLATE "C" < before COLLATE "C") AS out_of_order
FROM (SELECT r.*, lag(area) OVER (ORDER BY k) AS before FROM (SELECT panel(name, indicator(n, n, 1000, 'low', '%'), '2020') AS x
	FROM hostile) AS p, positions(x) WITH ORDINALITY AS r(area, period, indicator, quartile, k)) AS r
JOIN hostile ON hostile.n = value(indicator);
SELECT panel('a'::varchar(64), '5 low', '2020'), panel('a'::name::text, '5 low', '2020') AS of_name;

-- Read with blanks around its marks, in any order, an area in two pieces; written in one way.
SELECT x FROM unnest(ARRAY['{"b": {2021: 2, 2020: 1}, "a": {2020: 3}}', ' { "b" : { 2020 : 1 , 2021: 2 } , "a":{2020:3} } ',
	'{"b":{2021:2},"a":{2020:3},"b":{2020:1}}', '{"\"\\": {Q1 2020/21: 94.60% High is good}}']::panel[]) AS x;

-- Equal by areas, periods and figures; counts are evidence.
SELECT a = b AS equal, a <> b AS different, panel_hash(a) = panel_hash(b) AS hashed_alike
FROM (VALUES (1, '{"a": {2020: 5% high}}'::panel, '{"a": {2020: 5% (5/100) high}}'::panel),
	(2, '{"a": {2020: 5% high}}', '{"b": {2020: 5% high}}'), (3, '{"a": {2020: 5% high}}', '{"a": {2020: 5% low}}'),
	(4, '{"a": {2020: 5% high}}', '{"a": {2021: 5% high}}'), (5, '{"a": {2020: 5% high}}', '{"a": {2020: 5.1% high}}'),
	(6, '{"a": {2020: 5}}', '{"a": {2020: 5}, "b": {2020: 5}}'),
	(7, '{"a": {2020: 5, 2021: 6}, "b": {2020: 5}}', '{"a": {2020: 5}, "b": {2020: 5, 2021: 6}}')) AS t(n, a, b) ORDER BY n;
SELECT count(*) AS panels FROM (SELECT x FROM unnest(ARRAY['{"a": {2020: 5}}', '{"a": {2020: 5 (1/2)}}',
	'{"b": {2020: 5}}']::panel[]) AS x GROUP BY x) AS g;

-- A panel too long for a row is stored out of line and comes back the same. It takes 24 bytes, and for an area with a
-- name of 9 bytes 4 for where it stands, 16 for the name, 32 for the head of its history and for each point 2 each for
-- value and numerator and 4 for a denominator of 100,000.
CREATE TEMP TABLE stored AS SELECT panel('E' || (10000000 + a), indicator(a + n, a, 100000 + n, 'low', 'per 1000'),
	'Jan 2000'::reporting_period + n) AS x FROM generate_series(1, 150) AS a, generate_series(0, 59) AS n;
SELECT pg_relation_size(reltoastrelid) > 0 AS out_of_line FROM pg_class WHERE oid = 'stored'::regclass;
SELECT x::text::panel = x AS read_back, panel_send(x::text::panel) = panel_send(x) AS in_every_bit, count_areas(x) FROM stored;
SELECT pg_column_size(panel(area, indicator, period)) AS bytes, 24 + 150 * (4 + 16 + 32 + 60 * 8) AS expected
FROM stored, unnest(x);
SELECT count(*) AS points, count(*) FILTER (WHERE value(u.indicator) = right(u.area, 3)::integer + (u.period - 'Jan 2000'))
	AS right, count(*) FILTER (WHERE u.quartile = quartile(u.indicator, q)) AS placed
FROM stored, positions(x) AS u, LATERAL quartiles(x, u.period) AS q;
