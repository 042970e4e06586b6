/* SPDX-License-Identifier: PostgreSQL */
/*
 * total.h - the figure of a whole from those of its parts
 */
#ifndef CFSPERF_TOTAL_H
#define CFSPERF_TOTAL_H

#include "calculus/indicator.h"

/* sums of counts so far; NaN where one is unknown */
typedef struct Total
{
	double		numerator;
	double		denominator;
} Total;

extern void total_add(Total *total, const Indicator *part);
extern bool total_figure(const Total *total, Unit unit, Polarity polarity,
						 Indicator *result);

#endif							/* CFSPERF_TOTAL_H */
