/*
 * point.h - a period and its figure as text, "2020/21 Q2: 94.6% high"
 *
 * Movements and series are written as points.
 */
#ifndef CFSPERF_POINT_H
#define CFSPERF_POINT_H

#include <stddef.h>

#include "calculus/indicator.h"
#include "calculus/period.h"

/* room for any point's text and its terminator */
#define POINT_TEXT	(PERIOD_TEXT + INDICATOR_TEXT)

extern bool point_parse(const char *text, size_t length,
						ReportingPeriod *period, Indicator *indicator,
						Problem *problem);
extern int	point_format(ReportingPeriod period, const Indicator *indicator,
						 char *text);

#endif							/* CFSPERF_POINT_H */
