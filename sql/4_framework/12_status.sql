-- SPDX-License-Identifier: PostgreSQL
/*
 * 12_status.sql - the symbols that stand beside a figure or in its place
 */

CREATE FUNCTION status_symbols(OUT symbol text, OUT former text, OUT withholds text, OUT meaning text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE ROWS 10;
COMMENT ON FUNCTION status_symbols() IS
	'the status symbols of figures: the symbol, the one that it replaced and that is taken too, whether it withholds the value (never: there is a value; may: with or without one; always: there is none), what it means. Source: Government Statistical Service, symbols in tables';

CREATE FUNCTION cfsperf_internal.status_reason(status text) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.status_reason(text) IS
	'a status symbol in words; NULL for an unknown one';

CREATE FUNCTION cfsperf_internal.status_sentence(status text) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.status_sentence(text) IS
	'the status symbol of a figure in a sentence; NULL for a status that withholds it';

CREATE FUNCTION cfsperf_internal.status_absence(status text) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.status_absence(text) IS
	'the beginning of a sentence that a figure is missing, before "for" and the period; NULL for a status beside which none is missing';
