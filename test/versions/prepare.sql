-- What users make of the extension's types, in every place that pg_upgrade has to carry over.

SET search_path = public, cfsperf;
SET client_min_messages = warning;

REFRESH MATERIALIZED VIEW cfs.stored_history;
CALL cfs.publish('E10000018', '2020/21 Q2');
CALL create_framework('adults');
INSERT INTO adults.outcome VALUES ('home', 'Lives at home');
INSERT INTO adults.measure (code, outcome, title, polarity, unit) VALUES ('reviews', 'home', 'Reviews in time', 'high', '%');
INSERT INTO adults.area VALUES ('E10000018', 'Leicestershire');
INSERT INTO adults.report VALUES ('E10000018', '2020/21 Q2');
INSERT INTO adults.observation (measure, area, period, value, numerator, denominator) VALUES
    ('reviews', 'E10000018', '2020/21 Q1', 81.5, 815, 1000), ('reviews', 'E10000018', '2020/21 Q2', 79.9, 799, 1000);
REFRESH MATERIALIZED VIEW adults.stored_history;

-- stored series, and everything else that a column can be
CREATE TABLE kept AS
SELECT measure, area, series, change(series) AS movement, at(series, last_period(series)) AS figure,
    direction(change(series)) AS direction, last_period(series) AS period,
    ARRAY[first_period(series), last_period(series)] AS periods, (xmr(series)).centre AS centre
FROM cfs.history;
ALTER TABLE kept ADD CHECK (value(figure) >= 0 OR figure IS NULL);
CREATE INDEX kept_figure ON kept (figure);
CREATE INDEX kept_period ON kept USING hash (period);
-- a period alone is not looked up here, by skipping over values, as 18 and later can
CREATE INDEX kept_value ON kept ((value(figure)), period DESC) WHERE figure IS NOT NULL;
CREATE TABLE spread AS
SELECT b.measure, quartiles(i) AS quartiles, distribution(i) AS distribution
FROM cfs.benchmark_value b
JOIN cfs.measure m ON m.code = b.measure, reading(b.value, NULL, NULL, m.polarity, m.unit) i
GROUP BY b.measure;

-- generated columns
CREATE TABLE reading_of (
    period reporting_period PRIMARY KEY,
    figure indicator,
    starts_on date GENERATED ALWAYS AS (starts(period)) STORED,
    label text GENERATED ALWAYS AS (period::text) STORED,
    value double precision GENERATED ALWAYS AS (value(figure)) STORED
);
INSERT INTO reading_of (period, figure)
SELECT reporting_period((date '2001-01-01' + make_interval(months => 3 * i))::date, 3), indicator(i, NULL, NULL, 'high', 'number')
FROM generate_series(0, 299) i;
CREATE INDEX ON reading_of (label, figure DESC);

-- partitions by a period, in each of the three ways
CREATE TABLE by_range (period reporting_period, n integer) PARTITION BY RANGE (period);
CREATE TABLE by_range_early PARTITION OF by_range FOR VALUES FROM (MINVALUE) TO ('2010/11 Q1');
CREATE TABLE by_range_late PARTITION OF by_range FOR VALUES FROM ('2010/11 Q1') TO (MAXVALUE);
CREATE TABLE by_list (period reporting_period, n integer) PARTITION BY LIST (period);
CREATE TABLE by_list_one PARTITION OF by_list FOR VALUES IN ('2010/11 Q1', '2010/11 Q2', '2010/11 Q3');
CREATE TABLE by_list_rest PARTITION OF by_list DEFAULT;
CREATE TABLE by_hash (period reporting_period, n integer) PARTITION BY HASH (period);
CREATE TABLE by_hash_0 PARTITION OF by_hash FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE by_hash_1 PARTITION OF by_hash FOR VALUES WITH (MODULUS 3, REMAINDER 1);
CREATE TABLE by_hash_2 PARTITION OF by_hash FOR VALUES WITH (MODULUS 3, REMAINDER 2);
INSERT INTO by_range SELECT period, row_number() OVER (ORDER BY period) FROM reading_of;
INSERT INTO by_list TABLE by_range;
INSERT INTO by_hash TABLE by_range;
CREATE INDEX ON by_range (period);
CREATE INDEX ON by_hash USING hash (period);

-- views of all kinds, and a function
CREATE VIEW worst AS SELECT measure FROM cfs.scorecard WHERE quartile = 4;
CREATE MATERIALIZED VIEW latest_of AS
SELECT measure, area, latest(figure, period) AS figure, quartiles(figure) AS quartiles FROM kept GROUP BY measure, area;
CREATE UNIQUE INDEX ON latest_of (measure, area);
CREATE FUNCTION label_of(p reporting_period) RETURNS text IMMUTABLE BEGIN ATOMIC SELECT p::text || '!'; END;
CREATE DOMAIN quarter AS reporting_period CHECK (months(VALUE) = 3);
CREATE TABLE quarters AS SELECT period::quarter AS quarter, label_of(period) AS label FROM reading_of LIMIT 10;
