/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_trend.c - the trend of arbitrary numbers
 */
#include "fuzz.h"

#include "calculus/trend.h"

#define MAX_POINTS	24

static void
check_trend(const Trend *trend)
{
	for (int polarity = 0; polarity <= LAST_POLARITY; polarity++)
		CHECK(trend_words(trend->verdict, (Polarity) polarity) != NULL);
	if (trend->verdict == TREND_CANNOT_BE_CALCULATED)
		return;
	CHECK(isfinite(trend->statistic) && trend->statistic >= 0);
	CHECK(trend->p_value >= 0 && trend->p_value <= 1);
	if (trend->verdict != TREND_NO_CHANGE)
		CHECK(trend->statistic > TREND_CHI_SQUARED && trend->p_value < 0.0021);
}

/* the same backwards is the other direction with the same p-value */
static void
check_order(double *values, int count)
{
	double		reversed[MAX_KENDALL_POINTS];
	Trend		forwards;
	Trend		backwards;

	for (int i = 0; i < count; i++)
		values[i] = isnan(values[i]) ? 0 : decimal_round(values[i]);
	for (int i = 0; i < count; i++)
		reversed[i] = values[count - 1 - i];
	forwards = trend_of_order(values, count);
	backwards = trend_of_order(reversed, count);
	CHECK(forwards.statistic == -backwards.statistic);
	CHECK(forwards.p_value == backwards.p_value);
	CHECK((forwards.verdict == TREND_CANNOT_BE_CALCULATED) == (count < TREND_POINTS));
	CHECK(forwards.p_value >= 0 && forwards.p_value <= 1 && isfinite(forwards.slope));
}

/* a number that the SQL functions let through: in range, or not known */
static double
take_known(Bytes *bytes)
{
	double		value = take_double(bytes);

	return decimal_in_range(value) ? value : NAN;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Bytes		bytes = {data, size};
	double		values[MAX_POINTS];
	double		a[MAX_POINTS];
	double		b[MAX_POINTS];
	int			count = (int) (take_bits(&bytes, 1) % (MAX_POINTS + 1));
	Trend		trend;

	for (int i = 0; i < count; i++)
	{
		double		first = take_known(&bytes);
		double		second = take_known(&bytes);

		values[i] = take_known(&bytes);
		a[i] = second < first ? second : first;
		b[i] = second < first ? first : second;
	}
	trend = trend_of_values(values, a, b, count);
	check_trend(&trend);
	CHECK(isfinite(trend.slope));
	CHECK(trend.verdict != TREND_INCREASING || trend.slope > 0);
	CHECK(trend.verdict != TREND_DECREASING || trend.slope < 0);
	for (int i = 0; i < count; i++)
	{
		double		least = fmin(fabs(a[i]), fabs(b[i]));

		b[i] = fmax(fabs(a[i]), fabs(b[i]));
		a[i] = isnan(a[i]) ? NAN : least;
	}
	trend = trend_of_counts(a, b, count);
	check_trend(&trend);
	CHECK(!isinf(trend.slope));
	check_order(values, count < MAX_KENDALL_POINTS ? count : MAX_KENDALL_POINTS);
	return 0;
}
