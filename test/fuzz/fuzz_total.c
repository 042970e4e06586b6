/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_total.c - the figure of a whole from those of its parts
 */
#include "fuzz.h"

#include "calculus/total.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *text = text_of(data, size);
	char	   *part = text;
	Total		total = {0, 0};
	Indicator	first;
	Indicator	whole;
	double		least = INFINITY;
	double		greatest = -INFINITY;
	int			parts = 0;

	/* figures of one unit and polarity, a line each */
	while (part != NULL)
	{
		char	   *end = strchr(part, '\n');
		Indicator	a;
		Problem		problem;

		if (end != NULL)
			*end++ = '\0';
		if (indicator_parse(part, &a, &problem) &&
			(parts == 0 || indicator_comparable(&first, &a)))
		{
			if (parts++ == 0)
				first = a;
			total_add(&total, &a);
			if (indicator_has_counts(&a))
			{
				least = fmin(least, a.per * a.numerator / a.denominator);
				greatest = fmax(greatest, a.per * a.numerator / a.denominator);
			}
		}
		part = end;
	}
	if (parts > 0 && total_figure(&total, (Unit) {first.per, first.unit},
								  (Polarity) first.polarity, &whole))
	{
		check_indicator(&whole);
		CHECK(indicator_comparable(&first, &whole));
		CHECK(first.unit != UNIT_NUMBER);
		/* a whole lies between its parts, but for its last digit */
		if (first.unit != UNIT_COUNT)
		{
			CHECK(whole.value >= least - 1e-9 * fmax(1, fabs(least)));
			CHECK(whole.value <= greatest + 1e-9 * fmax(1, fabs(greatest)));
		}
	}
	free(text);
	return 0;
}
