/* SPDX-License-Identifier: PostgreSQL */
/*
 * suppression.c - which cells may be shown beside each other
 *
 * Cells are accepted for showing one by one, in the order that component.c
 * says; one with which those accepted would give away a number in need of
 * protection (needs.h) is withheld too.  Then the bounds of what is withheld are
 * looked at.  Where they are too narrow one more cell is withheld, itself in
 * need of protection from then on, and the component is decided again: until
 * no bound is too narrow, or there is nothing left that could help.  In the end
 * each cell that was withheld for room is tried without.
 */
#include "calculus/suppression.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "calculus/component.h"
#include "calculus/elimination.h"
#include "calculus/narrow.h"

/* cells that are decided again, at most, to see whether one can be shown */
#define MOST_WORK	200000

typedef struct Decider
{
	Components	all;
	const Host *host;
	int32_t    *ranks;			/* by atom: of its last cell, for pivots */
	Span	   *span;
	CellDecision *decisions;
} Decider;

/* ---------------------------------------------------------------- deciding */

/* what a reader learns of a cell that is shown */
typedef struct Learned
{
	int			count;
	SpanVector	vectors[2];
	double		values[2];
} Learned;

static Learned
learned_from(const Decider *decider, int32_t number)
{
	const Cell *cell = &decider->all.cells->cells[number];
	SpanVector	count = {.parts[0] = atom_set(&decider->all.atoms, number, SIDE_COUNT)};
	SpanVector	beside = {.parts[0] = atom_set(&decider->all.atoms, number, SIDE_BESIDE)};
	Learned		learned = {0};

	if (!isnan(cell->count))
	{
		learned.vectors[learned.count] = count;
		learned.values[learned.count++] = cell->count;
	}
	if (isnan(cell->base))
		return learned;
	learned.values[learned.count] = cell->base;
	if (cell->base_kind == BASE_CONTAINS_COUNT)
	{
		if (isnan(cell->count))
			beside.parts[1] = count.parts[0];
		else
			learned.values[learned.count] -= cell->count;
	}
	learned.vectors[learned.count++] = beside;
	return learned;
}

static void
protect_need(Span *span, const Need *need)
{
	for (int bit = NEED_COUNT; bit <= NEED_BASE; bit <<= 1)
	{
		SpanVector	vector = need_vector(need, bit);

		if (need->numbers & bit)
			span_protect(span, &vector);
	}
}

/* Says which needs follow from what is published, whatever is withheld now. */
static void
mark_given_away(const Decider *decider, Component *component)
{
	int32_t		vector = 0;

	for (int32_t i = 0; i < component->needs.count; i++)
	{
		Need	   *need = &component->needs.needs[i];

		for (int bit = NEED_COUNT; bit <= NEED_BASE; bit <<= 1)
		{
			if ((need->numbers & bit) == 0 ||
				!span_given_away(decider->span, vector++))
				continue;
			need->is_given_away = true;
			if (need->cell >= 0 &&
				decider->decisions[need->cell] == DECISION_WITHHELD)
				decider->decisions[need->cell] = DECISION_GIVEN_AWAY;
		}
	}
}

/* Adds what a reader learns of a cell to what is accepted, and as equations. */
static void
accept(Decider *decider, Component *component, int32_t place, const Learned *learned)
{
	int			independent = span_accept(decider->span, learned->vectors,
										  learned->count);

	for (int i = 0; i < learned->count; i++)
	{
		Equation   *equation = &component->equation[component->equations++];

		equation->vector = learned->vectors[i];
		equation->value = learned->values[i];
		equation->place = place;
		equation->is_independent = (independent & (1 << i)) != 0;
	}
}

static void
decide_in_turn(Decider *decider, Component *component)
{
	int32_t		decided = component->published + component->candidates;

	span_clear(decider->span);
	component->equations = 0;
	for (int32_t i = 0; i < component->needs.count; i++)
		protect_need(decider->span, &component->needs.needs[i]);
	for (int32_t i = 0; i <= decided; i++)
	{
		Learned		learned;
		bool		gives_away;
		int32_t		cell;

		if (i == component->published)
			mark_given_away(decider, component);
		if (i == decided)
			break;
		cell = component->places[i].cell;
		if (i > 0 && is_same_place(&component->places[i - 1], &component->places[i]))
		{
			/* several figures alike are shown or withheld alike */
			decider->decisions[cell] =
				decider->decisions[component->places[i - 1].cell];
			continue;
		}
		if (decider->decisions[cell] == DECISION_NARROW)
			continue;
		learned = learned_from(decider, cell);
		gives_away = span_gives_away(decider->span, learned.vectors, learned.count);
		decider->decisions[cell] = gives_away ? DECISION_SECONDARY : DECISION_SHOWN;
		if (!gives_away || i < component->published)
			accept(decider, component, i, &learned);
	}
}

/* Ranks atoms by their last cell; what is withheld in itself comes before all. */
static void
rank_atoms(Decider *decider, const Component *component)
{
	int32_t		decided = component->published + component->candidates;

	for (int32_t i = 0; i < component->count; i++)
	{
		int32_t		place = (i + decided) % component->count;

		for (int side = 0; side < CELL_SIDES; side++)
		{
			AtomSet		set = atom_set(&decider->all.atoms,
									   component->places[place].cell,
									   (CellSide) side);

			for (int32_t k = 0; k < set.size; k++)
				decider->ranks[set.atoms[k]] = i;
		}
	}
}

/*
 * Tries for each cell that made room whether it can be shown after all, as
 * others came after it: the last first.
 */
static void
reconsider(Decider *decider, Component *component)
{
	int32_t		trials = MOST_WORK / component->count;
	bool		is_decided = true;

	for (int32_t i = component->needs.count - 1; i >= 0 && trials > 0; i--)
	{
		Need	   *need = &component->needs.needs[i];
		int			numbers = need->numbers;

		if (need->cell < 0 || decider->decisions[need->cell] != DECISION_NARROW)
			continue;
		need->numbers = 0;
		decider->decisions[need->cell] = DECISION_SHOWN;
		decide_in_turn(decider, component);
		is_decided = !would_widen(&decider->all, component, decider->decisions);
		if (!is_decided)
		{
			need->numbers = numbers;
			decider->decisions[need->cell] = DECISION_NARROW;
		}
		decider->host->check_for_interrupts();
		trials--;
	}
	if (!is_decided)
		decide_in_turn(decider, component);
}

static void
decide_component(Decider *decider, Component *component)
{
	for (int32_t i = 0; i < component->count; i++)
		decider->decisions[component->places[i].cell] =
			component->places[i].turn == TURN_NONE ? DECISION_WITHHELD : DECISION_SHOWN;
	if (component->atoms == 0)
		return;
	find_needs(&decider->all, component);
	if (component->needs.count == 0)
		return;
	component->equation = decider->host->allocate((size_t) (2 * component->count + 1) *
												  sizeof(Equation));
	rank_atoms(decider, component);
	do
	{
		decider->host->check_for_interrupts();
		decide_in_turn(decider, component);
	} while (widen(&decider->all, component, decider->decisions));
	reconsider(decider, component);
	decider->host->release(component->equation);
	release_needs(&component->needs, decider->host);
}

/* Decides all cells; "decisions" has one for each. */
void
decide_cells(const Cells *cells, CellDecision *decisions, const Host *host)
{
	Decider		decider = {.host = host,.decisions = decisions};
	Component	component = {0};

	components_make(&decider.all, cells, host);
	decider.ranks = host->allocate(((size_t) decider.all.atoms.count + 1) *
								   sizeof(int32_t));
	decider.span = span_make(decider.all.atoms.count, decider.ranks, host);
	for (int32_t i = 0; i < cells->count; i++)
		decisions[i] = DECISION_NONE;
	while (next_component(&decider.all, &component))
	{
		host->check_for_interrupts();
		decide_component(&decider, &component);
	}
	span_release(decider.span);
	host->release(decider.ranks);
	components_release(&decider.all);
}
