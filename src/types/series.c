/*
 * series.c - packed series compared, searched, taken as of another unit
 */
#include "postgres.h"

#include "common/hashfn.h"

#include "compat.h"
#include "types/period_type.h"
#include "types/series.h"

/* position of a period, or -1 where the series has no figure for it */
int
series_find(const Series *series, ReportingPeriod period)
{
	int			last = series->count - 1;
	int32		wanted;
	int			low;
	int			high;

	if (period < series->first ||
		!period_same_shape(period, series->first, series->step))
		return -1;
	wanted = period_steps(period, series->first, series->step);
	if (wanted > series_offset(series, last))
		return -1;
	if (!(series->flags & SERIES_GAPS))
		return wanted;
	/* no more points than steps lie before it, nor between it and the last */
	low = Max(0, last - (series_offset(series, last) - wanted));
	high = Min(wanted, last);
	while (low <= high)
	{
		int			middle = low + (high - low) / 2;
		int32		found = series_offset(series, middle);

		if (found == wanted)
			return middle;
		if (found < wanted)
			low = middle + 1;
		else
			high = middle - 1;
	}
	return -1;
}

/* equal figures at equal periods; counts are evidence and do not enter */
bool
series_same(const Series *a, const Series *b)
{
	if (a->count != b->count || a->first != b->first || a->step != b->step ||
		a->per != b->per || a->unit != b->unit || a->polarity != b->polarity)
		return false;
	for (int i = 0; i < a->count; i++)
	{
		if (a->values[i] != b->values[i] ||
			series_offset(a, i) != series_offset(b, i))
			return false;
	}
	return true;
}

/* of what series_same compares, or a part of it */
uint32
series_hash_value(const Series *series)
{
	uint32		hash = hash_bytes((const unsigned char *) series->values,
								  series->count * (int) sizeof(double));

	return hash_combine(hash, hash_bytes_uint32(series->first));
}

/* whether all figures, as they are, can be of a unit */
bool
series_fits(const Series *series, Unit unit)
{
	const double *numerators = series_numerators(series);
	const double *denominators = series_denominators(series);

	if (unit.kind == UNIT_COUNT || series->unit == UNIT_COUNT)
		return unit.kind == series->unit;	/* the one has counts of its own */
	if (unit.kind != UNIT_PERCENT || !(series->flags & SERIES_NUMERATORS) ||
		!(series->flags & SERIES_DENOMINATORS))
		return true;
	for (int i = 0; i < series->count; i++)
	{
		if (numerators[i] > denominators[i])
			return false;		/* of numbers, not where one is unknown */
	}
	return true;
}

/* gives a history whose figures fit a unit that unit, and a polarity */
void
series_set_unit(Series *series, Unit unit, Polarity polarity)
{
	series->per = unit.per;
	series->unit = unit.kind;
	series->polarity = (uint8) polarity;
}

/*
 * The figures of a history as of a unit, by the rule for rows: counts that
 * contradict it are left out, and a value that cannot be of it is a gap.
 * Returns how many there are.
 */
int
series_points_of_unit(const Series *series, Unit unit, Point *points)
{
	int			count = 0;

	for (int i = 0; i < series->count; i++)
	{
		Point	   *point = &points[count];
		Indicator	a;

		series_point(series, i, point);
		if (!indicator_set_row(&a, point->value, point->numerator,
							   point->denominator, unit, POLARITY_NONE))
			continue;
		point->numerator = a.numerator;
		point->denominator = a.denominator;
		count++;
	}
	return count;
}
