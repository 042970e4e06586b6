/*
 * 32_scorecard.sql - the scorecard as every client can read it
 */

CREATE PROCEDURE cfsperf_internal.framework_scorecard(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	-- the columns of plain types, of which arrays are none
	EXECUTE (
		SELECT format('CREATE VIEW scorecard AS SELECT %s FROM scorecard_detail',
					  string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum))
		FROM pg_attribute a
		JOIN pg_type t ON t.oid = a.atttypid AND t.typnamespace = 'pg_catalog'::regnamespace AND t.typcategory <> 'A'
		WHERE a.attrelid = 'scorecard_detail'::regclass AND a.attnum > 0);
	COMMENT ON VIEW scorecard IS 'a row per report and measure: the figure, what it is compared with, and what became of it; a measure without a figure says why in note';
	CALL comment_columns_like('scorecard', 'scorecard_detail');
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_scorecard(name) IS
	'makes the view scorecard of a framework; part of create_framework';
