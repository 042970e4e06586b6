/* SPDX-License-Identifier: PostgreSQL */
/*
 * sparse_row.h - rows of a matrix that are mostly zero
 *
 * Plain C without fmgr.  Values are residues (residues.h).
 */
#ifndef CFSPERF_SPARSE_ROW_H
#define CFSPERF_SPARSE_ROW_H

#include <stdint.h>

#include "calculus/host.h"

typedef struct Row
{
	int32_t		size;
	int32_t		room;
	int32_t    *columns;		/* in ascending order */
	uint64_t   *values;			/* none is zero */
	int32_t		pivot;			/* column; -1: none */
} Row;

extern void row_room(Row *row, int32_t room, const Host *host);
extern void row_release(Row *row, const Host *host);
extern int32_t row_find(const Row *row, int32_t column);
extern void row_delete(Row *row, int32_t at);
extern void row_append(Row *row, int32_t column, uint64_t value);
extern void row_combine(Row *result, const Row *row, uint64_t factor,
						const Row *other, const Host *host);
extern void row_exchange(Row *row, Row *other);

/* the value in a column */
static inline uint64_t
row_value(const Row *row, int32_t column)
{
	int32_t		at = row_find(row, column);

	return at < 0 ? 0 : row->values[at];
}

#endif							/* CFSPERF_SPARSE_ROW_H */
