# SPDX-License-Identifier: PostgreSQL
# Pages of 1, 20, 46 and 202 measures in a browser: nothing broken at any size, the summary always one sheet, the best and
# the worst measure on the first, every sheet of an edition says which one it is, and little paper stays empty.
#
# test/pages/README.md says how to get what this needs. The figures are published ones where CFSPERF_DATA names a directory
# with them, as in 030_real_data. Figures made by arithmetic, which have longer titles and larger numbers, make a page of 20
# beside them, and all of them where there are no others.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node source_dir);
use Pages qw(judge keep missing);
use PostgreSQL::Test::Utils;
use Test::More;

plan skip_all => 'missing: ' . join(', ', missing()) . ' (see test/pages/README.md)' if missing();

my $node = new_node('dashboard_sizes', conf => "max_wal_size = 4GB\nwork_mem = 64MB\nmaintenance_work_mem = 256MB\njit = off\n");
my $data = $ENV{CFSPERF_DATA};
my $report = q{'855', 'July to September 2025'};

sub query
{
	my ($framework, $sql) = @_;
	return $node->safe_psql('postgres', "SET search_path = $framework, cfsperf; $sql");
}

sub without_space
{
	my ($text) = @_;
	$text =~ s/\s+//g;
	return $text;
}

# Of the measures that others beat most, and of those that are beaten least, at least one has its title on the sheet. A
# long title may be cut there.
sub extremes
{
	my ($name, $framework, $sheet) = @_;
	my $text = without_space($sheet);
	foreach my $which (qw(max min))
	{
		my @titles = split /\n/, query($framework, qq{
			SELECT left(measure_title, 24) FROM (
				SELECT measure_title, place, $which(place) OVER () AS extreme
				FROM scorecard, LATERAL (SELECT (national_rank - 1.0) / nullif(national_n - 1, 0) AS place) p
				WHERE area = '855' AND quartile = CASE '$which' WHEN 'max' THEN 4 ELSE 1 END) x
			WHERE place = extreme});
		next unless @titles;
		ok(scalar(grep { index($text, without_space($_)) >= 0 } @titles),
			"$name: the " . ($which eq 'max' ? 'worst' : 'best') . ' measure is on the first sheet') or diag(join("\n", @titles));
	}
	return;
}

# The pages of a report in a framework. Where it was published, every sheet says so.
sub pages
{
	my ($name, $framework, $size) = @_;

	keep($node, "$name-summary.html", "SELECT $framework.dashboard($report, form => 'summary')");
	my %summary = judge("$name-summary.html", print_only => $size == 202);
	is($summary{sheets}, 1, "$name: the summary is one sheet");

	keep($node, "$name.html", "SELECT $framework.dashboard($report)");
	my %full = judge("$name.html");
	cmp_ok($full{sheets}, '<=', 3 + $size / 6, "$name: no more sheets than its measures need");

	SKIP:
	{
		skip 'pdftotext (poppler-utils) is not here', 2 unless $summary{texts} && $full{texts};
		extremes("$name-summary", $framework, $summary{texts}[0]);
		extremes($name, $framework, $full{texts}[0]);
		my @filled = @{ $full{filled} };
		is(join(' ', grep { $filled[ $_ - 1 ] < 0.6 } 2 .. $#filled), '', "$name: no sheet between the first and the last is half empty")
			or diag("filled: @filled");
	}
	return;
}

sub edition
{
	my ($name, $framework) = @_;
	$node->safe_psql('postgres', "CALL $framework.publish($report)");
	my $digest = query($framework, 'SELECT digest FROM published_summary');
	foreach my $form (qw(summary full))
	{
		keep($node, "$name-$form.html", "SELECT $framework.dashboard($report, 1, form => '$form')");
		my %printed = judge("$name-$form.html", print_only => 1);
		SKIP:
		{
			skip 'pdftotext (poppler-utils) is not here', 2 unless $printed{texts};
			my @texts = map { without_space($_) } @{ $printed{texts} };
			is(join(' ', grep { $texts[ $_ - 1 ] !~ /Edition1(?!\d)/ } 1 .. @texts), '', "$name-$form: every sheet says which edition it is of");
			is(join(' ', grep { index($texts[ $_ - 1 ], $digest) < 0 } 1 .. @texts), '', "$name-$form: every sheet has its digest");
		}
	}
	return;
}

sub sizes
{
	my ($name, @sizes) = @_;
	$node->safe_psql('postgres', slurp_file(source_dir() . '/test/lib/sizes.sql'));
	pages("$name-$_", "of_$_", $_) foreach @sizes;
	edition("$name-edition", 'of_20');
	return;
}

my $published = defined $data && -r "$data/values.csv";
$node->safe_psql('postgres', slurp_file(source_dir() . '/test/lib/synthetic_data.sql'));
sizes('made', $published ? 20 : (1, 20, 46, 202));

SKIP:
{
	skip 'CFSPERF_DATA does not name a directory with the published figures', 1 unless $published;
	$node->safe_psql('postgres', 'DROP SCHEMA of_1, of_20, of_46, of_202, sizes, raw, cfs CASCADE; DROP EXTENSION cfsperf CASCADE');
	chdir($data) or die "$data: $!";
	$node->safe_psql('postgres', slurp_file(source_dir() . '/test/lib/real_data.sql'));
	sizes('real', 1, 20, 46, 202);
}

$node->stop;
done_testing();
