# SPDX-License-Identifier: PostgreSQL
# Files as publishers give them, twelve of them: inspect_file() names what has to be decided and writes the statements, and
# once those say it one call loads each. What comes out was computed outside; the same file again changes nothing.
#
# CFSPERF_FILES names a directory with files as they are downloaded; without it, it is looked for beside CFSPERF_DATA. Where
# it is not there the test is skipped.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node);
use Test::More;

my $files = $ENV{CFSPERF_FILES} // (defined $ENV{CFSPERF_DATA} ? "$ENV{CFSPERF_DATA}/../files" : '');
plan skip_all => 'CFSPERF_FILES does not name a directory with files as they are downloaded' unless -r "$files/oflog.csv";

my $england = "$FindBin::RealBin/../../doc/england";
my $node = new_node('published');
my $connection = $node->connstr('postgres');
sub psql
{
	my ($sql) = @_;
	my ($status, $out, $said) = $node->psql('postgres', "SET search_path = cfs, cfsperf, public; $sql");
	return wantarray ? ($out, $said) : $out;
}

# of a file: the large object, what inspect_file says, and its statements
sub inspected
{
	my ($file, $code) = @_;
	my $out = psql("\\lo_import $files/$file\n\\echo :LASTOID");
	my ($oid) = $out =~ /(\d+)\s*\z/;
	my @rows = map { [ split /\t/, $_, 3 ] } split /\n/, psql(
		"SELECT concat_ws(E'\\t', topic, item, replace(found, E'\\n', ' ')) FROM inspect_file($oid, code => '$code')");
	return ($oid, \@rows);
}

system("cd '$england' && psql -X -q -d '$connection' -f load.sql >/dev/null") == 0 or die 'doc/england does not load';
psql(q{INSERT INTO outcome (code, title) VALUES ('o', 'Children')});

# file, code, what has to be decided, what is decided: the end of the year, polarity; and how many are new of how many rows
my @cases = (
	[ 'c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv', 'c1', 'benchmark measures year_ends', 3, 'low', 17056, 2132 ],
	[ 'b1_children_in_need_2013_to_2025.csv', 'b1', 'benchmark measures year_ends', 3, 'none', 34112, 2132 ],
	[ 'd3_cpps_subsequent_plan_2013_to_2025.csv', 'd3', 'benchmark measures year_ends', 3, 'low', 4264, 2132 ],
	[ 'cla_number_and_rate_per_10k_children.csv', 'cla', 'benchmark filter measures year_ends', 3, 'low', 5010, 2505 ],
	[ 'la_care_leavers_accommodation_suitability.csv', 'leavers', 'benchmark filter measures year_ends', 3, 'high', 13360, 6680 ],
	[ 'la_cla_placement_stability.csv', 'stability', 'benchmark filter measures year_ends', 3, 'high', 10020, 5010 ],
	[ 'neet_final.csv', 'neet', 'benchmark measures', undef, 'low', 9982, 161 ],
	[ 'la_hospital_admissions_2324.csv', 'hospital', 'benchmark filter measures', undef, 'low', 11680, 7208 ],
	[ 'oflog.csv', 'oflog', 'benchmark measures', undef, '', 12752, 6376 ],
	[ 'sn_model_2025_wide.csv', 'sn2025', '', undef, '', 0, 153 ],
	[ 'New_Statistical_Neighbour_Groupings_April_2021.csv', 'sn2021', '', undef, '', undef, 156 ],
	[ 'ofsted_lookup.csv', 'ofsted', '', undef, '', undef, 156 ],
);
foreach my $case (@cases)
{
	my ($file, $code, $decided, $year_ends, $polarity, $new, $lines) = @$case;
	my ($oid, $rows) = inspected($file, $code);
	my %decide = map { $_->[1] => $_->[2] } grep { $_->[0] eq 'decide' } @$rows;
	is(join(' ', sort keys %decide), $decided, "$file: what has to be decided is named");
	is_deeply([ grep { $_->[0] eq 'areas' && $_->[1] eq 'not known' } @$rows ], [], '... and no area is unknown');
	if (defined $year_ends)
	{
		like($decide{year_ends}, qr/\b3 \(to March\).*\b8 \(.*\b9 \(/, '... with the months in which a year may end');
	}
	my @statements = map { $_->[2] } grep { $_->[0] eq 'statement' } @$rows;
	if (grep { /'\?'/ } @statements)
	{
		my ($out, $said) = psql(join ' ', @statements);
		like($said, qr/invalid input syntax/, '... and what is not is refused');
	}
	foreach my $statement (@statements)
	{
		$statement =~ s/'\?'\);$/$year_ends);/ if defined $year_ends && $statement =~ /INTO source /;
		$statement =~ s/, '\?', ('[^']*', \d+, \d+)\);/, '$polarity', $1);/;
		$statement =~ s/frequency\) (VALUES .*, 'none', .*)\);/frequency, polarity_reason) $1, 'It counts cases.');/;
	}
	my (undef, $said) = psql(join ' ', @statements);
	is($said, '', '... and the statements that say it are taken');
	(undef, $said) = psql("CALL load_file('$code', $oid, file_name => '$file')");
	unlike($said, qr/ERROR|WARNING/, '... and then it loads');
	is(psql("SELECT concat_ws(' ', figures_new, lines, rejected, loaded) FROM load_receipt ORDER BY load DESC LIMIT 1"),
		join(' ', $new // scalar psql('SELECT figures_new FROM load_receipt ORDER BY load DESC LIMIT 1'), $lines, '0 t'), '... all of it');
	psql("CALL load_file('$code', $oid)");
	is(psql("SELECT concat_ws(' ', figures_new, figures_changed, l.sha256 = b.sha256) FROM load_receipt l
		CROSS JOIN (SELECT sha256 FROM load_receipt ORDER BY load DESC OFFSET 1 LIMIT 1) b ORDER BY load DESC LIMIT 1"), '0 0 t',
		'... and the second time nothing changes');
	psql("\\lo_unlink $oid");
}
is(psql('SELECT count(*) FROM pg_largeobject_metadata'), '0', 'no large object is left');

# ---------------------------------------------------------------- what comes out

psql(q{INSERT INTO report (area, quarter, benchmark) VALUES ('E10000018', '2024/25 Q4', 'c1')});
is(psql(q{SELECT display, previous_value, direction, quartile, national_rank, national_n, region_value, national_value
		FROM scorecard WHERE measure = 'rereferral_percent'}),
	'25.5% (1,721/6,752)|23.7|declined|4|135|153|24.7|22.6', 'Leicestershire in c1 as it was computed outside');
is(psql(q{SELECT value, numerator, denominator, lower, upper FROM observation WHERE measure = '90284_persons' AND area = 'E10000018' AND period = '2023/24'}),
	'39.97002|480|120090|36.47376|43.71098', 'a figure of Fingertips has the limits that were published');
is(psql(q{SELECT count(*) FROM observation WHERE measure = '90284_persons' AND area = 'E92000001'}), '14', 'and England one a year');
is(psql(q{SELECT string_agg(DISTINCT status, ' ' ORDER BY status) FROM observation WHERE value IS NULL AND measure LIKE 'care_leaver%'}), 'c low z',
	'markers are statuses, k the former one of low');
is(psql(q{SELECT value IS NULL, numerator, denominator, status FROM observation WHERE measure = 'cpp_subsequent_percent'
		AND area = area_of('Isles of Scilly') AND status = 'z' ORDER BY period LIMIT 1}), 't|0|0|z', '0 of 0 and z is loaded');
is(psql(q{SELECT count(*) FROM observation WHERE measure LIKE 'asc%' AND status = 'x' AND value IS NULL}), '298', 'an empty value is not available');
is(psql(q{SELECT string_agg(code || ' ' || polarity, ', ' ORDER BY code) FROM measure WHERE code IN ('asc1', 'asc6')}), 'asc1 high, asc6 none',
	'the order in which authorities are ranked is the polarity');

# the winter average of a calendar year is said in source_measure
psql(q{UPDATE source_measure SET year_ends = 2, span = 3 WHERE source = 'neet' AND measure = 'neet_percent'});
my ($neet) = psql("\\lo_import $files/neet_final.csv\n\\echo :LASTOID") =~ /(\d+)\s*\z/;
psql("CALL load_file('neet', $neet, refresh => false)");
is(psql(q{SELECT starts(period), ends(period) FROM observation WHERE measure = 'neet_percent' AND area = 'E92000001' ORDER BY period LIMIT 1}),
	'2024-12-01|2025-02-28', 'December to February is the period of what is said to be 2025');

$node->stop;
done_testing();
