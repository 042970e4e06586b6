/*
 * suppression.c - which cells may be shown beside each other
 *
 * Cells are accepted for showing one by one; one with which those accepted
 * would give away a number in need of protection (needs.h) is withheld too.
 * First what has been published, which readers have in any case; then sums of
 * many atoms before those of few, so that country and regions are shown
 * wherever an inner cell can be withheld instead; of a size, those with nobody
 * counted or nobody left over first, for they protect nobody, then the large
 * before the small.  Ties go by the names of measure and area and by period: what
 * is decided is a function of the cells, whatever their order.
 *
 * Cells that have no atom in common, not even through others, do not bear on
 * each other, and are decided apart.
 */
#include "calculus/suppression.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "calculus/atoms.h"
#include "calculus/elimination.h"
#include "calculus/needs.h"

/* a cell with what its place in the order depends on */
typedef struct Place
{
	int32_t		component;		/* an atom; -1: none */
	int32_t		cell;
	int32_t		size;			/* atoms of the count */
	int8_t		turn;			/* published, candidate, the rest */
	bool		protects;		/* neither count nor rest is zero */
	const Cell *of;
} Place;

enum
{
	TURN_PUBLISHED, TURN_CANDIDATE, TURN_NONE
};

typedef struct Decider
{
	const Cells *cells;
	const Host *host;
	Atoms		atoms;
	int32_t    *joined;			/* by atom: towards that of its component */
	int32_t    *ranks;			/* by atom: of its last cell, for pivots */
	int32_t		count;
	Place	   *places;
	Span	   *span;
	CellDecision *decisions;
} Decider;

/* cells that bear on each other, in the order in which they are decided */
typedef struct Component
{
	const Place *places;
	int32_t		count;
	int32_t		published;		/* the first ones */
	int32_t		candidates;		/* those after them */
	Needs		needs;
} Component;

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
join_atoms(Decider *decider)
{
	decider->joined = decider->host->allocate(((size_t) decider->atoms.count + 1) *
											  sizeof(int32_t));
	for (int32_t i = 0; i < decider->atoms.count; i++)
		decider->joined[i] = i;
	for (int32_t i = 0; i < decider->cells->count; i++)
	{
		int32_t		first = -1;

		if (decider->cells->cells[i].state == CELL_ABSENT)
			continue;
		for (int side = 0; side < CELL_SIDES; side++)
		{
			AtomSet		set = atom_set(&decider->atoms, i, (CellSide) side);

			for (int32_t k = 0; k < set.size; k++)
			{
				int32_t		atom = component_of(decider->joined, set.atoms[k]);

				if (first < 0)
					first = atom;
				decider->joined[atom] = first;
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

static int8_t
turn_of(CellState state)
{
	if (state == CELL_PUBLISHED)
		return TURN_PUBLISHED;
	return state == CELL_CANDIDATE ? TURN_CANDIDATE : TURN_NONE;
}

static void
set_places(Decider *decider)
{
	decider->places = decider->host->allocate(((size_t) decider->cells->count + 1) *
											  sizeof(Place));
	for (int32_t i = 0; i < decider->cells->count; i++)
	{
		const Cell *cell = &decider->cells->cells[i];
		AtomSet		count = atom_set(&decider->atoms, i, SIDE_COUNT);
		AtomSet		beside = atom_set(&decider->atoms, i, SIDE_BESIDE);
		Place	   *place = &decider->places[decider->count];

		decider->decisions[i] = DECISION_NONE;
		if (cell->state == CELL_ABSENT)
			continue;
		place->component = -1;
		if (count.size > 0)
			place->component = component_of(decider->joined, count.atoms[0]);
		else if (beside.size > 0)
			place->component = component_of(decider->joined, beside.atoms[0]);
		place->cell = i;
		place->size = count.size;
		place->turn = turn_of(cell->state);
		place->protects = cell->count != 0 &&
			(cell->base_kind != BASE_CONTAINS_COUNT || cell->base != cell->count);
		place->of = cell;
		decider->count++;
	}
	qsort(decider->places, (size_t) decider->count, sizeof(Place), compare_places);
}

/* ---------------------------------------------------------------- deciding */

/* Writes what a reader learns of a cell that is shown; returns how many numbers. */
static int
shown_vectors(const Decider *decider, int32_t number, SpanVector *vectors)
{
	const Cell *cell = &decider->cells->cells[number];
	SpanVector	count = {.parts[0] = atom_set(&decider->atoms, number, SIDE_COUNT)};
	SpanVector	beside = {.parts[0] = atom_set(&decider->atoms, number, SIDE_BESIDE)};
	int			found = 0;

	if (!isnan(cell->count))
		vectors[found++] = count;
	if (isnan(cell->base))
		return found;
	if (cell->base_kind == BASE_CONTAINS_COUNT && isnan(cell->count))
		beside.parts[1] = count.parts[0];
	vectors[found++] = beside;
	return found;
}

/* Protects the numbers of a need, each as a vector, in the order of the bits. */
static void
protect_need(Span *span, const Need *need)
{
	const AtomSet nothing = {0, NULL};

	for (int bit = NEED_COUNT; bit <= NEED_BASE; bit <<= 1)
	{
		SpanVector	vector = {{bit == NEED_BESIDE ? nothing : need->sets[SIDE_COUNT],
		bit == NEED_COUNT ? nothing : need->sets[SIDE_BESIDE]}};

		if (need->numbers & bit)
			span_protect(span, &vector);
	}
}

/* Says which needs follow from what is published, whatever is withheld now. */
static void
mark_given_away(const Decider *decider, const Component *component)
{
	int32_t		vector = 0;

	for (int32_t i = 0; i < component->needs.count; i++)
	{
		const Need *need = &component->needs.needs[i];

		for (int bit = NEED_COUNT; bit <= NEED_BASE; bit <<= 1)
		{
			if ((need->numbers & bit) == 0)
				continue;
			if (span_given_away(decider->span, vector++) && need->cell >= 0)
				decider->decisions[need->cell] = DECISION_GIVEN_AWAY;
		}
	}
}

static void
decide_in_turn(Decider *decider, const Component *component)
{
	span_clear(decider->span);
	for (int32_t i = 0; i < component->needs.count; i++)
		protect_need(decider->span, &component->needs.needs[i]);
	for (int32_t i = 0; i < component->published + component->candidates; i++)
	{
		int32_t		cell = component->places[i].cell;
		SpanVector	vectors[2];
		int			count = shown_vectors(decider, cell, vectors);
		bool		gives_away;

		if (i == component->published)
			mark_given_away(decider, component);
		if (decider->decisions[cell] == DECISION_NARROW)
			continue;
		gives_away = span_gives_away(decider->span, vectors, count);
		decider->decisions[cell] = gives_away ? DECISION_SECONDARY : DECISION_SHOWN;
		if (!gives_away || i < component->published)
			span_accept(decider->span, vectors, count);
	}
	if (component->candidates == 0)
		mark_given_away(decider, component);
}

static void
rank_atoms(Decider *decider, const Component *component)
{
	int32_t		decided = component->published + component->candidates;

	for (int32_t i = 0; i < component->count; i++)
	{
		/* what is withheld in itself comes first of all, as its atoms never go */
		for (int side = 0; side < CELL_SIDES; side++)
		{
			int32_t		place = i < component->count - decided ? decided + i :
				i - (component->count - decided);
			AtomSet		set = atom_set(&decider->atoms,
									   component->places[place].cell,
									   (CellSide) side);

			for (int32_t k = 0; k < set.size; k++)
				decider->ranks[set.atoms[k]] = i;
		}
	}
}

static int
compare_places_by_name(const void *left, const void *right)
{
	return compare_names(((const Place *) left)->of, ((const Place *) right)->of);
}

/* Collects what needs protection: of cells, and of periods between them. */
static void
find_needs(Decider *decider, Component *component)
{
	Place	   *sorted = decider->host->allocate((size_t) component->count * sizeof(Place));
	int32_t    *cells = decider->host->allocate((size_t) component->count *
												sizeof(int32_t));

	for (int32_t i = component->published + component->candidates;
		 i < component->count; i++)
	{
		int32_t		cell = component->places[i].cell;
		Need		need = {.cell = cell,.below = component->places[i].of->below};

		need.numbers = numbers_in_need(component->places[i].of);
		for (int side = 0; side < CELL_SIDES; side++)
			need.sets[side] = atom_set(&decider->atoms, cell, (CellSide) side);
		add_need(&component->needs, &need, decider->host);
		decider->decisions[cell] = DECISION_WITHHELD;
	}
	memcpy(sorted, component->places, (size_t) component->count * sizeof(Place));
	qsort(sorted, (size_t) component->count, sizeof(Place), compare_places_by_name);
	for (int32_t i = 0; i < component->count; i++)
		cells[i] = sorted[i].cell;
	needs_of_periods(&component->needs, &decider->atoms, cells, component->count);
	decider->host->release(cells);
	decider->host->release(sorted);
}

static void
show_all(Decider *decider, const Component *component)
{
	for (int32_t i = 0; i < component->count; i++)
		decider->decisions[component->places[i].cell] =
			component->places[i].turn == TURN_NONE ? DECISION_WITHHELD : DECISION_SHOWN;
}

static void
decide_component(Decider *decider, Component *component)
{
	if (component->places[0].component >= 0)
		find_needs(decider, component);
	if (component->needs.count == 0)
	{
		show_all(decider, component);
		return;
	}
	rank_atoms(decider, component);
	decide_in_turn(decider, component);
	decider->host->release(component->needs.needs);
}

/* Decides all cells; "decisions" has one for each. */
void
decide_cells(const Cells *cells, CellDecision *decisions, const Host *host)
{
	Decider		decider = {.cells = cells,.host = host,.decisions = decisions};

	atoms_make(&decider.atoms, cells, host);
	join_atoms(&decider);
	set_places(&decider);
	decider.ranks = host->allocate(((size_t) decider.atoms.count + 1) * sizeof(int32_t));
	decider.span = span_make(decider.atoms.count, decider.ranks, host);
	for (int32_t from = 0, to; from < decider.count; from = to)
	{
		Component	component = {.places = decider.places + from};

		host->check_for_interrupts();
		for (to = from; to < decider.count && decider.places[to].component ==
			 decider.places[from].component; to++)
		{
			component.published += decider.places[to].turn == TURN_PUBLISHED;
			component.candidates += decider.places[to].turn == TURN_CANDIDATE;
		}
		component.count = to - from;
		decide_component(&decider, &component);
	}
	span_release(decider.span);
	host->release(decider.ranks);
	host->release(decider.places);
	host->release(decider.joined);
	atoms_release(&decider.atoms);
}

/* Returns a decision as SQL has it, NULL for none. */
const char *
decision_word(CellDecision decision)
{
	static const char *const words[] = {
		NULL, "shown", "secondary", "narrow", "withheld", "given away"
	};

	return words[decision];
}
