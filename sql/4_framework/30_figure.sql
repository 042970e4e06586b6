-- SPDX-License-Identifier: PostgreSQL
/*
 * 30_figure.sql - figures as far as they may be shown
 *
 * The rule is the function withheld: everything that shows a figure asks it,
 * and nothing else decides.  What it asks is the decision that protect() made on
 * exactly this figure, which the views decided_... put beside it.
 */

CREATE FUNCTION cfsperf_internal.withheld(value double precision, status text, decision text,
						 governed boolean)
	RETURNS boolean
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN coalesce(status = 'c', false)
		OR value IS NOT NULL AND coalesce(decision <> 'shown', governed, false);
COMMENT ON FUNCTION cfsperf_internal.withheld(double precision, text, text, boolean) IS
	'whether a figure is withheld: by its publisher, by the decision on it, or because there is none and it needs one; governed: whether it does';

CREATE FUNCTION cfsperf_internal.needs_decision(always boolean, confidential reporting_period[], unit text,
							   period reporting_period, value double precision,
							   numerator double precision, denominator double precision)
	RETURNS boolean
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN coalesce(always OR period = ANY (confidential)
		AND (unit = 'count' OR num_nonnulls(numerator, denominator) > 0 OR value IS NULL), false);
COMMENT ON FUNCTION cfsperf_internal.needs_decision(boolean, reporting_period[], text, reporting_period, double precision, double precision, double precision) IS
	'whether a figure is shown only where that was decided: always, or in the periods in which a publisher withheld one, unless it has no counts from which that could follow; always and confidential as in governed_measure';

CREATE FUNCTION cfsperf_internal.judge_figure(value double precision, numerator double precision,
							 denominator double precision, unit text,
							 suppress_below integer, suppress_zero boolean,
							 suppress_unknown boolean,
							 OUT count double precision, OUT base double precision,
							 OUT verdict text)
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.judge_figure(double precision, double precision, double precision, text, integer, boolean, boolean) IS
	'how many people a figure counts, and among how many: as given, or computed from value and the other, NULL where it cannot be; verdict: small where either, or what is left over of a percentage or rate, is from 1 to below suppress_below; zero; unknown; NULL where nothing forbids to show it';

CREATE FUNCTION cfsperf_internal.rounded_reading(value double precision, numerator double precision,
								denominator double precision, polarity polarity, unit text,
								round_to integer)
	RETURNS indicator
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cfsperf_internal.rounded_reading(double precision, double precision, double precision, polarity, text, integer) IS
	'as reading(), of counts rounded to multiples of round_to and the value computed from them; of a figure with one of its two counts or none, the value as it is; NULL where the base rounds to zero';

CREATE FUNCTION cfsperf_internal.shown_reading(value double precision, numerator double precision,
							  denominator double precision, polarity polarity, unit text,
							  round_to integer)
	RETURNS indicator
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN round_to IS NULL THEN reading(value, numerator, denominator, polarity, unit)
		ELSE rounded_reading(value, numerator, denominator, polarity, unit, round_to) END;
COMMENT ON FUNCTION cfsperf_internal.shown_reading(double precision, double precision, double precision, polarity, text, integer) IS
	'a figure that is not withheld as it is shown: rounded where the measure says so';

CREATE FUNCTION cfsperf_internal.shown_value(value double precision, numerator double precision,
							denominator double precision, unit text, round_to integer)
	RETURNS double precision
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN round_to IS NULL THEN value
		ELSE value(rounded_reading(value, numerator, denominator, 'none', unit, round_to)) END;
COMMENT ON FUNCTION cfsperf_internal.shown_value(double precision, double precision, double precision, text, integer) IS
	'the value of shown_reading()';

CREATE FUNCTION cfsperf_internal.linked_measures(measures text[], wholes text[], parts text[]) RETURNS text[]
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
	WITH RECURSIVE linked AS (
		SELECT m AS measure FROM unnest(measures) m
		UNION
		SELECT CASE l.measure WHEN p.whole THEN p.part ELSE p.whole END
		FROM linked l
		JOIN unnest(wholes, parts) AS p(whole, part) ON l.measure IN (p.whole, p.part))
	SELECT array_agg(l.measure) FROM linked l;
END;
COMMENT ON FUNCTION cfsperf_internal.linked_measures(text[], text[], text[]) IS
	'measures and all that are linked with them, directly or through others, by pairs of a whole and a part; NULL: none';

CREATE PROCEDURE cfsperf_internal.framework_figure(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE VIEW decided_observation AS
	SELECT o.measure, o.area, o.period, o.value, o.numerator, o.denominator, o.status, o.note, d.decision
	FROM observation o
	LEFT JOIN disclosure d ON d.measure = o.measure AND d.area = o.area AND d.period = o.period
		AND d.benchmark IS NULL AND d.value IS NOT DISTINCT FROM o.value
		AND d.numerator IS NOT DISTINCT FROM o.numerator
		AND d.denominator IS NOT DISTINCT FROM o.denominator;
	COMMENT ON VIEW decided_observation IS 'every observation with the decision on exactly this figure; part of the other views';
	COMMENT ON COLUMN decided_observation.decision IS 'as in disclosure; NULL: none, or one on another figure';
	CALL comment_columns_like('decided_observation', 'observation');

	-- What is not asked for is not looked up, so that measures of which nothing is
	-- withheld cost nothing, and of the others a row costs as much as a row.
	CREATE VIEW reported_observation AS
	SELECT o.measure, o.area, o.period, o.value, o.numerator, o.denominator, o.status, o.note,
		(SELECT d.decision
		 FROM disclosure d
		 WHERE d.measure = o.measure AND d.area = o.area AND d.period = o.period
			AND d.benchmark IS NULL AND d.value IS NOT DISTINCT FROM o.value
			AND d.numerator IS NOT DISTINCT FROM o.numerator
			AND d.denominator IS NOT DISTINCT FROM o.denominator) AS decision
	FROM observation o;
	COMMENT ON VIEW reported_observation IS 'the same for those who need few of them, such as a report: the decision is looked up row by row, if it is asked for; part of the other views';
	CALL comment_columns_like('reported_observation', 'decided_observation');

	CREATE VIEW decided_benchmark_value AS
	SELECT b.measure, b.benchmark, b.area, b.period, b.value, b.numerator, b.denominator, b.status, d.decision
	FROM benchmark_value b
	LEFT JOIN disclosure d ON d.measure = b.measure AND d.benchmark = b.benchmark
		AND d.area = b.area AND d.period = b.period AND d.value IS NOT DISTINCT FROM b.value
		AND d.numerator IS NOT DISTINCT FROM b.numerator
		AND d.denominator IS NOT DISTINCT FROM b.denominator;
	COMMENT ON VIEW decided_benchmark_value IS 'every benchmark figure with the decision on exactly this figure; part of the other views';
	COMMENT ON COLUMN decided_benchmark_value.decision IS 'as in disclosure; NULL: none, or one on another figure';
	CALL comment_columns_like('decided_benchmark_value', 'benchmark_value');

	CREATE VIEW governed_measure AS
	WITH confidential AS (
		SELECT c.measure, array_agg(DISTINCT c.period) AS periods
		FROM observation c
		WHERE c.status = 'c'
		GROUP BY c.measure),
	always AS (
		SELECT unnest(linked_measures(r.measures, p.wholes, p.parts)) AS measure
		FROM (SELECT array_agg(m.code::text) AS measures
			  FROM measure m
			  LEFT JOIN confidential c ON c.measure = m.code
			  WHERE m.suppress_below IS NOT NULL
				OR c.measure IS NOT NULL AND (m.adds_over_time
					OR m.code IN (SELECT whole FROM measure_part UNION ALL SELECT part FROM measure_part))) r
		CROSS JOIN (SELECT array_agg(whole::text) AS wholes, array_agg(part::text) AS parts FROM measure_part) p)
	SELECT measure::varchar(64) COLLATE "C" AS measure, true AS always, NULL::reporting_period[] AS confidential FROM always
	UNION ALL
	SELECT c.measure, false, c.periods
	FROM confidential c
	WHERE c.measure NOT IN (SELECT measure COLLATE "C" FROM always);
	COMMENT ON VIEW governed_measure IS 'the measures of which a figure is shown only where that was decided; part of the other views';
	COMMENT ON COLUMN governed_measure.measure IS 'code of the measure';
	COMMENT ON COLUMN governed_measure.always IS 'whether all of its figures need a decision: it has suppress_below, or adds up with one that has';
	COMMENT ON COLUMN governed_measure.confidential IS 'else the periods of which they do: in which a publisher withheld one';

	CREATE VIEW figure AS
	SELECT o.measure, o.area, o.period,
		CASE WHEN NOT o.withheld
			THEN shown_reading(o.value, o.numerator, o.denominator, o.polarity, o.unit, o.round_to)
			END AS figure,
		CASE WHEN o.withheld THEN 'c' ELSE o.status END AS status,
		CASE WHEN o.withheld THEN status_reason('c') ELSE o.note END AS note
	FROM (
		SELECT o.measure, o.area, o.period, o.value, o.numerator, o.denominator,
			o.status, o.note, m.polarity, m.unit, m.round_to,
			withheld(o.value, o.status, o.decision,
				needs_decision(g.always, g.confidential, m.unit, o.period, o.value, o.numerator, o.denominator)) AS withheld
		FROM decided_observation o
		JOIN measure m ON m.code = o.measure
		LEFT JOIN governed_measure g ON g.measure = o.measure) o;
	COMMENT ON VIEW figure IS 'every observation as a figure; NULL, with status c, where it is withheld; part of the other views';
	COMMENT ON COLUMN figure.measure IS 'code of the measure';
	COMMENT ON COLUMN figure.area IS 'code of the area';
	COMMENT ON COLUMN figure.period IS 'period of the figure';
	COMMENT ON COLUMN figure.figure IS 'the figure with its unit and polarity; NULL: withheld or not available';
	COMMENT ON COLUMN figure.status IS 'status symbol, as in observation; c where the figure is withheld';
	COMMENT ON COLUMN figure.note IS 'caveat as in observation; where the figure is withheld, that it is';
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_figure(name) IS
	'makes the views that say what may be shown of a framework''s figures; part of create_framework';
