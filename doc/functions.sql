-- Prints the headings and tables of doc/functions.md, the public functions by question, from their COMMENTs; the examples
-- beneath the tables are written there by hand. Test 040_documentation names the lines in which the two differ, runs the
-- examples, and names each function without one. To see what this prints:
--
--   test/run exec psql -XqAt -c 'CREATE EXTENSION cfsperf' -f doc/functions.sql
--
-- A new function goes into the list below, by its name or by the beginning of its signature.

\set ON_ERROR_STOP on
SET search_path = cfsperf;

CREATE TEMP TABLE listed (n serial, question text, name text, PRIMARY KEY (n));
INSERT INTO listed (question, name)
SELECT q.question, name
FROM (VALUES
	(1, 'How do I write a period, and step from one to another?',
		'reporting_period period_of starts ends months year_ago contains ends_within same_shape shape min(reporting_period max(reporting_period period_words'),
	(2, 'How do I write a figure, and what is it made of?',
		'indicator reading value numerator denominator polarity unit consistent display status_symbols'),
	(3, 'Which figure is better, and which is the best?',
		'better_than worse_than max(indicator min(indicator'),
	(4, 'What has changed?',
		'change(indicator change(double latest movement direction difference percent_change current current_value current_period previous
		 previous_value previous_period periods_apart'),
	(5, 'Where does a figure stand among others?',
		'quartiles(indicator quartiles(double quartile quartile_rank national_rank(indicator,indicator national_rank(indicator,distribution
		 distribution quartiles(distribution n least lower_quartile median upper_quartile greatest mean quantile_group'),
	(6, 'What does a whole history say?',
		'series(indicator,reporting_period) series(indicator,reporting_period,integer at first_period last_period count_periods slice change(series) change(series,reporting_period unnest(series
		 movements(series series(double series(series sparkline'),
	(7, 'And the histories of all areas at once?',
		'panel(varchar,indicator panel(varchar,series panel(varchar,double panel(panel count_areas history quartiles(panel unnest(panel
		 movements(panel positions'),
	(8, 'Is a difference more than chance?',
		'p_value confidence_interval compare compare_interval compare_funnel wilson_lower wilson_upper byars_lower byars_upper
		 poisson_lower poisson_upper'),
	(9, 'Is it getting better or worse over time?',
		'trend trend_chi_squared xmr special_causes'),
	(10, 'Is the target met, and what would it take?',
		'rag rag_range needed assurance'),
	(11, 'What is the figure of a group or of a longer period, and how many are there of each kind?',
		'pooled tally rolling year_to_date regroup'),
	(12, 'How do I make a framework, keep it current and let others use it?',
		'create_framework upgrade_framework grant_reader grant_publisher grant_analyst distribute_framework'),
	(13, 'What is in a file that others publish?',
		'csv_rows file_markers')) AS q(n, question, names),
	regexp_split_to_table(q.names, '\s+') WITH ORDINALITY AS l(name, place)
ORDER BY q.n, l.place;

CREATE TEMP TABLE routine AS
SELECT p.oid, replace(replace(p.oid::regprocedure::text, '"', ''), 'character varying', 'varchar') AS signature,
	CASE p.prokind WHEN 'p' THEN 'CALL ' ELSE '' END || quote_ident(p.proname)
		|| '(' || regexp_replace(pg_get_function_arguments(p.oid), '(, )?OUT .*$|\mIN |::(double precision|[a-z]+)', '', 'g') || ')' AS call,
	CASE WHEN p.proretset THEN 'rows of ' ELSE '' END || coalesce(
		(SELECT '(' || string_agg(p.proargnames[i], ', ' ORDER BY i) || ')'
		 FROM generate_subscripts(p.proargmodes, 1) i WHERE p.proargmodes[i] IN ('o', 't')),
		format_type(nullif(p.prorettype, 'void'::regtype), NULL), '') AS result,
	CASE p.prokind WHEN 'a' THEN 'Aggregate: ' ELSE '' END || obj_description(p.oid, 'pg_proc') AS words
FROM pg_proc p
WHERE p.pronamespace = 'cfsperf'::regnamespace;

CREATE TEMP VIEW found AS
SELECT *
FROM listed l
JOIN routine r ON starts_with(r.signature, CASE WHEN l.name ~ '\(' THEN l.name ELSE l.name || '(' END);

DO $$
DECLARE
	wrong text;
BEGIN
	SELECT string_agg(w, ', ') INTO wrong
	FROM (SELECT signature AS w FROM routine r WHERE 1 <> (SELECT count(*) FROM found f WHERE f.oid = r.oid)
		  UNION ALL
		  SELECT name FROM listed l WHERE NOT EXISTS (SELECT FROM found f WHERE f.n = l.n)) x;
	IF wrong IS NOT NULL THEN
		RAISE EXCEPTION 'not listed once in doc/functions.sql, or listed and not there: %', wrong;
	END IF;
END
$$;

SELECT line
FROM (
	SELECT 0 AS n, 0 AS place, line AS line, ordinality
	FROM unnest(ARRAY['# Which function do I want?', '',
		'The public functions of schema `cfsperf`, by question. In psql `\df+ cfsperf.median` says the same of one of them; what',
		'stands behind them is in schema `cfsperf_internal` and nobody has to know it. The tables are the COMMENTs of the functions,',
		'printed by `doc/functions.sql`.', '',
		'"NULL for NULL" means that the result is NULL where any argument is. The examples are for psql, where `\gx` instead of a',
		'semicolon prints one line a column, and run in one session from top to bottom: some use tables made further up.', '',
		'A framework has functions of its own, in its schema (`\df cfs.*`): those that [load](loading.md), those that decide',
		'[what may be shown](disclosure.md), [words](report.md), [pages](dashboard.md) and [editions](editions.md).']) WITH ORDINALITY AS head(line)
	UNION ALL
	SELECT min(l.n), 1, line, ordinality
	FROM listed l, unnest(ARRAY['', '## ' || l.question, '', '| function | gives | what it is |', '|---|---|---|'])
		WITH ORDINALITY AS head(line)
	GROUP BY l.question, line, ordinality
	UNION ALL
	SELECT first.n, 2, format('| `%s` | %s | %s |', f.call, '`' || nullif(f.result, '') || '`', replace(f.words, '|', '\|')),
		row_number() OVER (ORDER BY f.n, f.call COLLATE "C")
	FROM found f
	JOIN (SELECT question, min(n) AS n FROM listed GROUP BY question) first ON first.question = f.question) page
ORDER BY n, place, ordinality;
