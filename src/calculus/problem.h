/* SPDX-License-Identifier: PostgreSQL */
/*
 * problem.h - why a piece of input is not a value of a type
 *
 * Parsers and validators are plain C without fmgr, so that they can be fuzzed
 * and read on their own.  They return false and fill in a Problem; the fmgr
 * wrapper turns it into one error (errors.h).
 */
#ifndef CFSPERF_PROBLEM_H
#define CFSPERF_PROBLEM_H

#include <stdbool.h>

typedef struct Problem
{
	bool		out_of_range;	/* well formed, but too large or too small */
	const char *detail;			/* a sentence: what is wrong */
	const char *hint;			/* a sentence: what to write; may be NULL */
} Problem;

static inline bool
refuse(Problem *problem, const char *detail, const char *hint)
{
	problem->out_of_range = false;
	problem->detail = detail;
	problem->hint = hint;
	return false;
}

static inline bool
refuse_range(Problem *problem, const char *detail, const char *hint)
{
	refuse(problem, detail, hint);
	problem->out_of_range = true;
	return false;
}

#endif							/* CFSPERF_PROBLEM_H */
