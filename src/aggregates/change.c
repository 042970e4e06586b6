/* SPDX-License-Identifier: PostgreSQL */
/*
 * change.c - the aggregates change and latest
 *
 * change(indicator, reporting_period): the latest reading of a group and the
 * one before it.  change(value, reporting_period, polarity): the same of plain
 * numbers.  latest(indicator, reporting_period): the latest reading.
 *
 * One pass, constant space (80 bytes a group), any order of rows: the state
 * holds the two latest readings seen.  NULL readings and NULL periods are
 * skipped.  Two rows of one period make that period ambiguous; the mark stays
 * with the reading, so the error comes in any order of rows exactly when an
 * ambiguous reading is part of the answer.  An ambiguity in older history does
 * not change the answer and is not looked for; series() refuses it.
 *
 * Merging two states inserts the readings of one into the other.
 */
#include "postgres.h"

#include "fmgr.h"
#include "libpq/pqformat.h"

#include "aggregates/state_io.h"
#include "compat.h"
#include "types/indicator_type.h"
#include "types/movement_type.h"
#include "types/period_type.h"
#include "types/words_type.h"

#define STATE_NAME	"change_state"

/* NO_PERIOD where there is no such reading */
typedef struct Reading
{
	Indicator	indicator;
	ReportingPeriod period;
	uint32		twice;			/* the period was seen more than once */
} Reading;

typedef struct ChangeState
{
	Reading		current;
	Reading		previous;
} ChangeState;

PG_FUNCTION_INFO_V1(change_state_in);
PG_FUNCTION_INFO_V1(change_state_out);
PG_FUNCTION_INFO_V1(change_state_recv);
PG_FUNCTION_INFO_V1(change_state_send);
PG_FUNCTION_INFO_V1(change_add);
PG_FUNCTION_INFO_V1(change_add_number);
PG_FUNCTION_INFO_V1(change_combine);
PG_FUNCTION_INFO_V1(change_result);
PG_FUNCTION_INFO_V1(latest_result);

static inline void
set_reading(Reading *reading, const Indicator *indicator,
			ReportingPeriod period, uint32 twice)
{
	reading->indicator = *indicator;
	reading->period = period;
	reading->twice = twice;
}

static inline void
insert(ChangeState *state, const Indicator *indicator, ReportingPeriod period,
	   uint32 twice)
{
	if (period > state->current.period)
	{
		state->previous = state->current;
		set_reading(&state->current, indicator, period, twice);
	}
	else if (period == state->current.period)
		state->current.twice = 1;
	else if (period > state->previous.period)
		set_reading(&state->previous, indicator, period, twice);
	else if (period == state->previous.period)
		state->previous.twice = 1;
}

/* the state so far, or the first of a group */
static inline ChangeState *
current_state(FunctionCallInfo fcinfo, const char *function)
{
	if (!PG_ARGISNULL(0))
		return (ChangeState *) PG_GETARG_POINTER(0);
	return MemoryContextAllocZero(state_context(fcinfo, function),
								  sizeof(ChangeState));
}

/* (state, figure, period) */
Datum
change_add(PG_FUNCTION_ARGS)
{
	ChangeState *state;

	check_aggregate(fcinfo, "change_add");
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_STATE_AS_IT_WAS();
	state = current_state(fcinfo, "change_add");
	insert(state, PG_GETARG_INDICATOR_P(1), PG_GETARG_PERIOD(2), 0);
	PG_RETURN_POINTER(state);
}

/* (state, value, period, polarity) */
Datum
change_add_number(PG_FUNCTION_ARGS)
{
	ChangeState *state;
	Indicator	a;

	check_aggregate(fcinfo, "change_add_number");
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		PG_RETURN_STATE_AS_IT_WAS();
	indicator_of_number(&a, PG_GETARG_FLOAT8(1), PG_GETARG_POLARITY(3));
	state = current_state(fcinfo, "change_add_number");
	insert(state, &a, PG_GETARG_PERIOD(2), 0);
	PG_RETURN_POINTER(state);
}

Datum
change_combine(PG_FUNCTION_ARGS)
{
	ChangeState *state = (ChangeState *) PG_GETARG_POINTER(0);
	const ChangeState *other = (const ChangeState *) PG_GETARG_POINTER(1);

	state_context(fcinfo, "change_combine");
	insert(state, &other->current.indicator, other->current.period,
		   other->current.twice);
	if (other->previous.period != NO_PERIOD)
		insert(state, &other->previous.indicator, other->previous.period,
			   other->previous.twice);
	PG_RETURN_POINTER(state);
}

static void
check_once(const Reading *reading)
{
	if (reading->twice)
		ereport(ERROR,
				(errcode(ERRCODE_CARDINALITY_VIOLATION),
				 errmsg("more than one reading for reporting period \"%s\"",
						period_label(reading->period)),
				 errhint("Group by measure and area, so that a period stands "
						 "once in a group.")));
}

Datum
change_result(PG_FUNCTION_ARGS)
{
	const ChangeState *state = (const ChangeState *) PG_GETARG_POINTER(0);
	const Reading *previous = &state->previous;

	check_once(&state->current);
	check_once(previous);
	PG_RETURN_POINTER(movement_make(&state->current.indicator,
									state->current.period,
									previous->period == NO_PERIOD ? NULL :
									&previous->indicator, previous->period));
}

Datum
latest_result(PG_FUNCTION_ARGS)
{
	const ChangeState *state = (const ChangeState *) PG_GETARG_POINTER(0);

	check_once(&state->current);
	PG_RETURN_INDICATOR_P(indicator_copy(&state->current.indicator));
}

static void
send_reading(StringInfo message, const Reading *reading)
{
	pq_sendint8(message, (uint8) reading->twice);
	period_send(message, reading->period);
	indicator_send_parts(message, &reading->indicator);
}

static void
receive_reading(StringInfo message, Reading *reading)
{
	reading->twice = (uint32) pq_getmsgbyte(message);
	if (reading->twice > 1)
		bad_state(STATE_NAME, "A mark is neither 0 nor 1.");
	reading->period = period_receive(message);
	indicator_receive(message, &reading->indicator);
}

/* number of readings (1 byte, 1 or 2), the current one, the previous one */
Datum
change_state_send(PG_FUNCTION_ARGS)
{
	const ChangeState *state = (const ChangeState *) PG_GETARG_POINTER(0);
	bool		both = state->previous.period != NO_PERIOD;
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendint8(&message, both ? 2 : 1);
	send_reading(&message, &state->current);
	if (both)
		send_reading(&message, &state->previous);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

Datum
change_state_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	ChangeState *state = palloc0(sizeof(ChangeState));
	int			readings = pq_getmsgbyte(message);

	if (readings < 1 || readings > 2)
		bad_state(STATE_NAME, "There are not one or two readings.");
	receive_reading(message, &state->current);
	if (readings == 2)
	{
		receive_reading(message, &state->previous);
		if (state->previous.period >= state->current.period)
			bad_state(STATE_NAME, "The readings are not in order.");
	}
	PG_RETURN_POINTER(state);
}

Datum
change_state_in(PG_FUNCTION_ARGS)
{
	return state_in(fcinfo, change_state_recv, STATE_NAME);
}

Datum
change_state_out(PG_FUNCTION_ARGS)
{
	return state_out(fcinfo, change_state_send);
}
