/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_selection.c - cut points of arbitrary figures, against those of a sort
 */
#include "fuzz.h"

#include "calculus/selection.h"

#define MAX_FIGURES	4096

static void
check_for_interrupts(void)
{
}

static int
compare(const void *a, const void *b)
{
	double		x = *(const double *) a;
	double		y = *(const double *) b;

	return (x > y) - (x < y);
}

static void
check_cuts(const double *sorted, int n, const double cuts[3])
{
	for (int quarter = 1; quarter <= 3; quarter++)
	{
		int64_t		below;
		double		fraction;
		double		expected;

		quartile_position(n, quarter, &below, &fraction);
		expected = fraction == 0 || sorted[0] == sorted[n - 1] ? sorted[below] :
			quartile_cut(sorted[below], sorted[below + 1], fraction);
		CHECK(cuts[quarter - 1] == expected);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static double values[MAX_FIGURES];
	static double sorted[MAX_FIGURES];
	const Host	host = {malloc, free, check_for_interrupts};
	Bytes		bytes = {data, size};
	int			n = 1 + (int) (take_bits(&bytes, 2) % MAX_FIGURES);
	Quartiles	q;
	Quartiles	part;
	double		value = 0;

	/* when the input is used up the figures go on from the last by a factor */
	for (int i = 0; i < n; i++)
	{
		double		next = bytes.left > 0 ? take_double(&bytes) : value * 0.75;

		value = decimal_in_range(next) ? decimal_round(next) : value;
		values[i] = value;
	}
	memcpy(sorted, values, (size_t) n * sizeof(double));
	qsort(sorted, (size_t) n, sizeof(double), compare);

	quartiles_of_values(values, n, &q, &host);
	check_cuts(sorted, n, (const double[3]) {q.lower, q.median, q.upper});
	CHECK(q.n == n && q.least == sorted[0] && q.greatest == sorted[n - 1]);
	quartile_cuts_of_values(values, n, &part, &host);
	CHECK(part.n == n && part.least == q.least && part.greatest == q.greatest);
	CHECK(part.lower == q.lower && part.median == q.median && part.upper == q.upper);
	CHECK(q.mean >= q.least - 1e-10 - fabs(q.least) * 1e-14 &&
		  q.mean <= q.greatest + 1e-10 + fabs(q.greatest) * 1e-14);
	return 0;
}
