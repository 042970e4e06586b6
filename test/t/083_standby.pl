# SPDX-License-Identifier: PostgreSQL
# A streaming standby answers as its primary does: every view and every function of a framework, word for word, and the
# statistics of the extension. Nothing that reports writes. Promoted, it loads and publishes on its own.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node source_dir);
use PostgreSQL::Test::Cluster;
use Test::More;

my $primary = new_node('primary', allows_streaming => 1);
$primary->backup('base');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($primary, 'base', has_streaming => 1);
$standby->start;

my ($area, $quarter) = ('E10000018', '2020/21 Q2');
$primary->safe_psql('postgres', 'CREATE DATABASE council');
chdir(source_dir() . '/doc/example') or die "doc/example: $!";
$primary->safe_psql('council', PostgreSQL::Test::Utils::slurp_file('load.sql'));
# an edition, and a figure that has moved since, so that revisions has something to say
$primary->safe_psql('council', qq{
	SET search_path = cfs, cfsperf;
	CALL publish('$area', '$quarter');
	UPDATE observation SET value = 26, numerator = 338 WHERE measure = 're_referrals' AND period = '$quarter';
	REFRESH MATERIALIZED VIEW stored_history;
	CREATE TABLE kept AS SELECT measure, area, series FROM history;
	CREATE TABLE figures AS SELECT measure, area, indicator AS figure, period FROM history, unnest(series);
	CREATE INDEX ON figures (figure);
	CREATE INDEX ON figures USING hash (period)});
$primary->wait_for_catchup($standby, 'replay');

sub ask
{
	my ($node, $sql) = @_;
	my ($status, $out, $error) = $node->psql('council', "SET search_path = cfs, cfsperf, public; SET datestyle = iso; $sql");
	return $status == 0 ? $out : "ERROR $error";
}

# the answer of both, which is one and not an error
sub same
{
	my ($sql, $name) = @_;
	my ($here, $there) = map { ask($_, $sql) } $primary, $standby;
	ok($here ne '' && $here !~ /^ERROR/ && $here eq $there, $name) or diag("primary: $here\nstandby: $there");
	return;
}

is(ask($standby, 'SELECT pg_is_in_recovery()'), 't', 'the standby is one');
same(qq{SELECT count(*), md5(string_agg(r::text, E'\\n' ORDER BY r::text COLLATE "C")) FROM $_ r}, "the same rows: $_")
  foreach split /\n/, ask($primary, q{SELECT relname FROM pg_class WHERE relnamespace = 'cfs'::regnamespace
		AND relkind IN ('r', 'v', 'm') ORDER BY relname});

# Every function of the framework that says something of a report, whatever there is of them.
my @functions = split /\n/, ask($primary, q{
	SELECT oid::regproc FROM pg_proc WHERE pronamespace = 'cfs'::regnamespace AND prokind = 'f'
		AND prorettype NOT IN ('trigger'::regtype, 'void'::regtype) AND pronargs >= 2 AND pronargs - pronargdefaults <= 2
		AND proargtypes[0] = 'text'::regtype AND proargtypes[1] = 'reporting_period'::regtype
	ORDER BY proname});
like("@functions", qr/\b$_\b/, "there is $_") foreach qw(narrative report_text dashboard);
same("SELECT md5(string_agg(r::text, E'\\n' ORDER BY r::text COLLATE \"C\")) FROM $_('$area', '$quarter') r", "the same text: $_")
  foreach @functions;

my %statistics = (
	'trend' => q{SELECT measure, trend(series) FROM kept ORDER BY measure, area},
	'xmr and special causes' => q{SELECT measure, xmr(series), special_causes(series) FROM kept ORDER BY measure, area, 3},
	'assurance and sparkline' => q{SELECT measure, assurance(series, 50), md5(sparkline(series)) FROM kept ORDER BY measure, area},
	'movements' => q{SELECT measure, m, difference(m.movement), direction(m.movement, 0.3)
		FROM kept, movements(series) m ORDER BY measure, area, m.period},
	'intervals' => q{SELECT measure, area, period, confidence_interval(figure) FROM figures ORDER BY measure, area, period},
	'p-values' => q{SELECT measure, area, p_value(current_indicator, previous_indicator) FROM (
		SELECT measure, area, figure AS current_indicator, lag(figure) OVER (PARTITION BY measure, area ORDER BY period) AS previous_indicator FROM figures) f
		ORDER BY measure, area},
	'quartiles and ranks' => q{SELECT measure, quartiles(figure), quartile_rank(figure, figure) FILTER (WHERE period = '2020/21 Q2')
		FROM figures GROUP BY measure ORDER BY measure},
	'aggregates, by workers too' => q{SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
		SELECT measure, series(figure, period), change(figure, period) FROM figures WHERE area = 'E10000018' AND months(period) = 3
		GROUP BY measure ORDER BY measure},
	'an index of figures' => q{SET enable_seqscan = off; SELECT measure, figure FROM figures WHERE figure > '90% high' ORDER BY figure DESC, measure, area, period},
	'an index of periods' => q{SET enable_seqscan = off; SELECT measure, area, figure FROM figures WHERE period = '2020/21 Q2' ORDER BY 1, 2});
same($statistics{$_}, "the same statistics: $_") foreach sort keys %statistics;

like(ask($standby, "CALL publish('$area', '$quarter')"), qr/ERROR.*read-only transaction|ERROR.*during recovery/,
	'it does not publish, and says why');
like(ask($standby, "CALL create_framework('other')"), qr/ERROR.*read-only transaction/, 'nor make a framework');

# What is published while it follows comes to it whole.
$primary->safe_psql('council', "CALL cfs.publish('$area', '$quarter')");
$primary->wait_for_catchup($standby, 'replay');
same("SELECT edition, count(*), min(value), md5(string_agg(s::text, ' ' ORDER BY measure)) FROM published_scorecard s GROUP BY edition ORDER BY edition",
	'the next edition is on it');

# Promoted.
my $scorecard = ask($primary, 'SELECT * FROM scorecard ORDER BY measure');
$primary->stop('immediate');
$standby->promote;
is(ask($standby, 'SELECT * FROM scorecard ORDER BY measure'), $scorecard, 'promoted, it says what the primary said');
unlike(ask($standby, "UPDATE observation SET value = 27, numerator = 351 WHERE measure = 're_referrals' AND period = '$quarter'"),
	qr/ERROR/, 'it takes a load');
unlike(ask($standby, "CALL publish('$area', '$quarter'); REFRESH MATERIALIZED VIEW CONCURRENTLY stored_history"), qr/ERROR/,
	'publishes and refreshes');
is(ask($standby, 'SELECT max(edition), count(*) FROM published_summary'), '3|3', 'the next edition is the next number');
is(ask($standby, "SELECT value FROM published_scorecard WHERE edition = 3 AND measure = 're_referrals'"), '27', 'with the new figure');
unlike(ask($standby, "CALL create_framework('other'); SELECT count(*) FROM other.scorecard"), qr/ERROR/, 'and makes frameworks');

$standby->stop;
done_testing();
