-- SPDX-License-Identifier: PostgreSQL
/*
 * 51_dashboard_text.sql - pieces of the dashboard that are words: pure functions, text in, HTML out
 *
 * Everything that comes from a table goes through html_text (10_document_marks.sql),
 * and through nothing else: xmlelement() would need a server built with libxml, closes
 * empty elements in a way that HTML does not, and lets control characters
 * pass.  All markup here is ASCII, so that it means the same in every
 * encoding.
 *
 * What is called for every row is in plpgsql where it is long: that keeps its
 * expressions from one row to the next.  What is short and called from there is
 * in SQL and not STRICT, so that it becomes part of the expression that calls it:
 * a STRICT function with CASE in it is executed as a query of its own.
 */

CREATE FUNCTION cfsperf_internal.html_shape(kind text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN '<svg class="shape" viewBox="0 0 12 12" aria-hidden="true">' || CASE kind
		WHEN 'improved' THEN '<path d="M6 1l5.5 10H.5z"/>'
		WHEN 'declined' THEN '<path d="M6 11L.5 1h11z"/>'
		WHEN 'no significant change' THEN '<path d="M1 2.5h10v2.5H1zM1 7h10v2.5H1z"/>'
		WHEN 'information only' THEN '<circle class="open" cx="6" cy="6" r="4.5"/>'
		WHEN 'reported' THEN '<path d="M1 6.5l2-2 2 2L9.5 2l2 2L5 10.5z"/>'
		ELSE '<path class="open" d="M2.5 2.5l7 7m0-7l-7 7"/>' END || '</svg>';
COMMENT ON FUNCTION cfsperf_internal.html_shape(text) IS
	'the shape that stands beside a direction, so that it needs no colour: up, down, equal, ring; a cross for none';

CREATE FUNCTION cfsperf_internal.html_class(direction text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE direction
		WHEN 'improved' THEN 'better'
		WHEN 'declined' THEN 'worse'
		WHEN 'no significant change' THEN 'same'
		WHEN 'information only' THEN 'info'
		ELSE 'none' END;
COMMENT ON FUNCTION cfsperf_internal.html_class(text) IS
	'the style of a direction';

CREATE FUNCTION cfsperf_internal.html_direction(direction text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN '<b class="badge ' || html_class(direction) || '">'
		|| html_shape(coalesce(direction, 'cannot be compared')) || ' '
		|| html_text(upper(left(coalesce(direction, 'cannot be compared'), 1))
					 || substr(coalesce(direction, 'cannot be compared'), 2)) || '</b>';
COMMENT ON FUNCTION cfsperf_internal.html_direction(text) IS
	'a direction by shape, word and colour; NULL: cannot be compared';

CREATE FUNCTION cfsperf_internal.html_length(number text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
		WHEN length(number) > 22 THEN ' l3'
		WHEN length(number) > 16 THEN ' l2'
		WHEN length(number) > 11 THEN ' l1'
		WHEN length(number) > 7 THEN ' l0'
		ELSE '' END;
COMMENT ON FUNCTION cfsperf_internal.html_length(text) IS
	'the style of a number by its length: the longer, the smaller, so that it stays on one line of its column';

CREATE FUNCTION cfsperf_internal.html_number(words text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN length(words) > 16 THEN '<b class="' || ltrim(html_length(words)) || '">' ELSE '<b>' END
		|| html_signed(words) || '</b>';
COMMENT ON FUNCTION cfsperf_internal.html_number(text) IS
	'a number with its sign and unit, or a short label, which no line of a row breaks in two: the style sheet sees to that';

CREATE FUNCTION cfsperf_internal.html_when(period text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN length(period) > 12 THEN html_text(period) ELSE html_number(period) END;
COMMENT ON FUNCTION cfsperf_internal.html_when(text) IS
	'a period of html_period, whole where it is short';

CREATE FUNCTION cfsperf_internal.html_counts_of(words text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	-- but not the digits of a reference that html_text made
	RETURN regexp_replace(html_text(regexp_replace(words, '^\((.*)\)$', '\1')), '(?<![#\d])\d[\d,.]*(?![\d,.])', '<b>\&</b>', 'g');
COMMENT ON FUNCTION cfsperf_internal.html_counts_of(text) IS
	'what stands behind the number of a figure, with its numbers whole: "299 of 1,300 children", "per 10,000 (83 children)"';

CREATE FUNCTION cfsperf_internal.html_figure(number text, words text, period text, target text, rag text)
	RETURNS text
	LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	RETURN concat('<b class="figure', html_length(number), '">', html_signed(number), '</b>',
		' <small class="counts" dir="auto">' || html_counts_of(nullif(ltrim(substr(words, length(number) + 1)), '')) || '</small>',
		'<small>', html_when(period), '</small>',
		'<small>Target ' || html_number(target) || CASE rag
			WHEN 'green' THEN ': reached'
			WHEN 'amber' THEN ': nearly reached'
			WHEN 'red' THEN ': <b class="worse">not reached</b>'
			ELSE '' END || '</small>');
END
$$;
COMMENT ON FUNCTION cfsperf_internal.html_figure(text, text, text, text, text) IS
	'a figure, its number large and smaller the longer it is; what it counts, from the words of figure_words, which begin with the number; its period; its target and what became of that';

CREATE FUNCTION cfsperf_internal.html_period(period reporting_period, timing text DEFAULT 'during') RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
		WHEN timing = 'at the end of' AND months(period) >= 12 THEN day_words(ends(period))
		ELSE CASE timing WHEN 'at the end of' THEN 'end of ' ELSE '' END
			|| CASE WHEN months(period) = 1 OR period::text ~ '/P|^AY'
				THEN regexp_replace(period_words(period), '^the ', '')
				ELSE period::text END END;
COMMENT ON FUNCTION cfsperf_internal.html_period(reporting_period, text) IS
	'a period where there is little room: its label, or words where that is none that people use';

CREATE FUNCTION cfsperf_internal.html_tag(period reporting_period, timing text) RETURNS text
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	RETURN CASE
		WHEN months(period) = 1 OR months(period) >= 12 AND timing = 'at the end of'
			THEN regexp_replace(month_words(ends(period)), '^(...)[a-z]*', E'\\1')
		WHEN period::text LIKE '%/P%' THEN 'to ' || regexp_replace(month_words(ends(period)), '^(...)[a-z]*', E'\\1')
		ELSE regexp_replace(period::text, '^AY ', '') END;
END
$$;
COMMENT ON FUNCTION cfsperf_internal.html_tag(reporting_period, text) IS
	'a period in the least room, below a point of a picture: "2021/22 Q1", "Sep 2024", "to Sep 2024"';

CREATE FUNCTION cfsperf_internal.html_history(series series, timing text, target double precision, trend text, trend_points integer,
							 unit text, unit_label text, decimals integer)
	RETURNS text
	LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	past text := '';
	longest integer := 0;
	number text;
	earlier record;
BEGIN
	-- the four before the last; their century is that of the labels above
	FOR earlier IN SELECT u.period, u.indicator FROM unnest(series) u ORDER BY u.period DESC LIMIT 4 OFFSET 1 LOOP
		number := printed(value(earlier.indicator), unit, unit_label, decimals);
		longest := GREATEST(longest, length(number));
		past := '<li>' || regexp_replace(html_tag(earlier.period, timing), E'^20(?=\\d\\d/)|(?<=[a-z] )20(?=\\d\\d\\M)', '') || ' '
			|| html_number(number) || '</li>' || past;
	END LOOP;
	RETURN concat(
		-- within a page of HTML a picture needs no namespace, and the style sheet has its strokes
		replace(replace(sparkline(series, 200, 26, target), ' xmlns="http://www.w3.org/2000/svg"', ''),
			' fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"', ''),
		CASE WHEN past <> '' THEN '<small class="ends"><b>' || html_tag(first_period(series), timing) || '</b> <b>'
			|| html_tag(last_period(series), timing) || '</b></small><ul class="past' || CASE WHEN longest > 7 THEN ' long' ELSE '' END
			|| '" role="list">' || past || '</ul>' END,
		'<small>' || CASE
			WHEN trend LIKE '% and getting %' THEN capitalised(regexp_replace(html_text(trend), '^.* and ', ''))
			WHEN trend = 'no significant change' THEN 'No clear trend'
			ELSE capitalised(html_text(nullif(trend, 'cannot be calculated'))) END || ' over ' || trend_points || ' figures</small>');
END
$$;
COMMENT ON FUNCTION cfsperf_internal.html_history(series, text, double precision, text, integer, text, text, integer) IS
	'a history that ends with the figure shown: its picture with the target, from when to when, the four figures before the last (side by side where they are short), the trend where it can be calculated';

CREATE FUNCTION cfsperf_internal.html_joined(words text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN regexp_replace(regexp_replace(html_text(words), '(\d) (?=point|per )', '\1&#160;', 'g'),
		'\mper (?=\d)', 'per&#160;', 'g');
COMMENT ON FUNCTION cfsperf_internal.html_joined(text) IS
	'words in which a number stays with its unit: "up to 0.3 points", "45.6 per 10,000"';

CREATE FUNCTION cfsperf_internal.html_difference(difference double precision, size text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
		WHEN difference = 0 THEN 'Unchanged'
		WHEN size LIKE 'less than%' THEN CASE WHEN difference > 0 THEN 'Up by ' ELSE 'Down by ' END || html_joined(size)
		ELSE '<b>' || CASE WHEN difference > 0 THEN '+' ELSE '&#8722;' END || html_text(size) || '</b>' END;
COMMENT ON FUNCTION cfsperf_internal.html_difference(double precision, text) IS
	'a difference with its sign, and its size as sentences have it';

CREATE FUNCTION cfsperf_internal.chance_words(direction text, p_value double precision) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN direction IN ('improved', 'declined') THEN CASE
		WHEN p_value > 0.05 THEN 'chance alone could explain it'
		WHEN p_value <= 0.05 THEN 'more than chance alone would explain' END END;
COMMENT ON FUNCTION cfsperf_internal.chance_words(text, double precision) IS
	'whether chance alone could explain that a figure improved or declined; NULL where it did neither or that cannot be judged';

CREATE FUNCTION cfsperf_internal.html_change(direction text, difference double precision, size text, before text, previous_at text,
							basis text, rule text, p_value double precision, year_ago text, year_ago_direction text,
							year_ago_p_value double precision)
	RETURNS text
	LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	RETURN concat(html_direction(direction), '<small>',
		CASE WHEN before IS NULL THEN 'No earlier figure to compare with'
			ELSE concat(html_difference(difference, size), ' from ', html_number(before), ' ', html_text(previous_at),
				CASE basis WHEN 'same period last year' THEN ', the same period last year' END,
				CASE WHEN direction = 'no significant change' AND difference <> 0
					THEN '; ' || html_joined(rule) || CASE WHEN rule LIKE '%,%' THEN ',' ELSE '' END || ' is no significant change' END,
				'; ' || chance_words(direction, p_value)) END,
		'</small>',
		'<small>A year earlier ' || html_number(year_ago)
			|| coalesce(': ' || html_text(nullif(year_ago_direction, 'information only')), '')
			|| coalesce('; ' || chance_words(year_ago_direction, year_ago_p_value), '') || '</small>');
END
$$;
COMMENT ON FUNCTION cfsperf_internal.html_change(text, double precision, text, text, text, text, text, double precision, text, text, double precision) IS
	'what became of a figure: direction, difference, the figure before and when that was (period_at), the rule for no significant change or chance where they decide; and since a year ago';

CREATE FUNCTION cfsperf_internal.html_paragraph(label text, said text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN '<p dir="auto"><b>' || html_text(label) || '</b> ' || html_text(said) || '</p>';
COMMENT ON FUNCTION cfsperf_internal.html_paragraph(text, text) IS
	'what a person wrote, with a word that says what it is';

CREATE FUNCTION cfsperf_internal.html_source(link text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN '<p><b>Source:</b> ' || CASE WHEN link ~ '^https?://[^[:space:]]+$'
		THEN '<a dir="auto" href="' || html_text(link) || '" rel="noreferrer">' || html_text(link) || '</a>'
		ELSE '<bdi>' || html_text(link) || '</bdi>' END || '</p>';
COMMENT ON FUNCTION cfsperf_internal.html_source(text) IS
	'where a figure comes from: a link where that is an address of the web, else as it is';

CREATE FUNCTION cfsperf_internal.is_long_title(title text) RETURNS boolean
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN length(title) > 120;
COMMENT ON FUNCTION cfsperf_internal.is_long_title(text) IS
	'whether a title is too long for its row, which shows its first lines; it is whole in the details';

CREATE FUNCTION cfsperf_internal.html_details(title text, definition text, polarity text, polarity_reason text, source_link text, owner text,
							 neighbours text)
	RETURNS text
	LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	RETURN '<details><summary>' || capitalised(nullif(concat_ws(', ',
			CASE WHEN is_long_title(title) THEN 'whole title' END,
			CASE WHEN definition IS NOT NULL THEN 'definition' END,
			CASE WHEN polarity_reason IS NOT NULL THEN CASE polarity WHEN 'none' THEN 'why it is not judged'
				ELSE 'why ' || polarity || 'er is better' END END,
			CASE WHEN num_nonnulls(source_link, owner) > 0 THEN 'source' END,
			CASE WHEN neighbours IS NOT NULL THEN 'neighbours' END), '')) || '</summary>'
		|| concat(CASE WHEN is_long_title(title) THEN html_paragraph('Title:', title) END,
			html_paragraph('Definition:', definition),
			html_paragraph(CASE polarity WHEN 'none' THEN 'Why it is not judged:' ELSE 'Why ' || polarity || 'er is better:' END,
				polarity_reason),
			html_source(source_link), html_paragraph('Who answers for it:', owner), neighbours) || '</details>';
END
$$;
COMMENT ON FUNCTION cfsperf_internal.html_details(text, text, text, text, text, text, text) IS
	'what a reader may ask of a measure and need not see, its title where that is long among it: NULL where there is nothing';

CREATE FUNCTION cfsperf_internal.html_unreported(words text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN concat('<td role="cell" class="unreported" colspan="4"><b class="badge none">', html_shape('none'),
		' Not reported</b> <span dir="auto">', html_joined(words), '</span></td>');
COMMENT ON FUNCTION cfsperf_internal.html_unreported(text) IS
	'the one cell of a measure that has no figure: why, and the last one that is known';

CREATE FUNCTION cfsperf_internal.html_withheld() RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN html_unreported(status_reason('c')) || '</tr>';
COMMENT ON FUNCTION cfsperf_internal.html_withheld() IS
	'what stands in the row of html_row, to the end of its first line, where the figure was redacted';

CREATE FUNCTION cfsperf_internal.html_row(place bigint, measure text, title text, polarity text, cells text, notes text) RETURNS text
	LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	RETURN concat('<tbody role="rowgroup" id="m', place, '"><tr role="row"><th role="rowheader" ',
		CASE WHEN notes = '' THEN 'scope="row">' ELSE 'scope="rowgroup" rowspan="2">' END,
		CASE WHEN is_long_title(title) THEN '<span class="long" dir="auto">' ELSE '<span dir="auto">' END, html_text(title),
		'</span> <small>', CASE polarity
			WHEN 'high' THEN 'Higher is better'
			WHEN 'low' THEN 'Lower is better'
			ELSE 'Information only' END, '</small></th>', marked('row', measure, concat(cells, '</tr>',
			'<tr role="row"><td role="cell" class="note" colspan="4">' || nullif(notes, '') || '</td></tr>')),
		'</tbody>');
END
$$;
COMMENT ON FUNCTION cfsperf_internal.html_row(bigint, text, text, text, text, text) IS
	'a measure in the table of its outcome: its title, its cells, and below them what must be known of it; place: its number on the page, by which links find it';
