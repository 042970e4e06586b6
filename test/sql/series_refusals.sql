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
SELECT '{2020: 5}} '::series;
SELECT '{2020: 5,}'::series;
SELECT '{2020 5}'::series;
SELECT '{2020/21 Q7: 5}'::series;
SELECT '{2020: 5% up}'::series;
SELECT ('{2020: ' || repeat('5', 300) || '}')::series;

-- There are 119,988 months in the calendar, so more points than that are no series, whatever they are; it is said as
-- soon as there is one too many. The longest series has them all.
SELECT series('5 low', '0001-01'::reporting_period + n % 1000) FROM generate_series(0, 119988) AS n;
SELECT ('{' || repeat('2020: 5, ', 119988) || '2021: 5}')::series;
SELECT count_periods(series('5 low', '0001-01'::reporting_period + n)) FROM generate_series(0, 119987) AS n;
SELECT count_periods(s), first_period(s), last_period(s), (s::text)::series = s AS read_back
FROM (SELECT series('5 low', '9999-12'::reporting_period - n) AS s FROM generate_series(0, 119987) AS n) AS longest;

-- An error shows the beginning of a text that is long, and does not part a character.
SELECT ('{2020: 5, ' || repeat('£', 100000))::series;

-- Where the server has soft errors (16 on), text that is no series is one.
CREATE FUNCTION pg_temp.is_series(input text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	valid boolean;
BEGIN
	IF current_setting('server_version_num')::int >= 160000 THEN
		EXECUTE 'SELECT pg_catalog.pg_input_is_valid($1, ''cfsperf.series'')' INTO valid USING input;
		RETURN valid;
	END IF;
	PERFORM input::cfsperf.series;
	RETURN true;
EXCEPTION WHEN OTHERS THEN
	RETURN current_setting('server_version_num')::int >= 160000 AND NULL;	-- a hard error where it should be a soft one
END $$;
SELECT input, pg_temp.is_series(input) FROM unnest(ARRAY['{2020: 5, 2021: 6}', '{2020: 5, 2020: 6}', '{2020: 5, 2020/21: 6}',
	'{2020: 5, 2021: 6 low}', '{2020: 5% low, 2021: 6 low}', '{2020: 5', 'five']) AS input;
SELECT pg_temp.is_series('{' || repeat('2020: 5, ', 119988) || '2021: 5}');
