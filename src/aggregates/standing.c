/* SPDX-License-Identifier: PostgreSQL */
/*
 * standing.c - the aggregates quartile_rank and national_rank
 *
 * quartile_rank(subject, benchmark): the quartile, 1 = best, of one figure
 * among the benchmark figures of its group, NULL for fewer than four and where
 * all of them equal it.
 * national_rank(subject, benchmark): 1 + how many benchmark figures are better;
 * ties share the better rank.
 *
 * Both use one state of constant size (72 bytes): how many figures there are
 * below and above the subject, and its two neighbours.  A type-7 cut point lies
 * between the sorted figures k and k + 1.  With L figures below the subject:
 *		k >= L			both are at or above it, so it is at or below the cut
 *		k + 1 < L		both are below it, so it is above the cut
 *		k = L - 1		the cut is interpolated between the greatest figure
 *						below the subject and the least at or above it
 * That gives exactly quartile(subject, quartiles(benchmark)), in any order of
 * rows and without keeping the figures.  Rows where either is NULL are skipped.
 */
#include "postgres.h"

#include "fmgr.h"
#include "libpq/pqformat.h"

#include "aggregates/state_io.h"
#include "calculus/quartiles.h"
#include "compat.h"
#include "types/indicator_type.h"

#define STATE_NAME	"standing"

typedef struct Standing
{
	Indicator	subject;
	int64		n;				/* benchmark figures */
	int64		below;			/* of lower value than the subject */
	int64		above;			/* of higher value */
	double		next_below;		/* greatest of lower value, or -infinity */
	double		next_above;		/* least of higher value, or infinity */
} Standing;

PG_FUNCTION_INFO_V1(standing_in);
PG_FUNCTION_INFO_V1(standing_out);
PG_FUNCTION_INFO_V1(standing_recv);
PG_FUNCTION_INFO_V1(standing_send);
PG_FUNCTION_INFO_V1(standing_add);
PG_FUNCTION_INFO_V1(standing_combine);
PG_FUNCTION_INFO_V1(standing_quartile);
PG_FUNCTION_INFO_V1(standing_rank);

static void
check_subject(const Indicator *a, const Indicator *b)
{
	if (indicator_compare(a, b) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_CARDINALITY_VIOLATION),
				 errmsg("more than one subject in a group: %s and %s",
						indicator_label(a), indicator_label(b)),
				 errhint("Group by the subject, so that one figure is compared "
						 "with the benchmark.")));
}

Datum
standing_add(PG_FUNCTION_ARGS)
{
	Standing   *state = PG_ARGISNULL(0) ? NULL :
		(Standing *) PG_GETARG_POINTER(0);
	MemoryContext context = state_context(fcinfo, "standing_add");
	const Indicator *subject;
	const Indicator *figure;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_STATE_AS_IT_WAS();
	subject = PG_GETARG_INDICATOR_P(1);
	figure = PG_GETARG_INDICATOR_P(2);
	if (state == NULL)
	{
		state = MemoryContextAllocZero(context, sizeof(Standing));
		state->subject = *subject;
		state->next_below = -INFINITY;
		state->next_above = INFINITY;
	}
	else
		check_subject(&state->subject, subject);
	check_comparable(subject, figure);

	state->n++;
	if (figure->value < subject->value)
	{
		state->below++;
		state->next_below = Max(state->next_below, figure->value);
	}
	else if (figure->value > subject->value)
	{
		state->above++;
		state->next_above = Min(state->next_above, figure->value);
	}
	PG_RETURN_POINTER(state);
}

Datum
standing_combine(PG_FUNCTION_ARGS)
{
	Standing   *state = (Standing *) PG_GETARG_POINTER(0);
	const Standing *other = (const Standing *) PG_GETARG_POINTER(1);

	state_context(fcinfo, "standing_combine");
	check_subject(&state->subject, &other->subject);
	state->n += other->n;
	state->below += other->below;
	state->above += other->above;
	state->next_below = Max(state->next_below, other->next_below);
	state->next_above = Min(state->next_above, other->next_above);
	PG_RETURN_POINTER(state);
}

/* whether the subject lies at or below the cut point of a quarter */
static bool
at_or_below_cut(const Standing *state, int quarter)
{
	double		value = state->subject.value;
	bool		has_ties = state->n > state->below + state->above;
	int64		k;
	double		fraction;

	quartile_position(state->n, quarter, &k, &fraction);
	if (k >= state->below)
		return true;
	if (k + 1 < state->below || fraction == 0)
		return false;
	return value <= quartile_cut(state->next_below,
								 has_ties ? value : state->next_above, fraction);
}

Datum
standing_quartile(PG_FUNCTION_ARGS)
{
	const Standing *state = (const Standing *) PG_GETARG_POINTER(0);
	bool		at_or_below[3];
	int			band;

	if (state->subject.polarity == POLARITY_NONE)
		PG_RETURN_NULL();		/* information only: no band is better */
	if (state->n < FEWEST_FIGURES)
		PG_RETURN_NULL();		/* too few figures */
	for (int quarter = 1; quarter <= 3; quarter++)
		at_or_below[quarter - 1] = at_or_below_cut(state, quarter);
	band = quartile_band(at_or_below, state->below > 0, state->above > 0,
						 (Polarity) state->subject.polarity);
	if (band == NO_QUARTILE)
		PG_RETURN_NULL();		/* all figures equal it */
	PG_RETURN_INT32(band);
}

Datum
standing_rank(PG_FUNCTION_ARGS)
{
	const Standing *state = (const Standing *) PG_GETARG_POINTER(0);

	if (state->subject.polarity == POLARITY_NONE)
		PG_RETURN_NULL();		/* information only: nothing is better */
	PG_RETURN_INT64(1 + (state->subject.polarity == POLARITY_HIGH ?
						 state->above : state->below));
}

/* subject, n, below, above (int64 each), next below, next above */
Datum
standing_send(PG_FUNCTION_ARGS)
{
	const Standing *state = (const Standing *) PG_GETARG_POINTER(0);
	StringInfoData message;

	pq_begintypsend(&message);
	indicator_send_parts(&message, &state->subject);
	pq_sendint64(&message, (uint64) state->n);
	pq_sendint64(&message, (uint64) state->below);
	pq_sendint64(&message, (uint64) state->above);
	pq_sendfloat8(&message, state->next_below);
	pq_sendfloat8(&message, state->next_above);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

Datum
standing_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	Standing   *state = palloc0(sizeof(Standing));
	double		value;

	indicator_receive(message, &state->subject);
	value = state->subject.value;
	state->n = pq_getmsgint64(message);
	state->below = pq_getmsgint64(message);
	state->above = pq_getmsgint64(message);
	state->next_below = pq_getmsgfloat8(message);
	state->next_above = pq_getmsgfloat8(message);
	if (state->n < 1 || state->below < 0 || state->above < 0 ||
		state->n > PG_INT32_MAX * INT64CONST(1000) ||
		state->below > state->n || state->above > state->n - state->below)
		bad_state(STATE_NAME, "The numbers of figures do not agree.");
	if (!(state->next_below < value) || !(state->next_above > value) ||
		(state->below == 0) != (state->next_below == -INFINITY) ||
		(state->above == 0) != (state->next_above == INFINITY))
		bad_state(STATE_NAME, "The neighbouring figures are wrong.");
	PG_RETURN_POINTER(state);
}

Datum
standing_in(PG_FUNCTION_ARGS)
{
	return state_in(fcinfo, standing_recv, STATE_NAME);
}

Datum
standing_out(PG_FUNCTION_ARGS)
{
	return state_out(fcinfo, standing_send);
}
