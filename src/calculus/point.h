/* SPDX-License-Identifier: PostgreSQL */
/*
 * point.h - a period and its figure as text, "2020/21 Q2: 94.6% high"
 *
 * Movements and series are written as points; behind the points of a series, or
 * a panel, stands its step where that is not the length of its periods.
 */
#ifndef CFSPERF_POINT_H
#define CFSPERF_POINT_H

#include <stddef.h>

#include "calculus/indicator.h"
#include "calculus/period.h"

/* room for any point's text and its terminator */
#define POINT_TEXT	(PERIOD_TEXT + INDICATOR_TEXT)

/* room for the text of any step and its terminator */
#define STEP_TEXT	24

extern bool point_parse(const char *text, size_t length,
						ReportingPeriod *period, Indicator *indicator,
						Problem *problem);
extern bool step_parse(const char *text, int32_t *step, Problem *problem);
extern int	step_format(int32_t step, char *text);
extern int	point_format(ReportingPeriod period, const Indicator *indicator,
						 char *text);

#endif							/* CFSPERF_POINT_H */
