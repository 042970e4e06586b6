/* SPDX-License-Identifier: PostgreSQL */
/*
 * cell_bounds.h - what the cells that are known say of those that are not
 *
 * Plain C without fmgr.
 */
#ifndef CFSPERF_CELL_BOUNDS_H
#define CFSPERF_CELL_BOUNDS_H

#include "calculus/cells.h"
#include "calculus/propagation.h"

/* of a cell; with lower bound NaN where its unit has no such number */
typedef struct CellBounds
{
	Bounds		count;
	Bounds		base;
	Bounds		rest;
} CellBounds;

extern bool bounds_of_cells(const Cells *cells, CellBounds *bounds,
							const Host *host);

#endif							/* CFSPERF_CELL_BOUNDS_H */
