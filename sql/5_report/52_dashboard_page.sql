/*
 * 52_dashboard_page.sql - the parts of the dashboard's page around its rows
 */

CREATE FUNCTION cfsperf_internal.html_outcome(place bigint, title text, counts tally) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN concat('<tr role="row"><th role="rowheader" scope="row"><a dir="auto" href="#outcome', place, '">',
		html_text(title), '</a></th>',
		'<td role="cell" data-label="Reported">', counts.reported,
		'</td><td role="cell" data-label="Improved">', counts.improved,
		'</td><td role="cell" data-label="No significant change">', counts.no_significant_change,
		'</td><td role="cell" data-label="Declined">', counts.declined,
		'</td><td role="cell" data-label="Information only">', counts.information_only,
		'</td><td role="cell" data-label="Cannot be compared">', counts.not_comparable,
		'</td><td role="cell" data-label="Not reported">', counts.not_reported, '</td></tr>');
COMMENT ON FUNCTION cfsperf_internal.html_outcome(bigint, text, tally) IS
	'the counts of an outcome as a row, with a link to its measures';

CREATE FUNCTION cfsperf_internal.html_outcomes(rows text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN '<section aria-labelledby="outcomes"><h2 id="outcomes">By outcome</h2>'
		|| CASE WHEN rows IS NULL THEN '<p>There are no measures.</p>' ELSE
			'<table role="table" class="sums"><caption>Number of measures in each outcome</caption>'
			|| '<thead role="rowgroup"><tr role="row">'
			|| '<th role="columnheader" scope="col">Outcome</th>'
			|| '<th role="columnheader" scope="col">Reported</th>'
			|| '<th role="columnheader" scope="col">Improved</th>'
			|| '<th role="columnheader" scope="col">No significant change</th>'
			|| '<th role="columnheader" scope="col">Declined</th>'
			|| '<th role="columnheader" scope="col">Information only</th>'
			|| '<th role="columnheader" scope="col">Cannot be compared</th>'
			|| '<th role="columnheader" scope="col">Not reported</th>'
			|| E'</tr></thead><tbody role="rowgroup">\n' || rows || E'\n</tbody></table>' END
		|| E'</section>\n';
COMMENT ON FUNCTION cfsperf_internal.html_outcomes(text) IS
	'the table of the outcomes, from the rows of html_outcome';

CREATE FUNCTION cfsperf_internal.html_legend(benchmarked boolean) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN '<section class="keep" aria-labelledby="legend"><h2 id="legend">How to read the tables</h2>'
		|| '<ul class="legend" role="list">'
		|| '<li>' || html_direction('improved') || '</li><li>' || html_direction('declined') || '</li>'
		|| '<li>' || html_direction('no significant change') || '</li>'
		|| '<li>' || html_direction('information only') || '</li></ul>'
		|| '<p class="about">The shape says whether a figure became better or worse, whichever way is good for it: '
		|| 'where lower is better, a fall is an improvement. Differences between percentages are in points.</p>'
		|| CASE WHEN benchmarked THEN '<ul class="legend" role="list">'
			|| '<li class="wide"><svg class="range" width="96" height="26" viewBox="0 0 96 26" aria-hidden="true">'
			|| '<path class="q1" d="M0.5 9h23v10h-23z"/><path class="q2" d="M23.5 9h24v10h-24z"/>'
			|| '<path class="q3" d="M47.5 9h24v10h-24z"/><path class="q4" d="M71.5 9h24v10h-24z"/>'
			|| '<path class="median" d="M47.5 7.5v13"/></svg> the figures of all authorities to scale, from the best on the left to the '
			|| 'worst: top, second, third and fourth quartile; long stroke: median</li>'
			|| '<li><svg class="range" width="12" height="26" viewBox="0 0 12 26" aria-hidden="true">'
			|| '<path class="now" d="M1 9h10l-5 7.4z"/></svg> this report''s figure</li>'
			|| '<li><svg class="range" width="12" height="26" viewBox="0 0 12 26" aria-hidden="true">'
			|| '<path class="before" d="M1 9h10l-5 7.4z"/></svg> the figure it is compared with</li>'
			|| '<li><svg class="range" width="12" height="26" viewBox="0 0 12 26" aria-hidden="true">'
			|| '<circle class="peers" cx="6" cy="13" r="2.4"/></svg> mean of the statistical neighbours</li>'
			|| '<li><svg class="range" width="20" height="26" viewBox="0 0 20 26" aria-hidden="true">'
			|| '<path class="now" d="M1 13l6-4.5v9z"/><path class="now" d="M19 13l-6-4.5v9z"/></svg>'
			|| ' a figure beyond the range of the authorities</li></ul>' ELSE '' END
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
	RETURN concat('<section aria-labelledby="outcome', place, '"><h2 dir="auto" id="outcome', place, '">',
		html_text(title), '</h2>', commentary, '<table role="table" class="measures"><caption>', html_text(counts),
		'</caption><thead role="rowgroup"><tr role="row">',
		'<th role="columnheader" scope="col">Measure</th>',
		'<th role="columnheader" scope="col" class="w2">Figure</th>',
		'<th role="columnheader" scope="col" class="w3">Change</th>',
		'<th role="columnheader" scope="col" class="w4">History</th>',
		'<th role="columnheader" scope="col">National position, best on the left</th></tr></thead>',
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
