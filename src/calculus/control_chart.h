/* SPDX-License-Identifier: PostgreSQL */
/*
 * control_chart.h - statistical process control: the XmR chart
 *
 * Plain C without fmgr.
 */
#ifndef CFSPERF_CONTROL_CHART_H
#define CFSPERF_CONTROL_CHART_H

#include <stdbool.h>
#include <stdint.h>

#include "calculus/words.h"

/* limits of fewer points are provisional; a baseline has at least these */
#define XMR_FIRM_POINTS		13
#define XMR_MIN_BASELINE	12

/*
 * A history: values ascending by time.  "steps" are the periods counted from
 * the first one, NULL where none is missing.  No value lies below "least" or
 * above "greatest" by its nature (0 and 100 for a percentage).
 */
typedef struct History
{
	const double *values;
	const int32_t *steps;
	int			count;			/* at least 1 */
	double		least;			/* may be -INFINITY */
	double		greatest;		/* may be INFINITY */
} History;

typedef struct Xmr
{
	double		centre;
	double		lower;			/* the limits: only where has_limits */
	double		upper;
	double		zone;			/* distance from the centre of two thirds of
								 * the way to a limit */
	int			points;			/* that the limits rest on */
	bool		has_limits;
	bool		provisional;
} Xmr;

/* why a point is not common cause, by precedence; odd ones are upward */
typedef enum Cause
{
	CAUSE_NONE,
	CAUSE_ABOVE_LIMIT,
	CAUSE_BELOW_LIMIT,
	CAUSE_RISING,
	CAUSE_FALLING,
	CAUSE_NEAR_UPPER,
	CAUSE_NEAR_LOWER,
	CAUSE_ABOVE_CENTRE,
	CAUSE_BELOW_CENTRE
} Cause;

typedef enum Assurance
{
	ASSURANCE_PASS,
	ASSURANCE_FAIL,
	ASSURANCE_INCONSISTENT
} Assurance;

extern void xmr_limits(const History *history, bool drop_outliers,
					   int baseline, Xmr *xmr);
extern void xmr_causes(const History *history, const Xmr *xmr,
					   uint8_t *causes);
extern Assurance xmr_assurance(const Xmr *xmr, double target,
							   Polarity polarity);
extern const char *cause_words(Cause cause);
extern const char *judgement_word(Cause cause, Polarity polarity);
extern const char *assurance_word(Assurance assurance);

#endif							/* CFSPERF_CONTROL_CHART_H */
