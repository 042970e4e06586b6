/*
 * series_rows.c - a series as rows: unnest and movements
 *
 * Value per call, so that LIMIT stops early and a select list can use them.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"

#include "compat.h"
#include "indicator_fmgr.h"
#include "movement_fmgr.h"
#include "period_fmgr.h"
#include "series.h"

PG_FUNCTION_INFO_V1(series_unnest);
PG_FUNCTION_INFO_V1(series_movements);

/* what a set-returning function over a series keeps between its rows */
typedef struct Rows
{
	const Series *series;
	TupleDesc	descriptor;
} Rows;

static FuncCallContext *
start_rows(FunctionCallInfo fcinfo)
{
	FuncCallContext *call = SRF_FIRSTCALL_INIT();
	MemoryContext old = MemoryContextSwitchTo(call->multi_call_memory_ctx);
	Rows	   *rows = palloc(sizeof(Rows));

	rows->series = (const Series *) PG_DETOAST_DATUM_COPY(PG_GETARG_DATUM(0));
	if (get_call_result_type(fcinfo, NULL, &rows->descriptor) !=
		TYPEFUNC_COMPOSITE)
		elog(ERROR, "a function over a series must return rows");
	rows->descriptor = BlessTupleDesc(rows->descriptor);
	call->user_fctx = rows;
	call->max_calls = (uint64) rows->series->count;
	MemoryContextSwitchTo(old);
	return call;
}

static Datum
make_row(TupleDesc descriptor, Datum *values)
{
	bool		nulls[3] = {false, false, false};

	return HeapTupleGetDatum(heap_form_tuple(descriptor, values, nulls));
}

/* unnest(series): (period, indicator), a row a point, ascending */
Datum
series_unnest(PG_FUNCTION_ARGS)
{
	FuncCallContext *call = SRF_IS_FIRSTCALL() ? start_rows(fcinfo) : NULL;
	const Rows *rows;
	Indicator	indicator;
	Datum		values[2];
	int			i;

	call = SRF_PERCALL_SETUP();
	if (call->call_cntr >= call->max_calls)
		SRF_RETURN_DONE(call);
	rows = (const Rows *) call->user_fctx;
	i = (int) call->call_cntr;
	series_indicator(rows->series, i, &indicator);
	values[0] = PeriodGetDatum(series_period(rows->series, i));
	values[1] = PointerGetDatum(&indicator);
	SRF_RETURN_NEXT(call, make_row(rows->descriptor, values));
}

/*
 * movements(series): (period, indicator, movement), a row a point, ascending.
 * The movement is from the point before, the previous reported figure.
 */
Datum
series_movements(PG_FUNCTION_ARGS)
{
	FuncCallContext *call = SRF_IS_FIRSTCALL() ? start_rows(fcinfo) : NULL;
	const Rows *rows;
	Movement	movement;
	Datum		values[3];
	int			i;

	call = SRF_PERCALL_SETUP();
	if (call->call_cntr >= call->max_calls)
		SRF_RETURN_DONE(call);
	rows = (const Rows *) call->user_fctx;
	i = (int) call->call_cntr;
	memset(&movement, 0, sizeof(movement));
	series_indicator(rows->series, i, &movement.current);
	movement.current_period = series_period(rows->series, i);
	if (i > 0)
	{
		series_indicator(rows->series, i - 1, &movement.previous);
		movement.previous_period = series_period(rows->series, i - 1);
	}
	values[0] = PeriodGetDatum(movement.current_period);
	values[1] = PointerGetDatum(&movement.current);
	values[2] = PointerGetDatum(&movement);
	SRF_RETURN_NEXT(call, make_row(rows->descriptor, values));
}
