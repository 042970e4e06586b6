/* SPDX-License-Identifier: PostgreSQL */
/*
 * judge.c - whether a figure stands on too few people to be shown
 *
 * Of a figure a reader has the number that is counted and, where there is one,
 * the base: each as it stands there, or computed from the value and the other.
 * What is left of the base is a number of people as well.
 */
#include "calculus/judge.h"

#include <math.h>

/* whether base less count is a number of people: not of days per child */
static bool
unit_has_rest(const Unit *unit)
{
	return unit->kind == UNIT_PERCENT || unit->kind == UNIT_PER;
}

/*
 * Returns the numbers that a figure tells, computed to whole ones where they
 * are not given.  Counts that are not known are NaN.
 *
 *		numerator = value * denominator / per
 *		denominator = numerator * per / value
 *
 * A value of zero tells nothing of its base.
 */
People
people_of_figure(double value, double numerator, double denominator, const Unit *unit)
{
	People		people = {.count = numerator,.base = denominator};

	if (unit->kind == UNIT_COUNT)
		return (People) {
			.count = value,.base = NAN
		};
	if (isnan(numerator))
		people.count = rint(value * denominator / unit->per);
	else if (isnan(denominator) && value != 0)
		people.base = rint(numerator * unit->per / value);
	return people;
}

/* one to below */
static inline bool
is_small(double number, double below)
{
	return number > 0 && number < below;
}

/*
 * Returns the verdict of a rule.  Small is a count, a rest or a base from 1 to
 * below; nobody, and all of a base that is not small, are not small.
 */
Verdict
judge(const People *people, const Unit *unit, const ShowingRule *rule)
{
	bool		based = unit->kind != UNIT_COUNT;
	double		rest = unit_has_rest(unit) ? people->base - people->count : NAN;

	if (isnan(rule->below))
		return VERDICT_FINE;
	if (is_small(people->count, rule->below) || is_small(rest, rule->below) ||
		is_small(people->base, rule->below))
		return VERDICT_SMALL;
	if (rule->unknown && (isnan(people->count) || (based && isnan(people->base))))
		return VERDICT_UNKNOWN;
	if (rule->zero && (people->count == 0 || rest == 0))
		return VERDICT_ZERO;
	return VERDICT_FINE;
}

/* to the nearest multiple, halves up */
static inline double
nearest(double number, double to)
{
	return floor(number / to + 0.5) * to;
}

/*
 * Rounds numbers of people to multiples of `to` and computes the value from
 * them, where both that it needs are known.  Returns false where nobody is left
 * in the base, of whom there is no percentage or rate.
 */
bool
round_people(double *value, People *people, const Unit *unit, double to)
{
	people->count = nearest(people->count, to);
	people->base = nearest(people->base, to);
	if (unit->kind == UNIT_COUNT)
		*value = people->count;
	else if (people->base == 0)
		return false;
	else if (!isnan(people->count) && !isnan(people->base))
		*value = people->count / people->base * unit->per;
	return true;
}
