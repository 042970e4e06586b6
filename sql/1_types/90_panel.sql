-- SPDX-License-Identifier: PostgreSQL
/*
 * 90_panel.sql - the figures of one measure for many areas and many periods
 */

CREATE TYPE panel;

CREATE FUNCTION cfsperf_internal.panel_in(cstring) RETURNS panel
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.panel_in(cstring) IS 'text input of panel';

CREATE FUNCTION cfsperf_internal.panel_out(panel) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.panel_out(panel) IS 'text output of panel';

CREATE FUNCTION cfsperf_internal.panel_recv(internal) RETURNS panel
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.panel_recv(internal) IS 'binary input of panel';

CREATE FUNCTION cfsperf_internal.panel_send(panel) RETURNS bytea
	AS 'MODULE_PATHNAME', 'panel_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.panel_send(panel) IS 'binary output of panel';

CREATE TYPE panel (
	INPUT = panel_in, OUTPUT = panel_out, RECEIVE = panel_recv, SEND = panel_send,
	INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended);
COMMENT ON TYPE panel IS
	'the figures of one measure for many areas and many periods, packed: a history an area, all of one unit, polarity, shape of period and step, for example "{"E10000018": {2020/21 Q1: 94.9% high, 2020/21 Q2: 94.6% high}, "E10000019": {2020/21 Q2: 91% high}}"; a gap is a gap';

CREATE FUNCTION cfsperf_internal.panel_eq(panel, panel) RETURNS boolean
	AS 'MODULE_PATHNAME', 'panel_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.panel_eq(panel, panel) IS 'implementation of = operator: equal figures of the same areas at equal periods';

CREATE FUNCTION cfsperf_internal.panel_ne(panel, panel) RETURNS boolean
	AS 'MODULE_PATHNAME', 'panel_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.panel_ne(panel, panel) IS 'implementation of <> operator';

CREATE FUNCTION cfsperf_internal.panel_hash(panel) RETURNS integer
	AS 'MODULE_PATHNAME', 'panel_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.panel_hash(panel) IS 'hash';

CREATE OPERATOR = (
	LEFTARG = panel, RIGHTARG = panel, FUNCTION = panel_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES);
COMMENT ON OPERATOR = (panel, panel) IS 'equal figures of the same areas at equal periods';

CREATE OPERATOR <> (
	LEFTARG = panel, RIGHTARG = panel, FUNCTION = panel_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel);
COMMENT ON OPERATOR <> (panel, panel) IS 'not equal';

CREATE OPERATOR CLASS panel_ops DEFAULT FOR TYPE panel USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 panel_hash(panel);
COMMENT ON OPERATOR CLASS panel_ops USING hash IS
	'equality of panels, for hash joins and grouping; they have no order';

CREATE FUNCTION count_areas(panel) RETURNS integer
	AS 'MODULE_PATHNAME', 'panel_count_areas'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION count_areas(panel) IS
	'number of areas that have a figure; NULL for NULL';

CREATE FUNCTION history(panel, area text) RETURNS series
	AS 'MODULE_PATHNAME', 'panel_history'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION history(panel, text) IS
	'the history of an area; NULL for NULL and where the panel has no figure of it';

CREATE FUNCTION quartiles(panel, period reporting_period) RETURNS quartiles
	AS 'MODULE_PATHNAME', 'panel_quartiles'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION quartiles(panel, reporting_period) IS
	'the distribution of the figures of all areas for a period; NULL for NULL and where there is none. Cut points: R quantile type 7 (Hyndman and Fan 1996)';

CREATE FUNCTION unnest(panel, OUT area text, OUT period reporting_period, OUT indicator indicator)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'panel_unnest'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 5000;
COMMENT ON FUNCTION unnest(panel) IS
	'one row per figure, ascending by area (collation C), then by period; no rows for NULL';

CREATE FUNCTION movements(panel, OUT area text, OUT period reporting_period, OUT indicator indicator, OUT movement movement)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'panel_movements'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 5000;
COMMENT ON FUNCTION movements(panel) IS
	'one row per figure, ascending by area (collation C), then by period: the figure and the movement from the previous reported figure of its area; no rows for NULL';

CREATE FUNCTION positions(panel, OUT area text, OUT period reporting_period, OUT indicator indicator, OUT quartile integer)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'panel_positions'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 5000;
COMMENT ON FUNCTION positions(panel) IS
	'one row per figure, ascending by area (collation C), then by period, no rows for NULL: the figure and its quartile, 1 = best to 4, among those of all areas of the panel for the same period: NULL for information only, for fewer than four figures and where all are equal. The same as quartile(indicator, quartiles): a value on a cut point falls into the group of lower values, and one that none beats is in the first quartile (Department for Education, Local Authority Interactive Tool). Make a panel of authorities only: a region or country in it would count among them';
