# SPDX-License-Identifier: PostgreSQL
# Mutated images of every type are refused or make a value that comes back as itself, binary and as text. The few
# seconds of what "make check-long" does with a million; see test/fuzz/recv_fuzz.c.

use strict;
use warnings;

use File::Copy qw(copy);
use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node source_dir);
use PostgreSQL::Test::Utils;
use Test::More;

my $images = 20000;
my $source = source_dir() . '/test/fuzz';
my $build = PostgreSQL::Test::Utils::tempdir;

# The module is made in a directory of its own: the tree may not be ours to write to.
copy("$source/$_", "$build/$_") or die "$_: $!" foreach qw(Makefile recv_fuzz.c);
{
	local @ENV{qw(MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES)};
	delete @ENV{qw(MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES)};
	plan skip_all => 'the test module cannot be built here'
		if system("make -C $build with_llvm=no PG_CONFIG=" . ($ENV{PG_CONFIG} // 'pg_config') . " >$build/log 2>&1") != 0;
}

my $node = new_node('mutated');
my ($status, $stdout, $stderr) = $node->psql('postgres', undef,
	extra_params => [ '-f', "$source/recv_fuzz.sql", '-v', "module=$build/recv_fuzz", '-v', "images=$images",
		'-v', "series_images=$images", '-v', 'seed=1' ]);
is($status, 0, 'every value accepted comes back as itself') or diag($stderr);

my @results = map { [ split /\|/ ] } grep { /\|/ } split /\n/, $stdout;
cmp_ok(scalar @results, '>=', 26, 'every type is tried, binary and as text');
foreach my $result (@results)
{
	my ($type, $form, $accepted, $refused) = @$result;
	ok($accepted > 0 && $refused > 0 && $accepted + $refused == $images,
		"$type, $form: $accepted of $images images are accepted, the others refused");
}

$node->stop;
unlike(slurp_file($node->logfile), qr/PANIC|TRAP|terminated by signal/, 'nothing crashed');
done_testing();
