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
