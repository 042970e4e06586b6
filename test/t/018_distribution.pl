# SPDX-License-Identifier: PostgreSQL
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

# A stand-in for Citus: an extension by name only, its list of tables, and its functions, which note what they are called
# with and whether the table still has foreign keys or triggers. Two shards, by the last letter of a measure's code.
$node->safe_psql('postgres', q{
	SET allow_system_table_mods = on;
	INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
	VALUES (99999, 'citus', 10, 'public'::regnamespace, false, '0');
	CREATE TABLE public.asked (n integer GENERATED ALWAYS AS IDENTITY, what text);
	CREATE TABLE cfsperf.pg_dist_partition (logicalrelid regclass, autoconverted boolean NOT NULL DEFAULT false);
	CREATE FUNCTION cfsperf.note(what text, relation regclass) RETURNS void LANGUAGE sql AS $$
		INSERT INTO cfsperf.pg_dist_partition SELECT relation WHERE what NOT LIKE 'empty%';
		INSERT INTO public.asked (what)
		SELECT what || ' ' || (SELECT relname FROM pg_class WHERE oid = relation)
			|| CASE WHEN EXISTS (SELECT FROM pg_constraint WHERE contype = 'f' AND relation IN (conrelid, confrelid))
				THEN ' with foreign keys' ELSE '' END
			|| CASE WHEN EXISTS (SELECT FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = relation)
				THEN ' with triggers' ELSE '' END
			|| ', ' || coalesce(current_setting('citus.multi_shard_modify_mode', true), '');
	$$;
	CREATE FUNCTION cfsperf.create_reference_table(table_name regclass) RETURNS void LANGUAGE sql AS $$
		SELECT cfsperf.note('reference', table_name) $$;
	CREATE FUNCTION cfsperf.create_distributed_table(table_name regclass, distribution_column text,
		colocate_with text DEFAULT 'default') RETURNS void LANGUAGE sql AS $$
		SELECT cfsperf.note(distribution_column || ' beside ' || CASE colocate_with WHEN 'none' THEN colocate_with
			ELSE (SELECT relname FROM pg_class WHERE oid = colocate_with::regclass) END, table_name) $$;
	CREATE FUNCTION cfsperf.truncate_local_data_after_distributing_table(table_name regclass) RETURNS void LANGUAGE sql AS $$
		SELECT cfsperf.note('empty here', table_name) $$;
	CREATE FUNCTION cfsperf.get_shard_id_for_distribution_column(table_name regclass, value anyelement) RETURNS bigint
		LANGUAGE sql AS $$ SELECT ascii(right(value::text, 1)) % 2 $$;
});
my $foreign_keys = q{SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'
	ORDER BY conrelid::regclass::text COLLATE "C", 2};
my $before = $node->safe_psql('postgres', $foreign_keys);
$node->safe_psql('postgres', q{
	UPDATE cfs.measure SET suppress_below = 10 WHERE unit = '%';
	-- a figure of the next quarter, which no report shows
	INSERT INTO cfs.observation (measure, area, period, value, numerator, denominator)
	SELECT measure, area, '2020/21 Q3', value, numerator, denominator FROM cfs.observation WHERE area = 'E10000018' AND period::text = '2020/21 Q2' AND value IS NOT NULL;
	CALL cfs.protect();
	CALL cfs.publish('E10000018', '2020/21 Q2');
	UPDATE cfs.observation SET note = 'Counted again.' WHERE area = 'E10000018' AND measure IN ('cp_reviews', 'sen_support');
	CREATE ROLE reader;
	CREATE ROLE late_reader;
	CALL cfsperf.grant_reader('cfs', 'reader');
	REFRESH MATERIALIZED VIEW cfs.stored_history});
# what somebody may see of a framework: its views, and the documents made of them
sub seen
{
	my ($server, $as, @views) = @_;
	return join "\n", map { $server->safe_psql('postgres', "SET ROLE $as; SET search_path = cfs, cfsperf; $_") }
		(map { qq{SELECT * FROM $_ r ORDER BY r::text COLLATE "C"} }
			qw(scorecard_detail scorecard outcome_summary quarter_summary headline exceptions paragraph revisions
			history report_heading report_commentary standing_section published_scorecard edition_check), @views),
		map { "SELECT $_" } q{dashboard('E10000018', '2020/21 Q2')}, q{report_text('E10000018', '2020/21 Q2')},
			q{index('2020/21 Q2')}, q{changes_since('E10000018', '2020/21 Q2')}, q{area_of('Leicestershire')};
}
my @owners = qw(data_quality figure measure_link governed_measure current_history);
my $report = seen($node, 'reader');
my $figures = seen($node, 'postgres', @owners);
# the other framework keeps its keys and triggers while the first is distributed
my $guards = q{SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgrelid::regclass::text COLLATE "C", 2};
my $guarded = $node->safe_psql('postgres', $guards);
foreach my $schema (quoted(), 'cfs')
{
	my (undef, undef, $said) = $node->psql('postgres', "TRUNCATE public.asked; CALL cfsperf.distribute_framework('$schema')");
	like($said, qr/NOTICE: +changes of rules are no longer kept in .*\.rule_change, nor do they take back decisions$/m,
		"$schema: that rules are not guarded by triggers any more is said");
	is($node->safe_psql('postgres', 'SELECT what FROM public.asked ORDER BY n'), join("\n",
		map { my ($how, $table) = /(.*) (\w+)$/; ("$_, sequential", "empty here $table, sequential") }
		(map { "reference $_" } qw(area area_change area_code area_part benchmark commentary measure_part neighbour outcome report report_section source source_measure)),
		'code beside none measure', map { "measure beside measure $_" } qw(benchmark_value disclosure observation target)),
		"$schema: copies first, then measures and figures by measure, side by side, without foreign keys and triggers; nothing stays here");
	my $schema_name = $schema eq 'cfs' ? 'cfs\\.' : qr/"It's ""far"""\./;
	$before = join "\n", grep { !/^$schema_name(?:commentary|measure_part|source_measure)\|.*REFERENCES .*measure\(/ } split /\n/, $before;
	is($node->safe_psql('postgres', $foreign_keys), $before, "$schema: the foreign keys are as before, but for those of copies to measures");
	$guarded = join "\n", grep { !/^$schema_name\w+\|(?:keep_rule_\w+|refuse_circle)$/ } split /\n/, $guarded;
	is($node->safe_psql('postgres', $guards), $guarded, "$schema: the triggers are as before, but for those on rules and on changes of areas");
}
is(seen($node, 'reader'), $report, 'a reader sees the same as before');
is(seen($node, 'postgres', @owners), $figures, 'and so does the owner');
unlike($report, qr/permission denied/, 'which is something');
foreach my $denied ('cfs.observation', 'cfs.figure', 'cfs.data_quality', 'cfs.current_history', 'cfs.measure_links()', 'cfs.data_quality_rows()')
{
	my (undef, undef, $stderr) = $node->psql('postgres', "SET ROLE reader; SELECT * FROM $denied");
	like($stderr, qr/permission denied/, "a reader may not read $denied");
}
isnt($node->psql('postgres', q{SET ROLE late_reader; SELECT * FROM cfs.report_key()}), 0, 'nor may who is none call what readers may');
$node->safe_psql('postgres', q{CALL cfsperf.grant_reader('cfs', 'late_reader')});
is(seen($node, 'late_reader'), $report, 'who becomes a reader afterwards sees the same');
# a figure of which nobody has decided is withheld, and so is its history, though no trigger says so
is($node->safe_psql('postgres', q{
	DELETE FROM cfs.disclosure;
	SET ROLE reader;
	SELECT count(*) FROM cfs.history h WHERE h.measure IN (SELECT s.measure FROM cfs.scorecard s WHERE s.unit = '%')}), 0,
	'nor is there a history with figures that are not decided on');
$node->safe_psql('postgres', 'CALL cfs.protect(); REFRESH MATERIALIZED VIEW cfs.stored_history');
is(seen($node, 'reader', 'history'), seen($node, 'late_reader', 'history'), 'and after protect() there is again');
refused(q{CALL cfsperf.distribute_framework('cfs')}, qr/framework "cfs" is distributed already/, qr/upgrade_framework/, 'one that is distributed');

# An upgrade keeps it distributed: what is missing comes back, and a table that is new is distributed too.
$report = seen($node, 'reader');
my (undef, undef, $said) = $node->psql('postgres', q{CALL cfsperf.upgrade_framework('cfs')});
unlike($said, qr/NOTICE: +(?! |framework)/, 'a current framework is left as it is');
$node->safe_psql('postgres', q{ALTER TABLE cfs.measure DROP COLUMN source_link CASCADE; DROP TABLE cfs.source_measure CASCADE;
	DELETE FROM cfsperf.pg_dist_partition p WHERE NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = p.logicalrelid); TRUNCATE public.asked;
	CREATE OR REPLACE VIEW cfs.measure_link AS SELECT whole, part, true AS bases_add FROM cfs.measure_part});
(undef, undef, $said) = $node->psql('postgres', q{CALL cfsperf.upgrade_framework('cfs')});
like($said, qr/column cfs\.measure\.source_link added/, 'a column that is missing comes back');
is($node->safe_psql('postgres', 'SELECT what FROM public.asked'), "reference source_measure with foreign keys, sequential\nempty here source_measure with foreign keys, sequential",
	'a table is copied to the nodes');
is($node->safe_psql('postgres', $foreign_keys), $before, 'without a foreign key that Citus would refuse, or a trigger');
is(seen($node, 'reader'), $report, 'and a reader is served as before');

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
# a library that is there says how it wants to be loaded
my (undef, undef, $citus_library) = $node->psql('postgres', q{LOAD 'citus'});
$node->stop;

# ---------------------------------------------------------------- Citus

SKIP:
{
	skip 'Citus is not installed', 1 unless $citus_library =~ /shared_preload_libraries/;
	# a coordinator that has figures too, and a second node
	my ($citus, $worker) = map { new_node($_, conf => "shared_preload_libraries = 'citus'\nwal_level = logical\nmax_prepared_transactions = 50\n"
		. "listen_addresses = '127.0.0.1'\ncitus.enable_version_checks = off\ncitus.shard_count = 4\ncitus.node_conninfo = 'sslmode=disable'\n", auth_extra => []) } qw(citus worker);
	$_->append_conf('pg_hba.conf', "host all all 127.0.0.1/32 trust\n"), $_->reload, $_->safe_psql('postgres', 'CREATE EXTENSION citus') foreach $citus, $worker;
	$citus->safe_psql('postgres', "SELECT citus_set_coordinator_host('127.0.0.1', ${\ $citus->port}); SELECT citus_add_node('127.0.0.1', ${\ $worker->port});"
		. "SELECT citus_set_node_property('127.0.0.1', ${\ $citus->port}, 'shouldhaveshards', true)");
	$citus->safe_psql('postgres', slurp_file('load.sql'));
	$citus->safe_psql('postgres', q{CREATE ROLE reader; CALL cfsperf.grant_reader('cfs', 'reader')});
	my ($local, $read) = (seen($citus, 'postgres', @owners), seen($citus, 'reader'));
	is($citus->psql('postgres', q{CALL cfsperf.distribute_framework('cfs')}), 0, 'Citus distributes a framework');
	my $tables = q{SELECT count(*) FROM pg_dist_partition WHERE logicalrelid::text LIKE 'cfs.%' AND NOT autoconverted};
	is($citus->safe_psql('postgres', $tables), '18', 'eighteen tables of it');
	is(seen($citus, 'postgres', @owners), $local, 'which reports the same');
	is(seen($citus, 'reader'), $read, 'to readers too');
	isnt($citus->psql('postgres', 'SET ROLE reader; SELECT * FROM cfs.observation'), 0, 'who may not read its tables');
	is($citus->psql('postgres', q{CALL cfs.publish('E10000018', '2020/21 Q2'); UPDATE cfs.measure SET suppress_below = 10 WHERE unit = '%';
		CALL cfs.protect(); CALL cfs.publish('E10000018', '2020/21 Q2'); CALL cfs.audit_disclosure()}), 0, 'and can be published, protected and audited');
	is($citus->safe_psql('postgres', q{SELECT string_agg(state, ' ') FROM cfs.edition_check}), 'holds holds', 'in editions that hold');
	is($citus->safe_psql('postgres', q{SELECT count(*) > 0 FROM (SELECT cfsperf.panel(measure, figure, period) FROM cfs.figure
		WHERE area = 'E10000018' GROUP BY period, cfsperf.unit(figure), cfsperf.polarity(figure)) p}), 't', 'an aggregate of areas takes the columns as they are');
	$citus->safe_psql('postgres', 'ALTER TABLE cfs.measure DROP COLUMN source_link CASCADE; DROP TABLE cfs.source_measure CASCADE');
	is($citus->psql('postgres', q{CALL cfsperf.upgrade_framework('cfs')}), 0, 'it can be upgraded');
	is($citus->safe_psql('postgres', $tables), '18', 'by which a table that is new is copied too');
	$_->stop foreach $citus, $worker;
}
done_testing();
