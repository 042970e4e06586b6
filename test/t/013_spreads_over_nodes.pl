# SPDX-License-Identifier: PostgreSQL
# What decides whether a framework can be partitioned, reached by postgres_fdw and distributed: rules for its own
# definitions and for the aggregates, checked on what the server has stored of them.
#
# The rules cost nothing on one server, and a view that breaks one still gives the right rows there; so nothing else
# would notice.  Every rule is broken once, to see that it is noticed.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node);
use NodeTree qw(parse children);
use Test::More;

my $node = new_node('rules');
my %fact = (observation => 1, benchmark_value => 1);

# What groups over rows of a report is done where the report is asked for.
my %report_rows = (scorecard => 1);

sub rows
{
	my ($query) = @_;
	return map { [ split /\|/, $_, -1 ] } split /\n/, $node->safe_psql('postgres', $query);
}

# ---------------------------------------------------------------- queries

my $equal_text = 98;    # the operator = of text, whose number is the same in every server
my (%volatility, %function_name, %our_operator, %relation, %view, @findings, $where);

sub found { push @findings, "$where: $_[0]"; return; }

# A relation of the framework by its oid; the query of a view is parsed when it is first asked for.
sub query_of
{
	my ($oid) = @_;
	my $v = $view{$oid} or return;
	$v->{query} //= parse($v->{action})->[0];
	return $v->{query};
}

# What stands in FROM, or is united. A view's range table may have entries more, for the view itself.
sub sources
{
	my ($query) = @_;
	my @indexes;
	walk($query->{$_}, sub { push @indexes, $_[0]{rtindex} if $_[0]{node} eq 'RANGETBLREF'; $_[0]{node} ne 'SUBLINK' })
	  foreach grep { $query->{$_} } qw(jointree setOperations);
	return map { $query->{rtable}[ $_ - 1 ] } @indexes;
}

sub reads_facts
{
	my ($query) = @_;
	foreach my $rte (sources($query))
	{
		return 1 if rte_reads_facts($rte);
	}
	foreach my $cte (@{ $query->{cteList} // [] })
	{
		return 1 if reads_facts($cte->{ctequery});
	}
	return 0;
}

sub rte_reads_facts
{
	my ($rte) = @_;
	return reads_facts($rte->{subquery}) if $rte->{subquery};
	return 0 if $rte->{rtekind} != 0;
	my $name = $relation{ $rte->{relid} } // '';
	return 0 if $report_rows{$name};
	return 1 if $fact{$name};
	my $query = query_of($rte->{relid});
	return $query ? reads_facts($query) : 0;
}

# Whether an expression is the column measure of a fact table, through views, subqueries and joins. The stack has the
# query that the expression stands in, and those around it.
sub is_own_measure
{
	my ($expr, @stack) = @_;
	return 0 unless ref($expr) eq 'HASH';
	return is_own_measure($expr->{arg}, @stack) if $expr->{node} =~ /^(?:RELABELTYPE|COLLATE(?:EXPR)?)$/;
	return 0 unless $expr->{node} eq 'VAR';
	splice @stack, 0, $expr->{varlevelsup};
	my ($rte, $n) = ($stack[0]{rtable}[ $expr->{varno} - 1 ], $expr->{varattno} - 1);
	return 0 if $n < 0;
	return column_is_own_measure($rte->{subquery}, $n, @stack) if $rte->{subquery};
	return is_own_measure($rte->{joinaliasvars}[$n], @stack) if $rte->{joinaliasvars};
	return is_own_measure($rte->{groupexprs}[$n], @stack) if $rte->{groupexprs};
	if (defined $rte->{ctename})
	{
		foreach my $query (@stack)
		{
			foreach my $cte (@{ $query->{cteList} // [] })
			{
				return column_is_own_measure($cte->{ctequery}, $n, $query) if $cte->{ctename} eq $rte->{ctename};
			}
		}
		return 0;
	}
	return 0 if $rte->{rtekind} != 0;
	return ($rte->{eref}{colnames}[$n] // '') eq '"measure"' if $fact{ $relation{ $rte->{relid} } // '' };
	my $query = query_of($rte->{relid});
	return $query ? column_is_own_measure($query, $n) : 0;
}

sub column_is_own_measure
{
	my ($query, $n, @stack) = @_;
	if ($query->{setOperations})
	{
		return !grep { $_->{subquery} && !column_is_own_measure($_->{subquery}, $n, $query, @stack) } sources($query);
	}
	return is_own_measure($query->{targetList}[$n]{expr}, $query, @stack);
}

sub has_own_measure
{
	my ($clause, $query, @stack) = @_;
	my %expr = map { $_->{ressortgroupref} => $_->{expr} } @{ $query->{targetList} };
	return grep { is_own_measure($expr{ $_->{tleSortGroupRef} }, $query, @stack) } @{ $clause // [] };
}

# Whether all figures that a query reads are of the one measure that a query around it names.
sub is_of_one_measure
{
	my ($query, @stack) = @_;
	my $named = 0;
	walk($query->{jointree}, sub {
		my ($expr) = @_;
		my @sides = $expr->{node} eq 'OPEXPR' && $expr->{opno} == $equal_text ? @{ $expr->{args} } : ();
		$named ||= grep { is_own_measure($sides[$_], $query, @stack) && !refers_here($sides[ 1 - $_ ]) } 0 .. $#sides;
		return 1;
	});
	return 1 if $named;
	my @facts = grep { rte_reads_facts($_) } sources($query);
	return @facts && !grep { !$_->{subquery} || !is_of_one_measure($_->{subquery}, $query, @stack) } @facts;
}

# Whether an expression has a column of the query that it stands in.
sub refers_here
{
	my ($tree) = @_;
	my $here = 0;
	walk($tree, sub { $here ||= $_[0]{node} eq 'VAR' && $_[0]{varlevelsup} == 0; 1 });
	return $here;
}

# A tree without the queries that are nested in it.
sub walk
{
	my ($tree, $visit) = @_;
	return if ref($tree) eq 'HASH' && ($tree->{node} eq 'QUERY' || !$visit->($tree));
	walk($_, $visit) foreach children($tree);
	return;
}

sub nested_queries
{
	my ($tree) = @_;
	return $tree if ref($tree) eq 'HASH' && $tree->{node} eq 'QUERY';
	return map { nested_queries($_) } children($tree);
}

sub compares_ours
{
	my ($tree) = @_;
	my $ours = 0;
	walk($tree, sub { $ours ||= grep { $our_operator{$_} } oids($_[0]); 1 });
	return $ours;
}

sub oids
{
	my ($expr) = @_;
	return map { ref ? @$_ : $_ } grep { defined } @{$expr}{qw(opno opnos)};
}

sub check_expression
{
	my ($expr) = @_;
	my $node = $expr->{node};
	my $ours = grep { $our_operator{$_} } oids($expr);
	found('IS DISTINCT FROM on our types') if $node eq 'DISTINCTEXPR' && $ours;
	found('NULLIF on our types') if $node eq 'NULLIFEXPR' && $ours;
	found('row comparison on our types') if $node =~ /^ROWCOMPARE/ && $ours;
	found('simple CASE on our types')
	  if $node =~ /^CASE(?:EXPR)?$/ && $expr->{arg} && grep { compares_ours($_->{expr}) } @{ $expr->{args} };
	found('USING or NATURAL on our types') if $node eq 'JOINEXPR' && $expr->{usingClause} && compares_ours($expr->{quals});
	return 1;
}

sub check_condition
{
	my ($expr) = @_;
	my $node = $expr->{node};
	return 0 if $node eq 'SUBLINK';
	my $function = $expr->{funcid} // $expr->{opfuncid};
	found('a setting or the clock in a condition') if $node =~ /^(?:SQLVALUEFUNCTION|NEXTVALUEEXPR)$/;
	found("$function_name{$function}, which is not immutable, in a condition")
	  if $function && ($volatility{$function} // 'i') ne 'i';
	return 1;
}

sub check_query
{
	my ($query, @stack) = @_;
	my $facts = reads_facts($query);

	found('GROUPING SETS') if $query->{groupingSets};
	if ($facts)
	{
		found('an aggregate over figures without their own measure in GROUP BY')
		  if ($query->{hasAggs} eq 'true' || $query->{groupClause}) && !has_own_measure($query->{groupClause}, $query, @stack)
		  && ($query->{groupClause} || !is_of_one_measure($query, @stack));
		found('DISTINCT over figures without their own measure')
		  if $query->{distinctClause} && !has_own_measure($query->{distinctClause}, $query, @stack) && !is_of_one_measure($query, @stack);
		foreach my $window (@{ $query->{windowClause} // [] })
		{
			found('a window over figures without their own measure in PARTITION BY')
			  unless has_own_measure($window->{partitionClause}, $query, @stack);
		}
	}
	foreach my $rte (sources($query))
	{
		found('LATERAL with LIMIT over figures')
		  if $rte->{lateral} eq 'true' && $rte->{subquery} && $rte->{subquery}{limitCount} && rte_reads_facts($rte);
	}
	# distributed, such a look-up has no rows of figures beside which it could be made
	found('a look-up of figures in a subquery without FROM')
	  if !sources($query) && grep { ref && grep { reads_facts($_) } nested_queries($_) } @{$query}{qw(targetList jointree)};
	walk($query->{jointree}, sub { $_[0]{node} eq 'JOINEXPR' || $_[0]{node} eq 'FROMEXPR'
		? do { walk($_[0]{quals}, \&check_condition); 1 } : $_[0]{node} ne 'SUBLINK' });
	walk($query->{havingQual}, \&check_condition) if $query->{havingQual};
	walk($_, \&check_expression) foreach grep { ref } values %$query;
	check_query($_, $query, @stack) foreach map { nested_queries($_) } grep { ref } values %$query;
	return;
}

# ---------------------------------------------------------------- a framework, and aggregates

sub check_views
{
	my ($schema, $only) = @_;
	%volatility = map { @$_[ 0, 1 ] } my @functions = rows('SELECT oid, provolatile, proname FROM pg_proc');
	%function_name = map { @$_[ 0, 2 ] } @functions;
	%our_operator = map { $_->[0] => 1 } rows(q{SELECT oid FROM pg_operator WHERE oprnamespace = 'cfsperf'::regnamespace});
	%relation = map { @$_ } rows(qq{SELECT oid, relname FROM pg_class WHERE relnamespace = '$schema'::regnamespace});
	%view = ();
	%view = map { my ($oid, $action) = split /\|/, $_, 2; $oid => { action => $action } } split /\n/, $node->safe_psql('postgres',
		qq{SELECT ev_class, ev_action FROM pg_rewrite JOIN pg_class c ON c.oid = ev_class
			WHERE relnamespace = '$schema'::regnamespace AND rulename = '_RETURN'});
	foreach my $oid (sort { $relation{$a} cmp $relation{$b} } keys %view)
	{
		next if defined $only && $relation{$oid} ne $only;
		next if $relation{$oid} =~ /^measure_(component|link)$/;    # of protect(), which is run on one node
		$where = $relation{$oid};
		check_query(query_of($oid));
	}
	return scalar keys %view;
}

sub check_tables
{
	my ($schema) = @_;
	push @findings, map { "$_->[0]: $_->[1]" } rows(qq{
		WITH fact AS (SELECT oid, relname, relkind FROM pg_class
			WHERE relnamespace = '$schema'::regnamespace AND relname IN ('observation', 'benchmark_value'))
		SELECT relname, 'a trigger' FROM fact JOIN pg_trigger ON tgrelid = fact.oid WHERE NOT tgisinternal
		UNION ALL
		SELECT relname, 'a rule' FROM fact JOIN pg_rewrite ON ev_class = fact.oid
		UNION ALL
		SELECT relname, 'EXCLUDE' FROM fact JOIN pg_constraint ON conrelid = fact.oid WHERE contype = 'x'
		UNION ALL
		SELECT relname, 'a unique key without measure'
		FROM fact JOIN pg_index ON indrelid = fact.oid AND indisunique
		WHERE NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = fact.oid AND attname = 'measure' AND attnum = ANY (indkey))
		UNION ALL
		SELECT v.relname, 'it leans on the key of a table of figures'
		FROM fact JOIN pg_constraint c ON c.conrelid = fact.oid
		JOIN pg_depend d ON d.refclassid = 'pg_constraint'::regclass AND d.refobjid = c.oid AND d.classid = 'pg_rewrite'::regclass
		JOIN pg_rewrite r ON r.oid = d.objid
		JOIN pg_class v ON v.oid = r.ev_class
		ORDER BY 1, 2});
	return;
}

# Functions of a framework are texts, of which only this much can be said.
# What decides what may be shown, and what publishes, is run on one node, with its owner's rights.
my %on_one_node = map { $_ => 1 } qw(missing_figures disclosure_cells cell_links decisions protect narrow_figures newly_narrow
	audit_disclosure publish publish_all publish_reports publish_statement redact edition_parts edition_contents edition_rows_with
	measures_of_history area_of);
my $not_on_one_node = join ' AND ', map { "proname <> '$_'" } sort keys %on_one_node;
sub check_functions
{
	my ($schema) = @_;
	push @findings, map { "$_->[0]: $_->[1]" } rows(qq{
		SELECT proname, f.finding
		FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
		CROSS JOIN LATERAL (
			SELECT 'it is not plpgsql' AS finding WHERE lanname <> 'plpgsql'
			UNION ALL
			SELECT 'it runs as its owner' WHERE prosecdef
			UNION ALL
			SELECT 'its search_path is not pinned' WHERE coalesce(array_to_string(proconfig, ' '), '') !~ 'search_path='
				AND proname NOT IN ('load_file', 'load_table', 'end_load') -- which commit
			UNION ALL
			SELECT 'it reads figures from their table' WHERE prosrc ~ '\\m(observation|benchmark_value|figure)\\M(?!")'
			AND prosrc ~* '\\m(from|join|into|update|table)\\s+(observation|benchmark_value|figure)\\M'
			UNION ALL
			SELECT 'SQL that does not spread'
			WHERE prosrc ~* '\\m(natural\\s+(left|full|join)|grouping\\s+sets|rollup\\s*\\(|cube\\s*\\(|merge\\s+into)|\\mjoin\\s+\\S+(\\s+\\w+)?\\s+using\\s*\\('
		) f
		WHERE pronamespace = '$schema'::regnamespace AND $not_on_one_node
		ORDER BY 1, 2});
	return;
}

sub check_aggregates
{
	my ($schema) = @_;
	push @findings, map { "$_->[0]: $_->[1]" } rows(qq{
		WITH aggregate AS (
			SELECT a.*, p.proname, p.oid::regprocedure::text AS signature, p.proargtypes, s.typname, s.typtype,
				s.typinput, s.typoutput, s.typreceive, s.typsend
			FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid JOIN pg_type s ON s.oid = a.aggtranstype
			WHERE p.pronamespace = '$schema'::regnamespace)
		SELECT proname, f.finding
		FROM aggregate CROSS JOIN LATERAL (
			SELECT 'its state is internal or polymorphic' AS finding WHERE typtype = 'p'
			UNION ALL
			SELECT 'it has no combine function' WHERE aggcombinefn = 0
			UNION ALL
			SELECT 'it is an ordered-set aggregate' WHERE aggkind <> 'n'
			UNION ALL
			SELECT 'it has no argument of a concrete type'
			WHERE NOT EXISTS (SELECT FROM unnest(proargtypes) t JOIN pg_type ON pg_type.oid = t WHERE typtype <> 'p')
			UNION ALL
			SELECT 'its state has no binary form' WHERE typtype <> 'p' AND (typreceive = 0 OR typsend = 0)
			UNION ALL
			SELECT 'not everybody may execute ' || f.oid::regproc
			FROM pg_proc f
			WHERE f.oid IN (aggfnoid, aggtransfn, aggcombinefn, aggfinalfn, typinput, typoutput, typreceive, typsend)
			AND NOT has_function_privilege('public', f.oid, 'EXECUTE')
		) f
		ORDER BY 1, 2});
	return;
}

sub findings
{
	my ($check, @arguments) = @_;
	@findings = ();
	$check->(@arguments);
	return [@findings];
}

# ---------------------------------------------------------------- what there is

$node->safe_psql('postgres', q{CREATE EXTENSION cfsperf; CALL cfsperf.create_framework('cfs')});
cmp_ok(check_views('cfs'), '>=', 12, 'the views of a framework can be read');
my $found = findings(\&check_views, 'cfs');
is_deeply($found, [], 'its views spread');
is_deeply(findings(\&check_tables, 'cfs'), [], 'its tables spread');
is_deeply(findings(\&check_functions, 'cfs'), [], 'its functions spread');
is_deeply(findings(\&check_aggregates, $_), [], "the aggregates of $_ spread") foreach qw(cfsperf cfsperf_internal);
cmp_ok($node->safe_psql('postgres', q{SELECT count(*) FROM pg_proc WHERE prokind = 'a' AND pronamespace = 'cfsperf'::regnamespace}), '>=', 10, 'of which there are some');

# ---------------------------------------------------------------- each rule, broken

my %broken = (
	'IS DISTINCT FROM on our types' => q{SELECT measure FROM observation WHERE period IS DISTINCT FROM '2020'},
	'NULLIF on our types' => q{SELECT nullif(period, '2020') AS p FROM observation},
	'row comparison on our types' => q{SELECT measure FROM observation WHERE (period, value) < ('2020', 1)},
	'simple CASE on our types' => q{SELECT CASE period WHEN '2020' THEN 1 END AS n FROM observation},
	'USING or NATURAL on our types' => q{SELECT measure FROM observation JOIN (SELECT quarter AS period FROM report) r USING (period)},
	'USING or NATURAL on our types: NATURAL' => q{SELECT measure FROM observation NATURAL JOIN (SELECT quarter AS period FROM report) r},
	'GROUPING SETS' => q{SELECT measure, area, quartiles(figure) AS q FROM figure GROUP BY GROUPING SETS ((measure, area), (measure))},
	'an aggregate over figures without their own measure in GROUP BY' => q{SELECT area, max(value) AS v FROM observation GROUP BY area},
	'an aggregate over figures without their own measure in GROUP BY: none' => q{SELECT count(*) AS n FROM benchmark_value},
	'an aggregate over figures without their own measure in GROUP BY: of several' => q{SELECT m.code, x.v FROM measure m
		CROSS JOIN LATERAL (SELECT max(o.value) AS v FROM observation o WHERE o.measure > m.code) x},
	'an aggregate over figures without their own measure in GROUP BY: of the one and of others' => q{SELECT m.code, x.v FROM measure m
		CROSS JOIN LATERAL (SELECT max(o.value) AS v FROM (SELECT value FROM observation WHERE measure = m.code) o, benchmark_value b) x},
	'an aggregate over figures without their own measure in GROUP BY: another table\'s' =>
	  q{SELECT m.code, quartiles(f.figure) AS q FROM measure m JOIN figure f ON f.measure = m.code GROUP BY m.code},
	'an aggregate over figures without their own measure in GROUP BY: of a subquery' =>
	  q{SELECT x.m, max(x.value) AS v FROM (SELECT upper(measure) AS m, value FROM observation) x GROUP BY x.m},
	'an aggregate over figures without their own measure in GROUP BY: of a union' =>
	  q{SELECT x.m, max(x.value) AS v FROM (SELECT measure AS m, value FROM observation UNION ALL SELECT 'x', 1) x GROUP BY x.m},
	'DISTINCT over figures without their own measure' => q{SELECT DISTINCT area FROM observation},
	'a window over figures without their own measure in PARTITION BY' =>
	  q{SELECT lag(value) OVER (PARTITION BY area ORDER BY period) AS v FROM observation},
	'a look-up of figures in a subquery without FROM' => q{SELECT o.measure, l.n FROM observation o CROSS JOIN LATERAL
		(SELECT CASE WHEN EXISTS (SELECT FROM observation x WHERE x.measure = o.measure AND x.status = 'c') THEN 1 END AS n) l},
	'LATERAL with LIMIT over figures' => q{SELECT m.code, l.value FROM measure m CROSS JOIN LATERAL
		(SELECT o.value FROM observation o WHERE o.measure = m.code ORDER BY o.period DESC LIMIT 1) l},
	'a setting or the clock in a condition' => q{SELECT measure FROM observation WHERE ends(period) < current_date},
	'current_setting, which is not immutable, in a condition' =>
	  q{SELECT measure FROM observation WHERE area = current_setting('cfs.area')},
	'now, which is not immutable, in a condition' => q{SELECT measure FROM observation JOIN report r ON starts(r.quarter) < now()::date},
);
$node->safe_psql('postgres', q{CALL cfsperf.create_framework('broken')});
foreach my $rule (sort keys %broken)
{
	my ($finding) = $rule =~ /^([^:]*)/;
	$node->safe_psql('postgres', "SET search_path = broken, cfsperf; CREATE VIEW bad AS $broken{$rule}");
	my $found = findings(\&check_views, 'broken', 'bad');
	ok((grep { $_ eq "bad: $finding" } @$found), "it is noticed: $rule") or diag explain $found;
	$node->safe_psql('postgres', 'DROP VIEW broken.bad');
}
# what is allowed looks much like it
my %allowed = (
	'IS DISTINCT FROM on other types' => q{SELECT measure FROM observation WHERE area IS DISTINCT FROM 'a'},
	'NULLIF on other types' => q{SELECT nullif(area, 'a') AS a FROM observation},
	'a searched CASE' => q{SELECT CASE WHEN period = '2020' THEN 1 END AS n FROM observation},
	'the clock in a subquery' => q{SELECT measure FROM observation WHERE ends(period) < (SELECT current_date)},
	'a group through a view, a union and a subquery' => q{SELECT x.m, max(x.value) AS v
		FROM (SELECT f.measure AS m, value(f.figure) AS value FROM figure f UNION ALL SELECT b.measure, b.value FROM benchmark_value b) x
		GROUP BY x.m},
	'an aggregate of one measure' => q{SELECT m.code, x.v FROM measure m CROSS JOIN LATERAL (
		SELECT max(o.value) AS v FROM (SELECT DISTINCT ON (period) value FROM observation WHERE measure = m.code ORDER BY period) o) x},
	'a group of reports' => q{SELECT area, count(*) AS n FROM report GROUP BY area},
);
foreach my $name (sort keys %allowed)
{
	$node->safe_psql('postgres', "SET search_path = broken, cfsperf; CREATE VIEW bad AS $allowed{$name}");
	is_deeply(findings(\&check_views, 'broken', 'bad'), [], "it is allowed: $name");
	$node->safe_psql('postgres', 'DROP VIEW broken.bad');
}

$node->safe_psql('postgres', q{
	SET search_path = broken, cfsperf, public;
	CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql SET search_path = broken AS 'BEGIN RETURN NEW; END';
	CREATE TRIGGER t BEFORE INSERT ON observation FOR EACH ROW EXECUTE FUNCTION t();
	CREATE RULE r AS ON DELETE TO benchmark_value DO INSTEAD NOTHING;
	ALTER TABLE benchmark_value ADD EXCLUDE (area WITH =) WHERE (value > 1e9);
	CREATE UNIQUE INDEX ON observation (area, period) WHERE value > 1e9;
	CREATE VIEW leaning AS SELECT measure, area, period, value FROM observation GROUP BY measure, area, period;
	CREATE FUNCTION plain() RETURNS integer LANGUAGE sql RETURN 1;
	CREATE FUNCTION direct() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER AS
		'BEGIN RETURN (SELECT count(*) FROM observation NATURAL JOIN measure); END';
});
is_deeply(findings(\&check_tables, 'broken'), [ 'benchmark_value: EXCLUDE', 'benchmark_value: a rule', 'leaning: it leans on the key of a table of figures',
	'observation: a trigger', 'observation: a unique key without measure' ], 'it is noticed: what a table may not have');
is_deeply(findings(\&check_functions, 'broken'), [ 'direct: SQL that does not spread', 'direct: it reads figures from their table',
	'direct: it runs as its owner', 'direct: its search_path is not pinned', 'plain: it is not plpgsql',
	'plain: its search_path is not pinned' ], 'it is noticed: what a function may not be');

$node->safe_psql('postgres', q{
	CREATE SCHEMA bad;
	DO $$
	BEGIN
		EXECUTE format('CREATE FUNCTION bad.add(cfsperf.distribution, cfsperf.indicator) RETURNS cfsperf.distribution
			AS %L, %L LANGUAGE c', probin, prosrc) FROM pg_proc WHERE oid = 'cfsperf_internal.distribution_add'::regproc;
	END
	$$;
	REVOKE EXECUTE ON FUNCTION bad.add FROM PUBLIC;
	CREATE AGGREGATE bad.secret(cfsperf.indicator) (SFUNC = bad.add, STYPE = cfsperf.distribution,
		COMBINEFUNC = cfsperf_internal.distribution_combine);
	CREATE AGGREGATE bad.alone(cfsperf.indicator) (SFUNC = cfsperf_internal.distribution_add, STYPE = cfsperf.distribution);
	CREATE AGGREGATE bad.poly(anynonarray) (SFUNC = array_agg_transfn, STYPE = internal, FINALFUNC = array_agg_finalfn, FINALFUNC_EXTRA);
	CREATE AGGREGATE bad.ordered(double precision ORDER BY double precision) (SFUNC = ordered_set_transition, STYPE = internal,
		FINALFUNC = percentile_cont_float8_final);
});
my $bad = findings(\&check_aggregates, 'bad');
is_deeply([ grep { /^(?:alone|poly|secret)/ } @$bad ], [ 'alone: it has no combine function', 'poly: it has no argument of a concrete type',
	'poly: it has no combine function', 'poly: its state is internal or polymorphic', 'secret: not everybody may execute bad.add' ],
	'it is noticed: what an aggregate may not be');
ok((grep { $_ eq 'ordered: it is an ordered-set aggregate' } @$bad), 'an ordered-set aggregate too');

$node->stop;
done_testing();
