/* SPDX-License-Identifier: PostgreSQL */
/*
 * indicator.c - what makes an indicator, read and written
 *
 * Plain C without fmgr.  The one validator, indicator_set, serves the parser,
 * the constructor and the binary reader.
 */
#include "calculus/indicator.h"

#include <stdio.h>
#include <string.h>

#include "calculus/decimal.h"
#include "calculus/space.h"

#define HINT_FORMS \
	"Write, for example, \"94.6% (1016/1074) high\", \"21 count low\", " \
	"\"32.1 per 10000 (210/65421) low\", \"0.76 low\" or " \
	"\"(1016/1074)% high\"."

static bool
check_value(double value, Problem *problem)
{
	if (isnan(value))
		return refuse(problem, "A value cannot be NaN.",
					  "Leave out a figure that is not known.");
	if (!decimal_in_range(value))
		return refuse_range(problem, "A value lies between -2^53 and 2^53.",
							NULL);
	return true;
}

static bool
check_counts(double numerator, double denominator, int unit, Problem *problem)
{
	if (!isnan(numerator) && !decimal_in_range(numerator))
		return refuse_range(problem, "A numerator lies between 0 and 2^53.", NULL);
	if (!isnan(denominator) && !decimal_in_range(denominator))
		return refuse_range(problem, "A denominator lies between 0 and 2^53.",
							NULL);
	if (numerator < 0)
		return refuse(problem, unit == UNIT_COUNT ? "A count cannot be negative." :
					  "A numerator cannot be negative.", NULL);
	if (denominator <= 0)
		return refuse(problem, "A denominator must be above zero.",
					  "Leave out a percentage or rate of nothing.");
	if (unit == UNIT_PERCENT && numerator > denominator)
		return refuse(problem, "A percentage's numerator cannot exceed its "
					  "denominator.",
					  "Use the unit \"per 100\" where it is a ratio.");
	return true;
}

/*
 * Makes an indicator of its parts, an unknown part being NaN.  A value that is
 * not given is computed from the counts: per * numerator / denominator, a
 * count's being its numerator.
 * Refused: NaN, infinity, beyond 2^53; a negative numerator; a denominator not
 * above zero; a percentage's numerator above its denominator; a count whose
 * numerator is another number or that has a denominator.
 */
bool
indicator_set(Indicator *result, double value, double numerator,
			  double denominator, Unit unit, Polarity polarity,
			  Problem *problem)
{
	memset(result, 0, sizeof(*result));
	result->value = value;
	result->numerator = numerator;
	result->denominator = denominator;
	result->per = unit.per;
	result->unit = unit.kind;
	result->polarity = (uint8_t) polarity;

	result->numerator = isnan(numerator) ? NAN : decimal_round(numerator);
	result->denominator = isnan(denominator) ? NAN : decimal_round(denominator);
	numerator = result->numerator;
	denominator = result->denominator;
	if (!check_counts(numerator, denominator, unit.kind, problem))
		return false;
	if (isnan(value))
		value = unit.kind == UNIT_COUNT ? numerator :
			unit.per * numerator / denominator;
	if (!check_value(value, problem))
		return false;
	result->value = decimal_round(value);
	if (unit.kind != UNIT_COUNT)
		return true;

	if (result->value < 0)
		return refuse(problem, "A count cannot be negative.", NULL);
	if (!isnan(denominator))
		return refuse(problem, "A count has no denominator.",
					  "Use the unit \"%\" or \"per N\".");
	if (!isnan(numerator) && numerator != result->value)
		return refuse(problem, "A count is its own numerator.",
					  "Leave the numerator out, or give the value again.");
	result->numerator = result->value;
	return true;
}

/*
 * As indicator_set, for rows of a table that was loaded without knowledge of
 * the unit: counts that contradict it are left out.  False where the value is
 * unknown or cannot be of the unit.  One wrong row does not stop a report.
 */
bool
indicator_set_row(Indicator *result, double value, double numerator,
				  double denominator, Unit unit, Polarity polarity)
{
	Problem		problem;

	return !isnan(value) &&
		(indicator_set(result, value, numerator, denominator, unit, polarity,
					   &problem) ||
		 indicator_set(result, value, NAN, NAN, unit, polarity, &problem));
}

static const char *
skip_space(const char *text)
{
	while (is_space(*text))
		text++;
	return text;
}

static bool
take_char(const char **text, char c)
{
	const char *at = skip_space(*text);

	if (*at != c)
		return false;
	*text = at + 1;
	return true;
}

/* takes a word in any case that no letter follows */
static bool
take_word(const char **text, const char *word)
{
	const char *at = skip_space(*text);

	for (; *word != '\0'; word++, at++)
	{
		if (((*at >= 'A' && *at <= 'Z') ? *at + 32 : *at) != *word)
			return false;
	}
	if ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z'))
		return false;
	*text = at;
	return true;
}

static bool
take_number(const char **text, double *value)
{
	const char *at = skip_space(*text);

	if (!decimal_parse(&at, value))
		return false;
	*text = at;
	return true;
}

/*
 * Takes the unit that stands here; "number", which is written by writing
 * nothing, where there is none.  False for "per" without a usable N.
 */
static bool
take_unit(const char **text, Unit *unit)
{
	double		per;

	unit->per = 1;
	unit->kind = UNIT_NUMBER;
	if (take_char(text, '%'))
	{
		unit->per = 100;
		unit->kind = UNIT_PERCENT;
	}
	else if (take_word(text, "count"))
		unit->kind = UNIT_COUNT;
	else if (take_word(text, "per"))
	{
		if (!take_number(text, &per) || !(per >= 1 && per <= MAX_PER) ||
			per != rint(per))
			return false;
		unit->per = (int32_t) per;
		unit->kind = UNIT_PER;
	}
	else
		take_word(text, "number");
	return true;
}

/* Reads a unit by itself: "%", "count", "number" or "per N". */
bool
unit_parse(const char *text, Unit *unit)
{
	if (*skip_space(text) == '\0' || !take_unit(&text, unit))
		return false;
	return *skip_space(text) == '\0';
}

/* Reads a unit and the polarity behind it: "% high"; none where none stands. */
bool
unit_polarity_parse(const char *text, Unit *unit, Polarity *polarity)
{
	*polarity = POLARITY_NONE;
	if (!take_unit(&text, unit))
		return false;
	text = skip_space(text);
	return *text == '\0' || polarity_parse(text, polarity);
}

/* Writes a unit as unit_parse reads it; returns the length. */
int
unit_format(int kind, int32_t per, char *text)
{
	switch (kind)
	{
		case UNIT_COUNT:
			return snprintf(text, UNIT_TEXT, "count");
		case UNIT_PERCENT:
			return snprintf(text, UNIT_TEXT, "%%");
		case UNIT_PER:
			return snprintf(text, UNIT_TEXT, "per %d", (int) per);
		default:
			return snprintf(text, UNIT_TEXT, "number");
	}
}

/* "(numerator/denominator)", "(numerator)" or "(/denominator)" */
static bool
take_counts(const char **text, double *numerator, double *denominator)
{
	const char *at = *text;

	*numerator = NAN;
	*denominator = NAN;
	if (!take_char(&at, '('))
		return true;
	take_number(&at, numerator);
	if (take_char(&at, '/'))
	{
		if (!take_number(&at, denominator))
			return false;
	}
	else if (isnan(*numerator))
		return false;
	if (!take_char(&at, ')'))
		return false;
	*text = at;
	return true;
}

/*
 * Reads "value unit (counts) polarity" or "(counts) unit polarity".  Without
 * a polarity at the end it is none.
 */
bool
indicator_parse(const char *text, Indicator *result, Problem *problem)
{
	double		value = NAN;
	double		numerator;
	double		denominator;
	Unit		unit;
	Polarity	polarity = POLARITY_NONE;
	const char *start = skip_space(text);

	if (take_word(&start, "nan"))
		return check_value(NAN, problem);
	start = text;
	if (take_number(&text, &value))
	{
		if (!check_value(value, problem))
			return false;
		if (!take_unit(&text, &unit))
			return refuse(problem, "The unit \"per\" needs a whole number from "
						  "1 to 1000000000.", HINT_FORMS);
		if (!take_counts(&text, &numerator, &denominator))
			return refuse(problem, "Counts are written (numerator/denominator) "
						  "or (numerator).", HINT_FORMS);
	}
	else
	{
		if (!take_counts(&text, &numerator, &denominator) || text == start)
			return refuse(problem, "An indicator starts with its value or its "
						  "counts.", HINT_FORMS);
		if (!take_unit(&text, &unit))
			return refuse(problem, "The unit \"per\" needs a whole number from "
						  "1 to 1000000000.", HINT_FORMS);
		if (isnan(numerator) || isnan(denominator))
			return refuse(problem, "Without a value both counts are needed.",
						  HINT_FORMS);
	}
	text = skip_space(text);
	if (*text != '\0' && !polarity_parse(text, &polarity))
		return refuse(problem, "What follows the figure is not a polarity.",
					  HINT_FORMS);
	return indicator_set(result, value, numerator, denominator, unit, polarity,
						 problem);
}

/* Writes a number that may be NaN or too large, which only an error message shows. */
static int
format_number(double value, char *text)
{
	if (isnan(value))
		return snprintf(text, DECIMAL_TEXT, "NaN");
	if (isinf(value))
		return snprintf(text, DECIMAL_TEXT, value > 0 ? "Infinity" : "-Infinity");
	if (!decimal_in_range(value))
		return snprintf(text, DECIMAL_TEXT, "%g", value);
	return decimal_format(value, text);
}

static int
format_counts(const Indicator *a, char *text)
{
	char	   *at = text;

	if (isnan(a->numerator) && isnan(a->denominator))
		return 0;
	if (a->unit == UNIT_COUNT && a->numerator == a->value &&
		isnan(a->denominator))
		return 0;
	at += sprintf(at, " (");
	if (!isnan(a->numerator))
		at += format_number(a->numerator, at);
	if (!isnan(a->denominator))
	{
		*at++ = '/';
		at += format_number(a->denominator, at);
	}
	at += sprintf(at, ")");
	return (int) (at - text);
}

/* Writes an indicator as indicator_parse reads it; returns the length. */
int
indicator_format(const Indicator *a, char *text)
{
	char	   *at = text;

	at += format_number(a->value, at);
	if (a->unit == UNIT_COUNT || a->unit == UNIT_PER)
		*at++ = ' ';
	if (a->unit != UNIT_NUMBER)
		at += unit_format(a->unit, a->per, at);
	at += format_counts(a, at);
	if (a->polarity != POLARITY_NONE)
		at += sprintf(at, " %s", polarity_word((Polarity) a->polarity));
	*at = '\0';
	return (int) (at - text);
}

/*
 * The order of performance: less is worse.  A total order: figures of other
 * units or polarities stand apart in groups.  Counts are evidence and do not
 * enter.
 */
int
indicator_compare(const Indicator *a, const Indicator *b)
{
	double		pa = indicator_performance(a);
	double		pb = indicator_performance(b);

	if (a->unit != b->unit)
		return a->unit < b->unit ? -1 : 1;
	if (a->per != b->per)
		return a->per < b->per ? -1 : 1;
	if (a->polarity != b->polarity)
		return a->polarity < b->polarity ? -1 : 1;
	return (pa > pb) - (pa < pb);
}

static int
compare_known(double a, double b)
{
	if (isnan(a) || isnan(b))
		return isnan(b) - isnan(a);
	return (a > b) - (a < b);
}

/*
 * Breaks ties of indicator_compare by the counts, unknown ones first, so that
 * which of two equal figures min() and max() return does not depend on the
 * order of rows.
 */
int
indicator_compare_counts(const Indicator *a, const Indicator *b)
{
	int			order = indicator_compare(a, b);

	if (order == 0)
		order = compare_known(a->denominator, b->denominator);
	if (order == 0)
		order = compare_known(a->numerator, b->numerator);
	return order;
}
