/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_quartiles.c - the text of quartiles, and the quartile of a value
 */
#include "fuzz.h"

#include "calculus/quartiles.h"

static void
check_quartiles(const Quartiles *q)
{
	char		text[QUARTILES_TEXT];
	char		again[QUARTILES_TEXT];
	Quartiles	read;
	Problem		problem;
	int			length = quartiles_format(q, text);

	CHECK(quartiles_check(q, &problem));
	CHECK(q->n >= 1);
	check_decimal(q->least);
	check_decimal(q->lower);
	check_decimal(q->median);
	check_decimal(q->upper);
	check_decimal(q->greatest);
	check_decimal(q->mean);
	check_unit(q->unit, q->per);
	CHECK(length > 0 && length < QUARTILES_TEXT && strlen(text) == (size_t) length);
	CHECK(quartiles_parse(text, &read, &problem));
	CHECK(memcmp(&read, q, sizeof(read)) == 0);
	quartiles_format(&read, again);
	CHECK(strcmp(text, again) == 0);
}

/* a better value has no worse quartile; ties are the only difference of rules */
static void
check_bands(const Quartiles *q)
{
	const double values[] = {-DECIMAL_LIMIT, q->least, q->lower, q->mean,
		q->median, q->upper, q->greatest, DECIMAL_LIMIT};
	int			n = (int) (sizeof(values) / sizeof(values[0]));
	bool		high = q->polarity == POLARITY_HIGH;

	for (int ties_better = 0; ties_better <= 1; ties_better++)
	{
		for (int i = 0; i < n; i++)
		{
			int			band = quartile_of(values[i], q, ties_better);

			CHECK((band == NO_QUARTILE) == (values[i] == q->least &&
											values[i] == q->greatest));
			if (band == NO_QUARTILE)
				continue;
			CHECK(band >= 1 && band <= 4);
			CHECK(!ties_better || band <= quartile_of(values[i], q, false));
			if (high ? values[i] >= q->greatest : values[i] <= q->least)
				CHECK(band == 1);
			for (int k = 0; k < n; k++)
			{
				int			other = quartile_of(values[k], q, ties_better);

				if (values[k] >= values[i] && other != NO_QUARTILE)
					CHECK(high ? other <= band : other >= band);
			}
		}
	}
}

static void
check_cut(Bytes *bytes)
{
	double		a = take_double(bytes);
	double		b = take_double(bytes);
	int64_t		n = 1 + (int64_t) (take_bits(bytes, 7) % UINT64_C(1000000000000000));

	for (int quarter = 1; quarter <= 3; quarter++)
	{
		int64_t		below;
		double		fraction;
		double		low;
		double		high;
		double		cut;

		quartile_position(n, quarter, &below, &fraction);
		CHECK(below >= 0 && below < n && fraction >= 0 && fraction < 1);
		CHECK(below + (fraction > 0) < n);
		if (!decimal_in_range(a) || !decimal_in_range(b))
			continue;
		low = decimal_round(fmin(a, b));
		high = decimal_round(fmax(a, b));
		cut = quartile_cut(low, high, fraction);
		check_decimal(cut);
		CHECK(cut >= low && cut <= high);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *text = text_of(data, size);
	Bytes		bytes = {data, size};
	Quartiles	q;
	Problem		problem;

	if (quartiles_parse(text, &q, &problem))
	{
		check_quartiles(&q);
		check_bands(&q);
	}
	else
		check_problem(&problem);
	free(text);
	check_cut(&bytes);
	return 0;
}
