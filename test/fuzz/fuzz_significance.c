/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_significance.c - p-values of arbitrary pairs of figures, and sides
 */
#include "fuzz.h"

#include "calculus/significance.h"

static void
check_p_value(const Indicator *a, const Indicator *b)
{
	double		p;
	double		other;

	if (!indicator_p_value(a, b, &p))
	{
		CHECK(!indicator_p_value(b, a, &other));
		return;
	}
	CHECK(p >= 0 && p <= 1);	/* not so for NaN */
	CHECK(indicator_p_value(b, a, &other));
	CHECK(fabs(p - other) <= 1e-9 * p + 1e-300);
	CHECK(indicator_p_value(a, a, &p) && p == 1);
}

static void
check_sides(const Indicator *a, double benchmark, double level)
{
	Limits		limits;
	Side		side;

	CHECK(indicator_side(a, benchmark, level, &side) ==
		  indicator_limits(a, level, &limits));
	if (indicator_limits(a, level, &limits))
	{
		CHECK(side == side_of(&limits, benchmark));
		CHECK(side_word(side, (Polarity) a->polarity) != NULL);
		CHECK(side_of(&limits, limits.lower) == SIDE_SIMILAR);
		CHECK(side_of(&limits, limits.upper) == SIDE_SIMILAR);
	}
	if (indicator_funnel_side(a, benchmark, level, &side))
	{
		CHECK(side_word(side, (Polarity) a->polarity) != NULL);
		CHECK(a->unit == UNIT_PERCENT || a->unit == UNIT_PER);
		if (a->unit == UNIT_PERCENT)
		{
			CHECK(side != SIDE_HIGHER || a->value > benchmark);
			CHECK(side != SIDE_LOWER || a->value < benchmark);
		}
	}
	else
		CHECK(a->unit != UNIT_PERCENT || isnan(a->denominator) ||
			  benchmark < 0 || benchmark > 100);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Bytes		bytes = {data, size};
	Unit		unit = take_unit_kind(&bytes);
	Polarity	polarity = (Polarity) (take_bits(&bytes, 1) % (LAST_POLARITY + 1));
	double		level = take_level(&bytes);
	double		benchmark = take_double(&bytes);
	Indicator	a;
	Indicator	b;

	if (!take_indicator(&bytes, unit, polarity, &a))
		return 0;
	if (decimal_in_range(benchmark))
		check_sides(&a, benchmark, level);
	if (take_indicator(&bytes, unit, polarity, &b))
		check_p_value(&a, &b);
	return 0;
}
