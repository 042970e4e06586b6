-- SPDX-License-Identifier: PostgreSQL
/*
 * 21_figure_tables.sql - the tables of figures and of what is said of them
 *
 * Those of figures may be partitioned: by hash of measure, which every grouping
 * over them contains, or observation by range of period.  Their keys contain
 * what they are partitioned by.  They are made so from the start: a table cannot
 * become partitioned and stay the one that the views read.
 */

CREATE PROCEDURE cfsperf_internal.framework_figure_tables(framework name, partition_by text DEFAULT NULL,
								  partitions integer DEFAULT NULL)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	partitioned text;
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	EXECUTE $table$
	CREATE TABLE observation (
		measure varchar(64) COLLATE "C" REFERENCES measure,
		area varchar(64) COLLATE "C" REFERENCES area,
		period reporting_period,
		value double precision,
		numerator double precision,
		denominator double precision,
		status varchar(4),
		note varchar(2000),
		lower double precision,
		upper double precision,
		PRIMARY KEY (measure, area, period),
		CONSTRAINT observation_figure
			CHECK (check_figure(value, numerator, denominator, lower, upper, status, measure, area, period))
	) $table$
		|| CASE partition_by WHEN 'measure' THEN 'PARTITION BY HASH (measure)'
			WHEN 'period' THEN 'PARTITION BY RANGE (period)' ELSE '' END;
	COMMENT ON TABLE observation IS 'figures: one per measure, area and period; load a period again with INSERT ... ON CONFLICT DO UPDATE';
	COMMENT ON COLUMN observation.measure IS 'what was measured';
	COMMENT ON COLUMN observation.area IS 'where; published figures of regions and countries are rows of those areas';
	COMMENT ON COLUMN observation.period IS 'when: a label such as 2020/21 Q2 or 2020-08';
	COMMENT ON COLUMN observation.value IS 'the figure in the measure''s unit; NULL exactly where the status withholds it';
	COMMENT ON COLUMN observation.numerator IS 'how many, where known';
	COMMENT ON COLUMN observation.denominator IS 'of how many, where known';
	COMMENT ON COLUMN observation.status IS 'symbol that says why there is no value, or what is to be known of it; cfsperf.status_symbols() lists them';
	COMMENT ON COLUMN observation.note IS 'caveat, or the reason why there is no value';
	COMMENT ON COLUMN observation.lower IS 'lower confidence limit as published, in the measure''s unit';
	COMMENT ON COLUMN observation.upper IS 'upper confidence limit as published, in the measure''s unit';
	-- a report reads its history from this index alone
	CREATE INDEX observation_history ON observation (area, measure, period)
		INCLUDE (value, numerator, denominator);
	-- whether a publisher withheld one is asked of every measure
	CREATE INDEX observation_confidential ON observation (measure, period) WHERE status = 'c';

	CREATE TABLE benchmark (
		code varchar(64) COLLATE "C" PRIMARY KEY,
		title varchar(500) NOT NULL,
		release varchar(200),
		published date,
		caveat varchar(2000)
	);
	COMMENT ON TABLE benchmark IS 'named sets of comparators, such as the latest national year that is comparable';
	COMMENT ON COLUMN benchmark.code IS 'short code, used as key';
	COMMENT ON COLUMN benchmark.title IS 'name as printed';
	COMMENT ON COLUMN benchmark.release IS 'statistical release the figures come from';
	COMMENT ON COLUMN benchmark.published IS 'date of the release';
	COMMENT ON COLUMN benchmark.caveat IS 'what a reader must know of the comparison';

	EXECUTE $table$
	CREATE TABLE benchmark_value (
		measure varchar(64) COLLATE "C" REFERENCES measure,
		benchmark varchar(64) COLLATE "C" REFERENCES benchmark,
		area varchar(64) COLLATE "C" REFERENCES area,
		period reporting_period,
		value double precision,
		numerator double precision,
		denominator double precision,
		status varchar(4),
		lower double precision,
		upper double precision,
		PRIMARY KEY (measure, benchmark, area, period),
		CONSTRAINT benchmark_value_figure
			CHECK (check_figure(value, numerator, denominator, lower, upper, status, measure, area, period))
	) $table$
		|| CASE partition_by WHEN 'measure' THEN 'PARTITION BY HASH (measure)' ELSE '' END;
	COMMENT ON TABLE benchmark_value IS 'comparators: one per measure, benchmark, area and year; a figure is compared with the latest year that had ended by then';
	COMMENT ON COLUMN benchmark_value.measure IS 'what was measured';
	COMMENT ON COLUMN benchmark_value.benchmark IS 'the set it belongs to';
	COMMENT ON COLUMN benchmark_value.area IS 'where';
	COMMENT ON COLUMN benchmark_value.period IS 'when; a benchmark may have several years of a measure';
	COMMENT ON COLUMN benchmark_value.value IS 'the figure in the measure''s unit; NULL exactly where the status withholds it';
	COMMENT ON COLUMN benchmark_value.numerator IS 'how many, where known';
	COMMENT ON COLUMN benchmark_value.denominator IS 'of how many, where known';
	COMMENT ON COLUMN benchmark_value.status IS 'as in observation';
	COMMENT ON COLUMN benchmark_value.lower IS 'lower confidence limit as published, in the measure''s unit';
	COMMENT ON COLUMN benchmark_value.upper IS 'upper confidence limit as published, in the measure''s unit';
	-- and its benchmark from this one
	CREATE INDEX benchmark_value_league ON benchmark_value (benchmark, measure, period)
		INCLUDE (area, value, numerator, denominator);

	-- No foreign keys: a decision without its figure shows nothing, and the next
	-- protect() removes it.
	EXECUTE $table$
	CREATE TABLE disclosure (
		measure varchar(64) COLLATE "C" NOT NULL,
		benchmark varchar(64) COLLATE "C",
		area varchar(64) COLLATE "C" NOT NULL,
		period reporting_period NOT NULL,
		value double precision,
		numerator double precision,
		denominator double precision,
		decision varchar(12) NOT NULL,
		decided_at timestamptz NOT NULL DEFAULT now(),
		-- in the order of observation_history, with which it is read
		CONSTRAINT disclosure_key UNIQUE NULLS NOT DISTINCT (area, measure, period, benchmark)
			INCLUDE (value, numerator, denominator, decision),
		CONSTRAINT disclosure_decision CHECK (decision = ANY
			('{shown,small,zero,unknown,confidential,secondary,narrow}'::text[]))
	) $table$
		|| CASE partition_by WHEN 'measure' THEN 'PARTITION BY HASH (measure)' ELSE '' END;
	COMMENT ON TABLE disclosure IS 'what may be shown: a row per figure on which protect() decided; where a measure has suppress_below, or a figure that its publisher withheld, a figure is shown where a row with exactly its value and counts says so, and nowhere else';
	COMMENT ON COLUMN disclosure.measure IS 'what was measured';
	COMMENT ON COLUMN disclosure.benchmark IS 'the benchmark of which the figure is; NULL: it is an observation';
	COMMENT ON COLUMN disclosure.area IS 'where';
	COMMENT ON COLUMN disclosure.period IS 'when';
	COMMENT ON COLUMN disclosure.value IS 'the figure on which was decided, in the measure''s unit; once it is another one nothing is decided';
	COMMENT ON COLUMN disclosure.numerator IS 'its numerator';
	COMMENT ON COLUMN disclosure.denominator IS 'its denominator';
	COMMENT ON COLUMN disclosure.decision IS 'shown; small: too few people, or too few left over; zero: nobody or all, where suppress_zero says so; unknown: it cannot be judged; confidential: its publisher withheld it; secondary: one that is withheld would follow from it; narrow: it would leave too few possible values of one that is withheld';
	COMMENT ON COLUMN disclosure.decided_at IS 'when it was decided so';
	-- in the order of the key of benchmark_value
	CREATE INDEX disclosure_benchmark ON disclosure (measure, benchmark, area, period)
		INCLUDE (value, numerator, denominator, decision) WHERE benchmark IS NOT NULL;
	-- whether any figure is withheld is asked of every measure
	CREATE INDEX disclosure_withheld ON disclosure (measure) WHERE benchmark IS NULL AND decision <> 'shown';
	-- its key has NULLs, by which no row is identified
	ALTER TABLE disclosure REPLICA IDENTITY FULL;

	CREATE TABLE target (
		measure varchar(64) COLLATE "C" REFERENCES measure,
		area varchar(64) COLLATE "C" REFERENCES area,
		from_period reporting_period,
		value double precision NOT NULL,
		tolerance double precision NOT NULL DEFAULT 0,
		PRIMARY KEY (measure, area, from_period),
		CONSTRAINT target_value CHECK (check_number('target', value, -1e15, 1e15)),
		CONSTRAINT target_tolerance CHECK (check_number('tolerance', tolerance, 0, 1e15))
	);
	COMMENT ON TABLE target IS 'targets, each from a period on';
	COMMENT ON COLUMN target.measure IS 'what is to reach it';
	COMMENT ON COLUMN target.area IS 'where';
	COMMENT ON COLUMN target.from_period IS 'the target holds from the start of this period until another starts';
	COMMENT ON COLUMN target.value IS 'target in the measure''s unit';
	COMMENT ON COLUMN target.tolerance IS 'how far a figure may miss it, in the unit, and be amber instead of red';

	CREATE TABLE commentary (
		measure varchar(64) COLLATE "C" REFERENCES measure,
		area varchar(64) COLLATE "C" NOT NULL REFERENCES area,
		quarter reporting_period NOT NULL,
		text varchar(4000) NOT NULL,
		author varchar(200),
		outcome varchar(64) COLLATE "C" REFERENCES outcome,
		position integer NOT NULL DEFAULT 1,
		CONSTRAINT commentary_key
			UNIQUE NULLS NOT DISTINCT (area, quarter, outcome, measure, position),
		CONSTRAINT commentary_of_measure_or_outcome CHECK (num_nonnulls(measure, outcome) < 2)
	);
	-- its key has NULLs, by which no row is identified
	ALTER TABLE commentary REPLICA IDENTITY FULL;
	COMMENT ON TABLE commentary IS 'what people say about a figure, an outcome or the whole report; several of them may';
	COMMENT ON COLUMN commentary.measure IS 'the measure commented on; NULL: the outcome or the report';
	COMMENT ON COLUMN commentary.area IS 'where';
	COMMENT ON COLUMN commentary.quarter IS 'quarter of the report';
	COMMENT ON COLUMN commentary.text IS 'the comment, printed on one line';
	COMMENT ON COLUMN commentary.author IS 'who wrote it; stands before it';
	COMMENT ON COLUMN commentary.outcome IS 'the outcome commented on; NULL, as is measure: the whole report';
	COMMENT ON COLUMN commentary.position IS 'order among several of the same';

	CREATE TABLE report (
		area varchar(64) COLLATE "C" REFERENCES area,
		quarter reporting_period,
		benchmark varchar(64) COLLATE "C" REFERENCES benchmark,
		title varchar(500),
		note varchar(2000),
		benchmark_to reporting_period,
		PRIMARY KEY (area, quarter)
	);
	COMMENT ON TABLE report IS 'reports to be made: the area and quarter, and the benchmark to be used';
	COMMENT ON COLUMN report.area IS 'the area reported on';
	COMMENT ON COLUMN report.quarter IS 'the quarter reported on';
	COMMENT ON COLUMN report.benchmark IS 'set of comparators; NULL: no quartiles';
	COMMENT ON COLUMN report.benchmark_to IS 'latest year of the benchmark to be used; NULL: the latest that had ended by the figure''s own period';
	COMMENT ON COLUMN report.title IS 'title as printed';
	COMMENT ON COLUMN report.note IS 'caveat about the whole report';
	-- Readers ask by label or day, which are expressions here. Without statistics the
	-- planner takes them for unrelated, and one report for many or many for one;
	-- there are few enough to know each.
	CREATE STATISTICS report_asked_for (mcv) ON area, (quarter::varchar(24)), (starts(quarter)), (ends(quarter)) FROM report;
	COMMENT ON STATISTICS report_asked_for IS 'how many reports there are of an area, quarter and day, as they are asked for';
	ALTER TABLE report ALTER COLUMN area SET STATISTICS 1000;

	CREATE TABLE report_section (
		area varchar(64) COLLATE "C" REFERENCES area,
		position integer,
		title varchar(200) NOT NULL,
		text varchar(4000) NOT NULL,
		first_quarter reporting_period,
		last_quarter reporting_period,
		PRIMARY KEY (area, position),
		CONSTRAINT report_section_is_before_or_after_the_figures CHECK (position <> 0)
	);
	COMMENT ON TABLE report_section IS 'the parts of a paper that stand in it quarter after quarter, such as purpose, policy framework, background, equalities, contact; report_text() puts them around what is said of the figures';
	COMMENT ON COLUMN report_section.area IS 'the area in whose reports it stands';
	COMMENT ON COLUMN report_section.position IS 'order in the paper: below 0 before the figures, above 0 after them';
	COMMENT ON COLUMN report_section.title IS 'heading as printed';
	COMMENT ON COLUMN report_section.text IS 'plain text; a blank line begins a paragraph, and a line that begins with "- " is an item of a list';
	COMMENT ON COLUMN report_section.first_quarter IS 'first quarter in whose report it stands, NULL: always';
	COMMENT ON COLUMN report_section.last_quarter IS 'last quarter in whose report it stands, NULL: still';

	IF partition_by = 'measure' THEN
		FOREACH partitioned IN ARRAY ARRAY['observation', 'benchmark_value', 'disclosure'] LOOP
			FOR n IN 0 .. partitions - 1 LOOP
				EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES WITH (MODULUS %s, REMAINDER %s)',
							   partitioned || '_' || n, partitioned, partitions, n);
				EXECUTE format('COMMENT ON TABLE %I IS %L', partitioned || '_' || n,
							   format('partition of %s: the measures whose hash leaves %s', partitioned, n));
			END LOOP;
		END LOOP;
	ELSIF partition_by = 'period' THEN
		CREATE TABLE observation_other PARTITION OF observation DEFAULT;
		COMMENT ON TABLE observation_other IS 'partition of observation: the periods for which there is no other';
	END IF;
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_figure_tables(name, text, integer) IS
	'makes the tables of figures, targets, words and reports of a framework; part of create_framework';
