# SPDX-License-Identifier: PostgreSQL
# doc/england loads into a framework in one command and again without harm, and every code, number and name by which
# published files call an area of England leads to one area, whichever of them a file has.
#
# CFSPERF_FILES names a directory with files as they are downloaded, CFSPERF_DATA one with the published figures; without
# CFSPERF_FILES it is looked for beside that. Where they are not there, what needs them is skipped.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(content new_node source_dir);
use PostgreSQL::Test::Utils;
use Test::More;

my $england = source_dir() . '/doc/england';
my $data = $ENV{CFSPERF_DATA};
my $files = $ENV{CFSPERF_FILES} // (defined $data ? "$data/../files" : undef);
my $node = new_node('england');
sub query { my ($sql) = @_; return $node->safe_psql('postgres', "SET search_path = cfs, cfsperf; $sql"); }

# The script as README.md says to run it, and what it prints and complains of.
sub load
{
	my (@variables) = @_;
	my ($out, $err) = ('', '');
	IPC::Run::run(
		[ 'psql', '-X', '-q', '-A', '-t', '-d', $node->connstr('postgres'), (map { ('-v', $_) } @variables), '-f', 'load.sql' ],
		'>' => \$out, '2>' => \$err, init => sub { chdir $england or die "$england: $!" });
	return ($out, $err);
}

# ---------------------------------------------------------------- what is loaded

my ($printed, $complaint) = load();
is($complaint, '', 'it loads where there is neither extension nor framework');
is($printed, "area|170|170|0\narea_part|33|33|0\narea_change|7|7|0\narea_code|210|210|0\nneighbour|1530|1530|0\n", 'and says what came in');

is(query('SELECT kind, count(*) FROM area GROUP BY kind ORDER BY kind'), "authority|158\ncountry|1\nregion|11", 'areas by kind');
is(query(q{SELECT count(*) FROM area WHERE kind = 'authority' AND code NOT IN (SELECT area FROM area_change)}), 153,
	'153 authorities are there today');
is(query(q{SELECT string_agg(name, ', ' ORDER BY name COLLATE "C") FROM area WHERE code IN (SELECT area FROM area_change)}),
	'Bournemouth, Cumbria, Dorset (to March 2019), Northamptonshire, Poole', 'five are not there any more');
is(query(q{SELECT left(code, 3), count(*) FROM area WHERE kind = 'authority' AND code NOT IN (SELECT area FROM area_change) GROUP BY 1 ORDER BY 1}),
	"E06|63\nE08|36\nE09|33\nE10|21", 'unitary authorities, metropolitan districts, London boroughs, counties');
is(query(q{SELECT r.name, count(*) FROM area a JOIN area r ON r.code = a.region WHERE a.kind = 'authority' AND a.code NOT IN (SELECT area FROM area_change)
		GROUP BY r.code, r.name ORDER BY r.code}),
	join("\n", 'North East|12', 'North West|24', 'Yorkshire and The Humber|15', 'East Midlands|10', 'West Midlands|14', 'East of England|11',
		'London|33', 'South East|19', 'South West|15'), 'authorities of each region');
is(query(q{SELECT a.code FROM area a LEFT JOIN area r ON r.code = a.region
		WHERE a.kind <> 'country' AND (r.kind IS NULL OR r.kind = 'authority' OR a.kind = 'authority' AND r.kind <> 'region')}), '', 'each area lies in one of a higher kind');
is(query(q{SELECT w.name, count(*) FROM area_part p JOIN area w ON w.code = p.whole JOIN area a ON a.code = p.part AND a.region = 'E12000007' GROUP BY w.name ORDER BY 1}),
	"Inner London|14\nOuter London|19", 'Inner and Outer London are the 33 boroughs');
is(query(q{SELECT name FROM area GROUP BY name HAVING count(*) > 1}), '', 'no two areas are printed alike');

is(query(q{SELECT kind, count(*), count(DISTINCT area), count(DISTINCT successor) FROM area_change GROUP BY kind ORDER BY kind}), "merge|3|3|2\nsplit|4|2|4",
	'merges and splits; whose code alone changed is no second area');
is(query(q{SELECT count(*) FROM area_change c WHERE extract(day FROM changed_on) <> 1 OR extract(month FROM changed_on) <> 4}), 0, 'all on a first of April');

sub lists_short_of_ten { return query(q{SELECT area FROM neighbour GROUP BY area HAVING count(*) <> 10 OR min(position) <> 1 OR max(position) <> 10 OR count(DISTINCT position) <> 10}); }
is(lists_short_of_ten(), '', 'every authority with neighbours has ten of them');
query('CREATE TABLE public.neighbour_2025 AS TABLE neighbour');
is(query(q{SELECT count(DISTINCT area), count(*) FILTER (WHERE neighbour IN (SELECT area FROM area_change)) FROM neighbour}), '153|0', 'in the model of 2025 all of today, and none that was abolished');

# What an alias leads to. Upper and lower case, and blanks, are the same.
query(q{
	CREATE VIEW public.known AS
	SELECT 1 AS rank, lower(code) AS word, code AS area, NULL::reporting_period AS first_period, NULL::reporting_period AS last_period FROM area
	UNION ALL
	SELECT 2, lower(regexp_replace(alias, '\s+', ' ', 'g')), area, first_period, last_period FROM area_code
	UNION ALL
	SELECT 3, lower(name), code, NULL, NULL FROM area;
});
is(query(q{SELECT a.word, a.area, b.area FROM public.known a JOIN public.known b ON b.word = a.word AND b.area > a.area
		WHERE NOT (coalesce(b.last_period < a.first_period, false) OR coalesce(a.last_period < b.first_period, false)) ORDER BY 1, 2, 3}),
	'dorset|E06000059|E10000009', 'no word leads to two areas at a time but a name that is also an alias');
is(query(q{SELECT alias, area, first_period, last_period FROM area_code WHERE num_nonnulls(first_period, last_period) > 0 ORDER BY area}),
	"Dorset|E06000059|2019-04|\nDorset|E10000009||2019-03", 'of which the aliases say until when');
is(query(q{SELECT string_agg(code, ' ') FROM area WHERE code NOT IN (SELECT area FROM area_code WHERE alias ~ '^\d{3}$')}), '', 'every area has a number');
is(query(q{SELECT count(*), count(DISTINCT alias) FROM area_code WHERE alias ~ '^\d{3}$'}), '170|170', 'of its own');
is(query(q{SELECT string_agg(alias || ' ' || area, ', ' ORDER BY alias) FROM area_code WHERE alias ~ '^E\d{8}$'}),
	'E06000048 E06000057, E08000016 E08000038, E08000019 E08000039, E08000020 E08000037, E10000002 E06000060, E10000023 E06000065, E10000027 E06000066',
	'former codes are aliases');

# ---------------------------------------------------------------- again, elsewhere, and where something is there

my @tables = map { "cfs.$_" } qw(area area_part area_change area_code neighbour rule_change);
my $loaded = content($node, 'postgres', \@tables);
($printed, $complaint) = load();
is($complaint, '', 'it loads again');
is($printed, "area|170|0|170\narea_part|33|0|33\narea_change|7|0|7\narea_code|210|0|210\nneighbour|1530|0|1530\n", 'says that all is there');
is_deeply(content($node, 'postgres', \@tables), $loaded, 'and changes nothing');

query(q{UPDATE area SET name = 'Leics' WHERE code = 'E10000018'; DELETE FROM area_code WHERE alias = 'BCP';
	INSERT INTO area_code VALUES ('BCP', 'E06000059'); DELETE FROM neighbour WHERE area = 'E10000018' AND position > 1});
load('neighbours=2021');
is(query(q{SELECT name FROM area WHERE code = 'E10000018'}), 'Leics', 'a name that was changed stays');
is(query(q{SELECT string_agg(area, ' ') FROM area_code WHERE alias = 'BCP'}), 'E06000059', 'and what an alias was told to mean');
is(query(q{SELECT count(*) FROM neighbour WHERE area = 'E10000018'}), 1, 'and neighbours of an authority that has any');
query(q{UPDATE area SET name = 'Leicestershire' WHERE code = 'E10000018'; UPDATE area_code SET area = 'E06000058' WHERE alias = 'BCP'});

is(join(' ', load('neighbours=2022')) =~ s/^.*ERROR:  //r, qq{there are no statistical neighbours "2022"\nHINT:  Set the variable neighbours to 2025, 2021 or none.\nCONTEXT:  PL/pgSQL function inline_code_block line 6 at RAISE\n},
	'a model that there is not');

my $far = q{"It's ""far"""};
is((load(q{framework=It's "far"}, 'neighbours=2021'))[1], '', 'into a framework with a name of its own');
is(query("SELECT (SELECT count(*) FROM $far.area), count(DISTINCT area), count(*), count(*) FILTER (WHERE neighbour = 'E10000006') > 0 FROM $far.neighbour"), '170|156|1560|t',
	'with the neighbours of 2021: of 151 of today and five that are not there any more');
query("SET search_path = $far, cfsperf; DELETE FROM cfs.neighbour; INSERT INTO cfs.neighbour TABLE $far.neighbour");
is(lists_short_of_ten(), '', 'they too are ten each');

# figures that were loaded under a former code, and areas by codes of another kind
query(q{CALL create_framework('old'); INSERT INTO old.area (code, name) VALUES ('E08000016', 'Barnsley')});
is((load('framework=old', 'neighbours=none'))[1], '', 'where an authority is there by its former code');
is(query(q{SELECT successor, changed_on, kind FROM old.area_change WHERE area = 'E08000016'}), 'E08000038|2025-04-01|recode', 'that is a recode');
is(query(q{SELECT (SELECT count(*) FROM old.area_code WHERE alias = 'E08000016'), (SELECT count(*) FROM old.neighbour)}), '0|0', 'and no alias; no neighbours were asked for');
query(q{CALL create_framework('numbers'); INSERT INTO numbers.area (code, name) VALUES ('855', 'Leicestershire'), ('856', 'Leicester')});
like((load('framework=numbers'))[1], qr/area "855" of framework "numbers" is here by the code "E10000018"\nDETAIL:  It would be there twice; so would others: 2 in all\.\nHINT:  Load/,
	'areas by numbers would be there twice');
is(query('SELECT count(*) FROM numbers.area'), 2, 'so nothing is loaded');

# ---------------------------------------------------------------- the two trees of London

# Counts of children that add up, three of them in Camden: what gives those away is withheld, whichever tree region is of.
query(q{
	DELETE FROM neighbour;
	INSERT INTO outcome VALUES ('o', 'Children are safe');
	INSERT INTO measure (code, outcome, title, polarity, unit, frequency, suppress_below, comparable_totals) VALUES ('m', 'o', 'Children', 'low', 'count', 12, 5, true);
	INSERT INTO observation (measure, area, period, value)
	SELECT 'm', code, '2024/25', CASE code WHEN 'E09000007' THEN 3 ELSE 100 + right(code, 2)::integer END
	FROM area WHERE kind = 'authority' AND code NOT IN (SELECT area FROM area_change);
	INSERT INTO observation (measure, area, period, value)
	SELECT 'm', r.code, '2024/25', sum(o.value) FROM observation o JOIN area a ON a.code = o.area JOIN area r ON r.code = a.region GROUP BY r.code;
	INSERT INTO observation (measure, area, period, value)
	SELECT 'm', p.whole, '2024/25', sum(o.value) FROM observation o JOIN area_part p ON p.part = o.area GROUP BY p.whole;
	INSERT INTO observation (measure, area, period, value)
	SELECT 'm', 'E92000001', '2024/25', sum(value) FROM observation WHERE area LIKE 'E12%';
	INSERT INTO report (area, quarter) VALUES ('E09000008', '2024/25 Q4');
});
sub judged
{
	query('CALL protect(); CALL audit_disclosure()');
	return query(q{SELECT decision, count(*), string_agg(area, ' ' ORDER BY area) FILTER (WHERE decision <> 'shown') FROM disclosure GROUP BY decision ORDER BY decision})
	  . ' findings ' . query('SELECT count(*) FROM disclosure_finding')
	  . ' missing ' . query(q{SELECT count(*) FROM missing_figures(ARRAY['m'], ARRAY['2024/25'::reporting_period])});
}
my $as_loaded = judged();
like($as_loaded, qr/\Asecondary\|1\|E09\d+\nshown\|163\|\nsmall\|1\|E09000007 findings 0 missing 0\z/, 'one more borough is withheld, all totals are shown, none is awaited');
is(query(q{SELECT region_name, region_value = (SELECT value FROM observation WHERE area = 'E12000007') FROM scorecard_detail}), 'London|t', 'the region of a borough is London');

# as README.md says it
my ($switch, $back, $together) = slurp_file("$england/README.md") =~ /^```\n(.*?)^```/gms;
query($switch);
is(query(q{SELECT region_name, region_value = (SELECT value FROM observation WHERE area = 'E13000002') FROM scorecard_detail}), 'Outer London|', 'after another tree was chosen nothing is shown until protect()');
is(judged(), $as_loaded, 'which decides the same');
is(query(q{SELECT region_name, region_value = (SELECT value FROM observation WHERE area = 'E13000002') FROM scorecard_detail}), 'Outer London|t', 'the region is Outer London now');
is((load('neighbours=none'))[0] =~ s/\n.*//sr, 'area|170|0|170', 'and stays so when the areas are loaded again');
query($back);
is(judged(), $as_loaded, 'and back');
is(query(q{SELECT region_name FROM scorecard_detail}), 'London', 'it is London again');
query($together);
is(query(q{SELECT area FROM area_code WHERE alias = '940 / 941'}), 'E06000061 / E06000062', 'two authorities that publish together are one more area');
query(q{DELETE FROM area_code WHERE alias = '940 / 941'; DELETE FROM area_part WHERE whole LIKE '%/%'; DELETE FROM area WHERE code LIKE '%/%'});

# ---------------------------------------------------------------- as files call them

# By a column that only files of one kind have: which of its columns name one area together. Files of neighbours say them
# in SN_1 to SN_10 as well.
my %kinds = (
	new_la_code => [ [qw(country_code country_name)], [qw(region_code region_name)], [qw(new_la_code old_la_code la_name)] ],
	'Area Code' => [ [ 'Area Code', 'Area Name' ], [ 'Parent Code', 'Parent Name' ] ],
	'Local authority code' => [ [ 'Local authority code', 'Local authority name' ], ['Region'] ],
	SN_10 => [ [qw(old_la_code la_name)], ['region_name'] ],
	SN10 => [ [ 'LA num', 'LA Name', 'LA number' ], ['GOReg'] ],
	also_known_as => [ [qw(la_code la_code_new local_authority_ons_name also_known_as)], [qw(ltla23cd ltla23nm)], [qw(rgn22nm region_name)],
		['rgn22cd'], ['lad23cd'], ['ltla23_ons'], ['utla23nm'], ['country'] ],
	gss => [ [qw(code name gss)], ['region'] ],
);
# columns that have several in a cell
my %lists = map { $_ => 1 } qw(stat_neighbours stat_neighbours_la_code stat_neighbours_previous);

# the rows of a file, its header first, as references to arrays of cells
sub rows_of
{
	my ($path) = @_;
	my $text = slurp_file($path) =~ s/\A\xEF\xBB\xBF//r;
	my @rows = ([]);

	while ($text =~ /\G(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|\z)/g)
	{
		push @{ $rows[-1] }, defined $1 ? $1 =~ s/""/"/gr : $2;
		last if $3 eq '';
		push @rows, [] if $3 ne ',';
	}
	pop @rows if @{ $rows[-1] } == 1;
	return @rows;
}

# The words of a file that stand for areas, as rows: file, number of the area, word, and the month that tells when, where
# there is one. The same area called the same is read once.
sub words_of
{
	my ($path) = @_;
	my $file = $path =~ s{.*/}{}r;
	my ($header, @rows) = rows_of($path);
	my %at = map { $header->[$_] => $_ } reverse 0 .. $#$header;
	my ($kind) = grep { exists $at{$_} } sort keys %kinds or die "$path: no column says where its areas are";
	my ($when) = grep { exists $at{$_} } 'time_period', 'Financial year', 'Time period';
	my (%seen, @words, $area);

	foreach my $row (@rows)
	{
		my $month = defined $when ? $row->[ $at{$when} ] =~ s{^(\d\d)\d\d[-/](\d\d)$}{$1$2}r . '-03' : '\N';
		my @areas = map { [ map { /also_known_as/ ? split(/, /, $row->[ $at{$_} ] =~ tr/[]//dr, 2) : $row->[ $at{$_} ] } @$_ ] } @{ $kinds{$kind} };
		push @areas, map { [$_] } map { $lists{$_} ? split(/, /, $row->[ $at{$_} ]) : $row->[ $at{$_} ] } grep { $lists{$_} || /^SN_?\d+$/ } keys %at;
		foreach my $called (@areas)
		{
			my @called = grep { defined && /\S/ } @$called;
			next if $seen{ join "\t", $month, @called }++;
			$area++;
			push @words, join "\t", $file, $area, $_, $month foreach @called;
		}
	}
	return @words;
}

# neighbours as a file has them: by number, one after the other
sub neighbours_of
{
	my ($header, @rows) = rows_of($_[0]);
	my @columns = grep { $header->[$_] =~ /^SN_?\d+$/ } 0 .. $#$header;
	my @neighbours;

	foreach my $row (grep { $_->[0] =~ /^\d/ } @rows)
	{
		push @neighbours, map { join "\t", $row->[0], $row->[ $columns[ $_ - 1 ] ], $_ } 1 .. @columns;
	}
	return @neighbours;
}

sub copied { my ($table, @rows) = @_; query("COPY $table FROM stdin;\n" . join("\n", @rows) . "\n\\.\n"); return scalar(@rows); }

# Words that lead to no area, or to several, and words for one area that lead to different ones; each but those that are
# known to.
sub resolved
{
	my ($known_unclear, $known_different) = @_;
	query(q{
		CREATE TEMPORARY TABLE led AS
		SELECT s.word, s.month, array_agg(DISTINCT k.area) AS areas
		FROM (SELECT DISTINCT word, month FROM public.said) s
		CROSS JOIN LATERAL (
			SELECT k.area, rank() OVER (ORDER BY k.rank) AS best
			FROM public.known k
			WHERE k.word = lower(btrim(s.word)) AND (k.first_period <= s.month) IS NOT FALSE AND (k.last_period >= s.month) IS NOT FALSE) k
		WHERE k.best = 1
		GROUP BY s.word, s.month;
		CREATE TABLE public.leads AS
		SELECT s.*, l.areas FROM public.said s LEFT JOIN led l ON l.word = s.word AND l.month IS NOT DISTINCT FROM s.month;
	});
	my @unclear = split /\n/, query(q{SELECT DISTINCT word, month, areas FROM public.leads WHERE cardinality(areas) IS DISTINCT FROM 1 ORDER BY word});
	my @different = split /\n/, query(q{SELECT DISTINCT file, string_agg(word, ', ' ORDER BY word) FROM public.leads
		WHERE cardinality(areas) = 1 GROUP BY file, area HAVING count(DISTINCT areas) > 1 ORDER BY 1, 2});
	my %known = map { $_ => 1 } @$known_unclear, @$known_different;
	query('DROP TABLE public.leads; TRUNCATE public.said');
	is(join("\n", grep { !$known{$_} } @unclear), '', 'each word leads to one area');
	is(join("\n", grep { !$known{$_} } @different), '', 'and all words for one area to that area');
	return;
}

# Dorset is two areas where nothing tells when. A file that takes figures of today's Dorset back to before 2019 has its code.
my $dorset = 'Dorset||{E06000059,E10000009}';

query(q{CREATE TABLE public.said (file text, area integer, word text, month reporting_period);
	CREATE TABLE public.listed (area text, neighbour text, position integer)});

SKIP:
{
	my @files = defined $files ? glob("$files/*.csv") : ();
	skip 'CFSPERF_FILES does not name a directory with files as they are downloaded', 5 unless @files;

	cmp_ok(copied('public.said', map { words_of($_) } @files), '>', 150 * @files, 'files call areas by codes, numbers and names');
	resolved([ $dorset, 'Old SNs:||' ], ['la_hospital_admissions_2324.csv|Dorset, E06000059']);

	foreach ([ '2021', 'New_Statistical_Neighbour_Groupings_April_2021.csv', "$far.neighbour", 1560 ],
		[ '2025', 'sn_model_2025_wide.csv', 'public.neighbour_2025', 1530 ])
	{
		my ($year, $file, $table, $rows) = @$_;
		my $path = "$files/$file";
		next unless -r $path;
		copied('public.listed', neighbours_of($path));
		is(query(qq{SELECT count(*), count(n.area) FROM public.listed l JOIN area_code a ON a.alias = btrim(l.area) JOIN area_code o ON o.alias = btrim(l.neighbour)
				FULL JOIN $table n ON n.area = a.area AND n.neighbour = o.area AND n.position = l.position; TRUNCATE public.listed}),
			"$rows|$rows", "the neighbours of $year are those of the file");
	}
}

SKIP:
{
	skip 'CFSPERF_DATA does not name a directory with the published figures', 3 unless defined $data && -r "$data/areas.csv";

	cmp_ok(copied('public.said', words_of("$data/areas.csv")), '>', 400, 'published figures have areas');
	resolved([ $dorset, '314 / 318||', '940 / 941||', 'Kingston upon Thames and Richmond upon Thames (combined)||',
		'North and West Northamptonshire (combined)||' ]);
}

done_testing();
