# SPDX-License-Identifier: PostgreSQL
# The program cfsperf: its command line, how it connects and finds the framework, report, publish and check. What it loads
# is in 095_client_load.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node source_dir);
use Clients qw(load_example);
use File::Temp qw(tempdir);
use PostgreSQL::Test::Utils;
use Program qw(at_terminal has_terminals program program_or_skip run_program);
use Test::More;

program_or_skip();

my $node = new_node('client', conf => "log_connections = on\n");
my $directory = tempdir(CLEANUP => 1);
load_example($node, 'example');
my @report = ('E10000018', '2020/21 Q2');

sub query { return $node->safe_psql('example', "SET search_path = cfs, cfsperf; $_[0]"); }

# Runs it on the example, and compares status, output and errors; a pattern where it is one.
sub gives
{
	my ($promise, $environment, $arguments, $status, $out, $err) = @_;
	my @got = run_program($node, { PGDATABASE => 'example', %$environment }, @$arguments);
	my $good = $got[0] == $status
		&& (ref $out ? $got[1] =~ $out : $got[1] eq $out)
		&& (ref $err ? $got[2] =~ $err : $got[2] eq $err);
	ok($good, $promise) or diag("status $got[0]\n--- out\n$got[1]--- err\n$got[2]---");
	return $got[1];
}

# ---------------------------------------------------------------- the command line

my ($version) = slurp_file(source_dir() . '/cfsperf.control') =~ /^default_version = '(.*)'/m;
gives('--version is that of the control file', {}, ['--version'], 0, "cfsperf $version\n", '');

my %helped;
foreach my $command ('', qw(inspect load report publish check))
{
	my $help = gives("--help $command", {}, [ grep { $_ ne '' } $command, '--help' ], 0, qr/^cfsperf \Q$command\E/, '');
	$helped{$_} = 1 foreach $help =~ /(--[a-z][a-z-]*)/g;
	is(join(' ', grep { length > 80 } split /\n/, $help), '', "$command: no line of it is longer than 80 characters");
}
delete $helped{'--help'};
my %described = map { s/\\//gr => 1 } slurp_file(source_dir() . '/doc/man/cfsperf.1') =~ /^\.(?:BR?) .*?(\\-\\-[a-z][a-z\\-]*)/mg;
delete $described{'--help'};
is(join(' ', sort keys %described), join(' ', sort keys %helped), 'the manual page has the options that --help has');
gives("$_ is known", {}, [ ($_ =~ /--(?:framework|host|port|username|dbname|metadata|source|edition|output)/ ? "$_=x" : $_), '--version' ],
	0, "cfsperf $version\n", '') foreach sort keys %helped;

foreach my $wrong (
	[ [], qr/say what is to be done/ ], [ ['lode'], qr/no command "lode"/ ], [ [ 'check', '--fast' ], qr/no option "--fast"/ ],
	[ [ 'check', '-qz' ], qr/no option "-z"/ ], [ [ 'check', '-F' ], qr/"-F" needs a value/ ], [ ['inspect'], qr/one FILE/ ],
	[ [ 'load', 'c1' ], qr/a SOURCE and one FILE or more/ ], [ [ 'report', 'E10000018' ], qr/an AREA and a QUARTER/ ],
	[ [ 'publish', '--all', @report ], qr/a QUARTER beside --all/ ], [ [ 'publish', '--due', 'x' ], qr/nothing beside --due/ ],
	[ [ 'publish', '--due', '--all', 'x' ], qr/nothing beside|two choices/ ], [ [ 'check', 'E10000018' ], qr/or nothing/ ],
	[ [ 'check', '--html' ], qr/--html is an option of "cfsperf report"/ ], [ [ 'report', '--html', '--csv', @report ], qr/--csv and --html are two forms/ ],
	[ [ 'report', '--short', '--csv', @report ], qr/--csv and --short are two forms/ ], [ [ 'report', '--all', @report ], qr/a QUARTER beside --all/ ],
	[ [ 'report', '--all', 'x' ], qr/--all needs --output/ ], [ [ 'report', '--all', '-e', 1, '-o', 'x', 'x' ], qr/--edition is for one report/ ],
	[ [ 'report', '--all', '--csv', '-o', 'x', 'x' ], qr/--csv is for one report/ ], [ [ 'check', '--all' ], qr/--all is an option of "cfsperf publish"/ ],
	[ [ 'report', '--edition', '1x', @report ], qr/whole number, not "1x"/ ], [ [ 'load', 'c1', "$directory/none.csv" ], qr{none\.csv: No such file} ],
	[ [ 'inspect', $directory ], qr/it is a directory/ ])
{
	gives("\"cfsperf @{$wrong->[0]}\" is wrong", {}, $wrong->[0], 2, '', qr/\Acfsperf: .*$wrong->[1]/);
}

# ---------------------------------------------------------------- connecting

my $quiet = [ '-q', 'report', @report, '-o', '/dev/null' ];
my ($host, $port) = ($node->host, $node->port);
my %nowhere = (PGHOST => "$directory/none", PGPORT => 1, PGUSER => 'nobody', PGDATABASE => 'none');
gives('options of the connection', \%nowhere, [ '-h', $host, '-p', $port, '-U', 'postgres', '-d', 'example', @$quiet ], 0, '', '');
gives('long ones, after the command', \%nowhere,
	[ @$quiet, "--host=$host", "--port=$port", '--username=postgres', '--dbname=example' ], 0, '', '');
gives('a connection string', \%nowhere, [ '-d', "host=$host port=$port user=postgres dbname=example", @$quiet ], 0, '', '');
gives('a URI', \%nowhere, [ '-d', "postgresql://postgres\@/example?host=$host&port=$port", @$quiet ], 0, '', '');
append_to_file("$directory/services", "[figures]\nhost=$host\nport=$port\nuser=postgres\ndbname=example\n");
gives('a service file', { PGSERVICEFILE => "$directory/services", PGSERVICE => 'figures', map { $_ => '' } keys %nowhere }, $quiet, 0, '', '');
gives('a server that is not there is status 2', \%nowhere, $quiet, 2, '', qr/^cfsperf: connection to server/);
gives('and a database', { PGDATABASE => 'none' }, $quiet, 2, '', qr/database "none" does not exist/);
like(slurp_file($node->logfile), qr/connection authorized: .*application_name=cfsperf/, 'it says its name to the server');

query(q{CREATE ROLE secretive LOGIN PASSWORD 'p w'; CALL cfsperf.grant_reader('cfs', 'secretive')});
my $rules = slurp_file($node->data_dir . '/pg_hba.conf');
unlink $node->data_dir . '/pg_hba.conf';
$node->append_conf('pg_hba.conf', "local all secretive scram-sha-256\n$rules");
$node->reload;
my %secretive = (PGUSER => 'secretive', PGDATABASE => 'example', PGPASSFILE => "$directory/none");
gives('-w: no password is no connection', \%secretive, [ '-w', 'report', @report ], 2, '', qr/no password supplied/);
SKIP:
{
	skip 'there are no terminals', 6 unless has_terminals();
	my ($status, $shown) = at_terminal($node, \%secretive, 80, [ qr/Password for user secretive: /, "p w\n" ], 'report', @report, '-o', "$directory/read.md");
	is($status, 0, 'a password is asked for at the terminal') or diag($shown);
	unlike($shown, qr/p w/, 'and not echoed');
	($status, $shown) = at_terminal($node, \%secretive, 80, [ qr/Password: /, "wrong\n" ], '-W', 'report', @report);
	is($status, 2, 'a wrong one is refused');
	like($shown, qr/password authentication failed/, 'and said');
	($status, $shown) = at_terminal($node, \%secretive, 80, [ qr/Password for/, "\cC" ], 'report', @report);
	is($status, 130, 'the prompt can be interrupted');
}
append_to_file("$directory/passwords", "*:*:*:secretive:p w\n");
chmod 0600, "$directory/passwords";
gives('a password file', { %secretive, PGPASSFILE => "$directory/passwords" }, [ 'report', @report ], 0, qr/^# /, '');

# ---------------------------------------------------------------- the framework

my $empty = [ '-q', 'check', '--no-audit' ];
$node->safe_psql('postgres', 'CREATE DATABASE several');
gives('no framework', { PGDATABASE => 'several' }, $empty, 2, '', qr/no framework in database "several"\nHINT:  CREATE EXTENSION/);
$node->safe_psql('several', q{CREATE EXTENSION cfsperf; CALL cfsperf.create_framework('cfs'); CALL cfsperf.create_framework('Kids & "Co"');
	CALL cfsperf.grant_reader('cfs', 'reader')});
gives('several', { PGDATABASE => 'several' }, $empty, 2, '', qr/more than one framework.*\nHINT: .*\nHINT:  There are: Kids & "Co", cfs\./);
gives('one of several by option', { PGDATABASE => 'several', CFSPERF_FRAMEWORK => 'cfs' }, [ @$empty, '-F', 'Kids & "Co"' ], 0, '', '');
gives('or by the environment', { PGDATABASE => 'several', CFSPERF_FRAMEWORK => 'cfs' }, $empty, 0, '', '');
gives('one that is not there', { PGDATABASE => 'several' }, [ @$empty, '-F', 'CFS' ], 2, '', qr/no framework "CFS".*\nHINT:  There are: Kids & "Co", cfs\./);
gives('one that the role may not use', { PGDATABASE => 'several', PGUSER => 'reader' }, [ '-F', 'Kids & "Co"', 'report', @report ], 2, '',
	qr/role "reader" may not use framework "Kids & "Co""/);
gives('the only one that it may', { PGDATABASE => 'several', PGUSER => 'reader' }, [ 'report', @report ], 1, '', qr/area "E10000018" is not known/);

# ---------------------------------------------------------------- report

my %sql = (
	'' => 'cfs.report_text($1, $2)', '--short' => q{cfs.report_text($1, $2, 'short')}, '--html' => 'cfs.dashboard($1, $2)',
	'--html --short' => q{cfs.dashboard($1, $2, form => 'summary')});
foreach my $form (sort keys %sql)
{
	my $call = $sql{$form} =~ s/\$1/'$report[0]'/r =~ s/\$2/'$report[1]'/r;
	my $expected = query("SELECT $call");
	my $printed = gives("report $form", {}, [ 'report', split(/ /, $form), @report ], 0, qr/\S\n\z/, '');
	is($printed =~ s/\n+\z//r, $expected =~ s/\n+\z//r, "report $form is what the function returns");
}
gives('any label of the quarter', {}, [ 'report', '--short', $report[0], 'July to September 2020' ], 0, qr/^# /, '');
gives('a report that is not there is status 1', {}, [ 'report', $report[0], '1999/00 Q1' ], 1, '', qr/^ERROR:  there is no report.*\nDETAIL: .*\nHINT: /);
gives('as is a quarter that is none', {}, [ 'report', $report[0], 'soon' ], 1, '', qr/^ERROR: .*"soon"/);
gives('to a file', {}, [ 'report', @report, '--output', "$directory/report.md" ], 0, '', '');
my $before = slurp_file("$directory/report.md");
like($before, qr/^# /, 'which has it');
gives('it stays as it was where there is no report', {}, [ 'report', $report[0], '1999/00 Q1', '-o', "$directory/report.md" ], 1, '', qr/there is no report/);
is(slurp_file("$directory/report.md"), $before, 'all of it');
gives('a folder that is not there', {}, [ 'report', @report, '-o', "$directory/none/x.md" ], 2, '', qr{none/x\.md: No such file});
is(join(' ', grep { /report\.md./ } glob("$directory/*")), '', 'nothing is left beside it');
gives('UTF-8, whatever the locale', { LC_ALL => 'C' }, [ 'report', '--html', @report ], 0, qr/\xd0\x96/, '');
gives('the role of a reader is enough', { PGUSER => 'reader' }, [ 'report', @report ], 0, qr/^# /, '');

# as psql has it, with a mark by which Excel knows UTF-8
my $table = gives('--csv', { PGUSER => 'reader' }, [ 'report', '--csv', @report ], 0, qr/\A\xef\xbb\xbfquarter,quarter_start,.*\r\n\z/s, '');
my ($command) = slurp_file(source_dir() . '/doc/report.md') =~ /^    (psql .*--csv .*)$/m;
{
	local %ENV = (%ENV, PGHOST => $host, PGPORT => $port, PGUSER => 'reader');
	ok(IPC::Run::run([ 'sh', '-c', $command =~ s/DATABASE/example/r =~ s/-o \S+/-o $directory\/scorecard.csv/r ], '<', \undef), 'the command of report.md');
}
is($table =~ s/\A\xef\xbb\xbf//r =~ s/\r\n/\n/gr, slurp_file("$directory/scorecard.csv"), 'writes the same rows');
query(q{UPDATE cfs.measure SET title = E' "Quoted",\x1b[1m ü\r\nand ' WHERE code = 'neet'});
gives('what people wrote is quoted', {}, [ 'report', '--csv', @report ], 0, qr/,neet," ""Quoted"", \[1m \xc3\xbc\nand ",/, '');
query(q{UPDATE cfs.measure SET title = 'Young people not in education, employment or training' WHERE code = 'neet'});
gives('of a report that is not there', {}, [ 'report', '--csv', $report[0], '1999/00 Q1' ], 1, '', qr/^ERROR:  there is no report/);
gives('of an edition that is not there', {}, [ 'report', '--csv', '-e', 1, @report ], 1, '', qr/there is no edition 1 of report "E10000018"/);
gives('pages of a quarter without an edition: the index alone', {}, [ 'report', '--all', 'Q2 2020-21', '-o', "$directory/pages" ], 0, '', '');
is(join(' ', map { s{.*/}{}r } glob("$directory/pages/*")), 'index.html', 'is written');
gives('of a quarter without a report', {}, [ 'report', '--all', '1999/00 Q1', '-o', "$directory/pages" ], 1, '', qr/^ERROR:  there is no report for 1999\/00 Q1\nHINT: /);
gives('where there is a file', {}, [ 'report', '--all', $report[1], '-o', "$directory/report.md" ], 2, '', qr{report\.md: Not a directory});
gives('where none can be made', {}, [ 'report', '--all', $report[1], '-o', "$directory/none/x" ], 2, '', qr{none/x: No such file});

# ---------------------------------------------------------------- publish

my $digest = qr/DETAIL:  Its digest is [0-9a-f]{64}\.\n/;
gives('publish', {}, [ 'publish', @report ], 0, qr/\Apublished edition 1 of report "E10000018", 2020\/21 Q2\n$digest\z/, '');
gives('again', {}, [ 'publish', @report ], 0, qq{nothing has changed: edition 1 of report "E10000018", 2020/21 Q2 stands\n}, '');
gives('a job is told nothing', {}, [ '-q', 'publish', @report ], 0, '', '');
gives('a reader may not', { PGUSER => 'reader' }, [ 'publish', @report ], 2, '', qr/^ERROR:  permission denied/);
gives('the edition', {}, [ 'report', '--html', '-e', 1, @report ], 0, qr/<html.*edition 1/si, '');
gives('one that is not there', {}, [ 'report', '--html', '-e', 7, @report ], 1, '', qr/^ERROR: /);
gives('its words', {}, [ 'report', '-e', 1, @report ], 0, qr/^Edition 1, published on .* Digest: [0-9a-f]{64}\.$/m, '');
gives('in short', {}, [ 'report', '--short', '-e', 1, @report ], 0, qr/^Edition 1, (?!.*^## Conclusion)/ms, '');
is(gives('its scorecard', {}, [ 'report', '--csv', '-e', 1, @report ], 0, qr/\A\xef\xbb\xbfedition,quarter,/, '') =~ s/^(\xef\xbb\xbf)?(?:edition|1),/$1 \/\/ ''/gmer,
	$table, 'is the scorecard as it was');
query(q{UPDATE cfs.observation SET note = 'Corrected' WHERE measure = 're_referrals' AND period = '2020/21 Q2';
	INSERT INTO cfs.area (code, name) VALUES ('x/y', 'Odd & "Co"'); INSERT INTO cfs.report (area, quarter) VALUES ('x/y', '2020/21 Q2')});
gives('published', {}, [ '-q', 'publish', 'x/y', $report[1] ], 0, '', '');
gives('all pages of a quarter', { PGUSER => 'reader' }, [ 'report', '--all', $report[1], '--output', "$directory/pages" ], 0, '', '');
is(join(' ', map { s{.*/}{}r } glob("$directory/pages/*")), 'E10000018.html index.html x%2Fy.html', 'named by their codes, and nothing beside them');
is(slurp_file("$directory/pages/E10000018.html") =~ s/\n+\z//r, query(q{SELECT cfs.dashboard('E10000018', '2020/21 Q2', 1)}) =~ s/\n+\z//r, 'each as it was published');
is(slurp_file("$directory/pages/index.html") =~ s/\n+\z//r, query(q{SELECT cfs.index('2020/21 Q2')}) =~ s/\n+\z//r, 'and the index');
like(slurp_file("$directory/pages/index.html"), qr/href="E10000018\.html".*href="x%252Fy\.html"/s, 'which links them');
query(q{UPDATE cfs.observation SET note = NULL WHERE measure = 're_referrals' AND period = '2020/21 Q2'; DELETE FROM cfs.report WHERE area = 'x/y'});
gives('pages are written of a report that is no longer made', {}, [ 'report', '--all', $report[1], '-o', "$directory/pages" ], 0, '', '');
gives('a report that is not there', {}, [ 'publish', $report[0], '1999/00 Q1' ], 1, '', qr/^ERROR:  there is no report/);

query(q{
	INSERT INTO cfs.area (code, name) VALUES ('A', 'Anyshire');
	INSERT INTO cfs.report (area, quarter) VALUES ('A', '2020/21 Q2'), ('A', '2020/21 Q1'), ('A', '2199/00 Q1');
	CREATE ROLE publisher LOGIN;
	CALL cfsperf.grant_publisher('cfs', 'publisher');
	ALTER TABLE cfs.published_scorecard ADD CONSTRAINT none_of_a CHECK (area <> 'A' OR quarter <> '2020/21 Q2')});
gives('--all: a report that is refused does not keep the others from it', {}, [ 'publish', '--all', 'Q2 2020-21' ], 1,
	qr/\Anothing has changed: edition 1 of report "E10000018"/, qr/ERROR: .*none_of_a.*^cfsperf: not published: report "A", 2020\/21 Q2$/ms);
query('ALTER TABLE cfs.published_scorecard DROP CONSTRAINT none_of_a');
gives('--due: what is over, by a publisher', { PGUSER => 'publisher' }, [ 'publish', '--due' ], 0,
	qr/\Apublished edition 1 of report "A", 2020\/21 Q1\n${digest}published edition 1 of report "A", 2020\/21 Q2\n${digest}nothing has changed: .*\n\z/, '');
is(query(q{SELECT count(*) FROM cfs.published_summary WHERE quarter = '2199/00 Q1'}), '0', 'and no more');
gives('--all of a quarter without reports', {}, [ 'publish', '--all', '1999/00 Q1' ], 1, '', qr/no report for "1999\/00 Q1"/);
gives('--due where nothing is', { PGDATABASE => 'several' }, [ '-F', 'cfs', 'publish', '--due' ], 0, '', qr/no report whose quarter is over/);

# The job of the page does as much, and tells nothing where all went well.
my ($job) = slurp_file(source_dir() . '/doc/schedule.md') =~ /^[\d *]+1-5  performance  (cfsperf .*publish .*)$/m;
query(q{UPDATE cfs.observation SET value = value - 1 WHERE measure = 're_referrals' AND period = '2020/21 Q2'});
{
	my $log = '';
	local %ENV = (%ENV, PGHOST => $host, PGPORT => $port, PGUSER => 'publisher', PATH => source_dir() . "/src/client:$ENV{PATH}");
	ok(IPC::Run::run([ 'sh', '-c', $job =~ s/-d performance/-d example/r ], '<', \undef, '>', \$log, '2>&1'), 'the job of schedule.md') or diag($log);
	is($log, '', 'and nothing is mailed');
	is(query(q{SELECT max(edition) FROM cfs.published_summary WHERE area = 'E10000018'}), '2', 'it has published');
}

# ---------------------------------------------------------------- check

query(q{
	DELETE FROM cfs.report WHERE area = 'A';
	REFRESH MATERIALIZED VIEW cfs.stored_history});
my $rules_found = query(q{SELECT count(*) FROM cfs.data_quality WHERE rule IN
	('given away', 'not decided', 'outside the range', 'counts not of the unit')});
is($rules_found, '0', 'the example has nothing serious');
gives('check', {}, ['check'], 0, qr/^0 serious findings, \d+ other\n\z/m, '');
query(q{INSERT INTO cfs.observation (measure, area, period, value) VALUES ('cic_health', 'E10000018', '2020-09', 28.2)});
gives('a question is no error', {}, ['check'], 0, qr/^period length: 1\n    Correct .*\n  - cic_health, E10000018, 2020-09: The period .*\n/m, '');
gives('unless one wants it to be', {}, [ 'check', '--strict' ], 1, qr/^period length: 1$/m, '');
query(q{INSERT INTO cfs.observation (measure, area, period, value)
	SELECT 'cic_health', 'E10000018', format('2012-%s', lpad(m::text, 2, '0'))::cfsperf.reporting_period, 101 FROM generate_series(1, 7) m});
gives('what cannot be right is', {}, ['check'], 1,
	qr/\ASERIOUS: outside the range: 7\n    Correct .*\n(?:  - cic_health, .*\n){5}    and 2 more; --every prints them\n.*^7 serious findings, /ms, '');
gives('--every', {}, [ 'check', '--every' ], 1, qr/\ASERIOUS: .*\n.*\n(?:  - cic_health, E10000018, 2012-0\d: .*\n){7}\n/, '');
gives('of a report: what bears on it', {}, [ 'check', @report ], 1, qr/^7 serious/m, '');
query(q{INSERT INTO cfs.report (area, quarter) VALUES ('E10000018', '2011/12 Q3')});
gives('and not what came later', {}, [ 'check', $report[0], '2011/12 Q3' ], 0, qr/^0 serious/m, '');
gives('of one that is not there', {}, [ 'check', $report[0], '1999/00 Q1' ], 1, '', qr/there is no report/);
gives('a reader may not', { PGUSER => 'reader' }, ['check'], 2, '', qr/^ERROR:  permission denied/);

# A finding of the audit counts; one that is no longer so is gone when the audit is called.
query(q{DELETE FROM cfs.observation WHERE measure = 'cic_health' AND period BETWEEN '2012-01' AND '2012-12';
	UPDATE cfs.measure SET suppress_below = 6 WHERE code = 're_referrals'; CALL cfs.protect();
	INSERT INTO cfs.disclosure_finding (measure, area, period, item, lower, upper, published)
	VALUES ('re_referrals', 'E10000018', '2020/21 Q2', 'count', 3, 3, false)});
gives('a number that could be worked out', {}, [ 'check', '--no-audit' ], 1, qr/^SERIOUS: given away: 1\n.*what could be worked out was not looked for/ms, '');
gives('the audit looks for itself', {}, ['check'], 0, qr/^0 serious findings/m, '');

# ---------------------------------------------------------------- building

# outside of a tree, in which nothing must have been built
my ($tree, $place) = ("$directory/tree", "$directory/place");
mkdir $_ or die "$_: $!" foreach $tree, $place;
system('cp', '-R', (map { source_dir() . "/$_" } qw(Makefile cfsperf.control doc sql src)), $tree) == 0 or die 'the tree is not copied';
unlink glob("$tree/src/*/*.o"), glob("$tree/src/*.o"), "$tree/src/client/cfsperf";
my ($pg_config) = run_command([ 'sh', '-c', 'command -v pg_config' ]);
my @make = ('make', '--no-print-directory', '-f', "$tree/Makefile", "VPATH=$tree", "PG_CONFIG=$pg_config");
chdir $place or die "$place: $!";
my ($plan) = run_command([ @make, '-n', "DESTDIR=$directory/root", 'install' ]);
like($plan, qr{install.* '\Q$directory\E/root/.*/bin/cfsperf'}, 'make install puts the program where psql is');
like($plan, qr{install.* '\Q$directory\E/root/.*/man/man1/cfsperf\.1'}, 'and its manual page with theirs');
($plan) = run_command([ @make, '-n', 'includedir=/nonexistent', 'install' ]);
unlike($plan, qr{src/client/}, 'without the headers of libpq it is left out');
like($plan, qr{left out: libpq-fe\.h \(Debian: libpq-dev\) is not in /nonexistent}, 'and that is said');
my ($built, $complaint) = run_command([ @make, '-s', 'COPT=-O0 -Werror', 'src/client/cfsperf' ]);
is($complaint, '', 'it is built outside of the tree');
is((run_command([ "$place/src/client/cfsperf", '-V' ]))[0], "cfsperf $version", 'and runs');
run_command([ @make, '-s', 'clean-client' ]);
is(join(' ', glob("$place/src/client/*")), '', 'make clean removes it');

$node->stop;
done_testing();
