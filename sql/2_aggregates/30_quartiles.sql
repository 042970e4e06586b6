-- SPDX-License-Identifier: PostgreSQL
/*
 * 30_quartiles.sql - the aggregates quartiles and distribution
 */

CREATE FUNCTION cfsperf_internal.distribution_add(distribution, indicator) RETURNS distribution
	AS 'MODULE_PATHNAME', 'distribution_add'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.distribution_add(distribution, indicator) IS
	'transition of quartiles';

CREATE FUNCTION cfsperf_internal.distribution_combine(distribution, distribution) RETURNS distribution
	AS 'MODULE_PATHNAME', 'distribution_combine'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.distribution_combine(distribution, distribution) IS
	'merges two states of quartiles';

CREATE FUNCTION cfsperf_internal.distribution_quartiles(distribution) RETURNS quartiles
	AS 'MODULE_PATHNAME', 'distribution_quartiles'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.distribution_quartiles(distribution) IS
	'result of quartiles';

CREATE AGGREGATE distribution(indicator) (
	SFUNC = distribution_add, STYPE = distribution, SSPACE = 1280,
	COMBINEFUNC = distribution_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE distribution(indicator) IS
	'the figures of a group, to ask several questions of; NULL figures are not counted; NULL for none; error where unit or polarity differ';

CREATE AGGREGATE quartiles(indicator) (
	SFUNC = distribution_add, STYPE = distribution, SSPACE = 1280,
	FINALFUNC = distribution_quartiles, COMBINEFUNC = distribution_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE quartiles(indicator) IS
	'the distribution of the figures of a group; NULL figures are not counted; NULL for none; error where unit or polarity differ. Cut points: R quantile type 7 (Hyndman and Fan 1996)';

CREATE FUNCTION cfsperf_internal.distribution_add_number(distribution, value double precision, polarity polarity) RETURNS distribution
	AS 'MODULE_PATHNAME', 'distribution_add_number'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.distribution_add_number(distribution, double precision, polarity) IS
	'transition of quartiles of plain numbers';

CREATE AGGREGATE quartiles(value double precision, polarity polarity) (
	SFUNC = distribution_add_number, STYPE = distribution, SSPACE = 1280,
	FINALFUNC = distribution_quartiles, COMBINEFUNC = distribution_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE quartiles(value double precision, polarity polarity) IS
	'as quartiles(indicator), of plain numbers with a polarity; a row in which an argument is NULL is not counted; NULL for none; error as well for NaN and infinity';
