/* SPDX-License-Identifier: PostgreSQL */
/*
 * needs.c - which numbers must not be found out
 *
 * Of a cell that is withheld in itself those that are small, or zero where that
 * is why; all of them where it cannot be told.
 *
 * And of periods for which there is no cell, where those for which there are
 * some would give them away: the second quarter, where the first quarter and
 * the half year are known.  With months as nodes, each cell of an area and a
 * measure is an edge from the beginning of its period to the end, and the
 * number of any period between two nodes that are connected is a difference
 * of the cells' numbers.  It needs protection where that is small.  Between
 * neighbouring months that are not connected it is not known from this area and
 * measure, and needs protection as what is unknown does.
 */
#include "calculus/needs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static inline bool
is_small(double number, double below)
{
	return number > 0 && number < below;
}

/* the numbers in need of a figure of which both are known */
static int
small_numbers(double count, double base, CellBase kind, int32_t below)
{
	double		rest = base - count;
	int			numbers = 0;

	if (kind == BASE_NONE)
		return is_small(count, below) ? NEED_COUNT : 0;
	if (base < below)
		return NEED_COUNT | NEED_BESIDE |
			(kind == BASE_CONTAINS_COUNT ? NEED_BASE : 0);
	if (is_small(count, below))
		numbers |= NEED_COUNT;
	if (kind == BASE_CONTAINS_COUNT && is_small(rest, below))
		numbers |= NEED_BESIDE;
	return numbers;
}

/* Returns the numbers of a cell that is withheld in itself, or is missing. */
int
numbers_in_need(const Cell *cell)
{
	bool		is_known = !isnan(cell->count) &&
		(cell->base_kind == BASE_NONE || !isnan(cell->base));
	int			numbers = 0;

	if (cell->state == CELL_PRIMARY && cell->below > 0 && is_known)
	{
		numbers = small_numbers(cell->count, cell->base, cell->base_kind,
								cell->below);
		if (numbers == 0 && cell->count == 0)
			numbers = NEED_COUNT;
		if (numbers == 0 && cell->base_kind == BASE_CONTAINS_COUNT &&
			cell->base == cell->count)
			numbers = NEED_BESIDE;
	}
	if (numbers != 0)
		return numbers;
	if (cell->base_kind == BASE_NONE)
		return NEED_COUNT;
	return NEED_COUNT | NEED_BESIDE |
		(cell->base_kind == BASE_CONTAINS_COUNT ? NEED_BASE : 0);
}

/* Returns one of a need's numbers, NEED_..., as the sum of atoms that it is. */
SpanVector
need_vector(const Need *need, int number)
{
	SpanVector	vector = {{need->sets[SIDE_COUNT], need->sets[SIDE_BESIDE]}};

	if (number == NEED_BESIDE)
		vector.parts[0].size = 0;
	if (number == NEED_COUNT)
		vector.parts[1].size = 0;
	return vector;
}

void
add_need(Needs *needs, const Need *need, const Host *host)
{
	if (needs->count == needs->room)
	{
		Need	   *old = needs->needs;

		needs->room = needs->room * 2 + 16;
		needs->needs = host->allocate((size_t) needs->room * sizeof(Need));
		if (needs->count > 0)
		{
			memcpy(needs->needs, old, (size_t) needs->count * sizeof(Need));
			host->release(old);
		}
	}
	needs->needs[needs->count++] = *need;
}

void
release_needs(Needs *needs, const Host *host)
{
	for (int32_t i = 0; i < needs->count; i++)
		for (int side = 0; side < CELL_SIDES && needs->needs[i].cell < 0; side++)
			host->release((void *) needs->needs[i].sets[side].atoms);
	if (needs->room > 0)
		host->release(needs->needs);
}

/* ---------------------------------------------------------------- periods */

/* a month at which a period begins or the next one does */
typedef struct Node
{
	int32_t		month;
	int32_t		parent;			/* towards the representative */
	double		count;			/* from the representative's month to this one */
	double		base;
} Node;

/* the cells of an area and a measure, and the months of their periods */
typedef struct Timeline
{
	Atoms	   *atoms;
	const int32_t *cells;		/* numbers of the cells */
	int32_t		count;
	int32_t		nodes;
	Node	   *node;
	int32_t    *last;			/* node before of the same representative */
} Timeline;

static int
compare_nodes(const void *a, const void *b)
{
	const Node *x = a;
	const Node *y = b;

	return (x->month > y->month) - (x->month < y->month);
}

static const Cell *
cell_of(const Timeline *line, int32_t i)
{
	return &line->atoms->cells->cells[line->cells[i]];
}

static int32_t
node_at(const Timeline *line, int32_t month)
{
	Node		key = {.month = month};
	Node	   *found = bsearch(&key, line->node, (size_t) line->nodes,
								sizeof(Node), compare_nodes);

	return (int32_t) (found - line->node);
}

/* the representative of a node; *count and *base from its month to the node's */
static int32_t
representative(const Timeline *line, int32_t node, double *count, double *base)
{
	*count = *base = 0;
	while (line->node[node].parent != node)
	{
		*count += line->node[node].count;
		*base += line->node[node].base;
		node = line->node[node].parent;
	}
	return node;
}

/* Connects the months between which a cell's numbers are known. */
static void
connect(Timeline *line, const Cell *cell)
{
	double		count[2];
	double		base[2];
	int32_t		begin;
	int32_t		end;

	if (isnan(cell->count) || (cell->base_kind != BASE_NONE && isnan(cell->base)))
		return;
	begin = representative(line, node_at(line, cell->first_month),
						   &count[0], &base[0]);
	end = representative(line, node_at(line, cell->first_month + cell->months),
						 &count[1], &base[1]);
	if (begin == end)
		return;
	line->node[end].parent = begin;
	line->node[end].count = count[0] + cell->count - count[1];
	line->node[end].base = base[0] + cell->base - base[1];
}

/* whether a cell's period is exactly that one, or contains it */
static bool
has_cell(const Timeline *line, int32_t month, int32_t end, bool exactly)
{
	for (int32_t i = 0; i < line->count; i++)
	{
		const Cell *cell = cell_of(line, i);
		int32_t		cell_end = cell->first_month + cell->months;

		if (cell->first_month == month && cell_end == end)
			return true;
		if (!exactly && cell->first_month <= month && cell_end >= end)
			return true;
	}
	return false;
}

static AtomSet
set_of(Atoms *atoms, const Cell *cell, CellSide side)
{
	int32_t    *list = atoms->host->allocate((size_t) (atoms_at_most(atoms, cell, side) + 1) *
											 sizeof(int32_t));
	AtomSet		set = {0, list};

	if (side == SIDE_COUNT || cell->base_kind != BASE_NONE)
		set.size = atoms_of_cell(atoms, cell, side, list);
	return set;
}

/* Adds the period between two nodes where it has no cell and may be small. */
static void
add_period(Needs *needs, const Timeline *line, int32_t from, int32_t to,
		   double count, double base)
{
	Cell		cell = *cell_of(line, 0);
	Need		need = {.cell = -1,.below = cell.below};

	cell.first_month = line->node[from].month;
	cell.months = line->node[to].month - cell.first_month;
	if (has_cell(line, cell.first_month, line->node[to].month, true))
		return;
	if (isnan(count))
	{
		if (!has_cell(line, cell.first_month, line->node[to].month, false))
			return;				/* a gap, of which nothing is known */
		cell.state = CELL_MISSING;
		need.numbers = numbers_in_need(&cell);
	}
	else
		need.numbers = small_numbers(count, base, cell.base_kind, cell.below);
	if (need.numbers == 0)
		return;
	for (int side = 0; side < CELL_SIDES; side++)
		need.sets[side] = set_of(line->atoms, &cell, (CellSide) side);
	add_need(needs, &need, line->atoms->host);
}

static void
make_nodes(Timeline *line)
{
	int32_t		found = 0;

	for (int32_t i = 0; i < line->count; i++)
	{
		line->node[found++].month = cell_of(line, i)->first_month;
		line->node[found++].month = cell_of(line, i)->first_month +
			cell_of(line, i)->months;
	}
	qsort(line->node, (size_t) found, sizeof(Node), compare_nodes);
	line->nodes = 0;
	for (int32_t i = 0; i < found; i++)
		if (i == 0 || line->node[i].month != line->node[line->nodes - 1].month)
			line->node[line->nodes++].month = line->node[i].month;
	for (int32_t i = 0; i < line->nodes; i++)
	{
		line->node[i].parent = i;
		line->node[i].count = line->node[i].base = 0;
		line->last[i] = -1;
	}
	for (int32_t i = 0; i < line->count; i++)
		connect(line, cell_of(line, i));
}

/* Adds the periods of an area and a measure that have no cell of their own. */
static void
add_periods(Needs *needs, Timeline *line)
{
	int32_t		previous = -1;

	make_nodes(line);
	for (int32_t i = 0; i < line->nodes; i++)
	{
		double		count;
		double		base;
		double		other_count;
		double		other_base;
		int32_t		root = representative(line, i, &count, &base);
		int32_t		last = line->last[root];

		if (last >= 0)
		{
			representative(line, last, &other_count, &other_base);
			add_period(needs, line, last, i, count - other_count, base - other_base);
		}
		if (i > 0 && root != previous)
			add_period(needs, line, i - 1, i, NAN, NAN);
		line->last[root] = i;
		previous = root;
	}
}

/*
 * Adds the periods without cells of the given cells, which are sorted so that
 * those of an area and a measure are in a row.
 */
void
needs_of_periods(Needs *needs, Atoms *atoms, const int32_t *cells, int32_t count)
{
	const Cell *all = atoms->cells->cells;
	Timeline	line = {.atoms = atoms};

	line.node = atoms->host->allocate(((size_t) count * 2 + 1) * sizeof(Node));
	line.last = atoms->host->allocate(((size_t) count * 2 + 1) * sizeof(int32_t));
	for (int32_t from = 0, to; from < count; from = to)
	{
		bool		one_period = true;

		for (to = from; to < count && all[cells[to]].area == all[cells[from]].area &&
			 all[cells[to]].measure == all[cells[from]].measure; to++)
			one_period = one_period &&
				all[cells[to]].first_month == all[cells[from]].first_month &&
				all[cells[to]].months == all[cells[from]].months;
		line.cells = cells + from;
		line.count = to - from;
		if (!one_period && all[cells[from]].below > 0)
			add_periods(needs, &line);
	}
	atoms->host->release(line.node);
	atoms->host->release(line.last);
}
