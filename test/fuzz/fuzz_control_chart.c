/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_control_chart.c - limits, special causes and assurance of arbitrary
 * histories
 */
#include "fuzz.h"

#include "calculus/control_chart.h"

#define MAX_POINTS	64

static void
check_chart(const History *history, bool drop_outliers, int baseline)
{
	uint8_t		causes[MAX_POINTS];
	Xmr			xmr;

	xmr_limits(history, drop_outliers, baseline, &xmr);
	CHECK(isfinite(xmr.centre));
	CHECK(xmr.points >= 1 && xmr.points <= history->count);
	if (xmr.has_limits)
	{
		CHECK(isfinite(xmr.lower) && isfinite(xmr.upper) && isfinite(xmr.zone));
		CHECK(xmr.lower <= xmr.centre && xmr.centre <= xmr.upper);
		CHECK(xmr.lower >= history->least && xmr.upper <= history->greatest);
		CHECK(xmr.zone >= 0);
		for (int i = 0; i < history->count; i++)
		{
			for (int polarity = 0; polarity < POLARITY_NONE; polarity++)
				CHECK(assurance_word(xmr_assurance(&xmr, history->values[i],
												   (Polarity) polarity)) != NULL);
		}
	}
	memset(causes, 0xff, sizeof(causes));
	xmr_causes(history, &xmr, causes);
	for (int i = 0; i < history->count; i++)
	{
		CHECK(causes[i] <= CAUSE_BELOW_CENTRE);
		CHECK((cause_words((Cause) causes[i]) == NULL) == (causes[i] == CAUSE_NONE));
		for (int polarity = 0; polarity <= LAST_POLARITY; polarity++)
			CHECK(judgement_word((Cause) causes[i], (Polarity) polarity) != NULL);
		if (causes[i] == CAUSE_ABOVE_LIMIT)
			CHECK(history->values[i] > xmr.upper);
		if (causes[i] == CAUSE_BELOW_LIMIT)
			CHECK(history->values[i] < xmr.lower);
	}
	for (int i = history->count; i < MAX_POINTS; i++)
		CHECK(causes[i] == 0xff);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Bytes		bytes = {data, size};
	double		values[MAX_POINTS];
	int32_t		steps[MAX_POINTS];
	int			options = (int) take_bits(&bytes, 1);
	int			baseline = (int) take_bits(&bytes, 1);
	History		history = {values, options & 1 ? steps : NULL, 0,
	-INFINITY, INFINITY};
	double		least = INFINITY;
	double		greatest = -INFINITY;

	while (history.count < MAX_POINTS && bytes.left > 0)
	{
		int			i = history.count;
		double		value;

		steps[i] = i == 0 ? 0 :
			steps[i - 1] + 1 + (options & 1 ? (int32_t) (take_bits(&bytes, 1) / 200) : 0);
		value = take_double(&bytes);
		if (!decimal_in_range(value))
			continue;
		values[i] = decimal_round(value);
		least = fmin(least, values[i]);
		greatest = fmax(greatest, values[i]);
		history.count++;
	}
	if (history.count == 0)
		return 0;
	/* natural bounds where the figures keep to them, as of a percentage */
	if (options & 2 && least >= 0)
		history.least = 0;
	if (options & 4 && greatest <= 100)
		history.greatest = 100;
	check_chart(&history, (options & 8) != 0,
				baseline < XMR_MIN_BASELINE ? 0 : baseline);
	return 0;
}
