/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_period_pair.c - periods by the Department for Education's two columns,
 * of which the input is one a line
 */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = size > 0 ? memchr(data, '\n', size) : NULL;
	size_t		length = end != NULL ? (size_t) (end - data) : size;
	size_t		used = end != NULL ? length + 1 : size;
	char	   *time_period = text_of(data, length);
	char	   *time_identifier = text_of(data + used, size - used);
	ReportingPeriod period;
	Problem		problem;

	if (period_parse_pair(time_period, time_identifier, (int) (size % 13),
						  &period, &problem))
		check_period(period);
	else
		check_problem(&problem);
	free(time_period);
	free(time_identifier);
	return 0;
}
