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

	-- a barrier, as scorecard_detail is
	CREATE VIEW dashboard_report WITH (security_barrier) AS
	SELECT r.quarter::varchar(24) AS quarter, starts(r.quarter) AS quarter_start, ends(r.quarter) AS quarter_end,
		r.area, own.name AS area_name, region.name AS region_name, r.title, r.note, b.title AS benchmark,
		b.release AS benchmark_release, b.published AS benchmark_published, b.caveat AS benchmark_caveat
	FROM report r
	JOIN area own ON own.code = r.area
	LEFT JOIN area region ON region.code = own.region
	LEFT JOIN benchmark b ON b.code = r.benchmark;
	COMMENT ON VIEW dashboard_report IS 'a row per report: what its page says of it as a whole; part of dashboard()';
	COMMENT ON COLUMN dashboard_report.quarter IS 'quarter of the report, as label';
	COMMENT ON COLUMN dashboard_report.quarter_start IS 'first day of the quarter';
	COMMENT ON COLUMN dashboard_report.quarter_end IS 'last day of the quarter';
	COMMENT ON COLUMN dashboard_report.area IS 'code of the area reported on';
	COMMENT ON COLUMN dashboard_report.area_name IS 'its name';
	COMMENT ON COLUMN dashboard_report.region_name IS 'name of the region in which it lies';
	COMMENT ON COLUMN dashboard_report.title IS 'title of the report';
	COMMENT ON COLUMN dashboard_report.note IS 'caveat about the whole report';
	COMMENT ON COLUMN dashboard_report.benchmark IS 'title of the benchmark; NULL: none';
	COMMENT ON COLUMN dashboard_report.benchmark_release IS 'statistical release that it comes from';
	COMMENT ON COLUMN dashboard_report.benchmark_published IS 'date of the release';
	COMMENT ON COLUMN dashboard_report.benchmark_caveat IS 'what a reader must know of the comparison';

	CREATE VIEW dashboard_measure AS
	SELECT code AS measure, polarity_reason::varchar(2000) AS polarity_reason, unit, unit_label, decimals,
		(CASE WHEN unit_label = '£' THEN unit_label END)::varchar(1) AS sign
	FROM measure;
	COMMENT ON VIEW dashboard_measure IS 'a row per measure: how its figures are printed; part of dashboard()';
	COMMENT ON COLUMN dashboard_measure.measure IS 'code of the measure';
	COMMENT ON COLUMN dashboard_measure.polarity_reason IS 'why it has the polarity it has';
	COMMENT ON COLUMN dashboard_measure.unit IS '%, count, number or per N';
	COMMENT ON COLUMN dashboard_measure.unit_label IS 'free label behind the figure';
	COMMENT ON COLUMN dashboard_measure.decimals IS 'decimals printed';
	COMMENT ON COLUMN dashboard_measure.sign IS 'the label where it stands before the figure, as £ does: figures beside the first one go without the others';

	CREATE FUNCTION dashboard(area text, quarter reporting_period, edition integer DEFAULT NULL) RETURNS text
		LANGUAGE plpgsql STABLE PARALLEL SAFE
		SET search_path FROM CURRENT
		SET jit = off
	AS $dashboard$
	#variable_conflict use_column
	DECLARE
		label varchar := dashboard.quarter::varchar(24);
		about record;
		published text;
		page text;
	BEGIN
		PERFORM require_report(dashboard.area, dashboard.quarter);
		SELECT r.* INTO about
		FROM dashboard_report r
		WHERE r.area = dashboard.area AND r.quarter = label;

		-- a page is called an edition only while it says what that edition says
		IF dashboard.edition IS NOT NULL THEN
			SELECT concat(e.edition, ', published on ', day_words(e.published_at::date)) INTO published
			FROM published_summary e
			WHERE e.area = dashboard.area AND e.quarter = label AND e.edition = dashboard.edition;
			IF NOT FOUND THEN
				RAISE EXCEPTION USING ERRCODE = 'no_data_found',
					MESSAGE = format('there is no edition %s of report "%s", %s',
									 dashboard.edition, dashboard.area, label),
					HINT = format('CALL %I.publish(%L, %L) makes one.', current_schema(), dashboard.area, label);
			END IF;
			IF EXISTS (SELECT FROM published_summary e
					   WHERE e.area = dashboard.area AND e.quarter = label AND e.edition > dashboard.edition)
				OR EXISTS (SELECT FROM revisions v WHERE v.area = dashboard.area AND v.quarter = label) THEN
				RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state',
					MESSAGE = format('edition %s of report "%s", %s is not what the data say now',
									 dashboard.edition, dashboard.area, label),
					HINT = format('Its figures stand in %I.published_scorecard; the page shows the data of now, without a third argument.',
								  current_schema());
			END IF;
		END IF;

		WITH s AS MATERIALIZED (
			SELECT s.* FROM scorecard_detail s WHERE s.area = dashboard.area AND s.quarter = label
		), m AS (
			SELECT s.outcome, s.outcome_title, s.outcome_position, s.value, s.direction, s.quartile,
				s.measure_position, s.measure,
				html_row(s.measure_title, s.polarity,
					CASE WHEN s.value IS NULL THEN concat(
						'<td role="cell" class="unreported" colspan="4"><b class="badge none">', html_shape('none'),
						' Not reported</b><span dir="auto">', html_text(s.note), '</span></td>')
					ELSE concat('<td role="cell" data-label="Figure">',
						html_figure(s.display, s.period,
							display(s.target, NULL, NULL, d.unit, d.sign, d.decimals), s.rag),
						'</td><td role="cell" data-label="Change">',
						html_change(s.direction, s.difference,
							display(s.previous_value, NULL, NULL, d.unit, d.sign, d.decimals), s.previous_period,
							s.basis, s.tolerance, d.unit, d.sign, d.decimals),
						'</td><td role="cell" class="spark" data-label="History">', sparkline(s.history, 110, 30),
						'<small>Trend: ' || html_text(nullif(s.trend, 'cannot be calculated')) || '</small>',
						'</td><td role="cell" data-label="National position">',
						CASE WHEN s.quartile IS NOT NULL THEN html_position(
							html_position_sentence(s.quartiles, s.polarity, s.benchmark_period, s.value, s.quartile,
								s.previous_value, s.previous_quartile, s.neighbour_mean, d.unit, d.sign, d.decimals),
							s.quartiles, s.polarity, s.value, s.previous_value, s.neighbour_mean) END,
						html_standing(s.polarity, s.quartile, s.previous_quartile, s.national_rank, s.national_n,
							coalesce(s.benchmark_period, s.comparator_period),
							html_others(display(s.neighbour_mean, NULL, NULL, d.unit, d.sign, d.decimals), about.region_name,
								display(s.region_value, NULL, NULL, d.unit, d.sign, d.decimals),
								display(s.national_value, NULL, NULL, d.unit, d.sign, d.decimals))),
						'</td>') END,
					concat(CASE WHEN s.polarity = 'none' THEN html_paragraph('Why it is not judged:', d.polarity_reason) END,
						CASE WHEN s.value IS NOT NULL THEN html_paragraph('Status:', status_reason(s.status)) END,
						CASE WHEN s.value IS NOT NULL THEN html_paragraph('Note:', s.note) END,
						html_paragraph('Commentary:', s.commentary))) AS html
			FROM s
			JOIN dashboard_measure d ON d.measure = s.measure
		), o AS (
			SELECT row_number() OVER (ORDER BY m.outcome_position, m.outcome) AS place, m.outcome_title,
				count(m.value) AS reported,
				count(*) FILTER (WHERE m.direction = 'improved') AS improved,
				count(*) FILTER (WHERE m.direction = 'no significant change') AS same,
				count(*) FILTER (WHERE m.direction = 'declined') AS declined,
				count(*) FILTER (WHERE m.direction = 'information only') AS information_only,
				count(*) FILTER (WHERE m.value IS NOT NULL AND m.direction IS NULL) AS not_comparable,
				count(*) FILTER (WHERE m.value IS NULL) AS not_reported,
				count(m.quartile) AS benchmarked,
				count(*) FILTER (WHERE m.quartile = 1) AS first,
				count(*) FILTER (WHERE m.quartile = 2) AS second,
				count(*) FILTER (WHERE m.quartile = 3) AS third,
				count(*) FILTER (WHERE m.quartile = 4) AS fourth,
				string_agg(m.html, E'\n' ORDER BY m.measure_position, m.measure) AS html
			FROM m
			GROUP BY m.outcome_position, m.outcome, m.outcome_title
		)
		SELECT html_overview(coalesce(sum(o.reported), 0)::bigint, coalesce(sum(o.improved), 0)::bigint,
				coalesce(sum(o.same), 0)::bigint, coalesce(sum(o.declined), 0)::bigint,
				coalesce(sum(o.information_only), 0)::bigint, coalesce(sum(o.not_comparable), 0)::bigint,
				coalesce(sum(o.not_reported), 0)::bigint, coalesce(sum(o.benchmarked), 0)::bigint,
				coalesce(sum(o.first), 0)::bigint, coalesce(sum(o.second), 0)::bigint,
				coalesce(sum(o.third), 0)::bigint, coalesce(sum(o.fourth), 0)::bigint)
			|| html_outcomes(string_agg(html_outcome(o.place, o.outcome_title, o.reported, o.improved, o.same,
				o.declined, o.information_only, o.not_comparable, o.not_reported), E'\n' ORDER BY o.place))
			|| html_legend(about.benchmark IS NOT NULL)
			|| html_about(about.note, about.benchmark, about.benchmark_release, about.benchmark_published,
						  about.benchmark_caveat)
			|| coalesce(string_agg(html_table(o.place, o.outcome_title, html_counts(o.reported, o.improved,
				o.same, o.declined, o.information_only, o.not_comparable, o.not_reported), o.html), '' ORDER BY o.place), '')
		INTO page
		FROM o;
		RETURN html_page(coalesce(about.title, 'Performance report'), about.area_name, about.quarter,
						 about.quarter_start, about.quarter_end, published, page);
	END
	$dashboard$;
	COMMENT ON FUNCTION dashboard(text, reporting_period, integer) IS 'one report as a self-contained, accessible page of HTML: no script, nothing fetched; with the number of an edition it is called that, an error where the data say something else by now';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_dashboard(name) IS
	'makes the dashboard of a framework and its views; part of create_framework';
