-- SPDX-License-Identifier: PostgreSQL
/*
 * 14_rules.sql - by which rule a figure is judged, and what follows from it
 */

CREATE FUNCTION cfsperf_internal.amount_words(amount numeric, unit text, unit_label text) RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN unit_label = '£' THEN '£' ELSE '' END || trim_scale(amount)::text
		|| CASE WHEN unit <> '%' THEN '' WHEN amount = 1 THEN ' point' ELSE ' points' END;
COMMENT ON FUNCTION cfsperf_internal.amount_words(numeric, text, text) IS
	'an amount by which figures of a unit differ, with all its decimals: "0.1 points", "£100", "5"';

CREATE FUNCTION cfsperf_internal.rule_words(tolerance double precision, confidence double precision, unit text,
						   unit_label text, decimals integer)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
			WHEN tolerance = 0 OR tolerance IS NULL AND unit = 'count' THEN 'none'
			WHEN tolerance IS NULL THEN 'below ' || amount_words(10::numeric ^ -decimals, unit, unit_label)
			ELSE 'up to ' || amount_words(tolerance::numeric, unit, unit_label) END
		|| coalesce(', or by chance at ' || trim_scale(100 * confidence::numeric)::text || '%', '');
COMMENT ON FUNCTION cfsperf_internal.rule_words(double precision, double precision, text, text, integer) IS
	'which differences are no significant change by the rule that direction_by_rule takes: "up to 2 points", "below 0.1 points", which is as displayed, "none", "up to 2 points, or by chance at 95%"';

CREATE FUNCTION cfsperf_internal.quartile_note(polarity polarity, rule text, note text, quartile integer,
							  figure double precision, benchmark quartiles)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
		WHEN quartile IS NOT NULL OR figure IS NULL OR polarity = 'none' THEN NULL
		WHEN rule = 'none' THEN note
		WHEN n(benchmark) < 4 THEN 'Too few authorities have a figure.'
		WHEN benchmark IS NOT NULL THEN 'All authorities have the same figure.' END;
COMMENT ON FUNCTION cfsperf_internal.quartile_note(polarity, text, text, integer, double precision, quartiles) IS
	'why a figure has no quartile among those of a benchmark, as a sentence; NULL where it has one, and where there is no figure, no benchmark or no polarity';

CREATE FUNCTION cfsperf_internal.against(figure indicator, other double precision, tolerance double precision, decimals integer)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN coalesce(
		compare(figure, reading(other, NULL, NULL, polarity(figure), unit(figure))),
		CASE direction_by_rule(
				movement(reading(value(figure), NULL, NULL, 'high', unit(figure)), '2001',
						 reading(other, NULL, NULL, 'high', unit(figure)), '2000'),
				tolerance, NULL, decimals)::text
			WHEN 'improved' THEN CASE polarity(figure)::text WHEN 'high' THEN 'better' WHEN 'low' THEN 'worse' ELSE 'higher' END
			WHEN 'declined' THEN CASE polarity(figure)::text WHEN 'high' THEN 'worse' WHEN 'low' THEN 'better' ELSE 'lower' END
			WHEN 'no significant change' THEN 'similar' END);
COMMENT ON FUNCTION cfsperf_internal.against(indicator, double precision, double precision, integer) IS
	'how a figure compares with the value of others: by compare() where it has counts, else by the rule for no significant change; better, similar or worse, or higher, similar or lower for information only';
