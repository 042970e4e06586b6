/*
 * 53_dashboard_position.sql - where a figure stands on the national range, as picture and in words
 *
 * The picture is 160 by 26: from x = 8 to x = 152 the range of the authorities'
 * figures to scale, the best on the left whichever way is good, in four bands
 * for the quartiles with a longer stroke at the median; above it the figure now
 * (a full triangle) and before (an open one), below it the mean of the
 * neighbours (a ring).  What lies outside the range is an arrow at its end.
 *
 * Values are oriented first: times -1 where high is good, so that less is
 * better.
 */

CREATE FUNCTION cfsperf_internal.html_position_x(value double precision, best double precision, worst double precision)
	RETURNS numeric
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE WHEN best = worst THEN 80
		ELSE round((8 + 144 * LEAST(GREATEST((value - best) / (worst - best), 0), 1))::numeric, 1) END;
COMMENT ON FUNCTION cfsperf_internal.html_position_x(double precision, double precision, double precision) IS
	'where an oriented value lies across the picture of a range, kept within it';

CREATE FUNCTION cfsperf_internal.html_position_mark(class text, value double precision, best double precision, worst double precision)
	RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN '<path class="' || class || '" d="M' || CASE
		WHEN value < best THEN '.7 14l6-4.5v9z'
		WHEN value > worst THEN '159.3 14l-6-4.5v9z'
		ELSE html_position_x(value, best, worst) - 5 || ' .8h10l-5 7.4z' END || '"/>';
COMMENT ON FUNCTION cfsperf_internal.html_position_mark(text, double precision, double precision, double precision) IS
	'the mark of an oriented figure on the picture of a range: a triangle above it, or an arrow at its end';

CREATE FUNCTION cfsperf_internal.html_position(title text, benchmark quartiles, polarity text, value double precision,
							  before double precision, neighbours double precision)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN (
		SELECT '<svg class="range" role="img" width="160" height="26" viewBox="0 0 160 26"><title>'
			|| html_text(title) || '</title>'
			|| '<path class="q1" d="M8 9H' || x1 || 'v10H8z"/>'
			|| '<path class="q2" d="M' || x1 || ' 9H' || x2 || 'v10H' || x1 || 'z"/>'
			|| '<path class="q3" d="M' || x2 || ' 9H' || x3 || 'v10H' || x2 || 'z"/>'
			|| '<path class="q4" d="M' || x3 || ' 9H152v10H' || x3 || 'z"/>'
			|| '<path class="median" d="M' || x2 || ' 7.5v13"/>'
			|| coalesce('<circle class="peers" cx="'
						|| html_position_x(neighbours * o, best, worst) || '" cy="22.7" r="2.4"/>', '')
			|| coalesce(html_position_mark('before', before * o, best, worst), '')
			|| coalesce(html_position_mark('now', value * o, best, worst), '') || '</svg>'
		FROM (SELECT o, best, worst,
				  html_position_x(CASE o WHEN 1 THEN lower_quartile(benchmark)
								  ELSE -upper_quartile(benchmark) END, best, worst) AS x1,
				  html_position_x(median(benchmark) * o, best, worst) AS x2,
				  html_position_x(CASE o WHEN 1 THEN upper_quartile(benchmark)
								  ELSE -lower_quartile(benchmark) END, best, worst) AS x3
			  FROM (SELECT o,
						CASE o WHEN 1 THEN "least"(benchmark) ELSE -"greatest"(benchmark) END AS best,
						CASE o WHEN 1 THEN "greatest"(benchmark) ELSE -"least"(benchmark) END AS worst
					FROM (SELECT CASE polarity WHEN 'low' THEN 1 ELSE -1 END AS o) p) r) x);
COMMENT ON FUNCTION cfsperf_internal.html_position(text, quartiles, text, double precision, double precision, double precision) IS
	'the picture of a figure on the national range: four bands and the median, the figure now and before, the neighbours'' mean; its title says it in words';

CREATE FUNCTION cfsperf_internal.html_quartile(quartile integer) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN quartile_name(quartile) || ' quartile';
COMMENT ON FUNCTION cfsperf_internal.html_quartile(integer) IS
	'a quartile in words, as the overview sentence has it: top, second, third, fourth quartile';

CREATE FUNCTION cfsperf_internal.html_beyond(benchmark quartiles, polarity text, value double precision) RETURNS text
	LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE
		WHEN value > "greatest"(benchmark)
			THEN CASE polarity WHEN 'low' THEN ', worse than all of them' ELSE ', better than all of them' END
		WHEN value < "least"(benchmark)
			THEN CASE polarity WHEN 'low' THEN ', better than all of them' ELSE ', worse than all of them' END
		ELSE '' END;
COMMENT ON FUNCTION cfsperf_internal.html_beyond(quartiles, text, double precision) IS
	'words for a figure outside the range of the authorities'' figures';

CREATE FUNCTION cfsperf_internal.html_position_sentence(benchmark quartiles, polarity text, period text,
									   value double precision, quartile integer,
									   before double precision, previous_quartile integer, previous_year text,
									   neighbours double precision, unit text, unit_label text, decimals integer)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN concat('Range of ', n(benchmark), ' authorities, ', period, ', best on the left. Now ',
		printed(value, unit, unit_label, decimals), ', ', html_quartile(quartile),
		html_beyond(benchmark, polarity, value), '. ',
		'Before ' || printed(before, unit, unit_label, decimals) || ', '
			|| html_quartile(previous_quartile)
			|| coalesce(' of ' || previous_year, html_beyond(benchmark, polarity, before)) || '. ',
		'Quartiles meet at ',
		printed(CASE polarity WHEN 'low' THEN lower_quartile(benchmark) ELSE upper_quartile(benchmark) END, unit, unit_label, decimals), ', ',
		printed(median(benchmark), unit, unit_label, decimals), ' (median) and ',
		printed(CASE polarity WHEN 'low' THEN upper_quartile(benchmark) ELSE lower_quartile(benchmark) END, unit, unit_label, decimals), '.',
		' Neighbours'' mean ' || printed(neighbours, unit, unit_label, decimals) || '.');
COMMENT ON FUNCTION cfsperf_internal.html_position_sentence(quartiles, text, text, double precision, integer, double precision, integer, text, double precision, text, text, integer) IS
	'what the picture of html_position shows, in words; previous_year: of the figures with which the one before is compared, NULL where these';

CREATE FUNCTION cfsperf_internal.html_others(neighbours text, region_name text, region text, country_name text, country text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN concat_ws('; ', 'Neighbours ' || html_text(neighbours),
		'<bdi>' || coalesce(html_text(region_name), 'Region') || '</bdi> ' || html_text(region),
		'<bdi>' || coalesce(html_text(country_name), 'National') || '</bdi> ' || html_text(country));
COMMENT ON FUNCTION cfsperf_internal.html_others(text, text, text, text, text) IS
	'the figures of others: the neighbours'' mean, the region, the country';

CREATE FUNCTION cfsperf_internal.html_standing(polarity text, quartile integer, previous_quartile integer, rank integer,
							  n integer, period text, previous_year text, note text, against text, others text)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN concat(CASE
		WHEN quartile IS NOT NULL THEN concat('<b class="place"><i class="key q', quartile, '"></i>',
			capitalised(html_quartile(quartile)), '</b><small>, ',
			CASE WHEN previous_quartile IS NULL THEN 'before: not known'
				ELSE coalesce('in ' || html_text(previous_year) || ': ', 'before: ')
					|| CASE previous_quartile WHEN quartile THEN 'the same' ELSE quartile_name(previous_quartile) END END,
			'</small><small>', 'Rank ' || rank || ' of ' || n || ', ', html_text(period), '</small>')
		WHEN polarity = 'none' THEN '<small>Not ranked</small>'
		ELSE '<small>' || coalesce(html_text(note), 'No national benchmark') || '</small>' END,
		'<small>' || capitalised(CASE against WHEN 'similar' THEN 'similar to' ELSE against || ' than' END)
			|| ' neighbours</small>',
		CASE WHEN others <> '' THEN concat('<small>', others,
			CASE WHEN quartile IS NULL THEN ', ' || html_text(period) END, '</small>') END);
COMMENT ON FUNCTION cfsperf_internal.html_standing(text, integer, integer, integer, integer, text, text, text, text, text) IS
	'where a figure stands, in words: quartile now and before, rank, better or worse than neighbours, and the figures of others; previous_year: of the figures with which the one before is compared, NULL where these';
