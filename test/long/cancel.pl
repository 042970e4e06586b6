# SPDX-License-Identifier: PostgreSQL
# How soon a cancel ends what takes long, on the largest inputs there can be. The last line is "N passed, N failed".
#
# In a session a function is called over and over; from another it is cancelled at moments by chance, TIMES (20) times
# each. The first session says when it has ended. Printed is how long one call takes, and the longest and the mean time
# from cancel to end; more than a second is a failure. FIGURES (130,000,000) is the number of figures of a distribution:
# the largest that there can be takes a gigabyte, and so does each of its copies.

use strict;
use warnings;

use IPC::Run;
use Time::HiRes qw(usleep);

my $times = $ENV{CFSPERF_TIMES} // 20;
my $figures = $ENV{CFSPERF_FIGURES} // 130_000_000;
my ($passed, $failed) = (0, 0);
srand($ENV{CFSPERF_SEED} // 2);

sub psql
{
	my ($sql) = @_;
	my ($out, $err) = ('', '');
	IPC::Run::run([ 'psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', 'cancelled' ], '<', \$sql, '>', \$out, '2>', \$err) or die "$sql: $err";
	chomp $out;
	return $out;
}

# Large values stand in variables. Plans are generic, because the planner would copy them as constants otherwise, several
# times and at one go; that is PostgreSQL's time and not ours.
# What is said of a call is its name, what it needs ("name type := expression") and itself.
sub measure
{
	my ($name, $variables, $call) = @_;
	my ($out, $err, $in) = ('', '', '');
	my $declared = join "\n", map { "$_;" } @$variables;
	my $script = qq{
		SET search_path = cfs, cfsperf, cfsperf_internal, public; SET jit = off; SET max_parallel_workers_per_gather = 0;
		SET plan_cache_mode = force_generic_plan;
		DO \$do\$
		DECLARE
			began timestamptz;
			$declared
		BEGIN
			began := clock_timestamp();
			$call;
			RAISE NOTICE 'pid % takes %', pg_backend_pid(), 1000 * extract(epoch FROM clock_timestamp() - began);
			FOR attempt IN 1 .. $times LOOP
				BEGIN
					RAISE NOTICE 'ready';
					LOOP
						$call;
					END LOOP;
				EXCEPTION WHEN query_canceled THEN
					RAISE NOTICE 'ended %', 1000 * extract(epoch FROM clock_timestamp());
				END;
			END LOOP;
		END \$do\$;
	};
	my $session = IPC::Run::start([ 'psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', 'cancelled' ], '<', \$script, '>', \$out, '2>', \$err,
		IPC::Run::timeout(1200));
	my ($pid, $takes, @latencies);
	while (!defined $takes)
	{
		$session->pump;
		($pid, $takes) = $err =~ /pid (\d+) takes ([\d.]+)/;
		die "$name: $err" if $err =~ /ERROR/;
	}
	foreach my $i (1 .. $times)
	{
		$session->pump until (() = $err =~ /ready/g) >= $i;
		usleep(50_000 + int rand 1000 * ($takes > 1500 ? 1500 : $takes + 50));
		my $sent = psql("SELECT 1000 * extract(epoch FROM clock_timestamp()) FROM pg_cancel_backend($pid)");
		$session->pump until (() = $err =~ /ended ([\d.]+)/g) >= $i || $err =~ /ERROR/;
		my @ended = $err =~ /ended ([\d.]+)/g;
		push @latencies, $ended[ $i - 1 ] - $sent;
	}
	$session->finish;
	my ($sum, $longest) = (0, 0);
	foreach (@latencies) { $sum += $_; $longest = $_ if $_ > $longest }
	my $good = $longest < 1000;
	$good ? $passed++ : $failed++;
	printf "%s - %-34s one call %8.0f ms; cancelled in %4.0f ms at most, %4.0f on average of %d\n", $good ? 'ok' : 'not ok', $name, $takes,
	  $longest, $sum / @latencies, scalar @latencies;
	return;
}

$| = 1;
system('createdb', 'cancelled') == 0 or die 'createdb';
psql(q{CREATE EXTENSION cfsperf; CALL cfsperf.create_framework('cfs')});
psql(q{
	SET search_path = cfsperf, cfsperf_internal;
	CREATE AGGREGATE public.merged(distribution) (SFUNC = distribution_combine, STYPE = distribution);
	CREATE TABLE public.longest AS
	SELECT series(indicator(NULL, abs(hashint4(n) % 1000), 1000, 'high', '%'), '0001-01'::reporting_period + n) AS s FROM generate_series(0, 119987) n;
	CREATE TABLE public.decade AS SELECT slice(s, '2011', '2020') AS s FROM public.longest;
	-- a text of ten million points: no series, and it takes a while to say so
	CREATE TABLE public.endless AS SELECT '{' || repeat('2020: 1, ', 10000000) || '2021: 1}' AS t;

	-- a large framework: all authorities, a thousand measures, ten years of quarters
	INSERT INTO cfs.outcome SELECT 'o' || i, 'Outcome ' || i, i FROM generate_series(1, 10) i;
	INSERT INTO cfs.measure (code, outcome, title, polarity, unit)
	SELECT 'm' || i, 'o' || 1 + i % 10, 'Measure ' || i, 'high', '%' FROM generate_series(1, 1000) i;
	INSERT INTO cfs.area SELECT 'A' || i, 'Area ' || i FROM generate_series(1, 152) i;
	INSERT INTO cfs.neighbour SELECT 'A1', 'A' || i, i FROM generate_series(2, 11) i;
	INSERT INTO cfs.benchmark VALUES ('all', 'All');
	INSERT INTO cfs.benchmark_value (measure, benchmark, area, period, value)
	SELECT m.code, 'all', a.code, '2018/19', abs(hashtext(m.code || a.code) % 1000) / 10.0 FROM cfs.measure m, cfs.area a;
	INSERT INTO cfs.report (area, quarter, benchmark) VALUES ('A1', '2020/21 Q2', 'all');
	INSERT INTO cfs.observation (measure, area, period, value, numerator, denominator)
	SELECT m.code, a.code, '2011/12 Q1'::reporting_period + q, n / 10.0, n, 1000
	FROM cfs.measure m, cfs.area a, generate_series(0, 37) q, CAST(abs(hashtext(m.code || a.code || q) % 1000) AS int) n
	WHERE a.code = 'A1' OR q > 29;
	ANALYZE});

my $largest = "d distribution := (SELECT merged(x) FROM (SELECT distribution(indicator((n::bigint * 7919) % 1000003, NULL, NULL, 'high', 'number')) AS x
	FROM generate_series(1, 1000000) n) o, generate_series(1, $figures / 1000000))";
# Copies of what is longer than some hundred MB take PostgreSQL itself long enough: those that are copied, as arguments and
# results or as text, are a sixteenth of the largest, and their text is 130 MB.
my $copied = "d distribution := (SELECT merged(x) FROM (SELECT distribution(indicator((n::bigint * 7919) % 1000003, NULL, NULL, 'high', 'number')) AS x
	FROM generate_series(1, 1000000) n) o, generate_series(1, $figures / 16000000))";
my $one = 's series := (SELECT s FROM longest)';

measure('quartiles of a distribution', [ $largest, 'q quartiles' ], 'q := quartiles(d)');
measure('national_rank in a distribution', [ $largest, 'r bigint' ], "r := national_rank('5 high', d)");
measure('distribution_send', [ $copied, 'b bytea' ], 'b := distribution_send(d)');
measure('distribution_out', [ $copied, 'r bigint' ], 'r := octet_length(d::text)');
measure('distribution_in', [ $copied, 'x text := d::text' ], 'd := x::distribution');
measure('merging distributions', [$copied], 'PERFORM merged(d) FROM generate_series(1, 2)');
measure('aggregate quartiles', [], "PERFORM quartiles(i) FROM (SELECT indicator(n, NULL, NULL, 'high', 'number') AS i FROM generate_series(1, 5000000) n) x");
measure('aggregate series', [],
	"PERFORM series(i, '0001-01'::reporting_period + n * 7919 % 119987) FROM (SELECT n, indicator(n, NULL, NULL, 'high', 'number') AS i FROM generate_series(0, 119986) n) x");
measure("$_ of the longest series", [$one], "PERFORM $_(s)") foreach qw(trend xmr special_causes movements unnest sparkline series_out series_send series_hash);
measure('series_in', [ $one, 'x text := s::text' ], 'PERFORM x::series');
measure('series_in of 10,000,000 points', [ 'x text := (SELECT t FROM endless)' ], 'BEGIN PERFORM x::series; EXCEPTION WHEN cardinality_violation THEN NULL; END');
measure('slice and ||', [$one], "PERFORM slice(s, NULL, '4999') || slice(s, '5000', NULL)");
measure('aggregate panel, 1,000,000 areas', [],
	"PERFORM panel(n::text, indicator(n, NULL, NULL, 'high', 'number'), '2020') FROM generate_series(1, 1000000) n");
measure('aggregate panel of histories', [], "PERFORM panel('A' || n, s) FROM decade, generate_series(1, 30000) n");
my $panel = "p panel := (SELECT panel('A' || a, s) FROM decade, generate_series(1, 20000) a)";
measure("$_(panel)", [$panel], "PERFORM $_(p)") foreach qw(positions movements unnest panel_send panel_out panel_hash);
measure('panel_in', [ $panel, 'x text := p::text', 'q panel' ], 'q := x::panel');
measure($_, [], "PERFORM count(*) FROM cfs.$_('A1', '2020/21 Q2')") foreach qw(narrative report_text dashboard);
measure($_, [], "PERFORM count(r::text) FROM cfs.$_ r") foreach qw(scorecard outcome_summary headline exceptions data_quality);
measure('publish', [], "UPDATE cfs.observation SET value = value WHERE measure = 'm1' AND area = 'A1'; CALL cfs.publish('A1', '2020/21 Q2')");
measure('refresh of history', [], 'REFRESH MATERIALIZED VIEW cfs.stored_history');
measure('refresh of history, concurrently', [], 'REFRESH MATERIALIZED VIEW CONCURRENTLY cfs.stored_history');
measure('create_framework', [], "CALL cfsperf.create_framework('another'); DROP SCHEMA another CASCADE");

print "\n$passed passed, $failed failed\n";
exit($failed > 0);
