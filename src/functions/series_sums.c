/* SPDX-License-Identifier: PostgreSQL */
/*
 * series_sums.c - figures of longer periods from those of shorter ones
 *
 * rolling(series, n): of each n periods that follow one another.
 * year_to_date(series, first_month): of each period and those before it in its
 * year.
 * regroup(series, months, first_month): of the parts of longer periods that
 * divide the year, quarters of months, years of quarters.
 *
 * Counts are added, percentages and rates made anew of the sums (total.c).
 * Where a part is missing, or its counts are not known, there is a gap.
 */
#include "postgres.h"

#include "fmgr.h"
#include "miscadmin.h"

#include "calculus/total.h"
#include "compat.h"
#include "types/period_type.h"
#include "types/series_build.h"

#define YEAR	12

PG_FUNCTION_INFO_V1(series_rolling);
PG_FUNCTION_INFO_V1(series_year_to_date);
PG_FUNCTION_INFO_V1(series_regroup);

/* raises an error unless periods follow one another without gap or overlap */
static void
check_parts(const Series *series)
{
	int32		length = period_length(series->first);

	if (series->step != length)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("periods of length %d such as \"%s\" in steps of %d months "
						"cannot be added up", length,
						period_label(series->first), series->step),
				 errdetail("They %s.", series->step < length ? "overlap" :
						   "leave months out"),
				 errhint("Add up periods that follow one another, such as "
						 "months or quarters.")));
}

/* raises an error unless a year from that month is made of the series' periods */
static void
check_year(const Series *series, int32 first_month)
{
	int32		length = period_length(series->first);

	check_parts(series);
	if (first_month < 1 || first_month > YEAR)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("month %d is not between 1 and %d", first_month, YEAR),
				 errhint("Give the month in which the year begins, 4 for April.")));
	if (YEAR % length != 0 ||
		(period_first_month(series->first) - (first_month - 1)) % length != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a year that begins with month %d is not made of periods "
						"such as \"%s\"", first_month,
						period_label(series->first)),
				 errhint("Give the month in which the year begins: 4 for a "
						 "financial year, 9 for one of school terms.")));
}

/* how many months of the year that begins with a month come before a period */
static int32
months_before(ReportingPeriod period, int32 first_month)
{
	return (period_first_month(period) - (first_month - 1) + YEAR) % YEAR;
}

/*
 * Writes the figure of n periods, the last of which is point i, into a point of
 * the given period; false where one of them is missing or has no counts.
 */
static bool
add_up(const Series *series, int i, int32 n, ReportingPeriod period, Point *point)
{
	Total		total = {0, 0};
	Indicator	figure;

	CHECK_FOR_INTERRUPTS();
	if (i + 1 < n ||
		series_offset(series, i) - series_offset(series, i + 1 - n) != n - 1)
		return false;
	for (int k = i + 1 - n; k <= i; k++)
	{
		series_indicator(series, k, &figure);
		total_add(&total, &figure);
	}
	if (!total_figure(&total, series_unit(series), (Polarity) series->polarity,
					  &figure))
		return false;
	*point = (Point) {
		.value = figure.value,.numerator = figure.numerator,
		.denominator = figure.denominator,.period = period
	};
	return true;
}

/* the period of so many months that ends with another */
static ReportingPeriod
lengthened(ReportingPeriod period, int32 length)
{
	return period - (ReportingPeriod) period_length(period) +
		(ReportingPeriod) length;
}

/* a series of sums, NULL where there is none */
static Datum
series_of_sums(FunctionCallInfo fcinfo, const Series *series, Point *points,
			   int count, int32 step)
{
	if (count == 0)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(series_build(points, count, series_unit(series),
								   (Polarity) series->polarity, step, true,
								   NULL));
}

static Point *
room_for_points(const Series *series)
{
	return palloc((Size) series->count * sizeof(Point));
}

/* rolling(series, n) */
Datum
series_rolling(PG_FUNCTION_ARGS)
{
	const Series *series = PG_GETARG_SERIES_P(0);
	int32		n = PG_GETARG_INT32(1);
	int32		length = period_length(series->first);
	Point	   *points = room_for_points(series);
	int			count = 0;

	check_parts(series);
	if (n < 1 || n > PERIOD_MAX_LENGTH / length)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("number of periods %d is not between 1 and %d", n,
						PERIOD_MAX_LENGTH / length),
				 errhint("Give 4 for the year that ends with each quarter, 12 "
						 "for the one that ends with each month.")));
	for (int i = 0; i < series->count; i++)
		count += add_up(series, i, n, lengthened(series_period(series, i), n * length),
						&points[count]);
	return series_of_sums(fcinfo, series, points, count, series->step);
}

/* year_to_date(series, first_month) */
Datum
series_year_to_date(PG_FUNCTION_ARGS)
{
	const Series *series = PG_GETARG_SERIES_P(0);
	int32		first_month = PG_GETARG_INT32(1);
	int32		length = period_length(series->first);
	Point	   *points = room_for_points(series);
	int			count = 0;

	check_year(series, first_month);
	for (int i = 0; i < series->count; i++)
	{
		ReportingPeriod period = series_period(series, i);

		count += add_up(series, i, months_before(period, first_month) / length + 1,
						period, &points[count]);
	}
	return series_of_sums(fcinfo, series, points, count, series->step);
}

/* regroup(series, months, first_month) */
Datum
series_regroup(PG_FUNCTION_ARGS)
{
	const Series *series = PG_GETARG_SERIES_P(0);
	int32		months = PG_GETARG_INT32(1);
	int32		first_month = PG_GETARG_INT32(2);
	int32		length = period_length(series->first);
	Point	   *points = room_for_points(series);
	int			count = 0;

	check_year(series, first_month);
	if (months < length || months > YEAR || YEAR % months != 0 ||
		months % length != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("periods of length %d cannot be made of those of length %d",
						months, length),
				 errhint("Give a number of months that divides the year and is "
						 "a multiple of %d, such as 3 or 12.", length)));
	for (int i = 0; i < series->count; i++)
	{
		ReportingPeriod period = series_period(series, i);

		if ((months_before(period, first_month) + length) % months == 0)
			count += add_up(series, i, months / length,
							lengthened(period, months), &points[count]);
	}
	return series_of_sums(fcinfo, series, points, count, months);
}
