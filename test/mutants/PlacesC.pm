# SPDX-License-Identifier: PostgreSQL
# Where a C source can be changed in one place, and into what.

package PlacesC;

use strict;
use warnings;

use Exporter 'import';
use Mutant qw(in_order place);

our @EXPORT_OK = qw(places_c);

# What no test can see: interrupts, assertions, memory given back.
my $unseen = qr/(?:CHECK_FOR_INTERRUPTS|Assert\w*|StaticAssert\w*|pfree|free|list_free\w*|MemoryContext(?:Delete|Reset)|Release\w+)\b/;
my $balanced = qr/(\((?:[^()]++|(?1))*\))/;
my $operand = qr/[\w.>&-]+/;

my %relation = ('<' => '<=', '<=' => '<', '>' => '>=', '>=' => '>', '==' => '!=', '!=' => '==', '&&' => '||', '||' => '&&');
my %arithmetic = ('+' => '-', '-' => '+', '*' => '/', '/' => '*', '%' => '*', '&' => '|', '|' => '&', '<<' => '>>', '>>' => '<<',
	'+=' => '-=', '-=' => '+=', '*=' => '/=', '/=' => '*=', '|=' => '&=', '&=' => '|=');

sub blank { return $_[0] =~ s/[^\n]/ /gr; }

# The text with everything blank that is no code of a function: comments, texts, directives, what stands outside of
# functions, declarations of arrays, and the arguments of errors.
sub code_of
{
	my ($text) = @_;
	$text =~ s{(/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+')}{
		my $literal = $1;
		$literal =~ m{^["']} ? substr($literal, 0, 1) . ('_' x (length($literal) - 2)) . substr($literal, -1) : blank($literal) }gse;
	$text =~ s{^(#(?:[^\n]*\\\n)*[^\n]*)}{ blank($1) }gme;
	my ($code, $inside) = ('', 0);
	foreach my $line (split /^/m, $text)
	{
		$code .= $inside ? $line : blank($line);
		$inside = 1 if $line =~ /^\{/;
		$inside = 0 if $line =~ /^\}/;
	}
	$code =~ s{\b((?:ereport|elog|errmsg\w*|errdetail\w*|errhint\w*)\s*)$balanced}{ $1 . '(' . blank(substr $2, 1, -1) . ')' }ge;
	$code =~ s{\b($unseen\s*)$balanced}{ blank($1) . blank($2) }ge;
	$code =~ s{^(\t+(?:static |const )*\w+[ \t]+\**\w+(?:\[[^\]\n]*\])+;)}{ blank($1) }gme;
	return $code;
}

# Calls $add->(kind, offset, length, new text) for each place.
sub operators
{
	my ($code, $add) = @_;
	while ($code =~ /(?<=[ \t])(<=|>=|==|!=|&&|\|\||<<|>>|[-+*\/|&]=|[-+*\/%&|<>])(?=[ \t\n])/g)
	{
		my $kind = exists $relation{$1} ? 'relation' : 'arithmetic';
		$add->($kind, $-[1], length $1, $relation{$1} // $arithmetic{$1});
	}
	return;
}

sub constants
{
	my ($code, $add) = @_;
	while ($code =~ /(?<![\w.])(\d+(?:\.\d+)?)(?![\w.])/g)
	{
		my ($number, $at) = ($1, $-[1]);
		next if substr($code, 0, $at) =~ /\bcase $/;
		$add->('constant', $at, length $number, $number + 1);
		$add->('constant', $at, length $number, $number - 1) if $number > 0;
	}
	while ($code =~ /\b(true|false)\b/g)
	{
		$add->('truth', $-[1], length $1, $1 eq 'true' ? 'false' : 'true');
	}
	return;
}

sub conditions
{
	my ($code, $add) = @_;
	while ($code =~ /\bif ($balanced)/g)
	{
		$add->('condition', $-[1], length $1, undef, '!');
	}
	while ($code =~ /\bPG_RETURN_BOOL($balanced)/g)
	{
		$add->('condition', $-[1], length $1, undef, '!');
	}
	return;
}

# A call or an assignment that is a statement, and jumps.
sub statements
{
	my ($code, $add) = @_;
	while ($code =~ /(?<=[;{})\n])\s*?\n\t+((?!return\b|case\b|else\b|PG_RETURN|PG_TRY|PG_CATCH|PG_END|do\b)(?:
			\w+\s*$balanced | [*(]*\w[^;{}=\n]*?\s[-+*\/|&%^]?=\s[^;{}]*? | [\w>.\[\]*()-]+(?:\+\+|--) | \+\+[\w>.\[\]-]+ );)/gx)
	{
		my ($statement, $at) = ($1, $-[1]);
		pos($code) = $at + length($statement) - 1;
		next if $statement =~ /^(?:if|for|while|switch)\b/;
		next if $statement =~ /^(?:static\b|const\b|(?:unsigned |struct )?\w+[ \t]+\**\w+(?:\[[^\]]*\])*[ \t]*=)/;
		$add->('statement', $at, length $statement, ';' . ("\n" x ($statement =~ tr/\n//)));
	}
	while ($code =~ /\b(break|continue);/g)
	{
		$add->('jump', $-[1], length $1, $1 eq 'break' ? 'continue' : 'break');
		$add->('jump', $-[1], length $1, '') if $1 eq 'break';
	}
	return;
}

sub arguments
{
	my ($code, $add) = @_;
	while ($code =~ /\b(?!if\b|for\b|while\b|switch\b|return\b)\w+\((?=(?:[^()\n]*, )?($operand), ($operand)[,)])/g)
	{
		$add->('arguments', $-[1], $+[2] - $-[1], "$2, $1") if $1 ne $2;
	}
	return;
}

# Every place of a file: { file, line, kind, at, length, new, old }, in the order of the text.
sub places_c
{
	my ($file, $text) = @_;
	my $code = code_of($text);
	my @places;
	my $add = sub {
		my ($kind, $at, $length, $new, $before) = @_;
		$new //= "($before" . substr($text, $at, $length) . ')';
		push @places, place('C', $file, $text, $kind, $at, $length, $new);
	};
	$_->($code, $add) foreach \&operators, \&constants, \&conditions, \&statements, \&arguments;
	return in_order(@places);
}

1;
