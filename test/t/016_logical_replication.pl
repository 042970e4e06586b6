# SPDX-License-Identifier: PostgreSQL
# Logical replication carries a framework to another server, in text and in binary: the first copy, every change after
# it, and editions past their guards. The same scorecard is read there.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node source_dir);
use PostgreSQL::Test::Utils;
use Test::More;

my $publisher = new_node('publisher', allows_streaming => 'logical');
my $subscriber = new_node('subscriber');
my ($area, $quarter) = ('E10000018', '2020/21 Q2');

$publisher->safe_psql('postgres', 'CREATE DATABASE council');
chdir(source_dir() . '/doc/example') or die "doc/example: $!";
$publisher->safe_psql('council', slurp_file('load.sql'));
# beside the framework a table of every type of the extension, and every state
my $kept = q{
	CREATE TABLE cfs.kept (
		id int PRIMARY KEY, polarity cfsperf.polarity, direction cfsperf.direction, period cfsperf.reporting_period,
		figure cfsperf.indicator, movement cfsperf.movement, series cfsperf.series, quartiles cfsperf.quartiles, distribution cfsperf.distribution)};
$publisher->safe_psql('council', qq{
	CALL cfs.publish('$area', '$quarter');
	$kept;
	REFRESH MATERIALIZED VIEW cfs.stored_history;
	SET search_path = cfsperf;
	INSERT INTO cfs.kept
	SELECT row_number() OVER (ORDER BY measure, area, shape), polarity(last), direction(change(series)), last_period(series), last, change(series), series, q, d
	FROM cfs.history, at(series, last_period(series)) AS last,
		(SELECT quartiles(i) AS q, distribution(i) AS d FROM (SELECT indicator(n / 7.0, NULL, NULL, 'high', '%') AS i FROM generate_series(1, 99) n) f) g;
	CREATE PUBLICATION framework FOR TABLES IN SCHEMA cfs});

my @tables = split /\n/,
	$publisher->safe_psql('council', q{SELECT relname FROM pg_class WHERE relnamespace = 'cfs'::regnamespace AND relkind = 'r' ORDER BY 1});
my %sides = (text => 'false', binary => 'true');

sub ask
{
	my ($node, $database, $sql) = @_;
	return $node->safe_psql($database, "SET search_path = cfs, cfsperf, cfsperf_internal; $sql");
}

# all of a relation, as text and in every bit
sub digest { return qq{SELECT count(*), md5(string_agg(r::text, E'\\n' ORDER BY r::text COLLATE "C")) FROM $_[0] r}; }

sub same_everywhere
{
	my ($when) = @_;
	foreach my $side (sort keys %sides)
	{
		$publisher->wait_for_catchup($side);
		ask($subscriber, $side, 'REFRESH MATERIALIZED VIEW stored_history');
		my @relations = (@tables, qw(scorecard headline outcome_summary quarter_summary revisions exceptions), '(SELECT measure, area, series FROM history)',
			"(SELECT narrative('$area', '$quarter'))", "(SELECT report_text('$area', '$quarter'))");
		my $digests = join ';', map { digest($_) } @relations;
		my @here = split /\n/, ask($publisher, 'council', $digests);
		my @there = split /\n/, ask($subscriber, $side, $digests);
		my @differ = map { $relations[$_] } grep { ($here[$_] // 'none') ne ($there[$_] // '') } 0 .. $#relations;
		is("@differ", '', "$side, $when: every table, view and text is the same");
		is( ask($subscriber, $side, 'SELECT md5(string_agg(series_send(series), NULL ORDER BY id) || string_agg(distribution_send(distribution), NULL ORDER BY id)) FROM kept'),
			ask($publisher, 'council', 'SELECT md5(string_agg(series_send(series), NULL ORDER BY id) || string_agg(distribution_send(distribution), NULL ORDER BY id)) FROM kept'),
			"$side, $when: in every bit");
	}
	return;
}

$publisher->safe_psql('council', 'REFRESH MATERIALIZED VIEW cfs.stored_history');
foreach my $side (sort keys %sides)
{
	$subscriber->safe_psql('postgres', "CREATE DATABASE \"$side\"");
	$subscriber->safe_psql($side, "CREATE EXTENSION cfsperf; CALL cfsperf.create_framework('cfs'); $kept");
	$subscriber->safe_psql($side, sprintf(q{CREATE SUBSCRIPTION "%s" CONNECTION '%s' PUBLICATION framework WITH (binary = %s)},
		$side, $publisher->connstr('council') =~ s/'/''/gr, $sides{$side}));
}
$subscriber->poll_query_until($_, q{SELECT count(*) > 0 AND bool_and(srsubstate IN ('r', 's')) FROM pg_subscription_rel})
  or die "$_: the tables were not copied"
  foreach sort keys %sides;
is(ask($subscriber, 'binary', 'SELECT count(*) FROM scorecard'), '23', 'there is a scorecard');
same_everywhere('copied');

# changes of every kind
$publisher->safe_psql('council', qq{
	SET search_path = cfs, cfsperf;
	UPDATE observation SET value = 26.0, numerator = 338 WHERE measure = 're_referrals' AND period = '$quarter';
	DELETE FROM observation WHERE measure = 'neet';
	INSERT INTO observation (measure, area, period, status, note) VALUES ('neet', '$area', '2020-08', 'x', 'not collected');
	UPDATE measure SET tolerance = 5 WHERE code = 'neet';
	UPDATE kept SET series = series || CAST(format('{%s: %s}', last_period(series) + 1, figure) AS series), figure = NULL WHERE id % 2 = 0;
	DELETE FROM kept WHERE id % 5 = 0;
	CALL publish('$area', '$quarter');
	REFRESH MATERIALIZED VIEW stored_history});
same_everywhere('changed');
is(ask($subscriber, 'binary', 'SELECT max(edition), count(*) FROM published_summary'), '2|2', 'editions come past their guards');
my (undef, undef, $error) = $subscriber->psql('binary', 'DELETE FROM cfs.published_scorecard');
like($error, qr/is published and cannot be deleted/, 'which guard them there too');

$publisher->safe_psql('council', 'TRUNCATE cfs.kept; DELETE FROM cfs.commentary');
same_everywhere('emptied');
unlike(slurp_file($subscriber->logfile), qr/ERROR(?!.*is published)/, 'no worker met an error');

$subscriber->safe_psql($_, "DROP SUBSCRIPTION \"$_\"") foreach sort keys %sides;
$_->stop foreach $subscriber, $publisher;
done_testing();
