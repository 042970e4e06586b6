-- What is no panel is refused by name.
SET search_path = cfsperf, cfsperf_internal;

SELECT panel(a, i, p) FROM (VALUES ('a', '5 low'::indicator, '2020/21 Q1'::reporting_period), ('b', '6 low', '2020/21 Q1'),
	('a', '7 low', '2020/21 Q2'), ('a', '7 low', '2020/21 Q1')) AS t(a, i, p);
SELECT panel(a, i, p) FROM (VALUES ('a', '5 low'::indicator, '2020/21 Q1'::reporting_period), ('a', '6 low', '2020/21')) AS t(a, i, p);
SELECT panel(a, i, p) FROM (VALUES ('a', '5 low'::indicator, '2020/21 Q1'::reporting_period), ('b', '6 low', '2020/21')) AS t(a, i, p);
SELECT panel(a, i, p) FROM (VALUES ('a', '5 low'::indicator, '2020/21'::reporting_period), ('b', '6 low', 'AY 2020/21')) AS t(a, i, p);
SELECT panel(a, i, p) FROM (VALUES ('a', '5 low'::indicator, '2020'::reporting_period), ('b', '6% low', '2020')) AS t(a, i, p);
SELECT panel(a, i, p) FROM (VALUES ('a', '5 low'::indicator, '2020'::reporting_period), ('b', '6 high', '2020')) AS t(a, i, p);
SELECT panel(a, s) FROM (VALUES ('a', '{2020: 5, 2021: 6}'::series), ('b', '{2020: 5}'), ('a', '{2021: 6}')) AS t(a, s);
SELECT panel(a, s) FROM (VALUES ('a', '{2020: 5}'::series), ('b', '{2020/21: 5}')) AS t(a, s);
SELECT panel(a, s) FROM (VALUES ('a', '{2020: 5}'::series), ('b', '{2020: 5 low}')) AS t(a, s);
SELECT '{"a": {2020: 5}, "b": {2021: 6 low}}'::panel;
SELECT '{"a": {2020: 5, 2020: 6}}'::panel;
SELECT '{"a": {2020: 5}, "b": {2020: 5}, "a": {2020: 5}}'::panel;
SELECT '{"a": {2020: 5}, "b": {2020/21: 6}}'::panel;
SELECT '{"a": {2020: 5, 2020/21: 6}}'::panel;
SELECT ''::panel;
SELECT '{}'::panel;
SELECT '{"a"}'::panel;
SELECT '{"a": {}}'::panel;
SELECT '{"a": 2020: 5}'::panel;
SELECT '{a: {2020: 5}}'::panel;
SELECT '{"a: {2020: 5}}'::panel;
SELECT '{"a\n": {2020: 5}}'::panel;
SELECT '{"a\'::panel;
SELECT '{"a": {2020: 5}'::panel;
SELECT '{"a": {2020: 5'::panel;
SELECT '{"a": {2020: 5,}}'::panel;
SELECT '{"a": {2020: 5},}'::panel;
SELECT '{"a": {2020: 5} "b": {2020: 5}}'::panel;
SELECT '{"a": {2020: 5}} x'::panel;
SELECT '{"a": {2020 5}}'::panel;
SELECT '{"a": {2020/21 Q7: 5}}'::panel;
SELECT '{"a": {2020: 5% up}}'::panel;

-- As a state a panel is changed by aggregates alone; then too its figures are of one unit, polarity and shape.
SELECT panel_add(NULL, 'a', '5 low', '2020');
SELECT panel_add_series(NULL, 'a', '{2020: 5}');
SELECT panel_add(NULL, NULL, NULL, NULL);
SELECT panel_add_row(NULL, NULL, NULL, NULL, NULL, NULL);
SELECT panel_add_series(NULL, NULL, NULL);
CREATE AGGREGATE pg_temp.panel_partial(text, indicator, reporting_period) (SFUNC = panel_add, STYPE = panel);
CREATE TEMP TABLE sent AS SELECT pg_temp.panel_partial('a', '5 low', '2020') AS state;
SELECT state FROM sent;
SELECT panel_combine(state, state) FROM sent;
SELECT panel_add(state, 'a', '5 low', '2021') FROM sent;
SELECT panel_result(state) FROM sent;
CREATE AGGREGATE pg_temp.merged(panel) (SFUNC = panel_combine, STYPE = panel, FINALFUNC = panel_result);
SELECT pg_temp.merged(p ORDER BY k) FROM (VALUES (1, panel '{"a": {2020: 5 low}}'), (2, '{"a": {2021: 6 low}, "b": {2020: 7 low}}')) AS x(k, p);
SELECT pg_temp.merged(p ORDER BY k) FROM (VALUES (1, panel '{"a": {2020: 5 low}}'), (2, '{"a": {2020: 6 low}}')) AS x(k, p);
SELECT pg_temp.merged(p ORDER BY k) FROM (VALUES (1, panel '{"a": {2020: 5 low}}'), (2, '{"b": {2020: 6 high}}')) AS x(k, p);
SELECT pg_temp.merged(p ORDER BY k) FROM (VALUES (1, panel '{"a": {2020: 5 low}}'), (2, '{"b": {2020/21 Q1: 6 low}}')) AS x(k, p);
-- one goes on from a panel that is given
CREATE AGGREGATE pg_temp.continued(text, indicator, reporting_period) (SFUNC = panel_add, STYPE = panel, INITCOND = '{"a": {2020: 5 low}}');
SELECT pg_temp.continued('a', '6 low', '2021'), pg_temp.continued('b', '6 low', '2021') FILTER (WHERE false) AS none;
SELECT pg_temp.continued('a', '6 low', '2020');
