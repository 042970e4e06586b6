/*
 * 11_words.sql - numbers and dates in words, and the overview sentence
 */

CREATE FUNCTION cfsperf_internal.number_word(n bigint) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE WHEN n BETWEEN 0 AND 9
		THEN (ARRAY['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven',
					'eight', 'nine'])[n::integer + 1]
		ELSE n::text END;
COMMENT ON FUNCTION cfsperf_internal.number_word(bigint) IS
	'a number as the report writes it: up to nine in words, 0 as "none"';

CREATE FUNCTION cfsperf_internal.month_words(day date) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN (ARRAY['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August',
				  'September', 'October', 'November', 'December'])
		[extract(month FROM day)::integer] || ' ' || extract(year FROM day)::text;
COMMENT ON FUNCTION cfsperf_internal.month_words(date) IS
	'the month of a date: "August 2020"';

CREATE FUNCTION cfsperf_internal.months_between(earlier date, later date) RETURNS integer
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN 12 * (extract(year FROM later) - extract(year FROM earlier))::integer
		+ (extract(month FROM later) - extract(month FROM earlier))::integer;
COMMENT ON FUNCTION cfsperf_internal.months_between(date, date) IS
	'months from the month of one date to that of another';

CREATE FUNCTION cfsperf_internal.quartile_word(quartile integer) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN (ARRAY['first', 'second', 'third', 'fourth'])[quartile];
COMMENT ON FUNCTION cfsperf_internal.quartile_word(integer) IS
	'a quartile in words: first, second, third, fourth';

CREATE FUNCTION cfsperf_internal.enumeration(parts text[]) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE cardinality(parts)
		WHEN 0 THEN ''
		WHEN 1 THEN parts[1]
		ELSE array_to_string(parts[:cardinality(parts) - 1], ', ')
			|| ' and ' || parts[cardinality(parts)] END;
COMMENT ON FUNCTION cfsperf_internal.enumeration(text[]) IS
	'"a, b and c"';

CREATE FUNCTION cfsperf_internal.count_phrase(n bigint, singular text, plural text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN number_word(n) || ' ' || CASE WHEN n = 1 THEN singular ELSE plural END;
COMMENT ON FUNCTION cfsperf_internal.count_phrase(bigint, text, text) IS
	'a number and what agrees with it: "one has improved", "eight have improved"';

CREATE FUNCTION cfsperf_internal.quartile_movement(previous_quartile integer, quartile integer) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN quartile = previous_quartile THEN 'unchanged'
		ELSE quartile_word(previous_quartile) || ' to ' || quartile_word(quartile) END;
COMMENT ON FUNCTION cfsperf_internal.quartile_movement(integer, integer) IS
	'from which quartile to which: "second to first", or "unchanged"';

CREATE FUNCTION cfsperf_internal.headline_sentence(counts tally) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN counts.reported = 0 THEN 'No measures have been reported.' ELSE
		'From ' || count_phrase(counts.reported, 'measure that has', 'measures that have')
		|| ' been reported, '
		|| enumeration(array_remove(ARRAY[
			count_phrase(counts.improved, 'has improved', 'have improved'),
			count_phrase(counts.no_significant_change, 'shows no significant change',
						 'show no significant change'),
			count_phrase(counts.declined, 'has declined', 'have declined'),
			CASE WHEN counts.not_comparable > 0
				THEN number_word(counts.not_comparable) || ' cannot be compared' END], NULL))
		|| '.'
		|| CASE WHEN counts.information_only = 0 THEN '' ELSE
			' In addition to this, '
			|| count_phrase(counts.information_only, 'indicator provides', 'indicators provide')
			|| ' information only with no polarity.' END
		|| CASE WHEN counts.benchmarked = 0 THEN '' ELSE
			' From ' || count_phrase(counts.benchmarked, 'measure that has', 'measures that have')
			|| ' a national benchmark, '
			|| enumeration(ARRAY[
				count_phrase(counts.top_quartile, 'is', 'are') || ' in the top quartile',
				count_phrase(counts.second_quartile, 'is', 'are') || ' in the second quartile',
				count_phrase(counts.third_quartile, 'is', 'are') || ' in the third quartile',
				count_phrase(counts.fourth_quartile, 'is', 'are') || ' in the fourth quartile'])
			|| '.' END
		END;
COMMENT ON FUNCTION cfsperf_internal.headline_sentence(tally) IS
	'the overview sentence of a report, from its counts and nothing else';
