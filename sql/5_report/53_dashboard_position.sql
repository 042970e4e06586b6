-- SPDX-License-Identifier: PostgreSQL
/*
 * 53_dashboard_position.sql - where a figure stands on the national range, as picture and in words
 *
 * The picture is 240 by 28, and the same axis in every row: the worst of the
 * authorities' figures at x = 12, the best at x = 228, whichever way is good, the
 * median in the middle. The four quarters are equally wide, and within each a
 * value lies straight between its ends (quartile_place). On the bands: the figure
 * now, its shape and colour by its quartile, an open ring for the figure before,
 * and a line between them; below them, the mean of the neighbours (a ring) and
 * the country (a diamond). What lies outside the range is an arrow at its end.
 * The bands, which are the same everywhere, come from the style sheet.
 */

CREATE FUNCTION cfsperf_internal.html_spine_x(benchmark quartiles, value double precision) RETURNS numeric
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN trim_scale(round((12 + 54 * quartile_place(benchmark, value))::numeric, 1));
COMMENT ON FUNCTION cfsperf_internal.html_spine_x(quartiles, double precision) IS
	'how far from the left a value lies on the picture of a range: 12 the worst, 120 the median, 228 the best, kept within these';

CREATE FUNCTION cfsperf_internal.html_spine_mark(class text, benchmark quartiles, value double precision, x numeric) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE
		WHEN value BETWEEN "least"(benchmark) AND "greatest"(benchmark) THEN CASE class
			WHEN 'now n4' THEN '<path class="now n4" d="M' || x || ' 5l8 8-8 8-8-8z"/>'
			ELSE '<circle class="' || class || '" cx="' || x || '" cy="13" r="'
				|| CASE class WHEN 'before' THEN '4.5"/>' ELSE '6"/>' END END
		ELSE '<path class="' || class || CASE x WHEN 12 THEN '" d="M11 5v16L0 13z"/>' ELSE '" d="M229 5v16l11-8z"/>' END END;
COMMENT ON FUNCTION cfsperf_internal.html_spine_mark(text, quartiles, double precision, numeric) IS
	'the mark of a figure on the picture of a range: a disc, a diamond in the fourth quartile, or an arrow at its end';

CREATE FUNCTION cfsperf_internal.html_position(title text, benchmark quartiles, quartile integer, value double precision,
							  before double precision, neighbours double precision, country double precision)
	RETURNS text
	LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	x CONSTANT numeric := html_spine_x(benchmark, value);
	x_before CONSTANT numeric := html_spine_x(benchmark, before);
BEGIN
	RETURN concat('<svg class="range bands" role="img" viewBox="0 0 240 28"><title>', html_text(title), '</title>',
		'<path class="move" d="M' || x_before || ' 13H' || x || '"/>',
		'<path class="land" d="M' || html_spine_x(benchmark, country) || ' 20.5l3.5 3.5-3.5 3.5-3.5-3.5z"/>',
		'<circle class="peers" cx="' || html_spine_x(benchmark, neighbours) || '" cy="24" r="3"/>',
		html_spine_mark('before', benchmark, before, x_before),
		html_spine_mark(CASE WHEN quartile IN (1, 4) THEN 'now n' || quartile ELSE 'now' END, benchmark, value, x),
		'</svg>');
END
$$;
COMMENT ON FUNCTION cfsperf_internal.html_position(text, quartiles, integer, double precision, double precision, double precision, double precision) IS
	'the picture of a figure on the national range: on four bands the figure now, by its quartile, and before, the neighbours'' mean and the country; its title says it in words';

CREATE FUNCTION cfsperf_internal.html_quartile(quartile integer) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN quartile_name(quartile) || ' quartile';
COMMENT ON FUNCTION cfsperf_internal.html_quartile(integer) IS
	'a quartile in words, as the overview sentence has it: top, second, third, fourth quartile';

CREATE FUNCTION cfsperf_internal.html_beyond(benchmark quartiles, polarity text, value double precision) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
		WHEN value > "greatest"(benchmark)
			THEN CASE polarity WHEN 'low' THEN ', worse than all of them' ELSE ', better than all of them' END
		WHEN value < "least"(benchmark)
			THEN CASE polarity WHEN 'low' THEN ', better than all of them' ELSE ', worse than all of them' END
		ELSE '' END;
COMMENT ON FUNCTION cfsperf_internal.html_beyond(quartiles, text, double precision) IS
	'words for a figure outside the range of the authorities'' figures';

CREATE FUNCTION cfsperf_internal.html_position_sentence(benchmark quartiles, polarity text, period text,
									   value double precision, before double precision, previous_year text,
									   unit text, unit_label text, decimals integer)
	RETURNS text
	LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	RETURN concat('Range of ', n(benchmark), ' authorities, ', period, ', worst on the left. Now ',
		printed(value, unit, unit_label, decimals), html_beyond(benchmark, polarity, value),
		'; before ' || printed(before, unit, unit_label, decimals)
			|| CASE WHEN previous_year IS NULL THEN html_beyond(benchmark, polarity, before) ELSE '' END,
		'. Quartiles meet at ',
		printed(CASE polarity WHEN 'low' THEN upper_quartile(benchmark) ELSE lower_quartile(benchmark) END, unit, unit_label, decimals), ', ',
		printed(median(benchmark), unit, unit_label, decimals), ' (median) and ',
		printed(CASE polarity WHEN 'low' THEN lower_quartile(benchmark) ELSE upper_quartile(benchmark) END, unit, unit_label, decimals), '.');
END
$$;
COMMENT ON FUNCTION cfsperf_internal.html_position_sentence(quartiles, text, text, double precision, double precision, text, text, text, integer) IS
	'what the picture of html_position shows and the words of html_standing below it do not say; previous_year: of the figures with which the one before is compared, NULL where these';

CREATE FUNCTION cfsperf_internal.html_rank(rank integer, n integer, period text) RETURNS text
	LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	words CONSTANT text := '<span class="n">Rank ' || printed_count(rank) || ' of ' || printed_count(n) || '</span>';
	tenth CONSTANT integer := outer_tenth(rank, n);
BEGIN
	RETURN '<small>' || CASE
			WHEN tenth = 10 THEN '<b class="tail worse">' || words || ', <span class="n">among the last 10%</span></b>'
			WHEN tenth = 1 THEN '<b class="tail better">' || words || ', <span class="n">among the first 10%</span></b>'
			ELSE words END || ', ' || html_text(period) || '</small>';
END
$$;
COMMENT ON FUNCTION cfsperf_internal.html_rank(integer, integer, text) IS
	'a rank among so many; said aloud where it is among the first or last tenth of them';

CREATE FUNCTION cfsperf_internal.html_standing(polarity text, quartile integer, previous_quartile integer, rank integer,
							  n integer, period text, previous_year text, note text, against text, neighbours text,
							  region_name text, region text, country_name text, country text)
	RETURNS text
	LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	near CONSTANT text := coalesce(
		capitalised(CASE against WHEN 'similar' THEN 'similar to' ELSE against || ' than' END)
			|| ' neighbours' || coalesce('&#160;<b>(' || html_text(neighbours) || ')</b>', ''),
		'Neighbours'' mean&#160;' || html_number(neighbours));
	others CONSTANT text := nullif(concat_ws('; ',
		'<bdi>' || coalesce(html_text(region_name), 'Region') || '</bdi>&#160;' || html_number(region),
		'<bdi>' || coalesce(html_text(country_name), 'National') || '</bdi>&#160;' || html_number(country)), '');
	of_when CONSTANT text := CASE WHEN quartile IS NULL THEN ', ' || html_text(period) ELSE '' END;
BEGIN
	RETURN concat(CASE
		WHEN quartile IS NOT NULL THEN concat('<b class="place">', CASE quartile WHEN 1 THEN '<i class="better">' WHEN 4 THEN '<i class="worse">' ELSE '<i>' END,
			capitalised(html_quartile(quartile)), '</i></b><small>, ',
			CASE WHEN previous_quartile IS NULL THEN 'before: not known'
				ELSE coalesce(html_text(previous_year), 'before') || ': '
					|| CASE previous_quartile WHEN quartile THEN 'same' ELSE quartile_name(previous_quartile) END END,
			'</small>', html_rank(rank, n, period))
		WHEN polarity = 'none' THEN '<small>Not ranked</small>'
		ELSE '<small>' || coalesce(html_text(note), 'No national benchmark') || '</small>' END,
		'<small>' || near || CASE WHEN others IS NULL THEN of_when ELSE '' END || '</small>',
		'<small>' || others || of_when || '</small>');
END
$$;
COMMENT ON FUNCTION cfsperf_internal.html_standing(text, integer, integer, integer, integer, text, text, text, text, text, text, text, text, text) IS
	'where a figure stands, in words: quartile now and before, rank, better or worse than neighbours, and the figures of others; previous_year: of the figures with which the one before is compared, NULL where these';

CREATE FUNCTION cfsperf_internal.html_neighbours(names text[], figures double precision[], polarity text, period text, rank integer,
								n integer, unit text, unit_label text, decimals integer)
	RETURNS text
	LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	list text := '';
	number text;
BEGIN
	FOR place IN 1 .. coalesce(cardinality(names), 0) LOOP
		number := printed(figures[place], unit, unit_label, decimals);
		list := list || '<li><bdi>' || html_text(names[place]) || '</bdi> ' || html_number(number) || '</li>';
	END LOOP;
	RETURN '<p><b>Neighbours, ' || CASE polarity WHEN 'none' THEN 'highest' ELSE 'best' END || ' first, '
		|| html_text(period) || coalesce(' (rank ' || rank || ' of ' || n || ' among them)', '') || ':</b></p><ol class="peers">'
		|| nullif(list, '') || '</ol>';
END
$$;
COMMENT ON FUNCTION cfsperf_internal.html_neighbours(text[], double precision[], text, text, integer, integer, text, text, integer) IS
	'the neighbours by name with their figures, as standings() has them; NULL where there are none';
