/* SPDX-License-Identifier: PostgreSQL */
/*
 * cell_rounding.c - totals that are known to be rounded
 *
 * Publishers round national and regional counts to a multiple of 5, 10 or 100.
 * Anybody can see that: these totals are all such multiples, and some are not
 * the sum of parts that are all known.  Then a total can be half a multiple less
 * or more, and so does not say of a part that is withheld what it seems to say.
 * The rest of a base is the difference of two such numbers.
 *
 * Of totals that add up nothing is assumed, and nothing of a few.
 */
#include "calculus/cell_rounding.h"

#include "calculus/partitions.h"

#define FEWEST_TOTALS	4
#define FEWEST_PARTS	4		/* of a total, else it is an authority that was split */

static const double multiples[] = {100, 10, 5};

/* the totals of a measure in a span of time, of one kind of number */
typedef struct Totals
{
	Tables	   *tables;
	NodeLists	leaves;			/* of areas */
	int32_t		measure;
	int			kind;
	int32_t		span;
} Totals;

static size_t
place_in(const Totals *totals, int32_t area)
{
	return (size_t) row_number(totals->tables, area, totals->measure, totals->kind) *
		(size_t) totals->tables->network.spans + (size_t) totals->span;
}

static bool
is_known_total(const Totals *totals, int32_t area)
{
	return totals->leaves.start[area + 1] - totals->leaves.start[area] >= FEWEST_PARTS &&
		totals->tables->network.settled[place_in(totals, area)];
}

/* The multiple of which all known totals are; 0 where there is none. */
static double
multiple_of_totals(const Totals *totals)
{
	const Tables *tables = totals->tables;

	for (size_t m = 0; m < sizeof(multiples) / sizeof(*multiples); m++)
	{
		int32_t		found = 0;
		bool		all = true;

		for (int32_t area = 0; all && area < tables->cells->areas; area++)
		{
			size_t		at = place_in(totals, area);

			if (!is_known_total(totals, area))
				continue;
			all = fmod(tables->network.bounds[at].lower, multiples[m]) == 0;
			found += tables->network.bounds[at].lower != 0;
		}
		if (all && found >= FEWEST_TOTALS)
			return multiples[m];
	}
	return 0;
}

/* whether a sum of which all is known is not its total */
static bool
does_not_add_up(const Totals *totals, const int32_t *member, const int32_t *end)
{
	const Network *network = &totals->tables->network;
	size_t		at = place_in(totals, *member);
	double		left = network->bounds[at].lower;

	if (!is_known_total(totals, *member))
		return false;
	while (++member < end)
	{
		at = place_in(totals, *member);
		if (!network->settled[at])
			return false;
		left -= network->bounds[at].lower;
	}
	return fabs(left) > 0.5;
}

static bool
any_does_not_add_up(const Totals *totals, const Sums *areas)
{
	for (int32_t i = 0; i < areas->count; i++)
		if (does_not_add_up(totals, areas->members + areas->start[i],
							areas->members + areas->start[i + 1]))
			return true;
	return false;
}

/* Lets the known totals be that much less or more. */
static void
widen_totals(const Totals *totals, double by)
{
	Network    *network = &totals->tables->network;

	for (int32_t area = 0; area < totals->tables->cells->areas; area++)
	{
		size_t		at = place_in(totals, area);

		if (!is_known_total(totals, area))
			continue;
		network->settled[at] = false;
		network->bounds[at].lower = fmax(network->bounds[at].lower - by, 0);
		network->bounds[at].upper += by;
	}
}

/* Half the multiple to which the totals are rounded; 0 where they are not. */
static double
half_multiple(Totals *totals, int kind, Sums *areas)
{
	const Cells *cells = totals->tables->cells;
	double		multiple;

	totals->kind = kind;
	multiple = multiple_of_totals(totals);
	if (multiple == 0)
		return 0;
	if (areas->count == 0)
		*areas = partitions_of_wholes(cells->area_link, cells->area_links,
									  cells->areas, totals->tables->host);
	return any_does_not_add_up(totals, areas) ? multiple / 2 : 0;
}

/* Allows for the rounding of totals of areas, in each span by itself. */
void
allow_for_rounding(Tables *tables)
{
	const Cells *cells = tables->cells;
	Sums		areas = {0};
	Totals		totals = {.tables = tables,
		.leaves = leaves_of_nodes(cells->area_link, cells->area_links,
								  cells->areas, tables->host)
	};

	for (totals.measure = 0; totals.measure < cells->measures; totals.measure++)
		for (totals.span = 0; totals.span < tables->network.spans; totals.span++)
		{
			double		by[KINDS];

			by[COUNT] = half_multiple(&totals, COUNT, &areas);
			by[BASE] = half_multiple(&totals, BASE, &areas);
			by[REST] = by[COUNT] + by[BASE];
			for (totals.kind = 0; totals.kind < KINDS; totals.kind++)
				if (by[totals.kind] > 0)
					widen_totals(&totals, by[totals.kind]);
		}
	sums_release(&areas, tables->host);
	release_node_lists(&totals.leaves, tables->host);
}
