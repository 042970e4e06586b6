# SPDX-License-Identifier: PostgreSQL
# An upgrade waits for whoever is at work in a framework, and holds nothing while it waits: nobody's transaction fails
# because of it, whatever they lock in whatever order.

use strict;
use warnings;

use FindBin;
use IPC::Run;
use lib $FindBin::RealBin;

use CfsTest qw(new_node);
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('locks', conf => "max_connections = 50\n");
my $upgrade = q{CALL cfsperf.upgrade_framework('cfs')};
my $publish = q{CALL cfs.publish('A', '2020/21 Q2')};

# What makes the framework one that has to be upgraded.
my $outdated = q{
	DROP MATERIALIZED VIEW cfs.stored_history CASCADE;
	CREATE MATERIALIZED VIEW cfs.stored_history AS SELECT measure, area, 1 AS shape FROM cfs.observation;
	CREATE UNIQUE INDEX stored_history_key ON cfs.stored_history (measure, area, shape);
	CREATE VIEW cfs.history AS SELECT measure, area, shape FROM cfs.stored_history;
	DO $$ BEGIN EXECUTE 'CREATE OR REPLACE VIEW cfs.headline AS SELECT * FROM (' || rtrim(pg_get_viewdef('cfs.headline'), ';') || ') h'; END $$;
	ALTER TABLE cfs.observation DROP CONSTRAINT observation_figure};

sub query { return $node->safe_psql('postgres', $_[0]); }

# A session that stays open: sends SQL, and waits for its answer.
sub session
{
	my ($in, $out) = ('', '');
	my $harness = IPC::Run::start([ 'psql', '-XAtq', '-d', $node->connstr('postgres') ],
		'<', \$in, '>', \$out, '2>&1', IPC::Run::timeout($PostgreSQL::Test::Utils::timeout_default));
	my $ask = sub {
		($out, $in) = ('', "$_[0];\n\\echo done\n");
		$harness->pump until $out =~ s/^done\n\z//m;
		return $out;
	};
	return ($ask, $harness);
}

# One that upgrades, as process and as the server's process.
sub upgrader
{
	my ($said) = @_;
	my ($out, $tag) = ('', 'upgrade');
	return IPC::Run::start([ 'env', "PGAPPNAME=$tag", 'psql', '-XAtq', '-d', $node->connstr('postgres'), '-c', $upgrade ],
		'<', \undef, '>', \$out, '2>', $said);
}

query(qq{
	CREATE EXTENSION cfsperf;
	CALL cfsperf.create_framework('cfs');
	INSERT INTO cfs.outcome VALUES ('o', 'Outcome');
	INSERT INTO cfs.measure (code, outcome, title, polarity, unit) SELECT 'm' || i, 'o', 'Measure ' || i, 'high', 'number' FROM generate_series(1, 4) i;
	INSERT INTO cfs.area VALUES ('A', 'Anyshire');
	INSERT INTO cfs.report (area, quarter) VALUES ('A', '2020/21 Q2');
	INSERT INTO cfs.observation (measure, area, period, value) SELECT code, 'A', '2020/21 Q2', 0 FROM cfs.measure;
	CREATE VIEW public.mine AS SELECT measure, value FROM cfs.scorecard;
	CREATE TABLE public.loads (n integer);
	CREATE SEQUENCE public.load});
my $whole = query(q{SELECT pg_get_viewdef('cfs.history') || pg_get_viewdef('cfs.headline')});

# Someone is in the middle of a load; the upgrade comes; the load goes on with everything else that is there.
query($outdated);
my ($load, $loader) = session();
is($load->(q{BEGIN; UPDATE cfs.observation SET value = value + 1}), '', 'someone loads');
my $said = '';
my $upgrader = upgrader(\$said);
ok( $node->poll_query_until('postgres', q{
		SELECT count(*) FILTER (WHERE NOT l.granted AND l.relation = 'cfs.observation'::regclass) = 1
			AND count(*) FILTER (WHERE l.granted AND l.mode = 'AccessExclusiveLock' AND c.relnamespace IN ('cfs'::regnamespace, 'public'::regnamespace)) = 0
		FROM pg_locks l
		JOIN pg_stat_activity a USING (pid)
		LEFT JOIN pg_class c ON c.oid = l.relation
		WHERE a.application_name = 'upgrade'}),
	'an upgrade waits for the table, and holds nothing else');
foreach my $work (
	'SELECT count(*) = 4 FROM public.mine', q{INSERT INTO cfs.target (measure, area, from_period, value) VALUES ('m1', 'A', '2020/21', 1) RETURNING true},
	'REFRESH MATERIALIZED VIEW cfs.stored_history; SELECT true', "$publish; SELECT true",
	'LOCK cfs.outcome, cfs.report, cfs.published_summary IN ACCESS EXCLUSIVE MODE; SELECT true', 'COMMIT; SELECT true')
{
	like($load->("SET LOCAL client_min_messages = error; $work"), qr/^(WARNING.*\n)?t$/m, "the load goes on: $work");
}
ok(IPC::Run::finish($upgrader), 'and when it is done, the framework is upgraded') or diag($said);
like($said, qr/framework "cfs" is up to date with cfsperf/, 'as it says');
is(query(q{SELECT pg_get_viewdef('cfs.history') || pg_get_viewdef('cfs.headline')}), $whole, 'and as it is');

# Whoever sets a limit to his patience is told, and nothing has changed.
query($outdated);
$load->(q{BEGIN; UPDATE cfs.observation SET value = value + 1});
my (undef, undef, $error) = $node->psql('postgres', "SET lock_timeout = '200ms'; $upgrade");
like($error, qr/canceling statement due to lock timeout/, 'with a limit it gives up');
isnt(query(q{SELECT pg_get_viewdef('cfs.history') || pg_get_viewdef('cfs.headline')}), $whole, 'and has changed nothing');
is(query(q{SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'cfsperf\_model%'}), '0', 'nor left anything behind');
$load->('COMMIT');

# Nor does it wait for what is not of the framework: a table of another one, or one that somebody made beside its own.
query(q{CALL cfsperf.create_framework('other'); CREATE TABLE cfs.ours (n integer)});
$load->(q{BEGIN; LOCK TABLE other.observation, cfs.ours, public.loads IN ACCESS EXCLUSIVE MODE});
is($node->psql('postgres', "SET lock_timeout = '5s'; $upgrade"), 0, 'what is not of the framework it does not wait for');
$load->('COMMIT');
$loader->finish;
query($outdated);

# Many at once, that lock tables, views and stored views in all orders, while one framework is upgraded again and again.
my %scripts = (
	load => "BEGIN;\nUPDATE cfs.observation SET value = nextval('public.load') WHERE measure = 'm1';\nSELECT count(*) FROM cfs.headline;\nINSERT INTO public.loads VALUES (1);\nEND;\n",
	back => "BEGIN;\nSELECT count(*) FROM cfs.outcome_summary;\nUPDATE cfs.commentary SET text = text;\nSELECT FROM cfs.measure WHERE code = 'm1' FOR NO KEY UPDATE;\nUPDATE cfs.observation SET value = nextval('public.load') WHERE measure = 'm1';\nEND;\n",
	publish => "SET client_min_messages = warning;\n$publish;\n",
	refresh => "REFRESH MATERIALIZED VIEW cfs.stored_history;\n",
	read => "BEGIN;\nSELECT count(*) FROM cfs.history;\nSELECT count(*) FROM public.mine;\nSELECT count(*) FROM cfs.published_summary;\nEND;\n");
my (@running, %log);
foreach my $name (sort keys %scripts)
{
	my $file = $node->basedir . "/$name.sql";
	append_to_file($file, $scripts{$name});
	$log{$name} = '';
	push @running, [ $name, IPC::Run::start([ 'pgbench', '-n', '-h', $node->host, '-p', $node->port, '-c', 2, '-t', 60, '-f', $file, 'postgres' ],
		'<', \undef, '>', \$log{$name}, '2>&1') ];
}
foreach my $round (1 .. 4)
{
	my ($status, undef, $said) = $node->psql('postgres', $upgrade);
	is($status, 0, "round $round: upgraded while others work") or diag($said);
	query(q{COMMENT ON VIEW cfs.headline IS NULL; DROP INDEX cfs.observation_history}) if $round < 4;
}
foreach my $run (@running)
{
	my ($name, $harness) = @$run;
	ok(IPC::Run::finish($harness), "$name: no session failed");
	like($log{$name}, qr{actually processed: 120/120}, 'and every transaction was done') or diag($log{$name});
}
unlike(slurp_file($node->logfile), qr/deadlock detected/, 'nobody met a deadlock');
is(query(q{SELECT pg_get_viewdef('cfs.history') || pg_get_viewdef('cfs.headline')}), $whole, 'and the framework is current');

# Of several who make a framework of one name the first makes it, and the others are told that it is there.
my ($make, $maker) = session();
$make->(q{BEGIN; CALL cfsperf.create_framework('twice')});
my @answers = ('', '');
my @waiting = map {
	my $n = $_;
	IPC::Run::start([ 'env', 'PGAPPNAME=maker', 'psql', '-XAtq', '-v', 'VERBOSITY=verbose', '-d', $node->connstr('postgres'), '-c', q{CALL cfsperf.create_framework('twice')} ],
		'<', \undef, '>', \$answers[$n], '2>&1')
} 0, 1;
ok($node->poll_query_until('postgres', q{SELECT count(*) = 2 FROM pg_stat_activity WHERE application_name = 'maker' AND wait_event_type = 'Lock'}), 'two wait for the first');
$make->('COMMIT');
IPC::Run::finish($_) foreach @waiting;
like($_, qr/ERROR: +42P06: schema "twice" already exists\nHINT/, 'and are refused as any other') foreach @answers;
$maker->finish;

$node->stop;
done_testing();
