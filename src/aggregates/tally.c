/* SPDX-License-Identifier: PostgreSQL */
/*
 * tally.c - the aggregate tally: the counts of a summary
 *
 * tally(value, direction, quartile, p_value) counts the measures of a group.
 * The name of each count and the rows that enter it are in one table, counts[].
 *
 * The state is bigint[], one element for each entry of that table, updated in
 * place.  No state, of a group without rows, is the same as zeros.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "common/int.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "aggregates/state_io.h"
#include "calculus/words.h"
#include "compat.h"

/* the greatest p-value at which a difference is beyond chance */
#define BEYOND_CHANCE	0.05

PG_FUNCTION_INFO_V1(tally_add);
PG_FUNCTION_INFO_V1(tally_combine);
PG_FUNCTION_INFO_V1(tally_final);

/* what is known of one measure */
typedef struct Verdict
{
	bool		reported;
	bool		comparable;		/* has a direction */
	Direction	direction;
	int			quartile;		/* 1 to 4, or 0 where there is none */
	bool		tested;			/* has a p-value */
	double		p_value;
} Verdict;

static bool
is_reported(const Verdict *v)
{
	return v->reported;
}

static bool
is_improved(const Verdict *v)
{
	return v->comparable && v->direction == DIRECTION_IMPROVED;
}

static bool
is_no_significant_change(const Verdict *v)
{
	return v->comparable && v->direction == DIRECTION_NO_CHANGE;
}

static bool
is_declined(const Verdict *v)
{
	return v->comparable && v->direction == DIRECTION_DECLINED;
}

static bool
is_information_only(const Verdict *v)
{
	return v->comparable && v->direction == DIRECTION_INFORMATION;
}

static bool
is_not_comparable(const Verdict *v)
{
	return v->reported && !v->comparable;
}

static bool
is_not_reported(const Verdict *v)
{
	return !v->reported;
}

static bool
is_benchmarked(const Verdict *v)
{
	return v->quartile != 0;
}

static bool
is_top_quartile(const Verdict *v)
{
	return v->quartile == 1;
}

static bool
is_second_quartile(const Verdict *v)
{
	return v->quartile == 2;
}

static bool
is_third_quartile(const Verdict *v)
{
	return v->quartile == 3;
}

static bool
is_fourth_quartile(const Verdict *v)
{
	return v->quartile == 4;
}

static bool
is_testable(const Verdict *v)
{
	return v->tested && (is_improved(v) || is_declined(v));
}

static bool
is_beyond_chance(const Verdict *v)
{
	return is_testable(v) && v->p_value <= BEYOND_CHANCE;
}

/* The columns of type tally, found by their names. */
static const struct
{
	const char *name;
	bool		(*enters) (const Verdict *verdict);
}			counts[] =
{
	{"reported", is_reported},
	{"improved", is_improved},
	{"no_significant_change", is_no_significant_change},
	{"declined", is_declined},
	{"information_only", is_information_only},
	{"not_comparable", is_not_comparable},
	{"not_reported", is_not_reported},
	{"benchmarked", is_benchmarked},
	{"top_quartile", is_top_quartile},
	{"second_quartile", is_second_quartile},
	{"third_quartile", is_third_quartile},
	{"fourth_quartile", is_fourth_quartile},
	{"testable", is_testable},
	{"beyond_chance", is_beyond_chance}
};

#define N_COUNTS	((int) lengthof(counts))

/* Returns the counts in a state, which another server may have sent. */
static int64 *
state_counts(ArrayType *state)
{
	int64	   *count;

	if (ARR_NDIM(state) != 1 || ARR_DIMS(state)[0] != N_COUNTS ||
		ARR_HASNULL(state) || ARR_ELEMTYPE(state) != INT8OID)
		bad_state("tally", psprintf("An array of %d counts is expected.",
									N_COUNTS));
	count = (int64 *) ARR_DATA_PTR(state);
	for (int i = 0; i < N_COUNTS; i++)
	{
		if (count[i] < 0)
			bad_state("tally", "A count is below zero.");
	}
	return count;
}

static ArrayType *
new_state(MemoryContext context)
{
	MemoryContext before = MemoryContextSwitchTo(context);
	Datum		zeros[lengthof(counts)];
	ArrayType  *state;

	for (int i = 0; i < N_COUNTS; i++)
		zeros[i] = Int64GetDatum(0);
	state = construct_array(zeros, N_COUNTS, INT8OID, sizeof(int64),
							FLOAT8PASSBYVAL, TYPALIGN_DOUBLE);
	MemoryContextSwitchTo(before);
	return state;
}

static Direction
direction_of_text(const text *given)
{
	char		word[64];
	Direction	direction;

	text_to_cstring_buffer(given, word, sizeof(word));
	if (VARSIZE_ANY_EXHDR(given) >= sizeof(word) ||
		!direction_parse(word, &direction))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown direction \"%s\"", text_to_cstring(given)),
				 errhint("Use \"improved\", \"no significant change\", "
						 "\"declined\" or \"information only\".")));
	return direction;
}

static int
checked_quartile(int32 quartile)
{
	if (quartile < 1 || quartile > 4)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("quartile %d is not one of 1 to 4", quartile)));
	return quartile;
}

Datum
tally_add(PG_FUNCTION_ARGS)
{
	MemoryContext context = state_context(fcinfo, "tally_add");
	ArrayType  *state = PG_ARGISNULL(0) ? new_state(context) :
		PG_GETARG_ARRAYTYPE_P(0);
	int64	   *count = state_counts(state);
	Verdict		verdict = {0};

	verdict.reported = !PG_ARGISNULL(1);
	verdict.comparable = !PG_ARGISNULL(2);
	if (verdict.comparable)
		verdict.direction = direction_of_text(PG_GETARG_TEXT_PP(2));
	if (!PG_ARGISNULL(3))
		verdict.quartile = checked_quartile(PG_GETARG_INT32(3));
	verdict.tested = !PG_ARGISNULL(4);
	if (verdict.tested)
		verdict.p_value = PG_GETARG_FLOAT8(4);

	for (int i = 0; i < N_COUNTS; i++)
		count[i] += counts[i].enters(&verdict);
	PG_RETURN_ARRAYTYPE_P(state);
}

Datum
tally_combine(PG_FUNCTION_ARGS)
{
	ArrayType  *state = PG_GETARG_ARRAYTYPE_P(0);
	int64	   *count = state_counts(state);
	const int64 *other = state_counts(PG_GETARG_ARRAYTYPE_P(1));

	check_aggregate(fcinfo, "tally_combine");
	for (int i = 0; i < N_COUNTS; i++)
	{
		if (pg_add_s64_overflow(count[i], other[i], &count[i]))
			bad_state("tally", "A count is too large.");
	}
	PG_RETURN_ARRAYTYPE_P(state);
}

static int
find_count(const char *name)
{
	for (int i = 0; i < N_COUNTS; i++)
	{
		if (strcmp(counts[i].name, name) == 0)
			return i;
	}
	elog(ERROR, "type tally has a column \"%s\" that is no count", name);
}

/* the row of counts; zeros for no state */
Datum
tally_final(PG_FUNCTION_ARGS)
{
	const int64 *count = PG_ARGISNULL(0) ? NULL :
		state_counts(PG_GETARG_ARRAYTYPE_P(0));
	TupleDesc	columns;
	Datum		values[lengthof(counts)];
	bool		nulls[lengthof(counts)] = {false};

	if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE ||
		columns->natts != N_COUNTS)
		elog(ERROR, "type tally does not have %d columns", N_COUNTS);
	for (int i = 0; i < N_COUNTS; i++)
	{
		int			at = find_count(NameStr(TupleDescAttr(columns, i)->attname));

		if (count != NULL && count[at] > PG_INT32_MAX)
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("count \"%s\" is out of range", counts[at].name)));
		values[i] = Int32GetDatum(count == NULL ? 0 : (int32) count[at]);
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(columns),
													  values, nulls)));
}
