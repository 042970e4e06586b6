/*
 * point.c - a period and its figure as text
 *
 * Plain C without fmgr.
 */
#include "calculus/point.h"

#include <stdio.h>
#include <string.h>

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
