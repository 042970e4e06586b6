/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_target.c - targets, ranges, how many more are needed, quantile groups
 */
#include "fuzz.h"

#include "calculus/target.h"

static bool
is_at_or_better(double value, Polarity polarity, double cut)
{
	double		difference = decimal_difference(value, decimal_round(cut));

	return polarity == POLARITY_LOW ? difference <= 0 : difference >= 0;
}

/* with k more (or fewer) the cut is reached, and not with one less */
static void
check_needed(const Indicator *a, double cut, int64_t needed)
{
	Unit		unit = {a->per, a->unit};
	int64_t		one = a->polarity == POLARITY_LOW ? -1 : 1;
	Indicator	b;
	Problem		problem;

	CHECK(a->polarity != POLARITY_LOW ? needed >= 0 : needed <= 0);
	CHECK(a->numerator + needed >= 0);
	if (a->unit == UNIT_PERCENT)
		CHECK(a->numerator + needed <= a->denominator);
	if (indicator_set(&b, NAN, a->numerator + needed, a->denominator, unit,
					  (Polarity) a->polarity, &problem))
		CHECK(is_at_or_better(b.value, (Polarity) a->polarity, cut));
	if (needed != 0 &&
		indicator_set(&b, NAN, a->numerator + (needed - one), a->denominator, unit,
					  (Polarity) a->polarity, &problem))
		CHECK(!is_at_or_better(b.value, (Polarity) a->polarity, cut));
}

static void
check_rag(const Indicator *a, double target, double tolerance)
{
	Rag			rag = rag_of_target(a, target, fabs(tolerance));

	CHECK(rag_word(rag) != NULL);
	CHECK((rag == RAG_GREEN) ==
		  is_at_or_better(a->value, (Polarity) a->polarity, target));
	CHECK(rag_of_target(a, target, 0) != RAG_AMBER);
	rag = rag_of_range(a, fmin(target, tolerance), fmax(target, tolerance));
	CHECK(rag_word(rag) != NULL);
}

static void
check_group(int64_t rank, int64_t n, int k)
{
	int			group;
	int			other;

	CHECK(quantile_group(rank, n, k, &group) == (n >= k));
	if (n < k)
		return;
	CHECK(group >= 1 && group <= k);
	CHECK(rank == n ||
		  (quantile_group(rank + 1, n, k, &other) && other >= group));
	CHECK(quantile_group(1, n, k, &other) && other == 1);
	CHECK(quantile_group(n, n, k, &other) && other == k);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Bytes		bytes = {data, size};
	Unit		unit = take_unit_kind(&bytes);
	Polarity	polarity = (Polarity) (take_bits(&bytes, 1) % (LAST_POLARITY + 1));
	double		target = take_double(&bytes);
	double		tolerance = take_double(&bytes);
	int64_t		n = 1 + (int64_t) (take_bits(&bytes, 7) % MAX_QUANTILE_N);
	int64_t		rank = 1 + (int64_t) take_bits(&bytes, 7) % n;
	int			k = 1 + (int) (take_bits(&bytes, 2) % MAX_QUANTILE_K);
	Indicator	a;
	int64_t		needed;

	check_group(rank, n, k);
	if (!decimal_in_range(target) || !decimal_in_range(tolerance) ||
		!take_indicator(&bytes, unit, polarity, &a))
		return 0;
	if (polarity != POLARITY_NONE)
		check_rag(&a, target, tolerance);
	if (needed_count(&a, target, &needed))
		check_needed(&a, target, needed);
	return 0;
}
