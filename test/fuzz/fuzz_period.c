/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_period.c - the labels of periods
 */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *text = text_of(data, size);
	ReportingPeriod period;
	Problem		problem;

	if (period_parse(text, &period, &problem))
		check_period(period);
	else
		check_problem(&problem);
	free(text);
	return 0;
}
