/* SPDX-License-Identifier: PostgreSQL */
/*
 * benchmark.c - which year of a benchmark a figure is compared with
 *
 * Plain C without fmgr.
 */
#include "calculus/benchmark.h"

/*
 * Of the years (periods of any length, in any order) that a benchmark has of a
 * measure, the one for a figure: the latest that had ended by the end of the
 * figure's own period, the earliest where none had.  Where there are several
 * lengths, those of the figure's own length, else of the longest.  None that
 * ends after the latest allowed, unless that is NO_PERIOD.  NO_PERIOD where
 * there is none.
 */
ReportingPeriod
benchmark_year(const ReportingPeriod *years, int count,
				  ReportingPeriod figure, ReportingPeriod latest)
{
	int32_t		own = period_length(figure);
	int32_t		end = period_last_month(figure);
	int32_t		length = 0;
	ReportingPeriod earliest = NO_PERIOD;
	ReportingPeriod ended = NO_PERIOD;

	for (int pass = 0; pass < 2; pass++)
	{
		for (int i = 0; i < count; i++)
		{
			if (latest != NO_PERIOD &&
				period_last_month(years[i]) > period_last_month(latest))
				continue;
			if (pass == 0)
			{
				if (length != own && (period_length(years[i]) == own ||
									  period_length(years[i]) > length))
					length = period_length(years[i]);
				continue;
			}
			if (period_length(years[i]) != length)
				continue;
			if (earliest == NO_PERIOD || years[i] < earliest)
				earliest = years[i];
			if (period_last_month(years[i]) <= end && years[i] > ended)
				ended = years[i];
		}
	}
	return ended != NO_PERIOD ? ended : earliest;
}
