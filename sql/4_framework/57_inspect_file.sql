-- SPDX-License-Identifier: PostgreSQL
/*
 * 57_inspect_file.sql - what is in a file, and what has to be decided before it is loaded
 *
 * Columns are looked at in the first 100,000 rows; periods and areas in all.
 */

CREATE PROCEDURE cfsperf_internal.framework_inspect_file(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE PROCEDURE inspect_columns(header text[], header_line bigint, file_format text)
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
	AS $columns$
	BEGIN
		CREATE TEMP TABLE cfsperf_file_value ON COMMIT DROP AS
		SELECT h.place::integer, u.cell, count(*) AS cells, min(r.line) AS line
		FROM (SELECT * FROM pg_temp.cfsperf_file_row r WHERE NOT r.skipped AND r.line > header_line ORDER BY r.line LIMIT 100000) r
		CROSS JOIN LATERAL unnest(header, r.cells) WITH ORDINALITY AS h(title, cell, place)
		CROSS JOIN LATERAL (SELECT coalesce(h.cell, '') AS cell) u
		WHERE h.title <> ''
		GROUP BY h.place, u.cell;
		-- a column of figures has numbers, and next to nothing else but markers
		CREATE TEMP TABLE cfsperf_file_column ON COMMIT DROP AS
		SELECT h.place::integer, h.title, roles.role, v.*,
			CASE WHEN roles.role IN ('value', 'numerator', 'denominator', 'lower', 'upper') THEN true
				ELSE file_format = 'EES' AND roles.role IS NULL AND v.numbers > 0 AND v.numbers >= 9 * v.texts AND v.different > 1
				END AS figures,
			CASE file_format WHEN 'EES' THEN roles.role IS NULL
				WHEN 'Fingertips' THEN roles.role IN ('sex', 'age', 'category_type', 'category')
				WHEN 'long' THEN roles.role IS NULL AND v.different <= 100 END AND v.different > 1 AS filters
		FROM unnest(header) WITH ORDINALITY AS h(title, place)
		LEFT JOIN (SELECT r.place, min(r.role) AS role FROM file_roles(header, file_format, '{}') r GROUP BY r.place) roles ON roles.place = h.place
		CROSS JOIN LATERAL (
			SELECT count(*) FILTER (WHERE f.value IS NOT NULL) AS numbers,
				count(*) FILTER (WHERE f.problem IS NOT NULL) AS texts,
				count(*) AS different, min(f.value) AS least, max(f.value) AS greatest,
				coalesce(max(length(split_part(x.cell, '.', 2))) FILTER (WHERE x.cell ~ '^[-+]?[0-9,]*[.][0-9]+%?$'), 0) AS decimals,
				string_agg(DISTINCT CASE WHEN f.value IS NULL AND f.problem IS NULL
					THEN format('"%s" %s', x.cell, x.cells) END, ', ') AS markers,
				(array_agg(format('"%s" in line %s', x.cell, x.line) ORDER BY x.line) FILTER (WHERE f.problem IS NOT NULL))[1:3] AS unreadable
			FROM pg_temp.cfsperf_file_value x
			CROSS JOIN LATERAL file_figure(x.cell, NULL, NULL, NULL, NULL, NULL) f
			WHERE x.place = h.place) v
		WHERE h.title <> '';
	END
	$columns$;
	COMMENT ON PROCEDURE inspect_columns(text[], bigint, text) IS 'finds out which columns of a file have figures; part of inspect_file()';

	CREATE FUNCTION inspect_rows(code text)
		RETURNS TABLE (topic varchar(20), item varchar(200), found text)
		LANGUAGE plpgsql PARALLEL UNSAFE ROWS 50
		SET search_path FROM CURRENT
	AS $inspect$
	#variable_conflict use_column
	DECLARE
		header text[];
		header_line bigint;
		known text;
		roles jsonb;
		s source;
		years boolean;
	BEGIN
		SELECT r.cells, r.line INTO header, header_line FROM pg_temp.cfsperf_file_row r WHERE NOT r.skipped ORDER BY r.line LIMIT 1;
		known := file_format(header);
		CALL inspect_columns(header, header_line, known);
		roles := (SELECT coalesce(jsonb_object_agg(x.role, x.place), '{}') FROM file_roles(header, known, '{}') x);

		RETURN QUERY
			SELECT 'format'::varchar, known::varchar, format('%s columns, the header in line %s', cardinality(header), header_line)
			WHERE known IS NOT NULL
			UNION ALL
			SELECT 'rows', 'of the table', (count(*) FILTER (WHERE NOT r.skipped) - 1)::text FROM pg_temp.cfsperf_file_row r
			UNION ALL
			SELECT 'rows', 'skipped', count(*) || ': lines ' || array_to_string((array_agg(r.line ORDER BY r.line))[1:10], ', ')
				|| CASE WHEN count(*) > 10 THEN ' ...' ELSE '' END
			FROM pg_temp.cfsperf_file_row r WHERE r.skipped HAVING count(*) > 0;
		IF known IS NULL THEN
			RETURN QUERY SELECT 'decide'::varchar, 'format'::varchar, 'No format is known by this header: '
				|| array_to_string(header, ', ') || '. Say in source.columns which column has the area, the period and the value, in format long.';
		END IF;

		-- the rows as they would be loaded, whatever the measure
		s.format := known;
		s.columns := '{}';
		s.defaults := '{}';
		IF known IN ('EES', 'Fingertips', 'long') AND roles ? 'period' THEN
			EXECUTE format('INSERT INTO pg_temp.cfsperf_file_cell (line, area_text, label, identifier, year_ends, span)
				SELECT r.line, %s, coalesce(%s, ''''), coalesce(%s, ''''), 0, 0
				FROM pg_temp.cfsperf_file_row r WHERE NOT r.skipped AND r.line > $1 AND cardinality(r.cells) = $2',
				area_cell(known, roles, NULL), cell_of(roles, 'period'),
				cell_of(roles, 'identifier', implied_identifier(header[(roles ->> 'period')::integer])))
			USING header_line, cardinality(header);
			INSERT INTO pg_temp.cfsperf_file_place
			SELECT DISTINCT c.area_text, c.label, c.identifier, c.year_ends, c.span FROM pg_temp.cfsperf_file_cell c;
			CALL resolve_labels();
			years := EXISTS (SELECT FROM pg_temp.cfsperf_file_label l WHERE l.period IS NULL
							 AND (file_period(l.label, nullif(l.identifier, ''), 3, NULL)).period IS NOT NULL);
			IF years THEN
				UPDATE pg_temp.cfsperf_file_label l SET period = (file_period(l.label, nullif(l.identifier, ''), 3, NULL)).period
				WHERE l.period IS NULL;
			END IF;
			CALL resolve_places(s, header, roles);
			RETURN QUERY
				(SELECT 'periods'::varchar, l.identifier::varchar, format('%s: %s to %s', count(*), min(l.label), max(l.label))
				 FROM pg_temp.cfsperf_file_label l WHERE l.period IS NOT NULL GROUP BY l.identifier ORDER BY l.identifier)
				UNION ALL
				SELECT 'decide', 'year_ends', format('In which month does the year of "%s" end? source.year_ends: 3 (to March), 8 (academic, to August), 9 (to September), 12 (calendar) ...', min(l.label || ' ' || l.identifier))
				FROM pg_temp.cfsperf_file_label l WHERE years HAVING years
				UNION ALL
				(SELECT 'decide', 'period', format('"%s": %s. %s', l.label, l.problem, l.hint)
				 FROM pg_temp.cfsperf_file_label l WHERE l.period IS NULL ORDER BY l.label, l.identifier)
				UNION ALL
				(SELECT 'areas', a.kind, format('%s known', count(DISTINCT a.code))
				 FROM pg_temp.cfsperf_file_area f JOIN area a ON a.code = f.area GROUP BY a.kind ORDER BY a.kind)
				UNION ALL
				SELECT 'areas', 'by another code', string_agg(DISTINCT format('%s = %s', f.area_text, f.area), ', ')
				FROM pg_temp.cfsperf_file_area f WHERE f.area <> f.area_text HAVING count(*) > 0
				UNION ALL
				SELECT 'areas', 'not known', format('%s: %s', count(DISTINCT f.area_text), left(string_agg(DISTINCT f.area_text, ', '), 1000))
				FROM pg_temp.cfsperf_file_area f WHERE f.area IS NULL HAVING count(*) > 0
				UNION ALL
				SELECT DISTINCT 'decide', 'area', format('"%s": %s. %s', f.area_text, f.problem, f.hint)
				FROM (SELECT * FROM pg_temp.cfsperf_file_area f WHERE f.area IS NULL AND f.area_text ~ '[/&+;]| and ' LIMIT 20) f;
		END IF;

		RETURN QUERY
			(SELECT 'filter'::varchar, c.title::varchar, format('%s: %s', c.different,
				(SELECT string_agg(format('"%s" (%s)', v.cell, v.cells), ', ')
				 FROM (SELECT * FROM pg_temp.cfsperf_file_value v WHERE v.place = c.place ORDER BY v.cells DESC, v.cell LIMIT 12) v)
				|| CASE WHEN c.different > 12 THEN ', ...' ELSE '' END)
			 FROM pg_temp.cfsperf_file_column c WHERE c.filters AND NOT c.figures ORDER BY c.place)
			UNION ALL
			(SELECT 'figures', c.title, concat_ws('; ', format('%s to %s', c.least, c.greatest),
				'markers ' || c.markers, 'cannot be read: ' || array_to_string(c.unreadable, ', '))
			 FROM pg_temp.cfsperf_file_column c WHERE c.figures ORDER BY c.place)
			UNION ALL
			(SELECT 'marker', m.marker, format('%s: %s', coalesce(m.status, '-'), m.meaning)
			 FROM file_markers() WITH ORDINALITY AS m(marker, status, meaning, place)
			 WHERE EXISTS (SELECT FROM pg_temp.cfsperf_file_column c JOIN pg_temp.cfsperf_file_value v ON v.place = c.place
						  WHERE c.figures AND lower(btrim(v.cell, ' []()')) = lower(btrim(m.marker, ' []()')))
			 ORDER BY m.place);
		RETURN QUERY SELECT * FROM inspect_decisions(code, known, roles, years);
	END
	$inspect$;
	COMMENT ON FUNCTION inspect_rows(text) IS 'what is in the rows of a file that have been read; part of inspect_file()';

	CREATE FUNCTION inspect_file(file oid, metadata oid DEFAULT NULL, code text DEFAULT 'file')
		RETURNS TABLE (topic varchar(20), item varchar(200), found text)
		LANGUAGE plpgsql PARALLEL UNSAFE ROWS 50
		SET search_path FROM CURRENT
	AS $inspect$
	DECLARE
		digest text;
		size bigint;
	BEGIN
		CALL read_metadata(NULL, metadata);
		CALL read_file(NULL, file, digest, size);
		RETURN QUERY SELECT * FROM inspect_rows(code);
	END
	$inspect$;
	COMMENT ON FUNCTION inspect_file(oid, oid, text) IS 'what is in a file, a large object (psql: \lo_import): format, rows, periods, areas, filters, figures, markers; decide: what has to be; statement: the rows of measure, source and source_measure that load it, with ? where something is to be decided. metadata: the publisher''s list of measures; code: that of the source';

	CREATE FUNCTION inspect_file(content bytea, metadata bytea DEFAULT NULL, code text DEFAULT 'file')
		RETURNS TABLE (topic varchar(20), item varchar(200), found text)
		LANGUAGE plpgsql PARALLEL UNSAFE ROWS 50
		SET search_path FROM CURRENT
	AS $inspect$
	DECLARE
		digest text;
		size bigint;
	BEGIN
		CALL read_metadata(metadata, NULL);
		CALL read_file(content, NULL, digest, size);
		RETURN QUERY SELECT * FROM inspect_rows(code);
	END
	$inspect$;
	COMMENT ON FUNCTION inspect_file(bytea, bytea, text) IS 'what is in a file, given as bytes; as inspect_file(oid, oid, text)';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_inspect_file(name) IS
	'makes inspect_file() of a framework; part of create_framework';
