/* SPDX-License-Identifier: PostgreSQL */
/*
 * state_io.h - text form of aggregate states
 *
 * The states of aggregates are types of ours, so that a partial result can
 * travel to another server.  Their send and recv functions are the format; as
 * text they are the same bytes in hexadecimal, read by the same recv.
 */
#ifndef CFSPERF_STATE_IO_H
#define CFSPERF_STATE_IO_H

#include "fmgr.h"
#include "nodes/execnodes.h"

#include "compat.h"

extern Datum state_in(FunctionCallInfo fcinfo, PGFunction receive,
					  const char *type_name);
extern Datum state_out(FunctionCallInfo fcinfo, PGFunction send);
extern MemoryContext state_context(FunctionCallInfo fcinfo, const char *name);
extern CFS_NORETURN void bad_state(const char *type_name, const char *detail);

/* As state_context, for a function that runs once a row and allocates nothing. */
static inline void
check_aggregate(FunctionCallInfo fcinfo, const char *name)
{
	if (fcinfo->context == NULL ||
		!(IsA(fcinfo->context, AggState) || IsA(fcinfo->context, WindowAggState)))
		state_context(fcinfo, name);
}

/* what a row that is skipped leaves: the state so far, or none yet */
#define PG_RETURN_STATE_AS_IT_WAS() \
	do { \
		if (PG_ARGISNULL(0)) \
			PG_RETURN_NULL(); \
		PG_RETURN_DATUM(PG_GETARG_DATUM(0)); \
	} while (0)

#endif							/* CFSPERF_STATE_IO_H */
