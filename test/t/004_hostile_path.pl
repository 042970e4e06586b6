# SPDX-License-Identifier: PostgreSQL
# A search path in which lookalikes come before everything, the system's own names too, changes nothing and gains nothing:
# every function of the extension, and a framework made, loaded, published and read under it by a superuser, gives what
# it gives under a clean one, and no lookalike is ever called.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node source_dir);
use PostgreSQL::Test::Utils;
use Surroundings qw(calls_sql lookalikes_sql);
use Test::More;

my $node = new_node('hostile');
sub query { return $node->safe_psql('postgres', $_[0]); }

# The worked example, with something for every view to show.
chdir(source_dir() . '/doc/example') or die "doc/example: $!";
query(slurp_file('load.sql'));
query(q{
	SET search_path = cfs, cfsperf;
	ALTER SCHEMA cfs RENAME TO model;
	UPDATE model.measure SET suppress_below = 6 WHERE unit IN ('count', '%');
	INSERT INTO model.observation (measure, area, period, value, numerator, denominator)
		SELECT 're_referrals', code, '2020/21 Q2', 150, 5, 10 FROM model.area WHERE code <> 'E10000018' ORDER BY code COLLATE "C" LIMIT 3;
	CREATE ROLE reader LOGIN;
	CREATE ROLE publisher;
	CREATE ROLE analyst;
});
query(calls_sql());

my $before = 'RESET search_path;';
my $hostile = 'SET search_path = hostile, pg_temp, pg_catalog, cfsperf, public;';

# What is done with a framework and what comes out, one statement a line; each row with the statement's number. Only
# qualified names and no operator: what the caller himself writes is his own affair.
my @tables = qw(outcome measure area neighbour observation benchmark benchmark_value target commentary report);
my @report = ("'E10000018'", "'2020/21 Q2'");
my $n = 0;
sub life
{
	my ($framework) = @_;
	my @sql = ("CALL cfsperf.create_framework('$framework')");
	my $keep = sub {
		my ($column, $from) = @_;
		return sprintf('INSERT INTO public.seen SELECT \'%s\', %d, %s FROM %s', $framework, scalar @sql, $column, $from);
	};
	push @sql, map { "INSERT INTO $framework.$_ SELECT * FROM model.$_" } @tables;
	push @sql, "CALL $framework.protect()", "CALL $framework.audit_disclosure()";
	push @sql, "REFRESH MATERIALIZED VIEW $framework.stored_history", "REFRESH MATERIALIZED VIEW CONCURRENTLY $framework.stored_history";
	push @sql, "ANALYZE $framework.observation, $framework.measure, $framework.report, $framework.stored_history";
	push @sql, ("CALL $framework.publish(@{[ join ', ', @report ]})") x 2;
	push @sql, "UPDATE $framework.observation SET value = 30 WHERE measure OPERATOR(pg_catalog.=) 're_referrals' AND note IS NULL AND numerator IS NOT NULL AND value OPERATOR(pg_catalog.<) 90";
	push @sql, "REFRESH MATERIALIZED VIEW CONCURRENTLY $framework.stored_history";
	push @sql, map { "CALL cfsperf.grant_$_('$framework', '$_')" } qw(reader publisher analyst);
	push @sql, "CALL $framework.redact(@{[ join ', ', @report ]}, 1, 'neet', 'too few')", "UPDATE $framework.measure SET round_to = 5", "CALL $framework.protect()";
	push @sql, "CALL cfsperf.upgrade_framework('$framework')";
	push @sql, $keep->('t::pg_catalog.text', "$framework.$_ t")
	  foreach qw(figure scorecard outcome_summary quarter_summary headline exceptions data_quality paragraph
		report_heading revisions current_history);
	# what is random in an edition left out
	push @sql, $keep->("t::pg_catalog.text", "(SELECT area, edition, measure, value, period, direction, status, note FROM $framework.published_scorecard) t");
	push @sql, $keep->("t::pg_catalog.text", "(SELECT area, edition, state, redacted, finding FROM $framework.edition_check) t");
	push @sql, $keep->("pg_catalog.concat_ws(' ', measure, area, decision)", "$framework.disclosure");
	push @sql, $keep->("t::pg_catalog.text", "(SELECT relation, key, item, before, after FROM $framework.rule_change) t");
	push @sql, $keep->('series::pg_catalog.text', "$framework.history");
	push @sql, $keep->('n::pg_catalog.text', "$framework.narrative(@{[ join ', ', @report ]}) n");
	push @sql, $keep->('x', "$framework.$_(@{[ join ', ', @report ]}) x") foreach qw(report_text dashboard);
	push @sql, $keep->('t::pg_catalog.text', "$framework.changes_since_edition(@{[ join ', ', @report ]}) t");
	push @sql, $keep->('x', "$framework.index($report[1]) x");
	return @sql;
}

# Statements that must fail: the same error.
sub failures
{
	my ($framework) = @_;
	return (
		"CALL cfsperf.create_framework('$framework')", "CALL cfsperf.create_framework('pg_x')",
		"CALL cfsperf.grant_reader('nowhere', 'reader')", "CALL cfsperf.grant_reader('$framework', 'nobody')",
		"CALL $framework.publish('A', '2020/21 Q2')", "SELECT $framework.report_text('E10000018', '1999/00 Q1')",
		"INSERT INTO $framework.measure (code, outcome, title, polarity, unit) VALUES ('x', 'y', 'X', 'high', 'per cent')",
		"INSERT INTO $framework.observation (measure, area, period, value, status) VALUES ('x', 'y', '2020', 1, 'c')",
		"DELETE FROM $framework.published_summary", "TRUNCATE $framework.published_scorecard",
		"SELECT $framework.dashboard('E10000018', '2020/21 Q2', 99)");
}

query('CREATE TABLE public.seen (framework text, statement integer, line text)');
query(join ";\n", life('clean'));
query("CALL public.call_all('clean')");
my $lookalikes = lookalikes_sql();
query("$before $lookalikes");
my ($functions, $operators) = split /\|/, query(q{SELECT count(*), (SELECT count(*) FROM pg_operator WHERE oprnamespace = 'hostile'::regnamespace)
	FROM pg_proc WHERE pronamespace = 'hostile'::regnamespace});
cmp_ok($functions, '>', 1500, 'there are lookalikes of functions');
cmp_ok($operators, '>', 300, 'and of operators');

# temporary ones are a session's own
my ($temporary) = $lookalikes =~ /(FOREACH known IN ARRAY ARRAY\['outcome'.*?END LOOP;)/s or die 'no temporary tables';
$temporary =~ s/^\s*EXECUTE format\('CREATE VIEW.*\n//m;
my ($types) = $lookalikes =~ /(FOREACH known IN ARRAY ARRAY\['reading'.*?END LOOP;)/s or die 'no temporary types';
my $set_out = "DO \$do\$ DECLARE known name; BEGIN $temporary $types END \$do\$; $hostile";

# the traps work
my @bait = (
	[ "SELECT 'a'::pg_catalog.varchar = 'a'::pg_catalog.varchar", 'character varying = character varying' ],
	[ "SELECT value('94.6% high'::cfsperf.indicator)", 'value(cfsperf.indicator)' ],
	[ "SELECT lower('A'::pg_catalog.varchar)", 'lower(character varying)' ],
	[ 'SELECT max(1)', 'aggregate max(integer)' ],
	[ "SELECT '2020'::cfsperf.reporting_period < '2021'::cfsperf.reporting_period", 'cfsperf.reporting_period < cfsperf.reporting_period' ]);
foreach my $bait (@bait)
{
	query("$hostile $bait->[0]");
	like(query('DELETE FROM public.canary RETURNING called'), qr/\Q$bait->[1]\E/, "the lookalike $bait->[1] would be called");
}

my ($status, $stdout, $stderr) = $node->psql('postgres', "$set_out\n" . join(";\n", life('soiled')) . ";\nCALL public.call_all('soiled')");
is($status, 0, 'a framework is made, loaded, published and read, and every function called');
unlike($stderr, qr/ERROR/, 'without an error');
is(query('SELECT DISTINCT called FROM public.canary ORDER BY called'), '', 'no lookalike was called');

is(query(q{SELECT statement, count(*) FROM public.seen WHERE framework = 'clean' GROUP BY statement HAVING count(*) = 0}), '', 'every view had rows');
is(query('SELECT count(DISTINCT statement) FROM public.seen'), '21', 'of all that there is to read');
my $seen = q{SELECT statement, replace(line, framework, 'it') FROM public.seen WHERE framework = '%s'};
is(query(sprintf("(%s EXCEPT ALL %s) UNION ALL (%s EXCEPT ALL %s)", map { sprintf $seen, $_ } qw(clean soiled soiled clean))),
	'', 'all that can be read of it is the same');
is( query(q{SELECT c.signature, c.called, a.outcome, b.outcome FROM public.calls c JOIN public.outcomes a ON a.n = c.n AND a.run = 'clean'
		JOIN public.outcomes b ON b.n = c.n AND b.run = 'soiled' WHERE a.outcome IS DISTINCT FROM b.outcome ORDER BY c.n}),
	'', 'every function returns the same');
cmp_ok(query(q{SELECT count(DISTINCT c.signature) FROM public.calls c JOIN public.outcomes o ON o.n = c.n WHERE length(o.outcome) > 5}),
	'>', 150, 'and most of them something');

# What was made under it is what is made elsewhere.
is( query(q{SELECT pg_describe_object(classid, objid, objsubid) FROM pg_depend d
		WHERE (refclassid = 'pg_proc'::regclass AND refobjid IN (SELECT oid FROM pg_proc WHERE pronamespace = 'hostile'::regnamespace)
			OR refclassid = 'pg_type'::regclass AND refobjid IN (SELECT oid FROM pg_type WHERE typnamespace = 'hostile'::regnamespace OR typnamespace::regnamespace::text LIKE 'pg_temp%')
			OR refclassid = 'pg_collation'::regclass AND refobjid IN (SELECT oid FROM pg_collation WHERE collnamespace = 'hostile'::regnamespace)
			OR refclassid = 'pg_operator'::regclass AND refobjid IN (SELECT oid FROM pg_operator WHERE oprnamespace = 'hostile'::regnamespace)
			OR refclassid = 'pg_class'::regclass AND refobjid IN (SELECT oid FROM pg_class WHERE relnamespace = 'hostile'::regnamespace))
		AND EXISTS (SELECT FROM pg_depend n WHERE n.classid = d.classid AND n.objid = d.objid AND n.refclassid = 'pg_namespace'::regclass
			AND n.refobjid IN ('soiled'::regnamespace, 'cfsperf'::regnamespace, 'cfsperf_internal'::regnamespace))}),
	'', 'nothing of it depends on a lookalike');
foreach my $relation (split /\n/, query(q{SELECT relname FROM pg_class WHERE relnamespace = 'clean'::regnamespace AND relkind IN ('v', 'm') ORDER BY relname}))
{
	my ($clean, $soiled) = map { query("SELECT replace(pg_get_viewdef('$_.$relation'::regclass), '$_.', 'it.')") } qw(clean soiled);
	is($soiled, $clean, "view $relation is defined alike");
}

# Refusals are the same, by the same words.
my ($clean, $soiled) = map {
	my $framework = $_;
	my (undef, undef, $errors) = $node->psql('postgres', ($framework eq 'soiled' ? $set_out : '') . join(";\n", failures($framework)), on_error_stop => 0);
	$errors =~ s/^psql:<stdin>:\d+: //mg;
	$errors =~ s/\b$framework\b/it/g;
	$errors =~ s/^LINE .*\n.*\^$//mg;
	$errors;
} qw(clean soiled);
is($soiled, $clean, 'what is refused is refused in the same words');
my @refusals = failures('clean');
is(scalar(() = $clean =~ /^ERROR/mg), scalar @refusals, 'and all of it is');
is(query('SELECT DISTINCT called FROM public.canary ORDER BY called'), '', 'no lookalike was called then');

# The extension made by a superuser under such a path.
query('DROP SCHEMA clean, soiled, model CASCADE; DROP TABLE public.sample; DROP FUNCTION public.argument; DROP EXTENSION cfsperf CASCADE; DROP SCHEMA cfsperf');
$set_out =~ s/, cfsperf, public;$/, public;/;
query("$set_out CREATE EXTENSION cfsperf");
is(query('SELECT DISTINCT called FROM public.canary ORDER BY called'), '', 'CREATE EXTENSION calls none');

$node->stop;
done_testing();
