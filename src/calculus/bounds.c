/* SPDX-License-Identifier: PostgreSQL */
/*
 * bounds.c - between what a withheld number must lie
 *
 * A reader knows the equations, and that no count is negative.  Equations of
 * which one atom is left, or of which nothing is left over, say what their
 * atoms are; these are put into the others until no more follows.
 *
 * Atoms that stand in the same equations can take from each other.  So a sum of
 * some of them lies at least between zero and what all of them have together,
 * and mostly that is enough.  Where it is not, or where totals are not what the
 * atoms add up to, the exact bounds are found by the simplex method, over the
 * equations that hang together with the sum.  All atoms of the same equations
 * are one variable there.
 */
#include "calculus/bounds.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "calculus/simplex.h"

#define NOTHING		1e-6
#define MOST_CELLS	(INT64_C(1) << 23)	/* of a tableau: 64 megabytes */

/* atoms that stand in the same equations */
typedef struct Group
{
	int32_t		size;
	double		truth;			/* their sum, as far as it is known */
	int32_t		block;			/* of groups and equations that hang together */
	int32_t		column;			/* in the block's tableau */
	bool		is_free;		/* in no equation */
} Group;

/* groups and equations that hang together */
typedef struct Block
{
	int32_t		rows;
	int32_t		columns;
	bool		is_doubtful;	/* what is known to be true contradicts it */
	bool		is_solved;
	SimplexEnd	end;
	Tableau    *tableau;
} Block;

typedef struct SignedAtom
{
	uint64_t	signature;		/* of the equations in which it stands */
	int32_t		atom;
} SignedAtom;

struct Bounds
{
	const Host *host;
	Equation   *equations;
	int32_t		count;
	const int32_t *local;		/* by atom: its number here */
	int32_t		atoms;
	const double *truth;		/* by local number; NaN: not known */
	double	   *known;			/* by local number: what follows; NaN: nothing */
	int32_t    *start;			/* equations of each local atom */
	int32_t    *standing;
	int32_t    *group_of;		/* by local number; -1: it is known */
	int32_t		groups;
	Group	   *group;
	int32_t    *block_of;		/* by equation; -1: none */
	Block	   *block;
	int32_t    *asked;			/* by group: atoms of the sum in question */
	int32_t    *asked_groups;
};

static void *
room_for(const Bounds *bounds, int64_t count, size_t size)
{
	return bounds->host->allocate(((size_t) count + 1) * size);
}

/* walks the local numbers of a vector's atoms */
#define FOR_EACH_ATOM(bounds, vector, atom) \
	for (int part_ = 0; part_ < 2; part_++) \
		for (int32_t at_ = 0, atom; at_ < (vector)->parts[part_].size && \
			 (atom = (bounds)->local[(vector)->parts[part_].atoms[at_]], true); at_++)

/* ---------------------------------------------------------------- what is no equation */

/*
 * Makes nothing of a total that is further from what its parts add up to than
 * rounding each to a multiple of ten explains: nothing follows from it.
 */
static void
drop_wrong_totals(Bounds *bounds)
{
	for (int32_t i = 0; i < bounds->count; i++)
	{
		Equation   *equation = &bounds->equations[i];
		double		limit = 5 + 5 * (double) equation->unknown;
		double		slack = equation->left;
		bool		is_whole = true;

		FOR_EACH_ATOM(bounds, &equation->vector, atom)
		{
			if (isnan(bounds->truth[atom]))
				is_whole = false;
			else
				slack -= bounds->truth[atom];
		}
		if (slack < -limit || (is_whole && slack > limit))
		{
			equation->vector = (SpanVector) {0};
			equation->unknown = 0;
			equation->is_independent = false;
		}
	}
}

/* ---------------------------------------------------------------- what follows by itself */

static void
list_equations(Bounds *bounds)
{
	int32_t    *next = room_for(bounds, bounds->atoms, sizeof(int32_t));
	int64_t		total = 0;

	bounds->start = room_for(bounds, bounds->atoms + 1, sizeof(int32_t));
	memset(bounds->start, 0, ((size_t) bounds->atoms + 1) * sizeof(int32_t));
	for (int32_t i = 0; i < bounds->count; i++)
		FOR_EACH_ATOM(bounds, &bounds->equations[i].vector, atom)
			bounds->start[atom + 1]++;
	for (int32_t i = 0; i < bounds->atoms; i++)
	{
		total += bounds->start[i + 1];
		bounds->start[i + 1] += bounds->start[i];
		next[i] = bounds->start[i];
	}
	bounds->standing = room_for(bounds, total, sizeof(int32_t));
	for (int32_t i = 0; i < bounds->count; i++)
		FOR_EACH_ATOM(bounds, &bounds->equations[i].vector, atom)
			bounds->standing[next[atom]++] = i;
	bounds->host->release(next);
}

/* Puts an atom into its equations; those that now say more are queued. */
static int32_t
learn(Bounds *bounds, int32_t atom, double value, int32_t *queue, int32_t queued)
{
	bounds->known[atom] = value;
	for (int32_t i = bounds->start[atom]; i < bounds->start[atom + 1]; i++)
	{
		Equation   *equation = &bounds->equations[bounds->standing[i]];

		equation->left -= value;
		equation->unknown--;
		if (equation->unknown == 1)
			queue[queued++] = bounds->standing[i];
	}
	return queued;
}

/* Whether an equation says what each of its atoms is, from which on "value". */
static bool
says_all(const Equation *equation, double *value)
{
	if (equation->unknown == 1 && equation->left > -NOTHING)
	{
		*value = fabs(equation->left) < NOTHING ? 0 : equation->left;
		return true;
	}
	*value = 0;
	return equation->unknown > 0 && fabs(equation->left) < NOTHING;
}

/* Learns all that equations say of single atoms. */
static void
learn_single_atoms(Bounds *bounds)
{
	/* an equation is queued at first, when one atom is left, and when nothing is */
	int32_t    *queue = room_for(bounds, (int64_t) bounds->count * 2, sizeof(int32_t));
	bool		is_changed = true;
	int32_t		queued = 0;

	for (int32_t i = 0; i < bounds->count; i++)
		if (bounds->equations[i].unknown == 1)
			queue[queued++] = i;
	while (is_changed)
	{
		is_changed = false;
		for (int32_t i = 0; i < queued; i++)
		{
			const Equation *equation = &bounds->equations[queue[i]];
			double		value;

			if (!says_all(equation, &value))
				continue;
			FOR_EACH_ATOM(bounds, &equation->vector, atom)
				if (isnan(bounds->known[atom]))
					queued = learn(bounds, atom, value, queue, queued);
		}
		queued = 0;
		for (int32_t i = 0; i < bounds->count; i++)
		{
			double		value;

			if (says_all(&bounds->equations[i], &value))
			{
				queue[queued++] = i;
				is_changed = true;
			}
		}
	}
	bounds->host->release(queue);
}

/* ---------------------------------------------------------------- groups */

static int
compare_signed(const void *a, const void *b)
{
	const SignedAtom *x = a;
	const SignedAtom *y = b;

	if (x->signature != y->signature)
		return x->signature < y->signature ? -1 : 1;
	return (x->atom > y->atom) - (x->atom < y->atom);
}

static uint64_t
mixed(uint64_t bits)
{
	bits = (bits ^ (bits >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	bits = (bits ^ (bits >> 27)) * UINT64_C(0x94D049BB133111EB);
	return bits ^ (bits >> 31);
}

/* Puts atoms that are in the same equations into one group. */
static void
make_groups(Bounds *bounds)
{
	SignedAtom *sorted = room_for(bounds, bounds->atoms, sizeof(SignedAtom));
	int32_t		count = 0;

	for (int32_t atom = 0; atom < bounds->atoms; atom++)
	{
		bounds->group_of[atom] = -1;
		if (!isnan(bounds->known[atom]))
			continue;
		sorted[count].signature = 0;
		sorted[count].atom = atom;
		for (int32_t i = bounds->start[atom]; i < bounds->start[atom + 1]; i++)
			sorted[count].signature +=
				mixed((uint64_t) bounds->standing[i] + UINT64_C(0x9E3779B97F4A7C15));
		count++;
	}
	qsort(sorted, (size_t) count, sizeof(SignedAtom), compare_signed);
	bounds->group = room_for(bounds, count, sizeof(Group));
	for (int32_t i = 0; i < count; i++)
	{
		int32_t		atom = sorted[i].atom;
		Group	   *group;

		if (i == 0 || sorted[i].signature != sorted[i - 1].signature)
		{
			group = &bounds->group[bounds->groups++];
			memset(group, 0, sizeof(Group));
			group->is_free = bounds->start[atom] == bounds->start[atom + 1];
		}
		group = &bounds->group[bounds->groups - 1];
		group->size++;
		if (!isnan(bounds->truth[atom]))
			group->truth += bounds->truth[atom];
		bounds->group_of[atom] = bounds->groups - 1;
	}
	bounds->host->release(sorted);
}

static int32_t
block_root(Group *group, int32_t at)
{
	while (group[at].block != at)
	{
		group[at].block = group[group[at].block].block;
		at = group[at].block;
	}
	return at;
}

/* Joins groups that share equations into blocks, named by one of their groups. */
static void
make_blocks(Bounds *bounds)
{
	bounds->block = room_for(bounds, bounds->groups, sizeof(Block));
	memset(bounds->block, 0, (size_t) bounds->groups * sizeof(Block));
	for (int32_t i = 0; i < bounds->groups; i++)
		bounds->group[i].block = i;
	for (int32_t i = 0; i < bounds->count; i++)
	{
		bounds->block_of[i] = -1;
		if (!bounds->equations[i].is_independent)
			continue;
		FOR_EACH_ATOM(bounds, &bounds->equations[i].vector, atom)
		{
			int32_t		group = bounds->group_of[atom];

			if (group < 0)
				continue;
			group = block_root(bounds->group, group);
			if (bounds->block_of[i] < 0)
				bounds->block_of[i] = group;
			bounds->group[group].block = block_root(bounds->group, bounds->block_of[i]);
		}
	}
	for (int32_t i = 0; i < bounds->groups; i++)
	{
		Block	   *block = &bounds->block[block_root(bounds->group, i)];

		bounds->group[i].column = block->columns++;
	}
	for (int32_t i = 0; i < bounds->count; i++)
	{
		if (bounds->block_of[i] < 0)
			continue;
		bounds->block_of[i] = block_root(bounds->group, bounds->block_of[i]);
		bounds->block[bounds->block_of[i]].rows++;
	}
}

/* Whether an equation is not what its atoms are known to add up to. */
static bool
is_contradicted(const Bounds *bounds, const Equation *equation)
{
	double		slack = equation->left;
	bool		is_whole = true;

	FOR_EACH_ATOM(bounds, &equation->vector, atom)
	{
		if (bounds->group_of[atom] < 0)
			continue;
		if (isnan(bounds->truth[atom]))
			is_whole = false;
		else
			slack -= bounds->truth[atom];
	}
	return equation->unknown > 0 && (slack < -NOTHING || (is_whole && slack > NOTHING));
}

/* Marks the blocks in which true numbers say nothing of bounds. */
static void
doubt_blocks(Bounds *bounds)
{
	for (int32_t i = 0; i < bounds->count; i++)
	{
		if (!is_contradicted(bounds, &bounds->equations[i]))
			continue;
		FOR_EACH_ATOM(bounds, &bounds->equations[i].vector, atom)
		{
			int32_t		group = bounds->group_of[atom];

			if (group >= 0)
				bounds->block[block_root(bounds->group, group)].is_doubtful = true;
		}
	}
}

/*
 * Makes what is needed to find bounds under equations.  "local" numbers the
 * atoms from 0; "truth" is what they are, by those numbers, as far as that is
 * known to whoever asks.  Sets "unknown" and "left" of each equation.
 */
Bounds *
bounds_make(Equation *equations, int32_t count, const int32_t *local,
			int32_t atoms, const double *truth, const Host *host)
{
	Bounds	   *bounds = host->allocate(sizeof(Bounds));

	memset(bounds, 0, sizeof(Bounds));
	bounds->host = host;
	bounds->equations = equations;
	bounds->count = count;
	bounds->local = local;
	bounds->atoms = atoms;
	bounds->truth = truth;
	bounds->known = room_for(bounds, atoms, sizeof(double));
	for (int32_t i = 0; i < atoms; i++)
		bounds->known[i] = NAN;
	for (int32_t i = 0; i < count; i++)
	{
		equations[i].unknown = equations[i].vector.parts[0].size +
			equations[i].vector.parts[1].size;
		equations[i].left = equations[i].value;
	}
	bounds->group_of = room_for(bounds, atoms, sizeof(int32_t));
	bounds->block_of = room_for(bounds, count, sizeof(int32_t));
	drop_wrong_totals(bounds);
	list_equations(bounds);
	learn_single_atoms(bounds);
	make_groups(bounds);
	make_blocks(bounds);
	doubt_blocks(bounds);
	bounds->asked = room_for(bounds, bounds->groups, sizeof(int32_t));
	memset(bounds->asked, 0, (size_t) bounds->groups * sizeof(int32_t));
	bounds->asked_groups = room_for(bounds, bounds->groups, sizeof(int32_t));
	return bounds;
}

void
bounds_release(Bounds *bounds)
{
	const Host *host = bounds->host;

	for (int32_t i = 0; i < bounds->groups; i++)
		if (bounds->block[i].tableau != NULL)
			tableau_release(bounds->block[i].tableau);
	host->release(bounds->known);
	host->release(bounds->start);
	host->release(bounds->standing);
	host->release(bounds->group_of);
	host->release(bounds->group);
	host->release(bounds->block_of);
	host->release(bounds->block);
	host->release(bounds->asked);
	host->release(bounds->asked_groups);
	host->release(bounds);
}

/* ---------------------------------------------------------------- bounds */

/* Solves the equations of a block, once. */
static SimplexEnd
solve_block(Bounds *bounds, int32_t number)
{
	Block	   *block = &bounds->block[number];
	int32_t		row = 0;

	if (block->is_solved)
		return block->end;
	block->is_solved = true;
	block->end = SIMPLEX_GAVE_UP;
	if ((int64_t) block->rows * block->columns > MOST_CELLS)
		return block->end;
	block->tableau = tableau_make(block->rows, block->columns, bounds->host);
	for (int32_t i = 0; i < bounds->count; i++)
	{
		if (bounds->block_of[i] != number)
			continue;
		FOR_EACH_ATOM(bounds, &bounds->equations[i].vector, atom)
			if (bounds->group_of[atom] >= 0)
				*tableau_cell(block->tableau, row,
							  bounds->group[bounds->group_of[atom]].column) = 1;
		*tableau_cell(block->tableau, row, block->columns) =
			bounds->equations[i].left;
		row++;
	}
	block->end = tableau_solve(block->tableau);
	return block->end;
}

/*
 * The width of the part of the sum in question that lies in one block, or a
 * negative number where there is no telling.  Of a group that is in the sum as a
 * whole, all counts; of one that is in it in part, all or nothing.
 */
static double
width_in_block(Bounds *bounds, int32_t number, int32_t asked)
{
	Block	   *block = &bounds->block[number];
	double	   *factors;
	double		ends[2];
	SimplexEnd	end = solve_block(bounds, number);

	for (int side = 0; side < 2 && end == SIMPLEX_FOUND; side++)
	{
		factors = room_for(bounds, block->columns, sizeof(double));
		memset(factors, 0, (size_t) block->columns * sizeof(double));
		for (int32_t i = 0; i < asked; i++)
		{
			int32_t		at = bounds->asked_groups[i];
			const Group *group = &bounds->group[at];

			if (block_root(bounds->group, at) != number)
				continue;
			if (side == 1)
				factors[group->column] = -1;
			else if (bounds->asked[at] == group->size)
				factors[group->column] = 1;
		}
		end = tableau_least(block->tableau, factors, &ends[side]);
		bounds->host->release(factors);
	}
	if (end == SIMPLEX_UNBOUNDED)
		return INFINITY;
	if (end != SIMPLEX_FOUND)
		return -1;
	return fmax(floor(NOTHING - ends[1]) - ceil(ends[0] - NOTHING), 0);
}

/* Counts the atoms of a sum by group; returns how many groups there are. */
static int32_t
ask_groups(Bounds *bounds, const SpanVector *target)
{
	int32_t		asked = 0;

	FOR_EACH_ATOM(bounds, target, atom)
	{
		int32_t		group = bounds->group_of[atom];

		if (group >= 0 && bounds->asked[group]++ == 0)
			bounds->asked_groups[asked++] = group;
	}
	return asked;
}

/* a width that the sum in question has at least */
static double
width_at_least(Bounds *bounds, int32_t asked)
{
	double		width = 0;

	for (int32_t i = 0; i < asked; i++)
	{
		const Group *group = &bounds->group[bounds->asked_groups[i]];

		if (group->is_free)
			return INFINITY;
		if (bounds->asked[bounds->asked_groups[i]] < group->size &&
			!bounds->block[block_root(bounds->group, bounds->asked_groups[i])].is_doubtful)
			width += group->truth;
	}
	return width;
}

/*
 * Returns how far apart the greatest and the least whole number are that a sum
 * of atoms can be, or a number that is not below "enough" where that is the
 * case.  A negative one where equations contradict each other, or the bounds
 * could not be found.
 */
double
bounds_width(Bounds *bounds, const SpanVector *target, double enough)
{
	int32_t		asked = ask_groups(bounds, target);
	double		width = width_at_least(bounds, asked);

	if (width < enough)
	{
		width = 0;
		for (int32_t i = 0; i < asked && width >= 0 && width < enough; i++)
		{
			int32_t		number = block_root(bounds->group, bounds->asked_groups[i]);
			bool		is_new = true;

			for (int32_t k = 0; k < i && is_new; k++)
				is_new = block_root(bounds->group, bounds->asked_groups[k]) != number;
			if (is_new)
			{
				double		more = width_in_block(bounds, number, asked);

				width = more < 0 ? -1 : width + more;
			}
		}
	}
	for (int32_t i = 0; i < asked; i++)
		bounds->asked[bounds->asked_groups[i]] = 0;
	return width;
}
