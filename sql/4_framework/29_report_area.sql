-- SPDX-License-Identifier: PostgreSQL
/*
 * 29_report_area.sql - of which areas a report reads figures
 *
 * A report may ask for any code of an authority: its figures are those of all of
 * them, its region, neighbours and place in a benchmark those of its code of today.
 */

CREATE PROCEDURE cfsperf_internal.framework_report_area(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE VIEW report_area AS
	SELECT r.area, r.quarter, r.benchmark, r.benchmark_to, r.title, r.note, own.name AS area_name, region.name AS region_name,
		p.codes, region.code::text AS region, k.neighbours, p.countries, p.country_name, p.authorities, p.authority,
		CASE WHEN h.recoded IS NULL THEN k.neighbours || region.code::text || p.countries
			ELSE all_codes(k.neighbours || region.code::text || p.countries, h.recoded, h.today) END AS codes_of_others,
		h.ended_words[p.ended] AS ended_words, h.began_words[p.began] AS began_words, h.began_on[p.began] AS began_on,
		h.recoded, h.today, h.ended, h.ended_in
	FROM report r
	JOIN area own ON own.code = r.area
	CROSS JOIN area_history h
	JOIN area now ON now.code = code_today(r.area, h.recoded, h.today)
	-- what lies in a country without a region has no regional figure
	LEFT JOIN area region ON region.code = code_today(now.region, h.recoded, h.today) AND region.kind = 'region'
	CROSS JOIN LATERAL (
		SELECT c.codes,
			c.listed,
			ARRAY(SELECT a.code::text FROM area a WHERE a.kind = 'country') AS countries,
			(SELECT min(a.name) FROM area a WHERE a.kind = 'country' HAVING count(*) = 1) AS country_name,
			ARRAY(SELECT a.code::text FROM area a WHERE a.kind = 'authority') AS authorities,
			CASE now.kind WHEN 'authority' THEN now.code::text END AS authority,
			latest_change(now.code, r.quarter, h.ended, h.ended_on) AS ended,
			latest_change(now.code, r.quarter, h.began, h.began_on) AS began
		FROM (SELECT x.codes, CASE WHEN h.recoded IS NOT NULL THEN
				  -- the first of its codes that has a list of neighbours
				  (SELECT u.code FROM unnest(x.codes) WITH ORDINALITY AS u(code, place)
				   WHERE u.code IN (SELECT area FROM neighbour)
				   ORDER BY u.place LIMIT 1) END AS listed
			  FROM (SELECT CASE WHEN h.recoded IS NULL THEN ARRAY[now.code::text]
				  ELSE all_codes(ARRAY[now.code::text], h.recoded, h.today) END AS codes OFFSET 0) x) c
		OFFSET 0) p
	-- by itself, so that it is not looked up where nobody asks for it
	LEFT JOIN LATERAL (
		SELECT coalesce(array_agg(DISTINCT code_today(n.neighbour, h.recoded, h.today)), '{}') AS neighbours
		FROM neighbour n
		JOIN area a ON a.code = n.neighbour AND a.kind = 'authority'
		WHERE n.area = CASE WHEN h.recoded IS NULL THEN now.code ELSE p.listed END
			AND code_today(n.neighbour, h.recoded, h.today) <> now.code) k ON true;
	COMMENT ON VIEW report_area IS 'a row per report: the areas, by their codes, that its figures are read of and compared with; part of scorecard_detail';
	CALL comment_columns_like('report_area', 'report');
	COMMENT ON COLUMN report_area.area_name IS 'name of the area reported on';
	COMMENT ON COLUMN report_area.region_name IS 'name of its region';
	COMMENT ON COLUMN report_area.codes IS 'its codes, that of today first, then the latest';
	COMMENT ON COLUMN report_area.region IS 'code of its region';
	COMMENT ON COLUMN report_area.neighbours IS 'codes of today of its statistical neighbours';
	COMMENT ON COLUMN report_area.countries IS 'codes of all countries';
	COMMENT ON COLUMN report_area.country_name IS 'name of the country; NULL where there are several';
	COMMENT ON COLUMN report_area.authorities IS 'codes of all authorities';
	COMMENT ON COLUMN report_area.authority IS 'its own code of today; NULL: it is no authority';
	COMMENT ON COLUMN report_area.codes_of_others IS 'all codes of neighbours, region and countries';
	COMMENT ON COLUMN report_area.ended_words IS 'what had become of it by the end of the quarter; NULL: it was there';
	COMMENT ON COLUMN report_area.began_words IS 'of what areas it had been made by then; NULL: of none';
	COMMENT ON COLUMN report_area.began_on IS 'when that was';
	CALL comment_columns_like('report_area', 'area_history');
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_report_area(name) IS
	'makes the view report_area of a framework; part of create_framework';
