/*
 * 51_dashboard_text.sql - pieces of the dashboard that are words: pure functions, text in, HTML out
 *
 * Everything that comes from a table goes through html_text, and through
 * nothing else: xmlelement() would need a server built with libxml, closes
 * empty elements in a way that HTML does not, and lets control characters
 * pass.  All markup here is ASCII, so that it means the same in every
 * encoding.
 */

CREATE FUNCTION cfsperf_internal.html_text(text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN replace(replace(replace(replace(replace(
		-- all control characters below 128 except tab and new line
		translate($1, E'\x01\x02\x03\x04\x05\x06\x07\x08\x0B\x0C\x0D\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F\x7F',
				  repeat(' ', 30)),
		'&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;'), '''', '&#39;');
COMMENT ON FUNCTION cfsperf_internal.html_text(text) IS
	'text made harmless in HTML, between tags and in quoted attributes: & < > " '' become references, control characters spaces';

CREATE FUNCTION cfsperf_internal.html_shape(kind text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
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

CREATE FUNCTION cfsperf_internal.html_tile(class text, shape text, n bigint, words text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN '<li class="tile ' || class || '"><b>' || n || '</b> <span>'
		|| CASE shape WHEN '' THEN '' ELSE html_shape(shape) || ' ' END
		|| html_text(words) || '</span></li>';
COMMENT ON FUNCTION cfsperf_internal.html_tile(text, text, bigint, text) IS
	'a number of measures, large, and what they are';

CREATE FUNCTION cfsperf_internal.html_figure(value double precision, numerator double precision, denominator double precision,
							unit text, unit_label text, decimals integer, period text, target text, rag text)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN concat('<b class="figure">',
		html_text(printed(value, CASE WHEN unit LIKE 'per %' THEN 'number' ELSE unit END, unit_label, decimals)), '</b>',
		' <small class="counts" dir="auto">' || nullif(html_text(concat_ws(' ',
			unit_words(value, unit, unit_label, decimals),
			CASE WHEN unit <> 'count' THEN ltrim(display_counts(numerator, denominator)) END)), '')
			|| '</small>',
		'<small class="when">', html_text(period), '</small>',
		'<small>Target ' || html_text(target) || CASE rag
			WHEN 'green' THEN ': reached'
			WHEN 'amber' THEN ': nearly reached'
			WHEN 'red' THEN ': not reached'
			ELSE '' END || '</small>');
COMMENT ON FUNCTION cfsperf_internal.html_figure(double precision, double precision, double precision, text, text, integer, text, text, text) IS
	'a figure as printed, its number large; its period; its target and what became of that';

CREATE FUNCTION cfsperf_internal.html_amount(amount numeric, unit text, unit_label text, decimals integer) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN unit_label = '£' THEN '£' ELSE '' END || round(amount, decimals)::text
		|| CASE WHEN unit = '%' THEN CASE WHEN round(amount, decimals)::text = '1' THEN ' point' ELSE ' points' END
			ELSE '' END;
COMMENT ON FUNCTION cfsperf_internal.html_amount(numeric, text, text, integer) IS
	'the size of a difference: of percentages in points, never per cent';

CREATE FUNCTION cfsperf_internal.html_difference(difference double precision, unit text, unit_label text, decimals integer)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
		WHEN difference = 0 THEN 'Unchanged'
		WHEN round(difference::numeric, decimals) = 0
			THEN CASE WHEN difference > 0 THEN 'Up' ELSE 'Down' END || ' by less than '
				|| html_amount(10::numeric ^ -decimals, unit, unit_label, decimals)
		ELSE CASE WHEN difference > 0 THEN '+' ELSE '&#8722;' END
			|| html_amount(abs(difference)::numeric, unit, unit_label, decimals) END;
COMMENT ON FUNCTION cfsperf_internal.html_difference(double precision, text, text, integer) IS
	'a difference with its sign, rounded as the figure is; one that would round to zero is said to be less than the smallest step';

CREATE FUNCTION cfsperf_internal.html_change(direction text, difference double precision, before text, previous_period text,
							basis text, tolerance double precision, unit text, unit_label text, decimals integer)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN html_direction(direction) || '<small>'
		|| CASE WHEN previous_period IS NULL THEN 'No earlier figure to compare with'
			ELSE html_difference(difference, unit, unit_label, decimals) || ' from '
				|| html_text(before) || ' in <span class="when">' || html_text(previous_period) || '</span>'
				|| CASE basis WHEN 'same period last year' THEN ', the same period last year' ELSE '' END
				|| CASE WHEN direction = 'no significant change' AND tolerance > 0
						AND abs(difference) <= tolerance
					THEN '; up to ' || html_text(tolerance::numeric::text)
						|| CASE WHEN unit <> '%' THEN ''
							WHEN tolerance = 1 THEN ' point' ELSE ' points' END
						|| ' is no significant change'
					ELSE '' END END
		|| '</small>';
COMMENT ON FUNCTION cfsperf_internal.html_change(text, double precision, text, text, text, double precision, text, text, integer) IS
	'what became of a figure: direction, difference, the figure before and its period';

CREATE FUNCTION cfsperf_internal.html_paragraph(label text, said text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN '<p dir="auto"><b>' || html_text(label) || '</b> ' || html_text(said) || '</p>';
COMMENT ON FUNCTION cfsperf_internal.html_paragraph(text, text) IS
	'what a person wrote, with a word that says what it is';

CREATE FUNCTION cfsperf_internal.html_row(title text, polarity text, cells text, notes text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN concat('<tbody role="rowgroup"><tr role="row"><th role="rowheader" ',
		CASE WHEN notes = '' THEN 'scope="row">' ELSE 'scope="rowgroup" rowspan="2">' END,
		'<span dir="auto">', html_text(title), '</span> <small>', CASE polarity
			WHEN 'high' THEN 'Higher is better'
			WHEN 'low' THEN 'Lower is better'
			ELSE 'Information only' END, '</small></th>', cells, '</tr>',
		'<tr role="row"><td role="cell" class="note" colspan="4">' || nullif(notes, '') || '</td></tr>',
		'</tbody>');
COMMENT ON FUNCTION cfsperf_internal.html_row(text, text, text, text) IS
	'a measure in the table of its outcome: its title, its cells, and below them what must be known of it';
