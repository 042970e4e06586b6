/* SPDX-License-Identifier: PostgreSQL */
/*
 * statistics_series.c - SQL functions: trend and control charts of a series
 *
 * Thin wrappers of trend.c and control_chart.c.  What they say of a series they
 * say of its points whose periods do not overlap: points that count the same
 * children make neither a trend nor common cause.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "calculus/control_chart.h"
#include "calculus/interval.h"
#include "calculus/trend.h"
#include "compat.h"
#include "functions/statistics.h"
#include "types/period_type.h"
#include "types/series_build.h"

/* the level of the intervals that weight a trend */
#define TREND_LEVEL	0.95

PG_FUNCTION_INFO_V1(trend_chi_squared_counts);
PG_FUNCTION_INFO_V1(trend_chi_squared_values);
PG_FUNCTION_INFO_V1(series_trend);
PG_FUNCTION_INFO_V1(series_xmr);
PG_FUNCTION_INFO_V1(series_special_causes);
PG_FUNCTION_INFO_V1(series_assurance);

typedef double (*Check) (double value, const char *name);

/*
 * Reads an array of numbers into "numbers", NULL as NaN; returns how many.
 * Each number is one that "check" accepts under this name.
 */
static int
get_numbers(FunctionCallInfo fcinfo, int n, const char *name, Check check,
			double *numbers)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(n);
	Datum	   *elements;
	bool	   *nulls;
	int			count;

	count = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	if (ARR_NDIM(array) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("array has %d dimensions", ARR_NDIM(array)),
				 errhint("Give one number a period, in order of time.")));
	if (count > MAX_TREND_POINTS)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("array of %d numbers is longer than %d", count,
						MAX_TREND_POINTS),
				 errhint("Give the latest periods only.")));
	deconstruct_array(array, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL,
					  TYPALIGN_DOUBLE, &elements, &nulls, &count);
	for (int i = 0; i < count; i++)
		numbers[i] = nulls[i] ? NAN : check(DatumGetFloat8(elements[i]), name);
	return count;
}

/* raises an error if arrays that belong together differ in length */
static void
check_same_length(int count, int other)
{
	if (count != other)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("arrays of %d and %d numbers do not belong together",
						count, other),
				 errhint("Give one number a period in each array, NULL where "
						 "it is not known.")));
}

/* puts statistic, p-value and slope into a row, NULL where there is none */
static void
put_trend(const Trend *trend, Datum *values, bool *nulls)
{
	values[0] = Float8GetDatum(trend->statistic);
	values[1] = Float8GetDatum(trend->p_value);
	values[2] = Float8GetDatum(trend->slope);
	for (int i = 0; i < 3; i++)
		nulls[i] = trend->verdict == TREND_CANNOT_BE_CALCULATED;
	nulls[2] |= isnan(trend->slope);
}

/* (chi_squared, p_value, slope, verdict) */
static Datum
chi_squared_row(FunctionCallInfo fcinfo, const Trend *trend)
{
	Datum		values[4];
	bool		nulls[4] = {false, false, false, false};

	put_trend(trend, values, nulls);
	values[3] = CStringGetTextDatum(trend_words(trend->verdict,
												POLARITY_NONE));
	return form_row(fcinfo, values, nulls);
}

Datum
trend_chi_squared_counts(PG_FUNCTION_ARGS)
{
	double		numerators[MAX_TREND_POINTS];
	double		denominators[MAX_TREND_POINTS];
	int			count = get_numbers(fcinfo, 0, "numerator", checked_count,
									numerators);
	int			others = get_numbers(fcinfo, 1, "denominator", checked_count,
									 denominators);
	Trend		trend;

	check_same_length(count, others);
	for (int i = 0; i < count; i++)
		check_proportion(numerators[i], denominators[i]);
	trend = trend_of_counts(numerators, denominators, count);
	return chi_squared_row(fcinfo, &trend);
}

Datum
trend_chi_squared_values(PG_FUNCTION_ARGS)
{
	double		values[MAX_TREND_POINTS];
	double		lowers[MAX_TREND_POINTS];
	double		uppers[MAX_TREND_POINTS];
	int			count = get_numbers(fcinfo, 0, "value", checked_number,
									values);
	int			below = get_numbers(fcinfo, 1, "lower limit", checked_number,
									lowers);
	int			above = get_numbers(fcinfo, 2, "upper limit", checked_number,
									uppers);
	Trend		trend;

	check_same_length(count, below);
	check_same_length(count, above);
	for (int i = 0; i < count; i++)
		check_limits(lowers[i], uppers[i]); /* NOLINT(clang-analyzer-core.CallAndMessage): as many of each */
	trend = trend_of_values(values, lowers, uppers, count);
	return chi_squared_row(fcinfo, &trend);
}

/*
 * The series itself, or, where its periods overlap, of every length / step of
 * its points the last one, counted back from the last: they follow one another
 * in steps of their length.
 */
static const Series *
without_overlap(const Series *series)
{
	int32		length = period_length(series->first);
	int32		every = length / series->step;
	int32		last = series_offset(series, series->count - 1);
	Point	   *points;
	int			count = 0;

	if (every <= 1)
		return series;
	points = palloc((Size) series->count * sizeof(Point));
	for (int i = 0; i < series->count; i++)
	{
		if ((last - series_offset(series, i)) % every == 0)
			series_point(series, i, &points[count++]);
	}
	return series_build(points, count, series_unit(series),
						(Polarity) series->polarity, length, true, NULL);
}

/* points at the end of the series without a gap between them, up to "most" */
static int
recent_points(const Series *series, int most)
{
	int			last = series_count(series) - 1;
	int			points = 1;

	while (points < most && points <= last &&
		   series_offset(series, last - points) ==
		   series_offset(series, last) - points)
		points++;
	return points;
}

static double *
copy_values(const Series *series)
{
	double	   *values = palloc((Size) series_count(series) * sizeof(double));

	series_read_values(series, values);
	return values;
}

/*
 * The trend of the last five points.  Percentages by their counts; rates and
 * counts by their values, weighted by their confidence intervals.  False where
 * a count is missing, and for plain numbers.
 */
static bool
trend_with_counts(const Series *series, Trend *trend)
{
	double		values[TREND_POINTS];
	double		a[TREND_POINTS];
	double		b[TREND_POINTS];
	int			first = series_count(series) - TREND_POINTS;

	for (int i = 0; i < TREND_POINTS; i++)
	{
		Indicator	point;
		Limits		limits;

		series_indicator(series, first + i, &point);
		if (!indicator_limits(&point, TREND_LEVEL, &limits))
			return false;
		values[i] = point.value;
		a[i] = point.unit == UNIT_PERCENT ? point.numerator : limits.lower;
		b[i] = point.unit == UNIT_PERCENT ? point.denominator : limits.upper;
	}
	if (series->unit == UNIT_PERCENT)
		*trend = trend_of_counts(a, b, TREND_POINTS);
	else
		*trend = trend_of_values(values, a, b, TREND_POINTS);
	return true;
}

/* (verdict, method, statistic, p_value, slope, points) */
Datum
series_trend(PG_FUNCTION_ARGS)
{
	const Series *series = without_overlap(PG_GETARG_SERIES_P(0));
	int			points = recent_points(series, TREND_POINTS);
	Trend		trend = {TREND_CANNOT_BE_CALCULATED, TREND_NO_METHOD, 0, 0, 0};
	const char *method;
	Datum		values[6] = {0};
	bool		nulls[6] = {false, false, false, false, false, false};

	if (points == TREND_POINTS && !trend_with_counts(series, &trend))
	{
		points = recent_points(series, MAX_KENDALL_POINTS);
		trend = trend_of_order(copy_values(series) + series_count(series) - points,
							   points);
	}
	method = trend_method_words(trend.method);
	values[0] = CStringGetTextDatum(trend_words(trend.verdict,
												(Polarity) series->polarity));
	nulls[1] = method == NULL;
	if (method != NULL)
		values[1] = CStringGetTextDatum(method);
	put_trend(&trend, values + 2, nulls + 2);
	values[5] = Int32GetDatum(points);
	return form_row(fcinfo, values, nulls);
}

/*
 * A series as a history.  A percentage, rate or count has natural bounds, as
 * long as its figures keep to them: some publish a change in per cent.
 */
static History
history_of(const Series *series)
{
	History		history = {copy_values(series), NULL, series_count(series),
	-INFINITY, INFINITY};
	bool		negative = false;
	bool		above_all = false;

	if (series->form.offset != 0)
	{
		int32	   *steps = palloc((Size) history.count * sizeof(int32));

		series_read_offsets(series, steps);
		history.steps = steps;
	}
	for (int i = 0; i < history.count; i++)
	{
		negative |= history.values[i] < 0;
		above_all |= history.values[i] > 100;
	}
	if (series->unit != UNIT_NUMBER && !negative)
		history.least = 0;
	if (series->unit == UNIT_PERCENT && !above_all)
		history.greatest = 100;
	return history;
}

/*
 * The limits of a function whose argument n is drop_outliers, not NULL, and the
 * next one baseline.
 */
static void
get_xmr(FunctionCallInfo fcinfo, int n, const History *history, Xmr *xmr)
{
	bool		has_baseline = !PG_ARGISNULL(n + 1);
	int32		baseline = has_baseline ? PG_GETARG_INT32(n + 1) : 0;

	if (has_baseline && baseline < XMR_MIN_BASELINE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("baseline of %d points is too short", baseline),
				 errhint("Fix the limits on the first %d points or more, or "
						 "give NULL to use all.", XMR_MIN_BASELINE)));
	xmr_limits(history, PG_GETARG_BOOL(n), baseline, xmr);
}

/* (centre, lower_limit, upper_limit, points, provisional) */
Datum
series_xmr(PG_FUNCTION_ARGS)
{
	History		history;
	Xmr			xmr;
	Datum		values[5];
	bool		nulls[5] = {false, false, false, false, false};

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();		/* no history, or not said how */
	history = history_of(without_overlap(PG_GETARG_SERIES_P(0)));
	get_xmr(fcinfo, 1, &history, &xmr);
	values[0] = Float8GetDatum(xmr.centre);
	values[1] = Float8GetDatum(xmr.lower);
	values[2] = Float8GetDatum(xmr.upper);
	values[3] = Int32GetDatum(xmr.points);
	values[4] = BoolGetDatum(xmr.provisional);
	nulls[1] = nulls[2] = !xmr.has_limits;
	return form_row(fcinfo, values, nulls);
}

/* what special_causes keeps between its rows */
typedef struct CauseRows
{
	const Series *series;
	uint8	   *causes;
	TupleDesc	descriptor;
} CauseRows;

static void
start_special_causes(FunctionCallInfo fcinfo)
{
	FuncCallContext *call = SRF_FIRSTCALL_INIT();
	MemoryContext old = MemoryContextSwitchTo(call->multi_call_memory_ctx);
	CauseRows  *rows = palloc0(sizeof(CauseRows));

	call->user_fctx = rows;
	if (!PG_ARGISNULL(0) && !PG_ARGISNULL(1))
	{
		History		history;
		Xmr			xmr;

		rows->series = without_overlap((const Series *)
									   PG_DETOAST_DATUM_COPY(PG_GETARG_DATUM(0)));
		history = history_of(rows->series);
		get_xmr(fcinfo, 1, &history, &xmr);
		rows->causes = palloc(history.count);
		xmr_causes(&history, &xmr, rows->causes);
		if (get_call_result_type(fcinfo, NULL, &rows->descriptor) !=
			TYPEFUNC_COMPOSITE)
			elog(ERROR, "return type must be a row type");
		rows->descriptor = BlessTupleDesc(rows->descriptor);
		call->max_calls = (uint64) history.count;
	}
	MemoryContextSwitchTo(old);
}

/* (period, value, cause, judgement), a row a point judged, ascending */
Datum
series_special_causes(PG_FUNCTION_ARGS)
{
	FuncCallContext *call;
	const CauseRows *rows;
	Cause		cause;
	Datum		values[4];
	bool		nulls[4] = {false, false, false, false};
	int			i;

	if (SRF_IS_FIRSTCALL())
		start_special_causes(fcinfo);
	call = SRF_PERCALL_SETUP();
	if (call->call_cntr >= call->max_calls)
		SRF_RETURN_DONE(call);
	rows = (const CauseRows *) call->user_fctx;
	i = (int) call->call_cntr;
	cause = (Cause) rows->causes[i];
	values[0] = PeriodGetDatum(series_period(rows->series, i));
	values[1] = Float8GetDatum(series_value(rows->series, i));
	nulls[2] = cause == CAUSE_NONE;
	values[2] = nulls[2] ? (Datum) 0 : CStringGetTextDatum(cause_words(cause));
	values[3] = CStringGetTextDatum(judgement_word(cause, (Polarity)
												   rows->series->polarity));
	SRF_RETURN_NEXT(call, HeapTupleGetDatum(heap_form_tuple(rows->descriptor,
															values, nulls)));
}

Datum
series_assurance(PG_FUNCTION_ARGS)
{
	const Series *series;
	double		target;
	History		history;
	Xmr			xmr;
	Assurance	assurance;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();		/* no history or target, or not said how */
	series = without_overlap(PG_GETARG_SERIES_P(0));
	target = checked_number(PG_GETARG_FLOAT8(1), "target");
	history = history_of(series);
	get_xmr(fcinfo, 2, &history, &xmr);
	if (series->polarity == POLARITY_NONE)
		PG_RETURN_NULL();		/* information only: nothing is better */
	if (!xmr.has_limits)
		PG_RETURN_NULL();		/* no two adjacent periods */
	assurance = xmr_assurance(&xmr, target, (Polarity) series->polarity);
	PG_RETURN_TEXT_P(cstring_to_text(assurance_word(assurance)));
}
