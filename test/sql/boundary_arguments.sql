-- Every immutable function, operator, cast and aggregate of the extension, found in the catalogue, takes values from the
-- edges of its arguments' types. It answers, or refuses with an error about the data; it never fails inside (XX000), and no
-- number it gives is NaN or infinite. A new one is tried by itself; a new type asks for its edges below.
--
-- psql -v calls=N -f this file tries up to N combinations of each; the figure here takes seconds.
\if :{?calls}
\else
	\set calls 200
\endif
SET search_path = cfsperf, cfsperf_internal;
SET TIME ZONE 'UTC';

-- What each type is tried with, as SQL, and NULL beside it. Arguments that take few words have a list of their own.
CREATE TEMP TABLE edge (type text, expression text);
INSERT INTO edge SELECT 'double precision', quote_literal(v) FROM unnest('{0,-0,1,-1,0.5,0.95,100,1e-10,4.9e-324,-4.9e-324,
	2.2250738585072014e-308,9007199254740992,9007199254740993,1e15,1e308,1.7976931348623157e308,-1.7976931348623157e308,
	0.9999999999999999,NaN,Infinity,-Infinity}'::text[]) v;
INSERT INTO edge SELECT 'numeric', quote_literal(v) FROM unnest('{0,-0.5,1e-300,94.6,1e300,NaN,Infinity,-Infinity}'::text[]) v;
INSERT INTO edge SELECT 'integer', quote_literal(v) FROM unnest('{0,1,-1,2,4,5,12,13,17,100,2147483647,-2147483648}'::text[]) v;
INSERT INTO edge SELECT 'bigint', quote_literal(v)
FROM unnest('{0,1,-1,4,150,9007199254740993,9223372036854775807,-9223372036854775808}'::text[]) v;
INSERT INTO edge VALUES ('boolean', 'true'), ('boolean', 'false'), ('regclass', $$'pg_class'$$), ('regclass', $$'0'$$);
INSERT INTO edge SELECT 'date', quote_literal(v)
FROM unnest('{infinity,-infinity,4713-01-01 BC,0001-01-01,2020-09-30,2021-04-01,9999-12-31,5874897-12-31}'::text[]) v;
INSERT INTO edge SELECT t, quote_literal(v) FROM unnest('{text,cstring}'::text[]) t, unnest('{"",x,-,%,high,"Low is good",none,
	count,number,per 100,per 0,per -1,per 1e9,per 99999999999999999999,ties better,ties worse,c,low,improved,declined,green,
	2020/21,"Financial year Q2",previous reported,same period last year,1%,"<b>&amp;","\"","Ünï",94.6%,1e400,
	"{2020: 5}","{2020: 5, 2021: 1e400}","2020: 5 -> 2021: 6","9999-12/P2147483647","\\x00","\\x"}'::text[]) v;
INSERT INTO edge SELECT t, v FROM unnest('{text,cstring}'::text[]) t,
	unnest(ARRAY[$$E'\n\t\x01'$$, $$repeat('9', 5000)$$, $$repeat('x', 5000)$$, $$'{' || repeat('2020: 5, ', 600)$$]) v;
UPDATE edge SET expression = format('textout(%s)', expression) WHERE type = 'cstring';
INSERT INTO edge SELECT 'text[]', quote_literal(v) FROM unnest(ARRAY['{}', '{NULL}', '{high}', '{a,a}', '{a,NULL,""}', '{{a,b},{c,d}}']) v;
INSERT INTO edge SELECT 'text[]', quote_literal(v) FROM unnest(ARRAY['{measure,area,period,value}', '{Financial year}']) v;
INSERT INTO edge VALUES ('text', $$'Financial year'$$);
INSERT INTO edge SELECT 'character varying', expression FROM edge WHERE type = 'text';
INSERT INTO edge SELECT 'date[]', quote_literal(v) FROM unnest(ARRAY['{}', '{NULL}', '{2019-04-01}', '{infinity,-infinity}']) v;
INSERT INTO edge SELECT 'integer[]', quote_literal(v) FROM unnest(ARRAY['{}', '{NULL}', '{0,2,1}', '{2147483647}']) v;
INSERT INTO edge SELECT 'reporting_period[]', quote_literal(v) FROM unnest(ARRAY['{}', '{NULL}', '{2018/19,2019/20}', '{2020-08,NULL}']) v;
INSERT INTO edge SELECT 'double precision[]', quote_literal(v) FROM unnest(ARRAY['{}', '{NULL}', '{1,2,3,4,5}', '{10,20,30,40,50}',
	'{0,0,0,0,0}', '{5,4,3,2,1,0}', '{1e308,1e308,1e308,1e308,1e308}', '{4.9e-324,4.9e-324,4.9e-324,4.9e-324,5e-324}',
	'{-1e308,1e308,-1e308,1e308,1}', '{1,2,NULL,4,5}', '{1,2,NaN,4,5}', '{1,2,Infinity,4,5}', '{{1,2},{3,4}}', '[0:4]={1,2,3,4,5}']) v;
INSERT INTO edge SELECT 'bytea', v FROM unnest(ARRAY[$$''$$, $$'\x00'$$, $$'\xEFBBBF'$$, $$'\xFFFE'$$, $$'\x22'$$, $$'a'$$, $$'a,b'$$,
	$$E'a,b\n1,2\n'$$, $$E'a;b;\n"1;";\n'$$, $$'\x612C620A81'$$, $$'\x612C620AA3'$$, $$repeat(',', 5000)::bytea$$, $$repeat(E'a\tb\r', 500)::bytea$$,
	$$repeat('"', 5001)::bytea$$, $$(SELECT league('high', '2019/20', 1e15))$$, $$(SELECT league(NULL, NULL, NULL))$$]) v;
INSERT INTO edge SELECT 'boolean[]', quote_literal(v) FROM unnest(ARRAY['{}', '{NULL}', '{true,false}']) v;
INSERT INTO edge SELECT 'jsonb', quote_literal(v) FROM unnest(ARRAY['{}', '[]', '[{"high": "x"}]', '[{"high": "y", "a": null}]']) v;
INSERT INTO edge SELECT 'polarity', quote_literal(v) FROM unnest('{high,low,none}'::text[]) v;
INSERT INTO edge SELECT 'direction', quote_literal(v) FROM unnest('{improved,no significant change,declined,information only}'::text[]) v;
INSERT INTO edge SELECT 'reporting_period', quote_literal(v) FROM unnest('{0001-01,9999-12,9999,0001/02,2020/21 Q2,2020/21 Q1,2019/20 Q2,
	2020/21,2020,2020-08,AY 2019/20,Summer 2019/20,2014-16,2013/14-15/16,2000-01/P239M}'::text[]) v;
INSERT INTO edge SELECT 'indicator', quote_literal(v) FROM unnest('{0,-0,94.6% (1016/1074) high,100% (5/5) low,0% (0/5) high,0% low,
	21 count low,0 count,9007199254740992 count high,32.1 per 10000 (210/65421) low,5 (/3),9007199254740992 (1.5),
	-9007199254740992 high,0.0000000001,(1/9007199254740992) per 1000000000 low,(9007199254740992/1) per 1,
	(0.0000000001/9007199254740992)%}'::text[]) v;
INSERT INTO edge SELECT 'tally', quote_literal(v) FROM unnest('{"(20,8,3,5,4,0,3,9,4,2,1,2,4,1)","(0,0,0,0,0,0,0,0,0,0,0,0,0,0)","(,,,,,,,,,,,,,)"}'::text[]) v;
INSERT INTO edge SELECT 'quartiles', quote_literal(v)
FROM unnest(ARRAY['n 150, least 0, lower quartile 0, median 2.3, upper quartile 3.65, greatest 8.4, mean 2.286, % low',
	'n 1, least -5, lower quartile -5, median -5, upper quartile -5, greatest -5, mean -5, number',
	'n 9, least -9007199254740992, lower quartile -1, median 0, upper quartile 1, greatest 9007199254740992, mean 0, number high']) v;
INSERT INTO edge SELECT 'series', quote_literal(v) FROM unnest(ARRAY['{2020: 5}', '{2020: 5, 2022: 6}', '{0001: 0, 9999: 0}',
	'{2016: 50% (1/2) high, 2017: 0% (0/2) high, 2018: 100% (2/2) high, 2019: 50% (1/2) high, 2020: 50% (1/2) high}',
	'{2016: 1 count low, 2017: 0 count low, 2018: 9007199254740992 count low, 2019: 0 count low, 2020: 3 count low}',
	'{2016: (0/1) per 100, 2017: (9007199254740992/1) per 100, 2018: (1/9007199254740992) per 100, 2019: (1/1) per 100, 2020: (0/5) per 100}']) v;
INSERT INTO edge SELECT 'series', quote_literal(series(format('%s low', v)::indicator, ('Jan 2000'::reporting_period + i)))
FROM generate_series(0, 16) i, LATERAL (VALUES (1, '7'), (2, (i % 2 * 1e15)::text), (3, (9e15 - i)::text), (4, (i * 1e-10)::text),
	(5, CASE i WHEN 16 THEN 9007199254740992 ELSE -9007199254740992 END::text)) x(kind, v) GROUP BY kind ORDER BY kind;
INSERT INTO edge SELECT 'movement', quote_literal(v) FROM unnest(ARRAY['2020/21 Q2: 94.6% high', '2018: 4 count -> 2020: 5 count',
	'2020/21 Q1: 94.9% high -> 2020/21 Q2: 94.6% (1016/1074) high', '2019: 0 low -> 2020: 0.0000000001 low',
	'0001: -9007199254740992 high -> 9999: 9007199254740992 high', '2019: 0% (0/5) high -> 2020: 100% (5/5) high']) v;


INSERT INTO edge SELECT 'panel', quote_literal(v) FROM unnest(ARRAY['{"x": {2020: 5}}', '{"x": {2020: 5, 2021: 6}, "\\": {2020: 0}}',
	'{"x": {2019: 94.9% (1/2) high, 2020: 0% (0/5) high}, "-": {2020: 100% (1/1) high}}',
	'{"high": {0001: -9007199254740992}, "x": {9999: 9007199254740992}}']) v;
INSERT INTO edge SELECT 'panel_in(cstring) 1', format('textout(%s)', expression) FROM edge WHERE type IN ('panel', 'text');
INSERT INTO edge VALUES ('name', $$'x'$$), ('name', $$'measure'$$), ('name', $$''$$), ('name', $$repeat('ü', 31)$$);
INSERT INTO edge SELECT name, quote_literal(v) FROM (VALUES
	('quartile(indicator,quartiles,text,integer) 3', '{"DfE","ties better",""}'::text[]),
	('quartile(indicator,quartiles,text,integer) 4', '{1,0,-1,4,2147483647}'),
	('series_state_add_stepped(series_state,indicator,reporting_period,integer) 4', '{1,3}'),
	('aggregate series(indicator,reporting_period,integer) 3', '{1,3,12,0,-1}'),
	('aggregate series(indicator,reporting_period,integer) of two rows 3', '{1,3}'),
	('aggregate series(indicator,reporting_period,integer) of two rows 6', '{1,12}'),
	('regroup(series,integer,integer) 2', '{12,3,0,2147483647}'), ('regroup(series,integer,integer) 3', '{4,1,9,13,-1}'),
	('change(series,reporting_period,text) 3', '{previous reported,previous period,same period last year,""}'),
	('reporting_period(text,text) 1', '{202021,2020,201920,0001,9999,99999,"",2014-16}'),
	('reporting_period(text,text) 2', '{Financial year Q2,Calendar year,August,Academic year,Autumn term,Week 3,""}'),
	('check_choice(text,text,text[]) 2', '{high,a,""}'), ('trend_sentence(text,integer,integer,reporting_period,text) 1', '{increasing,"decreasing and getting better",""}'),
	('exception_kind(text,integer,text) 1', '{improved,declined,""}'), ('exception_kind(text,integer,text) 3', '{red,green,""}'),
	('count_conflict(double precision,double precision,double precision,polarity,text,integer) 5', '{%,per 100,count}'),
	('count_conflict(double precision,double precision,double precision,polarity,text,integer) 6', '{0,1,10}'),
	('tally_add(bigint[],double precision,text,integer,double precision) 3', '{improved}'),
	('tally_add(bigint[],double precision,text,integer,double precision) 4', '{4}'),
	('aggregate tally(double precision,text,integer,double precision) 2', '{improved,no significant change,""}'),
	('aggregate tally(double precision,text,integer,double precision) 3', '{1,4,5}'),
	('aggregate tally(double precision,text,integer,double precision) of two rows 2', '{declined,information only,""}'),
	('aggregate tally(double precision,text,integer,double precision) of two rows 3', '{1,4}'),
	('aggregate tally(double precision,text,integer,double precision) of two rows 6', '{declined}'),
	('aggregate tally(double precision,text,integer,double precision) of two rows 7', '{2,0}'),
	('quartiles_in(cstring) 1', ARRAY['n 1, least 0, lower quartile 0, median 0, upper quartile 0, greatest 0, mean 0, count',
		'n 9223372036854775808, least 0, lower quartile 0, median 0, upper quartile 0, greatest 0, mean 0, count',
		'n 1, least NaN, lower quartile 0, median 0, upper quartile 0, greatest 0, mean 0, count', ''])) x(name, vs), unnest(vs) v;

-- The states of the aggregates: of one figure from each edge, and of seventeen.
DO $$
DECLARE
	state record;
	types text[];
	several text;
	one text;
BEGIN
	FOR state IN SELECT DISTINCT a.aggtransfn, a.aggtranstype::regtype::text AS type, p.proargtypes
		FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid
		WHERE p.pronamespace IN ('cfsperf'::regnamespace, 'cfsperf_internal'::regnamespace) AND a.aggtranstype <> ALL (p.proargtypes) ORDER BY 1
	LOOP
		types := ARRAY(SELECT t::regtype::text FROM unnest(state.proargtypes) WITH ORDINALITY x(t, n) ORDER BY n);
		EXECUTE format('CREATE AGGREGATE pg_temp.states(%s) (SFUNC = %s, STYPE = %s)',
			array_to_string(types, ', '), state.aggtransfn, state.type);
		-- of two indicators the first is the subject, one for all rows
		several := (SELECT string_agg(CASE WHEN own IS NOT NULL THEN own
				WHEN t = 'indicator' AND n = cardinality(array_positions(types, t)) - 1 THEN $x$'5% (5/100) low'$x$
				WHEN t = 'indicator' THEN $x$format('%s%% (%1$s/100) low', i)::indicator$x$
				WHEN t = 'double precision' THEN 'i::double precision'
				WHEN t IN ('text', 'character varying') THEN $x$'area ' || i$x$
				WHEN t = 'reporting_period' THEN $x$'Jan 2000'::reporting_period + i$x$
				ELSE (SELECT format('%s::%s', min(expression COLLATE "C"), t) FROM edge WHERE type = t) END, ', ' ORDER BY n)
			FROM (SELECT t, n, (SELECT min(expression COLLATE "C") FROM edge
				WHERE type = format('%s %s', state.aggtransfn::oid::regprocedure, n + 1)) AS own
				FROM unnest(types) WITH ORDINALITY x(t, n)) y);
		EXECUTE format('INSERT INTO edge SELECT %L, quote_literal(pg_temp.states(%s)) FROM generate_series(0, 16) i', state.type, several);
		FOR one IN SELECT string_agg(format('%s::%s', expression, type), ', ' ORDER BY n)
			FROM (SELECT e.type, e.expression, t.n, row_number() OVER (PARTITION BY t.n ORDER BY e.expression COLLATE "C") AS i
				FROM unnest(types) WITH ORDINALITY t(type, n) JOIN edge e ON e.type = t.type) x
			GROUP BY i HAVING pg_catalog.count(*) = cardinality(types) ORDER BY i
		LOOP
			BEGIN
				EXECUTE format('INSERT INTO edge SELECT %L, quote_literal(pg_temp.states(%s))', state.type, one);
			EXCEPTION WHEN data_exception THEN
				NULL;  -- such a figure cannot be part of it
			END;
		END LOOP;
		DELETE FROM edge WHERE expression IS NULL;
		INSERT INTO edge SELECT state.type || '_in(cstring) 1', format('textout(%s)', expression) FROM edge
		WHERE type IN (state.type, 'text');
		EXECUTE format('DROP AGGREGATE pg_temp.states(%s)', array_to_string(types, ', '));
	END LOOP;
END
$$;

-- What can be called, with %s where an argument goes. What is called by the server alone, with its own structures
-- (internal), is not among it; nor are the functions that only an aggregate may call, which the aggregates do.
CREATE TEMP VIEW member AS
SELECT classid, objid FROM pg_depend
WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e' AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'cfsperf');
CREATE TEMP VIEW routine AS
SELECT p.oid, p.prokind, p.provolatile, p.proisstrict, ARRAY(SELECT t::regtype::text FROM unnest(p.proargtypes) WITH ORDINALITY x(t, n) ORDER BY n) AS types,
	array_to_string(ARRAY(SELECT CASE WHEN n = p.pronargs AND p.provariadic <> 0 THEN 'VARIADIC %s' ELSE '%s' END
		FROM generate_series(1, p.pronargs) n), ', ') AS places
FROM pg_proc p WHERE p.oid IN (SELECT objid FROM member WHERE classid = 'pg_proc'::regclass);
CREATE TEMP VIEW keeping AS  -- the aggregates that have a type for their state
SELECT a.*, row_number() OVER (ORDER BY a.aggfnoid::regprocedure::text COLLATE "C") AS number
FROM pg_aggregate a JOIN routine r ON r.oid = a.aggfnoid WHERE a.aggtranstype::regtype::text <> ALL (r.types);
CREATE TEMP TABLE callable AS
SELECT oid::regprocedure::text AS name, types, proisstrict AS strict, format('%s(%s)', oid::regproc, places) AS template
FROM routine WHERE prokind = 'f' AND provolatile = 'i' AND 'internal' <> ALL (types)
	AND oid <> ALL (SELECT unnest(ARRAY[aggtransfn, aggcombinefn]::oid[]) FROM keeping)
UNION ALL
SELECT o.oid::regoperator::text, ARRAY[o.oprleft::regtype::text, o.oprright::regtype::text], true,
	format('%%s OPERATOR(%s.%s) %%s', o.oprnamespace::regnamespace, o.oprname)
FROM pg_operator o WHERE o.oid IN (SELECT objid FROM member WHERE classid = 'pg_operator'::regclass)
UNION ALL
SELECT format('cast from %s to %s', c.castsource::regtype, c.casttarget::regtype), ARRAY[c.castsource::regtype::text], true,
	format('CAST(%%s AS %s)', c.casttarget::regtype)
FROM pg_cast c WHERE c.oid IN (SELECT objid FROM member WHERE classid = 'pg_cast'::regclass)
UNION ALL
SELECT format('aggregate %s', oid::regprocedure), types, false, format('%s(%s)', oid::regproc, places) FROM routine WHERE prokind = 'a'
UNION ALL
SELECT format('aggregate %s of two rows', oid::regprocedure), types || types, false,
	format('(SELECT %s(%s) FROM (VALUES (%s), (%3$s)) v(%2$s))', oid::regproc,
		(SELECT string_agg('v' || n, ', ' ORDER BY n) FROM generate_series(1, cardinality(types)) n), places)
FROM routine WHERE prokind = 'a'
UNION ALL
-- states of the aggregates merged, and what comes of it
SELECT format('merged %s', r.oid::regprocedure), ARRAY[a.aggtranstype, a.aggtranstype]::regtype[]::text[], false,
	format('(SELECT pg_temp.merged_%s(v) FROM (VALUES (%%s), (%%s)) x(v))', a.number)
FROM routine r JOIN keeping a ON a.aggfnoid = r.oid;

SELECT format('CREATE AGGREGATE pg_temp.merged_%s(%s) (SFUNC = %s, STYPE = %2$s%4$s)', number, aggtranstype::regtype,
	aggcombinefn, ', FINALFUNC = ' || nullif(aggfinalfn, 0)::regproc)
FROM keeping ORDER BY number \gexec

CREATE TEMP TABLE outcome (name text, call text, result text, state text, message text);

-- Tries up to "most" combinations of arguments: all of them where they are no more, else always the same choice.
CREATE FUNCTION pg_temp.try(name text, template text, types text[], strict boolean, most integer) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
	choices text[] := '{}';     -- the edges of all arguments, one after the other
	starts integer[] := '{0}';
	edges text[];
	size integer;
	total numeric := 1;
	dice bigint := 1;
	place bigint;
	arguments text[];
	call text;
	answer text;
	code text;
	message text;
BEGIN
	FOR j IN 1 .. cardinality(types) LOOP
		edges := ARRAY(SELECT format('%s::%s', e.expression, types[j]) FROM edge e WHERE e.type = try.name || ' ' || j ORDER BY e.expression COLLATE "C");
		IF edges = '{}' THEN
			edges := ARRAY(SELECT format('%s::%s', e.expression, types[j]) FROM edge e WHERE e.type = types[j] ORDER BY e.expression COLLATE "C");
		END IF;
		choices := choices || edges || CASE WHEN strict THEN '{}' ELSE ARRAY[format('NULL::%s', types[j])] END;
		starts[j + 1] := cardinality(choices);
		total := total * (starts[j + 1] - starts[j]);
	END LOOP;
	FOR i IN 0 .. least(total, most) - 1 LOOP
		place := i;
		arguments := '{}';
		FOR j IN 1 .. cardinality(types) LOOP
			IF total > most THEN
				dice := (dice * 1103515245 + 12345) % 2147483648;
				place := dice / 65536;
			END IF;
			size := starts[j + 1] - starts[j];
			arguments[j] := choices[starts[j] + place % size + 1];
			place := place / size;
		END LOOP;
		call := format(template, VARIADIC arguments);
		BEGIN
			code := NULL;
			message := NULL;
			EXECUTE format('SELECT string_agg(r::text, chr(10)) FROM (SELECT %s AS r) x', call) INTO answer;
		EXCEPTION WHEN OTHERS THEN
			GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
			answer := NULL;
		END;
		INSERT INTO outcome VALUES (name, call, answer, code, message);
	END LOOP;
END
$$;

-- Nothing is left out for want of a value.
SELECT DISTINCT t AS "type without edges" FROM callable, unnest(types) t WHERE t NOT IN (SELECT type FROM edge);

SELECT pg_temp.try(name, template, types, strict, :calls) FROM callable ORDER BY name \g /dev/null

-- Errors are about the data (class 22, and 08P01 of bytes that end early), about several rows for one (21), about what
-- the server cannot convert (0A000), about limits (54); those of the checks of a framework's tables are constraints
-- (23514), and its name has errors of its own (3F000, 42602, 42622).
SELECT name, state, left(min(message), 100) AS message, pg_catalog.count(*), left(min(call), 150) AS for_example
FROM outcome
WHERE state !~ '^(22|21|54)|08P01|0A000' AND NOT (starts_with(name, 'check_') AND state IN ('23514', '3F000', '42602', '42622'))
GROUP BY name, state ORDER BY 1, 2;

-- No number is NaN or infinite. A text that is made for one says so only where it was given one, and what passes a value on.
SELECT name, left(min(call), 150) AS for_example, left(min(result), 80) AS result, pg_catalog.count(*)
FROM outcome
WHERE result ~* '\y(nan|inf|infinity)\y'
	AND NOT (call ~ 'NaN|Infinity' AND name IN (SELECT oid::regprocedure::text FROM pg_proc WHERE prorettype = 'text'::regtype OR proname = 'shown_value'))
	AND name <> 'trigrams(text)' -- one of "Financial" is nan
GROUP BY name ORDER BY name;

-- Whatever can be called has answered some of the calls. (A quartile needs four rows; merged states have them. Texts that belong together are
-- called in dfe_pairs, period_arithmetic and status_symbols, arrays that do in suppression, disclosure_bounds, area_names and load_file.)
SELECT name, pg_catalog.count(*) AS calls, left(min(message), 100) AS message FROM outcome
WHERE name !~ '^(aggregate quartile_rank|attention|corrected_figure|check_figure|file_roles|protect_cells|latest_change|disclosure_bounds|period_of|reporting_period\(text,text,integer)' GROUP BY name HAVING pg_catalog.count(result) = 0 ORDER BY name;

SELECT pg_catalog.count(DISTINCT name) >= 300 AS "all of it", pg_catalog.count(*) >= 30000 AS "many times",
	pg_catalog.count(result) BETWEEN 1 AND pg_catalog.count(*) - 1 AS "answered and refused" FROM outcome;
