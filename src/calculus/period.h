/* SPDX-License-Identifier: PostgreSQL */
/*
 * period.h - a span of whole months, by value in four bytes
 *
 * Months count from January of year 1 (month 0) to December 9999.  A period is
 * packed as last month * 2^15 + length, so that the order of the packed
 * numbers is the order of periods: by end, then shortest first.
 */
#ifndef CFSPERF_PERIOD_H
#define CFSPERF_PERIOD_H

#include <stdbool.h>
#include <stdint.h>

#include "calculus/problem.h"

typedef uint32_t ReportingPeriod;

/* a length of 0 months does not exist, so 0 is free to mean "no period" */
#define NO_PERIOD			((ReportingPeriod) 0)

#define PERIOD_LENGTH_BITS	15
#define PERIOD_MAX_LENGTH	((1 << PERIOD_LENGTH_BITS) - 1)
#define PERIOD_END_OF_TIME	(9999 * 12)	/* first month that is too late */

/* room for any label and its terminator */
#define PERIOD_TEXT			24

static inline int32_t
period_length(ReportingPeriod period)
{
	return (int32_t) (period & PERIOD_MAX_LENGTH);
}

static inline int32_t
period_last_month(ReportingPeriod period)
{
	return (int32_t) (period >> PERIOD_LENGTH_BITS);
}

static inline int32_t
period_first_month(ReportingPeriod period)
{
	return period_last_month(period) - period_length(period) + 1;
}

/*
 * Whether figures of periods of a length may follow each other in steps of so
 * many months: with neither gaps nor overlaps, or with gaps that are whole
 * periods, or overlapping by whole steps.  No step is longer than the calendar.
 */
static inline bool
period_step_fits(int32_t length, int32_t step)
{
	return step > 0 && step <= PERIOD_END_OF_TIME &&
		(step % length == 0 || length % step == 0);
}

/* of one length, and a whole number of steps apart; a step is positive */
static inline bool
period_same_shape(ReportingPeriod a, ReportingPeriod b, int32_t step)
{
	return period_length(a) == period_length(b) &&
		(period_last_month(a) - period_last_month(b)) % step == 0;
}

/* a number that two periods share exactly where they are of one shape */
static inline int32_t
period_shape(ReportingPeriod period, int32_t step)
{
	return (period_length(period) << PERIOD_LENGTH_BITS) |
		(period_last_month(period) % step);
}

/* steps from b to a, two periods of one shape */
static inline int32_t
period_steps(ReportingPeriod a, ReportingPeriod b, int32_t step)
{
	return (period_last_month(a) - period_last_month(b)) / step;
}

extern bool period_make(int64_t first_month, int64_t length,
						ReportingPeriod *period, Problem *problem);
extern bool period_moved(ReportingPeriod period, int64_t months,
						 ReportingPeriod *result, Problem *problem);

extern bool period_parse(const char *text, ReportingPeriod *period,
						 Problem *problem);
extern bool period_parse_pair(const char *time_period,
							  const char *time_identifier, int year_ends,
							  ReportingPeriod *period, Problem *problem);
extern int	period_format(ReportingPeriod period, char *text);

#endif							/* CFSPERF_PERIOD_H */
