-- SPDX-License-Identifier: PostgreSQL
/*
 * 20_intervals.sql - confidence intervals
 */

CREATE FUNCTION wilson_lower(count double precision, n double precision, level double precision DEFAULT 0.95) RETURNS double precision
	AS 'MODULE_PATHNAME', 'wilson_lower'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION wilson_lower(double precision, double precision, double precision) IS
	'lower confidence limit of the proportion count / n, from 0 to 1, by Wilson''s score method (Wilson 1927; Newcombe 1998, method 3); NULL for NULL and where n is 0; error for a count below 0 or above n and for a level not between 0 and 1';

CREATE FUNCTION wilson_upper(count double precision, n double precision, level double precision DEFAULT 0.95) RETURNS double precision
	AS 'MODULE_PATHNAME', 'wilson_upper'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION wilson_upper(double precision, double precision, double precision) IS
	'upper confidence limit of the proportion count / n, from 0 to 1, by Wilson''s score method (Wilson 1927; Newcombe 1998, method 3); NULL for NULL and where n is 0; error for a count below 0 or above n and for a level not between 0 and 1';

CREATE FUNCTION byars_lower(count double precision, level double precision DEFAULT 0.95) RETURNS double precision
	AS 'MODULE_PATHNAME', 'byars_lower'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION byars_lower(double precision, double precision) IS
	'lower confidence limit of a number of events, in events, by Byar''s method (Breslow and Day 1987, p. 69), meant for 10 events and more; 0 where the formula is negative; NULL for NULL; error for a count below 0 and for a level not between 0 and 1';

CREATE FUNCTION byars_upper(count double precision, level double precision DEFAULT 0.95) RETURNS double precision
	AS 'MODULE_PATHNAME', 'byars_upper'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION byars_upper(double precision, double precision) IS
	'upper confidence limit of a number of events, in events, by Byar''s method (Breslow and Day 1987, p. 69), meant for 10 events and more; NULL for NULL; error for a count below 0 and for a level not between 0 and 1';

CREATE FUNCTION poisson_lower(count double precision, level double precision DEFAULT 0.95) RETURNS double precision
	AS 'MODULE_PATHNAME', 'poisson_lower'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION poisson_lower(double precision, double precision) IS
	'exact lower confidence limit of the mean of a Poisson variable, in events (Garwood 1936); 0 for no events; NULL for NULL; error for a count below 0 and for a level not between 0 and 1';

CREATE FUNCTION poisson_upper(count double precision, level double precision DEFAULT 0.95) RETURNS double precision
	AS 'MODULE_PATHNAME', 'poisson_upper'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION poisson_upper(double precision, double precision) IS
	'exact upper confidence limit of the mean of a Poisson variable, in events (Garwood 1936); NULL for NULL; error for a count below 0 and for a level not between 0 and 1';

CREATE FUNCTION confidence_interval(indicator, level double precision DEFAULT 0.95, OUT lower double precision, OUT upper double precision)
	RETURNS record
	AS 'MODULE_PATHNAME', 'indicator_confidence_interval'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION confidence_interval(indicator, double precision) IS
	'confidence limits in the indicator''s unit: of a percentage by Wilson, never outside 0 to 100; of a rate per N or a count exact Poisson below 10 events and Byar''s from 10; level 0.95 is 95 per cent; NULL for NULL, where counts are missing and for a plain number; error for a level not between 0 and 1';
