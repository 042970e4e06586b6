-- A series has a step besides the length of its periods: a year reported each quarter, a census of each January.
SET search_path = cfsperf, cfsperf_internal;

CREATE TEMP TABLE rolling (p reporting_period, i indicator);
INSERT INTO rolling SELECT reporting_period(('2018-01-01'::date + n * interval '3 months')::date, 12),
	indicator(80 + n % 5, 80 + n % 5, 100, 'high', '%')
FROM generate_series(0, 9) AS n WHERE n <> 4;
CREATE TEMP TABLE census AS
SELECT reporting_period(make_date(y, 1, 1), 1) AS p, indicator(y - 1300, NULL, NULL, 'none', 'count') AS i
FROM generate_series(2014, 2021) AS y WHERE y <> 2020;
CREATE TEMP TABLE held AS
SELECT 'rolling' AS name, series(i, p, 3) AS s FROM rolling
UNION ALL SELECT 'census', series(i, p, 12) FROM census;
SELECT name, s FROM held ORDER BY name;

-- It is read as it is written, in text and in binary; a step that is the length is not said, and nothing is longer.
SELECT name, s::text::series = s AS read_back, series_send(s::text::series) = series_send(s) AS in_every_bit,
	series_hash(s::text::series) = series_hash(s) AS hashed_alike,
	pg_column_size(slice(s, NULL, NULL)) AS bytes, pg_column_size(series(r.i, r.p)) AS of_quarters
FROM held, (SELECT indicator(80 + n % 5, 80 + n % 5, 100, 'high', '%') AS i, '2018/19 Q1'::reporting_period + n AS p
	FROM generate_series(0, 9) AS n WHERE n <> 4) AS r GROUP BY name, s ORDER BY name;
SELECT '{2020: 5} step 12'::series AS of_the_length, series('5'::indicator, '2020', 12) = '{2020: 5}' AS the_same,
	series('5'::indicator, '2020', NULL) = '{2020: 5}' AS not_said, '{2020: 5} step 3'::series = '{2020: 5}' AS another,
	'{2020: 5}   step 3'::series AS written;

-- What was reported before, one step before, a year before; a gap is a gap.
SELECT name, p, basis, change(s, p, basis) FROM held,
	LATERAL (VALUES (last_period(s)), (reporting_period(starts(last_period(s)) - 365, months(last_period(s))))) AS x(p),
	unnest('{previous reported,previous period,same period last year}'::text[]) AS basis
ORDER BY name, p, basis COLLATE "C";
SELECT name, p, at(s, p) FROM held, unnest('{2018,2018-04/P12M,2019,2018-02/P12M,2018/19 Q1,2019-01,2020-01,2019-02}'::reporting_period[]) AS p
WHERE at(s, p) IS NOT NULL ORDER BY name, p;
SELECT name, m.* FROM held, movements(s) AS m WHERE period > '2020' ORDER BY name, period;
SELECT name, change(s), slice(s, '2019', '2020/21') FROM held ORDER BY name;
SELECT name, count(*) AS cuts, count(*) FILTER (WHERE series_send(slice(s, NULL, period)
	|| slice(s, reporting_period((starts(period) + interval '1 month')::date, 1), NULL)) = series_send(s)) AS put_together
FROM held, unnest(s) WHERE period < last_period(s) GROUP BY name ORDER BY name;

-- The same from rows, from partial results and from parts, in any order.
SELECT count(DISTINCT series_send(s)) AS series FROM (SELECT series(i, p, 3 ORDER BY n * seed % 7) AS s
	FROM (SELECT *, row_number() OVER () AS n FROM rolling) AS r, generate_series(1, 6) AS seed GROUP BY seed) AS o;
CREATE AGGREGATE pg_temp.partial(indicator, reporting_period, integer) (SFUNC = series_state_add_stepped, STYPE = series_state);
CREATE AGGREGATE pg_temp.gathered(series_state) (SFUNC = series_state_combine, STYPE = series_state, FINALFUNC = series_state_result);
SELECT pg_temp.gathered(part::text::series_state) = (SELECT s FROM held WHERE name = 'rolling') AS gathered
FROM (SELECT pg_temp.partial(i, p, 3) AS part FROM rolling GROUP BY months(p) + ('x' || right(p::text, 2) < 'x07')::integer) AS parts;

-- Periods that overlap say the same children several times: trend, limits and special causes are those of every
-- fourth point, counted back from the last, as a series of years has them.
CREATE TEMP TABLE years AS
SELECT series(i, p, 3) AS s, series(i, p) FILTER (WHERE n % 4 = 3) AS yearly
FROM (SELECT n, reporting_period(('2000-01-01'::date + n * interval '3 months')::date, 12) AS p,
	indicator((n * n % 37) + n / 4.0, NULL, NULL, 'low', 'number') AS i FROM generate_series(0, 79) AS n) AS t;
SELECT count_periods(s) AS quarterly, count_periods(yearly), trend(s) = trend(yearly) AS trend, xmr(s) = xmr(yearly) AS xmr,
	assurance(s, 60) = assurance(yearly, 60) AS assurance,
	(SELECT array_agg(c::text) FROM special_causes(s) AS c) = (SELECT array_agg(c::text) FROM special_causes(yearly) AS c) AS causes
FROM years;
SELECT trend(s), trend(yearly) = trend(s) AS the_same, (xmr(s)).points FROM years;
-- A census is adjacent from January to January, and a gap ends what is recent.
SELECT trend(s) AS with_a_gap, trend(slice(s, NULL, '2019')) AS before_it, (xmr(s)).points FROM held WHERE name = 'census';
SELECT sparkline(s) FROM held WHERE name = 'rolling';

-- A panel has one step too, and its histories theirs.
CREATE TEMP TABLE panels AS
SELECT panel(area, s) AS x FROM (SELECT 'E' || a AS area, series(indicator(value(i) + a, NULL, NULL, 'high', '%'), p, 3) AS s
	FROM rolling, generate_series(1, 5) AS a WHERE NOT (a = 2 AND p < '2019') GROUP BY a) AS h;
SELECT x::text::panel = x AS read_back, panel_send(x::text::panel) = panel_send(x) AS in_every_bit,
	right(x::text, 8) AS written, history(x, 'E2') FROM panels;
SELECT area, r.period, r.quartile, quartile(r.indicator, quartiles(x, r.period)) = r.quartile AS as_of_one
FROM panels, positions(x) AS r WHERE r.period IN ('2018', '2020/21') ORDER BY area, period;
SELECT area, period, movement FROM panels, movements(x) WHERE area = 'E2' AND period > '2020' ORDER BY period;
SELECT panel(area, s) = (SELECT x FROM panels) AS of_parts FROM (SELECT area, unnest(ARRAY[slice(h, NULL, '2019'),
	slice(h, '2019-02', NULL)]) AS s FROM panels, unnest('{E1,E2,E3,E4,E5}'::text[]) AS area, history(x, area) AS h) AS parts;
SELECT panel(area, s) FROM (VALUES ('a', '{2020: 5} step 3'::series), ('b', '{2020: 5}')) AS t(area, s);
SELECT panel(area, s) FROM (VALUES ('a', '{2020: 5} step 3'::series), ('a', '{2021: 5}')) AS t(area, s);
SELECT panel(area, s) FROM (VALUES ('a', '{2020: 5} step 3'::series), ('b', '{2018-02/P12M: 5} step 3')) AS t(area, s);
SELECT '{"a": {2020: 5}} step 5'::panel;
SELECT '{"a": {2020: 5}, "b": {2018-02/P12M: 5}} step 3'::panel;
SELECT '{"a": {2020: 5}} steps'::panel;

-- Figures of one length whose phase is another make series of their own; those of another length none.
SELECT histories(r, 12, 3) FROM (SELECT readings(n, NULL, NULL, reporting_period(make_date(2020, n, 1), m)) AS r
	FROM generate_series(1, 9) AS n, unnest('{12,3}'::integer[]) AS m) AS t;
SELECT count(*) AS nothing FROM (SELECT histories(r, length, step) FROM (SELECT readings(1, NULL, NULL, '2020') AS r) AS t,
	(VALUES (12, 5), (12, 0), (12, -3), (0, 3), (3, 3)) AS v(length, step)) AS h;
SELECT count(*) AS pairs, count(*) FILTER (WHERE same_shape(a, b, step) <> (shape(a, step) = shape(b, step))) AS shape_wrong,
	count(*) FILTER (WHERE same_shape(a, b, months(a)) <> same_shape(a, b)) AS length_wrong,
	count(*) FILTER (WHERE same_shape(a, b, step)) AS of_one
FROM (SELECT reporting_period(('2018-01-01'::date + n * interval '1 month')::date, m) AS a FROM generate_series(0, 24) AS n,
	unnest('{1,3,12}'::integer[]) AS m) AS a, (SELECT reporting_period(('2018-01-01'::date + n * interval '1 month')::date, m) AS b
	FROM generate_series(0, 24) AS n, unnest('{1,3,12}'::integer[]) AS m) AS b, unnest('{1,3,12}'::integer[]) AS step;

-- What does not go together is refused.
SELECT series(i, p, 3) FROM (VALUES ('5'::indicator, '2020'::reporting_period), ('6', '2020-02/P12M')) AS t(i, p);
SELECT series(i, p, 3) FROM (VALUES ('5'::indicator, '2020'::reporting_period), ('6', '2020/21 Q1')) AS t(i, p);
SELECT series(i, p, 3) FROM (VALUES ('5'::indicator, '2020'::reporting_period), ('6', '2020')) AS t(i, p);
SELECT series(i, p, n) FROM (VALUES ('5'::indicator, '2020'::reporting_period, 3), ('6', '2021', 6)) AS t(i, p, n);
SELECT series('5'::indicator, '2020', 5);
SELECT series('5'::indicator, '2020', 0);
SELECT series('5'::indicator, '2020', -12);
SELECT '{2020: 5} step 3'::series || '{2021: 5}';
SELECT '{2020: 5, 2020-02/P12M: 6} step 3'::series;
SELECT '{2020: 5} step 5'::series;
SELECT '{2020: 5} step'::series;
SELECT '{2020: 5} step 03'::series;
SELECT '{2020: 5} step 3 '::series;
SELECT '{2020: 5} each 3'::series;
SELECT same_shape('2020', '2021', 0);
SELECT shape('2020', -1);
