# A framework made by the released version gets the current definitions, and nothing that anybody put into it is lost:
# rows, editions, columns, views, privileges, owners, comments. Where that cannot be, nothing is changed and the error
# says what is in the way.

use strict;
use warnings;

use FindBin;
use IPC::Run;
use lib $FindBin::RealBin;

use CfsTest qw(source_dir);
use Released qw(entries framework_like new_node_with_release run_script);
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node_with_release('upgrade', '1.0.0');
my $example = source_dir() . '/doc/example';
my $report = q{'E10000018', '2020/21 Q2'};
my $upgrade = q{CALL cfsperf.upgrade_framework('cfs')};

sub query
{
	my ($database, $sql) = @_;
	return $node->safe_psql($database, $sql);
}

# All rows of relations, in a form that loses nothing.
sub rows
{
	my ($database, @relations) = @_;
	return { map { $_ => query($database, qq{SELECT r::text FROM $_ r ORDER BY r::text COLLATE "C"}) } @relations };
}

# The framework is upgraded; returns what it says of it.
sub upgraded
{
	my ($database, $name) = @_;
	my ($status, undef, $said) = $node->psql($database, $upgrade);
	is($status, 0, "$name is upgraded") or diag($said);
	return $said;
}

sub refused
{
	my ($database, $reason, $name) = @_;
	my $before = entries($node, $database);
	my ($status, undef, $said) = $node->psql($database, "\\set VERBOSITY verbose\n$upgrade");
	isnt($status, 0, "$name: refused");
	like($said, $reason, 'and the error says why');
	is_deeply(entries($node, $database), $before, 'nothing is half done');
	return;
}

sub all_like
{
	my ($have, $want, $name) = @_;
	is_deeply([ grep { ($have->{$_} // '') ne $want->{$_} } sort keys %$want ], [], $name);
	return;
}

query('postgres', 'CREATE ROLE upgrade_owner; CREATE ROLE upgrade_reader; CREATE ROLE upgrade_analyst');
query('postgres', "CREATE DATABASE $_") foreach qw(example fresh bare used);
query('example', slurp_file("$example/load.sql") =~ s{FROM '(.*?\.csv)'}{FROM '$example/$1'}gr);
query('fresh', q{CREATE EXTENSION cfsperf; CALL cfsperf.create_framework('cfs')});
my $fresh = entries($node, 'fresh', '-n', 'cfs');
my %released = map { $_ => 1 } split /\n/, query('fresh', q{SELECT cfsperf.framework_released('cfs')});

# Nobody used it: definition by definition that of a new one.
query('bare', q{CREATE EXTENSION cfsperf VERSION '1.0.0'; CALL cfsperf.create_framework('cfs')});
my $relations = q{SELECT oid::regclass::text COLLATE "C" FROM pg_class WHERE relnamespace = 'cfs'::regnamespace AND relkind IN ('r', 'v', 'm')
	UNION ALL SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'cfs'::regnamespace ORDER BY 1};
my $indexes = q{SELECT i.indexrelid::regclass FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
	WHERE c.relnamespace = 'cfs'::regnamespace AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)};
is_deeply([ sort map { split /\n/ } query('bare', $relations), query('bare', $indexes) ], [ sort keys %released ],
	'what frameworks of the released version have is known');
query('bare', 'ALTER EXTENSION cfsperf UPDATE');
upgraded('bare', 'a framework that nobody used');
is_deeply(entries($node, 'bare', '-n', 'cfs'), $fresh, 'it is that of a new one, definition by definition');
unlike(upgraded('bare', 'and again'), qr/(new|replaced|again|changed|refreshed|gone)/, 'there is nothing to do the second time');

# Somebody did.
query('used', q{CREATE EXTENSION cfsperf VERSION '1.0.0'; ALTER DATABASE used OWNER TO upgrade_owner});
framework_like($node, 'example', 'used');
query('used', qq{
	ALTER TABLE cfs.measure ADD COLUMN ambition text DEFAULT 'none yet';
	UPDATE cfs.measure SET ambition = 'best of our neighbours' WHERE code = 'neet';
	ALTER TABLE cfs.observation ADD COLUMN source varchar(20), ADD CONSTRAINT source_known CHECK (source <> '');
	COMMENT ON COLUMN cfs.observation.source IS 'where it came from';
	CREATE INDEX by_source ON cfs.observation (source);
	ALTER TABLE cfs.measure ALTER COLUMN tolerance SET DEFAULT 0.5;
	CREATE TABLE cfs.ours AS SELECT code FROM cfs.measure;
	CREATE FUNCTION cfs.dashboard(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
	CREATE SCHEMA desk;
	CREATE VIEW desk.worst AS SELECT measure, measure_title, quartile, s.direction FROM cfs.scorecard s WHERE quartile = 4;
	COMMENT ON VIEW desk.worst IS 'what to look at';
	COMMENT ON COLUMN desk.worst.measure IS 'its code';
	CREATE VIEW cfs.worse WITH (security_barrier) AS SELECT w.*, h.series FROM desk.worst w JOIN cfs.history h ON h.measure = w.measure;
	CREATE MATERIALIZED VIEW desk.kept AS SELECT count(*) AS n FROM cfs.history;
	CREATE MATERIALIZED VIEW desk.long AS SELECT measure, area, cfsperf.count_periods(series) AS n FROM cfs.history WITH NO DATA;
	CREATE UNIQUE INDEX ON desk.long (measure, area, n);
	REFRESH MATERIALIZED VIEW desk.long;
	CREATE MATERIALIZED VIEW desk.none AS SELECT measure FROM cfs.history WITH NO DATA;
	CREATE INDEX history_ours ON cfs.history (area);
	ALTER VIEW desk.worst OWNER TO upgrade_analyst;
	GRANT SELECT ON desk.worst TO upgrade_reader WITH GRANT OPTION;
	GRANT SELECT (measure) ON cfs.worse TO PUBLIC;
	CALL cfsperf.grant_reader('cfs', 'upgrade_reader');
	GRANT SELECT ON cfs.scorecard TO upgrade_analyst;
	CALL cfs.publish($report);
	UPDATE cfs.observation SET value = value + 1 WHERE measure = 'neet';
	CALL cfs.publish($report);
	ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO upgrade_analyst;
	ALTER EXTENSION cfsperf UPDATE});
my @kept = qw(cfs.measure cfs.outcome cfs.area cfs.observation cfs.benchmark_value cfs.target cfs.commentary cfs.report
  cfs.published_summary cfs.published_scorecard cfs.ours desk.worst cfs.worse desk.long desk.kept cfs.history cfs.scorecard cfs.headline);
query('used', "REFRESH MATERIALIZED VIEW $_") foreach qw(cfs.history desk.long desk.kept);
my $entries = entries($node, 'used');
my $rows = rows('used', @kept);
my $said = upgraded('used', 'a framework that somebody used');
is_deeply(rows('used', @kept), $rows, 'every row, edition and view says what it said');
my $after = entries($node, 'used');
my $superseded = sub { $_[0] =~ /^(?:INDEX|RULE) (\S+)/ && $released{$1} };    # by other definitions of the framework

all_like($after, { map { $_ => $entries->{$_} } grep { !exists $fresh->{$_} && !$superseded->($_) } keys %$entries },
	'everything that is not of the framework is as it was');
is_deeply([ grep { !exists $after->{$_} && !$superseded->($_) } sort keys %$entries ], [], 'nothing is gone, privileges included');
all_like($after, { map { $_ => $fresh->{$_} } grep { !/^TABLE cfs\.(measure|observation)$/ } keys %$fresh },
	'the framework itself is that of a new one, but for the two tables that have columns of the user');
is(query('used', q{SELECT has_table_privilege('upgrade_reader', 'cfs.scorecard', 'SELECT'), has_table_privilege('upgrade_reader', 'cfs.observation', 'SELECT')}),
	't|f', 'a reader reads what he read, and no more');
is(query('used', "SELECT DISTINCT ambition FROM cfs.measure ORDER BY 1"), "best of our neighbours\nnone yet", 'columns of the user are there');
like($said, qr/readers do not see what was added .*'upgrade_analyst', 'upgrade_reader'/, 'it says whose privileges to renew');
unlike(upgraded('used', 'and again'), qr/(is new|replaced|made again|changed|refreshed|gone)/, 'there is nothing to do the second time');

# A framework as a version far from this one might have made it: other columns of views, another materialized view,
# another result of a function, what is missing in tables; and what others have made of it.
query('postgres', "CREATE DATABASE $_ TEMPLATE fresh") foreach qw(far lost);
query('far', q{
	DO $$ BEGIN
		EXECUTE 'CREATE OR REPLACE VIEW cfs.figure AS SELECT * FROM (' || rtrim(pg_get_viewdef('cfs.figure'), ';') || ') f WHERE false';
	END $$;
	DROP VIEW cfs.revisions, cfs.headline;
	CREATE VIEW cfs.headline AS SELECT area, quarter, 'old'::text AS sentence FROM cfs.quarter_summary;
	GRANT SELECT ON cfs.headline TO upgrade_reader;
	DROP MATERIALIZED VIEW cfs.history;
	CREATE MATERIALIZED VIEW cfs.history AS SELECT measure, area, cfsperf.shape(period) AS shape, NULL::cfsperf.series AS series FROM cfs.figure;
	CREATE INDEX history_ours ON cfs.history (area);
	GRANT SELECT ON cfs.history TO upgrade_reader;
	DROP FUNCTION cfs.report_text;
	CREATE FUNCTION cfs.report_text(area text, quarter cfsperf.reporting_period) RETURNS integer LANGUAGE sql AS 'SELECT 1';
	ALTER FUNCTION cfs.report_text OWNER TO upgrade_owner;
	REVOKE ALL ON FUNCTION cfs.report_text FROM PUBLIC;
	GRANT EXECUTE ON FUNCTION cfs.report_text TO upgrade_reader;
	DROP FUNCTION cfs.dashboard(text, cfsperf.reporting_period, integer);
	DROP VIEW cfs.dashboard_measure, cfs.exceptions;
	ALTER TABLE cfs.measure DROP COLUMN owner, DROP CONSTRAINT measure_basis, DROP CONSTRAINT measure_tolerance,
		ADD CONSTRAINT measure_tolerance CHECK (tolerance < 1000);
	ALTER TABLE cfs.observation DROP CONSTRAINT observation_area_fkey;
	ALTER TABLE cfs.commentary ALTER COLUMN text DROP NOT NULL;
	DROP INDEX cfs.observation_history;
	CREATE INDEX observation_area_measure_period ON cfs.observation (area, measure, period);
	DROP TRIGGER guard_edition ON cfs.published_summary;
	COMMENT ON VIEW cfs.data_quality IS NULL;
	COMMENT ON COLUMN cfs.measure.title IS 'old';
	INSERT INTO cfs.outcome VALUES ('o', 'Outcome');
	INSERT INTO cfs.measure (code, outcome, title, polarity) VALUES ('m', 'o', 'Measure', 'high');
	INSERT INTO cfs.area VALUES ('a', 'Area');
	INSERT INTO cfs.report VALUES ('a', '2020/21 Q2');
	INSERT INTO cfs.observation (measure, area, period, value) VALUES ('m', 'a', '2020/21 Q2', 1)});
my $far = entries($node, 'far', '-n', 'cfs');
query('far', q{
	CREATE SCHEMA desk;
	GRANT CREATE ON SCHEMA desk TO upgrade_analyst;
	CREATE VIEW desk.sentences WITH (security_invoker = on, security_barrier = off) AS SELECT h.area, h.sentence FROM cfs.headline h;
	CREATE VIEW desk.more AS SELECT * FROM desk.sentences;
	ALTER VIEW desk.more OWNER TO upgrade_analyst;
	REVOKE ALL ON desk.more FROM upgrade_analyst;
	GRANT SELECT (sentence) ON desk.more TO upgrade_reader;
	GRANT SELECT ON desk.sentences TO upgrade_reader WITH GRANT OPTION;
	COMMENT ON VIEW desk.more IS 'the same';
	COMMENT ON COLUMN desk.more.sentence IS 'said';
	CREATE MATERIALIZED VIEW desk.long AS SELECT measure, area, series FROM cfs.history;
	CREATE UNIQUE INDEX long_key ON desk.long (measure, area);
	CREATE MATERIALIZED VIEW desk.none AS SELECT measure FROM cfs.history WITH NO DATA;
	CREATE MATERIALIZED VIEW desk.figures AS SELECT count(*) AS n FROM cfs.figure;
	ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO upgrade_analyst});
my $desk = entries($node, 'far', '-n', 'desk');
$said = upgraded('far', 'a framework of a version far from this one');
like($said, qr/NOTICE: +\Q$_\E$/m, "it says: $_") foreach (
	'column cfs.measure.owner is new', 'column cfs.commentary.text cannot be NULL any more',
	'constraint measure_basis on cfs.measure is new', 'constraint measure_tolerance on cfs.measure is new',
	'constraint observation_area_fkey on cfs.observation is new', 'index cfs.observation_history is new', 'index cfs.observation_area_measure_period is gone',
	'trigger guard_edition on cfs.published_summary is new', 'view cfs.figure replaced', 'view cfs.headline made again',
	'view cfs.exceptions is new', 'function cfs.report_text(text,cfsperf.reporting_period) replaced',
	'function cfs.dashboard(text,cfsperf.reporting_period,integer) is new', 'view desk.more made again',
	'materialized view desk.figures has what its views said before: refresh it', 'materialized view cfs.history refreshed');
$after = entries($node, 'far', '-n', 'cfs');
my ($owned) = grep { /^FUNCTION cfs\.report_text/ } keys %$fresh;
all_like($after, { %$fresh, $owned => $fresh->{$owned} =~ s/OWNER TO \w+/OWNER TO upgrade_owner/r, map { $_ => $far->{$_} } grep { /^ACL |history_ours/ } keys %$far },
	'then it is that of a new one, with the owners and privileges that it had');
is_deeply([ grep { !exists $fresh->{$_} && !exists $far->{$_} } sort keys %$after ],
	[ 'ACL cfs.TABLE dashboard_measure', 'ACL cfs.TABLE exceptions', 'ACL cfs.TABLE revisions' ], 'and nothing else, but for default privileges on what is new');
is_deeply(entries($node, 'far', '-n', 'desk'), $desk, 'the views that others made are as they were');
is(query('far', 'SELECT measure, area, cfsperf.count_periods(series) FROM cfs.history'), 'm|a|1', 'its history is of the data');
is(query('far', 'SELECT measure, area, cfsperf.count_periods(series) FROM desk.long'), 'm|a|1', 'as is what was made of it');
like(query('far', 'SELECT sentence FROM desk.sentences'), qr/^From one measure that has been reported/, 'and the views on it go on');
is(query('far', q{SELECT relispopulated FROM pg_class WHERE oid = 'desk.none'::regclass}), 'f', 'what was empty is empty');
unlike(upgraded('far', 'and again'), qr/(is new|replaced|made again|changed|refreshed|gone)/, 'there is nothing to do the second time');

# What is not there is made.
query('lost', 'DROP TABLE cfs.target, cfs.published_scorecard, cfs.benchmark_value CASCADE; DROP FUNCTION cfs.guard_edition CASCADE');
like(upgraded('lost', 'a framework that has lost tables'), qr/table cfs\.target is new/, 'they are made');
is_deeply(entries($node, 'lost', '-n', 'cfs'), $fresh, 'it is that of a new one');

# Tables of figures that are partitioned are left so, and get what others get.
foreach my $key ('measure', 'period')
{
	my $database = "by_$key";
	query('postgres', "CREATE DATABASE $database");
	query($database, "CREATE EXTENSION cfsperf; CALL cfsperf.create_framework('cfs', '$key')");
	my $partitioned = entries($node, $database, '-n', 'cfs');
	unlike(upgraded($database, "a framework partitioned by $key"), qr/(is new|replaced|made again|changed|refreshed|gone)/, 'there is nothing to do');
	is_deeply(entries($node, $database, '-n', 'cfs'), $partitioned, 'nothing has changed');
	query($database, q{ALTER TABLE cfs.observation DROP CONSTRAINT observation_measure_fkey, DROP CONSTRAINT observation_figure;
		DROP INDEX cfs.observation_history;
		CREATE OR REPLACE VIEW cfs.dashboard_measure AS SELECT code AS measure, NULL::varchar(2000) AS polarity_reason, unit, unit_label, decimals,
			NULL::varchar(1) AS sign FROM cfs.measure});
	upgraded($database, 'and when something is missing');
	is_deeply(entries($node, $database, '-n', 'cfs'), $partitioned, 'it is as it was');
}

# What cannot be: nothing is changed, and it is said what is in the way.
my $old_history = q{
	DROP MATERIALIZED VIEW cfs.history;
	CREATE MATERIALIZED VIEW cfs.history AS SELECT measure, area, 1 AS shape, NULL::cfsperf.series AS series, 2 AS former FROM cfs.figure;};
my $n = 0;
foreach my $case (
	[ 'a function that returns its rows', "$old_history CREATE FUNCTION public.f() RETURNS SETOF cfs.history LANGUAGE sql AS 'TABLE cfs.history'",
		qr/view cfs\.history has to be made again, and what depends on it cannot be\n.*public\.f\(\) depends on|function f\(\) depends on type cfs\.history/s ],
	[ 'a view that needs a column that is gone', "$old_history CREATE VIEW public.v AS SELECT former FROM cfs.history",
		qr/2BP01|42703: +view public\.v cannot be made again: column (?:history\.former|"former") does not exist/ ],
	[ 'a trigger on a view', "$old_history CREATE VIEW public.v AS SELECT area FROM cfs.history;
		CREATE FUNCTION public.t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
		CREATE TRIGGER t INSTEAD OF DELETE ON public.v FOR EACH ROW EXECUTE FUNCTION public.t()",
		qr/view public\.v has to be made again, and what it has cannot be: trigger t on view public\.v/ ],
	[ 'a rule on a table', "$old_history CREATE TABLE public.t (i int);
		CREATE RULE r AS ON INSERT TO public.t DO ALSO SELECT measure FROM cfs.history",
		qr/view cfs\.history has to be made again, and what depends on it cannot be/ ],
	[ 'a column of another type', 'ALTER TABLE cfs.measure DROP COLUMN owner CASCADE; ALTER TABLE cfs.measure ADD COLUMN owner integer',
		qr/42701: +column cfs\.measure\.owner is of type integer and not text/ ],
	[ 'rows that a constraint forbids', "ALTER TABLE cfs.outcome ALTER COLUMN title DROP NOT NULL; INSERT INTO cfs.outcome VALUES ('x')",
		qr/column "title" of relation "outcome" contains null values/ ])
{
	my ($name, $sql, $reason) = @$case;
	$n++;
	query('postgres', "CREATE DATABASE refused_$n TEMPLATE fresh");
	query("refused_$n", $sql);
	refused("refused_$n", $reason, $name);
}

# Names that came with this version: what is there already is the user's.
my ($new) = grep { !$released{$_} } split /\n/, query('fresh', $relations);
SKIP:
{
	skip 'this version gives a framework no new name', 1 unless $new;
	query('postgres', 'CREATE DATABASE taken TEMPLATE fresh');
	my ($kind, $object) = split / /, query('taken', "SELECT CASE WHEN '$new' LIKE '%(%' THEN 'ROUTINE $new'
		ELSE (SELECT CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED_VIEW' ELSE 'TABLE' END
			FROM pg_class WHERE oid = to_regclass('$new')) || ' $new' END"), 2;
	query('taken', 'COMMENT ON ' . ($kind =~ s/_/ /r) . " $object IS 'ours'");
	refused('taken', qr/42710: +framework "cfs" gets objects of names that are taken: \Q$new\E/, 'a name that is taken');
}

# Who may, and what is no framework.
foreach my $case (
	[ 'nothing', qr/there is no framework "nothing"/ ], [ 'public', qr/schema "public" is not a framework/ ],
	[ 'cfsperf', qr/schema "cfsperf" is not a framework/ ])
{
	my ($status, undef, $said) = $node->psql('fresh', "CALL cfsperf.upgrade_framework('$case->[0]')");
	like($said, $case->[1], "$case->[0]: refused");
}
my (undef, undef, $whose) = $node->psql('fresh', "SET ROLE upgrade_analyst; $upgrade");
like($whose, qr/must be owner of framework "cfs"/, 'refused to whoever does not own it');

# An owner who is no superuser, and a framework of a name that has to be quoted.
query('postgres', 'CREATE DATABASE quoted OWNER upgrade_owner');
query('quoted', 'CREATE EXTENSION cfsperf');
query('quoted', q{SET ROLE upgrade_owner; CALL cfsperf.create_framework('Children''s \ "Services", 2')});
query('quoted', q{SET ROLE upgrade_owner; DROP MATERIALIZED VIEW "Children's \ ""Services"", 2".history;
	DROP PROCEDURE "Children's \ ""Services"", 2".publish; COMMENT ON TABLE "Children's \ ""Services"", 2".area IS NULL;
	ALTER TABLE "Children's \ ""Services"", 2".report DROP CONSTRAINT report_area_fkey;
	DROP TRIGGER guard_edition ON "Children's \ ""Services"", 2".published_summary;
	CREATE MATERIALIZED VIEW "Children's \ ""Services"", 2".history AS SELECT 1 AS one});
my $quoted = $node->psql('quoted', q{SET ROLE upgrade_owner; CALL cfsperf.upgrade_framework('Children''s \ "Services", 2')});
is($quoted, 0, 'a framework of a name that has to be quoted is upgraded by its owner');
query('quoted', q{SET ROLE upgrade_owner; ALTER SCHEMA "Children's \ ""Services"", 2" RENAME TO cfs});
my $plain = entries($node, 'quoted', '-n', 'cfs');
is_deeply([ grep { !/^(FUNCTION|PROCEDURE|ACL) / && ($plain->{$_} // '') ne $fresh->{$_} =~ s/OWNER TO \w+/OWNER TO upgrade_owner/gr } sort keys %$fresh ],
	[], 'and is, but for the name, that of a new one');

$node->stop;
done_testing();
