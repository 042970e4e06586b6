/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_indicator_parts.c - indicators of arbitrary doubles
 */
#include "fuzz.h"

/* what was refused can be shown in the message that says so */
static void
check_refused(const Indicator *a, const Problem *problem)
{
	char		text[INDICATOR_TEXT];
	int			length = indicator_format(a, text);

	CHECK(length > 0 && length < INDICATOR_TEXT && strlen(text) == (size_t) length);
	check_problem(problem);
}

/* a total order: of opposite signs, equal to itself */
static void
check_order(const Indicator *a, const Indicator *b)
{
	CHECK(indicator_compare(a, b) == -indicator_compare(b, a));
	CHECK(indicator_compare_counts(a, b) == -indicator_compare_counts(b, a));
	if (indicator_comparable(a, b))
		CHECK((indicator_compare(a, b) == 0) == (a->value == b->value));
	else
		CHECK(indicator_compare(a, b) != 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Bytes		bytes = {data, size};
	Indicator	of[2];
	int			made = 0;

	for (int i = 0; i < 2; i++)
	{
		Unit		unit = take_unit_kind(&bytes);
		Polarity	polarity = (Polarity) (take_bits(&bytes, 1) % (LAST_POLARITY + 1));
		double		value = take_double(&bytes);
		double		numerator = take_double(&bytes);
		double		denominator = take_double(&bytes);
		Problem		problem;

		if (!indicator_set(&of[made], value, numerator, denominator, unit,
						   polarity, &problem))
		{
			check_refused(&of[made], &problem);
			continue;
		}
		check_indicator(&of[made]);
		CHECK(!isnan(indicator_performance(&of[made])));
		CHECK(isnan(value) || of[made].value == decimal_round(value));
		made++;
	}
	if (made == 2)
		check_order(&of[0], &of[1]);
	return 0;
}
