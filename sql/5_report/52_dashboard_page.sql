-- SPDX-License-Identifier: PostgreSQL
/*
 * 52_dashboard_page.sql - the parts of the dashboard's page around its rows
 */

CREATE FUNCTION cfsperf_internal.html_outcome_count(label text, n bigint, total bigint) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE
		WHEN total = 0 THEN ''
		WHEN n = 0 THEN '<td role="cell" class="nil" data-label="' || label
			|| '"><i aria-hidden="true">&#183;</i><span class="ear">0</span></td>'
		ELSE '<td role="cell" data-label="' || label || '">' || n || '</td>' END;
COMMENT ON FUNCTION cfsperf_internal.html_outcome_count(text, bigint, bigint) IS
	'a count in the row of an outcome: a dot, aloud a zero, where there is none, and no cell where no outcome has any (total)';

CREATE FUNCTION cfsperf_internal.html_outcome_head(label text, total bigint) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE total WHEN 0 THEN '' ELSE '<th role="columnheader" scope="col">' || label || '</th>' END;
COMMENT ON FUNCTION cfsperf_internal.html_outcome_head(text, bigint) IS
	'the head of a column of html_outcome_count';

CREATE FUNCTION cfsperf_internal.html_outcome(place bigint, title text, counts tally, total tally) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN concat('<tr role="row"><th role="rowheader" scope="row">',
		coalesce('<a dir="auto" href="#outcome' || place || '">' || html_text(title) || '</a>',
			'<span dir="auto">' || html_text(title) || '</span>'), '</th>',
		html_outcome_count('Reported', counts.reported, 1),
		html_outcome_count('Improved', counts.improved, total.improved),
		html_outcome_count('No change', counts.no_significant_change, total.no_significant_change),
		html_outcome_count('Declined', counts.declined, total.declined),
		html_outcome_count('Information', counts.information_only, total.information_only),
		html_outcome_count('Not comparable', counts.not_comparable, total.not_comparable),
		html_outcome_count('Not reported', counts.not_reported, total.not_reported), '</tr>');
COMMENT ON FUNCTION cfsperf_internal.html_outcome(bigint, text, tally, tally) IS
	'the counts of an outcome as a row, with a link to its measures where these are on the page (place); total: of all outcomes';

CREATE FUNCTION cfsperf_internal.html_outcomes(total tally, rows text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN concat('<section aria-labelledby="outcomes"><h2 id="outcomes">By outcome</h2>',
		CASE WHEN rows IS NULL THEN '<p>There are no measures.</p>' ELSE concat(
			'<table role="table" class="sums"><caption>Number of measures in each outcome</caption>',
			'<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Outcome</th>',
			html_outcome_head('Reported', 1),
			html_outcome_head('Improved', total.improved),
			html_outcome_head('No change', total.no_significant_change),
			html_outcome_head('Declined', total.declined),
			html_outcome_head('Information', total.information_only),
			html_outcome_head('Not comparable', total.not_comparable),
			html_outcome_head('Not reported', total.not_reported),
			E'</tr></thead><tbody role="rowgroup">\n', rows, E'\n</tbody></table>') END,
		E'</section>\n');
COMMENT ON FUNCTION cfsperf_internal.html_outcomes(tally, text) IS
	'the table of the outcomes, from the rows of html_outcome; total: of all outcomes, whose zeros have no column';

CREATE FUNCTION cfsperf_internal.html_legend_mark(mark text, words text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN '<li><svg class="range" viewBox="0 0 28 28" aria-hidden="true">' || mark || '</svg> ' || words || '</li>';
COMMENT ON FUNCTION cfsperf_internal.html_legend_mark(text, text) IS
	'a mark of the pictures, and what it means';

CREATE FUNCTION cfsperf_internal.html_legend(benchmarked boolean) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN '<section class="keep" aria-labelledby="legend"><h2 id="legend">How to read the tables</h2>'
		|| '<ul class="legend" role="list">'
		|| '<li>' || html_direction('improved') || '</li><li>' || html_direction('declined') || '</li>'
		|| '<li>' || html_direction('no significant change') || '</li>'
		|| '<li>' || html_direction('information only') || '</li></ul>'
		|| '<p class="about">The shape says whether a figure became better or worse, whichever way is good for it: '
		|| 'where lower is better, a fall is an improvement. Differences between percentages are in points.</p>'
		|| CASE WHEN benchmarked THEN '<p class="about">National position: the figures of all authorities from the worst on the '
			|| 'left to the best on the right, whichever way is good, the median in the middle. The four quarters of the '
			|| 'authorities are drawn equally wide, and a figure lies straight between the ends of its own.</p><ul class="legend" role="list">'
			|| '<li class="wide"><svg class="range bands" viewBox="0 0 240 28" aria-hidden="true">'
			|| '</svg> fourth, third, second and top quartile</li>'
			|| html_legend_mark('<path class="now n4" d="M14 5l8 8-8 8-8-8z"/>', 'this report''s figure, in the fourth quartile')
			|| html_legend_mark('<circle class="now" cx="14" cy="13" r="6"/>', 'in the second or third')
			|| html_legend_mark('<circle class="now n1" cx="14" cy="13" r="6"/>', 'in the top quartile')
			|| html_legend_mark('<circle class="before" cx="14" cy="13" r="4.5"/>', 'the figure it is compared with')
			|| html_legend_mark('<circle class="peers" cx="14" cy="13" r="3"/>', 'mean of the statistical neighbours')
			|| html_legend_mark('<path class="land" d="M14 9.5l3.5 3.5-3.5 3.5-3.5-3.5z"/>', 'the national figure')
			|| html_legend_mark('<path class="now" d="M12 5v16L1 13zM16 5v16l11-8z"/>', 'a figure beyond the range of the authorities')
			|| html_legend_mark('<path class="target" d="M1 13h26" stroke="currentColor" stroke-dasharray="3 2"/>', 'target, in a history')
			|| '</ul>' ELSE '' END
		|| E'</section>\n';
COMMENT ON FUNCTION cfsperf_internal.html_legend(boolean) IS
	'what shapes and pictures mean';

CREATE FUNCTION cfsperf_internal.html_counts(counts tally) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN concat_ws(', ',
		CASE WHEN counts.reported = 1 THEN '1 measure reported' ELSE counts.reported || ' measures reported' END
			|| CASE WHEN counts.reported > 0 THEN ': ' ELSE '' END
			|| concat_ws(', ',
				CASE WHEN counts.improved > 0 THEN counts.improved || ' improved' END,
				CASE WHEN counts.no_significant_change > 0 THEN counts.no_significant_change || ' no significant change' END,
				CASE WHEN counts.declined > 0 THEN counts.declined || ' declined' END,
				CASE WHEN counts.information_only > 0 THEN counts.information_only || ' information only' END,
				CASE WHEN counts.not_comparable > 0 THEN counts.not_comparable || ' cannot be compared' END),
		CASE WHEN counts.not_reported > 0 THEN counts.not_reported || ' not reported' END);
COMMENT ON FUNCTION cfsperf_internal.html_counts(tally) IS
	'the counts of an outcome in words';

CREATE FUNCTION cfsperf_internal.html_table(place bigint, title text, counts text, commentary text, rows text) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	-- no landmark: there may be many, and two of one title
	RETURN concat('<section><h2 dir="auto" id="outcome', place, '">',
		html_text(title), '</h2>', commentary, '<table role="table" class="measures"><caption>', html_text(counts),
		'</caption><thead role="rowgroup"><tr role="row">',
		'<th role="columnheader" scope="col" class="w1">Measure</th>',
		'<th role="columnheader" scope="col" class="w2">Figure</th>',
		'<th role="columnheader" scope="col" class="w3">Change</th>',
		'<th role="columnheader" scope="col" class="w4">History</th>',
		'<th role="columnheader" scope="col" class="w5">National position <span class="axis"><span>Worst</span> ',
		'<span>Median</span> <span>Best</span></span></th></tr></thead>',
		E'\n', rows, E'\n</table></section>\n');
COMMENT ON FUNCTION cfsperf_internal.html_table(bigint, text, text, text, text) IS
	'the measures of an outcome as a table, from its counts in words, what people say of it, and rows of html_row';

CREATE FUNCTION cfsperf_internal.html_page(title text, area_name text, quarter text, quarter_start date, quarter_end date,
						  edition text, content text)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN html_document(concat(title, ' - ', area_name, ', ', quarter),
		concat(html_margins(area_name, quarter, edition), html_style(), html_sheet_style(), html_row_style()),
		concat('<header><h1 dir="auto">', html_text(title), '</h1>',
			'<p><bdi>', html_text(area_name), '</bdi>, ', html_text(quarter), ': ', day_words(quarter_start), ' to ',
			day_words(quarter_end), '. ', coalesce(html_text(edition), 'Not a published edition'),
			E'.</p></header>\n<main>\n', content, E'</main>\n<footer><p><bdi>', html_text(area_name), '</bdi>, ',
			html_text(quarter), '. ' || html_text(edition) || '. Digest <code>' || digest_mark() || '</code>', '</p></footer>'));
COMMENT ON FUNCTION cfsperf_internal.html_page(text, text, text, date, date, text, text) IS
	'the page around its content: head, style and title; edition: what it is called, NULL: not a published one';
