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

	CREATE FUNCTION dashboard_page(area text, quarter reporting_period, form text, edition text) RETURNS text
		LANGUAGE plpgsql STABLE PARALLEL SAFE
		SET search_path FROM CURRENT
		SET jit = off
	AS $dashboard$
	#variable_conflict use_column
	DECLARE
		label varchar := dashboard_page.quarter::varchar(24);
		about record;
		page text;
	BEGIN
		PERFORM check_choice('form', dashboard_page.form, 'full', 'summary'),
			require_report(dashboard_page.area, dashboard_page.quarter);
		SELECT r.* INTO about
		FROM report_heading r
		WHERE r.area = dashboard_page.area AND r.quarter = label;

		WITH s AS MATERIALIZED (
			SELECT s.* FROM scorecard_detail s WHERE s.area = dashboard_page.area AND s.quarter = label
		), m AS (
			SELECT s.outcome, s.outcome_title, s.outcome_position, s.value, s.direction, s.quartile,
				s.p_value, s.measure_position, s.measure,
				html_row(row_number() OVER (ORDER BY s.outcome_position, s.outcome, s.measure_position, s.measure),
					s.measure, s.measure_title, s.polarity,
					CASE WHEN s.value IS NULL THEN concat(
						'<td role="cell" class="unreported" colspan="4"><b class="badge none">', html_shape('none'),
						' Not reported</b><span dir="auto">', html_text(concat_ws(' ', as_sentence(s.note),
							last_known_sentence(printed(s.previous_value, s.unit, s.unit_label, s.decimals),
								s.previous_period::reporting_period, s.timing))), '</span></td>')
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
							html_period(s.previous_period::reporting_period, s.timing), s.basis, s.rule, s.p_value,
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
						html_details(s.definition, s.polarity, s.polarity_reason, s.source_link, s.owner,
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
			SELECT k.outcome, string_agg(html_paragraph('Commentary:', k.commentary), E'\n' ORDER BY k.position) AS html
			FROM report_commentary k
			WHERE k.area = dashboard_page.area AND k.quarter = label
			GROUP BY k.outcome
		), o AS (
			SELECT row_number() OVER (ORDER BY m.outcome_position, m.outcome) AS place, m.outcome, m.outcome_title,
				tally(m.value, m.direction, m.quartile, m.p_value) AS counts,
				string_agg(m.html, E'\n' ORDER BY m.measure_position, m.measure) AS html
			FROM m
			GROUP BY m.outcome_position, m.outcome, m.outcome_title
		)
		SELECT html_overview((SELECT tally(s.value, s.direction, s.quartile, s.p_value) FROM s))
			|| html_outcomes(string_agg(html_outcome(o.place, o.outcome_title, o.counts), E'\n' ORDER BY o.place))
			|| html_legend(about.benchmark IS NOT NULL)
			|| html_about(about.note, about.benchmark, about.benchmark_release, about.benchmark_published,
						  about.benchmark_caveat, (SELECT k.html FROM k WHERE k.outcome IS NULL))
			|| coalesce(string_agg(html_table(o.place, o.outcome_title, html_counts(o.counts), coalesce(k.html, ''), o.html),
								   '' ORDER BY o.place), '')
		INTO page
		FROM o LEFT JOIN k ON k.outcome = o.outcome;
		RETURN html_page(coalesce(about.title, 'Performance report'), about.area_name, about.quarter,
						 about.quarter_start, about.quarter_end, dashboard_page.edition, page);
	END
	$dashboard$;
	COMMENT ON FUNCTION dashboard_page(text, reporting_period, text, text) IS 'the page of a report as the data are; edition: what it is called, NULL: not published; part of dashboard() and publish()';

	CREATE FUNCTION dashboard(area text, quarter reporting_period, edition integer DEFAULT NULL, form text DEFAULT 'full') RETURNS text
		LANGUAGE plpgsql STABLE PARALLEL SAFE
		SET search_path FROM CURRENT
		SET jit = off -- compiling takes longer than a report's few rows
	AS $dashboard$
	BEGIN
		PERFORM check_choice('form', form, 'full', 'summary');
		IF edition IS NULL THEN
			RETURN dashboard_page(area, quarter, form, NULL);
		END IF;
		PERFORM require_report(area, quarter);
		RETURN published_document(area, quarter, edition, CASE form WHEN 'full' THEN 'page' ELSE form END);
	END
	$dashboard$;
	COMMENT ON FUNCTION dashboard(text, reporting_period, integer, text) IS 'one report as a self-contained, accessible page of HTML: no script, nothing fetched; form summary: its first sheet, which stands alone. With the number of an edition as it was published, with its digest; error where there is no such edition or report';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_dashboard(name) IS
	'makes the dashboard of a framework and its views; part of create_framework';
