/* SPDX-License-Identifier: PostgreSQL */
/*
 * csv.h - the rows of a CSV file, as they come out of a source
 *
 * Memory is bounded by the longest record that is allowed.
 */
#ifndef CFSPERF_CSV_H
#define CFSPERF_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "calculus/csv_record.h"
#include "calculus/file_problem.h"
#include "calculus/host.h"

/* bytes of a record that are allowed */
#define CSV_LONGEST		(1024 * 1024)

/* where the bytes come from */
typedef struct CsvSource
{
	/* Writes up to "size" bytes, returns how many; 0 only at the end. */
	size_t		(*read) (void *state, char *buffer, size_t size);
	void	   *state;
} CsvSource;

typedef struct CsvRow
{
	int64_t		line;			/* physical line on which it begins, from 1 */
	const CsvCell *cells;		/* until the next row is asked for */
	size_t		count;
	bool		skipped;		/* a title, a note or nothing: not of the table */
} CsvRow;

typedef enum CsvResult
{
	CSV_ROW,
	CSV_END,
	CSV_REFUSED					/* a problem, which is filled in */
} CsvResult;

typedef struct CsvReader CsvReader;

extern CsvReader *csv_open(CsvSource source, size_t longest, const Host *host,
						   FileProblem *problem);
extern CsvResult csv_next(CsvReader *reader, CsvRow *row, FileProblem *problem);
extern void csv_close(CsvReader *reader);

#endif							/* CFSPERF_CSV_H */
