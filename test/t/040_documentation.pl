# SPDX-License-Identifier: PostgreSQL

# The SQL of README.md and of the manual runs, and prints what it says.
#
# The blocks of a page run one after the other in one session and a database of their own, in the directory that
# doc/README.md says: that of README.md itself for README.md, doc/example for all others.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::Bin;

use CfsTest;
use Manual qw(blocks complaints pages plain printed script);
use PostgreSQL::Test::Utils;
use Test::More;

my $source = CfsTest::source_dir();
my $node = CfsTest::new_node('documentation');

# the constraints and indexes of a framework, as they print with its names found
sub keys_of
{
	my ($database, $framework) = @_;
	return $node->safe_psql($database, "SET search_path = $framework, cfsperf;
		SELECT conrelid::regclass, conname, convalidated, pg_get_constraintdef(oid) FROM pg_constraint
		WHERE connamespace = '$framework'::regnamespace ORDER BY conrelid::regclass::text, conname;
		SELECT indexrelid::regclass, indisvalid, replace(pg_get_indexdef(indexrelid), '$framework.', '') FROM pg_index
		WHERE indexrelid IN (SELECT oid FROM pg_class WHERE relnamespace = '$framework'::regnamespace) ORDER BY indexrelid::regclass::text");
}

# Pages write files, too: they do it in a copy.
my $copy = $node->basedir . '/pages';
mkdir $copy or die "$copy: $!";
system('cp', '-r', "$source/doc", $copy) == 0 or die "doc cannot be copied to $copy";

my $n = 0;
for my $name (pages($source))
{
	my @blocks = grep { $_->{language} eq 'sql' } blocks(slurp_file("$source/$name"));
	next unless @blocks;

	my $database = 'page' . ++$n;
	$node->safe_psql('postgres', "CREATE DATABASE $database");

	# a page that does not install the extension itself has it, and its public names, ready
	my $script = script(@blocks);
	$script = "CREATE EXTENSION cfsperf;\nSET search_path = public, cfs, cfsperf;\n$script"
	  unless grep { $_->{text} =~ /CREATE EXTENSION/ } @blocks;

	my $directory = $name eq 'README.md' ? $copy : "$copy/doc/example";
	my ($out, $err) = ('', '');
	IPC::Run::run(
		[
			'psql', '--no-psqlrc', '--quiet', '--no-align', '--dbname' => $node->connstr($database), '--pset' => 'format=aligned', '--file' => '-'
		],
		'<' => \$script,
		'>' => \$out,
		'2>' => \$err,
		init => sub { chdir $directory });
	is(complaints($err), '', "$name: its SQL runs");
	for my $i (0 .. $#blocks)
	{
		next unless defined $blocks[$i]{prints};
		is(plain(printed($out, $i)), plain($blocks[$i]{prints}), "$name: block $i prints what the page says");
	}

	# what a page drops and makes again is as it was
	next unless grep { $_->{text} =~ /DROP (?:CONSTRAINT|INDEX)/ } @blocks;
	$node->safe_psql($database, "CALL cfsperf.create_framework('as_made')");
	is(keys_of($database, 'cfs'), keys_of($database, 'as_made'), "$name: the framework has its keys, constraints and indexes");
}

ok($n > 0, 'there are pages with SQL');

# With the search path that README.md sets, a table that somebody makes for staging is none of the framework's.
my ($set_path) = slurp_file("$source/README.md") =~ /^(SET search_path = .*;)$/m;
$node->safe_psql('postgres', 'CREATE DATABASE staging');
is($node->safe_psql('staging', "CREATE EXTENSION cfsperf; $set_path CALL create_framework('cfs'); CREATE TABLE staging (LIKE observation);
		SELECT relnamespace::regnamespace FROM pg_class WHERE oid = 'staging'::regclass"), 'public', 'a staging table goes to public');

# The list of functions is what the COMMENTs say, and no public function is missing from it.
$node->safe_psql('postgres', 'CREATE EXTENSION cfsperf');
my ($list, $complaint) = run_command(
	[ 'psql', '--no-psqlrc', '--quiet', '--no-align', '--tuples-only', '--dbname' => $node->connstr('postgres'), '--file' => "$source/doc/functions.sql" ]);
is($complaint, '', 'doc/functions.sql lists every public function once');
is("$list\n", slurp_file("$source/doc/functions.md"), 'doc/functions.md says what the COMMENTs say: doc/functions.sql makes it anew');

# A page names each statistic and is linked from their index; a test calls each public function.
my $pages = join "\n", map { slurp_file($_) } grep { !/functions\.md$/ } glob("$source/doc/*.md"), glob("$source/doc/statistics/*.md");
my $tests = join "\n", map { slurp_file($_) } glob("$source/test/sql/*.sql"), grep { !/040/ } glob("$source/test/t/*.pl");
my $parts = join "\n", map { slurp_file($_) } glob("$source/sql/3_statistics/*.sql");
sub statistics { my ($sql) = @_; return $sql =~ /^CREATE FUNCTION (\w+)\(/mg; }
sub listed { my ($page) = @_; return $page =~ /^\| `(?:CALL )?"?(\w+)"?\(/mg; }
sub not_in { my ($text, @names) = @_; my %names = map { $_ => 1 } @names; return join ' ', grep { $text !~ /\b$_\b/ } sort keys %names; }
my @statistics = statistics($parts);
cmp_ok(scalar(@statistics), '>', 15, 'there are statistics');
is(not_in($pages, @statistics), '', 'a page of doc/ names each statistic');
is(not_in($tests, listed($list)), '', 'a test calls each public function');
# and a new one that no page names and no test calls is found, as is one of which they have ceased to speak
is(not_in($pages, statistics("$parts\nCREATE FUNCTION mean_of_means(series) RETURNS double precision\n")), 'mean_of_means', 'a statistic without a page is found');
is(not_in($tests, listed("$list\n| `mean_of_means(series)` | `double precision` | |\n")), 'mean_of_means', 'and a public function without a test');
is(not_in($pages =~ s/\bxmr\b//gr, @statistics), 'xmr', 'a statistic that its page no longer names is found');
is(not_in($tests =~ s/\bxmr\b//gr, listed($list)), 'xmr', 'and a function that its test no longer calls');
my $index = slurp_file("$source/doc/statistics/README.md");
is(join(' ', grep { index($index, "($_)") < 0 } grep { $_ ne 'README.md' } map { s{.*/}{}r } glob("$source/doc/statistics/*.md")),
	'', 'doc/statistics/README.md links to each page');
my @named = slurp_file("$source/doc/architecture.md") =~ m{`((?:src|sql|test|doc)/[\w./]+)`}g;
is(join(' ', grep { !/NAME/ && !-e "$source/$_" } @named), '', 'doc/architecture.md names files that exist');
done_testing();
