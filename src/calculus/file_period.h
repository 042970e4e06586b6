/* SPDX-License-Identifier: PostgreSQL */
/*
 * file_period.h - the periods of a file, by its labels and what is known of its
 * source
 */
#ifndef CFSPERF_FILE_PERIOD_H
#define CFSPERF_FILE_PERIOD_H

#include <stdbool.h>
#include <stddef.h>

#include "calculus/file_problem.h"
#include "calculus/period.h"

#define FILE_NO_YEAR_END	(-1)
#define FILE_NO_SPAN		(-1)

/* what is known of a file's periods besides their labels */
typedef struct FilePeriodRule
{
	int			year_ends;		/* month 1-12 in which a year ends, or FILE_NO_YEAR_END */
	int			span;			/* months, or FILE_NO_SPAN: as the label says */
} FilePeriodRule;

extern bool file_period(const char *label, const char *identifier,
						const FilePeriodRule *rule, ReportingPeriod *period,
						const char **status, FileProblem *problem);

#endif							/* CFSPERF_FILE_PERIOD_H */
