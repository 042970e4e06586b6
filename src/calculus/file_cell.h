/* SPDX-License-Identifier: PostgreSQL */
/*
 * file_cell.h - the cells of a published figure: numbers and markers
 */
#ifndef CFSPERF_FILE_CELL_H
#define CFSPERF_FILE_CELL_H

#include <stdbool.h>
#include <stddef.h>

#include "calculus/figure.h"
#include "calculus/file_problem.h"

#define FILE_PARTS	FIGURE_STATUS	/* cells of a figure */

/* a cell in UTF-8; text is NULL where the file has no such column */
typedef struct FileCell
{
	const char *text;
	size_t		length;
} FileCell;

extern bool file_number(const char *text, size_t length, double *number,
						FileProblem *problem);
extern bool file_figure(const FileCell cells[FILE_PARTS], Figure *figure,
						FigurePart *part, FileProblem *problem);

#endif							/* CFSPERF_FILE_CELL_H */
