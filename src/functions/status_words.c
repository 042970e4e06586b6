/* SPDX-License-Identifier: PostgreSQL */
/*
 * status_words.c - SQL functions: status symbols listed and in words
 *
 * Thin wrappers of calculus/status.c.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"

#include "calculus/status.h"
#include "compat.h"

PG_FUNCTION_INFO_V1(status_symbols);
PG_FUNCTION_INFO_V1(status_reason);
PG_FUNCTION_INFO_V1(status_sentence);
PG_FUNCTION_INFO_V1(status_absence);

/* the status of a function's first argument, NULL for an unknown symbol */
static const Status *
status_argument(FunctionCallInfo fcinfo)
{
	return status_find(text_to_cstring(PG_GETARG_TEXT_PP(0)));
}

/* status_symbols(): (symbol, former, withholds, meaning), a row a symbol */
Datum
status_symbols(PG_FUNCTION_ARGS)
{
	FuncCallContext *call;
	const Status *status;
	Datum		values[4];
	bool		nulls[4] = {false};

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext old;
		TupleDesc	columns;

		call = SRF_FIRSTCALL_INIT();
		old = MemoryContextSwitchTo(call->multi_call_memory_ctx);
		if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "status_symbols() must return rows");
		call->tuple_desc = BlessTupleDesc(columns);
		MemoryContextSwitchTo(old);
	}
	call = SRF_PERCALL_SETUP();
	status = status_at((int) call->call_cntr);
	if (status == NULL)
		SRF_RETURN_DONE(call);
	values[0] = CStringGetTextDatum(status->symbol);
	nulls[1] = status->former == NULL;
	values[1] = nulls[1] ? (Datum) 0 : CStringGetTextDatum(status->former);
	values[2] = CStringGetTextDatum(withholds_word(status->withholds));
	values[3] = CStringGetTextDatum(status->meaning);
	SRF_RETURN_NEXT(call, HeapTupleGetDatum(heap_form_tuple(call->tuple_desc,
														   values, nulls)));
}

Datum
status_reason(PG_FUNCTION_ARGS)
{
	const Status *status = status_argument(fcinfo);

	if (status == NULL)
		PG_RETURN_NULL();		/* an unknown symbol */
	PG_RETURN_TEXT_P(cstring_to_text(status->reason));
}

Datum
status_sentence(PG_FUNCTION_ARGS)
{
	const Status *status = status_argument(fcinfo);

	if (status == NULL || status->sentence == NULL)
		PG_RETURN_NULL();		/* no figure that could be spoken of */
	PG_RETURN_TEXT_P(cstring_to_text(status->sentence));
}

Datum
status_absence(PG_FUNCTION_ARGS)
{
	const Status *status = status_argument(fcinfo);

	if (status == NULL || status->absence == NULL)
		PG_RETURN_NULL();		/* not why a figure is missing */
	PG_RETURN_TEXT_P(cstring_to_text(status->absence));
}
