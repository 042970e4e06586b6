/* SPDX-License-Identifier: PostgreSQL */
/*
 * series_rows.c - a series as rows: unnest and movements
 *
 * Value per call, so that LIMIT stops early and a select list can use them.
 * Every column is of fixed length and never NULL: rows.h.
 */
#include "postgres.h"

#include "fmgr.h"

#include "compat.h"
#include "functions/rows.h"
#include "types/indicator_type.h"
#include "types/movement_type.h"
#include "types/period_type.h"
#include "types/series.h"

PG_FUNCTION_INFO_V1(series_unnest);
PG_FUNCTION_INFO_V1(series_movements);

/* what a set-returning function over a series keeps between its rows */
typedef struct Rows
{
	const Series *series;
	RowImage	row;
	Point		points[FLEXIBLE_ARRAY_MEMBER];
} Rows;

static void
start_rows(FunctionCallInfo fcinfo)
{
	FuncCallContext *call = SRF_FIRSTCALL_INIT();
	MemoryContext old = MemoryContextSwitchTo(call->multi_call_memory_ctx);
	const Series *series = PG_GETARG_SERIES_P(0);	/* stands still until the last row */
	Rows	   *rows = palloc(offsetof(Rows, points) +
							  (Size) series->count * sizeof(Point));

	rows->series = series;
	series_unpack(series, rows->points);
	row_image(&rows->row, row_columns(fcinfo), NULL, false);
	call->user_fctx = rows;
	call->max_calls = (uint64) rows->series->count;
	MemoryContextSwitchTo(old);
}

/* unnest(series): (period, indicator), a row a point, ascending */
Datum
series_unnest(PG_FUNCTION_ARGS)
{
	FuncCallContext *call;
	const Rows *rows;
	int			i;

	if (SRF_IS_FIRSTCALL())
		start_rows(fcinfo);
	call = SRF_PERCALL_SETUP();
	if (call->call_cntr >= call->max_calls)
		SRF_RETURN_DONE(call);
	rows = (const Rows *) call->user_fctx;
	i = (int) call->call_cntr;
	write_point_columns(&rows->row, 0, rows->series, &rows->points[i]);
	SRF_RETURN_NEXT(call, PointerGetDatum(rows->row.image));
}

/* movements(series): (period, indicator, movement), a row a point, ascending */
Datum
series_movements(PG_FUNCTION_ARGS)
{
	FuncCallContext *call;
	const Rows *rows;
	int			i;

	if (SRF_IS_FIRSTCALL())
		start_rows(fcinfo);
	call = SRF_PERCALL_SETUP();
	if (call->call_cntr >= call->max_calls)
		SRF_RETURN_DONE(call);
	rows = (const Rows *) call->user_fctx;
	i = (int) call->call_cntr;
	write_movement_columns(&rows->row, 0, rows->series, &rows->points[i], i == 0);
	SRF_RETURN_NEXT(call, PointerGetDatum(rows->row.image));
}
