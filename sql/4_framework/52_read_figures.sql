-- SPDX-License-Identifier: PostgreSQL
/*
 * 52_read_figures.sql - the rows of a file as figures
 *
 * A load goes through temporary tables of the session, all of them named
 * cfsperf_file_...: row (the cells), measure (which columns and rows are which
 * measure's), cell (a row per figure, as read), place, label and area (the pairs
 * of period and area in them, and what each means, once), figure (what can be
 * loaded) and problem (what cannot, and why).  Whatever is wrong is collected;
 * nothing of it is an error.
 */

CREATE FUNCTION cfsperf_internal.cell_of(roles jsonb, role text, fixed text DEFAULT NULL) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
	RETURN coalesce('r.cells[' || (roles ->> role) || ']', quote_literal(fixed), 'NULL::text');
COMMENT ON FUNCTION cfsperf_internal.cell_of(jsonb, text, text) IS
	'an expression for the cell of a role in a row r of a file, for a fixed text where there is no such column, or for NULL; part of read_figures()';

CREATE FUNCTION cfsperf_internal.area_cell(file_format text, roles jsonb, fixed text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
	RETURN CASE file_format WHEN 'EES' THEN format(
		'CASE lower(%s) WHEN ''national'' THEN %s WHEN ''regional'' THEN %s WHEN ''local authority'' THEN coalesce(nullif(%s, ''''), nullif(%s, ''''), %s) END',
		cell_of(roles, 'level'), cell_of(roles, 'country_code'), cell_of(roles, 'region_code'), cell_of(roles, 'area'),
		cell_of(roles, 'area_number'), cell_of(roles, 'area_name'))
		ELSE format('coalesce(%s, '''')', cell_of(roles, 'area', fixed)) END;
COMMENT ON FUNCTION cfsperf_internal.area_cell(text, jsonb, text) IS
	'an expression for the area of a row r of a file; NULL there: an area of a kind that is not loaded; part of read_figures()';

CREATE PROCEDURE cfsperf_internal.framework_read_figures(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE PROCEDURE begin_load()
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
	AS $begin$
	DECLARE
		table_name text;
	BEGIN
		-- of a load before it in the transaction
		FOR table_name IN
			SELECT c.relname FROM pg_class c
			WHERE c.relnamespace = pg_my_temp_schema() AND c.relkind = 'r' AND starts_with(c.relname, 'cfsperf_file_')
		LOOP
			EXECUTE format('DROP TABLE pg_temp.%I', table_name);
		END LOOP;
		CREATE TEMP TABLE cfsperf_file_row (line bigint, cells text[], skipped boolean, trimmed integer[]) ON COMMIT DROP;
		CREATE TEMP TABLE cfsperf_file_measure (measure varchar(64) COLLATE "C", value integer, numerator integer, denominator integer,
			lower integer, upper integer, note integer, filter_columns integer[], filter_values text[], year_ends integer,
			span integer) ON COMMIT DROP;
		CREATE TEMP TABLE cfsperf_file_cell (line bigint, measure varchar COLLATE "C", area_text text COLLATE "C", label text COLLATE "C",
			identifier text COLLATE "C", year_ends integer, span integer, value double precision, numerator double precision,
			denominator double precision, lower double precision, upper double precision, status text, note text,
			problem_column integer, problem text, hint text) ON COMMIT DROP;
		CREATE TEMP TABLE cfsperf_file_place (area_text text COLLATE "C", label text COLLATE "C", identifier text COLLATE "C",
			year_ends integer, span integer) ON COMMIT DROP;
		CREATE TEMP TABLE cfsperf_file_label (label text COLLATE "C", identifier text COLLATE "C", year_ends integer, span integer,
			period reporting_period, status text, problem text, hint text) ON COMMIT DROP;
		CREATE TEMP TABLE cfsperf_file_area (area_text text COLLATE "C", period reporting_period, area varchar(64) COLLATE "C",
			problem text, hint text) ON COMMIT DROP;
		-- place: the order of measure, area and period, by which sorting is that of numbers
		CREATE TEMP TABLE cfsperf_file_figure (place bigint, line bigint, measure varchar(64) COLLATE "C", area varchar(64) COLLATE "C",
			period reporting_period, value double precision, numerator double precision, denominator double precision,
			lower double precision, upper double precision, status varchar(3), note varchar(2000)) ON COMMIT DROP;
		CREATE TEMP TABLE cfsperf_file_problem (line bigint, column_name text, cell text, reason text, remedy text) ON COMMIT DROP;
	END
	$begin$;
	COMMENT ON PROCEDURE begin_load() IS 'makes the temporary tables of a load; part of load_file() and load_table()';

	CREATE PROCEDURE find_measures(s source, header text[], roles jsonb)
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
	AS $find$
	BEGIN
		INSERT INTO pg_temp.cfsperf_file_measure
		SELECT m.measure,
			coalesce(column_position(header, m.value), (roles ->> 'value')::integer),
			coalesce(column_position(header, m.numerator), (roles ->> 'numerator')::integer),
			coalesce(column_position(header, m.denominator), (roles ->> 'denominator')::integer),
			coalesce(column_position(header, m.lower), (roles ->> 'lower')::integer),
			coalesce(column_position(header, m.upper), (roles ->> 'upper')::integer),
			coalesce(column_position(header, m.note), (roles ->> 'note')::integer),
			f.places, f.cells, coalesce(m.year_ends, s.year_ends), m.span
		FROM source_measure m
		CROSS JOIN LATERAL (
			SELECT coalesce(array_agg(p.place ORDER BY p.place), '{}') AS places,
				coalesce(array_agg(p.cell ORDER BY p.place), '{}') AS cells
			FROM (SELECT column_position(header, j.key) AS place, j.value AS cell FROM jsonb_each_text(m.filters) j) p) f
		WHERE m.source = s.code;
		IF NOT FOUND AND NOT (s.format = 'long' AND roles ? 'measure' AND roles ? 'value') THEN
			RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
				MESSAGE = CASE WHEN s.code IS NULL THEN 'the file has no columns of measures and values that are known by their headers'
					ELSE format('source "%s" says of no column of which measure it is', s.code) END,
				HINT = 'Say it by rows of source and source_measure; inspect_file() writes them.';
		END IF;
		IF EXISTS (SELECT FROM pg_temp.cfsperf_file_measure WHERE value IS NULL) THEN
			RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
				MESSAGE = format('source "%s" names no column of values for measure "%s"', s.code,
					(SELECT min(measure) FROM pg_temp.cfsperf_file_measure WHERE value IS NULL)),
				HINT = 'Set value in source_measure to the header of the column.';
		END IF;
	END
	$find$;
	COMMENT ON PROCEDURE find_measures(source, text[], jsonb) IS 'finds the columns of the measures of a source in the header of a file; part of read_figures()';

	CREATE PROCEDURE refuse_missing_rows(header text[])
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
	AS $missing$
	DECLARE
		missing record;
		cells text;
	BEGIN
		SELECT m.* INTO missing
		FROM pg_temp.cfsperf_file_measure m
		WHERE m.filter_columns <> '{}' AND m.measure NOT IN (SELECT c.measure FROM pg_temp.cfsperf_file_cell c)
		ORDER BY m.measure
		LIMIT 1;
		IF NOT FOUND THEN
			RETURN;
		END IF;
		SELECT string_agg(format('"%s" has %s', header[f.place], v.cells), '; ' ORDER BY f.place) INTO cells
		FROM unnest(missing.filter_columns) AS f(place)
		CROSS JOIN LATERAL (
			SELECT string_agg(format('"%s"', x.cell), ', ') AS cells
			FROM (SELECT DISTINCT r.cells[f.place] AS cell FROM pg_temp.cfsperf_file_row r
				  WHERE NOT r.skipped AND r.line > (SELECT min(line) FROM pg_temp.cfsperf_file_row WHERE NOT skipped)
				  ORDER BY 1 LIMIT 20) x) v;
		RAISE EXCEPTION USING ERRCODE = 'data_exception',
			MESSAGE = format('no row of the file is one of measure "%s"', missing.measure),
			DETAIL = format('Column %s.', cells),
			HINT = 'Say in source_measure.filters which rows are its.';
	END
	$missing$;
	COMMENT ON PROCEDURE refuse_missing_rows(text[]) IS 'error where a measure has filters by which no row of the file is its; part of read_figures()';

	-- how many rows a condition leaves is not known beforehand: every join is one
	-- by hash, whose cost is that of reading both sides once
	CREATE PROCEDURE read_figures(s source, header text[], header_line bigint, roles jsonb)
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
		SET enable_nestloop = off
		SET enable_mergejoin = off
	AS $read$
	DECLARE
		markers CONSTANT text := s.defaults ->> 'markers';
		cell CONSTANT text := CASE WHEN markers IS NULL THEN 'r.cells[%s]'
			ELSE 'coalesce(' || quote_literal(markers) || '::jsonb ->> lower(r.cells[%1$s]), r.cells[%1$s])' END;
		by_code boolean;
		identifier CONSTANT text := cell_of(roles, 'identifier', CASE WHEN s.year_ends IS NULL
			THEN implied_identifier(header[(roles ->> 'period')::integer]) END);
		measures record;
	BEGIN
		CALL find_measures(s, header, roles);
		by_code := NOT EXISTS (SELECT FROM pg_temp.cfsperf_file_measure);
		IF NOT roles ? 'period' AND NOT s.defaults ? 'period' THEN
			RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
				MESSAGE = 'the file has no column of periods that is known by its header',
				HINT = 'Name it in source.columns: {"period": "..."}, or the period of all in source.defaults.';
		END IF;
		FOR measures IN
			SELECT DISTINCT filter_columns FROM pg_temp.cfsperf_file_measure
			UNION ALL
			SELECT NULL WHERE by_code
		LOOP
			EXECUTE format('INSERT INTO pg_temp.cfsperf_file_cell
				SELECT x.line, x.measure, x.area_text, coalesce(x.label, ''''), coalesce(x.identifier, ''''),
					coalesce(x.year_ends, 0), coalesce(x.span, 0), (x.f).value, (x.f).numerator, (x.f).denominator,
					(x.f).lower, (x.f).upper, (x.f).status, nullif(x.note, ''''), (x.f).problem_column, (x.f).problem, (x.f).hint
				FROM (SELECT r.line, m.measure, %s AS area_text, %s AS label, %s AS identifier, m.year_ends, m.span,
						r.cells[m.note] AS note, file_figure(%s, %s, %s, %s, %s, %s) AS f
					FROM pg_temp.cfsperf_file_row r
					CROSS JOIN LATERAL (%s) m
					WHERE NOT r.skipped AND r.line > $1 AND cardinality(r.cells) = $2
					OFFSET 0) x
				WHERE x.area_text IS NOT NULL',
				area_cell(s.format, roles, s.defaults ->> 'area'), cell_of(roles, 'period', s.defaults ->> 'period'), identifier,
				format(cell, 'm.value'), format(cell, 'm.numerator'), format(cell, 'm.denominator'), format(cell, 'm.lower'),
				format(cell, 'm.upper'), cell_of(roles, 'status'),
				CASE WHEN by_code THEN
					format('SELECT %s AS measure, %s AS value, %s AS numerator, %s AS denominator, %s AS lower, %s AS upper, %s AS note, %s AS year_ends, NULL::integer AS span',
						cell_of(roles, 'measure'), roles ->> 'value', coalesce(roles ->> 'numerator', 'NULL::integer'),
						coalesce(roles ->> 'denominator', 'NULL::integer'), coalesce(roles ->> 'lower', 'NULL::integer'),
						coalesce(roles ->> 'upper', 'NULL::integer'), coalesce(roles ->> 'note', 'NULL::integer'), coalesce(s.year_ends::text, 'NULL::integer'))
				ELSE format('SELECT * FROM pg_temp.cfsperf_file_measure m WHERE m.filter_columns = %L AND m.filter_values = ARRAY[%s]::text[]',
						measures.filter_columns,
						(SELECT string_agg(format('coalesce(r.cells[%s], '''')', c), ', ') FROM unnest(measures.filter_columns) c))
				END)
			USING header_line, cardinality(header);
		END LOOP;
		CALL refuse_missing_rows(header);
		INSERT INTO pg_temp.cfsperf_file_place
		SELECT DISTINCT c.area_text, c.label, c.identifier, c.year_ends, c.span FROM pg_temp.cfsperf_file_cell c;
		CALL resolve_labels();
		CALL resolve_places(s, header, roles);
		CALL collect_problems(s, header, roles);

		INSERT INTO pg_temp.cfsperf_file_figure
		SELECT m.number * 1000000000000 + p.number, c.line, c.measure, p.area, p.period, c.value, c.numerator, c.denominator,
			c.lower, c.upper, coalesce(c.status, CASE WHEN c.value IS NOT NULL THEN coalesce(p.status, s.defaults ->> 'status') END),
			left(c.note, 2000)
		FROM pg_temp.cfsperf_file_cell c
		JOIN (SELECT code, row_number() OVER (ORDER BY code) AS number FROM measure) m ON m.code = c.measure
		JOIN (SELECT l.label, l.identifier, l.year_ends, l.span, l.period, l.status, f.area_text, f.area,
				a.number * 1000000 + dense_rank() OVER (ORDER BY l.period) AS number
			  FROM pg_temp.cfsperf_file_label l
			  JOIN pg_temp.cfsperf_file_area f ON f.period = l.period
			  JOIN (SELECT code, row_number() OVER (ORDER BY code) AS number FROM area) a ON a.code = f.area) p
			ON p.area_text = c.area_text AND p.label = c.label AND p.identifier = c.identifier AND p.year_ends = c.year_ends
			AND p.span = c.span
		WHERE c.problem IS NULL;
	END
	$read$;
	COMMENT ON PROCEDURE read_figures(source, text[], bigint, jsonb) IS 'makes figures of the rows of a file, and lists the cells that cannot be read; part of load_file() and load_table()';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_read_figures(name) IS
	'makes what reads the figures of a file; part of create_framework';
