# SPDX-License-Identifier: PostgreSQL
# The extension is trusted: a role that may create objects in a database needs no superuser for anything, from CREATE
# EXTENSION over dump and restore to DROP EXTENSION. And nobody gains by it: the script is run by a superuser, so a
# schema in which something lies in wait is refused, and the schema is nobody's to add to afterwards.

use strict;
use warnings;

use FindBin;
use IPC::Run;
use lib $FindBin::RealBin;

use CfsTest qw(new_node source_dir);
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('trusted');
my $dumps = $node->basedir;

$node->safe_psql('postgres', q{
	CREATE ROLE analyst LOGIN;
	CREATE ROLE reader LOGIN;
	CREATE ROLE stranger LOGIN;
	CREATE ROLE hostile LOGIN;
});

# A database in which analyst and hostile may create objects.
sub database
{
	my ($name) = @_;
	$node->safe_psql('postgres', "CREATE DATABASE $name");
	$node->safe_psql('postgres', "GRANT CREATE ON DATABASE $name TO analyst, hostile");
	return $name;
}

# What a role's SQL prints.
sub as
{
	my ($role, $database, $sql) = @_;
	return $node->safe_psql($database, $sql, extra_params => [ '-U', $role ]);
}

sub refused
{
	my ($role, $database, $sql, $error, $promise) = @_;
	my ($status, $stdout, $stderr) = $node->psql($database, $sql, extra_params => [ '-U', $role ]);
	isnt($status, 0, $promise);
	like($stderr, $error, 'with the reason');
	return $stderr;
}

sub extensions { return $node->safe_psql($_[0], q{SELECT count(*) FROM pg_extension WHERE extname = 'cfsperf'}); }

# ---------------------------------------------------------------- from beginning to end without a superuser

database('council');
refused('stranger', 'council', 'CREATE EXTENSION cfsperf', qr/permission denied (for database council|to create extension "cfsperf")/,
	'a role that may not create objects in the database does not create the extension');
as('analyst', 'council', 'CREATE EXTENSION cfsperf');
is($node->safe_psql('council', q{SELECT extowner::regrole FROM pg_extension WHERE extname = 'cfsperf'}),
	'analyst', 'a role that may does');

my $superuser = $node->safe_psql('council', 'SELECT rolname FROM pg_roles WHERE oid = 10');
is($node->safe_psql('council', q{SELECT DISTINCT nspowner::regrole FROM pg_namespace WHERE nspname IN ('cfsperf', 'cfsperf_internal')}),
	$superuser, 'the schemas are the superuser\'s');
is($node->safe_psql('council', q{
		SELECT DISTINCT o.refobjid::regrole
		FROM pg_depend d
		JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'cfsperf'
		JOIN pg_shdepend o ON o.classid = d.classid AND o.objid = d.objid AND o.deptype = 'o'
		WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'}),
	'', 'and so is all that is in them');

# Others have these schemas in their search path: not even who installed it can put anything there, or change what is.
my %attempts = (
	'CREATE FUNCTION cfsperf.count_phrase(integer, text, text) RETURNS text LANGUAGE sql RETURN $2' =>
		qr/permission denied for schema cfsperf/,
	'CREATE FUNCTION cfsperf_internal.count_phrase(integer, text, text) RETURNS text LANGUAGE sql RETURN $2' =>
		qr/permission denied for schema cfsperf_internal/,
	'CREATE TABLE cfsperf_internal.measure (code text)' => qr/permission denied for schema cfsperf_internal/,
	'CREATE TABLE cfsperf.measure (code text)' => qr/permission denied for schema cfsperf/,
	q{CREATE TYPE cfsperf.trick AS ENUM ('a')} => qr/permission denied for schema cfsperf/,
	'CREATE OPERATOR cfsperf.|| (LEFTARG = varchar, RIGHTARG = varchar, FUNCTION = textcat)' =>
		qr/permission denied for schema cfsperf/,
	'CREATE OR REPLACE FUNCTION cfsperf_internal.number_word(bigint) RETURNS text LANGUAGE sql RETURN $1::text' =>
		qr/permission denied for schema cfsperf_internal/,
	'ALTER FUNCTION cfsperf_internal.number_word(bigint) OWNER TO hostile' => qr/must be owner of function/,
	'ALTER PROCEDURE cfsperf.grant_reader(text, text) SECURITY DEFINER' => qr/must be owner of procedure/,
	'ALTER PROCEDURE cfsperf.grant_reader(text, text) SET search_path = public' => qr/must be owner of procedure/,
	'DROP FUNCTION cfsperf_internal.number_word(bigint)' => qr/must be owner of function/,
	'ALTER EXTENSION cfsperf ADD TABLE stray' => qr/must be owner of (table|relation) stray/,
	'GRANT CREATE ON SCHEMA cfsperf TO PUBLIC' => undef,
	'ALTER SCHEMA cfsperf OWNER TO analyst' => qr/must be owner of schema cfsperf/,
	'ALTER SCHEMA cfsperf RENAME TO trick' => qr/must be owner of schema cfsperf/,
	'DROP SCHEMA cfsperf CASCADE' => qr/must be owner of schema cfsperf/,
	'GRANT CREATE ON SCHEMA cfsperf_internal TO PUBLIC' => undef,
	'ALTER SCHEMA cfsperf_internal OWNER TO analyst' => qr/must be owner of schema cfsperf_internal/,
	'ALTER SCHEMA cfsperf_internal RENAME TO trick' => qr/must be owner of schema cfsperf_internal/,
	'DROP SCHEMA cfsperf_internal CASCADE' => qr/must be owner of schema cfsperf_internal/,
	'ALTER EXTENSION cfsperf DROP SCHEMA cfsperf_internal' => qr/must be owner of schema cfsperf_internal/,
);
$node->safe_psql('council', 'CREATE TABLE public.stray ()');
foreach my $sql (sort keys %attempts)
{
	my ($status, $stdout, $stderr) = $node->psql('council', $sql, extra_params => [ '-U', 'analyst' ]);
	# a GRANT by who has no right to is a warning
	like($stderr, $attempts{$sql} // qr/no privileges were granted/, "who installed it cannot: $sql");
}
is($node->safe_psql('council', q{SELECT nspname, has_schema_privilege('stranger', oid, 'CREATE'), has_schema_privilege('stranger', oid, 'USAGE')
		FROM pg_namespace WHERE nspname LIKE 'cfsperf%' ORDER BY 1}),
	"cfsperf|f|t\ncfsperf_internal|f|t", 'nobody may create objects in the schemas, everybody use them');

chdir(source_dir() . '/doc/example') or die "doc/example: $!";
as('analyst', 'council', slurp_file('load.sql'));
as('analyst', 'council', q{
	CALL cfs.publish('E10000018', '2020/21 Q2');
	REFRESH MATERIALIZED VIEW CONCURRENTLY cfs.stored_history;
	CALL cfsperf.grant_reader('cfs', 'reader')});

my @relations = map { "cfs.$_" } qw(observation scorecard headline exceptions data_quality published_scorecard published_summary revisions);
push @relations, '(SELECT measure, area, series FROM cfs.history)';

sub content { return CfsTest::content($node, $_[0], \@relations, extra_params => [ '-U', 'analyst' ]); }

my $source = content('council');
like($source->{'cfs.headline'}, qr/From 20 measures .* eight have improved/, 'makes, loads and reads a framework');
like(as('reader', 'council', q{SELECT cfs.dashboard('E10000018', '2020/21 Q2')}), qr/^<!DOCTYPE html>/,
	'lets others read it');

my %formats = (plain => ['-Fp'], custom => ['-Fc']);
foreach my $format (sort keys %formats)
{
	my $database = database("from_$format");
	$node->command_ok([ 'pg_dump', '-U', 'analyst', '--no-owner', '-f', "$dumps/$format", @{ $formats{$format} }, '-N', 'public', 'council' ],
		"$format: dumps it");
	$node->command_ok(
		$format eq 'plain'
		? [ 'psql', '-X', '-q', '-U', 'analyst', '-v', 'ON_ERROR_STOP=1', '-d', $database, '-f', "$dumps/$format" ]
		: [ 'pg_restore', '-U', 'analyst', '--no-owner', '--exit-on-error', '-d', $database, "$dumps/$format" ],
		"$format: restores it without an error");
	is_deeply(content($database), $source, "$format: every table and view has the same rows");
	is($node->safe_psql($database, q{SELECT DISTINCT nspowner::regrole FROM pg_namespace WHERE nspname IN ('cfsperf', 'cfsperf_internal')}),
		$superuser, "$format: the schemas are the superuser's again");
	is(as('reader', $database, 'SELECT count(*) FROM cfs.scorecard'), '23', "$format: the reader may still read");
}

# Where the administrator has taken the extension from the public, that comes with a dump of his.
$node->safe_psql('from_custom', 'REVOKE USAGE ON SCHEMA cfsperf, cfsperf_internal FROM PUBLIC; REVOKE EXECUTE ON PROCEDURE cfsperf.grant_reader(text, text) FROM PUBLIC');
$node->command_ok([ 'pg_dump', '-Fc', '-f', "$dumps/revoked", 'from_custom' ], 'a dump of privileges');
database('revoked');
$node->command_ok([ 'pg_restore', '--exit-on-error', '-d', 'revoked', "$dumps/revoked" ], 'is restored');
is($node->safe_psql('revoked', q{SELECT has_schema_privilege('stranger', 'cfsperf', 'USAGE'),
		has_schema_privilege('stranger', 'cfsperf_internal', 'USAGE'), has_function_privilege('stranger', 'cfsperf.grant_reader(text, text)', 'EXECUTE'),
		has_function_privilege('stranger', 'cfsperf_internal.number_word(bigint)', 'EXECUTE')}),
	'f|f|f|t', 'and what was revoked is');

refused('analyst', 'council', 'DROP EXTENSION cfsperf', qr/other objects depend on it/,
	'figures that depend on the extension keep it');
as('analyst', 'council', 'DROP SCHEMA cfs CASCADE; DROP EXTENSION cfsperf');
is(extensions('council'), '0', 'without a framework who created the extension drops it');
is($node->safe_psql('council', q{SELECT string_agg(nspname, ' ') FROM pg_namespace WHERE nspname LIKE 'cfsperf%'}), 'cfsperf',
	'and cfsperf_internal, which the extension made, with it');
as('analyst', 'council', 'CREATE EXTENSION cfsperf');
is(extensions('council'), '1', 'and creates it again in the schema that stayed');

# ---------------------------------------------------------------- what may lie in wait

my %in_wait = (
	function => 'CREATE FUNCTION cfsperf.count_phrase(integer, text, text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.canary VALUES (current_user); RETURN $2; END $$',
	operator => 'CREATE OPERATOR cfsperf.|| (LEFTARG = text, RIGHTARG = text, FUNCTION = pg_catalog.textcat)',
	type => q{CREATE TYPE cfsperf.polarity AS ENUM ('high', 'low')},
	domain => 'CREATE DOMAIN cfsperf.indicator AS text',
	table => 'CREATE TABLE cfsperf.measure (code text)',
	view => 'CREATE VIEW cfsperf.report AS SELECT 1 AS one',
	collation => 'CREATE COLLATION cfsperf."C" FROM "POSIX"',
	'default privileges' => 'ALTER DEFAULT PRIVILEGES IN SCHEMA cfsperf GRANT ALL ON TABLES TO PUBLIC',
);
my $n = 0;

foreach my $kind (sort keys %in_wait)
{
	my $database = database('in_wait_' . ++$n);
	$node->safe_psql($database, 'CREATE TABLE public.canary (caller name); GRANT ALL ON public.canary TO PUBLIC');
	as('analyst', $database, "CREATE SCHEMA cfsperf; $in_wait{$kind}");
	foreach my $role ('analyst', $superuser)
	{
		my $error = refused($role, $database, 'CREATE EXTENSION cfsperf', qr/schema "cfsperf" is not empty/,
			"with $kind in the schema $role is refused");
		my $called = $kind eq 'domain' ? 'type' : $kind;
		like($error, qr/It holds $called /, 'and told what is there');
	}
	is(extensions($database) . $node->safe_psql($database, 'TABLE public.canary'), '0', "$kind: nothing was made or called");
}

# A schema cfsperf_internal, whatever is in it and whoever's it is: the extension makes that itself.
my %internal = (
	'a function in it' => ['hostile', 'CREATE SCHEMA cfsperf_internal CREATE TABLE canary (caller name);
		CREATE FUNCTION cfsperf_internal.count_phrase(integer, text, text) RETURNS text LANGUAGE plpgsql AS $$
			BEGIN INSERT INTO cfsperf_internal.canary VALUES (current_user); RETURN $2; END $$;
		GRANT ALL ON SCHEMA cfsperf_internal TO PUBLIC; GRANT ALL ON ALL TABLES IN SCHEMA cfsperf_internal TO PUBLIC'],
	'nothing in it' => ['hostile', 'CREATE SCHEMA cfsperf_internal CREATE TABLE canary (caller name)'],
	'an operator in it' => ['analyst', 'CREATE SCHEMA cfsperf_internal CREATE TABLE canary (caller name);
		CREATE OPERATOR cfsperf_internal.|| (LEFTARG = text, RIGHTARG = text, FUNCTION = textcat)'],
	'leave for all to add to it' => [$superuser, 'CREATE SCHEMA cfsperf_internal CREATE TABLE canary (caller name);
		GRANT CREATE ON SCHEMA cfsperf_internal TO PUBLIC']);
foreach my $kind (sort keys %internal)
{
	my $database = database('internal_' . ++$n);
	my ($owner, $sql) = @{ $internal{$kind} };
	as($owner, $database, $sql);
	foreach my $role ('analyst', $superuser)
	{
		my $error = refused($role, $database, 'CREATE EXTENSION cfsperf', qr/schema "cfsperf_internal" already exists/,
			"with a schema cfsperf_internal with $kind $role is refused");
		like($error, qr/Drop or rename the schema/, 'and told what to do');
	}
	is(extensions($database) . $node->safe_psql($database, 'TABLE cfsperf_internal.canary'), '0', "$kind: nothing was made or called");
	$node->safe_psql($database, 'ALTER SCHEMA cfsperf_internal RENAME TO away');
	as('analyst', $database, 'CREATE EXTENSION cfsperf');
	is(extensions($database), '1', "$kind: with the schema out of the way it is made");
}

# Default privileges of who owns the schema are for his own objects; nobody adds to this one.
$node->safe_psql(database('generous'), 'ALTER DEFAULT PRIVILEGES GRANT ALL ON SCHEMAS TO hostile, PUBLIC');
as('analyst', 'generous', 'CREATE EXTENSION cfsperf');
is($node->safe_psql('generous', q{SELECT has_schema_privilege('hostile', 'cfsperf_internal', 'CREATE'), has_schema_privilege('stranger', 'cfsperf_internal', 'CREATE')}),
	'f|f', 'not even by default privileges of the superuser');
is($node->safe_psql('generous', q{SELECT string_agg(a.privilege_type, ' ' ORDER BY a.privilege_type) FROM pg_namespace n, aclexplode(n.nspacl) a
		WHERE n.nspname = 'cfsperf_internal' AND a.grantee = n.nspowner}), 'CREATE USAGE', 'while the owner keeps his own');

# An empty schema of somebody else, who could have it otherwise the next moment.
database('owned');
as('hostile', 'owned', 'CREATE SCHEMA cfsperf');
foreach my $role ('analyst', $superuser)
{
	refused($role, 'owned', 'CREATE EXTENSION cfsperf', qr/schema "cfsperf" belongs to role hostile/,
		"in another role's schema $role is refused");
}

# A schema to which others may add.
database('granted');
as('analyst', 'granted', 'CREATE SCHEMA cfsperf; GRANT CREATE ON SCHEMA cfsperf TO hostile');
refused('analyst', 'granted', 'CREATE EXTENSION cfsperf', qr/hostile may create objects in schema "cfsperf"/,
	'a schema to which another may add is refused');
as('analyst', 'granted', 'REVOKE CREATE ON SCHEMA cfsperf FROM hostile; GRANT CREATE ON SCHEMA cfsperf TO PUBLIC');
refused('analyst', 'granted', 'CREATE EXTENSION cfsperf', qr/PUBLIC may create objects in schema "cfsperf"/,
	'a schema to which all may add is refused');
database('defaults');
as('analyst', 'defaults', 'ALTER DEFAULT PRIVILEGES GRANT ALL ON SCHEMAS TO hostile');
my $hint = refused('analyst', 'defaults', 'CREATE EXTENSION cfsperf', qr/hostile may create objects in schema "cfsperf"/,
	'so is one to which another may add by default privileges');
my ($remedy) = $hint =~ /Make the schema first, without that privilege: (.*)/;
as('analyst', 'defaults', "$remedy CREATE EXTENSION cfsperf");
is(extensions('defaults'), '1', 'and the hint leads out of it');

# What is put there while the script runs: the script is held up by a lock half way, and the schema's owner commits.
database('meanwhile');
as('analyst', 'meanwhile', 'CREATE SCHEMA cfsperf');
sub session
{
	my ($role) = @_;
	my %s = (in => '', out => '', err => '');
	$s{run} = IPC::Run::start([ 'psql', '-XAtq', '-U', $role, '-d', $node->connstr('meanwhile') ],
		'<', \$s{in}, '>', \$s{out}, '2>', \$s{err}, IPC::Run::timeout($PostgreSQL::Test::Utils::timeout_default));
	return \%s;
}
sub say_to
{
	my ($s, $sql, $answer) = @_;
	$s->{in} .= "$sql\n";
	if (defined $answer)
	{
		$s->{in} .= "\\echo $answer\n";
		$s->{run}->pump until $s->{out} =~ /^\Q$answer\E$/m;
	}
	else
	{
		$s->{run}->pump while length $s->{in};
	}
	return;
}
my ($lock, $planter, $installer) = map { session($_) } $superuser, 'analyst', 'analyst';
say_to($lock, 'BEGIN; LOCK TABLE pg_catalog.pg_cast IN SHARE MODE;', 'locked');
say_to($planter, "BEGIN; $in_wait{function};", 'planted');
say_to($installer, 'CREATE EXTENSION cfsperf;');
$node->poll_query_until('meanwhile', q{SELECT count(*) = 1 FROM pg_locks WHERE relation = 'pg_cast'::regclass AND NOT granted})
  or die 'the script did not come to the lock';
say_to($planter, 'COMMIT;', 'committed');
say_to($lock, 'ROLLBACK;', 'unlocked');
say_to($installer, '', 'done');
like($installer->{err}, qr/schema "cfsperf" holds what is not the extension's.*It holds function cfsperf\.count_phrase\(integer,text,text\)/s,
	'what came into the schema while the script ran is found');
is(extensions('meanwhile'), '0', 'and there is no extension');
foreach my $s ($lock, $planter, $installer)
{
	$s->{in} .= "\\q\n";
	$s->{run}->finish;
}

# A setting that would make other functions of the same text. PostgreSQL 19 itself refuses it.
refused($superuser, database('strings'), 'SET standard_conforming_strings = off; CREATE EXTENSION cfsperf',
	$node->safe_psql('postgres', 'SHOW server_version_num') < 190000 ? qr/standard_conforming_strings is off/
	: qr/non-standard string literals are not supported/, 'where strings are not read as written the extension is refused');

# What lies in front of the system's own names for whoever installs: temporary objects, and a search path.
database('decoys');
is($node->safe_psql('decoys', q{
		CREATE TABLE public.canary (what text);
		CREATE SCHEMA decoy;
		CREATE FUNCTION decoy.never(text, text) RETURNS boolean LANGUAGE plpgsql
			AS $$ BEGIN INSERT INTO public.canary VALUES ('operator'); RETURN false; END $$;
		CREATE FUNCTION decoy.never(name, text) RETURNS boolean LANGUAGE plpgsql
			AS $$ BEGIN INSERT INTO public.canary VALUES ('operator'); RETURN false; END $$;
		CREATE OPERATOR decoy.= (LEFTARG = text, RIGHTARG = text, FUNCTION = decoy.never);
		CREATE OPERATOR decoy.= (LEFTARG = name, RIGHTARG = text, FUNCTION = decoy.never);
		CREATE FUNCTION decoy.format(text, VARIADIC "any") RETURNS text LANGUAGE internal STABLE AS 'text_format';
		CREATE FUNCTION decoy.pg_describe_object(oid, oid, integer) RETURNS text LANGUAGE plpgsql
			AS $$ BEGIN INSERT INTO public.canary VALUES ('function'); RETURN 'x'; END $$;
		CREATE DOMAIN decoy.text AS pg_catalog.text CHECK (false);
		CREATE TEMP TABLE pg_depend (classid oid, objid oid, objsubid integer, refclassid oid, refobjid oid);
		CREATE TEMP TABLE pg_extension (oid oid, extname name, extowner oid);
		CREATE TEMP TABLE pg_namespace (oid oid, nspname name, nspowner oid, nspacl aclitem[]);
		CREATE TEMP TABLE polarity (n integer);
		CREATE TEMP TABLE indicator (n integer);
		SET search_path = pg_temp, decoy, pg_catalog;
		CREATE EXTENSION cfsperf;
		RESET search_path;
		SELECT (SELECT count(*) FROM public.canary), EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'cfsperf');}),
	'0|t', 'neither temporary objects nor the search path of who installs change anything');
is( $node->safe_psql('decoys', q{SELECT count(*) FROM pg_depend d JOIN pg_depend e ON e.classid = d.classid AND e.objid = d.objid
		JOIN pg_extension x ON x.oid = e.refobjid AND e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e' AND x.extname = 'cfsperf'
		WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = 'decoy'::regnamespace}),
	'0', 'and no member of the extension lies elsewhere');

$node->stop;
done_testing();
