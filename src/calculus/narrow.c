/* SPDX-License-Identifier: PostgreSQL */
/*
 * narrow.c - withheld numbers that are bounded too narrowly
 *
 * Fewer different values than the number below which a count is small, of a
 * number that needs protection or of the count of any other cell withheld, are
 * too few: as where two small counts in one region add up to two.  Then one more
 * cell of the sum that binds it most is withheld: of the largest parts of the
 * sum, those apart from the number in question, the smallest that makes room
 * enough, else the largest.  Where the sum has no such part, it is withheld
 * itself.
 *
 * A contradiction counts as narrow: published figures are rounded, and need not
 * add up.
 */
#include "calculus/narrow.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct Widening
{
	Components *all;
	Component  *component;
	CellDecision *decisions;
	Bounds	   *bounds;
	bool	   *is_relieved;	/* by equation: a part of it is withheld now */
	bool	   *is_asked;		/* by local atom: in the number in question */
	bool	   *is_near;		/* by local atom: of it, or bound to it by equations */
	bool	   *is_inside;		/* by local atom: in the equation looked at */
	bool		is_trial;		/* nothing is to be withheld */
	bool		is_changed;
} Widening;

/* a number in question, and how much wider its bounds must be */
typedef struct Question
{
	SpanVector	vector;
	double		enough;
	double		width;
} Question;

static double
value_beside(const Cell *cell)
{
	return cell->base_kind == BASE_CONTAINS_COUNT ? cell->base - cell->count : cell->base;
}

/* what atoms are, as far as they are cells by themselves */
static double *
true_values(const Components *all, const Component *component)
{
	double	   *truth = all->host->allocate(((size_t) component->atoms + 1) *
											sizeof(double));

	for (int32_t i = 0; i < component->atoms; i++)
		truth[i] = NAN;
	for (int32_t i = 0; i < component->count; i++)
	{
		const Place *place = &component->places[i];
		AtomSet		count = atom_set(&all->atoms, place->cell, SIDE_COUNT);
		AtomSet		beside = atom_set(&all->atoms, place->cell, SIDE_BESIDE);

		if (count.size == 1 && place->of->count >= 0)
			truth[all->local[count.atoms[0]]] = place->of->count;
		if (beside.size == 1 && value_beside(place->of) >= 0)
			truth[all->local[beside.atoms[0]]] = value_beside(place->of);
	}
	return truth;
}

/* Sets the marks of a vector's atoms. */
static void
mark(const Widening *widening, bool *marks, const SpanVector *vector, bool value)
{
	for (int part = 0; part < 2; part++)
		for (int32_t i = 0; i < vector->parts[part].size; i++)
			marks[widening->all->local[vector->parts[part].atoms[i]]] = value;
}

static bool
meets(const Widening *widening, const bool *marks, const SpanVector *vector)
{
	for (int part = 0; part < 2; part++)
		for (int32_t i = 0; i < vector->parts[part].size; i++)
			if (marks[widening->all->local[vector->parts[part].atoms[i]]])
				return true;
	return false;
}

static int32_t
vector_size(const SpanVector *vector)
{
	return vector->parts[0].size + vector->parts[1].size;
}

/* whether an equation's atoms are in the equation looked at, none of them asked */
static bool
is_part(const Widening *widening, const Equation *equation)
{
	for (int part = 0; part < 2; part++)
		for (int32_t i = 0; i < equation->vector.parts[part].size; i++)
		{
			int32_t		atom = widening->all->local[equation->vector.parts[part].atoms[i]];

			if (!widening->is_inside[atom] || widening->is_asked[atom])
				return false;
		}
	return vector_size(&equation->vector) > 0;
}

/* whether a further cell may be withheld */
static bool
may_withhold(const Widening *widening, const Equation *equation)
{
	int32_t		cell = widening->component->places[equation->place].cell;

	return equation->place >= widening->component->published &&
		widening->decisions[cell] == DECISION_SHOWN;
}

/* Whether one part makes room better than another. */
static bool
is_better(const Equation *one, const Equation *other, double lack)
{
	int32_t		size = vector_size(&one->vector);
	int32_t		other_size;

	if (other == NULL)
		return true;
	other_size = vector_size(&other->vector);
	if (size != other_size)
		return size > other_size;
	if ((one->value >= lack) != (other->value >= lack))
		return one->value >= lack;
	if (one->value != other->value)
		return (one->value < other->value) == (one->value >= lack);
	return one->place > other->place;
}

/* the best of an equation's parts to withhold, NULL where there is none */
static const Equation *
best_part(const Widening *widening, const Equation *whole, double lack)
{
	const Component *component = widening->component;
	const Equation *best = NULL;

	mark(widening, widening->is_inside, &whole->vector, true);
	for (int32_t i = 0; i < component->equations; i++)
	{
		const Equation *equation = &component->equation[i];

		if (equation->value > 0 && equation->place != whole->place &&
			may_withhold(widening, equation) && is_part(widening, equation) &&
			is_better(equation, best, lack))
			best = equation;
	}
	mark(widening, widening->is_inside, &whole->vector, false);
	return best;
}

/* Withholds a cell; the number by which it protects is in need from now on. */
static void
withhold(Widening *widening, const Equation *equation)
{
	int32_t		cell = widening->component->places[equation->place].cell;
	AtomSet		count = atom_set(&widening->all->atoms, cell, SIDE_COUNT);
	Need		need = {.cell = cell};

	widening->is_changed = true;
	if (widening->is_trial)
		return;
	need.sets[SIDE_COUNT] = count;
	need.sets[SIDE_BESIDE] = atom_set(&widening->all->atoms, cell, SIDE_BESIDE);
	if (equation->vector.parts[1].size > 0)
		need.numbers = NEED_BASE;
	else
		need.numbers = equation->vector.parts[0].atoms == count.atoms ?
			NEED_COUNT : NEED_BESIDE;
	add_need(&widening->component->needs, &need, widening->all->host);
	widening->decisions[cell] = DECISION_NARROW;
}

/* whether an equation binds more tightly, or as much and what is fewer atoms */
static bool
is_tighter(const Equation *one, const Equation *other)
{
	if (one->left != other->left)
		return one->left < other->left;
	if (vector_size(&one->vector) != vector_size(&other->vector))
		return vector_size(&one->vector) < vector_size(&other->vector);
	return one < other;
}

/* the tightest equation with an atom in question, after the one before */
static const Equation *
next_equation(const Widening *widening, const Equation *before)
{
	const Component *component = widening->component;
	const Equation *best = NULL;

	for (int32_t i = 0; i < component->equations; i++)
	{
		const Equation *equation = &component->equation[i];

		if ((before == NULL || is_tighter(before, equation)) &&
			(best == NULL || is_tighter(equation, best)) &&
			meets(widening, widening->is_near, &equation->vector))
			best = equation;
	}
	return best;
}

/* Adds the atoms of equations with atoms near; returns whether there are more. */
static bool
look_further(Widening *widening)
{
	const Component *component = widening->component;
	bool		is_more = false;

	for (int32_t i = 0; i < component->equations; i++)
	{
		const SpanVector *vector = &component->equation[i].vector;

		if (component->equation[i].unknown == 0 ||
			!meets(widening, widening->is_near, vector))
			continue;
		for (int part = 0; part < 2; part++)
			for (int32_t k = 0; k < vector->parts[part].size; k++)
			{
				bool	   *near = &widening->is_near[widening->all->local[vector->parts[part].atoms[k]]];

				is_more = is_more || !*near;
				*near = true;
			}
	}
	return is_more;
}

/*
 * Withholds a part of an equation, or the equation itself; returns whether that
 * could be done, or has been done since the bounds were found.
 */
static bool
relieve(Widening *widening, const Equation *equation, double lack)
{
	bool	   *is_relieved = &widening->is_relieved[equation - widening->component->equation];
	const Equation *part;

	if (*is_relieved)
		return true;			/* to be seen when all is decided again */
	part = best_part(widening, equation, lack);
	if (part == NULL && may_withhold(widening, equation))
		part = equation;
	if (part == NULL)
		return false;
	withhold(widening, part);
	*is_relieved = true;
	return true;
}

/*
 * Makes room for a number whose bounds are too narrow, where there is a way:
 * in the equations of its atoms, else in those that bind these.
 */
static void
make_room(Widening *widening, const Question *question)
{
	bool		is_done = false;

	mark(widening, widening->is_asked, &question->vector, true);
	mark(widening, widening->is_near, &question->vector, true);
	do
	{
		const Equation *equation = NULL;

		while (!is_done && (equation = next_equation(widening, equation)) != NULL)
			is_done = relieve(widening, equation, question->enough -
							  (question->width < 0 ? equation->left : question->width));
	} while (!is_done && look_further(widening));
	mark(widening, widening->is_asked, &question->vector, false);
	memset(widening->is_near, false, (size_t) widening->component->atoms);
}

/* Makes room for a number, unless it can have values enough. */
static void
ask(Widening *widening, const SpanVector *vector, int32_t below)
{
	Question	question = {.vector = *vector,.enough = below > 2 ? below - 1 : 1};

	if (vector_size(vector) == 0)
		return;
	question.width = bounds_width(widening->bounds, vector, question.enough);
	if (question.width < question.enough)
		make_room(widening, &question);
}

/* whether one number that is too narrow is all that was to be found */
static bool
is_answered(const Widening *widening)
{
	return widening->is_trial && widening->is_changed;
}

static void
ask_all(Widening *widening)
{
	Component  *component = widening->component;
	int32_t		needs = component->needs.count; /* without those that are added */

	for (int32_t i = 0; i < needs && !is_answered(widening); i++)
	{
		widening->all->host->check_for_interrupts();
		for (int bit = NEED_COUNT; bit <= NEED_BASE; bit <<= 1)
		{
			Need		need = component->needs.needs[i];
			SpanVector	vector = need_vector(&need, bit);

			if ((need.numbers & bit) != 0 && !need.is_given_away)
				ask(widening, &vector, need.below);
		}
	}
	for (int32_t i = component->published;
		 i < component->published + component->candidates && !is_answered(widening);
		 i++)
	{
		const Place *place = &component->places[i];
		SpanVector	count = {.parts[0] = atom_set(&widening->all->atoms, place->cell,
												  SIDE_COUNT)};

		if (widening->decisions[place->cell] == DECISION_SECONDARY &&
			!isnan(place->of->count))
			ask(widening, &count, place->of->below);
	}
}

/* Goes through a component that has been decided; returns whether more is withheld. */
static bool
go_through(Components *all, Component *component, CellDecision *decisions,
		   bool is_trial)
{
	Widening	widening = {.all = all,.component = component,
	.decisions = decisions,.is_trial = is_trial};
	double	   *truth = true_values(all, component);
	size_t		atoms = (size_t) component->atoms + 1;
	bool	   *marks = all->host->allocate(3 * atoms);

	memset(marks, false, 3 * atoms);
	widening.is_asked = marks;
	widening.is_near = marks + atoms;
	widening.is_inside = marks + 2 * atoms;
	widening.bounds = bounds_make(component->equation, component->equations,
								  all->local, component->atoms, truth, all->host);
	widening.is_relieved = all->host->allocate((size_t) component->equations + 1);
	memset(widening.is_relieved, false, (size_t) component->equations);
	ask_all(&widening);
	all->host->release(widening.is_relieved);
	bounds_release(widening.bounds);
	all->host->release(marks);
	all->host->release(truth);
	return widening.is_changed;
}

/*
 * Withholds further cells of a component that has been decided where bounds are
 * too narrow; returns whether there are any, so that it is to be decided again.
 */
bool
widen(Components *all, Component *component, CellDecision *decisions)
{
	return go_through(all, component, decisions, false);
}

/* Returns whether widen() would withhold further cells. */
bool
would_widen(Components *all, Component *component, CellDecision *decisions)
{
	return go_through(all, component, decisions, true);
}
