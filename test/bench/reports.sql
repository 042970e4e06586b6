-- Reports as people ask for them: at the settings that PostgreSQL has unless it is told otherwise, JIT on and off in
-- turns, one report and all of a quarter. Variables: rounds. Answers are compared before anything is timed.

SET search_path = cfs, cfsperf, public;
SET client_min_messages = warning;
\pset footer off
\pset null ''

SELECT max(quarter)::text AS quarter, ends(max(quarter)) AS day, ends(max(quarter) - 1) AS day_before,
	format('%L', max(quarter)::text) AS label, format('%L::date', ends(max(quarter))) AS ending
FROM report \gset
SELECT min(area) AS area FROM report \gset
CALL publish(:'area', :'quarter');

CREATE SCHEMA bench;
CREATE TABLE bench.question (number serial, part text, title text, statement text, beside text, at_most double precision,
	at_most_ms double precision);
CREATE TABLE bench.timing (number integer, jit boolean, round integer, planning double precision, execution double precision);

INSERT INTO bench.question (part, title, statement, beside, at_most, at_most_ms)
SELECT part, title, replace(replace(replace(replace(statement, '<report>', format('area = %L AND quarter = %L', :'area', :'quarter')),
	'<area>', quote_literal(:'area')), '<quarter>', :'label'), '<day>', :'ending'), beside, at_most, at_most_ms
FROM (VALUES
	('one report', 'scorecard', 'SELECT * FROM scorecard WHERE <report>', NULL, NULL, NULL),
	('one report', 'headline', 'SELECT * FROM headline WHERE <report>', NULL, NULL, NULL),
	('one report', 'exceptions', 'SELECT * FROM exceptions WHERE <report>', NULL, NULL, NULL),
	('one report', 'revisions, nothing changed', 'SELECT * FROM revisions WHERE <report>', NULL, NULL, 200),
	('one report', 'scorecard by quarter_end =', 'SELECT * FROM scorecard WHERE area = <area> AND quarter_end = <day>', 'scorecard', 1.2, NULL),
	('one report', 'scorecard by quarter_end BETWEEN',
		'SELECT * FROM scorecard WHERE area = <area> AND quarter_end BETWEEN <day> - 60 AND <day> + 30', 'scorecard', 1.2, NULL),
	('one report', 'scorecard of one measure', 'SELECT * FROM scorecard WHERE <report> AND measure = ''m0007''', 'scorecard', 1.2, NULL),
	('one report', 'scorecard of one outcome', 'SELECT * FROM scorecard WHERE <report> AND outcome = ''o1''', 'scorecard', 1.2, NULL),
	('one report', 'scorecard as Power BI folds it',
		'SELECT rows.measure, rows.value, rows.direction FROM (SELECT * FROM scorecard) rows
		 WHERE rows.area = <area> AND rows.quarter_end >= <day> AND rows.quarter_end < <day> + 1', 'scorecard', 1.2, NULL),
	('slicers', 'count(*) of the scorecard', 'SELECT count(*) FROM scorecard', NULL, NULL, 15),
	('slicers', 'its quarters', 'SELECT DISTINCT quarter FROM scorecard', NULL, NULL, 15),
	('slicers', 'its areas', 'SELECT DISTINCT area, area_name FROM scorecard', NULL, NULL, 15),
	('slicers', 'its measures', 'SELECT DISTINCT measure, measure_title FROM scorecard', NULL, NULL, 15),
	('all areas', 'plain SQL: quartile and direction',
		'SELECT o.area, o.measure, CASE WHEN o.value IS NULL OR p.value IS NULL THEN NULL
			WHEN abs(round((o.value - p.value)::numeric, 9)) <= m.tolerance THEN ''no significant change''
			WHEN (o.value > p.value) = (m.polarity = ''high'') THEN ''improved'' ELSE ''declined'' END AS direction,
			CASE WHEN m.polarity = ''low'' THEN b.band ELSE 5 - b.band END AS quartile
		 FROM observation o
		 JOIN measure m ON m.code = o.measure
		 JOIN area a ON a.code = o.area AND a.kind = ''authority''
		 LEFT JOIN observation p ON p.measure = o.measure AND p.area = o.area AND p.period = o.period - 1
		 JOIN (SELECT v.measure, percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY v.value) AS cut
			   FROM benchmark_value v JOIN area a ON a.code = v.area AND a.kind = ''authority''
			   WHERE v.benchmark = ''b1'' GROUP BY v.measure) c ON c.measure = o.measure
		 CROSS JOIN LATERAL (SELECT CASE WHEN o.value <= c.cut[1] THEN 1 WHEN o.value <= c.cut[2] THEN 2
								 WHEN o.value <= c.cut[3] THEN 3 ELSE 4 END AS band) b
		 WHERE o.period = <quarter>::reporting_period', NULL, NULL, NULL),
	('all areas', 'scorecard, five columns', 'SELECT area, measure, value, direction, quartile FROM scorecard WHERE quarter = <quarter>',
		'plain SQL: quartile and direction', 6, NULL),
	('all areas', 'headline', 'SELECT * FROM headline WHERE quarter = <quarter>', 'plain SQL: quartile and direction', 6, NULL),
	('all areas', 'headlines()', 'SELECT * FROM headlines(<quarter>)', 'plain SQL: quartile and direction', 6, NULL),
	('all areas', 'scorecard, every column', 'SELECT * FROM scorecard WHERE quarter = <quarter>', 'plain SQL: quartile and direction', 6, NULL),
	('all areas', 'scorecards(), every column', 'SELECT * FROM scorecards(<quarter>)', 'plain SQL: quartile and direction', 6, NULL),
	('withheld', 'scorecard, no rule', 'SELECT * FROM half.scorecard WHERE <report>', NULL, NULL, NULL),
	('withheld', 'scorecard, a rule on a third', 'SELECT * FROM guarded.scorecard WHERE <report>', 'scorecard, no rule', 1.3, NULL),
	('withheld', 'history made, no rule', 'SELECT * FROM half.current_history', NULL, NULL, NULL),
	('withheld', 'history made, a rule on a third', 'SELECT * FROM guarded.current_history', 'history made, no rule', 1.3, NULL),
	('withheld', 'page, no rule', format('SELECT half.dashboard(<area>, %s)', :'label'), NULL, NULL, NULL),
	('withheld', 'page, a rule on a third', format('SELECT guarded.dashboard(<area>, %s)', :'label'), 'page, no rule', 1.3, NULL))
	AS q(part, title, statement, beside, at_most, at_most_ms);

-- The same rows whichever way they are asked for; the plain SQL has the same quartiles, and the same directions but for
-- the measures that are judged by chance, which it is not asked to know.
DO $$
DECLARE
	one text := (SELECT statement FROM bench.question WHERE part = 'one report' AND title = 'scorecard');
	rival text := (SELECT statement FROM bench.question WHERE title LIKE 'plain SQL%');
	ours text := (SELECT statement FROM bench.question WHERE title = 'scorecard, five columns');
	asked record;
	wrong bigint;
	compared bigint;
BEGIN
	FOR asked IN SELECT title, statement FROM bench.question WHERE title LIKE 'scorecard by %' LOOP
		EXECUTE format('SELECT count(*) FROM ((%s EXCEPT ALL %s) UNION ALL (%2$s EXCEPT ALL %1$s)) x', one, asked.statement) INTO wrong;
		IF wrong <> 0 THEN
			RAISE EXCEPTION '% rows differ: %', wrong, asked.title;
		END IF;
	END LOOP;
	EXECUTE format('SELECT count(*), count(*) FILTER (WHERE o.quartile IS DISTINCT FROM r.quartile
			OR m.confidence IS NULL AND o.direction <> r.direction)
		FROM (%s) o JOIN (%s) r ON r.area = o.area AND r.measure = o.measure JOIN measure m ON m.code = o.measure', ours, rival)
	INTO compared, wrong;
	IF wrong <> 0 OR compared < 1000 THEN
		RAISE EXCEPTION '% of % rows differ between scorecard and plain SQL', wrong, compared;
	END IF;
END
$$;

CREATE PROCEDURE bench.ask(rounds integer) LANGUAGE plpgsql AS $$
DECLARE
	asked bench.question;
	plan jsonb;
	jit boolean;
BEGIN
	FOR round IN 0 .. rounds LOOP
		FOR asked IN SELECT * FROM bench.question ORDER BY number LOOP
			FOREACH jit IN ARRAY ARRAY[false, true] LOOP
				PERFORM set_config('jit', CASE WHEN jit THEN 'on' ELSE 'off' END, true);
				EXECUTE 'EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ' || asked.statement INTO plan;
				INSERT INTO bench.timing VALUES (asked.number, jit, round, (plan -> 0 ->> 'Planning Time')::float8,
					(plan -> 0 ->> 'Execution Time')::float8);
			END LOOP;
			COMMIT;
		END LOOP;
	END LOOP;
END
$$;
CALL bench.ask(:rounds);

\echo medians of the rounds, planning and execution, in ms; what it is beside is asked in the same rounds
WITH median AS (
	SELECT q.number, q.part, q.title, q.beside, q.at_most, q.at_most_ms, t.jit,
		percentile_cont(0.5) WITHIN GROUP (ORDER BY t.planning) AS planning,
		percentile_cont(0.5) WITHIN GROUP (ORDER BY t.planning + t.execution) AS ms
	FROM bench.question q JOIN bench.timing t ON t.number = q.number AND t.round > 0
	GROUP BY q.number, q.part, q.title, q.beside, q.at_most, q.at_most_ms, t.jit)
SELECT m.part, m.title AS question, round(n.planning::numeric, 1) AS "of it planning", round(n.ms::numeric, 1) AS "without JIT",
	round(m.ms::numeric, 1) AS "as installed", round((m.ms / n.ms)::numeric, 2) AS "JIT, times",
	m.beside, round((m.ms / b.ms)::numeric, 2) AS times, coalesce(m.at_most::text, m.at_most_ms || ' ms') AS "at most",
	CASE WHEN coalesce(m.ms / b.ms <= m.at_most, m.ms <= m.at_most_ms) THEN 'reached'
		WHEN coalesce(m.at_most, m.at_most_ms) IS NOT NULL THEN 'missed' END AS verdict
FROM median m
JOIN median n ON n.number = m.number AND NOT n.jit
LEFT JOIN median b ON b.title = m.beside AND b.jit
WHERE m.jit
ORDER BY m.number;

-- Publishing all of a quarter, beside what it is made of: the rows and the documents.
CREATE TABLE bench.published (round integer, part text, ms double precision);
CREATE PROCEDURE bench.publish_all(quarter reporting_period, rounds integer) LANGUAGE plpgsql AS $$
DECLARE
	began timestamptz;
	whole double precision;
BEGIN
	FOR round IN 1 .. rounds LOOP
		began := clock_timestamp();
		PERFORM FROM scorecards(publish_all.quarter);
		INSERT INTO bench.published VALUES (round, 'rows', extract(epoch FROM clock_timestamp() - began) * 1000);
		began := clock_timestamp();
		PERFORM length(dashboard_page(r.area, r.quarter, form, NULL, 'Edition'))
		FROM report r, unnest('{full,summary}'::text[]) form WHERE r.quarter = publish_all.quarter;
		PERFORM length(report_markdown(r.area, r.quarter, form, NULL, 'Edition'))
		FROM report r, unnest('{full,short}'::text[]) form WHERE r.quarter = publish_all.quarter;
		INSERT INTO bench.published VALUES (round, 'documents', extract(epoch FROM clock_timestamp() - began) * 1000);
		-- what was written is undone, so that there is as much to write in the next round
		BEGIN
			began := clock_timestamp();
			CALL publish_all(publish_all.quarter);
			whole := extract(epoch FROM clock_timestamp() - began) * 1000;
			RAISE EXCEPTION USING ERRCODE = 'UNDOO';
		EXCEPTION WHEN SQLSTATE 'UNDOO' THEN
			INSERT INTO bench.published VALUES (round, 'whole', whole);
		END;
	END LOOP;
END
$$;
DELETE FROM report WHERE quarter = :'quarter' AND area NOT BETWEEN 'a002' AND 'a041';
CALL bench.publish_all(:'quarter', :rounds);
WITH a_report AS (
	SELECT b.part, percentile_cont(0.5) WITHIN GROUP (ORDER BY b.ms) / (SELECT count(*) FROM report WHERE quarter = :'quarter') AS ms
	FROM bench.published b GROUP BY b.part),
one AS (
	SELECT min(ms) FILTER (WHERE part = 'whole') AS whole, min(ms) FILTER (WHERE part = 'rows') AS rows,
		min(ms) FILTER (WHERE part = 'documents') AS documents
	FROM a_report)
SELECT round(whole::numeric, 1) AS "publish_all, ms a report", round(rows::numeric, 1) AS "scorecard of all",
	round(documents::numeric, 1) AS "page and words",
	round((whole - rows - documents)::numeric, 1) AS "beyond", 10 AS "at most"
FROM one;
