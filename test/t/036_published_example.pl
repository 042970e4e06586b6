# SPDX-License-Identifier: PostgreSQL
# The published files beside the worked example, loaded by the program with the commands that their page says, give the figures
# that were computed outside; and the page names the source, the licence and what was left out of each file.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;

use CfsTest qw(new_node source_dir);
use File::Temp qw(tempdir);
use IPC::Run;
use PostgreSQL::Test::Utils;
use Program qw(program program_environment program_or_skip);
use Test::More;

program_or_skip();

my $example = source_dir() . '/doc/example/published';
my $page = slurp_file("$example/README.md");
my $node = new_node('published_example');
my $directory = tempdir(CLEANUP => 1);
sub query { return $node->safe_psql('postgres', "SET search_path = cfs, cfsperf; $_[0]"); }

# Runs a command in a directory, with the program in the path; what it printed.
sub run_in
{
	my ($where, @command) = @_;
	my ($out, $err) = ('', '');
	local %ENV = program_environment($node);
	$ENV{PATH} = (program() =~ s{/[^/]*$}{}r) . ":$ENV{PATH}";
	ok(IPC::Run::run(\@command, '<', \undef, '>', \$out, '2>', \$err, init => sub { chdir $where or die "$where: $!" }), "@command") or diag($err);
	return $out;
}

# ---------------------------------------------------------------- as the page says

run_in(source_dir() . '/doc/england', 'psql', '-X', '-q', '-f', 'load.sql');
my ($outcomes) = $page =~ /^(INSERT INTO outcome .*?;)$/ms;
my ($decided) = $page =~ /^## What is decided\n.*?^```sql\n(.*?)^```/ms;
query($outcomes);
query($decided);

my ($shell) = $page =~ /^## The same from a shell\n(.*?)^## /ms;
my @commands = $shell =~ /^    (\S.*)$/mg;
is(scalar(@commands), 6, 'six commands of the page');
is(scalar(grep { /^cfsperf -d DATABASE load/ } @commands), 4, 'four of them load a file');
my @said = map { run_in($example, 'sh', '-c', s/DATABASE/postgres/r =~ s{--output }{--output $directory/}r) } @commands;
like($said[0], qr/^c1_referrals\.csv: 5 figures new, 0 changed, 0 unchanged, 0 withheld; /, 'our own figures of the first file');
like($said[1], qr/^c1_referrals\.csv: 821 figures new, 0 changed, 0 unchanged, 11 withheld; 0 lines skipped$/, 'all of it as a benchmark');
like($said[3], qr/^placement_stability\.csv: 668 figures new, .* 21 withheld; 0 lines skipped$/, 'and of the second file');

# ---------------------------------------------------------------- what was computed outside

# value, counts, before, direction, quartile and that of the figure before, rank, region, England
is(query(q{SELECT value, numerator, denominator, previous_value, direction, quartile, previous_quartile, national_rank, national_n, region_value, national_value
		FROM scorecard WHERE measure = 're_referrals'}),
	'25.5|1721|6752|23.7|declined|4|4|135|153|24.7|22.6', 'Leicestershire: re-referrals in the year to March 2025');
is(query(q{SELECT measure, value, numerator, previous_value, direction, quartile, previous_quartile, national_rank, national_n
		FROM scorecard WHERE outcome = 'care' ORDER BY measure_position, measure}),
	"placement_2_years|75|165|77|declined|1|1|18|150\nplacements_3_plus|10|66|9|declined|2|1|58|151", 'and how stable placements are');
is(query(q{SELECT count(*) FROM figure WHERE status = 'c'}), '0', 'nothing is withheld that the department shows');
like(slurp_file("$directory/leicestershire.html"), qr/25\.5.*Rank 135 of 153/s, 'the page has it');

run_in($example, 'sh', '-c', $commands[1] =~ s/DATABASE/postgres/r);
is(query('SELECT figures_new, figures_changed FROM load_receipt ORDER BY load DESC LIMIT 1'), '0|0', 'the same file again changes nothing');

# ---------------------------------------------------------------- where it is from

my ($sources) = $page =~ /^(## The files, their source and licence\n.*)\z/ms;
like($sources, qr/Open Government Licence\s+v3\.0/, 'the licence is named');
foreach my $file (map { s{.*/}{}r } grep { !/README\.md$/ } glob("$example/*"))
{
	my $lines = () = slurp_file("$example/$file") =~ /\n/g;
	like($sources, qr{^\| `\Q$file\E` \| `\w+\.csv` \| \[[^]]+\]\(https://\S+\), reporting year \d{4} \| the header and @{[$lines - 1]} of [\d,]+: }m,
		"$file: what it was cut from, and how many lines are left");
}

$node->stop;
done_testing();
