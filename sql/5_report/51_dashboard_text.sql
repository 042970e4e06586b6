/*
 * 51_dashboard_text.sql - pieces of the dashboard that are words: pure functions, text in, HTML out
 *
 * Everything that comes from a table goes through html_text (10_document_marks.sql),
 * and through nothing else: xmlelement() would need a server built with libxml, closes
 * empty elements in a way that HTML does not, and lets control characters
 * pass.  All markup here is ASCII, so that it means the same in every
 * encoding.
 */

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

CREATE FUNCTION cfsperf_internal.html_difference(difference double precision, size text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
		WHEN difference = 0 THEN 'Unchanged'
		WHEN size LIKE 'less than%' THEN CASE WHEN difference > 0 THEN 'Up by ' ELSE 'Down by ' END || html_text(size)
		ELSE CASE WHEN difference > 0 THEN '+' ELSE '&#8722;' END || html_text(size) END;
COMMENT ON FUNCTION cfsperf_internal.html_difference(double precision, text) IS
	'a difference with its sign, and its size as sentences have it';

CREATE FUNCTION cfsperf_internal.html_change(direction text, difference double precision, size text, before text, previous_period text,
							basis text, rule text, p_value double precision, year_ago text, year_ago_direction text,
							year_ago_p_value double precision)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN html_direction(direction) || '<small>'
		|| CASE WHEN before IS NULL THEN 'No earlier figure to compare with'
			ELSE html_difference(difference, size) || ' from '
				|| html_text(before) || ' in <span class="when">' || html_text(previous_period) || '</span>'
				|| CASE basis WHEN 'same period last year' THEN ', the same period last year' ELSE '' END
				|| CASE WHEN direction = 'no significant change' AND difference <> 0
						THEN '; ' || html_text(rule) || CASE WHEN rule LIKE '%,%' THEN ',' ELSE '' END
							|| ' is no significant change'
					WHEN direction IN ('improved', 'declined') AND p_value > 0.05
						THEN '; chance alone could explain it'
					ELSE '' END END
		|| '</small>'
		|| coalesce('<small>A year earlier ' || html_text(year_ago)
			|| coalesce(': ' || html_text(nullif(year_ago_direction, 'information only'))
				|| CASE WHEN year_ago_direction IN ('improved', 'declined') AND year_ago_p_value > 0.05
					THEN '; chance alone could explain it' ELSE '' END, '') || '</small>', '');
COMMENT ON FUNCTION cfsperf_internal.html_change(text, double precision, text, text, text, text, text, double precision, text, text, double precision) IS
	'what became of a figure: direction, difference, the figure before and its period, the rule for no significant change or chance where they decide; and since a year ago';

CREATE FUNCTION cfsperf_internal.html_paragraph(label text, said text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN '<p dir="auto"><b>' || html_text(label) || '</b> ' || html_text(said) || '</p>';
COMMENT ON FUNCTION cfsperf_internal.html_paragraph(text, text) IS
	'what a person wrote, with a word that says what it is';

CREATE FUNCTION cfsperf_internal.html_withheld() RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN '<td role="cell" class="unreported" colspan="4"><b class="badge none">' || html_shape('none')
		|| ' Not reported</b> <span>' || html_text(status_reason('c')) || '</span></td></tr>';
COMMENT ON FUNCTION cfsperf_internal.html_withheld() IS
	'what stands in the row of html_row, to the end of its first line, where the figure was redacted';

CREATE FUNCTION cfsperf_internal.html_row(measure text, title text, polarity text, cells text, notes text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN concat('<tbody role="rowgroup"><tr role="row"><th role="rowheader" ',
		CASE WHEN notes = '' THEN 'scope="row">' ELSE 'scope="rowgroup" rowspan="2">' END,
		'<span dir="auto">', html_text(title), '</span> <small>', CASE polarity
			WHEN 'high' THEN 'Higher is better'
			WHEN 'low' THEN 'Lower is better'
			ELSE 'Information only' END, '</small></th>', marked('row', measure, concat(cells, '</tr>',
			'<tr role="row"><td role="cell" class="note" colspan="4">' || nullif(notes, '') || '</td></tr>')),
		'</tbody>');
COMMENT ON FUNCTION cfsperf_internal.html_row(text, text, text, text, text) IS
	'a measure in the table of its outcome: its title, its cells, and below them what must be known of it';
