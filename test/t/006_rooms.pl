# SPDX-License-Identifier: PostgreSQL
# The rooms of src/: each header is implemented by the source of its own name, no include runs upwards, no files need each
# other, the calculus knows nothing of the server, and the program nothing but libpq. The rooms of sql/: every object has its COMMENT beneath it, and a
# part's name and size say what is in it. Each violation is made in a copy, to see that it is found.

use strict;
use warnings;

use Cwd qw(abs_path);
use File::Basename qw(basename dirname);
use FindBin;
use Test::More;

my $source = ($ENV{CFSPERF_SRC} // dirname(dirname(abs_path($FindBin::RealBin)))) . '/src';

# From the lowest to the highest; '' is src/ itself.
my @floors = ('calculus', '', 'types', 'aggregates', 'functions', 'client');
my %floor = map { $floors[$_] => $_ } 0 .. $#floors;

# What C itself has: the calculus may include nothing else from outside.
my %standard = map { ("$_.h" => 1) } qw(ctype errno float inttypes limits math stdarg stdbool stddef stdint stdio stdlib string time);

# What the program may include beside that and itself.
my %for_client = (%standard,
	map { ("$_.h" => 1) } qw(fcntl getopt langinfo libpq-fe locale signal sys/ioctl sys/select sys/stat termios unistd));

sub folder_of { my ($file) = @_; return $file =~ m{^(.*)/} ? $1 : ''; }

# name within src/ => text, of all headers and sources
sub read_tree
{
	my %text;
	foreach my $path (glob("$source/*.[ch]"), glob("$source/*/*.[ch]"))
	{
		my $name = substr $path, length("$source/");
		open my $file, '<', $path or die "$path: $!";
		local $/;
		$text{$name} = <$file>;
	}
	return \%text;
}

# The files of ours that a file includes, and the rest.
sub includes
{
	my ($tree, $file) = @_;
	my (@ours, @others);
	while ($tree->{$file} =~ /^[ \t]*#[ \t]*include[ \t]*["<]([^">]+)[">]/mg)
	{
		if (exists $tree->{$1}) { push @ours, $1 } else { push @others, $1 }
	}
	return (\@ours, \@others);
}

sub headers_elsewhere
{
	my ($tree) = @_;
	my @found;
	foreach my $header (grep { /\.h$/ } sort keys %$tree)
	{
		my $own = $header =~ s/\.h$/.c/r;
		while ($tree->{$header} =~ /^extern\s[^;=]*?(\w+)\(/mg)
		{
			my $function = $1;
			push @found, "$header: $function() is not in $own" unless ($tree->{$own} // '') =~ /^\Q$function\E\(/m;
		}
	}
	return @found;
}

sub includes_upwards
{
	my ($tree) = @_;
	my @found;
	foreach my $file (sort keys %$tree)
	{
		my ($ours, $others) = includes($tree, $file);
		my $here = $floor{ folder_of($file) };
		push @found, "$file lies on no floor" and next unless defined $here;
		push @found, map { "$file includes $_" } grep { ($floor{ folder_of($_) } // -1) > $here } @$ours;
		my %base = map { basename($_) => $_ } keys %$tree;
		push @found, map { "$file includes $_ without its folder" } grep { exists $base{ basename($_) } } @$others;
	}
	return @found;
}

# Header and source of a name are one: a circle among those is found, whichever of the two has the include.
sub circles
{
	my ($tree) = @_;
	my (%needs, %done, @found);
	foreach my $file (keys %$tree)
	{
		my $name = $file =~ s/\.[ch]$//r;
		my ($ours) = includes($tree, $file);
		$needs{$name}{$_} = 1 foreach grep { $_ ne $name } map { s/\.h$//r } @$ours;
	}
	my $visit;
	$visit = sub {
		my ($name, @path) = @_;
		return if $done{$name};
		if (grep { $_ eq $name } @path)
		{
			shift @path while $path[0] ne $name;
			push @found, join ' -> ', @path, $name;
			return;
		}
		$visit->($_, @path, $name) foreach sort keys %{ $needs{$name} // {} };
		$done{$name} = 1;
	};
	$visit->($_) foreach sort keys %needs;
	return @found;
}

sub strangers_in_calculus
{
	my ($tree) = @_;
	my @found;
	foreach my $file (grep { m{^calculus/} } sort keys %$tree)
	{
		my (undef, $others) = includes($tree, $file);
		push @found, map { "$file includes $_" } grep { !$standard{$_} } @$others;
	}
	return @found;
}

sub strangers_in_client
{
	my ($tree) = @_;
	my @found;
	foreach my $file (grep { m{^client/} } sort keys %$tree)
	{
		my ($ours, $others) = includes($tree, $file);
		push @found, map { "$file includes $_" } grep { folder_of($_) ne 'client' } @$ours;
		push @found, map { "$file includes $_" } grep { !$for_client{$_} } @$others;
	}
	return @found;
}

sub same_names
{
	my ($tree) = @_;
	my %at;
	push @{ $at{ basename($_) } }, $_ foreach sort keys %$tree;
	return map { "@$_" } grep { @$_ > 1 } map { $at{$_} } sort keys %at;
}

# ---------------------------------------------------------------- the tree

my $tree = read_tree();
cmp_ok(scalar keys %$tree, '>', 50, 'there are ' . keys(%$tree) . ' files');
foreach my $folder (@floors)
{
	cmp_ok(scalar(grep { folder_of($_) eq $folder } keys %$tree), '>', 0, 'files in src/' . $folder);
}

sub is_none { my ($promise, @found) = @_; return is(join("\n", @found), '', $promise); }

is_none('each header is implemented by the source of its own name', headers_elsewhere($tree));
is_none('no include runs upwards', includes_upwards($tree));
is_none('no two files need each other', circles($tree));
is_none('the calculus includes nothing but itself and C', strangers_in_calculus($tree));
is_none('the program includes nothing but itself, C, the operating system and libpq', strangers_in_client($tree));
is_none('no two files have one name', same_names($tree));

# ---------------------------------------------------------------- with one violation

sub with { my ($file, $line) = @_; return { %$tree, $file => ($tree->{$file} // '') . "\n$line\n" }; }

is_deeply([ headers_elsewhere(with('calculus/decimal.h', 'extern double decimal_twice(double value);')) ],
	['calculus/decimal.h: decimal_twice() is not in calculus/decimal.c'], 'a function of a header that is elsewhere is found');
is_deeply([ headers_elsewhere(with('calculus/lone.h', "extern const char *\nlone_word(int kind,\n\t\t\tint length);")) ],
	['calculus/lone.h: lone_word() is not in calculus/lone.c'], 'also where there is no such source');
is_deeply([ includes_upwards(with('types/series.h', '#include "aggregates/growing.h"')) ],
	['types/series.h includes aggregates/growing.h'], 'an include that runs upwards is found');
is_deeply([ includes_upwards(with('calculus/trend.c', '#include "compat.h"')) ],
	['calculus/trend.c includes compat.h'], 'and one from the calculus to what the server is wrapped in');
is_deeply([ includes_upwards(with('types/series.c', '#include "panel.h"')) ],
	['types/series.c includes panel.h without its folder'], 'and one without its folder');
is_deeply([ includes_upwards(with('attic/x.c', '')) ], ['attic/x.c lies on no floor'], 'and a folder that is no floor');
like(join("\n", circles(with('calculus/words.c', '#include "calculus/trend.h"'))), qr{^calculus/words -> calculus/trend -> calculus/words$}m,
	'a circle of files is found');
is_deeply([ strangers_in_calculus(with('calculus/trend.c', '#include "utils/float.h"')) ],
	['calculus/trend.c includes utils/float.h'], 'a header of the server in the calculus is found');
is_deeply([ strangers_in_calculus(with('calculus/trend.c', '#include <unistd.h>')) ],
	['calculus/trend.c includes unistd.h'], 'and one of the operating system');
is_deeply([ strangers_in_client(with('client/load.c', "#include \"calculus/words.h\"\n#include \"postgres.h\"")) ],
	[ 'client/load.c includes calculus/words.h', 'client/load.c includes postgres.h' ], 'as is what is the server\'s in the program');
is_deeply([ includes_upwards(with('functions/rows.c', '#include "client/text.h"')) ],
	['functions/rows.c includes client/text.h'], 'and what is the program\'s in the server');
is_deeply([ same_names(with('functions/series.c', '')) ], ['functions/series.c types/series.c'], 'a name that is there twice is found');

# ---------------------------------------------------------------- the parts of the install script

my $parts_folder = dirname($source) . '/sql';
my %part;
foreach my $path (glob("$parts_folder/*.sql"), glob("$parts_folder/*/*.sql"))
{
	open my $file, '<', $path or die "$path: $!";
	local $/;
	$part{ substr $path, length("$parts_folder/") } = <$file> =~ s/\A-- SPDX.*\n//r;
}

# Objects that a part creates without their COMMENT next: of the part itself, and of the body that makes a framework.
sub uncommented
{
	my ($text) = @_;
	my (%open, @found);
	while ($text =~ /^(\t?)(CREATE|COMMENT\ ON)\ ((?:MATERIALIZED\ )?
		(?:FUNCTION|PROCEDURE|AGGREGATE|TYPE|OPERATOR\ CLASS|OPERATOR|CAST|SCHEMA|TABLE|VIEW|TRIGGER))\b\ ?(\S+?)?(?=[\s(;])(;?)/mgx)
	{
		my ($level, $verb, $kind, $name, $shell) = ($1, $2, $3, $4 // '', $5);
		my $object = "$kind $name";
		if ($verb eq 'CREATE')
		{
			push @found, $open{$level} if defined $open{$level};
			$open{$level} = $shell ? undef : $object;
		}
		elsif (($open{$level} // '') eq $object)
		{
			$open{$level} = undef;
		}
	}
	return @found, grep { defined } values %open;
}

sub all_parts { my ($test) = @_; return map { my $name = $_; map { "$name: $_" } $test->($name, $part{$name}) } sort keys %part; }

cmp_ok(scalar keys %part, '>', 30, 'there are ' . keys(%part) . ' parts');
is_none('every object has its comment beneath it', all_parts(sub { uncommented($_[1]) }));
is_none('a part says its own name first', all_parts(sub { $_[1] =~ m{\A/\*\n \* \Q@{[ basename($_[0]) ]}\E - } ? () : 'another' }));
is_none('no part has more than 300 lines', all_parts(sub { my $lines = () = $_[1] =~ /\n/g; $lines > 300 ? "$lines lines" : () }));
is_none('no two parts of a folder have one number', do {
	my %numbers;
	$numbers{$_}++ foreach map { m{^(.*/?)(\d+)_} ? "$1$2" : $_ } keys %part;
	grep { $numbers{$_} > 1 } sort keys %numbers;
});

my $indicator = $part{'1_types/40_indicator.sql'};
my $tables = $part{'4_framework/20_tables.sql'};
is_deeply([ uncommented($indicator =~ s/^COMMENT ON OPERATOR <= .*\n//mr) ], ['OPERATOR <='], 'an operator without comment is found');
is_deeply([ uncommented($tables =~ s/^\tCOMMENT ON TABLE neighbour .*\n//mr) ], ['TABLE neighbour'], 'and a table of a framework');
is_deeply([ uncommented($indicator . "CREATE FUNCTION late() RETURNS integer\n\tRETURN 1;\n") ], ['FUNCTION late'], 'and the last of a part');

done_testing();
