-- SPDX-License-Identifier: PostgreSQL
/*
 * 20_sentences.sql - what a row of a scorecard says of its figure, in words
 *
 * Every function here is pure and is given columns of one row of a scorecard, or
 * words made of them; no sentence has a number that is not in the row.
 */

CREATE FUNCTION cfsperf_internal.months_words(period reporting_period) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN 'the ' || number_word(months(period)) || ' months to ' || month_words(ends(period));
COMMENT ON FUNCTION cfsperf_internal.months_words(reporting_period) IS
	'a period by its length and end: "the 12 months to September 2024"';

CREATE FUNCTION period_words(period reporting_period) RETURNS text
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	RETURN CASE
		WHEN period::text ~ ' Q[1-4]$' THEN 'quarter ' || right(period::text, 1)
			|| ' of ' || split_part(period::text, ' ', 1)
		WHEN months(period) = 1 THEN month_words(starts(period))
		WHEN period::text ~ '^(Autumn|Spring|Summer) '
			THEN lower(split_part(period::text, ' ', 1)) || ' term '
				|| split_part(period::text, ' ', 2)
		WHEN period::text LIKE 'AY %'
			THEN 'the academic year ' || split_part(period::text, ' ', 2)
		WHEN period::text ~ E'^\\d+(/\\d\\d)?$' THEN 'the year ' || period::text
		WHEN period::text ~ E'^[\\d/]+-[\\d/]+$' AND months(period) % 12 = 0
			THEN 'the years '
				|| reporting_period(starts(period), 12)::text || ' to '
				|| (reporting_period(starts(period), 12)
					+ (months(period) / 12 - 1))::text
		ELSE months_words(period) END;
END
$$;
COMMENT ON FUNCTION period_words(reporting_period) IS
	'a period as a sentence names it: "quarter 2 of 2020/21", "August 2020", "summer term 2019/20", "the year 2018/19", "the 12 months to September 2024"; NULL for NULL';

CREATE FUNCTION cfsperf_internal.period_short(period reporting_period, named reporting_period) RETURNS text
	LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	named_before CONSTANT text := period_words(named);
	full_name CONSTANT text := CASE WHEN named_before = months_words(named) AND months(period) = months(named)
		THEN months_words(period) ELSE period_words(period) END;
BEGIN
	RETURN CASE
		WHEN full_name ~ '^quarter' AND substr(full_name, 10) = substr(named_before, 10) THEN left(full_name, 9)
		WHEN full_name ~ '^[a-z]+ term' AND split_part(full_name, ' ', 3) = split_part(named_before, ' ', 3)
			THEN 'the ' || regexp_replace(full_name, E' \\S+$', '')
		WHEN full_name ~ '^the (academic )?year ' AND regexp_replace(full_name, E'\\S+$', '')
				= regexp_replace(named_before, E'\\S+$', '')
			THEN regexp_replace(full_name, '^.* ', '')
		WHEN full_name ~ E'^([A-Z][a-z]+|the \\S+ months to \\S+) \\d+$' AND months(period) = months(named)
				AND extract(year FROM ends(period)) = extract(year FROM ends(named))
			THEN regexp_replace(full_name, E' \\S+$', '')
		ELSE full_name END;
END
$$;
COMMENT ON FUNCTION cfsperf_internal.period_short(reporting_period, reporting_period) IS
	'a period after another has been named: "quarter 1" after "quarter 2 of 2020/21", "2022/23" after "the year 2023/24", a year by its end after another so named; its full name where they have no year in common';

CREATE FUNCTION cfsperf_internal.period_name(period reporting_period, timing text, named reporting_period)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
		WHEN timing = 'during' THEN period_short(period, named)
		WHEN months(period) >= 12 THEN day_words(ends(period))
		ELSE 'the end of ' || period_short(period, named) END;
COMMENT ON FUNCTION cfsperf_internal.period_name(reporting_period, text, reporting_period) IS
	'when a figure is of: "quarter 1", or "the end of quarter 1", "31 March 2020" where it is of the last day; the year only where the period that has been named is of another';

CREATE FUNCTION cfsperf_internal.period_at(period reporting_period, timing text, named reporting_period)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN timing = 'during' THEN 'in ' WHEN months(period) >= 12 THEN 'on ' ELSE 'at ' END
		|| period_name(period, timing, named);
COMMENT ON FUNCTION cfsperf_internal.period_at(reporting_period, text, reporting_period) IS
	'the same as part of a sentence: "in quarter 1", "at the end of quarter 1", "on 31 March 2020"';

CREATE FUNCTION cfsperf_internal.period_of_figure(period reporting_period, timing text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE WHEN timing = 'during' THEN 'for ' || period_words(period) ELSE period_at(period, timing, NULL) END;
COMMENT ON FUNCTION cfsperf_internal.period_of_figure(reporting_period, text) IS
	'the same behind "the figure": "for quarter 1 of 2020/21", "at the end of quarter 1 of 2020/21"';

CREATE FUNCTION cfsperf_internal.figure_sentence(figure text, period reporting_period, timing text,
								quarter_start date, quarter_end date, arrears_reason text)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN ends(period) >= quarter_start
		THEN as_sentence('The figure ' || period_of_figure(period, timing) || ' is ' || figure)
		ELSE concat_ws(' ',
			as_sentence('The latest figure, ' || period_of_figure(period, timing)
				|| CASE WHEN months(period) = 3 AND months_between(ends(period), quarter_end) % 3 = 0
					THEN ' (' || count_phrase(months_between(ends(period), quarter_end) / 3, 'quarter', 'quarters')
						|| ' in arrears)'
					ELSE '' END
				|| ', is ' || figure),
			as_sentence(arrears_reason)) END;
COMMENT ON FUNCTION cfsperf_internal.figure_sentence(text, reporting_period, text, date, date, text) IS
	'what the figure is and for which period; where that ends before the report''s quarter begins, how late it is and why';

CREATE FUNCTION cfsperf_internal.not_reported_sentence(status text, quarter reporting_period) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN coalesce(status_absence(status), 'Not reported') || ' for ' || period_words(quarter) || '.';
COMMENT ON FUNCTION cfsperf_internal.not_reported_sentence(text, reporting_period) IS
	'that a measure has no figure, by its status; NULL where there is none, and only the note says why';

CREATE FUNCTION cfsperf_internal.last_known_sentence(figure text, period reporting_period, timing text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN as_sentence('The last figure, ' || period_of_figure(period, timing) || ', was ' || figure);
COMMENT ON FUNCTION cfsperf_internal.last_known_sentence(text, reporting_period, text) IS
	'the last figure that is known of a measure that has none now';

CREATE FUNCTION cfsperf_internal.judgement_words(direction text, polarity text, p_value double precision,
								overlap boolean)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE direction
			WHEN 'improved' THEN ', which is an improvement'
			WHEN 'declined' THEN ', which is less favourable'
			WHEN 'no significant change' THEN ', which is no significant change'
			WHEN 'information only' THEN ''
			ELSE '; whether that is more than chance cannot be judged '
				|| CASE WHEN overlap THEN 'as the two periods overlap' ELSE 'without the counts' END END
		|| CASE WHEN direction IN ('improved', 'declined') AND polarity = 'low'
			THEN ' as lower is better' ELSE '' END
		|| CASE WHEN NOT p_value > 0.05 OR p_value IS NULL THEN ''
			WHEN direction IN ('improved', 'declined')
				THEN ', though chance alone could explain a difference of this size'
			WHEN direction = 'no significant change' THEN ', as chance alone could explain it'
			ELSE '' END;
COMMENT ON FUNCTION cfsperf_internal.judgement_words(text, text, double precision, boolean) IS
	'what a difference means, and whether chance alone could explain it; the end of change_sentence';

CREATE FUNCTION cfsperf_internal.change_sentence(direction text, polarity text, difference double precision,
								within_rule boolean, p_value double precision, size text,
								previous_figure text, previous_name text, previous_at text,
								previous_period reporting_period, period reporting_period,
								basis text, frequency integer)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
			WHEN previous_figure IS NULL THEN CASE basis
				WHEN 'same period last year' THEN 'No figure of a year earlier is available to compare it with'
				WHEN 'previous period' THEN 'No figure of the period before is available to compare it with'
				ELSE 'No earlier figure is available to compare it with' END
			WHEN difference = 0 THEN 'It is the same as ' || previous_at
			WHEN direction = 'no significant change' AND within_rule
				THEN 'It is similar to ' || previous_name || ' (' || previous_figure || ')'
			ELSE CASE WHEN difference > 0 THEN 'It rose by ' ELSE 'It fell by ' END || size
				|| ' from ' || previous_figure || ' ' || previous_at END
		|| CASE WHEN basis = 'previous reported'
				AND months_between(ends(previous_period), ends(period)) > frequency
			THEN ', when it was last reported' ELSE '' END
		|| CASE WHEN previous_figure IS NULL OR difference = 0
				OR direction = 'no significant change' AND within_rule
			THEN ''
			ELSE judgement_words(direction, polarity, p_value, starts(period) <= ends(previous_period)) END
		|| '.'
		|| CASE polarity WHEN 'none' THEN ' The measure is for information only.' ELSE '' END;
COMMENT ON FUNCTION cfsperf_internal.change_sentence(text, text, double precision, boolean, double precision, text, text, text, text, reporting_period, reporting_period, text, integer) IS
	'how the figure differs from the one it is compared with, and what that means: the same, similar (within the rule for no significant change), or by how much it rose or fell; or that there is none';

CREATE FUNCTION cfsperf_internal.year_ago_sentence(direction text, p_value double precision, figure text,
								  year_ago_figure text)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
			WHEN figure = year_ago_figure THEN 'It is the same as a year earlier'
			WHEN direction = 'improved' THEN 'It is better than a year earlier (' || year_ago_figure || ')'
			WHEN direction = 'declined' THEN 'It is less favourable than a year earlier (' || year_ago_figure || ')'
			WHEN direction = 'no significant change' THEN 'It is similar to a year earlier (' || year_ago_figure || ')'
			ELSE 'A year earlier it was ' || year_ago_figure END
		|| CASE WHEN figure <> year_ago_figure AND direction IN ('improved', 'declined') AND p_value > 0.05
			THEN ', though chance alone could explain it' ELSE '' END || '.';
COMMENT ON FUNCTION cfsperf_internal.year_ago_sentence(text, double precision, text, text) IS
	'how the figure compares with that of the same period last year, the same where both are printed alike; NULL where there is none beside the previous one';

CREATE FUNCTION cfsperf_internal.trend_sentence(trend text, points integer, step integer, period reporting_period,
							   timing text)
	RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE WHEN trend LIKE 'increasing%' OR trend LIKE 'decreasing%'
		THEN 'Over the ' || number_word(points) || ' '
			|| CASE step WHEN 1 THEN 'months' WHEN 3 THEN 'quarters' WHEN 4 THEN 'terms' WHEN 12 THEN 'years'
				ELSE 'periods' END
			|| ' to ' || CASE WHEN timing = 'during' AND period_words(period) = months_words(period)
				THEN month_words(ends(period))
				ELSE period_name(period, timing, CASE step WHEN months(period) THEN period END) END
			|| ' the trend is ' || trend || '.' END;
COMMENT ON FUNCTION cfsperf_internal.trend_sentence(text, integer, integer, reporting_period, text) IS
	'the recent trend, over how many figures, which are a step of months apart; NULL where there is none or it cannot be calculated';
