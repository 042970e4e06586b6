-- The states of aggregates travel as text and in binary without loss, refuse what is none, and are changed by
-- aggregates alone.
SET search_path = cfsperf, cfsperf_internal;

-- Aggregates that end with the state itself stand for what is gathered from many servers: the state goes as text, is
-- read again and merged.
CREATE AGGREGATE pg_temp.change_partial(indicator, reporting_period) (SFUNC = change_add, STYPE = change_state);
CREATE AGGREGATE pg_temp.change_gathered(change_state) (SFUNC = change_combine, STYPE = change_state,
	FINALFUNC = change_result);
CREATE AGGREGATE pg_temp.latest_gathered(change_state) (SFUNC = change_combine, STYPE = change_state,
	FINALFUNC = latest_result);
CREATE AGGREGATE pg_temp.distribution_gathered(distribution) (SFUNC = distribution_combine, STYPE = distribution,
	FINALFUNC = distribution_quartiles);
CREATE AGGREGATE pg_temp.standing_partial(indicator, indicator) (SFUNC = standing_add, STYPE = standing);
CREATE AGGREGATE pg_temp.quartile_gathered(standing) (SFUNC = standing_combine, STYPE = standing,
	FINALFUNC = standing_quartile);
CREATE AGGREGATE pg_temp.rank_gathered(standing) (SFUNC = standing_combine, STYPE = standing,
	FINALFUNC = standing_rank);
CREATE AGGREGATE pg_temp.series_partial(indicator, reporting_period) (SFUNC = series_state_add, STYPE = series_state);
CREATE AGGREGATE pg_temp.series_gathered(series_state) (SFUNC = series_state_combine, STYPE = series_state,
	FINALFUNC = series_state_result);

-- 20 measures of 70 months on 1 to 7 servers, some of which have nothing.
CREATE TEMP TABLE reading AS
SELECT m, n * 13 % (m % 7 + 1) AS server, 'Jan 2015'::reporting_period + n AS p,
	CASE WHEN n % 9 <> 4 AND (m, n * 13 % (m % 7 + 1)) <> (6, 3)
	THEN indicator((n * 37 + m * 11) % 101 / 10.0, n, 1000, (ARRAY['high', 'low', 'none'])[m % 3 + 1]::polarity,
		'%') END AS i
FROM generate_series(1, 20) AS m, generate_series(0, 69) AS n;
CREATE TEMP TABLE subject AS SELECT m, indicator(4.2, NULL, NULL, (ARRAY['high', 'low', 'none'])[m % 3 + 1]::polarity,
	'%') AS s FROM generate_series(1, 20) AS m;
CREATE TEMP TABLE sent AS
SELECT m, server, pg_temp.change_partial(i, p)::text AS change, distribution(i)::text AS distribution,
	pg_temp.standing_partial(s, i)::text AS standing, pg_temp.series_partial(i, p)::text AS series
FROM reading JOIN subject USING (m) GROUP BY m, server;
SELECT count(*) AS states, count(change) AS not_empty,
	count(*) FILTER (WHERE change::change_state::text <> change OR distribution::distribution::text <> distribution
	OR standing::standing::text <> standing OR series::series_state::text <> series) AS not_read_back FROM sent;
SELECT count(*) AS measures, count(*) FILTER (WHERE g.change IS DISTINCT FROM d.change OR g.latest::text
	IS DISTINCT FROM d.latest::text) AS change_wrong,
	count(*) FILTER (WHERE g.quartiles IS DISTINCT FROM d.quartiles) AS quartiles_wrong,
	count(*) FILTER (WHERE (g.quartile_rank, g.national_rank)
		IS DISTINCT FROM (d.quartile_rank, d.national_rank)) AS rank_wrong,
	count(*) FILTER (WHERE series_send(g.series) IS DISTINCT FROM series_send(d.series)) AS series_wrong
FROM (SELECT m, change(i, p), latest(i, p), quartiles(i), quartile_rank(s, i), national_rank(s, i), series(i, p)
	FROM reading JOIN subject USING (m) GROUP BY m) AS d
FULL JOIN (SELECT m, pg_temp.change_gathered(change::change_state) AS change,
	pg_temp.latest_gathered(change::change_state) AS latest,
		pg_temp.distribution_gathered(distribution::distribution) AS quartiles,
		pg_temp.quartile_gathered(standing::standing) AS quartile_rank,
		pg_temp.rank_gathered(standing::standing) AS national_rank,
		pg_temp.series_gathered(series::series_state) AS series FROM sent GROUP BY m) AS g USING (m);

-- The mark of a duplicate period travels too, wherever it is and whichever state is merged into which, also
-- where each server has it once.
SELECT pg_temp.change_gathered(state::text::change_state ORDER BY server)
FROM (SELECT server, pg_temp.change_partial('5 low', p) AS state
	FROM (VALUES (1, '2019'::reporting_period), (2, '2020'), (2, '2020')) AS t(server, p) GROUP BY server) AS x;
SELECT pg_temp.change_gathered(state::text::change_state ORDER BY server DESC)
FROM (SELECT server, pg_temp.change_partial('5 low', p) AS state
	FROM (VALUES (1, '2019'::reporting_period), (2, '2020'), (2, '2020')) AS t(server, p) GROUP BY server) AS x;
SELECT pg_temp.change_gathered(state::text::change_state ORDER BY server)
FROM (SELECT server, pg_temp.change_partial('5 low', p) AS state
	FROM (VALUES (1, '2018'::reporting_period), (2, '2019'), (2, '2019'), (2, '2020')) AS t(server, p)
	GROUP BY server) AS x;
SELECT pg_temp.change_gathered(s::text::change_state) FROM (SELECT pg_temp.change_partial('5 low', '2020') AS s
	FROM generate_series(1, 2)) AS x;
SELECT pg_temp.change_gathered(s::text::change_state) FROM (SELECT n, pg_temp.change_partial('5 low', '2020') AS s
	FROM generate_series(1, 2) AS n GROUP BY n) AS x;
SELECT pg_temp.change_gathered(s::text::change_state)
FROM (SELECT n, pg_temp.change_partial('5 low', '2020'::reporting_period + n * k) AS s FROM generate_series(1, 2) AS n,
	generate_series(0, 2) AS k WHERE k > 0 GROUP BY n) AS x;
SELECT pg_temp.series_gathered(s::text::series_state) FROM (SELECT n, pg_temp.series_partial('5 low', '2020') AS s
	FROM generate_series(1, 2) AS n GROUP BY n) AS x;
SELECT pg_temp.rank_gathered(state::text::standing ORDER BY s DESC)
FROM (SELECT s, pg_temp.standing_partial(s, '5 low') AS state FROM unnest('{4 low,5 low}'::indicator[]) AS t(s)
	GROUP BY s) AS x;

-- Outside an aggregate the functions that would write into their argument refuse.
SELECT change_add(NULL, '5 low', '2020');
SELECT change_add(change::change_state, '5 low', '2020') FROM sent WHERE m = 1;
SELECT change_combine(change::change_state, change::change_state) FROM sent WHERE m = 1;
SELECT distribution_add(NULL, '5 low');
SELECT distribution_combine(distribution::distribution, distribution::distribution) FROM sent WHERE m = 1;
SELECT standing_add(NULL, '5 low', '5 low');
SELECT standing_combine(standing::standing, standing::standing) FROM sent WHERE m = 1;
SELECT series_state_add(NULL, '5 low', '2020');
SELECT series_state_combine(series::series_state, series::series_state) FROM sent WHERE m = 1;
-- Those that only read it answer.
SELECT change_result(change::change_state) = (SELECT change(i, p) FROM reading WHERE m = 7) AS change,
	quartiles(distribution::distribution) = (SELECT quartiles(i) FROM reading WHERE m = 7) AS quartiles,
	series_state_result(series::series_state) = (SELECT series(i, p) FROM reading WHERE m = 7) AS series FROM sent
	WHERE m = 7;

-- What is no state is refused.
SELECT ''::change_state;
SELECT 'xx'::change_state;
SELECT '0'::distribution;
SELECT '02'::change_state;
SELECT overlay(change PLACING '00' FROM 1 FOR 2)::change_state FROM sent WHERE m = 1;
SELECT overlay(change PLACING '03' FROM 1 FOR 2)::change_state FROM sent WHERE m = 1;
SELECT (change || '00')::change_state FROM sent WHERE m = 1;
SELECT left(series, 40)::series_state FROM sent WHERE m = 1;
-- a series state of no points, or of more than its image has: its number is behind unit, N of "per N", polarity and step
SELECT overlay(series PLACING '00000000' FROM 21 FOR 8)::series_state FROM sent WHERE m = 1;
SELECT overlay(series PLACING 'ffffffff' FROM 21 FOR 8)::series_state FROM sent WHERE m = 1;
SELECT overlay(series PLACING '00ffffff' FROM 21 FOR 8)::series_state FROM sent WHERE m = 1;
-- a league of which a row has a year that is none: behind 4 bytes each row has 24, its year after 8 of them
SELECT standings(overlay(l PLACING '\xffffffff' FROM at FOR 4), '{A,B}', NULL, NULL, NULL, NULL, '2020', 1, NULL, NULL, NULL, false, 'high', 'number')
FROM (SELECT league(a, '2019'::reporting_period, v) AS l FROM (VALUES ('A', 1), ('B', 2)) AS x(a, v)) AS x, (VALUES (13)) AS y(at);
SELECT standings(overlay(l PLACING '\xffffffff' FROM at FOR 4), '{A,B}', NULL, NULL, NULL, NULL, '2020', 1, NULL, NULL, NULL, false, 'high', 'number')
FROM (SELECT league(a, '2019'::reporting_period, v) AS l FROM (VALUES ('A', 1), ('B', 2)) AS x(a, v)) AS x, (VALUES (37)) AS y(at);
-- a standing whose nearest worse figure is better: behind 30 bytes of its figure and three numbers
SELECT overlay(standing PLACING '7ff0000000000000' FROM 109 FOR 16)::standing FROM sent WHERE m = 1;
