# SPDX-License-Identifier: PostgreSQL
# Killed at any moment of load, publication and refresh, round after round: nothing that a client was told is lost, and
# nothing half made is there.
#
# Three sessions load, two publish, one refreshes history; each writes down what the server has acknowledged, outside
# the server. At a moment by chance something is killed with SIGKILL: a session's process, a process of the server's own,
# the postmaster with all its children, or those and then the recovery too. What each load says follows from its number,
# so that after the crash every figure, scorecard, series and edition is compared with what must be there.
#
# CFSPERF_ROUNDS (5) and CFSPERF_SEED (2) are set by "make check-long".

use strict;
use warnings;

use FindBin;
use IPC::Run;
use lib $FindBin::RealBin;

use CfsTest qw(new_node);
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(usleep);

my $rounds = $ENV{CFSPERF_ROUNDS} // 5;
my $seed = $ENV{CFSPERF_SEED} // 2;
my $loaders = 3;
my $quarter = '2020/21 Q2';
srand($seed);
note("seed $seed");

my $node = new_node('rounds', conf => qq{
	restart_after_crash = on
	jit = off
	max_wal_size = 64MB
	checkpoint_timeout = 30s
	bgwriter_delay = 10ms
});
my $directory = $node->basedir;

sub query { return $node->safe_psql('postgres', $_[0]); }

# Two frameworks alike: one that is loaded while it is killed, and one to hold what must be in it.
query(qq{CREATE EXTENSION cfsperf; CREATE EXTENSION amcheck; CALL cfsperf.create_framework('cfs'); CALL cfsperf.create_framework('model')});
query(qq{
	INSERT INTO $_.outcome VALUES ('o', 'Outcome'), ('p', 'Another');
	INSERT INTO $_.area SELECT x || i, 'Area ' || x || i FROM generate_series(1, 8) i, unnest('{A,B}'::text[]) x;
	INSERT INTO $_.measure (code, outcome, title, polarity, unit)
	SELECT 'm' || i, (ARRAY['o', 'p'])[1 + i % 2], 'Measure ' || i, (ARRAY['high', 'low'])[1 + i / 10]::cfsperf.polarity, '%'
	FROM generate_series(0, 19) i;
	INSERT INTO $_.measure (code, outcome, title, polarity, polarity_reason, unit)
	VALUES ('stamp', 'o', 'Number of the last load', 'none', 'it counts loads', 'count');
	INSERT INTO $_.benchmark VALUES ('all', 'All');
	INSERT INTO $_.benchmark_value (measure, benchmark, area, period, value)
	SELECT 'm' || i, 'all', 'B' || b, '2018/19', 7 * i % 11 + 10 * b FROM generate_series(0, 19) i, generate_series(1, 8) b;
	INSERT INTO $_.report (area, quarter, benchmark) SELECT 'A' || i, '$quarter', 'all' FROM generate_series(1, $loaders) i;
	INSERT INTO $_.observation (measure, area, period, value) SELECT 'stamp', 'A' || i, '$quarter', 0 FROM generate_series(1, $loaders) i;
}) foreach qw(cfs model);
query(q{
	REFRESH MATERIALIZED VIEW cfs.stored_history;
	SET search_path = pg_catalog, cfsperf, pg_temp;

	-- Load n of area k: it sets all measures of one quarter of twelve; every seventh takes them away instead.
	CREATE FUNCTION public.load(k int, n int)
	RETURNS TABLE (measure varchar, area varchar, period cfsperf.reporting_period, value float8, numerator float8, denominator float8)
	LANGUAGE sql SET search_path FROM CURRENT AS $$
		SELECT 'm' || i, 'A' || k, '2018/19 Q1'::cfsperf.reporting_period + n % 12, x / 2.0, x, 200
		FROM generate_series(0, 19) i, CAST(abs(hashint4(k * 1000003 + n * 1009 + i) % 100) AS int) x
		WHERE n > 0 AND n % 7 > 0
	$$;
	-- what is there after it
	CREATE FUNCTION public.state(k int, n int)
	RETURNS TABLE (measure varchar, area varchar, period cfsperf.reporting_period, value float8, numerator float8, denominator float8)
	LANGUAGE sql SET search_path FROM CURRENT AS $$
		SELECT l.* FROM generate_series(n - 11, n) i, public.load(k, i) l
		UNION ALL SELECT 'stamp', 'A' || k, '2020/21 Q2', n, NULL, NULL
	$$;
	CREATE PROCEDURE public.do_load(k int, n int) LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
	BEGIN
		IF n % 7 = 0 THEN
			DELETE FROM cfs.observation o
			WHERE o.area = 'A' || k AND o.period = '2018/19 Q1'::cfsperf.reporting_period + n % 12 AND o.measure <> 'stamp';
		END IF;
		INSERT INTO cfs.observation (measure, area, period, value, numerator, denominator)
		SELECT * FROM public.load(k, n)
		ON CONFLICT (measure, area, period) DO UPDATE
			SET value = EXCLUDED.value, numerator = EXCLUDED.numerator, denominator = EXCLUDED.denominator;
		UPDATE cfs.observation o SET value = n
		WHERE o.measure = 'stamp' AND o.area = 'A' || k AND o.period = '2020/21 Q2';
	END $$;

	-- What is not as it must be, given the numbers of the last load of each area that was acknowledged, of the loads
	-- that were there before the last refresh that was, and of the last edition of each.
	CREATE FUNCTION public.problems(loaded int[], refreshed int[], editions int[]) RETURNS SETOF text
	LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
	DECLARE
		stamps int[];
		shown int[];
		r record;
	BEGIN
		SELECT array_agg(value::int ORDER BY area) INTO stamps FROM cfs.observation WHERE measure = 'stamp';
		SELECT array_agg(value(latest)::int ORDER BY area) INTO shown
		FROM cfs.history h, at(h.series, '2020/21 Q2') AS latest WHERE h.measure = 'stamp';
		DELETE FROM model.observation;
		FOR k IN 1 .. cardinality(loaded) LOOP
			IF stamps[k] NOT IN (loaded[k], loaded[k] + 1) THEN
				RETURN NEXT format('area %s: load %s was acknowledged and load %s is the last', k, loaded[k], stamps[k]);
			END IF;
			IF shown[k] < refreshed[k] OR shown[k] > stamps[k] THEN
				RETURN NEXT format('area %s: history is of load %s, refreshed when %s was there', k, shown[k], refreshed[k]);
			END IF;
			IF EXISTS (SELECT measure, period, value FROM public.state(k, shown[k])
					EXCEPT SELECT h.measure, u.period, value(u.indicator) FROM cfs.history h, unnest(h.series) u WHERE h.area = 'A' || k)
				OR EXISTS (SELECT h.measure, u.period, value(u.indicator) FROM cfs.history h, unnest(h.series) u WHERE h.area = 'A' || k
					EXCEPT SELECT measure, period, value FROM public.state(k, shown[k])) THEN
				RETURN NEXT format('area %s: history is not that of load %s', k, shown[k]);
			END IF;
			INSERT INTO model.observation (measure, area, period, value, numerator, denominator) SELECT * FROM public.state(k, stamps[k]);
			IF coalesce((SELECT max(edition) FROM cfs.published_summary WHERE area = 'A' || k), 0) < editions[k] THEN
				RETURN NEXT format('area %s: edition %s was acknowledged and is not there', k, editions[k]);
			END IF;
		END LOOP;
		FOR r IN (TABLE cfs.observation EXCEPT TABLE model.observation) UNION ALL (TABLE model.observation EXCEPT TABLE cfs.observation) LOOP
			RETURN NEXT format('observation: %s', r);
		END LOOP;
		FOR r IN (TABLE cfs.scorecard EXCEPT TABLE model.scorecard) UNION ALL (TABLE model.scorecard EXCEPT TABLE cfs.scorecard) LOOP
			RETURN NEXT format('scorecard: %s', r);
		END LOOP;
		-- an edition: numbered without a gap, a row for every measure, and all of it of the load that it says
		FOR r IN
			SELECT area, max(edition) AS last, count(*) AS editions FROM cfs.published_summary GROUP BY area HAVING max(edition) <> count(*)
		LOOP
			RETURN NEXT format('editions: %s', r);
		END LOOP;
		FOR r IN
			SELECT coalesce(s.area, c.area) AS area, coalesce(s.edition, c.edition) AS edition, count(c.measure) AS measures, s.reported
			FROM cfs.published_summary s
			FULL JOIN cfs.published_scorecard c ON c.area = s.area AND c.quarter = s.quarter AND c.edition = s.edition
			FULL JOIN cfs.published_page p ON p.area = s.area AND p.quarter = s.quarter AND p.edition = s.edition
			GROUP BY 1, 2, 4
			HAVING count(c.measure) <> 21 OR count(p.html) <> 21 OR count(c.value) IS DISTINCT FROM s.reported
		LOOP
			RETURN NEXT format('edition: %s', r);
		END LOOP;
		FOR r IN
			SELECT c.area, c.edition, c.measure, c.value, x.value AS should
			FROM cfs.published_scorecard c
			JOIN cfs.published_scorecard t ON t.area = c.area AND t.edition = c.edition AND t.measure = 'stamp'
			LEFT JOIN LATERAL (
				SELECT value FROM public.state(substr(c.area, 2)::int, t.value::int) s
				WHERE s.measure = c.measure AND s.period = '2020/21 Q2'
			) x ON true
			WHERE c.edition > editions[substr(c.area, 2)::int] - 3 AND c.value IS DISTINCT FROM x.value
		LOOP
			RETURN NEXT format('published: %s', r);
		END LOOP;
		-- raises an error where an index is not as it should be, or a row is missing from it
		PERFORM public.bt_index_check(i.indexrelid, true)
		FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
		WHERE c.relnamespace = 'cfs'::regnamespace AND a.amname = 'btree';
		FOR r IN
			SELECT c.relname, v.* FROM pg_class c, public.verify_heapam(c.oid) v
			WHERE c.relnamespace = 'cfs'::regnamespace AND c.relkind IN ('r', 'm')
		LOOP
			RETURN NEXT format('heap: %s', r);
		END LOOP;
	END $$;
});

# What the clients know: by area.
my @loaded = (0) x $loaders;
my @refreshed = (0) x $loaders;
my @editions = (0) x $loaders;
my %known_editions;
my %did = (load => 0, edition => 0, refresh => 0);
my %hit;

# --- what is killed

# The children of a process, where the system tells.
sub children_of
{
	my ($parent) = @_;
	my @found;
	foreach my $file (glob '/proc/[0-9]*/stat')
	{
		open(my $handle, '<', $file) or next;
		my $line = <$handle> // '';
		close $handle;
		my ($pid, $of) = $line =~ /^(\d+) .*\) \S (\d+) / or next;
		push @found, $pid if $of == $parent;
	}
	return @found;
}

sub postmaster { return (slurp_file($node->data_dir . '/postmaster.pid') =~ /^(\d+)/)[0]; }

sub kill_all
{
	my $postmaster = postmaster();
	my @children = children_of($postmaster);
	kill('KILL', rand() < 0.5 ? ($postmaster, @children) : (@children, $postmaster));
	return;
}

sub is_up { return $node->psql('postgres', 'SELECT 1', timeout => 60) == 0; }

# Started when the last of the killed has been reaped.
sub start_again
{
	foreach (1 .. 10 * $PostgreSQL::Test::Utils::timeout_default)
	{
		return if system_log('pg_ctl', '-D', $node->data_dir, '-w', '-s', '-l', $node->logfile, 'start') == 0;
		usleep(100_000);
	}
	die 'the server did not start again';
}

my %kill = (
	'a session' => sub {
		my $who = (qw(loader publisher refresher))[ int rand 3 ];
		my $pid = query("SELECT pid FROM pg_stat_activity WHERE application_name = '$who' ORDER BY random() LIMIT 1");
		$hit{$who}++ if $pid ne '' && kill('KILL', $pid);
	},
	'a process of the server' => sub {
		my $who = ('checkpointer', 'background writer', 'walwriter')[ int rand 3 ];
		my $pid = query("SELECT pid FROM pg_stat_activity WHERE backend_type = '$who'");
		$hit{$who}++ if $pid ne '' && kill('KILL', $pid);
	},
	'all of it' => sub {
		kill_all();
		start_again();
		$hit{all}++;
	},
	'all of it, and the recovery' => sub {
		kill_all();
		foreach (1 .. 100)
		{
			last if system_log('pg_ctl', '-D', $node->data_dir, '-W', '-s', '-l', $node->logfile, 'start') == 0;
			usleep(100_000);
		}
		usleep(int rand 150_000);
		eval { kill_all() };    # it may not have got as far as its file
		start_again();
		$hit{'all, twice'}++;
	});

# --- clients

# A session that runs a script; what it acknowledges comes out.
sub client
{
	my ($name, $number, $script) = @_;
	my $file = "$directory/$name$number.sql";
	my ($out, $err) = ('', '');
	unlink $file;
	append_to_file($file, $script);
	my $run = IPC::Run::start([ 'psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('postgres') . " application_name=$name", '-f', $file ],
		'<', \undef, '>', \$out, '2>', \$err);
	return { name => $name, number => $number, run => $run, out => \$out, err => \$err };
}

sub start_clients
{
	my @clients;
	foreach my $k (1 .. $loaders)
	{
		my $stamp = query("SELECT value FROM cfs.observation WHERE measure = 'stamp' AND area = 'A$k'");
		$loaded[ $k - 1 ] = $stamp;
		push @clients, client('loader', $k, join '', map { "CALL public.do_load($k, $_);\n\\echo load $_\n" } $stamp + 1 .. $stamp + 2000);
	}
	foreach my $p (1 .. 2)
	{
		my $script = '';
		foreach my $k (map { 1 + ($_ + $p) % $loaders } 1 .. 600)
		{
			$script .= "SET client_min_messages = warning; CALL cfs.publish('A$k', '$quarter');\n"
			  . "SELECT 'edition $k ' || max(edition) FROM cfs.published_summary WHERE area = 'A$k';\n";
		}
		push @clients, client('publisher', $p, $script);
	}
	push @clients, client('refresher', 1, join '',
		("SELECT 'stamps ' || string_agg(value::text, ' ' ORDER BY area) FROM cfs.observation WHERE measure = 'stamp';\n"
		  . "REFRESH MATERIALIZED VIEW CONCURRENTLY cfs.stored_history;\n\\echo refreshed\n") x 600);
	return @clients;
}

# What a client was told before it lost its server.
sub take_down
{
	my ($client) = @_;
	my @stamps;
	eval { IPC::Run::finish($client->{run}) };
	# what is lost with its server, and nothing else
	my @errors = grep { /ERROR|FATAL|PANIC/ && !/terminating connection|in recovery mode|shutting down|starting up/ } split /\n/, ${ $client->{err} };
	is("@errors", '', "the $client->{name} met no other error");
	foreach (split /\n/, ${ $client->{out} })
	{
		if (/^load (\d+)$/)
		{
			$loaded[ $client->{number} - 1 ] = $1;
			$did{load}++;
		}
		elsif (/^edition (\d+) (\d+)$/)
		{
			$editions[ $1 - 1 ] = $2 if $2 > $editions[ $1 - 1 ];
			$did{edition}++;
		}
		elsif (/^stamps (.*)$/) { @stamps = split / /, $1 }
		elsif ($_ eq 'refreshed')
		{
			@refreshed = @stamps;
			$did{refresh}++;
		}
	}
	return;
}

# Each edition as it stands. What was there before is there as it was.
sub editions_stay
{
	my %now = map { split /=/ } split /\n/, query(q{
		SELECT c.area || ' ' || c.edition || '=' || md5(string_agg(c::text, ' ' ORDER BY c.measure) || min(s::text))
		FROM cfs.published_scorecard c JOIN cfs.published_summary s USING (area, quarter, edition) GROUP BY c.area, c.edition});
	my @changed = grep { ($now{$_} // '') ne $known_editions{$_} } sort keys %known_editions;
	%known_editions = %now;
	return "@changed";
}

sub array { return "'{" . join(',', @_) . "}'::int[]"; }

# The question goes as an argument: a psql that is turned away does not read what it is sent, and the pipe would break.
sub wait_until_back
{
	foreach (1 .. 10 * $PostgreSQL::Test::Utils::timeout_default)
	{
		my ($out, $err) = ('', '');
		IPC::Run::run([ 'psql', '-XAtq', '-d', $node->connstr('postgres'), '-c', 'SELECT NOT pg_is_in_recovery()' ],
			'<', \undef, '>', \$out, '2>', \$err);
		return if $out eq "t\n";
		usleep(100_000);
	}
	die 'the server did not come back';
}

my @ways = sort keys %kill;
foreach my $round (1 .. $rounds)
{
	# each way in turn, so that a few rounds have them all
	my $way = $ways[ ($round - 1) % @ways ];
	my $done = q{SELECT count(*), (SELECT max(made_at) FROM cfs.stored_history) FROM cfs.published_summary};
	my ($editions, $made) = split /\|/, query($done);
	my @clients = start_clients();
	# however slow the machine is, each has done something
	foreach (1 .. 10 * $PostgreSQL::Test::Utils::timeout_default)
	{
		my ($more, $newer) = split /\|/, query($done);
		last if $more > $editions && ($newer // '') ne ($made // '');
		usleep(100_000);
	}
	usleep(200_000 + int rand 1_200_000);
	$kill{$way}->();
	take_down($_) foreach @clients;
	wait_until_back();

	my $problems = query("SELECT * FROM public.problems(${\ array(@loaded)}, ${\ array(@refreshed)}, ${\ array(@editions)}) LIMIT 20");
	is($problems, '', "round $round, $way is killed at load @loaded, edition @editions, history of @refreshed: all is there and whole");
	is(editions_stay(), '', 'and editions are as they were');
}

# It goes on working.
query(qq{CALL cfs.publish('A1', '$quarter'); REFRESH MATERIALIZED VIEW CONCURRENTLY cfs.stored_history});
is(query(q{SELECT count(*) FROM cfs.revisions WHERE area = 'A1'}), '0', 'what is published last is what the data say');
cmp_ok($did{$_}, '>', 0, "$did{$_} acknowledged: $_") foreach sort keys %did;
note(join ', ', map { "$_ killed $hit{$_}" } sort keys %hit);

$node->stop('fast', fail_ok => 1);
done_testing();
