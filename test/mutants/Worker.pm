# SPDX-License-Identifier: PostgreSQL
# A server of its own with the extension in a directory of its own, and the tests asked there one by one.

package Worker;

use strict;
use warnings;

use File::Path qw(make_path);
use POSIX qw(:sys_wait_h setsid);
use Time::HiRes qw(sleep time);

# What pg_regress sets for a test's session and in its database.
my %session = (PGTZ => 'PST8PDT', PGDATESTYLE => 'Postgres, MDY', LC_MESSAGES => 'C', PGDATABASE => 'regression');
my $database_settings = join '', map { "ALTER DATABASE regression SET $_;" } "lc_messages TO 'C'", "lc_monetary TO 'C'",
	"lc_numeric TO 'C'", "lc_time TO 'C'", "bytea_output TO 'hex'", "timezone_abbreviations TO 'Default'";

# $tree: the built copy of the sources; $stage: where the extension was installed; both are copied.
sub new
{
	my ($class, $number, $tree, $stage) = @_;
	my $home = "$ENV{TMPDIR}/worker$number";
	my $self = bless { number => $number, tree => $tree, home => $home }, $class;
	make_path("$home/results", "$home/socket", "$home/tmp_check", "$home/counts");
	run('cp', '-r', $stage, "$home/stage");
	run('cp', '-r', "$tree/src", "$home/src");
	($self->{library}) = split /\n/, `find $home/stage -name cfsperf.so`;
	($self->{script}) = split /\n/, `find $home/stage -name 'cfsperf--*.sql'`;

	my $conf = slurp($ENV{CFSPERF_CONF});
	$conf =~ s/\Q$stage\E/$home\/stage/g;
	spew("$home/cfsperf.conf", $conf);
	run('initdb', '-D', "$home/data", '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8');
	open my $file, '>>', "$home/data/postgresql.conf" or die;
	print $file $conf, "listen_addresses = ''\nunix_socket_directories = '$home/socket'\nfsync = off\nautovacuum = off\n",
		"temp_file_limit = 1GB\n";
	close $file;
	return $self;
}

# Where a test is written: SQL, two sessions at a time, or Perl.
sub source_of
{
	my ($tree, $test) = @_;
	my ($file) = grep { -f } map { "$tree/test/$_" } "sql/$test.sql", "specs/$test.spec", "t/$test.pl";
	return $file // die "there is no test $test";
}

sub slurp { my ($name) = @_; open my $file, '<', $name or die "$name: $!"; local $/; return scalar <$file>; }
sub spew { my ($name, $text) = @_; open my $file, '>', $name or die "$name: $!"; print $file $text; return close $file; }

sub run
{
	my @command = @_;
	my $log = "$ENV{TMPDIR}/command.$$";
	return 1 if !system('sh', '-c', '"$@" >"$0" 2>&1 </dev/null', $log, @command);
	die "@command: " . slurp($log);
}

# In the process that is going to use it: its environment leads to this server. A server that grows without end is one
# that noticed.
sub start
{
	my ($self) = @_;
	$ENV{PGHOST} = "$self->{home}/socket";
	$ENV{CFSPERF_CONF} = "$self->{home}/cfsperf.conf";
	$ENV{TESTDIR} = $self->{home};
	$ENV{PG_ABS_SRCDIR} = "$self->{tree}/test";
	@ENV{ 'GCOV_PREFIX', 'GCOV_PREFIX_STRIP' } = ("$self->{home}/counts", 0);
	chdir $self->{home} or die;
	$self->restart('start');
	return;
}

sub restart
{
	my ($self, $how) = @_;
	my $log = "$self->{home}/server.log";
	system("pg_ctl -D $self->{home}/data -m immediate -s stop >/dev/null 2>&1") if !$how;
	system("ulimit -v 8000000; exec pg_ctl -D $self->{home}/data -w -s -l $log start </dev/null >/dev/null 2>&1") == 0
		or die "the server does not start: $log";
	return;
}

sub stop { my ($self) = @_; return system("pg_ctl -D $self->{home}/data -m immediate -s stop >/dev/null 2>&1"); }

# One answer of the server as text, undef where it has none.
sub ask
{
	my ($self, $database, $sql) = @_;
	my @command = ('psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', $database, '-c', 'SET client_min_messages = error', '-c', $sql);
	open my $psql, '-|', 'sh', '-c', 'exec "$@" 2>/dev/null', 'sh', @command or return;
	my $answer = do { local $/; <$psql> };
	close $psql or return;
	return $answer;
}

# The template of the databases of tests, with what is installed now.
sub make_template
{
	my ($self) = @_;
	$self->clear;
	$self->ask('postgres', 'DROP DATABASE IF EXISTS with_extension');
	$self->ask('postgres', 'CREATE DATABASE with_extension TEMPLATE template0') // die 'no database';
	return defined $self->ask('with_extension', 'CREATE EXTENSION cfsperf');
}

# What tests that were broken off have left.
sub clear
{
	my ($self) = @_;
	foreach my $attempt (1 .. 100)
	{
		my $left = $self->ask('postgres', "SELECT format('DROP DATABASE %I WITH (FORCE)', datname) FROM pg_database
			WHERE datname NOT IN ('postgres', 'template0', 'template1', 'with_extension')
			UNION ALL SELECT format('DROP ROLE %I', rolname) FROM pg_roles WHERE oid >= 16384");
		if (defined $left)
		{
			return 1 if $left eq '';
			$self->ask('postgres', $_) foreach split /\n/, $left;
		}
		sleep 0.1;
	}
	$self->restart;
	return 0;
}

sub new_database
{
	my ($self) = @_;
	foreach my $attempt (1 .. 20)
	{
		return 1 if defined $self->ask('postgres', 'CREATE DATABASE regression TEMPLATE with_extension')
			&& defined $self->ask('postgres', $database_settings);
		$self->clear;
	}
	die 'no database can be made';
}

# Runs a command in a process group of its own, for the given time at most: its exit status, or undef where it was ended.
sub within
{
	my ($limit, $out, @command) = @_;
	my $pid = fork // die $!;
	if (!$pid)
	{
		setsid();
		open STDIN, '<', $out->{in} // '/dev/null' or die;
		open STDOUT, '>', $out->{file} or die;
		open STDERR, '>&', \*STDOUT or die;
		exec @command or POSIX::_exit(127);
	}
	my $until = time + $limit;
	my $pause = 0.005;
	while (waitpid($pid, WNOHANG) == 0)
	{
		if (time > $until)
		{
			kill KILL => -$pid;
			waitpid $pid, 0;
			return;
		}
		sleep $pause;
		$pause *= 1.2 if $pause < 0.1;
	}
	return $?;
}

# Whether the test succeeds: a name of test/sql, or of test/t with its number first.
sub succeeds
{
	my ($self, $test, $limit) = @_;
	my $out = "$self->{home}/results/$test.out";
	if ($test =~ /^\d/)
	{
		system("rm -rf $self->{home}/tmp_check/*");
		local $ENV{PERL5LIB} = "$self->{tree}/test/t:" . `pg_config --pgxs` =~ s{makefiles/pgxs\.mk\n}{test/perl}r;
		local $ENV{PG_REGRESS} = `pg_config --pgxs` =~ s{makefiles/pgxs\.mk\n}{test/regress/pg_regress}r;
		my $status = within($limit, { file => $out }, 'sh', '-c', 'cd "$0" && exec perl "$1"', $self->{tree}, "test/t/$test.pl");
		$self->stop_nodes if !defined $status;
		return defined $status && $status == 0;
	}
	local @ENV{ keys %session } = values %session;
	my $source = source_of($self->{tree}, $test);
	my @command = ('psql', '-X', '-a', '-q', '-v', 'HIDE_TABLEAM=on', '-v', 'HIDE_TOAST_COMPRESSION=on');
	@command = (`pg_config --pgxs` =~ s{makefiles/pgxs\.mk\n}{test/isolation/isolationtester}r, 'dbname=regression') if $source =~ /\.spec$/;
	my $status = within($limit, { in => $source, file => $out }, @command);
	$self->restart if !defined $status;
	return defined $status && slurp($out) eq slurp("$self->{tree}/expected/$test.out");
}

# Servers of a TAP test that was ended before it could stop them.
sub stop_nodes
{
	my ($self) = @_;
	foreach my $file (glob "$self->{home}/tmp_check/*/pgdata/postmaster.pid")
	{
		my $data = $file =~ s{/postmaster\.pid$}{}r;
		system("pg_ctl -D '$data' -m immediate -s stop >/dev/null 2>&1");
	}
	return;
}

# Waits for the backends of the tests to be gone: counts are written when a process ends.
sub wait_for_backends
{
	my ($self) = @_;
	my ($postmaster) = slurp("$self->{home}/data/postmaster.pid") =~ /^(\d+)/;
	foreach my $attempt (1 .. 200)
	{
		my @left = grep { /postgres: postgres |parallel worker/ } split /\n/, `ps -o args= --ppid $postmaster`;
		return if !@left;
		sleep 0.05;
	}
	return;
}

1;
