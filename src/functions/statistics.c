/* SPDX-License-Identifier: PostgreSQL */
/*
 * statistics.c - SQL functions: intervals, significance, targets
 *
 * Thin wrappers of interval.c, significance.c and target.c.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/float.h"

#include "calculus/decimal.h"
#include "calculus/interval.h"
#include "calculus/significance.h"
#include "calculus/target.h"
#include "compat.h"
#include "functions/statistics.h"
#include "types/indicator_type.h"
#include "types/words_type.h"

PG_FUNCTION_INFO_V1(wilson_lower);
PG_FUNCTION_INFO_V1(wilson_upper);
PG_FUNCTION_INFO_V1(byars_lower);
PG_FUNCTION_INFO_V1(byars_upper);
PG_FUNCTION_INFO_V1(poisson_lower);
PG_FUNCTION_INFO_V1(poisson_upper);
PG_FUNCTION_INFO_V1(indicator_confidence_interval);
PG_FUNCTION_INFO_V1(indicator_p_value_of_two);
PG_FUNCTION_INFO_V1(indicator_compare_benchmark);
PG_FUNCTION_INFO_V1(indicator_compare_funnel);
PG_FUNCTION_INFO_V1(compare_interval);
PG_FUNCTION_INFO_V1(indicator_rag);
PG_FUNCTION_INFO_V1(indicator_rag_range);
PG_FUNCTION_INFO_V1(indicator_needed);
PG_FUNCTION_INFO_V1(rank_quantile_group);

/* a number between -2^53 and 2^53, or an error that calls it by its name */
double
checked_number(double value, const char *name)
{
	if (!decimal_in_range(value))
		ereport(ERROR,
				(errcode(isnan(value) ? ERRCODE_INVALID_PARAMETER_VALUE :
						 ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s %s is not a number between -2^53 and 2^53",
						name, float8out_internal(value)),
				 errhint("Use NULL for a figure that is not known.")));
	return value;
}

/* a number of events or children, or an error that calls it by its name */
double
checked_count(double value, const char *name)
{
	checked_number(value, name);
	if (value < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s %s is negative", name, float8out_internal(value)),
				 errhint("Give a number of events or children.")));
	return value;
}

/* raises an error if a lower limit is above the upper one */
void
check_limits(double lower, double upper)
{
	if (lower > upper)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("lower limit %s is above upper limit %s",
						float8out_internal(lower), float8out_internal(upper)),
				 errhint("Give the lower limit first.")));
}

/* raises an error if more are counted than there are */
void
check_proportion(double count, double n)
{
	if (count > n)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("count %s is greater than n, %s",
						float8out_internal(count), float8out_internal(n)),
				 errhint("A proportion counts some of all; a rate is not "
						 "one.")));
}

/* a row of the function's result; its type is looked up once a query */
Datum
form_row(FunctionCallInfo fcinfo, Datum *values, bool *nulls)
{
	FmgrInfo   *function = fcinfo->flinfo;

	if (function->fn_extra == NULL)
	{
		MemoryContext before = MemoryContextSwitchTo(function->fn_mcxt);
		TupleDesc	row;

		if (get_call_result_type(fcinfo, NULL, &row) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "return type must be a row type");
		function->fn_extra = BlessTupleDesc(row);
		MemoryContextSwitchTo(before);
	}
	return HeapTupleGetDatum(heap_form_tuple(function->fn_extra, values,
											 nulls));
}

static double
get_number(FunctionCallInfo fcinfo, int n, const char *name)
{
	return checked_number(PG_GETARG_FLOAT8(n), name);
}

static double
get_count(FunctionCallInfo fcinfo, int n, const char *name)
{
	return checked_count(PG_GETARG_FLOAT8(n), name);
}

static double
get_level(FunctionCallInfo fcinfo, int n)
{
	double		level = PG_GETARG_FLOAT8(n);

	if (!(level > 0 && level < 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("confidence level %s is not between 0 and 1",
						float8out_internal(level)),
				 errhint("Write, for example, 0.95 for 95 per cent.")));
	return level;
}

/* false where n is 0: there is no proportion of nothing */
static bool
wilson_arguments(FunctionCallInfo fcinfo, Limits *limits)
{
	double		count = get_count(fcinfo, 0, "count");
	double		n = get_count(fcinfo, 1, "n");
	double		level = get_level(fcinfo, 2);

	check_proportion(count, n);
	if (n == 0)
		return false;
	*limits = wilson_limits(count, n, level);
	return true;
}

Datum
wilson_lower(PG_FUNCTION_ARGS)
{
	Limits		limits;

	if (!wilson_arguments(fcinfo, &limits))
		PG_RETURN_NULL();		/* a proportion of nothing */
	PG_RETURN_FLOAT8(limits.lower);
}

Datum
wilson_upper(PG_FUNCTION_ARGS)
{
	Limits		limits;

	if (!wilson_arguments(fcinfo, &limits))
		PG_RETURN_NULL();		/* a proportion of nothing */
	PG_RETURN_FLOAT8(limits.upper);
}

Datum
byars_lower(PG_FUNCTION_ARGS)
{
	double		count = get_count(fcinfo, 0, "count");

	PG_RETURN_FLOAT8(byars_limits(count, get_level(fcinfo, 1)).lower);
}

Datum
byars_upper(PG_FUNCTION_ARGS)
{
	double		count = get_count(fcinfo, 0, "count");

	PG_RETURN_FLOAT8(byars_limits(count, get_level(fcinfo, 1)).upper);
}

Datum
poisson_lower(PG_FUNCTION_ARGS)
{
	double		count = get_count(fcinfo, 0, "count");

	PG_RETURN_FLOAT8(poisson_limits(count, get_level(fcinfo, 1)).lower);
}

Datum
poisson_upper(PG_FUNCTION_ARGS)
{
	double		count = get_count(fcinfo, 0, "count");

	PG_RETURN_FLOAT8(poisson_limits(count, get_level(fcinfo, 1)).upper);
}

Datum
indicator_confidence_interval(PG_FUNCTION_ARGS)
{
	const Indicator *a = PG_GETARG_INDICATOR_P(0);
	double		level = get_level(fcinfo, 1);
	Limits		limits;
	Datum		values[2];
	bool		nulls[2] = {false, false};

	if (!indicator_limits(a, level, &limits))
		PG_RETURN_NULL();		/* counts are missing */
	values[0] = Float8GetDatum(limits.lower);
	values[1] = Float8GetDatum(limits.upper);
	return form_row(fcinfo, values, nulls);
}

Datum
indicator_p_value_of_two(PG_FUNCTION_ARGS)
{
	const Indicator *a = PG_GETARG_INDICATOR_P(0);
	const Indicator *b = PG_GETARG_INDICATOR_P(1);
	double		p;

	check_comparable(a, b);
	if (!indicator_p_value(a, b, &p))
		PG_RETURN_NULL();		/* counts are missing */
	PG_RETURN_FLOAT8(p);
}

Datum
indicator_compare_benchmark(PG_FUNCTION_ARGS)
{
	const Indicator *a = PG_GETARG_INDICATOR_P(0);
	const Indicator *benchmark = PG_GETARG_INDICATOR_P(1);
	double		level = get_level(fcinfo, 2);
	Side		side;

	check_comparable(a, benchmark);
	if (!indicator_side(a, benchmark->value, level, &side))
		PG_RETURN_NULL();		/* counts are missing */
	PG_RETURN_TEXT_P(cstring_to_text(side_word(side, (Polarity) a->polarity)));
}

Datum
indicator_compare_funnel(PG_FUNCTION_ARGS)
{
	const Indicator *a = PG_GETARG_INDICATOR_P(0);
	const Indicator *benchmark = PG_GETARG_INDICATOR_P(1);
	double		level = get_level(fcinfo, 2);
	Side		side;

	check_comparable(a, benchmark);
	if (!indicator_funnel_side(a, benchmark->value, level, &side))
		PG_RETURN_NULL();		/* no percentage of a known number */
	PG_RETURN_TEXT_P(cstring_to_text(side_word(side, (Polarity) a->polarity)));
}

Datum
compare_interval(PG_FUNCTION_ARGS)
{
	Limits		limits;
	double		benchmark;

	limits.lower = get_number(fcinfo, 0, "lower limit");
	limits.upper = get_number(fcinfo, 1, "upper limit");
	benchmark = get_number(fcinfo, 2, "benchmark");
	check_limits(limits.lower, limits.upper);
	PG_RETURN_TEXT_P(cstring_to_text(side_word(side_of(&limits, benchmark),
											   PG_GETARG_POLARITY(3))));
}

Datum
indicator_rag(PG_FUNCTION_ARGS)
{
	const Indicator *a = PG_GETARG_INDICATOR_P(0);
	double		target = get_number(fcinfo, 1, "target");
	double		tolerance = get_number(fcinfo, 2, "tolerance");

	if (tolerance < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("tolerance %s is negative",
						float8out_internal(tolerance)),
				 errhint("Give the largest shortfall, in the measure's unit, "
						 "that counts as amber.")));
	if (a->polarity == POLARITY_NONE)
		PG_RETURN_NULL();		/* information only: nothing is better */
	PG_RETURN_TEXT_P(cstring_to_text(rag_word(rag_of_target(a, target,
															tolerance))));
}

Datum
indicator_rag_range(PG_FUNCTION_ARGS)
{
	const Indicator *a = PG_GETARG_INDICATOR_P(0);
	double		lower = get_number(fcinfo, 1, "lower limit");
	double		upper = get_number(fcinfo, 2, "upper limit");

	check_limits(lower, upper);
	if (a->polarity == POLARITY_NONE)
		PG_RETURN_NULL();		/* information only: nothing is better */
	PG_RETURN_TEXT_P(cstring_to_text(rag_word(rag_of_range(a, lower, upper))));
}

Datum
indicator_needed(PG_FUNCTION_ARGS)
{
	double		cut = get_number(fcinfo, 1, "cut point");
	int64_t		needed;

	if (!needed_count(PG_GETARG_INDICATOR_P(0), cut, &needed))
		PG_RETURN_NULL();		/* not known, or out of reach */
	PG_RETURN_INT64(needed);
}

Datum
rank_quantile_group(PG_FUNCTION_ARGS)
{
	int64		rank = PG_GETARG_INT64(0);
	int64		n = PG_GETARG_INT64(1);
	int32		k = PG_GETARG_INT32(2);
	int			group;

	if (n < 1 || n > MAX_QUANTILE_N)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("number of figures %lld is not between 1 and 2^53",
						(long long) n),
				 errhint("Give the number of figures that were ranked.")));
	if (rank < 1 || rank > n)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rank %lld is not between 1 and %lld",
						(long long) rank, (long long) n),
				 errhint("Rank among as many figures as are given.")));
	if (k < 1 || k > MAX_QUANTILE_K)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("number of groups %d is not between 1 and %d",
						k, MAX_QUANTILE_K),
				 errhint("Use 4 for quartiles, 5 for quintiles.")));
	if (!quantile_group(rank, n, k, &group))
		PG_RETURN_NULL();		/* fewer figures than groups */
	PG_RETURN_INT32(group);
}
