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

CREATE PROCEDURE framework_tables(framework name, partition_by text DEFAULT NULL,
								  partitions integer DEFAULT NULL)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, pg_temp
AS $$
DECLARE
	partitioned text;
BEGIN
	PERFORM set_config('search_path', format('%I, cfsperf, pg_temp', framework), true);

	CREATE TABLE outcome (
		code varchar(64) COLLATE "C" PRIMARY KEY,
		title varchar(500) NOT NULL,
		position integer NOT NULL DEFAULT 0
	);

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
		tolerance double precision NOT NULL DEFAULT 0,
		confidence double precision,
		owner text,
		first_reported reporting_period,
		last_reported reporting_period,
		suppress_below integer,
		CONSTRAINT measure_polarity_none_has_a_reason
			CHECK (polarity <> 'none' OR polarity_reason IS NOT NULL),
		CONSTRAINT measure_unit CHECK (check_unit(unit)),
		CONSTRAINT measure_decimals CHECK (check_number('decimals', decimals, 0, 10)),
		CONSTRAINT measure_frequency CHECK (check_number('frequency', frequency, 1, 120)),
		CONSTRAINT measure_max_arrears CHECK (check_number('max_arrears', max_arrears, 0, 120)),
		CONSTRAINT measure_basis CHECK (check_choice('basis', basis,
			'previous reported', 'previous period', 'same period last year')),
		CONSTRAINT measure_tolerance CHECK (check_number('tolerance', tolerance, 0, 1e15)),
		CONSTRAINT measure_confidence CHECK (check_number('confidence', confidence, 0.5, 0.9999)),
		CONSTRAINT measure_suppress_below CHECK (check_number('suppress_below', suppress_below, 1, 1000000))
	);

	CREATE TABLE area (
		code varchar(64) COLLATE "C" PRIMARY KEY,
		name varchar(200) NOT NULL,
		kind varchar(20) NOT NULL DEFAULT 'authority',
		region varchar(64) COLLATE "C" REFERENCES area,
		successor varchar(64) COLLATE "C" REFERENCES area,
		CONSTRAINT area_kind CHECK (check_choice('kind of area', kind,
			'authority', 'region', 'country'))
	);

	CREATE TABLE neighbour (
		area varchar(64) COLLATE "C" REFERENCES area,
		neighbour varchar(64) COLLATE "C" REFERENCES area,
		position integer NOT NULL DEFAULT 0,
		PRIMARY KEY (area, neighbour),
		CONSTRAINT neighbour_is_another_area CHECK (area <> neighbour)
	);

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

	EXECUTE $table$
	CREATE TABLE benchmark_value (
		measure varchar(64) COLLATE "C" REFERENCES measure,
		benchmark varchar(64) COLLATE "C" REFERENCES benchmark,
		area varchar(64) COLLATE "C" REFERENCES area,
		period reporting_period NOT NULL,
		value double precision,
		numerator double precision,
		denominator double precision,
		status varchar(3),
		PRIMARY KEY (measure, benchmark, area),
		CONSTRAINT benchmark_value_figure
			CHECK (check_figure(value, numerator, denominator, status))
	) $table$
		|| CASE partition_by WHEN 'measure' THEN 'PARTITION BY HASH (measure)' ELSE '' END;
	-- and its benchmark from this one
	CREATE INDEX benchmark_value_league ON benchmark_value (benchmark, measure)
		INCLUDE (area, period, value);

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

	CREATE TABLE commentary (
		measure varchar(64) COLLATE "C" REFERENCES measure,
		area varchar(64) COLLATE "C" REFERENCES area,
		quarter reporting_period,
		text varchar(4000) NOT NULL,
		author varchar(200),
		PRIMARY KEY (measure, area, quarter)
	);

	CREATE TABLE report (
		area varchar(64) COLLATE "C" REFERENCES area,
		quarter reporting_period,
		benchmark varchar(64) COLLATE "C" REFERENCES benchmark,
		title varchar(500),
		note varchar(2000),
		PRIMARY KEY (area, quarter)
	);

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
COMMENT ON PROCEDURE framework_tables(name, text, integer) IS
	'makes the tables of a framework; part of create_framework';
