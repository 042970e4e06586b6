/* SPDX-License-Identifier: PostgreSQL */
/*
 * control_chart.c - XmR limits, special causes, assurance
 *
 * Wheeler (2000), Understanding Variation, 2nd ed.; NHS England, Making Data
 * Count (2019).  Values are decimals, and so are the centre, the limits and
 * what lies between (decimal.h): a point on a line is on it.
 *
 * A gap is a gap: two points with a missing period between them have no moving
 * range, and a run does not pass over it.
 */
#include "calculus/control_chart.h"

#include <math.h>
#include <stddef.h>

#include "calculus/decimal.h"

/* in mean moving ranges: three sigma (3 / 1.128), upper range limit (D4) */
#define LIMIT_FACTOR	2.66
#define RANGE_FACTOR	3.267

/* points of a run that is no chance */
#define RUN				7

/* whether point i directly follows point i - 1 */
static bool
follows(const History *history, int i)
{
	if (history->steps == NULL)
		return true;
	return history->steps[i] == history->steps[i - 1] + 1;
}

static double
moving_range(const History *history, int i)
{
	return fabs(decimal_difference(history->values[i],
								   history->values[i - 1]));
}

/* where a value lies from a line: -1 below, 0 on it, 1 above */
static int
place(double value, double line)
{
	double		distance = decimal_difference(value, line);

	return (distance > 0) - (distance < 0);
}

/* mean of the first values; of equal values exactly that value */
static double
mean_value(const History *history, int points)
{
	double		sum = 0;

	for (int i = 1; i < points; i++)
		sum += history->values[i] - history->values[0];
	return history->values[0] + sum / points;
}

/*
 * Mean of the moving ranges below "bound" among the first points; -1 where
 * there is none.
 */
static double
mean_range(const History *history, int points, double bound)
{
	double		sum = 0;
	int			ranges = 0;

	for (int i = 1; i < points; i++)
	{
		double		range = moving_range(history, i);

		if (!follows(history, i) || range >= bound)
			continue;
		sum += range;
		ranges++;
	}
	return ranges > 0 ? decimal_round(sum) / ranges : -1;
}

/*
 * Limits of an XmR chart:
 *
 *		centre = mean of the values
 *		limits = centre -+ 2.66 * mean moving range
 *
 * each as a decimal.
 * With drop_outliers, moving ranges of at least 3.267 times their mean are
 * left out, once, and the mean is taken again, unless only zeros are left: the
 * few events of a rare kind are its ordinary variation, and limits without any
 * width would have every point outside.  With a baseline above 0 both means are
 * those of the given number of first points, or of all where there are fewer.
 * A limit that no value can reach is moved in to the least or greatest value.
 * Without a pair of adjacent periods there are no limits; of equal values the
 * limits are the value.  Provisional: fewer than 13 points in all, or than the
 * baseline asks for.
 */
void
xmr_limits(const History *history, bool drop_outliers, int baseline, Xmr *xmr)
{
	double		range;

	xmr->points = history->count;
	if (baseline > 0 && baseline < history->count)
		xmr->points = baseline;
	xmr->provisional = history->count < XMR_FIRM_POINTS ||
		history->count < baseline;
	xmr->centre = decimal_round(mean_value(history, xmr->points));

	range = mean_range(history, xmr->points, INFINITY);
	if (drop_outliers && range > 0)
	{
		double		ordinary = mean_range(history, xmr->points,
										  decimal_round(RANGE_FACTOR * range));

		if (ordinary > 0)
			range = ordinary;
	}
	xmr->has_limits = range >= 0;
	xmr->zone = LIMIT_FACTOR * range * 2 / 3;
	xmr->lower = fmax(decimal_round(xmr->centre - LIMIT_FACTOR * range),
					  history->least);
	xmr->upper = fmin(decimal_round(xmr->centre + LIMIT_FACTOR * range),
					  history->greatest);
}

/* marks the points from "start" to before "end" that have no cause yet */
static void
mark(uint8_t *causes, int start, int end, Cause cause)
{
	for (int i = start; i < end; i++)
	{
		if (causes[i] == CAUSE_NONE)
			causes[i] = (uint8_t) cause;
	}
}

static void
mark_outside(const History *history, const Xmr *xmr, uint8_t *causes)
{
	for (int i = 0; i < history->count; i++)
	{
		if (place(history->values[i], xmr->upper) > 0)
			mark(causes, i, i + 1, CAUSE_ABOVE_LIMIT);
		else if (place(history->values[i], xmr->lower) < 0)
			mark(causes, i, i + 1, CAUSE_BELOW_LIMIT);
	}
}

/* the direction from the point before; 0 for none, and over a gap */
static int
direction_at(const History *history, int i)
{
	if (i == 0 || !follows(history, i))
		return 0;
	return place(history->values[i], history->values[i - 1]);
}

/* the run that ends at point i has so many points: marks it from 7 on */
static void
mark_run(uint8_t *causes, int i, int length, Cause cause)
{
	if (length == RUN)
		mark(causes, i - RUN + 1, i + 1, cause);
	else if (length > RUN)
		mark(causes, i, i + 1, cause);
}

/* 7 points of which each lies above, or each below, the one before */
static void
mark_trends(const History *history, uint8_t *causes)
{
	int			direction = 0;
	int			length = 1;

	for (int i = 1; i < history->count; i++)
	{
		int			before = direction;

		direction = direction_at(history, i);
		if (direction == 0)
			length = 1;
		else
			length = direction == before ? length + 1 : 2;
		mark_run(causes, i, length,
				 direction > 0 ? CAUSE_RISING : CAUSE_FALLING);
	}
}

/*
 * Of three points in a row two or three beyond two thirds of the way to a
 * limit, on the same side: marks those beyond.
 */
static void
mark_two_of_three(const History *history, const Xmr *xmr, int side,
				  uint8_t *causes)
{
	double		line = xmr->centre + side * xmr->zone;
	Cause		cause = side > 0 ? CAUSE_NEAR_UPPER : CAUSE_NEAR_LOWER;

	for (int i = 2; i < history->count; i++)
	{
		bool		beyond[3];

		if (!follows(history, i - 1) || !follows(history, i))
			continue;
		for (int k = 0; k < 3; k++)
			beyond[k] = place(history->values[i - 2 + k], line) == side;
		if (beyond[0] + beyond[1] + beyond[2] < 2)
			continue;
		for (int k = 0; k < 3; k++)
		{
			if (beyond[k])
				mark(causes, i - 2 + k, i - 1 + k, cause);
		}
	}
}

/* 7 points on one side of the centre; a point on it belongs to neither */
static void
mark_shifts(const History *history, const Xmr *xmr, uint8_t *causes)
{
	int			side = 0;
	int			length = 0;

	for (int i = 0; i < history->count; i++)
	{
		int			before = side;

		side = place(history->values[i], xmr->centre);
		if (side == 0)
			length = 0;
		else if (side == before && follows(history, i))
			length++;
		else
			length = 1;
		mark_run(causes, i, length,
				 side > 0 ? CAUSE_ABOVE_CENTRE : CAUSE_BELOW_CENTRE);
	}
}

/*
 * The cause of each point, the first rule that applies to it: outside a limit,
 * 7 rising or falling, 2 of 3 near a limit, 7 on one side of the centre.
 * A run is marked from its first point to its last.
 */
void
xmr_causes(const History *history, const Xmr *xmr, uint8_t *causes)
{
	for (int i = 0; i < history->count; i++)
		causes[i] = CAUSE_NONE;
	if (xmr->has_limits)
		mark_outside(history, xmr, causes);
	mark_trends(history, causes);
	if (xmr->has_limits)
	{
		mark_two_of_three(history, xmr, 1, causes);
		mark_two_of_three(history, xmr, -1, causes);
	}
	mark_shifts(history, xmr, causes);
}

/*
 * Whether the process as it is will meet a target: pass if all between the
 * limits is at or better than it, fail if all is worse, otherwise by chance.
 * The chart must have limits and the polarity must not be none.
 */
Assurance
xmr_assurance(const Xmr *xmr, double target, Polarity polarity)
{
	bool		low = polarity == POLARITY_LOW;
	int			worst = low ? place(target, xmr->upper) :
		place(xmr->lower, target);
	int			best = low ? place(target, xmr->lower) :
		place(xmr->upper, target);

	if (worst >= 0)
		return ASSURANCE_PASS;
	return best < 0 ? ASSURANCE_FAIL : ASSURANCE_INCONSISTENT;
}

const char *
cause_words(Cause cause)
{
	static const char *const words[] = {
		NULL,
		"above the upper limit", "below the lower limit",
		"7 rising", "7 falling",
		"2 of 3 near the upper limit", "2 of 3 near the lower limit",
		"7 above the centre", "7 below the centre"
	};

	return words[cause];
}

/* what a cause means: by what is good, or its side where nothing is */
const char *
judgement_word(Cause cause, Polarity polarity)
{
	bool		upward = cause % 2 == 1;

	if (cause == CAUSE_NONE)
		return "common cause";
	if (polarity == POLARITY_NONE)
		return upward ? "high" : "low";
	return upward == (polarity == POLARITY_HIGH) ? "improvement" : "concern";
}

const char *
assurance_word(Assurance assurance)
{
	static const char *const words[] = {"pass", "fail", "inconsistent"};

	return words[assurance];
}
