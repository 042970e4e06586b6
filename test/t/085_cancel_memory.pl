# SPDX-License-Identifier: PostgreSQL
# Whatever takes long can be cancelled, and where memory ends there is an error and no crash.
#
# Each statement below would go on for minutes or days; it ends with the error of statement_timeout. How soon is measured
# by "make check-long".

use strict;
use warnings;

use FindBin;
use IPC::Run;
use lib $FindBin::RealBin;

use CfsTest qw(new_node source_dir);
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('cancel', conf => "jit = off\nmax_parallel_workers_per_gather = 0\nmax_stack_depth = 2MB\n");
chdir(source_dir() . '/doc/example') or die "doc/example: $!";
$node->safe_psql('postgres', slurp_file('load.sql'));
$node->safe_psql('postgres', q{
	SET search_path = cfsperf, cfsperf_internal;
	-- the longest series that there is, a figure in every month of the calendar
	CREATE TABLE public.longest AS
	SELECT series(indicator(abs(hashint4(n) % 1000), NULL, NULL, 'high', 'number'), '0001-01'::reporting_period + n) AS s
	FROM generate_series(0, 119987) n;
	CREATE TABLE public.texts AS SELECT s::text AS t, series_send(s) AS b FROM public.longest;
	CREATE TABLE public.figures AS SELECT distribution(indicator(n, NULL, NULL, 'high', 'number')) AS d FROM generate_series(1, 200) n;
	CREATE TABLE public.copied (s series)});
is($node->safe_psql('postgres', 'SELECT cfsperf.count_periods(s) FROM longest'), '119988', 'the longest series');

sub cancelled
{
	my ($name, $sql) = @_;
	my (undef, $out, $error) = $node->psql('postgres',
		"SET search_path = cfs, cfsperf, cfsperf_internal, public; SET statement_timeout = '150ms'; $sql");
	like($error, qr/ERROR:  canceling statement due to statement timeout/, "$name is cancelled") or diag($out);
	return;
}

# rows without end, one after the other: a function in FROM would first have them all
my $many = '(SELECT generate_series(1, 1000000000) AS n) many';
my $rows = qq{(SELECT n, indicator(n % 1000, NULL, NULL, 'high', 'number') AS i, '2020-01'::reporting_period + (n % 1000)::int AS p
	FROM $many OFFSET 0) f};
cancelled("aggregate $_", "SELECT $_ FROM $rows")
  foreach ('quartiles(i)', 'distribution(i)', "pooled('5 count'::indicator)", 'max(i)',
	"quartile_rank('5 high'::indicator, i)", "national_rank('5 high'::indicator, i)");
cancelled("aggregate $_ of groups", "SELECT $_ FROM $rows GROUP BY n / 1000") foreach ('series(i, p)', 'change(i, p)', 'latest(i, p)');
cancelled("window aggregate $_", "SELECT $_ OVER (ORDER BY n) FROM (SELECT * FROM $rows LIMIT 100000) w")
  foreach ('quartiles(i)', q{series(i, '0001-01'::reporting_period + n)});

cancelled("function $_", "SELECT count(x) FROM longest, $many, LATERAL (SELECT $_ AS x WHERE n > 0) c")
  foreach ('trend(s)', 'xmr(s)', 'special_causes(s)', 'movements(s)', 'unnest(s)', 'assurance(s, n)', 'sparkline(s)', 'change(s)',
	q{slice(s, NULL, '0001-01'::reporting_period + n % 100000)}, "at(s, '2020-01'::reporting_period)", 's::text', 'series_send(s)', 's = s');
cancelled('function ||', qq{SELECT count(slice(s, NULL, '0999') || slice(s, '1000', NULL)) FROM longest, $many});
cancelled('text input of a series', "SELECT count(t::series) FROM texts, $many");
cancelled('COPY of series', q{COPY copied FROM PROGRAM 'while echo "{2020: 5}"; do :; done'});
cancelled('text of a distribution', "SELECT count(d::text::distribution) FROM figures, $many");
cancelled('rank in a distribution', qq{SELECT sum(national_rank('5 high', d)) FROM figures, $many});
cancelled("statistic $_", "SELECT sum($_) FROM $many")
  foreach ("lower(confidence_interval(indicator(NULL, n % 9, 1000, 'high', '%')))", "p_value(indicator(n, NULL, NULL, 'low', 'count'), '5 count low')",
	"needed(indicator(NULL, n % 999, 1000, 'high', '%'), 60)");

my $report = q{('E10000018', '2020/21 Q2')};
cancelled($_, "SELECT count(x) FROM $many, LATERAL (SELECT $_$report AS x WHERE n > 0) c")
  foreach qw(narrative report_text dashboard);
cancelled($_, "SELECT count(*) FROM $many, LATERAL (SELECT * FROM $_ WHERE n > 0 OFFSET 0) c")
  foreach qw(scorecard exceptions data_quality revisions);
cancelled('publish', "DO \$\$ BEGIN LOOP UPDATE observation SET value = value WHERE measure = 'neet'; CALL publish$report; END LOOP; END \$\$");
cancelled('create_framework',
	q{DO $$ BEGIN FOR i IN 1 .. 100000 LOOP CALL create_framework('f' || i); END LOOP; END $$});
cancelled('refresh of history', 'DO $$ BEGIN LOOP REFRESH MATERIALIZED VIEW cfs.stored_history; END LOOP; END $$');
is($node->safe_psql('postgres', q{SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'f_'}), '0', 'nothing is left of it');
is($node->safe_psql('postgres', 'SELECT count(*) FROM cfs.published_summary'), '0', 'nor of the publication');

# --- where memory ends

SKIP:
{
	skip 'no prlimit, or no /proc', 6 unless -e '/proc/self/statm' && `prlimit --version 2>&1` =~ /util-linux/;
	# In one session: its process may have so many bytes more than it has. "+" stands before what must be refused.
	my $script = q{SET search_path = cfs, cfsperf, public; SET work_mem = '1GB'; SELECT count(*) FROM scorecard;
		SELECT pg_backend_pid() AS pid \gset
		\setenv PID :pid
		\! prlimit --pid=$PID --as=$(( $(cut -d' ' -f1 /proc/$PID/statm) * $(getconf PAGESIZE) + 30000000 )):
};
	my @starving = (
		"SELECT quartiles(i) FROM $rows",
		"SELECT count(s) FROM (SELECT series(i, p) AS s FROM $rows GROUP BY n % 1000000) g",
		"SELECT array_agg(s) FROM longest, generate_series(1, 1000)",
		"SELECT d::text FROM (SELECT distribution(i) AS d FROM (SELECT * FROM $rows LIMIT 1500000) x) y",
		"SELECT count(t::series) FROM (SELECT string_agg(t, ',') AS t FROM texts, generate_series(1, 1000)) x");
	$script .= "$_;\n\\echo still :pid\n" foreach @starving;
	$script .= "SELECT n(quartiles(i)) FROM (SELECT * FROM $rows LIMIT 1000) x;\nSELECT pg_backend_pid() = :pid;\n";
	my ($out, $error) = ('', '');
	IPC::Run::run([ 'psql', '-XAtq', '-d', $node->connstr('postgres') ], '<', \$script, '>', \$out, '2>', \$error);
	is(scalar(() = $error =~ /ERROR:  out of memory/g), scalar(@starving), 'each that takes too much memory is refused') or diag($error);
	is(scalar(() = $error =~ /ERROR/g), scalar(@starving), 'and with no other error');
	is(scalar(() = $out =~ /^still/mg), scalar(@starving), 'the session goes on');
	like($out, qr/^1000\nt\n\z/m, 'and it is the same one, with the right answer');
}
unlike(slurp_file($node->logfile), qr/PANIC|terminated by signal/, 'nothing crashed');
is($node->safe_psql('postgres', 'SELECT count(*) FROM cfs.scorecard'), '23', 'the server is there');

$node->stop('fast', fail_ok => 1);
done_testing();
