# A server that has the released version of the extension beside the current one, for tests that update from it.

package Released;

use strict;
use warnings;

use Exporter 'import';
use File::Basename qw(dirname);
use File::Copy qw(copy);
use File::Find qw(find);
use CfsTest qw(new_node source_dir);
use PostgreSQL::Test::RecursiveCopy;
use PostgreSQL::Test::Utils;
use Test::More;

our @EXPORT_OK = qw(entries framework_like new_node_with_release run_script);

# Its install script is in test/upgrade; it is put into a copy of what was staged.
sub new_node_with_release
{
	my ($name, $version) = @_;

	plan skip_all => "there is no version before $version";
	my $conf = slurp_file($ENV{CFSPERF_CONF});
	my ($stage) = $conf =~ m{'([^':]*/stage)} or die "no stage in:\n$conf";
	my $own = PostgreSQL::Test::Utils::tempdir_short() . '/stage';
	PostgreSQL::Test::RecursiveCopy::copypath($stage, $own);
	my $directory;
	find(sub { $directory = $File::Find::dir if $_ eq 'cfsperf.control' }, $own);
	copy(source_dir() . "/test/upgrade/cfsperf--$version.sql", $directory) or die "$version: $!";
	$conf =~ s/\Q$stage\E/$own/g;
	return new_node($name, conf => $conf);
}

# What pg_dump writes, as a hash of its entries: "type schema name" => statements. Identifiers of objects, and the words
# that never are the same, are left out; of a table, the order of columns.
sub entries
{
	my ($node, $database, @options) = @_;
	my ($stdout, $stderr) = run_command([ 'pg_dump', '-h', $node->host, '-p', $node->port, '-s', @options, $database ]);
	my %entries;

	is($stderr, '', "pg_dump @options of $database has nothing to say");
	foreach my $entry (split /^--\n(?=-- Name: )/m, $stdout)
	{
		my ($name, $type, $schema, $text) = $entry =~ /\A-- Name: (.*?); Type: (.*?); Schema: (.*?); Owner: .*?\n--\n(.*)\z/s or next;
		$text =~ s/^--.*\n//mg;
		$text =~ s/^\\(un)?restrict .*\n//mg;
		$text =~ s/^SELECT pg_catalog\.binary_upgrade_set_next_.*\n//mg;
		$text =~ s/\s+\z//;
		$text = join("\n", sort map { s/,$//r } split /\n/, $text) if $type eq 'TABLE';
		$entries{"$type $schema.$name"} .= $text;
	}
	return \%entries;
}

# Runs a script of psql in a directory, and returns what it prints.
sub run_script
{
	my ($node, $database, $directory, $file) = @_;
	my ($stdout, $stderr) = run_command(
		[ 'sh', '-c', 'cd "$0" && exec psql -X -q -v ON_ERROR_STOP=1 -P pager=off -d "$1" -f "$2" 2>&1',
			$directory, $node->connstr($database), $file ]);
	return $stdout;
}

# Makes a framework in one database that has the rows of the one in the other, as far as tables and columns are there.
sub framework_like
{
	my ($node, $from, $to) = @_;
	my $file = PostgreSQL::Test::Utils::tempdir() . '/rows';

	$node->safe_psql($to, q{CALL cfsperf.create_framework('cfs')});
	foreach my $table (qw(outcome measure area neighbour observation benchmark benchmark_value target commentary report))
	{
		my $columns = $node->safe_psql($to,
			"SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
			 WHERE attrelid = 'cfs.$table'::regclass AND attnum > 0 AND NOT attisdropped");
		$node->safe_psql($from, "COPY cfs.$table ($columns) TO '$file'");
		$node->safe_psql($to, "COPY cfs.$table ($columns) FROM '$file'");
	}
	$node->safe_psql($to, 'REFRESH MATERIALIZED VIEW cfs.history');
	return;
}

1;
