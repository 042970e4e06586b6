-- No figure is carried over a merger or a split: the note of the first figure says why there is nothing before it, the report
-- of an area that was abolished what became of it. All figures are made up.
SET client_min_messages = warning;
CALL cfsperf.create_framework('reorganised');
SET search_path = reorganised, cfsperf, public;
INSERT INTO outcome (code, title) VALUES ('o', 'Outcome');
INSERT INTO measure (code, outcome, title, polarity, unit, frequency, max_arrears, basis) VALUES
	('re', 'o', 'Re-referrals', 'low', '%', 12, 12, 'previous reported'),
	('ago', 'o', 'Compared with a year ago', 'low', '%', 3, 0, 'same period last year'),
	('q', 'o', 'Each quarter', 'low', '%', 3, 0, 'previous reported');
INSERT INTO area (code, name) VALUES ('CUM', 'Cumbria'), ('CML', 'Cumberland'), ('WAF', 'Westmorland and Furness'),
	('BMH', 'Bournemouth'), ('POL', 'Poole'), ('BCP', 'Bournemouth, Christchurch and Poole'), ('DOR', 'Dorset'), ('DRS', 'Dorset'),
	('NHA', 'Northamptonshire'), ('NNH', 'North Northamptonshire'), ('WNH', 'West Northamptonshire');
INSERT INTO area_change VALUES ('CUM', 'CML', '2023-04-01', 'split'), ('CUM', 'WAF', '2023-04-01', 'split'),
	('BMH', 'BCP', '2019-04-01', 'merge'), ('POL', 'BCP', '2019-04-01', 'merge'), ('DOR', 'DRS', '2019-04-01', 'merge'),
	('NHA', 'NNH', '2021-04-01', 'split'), ('NHA', 'WNH', '2021-04-01', 'split');
INSERT INTO observation (measure, area, period, value, note) VALUES
	('re', 'CUM', '2021/22', 17, NULL), ('re', 'CUM', '2022/23', 18, NULL), ('re', 'CML', '2023/24', 20, 'Provisional count'), ('re', 'WAF', '2023/24', 21, NULL),
	('re', 'CML', '2024/25', 22, NULL), ('re', 'BCP', '2019/20', 23, NULL), ('re', 'DRS', '2019/20', 24, NULL), ('re', 'BMH', '2018/19', 25, NULL),
	('q', 'CML', '2023/24 Q1', 1, NULL), ('q', 'CML', '2023/24 Q2', 2, NULL), ('ago', 'CML', '2023/24 Q1', 1, NULL), ('ago', 'CML', '2023/24 Q4', 1, NULL), ('ago', 'CML', '2024/25 Q1', 1, NULL),
	('q', 'WAF', '2023/24 Q4', 5, NULL);
INSERT INTO report (area, quarter) VALUES ('CML', '2023/24 Q1'), ('CML', '2023/24 Q2'), ('CML', '2023/24 Q4'), ('CML', '2024/25 Q4'),
	('WAF', '2023/24 Q4'), ('BCP', '2019/20 Q4'), ('DRS', '2019/20 Q4'), ('NNH', '2021/22 Q1'),
	('CUM', '2022/23 Q4'), ('CUM', '2023/24 Q1'), ('CUM', '2024/25 Q4'), ('BMH', '2018/19 Q4'), ('BMH', '2019/20 Q4'), ('DOR', '2024/25 Q4');

SELECT area, quarter, measure, value, previous_value, direction, note FROM scorecard WHERE value IS NOT NULL ORDER BY area, quarter_start, measure;
SELECT area, quarter, measure, note FROM scorecard WHERE value IS NULL AND measure = 're' ORDER BY area, quarter_start;
-- in the words of the report, and on its page
SELECT paragraph FROM narrative('CML', '2023/24 Q4') WHERE measure = 're';
SELECT paragraph FROM narrative('CUM', '2023/24 Q1') WHERE measure = 're';
SELECT paragraph FROM narrative('CUM', '2024/25 Q4') WHERE measure = 're';
SELECT regexp_count_of AS times
FROM (SELECT (length(d) - length(replace(d, words, ''))) / length(words) AS regexp_count_of
	FROM dashboard('CML', '2023/24 Q4') d, (VALUES ('Not comparable with earlier figures: Cumbria was split into Cumberland and Westmorland and Furness in April 2023.'),
		('No such words')) w(words)) x;
SELECT report_text('CUM', '2024/25 Q4') LIKE '%Cumbria was split into Cumberland and Westmorland and Furness in April 2023.%' AS in_report,
	report_text('CUM', '2024/25 Q4') LIKE '%No figure has been loaded%' AS no_figure;

-- what is said where a reason was given; what is withheld looks as it always does
INSERT INTO observation (measure, area, period, status) VALUES ('re', 'CUM', '2024/25', 'z'), ('q', 'CUM', '2024/25 Q4', 'c');
SELECT measure, status, note FROM scorecard WHERE area = 'CUM' AND quarter = '2024/25 Q4' ORDER BY measure;
UPDATE measure SET last_reported = '2023/24' WHERE code = 'ago';
SELECT measure, note FROM scorecard WHERE area = 'CUM' AND quarter = '2024/25 Q4' AND measure = 'ago';

-- a successor's own earlier figures are taken as they are published
INSERT INTO observation (measure, area, period, value) VALUES ('re', 'WAF', '2022/23', 30);
SELECT value, previous_period, previous_value, direction, note FROM scorecard WHERE area = 'WAF' AND measure = 're';
-- and where the latest is of a time before it was there, nothing is said of that
INSERT INTO observation (measure, area, period, value) VALUES ('re', 'NNH', '2020/21', 12);
SELECT period, value, previous_value, note FROM scorecard WHERE area = 'NNH' AND measure = 're';
-- through a recode: Cumbria had another code before, and Cumberland has another one now
INSERT INTO area (code, name) VALUES ('OLD', 'Cumbria'), ('NOW', 'Cumberland');
INSERT INTO area_change VALUES ('OLD', 'CUM', '2009-04-01', 'recode'), ('CML', 'NOW', '2025-04-01', 'recode');
INSERT INTO report (area, quarter) VALUES ('OLD', '2023/24 Q1'), ('NOW', '2023/24 Q4');
SELECT area, value, previous_value, note FROM scorecard WHERE area IN ('OLD', 'NOW') AND measure = 're' ORDER BY area;
-- an area that was there and took another in has figures before
INSERT INTO area_change VALUES ('NNH', 'WNH', '2025-04-01', 'merge');
INSERT INTO report (area, quarter) VALUES ('WNH', '2025/26 Q1'), ('NNH', '2025/26 Q1');
INSERT INTO observation (measure, area, period, value) VALUES ('q', 'WNH', '2024/25 Q4', 4), ('q', 'WNH', '2025/26 Q1', 5);
SELECT area, value, previous_value, note FROM scorecard WHERE quarter = '2025/26 Q1' AND measure = 'q' ORDER BY area;
-- history has a row for each
REFRESH MATERIALIZED VIEW stored_history;
SELECT measure, area, series FROM history ORDER BY measure, area COLLATE "C";
DROP SCHEMA reorganised CASCADE;
