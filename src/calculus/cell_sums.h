/* SPDX-License-Identifier: PostgreSQL */
/*
 * cell_sums.h - the numbers of areas and measures, and what adds up to what
 *
 * Plain C without fmgr.
 */
#ifndef CFSPERF_CELL_SUMS_H
#define CFSPERF_CELL_SUMS_H

#include "calculus/cells.h"
#include "calculus/propagation.h"

/* the numbers of an area and a measure */
enum
{
	COUNT, BASE, REST, KINDS
};

typedef struct Tables
{
	const Cells *cells;
	const Host *host;
	int32_t    *points;			/* months at which periods begin or end */
	uint8_t    *base_kind;		/* CellBase by measure */
	bool	   *base_adds;		/* over time, by measure */
	bool	   *area_is_whole;
	bool	   *measure_is_whole;
	Network		network;
} Tables;

static inline int32_t
row_number(const Tables *tables, int32_t area, int32_t measure, int kind)
{
	return (measure * KINDS + kind) * tables->cells->areas + area;
}

static inline int32_t
measure_of_row(const Tables *tables, int32_t row)
{
	return row / (KINDS * tables->cells->areas);
}

static inline int
kind_of_row(const Tables *tables, int32_t row)
{
	return row / tables->cells->areas % KINDS;
}

static inline bool
contains_count(const Tables *tables, int32_t measure)
{
	return tables->base_kind[measure] == BASE_CONTAINS_COUNT;
}

/* whether a measure has numbers of a kind */
static inline bool
has_kind(const Tables *tables, int32_t measure, int kind)
{
	return kind == COUNT || contains_count(tables, measure) ||
		(kind == BASE && tables->base_kind[measure] == BASE_APART);
}

extern void add_area_sums(Tables *tables);
extern void add_sums_of_measures(Tables *tables);
extern void add_sums_of_figures(Tables *tables);

#endif							/* CFSPERF_CELL_SUMS_H */
