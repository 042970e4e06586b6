# SPDX-License-Identifier: PostgreSQL
# Which tests reach which places: for C the lines that gcov saw run, for SQL the names that a test leads to.

package Reach;

use strict;
use warnings;

use Exporter 'import';
use File::Path qw(remove_tree);

use PlacesSql qw(without_comments);

our @EXPORT_OK = qw(lines_run objects_reached object_at);

# ---------------------------------------------------------------- C

# The lines that were run since the last call: "file:line". $counts: where gcov's counts of the build in $built are.
sub lines_run
{
	my ($counts, $built) = @_;
	my @files = map { s{^\Q$counts$built\E/}{}r } split /\n/, `find $counts -name '*.gcda'`;
	my %run;
	foreach my $file (@files)
	{
		my $note = $file =~ s/\.gcda$/.gcno/r;
		symlink "$built/$note", "$counts$built/$note";
	}
	if (@files)
	{
		my @objects = map { "$counts$built/$_" } @files;
		open my $gcov, '-|', 'sh', '-c', 'cd "$0" && exec gcov --stdout "$@" 2>/dev/null', $built, @objects or die;
		my $source = '';
		while (my $line = <$gcov>)
		{
			$source = $1 =~ s{^(?:\Q$built\E|\.)/}{}r if $line =~ /^ *-: +0:Source:(.*)/;
			$run{"$source:$1"} = 1 if $line =~ /^ *\d+\*?: *(\d+):/;
		}
		close $gcov;
	}
	remove_tree($counts, { keep_root => 1 });
	return \%run;
}

# ---------------------------------------------------------------- SQL

my $create = qr/CREATE (?:MATERIALIZED )?(?:FUNCTION|PROCEDURE|VIEW|TABLE|AGGREGATE|TYPE|OPERATOR|(?:CONSTRAINT )?TRIGGER|(?:UNIQUE )?INDEX)/;

# What a part creates: [ name, from, to ], the makers of framework objects and what they make each with its own extent.
sub objects_of
{
	my ($text) = @_;
	my @objects;
	while ($text =~ /^(\t?)$create (?:\w+\.)?(\w+)/gm)
	{
		my ($level, $name, $from) = ($1, $2, $-[0]);
		my $rest = substr $text, $from + 1;
		my $next = $level eq '' ? qr/^(?:CREATE|COMMENT|REVOKE|DO|ALTER|GRANT)\b/m
			: qr/^\t?(?:CREATE|COMMENT|CALL|EXECUTE|PERFORM|INSERT|IF|REVOKE|ALTER|GRANT|END)\b/m;
		my $to = $rest =~ $next ? $from + 1 + $-[0] : length $text;
		# a trigger is reached by its table
		$name = $1 if substr($text, $from, $to - $from) =~ /\A\t?CREATE (?:CONSTRAINT )?TRIGGER[^;]*?\bON (\w+)/;
		push @objects, [ $name, $from, $to ];
	}
	return @objects;
}

# The name of the innermost object at a place, '' for none.
sub object_at
{
	my ($text, $at) = @_;
	my @around = grep { $_->[1] <= $at && $at < $_->[2] } objects_of(without_comments($text));
	return @around ? $around[-1][0] : '';
}

# For each test the names that its text has, and those that they lead to: test => { name => 1 for named, 2 for led to }. A
# function in C leads to what the texts of its file name.
sub objects_reached
{
	my ($parts, $sources, $tests) = @_;
	my %leads;
	foreach my $source (values %$sources)
	{
		my @named = map { /(\w+)/g } $source =~ /"((?:[^"\\\n]|\\.)*)"/g;
		foreach my $function ($source =~ /^PG_FUNCTION_INFO_V1\((\w+)\)/gm) { $leads{$function}{$_} = 1 foreach @named }
	}
	foreach my $part (values %$parts)
	{
		my $text = without_comments($part);
		my @objects = objects_of($text);
		foreach my $object (@objects)
		{
			my ($name, $from, $to) = @$object;
			my $own = substr $text, $from, $to - $from;
			# what a maker makes is not what it does
			foreach my $inner (grep { $_ != $object && $_->[1] > $from && $_->[2] <= $to } @objects)
			{
				substr($own, $inner->[1] - $from, $inner->[2] - $inner->[1]) = ' ' x ($inner->[2] - $inner->[1]);
			}
			$leads{$name}{$_} = 1 foreach $own =~ /(\w+)/g;
		}
	}
	delete $leads{$_}{$_} foreach keys %leads;
	my %reached;
	foreach my $test (keys %$tests)
	{
		my %seen = map { exists $leads{$_} ? ($_ => 1) : () } $tests->{$test} =~ /(\w+)/g;
		my @left = keys %seen;
		while (defined(my $name = shift @left))
		{
			push @left, map { $seen{$_} = 2; $_ } grep { exists $leads{$_} && !$seen{$_} } keys %{ $leads{$name} };
		}
		$reached{$test} = \%seen;
	}
	return \%reached;
}

1;
