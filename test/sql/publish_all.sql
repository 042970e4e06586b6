-- All reports of a quarter at once: the same rows as each by itself, the same editions, all or none of them.
SET client_min_messages = warning;
\set SHOW_CONTEXT never
CALL cfsperf.create_framework('many');
SET search_path = many, cfsperf;

INSERT INTO outcome VALUES ('safe', 'Safe', 1), ('well', 'Well', 2);
INSERT INTO area VALUES ('R', 'Region', 'region');
INSERT INTO area (code, name, region) SELECT 'A' || lpad(i::text, 2, '0'), 'Area ' || i, 'R' FROM generate_series(1, 25) i;
INSERT INTO neighbour SELECT 'A' || lpad(a::text, 2, '0'), 'A' || lpad((a % 25 + 1)::text, 2, '0'), 1 FROM generate_series(1, 25) a;
INSERT INTO measure (code, outcome, position, title, polarity, unit)
SELECT 'm' || i, (ARRAY['safe', 'well'])[1 + i % 2], i, 'Measure ' || i, (ARRAY['high', 'low'])[1 + i % 2]::polarity, '%' FROM generate_series(1, 5) i;
INSERT INTO observation (measure, area, period, value, numerator, denominator)
SELECT m.code, a.code, '2020/21 Q2'::reporting_period - q, v, v, 100
FROM measure m, area a, generate_series(0, 5) q, LATERAL (SELECT (m.position * 7 + ascii(right(a.code, 1)) * 31 + q * 11) % 101) AS x(v)
WHERE (m.position + q + ascii(right(a.code, 1))) % 7 > 0;
INSERT INTO benchmark (code, title) VALUES ('b', 'Then');
INSERT INTO benchmark_value (measure, benchmark, area, period, value)
SELECT measure, 'b', area, period, value FROM observation WHERE period = '2020/21 Q1' AND measure <> 'm5';
INSERT INTO report (area, quarter, benchmark) SELECT code, q::reporting_period, 'b' FROM area, unnest('{2020/21 Q1,2020/21 Q2}'::text[]) q WHERE kind = 'authority';
INSERT INTO commentary (measure, area, quarter, text) VALUES ('m1', 'A07', '2020/21 Q2', 'As planned.');
ANALYZE;

-- the rows are those of the views, whatever jit is set to, and there are some
SET jit_above_cost = 0;
SELECT q, (SELECT count(*) FROM scorecards(q)) AS rows,
	(SELECT count(*) FROM (SELECT * FROM scorecards(q) EXCEPT ALL SELECT * FROM scorecard WHERE quarter = q::text) x) AS more,
	(SELECT count(*) FROM (SELECT * FROM scorecard WHERE quarter = q::text EXCEPT ALL SELECT * FROM scorecards(q)) x) AS less,
	(SELECT count(*) FROM headlines(q)) AS headlines,
	(SELECT count(*) FROM (SELECT * FROM headlines(q) EXCEPT ALL SELECT * FROM headline WHERE quarter = q::text) x) AS other_headlines
FROM unnest('{2020/21 Q1,2020/21 Q2,2021/22 Q1}'::reporting_period[]) q;
RESET jit_above_cost;
SELECT count(*) FROM scorecards(NULL);

-- published together as published one by one, also where that is a second edition
CREATE TEMP VIEW editions AS
SELECT s.area, s.edition, s.sentence, s.reported, s.commentary,
	(SELECT jsonb_agg(to_jsonb(c) - 'salt' ORDER BY c.measure) FROM published_scorecard c WHERE c.area = s.area AND c.quarter = s.quarter AND c.edition = s.edition) AS card,
	p.html, p.markdown AS words
FROM published_summary s JOIN published_page p USING (area, quarter, edition);
BEGIN;
DO $$
DECLARE
	a text;
BEGIN
	FOR a IN SELECT area FROM report WHERE quarter = '2020/21 Q2' ORDER BY area LOOP
		CALL publish(a, '2020/21 Q2');
	END LOOP;
END
$$;
UPDATE observation SET value = 50, numerator = 50 WHERE area IN ('A03', 'A24') AND measure = 'm2' AND period = '2020/21 Q2';
CALL publish('A03', '2020/21 Q2');
CALL publish('A24', '2020/21 Q2');
SELECT md5(string_agg(t::text, '' ORDER BY area, edition)) AS singly FROM editions t \gset
ROLLBACK;
BEGIN;
CALL publish_all('2020/21 Q2');
UPDATE observation SET value = 50, numerator = 50 WHERE area IN ('A03', 'A24') AND measure = 'm2' AND period = '2020/21 Q2';
-- those that have not changed are said to stand
SET LOCAL client_min_messages = notice;
\set VERBOSITY terse
CALL publish_all('2020/21 Q2');
\set VERBOSITY default
SELECT md5(string_agg(t::text, '' ORDER BY area, edition)) = :'singly' AS "the same as one by one", count(*) AS editions FROM editions t;
SELECT state, count(*) FROM edition_check GROUP BY state;
COMMIT;

-- one that is refused keeps all from it, also those of an earlier statement
SET client_min_messages = warning;
CREATE FUNCTION pg_temp.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not %', NEW.area; END $$;
CREATE TRIGGER refuse BEFORE INSERT ON published_summary FOR EACH ROW WHEN (NEW.area = 'A23' AND NEW.quarter = '2020/21 Q1') EXECUTE FUNCTION pg_temp.refuse();
CALL publish_all('2020/21 Q1');
SELECT quarter, count(*) FROM published_summary GROUP BY quarter;
DROP TRIGGER refuse ON published_summary;
-- refused
CALL publish_all(NULL);
CALL publish_all('2030/31 Q1');

-- who may
CREATE ROLE regress_cfsperf_reader;
CREATE ROLE regress_cfsperf_publisher;
CALL grant_reader('many', 'regress_cfsperf_reader');
CALL grant_publisher('many', 'regress_cfsperf_publisher');
SET ROLE regress_cfsperf_reader;
SELECT count(*) FROM scorecards('2020/21 Q2');
SELECT count(*) FROM headlines('2020/21 Q2');
CALL publish_all('2020/21 Q1');
CALL publish_reports('{A01}', '2020/21 Q1');
SET ROLE regress_cfsperf_publisher;
CALL publish_reports('{A01}', '2020/21 Q1');
CALL publish_all('2020/21 Q1');
RESET ROLE;
SELECT quarter, edition, count(*) FROM published_summary GROUP BY quarter, edition ORDER BY quarter, edition;
DROP OWNED BY regress_cfsperf_reader, regress_cfsperf_publisher;
DROP ROLE regress_cfsperf_reader, regress_cfsperf_publisher;
DROP SCHEMA many CASCADE;
