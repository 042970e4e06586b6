-- SPDX-License-Identifier: PostgreSQL
/*
 * 24_area_names.sql - which area a file or a person means
 *
 * Codes come before other codes and names of area_code, these before the names
 * as printed.  Where several areas have one name, the period tells them apart as
 * far as area_code and area_change do; nothing is guessed.
 */

CREATE FUNCTION cfsperf_internal.area_key(name text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN lower(btrim(regexp_replace(name, '[[:space:]\u00a0]+', ' ', 'g')) COLLATE "C");
COMMENT ON FUNCTION cfsperf_internal.area_key(text) IS
	'a name of an area as it is compared: in lower case, without blanks around it and with one between words';

CREATE FUNCTION cfsperf_internal.trigrams(key text) RETURNS SETOF text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE ROWS 20
	BEGIN ATOMIC
		SELECT DISTINCT substr('  ' || key || ' ', i, 3) FROM generate_series(1, length(key) + 1) AS i ORDER BY 1;
	END;
COMMENT ON FUNCTION cfsperf_internal.trigrams(text) IS
	'the sequences of three characters in a word, two blanks before and one behind it, by which words are alike';

CREATE FUNCTION cfsperf_internal.choice_words(code text, from_day date, to_day date) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN '"' || code || '"' || coalesce(' (' || nullif(concat_ws(' ', 'from ' || day_words(from_day),
		'to ' || day_words(to_day)), '') || ')', '');
COMMENT ON FUNCTION cfsperf_internal.choice_words(text, date, date) IS
	'a code with the first and last day for which it is meant: ""E10000009" (to 31 March 2019)"';

CREATE PROCEDURE cfsperf_internal.framework_area_names(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE VIEW area_alias AS
	SELECT area_key(x.alias)::varchar(200) COLLATE "C" AS alias, x.area, x.first_period, x.last_period, x.origin::varchar(5) AS origin
	FROM (
		SELECT a.code AS alias, a.code AS area, NULL::reporting_period AS first_period, NULL::reporting_period AS last_period,
			'code' AS origin
		FROM area a
		UNION ALL
		SELECT c.alias, c.area, c.first_period, c.last_period, 'alias' AS origin FROM area_code c
		UNION ALL
		SELECT a.name AS alias, a.code AS area, NULL AS first_period, NULL AS last_period, 'name' AS origin FROM area a) x;
	COMMENT ON VIEW area_alias IS 'by what areas are called: their codes, what area_code says besides, and their names';
	COMMENT ON COLUMN area_alias.alias IS 'in lower case, with one blank between words';
	COMMENT ON COLUMN area_alias.origin IS 'code, alias (of area_code) or name; the first of these that is known counts';
	CALL comment_columns_like('area_alias', 'area_code');

	CREATE VIEW area_meaning AS
	SELECT k.alias, coalesce(t.today, k.area) AS area, CASE k.origin WHEN 'code' THEN 1 WHEN 'alias' THEN 2 ELSE 3 END AS place,
		starts(k.first_period) AS from_day, ends(k.last_period) AS to_day, b.day AS began, e.day AS ended
	FROM area_alias k
	LEFT JOIN area_today t ON t.area = k.area
	LEFT JOIN (SELECT successor, min(changed_on) AS day FROM area_succession GROUP BY successor) b
		ON b.successor = coalesce(t.today, k.area)
	LEFT JOIN (SELECT area, min(changed_on) AS day FROM area_succession GROUP BY area) e ON e.area = coalesce(t.today, k.area);
	COMMENT ON VIEW area_meaning IS 'area_alias by the codes of today, with what may tell areas of one name apart; part of area_of()';
	COMMENT ON COLUMN area_meaning.alias IS 'a code or name, in lower case';
	COMMENT ON COLUMN area_meaning.area IS 'the area that it means, by its code of today';
	COMMENT ON COLUMN area_meaning.place IS '1: it is a code, 2: of area_code, 3: a name';
	COMMENT ON COLUMN area_meaning.from_day IS 'first day on which it does, by area_code';
	COMMENT ON COLUMN area_meaning.to_day IS 'last day on which it does';
	COMMENT ON COLUMN area_meaning.began IS 'first day of the area, where others were merged or split into it';
	COMMENT ON COLUMN area_meaning.ended IS 'day from which the area was there no more, where it was merged or split';

	-- Alike are those that share a third of their trigrams. A composite is several
	-- names in one, each of which is known.
	CREATE FUNCTION area_advice(names text[])
		RETURNS TABLE (name text, problem text, hint text)
		LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 10
		SET search_path FROM CURRENT
	AS $advice$
	#variable_conflict use_column
	BEGIN
		IF names IS NULL THEN
			RETURN;
		END IF;
		RETURN QUERY
			WITH asked AS MATERIALIZED (
				SELECT DISTINCT n AS name, area_key(n) AS key FROM unnest(names) n),
			known AS MATERIALIZED (
				SELECT DISTINCT k.alias, k.area::text AS area, greatest(k.from_day, k.began) AS from_day,
					least(k.to_day, k.ended - 1) AS to_day
				FROM area_meaning k),
			choice AS MATERIALIZED (
				SELECT a.name, count(DISTINCT k.area) AS choices,
					string_agg(choice_words(k.area, k.from_day, k.to_day), ', ' ORDER BY k.area, k.from_day) AS words
				FROM asked a
				JOIN known k ON k.alias = a.key
				GROUP BY a.name),
			composite AS MATERIALIZED (
				SELECT a.name, enumeration(array_agg(format('"%s"', btrim(p.part)) ORDER BY p.place)) AS words
				FROM asked a
				CROSS JOIN LATERAL regexp_split_to_table(a.name, '[/;,+&|]') WITH ORDINALITY AS p(part, place)
				GROUP BY a.name
				HAVING count(*) > 1 AND bool_and(area_key(p.part) IN (SELECT k.alias FROM known k))),
			likeness AS MATERIALIZED (
				SELECT a.name, k.alias, count(*) * 2.0 / (min(a.trigrams) + min(k.trigrams)) AS share
				FROM (SELECT a.name, t AS trigram, count(*) OVER (PARTITION BY a.name) AS trigrams
					  FROM asked a CROSS JOIN LATERAL trigrams(a.key) t
					  WHERE a.name NOT IN (SELECT c.name FROM choice c)) a
				JOIN (SELECT k.alias, t AS trigram, count(*) OVER (PARTITION BY k.alias) AS trigrams
					  FROM (SELECT DISTINCT k.alias FROM known k) k CROSS JOIN LATERAL trigrams(k.alias) t) k ON k.trigram = a.trigram
				GROUP BY a.name, k.alias),
			alike AS MATERIALIZED (
				SELECT x.name, string_agg(format('"%s" (%s)', n.name, x.area), ', ' ORDER BY x.place) AS words
				FROM (SELECT b.*, row_number() OVER (PARTITION BY b.name ORDER BY b.share DESC, b.alias) AS place
					  FROM (SELECT DISTINCT ON (l.name, k.area) l.name, l.alias, k.area, l.share
							FROM likeness l
							JOIN known k ON k.alias = l.alias
							WHERE l.share > 1 / 3.0
							ORDER BY l.name, k.area, l.share DESC, l.alias) b) x
				JOIN area n ON n.code = x.area
				WHERE x.place <= 3
				GROUP BY x.name)
			SELECT a.name, CASE WHEN a.key = '' THEN 'the area is empty'
					WHEN c.choices > 1 THEN format('area "%s" may be one of several', a.name)
					WHEN s.name IS NOT NULL THEN format('area "%s" is several areas', a.name)
					ELSE format('area "%s" is not known', a.name) END,
				CASE WHEN a.key = '' THEN 'Write its code or name.'
					WHEN c.name IS NOT NULL THEN format('It means %s. Write the code, or say for which periods it means what: INSERT INTO area_code (alias, area, first_period, last_period) VALUES (%L, ...).',
						c.words, a.name)
					WHEN s.name IS NOT NULL THEN format('%s are areas of their own. Make one of which they are parts, and say that it is meant: INSERT INTO area_code (alias, area) VALUES (%L, ...).',
						s.words, a.name)
					ELSE concat_ws(' ', 'Like it are ' || l.words || '.',
						format('Say what it means: INSERT INTO area_code (alias, area) VALUES (%L, ...).', a.name)) END
			FROM asked a
			LEFT JOIN choice c ON c.name = a.name
			LEFT JOIN composite s ON s.name = a.name
			LEFT JOIN alike l ON l.name = a.name;
	END
	$advice$;
	COMMENT ON FUNCTION area_advice(text[]) IS 'why it is not known which area is meant by each of some names, and what to do; part of resolve_areas()';

	CREATE FUNCTION resolve_areas(names text[], periods reporting_period[] DEFAULT NULL)
		RETURNS TABLE (name text, period reporting_period, area varchar, problem text, hint text)
		LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 500
		SET search_path FROM CURRENT
	AS $resolve$
	#variable_conflict use_column
	BEGIN
		RETURN QUERY
			WITH asked AS MATERIALIZED (
				SELECT d.*, row_number() OVER () AS number
				FROM (SELECT DISTINCT u.name, u.period, area_key(u.name) AS key
					  FROM unnest(names, periods) AS u(name, period)
					  WHERE u.name IS NOT NULL) d),
			-- by the first kind of name that is known in the period
			meant AS (
				SELECT a.number, k.area, k.place, min(k.place) OVER (PARTITION BY a.number) AS first,
					(k.ended <= starts(a.period)) IS NOT TRUE AND (k.began > ends(a.period)) IS NOT TRUE AS is_there
				FROM asked a
				JOIN area_meaning k ON k.alias = a.key
				WHERE (k.from_day > ends(a.period)) IS NOT TRUE AND (k.to_day < starts(a.period)) IS NOT TRUE),
			found AS MATERIALIZED (
				SELECT m.number, CASE WHEN count(DISTINCT m.area) = 1 THEN min(m.area)
					WHEN count(DISTINCT m.area) FILTER (WHERE m.is_there) = 1 THEN min(m.area) FILTER (WHERE m.is_there) END AS area
				FROM meant m
				WHERE m.place = m.first
				GROUP BY m.number),
			answer AS MATERIALIZED (
				SELECT a.name, a.period, f.area
				FROM asked a
				LEFT JOIN found f ON f.number = a.number)
			SELECT a.name, a.period, a.area::varchar, d.problem || coalesce(' for ' || a.period::text, ''), d.hint
			FROM answer a
			LEFT JOIN area_advice((SELECT array_agg(DISTINCT u.name) FROM answer u WHERE u.area IS NULL)) d
				ON a.area IS NULL AND d.name = a.name;
	END
	$resolve$;
	COMMENT ON FUNCTION resolve_areas(text[], reporting_period[]) IS 'which area each name means in the period beside it, by its code of today, or why that is not known and what to do: a row per name and period that differ';

	-- with the owner's rights: whoever reads reports may ask for them by a name
	CREATE FUNCTION area_of(name text, period reporting_period DEFAULT NULL) RETURNS varchar
		LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
		SET search_path FROM CURRENT
	AS $area$
	DECLARE
		resolved record;
	BEGIN
		SELECT r.* INTO resolved FROM resolve_areas(ARRAY[area_of.name], ARRAY[area_of.period]) r;
		IF resolved.problem IS NOT NULL THEN
			RAISE EXCEPTION USING ERRCODE = 'no_data_found', MESSAGE = resolved.problem, HINT = resolved.hint;
		END IF;
		RETURN resolved.area;
	END
	$area$;
	COMMENT ON FUNCTION area_of(text, reporting_period) IS 'the area that is meant by a code, a former code, another name of area_code or a name, by its code of today; the period tells areas of one name apart; error where it is not known or may be several';
	REVOKE EXECUTE ON FUNCTION area_of(text, reporting_period) FROM PUBLIC;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_area_names(name) IS
	'makes area_alias, resolve_areas() and area_of() of a framework; part of create_framework';
