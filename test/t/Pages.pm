# SPDX-License-Identifier: PostgreSQL
# What the tests share that look at pages in a browser. test/pages/README.md says what they need.

package Pages;

use strict;
use warnings;

use Exporter 'import';
use File::Basename qw(basename);
use File::Spec;
use IPC::Run;
use JSON::PP;
use PostgreSQL::Test::Utils;
use Test::More;

use CfsTest qw(source_dir);

our @EXPORT_OK = qw(faults judge keep missing);

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

# With CFSPERF_PAGES set, pages and PDFs stay there to be looked at. A test may change to another directory.
my $pages = File::Spec->rel2abs($ENV{CFSPERF_PAGES} // PostgreSQL::Test::Utils::tempdir());

# What is not here and has to be.
sub missing
{
	my @missing;
	push @missing, 'node' unless $js;
	push @missing, 'chromium' unless $chromium;
	push @missing, 'CFSPERF_NODE_MODULES' unless defined $modules;
	push @missing, grep { defined $modules && !-r "$modules/$_/package.json" } qw(playwright-core axe-core);
	return @missing;
}

# Runs a statement and keeps what it returns as a file.
sub keep
{
	my ($node, $file, $statement) = @_;
	my $page = $node->safe_psql('postgres', $statement);
	open my $out, '>', "$pages/$file" or die "$pages/$file: $!";
	print $out "$page\n";
	close $out or die "$pages/$file: $!";
	return;
}

# What the browser found on the page at the given path, an entry a way of looking; as printed alone if so asked.
sub look
{
	my ($path, $print_only) = @_;
	my $file = basename($path);
	my ($out, $err) = ('', '');
	my $well = IPC::Run::run([ $js, source_dir() . '/test/pages/browser.js', $chromium, $path, "$pages/$file.pdf", $print_only ? 'print' : () ],
		'>', \$out, '2>', \$err, IPC::Run::timeout(900));
	ok($well, "$file: the browser shows it") or diag($err);
	return $well ? @{ decode_json($out) } : ();
}

# The kinds of fault that are seen in a page of test/pages, in the first way of looking, and how many of each.
sub faults
{
	my ($file) = @_;
	my ($light) = look(source_dir() . "/test/pages/$file");
	my %kinds;
	/^(?:opened: )?(\w+):/ and $kinds{$1}++ foreach @{ $light->{wrong} };
	return join(' ', map { "$_=$kinds{$_}" } sort keys %kinds);
}

# Looks at a page that keep() kept. Returns what is to be known of it as printed: sheets, texts and filled of sheets.js.
sub judge
{
	my ($file, %asked) = @_;
	my %printed = (sheets => 0);
	foreach my $seen (look("$pages/$file", $asked{print_only}))
	{
		my $way = "$file, $seen->{way}";
		is(join("\n", @{ $seen->{violations} }), '', "$way: axe-core has nothing against it");
		cmp_ok($seen->{rules}, '>', $seen->{way} =~ /dark/ ? 0 : 20, "$way: axe-core has looked at it");
		is(join("\n", @{ $seen->{complaints} }), '', "$way: nothing is run, the browser complains of nothing");
		is(join("\n", @{ $seen->{requests} }), '', "$way: nothing is fetched");
		is(join("\n", @{ $seen->{wrong} }), '', "$way: no number is broken, no text covered, cut off or beside the window");
		cmp_ok($seen->{width}[0], '<=', $seen->{width}[1], "$way: no scrolling to the side");
		is($seen->{background}, $seen->{way} =~ /dark/ ? 'rgb(18, 23, 30)' : 'rgb(255, 255, 255)', "$way: its own colours");
		next unless $seen->{way} eq 'print';
		is($seen->{broken_rows}, 0, "$way: no figure is split over two sheets");
		is($seen->{header} // 'table-header-group', 'table-header-group', "$way: headers are repeated on every sheet");
		%printed = map { $_ => $seen->{$_} } qw(sheets texts filled);
	}
	cmp_ok($printed{sheets}, '>=', 1, "$file: prints");
	is($printed{sheets}, scalar(@{ $printed{texts} }), "$file: and its text can be read") if $printed{texts};
	return %printed;
}

1;
