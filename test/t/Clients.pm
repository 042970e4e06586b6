# SPDX-License-Identifier: PostgreSQL
# What the tests of client interfaces share: programs in C that are clients, and the worked example to look at.

package Clients;

use strict;
use warnings;

use CfsTest qw(source_dir);
use Exporter 'import';
use IPC::Run;
use PostgreSQL::Test::Utils;
use Test::More;

our @EXPORT_OK = qw(has_header compile load_example);

my $compiler = $ENV{CC} // 'cc';

sub words { return split ' ', $_[0] }

# Whether a header is there for the compiler.
sub has_header
{
	my ($header, @flags) = @_;
	my $source = "#include <$header>\n";
	my ($out, $err);

	return IPC::Run::run([ words($compiler), @flags, '-E', '-' ], '<', \$source, '>', \$out, '2>', \$err);
}

# test/clients/NAME.c as a program; its path.
sub compile
{
	my ($name, @flags) = @_;
	my $program = PostgreSQL::Test::Utils::tempdir() . "/$name";
	my ($out, $err) = ('', '');

	IPC::Run::run(
		[ words($compiler), qw(-std=gnu99 -O1 -Wall -Wextra -o), $program, source_dir() . "/test/clients/$name.c", @flags ],
		'>', \$out, '2>', \$err);
	is("$out$err", '', "$name.c compiles, and nothing is to be said of it");
	return $program;
}

# The worked example in a new database, with texts as long and as awkward as their columns take, and a role that may
# read its views.
sub load_example
{
	my ($node, $database) = @_;

	$node->safe_psql('postgres', "CREATE DATABASE $database");
	$node->safe_psql('postgres', "ALTER DATABASE $database SET TimeZone = 'UTC'");
	chdir(source_dir() . '/doc/example') or die "doc/example: $!";
	$node->safe_psql($database, slurp_file('load.sql'));
	$node->safe_psql($database, q{
		SET search_path = cfs, cfsperf;
		UPDATE cfs.measure SET title = repeat('£', 500) WHERE code = 're_referrals';
		UPDATE cfs.outcome SET title = repeat('Ж', 500) WHERE position = 1;
		UPDATE cfs.benchmark SET caveat = repeat('c', 2000);
		UPDATE cfs.observation SET note = rpad(E'“Quoted”,\ta tab, C:\\\\new,\nNULL and \\\\N.', 2000, 'n')
			WHERE measure = 'neet' AND period = '2020-08';
		INSERT INTO cfs.commentary VALUES
			('neet', 'E10000018', '2020/21 Q2', repeat('€', 4000), 'me'),
			('re_referrals', 'E10000018', '2020/21 Q2', E'\U0001F600, שלום\n\n', 'me')
			ON CONFLICT (area, quarter, outcome, measure, position) DO UPDATE SET text = EXCLUDED.text;
		UPDATE cfs.observation SET value = 9007199254740991, numerator = NULL
			WHERE measure = 'individuals_worked_with' AND period = '2020/21 Q2';
		UPDATE cfs.observation SET value = 0.0000000001, numerator = NULL, denominator = NULL
			WHERE measure = 'reoffending' AND period >= '2020/21 Q1';
		REFRESH MATERIALIZED VIEW cfs.stored_history;
		CREATE ROLE reader LOGIN;
		CALL cfsperf.grant_reader('cfs', 'reader')});
	return;
}

1;
