-- The data: a framework with its own keys and indexes, loaded quarter by quarter, one reading in twenty missing, and a
-- second one, of half the measures and five years, for the page. Variables: measures, areas, quarters.

CREATE EXTENSION IF NOT EXISTS cfsperf;

-- One framework: its name, and how many measures, areas and quarters. Values lie between 20 and 80 per cent with two
-- decimals, so that many are equal and some lie on a cut point.
CREATE PROCEDURE public.fill_framework(framework text, measures integer, areas integer, quarters integer, last_quarter integer)
LANGUAGE plpgsql AS $$
DECLARE
	first cfsperf.reporting_period := '2004/05 Q1';
BEGIN
	CALL cfsperf.create_framework(framework);
	PERFORM set_config('search_path', format('%I, cfsperf, public', framework), false);

	INSERT INTO outcome SELECT 'o' || i, 'Outcome ' || i, i FROM generate_series(1, 5) i;
	INSERT INTO measure (code, outcome, position, title, polarity, unit, tolerance, confidence)
	SELECT 'm' || lpad(i::text, 4, '0'), 'o' || (i % 5 + 1), i, 'Measure ' || i,
		(CASE i % 2 WHEN 0 THEN 'high' ELSE 'low' END)::polarity, '%', 0.5, CASE i % 4 WHEN 0 THEN 0.95 END
	FROM generate_series(1, measures) i;
	INSERT INTO area (code, name, kind) VALUES ('E92', 'England', 'country'), ('R1', 'Region 1', 'region');
	INSERT INTO area (code, name, region)
	SELECT 'a' || lpad(i::text, 3, '0'), 'Area ' || i, 'R1' FROM generate_series(1, areas) i;
	INSERT INTO neighbour
	SELECT 'a' || lpad(a::text, 3, '0'), 'a' || lpad(((a + i - 1) % areas + 1)::text, 3, '0'), i
	FROM generate_series(1, areas) a, generate_series(1, least(10, areas - 1)) i;

	-- The rows refer to what was made above; looking each up again would take longer than all the rest.
	SET LOCAL session_replication_role = replica;
	FOR q IN last_quarter - quarters + 1 .. last_quarter LOOP
		INSERT INTO observation (measure, area, period, value, numerator, denominator)
		SELECT 'm' || lpad(m::text, 4, '0'), 'a' || lpad(a::text, 3, '0'), first + q, v, round(v * 10), 1000
		FROM (SELECT m, a, (2000 + (m::bigint * 7919 + a * 104729 + q * 1299709) % 6000)::double precision / 100 AS v
			  FROM generate_series(1, measures) m, generate_series(1, areas) a
			  WHERE (m * 31 + a * 17 + q * 13) % 20 <> 0) x;
	END LOOP;
	SET LOCAL session_replication_role = origin;

	INSERT INTO benchmark VALUES ('b1', 'Latest', 'Release', '2026-11-01', NULL);
	INSERT INTO benchmark_value (measure, benchmark, area, period, value, numerator, denominator)
	SELECT measure, 'b1', area, period, value, numerator, denominator FROM observation WHERE period = first + last_quarter;
	INSERT INTO benchmark_value (measure, benchmark, area, period, value)
	SELECT measure, 'b1', t.area, first + last_quarter, round(avg(value)::numeric, 1)
	FROM benchmark_value, (VALUES ('R1'), ('E92')) t (area) GROUP BY measure, t.area;
	INSERT INTO target SELECT code, 'a001', first, 50, 2 FROM measure;
	INSERT INTO commentary
	SELECT code, 'a001', first + last_quarter, 'What the service says about ' || title, 'Head of service'
	FROM measure WHERE position % 5 = 0;
	INSERT INTO report SELECT code, first + last_quarter, 'b1' FROM area WHERE kind = 'authority';
	INSERT INTO report SELECT 'a001', first + q, 'b1' FROM generate_series(last_quarter - quarters + 1, last_quarter - 1) q;
END
$$;

CALL public.fill_framework('cfs', :measures, :areas, :quarters, :quarters - 1);
CALL public.fill_framework('half', greatest(:measures / 2, 1), :areas, least(:quarters, 20), :quarters - 1);
\if :{?guarded}
CALL public.fill_framework('guarded', greatest(:measures / 2, 1), :areas, least(:quarters, 20), :quarters - 1);
UPDATE guarded.measure SET suppress_below = 5 WHERE position % 3 = 0;
UPDATE guarded.observation SET value = 0.2, numerator = 2 WHERE right(area, 1) = right(measure, 1) AND area <> 'a001';
CALL guarded.protect();
\endif
DROP PROCEDURE public.fill_framework;
VACUUM ANALYZE;
REFRESH MATERIALIZED VIEW cfs.stored_history;
REFRESH MATERIALIZED VIEW half.stored_history;
VACUUM ANALYZE cfs.stored_history;
VACUUM ANALYZE half.stored_history;
