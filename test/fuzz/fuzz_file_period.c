/* SPDX-License-Identifier: PostgreSQL */
/*
 * fuzz_file_period.c - the periods of a file: label and identifier, one a line,
 * and the month in which years end
 */
#include "fuzz.h"

#include "calculus/file_period.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Bytes		bytes = {data, size};
	unsigned	kind = (unsigned) take_bits(&bytes, 1);
	FilePeriodRule rule = {
		(int) (kind % 15) - 1, kind < 128 ? FILE_NO_SPAN : (int) take_bits(&bytes, 1)
	};
	char	   *label = text_of(bytes.at, bytes.left);
	char	   *end = strchr(label, '\n');
	ReportingPeriod period;
	const char *status = NULL;
	FileProblem problem = {.message = "", .hint = ""};

	if (end != NULL)
		*end = '\0';
	if (file_period(label, end != NULL ? end + 1 : NULL, &rule, &period, &status, &problem))
	{
		check_period(period);
		CHECK(rule.span == FILE_NO_SPAN || period_length(period) == rule.span);
		CHECK(status == NULL || (strlen(status) == 1 && strchr("pre", *status) != NULL));
	}
	else
	{
		CHECK(strlen(problem.message) > 10);
		CHECK(problem.hint[0] == '\0' || problem.hint[strlen(problem.hint) - 1] == '.');
	}
	free(label);
	return 0;
}
