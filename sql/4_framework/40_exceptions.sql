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
	SELECT s.quarter, s.quarter_start, s.quarter_end, s.area, s.area_name,
		(CASE s.direction WHEN 'declined' THEN 'concern' ELSE 'strength' END)::varchar(8)
			AS judgement,
		exception_kind(s.direction, s.quartile, s.rag)::varchar(60) AS kind,
		s.outcome, s.outcome_title, s.measure, s.measure_title, s.polarity, s.period,
		s.value, s.numerator, s.denominator, s.display, s.previous_period,
		s.previous_value, s.difference, s.direction,
		s.quartile, s.previous_quartile, s.quartile_movement, s.benchmark::varchar(500) AS benchmark,
		s.benchmark_period, s.target, s.rag, s.trend::varchar(60) AS trend, s.note, s.commentary,
		s.outcome_position, s.measure_position
	FROM scorecard s
	WHERE exception_kind(s.direction, s.quartile, s.rag) IS NOT NULL;

	COMMENT ON VIEW exceptions IS 'a row per report and measure that is worth attention: worse and bad (declined and in the bottom quartile, or declined and red), and its counterpart, improved and in the top quartile';
	COMMENT ON COLUMN exceptions.quarter IS 'quarter of the report, as label';
	COMMENT ON COLUMN exceptions.quarter_start IS 'first day of the quarter';
	COMMENT ON COLUMN exceptions.quarter_end IS 'last day of the quarter';
	COMMENT ON COLUMN exceptions.area IS 'code of the area reported on';
	COMMENT ON COLUMN exceptions.area_name IS 'its name';
	COMMENT ON COLUMN exceptions.judgement IS 'concern or strength';
	COMMENT ON COLUMN exceptions.kind IS 'declined and in the bottom quartile; declined and red; declined, red and in the bottom quartile; improved and in the top quartile';
	COMMENT ON COLUMN exceptions.outcome IS 'code of the outcome';
	COMMENT ON COLUMN exceptions.outcome_title IS 'its name';
	COMMENT ON COLUMN exceptions.measure IS 'code of the measure';
	COMMENT ON COLUMN exceptions.measure_title IS 'its name';
	COMMENT ON COLUMN exceptions.polarity IS 'high or low is good';
	COMMENT ON COLUMN exceptions.period IS 'period of the figure';
	COMMENT ON COLUMN exceptions.value IS 'the figure in the measure''s unit, unrounded';
	COMMENT ON COLUMN exceptions.numerator IS 'how many, where known';
	COMMENT ON COLUMN exceptions.denominator IS 'of how many, where known';
	COMMENT ON COLUMN exceptions.display IS 'the figure as printed, with unit and counts';
	COMMENT ON COLUMN exceptions.previous_period IS 'period of the figure it is compared with';
	COMMENT ON COLUMN exceptions.previous_value IS 'the figure it is compared with';
	COMMENT ON COLUMN exceptions.difference IS 'value less previous value in the unit: points for %, never per cent';
	COMMENT ON COLUMN exceptions.direction IS 'improved or declined';
	COMMENT ON COLUMN exceptions.quartile IS '1 = best quarter of authorities to 4; NULL: no benchmark';
	COMMENT ON COLUMN exceptions.previous_quartile IS 'quartile of the previous figure by the same cut points';
	COMMENT ON COLUMN exceptions.quartile_movement IS 'from which quartile to which, or unchanged';
	COMMENT ON COLUMN exceptions.benchmark IS 'title of the benchmark used';
	COMMENT ON COLUMN exceptions.benchmark_period IS 'period of its figures for this measure';
	COMMENT ON COLUMN exceptions.target IS 'target that holds for the period, in the unit';
	COMMENT ON COLUMN exceptions.rag IS 'green, amber or red; NULL: no target';
	COMMENT ON COLUMN exceptions.trend IS 'trend over the latest five adjacent periods, or that it cannot be calculated';
	COMMENT ON COLUMN exceptions.note IS 'caveat of the figure';
	COMMENT ON COLUMN exceptions.commentary IS 'what people say about the figure';
	COMMENT ON COLUMN exceptions.outcome_position IS 'order of the outcome in the report';
	COMMENT ON COLUMN exceptions.measure_position IS 'order of the measure within the outcome';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_exceptions(name) IS
	'makes the view exceptions of a framework; part of create_framework';
