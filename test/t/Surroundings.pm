# SPDX-License-Identifier: PostgreSQL
# What the tests share that ask whether a caller's surroundings change anything: settings, or what lies in his search
# path. Every function of the extension is called, with arguments made for their types; nothing here knows its name.

package Surroundings;

use strict;
use warnings;

use Exporter 'import';

our @EXPORT_OK = qw(calls_sql lookalikes_sql);

# SQL that makes:
#   public.calls      a query for every function and aggregate of the extension and each of some choices of arguments;
#                     its result is the binary form of what comes out, in which no setting has a part
#   public.call_all   runs them all and keeps what came out, or the SQLSTATE, under a name
# Everything in call_all is qualified: it is run where nothing can be trusted.
sub calls_sql
{
	return q{
CREATE TABLE public.sample (type regtype, n integer, literal text, PRIMARY KEY (type, n));
INSERT INTO public.sample
SELECT y.oid, l.n - 1, format('%L::%I.%I', l.literal, y.typnamespace::regnamespace, y.typname)
FROM (VALUES
	('text', ARRAY['improved', 'low', '%', '2020/21 Q2', '94.6% (1016/1074)', 'c', 'increasing and getting worse',
		E'Ä <b>"word"</b> & 1\ttab', 'per 1000', '£1,234.5 young people', 'none', '', 'count', 'previous reported',
		'young people', '202021', 'Financial year Q2', 'p', 'rank', 'declined']),
	('boolean', ARRAY['true', 'false']),
	('integer', ARRAY['1', '2', '0', '4', '3', '20', '-1', '120', '6']),
	('bigint', ARRAY['1', '2', '0', '4', '151', '20', '-1', '9', '1000000']),
	('double precision', ARRAY['0.1', '94.6', '0', '1016', '1074', '-3.7', '1e15', '0.30000000000000004', '5', '0.95', '12345.678901234567', '100', 'NaN']),
	('numeric', ARRAY['0.1', '94.60', '-3']),
	('name', ARRAY['cfs', 'pg_class']),
	('date', ARRAY['2020-07-01', '2020-09-30', '2021-02-03', '0001-12-31', '9999-01-02']),
	('regclass', ARRAY['pg_catalog.pg_class', 'pg_catalog.pg_type']),
	('bytea', ARRAY[E'a,b\nÄ,"x, y"\n', 'a']),
	('text[]', ARRAY['{a,b}', '{}', '{one}', '{mean,median}', '{high,low}']),
	('double precision[]', ARRAY['{1,2,3,4,5}', '{0.1,0.2,0.30000000000000004,8,9}', '{100,100,100,100,100}', '{}']),
	('cfsperf.polarity', ARRAY['high', 'low', 'none']),
	('cfsperf.direction', ARRAY['improved', 'declined', 'no significant change', 'information only']),
	('cfsperf.reporting_period', ARRAY['2020/21 Q2', '2020/21 Q1', '2019/20', '2020', 'AY 2019/20', 'Summer 2019/20', '2020-08', '2014-16', '2019-10/P14M']),
	('cfsperf.indicator', ARRAY['94.6% (1016/1074) high', '25.3% (49) low', '21 count low', '0.76 low', '3855 count', '32.1 per 10000 (210/65421) low', '94.9% high']),
	('cfsperf.movement', ARRAY['2020/21 Q1: 94.9% high -> 2020/21 Q2: 94.6% (1016/1074) high', '2020: 5 low -> 2021: 6 low', '2020: 21 count -> 2021: 30 count']),
	('cfsperf.quartiles', ARRAY['n 5, least 1, lower quartile 2, median 3, upper quartile 4, greatest 5, mean 3, % high', 'n 151, least 0, lower quartile 0.1, median 2.3, upper quartile 3.65, greatest 9, mean 2, % low']),
	('cfsperf.series', ARRAY['{2020: 5, 2021: 6}', '{}', '{2018/19 Q1: 9% (9/100) high, 2018/19 Q2: 12% (12/100) high, 2018/19 Q3: 15% (15/100) high, 2018/19 Q4: 21% (21/100) high, 2019/20 Q1: 40% (40/100) high}',
		'{2011: 1 low, 2012: 2 low, 2013: 3 low, 2014: 4 low, 2015: 5 low, 2016: 6 low, 2017: 7 low, 2018: 9 low, 2019: 2 low, 2020: 30 low, 2021: 4 low, 2022: 2 low, 2023: 1 low, 2024: 0.5 low}'])
	) AS t(type, literals)
JOIN pg_type y ON y.oid = t.type::regtype
CROSS JOIN unnest(t.literals) WITH ORDINALITY AS l(literal, n);
-- states of aggregates as the aggregates themselves make them
INSERT INTO public.sample
SELECT 'cfsperf.distribution'::regtype, 0, format('%L::cfsperf.distribution', cfsperf.distribution(('5' || n || ' low')::cfsperf.indicator))
FROM generate_series(1, 9) AS n;
INSERT INTO public.sample
SELECT 'cfsperf.panel'::regtype, 0, format('%L::cfsperf.panel',
	cfsperf.panel(chr(97 + n % 5), ('5' || n || ' low')::cfsperf.indicator, ((2000 + n / 5)::text)::cfsperf.reporting_period))
FROM generate_series(5, 24) AS n;

CREATE FUNCTION public.argument(type regtype, chosen integer) RETURNS text STABLE LANGUAGE sql AS $$
	SELECT coalesce((SELECT s.literal FROM public.sample s WHERE s.type = argument.type
			AND s.n = chosen % (SELECT nullif(count(*), 0) FROM public.sample c WHERE c.type = argument.type)),
		(SELECT format('NULL::%I.%I', y.typnamespace::regnamespace, y.typname) FROM pg_type y WHERE y.oid = argument.type))
$$;

CREATE TABLE public.calls (n integer PRIMARY KEY, signature text, called text);
INSERT INTO public.calls
SELECT row_number() OVER (ORDER BY c.oid, c.called), c.oid::regprocedure::text, c.called
FROM (SELECT DISTINCT p.oid,
	format('SELECT pg_catalog.string_agg(pg_catalog.encode(pg_catalog.record_send(ROW(t)), %L), %L) FROM %s', 'hex', ',',
		CASE p.prokind
		WHEN 'f' THEN format('%s.%I(%s) t', p.pronamespace::regnamespace, p.proname, a.arguments)
		ELSE format('(SELECT %s.%I(%s) AS t FROM (VALUES %s) AS v(%s)) s', p.pronamespace::regnamespace, p.proname,
			(SELECT string_agg('a' || i, ', ' ORDER BY i) FROM generate_series(1, p.pronargs) AS i),
			(SELECT string_agg('(' || r.row || ')', ', ' ORDER BY j)
			 FROM (SELECT j, string_agg(CASE u.type
					-- rows that can be of one group; the subject of a rank is the same in all
					WHEN 'cfsperf.indicator'::regtype THEN format('''(%s/100)%% high''::cfsperf.indicator',
						(k * 7 + CASE WHEN u.i = 1 AND p.pronargs = 2 AND p.proargtypes[1] = u.type THEN 0 ELSE j END * 13) % 100)
					WHEN 'cfsperf.reporting_period'::regtype THEN format('%L::cfsperf.reporting_period', (2000 + k + j)::text)
					WHEN 'cfsperf.series'::regtype THEN format('''{%s: %s%% high}''::cfsperf.series', 2000 + k, j)
					WHEN 'cfsperf.polarity'::regtype THEN public.argument(u.type, k)
					WHEN 'text'::regtype THEN format('''a%s''::pg_catalog.text', j)
					ELSE public.argument(u.type, (k * 3 + j * u.i)::integer) END, ', ' ORDER BY u.i) AS row
				FROM generate_series(1, 7) AS j, unnest(p.proargtypes) WITH ORDINALITY AS u(type, i) GROUP BY j) r),
			(SELECT string_agg('a' || i, ', ' ORDER BY i) FROM generate_series(1, p.pronargs) AS i)) END) AS called
FROM pg_proc p
JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'cfsperf'
CROSS JOIN generate_series(0, 19) AS k
CROSS JOIN LATERAL (
	SELECT string_agg(CASE WHEN p.provariadic <> 0 AND u.i = p.pronargs THEN 'VARIADIC ' ELSE '' END
		|| public.argument(u.type, (k * (2 * u.i - 1) + u.i)::integer), ', ' ORDER BY u.i) AS arguments
	FROM unnest(p.proargtypes) WITH ORDINALITY AS u(type, i)) a
WHERE p.prokind IN ('f', 'a') AND p.prorettype NOT IN ('internal'::regtype, 'cstring'::regtype, 'void'::regtype)
	AND NOT p.proargtypes::oid[] && ARRAY['internal'::regtype, 'cstring'::regtype]::oid[]) c;

-- arguments that must fit each other
INSERT INTO public.calls
SELECT 100000 + row_number() OVER (), signature::regprocedure::text,
	format('SELECT pg_catalog.encode(pg_catalog.record_send(ROW(%s.%s)), %L)', split_part(signature, '.', 1), called, 'hex')
FROM (VALUES
	('cfsperf.period_of(date, text)', $$period_of('2020-08-15', 'quarter')$$),
	('cfsperf.reporting_period(text, text, integer)', $$reporting_period('202021', 'Financial year Q2')$$),
	('cfsperf.movement(cfsperf.indicator, cfsperf.reporting_period, cfsperf.indicator, cfsperf.reporting_period)',
		$$movement('94.6% (1016/1074) high', '2020/21 Q2', '94.9% high', '2020/21 Q1')$$),
	('cfsperf.quartile(cfsperf.indicator, cfsperf.quartiles, text, integer)',
		$$quartile('25.3% (49) low', 'n 151, least 0, lower quartile 0.1, median 2.3, upper quartile 3.65, greatest 9, mean 2, % low', 'ties better', 4)$$),
	('cfsperf.series(cfsperf.indicator, cfsperf.reporting_period, integer)', $$series('94.6% (1016/1074) high', '2019-07/P12M', 3)$$),
	('cfsperf.regroup(cfsperf.series, integer, integer)', $$regroup('{2019/20 Q1: 5 count, 2019/20 Q2: 6 count}', 6, 4)$$),
	('cfsperf.year_to_date(cfsperf.series, integer)', $$year_to_date('{2019/20 Q1: 5 count, 2019/20 Q2: 6 count}', 4)$$),
	('cfsperf_internal.series_concat(cfsperf.series, cfsperf.series)', $$series_concat('{2020: 5, 2021: 6}', '{2022: 7}')$$),
	('cfsperf.trend_chi_squared(double precision[], double precision[], double precision[])',
		$$trend_chi_squared('{1,2,3,4,5}', '{0.5,1,2,3,4}', '{2,3,4,5,6}')$$),
	('cfsperf_internal.standings(bytea, text[], text[], text, text, text[], cfsperf.reporting_period, double precision, cfsperf.reporting_period, double precision, cfsperf.reporting_period, boolean, cfsperf.polarity, text, text[], text[], text[], cfsperf.reporting_period[])',
		$$standings((SELECT cfsperf_internal.league(x.a, '2019', x.v) FROM (VALUES ('a', 1::pg_catalog.float8), ('b', 2), ('c', 3), ('E92', 2.5)) AS x(a, v)), '{a,b,c}', '{b,c}', 'a', 'E12', '{E92}', '2020', 2, '2019', 3, NULL, false, 'low', 'number', '{c}', '{d}', '{b}', '{2020-04}')$$),
	('cfsperf_internal.league_result(bytea)', $$league_result((SELECT cfsperf_internal.league('a', '2019', 1)))$$),
	('cfsperf_internal.protect_cells(text[], text[], cfsperf.reporting_period[], text[], integer[], double precision[], double precision[], text[], text[], text[], text[], text[], boolean[])',
		$$protect_cells('{m,m,m}', '{a,b,R}', '{2020,2020,2020}', '{count,count,count}', '{5,5,5}', '{3,30,33}', array_fill(NULL::float8, '{3}'), '{primary,candidate,candidate}', '{R,R}', '{a,b}', '{}', '{}', '{}')$$),
	('cfsperf_internal.disclosure_bounds(text[], text[], cfsperf.reporting_period[], text[], integer[], double precision[], double precision[], text[], text[], text[], text[], text[], boolean[])',
		$$disclosure_bounds('{m,m,m}', '{a,b,R}', '{2020,2020,2020}', '{count,count,count}', '{5,5,5}', '{3,30,33}', array_fill(NULL::float8, '{3}'), '{withheld,known,known}', '{R,R}', '{a,b}', '{}', '{}', '{}')$$),
	('cfsperf_internal.difference_words(double precision, double precision, text, text, integer)', $$difference_words(94.6, 94.9, '%', 'x', 1)$$),
	('cfsperf_internal.target_sentence(double precision, text, text, text, integer)', $$target_sentence(90, 'green', '%', 'x', 1)$$),
	('cfsperf.tally(double precision, text, integer, double precision)', $$tally(94.6, 'improved', 1, 0.01)$$),
	('cfsperf_internal.rule_changes(jsonb, jsonb, text[], text[])',
		$$rule_changes('[{"code": "a", "unit": "%"}]', '[{"code": "a", "unit": "count"}]', '{code}', '{unit}')$$),
	('cfsperf_internal.check_figure(double precision, double precision, double precision, double precision, double precision, text, text, text, cfsperf.reporting_period)',
		$$check_figure(94.6, 1016, 1074, 93.1, 95.8, 'p', 'm', 'a', '2020')$$),
	('cfsperf_internal.file_roles(text[], text, jsonb)', $$file_roles('{Measure,"Area code",Period,Value,Outturn}', 'long', '{"value": "Outturn"}')$$),
	('cfsperf_internal.attention(text[], text[], integer[], text[], integer[], integer[], double precision[])',
		$$attention('{a,b}', '{declined,improved}', '{4,1}', '{red,green}', '{150,1}', '{150,150}', '{0.01,0.2}')$$),
	('cfsperf_internal.change_rows(jsonb)', $$change_rows('[{"edition": 1, "place": 1, "measure": "m", "words": "w"}]')$$),
	('cfsperf_internal.check_choice(text, text, text[])', $$check_choice('kind', 'b', 'a', 'b')$$)) AS t(signature, called);

CREATE TABLE public.outcomes (run text, n integer, outcome text, PRIMARY KEY (run, n));
CREATE PROCEDURE public.call_all(run text) LANGUAGE plpgsql AS $$
DECLARE
	one pg_catalog.record;
	outcome pg_catalog.text;
BEGIN
	FOR one IN SELECT c.n, c.called FROM public.calls c ORDER BY c.n
	LOOP
		BEGIN
			EXECUTE one.called INTO outcome;
		EXCEPTION WHEN OTHERS THEN
			GET STACKED DIAGNOSTICS outcome = RETURNED_SQLSTATE;
		END;
		INSERT INTO public.outcomes VALUES (run, one.n, outcome);
	END LOOP;
END
$$;
};
}

# SQL that makes a schema "hostile": functions that go by the name and arguments of every function of the extension and
# of those of the system that take everyday types, again with arguments that fit columns of varchar and integer better,
# operators likewise, and types, tables and views of names that are in use. Whichever of them is called leaves its name
# in public.canary.
sub lookalikes_sql
{
	return q{
SET client_min_messages = warning;
CREATE TABLE public.canary (called text);
CREATE SCHEMA hostile;
DO $do$
DECLARE
	-- the system's functions are looked alike where all their arguments are of these
	everyday CONSTANT oid[] := ARRAY['text', 'varchar', 'bpchar', 'name', 'boolean', 'smallint', 'integer', 'bigint',
		'double precision', 'numeric', 'date', 'timestamptz', 'oid', 'regclass', 'regtype', 'jsonb', 'text[]', 'anyelement',
		'anyarray', 'record', '"char"', 'float8[]', 'bytea', 'cfsperf.polarity', 'cfsperf.direction',
		'cfsperf.reporting_period', 'cfsperf.indicator', 'cfsperf.movement', 'cfsperf.quartiles', 'cfsperf.series',
		'cfsperf.distribution', 'cfsperf.panel', 'oid[]', 'name[]', 'anynonarray']::regtype[]::oid[];
	one record;
	known name;
BEGIN
	FOR one IN
		SELECT DISTINCT p.proname, s.signature, pg_get_function_result(p.oid) AS result,
			p.proname || '(' || s.signature || ')' AS label
		FROM pg_proc p
		CROSS JOIN LATERAL (
			SELECT coalesce(string_agg(format_type(t.oid, NULL), ', ' ORDER BY i), '')
			FROM unnest(p.proargtypes) WITH ORDINALITY AS a(type, i) JOIN pg_type t ON t.oid = a.type
			UNION
			-- what a column of varchar or integer fits better
			SELECT string_agg(CASE format_type(t.oid, NULL) WHEN 'text' THEN 'character varying' WHEN 'bigint' THEN 'integer'
				WHEN 'text[]' THEN 'character varying[]' ELSE format_type(t.oid, NULL) END, ', ' ORDER BY i)
			FROM unnest(p.proargtypes) WITH ORDINALITY AS a(type, i) JOIN pg_type t ON t.oid = a.type) AS s(signature)
		WHERE p.pronamespace IN ('pg_catalog'::regnamespace, 'cfsperf'::regnamespace, 'cfsperf_internal'::regnamespace)
			AND s.signature IS NOT NULL AND p.provariadic = 0
			AND p.proargtypes::oid[] <@ everyday AND p.prorettype = ANY (everyday) AND p.pronargs <= 12
			-- a result of any type needs an argument of it
			AND (p.prorettype NOT IN ('anyelement'::regtype, 'anyarray'::regtype, 'anynonarray'::regtype, 'record'::regtype)
				OR p.prorettype <> 'record'::regtype AND p.proargtypes::oid[] && ARRAY['anyelement', 'anyarray']::regtype[]::oid[])
	LOOP
		BEGIN
			EXECUTE format('CREATE FUNCTION hostile.%I(%s) RETURNS %s LANGUAGE plpgsql AS $f$
				BEGIN INSERT INTO public.canary VALUES (%L); RETURN NULL; END $f$',
				one.proname, one.signature, regexp_replace(one.result, '^SETOF ', ''), one.label);
		EXCEPTION WHEN duplicate_function THEN
		END;
	END LOOP;

	-- those that take any number of arguments of any type
	FOR one IN
		SELECT f.name, s.signature, f.result, f.name || '(' || s.signature || ')' AS label
		FROM (VALUES ('concat', 'text'), ('concat_ws', 'text'), ('format', 'text'), ('num_nonnulls', 'integer'), ('num_nulls', 'integer'),
				('jsonb_build_object', 'jsonb')) AS f(name, result),
			(VALUES ('VARIADIC text[]'), ('text, VARIADIC text[]'), ('VARIADIC anyarray'), ('text'), ('text, text'), ('text, text, text'),
				('text, varchar, varchar'), ('text, anyelement')) AS s(signature)
	LOOP
		EXECUTE format('CREATE OR REPLACE FUNCTION hostile.%I(%s) RETURNS %s LANGUAGE plpgsql AS $f$
			BEGIN INSERT INTO public.canary VALUES (%L); RETURN NULL; END $f$',
			one.name, one.signature, one.result, one.label);
	END LOOP;

	-- operators; what implements them is one of the functions above or made for them
	FOR one IN
		SELECT DISTINCT o.oprname, v.l, v.r, format_type(o.oprresult, NULL) AS result
		FROM pg_operator o
		CROSS JOIN LATERAL (VALUES
			(format_type(nullif(o.oprleft, 0), NULL), format_type(o.oprright, NULL)),
			('character varying', 'character varying'), ('text', 'character varying'), ('character varying', 'text')) AS v(l, r)
		WHERE o.oprnamespace IN ('pg_catalog'::regnamespace, 'cfsperf'::regnamespace, 'cfsperf_internal'::regnamespace)
			AND (o.oprleft = 0 OR o.oprleft = ANY (everyday)) AND o.oprright = ANY (everyday) AND o.oprresult = ANY (everyday)
			AND o.oprresult NOT IN ('anyelement'::regtype, 'anyarray'::regtype)
			AND (v.l IS NOT DISTINCT FROM format_type(nullif(o.oprleft, 0), NULL) AND v.r = format_type(o.oprright, NULL)
				OR o.oprleft = 'text'::regtype AND o.oprright = 'text'::regtype)
		ORDER BY 1, 2, 3
	LOOP
		EXECUTE format('CREATE FUNCTION hostile.%I(%s) RETURNS %s LANGUAGE plpgsql AS $f$
			BEGIN INSERT INTO public.canary VALUES (%L); RETURN NULL; END $f$',
			left(format('operator %s %s %s', one.l, one.oprname, one.r), 63), concat_ws(', ', one.l, one.r), one.result,
			format('%s %s %s', one.l, one.oprname, one.r));
		EXECUTE format('CREATE OPERATOR hostile.%s (%s RIGHTARG = %s, FUNCTION = hostile.%I)', one.oprname,
			'LEFTARG = ' || one.l || ',', one.r, left(format('operator %s %s %s', one.l, one.oprname, one.r), 63));
	END LOOP;

	-- an aggregate of a name that is in use for each type that it is used for
	FOR one IN
		SELECT f.name, t.type, f.result, 'aggregate ' || f.name || '(' || t.type || ')' AS label
		FROM (VALUES ('max', NULL), ('min', NULL), ('count', 'bigint'), ('sum', 'numeric')) AS f(name, result),
			(VALUES ('character varying'), ('integer'), ('text'), ('double precision'), ('bigint')) AS t(type)
	LOOP
		EXECUTE format('DROP FUNCTION IF EXISTS hostile.%I(%s)', one.name, one.type);
		EXECUTE format('CREATE FUNCTION hostile.%I(text, %s) RETURNS text LANGUAGE plpgsql AS $f$
			BEGIN INSERT INTO public.canary VALUES (%L); RETURN NULL; END $f$', one.name || '_add', one.type, one.label);
		EXECUTE format('CREATE AGGREGATE hostile.%I(%s) (SFUNC = hostile.%I, STYPE = text)', one.name, one.type, one.name || '_add');
	END LOOP;

	FOREACH known IN ARRAY ARRAY['outcome', 'measure', 'area', 'neighbour', 'observation', 'benchmark', 'benchmark_value',
		'target', 'commentary', 'report', 'report_section', 'standing_section', 'figure', 'scorecard', 'history', 'current_history', 'stored_history', 'headline', 'exceptions', 'paragraph',
		'report_heading', 'published_scorecard', 'published_summary', 'published_page', 'quarter_summary',
		'outcome_summary', 'revisions', 'redaction', 'rule_change', 'disclosure', 'measure_part', 'edition_check', 'pg_class', 'pg_namespace', 'pg_roles', 'pg_attribute', 'pg_proc', 'pg_type']
	LOOP
		EXECUTE format('CREATE VIEW hostile.%1$I AS SELECT NULL::text AS code FROM pg_catalog.generate_series(1, 0)', known);
		EXECUTE format('CREATE TABLE pg_temp.%I (code text)', known);
	END LOOP;
	FOREACH known IN ARRAY ARRAY['indicator', 'polarity', 'reporting_period', 'movement', 'series', 'quartiles', 'direction', 'text',
		'name', 'date', 'regclass', 'daterange', 'jsonb', 'oid', 'record']
	LOOP
		EXECUTE format('CREATE DOMAIN hostile.%I AS pg_catalog.text CHECK (false)', known);
	END LOOP;
	FOREACH known IN ARRAY ARRAY['reading', 'distribution', 'trend', 'standing', 'int4', 'varchar']
	LOOP
		EXECUTE format('CREATE TYPE pg_temp.%I AS (code pg_catalog.text)', known);
	END LOOP;
END
$do$;
CREATE COLLATION hostile."C" FROM pg_catalog."POSIX";
};
}

1;
