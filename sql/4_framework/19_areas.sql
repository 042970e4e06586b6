/*
 * 19_areas.sql - one authority under several codes, and what became of areas
 *
 * An authority that was recoded has several codes, all of which may stand in
 * areas and figures.  Whoever reads by area takes the figures of all of them, that
 * of the code of today first.  Areas that were merged or split are not carried
 * over into another; what happened to them is said in words.
 *
 * A report needs all of a small table: area_history() has it as arrays, so that it
 * is read once a query and not once a report.
 */

CREATE FUNCTION cfsperf_internal.code_today(code text, recoded text[], today text[]) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN coalesce(today[array_position(recoded, code)], code);
COMMENT ON FUNCTION cfsperf_internal.code_today(text, text[], text[]) IS
	'the code by which an area goes today; recoded: codes that are no longer used, today: what each of them has become';

CREATE FUNCTION cfsperf_internal.all_codes(codes text[], recoded text[], today text[]) RETURNS text[]
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN codes || ARRAY(SELECT r.code FROM unnest(recoded, today) WITH ORDINALITY AS r(code, today, place)
						  WHERE r.today = ANY (codes)
						  ORDER BY r.place);
COMMENT ON FUNCTION cfsperf_internal.all_codes(text[], text[], text[]) IS
	'codes of today, and behind them all that have become one of them, in the order in which these are given';

-- array_unnest() is estimated to give ten rows or more; an area has one code,
-- and rarely two.
CREATE FUNCTION cfsperf_internal.each_code(codes text[]) RETURNS SETOF text
	AS 'array_unnest' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE ROWS 1;
COMMENT ON FUNCTION cfsperf_internal.each_code(text[]) IS
	'a row per code of an area, mostly one';

CREATE FUNCTION cfsperf_internal.latest_change(area text, quarter reporting_period, areas text[], changed_on date[]) RETURNS bigint
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN (SELECT min(c.place)
			FROM unnest(areas, changed_on) WITH ORDINALITY AS c(area, changed_on, place)
			WHERE c.area = latest_change.area AND c.changed_on <= ends(quarter));
COMMENT ON FUNCTION cfsperf_internal.latest_change(text, reporting_period, text[], date[]) IS
	'place of the latest change of an area by the end of a quarter among changes that are given, the latest first; NULL: there is none';

CREATE PROCEDURE cfsperf_internal.framework_areas(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	-- without triggers nothing keeps out a circle: it has no code of today
	CREATE VIEW area_today AS
	WITH RECURSIVE chain AS (
		SELECT c.area, c.successor, 1 AS steps
		FROM area_change c
		WHERE c.kind = 'recode'
		UNION ALL
		SELECT c.area, n.successor, c.steps + 1
		FROM chain c
		JOIN area_change n ON n.area = c.successor AND n.kind = 'recode' AND n.successor <> c.area)
		CYCLE successor SET is_circle USING path
	SELECT c.area, min(c.successor) AS today, min(c.steps) AS steps
	FROM chain c
	LEFT JOIN area_change n ON n.area = c.successor AND n.kind = 'recode'
	WHERE NOT c.is_circle AND n.area IS NULL
	GROUP BY c.area;
	COMMENT ON VIEW area_today IS 'a row per code that is no longer used because the area was recoded: what it has become; part of the other views';
	COMMENT ON COLUMN area_today.area IS 'the former code';
	COMMENT ON COLUMN area_today.today IS 'the code of today, to which it was recoded at last';
	COMMENT ON COLUMN area_today.steps IS 'in how many steps; that with the fewest is the latest';

	CREATE VIEW area_succession AS
	SELECT DISTINCT coalesce(p.today, c.area) AS area, coalesce(s.today, c.successor) AS successor, c.changed_on, c.kind
	FROM area_change c
	LEFT JOIN area_today p ON p.area = c.area
	LEFT JOIN area_today s ON s.area = c.successor
	WHERE c.kind <> 'recode';
	COMMENT ON VIEW area_succession IS 'mergers and splits of area_change, by the codes of today; part of the other views';
	COMMENT ON COLUMN area_succession.area IS 'the area that was abolished';
	COMMENT ON COLUMN area_succession.successor IS 'the area, or one of those, that followed it';
	COMMENT ON COLUMN area_succession.changed_on IS 'first day of the successor';
	COMMENT ON COLUMN area_succession.kind IS 'merge or split';

	CREATE VIEW reorganisation AS
	SELECT e.kind, e.changed_on, e.predecessors, e.successors,
		reorganisation_words(e.kind, e.predecessor_names, e.successor_names, e.changed_on) AS words
	FROM (
		SELECT c.kind, c.changed_on, array_agg(DISTINCT c.area::text) AS predecessors,
			array_agg(DISTINCT c.successor::text) AS successors, array_agg(DISTINCT a.name::text) AS predecessor_names,
			array_agg(DISTINCT b.name::text) AS successor_names
		FROM area_succession c
		JOIN area a ON a.code = c.area
		JOIN area b ON b.code = c.successor
		GROUP BY c.kind, c.changed_on, CASE c.kind WHEN 'split' THEN c.area ELSE c.successor END) e;
	COMMENT ON VIEW reorganisation IS 'a row per merger and per split; part of the other views';
	COMMENT ON COLUMN reorganisation.kind IS 'merge or split';
	COMMENT ON COLUMN reorganisation.changed_on IS 'first day of what came of it';
	COMMENT ON COLUMN reorganisation.predecessors IS 'codes of the areas that were abolished';
	COMMENT ON COLUMN reorganisation.successors IS 'codes of those that followed them';
	COMMENT ON COLUMN reorganisation.words IS 'what happened, without a full stop';

	-- A function, so that it is planned and run once a query; it runs as its owner,
	-- as a view would read the table.
	CREATE FUNCTION area_history(OUT recoded text[], OUT today text[], OUT ended text[], OUT ended_in reporting_period[],
			OUT ended_on date[], OUT ended_words text[], OUT began text[], OUT began_on date[], OUT began_words text[])
		LANGUAGE plpgsql STABLE PARALLEL SAFE
		SECURITY DEFINER
		SET search_path FROM CURRENT
	AS $history$
	#variable_conflict use_column
	BEGIN
		IF NOT EXISTS (SELECT FROM area_change) THEN
			RETURN;
		END IF;
		SELECT array_agg(x.area::text ORDER BY x.steps, x.area), array_agg(x.today::text ORDER BY x.steps, x.area)
		INTO recoded, today
		FROM area_today x;
		SELECT array_agg(x.area ORDER BY x.changed_on DESC, x.area),
			array_agg(reporting_period(x.changed_on, 1) ORDER BY x.changed_on DESC, x.area),
			array_agg(x.changed_on ORDER BY x.changed_on DESC, x.area), array_agg(x.words ORDER BY x.changed_on DESC, x.area)
		INTO ended, ended_in, ended_on, ended_words
		FROM (SELECT u.area, r.changed_on, string_agg(r.words, '; ' ORDER BY r.words) AS words
			  FROM reorganisation r
			  CROSS JOIN LATERAL unnest(r.predecessors) AS u(area)
			  GROUP BY u.area, r.changed_on) x;
		SELECT array_agg(x.area ORDER BY x.changed_on DESC, x.area), array_agg(x.changed_on ORDER BY x.changed_on DESC, x.area),
			array_agg(x.words ORDER BY x.changed_on DESC, x.area)
		INTO began, began_on, began_words
		FROM (SELECT u.area, r.changed_on, string_agg(r.words, '; ' ORDER BY r.words) AS words
			  FROM reorganisation r
			  CROSS JOIN LATERAL unnest(r.successors) AS u(area)
			  GROUP BY u.area, r.changed_on) x;
	END
	$history$;
	COMMENT ON FUNCTION area_history() IS 'all that reports need of area_change: codes that are no longer used, those of the fewest steps first, and what each is today; areas that were merged or split, the latest first, when, and what became of them; areas that others became, when, and of what; part of scorecard_detail';

	-- Writers wait for one another, as keep_rule() makes them too; one that sees the
	-- table as it was before cannot be told what the other wrote.
	CREATE FUNCTION guard_change() RETURNS trigger
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
	AS $guard$
	DECLARE
		wrong record;
	BEGIN
		PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', TG_TABLE_SCHEMA), true);
		PERFORM pg_advisory_xact_lock(TG_RELID::integer, 0);
		IF current_setting('transaction_isolation') = 'repeatable read' THEN
			RAISE EXCEPTION USING ERRCODE = 'feature_not_supported',
				MESSAGE = format('table "%s" cannot be changed in a transaction of isolation level "repeatable read"', TG_TABLE_NAME),
				HINT = 'Use "read committed" or "serializable".';
		END IF;
		SELECT c.area, min(c.successor) AS one, max(c.successor) AS other INTO wrong
		FROM area_change c
		GROUP BY c.area
		HAVING count(*) > 1 AND bool_or(c.kind = 'recode')
		ORDER BY c.area
		LIMIT 1;
		IF FOUND THEN
			RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',
				MESSAGE = format('area "%s" would be recoded and have two successors, "%s" and "%s"', wrong.area, wrong.one, wrong.other),
				HINT = 'A recode is the same area by one other code; use kind "split" where it became several.';
		END IF;
		WITH RECURSIVE walk AS (
			SELECT c.area, c.successor, ARRAY[c.area::text] AS path
			FROM area_change c
			UNION ALL
			SELECT w.area, n.successor, w.path || n.area::text
			FROM walk w
			JOIN area_change n ON n.area = w.successor
			WHERE n.area <> ALL (w.path))
		SELECT string_agg(format('"%s"', p.code), ' -> ' ORDER BY p.place) AS circle INTO wrong
		FROM (SELECT w.path || w.successor::text AS codes
			  FROM walk w
			  WHERE w.successor = w.area
			  ORDER BY cardinality(w.path), w.path
			  LIMIT 1) w
		CROSS JOIN LATERAL unnest(w.codes) WITH ORDINALITY AS p(code, place);
		IF wrong.circle IS NOT NULL THEN
			RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',
				MESSAGE = format('areas would follow one another in a circle: %s', wrong.circle),
				HINT = 'area is the code that ended, successor the one that came after it; of an area that got its old code back say nothing.';
		END IF;
		RETURN NULL;
	END
	$guard$;
	COMMENT ON FUNCTION guard_change() IS 'refuses changes of areas that make a circle, and a recode to two codes';
	CREATE TRIGGER refuse_circle AFTER INSERT OR UPDATE ON area_change
		FOR EACH STATEMENT EXECUTE FUNCTION guard_change();
	COMMENT ON TRIGGER refuse_circle ON area_change IS 'no area follows itself';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_areas(name) IS
	'makes the views of what became of a framework''s areas, and the guard of area_change; part of create_framework';
