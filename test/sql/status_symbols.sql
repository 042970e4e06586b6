-- What is known of each status symbol comes from one table: which values it allows, its words, and what an error lists.
SET search_path = cfsperf, cfsperf_internal;
SELECT * FROM status_symbols();
SELECT symbol, status_reason(symbol) AS reason, status_sentence(symbol) AS sentence, status_absence(symbol) AS absence FROM status_symbols();

-- a sentence for each figure that may be there, an absence for each that may be missing, and no other
SELECT symbol FROM status_symbols()
WHERE status_reason(symbol) IS NULL OR (status_sentence(symbol) IS NULL) <> (withholds = 'always')
	OR (status_absence(symbol) IS NULL) <> (withholds = 'never');

-- the former symbol means the same
SELECT former, symbol, status_reason(former) = status_reason(symbol) AS reason, status_sentence(former) = status_sentence(symbol) AS sentence,
	status_absence(former) = status_absence(symbol) AS absence
FROM status_symbols() WHERE former IS NOT NULL;
SELECT status_reason('C') AS reason, status_sentence('') AS sentence, status_absence('lo') AS absence;

-- the value is NULL exactly where the status withholds it
CREATE FUNCTION pg_temp.allowed(value double precision, status text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	RETURN check_figure(value, NULL, NULL, NULL, NULL, status, NULL, NULL, NULL);
EXCEPTION WHEN check_violation THEN
	RETURN false;
END $$;
SELECT s, withholds, pg_temp.allowed(1, s) AS with_a_value, pg_temp.allowed(NULL, s) AS without
FROM status_symbols(), LATERAL (VALUES (symbol), (former)) AS v(s) WHERE s IS NOT NULL
UNION ALL SELECT NULL, NULL, pg_temp.allowed(1, NULL), pg_temp.allowed(NULL, NULL);

-- counts beside a value that is withheld are ignored, and nothing is made of them
SELECT check_figure(NULL, 0, 0, NULL, NULL, 'z', NULL, NULL, NULL) AS none_of_none, check_figure(NULL, -1, 'NaN', 2, 1, 'c', NULL, NULL, NULL) AS whatever,
	judge_figure(NULL, 0, 100, '%', 5, true, true) AS judged;
SELECT check_figure(0, 0, 0, NULL, NULL, 'p', NULL, NULL, NULL);

-- what is refused
SELECT check_figure(1, NULL, NULL, NULL, NULL, 'q', NULL, NULL, NULL);
SELECT check_figure(1, NULL, NULL, NULL, NULL, 'c', NULL, NULL, NULL);
SELECT check_figure(NULL, 1, 2, NULL, NULL, NULL, 'm', 'a', '2020/21');
SELECT check_figure(NULL, 1, 2, NULL, NULL, 'p', 'm', 'a', '2020/21');
SELECT check_figure(5, NULL, NULL, 6, 4, NULL, 'm', 'a', '2020/21');
SELECT check_figure('NaN', NULL, NULL, NULL, NULL, NULL, 'm', 'a', '2020/21');
