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
	RETURN check_figure(value, NULL, NULL, status);
EXCEPTION WHEN check_violation THEN
	RETURN false;
END $$;
SELECT s, withholds, pg_temp.allowed(1, s) AS with_a_value, pg_temp.allowed(NULL, s) AS without
FROM status_symbols(), LATERAL (VALUES (symbol), (former)) AS v(s) WHERE s IS NOT NULL
UNION ALL SELECT NULL, NULL, pg_temp.allowed(1, NULL), pg_temp.allowed(NULL, NULL);

-- counts beside a value that is withheld are ignored, and nothing is made of them
SELECT check_figure(NULL, 0, 0, 'z') AS none_of_none, check_figure(NULL, -1, 'NaN', 'c') AS whatever,
	judge_figure(NULL, 0, 100, '%', 5, true, true) AS judged;
SELECT check_figure(0, 0, 0, 'p');

-- what is refused
SELECT check_figure(1, NULL, NULL, 'q');
SELECT check_figure(1, NULL, NULL, 'c');
SELECT check_figure(NULL, 1, 2, NULL);
SELECT check_figure(NULL, 1, 2, 'p');
