-- An indicator is read in every form, its value is the decimal that people write, and what is written reads as itself.
SET search_path = cfsperf, cfsperf_internal;

SELECT form, value(i), unit(i), numerator(i), denominator(i), polarity(i), i AS written
FROM unnest(ARRAY['94.6% (1016/1074) high', '25.3% (49) low', '21 count low', '0.76 low', '3855 count', '3855',
	'0.76 number low',
	'32.1 per 10000 (210/65421) low', '12.5 per 100', '99% (/80) high', '(1016/1074)% high',
	'(210/65421) per 10000 low',
	'(1/3) high', '(0/7)% low', '-3.5 high', '+4 count', '1e3 count', '2.50E-1 low', '94.60% high',
	'  94.6 %  ( 1016 / 1074 )  High is good ', '94.6%high', '3855 COUNT Information only', '4.5 PER 1000 LOW', '7 -',
	'0 count low',
	'-0 low', '100% (5/5) high', '250% high', '9007199254740992', '1.5% (1.5/100) low']) WITH ORDINALITY AS t(form, n),
	LATERAL (SELECT form::indicator AS i) AS x
ORDER BY n;

-- Every blank of ASCII may stand between the parts, and nothing else.
CREATE FUNCTION pg_temp.reads(form text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	RETURN form::cfsperf.indicator IS NOT NULL;
EXCEPTION WHEN invalid_text_representation THEN
	RETURN false;
END $$;
SELECT count(*) AS characters, string_agg(n::text, ' ' ORDER BY n) FILTER (WHERE pg_temp.reads(chr(n) || '94.6' || chr(n) || '%' || chr(n) || 'high' || chr(n))) AS blanks
FROM generate_series(1, 127) AS n;

-- 15 significant digits and at most 10 decimal places are kept: the decimal meant, not what a spreadsheet stores.
SELECT form, form::indicator AS written
FROM unnest(ARRAY['97.199999999999989', '97.200000000000003', '0.12345678901', '0.00000000004', '0.00000000006',
	'-0.00000000004',
	'123456.1234567891', '99999999999999.94', '99999999999999.96', '12345678901234.56', '999999999999999.4', '1e-300'])
	WITH ORDINALITY AS t(form, n)
ORDER BY n;
SELECT '97.199999999999989'::indicator = '97.2' AS one_value,
	indicator(97.199999999999989, NULL, NULL, 'none', 'number') = '97.2' AS made,
	value('97.199999999999989') = 97.2::double precision AS as_number,
	'97.199999999999989'::indicator::numeric = 97.2 AS exact,
	'94.6 high'::indicator::numeric - '94.9 high'::indicator::numeric AS difference;

-- Decimals with up to 15 digits are written exactly as PostgreSQL's numeric, and one step of a double beside them is
-- the same.
SELECT setseed(0.2);
CREATE TEMP TABLE decimal AS
SELECT n, places, trim_scale(round(((random() - 0.5) * 10 ^ floor(random() * (15 - places)))::numeric, places)) AS v
FROM (SELECT n, (random() * 10)::integer AS places FROM generate_series(1, 4000) AS n) AS p;
SELECT count(*) AS decimals, count(DISTINCT places) AS by_places,
	count(*) FILTER (WHERE v::text::indicator::text <> v::text) AS text_wrong,
	count(*) FILTER (WHERE v::text::indicator::numeric <> v) AS numeric_wrong,
	count(*) FILTER (WHERE value(v::text::indicator) <> v::double precision) AS value_wrong,
	count(*) FILTER (WHERE indicator(v::double precision, NULL, NULL, 'none',
		'number') <> v::text::indicator) AS made_wrong,
	count(*) FILTER (WHERE indicator(v::double precision * (1 + 2 ^ -52), NULL, NULL, 'none',
		'number') <> v::text::indicator
		OR indicator(v::double precision * (1 - 2 ^ -53), NULL, NULL, 'none',
			'number') <> v::text::indicator) AS noise_wrong
FROM decimal;

-- Out and in again is the same in every part, for every unit and polarity, with and without counts.
SELECT count(*) AS indicators, count(DISTINCT i::text) AS texts,
	count(*) FILTER (WHERE indicator_send(i::text::indicator) <> indicator_send(i)) AS otherwise
FROM (SELECT n, abs(v)::double precision AS v FROM decimal WHERE n <= 500) AS d,
	unnest('{high,low,none}'::polarity[]) AS polarity,
	unnest('{%,number,count,per 1,per 10000,per 1000000000}'::text[]) AS unit,
	LATERAL (SELECT indicator(v, CASE WHEN n % 2 = 0 AND unit <> 'count' THEN n END, CASE WHEN n % 3 = 0
		AND unit <> 'count' THEN n + 0.5 END,
		polarity, unit) AS i) AS x;

-- Of parts: what is not known is NULL; a value that is not given is computed; a figure that is not there is NULL.
SELECT indicator(94.6, 1016, 1074, 'high', '%') AS all_parts, indicator(NULL, 1, 8, 'low', '%') AS computed,
	indicator(NULL, 210, 65421, 'low', 'per 10000') AS rate, indicator(NULL, 21, NULL, 'low', 'count') AS counted,
	indicator(21, 21, NULL, 'low', 'Count') AS counted_twice,
	indicator(3.2, 5, NULL, 'none', ' number ') AS numerator_only;
SELECT indicator(NULL, 5, NULL, 'low', '%') AS no_denominator, indicator(NULL, NULL, 5, 'low', '%') AS no_numerator,
	indicator(NULL, NULL, NULL, 'low', 'count') AS nothing, indicator(5, NULL, NULL, NULL, '%') AS no_polarity,
	indicator(5, NULL, NULL, 'low', NULL) AS no_unit;

-- For a row of a table as it was loaded: counts that contradict the unit are left out, a value that cannot be is NULL.
SELECT reading(94.6, 1016, 1074, 'high', '%') AS good, reading(120, 120, 100, 'high', '%') AS more_than_all,
	reading(5, 5, 0, 'low', 'per 100') AS of_nothing, reading(21, 21, 100, 'low', 'count') AS count_of_some,
	reading(5, -1, 10, 'low', '%') AS below_zero;
SELECT reading(NULL, 1, 8, 'low', '%') AS no_value, reading(-1, NULL, NULL, 'low', 'count') AS negative_count,
	reading('NaN', 1, 8, 'low', '%') AS nan, reading('Infinity', 1, 8, 'low', '%') AS infinity,
	reading(1e16, NULL, NULL, 'low', '%') AS too_large;

-- Value and counts agree to so many decimals, half a unit of the last place either way.
SELECT decimals, consistent('94.6% (1016/1074) high', decimals) AS exact,
	consistent('94.5% (1016/1074) high', decimals) AS low,
	consistent('12.5% (1/8) low', decimals) AS eighth, consistent('12.4% (99/800) low', decimals) AS half_down,
	consistent('5% (5) low', decimals) AS unknown
FROM generate_series(0, 10) AS decimals ORDER BY decimals;
SELECT consistent('0.3 per 10000 (3/100000)', 1) AS rate, consistent('0.76 (16/21) low', 2) AS number,
	consistent('21 count', 0) AS count;
