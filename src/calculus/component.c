/* SPDX-License-Identifier: PostgreSQL */
/*
 * component.c - cells that bear on each other
 *
 * Cells that have no atom in common, not even through others, do not bear on
 * each other: they are components of their own.  Within one, cells are in the
 * order in which they are decided: what has been published, which readers have
 * in any case; then sums of many atoms before those of few, so that country and
 * regions are shown wherever an inner cell can be withheld instead; of a size,
 * those with nobody counted or nobody left over first, for they protect nobody,
 * then the large before the small.  Ties go by the names of measure and area and
 * by period, so that the order of the input does not matter.
 */
#include "calculus/component.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- components */

static int32_t
component_of(int32_t *joined, int32_t atom)
{
	while (joined[atom] != atom)
	{
		joined[atom] = joined[joined[atom]];
		atom = joined[atom];
	}
	return atom;
}

static void
join_atoms(Components *all)
{
	all->joined = all->host->allocate(((size_t) all->atoms.count + 1) *
											  sizeof(int32_t));
	for (int32_t i = 0; i < all->atoms.count; i++)
		all->joined[i] = i;
	for (int32_t i = 0; i < all->cells->count; i++)
	{
		int32_t		first = -1;

		if (all->cells->cells[i].state == CELL_ABSENT)
			continue;
		for (int side = 0; side < CELL_SIDES; side++)
		{
			AtomSet		set = atom_set(&all->atoms, i, (CellSide) side);

			for (int32_t k = 0; k < set.size; k++)
			{
				int32_t		atom = component_of(all->joined, set.atoms[k]);

				if (first < 0)
					first = atom;
				all->joined[atom] = first;
			}
		}
	}
}

/* ---------------------------------------------------------------- the order */

#define COMPARE(a, b)	if ((a) != (b)) return (a) < (b) ? -1 : 1

/* by number, the unknown last */
static int
compare_numbers(double a, double b)
{
	if (isnan(a) || isnan(b))
		return (isnan(a) != 0) - (isnan(b) != 0);
	return (a > b) - (a < b);
}

static int
compare_names(const Cell *a, const Cell *b)
{
	COMPARE(a->measure, b->measure);
	COMPARE(a->area, b->area);
	COMPARE(a->first_month + a->months, b->first_month + b->months);
	COMPARE(a->months, b->months);
	return 0;
}

static int
compare_places(const void *left, const void *right)
{
	const Place *a = left;
	const Place *b = right;
	int			order;

	COMPARE(a->component, b->component);
	COMPARE(a->turn, b->turn);
	COMPARE(b->size, a->size);
	COMPARE(a->protects, b->protects);
	if ((order = compare_numbers(b->of->count, a->of->count)) != 0 ||
		(order = compare_names(a->of, b->of)) != 0)
		return order;
	return compare_numbers(a->of->base, b->of->base);
}

/* Returns whether two cells are the same in all that the order depends on. */
bool
is_same_place(const Place *a, const Place *b)
{
	return compare_places(a, b) == 0;
}

static CellTurn
turn_of(CellState state)
{
	if (state == CELL_PUBLISHED)
		return TURN_PUBLISHED;
	return state == CELL_CANDIDATE ? TURN_CANDIDATE : TURN_NONE;
}

static void
set_places(Components *all)
{
	all->places = all->host->allocate(((size_t) all->cells->count + 1) *
											  sizeof(Place));
	for (int32_t i = 0; i < all->cells->count; i++)
	{
		const Cell *cell = &all->cells->cells[i];
		AtomSet		count = atom_set(&all->atoms, i, SIDE_COUNT);
		AtomSet		beside = atom_set(&all->atoms, i, SIDE_BESIDE);
		Place	   *place = &all->places[all->count];

		if (cell->state == CELL_ABSENT)
			continue;
		place->component = -1;
		if (count.size > 0)
			place->component = component_of(all->joined, count.atoms[0]);
		else if (beside.size > 0)
			place->component = component_of(all->joined, beside.atoms[0]);
		place->cell = i;
		place->size = count.size;
		place->turn = turn_of(cell->state);
		place->protects = cell->count != 0 &&
			(cell->base_kind != BASE_CONTAINS_COUNT || cell->base != cell->count);
		place->of = cell;
		all->count++;
	}
	qsort(all->places, (size_t) all->count, sizeof(Place), compare_places);
}

/* Numbers the atoms of each component from 0. */
static void
number_atoms(Components *all)
{
	size_t		size = ((size_t) all->atoms.count + 1) * sizeof(int32_t);

	all->local = all->host->allocate(size);
	all->sizes = all->host->allocate(size);
	memset(all->sizes, 0, size);
	for (int32_t atom = 0; atom < all->atoms.count; atom++)
		all->local[atom] = all->sizes[component_of(all->joined, atom)]++;
}

/* Makes the components of cells. */
void
components_make(Components *all, const Cells *cells, const Host *host)
{
	memset(all, 0, sizeof(Components));
	all->cells = cells;
	all->host = host;
	atoms_make(&all->atoms, cells, host);
	join_atoms(all);
	number_atoms(all);
	set_places(all);
}

void
components_release(Components *all)
{
	all->host->release(all->joined);
	all->host->release(all->local);
	all->host->release(all->sizes);
	all->host->release(all->places);
	atoms_release(&all->atoms);
}

/*
 * Goes from a component to the next one, to the first from one of zeros;
 * returns whether there is one.
 */
bool
next_component(const Components *all, Component *component)
{
	const Place *end = all->places + all->count;
	const Place *first = component->places == NULL ? all->places :
		component->places + component->count;
	int32_t		name;

	memset(component, 0, sizeof(Component));
	if (first == end)
		return false;
	component->places = first;
	name = first->component;
	while (first + component->count < end &&
		   first[component->count].component == name)
	{
		component->published += first[component->count].turn == TURN_PUBLISHED;
		component->candidates += first[component->count].turn == TURN_CANDIDATE;
		component->count++;
	}
	component->atoms = name < 0 ? 0 : all->sizes[name];
	return true;
}

/* ---------------------------------------------------------------- needs */

static int
compare_places_by_name(const void *left, const void *right)
{
	return compare_names(((const Place *) left)->of, ((const Place *) right)->of);
}

/* Collects what needs protection: of cells, and of periods between them. */
void
find_needs(Components *all, Component *component)
{
	Place	   *sorted = all->host->allocate((size_t) component->count * sizeof(Place));
	int32_t    *cells = all->host->allocate((size_t) component->count *
												sizeof(int32_t));

	for (int32_t i = component->published + component->candidates;
		 i < component->count; i++)
	{
		int32_t		cell = component->places[i].cell;
		Need		need = {.cell = cell,.below = component->places[i].of->below};

		need.numbers = numbers_in_need(component->places[i].of);
		for (int side = 0; side < CELL_SIDES; side++)
			need.sets[side] = atom_set(&all->atoms, cell, (CellSide) side);
		add_need(&component->needs, &need, all->host);
	}
	memcpy(sorted, component->places, (size_t) component->count * sizeof(Place));
	qsort(sorted, (size_t) component->count, sizeof(Place), compare_places_by_name);
	for (int32_t i = 0; i < component->count; i++)
		cells[i] = sorted[i].cell;
	needs_of_periods(&component->needs, &all->atoms, cells, component->count);
	all->host->release(cells);
	all->host->release(sorted);
}
