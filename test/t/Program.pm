# SPDX-License-Identifier: PostgreSQL
# What the tests of the program cfsperf share: where it is, what it prints, and a terminal for it.

package Program;

use strict;
use warnings;

use CfsTest qw(source_dir);
use Clients qw(has_header);
use Exporter 'import';
use IO::Pty;
use IPC::Run;
use POSIX ();
use PostgreSQL::Test::Utils;
use Test::More;

our @EXPORT_OK = qw(at_terminal has_terminals program program_environment program_or_skip run_program text_only);

# What runs in the background may have been started to ignore them, and the program then does so, too.
$SIG{$_} = 'DEFAULT' foreach qw(HUP INT TERM);

sub program { return source_dir() . '/src/client/cfsperf'; }

# The program is left out where the headers of libpq are not; anywhere else it is there or the tests fail.
sub program_or_skip
{
	my ($include) = run_command([ 'pg_config', '--includedir' ]);
	plan skip_all => 'without the headers of libpq (Debian: libpq-dev)'
	  unless -x program() || has_header('libpq-fe.h', "-I$include");
	ok(-x program(), 'the program has been built') or BAIL_OUT('src/client/cfsperf is not there');
	return;
}

# Its environment: ours without what leads elsewhere, the server, and what %$more says.
sub program_environment
{
	my ($node, $more) = @_;
	return (
		(map { $_ => $ENV{$_} } grep { !/^(?:PG|CFSPERF_)/ } keys %ENV),
		PGHOST => $node->host, PGPORT => $node->port, PGUSER => 'postgres', PGDATABASE => 'postgres', LC_ALL => 'C.UTF-8',
		%{ $more // {} });
}

# Runs it with the arguments; its exit status, output and errors.
sub run_program
{
	my ($node, $environment, @arguments) = @_;
	my $input = delete $environment->{input};
	my ($out, $err) = ('', '');

	local %ENV = program_environment($node, $environment);
	IPC::Run::run([ program(), @arguments ], '<', defined $input ? \$input : \undef, '>', \$out, '2>', \$err);
	my $status = $? & 127 ? 128 + ($? & 127) : $? >> 8;
	text_only("@arguments", $out, $err);
	return ($status, $out, $err);
}

# Where there is no terminal nothing is printed that a terminal would obey. Said where it is not so.
sub text_only
{
	my ($what, @texts) = @_;
	return if "@texts" !~ /[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f]|\r(?!\n)/;
	return fail("$what: control characters are printed");
}

# Whether there are terminals: a root that was only unpacked has none.
sub has_terminals
{
	return open my $terminal, '+<', '/dev/ptmx';
}

# Runs it at a terminal of so many columns, which is all that it has. Types each text as soon as there is what its
# pattern asks for. The status and all that came to the terminal.
sub at_terminal
{
	my ($node, $environment, $columns, $typed, @arguments) = @_;
	my $terminal = IO::Pty->new;
	my $shown = '';

	my $pid = fork() // die "fork: $!";
	if ($pid == 0)
	{
		%ENV = program_environment($node, $environment);
		$terminal->make_slave_controlling_terminal;
		my $slave = $terminal->slave;
		$slave->set_winsize(24, $columns);
		foreach my $handle (\*STDIN, \*STDOUT, \*STDERR)
		{
			open $handle, ($handle == \*STDIN ? '<&' : '>&') . fileno($slave) or POSIX::_exit(99);
		}
		exec { program() } 'cfsperf', @arguments or POSIX::_exit(98);
	}
	$terminal->close_slave;
	my @typed = @$typed;
	# reading fails when the other end is closed
	while (sysread $terminal, my $piece, 4096)
	{
		$shown .= $piece;
		while (@typed && $shown =~ $typed[0])
		{
			my (undef, $text) = splice @typed, 0, 2;
			ref $text ? $text->() : syswrite $terminal, $text;
		}
	}
	waitpid $pid, 0;
	return ($? & 127 ? 128 + ($? & 127) : $? >> 8, $shown);
}

1;
