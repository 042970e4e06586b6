-- SPDX-License-Identifier: PostgreSQL
/*
 * 19_areas.sql - one authority under several codes, and what became of areas
 *
 * An authority that was recoded has several codes, all of which may stand in
 * areas and figures.  Whoever reads by area takes the figures of all of them, that
 * of the code of today first.  Areas that were merged or split are not carried
 * over into another; what happened to them is said in words.
 *
 * A report needs all of a small table: area_history has it as arrays, so that it is
 * read once a query and not once a report.
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

-- Without the triggers of area_change nothing keeps a circle out of it; codes of one
-- have none of today.
CREATE FUNCTION cfsperf_internal.area_fates(areas text[], successors text[], days date[], kinds text[], names text[],
						   successor_names text[],
						   OUT recoded text[], OUT today text[],
						   OUT ended text[], OUT ended_in reporting_period[], OUT ended_on date[], OUT ended_words text[],
						   OUT began text[], OUT began_on date[], OUT began_words text[])
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	SELECT array_agg(t.area ORDER BY t.steps, t.area), array_agg(t.today ORDER BY t.steps, t.area) INTO recoded, today
	FROM (
		WITH RECURSIVE recode AS MATERIALIZED (
			SELECT c.area, c.successor FROM unnest(areas, successors, kinds) AS c(area, successor, kind) WHERE c.kind = 'recode'),
		chain AS (
			SELECT r.area, r.successor, ARRAY[r.area] AS path FROM recode r
			UNION ALL
			SELECT c.area, n.successor, c.path || n.area FROM chain c JOIN recode n ON n.area = c.successor AND n.area <> ALL (c.path))
		SELECT c.area, min(c.successor) AS today, min(cardinality(c.path)) AS steps
		FROM chain c
		WHERE c.successor NOT IN (SELECT r.area FROM recode r)
		GROUP BY c.area) t;

	WITH change AS (
		SELECT c.kind, c.day, code_today(c.area, recoded, today) AS area, code_today(c.successor, recoded, today) AS successor,
			c.name, c.successor_name
		FROM unnest(areas, successors, days, kinds, names, successor_names) AS c(area, successor, day, kind, name, successor_name)
		WHERE c.kind <> 'recode'),
	event AS (
		SELECT c.day, array_agg(DISTINCT c.area) AS areas, array_agg(DISTINCT c.successor) AS successors,
			reorganisation_words(c.kind, array_agg(DISTINCT c.name ORDER BY c.name), array_agg(DISTINCT c.successor_name), c.day) AS words
		FROM change c
		GROUP BY c.kind, c.day, CASE c.kind WHEN 'split' THEN c.area ELSE c.successor END),
	fate AS (
		SELECT x.has_ended, x.area, x.day, string_agg(x.words, '; ' ORDER BY x.words) AS words
		FROM (SELECT true AS has_ended, u.area, e.day, e.words FROM event e CROSS JOIN LATERAL unnest(e.areas) AS u(area)
			  UNION ALL
			  SELECT false, u.area, e.day, e.words FROM event e CROSS JOIN LATERAL unnest(e.successors) AS u(area)) x
		GROUP BY x.has_ended, x.area, x.day)
	SELECT array_agg(f.area ORDER BY f.day DESC, f.area) FILTER (WHERE f.has_ended),
		array_agg(reporting_period(f.day, 1) ORDER BY f.day DESC, f.area) FILTER (WHERE f.has_ended),
		array_agg(f.day ORDER BY f.day DESC, f.area) FILTER (WHERE f.has_ended),
		array_agg(f.words ORDER BY f.day DESC, f.area) FILTER (WHERE f.has_ended),
		array_agg(f.area ORDER BY f.day DESC, f.area) FILTER (WHERE NOT f.has_ended),
		array_agg(f.day ORDER BY f.day DESC, f.area) FILTER (WHERE NOT f.has_ended),
		array_agg(f.words ORDER BY f.day DESC, f.area) FILTER (WHERE NOT f.has_ended)
	INTO ended, ended_in, ended_on, ended_words, began, began_on, began_words
	FROM fate f;
END
$$;
COMMENT ON FUNCTION cfsperf_internal.area_fates(text[], text[], date[], text[], text[], text[]) IS
	'what became of areas, by the rows of area_change and the names: codes that were recoded, those of the fewest steps first, and what each is today; areas that were merged or split, the latest first, the month and day, and what became of them; areas that others became, when, and of what';

CREATE PROCEDURE cfsperf_internal.framework_areas(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	-- The one scan of area_change, which is cheap to plan; the rest is computed.
	CREATE VIEW area_history AS
	SELECT f.*
	FROM (
		SELECT array_agg(c.area::text) AS areas, array_agg(c.successor::text) AS successors,
			array_agg(c.changed_on) AS days, array_agg(c.kind::text) AS kinds,
			array_agg(a.name::text) AS names, array_agg(s.name::text) AS successor_names
		FROM area_change c
		JOIN area a ON a.code = c.area
		JOIN area s ON s.code = c.successor) c
	CROSS JOIN LATERAL area_fates(c.areas, c.successors, c.days, c.kinds, c.names, c.successor_names) f;
	COMMENT ON VIEW area_history IS 'one row, which has all that became of areas as arrays, so that it is read once a query; part of the other views';
	COMMENT ON COLUMN area_history.recoded IS 'codes that are no longer used, the latest first';
	COMMENT ON COLUMN area_history.today IS 'what each of them is today';
	COMMENT ON COLUMN area_history.ended IS 'areas that were merged or split, the latest first, by their codes of today';
	COMMENT ON COLUMN area_history.ended_on IS 'day from which each was there no more';
	COMMENT ON COLUMN area_history.ended_in IS 'the month of that day';
	COMMENT ON COLUMN area_history.ended_words IS 'what became of it, without a full stop';
	COMMENT ON COLUMN area_history.began IS 'areas that others were merged or split into, the latest first';
	COMMENT ON COLUMN area_history.began_on IS 'first day of each';
	COMMENT ON COLUMN area_history.began_words IS 'of what it was made, without a full stop';

	CREATE VIEW area_today AS
	SELECT t.area::varchar(64) COLLATE "C" AS area, t.today::varchar(64) COLLATE "C" AS today, t.place::integer AS place
	FROM area_history h
	CROSS JOIN LATERAL unnest(h.recoded, h.today) WITH ORDINALITY AS t(area, today, place);
	COMMENT ON VIEW area_today IS 'a row per code that is no longer used because the area was recoded: what it is today; part of the other views';
	COMMENT ON COLUMN area_today.area IS 'the former code';
	COMMENT ON COLUMN area_today.today IS 'the code of today, to which it was recoded at last';
	COMMENT ON COLUMN area_today.place IS 'of the codes of one area the latest is first';

	CREATE VIEW area_succession AS
	SELECT DISTINCT coalesce(p.today, c.area) AS area, coalesce(s.today, c.successor) AS successor, c.changed_on, c.kind
	FROM area_change c
	LEFT JOIN area_today p ON p.area = c.area
	LEFT JOIN area_today s ON s.area = c.successor
	WHERE c.kind <> 'recode';
	COMMENT ON VIEW area_succession IS 'mergers and splits of area_change, by the codes of today; part of the other views';
	CALL comment_columns_like('area_succession', 'area_change');

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
