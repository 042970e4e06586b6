/* SPDX-License-Identifier: PostgreSQL */
/*
 * series_build.c - a series packed from its points
 */
#include "postgres.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "compat.h"
#include "types/period_type.h"
#include "types/series_build.h"

/* by shape, as a number, then by period */
static inline int
compare_shapes(ReportingPeriod a, ReportingPeriod b, int32 step)
{
	int32		x = period_shape(a, step);
	int32		y = period_shape(b, step);

	return x != y ? (x > y) - (x < y) : period_compare(a, b);
}

#define ST_SORT sort_points
#define ST_ELEMENT_TYPE Point
#define ST_COMPARE(a, b) period_compare((a)->period, (b)->period)
#define ST_SCOPE static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

#define ST_SORT sort_points_by_shape
#define ST_ELEMENT_TYPE Point
#define ST_COMPARE(a, b, step) compare_shapes((a)->period, (b)->period, *(step))
#define ST_COMPARE_ARG_TYPE const int32
#define ST_SCOPE static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

/* puts points in the order of their shapes, and their periods within each */
void
series_sort_shapes(Point *points, int count, int32 step)
{
	sort_points_by_shape(points, (Size) count, &step);
}

/* puts points in the order of their periods */
void
series_sort_points(Point *points, int count)
{
	sort_points(points, (Size) count);
}

/*
 * Raises an error if that many points cannot be a series; a soft one where
 * the context allows it, and then returns false.
 */
bool
series_check_count(int64 count, struct Node *context)
{
	if (count > SERIES_MAX_POINTS)
		ereturn(context, false,
				(errcode(ERRCODE_CARDINALITY_VIOLATION),
				 errmsg("more than %d figures in one series",
						SERIES_MAX_POINTS),
				 errdetail("There are no more months from year 1 to year 9999, "
						   "so a period must be duplicated."),
				 errhint("A series has one figure a period: group by measure "
						 "and area.")));
	return true;
}

/*
 * Raises an error if periods of this length cannot follow in such steps; a soft
 * one where the context allows it, and then returns false.
 */
bool
series_check_step(ReportingPeriod period, int32 step, struct Node *context)
{
	if (period_step_fits(period_length(period), step))
		return true;
	ereturn(context, false,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("periods of length %d such as \"%s\" cannot follow in steps "
					"of %d months", period_length(period), period_label(period),
					step),
			 errdetail("Length and step, in months, are multiples one of the "
					   "other."),
			 errhint("Give the months from one figure to the next: 3 for a year "
					 "reported each quarter, 12 for a month counted once a "
					 "year.")));
}

/*
 * Raises an error if two periods in one holder, a series or a panel, have
 * different lengths or do not lie whole steps apart; a soft one where the
 * context allows it, and then returns false.
 */
bool
series_check_shape(ReportingPeriod a, ReportingPeriod b, int32 step,
				   const char *holder, struct Node *context)
{
	bool		one_length = period_length(a) == period_length(b);

	if (period_same_shape(a, b, step))
		return true;
	ereturn(context, false,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("reporting periods \"%s\" and \"%s\" in one %s are of "
					"different shape", period_label(a), period_label(b), holder),
			 one_length ?
			 errdetail("They do not lie a whole number of steps of %d months "
					   "apart.", step) : 0,
			 one_length ?
			 errhint("Select those that follow one another in such steps, as "
					 "financial years do, or give the step.") :
			 errhint("Make a %s of quarters or of years: select by "
					 "months(period).", holder)));
}

/*
 * Sorts points by period.  Errors name a duplicate period or one of another
 * shape; they are soft where the context allows it, and then it returns false.
 */
static bool
put_in_order(Point *points, int count, int32 step, bool sorted,
			 struct Node *context)
{
	ReportingPeriod one_step = (ReportingPeriod) step << PERIOD_LENGTH_BITS;

	if (!sorted)
		sort_points(points, (Size) count);
	for (int i = 1; i < count; i++)
	{
		if (points[i].period == points[i - 1].period + one_step)
			continue;			/* the usual case */
		if (points[i].period == points[i - 1].period)
			ereturn(context, false,
					(errcode(ERRCODE_CARDINALITY_VIOLATION),
					 errmsg("more than one figure for reporting period \"%s\"",
							period_label(points[i].period)),
					 errhint("A series has one figure a period: group by measure "
							 "and area.")));
		if (!series_check_shape(points[0].period, points[i].period, step,
								"series", context))
			return false;
	}
	return true;
}

/* the bytes in which an integer can be stored, or else a double; 0 for NaN */
static inline uint8
width_of(double number)
{
	double		magnitude = fabs(number);

	if (isnan(number))
		return 0;
	if (magnitude > PG_INT32_MAX || number != rint(number))
		return sizeof(double);
	return magnitude > PG_INT16_MAX ? sizeof(int32) : sizeof(int16);
}

/* How the series of some points stores them, and how many bytes it takes. */
Size
series_measure(const Point *points, int count, UnitKind kind, int32 step,
			   SeriesForm *form)
{
	double		greatest = 0;
	int			places = 0;
	int32		last = period_steps(points[count - 1].period, points[0].period,
									step);

	memset(form, 0, sizeof(*form));
	for (int i = 0; i < count; i++)
	{
		const Point *point = &points[i];

		greatest = Max(greatest, fabs(point->value));
		places = decimal_places(point->value, places);
		if (kind != UNIT_COUNT)
			form->numerator = Max(form->numerator, width_of(point->numerator));
		form->denominator = Max(form->denominator, width_of(point->denominator));
	}
	form->value = width_of(rint(greatest * decimal_power[places]));
	if (form->value < sizeof(double))
		form->places = (uint8) places;
	if (last != count - 1)
		form->offset = last > PG_UINT16_MAX ? sizeof(int32) : sizeof(uint16);
	return offsetof(Series, arrays) + series_array_size(count, form->value) +
		series_array_size(count, form->numerator) +
		series_array_size(count, form->denominator) +
		series_array_size(count, form->offset);
}

/*
 * Writes a column of points, the given bytes from their starts, as numbers of a
 * width; returns where the next array stands.
 */
static char *
write_numbers(char *array, int width, double scale, const Point *points,
			  int count, Size column)
{
	for (int i = 0; width != 0 && i < count; i++)
	{
		double		number = *(const double *) ((const char *) &points[i] + column);

		if (width == sizeof(double))
			((double *) array)[i] = number;
		else if (width == sizeof(int32))
			((int32 *) array)[i] = isnan(number) ? PG_INT32_MIN :
				(int32) rint(number * scale);
		else
			((int16 *) array)[i] = isnan(number) ? PG_INT16_MIN :
				(int16) rint(number * scale);
	}
	return array + series_array_size(count, width);
}

/*
 * Packs points, ascending, of one shape and each a valid figure, into memory of
 * the size that series_measure gave, all zero.
 */
void
series_write(Series *series, Size size, SeriesForm form, const Point *points,
			 int count, Unit unit, Polarity polarity, int32 step)
{
	char	   *next = (char *) series->arrays;

	SET_VARSIZE(series, size);
	series->per = unit.per;
	series->unit = unit.kind;
	series->polarity = (uint8) polarity;
	series->form = form;
	series->count = count;
	series->first = points[0].period;
	series->step = step;

	next = write_numbers(next, form.value, decimal_power[form.places], points,
						 count, offsetof(Point, value));
	next = write_numbers(next, form.numerator, 1, points, count,
						 offsetof(Point, numerator));
	next = write_numbers(next, form.denominator, 1, points, count,
						 offsetof(Point, denominator));
	for (int i = 0, offset = 0; form.offset != 0 && i < count; i++)
	{
		/* mostly one step from the point before: that needs no division */
		if (i > 0)
		{
			int32		months = period_last_month(points[i].period) -
				period_last_month(points[i - 1].period);

			offset += months == step ? 1 : months / step;
		}
		if (form.offset == sizeof(uint16))
			((uint16 *) next)[i] = (uint16) offset;
		else
			((int32 *) next)[i] = offset;
	}
}

/*
 * Packs points, at least one, into a series; sorts them where they are not.
 * Each point is a valid figure of this unit and polarity already.  A step of 0
 * is the length of their periods.  NULL only after a soft error.
 */
Series *
series_build(Point *points, int count, Unit unit, Polarity polarity, int32 step,
			 bool sorted, struct Node *context)
{
	SeriesForm	form;
	Size		size;
	Series	   *series;

	if (step == 0)
		step = period_length(points[0].period);
	if (!series_check_step(points[0].period, step, context) ||
		!put_in_order(points, count, step, sorted, context))
		return NULL;
	size = series_measure(points, count, (UnitKind) unit.kind, step, &form);
	series = palloc0(size);
	series_write(series, size, form, points, count, unit, polarity, step);
	return series;
}
