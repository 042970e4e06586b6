# SPDX-License-Identifier: PostgreSQL
# Follows README.md and the manual in the system below the directory $ARGV[0], in which $ARGV[1] has the source.
#
# Nothing is run there that is not in the text:
#
#   - In README.md the blocks ```sh before the first of SQL are run as root in the directory of the source, and before them the
#     command that the text has for a machine without make. Those after it, and all of other pages, are run by the account
#     "analyst", from whose home directory the page says where to go.
#   - Blocks ```sql go to the psql that the text says: "into `psql performance`" of README.md, "in `psql follow`" of
#     doc/README.md for the other pages, each in a database that its ```sh makes, after its own blocks ```sql.
#   - The pages that doc/README.md says want a superuser have one.
#
# Prints TAP.

use strict;
use warnings FATAL => 'all';

use File::Basename qw(dirname);
use FindBin;
use lib "$FindBin::Bin/../t";
use Manual qw(blocks complaints pages plain printed script);
use Test::More;
use Time::HiRes qw(time);

my ($root, $tree) = @ARGV;
my $home = '/home/analyst';
my $source = substr $tree, length($root);
my ($begun, $log) = (time, "$root/tmp/newcomer");

sub content { my ($path) = @_; open my $file, '<', $path or die "$path: $!"; local $/; return scalar <$file>; }
sub write_to { my ($path, $text) = @_; open my $file, '>', $path or die "$path: $!"; print $file $text; close $file or die "$path: $!"; return; }

# Runs a command in a directory, as root or as the account: its status. What it prints is in "$log.out" and "$log.err".
sub run
{
	my ($who, $directory, $command) = @_;
	write_to("$log.sh", "cd $directory || exit\n$command\n");
	my $shell = '/bin/sh -e /tmp/newcomer.sh';
	$shell = "runuser --login analyst --command '$shell'" if $who ne 'root';
	return system("chroot $root /usr/bin/env -i HOME=/root LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin $shell </dev/null >$log.out 2>$log.err");
}

sub runs
{
	my ($what, $who, $directory, $command) = @_;
	my $since = time;
	my $well = ok(run($who, $directory, $command) == 0, sprintf '%s, as %s', $what, $who);
	diag(content("$log.out") =~ s/.*?((?:[^\n]*\n){0,20})\z/$1/sr, content("$log.err") =~ s/.*?((?:[^\n]*\n){0,30})\z/$1/sr) unless $well;
	printf "# %.1f s: %s\n", time - $since, $command =~ s/\n(?=.)/; /gr =~ s/\s+\z//r;
	return $well;
}

# Blocks of SQL, one after the other in one psql, begun by others whose output is nobody's concern.
sub psql_runs
{
	my ($page, $directory, $database, $before, @blocks) = @_;
	my $since = time;
	write_to("$log.sql", join('', map { "$_->{text}\n" } @$before) . script(@blocks));
	run('analyst', $directory, "psql --no-psqlrc --quiet --dbname=$database --file=- < /tmp/newcomer.sql");
	my ($out, $err) = (content("$log.out"), content("$log.err"));
	is(complaints($err), '', "$page: its SQL runs");
	foreach my $i (grep { defined $blocks[$_]{prints} } 0 .. $#blocks)
	{
		is(plain(printed($out, $i)), plain($blocks[$i]{prints}), "$page: block $i prints what the page says");
	}
	printf "# %.1f s: %s\n", time - $since, $page;
	return;
}

sub said { my ($text, $pattern, $what) = @_; my ($found) = $text =~ $pattern or die "the text does not say $what"; return $found; }

# ---------------------------------------------------------------- README.md

my $readme = content("$tree/README.md");
my @blocks = blocks($readme);
my @first;
push @first, shift @blocks while @blocks && $blocks[0]{language} eq 'sh';

runs('README.md: make', 'root', $source, said($readme, qr/`(apt-get install make)`/, 'where make comes from') =~ s/install/-y install/r)
  unless -e "$root/usr/bin/make";
runs("README.md: block $_", 'root', $source, $first[$_]{text}) or BAIL_OUT('nothing is installed') foreach 0 .. $#first;
my $database = said($readme, qr/into `psql (\w+)`/, 'into which psql to type');
psql_runs('README.md', $source, $database, [], grep { $_->{language} eq 'sql' } @blocks);
runs('README.md: a later block', 'analyst', $source, $_->{text}) foreach grep { $_->{language} eq 'sh' } @blocks;
cmp_ok(-s "$tree/report.html" // 0, '>', 10_000, 'there is a page') if $readme =~ /\breport\.html$/m;

# ---------------------------------------------------------------- the manual

my $manual = content("$tree/doc/README.md");
my ($making, @others) = grep { $_->{language} eq 'sh' } blocks($manual);
my @beginning = grep { $_->{language} eq 'sql' } blocks($manual);
die 'doc/README.md has more than one block of commands' if @others || !$making;
my $follow = said($manual, qr/in `psql (\w+)`/, 'in which psql a page is followed');
my $place = said($making->{text}, qr/^cd (\S+)$/m, 'where to go');
my %powerful = map { $_ => 1 } said($manual, qr/^(.*?superuser:.*?\.\s)/ms, 'which pages want a superuser') =~ s/.*superuser://sr =~ /\]\((\S+?)\)/g;
cmp_ok(scalar(keys %powerful), '>', 0, 'doc/README.md says which pages want a superuser');

foreach my $page (grep { $_ ne 'README.md' && $_ ne 'doc/README.md' } pages($tree))
{
	my @page = blocks(content("$tree/$page")) or next;
	my $is_powerful = $powerful{ $page =~ s{^doc/}{}r } // 0;
	my @sql = grep { $_->{language} eq 'sql' } @page;

	run('root', '/', q{su postgres -c "psql -q -c 'ALTER ROLE analyst } . ($is_powerful ? 'SUPERUSER' : 'NOSUPERUSER') . q{'"});
	if (@sql)
	{
		run('analyst', $home, "dropdb --if-exists $follow");
		run('analyst', $source, $making->{text}) == 0 or fail("$page: $making->{text} " . content("$log.err"));
		psql_runs($page, "$source/$place", $follow, \@beginning, @sql);
	}
	runs("$page: a block for a shell", 'analyst', "$source/$place", $_->{text}) foreach grep { $_->{language} eq 'sh' } @page;
}

done_testing();
printf "# %.0f s in all\n", time - $begun;
