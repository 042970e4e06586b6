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

#endif							/* CFSPERF_MOVEMENT_H */
