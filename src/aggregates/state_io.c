/* SPDX-License-Identifier: PostgreSQL */
/*
 * state_io.c - what the states of all aggregates share
 */
#include "postgres.h"

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "aggregates/state_io.h"
#include "compat.h"

/* bytes converted to or from hexadecimal between checks for interrupts */
#define PIECE	(1024 * 1024)

/* a state as hexadecimal text, given its send function */
Datum
state_out(FunctionCallInfo fcinfo, PGFunction send)
{
	bytea	   *binary = DatumGetByteaPP(DirectFunctionCall1(send,
															 PG_GETARG_DATUM(0)));
	Size		length = VARSIZE_ANY_EXHDR(binary);
	char	   *text;

	if (length > (MaxAllocSize - 1) / 2)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("aggregate state of %zu bytes is too long for a text",
						length),
				 errhint("Use the binary form.")));
	text = palloc(2 * length + 1);
	for (Size done = 0; done < length; done += PIECE)
	{
		CHECK_FOR_INTERRUPTS();
		hex_encode(VARDATA_ANY(binary) + done, Min(PIECE, length - done),
				   text + 2 * done);
	}
	text[2 * length] = '\0';
	PG_RETURN_CSTRING(text);
}

/* a state from hexadecimal text, given its recv function */
Datum
state_in(FunctionCallInfo fcinfo, PGFunction receive, const char *type_name)
{
	const char *text = PG_GETARG_CSTRING(0);
	Size		length = strlen(text);
	Size		piece = PIECE;
	StringInfoData message;
	Datum		result;

	/* white space may stand between bytes, and a piece must not part one */
	if (strcspn(text, " \n\t\r") < length)
		piece = length;
	initStringInfo(&message);
	enlargeStringInfo(&message, (int) (length / 2 + 1));
	for (Size done = 0; done < length; done += piece)
	{
		CHECK_FOR_INTERRUPTS();
		message.len += (int) hex_decode(text + done, Min(piece, length - done),
										message.data + message.len);
	}
	result = DirectFunctionCall1(receive, PointerGetDatum(&message));
	if (message.cursor != message.len)
		bad_state(type_name, "Bytes are left over.");
	return result;
}

/*
 * Returns the memory context in which an aggregate keeps its state.  Raises an
 * error outside of aggregates, where the function would scribble on its argument.
 */
MemoryContext
state_context(FunctionCallInfo fcinfo, const char *name)
{
	MemoryContext context;

	if (!AggCheckCallContext(fcinfo, &context))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("function %s can only be called by an aggregate", name)));
	return context;
}

void
bad_state(const char *type_name, const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid representation of aggregate state %s", type_name),
			 errdetail("%s", detail)));
}
