/* SPDX-License-Identifier: PostgreSQL */
/*
 * distribution.c - the type distribution and the aggregate quartiles
 *
 * quartiles(indicator): cut points, ends and mean of a benchmark's figures.
 * quartiles(value, polarity): the same of plain numbers.
 * distribution(indicator): the figures themselves, of which many questions can
 * then be asked; it is the state of quartiles.
 *
 * The state keeps every figure, unsorted, 8 bytes each with spare capacity, in
 * a varlena that grows fourfold; the result selects from it without changing it
 * (selection.c), so the state can go on growing (window aggregate).
 * Merging appends.  NULL figures are not counted.  All figures of a group have
 * one unit and one polarity.
 */
#include "postgres.h"

#include "fmgr.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/float.h"

#include "aggregates/distribution.h"
#include "aggregates/growing.h"
#include "aggregates/state_io.h"
#include "calculus/decimal.h"
#include "calculus/selection.h"
#include "compat.h"
#include "server_host.h"
#include "types/indicator_type.h"
#include "types/words_type.h"

#define STATE_NAME		"distribution"

/* figures processed between two checks for interrupts */
#define FIGURES_AT_ONCE	(1 << 22)

static const Growing growing = {
	.header = offsetof(Distribution, values),
	.element = sizeof(double),
	.few = PG_INT64_MAX,
	.holder = "a group of quartiles()",
	.elements = "figures"
};

PG_FUNCTION_INFO_V1(distribution_in);
PG_FUNCTION_INFO_V1(distribution_out);
PG_FUNCTION_INFO_V1(distribution_recv);
PG_FUNCTION_INFO_V1(distribution_send);
PG_FUNCTION_INFO_V1(distribution_add);
PG_FUNCTION_INFO_V1(distribution_add_number);
PG_FUNCTION_INFO_V1(distribution_combine);
PG_FUNCTION_INFO_V1(distribution_quartiles);
PG_FUNCTION_INFO_V1(distribution_rank);

static void
check_unit(const Distribution *state, int unit, int32 per, int polarity)
{
	if (state->unit != unit || state->per != per || state->polarity != polarity)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("figures of different unit or polarity in one "
						"distribution"),
				 errhint("Group by measure, so that one unit and one polarity "
						 "meet.")));
}

#define GETARG_STATE() \
	(PG_ARGISNULL(0) ? NULL : (Distribution *) PG_GETARG_POINTER(0))

/* the state with a figure more, or the first */
static inline Distribution *
add_figure(Distribution *state, const Indicator *a)
{
	if (state == NULL)
	{
		state = growing_state(&growing, NULL, 0, 1);
		state->per = a->per;
		state->unit = a->unit;
		state->polarity = a->polarity;
	}
	else
	{
		check_unit(state, a->unit, a->per, a->polarity);
		if (state->count == growing_capacity(&growing, state))
			state = growing_state(&growing, state, state->count,
								  (int64) state->count + 1);
	}
	state->values[state->count++] = a->value;
	return state;
}

/* (state, figure) */
Datum
distribution_add(PG_FUNCTION_ARGS)
{
	check_aggregate(fcinfo, "distribution_add");
	if (PG_ARGISNULL(1))
		PG_RETURN_STATE_AS_IT_WAS();
	PG_RETURN_POINTER(add_figure(GETARG_STATE(), PG_GETARG_INDICATOR_P(1)));
}

/* (state, value, polarity) */
Datum
distribution_add_number(PG_FUNCTION_ARGS)
{
	Indicator	a;

	check_aggregate(fcinfo, "distribution_add_number");
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_STATE_AS_IT_WAS();
	indicator_of_number(&a, PG_GETARG_FLOAT8(1), PG_GETARG_POLARITY(2));
	PG_RETURN_POINTER(add_figure(GETARG_STATE(), &a));
}

Datum
distribution_combine(PG_FUNCTION_ARGS)
{
	Distribution *state = (Distribution *) PG_GETARG_POINTER(0);
	const Distribution *other = (const Distribution *) PG_GETARG_POINTER(1);
	int64		needed = (int64) state->count + other->count;

	state_context(fcinfo, "distribution_combine");
	check_unit(state, other->unit, other->per, other->polarity);
	if (needed > growing_capacity(&growing, state))
		state = growing_state(&growing, state, state->count, needed);
	memcpy(state->values + state->count, other->values,
		   (Size) other->count * sizeof(double));
	state->count += other->count;
	PG_RETURN_POINTER(state);
}

/* returns one without figures, with the given capacity */
Distribution *
distribution_make(int64 capacity, Unit unit, Polarity polarity)
{
	Distribution *distribution = growing_state(&growing, NULL, 0, capacity);

	distribution->per = unit.per;
	distribution->unit = unit.kind;
	distribution->polarity = polarity;
	return distribution;
}

/*
 * Adds a value to a distribution with room for it, unless it cannot be of the
 * unit: it is then left out, as reading() of a row leaves it out.
 */
void
distribution_put(Distribution *distribution, double value)
{
	double		unknown = get_float8_nan();
	Unit		unit = {.per = distribution->per,.kind = distribution->unit};
	Indicator	figure;

	if (indicator_set_row(&figure, value, unknown, unknown, unit,
						  (Polarity) distribution->polarity))
		distribution->values[distribution->count++] = figure.value;
}

/* of one or more figures */
Quartiles *
distribution_summary(const Distribution *distribution)
{
	Quartiles  *q = palloc0(sizeof(Quartiles));

	quartiles_of_values(distribution->values, distribution->count, q,
						&server_host);
	q->per = distribution->per;
	q->unit = distribution->unit;
	q->polarity = distribution->polarity;
	return q;
}

Datum
distribution_quartiles(PG_FUNCTION_ARGS)
{
	const Distribution *state = (const Distribution *) PG_GETARG_POINTER(0);

	PG_RETURN_POINTER(distribution_summary(state));
}

/*
 * national_rank(indicator, distribution): 1 + how many figures are better; ties
 * share the better rank.
 */
Datum
distribution_rank(PG_FUNCTION_ARGS)
{
	const Indicator *subject = PG_GETARG_INDICATOR_P(0);
	const Distribution *state = (const Distribution *) PG_GETARG_POINTER(1);
	int64		better = 0;

	check_unit(state, subject->unit, subject->per, subject->polarity);
	if (subject->polarity == POLARITY_NONE)
		PG_RETURN_NULL();		/* information only: nothing is better */
	for (int32 i = 0; i < state->count; i++)
	{
		double		lead = state->values[i] - subject->value;

		if (i % FIGURES_AT_ONCE == FIGURES_AT_ONCE - 1)
			CHECK_FOR_INTERRUPTS();
		better += subject->polarity == POLARITY_HIGH ? lead > 0 : lead < 0;
	}
	PG_RETURN_INT64(1 + better);
}

/* unit and polarity, number of figures (int32), figures */
Datum
distribution_send(PG_FUNCTION_ARGS)
{
	const Distribution *state = (const Distribution *) PG_GETARG_POINTER(0);
	StringInfoData message;

	pq_begintypsend(&message);
	unit_send(&message, state->unit, state->per, state->polarity);
	pq_sendint32(&message, (uint32) state->count);
	enlargeStringInfo(&message, state->count * (int) sizeof(double));
	for (int32 i = 0; i < state->count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		pq_sendfloat8(&message, state->values[i]);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

Datum
distribution_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	Unit		unit;
	Polarity	polarity;
	int32		count;
	Distribution *state;

	unit_receive(message, &unit, &polarity);
	count = (int32) pq_getmsgint(message, 4);
	if (count < 1 ||
		count > (message->len - message->cursor) / (int) sizeof(double))
		bad_state(STATE_NAME, "The number of figures is wrong.");
	state = growing_state(&growing, NULL, 0, count);
	state->unit = unit.kind;
	state->per = unit.per;
	state->polarity = polarity;
	for (int32 i = 0; i < count; i++)
	{
		double		value = pq_getmsgfloat8(message);

		CHECK_FOR_INTERRUPTS();
		if (!decimal_in_range(value))
			bad_state(STATE_NAME, "A figure is not between -2^53 and 2^53.");
		state->values[state->count++] = decimal_round(value);
	}
	PG_RETURN_POINTER(state);
}

Datum
distribution_in(PG_FUNCTION_ARGS)
{
	return state_in(fcinfo, distribution_recv, STATE_NAME);
}

Datum
distribution_out(PG_FUNCTION_ARGS)
{
	return state_out(fcinfo, distribution_send);
}
