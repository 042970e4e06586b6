/* SPDX-License-Identifier: PostgreSQL */
/*
 * needs.h - which numbers must not be found out
 *
 * Plain C without fmgr.
 */
#ifndef CFSPERF_NEEDS_H
#define CFSPERF_NEEDS_H

#include "calculus/atoms.h"
#include "calculus/elimination.h"

/* numbers of a cell: the sums that need protection, as bits */
#define NEED_COUNT	1
#define NEED_BESIDE	2			/* the rest, or the base of BASE_APART */
#define NEED_BASE	4			/* count and rest together */

/* numbers of a cell, or of a period for which there is none */
typedef struct Need
{
	int32_t		cell;			/* -1: of a period without cell */
	int32_t		numbers;		/* NEED_... */
	int32_t		below;			/* of the measure; 0: not known */
	bool		is_given_away;	/* follows from what is published */
	AtomSet		sets[CELL_SIDES];	/* owned where there is no cell */
} Need;

typedef struct Needs
{
	int32_t		count;
	int32_t		room;
	Need	   *needs;
} Needs;

extern SpanVector need_vector(const Need *need, int number);
extern int	numbers_in_need(const Cell *cell);
extern void needs_of_periods(Needs *needs, Atoms *atoms, const int32_t *cells,
							 int32_t count);
extern void add_need(Needs *needs, const Need *need, const Host *host);
extern void release_needs(Needs *needs, const Host *host);

#endif							/* CFSPERF_NEEDS_H */
