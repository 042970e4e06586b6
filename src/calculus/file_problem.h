/* SPDX-License-Identifier: PostgreSQL */
/*
 * file_problem.h - what is wrong with a file, or with a cell of one
 *
 * Unlike the problem of a type's input (problem.h) it names what stands there.
 */
#ifndef CFSPERF_FILE_PROBLEM_H
#define CFSPERF_FILE_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>

/* bytes of a cell that a problem shows, and room for them */
#define FILE_SHOWN			60
#define FILE_SHOWN_TEXT		(FILE_SHOWN + 8)

typedef struct FileProblem
{
	char		message[240];	/* as PostgreSQL's: lower case, no full stop */
	char		hint[400];		/* a sentence: what to do; may be empty */
} FileProblem;

#ifdef __GNUC__
#define FILE_PRINTF	__attribute__((format(printf, 2, 3)))
#else
#define FILE_PRINTF
#endif

extern bool file_refuse(FileProblem *problem, const char *format,...) FILE_PRINTF;
extern void file_hint(FileProblem *problem, const char *format,...) FILE_PRINTF;
extern const char *file_shown(const char *text, size_t length, char *shown);

#endif							/* CFSPERF_FILE_PROBLEM_H */
