/* SPDX-License-Identifier: PostgreSQL */
/*
 * trend.h - whether figures in a row show a trend
 *
 * Plain C without fmgr.
 */
#ifndef CFSPERF_TREND_H
#define CFSPERF_TREND_H

#include <stdbool.h>

#include "calculus/words.h"

/* points of the recent trend; the fewest and the most of any trend */
#define TREND_POINTS		5
#define TREND_MIN_POINTS	3
#define MAX_TREND_POINTS	1000

/* the most points of a trend of figures without counts, and its level */
#define MAX_KENDALL_POINTS	10
#define KENDALL_LEVEL		0.05

/* upper 0.002 point of chi-squared with one degree of freedom */
#define TREND_CHI_SQUARED	9.54953570608324

typedef enum TrendVerdict
{
	TREND_CANNOT_BE_CALCULATED,
	TREND_NO_CHANGE,
	TREND_INCREASING,
	TREND_DECREASING
} TrendVerdict;

typedef enum TrendMethod
{
	TREND_NO_METHOD,
	TREND_CHI_SQUARED_METHOD,
	TREND_MANN_KENDALL
} TrendMethod;

/* the numbers have no meaning where the verdict is "cannot be calculated" */
typedef struct Trend
{
	TrendVerdict verdict;
	TrendMethod method;
	double		statistic;		/* chi-squared, or Kendall's S */
	double		p_value;
	double		slope;			/* per step: in log odds for counts, NaN where
								 * they do not exist; in the unit of the values
								 * otherwise */
} Trend;

extern Trend trend_of_counts(const double *numerators,
							 const double *denominators, int count);
extern Trend trend_of_values(const double *values, const double *lowers,
							 const double *uppers, int count);
extern Trend trend_of_order(const double *values, int count);
extern const char *trend_method_words(TrendMethod method);
extern const char *trend_words(TrendVerdict verdict, Polarity polarity);

#endif							/* CFSPERF_TREND_H */
