/*
 * 10_statistics.sql - intervals, significance, pooling, targets
 */

CREATE FUNCTION wilson_lower(count double precision, n double precision, level double precision DEFAULT 0.95) RETURNS double precision
	AS 'MODULE_PATHNAME', 'wilson_lower'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION wilson_lower(double precision, double precision, double precision) IS
	'lower confidence limit of the proportion count / n, from 0 to 1, by Wilson''s score method (Wilson 1927; Newcombe 1998, method 3); NULL where n is 0; error for a count below 0 or above n and for a level not between 0 and 1';

CREATE FUNCTION wilson_upper(count double precision, n double precision, level double precision DEFAULT 0.95) RETURNS double precision
	AS 'MODULE_PATHNAME', 'wilson_upper'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION wilson_upper(double precision, double precision, double precision) IS
	'upper confidence limit of the proportion count / n, from 0 to 1, by Wilson''s score method (Wilson 1927; Newcombe 1998, method 3); NULL where n is 0; error for a count below 0 or above n and for a level not between 0 and 1';

CREATE FUNCTION byars_lower(count double precision, level double precision DEFAULT 0.95) RETURNS double precision
	AS 'MODULE_PATHNAME', 'byars_lower'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION byars_lower(double precision, double precision) IS
	'lower confidence limit of a number of events, in events, by Byar''s method (Breslow and Day 1987, p. 69), meant for 10 events and more; 0 where the formula is negative; error for a count below 0 and for a level not between 0 and 1';

CREATE FUNCTION byars_upper(count double precision, level double precision DEFAULT 0.95) RETURNS double precision
	AS 'MODULE_PATHNAME', 'byars_upper'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION byars_upper(double precision, double precision) IS
	'upper confidence limit of a number of events, in events, by Byar''s method (Breslow and Day 1987, p. 69), meant for 10 events and more; error for a count below 0 and for a level not between 0 and 1';

CREATE FUNCTION poisson_lower(count double precision, level double precision DEFAULT 0.95) RETURNS double precision
	AS 'MODULE_PATHNAME', 'poisson_lower'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION poisson_lower(double precision, double precision) IS
	'exact lower confidence limit of the mean of a Poisson variable, in events (Garwood 1936); 0 for no events; error for a count below 0 and for a level not between 0 and 1';

CREATE FUNCTION poisson_upper(count double precision, level double precision DEFAULT 0.95) RETURNS double precision
	AS 'MODULE_PATHNAME', 'poisson_upper'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION poisson_upper(double precision, double precision) IS
	'exact upper confidence limit of the mean of a Poisson variable, in events (Garwood 1936); error for a count below 0 and for a level not between 0 and 1';

CREATE FUNCTION confidence_interval(indicator, level double precision DEFAULT 0.95, OUT lower double precision, OUT upper double precision)
	RETURNS record
	AS 'MODULE_PATHNAME', 'indicator_confidence_interval'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION confidence_interval(indicator, double precision) IS
	'confidence limits in the indicator''s unit: of a percentage by Wilson, never outside 0 to 100; of a rate per N or a count exact Poisson below 10 events and Byar''s from 10; NULL where counts are missing and for a plain number; error for a level not between 0 and 1';

CREATE FUNCTION p_value(indicator, indicator) RETURNS double precision
	AS 'MODULE_PATHNAME', 'indicator_p_value_of_two'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION p_value(indicator, indicator) IS
	'two-sided p-value of the difference between two figures, from 0 to 1: of percentages by the pooled z test, of rates per N and counts by the exact conditional binomial test, twice the tail observed; counts have equal exposure; 1 where there is nothing on either side; NULL where counts are missing and for plain numbers; error where unit or polarity differ';

CREATE FUNCTION compare(indicator, benchmark indicator, level double precision DEFAULT 0.95) RETURNS text
	AS 'MODULE_PATHNAME', 'indicator_compare_benchmark'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION compare(indicator, indicator, double precision) IS
	'better, similar or worse than the benchmark''s value, by the indicator''s confidence interval: similar if it contains the value, ends included; higher, similar or lower for information only; NULL where counts are missing; error where unit or polarity differ';

CREATE FUNCTION compare_interval(lower double precision, upper double precision, benchmark double precision, polarity polarity DEFAULT 'none') RETURNS text
	AS 'MODULE_PATHNAME', 'compare_interval'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION compare_interval(double precision, double precision, double precision, polarity) IS
	'compare() for a confidence interval that is given: better, similar or worse, or higher, similar or lower; error where the lower limit is above the upper';

CREATE FUNCTION compare_funnel(indicator, benchmark indicator, level double precision DEFAULT 0.95) RETURNS text
	AS 'MODULE_PATHNAME', 'indicator_compare_funnel'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION compare_funnel(indicator, indicator, double precision) IS
	'better, similar or worse than the benchmark''s percentage by a funnel: Wilson''s limits around the benchmark for the indicator''s denominator (Spiegelhalter 2005; Fingertips, SPC for proportions); higher, similar or lower for information only; NULL where the denominator is missing and for units other than %; error where unit or polarity differ';

CREATE FUNCTION rag(indicator, target double precision, tolerance double precision DEFAULT 0) RETURNS text
	AS 'MODULE_PATHNAME', 'indicator_rag'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rag(indicator, double precision, double precision) IS
	'green at or better than the target, amber worse by no more than the tolerance (in the indicator''s unit, inclusive), red otherwise; NULL for information only; error for a negative tolerance';

CREATE FUNCTION rag_range(indicator, lower_limit double precision, upper_limit double precision) RETURNS text
	AS 'MODULE_PATHNAME', 'indicator_rag_range'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rag_range(indicator, double precision, double precision) IS
	'amber from the lower limit to below the upper one, green on the better side of the range, red on the worse; a value on a limit belongs with the higher ones (Fingertips, range target); NULL for information only; error where the lower limit is above the upper';

CREATE FUNCTION needed(indicator, cut double precision) RETURNS bigint
	AS 'MODULE_PATHNAME', 'indicator_needed'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION needed(indicator, double precision) IS
	'how many whole children more (positive, high is good) or fewer (negative, low is good) in the numerator, the denominator unchanged, make the figure as good as the cut point or better; 0 where it is; NULL where counts are missing, for information only, and where no number is enough';

CREATE FUNCTION quantile_group(rank bigint, n bigint, k integer) RETURNS integer
	AS 'MODULE_PATHNAME', 'rank_quantile_group'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION quantile_group(bigint, bigint, integer) IS
	'quantile group, 1 to k, of rank 1 to n: floor((k + 1) - ceil(((n + 1) - rank) / (n / k))) (Public Health England, phe_quantile); error for a rank not among n, n above 2^53 and k not from 1 to 1000';

CREATE TYPE pooled_state;

CREATE FUNCTION pooled_state_in(cstring) RETURNS pooled_state
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION pooled_state_in(cstring) IS 'text input of pooled_state';

CREATE FUNCTION pooled_state_out(pooled_state) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION pooled_state_out(pooled_state) IS 'text output of pooled_state';

CREATE FUNCTION pooled_state_recv(internal) RETURNS pooled_state
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION pooled_state_recv(internal) IS 'binary input of pooled_state';

CREATE FUNCTION pooled_state_send(pooled_state) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION pooled_state_send(pooled_state) IS 'binary output of pooled_state';

CREATE TYPE pooled_state (
	INPUT = pooled_state_in, OUTPUT = pooled_state_out, RECEIVE = pooled_state_recv, SEND = pooled_state_send,
	INTERNALLENGTH = 48, ALIGNMENT = double);
COMMENT ON TYPE pooled_state IS
	'state of the aggregate pooled; its text is its binary form in hexadecimal';

CREATE FUNCTION pooled_add(pooled_state, indicator) RETURNS pooled_state
	AS 'MODULE_PATHNAME', 'pooled_add'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION pooled_add(pooled_state, indicator) IS
	'transition of pooled';

CREATE FUNCTION pooled_combine(pooled_state, pooled_state) RETURNS pooled_state
	AS 'MODULE_PATHNAME', 'pooled_combine'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION pooled_combine(pooled_state, pooled_state) IS
	'merges two states of pooled';

CREATE FUNCTION pooled_result(pooled_state) RETURNS indicator
	AS 'MODULE_PATHNAME', 'pooled_result'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION pooled_result(pooled_state) IS
	'result of pooled';

CREATE AGGREGATE pooled(indicator) (
	SFUNC = pooled_add, STYPE = pooled_state, SSPACE = 48,
	FINALFUNC = pooled_result, COMBINEFUNC = pooled_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE pooled(indicator) IS
	'the figure of a whole group: numerators and denominators summed, then divided, never an average of percentages; exact in any order; NULL figures are skipped, NULL for none; error for a figure without counts, a plain number, and where unit or polarity differ';
