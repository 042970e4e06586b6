-- SPDX-License-Identifier: PostgreSQL
/*
 * 15_column_comments.sql - the columns that views and functions have in common
 */

CREATE PROCEDURE cfsperf_internal.comment_columns_like(relation regclass, VARIADIC models regclass[])
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	column_name name;
	words text;
BEGIN
	FOR column_name, words IN
		SELECT DISTINCT ON (a.attnum) a.attname, col_description(b.attrelid, b.attnum)
		FROM pg_attribute a
		CROSS JOIN unnest(models) WITH ORDINALITY AS m(model, place)
		JOIN pg_attribute b ON b.attrelid = m.model AND b.attname = a.attname AND b.attnum > 0
		WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped
			AND col_description(b.attrelid, b.attnum) IS NOT NULL
		ORDER BY a.attnum, m.place
	LOOP
		EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', relation, column_name, words);
	END LOOP;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.comment_columns_like(regclass, regclass[]) IS
	'gives the columns of a relation the comments that columns of the same name have in the models, the first that has one; part of create_framework';

-- The columns are written out: pg_upgrade would restore a view whose row a function returns before the operator classes that
-- the view needs.
CREATE PROCEDURE cfsperf_internal.create_rows_of_quarter(function name, relation regclass, expected integer)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	column_list text := (
		SELECT string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' ORDER BY attnum)
		FROM pg_attribute
		WHERE attrelid = relation AND attnum > 0 AND NOT attisdropped);
	framework name;
	view_name name;
BEGIN
	SELECT n.nspname, c.relname INTO framework, view_name
	FROM pg_class c
	JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE c.oid = relation;
	-- compiling just in time takes longer than all reports of a quarter
	EXECUTE format($create$
		CREATE FUNCTION %1$I.%2$I(cfsperf.reporting_period) RETURNS TABLE (%3$s)
			LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS %4$s
			SET search_path = %1$I, cfsperf, cfsperf_internal, pg_temp
			SET jit = off
		AS $function$
		BEGIN
			RETURN QUERY SELECT r.* FROM %5$I r WHERE r.quarter = $1::varchar(24);
		END
		$function$ $create$,
		framework, function, column_list, expected, view_name);
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.create_rows_of_quarter(name, regclass, integer) IS
	'makes the function that gives the rows of a view for a quarter, without jit; part of create_framework';
