# SPDX-License-Identifier: PostgreSQL
# Where a part of the install script can be changed in one place, and into what.

package PlacesSql;

use strict;
use warnings;

use Exporter 'import';
use Mutant qw(in_order place);

our @EXPORT_OK = qw(places_sql without_comments);

my $balanced = qr/(\((?:[^()]++|(?1))*\))/;

# Words that end a condition at its own depth.
my $ends_condition = qr/\b(?:AND|OR|THEN|WHERE|GROUP|ORDER|HAVING|WINDOW|LIMIT|UNION|EXCEPT|RETURNING|LOOP|JOIN|LEFT|CROSS|FOR|ON|
	WITH|SELECT|END|ELSE|WHEN)\b/x;
my $condition = qr/(?:(?!$ends_condition)[^();,]|\((?:[^()]++|\((?:[^()]++|\((?:[^()]++|\([^()]*\))*\))*\))*\))+/;

my %swap = (
	'=' => '<>', '<>' => '=', '<' => '<=', '<=' => '<', '>' => '>=', '>=' => '>', '+' => '-', '-' => '+', '*' => '/', '/' => '*',
	'AND' => 'OR', 'OR' => 'AND', 'true' => 'false', 'false' => 'true', 'ASC' => 'DESC', 'DESC' => 'ASC', 'NULLS FIRST' => 'NULLS LAST',
	'NULLS LAST' => 'NULLS FIRST', 'UNION ALL' => 'UNION', 'UNION' => 'UNION ALL', 'IS NULL' => 'IS NOT NULL',
	'IS NOT NULL' => 'IS NULL', 'IS DISTINCT FROM' => '=', 'IS NOT DISTINCT FROM' => '=', 'LEFT JOIN' => 'JOIN',
	'NOT EXISTS' => 'EXISTS', 'EXISTS' => 'NOT EXISTS', 'NOT IN' => 'IN', 'bool_or' => 'bool_and', 'bool_and' => 'bool_or',
	'min' => 'max', 'max' => 'min', 'least' => 'greatest', 'greatest' => 'least', 'lag' => 'lead', 'lead' => 'lag',
	'starts' => 'ends', 'ends' => 'starts', 'SELECT DISTINCT' => 'SELECT', '(DISTINCT' => '(', 'floor' => 'ceil', 'ceil' => 'floor');

my %kind = map { my ($kind, @words) = @$_; map { $_ => $kind } @words } (
	[ relation => '=', '<>', '<', '<=', '>', '>=', 'IS DISTINCT FROM', 'IS NOT DISTINCT FROM', 'NOT IN' ], [ arithmetic => '+', '-', '*', '/' ],
	[ logic => 'AND', 'OR', 'NOT EXISTS', 'EXISTS', 'bool_or', 'bool_and' ], [ truth => 'true', 'false' ],
	[ order => 'ASC', 'DESC', 'NULLS FIRST', 'NULLS LAST', 'lag', 'lead' ], [ null => 'IS NULL', 'IS NOT NULL' ],
	[ rows => 'UNION ALL', 'UNION', 'LEFT JOIN', 'SELECT DISTINCT', '(DISTINCT' ],
	[ function => 'min', 'max', 'least', 'greatest', 'starts', 'ends', 'floor', 'ceil' ]);

sub blank { return $_[0] =~ s/[^\n]/ /gr; }

# A text as one of the same length that says nothing, but an interval.
sub masked
{
	my ($literal) = @_;
	return $literal if $literal =~ /^'\d+ (?:day|month|year)s?'$/;
	return "'" . (substr($literal, 1, -1) =~ s/[^\n]/_/gr) . "'";
}

# The text with comments blank, also within the bodies of functions.
sub without_comments
{
	my ($text) = @_;
	$text =~ s{('(?:[^']|'')*')|(/\*.*?\*/|--[^\n]*)}{ $1 // blank($2) }gse;
	return $text;
}

# The text with everything blank that is not code: comments, texts other than intervals and statements, what is declared of a function
# before its body, types, COMMENTs, errors, search paths.
sub code_of
{
	my ($text) = @_;
	$text = without_comments($text);
	$text =~ s{(\$(\w+)\$.*?\$\2\$)}{ my $quoted = $1; $quoted =~ /\b(?:SELECT|BEGIN|CREATE)\b/ ? $quoted : blank($quoted) }gse;
	$text =~ s{('(?:[^']|'')*')}{ masked($1) }ge;
	$text =~ s{^(\t*(?:COMMENT ON|REVOKE|GRANT)\b[^;]*;)}{ blank($1) }gme;
	$text =~ s{^(\t*CREATE (?:FUNCTION|PROCEDURE|AGGREGATE|OPERATOR|TYPE|CAST)\b.*?(?:AS \$\w*\$$|\bBEGIN ATOMIC\b|^\t+RETURN\b|;))}{ blank($1) }gmse;
	$text =~ s{(\bRAISE\b[^;]*;)}{ 'RAISE' . blank(substr $1, 5, -1) . ';' }ge;
	$text =~ s{((?:::\s*|\b)(?:varchar|numeric|char)\(\d+(?:, ?\d+)?\))}{ blank($1) }ge;
	$text =~ s{(\bset_config\b[^;]*;|^\t*SET search_path[^\n]*)}{ blank($1) }gme;
	return $text;
}

sub words
{
	my ($code, $add) = @_;
	my $alternatives = join '|', map { quotemeta } sort { length $b <=> length $a } grep { /^\w|^\(/ } keys %swap;
	while ($code =~ /(?<![\w.])((?:$alternatives))(?!\w)/g)
	{
		my ($word, $at) = ($1, $-[1]);
		next if $word =~ /^(?:min|max|least|greatest|lag|lead|starts|ends|floor|ceil|bool_\w+)$/ && substr($code, $at + length $word, 1) ne '(';
		next if $word eq 'AND' && substr($code, $at > 80 ? $at - 80 : 0, $at > 80 ? 80 : $at) =~ /\bBETWEEN\b(?:(?!\bAND\b).)*$/s;
		next if $word eq 'EXISTS' && substr($code, $at > 3 ? $at - 3 : 0, 3) eq 'IF ';
		$add->($kind{$word}, $at, length $word, $swap{$word});
	}
	while ($code =~ /(?<=[ \t])(<=|>=|<>|[=<>+*\/-])(?=[ \t\n])/g)
	{
		$add->($kind{$1}, $-[1], length $1, $swap{$1});
	}
	return;
}

sub constants
{
	my ($code, $add) = @_;
	while ($code =~ /(?<![\w.\$])(\d+(?:\.\d+)?)(?![\w.])/g)
	{
		$add->('constant', $-[1], length $1, $1 + 1);
		$add->('constant', $-[1], length $1, $1 - 1) if $1 > 0;
	}
	return;
}

# What may be left out: the second argument of coalesce, a condition among others, a filter; and count(x) for count(*).
sub omissions
{
	my ($code, $add) = @_;
	while ($code =~ /\bcoalesce$balanced/g)
	{
		my ($all, $at) = ($1, $-[1]);
		next unless $all =~ /^\(((?:[^(),]++|$balanced)*),/;
		$add->('coalesce', $at - 8, 8 + length $all, undef, [ 9, length $1 ]);
	}
	while ($code =~ /\b(AND)($condition)/g)
	{
		my ($at, $length) = ($-[1], $+[2] - $-[1]);
		next if substr($code, $at > 80 ? $at - 80 : 0, $at > 80 ? 80 : $at) =~ /\bBETWEEN\b(?:(?!\bAND\b).)*$/s;
		$add->('conjunct', $at, $length, ' ');
	}
	while ($code =~ /\b(?:WHERE|ON)\b($condition)/g)
	{
		$add->('conjunct', $-[1], $+[1] - $-[1], ' true ');
	}
	while ($code =~ /\b(?:IF|WHEN) (?!['\d])((?:(?!\bTHEN\b)[^;])+?)(?=\s+THEN\b)/g)
	{
		$add->('condition', $-[1], length $1, undef, 'NOT');
	}
	while ($code =~ /(\bFILTER $balanced)/g)
	{
		$add->('filter', $-[1], length $1, '');
	}
	while ($code =~ /\bcount\(([\w.]+)\)/g)
	{
		$add->('count', $-[1], length $1, '*');
	}
	while ($code =~ /^\t+((?:PERFORM|CALL|RAISE|DELETE|INSERT|UPDATE)\b[^;]*;)/gm)
	{
		$add->('statement', $-[1], length $1, 'NULL;');
	}
	return;
}

# Every place of a part: { file, line, kind, at, length, new, old }, in the order of the text.
sub places_sql
{
	my ($file, $text) = @_;
	my $code = code_of($text);
	my @places;
	my $add = sub {
		my ($kind, $at, $length, $new, $how) = @_;
		my $old = substr $text, $at, $length;
		$new //= ref $how ? '(' . substr($old, $how->[0], $how->[1]) . ')' : "$how ($old)";
		return if $old !~ /\S/ || $new =~ s/\s+//gr eq substr($code, $at, $length) =~ s/\s+//gr;
		push @places, place('SQL', $file, $text, $kind, $at, $length, $new);
	};
	$_->($code, $add) foreach \&words, \&constants, \&omissions;
	return in_order(@places);
}

1;
