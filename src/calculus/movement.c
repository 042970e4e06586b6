/*
 * movement.c - a movement's rules and its text
 *
 * Plain C without fmgr.
 */
#include "calculus/movement.h"

#include <string.h>

#include "calculus/decimal.h"
#include "calculus/point.h"

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
