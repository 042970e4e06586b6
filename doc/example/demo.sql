-- Prints the report that load.sql prepares: Leicestershire, quarter 2 of 2020/21.
--
--     psql -d DATABASE -f demo.sql

\pset footer off
\pset format unaligned
\pset tuples_only on

-- The overview sentence, broken into lines.
SELECT area_name || ', ' || quarter || E'\n\n' ||
       rtrim(regexp_replace(sentence, '(.{1,110})(\s+|$)', E'\\1\n', 'g'), E'\n')
FROM cfs.headline
WHERE area = 'E10000018' AND quarter = '2020/21 Q2';

\pset tuples_only off
\pset format wrapped
\pset columns 149

\qecho
\qecho 'Outcomes (quartiles: number of measures in each, 1st is best)'

SELECT s.outcome_title AS outcome,
       s.reported,
       s.improved,
       s.no_significant_change AS "no change",
       s.declined,
       s.information_only AS "info only",
       s.not_reported AS "not reported",
       s.top_quartile AS "1st",
       s.second_quartile AS "2nd",
       s.third_quartile AS "3rd",
       s.fourth_quartile AS "4th"
FROM cfs.outcome_summary AS s
JOIN cfs.outcome AS o ON o.code = s.outcome
WHERE s.area = 'E10000018' AND s.quarter = '2020/21 Q2'
ORDER BY o.position;

\qecho 'Scorecard (Q: national quartile, 1 is best; was: the quartile of the figure before; peers: mean of the neighbours)'

SELECT s.measure_title AS measure,
       s.period,
       s.display AS figure,
       s.previous_value AS before,
       s.direction,
       s.quartile AS "Q",
       s.previous_quartile AS was,
       round(s.neighbour_mean::numeric, 1) AS peers
FROM cfs.scorecard AS s
JOIN cfs.outcome AS o ON o.code = s.outcome
JOIN cfs.measure AS m ON m.code = s.measure
WHERE s.area = 'E10000018' AND s.quarter = '2020/21 Q2' AND s.value IS NOT NULL
ORDER BY o.position, m.position;

\qecho 'Without a figure this quarter'

SELECT s.measure_title AS measure,
       s.note AS reason
FROM cfs.scorecard AS s
JOIN cfs.outcome AS o ON o.code = s.outcome
JOIN cfs.measure AS m ON m.code = s.measure
WHERE s.area = 'E10000018' AND s.quarter = '2020/21 Q2' AND s.value IS NULL
ORDER BY o.position, m.position;

\pset format aligned
\pset columns 0
\pset footer on
