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
	('cp_reviews', 'The figure for quarter 2 of 2020/21 is 94.6%.'),
	('cp_reviews', 'fell by 0.3 points from 94.9% in quarter 1 of 2020/21, which is no significant change'),
	('cp_reviews', 'for the year 2018/19, it is in the second quartile, as it was in quarter 1 of 2020/21.'),
	('cp_repeat_plans', 'is 25.3%.'),
	('cp_repeat_plans', 'fell by 1.1 points from 26.4% in quarter 1 of 2020/21, which is no significant change by the measure''s tolerance of 2.0 points (lower is better).'),
	('cp_repeat_plans', 'in the fourth quartile'),
	('cp_repeat_plans', 'The change of 1.1 points is two children out of about 194.'),
	('re_referrals', 'is 23.0%.'),
	('re_referrals', 'fell by 3.4 points from 26.4% in quarter 1 of 2020/21, which is an improvement as lower is better.'),
	('re_referrals', 'in the third quartile, up from the fourth quartile in quarter 1 of 2020/21.'),
	('assessments_45_days', 'is 95.7%.'),
	('assessments_45_days', 'rose by 5.3 points from 90.4% in quarter 1 of 2020/21, which is an improvement.'),
	('assessments_45_days', 'in the top quartile, up from the second quartile in quarter 1 of 2020/21.'),
	('assessments_45_days', 'The target of 90.0% has been reached (green).'),
	('cp_plans_2_years', 'is 1.7%.'),
	('cp_plans_2_years', 'which is a decline in performance as lower is better.'),
	('cp_plans_2_years', 'in the second quartile'),
	('placements_3_plus', 'is 5.1%.'),
	('placements_3_plus', 'which is an improvement as lower is better.'),
	('placements_3_plus', 'in the top quartile'),
	('placement_2_years', 'is 60.6%.'),
	('placement_2_years', 'which is an improvement.'),
	('placement_2_years', 'in the fourth quartile, as it was in quarter 1 of 2020/21.'),
	('care_leavers_accommodation', 'is 91.2% (83 of 91).'),
	('care_leavers_accommodation', 'which is an improvement.'),
	('care_leavers_accommodation', 'in the top quartile'),
	('care_leavers_eet', 'is 62.6% (57 of 91).'),
	('care_leavers_eet', 'which is an improvement.'),
	('care_leavers_eet', 'in the top quartile, as it was in quarter 1 of 2020/21.'),
	('cic_dental', 'is 54.3% (360 of 663).'),
	('cic_dental', 'which is a decline in performance.'),
	('cic_dental', 'Dental practices were closed'),
	('cic_dental', 'There is no national benchmark for this measure.'),
	('cic_health', 'is 82.2% (546 of 664).'),
	('cic_health', 'fell by 3.8 points from 86.0% in quarter 1 of 2020/21, which is a decline in performance.'),
	('cic_health', 'The target of 90.0% has been missed (red).'),
	('individuals_worked_with', 'is 3,855 individuals. It rose by 233 from 3,622 in quarter 1 of 2020/21. The measure is for information only, with no polarity.'),
	('families_worked_with', 'is 1,395 families. It rose by 72 from 1,323 in quarter 1 of 2020/21. The measure is for information only, with no polarity.'),
	('first_time_entrants', 'The latest figure is for quarter 1 of 2020/21, one quarter in arrears: 21 young people.'),
	('first_time_entrants', 'fell by 9 from 30 in quarter 4 of 2019/20, which is an improvement as lower is better.'),
	('reoffending', 'The latest figure is for quarter 1 of 2020/21, one quarter in arrears: 0.76 re-offences per young offender.'),
	('reoffending', 'fell by 0.61 from 1.37 in the same period last year, quarter 1 of 2019/20, which is an improvement as lower is better.'),
	('custody', 'one quarter in arrears: 0 young people.'),
	('custody', 'The measure is for information only, with no polarity.'),
	('early_education_3', 'The latest figure is for summer term 2019/20: 91.5%.'),
	('early_education_3', 'from 99.0% in the same period last year, summer term 2018/19, which is a decline in performance.'),
	('early_education_3', 'There is no valid comparison with other authorities.'),
	('early_education_2', 'The latest figure is for summer term 2019/20: 63.9%.'),
	('early_education_2', 'from 80.0% in the same period last year, summer term 2018/19, which is a decline in performance.'),
	('home_educated', 'is 718 children. It fell by 17 from 735 in quarter 1 of 2020/21. The measure is for information only, with no polarity.'),
	('neet', 'The latest figure is for August 2020: 2.9%.'),
	('neet', 'rose by 0.1 points from 2.8% in July 2020, which is no significant change'),
	('neet', 'In August 2020 the average of statistical neighbours was 3.0%.'),
	('schools_good', 'Not available for quarter 2 of 2020/21. School inspections have been suspended since March 2020.'),
	('sen_support', 'Not available for quarter 2 of 2020/21. The summer 2020 census was not conducted because schools were closed.'),
	('ehcp', 'Not available for quarter 2 of 2020/21. The summer 2020 census was not conducted because schools were closed.');

-- every measure has facts, and every fact is said; none of these has a row
SELECT code FROM measure WHERE code NOT IN (SELECT measure FROM fact);
SELECT f.measure, f.says, n.paragraph
FROM fact f LEFT JOIN narrative('E10000018', '2020/21 Q2') n ON n.measure = f.measure
WHERE n.paragraph IS NULL OR position(f.says IN n.paragraph) = 0;

-- a paragraph per measure in the order of the report; no points are per cent, no full stop is doubled
SELECT count(*), count(DISTINCT measure), bool_and(paragraph LIKE m.title || '. %') AS titled,
	bool_or(paragraph ~ 'per cent|\.\.|  ') AS odd
FROM narrative('E10000018', '2020/21 Q2') n JOIN measure m ON m.code = n.measure;
SELECT array_agg(measure::text) = (SELECT array_agg(s.measure::text ORDER BY outcome_position, measure_position) FROM scorecard s) AS in_order
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
	'2014-16', '2013/14-15/16', '2019-10/P12M']) WITH ORDINALITY AS x (p, i) ORDER BY i;

-- what a figure is compared with, where that is not simply the quarter before
SELECT change_sentence(direction, polarity, difference, tolerance, '%', NULL, 1, previous, before::reporting_period, '2020/21 Q2', basis)
FROM (VALUES
	(1, NULL, 'high', NULL::float8, 0::float8, NULL::float8, NULL, 'previous reported'),
	(2, NULL, 'low', NULL, 0, NULL, NULL, 'previous period'),
	(3, NULL, 'low', NULL, 0, NULL, NULL, 'same period last year'),
	(4, 'information only', 'none', NULL, 0, NULL, NULL, 'previous reported'),
	(5, 'improved', 'high', 2, 0, 10.5, '2019/20 Q4', 'previous reported'),
	(6, 'no significant change', 'low', 0, 0, 12.5, '2020/21 Q1', 'previous reported'),
	(7, 'no significant change', 'high', 2, 1, 10.5, '2020/21 Q1', 'previous period'),
	(8, NULL, 'high', 2, 0, 10.5, '2020/21 Q1', 'previous period'))
	AS x (i, direction, polarity, difference, tolerance, previous, before, basis)
ORDER BY i;

-- a quartile lost, and one that there is not
SELECT quartile_sentence('low', 4, 1, '2020/21 Q1', 150, '2018/19');
SELECT quartile_sentence('low', 2, NULL, NULL, 150, '2018/19');
SELECT quartile_sentence('low', NULL, NULL, '2020/21 Q1', 3, '2018/19');
SELECT quartile_sentence('none', NULL, NULL, '2020/21 Q1', 150, '2018/19') IS NULL AS information_only;

DROP SCHEMA cfs CASCADE;
