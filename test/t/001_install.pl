# SPDX-License-Identifier: PostgreSQL
# What holds for the extension as a whole: it comes, says what it is, is labelled as promised, and goes without trace.

use strict;
use warnings;

use FindBin;
use JSON::PP;
use lib $FindBin::RealBin;

use CfsTest qw(new_node source_dir);
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('install');

# The number of rows in each system catalogue.
my $census = q{
	SELECT string_agg(oid::regclass || ' ' || (xpath('/row/n/text()',
		query_to_xml('SELECT count(*) AS n FROM ' || oid::regclass, false, true, '')))[1], E'\n' ORDER BY relname)
	FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r'
};

# The extension's members in one catalogue.
sub members
{
	my ($catalogue) = @_;
	return qq{(SELECT c.* FROM pg_depend d JOIN $catalogue c ON c.oid = d.objid
		WHERE d.classid = '$catalogue'::regclass AND d.deptype = 'e'
		AND d.refclassid = 'pg_extension'::regclass
		AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'cfsperf'))};
}

# A promise is kept when the query for exceptions finds none.
sub none
{
	my ($promise, $query) = @_;
	return is($node->safe_psql('postgres', "SET search_path = pg_catalog; $query"), '', $promise);
}

my $before = $node->safe_psql('postgres', $census);
$node->safe_psql('postgres', 'CREATE EXTENSION cfsperf');

my $version = $node->safe_psql('postgres', q{SELECT extversion FROM pg_extension WHERE extname = 'cfsperf'});
my ($default) = slurp_file(source_dir() . '/cfsperf.control') =~ /^default_version\s*=\s*'([^']+)'/m;
my $meta = decode_json(slurp_file(source_dir() . '/META.json'));
is($version, $default, 'the version is that of the control file');
is($version, $meta->{version}, 'the version is that of META.json');
is($version, $meta->{provides}{cfsperf}{version}, 'the version is that of what META.json provides');

# from 18 on the array type that comes with a type is a member too
foreach my $catalogue (qw(pg_proc pg_type pg_operator))
{
	my $but = $catalogue eq 'pg_type' ? "AND typcategory <> 'A'" : '';

	none("every member in $catalogue has a comment",
		"SELECT m.oid::" . { pg_proc => 'regprocedure', pg_type => 'regtype', pg_operator => 'regoperator' }->{$catalogue}
		. " FROM " . members($catalogue) . " m WHERE obj_description(m.oid, '$catalogue') IS NULL $but ORDER BY 1");
}

none('every function is parallel safe but those that read a large object',
	"SELECT m.oid::regprocedure FROM " . members('pg_proc') . " m
	 WHERE prokind <> 'p' AND proparallel <> 's' AND (m.proargtypes[0], m.proargnames[1]) IS DISTINCT FROM ('oid'::regtype, 'file') ORDER BY 1");
none('no function is volatile',
	"SELECT m.oid::regprocedure FROM " . members('pg_proc') . " m
	 WHERE prokind <> 'p' AND provolatile = 'v' ORDER BY 1");
none('every comparison operator has commutator, negator and estimators',
	"SELECT m.oid::regoperator FROM " . members('pg_operator') . " m
	 WHERE oprname IN ('=', '<>', '<', '<=', '>', '>=')
	 AND (oprcom = 0 OR oprnegate = 0 OR oprrest = 0 OR oprjoin = 0) ORDER BY 1");
none('every = can hash, and merge where its type has an order',
	"SELECT m.oid::regoperator FROM " . members('pg_operator') . " m
	 WHERE oprname = '=' AND (NOT oprcanhash OR NOT oprcanmerge AND EXISTS (
		SELECT FROM pg_opclass c JOIN pg_am a ON a.oid = c.opcmethod
		WHERE c.opcintype = m.oprleft AND a.amname = 'btree')) ORDER BY 1");
none('every operator class is valid',
	"SELECT opcname FROM " . members('pg_opclass') . " m WHERE NOT amvalidate(m.oid) ORDER BY 1");

# the schema that CREATE EXTENSION made stays behind, empty, as any extension's does
$node->safe_psql('postgres', 'DROP EXTENSION cfsperf; DROP SCHEMA cfsperf');
is($node->safe_psql('postgres', $census), $before, 'DROP EXTENSION leaves every catalogue as it was');
is($node->psql('postgres', 'CREATE EXTENSION cfsperf'), 0, 'it can be created again');

$node->stop;
done_testing();
