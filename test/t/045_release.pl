# SPDX-License-Identifier: PostgreSQL
# What goes out as a release is consistent: META.json is what the PGXN Meta Spec 1.0.0 asks for, the version is the same
# wherever it stands, and everything is under the PostgreSQL Licence but data whose source and licence stand beside it.
#
# "make dist" runs it too, so that it needs nothing but perl.

use strict;
use warnings FATAL => 'all';

use Cwd qw(abs_path);
use File::Basename qw(basename dirname);
use File::Find;
use JSON::PP;
use Test::More;

my $source = $ENV{CFSPERF_SRC} // dirname(dirname(dirname(abs_path(__FILE__))));
my $packaging = 'test/packaging/debian';

sub content
{
	my ($path) = @_;
	open my $file, '<:raw', "$source/$path" or die "$path: $!";
	local $/;
	return scalar <$file>;
}

sub first_of { my ($path, $pattern) = @_; my ($found) = content($path) =~ $pattern; return $found; }

# ---------------------------------------------------------------- META.json

# What a value has to be, as a function that says what is wrong with it: nothing, or words.
my $semver = qr/(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}(?:-?[A-Za-z][0-9A-Za-z-]*)?/;
sub one_of { my %known = map { $_ => 1 } @_; return sub { return ref $_[0] || !$known{ $_[0] } ? 'is none of those that there are' : () }; }
sub matching { my ($pattern, $words) = @_; return sub { return ref $_[0] || $_[0] !~ /\A$pattern\z/s ? $words : () }; }

my $string = matching(qr/.*\S.*/s, 'is no text');
my $term = matching(qr/[^\s[:cntrl:]\/\\]{2,}/, 'is no term: two or more characters, no blank and no slash');
my $tag = matching(qr/[^[:cntrl:]\/\\]{1,256}/, 'is no tag: 1 to 256 characters, no slash');
my $version = matching($semver, 'is no semantic version');
my $range = matching(qr/0|(?:[<>]=?|[!=]=)?\s*$semver(?:,\s*(?:[<>]=?|[!=]=)?\s*$semver)*/, 'is no range of versions');
my $url = matching(qr{[a-z][a-z0-9+.-]*://[^/]+.*}i, 'is no URL');
my $email = matching(qr/[^@\s]+@[^@\s]+/, 'is no address');
my $anything = sub { return () };
my $licence = one_of(qw(agpl_3 apache_1_1 apache_2_0 artistic_1 artistic_2 bsd freebsd gfdl_1_2 gfdl_1_3 gpl_1 gpl_2 gpl_3
	lgpl_2_1 lgpl_3_0 mit mozilla_1_0 mozilla_1_1 openssl perl_5 postgresql qpl_1_0 ssleay sun zlib
	open_source restricted unrestricted unknown));
my $file = sub { return $string->(@_) ? 'is no text' : -e "$source/$_[0]" ? () : 'is no file of the tree' };

# A list, or its only element.
sub list_of
{
	my ($check) = @_;
	return sub {
		my ($value) = @_;
		return $check->($value) unless ref $value;
		return 'is no list' unless ref $value eq 'ARRAY' && @$value;
		return map { $check->($_) } @$value;
	};
}

# A map whose keys are known by name; "!" before a name says that it must be there, and "*" stands for any other, by what
# the first of the pair says of its name. Other names are custom ones.
sub map_of
{
	my (%keys) = @_;
	my @mandatory = grep { s/^!// } my @names = keys %keys;
	my ($name_is, $other) = @{ $keys{'*'} // [ matching(qr/x_.+/i, 'is not known'), $anything ] };
	return sub {
		my ($value) = @_;
		return 'is no map' unless ref $value eq 'HASH';
		my @wrong = map { "$_ is missing" } grep { !exists $value->{$_} } sort map { s/^!//r } grep { /^!/ } keys %keys;
		foreach my $key (sort keys %$value)
		{
			my $known = $keys{$key} // $keys{"!$key"};
			push @wrong, map { "$key $_" } $known ? $known->($value->{$key}) : ($name_is->($key), $other->($value->{$key}));
		}
		return @wrong;
	};
}

my $relations = map_of('*' => [ one_of(qw(requires recommends suggests conflicts)), map_of('*' => [ $term, $range ]) ]);
my $distribution = map_of(
	'!name' => $term,
	'!version' => $version,
	'!abstract' => $string,
	'!maintainer' => list_of($string),
	'!license' => sub { return ref $_[0] eq 'HASH' ? map_of('*' => [ $anything, $url ])->(@_) : list_of($licence)->(@_) },
	'!provides' => map_of('*' => [ $term, map_of('!file' => $file, '!version' => $version, abstract => $string, docfile => $file) ]),
	'!meta-spec' => map_of('!version' => one_of('1.0.0'), url => $url),
	description => $string,
	generated_by => $string,
	release_status => one_of(qw(stable testing unstable)),
	tags => list_of($tag),
	no_index => map_of(file => list_of($string), directory => list_of($string)),
	prereqs => map_of('*' => [ one_of(qw(configure build test runtime develop)), $relations ]),
	resources => map_of(
		license => list_of($url),
		homepage => $url,
		bugtracker => map_of(web => $url, mailto => $email),
		repository => map_of(web => $url, url => $url, type => matching(qr/[^[:upper:]]+/, 'is not in lower case'))));

my $meta_text = content('META.json');
my $meta = decode_json($meta_text);
is(join("\n", $distribution->($meta)), '', 'META.json is as the PGXN Meta Spec 1.0.0 asks for');
is($meta->{license}, 'postgresql', 'and says the PostgreSQL Licence');

# and each of these would be found
foreach ([ 'provides is missing', sub { delete $_[0]{provides} } ],
	[ 'version is no semantic version', sub { $_[0]{version} = '1.0' } ],
	[ 'version is no semantic version', sub { $_[0]{version} = '1.01.0' } ],
	[ 'license is none of those that there are', sub { $_[0]{license} = 'PostgreSQL' } ],
	[ 'license gpl is no URL', sub { $_[0]{license} = { gpl => 'gpl' } } ],
	[ 'maintainer is no list', sub { $_[0]{maintainer} = {} } ],
	[ 'provides cfsperf file is no file of the tree', sub { $_[0]{provides}{cfsperf}{file} = 'cfsperf.sql' } ],
	[ 'provides cfsperf version is missing', sub { delete $_[0]{provides}{cfsperf}{version} } ],
	[ 'prereqs runtime requires PostgreSQL is no range of versions', sub { $_[0]{prereqs}{runtime}{requires}{PostgreSQL} = '15' } ],
	[ 'prereqs running is none of those that there are', sub { $_[0]{prereqs}{running} = {} } ],
	[ 'tags is no tag: 1 to 256 characters, no slash', sub { push @{ $_[0]{tags} }, 'councils/children' } ],
	[ 'release_status is none of those that there are', sub { $_[0]{release_status} = 'final' } ],
	[ 'name is no term: two or more characters, no blank and no slash', sub { $_[0]{name} = 'cfs perf' } ],
	[ 'meta-spec version is none of those that there are', sub { $_[0]{'meta-spec'}{version} = '1.1.0' } ],
	[ 'author is not known', sub { $_[0]{author} = 'somebody' } ])
{
	my ($words, $change) = @$_;
	my $changed = decode_json($meta_text);
	$change->($changed);
	is(join("\n", $distribution->($changed)), $words, "it is found that $words");
}

# ---------------------------------------------------------------- versions and dates

my $released = first_of('cfsperf.control', qr/^default_version\s*=\s*'([^']+)'/m);
is($meta->{version}, $released, 'META.json has the version of the control file');
is($meta->{provides}{cfsperf}{version}, $released, 'and says that it provides it');
my ($heading, $date) = content('CHANGELOG.md') =~ /^## (\S+), (\d{4}-\d\d-\d\d|unreleased)$/m;
is($heading, $released, 'the first heading of CHANGELOG.md has it, with a date or "unreleased"');
my ($packaged, $suite) = content("$packaging/changelog") =~ /\Acfsperf \(([^)]+)-[^-)]+\) (\S+);/;
is($packaged, $released, 'so has the first entry of the package');
my ($day, $month, $year) = content("$packaging/changelog") =~ /^ -- .*  \w{3}, (\d\d) (\w{3}) (\d{4}) /m;
my %months = map { (qw(Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec))[ $_ - 1 ] => sprintf('%02d', $_) } 1 .. 12;
if (($date // '') ne 'unreleased') { is("$year-$months{$month}-$day", $date, 'of the same day') }
else { is($suite, 'UNRELEASED', 'which is not released either') }
unlike(first_of('doc/man/cfsperf.1', qr/^(\.TH .*)$/m), qr/(?<!\.)\b\d+\.\d+/, 'the manual page names no version');
like(content('SECURITY.md'), qr/^\| \Q@{[ $released =~ s{\.\d+$}{.x}r ]}\E \|/m, 'SECURITY.md says whether this version is corrected');

my ($major) = content("$packaging/control") =~ /^Package: postgresql-(\d+)-cfsperf$/m;
is(content("$packaging/control"), content("$packaging/control.in") =~ s/PGVERSION/$major/gr, 'the package\'s control file is that of its template');

# ---------------------------------------------------------------- licences

my @files;
find({ no_chdir => 1, wanted => sub {
		return if $_ eq $source;
		my $path = substr $_, length("$source/");
		$File::Find::prune = 1 if $path =~ m{^(?:\.git|build|results|tmp_check|tmp_check_iso|output_iso|log)$};
		push @files, $path if -f && $path !~ /\.(?:o|bc|so)$|^cfsperf--|^src\/client\/cfsperf$|^regression\./;
	} }, $source);
@files = sort @files;

my $identifier = 'SPDX-License-Identifier: PostgreSQL';

# Whether a file has to say its licence: what is compiled, installed or run. An answer is what a test printed, so that
# neither has a line of it.
sub says_licence
{
	my ($path, $text) = @_;
	return $path =~ m{^(?:src|sql)/} || $path =~ /\.(?:c|h|pl|pm|js|sh)$/ || $text =~ /\A#!/ || basename($path) eq 'Makefile';
}

sub without_licence
{
	my (%texts) = @_;
	return grep { says_licence($_, $texts{$_}) && $texts{$_} !~ /\A(?:#!.*\n)?\W*\Q$identifier\E\b/ } sort keys %texts;
}

# Where somebody else's licence or copyright is named. One names that of a program with whose answers ours are compared.
my %may_name = map { $_ => 1 } qw(test/t/020_lait_vectors.pl test/t/045_release.pl);
sub strangers
{
	my (%texts) = @_;
	return grep { $texts{$_} =~ /\b(?:GNU|Apache|MIT|Mozilla|BSD|Creative\ Commons)\b[^\n]*\blicen[cs]e|SPDX-License-Identifier:\ (?!PostgreSQL\b)|copyright\ (?:\(c\)|\xC2?\xA9)\ (?!2026,\ the\ cfsperf\ authors\b)|\ball\ rights\ reserved\b/ix }
	  grep { !$may_name{$_} } sort keys %texts;
}

# Folders with tables of data that no README.md beside them says the source of.
sub unsourced
{
	my (%texts) = @_;
	my %folders = map { dirname($_) => 1 } grep { /\.(?:csv|tsv)$/ } keys %texts;
	return grep { ($texts{"$_/README.md"} // '') !~ /Open\s+Government\s+Licence|public\s+paper|[Ii]nvented/ } sort keys %folders;
}

my %texts = map { $_ => content($_) } @files;
is(join("\n", without_licence(%texts)), '', "every source file begins with \"$identifier\"");
is(join("\n", strangers(%texts)), '', 'nothing is under another licence or somebody else\'s copyright');
is(join("\n", unsourced(%texts)), '', 'data has its source and licence in a README.md beside it');
is(join("\n", grep { $texts{$_} =~ /\0/ && !m{^test/fuzz/corpus/} && !/\.png$/ } @files), '', 'and what cannot be read is a picture or made by the fuzzer');

is(join(' ', without_licence(%texts, 'src/new.c' => "/* new */\n")), 'src/new.c', 'a file without the line is found');
is(join(' ', strangers(%texts, 'src/new.c' => "/* Copyright (c) 2020, somebody */\n")), 'src/new.c', 'and one of somebody else');
is(join(' ', strangers(%texts, 'src/new.c' => "/* SPDX-License-Identifier: MIT */\n")), 'src/new.c', 'and one of another licence');
is(join(' ', unsourced(%texts, 'doc/new/a.csv' => "a,b\n")), 'doc/new', 'and data without a source');

# the machine-readable list of licences has the text of LICENSE, and names what is data
my $list = content("$packaging/copyright");
my (undef, $terms) = split /\n\n/, content('LICENSE'), 2;
my ($stated) = $list =~ /^License: PostgreSQL\n( .*?)\n\n/ms;
is($stated =~ s/^ \.?//mgr, $terms =~ s/\n\z//r, 'the package states the licence as LICENSE does');
is(join(' ', grep { my $folder = $_; !grep { $list =~ /^Files: \Q$folder\E\/\*\.csv$/m } $folder } sort keys %{ { map { dirname($_) => 1 } grep { /^doc\/.*\.csv$/ } @files } }),
	'', 'and that of each folder of data');

done_testing();
