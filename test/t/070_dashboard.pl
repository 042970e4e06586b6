# The dashboard in a browser: accessible in light and dark, narrow and printed; runs nothing, fetches nothing.
#
# test/pages/README.md says how to get what this needs.

use strict;
use warnings;

use File::Spec;
use FindBin;
use IPC::Run;
use JSON::PP;
use lib $FindBin::RealBin;

use CfsTest qw(new_node source_dir);
use PostgreSQL::Test::Utils;
use Test::More;

sub program
{
	foreach my $name (@_)
	{
		foreach my $directory (File::Spec->path)
		{
			return "$directory/$name" if -x "$directory/$name" && !-d "$directory/$name";
		}
	}
	return;
}

my $modules = $ENV{CFSPERF_NODE_MODULES};
my $js = program('node', 'nodejs');
my $chromium = program('chromium', 'chromium-browser', 'google-chrome');
my @missing;
push @missing, 'node' unless $js;
push @missing, 'chromium' unless $chromium;
push @missing, 'CFSPERF_NODE_MODULES' unless defined $modules;
push @missing, grep { defined $modules && !-r "$modules/$_/package.json" } qw(playwright-core axe-core);
plan skip_all => 'missing: ' . join(', ', @missing) . ' (see test/pages/README.md)' if @missing;

my $node = new_node('dashboard');
my $example = source_dir() . '/doc/example';
my $pages = PostgreSQL::Test::Utils::tempdir();

# Runs a statement and keeps what it returns as a file.
sub keep
{
	my ($file, $statement) = @_;
	my $page = $node->safe_psql('postgres', $statement);
	open my $out, '>', "$pages/$file" or die "$pages/$file: $!";
	print $out "$page\n";
	close $out or die "$pages/$file: $!";
	return;
}

# What the browser found, an entry a way of looking.
sub look
{
	my ($file) = @_;
	my ($out, $err) = ('', '');
	my $well = IPC::Run::run([ $js, source_dir() . '/test/pages/browser.js', $chromium, "$pages/$file", "$pages/$file.pdf" ],
		'>', \$out, '2>', \$err, IPC::Run::timeout(300));
	ok($well, "$file: the browser shows it") or diag($err);
	return $well ? @{ decode_json($out) } : ();
}

sub judge
{
	my ($file) = @_;
	foreach my $seen (look($file))
	{
		my $way = "$file, $seen->{way}";
		is(join("\n", @{ $seen->{violations} }), '', "$way: axe-core has nothing against it");
		cmp_ok($seen->{rules}, '>', 20, "$way: axe-core has looked at it");
		is(join("\n", @{ $seen->{complaints} }), '', "$way: nothing is run, the browser complains of nothing");
		is(join("\n", @{ $seen->{requests} }), '', "$way: nothing is fetched");
		is(join("\n", @{ $seen->{outside} }), '', "$way: nothing lies beside the window");
		cmp_ok($seen->{width}[0], '<=', $seen->{width}[1], "$way: no scrolling to the side");
		is($seen->{background}, $seen->{way} =~ /dark/ ? 'rgb(18, 23, 30)' : 'rgb(255, 255, 255)', "$way: its own colours");
		next unless $seen->{way} eq 'print';
		is($seen->{broken_rows}, 0, "$way: no measure is split over two sheets");
		is($seen->{header}, 'table-header-group', "$way: headers are repeated on every sheet");
	}
	ok(-s "$pages/$file.pdf", "$file: prints");
	return;
}

IPC::Run::run([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('postgres'), '-f', 'load.sql' ],
	init => sub { chdir $example or die "$example: $!" })
	or die 'the worked example does not load';
keep('example.html', q{SELECT cfs.dashboard('E10000018', '2020/21 Q2')});
judge('example.html');

# The same with titles, names and words that would do harm if they could.
$node->safe_psql('postgres', q{
	SET search_path = cfs, cfsperf;
	UPDATE area SET name = 'Leicester "shire" & <b>co</b>' WHERE code = 'E10000018';
	UPDATE area SET name = '</title></svg><script>alert(1)</script>' WHERE kind = 'region';
	UPDATE report SET title = '"><script>alert(2)</script>'' onload=''x', note = repeat('unbreakable', 50) || '&amp;<!--';
	UPDATE outcome SET title = '<script>alert(3)</script>"''&' WHERE position = 1;
	UPDATE outcome SET title = U&'\0645\0631\062D\0628\0627 \202E safe lives \0627\0644\0639\0627\0644\0645' WHERE position = 2;
	UPDATE outcome SET title = repeat('w', 300) WHERE position = 3;
	UPDATE measure SET title = rpad('<img src="x" onerror="alert(4)">', 300, 'abcdefghij') WHERE code = 'cp_reviews';
	UPDATE measure SET title = U&'\05E9\05DC\05D5\05DD \05E2\05D5\05DC\05DD (12)' WHERE code = 're_referrals';
	UPDATE measure SET title = rpad('many words ', 300, 'many words ') WHERE code = 'neet';
	UPDATE measure SET title = E'control\x01\x02\x1b[31m tab\tnew\nline \x7f end' WHERE code = 'cic_dental';
	UPDATE measure SET unit_label = '<svg onload="alert(5)">' WHERE unit <> '%';
	UPDATE measure SET polarity_reason = '<iframe src="http://elsewhere.example/"></iframe>' WHERE polarity = 'none';
	UPDATE benchmark SET title = '<script src="http://elsewhere.example/x.js"></script>', caveat = '<style>*{display:none}</style>';
	UPDATE commentary SET text = '</td></tr></table><link rel="stylesheet" href="http://elsewhere.example/x.css">' || text;
	UPDATE observation SET note = '<a href="javascript:alert(6)">x</a>' WHERE area = 'E10000018';
	UPDATE observation SET value = 99.9, numerator = NULL, denominator = NULL
	WHERE measure IN ('cp_repeat_plans', 'assessments_45_days') AND area = 'E10000018' AND period = '2020/21 Q2';
});
keep('hostile.html', q{SELECT cfs.dashboard('E10000018', '2020/21 Q2')});
judge('hostile.html');

$node->stop;
done_testing();
