# SPDX-License-Identifier: PostgreSQL
# A framework is the user's: pg_dump carries it whole, with what the user added, and DROP EXTENSION cannot take it.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node source_dir);
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('dump');
my $dumps = $node->basedir;

my @tables = qw(area benchmark benchmark_value commentary measure neighbour observation outcome report target
	published_summary published_scorecard published_page report_section);
my @views = qw(scorecard headline outcome_summary quarter_summary);

# What there is in a database: relation => rows.
sub content { return CfsTest::content($node, shift, \@_); }

# The definitions that pg_dump writes. Its newer releases frame them with a word that is never the same.
sub definitions
{
	my ($database, @options) = @_;
	my ($stdout, $stderr) = run_command([ 'pg_dump', '-h', $node->host, '-p', $node->port, '-s', @options, $database ]);
	is($stderr, '', "pg_dump of $database has nothing to say");
	$stdout =~ s/^\\(un)?restrict .*$//mg;
	return $stdout;
}

sub dump_ok
{
	my ($name, @options) = @_;
	$node->command_ok([ 'pg_dump', '-f', "$dumps/$name", @options, 'source' ], "pg_dump @options");
}

# The worked example, and beside it a framework that has one measure.
$node->safe_psql('postgres', 'CREATE DATABASE source');
chdir(source_dir() . '/doc/example') or die "doc/example: $!";
$node->safe_psql('source', slurp_file('load.sql'));
$node->safe_psql('source', q{
	CALL cfsperf.create_framework('adults');
	INSERT INTO adults.outcome VALUES ('home', 'Lives at home');
	INSERT INTO adults.measure (code, outcome, title, polarity, unit) VALUES
		('reviews', 'home', 'Reviews in time', 'high', '%'), ('homes', 'home', 'In care homes', 'low', 'per 100000');
	INSERT INTO adults.area VALUES ('E10000018', 'Leicestershire');
	INSERT INTO adults.report VALUES ('E10000018', '2020/21 Q2');
	INSERT INTO adults.observation (measure, area, period, value, numerator, denominator) VALUES
		('reviews', 'E10000018', '2020/21 Q1', 81.5, 815, 1000), ('reviews', 'E10000018', '2020/21 Q2', 79.9, 799, 1000),
		('homes', 'E10000018', '2020/21 Q2', 312.2, 481, 154062);
	REFRESH MATERIALIZED VIEW adults.stored_history;
});

# Editions, and a figure that has moved since the last of them.
$node->safe_psql('source', q{
	SET search_path = cfs, cfsperf;
	CALL cfs.publish('E10000018', '2020/21 Q2');
	UPDATE cfs.observation SET value = 23.1 WHERE measure = 're_referrals' AND period = '2020/21 Q2';
	CALL cfs.publish('E10000018', '2020/21 Q2');
	UPDATE cfs.observation SET value = 23 WHERE measure = 're_referrals' AND period = '2020/21 Q2'});

# What a user adds: columns, rows, a table of the extension's own types, a view.
$node->safe_psql('source', q{
	ALTER TABLE cfs.measure ADD COLUMN ambition text;
	UPDATE cfs.measure SET ambition = 'best of our neighbours' WHERE code = 'neet';
	ALTER TABLE cfs.report ADD COLUMN compared_with cfsperf.reporting_period DEFAULT '2018/19';
	INSERT INTO cfs.commentary VALUES ('re_referrals', 'E10000018', '2020/21 Q2', E'Tab\t, "quote" and \\\\ stay.', 'me');
	REFRESH MATERIALIZED VIEW cfs.stored_history;
	CREATE TABLE cfs.kept AS
	SELECT measure, area, series, cfsperf.change(series) AS movement, cfsperf.at(series, cfsperf.last_period(series)) AS figure,
		cfsperf.direction(cfsperf.change(series)) AS direction
	FROM cfs.history;
	CREATE INDEX ON cfs.kept (figure);
	CREATE TABLE cfs.spread AS
	SELECT b.measure, cfsperf.quartiles(i) AS quartiles, cfsperf.distribution(i) AS distribution
	FROM cfs.benchmark_value b
	JOIN cfs.measure m ON m.code = b.measure, cfsperf.reading(b.value, NULL, NULL, m.polarity, m.unit) i
	GROUP BY b.measure;
	CREATE TABLE cfs.everywhere AS
	SELECT measure, cfsperf.panel(area, series) AS panel, max(shape) AS shape FROM cfs.history GROUP BY measure, shape;
	CREATE VIEW cfs.worst AS SELECT measure FROM cfs.scorecard WHERE quartile = 4;
});

# of a history all but when it was made
my @cfs = ((map { "cfs.$_" } @tables, @views, qw(kept spread everywhere worst revisions)), '(SELECT measure, area, series FROM cfs.history)');
my @adults = ((map { "adults.$_" } @tables, @views), '(SELECT measure, area, series FROM adults.history)');
my $source = content('source', @cfs, @adults);
is(scalar(() = $source->{'cfs.scorecard'} =~ /^./mg), 23, 'the example has a row for every measure');
like($source->{'cfs.headline'}, qr/From 20 measures .* eight have improved/, 'and its headline');
like($source->{'adults.headline'}, qr/From two measures .* one has declined and one cannot be compared/,
	'the other framework has a headline of its own');
my $definitions = definitions('source');

# how it is dumped, and how restored
my %formats = (
	plain => [ ['-Fp'] ],
	custom => [ ['-Fc'] ],
	'custom, in parallel' => [ ['-Fc'], '-j3' ],
	'directory, in parallel' => [ [ '-Fd', '-j2' ], '-j3' ],
	'plain, as INSERT' => [ [ '-Fp', '--inserts' ] ]);
foreach my $format (sort keys %formats)
{
	my ($dump, @restore) = @{ $formats{$format} };
	my $database = "from_$format";
	dump_ok($format, @$dump);
	$node->safe_psql('postgres', qq{CREATE DATABASE "$database"});
	$node->command_ok(
		$format =~ /^plain/
		? [ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $database, '-f', "$dumps/$format" ]
		: [ 'pg_restore', '--exit-on-error', @restore, '-d', $database, "$dumps/$format" ],
		"$format: it is restored without an error");
	is_deeply(content($database, @cfs, @adults), $source, "$format: every table and view has the same rows");
	is(definitions($database), $definitions, "$format: every definition is the same");
	is($node->safe_psql($database, q{SELECT has_schema_privilege('pg_monitor', 'cfsperf', 'USAGE'), has_schema_privilege('pg_monitor', 'cfsperf_internal', 'USAGE')}),
		't|t', "$format: everybody may still compute");
}

# It is not only what was stored: the restored framework goes on working.
$node->safe_psql('from_custom', q{
	SET search_path = cfs, cfsperf;
	UPDATE cfs.observation SET value = 27 WHERE measure = 're_referrals' AND period = '2020/21 Q2'});
is( $node->safe_psql('from_custom', q{
		SELECT direction, quartile, quartile_movement FROM cfs.scorecard WHERE measure = 're_referrals'}),
	'declined|4|unchanged',
	'a restored framework judges new figures');
my $kept = q{SELECT md5(concat(cfs.dashboard('E10000018', '2020/21 Q2', 1), cfs.dashboard('E10000018', '2020/21 Q2', 1, 'summary'),
		cfs.report_text('E10000018', '2020/21 Q2', 'full', 1), cfs.report_text('E10000018', '2020/21 Q2', 'short', 1)))};
is($node->safe_psql('from_custom', $kept), $node->safe_psql('source', $kept), 'gives back the first edition byte for byte');
is($node->safe_psql('from_custom', q{CALL cfs.publish('E10000018', '2020/21 Q2');
		SELECT max(edition), count(*) FROM cfs.published_summary}), '3|3', 'publishes the next edition');
(undef, undef, my $guard) = $node->psql('from_custom', 'UPDATE cfs.published_summary SET sentence = NULL');
like($guard, qr/is published and cannot be changed/, 'and guards those that are published');
is_deeply(content('from_custom', @adults), { map { $_ => $source->{$_} } @adults },
	'and the other framework does not notice');

# One framework alone, where the extension is already.
dump_ok('cfs_alone', '-Fc', '-n', 'cfs');
$node->safe_psql('postgres', 'CREATE DATABASE alone');
$node->safe_psql('alone', 'CREATE EXTENSION cfsperf');
$node->command_ok([ 'pg_restore', '--exit-on-error', '-d', 'alone', "$dumps/cfs_alone" ], 'one framework is restored alone');
is_deeply(content('alone', @cfs), { map { $_ => $source->{$_} } @cfs }, 'with the same rows');
is(definitions('alone', '-n', 'cfs'), definitions('source', '-n', 'cfs'), 'and the same definitions');
is($node->safe_psql('alone', q{SELECT to_regnamespace('adults') IS NULL}), 't', 'without the other');

# The definitions alone, and then the data alone: in an order that foreign keys allow, past the guards of editions.
dump_ok('cfs_data', '-Fc', '-a', '-n', 'cfs');
$node->safe_psql('postgres', 'CREATE DATABASE data_alone');
$node->safe_psql('data_alone', 'CREATE EXTENSION cfsperf');
$node->command_ok([ 'pg_restore', '--exit-on-error', '-s', '-d', 'data_alone', "$dumps/cfs_alone" ], 'definitions alone');
$node->command_ok([ 'pg_restore', '--exit-on-error', '-a', '--disable-triggers', '-d', 'data_alone', "$dumps/cfs_data" ], 'and then the data alone');
# pg_restore may refresh history before there is anything in the tables
$node->safe_psql('data_alone', 'REFRESH MATERIALIZED VIEW cfs.stored_history');
is_deeply(content('data_alone', @cfs), { map { $_ => $source->{$_} } @cfs }, 'make the same rows');
is(definitions('data_alone', '-n', 'cfs'), definitions('source', '-n', 'cfs'), 'and the same definitions, the guards among them');

# The extension does not go while figures depend on it.
my ($status, $stdout, $stderr) = $node->psql('source', 'DROP EXTENSION cfsperf');
isnt($status, 0, 'DROP EXTENSION is refused');
like($stderr, qr/cannot drop extension cfsperf because other objects depend on it/, 'because of what depends on it');
foreach my $column ('polarity of table cfs.measure', 'period of table cfs.observation', 'quarter of table adults.report')
{
	like($stderr, qr/column \Q$column\E depends on/, "it names column $column");
}
is_deeply(content('source', @cfs, @adults), $source, 'and nothing has changed');

# Dropping a framework touches neither the other one nor the extension.
$node->safe_psql('source', 'DROP SCHEMA cfs CASCADE');
is_deeply(content('source', @adults), { map { $_ => $source->{$_} } @adults }, 'a dropped framework leaves the other');
$node->safe_psql('source', 'DROP SCHEMA adults CASCADE');
is($node->psql('source', 'DROP EXTENSION cfsperf'), 0, 'without a framework the extension goes');
is($node->safe_psql('source', q{SELECT to_regnamespace('cfsperf_internal') IS NULL}), 't', 'and what it made for itself');
is($node->psql('source', 'CREATE EXTENSION cfsperf; DROP EXTENSION cfsperf; DROP SCHEMA cfsperf; CREATE EXTENSION cfsperf'), 0,
	'and comes again, with the schema that stayed and without');

$node->stop;
done_testing();
