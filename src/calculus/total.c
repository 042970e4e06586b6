/* SPDX-License-Identifier: PostgreSQL */
/*
 * total.c - the figure of a whole from those of its parts
 *
 *		value = per * sum(numerator) / sum(denominator)		%, per N
 *		value = sum(numerator)								count
 *
 * Percentages and rates are never averaged.
 */
#include "calculus/total.h"

#include "calculus/decimal.h"

/* The sum of two decimals is a decimal as well: 0.1 + 0.2 is 0.3. */
static double
decimal_sum(double a, double b)
{
	return decimal_difference(a, 0.0 - b);
}

/* Adds the counts of a part to a total, which starts with zeros. */
void
total_add(Total *total, const Indicator *part)
{
	total->numerator = decimal_sum(total->numerator, part->numerator);
	if (part->unit != UNIT_COUNT)
		total->denominator = decimal_sum(total->denominator, part->denominator);
}

/*
 * The figure of the whole.  False where a count of a part is unknown, for plain
 * numbers, which no counts say how to add, and beyond 2^53.
 */
bool
total_figure(const Total *total, Unit unit, Polarity polarity, Indicator *result)
{
	double		denominator = unit.kind == UNIT_COUNT ? NAN : total->denominator;
	Problem		problem;

	if (unit.kind == UNIT_NUMBER || isnan(total->numerator) ||
		isnan(total->denominator))
		return false;
	return indicator_set(result, NAN, total->numerator, denominator, unit,
						 polarity, &problem);
}
