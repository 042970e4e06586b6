/* SPDX-License-Identifier: PostgreSQL */
/*
 * csv_record.h - one record of a CSV file: where its cells lie, and their text
 *
 * Records end with LF, CRLF or CR.  A cell may be quoted; in quotes "" is a
 * quote, and delimiters and line ends are text.
 */
#ifndef CFSPERF_CSV_RECORD_H
#define CFSPERF_CSV_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "calculus/file_problem.h"
#include "calculus/host.h"

typedef enum CsvEncoding
{
	CSV_ASCII,					/* so far: no byte has decided */
	CSV_UTF8,
	CSV_WINDOWS_1252
} CsvEncoding;

/* a cell's text in UTF-8, without blanks around it */
typedef struct CsvCell
{
	const char *text;
	size_t		length;
	bool		missing;		/* the record ends before it */
	bool		trimmed;		/* blanks were removed */
} CsvCell;

/* where the raw text of a cell lies, within its quotes */
typedef struct CsvSpan
{
	size_t		start;
	size_t		length;
	bool		escaped;		/* has "" */
} CsvSpan;

typedef struct CsvRecord
{
	size_t		bytes;			/* with the line end */
	size_t		count;			/* cells */
	int64_t		lines;			/* physical lines */
	bool		ended;			/* by a line end, not by the end of the file */
	bool		high;			/* has bytes that are not ASCII */
	CsvSpan    *spans;
	CsvCell    *cells;
	size_t		room;			/* for spans and cells */
	char	   *scratch;		/* texts that differ from the raw ones */
	size_t		scratch_room;
} CsvRecord;

typedef enum CsvScan
{
	CSV_COMPLETE,
	CSV_INCOMPLETE,				/* it does not end in these bytes */
	CSV_WRONG					/* a problem, which is filled in */
} CsvScan;

extern CsvScan csv_scan(CsvRecord *record, const char *bytes, size_t size,
						bool last, char delimiter, int64_t line,
						const Host *host, FileProblem *problem);
extern bool csv_decode(CsvRecord *record, const char *bytes,
					   CsvEncoding *encoding, int64_t line,
					   const Host *host, FileProblem *problem);
extern void csv_refuse_long(CsvRecord *record, const char *bytes, size_t size,
							char delimiter, int64_t line, size_t longest,
							const Host *host, FileProblem *problem);
extern void csv_pad(CsvRecord *record, size_t count, const Host *host);
extern void csv_record_release(CsvRecord *record, const Host *host);

#endif							/* CFSPERF_CSV_RECORD_H */
