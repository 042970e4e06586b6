-- SPDX-License-Identifier: PostgreSQL
/*
 * 15_column_comments.sql - comments of the columns that views have in common
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
