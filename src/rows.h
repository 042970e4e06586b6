/*
 * rows.h - many rows of one shape, quickly
 *
 * Rows of a set-returning function that differ in values of fixed length only
 * have one image: it is made once, and each row is a copy in which the values
 * are written where they stand.
 */
#ifndef CFSPERF_ROWS_H
#define CFSPERF_ROWS_H

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"

#define MAX_COLUMNS	4

typedef struct RowImage
{
	HeapTupleHeader image;
	Size		size;
	Size		offsets[MAX_COLUMNS];	/* of the values, where not NULL */
} RowImage;

extern TupleDesc row_columns(FunctionCallInfo fcinfo);
extern void row_image(RowImage *row, TupleDesc columns, const text *first,
					  bool last_is_null);

/* a copy of the image, to write values to */
static inline char *
new_row(const RowImage *row)
{
	char	   *copy = palloc(row->size);

	memcpy(copy, row->image, row->size);
	return copy;
}

#endif							/* CFSPERF_ROWS_H */
