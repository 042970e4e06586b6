-- SPDX-License-Identifier: PostgreSQL
/*
 * 54_dashboard.sql - the dashboard of a framework: one page of HTML
 *
 * Called by create_framework.  The page is made of views only, so that a role
 * that may read those can have it, and sees on it what they show and no more.
 * Counts and rows come from one reading of the scorecard.
 */

CREATE PROCEDURE cfsperf_internal.framework_dashboard(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE FUNCTION dashboard_page(area text, quarter reporting_period, form text, changes jsonb, edition text) RETURNS text
		LANGUAGE plpgsql STABLE PARALLEL SAFE
		SET search_path FROM CURRENT
		SET jit = off
		SET plan_cache_mode = force_generic_plan -- one plan serves all reports, and takes as long as one of them
	AS $dashboard$
	#variable_conflict use_column
	DECLARE
		label varchar := dashboard_page.quarter::varchar(24);
		about record;
		parts record;
		tall boolean;
		page text;
	BEGIN
		PERFORM check_choice('form', dashboard_page.form, 'full', 'summary'),
			require_report(dashboard_page.area, dashboard_page.quarter);
		SELECT r.* INTO about
		FROM report_heading r
		WHERE r.area = dashboard_page.area AND r.quarter = label;
		about.title := coalesce(about.title, 'Performance report');
		tall := short_heading(about.title, about.area_name);

		WITH s AS MATERIALIZED (
			SELECT s.* FROM scorecard_detail s WHERE s.area = dashboard_page.area AND s.quarter = label
		), m AS (
			SELECT s.outcome, s.outcome_title, s.outcome_position, s.value, s.direction, s.quartile,
				s.p_value, s.measure_position, s.measure,
				html_row(row_number() OVER (ORDER BY s.outcome_position, s.outcome, s.measure_position, s.measure),
					s.measure, s.measure_title, s.polarity,
					CASE WHEN s.value IS NULL THEN html_unreported(concat_ws(' ', as_sentence(s.note),
						last_known_sentence(printed(s.previous_value, s.unit, s.unit_label, s.decimals),
							s.previous_period::reporting_period, s.timing)))
					ELSE concat('<td role="cell" data-label="Figure">',
						html_figure(printed(s.value, y.unit, s.unit_label, s.decimals),
							figure_words(s.value, s.numerator, s.denominator, s.unit, s.unit_label, s.decimals,
								s.counted, s.out_of),
							html_period(s.period::reporting_period, s.timing),
							printed(s.target, y.unit, s.unit_label, s.decimals), s.rag),
						'</td><td role="cell" data-label="Change">',
						html_change(s.direction, s.difference,
							difference_words(s.value, s.previous_value, s.unit, s.unit_label, s.decimals),
							printed(s.previous_value, y.unit, s.unit_label, s.decimals),
							period_at(s.previous_period::reporting_period, s.timing, s.period::reporting_period),
							s.basis, s.rule, s.p_value,
							printed(s.year_ago_value, y.unit, s.unit_label, s.decimals), s.year_ago_direction,
							s.year_ago_p_value),
						'</td><td role="cell" class="spark" data-label="History">',
						marked('history', s.measure, html_history(s.series, s.timing, s.target, s.trend,
							s.trend_points, y.unit, s.unit_label, s.decimals)),
						'</td><td role="cell" data-label="Position, best on the right">',
						CASE WHEN s.quartile IS NOT NULL THEN html_position(
							html_position_sentence(s.quartiles, s.polarity, y.period, s.value, s.previous_value,
								y.previous_period, y.unit, s.unit_label, s.decimals),
							s.quartiles, s.quartile, s.value, s.previous_value, s.neighbour_mean, s.national_value) END,
						html_standing(s.polarity, s.quartile, s.previous_quartile, s.national_rank, s.national_n,
							html_tag(s.comparator_period::reporting_period, 'during'),
							CASE WHEN y.previous_period IS NOT NULL
								THEN html_tag(s.previous_benchmark_period::reporting_period, 'during') END,
							s.quartile_note, s.against_neighbours,
							printed(s.neighbour_mean, y.unit, s.unit_label, s.decimals), s.region_name,
							printed(s.region_value, y.unit, s.unit_label, s.decimals), s.national_name,
							printed(s.national_value, y.unit, s.unit_label, s.decimals)),
						'</td>') END,
					concat(CASE WHEN s.value IS NOT NULL THEN html_paragraph('Status:', status_reason(s.status)) END,
						CASE WHEN s.value IS NOT NULL THEN html_paragraph('Note:', s.note) END,
						html_paragraph('Commentary:', s.commentary),
						html_details(s.measure_title, s.definition, s.polarity, s.polarity_reason, s.source_link, s.owner,
							marked('neighbours', s.measure, html_neighbours(s.neighbour_names, s.neighbour_values,
								s.polarity, y.period, s.neighbour_rank, s.neighbour_n, y.unit, s.unit_label,
								s.decimals))))) AS html
			FROM s
			CROSS JOIN LATERAL (
				SELECT html_period(s.comparator_period::reporting_period) AS period,
					-- "per 1,000" is said once
					CASE WHEN s.unit LIKE 'per %' THEN 'number' ELSE s.unit END AS unit,
					CASE WHEN s.previous_benchmark_period <> s.benchmark_period
						THEN html_period(s.previous_benchmark_period::reporting_period) END AS previous_period) y
		), k AS (
			SELECT k.outcome, string_agg(html_paragraph('Commentary:', k.commentary), E'\n' ORDER BY k.position) AS html,
				string_agg(k.commentary, ' ' ORDER BY k.position) AS words
			FROM report_commentary k
			WHERE k.area = dashboard_page.area AND k.quarter = label
			GROUP BY k.outcome
		), o AS (
			SELECT row_number() OVER (ORDER BY s.outcome_position, s.outcome) AS place, s.outcome, s.outcome_title,
				tally(s.value, s.direction, s.quartile, s.p_value) AS counts
			FROM s
			GROUP BY s.outcome_position, s.outcome, s.outcome_title
		), change AS (
			SELECT c.edition, c.place AS number, length(c.measure_title) > 120 OR length(c.words) > 200 AS cut,
				html_change_line(c.measure, cut_at_word(c.measure_title, 120), cut_at_word(c.words, 200)) AS line,
				html_change_line(c.measure, c.measure_title, c.words) AS html,
				lines_of(length(concat_ws(': ', cut_at_word(c.measure_title, 120), cut_at_word(c.words, 200))), 110) AS lines
			FROM change_rows(dashboard_page.changes) c
		), changes AS (
			SELECT min(c.edition) AS edition, count(*) AS n, count(*) > 5 OR bool_or(c.cut) AS cut,
				string_agg(c.html, E'\n' ORDER BY c.number) AS html,
				string_agg(c.line, E'\n' ORDER BY c.number) FILTER (WHERE c.number <= 5) AS first_lines,
				sum(c.lines) FILTER (WHERE c.number <= 5)::integer AS lines
			FROM change c
		), counts AS (
			SELECT tally(s.value, s.direction, s.quartile, s.p_value) AS counts FROM s
		), sheet AS (
			SELECT sheet_room(tall, length(concat_ws(' ', headline_sentence(c.counts), chance_sentence(c.counts))),
				length(cut_at_word((SELECT k.words FROM k WHERE k.outcome IS NULL), 420)), changes.lines,
				(SELECT sum(lines_of(length(left(x, 240)), 130))::integer
				 FROM unnest(ARRAY[about.note, concat(about.benchmark, about.benchmark_release), about.benchmark_caveat]) x))
				AS room
			FROM counts c, changes
		), listed AS MATERIALIZED (
			SELECT t.*
			FROM (SELECT array_agg(s.measure::text ORDER BY s.place) AS measures, array_agg(s.direction::text ORDER BY s.place) AS directions,
					array_agg(s.quartile ORDER BY s.place) AS quartiles, array_agg(s.rag::text ORDER BY s.place) AS rags,
					array_agg(s.national_rank ORDER BY s.place) AS ranks, array_agg(s.national_n ORDER BY s.place) AS ranked,
					array_agg(s.p_value ORDER BY s.place) AS p_values
				FROM (SELECT s.*, row_number() OVER (ORDER BY s.outcome_position, s.outcome, s.measure_position, s.measure) AS place
					  FROM s) s) a
			CROSS JOIN attention(a.measures, a.directions, a.quartiles, a.rags, a.ranks, a.ranked, a.p_values) t
		), item AS (
			SELECT t.concern, t.number, t.place, s.measure, s.measure_title,
				display(s.value, NULL, NULL, s.unit, s.unit_label, s.decimals) AS figure,
				html_item_standing(nullif(t.reason, capitalised(s.direction)), s.quartile, s.national_rank, s.national_n,
					CASE WHEN s.comparator_period <> s.period THEN html_period(s.comparator_period::reporting_period) END,
					s.against_neighbours, printed(s.neighbour_mean, s.unit, s.unit_label, s.decimals),
					printed(s.target, s.unit, s.unit_label, s.decimals), s.rag) AS standing,
				html_item_change(s.direction,
					period_at(s.period::reporting_period, s.timing,
						coalesce(s.previous_period::reporting_period, dashboard_page.quarter)), s.difference,
					difference_words(s.value, s.previous_value, s.unit, s.unit_label, s.decimals),
					printed(s.previous_value, s.unit, s.unit_label, s.decimals),
					period_at(s.previous_period::reporting_period, s.timing, s.period::reporting_period), s.p_value,
					t.concern AND s.commentary IS NULL) AS change,
				-- a word that is longer than half a line would take more lines than are reckoned with
				regexp_replace(s.commentary, E'(\\S{24})\\S+', E'\\1...', 'g') AS commentary
			FROM listed t
			JOIN s ON s.measure = t.measure
			WHERE t.number <= 6
		), taken AS (
			SELECT i.*, sum(item_room(i.measure_title, i.figure, concat(i.standing, i.change), length(i.commentary)))
					OVER (PARTITION BY i.concern ORDER BY i.number) AS taken
			FROM item i
		), chosen AS (
			SELECT t.* FROM taken t, sheet WHERE t.taken <= sheet.room OR t.number = 1
		), left_over AS (
			-- the table of the outcomes comes before more lines of what people say
			SELECT a.room - CASE WHEN a.fits THEN a.outcomes ELSE 0 END AS room, a.fits
			FROM (SELECT sheet.room, t.outcomes, sheet.room - (SELECT coalesce(max(c.taken), 24) FROM chosen c) >= t.outcomes AS fits
				FROM sheet, (SELECT outcomes_room(array_agg(o.outcome_title::text)) AS outcomes FROM o) t) a
		), fitting AS (
			SELECT t.*, 2 + GREATEST(0, LEAST(2, (left_over.room - max(t.taken) OVER side)
					/ (10 * nullif(count(t.commentary) OVER side, 0)))) AS lines
			FROM chosen t, left_over
			WINDOW side AS (PARTITION BY t.concern)
		), items AS (
			SELECT f.concern, count(*) AS n, string_agg(html_item(
				CASE dashboard_page.form WHEN 'full' THEN f.place END, f.measure, f.measure_title, f.figure,
				f.standing, f.change, cut_at_word(f.commentary, LEAST(200, 54 * f.lines::integer))), E'\n' ORDER BY f.number) AS html
			FROM fitting f
			GROUP BY f.concern)
		SELECT html_overview(c.counts, (SELECT count(*) FROM o), (SELECT k.words FROM k WHERE k.outcome IS NULL))
			|| '<div class="pair">' || (
				SELECT string_agg(html_items(v.concern, i.html,
					(SELECT count(*) FROM listed l WHERE l.concern = v.concern) - i.n), '' ORDER BY v.concern DESC)
				FROM (VALUES (true), (false)) AS v(concern) LEFT JOIN items i ON i.concern = v.concern) || '</div>'
			|| coalesce(html_changes('changes', changes.edition, changes.first_lines, changes.n - 5), '') AS sheet,
			html_outcomes(c.counts, (SELECT string_agg(html_outcome(CASE dashboard_page.form WHEN 'full' THEN o.place END, o.outcome_title,
				o.counts, c.counts), E'\n' ORDER BY o.place) FROM o)) AS outcomes,
			(SELECT left_over.fits FROM left_over) AS fits,
			CASE WHEN changes.cut THEN html_changes('all-changes', changes.edition, changes.html, 0) END AS changes,
			CASE dashboard_page.form WHEN 'full' THEN (
				SELECT string_agg(html_table(o.place, o.outcome_title, html_counts(o.counts), coalesce(k.html, ''), r.html), ''
								  ORDER BY o.place)
				FROM o
				JOIN (SELECT m.outcome, string_agg(m.html, E'\n' ORDER BY m.measure_position, m.measure) AS html
					  FROM m GROUP BY m.outcome) r ON r.outcome = o.outcome
				LEFT JOIN k ON k.outcome = o.outcome) END AS tables,
			(SELECT html_commentary(k.html) FROM k WHERE k.outcome IS NULL AND length(k.words) > 420) AS commentary
		INTO STRICT parts
		FROM counts c, changes;
		page := concat(CASE WHEN tall THEN '<div class="sheet tall">' ELSE '<div class="sheet">' END, parts.sheet,
			CASE WHEN parts.fits THEN parts.outcomes END,
			html_about('about', 'About the figures', about.note, about.benchmark, about.benchmark_release,
				about.benchmark_published, about.benchmark_caveat, 240), E'</div>\n');
		IF dashboard_page.form = 'full' THEN
			page := concat(page, '<div class="rest">', parts.commentary, parts.changes,
				CASE WHEN NOT parts.fits THEN parts.outcomes END, parts.tables, html_legend(about.benchmark IS NOT NULL),
				CASE WHEN GREATEST(length(about.note), length(about.benchmark_caveat),
						length(concat(about.benchmark, about.benchmark_release))) > 200
					THEN html_about('about-all', 'About the figures, in full', about.note, about.benchmark, about.benchmark_release,
						about.benchmark_published, about.benchmark_caveat, NULL) END, E'</div>\n');
		END IF;
		RETURN html_page(about.title, about.area_name, about.quarter,
						 about.quarter_start, about.quarter_end, dashboard_page.edition, page);
	END
	$dashboard$;
	COMMENT ON FUNCTION dashboard_page(text, reporting_period, text, jsonb, text) IS 'the page of a report as the data are; changes: those since the edition before, as changes_since() gives them; edition: what it is called, NULL: not published; part of dashboard() and publish()';

	CREATE FUNCTION dashboard(area text, quarter reporting_period, edition integer DEFAULT NULL, form text DEFAULT 'full') RETURNS text
		LANGUAGE plpgsql STABLE PARALLEL SAFE
		SET search_path FROM CURRENT
		SET jit = off -- compiling takes longer than a report's few rows
	AS $dashboard$
	BEGIN
		PERFORM check_choice('form', form, 'full', 'summary');
		IF edition IS NULL THEN
			RETURN dashboard_page(area, quarter, form, changes_since(area, quarter), NULL);
		END IF;
		RETURN published_document(area, quarter, edition, CASE form WHEN 'full' THEN 'page' ELSE form END);
	END
	$dashboard$;
	COMMENT ON FUNCTION dashboard(text, reporting_period, integer, text) IS 'one report as a self-contained, accessible page of HTML: no script, nothing fetched; form summary: its first sheet, which stands alone. With the number of an edition as it was published, with its digest; error where there is no such edition or report';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_dashboard(name) IS
	'makes the dashboard of a framework and its views; part of create_framework';
