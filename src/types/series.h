/*
 * series.h - the whole history of one measure in one place, packed
 *
 * A varlena of at least one point.  All points have one unit and one polarity;
 * their periods have one length and lie whole steps apart; they ascend by
 * period, without duplicates.  The step, in months, is mostly the length; a
 * rolling year reported each quarter has length 12 and step 3, a census of each
 * January length 1 and step 12 (period_step_fits).
 * A header of 24 bytes is followed by the arrays that are there:
 *
 *		double		value[count]
 *		double		numerator[count]	where any is known (NaN: not this one)
 *		double		denominator[count]	where any is known
 *		int32		offset[count]		where periods are missing: steps from
 *										the first period
 *
 * A count is its own numerator and is stored once.  64 quarters with both
 * counts take 1,560 bytes, 1,816 with gaps: inline in a heap tuple.
 */
#ifndef CFSPERF_SERIES_H
#define CFSPERF_SERIES_H

#include "fmgr.h"

#include "calculus/indicator.h"
#include "calculus/period.h"

#define SERIES_NUMERATORS	0x01
#define SERIES_DENOMINATORS	0x02
#define SERIES_GAPS			0x04

typedef struct Series
{
	int32		vl_len_;
	int32		per;
	uint8		unit;
	uint8		polarity;
	uint8		flags;
	uint8		unused;
	int32		count;
	ReportingPeriod first;
	int32		step;			/* months from one period to the next */
	double		values[FLEXIBLE_ARRAY_MEMBER];
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

static inline const double *
series_numerators(const Series *series)
{
	return series->values + series->count;
}

static inline const double *
series_denominators(const Series *series)
{
	return series->values + series->count *
		(series->flags & SERIES_NUMERATORS ? 2 : 1);
}

/* where the offsets stand, behind as many arrays of doubles as there are */
static inline const int32 *
series_offsets(const Series *series)
{
	int			arrays = 1 + (series->flags & SERIES_NUMERATORS ? 1 : 0) +
		(series->flags & SERIES_DENOMINATORS ? 1 : 0);

	return (const int32 *) (series->values + (Size) series->count * arrays);
}

/* steps of a point from the first */
static inline int32
series_offset(const Series *series, int i)
{
	return series->flags & SERIES_GAPS ? series_offsets(series)[i] : i;
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
	double		value = series->values[i];
	double		numerator = series->unit == UNIT_COUNT ? value : NAN;
	double		denominator = NAN;

	if (series->flags & SERIES_NUMERATORS)
		numerator = series_numerators(series)[i];
	if (series->flags & SERIES_DENOMINATORS)
		denominator = series_denominators(series)[i];
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

extern bool series_same(const Series *a, const Series *b);
extern uint32 series_hash_value(const Series *series);
extern bool series_fits(const Series *series, Unit unit);
extern void series_set_unit(Series *series, Unit unit, Polarity polarity);
extern int	series_points_of_unit(const Series *series, Unit unit,
								  Point *points);
extern int	series_find(const Series *series, ReportingPeriod period);

#endif							/* CFSPERF_SERIES_H */
