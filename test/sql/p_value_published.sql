-- The p-value of a difference is that of the published tests, and 1 where there is nothing to tell apart.

SET search_path = cfsperf;

-- two percentages: Appleton, French and Vanderpump (1996), The American Statistician 50, 340-341, in Faraway (2006),
-- Extending the Linear Model with R, section 4.4: 139 of 582 smokers and 230 of 732 others had died, chi-squared 9.121,
-- p = 0.002527
SELECT round(p_value('(139/582)% low', '(230/732)% low')::numeric, 6) AS appleton;

-- the 2x2 table's chi-squared without correction, n (ad - bc)^2 / ((a+b)(c+d)(a+c)(b+d)), is the square of z:
-- 15 of 50 and 25 of 50 give 100 (15*25 - 35*25)^2 / (50 * 50 * 40 * 60) = 25/6, and a p-value of 0.05 needs 3.841459
SELECT p_value('(15/50)%', '(25/50)%') < 0.05 AS significant, p_value('(15/50)%', '(24/50)%') < 0.05 AS not_significant,
	p_value('(15/50)%', '(25/50)%') = p_value('(25/50)%', '(15/50)%') AS symmetric;

-- two counts: the sign test. 2 and 8: 2 (1 + 10 + 45) / 2^10; 0 and 3: 2 / 2^3; 10 and 20: binom.test(10, 30) of R
-- prints 0.09874
SELECT abs(p_value('2 count', '8 count') - 0.109375) < 1e-15 AS two_and_eight,
	abs(p_value('0 count', '3 count') - 0.25) < 1e-15 AS none_and_three,
	round(p_value('10 count', '20 count')::numeric, 5) AS ten_and_twenty;

-- two rates, exact in rational arithmetic: given a + b events, a is binomial with probability u / (u + v), and the
-- p-value is twice the tail on the side observed (the central definition: Fay 2010, The R Journal 2(1), 53-58)
CREATE FUNCTION pg_temp.tail(n integer, k integer, u numeric, v numeric) RETURNS numeric
	LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	term numeric := u ^ n;		-- C(n, i) u^i v^(n - i), from i = n down
	total numeric := 0;
BEGIN
	FOR i IN REVERSE n..k LOOP
		total := total + term;
		term := div(term * v * i, u * (n - i + 1));
	END LOOP;
	RETURN total / (u + v) ^ n;
END $$;
CREATE FUNCTION pg_temp.exact(a integer, u numeric, b integer, v numeric) RETURNS numeric
	LANGUAGE sql IMMUTABLE AS $$
	SELECT least(1, 2 * CASE WHEN a * v > b * u THEN pg_temp.tail(a + b, a, u, v) ELSE pg_temp.tail(a + b, b, v, u) END)
$$;
SELECT a, u, b, v, abs(p / exact - 1) < 1e-12 AS agrees
FROM (VALUES
	(2, 17877, 10, 16660), (11, 800, 21, 3011), (0, 1, 3, 2), (1, 1, 0, 1000), (50, 1, 70, 1), (100, 3, 40, 2),
	(30, 7, 300, 50), (5, 1000, 5, 999), (200, 1, 100, 1), (0, 5, 9, 50), (9, 50, 0, 5)) AS rates(a, u, b, v),
	LATERAL (SELECT p_value(indicator(NULL, a, u, 'low', 'per 1000'), indicator(NULL, b, v, 'low', 'per 1000')) AS p,
		pg_temp.exact(a, u, b, v) AS exact) AS x;

-- agreement with the exact limits: a benchmark's rate is outside the figure's limits just when p is below 0.05. With an
-- exposure that dwarfs the other the test is that of one Poisson count: 10 events against 4.795388696 or 18.390356042
SELECT round(p_value('(10/1) per 1', indicator(NULL, rate * 1e12, 1e12, 'none', 'per 1'))::numeric, 5) AS p
FROM unnest('{4.795388696, 18.390356042}'::double precision[]) AS rate;

-- nothing to tell apart
SELECT p_value('(0/10)%', '(0/500)%') AS none, p_value('(10/10)%', '(500/500)%') AS "all", p_value('(1/3)%', '(10/30)%') AS same,
	p_value('(0/10) per 10', '(0/500) per 10') AS no_events, p_value('0 count', '0 count') AS no_count,
	p_value('(0/1)%', '(1/1)%') > 0.15 AS one_each;

-- counts to 2^53: of two equal exposures the difference has the standard deviation sqrt(a + b), here 2^27 = 134217728.
-- One of 3 of them has the normal's two-sided 0.0027; one of a single event has none; none against all leaves nothing
SELECT round(p_value(indicator(4503599627370496 * 2 + delta, NULL, NULL, 'none', 'count'),
		indicator(4503599627370496 * 2, NULL, NULL, 'none', 'count'))::numeric, 4) AS counts,
	round(p_value(indicator(NULL, 4503599627370496 + delta / 2, 9007199254740992, 'none', '%'),
		indicator(NULL, 4503599627370496, 9007199254740992, 'none', '%'))::numeric, 4) AS percentages,
	round(p_value(indicator(NULL, 9007199254740992 + delta, 9007199254740992, 'none', 'per 1'),
		indicator(NULL, 9007199254740992, 9007199254740992, 'none', 'per 1'))::numeric, 4) AS rates
FROM unnest(ARRAY[0, -2, -3 * 134217728::bigint]) AS delta;
-- to 1e-12 of the formulas in 60-digit arithmetic (mpmath), where the products of counts have twice the digits of a double
SELECT abs(p_value(indicator(NULL, 3456789012345677, 8765432109876543, 'none', '%'),
		indicator(NULL, 3018604328411458, 7654321098765437, 'none', '%')) / 0.00058445574910736056 - 1) < 1e-12 AS percentages,
	abs(p_value(indicator(NULL, 6789012345678901, 8765432109876543, 'none', 'per 1'),
		indicator(NULL, 5928433093253380, 7654321098765437, 'none', 'per 1')) / 0.0042564916276686431 - 1) < 1e-12 AS rates;
SELECT p_value('0 count', '9007199254740992 count') AS counts, p_value('(0/9007199254740992)%', '(9007199254740992/9007199254740992)%') AS percentages,
	p_value('(1/1) per 1', '(9007199254740992/9007199254740992) per 1') AS one_rate;

-- fractions of events (estimates) lie between whole ones; for a of the one and none of the other the tail is
-- (u / (u + v))^a
SELECT p_value('0.5 count', '9 count') BETWEEN p_value('0 count', '9 count') AND p_value('1 count', '9 count') AS between,
	bool_and(abs(p_value(indicator(NULL, a, 1, 'none', 'per 1'), indicator(NULL, 0, v, 'none', 'per 1')) - least(1, 2 * (1 / (1 + v)) ^ a)) < 1e-14) AS closed_form
FROM unnest('{0.000000001, 0.01, 0.05, 0.5, 0.99, 1, 1.5, 7}'::double precision[]) AS a, unnest('{1, 100, 9007199254740991}'::double precision[]) AS v;

-- NULL where counts are missing, and for plain numbers
SELECT p_value('94.6% high', '(1016/1074)% high') AS no_counts, p_value('94.6% (1016) high', '(1016/1074)% high') AS half,
	p_value('0.76 low', '1.37 low') AS number, p_value(NULL, '0.76 low') AS none;
SELECT p_value('(1/2)% high', '(1/2)% low');
SELECT p_value('(1/2) per 100', '(1/2)%');
SELECT p_value('(1/2) per 100', '(1/2) per 1000');

-- a direction that needs significance: 25.3% and 26.4% of about 190 do not differ, 23% and 26.4% of 1300 do at 90%
SELECT p_value('25.3% (49/194) low', '26.4% (51/193) low') > 0.5 AS not_at_all,
	p_value('23% (299/1300) low', '26.4% (343/1299) low') BETWEEN 0.01 AND 0.1 AS somewhat;

SET search_path = '';
SELECT cfsperf.p_value('2 count', '8 count') < 0.2 AS without_search_path;
