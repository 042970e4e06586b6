-- SPDX-License-Identifier: PostgreSQL
/*
 * 10_extremes.sql - min and max of the types that have an order
 */

CREATE FUNCTION cfsperf_internal.reporting_period_smaller(reporting_period, reporting_period) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'reporting_period_smaller'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.reporting_period_smaller(reporting_period, reporting_period) IS
	'the lesser of two periods';

CREATE FUNCTION cfsperf_internal.reporting_period_larger(reporting_period, reporting_period) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'reporting_period_larger'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.reporting_period_larger(reporting_period, reporting_period) IS
	'the greater of two periods';

CREATE AGGREGATE min(reporting_period) (
	SFUNC = reporting_period_smaller, STYPE = reporting_period,
	COMBINEFUNC = reporting_period_smaller, SORTOP = <,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE min(reporting_period) IS
	'the earliest period: first to end, then shortest; NULL periods are skipped; NULL for none';

CREATE AGGREGATE max(reporting_period) (
	SFUNC = reporting_period_larger, STYPE = reporting_period,
	COMBINEFUNC = reporting_period_larger, SORTOP = >,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE max(reporting_period) IS
	'the latest period: last to end, then longest; NULL periods are skipped; NULL for none';

CREATE FUNCTION cfsperf_internal.indicator_smaller(indicator, indicator) RETURNS indicator
	AS 'MODULE_PATHNAME', 'indicator_smaller'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.indicator_smaller(indicator, indicator) IS
	'the worse of two figures';

CREATE FUNCTION cfsperf_internal.indicator_larger(indicator, indicator) RETURNS indicator
	AS 'MODULE_PATHNAME', 'indicator_larger'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.indicator_larger(indicator, indicator) IS
	'the better of two figures';

CREATE AGGREGATE min(indicator) (
	SFUNC = indicator_smaller, STYPE = indicator,
	COMBINEFUNC = indicator_smaller, SORTOP = <,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE min(indicator) IS
	'the worst figure (the least, where the polarity is none); NULL figures are skipped; NULL for none';

CREATE AGGREGATE max(indicator) (
	SFUNC = indicator_larger, STYPE = indicator,
	COMBINEFUNC = indicator_larger, SORTOP = >,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE max(indicator) IS
	'the best figure (the greatest, where the polarity is none); NULL figures are skipped; NULL for none';
