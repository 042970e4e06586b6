--
-- The worked example's paragraphs say every fact of the printed report, measure by measure.
--
-- Figures, numbers, comparisons, directions and quartiles are those of the report (doc/example/README.md), written
-- here by hand; a figure before that it calls only higher or lower is not asserted.
--
\getenv abs_srcdir PG_ABS_SRCDIR
\set directory :abs_srcdir '/../doc/example'
SET client_min_messages = warning;
\set SHOW_CONTEXT never
\set ECHO none
\cd :directory
\i load.sql
\unset ON_ERROR_STOP
\set ECHO all
SET search_path = cfs, cfsperf, cfsperf_internal, pg_catalog;

CREATE TEMP TABLE fact (measure text, says text);
INSERT INTO fact VALUES
	('cp_reviews', 'The figure for quarter 2 of 2020/21 is 94.6% (1,016 children).'),
	('cp_reviews', 'It is similar to quarter 1 (94.9%).'),
	('cp_reviews', 'It is in the second quartile (rank 68 of 150 authorities), as it would have been in quarter 1 by the same figures.'),
	('cp_repeat_plans', 'is 25.3% (49 children).'),
	('cp_repeat_plans', 'It is similar to quarter 1 (26.4%).'),
	('cp_repeat_plans', 'in the fourth quartile'),
	('cp_repeat_plans', 'Performance team: The change of 1.1 points is two children out of about 194.'),
	('re_referrals', 'is 23.0% (299 children).'),
	('re_referrals', 'It fell by 3.4 points from 26.4% in quarter 1, which is an improvement as lower is better.'),
	('re_referrals', 'in the third quartile (rank 101 of 150 authorities) and would have been in the fourth in quarter 1 by the same figures.'),
	('re_referrals', 'It is less favourable than the average of statistical neighbours (18.6%).'),
	('re_referrals', 'The regional figure (East Midlands) was 22.4% and the national figure (England) 22.1%.'),
	('assessments_45_days', 'is 95.7% (1,791 assessments).'),
	('assessments_45_days', 'It rose by 5.3 points from 90.4% in quarter 1, which is an improvement.'),
	('assessments_45_days', 'in the top quartile (rank 5 of 150 authorities) and would have been in the second in quarter 1 by the same figures.'),
	('assessments_45_days', 'the trend is increasing and getting better.'),
	('assessments_45_days', 'The target of 90.0% has been reached (green).'),
	('cp_plans_2_years', 'is 1.7% (11 children).'),
	('cp_plans_2_years', 'which is less favourable as lower is better.'),
	('cp_plans_2_years', 'in the second quartile'),
	('placements_3_plus', 'is 5.1% (32 children).'),
	('placements_3_plus', 'which is an improvement as lower is better.'),
	('placements_3_plus', 'in the top quartile'),
	('placement_2_years', 'is 60.6%.'),
	('placement_2_years', 'which is an improvement.'),
	('placement_2_years', 'in the fourth quartile (rank 135 of 150 authorities), as it would have been in quarter 1 by the same figures.'),
	('care_leavers_accommodation', 'is 91.2% (83 of 91 care leavers).'),
	('care_leavers_accommodation', 'which is an improvement, though chance alone could explain a difference of this size.'),
	('care_leavers_accommodation', 'in the top quartile'),
	('care_leavers_eet', 'is 62.6% (57 of 91 care leavers).'),
	('care_leavers_eet', 'which is an improvement, though chance alone could explain a difference of this size.'),
	('care_leavers_eet', 'in the top quartile (rank 14 of 150 authorities), as it would have been in quarter 1 by the same figures.'),
	('cic_dental', 'is 54.3% (360 of 663 children).'),
	('cic_dental', 'which is less favourable.'),
	('cic_dental', 'Performance team: Dental practices were closed'),
	('cic_health', 'is 82.2% (546 of 664 children).'),
	('cic_health', 'It fell by 3.8 points from 86.0% in quarter 1, which is less favourable.'),
	('cic_health', 'The target of 90.0% has been missed (red).'),
	('individuals_worked_with', 'is 3,855 individuals. It rose by 233 from 3,622 in quarter 1. The measure is for information only.'),
	('families_worked_with', 'is 1,395 families. It rose by 72 from 1,323 in quarter 1. The measure is for information only.'),
	('first_time_entrants', 'The latest figure, for quarter 1 of 2020/21 (one quarter in arrears), is 21 young people.'),
	('first_time_entrants', 'It fell by 9 from 30 in quarter 4 of 2019/20, which is an improvement as lower is better'),
	('reoffending', 'The latest figure, for quarter 1 of 2020/21 (one quarter in arrears), is 0.76 re-offences per young offender.'),
	('reoffending', 'It fell by 0.61 from 1.37 a year earlier, which is an improvement as lower is better.'),
	('custody', '(one quarter in arrears), is 0 young people.'),
	('custody', 'The measure is for information only.'),
	('early_education_3', 'The figure for summer term 2019/20 is 91.5%.'),
	('early_education_3', 'from 99.0% a year earlier, which is less favourable.'),
	('early_education_3', 'There is no valid comparison with other authorities.'),
	('early_education_2', 'The figure for summer term 2019/20 is 63.9%.'),
	('early_education_2', 'from 80.0% a year earlier, which is less favourable.'),
	('home_educated', 'is 718 children. It fell by 17 from 735 in quarter 1. The measure is for information only.'),
	('neet', 'The figure for August 2020 is 2.9% (380 young people).'),
	('neet', 'It is similar to July (2.8%).'),
	('neet', 'It is similar to the average of statistical neighbours (3.0%).'),
	('neet', 'Other authorities'' figures are for the same period.'),
	('schools_good', 'Not available for quarter 2 of 2020/21. School inspections have been suspended since March 2020. The last figure, for quarter 4 of 2019/20, was 89.1%.'),
	('sen_support', 'Not available for quarter 2 of 2020/21. The summer 2020 census was not conducted because schools were closed. The last figure, for summer term 2018/19, was 11.4%.'),
	('ehcp', 'Not available for quarter 2 of 2020/21. The summer 2020 census was not conducted because schools were closed.');

-- every measure has facts, and every fact is said; none of these has a row
SELECT code FROM measure WHERE code NOT IN (SELECT measure FROM fact);
SELECT f.measure, f.says, n.paragraph
FROM fact f LEFT JOIN narrative('E10000018', '2020/21 Q2') n ON n.measure = f.measure
WHERE n.paragraph IS NULL OR position(f.says IN n.paragraph) = 0;

-- one of the whole report, and one per measure in its order; no points are per cent, no full stop is doubled
SELECT count(*), count(DISTINCT n.measure), bool_and(paragraph LIKE m.title || '. %') AS titled,
	bool_or(paragraph ~ 'per cent|\.\.|  ') AS odd
FROM narrative('E10000018', '2020/21 Q2') n LEFT JOIN measure m ON m.code = n.measure;
SELECT paragraph FROM narrative('E10000018', '2020/21 Q2') WHERE measure IS NULL;
SELECT array_agg(measure::text) FILTER (WHERE measure IS NOT NULL) = (SELECT array_agg(s.measure::text ORDER BY outcome_position, measure_position) FROM scorecard s) AS in_order
FROM narrative('E10000018', '2020/21 Q2');

-- one whole paragraph
SELECT replace(paragraph, '. ', E'.\n') AS paragraph FROM narrative('E10000018', '2020/21 Q2') WHERE measure = 'neet';

-- a search path that leads nowhere changes nothing
CREATE TEMP TABLE said AS SELECT * FROM narrative('E10000018', '2020/21 Q2');
SET search_path = '';
SELECT count(*) FROM (SELECT * FROM pg_temp.said INTERSECT SELECT * FROM cfs.narrative('E10000018', '2020/21 Q2')) AS same;

-- a report that there is not
SELECT cfs.narrative('E10000018', '2019/20 Q1');
SELECT cfs.narrative('Leicestershire', '2020/21 Q2');
SELECT cfs.narrative(NULL, NULL);
SET search_path = cfs, cfsperf, cfsperf_internal, pg_catalog;

-- periods in words
SELECT p AS label, period_words(p::reporting_period)
FROM unnest(ARRAY['2020/21 Q2', '2020-08', '2010-11/P1M', 'Summer 2019/20', 'Autumn 2019/20', '2018/19', '2019', 'AY 2019/20',
	'2014-16', '2013/14-15/16', '2019-10/P12M', '2019-10/P6M']) WITH ORDINALITY AS x (p, i) ORDER BY i;

-- short after another has been named; of a whole period or of its last day
SELECT named, p AS period, period_short(p, named), period_at(p, 'during', named), period_at(p, 'at the end of', named),
	period_name(p, 'at the end of', named), period_of_figure(p, 'at the end of')
FROM (VALUES (1, '2020/21 Q2'::reporting_period, '2020/21 Q1'::reporting_period), (2, '2020/21 Q1', '2019/20 Q4'), (3, '2020-08', '2020-07'),
	(4, '2020-01', '2019-12'), (5, 'Summer 2019/20', 'Spring 2019/20'), (6, 'Autumn 2019/20', 'Summer 2018/19'), (7, '2019/20', '2018/19'),
	(8, '2020', '2019'), (9, 'AY 2019/20', 'AY 2018/19'), (10, 'AY 2019/20', '2018/19'), (11, '2019-10/P12M', '2019-07/P12M'),
	(12, '2019-10/P12M', '2019'), (15, '2020', '2019-10/P12M'), (14, '2014-16', '2013-15'), (13, NULL, '2020/21 Q1')) AS x (i, named, p)
ORDER BY i;

-- the figure: in the quarter, or late and why
SELECT figure_sentence('94.6%', p, timing, '2020-07-01', '2020-09-30', why)
FROM (VALUES (1, '2020/21 Q2'::reporting_period, 'during', 'Never said.'), (2, '2020-08', 'at the end of', NULL), (3, '2020/21 Q1', 'during', NULL),
	(4, '2019/20 Q4', 'at the end of', 'The Ministry of Justice publishes two quarters late'), (5, '2020-01', 'during', NULL), (6, '2019-10/P12M', 'during', NULL),
	(7, '2019-04/P12M', 'at the end of', NULL)) AS x (i, p, timing, why)
ORDER BY i;

-- what it is compared with, and what became of it
SELECT i, change_sentence(direction, polarity, difference, abs(difference) <= tolerance, p_value, '2 points', before, 'quarter 1', 'in quarter 1',
	previous::reporting_period, period::reporting_period, basis, 3)
FROM (VALUES
	(1, NULL, 'high', NULL::float8, 0::float8, NULL::float8, NULL, NULL, '2020/21 Q2', 'previous reported'),
	(2, NULL, 'low', NULL, 0, NULL, NULL, NULL, '2020/21 Q2', 'previous period'),
	(3, NULL, 'low', NULL, 0, NULL, NULL, NULL, '2020/21 Q2', 'same period last year'),
	(4, 'information only', 'none', NULL, 0, NULL, NULL, NULL, '2020/21 Q2', 'previous reported'),
	(5, 'improved', 'high', 2, 0, NULL, '10.5%', '2019/20 Q4', '2020/21 Q2', 'previous reported'),
	(6, 'no significant change', 'low', 0, 0, NULL, '12.5%', '2020/21 Q1', '2020/21 Q2', 'previous reported'),
	(7, 'no significant change', 'high', 2, 2, 0.01, '10.5%', '2020/21 Q1', '2020/21 Q2', 'previous period'),
	(8, 'no significant change', 'high', 2, 1, 0.3, '10.5%', '2020/21 Q1', '2020/21 Q2', 'previous period'),
	(9, 'no significant change', 'high', 2, 1, 0.03, '10.5%', '2020/21 Q1', '2020/21 Q2', 'previous period'),
	(10, 'declined', 'low', 2, 1, 0.3, '10.5%', '2020/21 Q1', '2020/21 Q2', 'previous period'),
	(11, 'declined', 'high', -2, 1, 0.05, '14.5%', '2020/21 Q1', '2020/21 Q2', 'previous period'),
	(14, 'information only', 'none', -2, 0, 0.5, '14.5%', '2020/21 Q1', '2020/21 Q2', 'previous period'),
	(15, NULL, 'high', 2, 0, NULL, '10.5%', '2020/21 Q1', '2020/21 Q2', 'previous period'),
	(16, NULL, 'high', 2, 0, NULL, '10.5%', '2019-07/P12M', '2019-10/P12M', 'previous reported'))
	AS x (i, direction, polarity, difference, tolerance, p_value, before, previous, period, basis)
ORDER BY i;
SELECT year_ago_sentence(d, p, now, '12.5%') FROM unnest('{improved,declined,no significant change,information only,NULL}'::text[]) WITH ORDINALITY AS x (d, i),
	(VALUES (NULL, '12.6%'), (0.05, '12.6%'), (0.06, '12.6%'), (0.06, '12.5%'), (NULL, NULL)) AS y (p, now) ORDER BY i, now, p;

-- over how many figures a trend is: steps of a month, a quarter, a term, a year; a census each January, a rolling year each quarter
SELECT trend_sentence('decreasing and getting better', 5, step, p::reporting_period, timing)
FROM (VALUES (1, 1, '2020-08', 'during'), (2, 3, '2020/21 Q2', 'during'), (3, 4, 'Summer 2019/20', 'during'), (4, 12, '2019/20', 'during'),
	(5, 12, '2020-01', 'during'), (6, 12, '2019-10/P12M', 'during'), (7, 12, '2019/20', 'at the end of'), (8, 24, '2014-15', 'during')) AS x (i, step, p, timing)
ORDER BY i;
SELECT trend_sentence('no significant change', 5, 3, '2020/21 Q2', 'during') IS NULL AS none, trend_sentence('cannot be calculated', NULL, 3, '2020/21 Q2', 'during') IS NULL AS unknown;

-- a quartile: "was" only where the one before is of another year's figures
SELECT quartile_sentence(now, before, same_year, 'in quarter 1', 3, 150, note)
FROM (VALUES (1, 1, 1, true, NULL), (2, 2, 1, true, NULL), (3, 1, 1, false, NULL), (4, 2, 1, false, NULL), (5, 3, 4, false, NULL), (6, 3, NULL, true, NULL),
	(7, NULL, NULL, true, 'The range is too small'), (8, NULL, 2, true, NULL)) AS x (i, now, before, same_year, note)
ORDER BY i;
SELECT quartile_sentence(2, 2, true, 'in July', NULL, NULL, NULL);
SELECT neighbour_sentence(against, quartile, average)
FROM (VALUES (1, 'better', 2, '3.0%'), (2, 'worse', 2, '3.0%'), (3, 'worse', 1, '3.0%'), (4, 'better', 4, '3.0%'), (5, 'similar', 1, '3.0%'), (6, 'higher', NULL, '3.0%'),
	(7, NULL, 1, '3.0%'), (8, 'better', 1, NULL)) AS x (i, against, quartile, average)
ORDER BY i;
SELECT total_sentence(region_name, region, country_name, country)
FROM (VALUES (1, 'East Midlands', '22.4%', 'England', '22.1%'), (2, 'East Midlands', NULL, 'England', '22.1%'), (3, 'East Midlands', '22.4%', NULL, NULL),
	(4, NULL, '22.4%', NULL, '22.1%'), (5, 'East Midlands', NULL, 'England', NULL)) AS x (i, region_name, region, country_name, country)
ORDER BY i;
SELECT comparison_sentence(p, p - 1, '2018/19', '2018/19', before::reporting_period, compared)
FROM (VALUES (1, '2020/21 Q2'::reporting_period, '2018/19', true), (2, '2020/21 Q2', '2017/18', true), (3, '2020/21 Q2', NULL, true), (4, '2020/21 Q2', '2018/19', false),
	(5, '2018/19', NULL, true), (6, '2018/19', '2018/19', true), (7, '2018/19', '2017/18', true), (8, '2018/19', '2016/17', true)) AS x (i, p, before, compared) ORDER BY i;
SELECT common_comparison('{a.,B.,B.,NULL,a.,B.}'), common_comparison('{a.,B.,NULL,NULL}') IS NULL AS none, common_words('By that.', true), common_words('By that.', false);

-- what people say, each by its name: of the report, of an outcome, of a measure
INSERT INTO commentary (area, quarter, outcome, measure, position, text, author) VALUES
	('E10000018', '2020/21 Q2', NULL, NULL, 1, 'Written in the second week of October', 'Business Intelligence'),
	('E10000018', '2020/21 Q2', NULL, NULL, 2, ' ', 'Nobody'),
	('E10000018', '2020/21 Q2', 'education', NULL, 1, 'Schools were closed.', NULL),
	('E10000018', '2020/21 Q2', NULL, 'neet', 2, 'Fewer places were open', 'Head of Service'),
	('E10000018', '2020/21 Q2', NULL, 'neet', 3, 'And more young people looked for one.', NULL);
SELECT outcome, measure, CASE WHEN measure = 'neet' THEN regexp_replace(paragraph, '^.*(?= Head of Service)', '...') ELSE paragraph END
FROM narrative('E10000018', '2020/21 Q2') WHERE measure IS NULL OR measure = 'neet';
SELECT commentary FROM headline;
INSERT INTO commentary (area, quarter, text) VALUES ('E10000018', '2020/21 Q2', 'Once more in the first place.');
INSERT INTO commentary (area, quarter, outcome, measure, text) VALUES ('E10000018', '2020/21 Q2', 'education', 'neet', 'Of both.');

-- where chance is asked too: up to the tolerance figures are similar, a difference above it is told
INSERT INTO measure (code, outcome, title, polarity, unit, tolerance, confidence)
SELECT m, (SELECT min(code) FROM outcome), m, 'high', '%', 2, 0.95 FROM unnest('{at_tolerance,above_it}'::text[]) m;
INSERT INTO observation (measure, area, period, value, numerator, denominator) VALUES
	('at_tolerance', 'E10000018', '2020/21 Q1', 50, 50, 100), ('at_tolerance', 'E10000018', '2020/21 Q2', 52, 52, 100),
	('above_it', 'E10000018', '2020/21 Q1', 50, 50, 100), ('above_it', 'E10000018', '2020/21 Q2', 53, 53, 100);
SELECT measure, paragraph FROM narrative('E10000018', '2020/21 Q2') WHERE measure IN ('at_tolerance', 'above_it') ORDER BY measure;

DROP SCHEMA cfs CASCADE;
