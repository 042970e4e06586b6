-- SPDX-License-Identifier: PostgreSQL
/*
 * 68_index.sql - the reports of a quarter on one page, for whoever reads those of several areas
 *
 * Of editions it shows what published_summary has, so that it costs no reading of
 * figures, and says what the committees can see.
 */

CREATE FUNCTION cfsperf_internal.html_index_row(area text, area_name text, edition integer, published_on date, counts integer[])
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN concat('<tr role="row"><th role="rowheader" scope="row"><a dir="auto" href="',
		-- a "%" of the file's name is one of the URL's
		html_text(replace(page_file(area), '%', '%25')), '">', html_text(title_words(area_name, area)), '</a></th>',
		'<td role="cell" data-label="Edition">', edition, '</td><td role="cell" class="when" data-label="Published on">',
		day_words(published_on), '</td>',
		(SELECT string_agg(concat('<td role="cell" data-label="', l.label, '">', l.n, '</td>'), '' ORDER BY l.place)
		 FROM unnest(counts, '{Reported,Improved,No significant change,Declined,Top quartile,Bottom quartile}'::text[])
			WITH ORDINALITY AS l(n, label, place)), '</tr>');
COMMENT ON FUNCTION cfsperf_internal.html_index_row(text, text, integer, date, integer[]) IS
	'a row of the index: the area with a link to its page, the edition and its day, and how many measures are reported, have improved, show no significant change, have declined, are in the top and in the bottom quartile';

CREATE FUNCTION cfsperf_internal.html_index(quarter reporting_period, published bigint, rows text, unpublished text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN html_document('Performance reports, ' || period_words(quarter), html_style() || html_row_style()
		-- a long table goes on overleaf
		|| '@page{size:A4;margin:14mm 12mm}.index tbody{break-inside:auto}.index .when{white-space:nowrap}'
		|| '.index thead th:first-child{width:30%}.index td,.index th{padding:.3rem .4rem}', concat(
		'<header><h1>Performance reports, ', period_words(quarter), '</h1><p>', day_words(starts(quarter)), ' to ',
		day_words(ends(quarter)), E'</p></header>\n<main>\n',
		'<section aria-labelledby="published"><h2 id="published">Published</h2>',
		CASE WHEN published = 0 THEN '<p>No report has been published yet.</p>' ELSE concat(
			'<table role="table" class="sums index"><caption>Number of measures in the latest edition of each report</caption>',
			'<thead role="rowgroup"><tr role="row">',
			'<th role="columnheader" scope="col">Area</th>',
			'<th role="columnheader" scope="col">Edition</th>',
			'<th role="columnheader" scope="col">Published on</th>',
			'<th role="columnheader" scope="col">Reported</th>',
			'<th role="columnheader" scope="col">Improved</th>',
			'<th role="columnheader" scope="col">No significant change</th>',
			'<th role="columnheader" scope="col">Declined</th>',
			'<th role="columnheader" scope="col">Top quartile</th>',
			'<th role="columnheader" scope="col">Bottom quartile</th>',
			E'</tr></thead><tbody role="rowgroup">\n', rows, E'\n</tbody></table>') END,
		E'</section>\n',
		'<section aria-labelledby="unpublished"><h2 id="unpublished">Not published yet</h2><ul>' || unpublished || E'</ul></section>\n',
		E'</main>\n', CASE WHEN published > 0 THEN concat('<footer><p>', capitalised(count_phrase(published, 'report', 'reports')),
			' published. ', E'Each page carries the digest of its edition.</p></footer>') END));
COMMENT ON FUNCTION cfsperf_internal.html_index(reporting_period, bigint, text, text) IS
	'the page around the rows of the index, and the items of the reports that are not published, NULL: there are none';

CREATE PROCEDURE cfsperf_internal.framework_index(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE FUNCTION index(quarter reporting_period) RETURNS text
		LANGUAGE plpgsql STABLE PARALLEL SAFE
		SET search_path FROM CURRENT
		SET jit = off
	AS $index$
	#variable_conflict use_column
	DECLARE
		label CONSTANT varchar(24) := index.quarter::varchar(24);
		published bigint;
		published_rows text;
		unpublished text;
	BEGIN
		SELECT count(*), string_agg(html_index_row(s.area, s.area_name, s.edition, s.published_at::date,
				ARRAY[s.reported, s.improved, s.no_significant_change, s.declined, s.top_quartile, s.fourth_quartile]),
			E'\n' ORDER BY s.area_name COLLATE "C", s.area)
		INTO published, published_rows
		FROM (SELECT DISTINCT ON (s.area) s.*
			  FROM published_summary s
			  WHERE s.quarter = label
			  ORDER BY s.area, s.edition DESC) s;
		SELECT string_agg('<li dir="auto">' || html_text(title_words(r.area_name, r.area)) || '</li>', E'\n'
			ORDER BY r.area_name COLLATE "C", r.area)
		INTO unpublished
		FROM report_heading r
		WHERE r.quarter = label
			AND NOT EXISTS (SELECT FROM published_summary s WHERE s.area = r.area AND s.quarter = label);

		IF published = 0 AND unpublished IS NULL THEN
			RAISE EXCEPTION USING ERRCODE = 'no_data_found',
				MESSAGE = format('there is no report for %s', coalesce(index.quarter::text, 'NULL')),
				HINT = coalesce('The latest quarter with a report is '
						|| (SELECT r.quarter FROM report_heading r ORDER BY r.quarter_start DESC, r.quarter LIMIT 1) || '.',
					format('A report is a row of the table report: INSERT INTO %I.report (area, quarter) VALUES (%L, %L);',
						current_schema(), 'code', coalesce(index.quarter::text, '2020/21 Q2')));
		END IF;
		RETURN html_index(index.quarter, published, published_rows, unpublished);
	END
	$index$;
	COMMENT ON FUNCTION index(reporting_period) IS
		'the reports of a quarter as a self-contained, accessible page of HTML: a row per published report, from its latest edition, with a link to its page, which lies beside it as CODE.html; and those not published yet. Error where the quarter has no report';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_index(name) IS
	'makes the function index of a framework; part of create_framework';
