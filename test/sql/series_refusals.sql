-- What is no single history is refused by name.
SET search_path = cfsperf;

SELECT series(i, p) FROM (VALUES ('5 low'::indicator, '2020/21 Q1'::reporting_period), ('6 low', '2020/21 Q2'),
	('7 low', '2020/21 Q1')) AS t(i, p);
SELECT series(i, p) FROM (VALUES ('5 low'::indicator, '2020/21 Q1'::reporting_period), ('6 low', '2020/21')) AS t(i, p);
SELECT series(i, p) FROM (VALUES ('5 low'::indicator, '2020/21'::reporting_period), ('6 low', 'AY 2020/21')) AS t(i, p);
SELECT series(i, p) FROM (VALUES ('5 low'::indicator, '2020/21 Q1'::reporting_period), ('6% low', '2020/21 Q2')) AS t(i,
	p);
SELECT series(i, p) FROM (VALUES ('5 low'::indicator, '2020/21 Q1'::reporting_period), ('6 high', '2020/21 Q2')) AS t(i,
	p);
SELECT '{2020: 5}'::series || '{2020: 5}';
SELECT '{2020: 5}'::series || '{2021/22: 5}';
SELECT '{2020: 5}'::series || '{2021: 5 high}';
SELECT '{2020: 5, 2020: 6}'::series;
SELECT '{2020: 5, 2020/21: 6}'::series;
SELECT '{2020: 5, 2021: 6 low}'::series;
SELECT '{}'::series;
SELECT ''::series;
SELECT '{2020: 5'::series;
SELECT '2020: 5'::series;
SELECT '{2020: 5} '::series;
SELECT '{2020: 5,}'::series;
SELECT '{2020 5}'::series;
SELECT '{2020/21 Q7: 5}'::series;
SELECT '{2020: 5% up}'::series;
SELECT ('{2020: ' || repeat('5', 300) || '}')::series;
