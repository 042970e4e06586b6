-- SPDX-License-Identifier: PostgreSQL
/*
 * 20_tables.sql - the tables of what is measured, and where
 *
 * Called by create_framework with the framework's schema first in the search
 * path, so that unqualified names are made there and nowhere else.
 */

CREATE PROCEDURE cfsperf_internal.framework_tables(framework name)
	LANGUAGE plpgsql
	SET search_path = pg_catalog, cfsperf, cfsperf_internal, pg_temp
AS $$
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
		suppress_zero boolean NOT NULL DEFAULT false,
		suppress_unknown boolean NOT NULL DEFAULT true,
		round_to integer,
		adds_over_time boolean NOT NULL DEFAULT false,
		source_link varchar(500),
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
		CONSTRAINT measure_suppress_below CHECK (check_number('suppress_below', suppress_below, 1, 1000000)),
		CONSTRAINT measure_round_to CHECK (check_number('round_to', round_to, 2, 1000000))
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
	COMMENT ON COLUMN measure.suppress_below IS 'where set, figures on fewer people than this, or with fewer left over, are withheld with status c from every view and page, as is what would give them away; what protect() has not decided is not shown; NULL: off';
	COMMENT ON COLUMN measure.suppress_zero IS 'withhold figures of nobody, and of all of a base, as well';
	COMMENT ON COLUMN measure.suppress_unknown IS 'where suppress_below is set: withhold figures without the counts by which they could be judged';
	COMMENT ON COLUMN measure.round_to IS 'counts are shown rounded to a multiple of this, such as 5 or 10, and percentages and rates computed from the rounded counts; NULL: not rounded';
	COMMENT ON COLUMN measure.adds_over_time IS 'whether counts of several periods add up to that of the period that they make up, so that one can be had from the others: referrals do, children looked after at a month''s end do not';
	COMMENT ON COLUMN measure.owner IS 'who answers for the figure';
	COMMENT ON COLUMN measure.source_link IS 'where its figures or its definition are published: a web address, or words';
	COMMENT ON COLUMN measure.first_reported IS 'first period reported, NULL: always';
	COMMENT ON COLUMN measure.last_reported IS 'last period reported, NULL: still reported';

	CREATE TABLE area (
		code varchar(64) COLLATE "C" PRIMARY KEY,
		name varchar(200) NOT NULL,
		kind varchar(20) NOT NULL DEFAULT 'authority',
		region varchar(64) COLLATE "C" REFERENCES area,
		CONSTRAINT area_kind CHECK (check_choice('kind of area', kind,
			'authority', 'region', 'country'))
	);
	COMMENT ON TABLE area IS 'authorities, regions and countries; only authorities enter a quartile, a rank or a mean';
	COMMENT ON COLUMN area.code IS 'code, such as the GSS code, used as key';
	COMMENT ON COLUMN area.name IS 'name as printed';
	COMMENT ON COLUMN area.kind IS 'authority, region or country';
	COMMENT ON COLUMN area.region IS 'area of a higher kind in which it lies, which is the sum of such areas; NULL: the country, where there is one';

	CREATE TABLE area_code (
		alias varchar(200) COLLATE "C",
		area varchar(64) COLLATE "C" REFERENCES area,
		first_period reporting_period,
		last_period reporting_period,
		PRIMARY KEY (alias, area)
	);
	COMMENT ON TABLE area_code IS 'other codes and names by which files and people call an area: numbers of local authorities, former GSS codes, other spellings; what may stand for several is told apart by the period';
	COMMENT ON COLUMN area_code.alias IS 'the code or name; upper and lower case are the same';
	COMMENT ON COLUMN area_code.area IS 'the area that it means';
	COMMENT ON COLUMN area_code.first_period IS 'first period in which it means this area, NULL: always';
	COMMENT ON COLUMN area_code.last_period IS 'last period in which it does, NULL: still';

	CREATE TABLE area_part (
		whole varchar(64) COLLATE "C" REFERENCES area,
		part varchar(64) COLLATE "C" REFERENCES area,
		PRIMARY KEY (whole, part),
		CONSTRAINT area_part_is_another_area CHECK (whole <> part)
	);
	COMMENT ON TABLE area_part IS 'areas that are made of others, where area.region does not say so: two authorities that publish together, a second set of regions';
	COMMENT ON COLUMN area_part.whole IS 'the area that is the sum of its parts';
	COMMENT ON COLUMN area_part.part IS 'one of the areas that it is made of';

	CREATE TABLE area_change (
		area varchar(64) COLLATE "C" REFERENCES area,
		successor varchar(64) COLLATE "C" REFERENCES area,
		changed_on date NOT NULL,
		kind varchar(10) NOT NULL DEFAULT 'merge',
		PRIMARY KEY (area, successor),
		CONSTRAINT area_change_is_another_area CHECK (area <> successor),
		CONSTRAINT area_change_kind CHECK (check_choice('kind of change', kind, 'recode', 'merge', 'split'))
	);
	COMMENT ON TABLE area_change IS 'areas that were reorganised: recoded, merged into another, or split into several';
	COMMENT ON COLUMN area_change.area IS 'the area that was abolished';
	COMMENT ON COLUMN area_change.successor IS 'the area, or one of those, that followed it';
	COMMENT ON COLUMN area_change.changed_on IS 'first day of the successor';
	COMMENT ON COLUMN area_change.kind IS 'recode: the same area by another code; merge: it went into the successor, with others; split: the successor is one of its parts';

	CREATE TABLE measure_part (
		whole varchar(64) COLLATE "C" REFERENCES measure,
		part varchar(64) COLLATE "C" REFERENCES measure,
		PRIMARY KEY (whole, part),
		CONSTRAINT measure_part_is_another_measure CHECK (whole <> part)
	);
	COMMENT ON TABLE measure_part IS 'measures whose counts add up to those of another: boys and girls to all, in time and late to all; a reader could compute one from the others';
	COMMENT ON COLUMN measure_part.whole IS 'the measure that counts all';
	COMMENT ON COLUMN measure_part.part IS 'one of the measures that count a part';

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
END
$$;
COMMENT ON PROCEDURE cfsperf_internal.framework_tables(name) IS
	'makes the tables of measures and areas of a framework; part of create_framework';
