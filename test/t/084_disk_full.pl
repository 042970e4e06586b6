# SPDX-License-Identifier: PostgreSQL
# A full disk is a clear error, leaves everything as it was, and when there is space again all of it works.
#
# Nobody needs a small disk for it: the server is started with a library (test/faults/disk_full.c) by which files of one
# tablespace grow no further than they are given space for. Each statement is tried with none, and with parts of what it
# needs, so that it fails at several of its steps.

use strict;
use warnings;

use FindBin;
use IPC::Run;
use lib $FindBin::RealBin;

use CfsTest qw(new_node source_dir);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

plan skip_all => 'no /proc/self/fd to tell which file is written' unless -d '/proc/self/fd';

my $directory = PostgreSQL::Test::Utils::tempdir();
my $library = "$directory/disk_full.so";
my ($out, $err) = ('', '');
IPC::Run::run([ split(' ', $ENV{CC} // 'cc'), qw(-std=gnu99 -O1 -Wall -Wextra -fPIC -shared -o), $library,
		source_dir() . '/test/faults/disk_full.c', '-ldl' ], '>', \$out, '2>', \$err);
is("$out$err", '', 'disk_full.c compiles, and nothing is to be said of it');

my $node = new_node('full', conf => "jit = off\nmax_parallel_workers_per_gather = 0\n");
my $disk = "$directory/disk";
my $space = "$directory/space";
mkdir $disk or die "$disk: $!";
{
	local $ENV{LD_PRELOAD} = $library;
	local $ENV{CFSPERF_DISK} = $disk;
	local $ENV{CFSPERF_DISK_SPACE} = $space;
	$node->restart;
}

# All of a database is on that disk, and its temporary files.
$node->safe_psql('postgres', "CREATE TABLESPACE small LOCATION '$disk'");
$node->safe_psql('postgres', 'CREATE DATABASE council TABLESPACE small');
$node->safe_psql('council', q{
	CREATE EXTENSION cfsperf; CREATE EXTENSION amcheck;
	CALL cfsperf.create_framework('cfs');
	INSERT INTO cfs.outcome VALUES ('o', 'Outcome');
	INSERT INTO cfs.measure (code, outcome, title, polarity, unit)
	SELECT 'm' || i, 'o', repeat('Measure ', 20) || i, 'high', '%' FROM generate_series(1, 100) i;
	INSERT INTO cfs.area SELECT 'A' || i, 'Area ' || i FROM generate_series(1, 20) i;
	INSERT INTO cfs.report (area, quarter) VALUES ('A1', '2020/21 Q2');
	SET search_path = cfs, cfsperf;
	INSERT INTO observation (measure, area, period, value)
	SELECT m.code, a.code, '2019/20 Q1'::reporting_period + q, q FROM measure m, area a, generate_series(0, 5) q;
	CALL publish('A1', '2020/21 Q2');
	REFRESH MATERIALIZED VIEW stored_history;
	CHECKPOINT});

sub space
{
	my ($bytes) = @_;
	unlink $space;
	return unless defined $bytes;
	append_to_file($space, '');
	truncate($space, $bytes) or die "$space: $!";
	return;
}

# everything there is in the framework, and whether its indexes are sound
sub content
{
	return $node->safe_psql('council', q{
		SELECT string_agg(relname || ' ' || md5(query_to_xml(format('SELECT r::text FROM cfs.%I r ORDER BY 1', relname), true, true, '')::text),
			E'\n' ORDER BY relname)
		FROM pg_class WHERE relnamespace = 'cfs'::regnamespace AND relkind IN ('r', 'm') OR relname = 'scorecard';
		SELECT count(*) FROM pg_namespace;
		SELECT count(*) FROM pg_class c, bt_index_check(c.oid, true) WHERE c.relam = (SELECT oid FROM pg_am WHERE amname = 'btree')
			AND c.relnamespace = 'cfs'::regnamespace});
}

# What a run that failed has left in the files would be space for the next one.
sub compact
{
	space(undef);
	return $node->safe_psql('council', join '; ', map { "VACUUM FULL cfs.$_" } qw(observation published_scorecard published_summary));
}

my $plenty = 1024 * 1024 * 1024;

# A statement with too little space in several degrees, and then with enough. How much it needs it is told by a run that
# is rolled back.
sub survives
{
	my ($name, $sql, $query, $expected, %how) = @_;
	my $before = content();
	my $failed = 0;
	my $other = '';
	my $needed = $how{needs};

	if (!defined $needed)
	{
		compact();
		space($plenty);
		$node->safe_psql('council', "BEGIN; $sql; ROLLBACK");
		$needed = $plenty - -s $space;
	}
	cmp_ok($needed, '>', 8192, "$name needs space");
	foreach my $part (0, 0.2, 0.5, 0.8)
	{
		compact();
		space(int($needed * $part));
		my ($status, $stdout, $error) = $node->psql('council', $sql);
		space(undef);
		if ($status != 0 && $error =~ /ERROR:  could not (extend|write to|create|resize) .*No space left on device/) { $failed++ }
		else { $other .= "with $part: $status $stdout $error\n" }
		is(content(), $before, "$name, with $part of the space it needs: nothing has changed") if $status != 0;
	}
	is($other, '', "$name: each time the error says that there is no space left");
	is($failed, 4, "$name: four times");
	is($node->psql('council', $sql), 0, "$name: with space it works");
	is($node->safe_psql('council', $query), $expected, "$name: and all of it is there") if defined $query;
	return;
}

survives('a load', q{INSERT INTO cfs.observation (measure, area, period, value)
		SELECT m.code, a.code, cfsperf.reporting_period('2021-07-01'::date + (q * 100), 3), q FROM cfs.measure m, cfs.area a, generate_series(0, 19) q},
	'SELECT count(*) FROM cfs.observation', 20 * 100 * 26);
survives('a publication', q{DO $$ BEGIN
		UPDATE cfs.observation SET value = value + 1 WHERE area = 'A1';
		CALL cfs.publish('A1', '2020/21 Q2');
	END $$},
	q{SELECT edition, count(*) FROM cfs.published_scorecard GROUP BY edition ORDER BY edition}, "1|100\n2|100");
survives('a refresh', 'REFRESH MATERIALIZED VIEW cfs.stored_history', q{SELECT sum(cfsperf.count_periods(series)) FROM cfs.history}, 20 * 100 * 26);
$node->safe_psql('council', 'UPDATE cfs.observation SET value = value + 1');
survives('a concurrent refresh', 'REFRESH MATERIALIZED VIEW CONCURRENTLY cfs.stored_history',
	q{SELECT sum(cfsperf.count_periods(series)) FROM cfs.history}, 20 * 100 * 26, needs => 400_000);
survives('a framework', q{CALL cfsperf.create_framework('other')}, q{SELECT count(*) FROM other.scorecard}, 0);

# Aggregates that do not fit into memory: groups and sorts in temporary files.
my $spill = q{SET work_mem = '64kB'; SET enable_%s = off; SELECT count(*), sum(n) FROM (
	SELECT cfsperf.n(cfsperf.quartiles(i)) + cfsperf.count_periods(cfsperf.series(i, '2020-01'::cfsperf.reporting_period OPERATOR(cfsperf.+) (g / 20000)::int)) AS n
	FROM (SELECT g, cfsperf.indicator(g, NULL, NULL, 'high', 'number') AS i FROM generate_series(0, 99999) g OFFSET 0) f GROUP BY g %% 20000) q};
foreach my $way ('sort', 'hashagg')
{
	survives("aggregates by " . ($way eq 'sort' ? 'hashing' : 'sorting'), sprintf($spill, $way), undef, undef);
}
is($node->safe_psql('council', sprintf($spill, 'sort')), '20000|200000', 'and they are right');
is($node->safe_psql('council', q{SELECT count(*) FROM pg_ls_tmpdir((SELECT oid FROM pg_tablespace WHERE spcname = 'small'))}),
	'0', 'no temporary file is left');
unlike(slurp_file($node->logfile), qr/PANIC|terminated by signal/, 'and nothing crashed');

$node->stop;
done_testing();
