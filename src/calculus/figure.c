/* SPDX-License-Identifier: PostgreSQL */
/*
 * figure.c - which value, counts, limits and status can stand together
 */
#include "calculus/figure.h"

#include <math.h>
#include <stdio.h>

#include "calculus/decimal.h"

/* how a number is shown in a message */
#define NUMBER	"%.15g"

static const char *
figure_part_name(FigurePart part)
{
	static const char *const names[] = {
		"value", "numerator", "denominator", "lower limit", "upper limit", "status"
	};

	return names[part - 1];
}

/* Refuses a status symbol that nobody knows. */
bool
figure_refuse_status(const char *symbol, size_t length, FileProblem *problem)
{
	char		list[STATUS_LIST];
	char		shown[FILE_SHOWN_TEXT];

	status_list(list, false);
	file_refuse(problem, "unknown status \"%s\"",
				file_shown(symbol, length, shown));
	file_hint(problem, "Use %s, or leave it out.", list);
	return false;
}

/* Writes a number that is none, or too large, as PostgreSQL does. */
static const char *
show_number(double number, char *text)
{
	if (isnan(number))
		return "NaN";
	if (isinf(number))
		return number > 0 ? "Infinity" : "-Infinity";
	(void) snprintf(text, DECIMAL_TEXT, "%g", number);
	return text;
}

/* Refuses a number that is NaN, infinite or too large. */
static bool
check_range(const Figure *figure, FigurePart *part, FileProblem *problem)
{
	const FigureNumber *numbers[] = {
		&figure->value, &figure->numerator, &figure->denominator,
		&figure->lower, &figure->upper
	};
	char		text[DECIMAL_TEXT];

	for (int i = 0; i < (int) (sizeof(numbers) / sizeof(numbers[0])); i++)
	{
		if (!numbers[i]->known || decimal_in_range(numbers[i]->value))
			continue;
		*part = (FigurePart) (FIGURE_VALUE + i);
		file_refuse(problem, "%s %s is not a figure", figure_part_name(*part),
					show_number(numbers[i]->value, text));
		file_hint(problem, "Figures lie between -2^53 and 2^53.");
		return false;
	}
	return true;
}

/* Refuses a value whose status says that there is none, and the reverse. */
static bool
check_status(const Figure *figure, FigurePart *part, FileProblem *problem)
{
	const Status *status = figure->status;
	char		list[STATUS_LIST];

	if (!figure->value.known)
	{
		if (status != NULL && status->withholds != WITHHOLDS_NEVER)
			return true;
		status_list(list, true);
		*part = status == NULL ? FIGURE_VALUE : FIGURE_STATUS;
		file_refuse(problem, "a figure without a value needs a status that says why");
		file_hint(problem, "Use %s.", list);
		return false;
	}
	if (status == NULL || status->withholds != WITHHOLDS_ALWAYS)
		return true;
	*part = FIGURE_STATUS;
	file_refuse(problem, "value " NUMBER " has status \"%s\", by which it is withheld",
				figure->value.value, status->symbol);
	file_hint(problem, "Leave the value empty, or the status.");
	return false;
}

/*
 * Returns whether a figure can be: a value is there exactly where its status
 * does not withhold it, and is a number with counts and limits that can be.
 * Counts and limits beside a value that is withheld are ignored, whatever they
 * are.  Of several faults the first is said.
 */
bool
figure_check(const Figure *figure, FigurePart *part, FileProblem *problem)
{
	if (!check_status(figure, part, problem))
		return false;
	if (!figure->value.known)
		return true;
	if (!check_range(figure, part, problem))
		return false;
	if (figure->numerator.known && figure->numerator.value < 0)
	{
		*part = FIGURE_NUMERATOR;
		return file_refuse(problem, "numerator " NUMBER " is negative",
						   figure->numerator.value);
	}
	if (figure->denominator.known && figure->denominator.value <= 0)
	{
		*part = FIGURE_DENOMINATOR;
		file_refuse(problem, "denominator " NUMBER " is not above zero",
					figure->denominator.value);
		file_hint(problem, "Leave out a percentage or rate of nothing, with status z.");
		return false;
	}
	if (figure->lower.known && figure->upper.known &&
		figure->lower.value > figure->upper.value)
	{
		*part = FIGURE_LOWER;
		return file_refuse(problem, "lower limit " NUMBER " is above upper limit " NUMBER,
						   figure->lower.value, figure->upper.value);
	}
	return true;
}
