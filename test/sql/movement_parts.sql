-- A movement says both figures and both periods, what lies between them, and is refused where they do not belong
-- together.
SET search_path = cfsperf, cfsperf_internal;

CREATE TEMP TABLE movement_of (m movement);
INSERT INTO movement_of VALUES ('2020/21 Q1: 94.9% high -> 2020/21 Q2: 94.6% (1016/1074) high'),
	('2019/20 Q1: 1.37 low -> 2020/21 Q1: 0.76 low'),
	('2020/21 Q2: 718 count'), ('2018/19: 0 low -> 2019/20: 5 low'), ('2018/19: -20 -> 2019/20: -15'),
	('AY 2018/19: 8 per 1000 low -> AY 2019/20: 10 per 1000 low');
SELECT m FROM movement_of ORDER BY m::text COLLATE "C";
SELECT current_period(m) AS period, current_value(m) AS value, previous_period(m), previous_value(m), difference(m),
	round(percent_change(m)::numeric, 4) AS percent_change, periods_apart(m), direction(m)
FROM movement_of ORDER BY m::text COLLATE "C";
SELECT current(m), previous(m) FROM movement_of ORDER BY m::text COLLATE "C";
SELECT count(*) FILTER (WHERE m::text::movement = m
	AND movement_send(m::text::movement) = movement_send(m)) AS read_back,
	count(*) FILTER (WHERE movement(current(m), current_period(m), previous(m), previous_period(m)) = m) AS put_together
	FROM movement_of;

-- The difference is a decimal, in the unit: no binary noise.
SELECT count(*) AS differences, count(*) FILTER (WHERE difference(movement(a, '2021', b,
	'2020')) <> (x - y)::double precision) AS wrong
FROM generate_series(0, 100.0, 0.7) AS x, generate_series(0, 100.0, 0.9) AS y,
	LATERAL (SELECT indicator(x::double precision, NULL, NULL, 'high', '%') AS a,
		indicator(y::double precision, NULL, NULL, 'high', '%') AS b) AS i;

-- Of parts: without a current figure there is no movement, without a previous one the movement has none.
SELECT movement(NULL, '2020', '5 low', '2019') IS NULL AS no_figure,
	movement('5 low', NULL, '5 low', '2019') IS NULL AS no_period,
	movement('5 low', '2020', NULL, '2019') AS no_previous,
	movement('5 low', '2020', '6 low', NULL) AS no_previous_period;

-- Equal figures at equal periods are one movement; counts are evidence.
SELECT a = b AS equal, a <> b AS different, movement_hash(a) = movement_hash(b) AS hashed_alike, a, b
FROM (VALUES ('2020: 5% high'::movement, '2020: 5% (1/20) high'::movement), ('2020: 5% high', '2020: 5% low'),
	('2020: 5% high', '2021: 5% high'),
	('2020: 5% high', '2019: 5% high -> 2020: 5% high'), ('2019: 4 -> 2020: 5', '2019: 3 -> 2020: 5'),
	('2019: 4 -> 2020: 5', '2018: 4 -> 2020: 5')) AS t(a, b)
ORDER BY a::text COLLATE "C", b::text COLLATE "C";
SELECT count(*) FROM (SELECT m FROM movement_of, generate_series(1, 3) GROUP BY m) AS g;

SELECT periods_apart('2019/20: 5 -> AY 2019/20: 6');
SELECT '2020/21 Q1: 5% high -> 2020/21 Q2: 5% low'::movement;
SELECT '2020/21 Q1: 5% high -> 2020/21 Q2: 5 per 100 high'::movement;
SELECT '2019/20: 5 -> 2020/21 Q2: 5'::movement;
SELECT '2020/21 Q2: 5 -> 2020/21 Q2: 5'::movement;
SELECT '2020/21 Q2: 5 -> 2020/21 Q1: 5'::movement;
SELECT '2020/21 Q2 5'::movement;
SELECT '2020/21 Q5: 5'::movement;
SELECT '2020/21 Q2: 5% up'::movement;
SELECT '2020/21 Q2: '::movement;
SELECT movement('5 low', '2020', '6 high', '2019');
SELECT movement('5 low', '2020', '6 low', '2021');
