-- A figure that cannot be is refused, with what is wrong and what to write instead.
SET search_path = cfsperf;

SELECT '94.6% up'::indicator;
SELECT '120% (120/100) high'::indicator;
SELECT 'NaN'::indicator;
SELECT '1e400'::indicator;
SELECT '-1e400'::indicator;
SELECT 'Infinity'::indicator;
SELECT '5% (5/0) low'::indicator;
SELECT '(0/0)% low'::indicator;
SELECT '5% (-5/10) low'::indicator;
SELECT '5 per 10 (5/-1) low'::indicator;
SELECT '5 per 0'::indicator;
SELECT '5 per 2.5'::indicator;
SELECT '5 per child'::indicator;
SELECT '(1/2) per child'::indicator;
SELECT '5 per 1000000001'::indicator;
SELECT '-3 count'::indicator;
SELECT '21 count (20) low'::indicator;
SELECT '21 count (21/100) low'::indicator;
SELECT '9007199254740994'::indicator;
SELECT '5% (1e16/1e17)'::indicator;
SELECT '5% (1/1e17)'::indicator;
SELECT ''::indicator;
SELECT 'high'::indicator;
SELECT '94.6% (1016/1074'::indicator;
SELECT '94.6% () high'::indicator;
SELECT '(1016)% high'::indicator;
SELECT '94,6% high'::indicator;
SELECT '94.% high'::indicator;
SELECT '0x10 low'::indicator;
SELECT '94.6%% high'::indicator;
SELECT '94.6% high low'::indicator;

-- The same rules hold for parts.
SELECT indicator('NaN', NULL, NULL, 'low', '%');
SELECT indicator(5, 'NaN', 10, 'low', '%');
SELECT indicator('-Infinity', NULL, NULL, 'low', '%');
SELECT indicator(5, 1, 'Infinity', 'low', '%');
SELECT indicator(120, 120, 100, 'high', '%');
SELECT indicator(5, 5, 0, 'low', '%');
SELECT indicator(-1, NULL, NULL, 'low', 'count');
SELECT indicator(5, NULL, NULL, 'low', 'per cent');
SELECT indicator(5, NULL, NULL, 'low', '');
SELECT indicator(5, NULL, NULL, 'low', repeat('%', 100));
SELECT reading(5, NULL, NULL, 'low', 'furlongs');
SELECT consistent('5% (1/20)', -1);
SELECT consistent('5% (1/20)', 11);

-- What is malformed is 22P02, what is too large 22003; a table with such a row takes none of the statement's.
CREATE FUNCTION pg_temp.state(figure text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	PERFORM figure::cfsperf.indicator;
	RETURN 'taken';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END $$;
SELECT figure, pg_temp.state(figure)
FROM unnest(ARRAY['94.6% up', '120% (120/100)', '120 per 100 (120/100)', 'NaN', '1e400', '1e15 count',
	'5 (1/0)']) WITH ORDINALITY AS t(figure, n)
ORDER BY n;
CREATE TEMP TABLE reading (i indicator);
INSERT INTO reading SELECT f::indicator FROM unnest(ARRAY['94.6% high', '94.6% up']) AS t(f);
SELECT count(*) FROM reading;
