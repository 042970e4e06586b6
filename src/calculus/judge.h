/* SPDX-License-Identifier: PostgreSQL */
/*
 * judge.h - whether a figure stands on too few people to be shown
 */
#ifndef CFSPERF_JUDGE_H
#define CFSPERF_JUDGE_H

#include <stdbool.h>

#include "calculus/indicator.h"

/* The rule of a measure. */
typedef struct ShowingRule
{
	double		below;			/* numbers from 1 to below this are small; NaN: none are */
	bool		zero;			/* nobody, and all of a base, are withheld too */
	bool		unknown;		/* so is what cannot be judged */
} ShowingRule;

typedef enum Verdict
{
	VERDICT_FINE,
	VERDICT_SMALL,
	VERDICT_ZERO,
	VERDICT_UNKNOWN
} Verdict;

/* How many people a figure tells of. */
typedef struct People
{
	double		count;			/* those who are counted; NaN: not known */
	double		base;			/* among how many; NaN: not known, or a count */
} People;

extern People people_of_figure(double value, double numerator,
							   double denominator, const Unit *unit);
extern bool round_people(double *value, People *people, const Unit *unit, double to);
extern Verdict judge(const People *people, const Unit *unit, const ShowingRule *rule);

#endif							/* CFSPERF_JUDGE_H */
