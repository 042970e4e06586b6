--
-- The worked example: what a county's report of quarter 2 of 2020/21 says comes out of its CSV files.
--
-- Figures, directions, quartiles and the overview sentence are those of the printed report (doc/example/README.md).
--
\getenv abs_srcdir PG_ABS_SRCDIR
\set directory :abs_srcdir '/../doc/example'
SET client_min_messages = warning;
SET jit = off;
\set ECHO none
\cd :directory
\i load.sql
\unset ON_ERROR_STOP
\set ECHO all
SET search_path = cfs, cfsperf, pg_catalog;

-- the overview
\pset format unaligned
\pset tuples_only on
SELECT replace(sentence, '. ', E'.\n') FROM headline WHERE area = 'E10000018' AND quarter = '2020/21 Q2';
\pset format aligned
\pset tuples_only off

-- twenty measures with a figure: what it is, what it was, and what became of it
SELECT measure, period, display, previous_value AS before, polarity, direction
FROM scorecard WHERE value IS NOT NULL
ORDER BY outcome_position, measure_position;

-- three without, each with its reason
SELECT measure, status, note, direction, quartile
FROM scorecard WHERE value IS NULL
ORDER BY outcome_position, measure_position;

-- what a figure is compared with: the quarter before, one quarter in arrears, the same period last year, a month's end
SELECT basis, quarter, period, previous_period, count(*)
FROM scorecard WHERE value IS NOT NULL
GROUP BY basis, quarter, period, previous_period
ORDER BY period::reporting_period DESC, basis;

-- nine quartiles, and how they moved
SELECT measure, quartile, previous_quartile, quartile_movement
FROM scorecard WHERE quartile IS NOT NULL
ORDER BY outcome_position, measure_position;

-- the benchmark has the published cut points
SELECT measure, n(quartiles), round(lower_quartile(quartiles)::numeric, 3) AS lower,
	round(median(quartiles)::numeric, 3) AS median, round(upper_quartile(quartiles)::numeric, 3) AS upper
FROM scorecard_detail
WHERE quartiles IS NOT NULL
ORDER BY measure_position;

-- quartiles and ranks are those of plain SQL: only authorities count, ties share the better rank
SELECT s.measure, s.quartile, s.national_rank, s.national_n
FROM scorecard s
WHERE s.benchmark IS NOT NULL
EXCEPT
SELECT s.measure,
	CASE s.polarity WHEN 'low' THEN 1 + (s.value::numeric > b.cut[1])::integer
			+ (s.value::numeric > b.cut[2])::integer + (s.value::numeric > b.cut[3])::integer
		ELSE 4 - (s.value::numeric > b.cut[1])::integer
			- (s.value::numeric > b.cut[2])::integer - (s.value::numeric > b.cut[3])::integer END,
	(SELECT 1 + count(*) FROM benchmark_value v JOIN area a ON a.code = v.area AND a.kind = 'authority'
	 WHERE v.measure = s.measure AND v.area <> s.area AND CASE s.polarity WHEN 'low' THEN v.value < s.value ELSE v.value > s.value END),
	b.n
FROM scorecard s
JOIN (SELECT v.measure, count(v.value) AS n, ARRAY[
		  (percentile_cont(0.25) WITHIN GROUP (ORDER BY v.value))::numeric,
		  (percentile_cont(0.50) WITHIN GROUP (ORDER BY v.value))::numeric,
		  (percentile_cont(0.75) WITHIN GROUP (ORDER BY v.value))::numeric] AS cut
	  FROM benchmark_value v JOIN area a ON a.code = v.area AND a.kind = 'authority'
	  GROUP BY v.measure) b ON b.measure = s.measure;

-- neighbours, region and country: from the benchmark where it has the measure, else from the same period
SELECT measure, comparator_period, round(neighbour_mean::numeric, 2) AS mean,
	round(neighbour_median::numeric, 2) AS median, region_value AS region, national_value AS england
FROM scorecard WHERE comparator_period IS NOT NULL
ORDER BY outcome_position, measure_position;

SELECT s.measure, round(s.neighbour_mean::numeric, 6), round(s.neighbour_median::numeric, 6)
FROM scorecard s WHERE s.benchmark IS NOT NULL
EXCEPT
SELECT v.measure, round(avg(v.value::numeric), 6),
	round((percentile_cont(0.5) WITHIN GROUP (ORDER BY v.value))::numeric, 6)
FROM benchmark_value v JOIN neighbour n ON n.neighbour = v.area AND n.area = 'E10000018'
GROUP BY v.measure;

-- targets
SELECT measure, value, polarity, target, rag FROM scorecard
WHERE target IS NOT NULL ORDER BY outcome_position, measure_position;

-- a column is NULL exactly where what it is made of is missing; none of these has a row
SELECT measure, 'figure' AS wrong FROM scorecard
WHERE num_nulls(value, period, display) NOT IN (0, 3)
UNION ALL
SELECT measure, 'trend' FROM scorecard
WHERE (trend IS NULL) <> (value IS NULL)
UNION ALL
SELECT measure, 'direction' FROM scorecard
WHERE (direction IS NULL) <> (value IS NULL OR previous_value IS NULL AND polarity <> 'none')
UNION ALL
SELECT measure, 'difference' FROM scorecard
WHERE num_nulls(previous_value, previous_period) = 1
	OR (difference IS NULL) <> (value IS NULL OR previous_value IS NULL)
UNION ALL
SELECT measure, 'rag' FROM scorecard
WHERE (rag IS NULL) <> (target IS NULL OR value IS NULL OR polarity = 'none')
UNION ALL
SELECT measure, 'quartile' FROM scorecard
WHERE (quartile IS NULL) <> (national_n IS NULL OR value IS NULL OR polarity = 'none')
UNION ALL
SELECT measure, 'benchmark' FROM scorecard
WHERE num_nulls(benchmark, benchmark_period, benchmark_caveat, national_n) NOT IN (0, 4)
UNION ALL
SELECT s.measure, 'p_value'
FROM scorecard s
JOIN measure m ON m.code = s.measure
LEFT JOIN observation p ON p.measure = s.measure AND p.area = s.area
	AND p.period::text = s.previous_period
WHERE (s.p_value IS NULL) <> CASE m.unit WHEN 'count' THEN p.value IS NULL WHEN 'number' THEN true
	ELSE num_nulls(s.numerator, s.denominator, p.numerator, p.denominator) > 0 END;

-- a filter on any column gives the rows that have it, however the joins are made
DO $$
DECLARE
	column_name name;
	setting text;
	filtered bigint;
	counted bigint;
BEGIN
	FOREACH setting IN ARRAY ARRAY['enable_seqscan', 'enable_hashjoin', 'enable_nestloop', 'enable_mergejoin']
	LOOP
		PERFORM set_config(setting, 'off', true);
		FOR column_name IN
			SELECT attname FROM pg_attribute WHERE attrelid = 'scorecard'::regclass AND attnum > 0
		LOOP
			EXECUTE format('SELECT count(*) FROM scorecard WHERE %I IS NOT NULL', column_name) INTO filtered;
			EXECUTE format('SELECT count(%I) FROM scorecard', column_name) INTO counted;
			IF filtered <> counted THEN
				RAISE EXCEPTION '% off: filter on % gives % rows of %', setting, column_name, filtered, counted;
			END IF;
		END LOOP;
		PERFORM set_config(setting, 'on', true);
	END LOOP;
END
$$;

-- the p-value of a proportion, by the textbook: pooled z of 57/91 against 55/89; the two-sided tail of 0.1162 is 0.9075
SELECT measure, round(p_value::numeric, 4) AS p,
	round((57 / 91.0 - 55 / 89.0) / sqrt((112 / 180.0) * (1 - 112 / 180.0) * (1 / 91.0 + 1 / 89.0)), 4) AS z
FROM scorecard WHERE measure = 'care_leavers_eet';

-- per outcome
SELECT outcome, reported AS rep, improved AS imp, no_significant_change AS same, declined AS decl, information_only AS info,
	not_comparable AS incomp, not_reported AS norep, benchmarked AS bench,
	top_quartile AS q1, second_quartile AS q2, third_quartile AS q3, fourth_quartile AS q4
FROM outcome_summary ORDER BY outcome_position;

-- the whole report is the sum of its outcomes, and every measure is counted once
SELECT sum(reported), sum(improved), sum(no_significant_change), sum(declined), sum(information_only),
	sum(not_comparable), sum(not_reported), sum(benchmarked),
	sum(top_quartile), sum(second_quartile), sum(third_quartile), sum(fourth_quartile)
FROM outcome_summary
EXCEPT
SELECT reported, improved, no_significant_change, declined, information_only,
	not_comparable, not_reported, benchmarked,
	top_quartile, second_quartile, third_quartile, fourth_quartile
FROM quarter_summary;
SELECT reported + not_reported = (SELECT count(*) FROM measure) AS all_measures,
	improved + no_significant_change + declined + information_only + not_comparable = reported AS all_directions,
	top_quartile + second_quartile + third_quartile + fourth_quartile = benchmarked AS all_quartiles
FROM quarter_summary;

-- a figure before that the report does not print says so
SELECT s.measure, o.note
FROM scorecard s
JOIN observation o ON o.measure = s.measure AND o.area = s.area AND o.period::text = s.previous_period
WHERE o.note IS NOT NULL
ORDER BY s.outcome_position, s.measure_position;
-- and none that it prints does
SELECT o.measure, o.note
FROM scorecard s
JOIN observation o ON o.measure = s.measure AND o.area = s.area AND o.period::text = s.period
WHERE o.note LIKE 'illustrative%' AND s.value IS NOT NULL;

DROP SCHEMA cfs CASCADE;
