/* SPDX-License-Identifier: PostgreSQL */
/*
 * atoms.c - cells as sets of what they are sums of
 *
 * Areas and measures become sets of leaves, so that a region which names both
 * a combined authority and its parts counts nobody twice.  Where the bases of
 * a whole's parts do not add up to its own, or are of another kind, its rest is
 * an atom of its own: children in time and children late are of the same base.
 *
 * What is absent contributes nothing: its atoms are left out of every sum.  But
 * no other cell loses all of its atoms by that: a region whose figure is known
 * while those of its authorities are not available is still a number.
 */
#include "calculus/atoms.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_SLOTS	256
#define NO_KIND		255

/* the months at which a period begins or the one after it does, each once */
static void
find_breaks(Atoms *atoms)
{
	const Cells *cells = atoms->cells;
	int32_t		found = 0;
	int32_t    *months = atoms->host->allocate(((size_t) cells->count * 2 + 1) *
											   sizeof(int32_t));

	for (int32_t i = 0; i < cells->count; i++)
	{
		const Cell *cell = &cells->cells[i];

		if (i > 0 && cell->first_month == cell[-1].first_month &&
			cell->months == cell[-1].months)
			continue;			/* mostly one period */
		months[found++] = cell->first_month;
		months[found++] = cell->first_month + cell->months;
	}
	qsort(months, (size_t) found, sizeof(int32_t), compare_int32);
	atoms->breaks = 0;
	for (int32_t i = 0; i < found; i++)
		if (i == 0 || months[i] != months[i - 1])
			months[atoms->breaks++] = months[i];
	atoms->break_month = months;
}

/* the number of the break at a month */
static int32_t
break_at(const Atoms *atoms, int32_t month)
{
	int32_t		low = 0;
	int32_t		high = atoms->breaks - 1;

	while (low < high)
	{
		int32_t		middle = low + (high - low) / 2;

		if (atoms->break_month[middle] < month)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* ---------------------------------------------------------------- leaves */

static bool
kinds_agree(uint8_t a, uint8_t b)
{
	return a == b || (a != BASE_APART && b != BASE_APART) ||
		a == NO_KIND || b == NO_KIND;
}

/* The leaves of measures' bases: by the links of wholes all of whose parts' add. */
static NodeLists
leaves_of_bases(const Cells *cells, const Host *host)
{
	uint8_t    *kind = host->allocate((size_t) cells->measures + 1);
	bool	   *own = host->allocate((size_t) cells->measures + 1);
	CellLink   *links = host->allocate(((size_t) cells->measure_links + 1) *
									   sizeof(CellLink));
	int32_t		count = 0;
	NodeLists	leaves;

	memset(kind, NO_KIND, (size_t) cells->measures);
	memset(own, false, (size_t) cells->measures);
	for (int32_t i = 0; i < cells->count; i++)
		kind[cells->cells[i].measure] = cells->cells[i].base_kind;
	for (int32_t i = 0; i < cells->measure_links; i++)
	{
		const CellLink *link = &cells->measure_link[i];

		if (!link->bases_add || !kinds_agree(kind[link->whole], kind[link->part]))
			own[link->whole] = true;
	}
	for (int32_t i = 0; i < cells->measure_links; i++)
		if (!own[cells->measure_link[i].whole])
			links[count++] = cells->measure_link[i];
	leaves = leaves_of_nodes(links, count, cells->measures, host);
	host->release(links);
	host->release(own);
	host->release(kind);
	return leaves;
}

/* ---------------------------------------------------------------- the table */

static inline uint64_t
mixed(int64_t key)
{
	uint64_t	bits = (uint64_t) key * UINT64_C(0x9E3779B97F4A7C15);

	return bits ^ (bits >> 32);
}

/* the slot of a key, or the free one where it would go */
static inline int64_t
slot_of(const Atoms *atoms, int64_t key)
{
	int64_t		slot = (int64_t) (mixed(key) & (uint64_t) (atoms->slots - 1));

	while (atoms->slot_atom[slot] >= 0 && atoms->slot_key[slot] != key)
		slot = (slot + 1) & (atoms->slots - 1);
	return slot;
}

static void
make_slots(Atoms *atoms, int64_t slots)
{
	atoms->slots = slots;
	atoms->slot_key = atoms->host->allocate((size_t) slots * sizeof(int64_t));
	atoms->slot_atom = atoms->host->allocate((size_t) slots * sizeof(int32_t));
	memset(atoms->slot_atom, 0xFF, (size_t) slots * sizeof(int32_t));	/* -1 */
}

static void
grow_slots(Atoms *atoms)
{
	Atoms		old = *atoms;

	make_slots(atoms, old.slots * 4);
	for (int64_t i = 0; i < old.slots; i++)
	{
		if (old.slot_atom[i] >= 0)
		{
			int64_t		slot = slot_of(atoms, old.slot_key[i]);

			atoms->slot_key[slot] = old.slot_key[i];
			atoms->slot_atom[slot] = old.slot_atom[i];
		}
	}
	old.host->release(old.slot_key);
	old.host->release(old.slot_atom);
}

/* the number of an atom, the next one for a new key */
static int32_t
atom_of_key(Atoms *atoms, int64_t key)
{
	int64_t		slot = slot_of(atoms, key);

	if (atoms->slot_atom[slot] < 0)
	{
		if (atoms->count >= atoms->slots / 2)
		{
			grow_slots(atoms);
			slot = slot_of(atoms, key);
		}
		atoms->slot_key[slot] = key;
		atoms->slot_atom[slot] = atoms->count++;
	}
	return atoms->slot_atom[slot];
}

static int
compare_atoms(const void *a, const void *b)
{
	return compare_int32(a, b);
}

static void
sort_atoms(int32_t *list, int32_t size)
{
	for (int32_t i = 1; i < size; i++)
	{
		if (list[i] < list[i - 1])
		{
			qsort(list, (size_t) size, sizeof(int32_t), compare_atoms);
			return;
		}
	}
}

/* Returns how many atoms the set of a cell can have at most. */
int64_t
atoms_at_most(const Atoms *atoms, const Cell *cell, CellSide side)
{
	const int32_t *areas = atoms->area_leaves.start + cell->area;
	const int32_t *measures = atoms->leaves[side].start + cell->measure;
	int32_t		segments = break_at(atoms, cell->first_month + cell->months) -
		break_at(atoms, cell->first_month);

	return (int64_t) (areas[1] - areas[0]) * (measures[1] - measures[0]) * segments;
}

/*
 * Writes the set of any cell whose period begins and ends at breaks, without
 * what is absent; returns its size.
 */
int32_t
atoms_of_cell(Atoms *atoms, const Cell *cell, CellSide side, int32_t *list)
{
	const NodeLists *areas = &atoms->area_leaves;
	const NodeLists *measures = &atoms->leaves[side];
	int32_t		first = break_at(atoms, cell->first_month);
	int32_t		end = break_at(atoms, cell->first_month + cell->months);
	int32_t		size = 0;

	for (int32_t m = measures->start[cell->measure];
		 m < measures->start[cell->measure + 1]; m++)
	{
		int64_t		row = (int64_t) measures->list[m] * CELL_SIDES + side;

		for (int32_t segment = first; segment < end; segment++)
		{
			int64_t		key = (row * atoms->breaks + segment) * atoms->cells->areas;

			for (int32_t a = areas->start[cell->area];
				 a < areas->start[cell->area + 1]; a++)
			{
				int32_t		atom = atom_of_key(atoms, key + areas->list[a]);

				if (atoms->dropped == NULL || !atoms->dropped[atom])
					list[size++] = atom;
			}
		}
	}
	sort_atoms(list, size);
	return size;
}

/* ---------------------------------------------------------------- sets */

/* Writes the sets of all cells into the pool, which has room for them. */
static void
fill_pool(Atoms *atoms)
{
	int64_t		at = 0;

	for (int32_t i = 0; i < atoms->cells->count; i++)
	{
		const Cell *cell = &atoms->cells->cells[i];

		if (i % 4096 == 0)
			atoms->host->check_for_interrupts();
		for (int side = 0; side < CELL_SIDES; side++)
		{
			atoms->start[(int64_t) i * CELL_SIDES + side] = at;
			if (side == SIDE_COUNT || cell->base_kind != BASE_NONE)
				at += atoms_of_cell(atoms, cell, (CellSide) side, atoms->pool + at);
		}
	}
	atoms->start[(int64_t) atoms->cells->count * CELL_SIDES] = at;
}

static void
make_pool(Atoms *atoms)
{
	int64_t		room = 1;

	for (int32_t i = 0; i < atoms->cells->count; i++)
		for (int side = 0; side < CELL_SIDES; side++)
			room += atoms_at_most(atoms, &atoms->cells->cells[i], (CellSide) side);
	atoms->pool = atoms->host->allocate((size_t) room * sizeof(int32_t));
	atoms->start = atoms->host->allocate(((size_t) atoms->cells->count * CELL_SIDES + 1) *
										 sizeof(int64_t));
	fill_pool(atoms);
}

/* a cell that is not a sum of others of the same period */
static bool
is_inner(const Atoms *atoms, const Cell *cell)
{
	const int32_t *areas = atoms->area_leaves.start + cell->area;
	const int32_t *measures = atoms->leaves[SIDE_COUNT].start + cell->measure;

	return areas[1] - areas[0] == 1 && measures[1] - measures[0] == 1;
}

/* Marks the atoms of which there are cells by themselves. */
static bool *
atoms_with_cells(const Atoms *atoms)
{
	bool	   *with_cells = atoms->host->allocate((size_t) atoms->count + 1);

	memset(with_cells, false, (size_t) atoms->count);
	for (int32_t i = 0; i < atoms->cells->count; i++)
		for (int side = 0; side < CELL_SIDES &&
			 is_inner(atoms, &atoms->cells->cells[i]); side++)
		{
			AtomSet		set = atom_set(atoms, i, (CellSide) side);

			for (int32_t k = 0; k < set.size; k++)
				with_cells[set.atoms[k]] = true;
		}
	return with_cells;
}

static bool
is_without(AtomSet set, const bool *marks)
{
	for (int32_t i = 0; i < set.size; i++)
		if (marks[set.atoms[i]])
			return false;
	return true;
}

typedef struct SizedCell
{
	int32_t		size;
	int32_t		cell;
} SizedCell;

static int
compare_sizes(const void *a, const void *b)
{
	const SizedCell *x = a;
	const SizedCell *y = b;

	return x->size != y->size ? (x->size > y->size) - (x->size < y->size) :
		(x->cell > y->cell) - (x->cell < y->cell);
}

/* Takes back what was dropped of a set that would lose everything. */
static void
keep_something(Atoms *atoms, AtomSet set)
{
	for (int32_t i = 0; i < set.size; i++)
		if (!atoms->dropped[set.atoms[i]])
			return;
	for (int32_t i = 0; i < set.size; i++)
		atoms->dropped[set.atoms[i]] = false;
}

/*
 * Drops the atoms of cells that are absent: of inner ones, and of sums of which
 * no part has a cell, as of authorities that went into one that has no figure.
 * Of the rest the small first.
 */
static void
drop_absent(Atoms *atoms)
{
	const Cells *cells = atoms->cells;
	SizedCell  *others = atoms->host->allocate(((size_t) cells->count + 1) *
											   sizeof(SizedCell));
	bool	   *with_cells = atoms_with_cells(atoms);
	int32_t		count = 0;

	atoms->dropped = atoms->host->allocate((size_t) atoms->count + 1);
	memset(atoms->dropped, false, (size_t) atoms->count);
	for (int32_t i = 0; i < cells->count; i++)
	{
		if (cells->cells[i].state != CELL_ABSENT)
		{
			others[count].size = atom_set(atoms, i, SIDE_COUNT).size;
			others[count++].cell = i;
		}
		else if (is_inner(atoms, &cells->cells[i]) ||
				 is_without(atom_set(atoms, i, SIDE_COUNT), with_cells))
			for (int side = 0; side < CELL_SIDES; side++)
			{
				AtomSet		set = atom_set(atoms, i, (CellSide) side);

				for (int32_t k = 0; k < set.size; k++)
					atoms->dropped[set.atoms[k]] = true;
			}
	}
	qsort(others, (size_t) count, sizeof(SizedCell), compare_sizes);
	for (int32_t i = 0; i < count; i++)
		for (int side = 0; side < CELL_SIDES; side++)
			keep_something(atoms, atom_set(atoms, others[i].cell, (CellSide) side));
	atoms->host->release(with_cells);
	atoms->host->release(others);
}

/* Makes the atoms of cells, and the set of each cell. */
void
atoms_make(Atoms *atoms, const Cells *cells, const Host *host)
{
	memset(atoms, 0, sizeof(Atoms));
	atoms->cells = cells;
	atoms->host = host;
	atoms->area_leaves = leaves_of_nodes(cells->area_link, cells->area_links,
										 cells->areas, host);
	atoms->leaves[SIDE_COUNT] = leaves_of_nodes(cells->measure_link,
												cells->measure_links,
												cells->measures, host);
	atoms->leaves[SIDE_BESIDE] = leaves_of_bases(cells, host);
	find_breaks(atoms);
	make_slots(atoms, FIRST_SLOTS);
	make_pool(atoms);
	for (int32_t i = 0; i < cells->count; i++)
	{
		if (cells->cells[i].state == CELL_ABSENT)
		{
			drop_absent(atoms);
			fill_pool(atoms);
			break;
		}
	}
}

void
atoms_release(Atoms *atoms)
{
	const Host *host = atoms->host;

	release_node_lists(&atoms->area_leaves, host);
	for (int side = 0; side < CELL_SIDES; side++)
		release_node_lists(&atoms->leaves[side], host);
	host->release(atoms->break_month);
	host->release(atoms->slot_key);
	host->release(atoms->slot_atom);
	if (atoms->dropped != NULL)
		host->release(atoms->dropped);
	host->release(atoms->pool);
	host->release(atoms->start);
}
