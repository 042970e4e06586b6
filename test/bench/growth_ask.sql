-- Of the questions, what cfsperf answers alone; the parallel ones stay out.
DELETE FROM bench.target WHERE question LIKE 'parallel%' OR phase <> 'own keys';
DELETE FROM bench.spelling WHERE question NOT IN (SELECT question FROM bench.target) OR side = 'count(*)';
UPDATE bench.question SET differences = NULL WHERE question = 'scorecard';	-- needs the rivals
