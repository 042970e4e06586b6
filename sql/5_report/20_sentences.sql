/*
 * 20_sentences.sql - what a row of a scorecard says of its figure, in words
 *
 * Every function here is pure and is given columns of one row of a scorecard;
 * no sentence has a number that is not in the row.
 */

CREATE FUNCTION period_words(period reporting_period) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE
		WHEN period::text ~ ' Q[1-4]$' THEN 'quarter ' || right(period::text, 1)
			|| ' of ' || split_part(period::text, ' ', 1)
		WHEN months(period) = 1 THEN month_words(starts(period))
		WHEN period::text ~ '^(Autumn|Spring|Summer) '
			THEN lower(split_part(period::text, ' ', 1)) || ' term '
				|| split_part(period::text, ' ', 2)
		WHEN period::text LIKE 'AY %'
			THEN 'the academic year ' || split_part(period::text, ' ', 2)
		WHEN period::text ~ '^\d+(/\d\d)?$' THEN 'the year ' || period::text
		WHEN period::text ~ '^[\d/]+-[\d/]+$' AND months(period) % 12 = 0
			THEN 'the years '
				|| reporting_period(starts(period), 12)::text || ' to '
				|| (reporting_period(starts(period), 12)
					+ (months(period) / 12 - 1))::text
		ELSE 'the months ' || month_words(starts(period)) || ' to '
			|| month_words(ends(period)) END;
COMMENT ON FUNCTION period_words(reporting_period) IS
	'a period as a sentence names it: "quarter 2 of 2020/21", "August 2020", "summer term 2019/20", "the year 2018/19"';

CREATE FUNCTION cfsperf_internal.one_line(words text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN nullif(btrim(regexp_replace(words,
		'[[:space:][:cntrl:]\u2028\u2029\u202a-\u202e\u2066-\u2069]+', ' ', 'g')), '');
COMMENT ON FUNCTION cfsperf_internal.one_line(text) IS
	'what people wrote, on one line: white space, control characters and marks that turn the direction of what follows become one blank; NULL where nothing is left';

CREATE FUNCTION cfsperf_internal.as_sentence(words text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN one_line(words)
		|| CASE WHEN one_line(words) ~ '[.!?\u2026]["'')\]\u2019\u201d]*$' THEN '' ELSE '.' END;
COMMENT ON FUNCTION cfsperf_internal.as_sentence(text) IS
	'what people wrote as a sentence: on one line and with one full stop; NULL where nothing is left';

CREATE FUNCTION cfsperf_internal.difference_words(difference double precision, unit text, unit_label text,
								 decimals integer)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN (SELECT CASE WHEN unit_label = '£' THEN '£' ELSE '' END || size
			|| CASE WHEN unit <> '%' THEN '' WHEN size = '1' THEN ' point' ELSE ' points' END
		FROM (SELECT CASE WHEN rounded = 0 THEN trim_scale(abs(difference)::numeric)
				ELSE rounded END::text AS size
			  FROM round(abs(difference)::numeric, decimals) AS rounded) AS printed);
COMMENT ON FUNCTION cfsperf_internal.difference_words(double precision, text, text, integer) IS
	'the size of a difference in the unit, points for a percentage; with all its decimals where the measure''s would print zero';

CREATE FUNCTION cfsperf_internal.figure_sentence(period reporting_period, quarter_end date, figure text)
	RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN as_sentence(CASE WHEN ends(period) >= quarter_end
			THEN 'The figure for ' || period_words(period) || ' is ' || figure
		WHEN months(period) = 3 AND months_between(ends(period), quarter_end) % 3 = 0
			THEN 'The latest figure is for ' || period_words(period) || ', '
				|| count_phrase(months_between(ends(period), quarter_end) / 3,
								'quarter', 'quarters')
				|| ' in arrears: ' || figure
		ELSE 'The latest figure is for ' || period_words(period) || ': ' || figure
		END);
COMMENT ON FUNCTION cfsperf_internal.figure_sentence(reporting_period, date, text) IS
	'what the figure is and for which period, where that ends before the report''s quarter does';

CREATE FUNCTION cfsperf_internal.not_reported_sentence(status text, quarter reporting_period) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN coalesce(status_absence(status), 'Not reported') || ' for ' || period_words(quarter) || '.';
COMMENT ON FUNCTION cfsperf_internal.not_reported_sentence(text, reporting_period) IS
	'that a measure has no figure, by its status';

CREATE FUNCTION cfsperf_internal.judgement_words(direction text, polarity text, difference double precision,
								tolerance double precision, unit text, unit_label text,
								decimals integer)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE direction
			WHEN 'improved' THEN ', which is an improvement'
				|| CASE polarity WHEN 'low' THEN ' as lower is better' ELSE '' END
			WHEN 'declined' THEN ', which is a decline in performance'
				|| CASE polarity WHEN 'low' THEN ' as lower is better' ELSE '' END
			WHEN 'no significant change' THEN CASE
				WHEN difference = 0 THEN ', so there is no significant change'
				WHEN abs(difference) <= tolerance
					THEN ', which is no significant change by the measure''s tolerance of '
						|| difference_words(tolerance, unit, unit_label, decimals)
				ELSE ', which is no significant change, as chance alone could explain it' END
				|| CASE polarity WHEN 'low' THEN ' (lower is better)' ELSE '' END
			WHEN 'information only' THEN ''
			ELSE '; whether that is a significant change cannot be judged without the counts'
			END || '.'
		|| CASE direction WHEN 'information only'
			THEN ' The measure is for information only, with no polarity.' ELSE '' END;
COMMENT ON FUNCTION cfsperf_internal.judgement_words(text, text, double precision, double precision, text, text, integer) IS
	'what a difference means; the end of change_sentence';

CREATE FUNCTION cfsperf_internal.change_sentence(direction text, polarity text, difference double precision,
								tolerance double precision, unit text, unit_label text,
								decimals integer, previous_value double precision,
								previous_period reporting_period,
								period reporting_period, basis text)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN previous_value IS NULL THEN
			CASE basis WHEN 'same period last year'
					THEN 'There is no figure for the same period last year to compare it with.'
				WHEN 'previous period'
					THEN 'There is no figure for the period before to compare it with.'
				ELSE 'There is no earlier figure to compare it with.' END
			|| CASE polarity WHEN 'none'
				THEN ' The measure is for information only, with no polarity.' ELSE '' END
		ELSE CASE WHEN difference = 0 THEN 'It is the same as the '
				ELSE CASE WHEN difference > 0 THEN 'It rose by ' ELSE 'It fell by ' END
					|| difference_words(difference, unit, unit_label, decimals) || ' from ' END
			|| printed(previous_value, unit, unit_label, decimals) || ' in '
			|| CASE basis WHEN 'same period last year' THEN 'the same period last year, '
				ELSE '' END
			|| period_words(previous_period)
			|| CASE WHEN basis = 'previous reported' AND period - previous_period > 1
				THEN ', when it was last reported' ELSE '' END
			|| judgement_words(direction, polarity, difference, tolerance, unit, unit_label,
				decimals) END;
COMMENT ON FUNCTION cfsperf_internal.change_sentence(text, text, double precision, double precision, text, text, integer, double precision, reporting_period, reporting_period, text) IS
	'how the figure differs from the one it is compared with, by which period that is, and what it means; or that there is none';
