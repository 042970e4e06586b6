-- SPDX-License-Identifier: PostgreSQL
/*
 * 50_movement.sql - what happened between two figures
 */

CREATE TYPE movement;

CREATE FUNCTION cfsperf_internal.movement_in(cstring) RETURNS movement
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.movement_in(cstring) IS 'text input of movement';

CREATE FUNCTION cfsperf_internal.movement_out(movement) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.movement_out(movement) IS 'text output of movement';

CREATE FUNCTION cfsperf_internal.movement_recv(internal) RETURNS movement
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.movement_recv(internal) IS 'binary input of movement';

CREATE FUNCTION cfsperf_internal.movement_send(movement) RETURNS bytea
	AS 'MODULE_PATHNAME', 'movement_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.movement_send(movement) IS 'binary output of movement';

CREATE TYPE movement (
	INPUT = movement_in, OUTPUT = movement_out, RECEIVE = movement_recv, SEND = movement_send,
	INTERNALLENGTH = 72, ALIGNMENT = double);
COMMENT ON TYPE movement IS
	'two figures of a measure and their periods, for example "2020/21 Q1: 94.9% high -> 2020/21 Q2: 94.6% high"; without a previous figure "2020/21 Q2: 94.6% high"';

CREATE FUNCTION cfsperf_internal.movement_eq(movement, movement) RETURNS boolean
	AS 'MODULE_PATHNAME', 'movement_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.movement_eq(movement, movement) IS 'implementation of = operator: equal figures at equal periods';

CREATE FUNCTION cfsperf_internal.movement_ne(movement, movement) RETURNS boolean
	AS 'MODULE_PATHNAME', 'movement_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.movement_ne(movement, movement) IS 'implementation of <> operator';

CREATE FUNCTION cfsperf_internal.movement_hash(movement) RETURNS integer
	AS 'MODULE_PATHNAME', 'movement_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.movement_hash(movement) IS 'hash';

CREATE OPERATOR = (
	LEFTARG = movement, RIGHTARG = movement, FUNCTION = movement_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES);
COMMENT ON OPERATOR = (movement, movement) IS 'equal figures at equal periods';

CREATE OPERATOR <> (
	LEFTARG = movement, RIGHTARG = movement, FUNCTION = movement_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel);
COMMENT ON OPERATOR <> (movement, movement) IS 'not equal';

CREATE OPERATOR CLASS movement_ops DEFAULT FOR TYPE movement USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 movement_hash(movement);
COMMENT ON OPERATOR CLASS movement_ops USING hash IS
	'equality of movements, for hash joins and grouping; they have no order';

CREATE FUNCTION movement(current indicator, current_period reporting_period, previous indicator, previous_period reporting_period) RETURNS movement
	AS 'MODULE_PATHNAME', 'movement_of_parts'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION movement(current indicator, current_period reporting_period, previous indicator, previous_period reporting_period) IS
	'the movement from one figure to another; NULL where the current figure or its period is NULL; without a previous figure where that one or its period is NULL; error where unit, polarity or length of period differ or the previous period is not earlier';

CREATE FUNCTION current(movement) RETURNS indicator
	AS 'MODULE_PATHNAME', 'movement_current'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION current(movement) IS
	'the current figure; NULL for NULL';

CREATE FUNCTION previous(movement) RETURNS indicator
	AS 'MODULE_PATHNAME', 'movement_previous'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION previous(movement) IS
	'the previous figure; NULL for NULL and where there is none';

CREATE FUNCTION current_value(movement) RETURNS double precision
	AS 'MODULE_PATHNAME', 'movement_current_value'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION current_value(movement) IS
	'value of the current figure, in its unit; NULL for NULL';

CREATE FUNCTION previous_value(movement) RETURNS double precision
	AS 'MODULE_PATHNAME', 'movement_previous_value'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION previous_value(movement) IS
	'value of the previous figure, in its unit; NULL for NULL and where there is none';

CREATE FUNCTION current_period(movement) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'movement_current_period'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION current_period(movement) IS
	'period of the current figure; NULL for NULL';

CREATE FUNCTION previous_period(movement) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'movement_previous_period'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION previous_period(movement) IS
	'period of the previous figure; NULL for NULL and where there is none';

CREATE FUNCTION difference(movement) RETURNS double precision
	AS 'MODULE_PATHNAME', 'movement_difference_value'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION difference(movement) IS
	'current less previous value in the indicator''s unit: points for a percentage, never per cent; NULL for NULL and where there is no previous figure';

CREATE FUNCTION percent_change(movement) RETURNS double precision
	AS 'MODULE_PATHNAME', 'movement_percent_change'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION percent_change(movement) IS
	'difference in per cent of the previous value; NULL for NULL and where there is no previous figure or its value is zero';

CREATE FUNCTION percent_change(before double precision, now double precision) RETURNS double precision
	AS 'MODULE_PATHNAME', 'percent_change_of_numbers'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION percent_change(double precision, double precision) IS
	'the difference of two plain numbers in per cent of the first, positive where it rose; NULL for NULL and where the first is zero; error for NaN and infinity';

CREATE FUNCTION periods_apart(movement) RETURNS integer
	AS 'MODULE_PATHNAME', 'movement_periods_apart'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION periods_apart(movement) IS
	'steps of the length of the periods from the previous to the current one; NULL for NULL and where there is no previous figure; error where they are not whole steps apart';

CREATE FUNCTION p_value(movement) RETURNS double precision
	AS 'MODULE_PATHNAME', 'movement_p_value_of'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION p_value(movement) IS
	'p_value of the current and the previous figure, from 0 to 1; NULL for NULL and where there is no previous figure, counts are missing or the two periods overlap, so that the figures are not independent';

CREATE FUNCTION direction(movement, tolerance double precision DEFAULT 0) RETURNS direction
	AS 'MODULE_PATHNAME', 'movement_direction'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION direction(movement, double precision) IS
	'improved, no significant change (a difference of at most the tolerance, in the unit, inclusive), declined, or information only; NULL for NULL and where there is no previous figure; error for a negative tolerance';

CREATE FUNCTION direction(movement, tolerance double precision, confidence double precision) RETURNS direction
	AS 'MODULE_PATHNAME', 'movement_direction_confident'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION direction(movement, double precision, double precision) IS
	'as direction(movement, tolerance), and the difference must be significant as well: p_value at most 1 - confidence (0.95, not 95); NULL for NULL and where that cannot be tested, because counts are missing or the periods overlap; error for a confidence not between 0 and 1';

CREATE FUNCTION cfsperf_internal.direction_by_rule(movement, tolerance double precision, confidence double precision, decimals integer) RETURNS direction
	AS 'MODULE_PATHNAME', 'movement_direction_by_rule'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.direction_by_rule(movement, double precision, double precision, integer) IS
	'the direction by the rule of a measure: tolerance and confidence as in direction(); a tolerance that is NULL means as displayed: a difference of less than one unit of the last of the given decimals, of counts below 1, is no significant change; without a confidence (NULL) the difference is not tested; error for decimals not between 0 and 10';
