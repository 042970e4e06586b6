/*
 * 80_league.sql - the values of one measure by area, and groups of areas of it
 */

CREATE TYPE cfsperf_internal.league;

CREATE FUNCTION cfsperf_internal.league_in(cstring) RETURNS league
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.league_in(cstring) IS 'text input of league';

CREATE FUNCTION cfsperf_internal.league_out(league) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.league_out(league) IS 'text output of league';

CREATE FUNCTION cfsperf_internal.league_recv(internal) RETURNS league
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.league_recv(internal) IS 'binary input of league';

CREATE FUNCTION cfsperf_internal.league_send(league) RETURNS bytea
	AS 'MODULE_PATHNAME', 'league_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.league_send(league) IS 'binary output of league';

CREATE TYPE cfsperf_internal.league (
	INPUT = league_in, OUTPUT = league_out, RECEIVE = league_recv, SEND = league_send,
	INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = plain);
COMMENT ON TYPE cfsperf_internal.league IS
	'the values of one measure by area, in no order; the state of the aggregate league; its text is its binary form in hexadecimal';

CREATE FUNCTION cfsperf_internal.league_add(league, area text, value double precision) RETURNS league
	AS 'MODULE_PATHNAME', 'league_add'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.league_add(league, text, double precision) IS
	'transition of league';

CREATE FUNCTION cfsperf_internal.league_combine(league, league) RETURNS league
	AS 'MODULE_PATHNAME', 'league_combine'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.league_combine(league, league) IS
	'merges two states of league';

CREATE FUNCTION cfsperf_internal.standings(league, authority text[], neighbour text[], region text, country text[],
						  polarity polarity, unit text,
						  OUT authorities distribution, OUT authority_quartiles quartiles, OUT neighbour_quartiles quartiles,
						  OUT region_value double precision, OUT country_value double precision)
	AS 'MODULE_PATHNAME', 'league_standings'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.standings(league, text[], text[], text, text[], polarity, text) IS
	'what groups of areas have in a league, its values taken as figures of one polarity and unit as reading() of each row takes them: the distribution and quartiles of the authorities, the quartiles of the neighbours, the figure of the region, the greatest of the countries; NULL where no area of a group has a figure';

CREATE AGGREGATE cfsperf_internal.league(area text, value double precision) (
	SFUNC = league_add, STYPE = league, SSPACE = 8192,
	COMBINEFUNC = league_combine,
	PARALLEL = SAFE);
COMMENT ON AGGREGATE cfsperf_internal.league(text, double precision) IS
	'the values of a group by area; a row without area or value is skipped, as is a value that is NaN or beyond 2^53; NULL for none; error where an area stands twice';
