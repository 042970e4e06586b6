-- One authority's report on published figures: Leicestershire, July to September 2025, on 44 measures, each with its name,
-- what it counts and how it is published, as whoever reports on it would write them. Run after real_data.sql; prints the
-- paragraphs as Markdown.

SET client_min_messages = warning;
CALL cfsperf.create_framework('county');
SET search_path = public, county, cfsperf;

INSERT INTO outcome VALUES ('safe', 'Children are safe', 1), ('care', 'Children in care and care leavers', 2),
	('school', 'Children are in school', 3), ('learn', 'Children do well', 4), ('health', 'Children are healthy', 5),
	('youth', 'Young people move on well', 6), ('staff', 'Social workers', 7);

INSERT INTO measure (outcome, code, title, polarity, polarity_reason, unit, decimals, counted, out_of, timing, arrears_reason, frequency, max_arrears, position)
SELECT v.outcome, v.code, v.title, p.polarity::polarity, CASE p.polarity WHEN 'none' THEN 'Demand may rise or fall for good reasons and for bad ones.' END,
	v.unit, v.decimals, v.counted, v.out_of, coalesce(v.timing, 'during'), v.arrears_reason, 12, 24, v.position
FROM (SELECT *, row_number() OVER () AS position FROM (VALUES
	('safe', 'CPP_Total_NumRef', 'Referrals to children''s social care', 'count', 0, 'referrals', NULL, NULL, NULL),
	('safe', 'EES_REREF', 'Re-referrals within 12 months', '%', 1, 'referrals', NULL, NULL, NULL),
	('safe', 'EES_NFA', 'Referrals that led to no further action', '%', 1, 'referrals', NULL, NULL, NULL),
	('safe', 'Continue_Assess_Comp', 'Assessments completed within 45 working days', '%', 1, NULL, NULL, NULL, NULL),
	('safe', 'Section_47', 'Section 47 enquiries', 'per 10000', 1, NULL, NULL, NULL, NULL),
	('safe', 'CP_conf_15days', 'Child protection conferences held within 15 days', '%', 1, NULL, NULL, NULL, NULL),
	('safe', 'CPP_rate', 'Children with a child protection plan', 'per 10000', 1, NULL, NULL, 'at the end of', NULL),
	('safe', 'RevCP', 'Child protection plans reviewed in time', '%', 1, NULL, NULL, NULL, NULL),
	('safe', 'EES_CPP_SUBSEQ', 'Second or subsequent child protection plans', '%', 1, 'plans', NULL, NULL, NULL),
	('safe', 'EES_CPP_2YR', 'Child protection plans open for two years or more', '%', 1, 'plans', NULL, 'at the end of', NULL),
	('care', 'EES_CLA_RATE', 'Children in care', 'per 10000', 0, 'children', NULL, 'at the end of', NULL),
	('care', 'EES_CLA_START', 'Children who came into care', 'per 10000', 0, 'children', NULL, NULL, NULL),
	('care', 'EES_PLAC3', 'Three or more placements in the year', '%', 0, 'children', NULL, NULL, NULL),
	('care', 'EES_PLAC2Y', 'In the same placement for two years or more', '%', 0, 'children', NULL, 'at the end of', NULL),
	('care', 'LACDistance', 'Placed more than 20 miles from home', '%', 0, NULL, NULL, 'at the end of', NULL),
	('care', 'Stability_SocialWorker', 'Three or more social workers in the year', '%', 0, NULL, NULL, NULL, NULL),
	('care', 'EES_HEALTH', 'Annual health assessment', '%', 0, 'children', NULL, NULL, NULL),
	('care', 'EES_DENTAL', 'Dental check', '%', 0, 'children', NULL, NULL, NULL),
	('care', 'EES_IMM', 'Immunisations up to date', '%', 0, 'children', NULL, NULL, NULL),
	('care', 'Emotional_LAC', 'Emotional and behavioural health (score, 0 to 40)', 'number', 1, NULL, NULL, NULL, NULL),
	('care', 'No_of LAC Adopted', 'Children adopted from care', 'count', 0, 'children', NULL, NULL, NULL),
	('care', 'EES_CL_ACC_19', 'Care leavers aged 19 to 21 in suitable accommodation', '%', 0, 'care leavers', NULL, NULL, NULL),
	('care', 'EES_CL_EET_19', 'Care leavers aged 19 to 21 in education, employment or training', '%', 0, 'care leavers', NULL, NULL, NULL),
	('care', 'EES_CL_EET_17', 'Care leavers aged 17 and 18 in education, employment or training', '%', 0, 'care leavers', NULL, NULL, NULL),
	('school', 'PriTotAbs', 'Absence from primary schools', '%', 1, NULL, NULL, NULL, NULL),
	('school', 'SecTotAbs', 'Absence from secondary schools', '%', 1, NULL, NULL, NULL, NULL),
	('school', 'SFPriPerAbNew', 'Persistent absence from primary schools', '%', 1, NULL, NULL, NULL, NULL),
	('school', 'SFSecPerAbNew', 'Persistent absence from secondary schools', '%', 1, NULL, NULL, NULL, NULL),
	('school', 'PriFixedEx', 'Suspensions from primary schools', 'per 100', 2, NULL, NULL, NULL, 'Figures are published in the July after the school year.'),
	('school', 'SecFixedEx', 'Suspensions from secondary schools', 'per 100', 1, NULL, NULL, NULL, 'Figures are published in the July after the school year.'),
	('school', 'SecPermEx', 'Permanent exclusions from secondary schools', 'per 100', 2, NULL, NULL, NULL, 'Figures are published in the July after the school year.'),
	('learn', 'FSP_NEW_GOODDEV', 'Good level of development at age five', '%', 1, NULL, NULL, NULL, NULL),
	('learn', 'FSP_Gooddev_FSM', 'Good level of development, pupils with free school meals', '%', 1, NULL, NULL, NULL, NULL),
	('learn', 'SEN_Stat_AVG_Attain8_Score', 'Attainment 8, pupils with an education, health and care plan', 'number', 1, NULL, NULL, NULL, NULL),
	('learn', 'SEN_TotStat', 'Pupils with an education, health and care plan', '%', 1, NULL, NULL, NULL, NULL),
	('health', 'InfMort', 'Infant mortality', 'per 1000', 1, NULL, NULL, NULL, NULL),
	('health', 'ExcessRec', 'Overweight or obese in reception year', '%', 1, NULL, NULL, NULL, NULL),
	('health', 'ExcessYr6', 'Overweight or obese in year 6', '%', 1, NULL, NULL, NULL, NULL),
	('health', 'HospAd0-14', 'Emergency admissions to hospital, aged 0 to 14', 'per 10000', 1, NULL, NULL, NULL, NULL),
	('youth', 'EES_NEET', 'Aged 16 and 17, not in education, employment or training', '%', 1, NULL, NULL, NULL, NULL),
	('youth', '16-17_not known', 'Aged 16 and 17, activity not known', '%', 1, NULL, NULL, NULL, NULL),
	('youth', 'ReoffYO15-17', 'Re-offending, aged 15 to 17', '%', 1, NULL, NULL, NULL, NULL),
	('staff', 'Work_Force_Vac_Rate', 'Vacancies', '%', 1, NULL, NULL, 'at the end of', NULL),
	('staff', 'Work_Force_AvgNumCase_SW', 'Cases per social worker', 'number', 1, NULL, NULL, 'at the end of', NULL))
	v(outcome, code, title, unit, decimals, counted, out_of, timing, arrears_reason)) v
JOIN raw.m p ON p.code = v.code;

INSERT INTO area SELECT * FROM cfs.area WHERE kind = 'country';
INSERT INTO area SELECT * FROM cfs.area WHERE kind = 'region';
INSERT INTO area SELECT * FROM cfs.area WHERE kind = 'authority';
INSERT INTO neighbour SELECT * FROM cfs.neighbour;
INSERT INTO observation SELECT o.* FROM cfs.observation o JOIN measure m ON m.code = o.measure WHERE o.area = '855';
INSERT INTO benchmark (code, title) VALUES ('published', 'Published figures of all English authorities');
INSERT INTO benchmark_value (measure, benchmark, area, period, value, numerator, denominator, status)
SELECT o.measure, 'published', o.area, o.period, o.value, o.numerator, o.denominator, o.status
FROM cfs.observation o JOIN measure m ON m.code = o.measure;
INSERT INTO report (area, quarter, benchmark) VALUES ('855', 'July to September 2025', 'published');
ANALYZE;

\pset format unaligned
\pset tuples_only on
SELECT report_text('855', 'July to September 2025');
