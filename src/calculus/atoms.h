/* SPDX-License-Identifier: PostgreSQL */
/*
 * atoms.h - cells as sets of what they are sums of
 *
 * Plain C without fmgr.  An atom is the least that cells can be taken apart
 * into: an area without parts, a measure without parts, and a segment of time
 * between two months at which any period begins or ends; of the count, or of
 * what is beside it: the rest N - x, or the base where that stands apart.
 */
#ifndef CFSPERF_ATOMS_H
#define CFSPERF_ATOMS_H

#include "calculus/cells.h"

/* the two numbers of a cell that are sums of atoms */
typedef enum CellSide
{
	SIDE_COUNT,
	SIDE_BESIDE					/* the rest; the base of BASE_APART */
} CellSide;

#define CELL_SIDES	2

/* atoms, each once, in ascending order */
typedef struct AtomSet
{
	int32_t		size;
	const int32_t *atoms;
} AtomSet;

typedef struct Atoms
{
	const Cells *cells;
	const Host *host;
	int32_t		count;			/* of atoms */
	NodeLists	area_leaves;
	NodeLists	leaves[CELL_SIDES]; /* of measures */
	int32_t		breaks;			/* months at which a period begins, or has ended */
	int32_t    *break_month;
	bool	   *dropped;		/* by atom: contributes nothing */
	int64_t		slots;			/* of the table of atoms, a power of two */
	int64_t    *slot_key;
	int32_t    *slot_atom;
	int32_t    *pool;			/* the sets of all cells, one after the other */
	int64_t    *start;			/* in the pool, of cell * CELL_SIDES + side */
} Atoms;

extern void atoms_make(Atoms *atoms, const Cells *cells, const Host *host);
extern void atoms_release(Atoms *atoms);
extern int64_t atoms_at_most(const Atoms *atoms, const Cell *cell, CellSide side);
extern int32_t atoms_of_cell(Atoms *atoms, const Cell *cell, CellSide side,
							 int32_t *list);

/* the set of a cell of those that the atoms were made of */
static inline AtomSet
atom_set(const Atoms *atoms, int32_t cell, CellSide side)
{
	int64_t		at = (int64_t) cell * CELL_SIDES + side;
	AtomSet		set = {(int32_t) (atoms->start[at + 1] - atoms->start[at]),
	atoms->pool + atoms->start[at]};

	return set;
}

#endif							/* CFSPERF_ATOMS_H */
