/* SPDX-License-Identifier: PostgreSQL */
/*
 * pooled.c - the aggregate pooled: grouped figures
 *
 * pooled(indicator) sums numerators and denominators and then divides;
 * percentages are never averaged.  The result has the counts of the whole.
 *
 *		value = per * sum(numerator) / sum(denominator)		%, per N
 *		value = sum(numerator)								count
 *
 * State (48 bytes): the two sums, each as whole units and a fraction in units
 * of 10^-10, which is what the decimals of an indicator can hold.  Sums are
 * exact, so rows and partial states may come in any order.
 *
 * NULL figures are skipped; no figure at all gives NULL.  A figure without
 * counts is an error: leaving it out in silence would pool something else than
 * what was asked for.  So is a plain number, which has no counts that could be
 * summed, and a second unit or polarity.
 */
#include "postgres.h"

#include "common/int.h"
#include "fmgr.h"
#include "libpq/pqformat.h"

#include "aggregates/state_io.h"
#include "calculus/decimal.h"
#include "compat.h"
#include "errors.h"
#include "types/indicator_type.h"

#define STATE_NAME	"pooled_state"

/* fraction units in one */
#define ONE	INT64CONST(10000000000)

typedef struct Sum
{
	int64		whole;			/* not negative */
	int64		fraction;		/* from 0 to below ONE */
} Sum;

typedef struct Pooled
{
	Sum			numerator;
	Sum			denominator;	/* zero for a count */
	int32		per;
	uint8		unit;
	uint8		polarity;
	uint8		unused[10];		/* zero */
} Pooled;

StaticAssertDecl(sizeof(Pooled) == 48, "declared in SQL with this length");

PG_FUNCTION_INFO_V1(pooled_state_in);
PG_FUNCTION_INFO_V1(pooled_state_out);
PG_FUNCTION_INFO_V1(pooled_state_recv);
PG_FUNCTION_INFO_V1(pooled_state_send);
PG_FUNCTION_INFO_V1(pooled_add);
PG_FUNCTION_INFO_V1(pooled_combine);
PG_FUNCTION_INFO_V1(pooled_result);

static void
add_sum(Sum *sum, const Sum *other)
{
	sum->fraction += other->fraction;
	if (pg_add_s64_overflow(sum->whole, other->whole, &sum->whole) ||
		(sum->fraction >= ONE &&
		 pg_add_s64_overflow(sum->whole, 1, &sum->whole)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("sum of counts is out of range"),
				 errdetail("Counts are summed up to 2^63.")));
	if (sum->fraction >= ONE)
		sum->fraction -= ONE;
}

/*
 * A count as whole units and fraction.  Counts are decimals, so the fewest
 * decimal places that give the same double are the ones that were written.
 */
static Sum
sum_of(double count)
{
	Sum			sum;
	double		scaled = count;
	int64		places = 1;

	while (places < ONE && rint(scaled) / places != count)
	{
		places *= 10;
		scaled = count * places;
	}
	sum.whole = (int64) rint(scaled) / places;
	sum.fraction = (int64) rint(scaled) % places * (ONE / places);
	return sum;
}

static double
sum_value(const Sum *sum)
{
	return sum->whole + (double) sum->fraction / ONE;
}

/* raises an error if a figure cannot be pooled */
static void
check_poolable(const Indicator *a)
{
	if (a->unit == UNIT_NUMBER)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("indicator %s cannot be pooled", indicator_label(a)),
				 errdetail("A plain number has no counts to be summed."),
				 errhint("Pool percentages, rates per N, or counts.")));
	if (a->unit != UNIT_COUNT && !indicator_has_counts(a))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("indicator %s cannot be pooled", indicator_label(a)),
				 errdetail("Its numerator or its denominator is not known."),
				 errhint("Leave such figures out by FILTER (WHERE "
						 "numerator(i) IS NOT NULL AND denominator(i) IS NOT "
						 "NULL), and say so beside the result.")));
}

/* raises an error if two states, or a state and a figure, differ in kind */
static void
check_same_kind(const Pooled *state, int32 per, uint8 unit, uint8 polarity)
{
	char		name[UNIT_TEXT];
	char		other_name[UNIT_TEXT];

	if (state->per == per && state->unit == unit &&
		state->polarity == polarity)
		return;
	unit_format(state->unit, state->per, name);
	unit_format(unit, per, other_name);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("indicators of unit \"%s\", polarity %s and of unit "
					"\"%s\", polarity %s cannot be pooled",
					name, polarity_word((Polarity) state->polarity),
					other_name, polarity_word((Polarity) polarity)),
			 errhint("Group by measure, so that one unit and one polarity "
					 "meet.")));
}

Datum
pooled_add(PG_FUNCTION_ARGS)
{
	Pooled	   *state = PG_ARGISNULL(0) ? NULL :
		(Pooled *) PG_GETARG_POINTER(0);
	MemoryContext context = state_context(fcinfo, "pooled_add");
	const Indicator *a;
	Sum			part;

	if (PG_ARGISNULL(1))
		PG_RETURN_STATE_AS_IT_WAS();
	a = PG_GETARG_INDICATOR_P(1);
	check_poolable(a);
	if (state == NULL)
	{
		state = MemoryContextAllocZero(context, sizeof(Pooled));
		state->per = a->per;
		state->unit = a->unit;
		state->polarity = a->polarity;
	}
	else
		check_same_kind(state, a->per, a->unit, a->polarity);

	part = sum_of(a->numerator);
	add_sum(&state->numerator, &part);
	if (a->unit != UNIT_COUNT)
	{
		part = sum_of(a->denominator);
		add_sum(&state->denominator, &part);
	}
	PG_RETURN_POINTER(state);
}

Datum
pooled_combine(PG_FUNCTION_ARGS)
{
	Pooled	   *state = (Pooled *) PG_GETARG_POINTER(0);
	const Pooled *other = (const Pooled *) PG_GETARG_POINTER(1);

	state_context(fcinfo, "pooled_combine");
	check_same_kind(state, other->per, other->unit, other->polarity);
	add_sum(&state->numerator, &other->numerator);
	add_sum(&state->denominator, &other->denominator);
	PG_RETURN_POINTER(state);
}

Datum
pooled_result(PG_FUNCTION_ARGS)
{
	const Pooled *state = (const Pooled *) PG_GETARG_POINTER(0);
	Unit		unit = {state->per, state->unit};
	double		numerator = sum_value(&state->numerator);
	double		denominator = sum_value(&state->denominator);
	double		value = unit.per * numerator / denominator;
	Indicator	result;
	Problem		problem;

	if (unit.kind == UNIT_COUNT)
	{
		value = numerator;
		denominator = NAN;
	}
	if (!indicator_set(&result, value, numerator, denominator, unit,
					   (Polarity) state->polarity, &problem))
		value_problem(&problem, "indicator", indicator_label(&result));
	PG_RETURN_INDICATOR_P(indicator_copy(&result));
}

static void
receive_sum(StringInfo message, Sum *sum)
{
	sum->whole = pq_getmsgint64(message);
	sum->fraction = pq_getmsgint64(message);
	if (sum->whole < 0 || sum->fraction < 0 || sum->fraction >= ONE)
		bad_state(STATE_NAME,
				  "A sum of counts is not a decimal from zero upwards.");
}

static bool
sum_is_zero(const Sum *sum)
{
	return sum->whole == 0 && sum->fraction == 0;
}

static bool
sum_exceeds(const Sum *sum, const Sum *other)
{
	return sum->whole > other->whole ||
		(sum->whole == other->whole && sum->fraction > other->fraction);
}

/* unit and polarity, then whole and fraction of the sums (int64 each) */
Datum
pooled_state_send(PG_FUNCTION_ARGS)
{
	const Pooled *state = (const Pooled *) PG_GETARG_POINTER(0);
	StringInfoData message;

	pq_begintypsend(&message);
	unit_send(&message, state->unit, state->per, state->polarity);
	pq_sendint64(&message, (uint64) state->numerator.whole);
	pq_sendint64(&message, (uint64) state->numerator.fraction);
	pq_sendint64(&message, (uint64) state->denominator.whole);
	pq_sendint64(&message, (uint64) state->denominator.fraction);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

Datum
pooled_state_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	Pooled	   *state = palloc0(sizeof(Pooled));
	Unit		unit;
	Polarity	polarity;

	unit_receive(message, &unit, &polarity);
	state->per = unit.per;
	state->unit = unit.kind;
	state->polarity = (uint8) polarity;
	receive_sum(message, &state->numerator);
	receive_sum(message, &state->denominator);
	if (unit.kind == UNIT_NUMBER)
		bad_state(STATE_NAME, "A plain number cannot be pooled.");
	if (sum_is_zero(&state->denominator) != (unit.kind == UNIT_COUNT))
		bad_state(STATE_NAME, "The denominators do not suit the unit.");
	if (unit.kind == UNIT_PERCENT &&
		sum_exceeds(&state->numerator, &state->denominator))
		bad_state(STATE_NAME, "The numerators exceed the denominators.");
	PG_RETURN_POINTER(state);
}

Datum
pooled_state_in(PG_FUNCTION_ARGS)
{
	return state_in(fcinfo, pooled_state_recv, STATE_NAME);
}

Datum
pooled_state_out(PG_FUNCTION_ARGS)
{
	return state_out(fcinfo, pooled_state_send);
}
