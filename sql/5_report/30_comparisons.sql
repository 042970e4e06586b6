-- SPDX-License-Identifier: PostgreSQL
/*
 * 30_comparisons.sql - how a row of a scorecard compares, in words
 */

CREATE FUNCTION cfsperf_internal.quartile_name(quartile integer) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE quartile WHEN 1 THEN 'top' ELSE quartile_word(quartile) END;
COMMENT ON FUNCTION cfsperf_internal.quartile_name(integer) IS
	'a quartile as the overview names it: top, second, third, fourth';

CREATE FUNCTION cfsperf_internal.quartile_sentence(quartile integer, previous_quartile integer, same_year boolean,
								  previous_at text, rank integer, n integer, note text)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN quartile IS NULL THEN as_sentence(note)
		ELSE concat('It is in the ', quartile_name(quartile), ' quartile',
			' (rank ' || printed_count(rank) || ' of ' || printed_count(n) || ' authorities)',
			CASE
				WHEN previous_quartile = quartile AND same_year
					THEN ', as it would have been ' || previous_at || ' by the same figures'
				WHEN previous_quartile = quartile THEN ', as it was ' || previous_at
				WHEN same_year THEN ' and would have been in the ' || quartile_name(previous_quartile) || ' '
					|| previous_at || ' by the same figures'
				ELSE CASE WHEN quartile < previous_quartile THEN ', up' ELSE ', down' END || ' from the '
					|| quartile_name(previous_quartile) || ' ' || previous_at END, '.') END;
COMMENT ON FUNCTION cfsperf_internal.quartile_sentence(integer, integer, boolean, text, integer, integer, text) IS
	'the quartile now and before, and the rank; "was" only where the figure before is compared with the benchmark of another year, "would have been" where with that of the same one; why there is none';

CREATE FUNCTION cfsperf_internal.comparison_sentence(period reporting_period, previous_period reporting_period,
									comparator_period reporting_period,
									benchmark_period reporting_period,
									previous_benchmark_period reporting_period, compared boolean)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN compared THEN 'Other authorities'' figures are for '
		|| CASE
			WHEN comparator_period = period
					AND coalesce(previous_benchmark_period IN (previous_period, benchmark_period), true)
				THEN 'the same period'
			WHEN previous_benchmark_period <> benchmark_period
				THEN period_words(comparator_period) || ', and for '
					|| period_short(previous_benchmark_period, benchmark_period)
					|| ' where the figure before is compared'
			ELSE period_words(comparator_period) END
		|| '.' END;
COMMENT ON FUNCTION cfsperf_internal.comparison_sentence(reporting_period, reporting_period, reporting_period, reporting_period, reporting_period, boolean) IS
	'of which periods the figures are with which a row is compared; NULL where it is compared with none';

CREATE FUNCTION cfsperf_internal.neighbour_sentence(against text, quartile integer, average text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN against IS NULL THEN 'The average of statistical neighbours was ' || average || '.'
		ELSE CASE WHEN quartile = 1 AND against = 'worse' OR quartile = 4 AND against = 'better'
				THEN 'Even so, it is ' ELSE 'It is ' END
			|| CASE against WHEN 'worse' THEN 'less favourable than' WHEN 'similar' THEN 'similar to'
				ELSE against || ' than' END
			|| ' the average of statistical neighbours (' || average || ').' END;
COMMENT ON FUNCTION cfsperf_internal.neighbour_sentence(text, integer, text) IS
	'how the figure compares with the average of the statistical neighbours; said as an exception where neighbours are better than a figure in the top quartile, or worse than one in the fourth; NULL where nothing is known of them';

CREATE FUNCTION cfsperf_internal.total_sentence(region_name text, region text, country_name text, country text)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN capitalised(nullif(enumeration(array_remove(ARRAY[
			'the regional figure' || coalesce(' (' || one_line(region_name) || ')', '') || ' was ' || region,
			'the national figure' || coalesce(' (' || one_line(country_name) || ')', '')
				|| CASE WHEN region IS NULL THEN ' was ' ELSE ' ' END || country], NULL)), '') || '.');
COMMENT ON FUNCTION cfsperf_internal.total_sentence(text, text, text, text) IS
	'what the region and the country have, by name; NULL where nothing is known of them';

CREATE FUNCTION cfsperf_internal.target_sentence(target double precision, rag text, unit text,
								unit_label text, decimals integer)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN 'The target ' || CASE WHEN rag IS NULL THEN 'is ' ELSE 'of ' END
		|| printed(target, unit, unit_label, decimals)
		|| CASE rag WHEN 'green' THEN ' has been reached (green)'
			WHEN 'amber' THEN ' has nearly been reached (amber)'
			WHEN 'red' THEN ' has been missed (red)'
			ELSE '' END || '.';
COMMENT ON FUNCTION cfsperf_internal.target_sentence(double precision, text, text, text, integer) IS
	'whether the target has been reached; NULL where there is none';

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
