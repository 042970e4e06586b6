-- Every index on the user's tables by its own server's rules: the order of a btree, a row for each row of its table.

CREATE EXTENSION IF NOT EXISTS amcheck;
SELECT 1 / (count(*) > 20)::integer AS indexes,
    count(bt_index_parent_check(c.oid::regclass, heapallindexed => true, rootdescend => true)::text)
FROM pg_class c
JOIN pg_am a ON a.oid = c.relam AND a.amname = 'btree'
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname IN ('public', 'cfs', 'adults') AND c.relkind = 'i';
