/* SPDX-License-Identifier: PostgreSQL */
/*
 * movement.h - what happened between two figures
 */
#ifndef CFSPERF_MOVEMENT_H
#define CFSPERF_MOVEMENT_H

#include "calculus/indicator.h"
#include "calculus/period.h"

/*
 * 72 bytes, by reference.  Both figures have one unit and one polarity and
 * their periods one length; the previous period is the earlier one.  Where
 * there is no previous figure its period is NO_PERIOD and the figure zero.
 */
typedef struct Movement
{
	Indicator	current;
	Indicator	previous;
	ReportingPeriod current_period;
	ReportingPeriod previous_period;
} Movement;

/*
 * What counts as no significant change: a difference of at most the tolerance,
 * or, where that is NaN, one that does not show, less than one unit of the last
 * of the decimals displayed; and, where a confidence is given, any that chance
 * explains at that level.
 */
typedef struct ChangeRule
{
	double		tolerance;		/* in the unit, from 0; NaN: as displayed */
	int			decimals;		/* displayed, of a count none */
	double		confidence;		/* between 0 and 1; NaN: no test */
} ChangeRule;

/* room for any movement's text and its terminator */
#define MOVEMENT_TEXT	(2 * (PERIOD_TEXT + INDICATOR_TEXT) + 8)

static inline bool
movement_has_previous(const Movement *movement)
{
	return movement->previous_period != NO_PERIOD;
}

extern bool movement_check(const Movement *movement, Problem *problem);
extern bool movement_parse(const char *text, Movement *movement,
						   Problem *problem);
extern int	movement_format(const Movement *movement, char *text);
extern double movement_difference(const Movement *movement);
extern bool percent_change(double before, double now, double *percent);
extern bool movement_p_value(const Movement *movement, double *p);
extern bool movement_direction_by(const Movement *movement,
								  const ChangeRule *rule, Direction *direction);

#endif							/* CFSPERF_MOVEMENT_H */
