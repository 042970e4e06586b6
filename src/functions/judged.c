/* SPDX-License-Identifier: PostgreSQL */
/*
 * judged.c - how many people a figure tells of, and whether these are too few
 */
#include "postgres.h"

#include <math.h>

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"

#include "calculus/judge.h"
#include "types/indicator_type.h"
#include "types/words_type.h"

/* what judge_figure() is given */
enum
{
	VALUE, NUMERATOR, DENOMINATOR, UNIT, BELOW, ZERO, UNKNOWN
};

PG_FUNCTION_INFO_V1(judge_figure);
PG_FUNCTION_INFO_V1(rounded_reading);

static inline double
float_or_nan(FunctionCallInfo fcinfo, int n)
{
	return PG_ARGISNULL(n) ? NAN : PG_GETARG_FLOAT8(n);
}

/* the word for a verdict, as in the decisions of a framework */
static const char *
verdict_word(Verdict verdict)
{
	switch (verdict)
	{
		case VERDICT_SMALL:
			return "small";
		case VERDICT_ZERO:
			return "zero";
		case VERDICT_UNKNOWN:
			return "unknown";
		case VERDICT_FINE:
			break;
	}
	return NULL;
}

/*
 * judge_figure(value, numerator, denominator, unit, suppress_below,
 * suppress_zero, suppress_unknown): a row of the count, the base and why the
 * figure is to be withheld in itself.  NULL is what is not known, and the last
 * where nothing is wrong with it.
 */
Datum
judge_figure(PG_FUNCTION_ARGS)
{
	TupleDesc	columns;
	Datum		values[3] = {0};
	bool		nulls[3] = {true, true, true};

	if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "judge_figure() must return a row");
	if (!PG_ARGISNULL(VALUE) && !PG_ARGISNULL(UNIT))
	{
		Unit		unit = unit_of_text(PG_GETARG_TEXT_PP(UNIT));
		ShowingRule rule = {
			.below = PG_ARGISNULL(BELOW) ? NAN : PG_GETARG_INT32(BELOW),
			.zero = !PG_ARGISNULL(ZERO) && PG_GETARG_BOOL(ZERO),
			.unknown = PG_ARGISNULL(UNKNOWN) || PG_GETARG_BOOL(UNKNOWN)
		};
		People		people = people_of_figure(PG_GETARG_FLOAT8(VALUE),
											  float_or_nan(fcinfo, NUMERATOR),
											  float_or_nan(fcinfo, DENOMINATOR), &unit);
		const char *word = verdict_word(judge(&people, &unit, &rule));

		values[0] = Float8GetDatum(people.count);
		nulls[0] = !isfinite(people.count);
		values[1] = Float8GetDatum(people.base);
		nulls[1] = !isfinite(people.base);
		nulls[2] = word == NULL;
		if (word != NULL)
			values[2] = CStringGetTextDatum(word);
	}
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(columns),
													  values, nulls)));
}

/*
 * rounded_reading(value, numerator, denominator, polarity, unit, round_to): the
 * figure of numbers of people rounded to multiples.
 */
Datum
rounded_reading(PG_FUNCTION_ARGS)
{
	Indicator  *result;
	double		value;
	People		people;
	Unit		unit;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(3) || PG_ARGISNULL(4) || PG_ARGISNULL(5))
		PG_RETURN_NULL();		/* the figure is not there */
	value = PG_GETARG_FLOAT8(0);
	unit = unit_of_text(PG_GETARG_TEXT_PP(4));
	people = people_of_figure(value, float_or_nan(fcinfo, 1), float_or_nan(fcinfo, 2), &unit);
	result = palloc(sizeof(Indicator));
	if (!round_people(&value, &people, &unit, PG_GETARG_INT32(5)) ||
		!indicator_set_row(result, value, people.count, people.base, unit, PG_GETARG_POLARITY(3)))
		PG_RETURN_NULL();		/* of nobody, or not a figure of this unit */
	PG_RETURN_INDICATOR_P(result);
}
