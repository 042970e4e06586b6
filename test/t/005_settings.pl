# SPDX-License-Identifier: PostgreSQL
# What is labelled IMMUTABLE is: no setting that a session may change has a part in what a function of the extension
# returns. Labelled so are all but a few, so that all are called, under each setting.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node source_dir);
use PostgreSQL::Test::Utils;
use Surroundings qw(calls_sql);
use Test::More;

my $node = new_node('settings');
sub query { return $node->safe_psql('postgres', $_[0]); }

query('CREATE EXTENSION cfsperf');
query(calls_sql());
query("CALL public.call_all('plain')");

# Only what is labelled so is promised.
query(q{DELETE FROM public.calls c USING pg_proc p WHERE p.oid = c.signature::regprocedure AND p.provolatile <> 'i'});

# Functions that may say something else tomorrow say so by their label, and have no place in an index or a constraint.
is( query(q{SELECT p.oid::regprocedure FROM pg_proc p
		JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
		JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'cfsperf'
		WHERE p.provolatile <> 'i' AND p.prokind <> 'p' AND EXISTS (SELECT FROM unnest(p.proargtypes) a(type)
			WHERE type IN (SELECT oid FROM pg_type WHERE typnamespace IN ('cfsperf'::regnamespace, 'cfsperf_internal'::regnamespace)) OR type IN ('double precision'::regtype, 'date'::regtype)) ORDER BY 1}),
	'', 'whatever takes a figure, a period or a number is labelled so');
# by its own text, or by that of another such function that it calls
is( query(q{WITH body AS (
			SELECT p.oid, p.proname, coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) AS text
			FROM pg_proc p
			JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
			JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'cfsperf'
			JOIN pg_language l ON l.oid = p.prolang AND l.lanname <> 'c'
			WHERE p.provolatile <> 'i' AND p.prokind <> 'p')
		SELECT b.oid::regprocedure FROM body b
		WHERE b.text !~ '\mpg_' AND NOT EXISTS (SELECT FROM body o WHERE o.oid <> b.oid AND b.text ~ ('\m' || o.proname || '\M')) ORDER BY 1}),
	'', 'and what is not reads a catalogue');

my %settings = (
	DateStyle => [ 'SQL, DMY', 'German', 'Postgres, MDY' ],
	IntervalStyle => ['sql_standard'],
	TimeZone => [ 'Pacific/Kiritimati', 'America/Los_Angeles' ],
	extra_float_digits => [ '-15', '0', '3' ],
	bytea_output => ['escape'],
	xmlbinary => ['hex'],
	array_nulls => ['off'],
	quote_all_identifiers => ['on'],
	standard_conforming_strings => ['off'],
	backslash_quote => ['on'],
	transform_null_equals => ['on'],
	search_path => [ '', 'pg_temp, cfsperf' ],
	default_text_search_config => ['simple'],
	lc_messages => ['POSIX'],
	jit => ['off'],
	plan_cache_mode => ['force_generic_plan'],
	timezone_abbreviations => ['India'],
);
# which is always on since 19
delete $settings{standard_conforming_strings} if query('SHOW server_version_num') >= 190000;
# other languages where the system has them
my @locales = grep { !/^(C|POSIX)/ } split /\n/, `locale -a`;
$settings{$_} = [ $locales[0] // 'C' ] foreach qw(lc_numeric lc_monetary lc_time);

foreach my $name (sort keys %settings)
{
	foreach my $value (@{ $settings{$name} })
	{
		query("SET $name = " . ($name eq 'search_path' && $value ne '' ? $value : "'$value'") . "; CALL public.call_all('other')");
		is( query(q{SELECT c.called, p.outcome, o.outcome FROM public.calls c
				JOIN public.outcomes p ON p.n = c.n AND p.run = 'plain' JOIN public.outcomes o ON o.n = c.n AND o.run = 'other'
				WHERE p.outcome IS DISTINCT FROM o.outcome ORDER BY c.n LIMIT 3}),
			'', "$name = '$value' changes no result");
		query(q{DELETE FROM public.outcomes WHERE run = 'other'});
	}
}

# The calls are of use: nearly every function returns something for some of its arguments, and the comparison sees what
# depends on a setting.
is( query(q{SELECT string_agg(DISTINCT c.signature, ' ' ORDER BY c.signature) FROM public.calls c
		WHERE NOT EXISTS (SELECT FROM public.calls a JOIN public.outcomes o ON o.n = a.n WHERE a.signature = c.signature AND length(o.outcome) > 5)
		AND pg_get_function_arguments(c.signature::regprocedure) !~ '(_state|standing)'
		AND c.signature !~ '_(add|combine)(_row|_series|_number|_stepped)?\('}),
	'', 'every function is called with arguments that it takes');
query(q{
	CREATE FUNCTION public.told(timestamptz) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT $1::text';
	INSERT INTO public.calls VALUES (0, 'told', $$SELECT public.told('2020-07-01 00:00+00')$$);
	INSERT INTO public.outcomes SELECT 'plain', 0, public.told('2020-07-01 00:00+00');
	SET DateStyle = 'German'; CALL public.call_all('other')});
is( query(q{SELECT string_agg(n::text, ' ') FROM public.outcomes p JOIN public.outcomes o USING (n)
		WHERE p.run = 'plain' AND o.run = 'other' AND p.outcome IS DISTINCT FROM o.outcome}),
	'0', 'a function that is labelled wrongly is found');

$node->stop;
done_testing();
