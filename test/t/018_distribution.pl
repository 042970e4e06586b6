# distribute_framework: what it asks of Citus, and, where Citus is installed, that a distributed framework reports the same.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node source_dir);
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('distribution');

sub refused
{
	my ($sql, $message, $hint, $name) = @_;
	my ($status, $stdout, $stderr) = $node->psql('postgres', $sql);
	isnt($status, 0, "$name is refused");
	like($stderr, $message, "$name: the message names it");
	like($stderr, $hint, "$name: the hint says what to do");
	return;
}

chdir(source_dir() . '/doc/example') or die "doc/example: $!";
$node->safe_psql('postgres', slurp_file('load.sql'));
my $framework = q{It's "far"};
$node->safe_psql('postgres', qq{CALL cfsperf.create_framework('${\ quoted()}')});
sub quoted { return $framework =~ s/'/''/gr; }

# ---------------------------------------------------------------- what cannot be

refused(q{CALL cfsperf.distribute_framework('nowhere')}, qr/there is no framework "nowhere"/,
	qr/Name the schema that create_framework made/, 'a framework that is not there');
refused('CALL cfsperf.distribute_framework(NULL)', qr/there is no framework/, qr/Name the schema/, 'none');
refused(q{CALL cfsperf.distribute_framework('public')}, qr/schema "public" is no framework: it has no table "outcome"/,
	qr/Name the schema/, 'a schema that is no framework');
refused(q{CALL cfsperf.distribute_framework('cfs')},
	qr/framework "cfs" cannot be distributed: extension "citus" is not installed in database "postgres"/,
	qr/CREATE EXTENSION citus, or use partitions or postgres_fdw/, 'a server without Citus');

$node->safe_psql('postgres', q{CREATE ROLE keeper; GRANT CREATE ON DATABASE postgres TO keeper; SET ROLE keeper; CALL cfsperf.create_framework('kept')});
refused(q{CALL cfsperf.distribute_framework('kept')}, qr/framework "kept" is distributed by its owner only/,
	qr/Connect as role "keeper"/, q{a superuser, with whose rights the owner's functions would run});

# ---------------------------------------------------------------- what is asked of Citus, by a stand-in that takes notes

# A stand-in for Citus: an extension by name only, and its two functions, which note what they are called with and
# whether the table still has foreign keys or triggers.
$node->safe_psql('postgres', q{
	SET allow_system_table_mods = on;
	INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
	VALUES (99999, 'citus', 10, 'public'::regnamespace, false, '0');
	CREATE TABLE public.asked (n integer GENERATED ALWAYS AS IDENTITY, what text);
	CREATE FUNCTION cfsperf.note(what text, relation regclass) RETURNS void LANGUAGE sql AS $$
		INSERT INTO public.asked (what)
		SELECT what || ' ' || (SELECT relname FROM pg_class WHERE oid = relation)
			|| CASE WHEN EXISTS (SELECT FROM pg_constraint WHERE contype = 'f' AND relation IN (conrelid, confrelid))
				THEN ' with foreign keys' ELSE '' END
			|| CASE WHEN EXISTS (SELECT FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = relation)
				THEN ' with triggers' ELSE '' END
			|| ', ' || current_setting('citus.multi_shard_modify_mode', true);
	$$;
	CREATE FUNCTION cfsperf.create_reference_table(table_name regclass) RETURNS void LANGUAGE sql AS $$
		SELECT cfsperf.note('reference', table_name) $$;
	CREATE FUNCTION cfsperf.create_distributed_table(table_name regclass, distribution_column text,
		colocate_with text DEFAULT 'default') RETURNS void LANGUAGE sql AS $$
		SELECT cfsperf.note(distribution_column || ' beside ' || CASE colocate_with WHEN 'none' THEN colocate_with
			ELSE (SELECT relname FROM pg_class WHERE oid = colocate_with::regclass) END, table_name) $$;
});
my $foreign_keys = q{SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'
	ORDER BY 1, 2};
my $before = $node->safe_psql('postgres', $foreign_keys);
my $figures = $node->safe_psql('postgres', 'TABLE cfs.scorecard');
# the other framework keeps its keys while the first is distributed
foreach my $schema (quoted(), 'cfs')
{
	my (undef, undef, $said) = $node->psql('postgres', "TRUNCATE public.asked; CALL cfsperf.distribute_framework('$schema')");
	like($said, qr/NOTICE: +changes of rules are no longer kept in .*\.rule_change, nor do they take back decisions$/m,
		"$schema: that rules are not guarded by triggers any more is said");
	is($node->safe_psql('postgres', 'SELECT what FROM public.asked ORDER BY n'), join("\n",
		(map { "reference $_, sequential" } qw(outcome area benchmark measure neighbour report report_section target commentary area_code area_part area_change measure_part source source_measure)),
		'measure beside none observation, sequential', 'measure beside observation benchmark_value, sequential',
		'measure beside observation disclosure, sequential'),
		"$schema: reference tables first, then figures by measure, side by side, without foreign keys and triggers");
	is($node->safe_psql('postgres', $foreign_keys), $before, "$schema: the foreign keys are as before");
}
is($node->safe_psql('postgres', 'TABLE cfs.scorecard'), $figures, 'and so is the report');

$node->safe_psql('postgres', q{CALL cfsperf.create_framework('parts', partitions => 2); CALL cfsperf.create_framework('years', 'period')});
refused(q{CALL cfsperf.distribute_framework('parts')}, qr/table "observation" is partitioned by measure already/,
	qr/partition_by => 'period'/, 'a framework that is partitioned by measure');
is($node->psql('postgres', q{CALL cfsperf.distribute_framework('years')}), 0, 'one that is partitioned by period is not');

# An error on the way leaves everything as it was.
$before = $node->safe_psql('postgres', $foreign_keys);
$node->safe_psql('postgres', q{CREATE OR REPLACE FUNCTION cfsperf.create_distributed_table(table_name regclass,
	distribution_column text, colocate_with text DEFAULT 'default') RETURNS void LANGUAGE plpgsql AS $$
	BEGIN RAISE 'no node is there'; END $$});
isnt($node->psql('postgres', q{CALL cfsperf.distribute_framework('cfs')}), 0, 'Citus says no');
is($node->safe_psql('postgres', $foreign_keys), $before, 'and nothing has changed');
my $has_citus = $node->safe_psql('postgres', q{SELECT count(*) FROM pg_available_extensions WHERE name = 'citus'});
$node->stop;

# ---------------------------------------------------------------- Citus

SKIP:
{
	skip 'Citus is not installed', 4 unless $has_citus;
	my $citus = new_node('citus', conf => "shared_preload_libraries = 'citus'\ncitus.shard_count = 4\n");
	$citus->safe_psql('postgres', 'CREATE EXTENSION citus');
	my ($host, $port) = ($citus->host, $citus->port);
	$citus->safe_psql('postgres', qq{SELECT citus_set_coordinator_host('$host', $port);
		SELECT citus_set_node_property('$host', $port, 'shouldhaveshards', true)});
	$citus->safe_psql('postgres', slurp_file('load.sql'));
	my @views = qw(scorecard headline outcome_summary quarter_summary exceptions data_quality);
	my $rows = sub {
		return join "\n", map { $citus->safe_psql('postgres', qq{SELECT * FROM cfs.$_ r ORDER BY r::text COLLATE "C"}) } @views;
	};
	my $local = $rows->();
	is($citus->psql('postgres', q{CALL cfsperf.distribute_framework('cfs')}), 0, 'Citus distributes a framework');
	is($citus->safe_psql('postgres', q{SELECT count(*) FROM pg_dist_partition WHERE logicalrelid::text LIKE 'cfs.%'}), '14',
		'fourteen tables of it');
	is($rows->(), $local, 'which reports the same');
	is($citus->psql('postgres', q{CALL cfs.publish('E10000018', '2020/21 Q2')}), 0, 'and can be published');
	$citus->stop;
}
done_testing();
