-- Mutated images of every type of the extension, read by its own functions; see recv_fuzz.c.
--
-- Variables of psql: module, the path of recv_fuzz.so without suffix; images, how many of each type; series_images, how
-- many binary ones of series; seed. Prints a line for each type and form: type, form, accepted, refused. A value that
-- does not come back as itself is an error that shows its image.

\set ON_ERROR_STOP on
\set QUIET on
\pset format unaligned
\pset tuples_only on

CREATE EXTENSION cfsperf;
SET search_path = cfsperf, cfsperf_internal, public;

CREATE FUNCTION public.cfsperf_mutate(type regtype, images bytea[], n bigint, seed bigint, as_text boolean,
	OUT accepted bigint, OUT refused bigint)
	AS :'module' LANGUAGE c STRICT;

-- The states of aggregates, as values.
CREATE AGGREGATE public.change_states(indicator, reporting_period) (SFUNC = change_add, STYPE = change_state);
CREATE AGGREGATE public.series_states(indicator, reporting_period) (SFUNC = series_state_add, STYPE = series_state);
CREATE AGGREGATE public.standings(indicator, indicator) (SFUNC = standing_add, STYPE = standing);
CREATE AGGREGATE public.pooled_states(indicator) (SFUNC = pooled_add, STYPE = pooled_state);
CREATE AGGREGATE public.distributions(indicator) (SFUNC = distribution_add, STYPE = distribution);

CREATE TEMP TABLE figure AS
SELECT i,
	format('%s%% (%s/1000) high', (i * 37 % 1000) / 10.0, i * 37 % 1000)::indicator AS percentage,
	format('%s count low', i * 7919 % 100)::indicator AS count,
	format('(%s/%s) per 10000', i * 31 % 97, 900.5 + i)::indicator AS rate,
	format('%s/%s Q%s', 2010 + i / 4, 11 + i / 4, 1 + i % 4)::reporting_period AS quarter,
	format('%s', 1990 + 2 * i)::reporting_period AS year
FROM generate_series(1, 40) i;

-- What the types send and print, of some values each.
CREATE TEMP TABLE image (type regtype, sent bytea, printed text);
INSERT INTO image SELECT 'polarity', polarity_send(v), v::text
FROM unnest('{high,low,none}'::polarity[]) v;
INSERT INTO image SELECT 'direction', direction_send(v), v::text
FROM unnest('{improved,no significant change,declined,information only}'::direction[]) v;
INSERT INTO image SELECT 'reporting_period', reporting_period_send(v), v::text
FROM unnest('{2020/21 Q2,2020,2020-08,AY 2019/20,Summer 2019/20,2014-16,2013/14-15/16,0001-01,9999-12,2000-01/P239M}'::reporting_period[]) v;
INSERT INTO image SELECT 'indicator', indicator_send(v), v::text
FROM unnest('{94.6% (1016/1074) high,21 count low,-0.76,32.1 per 10000 (210/65421) low,5 (/3),9007199254740992 (1.5)}'::indicator[]) v;
INSERT INTO image SELECT 'movement', movement_send(v), v::text
FROM unnest('{2020/21 Q2: 94.6% high,2020/21 Q1: 94.9% high -> 2020/21 Q2: 94.6% (1016/1074) high,2018: 4 count -> 2020: 5 count}'::movement[]) v;
INSERT INTO image SELECT 'quartiles', quartiles_send(v), v::text
FROM (VALUES ('n 150, least 0, lower quartile 0, median 2.3, upper quartile 3.65, greatest 8.4, mean 2.286, % low'::quartiles),
	('n 1, least -5, lower quartile -5, median -5, upper quartile -5, greatest -5, mean -5, number')) x(v);
INSERT INTO image SELECT 'series', series_send(v), v::text
FROM (SELECT series(percentage, quarter) FROM figure WHERE i <= 12
	UNION ALL SELECT series(count, quarter) FROM figure
	UNION ALL SELECT series(rate, year) FROM figure WHERE i <= 3
	UNION ALL SELECT series(rate, quarter) FROM figure WHERE i IN (2, 3, 7, 8)
	UNION ALL SELECT '{2020: -1.5}'::series
	UNION ALL SELECT '{2019-07/P12M: 92% high, 2020-01/P12M: 94.9% (3/4) high} step 3'::series
	UNION ALL SELECT '{2019-01: 718 count, 2021-01: 735 count} step 12'::series
	UNION ALL SELECT '{2020/21 Q2: 94.6% high, 2021/22 Q1: 95% (3/4) high}'::series) x(v);
INSERT INTO image SELECT 'change_state', change_state_send(v), v::text
FROM (SELECT change_states(percentage, quarter) FROM figure
	UNION ALL SELECT change_states(count, year) FROM figure WHERE i = 1
	UNION ALL SELECT change_states(rate, '2020') FROM figure) x(v);
INSERT INTO image SELECT 'series_state', series_state_send(v), v::text
FROM (SELECT series_states(percentage, quarter) FROM figure WHERE i <= 9
	UNION ALL SELECT series_states(count, year ORDER BY i DESC) FROM figure WHERE i <= 5
	UNION ALL SELECT series_states(rate, year) FROM figure WHERE i = 1) x(v);
INSERT INTO image SELECT 'panel', panel_send(v), v::text
FROM (SELECT panel('E1000001' || i % 4, percentage, quarter) FROM figure WHERE i <= 16
	UNION ALL SELECT panel(repeat('"', i), count, year) FROM figure WHERE i <= 5
	UNION ALL SELECT panel('E', rate, year) FROM figure WHERE i IN (1, 2, 7)
	UNION ALL SELECT '{"E": {2019-07/P12M: 92% high, 2020-01/P12M: 94.9% (3/4) high}} step 3'::panel
	UNION ALL SELECT '{"\\": {2020: -1.5}, "é": {2021: 3 (4)}}'::panel) x(v);
INSERT INTO image SELECT 'standing', standing_send(v), v::text
FROM (SELECT standings('50% high', percentage) FROM figure
	UNION ALL SELECT standings('0 count low', count) FROM figure WHERE i <= 3) x(v);
INSERT INTO image SELECT 'pooled_state', pooled_state_send(v), v::text
FROM (SELECT pooled_states(percentage) FROM figure
	UNION ALL SELECT pooled_states(count) FROM figure
	UNION ALL SELECT pooled_states(rate) FROM figure) x(v);
INSERT INTO image SELECT 'distribution', distribution_send(v), v::text
FROM (SELECT distributions(percentage) FROM figure
	UNION ALL SELECT distributions(rate) FROM figure WHERE i = 1) x(v);

-- Every type that can be received is among them.
SELECT t.oid::regtype || '|no image|0|0'
FROM pg_type t JOIN pg_depend d ON d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e'
	JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'cfsperf'
WHERE t.typtype = 'b' AND t.typelem = 0 AND t.oid NOT IN (SELECT type FROM image);

SELECT type, form, m.*
FROM (SELECT type, 'binary', array_agg(sent ORDER BY sent), false FROM image GROUP BY type
	UNION ALL
	SELECT type, 'text', array_agg(convert_to(printed, 'UTF8') ORDER BY printed COLLATE "C"), true FROM image GROUP BY type)
		x(type, form, images, as_text),
	cfsperf_mutate(type, images, CASE WHEN type = 'series'::regtype AND NOT as_text THEN :series_images ELSE :images END,
		:seed, as_text) m
ORDER BY type::text, form;
