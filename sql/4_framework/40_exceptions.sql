/*
 * 40_exceptions.sql - what of a report is worth attention
 */

CREATE FUNCTION cfsperf_internal.exception_kind(direction text, quartile integer, rag text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
		WHEN direction = 'declined' AND quartile = 4 AND rag = 'red'
			THEN 'declined, red and in the bottom quartile'
		WHEN direction = 'declined' AND quartile = 4 THEN 'declined and in the bottom quartile'
		WHEN direction = 'declined' AND rag = 'red' THEN 'declined and red'
		WHEN direction = 'improved' AND quartile = 1 THEN 'improved and in the top quartile'
		END;
COMMENT ON FUNCTION cfsperf_internal.exception_kind(text, integer, text) IS
	'why a measure is worth attention: it got worse and is bad, or got better and is good; NULL where neither';

CREATE PROCEDURE cfsperf_internal.framework_exceptions(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE VIEW exceptions AS
	SELECT (CASE s.direction WHEN 'declined' THEN 'concern' ELSE 'strength' END)::varchar(8)
			AS judgement,
		exception_kind(s.direction, s.quartile, s.rag)::varchar(60) AS kind,
		s.*
	FROM scorecard s
	WHERE exception_kind(s.direction, s.quartile, s.rag) IS NOT NULL;
	COMMENT ON VIEW exceptions IS 'a row of scorecard per report and measure that is worth attention: worse and bad (declined and in the bottom quartile, or declined and red), and its counterpart, improved and in the top quartile';
	COMMENT ON COLUMN exceptions.judgement IS 'concern or strength';
	COMMENT ON COLUMN exceptions.kind IS 'declined and in the bottom quartile; declined and red; declined, red and in the bottom quartile; improved and in the top quartile';
	CALL comment_columns_like('exceptions', 'scorecard');
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_exceptions(name) IS
	'makes the view exceptions of a framework; part of create_framework';
