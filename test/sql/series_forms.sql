-- Each array of a series has numbers as narrow as hold all of them exactly: 16 or 32 bits, with the decimals of the values,
-- or 64 and a binary point. Whatever they are, the figures come back in every bit.
SET search_path = cfsperf, cfsperf_internal;

-- Bytes a value, a numerator, a denominator and a place take; what they take whole is made up to 8.
CREATE TEMP TABLE form (kind text, bytes integer[], figures text[], places integer[]);
INSERT INTO form VALUES
('16 bits: up to 32,767', '{2,0,0,0}', '{32767,-32767,0}', '{0,1,2}'),
('32 bits: 32,768', '{4,0,0,0}', '{32768,0,1}', '{0,1,2}'),
('32 bits: -32,768, which stands for unknown', '{4,0,0,0}', '{-32768,0,1}', '{0,1,2}'),
('16 bits of hundredths', '{2,0,0,0}', '{327.67,0.1,5}', '{0,1,2}'),
('32 bits of hundredths', '{4,0,0,0}', '{327.68,0.1,5}', '{0,1,2}'),
('one decimal more makes all wider', '{4,0,0,0}', '{327.6,0.25,0.125}', '{0,1,2}'),
('32 bits: up to 2,147,483,647', '{4,0,0,0}', '{2147483647,-2147483647,16777217}', '{0,1,2}'),
('64 bits: 2,147,483,648', '{8,0,0,0}', '{2147483648,1,2}', '{0,1,2}'),
('64 bits: -2,147,483,648', '{8,0,0,0}', '{-2147483648,1,2}', '{0,1,2}'),
('64 bits: 21,474,836.48', '{8,0,0,0}', '{21474836.48,1,2}', '{0,1,2}'),
('ten decimals', '{2,0,0,0}', '{0.0000000001,0.0000032767}', '{0,1}'),
('ten decimals, 32 bits', '{4,0,0,0}', '{0.0000000001,0.2147483647}', '{0,1}'),
('ten decimals, 64 bits', '{8,0,0,0}', '{0.0000000001,99999.9999999999}', '{0,1}'),
('the ends', '{8,0,0,0}', '{9007199254740992,-9007199254740992,0.1}', '{0,1,2}'),
('counts are their own numerators', '{4,0,0,0}', '{32768 count,0 count}', '{0,1}'),
('numerators of 16 bits, one unknown', '{2,2,2,0}', '{50% (1/2),20%,10% (32767/32767),10% (0/5)}', '{0,1,2,3}'),
('denominators of 32 bits', '{2,2,4,0}', '{50% (1/2),20%,10% (32767/32768)}', '{0,1,2}'),
('both of 64 bits', '{2,8,8,0}', '{50% (1/2147483648),20%,10% (2147483648/2147483648)}', '{0,1,2}'),
('parts of counts', '{2,8,2,0}', '{50% (0.5/2),20%,10% (1/2)}', '{0,1,2}'),
('numerators alone', '{2,2,0,0}', '{50% (1),20%}', '{0,1}'),
('gaps of 16 bits', '{2,0,0,2}', '{1,2,3}', '{0,1,65535}'),
('gaps of 32 bits', '{2,0,0,4}', '{1,2,3}', '{0,1,65536}');

CREATE TEMP TABLE packed AS
SELECT f.kind, f.bytes, f.figures, f.places, count(*)::integer AS n,
	series(g.figure::indicator, 'Jan 0001'::reporting_period + g.place) AS s
FROM form AS f, unnest(f.figures, f.places) AS g (figure, place) GROUP BY f.kind, f.bytes, f.figures, f.places;

SELECT p.kind, pg_column_size(slice(p.s, NULL, NULL)) AS bytes,
	32 + (SELECT sum((p.n * b + 7) / 8 * 8) FROM unnest(p.bytes) AS b) AS expected
FROM packed AS p ORDER BY p.kind COLLATE "C";

-- one by one, all at once, by what is written, what is sent, and out of a panel
SELECT count(*) AS figures,
	count(*) FILTER (WHERE indicator_send(at(p.s, 'Jan 0001'::reporting_period + g.place)) <> indicator_send(g.figure::indicator))
		AS one_by_one_wrong,
	count(*) FILTER (WHERE indicator_send(u.indicator) <> indicator_send(g.figure::indicator)) AS all_at_once_wrong,
	count(*) FILTER (WHERE u.period <> 'Jan 0001'::reporting_period + g.place) AS at_wrong_periods,
	count(*) FILTER (WHERE indicator_send(a.indicator) <> indicator_send(g.figure::indicator)) AS of_a_panel_wrong
FROM packed AS p, unnest(p.figures, p.places) WITH ORDINALITY AS g (figure, place, i),
	LATERAL (SELECT * FROM unnest(p.s) WITH ORDINALITY AS u (period, indicator, i) WHERE u.i = g.i) AS u,
	LATERAL (SELECT * FROM unnest((SELECT panel('a', x) FROM unnest(ARRAY[p.s]) AS x)) AS a (area, period, indicator)
			 WHERE a.period = u.period) AS a;
SELECT kind FROM packed
WHERE s::text::series IS DISTINCT FROM s OR series_send(s::text::series) <> series_send(s)
	OR series_hash(s::text::series) <> series_hash(s)
	OR series_send(slice(s, NULL, first_period(s)) || slice(s, first_period(s) + 1, NULL)) <> series_send(s);

-- A part may be narrower than the whole, and equals the same part made by itself.
SELECT slice('{2019: 1, 2020: 70000}'::series, NULL, '2019') = '{2019: 1}' AS equal,
	pg_column_size(slice('{2019: 1, 2020: 70000, 2021: 0.5}'::series, NULL, '2019')) = pg_column_size('{2019: 1}'::series) AS as_narrow;
