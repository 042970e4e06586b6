# SPDX-License-Identifier: PostgreSQL
# Fifty sessions at once, for a time: loads, publications, refreshes of history and readers. No error, no deadlock, and at
# the end every figure is that of a whole load. The last line is "N passed, N failed".
#
# SECONDS (300) is the time. Loads are the documented statement, INSERT ... SELECT ... ORDER BY ... ON CONFLICT DO UPDATE,
# of a hundred rows each, many of them the same; each session has its rows in an order of its own before ORDER BY. A
# shorter run without ORDER BY, beside it, shows what the ORDER BY is for.

use strict;
use warnings;

use File::Temp qw(tempdir);
use IPC::Run;

my $seconds = $ENV{CFSPERF_SECONDS} // 300;
my ($passed, $failed) = (0, 0);
my $directory = tempdir(CLEANUP => 1);
$| = 1;

sub judge
{
	my ($good, $name) = @_;
	$good ? $passed++ : $failed++;
	print $good ? 'ok' : 'not ok', " - $name\n";
	return;
}

sub psql
{
	my ($sql) = @_;
	my ($out, $err) = ('', '');
	IPC::Run::run([ 'psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', 'sessions' ], '<', \$sql, '>', \$out, '2>', \$err) or die "$sql: $err";
	chomp $out;
	return $out;
}

system('createdb', 'sessions') == 0 or die 'createdb';
psql(q{
	CREATE EXTENSION cfsperf;
	CALL cfsperf.create_framework('cfs');
	INSERT INTO cfs.outcome VALUES ('o', 'Outcome');
	INSERT INTO cfs.measure (code, outcome, title, polarity, unit) SELECT 'm' || i, 'o', 'Measure ' || i, 'high', '%' FROM generate_series(1, 50) i;
	INSERT INTO cfs.area SELECT 'A' || i, 'Area ' || i FROM generate_series(1, 152) i;
	INSERT INTO cfs.benchmark VALUES ('all', 'All');
	INSERT INTO cfs.benchmark_value (measure, benchmark, area, period, value)
	SELECT m.code, 'all', a.code, '2018/19', abs(hashtext(m.code || a.code) % 1000) / 10.0 FROM cfs.measure m, cfs.area a;
	INSERT INTO cfs.report (area, quarter, benchmark) SELECT 'A' || i, '2020/21 Q2', 'all' FROM generate_series(1, 4) i;
	SET search_path = cfsperf;
	INSERT INTO cfs.observation (measure, area, period, value)
	SELECT m.code, a.code, '2018/19 Q1'::reporting_period + q, 0 FROM cfs.measure m, cfs.area a, generate_series(0, 9) q;
	ANALYZE});

# A load: two areas, every measure, one quarter, and one new figure throughout.
my %scripts = (
	load => q{
\set area random(1, 4)
\set figure random(0, 1000)
\set order random(1, 1000000)
BEGIN;
INSERT INTO cfs.observation (measure, area, period, value)
SELECT measure, area, '2020/21 Q2', :figure / 10.0
FROM (SELECT 'm' || i AS measure, 'A' || (:area + a * 4) AS area FROM generate_series(1, 50) i, generate_series(0, 1) a
	ORDER BY hashint4(i * 2 + a + :order)) staged
ORDER BY measure COLLATE "C", area COLLATE "C"
ON CONFLICT (measure, area, period) DO UPDATE SET value = EXCLUDED.value;
COMMIT;
},
	publish => qq{\\set area random(1, 4)\nCALL cfs.publish('A' || :area, '2020/21 Q2');\n},
	refresh => qq{REFRESH MATERIALIZED VIEW CONCURRENTLY cfs.stored_history;\n\\sleep 1 s\n},
	read => qq{\\set area random(1, 4)\nSELECT count(*) FROM cfs.scorecard WHERE area = 'A' || :area AND quarter = '2020/21 Q2';\n});
($scripts{unordered} = $scripts{load}) =~ s/^ORDER BY measure.*\n//m;
foreach my $name (keys %scripts)
{
	open(my $handle, '>', "$directory/$name.sql") or die $!;
	print $handle $scripts{$name};
	close $handle;
}

# so many sessions for a time; returns what ends them and says how many transactions there were, and how many failed
sub pgbench
{
	my ($name, $clients, $time) = @_;
	my $log = '';
	my $run = IPC::Run::start([ 'pgbench', '-n', '-c', $clients, '-j', 1, '-T', $time, '--failures-detailed', '-f', "$directory/$name.sql", 'sessions' ],
		'<', \undef, '>', \$log, '2>&1');
	return sub {
		my $good = IPC::Run::finish($run);
		my ($done) = $log =~ /actually processed: (\d+)/;
		my ($mean) = $log =~ /latency average = ([\d.]+)/;
		my $errors = () = $log =~ /ERROR/g;
		print $log =~ s/^(?!.*ERROR).*\n//gmr if $errors && $name ne 'unordered';
		return ($done // 0, $mean // 0, $errors, $log);
	};
}

my %sessions = (load => 20, publish => 8, refresh => 2, read => 20);
my %running = map { $_ => pgbench($_, $sessions{$_}, $seconds) } keys %sessions;
foreach my $name (sort keys %running)
{
	my ($done, $mean, $errors) = $running{$name}->();
	judge($errors == 0 && $done > 0, sprintf('%-8s %2d sessions: %7d in %d s, %8.1f a second, %8.1f ms each, errors %d',
			$name, $sessions{$name}, $done, $seconds, $done / $seconds, $mean, $errors));
}
judge(psql("SELECT deadlocks FROM pg_stat_database WHERE datname = 'sessions'") eq '0', 'no deadlock');
judge(psql(q{SELECT count(*) FROM (SELECT FROM cfs.observation WHERE period OPERATOR(cfsperf.=) '2020/21 Q2' AND area ~ '^A[1-8]$'
		GROUP BY area HAVING count(DISTINCT value) <> 1 OR count(*) <> 50) a}) eq '0', 'no area has parts of two loads');
judge(psql(q{SELECT count(*) FROM (SELECT FROM cfs.published_scorecard GROUP BY area, edition HAVING count(DISTINCT value) <> 1 OR count(*) <> 50) e}) eq '0',
	'nor has an edition');
judge(psql(q{SELECT count(*) FROM (SELECT FROM cfs.published_summary GROUP BY area HAVING max(edition) <> count(*)) e}) eq '0',
	psql('SELECT count(*) FROM cfs.published_summary') . ' editions, numbered without a gap');
psql('REFRESH MATERIALIZED VIEW CONCURRENTLY cfs.stored_history');
judge(psql(q{SELECT count(*) FROM cfs.observation}) eq psql('SELECT sum(cfsperf.count_periods(series)) FROM cfs.history'), 'history has every figure');

my ($done, undef, $errors, $log) = pgbench('unordered', 20, $seconds < 20 ? $seconds : 20)->();
my $deadlocks = psql("SELECT pg_stat_force_next_flush(); SELECT deadlocks FROM pg_stat_database WHERE datname = 'sessions'") =~ s/^\s+//r;
print "# without ORDER BY: $done loads, and $deadlocks deadlocks\n";

print "\n$passed passed, $failed failed\n";
exit($failed > 0);
