-- The questions in DuckDB: two threads, the same rows in memory in the same order, codes as enums (faster there than text;
-- the covering index has no counterpart that helps). Quarters are the dates of their ends.

INSERT INTO bench.spelling (question, side, spelling, engine, statement, shown) VALUES
('change', 'DuckDB', 1, 'DuckDB',
 'SELECT measure, area, max(value) FILTER (WHERE period = <quarter>) AS value,
	max(value) FILTER (WHERE period = <previous>) AS previous
  FROM observation WHERE period IN (<quarter>, <previous>) GROUP BY measure, area',
 'SELECT measure, area, value, previous FROM s WHERE value IS NOT NULL'),
('change', 'DuckDB', 2, 'DuckDB',
 'SELECT n.measure, n.area, n.value, b.value AS previous
  FROM (SELECT * FROM observation WHERE period = <quarter>) n
  LEFT JOIN (SELECT * FROM observation WHERE period = <previous>) b ON b.measure = n.measure AND b.area = n.area',
 'SELECT measure, area, value, previous FROM s'),
('changes', 'DuckDB', 1, 'DuckDB',
 'SELECT measure, area, period, value, lag(value) OVER (PARTITION BY measure, area ORDER BY period) AS previous
  FROM observation',
 'SELECT measure, area, period, value, previous FROM s'),
('quartile', 'DuckDB', 1, 'DuckDB',
 'SELECT b.measure, b.area, CASE WHEN m.low THEN b.band ELSE 5 - b.band END AS quartile
  FROM (SELECT measure, area, CASE WHEN value <= cut[1] THEN 1 WHEN value <= cut[2] THEN 2
					WHEN value <= cut[3] THEN 3 ELSE 4 END AS band
		FROM (SELECT measure, area, value,
				  quantile_cont(value, [0.25, 0.5, 0.75]) OVER (PARTITION BY measure) AS cut
			  FROM observation WHERE period = <quarter>)) b
  JOIN measure m ON m.measure = b.measure',
 'SELECT measure, area, quartile FROM s'),
('quartile', 'DuckDB', 2, 'DuckDB',
 'SELECT b.measure, b.area, CASE WHEN m.low THEN b.band ELSE 5 - b.band END AS quartile
  FROM (SELECT o.measure, o.area, CASE WHEN value <= cut[1] THEN 1 WHEN value <= cut[2] THEN 2
					WHEN value <= cut[3] THEN 3 ELSE 4 END AS band
		FROM observation o
		JOIN (SELECT measure, quantile_cont(value, [0.25, 0.5, 0.75]) AS cut
			  FROM observation WHERE period = <quarter> GROUP BY measure) c ON c.measure = o.measure WHERE o.period = <quarter>) b
  JOIN measure m ON m.measure = b.measure',
 'SELECT measure, area, quartile FROM s'),
('quartiles', 'DuckDB', 1, 'DuckDB',
 'SELECT b.measure, b.area, b.period, CASE WHEN m.low THEN b.band ELSE 5 - b.band END AS quartile
  FROM (SELECT measure, area, period, CASE WHEN value <= cut[1] THEN 1 WHEN value <= cut[2] THEN 2
					WHEN value <= cut[3] THEN 3 ELSE 4 END AS band
		FROM (SELECT measure, area, period, value,
				  quantile_cont(value, [0.25, 0.5, 0.75]) OVER (PARTITION BY measure, period) AS cut
			  FROM observation)) b
  JOIN measure m ON m.measure = b.measure',
 'SELECT measure, area, period, quartile FROM s'),
('quartiles', 'DuckDB', 2, 'DuckDB',
 'SELECT b.measure, b.area, b.period, CASE WHEN m.low THEN b.band ELSE 5 - b.band END AS quartile
  FROM (SELECT o.measure, o.area, o.period, CASE WHEN value <= cut[1] THEN 1 WHEN value <= cut[2] THEN 2
					WHEN value <= cut[3] THEN 3 ELSE 4 END AS band
		FROM observation o
		JOIN (SELECT measure, period, quantile_cont(value, [0.25, 0.5, 0.75]) AS cut
			  FROM observation GROUP BY measure, period) c ON c.measure = o.measure AND c.period = o.period) b
  JOIN measure m ON m.measure = b.measure',
 'SELECT measure, area, period, quartile FROM s');
