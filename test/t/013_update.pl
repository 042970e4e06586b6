# ALTER EXTENSION UPDATE leads from the released version to what a new installation has, object by object; and until then
# the old definitions give on the new library the answers that they gave.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(source_dir);
use Released qw(entries framework_like new_node_with_release run_script);
use PostgreSQL::Test::Utils;
use Test::More;

my $released = '1.0.0';
my $node = new_node_with_release('update', $released);
my $example = source_dir() . '/doc/example';
my $version = q{SELECT extversion FROM pg_extension WHERE extname = 'cfsperf'};

$node->safe_psql('postgres', "CREATE DATABASE $_") foreach qw(example old updated fresh);
$node->safe_psql('fresh', 'CREATE EXTENSION cfsperf');
$node->safe_psql('example', slurp_file("$example/load.sql") =~ s{FROM '(.*?\.csv)'}{FROM '$example/$1'}gr);

# The released version on the current library: the worked example says what it says now.
$node->safe_psql('old', "CREATE EXTENSION cfsperf VERSION '$released'");
is($node->safe_psql('old', $version), $released, 'the old definitions are there');
framework_like($node, 'example', 'old');
my $demo = run_script($node, 'example', $example, 'demo.sql');
like($demo, qr/From 20 measures .* eight have improved/s, 'the example prints its report');
is(run_script($node, 'old', $example, 'demo.sql'), $demo, 'old definitions on the new library print it too');
my $report = q{'E10000018', '2020/21 Q2'};
my @asked = map { [ split / /, $_, 2 ] } (
	"narrative SELECT n FROM cfs.narrative($report) n",
	"report_text SELECT cfs.report_text($report)",
	"dashboard SELECT length(cfs.dashboard($report)) > 20000",
	'exceptions SELECT measure, kind FROM cfs.exceptions ORDER BY 1, 2',
	'data_quality SELECT count(*) FROM cfs.data_quality',
	'history SELECT measure, area, cfsperf.xmr(series), (cfsperf.trend(series)).verdict FROM cfs.history ORDER BY 1, 2',
	"publish CALL cfs.publish($report); SELECT edition, sentence FROM cfs.published_summary");
my %answers;
foreach my $question (@asked)
{
	my ($name, $query) = @$question;
	$answers{$name} = $node->safe_psql('old', $query);
	isnt($answers{$name}, '', "$name has an answer by old definitions on the new library");
}

# The update, with and without a framework there.
$node->safe_psql('updated', "CREATE EXTENSION cfsperf VERSION '$released'");
foreach my $database ('old', 'updated')
{
	is($node->psql($database, 'ALTER EXTENSION cfsperf UPDATE'), 0, "ALTER EXTENSION UPDATE in database $database");
	is($node->safe_psql($database, $version), $node->safe_psql('fresh', $version), 'leads to the version of a new installation');
}
is(run_script($node, 'old', $example, 'demo.sql'), $demo, 'an old framework goes on after the update');
foreach my $question (@asked)
{
	my ($name, $query) = @$question;
	next if $name eq 'publish';
	is($node->safe_psql('old', $query), $answers{$name}, "with the same answer of $name");
}

# Object by object: definition, body, labels, comment, owner, privileges.
my $fresh = entries($node, 'fresh', '--binary-upgrade');
my $updated = entries($node, 'updated', '--binary-upgrade');
cmp_ok(scalar(keys %$fresh), '>', 500, 'a dump for pg_upgrade has the members of the extension');
is_deeply([ grep { !exists $updated->{$_} } sort keys %$fresh ], [], 'nothing that a new installation has is missing after the update');
is_deeply([ grep { !exists $fresh->{$_} } sort keys %$updated ], [], 'nothing is left over');
foreach my $name (sort keys %$fresh)
{
	next if ($updated->{$name} // '') eq $fresh->{$name};
	is($updated->{$name}, $fresh->{$name}, "$name is the same");
}

# What pg_dump does not write: members, and what the catalogues say of functions.
my $members = q{SELECT pg_describe_object(classid, objid, 0) COLLATE "C" AS member,
	(SELECT concat_ws(' ', provolatile, proparallel, proisstrict, prosecdef, procost, prorows, proleakproof, proconfig, probin, prosrc)
	 FROM pg_proc p WHERE p.oid = objid AND classid = 'pg_proc'::regclass)
	FROM pg_depend WHERE deptype = 'e' AND refclassid = 'pg_extension'::regclass ORDER BY 1};
is($node->safe_psql('updated', $members), $node->safe_psql('fresh', $members), 'members and labels are those of a new installation');
is($node->psql('updated', 'DROP EXTENSION cfsperf'), 0, 'and all of them go with the extension');

$node->stop;
done_testing();
