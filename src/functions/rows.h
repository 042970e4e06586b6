/* SPDX-License-Identifier: PostgreSQL */
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

/*
 * Writes the figure of a point over one of an image.  Field by field: copied as
 * a whole it would wait for its parts to be put together.
 */
static inline void
write_indicator(Indicator *a, const Series *series, const Point *point)
{
	a->value = point->value;
	a->numerator = point->numerator;
	a->denominator = point->denominator;
	a->per = series->per;
	a->unit = series->unit;
	a->polarity = series->polarity;
}

/* (period, indicator) of a point, in a column and the next */
static inline void
write_point_columns(const RowImage *row, int column, const Series *series,
					const Point *point)
{
	*ROW_VALUE(row, column, ReportingPeriod) = point->period;
	write_indicator(ROW_VALUE(row, column + 1, Indicator), series, point);
}

/*
 * (period, indicator, movement) of a point, in a column and the next two.  The
 * movement is from the point before, the previous reported figure: it stands
 * there from the row before.
 */
static inline void
write_movement_columns(const RowImage *row, int column, const Series *series,
					   const Point *point, bool first)
{
	Movement   *movement = ROW_VALUE(row, column + 2, Movement);

	write_point_columns(row, column, series, point);
	if (!first)
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
	write_indicator(&movement->current, series, point);
	movement->current_period = point->period;
}

extern TupleDesc row_columns(FunctionCallInfo fcinfo);
extern void row_image(RowImage *row, TupleDesc columns, const text *first,
					  bool last_is_null);

#endif							/* CFSPERF_ROWS_H */
