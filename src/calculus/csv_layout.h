/* SPDX-License-Identifier: PostgreSQL */
/*
 * csv_layout.h - how a CSV file is laid out: its delimiter, and where the table
 * begins
 *
 * Both are found in the look-ahead, the first records of the file.
 */
#ifndef CFSPERF_CSV_LAYOUT_H
#define CFSPERF_CSV_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "calculus/csv_record.h"
#include "calculus/file_problem.h"
#include "calculus/host.h"

#define CSV_LOOK_AHEAD	100		/* records */

/* the beginning of a file, behind a byte order mark */
typedef struct CsvBeginning
{
	const char *bytes;
	size_t		size;
	bool		last;			/* it is the whole file */
	CsvEncoding encoding;
	size_t		longest;		/* bytes of a record that are allowed */
} CsvBeginning;

typedef struct CsvLayout
{
	char		delimiter;
	int64_t		header;			/* records before it */
	size_t		columns;		/* cells of the header */
} CsvLayout;

extern bool csv_layout(const CsvBeginning *file, CsvLayout *layout,
					   const Host *host, FileProblem *problem);

#endif							/* CFSPERF_CSV_LAYOUT_H */
