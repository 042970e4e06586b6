# SPDX-License-Identifier: PostgreSQL
# Work that is shared by processes, one for each server.

package Share;

use strict;
use warnings;

use Exporter 'import';
use Fcntl qw(:flock);
use POSIX qw(_exit);

use Worker;

our @EXPORT_OK = qw(share);

# Calls $work->($worker, $index) for each index below $number, in a process for each worker, and returns what it
# returned, text without line ends, by index. Each process takes the next one, so that all end at about the same time.
sub share
{
	my ($workers, $number, $work) = @_;
	my ($next, $results) = ("$ENV{TMPDIR}/next", "$ENV{TMPDIR}/results");
	Worker::spew($next, 0);
	Worker::spew($results, '');
	my @children;
	foreach my $worker (@$workers)
	{
		my $pid = fork // die $!;
		push @children, $pid and next if $pid;
		srand;
		my $status = eval {
			$worker->start;
			while (1)
			{
				open my $file, '+<', $next or die;
				flock $file, LOCK_EX or die;
				my $index = <$file>;
				seek $file, 0, 0;
				print $file $index + 1;
				close $file or die;
				last if $index >= $number;
				my $result = $work->($worker, $index);
				open my $out, '>>', $results or die;
				flock $out, LOCK_EX or die;
				print $out "$index\t$result\n";
				close $out or die;
			}
			1;
		};
		warn $@ if !$status;
		$worker->stop;
		_exit($status ? 0 : 1);
	}
	my $failed = 0;
	foreach my $pid (@children) { waitpid $pid, 0; $failed ||= $? }
	die "a worker failed\n" if $failed;
	my @result;
	foreach my $line (split /\n/, Worker::slurp($results))
	{
		my ($index, $text) = split /\t/, $line, 2;
		$result[$index] = $text;
	}
	return @result;
}

1;
