-- polarity and direction take the words that publishers use, write one of them and sort as listed.
SET search_path = cfsperf, cfsperf_internal;

SELECT spelling, spelling::polarity AS polarity
FROM unnest(ARRAY['high', 'High is good', 'HIGH', 'low', 'Low is good', ' LOW  IS GOOD ', 'none', 'None',
	'Information only', 'information  only', '-']) WITH ORDINALITY AS t(spelling, n)
ORDER BY n;

SELECT spelling, spelling::direction AS direction
FROM unnest(ARRAY['improved', 'Improved', 'no significant change', 'No  Significant Change', ' DECLINED ', 'declined',
	'information only', 'Information only']) WITH ORDINALITY AS t(spelling, n)
ORDER BY n;

-- What is written is read as the same value.
SELECT count(*) AS words, bool_and(p::text::polarity = p) AS same
FROM unnest('{high,low,none}'::polarity[]) AS t(p);
SELECT count(*) AS words, bool_and(d::text::direction = d) AS same
FROM unnest('{improved,no significant change,declined,information only}'::direction[]) AS t(d);

-- Ordered as listed, not by alphabet.
SELECT p FROM unnest('{none,low,high}'::polarity[]) AS t(p) ORDER BY p;
SELECT d FROM unnest('{information only,declined,improved,no significant change}'::direction[]) AS t(d) ORDER BY d;
SELECT p, count(*) FROM unnest('{low,high,-,Low is good,none,high}'::polarity[]) AS t(p) GROUP BY p ORDER BY p DESC;

-- Anything else is refused.
SELECT 'up'::polarity;
SELECT ''::polarity;
SELECT 'highs'::polarity;
SELECT 'high is'::polarity;
SELECT 'better'::direction;
SELECT 'no change'::direction;

-- In binary they are one byte.
SELECT encode(polarity_send(p), 'hex') AS sent, p FROM unnest('{high,low,none}'::polarity[]) AS t(p) ORDER BY p;
SELECT encode(direction_send(d), 'hex') AS sent, d
FROM unnest('{improved,no significant change,declined,information only}'::direction[]) AS t(d) ORDER BY d;
