/* SPDX-License-Identifier: PostgreSQL */
/*
 * interval.h - limits within which a figure's underlying level lies
 *
 * Plain C without fmgr: functions of doubles.  The caller has checked the
 * arguments: counts are finite and not negative, a level lies between 0 and 1
 * without its ends.  Nothing returned is NaN or infinite.
 */
#ifndef CFSPERF_INTERVAL_H
#define CFSPERF_INTERVAL_H

#include <stdbool.h>

#include "calculus/indicator.h"

typedef struct Limits
{
	double		lower;
	double		upper;
} Limits;

/* a rate or count of fewer events has exact limits, others Byar's */
#define EXACT_BELOW	10.0

extern double normal_quantile(double p);
extern double normal_tail(double z);
extern double level_z(double level);
extern double stirling_error(double x);
extern double log_shortfall(double x, double one_plus_x);

extern Limits wilson_limits(double count, double n, double level);
extern Limits byars_limits(double count, double level);
extern Limits poisson_limits(double count, double level);
extern bool indicator_limits(const Indicator *a, double level, Limits *limits);

#endif							/* CFSPERF_INTERVAL_H */
