/*
 * 00_guard.sql - the install script is for CREATE EXTENSION only
 *
 * The numbered parts are concatenated in order; one concept a part, each using
 * only those before it.  Unqualified names are created in, and found by, the
 * extension's schema: CREATE EXTENSION sets the search path.
 */

\echo Use "CREATE EXTENSION cfsperf" to load this file. \quit

COMMENT ON SCHEMA cfsperf IS
	'performance indicators: types, aggregates and statistics; frameworks are schemas of their own';

-- everybody may compute; what they may read is up to the tables
GRANT USAGE ON SCHEMA cfsperf TO PUBLIC;
/*
 * 10_words.sql - polarity and direction
 */

CREATE TYPE polarity;

CREATE FUNCTION polarity_in(cstring) RETURNS polarity
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION polarity_in(cstring) IS 'text input of polarity';

CREATE FUNCTION polarity_out(polarity) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION polarity_out(polarity) IS 'text output of polarity';

CREATE FUNCTION polarity_recv(internal) RETURNS polarity
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION polarity_recv(internal) IS 'binary input of polarity';

CREATE FUNCTION polarity_send(polarity) RETURNS bytea
	AS 'MODULE_PATHNAME', 'word_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION polarity_send(polarity) IS 'binary output of polarity';

CREATE TYPE polarity (
	INPUT = polarity_in, OUTPUT = polarity_out, RECEIVE = polarity_recv, SEND = polarity_send,
	INTERNALLENGTH = 1, PASSEDBYVALUE, ALIGNMENT = char);
COMMENT ON TYPE polarity IS
	'whether high or low is good: high, low, none (information only); input also takes "High is good", "Low is good", "Information only" and "-" in any case';

CREATE FUNCTION polarity_lt(polarity, polarity) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_lt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION polarity_lt(polarity, polarity) IS 'implementation of < operator';

CREATE FUNCTION polarity_le(polarity, polarity) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_le'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION polarity_le(polarity, polarity) IS 'implementation of <= operator';

CREATE FUNCTION polarity_eq(polarity, polarity) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION polarity_eq(polarity, polarity) IS 'implementation of = operator';

CREATE FUNCTION polarity_ne(polarity, polarity) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION polarity_ne(polarity, polarity) IS 'implementation of <> operator';

CREATE FUNCTION polarity_ge(polarity, polarity) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_ge'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION polarity_ge(polarity, polarity) IS 'implementation of >= operator';

CREATE FUNCTION polarity_gt(polarity, polarity) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_gt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION polarity_gt(polarity, polarity) IS 'implementation of > operator';

CREATE OPERATOR < (
	LEFTARG = polarity, RIGHTARG = polarity, FUNCTION = polarity_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
COMMENT ON OPERATOR < (polarity, polarity) IS 'less than';

CREATE OPERATOR <= (
	LEFTARG = polarity, RIGHTARG = polarity, FUNCTION = polarity_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel);
COMMENT ON OPERATOR <= (polarity, polarity) IS 'less than or equal';

CREATE OPERATOR = (
	LEFTARG = polarity, RIGHTARG = polarity, FUNCTION = polarity_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR = (polarity, polarity) IS 'equal';

CREATE OPERATOR <> (
	LEFTARG = polarity, RIGHTARG = polarity, FUNCTION = polarity_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel);
COMMENT ON OPERATOR <> (polarity, polarity) IS 'not equal';

CREATE OPERATOR >= (
	LEFTARG = polarity, RIGHTARG = polarity, FUNCTION = polarity_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel);
COMMENT ON OPERATOR >= (polarity, polarity) IS 'greater than or equal';

CREATE OPERATOR > (
	LEFTARG = polarity, RIGHTARG = polarity, FUNCTION = polarity_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel);
COMMENT ON OPERATOR > (polarity, polarity) IS 'greater than';

CREATE FUNCTION polarity_cmp(polarity, polarity) RETURNS integer
	AS 'MODULE_PATHNAME', 'word_cmp'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION polarity_cmp(polarity, polarity) IS 'less, equal or greater: -1, 0 or 1, high before low before none';

CREATE FUNCTION polarity_hash(polarity) RETURNS integer
	AS 'MODULE_PATHNAME', 'word_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION polarity_hash(polarity) IS 'hash';

CREATE FUNCTION polarity_hash_extended(polarity, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'word_hash_extended'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION polarity_hash_extended(polarity, bigint) IS 'hash with a seed';

CREATE OPERATOR CLASS polarity_ops DEFAULT FOR TYPE polarity USING btree AS
	OPERATOR 1 <,
	OPERATOR 2 <=,
	OPERATOR 3 =,
	OPERATOR 4 >=,
	OPERATOR 5 >,
	FUNCTION 1 polarity_cmp(polarity, polarity);

CREATE OPERATOR CLASS polarity_ops DEFAULT FOR TYPE polarity USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 polarity_hash(polarity),
	FUNCTION 2 polarity_hash_extended(polarity, bigint);

CREATE TYPE direction;

CREATE FUNCTION direction_in(cstring) RETURNS direction
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION direction_in(cstring) IS 'text input of direction';

CREATE FUNCTION direction_out(direction) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION direction_out(direction) IS 'text output of direction';

CREATE FUNCTION direction_recv(internal) RETURNS direction
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION direction_recv(internal) IS 'binary input of direction';

CREATE FUNCTION direction_send(direction) RETURNS bytea
	AS 'MODULE_PATHNAME', 'word_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION direction_send(direction) IS 'binary output of direction';

CREATE TYPE direction (
	INPUT = direction_in, OUTPUT = direction_out, RECEIVE = direction_recv, SEND = direction_send,
	INTERNALLENGTH = 1, PASSEDBYVALUE, ALIGNMENT = char);
COMMENT ON TYPE direction IS
	'what became of a measure: improved, no significant change, declined, information only';

CREATE FUNCTION direction_lt(direction, direction) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_lt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION direction_lt(direction, direction) IS 'implementation of < operator';

CREATE FUNCTION direction_le(direction, direction) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_le'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION direction_le(direction, direction) IS 'implementation of <= operator';

CREATE FUNCTION direction_eq(direction, direction) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION direction_eq(direction, direction) IS 'implementation of = operator';

CREATE FUNCTION direction_ne(direction, direction) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION direction_ne(direction, direction) IS 'implementation of <> operator';

CREATE FUNCTION direction_ge(direction, direction) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_ge'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION direction_ge(direction, direction) IS 'implementation of >= operator';

CREATE FUNCTION direction_gt(direction, direction) RETURNS boolean
	AS 'MODULE_PATHNAME', 'word_gt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION direction_gt(direction, direction) IS 'implementation of > operator';

CREATE OPERATOR < (
	LEFTARG = direction, RIGHTARG = direction, FUNCTION = direction_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
COMMENT ON OPERATOR < (direction, direction) IS 'less than';

CREATE OPERATOR <= (
	LEFTARG = direction, RIGHTARG = direction, FUNCTION = direction_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel);
COMMENT ON OPERATOR <= (direction, direction) IS 'less than or equal';

CREATE OPERATOR = (
	LEFTARG = direction, RIGHTARG = direction, FUNCTION = direction_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR = (direction, direction) IS 'equal';

CREATE OPERATOR <> (
	LEFTARG = direction, RIGHTARG = direction, FUNCTION = direction_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel);
COMMENT ON OPERATOR <> (direction, direction) IS 'not equal';

CREATE OPERATOR >= (
	LEFTARG = direction, RIGHTARG = direction, FUNCTION = direction_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel);
COMMENT ON OPERATOR >= (direction, direction) IS 'greater than or equal';

CREATE OPERATOR > (
	LEFTARG = direction, RIGHTARG = direction, FUNCTION = direction_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel);
COMMENT ON OPERATOR > (direction, direction) IS 'greater than';

CREATE FUNCTION direction_cmp(direction, direction) RETURNS integer
	AS 'MODULE_PATHNAME', 'word_cmp'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION direction_cmp(direction, direction) IS 'less, equal or greater: -1, 0 or 1, improved before no significant change before declined before information only';

CREATE FUNCTION direction_hash(direction) RETURNS integer
	AS 'MODULE_PATHNAME', 'word_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION direction_hash(direction) IS 'hash';

CREATE FUNCTION direction_hash_extended(direction, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'word_hash_extended'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION direction_hash_extended(direction, bigint) IS 'hash with a seed';

CREATE OPERATOR CLASS direction_ops DEFAULT FOR TYPE direction USING btree AS
	OPERATOR 1 <,
	OPERATOR 2 <=,
	OPERATOR 3 =,
	OPERATOR 4 >=,
	OPERATOR 5 >,
	FUNCTION 1 direction_cmp(direction, direction);

CREATE OPERATOR CLASS direction_ops DEFAULT FOR TYPE direction USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 direction_hash(direction),
	FUNCTION 2 direction_hash_extended(direction, bigint);
/*
 * 20_reporting_period.sql - a span of whole months
 */

CREATE TYPE reporting_period;

CREATE FUNCTION reporting_period_in(cstring) RETURNS reporting_period
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period_in(cstring) IS 'text input of reporting_period';

CREATE FUNCTION reporting_period_out(reporting_period) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period_out(reporting_period) IS 'text output of reporting_period';

CREATE FUNCTION reporting_period_recv(internal) RETURNS reporting_period
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period_recv(internal) IS 'binary input of reporting_period';

CREATE FUNCTION reporting_period_send(reporting_period) RETURNS bytea
	AS 'MODULE_PATHNAME', 'reporting_period_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period_send(reporting_period) IS 'binary output of reporting_period';

CREATE TYPE reporting_period (
	INPUT = reporting_period_in, OUTPUT = reporting_period_out, RECEIVE = reporting_period_recv, SEND = reporting_period_send,
	INTERNALLENGTH = 4, PASSEDBYVALUE, ALIGNMENT = int4);
COMMENT ON TYPE reporting_period IS
	'a span of whole months, for example "2020/21 Q2", "2020/21", "2020", "AY 2019/20", "Summer 2019/20", "2020-08", "2014-16", "2019-10/P12M"; ordered by end, then shortest first';

CREATE FUNCTION reporting_period_lt(reporting_period, reporting_period) RETURNS boolean
	AS 'MODULE_PATHNAME', 'reporting_period_lt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period_lt(reporting_period, reporting_period) IS 'implementation of < operator';

CREATE FUNCTION reporting_period_le(reporting_period, reporting_period) RETURNS boolean
	AS 'MODULE_PATHNAME', 'reporting_period_le'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period_le(reporting_period, reporting_period) IS 'implementation of <= operator';

CREATE FUNCTION reporting_period_eq(reporting_period, reporting_period) RETURNS boolean
	AS 'MODULE_PATHNAME', 'reporting_period_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period_eq(reporting_period, reporting_period) IS 'implementation of = operator';

CREATE FUNCTION reporting_period_ne(reporting_period, reporting_period) RETURNS boolean
	AS 'MODULE_PATHNAME', 'reporting_period_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period_ne(reporting_period, reporting_period) IS 'implementation of <> operator';

CREATE FUNCTION reporting_period_ge(reporting_period, reporting_period) RETURNS boolean
	AS 'MODULE_PATHNAME', 'reporting_period_ge'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period_ge(reporting_period, reporting_period) IS 'implementation of >= operator';

CREATE FUNCTION reporting_period_gt(reporting_period, reporting_period) RETURNS boolean
	AS 'MODULE_PATHNAME', 'reporting_period_gt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period_gt(reporting_period, reporting_period) IS 'implementation of > operator';

CREATE OPERATOR < (
	LEFTARG = reporting_period, RIGHTARG = reporting_period, FUNCTION = reporting_period_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
COMMENT ON OPERATOR < (reporting_period, reporting_period) IS 'ends earlier, or with it and is shorter';

CREATE OPERATOR <= (
	LEFTARG = reporting_period, RIGHTARG = reporting_period, FUNCTION = reporting_period_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel);
COMMENT ON OPERATOR <= (reporting_period, reporting_period) IS 'less than or equal';

CREATE OPERATOR = (
	LEFTARG = reporting_period, RIGHTARG = reporting_period, FUNCTION = reporting_period_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR = (reporting_period, reporting_period) IS 'equal';

CREATE OPERATOR <> (
	LEFTARG = reporting_period, RIGHTARG = reporting_period, FUNCTION = reporting_period_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel);
COMMENT ON OPERATOR <> (reporting_period, reporting_period) IS 'not equal';

CREATE OPERATOR >= (
	LEFTARG = reporting_period, RIGHTARG = reporting_period, FUNCTION = reporting_period_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel);
COMMENT ON OPERATOR >= (reporting_period, reporting_period) IS 'greater than or equal';

CREATE OPERATOR > (
	LEFTARG = reporting_period, RIGHTARG = reporting_period, FUNCTION = reporting_period_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel);
COMMENT ON OPERATOR > (reporting_period, reporting_period) IS 'ends later, or with it and is longer';

CREATE FUNCTION reporting_period_cmp(reporting_period, reporting_period) RETURNS integer
	AS 'MODULE_PATHNAME', 'reporting_period_cmp'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period_cmp(reporting_period, reporting_period) IS 'less, equal or greater: -1, 0 or 1, by end, then shortest first';

CREATE FUNCTION reporting_period_hash(reporting_period) RETURNS integer
	AS 'MODULE_PATHNAME', 'reporting_period_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period_hash(reporting_period) IS 'hash, fixed for ever';

CREATE FUNCTION reporting_period_hash_extended(reporting_period, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'reporting_period_hash_extended'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period_hash_extended(reporting_period, bigint) IS 'hash with a seed';

CREATE FUNCTION reporting_period_sortsupport(internal) RETURNS void
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period_sortsupport(internal) IS 'sort support';

CREATE FUNCTION reporting_period_in_range(reporting_period, reporting_period, integer, boolean, boolean) RETURNS boolean
	AS 'MODULE_PATHNAME', 'reporting_period_in_range'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period_in_range(reporting_period, reporting_period, integer, boolean, boolean) IS
	'window frames RANGE BETWEEN n PRECEDING AND m FOLLOWING: n and m count periods';

CREATE OPERATOR CLASS reporting_period_ops DEFAULT FOR TYPE reporting_period USING btree AS
	OPERATOR 1 <,
	OPERATOR 2 <=,
	OPERATOR 3 =,
	OPERATOR 4 >=,
	OPERATOR 5 >,
	FUNCTION 1 reporting_period_cmp(reporting_period, reporting_period),
	FUNCTION 2 reporting_period_sortsupport(internal),
	FUNCTION 3 (reporting_period, integer) reporting_period_in_range(reporting_period, reporting_period, integer, boolean, boolean);

CREATE OPERATOR CLASS reporting_period_ops DEFAULT FOR TYPE reporting_period USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 reporting_period_hash(reporting_period),
	FUNCTION 2 reporting_period_hash_extended(reporting_period, bigint);
/*
 * 21_reporting_period_functions.sql - what a period says and how it steps
 */

CREATE FUNCTION reporting_period(date, integer) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'reporting_period_from_date'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period(date, integer) IS
	'the span of so many months that starts with the month of a date; error where it leaves the years 1 to 9999';

CREATE FUNCTION reporting_period(time_period text, time_identifier text) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'reporting_period_from_pair'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period(time_period text, time_identifier text) IS
	'the period named by a pair of columns of the Department for Education''s open data, for example (''202021'', ''Financial year Q2''); error for identifiers that are not whole months. Source: Explore Education Statistics, data standards';

CREATE FUNCTION starts(reporting_period) RETURNS date
	AS 'MODULE_PATHNAME', 'reporting_period_starts'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION starts(reporting_period) IS
	'first day of the period';

CREATE FUNCTION ends(reporting_period) RETURNS date
	AS 'MODULE_PATHNAME', 'reporting_period_ends'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION ends(reporting_period) IS
	'last day of the period';

CREATE FUNCTION months(reporting_period) RETURNS integer
	AS 'MODULE_PATHNAME', 'reporting_period_months'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION months(reporting_period) IS
	'length of the period in months';

CREATE FUNCTION year_ago(reporting_period) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'reporting_period_year_ago'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION year_ago(reporting_period) IS
	'the same period a year earlier';

CREATE FUNCTION within(reporting_period, reporting_period) RETURNS boolean
	AS 'MODULE_PATHNAME', 'reporting_period_within'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION within(reporting_period, reporting_period) IS
	'whether the first period ends no later than the second';

CREATE FUNCTION same_shape(reporting_period, reporting_period) RETURNS boolean
	AS 'MODULE_PATHNAME', 'reporting_period_same_shape'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION same_shape(reporting_period, reporting_period) IS
	'whether two periods have one length and lie whole lengths apart, so that a number of steps is between them';

CREATE FUNCTION shape(reporting_period) RETURNS integer
	AS 'MODULE_PATHNAME', 'reporting_period_shape'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION shape(reporting_period) IS
	'a number that two periods share exactly where they are of one shape, to group by';

CREATE FUNCTION last_month(reporting_period, months_later integer DEFAULT 0) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'reporting_period_last_month'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION last_month(reporting_period, integer) IS
	'the last month of the period as a period, or the month so many months later (earlier where negative); the least period that ends then, so the bound of an index search by end';

CREATE FUNCTION reporting_period_plus(reporting_period, integer) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'reporting_period_plus'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period_plus(reporting_period, integer) IS
	'implementation of + operator: so many periods later';

CREATE FUNCTION reporting_period_minus(reporting_period, integer) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'reporting_period_minus'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period_minus(reporting_period, integer) IS
	'implementation of - operator: so many periods earlier';

CREATE FUNCTION reporting_period_steps(reporting_period, reporting_period) RETURNS integer
	AS 'MODULE_PATHNAME', 'reporting_period_steps'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period_steps(reporting_period, reporting_period) IS
	'implementation of - operator: periods from the second to the first; error where their shapes differ';

CREATE FUNCTION integer_plus_reporting_period(integer, reporting_period) RETURNS reporting_period
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN reporting_period_plus($2, $1);
COMMENT ON FUNCTION integer_plus_reporting_period(integer, reporting_period) IS
	'implementation of + operator: so many periods later';

CREATE OPERATOR + (
	LEFTARG = reporting_period, RIGHTARG = integer, FUNCTION = reporting_period_plus, COMMUTATOR = +);
COMMENT ON OPERATOR + (reporting_period, integer) IS 'so many periods later';

CREATE OPERATOR + (
	LEFTARG = integer, RIGHTARG = reporting_period, FUNCTION = integer_plus_reporting_period,
	COMMUTATOR = +);
COMMENT ON OPERATOR + (integer, reporting_period) IS 'so many periods later';

CREATE OPERATOR - (
	LEFTARG = reporting_period, RIGHTARG = integer, FUNCTION = reporting_period_minus);
COMMENT ON OPERATOR - (reporting_period, integer) IS 'so many periods earlier';

CREATE OPERATOR - (
	LEFTARG = reporting_period, RIGHTARG = reporting_period, FUNCTION = reporting_period_steps);
COMMENT ON OPERATOR - (reporting_period, reporting_period) IS 'periods from the second to the first';

CREATE FUNCTION reporting_period_daterange(reporting_period) RETURNS daterange
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN daterange(starts($1), ends($1), '[]');
COMMENT ON FUNCTION reporting_period_daterange(reporting_period) IS 'the days of the period';

CREATE CAST (reporting_period AS daterange) WITH FUNCTION reporting_period_daterange(reporting_period);
COMMENT ON CAST (reporting_period AS daterange) IS 'the days of the period';

CREATE FUNCTION reporting_period_smaller(reporting_period, reporting_period) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'reporting_period_smaller'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period_smaller(reporting_period, reporting_period) IS
	'the lesser of two periods';

CREATE FUNCTION reporting_period_larger(reporting_period, reporting_period) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'reporting_period_larger'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION reporting_period_larger(reporting_period, reporting_period) IS
	'the greater of two periods';

CREATE AGGREGATE min(reporting_period) (
	SFUNC = reporting_period_smaller, STYPE = reporting_period,
	COMBINEFUNC = reporting_period_smaller, SORTOP = <,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE min(reporting_period) IS
	'the earliest period: first to end, then shortest';

CREATE AGGREGATE max(reporting_period) (
	SFUNC = reporting_period_larger, STYPE = reporting_period,
	COMBINEFUNC = reporting_period_larger, SORTOP = >,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE max(reporting_period) IS
	'the latest period: last to end, then longest';
/*
 * 30_indicator.sql - one measured figure
 */

CREATE TYPE indicator;

CREATE FUNCTION indicator_in(cstring) RETURNS indicator
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION indicator_in(cstring) IS 'text input of indicator';

CREATE FUNCTION indicator_out(indicator) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION indicator_out(indicator) IS 'text output of indicator';

CREATE FUNCTION indicator_recv(internal) RETURNS indicator
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION indicator_recv(internal) IS 'binary input of indicator';

CREATE FUNCTION indicator_send(indicator) RETURNS bytea
	AS 'MODULE_PATHNAME', 'indicator_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION indicator_send(indicator) IS 'binary output of indicator';

CREATE TYPE indicator (
	INPUT = indicator_in, OUTPUT = indicator_out, RECEIVE = indicator_recv, SEND = indicator_send,
	INTERNALLENGTH = 32, ALIGNMENT = double);
COMMENT ON TYPE indicator IS
	'one measured figure: value, unit, numerator and denominator where known, polarity; for example "94.6% (1016/1074) high", "21 count low", "32.1 per 10000 (210/65421) low", "0.76 low", "(1016/1074)% high"; ordered by performance, less is worse';

CREATE FUNCTION indicator_lt(indicator, indicator) RETURNS boolean
	AS 'MODULE_PATHNAME', 'indicator_lt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION indicator_lt(indicator, indicator) IS 'implementation of < operator';

CREATE FUNCTION indicator_le(indicator, indicator) RETURNS boolean
	AS 'MODULE_PATHNAME', 'indicator_le'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION indicator_le(indicator, indicator) IS 'implementation of <= operator';

CREATE FUNCTION indicator_eq(indicator, indicator) RETURNS boolean
	AS 'MODULE_PATHNAME', 'indicator_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION indicator_eq(indicator, indicator) IS 'implementation of = operator';

CREATE FUNCTION indicator_ne(indicator, indicator) RETURNS boolean
	AS 'MODULE_PATHNAME', 'indicator_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION indicator_ne(indicator, indicator) IS 'implementation of <> operator';

CREATE FUNCTION indicator_ge(indicator, indicator) RETURNS boolean
	AS 'MODULE_PATHNAME', 'indicator_ge'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION indicator_ge(indicator, indicator) IS 'implementation of >= operator';

CREATE FUNCTION indicator_gt(indicator, indicator) RETURNS boolean
	AS 'MODULE_PATHNAME', 'indicator_gt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION indicator_gt(indicator, indicator) IS 'implementation of > operator';

CREATE OPERATOR < (
	LEFTARG = indicator, RIGHTARG = indicator, FUNCTION = indicator_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
COMMENT ON OPERATOR < (indicator, indicator) IS 'worse than';

CREATE OPERATOR <= (
	LEFTARG = indicator, RIGHTARG = indicator, FUNCTION = indicator_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel);
COMMENT ON OPERATOR <= (indicator, indicator) IS 'worse than or equal to';

CREATE OPERATOR = (
	LEFTARG = indicator, RIGHTARG = indicator, FUNCTION = indicator_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR = (indicator, indicator) IS 'equal in value, unit and polarity';

CREATE OPERATOR <> (
	LEFTARG = indicator, RIGHTARG = indicator, FUNCTION = indicator_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel);
COMMENT ON OPERATOR <> (indicator, indicator) IS 'not equal';

CREATE OPERATOR >= (
	LEFTARG = indicator, RIGHTARG = indicator, FUNCTION = indicator_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel);
COMMENT ON OPERATOR >= (indicator, indicator) IS 'better than or equal to';

CREATE OPERATOR > (
	LEFTARG = indicator, RIGHTARG = indicator, FUNCTION = indicator_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel);
COMMENT ON OPERATOR > (indicator, indicator) IS 'better than';

CREATE FUNCTION indicator_cmp(indicator, indicator) RETURNS integer
	AS 'MODULE_PATHNAME', 'indicator_cmp'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION indicator_cmp(indicator, indicator) IS 'less, equal or greater: -1, 0 or 1, by performance: less is worse; figures of other units and polarities stand apart';

CREATE FUNCTION indicator_hash(indicator) RETURNS integer
	AS 'MODULE_PATHNAME', 'indicator_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION indicator_hash(indicator) IS 'hash';

CREATE FUNCTION indicator_hash_extended(indicator, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME', 'indicator_hash_extended'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION indicator_hash_extended(indicator, bigint) IS 'hash with a seed';

CREATE FUNCTION indicator_sortsupport(internal) RETURNS void
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION indicator_sortsupport(internal) IS 'sort support';

CREATE OPERATOR CLASS indicator_ops DEFAULT FOR TYPE indicator USING btree AS
	OPERATOR 1 <,
	OPERATOR 2 <=,
	OPERATOR 3 =,
	OPERATOR 4 >=,
	OPERATOR 5 >,
	FUNCTION 1 indicator_cmp(indicator, indicator),
	FUNCTION 2 indicator_sortsupport(internal);

CREATE OPERATOR CLASS indicator_ops DEFAULT FOR TYPE indicator USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 indicator_hash(indicator),
	FUNCTION 2 indicator_hash_extended(indicator, bigint);
/*
 * 31_indicator_functions.sql - what an indicator is made of and what it says
 */

CREATE FUNCTION indicator(value double precision, numerator double precision, denominator double precision, polarity polarity, unit text) RETURNS indicator
	AS 'MODULE_PATHNAME', 'indicator_make'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION indicator(value double precision, numerator double precision, denominator double precision, polarity polarity, unit text) IS
	'a figure of its parts; a value that is NULL is computed from the counts, NULL where that cannot be. Unit: %, count, number or per N. Error for NaN, infinity, a negative numerator, a denominator not above zero, a percentage''s numerator above its denominator';

CREATE FUNCTION reading(value double precision, numerator double precision, denominator double precision, polarity polarity, unit text) RETURNS indicator
	AS 'MODULE_PATHNAME', 'indicator_of_row'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION reading(value double precision, numerator double precision, denominator double precision, polarity polarity, unit text) IS
	'as indicator(), for a row of a table: NULL where the value is NULL or cannot be of this unit; counts that contradict the unit are left out instead of refused';

CREATE FUNCTION value(indicator) RETURNS double precision
	AS 'MODULE_PATHNAME', 'indicator_value'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION value(indicator) IS
	'value in the indicator''s unit, a decimal of at most 15 significant digits and 10 decimal places';

CREATE FUNCTION numerator(indicator) RETURNS double precision
	AS 'MODULE_PATHNAME', 'indicator_numerator'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION numerator(indicator) IS
	'numerator, NULL where not known; a count is its own';

CREATE FUNCTION denominator(indicator) RETURNS double precision
	AS 'MODULE_PATHNAME', 'indicator_denominator'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION denominator(indicator) IS
	'denominator, NULL where not known';

CREATE FUNCTION polarity(indicator) RETURNS polarity
	AS 'MODULE_PATHNAME', 'indicator_polarity'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION polarity(indicator) IS
	'polarity of the indicator';

CREATE FUNCTION unit(indicator) RETURNS text
	AS 'MODULE_PATHNAME', 'indicator_unit'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION unit(indicator) IS
	'unit: %, count, number or per N';

CREATE FUNCTION better_than(indicator, indicator) RETURNS boolean
	AS 'MODULE_PATHNAME', 'indicator_better_than'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION better_than(indicator, indicator) IS
	'whether the first figure is better; NULL for information only, error where unit or polarity differ';

CREATE FUNCTION worse_than(indicator, indicator) RETURNS boolean
	AS 'MODULE_PATHNAME', 'indicator_worse_than'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION worse_than(indicator, indicator) IS
	'whether the first figure is worse; NULL for information only, error where unit or polarity differ';

CREATE FUNCTION consistent(indicator, decimals integer) RETURNS boolean
	AS 'MODULE_PATHNAME', 'indicator_consistent'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION consistent(indicator, integer) IS
	'whether value, numerator and denominator agree when the value was rounded to so many decimals (0 to 10); NULL where a count is missing';

CREATE FUNCTION indicator_numeric(indicator) RETURNS numeric
	AS 'MODULE_PATHNAME', 'indicator_numeric'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION indicator_numeric(indicator) IS
	'value as an exact decimal';

CREATE CAST (indicator AS double precision) WITH FUNCTION value(indicator);
COMMENT ON CAST (indicator AS double precision) IS 'value of the indicator';

CREATE CAST (indicator AS numeric) WITH FUNCTION indicator_numeric(indicator);
COMMENT ON CAST (indicator AS numeric) IS 'value of the indicator as an exact decimal';

CREATE FUNCTION indicator_smaller(indicator, indicator) RETURNS indicator
	AS 'MODULE_PATHNAME', 'indicator_smaller'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION indicator_smaller(indicator, indicator) IS
	'the worse of two figures';

CREATE FUNCTION indicator_larger(indicator, indicator) RETURNS indicator
	AS 'MODULE_PATHNAME', 'indicator_larger'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION indicator_larger(indicator, indicator) IS
	'the better of two figures';

CREATE AGGREGATE min(indicator) (
	SFUNC = indicator_smaller, STYPE = indicator,
	COMBINEFUNC = indicator_smaller, SORTOP = <,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE min(indicator) IS
	'the worst figure (the least, where the polarity is none)';

CREATE AGGREGATE max(indicator) (
	SFUNC = indicator_larger, STYPE = indicator,
	COMBINEFUNC = indicator_larger, SORTOP = >,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE max(indicator) IS
	'the best figure (the greatest, where the polarity is none)';
/*
 * 40_movement.sql - what happened between two figures
 */

CREATE TYPE movement;

CREATE FUNCTION movement_in(cstring) RETURNS movement
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION movement_in(cstring) IS 'text input of movement';

CREATE FUNCTION movement_out(movement) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION movement_out(movement) IS 'text output of movement';

CREATE FUNCTION movement_recv(internal) RETURNS movement
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION movement_recv(internal) IS 'binary input of movement';

CREATE FUNCTION movement_send(movement) RETURNS bytea
	AS 'MODULE_PATHNAME', 'movement_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION movement_send(movement) IS 'binary output of movement';

CREATE TYPE movement (
	INPUT = movement_in, OUTPUT = movement_out, RECEIVE = movement_recv, SEND = movement_send,
	INTERNALLENGTH = 72, ALIGNMENT = double);
COMMENT ON TYPE movement IS
	'two figures of a measure and their periods, for example "2020/21 Q1: 94.9% high -> 2020/21 Q2: 94.6% high"; without a previous figure "2020/21 Q2: 94.6% high"';

CREATE FUNCTION movement_eq(movement, movement) RETURNS boolean
	AS 'MODULE_PATHNAME', 'movement_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION movement_eq(movement, movement) IS 'implementation of = operator: equal figures at equal periods';

CREATE FUNCTION movement_ne(movement, movement) RETURNS boolean
	AS 'MODULE_PATHNAME', 'movement_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION movement_ne(movement, movement) IS 'implementation of <> operator';

CREATE FUNCTION movement_hash(movement) RETURNS integer
	AS 'MODULE_PATHNAME', 'movement_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION movement_hash(movement) IS 'hash';

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

CREATE FUNCTION movement(current indicator, current_period reporting_period, previous indicator, previous_period reporting_period) RETURNS movement
	AS 'MODULE_PATHNAME', 'movement_of_parts'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION movement(current indicator, current_period reporting_period, previous indicator, previous_period reporting_period) IS
	'the movement from one figure to another; NULL without a current figure; error where unit, polarity or length of period differ or the previous period is not earlier';

CREATE FUNCTION current(movement) RETURNS indicator
	AS 'MODULE_PATHNAME', 'movement_current'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION current(movement) IS
	'the current figure';

CREATE FUNCTION previous(movement) RETURNS indicator
	AS 'MODULE_PATHNAME', 'movement_previous'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION previous(movement) IS
	'the previous figure, NULL where there is none';

CREATE FUNCTION current_value(movement) RETURNS double precision
	AS 'MODULE_PATHNAME', 'movement_current_value'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION current_value(movement) IS
	'value of the current figure';

CREATE FUNCTION previous_value(movement) RETURNS double precision
	AS 'MODULE_PATHNAME', 'movement_previous_value'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION previous_value(movement) IS
	'value of the previous figure, NULL where there is none';

CREATE FUNCTION current_period(movement) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'movement_current_period'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION current_period(movement) IS
	'period of the current figure';

CREATE FUNCTION previous_period(movement) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'movement_previous_period'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION previous_period(movement) IS
	'period of the previous figure, NULL where there is none';

CREATE FUNCTION difference(movement) RETURNS double precision
	AS 'MODULE_PATHNAME', 'movement_difference_value'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION difference(movement) IS
	'current less previous value in the indicator''s unit: points for a percentage, never per cent; NULL where there is no previous figure';

CREATE FUNCTION percent_change(movement) RETURNS double precision
	AS 'MODULE_PATHNAME', 'movement_percent_change'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION percent_change(movement) IS
	'difference in per cent of the previous value; NULL where there is none or it is zero';

CREATE FUNCTION periods_apart(movement) RETURNS integer
	AS 'MODULE_PATHNAME', 'movement_periods_apart'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION periods_apart(movement) IS
	'steps from the previous period to the current one; error where they are not whole steps apart';

CREATE FUNCTION direction(movement, tolerance double precision DEFAULT 0) RETURNS direction
	AS 'MODULE_PATHNAME', 'movement_direction'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION direction(movement, double precision) IS
	'improved, no significant change (a difference of at most the tolerance, in the unit), declined, or information only; NULL where there is no previous figure';

CREATE FUNCTION direction(movement, tolerance double precision, confidence double precision) RETURNS direction
	AS 'MODULE_PATHNAME', 'movement_direction_confident'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION direction(movement, double precision, double precision) IS
	'as direction(movement, tolerance), and the difference must be significant: p_value at most 1 - confidence; NULL where that cannot be tested because counts are missing';
/*
 * 41_change.sql - the aggregates change and latest
 */

CREATE TYPE change_state;

CREATE FUNCTION change_state_in(cstring) RETURNS change_state
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION change_state_in(cstring) IS 'text input of change_state';

CREATE FUNCTION change_state_out(change_state) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION change_state_out(change_state) IS 'text output of change_state';

CREATE FUNCTION change_state_recv(internal) RETURNS change_state
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION change_state_recv(internal) IS 'binary input of change_state';

CREATE FUNCTION change_state_send(change_state) RETURNS bytea
	AS 'MODULE_PATHNAME', 'change_state_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION change_state_send(change_state) IS 'binary output of change_state';

CREATE TYPE change_state (
	INPUT = change_state_in, OUTPUT = change_state_out, RECEIVE = change_state_recv, SEND = change_state_send,
	INTERNALLENGTH = 80, ALIGNMENT = double);
COMMENT ON TYPE change_state IS
	'state of the aggregate change and latest; its text is its binary form in hexadecimal';

CREATE FUNCTION change_add(change_state, indicator, reporting_period) RETURNS change_state
	AS 'MODULE_PATHNAME', 'change_add'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION change_add(change_state, indicator, reporting_period) IS
	'transition of change and latest';

CREATE FUNCTION change_combine(change_state, change_state) RETURNS change_state
	AS 'MODULE_PATHNAME', 'change_combine'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION change_combine(change_state, change_state) IS
	'merges two states of change or latest';

CREATE FUNCTION change_result(change_state) RETURNS movement
	AS 'MODULE_PATHNAME', 'change_result'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION change_result(change_state) IS
	'result of change';

CREATE FUNCTION latest_result(change_state) RETURNS indicator
	AS 'MODULE_PATHNAME', 'latest_result'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION latest_result(change_state) IS
	'result of latest';

CREATE AGGREGATE change(indicator, reporting_period) (
	SFUNC = change_add, STYPE = change_state, SSPACE = 80,
	FINALFUNC = change_result, COMBINEFUNC = change_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE change(indicator, reporting_period) IS
	'the latest reading of a group and the one before it, in any order of rows; which rows count is up to WHERE or FILTER; NULL readings are skipped; error where one of the two periods stands twice';

CREATE AGGREGATE latest(indicator, reporting_period) (
	SFUNC = change_add, STYPE = change_state, SSPACE = 80,
	FINALFUNC = latest_result, COMBINEFUNC = change_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE latest(indicator, reporting_period) IS
	'the latest reading of a group, in any order of rows; NULL readings are skipped; error where its period stands twice';
/*
 * 50_quartiles.sql - what a benchmark looks like, and where a figure stands
 */

CREATE TYPE quartiles;

CREATE FUNCTION quartiles_in(cstring) RETURNS quartiles
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION quartiles_in(cstring) IS 'text input of quartiles';

CREATE FUNCTION quartiles_out(quartiles) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION quartiles_out(quartiles) IS 'text output of quartiles';

CREATE FUNCTION quartiles_recv(internal) RETURNS quartiles
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION quartiles_recv(internal) IS 'binary input of quartiles';

CREATE FUNCTION quartiles_send(quartiles) RETURNS bytea
	AS 'MODULE_PATHNAME', 'quartiles_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION quartiles_send(quartiles) IS 'binary output of quartiles';

CREATE TYPE quartiles (
	INPUT = quartiles_in, OUTPUT = quartiles_out, RECEIVE = quartiles_recv, SEND = quartiles_send,
	INTERNALLENGTH = 64, ALIGNMENT = double);
COMMENT ON TYPE quartiles IS
	'a distribution: number of figures, least, lower quartile, median, upper quartile, greatest, mean, unit and polarity';

CREATE FUNCTION quartiles_eq(quartiles, quartiles) RETURNS boolean
	AS 'MODULE_PATHNAME', 'quartiles_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION quartiles_eq(quartiles, quartiles) IS 'implementation of = operator: equal in every field';

CREATE FUNCTION quartiles_ne(quartiles, quartiles) RETURNS boolean
	AS 'MODULE_PATHNAME', 'quartiles_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION quartiles_ne(quartiles, quartiles) IS 'implementation of <> operator';

CREATE FUNCTION quartiles_hash(quartiles) RETURNS integer
	AS 'MODULE_PATHNAME', 'quartiles_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION quartiles_hash(quartiles) IS 'hash';

CREATE OPERATOR = (
	LEFTARG = quartiles, RIGHTARG = quartiles, FUNCTION = quartiles_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES);
COMMENT ON OPERATOR = (quartiles, quartiles) IS 'equal in every field';

CREATE OPERATOR <> (
	LEFTARG = quartiles, RIGHTARG = quartiles, FUNCTION = quartiles_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel);
COMMENT ON OPERATOR <> (quartiles, quartiles) IS 'not equal';

CREATE OPERATOR CLASS quartiles_ops DEFAULT FOR TYPE quartiles USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 quartiles_hash(quartiles);

CREATE FUNCTION n(quartiles) RETURNS bigint
	AS 'MODULE_PATHNAME', 'quartiles_n'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION n(quartiles) IS
	'number of figures';

CREATE FUNCTION "least"(quartiles) RETURNS double precision
	AS 'MODULE_PATHNAME', 'quartiles_least'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION "least"(quartiles) IS
	'least figure; call it as cfsperf.least(q) or "least"(q), since LEAST is a keyword';

CREATE FUNCTION lower_quartile(quartiles) RETURNS double precision
	AS 'MODULE_PATHNAME', 'quartiles_lower'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION lower_quartile(quartiles) IS
	'lower quartile, R type 7, unrounded';

CREATE FUNCTION median(quartiles) RETURNS double precision
	AS 'MODULE_PATHNAME', 'quartiles_median'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION median(quartiles) IS
	'median';

CREATE FUNCTION upper_quartile(quartiles) RETURNS double precision
	AS 'MODULE_PATHNAME', 'quartiles_upper'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION upper_quartile(quartiles) IS
	'upper quartile, R type 7, unrounded';

CREATE FUNCTION "greatest"(quartiles) RETURNS double precision
	AS 'MODULE_PATHNAME', 'quartiles_greatest'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION "greatest"(quartiles) IS
	'greatest figure; call it as cfsperf.greatest(q) or "greatest"(q), since GREATEST is a keyword';

CREATE FUNCTION mean(quartiles) RETURNS double precision
	AS 'MODULE_PATHNAME', 'quartiles_mean'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mean(quartiles) IS
	'arithmetic mean of the figures, unweighted';

CREATE FUNCTION quartile(indicator, quartiles, rule text DEFAULT 'ties lower', minimum integer DEFAULT 4) RETURNS integer
	AS 'MODULE_PATHNAME', 'quartile'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION quartile(indicator, quartiles, text, integer) IS
	'quartile of a figure, 1 = best to 4; NULL for information only and for fewer than minimum figures. Rule "ties lower": a value on a cut point falls into the group of lower values (Department for Education, Local Authority Interactive Tool); "ties better": into the better group';

CREATE TYPE distribution;

CREATE FUNCTION distribution_in(cstring) RETURNS distribution
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_in(cstring) IS 'text input of distribution';

CREATE FUNCTION distribution_out(distribution) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_out(distribution) IS 'text output of distribution';

CREATE FUNCTION distribution_recv(internal) RETURNS distribution
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_recv(internal) IS 'binary input of distribution';

CREATE FUNCTION distribution_send(distribution) RETURNS bytea
	AS 'MODULE_PATHNAME', 'distribution_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_send(distribution) IS 'binary output of distribution';

CREATE TYPE distribution (
	INPUT = distribution_in, OUTPUT = distribution_out, RECEIVE = distribution_recv, SEND = distribution_send,
	INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = plain);
COMMENT ON TYPE distribution IS
	'the figures of a benchmark, in no order; the state of the aggregate quartiles; its text is its binary form in hexadecimal';

CREATE FUNCTION distribution_add(distribution, indicator) RETURNS distribution
	AS 'MODULE_PATHNAME', 'distribution_add'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION distribution_add(distribution, indicator) IS
	'transition of quartiles';

CREATE FUNCTION distribution_combine(distribution, distribution) RETURNS distribution
	AS 'MODULE_PATHNAME', 'distribution_combine'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_combine(distribution, distribution) IS
	'merges two states of quartiles';

CREATE FUNCTION quartiles(distribution) RETURNS quartiles
	AS 'MODULE_PATHNAME', 'distribution_quartiles'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION quartiles(distribution) IS
	'quartiles of a distribution';

CREATE FUNCTION national_rank(indicator, distribution) RETURNS bigint
	AS 'MODULE_PATHNAME', 'distribution_rank'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION national_rank(indicator, distribution) IS
	'1 + how many figures of the distribution are better; ties share the better rank; NULL for information only';

CREATE FUNCTION distribution_quartiles(distribution) RETURNS quartiles
	AS 'MODULE_PATHNAME', 'distribution_quartiles'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION distribution_quartiles(distribution) IS
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
/*
 * 51_standing.sql - a figure among a benchmark, in constant space
 */

CREATE TYPE standing;

CREATE FUNCTION standing_in(cstring) RETURNS standing
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION standing_in(cstring) IS 'text input of standing';

CREATE FUNCTION standing_out(standing) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION standing_out(standing) IS 'text output of standing';

CREATE FUNCTION standing_recv(internal) RETURNS standing
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION standing_recv(internal) IS 'binary input of standing';

CREATE FUNCTION standing_send(standing) RETURNS bytea
	AS 'MODULE_PATHNAME', 'standing_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION standing_send(standing) IS 'binary output of standing';

CREATE TYPE standing (
	INPUT = standing_in, OUTPUT = standing_out, RECEIVE = standing_recv, SEND = standing_send,
	INTERNALLENGTH = 72, ALIGNMENT = double);
COMMENT ON TYPE standing IS
	'state of the aggregate quartile_rank and national_rank; its text is its binary form in hexadecimal';

CREATE FUNCTION standing_add(standing, indicator, indicator) RETURNS standing
	AS 'MODULE_PATHNAME', 'standing_add'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION standing_add(standing, indicator, indicator) IS
	'transition of quartile_rank and national_rank';

CREATE FUNCTION standing_combine(standing, standing) RETURNS standing
	AS 'MODULE_PATHNAME', 'standing_combine'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION standing_combine(standing, standing) IS
	'merges two states of quartile_rank or national_rank';

CREATE FUNCTION standing_quartile(standing) RETURNS integer
	AS 'MODULE_PATHNAME', 'standing_quartile'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION standing_quartile(standing) IS
	'result of quartile_rank';

CREATE FUNCTION standing_rank(standing) RETURNS bigint
	AS 'MODULE_PATHNAME', 'standing_rank'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION standing_rank(standing) IS
	'result of national_rank';

CREATE AGGREGATE quartile_rank(subject indicator, benchmark indicator) (
	SFUNC = standing_add, STYPE = standing, SSPACE = 72,
	FINALFUNC = standing_quartile, COMBINEFUNC = standing_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE quartile_rank(subject indicator, benchmark indicator) IS
	'quartile, 1 = best, of the subject among the benchmark figures of its group; NULL for information only and for fewer than four figures; the same as quartile(subject, quartiles(benchmark))';

CREATE AGGREGATE national_rank(subject indicator, benchmark indicator) (
	SFUNC = standing_add, STYPE = standing, SSPACE = 72,
	FINALFUNC = standing_rank, COMBINEFUNC = standing_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE national_rank(subject indicator, benchmark indicator) IS
	'1 + how many benchmark figures are better than the subject; ties share the better rank; NULL for information only and for none';
/*
 * 55_series.sql - the whole history of one measure
 */

CREATE TYPE series;

CREATE FUNCTION series_in(cstring) RETURNS series
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_in(cstring) IS 'text input of series';

CREATE FUNCTION series_out(series) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_out(series) IS 'text output of series';

CREATE FUNCTION series_recv(internal) RETURNS series
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_recv(internal) IS 'binary input of series';

CREATE FUNCTION series_send(series) RETURNS bytea
	AS 'MODULE_PATHNAME', 'series_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_send(series) IS 'binary output of series';

CREATE TYPE series (
	INPUT = series_in, OUTPUT = series_out, RECEIVE = series_recv, SEND = series_send,
	INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended);
COMMENT ON TYPE series IS
	'the whole history of one measure, packed: points of one unit, polarity and shape of period, for example "{2020/21 Q1: 94.9% high, 2020/21 Q2: 94.6% high}"; a gap is a gap';

CREATE FUNCTION series_eq(series, series) RETURNS boolean
	AS 'MODULE_PATHNAME', 'series_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_eq(series, series) IS 'implementation of = operator: equal figures at equal periods';

CREATE FUNCTION series_ne(series, series) RETURNS boolean
	AS 'MODULE_PATHNAME', 'series_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_ne(series, series) IS 'implementation of <> operator';

CREATE FUNCTION series_hash(series) RETURNS integer
	AS 'MODULE_PATHNAME', 'series_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_hash(series) IS 'hash';

CREATE OPERATOR = (
	LEFTARG = series, RIGHTARG = series, FUNCTION = series_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES);
COMMENT ON OPERATOR = (series, series) IS 'equal figures at equal periods';

CREATE OPERATOR <> (
	LEFTARG = series, RIGHTARG = series, FUNCTION = series_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel);
COMMENT ON OPERATOR <> (series, series) IS 'not equal';

CREATE OPERATOR CLASS series_ops DEFAULT FOR TYPE series USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 series_hash(series);

CREATE FUNCTION at(series, reporting_period) RETURNS indicator
	AS 'MODULE_PATHNAME', 'series_at'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION at(series, reporting_period) IS
	'the figure of a period, NULL where the series has none';

CREATE FUNCTION first_period(series) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'series_first_period'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION first_period(series) IS
	'period of the first point';

CREATE FUNCTION last_period(series) RETURNS reporting_period
	AS 'MODULE_PATHNAME', 'series_last_period'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION last_period(series) IS
	'period of the last point';

CREATE FUNCTION count_periods(series) RETURNS integer
	AS 'MODULE_PATHNAME', 'series_count_periods'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION count_periods(series) IS
	'number of points, gaps not counted';

CREATE FUNCTION slice(series, from_period reporting_period, to_period reporting_period) RETURNS series
	AS 'MODULE_PATHNAME', 'series_slice'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION slice(series, reporting_period, reporting_period) IS
	'the points that start no earlier than the one period and end no later than the other, NULL for no bound; NULL where there are none';

CREATE FUNCTION change(series) RETURNS movement
	AS 'MODULE_PATHNAME', 'series_change'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION change(series) IS
	'the movement to the last point from the one before it';

CREATE FUNCTION change(series, period reporting_period, basis text) RETURNS movement
	AS 'MODULE_PATHNAME', 'series_change_at'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION change(series, reporting_period, text) IS
	'the movement to the figure of a period from the one that the basis names: previous reported, previous period, or same period last year; NULL where the period has no figure';

CREATE FUNCTION unnest(series, OUT period reporting_period, OUT indicator indicator)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'series_unnest'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 20;
COMMENT ON FUNCTION unnest(series) IS
	'the points of the series as rows, ascending by period';

CREATE FUNCTION movements(series, OUT period reporting_period, OUT indicator indicator, OUT movement movement)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'series_movements'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 20;
COMMENT ON FUNCTION movements(series) IS
	'a row a point, ascending by period: its figure and the movement from the previous reported figure';

CREATE FUNCTION series_concat(series, series) RETURNS series
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_concat(series, series) IS
	'implementation of || operator: both histories in one; error where a period stands in both, or unit, polarity or shape differ';

CREATE OPERATOR || (
	LEFTARG = series, RIGHTARG = series, FUNCTION = series_concat, COMMUTATOR = ||);
COMMENT ON OPERATOR || (series, series) IS 'both histories in one';

CREATE TYPE series_state;

CREATE FUNCTION series_state_in(cstring) RETURNS series_state
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_state_in(cstring) IS 'text input of series_state';

CREATE FUNCTION series_state_out(series_state) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_state_out(series_state) IS 'text output of series_state';

CREATE FUNCTION series_state_recv(internal) RETURNS series_state
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_state_recv(internal) IS 'binary input of series_state';

CREATE FUNCTION series_state_send(series_state) RETURNS bytea
	AS 'MODULE_PATHNAME', 'series_state_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_state_send(series_state) IS 'binary output of series_state';

CREATE TYPE series_state (
	INPUT = series_state_in, OUTPUT = series_state_out, RECEIVE = series_state_recv, SEND = series_state_send,
	INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = plain);
COMMENT ON TYPE series_state IS
	'state of the aggregate series; its text is its binary form in hexadecimal';

CREATE FUNCTION series_state_add(series_state, indicator, reporting_period) RETURNS series_state
	AS 'MODULE_PATHNAME', 'series_state_add'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION series_state_add(series_state, indicator, reporting_period) IS
	'transition of series';

CREATE FUNCTION series_state_combine(series_state, series_state) RETURNS series_state
	AS 'MODULE_PATHNAME', 'series_state_combine'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_state_combine(series_state, series_state) IS
	'merges two states of series';

CREATE FUNCTION series_state_result(series_state) RETURNS series
	AS 'MODULE_PATHNAME', 'series_state_result'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION series_state_result(series_state) IS
	'result of series';

CREATE AGGREGATE series(indicator, reporting_period) (
	SFUNC = series_state_add, STYPE = series_state, SSPACE = 1024,
	FINALFUNC = series_state_result, COMBINEFUNC = series_state_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE series(indicator, reporting_period) IS
	'the history of a group, from rows in any order; NULL readings are skipped; error where a period stands twice, or unit, polarity or shape of period differ';
/*
 * 60_statistics.sql - intervals, significance, pooling, targets
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
/*
 * 65_statistics_series.sql - trend, control charts and a picture of a series
 */

CREATE FUNCTION trend_chi_squared(numerators double precision[], denominators double precision[], OUT chi_squared double precision, OUT p_value double precision, OUT slope double precision, OUT verdict text)
	RETURNS record
	AS 'MODULE_PATHNAME', 'trend_chi_squared_counts'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION trend_chi_squared(double precision[], double precision[]) IS
	'chi-squared for trend of proportions at equal intervals (Armitage 1955), its p-value (one degree of freedom), the slope in log odds per interval, and the verdict of the recent trend (Fingertips): increasing, decreasing, no significant change; cannot be calculated, all else NULL, for fewer than 3 points and where a point is NULL or counts none or all; error for arrays of different length or of more than 1000, a negative count, a numerator above its denominator';

CREATE FUNCTION trend_chi_squared("values" double precision[], lowers double precision[], uppers double precision[], OUT chi_squared double precision, OUT p_value double precision, OUT slope double precision, OUT verdict text)
	RETURNS record
	AS 'MODULE_PATHNAME', 'trend_chi_squared_values'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION trend_chi_squared(double precision[], double precision[], double precision[]) IS
	'chi-squared for trend of values with 95% confidence limits at equal intervals, weighted by 1 / variance with variance ((upper - lower) / 3.92)^2, its p-value (one degree of freedom), the slope in the unit of the values per interval, and the verdict of the recent trend (Fingertips); cannot be calculated, all else NULL, for fewer than 3 points and where a point is NULL or its interval has no width; error for arrays of different length or of more than 1000, and for a lower limit above the upper';

CREATE FUNCTION trend(series, OUT verdict text, OUT chi_squared double precision, OUT p_value double precision, OUT slope double precision, OUT points integer)
	RETURNS record
	AS 'MODULE_PATHNAME', 'series_trend'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION trend(series) IS
	'the recent trend (Fingertips): of the latest 5 periods without a gap; increasing or decreasing, "and getting better" or "and getting worse" by polarity, where chi-squared for trend exceeds 9.5495 (p = 0.002) and the slope keeps its sign whichever point is left out; else no significant change; cannot be calculated, with the numbers NULL, for fewer than 5 adjacent periods, for figures without counts, and for percentages of which a point counts none or all. Points: adjacent latest periods found, at most 5. Slope per period: of a percentage in log odds, else in the unit';

CREATE FUNCTION xmr(series, drop_outliers boolean DEFAULT true, baseline integer DEFAULT NULL, OUT centre double precision, OUT lower_limit double precision, OUT upper_limit double precision, OUT points integer, OUT provisional boolean)
	RETURNS record
	AS 'MODULE_PATHNAME', 'series_xmr'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION xmr(series, boolean, integer) IS
	'centre and limits of an XmR control chart in the indicator''s unit: mean, and mean -+ 2.66 * mean moving range, within 0 to 100 for a percentage and from 0 for a rate or count. drop_outliers: moving ranges of at least 3.267 times their mean are left out once. baseline: limits from the first so many points, 12 or more. Points: that the limits rest on; provisional: fewer than 13 points, or than the baseline. Limits NULL where no two periods are adjacent (Wheeler 2000; NHS Making Data Count)';

CREATE FUNCTION special_causes(series, drop_outliers boolean DEFAULT true, baseline integer DEFAULT NULL, OUT period reporting_period, OUT value double precision, OUT cause text, OUT judgement text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'series_special_causes'
	LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 20;
COMMENT ON FUNCTION special_causes(series, boolean, integer) IS
	'a row a point, ascending by period: value, the first rule of special cause variation that applies (outside a limit of xmr(); 7 rising or falling; 2 of 3 beyond two thirds of the way to a limit, on one side; 7 on one side of the centre), marked on every point of a run, NULL for none, and the judgement: improvement or concern by polarity, high or low for information only, else common cause. A gap ends a run';

CREATE FUNCTION assurance(series, target double precision) RETURNS text
	AS 'MODULE_PATHNAME', 'series_assurance'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION assurance(series, double precision) IS
	'whether the process as it is meets the target: pass where all between the limits of xmr() is at the target or better, fail where all is worse, else inconsistent; NULL for information only and where there are no limits';

CREATE FUNCTION sparkline(series, width integer DEFAULT 120, height integer DEFAULT 30) RETURNS text
	AS 'MODULE_PATHNAME', 'series_sparkline'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sparkline(series, integer, integer) IS
	'the series as a small line of SVG text, in the colour of the text around it, with a title that says in words what it shows; a missing period is a gap in the line; width and height in pixels, 10 to 10000';
/*
 * 70_framework_checks.sql - what a framework's constraints and views call
 */

CREATE FUNCTION check_choice(what text, value text, VARIADIC choices text[])
	RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION check_choice(text, text, text[]) IS
	'true where the value is one of the choices; otherwise an error that names the value and lists them';

CREATE FUNCTION check_number(what text, value double precision,
							 least_allowed double precision,
							 greatest_allowed double precision)
	RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION check_number(text, double precision, double precision, double precision) IS
	'true where the value lies in the range, ends included; otherwise an error that names it';

CREATE FUNCTION check_unit(unit text) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION check_unit(text) IS
	'true where the text is a unit: %, count, number or per N; otherwise an error that names it';

CREATE FUNCTION check_figure(value double precision, numerator double precision,
							 denominator double precision, status text)
	RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION check_figure(double precision, double precision, double precision, text) IS
	'true where the value is NULL exactly where the status withholds it and value and counts are possible; otherwise an error that names what is wrong';

CREATE FUNCTION status_reason(status text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE status
		WHEN 'c' THEN 'Withheld: confidential.'
		WHEN 'x' THEN 'Not available.'
		WHEN 'z' THEN 'Not applicable.'
		WHEN 'low' THEN 'Rounds to zero.'
		WHEN 'u' THEN 'Low reliability.'
		WHEN 'p' THEN 'Provisional.'
		WHEN 'r' THEN 'Revised.'
		WHEN 'e' THEN 'Estimated.'
		WHEN 'b' THEN 'Break in the series.'
	END;
COMMENT ON FUNCTION status_reason(text) IS
	'a status symbol in words. Source: Government Statistical Service, symbols in tables';

CREATE FUNCTION display(value double precision, numerator double precision,
						denominator double precision, unit text,
						unit_label text, decimals integer)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN unit_label = '£' AND value < 0 THEN '-£'
				WHEN unit_label = '£' THEN '£' ELSE '' END
		|| round((CASE WHEN unit_label = '£' THEN abs(value) ELSE value END)::numeric,
				 decimals)::text
		|| CASE WHEN unit = '%' THEN '%'
				WHEN unit LIKE 'per %' THEN ' ' || unit ELSE '' END
		|| CASE WHEN unit_label <> '£' THEN ' ' || unit_label ELSE '' END
		|| CASE WHEN unit = 'count' OR numerator IS NULL THEN ''
				WHEN denominator IS NULL THEN ' (' || numerator::numeric::text || ')'
				ELSE ' (' || numerator::numeric::text || '/'
					|| denominator::numeric::text || ')' END;
COMMENT ON FUNCTION display(double precision, double precision, double precision, text, text, integer) IS
	'a figure as printed: rounded half away from zero to so many decimals, with its unit, label and the counts that are known';

CREATE FUNCTION small_number(value double precision, numerator double precision,
							 denominator double precision, unit text,
							 suppress_below integer)
	RETURNS boolean
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN coalesce(suppress_below IS NOT NULL
		AND (CASE WHEN unit = 'count' THEN value ELSE numerator END < suppress_below
			OR unit = '%' AND denominator - numerator > 0
				AND denominator - numerator < suppress_below
			-- a numerator that is left out can be computed from the others
			OR unit = '%' AND numerator IS NULL
				AND (round(value * denominator / 100) < suppress_below
					OR round(denominator - value * denominator / 100) BETWEEN 1 AND suppress_below - 1)
			OR unit LIKE 'per %' AND numerator IS NULL
				AND round(value * denominator / substr(unit, 5)::double precision) < suppress_below),
		false);
COMMENT ON FUNCTION small_number(double precision, double precision, double precision, text, integer) IS
	'whether a figure stands on fewer than so many: its numerator, none included, or, of a percentage, those that are left over; false where suppress_below is NULL or no count is known';
/*
 * 71_words.sql - numbers as sentences
 */

CREATE FUNCTION number_word(n bigint) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE WHEN n BETWEEN 0 AND 9
		THEN (ARRAY['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven',
					'eight', 'nine'])[n::integer + 1]
		ELSE n::text END;
COMMENT ON FUNCTION number_word(bigint) IS
	'a number as the report writes it: up to nine in words, 0 as "none"';

CREATE FUNCTION quartile_word(quartile integer) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN (ARRAY['first', 'second', 'third', 'fourth'])[quartile];
COMMENT ON FUNCTION quartile_word(integer) IS
	'a quartile in words: first, second, third, fourth';

CREATE FUNCTION enumeration(parts text[]) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE cardinality(parts)
		WHEN 0 THEN ''
		WHEN 1 THEN parts[1]
		ELSE array_to_string(parts[:cardinality(parts) - 1], ', ')
			|| ' and ' || parts[cardinality(parts)] END;
COMMENT ON FUNCTION enumeration(text[]) IS
	'"a, b and c"';

CREATE FUNCTION count_phrase(n bigint, singular text, plural text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN number_word(n) || ' ' || CASE WHEN n = 1 THEN singular ELSE plural END;
COMMENT ON FUNCTION count_phrase(bigint, text, text) IS
	'a number and what agrees with it: "one has improved", "eight have improved"';

CREATE FUNCTION headline_sentence(
	reported bigint, improved bigint, no_significant_change bigint,
	declined bigint, information_only bigint, not_comparable bigint,
	benchmarked bigint, top_quartile bigint, second_quartile bigint,
	third_quartile bigint, fourth_quartile bigint)
	RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE WHEN reported = 0 THEN 'No measures have been reported.' ELSE
		'From ' || count_phrase(reported, 'measure that has', 'measures that have')
		|| ' been reported, '
		|| enumeration(array_remove(ARRAY[
			count_phrase(improved, 'has improved', 'have improved'),
			count_phrase(no_significant_change, 'shows no significant change',
						 'show no significant change'),
			count_phrase(declined, 'has declined', 'have declined'),
			CASE WHEN not_comparable > 0
				THEN number_word(not_comparable) || ' cannot be compared' END], NULL))
		|| '.'
		|| CASE WHEN information_only = 0 THEN '' ELSE
			' In addition to this, '
			|| count_phrase(information_only, 'indicator provides', 'indicators provide')
			|| ' information only with no polarity.' END
		|| CASE WHEN benchmarked = 0 THEN '' ELSE
			' From ' || count_phrase(benchmarked, 'measure that has', 'measures that have')
			|| ' a national benchmark, '
			|| enumeration(ARRAY[
				count_phrase(top_quartile, 'is', 'are') || ' in the top quartile',
				count_phrase(second_quartile, 'is', 'are') || ' in the second quartile',
				count_phrase(third_quartile, 'is', 'are') || ' in the third quartile',
				count_phrase(fourth_quartile, 'is', 'are') || ' in the fourth quartile'])
			|| '.' END
		END;
COMMENT ON FUNCTION headline_sentence(bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint) IS
	'the overview sentence of a report, from the counts of quarter_summary and nothing else';
/*
 * 72_framework_tables.sql - the tables of a framework
 *
 * Called by create_framework with the framework's schema first in the search
 * path, so that unqualified names are made there and nowhere else.
 */

CREATE PROCEDURE framework_tables(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, pg_temp', framework), true);

	CREATE TABLE outcome (
		code varchar(64) COLLATE "C" PRIMARY KEY,
		title varchar(500) NOT NULL,
		position integer NOT NULL DEFAULT 0
	);

	CREATE TABLE measure (
		code varchar(64) COLLATE "C" PRIMARY KEY,
		outcome varchar(64) COLLATE "C" NOT NULL REFERENCES outcome,
		position integer NOT NULL DEFAULT 0,
		title varchar(500) NOT NULL,
		definition text,
		polarity polarity NOT NULL,
		polarity_reason text,
		unit varchar(20) NOT NULL DEFAULT 'number',
		unit_label varchar(60),
		decimals integer NOT NULL DEFAULT 1,
		frequency integer NOT NULL DEFAULT 3,
		max_arrears integer NOT NULL DEFAULT 0,
		basis varchar(30) NOT NULL DEFAULT 'previous reported',
		tolerance double precision NOT NULL DEFAULT 0,
		confidence double precision,
		owner text,
		first_reported reporting_period,
		last_reported reporting_period,
		suppress_below integer,
		CONSTRAINT measure_polarity_none_has_a_reason
			CHECK (polarity <> 'none' OR polarity_reason IS NOT NULL),
		CONSTRAINT measure_unit CHECK (check_unit(unit)),
		CONSTRAINT measure_decimals CHECK (check_number('decimals', decimals, 0, 10)),
		CONSTRAINT measure_frequency CHECK (check_number('frequency', frequency, 1, 120)),
		CONSTRAINT measure_max_arrears CHECK (check_number('max_arrears', max_arrears, 0, 120)),
		CONSTRAINT measure_basis CHECK (check_choice('basis', basis,
			'previous reported', 'previous period', 'same period last year')),
		CONSTRAINT measure_tolerance CHECK (check_number('tolerance', tolerance, 0, 1e15)),
		CONSTRAINT measure_confidence CHECK (check_number('confidence', confidence, 0.5, 0.9999)),
		CONSTRAINT measure_suppress_below CHECK (check_number('suppress_below', suppress_below, 1, 1000000))
	);

	CREATE TABLE area (
		code varchar(64) COLLATE "C" PRIMARY KEY,
		name varchar(200) NOT NULL,
		kind varchar(20) NOT NULL DEFAULT 'authority',
		region varchar(64) COLLATE "C" REFERENCES area,
		successor varchar(64) COLLATE "C" REFERENCES area,
		CONSTRAINT area_kind CHECK (check_choice('kind of area', kind,
			'authority', 'region', 'country'))
	);

	CREATE TABLE neighbour (
		area varchar(64) COLLATE "C" REFERENCES area,
		neighbour varchar(64) COLLATE "C" REFERENCES area,
		position integer NOT NULL DEFAULT 0,
		PRIMARY KEY (area, neighbour),
		CONSTRAINT neighbour_is_another_area CHECK (area <> neighbour)
	);

	CREATE TABLE observation (
		measure varchar(64) COLLATE "C" REFERENCES measure,
		area varchar(64) COLLATE "C" REFERENCES area,
		period reporting_period,
		value double precision,
		numerator double precision,
		denominator double precision,
		status varchar(3),
		note varchar(2000),
		PRIMARY KEY (measure, area, period),
		CONSTRAINT observation_figure
			CHECK (check_figure(value, numerator, denominator, status))
	);
	CREATE INDEX observation_area_measure_period ON observation (area, measure, period);

	CREATE TABLE benchmark (
		code varchar(64) COLLATE "C" PRIMARY KEY,
		title varchar(500) NOT NULL,
		release varchar(200),
		published date,
		caveat varchar(2000)
	);

	CREATE TABLE benchmark_value (
		measure varchar(64) COLLATE "C" REFERENCES measure,
		benchmark varchar(64) COLLATE "C" REFERENCES benchmark,
		area varchar(64) COLLATE "C" REFERENCES area,
		period reporting_period NOT NULL,
		value double precision,
		numerator double precision,
		denominator double precision,
		status varchar(3),
		PRIMARY KEY (measure, benchmark, area),
		CONSTRAINT benchmark_value_figure
			CHECK (check_figure(value, numerator, denominator, status))
	);
	CREATE INDEX benchmark_value_benchmark_measure ON benchmark_value (benchmark, measure);

	CREATE TABLE target (
		measure varchar(64) COLLATE "C" REFERENCES measure,
		area varchar(64) COLLATE "C" REFERENCES area,
		from_period reporting_period,
		value double precision NOT NULL,
		tolerance double precision NOT NULL DEFAULT 0,
		PRIMARY KEY (measure, area, from_period),
		CONSTRAINT target_value CHECK (check_number('target', value, -1e15, 1e15)),
		CONSTRAINT target_tolerance CHECK (check_number('tolerance', tolerance, 0, 1e15))
	);

	CREATE TABLE commentary (
		measure varchar(64) COLLATE "C" REFERENCES measure,
		area varchar(64) COLLATE "C" REFERENCES area,
		quarter reporting_period,
		text varchar(4000) NOT NULL,
		author varchar(200),
		PRIMARY KEY (measure, area, quarter)
	);

	CREATE TABLE report (
		area varchar(64) COLLATE "C" REFERENCES area,
		quarter reporting_period,
		benchmark varchar(64) COLLATE "C" REFERENCES benchmark,
		title varchar(500),
		note varchar(2000),
		PRIMARY KEY (area, quarter)
	);
END
$$;
COMMENT ON PROCEDURE framework_tables(name) IS
	'makes the tables of a framework; part of create_framework';
/*
 * 73_framework_table_comments.sql - what the tables of a framework say of themselves
 */

CREATE PROCEDURE framework_table_comments(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, pg_temp', framework), true);

	COMMENT ON TABLE outcome IS 'outcome areas of the strategic plan';
	COMMENT ON COLUMN outcome.code IS 'short code, used as key';
	COMMENT ON COLUMN outcome.title IS 'name as printed';
	COMMENT ON COLUMN outcome.position IS 'order in the report';

	COMMENT ON TABLE measure IS 'what is measured, and by which rules it is judged';
	COMMENT ON COLUMN measure.code IS 'short code, used as key';
	COMMENT ON COLUMN measure.outcome IS 'outcome area under which the report shows it';
	COMMENT ON COLUMN measure.position IS 'order within the outcome';
	COMMENT ON COLUMN measure.title IS 'name as printed';
	COMMENT ON COLUMN measure.definition IS 'what is counted, among whom';
	COMMENT ON COLUMN measure.polarity IS 'high: high is good; low: low is good; none: information only';
	COMMENT ON COLUMN measure.polarity_reason IS 'why it has the polarity it has; required where that is none';
	COMMENT ON COLUMN measure.unit IS '%, count, number or per N';
	COMMENT ON COLUMN measure.unit_label IS 'free label behind the figure, such as days; £ stands before it';
	COMMENT ON COLUMN measure.decimals IS 'decimals printed, 0 to 10; figures are judged unrounded';
	COMMENT ON COLUMN measure.frequency IS 'months of a period: 1, 3, 4 (term), 12; figures of periods of another length are not used';
	COMMENT ON COLUMN measure.max_arrears IS 'months by which the latest figure may end before the report quarter does; 0: it must end with the quarter';
	COMMENT ON COLUMN measure.basis IS 'with what a figure is compared: previous reported (within three years, or six periods where that is longer), previous period (the adjacent one), same period last year';
	COMMENT ON COLUMN measure.tolerance IS 'largest difference, in the unit (points for %), that is no significant change';
	COMMENT ON COLUMN measure.confidence IS 'where set, a change must be significant at this level, such as 0.95, as well';
	COMMENT ON COLUMN measure.suppress_below IS 'where set, figures on fewer than so many are withheld with status c from every view and page, as are totals that would give them away; NULL: off';
	COMMENT ON COLUMN measure.owner IS 'who answers for the figure';
	COMMENT ON COLUMN measure.first_reported IS 'first period reported, NULL: always';
	COMMENT ON COLUMN measure.last_reported IS 'last period reported, NULL: still reported';

	COMMENT ON TABLE area IS 'authorities, regions and countries; only authorities enter a quartile, a rank or a mean';
	COMMENT ON COLUMN area.code IS 'code, such as the GSS code, used as key';
	COMMENT ON COLUMN area.name IS 'name as printed';
	COMMENT ON COLUMN area.kind IS 'authority, region or country';
	COMMENT ON COLUMN area.region IS 'region in which an authority lies';
	COMMENT ON COLUMN area.successor IS 'the area that an abolished one went into';

	COMMENT ON TABLE neighbour IS 'statistical neighbours of an area';
	COMMENT ON COLUMN neighbour.area IS 'the area compared';
	COMMENT ON COLUMN neighbour.neighbour IS 'one of its statistical neighbours';
	COMMENT ON COLUMN neighbour.position IS 'closeness, 1 = closest';

	COMMENT ON TABLE observation IS 'figures: one per measure, area and period; load a period again with INSERT ... ON CONFLICT DO UPDATE';
	COMMENT ON COLUMN observation.measure IS 'what was measured';
	COMMENT ON COLUMN observation.area IS 'where; published figures of regions and countries are rows of those areas';
	COMMENT ON COLUMN observation.period IS 'when: a label such as 2020/21 Q2 or 2020-08';
	COMMENT ON COLUMN observation.value IS 'the figure in the measure''s unit; NULL exactly where the status withholds it';
	COMMENT ON COLUMN observation.numerator IS 'how many, where known';
	COMMENT ON COLUMN observation.denominator IS 'of how many, where known';
	COMMENT ON COLUMN observation.status IS 'c confidential, x not available, z not applicable: no value; low rounds to zero, u low reliability, p provisional, r revised, e estimated, b break in the series';
	COMMENT ON COLUMN observation.note IS 'caveat, or the reason why there is no value';

	COMMENT ON TABLE benchmark IS 'named sets of comparators, such as the latest national year that is comparable';
	COMMENT ON COLUMN benchmark.code IS 'short code, used as key';
	COMMENT ON COLUMN benchmark.title IS 'name as printed, with the year';
	COMMENT ON COLUMN benchmark.release IS 'statistical release the figures come from';
	COMMENT ON COLUMN benchmark.published IS 'date of the release';
	COMMENT ON COLUMN benchmark.caveat IS 'what a reader must know of the comparison';

	COMMENT ON TABLE benchmark_value IS 'comparators: one per measure, benchmark and area; each measure has its own year';
	COMMENT ON COLUMN benchmark_value.measure IS 'what was measured';
	COMMENT ON COLUMN benchmark_value.benchmark IS 'the set it belongs to';
	COMMENT ON COLUMN benchmark_value.area IS 'where';
	COMMENT ON COLUMN benchmark_value.period IS 'when';
	COMMENT ON COLUMN benchmark_value.value IS 'the figure in the measure''s unit; NULL exactly where the status withholds it';
	COMMENT ON COLUMN benchmark_value.numerator IS 'how many, where known';
	COMMENT ON COLUMN benchmark_value.denominator IS 'of how many, where known';
	COMMENT ON COLUMN benchmark_value.status IS 'as in observation';

	COMMENT ON TABLE target IS 'targets, each from a period on';
	COMMENT ON COLUMN target.measure IS 'what is to reach it';
	COMMENT ON COLUMN target.area IS 'where';
	COMMENT ON COLUMN target.from_period IS 'the target holds from the start of this period until another starts';
	COMMENT ON COLUMN target.value IS 'target in the measure''s unit';
	COMMENT ON COLUMN target.tolerance IS 'how far a figure may miss it, in the unit, and be amber instead of red';

	COMMENT ON TABLE commentary IS 'what people say about a figure';
	COMMENT ON COLUMN commentary.measure IS 'the measure commented on';
	COMMENT ON COLUMN commentary.area IS 'where';
	COMMENT ON COLUMN commentary.quarter IS 'quarter of the report';
	COMMENT ON COLUMN commentary.text IS 'the comment, printed as it is';
	COMMENT ON COLUMN commentary.author IS 'who wrote it';

	COMMENT ON TABLE report IS 'reports to be made: the area and quarter, and the benchmark to be used';
	COMMENT ON COLUMN report.area IS 'the area reported on';
	COMMENT ON COLUMN report.quarter IS 'the quarter reported on';
	COMMENT ON COLUMN report.benchmark IS 'set of comparators; NULL: no quartiles';
	COMMENT ON COLUMN report.title IS 'title as printed';
	COMMENT ON COLUMN report.note IS 'caveat about the whole report';
END
$$;
COMMENT ON PROCEDURE framework_table_comments(name) IS
	'comments on the tables of a framework and their columns; part of create_framework';
/*
 * 74_framework_views.sql - the views of a framework
 *
 * figure       every observation as a figure, unless it is to be withheld
 * reading      what each report shows of each measure, with its history
 * comparison   what each report compares a measure with
 * scorecard    one row per report and measure, made of these
 *
 * A report is named in all of them by its area and the label of its quarter,
 * the two columns that the scorecard shows: a filter on them reaches the
 * tables through every join and grouping, so that one report reads its own
 * area's recent figures and its benchmark, whatever else the tables hold.
 *
 * Columns of our types are compared with = only, and the fact tables' own
 * measure is the first key of every grouping over them.
 */

CREATE PROCEDURE framework_views(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, pg_temp', framework), true);

	-- What is loaded, as far as it may be shown. Withheld is a small number,
	-- and the figure of a region or country among whose authorities one is
	-- withheld for that period, here or by who published it: it could be had
	-- by subtraction.
	CREATE VIEW figure AS
	SELECT o.measure, o.area, o.period,
		CASE WHEN w.withheld IS NULL
			THEN reading(o.value, o.numerator, o.denominator, m.polarity, m.unit)
			END AS figure,
		CASE WHEN w.withheld IS NULL THEN o.status ELSE 'c' END AS status,
		CASE WHEN w.withheld IS NULL THEN o.note ELSE w.withheld END AS note
	FROM observation o
	JOIN measure m ON m.code = o.measure
	CROSS JOIN LATERAL (
		SELECT CASE
			WHEN m.suppress_below IS NULL OR o.value IS NULL THEN NULL
			WHEN small_number(o.value, o.numerator, o.denominator, m.unit,
							  m.suppress_below)
				THEN 'Withheld: the number is too small to be shown.'
			WHEN EXISTS (
				SELECT
				FROM area total
				JOIN area a ON a.kind = 'authority'
					AND (total.kind = 'country' OR a.region = total.code)
				JOIN observation s ON s.measure = o.measure AND s.area = a.code
					AND s.period = o.period
				WHERE total.code = o.area AND total.kind <> 'authority'
					AND (s.status = 'c'
						OR small_number(s.value, s.numerator, s.denominator, m.unit,
										m.suppress_below)))
				THEN 'Withheld: a small number could be had from it by subtraction.'
			END AS withheld) w;

	-- The latest row whose period ends within the quarter and not more than
	-- max_arrears months before its end, and the history up to it: three
	-- years, or six periods where that is longer.
	CREATE VIEW reading AS
	SELECT o.measure, l.area, l.quarter, l.period,
		series(o.figure, o.period) AS history,
		at(series(o.figure, o.period), l.period) AS figure,
		change(series(o.figure, o.period), l.period, m.basis) AS movement,
		max(o.status) FILTER (WHERE o.period = l.period) AS status,
		max(o.note) FILTER (WHERE o.period = l.period) AS note
	FROM (SELECT o.measure, r.area, r.quarter::varchar(24) AS quarter,
			  max(o.period) AS period
		  FROM report r
		  CROSS JOIN measure m
		  JOIN observation o ON o.measure = m.code AND o.area = r.area
			  AND o.period >= last_month(r.quarter, -m.max_arrears)
			  AND o.period < last_month(r.quarter, 1)
			  AND months(o.period) = m.frequency
		  GROUP BY o.measure, r.area, r.quarter::varchar(24)) l
	JOIN measure m ON m.code = l.measure
	JOIN figure o ON o.measure = l.measure AND o.area = l.area
		AND o.period >= last_month(l.period, -greatest(36, 6 * m.frequency))
		AND o.period <= l.period
		AND same_shape(o.period, l.period)
	GROUP BY o.measure, l.area, l.quarter, l.period, m.basis;

	-- The benchmark of the report, for each measure that it has: all
	-- authorities, the neighbours among them, the region and the country.
	CREATE VIEW comparison AS
	SELECT bv.measure, r.area, r.quarter::varchar(24) AS quarter,
		distribution(reading(bv.value, bv.numerator, bv.denominator, m.polarity, m.unit))
			FILTER (WHERE a.kind = 'authority') AS authorities,
		quartiles(reading(bv.value, bv.numerator, bv.denominator, m.polarity, m.unit))
			FILTER (WHERE a.kind = 'authority') AS national,
		quartiles(reading(bv.value, bv.numerator, bv.denominator, m.polarity, m.unit))
			FILTER (WHERE n.neighbour IS NOT NULL AND a.kind = 'authority') AS neighbours,
		max(value(reading(bv.value, NULL, NULL, m.polarity, m.unit)))
			FILTER (WHERE a.code = own.region) AS region_value,
		max(value(reading(bv.value, NULL, NULL, m.polarity, m.unit)))
			FILTER (WHERE a.kind = 'country') AS national_value,
		max(bv.period) AS period
	FROM report r
	JOIN area own ON own.code = r.area
	JOIN benchmark_value bv ON bv.benchmark = r.benchmark
	JOIN measure m ON m.code = bv.measure
	JOIN area a ON a.code = bv.area
	LEFT JOIN neighbour n ON n.area = r.area AND n.neighbour = bv.area
	GROUP BY bv.measure, r.area, r.quarter::varchar(24);

	CREATE VIEW scorecard AS
	SELECT
		r.quarter::varchar(24) AS quarter,
		starts(r.quarter) AS quarter_start,
		ends(r.quarter) AS quarter_end,
		r.area,
		own.name AS area_name,
		m.outcome,
		oc.title AS outcome_title,
		m.code AS measure,
		m.title AS measure_title,
		m.polarity::varchar(4) AS polarity,
		current_period(f.movement)::varchar(24) AS period,
		current_value(f.movement) AS value,
		numerator(f.figure) AS numerator,
		denominator(f.figure) AS denominator,
		display(value(f.figure), numerator(f.figure), denominator(f.figure),
				m.unit, m.unit_label, m.decimals)::varchar(120) AS display,
		previous_period(f.movement)::varchar(24) AS previous_period,
		previous_value(f.movement) AS previous_value,
		difference(f.movement) AS difference,
		m.basis,
		m.tolerance,
		p_value(f.figure, previous(f.movement)) AS p_value,
		(CASE WHEN m.confidence IS NULL THEN direction(f.movement, m.tolerance)
			ELSE direction(f.movement, m.tolerance, m.confidence) END)::varchar(24)
			AS direction,
		quartile(f.figure, q.national) AS quartile,
		quartile(previous(f.movement), q.national) AS previous_quartile,
		(CASE WHEN quartile(f.figure, q.national)
				= quartile(previous(f.movement), q.national) THEN 'unchanged'
			ELSE quartile_word(quartile(previous(f.movement), q.national)) || ' to '
				|| quartile_word(quartile(f.figure, q.national)) END)::varchar(24)
			AS quartile_movement,
		national_rank(f.figure, q.authorities)::integer AS national_rank,
		n(c.national)::integer AS national_n,
		(CASE WHEN c.measure IS NOT NULL THEN b.title END)::varchar(500) AS benchmark,
		c.period::varchar(24) AS benchmark_period,
		(CASE WHEN c.measure IS NOT NULL THEN b.caveat END)::varchar(2000) AS benchmark_caveat,
		mean(CASE WHEN c.measure IS NULL THEN s.neighbours ELSE c.neighbours END)
			AS neighbour_mean,
		median(CASE WHEN c.measure IS NULL THEN s.neighbours ELSE c.neighbours END)
			AS neighbour_median,
		CASE WHEN c.measure IS NULL THEN s.region_value ELSE c.region_value END
			AS region_value,
		CASE WHEN c.measure IS NULL THEN s.national_value ELSE c.national_value END
			AS national_value,
		t.value AS target,
		rag(f.figure, t.value, t.tolerance)::varchar(5) AS rag,
		(CASE WHEN f.figure IS NOT NULL
			THEN (trend(f.history)).verdict END)::varchar(60) AS trend,
		f.status::varchar(3) AS status,
		(CASE
			WHEN f.figure IS NOT NULL THEN f.note
			WHEN f.note IS NOT NULL THEN f.note
			WHEN f.status IS NOT NULL AND status_reason(f.status) IS NOT NULL
				THEN status_reason(f.status)
			WHEN f.measure IS NOT NULL
				THEN 'The figure that was loaded cannot be one of this measure.'
			WHEN r.quarter < m.first_reported
				THEN 'First reported for ' || m.first_reported::text || '.'
			WHEN r.quarter > m.last_reported
				THEN 'Last reported for ' || m.last_reported::text || '.'
			ELSE 'No figure has been loaded for ' || r.quarter::text || '.'
			END)::varchar(2000) AS note,
		k.text AS commentary,
		(CASE WHEN c.measure IS NOT NULL THEN c.period
			WHEN s.found THEN f.period END)::varchar(24) AS comparator_period,
		oc.position AS outcome_position,
		m.position AS measure_position
	FROM report r
	JOIN area own ON own.code = r.area
	CROSS JOIN measure m
	JOIN outcome oc ON oc.code = m.outcome
	LEFT JOIN reading f
		ON f.measure = m.code AND f.area = r.area
			AND f.quarter = r.quarter::varchar(24)
	LEFT JOIN comparison c
		ON c.measure = m.code AND c.area = r.area
			AND c.quarter = r.quarter::varchar(24)
	-- a filter on a quartile may be tried on a pair of rows before the join is:
	-- figures of one measure must not meet the benchmark of another
	CROSS JOIN LATERAL (
		SELECT CASE WHEN c.measure = f.measure THEN c.national END AS national,
			CASE WHEN c.measure = f.measure THEN c.authorities END AS authorities) q
	LEFT JOIN benchmark b ON b.code = r.benchmark
	-- a measure that the benchmark does not have is compared with what is
	-- observed elsewhere for the same period
	LEFT JOIN LATERAL (
		SELECT
			quartiles(o.figure) FILTER (WHERE p.kind = 'authority') AS neighbours,
			max(value(o.figure)) FILTER (WHERE p.kind = 'region') AS region_value,
			max(value(o.figure)) FILTER (WHERE p.kind = 'country') AS national_value,
			count(*) > 0 AS found
		FROM (SELECT a.code AS area, a.kind
			  FROM neighbour n
			  JOIN area a ON a.code = n.neighbour AND a.kind = 'authority'
			  WHERE n.area = r.area
			  UNION ALL
			  SELECT a.code, a.kind
			  FROM area a
			  WHERE a.kind = 'country' OR a.kind = 'region' AND a.code = own.region) p
		JOIN figure o ON o.measure = m.code AND o.area = p.area
			AND o.period = f.period
		WHERE c.measure IS NULL) s ON true
	LEFT JOIN target t ON t.measure = m.code AND t.area = r.area
		AND t.from_period = (
			SELECT max(x.from_period)
			FROM target x
			WHERE x.measure = m.code AND x.area = r.area
				AND starts(x.from_period) <= coalesce(ends(f.period), ends(r.quarter)))
	LEFT JOIN commentary k ON k.measure = m.code AND k.area = r.area
		AND k.quarter = r.quarter;

	CREATE VIEW outcome_summary AS
	SELECT quarter, quarter_start, quarter_end, area, area_name, outcome, outcome_title,
		count(value) AS reported,
		count(*) FILTER (WHERE direction = 'improved') AS improved,
		count(*) FILTER (WHERE direction = 'no significant change') AS no_significant_change,
		count(*) FILTER (WHERE direction = 'declined') AS declined,
		count(*) FILTER (WHERE direction = 'information only') AS information_only,
		count(*) FILTER (WHERE value IS NOT NULL AND direction IS NULL) AS not_comparable,
		count(*) FILTER (WHERE value IS NULL) AS not_reported,
		count(quartile) AS benchmarked,
		count(*) FILTER (WHERE quartile = 1) AS top_quartile,
		count(*) FILTER (WHERE quartile = 2) AS second_quartile,
		count(*) FILTER (WHERE quartile = 3) AS third_quartile,
		count(*) FILTER (WHERE quartile = 4) AS fourth_quartile,
		outcome_position
	FROM scorecard
	GROUP BY quarter, quarter_start, quarter_end, area, area_name, outcome,
		outcome_title, outcome_position;

	CREATE VIEW quarter_summary AS
	SELECT quarter, quarter_start, quarter_end, area, area_name,
		sum(reported)::bigint AS reported,
		sum(improved)::bigint AS improved,
		sum(no_significant_change)::bigint AS no_significant_change,
		sum(declined)::bigint AS declined,
		sum(information_only)::bigint AS information_only,
		sum(not_comparable)::bigint AS not_comparable,
		sum(not_reported)::bigint AS not_reported,
		sum(benchmarked)::bigint AS benchmarked,
		sum(top_quartile)::bigint AS top_quartile,
		sum(second_quartile)::bigint AS second_quartile,
		sum(third_quartile)::bigint AS third_quartile,
		sum(fourth_quartile)::bigint AS fourth_quartile
	FROM outcome_summary
	GROUP BY quarter, quarter_start, quarter_end, area, area_name;

	CREATE VIEW headline AS
	SELECT quarter, quarter_start, quarter_end, area, area_name,
		headline_sentence(reported, improved, no_significant_change, declined,
			information_only, not_comparable, benchmarked, top_quartile,
			second_quartile, third_quartile, fourth_quartile)::varchar(1000) AS sentence
	FROM quarter_summary;

	-- of the measure's own frequency: a year less three of its quarters would
	-- give the fourth, which may be withheld
	CREATE MATERIALIZED VIEW history AS
	SELECT o.measure, o.area, shape(o.period) AS shape,
		series(o.figure, o.period) AS series
	FROM figure o
	JOIN measure m ON m.code = o.measure AND m.frequency = months(o.period)
	GROUP BY o.measure, o.area, shape(o.period);
	CREATE UNIQUE INDEX history_key ON history (measure, area, shape);
END
$$;
COMMENT ON PROCEDURE framework_views(name) IS
	'makes the views of a framework; part of create_framework';
/*
 * 75_framework_view_comments.sql - what the views of a framework say of themselves
 */

CREATE PROCEDURE framework_view_comments(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, pg_temp
AS $$
DECLARE
	view_name text;
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, pg_temp', framework), true);

	COMMENT ON VIEW figure IS 'every observation as a figure; NULL, with status c, where it is to be withheld; part of the other views';
	COMMENT ON VIEW reading IS 'per report and measure with a row: the period shown, the history up to it, the figure and its movement, status and note; part of scorecard';
	COMMENT ON VIEW comparison IS 'per report and measure of its benchmark: what the authorities, the neighbours, the region and the country have; part of scorecard';
	COMMENT ON VIEW scorecard IS 'a row per report and measure: the figure, what it is compared with, and what became of it; a measure without a figure says why in note';
	COMMENT ON VIEW outcome_summary IS 'a row per report and outcome: how many measures are reported, improved, declined, in which quartile';
	COMMENT ON VIEW quarter_summary IS 'a row per report: how many measures are reported, improved, declined, in which quartile';
	COMMENT ON VIEW headline IS 'a row per report: the overview sentence';
	COMMENT ON MATERIALIZED VIEW history IS 'per measure, area and shape of period: the whole series; as of the last REFRESH MATERIALIZED VIEW CONCURRENTLY, for questions about whole histories';
	COMMENT ON COLUMN history.shape IS 'shape(period), so that quarters and years stand apart';
	COMMENT ON COLUMN history.series IS 'the figures in order of period';

	-- columns that mean the same in every view that has them
	FOR view_name IN
		SELECT c.relname
		FROM pg_class c
		WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = framework)
			AND c.relname IN ('scorecard', 'outcome_summary', 'quarter_summary', 'headline')
	LOOP
		EXECUTE format('COMMENT ON COLUMN %I.%I.quarter IS %L', framework, view_name, 'quarter of the report, as label');
		EXECUTE format('COMMENT ON COLUMN %I.%I.quarter_start IS %L', framework, view_name, 'first day of the quarter');
		EXECUTE format('COMMENT ON COLUMN %I.%I.quarter_end IS %L', framework, view_name, 'last day of the quarter');
		EXECUTE format('COMMENT ON COLUMN %I.%I.area IS %L', framework, view_name, 'code of the area reported on');
		EXECUTE format('COMMENT ON COLUMN %I.%I.area_name IS %L', framework, view_name, 'its name');
	END LOOP;
	FOREACH view_name IN ARRAY ARRAY['outcome_summary', 'quarter_summary'] LOOP
		EXECUTE format('COMMENT ON COLUMN %I.%I.reported IS %L', framework, view_name, 'measures with a figure');
		EXECUTE format('COMMENT ON COLUMN %I.%I.improved IS %L', framework, view_name, 'reported measures that improved');
		EXECUTE format('COMMENT ON COLUMN %I.%I.no_significant_change IS %L', framework, view_name, 'reported measures with no significant change');
		EXECUTE format('COMMENT ON COLUMN %I.%I.declined IS %L', framework, view_name, 'reported measures that declined');
		EXECUTE format('COMMENT ON COLUMN %I.%I.information_only IS %L', framework, view_name, 'reported measures without polarity');
		EXECUTE format('COMMENT ON COLUMN %I.%I.not_comparable IS %L', framework, view_name, 'reported measures with polarity whose change cannot be judged');
		EXECUTE format('COMMENT ON COLUMN %I.%I.not_reported IS %L', framework, view_name, 'measures without a figure; the scorecard says why');
		EXECUTE format('COMMENT ON COLUMN %I.%I.benchmarked IS %L', framework, view_name, 'reported measures with a quartile');
		EXECUTE format('COMMENT ON COLUMN %I.%I.top_quartile IS %L', framework, view_name, 'of these, in the best quarter of authorities');
		EXECUTE format('COMMENT ON COLUMN %I.%I.second_quartile IS %L', framework, view_name, 'of these, in the second quarter');
		EXECUTE format('COMMENT ON COLUMN %I.%I.third_quartile IS %L', framework, view_name, 'of these, in the third quarter');
		EXECUTE format('COMMENT ON COLUMN %I.%I.fourth_quartile IS %L', framework, view_name, 'of these, in the last quarter');
	END LOOP;
	COMMENT ON COLUMN outcome_summary.outcome IS 'code of the outcome';
	COMMENT ON COLUMN outcome_summary.outcome_title IS 'its name';
	COMMENT ON COLUMN outcome_summary.outcome_position IS 'order in the report';
	COMMENT ON COLUMN headline.sentence IS 'the overview sentence, made of the counts of quarter_summary';

	COMMENT ON COLUMN scorecard.outcome IS 'code of the outcome';
	COMMENT ON COLUMN scorecard.outcome_title IS 'its name';
	COMMENT ON COLUMN scorecard.measure IS 'code of the measure';
	COMMENT ON COLUMN scorecard.measure_title IS 'its name';
	COMMENT ON COLUMN scorecard.polarity IS 'high or low is good, or none: information only';
	COMMENT ON COLUMN scorecard.period IS 'period of the figure, which may end before the quarter does; NULL: not reported';
	COMMENT ON COLUMN scorecard.value IS 'the figure in the measure''s unit, unrounded; NULL: not reported';
	COMMENT ON COLUMN scorecard.numerator IS 'how many, where known';
	COMMENT ON COLUMN scorecard.denominator IS 'of how many, where known';
	COMMENT ON COLUMN scorecard.display IS 'the figure as printed, with unit and counts';
	COMMENT ON COLUMN scorecard.previous_period IS 'period of the figure it is compared with, by the basis';
	COMMENT ON COLUMN scorecard.previous_value IS 'the figure it is compared with';
	COMMENT ON COLUMN scorecard.difference IS 'value less previous value in the unit: points for %, never per cent';
	COMMENT ON COLUMN scorecard.basis IS 'which figure it is compared with: previous reported, previous period or same period last year';
	COMMENT ON COLUMN scorecard.tolerance IS 'largest difference that is no significant change';
	COMMENT ON COLUMN scorecard.p_value IS 'probability of a difference at least as large by chance, where both figures have counts';
	COMMENT ON COLUMN scorecard.direction IS 'improved, no significant change, declined, information only; NULL: not reported or not comparable';
	COMMENT ON COLUMN scorecard.quartile IS '1 = best quarter of authorities to 4, by the cut points of the benchmark';
	COMMENT ON COLUMN scorecard.previous_quartile IS 'quartile of the previous figure by the same cut points';
	COMMENT ON COLUMN scorecard.quartile_movement IS 'from which quartile to which, or unchanged';
	COMMENT ON COLUMN scorecard.national_rank IS '1 + how many authorities of the benchmark are better';
	COMMENT ON COLUMN scorecard.national_n IS 'authorities with a figure in the benchmark';
	COMMENT ON COLUMN scorecard.benchmark IS 'title of the benchmark used';
	COMMENT ON COLUMN scorecard.benchmark_period IS 'period of its figures for this measure';
	COMMENT ON COLUMN scorecard.benchmark_caveat IS 'what a reader must know of the comparison';
	COMMENT ON COLUMN scorecard.neighbour_mean IS 'mean of the statistical neighbours'' figures, unweighted, for comparator_period';
	COMMENT ON COLUMN scorecard.neighbour_median IS 'median of the statistical neighbours'' figures, for comparator_period';
	COMMENT ON COLUMN scorecard.region_value IS 'published figure of the region, for comparator_period';
	COMMENT ON COLUMN scorecard.national_value IS 'published figure of the country, for comparator_period';
	COMMENT ON COLUMN scorecard.target IS 'target that holds for the period, in the unit';
	COMMENT ON COLUMN scorecard.rag IS 'green: target reached; amber: missed by at most its tolerance; red: missed by more';
	COMMENT ON COLUMN scorecard.trend IS 'trend over the latest five adjacent periods, or that it cannot be calculated';
	COMMENT ON COLUMN scorecard.status IS 'status symbol of the figure, as in observation';
	COMMENT ON COLUMN scorecard.note IS 'caveat of the figure, or the reason why there is none';
	COMMENT ON COLUMN scorecard.commentary IS 'what people say about the figure';
	COMMENT ON COLUMN scorecard.comparator_period IS 'period of neighbour, region and national figures: the benchmark''s, or, for a measure that it does not have, the figure''s own';
	COMMENT ON COLUMN scorecard.outcome_position IS 'order of the outcome in the report';
	COMMENT ON COLUMN scorecard.measure_position IS 'order of the measure within the outcome';
END
$$;
COMMENT ON PROCEDURE framework_view_comments(name) IS
	'comments on the views of a framework and their columns; part of create_framework';
/*
 * 76_create_framework.sql - a framework, made whole or not at all
 */

CREATE FUNCTION check_framework_name(framework text) RETURNS name
	LANGUAGE plpgsql STABLE PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF framework IS NULL OR btrim(framework) = '' THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_schema_name',
			MESSAGE = 'the name of a framework is empty',
			HINT = 'Name the schema to be made, for example: CALL cfsperf.create_framework(''cfs'').';
	END IF;
	IF octet_length(framework) > 63 THEN
		RAISE EXCEPTION USING ERRCODE = 'name_too_long',
			MESSAGE = format('the name "%s" is longer than 63 bytes', framework);
	END IF;
	-- "$user" in a search path means another schema, quoted or not
	IF framework LIKE 'pg\_%'
			OR framework IN ('cfsperf', 'information_schema', 'public', '$user') THEN
		RAISE EXCEPTION USING ERRCODE = 'reserved_name',
			MESSAGE = format('the name "%s" is taken', framework),
			HINT = 'A framework is a schema of its own; choose another name.';
	END IF;
	RETURN framework::name;
END
$$;
COMMENT ON FUNCTION check_framework_name(text) IS
	'the name of a framework as a name; an error where it cannot be one';

CREATE PROCEDURE create_framework(framework text)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, pg_temp
AS $$
DECLARE
	schema_name name := check_framework_name(framework);
BEGIN
	IF EXISTS (SELECT FROM pg_namespace WHERE nspname = schema_name) THEN
		RAISE EXCEPTION USING ERRCODE = 'duplicate_schema',
			MESSAGE = format('schema "%s" already exists', schema_name),
			HINT = 'A framework makes a schema of its own; choose another name, or drop that schema first.';
	END IF;
	IF NOT has_database_privilege(current_database(), 'CREATE') THEN
		RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
			MESSAGE = format('role "%s" may not create schema "%s" in database "%s"',
							 current_user, schema_name, current_database()),
			HINT = format('Ask the database''s owner for: GRANT CREATE ON DATABASE %I TO %I.',
						  current_database(), current_user);
	END IF;
	EXECUTE format('CREATE SCHEMA %I', schema_name);
	EXECUTE format('COMMENT ON SCHEMA %I IS %L', schema_name,
				   'performance framework made by cfsperf: tables to load, views to read');
	CALL framework_tables(schema_name);
	CALL framework_table_comments(schema_name);
	CALL framework_views(schema_name);
	CALL framework_view_comments(schema_name);
	CALL framework_publication(schema_name);
	CALL framework_exceptions(schema_name);
	CALL framework_data_quality(schema_name);
	CALL framework_narrative(schema_name);
	CALL framework_report_text(schema_name);
	CALL framework_dashboard(schema_name);
END
$$;
COMMENT ON PROCEDURE create_framework(text) IS
	'makes a framework: a schema of this name with ordinary tables and views owned by the caller; an error where the name is empty, too long or taken, or the caller may not create schemas';
/*
 * 80_exceptions.sql - what of a report is worth attention
 */

CREATE FUNCTION exception_kind(direction text, quartile integer, rag text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
		WHEN direction = 'declined' AND quartile = 4 AND rag = 'red'
			THEN 'declined, red and in the bottom quartile'
		WHEN direction = 'declined' AND quartile = 4 THEN 'declined and in the bottom quartile'
		WHEN direction = 'declined' AND rag = 'red' THEN 'declined and red'
		WHEN direction = 'improved' AND quartile = 1 THEN 'improved and in the top quartile'
		END;
COMMENT ON FUNCTION exception_kind(text, integer, text) IS
	'why a measure is worth attention: it got worse and is bad, or got better and is good; NULL where neither';

CREATE PROCEDURE framework_exceptions(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, pg_temp', framework), true);

	CREATE VIEW exceptions AS
	SELECT s.quarter, s.quarter_start, s.quarter_end, s.area, s.area_name,
		(CASE s.direction WHEN 'declined' THEN 'concern' ELSE 'strength' END)::varchar(8)
			AS judgement,
		exception_kind(s.direction, s.quartile, s.rag)::varchar(60) AS kind,
		s.outcome, s.outcome_title, s.measure, s.measure_title, s.polarity, s.period,
		s.value, s.numerator, s.denominator, s.display, s.previous_period,
		s.previous_value, s.difference, s.direction,
		s.quartile, s.previous_quartile, s.quartile_movement, s.benchmark::varchar(500) AS benchmark,
		s.benchmark_period, s.target, s.rag, s.trend::varchar(60) AS trend, s.note, s.commentary,
		s.outcome_position, s.measure_position
	FROM scorecard s
	WHERE exception_kind(s.direction, s.quartile, s.rag) IS NOT NULL;

	COMMENT ON VIEW exceptions IS 'a row per report and measure that is worth attention: worse and bad (declined and in the bottom quartile, or declined and red), and its counterpart, improved and in the top quartile';
	COMMENT ON COLUMN exceptions.quarter IS 'quarter of the report, as label';
	COMMENT ON COLUMN exceptions.quarter_start IS 'first day of the quarter';
	COMMENT ON COLUMN exceptions.quarter_end IS 'last day of the quarter';
	COMMENT ON COLUMN exceptions.area IS 'code of the area reported on';
	COMMENT ON COLUMN exceptions.area_name IS 'its name';
	COMMENT ON COLUMN exceptions.judgement IS 'concern or strength';
	COMMENT ON COLUMN exceptions.kind IS 'declined and in the bottom quartile; declined and red; declined, red and in the bottom quartile; improved and in the top quartile';
	COMMENT ON COLUMN exceptions.outcome IS 'code of the outcome';
	COMMENT ON COLUMN exceptions.outcome_title IS 'its name';
	COMMENT ON COLUMN exceptions.measure IS 'code of the measure';
	COMMENT ON COLUMN exceptions.measure_title IS 'its name';
	COMMENT ON COLUMN exceptions.polarity IS 'high or low is good';
	COMMENT ON COLUMN exceptions.period IS 'period of the figure';
	COMMENT ON COLUMN exceptions.value IS 'the figure in the measure''s unit, unrounded';
	COMMENT ON COLUMN exceptions.numerator IS 'how many, where known';
	COMMENT ON COLUMN exceptions.denominator IS 'of how many, where known';
	COMMENT ON COLUMN exceptions.display IS 'the figure as printed, with unit and counts';
	COMMENT ON COLUMN exceptions.previous_period IS 'period of the figure it is compared with';
	COMMENT ON COLUMN exceptions.previous_value IS 'the figure it is compared with';
	COMMENT ON COLUMN exceptions.difference IS 'value less previous value in the unit: points for %, never per cent';
	COMMENT ON COLUMN exceptions.direction IS 'improved or declined';
	COMMENT ON COLUMN exceptions.quartile IS '1 = best quarter of authorities to 4; NULL: no benchmark';
	COMMENT ON COLUMN exceptions.previous_quartile IS 'quartile of the previous figure by the same cut points';
	COMMENT ON COLUMN exceptions.quartile_movement IS 'from which quartile to which, or unchanged';
	COMMENT ON COLUMN exceptions.benchmark IS 'title of the benchmark used';
	COMMENT ON COLUMN exceptions.benchmark_period IS 'period of its figures for this measure';
	COMMENT ON COLUMN exceptions.target IS 'target that holds for the period, in the unit';
	COMMENT ON COLUMN exceptions.rag IS 'green, amber or red; NULL: no target';
	COMMENT ON COLUMN exceptions.trend IS 'trend over the latest five adjacent periods, or that it cannot be calculated';
	COMMENT ON COLUMN exceptions.note IS 'caveat of the figure';
	COMMENT ON COLUMN exceptions.commentary IS 'what people say about the figure';
	COMMENT ON COLUMN exceptions.outcome_position IS 'order of the outcome in the report';
	COMMENT ON COLUMN exceptions.measure_position IS 'order of the measure within the outcome';
END
$$;
COMMENT ON PROCEDURE framework_exceptions(name) IS
	'makes the view exceptions of a framework; part of create_framework';
/*
 * 81_data_quality.sql - figures that contradict themselves or each other
 *
 * A finding is a question to whoever loaded the figure, not a verdict: every
 * figure here was accepted, and is used where its period allows.
 */

CREATE FUNCTION count_conflict(value double precision, numerator double precision,
							   denominator double precision, polarity polarity, unit text,
							   decimals integer)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
		WHEN numerator IS NULL AND denominator IS NULL THEN NULL
		WHEN NOT consistent(reading(value, numerator, denominator, polarity, unit), decimals)
			THEN 'The value is ' || value::numeric::text || ', but '
				|| numerator::numeric::text || ' of ' || denominator::numeric::text
				|| ' make ' || round(value(indicator(NULL, numerator, denominator, polarity,
												   unit))::numeric, decimals + 1)::text || '.'
		END;
COMMENT ON FUNCTION count_conflict(double precision, double precision, double precision, polarity, text, integer) IS
	'how value and counts disagree by more than rounding to the measure''s decimals explains; NULL where they do not';

CREATE FUNCTION count_refusal(value double precision, numerator double precision,
							  denominator double precision, polarity polarity, unit text)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
		WHEN numerator IS NULL AND denominator IS NULL THEN NULL
		WHEN unit = 'count' AND numerator::numeric = value::numeric
				AND denominator IS NULL THEN NULL
		WHEN reading(value, NULL, NULL, polarity, unit) IS NOT NULL
				AND (numerator IS NOT NULL
						AND numerator(reading(value, numerator, denominator, polarity, unit))::numeric
							IS DISTINCT FROM numerator::numeric
					OR denominator IS NOT NULL
						AND denominator(reading(value, numerator, denominator, polarity, unit))::numeric
							IS DISTINCT FROM denominator::numeric)
			THEN 'The figure is ' || value::numeric::text || ' with counts '
				|| coalesce(numerator::numeric::text, 'unknown') || '/'
				|| coalesce(denominator::numeric::text, 'unknown')
				|| ', which cannot be those of unit ' || unit || '; they are left out.' END;
COMMENT ON FUNCTION count_refusal(double precision, double precision, double precision, polarity, text) IS
	'that counts were loaded which a figure of this unit cannot have; NULL where it can';

CREATE FUNCTION range_breach(value double precision, unit text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
		WHEN unit = '%' AND (value < 0 OR value > 100)
			THEN 'A percentage of ' || value::numeric::text || ' is not between 0 and 100.'
		WHEN unit <> '%' AND unit <> 'number' AND value < 0
			THEN 'The figure is ' || value::numeric::text || '; a '
				|| CASE unit WHEN 'count' THEN 'count' ELSE 'rate' END || ' cannot be negative.'
		WHEN unit = 'count' AND value <> floor(value)
			THEN 'A count of ' || value::numeric::text || ' is not a whole number.' END;
COMMENT ON FUNCTION range_breach(double precision, text) IS
	'that no figure of the unit can have the value; NULL where one can';

CREATE PROCEDURE framework_data_quality(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, pg_temp', framework), true);

	CREATE VIEW data_quality AS
	SELECT f.measure, m.title AS measure_title, f.area, a.name AS area_name,
		f.benchmark::varchar(64) COLLATE "C" AS benchmark,
		f.period::varchar(24) AS period, ends(f.period) AS period_end,
		f.value, f.numerator, f.denominator, f.status::varchar(3) AS status,
		f.rule::varchar(30) AS rule, f.finding::varchar(1000) AS finding,
		f.remedy::varchar(200) AS remedy
	FROM (
		-- what a figure says of itself
		SELECT o.measure, o.area, o.benchmark, o.period, o.value, o.numerator, o.denominator,
			o.status, c.rule, c.finding, c.remedy
		FROM (SELECT o.measure, o.area, NULL::varchar(64) COLLATE "C" AS benchmark, o.period, o.value, o.numerator,
				  o.denominator, o.status
			  FROM observation o
			  UNION ALL
			  SELECT b.measure, b.area, b.benchmark, b.period, b.value, b.numerator,
				  b.denominator, b.status
			  FROM benchmark_value b) o
		JOIN measure m ON m.code = o.measure
		-- selects and not VALUES, in which functions are called and not inlined
		CROSS JOIN LATERAL (
			SELECT 'value and counts disagree' AS rule,
				count_conflict(o.value, o.numerator, o.denominator, m.polarity, m.unit,
							   m.decimals) AS finding,
				'Correct the value or the counts.' AS remedy
			UNION ALL
			SELECT 'counts not of the unit' AS rule,
				count_refusal(o.value, o.numerator, o.denominator, m.polarity, m.unit) AS finding,
				'Correct the counts, or give the measure the unit "per 100" where it is a ratio.' AS remedy
			UNION ALL
			SELECT 'outside the range' AS rule,
				range_breach(o.value, m.unit) AS finding,
				'Correct the value, or give the measure the unit that it has.' AS remedy
			UNION ALL
			SELECT 'period length' AS rule,
				CASE WHEN o.benchmark IS NULL AND months(o.period) <> m.frequency
					THEN 'The period ' || o.period::text || ' has '
						|| count_phrase(months(o.period), 'month', 'months')
						|| ', while figures of the measure are for '
						|| count_phrase(m.frequency, 'month', 'months') || '; it is not used.'
					END AS finding,
				'Correct the period, or the measure''s frequency.' AS remedy) c
		WHERE c.finding IS NOT NULL

		UNION ALL
		-- what it says of the one before
		SELECT h.measure, h.area, NULL AS benchmark, h.period, h.value, h.numerator, h.denominator,
			h.status, c.rule, c.finding, c.remedy
		FROM (SELECT l.measure, l.area, l.period, l.value, l.numerator, l.denominator, l.status,
				  l.unit, l.before, l.before_numerator, l.before_denominator, l.before_period,
				  quartiles(reading(abs(l.value - l.before), NULL, NULL, 'none', 'number'))
					  OVER (PARTITION BY l.measure, l.area, shape(l.period)) AS changes
			  FROM (SELECT o.measure, o.area, o.period, o.value, o.numerator, o.denominator,
						o.status, m.unit,
						lag(o.value) OVER before AS before,
						lag(o.numerator) OVER before AS before_numerator,
						lag(o.denominator) OVER before AS before_denominator,
						lag(o.period) OVER before AS before_period
					FROM observation o
					JOIN measure m ON m.code = o.measure
					WHERE o.value IS NOT NULL AND months(o.period) = m.frequency
					WINDOW before AS (PARTITION BY o.measure, o.area, shape(o.period)
									  ORDER BY o.period)) l) h
		CROSS JOIN LATERAL (
			SELECT 'jump' AS rule,
				CASE WHEN n(h.changes) >= 5 AND median(h.changes) > 0
						AND abs(h.value - h.before)::numeric > 10 * median(h.changes)::numeric
					THEN 'The figure went from ' || h.before::numeric::text || ' for '
						|| h.before_period::text || ' to ' || h.value::numeric::text
						|| '; it changes by ' || median(h.changes)::numeric::text || ' as a rule.'
					END AS finding,
				'Check both figures against their source; where they are right, say why in note.' AS remedy
			UNION ALL
			SELECT 'repeated figure' AS rule,
				CASE WHEN h.value = h.before AND h.period - h.before_period = 1
						AND (h.numerator = h.before_numerator
								AND h.denominator = h.before_denominator
								AND h.numerator > 0 AND h.numerator < h.denominator
							OR h.unit = 'count' AND h.value >= 100)
					THEN 'The figure ' || h.value::numeric::text
						|| coalesce(display_counts(h.numerator, h.denominator), '')
						|| ' is that of ' || h.before_period::text || ' again.'
					END AS finding,
				'Check that the figure of the period before was not loaded under this one.' AS remedy) c
		WHERE c.finding IS NOT NULL

		UNION ALL
		-- figures for a time that another figure is for as well: said of the
		-- one whose period is not the measure's, else of the later one
		SELECT o.measure, o.area, NULL AS benchmark, o.period, o.value, o.numerator,
			o.denominator, o.status, 'overlapping periods' AS rule,
			'The period ' || o.period::text || ' overlaps with ' || min(p.period)::text
				|| CASE count(*) WHEN 1 THEN '' ELSE ' and '
					|| count_phrase(count(*) - 1, 'other period', 'other periods') END
				|| CASE WHEN bool_or(p.value = o.value) THEN ', which has a figure of its own, the same one.'
					ELSE ', which has a figure of its own.' END AS finding,
			'Keep the figure of the period that the measure is reported for.' AS remedy
		FROM (SELECT measure, area
			  FROM observation
			  WHERE value IS NOT NULL
			  GROUP BY measure, area
			  HAVING min(shape(period)) <> max(shape(period))) mixed
		JOIN observation o ON o.measure = mixed.measure AND o.area = mixed.area
			AND o.value IS NOT NULL
		JOIN observation p ON p.measure = o.measure AND p.area = o.area
			AND p.value IS NOT NULL
		JOIN measure m ON m.code = o.measure
		WHERE starts(p.period) <= ends(o.period) AND starts(o.period) <= ends(p.period)
			AND NOT same_shape(o.period, p.period)
			AND (months(o.period) <> m.frequency AND months(p.period) = m.frequency
				OR (months(o.period) = m.frequency) = (months(p.period) = m.frequency)
					AND o.period > p.period)
		GROUP BY o.measure, o.area, o.period

		UNION ALL
		-- measures of which nothing new has come, not even a reason
		SELECT m.code AS measure, r.area, NULL AS benchmark, l.period, NULL AS value,
			NULL AS numerator, NULL AS denominator, NULL AS status, 'stale' AS rule,
			CASE WHEN l.period IS NULL THEN 'There is no figure at all.'
				ELSE 'The latest figure is for ' || l.period::text || ', which ended '
					|| count_phrase(months_between(ends(l.period), ends(r.newest)), 'month', 'months')
					|| ' before the newest report, ' || r.newest::text || '.' END AS finding,
			'Load newer figures, or the reason why there are none; set last_reported of a measure that has ended.' AS remedy
		FROM (SELECT area, max(quarter) AS newest FROM report GROUP BY area) r
		CROSS JOIN measure m
		LEFT JOIN (SELECT o.measure, o.area, max(o.period) AS period
				   FROM observation o
				   JOIN measure m ON m.code = o.measure AND months(o.period) = m.frequency
				   GROUP BY o.measure, o.area) l
			ON l.measure = m.code AND l.area = r.area
		WHERE (m.first_reported IS NULL OR m.first_reported <= r.newest)
			AND (m.last_reported IS NULL OR m.last_reported >= r.newest)
			AND (l.period IS NULL OR months_between(ends(l.period), ends(r.newest))
				> 2 * m.frequency + m.max_arrears)
	) f
	JOIN measure m ON m.code = f.measure
	JOIN area a ON a.code = f.area;

	COMMENT ON VIEW data_quality IS 'a row per figure and rule that it breaks: what contradicts what, and what to do; shows figures as loaded, so it is for those who may read observation';
	COMMENT ON COLUMN data_quality.measure IS 'code of the measure';
	COMMENT ON COLUMN data_quality.measure_title IS 'its name';
	COMMENT ON COLUMN data_quality.area IS 'code of the area';
	COMMENT ON COLUMN data_quality.area_name IS 'its name';
	COMMENT ON COLUMN data_quality.benchmark IS 'code of the benchmark that the figure is of; NULL: it is an observation';
	COMMENT ON COLUMN data_quality.period IS 'period of the figure; NULL: the measure has none';
	COMMENT ON COLUMN data_quality.period_end IS 'last day of the period';
	COMMENT ON COLUMN data_quality.value IS 'the figure as loaded, in the measure''s unit; NULL for rule stale';
	COMMENT ON COLUMN data_quality.numerator IS 'how many, as loaded';
	COMMENT ON COLUMN data_quality.denominator IS 'of how many, as loaded';
	COMMENT ON COLUMN data_quality.status IS 'status symbol of the figure';
	COMMENT ON COLUMN data_quality.rule IS 'value and counts disagree, counts not of the unit, outside the range, period length, jump, repeated figure, overlapping periods or stale';
	COMMENT ON COLUMN data_quality.finding IS 'what is wrong, in a sentence';
	COMMENT ON COLUMN data_quality.remedy IS 'what to do';
END
$$;
COMMENT ON PROCEDURE framework_data_quality(name) IS
	'makes the view data_quality of a framework; part of create_framework';
/*
 * 82_sentences.sql - what a row of a scorecard says of its figure, in words
 *
 * Every function here is pure and is given columns of one row of a scorecard;
 * no sentence has a number that does not stand in the row. How many decimals
 * and which unit the measure has is read off the row's own display.
 *
 * display is, as display() makes it: £, number, % or per N, label, counts.
 */

CREATE FUNCTION month_words(day date) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN (ARRAY['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August',
				  'September', 'October', 'November', 'December'])
		[extract(month FROM day)::integer] || ' ' || extract(year FROM day)::text;
COMMENT ON FUNCTION month_words(date) IS
	'the month of a date: "August 2020"';

CREATE FUNCTION months_between(earlier date, later date) RETURNS integer
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN 12 * (extract(year FROM later) - extract(year FROM earlier))::integer
		+ (extract(month FROM later) - extract(month FROM earlier))::integer;
COMMENT ON FUNCTION months_between(date, date) IS
	'months from the month of one date to that of another';

CREATE FUNCTION period_words(period reporting_period) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE
		WHEN period::text ~ ' Q[1-4]$' THEN 'quarter ' || right(period::text, 1)
			|| ' of ' || split_part(period::text, ' ', 1)
		WHEN months(period) = 1 THEN month_words(starts(period))
		WHEN period::text ~ '^(Autumn|Spring|Summer) '
			THEN lower(split_part(period::text, ' ', 1)) || ' term '
				|| split_part(period::text, ' ', 2)
		WHEN period::text LIKE 'AY %'
			THEN 'the academic year ' || split_part(period::text, ' ', 2)
		WHEN period::text ~ '^\d+(/\d\d)?$' THEN 'the year ' || period::text
		WHEN period::text ~ '^[\d/]+-[\d/]+$' AND months(period) % 12 = 0
			THEN 'the years '
				|| reporting_period(starts(period), 12)::text || ' to '
				|| (reporting_period(starts(period), 12)
					+ (months(period) / 12 - 1))::text
		ELSE 'the months ' || month_words(starts(period)) || ' to '
			|| month_words(ends(period)) END;
COMMENT ON FUNCTION period_words(reporting_period) IS
	'a period as a sentence names it: "quarter 2 of 2020/21", "August 2020", "summer term 2019/20", "the year 2018/19"';

CREATE FUNCTION one_line(words text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN nullif(btrim(regexp_replace(words,
		'[[:space:][:cntrl:]\u2028\u2029\u202a-\u202e\u2066-\u2069]+', ' ', 'g')), '');
COMMENT ON FUNCTION one_line(text) IS
	'what people wrote, on one line: white space, control characters and marks that turn the direction of what follows become one blank; NULL where nothing is left';

CREATE FUNCTION as_sentence(words text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN one_line(words)
		|| CASE WHEN one_line(words) ~ '[.!?\u2026]["'')\]\u2019\u201d]*$' THEN '' ELSE '.' END;
COMMENT ON FUNCTION as_sentence(text) IS
	'what people wrote as a sentence: on one line and with one full stop; NULL where nothing is left';

CREATE FUNCTION singular(label text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN (SELECT CASE
			WHEN head ~* '\mpeople$' THEN left(head, -6) || 'person'
			WHEN head ~* '\m(child|brethr)ren$' THEN left(head, -3)
			WHEN head ~* '\m(wo)?men$' THEN left(head, -2) || 'an'
			WHEN head ~* '[a-z]{2}ies$' THEN left(head, -3) || 'y'
			WHEN head ~* '(ss|x|ch|sh)es$' THEN left(head, -2)
			WHEN head ~* '[^su]s$' THEN left(head, -1)
			ELSE head END || substr(label, length(head) + 1)
		FROM (SELECT regexp_replace(label,
			'\s+(of|per|in|on|at|for|from|by|with|without|who|whose|aged|under|over|to|than|not)\M.*$',
			'') AS head) AS noun);
COMMENT ON FUNCTION singular(text) IS
	'a label that is plural, for a figure of one: "young person" of "young people", "child in care" of "children in care"';

CREATE FUNCTION display_counts(numerator double precision, denominator double precision)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN ' (' || numerator::numeric::text
		|| coalesce('/' || denominator::numeric::text, '') || ')';
COMMENT ON FUNCTION display_counts(double precision, double precision) IS
	'the counts at the end of a display; NULL where the numerator is not known';

CREATE FUNCTION figure_words(display text, numerator double precision,
							 denominator double precision)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN one_line(CASE
		WHEN right(display, length(display_counts(numerator, denominator)))
				= display_counts(numerator, denominator)
			THEN left(display, -length(display_counts(numerator, denominator)))
				|| replace(display_counts(numerator, denominator), '/', ' of ')
		WHEN display LIKE '1 %' AND display NOT LIKE '1 per %'
			THEN '1 ' || singular(substr(display, 3))
		ELSE display END);
COMMENT ON FUNCTION figure_words(text, double precision, double precision) IS
	'a display as a sentence has it: "91.2% (83 of 91)", "1 young person"';

CREATE FUNCTION displayed_like(value double precision, display text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN display(value, NULL, NULL,
		coalesce(ltrim(substring(display from '^-?£?[\d.]+(%| per \d+)')), 'number'),
		substring(display from '^-?(£)'),
		length(coalesce(substring(display from '^-?£?\d+\.(\d+)'), '')));
COMMENT ON FUNCTION displayed_like(double precision, text) IS
	'another value of the measure whose figure was displayed so: with its decimals and its unit, without label and counts';

CREATE FUNCTION difference_words(difference double precision, display text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN (SELECT CASE WHEN display ~ '^-?£' THEN '£' ELSE '' END || printed
			|| CASE WHEN display !~ '^-?[\d.]+%' THEN ''
				WHEN printed = '1' THEN ' point' ELSE ' points' END
		FROM (SELECT CASE WHEN rounded = 0 THEN trim_scale(abs(difference)::numeric)
				ELSE rounded END::text AS printed
			  FROM round(abs(difference)::numeric,
				length(coalesce(substring(display from '^-?£?\d+\.(\d+)'), ''))) AS rounded)
			AS size);
COMMENT ON FUNCTION difference_words(double precision, text) IS
	'the size of a difference in the unit, points for a percentage; with all its decimals where the measure''s would print zero';

CREATE FUNCTION figure_sentence(period reporting_period, quarter_end date, figure text)
	RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN as_sentence(CASE WHEN ends(period) >= quarter_end
			THEN 'The figure for ' || period_words(period) || ' is ' || figure
		WHEN months(period) = 3 AND months_between(ends(period), quarter_end) % 3 = 0
			THEN 'The latest figure is for ' || period_words(period) || ', '
				|| count_phrase(months_between(ends(period), quarter_end) / 3,
								'quarter', 'quarters')
				|| ' in arrears: ' || figure
		ELSE 'The latest figure is for ' || period_words(period) || ': ' || figure
		END);
COMMENT ON FUNCTION figure_sentence(reporting_period, date, text) IS
	'what the figure is and for which period, where that ends before the report''s quarter does';

CREATE FUNCTION not_reported_sentence(status text, quarter reporting_period) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE status
			WHEN 'c' THEN 'Withheld as confidential for '
			WHEN 'x' THEN 'Not available for '
			WHEN 'z' THEN 'Not applicable for '
			ELSE 'Not reported for ' END || period_words(quarter) || '.';
COMMENT ON FUNCTION not_reported_sentence(text, reporting_period) IS
	'that a measure has no figure, by its status';

CREATE FUNCTION judgement_words(direction text, polarity text, difference double precision,
								tolerance double precision, display text)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE direction
			WHEN 'improved' THEN ', which is an improvement'
				|| CASE polarity WHEN 'low' THEN ' as lower is better' ELSE '' END
			WHEN 'declined' THEN ', which is a decline in performance'
				|| CASE polarity WHEN 'low' THEN ' as lower is better' ELSE '' END
			WHEN 'no significant change' THEN CASE
				WHEN difference = 0 THEN ', so there is no significant change'
				WHEN abs(difference) <= tolerance
					THEN ', which is no significant change by the measure''s tolerance of '
						|| difference_words(tolerance, display)
				ELSE ', which is no significant change, as chance alone could explain it' END
				|| CASE polarity WHEN 'low' THEN ' (lower is better)' ELSE '' END
			WHEN 'information only' THEN ''
			ELSE '; whether that is a significant change cannot be judged without the counts'
			END || '.'
		|| CASE direction WHEN 'information only'
			THEN ' The measure is for information only, with no polarity.' ELSE '' END;
COMMENT ON FUNCTION judgement_words(text, text, double precision, double precision, text) IS
	'what a difference means; the end of change_sentence';

CREATE FUNCTION change_sentence(direction text, polarity text, difference double precision,
								tolerance double precision, display text,
								previous_value double precision,
								previous_period reporting_period,
								period reporting_period, basis text)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN previous_value IS NULL THEN
			CASE basis WHEN 'same period last year'
					THEN 'There is no figure for the same period last year to compare it with.'
				WHEN 'previous period'
					THEN 'There is no figure for the period before to compare it with.'
				ELSE 'There is no earlier figure to compare it with.' END
			|| CASE polarity WHEN 'none'
				THEN ' The measure is for information only, with no polarity.' ELSE '' END
		ELSE CASE WHEN difference = 0 THEN 'It is the same as the '
				ELSE CASE WHEN difference > 0 THEN 'It rose by ' ELSE 'It fell by ' END
					|| difference_words(difference, display) || ' from ' END
			|| displayed_like(previous_value, display) || ' in '
			|| CASE basis WHEN 'same period last year' THEN 'the same period last year, '
				ELSE '' END
			|| period_words(previous_period)
			|| CASE WHEN basis = 'previous reported' AND period - previous_period > 1
				THEN ', when it was last reported' ELSE '' END
			|| judgement_words(direction, polarity, difference, tolerance, display) END;
COMMENT ON FUNCTION change_sentence(text, text, double precision, double precision, text, double precision, reporting_period, reporting_period, text) IS
	'how the figure differs from the one it is compared with, by which period that is, and what it means; or that there is none';
/*
 * 83_narrative.sql - how a row of a scorecard compares, in words; and all its
 * words together: views paragraph and report_heading, function narrative
 */

CREATE FUNCTION quartile_name(quartile integer) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE quartile WHEN 1 THEN 'top' ELSE quartile_word(quartile) END;
COMMENT ON FUNCTION quartile_name(integer) IS
	'a quartile as the overview names it: top, second, third, fourth';

CREATE FUNCTION quartile_sentence(polarity text, quartile integer, previous_quartile integer,
								  previous_period reporting_period, national_n integer,
								  benchmark_period reporting_period)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
		WHEN polarity = 'none' THEN NULL
		WHEN benchmark_period IS NULL THEN 'There is no national benchmark for this measure.'
		WHEN quartile IS NULL THEN 'Too few authorities have a figure for '
			|| period_words(benchmark_period) || ' to compare it with theirs.'
		ELSE 'Compared with the figures of ' || national_n::text || ' authorities for '
			|| period_words(benchmark_period) || ', it is in the '
			|| quartile_name(quartile) || ' quartile'
			|| CASE WHEN previous_quartile IS NULL THEN ''
				WHEN previous_quartile = quartile
					THEN ', as it was in ' || period_words(previous_period)
				ELSE CASE WHEN quartile < previous_quartile THEN ', up' ELSE ', down' END
					|| ' from the ' || quartile_name(previous_quartile)
					|| ' quartile in ' || period_words(previous_period) END || '.' END;
COMMENT ON FUNCTION quartile_sentence(text, integer, integer, reporting_period, integer, reporting_period) IS
	'the quartile now and before, with the benchmark''s year; or why there is none; NULL for information only';

CREATE FUNCTION comparator_sentence(neighbour_mean double precision,
									region_value double precision,
									national_value double precision,
									comparator_period reporting_period, display text)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN num_nonnulls(neighbour_mean, region_value, national_value) > 0 THEN
		'In ' || period_words(comparator_period) || ' '
		|| enumeration(array_remove(ARRAY[
			'the average of statistical neighbours was ' || displayed_like(neighbour_mean, display),
			'the regional figure was ' || displayed_like(region_value, display),
			'the national figure was ' || displayed_like(national_value, display)], NULL))
		|| '.' END;
COMMENT ON FUNCTION comparator_sentence(double precision, double precision, double precision, reporting_period, text) IS
	'what the statistical neighbours, the region and the country have; NULL where nothing is known of them';

CREATE FUNCTION target_sentence(target double precision, rag text, display text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN 'The target ' || CASE WHEN rag IS NULL THEN 'is ' ELSE 'of ' END
		|| displayed_like(target, display)
		|| CASE rag WHEN 'green' THEN ' has been reached (green)'
			WHEN 'amber' THEN ' has been missed by no more than its tolerance (amber)'
			WHEN 'red' THEN ' has been missed (red)'
			ELSE '' END || '.';
COMMENT ON FUNCTION target_sentence(double precision, text, text) IS
	'whether the target has been reached; NULL where there is none';

CREATE FUNCTION trend_sentence(trend text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE WHEN trend LIKE 'increasing%' OR trend LIKE 'decreasing%'
		THEN 'The recent trend is ' || trend || '.' END;
COMMENT ON FUNCTION trend_sentence(text) IS
	'the recent trend; NULL where there is none or it cannot be calculated';

CREATE FUNCTION status_sentence(status text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE status
		WHEN 'low' THEN 'The figure is not zero but rounds to it.'
		WHEN 'u' THEN 'The figure is of low reliability.'
		WHEN 'p' THEN 'The figure is provisional.'
		WHEN 'r' THEN 'The figure has been revised.'
		WHEN 'e' THEN 'The figure is an estimate.'
		WHEN 'b' THEN 'There is a break in the series.' END;
COMMENT ON FUNCTION status_sentence(text) IS
	'the status symbol of a figure in a sentence; NULL for a status that withholds it';

CREATE FUNCTION note_sentence(note text, status text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN (SELECT upper(left(line, 1)) || substr(line, 2)
			FROM as_sentence(note) AS line
			WHERE line IS DISTINCT FROM status_reason(status));
COMMENT ON FUNCTION note_sentence(text, text) IS
	'a caveat or reason as a sentence; NULL where it says no more than the status does';

CREATE FUNCTION title_words(title text, code text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN coalesce(one_line(title), one_line(code), 'Untitled');
COMMENT ON FUNCTION title_words(text, text) IS
	'a title on one line; the code where there is none';

CREATE PROCEDURE framework_narrative(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, pg_temp', framework), true);

	CREATE VIEW paragraph AS
	SELECT s.quarter, s.quarter_start, s.quarter_end, s.area, s.area_name,
		s.outcome, s.outcome_title, s.measure, s.measure_title, s.value,
		array_to_string(CASE WHEN s.value IS NULL THEN ARRAY[
				not_reported_sentence(s.status, s.quarter::reporting_period),
				note_sentence(s.note, s.status)]
			ELSE ARRAY[
				figure_sentence(s.period::reporting_period, s.quarter_end,
					figure_words(s.display, s.numerator, s.denominator)),
				change_sentence(s.direction, s.polarity, s.difference, s.tolerance,
					s.display, s.previous_value, s.previous_period::reporting_period,
					s.period::reporting_period, s.basis),
				trend_sentence(s.trend),
				quartile_sentence(s.polarity, s.quartile, s.previous_quartile,
					s.previous_period::reporting_period, s.national_n,
					s.benchmark_period::reporting_period),
				comparator_sentence(s.neighbour_mean, s.region_value, s.national_value,
					s.comparator_period::reporting_period, s.display),
				target_sentence(s.target, s.rag, s.display),
				status_sentence(s.status),
				note_sentence(s.note, s.status)] END, ' ')::varchar(4000) AS paragraph,
		as_sentence(s.commentary)::varchar(4000) AS commentary,
		s.outcome_position, s.measure_position
	FROM scorecard s;

	COMMENT ON VIEW paragraph IS 'a row per report and measure: what the report says of it, made of its row of scorecard and nothing else';
	COMMENT ON COLUMN paragraph.quarter IS 'quarter of the report, as label';
	COMMENT ON COLUMN paragraph.quarter_start IS 'first day of the quarter';
	COMMENT ON COLUMN paragraph.quarter_end IS 'last day of the quarter';
	COMMENT ON COLUMN paragraph.area IS 'code of the area reported on';
	COMMENT ON COLUMN paragraph.area_name IS 'its name';
	COMMENT ON COLUMN paragraph.outcome IS 'code of the outcome';
	COMMENT ON COLUMN paragraph.outcome_title IS 'its name';
	COMMENT ON COLUMN paragraph.measure IS 'code of the measure';
	COMMENT ON COLUMN paragraph.measure_title IS 'its name';
	COMMENT ON COLUMN paragraph.value IS 'the figure, unrounded; NULL: not reported';
	COMMENT ON COLUMN paragraph.paragraph IS 'plain text on one line: figure, change, quartile, neighbours, target, caveat; or why there is no figure';
	COMMENT ON COLUMN paragraph.commentary IS 'what people say about the figure, on one line; ends the paragraph';
	COMMENT ON COLUMN paragraph.outcome_position IS 'order of the outcome in the report';
	COMMENT ON COLUMN paragraph.measure_position IS 'order of the measure within the outcome';

	CREATE VIEW report_heading AS
	SELECT r.quarter::varchar(24) AS quarter, starts(r.quarter) AS quarter_start,
		ends(r.quarter) AS quarter_end, r.area, a.name AS area_name, r.title, r.note,
		b.title AS benchmark, b.release AS benchmark_release,
		b.published AS benchmark_published, b.caveat AS benchmark_caveat
	FROM report r
	JOIN area a ON a.code = r.area
	LEFT JOIN benchmark b ON b.code = r.benchmark;

	COMMENT ON VIEW report_heading IS 'a row per report: what stands above its figures';
	COMMENT ON COLUMN report_heading.quarter IS 'quarter of the report, as label';
	COMMENT ON COLUMN report_heading.quarter_start IS 'first day of the quarter';
	COMMENT ON COLUMN report_heading.quarter_end IS 'last day of the quarter';
	COMMENT ON COLUMN report_heading.area IS 'code of the area reported on';
	COMMENT ON COLUMN report_heading.area_name IS 'its name';
	COMMENT ON COLUMN report_heading.title IS 'title as printed';
	COMMENT ON COLUMN report_heading.note IS 'caveat about the whole report';
	COMMENT ON COLUMN report_heading.benchmark IS 'title of the benchmark; NULL: no quartiles';
	COMMENT ON COLUMN report_heading.benchmark_release IS 'statistical release its figures come from';
	COMMENT ON COLUMN report_heading.benchmark_published IS 'date of the release';
	COMMENT ON COLUMN report_heading.benchmark_caveat IS 'what a reader must know of the comparison';

	CREATE FUNCTION require_report(area text, quarter reporting_period) RETURNS void
		LANGUAGE plpgsql STABLE PARALLEL SAFE
		SET search_path FROM CURRENT
	AS $function$
	BEGIN
		IF NOT EXISTS (SELECT FROM report_heading r WHERE r.area = require_report.area
				AND r.quarter = require_report.quarter::varchar(24)) THEN
			RAISE EXCEPTION USING ERRCODE = 'no_data_found',
				MESSAGE = format('there is no report of area "%s" for %s',
								 coalesce(require_report.area, 'NULL'),
								 coalesce(require_report.quarter::text, 'NULL')),
				DETAIL = CASE WHEN EXISTS (SELECT FROM report_heading r
										   WHERE r.area = require_report.area)
					THEN 'There are reports of this area for other quarters.'
					ELSE 'There is no report of such an area; areas are known by their code.' END,
				HINT = format('A report is a row of the table report: INSERT INTO %I.report (area, quarter) VALUES (%L, %L);',
							  current_schema(), coalesce(require_report.area, 'code'),
							  coalesce(require_report.quarter, '2020/21 Q2')::text);
		END IF;
	END
	$function$;
	COMMENT ON FUNCTION require_report(text, reporting_period) IS
		'an error with the remedy where there is no such report';

	CREATE FUNCTION narrative(area text, quarter reporting_period)
		RETURNS TABLE (outcome_position integer, outcome varchar, outcome_title varchar,
					   measure_position integer, measure varchar, paragraph text)
		LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 100
		SET jit = off -- compiling takes longer than a report's few rows
		SET search_path FROM CURRENT
	AS $function$
	BEGIN
		PERFORM require_report(narrative.area, narrative.quarter);
		RETURN QUERY
		SELECT p.outcome_position, p.outcome, p.outcome_title, p.measure_position, p.measure,
			concat_ws(' ', as_sentence(title_words(p.measure_title, p.measure)), p.paragraph,
					  p.commentary)
		FROM paragraph p
		WHERE p.area = narrative.area AND p.quarter = narrative.quarter::varchar(24)
		ORDER BY p.outcome_position, p.outcome, p.measure_position, p.measure;
	END
	$function$;
	COMMENT ON FUNCTION narrative(text, reporting_period) IS
		'what the report says of each measure, a paragraph each in the order of the report; plain text. Error where there is no such report';
END
$$;
COMMENT ON PROCEDURE framework_narrative(name) IS
	'makes the views paragraph and report_heading and the function narrative of a framework; part of create_framework';
/*
 * 84_report_text.sql - the whole report as Markdown
 */

CREATE FUNCTION markdown(words text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN regexp_replace(one_line(words), '([\\`*_\[\]<>&#|~$])', '\\\1', 'g');
COMMENT ON FUNCTION markdown(text) IS
	'plain text for a line of Markdown or HTML made of it: one line, in which no character means anything but itself; NULL where nothing is left';

CREATE FUNCTION day_words(day date) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN extract(day FROM day)::text || ' ' || month_words(day);
COMMENT ON FUNCTION day_words(date) IS
	'a date: "30 September 2020"';

CREATE FUNCTION capitalised(words text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN upper(left(words, 1)) || substr(words, 2);
COMMENT ON FUNCTION capitalised(text) IS
	'with a capital letter first';

CREATE FUNCTION markdown_paragraph(title text, code text, words text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN '**' || markdown(as_sentence(title_words(title, code))) || '** ' || markdown(words);
COMMENT ON FUNCTION markdown_paragraph(text, text, text) IS
	'a measure''s title in bold, and what is said of it';

CREATE FUNCTION conclusion_sentence(reported bigint, not_reported bigint, improved bigint,
									declined bigint, concerns bigint, strengths bigint)
	RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE WHEN reported + not_reported = 0 THEN 'There are no measures.' ELSE
		'Of ' || count_phrase(reported + not_reported, 'measure', 'measures') || ', '
		|| count_phrase(reported, 'has', 'have') || ' been reported and '
		|| count_phrase(not_reported, 'has', 'have') || ' not. '
		|| CASE
			WHEN improved + declined = 0 THEN 'No measure has improved or declined.'
			WHEN improved > declined THEN 'More measures have improved ('
				|| number_word(improved) || ') than have declined ('
				|| number_word(declined) || ').'
			WHEN improved < declined THEN 'More measures have declined ('
				|| number_word(declined) || ') than have improved ('
				|| number_word(improved) || ').'
			ELSE 'As many measures have improved as have declined ('
				|| number_word(improved) || ' each).' END || ' '
		|| capitalised(count_phrase(concerns, 'has', 'have'))
		|| ' declined and ' || CASE concerns WHEN 1 THEN 'is' ELSE 'are' END
		|| ' red or in the bottom quartile; '
		|| count_phrase(strengths, 'has', 'have')
		|| ' improved and ' || CASE strengths WHEN 1 THEN 'is' ELSE 'are' END
		|| ' in the top quartile.' END;
COMMENT ON FUNCTION conclusion_sentence(bigint, bigint, bigint, bigint, bigint, bigint) IS
	'the conclusion of a report, from its counts and nothing else';

CREATE PROCEDURE framework_report_text(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, pg_temp', framework), true);

	CREATE FUNCTION report_text(area text, quarter reporting_period) RETURNS text
		LANGUAGE plpgsql STABLE PARALLEL SAFE
		SET jit = off -- compiling takes longer than a report's few rows
		SET search_path FROM CURRENT
	AS $function$
	DECLARE
		label CONSTANT varchar(24) := report_text.quarter::varchar(24);
		about record;
		summary record;
		outcomes text;
		exception record;
		missing text;
	BEGIN
		PERFORM require_report(report_text.area, report_text.quarter);

		SELECT coalesce(markdown(r.title), 'Performance of '
				|| markdown(title_words(r.area_name, r.area)) || ', '
				|| period_words(report_text.quarter)) AS title,
			'This report sets out the performance of '
				|| markdown(title_words(r.area_name, r.area)) || ' in '
				|| period_words(report_text.quarter) || ', ' || day_words(r.quarter_start)
				|| ' to ' || day_words(r.quarter_end) || '.'
				|| coalesce(' ' || markdown(as_sentence(r.note)), '') AS purpose,
			'National comparisons are with: ' || markdown(as_sentence(r.benchmark))
				|| coalesce(' Source: ' || markdown(as_sentence(one_line(r.benchmark_release)
					|| coalesce(', published ' || day_words(r.benchmark_published), ''))), '')
				|| coalesce(' ' || markdown(as_sentence(r.benchmark_caveat)), '') AS benchmark
		INTO STRICT about
		FROM report_heading r
		WHERE r.area = report_text.area AND r.quarter = label;

		SELECT coalesce(max(h.sentence), 'No measures have been reported.') AS sentence,
			coalesce(max(q.reported), 0) AS reported,
			coalesce(max(q.not_reported), 0) AS not_reported,
			coalesce(max(q.improved), 0) AS improved,
			coalesce(max(q.declined), 0) AS declined
		INTO summary
		FROM quarter_summary q
		JOIN headline h ON h.area = q.area AND h.quarter = q.quarter
		WHERE q.area = report_text.area AND q.quarter = label;

		SELECT string_agg('## ' || markdown(title_words(o.outcome_title, o.outcome)) || E'\n\n'
				|| headline_sentence(o.reported, o.improved, o.no_significant_change,
					o.declined, o.information_only, o.not_comparable, o.benchmarked,
					o.top_quartile, o.second_quartile, o.third_quartile, o.fourth_quartile)
				|| E'\n\n' || coalesce(p.paragraphs, ''), ''
				ORDER BY o.outcome_position, o.outcome)
		INTO outcomes
		FROM outcome_summary o
		LEFT JOIN (SELECT p.outcome,
					   string_agg(markdown_paragraph(p.measure_title, p.measure,
						   concat_ws(' ', p.paragraph, p.commentary))
						   || E'\n\n', '' ORDER BY p.measure_position, p.measure) AS paragraphs
				   FROM paragraph p
				   WHERE p.area = report_text.area AND p.quarter = label AND p.value IS NOT NULL
				   GROUP BY p.outcome) p ON p.outcome = o.outcome
		WHERE o.area = report_text.area AND o.quarter = label;

		SELECT string_agg(e.line, '' ORDER BY e.outcome_position, e.outcome,
				e.measure_position, e.measure) FILTER (WHERE e.judgement = 'concern') AS concerns,
			string_agg(e.line, '' ORDER BY e.outcome_position, e.outcome,
				e.measure_position, e.measure) FILTER (WHERE e.judgement = 'strength') AS strengths,
			count(*) FILTER (WHERE e.judgement = 'concern') AS concern_count,
			count(*) FILTER (WHERE e.judgement = 'strength') AS strength_count
		INTO exception
		FROM (SELECT e.judgement, e.outcome_position, e.outcome, e.measure_position, e.measure,
				  '- ' || markdown_paragraph(e.measure_title, e.measure, capitalised(e.kind) || ': '
					  || figure_words(e.display, e.numerator, e.denominator) || ' after '
					  || displayed_like(e.previous_value, e.display) || ' in '
					  || period_words(e.previous_period::reporting_period) || '.')
					  || E'\n' AS line
			  FROM exceptions e
			  WHERE e.area = report_text.area AND e.quarter = label) e;

		SELECT string_agg('- ' || markdown_paragraph(p.measure_title, p.measure,
					concat_ws(' ', p.paragraph, p.commentary))
				|| E'\n', '' ORDER BY p.outcome_position, p.outcome, p.measure_position, p.measure)
		INTO missing
		FROM paragraph p
		WHERE p.area = report_text.area AND p.quarter = label AND p.value IS NULL;

		RETURN '# ' || about.title || E'\n\n' || about.purpose || E'\n\n## Overview\n\n'
			|| summary.sentence || E'\n\n'
			|| coalesce(about.benchmark || E'\n\n', '')
			|| coalesce(outcomes, '')
			|| E'## Exceptions\n\n'
			|| CASE WHEN exception.concern_count = 0
				THEN E'No measure has declined and is red or in the bottom quartile.\n\n'
				ELSE E'Worse, and red or in the bottom quartile:\n\n' || exception.concerns || E'\n' END
			|| CASE WHEN exception.strength_count = 0
				THEN E'No measure has improved and is in the top quartile.\n\n'
				ELSE E'Better, and in the top quartile:\n\n' || exception.strengths || E'\n' END
			|| E'## Measures not reported\n\n'
			|| coalesce(missing, E'Every measure has been reported.\n')
			|| E'\n## Conclusion\n\n'
			|| conclusion_sentence(summary.reported, summary.not_reported, summary.improved,
				summary.declined, exception.concern_count, exception.strength_count) || E'\n';
	END
	$function$;
	COMMENT ON FUNCTION report_text(text, reporting_period) IS
		'the whole report in Markdown: purpose, overview, outcomes with a paragraph per measure, exceptions, measures not reported, conclusion. Error where there is no such report';
END
$$;
COMMENT ON PROCEDURE framework_report_text(name) IS
	'makes the function report_text of a framework; part of create_framework';
/*
 * 85_dashboard_style.sql - what the dashboard looks like: the one style sheet, part of the page
 *
 * Text has a contrast of at least 4.5 on its background in both themes.  The
 * bands of the national range are one hue from dark to light, which survives
 * grey printing and colour blindness; improved and declined are blue and
 * orange, for the same reason.
 */

CREATE FUNCTION html_style() RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN $css$
:root{color-scheme:light dark;--page:#fff;--card:#f4f6f8;--ink:#1b2430;--soft:#4a5563;--line:#c8cfd7;--link:#1a4f8b;
--better:#0b5a8c;--worse:#9c3d00;--same:#4a5563;--info:#6a478f;--q1:#1f5f99;--q2:#6ea3d0;--q3:#b4cfe7;--q4:#eaf1f8}
@media screen and (prefers-color-scheme:dark){:root{--page:#12171e;--card:#1c232d;--ink:#e8ecf1;--soft:#b3bdc9;
--line:#3d4855;--link:#8ec5ff;--better:#7cc4ff;--worse:#ffb077;--same:#b3bdc9;--info:#d0b4f2;
--q1:#9ccbf5;--q2:#5f97ca;--q3:#37628c;--q4:#203246}}
@media (forced-colors:active){:root{--page:Canvas;--ink:CanvasText;--soft:CanvasText;--line:CanvasText;--link:LinkText;
--better:CanvasText;--worse:CanvasText;--same:CanvasText;--info:CanvasText}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem 1rem 3rem;max-width:70rem;background:var(--page);color:var(--ink);
font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",Arial,sans-serif;
font-variant-numeric:tabular-nums}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .4rem}
h2{font-size:1.3rem;line-height:1.3;margin:2.5rem 0 .5rem;padding-top:.6rem;border-top:2px solid var(--line)}
p{margin:.4rem 0}
h1,h2,p,td,tbody th,caption{overflow-wrap:anywhere}
a{color:var(--link)}
a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
small{display:block;font-size:.875rem;color:var(--soft);line-height:1.4}
.counts,.place+small{display:inline}
.when{white-space:nowrap}
.lead{font-size:1.125rem;max-width:50rem}
.about{color:var(--soft);max-width:50rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.6rem;margin:1rem 0;padding:0;
list-style:none}
.tile{background:var(--card);border:1px solid var(--line);border-left:.4rem solid var(--line);border-radius:.3rem;
padding:.5rem .7rem;break-inside:avoid}
.tile b{display:block;font-size:1.9rem;line-height:1.15}
.better{color:var(--better)}.worse{color:var(--worse)}.same{color:var(--same)}.info{color:var(--info)}
.tile.better{border-left-color:var(--better)}.tile.worse{border-left-color:var(--worse)}
.tile.same{border-left-color:var(--same)}.tile.info{border-left-color:var(--info)}
.tile.q1{border-left-color:var(--q1)}.tile.q2{border-left-color:var(--q2)}.tile.q3{border-left-color:var(--q3)}
.tile.q4{border-left-color:var(--q4);box-shadow:inset 1px 0 var(--soft)}
.shape{width:.75em;height:.75em;fill:currentColor;vertical-align:baseline}
.shape .open{fill:none;stroke:currentColor;stroke-width:2}
.badge{display:block;line-height:1.3;white-space:nowrap}
table{width:100%;border-collapse:collapse;margin:.6rem 0 0}
caption{text-align:left;color:var(--soft);padding-bottom:.5rem}
th,td{text-align:left;vertical-align:top;padding:.55rem .6rem;font-weight:normal}
thead th{font-size:.875rem;color:var(--soft);border-bottom:2px solid var(--line);vertical-align:bottom}
tbody{border-bottom:1px solid var(--line);break-inside:avoid}
tbody th{font-weight:600}
tbody th small{font-weight:normal}
.measures thead th:first-child{width:25%}.measures .w2{width:15%}.measures .w3{width:21%}.measures .w4{width:13%}
.sums td,.sums thead th+th{text-align:right}.sums tbody{border:0}.sums tr{border-bottom:1px solid var(--line)}
.figure{font-size:1.2rem;line-height:1.25}
.place{line-height:1.3}
.key{display:inline-block;width:.75em;height:.75em;margin-right:.35em;border:1px solid var(--soft)}
.key.q1{background:var(--q1)}.key.q2{background:var(--q2)}.key.q3{background:var(--q3)}.key.q4{background:var(--q4)}
.spark svg,td .range{display:block;max-width:100%}
.spark svg{color:var(--ink)}
.spark path{stroke-width:2}
.range{margin-bottom:.15rem}
.range path{stroke:var(--soft);stroke-width:.75}
.q1{fill:var(--q1)}.q2{fill:var(--q2)}.q3{fill:var(--q3)}.q4{fill:var(--q4)}
.range .median{stroke:var(--ink);stroke-width:1.75}
.range .now{fill:var(--ink);stroke:var(--page)}
.range .before{fill:var(--page);stroke:var(--ink);stroke-width:1.2}
.range .peers{fill:var(--page);stroke:var(--ink);stroke-width:1.4}
.note{padding-top:0;font-size:.9375rem}
.note p{margin:0 0 .2rem;border-left:3px solid var(--line);padding-left:.6rem}
.legend{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.2rem 1.5rem;margin:.5rem 0;padding:0;
list-style:none;font-size:.9375rem}
.legend li{display:flex;gap:.6rem;align-items:center}
.legend svg{flex:none}
.legend .wide{grid-column:1/-1}
footer{margin-top:2.5rem;padding-top:.6rem;border-top:2px solid var(--line);color:var(--soft)}
@media screen and (max-width:46rem){
h1{font-size:1.4rem}
.tiles,.tiles.four{grid-template-columns:1fr 1fr}
table,thead,tbody,tr,th,td,caption{display:block;width:auto!important}
thead{position:absolute;width:1px!important;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
table{margin-top:1rem}
tbody{border:1px solid var(--line);border-radius:.3rem;margin-bottom:.8rem;padding:.3rem 0}
th,td{padding:.35rem .7rem}
.sums tbody{padding:0;border:1px solid var(--line)}.sums tr{padding:.3rem 0}
.sums td{display:flex;justify-content:space-between;padding:.1rem .7rem}
[data-label]::before{content:attr(data-label);display:block;font-size:.8125rem;color:var(--soft)}
.note{padding-top:.35rem}
.badge{white-space:normal}}
@media print{
@page{size:A4;margin:14mm 12mm}
html{font-size:9.5pt}
small{font-size:.8125rem}
body{padding:0;max-width:none}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
h2,caption{break-after:avoid}
.keep{break-inside:avoid}
.measures thead th:first-child{width:22%}.measures .w2{width:14%}.measures .w3{width:22%}.measures .w4{width:15%}
thead{display:table-header-group}
tr,li{break-inside:avoid}
.tiles{grid-template-columns:repeat(6,1fr)}
.tiles.four{grid-template-columns:repeat(4,1fr)}
.tile b{font-size:1.5rem}
a{color:inherit;text-decoration:none}}
$css$;
COMMENT ON FUNCTION html_style() IS
	'the style sheet of the dashboard: light and dark, wide, narrow and A4';
/*
 * 85_dashboard_text.sql - pieces of the dashboard that are words: pure functions, text in, HTML out
 *
 * Everything that comes from a table goes through html_text, and through
 * nothing else: xmlelement() would need a server built with libxml, closes
 * empty elements in a way that HTML does not, and lets control characters
 * pass.  All markup here is ASCII, so that it means the same in every
 * encoding.
 */

CREATE FUNCTION html_text(text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN replace(replace(replace(replace(replace(
		-- all control characters below 128 except tab and new line
		translate($1, E'\x01\x02\x03\x04\x05\x06\x07\x08\x0B\x0C\x0D\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F\x7F',
				  repeat(' ', 30)),
		'&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;'), '''', '&#39;');
COMMENT ON FUNCTION html_text(text) IS
	'text made harmless in HTML, between tags and in quoted attributes: & < > " '' become references, control characters spaces';

CREATE FUNCTION html_shape(kind text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN '<svg class="shape" viewBox="0 0 12 12" aria-hidden="true">' || CASE kind
		WHEN 'improved' THEN '<path d="M6 1l5.5 10H.5z"/>'
		WHEN 'declined' THEN '<path d="M6 11L.5 1h11z"/>'
		WHEN 'no significant change' THEN '<path d="M1 2.5h10v2.5H1zM1 7h10v2.5H1z"/>'
		WHEN 'information only' THEN '<circle class="open" cx="6" cy="6" r="4.5"/>'
		WHEN 'reported' THEN '<path d="M1 6.5l2-2 2 2L9.5 2l2 2L5 10.5z"/>'
		ELSE '<path class="open" d="M2.5 2.5l7 7m0-7l-7 7"/>' END || '</svg>';
COMMENT ON FUNCTION html_shape(text) IS
	'the shape that stands beside a direction, so that it needs no colour: up, down, equal, ring; a cross for none';

CREATE FUNCTION html_class(direction text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE direction
		WHEN 'improved' THEN 'better'
		WHEN 'declined' THEN 'worse'
		WHEN 'no significant change' THEN 'same'
		WHEN 'information only' THEN 'info'
		ELSE 'none' END;
COMMENT ON FUNCTION html_class(text) IS
	'the style of a direction';

CREATE FUNCTION html_direction(direction text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN '<b class="badge ' || html_class(direction) || '">'
		|| html_shape(coalesce(direction, 'cannot be compared')) || ' '
		|| html_text(upper(left(coalesce(direction, 'cannot be compared'), 1))
					 || substr(coalesce(direction, 'cannot be compared'), 2)) || '</b>';
COMMENT ON FUNCTION html_direction(text) IS
	'a direction by shape, word and colour; NULL: cannot be compared';

CREATE FUNCTION html_tile(class text, shape text, n bigint, words text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN '<li class="tile ' || class || '"><b>' || n || '</b> <span>'
		|| CASE shape WHEN '' THEN '' ELSE html_shape(shape) || ' ' END
		|| html_text(words) || '</span></li>';
COMMENT ON FUNCTION html_tile(text, text, bigint, text) IS
	'a number of measures, large, and what they are';

CREATE FUNCTION html_figure(display text, period text, target text, rag text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN concat('<b class="figure">', html_text(split_part(display, ' ', 1)), '</b>',
		' <small class="counts" dir="auto">' || nullif(html_text(substr(display, strpos(display || ' ', ' ') + 1)), '')
			|| '</small>',
		'<small class="when">', html_text(period), '</small>',
		'<small>Target ' || html_text(target) || CASE rag
			WHEN 'green' THEN ': reached'
			WHEN 'amber' THEN ': nearly reached'
			WHEN 'red' THEN ': not reached'
			ELSE '' END || '</small>');
COMMENT ON FUNCTION html_figure(text, text, text, text) IS
	'a figure as printed, its number large; its period; its target and what became of that';

CREATE FUNCTION html_amount(amount numeric, unit text, unit_label text, decimals integer) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN unit_label = '£' THEN '£' ELSE '' END || round(amount, decimals)::text
		|| CASE WHEN unit = '%' THEN CASE WHEN round(amount, decimals)::text = '1' THEN ' point' ELSE ' points' END
			ELSE '' END;
COMMENT ON FUNCTION html_amount(numeric, text, text, integer) IS
	'the size of a difference: of percentages in points, never per cent';

CREATE FUNCTION html_difference(difference double precision, unit text, unit_label text, decimals integer)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
		WHEN difference = 0 THEN 'Unchanged'
		WHEN round(difference::numeric, decimals) = 0
			THEN CASE WHEN difference > 0 THEN 'Up' ELSE 'Down' END || ' by less than '
				|| html_amount(10::numeric ^ -decimals, unit, unit_label, decimals)
		ELSE CASE WHEN difference > 0 THEN '+' ELSE '&#8722;' END
			|| html_amount(abs(difference)::numeric, unit, unit_label, decimals) END;
COMMENT ON FUNCTION html_difference(double precision, text, text, integer) IS
	'a difference with its sign, rounded as the figure is; one that would round to zero is said to be less than the smallest step';

CREATE FUNCTION html_change(direction text, difference double precision, before text, previous_period text,
							basis text, tolerance double precision, unit text, unit_label text, decimals integer)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN html_direction(direction) || '<small>'
		|| CASE WHEN previous_period IS NULL THEN 'No earlier figure to compare with'
			ELSE html_difference(difference, unit, unit_label, decimals) || ' from '
				|| html_text(before) || ' in <span class="when">' || html_text(previous_period) || '</span>'
				|| CASE basis WHEN 'same period last year' THEN ', the same period last year' ELSE '' END
				|| CASE WHEN direction = 'no significant change' AND tolerance > 0
						AND abs(difference) <= tolerance
					THEN '; up to ' || html_text(tolerance::numeric::text)
						|| CASE WHEN unit <> '%' THEN ''
							WHEN tolerance = 1 THEN ' point' ELSE ' points' END
						|| ' is no significant change'
					ELSE '' END END
		|| '</small>';
COMMENT ON FUNCTION html_change(text, double precision, text, text, text, double precision, text, text, integer) IS
	'what became of a figure: direction, difference, the figure before and its period';

CREATE FUNCTION html_paragraph(label text, said text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN '<p dir="auto"><b>' || html_text(label) || '</b> ' || html_text(said) || '</p>';
COMMENT ON FUNCTION html_paragraph(text, text) IS
	'what a person wrote, with a word that says what it is';

CREATE FUNCTION html_row(title text, polarity text, cells text, notes text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN concat('<tbody role="rowgroup"><tr role="row"><th role="rowheader" ',
		CASE WHEN notes = '' THEN 'scope="row">' ELSE 'scope="rowgroup" rowspan="2">' END,
		'<span dir="auto">', html_text(title), '</span> <small>', CASE polarity
			WHEN 'high' THEN 'Higher is better'
			WHEN 'low' THEN 'Lower is better'
			ELSE 'Information only' END, '</small></th>', cells, '</tr>',
		'<tr role="row"><td role="cell" class="note" colspan="4">' || nullif(notes, '') || '</td></tr>',
		'</tbody>');
COMMENT ON FUNCTION html_row(text, text, text, text) IS
	'a measure in the table of its outcome: its title, its cells, and below them what must be known of it';
/*
 * 86_dashboard_page.sql - the parts of the dashboard's page around its rows
 */

CREATE FUNCTION html_overview(reported bigint, improved bigint, no_significant_change bigint, declined bigint,
							  information_only bigint, not_comparable bigint, not_reported bigint,
							  benchmarked bigint, top_quartile bigint, second_quartile bigint,
							  third_quartile bigint, fourth_quartile bigint)
	RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN '<section aria-labelledby="overview"><h2 id="overview">Overview</h2>'
		|| E'\n<p class="lead">' || html_text(headline_sentence(reported, improved, no_significant_change,
			declined, information_only, not_comparable, benchmarked, top_quartile, second_quartile,
			third_quartile, fourth_quartile)) || E'</p>\n<ul class="tiles" role="list">'
		|| html_tile('', 'reported', reported, 'reported')
		|| html_tile('better', 'improved', improved, 'improved')
		|| html_tile('same', 'no significant change', no_significant_change, 'no significant change')
		|| html_tile('worse', 'declined', declined, 'declined')
		|| html_tile('info', 'information only', information_only, 'information only')
		|| CASE WHEN not_comparable = 0 THEN ''
			ELSE html_tile('none', 'none', not_comparable, 'cannot be compared') END
		|| html_tile('none', 'none', not_reported, 'not reported') || '</ul>'
		|| CASE WHEN benchmarked = 0 THEN '' ELSE E'\n<h3>Against other authorities</h3>'
			|| E'\n<ul class="tiles four" role="list">'
			|| html_tile('q1', '', top_quartile, 'in the top quartile')
			|| html_tile('q2', '', second_quartile, 'in the second quartile')
			|| html_tile('q3', '', third_quartile, 'in the third quartile')
			|| html_tile('q4', '', fourth_quartile, 'in the fourth quartile') || '</ul>' END
		|| E'</section>\n';
COMMENT ON FUNCTION html_overview(bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint) IS
	'the overview sentence, and the counts that it is made of as tiles';

CREATE FUNCTION html_outcome(place bigint, title text, reported bigint, improved bigint,
							 no_significant_change bigint, declined bigint, information_only bigint,
							 not_comparable bigint, not_reported bigint)
	RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN concat('<tr role="row"><th role="rowheader" scope="row"><a dir="auto" href="#outcome', place, '">',
		html_text(title), '</a></th>',
		'<td role="cell" data-label="Reported">', reported,
		'</td><td role="cell" data-label="Improved">', improved,
		'</td><td role="cell" data-label="No significant change">', no_significant_change,
		'</td><td role="cell" data-label="Declined">', declined,
		'</td><td role="cell" data-label="Information only">', information_only,
		'</td><td role="cell" data-label="Cannot be compared">', not_comparable,
		'</td><td role="cell" data-label="Not reported">', not_reported, '</td></tr>');
COMMENT ON FUNCTION html_outcome(bigint, text, bigint, bigint, bigint, bigint, bigint, bigint, bigint) IS
	'the counts of an outcome as a row, with a link to its measures';

CREATE FUNCTION html_outcomes(rows text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN '<section aria-labelledby="outcomes"><h2 id="outcomes">By outcome</h2>'
		|| CASE WHEN rows IS NULL THEN '<p>There are no measures.</p>' ELSE
			'<table role="table" class="sums"><caption>Number of measures in each outcome</caption>'
			|| '<thead role="rowgroup"><tr role="row">'
			|| '<th role="columnheader" scope="col">Outcome</th>'
			|| '<th role="columnheader" scope="col">Reported</th>'
			|| '<th role="columnheader" scope="col">Improved</th>'
			|| '<th role="columnheader" scope="col">No significant change</th>'
			|| '<th role="columnheader" scope="col">Declined</th>'
			|| '<th role="columnheader" scope="col">Information only</th>'
			|| '<th role="columnheader" scope="col">Cannot be compared</th>'
			|| '<th role="columnheader" scope="col">Not reported</th>'
			|| E'</tr></thead><tbody role="rowgroup">\n' || rows || E'\n</tbody></table>' END
		|| E'</section>\n';
COMMENT ON FUNCTION html_outcomes(text) IS
	'the table of the outcomes, from the rows of html_outcome';

CREATE FUNCTION html_legend(benchmarked boolean) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN '<section class="keep" aria-labelledby="legend"><h2 id="legend">How to read the tables</h2>'
		|| '<ul class="legend" role="list">'
		|| '<li>' || html_direction('improved') || '</li><li>' || html_direction('declined') || '</li>'
		|| '<li>' || html_direction('no significant change') || '</li>'
		|| '<li>' || html_direction('information only') || '</li></ul>'
		|| '<p class="about">The shape says whether a figure became better or worse, whichever way is good for it: '
		|| 'where lower is better, a fall is an improvement. Differences between percentages are in points.</p>'
		|| CASE WHEN benchmarked THEN '<ul class="legend" role="list">'
			|| '<li class="wide"><svg class="range" width="96" height="26" viewBox="0 0 96 26" aria-hidden="true">'
			|| '<path class="q1" d="M0.5 9h23v10h-23z"/><path class="q2" d="M23.5 9h24v10h-24z"/>'
			|| '<path class="q3" d="M47.5 9h24v10h-24z"/><path class="q4" d="M71.5 9h24v10h-24z"/>'
			|| '<path class="median" d="M47.5 7.5v13"/></svg> the figures of all authorities to scale, from the best on the left to the '
			|| 'worst: top, second, third and fourth quartile; long stroke: median</li>'
			|| '<li><svg class="range" width="12" height="26" viewBox="0 0 12 26" aria-hidden="true">'
			|| '<path class="now" d="M1 9h10l-5 7.4z"/></svg> this report''s figure</li>'
			|| '<li><svg class="range" width="12" height="26" viewBox="0 0 12 26" aria-hidden="true">'
			|| '<path class="before" d="M1 9h10l-5 7.4z"/></svg> the figure it is compared with</li>'
			|| '<li><svg class="range" width="12" height="26" viewBox="0 0 12 26" aria-hidden="true">'
			|| '<circle class="peers" cx="6" cy="13" r="2.4"/></svg> mean of the statistical neighbours</li>'
			|| '<li><svg class="range" width="20" height="26" viewBox="0 0 20 26" aria-hidden="true">'
			|| '<path class="now" d="M1 13l6-4.5v9z"/><path class="now" d="M19 13l-6-4.5v9z"/></svg>'
			|| ' a figure beyond the range of the authorities</li></ul>' ELSE '' END
		|| E'</section>\n';
COMMENT ON FUNCTION html_legend(boolean) IS
	'what shapes and pictures mean';

CREATE FUNCTION html_about(note text, benchmark text, release text, published date, caveat text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN num_nonnulls(note, benchmark) = 0 THEN '' ELSE concat(
		'<section class="keep" aria-labelledby="about"><h2 id="about">About the figures</h2>',
		'<p dir="auto">' || html_text(note) || '</p>',
		CASE WHEN benchmark IS NOT NULL THEN html_paragraph('National benchmark:',
			benchmark || coalesce('. ' || release, '') || coalesce(', published ' || day_words(published), '')
			|| '.') END,
		html_paragraph('Caveat:', CASE WHEN benchmark IS NOT NULL THEN caveat END),
		E'</section>\n') END;
COMMENT ON FUNCTION html_about(text, text, text, date, text) IS
	'the note of a report, its benchmark and what must be known of that';

CREATE FUNCTION html_counts(reported bigint, improved bigint, no_significant_change bigint, declined bigint,
							information_only bigint, not_comparable bigint, not_reported bigint)
	RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN concat_ws(', ',
		CASE WHEN reported = 1 THEN '1 measure reported' ELSE reported || ' measures reported' END
			|| CASE WHEN reported > 0 THEN ': ' ELSE '' END
			|| concat_ws(', ',
				CASE WHEN improved > 0 THEN improved || ' improved' END,
				CASE WHEN no_significant_change > 0 THEN no_significant_change || ' no significant change' END,
				CASE WHEN declined > 0 THEN declined || ' declined' END,
				CASE WHEN information_only > 0 THEN information_only || ' information only' END,
				CASE WHEN not_comparable > 0 THEN not_comparable || ' cannot be compared' END),
		CASE WHEN not_reported > 0 THEN not_reported || ' not reported' END);
COMMENT ON FUNCTION html_counts(bigint, bigint, bigint, bigint, bigint, bigint, bigint) IS
	'the counts of an outcome in words';

CREATE FUNCTION html_table(place bigint, title text, counts text, rows text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN concat('<section aria-labelledby="outcome', place, '"><h2 dir="auto" id="outcome', place, '">',
		html_text(title), '</h2><table role="table" class="measures"><caption>', html_text(counts),
		'</caption><thead role="rowgroup"><tr role="row">',
		'<th role="columnheader" scope="col">Measure</th>',
		'<th role="columnheader" scope="col" class="w2">Figure</th>',
		'<th role="columnheader" scope="col" class="w3">Change</th>',
		'<th role="columnheader" scope="col" class="w4">History</th>',
		'<th role="columnheader" scope="col">National position, best on the left</th></tr></thead>',
		E'\n', rows, E'\n</table></section>\n');
COMMENT ON FUNCTION html_table(bigint, text, text, text) IS
	'the measures of an outcome as a table, from its counts in words and rows of html_row';

CREATE FUNCTION html_page(title text, area_name text, quarter text, quarter_start date, quarter_end date,
						  edition text, content text)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN concat(E'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">\n',
		'<title>', html_text(title), ' - ', html_text(area_name), ', ', html_text(quarter), E'</title>\n',
		-- even if something slipped through, nothing would be run or fetched
		'<meta http-equiv="Content-Security-Policy" content="default-src ''none''; style-src ''unsafe-inline''; ',
		E'img-src data:; base-uri ''none''; form-action ''none''">\n',
		'<meta name="viewport" content="width=device-width, initial-scale=1">',
		'<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">',
		'<style>', html_style(), E'</style></head>\n<body><header><h1 dir="auto">', html_text(title), '</h1>',
		'<p><bdi>', html_text(area_name), '</bdi>, ', html_text(quarter), ': ', day_words(quarter_start), ' to ',
		day_words(quarter_end), '. ', coalesce('Edition ' || edition, 'Not a published edition'),
		E'.</p></header>\n<main>\n', content, E'</main>\n<footer><p><bdi>', html_text(area_name), '</bdi>, ',
		html_text(quarter), coalesce(', edition ' || edition, ''), E'</p></footer></body></html>\n');
COMMENT ON FUNCTION html_page(text, text, text, date, date, text, text) IS
	'the page around its content: head, style and title; edition is its number and date, NULL: not a published one';
/*
 * 86_dashboard_position.sql - where a figure stands on the national range, as picture and in words
 *
 * The picture is 160 by 26: from x = 8 to x = 152 the range of the authorities'
 * figures to scale, the best on the left whichever way is good, in four bands
 * for the quartiles with a longer stroke at the median; above it the figure now
 * (a full triangle) and before (an open one), below it the mean of the
 * neighbours (a ring).  What lies outside the range is an arrow at its end.
 *
 * Values are oriented first: times -1 where high is good, so that less is
 * better.
 */

CREATE FUNCTION html_position_x(value double precision, best double precision, worst double precision)
	RETURNS numeric
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE WHEN best = worst THEN 80
		ELSE round((8 + 144 * LEAST(GREATEST((value - best) / (worst - best), 0), 1))::numeric, 1) END;
COMMENT ON FUNCTION html_position_x(double precision, double precision, double precision) IS
	'where an oriented value lies across the picture of a range, kept within it';

CREATE FUNCTION html_position_mark(class text, value double precision, best double precision, worst double precision)
	RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN '<path class="' || class || '" d="M' || CASE
		WHEN value < best THEN '.7 14l6-4.5v9z'
		WHEN value > worst THEN '159.3 14l-6-4.5v9z'
		ELSE html_position_x(value, best, worst) - 5 || ' .8h10l-5 7.4z' END || '"/>';
COMMENT ON FUNCTION html_position_mark(text, double precision, double precision, double precision) IS
	'the mark of an oriented figure on the picture of a range: a triangle above it, or an arrow at its end';

CREATE FUNCTION html_position(title text, benchmark quartiles, polarity text, value double precision,
							  before double precision, neighbours double precision)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN (
		SELECT '<svg class="range" role="img" width="160" height="26" viewBox="0 0 160 26"><title>'
			|| html_text(title) || '</title>'
			|| '<path class="q1" d="M8 9H' || x1 || 'v10H8z"/>'
			|| '<path class="q2" d="M' || x1 || ' 9H' || x2 || 'v10H' || x1 || 'z"/>'
			|| '<path class="q3" d="M' || x2 || ' 9H' || x3 || 'v10H' || x2 || 'z"/>'
			|| '<path class="q4" d="M' || x3 || ' 9H152v10H' || x3 || 'z"/>'
			|| '<path class="median" d="M' || x2 || ' 7.5v13"/>'
			|| coalesce('<circle class="peers" cx="'
						|| html_position_x(neighbours * o, best, worst) || '" cy="22.7" r="2.4"/>', '')
			|| coalesce(html_position_mark('before', before * o, best, worst), '')
			|| coalesce(html_position_mark('now', value * o, best, worst), '') || '</svg>'
		FROM (SELECT o, best, worst,
				  html_position_x(CASE o WHEN 1 THEN lower_quartile(benchmark)
								  ELSE -upper_quartile(benchmark) END, best, worst) AS x1,
				  html_position_x(median(benchmark) * o, best, worst) AS x2,
				  html_position_x(CASE o WHEN 1 THEN upper_quartile(benchmark)
								  ELSE -lower_quartile(benchmark) END, best, worst) AS x3
			  FROM (SELECT o,
						CASE o WHEN 1 THEN "least"(benchmark) ELSE -"greatest"(benchmark) END AS best,
						CASE o WHEN 1 THEN "greatest"(benchmark) ELSE -"least"(benchmark) END AS worst
					FROM (SELECT CASE polarity WHEN 'low' THEN 1 ELSE -1 END AS o) p) r) x);
COMMENT ON FUNCTION html_position(text, quartiles, text, double precision, double precision, double precision) IS
	'the picture of a figure on the national range: four bands and the median, the figure now and before, the neighbours'' mean; its title says it in words';

CREATE FUNCTION html_quartile(quartile integer) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE quartile WHEN 1 THEN 'top' ELSE quartile_word(quartile) END || ' quartile';
COMMENT ON FUNCTION html_quartile(integer) IS
	'a quartile in words, as the overview sentence has it: top, second, third, fourth quartile';

CREATE FUNCTION html_beyond(benchmark quartiles, polarity text, value double precision) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE
		WHEN value > "greatest"(benchmark)
			THEN CASE polarity WHEN 'low' THEN ', worse than all of them' ELSE ', better than all of them' END
		WHEN value < "least"(benchmark)
			THEN CASE polarity WHEN 'low' THEN ', better than all of them' ELSE ', worse than all of them' END
		ELSE '' END;
COMMENT ON FUNCTION html_beyond(quartiles, text, double precision) IS
	'words for a figure outside the range of the authorities'' figures';

CREATE FUNCTION html_position_sentence(benchmark quartiles, polarity text, period text,
									   value double precision, quartile integer,
									   before double precision, previous_quartile integer,
									   neighbours double precision, unit text, unit_label text, decimals integer)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN concat('Range of ', n(benchmark), ' authorities, ', period, ', best on the left. Now ',
		display(value, NULL, NULL, unit, unit_label, decimals), ', ', html_quartile(quartile),
		html_beyond(benchmark, polarity, value), '. ',
		'Before ' || display(before, NULL, NULL, unit, unit_label, decimals) || ', '
			|| html_quartile(previous_quartile) || html_beyond(benchmark, polarity, before) || '. ',
		'Quartiles meet at ',
		display(CASE polarity WHEN 'low' THEN lower_quartile(benchmark) ELSE upper_quartile(benchmark) END,
				NULL, NULL, unit, unit_label, decimals), ', ',
		display(median(benchmark), NULL, NULL, unit, unit_label, decimals), ' (median) and ',
		display(CASE polarity WHEN 'low' THEN upper_quartile(benchmark) ELSE lower_quartile(benchmark) END,
				NULL, NULL, unit, unit_label, decimals), '.',
		' Neighbours'' mean ' || display(neighbours, NULL, NULL, unit, unit_label, decimals) || '.');
COMMENT ON FUNCTION html_position_sentence(quartiles, text, text, double precision, integer, double precision, integer, double precision, text, text, integer) IS
	'what the picture of html_position shows, in words';

CREATE FUNCTION html_others(neighbours text, region_name text, region text, country text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN concat_ws('; ', 'Neighbours ' || html_text(neighbours),
		'<bdi>' || html_text(region_name) || '</bdi> ' || html_text(region), 'National ' || html_text(country));
COMMENT ON FUNCTION html_others(text, text, text, text) IS
	'the figures of others: the neighbours'' mean, the region, the country';

CREATE FUNCTION html_standing(polarity text, quartile integer, previous_quartile integer, rank integer,
							  n integer, period text, others text)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN concat(CASE
		WHEN quartile IS NOT NULL THEN concat('<b class="place"><i class="key q', quartile, '"></i>',
			upper(left(html_quartile(quartile), 1)), substr(html_quartile(quartile), 2), '</b><small>, ',
			CASE WHEN previous_quartile = quartile THEN 'as before'
				WHEN previous_quartile = 1 THEN 'before: top'
				WHEN previous_quartile IS NULL THEN 'before: not known'
				ELSE 'before: ' || quartile_word(previous_quartile) END,
			'</small><small>',
			CASE WHEN rank > n THEN 'Behind all ' || n ELSE 'Rank ' || rank || ' of ' || n END,
			', ' || html_text(period), '</small>')
		WHEN polarity = 'none' THEN '<small>Not ranked</small>'
		WHEN n IS NOT NULL THEN '<small>Not ranked: too few authorities (' || n || ')</small>'
		ELSE '<small>No national benchmark</small>' END,
		CASE WHEN others <> '' THEN concat('<small>', others,
			CASE WHEN quartile IS NULL THEN ', ' || html_text(period) END, '</small>') END);
COMMENT ON FUNCTION html_standing(text, integer, integer, integer, integer, text, text) IS
	'where a figure stands, in words: quartile now and before, rank, and the figures of others; a rank can be one more than there are authorities, for the figure itself is none of theirs';
/*
 * 87_framework_dashboard.sql - the dashboard of a framework: one page of HTML
 *
 * Called by create_framework.  The page is made of views only, so that a role
 * that may read those can have it, and sees on it what they show and no more.
 * Counts and rows come from one reading of the scorecard.
 */

CREATE PROCEDURE framework_dashboard(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, pg_temp', framework), true);

	CREATE VIEW dashboard_report AS
	SELECT r.quarter::varchar(24) AS quarter, starts(r.quarter) AS quarter_start, ends(r.quarter) AS quarter_end,
		r.area, own.name AS area_name, region.name AS region_name, r.title, r.note, b.title AS benchmark,
		b.release AS benchmark_release, b.published AS benchmark_published, b.caveat AS benchmark_caveat
	FROM report r
	JOIN area own ON own.code = r.area
	LEFT JOIN area region ON region.code = own.region
	LEFT JOIN benchmark b ON b.code = r.benchmark;
	COMMENT ON VIEW dashboard_report IS 'a row per report: what its page says of it as a whole; part of dashboard()';
	COMMENT ON COLUMN dashboard_report.quarter IS 'quarter of the report, as label';
	COMMENT ON COLUMN dashboard_report.quarter_start IS 'first day of the quarter';
	COMMENT ON COLUMN dashboard_report.quarter_end IS 'last day of the quarter';
	COMMENT ON COLUMN dashboard_report.area IS 'code of the area reported on';
	COMMENT ON COLUMN dashboard_report.area_name IS 'its name';
	COMMENT ON COLUMN dashboard_report.region_name IS 'name of the region in which it lies';
	COMMENT ON COLUMN dashboard_report.title IS 'title of the report';
	COMMENT ON COLUMN dashboard_report.note IS 'caveat about the whole report';
	COMMENT ON COLUMN dashboard_report.benchmark IS 'title of the benchmark; NULL: none';
	COMMENT ON COLUMN dashboard_report.benchmark_release IS 'statistical release that it comes from';
	COMMENT ON COLUMN dashboard_report.benchmark_published IS 'date of the release';
	COMMENT ON COLUMN dashboard_report.benchmark_caveat IS 'what a reader must know of the comparison';

	CREATE VIEW dashboard_measure AS
	SELECT code AS measure, polarity_reason::varchar(2000) AS polarity_reason, unit, unit_label, decimals,
		(CASE WHEN unit_label = '£' THEN unit_label END)::varchar(1) AS sign
	FROM measure;
	COMMENT ON VIEW dashboard_measure IS 'a row per measure: how its figures are printed; part of dashboard()';
	COMMENT ON COLUMN dashboard_measure.measure IS 'code of the measure';
	COMMENT ON COLUMN dashboard_measure.polarity_reason IS 'why it has the polarity it has';
	COMMENT ON COLUMN dashboard_measure.unit IS '%, count, number or per N';
	COMMENT ON COLUMN dashboard_measure.unit_label IS 'free label behind the figure';
	COMMENT ON COLUMN dashboard_measure.decimals IS 'decimals printed';
	COMMENT ON COLUMN dashboard_measure.sign IS 'the label where it stands before the figure, as £ does: figures beside the first one go without the others';

	CREATE FUNCTION dashboard(area text, quarter reporting_period, edition integer DEFAULT NULL) RETURNS text
		LANGUAGE plpgsql STABLE PARALLEL SAFE
		SET search_path FROM CURRENT
		SET jit = off
	AS $dashboard$
	#variable_conflict use_column
	DECLARE
		label varchar := dashboard.quarter::varchar(24);
		about record;
		published text;
		page text;
	BEGIN
		PERFORM require_report(dashboard.area, dashboard.quarter);
		SELECT r.* INTO about
		FROM dashboard_report r
		WHERE r.area = dashboard.area AND r.quarter = label;

		-- a page is called an edition only while it says what that edition says
		IF dashboard.edition IS NOT NULL THEN
			SELECT concat(e.edition, ', published on ', day_words(e.published_at::date)) INTO published
			FROM published_summary e
			WHERE e.area = dashboard.area AND e.quarter = label AND e.edition = dashboard.edition;
			IF NOT FOUND THEN
				RAISE EXCEPTION USING ERRCODE = 'no_data_found',
					MESSAGE = format('there is no edition %s of report "%s", %s',
									 dashboard.edition, dashboard.area, label),
					HINT = format('CALL %I.publish(%L, %L) makes one.', current_schema(), dashboard.area, label);
			END IF;
			IF EXISTS (SELECT FROM published_summary e
					   WHERE e.area = dashboard.area AND e.quarter = label AND e.edition > dashboard.edition)
				OR EXISTS (SELECT FROM revisions v WHERE v.area = dashboard.area AND v.quarter = label) THEN
				RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
					MESSAGE = format('edition %s of report "%s", %s is not what the data say now',
									 dashboard.edition, dashboard.area, label),
					HINT = format('Its figures stand in %I.published_scorecard; the page shows the data of now, without a third argument.',
								  current_schema());
			END IF;
		END IF;

		WITH s AS MATERIALIZED (
			SELECT s.* FROM scorecard s WHERE s.area = dashboard.area AND s.quarter = label
		), f AS MATERIALIZED (
			SELECT f.measure, sparkline(f.history, 110, 30) AS picture
			FROM reading f WHERE f.area = dashboard.area AND f.quarter = label
		), c AS MATERIALIZED (
			SELECT c.measure, c.national
			FROM comparison c WHERE c.area = dashboard.area AND c.quarter = label
		), m AS (
			SELECT s.outcome, s.outcome_title, s.outcome_position, s.value, s.direction, s.quartile,
				s.measure_position, s.measure,
				html_row(s.measure_title, s.polarity,
					CASE WHEN s.value IS NULL THEN concat(
						'<td role="cell" class="unreported" colspan="4"><b class="badge none">', html_shape('none'),
						' Not reported</b><span dir="auto">', html_text(s.note), '</span></td>')
					ELSE concat('<td role="cell" data-label="Figure">',
						html_figure(s.display, s.period,
							display(s.target, NULL, NULL, d.unit, d.sign, d.decimals), s.rag),
						'</td><td role="cell" data-label="Change">',
						html_change(s.direction, s.difference,
							display(s.previous_value, NULL, NULL, d.unit, d.sign, d.decimals), s.previous_period,
							s.basis, s.tolerance, d.unit, d.sign, d.decimals),
						'</td><td role="cell" class="spark" data-label="History">', f.picture,
						'<small>Trend: ' || html_text(nullif(s.trend, 'cannot be calculated')) || '</small>',
						'</td><td role="cell" data-label="National position">',
						CASE WHEN s.quartile IS NOT NULL THEN html_position(
							html_position_sentence(c.national, s.polarity, s.benchmark_period, s.value, s.quartile,
								s.previous_value, s.previous_quartile, s.neighbour_mean, d.unit, d.sign, d.decimals),
							c.national, s.polarity, s.value, s.previous_value, s.neighbour_mean) END,
						html_standing(s.polarity, s.quartile, s.previous_quartile, s.national_rank, s.national_n,
							coalesce(s.benchmark_period, s.comparator_period),
							html_others(display(s.neighbour_mean, NULL, NULL, d.unit, d.sign, d.decimals), about.region_name,
								display(s.region_value, NULL, NULL, d.unit, d.sign, d.decimals),
								display(s.national_value, NULL, NULL, d.unit, d.sign, d.decimals))),
						'</td>') END,
					concat(CASE WHEN s.polarity = 'none' THEN html_paragraph('Why it is not judged:', d.polarity_reason) END,
						CASE WHEN s.value IS NOT NULL THEN html_paragraph('Status:', status_reason(s.status)) END,
						CASE WHEN s.value IS NOT NULL THEN html_paragraph('Note:', s.note) END,
						html_paragraph('Commentary:', s.commentary))) AS html
			FROM s
			JOIN dashboard_measure d ON d.measure = s.measure
			LEFT JOIN f ON f.measure = s.measure
			LEFT JOIN c ON c.measure = s.measure
		), o AS (
			SELECT row_number() OVER (ORDER BY m.outcome_position, m.outcome) AS place, m.outcome_title,
				count(m.value) AS reported,
				count(*) FILTER (WHERE m.direction = 'improved') AS improved,
				count(*) FILTER (WHERE m.direction = 'no significant change') AS same,
				count(*) FILTER (WHERE m.direction = 'declined') AS declined,
				count(*) FILTER (WHERE m.direction = 'information only') AS information_only,
				count(*) FILTER (WHERE m.value IS NOT NULL AND m.direction IS NULL) AS not_comparable,
				count(*) FILTER (WHERE m.value IS NULL) AS not_reported,
				count(m.quartile) AS benchmarked,
				count(*) FILTER (WHERE m.quartile = 1) AS first,
				count(*) FILTER (WHERE m.quartile = 2) AS second,
				count(*) FILTER (WHERE m.quartile = 3) AS third,
				count(*) FILTER (WHERE m.quartile = 4) AS fourth,
				string_agg(m.html, E'\n' ORDER BY m.measure_position, m.measure) AS html
			FROM m
			GROUP BY m.outcome_position, m.outcome, m.outcome_title
		)
		SELECT html_overview(coalesce(sum(o.reported), 0)::bigint, coalesce(sum(o.improved), 0)::bigint,
				coalesce(sum(o.same), 0)::bigint, coalesce(sum(o.declined), 0)::bigint,
				coalesce(sum(o.information_only), 0)::bigint, coalesce(sum(o.not_comparable), 0)::bigint,
				coalesce(sum(o.not_reported), 0)::bigint, coalesce(sum(o.benchmarked), 0)::bigint,
				coalesce(sum(o.first), 0)::bigint, coalesce(sum(o.second), 0)::bigint,
				coalesce(sum(o.third), 0)::bigint, coalesce(sum(o.fourth), 0)::bigint)
			|| html_outcomes(string_agg(html_outcome(o.place, o.outcome_title, o.reported, o.improved, o.same,
				o.declined, o.information_only, o.not_comparable, o.not_reported), E'\n' ORDER BY o.place))
			|| html_legend(about.benchmark IS NOT NULL)
			|| html_about(about.note, about.benchmark, about.benchmark_release, about.benchmark_published,
						  about.benchmark_caveat)
			|| coalesce(string_agg(html_table(o.place, o.outcome_title, html_counts(o.reported, o.improved,
				o.same, o.declined, o.information_only, o.not_comparable, o.not_reported), o.html), '' ORDER BY o.place), '')
		INTO page
		FROM o;
		RETURN html_page(coalesce(about.title, 'Performance report'), about.area_name, about.quarter,
						 about.quarter_start, about.quarter_end, published, page);
	END
	$dashboard$;
	COMMENT ON FUNCTION dashboard(text, reporting_period, integer) IS 'one report as a self-contained, accessible page of HTML: no script, nothing fetched; with the number of an edition it is called that, an error where the data say something else by now';
END
$$;
COMMENT ON PROCEDURE framework_dashboard(name) IS
	'makes the dashboard of a framework and its views; part of create_framework';
/*
 * 88_publication.sql - editions: what was published, and what has moved since
 *
 * published_summary     a row per edition: its sentence and counts, who and when
 * published_scorecard   a row per edition and measure: the scorecard as it was
 * publish               writes the next edition, if there is anything new
 * revisions             the latest edition beside what the data say now
 *
 * The two tables have the columns of quarter_summary and scorecard, by name.
 * What is compared and written are the columns that table and view share:
 * either may be given more.
 *
 * The row of the report is the lock: a second session that publishes the same
 * report waits for it and then finds the edition made. It keeps the report
 * from being deleted meanwhile, keeps nobody from loading figures, and needs no
 * number that another application might have chosen too. Comparison and both
 * tables are one statement and so one snapshot, taken when the lock is held:
 * an edition shows the data between two loads and never half of one. The
 * primary key stops whoever looks with an older snapshot (REPEATABLE READ).
 *
 * The guards are against mistakes, for the owner too. They let rows in while
 * cfsperf.publishing is on, for as long as publish writes; an owner who sets
 * that himself, or disables a trigger, knows what he does. pg_dump makes the
 * triggers after the data, so that a restore passes.
 *
 * Nothing here depends on the clock; published_at is written and never read.
 */

CREATE FUNCTION shared_columns(one regclass, other regclass) RETURNS text
	LANGUAGE sql STABLE STRICT PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $$
	SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
	FROM pg_attribute a
	JOIN pg_attribute b ON b.attname = a.attname
	WHERE a.attrelid = one AND a.attnum > 0 AND NOT a.attisdropped
		AND b.attrelid = other AND b.attnum > 0 AND NOT b.attisdropped
$$;
COMMENT ON FUNCTION shared_columns(regclass, regclass) IS
	'the columns that two relations have in common by name, in the order of the first, as a list for SQL';

CREATE PROCEDURE framework_publication(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, pg_temp', framework), true);

	CREATE TABLE published_summary (
		edition integer,
		published_at timestamptz NOT NULL,
		published_by varchar(63) NOT NULL,
		LIKE quarter_summary INCLUDING COMMENTS,
		sentence varchar(1000) NOT NULL,
		PRIMARY KEY (area, quarter, edition)
	);
	CREATE TABLE published_scorecard (
		edition integer,
		LIKE scorecard INCLUDING COMMENTS,
		PRIMARY KEY (area, quarter, edition, measure),
		FOREIGN KEY (area, quarter, edition) REFERENCES published_summary
	);

	CREATE FUNCTION guard_edition() RETURNS trigger
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
	AS $guard$
	DECLARE
		guarded record;
	BEGIN
		IF TG_OP = 'TRUNCATE' THEN
			RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
				MESSAGE = format('table "%s" holds published editions and cannot be emptied',
								 TG_TABLE_NAME),
				HINT = 'An edition stays as it was published.';
		END IF;
		IF TG_OP = 'INSERT' THEN
			IF current_setting('cfsperf.publishing', true) = 'on' THEN
				RETURN NEW;
			END IF;
			guarded := NEW;
		ELSE
			guarded := OLD;
		END IF;
		RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
			MESSAGE = format(CASE TG_OP
				WHEN 'INSERT' THEN 'edition %s of report "%s", %s can be written by publish only'
				WHEN 'DELETE' THEN 'edition %s of report "%s", %s is published and cannot be deleted'
				ELSE 'edition %s of report "%s", %s is published and cannot be changed' END,
				guarded.edition, guarded.area, guarded.quarter),
			HINT = format('CALL %I.publish(%L, %L) makes a new edition of what the data say now.',
						  TG_TABLE_SCHEMA, guarded.area, guarded.quarter);
	END
	$guard$;

	CREATE TRIGGER guard_edition BEFORE INSERT OR UPDATE OR DELETE ON published_summary
		FOR EACH ROW EXECUTE FUNCTION guard_edition();
	CREATE TRIGGER guard_edition BEFORE INSERT OR UPDATE OR DELETE ON published_scorecard
		FOR EACH ROW EXECUTE FUNCTION guard_edition();
	CREATE TRIGGER guard_editions BEFORE TRUNCATE ON published_summary
		FOR EACH STATEMENT EXECUTE FUNCTION guard_edition();
	CREATE TRIGGER guard_editions BEFORE TRUNCATE ON published_scorecard
		FOR EACH STATEMENT EXECUTE FUNCTION guard_edition();

	CREATE PROCEDURE publish(area text, quarter reporting_period)
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
		SET jit = off
	AS $publish$
	DECLARE
		report_name text := format('report "%s", %s', area, quarter);
		measures bigint;
		standing integer;
		written integer;
	BEGIN
		IF area IS NULL OR quarter IS NULL THEN
			RAISE EXCEPTION USING ERRCODE = 'null_value_not_allowed',
				MESSAGE = 'area and quarter of a report cannot be NULL';
		END IF;
		PERFORM FROM report r
		WHERE r.area = publish.area AND r.quarter = publish.quarter
		FOR NO KEY UPDATE;
		IF NOT FOUND THEN
			RAISE EXCEPTION USING ERRCODE = 'no_data_found',
				MESSAGE = format('there is no %s', report_name),
				HINT = CASE WHEN EXISTS (SELECT FROM area a WHERE a.code = publish.area)
					THEN format('Table %I.report has a row for each area and quarter to be reported.',
								current_schema())
					ELSE format('Table %I.area has no such code.', current_schema()) END;
		END IF;

		PERFORM set_config('cfsperf.publishing', 'on', true);
		EXECUTE format($statement$
			WITH standing AS (
				SELECT max(edition) AS edition
				FROM published_summary WHERE area = $1 AND quarter = $2),
			was AS (
				SELECT %1$s FROM published_scorecard
				WHERE area = $1 AND quarter = $2 AND edition = (SELECT edition FROM standing)),
			is_now AS MATERIALIZED (
				SELECT %1$s FROM scorecard WHERE area = $1 AND quarter = $2),
			summary_was AS (
				SELECT %2$s, sentence FROM published_summary
				WHERE area = $1 AND quarter = $2 AND edition = (SELECT edition FROM standing)),
			summary_is_now AS MATERIALIZED (
				SELECT %2$s, (SELECT sentence FROM headline WHERE area = $1 AND quarter = $2)
				FROM quarter_summary WHERE area = $1 AND quarter = $2),
			next AS MATERIALIZED (
				SELECT coalesce(edition, 0) + 1 AS edition
				FROM standing
				WHERE EXISTS (TABLE is_now EXCEPT TABLE was)
					OR EXISTS (TABLE was EXCEPT TABLE is_now)
					OR EXISTS (TABLE summary_is_now EXCEPT TABLE summary_was)),
			written AS (
				INSERT INTO published_summary
					(edition, published_at, published_by, %2$s, sentence)
				SELECT next.edition, clock_timestamp(), session_user, s.*
				FROM next, summary_is_now s
				RETURNING edition),
			written_scorecard AS (
				INSERT INTO published_scorecard (edition, %1$s)
				SELECT next.edition, s.* FROM next, is_now s)
			SELECT (SELECT count(*) FROM is_now), (SELECT edition FROM standing),
				(SELECT edition FROM written)
			$statement$,
			shared_columns('scorecard', 'published_scorecard'),
			shared_columns('quarter_summary', 'published_summary'))
		INTO measures, standing, written
		USING area, quarter::text;
		PERFORM set_config('cfsperf.publishing', 'off', true);

		IF measures = 0 THEN
			RAISE EXCEPTION USING ERRCODE = 'no_data_found',
				MESSAGE = format('%s has nothing to publish', report_name),
				HINT = 'A framework reports what is in its table measure, which is empty.';
		ELSIF written IS NULL THEN
			RAISE NOTICE 'nothing has changed: edition % of % stands', standing, report_name;
		ELSE
			RAISE NOTICE 'published edition % of %', written, report_name;
		END IF;
	EXCEPTION WHEN unique_violation THEN
		IF current_setting('transaction_isolation') = 'read committed' THEN
			RAISE;
		END IF;
		RAISE EXCEPTION USING ERRCODE = 'serialization_failure',
			MESSAGE = format('another transaction has published %s since this one began', report_name),
			HINT = 'Begin a new transaction and publish again.';
	END
	$publish$;

	CREATE VIEW revisions AS
	SELECT l.quarter, l.quarter_start, l.quarter_end, l.area, l.area_name, l.edition,
		d.measure::varchar(64) AS measure, d.measure_title::varchar(500) AS measure_title,
		d.kind::varchar(16) AS kind, d.item::varchar(63) AS item,
		d.published::varchar(4000) AS published, d.now::varchar(4000) AS now
	FROM (SELECT DISTINCT ON (area, quarter) *
		  FROM published_summary
		  ORDER BY area, quarter, edition DESC) l
	CROSS JOIN LATERAL (
		SELECT NULL::varchar AS measure, NULL::varchar AS measure_title, 'headline' AS kind, 'sentence' AS item,
			l.sentence AS published, h.sentence AS now
		FROM (SELECT) one
		LEFT JOIN headline h ON h.area = l.area AND h.quarter = l.quarter
		WHERE h.sentence IS DISTINCT FROM l.sentence
		UNION ALL
		SELECT coalesce(p.measure, s.measure), coalesce(s.measure_title, p.measure_title), x.*
		FROM (SELECT * FROM published_scorecard p
			  WHERE p.area = l.area AND p.quarter = l.quarter AND p.edition = l.edition) p
		FULL JOIN (SELECT * FROM scorecard s
				   WHERE s.area = l.area AND s.quarter = l.quarter) s
			ON s.measure = p.measure
		CROSS JOIN LATERAL (
			SELECT 'added' AS kind, 'measure' AS item, NULL::varchar AS published,
				s.measure_title AS now
			WHERE p.measure IS NULL
			UNION ALL
			SELECT 'removed' AS kind, 'measure' AS item, p.measure_title AS published,
				NULL::varchar AS now
			WHERE s.measure IS NULL
			UNION ALL
			SELECT CASE
					WHEN was.key IN ('direction', 'quartile', 'previous_quartile',
						'quartile_movement', 'rag', 'trend', 'status') THEN 'label'
					WHEN was.key IN ('value', 'numerator', 'denominator', 'display',
						'previous_value', 'difference', 'p_value', 'national_rank',
						'national_n', 'neighbour_mean', 'neighbour_median',
						'region_value', 'national_value', 'target') THEN 'figure'
					ELSE 'other' END AS kind,
				was.key AS item, was.value AS published, is_now.value AS now
			FROM jsonb_each_text(to_jsonb(p)) was
			JOIN jsonb_each_text(to_jsonb(s)) is_now ON is_now.key = was.key
			WHERE was.value IS DISTINCT FROM is_now.value
			) x) d;

	COMMENT ON TABLE published_summary IS 'a row per edition of a report: its sentence and counts; written by publish, never changed';
	COMMENT ON COLUMN published_summary.edition IS 'number of the edition, from 1 for each area and quarter';
	COMMENT ON COLUMN published_summary.published_at IS 'when it was written';
	COMMENT ON COLUMN published_summary.published_by IS 'role that had logged in to write it';
	COMMENT ON COLUMN published_summary.sentence IS 'the overview sentence';
	COMMENT ON TABLE published_scorecard IS 'a row per edition of a report and measure: the scorecard as it was; written by publish, never changed';
	COMMENT ON COLUMN published_scorecard.edition IS 'number of the edition, as in published_summary';
	COMMENT ON FUNCTION guard_edition() IS 'refuses what would change an edition, and rows that publish does not write. Its owner may disable the triggers knowingly; a restore of data alone needs pg_restore --disable-triggers';
	COMMENT ON TRIGGER guard_edition ON published_summary IS 'an edition stays as it was published';
	COMMENT ON TRIGGER guard_edition ON published_scorecard IS 'an edition stays as it was published';
	COMMENT ON TRIGGER guard_editions ON published_summary IS 'editions are not removed';
	COMMENT ON TRIGGER guard_editions ON published_scorecard IS 'editions are not removed';
	COMMENT ON PROCEDURE publish(text, reporting_period) IS 'writes what the scorecard says of a report as its next edition; if nothing has changed since the last one it says so and writes nothing';
	COMMENT ON VIEW revisions IS 'the latest edition of each report beside what the data say now: a row for everything that differs';
	COMMENT ON COLUMN revisions.quarter IS 'quarter of the report, as label';
	COMMENT ON COLUMN revisions.quarter_start IS 'first day of the quarter';
	COMMENT ON COLUMN revisions.quarter_end IS 'last day of the quarter';
	COMMENT ON COLUMN revisions.area IS 'code of the area reported on';
	COMMENT ON COLUMN revisions.area_name IS 'its name, as published';
	COMMENT ON COLUMN revisions.edition IS 'the latest edition, with which the data are compared';
	COMMENT ON COLUMN revisions.measure IS 'code of the measure; NULL: of the whole report';
	COMMENT ON COLUMN revisions.measure_title IS 'its name';
	COMMENT ON COLUMN revisions.kind IS 'figure: a number moved; label: direction, quartile, rag, trend or status would change; other: words, rules and periods; added, removed: the measure; headline: the sentence';
	COMMENT ON COLUMN revisions.item IS 'column of the scorecard that differs';
	COMMENT ON COLUMN revisions.published IS 'what the edition has there, as text';
	COMMENT ON COLUMN revisions.now IS 'what the scorecard has there now, as text';
END
$$;
COMMENT ON PROCEDURE framework_publication(name) IS
	'makes published tables, publish and revisions of a framework; part of create_framework';
/*
 * 90_roles.sql - who may read what
 */

CREATE PROCEDURE grant_reader(framework text, reader text)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, pg_temp
AS $$
DECLARE
	relation record;
BEGIN
	IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = framework) THEN
		RAISE EXCEPTION USING ERRCODE = 'invalid_schema_name',
			MESSAGE = format('there is no framework "%s"', framework),
			HINT = 'Name the schema that create_framework made.';
	END IF;
	IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = reader) THEN
		RAISE EXCEPTION USING ERRCODE = 'undefined_object',
			MESSAGE = format('there is no role "%s"', reader),
			HINT = format('CREATE ROLE %I LOGIN; makes one.', reader);
	END IF;
	EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', framework, reader);
	-- views and editions; never a table that people load, nor the views over
	-- all that they loaded
	FOR relation IN
		SELECT c.relname
		FROM pg_class c
		WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = framework)
			AND (c.relkind IN ('v', 'm') AND c.relname NOT IN ('figure', 'data_quality')
				OR c.relname IN ('published_scorecard', 'published_summary'))
		ORDER BY c.relname
	LOOP
		EXECUTE format('GRANT SELECT ON %I.%I TO %I', framework, relation.relname, reader);
	END LOOP;
END
$$;
COMMENT ON PROCEDURE grant_reader(text, text) IS
	'lets a role read a framework''s views and published editions, never its tables; again after the framework was upgraded';
