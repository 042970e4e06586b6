# SPDX-License-Identifier: PostgreSQL
# What the catalogues say of every object of the extension, and of every object that a framework is made of: labels,
# owners, privileges, comments. Nothing here knows the objects' names, so that what is added is held to the same.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node);
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('catalogue');

$node->safe_psql('postgres', q{
	CREATE ROLE stranger;
	CREATE ROLE maker;
	CREATE ROLE reader;
	GRANT CREATE ON DATABASE postgres TO maker;
	CREATE EXTENSION cfsperf;
	SET ROLE maker;
	CALL cfsperf.create_framework('fw')});

# The extension's members in one catalogue, as a table m.
sub members
{
	my ($catalogue) = @_;
	return qq{(SELECT c.* FROM pg_depend d JOIN $catalogue c ON c.oid = d.objid
		WHERE d.classid = '$catalogue'::regclass AND d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass
		AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'cfsperf')) m};
}

# A promise is kept when the query for exceptions finds none, among objects of which there are some.
sub none
{
	my ($promise, $from, $exception, $what) = @_;
	$what //= 'm.oid::regprocedure';
	my ($found, $all) = split /\|/, $node->safe_psql('postgres', qq{SET search_path = pg_catalog;
		SELECT coalesce(string_agg(DISTINCT ($what)::text, ', ') FILTER (WHERE coalesce($exception, true)), 'none'), count(*) FROM $from});
	is($found, 'none', $promise);
	cmp_ok($all, '>', 0, "... of $all");
	return;
}

my $functions = members('pg_proc');

# ---------------------------------------------------------------- the extension

none('no function has its owner\'s rights', $functions, 'm.prosecdef');
none('no function claims to be leakproof', $functions, 'm.proleakproof');
none('no function is volatile', "$functions WHERE prokind <> 'p'", q{m.provolatile = 'v'});
none('every function is parallel safe but those that read a large object, which the server\'s own are not', "$functions WHERE prokind <> 'p'",
	q{m.proparallel <> CASE WHEN (m.proargtypes[0], m.proargnames[1]) = ('oid'::regtype, 'file') THEN 'u' ELSE 's' END::"char"});
none('what is not in C has its names resolved when it is made, or a search path of its own that ends with pg_temp',
	"$functions JOIN pg_language l ON l.oid = m.prolang WHERE l.lanname NOT IN ('c', 'internal')",
	q{m.prosqlbody IS NULL AND NOT EXISTS (SELECT FROM unnest(m.proconfig) s WHERE s ~ '^search_path=pg_catalog, (cfsperf, cfsperf_internal, )?pg_temp$')});
none('what is in C is of this library', "$functions JOIN pg_language l ON l.oid = m.prolang WHERE l.lanname = 'c'", q{m.probin <> '$libdir/cfsperf'});
none('what returns rows says about how many', "$functions WHERE proretset", 'm.prorows IN (0, 1000)');
none('input, output and comparison take no NULL',
	"$functions WHERE EXISTS (SELECT FROM pg_type t WHERE m.oid IN (t.typinput, t.typoutput, t.typreceive, t.typsend))
		OR EXISTS (SELECT FROM pg_amproc a WHERE a.amproc = m.oid) OR EXISTS (SELECT FROM pg_operator o WHERE o.oprcode = m.oid)
		OR EXISTS (SELECT FROM pg_cast c WHERE c.castfunc = m.oid)", 'NOT m.proisstrict');
none('input, output, comparison and casts are immutable',
	"$functions WHERE EXISTS (SELECT FROM pg_type t WHERE m.oid IN (t.typinput, t.typoutput, t.typreceive, t.typsend))
		OR EXISTS (SELECT FROM pg_amproc a WHERE a.amproc = m.oid) OR EXISTS (SELECT FROM pg_operator o WHERE o.oprcode = m.oid)
		OR EXISTS (SELECT FROM pg_cast c WHERE c.castfunc = m.oid)", q{m.provolatile <> 'i'});
none('everybody may call every function', $functions, q{NOT has_function_privilege('stranger', m.oid, 'EXECUTE')});
none('every function belongs to who the schema belongs to', $functions,
	q{m.proowner <> (SELECT nspowner FROM pg_namespace WHERE nspname = 'cfsperf')});
none('every function lies in one of the two schemas', $functions, q{m.pronamespace::regnamespace::text NOT IN ('cfsperf', 'cfsperf_internal')});
none('both schemas belong to one role, are open to all and may be added to by nobody else',
	q{(SELECT * FROM pg_namespace WHERE nspname IN ('cfsperf', 'cfsperf_internal')) m},
	q{m.nspowner <> (SELECT nspowner FROM pg_namespace WHERE nspname = 'cfsperf') OR NOT has_schema_privilege('stranger', m.oid, 'USAGE')
		OR has_schema_privilege('stranger', m.oid, 'CREATE')}, 'm.nspname');

# What cfsperf holds is for a user; cfsperf_internal is what the extension itself calls.
my $public = members('pg_proc') . q{ WHERE m.pronamespace = 'cfsperf'::regnamespace};
none('no public function takes or returns what only the server can', $public,
	q{m.prorettype = ANY ('{internal,cstring,trigger}'::regtype[]) OR m.proargtypes::oid[] && '{internal,cstring}'::regtype[]::oid[]});
none('no public function stands behind a type, an operator or an index', $public,
	q{EXISTS (SELECT FROM pg_type t WHERE m.oid IN (t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout, t.typanalyze, t.typsubscript))
		OR EXISTS (SELECT FROM pg_operator o WHERE m.oid IN (o.oprcode, o.oprrest, o.oprjoin))
		OR EXISTS (SELECT FROM pg_amproc a WHERE a.amproc = m.oid)});
none('no public function stands behind an aggregate', $public,
	q{EXISTS (SELECT FROM pg_aggregate a WHERE m.oid IN (a.aggtransfn, a.aggfinalfn, a.aggcombinefn, a.aggserialfn, a.aggdeserialfn,
		a.aggmtransfn, a.aggminvtransfn, a.aggmfinalfn))});
none('no public name is of an internal kind', $public,
	q{m.proname ~ '(_(in|out|recv|send|lt|le|eq|ne|ge|gt|cmp|hash|hash_extended|sortsupport|state|sentence)$)|^(framework|check|html|markdown|upgrade_(?!framework$))'});
none('what a public function takes or returns is public too', $public,
	q{EXISTS (SELECT FROM unnest(m.proargtypes::oid[] || m.prorettype || coalesce(m.proallargtypes, '{}')) a(type) JOIN pg_type t ON t.oid = a.type
		WHERE t.typnamespace = 'cfsperf_internal'::regnamespace)});
# What null_arguments shows, the comments say: an analyst has nothing else in psql.
my $says = q{obj_description(m.oid, 'pg_proc')};
none('the comment of a public function that is strict says so', "$public AND m.proisstrict",
	qq{$says !~ CASE WHEN m.proretset THEN '\\mno rows for NULL\\M' ELSE '\\mNULL for NULL\\M' END});
none('and that of no other', "$public AND NOT m.proisstrict", qq{$says ~ '\\m(NULL|no rows) for NULL\\M'});
none('which says what NULL gives', "$public AND NOT m.proisstrict AND m.pronargs > 0", qq{$says !~ '\\mNULL\\M'});
none('the comment of a public function that gives numbers says in which unit, or what is counted',
	qq{$public AND (m.prorettype || coalesce(m.proallargtypes, '{}')) && '{double precision,integer,bigint}'::regtype[]::oid[]},
	qq{$says !~ '\\m(units?|per cent|0 to 1|events|months|points|areas|steps|number of|number counted|quartile|group, 1 to|as one number|line on which)\\M'});
my $listed = $node->safe_psql('postgres', q{SELECT count(*) FROM pg_proc WHERE pronamespace = 'cfsperf'::regnamespace});
cmp_ok($listed, '<=', 220, "\\df cfsperf.* shows no more than can be read: $listed");

# parameters that a caller may name, or whose meaning the type does not tell
none('a function of several arguments of one type names them, unless they are of our types',
	"$functions WHERE prokind = 'f' AND EXISTS (SELECT FROM unnest(m.proargtypes) a(t) WHERE t IN ('text'::regtype, 'double precision'::regtype)
		GROUP BY t HAVING count(*) > 1)", 'm.proargnames IS NULL');

my $aggregates = "$functions JOIN pg_aggregate a ON a.aggfnoid = m.oid";
none('every aggregate can be merged, and its state be sent to another server', $aggregates,
	q{a.aggcombinefn = 0 OR a.aggtranstype = 'internal'::regtype OR (SELECT typsend = 0 OR typreceive = 0 FROM pg_type WHERE oid = a.aggtranstype)});

my $types = members('pg_type') . " WHERE typtype = 'b' AND typcategory <> 'A'";
none('every type has binary input and output', $types, 'm.typsend = 0 OR m.typreceive = 0 OR NOT m.typisdefined', 'm.oid::regtype');
none('everybody may use every type', $types, q{NOT has_type_privilege('stranger', m.oid, 'USAGE')}, 'm.oid::regtype');
none('every type belongs to who the schema belongs to', members('pg_type'),
	q{m.typowner <> (SELECT nspowner FROM pg_namespace WHERE nspname = 'cfsperf')}, 'm.oid::regtype');

my $operators = members('pg_operator');
none('every operator is complete', $operators, 'm.oprcode = 0 OR m.oprresult = 0', 'm.oid::regoperator');
none('every operator that answers yes or no has commutator, negator and estimators', "$operators WHERE oprresult = 'boolean'::regtype",
	'm.oprcom = 0 OR m.oprnegate = 0 OR m.oprrest = 0 OR m.oprjoin = 0', 'm.oid::regoperator');
none('commutators are each other\'s', "$operators JOIN pg_operator c ON c.oid = m.oprcom",
	'c.oprcom <> m.oid OR c.oprleft <> m.oprright OR c.oprright <> m.oprleft OR c.oprresult <> m.oprresult', 'm.oid::regoperator');
none('negators are each other\'s, of the same arguments', "$operators JOIN pg_operator c ON c.oid = m.oprnegate",
	'c.oprnegate <> m.oid OR c.oprleft <> m.oprleft OR c.oprright <> m.oprright', 'm.oid::regoperator');
none('every = can hash, and merge where its type has an order', "$operators WHERE oprname = '='",
	q{NOT m.oprcanhash OR NOT m.oprcanmerge AND EXISTS (SELECT FROM pg_opclass c JOIN pg_am a ON a.oid = c.opcmethod
		WHERE c.opcintype = m.oprleft AND a.amname = 'btree')}, 'm.oid::regoperator');
none('every operator class is valid', members('pg_opclass'), 'NOT amvalidate(m.oid)', 'm.opcname');
none('no cast happens by itself', members('pg_cast'), q{m.castcontext = 'i'}, q{m.castsource::regtype || ' to ' || m.casttarget::regtype});

foreach my $catalogue (qw(pg_proc pg_type pg_operator pg_opclass pg_cast))
{
	# from 18 on the array type that comes with a type is a member too
	my $but = $catalogue eq 'pg_type' ? "WHERE typcategory <> 'A'" : '';
	none("every member in $catalogue has a comment", members($catalogue) . " $but",
		"obj_description(m.oid, '$catalogue') IS NULL", "pg_describe_object('$catalogue'::regclass, m.oid, 0)");
}

# ---------------------------------------------------------------- a framework

my $relations = q{(SELECT * FROM pg_class WHERE relnamespace = 'fw'::regnamespace AND relkind IN ('r', 'v', 'm', 'p')) m};
my $routines = q{(SELECT * FROM pg_proc WHERE pronamespace = 'fw'::regnamespace) m};

none('a framework\'s relations belong to who made it', $relations, q{m.relowner <> 'maker'::regrole}, 'm.oid::regclass');
none('and its functions', $routines, q{m.proowner <> 'maker'::regrole});
none('nobody else may do anything with its relations', $relations, q{m.relacl IS NOT NULL AND EXISTS (
	SELECT FROM aclexplode(m.relacl) WHERE grantee <> 'maker'::regrole)}, 'm.oid::regclass');
is($node->safe_psql('postgres', q{SELECT has_schema_privilege('stranger', 'fw', 'USAGE')}), 'f', 'nor with its schema');
none('nobody else may call one that has its owner\'s rights', "$routines WHERE m.prosecdef", q{has_function_privilege('stranger', m.oid, 'EXECUTE')});
none('each has a search path of its own: the framework, the extension, and temporary objects last', $routines,
	q{NOT coalesce('search_path=fw, cfsperf, cfsperf_internal, pg_temp' = ANY (m.proconfig), m.proname IN ('load_file', 'load_table', 'end_load'))});
# one that commits cannot have a search path of its own
none('and what has none calls what is qualified and uses no operator', "$routines WHERE proconfig IS NULL",
	q{regexp_replace(m.prosrc, '''[^'']*''|=>|:=|, (MESSAGE|DETAIL|HINT) =|HINT =|ERRCODE =', '', 'g') ~ '[-+*/<>=~!@#%^&|]'
		OR m.prosrc ~ 'CALL [a-z_]+[(]'});
none('what returns rows says about how many', "$routines WHERE proretset", 'm.prorows IN (0, 1000)');
none('what only reads is labelled so, and parallel safe; what works in temporary tables is not', "$routines WHERE prokind = 'f' AND prorettype <> 'trigger'::regtype",
	q{(m.provolatile, m.proparallel) <> CASE WHEN m.prosrc ~ 'pg_temp|inspect_' THEN ('v'::"char", 'u'::"char") ELSE ('s'::"char", 's'::"char") END});
none('every relation has a comment', $relations, q{obj_description(m.oid, 'pg_class') IS NULL}, 'm.oid::regclass');
my $columns = 'JOIN pg_attribute a ON a.attrelid = m.oid AND a.attnum > 0 AND NOT a.attisdropped';
my $no_comment = 'col_description(m.oid, a.attnum) IS NULL';
none('every column has a comment', "$relations $columns", $no_comment, q{m.relname || '.' || a.attname});
none('every number that is no count says in which unit it is', "$relations $columns AND a.atttypid = 'double precision'::regtype",
	q{col_description(m.oid, a.attnum) !~ '\m(units?|0 to 1|how many|numerator|denominator|number that|significant at this level)\M'},
	q{m.relname || '.' || a.attname});
# One that is forgotten is found: here where the scorecard's are written, so that it is missing wherever they are copied to.
my $forgetful = $relations =~ s/'fw'/'forgetful'/r;
my $found = $node->safe_psql('postgres', qq{
	BEGIN;
	DO \$do\$ BEGIN
		EXECUTE (SELECT regexp_replace(pg_get_functiondef(oid), 'COMMENT ON COLUMN scorecard_detail.rag IS [^\\n]*', '') FROM pg_proc
			WHERE pronamespace = 'cfsperf_internal'::regnamespace AND prosrc ~ 'COMMENT ON COLUMN scorecard_detail.rag IS');
	END \$do\$;
	CALL cfsperf.create_framework('forgetful');
	SELECT string_agg(m.relname || '.' || a.attname, ' ' ORDER BY m.relname) FROM $forgetful $columns WHERE $no_comment;
	ROLLBACK});
like($found, qr/\bscorecard\.rag scorecard_detail\.rag\b/, 'a forgotten comment on a column of the scorecard is found');
# What pg_upgrade restores it restores object by object: a view that a function depends on comes before the operator classes
# that it may need, and of parameters in a body of SQL all have a name or none, as pg_dump writes one without as "".
my $takes_a_view = q{EXISTS (SELECT FROM pg_depend d JOIN pg_type t ON t.oid = d.refobjid AND d.refclassid = 'pg_type'::regclass
	JOIN pg_class v ON v.oid = t.typrelid AND v.relkind IN ('v', 'm') WHERE d.classid = 'pg_proc'::regclass AND d.objid = m.oid)};
none('no function takes or returns the row of a view', $routines, $takes_a_view);
is( $node->safe_psql('postgres', qq{BEGIN; CREATE FUNCTION fw.old() RETURNS SETOF fw.headline BEGIN ATOMIC SELECT * FROM fw.headline; END;
		SELECT m.oid::regprocedure FROM $routines WHERE $takes_a_view; ROLLBACK}), 'fw.old()', 'and one that does is found');
my $half_named = q{m.prosqlbody IS NOT NULL AND '' = ANY (m.proargnames[:m.pronargs]) AND m.proargnames[:m.pronargs] <> array_fill(''::text, ARRAY[m.pronargs::integer])};
is( $node->safe_psql('postgres', qq{CREATE FUNCTION fw.half(integer, named integer) RETURNS integer RETURN \$1 + named;
		SELECT string_agg(m.oid::regprocedure::text, ' ') FROM pg_proc m WHERE $half_named; DROP FUNCTION fw.half}),
	'fw.half(integer,integer)', 'a body of SQL has parameters with names or without, and one with both is found');
none('every function has a comment', $routines, q{obj_description(m.oid, 'pg_proc') IS NULL});
none('every trigger has a comment', "$relations JOIN pg_trigger t ON t.tgrelid = m.oid AND NOT t.tgisinternal",
	q{obj_description(t.oid, 'pg_trigger') IS NULL}, q{m.relname || ' ' || t.tgname});
none('every table has a key', "$relations WHERE relkind = 'r'",
	q{NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conrelid = m.oid AND c.contype IN ('p', 'u'))}, 'm.oid::regclass');

# Whoever adds a relation decides whether readers get it: it is in one of these lists.
my $loaded = 'area area_change area_code area_part benchmark benchmark_value commentary disclosure load_receipt load_reject measure measure_part neighbour observation outcome redaction report report_section rule_change source source_measure target';
my $not_for_readers = 'area_alias area_history area_link area_meaning area_succession area_today current_history data_quality decided_benchmark_value decided_observation disclosure_finding figure governed_measure
	loaded_figure measure_component measure_link obsolete_decision published_figure recoded_area report_area report_summary reported_observation stored_history undecided_figure';
$node->safe_psql('postgres', q{SET ROLE maker; CREATE VIEW fw.own AS SELECT * FROM fw.observation; CALL cfsperf.grant_reader('fw', 'reader')});
is( $node->safe_psql('postgres', q{SELECT string_agg(relname, ' ' ORDER BY relname COLLATE "C") FROM pg_class
		WHERE relnamespace = 'fw'::regnamespace AND relkind IN ('r', 'v', 'm') AND NOT has_any_column_privilege('reader', oid, 'SELECT')}),
	$node->safe_psql('postgres', qq{SELECT string_agg(relname, ' ' ORDER BY relname COLLATE "C") FROM pg_class
		WHERE relnamespace = 'fw'::regnamespace AND relkind IN ('r', 'v', 'm') AND relname = ANY (regexp_split_to_array('$loaded $not_for_readers own', '[[:space:]]+'))}),
	'what readers are not given: the tables, the views over them as they were loaded, and what somebody added');
is( $node->safe_psql('postgres', q{SELECT string_agg(relname, ' ') FROM pg_class WHERE relnamespace = 'fw'::regnamespace
		AND (has_any_column_privilege('reader', oid, 'INSERT, UPDATE, REFERENCES') OR has_table_privilege('reader', oid, 'DELETE, TRUNCATE, TRIGGER'))}),
	'', 'and they may write nothing');
is( $node->safe_psql('postgres', q{SELECT has_schema_privilege('reader', 'fw', 'CREATE')}), 'f', 'nor make anything');

$node->stop;
done_testing();
