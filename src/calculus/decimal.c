/* SPDX-License-Identifier: PostgreSQL */
/*
 * decimal.c - values as people write them
 */
#include "calculus/decimal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const double decimal_power[DECIMAL_DIGITS + 1] = {
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7,
	1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
};

/* decimal places that 15 significant digits leave to a value of this size */
static inline int
places_of(double magnitude)
{
	int			places = DECIMAL_PLACES;

	while (places > 0 && magnitude >= decimal_power[DECIMAL_DIGITS - places])
		places--;
	return places;
}

/*
 * The decimal nearest to a double.
 *
 * Returns rint(value * 10^d) / 10^d, where d is the number of decimal places
 * that 15 significant digits allow, at most 10.  The scaled integer is below
 * 10^15 and 10^d is exact, so the division gives the double nearest to the
 * decimal, the one that reading its text gives; scaling is off by less than
 * a quarter, so rounding a second time changes nothing.  Integers are returned
 * as they are and -0 as 0.  The caller sees to NaN and to range.
 */
double
decimal_round(double value)
{
	double		scale;

	if (value == rint(value))
		return value + 0.0;
	scale = decimal_power[places_of(fabs(value))];
	return rint(value * scale) / scale + 0.0;
}

/*
 * A decimal rounded half away from zero to a number of places, 2.675 to 2.68:
 * scaling is repaired before it is rounded.  Values that have no more places
 * are returned as they are.
 */
double
decimal_round_to(double value, int places)
{
	double		scale;

	if (places >= places_of(fabs(value)))
		return decimal_round(value);
	scale = decimal_power[places];
	return round(decimal_round(value * scale)) / scale + 0.0;
}

/* The decimal places that a rounded value has, or the least if it has fewer. */
int
decimal_places(double value, int least)
{
	while (least < DECIMAL_PLACES &&
		   rint(value * decimal_power[least]) / decimal_power[least] != value)
		least++;
	return least;
}

/*
 * The difference of two rounded values, itself a decimal: 94.6 - 94.9 is -0.3.
 * It has the places that 15 significant digits leave to the larger value.
 * Rounding the difference for its own size instead would keep the noise that
 * the subtraction uncovers: 2036171.833331 - 2039170 is -2998.166669.  Of
 * opposite signs it can have a digit more than its parts; that one goes.
 */
double
decimal_difference(double a, double b)
{
	double		scale = decimal_power[places_of(fmax(fabs(a), fabs(b)))];

	return decimal_round((rint(a * scale) - rint(b * scale)) / scale);
}

/* Writes a rounded value with as many decimals as it has; returns the length. */
int
decimal_format(double value, char *text)
{
	int			places = places_of(fabs(value));
	int			length = snprintf(text, DECIMAL_TEXT, "%.*f", places, value);

	if (places > 0)
	{
		while (text[length - 1] == '0')
			length--;
		if (text[length - 1] == '.')
			length--;
		text[length] = '\0';
	}
	return length;
}

static const char *
skip_digits(const char *text)
{
	while (*text >= '0' && *text <= '9')
		text++;
	return text;
}

/*
 * Reads [sign] digits [. digits] [e [sign] digits] and moves *text behind it.
 * Returns false, and leaves *text, where no number stands; the value is not
 * rounded and may be infinite (1e400).
 */
bool
decimal_parse(const char **text, double *value)
{
	const char *start = *text;
	const char *digits = start;
	const char *end;

	if (*digits == '+' || *digits == '-')
		digits++;
	end = skip_digits(digits);
	if (end == digits)
		return false;
	if (*end == '.')
	{
		const char *fraction = end + 1;

		end = skip_digits(fraction);
		if (end == fraction)
			return false;
	}
	if (*end == 'e' || *end == 'E')
	{
		const char *exponent = end + 1;

		if (*exponent == '+' || *exponent == '-')
			exponent++;
		if (skip_digits(exponent) != exponent)
			end = skip_digits(exponent);
	}
	*value = strtod(start, NULL);
	*text = end;
	return true;
}
