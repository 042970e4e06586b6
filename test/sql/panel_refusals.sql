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

-- The state is changed by aggregates alone; what is none is refused.
SELECT panel_state_add(NULL, 'a', '5 low', '2020');
SELECT panel_state_add_series(NULL, 'a', '{2020: 5}');
CREATE AGGREGATE pg_temp.panel_partial(text, indicator, reporting_period) (SFUNC = panel_state_add, STYPE = panel_state);
CREATE TEMP TABLE sent AS SELECT pg_temp.panel_partial('a', '5 low', '2020') AS state;
SELECT state FROM sent;
SELECT panel_state_combine(state, state) FROM sent;
SELECT panel_state_add(state, 'a', '5 low', '2021') FROM sent;
SELECT panel_state_result(state) FROM sent;
SELECT ''::panel_state;
SELECT (state::text || '00')::panel_state FROM sent;
SELECT left(state::text, -2)::panel_state FROM sent;
-- no area, no figure, the area 1 of one
SELECT overlay(state::text PLACING '00000000' FROM 13 FOR 8)::panel_state FROM sent;
SELECT overlay(state::text PLACING '00000000' FROM 21 FOR 8)::panel_state FROM sent;
SELECT overlay(state::text PLACING '00000001' FROM 47 FOR 8)::panel_state FROM sent;
