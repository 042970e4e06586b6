# SPDX-License-Identifier: PostgreSQL
# The name of an area is the same on the wire in every encoding of a server, so that a panel or the state of an aggregate
# goes from one server to another; a name that the other cannot write is refused.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node);
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('encodings');
my @databases = ('utf8', 'latin1');
my %types = (
	panel => q{cfsperf.panel(area, '5 low'::cfsperf.indicator, '2020'::cfsperf.reporting_period)});

foreach my $database (@databases)
{
	$node->safe_psql('postgres', "CREATE DATABASE $database TEMPLATE template0 ENCODING '$database' LOCALE 'C'");
	$node->safe_psql($database, 'CREATE EXTENSION cfsperf');
}

# What comes of a query on one row of each type, made of the areas given.
sub ask
{
	my ($database, $areas, $query) = @_;
	my $columns = join(', ', map { "$types{$_} AS $_" } sort keys %types);
	return $node->safe_psql($database, qq{
		SET client_encoding = 'UTF8';
		CREATE TEMP TABLE made AS SELECT $columns FROM unnest($areas) area;
		$query});
}

my $areas = q{ARRAY[U&'Ynys M\00F4n', 'Plain', U&'Sk\00E4rg\00E5rden']};
my $binary = 'SELECT cfsperf_internal.panel_send(panel) FROM made';
my %sent = map { $_ => ask($_, $areas, $binary) } @databases;
like($sent{utf8}, qr/4dc3b46e/, 'names go in UTF-8');
is($sent{latin1}, $sent{utf8}, 'the same bytes from a server of another encoding');
my %texts = map { $_ => ask($_, $areas, 'SELECT panel FROM made') } @databases;
is($texts{latin1}, $texts{utf8}, 'the same as text');

# Binary copies from each to the other.
my $file = $node->basedir . '/copy';
foreach my $way ([ 'utf8', 'latin1' ], [ 'latin1', 'utf8' ])
{
	my ($from, $to) = @$way;
	ask($from, $areas, "COPY made TO '$file' (FORMAT binary)");
	is(ask($to, q{'{x}'::text[]}, "DELETE FROM made; COPY made FROM '$file' (FORMAT binary); $binary"), $sent{utf8},
		"a binary copy goes from $from to $to");
	is(ask($to, q{'{x}'::text[]}, qq{DELETE FROM made; COPY made FROM '$file' (FORMAT binary);
			SELECT count(*) FROM made, cfsperf.unnest(panel) u WHERE u.area = ANY ($areas)}), '3', 'and the names are those names');
}

# A name with a character that the other encoding lacks.
foreach my $type (sort keys %types)
{
	ask('utf8', q{ARRAY[U&'\0141\00F3d\017A']}, "COPY (SELECT $type FROM made) TO '$file' (FORMAT binary)");
	my ($status, undef, $error) = $node->psql('latin1',
		"SET search_path = cfsperf, cfsperf_internal; CREATE TEMP TABLE taken (x $type); COPY taken FROM '$file' (FORMAT binary)");
	like($error, qr/character with byte sequence 0xc5 0x81 in encoding "UTF8" has no equivalent in encoding "LATIN1"/,
		"$type: a name that cannot be written is refused");
}

# The rows of a file are in the encoding of the database, whatever that of the file.
my %files = (
	'UTF-8' => '\x617265612c76616c75650a536bc3a4722cc2a335', 'Windows-1252' => '\x617265612c76616c75650a536be4722ca335');
foreach my $encoding (sort keys %files)
{
	my %rows = map { $_ => $node->safe_psql($_, qq{SET client_encoding = 'UTF8'; SELECT * FROM cfsperf.csv_rows('$files{$encoding}'::bytea)}) } @databases;
	like($rows{utf8}, qr/^2\|\{Sk\xc3\xa4r,\xc2\xa35\}$/m, "a file in $encoding is read");
	is($rows{latin1}, $rows{utf8}, 'with the same rows in a database of another encoding');
}
foreach my $value ([ '\xc2a335', '5' ], [ '\xe2809335', '-5' ])
{
	my ($cell, $number) = @$value;
	is($node->safe_psql('utf8', "SELECT value FROM cfsperf_internal.file_figure(convert_from('$cell', 'UTF8'), NULL, NULL, NULL, NULL, NULL)"),
		$number, "a cell of $cell is $number");
}
is($node->safe_psql('latin1', q{SELECT value FROM cfsperf_internal.file_figure(convert_from('\xa335', 'LATIN1'), NULL, NULL, NULL, NULL, NULL)}),
	'5', 'a pound sign is one in another encoding as well');
is($node->safe_psql('latin1', 'SELECT count(*) FROM cfsperf.file_markers()'),
	$node->safe_psql('utf8', 'SELECT count(*) - 1 FROM cfsperf.file_markers()'), 'the markers that can be written are listed');
my (undef, undef, $error) = $node->psql('latin1', q{SELECT * FROM cfsperf.csv_rows('\x612c620a312c320a332ce280930a'::bytea)});
like($error, qr/character with byte sequence 0xe2 0x80 0x93 in encoding "UTF8" has no equivalent in encoding "LATIN1"/, 'a character that cannot be written is refused');
like($error, qr/line 3 of the file/, 'with its line');

$node->stop;
done_testing();
