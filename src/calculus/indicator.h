/* SPDX-License-Identifier: PostgreSQL */
/*
 * indicator.h - one measured figure with what is needed to judge it
 */
#ifndef CFSPERF_INDICATOR_H
#define CFSPERF_INDICATOR_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "calculus/problem.h"
#include "calculus/words.h"

typedef enum UnitKind
{
	UNIT_NUMBER,				/* a score, days, pounds: no unit of its own */
	UNIT_COUNT,					/* of children, of events: its own numerator */
	UNIT_PERCENT,				/* of a denominator that contains the numerator */
	UNIT_PER					/* a rate per N */
} UnitKind;

#define LAST_UNIT_KIND	UNIT_PER

/* the largest N of "per N" */
#define MAX_PER			1000000000

typedef struct Unit
{
	int32_t		per;			/* N of "per N", 100 of "%", otherwise 1 */
	uint8_t		kind;			/* UnitKind */
} Unit;

/*
 * 32 bytes, by reference.  Values and counts are decimals (decimal.h); an
 * unknown count is NaN.  No byte is left undefined: datums are compared as
 * images by the server.
 */
typedef struct Indicator
{
	double		value;
	double		numerator;
	double		denominator;
	int32_t		per;
	uint8_t		unit;			/* UnitKind */
	uint8_t		polarity;		/* Polarity */
	uint8_t		unused[2];		/* zero */
} Indicator;

/* of values whose unit is not known yet */
static const Unit no_unit = {.per = 1,.kind = UNIT_NUMBER};

/* room for any indicator's text and its terminator */
#define INDICATOR_TEXT	160
#define UNIT_TEXT		24

static inline bool
indicator_has_counts(const Indicator *a)
{
	return !isnan(a->numerator) && !isnan(a->denominator);
}

/* one unit and one polarity: figures that can be compared */
static inline bool
indicator_comparable(const Indicator *a, const Indicator *b)
{
	return a->unit == b->unit && a->per == b->per && a->polarity == b->polarity;
}

/* the value as performance: greater is better (or just greater, for none) */
static inline double
indicator_performance(const Indicator *a)
{
	return a->polarity == POLARITY_LOW ? 0.0 - a->value : a->value;
}

extern bool unit_parse(const char *text, Unit *unit);
extern bool unit_polarity_parse(const char *text, Unit *unit,
								Polarity *polarity);
extern int	unit_format(int kind, int32_t per, char *text);
extern bool indicator_set(Indicator *result, double value, double numerator,
						  double denominator, Unit unit, Polarity polarity,
						  Problem *problem);
extern bool indicator_set_row(Indicator *result, double value, double numerator,
							  double denominator, Unit unit, Polarity polarity);
extern bool indicator_parse(const char *text, Indicator *result,
							Problem *problem);
extern int	indicator_format(const Indicator *a, char *text);
extern int	indicator_compare(const Indicator *a, const Indicator *b);
extern int	indicator_compare_counts(const Indicator *a, const Indicator *b);

#endif							/* CFSPERF_INDICATOR_H */
