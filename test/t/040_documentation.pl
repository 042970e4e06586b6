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

# the lines that only the first text has, behind a +, and those that only the second has, behind a -
sub differing
{
	my @texts = map { [ split /\n/, $_ ] } @_;
	my ($first, $second) = map { my %lines = map { $_ => 1 } @$_; \%lines } @texts;
	return join "\n", (map { "+ $_" } grep { !$second->{$_} } @{ $texts[0] }), (map { "- $_" } grep { !$first->{$_} } @{ $texts[1] });
}

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
my $manual = slurp_file("$source/doc/functions.md");
my $tables = $manual =~ s/^```\w+\n.*?^```\n\n?//gmsr =~ s/\n+\z/\n/r;
is(differing("$list\n", $tables), '', 'doc/functions.md says what the COMMENTs say; + where doc/functions.sql prints a line that it lacks');
ok("$list\n" eq $tables, '... in this order');
is(differing("one\ntwo\nfour\n", "one\ntwo\nthree\n"), "+ four\n- three", 'lines that differ are found');

# Every public function has an example in doc/functions.md that ran: what a function made of a statement depends on is what
# the statement calls, by name and arguments. A procedure is found by its name.
my $examples = "CREATE EXTENSION cfsperf;\nSET search_path = public, cfs, cfsperf;\n";
my $made = 0;
for my $block (blocks($manual))
{
	my $sql = $block->{text};
	$examples .= "$sql\n";
	for my $statement (split /;[ \t]*(?:--.*)?$|\\g(?:set|x)\b.*$/m, $sql =~ s/^--.*\n//gmr)
	{
		$statement =~ s/^\s*(?:CREATE TEMP TABLE \w+ AS\s)?//;
		$examples .= 'CREATE FUNCTION pg_temp.example_' . ++$made . "() RETURNS void BEGIN ATOMIC $statement; END;\n" if $statement =~ /^(?:SELECT|INSERT)\b/;
	}
}
my $without_example = q{
	SELECT p.oid::regprocedure FROM pg_proc p
	WHERE p.pronamespace = 'cfsperf'::regnamespace AND p.prokind <> 'p' AND NOT EXISTS (
		SELECT FROM pg_depend d JOIN pg_proc e ON e.oid = d.objid
		WHERE d.classid = 'pg_proc'::regclass AND e.pronamespace = pg_my_temp_schema() AND d.refclassid = 'pg_proc'::regclass AND d.refobjid = p.oid)
	ORDER BY 1;
};
$node->safe_psql('postgres', 'CREATE DATABASE examples');
# the roles that the page makes are there from its first run
my ($missing, $missing_then) = split /^---\n/m, $node->safe_psql('examples', ($examples =~ s/^CREATE ROLE .*\n//gmr) . qq{
	\\echo <<examples>>
	$without_example
	\\echo ---
	CREATE FUNCTION cfsperf.mean_of_means(series) RETURNS double precision RETURN 1.0;
	CREATE FUNCTION cfsperf.ends(reporting_period, integer) RETURNS date RETURN NULL::date;
	$without_example}) =~ s/^.*<<examples>>\n//sr;
is($missing, '', 'every public function has an example in doc/functions.md, with each kind of arguments');
is($missing_then, "${missing}mean_of_means(series)\nends(reporting_period,integer)", 'and a new one without is found, as are other arguments of one that has');
my @procedures = $list =~ /^\| `CALL (\w+)\(/mg;
my $calls = join "\n", map { $_->{text} =~ /\bCALL \w+\(/g } blocks($manual);
cmp_ok(scalar(@procedures), '>', 3, 'there are procedures');
is(not_in($calls, @procedures), '', 'as has every procedure');
is(not_in($calls, @procedures, 'merge_frameworks'), 'merge_frameworks', 'and a new one without is found');

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
