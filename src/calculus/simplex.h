/* SPDX-License-Identifier: PostgreSQL */
/*
 * simplex.h - the least and the greatest of a sum under equations
 *
 * Plain C without fmgr.
 */
#ifndef CFSPERF_SIMPLEX_H
#define CFSPERF_SIMPLEX_H

#include <stdbool.h>
#include <stdint.h>

#include "calculus/host.h"

typedef enum SimplexEnd
{
	SIMPLEX_FOUND,
	SIMPLEX_UNBOUNDED,
	SIMPLEX_CONTRADICTION,		/* no numbers of zero or more solve the equations */
	SIMPLEX_GAVE_UP				/* too many steps */
} SimplexEnd;

/*
 * Equations over variables that are zero or more: a row each, with a last
 * column for the right hand side.
 */
typedef struct Tableau
{
	const Host *host;
	int32_t		rows;
	int32_t		columns;		/* without the last */
	double	   *cells;
	double	   *costs;			/* a row more, for the sum */
	int32_t    *basis;			/* variable of a row; -1: none yet */
} Tableau;

extern Tableau *tableau_make(int32_t rows, int32_t columns, const Host *host);
extern void tableau_release(Tableau *tableau);
extern SimplexEnd tableau_solve(Tableau *tableau);
extern SimplexEnd tableau_least(Tableau *tableau, const double *factors,
								double *least);

/* what stands in a row and a column */
static inline double *
tableau_cell(const Tableau *tableau, int32_t row, int32_t column)
{
	return tableau->cells + (int64_t) row * (tableau->columns + 1) + column;
}

#endif							/* CFSPERF_SIMPLEX_H */
