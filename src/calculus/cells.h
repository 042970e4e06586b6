/* SPDX-License-Identifier: PostgreSQL */
/*
 * cells.h - figures as cells of tables that add up
 *
 * Plain C without fmgr.  A cell is a measure's figure of an area and a period:
 * a count x and, unless the unit is "count", a base N.  Areas and measures are
 * numbered in the order of their names' bytes, so that an order by number is
 * one by name.
 */
#ifndef CFSPERF_CELLS_H
#define CFSPERF_CELLS_H

#include <stdbool.h>
#include <stdint.h>

#include "calculus/host.h"

/* what the base of a measure is to its count */
typedef enum CellBase
{
	BASE_NONE,					/* unit "count" */
	BASE_CONTAINS_COUNT,		/* "%", "per N": N = x + rest, none of them negative */
	BASE_APART					/* "number": what was measured, on N people */
} CellBase;

typedef enum CellState
{
	CELL_PRIMARY,				/* withheld in itself */
	CELL_MISSING,				/* expected, not loaded */
	CELL_ABSENT,				/* contributes nothing, needs no protection */
	CELL_CANDIDATE,				/* may be shown where it gives nothing away */
	CELL_PUBLISHED,				/* readers have it */
	CELL_KNOWN,					/* for bounds: readers have it */
	CELL_WITHHELD				/* for bounds: they have not */
} CellState;

typedef struct Cell
{
	int32_t		area;
	int32_t		measure;
	int32_t		first_month;	/* of the period, as in period.h */
	int32_t		months;
	double		count;			/* NaN: not known */
	double		base;			/* the same; NaN for BASE_NONE */
	int32_t		below;			/* counts below this are small; 0: none is */
	uint8_t		base_kind;		/* CellBase */
	bool		base_adds;		/* over time, as counts do: "%"; the people that
								 * a rate is of are the same all year */
	uint8_t		state;			/* CellState */
} Cell;

/* an area or measure that is a part of another */
typedef struct CellLink
{
	int32_t		whole;
	int32_t		part;
	bool		bases_add;		/* of measures: bases of parts add up as well */
} CellLink;

typedef struct Cells
{
	int32_t		count;
	Cell	   *cells;
	int32_t		areas;			/* names of cells and links */
	const char **area_names;
	int32_t		measures;
	const char **measure_names;
	int32_t		area_links;
	CellLink   *area_link;
	int32_t		measure_links;
	CellLink   *measure_link;
} Cells;

/* for each node those that it is made of: list[start[node] .. start[node + 1]) */
typedef struct NodeLists
{
	int32_t    *start;
	int32_t    *list;
} NodeLists;

extern int	compare_int32(const void *a, const void *b);
extern NodeLists parts_of_nodes(const CellLink *links, int32_t count,
								int32_t nodes, const Host *host);
extern int32_t node_in_itself(const CellLink *links, int32_t count,
							  int32_t nodes, const Host *host);
extern NodeLists leaves_of_nodes(const CellLink *links, int32_t count,
								 int32_t nodes, const Host *host);
extern void release_node_lists(NodeLists *lists, const Host *host);

#endif							/* CFSPERF_CELLS_H */
