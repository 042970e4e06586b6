-- SPDX-License-Identifier: PostgreSQL
/*
 * 59_inspect_decisions.sql - what has to be decided of a file, and the statements that say it
 */

CREATE PROCEDURE cfsperf_internal.framework_inspect_decisions(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE FUNCTION area_statement(known text, roles jsonb) RETURNS text
		LANGUAGE plpgsql PARALLEL UNSAFE
		SET search_path FROM CURRENT
	AS $areas$
	DECLARE
		statement text;
	BEGIN
		IF NOT (known = 'EES' OR roles ? 'area' AND roles ? 'area_name') OR NOT EXISTS (SELECT FROM pg_temp.cfsperf_file_area WHERE area IS NULL) THEN
			RETURN NULL;
		END IF;
		EXECUTE format('
			SELECT ''INSERT INTO area (code, name, kind, region) VALUES '' || string_agg(format(''(%%L, %%L, %%L, %%L)'', x.code, x.name, x.kind,
				CASE WHEN x.region IN (SELECT code FROM area WHERE kind = ''region'') OR x.region IN (SELECT area_text FROM pg_temp.cfsperf_file_area) THEN x.region END),
				'', '' ORDER BY x.place, x.code) || '';''
			FROM (SELECT DISTINCT ON (a.area_text) a.area_text AS code, %s AS name, %s AS kind, %s AS place, %s AS region
				  FROM pg_temp.cfsperf_file_row r
				  JOIN pg_temp.cfsperf_file_area a ON a.area_text = %s
				  WHERE NOT r.skipped AND a.area IS NULL AND a.area_text !~ ''[/&+;]'' AND a.area_text <> ''''
				  ORDER BY a.area_text, r.line) x',
			CASE known WHEN 'EES' THEN format('CASE lower(%s) WHEN ''national'' THEN %s WHEN ''regional'' THEN %s ELSE %s END',
				cell_of(roles, 'level'), cell_of(roles, 'country_name'), cell_of(roles, 'region_name'), cell_of(roles, 'area_name'))
				ELSE cell_of(roles, 'area_name') END,
			CASE known WHEN 'EES' THEN format('CASE lower(%s) WHEN ''national'' THEN ''country'' WHEN ''regional'' THEN ''region'' ELSE ''authority'' END', cell_of(roles, 'level'))
				ELSE 'CASE WHEN a.area_text ~ ''^E92'' THEN ''country'' WHEN a.area_text ~ ''^E1[23]'' THEN ''region'' ELSE ''authority'' END' END,
			CASE known WHEN 'EES' THEN format('position(left(lower(%s), 1) IN ''nrl'')', cell_of(roles, 'level')) ELSE 'CASE WHEN a.area_text ~ ''^E92'' THEN 1 WHEN a.area_text ~ ''^E1[23]'' THEN 2 ELSE 3 END' END,
			CASE known WHEN 'EES' THEN format('CASE lower(%s) WHEN ''local authority'' THEN nullif(%s, '''') END', cell_of(roles, 'level'), cell_of(roles, 'region_code'))
				ELSE 'NULL::text' END,
			area_cell(known, roles, NULL))
		INTO statement;
		RETURN statement;
	END
	$areas$;
	COMMENT ON FUNCTION area_statement(text, jsonb) IS 'the statement that makes the areas of a file that are not known; part of inspect_file()';

	CREATE FUNCTION inspect_decisions(code text, known text, roles jsonb, years boolean)
		RETURNS TABLE (topic varchar(20), item varchar(200), found text)
		LANGUAGE plpgsql PARALLEL UNSAFE ROWS 50
		SET search_path FROM CURRENT
	AS $decisions$
	#variable_conflict use_column
	DECLARE
		national boolean := (SELECT count(DISTINCT area_text) > 20 FROM pg_temp.cfsperf_file_area);
		months_between integer := (SELECT mode() WITHIN GROUP (ORDER BY months(l.period)) FROM pg_temp.cfsperf_file_label l WHERE l.period IS NOT NULL);
		outcome_code text := (SELECT min(o.code) FROM outcome o HAVING count(*) = 1);
		in_one_year CONSTANT integer := (SELECT min(d.year_ends) FROM pg_temp.cfsperf_metadata d HAVING count(DISTINCT d.year_ends) = 1);
	BEGIN
		IF known IN ('neighbours', 'area codes') THEN
			RETURN QUERY SELECT 'statement'::varchar, 'source'::varchar, format('INSERT INTO source (code, format) VALUES (%L, %L);', inspect_decisions.code, known);
			RETURN;
		END IF;
		IF known IS NULL OR known = 'EES metadata' THEN
			RETURN QUERY SELECT 'decide'::varchar, 'metadata'::varchar, 'These are the publisher''s names of columns. Give them as metadata when the file itself is inspected.'::text
				WHERE known = 'EES metadata';
			RETURN;
		END IF;
		CALL suggest_measures(known, roles);
		RETURN QUERY
			SELECT 'decide'::varchar, 'measures'::varchar, CASE count(*) WHEN 1 THEN 'One column is a measure: say which end of it is good (polarity high, low or none).'
				ELSE format('%s could be measures; keep those that you want, and say which end of each is good (polarity high, low or none).', count(*)) END FROM pg_temp.cfsperf_file_suggestion
			UNION ALL
			SELECT 'decide', 'filter', format('Which rows are meant? A measure is written for each combination of %s; keep those that you want.',
				(SELECT string_agg(format('"%s"', k), ' and ') FROM (SELECT DISTINCT j.key AS k FROM pg_temp.cfsperf_file_filter f CROSS JOIN jsonb_each_text(f.filters) j WHERE j.value <> '') x))
			FROM pg_temp.cfsperf_file_filter HAVING count(*) > 1 AND known <> 'long'
			UNION ALL
			SELECT 'decide', 'filter', format('Which rows are meant? %s', (SELECT string_agg(format('"%s"', k), ' and ')
				FROM jsonb_object_keys((SELECT f.filters FROM pg_temp.cfsperf_file_filter f LIMIT 1)) k))
			FROM pg_temp.cfsperf_file_filter f WHERE f.filters::text LIKE '%"?"%' GROUP BY () HAVING count(*) > 0
			UNION ALL
			SELECT 'decide', 'benchmark', concat_ws(' ', 'The figures are those of many authorities. destination: observation, benchmark, or both as below.',
				CASE WHEN EXISTS (
						SELECT FROM pg_temp.cfsperf_file_column c
						JOIN pg_temp.cfsperf_file_value v ON v.place = c.place
						WHERE c.figures AND (file_figure(v.cell, NULL, NULL, NULL, NULL, NULL)).status = 'c')
					THEN 'Beside those that the publisher has withheld, others with counts are withheld as well and are not in quartiles: compare with values alone (numerator and denominator NULL).' END)
			WHERE national;
		RETURN QUERY
			SELECT 'statement'::varchar, s.item::varchar, s.statement
			FROM (
				SELECT 1 AS place, '' AS code, 'area' AS item, area_statement(known, roles) AS statement
				UNION ALL
				SELECT 2, '', 'outcome', 'INSERT INTO outcome (code, title) VALUES (''?'', ''?'');' WHERE outcome_code IS NULL AND NOT EXISTS (SELECT 1 FROM outcome)
				UNION ALL
				SELECT 3, f.code, 'measure', format('INSERT INTO measure (code, outcome, title, polarity, unit, decimals, frequency%s) VALUES (%L, %L, %L, %L, %L, %s, %s%s);',
					CASE f.polarity WHEN 'none' THEN ', polarity_reason' ELSE '' END, f.code, coalesce(outcome_code, '?'), f.title,
					f.polarity, f.unit, f.decimals, coalesce(months_between, 12), CASE f.polarity WHEN 'none' THEN ', ''The publisher ranks it neither way.''' ELSE '' END)
				FROM pg_temp.cfsperf_file_suggestion f WHERE f.code NOT IN (SELECT m.code FROM measure m)
				UNION ALL
				SELECT 4, '', 'benchmark', format('INSERT INTO benchmark (code, title) VALUES (%1$L, %1$L);', inspect_decisions.code) WHERE national
					AND NOT EXISTS (SELECT 1 FROM benchmark b WHERE b.code = inspect_decisions.code)
				UNION ALL
				SELECT 5, '', 'source', format('INSERT INTO source (code, format, destination, benchmark, year_ends) VALUES (%L, %L, %L, %L, %s);',
					inspect_decisions.code, known, CASE WHEN national THEN 'both' ELSE 'observation' END, CASE WHEN national THEN inspect_decisions.code END,
					CASE WHEN NOT coalesce(years, false) THEN 'NULL' ELSE coalesce(in_one_year::text, '''?''') END)
				UNION ALL
				SELECT 6, f.code, 'source_measure', format('INSERT INTO source_measure (source, measure, value, numerator, denominator, filters%s) VALUES (%L, %L, %L, %L, %L, %L%s);',
					CASE WHEN f.year_ends IS NOT NULL AND in_one_year IS NULL THEN ', year_ends' ELSE '' END, inspect_decisions.code, f.code, f.value,
					f.numerator, f.denominator, f.filters, CASE WHEN f.year_ends IS NOT NULL AND in_one_year IS NULL THEN ', ' || f.year_ends ELSE '' END)
				FROM pg_temp.cfsperf_file_suggestion f) s
			WHERE s.statement IS NOT NULL
			ORDER BY s.place, s.code;
	END
	$decisions$;
	COMMENT ON FUNCTION inspect_decisions(text, text, jsonb, boolean) IS 'what has to be decided of a file, and the statements that say it; part of inspect_file()';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_inspect_decisions(name) IS
	'makes what says how a file is loaded; part of create_framework';
