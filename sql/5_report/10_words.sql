/*
 * 10_words.sql - numbers as sentences
 */

CREATE FUNCTION cfsperf_internal.number_word(n bigint) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE WHEN n BETWEEN 0 AND 9
		THEN (ARRAY['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven',
					'eight', 'nine'])[n::integer + 1]
		ELSE n::text END;
COMMENT ON FUNCTION cfsperf_internal.number_word(bigint) IS
	'a number as the report writes it: up to nine in words, 0 as "none"';

CREATE FUNCTION cfsperf_internal.quartile_word(quartile integer) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
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

CREATE FUNCTION cfsperf_internal.headline_sentence(
	reported bigint, improved bigint, no_significant_change bigint,
	declined bigint, information_only bigint, not_comparable bigint,
	benchmarked bigint, top_quartile bigint, second_quartile bigint,
	third_quartile bigint, fourth_quartile bigint)
	RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE WHEN reported = 0 THEN 'No measures have been reported.' ELSE
		'From ' || count_phrase(reported, 'measure that has', 'measures that have')
		|| ' been reported, '
		|| enumeration(array_remove(ARRAY[
			count_phrase(improved, 'has improved', 'have improved'),
			count_phrase(no_significant_change, 'shows no significant change',
						 'show no significant change'),
			count_phrase(declined, 'has declined', 'have declined'),
			CASE WHEN not_comparable > 0
				THEN number_word(not_comparable) || ' cannot be compared' END], NULL))
		|| '.'
		|| CASE WHEN information_only = 0 THEN '' ELSE
			' In addition to this, '
			|| count_phrase(information_only, 'indicator provides', 'indicators provide')
			|| ' information only with no polarity.' END
		|| CASE WHEN benchmarked = 0 THEN '' ELSE
			' From ' || count_phrase(benchmarked, 'measure that has', 'measures that have')
			|| ' a national benchmark, '
			|| enumeration(ARRAY[
				count_phrase(top_quartile, 'is', 'are') || ' in the top quartile',
				count_phrase(second_quartile, 'is', 'are') || ' in the second quartile',
				count_phrase(third_quartile, 'is', 'are') || ' in the third quartile',
				count_phrase(fourth_quartile, 'is', 'are') || ' in the fourth quartile'])
			|| '.' END
		END;
COMMENT ON FUNCTION cfsperf_internal.headline_sentence(bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint) IS
	'the overview sentence of a report, from the counts of quarter_summary and nothing else';
