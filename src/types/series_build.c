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
compare_shapes(ReportingPeriod a, ReportingPeriod b)
{
	int32		x = period_shape(a);
	int32		y = period_shape(b);

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
#define ST_COMPARE(a, b) compare_shapes((a)->period, (b)->period)
#define ST_SCOPE static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

/* puts points in the order of their shapes, and their periods within each */
void
series_sort_shapes(Point *points, int count)
{
	sort_points_by_shape(points, (Size) count);
}

/* puts points in the order of their periods */
void
series_sort_points(Point *points, int count)
{
	sort_points(points, (Size) count);
}

/*
 * Raises an error where that many points cannot be a series; a soft one where
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
 * Sorts points by period.  Errors name a duplicate period or one of another
 * shape; they are soft where the context allows it, and then it returns false.
 */
static bool
put_in_order(Point *points, int count, bool sorted, struct Node *context)
{
	ReportingPeriod step;

	if (!sorted)
		sort_points(points, (Size) count);
	step = (ReportingPeriod) period_length(points[0].period) << PERIOD_LENGTH_BITS;
	for (int i = 1; i < count; i++)
	{
		if (points[i].period == points[i - 1].period + step)
			continue;			/* the usual case */
		if (points[i].period == points[i - 1].period)
			ereturn(context, false,
					(errcode(ERRCODE_CARDINALITY_VIOLATION),
					 errmsg("more than one figure for reporting period \"%s\"",
							period_label(points[i].period)),
					 errhint("A series has one figure a period: group by measure "
							 "and area.")));
		if (!period_same_shape(points[0].period, points[i].period))
			ereturn(context, false,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("reporting periods \"%s\" and \"%s\" in one series are "
							"of different shape", period_label(points[0].period),
							period_label(points[i].period)),
					 errhint("Make a series of quarters or of years: select by "
							 "months(period).")));
	}
	return true;
}

/* Which arrays the series of some points has, and how many bytes it takes. */
Size
series_measure(const Point *points, int count, UnitKind kind, uint8 *flags)
{
	int			arrays = 1;

	*flags = 0;
	for (int i = 0; i < count; i++)
	{
		if (!isnan(points[i].numerator) && kind != UNIT_COUNT)
			*flags |= SERIES_NUMERATORS;
		if (!isnan(points[i].denominator))
			*flags |= SERIES_DENOMINATORS;
	}
	if (period_steps(points[count - 1].period, points[0].period) != count - 1)
		*flags |= SERIES_GAPS;
	arrays += (*flags & SERIES_NUMERATORS) ? 1 : 0;
	arrays += (*flags & SERIES_DENOMINATORS) ? 1 : 0;
	return offsetof(Series, values) + (Size) count * arrays * sizeof(double) +
		((*flags & SERIES_GAPS) ? (Size) count * sizeof(int32) : 0);
}

/*
 * Packs points, ascending, of one shape and each a valid figure, into memory of
 * the size that series_measure gave.
 */
void
series_write(Series *series, Size size, uint8 flags, const Point *points,
			 int count, Unit unit, Polarity polarity)
{
	double	   *next = series->values;
	int32		length = period_length(points[0].period);

	SET_VARSIZE(series, size);
	series->per = unit.per;
	series->unit = unit.kind;
	series->polarity = (uint8) polarity;
	series->flags = flags;
	series->unused = 0;
	series->count = count;
	series->first = points[0].period;
	series->padding = 0;

	for (int i = 0; i < count; i++)
		*next++ = points[i].value;
	for (int i = 0; (flags & SERIES_NUMERATORS) && i < count; i++)
		*next++ = points[i].numerator;
	for (int i = 0; (flags & SERIES_DENOMINATORS) && i < count; i++)
		*next++ = points[i].denominator;
	for (int i = 0, step = 0; (flags & SERIES_GAPS) && i < count; i++)
	{
		/* mostly one step from the point before: that needs no division */
		if (i > 0)
		{
			int32		months = period_last_month(points[i].period) -
				period_last_month(points[i - 1].period);

			step += months == length ? 1 : months / length;
		}
		((int32 *) next)[i] = step;
	}
}

/*
 * Packs points, at least one, into a series; sorts them where they are not.
 * Each point is a valid figure of this unit and polarity already.  NULL only
 * after a soft error.
 */
Series *
series_build(Point *points, int count, Unit unit, Polarity polarity, bool sorted,
			 struct Node *context)
{
	uint8		flags;
	Size		size;
	Series	   *series;

	if (!put_in_order(points, count, sorted, context))
		return NULL;
	size = series_measure(points, count, (UnitKind) unit.kind, &flags);
	series = palloc0(size);
	series_write(series, size, flags, points, count, unit, polarity);
	return series;
}
