# SPDX-License-Identifier: PostgreSQL
# Text and binary format say the same: every column of every view, and every type by the layout in doc/connect.md.
#
# Runs where the headers of libpq are: Debian's package libpq-dev.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node source_dir);
use Clients qw(compile has_header load_example);
use IPC::Run;
use PostgreSQL::Test::Utils;
use Test::More;

my ($include) = run_command([ 'pg_config', '--includedir' ]);
my ($library) = run_command([ 'pg_config', '--libdir' ]);
plan skip_all => 'without the headers of libpq (Debian: libpq-dev)' unless has_header('libpq-fe.h', "-I$include");

my $node = new_node('libpq');
my $client = compile('libpq_formats', "-I$include", "-L$library", "-Wl,-rpath,$library", '-lpq');
load_example($node, 'example');

# type => number of values compared
sub compared
{
	my ($role, $what, @queries) = @_;
	my ($out, $err) = ('', '');

	IPC::Run::run([ $client, $node->connstr('example') . " user=$role", @queries ], '>', \$out, '2>', \$err);
	is($err, '', "$what, $role: text and binary say the same");
	return map { split / / } split /\n/, $out;
}

# ---------------------------------------------------------------- views

my @views = split /\n/, $node->safe_psql('example', q{
	SELECT relname FROM pg_class c
	WHERE relnamespace = 'cfs'::regnamespace AND relkind IN ('v', 'm')
		-- arrays are for the other views
		AND NOT EXISTS (SELECT FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
						WHERE a.attrelid = c.oid AND a.attnum > 0 AND t.typcategory = 'A')
	ORDER BY relname});
foreach my $role (qw(postgres reader))
{
	foreach my $view (@views)
	{
		my $may = $node->safe_psql('example', "SELECT has_table_privilege('$role', 'cfs.$view', 'SELECT')");
		compared($role, $view, "SELECT * FROM cfs.$view") if $may eq 't';
	}
}
my %seen = compared('postgres', 'views', (map { "SELECT * FROM cfs.$_" } @views), 'SELECT series, quartiles FROM cfs.scorecard_detail');
ok(($seen{$_} // 0) > 0, "there are values of type $_")
  foreach qw(int4 float8 date varchar reporting_period indicator series quartiles);

# ---------------------------------------------------------------- types

# Values that the example has not got, each list as a query of its own.
my %values = (
	polarity => [ 'high', 'low', 'none' ],
	direction => [ 'improved', 'no significant change', 'declined', 'information only' ],
	reporting_period => [
		'2020/21 Q2', '2019/20 Q4', '2020/21', '2020', 'AY 2019/20', 'Autumn 2019/20', 'Spring 2019/20', 'Summer 2019/20',
		'2020-08', '2009-11/P1M', '2014-16', '2013/14-15/16', '2019-10/P12M', '0001-01/P1M', '9999-12/P1M',
		'0001-01/P32767M'
	],
	indicator => [
		'94.6% (1016/1074) high', '25.3% (49) low', '21 count low', '0 count', '32.1 per 10000 (210/65421) low', '0.76 low',
		'-0.3', '61.2 (/663)', '0.0000000001 high', '9007199254740991', '-9007199254740991 low', '12 per 1000000000 high',
		'120 per 100 (6/5)'
	],
	movement => [
		'2020/21 Q2: 94.6% high', '2020/21 Q1: 94.9% (1/3) high -> 2020/21 Q2: 94.6% high',
		'2018: 0.5 -> 2020: -0.5', '2020-07: 8 count low -> 2020-08: 9 count low'
	],
	quartiles => [
		'n 4, least 1, lower quartile 2, median 3, upper quartile 4, greatest 5, mean 3.1, per 10000 low',
		'n 150, least 71.2, lower quartile 89.6, median 94.15, upper quartile 98.2, greatest 100, mean 92.8, % high',
		'n 9, least -5, lower quartile -4.5, median 0, upper quartile 0.25, greatest 3, mean -0.5, number'
	],
	panel => [
		'{"E10": {2020/21 Q2: 94.6% high}}',
		'{"": {2019/20 Q4: 95.2% high, 2020/21 Q2: 94.6% (1016/1074) high}, "a \\"b\\" \\\\ é": {2020/21 Q2: 1% (/7) high}}',
		'{"E10": {2020-06: 7 count low}, "E92": {2020-06: 12 count low, 2021-01: 0 count low}}',
		'{"E10": {2019-07/P12M: 7 count low, 2020-01/P12M: 9 count low}} step 3' ],
	series => [
		'{2020/21 Q2: 94.6% high}', '{2019/20 Q4: 95.2% high, 2020/21 Q2: 94.6% (1016/1074) high}',
		'{2020-06: 7 count low, 2020-07: 9 count low, 2021-01: 0 count low}', '{2014-16: 4 per 100000 (8/200000), 2017-19: 5 per 100000}',
		'{AY 2018/19: -1, AY 2020/21: 0.5 (/7)}', '{2019-07/P12M: 92% high, 2019-10/P12M: 94.9% (3/4) high} step 3', '{2019-01: 718 count, 2021-01: 735 count} step 12'
	]);

foreach my $type (sort keys %values)
{
	my $list = join ', ', map { "('$_')" } @{ $values{$type} };
	my $query = "SELECT column1::cfsperf.$type FROM (VALUES $list) v";
	my %compared = compared('reader', $type, $query);
	is($compared{$type}, scalar @{ $values{$type} }, "$type: every value was compared");
}

# Every type of the extension is one of these or a state of its aggregates, which is not for clients.
my $types = $node->safe_psql('example', q{
	SELECT string_agg(typname, ' ' ORDER BY typname COLLATE "C")
	FROM pg_type
	WHERE typnamespace = 'cfsperf'::regnamespace AND typtype <> 'c' AND typcategory <> 'A'
		AND obj_description(oid, 'pg_type') NOT LIKE '%state of the aggregate%'});
is($types, join(' ', sort keys %values), 'every type that clients meet was compared');

# The manual gives the layout of each.
my $manual = slurp_file(source_dir() . '/doc/connect.md');
like($manual, qr/^\| `$_` \|/m, "the manual has the layout of $_") foreach sort keys %values;

$node->stop;
done_testing();
