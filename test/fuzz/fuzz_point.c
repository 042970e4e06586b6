/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_point.c - a period and its figure, as a piece of a longer text
 */
#include "fuzz.h"

#include "calculus/point.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char		text[POINT_TEXT];
	char		again[POINT_TEXT];
	ReportingPeriod period;
	ReportingPeriod read_period;
	Indicator	a;
	Indicator	read;
	Problem		problem;
	int			length;

	/* nothing ends the text here: a byte read behind it would be noticed */
	if (!point_parse((const char *) data, size, &period, &a, &problem))
	{
		check_problem(&problem);
		return 0;
	}
	check_period(period);
	check_indicator(&a);
	length = point_format(period, &a, text);
	CHECK(length > 0 && length < POINT_TEXT && strlen(text) == (size_t) length);
	CHECK(point_parse(text, (size_t) length, &read_period, &read, &problem));
	CHECK(read_period == period && memcmp(&read, &a, sizeof(a)) == 0);
	point_format(read_period, &read, again);
	CHECK(strcmp(text, again) == 0);
	return 0;
}
