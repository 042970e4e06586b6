-- SPDX-License-Identifier: PostgreSQL
/*
 * 58_inspect_statements.sql - the rows of measure, source and source_measure that load a file
 *
 * Nothing is guessed: what a file does not say is written as ?, which no table
 * takes, and named among what has to be decided.  Which column is the numerator
 * of a percentage, and which its denominator, is tried with the file's figures.
 */

CREATE PROCEDURE cfsperf_internal.framework_inspect_statements(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE PROCEDURE read_metadata(content bytea, file oid)
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
	AS $metadata$
	DECLARE
		digest text;
		size bigint;
		header text[];
		places jsonb;
	BEGIN
		IF to_regclass('pg_temp.cfsperf_metadata') IS NOT NULL THEN
			DROP TABLE pg_temp.cfsperf_metadata;
		END IF;
		CREATE TEMP TABLE cfsperf_metadata (code text, title text, unit text, decimals integer, polarity text, year_ends integer) ON COMMIT DROP;
		IF num_nonnulls(content, file) = 0 THEN
			RETURN;
		END IF;
		CALL read_file(content, file, digest, size);
		header := (SELECT r.cells FROM pg_temp.cfsperf_file_row r WHERE NOT r.skipped ORDER BY r.line LIMIT 1);
		SELECT jsonb_object_agg(x.role, x.place) INTO places FROM file_roles(header, 'metadata', '{}') x;
		IF NOT coalesce(places ? 'code' AND places ? 'title', false) THEN
			RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
				MESSAGE = 'the metadata have no columns of codes and titles that are known by their headers',
				HINT = 'Known are col_name and label, or code and name; beside them unit, dps, polarity, year_type.';
		END IF;
		EXECUTE format('INSERT INTO pg_temp.cfsperf_metadata
			SELECT r.code, r.title, nullif(r.unit, ''''), CASE WHEN r.decimals ~ ''^[0-9]$'' THEN r.decimals::integer END,
				lower(nullif(r.polarity, '''')), CASE WHEN r.years ILIKE ''financial%%'' THEN 3 WHEN r.years ILIKE ''academic%%'' THEN 8
					WHEN r.years ILIKE ''calendar%%'' THEN 12 END
			FROM (SELECT %s AS code, %s AS title, %s AS unit, %s AS decimals, %s AS polarity, %s AS years
				  FROM pg_temp.cfsperf_file_row r WHERE NOT r.skipped) r',
			cell_of(places, 'code'), cell_of(places, 'title'), cell_of(places, 'unit'), cell_of(places, 'decimals'),
			cell_of(places, 'polarity'), cell_of(places, 'year_type'));
	END
	$metadata$;
	COMMENT ON PROCEDURE read_metadata(bytea, oid) IS 'reads a publisher''s list of measures; part of inspect_file()';

	CREATE FUNCTION ratio_columns()
		RETURNS TABLE (value integer, numerator integer, denominator integer, per integer)
		LANGUAGE plpgsql PARALLEL UNSAFE ROWS 10
		SET search_path FROM CURRENT
	AS $ratio$
	BEGIN
		RETURN QUERY
		WITH sample AS MATERIALIZED (
			SELECT r.line, c.place, c.decimals, c.least >= 0 AND c.decimals = 0 AS counts, f.value
			FROM (SELECT * FROM pg_temp.cfsperf_file_row WHERE NOT skipped ORDER BY line OFFSET 1 LIMIT 300) r
			CROSS JOIN pg_temp.cfsperf_file_column c
			CROSS JOIN LATERAL file_figure(r.cells[c.place], NULL, NULL, NULL, NULL, NULL) f
			WHERE c.figures AND f.value IS NOT NULL)
		SELECT DISTINCT ON (x.value) x.value, x.numerator, x.denominator, x.per
		FROM (SELECT v.place AS value, n.place AS numerator, d.place AS denominator, k.per,
				avg((abs(v.value - k.per * n.value / d.value) <= 0.51 * 10::double precision ^ -least(v.decimals, 6))::integer) AS agree,
				count(*) AS rows
			  FROM sample v
			  JOIN sample n ON n.line = v.line AND n.counts AND n.place <> v.place
			  JOIN sample d ON d.line = v.line AND d.counts AND d.place NOT IN (v.place, n.place) AND d.value > 0
			  CROSS JOIN (VALUES (100), (1000), (10000), (100000)) AS k(per)
			  GROUP BY v.place, n.place, d.place, k.per) x
		WHERE x.rows >= 3 AND x.agree >= 0.9
		ORDER BY x.value, x.agree DESC, x.numerator, x.denominator, x.per;
	END
	$ratio$;
	COMMENT ON FUNCTION ratio_columns() IS 'columns of a file that are 100, 1,000, ... times one of counts by another, in at least nine of ten rows that have all three; part of inspect_file()';

	CREATE PROCEDURE suggest_measures(known text, roles jsonb)
		LANGUAGE plpgsql
		SET search_path FROM CURRENT
	AS $suggest$
	DECLARE
		filter_columns integer[];
		cells text;
		combinations bigint;
		ranked text;
	BEGIN
		CREATE TEMP TABLE cfsperf_file_filter (filters jsonb, suffix text, title text, polarity text) ON COMMIT DROP;
		CREATE TEMP TABLE cfsperf_file_suggestion (code text, title text, unit text, decimals integer, polarity text, value text,
			numerator text, denominator text, filters jsonb, year_ends integer) ON COMMIT DROP;
		filter_columns := ARRAY(SELECT c.place FROM pg_temp.cfsperf_file_column c
			WHERE CASE known WHEN 'EES' THEN c.filters AND NOT c.figures WHEN 'Fingertips' THEN c.filters AND c.role IN ('sex', 'age')
				ELSE c.role = 'measure' END
			ORDER BY c.place);
		cells := (SELECT string_agg(format('r.cells[%s]', p), ', ') FROM unnest(filter_columns) p);
		EXECUTE format('INSERT INTO pg_temp.cfsperf_file_filter
			SELECT x.filters, min(x.suffix), min(x.title)
			FROM (SELECT jsonb_build_object(%s) AS filters, concat_ws(''_'', %s) AS suffix, concat_ws('', '', %s) AS title
				  FROM pg_temp.cfsperf_file_row r
				  WHERE NOT r.skipped AND r.line > (SELECT min(line) FROM pg_temp.cfsperf_file_row WHERE NOT skipped)) x
			GROUP BY x.filters',
			(SELECT string_agg(format('%L, coalesce(r.cells[%s], '''')', c.title, c.place), ', ')
			 FROM pg_temp.cfsperf_file_column c WHERE c.place = ANY (filter_columns)),
			concat_ws(', ', CASE known WHEN 'Fingertips' THEN cell_of(roles, 'measure') END, coalesce(cells, 'NULL')),
			concat_ws(', ', CASE WHEN known <> 'EES' THEN cell_of(roles, 'measure_title') END,
				CASE WHEN known <> 'long' THEN coalesce(cells, 'NULL') END));
		SELECT count(*) INTO combinations FROM pg_temp.cfsperf_file_filter;
		IF combinations > (CASE known WHEN 'long' THEN 1000 ELSE 24 END) THEN
			TRUNCATE pg_temp.cfsperf_file_filter;
			INSERT INTO pg_temp.cfsperf_file_filter (filters) SELECT jsonb_object_agg(c.title, '?') FROM pg_temp.cfsperf_file_column c WHERE c.place = ANY (filter_columns);
		END IF;
		-- rows without a category are those of everybody
		IF known = 'Fingertips' THEN
			UPDATE pg_temp.cfsperf_file_filter f
			SET filters = f.filters || (SELECT coalesce(jsonb_object_agg(c.title, ''), '{}') FROM pg_temp.cfsperf_file_column c
				WHERE c.role IN ('category', 'category_type') AND c.filters);
		END IF;
		-- the order in which its authorities are ranked tells which end is good
		SELECT format('UPDATE pg_temp.cfsperf_file_filter f SET polarity = x.polarity
			FROM (SELECT r.cells[%1$s] AS measure, CASE WHEN bool_and(lower(r.cells[%2$s]) IN (''desc'', ''high'', ''high is good'')) THEN ''high''
					WHEN bool_and(lower(r.cells[%2$s]) IN (''asc'', ''low'', ''low is good'')) THEN ''low''
					WHEN bool_and(lower(r.cells[%2$s]) = ''none'') THEN ''none'' END AS polarity
				  FROM pg_temp.cfsperf_file_row r WHERE NOT r.skipped AND r.cells[%2$s] <> '''' GROUP BY r.cells[%1$s]) x
			WHERE f.filters ->> %3$L = x.measure', m.place, c.place, m.title)
		INTO ranked
		FROM pg_temp.cfsperf_file_column c
		JOIN pg_temp.cfsperf_file_column m ON m.role = 'measure'
		WHERE header_key(c.title) = ANY ('{rank order,polarity}'::text[]) AND known = 'long'
		ORDER BY c.place
		LIMIT 1;
		IF FOUND THEN
			EXECUTE ranked;
		END IF;

		INSERT INTO pg_temp.cfsperf_file_suggestion
		SELECT x.code || CASE WHEN count(*) OVER (PARTITION BY x.code) = 1 THEN ''
				ELSE '_' || row_number() OVER (PARTITION BY x.code ORDER BY x.place, x.suffix) END,
			x.title, x.unit, least(x.decimals, CASE WHEN x.decimals > 3 THEN 1 ELSE 3 END), x.polarity, x.value, x.numerator,
			x.denominator, x.filters, x.year_ends
		FROM (SELECT c.place, f.suffix, f.filters, d.year_ends, c.title AS value, n.title AS numerator, p.title AS denominator,
				left(btrim(regexp_replace(lower(concat_ws('_', CASE WHEN c.role IS NULL OR coalesce(f.suffix, '') = '' THEN c.title END,
					nullif(f.suffix, ''))), '[^[:alnum:]]+', '_', 'g'), '_'), 60) AS code,
				concat_ws(', ', CASE WHEN c.role IS NULL OR coalesce(f.title, '') = ''
					THEN coalesce(d.title, upper(left(c.title, 1)) || substr(replace(c.title, '_', ' '), 2))
					ELSE d.title END, CASE WHEN c.role IS NULL OR d.title IS NULL THEN nullif(f.title, '') END) AS title,
				CASE WHEN r.per = 100 THEN '%' WHEN r.per IS NOT NULL THEN 'per ' || r.per
					WHEN d.unit IN ('%', 'count', 'number') THEN d.unit
					WHEN header_key(c.title) ~ 'percent|%|pct' THEN '%'
					WHEN header_key(c.title) ~ 'per 10+$' THEN 'per ' || substring(header_key(c.title) FROM '10+$')
					WHEN c.decimals = 0 AND c.least >= 0 AND c.role IS NULL THEN 'count' ELSE 'number' END AS unit,
				coalesce(d.decimals, c.decimals) AS decimals,
				CASE WHEN d.polarity IN ('high', 'low', 'none') THEN d.polarity WHEN d.polarity LIKE 'high%' THEN 'high'
					WHEN d.polarity LIKE 'low%' THEN 'low' ELSE coalesce(f.polarity, '?') END AS polarity
			  FROM pg_temp.cfsperf_file_column c
			  CROSS JOIN pg_temp.cfsperf_file_filter f
			  LEFT JOIN ratio_columns() r ON r.value = c.place
			  LEFT JOIN pg_temp.cfsperf_file_column n ON n.place = r.numerator
			  LEFT JOIN pg_temp.cfsperf_file_column p ON p.place = r.denominator
			  LEFT JOIN pg_temp.cfsperf_metadata d ON d.code = c.title
				OR d.code = f.filters ->> (SELECT m.title FROM pg_temp.cfsperf_file_column m WHERE m.role = 'measure')
			  WHERE c.figures AND coalesce(c.role = 'value', known = 'EES')) x;
		-- where there are percentages and rates, counts are what they are made of
		IF known = 'EES' AND EXISTS (SELECT FROM pg_temp.cfsperf_file_suggestion WHERE unit NOT IN ('count', 'number')) THEN
			DELETE FROM pg_temp.cfsperf_file_suggestion WHERE unit = 'count';
		END IF;
	END
	$suggest$;
	COMMENT ON PROCEDURE suggest_measures(text, jsonb) IS 'the measures that a file may have; part of inspect_file()';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_inspect_statements(name) IS
	'makes what finds the measures in a file; part of create_framework';
