/* SPDX-License-Identifier: PostgreSQL */
/*
 * csv.c - the rows of a CSV file, as they come out of a source
 *
 * A table in a file has a header, and around it there may be titles, blank
 * lines, a source and notes: those are rows too, but marked as skipped.  What
 * the layout is, is decided from the first records; after that the file is read
 * once, in pieces.
 */
#include "calculus/csv.h"

#include <inttypes.h>
#include <string.h>

#include "calculus/csv_layout.h"
#include "calculus/space.h"

struct CsvReader
{
	CsvSource	source;
	const Host *host;
	char	   *buffer;
	size_t		room;			/* of the buffer */
	size_t		longest;		/* bytes of a record that are allowed */
	size_t		size;			/* bytes in it */
	size_t		at;				/* of them, those that were read */
	bool		last;			/* the source has ended */
	CsvLayout	layout;
	CsvEncoding encoding;
	CsvRecord	record;
	int64_t		records;		/* read */
	int64_t		line;			/* on which the next one begins */
	bool		in_table;		/* the one before is a row of the table */
};

/* ---------------------------------------------------------------- the source */

/* Moves what was not read yet to the front and fills the buffer. */
static void
fill(CsvReader *reader)
{
	memmove(reader->buffer, reader->buffer + reader->at, reader->size - reader->at);
	reader->size -= reader->at;
	reader->at = 0;
	while (!reader->last && reader->size < reader->room)
	{
		size_t		n = reader->source.read(reader->source.state,
											reader->buffer + reader->size,
											reader->room - reader->size);

		reader->last = n == 0;
		reader->size += n;
	}
}

static bool
begins_with(const CsvReader *reader, const char *bytes, size_t n)
{
	return reader->size >= n && memcmp(reader->buffer, bytes, n) == 0;
}

/* Returns whether the file begins with a word of HTML or XML, in any case. */
static bool
is_markup(const CsvReader *reader)
{
	static const char *const words[] = {"<!doctype", "<html", "<head", "<body", "<?xml"};
	size_t		at = reader->at;

	while (at < reader->size && is_space(reader->buffer[at]))
		at++;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
	{
		size_t		n = 0;

		while (words[i][n] != '\0' && at + n < reader->size &&
			   (reader->buffer[at + n] | (words[i][n] >= 'a' ? 32 : 0)) == words[i][n])
			n++;
		if (words[i][n] == '\0')
			return true;
	}
	return false;
}

/* Returns whether every second byte of the beginning is NUL, as in UTF-16. */
static bool
is_utf16(const CsvReader *reader)
{
	const char *bytes = reader->buffer;

	if (begins_with(reader, "\xFF\xFE", 2) || begins_with(reader, "\xFE\xFF", 2))
		return true;
	return reader->size >= 4 && ((bytes[0] == '\0' && bytes[2] == '\0') ||
								 (bytes[1] == '\0' && bytes[3] == '\0')) &&
		!(bytes[0] == '\0' && bytes[1] == '\0');
}

/* Refuses what is no CSV file, with what it is and what to do. */
static bool
check_format(const CsvReader *reader, FileProblem *problem)
{
	static const struct
	{
		const char *bytes;
		const char *name;
		const char *hint;
	}			known[] = {
		{"PK\3\4", "an Excel workbook or another zip archive",
			"Open it in Excel and save the sheet as \"CSV UTF-8 (Comma "
		"delimited)\"; unpack an archive."},
		{"\xD0\xCF\x11\xE0", "a workbook of an older Excel",
			"Open it in Excel and save the sheet as \"CSV UTF-8 (Comma "
		"delimited)\"."},
		{"%PDF", "a PDF document",
		"Publishers have the same table as CSV or in a workbook."},
		{"\x1F\x8B", "compressed with gzip", "Unpack it with gunzip."},
		{"{\"", "JSON, perhaps the error of a web service",
		"Fetch the file as CSV."},
		{"[{", "JSON", "Fetch the file as CSV."}
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
	{
		if (begins_with(reader, known[i].bytes, strlen(known[i].bytes)))
		{
			file_refuse(problem, "the file is not CSV but %s", known[i].name);
			file_hint(problem, "%s", known[i].hint);
			return false;
		}
	}
	if (is_utf16(reader))
	{
		file_refuse(problem, "the file is in UTF-16");
		file_hint(problem, "Save it as \"CSV UTF-8\", in Excel not as \"Unicode text\".");
		return false;
	}
	if (is_markup(reader))
	{
		file_refuse(problem, "the file is not CSV but a web page or XML");
		file_hint(problem, "The download led to a page: fetch the file itself.");
		return false;
	}
	return true;
}

/*
 * Opens a file: reads its beginning, and finds out its layout.  NULL where it
 * is refused.
 */
CsvReader *
csv_open(CsvSource source, size_t longest, const Host *host, FileProblem *problem)
{
	CsvReader  *reader = allocate_zeros(host, 1, sizeof(CsvReader));
	CsvBeginning file;

	reader->source = source;
	reader->host = host;
	reader->longest = longest;
	reader->room = longest + 3; /* a line end, and a byte that is too many */
	reader->buffer = host->allocate(reader->room);
	reader->line = 1;
	reader->layout.delimiter = ',';
	fill(reader);
	if (begins_with(reader, "\xEF\xBB\xBF", 3))
	{
		reader->at = 3;
		reader->encoding = CSV_UTF8;
	}
	file.bytes = reader->buffer + reader->at;
	file.size = reader->size - reader->at;
	file.last = reader->last;
	file.encoding = reader->encoding;
	file.longest = longest;
	if (check_format(reader, problem) && csv_layout(&file, &reader->layout, host, problem))
		return reader;
	csv_close(reader);
	return NULL;
}

void
csv_close(CsvReader *reader)
{
	csv_record_release(&reader->record, reader->host);
	reader->host->release(reader->buffer);
	reader->host->release(reader);
}

/* ---------------------------------------------------------------- rows */

/* Reads the next record, with its cells as text. */
static CsvResult
next_record(CsvReader *reader, FileProblem *problem)
{
	CsvRecord  *record = &reader->record;

	for (;;)
	{
		const char *bytes = reader->buffer + reader->at;
		size_t		size = reader->size - reader->at;
		CsvScan		found;

		if (reader->at == reader->size && reader->last)
			return CSV_END;
		found = csv_scan(record, bytes, size, reader->last,
						 reader->layout.delimiter, reader->line, reader->host, problem);
		if (found == CSV_WRONG)
			return CSV_REFUSED;
		if (found == CSV_COMPLETE && record->bytes <= reader->longest)
			return csv_decode(record, bytes, &reader->encoding, reader->line,
							  reader->host, problem) ? CSV_ROW : CSV_REFUSED;
		if (found == CSV_COMPLETE || size == reader->room)
		{
			csv_refuse_long(record, bytes, size, reader->layout.delimiter, reader->line,
							reader->longest, reader->host, problem);
			return CSV_REFUSED;
		}
		fill(reader);
	}
}

/* how many cells have text, counted up to two */
static int
filled_cells(const CsvRecord *record)
{
	int			filled = 0;

	for (size_t i = 0; i < record->count && filled < 2; i++)
		filled += record->cells[i].length > 0;
	return filled;
}

/*
 * Refuses a last record without line end and with fewer cells than the header:
 * the file is cut off.  One cell behind the table and a blank line or a note is
 * a note too.
 */
static bool
check_whole(const CsvReader *reader, int filled, FileProblem *problem)
{
	const CsvRecord *record = &reader->record;

	if (record->ended || record->count >= reader->layout.columns || filled == 0 ||
		(filled == 1 && reader->layout.columns > 2 && !reader->in_table))
		return true;
	file_refuse(problem, "the file is cut off in line %" PRId64 ": %zu of %zu cells",
				reader->line, record->count, reader->layout.columns);
	file_hint(problem, "Fetch the file again. If that line is a note below the "
			  "table, end it with a line end.");
	return false;
}

/* Gives a row of the table as many cells as the header has, where that can be. */
static void
fit_to_header(CsvReader *reader)
{
	CsvRecord  *record = &reader->record;
	size_t		columns = reader->layout.columns;

	if (record->count < columns)
		csv_pad(record, columns, reader->host);
	while (record->count > columns && record->cells[record->count - 1].length == 0)
		record->count--;
}

/*
 * Reads the next row.  A row of the table has at least as many cells as the
 * header: those that its record lacks are missing; it has more where the record
 * has text behind the header's last column.  What is above the header is
 * skipped, and below it a record without text, or with text in one cell where
 * the table has more than two columns.
 */
CsvResult
csv_next(CsvReader *reader, CsvRow *row, FileProblem *problem)
{
	CsvResult	result;
	int			filled;

	reader->host->check_for_interrupts();
	result = next_record(reader, problem);
	if (result != CSV_ROW)
		return result;
	filled = filled_cells(&reader->record);
	if (reader->records < reader->layout.header)
		row->skipped = true;
	else if (reader->records == reader->layout.header)
		row->skipped = false;
	else
	{
		if (!check_whole(reader, filled, problem))
			return CSV_REFUSED;
		row->skipped = filled == 0 || (filled == 1 && reader->layout.columns > 2);
	}
	if (!row->skipped)
		fit_to_header(reader);
	row->line = reader->line;
	row->cells = reader->record.cells;
	row->count = reader->record.count;
	reader->in_table = !row->skipped;
	reader->records++;
	reader->at += reader->record.bytes;
	reader->line += reader->record.lines;
	return CSV_ROW;
}
