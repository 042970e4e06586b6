# SPDX-License-Identifier: PostgreSQL
# Reads what PostgreSQL stores of a view: the query as a tree of nodes.
#
# A node {NAME :field value ...} becomes a hash with its name as "node"; a list an array; <> undef; everything else text.
# A field with several values, such as the bytes of a constant, keeps them as an array.

package NodeTree;

use strict;
use warnings;

use Exporter 'import';

our @EXPORT_OK = qw(parse children);

sub parse
{
	my ($text) = @_;
	my @tokens = $text =~ /[(){}]|(?:\\.|[^\s(){}\\])+/gs;
	my $tree = value(\@tokens);
	die "something is left of a tree: @tokens[0 .. 5]" if @tokens;
	return $tree;
}

sub value
{
	my ($tokens) = @_;
	my $token = shift @$tokens;
	return list($tokens) if $token eq '(';
	return node($tokens) if $token eq '{';
	return if $token eq '<>';
	$token =~ s/\\(.)/$1/gs;
	return $token;
}

sub list
{
	my ($tokens) = @_;
	my @items;
	push @items, scalar(value($tokens)) while $tokens->[0] ne ')';
	shift @$tokens;
	return \@items;
}

sub node
{
	my ($tokens) = @_;
	my %node = (node => shift @$tokens);
	while ((my $field = shift @$tokens) ne '}')
	{
		die "no field: $field" unless $field =~ s/^://;
		my @values;
		push @values, scalar(value($tokens)) while $tokens->[0] !~ /^(?::|\}$)/;
		$node{$field} = @values == 1 ? $values[0] : @values ? \@values : undef;
	}
	return \%node;
}

# The nodes and lists directly in a node or list.
sub children
{
	my ($tree) = @_;
	return grep { ref } ref($tree) eq 'ARRAY' ? @$tree : values %$tree;
}

1;
