-- SPDX-License-Identifier: PostgreSQL
/*
 * 11_words.sql - numbers, dates and what people wrote, in words; the overview
 * sentence
 */

CREATE FUNCTION cfsperf_internal.one_line(words text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN nullif(btrim(regexp_replace(words,
		'[[:space:][:cntrl:]\u2028\u2029\u202a-\u202e\u2066-\u2069]+', ' ', 'g')), '');
COMMENT ON FUNCTION cfsperf_internal.one_line(text) IS
	'what people wrote, on one line: white space, control characters and marks that turn the direction of what follows become one blank; NULL where nothing is left';

CREATE FUNCTION cfsperf_internal.as_sentence(words text) RETURNS text
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	line CONSTANT text := one_line(words);
BEGIN
	RETURN line || CASE WHEN line ~ E'[.!?\\u2026]["'')\\]\\u2019\\u201d]*$' THEN '' ELSE '.' END;
END
$$;
COMMENT ON FUNCTION cfsperf_internal.as_sentence(text) IS
	'what people wrote as a sentence: on one line and with one full stop; NULL where nothing is left';

CREATE FUNCTION cfsperf_internal.commentary_words(words text, author text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN coalesce(one_line(author) || ': ', '') || as_sentence(words);
COMMENT ON FUNCTION cfsperf_internal.commentary_words(text, text) IS
	'a commentary as printed: "Performance team: Dental practices were closed."; NULL where nothing is left';

CREATE FUNCTION cfsperf_internal.at_most(words text, characters integer) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE WHEN length(words) > characters THEN left(words, characters - 3) || '...' ELSE words END;
COMMENT ON FUNCTION cfsperf_internal.at_most(text, integer) IS
	'words of which no more than so many characters are wanted: where there are more, "..." ends them';

CREATE FUNCTION cfsperf_internal.capitalised(words text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN upper(left(words, 1)) || substr(words, 2);
COMMENT ON FUNCTION cfsperf_internal.capitalised(text) IS
	'with a capital letter first';

CREATE FUNCTION cfsperf_internal.number_word(n bigint) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE WHEN n BETWEEN 1 AND 9
		THEN (ARRAY['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'])[n::integer]
		ELSE n::text END;
COMMENT ON FUNCTION cfsperf_internal.number_word(bigint) IS
	'a number as the report writes it: up to nine in words';

CREATE FUNCTION cfsperf_internal.month_words(day date) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN (ARRAY['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August',
				  'September', 'October', 'November', 'December'])
		[extract(month FROM day)::integer] || ' ' || extract(year FROM day)::text;
COMMENT ON FUNCTION cfsperf_internal.month_words(date) IS
	'the month of a date: "August 2020"';

CREATE FUNCTION cfsperf_internal.day_words(day date) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN extract(day FROM day)::text || ' ' || month_words(day);
COMMENT ON FUNCTION cfsperf_internal.day_words(date) IS
	'a date: "30 September 2020"';

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

CREATE FUNCTION cfsperf_internal.reorganisation_words(kind text, predecessors text[], successors text[], changed_on date)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN enumeration(predecessors) || CASE cardinality(predecessors) WHEN 1 THEN ' was ' ELSE ' were ' END
		|| CASE
			WHEN predecessors && successors OR kind = 'split' AND cardinality(successors) = 1 THEN 'reorganised'
			WHEN kind = 'split' THEN 'split into ' || enumeration(successors)
			ELSE 'merged into ' || enumeration(successors) END
		|| ' in ' || month_words(changed_on);
COMMENT ON FUNCTION cfsperf_internal.reorganisation_words(text, text[], text[], date) IS
	'what became of areas, by their names: "A was split into B and C in April 2023", "A and B were merged into C in April 2019", or that they were reorganised where one goes on under its name; without a full stop';

CREATE FUNCTION cfsperf_internal.note_with(note text, words text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN words IS NULL THEN note ELSE concat_ws(' ', as_sentence(note), words || '.') END;
COMMENT ON FUNCTION cfsperf_internal.note_with(text, text) IS
	'a note with what else is to be said behind it; the note as it is where that is nothing';

CREATE FUNCTION cfsperf_internal.count_phrase(n bigint, singular text, plural text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN number_word(n) || ' ' || CASE WHEN n = 1 THEN singular ELSE plural END;
COMMENT ON FUNCTION cfsperf_internal.count_phrase(bigint, text, text) IS
	'a number and what agrees with it: "one has improved", "eight have improved"';

CREATE FUNCTION cfsperf_internal.count_phrases(total bigint, counts integer[], singular text[], plural text[])
	RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN (SELECT enumeration(array_agg(CASE
				WHEN total = 1 THEN 'it ' || c.singular
				WHEN c.n < total THEN count_phrase(c.n, c.singular, c.plural)
				WHEN total = 2 THEN 'both ' || c.plural
				ELSE 'all ' || number_word(c.n) || ' ' || c.plural END ORDER BY c.place))
			FROM unnest(counts, singular, plural) WITH ORDINALITY AS c(n, singular, plural, place)
			WHERE c.n > 0);
COMMENT ON FUNCTION cfsperf_internal.count_phrases(bigint, integer[], text[], text[]) IS
	'what became of how many, without those that there are none of: "eight have improved and five have declined"; where these are all, "both have improved", or of one "it has improved"';

CREATE FUNCTION cfsperf_internal.quartile_movement(previous_quartile integer, quartile integer) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN quartile = previous_quartile THEN 'unchanged'
		ELSE quartile_word(previous_quartile) || ' to ' || quartile_word(quartile) END;
COMMENT ON FUNCTION cfsperf_internal.quartile_movement(integer, integer) IS
	'from which quartile to which: "second to first", or "unchanged"';

CREATE FUNCTION cfsperf_internal.quartile_counts(counts tally) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE counts.benchmarked WHEN 0 THEN NULL
			WHEN 1 THEN 'One measure has a national benchmark: '
			ELSE 'From ' || number_word(counts.benchmarked) || ' measures that have a national benchmark, ' END
		|| count_phrases(counts.benchmarked,
			ARRAY[counts.top_quartile, counts.second_quartile, counts.third_quartile, counts.fourth_quartile],
			ARRAY['is in the top quartile', 'is in the second quartile', 'is in the third quartile',
				  'is in the fourth quartile'],
			ARRAY['are in the top quartile', 'are in the second quartile', 'are in the third quartile',
				  'are in the fourth quartile']) || '.';
COMMENT ON FUNCTION cfsperf_internal.quartile_counts(tally) IS
	'how many measures are in which quartile, as a sentence; NULL where none has one';

CREATE FUNCTION cfsperf_internal.headline_sentence(counts tally) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN counts.reported = 0 THEN 'No measures have been reported.'
		WHEN counts.reported IS NOT NULL THEN concat_ws(' ',
			CASE
				WHEN counts.information_only = counts.reported
					THEN capitalised(count_phrase(counts.reported, 'measure has', 'measures have'))
						|| ' been reported, for information only with no polarity.'
				ELSE CASE counts.reported WHEN 1 THEN 'One measure has been reported: '
						ELSE 'From ' || number_word(counts.reported) || ' measures that have been reported, ' END
					|| count_phrases(counts.reported,
						ARRAY[counts.improved, counts.no_significant_change, counts.declined, counts.not_comparable],
						ARRAY['has improved', 'shows no significant change', 'has declined', 'cannot be compared'],
						ARRAY['have improved', 'show no significant change', 'have declined', 'cannot be compared'])
					|| '.' END,
			CASE WHEN counts.information_only BETWEEN 1 AND counts.reported - 1
				THEN 'In addition to this, '
					|| count_phrase(counts.information_only, 'indicator provides', 'indicators provide')
					|| ' information only with no polarity.' END,
			quartile_counts(counts)) END;
COMMENT ON FUNCTION cfsperf_internal.headline_sentence(tally) IS
	'the overview sentence of a report, from its counts and nothing else';

CREATE FUNCTION cfsperf_internal.outcome_sentence(counts tally) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN counts.reported = 0 THEN 'No measures have been reported.'
		WHEN counts.reported IS NOT NULL THEN concat_ws(' ',
			CASE counts.reported WHEN 1 THEN 'One measure has been reported: '
				ELSE 'Of ' || number_word(counts.reported) || ' measures reported, ' END
			|| count_phrases(counts.reported,
				ARRAY[counts.improved, counts.no_significant_change, counts.declined, counts.not_comparable,
					  counts.information_only],
				ARRAY['has improved', 'shows no significant change', 'has declined', 'cannot be compared',
					  'is for information only'],
				ARRAY['have improved', 'show no significant change', 'have declined', 'cannot be compared',
					  'are for information only'])
			|| '.',
			quartile_counts(counts)) END;
COMMENT ON FUNCTION cfsperf_internal.outcome_sentence(tally) IS
	'the same of an outcome; those for information only are among the measures reported and not in addition to them';

CREATE FUNCTION cfsperf_internal.chance_sentence(counts tally) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN (SELECT CASE
			WHEN changed = 1 THEN 'The one measure that changed has '
			WHEN changed = testable THEN CASE changed WHEN 2 THEN 'Both' ELSE 'All ' || number_word(changed) END
				|| ' measures that changed have '
			ELSE 'Of the ' || number_word(changed) || ' measures that changed, '
				|| count_phrase(testable, 'has', 'have') || ' ' END
		|| 'counts by which chance can be judged; '
		|| CASE
			WHEN beyond_chance = 0 THEN 'chance alone could explain '
				|| CASE testable WHEN 1 THEN 'this change.' ELSE 'each of these changes.' END
			ELSE CASE WHEN testable = 1 THEN 'it'
					WHEN testable = beyond_chance THEN 'each of these'
					ELSE number_word(beyond_chance) || ' of these' END
				|| ' changed by more than chance alone would explain.' END
		FROM (SELECT counts.improved + counts.declined AS changed, counts.testable, counts.beyond_chance) AS c
		WHERE testable > 0);
COMMENT ON FUNCTION cfsperf_internal.chance_sentence(tally) IS
	'how many of the measures that changed could be tested, and how many of these changed by more than chance; NULL where none could be';
