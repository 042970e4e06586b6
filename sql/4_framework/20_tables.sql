/*
 * 20_tables.sql - the tables of a framework
 *
 * Called by create_framework with the framework's schema first in the search
 * path, so that unqualified names are made there and nowhere else.
 *
 * The two tables of figures may be partitioned: both by hash of measure, which
 * every grouping over them contains, or observation by range of period.  Their
 * keys contain what they are partitioned by.  They are made so from the start:
 * a table cannot become partitioned and stay the one that the views read.
 */

CREATE PROCEDURE cfsperf_internal.framework_tables(framework name, partition_by text DEFAULT NULL,
								  partitions integer DEFAULT NULL)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
DECLARE
	partitioned text;
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, cfsperf_internal, pg_temp', framework), true);

	CREATE TABLE outcome (
		code varchar(64) COLLATE "C" PRIMARY KEY,
		title varchar(500) NOT NULL,
		position integer NOT NULL DEFAULT 0
	);
	COMMENT ON TABLE outcome IS 'outcome areas of the strategic plan';
	COMMENT ON COLUMN outcome.code IS 'short code, used as key';
	COMMENT ON COLUMN outcome.title IS 'name as printed';
	COMMENT ON COLUMN outcome.position IS 'order in the report';

	CREATE TABLE measure (
		code varchar(64) COLLATE "C" PRIMARY KEY,
		outcome varchar(64) COLLATE "C" NOT NULL REFERENCES outcome,
		position integer NOT NULL DEFAULT 0,
		title varchar(500) NOT NULL,
		definition text,
		polarity polarity NOT NULL,
		polarity_reason text,
		unit varchar(20) NOT NULL DEFAULT 'number',
		unit_label varchar(60),
		decimals integer NOT NULL DEFAULT 1,
		frequency integer NOT NULL DEFAULT 3,
		max_arrears integer NOT NULL DEFAULT 0,
		basis varchar(30) NOT NULL DEFAULT 'previous reported',
		tolerance double precision,
		confidence double precision,
		owner text,
		first_reported reporting_period,
		last_reported reporting_period,
		suppress_below integer,
		counted varchar(60),
		out_of varchar(60),
		span integer,
		timing varchar(20) NOT NULL DEFAULT 'during',
		arrears_reason varchar(500),
		quartile_rule varchar(20) NOT NULL DEFAULT 'cut points',
		quartile_note varchar(500),
		comparable_totals boolean,
		CONSTRAINT measure_polarity_none_has_a_reason
			CHECK (polarity <> 'none' OR polarity_reason IS NOT NULL),
		CONSTRAINT measure_unit CHECK (check_unit(unit)),
		CONSTRAINT measure_decimals CHECK (check_number('decimals', decimals, 0, 10)),
		CONSTRAINT measure_frequency CHECK (check_number('frequency', frequency, 1, 120)),
		CONSTRAINT measure_span CHECK (check_number('span', span, 1, 120)),
		CONSTRAINT measure_span_fits_frequency
			CHECK (span % frequency = 0 OR frequency % span = 0),
		CONSTRAINT measure_timing CHECK (check_choice('timing', timing, 'during', 'at the end of')),
		CONSTRAINT measure_max_arrears CHECK (check_number('max_arrears', max_arrears, 0, 120)),
		CONSTRAINT measure_basis CHECK (check_choice('basis', basis,
			'previous reported', 'previous period', 'same period last year')),
		CONSTRAINT measure_tolerance CHECK (check_number('tolerance', tolerance, 0, 1e15)),
		CONSTRAINT measure_confidence CHECK (check_number('confidence', confidence, 0.5, 0.9999)),
		CONSTRAINT measure_quartile_rule CHECK (check_choice('quartile rule', quartile_rule,
			'cut points', 'ties better', 'none')),
		CONSTRAINT measure_without_quartiles_has_a_note
			CHECK (quartile_rule <> 'none' OR quartile_note IS NOT NULL),
		CONSTRAINT measure_suppress_below CHECK (check_number('suppress_below', suppress_below, 1, 1000000))
	);
	COMMENT ON TABLE measure IS 'what is measured, and by which rules it is judged';
	COMMENT ON COLUMN measure.code IS 'short code, used as key';
	COMMENT ON COLUMN measure.outcome IS 'outcome area under which the report shows it';
	COMMENT ON COLUMN measure.position IS 'order within the outcome';
	COMMENT ON COLUMN measure.title IS 'name as printed';
	COMMENT ON COLUMN measure.definition IS 'what is counted, among whom';
	COMMENT ON COLUMN measure.polarity IS 'high: high is good; low: low is good; none: information only';
	COMMENT ON COLUMN measure.polarity_reason IS 'why it has the polarity it has; required where that is none';
	COMMENT ON COLUMN measure.unit IS '%, count, number or per N';
	COMMENT ON COLUMN measure.unit_label IS 'free label behind the figure, such as days; £ stands before it';
	COMMENT ON COLUMN measure.decimals IS 'decimals printed, 0 to 10; figures are judged unrounded';
	COMMENT ON COLUMN measure.counted IS 'what a numerator counts, such as children';
	COMMENT ON COLUMN measure.out_of IS 'what a denominator counts, such as care leavers; NULL: the same as counted';
	COMMENT ON COLUMN measure.frequency IS 'months from one figure to the next: 1, 3, 4 (term), 12';
	COMMENT ON COLUMN measure.span IS 'months that a figure covers, NULL: as many as frequency; 12 where a rolling year is reported each quarter, 1 for a census once a year; figures of periods of another length are not used';
	COMMENT ON COLUMN measure.timing IS 'during: the figure is of the whole period; at the end of: of its last day';
	COMMENT ON COLUMN measure.max_arrears IS 'months by which the latest figure may end before the report quarter does; 0: it must end with the quarter';
	COMMENT ON COLUMN measure.arrears_reason IS 'why the latest figure may end before the report quarter does, as a sentence';
	COMMENT ON COLUMN measure.basis IS 'with what a figure is compared: previous reported (however long ago), previous period (the adjacent one), same period last year';
	COMMENT ON COLUMN measure.tolerance IS 'largest difference, in the unit (points for %), that is no significant change; NULL: as displayed, one that is less than one unit of the last decimal printed';
	COMMENT ON COLUMN measure.confidence IS 'where set, a change must be significant at this level, such as 0.95, as well';
	COMMENT ON COLUMN measure.quartile_rule IS 'cut points: a figure on a cut is in the group of lower values; ties better: in the better one; none: the measure has no quartiles, for the reason in quartile_note';
	COMMENT ON COLUMN measure.quartile_note IS 'why it has no quartiles, as a sentence; required where quartile_rule is none';
	COMMENT ON COLUMN measure.comparable_totals IS 'whether figures of region and country may stand beside an authority''s; NULL: unless they are counts';
	COMMENT ON COLUMN measure.suppress_below IS 'where set, figures on fewer than this number are withheld with status c from every view and page, as are totals that would give them away; NULL: off';
	COMMENT ON COLUMN measure.owner IS 'who answers for the figure';
	COMMENT ON COLUMN measure.first_reported IS 'first period reported, NULL: always';
	COMMENT ON COLUMN measure.last_reported IS 'last period reported, NULL: still reported';

	CREATE TABLE area (
		code varchar(64) COLLATE "C" PRIMARY KEY,
		name varchar(200) NOT NULL,
		kind varchar(20) NOT NULL DEFAULT 'authority',
		region varchar(64) COLLATE "C" REFERENCES area,
		successor varchar(64) COLLATE "C" REFERENCES area,
		CONSTRAINT area_kind CHECK (check_choice('kind of area', kind,
			'authority', 'region', 'country'))
	);
	COMMENT ON TABLE area IS 'authorities, regions and countries; only authorities enter a quartile, a rank or a mean';
	COMMENT ON COLUMN area.code IS 'code, such as the GSS code, used as key';
	COMMENT ON COLUMN area.name IS 'name as printed';
	COMMENT ON COLUMN area.kind IS 'authority, region or country';
	COMMENT ON COLUMN area.region IS 'region in which an authority lies';
	COMMENT ON COLUMN area.successor IS 'the area that an abolished one went into';

	CREATE TABLE neighbour (
		area varchar(64) COLLATE "C" REFERENCES area,
		neighbour varchar(64) COLLATE "C" REFERENCES area,
		position integer NOT NULL DEFAULT 0,
		PRIMARY KEY (area, neighbour),
		CONSTRAINT neighbour_is_another_area CHECK (area <> neighbour)
	);
	COMMENT ON TABLE neighbour IS 'statistical neighbours of an area';
	COMMENT ON COLUMN neighbour.area IS 'the area compared';
	COMMENT ON COLUMN neighbour.neighbour IS 'one of its statistical neighbours';
	COMMENT ON COLUMN neighbour.position IS 'closeness, 1 = closest';

	EXECUTE $table$
	CREATE TABLE observation (
		measure varchar(64) COLLATE "C" REFERENCES measure,
		area varchar(64) COLLATE "C" REFERENCES area,
		period reporting_period,
		value double precision,
		numerator double precision,
		denominator double precision,
		status varchar(3),
		note varchar(2000),
		PRIMARY KEY (measure, area, period),
		CONSTRAINT observation_figure
			CHECK (check_figure(value, numerator, denominator, status))
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
	-- a report reads its history from this index alone
	CREATE INDEX observation_history ON observation (area, measure, period)
		INCLUDE (value, numerator, denominator);

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
		status varchar(3),
		PRIMARY KEY (measure, benchmark, area, period),
		CONSTRAINT benchmark_value_figure
			CHECK (check_figure(value, numerator, denominator, status))
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
	-- and its benchmark from this one
	CREATE INDEX benchmark_value_league ON benchmark_value (benchmark, measure, period)
		INCLUDE (area, value);

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

	IF partition_by = 'measure' THEN
		FOREACH partitioned IN ARRAY ARRAY['observation', 'benchmark_value'] LOOP
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
COMMENT ON PROCEDURE cfsperf_internal.framework_tables(name, text, integer) IS
	'makes the tables of a framework; part of create_framework';
