/*
 * rows.h - many rows of one shape, quickly
 *
 * Rows of a set-returning function that differ in values of fixed length only
 * have one image: it is made once, and for each row the values are written over
 * those of the row before.  A row is good until the next one is asked for, as
 * is any value that is computed for a row: who keeps it, copies it.
 */
#ifndef CFSPERF_ROWS_H
#define CFSPERF_ROWS_H

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"

#include "calculus/movement.h"
#include "compat.h"
#include "types/series.h"

#define MAX_COLUMNS	4

typedef struct RowImage
{
	HeapTupleHeader image;
	Size		offsets[MAX_COLUMNS];	/* of the values, where not NULL */
} RowImage;

/* where the value of a column stands */
#define ROW_VALUE(row, column, type) \
	((type *) ((char *) (row)->image + (row)->offsets[column]))

/*
 * Asks for memory that is about to be read in several places at once: the waits
 * for it then overlap.  Where the compiler cannot, nothing is asked for.
 */
static inline void
cfs_prefetch(const void *start, size_t size)
{
#ifdef __GNUC__
	for (size_t at = 0; at < size; at += 64)
		__builtin_prefetch((const char *) start + at);
#else
	(void) start;
	(void) size;
#endif
}

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

/* (period, indicator) of a point, in a column and the next */
static inline void
write_point_columns(const RowImage *row, int column, const Series *series, int i)
{
	*ROW_VALUE(row, column, ReportingPeriod) = series_period(series, i);
	series_indicator(series, i, ROW_VALUE(row, column + 1, Indicator));
}

/*
 * (period, indicator, movement) of a point, in a column and the next two.  The
 * movement is from the point before, the previous reported figure: it stands
 * there from the row before.
 */
static inline void
write_movement_columns(const RowImage *row, int column, const Series *series,
					   int i)
{
	Movement   *movement = ROW_VALUE(row, column + 2, Movement);

	write_point_columns(row, column, series, i);
	if (i > 0)
	{
		movement->previous = movement->current;
		movement->previous_period = movement->current_period;
	}
	else
	{
		memset(&movement->previous, 0, sizeof(movement->previous));
		movement->previous_period = NO_PERIOD;
	}
	/* made again: what was just written is quicker to make than to read */
	series_indicator(series, i, &movement->current);
	movement->current_period = series_period(series, i);
}

extern TupleDesc row_columns(FunctionCallInfo fcinfo);
extern void row_image(RowImage *row, TupleDesc columns, const text *first,
					  bool last_is_null);

#endif							/* CFSPERF_ROWS_H */
