# SPDX-License-Identifier: PostgreSQL
# A framework that differs from what this version makes is upgraded to it, and nothing that anybody put into it is lost:
# rows, editions, columns, views, privileges, comments. Where that cannot be, nothing is changed.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node source_dir);
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('upgrade');
my $upgrade = q{CALL cfsperf.upgrade_framework('cfs')};
my $changes = qr/added|replaced|recreated|changed|refreshed/;

sub query { return $node->safe_psql(@_); }

# What pg_dump writes, as a hash of its entries: "type schema name" => statements. Identifiers of objects, and words that
# never are the same, are left out; of a table, the order of columns, and of
# options and privileges theirs.
sub entries
{
	my ($database, @options) = @_;
	my ($stdout) = run_command([ 'pg_dump', '-h', $node->host, '-p', $node->port, '-s', @options, $database ]);
	my %entries;

	foreach my $entry (split /^--\n(?=-- Name: )/m, $stdout)
	{
		my ($name, $type, $schema, $text) = $entry =~ /\A-- Name: (.*?); Type: (.*?); Schema: (.*?); Owner: .*?\n--\n(.*)\z/s or next;
		$text =~ s/^--.*\n//mg;
		$text =~ s/^\\(un)?restrict .*\n//mg;
		$text =~ s/\s+\z//;
		$text = join("\n", sort map { s/,$//r } split /\n/, $text) if $type =~ /^(TABLE|ACL)$/;
		$text =~ s/^WITH \((.*)\) AS$/join ', ', sort split m{, }, $1/em;
		$entries{"$type $schema.$name"} .= $text;
	}
	return \%entries;
}

sub upgraded
{
	my ($database, $name) = @_;
	my ($status, undef, $said) = $node->psql($database, $upgrade);
	is($status, 0, "$name is upgraded") or diag($said);
	return $said;
}

# The framework is current: an upgrade says so and changes nothing.
sub current
{
	my ($database, $name) = @_;
	my $before = entries($database);
	unlike(upgraded($database, $name), $changes, 'there is nothing to do');
	is_deeply(entries($database), $before, 'and nothing has changed');
	return;
}

sub refused
{
	my ($database, $reason, $name) = @_;
	my $before = entries($database);
	my ($status, undef, $said) = $node->psql($database, $upgrade);
	isnt($status, 0, "$name: refused");
	like($said, $reason, 'and the error says why');
	is_deeply(entries($database), $before, 'nothing is half done');
	return;
}

query('postgres', 'CREATE ROLE upgrade_owner; CREATE ROLE upgrade_reader; CREATE ROLE upgrade_analyst; CREATE DATABASE fresh');
query('fresh', q{CREATE EXTENSION cfsperf; CALL cfsperf.create_framework('cfs')});
my $fresh = entries('fresh');
current('fresh', 'a new framework');

# Next to nothing is there: everything is made, definition by definition.
query('postgres', 'CREATE DATABASE bare TEMPLATE fresh');
query('bare', q{
	DO $$
	DECLARE
		name text;
	BEGIN
		FOR name IN SELECT format('%s CASCADE', oid::regclass) FROM pg_class
			WHERE relnamespace = 'cfs'::regnamespace AND relkind = 'r' AND relname NOT IN ('measure', 'observation') LOOP
			EXECUTE 'DROP TABLE ' || name;
		END LOOP;
		FOR name IN SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'cfs'::regnamespace LOOP
			EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', name);
		END LOOP;
	END $$;
	ALTER TABLE cfs.measure DROP CONSTRAINT measure_pkey CASCADE, DROP COLUMN title CASCADE;
	DROP INDEX cfs.observation_history});
upgraded('bare', 'a framework of two tables');
is_deeply(entries('bare'), $fresh, 'it is that of a new one');
current('bare', 'it');

# What users do with a framework, whichever version made it.
my $theirs = q{
	ALTER TABLE cfs.measure ADD COLUMN ambition text DEFAULT 'none yet' CHECK (ambition <> ''), ALTER COLUMN tolerance SET DEFAULT 0.5;
	ALTER TABLE cfs.observation ADD COLUMN source varchar(20), ADD COLUMN is_ours boolean GENERATED ALWAYS AS (source = 'us') STORED,
		ADD CONSTRAINT source_known CHECK (source <> '');
	COMMENT ON COLUMN cfs.observation.source IS 'where it came from';
	CREATE INDEX by_source ON cfs.observation (source) WHERE source <> 'us';
	CREATE STATISTICS cfs.related ON source, status FROM cfs.observation;
	CREATE TABLE cfs.ours (code varchar(64) COLLATE "C" REFERENCES cfs.measure);
	CREATE FUNCTION cfs.check_ours() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
	CREATE TRIGGER check_ours BEFORE INSERT ON cfs.observation FOR EACH ROW EXECUTE FUNCTION cfs.check_ours();
	CREATE POLICY ours ON cfs.area USING (code <> '');
	CREATE SCHEMA desk;
	CREATE VIEW desk.worst AS SELECT measure, measure_title, quartile, s.direction FROM cfs.scorecard s WHERE quartile = 4;
	COMMENT ON VIEW desk.worst IS 'what to look at';
	CREATE VIEW cfs.worse WITH (security_barrier) AS SELECT w.* FROM desk.worst w;
	CREATE MATERIALIZED VIEW desk.kept AS SELECT count(*) AS n FROM cfs.figure;
	CREATE UNIQUE INDEX ON desk.kept (n);
	ALTER VIEW desk.worst OWNER TO upgrade_analyst;
	GRANT SELECT ON cfs.scorecard TO upgrade_analyst;
	CALL cfsperf.grant_reader('cfs', 'upgrade_reader');
	GRANT SELECT ON desk.worst TO upgrade_reader WITH GRANT OPTION;
	GRANT SELECT (sentence), UPDATE (area) ON cfs.headline TO upgrade_analyst;
	GRANT SELECT ON cfs.history TO upgrade_analyst WITH GRANT OPTION;
	REVOKE ALL ON FUNCTION cfs.report_text FROM PUBLIC;
	REVOKE DELETE ON cfs.headline FROM postgres;
	ALTER VIEW cfs.headline SET (security_invoker = true);
	ALTER MATERIALIZED VIEW cfs.stored_history SET (autovacuum_enabled = off);
	ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO upgrade_analyst;
	ALTER DEFAULT PRIVILEGES REVOKE ALL ON FUNCTIONS FROM PUBLIC;
	INSERT INTO cfs.outcome VALUES ('o', 'Outcome');
	INSERT INTO cfs.measure (code, outcome, title, polarity, ambition) VALUES ('m', 'o', 'Measure', 'high', 'best of our neighbours');
	INSERT INTO cfs.area VALUES ('a', 'Area');
	INSERT INTO cfs.report (area, quarter) VALUES ('a', '2020/21 Q2');
	INSERT INTO cfs.observation (measure, area, period, value, source) VALUES ('m', 'a', '2020/21 Q2', 1, 'us');
	REFRESH MATERIALIZED VIEW desk.kept};
query('postgres', 'CREATE DATABASE expected TEMPLATE fresh');
query('expected', "$theirs; GRANT SELECT ON cfs.exceptions, cfs.revisions, cfs.published_scorecard, cfs.published_figure, cfs.edition_check, cfs.rule_change TO upgrade_analyst; REVOKE ALL ON cfs.exceptions, cfs.revisions, cfs.published_scorecard, cfs.edition_check FROM upgrade_reader; REVOKE ALL ON FUNCTION cfs.dashboard FROM PUBLIC, upgrade_reader; REVOKE ALL ON FUNCTION cfs.keep_rule FROM PUBLIC");

# A framework in which everything is missing or otherwise that can be.
query('postgres', 'CREATE DATABASE older TEMPLATE fresh');
query('older', q{
	DO $$ BEGIN
		EXECUTE 'CREATE OR REPLACE VIEW cfs.figure AS SELECT * FROM (' || rtrim(pg_get_viewdef('cfs.figure'), ';') || ') f WHERE false';
	END $$;
	DROP VIEW cfs.headline CASCADE;
	CREATE VIEW cfs.headline AS SELECT area, quarter, 'old'::text AS sentence, 1 AS gone FROM cfs.quarter_summary;
	DROP MATERIALIZED VIEW cfs.stored_history CASCADE;
	CREATE MATERIALIZED VIEW cfs.stored_history AS SELECT measure, area, cfsperf.shape(period) AS shape, NULL::cfsperf.series AS series FROM cfs.figure;
	CREATE INDEX stored_history_key ON cfs.stored_history (area);
	CREATE VIEW cfs.history AS SELECT measure, area, shape, series FROM cfs.stored_history;
	CREATE VIEW cfs.data_quality AS SELECT measure FROM cfs.figure;
	DROP FUNCTION cfs.report_text;
	CREATE FUNCTION cfs.report_text(area text, quarter cfsperf.reporting_period, form text, edition integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
	CREATE OR REPLACE PROCEDURE cfs.publish(area text, quarter cfsperf.reporting_period) LANGUAGE plpgsql AS 'BEGIN END';
	DROP FUNCTION cfs.dashboard;
	DROP VIEW cfs.exceptions;
	GRANT EXECUTE ON PROCEDURE cfs.publish TO PUBLIC;
	DROP TABLE cfs.published_scorecard CASCADE;
	ALTER TABLE cfs.published_summary DROP COLUMN contents CASCADE, DROP COLUMN digest CASCADE;
	DROP FUNCTION cfs.keep_rule CASCADE;
	DROP TABLE cfs.rule_change;
	ALTER TABLE cfs.source DROP COLUMN title;
	ALTER TABLE cfs.measure DROP CONSTRAINT measure_basis, DROP CONSTRAINT measure_tolerance,
		ADD CONSTRAINT measure_tolerance CHECK (tolerance < 1000);
	ALTER TABLE cfs.observation DROP CONSTRAINT observation_area_fkey;
	ALTER TABLE cfs.commentary ALTER COLUMN text DROP NOT NULL, REPLICA IDENTITY DEFAULT;
	DROP INDEX cfs.observation_history;
	CREATE INDEX observation_history ON cfs.observation (area, measure, period);
	DROP TRIGGER guard_edition ON cfs.published_summary;
	DROP TRIGGER guard_editions ON cfs.published_summary;
	CREATE TRIGGER guard_editions BEFORE DELETE ON cfs.published_summary FOR EACH STATEMENT EXECUTE FUNCTION cfs.guard_edition();
	INSERT INTO cfs.published_summary (edition, published_at, published_by, area, quarter, sentence) VALUES (1, now(), 'me', 'a', '2020/21 Q2', 'Before.');
	ALTER VIEW cfs.report_heading RESET (security_barrier);
	COMMENT ON VIEW cfs.outcome_summary IS NULL;
	COMMENT ON COLUMN cfs.measure.title IS 'old'});
query('older', "$theirs; GRANT SELECT (gone) ON cfs.headline TO upgrade_analyst");
my $rows = q{SELECT to_jsonb(m)::text FROM cfs.measure m UNION ALL SELECT o::text FROM cfs.observation o UNION ALL SELECT w::text FROM cfs.worse w UNION ALL SELECT k::text FROM desk.kept k};
my $before = query('older', $rows);
my $said = upgraded('older', 'a framework that differs');
like($said, qr/NOTICE: +\Q$_\E$/m, "it says: $_") foreach (
	'table cfs.published_scorecard added', 'column cfs.source.title added', 'NOT NULL of column cfs.commentary.text added', 'constraint measure_basis on cfs.measure added',
	'constraint measure_tolerance on cfs.measure recreated', 'constraint observation_area_fkey on cfs.observation added',
	'index cfs.observation_history recreated', 'trigger guard_edition on cfs.published_summary added', 'trigger guard_editions on cfs.published_summary recreated',
	'view cfs.figure replaced', 'view cfs.headline recreated', 'view cfs.exceptions added', 'option security_barrier of cfs.report_heading added', 'option replica identity of cfs.commentary added',
	'function cfs.report_text(text,cfsperf.reporting_period,text,integer) recreated', 'function cfs.publish(text,cfsperf.reporting_period) replaced',
	'function cfs.publish(text,cfsperf.reporting_period) can no longer be called by everybody', 'trigger keep_rule_update on cfs.measure added',
	'materialized view cfs.stored_history refreshed', 'materialized view desk.kept (owner postgres) is out of date until it is refreshed',
	'readers cannot see new views until grant_reader is called for them again');
my ($after, $expected) = (entries('older'), entries('expected'));
is($after->{$_} // 'missing', $expected->{$_} // 'not there', $_)
  foreach grep { ($after->{$_} // '') ne ($expected->{$_} // '') } sort keys %{ { %$after, %$expected } };
is(query('older', $rows), $before, 'rows are as they were, and what was stored of others');
is(query('older', 'SELECT measure, area, cfsperf.count_periods(series) FROM cfs.history'), 'm|a|1', 'what the framework stores is of its data');
current('older', 'it');
query('older', q{CALL cfs.publish('a', '2020/21 Q2')});
is(query('older', 'SELECT edition, state FROM cfs.edition_check ORDER BY edition'), "1|no digest\n2|holds", 'the framework works, and editions have digests from now on');

# An edition is given back byte for byte, whatever is made anew of what it was made of.
my $kept = q{SELECT md5(concat(cfs.dashboard('a', '2020/21 Q2', 2), cfs.dashboard('a', '2020/21 Q2', 2, 'summary'),
		cfs.report_text('a', '2020/21 Q2', 'full', 2), cfs.report_text('a', '2020/21 Q2', 'short', 2)))};
$before = query('older', $kept);
query('older', q{
	DROP FUNCTION cfs.dashboard_page, cfs.report_markdown, cfs.dashboard;
	DROP VIEW cfs.report_heading CASCADE;
	UPDATE cfs.measure SET title = 'Another' WHERE code = 'm'});
upgraded('older', 'a framework that has editions');
is(query('older', $kept), $before, 'an edition is as it was published');
current('older', 'it');

# Tables of figures that are partitioned are left so, and get what others get.
foreach my $key ('measure', 'period')
{
	query('postgres', "CREATE DATABASE by_$key");
	query("by_$key", "CREATE EXTENSION cfsperf; CALL cfsperf.create_framework('cfs', '$key')");
	my $partitioned = entries("by_$key");
	query("by_$key", q{ALTER TABLE cfs.observation DROP CONSTRAINT observation_measure_fkey, DROP CONSTRAINT observation_figure;
		DROP INDEX cfs.observation_history});
	upgraded("by_$key", "a framework partitioned by $key");
	is_deeply(entries("by_$key"), $partitioned, 'it is as it was');
	current("by_$key", 'it');
}

# Who may, and what is no framework.
foreach my $case ([ 'nothing', qr/there is no framework "nothing"/ ], map { [ $_, qr/schema "$_" is not a framework/ ] } 'public', 'cfsperf')
{
	(undef, undef, $said) = $node->psql('fresh', "CALL cfsperf.upgrade_framework('$case->[0]')");
	like($said, $case->[1], "$case->[0]: refused");
}
(undef, undef, $said) = $node->psql('fresh', "BEGIN ISOLATION LEVEL REPEATABLE READ; $upgrade");
like($said, qr/a framework cannot be upgraded at isolation level repeatable read/, 'nor where it cannot see what others have done');
query('fresh', q{ALTER TABLE cfs.outcome ALTER COLUMN title DROP NOT NULL; INSERT INTO cfs.outcome VALUES ('x'); DROP VIEW cfs.exceptions});
refused('fresh', qr/column "title" of relation "outcome" contains null values/, 'rows that a constraint forbids');

# An owner who is no superuser, and a framework of a name that has to be quoted.
my ($name, $quoted) = (q{'Children''s \ "Services", 2'}, q{"Children's \ ""Services"", 2"});
query('postgres', 'CREATE DATABASE quoted OWNER upgrade_owner');
query('quoted', "CREATE EXTENSION cfsperf; SET ROLE upgrade_owner; CALL cfsperf.create_framework($name)");
$before = entries('quoted', '-N', 'cfsperf');
query('quoted', qq{SET ROLE upgrade_owner; DROP MATERIALIZED VIEW $quoted.stored_history CASCADE; CREATE MATERIALIZED VIEW $quoted.stored_history AS SELECT 1 AS one;
	DROP PROCEDURE $quoted.publish; COMMENT ON TABLE $quoted.area IS NULL; ALTER TABLE $quoted.report DROP CONSTRAINT report_area_fkey;
	DROP TRIGGER guard_edition ON $quoted.published_summary; DROP STATISTICS $quoted.report_asked_for; ALTER VIEW $quoted.scorecard RENAME COLUMN area TO place});
is($node->psql('quoted', "SET ROLE upgrade_owner; CALL cfsperf.upgrade_framework($name)"), 0, 'a framework of a name that has to be quoted is upgraded by its owner');
is_deeply(entries('quoted', '-N', 'cfsperf'), $before, 'and is that of a new one');

$node->stop;
done_testing();
