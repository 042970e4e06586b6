-- Asks everything of a database that prepare.sql made, in lines that do not depend on the server's version.

SET search_path = public, cfsperf;
SET client_min_messages = warning;

\echo rows
-- but for the view with lists in the order that rows were read in, whatever that is
SELECT format('SELECT %L, count(*), md5(string_agg(t::text, E''\n'' ORDER BY t::text COLLATE "C")) FROM %s t;', r, r)
FROM (SELECT c.oid::regclass AS r FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname IN ('public', 'cfs', 'adults') AND c.relkind IN ('r', 'p', 'v', 'm')
          AND c.relname <> 'report_area') x
ORDER BY r::text COLLATE "C" \gexec

\echo words
TABLE cfs.headline;
TABLE adults.headline;
SELECT s::text FROM cfs.scorecard s ORDER BY s.measure;
SELECT cfs.report_text('E10000018', '2020/21 Q2');
SELECT md5(cfs.dashboard('E10000018', '2020/21 Q2'));
SELECT * FROM cfs.revisions;

\echo parts
SELECT tableoid::regclass::text COLLATE "C", count(*), min(period), max(period) FROM by_range GROUP BY 1 ORDER BY 1;
SELECT tableoid::regclass::text COLLATE "C", count(*), min(period), max(period) FROM by_list GROUP BY 1 ORDER BY 1;
SELECT tableoid::regclass::text COLLATE "C", count(*), min(period), max(period) FROM by_hash GROUP BY 1 ORDER BY 1;

\echo indexes
SET enable_seqscan = off;
SET enable_bitmapscan = off;
CREATE FUNCTION pg_temp.index_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    line text;
    found text := query || ' uses';
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
        found := found || coalesce(' ' || substring(line FROM 'Index (?:Only )?Scan (?:Backward )?using (\S+)'), '');
    END LOOP;
    RETURN found;
END $$;
SELECT pg_temp.index_of(q) FROM (VALUES
    ($$SELECT measure FROM kept WHERE figure > '50% high' ORDER BY figure$$),
    ($$SELECT measure FROM kept WHERE period = '2020/21 Q2'$$),
    ($$SELECT label FROM reading_of WHERE period BETWEEN '2010/11 Q1' AND '2011/12 Q4' ORDER BY period$$),
    ($$SELECT n FROM by_hash WHERE period = '2010/11 Q1'$$),
    ($$SELECT n FROM by_range WHERE period = '2010/11 Q1'$$)) v(q);
SELECT measure, figure FROM kept WHERE figure > '50% high' ORDER BY figure, measure, area;
SELECT measure, area FROM kept WHERE period = '2020/21 Q2' ORDER BY 1, 2;
SELECT label, starts_on, value FROM reading_of WHERE period BETWEEN '2010/11 Q1' AND '2011/12 Q4' ORDER BY period;
SELECT n FROM by_hash WHERE period = '2010/11 Q1';
SELECT n FROM by_range WHERE period = '2010/11 Q1';
SELECT n FROM by_list WHERE period = '2010/11 Q2';
