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

-- Reported, improved, no significant change, declined, information only, not comparable, not reported, benchmarked, of
-- those in the first, second, third and fourth quartile, testable, beyond chance.

-- that of the worked example
SELECT headline_sentence(ROW(20, 8, 3, 5, 4, 0, 0, 9, 4, 2, 1, 2, 0, 0)::tally);
-- one of everything
SELECT headline_sentence(ROW(5, 1, 1, 1, 1, 1, 0, 4, 1, 1, 1, 1, 0, 0)::tally);
-- ten and more
SELECT headline_sentence(ROW(55, 10, 11, 12, 10, 12, 0, 40, 10, 10, 10, 10, 0, 0)::tally);
-- nothing of some
SELECT headline_sentence(ROW(2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)::tally);
SELECT headline_sentence(ROW(2, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0)::tally);
-- a single measure
SELECT headline_sentence(ROW(1, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)::tally);
-- information only, and nothing else
SELECT headline_sentence(ROW(2, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0)::tally);
-- nothing that can be compared
SELECT headline_sentence(ROW(3, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0)::tally);
-- nothing reported
SELECT headline_sentence(ROW(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)::tally);
-- the conclusion: measures reported, not reported, improved, declined, concerns, strengths
SELECT conclusion_sentence(ROW(4, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)::tally, 0, 0);
SELECT conclusion_sentence(ROW(4, 3, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0)::tally, 1, 2);
SELECT conclusion_sentence(ROW(1, 0, 0, 1, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0)::tally, 1, 0);
SELECT conclusion_sentence(ROW(3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)::tally, 0, 0);
SELECT conclusion_sentence(ROW(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)::tally, 0, 0);
-- nothing known
SELECT headline_sentence(ROW(NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)::tally) IS NULL;
