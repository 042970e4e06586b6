/*
 * series_rows.c - a series as rows: unnest and movements
 *
 * Value per call, so that LIMIT stops early and a select list can use them.
 * Every column is of fixed length and never NULL, so all rows have one image
 * but for their values: it is made once, and each row is a copy in which the
 * values are written where they stand.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/tupmacs.h"
#include "fmgr.h"
#include "funcapi.h"

#include "compat.h"
#include "indicator_fmgr.h"
#include "movement_fmgr.h"
#include "period_fmgr.h"
#include "series.h"

#define MAX_COLUMNS	3

PG_FUNCTION_INFO_V1(series_unnest);
PG_FUNCTION_INFO_V1(series_movements);

/* what a set-returning function over a series keeps between its rows */
typedef struct Rows
{
	const Series *series;
	HeapTupleHeader image;		/* a row with empty values */
	Size		size;
	Size		offsets[MAX_COLUMNS];	/* of the values in the row */
} Rows;

/* The columns of the result: the executor knows them, without a look-up. */
static TupleDesc
result_columns(FunctionCallInfo fcinfo)
{
	TupleDesc	columns = ((ReturnSetInfo *) fcinfo->resultinfo)->expectedDesc;

	if (columns == NULL &&
		get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "a function over a series must return rows");
	if (columns->natts > MAX_COLUMNS)
		elog(ERROR, "a function over a series returns %d columns", columns->natts);
	return BlessTupleDesc(columns);
}

/* makes the row with empty values and finds where the values stand */
static void
make_image(Rows *rows, TupleDesc columns)
{
	static const Movement empty;	/* as long as the longest column */
	Datum		values[MAX_COLUMNS];
	bool		nulls[MAX_COLUMNS] = {false, false, false};
	HeapTuple	tuple;
	Size		offset = 0;

	for (int i = 0; i < columns->natts; i++)
		values[i] = TupleDescAttr(columns, i)->attbyval ? PeriodGetDatum(0) :
			PointerGetDatum(&empty);
	tuple = heap_form_tuple(columns, values, nulls);
	rows->image = DatumGetHeapTupleHeader(HeapTupleGetDatum(tuple));
	rows->size = tuple->t_len;
	for (int i = 0; i < columns->natts; i++)
	{
		Form_pg_attribute column = TupleDescAttr(columns, i);

		offset = att_align_nominal(offset, column->attalign);
		rows->offsets[i] = rows->image->t_hoff + offset;
		offset += column->attlen;
	}
}

static void
start_rows(FunctionCallInfo fcinfo)
{
	FuncCallContext *call = SRF_FIRSTCALL_INIT();
	MemoryContext old = MemoryContextSwitchTo(call->multi_call_memory_ctx);
	Rows	   *rows = palloc(sizeof(Rows));

	rows->series = (const Series *) PG_DETOAST_DATUM_COPY(PG_GETARG_DATUM(0));
	make_image(rows, result_columns(fcinfo));
	call->user_fctx = rows;
	call->max_calls = (uint64) rows->series->count;
	MemoryContextSwitchTo(old);
}

/* a copy of the image, to write values to */
static char *
new_row(const Rows *rows)
{
	char	   *row = palloc(rows->size);

	memcpy(row, rows->image, rows->size);
	return row;
}

/* unnest(series): (period, indicator), a row a point, ascending */
Datum
series_unnest(PG_FUNCTION_ARGS)
{
	FuncCallContext *call;
	const Rows *rows;
	char	   *row;
	int			i;

	if (SRF_IS_FIRSTCALL())
		start_rows(fcinfo);
	call = SRF_PERCALL_SETUP();
	if (call->call_cntr >= call->max_calls)
		SRF_RETURN_DONE(call);
	rows = (const Rows *) call->user_fctx;
	i = (int) call->call_cntr;
	row = new_row(rows);
	*(ReportingPeriod *) (row + rows->offsets[0]) = series_period(rows->series, i);
	series_indicator(rows->series, i, (Indicator *) (row + rows->offsets[1]));
	SRF_RETURN_NEXT(call, PointerGetDatum(row));
}

/*
 * movements(series): (period, indicator, movement), a row a point, ascending.
 * The movement is from the point before, the previous reported figure.
 */
Datum
series_movements(PG_FUNCTION_ARGS)
{
	FuncCallContext *call;
	const Rows *rows;
	char	   *row;
	Movement   *movement;
	int			i;

	if (SRF_IS_FIRSTCALL())
		start_rows(fcinfo);
	call = SRF_PERCALL_SETUP();
	if (call->call_cntr >= call->max_calls)
		SRF_RETURN_DONE(call);
	rows = (const Rows *) call->user_fctx;
	i = (int) call->call_cntr;
	row = new_row(rows);
	movement = (Movement *) (row + rows->offsets[2]);
	series_indicator(rows->series, i, &movement->current);
	movement->current_period = series_period(rows->series, i);
	if (i > 0)
	{
		series_indicator(rows->series, i - 1, &movement->previous);
		movement->previous_period = series_period(rows->series, i - 1);
	}
	*(ReportingPeriod *) (row + rows->offsets[0]) = movement->current_period;
	*(Indicator *) (row + rows->offsets[1]) = movement->current;
	SRF_RETURN_NEXT(call, PointerGetDatum(row));
}
