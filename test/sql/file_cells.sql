-- The cells of a published figure are read as their publisher meant them: numbers as people write them, markers as what they
-- stand for. What cannot be taken is said, with the cell and with what to write, and never guessed.
SET search_path = cfsperf, cfsperf_internal, public;
\pset null '-'
SELECT * FROM file_markers();

-- every marker that stands for a status is one that a figure may have
SELECT marker, status FROM file_markers() WHERE status IS NOT NULL AND status NOT IN (SELECT symbol FROM status_symbols());
SELECT symbol FROM status_symbols() WHERE symbol NOT IN (SELECT marker FROM file_markers() m WHERE m.status = symbol);

CREATE FUNCTION value_of(cell text) RETURNS TABLE (value double precision, status text, problem text, hint text) LANGUAGE sql
	BEGIN ATOMIC SELECT f.value, f.status, f.problem, f.hint FROM file_figure(cell, NULL, NULL, NULL, NULL, NULL) f; END;

-- brackets with nothing in them are no empty cell
SELECT cell, f.* FROM unnest(ARRAY['[]', '()', '']) cell, value_of(cell) f;

-- numbers
SELECT cell, v.value, v.problem FROM unnest(ARRAY['94.6', '-3.2', ' 94.6 ', '.5', '-.5', '1e3', '1.5E-2', '+0.3', '0', '-0', '007', '94.6%', '94.6 %',
	'1,016', '-1,234,567.5', '12,345', E'94.6\t', '97.199999999999989', '9007199254740992']) cell, value_of(cell) v;
SELECT cell, v.value, v.problem FROM unnest(ARRAY[U&'\00A31,234', U&'-\00A3 5', U&'\00A3-5', U&'\20133.2', U&'\22123.2', U&'\00A094.6\00A0', U&'94.6\00A0%']) cell, value_of(cell) v;

-- what is no number, with what to write
SELECT cell, v.problem, v.hint FROM unnest(ARRAY['94,6', '1.016,5', '1,01,6', '1016,', '1234,567', ',5', '(3.2)', '[5]', '5*', '94.6 [r]', '94.6p', '5 - 10',
	'NaN', 'inf', '-Infinity', '0x1F', '1 016', '--5', '+-5', '5.', '1e', 'five', '#REF!', '#VALUE!', '1e16', '1e400', '9007199254740994', '-']) cell, value_of(cell) v
WHERE v.problem IS NOT NULL;
SELECT v.problem FROM value_of(repeat(U&'\00E9', 500)) v;
SELECT v.problem FROM value_of('x' || repeat(U&'\00E9', 500)) v;
SELECT v.problem FROM value_of(repeat('9', 500)) v;
SELECT v.problem FROM value_of(E'two\nlines') v;

-- markers: in any case, with and without brackets, with blanks around them
SELECT status, string_agg(cell, ' ' ORDER BY n) AS cells
FROM unnest(ARRAY['c', 'C', '[c]', '(c)', ' c ', 'x', 'z', 'low', 'LOW', '[low]', 'k', 'u', '*', 'SUPP', '<5', '< 10', '<5%', '<0.5', '<1', '(<5)', '~', '0~', ':',
	'..', '.', '-', 'n/a', 'N/A', 'NA', 'NULL', '#N/A', '#DIV/0!', 'w', 'n', 'ns', U&'\2013', '']) WITH ORDINALITY AS t(cell, n), value_of(cell) v
WHERE v.problem IS NULL GROUP BY status ORDER BY status;
-- those that belong beside a figure are none in its place, and the unknown is unknown
SELECT cell, v.problem, v.hint FROM unnest(ARRAY['p', '[r]', 'e', 'f', 'b', 'a', 'ss', 'q', '[c', 'c]', '[r][e]', '<', '<5x', '>95', '?']) cell, value_of(cell) v;

CREATE FUNCTION figure(value text, numerator text, denominator text, lower text, upper text, status text) RETURNS text LANGUAGE sql
	RETURN (SELECT CASE WHEN f.problem IS NULL THEN (f.value, f.numerator, f.denominator, f.lower, f.upper, f.status)::text
		ELSE f.problem_column || ': ' || f.problem END FROM file_figure(value, numerator, denominator, lower, upper, status) f);

-- a number with a status: one that says something of it, one that withholds it, one that says nothing
SELECT s, figure('94.6', '1,016', '1074', '93', '96', s)
FROM unnest(ARRAY[NULL, '', 'p', 'R', '[e]', '(b)', 'u', 'k', 'er', 'f', 'ss', 'a', '-', '..', 'n/a', 'c', 'x', 'z', '*', 'q', 'p r']) s;
-- no number, with a status: the status column says why, and the marker where there is one; confidential wins
SELECT v, s, figure(v, '5', '10', '-1', '-1', s)
FROM unnest(ARRAY[NULL, '', 'x', 'c', '-']) v, unnest(ARRAY[NULL, '', 'z', 'c', 'u', 'p']) s;

-- counts and limits: markers are not known, of a figure that is withheld counts stay and limits go
SELECT figure('c', '<5', '12', NULL, NULL, NULL), figure('z', '0', '0', NULL, NULL, NULL), figure('x', 'c', 'x', '*', '', NULL),
	figure('', '480', '120090', '-1', '-1', '');
SELECT figure('94.6', 'c', '..', '', NULL, NULL), figure('94.6', NULL, NULL, '93.1%', '95.2%', 'u');
-- a figure that cannot be, by the rule of the tables
SELECT figure('5', '-1', '10', NULL, NULL, NULL), figure('5', '1', '0', NULL, NULL, NULL), figure('5', '1', '-2', NULL, NULL, NULL),
	figure('5', NULL, NULL, '6', '4', NULL);
-- the first cell that is wrong is named
SELECT figure('a5', 'b', NULL, NULL, NULL, 'q'), figure('5', '1', '5*', NULL, NULL, 'q'), figure('5', '1', '5', '4 to 6', NULL, NULL),
	figure('5', '1', '5', '4', '6!', NULL);
SELECT hint FROM file_figure('5', NULL, NULL, NULL, NULL, 'c') UNION ALL SELECT hint FROM file_figure('5', NULL, '0', NULL, NULL, NULL)
UNION ALL SELECT hint FROM file_figure('5', NULL, NULL, NULL, NULL, 'quite') UNION ALL SELECT hint FROM file_figure('', NULL, NULL, NULL, NULL, 'p');
-- no column at all
SELECT * FROM file_figure(NULL, NULL, NULL, NULL, NULL, NULL);
