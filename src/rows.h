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

/*
 * Writes another text over the first column; false where it is not as long, so
 * that another image is needed.
 */
static inline bool
row_image_rename(RowImage *row, const text *first)
{
	char	   *old = (char *) row->image + row->offsets[0];

	if (VARSIZE_ANY_EXHDR(old) != VARSIZE_ANY_EXHDR(first))
		return false;
	memcpy(VARDATA_ANY(old), VARDATA_ANY(first), VARSIZE_ANY_EXHDR(first));
	return true;
}

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
