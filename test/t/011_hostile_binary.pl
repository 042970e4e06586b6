# SPDX-License-Identifier: PostgreSQL
# Bytes from anywhere, binary or as the hexadecimal text of a state, are refused or make a value that is one: it reads
# back the same, and every function of its type can be asked of it. The server goes on.
#
# The images start as what the types themselves send; the mutations are the same in every run.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node);
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('hostile');
my $files = PostgreSQL::Test::Utils::tempdir;
$node->safe_psql('postgres', 'CREATE EXTENSION cfsperf');

# Values of the types that are not the state of an aggregate. Those are made by the aggregates.
my %values = (
	polarity => [qw(high low none)],
	direction => [ 'improved', 'no significant change', 'declined', 'information only' ],
	reporting_period => [ '2020/21 Q2', '2020', '2020-08', '0001-01', '9999-12', '2000-01/P240M' ],
	indicator => [ '94.6% (1016/1074) high', '21 count low', '-0.76', '32.1 per 10000 (210/65421) low' ],
	movement => [
		'2020/21 Q2: 94.6% high',
		'2020/21 Q1: 94.9% high -> 2020/21 Q2: 94.6% (1016/1074) high', ],
	quartiles => ['n 150, least 0, lower quartile 0, median 2.3, upper quartile 3.65, greatest 8.4, mean 2.286, % low'],
	series => [
		'{2020/21 Q2: 94.6% high}',
		'{2019/20 Q1: 92% high, 2020/21 Q1: 94.9% (3/4) high, 2020/21 Q2: 94.6% (1016/1074) high}',
		'{2019-07/P12M: 92% high, 2020-01/P12M: 94.9% (3/4) high} step 3', '{2019-01: 718 count, 2021-01: 735 count} step 12', ],
	panel => [
		'{"E92": {2020/21 Q2: 94.6% high}}',
		'{"": {2019/20 Q1: 92% high, 2020/21 Q2: 94.6% (1016/1074) high}, "a \\"b\\" name that is long": {2020/21 Q1: 94.9% (3/4) high}}',
		'{"E92": {2020-01/P12M: 94.9% (3/4) high}} step 3', ]);

# ---------------------------------------------------------------- what there is

# Types with a receive function, and for the states of aggregates a function that adds a row and its arguments.
my %types = map { my ($type, @rest) = split /\|/, $_, -1; ($type => \@rest) } split /\n/, $node->safe_psql('postgres', q{
	SELECT t.typname, t.typsend, min(a.aggtransfn::text),
		(array_agg(p.proargtypes::regtype[]::text ORDER BY a.aggtransfn::text))[1], min(a.aggcombinefn::text), t.oid::regtype
	FROM pg_type t
	JOIN pg_depend d ON d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e'
		AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'cfsperf')
	LEFT JOIN (pg_aggregate a JOIN pg_proc p ON p.oid = a.aggtransfn AND p.pronargs > 1
			AND NOT p.proargtypes[0] = p.proargtypes[1])
		ON a.aggtranstype = t.oid
	WHERE t.typreceive <> 0 AND t.typtype = 'b' AND t.typelem = 0
	GROUP BY t.oid, t.typname, t.typsend ORDER BY t.typname});
cmp_ok(scalar(keys %types), '>=', 13, 'every type can be sent and received');

# Rows to make states of.
my @rows = map { sprintf "('%s%% (%d/1000) high'::cfsperf.indicator, '%d/%02d Q%d'::cfsperf.reporting_period)",
	($_ * 37 % 1000) / 10, $_ * 37 % 1000, 2010 + int($_ / 4), 11 + int($_ / 4), 1 + $_ % 4 } 1 .. 40;

my @states;
my %images;    # type => binary images, as strings of bytes
foreach my $type (sort keys %types)
{
	my ($send, $add, $arguments, $combine, $qualified) = @{ $types{$type} };
	my @expressions;
	if ($values{$type})
	{
		@expressions = map { "SELECT '$_'::$qualified" } @{ $values{$type} };
	}
	elsif ($add)
	{
		my (undef, @arguments) = split /,/, $arguments =~ s/[{}"]//gr;
		my %argument = ('reporting_period' => 'p', 'indicator' => 'i', 'double precision' => 'cfsperf.value(i)',
			'text' => 'right(p::text, 2)');
		my $call = join ', ', map { $argument{ s/^cfsperf\.//r } // die "$type is made of $_" } @arguments;
		# two of them, as in national_rank(subject, benchmark): there is one subject
		$call =~ s/^i, i$/s, i/;
		push @states, $type;
		$node->safe_psql('postgres',
			"CREATE AGGREGATE raw_$type(@{[ join ', ', @arguments ]}) (SFUNC = $add, STYPE = $qualified);"
			. "CREATE AGGREGATE merged($qualified) (SFUNC = $combine, STYPE = $qualified)");
		@expressions = map {
			"SELECT raw_$type($call) FROM (VALUES @{[ join ', ', @rows[ 0 .. $_ - 1 ] ]}) r(i, p), "
			. "(VALUES ('3.7% (37/1000) high'::cfsperf.indicator)) x(s)"
		} (1, 2, 9, 40);
	}
	ok(scalar(@expressions), "there are values of type $type") or next;
	$images{$type} = [ map { pack 'H*', $_ } split /\n/, $node->safe_psql('postgres',
		join ";\n", map { "SELECT encode($send(($_)), 'hex')" } @expressions) ];
}

# ---------------------------------------------------------------- mutations

# A generator of our own, so that the bytes are the same everywhere.
my $seed = 20200930;
sub dice { my ($sides) = @_; $seed = ($seed * 1103515245 + 12345) & 0x7fffffff; return ($seed >> 8) % $sides; }

my @integers = map { pack 'N', $_ } 0, 1, 2, 3, 41, 0x7f, 0xff, 0xffff, 0x01000000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff;
my @doubles = map { pack 'H*', $_ } qw(
	7ff8000000000000 fff8000000000000 7ff0000000000001 7ff0000000000000 fff0000000000000 7fefffffffffffff ffefffffffffffff
	0000000000000001 8000000000000000 0000000000000000 bff0000000000000 3ff0000000000000 4340000000000000 4340000000000001
	c340000000000000 3fb999999999999a 7fffffffffffffff 0000000000000002);

# A choice of so many of a list, in order.
sub some
{
	my ($count, @list) = @_;
	return @list if @list <= $count;
	return map { $list[ dice(scalar @list) ] } 1 .. $count;
}

sub mutations
{
	my ($image) = @_;
	my $length = length $image;
	my @mutations = ($image, $image . "\0", $image . $image);

	push @mutations, map { substr $image, 0, $_ } some(150, 0 .. $length - 1);
	foreach my $bit (some(500, 0 .. 8 * $length - 1))
	{
		my $mutation = $image;
		vec($mutation, $bit, 1) ^= 1;
		push @mutations, $mutation;
	}
	foreach my $at (some(24, 0 .. $length - 1))
	{
		foreach my $number (@integers, @doubles)
		{
			next if $at + length $number > $length;
			my $mutation = $image;
			substr($mutation, $at, length $number) = $number;
			push @mutations, $mutation;
		}
	}
	# parts that go missing, come twice, or change places
	foreach (1 .. 40)
	{
		my ($from, $count, $to) = (dice($length), 1 + dice(32), dice($length));
		my $part = substr $image, $from, $count;
		my $mutation = $image;
		substr($mutation, $to, 0) = $part;
		push @mutations, $mutation;
		$mutation = $image;
		substr($mutation, $from, length $part) = '';
		push @mutations, $mutation;
	}
	return @mutations;
}

my %hostile;
foreach my $type (sort keys %images)
{
	my %seen;
	my @noise = map { join '', map { chr dice(256) } 1 .. dice(120) } 1 .. 150;
	my @others = map { @{ $images{$_} } } grep { $_ ne $type } sort keys %images;
	my @valid = @{ $images{$type} };
	$hostile{$type} = [ grep { !$seen{$_}++ } (map { mutations($_) } @valid), @others, @noise ];
}
my $total = 0;
$total += @$_ foreach values %hostile;
cmp_ok($total, '>=', 5000, "there are thousands of images: $total");

# ---------------------------------------------------------------- binary

# Each in a COPY of its own, since one that is refused takes its whole COPY with it. All in one session.
$node->safe_psql('postgres', join '', map { "CREATE TABLE of_$_ (id int PRIMARY KEY, v $types{$_}[4]);" } keys %hostile);
my $script = "\\set VERBOSITY sqlstate\n";
foreach my $type (sort keys %hostile)
{
	my $id = 0;
	foreach my $image (@{ $hostile{$type} })
	{
		my $name = "$files/$type." . ++$id;
		open(my $file, '>:raw', $name) or die "$name: $!";
		print $file "PGCOPY\n\xff\r\n\0", pack('N N', 0, 0), pack('n N N N', 2, 4, $id, length $image), $image, pack('n', 0xffff);
		close $file or die "$name: $!";
		$script .= "\\copy of_$type FROM '$name' WITH (FORMAT binary)\n";
	}
}
my ($status, $stdout, $stderr) =
	$node->psql('postgres', $script . "SELECT 'alive';\n", on_error_stop => 0, timeout => 5 * $PostgreSQL::Test::Utils::timeout_default);
like($stdout, qr/^alive$/m, 'the session goes on to its end');

# Refusals are of the classes that say so: data exceptions, checks, limits; never an internal error.
my %refused;
$refused{$_}++ foreach $stderr =~ /ERROR:\s+(\w{5})/g;
my $refusals = 0;
$refusals += $_ foreach values %refused;
is(join(' ', grep { !/^(22|21|08P01$|54000$)/ } sort keys %refused), '', 'every refusal is one of bad data');
note map { "$_: $refused{$_}\n" } sort keys %refused;

my $accepted = 0;
foreach my $type (sort keys %hostile)
{
	my ($send, $qualified) = @{ $types{$type} }[ 0, 4 ];
	my $valid = scalar @{ $images{$type} };
	my ($count, $same, $own) = split /\|/, $node->safe_psql('postgres', qq{
		SELECT count(*), count(*) FILTER (WHERE $send(v) = $send(v::text::$qualified)),
			count(*) FILTER (WHERE encode($send(v), 'hex') IN (@{[ join ', ', map { "'" . unpack('H*', $_) . "'" } @{ $images{$type} } ]}))
		FROM of_$type});
	is($same, $count, "$type: each of the $count values accepted reads back the same from its text");
	cmp_ok($own, '>=', $valid, "$type: what the type itself sent is among them");
	$accepted += $count;
}
is($accepted + $refusals, $total, 'every image was either refused or accepted');

# ---------------------------------------------------------------- what was accepted is a value

# Every function of one argument is asked of each, and each state is merged with those that are known good.
$node->safe_psql('postgres', q{
	CREATE SEQUENCE answered;
	CREATE TABLE failure (what text, id int, sqlstate text, message text);
	CREATE PROCEDURE ask(query text, what text, id int) LANGUAGE plpgsql AS $$
	BEGIN
		EXECUTE query;
		PERFORM nextval('answered');
	EXCEPTION WHEN OTHERS THEN
		IF SQLSTATE !~ '^(22|21|0A000|54000)' THEN
			INSERT INTO failure VALUES (what, id, SQLSTATE, SQLERRM);
		END IF;
	END $$;
	CREATE PROCEDURE ask_all(type_name text) LANGUAGE plpgsql AS $$
	DECLARE
		f regprocedure;
		r record;
	BEGIN
		FOR f IN
			SELECT p.oid FROM pg_proc p
			JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
			WHERE p.prokind = 'f' AND p.pronargs - p.pronargdefaults <= 1 AND p.proargtypes[0] =
				(SELECT atttypid FROM pg_attribute WHERE attrelid = ('of_' || type_name)::regclass AND attname = 'v')
		LOOP
			FOR r IN EXECUTE format('SELECT id FROM of_%s', type_name)
			LOOP
				CALL ask(format('SELECT count(x::text) FROM of_%s t, LATERAL %s(t.v) x WHERE t.id = %s',
					type_name, f::regproc, r.id), f::text, r.id);
			END LOOP;
		END LOOP;
	END $$;
	CREATE PROCEDURE merge_all(type_name text) LANGUAGE plpgsql AS $$
	DECLARE
		r record;
	BEGIN
		FOR r IN EXECUTE format('SELECT id FROM of_%s', type_name)
		LOOP
			CALL ask(format('SELECT merged(v) FROM of_%s WHERE id IN (1, %s)', type_name, r.id), 'merge ' || type_name, r.id);
			CALL ask(format('SELECT merged(v) FROM (SELECT v FROM of_%s WHERE id = %s UNION ALL SELECT v FROM of_%1$s WHERE id = 1) x',
				type_name, r.id), 'merge ' || type_name, r.id);
		END LOOP;
	END $$;
});
$node->safe_psql('postgres', join '', (map { "CALL ask_all('$_');" } sort keys %hostile), map { "CALL merge_all('$_');" } @states);
cmp_ok($node->safe_psql('postgres', 'SELECT last_value FROM answered'), '>=', 10000, 'they are asked, and merged');
is($node->safe_psql('postgres', 'SELECT * FROM failure ORDER BY what, id LIMIT 20'), '', 'every function can be asked of them');

# ---------------------------------------------------------------- the text of states

# It is the same bytes in hexadecimal: the same are accepted, and make the same values.
$node->safe_psql('postgres', q{
	CREATE FUNCTION read_text(type_name text, input text) RETURNS text LANGUAGE plpgsql
		SET search_path = cfsperf, cfsperf_internal AS $$
	DECLARE
		output text;
	BEGIN
		EXECUTE format('SELECT %L::%s::text', input, type_name) INTO output;
		RETURN output;
	EXCEPTION WHEN data_exception OR cardinality_violation OR protocol_violation OR program_limit_exceeded THEN
		RETURN NULL;
	END $$;
	CREATE TABLE hexadecimal (id int, input text);
});
# a line for each text: its value, empty where it is refused
sub read_texts
{
	my ($type, @texts) = @_;
	return $node->safe_psql('postgres', join '', map { "SELECT read_text('$type', \$q\$$_\$q\$);\n" } @texts);
}
my @garbage = ('', ' ', '0', 'x', '\\x', '\\x01', 'zz', '0g', "'", 'é', '[]', '{}', 'NULL', '0' x 4001, 'f' x 4000, 'FF' x 7, "\x01\x02", '- 1');
foreach my $type (@states)
{
	my $id = 0;
	my $lines = join '', map { ++$id . "\t" . unpack('H*', $_) . "\n" } @{ $hostile{$type} };
	$node->safe_psql('postgres', "TRUNCATE hexadecimal; COPY hexadecimal FROM STDIN;\n$lines\\.\n");
	is($node->safe_psql('postgres', qq{
			SELECT h.id, h.input FROM hexadecimal h LEFT JOIN of_$type b USING (id)
			WHERE read_text('$type', h.input) IS DISTINCT FROM b.v::text ORDER BY 1 LIMIT 5}),
		'', "$type: hexadecimal text and binary image are one");
	is(read_texts($type, @garbage), "\n" x $#garbage, "$type: garbage is refused");
	my $good = unpack 'H*', $images{$type}[0];
	is(read_texts($type, $good . 'g', $good . '0', substr($good, 0, -1), "x$good", $good . '00'),
		"\n" x 4, "$type: and so is what only begins well");
}

# ---------------------------------------------------------------- the server

is($node->safe_psql('postgres', 'SELECT 1'), '1', 'the server is alive');
$node->stop;
my $log = slurp_file($node->logfile);
unlike($log, qr/PANIC|TRAP|terminated by signal|terminating connection because of crash|server process .* (exited|was terminated)/,
	'nothing crashed');
unlike($log, qr/ERROR:\s+XX000/, 'and nothing was an internal error');

done_testing();
