/* SPDX-License-Identifier: PostgreSQL */
/*
 * propagation.c - bounds of unknown numbers that add up to known ones
 *
 * Interval propagation (bounds consistency): in each sum w = p1 + ... + pk
 *
 *		lower(w)  >= sum of lower(p)		lower(pi) >= lower(w) - sum of upper(pj), j <> i
 *		upper(w)  <= sum of upper(p)		upper(pi) <= upper(w) - sum of lower(pj), j <> i
 *
 * round after round until no bound moves any more.  Numbers are whole ones
 * where the row says so: a lower bound is rounded up, an upper one down.  In a
 * hierarchy these are the exact bounds; where tables are linked in cycles they
 * can be wider than a linear program's, never narrower.
 *
 * In time a span is the sum of the two into which a point within cuts it.  With
 * all spans of all points at hand this is path consistency, so that a quarter
 * follows from two rolling years that overlap.
 *
 * Figures that do not add up, as rounded ones do not, make some bounds
 * contradictory.  Such a number stays as it is, with its lower bound above its
 * upper one, and counts for others as anything in between.  Bounds only move
 * towards each other, but may do so in many small steps: after MAX_ROUNDS they
 * stay where they are, too wide but right.
 */
#include "calculus/propagation.h"

#include <string.h>

#define MAX_ROUNDS		1000
#define CHECK_EVERY		256		/* sums or rows between checks for interrupts */

/* ---------------------------------------------------------------- sums */

/* an array with room for one more, copied into a larger one where it is full */
static int32_t *
make_room(int32_t *array, int32_t used, int32_t *room, const Host *host)
{
	int32_t    *larger;

	if (used < *room)
		return array;
	*room = *room < 64 ? 64 : *room + *room / 2;
	larger = host->allocate((size_t) *room * sizeof(int32_t));
	if (array != NULL)
	{
		memcpy(larger, array, (size_t) used * sizeof(int32_t));
		host->release(array);
	}
	return larger;
}

/* Begins a sum; all zeros is an empty list of sums. */
void
sums_start(Sums *sums, int32_t whole, const Host *host)
{
	int32_t		members = sums->count > 0 ? sums->start[sums->count] : 0;

	sums->start = make_room(sums->start, sums->count + 1, &sums->room, host);
	sums->start[sums->count] = members;
	sums->members = make_room(sums->members, members, &sums->member_room, host);
	sums->members[members] = whole;
	sums->count++;
	sums->start[sums->count] = members + 1;
}

/* Adds a part to the sum begun last. */
void
sums_add_part(Sums *sums, int32_t part, const Host *host)
{
	int32_t		members = sums->start[sums->count];

	sums->members = make_room(sums->members, members, &sums->member_room, host);
	sums->members[members] = part;
	sums->start[sums->count] = members + 1;
}

void
sums_drop_last(Sums *sums)
{
	sums->count--;
}

void
sums_release(Sums *sums, const Host *host)
{
	if (sums->start != NULL)
		host->release(sums->start);
	if (sums->members != NULL)
		host->release(sums->members);
	memset(sums, 0, sizeof(*sums));
}

/* ---------------------------------------------------------------- one sum */

/* the bounds of all parts of a sum together */
typedef struct Totals
{
	double		lower;
	double		upper;			/* of those that have one */
	int32_t		unbounded;		/* those that have none */
} Totals;

/* what a number can be for others, also where its own bounds contradict */
static inline Bounds
bounds_seen(Bounds b)
{
	return b.lower <= b.upper ? b : (Bounds) {b.upper, b.lower};
}

static inline void
totals_add(Totals *totals, Bounds part)
{
	totals->lower += part.lower;
	if (isinf(part.upper))
		totals->unbounded++;
	else
		totals->upper += part.upper;
}

/* Narrows the bounds of a number; whether they moved. */
static bool
narrow(Network *network, int32_t row, int32_t span, double lower, double upper)
{
	size_t		at = (size_t) row * (size_t) network->spans + (size_t) span;
	Bounds	   *b = &network->bounds[at];
	bool		moved = false;

	if (network->settled[at])
		return false;
	if (network->whole_numbers[row])
	{
		lower = ceil(lower - 1e-6);
		upper = floor(upper + 1e-6);
	}
	if (lower - b->lower > BOUNDS_TOLERANCE * fmax(1.0, fabs(lower)))
	{
		b->lower = lower;
		moved = true;
	}
	if (b->upper - upper > BOUNDS_TOLERANCE * fmax(1.0, fabs(upper)))
	{
		b->upper = upper;
		moved = true;
	}
	if (moved && bounds_contradict(*b))
		network->settled[at] = true;
	return moved;
}

static inline Bounds
seen(const Network *network, int32_t row, int32_t span)
{
	return bounds_seen(network->bounds[(size_t) row * (size_t) network->spans +
									   (size_t) span]);
}

/* Narrows a part of a sum by its whole and the other parts. */
static bool
narrow_part(Network *network, int32_t row, int32_t span, Bounds whole,
			const Totals *totals)
{
	Bounds		part = seen(network, row, span);
	int32_t		others_unbounded = totals->unbounded - (isinf(part.upper) ? 1 : 0);
	double		others_upper = isinf(part.upper) ? totals->upper :
		totals->upper - part.upper;

	return narrow(network, row, span,
				  others_unbounded > 0 ? -INFINITY : whole.lower - others_upper,
				  whole.upper - (totals->lower - part.lower));
}

/* ---------------------------------------------------------------- rounds */

/* what moved, by row: the round in which it did last */
typedef struct Rounds
{
	int32_t		now;
	int32_t    *moved_in;
} Rounds;

static inline bool
moved_lately(const Rounds *rounds, int32_t row)
{
	return rounds->moved_in[row] >= rounds->now - 1;
}

/* One sum of rows, in each span; whether any bound moved. */
static bool
narrow_by_sum(Network *network, const int32_t *members, int32_t count,
			  Rounds *rounds)
{
	bool		any = false;

	for (int32_t i = 0; i < count && !any; i++)
		any = moved_lately(rounds, members[i]);
	if (!any)
		return false;
	any = false;
	for (int32_t span = 0; span < network->spans; span++)
	{
		Bounds		whole = seen(network, members[0], span);
		Totals		totals = {0};

		for (int32_t i = 1; i < count; i++)
			totals_add(&totals, seen(network, members[i], span));
		for (int32_t i = 0; i < count; i++)
			if (i == 0 ? narrow(network, members[0], span, totals.lower,
								totals.unbounded > 0 ? INFINITY : totals.upper) :
				narrow_part(network, members[i], span, whole, &totals))
			{
				rounds->moved_in[members[i]] = rounds->now;
				any = true;
			}
	}
	return any;
}

/* A span and the two into which a point within cuts it. */
static bool
narrow_by_cut(Network *network, int32_t row, int32_t whole, int32_t first,
			  int32_t second)
{
	Bounds		bounds = seen(network, row, whole);
	Totals		totals = {0};
	bool		moved;

	totals_add(&totals, seen(network, row, first));
	totals_add(&totals, seen(network, row, second));
	moved = narrow(network, row, whole, totals.lower,
				   totals.unbounded > 0 ? INFINITY : totals.upper);
	moved |= narrow_part(network, row, first, bounds, &totals);
	moved |= narrow_part(network, row, second, bounds, &totals);
	return moved;
}

/* All cuts of all spans of a row; whether any bound moved. */
static bool
narrow_over_time(Network *network, int32_t row, Rounds *rounds)
{
	int32_t		points = network->points;
	bool		any = false;

	if (!network->adds_over_time[row] || !moved_lately(rounds, row))
		return false;
	for (int32_t cut = 1; cut < points - 1; cut++)
		for (int32_t from = 0; from < cut; from++)
			for (int32_t to = cut + 1; to < points; to++)
				any |= narrow_by_cut(network, row,
									 span_number(points, from, to),
									 span_number(points, from, cut),
									 span_number(points, cut, to));
	if (any)
		rounds->moved_in[row] = rounds->now;
	return any;
}

/*
 * Narrows all bounds as far as the sums do.  They start as what is known, and
 * [0, INFINITY] for what is not.
 */
void
propagate_bounds(Network *network, const Host *host)
{
	const Sums *sums = &network->sums;
	Rounds		rounds = {.now = 1};
	bool		any = true;

	rounds.moved_in = host->allocate(((size_t) network->rows + 1) * sizeof(int32_t));
	memset(rounds.moved_in, 0, ((size_t) network->rows + 1) * sizeof(int32_t));
	for (; any && rounds.now <= MAX_ROUNDS; rounds.now++)
	{
		any = false;
		for (int32_t i = 0; i < sums->count; i++)
		{
			if (i % CHECK_EVERY == 0)
				host->check_for_interrupts();
			any |= narrow_by_sum(network, sums->members + sums->start[i],
								 sums->start[i + 1] - sums->start[i], &rounds);
		}
		for (int32_t row = 0; row < network->rows && network->points > 2; row++)
		{
			host->check_for_interrupts();
			any |= narrow_over_time(network, row, &rounds);
		}
	}
	host->release(rounds.moved_in);
}
