-- SPDX-License-Identifier: PostgreSQL
/*
 * 80_tally.sql - the counts of a summary
 */

CREATE TYPE tally AS (
	reported				integer,
	improved				integer,
	no_significant_change	integer,
	declined				integer,
	information_only		integer,
	not_comparable			integer,
	not_reported			integer,
	benchmarked				integer,
	top_quartile			integer,
	second_quartile			integer,
	third_quartile			integer,
	fourth_quartile			integer,
	testable				integer,
	beyond_chance			integer);
COMMENT ON TYPE tally IS 'the counts of a summary, in measures';
COMMENT ON COLUMN tally.reported IS 'measures with a figure';
COMMENT ON COLUMN tally.improved IS 'measures that improved';
COMMENT ON COLUMN tally.no_significant_change IS 'measures without a significant change';
COMMENT ON COLUMN tally.declined IS 'measures that declined';
COMMENT ON COLUMN tally.information_only IS 'measures that provide information only, with no polarity';
COMMENT ON COLUMN tally.not_comparable IS 'measures with a figure and none to compare it with';
COMMENT ON COLUMN tally.not_reported IS 'measures without a figure';
COMMENT ON COLUMN tally.benchmarked IS 'measures with a quartile';
COMMENT ON COLUMN tally.top_quartile IS 'measures in the best quartile';
COMMENT ON COLUMN tally.second_quartile IS 'measures in the second quartile';
COMMENT ON COLUMN tally.third_quartile IS 'measures in the third quartile';
COMMENT ON COLUMN tally.fourth_quartile IS 'measures in the worst quartile';
COMMENT ON COLUMN tally.testable IS 'measures that improved or declined and whose difference has a p-value';
COMMENT ON COLUMN tally.beyond_chance IS 'of those, measures whose p-value is at most 0.05';

CREATE FUNCTION cfsperf_internal.tally_add(bigint[], value double precision, direction text, quartile integer, p_value double precision)
	RETURNS bigint[]
	AS 'MODULE_PATHNAME', 'tally_add'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.tally_add(bigint[], double precision, text, integer, double precision) IS
	'transition of tally';

CREATE FUNCTION cfsperf_internal.tally_combine(bigint[], bigint[]) RETURNS bigint[]
	AS 'MODULE_PATHNAME', 'tally_combine'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.tally_combine(bigint[], bigint[]) IS
	'merges two states of tally';

CREATE FUNCTION cfsperf_internal.tally_final(bigint[]) RETURNS tally
	AS 'MODULE_PATHNAME', 'tally_final'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.tally_final(bigint[]) IS
	'result of tally';

CREATE AGGREGATE tally(value double precision, direction text, quartile integer, p_value double precision) (
	SFUNC = tally_add, STYPE = bigint[], SSPACE = 160,
	FINALFUNC = tally_final, COMBINEFUNC = tally_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE tally(double precision, text, integer, double precision) IS
	'the counts of a summary, in measures, over a group of one row for each: its figure, direction, quartile and the p-value of its difference, each NULL where it has none; zeros for a group without rows';
