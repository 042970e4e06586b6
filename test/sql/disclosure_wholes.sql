-- No number that is withheld follows from those that are shown: through regions of regions, through a region that is withheld
-- itself, through areas that publish together or were merged, through what was published before the last figure came,
-- through measures and through periods that add up.

SET client_min_messages = warning;
CALL cfsperf.create_framework('wholes');
SET search_path = wholes, cfsperf, cfsperf_internal, public;
INSERT INTO outcome VALUES ('o', 'Outcome', 1);
INSERT INTO measure (code, outcome, title, polarity, unit, suppress_below) VALUES
	('children', 'o', 'Children', 'low', 'count', 5), ('all', 'o', 'All', 'low', 'count', 5), ('boys', 'o', 'Boys', 'low', 'count', 5),
	('girls', 'o', 'Girls', 'low', 'count', 5), ('open', 'o', 'No rule of ours', 'low', 'count', NULL),
	('plans', 'o', 'Plans', 'low', 'count', 5), ('late', 'o', 'Late', 'low', '%', 5), ('in_time', 'o', 'In time', 'high', '%', 5);

CREATE PROCEDURE pg_temp.make_areas(kind text, region text, VARIADIC codes text[]) LANGUAGE sql
	AS $$ INSERT INTO area (code, name, kind, region) SELECT c, c, kind, region FROM unnest(codes) c $$;
-- figures as 'area number, area number', c for one that its publisher withheld; what is shown of them, alike
CREATE PROCEDURE pg_temp.load(measure text, period reporting_period, figures text) LANGUAGE sql AS $$
	INSERT INTO observation (measure, area, period, value, status)
	SELECT load.measure, f[1], load.period, CASE WHEN f[2] ~ '^\d' THEN f[2]::double precision END, CASE WHEN f[2] !~ '^\d' THEN f[2] END
	FROM regexp_split_to_table(figures, ', *') x, LATERAL regexp_split_to_array(x, ' ') f
	ON CONFLICT (measure, area, period) DO UPDATE SET value = EXCLUDED.value, status = EXCLUDED.status;
$$;
CREATE FUNCTION pg_temp.shown(m text, p reporting_period DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(area || ' ' || coalesce(value(figure)::text, status), ', ' ORDER BY area) FROM figure WHERE measure = m AND period = coalesce(p, period)
$$;
-- forgets everything but the measures
CREATE PROCEDURE pg_temp.again() LANGUAGE sql AS $$
	DELETE FROM observation; DELETE FROM benchmark_value; DELETE FROM area_part; DELETE FROM area_change;
	DELETE FROM measure_part; DELETE FROM report; DELETE FROM area;
$$;

-- regions in regions: 143 - 90 - 20 - 30 would be 3; totals stay, and one more authority goes
CALL pg_temp.make_areas('country', NULL, 'ENG');
CALL pg_temp.make_areas('region', 'ENG', 'LON', 'NW');
CALL pg_temp.make_areas('region', 'LON', 'INL', 'OUL');
CALL pg_temp.make_areas('authority', 'INL', 'I1', 'I2', 'I3');
CALL pg_temp.make_areas('authority', 'OUL', 'O1', 'O2');
CALL pg_temp.make_areas('authority', 'NW', 'N1', 'N2');
CALL pg_temp.load('children', '2020/21', 'I1 3, I2 20, I3 30, INL 53, O1 40, O2 50, OUL 90, LON 143, N1 11, N2 12, NW 23, ENG 166');
CALL protect();
SELECT pg_temp.shown('children');
-- two small ones in two regions: each region has its own, or England gives neither away
CALL pg_temp.load('children', '2020/21', 'N1 2, NW 14, ENG 157');
CALL protect();
SELECT pg_temp.shown('children');
-- two small ones in one: together they are 3, which leaves too few possibilities
CALL pg_temp.load('children', '2020/21', 'I1 2, I2 1, I3 50');
CALL protect();
SELECT pg_temp.shown('children');
-- nobody in all others: they protect nobody, and the total has to go
CALL pg_temp.load('children', '2020/21', 'I1 3, I2 0, I3 0, INL 3, LON 93, ENG 107');
CALL protect();
SELECT pg_temp.shown('children');

-- a region that is small itself, or was withheld by its publisher
CALL pg_temp.again();
CALL pg_temp.make_areas('country', NULL, 'ENG');
CALL pg_temp.make_areas('region', NULL, 'NE', 'INL', 'OUL');
CALL pg_temp.load('children', '2020/21', 'NE 3, INL 50, OUL 60, ENG 113');
CALL pg_temp.load('children', '2021/22', 'NE c, INL 50, OUL 60, ENG 113');
CALL protect();
SELECT pg_temp.shown('children', '2020/21'), pg_temp.shown('children', '2021/22');

-- two authorities that publish together, among the others of their region; merged, and split; recoded
CALL pg_temp.again();
CALL pg_temp.make_areas('region', NULL, 'R');
CALL pg_temp.make_areas('authority', 'R', 'N1', 'N2', 'N12', 'N3');
INSERT INTO area_part VALUES ('N12', 'N1'), ('N12', 'N2');
CALL pg_temp.load('children', '2020/21', 'N1 4, N2 30, N12 34, N3 70, R 104');
CALL protect();
SELECT pg_temp.shown('children');
DELETE FROM area_part;
INSERT INTO area_change VALUES ('N1', 'N12', '2023-04-01', 'merge'), ('N2', 'N12', '2023-04-01', 'merge');
CALL protect();
SELECT pg_temp.shown('children');
-- afterwards there is only the one, and neither of the two is missing
CALL pg_temp.load('children', '2023/24', 'N12 34, N3 70, R 104');
CALL protect();
SELECT pg_temp.shown('children', '2023/24');
-- which, once it is not there yet, is
DELETE FROM observation WHERE area = 'N12' AND period = '2023/24';
CALL protect();
SELECT pg_temp.shown('children', '2023/24');
DELETE FROM area_change;
INSERT INTO area_change VALUES ('N12', 'N1', '2023-04-01', 'split'), ('N12', 'N2', '2023-04-01', 'split');
CALL protect();
SELECT pg_temp.shown('children', '2020/21');
DELETE FROM area_change;
DELETE FROM observation WHERE area = 'N2';
INSERT INTO area_change VALUES ('N1', 'N12', '2023-04-01', 'recode');
CALL pg_temp.load('children', '2020/21', 'N1 4, N12 4, N2 30, N3 70, R 104');
CALL protect();
SELECT pg_temp.shown('children', '2020/21');

-- the one that comes last was expected before it came: what was published then does not give it away
CALL pg_temp.again();
CALL pg_temp.make_areas('region', NULL, 'R');
CALL pg_temp.make_areas('authority', 'R', 'N1', 'N2', 'N3', 'N4', 'N5');
CALL pg_temp.load('children', '2020/21 Q2', 'N1 20, N2 30, N3 10, N4 15, R 77');
INSERT INTO report (area, quarter) SELECT code, '2020/21 Q2' FROM area;
CALL protect();
DO $$ DECLARE a text; BEGIN FOR a IN SELECT code FROM area ORDER BY code LOOP CALL publish(a, '2020/21 Q2'); END LOOP; END $$;
SELECT string_agg(area || ' ' || coalesce(value::text, status, 'none'), ', ' ORDER BY area) AS published FROM published_scorecard WHERE measure = 'children';
CALL pg_temp.load('children', '2020/21 Q2', 'N5 2');
CALL protect();
SELECT pg_temp.shown('children');
-- a warning where a number can be worked out
CALL audit_disclosure();
-- one that is known not to be there is not waited for
CALL pg_temp.load('children', '2019/20', 'N1 20, N2 30, N3 10, N4 15, N5 z, R 75');
CALL protect();
SELECT pg_temp.shown('children', '2019/20');
-- A published figure that becomes small by revision is withheld. By what was published before, N3 and N5 are 12: with
-- the new total that would give it away, and so would N3.
CALL pg_temp.load('children', '2020/21 Q2', 'N1 4, R 61');
CALL protect();
SELECT pg_temp.shown('children', '2020/21 Q2');
SELECT kind, item, published, now FROM revisions WHERE area IN ('N1', 'R') AND measure = 'children' AND item IN ('value', 'status') ORDER BY area, item;

CALL audit_disclosure();

-- A figure that was small when it was published and is no longer: what protected it then, N3, goes on doing so, or it would
-- tell what it was.
CALL pg_temp.load('children', '2018/19 Q2', 'N1 3, N2 30, N3 7, N4 z, N5 z, R 40');
INSERT INTO report (area, quarter) SELECT code, '2018/19 Q2' FROM area;
CALL protect();
DO $$ DECLARE a text; BEGIN FOR a IN SELECT code FROM area ORDER BY code LOOP CALL publish(a, '2018/19 Q2'); END LOOP; END $$;
SELECT pg_temp.shown('children', '2018/19 Q2');
CALL pg_temp.load('children', '2018/19 Q2', 'N1 9, R 46');
CALL protect();
SELECT pg_temp.shown('children', '2018/19 Q2');

-- one that its publisher withheld, of a measure without a rule; beside figures without counts nothing follows
CALL pg_temp.load('open', '2020/21 Q2', 'N1 c, N2 20, N3 30, N4 10, N5 11, R 74');
SELECT pg_temp.shown('open');
CALL protect();
SELECT pg_temp.shown('open');

-- boys and girls are all
CALL pg_temp.again();
CALL pg_temp.make_areas('region', NULL, 'R');
CALL pg_temp.make_areas('authority', 'R', 'N1', 'N2', 'N3');
INSERT INTO measure_part VALUES ('all', 'boys'), ('all', 'girls');
CALL pg_temp.load('boys', '2020/21', 'N1 3, N2 30, N3 40, R 73');
CALL pg_temp.load('girls', '2020/21', 'N1 10, N2 20, N3 30, R 60');
CALL pg_temp.load('all', '2020/21', 'N1 13, N2 50, N3 70, R 133');
CALL protect();
SELECT pg_temp.shown('boys') AS boys, pg_temp.shown('girls') AS girls, pg_temp.shown('all') AS "all";
-- in time and late are all plans, of which each is a percentage
INSERT INTO measure_part VALUES ('plans', 'in_time'), ('plans', 'late');
INSERT INTO observation (measure, area, period, value, numerator, denominator) VALUES
	('plans', 'N1', '2020/21', 60, NULL, NULL), ('in_time', 'N1', '2020/21', 95, 57, 60), ('late', 'N1', '2020/21', 5, 3, 60);
CALL protect();
SELECT pg_temp.shown('plans') AS plans, pg_temp.shown('in_time') AS in_time, pg_temp.shown('late') AS late;

-- a rolling year less another, and quarters: 9 - (30 - 24), where figures add up over time
UPDATE measure SET adds_over_time = true WHERE code = 'children';
CALL pg_temp.load('children', '2020/21 Q1', 'N1 9');
CALL pg_temp.load('children', '2021/22 Q1', 'N1 3');
CALL pg_temp.load('children', '2020/21', 'N1 30');
CALL pg_temp.load('children', '2020-07/P12M', 'N1 24');
CALL protect();
SELECT period, coalesce(value(figure)::text, status) FROM figure WHERE measure = 'children' AND area = 'N1' ORDER BY period;
UPDATE measure SET adds_over_time = false WHERE code = 'children';
CALL protect();
SELECT period, coalesce(value(figure)::text, status) FROM figure WHERE measure = 'children' AND area = 'N1' ORDER BY period;

CALL audit_disclosure();
DROP SCHEMA wholes CASCADE;
