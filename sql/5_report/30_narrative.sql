/*
 * 30_narrative.sql - how a row of a scorecard compares, in words; and all its
 * words together: views paragraph and report_heading, function narrative
 */

CREATE FUNCTION cfsperf_internal.quartile_name(quartile integer) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE quartile WHEN 1 THEN 'top' ELSE quartile_word(quartile) END;
COMMENT ON FUNCTION cfsperf_internal.quartile_name(integer) IS
	'a quartile as the overview names it: top, second, third, fourth';

CREATE FUNCTION cfsperf_internal.quartile_sentence(polarity text, quartile integer, previous_quartile integer,
								  previous_period reporting_period, national_n integer,
								  benchmark_period reporting_period)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
		WHEN polarity = 'none' THEN NULL
		WHEN benchmark_period IS NULL THEN 'There is no national benchmark for this measure.'
		WHEN quartile IS NULL THEN 'Too few authorities have a figure for '
			|| period_words(benchmark_period) || ' to compare it with theirs.'
		ELSE 'Compared with the figures of ' || national_n::text || ' authorities for '
			|| period_words(benchmark_period) || ', it is in the '
			|| quartile_name(quartile) || ' quartile'
			|| CASE WHEN previous_quartile IS NULL THEN ''
				WHEN previous_quartile = quartile
					THEN ', as it was in ' || period_words(previous_period)
				ELSE CASE WHEN quartile < previous_quartile THEN ', up' ELSE ', down' END
					|| ' from the ' || quartile_name(previous_quartile)
					|| ' quartile in ' || period_words(previous_period) END || '.' END;
COMMENT ON FUNCTION cfsperf_internal.quartile_sentence(text, integer, integer, reporting_period, integer, reporting_period) IS
	'the quartile now and before, with the benchmark''s year; or why there is none; NULL for information only';

CREATE FUNCTION cfsperf_internal.comparator_sentence(neighbour_mean double precision,
									region_value double precision,
									national_value double precision,
									comparator_period reporting_period, unit text,
									unit_label text, decimals integer)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN num_nonnulls(neighbour_mean, region_value, national_value) > 0 THEN
		'In ' || period_words(comparator_period) || ' '
		|| enumeration(array_remove(ARRAY[
			'the average of statistical neighbours was ' || printed(neighbour_mean, unit, unit_label, decimals),
			'the regional figure was ' || printed(region_value, unit, unit_label, decimals),
			'the national figure was ' || printed(national_value, unit, unit_label, decimals)], NULL))
		|| '.' END;
COMMENT ON FUNCTION cfsperf_internal.comparator_sentence(double precision, double precision, double precision, reporting_period, text, text, integer) IS
	'what the statistical neighbours, the region and the country have; NULL where nothing is known of them';

CREATE FUNCTION cfsperf_internal.target_sentence(target double precision, rag text, unit text,
								unit_label text, decimals integer)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN 'The target ' || CASE WHEN rag IS NULL THEN 'is ' ELSE 'of ' END
		|| printed(target, unit, unit_label, decimals)
		|| CASE rag WHEN 'green' THEN ' has been reached (green)'
			WHEN 'amber' THEN ' has been missed by no more than its tolerance (amber)'
			WHEN 'red' THEN ' has been missed (red)'
			ELSE '' END || '.';
COMMENT ON FUNCTION cfsperf_internal.target_sentence(double precision, text, text, text, integer) IS
	'whether the target has been reached; NULL where there is none';

CREATE FUNCTION cfsperf_internal.trend_sentence(trend text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE WHEN trend LIKE 'increasing%' OR trend LIKE 'decreasing%'
		THEN 'The recent trend is ' || trend || '.' END;
COMMENT ON FUNCTION cfsperf_internal.trend_sentence(text) IS
	'the recent trend; NULL where there is none or it cannot be calculated';

CREATE FUNCTION cfsperf_internal.note_sentence(note text, status text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN (SELECT upper(left(line, 1)) || substr(line, 2)
			FROM as_sentence(note) AS line
			WHERE line IS DISTINCT FROM status_reason(status));
COMMENT ON FUNCTION cfsperf_internal.note_sentence(text, text) IS
	'a caveat or reason as a sentence; NULL where it says no more than the status does';

CREATE FUNCTION cfsperf_internal.title_words(title text, code text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN coalesce(one_line(title), one_line(code), 'Untitled');
COMMENT ON FUNCTION cfsperf_internal.title_words(text, text) IS
	'a title on one line; the code where there is none';

CREATE PROCEDURE cfsperf_internal.framework_narrative(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE VIEW paragraph AS
	SELECT s.quarter, s.quarter_start, s.quarter_end, s.area, s.area_name,
		s.outcome, s.outcome_title, s.measure, s.measure_title, s.value,
		array_to_string(CASE WHEN s.value IS NULL THEN ARRAY[
				not_reported_sentence(s.status, s.quarter::reporting_period),
				note_sentence(s.note, s.status)]
			ELSE ARRAY[
				figure_sentence(s.period::reporting_period, s.quarter_end,
					figure_words(s.value, s.numerator, s.denominator, s.unit, s.unit_label,
						s.decimals, s.counted, s.out_of)),
				change_sentence(s.direction, s.polarity, s.difference, s.tolerance,
					s.unit, s.unit_label, s.decimals, s.previous_value,
					s.previous_period::reporting_period, s.period::reporting_period, s.basis),
				trend_sentence(s.trend),
				quartile_sentence(s.polarity, s.quartile, s.previous_quartile,
					s.previous_period::reporting_period, s.national_n,
					s.benchmark_period::reporting_period),
				comparator_sentence(s.neighbour_mean, s.region_value, s.national_value,
					s.comparator_period::reporting_period, s.unit, s.unit_label, s.decimals),
				target_sentence(s.target, s.rag, s.unit, s.unit_label, s.decimals),
				status_sentence(s.status),
				note_sentence(s.note, s.status)] END, ' ')::varchar(4000) AS paragraph,
		as_sentence(s.commentary)::varchar(4000) AS commentary,
		s.outcome_position, s.measure_position
	FROM scorecard s;

	COMMENT ON VIEW paragraph IS 'a row per report and measure: what the report says of it, made of its row of scorecard and nothing else';
	COMMENT ON COLUMN paragraph.quarter IS 'quarter of the report, as label';
	COMMENT ON COLUMN paragraph.quarter_start IS 'first day of the quarter';
	COMMENT ON COLUMN paragraph.quarter_end IS 'last day of the quarter';
	COMMENT ON COLUMN paragraph.area IS 'code of the area reported on';
	COMMENT ON COLUMN paragraph.area_name IS 'its name';
	COMMENT ON COLUMN paragraph.outcome IS 'code of the outcome';
	COMMENT ON COLUMN paragraph.outcome_title IS 'its name';
	COMMENT ON COLUMN paragraph.measure IS 'code of the measure';
	COMMENT ON COLUMN paragraph.measure_title IS 'its name';
	COMMENT ON COLUMN paragraph.value IS 'the figure, unrounded; NULL: not reported';
	COMMENT ON COLUMN paragraph.paragraph IS 'plain text on one line: figure, change, quartile, neighbours, target, caveat; or why there is no figure';
	COMMENT ON COLUMN paragraph.commentary IS 'what people say about the figure, on one line; ends the paragraph';
	COMMENT ON COLUMN paragraph.outcome_position IS 'order of the outcome in the report';
	COMMENT ON COLUMN paragraph.measure_position IS 'order of the measure within the outcome';

	-- a barrier, as scorecard_detail is
	CREATE VIEW report_heading WITH (security_barrier) AS
	SELECT r.quarter::varchar(24) AS quarter, starts(r.quarter) AS quarter_start,
		ends(r.quarter) AS quarter_end, r.area, a.name AS area_name, region.name AS region_name,
		r.title, r.note,
		b.title AS benchmark, b.release AS benchmark_release,
		b.published AS benchmark_published, b.caveat AS benchmark_caveat
	FROM report r
	JOIN area a ON a.code = r.area
	LEFT JOIN area region ON region.code = a.region
	LEFT JOIN benchmark b ON b.code = r.benchmark;

	COMMENT ON VIEW report_heading IS 'a row per report: what stands above its figures';
	COMMENT ON COLUMN report_heading.quarter IS 'quarter of the report, as label';
	COMMENT ON COLUMN report_heading.quarter_start IS 'first day of the quarter';
	COMMENT ON COLUMN report_heading.quarter_end IS 'last day of the quarter';
	COMMENT ON COLUMN report_heading.area IS 'code of the area reported on';
	COMMENT ON COLUMN report_heading.area_name IS 'its name';
	COMMENT ON COLUMN report_heading.region_name IS 'name of the region in which it lies';
	COMMENT ON COLUMN report_heading.title IS 'title as printed';
	COMMENT ON COLUMN report_heading.note IS 'caveat about the whole report';
	COMMENT ON COLUMN report_heading.benchmark IS 'title of the benchmark; NULL: no quartiles';
	COMMENT ON COLUMN report_heading.benchmark_release IS 'statistical release its figures come from';
	COMMENT ON COLUMN report_heading.benchmark_published IS 'date of the release';
	COMMENT ON COLUMN report_heading.benchmark_caveat IS 'what a reader must know of the comparison';

	CREATE FUNCTION require_report(area text, quarter reporting_period) RETURNS void
		LANGUAGE plpgsql STABLE PARALLEL SAFE
		SET search_path FROM CURRENT
	AS $function$
	BEGIN
		IF NOT EXISTS (SELECT FROM report_heading r WHERE r.area = require_report.area
				AND r.quarter = require_report.quarter::varchar(24)) THEN
			RAISE EXCEPTION USING ERRCODE = 'no_data_found',
				MESSAGE = format('there is no report of area "%s" for %s',
								 coalesce(require_report.area, 'NULL'),
								 coalesce(require_report.quarter::text, 'NULL')),
				DETAIL = CASE WHEN EXISTS (SELECT FROM report_heading r
										   WHERE r.area = require_report.area)
					THEN 'There are reports of this area for other quarters.'
					ELSE 'There is no report of such an area; areas are known by their code.' END,
				HINT = format('A report is a row of the table report: INSERT INTO %I.report (area, quarter) VALUES (%L, %L);',
							  current_schema(), coalesce(require_report.area, 'code'),
							  coalesce(require_report.quarter, '2020/21 Q2')::text);
		END IF;
	END
	$function$;
	COMMENT ON FUNCTION require_report(text, reporting_period) IS
		'an error with the remedy where there is no such report';

	CREATE FUNCTION narrative(area text, quarter reporting_period)
		RETURNS TABLE (outcome_position integer, outcome varchar, outcome_title varchar,
					   measure_position integer, measure varchar, paragraph text)
		LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 100
		SET jit = off -- compiling takes longer than a report's few rows
		SET search_path FROM CURRENT
	AS $function$
	BEGIN
		PERFORM require_report(narrative.area, narrative.quarter);
		RETURN QUERY
		SELECT p.outcome_position, p.outcome, p.outcome_title, p.measure_position, p.measure,
			concat_ws(' ', as_sentence(title_words(p.measure_title, p.measure)), p.paragraph,
					  p.commentary)
		FROM paragraph p
		WHERE p.area = narrative.area AND p.quarter = narrative.quarter::varchar(24)
		ORDER BY p.outcome_position, p.outcome, p.measure_position, p.measure;
	END
	$function$;
	COMMENT ON FUNCTION narrative(text, reporting_period) IS
		'what the report says of each measure, a paragraph each in the order of the report; plain text. Error where there is no such report';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_narrative(name) IS
	'makes the views paragraph and report_heading and the function narrative of a framework; part of create_framework';
