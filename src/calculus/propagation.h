/* SPDX-License-Identifier: PostgreSQL */
/*
 * propagation.h - bounds of unknown numbers that add up to known ones
 *
 * Plain C without fmgr.
 */
#ifndef CFSPERF_PROPAGATION_H
#define CFSPERF_PROPAGATION_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "calculus/host.h"

/* below what a bound is moved by, in relation to it, it has not moved */
#define BOUNDS_TOLERANCE	1e-9

/* contradictory where the lower one is above the upper one */
typedef struct Bounds
{
	double		lower;
	double		upper;			/* INFINITY: none */
} Bounds;

/* wholes and their parts, by number, one after the other */
typedef struct Sums
{
	int32_t		count;
	int32_t    *start;			/* count + 1 of them */
	int32_t    *members;		/* from start[i]: the whole, then its parts */
	int32_t		room;			/* in start */
	int32_t		member_room;
} Sums;

/*
 * A row is one number, such as the count of a measure in an area, over time.
 * Time is cut at points; a span lies between two of them, so that n points make
 * n * (n - 1) / 2 spans, and one period is two points and one span.
 */
typedef struct Network
{
	int32_t		rows;
	int32_t		points;
	int32_t		spans;
	Bounds	   *bounds;			/* of row r and span s: [r * spans + s] */
	bool	   *settled;		/* the same: known or contradictory, not to be
								 * changed */
	bool	   *whole_numbers;	/* by row */
	bool	   *adds_over_time; /* by row */
	Sums		sums;			/* of rows, in each span */
} Network;

/* the number of the span between two points, the first one being earlier */
static inline int32_t
span_number(int32_t points, int32_t from, int32_t to)
{
	return from * (2 * points - from - 1) / 2 + (to - from - 1);
}

static inline bool
bounds_contradict(Bounds b)
{
	return b.lower - b.upper > BOUNDS_TOLERANCE * fmax(1.0, fabs(b.upper));
}

extern void sums_start(Sums *sums, int32_t whole, const Host *host);
extern void sums_add_part(Sums *sums, int32_t part, const Host *host);
extern void sums_drop_last(Sums *sums);
extern void sums_release(Sums *sums, const Host *host);

extern void propagate_bounds(Network *network, const Host *host);

#endif							/* CFSPERF_PROPAGATION_H */
