-- Two sets of regions: London as one area beside its two halves, in which authorities lie, changes nothing of what may be
-- shown, whether or not area_part says that it is made of them; nor does its own figure, where it is the sum.
SET client_min_messages = warning;
CALL cfsperf.create_framework('trees');
SET search_path = trees, cfsperf, public;
INSERT INTO outcome (code, title) VALUES ('o', 'Outcome');
INSERT INTO measure (code, outcome, title, polarity, unit, suppress_below) VALUES ('m', 'o', 'Children', 'low', 'count', 5);
INSERT INTO area (code, name, kind) VALUES ('ENG', 'England', 'country'), ('NW', 'North West', 'region'), ('INL', 'Inner London', 'region'), ('OUL', 'Outer London', 'region');
INSERT INTO area (code, name, region) VALUES ('I1', 'I1', 'INL'), ('O1', 'O1', 'OUL'), ('O2', 'O2', 'OUL'), ('N1', 'N1', 'NW'), ('N2', 'N2', 'NW');
INSERT INTO observation (measure, area, period, value)
SELECT 'm', a, '2020/21', v FROM (VALUES ('I1', 3), ('INL', 3), ('O1', 20), ('O2', 30), ('OUL', 50), ('N1', 40), ('N2', 50), ('NW', 90), ('ENG', 143)) f(a, v);
CREATE VIEW pg_temp.shown AS SELECT string_agg(area || ' ' || coalesce(value(figure)::text, status), ', ' ORDER BY area) AS shown FROM figure;
CALL protect();
TABLE pg_temp.shown;
INSERT INTO area (code, name, kind) VALUES ('LON', 'London', 'region');
CALL protect();
TABLE pg_temp.shown;
INSERT INTO area_part VALUES ('LON', 'INL'), ('LON', 'OUL');
CALL protect();
TABLE pg_temp.shown;
INSERT INTO observation (measure, area, period, value) VALUES ('m', 'LON', '2020/21', 53);
CALL protect();
TABLE pg_temp.shown;
RESET client_min_messages;
CALL audit_disclosure();
SET client_min_messages = warning;
DROP SCHEMA trees CASCADE;
