/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_interval.c - limits of arbitrary counts, levels and indicators
 */
#include "fuzz.h"

#include "calculus/interval.h"

/* relative to the size of what is compared: no more than rounding */
#define ROUNDING	1e-9

static void
check_limits(Limits limits, double estimate, double greatest)
{
	CHECK(isfinite(limits.lower) && isfinite(limits.upper));
	CHECK(limits.lower >= 0 && limits.upper <= greatest);
	CHECK(limits.lower <= estimate && estimate <= limits.upper);
}

/* of two levels the higher has the wider limits */
static void
check_wider(Limits narrow, Limits wide)
{
	double		rounding = ROUNDING * (1 + narrow.upper);

	CHECK(wide.lower <= narrow.lower + rounding);
	CHECK(wide.upper >= narrow.upper - rounding);
}

static void
check_counts(double count, double n, double level, double other)
{
	double		low = fmin(level, other);
	double		high = fmax(level, other);

	if (!(count >= 0 && count <= DECIMAL_LIMIT))
		return;
	check_limits(byars_limits(count, level), count, INFINITY);
	check_limits(poisson_limits(count, level), count, INFINITY);
	check_wider(byars_limits(count, low), byars_limits(count, high));
	check_wider(poisson_limits(count, low), poisson_limits(count, high));
	if (n > 0 && n <= DECIMAL_LIMIT && count <= n)
	{
		check_limits(wilson_limits(count, n, level), count / n, 1);
		check_wider(wilson_limits(count, n, low), wilson_limits(count, n, high));
	}
}

/* by the counts, since a value may be published as something else */
static void
check_indicator_limits(const Indicator *a, double level)
{
	Limits		limits;
	double		estimate;

	if (!indicator_limits(a, level, &limits))
	{
		CHECK(a->unit == UNIT_NUMBER || !indicator_has_counts(a));
		return;
	}
	CHECK(isfinite(limits.lower) && isfinite(limits.upper));
	CHECK(limits.lower >= 0 && limits.lower <= limits.upper);
	estimate = a->unit == UNIT_COUNT ? a->numerator :
		a->per * a->numerator / a->denominator;
	CHECK(limits.lower <= estimate * (1 + ROUNDING));
	CHECK(limits.upper >= estimate * (1 - ROUNDING));
	CHECK(a->unit != UNIT_PERCENT || limits.upper <= 100);
}

static void
check_normal(double p, double z)
{
	if (p > 0 && p < 1)
	{
		CHECK(isfinite(normal_quantile(p)));
		CHECK((normal_quantile(p) > 0) == (p > 0.5));
		if (p > 1e-300)
			CHECK(fabs(normal_tail(0.0 - normal_quantile(p)) / p - 1) < 1e-11);
	}
	if (!isnan(z))
		CHECK(normal_tail(z) >= 0 && normal_tail(z) <= 1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Bytes		bytes = {data, size};
	double		level = take_level(&bytes);
	double		other = take_level(&bytes);
	double		count = take_double(&bytes);
	double		n = take_double(&bytes);
	Unit		unit = take_unit_kind(&bytes);
	Indicator	a;

	check_counts(count, n, level, other);
	check_normal(level, count);
	if (take_indicator(&bytes, unit, POLARITY_HIGH, &a))
		check_indicator_limits(&a, level);
	return 0;
}
