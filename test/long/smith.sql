-- The database that sqlsmith is let loose on: the worked example (loaded before), a table with values of all our types
-- to start from, and a catalogue that shows it our functions and aggregates and few others. Run as the superuser of a
-- server of the test's own; see test/long/instrumented.

\set ON_ERROR_STOP on
SET search_path = cfsperf, cfsperf_internal;

CREATE SCHEMA smith;
CREATE VIEW smith.pg_proc AS
SELECT p.* FROM pg_catalog.pg_proc p
WHERE p.prokind <> 'p' AND (p.oid IN (SELECT objid FROM pg_depend
		WHERE classid = 'pg_catalog.pg_proc'::regclass AND deptype = 'e' AND refclassid = 'pg_extension'::regclass
			AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'cfsperf'))
	OR p.pronamespace = 'smith'::regnamespace
	OR p.oid = ANY (ARRAY['pg_catalog.abs(float8)', 'pg_catalog.float8(int4)', 'pg_catalog.int8(int4)', 'pg_catalog.length(text)',
		'pg_catalog.count("any")']::regprocedure[]));

-- Aggregates that end with the state itself, to have states as values.
CREATE AGGREGATE smith.change_states(indicator, reporting_period) (SFUNC = change_add, STYPE = change_state);
CREATE AGGREGATE smith.series_states(indicator, reporting_period) (SFUNC = series_state_add, STYPE = series_state);
CREATE AGGREGATE smith.standings(indicator, indicator) (SFUNC = standing_add, STYPE = standing);
CREATE AGGREGATE smith.pooled_states(indicator) (SFUNC = pooled_add, STYPE = pooled_state);

CREATE TABLE smith.figures AS
SELECT i, 'Jan 2015'::reporting_period + i AS period, x.figure, (i * 7919 % 1009)::double precision / 10 AS number,
	(ARRAY['high', 'low', 'none'])[1 + i % 3]::polarity AS polarity,
	(ARRAY['improved', 'declined', 'information only'])[1 + i % 3]::direction AS direction
FROM generate_series(1, 60) i,
	LATERAL (SELECT format('%s%% (%s/1000) high', i * 37 % 1000 / 10.0, i * 37 % 1000)::indicator) x(figure);
INSERT INTO smith.figures (figure, period, number)
SELECT v::indicator, p::reporting_period, n FROM (VALUES ('0', '0001-01/P1M', 'NaN'::float8), ('9007199254740992 count', '9999-12/P1M', 'Infinity'),
	('-9007199254740992 high', '0001/02', '-Infinity'), ('(0/5) per 100 low', '2000-01/P239M', 1e308), ('0.0000000001 low', '9999', 4.9e-324)) x(v, p, n);
CREATE TABLE smith.histories AS
SELECT g, change(figure, period), series(figure, period), smith.change_states(figure, period), smith.series_states(figure, period),
	smith.pooled_states(figure), distribution(figure), quartiles(figure), smith.standings('50% high', figure),
	panel('area ' || i % 3, figure, period)
FROM smith.figures, generate_series(1, 8) g WHERE i % g = 0 GROUP BY g;
GRANT USAGE ON SCHEMA smith TO PUBLIC;

ALTER SYSTEM SET log_error_verbosity = verbose;
ALTER SYSTEM SET track_functions = 'all';
SELECT pg_reload_conf();
