/* SPDX-License-Identifier: PostgreSQL */
/*
 * decimal.h - values as people write them
 *
 * A double holds a published decimal with noise behind it: a spreadsheet
 * stores 97.2 as 97.199999999999989.  Every value that enters an indicator is
 * brought back to the decimal meant: 15 significant digits, at most 10 decimal
 * places.  Two figures that print alike are then equal, and 94.6 - 94.9 is -0.3.
 */
#ifndef CFSPERF_DECIMAL_H
#define CFSPERF_DECIMAL_H

#include <stdbool.h>

/* the largest magnitude of a value or count: every integer up to it is exact */
#define DECIMAL_LIMIT	9007199254740992.0	/* 2^53 */

/* room for any decimal, its sign, point and terminator */
#define DECIMAL_TEXT	32

/* significant digits and decimal places that are kept */
#define DECIMAL_DIGITS	15
#define DECIMAL_PLACES	10

extern const double decimal_power[DECIMAL_DIGITS + 1];	/* of ten */

extern double decimal_round(double value);
extern double decimal_round_to(double value, int places);
extern int	decimal_places(double value, int least);
extern double decimal_difference(double a, double b);
extern int	decimal_format(double value, char *text);
extern bool decimal_parse(const char **text, double *value);

/* finite and not beyond the limit; false for NaN */
static inline bool
decimal_in_range(double value)
{
	return value >= -DECIMAL_LIMIT && value <= DECIMAL_LIMIT;
}

#endif							/* CFSPERF_DECIMAL_H */
