-- The rivals: the best plain SQL that could be found, the approximate one, and DuckDB. The fastest spelling of a side is
-- taken by each run itself. Tried as well, and slower everywhere or not the same question:
--   a self join ON period - 1 for every quarter (another question: a gap ends it; and twice as slow as lag());
--   lag() by a sort of the codes, where the planner goes by the key; array_agg(value ORDER BY period) and unnest;
--   nth_value() over whole partitions; correlated subqueries for the quarter before; LATERAL ... LIMIT 1 for every row;
--   percentile_cont once for each cut point.
-- Without ORDER BY, array_agg() of rows in the order of loading happens to be sorted; no query may count on it.
-- Sorting by two texts is what costs lag() and percentile_cont most, so both are also given numbers in place of codes.

INSERT INTO bench.spelling (question, side, spelling, statement, shown, phases, settings) VALUES
('change', 'plain SQL', 1,
 'SELECT measure, area, max(value) FILTER (WHERE period = <quarter>) AS value,
	max(value) FILTER (WHERE period = <previous>) AS previous
  FROM observation WHERE period IN (<quarter>, <previous>) GROUP BY measure, area',
 'SELECT measure, area, value, previous FROM s WHERE value IS NOT NULL', NULL, '{}'),
('change', 'plain SQL', 2,
 'SELECT n.measure, n.area, n.value, b.value AS previous
  FROM observation n LEFT JOIN observation b ON b.measure = n.measure AND b.area = n.area AND b.period = <previous>
  WHERE n.period = <quarter>',
 'SELECT measure, area, value, previous FROM s', NULL, '{}'),
('change', 'plain SQL', 3,
 'SELECT n.measure, n.area, n.value, b.value AS previous
  FROM observation n LEFT JOIN observation b ON b.measure = n.measure AND b.area = n.area AND b.period = <previous>
  WHERE n.period = <quarter>',
 'SELECT measure, area, value, previous FROM s', NULL, '{enable_hashjoin=off,enable_nestloop=off}'),

('changes', 'plain SQL', 1,
 'SELECT measure, area, period, value, lag(value) OVER (PARTITION BY measure, area ORDER BY period) AS previous
  FROM observation',
 'SELECT measure, area, period, value, previous FROM s', NULL, '{}'),
('changes', 'plain SQL', 2,		-- sorts by numbers
 'WITH m AS (SELECT code, row_number() OVER () * 1000000 AS number FROM measure),
	a AS (SELECT code, row_number() OVER () AS number FROM area)
  SELECT o.measure, o.area, o.period, o.value,
	lag(o.value) OVER (PARTITION BY m.number + a.number ORDER BY o.period) AS previous
  FROM observation o JOIN m ON m.code = o.measure JOIN a ON a.code = o.area',
 'SELECT measure, area, period, value, previous FROM s', '{no index,own keys}', '{}'),
('changes', 'plain SQL', 3,		-- in the order of an index that is there
 'SELECT measure, area, period, value, lag(value) OVER (PARTITION BY area, measure ORDER BY period) AS previous
  FROM observation',
 'SELECT measure, area, period, value, previous FROM s', '{own keys}', '{work_mem=4MB}'),
('changes', 'lag() as one writes it', 1,
 'SELECT measure, area, period, value, lag(value) OVER (PARTITION BY measure, area ORDER BY period) AS previous
  FROM observation',
 NULL, NULL, '{}'),

('quartile', 'ntile', 1,	-- another definition: it parts equal values, and does not know which end is good
 'SELECT measure, area, ntile(4) OVER (PARTITION BY measure ORDER BY value) FROM observation WHERE period = <quarter>',
 NULL, NULL, '{}'),
('quartile', 'plain SQL', 1,
 'SELECT o.measure, o.area, CASE WHEN c.low THEN b.band ELSE 5 - b.band END AS quartile
  FROM observation o
  JOIN (SELECT o.measure, m.polarity = ''low'' AS low,
			percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY o.value) AS cut
		FROM observation o JOIN measure m ON m.code = o.measure WHERE o.period = <quarter>
		GROUP BY o.measure, m.polarity) c ON c.measure = o.measure
  CROSS JOIN LATERAL (SELECT CASE WHEN o.value <= c.cut[1] THEN 1 WHEN o.value <= c.cut[2] THEN 2
							 WHEN o.value <= c.cut[3] THEN 3 ELSE 4 END AS band) b
  WHERE o.period = <quarter>',
 'SELECT measure, area, quartile FROM s', NULL, '{}'),
('quartile', 'plain SQL', 2,	-- reads once
 'SELECT c.measure, u.area, CASE WHEN m.polarity = ''low'' THEN b.band ELSE 5 - b.band END AS quartile
  FROM (SELECT measure, percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY value) AS cut,
			array_agg(area) AS areas, array_agg(value) AS figures
		FROM observation WHERE period = <quarter> GROUP BY measure) c
  JOIN measure m ON m.code = c.measure
  CROSS JOIN LATERAL unnest(c.areas, c.figures) u (area, value)
  CROSS JOIN LATERAL (SELECT CASE WHEN u.value <= c.cut[1] THEN 1 WHEN u.value <= c.cut[2] THEN 2
							 WHEN u.value <= c.cut[3] THEN 3 ELSE 4 END AS band) b',
 'SELECT measure, area, quartile FROM s', NULL, '{}'),

('quartiles', 'plain SQL', 1,
 'SELECT o.measure, o.area, o.period, CASE WHEN c.low THEN b.band ELSE 5 - b.band END AS quartile
  FROM observation o
  JOIN (SELECT c.*, m.polarity = ''low'' AS low
		FROM (SELECT measure, period, percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY value) AS cut
			  FROM observation GROUP BY measure, period) c
		JOIN measure m ON m.code = c.measure) c ON c.measure = o.measure AND c.period = o.period
  CROSS JOIN LATERAL (SELECT CASE WHEN o.value <= c.cut[1] THEN 1 WHEN o.value <= c.cut[2] THEN 2
							 WHEN o.value <= c.cut[3] THEN 3 ELSE 4 END AS band) b',
 'SELECT measure, area, period, quartile FROM s', NULL, '{}'),
('quartiles', 'plain SQL', 2,	-- reads once
 'SELECT c.measure, u.area, c.period, CASE WHEN m.polarity = ''low'' THEN b.band ELSE 5 - b.band END AS quartile
  FROM (SELECT measure, period, percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY value) AS cut,
			array_agg(area) AS areas, array_agg(value) AS figures
		FROM observation GROUP BY measure, period) c
  JOIN measure m ON m.code = c.measure
  CROSS JOIN LATERAL unnest(c.areas, c.figures) u (area, value)
  CROSS JOIN LATERAL (SELECT CASE WHEN u.value <= c.cut[1] THEN 1 WHEN u.value <= c.cut[2] THEN 2
							 WHEN u.value <= c.cut[3] THEN 3 ELSE 4 END AS band) b',
 'SELECT measure, area, period, quartile FROM s', '{"covering (measure, period)"}', '{}'),
('quartiles', 'plain SQL', 3,	-- sorts by one number
 'WITH m AS (SELECT code, polarity = ''low'' AS low, row_number() OVER () * 1000000 AS number FROM measure)
  SELECT o.measure, o.area, o.period, CASE WHEN c.low THEN b.band ELSE 5 - b.band END AS quartile
  FROM observation o
  JOIN (SELECT min(o.measure) AS measure, min(o.period) AS period, bool_and(m.low) AS low,
			percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY o.value) AS cut
		FROM observation o JOIN m ON m.code = o.measure
		GROUP BY m.number + (ends(o.period) - ''1900-01-01''::date)) c ON c.measure = o.measure AND c.period = o.period
  CROSS JOIN LATERAL (SELECT CASE WHEN o.value <= c.cut[1] THEN 1 WHEN o.value <= c.cut[2] THEN 2
							 WHEN o.value <= c.cut[3] THEN 3 ELSE 4 END AS band) b',
 'SELECT measure, area, period, quartile FROM s', '{no index,own keys}', '{}');

-- approximate: cut points from a digest of at most 100 centroids
INSERT INTO bench.spelling (question, side, spelling, statement, needs) VALUES
('quartiles', 'tdigest', 1,
 'SELECT o.measure, o.area, o.period, CASE WHEN c.low THEN b.band ELSE 5 - b.band END AS quartile
  FROM observation o
  JOIN (SELECT c.*, m.polarity = ''low'' AS low
		FROM (SELECT measure, period, tdigest_percentile(value, 100, ARRAY[0.25, 0.5, 0.75]) AS cut
			  FROM observation GROUP BY measure, period) c
		JOIN measure m ON m.code = c.measure) c ON c.measure = o.measure AND c.period = o.period
  CROSS JOIN LATERAL (SELECT CASE WHEN o.value <= c.cut[1] THEN 1 WHEN o.value <= c.cut[2] THEN 2
							 WHEN o.value <= c.cut[3] THEN 3 ELSE 4 END AS band) b', 'tdigest_percentile');

-- the figures of the scorecard without its words, trend, significance, small numbers and reasons
CREATE VIEW bench.plain_scorecard AS
SELECT m.code AS measure, m.title, m.polarity, o.value, o.numerator, o.denominator, p.period AS previous_period,
	p.value AS previous_value, o.value - p.value AS difference,
	CASE WHEN abs(o.value - p.value) <= m.tolerance THEN 'no significant change'
		WHEN (o.value > p.value) = (m.polarity = 'high') THEN 'improved'
		WHEN o.value <> p.value THEN 'declined' END AS direction,
	CASE WHEN o.value IS NULL THEN NULL WHEN m.polarity = 'low' THEN now.band ELSE 5 - now.band END AS quartile,
	CASE WHEN o.value IS NULL OR p.value IS NULL THEN NULL WHEN m.polarity = 'low' THEN before.band ELSE 5 - before.band END AS previous_quartile,
	CASE WHEN o.value IS NOT NULL THEN 1 + c.better END AS national_rank, c.national_n,
	c.neighbour_mean, c.neighbour_median, c.region_value, c.national_value, t.value AS target
FROM measure m
LEFT JOIN observation o ON o.measure = m.code AND o.area = 'a001' AND o.period = :quarter
LEFT JOIN LATERAL (SELECT x.period, x.value FROM observation x
	WHERE x.measure = m.code AND x.area = 'a001' AND x.period < :quarter
	ORDER BY x.period DESC LIMIT 1) p ON true
LEFT JOIN (
	SELECT v.measure, percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY v.value)
			FILTER (WHERE a.kind = 'authority') AS cut,
		1 + count(v.value) FILTER (WHERE a.kind = 'authority' AND v.area <> 'a001') AS national_n,
		count(*) FILTER (WHERE a.kind = 'authority'
			AND CASE x.polarity WHEN 'high' THEN v.value > f.value ELSE v.value < f.value END) AS better,
		avg(v.value) FILTER (WHERE n.neighbour IS NOT NULL) AS neighbour_mean,
		percentile_cont(0.5) WITHIN GROUP (ORDER BY v.value) FILTER (WHERE n.neighbour IS NOT NULL) AS neighbour_median,
		max(v.value) FILTER (WHERE v.area = 'R1') AS region_value,
		max(v.value) FILTER (WHERE a.kind = 'country') AS national_value
	FROM benchmark_value v
	JOIN area a ON a.code = v.area
	JOIN measure x ON x.code = v.measure
	LEFT JOIN neighbour n ON n.area = 'a001' AND n.neighbour = v.area
	LEFT JOIN observation f ON f.measure = v.measure AND f.area = 'a001' AND f.period = :quarter
	WHERE v.benchmark = 'b1' GROUP BY v.measure) c ON c.measure = m.code
LEFT JOIN LATERAL (SELECT CASE WHEN o.value <= c.cut[1] THEN 1 WHEN o.value <= c.cut[2] THEN 2
						  WHEN o.value <= c.cut[3] THEN 3 ELSE 4 END AS band) now ON true
LEFT JOIN LATERAL (SELECT CASE WHEN p.value <= c.cut[1] THEN 1 WHEN p.value <= c.cut[2] THEN 2
						  WHEN p.value <= c.cut[3] THEN 3 ELSE 4 END AS band) before ON true
LEFT JOIN LATERAL (SELECT x.value FROM target x WHERE x.measure = m.code AND x.area = 'a001'
	AND starts(x.from_period) <= ends(:quarter) ORDER BY x.from_period DESC LIMIT 1) t ON true;
INSERT INTO bench.spelling (question, side, spelling, statement) VALUES
('scorecard', 'plain SQL', 1, 'COPY (SELECT * FROM bench.plain_scorecard) TO ''/dev/null''');
