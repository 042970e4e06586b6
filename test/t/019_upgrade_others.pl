# SPDX-License-Identifier: PostgreSQL
# An upgrade of a framework runs nothing of another role with the rights of whoever calls it, and makes nothing of
# theirs again: what is in the way is named, with whose it is, and nothing is changed.

use strict;
use warnings;

use FindBin;
use IPC::Run;
use lib $FindBin::RealBin;

use CfsTest qw(new_node);
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('others');
my $upgrade = q{CALL cfsperf.upgrade_framework('cfs')};
my $databases = 0;

sub query { return $node->safe_psql(@_); }

# A database with a framework of the superuser, on which mallory may do what an owner may be talked into granting, and
# an own schema of hers with functions that tell whose rights they have got.
query('postgres', q{CREATE ROLE mallory; CREATE ROLE keeper; CREATE DATABASE model});
query('model', q{
	CREATE EXTENSION cfsperf;
	CALL cfsperf.create_framework('cfs', 'measure', 2);
	CREATE SCHEMA mal AUTHORIZATION mallory;
	GRANT USAGE, CREATE ON SCHEMA cfs TO mallory;
	GRANT SELECT, TRIGGER, REFERENCES ON ALL TABLES IN SCHEMA cfs TO mallory;
	SET ROLE mallory;
	CREATE FUNCTION mal.ok(anyelement) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
	BEGIN
		IF current_user <> 'mallory' THEN
			RAISE WARNING 'mallory has the rights of %', current_user;
		END IF;
		RETURN true;
	END $$;
	CREATE FUNCTION mal.fire() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM mal.ok(1); RETURN NULL; END';
	CREATE DOMAIN mal.d AS text CHECK (mal.ok(VALUE));
	CREATE OPERATOR mal.~~~ (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)});

# What an older version might have made otherwise: a view of other columns, a stored view, tables that lack something.
my %older = (
	headline => q{DROP VIEW cfs.headline CASCADE; CREATE VIEW cfs.headline AS SELECT area, quarter, 'old'::text AS sentence FROM cfs.quarter_summary;},
	history => q{DROP MATERIALIZED VIEW cfs.stored_history CASCADE; CREATE MATERIALIZED VIEW cfs.stored_history AS SELECT measure, area, 1 AS shape FROM cfs.observation;
		CREATE VIEW cfs.history AS SELECT measure, area, shape FROM cfs.stored_history;},
	body => q{DO $$ BEGIN EXECUTE 'CREATE OR REPLACE VIEW cfs.scorecard AS SELECT * FROM (' || rtrim(pg_get_viewdef('cfs.scorecard'), ';') || ') s'; END $$;},
	tables => q{ALTER TABLE cfs.commentary ALTER COLUMN text DROP NOT NULL; ALTER TABLE cfs.observation DROP CONSTRAINT observation_figure,
		DROP CONSTRAINT observation_measure_fkey; ALTER TABLE cfs.source DROP COLUMN title; DROP INDEX cfs.observation_history;},
	key => q{ALTER TABLE cfs.measure DROP CONSTRAINT measure_pkey CASCADE; ALTER TABLE cfs.measure ADD CONSTRAINT measure_pkey PRIMARY KEY (code, title), ADD UNIQUE (code);});
my $grant = q{GRANT SELECT, TRIGGER ON ALL TABLES IN SCHEMA cfs TO mallory;};

# Runs a case in a database of its own: a framework of an older version, what somebody did there, and the upgrade.
# Returns the database, whether the upgrade was done, and what it said.
sub attempt
{
	my ($older, $theirs, $before) = @_;
	my $database = 'case_' . ++$databases;

	query('postgres', "CREATE DATABASE $database TEMPLATE model");
	query($database, join ' ', (map { $older{$_} } split / /, $older), $grant, $theirs);
	my $dump = sub { (run_command([ 'pg_dump', '-s', '-h', $node->host, '-p', $node->port, $database ]))[0] =~ s/^\\(un)?restrict .*\n//mgr };
	my $was = $dump->();
	my ($status, undef, $said) = $node->psql($database, ($before // '') . " $upgrade");
	unlike($said, qr/mallory has the rights|permission denied|cannot alter temporary/, 'nothing of mallory has run');
	is(query($database, q{SELECT count(*) FROM pg_roles WHERE rolname = 'mallory' AND rolsuper}), '0', 'and she is no superuser');
	is($dump->() eq $was, $status != 0, $status ? 'nothing is changed' : 'it is upgraded') or diag($said);
	return ($database, $status == 0, $said);
}

# The attack: a literal of a domain of hers is read, and so checked, when her view is made.
foreach my $case (
	[ 'headline', 'area, sentence', 'depends on cfs\.headline', 'a view that has to be recreated' ],
	[ 'body', 'measure', undef, 'a view that is replaced in place' ])
{
	my ($older, $columns, $reason, $name) = @$case;
	my $view = $older eq 'body' ? 'scorecard' : $older;
	my ($database, $done, $said) = attempt($older, qq{SET ROLE mallory;
		CREATE FUNCTION mal.rise(i int) RETURNS boolean LANGUAGE plpgsql AS
			'BEGIN IF current_user <> ''mallory'' THEN EXECUTE ''ALTER ROLE mallory SUPERUSER''; END IF; RETURN true; END';
		CREATE DOMAIN mal.rising AS int CHECK (mal.rise(VALUE));
		CREATE VIEW mal.w AS SELECT $columns, '{1}'::mal.rising[] AS x FROM cfs.$view;
		CREATE VIEW mal.chain AS SELECT x FROM mal.w});
	is($done, !defined $reason, "$name: done or refused");
	next unless defined $reason;
	like($said, qr/framework "cfs" cannot be upgraded because other objects are in the way/, 'because of what is in the way');
	like($said, qr/view mal\.$_ \(owner mallory\) $reason/, "which is $_") foreach qw(w chain);
	query($database, 'DROP VIEW mal.w CASCADE');
	is($node->psql($database, $upgrade), 0, 'without it, it is upgraded');
}

# What depends on a view that cannot be replaced in place.
my @dependents = (
	[ 'a stored view with an index and statistics over her function', q{SET ROLE mallory;
		CREATE MATERIALIZED VIEW mal.m AS SELECT measure FROM cfs.history;
		CREATE INDEX mal_index ON mal.m (mal.ok(measure));
		CREATE STATISTICS mal.s ON (mal.ok(measure)), (measure || '') FROM mal.m}, 'materialized view mal\.m \(owner mallory\) depends on cfs\.history, cfs\.stored_history$' ],
	[ 'an operator and a cast of hers', q{SET ROLE mallory;
		CREATE VIEW mal.compared AS SELECT sentence OPERATOR(mal.~~~) area::text AS same, sentence::mal.d FROM cfs.headline}, 'view mal\.compared \(owner mallory\) depends on cfs\.headline' ],
	[ 'a default of a column of her view', q{SET ROLE mallory; CREATE VIEW mal.v AS SELECT area FROM cfs.headline;
		ALTER VIEW mal.v ALTER COLUMN area SET DEFAULT mal.ok(1)::text}, 'view mal\.v \(owner mallory\) depends on cfs\.headline' ],
	[ 'a rule', q{SET ROLE mallory; CREATE TABLE mal.ruled (i int);
		CREATE RULE r AS ON INSERT TO mal.ruled DO ALSO SELECT mal.ok(area) FROM cfs.headline}, 'rule r on table mal\.ruled \(owner mallory\) depends on cfs\.headline' ],
	[ 'a policy', q{SET ROLE mallory; CREATE TABLE mal.guarded (a text);
		CREATE POLICY p ON mal.guarded USING (a IN (SELECT area FROM cfs.headline))}, 'policy p on table mal\.guarded \(owner mallory\) depends on cfs\.headline' ],
	[ 'functions that need a view, and each other', q{SET ROLE mallory;
		CREATE FUNCTION mal.g() RETURNS integer LANGUAGE sql RETURN 1;
		CREATE FUNCTION mal.f() RETURNS integer LANGUAGE sql RETURN (SELECT count(*) + mal.g() FROM cfs.headline);
		CREATE OR REPLACE FUNCTION mal.g() RETURNS integer LANGUAGE sql RETURN mal.f();
		CREATE FUNCTION mal.h() RETURNS SETOF cfs.headline LANGUAGE sql AS 'TABLE cfs.headline'},
		'function mal\.f\(\) \(owner mallory\) depends on cfs\.headline(?s:.*)function mal\.h\(\) \(owner mallory\) depends on cfs\.headline' ],
	[ 'a column of the type of its rows', q{SET ROLE mallory; CREATE TABLE mal.rows (h cfs.headline[])}, 'table mal\.rows \(owner mallory\) depends on cfs\.headline' ],
	[ 'a trigger on the view itself', q{SET ROLE mallory;
		CREATE TRIGGER t INSTEAD OF UPDATE ON cfs.headline FOR EACH ROW EXECUTE FUNCTION mal.fire()}, 'trigger t on view cfs\.headline \(owner postgres\) depends on cfs\.headline' ],
	[ 'an index of the owner on a stored view', 'CREATE INDEX ours ON cfs.stored_history (area)', 'index cfs\.ours \(owner postgres\) depends on cfs\.stored_history' ],
	[ 'a view of the owner', 'CREATE VIEW public.ours AS SELECT area FROM cfs.headline', 'view public\.ours \(owner postgres\) depends on cfs\.headline' ],
	[ 'a key that refers to one that changes', q{SET ROLE mallory; CREATE TABLE mal.t (c varchar(64) COLLATE "C", t varchar(500), FOREIGN KEY (c, t) REFERENCES cfs.measure)},
		'constraint t_c_t_fkey on table mal\.t \(owner mallory\) depends on measure_pkey on cfs\.measure' ]);

# What the framework's own tables and names lead to.
my @attached = (
	[ 'a constraint', q{ALTER TABLE cfs.measure ADD COLUMN goal text, ADD CONSTRAINT goal CHECK (mal.ok(goal) AND mal.ok(1))},
		'constraint goal on table cfs\.measure \(owner postgres\) depends on function mal\.ok\(anyelement\) \(owner mallory\)' ],
	[ 'a default', 'ALTER TABLE cfs.observation ADD COLUMN seen boolean DEFAULT mal.ok(1)', 'default value for column seen of table cfs\.observation' ],
	[ 'a generated column', 'ALTER TABLE cfs.area ADD COLUMN seen boolean GENERATED ALWAYS AS (mal.ok(1)) STORED', 'seen of table cfs\.area' ],
	[ 'a domain', q{ALTER TABLE cfs.commentary ADD CONSTRAINT c CHECK (text::mal.d <> '')}, 'constraint c on table cfs\.commentary \(owner postgres\) depends on type mal\.d \(owner mallory\)' ],
	[ 'an index', 'CREATE INDEX i ON cfs.measure (code) WHERE mal.ok(1)', 'index cfs\.i \(owner postgres\) depends on function mal\.ok' ],
	[ 'statistics', 'CREATE STATISTICS cfs.s ON (mal.ok(text)), text FROM cfs.commentary', 'statistics object cfs\.s \(owner postgres\) depends on function mal\.ok' ],
	[ 'a policy', 'ALTER TABLE cfs.observation FORCE ROW LEVEL SECURITY, ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON cfs.observation USING (mal.ok(1))',
		'policy p on table cfs\.observation \(owner postgres\) depends on function mal\.ok' ],
	[ 'a partition', 'ALTER TABLE cfs.observation_1 OWNER TO mallory', 'table cfs\.observation_1 \(owner mallory\) is a child of table cfs\.observation' ],
	[ 'a view of a name of ours', 'DROP VIEW cfs.exceptions; SET ROLE mallory; CREATE VIEW cfs.exceptions AS SELECT mal.ok(1)',
		'view cfs\.exceptions \(owner mallory\) has the name of an object of the framework' ],
	[ 'a view that was given away', 'ALTER VIEW cfs.scorecard OWNER TO mallory', 'view cfs\.scorecard \(owner mallory\) has the name of an object of the framework' ],
	[ 'a domain of a name of ours', 'DROP VIEW cfs.revisions; SET ROLE mallory; CREATE DOMAIN cfs.revisions AS mal.d', 'type cfs\.revisions \(owner mallory\) has the name of an object of the framework' ],
	[ 'a table of the name of a view', 'DROP VIEW cfs.data_quality; CREATE TABLE cfs.data_quality (i int)', 'table cfs\.data_quality \(owner postgres\) has the name of an object of the framework' ],
	[ 'a function that might be called instead of ours', q{SET ROLE mallory; CREATE FUNCTION cfs.narrative(varchar, varchar) RETURNS text LANGUAGE sql AS 'SELECT ''x'''},
		'function cfs\.narrative\(character varying,character varying\) \(owner mallory\) has the name of an object of the framework' ],
	[ 'a function that was given away', 'ALTER PROCEDURE cfs.publish OWNER TO mallory', 'function cfs\.publish\(text,cfsperf\.reporting_period\) \(owner mallory\) has the name of an object of the framework' ],
	[ 'a column of another type', 'ALTER TABLE cfs.source ADD COLUMN title mal.d', 'column cfs\.source\.title \(owner postgres\) is of type mal\.d, not character varying' ]);

# All cases of a list are in the way at once, and the error names every one.
foreach my $list ([ 'headline history key', @dependents ], [ 'tables', @attached ])
{
	my ($older, @cases) = @$list;
	my ($database, $done, $said) = attempt($older, join '; RESET ROLE; ', map { $_->[1] } @cases);
	ok(!$done, 'refused');
	like($said, qr/$_->[2]/m, $_->[0]) foreach @cases;
}

# What does not matter is left alone.
my ($database, $done) = attempt('tables body', q{SET ROLE mallory;
	CREATE TRIGGER t BEFORE INSERT OR UPDATE OR DELETE ON cfs.observation FOR EACH ROW EXECUTE FUNCTION mal.fire();
	CREATE TRIGGER t INSTEAD OF UPDATE ON cfs.scorecard FOR EACH ROW EXECUTE FUNCTION mal.fire();
	CREATE TABLE mal.t (c varchar(64) COLLATE "C" REFERENCES cfs.measure CHECK (mal.ok(c)), s cfs.scorecard);
	CREATE VIEW mal.own AS SELECT mal.ok(measure) FROM cfs.history;
	CREATE FUNCTION cfs.mine() RETURNS boolean LANGUAGE sql AS 'SELECT mal.ok(1)';
	-- the framework's names in a schema of hers, and a table of the owner's beside the framework's
	CREATE DOMAIN mal.measure AS text CHECK (mal.ok(VALUE));
	CREATE TABLE mal.area (code text CHECK (mal.ok(code)));
	CREATE FUNCTION mal.narrative(varchar, varchar) RETURNS text LANGUAGE sql AS 'SELECT ''x''';
	RESET ROLE;
	CREATE TABLE cfs.extra (code text CHECK (mal.ok(code)))}, 'SET search_path = mal, cfs, public;');
ok($done, 'what is not in the way does not stop it');
is(query($database, q{SELECT count(*) FROM pg_trigger WHERE tgname = 't'}), '4', 'and is there afterwards');

# Nor has what the owner left there the rights of a superuser who upgrades for him.
query('postgres', 'CREATE DATABASE owned');
query('owned', q{
	CREATE EXTENSION cfsperf;
	GRANT CREATE ON DATABASE owned TO keeper;
	SET ROLE keeper;
	CALL cfsperf.create_framework('cfs');
	CREATE SCHEMA own;
	CREATE FUNCTION own.ok(integer) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
	BEGIN
		BEGIN
			PERFORM set_config('role', 'none', false);
		EXCEPTION WHEN insufficient_privilege THEN
			NULL;
		END;
		RAISE WARNING 'the owner has the rights of %', current_user;
		RETURN true;
	END $$;} . "$older{tables} ALTER TABLE cfs.commentary ADD CHECK (own.ok(1)); CREATE INDEX ON cfs.measure (code) WHERE own.ok(2)");
my ($status, undef, $said) = $node->psql('owned', $upgrade);
is($status, 0, 'a superuser upgrades the framework of somebody else') or diag($said);
like($said, qr/the owner has the rights of keeper/, 'what the owner left there runs');
unlike($said, qr/the owner has the rights of postgres/, 'with his own rights');
is(query('owned', q{SELECT count(*) FROM pg_class WHERE relnamespace IN ('cfs'::regnamespace) AND relowner <> 'keeper'::regrole}), '0', 'and all of it is his');
(undef, undef, $said) = $node->psql('owned', "SET ROLE mallory; $upgrade");
like($said, qr/must be owner of framework "cfs"\nHINT: +It belongs to role "keeper"/, 'whoever is not the owner is refused');
(undef, undef, $said) = $node->psql('owned', q{SET ROLE mallory; CALL cfsperf_internal.upgrade_as_owner('cfs')});
like($said, qr/must be owner of schema cfs/, 'by the back door too');

# A temporary view in a session that is open.
my ($in, $out) = ('', '');
query('postgres', 'CREATE DATABASE session TEMPLATE model');
query('session', "$older{headline} $grant");
my $psql = IPC::Run::start([ 'psql', '-XAtq', '-d', $node->connstr('session') ], '<', \$in, '>', \$out, '2>&1', IPC::Run::timeout($PostgreSQL::Test::Utils::timeout_default));
$in = "SET ROLE mallory; CREATE TEMPORARY VIEW passing AS SELECT area FROM cfs.headline; SELECT pg_backend_pid();\n";
$psql->pump until $out =~ /^(\d+)$/m;
my $pid = $1;
(undef, undef, $said) = $node->psql('session', $upgrade);
like($said, qr/view pg_temp_\d+\.passing \(owner mallory, process $pid\) depends on cfs\.headline/, 'a temporary view is named with the process of its session');
$in = "\\q\n";
$psql->finish;
ok($node->poll_query_until('session', q{SELECT count(*) = 0 FROM pg_class WHERE relname = 'passing'}), 'when the session has ended');
is($node->psql('session', $upgrade), 0, 'it is upgraded');

$node->stop;
done_testing();
