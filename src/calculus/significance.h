/* SPDX-License-Identifier: PostgreSQL */
/*
 * significance.h - whether two figures differ by more than chance
 *
 * Plain C without fmgr.  Nothing returned is NaN or infinite.
 */
#ifndef CFSPERF_SIGNIFICANCE_H
#define CFSPERF_SIGNIFICANCE_H

#include <stdbool.h>

#include "calculus/indicator.h"
#include "calculus/interval.h"

/* on which side of a benchmark a figure lies */
typedef enum Side
{
	SIDE_LOWER = -1,
	SIDE_SIMILAR = 0,
	SIDE_HIGHER = 1
} Side;

extern double cross_difference(double a, double b, double c, double d);
extern bool indicator_p_value(const Indicator *a, const Indicator *b,
							  double *p);

extern Side side_of(const Limits *limits, double benchmark);
extern bool indicator_side(const Indicator *a, double benchmark, double level,
						   Side *side);
extern bool indicator_funnel_side(const Indicator *a, double benchmark,
								  double level, Side *side);
extern const char *side_word(Side side, Polarity polarity);

#endif							/* CFSPERF_SIGNIFICANCE_H */
