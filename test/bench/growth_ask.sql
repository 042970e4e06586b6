-- Of the questions, what cfsperf answers alone, with the framework's own keys; the parallel ones stay out.
DELETE FROM bench.target WHERE question LIKE 'parallel%' OR phase LIKE 'covering%';
DELETE FROM bench.spelling WHERE question NOT IN (SELECT question FROM bench.target)
	OR side NOT IN (SELECT t.side FROM bench.target t WHERE t.question = spelling.question);
UPDATE bench.question SET differences = NULL WHERE question = 'scorecard';	-- needs the rivals
UPDATE bench.target SET phase = 'own keys', rival = NULL, times = NULL;
DELETE FROM bench.target t USING bench.target o
WHERE o.question = t.question AND o.side = t.side AND o.position < t.position;
