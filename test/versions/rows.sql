-- Rows that come after pg_upgrade go into the partition, and are found in the index, where their like are already; and
-- the framework judges new figures.

SET search_path = public, cfsperf;
BEGIN;
INSERT INTO by_range SELECT * FROM by_range;
INSERT INTO by_list SELECT * FROM by_list;
INSERT INTO by_hash SELECT * FROM by_hash;
SELECT 1 / (count(*) = 0)::integer FROM (
    SELECT period FROM (SELECT tableoid, period FROM by_range UNION ALL SELECT tableoid, period FROM by_list
                        UNION ALL SELECT tableoid, period FROM by_hash) r
    GROUP BY period HAVING count(*) <> 6 OR count(DISTINCT tableoid) <> 3) x;
SELECT 1 / (count(*) = 300)::integer FROM reading_of r WHERE NOT EXISTS (
    SELECT FROM reading_of x WHERE x.period = r.period AND (x.label <> r.period::text OR x.starts_on <> starts(r.period)));
INSERT INTO reading_of (period, figure) VALUES ('1999/00 Q1', '5% high');
SELECT 1 / (count(*) = 1)::integer FROM reading_of WHERE label = '1999/00 Q1' AND starts_on = '1999-04-01' AND value = 5;
UPDATE cfs.observation SET value = 27, numerator = NULL WHERE measure = 're_referrals' AND period = '2020/21 Q2';
SELECT 1 / (count(*) = 1)::integer FROM cfs.scorecard WHERE measure = 're_referrals' AND direction = 'declined' AND quartile = 4;
CALL cfs.publish('E10000018', '2020/21 Q2');
SELECT 1 / (max(edition) = 2)::integer FROM cfs.published_summary;
ROLLBACK;
