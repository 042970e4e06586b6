-- The worked example: creates the framework "cfs" and fills it from the CSV files beside this script.
--
-- \copy looks for the files in the directory in which psql was started, so start it there:
--
--     cd doc/example
--     psql -d DATABASE -f load.sql
--
-- Everything happens in one transaction: it either loads whole or leaves the database as it was. If a schema "cfs" is
-- there already, the second command says so and nothing is changed.

\set ON_ERROR_STOP on

BEGIN;

CREATE EXTENSION IF NOT EXISTS cfsperf;
CALL cfsperf.create_framework('cfs');

-- What is reported: the plan's outcomes, and the measures under each.
\copy cfs.outcome FROM 'outcome.csv' WITH (FORMAT csv, HEADER true)
\copy cfs.measure (code, outcome, position, title, definition, polarity, polarity_reason, unit, unit_label, decimals, frequency, max_arrears, basis, tolerance, confidence, owner, first_reported, last_reported, suppress_below, counted) FROM 'measure.csv' WITH (FORMAT csv, HEADER true)

-- Who: the country, its regions, the authorities, and which of them are compared with us.
\copy cfs.area FROM 'area.csv' WITH (FORMAT csv, HEADER true)
\copy cfs.neighbour FROM 'neighbour.csv' WITH (FORMAT csv, HEADER true)

-- The figures. An empty field is NULL; a figure that is missing has a status, and a note that says why.
\copy cfs.observation (measure, area, period, value, numerator, denominator, status, note) FROM 'observation.csv' WITH (FORMAT csv, HEADER true)

-- The national figures to stand beside: one set of comparators, and a figure for every authority.
\copy cfs.benchmark FROM 'benchmark.csv' WITH (FORMAT csv, HEADER true)
\copy cfs.benchmark_value (measure, benchmark, area, period, value, numerator, denominator, status) FROM 'benchmark_value.csv' WITH (FORMAT csv, HEADER true)

-- What people add: targets, and words beside the numbers.
\copy cfs.target FROM 'target.csv' WITH (FORMAT csv, HEADER true)
\copy cfs.commentary (measure, area, quarter, text, author) FROM 'commentary.csv' WITH (FORMAT csv, HEADER true)

-- Which report is made of it: one row for an area and a quarter, with the benchmark it uses.
\copy cfs.report (area, quarter, benchmark, title, note) FROM 'report.csv' WITH (FORMAT csv, HEADER true)

-- The paper's fixed parts: those with a negative position stand before the figures, the others after them.
\copy cfs.report_section (area, position, title, text) FROM 'report_section.csv' WITH (FORMAT csv, HEADER true)

-- Whole histories are stored, and made anew after a load.
REFRESH MATERIALIZED VIEW cfs.stored_history;

COMMIT;
