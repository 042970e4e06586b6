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
	CHECK(isfinite(trend->chi_squared) && trend->chi_squared >= 0);
	CHECK(trend->p_value >= 0 && trend->p_value <= 1);
	if (trend->verdict != TREND_NO_CHANGE)
		CHECK(trend->chi_squared > TREND_CHI_SQUARED && trend->p_value < 0.0021);
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
	return 0;
}
