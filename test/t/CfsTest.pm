# SPDX-License-Identifier: PostgreSQL
# What the TAP tests of cfsperf share.

package CfsTest;

use strict;
use warnings;

use Cwd qw(abs_path);
use Exporter 'import';
use File::Basename qw(dirname);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;

our @EXPORT_OK = qw(content new_node source_dir);

# The tree that the tests belong to.
sub source_dir
{
	return $ENV{CFSPERF_SRC} // dirname(dirname(dirname(abs_path(__FILE__))));
}

# A server of its own, started, with the extension findable but not yet created in any database. Arguments after the
# name go to the node's init(); "conf" is text for its postgresql.conf.
#
# "test/run" installs the extension where no server looks by itself and says in CFSPERF_CONF which file has the
# settings that lead there; without it the extension is installed in the system.
sub new_node
{
	my ($name, %args) = @_;
	my $conf = delete $args{conf};
	my $node = PostgreSQL::Test::Cluster->new($name);

	$args{extra} = [ '--encoding=UTF8', '--locale=C.UTF-8', @{ $args{extra} // [] } ];
	$node->init(%args);
	$node->append_conf('postgresql.conf', "autovacuum = off\nfsync = off\n");
	$node->append_conf('postgresql.conf', slurp_file($ENV{CFSPERF_CONF})) if $ENV{CFSPERF_CONF};
	$node->append_conf('postgresql.conf', $conf) if defined $conf;
	$node->start;
	return $node;
}

# All rows of relations, sorted, in the form that loses nothing: relation => rows. One session asks for all, because a
# new one begins by reading the catalogues.
sub content
{
	my ($node, $database, $relations, @options) = @_;
	my $out = $node->safe_psql($database,
		join('', map { qq{\\echo == $_\nCOPY (SELECT * FROM $_ r ORDER BY r::text COLLATE "C") TO STDOUT;\n} } @$relations), @options);
	my (undef, %rows) = split /^== (.*)\n?/m, $out;
	s/\n\z// foreach values %rows;
	return \%rows;
}

1;
