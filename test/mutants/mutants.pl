# SPDX-License-Identifier: PostgreSQL
# Chooses mutants by chance, has the tests look for them, and says which were not noticed. Called by test/long/mutants,
# which describes it, in a built copy of the tree beside a server.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use List::Util qw(max shuffle sum0);
use Time::HiRes qw(time);

use Mutant qw(changed described given);
use PlacesC qw(places_c);
use PlacesSql qw(places_sql);
use Reach qw(lines_run object_at objects_reached);
use Share qw(share);
use Worker;

my ($seed, $wanted_c, $wanted_sql, $jobs, $each) = @ARGV;
my $tree = $ENV{CFSPERF_SRC};
my $scratch = $ENV{TMPDIR};
my ($stage) = map { m{(/\S+?/stage)/} ? $1 : () } Worker::slurp($ENV{CFSPERF_CONF});

# TAP tests that are asked after the regression tests: those of reference values, bytes, upgrades, distribution, words, files
# and what may be shown. The others test an installation, crashes, load, pages or a client.
my @tap = qw(002_catalogue 003_trusted 011_hostile_binary 014_upgrade_framework 015_upgrade_locks 018_distribution 019_upgrade_others
	020_lait_vectors 021_vectors 033_england 034_reorganised_files 035_published_files 050_mutated_images 060_words_equal_numbers
	062_random_hierarchies 063_bounds_of_decisions);

my @regress = map { m{([^/]+)\.(?:sql|spec)$} } glob("$tree/test/sql/*.sql $tree/test/specs/*.spec");
my @files = map { glob "$tree/$_" } qw(src/*.c src/calculus/*.c src/types/*.c src/aggregates/*.c src/functions/*.c sql/*.sql sql/*/*.sql);
my %source = map { s{^\Q$tree\E/}{}r => Worker::slurp($_) } @files;
my @parts = ('sql/00_guard.sql', (sort grep { m{^sql/\d_} } keys %source), 'sql/99_guard.sql');
my @only = split / /, $ENV{CFSPERF_TESTS} // '';    # the tests to ask; none for those that reach the place
my $in = $ENV{CFSPERF_IN} // '';                    # of which files: a pattern
# by test: how long it takes, the lines it runs, the objects it leads to (1: that it names), its words; by word: how many tests have it
my (%seconds, %lines, %reached, %words, %having);
my $has_template = 0;
my @judged = (0, 0);                                # failed, passed

# ---------------------------------------------------------------- what tests take and reach

# Asks every test once, with the extension that counts, and writes what it took and the lines that it ran to a file.
sub take_coverage
{
	my ($workers, $kept) = @_;
	my $built = "$scratch/covered";
	Worker::run('cp', "$built/cfsperf.so", $_->{library}) foreach @$workers;
	my @tests = (@tap, @regress);
	my %made;
	my @taken = share($workers, scalar @tests, sub {
		my ($worker, $index) = @_;
		my $test = $tests[$index];
		$made{template}++ or $worker->make_template or die 'the extension cannot be created';
		$made{database}++ or $worker->new_database if $test !~ /^\d/;
		$worker->wait_for_backends;
		lines_run("$worker->{home}/counts", $built);
		my $began = time;
		my $good = $worker->succeeds($test, 1200);
		my $took = time - $began;
		$worker->wait_for_backends;
		my $run = lines_run("$worker->{home}/counts", $built);
		return join "\t", $test, sprintf('%.2f', $took), $good ? 'ok' : 'failed', join ' ', sort keys %$run;
	});
	Worker::run('cp', "$tree/cfsperf.so", $_->{library}) foreach @$workers;

	# without a change, in one database and in the order in which they are asked: what fails there cannot tell
	my %taken = map { (split /\t/)[0] => $_ } @taken;
	my @in_turn = sort { (split /\t/, $taken{$a})[1] <=> (split /\t/, $taken{$b})[1] } @regress;
	my ($failed) = share([ $workers->[0] ], 1, sub {
		my ($worker) = @_;
		$worker->make_template && $worker->new_database or die 'the extension cannot be created';
		return join ' ', grep { !$worker->succeeds($_, 1200) } @in_turn;
	});
	$taken{$_} =~ s/\tok\t/\tfailed\t/ foreach split / /, $failed;
	return Worker::spew($kept, join '', map { "$taken{$_}\n" } @tests);
}

sub read_reach
{
	my ($kept) = @_;
	foreach my $line (split /\n/, Worker::slurp($kept))
	{
		my ($test, $took, $good, $run) = split /\t/, $line;
		print "$test is left out: it fails without a change\n" and next if $good ne 'ok';
		$seconds{$test} = $took;
		$lines{$test} = { map { $_ => 1 } split / /, $run // '' };
	}
	my %text;
	foreach my $test (keys %seconds)
	{
		$text{$test} = Worker::slurp(Worker::source_of($tree, $test));
		$text{$test} .= Worker::slurp("$tree/doc/example/load.sql") if $text{$test} =~ /^\\i load\.sql/m;
		my $answer = $test =~ /^\d/ ? '' : Worker::slurp("$tree/expected/$test.out");
		$words{$test} = { map { $_ => 1 } ($text{$test} . $answer) =~ /(\w{3,})/g };
	}
	%reached = %{ objects_reached({ map { $_ => $source{$_} } @parts }, { map { $_ => $source{$_} } grep { /\.c$/ } keys %source }, \%text) };
	return;
}

# How much a test speaks of the lines around a place: the words that both have, the rarer the more.
sub nearness
{
	my ($mutant, $test) = @_;
	my @lines = split /\n/, $source{ $mutant->{file} };
	my $first = $mutant->{line} > 3 ? $mutant->{line} - 3 : 0;
	my %near = map { $_ => 1 } join("\n", grep { defined } @lines[ $first .. $mutant->{line} + 1 ]) =~ /(\w{3,})/g;
	my $near = 0;
	foreach my $word (grep { $words{$test}{$_} } keys %near)
	{
		$near += log(keys(%words) / ($having{$word} //= grep { $words{$_}{$word} } keys %words));
	}
	return $near;
}

# The tests that can notice, quickest first; for SQL also nearest first.
sub tests_for
{
	my ($mutant) = @_;
	my %rank;
	return @only if @only;
	if ($mutant->{language} eq 'C')
	{
		# of what goes over several lines gcov counts one; data belong to the code that follows
		my $line = $mutant->{line};
		my %known = map { /^\Q$mutant->{file}\E:(\d+)/ ? ($1 => 1) : () } map { keys %{ $lines{$_} } } keys %lines;
		my ($near) = grep { $known{$_} } reverse $line - 3 .. $line;
		my ($next) = sort { $a <=> $b } grep { $_ > $line } keys %known;
		$line = $near // $next // $line;
		%rank = map { $_ => $seconds{$_} } grep { $lines{$_}{"$mutant->{file}:$line"} } keys %lines;
	}
	else
	{
		my $object = object_at($source{ $mutant->{file} }, $mutant->{at});
		foreach my $test (grep { $object eq '' || $reached{$_}{$object} } keys %reached)
		{
			my $near = nearness($mutant, $test) + (($reached{$test}{$object} // 0) == 1 ? 5 : 0);
			$rank{$test} = $seconds{$test} / (1 + $near) ** 2;
			$rank{$test} += 1000 if $test =~ /^\d/;
		}
	}
	my $asked = 0;
	my @in_turn = sort { $rank{$a} <=> $rank{$b} || $a cmp $b } keys %rank;
	return grep { ($asked += $seconds{$_}) <= $each || $asked == $seconds{$_} } @in_turn;
}

# ---------------------------------------------------------------- mutants

my @commands = split /\n/, `make -n -B with_llvm=no PROFILE=-g0 PG_CONFIG=\$(command -v pg_config)`;
my %compile = map { m{ -o (src/\S+)\.o src/} ? ("$1.c" => $_) : () } @commands;
my ($link) = grep { / -shared -o cfsperf\.so / } @commands;

# Makes what is needed of a mutant, and says whether it counts: "compiles", "equal" or "".
sub prepare_c
{
	my ($worker, $index, $mutant) = @_;
	Worker::spew("$worker->{home}/$mutant->{file}", changed($mutant, \%source));
	my $object = "$scratch/mutants/$index.o";
	my $command = "$compile{ $mutant->{file} } -Werror=incompatible-pointer-types -Werror=int-conversion" =~ s{ -o \S+}{ -o $object}r;
	my $status = system("cd $worker->{home} && ( $command ) >/dev/null 2>&1");
	Worker::spew("$worker->{home}/$mutant->{file}", $source{ $mutant->{file} });
	return '' if $status;
	my $original = "$tree/" . $mutant->{file} =~ s/\.c$/.o/r;
	return system('cmp', '-s', $object, $original) == 0 ? 'equal' : 'compiles';
}

sub script_with
{
	my ($mutant) = @_;
	return join '', map { $_ eq $mutant->{file} ? changed($mutant, \%source) : $source{$_} } @parts;
}

sub prepare_sql
{
	my ($worker, $index, $mutant) = @_;
	Worker::spew($worker->{script}, script_with($mutant));
	return '' if !$worker->make_template;
	return defined $worker->ask('with_extension', "CALL cfsperf.create_framework('cfs')") ? 'compiles' : '';
}

# Has the extension be the mutant's for the tests that follow.
sub install
{
	my ($worker, $index, $mutant) = @_;
	if ($mutant->{language} eq 'C')
	{
		my $own = $mutant->{file} =~ s/\.c$/.o/r;
		my $command = $link =~ s{ -o cfsperf\.so }{ -o $worker->{home}/new.so }r =~ s{ \Q$own\E }{ $scratch/mutants/$index.o }r;
		system("cd $tree && $command") == 0 or die "cannot be linked: $command";
		rename "$worker->{home}/new.so", $worker->{library} or die;
		return 1;
	}
	Worker::spew($worker->{script}, script_with($mutant));
	return $worker->make_template;
}

# What the tests make of a mutant: the one that notices it, or none.
sub look_for
{
	my ($worker, $index, $mutant) = @_;
	my $has_database = 0;
	my @tests = tests_for($mutant);
	$has_template++ or $mutant->{language} eq 'SQL' or $worker->make_template;
	install($worker, $index, $mutant) or return "create\t1";
	foreach my $test (@tests)
	{
		$has_database++ or $worker->new_database if $test !~ /^\d/;
		next if $worker->succeeds($test, defined $seconds{$test} ? 60 + 10 * $seconds{$test} : 1200);
		$worker->clear;
		return "$test\t" . @tests;
	}
	$worker->clear;
	return "\t" . @tests;
}

# The first $wanted mutants in the order of chance that count, and how many there were of each fate.
sub choose
{
	my ($workers, $wanted, $prepare, @places) = @_;
	my (@chosen, %fates);
	mkdir "$scratch/mutants";
	@places = shuffle @places;
	my $first = 0;
	while (@chosen < $wanted && $first < @places)
	{
		my @some = splice @{ [ @places ] }, $first, max(20, int(1.3 * ($wanted - @chosen)));
		my @fate = share($workers, scalar @some, sub { my ($worker, $index) = @_; return $prepare->($worker, $first + $index, $some[$index]) });
		foreach my $index (0 .. $#some)
		{
			last if @chosen >= $wanted;
			$fates{ $fate[$index] }++;
			push @chosen, [ $first + $index, $some[$index] ] if $fate[$index] eq 'compiles';
		}
		$first += @some;
	}
	return (\@chosen, \%fates);
}

# ---------------------------------------------------------------- the report

sub report
{
	my ($what, $least, $chosen, $fates, @result) = @_;
	my $noticed = grep { !/^\t/ } @result;
	printf "\n%s: %d of %d noticed, %.1f of 100; besides %d of the same machine code, %d that do not compile\n", $what, $noticed, scalar @result,
		@result ? 100 * $noticed / @result : 0, $fates->{equal} // 0, $fates->{''} // 0;
	foreach my $index (grep { $result[$_] =~ /^\t/ } 0 .. $#result)
	{
		my $mutant = $chosen->[$index][1];
		printf "survivor: %s [%d tests]\n", described($mutant, \%source), $result[$index] =~ /\t(\d+)/;
	}
	my %by;
	foreach my $result (@result) { $by{ ($result =~ /^(.*)\t/)[0] }++ }
	print 'noticed by: ', join(', ', map { "$_ $by{$_}" } sort { $by{$b} <=> $by{$a} || $a cmp $b } grep { $_ ne '' } keys %by), "\n";
	my $good = 100 * $noticed >= $least * @result;
	printf "%s - of %s at least %d of 100 are noticed\n", $good ? 'ok' : 'not ok', $what, $least;
	$judged[$good]++;
	return;
}

$| = 1;
my @workers = map { Worker->new($_, $tree, $stage) } 1 .. $jobs;
my $began = time;
my $kept = $ENV{CFSPERF_REACH} // "$scratch/reach";
if (!@only)
{
	take_coverage(\@workers, $kept) if !-s $kept;
	read_reach($kept);
	printf "%d tests, %.0f s one after the other; taken in %.0f s\n", scalar keys %seconds, sum0(values %seconds), time - $began;
}

my @given = given($ENV{CFSPERF_AGAIN} // '', \%source);
my @c = @given ? grep({ $_->{language} eq 'C' } @given) : map { places_c($_, $source{$_}) } sort grep { /\.c$/ && /$in/ } keys %source;
my @sql = @given ? grep({ $_->{language} eq 'SQL' } @given) : map { places_sql($_, $source{$_}) } sort grep { /\.sql$/ && /$in/ } keys %source;
foreach my $run ([ 'C', 80, $wanted_c, \&prepare_c, @c ], [ 'SQL', 75, $wanted_sql, \&prepare_sql, @sql ])
{
	my ($what, $least, $wanted, $prepare, @places) = @$run;
	next if !@places || !$wanted;
	$began = time;
	srand($seed);
	my ($chosen, $fates) = choose(\@workers, $wanted, $prepare, @places);
	my @result = share(\@workers, scalar @$chosen, sub {
		my ($worker, $index) = @_;
		my $result = look_for($worker, @{ $chosen->[$index] });
		my $mutant = $chosen->[$index][1];
		printf "%s: %s\n", $result =~ /^(\S+)\t/ ? "noticed by $1" : 'not noticed', described($mutant, \%source);
		return $result;
	});
	report($what, $least, $chosen, $fates, @result);
	printf "%d places, %.0f s\n", scalar @places, time - $began;
}
printf "\n%d passed, %d failed\n", @judged[ 1, 0 ];
exit($judged[0] > 0 || $judged[1] == 0 ? 1 : 0);
