-- SPDX-License-Identifier: PostgreSQL
/*
 * 54_put_figures.sql - figures of a file into the tables
 *
 * One load at a time: it sees what it changes, and readers go on.  Foreign keys
 * are checked row by row, which takes four fifths of the time of a large load.
 * Whoever owns the tables has them checked by one join instead: they are
 * dropped before and added again afterwards, in the same transaction,
 * as is the index by area, which takes longer row by row than made at once.
 */

CREATE FUNCTION cfsperf_internal.keys_are_worth_dropping(relation regclass, figures bigint) RETURNS boolean
	LANGUAGE SQL STABLE PARALLEL SAFE
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
	-- adding them again looks at all rows that there are
	SELECT figures >= 20000 AND figures >= greatest(c.reltuples, 0) / 20 AND pg_has_role(c.relowner, 'USAGE')
		AND to_regclass('pg_dist_partition') IS NULL
	FROM pg_class c
	WHERE c.oid = relation
$$;
COMMENT ON FUNCTION cfsperf_internal.keys_are_worth_dropping(regclass, bigint) IS
	'whether the given number of new figures is inserted sooner when the foreign keys of the table are dropped and added again, and the caller may do so';

CREATE PROCEDURE cfsperf_internal.insert_without_keys(relation regclass, statement text)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	foreign_key record;
	other record;
	keys text[] := '{}';
	key text;
BEGIN
	FOR other IN
		SELECT i.indexrelid::regclass AS name, pg_get_indexdef(i.indexrelid) AS definition
		FROM pg_index i
		JOIN pg_class c ON c.oid = i.indexrelid AND c.relname IN ('observation_history', 'benchmark_value_league')
			AND c.relkind = 'i' AND c.reltablespace = 0
		WHERE i.indrelid = relation AND NOT i.indisunique AND NOT i.indisreplident AND NOT i.indisclustered
	LOOP
		EXECUTE format('DROP INDEX %s', other.name);
		keys := keys || other.definition;
	END LOOP;
	FOR foreign_key IN
		SELECT c.conname, pg_get_constraintdef(c.oid) AS definition
		FROM pg_constraint c
		WHERE c.conrelid = relation AND c.contype = 'f'
		ORDER BY c.conname
	LOOP
		EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', relation, foreign_key.conname);
		keys := keys || format('ALTER TABLE %s ADD CONSTRAINT %I %s', relation, foreign_key.conname, foreign_key.definition);
	END LOOP;
	EXECUTE statement;
	FOREACH key IN ARRAY keys LOOP
		EXECUTE key;
	END LOOP;
	EXECUTE format('ANALYZE %s', relation);
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.insert_without_keys(regclass, text) IS
	'runs an INSERT into a table whose foreign keys are dropped before and added again after it; part of put_figures()';

CREATE PROCEDURE cfsperf_internal.framework_put_figures(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE PROCEDURE put_figures(relation regclass, set_of text, with_notes boolean, INOUT figures_new bigint,
			INOUT figures_changed bigint, INOUT figures_unchanged bigint)
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
	AS $put$
	DECLARE
		place CONSTANT text := (SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c
								JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = relation);
		all_of_them CONSTANT bigint := (SELECT count(*) FROM pg_temp.cfsperf_file_figure);
		same_row CONSTANT text := 'o.measure = f.measure AND o.area = f.area AND o.period = f.period'
			|| CASE WHEN set_of IS NULL THEN '' ELSE format(' AND o.benchmark = %L', set_of) END;
		columns CONSTANT text := 'value, numerator, denominator, status, lower, upper' || CASE WHEN with_notes THEN ', note' ELSE '' END;
		of_row CONSTANT text := regexp_replace(columns, '(\w+)', 'o.\1', 'g');
		of_file CONSTANT text := regexp_replace(columns, '(\w+)', 'f.\1', 'g');
		found_there bigint;
		changed bigint;
		put text;
	BEGIN
		EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', place);
		EXECUTE format('SELECT count(*) FROM pg_temp.cfsperf_file_figure f JOIN %s o ON %s', place, same_row) INTO found_there;
		IF found_there > 0 THEN
			EXECUTE format('UPDATE %s o SET (%s) = ROW(%s) FROM pg_temp.cfsperf_file_figure f WHERE %s AND (%s) IS DISTINCT FROM (%s)',
				place, columns, of_file, same_row, of_row, of_file);
			GET DIAGNOSTICS changed = ROW_COUNT;
		END IF;
		IF found_there < all_of_them THEN
			put := format('INSERT INTO %s (measure, area, period, %s%s)
				SELECT f.measure, f.area, f.period, %s%s
				FROM pg_temp.cfsperf_file_figure f
				WHERE NOT EXISTS (SELECT 1 FROM %s o WHERE %s)
				ORDER BY f.place',
				place, columns, CASE WHEN set_of IS NULL THEN '' ELSE ', benchmark' END,
				of_file, CASE WHEN set_of IS NULL THEN '' ELSE ', ' || quote_literal(set_of) END, place, same_row);
			IF keys_are_worth_dropping(relation, all_of_them - found_there) THEN
				CALL insert_without_keys(relation, put);
			ELSE
				EXECUTE put;
			END IF;
		END IF;
		figures_new := figures_new + all_of_them - found_there;
		figures_changed := figures_changed + coalesce(changed, 0);
		figures_unchanged := figures_unchanged + found_there - coalesce(changed, 0);
	END
	$put$;
	COMMENT ON PROCEDURE put_figures(regclass, text, boolean, bigint, bigint, bigint) IS 'puts the figures of a file into observation, or into benchmark_value as those of a benchmark, and adds to the counts of a receipt; part of load_file() and load_table()';

	CREATE PROCEDURE put_neighbours(header text[], roles jsonb, header_line bigint, keep boolean,
			INOUT figures_new bigint, INOUT figures_changed bigint, INOUT figures_unchanged bigint)
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
	AS $put$
	DECLARE
		listed bigint;
		gone bigint;
	BEGIN
		CREATE TEMP TABLE cfsperf_file_neighbour ON COMMIT DROP AS
		WITH pairs AS (
			SELECT r.line, r.cells[(roles ->> 'area')::integer] AS area, r.cells[c.place] AS neighbour, c.position, c.title
			FROM pg_temp.cfsperf_file_row r
			CROSS JOIN (SELECT h.place, h.title, substring(header_key(h.title) FROM '[0-9]+$')::integer AS position
						FROM unnest(header) WITH ORDINALITY AS h(title, place)
						WHERE header_key(h.title) ~ '^sn ?[0-9]+$') c
			WHERE NOT r.skipped AND r.line > header_line AND cardinality(r.cells) = cardinality(header)
				AND r.cells[c.place] <> ''),
		named AS MATERIALIZED (
			SELECT * FROM resolve_areas(ARRAY(SELECT area FROM pairs UNION SELECT neighbour FROM pairs), NULL))
		SELECT p.line, p.title, p.position, p.area AS area_text, p.neighbour AS neighbour_text, a.area, n.area AS neighbour,
			a.problem AS area_problem, a.hint AS area_hint, n.problem, n.hint
		FROM pairs p
		JOIN named a ON a.name = p.area
		JOIN named n ON n.name = p.neighbour;
		INSERT INTO pg_temp.cfsperf_file_problem
		SELECT DISTINCT ON (line) line, header[(roles ->> 'area')::integer], area_text, area_problem, area_hint
		FROM pg_temp.cfsperf_file_neighbour WHERE area IS NULL
		UNION ALL
		SELECT line, title, neighbour_text, problem, hint FROM pg_temp.cfsperf_file_neighbour WHERE neighbour IS NULL;
		IF NOT keep AND EXISTS (SELECT FROM pg_temp.cfsperf_file_problem) THEN
			RETURN;
		END IF;
		DELETE FROM pg_temp.cfsperf_file_neighbour f WHERE f.area IS NULL OR f.neighbour IS NULL;
		SELECT count(*) INTO listed FROM pg_temp.cfsperf_file_neighbour;

		-- the list of an area is replaced as a whole
		DELETE FROM neighbour n
		WHERE n.area IN (SELECT area FROM pg_temp.cfsperf_file_neighbour)
			AND NOT EXISTS (SELECT FROM pg_temp.cfsperf_file_neighbour f
							WHERE f.area = n.area AND f.neighbour = n.neighbour AND f.position = n.position);
		GET DIAGNOSTICS gone = ROW_COUNT;
		INSERT INTO neighbour (area, neighbour, position)
		SELECT f.area, f.neighbour, min(f.position)
		FROM pg_temp.cfsperf_file_neighbour f
		WHERE NOT EXISTS (SELECT 1 FROM neighbour n WHERE n.area = f.area AND n.neighbour = f.neighbour)
		GROUP BY f.area, f.neighbour
		ORDER BY f.area, f.neighbour;
		GET DIAGNOSTICS figures_new = ROW_COUNT;
		figures_unchanged := listed - figures_new;
		figures_changed := least(gone, figures_new);
		figures_new := figures_new - figures_changed;
	END
	$put$;
	COMMENT ON PROCEDURE put_neighbours(text[], jsonb, bigint, boolean, bigint, bigint, bigint) IS 'replaces the statistical neighbours of the areas in a file, and counts them for a receipt; part of load_file()';

	CREATE PROCEDURE put_area_codes(header text[], roles jsonb, header_line bigint, keep boolean,
			INOUT figures_new bigint, INOUT figures_changed bigint, INOUT figures_unchanged bigint)
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
	AS $put$
	BEGIN
		-- an area without the code of today is known by a number or a name
		CREATE TEMP TABLE cfsperf_file_alias ON COMMIT DROP AS
		WITH cells AS (
			SELECT r.line, r.cells, ARRAY(
				SELECT btrim(r.cells[h.place], '[]') FROM unnest(header) WITH ORDINALITY AS h(title, place)
				WHERE header_key(h.title) = ANY ('{la code,old la code,la number,la num,also known as,la name,area name,name,local authority ons name}')
					AND r.cells[h.place] <> ''
				ORDER BY h.place) AS aliases
			FROM pg_temp.cfsperf_file_row r
			WHERE NOT r.skipped AND r.line > header_line AND cardinality(r.cells) = cardinality(header))
		SELECT DISTINCT ON (area_text, alias) c.line, coalesce(nullif(c.cells[(roles ->> 'area')::integer], ''), c.aliases[1]) AS area_text, alias
		FROM cells c
		CROSS JOIN unnest(c.aliases) AS alias
		ORDER BY area_text, alias, c.line;
		CREATE TEMP TABLE cfsperf_file_alias_area ON COMMIT DROP AS
		SELECT f.line, f.alias, f.area_text, a.area, a.problem, a.hint
		FROM pg_temp.cfsperf_file_alias f
		JOIN resolve_areas(ARRAY(SELECT DISTINCT area_text FROM pg_temp.cfsperf_file_alias), NULL) a ON a.name = f.area_text;
		INSERT INTO pg_temp.cfsperf_file_problem
		SELECT DISTINCT ON (line) line, header[(roles ->> 'area')::integer], area_text, problem, hint
		FROM pg_temp.cfsperf_file_alias_area WHERE area IS NULL ORDER BY line;
		IF NOT keep AND EXISTS (SELECT FROM pg_temp.cfsperf_file_problem) THEN
			RETURN;
		END IF;
		INSERT INTO area_code (alias, area)
		SELECT DISTINCT f.alias, f.area
		FROM pg_temp.cfsperf_file_alias_area f
		JOIN area a ON a.code = f.area
		WHERE lower(a.name) <> lower(f.alias)
			AND f.alias <> f.area_text
			AND NOT EXISTS (SELECT 1 FROM area_code c WHERE c.area = f.area AND lower(c.alias) = lower(f.alias));
		GET DIAGNOSTICS figures_new = ROW_COUNT;
		figures_changed := 0;
		figures_unchanged := (SELECT count(*) FROM pg_temp.cfsperf_file_alias_area WHERE area IS NOT NULL) - figures_new;
	END
	$put$;
	COMMENT ON PROCEDURE put_area_codes(text[], jsonb, bigint, boolean, bigint, bigint, bigint) IS 'adds the codes and names of areas in a file to area_code, and counts them for a receipt; part of load_file()';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_put_figures(name) IS
	'makes what puts the figures of a file into the tables of a framework; part of create_framework';
