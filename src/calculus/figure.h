/* SPDX-License-Identifier: PostgreSQL */
/*
 * figure.h - which value, counts, limits and status can stand together
 *
 * The rule of a framework's tables, and of what is loaded into them.
 */
#ifndef CFSPERF_FIGURE_H
#define CFSPERF_FIGURE_H

#include <stdbool.h>
#include <stddef.h>

#include "calculus/file_problem.h"
#include "calculus/status.h"

typedef struct FigureNumber
{
	bool		known;
	double		value;			/* where known */
} FigureNumber;

typedef struct Figure
{
	FigureNumber value;
	FigureNumber numerator;
	FigureNumber denominator;
	FigureNumber lower;			/* confidence limits as published */
	FigureNumber upper;
	const Status *status;		/* NULL for none */
} Figure;

/* what a fault is in, numbered as the arguments of SQL functions are */
typedef enum FigurePart
{
	FIGURE_VALUE = 1,
	FIGURE_NUMERATOR,
	FIGURE_DENOMINATOR,
	FIGURE_LOWER,
	FIGURE_UPPER,
	FIGURE_STATUS
} FigurePart;

extern bool figure_check(const Figure *figure, FigurePart *part,
						 FileProblem *problem);
extern bool figure_refuse_status(const char *symbol, size_t length,
								 FileProblem *problem);

#endif							/* CFSPERF_FIGURE_H */
