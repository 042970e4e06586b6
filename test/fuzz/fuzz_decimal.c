/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_decimal.c - numbers as text, and arbitrary doubles rounded to decimals
 */
#include "fuzz.h"

/* the decimal of a double is near it, does not change again, and keeps order */
static void
check_rounding(double a, double b)
{
	double		rounded = decimal_round(a);

	check_decimal(rounded);
	/* half a unit of the last place, and what a double cannot hold of it */
	CHECK(fabs(rounded - a) <= fmax(0.5e-10, 0.5e-14 * fabs(a)) + 1e-15 * fabs(a));
	if (a <= b)
		CHECK(rounded <= decimal_round(b));
	CHECK(decimal_round(0.0 - a) == 0.0 - rounded);
}

/* the difference of two decimals is one, on the side on which they differ */
static void
check_difference(double a, double b)
{
	double		difference = decimal_difference(a, b);

	CHECK(decimal_round(difference) == difference);
	CHECK(decimal_difference(b, a) == 0.0 - difference);
	CHECK(decimal_difference(a, a) == 0);
	CHECK(decimal_difference(a, 0) == a);
	CHECK(a > b ? difference >= 0 : difference <= 0);
	CHECK(fabs(difference - (a - b)) <=
		  fmax(1e-10, 1e-14 * fmax(fabs(a), fabs(b))));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Bytes		bytes = {data, size};
	double		a = take_double(&bytes);
	double		b = take_double(&bytes);
	char	   *text = text_of(data, size);
	const char *at = text;
	double		value = 0;

	if (decimal_in_range(a) && decimal_in_range(b))
	{
		check_rounding(a, b);
		check_rounding(b, a);
		check_difference(decimal_round(a), decimal_round(b));
	}
	if (decimal_parse(&at, &value))
	{
		CHECK(at > text && at <= text + strlen(text));
		CHECK(!isnan(value));
		if (decimal_in_range(value))
			check_rounding(value, a);
	}
	else
		CHECK(at == text && value == 0);
	free(text);
	return 0;
}
