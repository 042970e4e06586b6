--
-- Which figure a scorecard shows, what it is compared with, and what it says where there is none.
--
-- The report is that of area A for 2020/21 Q2, July to September 2020. Measures are named by the rule they show.
--
SET client_min_messages = warning;
CALL cfsperf.create_framework('rules');
SET search_path = rules, cfsperf;

INSERT INTO outcome VALUES ('o', 'Outcome');
INSERT INTO area VALUES ('A', 'Area A');
INSERT INTO report VALUES ('A', '2020/21 Q2');

INSERT INTO measure (position, outcome, title, code, polarity, polarity_reason, unit, frequency, max_arrears, basis, tolerance, confidence, first_reported, last_reported)
SELECT row_number() OVER (), 'o', v.*
FROM (VALUES
	('previous reported, over a gap',       'gap_reported',      'high'::polarity, NULL, '%', 3, 0, 'previous reported', 0, NULL::float8, NULL::reporting_period, NULL::reporting_period),
	('previous period, a gap',              'gap_adjacent',      'high', NULL, '%', 3, 0, 'previous period', 0, NULL, NULL, NULL),
	('same period last year',               'year',              'high', NULL, '%', 3, 0, 'same period last year', 0, NULL, NULL, NULL),
	('same period last year, a gap',        'year_gap',          'high', NULL, '%', 3, 0, 'same period last year', 0, NULL, NULL, NULL),
	('previous reported, one withheld',     'withheld_reported', 'high', NULL, '%', 3, 0, 'previous reported', 0, NULL, NULL, NULL),
	('previous period withheld',            'withheld_adjacent', 'high', NULL, '%', 3, 0, 'previous period', 0, NULL, NULL, NULL),
	('three years ago',                     'years_3',           'high', NULL, '%', 3, 0, 'previous reported', 0, NULL, NULL, NULL),
	('longer ago',                          'years_more',        'high', NULL, '%', 3, 0, 'previous reported', 0, NULL, NULL, NULL),
	('the first figure',                    'first_figure',      'high', NULL, '%', 3, 0, 'previous reported', 0, NULL, NULL, NULL),
	('withheld, by status',                 'withheld_status',   'high', NULL, '%', 3, 3, 'previous reported', 0, NULL, NULL, NULL),
	('withheld, by note',                   'withheld_note',     'high', NULL, '%', 3, 3, 'previous reported', 0, NULL, NULL, NULL),
	('in arrears, not allowed',             'arrears_0',         'high', NULL, '%', 3, 0, 'previous reported', 0, NULL, NULL, NULL),
	('month before the last',               'arrears_1',         'high', NULL, '%', 1, 1, 'previous reported', 0, NULL, NULL, NULL),
	('two months before the last',          'arrears_1_beyond',  'high', NULL, '%', 1, 1, 'previous reported', 0, NULL, NULL, NULL),
	('quarter before, two months allowed',  'arrears_2',         'high', NULL, '%', 3, 2, 'previous reported', 0, NULL, NULL, NULL),
	('quarter before',                      'arrears_3',         'high', NULL, '%', 3, 3, 'previous reported', 0, NULL, NULL, NULL),
	('two quarters before',                 'arrears_3_beyond',  'high', NULL, '%', 3, 3, 'previous reported', 0, NULL, NULL, NULL),
	('the later of two',                    'latest',            'high', NULL, '%', 3, 3, 'previous reported', 0, NULL, NULL, NULL),
	('quarter to come',                     'to_come',           'high', NULL, '%', 3, 3, 'previous reported', 0, NULL, NULL, NULL),
	('month to come',                       'to_come_month',     'high', NULL, '%', 1, 1, 'previous reported', 0, NULL, NULL, NULL),
	('only a month',                        'length_other',      'high', NULL, '%', 3, 0, 'previous reported', 0, NULL, NULL, NULL),
	('months and years between',            'length_mixed',      'high', NULL, '%', 3, 0, 'previous reported', 0, NULL, NULL, NULL),
	('financial and calendar years',        'shape_mixed',       'high', NULL, '%', 12, 12, 'previous reported', 0, NULL, NULL, NULL),
	('counts that contradict',              'counts_wrong',      'high', NULL, '%', 3, 0, 'previous reported', 0, NULL, NULL, NULL),
	('below nothing',                       'figure_wrong',      'high', NULL, 'count', 3, 0, 'previous reported', 0, NULL, NULL, NULL),
	('information only',                    'information',       'none', 'why', '%', 3, 0, 'previous reported', 0, NULL, NULL, NULL),
	('information only, the first figure',  'information_first', 'none', 'why', '%', 3, 0, 'previous reported', 0, NULL, NULL, NULL),
	('within the tolerance',                'tolerance',         'high', NULL, '%', 3, 0, 'previous reported', 0.3, NULL, NULL, NULL),
	('beyond the tolerance',                'tolerance_beyond',  'low',  NULL, '%', 3, 0, 'previous reported', 0.3, NULL, NULL, NULL),
	('few children',                        'confidence_few',    'high', NULL, '%', 3, 0, 'previous reported', 0, 0.95, NULL, NULL),
	('many children',                       'confidence_many',   'high', NULL, '%', 3, 0, 'previous reported', 0, 0.95, NULL, NULL),
	('children not counted',                'confidence_none',   'high', NULL, '%', 3, 0, 'previous reported', 0, 0.95, NULL, NULL),
	('not reported yet',                    'reported_from',     'high', NULL, '%', 3, 0, 'previous reported', 0, NULL, '2020/21 Q3', NULL),
	('no longer reported',                  'reported_to',       'high', NULL, '%', 3, 0, 'previous reported', 0, NULL, NULL, '2019/20 Q4'),
	('nothing loaded',                      'nothing',           'high', NULL, '%', 3, 0, 'previous reported', 0, NULL, NULL, NULL)) v;

INSERT INTO observation (measure, area, period, value, numerator, denominator, status, note)
SELECT v.measure, 'A', v.period::reporting_period, v.value, v.numerator, v.denominator, v.status, v.note
FROM (VALUES
	('gap_reported', '2019/20 Q4', 50, NULL, NULL, NULL, NULL),
	('gap_reported', '2020/21 Q2', 60, NULL, NULL, NULL, NULL),
	('gap_adjacent', '2019/20 Q4', 50, NULL, NULL, NULL, NULL),
	('gap_adjacent', '2020/21 Q2', 60, NULL, NULL, NULL, NULL),
	('year', '2019/20 Q2', 70, NULL, NULL, NULL, NULL),
	('year', '2020/21 Q1', 50, NULL, NULL, NULL, NULL),
	('year', '2020/21 Q2', 60, NULL, NULL, NULL, NULL),
	('year_gap', '2019/20 Q1', 70, NULL, NULL, NULL, NULL),
	('year_gap', '2020/21 Q1', 50, NULL, NULL, NULL, NULL),
	('year_gap', '2020/21 Q2', 60, NULL, NULL, NULL, NULL),
	('withheld_reported', '2019/20 Q4', 50, NULL, NULL, NULL, NULL),
	('withheld_reported', '2020/21 Q1', NULL, NULL, NULL, 'c', NULL),
	('withheld_reported', '2020/21 Q2', 60, NULL, NULL, 'p', 'to be confirmed'),
	('withheld_adjacent', '2019/20 Q4', 50, NULL, NULL, NULL, NULL),
	('withheld_adjacent', '2020/21 Q1', NULL, NULL, NULL, 'c', NULL),
	('withheld_adjacent', '2020/21 Q2', 60, NULL, NULL, NULL, NULL),
	('years_3', '2017/18 Q2', 50, NULL, NULL, NULL, NULL),
	('years_3', '2020/21 Q2', 60, NULL, NULL, NULL, NULL),
	('years_more', '2017/18 Q1', 50, NULL, NULL, NULL, NULL),
	('years_more', '2020/21 Q2', 60, NULL, NULL, NULL, NULL),
	('first_figure', '2020/21 Q2', 60, NULL, NULL, NULL, NULL),
	('withheld_status', '2020/21 Q1', 50, NULL, NULL, NULL, NULL),
	('withheld_status', '2020/21 Q2', NULL, NULL, NULL, 'c', NULL),
	('withheld_note', '2020/21 Q1', 50, NULL, NULL, NULL, NULL),
	('withheld_note', '2020/21 Q2', NULL, NULL, NULL, 'x', 'The census was not conducted.'),
	('arrears_0', '2020/21 Q1', 50, NULL, NULL, NULL, NULL),
	('arrears_1', '2020-08', 60, NULL, NULL, NULL, NULL),
	('arrears_1_beyond', '2020-07', 60, NULL, NULL, NULL, NULL),
	('arrears_2', '2020/21 Q1', 50, NULL, NULL, NULL, NULL),
	('arrears_3', '2020/21 Q1', 50, NULL, NULL, NULL, NULL),
	('arrears_3_beyond', '2019/20 Q4', 50, NULL, NULL, NULL, NULL),
	('latest', '2020/21 Q1', 50, NULL, NULL, NULL, NULL),
	('latest', '2020/21 Q2', 60, NULL, NULL, NULL, NULL),
	('to_come', '2020/21 Q3', 60, NULL, NULL, NULL, NULL),
	('to_come_month', '2020-09', 50, NULL, NULL, NULL, NULL),
	('to_come_month', '2020-10', 60, NULL, NULL, NULL, NULL),
	('length_other', '2020-09', 60, NULL, NULL, NULL, NULL),
	('length_mixed', '2020-06', 1, NULL, NULL, NULL, NULL),
	('length_mixed', '2020-09', 2, NULL, NULL, NULL, NULL),
	('length_mixed', '2019/20', 3, NULL, NULL, NULL, NULL),
	('length_mixed', '2019-10/P12M', 4, NULL, NULL, NULL, NULL),
	('length_mixed', '2020-05/P3M', 5, NULL, NULL, NULL, NULL),
	('length_mixed', '2020/21 Q1', 50, NULL, NULL, NULL, NULL),
	('length_mixed', '2020/21 Q2', 60, NULL, NULL, NULL, NULL),
	('shape_mixed', '2018/19', 50, NULL, NULL, NULL, NULL),
	('shape_mixed', '2019', 55, NULL, NULL, NULL, NULL),
	('shape_mixed', '2019/20', 60, NULL, NULL, NULL, NULL),
	('counts_wrong', '2020/21 Q1', 50, 50, 100, NULL, NULL),
	('counts_wrong', '2020/21 Q2', 60, 120, 100, NULL, NULL),
	('figure_wrong', '2020/21 Q1', 50, NULL, NULL, NULL, NULL),
	('figure_wrong', '2020/21 Q2', -1, NULL, NULL, NULL, NULL),
	('information', '2020/21 Q1', 50, NULL, NULL, NULL, NULL),
	('information', '2020/21 Q2', 60, NULL, NULL, NULL, NULL),
	('information_first', '2020/21 Q2', 60, NULL, NULL, NULL, NULL),
	('tolerance', '2020/21 Q1', 94.9, NULL, NULL, NULL, NULL),
	('tolerance', '2020/21 Q2', 94.6, NULL, NULL, NULL, NULL),
	('tolerance_beyond', '2020/21 Q1', 94.9, NULL, NULL, NULL, NULL),
	('tolerance_beyond', '2020/21 Q2', 94.59, NULL, NULL, NULL, NULL),
	('confidence_few', '2020/21 Q1', 50, 50, 100, NULL, NULL),
	('confidence_few', '2020/21 Q2', 60, 60, 100, NULL, NULL),
	('confidence_many', '2020/21 Q1', 50, 500, 1000, NULL, NULL),
	('confidence_many', '2020/21 Q2', 60, 600, 1000, NULL, NULL),
	('confidence_none', '2020/21 Q1', 50, 500, 1000, NULL, NULL),
	('confidence_none', '2020/21 Q2', 60, NULL, NULL, NULL, NULL),
	('reported_to', '2019/20 Q4', 50, NULL, NULL, NULL, NULL))
	v(measure, period, value, numerator, denominator, status, note);

-- figures, and what they are compared with
SELECT measure, period, value, previous_period AS before, previous_value AS value, difference AS change, direction
FROM scorecard WHERE value IS NOT NULL ORDER BY measure_position;

-- no figure, and why
SELECT measure, status, note FROM scorecard WHERE value IS NULL ORDER BY measure_position;

-- counts that contradict the value are left out, status and note are shown
SELECT measure, display, numerator, denominator, status, note FROM scorecard
WHERE measure IN ('counts_wrong', 'confidence_few', 'withheld_reported') ORDER BY measure;

-- 50 of 100 against 60 of 100, pooled: z = 0.1 / sqrt(0.55 * 0.45 * 2 / 100) = 1.4213, two-sided p = 0.1552
SELECT measure, round(p_value::numeric, 4) AS p_value FROM scorecard WHERE measure LIKE 'confidence%' ORDER BY measure;

-- the target is the latest that had begun by the end of the figure's period, not of the report's: 40 is met, 70 is not
INSERT INTO target (measure, area, from_period, value) VALUES
	('arrears_3', 'A', '2019/20 Q1', 40), ('arrears_3', 'A', '2020/21 Q2', 70),
	('latest', 'A', '2019/20 Q1', 40), ('latest', 'A', '2020/21 Q2', 70), ('latest', 'A', '2020/21 Q3', 10),
	('nothing', 'A', '2019/20 Q1', 40), ('nothing', 'A', '2020/21 Q2', 70), ('nothing', 'A', '2020/21 Q3', 10);
SELECT measure, period, value, target, rag FROM scorecard WHERE target IS NOT NULL ORDER BY measure_position;

-- each measure is counted once
SELECT reported, improved, no_significant_change AS same, declined, information_only AS information, not_comparable, not_reported,
	reported + not_reported = (SELECT count(*) FROM measure) AS complete
FROM quarter_summary;

-- another quarter of the same area is another report: what was to come is there, and the arrears move on
INSERT INTO report VALUES ('A', '2020/21 Q3');
SELECT measure, period, value, previous_period AS before, previous_value AS value, direction
FROM scorecard WHERE quarter = '2020/21 Q3' AND value IS NOT NULL ORDER BY measure_position;
SELECT note, count(*) FROM scorecard WHERE quarter = '2020/21 Q3' AND value IS NULL GROUP BY note ORDER BY note;
DELETE FROM report WHERE quarter = '2020/21 Q3';

-- a difference of decimals is a decimal, whatever their size
SELECT difference(movement('2036171.833331'::indicator, '2020/21', '2039170', '2019/20')) AS large,
	difference(movement('94.6%'::indicator, '2020/21', '94.9%', '2019/20')) AS small;

DROP SCHEMA rules CASCADE;
