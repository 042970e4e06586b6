/* SPDX-License-Identifier: PostgreSQL */
/*
 * cell_arrays.h - the cells that an SQL function is given as arrays
 */
#ifndef CFSPERF_CELL_ARRAYS_H
#define CFSPERF_CELL_ARRAYS_H

#include "fmgr.h"

#include "calculus/cells.h"

/* the states that a function takes, for read_cells() */
#define CELL_STATE(state)	(1 << (state))

extern Cells *read_cells(FunctionCallInfo fcinfo, int states);

#endif							/* CFSPERF_CELL_ARRAYS_H */
