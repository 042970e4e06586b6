-- A figure on fewer than suppress_below is withheld from everything a reader can reach, and so is one from which it could
-- be had by subtraction: another authority's where that will do, so that totals stay. Its owner still sees it in observation.

CREATE ROLE regress_reader;
CREATE ROLE regress_stranger;
CALL cfsperf.create_framework('withheld');
SET search_path = withheld, cfsperf, cfsperf_internal, public;

INSERT INTO outcome VALUES ('o', 'Outcome', 1);
INSERT INTO measure (code, outcome, title, polarity, unit, suppress_below) VALUES
	('children', 'o', 'Children', 'low', 'count', 6),
	('share', 'o', 'Share', 'low', '%', 6),
	('open', 'o', 'No rule', 'low', 'count', NULL),
	-- a number that is small by its rule and can be told from all others in a text
	('told', 'o', 'Told apart', 'low', 'count', 100000);
-- totals stand beside counts
UPDATE measure SET comparable_totals = true;
INSERT INTO area (code, name, kind) VALUES ('E', 'Country', 'country'), ('R', 'Region', 'region'), ('S', 'Other region', 'region');
INSERT INTO area (code, name, region) VALUES ('a', 'A', 'R'), ('b', 'B', 'R'), ('c', 'C', 'S');
INSERT INTO neighbour VALUES ('a', 'b', 1), ('a', 'c', 2), ('c', 'a', 1), ('c', 'b', 2);

-- 5 of A in quarter 2 is small; 70101 of B and the region's 70106 would give it away
INSERT INTO observation (measure, area, period, value, numerator, denominator, note) VALUES
	('children', 'a', '2020/21 Q1', 8, NULL, NULL, NULL),
	('children', 'a', '2020/21 Q2', 5, NULL, NULL, 'five of them: 50505'),
	('children', 'b', '2020/21 Q2', 70101, NULL, NULL, NULL),
	('children', 'c', '2020/21 Q2', 80808, NULL, NULL, NULL),
	('children', 'R', '2020/21 Q2', 70106, NULL, NULL, NULL),
	('children', 'S', '2020/21 Q2', 80808, NULL, NULL, NULL),
	('children', 'E', '2020/21 Q2', 150914, NULL, NULL, NULL),
	('children', 'a', '2020/21', 60606, NULL, NULL, NULL),
	-- numerator, and what is left over, in every way they can be had
	('share', 'a', '2020/21 Q2', 0.0505050505, 4, 7920, NULL),
	('share', 'b', '2020/21 Q2', 99.9494949495, 7916, 7920, NULL),
	('share', 'c', '2020/21 Q2', 0.0378835713, NULL, 7919, NULL),
	('share', 'R', '2020/21 Q2', 50, 7920, 15840, NULL),
	('open', 'a', '2020/21 Q2', 2, NULL, NULL, NULL),
	('told', 'a', '2020/21 Q1', 400009, NULL, NULL, NULL),
	('told', 'a', '2020/21 Q2', 54321, NULL, NULL, 'there are 54321'),
	('told', 'b', '2020/21 Q2', 700123, NULL, NULL, NULL),
	('told', 'R', '2020/21 Q2', 754444, NULL, NULL, NULL),
	('told', 'E', '2020/21 Q2', 754444, NULL, NULL, NULL);
-- one withheld by who published it
INSERT INTO observation (measure, area, period, value, status) VALUES
	('told', 'b', '2020/21 Q1', NULL, 'c'), ('told', 'R', '2020/21 Q1', 987654, NULL), ('told', 'S', '2020/21 Q1', 876543, NULL);
INSERT INTO report (area, quarter) SELECT code, '2020/21 Q2' FROM area;
INSERT INTO target (measure, area, from_period, value) VALUES ('told', 'a', '2020/21', 54000);
-- before it is decided what may be shown, nothing is
SELECT measure, count(value) FROM scorecard GROUP BY measure ORDER BY measure;
CALL protect();
REFRESH MATERIALIZED VIEW stored_history;
SET client_min_messages = warning;
CALL publish('a', '2020/21 Q2');
CALL publish('R', '2020/21 Q2');
RESET client_min_messages;
CALL cfsperf.grant_reader('withheld', 'regress_reader');

SELECT code INTO TEMP withheld_area FROM area ORDER BY code;
GRANT SELECT ON withheld_area TO regress_reader;
SET ROLE regress_reader;
SELECT area, measure, value, display, status, previous_value, note, region_value, national_value, neighbour_mean
FROM scorecard
WHERE status = 'c' OR measure IN ('children', 'told')
ORDER BY measure, area;

-- exactly at the limit is shown, and so are nobody and, of a percentage, all
SELECT n, (judge_figure(n, NULL, NULL, 'count', 6, false, true)).verdict AS count,
	(judge_figure(n, NULL, NULL, 'count', 6, true, true)).verdict AS count_without_zero,
	(judge_figure(n / 100.0, n, NULL, '%', 6, false, true)).verdict AS part,
	(judge_figure(100 - n, 100 - n, 100, '%', 6, false, true)).verdict AS left_over,
	(judge_figure(n, NULL, 100, '%', 6, false, true)).verdict AS computed,
	(judge_figure(n * 100, NULL, 100, 'per 10000', 6, false, true)).verdict AS rate,
	(judge_figure(700, 700 * n, n, 'number', 6, false, true)).verdict AS mean,
	(judge_figure(n, NULL, NULL, 'count', NULL, true, true)).verdict AS off
FROM generate_series(0, 7) AS n
ORDER BY n;
-- what has no counts cannot be judged; the base is computed from value and numerator where that can be
SELECT unit, value, numerator, denominator, j.*, (judge_figure(value, numerator, denominator, unit, 6, false, false)).verdict AS unknown_is_shown
FROM (VALUES ('%', 98, 49, NULL), ('%', 0, NULL, NULL), ('%', 100, NULL, NULL), ('%', 0, 0, NULL), ('%', 100, 6, NULL), ('%', 100, 5, NULL),
	('number', 612, NULL, NULL), ('number', 612, 1224, 2), ('number', 612, 1224, NULL), ('per 10000', 32.1, 210, NULL)) AS v(unit, value, numerator, denominator),
	LATERAL judge_figure(value, numerator, denominator, unit, 6, false, true) j;

-- nothing that the reader may select holds a withheld number; digests and times, in which any number may stand, apart
CREATE FUNCTION pg_temp.leaks() RETURNS TABLE (relation name, rows bigint) LANGUAGE plpgsql AS $$
BEGIN
	FOR relation IN
		SELECT c.relname FROM pg_class c
		WHERE c.relnamespace = 'withheld'::regnamespace AND c.relkind IN ('r', 'v', 'm')
			AND has_table_privilege(c.oid, 'SELECT')
		ORDER BY c.relname
	LOOP
		EXECUTE format('SELECT count(*) FROM withheld.%I t
						WHERE regexp_replace(t::text, ''[0-9a-f]{32,}|:[0-9]{2}\.[0-9]+'', '''', ''g'') ~ ''(50505|70101|0\.0505|99\.949|7916|0\.0378|60606|54321|345688)''', relation)
			INTO rows;
		RETURN NEXT;
	END LOOP;
END
$$;
SELECT * FROM pg_temp.leaks() WHERE rows > 0;
SELECT count(*) > 5 AS looked_at_some FROM pg_temp.leaks();

-- nor does a text or page
CREATE TEMP TABLE page AS
SELECT r.code, t.kind, t.body
FROM withheld_area r, LATERAL (
	SELECT 'narrative', string_agg(n::text, E'\n') FROM narrative(r.code, '2020/21 Q2') n
	UNION ALL SELECT 'report_text', report_text(r.code, '2020/21 Q2')
	UNION ALL SELECT 'dashboard', dashboard(r.code, '2020/21 Q2')) AS t(kind, body);
SELECT kind, count(*), count(*) FILTER (WHERE body ~ 'Withheld') AS say_so,
	count(*) FILTER (WHERE replace(body, ',', '') ~ '(50505|70101|0\.0505|99\.949|7916|0\.0378|60606|54321|345688)') AS leaks
FROM page
GROUP BY kind
ORDER BY kind;

-- by no other way
SELECT count(*) FROM observation;
SELECT count(*) FROM benchmark_value;
SELECT count(*) FROM figure;
SELECT at(series, '2020/21 Q2'), count_periods(series) FROM history WHERE measure = 'children' AND area = 'a';
INSERT INTO observation (measure, area, period, value) VALUES ('children', 'a', '2020/21 Q2', 1);
INSERT INTO report (area, quarter) VALUES ('a', '2020/21 Q1');
CREATE FUNCTION pg_temp.spy(double precision) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS $$
BEGIN
	IF $1 IN (5, 70101, 4, 7916) THEN RAISE NOTICE 'leaked %', $1; END IF;
	RETURN true;
END
$$;
SELECT count(*) FROM scorecard WHERE pg_temp.spy(value) AND pg_temp.spy(numerator);
RESET ROLE;

-- a role that was given nothing sees nothing
SET ROLE regress_stranger;
SELECT count(*) FROM withheld.scorecard;
RESET ROLE;

-- beside one withheld by its publisher and one that is not there yet, a total goes that would give one of them away
SELECT area, figure, status FROM figure WHERE measure = 'told' AND period = '2020/21 Q1' ORDER BY area;

-- the owner sees what was loaded
SELECT value, note FROM observation WHERE measure = 'children' AND area = 'a' AND period = '2020/21 Q2';

\set SHOW_CONTEXT never
CALL cfsperf.grant_reader('nowhere', 'regress_reader');
CALL cfsperf.grant_reader('withheld', 'nobody_at_all');

SET client_min_messages = warning;
DROP SCHEMA withheld CASCADE;
DROP OWNED BY regress_reader;
DROP ROLE regress_reader, regress_stranger;
