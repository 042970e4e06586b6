-- Reports of 1, 20, 46 and 202 measures of one authority, '855', on July to September 2025: the frameworks of_1, of_20,
-- of_46 and of_202, made from the figures in the framework "cfs". Run after real_data.sql or synthetic_data.sql.

\set ON_ERROR_STOP on
SET client_min_messages = warning;
SET search_path = cfs, cfsperf;
CREATE SCHEMA sizes;

-- In turn one measure of each outcome, among those with a figure of the last three years; what is older than two is not
-- reported any more.
CREATE TABLE sizes.chosen AS
SELECT measure, row_number() OVER (ORDER BY turn, outcome) AS place
FROM (SELECT m.code AS measure, m.outcome, row_number() OVER (PARTITION BY m.outcome ORDER BY m.position, m.code) AS turn
	  FROM measure m
	  WHERE EXISTS (SELECT FROM observation o WHERE o.measure = m.code AND o.area = '855' AND ends(o.period) > '2022-09-30')) t
ORDER BY turn, outcome LIMIT 202;

-- Targets are the median of the country's authorities, or somewhat better; authors write much, little or nothing.
CREATE TABLE sizes.target AS
SELECT o.measure, percentile_cont(CASE m.polarity WHEN 'high' THEN 0.6 ELSE 0.4 END) WITHIN GROUP (ORDER BY o.value::float8) AS value
FROM observation o JOIN measure m ON m.code = o.measure JOIN area a ON a.code = o.area JOIN sizes.chosen c ON c.measure = m.code
WHERE a.kind = 'authority' AND ends(o.period) <= '2025-09-30' AND m.polarity <> 'none' AND c.place % 3 = 0
GROUP BY o.measure, m.polarity;
CREATE TABLE sizes.said AS
SELECT measure, left(repeat('The service has reviewed every case of the quarter with its partners. Where visits were late, managers agreed dates with '
		|| 'families and checked them each week; two vacancies were filled in August, and a further 3.5 posts (£175,000) are advertised. '
		|| 'An improvement to 92.5%, or about 1,250 children, is expected by March 2026. ', 4),
	(ARRAY[1000, 90, 300])[1 + (place / 4) % 3]) AS text
FROM sizes.chosen WHERE place % 4 = 1;

DO $$
DECLARE
	size integer;
BEGIN
	FOREACH size IN ARRAY ARRAY[1, 20, 46, 202] LOOP
		CALL cfsperf.create_framework('of_' || size);
		PERFORM set_config('search_path', 'of_' || size || ', cfsperf', true);
		INSERT INTO outcome SELECT * FROM cfs.outcome o
		WHERE EXISTS (SELECT FROM cfs.measure m JOIN sizes.chosen c ON c.measure = m.code WHERE m.outcome = o.code AND c.place <= size);
		INSERT INTO measure SELECT m.* FROM cfs.measure m JOIN sizes.chosen c ON c.measure = m.code WHERE c.place <= size;
		UPDATE measure SET frequency = 12, span = 36 WHERE frequency = 36;
		UPDATE measure SET max_arrears = 24, owner = 'Head of Performance and Planning',
			definition = coalesce(definition, 'As the Department for Education defines it, for the year that is named beside the figure.'),
			source_link = 'https://www.gov.uk/government/publications/local-authority-interactive-tool-lait';
		INSERT INTO area SELECT * FROM cfs.area WHERE kind = 'country';
		INSERT INTO area SELECT * FROM cfs.area WHERE kind = 'region';
		INSERT INTO area SELECT * FROM cfs.area WHERE kind = 'authority';
		INSERT INTO neighbour SELECT * FROM cfs.neighbour;
		INSERT INTO benchmark VALUES ('published', 'Published figures of all English authorities', 'Local Authority Interactive Tool',
			'2025-09-25', 'Authorities that were reorganised have figures since then.');
		INSERT INTO observation SELECT o.* FROM cfs.observation o JOIN measure m ON m.code = o.measure WHERE o.area = '855';
		INSERT INTO benchmark_value (measure, benchmark, area, period, value, numerator, denominator, status)
		SELECT o.measure, 'published', o.area, o.period, o.value, o.numerator, o.denominator, o.status
		FROM cfs.observation o JOIN measure m ON m.code = o.measure;
		INSERT INTO target SELECT t.measure, '855', '2020-04', t.value, abs(t.value) / 20
		FROM sizes.target t JOIN measure m ON m.code = t.measure;
		INSERT INTO commentary (measure, area, quarter, text, author)
		SELECT s.measure, '855', 'July to September 2025', s.text, 'Head of Service' FROM sizes.said s JOIN measure m ON m.code = s.measure;
		INSERT INTO commentary (area, quarter, text, author) VALUES ('855', 'July to September 2025', 'The quarter was one of more referrals '
			|| 'and fewer social workers. Members asked for three things in June, and all three are in the report.', 'Director of Children''s Services');
		INSERT INTO report (area, quarter, benchmark, title, note) VALUES ('855', 'July to September 2025', 'published',
			'Children and Family Services performance', 'Figures of the latest year are provisional where they are marked so.');
		CALL protect();
	END LOOP;
END
$$;
ANALYZE;
