--
-- The overview sentence: numbers up to nine in words, singular and plural right, none of what there is none of.
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
SELECT conclusion_sentence(ROW(3, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)::tally, 0, 0);
SELECT conclusion_sentence(ROW(0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0)::tally, 0, 0);
SELECT conclusion_sentence(ROW(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)::tally, 0, 0);
-- of an outcome, information only is among those reported
SELECT outcome_sentence(t) FROM (VALUES (1, ROW(11, 6, 2, 3, 0, 0, 0, 9, 4, 2, 1, 2, 0, 0)::tally), (2, ROW(6, 1, 0, 1, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0)::tally),
	(3, ROW(5, 1, 1, 1, 1, 1, 0, 4, 1, 1, 1, 1, 0, 0)::tally), (4, ROW(1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0)::tally), (5, ROW(1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0)::tally),
	(6, ROW(2, 0, 0, 2, 0, 0, 0, 3, 0, 0, 3, 0, 0, 0)::tally), (7, ROW(0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0)::tally), (8, ROW(2, 0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0)::tally)) AS x (i, t)
ORDER BY i;
-- changes beyond chance: of improved and declined, those testable and those beyond
SELECT improved, declined, testable, beyond, chance_sentence(ROW(9, improved, 0, declined, 0, 0, 0, 0, 0, 0, 0, 0, testable, beyond)::tally)
FROM (VALUES (1, 8, 5, 4, 1), (2, 8, 5, 4, 2), (3, 8, 5, 4, 0), (4, 8, 5, 4, 4), (5, 8, 5, 1, 1), (6, 8, 5, 1, 0), (7, 3, 2, 5, 2), (8, 3, 2, 5, 5), (9, 3, 2, 5, 0), (10, 1, 0, 1, 1),
	(11, 0, 1, 1, 0), (12, 8, 5, 0, 0), (13, 0, 0, 0, 0), (14, 1, 1, 2, 1)) AS x (i, improved, declined, testable, beyond)
ORDER BY i;
-- no sentence of any counts says none, or contradicts them
SELECT count(*), count(*) FILTER (WHERE words ~ '\m(none|zero|0)\M|  |\.\.|, \.|: \.') AS odd
FROM generate_series(0, 2) i, generate_series(0, 2) s, generate_series(0, 2) d, generate_series(0, 2) x, generate_series(0, 2) c, generate_series(0, 2) q, generate_series(0, 2) b,
	LATERAL (SELECT ROW(i + s + d + x + c, i, s, d, x, c, q, q + b, q, 0, b, 0, LEAST(i + d, b), LEAST(i + d, b, 1))::tally AS t) y,
	LATERAL (SELECT concat_ws(' ', headline_sentence(t), outcome_sentence(t), chance_sentence(t), conclusion_sentence(t, d, i)) AS words) z;
-- nothing known
SELECT headline_sentence(ROW(NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)::tally) IS NULL;
