# SPDX-License-Identifier: PostgreSQL
# The recipes of doc/schedule.md publish on a schedule: with cron and psql, and with pg_cron where it is installed. A run
# that fails is seen, and the next one repairs it.
#
# Commands and settings are those of the page. Nobody waits for six in the morning: cron's command is run by a shell, as
# cron would, and pg_cron's jobs are put off to "@reboot", which it runs as soon as the server is started. CFSPERF_SLOW
# makes a job wait for its minute as well.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node source_dir);
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('scheduled');
my $database = 'performance';
my @fenced = slurp_file(source_dir() . '/doc/schedule.md') =~ /^```(\w*)\n(.*?)^```\n/gms;
my @blocks;
while (my ($language, $text) = splice(@fenced, 0, 2))
{
	push @blocks, $text if $language eq '';
}

# The block of the page in which there is a certain text.
sub block
{
	my ($text) = @_;
	my @found = grep { /\Q$text\E/ } @blocks;
	is(scalar @found, 1, "the page has one block with $text");
	return $found[0];
}

sub query
{
	my ($sql) = @_;
	return $node->safe_psql($database, "SET search_path = cfs, cfsperf; $sql");
}

sub editions
{
	return query(q{SELECT coalesce(string_agg(format('%s %s %s', area, quarter, edition), ', ' ORDER BY area, quarter, edition), 'none')
		FROM published_summary});
}

# A framework with two reports, owned by a role that is no superuser.
$node->safe_psql('postgres', 'CREATE ROLE performance LOGIN; CREATE DATABASE performance OWNER performance');
$node->safe_psql($database, q{
	CREATE EXTENSION cfsperf;
	SET ROLE performance;
	CALL cfsperf.create_framework('cfs');
	SET search_path = cfs, cfsperf;
	INSERT INTO outcome VALUES ('safe', 'Safe');
	INSERT INTO measure (code, outcome, title, polarity, unit) VALUES ('reviews', 'safe', 'Reviews in time', 'high', '%');
	INSERT INTO area VALUES ('B', 'Borsetshire'), ('E10000018', 'Leicestershire');
	-- the quarter of the third is not over
	INSERT INTO report (area, quarter) VALUES ('B', '2020/21 Q2'), ('E10000018', '2020/21 Q2'), ('B', '2199/00 Q1');
	INSERT INTO observation (measure, area, period, value) VALUES
		('reviews', 'B', '2020/21 Q2', 90), ('reviews', 'E10000018', '2020/21 Q2', 94);
});

# What is wrong for a while: the second report cannot be published, because the tables take no edition of it.
my $break = q{ALTER TABLE published_scorecard ADD CONSTRAINT no_edition CHECK (area <> 'E10000018' OR edition <> %d)};
my $repair = 'ALTER TABLE published_scorecard DROP CONSTRAINT no_edition';

# --- cron and psql

my $directory = $node->basedir;
append_to_file("$directory/publish.sql", block('\gexec'));
my ($settings, $user, $command) = block('MAILTO') =~ /^(.*\n)[-*\/,\d]+(?: [-*\/,\d]+){4}  (\w+)  (.*)\n\z/s;
$command =~ s{/etc/cfsperf}{$directory};
my %settings = $settings =~ /^(\w+)=(.*)$/mg;

# Runs cron's command and says what is mailed and with which status it ends.
sub cron
{
	my (%others) = @_;
	my $log = '';
	local %ENV = (%ENV, %settings, PGHOST => $node->host, PGPORT => $node->port, PGUSER => $user, %others);
	my $status = IPC::Run::run([ 'sh', '-c', $command ], '<', \undef, '>', \$log, '2>&1') ? 0 : $? >> 8;
	return ($status, $log);
}

query(sprintf $break, 1);
my ($status, $mail) = cron();
is($status, 3, 'cron: a run that fails ends with status 3');
like($mail, qr/^psql:.*ERROR: .*no_edition/m, 'and says why');
is(editions(), 'B 2020/21 Q2 1', 'what it did before is done, the rest is not');
($status, $mail) = cron(PGPORT => 1);
is($status, 2, 'a server that cannot be reached is status 2');
like($mail, qr/could not connect|connection to server/, 'and is said');
query($repair);
($status, $mail) = cron();
is($status, 0, 'repaired, the next run ends with status 0');
is($mail, '', 'and prints nothing');
is(editions(), 'B 2020/21 Q2 1, E10000018 2020/21 Q2 1', 'and has done the rest');
is((cron())[0], 0, 'a run that has nothing to do ends with status 0');
is(editions(), 'B 2020/21 Q2 1, E10000018 2020/21 Q2 1', 'and does nothing');
rename("$directory/publish.sql", "$directory/lost.sql") or die "publish.sql: $!";
is((cron())[0], 1, 'a script that is not there is status 1');
is(query(q{SELECT DISTINCT published_by FROM published_summary}), $user, 'editions say who published them');

# --- pg_cron

my $never = '0 0 31 2 *';

SKIP:
{
	chomp(my $share = qx(pg_config --sharedir));
	skip 'pg_cron is not installed', 1 unless -e "$share/extension/pg_cron.control";

	$node->append_conf('postgresql.conf', block('shared_preload_libraries'));
	$node->restart;
	$node->safe_psql($database, block('CREATE EXTENSION pg_cron'));
	my $jobs = join '', map { block($_) } "'publish one'", "'publish all'";
	my $scheduled = $node->safe_psql($database, qq{BEGIN;
			SET LOCAL ROLE performance;
			$jobs
			RESET ROLE;
			SELECT string_agg(format('%s, %s, %s', jobname, username, schedule), E'\\n' ORDER BY jobid) FROM cron.job;
			DO 'BEGIN PERFORM cron.alter_job(jobid, schedule := ''$never'') FROM cron.job; END';
			COMMIT});
	like($scheduled, qr/^publish one, performance, 0 6 \* \* 1-5\npublish all, performance, 30 6 \* \* 1-5\z/m,
		'pg_cron: the jobs are scheduled');

	# Lets one job run once, and says what became of it.
	my $run = sub {
		my ($job, $schedule) = @_;
		$schedule //= '@reboot';
		query(qq{SELECT cron.alter_job(jobid, schedule := CASE jobname WHEN '$job' THEN '$schedule' ELSE '$never' END) FROM cron.job});
		my $last = query('SELECT coalesce(max(runid), 0) FROM cron.job_run_details');
		$node->restart if $schedule eq '@reboot';
		$node->poll_query_until($database,
			"SELECT count(*) > 0 FROM cron.job_run_details WHERE runid > $last AND status IN ('succeeded', 'failed')")
		  or die "$job did not run";
		return query(qq{SELECT status || ': ' || return_message FROM cron.job_run_details WHERE runid > $last ORDER BY runid LIMIT 1});
	};

	query(q{UPDATE observation SET value = value - 1});
	query(sprintf $break, 2);
	like($run->('publish all'), qr/^failed: .*ERROR: .*no_edition/s, 'a run that fails is a row that says why');
	is(editions(), 'B 2020/21 Q2 1, E10000018 2020/21 Q2 1', 'none of it is done');
	like(query(block('FROM cron.job_run_details')), qr/^publish all\|.*\|failed\|.*no_edition/, "and the page's query shows it");
	query($repair);
	like($run->('publish all'), qr/^succeeded: /, 'repaired, the next run succeeds');
	is(editions(), 'B 2020/21 Q2 1, B 2020/21 Q2 2, E10000018 2020/21 Q2 1, E10000018 2020/21 Q2 2', 'and all of it is done');

	query(q{DELETE FROM report WHERE area = 'E10000018'; UPDATE observation SET value = value - 1});
	like($run->('publish one'), qr/^failed: .*there is no report "E10000018", 2020\/21 Q2/s, 'a report that is not there is named');
	query(q{INSERT INTO report (area, quarter) VALUES ('E10000018', '2020/21 Q2')});
	like($run->('publish one'), qr/^succeeded: /, 'and published when it is');
	is(editions(), 'B 2020/21 Q2 1, B 2020/21 Q2 2, E10000018 2020/21 Q2 1, E10000018 2020/21 Q2 2, E10000018 2020/21 Q2 3',
		'as one edition, of the one report');

	SKIP:
	{
		skip 'waiting for the minute is for CFSPERF_SLOW', 2 unless $ENV{CFSPERF_SLOW};
		query(q{UPDATE observation SET value = value - 1});
		like($run->('publish one', '* * * * *'), qr/^succeeded: /, 'a job runs at its minute');
		is(query(q{SELECT max(edition) FROM published_summary WHERE area = 'E10000018'}), '4', 'and publishes');
	}
}

$node->stop;
done_testing();
