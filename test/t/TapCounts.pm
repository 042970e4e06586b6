# SPDX-License-Identifier: PostgreSQL
# What prove prints, and besides, for test/run, a file with the number of tests that passed, failed and were skipped
# on its first line, then the names of the test files that did not succeed.

package TapCounts;

use strict;
use warnings;

use File::Basename qw(basename);
use parent 'TAP::Formatter::File';

sub summary
{
	my ($self, $aggregate, @rest) = @_;
	my ($passed, $failed, $skipped) = (0, 0, 0);
	my @troubled;

	foreach my $file ($aggregate->descriptions)
	{
		my ($parser) = $aggregate->parsers($file);
		my $skips = $parser->skip_all ? 1 : scalar $parser->skipped;
		my $failures = scalar $parser->failed;

		# A file that died or broke its plan has failed even if all the tests it got to are fine.
		$failures++ if $failures == 0 && $parser->has_problems;

		$passed += $parser->passed - ($parser->skip_all ? 0 : $skips);
		$failed += $failures;
		$skipped += $skips;
		push @troubled, basename($file, '.pl') if $failures;
	}

	if (my $name = $ENV{TAP_COUNTS})
	{
		open(my $counts, '>', $name) or die "$name: $!";
		print $counts "$passed $failed $skipped\n", map { "$_\n" } @troubled;
		close($counts) or die "$name: $!";
	}

	return $self->SUPER::summary($aggregate, @rest);
}

1;
