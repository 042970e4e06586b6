# SPDX-License-Identifier: PostgreSQL
# The program cfsperf loads and inspects files: all of a file or nothing, whatever ends the program, the connection or the
# server in between, and no large object stays.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(content new_node source_dir);
use File::Temp qw(tempdir);
use IPC::Run;
use PostgreSQL::Test::Utils;
use Program qw(at_terminal has_terminals program program_environment program_or_skip run_program);
use Test::More;

program_or_skip();

my $node = new_node('client_load', conf => "restart_after_crash = on\n");
my $directory = tempdir(CLEANUP => 1);
chdir $directory or die "$directory: $!";

$node->safe_psql('postgres', q{
	CREATE EXTENSION cfsperf;
	CALL cfsperf.create_framework('cfs');
	SET search_path = cfs, cfsperf;
	INSERT INTO outcome (code, title) VALUES ('safe', 'Safe');
	INSERT INTO measure (code, outcome, title, polarity, unit) VALUES ('reviews', 'safe', 'Reviews in time', 'high', '%');
	INSERT INTO area (code, name) VALUES ('E10000018', 'Leicestershire'), ('E06000016', 'Leicester');
	INSERT INTO source (code, title, format, columns) VALUES ('own', 'Case management system', 'long', '{"value": "In time"}');
	INSERT INTO source_measure (source, measure, value, numerator) VALUES ('own', 'reviews', 'In time', 'Children');
	CREATE ROLE analyst LOGIN;
	CALL grant_analyst('cfs', 'analyst')});

sub query { return $node->safe_psql('postgres', "SET search_path = cfs, cfsperf; $_[0]"); }

# A file of figures in lines of area, period, value and count.
sub make_file
{
	my ($name, @lines) = @_;
	unlink $name;
	append_to_file($name, join "\n", 'Case management system,,,', 'Area code,Quarter,In time,Children', @lines, '');
	return $name;
}

my @tables = qw(cfs.observation cfs.load_receipt cfs.load_reject cfs.area_code cfs.stored_history pg_largeobject_metadata pg_largeobject cfs.measure);
sub everything { return content($node, 'postgres', \@tables); }
sub figures { return query(q{SELECT coalesce(string_agg(format('%s %s %s', area, period, coalesce(value::text, status)), ', ' ORDER BY area, period), 'none') FROM observation}); }
sub objects { return query('SELECT count(*) FROM pg_largeobject_metadata'); }
sub forget { query('DELETE FROM observation; DELETE FROM load_receipt; REFRESH MATERIALIZED VIEW stored_history'); return; }

# Runs it, and compares status, output and errors; a pattern where it is one.
sub gives
{
	my ($promise, $environment, $arguments, $status, $out, $err) = @_;
	my @got = run_program($node, $environment, @$arguments);
	my $good = $got[0] == $status
		&& (ref $out ? $got[1] =~ $out : $got[1] eq $out)
		&& (ref $err ? $got[2] =~ $err : $got[2] eq $err);
	ok($good, $promise) or diag("status $got[0]\n--- out\n$got[1]--- err\n$got[2]---");
	is(objects(), '0', "$promise: no large object is left") if $arguments->[0] ne '--help';
	return;
}

# ---------------------------------------------------------------- what it says

make_file('a.csv', 'E10000018,2020/21 Q1,94.9%,', 'E10000018,2020/21 Q2,94.6%,"1,016"', 'E06000016,2020/21 Q2,c,<5');
make_file('b.csv', 'E10000018,2019/20 Q4,95.2,', 'E10000018,2019/20 Q3,93.3,941');
make_file('bad.csv', 'E10000018,2018/19 Q4,94.1,', 'E10000018,2018/19 Q3,"94,6",', 'E10000018,2018/19 Q2,"93,1",', "Nowhere\e[31m,2018/19 Q2,93.1,");

gives('--dry-run', {}, [ 'load', '--dry-run', 'own', 'a.csv' ], 0,
	"a.csv (dry run): 3 figures new, 0 changed, 0 unchanged, 1 withheld; 1 line skipped\n", qr/^cfsperf: dry run: nothing was loaded\n\z/m);
is(figures(), 'none', 'nothing was loaded');
gives('load', {}, [ 'load', 'own', 'a.csv' ], 0, "a.csv: 3 figures new, 0 changed, 0 unchanged, 1 withheld; 1 line skipped\n", qr/\A(?:NOTICE: .*\n)*\z/);
my $figures = 'E06000016 2020/21 Q2 c, E10000018 2020/21 Q1 94.9, E10000018 2020/21 Q2 94.6';
is(figures(), $figures, 'the figures are there');
is(query(q{SELECT cfsperf.count_periods(series) FROM stored_history WHERE area = 'E10000018'}), '2', 'and in the histories');
is(query('SELECT file_name FROM load_receipt'), 'a.csv', 'the receipt has the name of the file');
gives('again', {}, [ 'load', 'own', "$directory/a.csv" ], 0, "a.csv: 0 figures new, 0 changed, 3 unchanged, 1 withheld; 1 line skipped\n", '');
make_file('a.csv', 'E10000018,2020/21 Q1,94.9%,', 'E10000018,2020/21 Q2,94.7%,"1,017"');
gives('a revised figure; a job is told nothing', {}, [ '-q', 'load', 'own', 'a.csv' ], 0, '', '');
is(query(q{SELECT value, numerator FROM observation WHERE area = 'E10000018' AND period = '2020/21 Q2'}), '94.7|1017', 'it is there');
gives('standard input', { input => slurp_file('b.csv') }, [ 'load', 'own', '-' ], 0, qr/\Astandard input: 2 figures new/, qr/\A(?:NOTICE: .*\n)*\z/);
gives('a file of one\'s own, without a source',
	{ input => "measure,area,period,value\nreviews,E06000016,2019/20 Q4,90.5\n" }, [ 'load', '', '-' ], 0, qr/\Astandard input: 1 figure new/, qr/\A(?:NOTICE: .*\n)*\z/);
forget();

# ---------------------------------------------------------------- what it refuses

my $before = everything();
gives('--dry-run of what is refused', {}, [ 'load', '-n', 'own', 'bad.csv' ], 1, '', qr/^cfsperf: bad\.csv: 3 cells were refused; nothing was loaded\n/m);
is_deeply(everything(), $before, 'it leaves nothing, not even a list');
my $list = qr/\Acolumn +cells +lines +for example\n-[- ]+\nIn time +2 +4, 5 +94,6\n    \S.*\n    \S.*\nArea code +1 +6 +Nowhere\\x1b\[31m\n    \S.*\n    \S.*\n/;
gives('what is refused is listed by kind', {}, [ 'load', 'own', 'bad.csv' ], 1, '', qr/${list}cfsperf: bad\.csv: 3 cells were refused; nothing was loaded\n\z/);
is(figures(), 'none', 'and nothing is loaded');
is(query(q{SELECT string_agg(format('%s %s', line, column_name), ', ' ORDER BY line) FROM load_reject}), '4 In time, 5 In time, 6 Area code', 'load_reject has it');
gives('--keep', {}, [ 'load', '--keep', 'own', 'bad.csv' ], 0, qr/\Abad\.csv: 1 figure new, .*; 1 line skipped, 3 cells refused\n\z/, qr/$list\z/);
is(figures(), 'E10000018 2018/19 Q4 94.1', 'loads the rest');
forget();
gives('a source that is not there', {}, [ 'load', 'none', 'a.csv' ], 1, '', qr/^ERROR:  there is no source "none"\nHINT: .*\n\z/);
gives('no table at all', { input => "%PDF-1.4\n" }, [ 'load', 'own', '-' ], 1, '', qr/^ERROR:  .*\n(?:DETAIL|HINT): /);
gives('a role without the right', { PGUSER => 'analyst' }, [ 'publish', 'E10000018', '2020/21 Q2' ], 2, '', qr/permission denied/);
gives('an analyst may load', { PGUSER => 'analyst' }, [ 'load', '-q', 'own', 'a.csv' ], 0, '', '');
forget();

# ---------------------------------------------------------------- several files

gives('several files', {}, [ 'load', 'own', 'a.csv', 'b.csv' ], 0, qr/\Aa\.csv: 2 figures new, .*\nb\.csv: 2 figures new, .*\n\z/, '');
is(query('SELECT sum(cfsperf.count_periods(series)) FROM stored_history'), '4', 'histories have both');
forget();
gives('the first that is refused is the last', {}, [ 'load', 'own', 'a.csv', 'bad.csv', 'b.csv' ], 1, qr/\Aa\.csv: 2 figures new, .*\n\z/,
	qr/bad\.csv: 3 cells were refused; nothing was loaded\ncfsperf: 1 more file was not looked at\n/);
is(figures(), 'E10000018 2020/21 Q1 94.9, E10000018 2020/21 Q2 94.7', 'those before it stay loaded');
is(query('SELECT sum(cfsperf.count_periods(series)) FROM stored_history'), '2', 'also in the histories');
forget();
$before = everything();
gives('--single-transaction', {}, [ 'load', '-1', 'own', 'a.csv', 'bad.csv' ], 1, '', qr/cfsperf: nothing was loaded of any file\n\z/);
is_deeply(everything(), $before, 'nothing is there of any');
gives('a file that is not there, before any is loaded', {}, [ 'load', 'own', 'a.csv', 'none.csv' ], 2, '', "cfsperf: none.csv: No such file or directory\n");
is_deeply(everything(), $before, 'nothing is loaded');
gives('all of them', {}, [ 'load', '--single-transaction', 'own', 'a.csv', 'b.csv' ], 0, qr/\Aa\.csv: 2 figures new.*\nb\.csv: 2/, '');
forget();

# ---------------------------------------------------------------- ended from outside

# Begins a load of files while another session has done something that makes it wait for a lock: on the figures, or one of
# the given kind; returns it with that session and its own backend.
my $figures_locked = 'BEGIN; LOCK TABLE cfs.observation IN ACCESS EXCLUSIVE MODE';
sub begin_load
{
	my ($statement, $kind, @files) = @_;
	my %run = (out => '', err => '', holder => $node->background_psql('postgres'));

	$run{holder}->query_safe($statement);
	local %ENV = program_environment($node);
	$run{program} = IPC::Run::start([ program(), 'load', 'own', @files ], '<', \undef, '>', \$run{out}, '2>', \$run{err});
	$run{backend} = wait_for_lock($kind);
	return \%run;
}

# The backend of the program, when it waits for a lock of a kind.
sub wait_for_lock
{
	my ($kind) = @_;
	my $waits = "FROM pg_stat_activity WHERE application_name = 'cfsperf' AND wait_event_type = 'Lock' AND wait_event = '$kind'";
	$node->poll_query_until('postgres', "SELECT count(*) = 1 $waits") or die 'the program does not load';
	return $node->safe_psql('postgres', "SELECT pid $waits");
}

sub end_load
{
	my ($run) = @_;
	IPC::Run::finish($run->{program});
	my $status = $run->{program}->full_result(0);
	$run->{holder}->quit if $run->{holder};
	return $status & 127 ? 128 + ($status & 127) : $status >> 8;
}

sub wait_until_gone
{
	my ($backend) = @_;
	$node->poll_query_until('postgres', "SELECT count(*) = 0 FROM pg_stat_activity WHERE pid = $backend") or die 'the backend goes on';
	return;
}

$before = everything();
foreach my $signal (qw(INT TERM HUP))
{
	my $run = begin_load($figures_locked, 'relation', 'a.csv');
	$run->{program}->signal($signal);
	my $status = end_load($run);
	is($status, { INT => 130, TERM => 143, HUP => 129 }->{$signal}, "SIG$signal: exit status") or diag($run->{err});
	is($run->{err}, "cfsperf: cancelled; nothing was loaded\n", "SIG$signal: it says so");
	is_deeply(everything(), $before, "SIG$signal: and it is so");
}
{
	my $run = begin_load('BEGIN; REFRESH MATERIALIZED VIEW cfs.stored_history', 'relation', 'a.csv', 'b.csv');
	$run->{program}->signal('INT');
	is(end_load($run), 130, 'interrupted when the files are loaded');
	like($run->{out}, qr/\Aa\.csv: 2 figures new.*\nb\.csv: 2 figures new/, 'it says what is loaded');
	like($run->{err}, qr/^cfsperf: the files are loaded, and histories are as they were\nHINT:  REFRESH/m, 'and what is not done');
	forget();
	$before = everything();
}
{
	my $run = begin_load($figures_locked, 'relation', 'a.csv');
	$run->{program}->signal('KILL');
	end_load($run);
	wait_until_gone($run->{backend});
	is_deeply(everything(), $before, 'the program is killed: nothing is there');

	$run = begin_load($figures_locked, 'relation', 'a.csv');
	query("SELECT pg_terminate_backend($run->{backend})");
	is(end_load($run), 2, 'its backend is terminated: status 2');
	like($run->{err}, qr/^FATAL:  terminating connection due to administrator command$/m, 'and said');
	is_deeply(everything(), $before, 'nothing is there');

	# the server starts anew, so the session with the lock is gone as well
	$run = begin_load($figures_locked, 'relation', 'a.csv');
	kill 'KILL', $run->{backend};
	my $holder = delete $run->{holder};
	is(end_load($run), 2, 'its backend is killed: status 2');
	like($run->{err}, qr/^cfsperf: .*(?:server closed the connection|terminating connection)/m, 'and said') if $run->{err} !~ /^WARNING|^FATAL/m;
	eval { $holder->quit };
	$node->poll_query_until('postgres', 'SELECT true');
	is_deeply(everything(), $before, 'nothing is there');
}

# A COMMIT that waits: what is interrupted then is loaded, and what is cut off is not known.
query(q{
	CREATE FUNCTION public.wait() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NULL; END';
	CREATE CONSTRAINT TRIGGER wait AFTER INSERT ON load_receipt DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.wait()});
my $commit_waits = 'SELECT pg_advisory_lock(1)';
{
	my $run = begin_load($commit_waits, 'advisory', 'a.csv');
	$run->{program}->signal('INT');
	$run->{holder}->query_safe('SELECT pg_advisory_unlock(1)');
	is(end_load($run), 0, 'a signal while it is committed comes too late');
	like($run->{out}, qr/\Aa\.csv: 2 figures new/, 'what is loaded is said to be');
	is(figures(), 'E10000018 2020/21 Q1 94.9, E10000018 2020/21 Q2 94.7', 'and there');
	forget();

	$run = begin_load($commit_waits, 'advisory', 'a.csv');
	query("SELECT pg_terminate_backend($run->{backend})");
	is(end_load($run), 2, 'the connection is lost while it is committed: status 2');
	is($run->{out}, '', 'nothing is said to be loaded');
	like($run->{err}, qr/^cfsperf: a\.csv: it is not known whether it was loaded\nHINT:  Load it again/m, 'nor not to be');
	query('DROP FUNCTION public.wait CASCADE');
	forget();
}

# ---------------------------------------------------------------- at a terminal

# What a line that is written over leaves to be seen at the end.
sub left_to_see
{
	my ($shown) = @_;
	my @lines = map { my $seen = ''; foreach my $part (split /\r/, $_) { substr($seen, 0, length $part) = $part } $seen =~ s/ +\z//r } split /\r?\n/, $shown;
	return join "\n", @lines, '';
}

my @months = qw(Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec);
append_to_file('large.csv', "measure,area,period,value,note\n" . join '', map {
	"reviews,E10000018,$months[$_ % 12] " . (1900 + int $_ / 12) . ',' . $_ % 100 . ',' . 'n' x 900 . "\n" } 1 .. 1200);
SKIP:
{
	skip 'there are no terminals', 8 unless has_terminals();
	my ($status, $shown) = at_terminal($node, {}, 80, [], 'load', '', 'large.csv');
	is($status, 0, 'at a terminal') or diag($shown);
	like($shown, qr/\rlarge\.csv  \[#+ *\]  +\d+%  [\d.]+ [kM]B of 1\.\d MB sent/, 'a bar shows how much has been sent');
	is(left_to_see($shown), "large.csv: 1,200 figures new, 0 changed, 0 unchanged, 0 withheld; 0 lines skipped\n", 'and is gone at the end');
	is((grep { length s/ +\z//r > 80 } grep { /%/ } split /[\r\n]+/, $shown)[0], undef, 'no line is wider than the terminal');
	unlike($shown, qr/[\x00-\x08\x0b\x0c\x0e-\x1f]/, 'nothing but carriage returns is used');
	($status, $shown) = at_terminal($node, {}, 24, [], 'load', '', 'large.csv');
	is((grep { length s/ +\z//r > 24 } grep { /%/ } split /[\r\n]+/, $shown)[0], undef, 'it fits a narrow one');
	($status, $shown) = at_terminal($node, {}, 80, [], 'load', '-q', '', 'large.csv');
	is($shown, '', '-q has none');
	($status, $shown) = at_terminal($node, {}, 60, [], 'load', 'own', 'bad.csv');
	is((grep { length > 60 } split /\r?\n/, left_to_see($shown))[0], undef, 'what is refused is broken into lines');
	forget();
}

# ---------------------------------------------------------------- inspect

$before = everything();
gives('inspect', {}, [ 'inspect', 'a.csv' ], 0, qr/\Aformat\n.*long/s, '');
gives('inspect standard input', { input => slurp_file('a.csv') }, [ 'inspect', '-' ], 0, qr/\Aformat\n.*long/s, '');
gives('inspect with metadata, for a source', {}, [ 'inspect', 'a.csv', '-m', 'metadata.csv', '-s', 'again' ], 2, '', qr/metadata\.csv: No such file/);
append_to_file('metadata.csv', "col_name,col_type,label,indicator_unit,indicator_dp\nIn time,Indicator,Reviews held in time,%,1\n");
gives('for a source', {}, [ 'inspect', 'a.csv', '-m', 'metadata.csv', '-s', 'again' ], 0, qr/^statement\n(?:INSERT .*\n)*INSERT INTO source .*'again'/m, '');
gives('the SQL alone', {}, [ 'inspect', '--sql', 'a.csv' ], 0, qr/\A(?:INSERT .*;\n)+\z/, '');
gives('metadata that are none', {}, [ 'inspect', 'a.csv', '-m', 'a.csv' ], 1, '', qr/^ERROR:  the metadata /);
gives('inspect what is no table', { input => "%PDF-1.4\n" }, [ 'inspect', '-' ], 1, '', qr/^ERROR: /);
is_deeply(everything(), $before, 'inspect leaves nothing');

$node->stop;
done_testing();
