/* SPDX-License-Identifier: PostgreSQL */
/*
 * point.c - a period and its figure as text
 *
 * Plain C without fmgr.
 */
#include "calculus/point.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STEP	"step "

/* Reads "period: indicator" from the first length bytes of a text. */
bool
point_parse(const char *text, size_t length, ReportingPeriod *period,
			Indicator *indicator, Problem *problem)
{
	char		label[64];
	char		figure[256];
	const char *colon = memchr(text, ':', length);
	size_t		label_length;
	size_t		figure_length;

	if (colon == NULL)
		return refuse(problem, "A point is written as its period, a colon and "
					  "its indicator.",
					  "Write, for example, \"2020/21 Q2: 94.6% high\".");
	label_length = (size_t) (colon - text);
	figure_length = length - label_length - 1;
	if (label_length >= sizeof(label) || figure_length >= sizeof(figure))
		return refuse(problem, "A point is too long.", NULL);
	memcpy(label, text, label_length);
	label[label_length] = '\0';
	memcpy(figure, colon + 1, figure_length);
	figure[figure_length] = '\0';
	return period_parse(label, period, problem) &&
		indicator_parse(figure, indicator, problem);
}

/* Writes a point as point_parse reads it; returns the length. */
int
point_format(ReportingPeriod period, const Indicator *indicator, char *text)
{
	int			length = period_format(period, text);

	text[length++] = ':';
	text[length++] = ' ';
	return length + indicator_format(indicator, text + length);
}

/*
 * Reads what follows the last brace of a series or a panel: nothing, which is a
 * step of 0, for the length of its periods, or "step " and a number of months.
 */
bool
step_parse(const char *text, int32_t *step, Problem *problem)
{
	const char *digits;
	size_t		length;

	*step = 0;
	text += strspn(text, " ");
	if (*text == '\0')
		return true;
	if (strncmp(text, STEP, strlen(STEP)) != 0)
		return refuse(problem, "Something follows the closing brace.",
					  "Only a step may stand there, for example \"step 3\".");
	digits = text + strlen(STEP);
	length = strspn(digits, "0123456789");
	if (length < 1 || length > 6 || digits[length] != '\0' || *digits == '0')
		return refuse(problem, "The step is not a number of months.",
					  "Write, for example, \"step 3\" behind the closing brace, "
					  "or nothing.");
	*step = (int32_t) strtol(digits, NULL, 10);
	return true;
}

/* Writes a step as step_parse reads it; returns the length. */
int
step_format(int32_t step, char *text)
{
	return snprintf(text, STEP_TEXT, " " STEP "%d", (int) step);
}
