# SPDX-License-Identifier: PostgreSQL
# Two hundred sessions, or CFSPERF_SESSIONS, publish one report at once while loads go on: one edition per change, and none torn.
#
# A load sets every measure to one new figure in one transaction, so that an edition with two figures is half a load.
# Every promise is counted when the sessions are done; none depends on who came first.

use strict;
use warnings;

use FindBin;
use IPC::Run;
use lib $FindBin::RealBin;

use CfsTest qw(new_node);
use PostgreSQL::Test::Utils;
use Test::More;

my $sessions = $ENV{CFSPERF_SESSIONS} // 200;
my $loads = 60;
my $node = new_node('load', conf => "max_connections = @{[ $sessions + 20 ]}\n");
my ($area, $quarter) = ('A', '2020/21 Q2');

$node->safe_psql('postgres', qq{
	CREATE EXTENSION cfsperf;
	CALL cfsperf.create_framework('cfs');
	INSERT INTO cfs.outcome VALUES ('o', 'Outcome'), ('p', 'Another');
	INSERT INTO cfs.measure (code, outcome, title, polarity, unit)
	SELECT 'm' || i, (ARRAY['o', 'p'])[1 + i % 2], 'Measure ' || i, 'high', 'number' FROM generate_series(1, 4) i;
	INSERT INTO cfs.area VALUES ('$area', 'Anyshire');
	INSERT INTO cfs.report (area, quarter) VALUES ('$area', '$quarter');
	INSERT INTO cfs.observation (measure, area, period, value)
	SELECT code, '$area', p::cfsperf.reporting_period, 0 FROM cfs.measure, unnest(ARRAY['2020/21 Q1', '$quarter']) p;
	CREATE SEQUENCE public.load;
});

# so many sessions that run a script so often each, all at once
my $scripts = $node->basedir;
sub pgbench
{
	my ($clients, $times, $script) = @_;
	my $file = "$scripts/" . ($script =~ /CALL/ ? 'publish' : 'load') . '.sql';
	my $log = '';
	append_to_file($file, $script) unless -e $file;
	my $run = IPC::Run::start(
		[
			'pgbench', '-n', '-h', $node->host, '-p', $node->port, '-c', $clients, '-j', $clients < 4 ? $clients : 4,
			'-t', $times, '-f', $file, 'postgres'
		],
		'>', \$log, '2>&1');
	return sub {
		my $good = IPC::Run::finish($run);
		my ($done) = $log =~ m{actually processed: (\d+)/};
		diag($log) unless $good;
		return ($done // 0) == $clients * $times;
	};
}

my $publish = "CALL cfs.publish('$area', '$quarter');\n";
# Rows are taken in order, so that two loads wait for each other and neither fails.
my $load = qq{
BEGIN;
SELECT FROM cfs.measure ORDER BY code FOR NO KEY UPDATE;
UPDATE cfs.observation SET value = (SELECT nextval('public.load')) WHERE cfsperf.starts(period) = '2020-07-01';
COMMIT;
};

sub query
{
	my ($sql) = @_;
	return $node->safe_psql('postgres', "SET search_path = cfs, cfsperf; $sql");
}

# What holds of every edition, whenever it was made.
sub editions_are_whole
{
	my ($when) = @_;
	is(query(q{SELECT max(edition) - count(*) FROM published_summary}), '0', "$when: editions are numbered without a gap");
	is(query(q{SELECT s.edition FROM published_summary s LEFT JOIN published_scorecard c USING (area, quarter, edition)
			GROUP BY s.area, s.quarter, s.edition
			HAVING count(c.measure) <> 4 OR count(DISTINCT c.value) <> 1
				OR count(c.value) <> s.reported
				OR count(*) FILTER (WHERE c.direction = 'improved') <> s.improved
				OR count(*) FILTER (WHERE c.direction = 'declined') <> s.declined
				OR count(*) FILTER (WHERE c.direction = 'no significant change') <> s.no_significant_change}),
		'', "$when: none is torn, and each agrees with its counts");
	is(query(q{SELECT edition FROM published_scorecard c FULL JOIN published_page p USING (area, quarter, edition)
			WHERE (p.html, p.html_summary, p.markdown, p.markdown_short) IS NULL
				OR p.html !~ ('>' || c.value || '(\\.0)?<') OR p.markdown !~ (' is ' || c.value || '\\M')}),
		'', "$when: page and words are of the same figures");
	is(query(q{SELECT a.edition FROM published_scorecard a JOIN published_scorecard b ON b.area = a.area AND b.quarter = a.quarter
				AND b.measure = a.measure AND b.edition = a.edition - 1
			WHERE b.value = a.value}),
		'', "$when: none has a figure of the one before");
	is(query(q{SELECT a.edition FROM published_summary a JOIN published_summary b ON b.area = a.area AND b.quarter = a.quarter
				AND b.edition = a.edition - 1
			WHERE b.published_at > a.published_at}),
		'', "$when: none was written before the one before");
	return;
}

sub editions { return query('SELECT count(*) FROM published_summary'); }

# All at once, and nothing changes meanwhile.
ok(pgbench(20, 1, $publish)->(), 'twenty sessions publish at once');
is(editions(), '1', 'they make one edition');

# A change, and all of them again.
ok(pgbench(1, 1, $load)->(), 'a load');
ok(pgbench(10, 4, $publish)->(), 'ten sessions publish four times each');
is(editions(), '2', 'they make one edition more');
editions_are_whole('publishing at once');

# While loads go on.
my $before = query('SELECT last_value FROM public.load');
my @running = (pgbench(3, $loads / 3, $load), pgbench($sessions, 1, $publish));
ok($running[0]->(), 'three sessions load');
ok($running[1]->(), "and $sessions publish at the same time");
is(query('SELECT last_value FROM public.load') - $before, $loads, "$loads loads went on");
ok(pgbench(1, 2, $publish)->(), 'and somebody publishes when they are done');
cmp_ok(editions(), '<=', 2 + $loads, 'there are no more editions than changes');
cmp_ok(editions(), '>', 2, 'and more than before');
is(query('SELECT count(*) FROM revisions'), '0', 'the latest edition has what the data say');
is(query("SELECT DISTINCT value FROM published_scorecard WHERE edition = (SELECT max(edition) FROM published_summary)"),
	query('SELECT last_value FROM public.load'), 'which is the last load');
editions_are_whole('publishing while loads go on');

$node->stop;
done_testing();
