# SPDX-License-Identifier: PostgreSQL
# The dashboard in a browser: accessible in light and dark, narrow and printed; no number broken; its summary one sheet;
# runs nothing, fetches nothing.
#
# test/pages/README.md says how to get what this needs.

use strict;
use warnings;

use FindBin;
use IPC::Run;
use lib $FindBin::RealBin;

use CfsTest qw(new_node source_dir);
use Pages qw(faults judge keep missing);
use Test::More;

plan skip_all => 'missing: ' . join(', ', missing()) . ' (see test/pages/README.md)' if missing();

is(faults('wrong.html'), 'clipped=1 covered=1 outside=1 parted=1 spilled=1 split=2', 'a page with a fault of every kind is seen to have them');

my $node = new_node('dashboard');
my $example = source_dir() . '/doc/example';

IPC::Run::run([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('postgres'), '-f', 'load.sql' ],
	init => sub { chdir $example or die "$example: $!" })
	or die 'the worked example does not load';

# Both forms of the report.
sub both
{
	my ($name) = @_;
	keep($node, "$name.html", q{SELECT cfs.dashboard('E10000018', '2020/21 Q2')});
	judge("$name.html");
	keep($node, "$name-summary.html", q{SELECT cfs.dashboard('E10000018', '2020/21 Q2', form => 'summary')});
	my %printed = judge("$name-summary.html");
	is($printed{sheets}, 1, "$name: the summary is one sheet");
	return;
}
both('example');

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
	UPDATE measure SET definition = '<meta http-equiv="refresh" content="0">', owner = repeat('W', 200),
		source_link = 'javascript:alert(7)' WHERE position % 2 = 0;
	UPDATE measure SET polarity_reason = '<iframe src="http://elsewhere.example/"></iframe>' WHERE polarity = 'none';
	UPDATE benchmark SET title = '<script src="http://elsewhere.example/x.js"></script>', caveat = '<style>*{display:none}</style>';
	UPDATE commentary SET text = '</td></tr></table><link rel="stylesheet" href="http://elsewhere.example/x.css">' || text;
	UPDATE observation SET note = '<a href="javascript:alert(6)">x</a>' WHERE area = 'E10000018';
	UPDATE observation SET value = 99.9, numerator = NULL, denominator = NULL
	WHERE measure IN ('cp_repeat_plans', 'assessments_45_days') AND area = 'E10000018' AND period = '2020/21 Q2';
});
both('hostile');

$node->stop;
done_testing();
