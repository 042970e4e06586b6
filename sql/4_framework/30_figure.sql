/*
 * 30_figure.sql - figures as far as they may be shown
 *
 * The rule is the function withheld: everything that shows a figure asks it,
 * and nothing else decides.  The view withheld_total says which totals give a
 * small number away.
 */

CREATE FUNCTION cfsperf_internal.withheld(value double precision, numerator double precision,
						 denominator double precision, unit text,
						 suppress_below integer, gives_away boolean)
	RETURNS text
	LANGUAGE SQL IMMUTABLE PARALLEL SAFE
	RETURN CASE
		WHEN suppress_below IS NULL OR value IS NULL THEN NULL
		WHEN small_number(value, numerator, denominator, unit, suppress_below)
			THEN 'Withheld: the number is too small to be shown.'
		WHEN gives_away
			THEN 'Withheld: a small number could be had from it by subtraction.'
		END;
COMMENT ON FUNCTION cfsperf_internal.withheld(double precision, double precision, double precision, text, integer, boolean) IS
	'why a figure of a measure with this suppress_below is withheld, or NULL where it may be shown, as all are of a measure without one; gives_away: whether a small number follows from it by subtraction, which is asked only of figures that are not small themselves';

CREATE PROCEDURE cfsperf_internal.framework_figure(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	-- The figures of regions and countries from which one that is withheld, here
	-- or by who published it, could be had by subtraction.
	CREATE VIEW withheld_total AS
	SELECT s.measure, total.code AS area, s.period
	FROM measure m
	JOIN observation s ON s.measure = m.code
	JOIN area a ON a.code = s.area AND a.kind = 'authority'
	JOIN area total ON total.kind = 'country'
		OR total.kind = 'region' AND total.code = a.region
	WHERE m.suppress_below IS NOT NULL
		AND (s.status = 'c'
			OR small_number(s.value, s.numerator, s.denominator, m.unit,
							m.suppress_below));
	COMMENT ON VIEW withheld_total IS 'the figures of regions and countries that are withheld, since an authority''s is and could be had from them by subtraction; part of the other views';
	COMMENT ON COLUMN withheld_total.measure IS 'code of the measure';
	COMMENT ON COLUMN withheld_total.area IS 'code of the region or country';
	COMMENT ON COLUMN withheld_total.period IS 'period of the figure that is withheld';

	CREATE VIEW figure AS
	SELECT o.measure, o.area, o.period,
		CASE WHEN o.withheld IS NULL
			THEN reading(o.value, o.numerator, o.denominator, o.polarity, o.unit)
			END AS figure,
		CASE WHEN o.withheld IS NULL THEN o.status ELSE 'c' END AS status,
		coalesce(o.withheld, o.note) AS note
	FROM (
		SELECT o.measure, o.area, o.period, o.value, o.numerator, o.denominator,
			o.status, o.note, m.polarity, m.unit,
			withheld(o.value, o.numerator, o.denominator, m.unit, m.suppress_below,
				o.area IN (SELECT a.code FROM area a WHERE a.kind <> 'authority')
					AND EXISTS (
						SELECT
						FROM withheld_total t
						WHERE t.measure = o.measure AND t.area = o.area
							AND t.period = o.period)) AS withheld
		FROM observation o
		JOIN measure m ON m.code = o.measure) o;
	COMMENT ON VIEW figure IS 'every observation as a figure; NULL, with status c, where it is to be withheld; part of the other views';
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
