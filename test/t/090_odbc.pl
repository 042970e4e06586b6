# SPDX-License-Identifier: PostgreSQL
# Reporting tools read the views over ODBC: every column of every view meant for them arrives as an integer, a number,
# a date or a text of stated length, with the value that psql shows.
#
# Runs where psqlODBC and the headers and library of unixODBC are: Debian's packages odbc-postgresql and unixodbc-dev.
# PSQLODBC names the driver's file where it is in none of the usual places.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node);
use Clients qw(compile has_header load_example);
use IPC::Run;
use PostgreSQL::Test::Utils;
use Test::More;

my ($driver) = grep { -e } $ENV{PSQLODBC} // (), glob('/usr/lib/*/odbc/psqlodbcw.so'),
  glob('{/usr,/usr/local,/usr/pgsql-*}/{lib,lib64}/psqlodbcw.so');
plan skip_all => 'without the headers of unixODBC (Debian: unixodbc-dev)' unless has_header('sqlext.h');
plan skip_all => 'without psqlODBC (Debian: odbc-postgresql)' unless $driver;

my $node = new_node('odbc');
my $client = compile('odbc_views', '-lodbc');
load_example($node, 'example');

# Nothing of the system's or the user's ODBC configuration is read or written.
my $directory = PostgreSQL::Test::Utils::tempdir();
append_to_file("$directory/odbcinst.ini", "[PostgreSQL Unicode]\nDriver = $driver\n");
append_to_file("$directory/odbc.ini", '');
local $ENV{ODBCSYSINI} = $directory;
local $ENV{ODBCINSTINI} = 'odbcinst.ini';
local $ENV{ODBCINI} = "$directory/odbc.ini";

# What the client prints, and its errors, for a role and settings of the connection.
sub odbc
{
	my ($role, $settings, @command) = @_;
	my $connection = sprintf 'Driver=PostgreSQL Unicode;Server=%s;Port=%d;Database=example;UID=%s;%s', $node->host,
	  $node->port, $role, $settings;
	my ($out, $err) = ('', '');

	IPC::Run::run([ $client, $connection, @command ], '>', \$out, '2>', \$err);
	return ($out, $err);
}

sub odbc_is
{
	my ($role, $settings, $command, $expected, $name) = @_;
	my ($out, $err) = odbc($role, $settings, @$command);

	is($err, '', "$name: no error");
	return is($out, $expected, $name);
}

# ---------------------------------------------------------------- which relations, and the rule for them

# What a client sees of a column as the catalogue has it; undef where it would see something else than it is. Texts
# beyond the size that a connection states (255 unless told) are "long" to it.
sub seen_as
{
	my ($type, $longest) = @_;
	my %words = (
		'integer' => 'integer',
		'bigint' => 'bigint',
		'double precision' => 'float',
		'date' => 'date',
		'timestamp with time zone' => 'timestamp');

	return $words{$type} if exists $words{$type};
	return $type =~ /^character varying\((\d+)\)$/ ? ($1 > $longest ? "wlongvarchar $1" : "wvarchar $1") : undef;
}

# relation => [ [column, type], ... ] of the views and of the editions that are published
my %relations;
foreach my $line (
	split /\n/,
	$node->safe_psql('example', q{
		SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
		FROM pg_class c
		JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
		WHERE c.relnamespace = 'cfs'::regnamespace
			AND (c.relkind IN ('v', 'm') OR c.relkind IN ('r', 'p') AND c.relname LIKE 'published%')
		ORDER BY c.relname, a.attnum}))
{
	my ($relation, $column, $type) = split /\|/, $line;
	push @{ $relations{$relation} }, [ $column, $type ];
}

# Made of the extension's types or of arrays: parts of the others, and the stored histories. Nothing else may be.
my %internal = map { $_ => 1 } qw(figure scorecard_detail current_history stored_history history decided_observation decided_benchmark_value
	governed_measure loaded_figure measure_component measure_link obsolete_decision published_figure undecided_figure
	area_alias area_history report_area reported_observation);
my @others = grep {
	!grep { !defined seen_as($_->[1], 255) } @{ $relations{$_} }
} sort keys %internal;
is("@others", '', 'figure, scorecard_detail and histories are not for reporting tools');
my @views = grep { !$internal{$_} } sort keys %relations;
foreach my $needed (qw(scorecard outcome_summary quarter_summary headline))
{
	ok((grep { $_ eq $needed } @views), "$needed is for them");
}
foreach my $view (@views)
{
	# the hashes of an edition are for edition_check; pages, words and the sections of a paper are as long as they are
	my @badly = map { "$_->[0] $_->[1]" } grep { $_->[0] !~ /^(contents|sections|html(_summary)?|markdown(_short)?)$/ && !defined seen_as($_->[1], 255) } @{ $relations{$view} };
	is("@badly", '', "every column of $view is of a plain type");
}
@views = grep {
	!grep { !defined seen_as($_->[1], 255) } @{ $relations{$_} }
} @views;

# ---------------------------------------------------------------- types

# name and type of each column, with the size of texts only: that of numbers is the driver's affair
sub without_sizes
{
	my ($text) = @_;
	$text =~ s/\t/ /g;
	$text =~ s/ (integer|bigint|float|date|timestamp) \d+$/ $1/mg;
	return $text;
}

foreach my $settings ([ '', 255 ], [ 'MaxVarcharSize=4000;', 4000 ])
{
	my ($setting, $longest) = @$settings;
	my $how = $setting || 'without settings';

	foreach my $view (@views)
	{
		my $expected = join '', map { "$_->[0] " . seen_as($_->[1], $longest) . "\n" } @{ $relations{$view} };
		my ($out, $err) = odbc('reader', $setting, 'describe', "SELECT * FROM cfs.$view");

		is($err, '', "$view, $how: SQLDescribeCol has no error");
		is(without_sizes($out), $expected, "$view, $how: its columns arrive as they are");
		unlike($out, qr/long/, "$view, $how: none is long") if $setting;

		my ($catalogue) = odbc('reader', $setting, 'columns', 'cfs', $view);
		is(without_sizes($catalogue), $expected, "$view, $how: SQLColumns says the same");
	}
}

# ---------------------------------------------------------------- values

# The same rows as psql has them, in the text format of COPY; a time is compared without its zone, which is UTC.
sub psql_rows
{
	my ($view, $where) = @_;
	my $columns = join ', ', map { $_->[1] =~ /^timestamp/ ? "v.$_->[0]::timestamp" : "v.$_->[0]" } @{ $relations{$view} };
	my $out = $node->safe_psql('example',
		qq{COPY (SELECT $columns FROM cfs.$view v $where ORDER BY v::text COLLATE "C") TO STDOUT});
	return $out eq '' ? '' : "$out\n";
}

sub rows_query { return qq{SELECT v.* FROM cfs.$_[0] v $_[1] ORDER BY v::text COLLATE "C"} }

foreach my $view (@views)
{
	my $expected = psql_rows($view, '');

	foreach my $role (qw(postgres reader))
	{
		my $may = $node->safe_psql('example', "SELECT has_table_privilege('$role', 'cfs.$view', 'SELECT')");
		next unless $may eq 't';
		odbc_is($role, $_, [ 'rows', rows_query($view, '') ],
			$expected, "$view, $role" . ($_ && ", $_") . ': the same values as in psql')
		  foreach '', 'MaxVarcharSize=4000;UseDeclareFetch=1;Fetch=5;ReadOnly=1;';
	}
}
my $scorecard = psql_rows('scorecard', '');
is(scalar(() = $scorecard =~ /\n/g), 23, 'of which the scorecard has 23 rows');
like($scorecard, qr/\tme: (?:€){3993}\.\.\.\t/, 'a commentary of more than 4,000 characters among them, with a mark where it is cut');

# A filter as tools send it: names with the database's, values as parameters.
my $filtered = 'SELECT "_".* FROM "example"."cfs"."scorecard" "_" WHERE "_"."area" = ? AND "_"."quarter" = ?'
  . ' ORDER BY "_"::text COLLATE "C"';
odbc_is('reader', '', [ 'rows', $filtered, 'E10000018', '2020/21 Q2' ], $scorecard, 'a filter by parameters finds its report');
odbc_is('reader', '', [ 'rows', $filtered, 'E10000018', '2020/21 Q1' ], '', 'and nothing where there is none');

# ---------------------------------------------------------------- what a reader finds

my ($listed) = odbc('reader', '', 'tables', 'cfs');
foreach my $view (grep { !/^published/ } @views)
{
	like($listed, qr/^$view\tVIEW$/m, "$view is in the list of views");
}
like($listed, qr/^stored_history\tMATVIEW$/m, 'stored_history is in it as a materialized view');
my (undef, $refused) = odbc('reader', '', 'rows', 'SELECT * FROM cfs.observation');
like($refused, qr/permission denied for table observation/, 'a reader does not get at the observations');
(undef, $refused) = odbc('postgres', 'ReadOnly=1;', 'rows', 'DELETE FROM cfs.observation');
isnt($refused, '', 'with ReadOnly=1 nothing can be written');
isnt($node->safe_psql('example', 'SELECT count(*) FROM cfs.observation'), '0', 'and nothing was');

# What custom types look like from here, as the manual says.
my ($custom) = odbc('postgres', '', 'describe', 'SELECT series FROM cfs.history');
like($custom, qr/^series\twvarchar\t255$/, 'a type of the extension is an unknown text of 255 to ODBC');

$node->stop;
done_testing();
