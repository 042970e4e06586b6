/* SPDX-License-Identifier: PostgreSQL */
/*
 * series.h - the whole history of one measure in one place, packed
 *
 * A varlena of at least one point.  All points have one unit and one polarity;
 * their periods have one length and lie whole steps apart; they ascend by
 * period, without duplicates.  The step, in months, is mostly the length; a
 * rolling year reported each quarter has length 12 and step 3, a census of each
 * January length 1 and step 12 (period_step_fits).
 * A header of 32 bytes is followed by the arrays that are there, each of
 * numbers as narrow as hold all of them exactly, and at a multiple of 8:
 *
 *		value[count]		double, or int32 or int16 with decimal places
 *		numerator[count]	double, int32 or int16, where any is known
 *		denominator[count]	the same, where any is known
 *		offset[count]		int32 or uint16, where periods are missing: steps
 *							from the first period
 *
 * Of counts NaN, or the least of the integers, is one that is not known.  A count
 * is its own numerator and is stored once.  64 quarters of percentages below 327
 * with up to two decimal places, and both counts below 32,768, take 416 bytes,
 * 544 with gaps; 1,568 to 1,824 where nothing is as small.
 */
#ifndef CFSPERF_SERIES_H
#define CFSPERF_SERIES_H

#include "fmgr.h"

#include "calculus/decimal.h"
#include "calculus/indicator.h"
#include "calculus/period.h"

/* in how many bytes each number of an array is stored; 0: there is no array */
typedef struct SeriesForm
{
	uint8		value;
	uint8		places;			/* of values that are stored as integers */
	uint8		numerator;
	uint8		denominator;
	uint8		offset;
	uint8		unused;			/* zero */
} SeriesForm;

typedef struct Series
{
	int32		vl_len_;
	int32		per;
	uint8		unit;
	uint8		polarity;
	SeriesForm	form;
	int32		count;
	ReportingPeriod first;
	int32		step;			/* months from one period to the next */
	int32		unused;			/* zero */
	double		arrays[FLEXIBLE_ARRAY_MEMBER];
} Series;

/* one point while a series or a panel is put together */
typedef struct Point
{
	double		value;
	double		numerator;
	double		denominator;
	ReportingPeriod period;
	uint32		area;			/* in a panel, which area; otherwise zero */
} Point;

/*
 * Shapes are whole months and periods are distinct, so there cannot be more
 * points than there are months.  Nothing done with a whole series takes long.
 */
#define SERIES_MAX_POINTS	PERIOD_END_OF_TIME

#define DatumGetSeriesP(X)		((const Series *) PG_DETOAST_DATUM(X))
#define PG_GETARG_SERIES_P(n)	DatumGetSeriesP(PG_GETARG_DATUM(n))

static inline int
series_count(const Series *series)
{
	return series->count;
}

/* bytes of an array */
static inline Size
series_array_size(int count, int width)
{
	return MAXALIGN((Size) count * width);
}

static inline const char *
series_values(const Series *series)
{
	return (const char *) series->arrays;
}

static inline const char *
series_numerators(const Series *series)
{
	return series_values(series) +
		series_array_size(series->count, series->form.value);
}

static inline const char *
series_denominators(const Series *series)
{
	return series_numerators(series) +
		series_array_size(series->count, series->form.numerator);
}

/* behind as many arrays as there are */
static inline const char *
series_offsets(const Series *series)
{
	return series_denominators(series) +
		series_array_size(series->count, series->form.denominator);
}

/* a number of an array that is there; NaN: it is not known */
static inline double
series_number(const char *array, int width, int i)
{
	if (width == sizeof(int16))
	{
		int16		n = ((const int16 *) array)[i];

		return n == PG_INT16_MIN ? NAN : (double) n;
	}
	if (width == sizeof(int32))
	{
		int32		n = ((const int32 *) array)[i];

		return n == PG_INT32_MIN ? NAN : (double) n;
	}
	return ((const double *) array)[i];
}

static inline double
series_value(const Series *series, int i)
{
	return series_number(series_values(series), series->form.value, i) /
		decimal_power[series->form.places];
}

/* steps of a point from the first */
static inline int32
series_offset(const Series *series, int i)
{
	if (series->form.offset == 0)
		return i;
	if (series->form.offset == sizeof(uint16))
		return ((const uint16 *) series_offsets(series))[i];
	return ((const int32 *) series_offsets(series))[i];
}

/*
 * Adds to a packed period: its end moves, its length stays.  The caller knows
 * that the result lies within the calendar.
 */
static inline ReportingPeriod
series_period(const Series *series, int i)
{
	return series->first +
		(((uint32) (series_offset(series, i) * series->step))
		 << PERIOD_LENGTH_BITS);
}

static inline void
series_indicator(const Series *series, int i, Indicator *result)
{
	const SeriesForm *form = &series->form;
	double		value = series_value(series, i);
	double		numerator = series->unit == UNIT_COUNT ? value : NAN;
	double		denominator = NAN;

	if (form->numerator != 0)
		numerator = series_number(series_numerators(series), form->numerator, i);
	if (form->denominator != 0)
		denominator = series_number(series_denominators(series),
									form->denominator, i);
	*result = (Indicator) {
		.value = value,.numerator = numerator,.denominator = denominator,
		.per = series->per,.unit = series->unit,.polarity = series->polarity
	};
}

/* a point of a series, to build another from */
static inline void
series_point(const Series *series, int i, Point *point)
{
	Indicator	a;

	series_indicator(series, i, &a);
	point->value = a.value;
	point->numerator = a.numerator;
	point->denominator = a.denominator;
	point->period = series_period(series, i);
	point->area = 0;
}

static inline Unit
series_unit(const Series *series)
{
	Unit		unit = {.per = series->per,.kind = series->unit};

	return unit;
}

extern void series_read_values(const Series *series, double *values);
extern void series_read_offsets(const Series *series, int32 *offsets);
extern void series_unpack(const Series *series, Point *points);
extern bool series_same(const Series *a, const Series *b);
extern uint32 series_hash_value(const Series *series);
extern bool series_fits(const Series *series, Unit unit);
extern void series_set_unit(Series *series, Unit unit, Polarity polarity);
extern int	series_points_of_unit(const Series *series, Unit unit,
								  Point *points);
extern int	series_find(const Series *series, ReportingPeriod period);

#endif							/* CFSPERF_SERIES_H */
