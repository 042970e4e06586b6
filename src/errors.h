/* SPDX-License-Identifier: PostgreSQL */
/*
 * errors.h - a Problem as an error of the server
 */
#ifndef CFSPERF_ERRORS_H
#define CFSPERF_ERRORS_H

#include "calculus/file_problem.h"
#include "calculus/problem.h"
#include "compat.h"

struct Node;

extern Datum input_problem(const Problem *problem, const char *type_name,
						   const char *input, struct Node *context);
extern CFS_NORETURN void value_problem(const Problem *problem,
									   const char *type_name,
									   const char *value);
extern CFS_NORETURN void file_error(const FileProblem *problem);

#endif							/* CFSPERF_ERRORS_H */
