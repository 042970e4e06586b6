/* SPDX-License-Identifier: PostgreSQL */
/*
 * target.c - red, amber or green; how many more would reach a cut point
 */
#include "calculus/target.h"

#include <math.h>

#include "calculus/decimal.h"

/*
 * How far a figure is ahead of a target, in its unit: negative where it is
 * worse.  The difference of two decimals is a decimal, so that 94.6 is 0.3
 * behind 94.9 and not a little more.  The polarity must not be none.
 */
static double
ahead_of(const Indicator *a, double target)
{
	double		difference = decimal_difference(a->value,
												decimal_round(target));

	return a->polarity == POLARITY_LOW ? 0.0 - difference : difference;
}

/*
 * Green: at or better than the target.  Amber: worse, but by no more than the
 * tolerance, inclusive.  Red: worse by more.  The polarity must not be none.
 */
Rag
rag_of_target(const Indicator *a, double target, double tolerance)
{
	double		ahead = ahead_of(a, target);

	if (ahead >= 0)
		return RAG_GREEN;
	if (ahead >= 0.0 - decimal_round(tolerance))
		return RAG_AMBER;
	return RAG_RED;
}

/*
 * Amber: from the lower limit to below the upper one.  Green or red outside,
 * by polarity: a value on a limit belongs with the higher values, whichever
 * are better.  Fingertips, target of the kind "range" (RangeTargetComparer).
 */
Rag
rag_of_range(const Indicator *a, double lower, double upper)
{
	Rag			above = a->polarity == POLARITY_LOW ? RAG_RED : RAG_GREEN;
	Rag			below = a->polarity == POLARITY_LOW ? RAG_GREEN : RAG_RED;

	if (a->value < decimal_round(lower))
		return below;
	if (a->value >= decimal_round(upper))
		return above;
	return RAG_AMBER;
}

const char *
rag_word(Rag rag)
{
	static const char *const words[] = {"red", "amber", "green"};

	return words[rag];
}

/* whether the figure would be at or better than the cut with this numerator */
static bool
reaches(const Indicator *a, double numerator, double cut)
{
	Indicator	other = *a;

	numerator = decimal_round(numerator);	/* as in an indicator made of it */
	other.value = a->unit == UNIT_COUNT ? numerator :
		decimal_round(a->per * numerator / a->denominator);
	return ahead_of(&other, cut) >= 0;
}

/*
 * How many whole children more (positive, high is good) or fewer (negative,
 * low is good) in the numerator would bring a figure to a cut point or past
 * it: the least number k with which an indicator made of numerator + k and the
 * same denominator is at or better than the cut.  0 where the counts are there
 * already, whatever the published value was rounded to.
 *
 * False where the counts are not known, nothing is better (information only),
 * or no number reaches the cut: more than all, fewer than none.
 * What is at or better stays so with more, so the least k is found by halving.
 */
bool
needed_count(const Indicator *a, double cut, int64_t *needed)
{
	double		sign = a->polarity == POLARITY_LOW ? -1 : 1;
	double		most = DECIMAL_LIMIT;
	int64_t		enough;
	int64_t		too_few = 0;

	if (a->polarity == POLARITY_NONE || a->unit == UNIT_NUMBER ||
		(a->unit != UNIT_COUNT && !indicator_has_counts(a)))
		return false;
	*needed = 0;
	if (reaches(a, a->numerator, cut))
		return true;

	if (a->unit == UNIT_PERCENT)
		most = a->denominator;
	enough = (int64_t) floor(sign < 0 ? a->numerator : most - a->numerator);
	if (!reaches(a, a->numerator + sign * enough, cut))
		return false;
	while (enough - too_few > 1)
	{
		int64_t		k = too_few + (enough - too_few) / 2;

		if (reaches(a, a->numerator + sign * k, cut))
			enough = k;
		else
			too_few = k;
	}
	*needed = sign < 0 ? -enough : enough;
	return true;
}

/*
 * The quantile group, 1 to k, of rank 1 to n:
 *
 *		floor((k + 1) - ceil(((n + 1) - rank) / (n / k)))
 *
 * in whole numbers, where n / k is not rounded.  Public Health England,
 * PHEindicatormethods::phe_quantile.  Its "0 becomes 1" mends a rounding error
 * that does not occur here.  False where there are fewer figures than groups:
 * a single figure would be in the best fifth.  The caller sees to
 * 1 <= rank <= n <= 2^53 and 1 <= k <= 1000.
 */
bool
quantile_group(int64_t rank, int64_t n, int k, int *group)
{
	int64_t		scaled = (n + 1 - rank) * k;

	if (n < k)
		return false;
	*group = (int) (k + 1 - (scaled / n + (scaled % n != 0)));
	return true;
}
