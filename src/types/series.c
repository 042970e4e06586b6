/* SPDX-License-Identifier: PostgreSQL */
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
	if (series->form.offset == 0)
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

/* an array whole: one of its numbers at each stride of doubles */
static void
read_numbers(const char *array, int width, int count, double *numbers,
			 int stride)
{
	/* a loop for each width, which is known in it */
	if (width == sizeof(int16))
	{
		for (int i = 0; i < count; i++)
			numbers[i * stride] = series_number(array, sizeof(int16), i);
	}
	else if (width == sizeof(int32))
	{
		for (int i = 0; i < count; i++)
			numbers[i * stride] = series_number(array, sizeof(int32), i);
	}
	else
	{
		for (int i = 0; i < count; i++)
			numbers[i * stride] = series_number(array, sizeof(double), i);
	}
}

static void
read_values(const Series *series, double *values, int stride)
{
	double		scale = decimal_power[series->form.places];

	read_numbers(series_values(series), series->form.value, series->count, values,
				 stride);
	for (int i = 0; scale != 1 && i < series->count; i++)
		values[i * stride] /= scale;
}

/* all values, quicker than one by one */
void
series_read_values(const Series *series, double *values)
{
	read_values(series, values, 1);
}

/* the steps of all points from the first */
void
series_read_offsets(const Series *series, int32 *offsets)
{
	const char *array = series_offsets(series);

	if (series->form.offset == 0)
	{
		for (int i = 0; i < series->count; i++)
			offsets[i] = i;
	}
	else if (series->form.offset == sizeof(uint16))
	{
		for (int i = 0; i < series->count; i++)
			offsets[i] = ((const uint16 *) array)[i];
	}
	else
		memcpy(offsets, array, (Size) series->count * sizeof(int32));
}

/* all points, quicker than one by one */
void
series_unpack(const Series *series, Point *points)
{
	const int	stride = sizeof(Point) / sizeof(double);
	bool		counts = series->unit == UNIT_COUNT;

	StaticAssertStmt(sizeof(Point) % sizeof(double) == 0, "a stride of doubles");
	read_values(series, &points[0].value, stride);
	for (int i = 0; i < series->count; i++)
	{
		points[i].numerator = counts ? points[i].value : NAN;
		points[i].denominator = NAN;
		points[i].period = series_period(series, i);
		points[i].area = 0;
	}
	if (series->form.numerator != 0)
		read_numbers(series_numerators(series), series->form.numerator,
					 series->count, &points[0].numerator, stride);
	if (series->form.denominator != 0)
		read_numbers(series_denominators(series), series->form.denominator,
					 series->count, &points[0].denominator, stride);
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
		if (series_value(a, i) != series_value(b, i) ||
			series_offset(a, i) != series_offset(b, i))
			return false;
	}
	return true;
}

/* Of what series_same compares, or a part of it: equal values have one form. */
uint32
series_hash_value(const Series *series)
{
	uint32		hash = hash_bytes((const unsigned char *) series_values(series),
								  series->count * series->form.value);

	return hash_combine(hash, hash_bytes_uint32(series->first));
}

/* whether all figures, as they are, can be of a unit */
bool
series_fits(const Series *series, Unit unit)
{
	if (unit.kind == UNIT_COUNT || series->unit == UNIT_COUNT)
		return unit.kind == series->unit;	/* the one has counts of its own */
	if (unit.kind != UNIT_PERCENT || series->form.numerator == 0 ||
		series->form.denominator == 0)
		return true;
	for (int i = 0; i < series->count; i++)
	{
		Indicator	a;

		series_indicator(series, i, &a);
		if (a.numerator > a.denominator)
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
