--
-- The overview sentence: numbers up to nine in words, singular and plural right, "none" where there is none.
--
SET search_path = cfsperf, cfsperf_internal;
\pset format unaligned
\pset tuples_only on

-- numbers
SELECT string_agg(number_word(n), ' ' ORDER BY n) FROM generate_series(0, 12) n;
SELECT number_word(1234), number_word(-1);
SELECT enumeration('{}'), enumeration('{a}'), enumeration('{a,b}'), enumeration('{a,b,c}');
SELECT count_phrase(0, 'child', 'children'), count_phrase(1, 'child', 'children'), count_phrase(10, 'child', 'children');
SELECT string_agg(quartile_word(q), ' ' ORDER BY q), quartile_word(0) IS NULL, quartile_word(5) IS NULL FROM generate_series(1, 4) q;

-- Reported, improved, no significant change, declined, information only, not comparable, benchmarked, and of those in
-- the first, second, third and fourth quartile.

-- that of the worked example
SELECT headline_sentence(20, 8, 3, 5, 4, 0, 9, 4, 2, 1, 2);
-- one of everything
SELECT headline_sentence(5, 1, 1, 1, 1, 1, 4, 1, 1, 1, 1);
-- ten and more
SELECT headline_sentence(55, 10, 11, 12, 10, 12, 40, 10, 10, 10, 10);
-- nothing of some
SELECT headline_sentence(2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0);
SELECT headline_sentence(2, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1);
-- a single measure
SELECT headline_sentence(1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0);
-- information only, and nothing else
SELECT headline_sentence(2, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0);
-- nothing that can be compared
SELECT headline_sentence(3, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0);
-- nothing reported
SELECT headline_sentence(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
-- the conclusion: measures reported, not reported, improved, declined, concerns, strengths
SELECT conclusion_sentence(4, 0, 2, 2, 0, 0);
SELECT conclusion_sentence(4, 1, 3, 1, 1, 2);
SELECT conclusion_sentence(1, 9, 0, 1, 1, 0);
SELECT conclusion_sentence(3, 0, 0, 0, 0, 0);
SELECT conclusion_sentence(0, 0, 0, 0, 0, 0);
-- nothing known
SELECT headline_sentence(NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) IS NULL;
