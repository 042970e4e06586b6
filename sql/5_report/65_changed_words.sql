-- SPDX-License-Identifier: PostgreSQL
/*
 * 65_changed_words.sql - what has changed of a measure since an edition, in words
 *
 * A row of a scorecard comes as jsonb here: that of the edition, and the same with
 * what the view revisions has in its place now.
 */

CREATE FUNCTION cfsperf_internal.scorecard_words()
	RETURNS TABLE (item text, words text, said_with text)
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE ROWS 70
BEGIN ATOMIC
	VALUES
		('measure_title', 'title', 'title'), ('definition', 'definition', NULL), ('outcome', 'outcome', NULL),
		('polarity', 'polarity (whether higher or lower is better)', NULL), ('polarity_reason', 'reason why it is not judged', NULL),
		('unit', 'unit', NULL), ('unit_label', 'unit', NULL), ('counted', 'name of what is counted', NULL),
		('out_of', 'name of what is counted', NULL), ('frequency', 'frequency', NULL), ('span', 'span of time', NULL),
		('timing', 'span of time', NULL), ('owner', 'owner', NULL), ('source_link', 'link to its source', NULL),
		('arrears_reason', 'reason for arrears', NULL), ('basis', 'basis of comparison', NULL), ('target', 'target', NULL),
		('note', 'note', 'report'), ('commentary', 'commentary', NULL), ('status', 'status', 'report'),
		-- there only where there is a figure
		('period', 'period', 'figure'), ('previous_value', 'figure before', 'report'), ('previous_period', 'figure before', 'report'),
		('year_ago_value', 'figure of a year earlier', 'report'), ('tolerance', 'rule for no significant change', 'report'),
		('rule', 'rule for no significant change', 'report'), ('direction', 'direction', 'judgement'), ('quartile', 'quartile', 'judgement'),
		('quartile_note', 'reason why it has no quartile', 'report'), ('rag', 'standing against the target', 'judgement'),
		('trend', 'trend', 'judgement'), ('neighbour_mean', 'neighbours'' average', 'report'),
		('neighbour_median', 'neighbours'' average', 'report'), ('neighbour_n', 'neighbours'' average', 'report'),
		('region_value', 'regional figure', 'report'), ('national_value', 'national figure', 'report'),
		('benchmark_period', 'year of comparison', 'report'), ('previous_benchmark_period', 'year of comparison', 'report'),
		('comparator_period', 'year of comparison', 'report'),
		-- following from the figure, so that its correction says it
		('value', 'figure', 'figure'), ('display', 'figure as printed', 'figure'), ('numerator', 'numerator or denominator', 'figure'),
		('denominator', 'numerator or denominator', 'figure'), ('decimals', 'number of decimals', 'figure'), ('difference', 'difference from the figure before', 'figure'),
		('p_value', 'test against chance', 'figure'), ('year_ago_p_value', 'comparison with a year earlier', 'figure'),
		('year_ago_direction', 'comparison with a year earlier', 'figure'), ('previous_quartile', 'quartile of the figure before', 'figure'),
		('quartile_movement', 'quartile of the figure before', 'figure'), ('national_rank', 'rank', 'figure'),
		('national_n', 'number of authorities ranked', 'figure'), ('neighbour_rank', 'rank among neighbours', 'figure'),
		('against_neighbours', 'comparison with neighbours', 'figure'), ('trend_points', 'trend', 'figure'),
		-- of every measure, and said once of the report
		('area_name', 'name of the area', 'all'), ('outcome_title', 'title of an outcome', 'all'),
		('outcome_position', 'order of the measures', 'all'), ('measure_position', 'order of the measures', 'all'),
		('region_name', 'name of the region', 'all'), ('national_name', 'name of the country', 'all'),
		('benchmark', 'national benchmark', 'all'), ('benchmark_caveat', 'national benchmark', 'all');
END;
COMMENT ON FUNCTION cfsperf_internal.scorecard_words() IS
	'the columns of a scorecard as a reader calls what they hold; said_with: figure, left out where its correction is said; report, where it is said that the figure has come or gone; judgement, title, which have a sentence of their own; all, said once of the report';

CREATE FUNCTION cfsperf_internal.changed_items(items text[], kinds text[]) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN (SELECT enumeration(array_agg(w.words ORDER BY w.place))
			FROM (SELECT coalesce(k.words, replace(i.item, '_', ' ')) AS words, min(k.place) AS place
				  FROM unnest(items) AS i(item)
				  LEFT JOIN scorecard_words() WITH ORDINALITY AS k(item, words, said_with, place) ON k.item = i.item
				  WHERE coalesce(k.said_with, '') = ANY (kinds)
				  GROUP BY 1) w);
COMMENT ON FUNCTION cfsperf_internal.changed_items(text[], text[]) IS
	'those of the columns that go with one of the given kinds, '''' for those that are said in any case: "note, commentary and target"; NULL where there are none';

CREATE FUNCTION cfsperf_internal.changed_sentence(whose text, items text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN whose || ' ' || items || CASE WHEN items ~ ' and ' THEN ' have' ELSE ' has' END || ' been changed.';
COMMENT ON FUNCTION cfsperf_internal.changed_sentence(text, text) IS
	'"Its note and target have been changed."';

CREATE FUNCTION cfsperf_internal.corrected_figure(edition integer, was jsonb, now jsonb) RETURNS text
	LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	value_was CONSTANT double precision := was ->> 'value';
	value_now CONSTANT double precision := now ->> 'value';
	period_was CONSTANT reporting_period := was ->> 'period';
	period_now CONSTANT reporting_period := now ->> 'period';
	-- so that the two print apart
	decimals CONSTANT integer := printing_decimals(value_now, value_was, now ->> 'unit',
		greatest((was ->> 'decimals')::integer, (now ->> 'decimals')::integer));
	-- no counts of the edition where those of now are withheld
	figure_was CONSTANT text := figure_words(value_was,
		CASE WHEN now ->> 'numerator' IS NOT NULL THEN (was ->> 'numerator')::double precision END,
		CASE WHEN now ->> 'denominator' IS NOT NULL THEN (was ->> 'denominator')::double precision END, was ->> 'unit', was ->> 'unit_label', decimals,
		was ->> 'counted', was ->> 'out_of');
	figure_now CONSTANT text := figure_words(value_now, (now ->> 'numerator')::double precision,
		(now ->> 'denominator')::double precision, now ->> 'unit', now ->> 'unit_label', decimals,
		now ->> 'counted', now ->> 'out_of');
BEGIN
	RETURN CASE
		WHEN value_was IS NULL AND value_now IS NULL THEN NULL
		WHEN value_was IS NULL THEN 'The figure is ' || figure_now || '; edition ' || edition || ' had none.'
		-- what is withheld now is not repeated
		WHEN value_now IS NULL THEN concat_ws(' ', 'Edition ' || edition || ' had a figure; there is none now.',
			not_reported_sentence(now ->> 'status', (now ->> 'quarter')::reporting_period),
			note_sentence(now ->> 'note', now ->> 'status'))
		WHEN period_was <> period_now THEN 'The figure ' || period_of_figure(period_now, now ->> 'timing') || ' is ' || figure_now
			|| '; edition ' || edition || ' had that ' || period_of_figure(period_was, was ->> 'timing') || ', ' || figure_was || '.'
		WHEN figure_was <> figure_now THEN 'The figure is ' || figure_now || '; edition ' || edition || ' had ' || figure_was || '.'
		WHEN value_was <> value_now THEN 'The figure differs by ' || difference_words(value_now, value_was, now ->> 'unit',
			now ->> 'unit_label', decimals) || ' from that of edition ' || edition || '.' END;
END
$$;
COMMENT ON FUNCTION cfsperf_internal.corrected_figure(integer, jsonb, jsonb) IS
	'the figure of a row of a scorecard and that of an edition; a figure that is not shown now is not said. NULL where they are the same as printed';

CREATE FUNCTION cfsperf_internal.changed_judgements(was jsonb, now jsonb) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN concat_ws(' ',
		CASE WHEN was ->> 'direction' IS DISTINCT FROM now ->> 'direction' THEN
			coalesce('It now counts as ' || (now ->> 'direction'), 'It cannot be compared now')
			|| '; it ' || coalesce('counted as ' || (was ->> 'direction'), 'could not be compared') || '.' END,
		CASE WHEN was ->> 'quartile' IS DISTINCT FROM now ->> 'quartile' THEN
			coalesce('It is now in the ' || quartile_name((now ->> 'quartile')::integer) || ' quartile', 'It has no quartile now')
			|| '; it ' || coalesce('was in the ' || quartile_name((was ->> 'quartile')::integer)
				|| CASE WHEN now ->> 'quartile' IS NULL THEN ' quartile' ELSE '' END, 'had none') || '.' END,
		CASE WHEN was ->> 'rag' IS DISTINCT FROM now ->> 'rag' THEN
			coalesce('Against its target it is now ' || (now ->> 'rag'), 'It is not judged against a target now')
			|| '; it was ' || coalesce(was ->> 'rag', 'not judged') || '.' END,
		CASE WHEN was ->> 'trend' IS DISTINCT FROM now ->> 'trend' THEN
			'Its trend is now: ' || coalesce(now ->> 'trend', 'not known')
			|| '; it was: ' || coalesce(was ->> 'trend', 'not known') || '.' END);
COMMENT ON FUNCTION cfsperf_internal.changed_judgements(jsonb, jsonb) IS
	'which judgements of a row of a scorecard are not those of an edition: direction, quartile, target, trend; empty: none';

CREATE FUNCTION cfsperf_internal.changed_measure(edition integer, was jsonb, now jsonb, items text[]) RETURNS text
	LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	in_both CONSTANT boolean := num_nonnulls(was ->> 'value', now ->> 'value') = 2;
	figure CONSTANT text := corrected_figure(edition, was, now);
BEGIN
	RETURN nullif(concat_ws(' ', CASE WHEN 'measure_title' = ANY (items)
			THEN 'It was called "' || title_words(was ->> 'measure_title', was ->> 'measure') || '".' END,
		figure, CASE WHEN in_both THEN nullif(changed_judgements(was, now), '') END,
		changed_sentence('Its', changed_items(items, CASE
			WHEN in_both AND figure IS NULL THEN '{"",report,figure}'::text[]
			WHEN in_both THEN '{"",report}'
			WHEN figure IS NULL THEN '{"",report,figure,judgement}'
			ELSE '{""}' END))), '');
END
$$;
COMMENT ON FUNCTION cfsperf_internal.changed_measure(integer, jsonb, jsonb, text[]) IS
	'what has changed of a measure since an edition, from its row of the scorecard then and now and the columns that differ; NULL where that is said once for all measures';

CREATE FUNCTION cfsperf_internal.change_rows(changes jsonb)
	RETURNS TABLE (edition integer, place integer, measure varchar, measure_title varchar, words text)
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE ROWS 10
BEGIN ATOMIC
	SELECT c.edition, c.place, c.measure, c.measure_title, c.words
	FROM jsonb_to_recordset(changes) AS c(edition integer, place integer, measure varchar, measure_title varchar, words text);
END;
COMMENT ON FUNCTION cfsperf_internal.change_rows(jsonb) IS
	'the rows of changes_since_edition() from the one value that changes_since() makes of them; none from NULL';
