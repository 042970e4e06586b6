-- SPDX-License-Identifier: PostgreSQL
/*
 * 53_resolve_cells.sql - what the periods and areas of a file mean, and what cannot be read
 *
 * Each label and each name of an area is looked at once, however many rows
 * have it.
 */

CREATE PROCEDURE cfsperf_internal.framework_resolve_cells(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE PROCEDURE resolve_labels()
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
	AS $labels$
	BEGIN
		INSERT INTO pg_temp.cfsperf_file_label
		SELECT d.label, d.identifier, d.year_ends, d.span, p.period, p.status, p.problem, p.hint
		FROM (SELECT DISTINCT label, identifier, year_ends, span FROM pg_temp.cfsperf_file_place) d
		CROSS JOIN LATERAL file_period(d.label, nullif(d.identifier, ''), nullif(d.year_ends, 0), nullif(d.span, 0)) p;
		ANALYZE pg_temp.cfsperf_file_label;
	END
	$labels$;
	COMMENT ON PROCEDURE resolve_labels() IS 'finds the period of each label of a file; part of read_figures()';

	CREATE PROCEDURE resolve_places(s source, header text[], roles jsonb)
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
	AS $places$
	DECLARE
		names text[];
		periods reporting_period[];
		other text;
	BEGIN
		SELECT array_agg(x.area_text), array_agg(x.period)
		INTO names, periods
		FROM (SELECT DISTINCT c.area_text, l.period
			  FROM pg_temp.cfsperf_file_place c
			  JOIN pg_temp.cfsperf_file_label l ON l.label = c.label AND l.identifier = c.identifier AND l.year_ends = c.year_ends
				AND l.span = c.span
			  WHERE l.period IS NOT NULL) x;
		IF names IS NULL THEN
			RETURN;
		END IF;
		INSERT INTO pg_temp.cfsperf_file_area
		SELECT r.name, r.period, r.area, r.problem, r.hint FROM resolve_areas(names, periods) r;
		-- a code that is not known may stand beside a number or a name that is; what several
		-- codes in one mean is asked, whatever stands beside them
		FOREACH other IN ARRAY ARRAY['area_number', 'area_name'] LOOP
			IF roles ? other AND EXISTS (SELECT FROM pg_temp.cfsperf_file_area WHERE area IS NULL) THEN
				EXECUTE format('
					WITH beside AS (
						SELECT DISTINCT a.area_text, a.period, %1$s AS other
						FROM pg_temp.cfsperf_file_row r
						JOIN pg_temp.cfsperf_file_area a ON a.area_text = %2$s
						WHERE a.area IS NULL AND a.area_text !~ ''[/;+&|]'' AND NOT r.skipped AND %1$s <> ''''),
					found AS MATERIALIZED (
						SELECT * FROM resolve_areas(ARRAY(SELECT b.other FROM beside b ORDER BY b.other, b.period),
							ARRAY(SELECT b.period FROM beside b ORDER BY b.other, b.period)))
					UPDATE pg_temp.cfsperf_file_area a SET area = f.area, problem = NULL, hint = NULL
					FROM (SELECT b.area_text, b.period, min(f.area) AS area
						FROM beside b
						JOIN found f ON f.name = b.other AND f.period = b.period
						GROUP BY b.area_text, b.period
						HAVING count(DISTINCT f.area) = 1 AND count(*) = count(f.area)) f
					WHERE a.area IS NULL AND f.area_text = a.area_text AND f.period = a.period',
					cell_of(roles, other), area_cell(s.format, roles, s.defaults ->> 'area'));
			END IF;
		END LOOP;
		ANALYZE pg_temp.cfsperf_file_area;
	END
	$places$;
	COMMENT ON PROCEDURE resolve_places(source, text[], jsonb) IS 'finds the area that each code or name of a file means in its period; part of read_figures()';

	CREATE PROCEDURE collect_problems(s source, header text[], roles jsonb)
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
	AS $problems$
	BEGIN
		INSERT INTO pg_temp.cfsperf_file_problem
		SELECT r.line, '', array_to_string(r.cells, ','),
			format('the row has %s cells, the header %s', cardinality(r.cells), cardinality(header)),
			'A comma within a cell needs quotes around the cell: "1,016".'
		FROM pg_temp.cfsperf_file_row r
		WHERE NOT r.skipped AND cardinality(r.cells) <> cardinality(header);

		INSERT INTO pg_temp.cfsperf_file_problem
		SELECT DISTINCT ON (c.line) c.line, header[(roles ->> 'measure')::integer], c.measure,
			'unknown measure', 'Its code is that of a row of table measure, or a row of source_measure says which it is.'
		FROM pg_temp.cfsperf_file_cell c
		WHERE NOT EXISTS (SELECT FROM pg_temp.cfsperf_file_measure) AND NOT EXISTS (SELECT FROM measure m WHERE m.code = c.measure)
		ORDER BY c.line;

		INSERT INTO pg_temp.cfsperf_file_problem
		SELECT DISTINCT ON (c.line) c.line, coalesce(header[(roles ->> 'period')::integer], ''), btrim(c.label || ' ' || c.identifier),
			l.problem, l.hint
		FROM pg_temp.cfsperf_file_cell c
		JOIN pg_temp.cfsperf_file_label l ON l.label = c.label AND l.identifier = c.identifier AND l.year_ends = c.year_ends AND l.span = c.span
		WHERE l.problem IS NOT NULL
		ORDER BY c.line;

		INSERT INTO pg_temp.cfsperf_file_problem
		SELECT DISTINCT ON (c.line) c.line, coalesce(header[(roles ->> 'area')::integer], ''), c.area_text, a.problem, a.hint
		FROM pg_temp.cfsperf_file_area a
		JOIN pg_temp.cfsperf_file_label l ON l.period = a.period
		JOIN pg_temp.cfsperf_file_cell c ON c.area_text = a.area_text AND l.label = c.label AND l.identifier = c.identifier
			AND l.year_ends = c.year_ends AND l.span = c.span
		WHERE a.area IS NULL
		ORDER BY c.line;

		INSERT INTO pg_temp.cfsperf_file_problem
		SELECT DISTINCT ON (c.line, p.place) c.line, coalesce(header[p.place], ''), r.cells[p.place], c.problem, c.hint
		FROM pg_temp.cfsperf_file_cell c
		JOIN pg_temp.cfsperf_file_row r ON r.line = c.line
		LEFT JOIN pg_temp.cfsperf_file_measure m ON m.measure = c.measure
		CROSS JOIN LATERAL (
			SELECT CASE c.problem_column
				WHEN 1 THEN coalesce(m.value, (roles ->> 'value')::integer)
				WHEN 2 THEN coalesce(m.numerator, (roles ->> 'numerator')::integer)
				WHEN 3 THEN coalesce(m.denominator, (roles ->> 'denominator')::integer)
				WHEN 4 THEN coalesce(m.lower, (roles ->> 'lower')::integer)
				WHEN 5 THEN coalesce(m.upper, (roles ->> 'upper')::integer)
				ELSE (roles ->> 'status')::integer END AS place) p
		WHERE c.problem IS NOT NULL
		ORDER BY c.line, p.place;
	END
	$problems$;
	COMMENT ON PROCEDURE collect_problems(source, text[], jsonb) IS 'lists the cells of a file that cannot be read; part of read_figures()';

	CREATE PROCEDURE remove_duplicates(header text[])
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
		-- numbers are sorted sooner than a million of them are hashed
		SET enable_hashagg = off
	AS $duplicates$
	DECLARE
		differs text;
	BEGIN
		CREATE TEMP TABLE cfsperf_file_duplicate ON COMMIT DROP AS
		SELECT f.place, min(f.line) AS line,
			count(DISTINCT row(f.value, f.numerator, f.denominator, f.lower, f.upper, f.status, f.note)::text) > 1 AS contradictory
		FROM pg_temp.cfsperf_file_figure f
		JOIN (SELECT place FROM pg_temp.cfsperf_file_figure GROUP BY place HAVING count(*) > 1) d ON d.place = f.place
		GROUP BY f.place;

		IF NOT EXISTS (SELECT FROM pg_temp.cfsperf_file_duplicate) THEN
			RETURN;
		END IF;
		-- the columns by which the rows could be told apart
		SELECT string_agg(format('"%s" (%s)', header[x.place], x.cells), ', ' ORDER BY x.place)
		INTO differs
		FROM (SELECT u.place, string_agg(DISTINCT format('"%s"', u.cell), ' or ') AS cells
			  FROM (SELECT * FROM pg_temp.cfsperf_file_duplicate WHERE contradictory ORDER BY line LIMIT 1) d
			  JOIN pg_temp.cfsperf_file_figure f ON f.place = d.place
			  JOIN pg_temp.cfsperf_file_row r ON r.line = f.line
			  CROSS JOIN LATERAL unnest(r.cells) WITH ORDINALITY AS u(cell, place)
			  WHERE u.cell !~ '^[-+0-9.,%]+$'
			  GROUP BY u.place
			  HAVING count(DISTINCT u.cell) > 1) x;
		INSERT INTO pg_temp.cfsperf_file_problem
		SELECT f.line, '', format('%s, %s, %s', f.measure, f.area, f.period),
			format('another figure of this measure, area and period is in line %s', d.line),
			CASE WHEN differs IS NULL THEN 'Leave one of them out.'
				ELSE 'Say in source_measure.filters which rows are meant; they differ in ' || differs || '.' END
		FROM pg_temp.cfsperf_file_figure f
		JOIN pg_temp.cfsperf_file_duplicate d ON d.contradictory AND d.place = f.place
		WHERE f.line > d.line;

		DELETE FROM pg_temp.cfsperf_file_figure f
		USING pg_temp.cfsperf_file_duplicate d
		WHERE d.place = f.place AND (d.contradictory OR f.line > d.line);
	END
	$duplicates$;
	COMMENT ON PROCEDURE remove_duplicates(text[]) IS 'leaves one of several rows of a file that are the same figure, and lists those that contradict each other; part of load_file() and load_table()';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_resolve_cells(name) IS
	'makes what finds the meaning of the cells of a file; part of create_framework';
