/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_indicator.c - the text of indicators
 */
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *text = text_of(data, size);
	Indicator	a;
	Problem		problem;

	if (indicator_parse(text, &a, &problem))
		check_indicator(&a);
	else
		check_problem(&problem);
	free(text);
	return 0;
}
