# SPDX-License-Identifier: PostgreSQL
# A publication that dies leaves nothing, and one that is done stays, whatever is killed; and pg_dump carries editions
# past their own guards.

use strict;
use warnings;

use FindBin;
use IPC::Run;
use lib $FindBin::RealBin;

use CfsTest qw(new_node);
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(usleep);

my $node = new_node('crash', conf => "restart_after_crash = on\n");
my ($area, $quarter) = ('A', '2020/21 Q2');
my $publish = "CALL cfs.publish('$area', '$quarter')";

$node->safe_psql('postgres', qq{
	CREATE EXTENSION cfsperf;
	CALL cfsperf.create_framework('cfs');
	INSERT INTO cfs.outcome VALUES ('o', 'Outcome');
	INSERT INTO cfs.measure (code, outcome, title, polarity, unit)
	SELECT 'm' || i, 'o', 'Measure ' || i, 'high', 'number' FROM generate_series(1, 30) i;
	INSERT INTO cfs.area VALUES ('$area', 'Anyshire');
	INSERT INTO cfs.report (area, quarter) VALUES ('$area', '$quarter');
	INSERT INTO cfs.observation (measure, area, period, value) SELECT code, '$area', '$quarter', 0 FROM cfs.measure;

	-- Where a publication is made to wait, by an advisory lock: when it has written one row of the scorecard, and
	-- when it has written all there is.
	CREATE FUNCTION public.wait() RETURNS trigger LANGUAGE plpgsql AS \$\$
	BEGIN
		PERFORM pg_advisory_xact_lock_shared(TG_ARGV[0]::bigint);
		RETURN NULL;
	END \$\$;
	CREATE TRIGGER wait AFTER INSERT ON cfs.published_scorecard FOR EACH STATEMENT EXECUTE FUNCTION public.wait('2');
	CREATE CONSTRAINT TRIGGER wait_at_end AFTER INSERT ON cfs.published_summary DEFERRABLE INITIALLY DEFERRED
		FOR EACH ROW EXECUTE FUNCTION public.wait('3');
	CREATE FUNCTION public.wait_for_row() RETURNS trigger LANGUAGE plpgsql AS \$\$
	BEGIN
		IF NEW.measure = 'm15' THEN PERFORM pg_advisory_xact_lock_shared(1); END IF;
		RETURN NEW;
	END \$\$;
	CREATE TRIGGER zz_wait BEFORE INSERT ON cfs.published_scorecard FOR EACH ROW EXECUTE FUNCTION public.wait_for_row();
});

sub query { return $node->safe_psql('postgres', $_[0]); }

sub change { return query('UPDATE cfs.observation SET value = value + 1'); }

# edition:rows of the scorecard:figures in it, of each; no rows where its page is not there or is of other figures
sub editions
{
	return query(q{SELECT coalesce(string_agg(format('%s:%s:%s', edition, rows, figures), ' ' ORDER BY edition), 'none')
		FROM (SELECT edition, count(c.measure) FILTER (WHERE p.markdown ~ (' is ' || c.value || '\\M')) AS rows,
				count(DISTINCT c.value) AS figures
			FROM cfs.published_summary s FULL JOIN cfs.published_scorecard c USING (area, quarter, edition)
			FULL JOIN cfs.published_page p USING (area, quarter, edition)
			GROUP BY edition) e});
}

# Waits until the server has come back once more. Its log says so; a client might be let in before the postmaster has
# noticed that a child of his is dead, and would be thrown out again.
sub times_ready
{
	my $count = () = slurp_file($node->logfile) =~ /database system is ready to accept connections/g;
	return $count;
}

my $ready = times_ready();

sub recovered
{
	foreach (1 .. 10 * $PostgreSQL::Test::Utils::timeout_default)
	{
		my $now = times_ready();
		if ($now > $ready)
		{
			$ready = $now;
			return;
		}
		usleep(100_000);
	}
	die 'the server did not come back';
}

# The postmaster and all its children are killed. It can be started when the last of them has been reaped.
sub kill_all_and_start
{
	my @children = split /\n/, query('SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()');
	$node->kill9;
	kill('KILL', @children);
	foreach (1 .. 10 * $PostgreSQL::Test::Utils::timeout_default)
	{
		return recovered() if $node->start(fail_ok => 1);
		$node->stop('fast', fail_ok => 1);
		usleep(100_000);
	}
	die 'the server did not start again';
}

# A session that publishes, as process and as the server's process.
sub publisher
{
	my ($point) = @_;
	my ($out, $err) = ('', '');
	my $session = IPC::Run::start([ 'psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('postgres'), '-c', $publish ],
		'<', \undef, '>', \$out, '2>', \$err);
	$node->poll_query_until('postgres', qq{SELECT count(*) = 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = $point AND NOT granted})
	  or die "the publication did not come to point $point";
	my $pid = query("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = $point AND NOT granted");
	return ($session, $pid);
}

# A session that keeps publications waiting at a point.
sub barrier
{
	my ($point) = @_;
	my $out = '';
	my $session = IPC::Run::start(
		[ 'psql', '-XAtq', '-d', $node->connstr('postgres'), '-c', "SELECT pg_advisory_lock($point), pg_sleep(600)" ],
		'<', \undef, '>', \$out, '2>&1');
	$node->poll_query_until('postgres', qq{SELECT count(*) = 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = $point AND granted})
	  or die "no barrier at point $point";
	return $session;
}

sub ended { return eval { IPC::Run::finish($_[0]); 1 } ? IPC::Run::result($_[0]) : -1; }

my %points = (1 => 'half of its rows are written', 2 => 'its rows are written', 3 => 'it is about to be committed');
my $expected = 'none';
my $edition = 0;

# The process that publishes is killed at each point, and then another child of the postmaster. The server recovers;
# there is no edition, and publishing again makes it.
foreach my $point (sort keys %points)
{
	foreach my $victim ('its own process', 'another process')
	{
		change();
		my $barrier = barrier($point);
		my ($session, $pid) = publisher($point);
		is(editions(), $expected, "nobody sees an edition before it is committed: $points{$point}");
		my $killed = $victim eq 'its own process' ? $pid
		  : query("SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'");
		kill('KILL', $killed) == 1 or die "kill $killed: $!";
		isnt(ended($session), 0, "$victim is killed when $points{$point}: the client hears of it");
		ended($barrier);
		recovered();
		is(editions(), $expected, 'and there is no edition');
		query($publish);
		$edition++;
		$expected = $expected eq 'none' ? "$edition:30:1" : "$expected $edition:30:1";
		is(editions(), $expected, 'until it is published again, whole');
	}
}

# What is committed stays, when all are killed right after it.
foreach my $round (1 .. 2)
{
	change();
	query($publish);
	$edition++;
	$expected .= " $edition:30:1";
	kill_all_and_start();
	is(editions(), $expected, "round $round: what was published is there when all are killed");
}

# Killed at any moment, edition after edition: what is there is whole.
query('DROP TRIGGER wait ON cfs.published_scorecard; DROP TRIGGER zz_wait ON cfs.published_scorecard;
	DROP TRIGGER wait_at_end ON cfs.published_summary');
my $script = $node->basedir . '/publish.sql';
append_to_file($script, "UPDATE cfs.observation SET value = value + 1;\n$publish;\n");
foreach my $round (1 .. 4)
{
	my $log = '';
	my $before = query('SELECT max(edition) FROM cfs.published_summary');
	my $run = IPC::Run::start([ 'pgbench', '-n', '-h', $node->host, '-p', $node->port, '-c', 3, '-t', 100000, '-f', $script, 'postgres' ],
		'<', \undef, '>', \$log, '2>&1');
	$node->poll_query_until('postgres', "SELECT max(edition) > $before + $round FROM cfs.published_summary") or die 'no editions';
	my $pid = query("SELECT min(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
	kill('KILL', $pid) == 1 or die "kill $pid: $!";
	isnt(ended($run), 0, "round $round: killed while three sessions publish");
	recovered();
	my $made = query('SELECT max(edition) FROM cfs.published_summary');
	cmp_ok($made, '>', $before + $round, "$made editions are there");
	is(editions(), join(' ', map { "$_:30:1" } 1 .. $made), 'each of them whole');
}

# A dump has the editions, restores them although nobody may insert into these tables, and the guards with them.
my $dump = $node->basedir . '/dump';
my $content = q{SELECT md5(string_agg(t::text, ' ' ORDER BY t::text COLLATE "C")) FROM };
my @tables = qw(cfs.published_summary cfs.published_scorecard cfs.published_page);
foreach my $format ('plain', 'custom')
{
	$node->command_ok([ 'pg_dump', '-h', $node->host, '-p', $node->port, '-F', $format, '-f', $dump, 'postgres' ], "a $format dump");
	query("CREATE DATABASE $format");
	$node->command_ok(
		$format eq 'plain'
		? [ 'psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-h', $node->host, '-p', $node->port, '-d', $format, '-f', $dump ]
		: [ 'pg_restore', '--exit-on-error', '-h', $node->host, '-p', $node->port, '-d', $format, $dump ],
		'is restored');
	is($node->safe_psql($format, "$content $_ t"), query("$content $_ t"), "with all of $_") foreach @tables;
	my ($status, undef, $error) = $node->psql($format, 'DELETE FROM cfs.published_scorecard');
	like($error, qr/edition 1 of report "A", 2020\/21 Q2 is published and cannot be deleted/, 'and its guard');
	is( $node->safe_psql($format, qq{$publish; UPDATE cfs.observation SET value = -1; $publish;
			SELECT count(*) - (SELECT max(edition) FROM cfs.published_summary) FROM cfs.published_summary}),
		'0', 'the next edition is the next number');
}

# Data alone go past the guards where they are told to.
$node->command_ok([ 'pg_dump', '-h', $node->host, '-p', $node->port, '-Fc', '-f', $dump, 'postgres' ], 'a dump');
query('CREATE DATABASE data_alone');
$node->command_ok([ 'pg_restore', '--exit-on-error', '-h', $node->host, '-p', $node->port, '--schema-only', '-d', 'data_alone', $dump ],
	'of which the definitions are restored');
$node->command_fails_like(
	[ 'pg_restore', '--exit-on-error', '-h', $node->host, '-p', $node->port, '--data-only', '-t', 'published_summary', '-d', 'data_alone', $dump ],
	qr/can be written by publish only/, 'and then the data alone are not');
$node->command_ok(
	[ 'pg_restore', '--exit-on-error', '-h', $node->host, '-p', $node->port, '--data-only', '--disable-triggers', '-d', 'data_alone', $dump ],
	'but with --disable-triggers they are');
is($node->safe_psql('data_alone', "$content $_ t"), query("$content $_ t"), "with all of $_") foreach @tables;

$node->stop;
done_testing();
