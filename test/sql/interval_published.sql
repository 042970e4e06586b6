-- Wilson's, Byar's and exact Poisson limits are those that others have published. Each row: what was counted, what the
-- source prints, and whether our limits print the same with as many decimals.

SET search_path = cfsperf;

CREATE FUNCTION pg_temp.prints(value double precision, printed text) RETURNS boolean
	LANGUAGE sql IMMUTABLE AS
	$$SELECT round(value::numeric, length(split_part(printed, '.', 2))) = printed::numeric$$;

-- Newcombe (1998), Two-sided confidence intervals for the single proportion, Statistics in Medicine 17, 857-872,
-- table I, method 3
-- R package DescTools, BinomCI(37, 43), Wilson's method
-- R package stests, ci_p_wilson(), examples; its lower limit for 0 of 50, 6.938894e-18, is rounding: here it is 0
SELECT count, n, lower, upper,
	pg_temp.prints(wilson_lower(count, n), lower) AS lower_agrees,
	pg_temp.prints(wilson_upper(count, n), upper) AS upper_agrees
FROM (VALUES
	(81, 263, '0.2553', '0.3662'),
	(15, 148, '0.0624', '0.1605'),
	(0, 20, '0.0000', '0.1611'),
	(1, 29, '0.0061', '0.1718'),
	(37, 43, '0.7273641', '0.9344428'),
	(0, 50, '0.0000000', '0.0713476'),
	(15, 50, '0.1910355', '0.4375035'),
	(50, 50, '0.9286524', '1.0000000')) AS published(count, n, lower, upper);

-- R package PHEindicatormethods, its test data for byars_lower() and byars_upper(), 95% and 99.8%
-- OpenEpi, Standardized Mortality Ratio, documentation: 4 observed, 3.3 expected, Byar approximation
SELECT count, level, expected, lower, upper,
	pg_temp.prints(byars_lower(count, level) / expected, lower) AS lower_agrees,
	pg_temp.prints(byars_upper(count, level) / expected, upper) AS upper_agrees
FROM (VALUES
	(65, 0.95, 1, '50.16318771', '82.84913855'),
	(1045, 0.95, 1, '982.5932018', '1110.331213'),
	(1, 0.95, 1, '0.0130721329', '5.5637555825'),
	(65, 0.998, 1, '42.88026147', '94.00029084'),
	(1045, 0.998, 1, '947.9407036', '1148.806161'),
	(10, 0.998, 1, '2.916318375', '24.19372493'),
	(4, 0.95, 3.3, '0.3261', '3.103')) AS published(count, level, expected, lower, upper);

-- Ruby library byar, documentation: 100 observed, 90 expected, with 1.96 for z, so agreeing to five digits:
-- 0.9040199067337297 and 1.3514260807978444
SELECT round((byars_lower(100) / 90)::numeric, 4) = 0.9040 AS lower_agrees,
	round((byars_upper(100) / 90)::numeric, 4) = 1.3514 AS upper_agrees;

-- Gehrels (1986), Astrophysical Journal 303, 336-346, tables 1 and 2: limits of one standard deviation
-- R, poisson.test(10), in Cross Validated, question 488773
-- R, poisson.test(137, 24.19893), SMR of Welsh nickel workers
-- R package epitools, pois.exact, details: no events
-- NAG Library, g07abc, example: 296 events in 98 samples
SELECT count, level, exposure, lower, upper,
	pg_temp.prints(poisson_lower(count, level) / exposure, lower) AS lower_agrees,
	pg_temp.prints(poisson_upper(count, level) / exposure, upper) AS upper_agrees
FROM (VALUES
	(0, 0.682689492, 1, '0', '1.841'),
	(1, 0.682689492, 1, '0.173', '3.300'),
	(2, 0.682689492, 1, '0.708', '4.638'),
	(3, 0.682689492, 1, '1.367', '5.918'),
	(4, 0.682689492, 1, '2.086', '7.163'),
	(5, 0.682689492, 1, '2.840', '8.382'),
	(10, 0.682689492, 1, '6.891', '14.27'),
	(10, 0.95, 1, '4.795389', '18.390356'),
	(137, 0.95, 24.19893, '4.753125', '6.692709'),
	(0, 0.95, 1, '0', '3.689'),
	(296, 0.95, 98, '2.6861', '3.3848'),
	(296, 0.99, 98, '2.5874', '3.5027')) AS published(count, level, exposure, lower, upper);

-- What the exact limits are by definition: of a Poisson variable whose mean is the lower limit the given number of events
-- or more, and of one whose mean is the upper limit that number or fewer, have the probability (1 - level) / 2. Summed in
-- decimal arithmetic from the given number outwards, until nothing is added.
CREATE FUNCTION pg_temp.tail(events integer, mean double precision, step integer) RETURNS numeric
	LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	m numeric := round(mean::numeric, 30);
	term numeric := 1;
	total numeric := 0;
	i integer := events;
BEGIN
	WHILE i >= 0 AND term > 1e-25 LOOP
		total := total + term;
		term := round(CASE step WHEN 1 THEN term * m / (i + 1) ELSE term * i / m END, 40);
		i := i + step;
	END LOOP;
	RETURN total * exp(events * ln(m) - ln(round(factorial(events), 30)) - m);
END $$;
SELECT events, level,
	abs(pg_temp.tail(events, poisson_lower(events, level), 1) / ((1 - level::numeric) / 2) - 1) < 1e-10 AS lower_agrees,
	abs(pg_temp.tail(events, poisson_upper(events, level), -1) / ((1 - level::numeric) / 2) - 1) < 1e-10 AS upper_agrees
FROM unnest('{10, 296, 999, 1000, 1001, 1100, 5000}'::integer[]) AS events, unnest('{0.5, 0.95, 0.998}'::double precision[]) AS level;
-- In closed form: P(0 events) = exp(-upper), and for one event or more 1 - exp(-lower).
SELECT level,
	abs(poisson_upper(0, level) + ln((1 - level) / 2)) < 1e-14 AS upper_of_none,
	abs(poisson_lower(1, level) + ln(1 - (1 - level) / 2)) < 1e-15 AS lower_of_one
FROM unnest('{0.5, 0.8, 0.95, 0.998, 0.9999}'::double precision[]) AS level;
