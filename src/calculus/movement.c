/* SPDX-License-Identifier: PostgreSQL */
/*
 * movement.c - a movement's rules and its text
 *
 * Plain C without fmgr.
 */
#include "calculus/movement.h"

#include <math.h>
#include <string.h>

#include "calculus/decimal.h"
#include "calculus/point.h"
#include "calculus/significance.h"

#define ARROW	" -> "

/* The rules between the two figures; each by itself is valid already. */
bool
movement_check(const Movement *movement, Problem *problem)
{
	if (!movement_has_previous(movement))
		return true;
	if (!indicator_comparable(&movement->current, &movement->previous))
		return refuse(problem, "The unit or the polarity of the two figures "
					  "differs.",
					  "Group by measure, so that one unit and one polarity meet.");
	if (period_length(movement->current_period) !=
		period_length(movement->previous_period))
		return refuse(problem, "The two periods are of different length.",
					  "Compare quarters with quarters and years with years.");
	if (movement->previous_period >= movement->current_period)
		return refuse(problem, "The previous period does not come before the "
					  "current one.", NULL);
	return true;
}

/* Reads "period: indicator" or "period: indicator -> period: indicator". */
bool
movement_parse(const char *text, Movement *movement, Problem *problem)
{
	const char *arrow = strstr(text, ARROW);

	memset(movement, 0, sizeof(*movement));
	if (arrow != NULL)
	{
		if (!point_parse(text, (size_t) (arrow - text),
						 &movement->previous_period, &movement->previous, problem))
			return false;
		text = arrow + strlen(ARROW);
	}
	if (!point_parse(text, strlen(text), &movement->current_period,
					 &movement->current, problem))
		return false;
	return movement_check(movement, problem);
}

/* Writes a movement as movement_parse reads it; returns the length. */
int
movement_format(const Movement *movement, char *text)
{
	char	   *at = text;

	if (movement_has_previous(movement))
	{
		at += point_format(movement->previous_period, &movement->previous, at);
		strcpy(at, ARROW);
		at += strlen(ARROW);
	}
	at += point_format(movement->current_period, &movement->current, at);
	return (int) (at - text);
}

/* current less previous, in the unit; a decimal, so 94.6 - 94.9 is -0.3 */
double
movement_difference(const Movement *movement)
{
	return decimal_difference(movement->current.value, movement->previous.value);
}

/* 100 (now - before) / |before|; false where it was zero before */
bool
percent_change(double before, double now, double *percent)
{
	if (before == 0)
		return false;
	*percent = 100 * decimal_difference(now, before) / fabs(before);
	return true;
}

/*
 * The p-value of the difference between the two figures.  False where there is
 * no previous figure or counts are missing, and where the periods overlap: what
 * both count makes the figures alike, and the test takes them for independent.
 */
bool
movement_p_value(const Movement *movement, double *p)
{
	return movement_has_previous(movement) &&
		period_last_month(movement->previous_period) <
		period_first_month(movement->current_period) &&
		indicator_p_value(&movement->current, &movement->previous, p);
}

/* whether a difference is too small to count by itself */
static bool
within_rule(double difference, const Indicator *figure, const ChangeRule *rule)
{
	if (!isnan(rule->tolerance))
		return fabs(difference) <= decimal_round(rule->tolerance);
	if (figure->unit == UNIT_COUNT)
		return fabs(difference) < 1;
	return fabs(difference) < decimal_round(pow(10, -rule->decimals));
}

/*
 * The direction of a movement by a rule.  False where there is no previous
 * figure, and where the rule asks for a test of the difference and there is
 * none: that is not "no change".  What needs no test is judged without.
 */
bool
movement_direction_by(const Movement *movement, const ChangeRule *rule,
					  Direction *direction)
{
	double		difference = movement_difference(movement);
	double		p;

	*direction = DIRECTION_INFORMATION;
	if (movement->current.polarity == POLARITY_NONE)
		return true;
	if (!movement_has_previous(movement))
		return false;
	*direction = DIRECTION_NO_CHANGE;
	if (within_rule(difference, &movement->current, rule))
		return true;
	if (!isnan(rule->confidence))
	{
		if (!movement_p_value(movement, &p))
			return false;
		if (p > 1 - rule->confidence)
			return true;
	}
	*direction = (difference > 0) == (movement->current.polarity == POLARITY_HIGH) ?
		DIRECTION_IMPROVED : DIRECTION_DECLINED;
	return true;
}
