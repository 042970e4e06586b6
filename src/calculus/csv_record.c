/* SPDX-License-Identifier: PostgreSQL */
/*
 * csv_record.c - one record of a CSV file: where its cells lie, and their text
 */
#include "calculus/csv_record.h"

#include <inttypes.h>
#include <string.h>

#include "calculus/space.h"

/* the characters of the bytes 0x80 to 0x9F of Windows-1252; 0 for none */
static const uint16_t windows_1252[32] = {
	0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
	0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178
};

/* ---------------------------------------------------------------- memory */

static void
make_room(CsvRecord *record, const Host *host)
{
	size_t		room = record->room == 0 ? 64 : 2 * record->room;
	CsvSpan    *spans = host->allocate(room * sizeof(CsvSpan));
	CsvCell    *cells = host->allocate(room * sizeof(CsvCell));

	if (record->room > 0)
	{
		memcpy(spans, record->spans, record->count * sizeof(CsvSpan));
		memcpy(cells, record->cells, record->count * sizeof(CsvCell));
		host->release(record->spans);
		host->release(record->cells);
	}
	record->spans = spans;
	record->cells = cells;
	record->room = room;
}

static void
make_scratch(CsvRecord *record, size_t size, const Host *host)
{
	if (record->scratch_room >= size)
		return;
	if (record->scratch != NULL)
		host->release(record->scratch);
	record->scratch = host->allocate(2 * size);
	record->scratch_room = 2 * size;
}

void
csv_record_release(CsvRecord *record, const Host *host)
{
	if (record->room > 0)
	{
		host->release(record->spans);
		host->release(record->cells);
	}
	if (record->scratch != NULL)
		host->release(record->scratch);
	memset(record, 0, sizeof(*record));
}

/* ---------------------------------------------------------------- scanning */

/* a record being read */
typedef struct Scan
{
	const char *at;
	const char *end;
	char		delimiter;
	bool		last;			/* nothing comes behind the end */
	unsigned char seen;			/* all bytes together, by OR */
	int64_t		line;			/* of "at" */
	CsvRecord  *record;
	FileProblem *problem;
} Scan;

static CsvScan
wrong(const Scan *scan, const char *what, const char *hint)
{
	file_refuse(scan->problem, "line %" PRId64 " %s", scan->line, what);
	file_hint(scan->problem, "%s", hint);
	return CSV_WRONG;
}

static CsvScan
refuse_zero(const Scan *scan)
{
	return wrong(scan, "has a NUL byte",
				 "The file is damaged or not a text file. Fetch it again, or "
				 "save it as \"CSV UTF-8\".");
}

static void
add_span(Scan *scan, const char *bytes, const char *start, size_t length,
		 bool escaped, const Host *host)
{
	CsvRecord  *record = scan->record;
	CsvSpan    *span;

	if (record->count == record->room)
		make_room(record, host);
	span = &record->spans[record->count++];
	span->start = (size_t) (start - bytes);
	span->length = length;
	span->escaped = escaped;
}

/* Moves over a CR, LF or CRLF; false where it is not known yet which it is. */
static bool
take_line_end(Scan *scan)
{
	if (*scan->at == '\r')
	{
		if (scan->at + 1 == scan->end && !scan->last)
			return false;
		if (scan->at + 1 < scan->end && scan->at[1] == '\n')
			scan->at++;
	}
	scan->at++;
	scan->line++;
	return true;
}

/* Moves to what ends a cell: the delimiter, a line end, a NUL or the end. */
static void
skip_text(Scan *scan)
{
	const char *at = scan->at;
	const char *end = scan->end;
	char		delimiter = scan->delimiter;
	unsigned char seen = scan->seen;

	for (; at < end; at++)
	{
		char		c = *at;

		if (c == delimiter || c == '\n' || c == '\r' || c == '\0')
			break;
		seen |= (unsigned char) c;
	}
	scan->at = at;
	scan->seen = seen;
}

static void
skip_blanks(Scan *scan)
{
	while (scan->at < scan->end && *scan->at != scan->delimiter &&
		   (*scan->at == ' ' || *scan->at == '\t'))
		scan->at++;
}

/* Reads a quoted cell, from its quote to what ends it. */
static CsvScan
scan_quoted(Scan *scan, const char *bytes, const Host *host)
{
	int64_t		opened = scan->line;
	const char *start = ++scan->at;
	const char *close;
	bool		escaped = false;

	for (;;)
	{
		char		c;

		if (scan->at == scan->end)
		{
			if (!scan->last)
				return CSV_INCOMPLETE;
			file_refuse(scan->problem, "the quote that opens in line %" PRId64
						" is not closed", opened);
			file_hint(scan->problem, "The file is cut off, or a quote is "
					  "missing: fetch it again, or mend that line. A quote "
					  "within quotes is written twice.");
			return CSV_WRONG;
		}
		c = *scan->at;
		if (c == '\n' || c == '\r')
		{
			if (!take_line_end(scan))
				return CSV_INCOMPLETE;
			continue;
		}
		if (c == '\0')
			return refuse_zero(scan);
		if (c == '"')
		{
			if (scan->at + 1 == scan->end && !scan->last)
				return CSV_INCOMPLETE;
			if (scan->at + 1 == scan->end || scan->at[1] != '"')
				break;
			escaped = true;
			scan->at++;
		}
		scan->seen |= (unsigned char) c;
		scan->at++;
	}
	close = scan->at++;
	skip_blanks(scan);
	if (scan->at < scan->end && *scan->at != scan->delimiter &&
		*scan->at != '\n' && *scan->at != '\r')
		return wrong(scan, "has text after a closing quote",
					 "A quote within quotes is written twice, \"\".");
	add_span(scan, bytes, start, (size_t) (close - start), escaped, host);
	return CSV_COMPLETE;
}

/*
 * Finds the cells of the record that begins at "bytes".  Its raw text is read
 * again by csv_decode(), which takes out what quotes and blanks are removed.
 */
CsvScan
csv_scan(CsvRecord *record, const char *bytes, size_t size, bool last,
		 char delimiter, int64_t line, const Host *host, FileProblem *problem)
{
	Scan		scan = {bytes, bytes + size, delimiter, last, 0, line, record, problem};

	record->count = 0;
	for (;;)
	{
		const char *start = scan.at;

		skip_blanks(&scan);
		if (scan.at < scan.end && *scan.at == '"')
		{
			CsvScan		result = scan_quoted(&scan, bytes, host);

			if (result != CSV_COMPLETE)
				return result;
		}
		else
		{
			skip_text(&scan);
			if (scan.at < scan.end && *scan.at == '\0')
				return refuse_zero(&scan);
			add_span(&scan, bytes, start, (size_t) (scan.at - start), false, host);
		}
		if (scan.at == scan.end && !last)
			return CSV_INCOMPLETE;
		if (scan.at == scan.end || *scan.at != delimiter)
			break;
		scan.at++;
	}
	record->ended = scan.at < scan.end;
	if (record->ended && !take_line_end(&scan))
		return CSV_INCOMPLETE;
	record->bytes = (size_t) (scan.at - bytes);
	record->lines = scan.line - line + !record->ended;
	record->high = (scan.seen & 0x80) != 0;
	return CSV_COMPLETE;
}

/*
 * Refuses a record that does not end in the bytes that one may have: because of
 * a quote that is open, or for its length.
 */
void
csv_refuse_long(CsvRecord *record, const char *bytes, size_t size, char delimiter,
				int64_t line, size_t longest, const Host *host, FileProblem *problem)
{
	/* as if the file ended here */
	if (csv_scan(record, bytes, size, true, delimiter, line, host, problem) == CSV_WRONG)
		return;
	file_refuse(problem, "line %" PRId64 " begins a record of more than %zu kB", line,
				longest / 1024);
	file_hint(problem, "A line end or a closing quote is missing.");
}

/* ---------------------------------------------------------------- text */

/* the bytes of the character that begins here, 0 where it is not of UTF-8 */
static size_t
utf8_length(const unsigned char *at, size_t left)
{
	/* the least second byte, and the greatest, where that is not 80 to BF */
	unsigned char least = at[0] == 0xE0 ? 0xA0 : at[0] == 0xF0 ? 0x90 : 0x80;
	unsigned char greatest = at[0] == 0xED ? 0x9F : at[0] == 0xF4 ? 0x8F : 0xBF;
	size_t		length;

	if (at[0] < 0x80)
		return 1;
	if (at[0] < 0xC2 || at[0] > 0xF4)
		return 0;
	length = at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
	if (left < length || at[1] < least || at[1] > greatest)
		return 0;
	for (size_t i = 2; i < length; i++)
	{
		if ((at[i] & 0xC0) != 0x80)
			return 0;
	}
	return length;
}

/* The line of the first byte that is not of UTF-8; 0 where all are. */
static int64_t
not_utf8(const char *bytes, size_t size, int64_t line)
{
	for (size_t i = 0; i < size;)
	{
		size_t		length = utf8_length((const unsigned char *) bytes + i, size - i);

		if (length == 0)
			return line;
		if (bytes[i] == '\n' || (bytes[i] == '\r' && i + 1 < size && bytes[i + 1] != '\n'))
			line++;
		i += length;
	}
	return 0;
}

/* Appends a byte of Windows-1252 as UTF-8; NULL where it is no character. */
static char *
append_1252(char *to, unsigned char byte)
{
	unsigned	c = byte;

	if (byte >= 0x80 && byte < 0xA0)
		c = windows_1252[byte - 0x80];
	if (c == 0)
		return NULL;
	if (c < 0x80)
		*to++ = (char) c;
	else if (c < 0x800)
	{
		*to++ = (char) (0xC0 | c >> 6);
		*to++ = (char) (0x80 | (c & 0x3F));
	}
	else
	{
		*to++ = (char) (0xE0 | c >> 12);
		*to++ = (char) (0x80 | (c >> 6 & 0x3F));
		*to++ = (char) (0x80 | (c & 0x3F));
	}
	return to;
}

/* Decides on the encoding, or checks what is decided, of a record. */
static bool
check_encoding(const CsvRecord *record, const char *bytes,
			   CsvEncoding *encoding, int64_t line, FileProblem *problem)
{
	int64_t		where = 0;

	if (*encoding != CSV_WINDOWS_1252)
		where = not_utf8(bytes, record->bytes, line);
	if (*encoding == CSV_ASCII)
	{
		*encoding = where == 0 ? CSV_UTF8 : CSV_WINDOWS_1252;
		return true;
	}
	if (where == 0)
		return true;
	file_refuse(problem, "line %" PRId64 " has bytes that are not UTF-8, as the "
				"file is before it", where);
	file_hint(problem, "Save the whole file in one encoding, best as \"CSV "
			  "UTF-8\".");
	return false;
}

/* Removes blanks around a cell: those of ASCII, and no-break spaces. */
static void
trim(CsvCell *cell)
{
	const char *text = cell->text;
	size_t		length = cell->length;

	for (;;)
	{
		if (length > 0 && is_space(*text))
		{
			text++;
			length--;
		}
		else if (length > 1 && text[0] == '\xC2' && text[1] == '\xA0')
		{
			text += 2;
			length -= 2;
		}
		else
			break;
	}
	while (length > 0)
	{
		char		last = text[length - 1];

		if (is_space(last))
			length--;
		else if (length > 1 && last == '\xA0' && text[length - 2] == '\xC2')
			length -= 2;
		else
			break;
	}
	cell->trimmed = length < cell->length;
	cell->text = text;
	cell->length = length;
}

/*
 * Writes a raw cell with "" as a quote and in UTF-8; NULL, and where it stands,
 * for a byte that is no character.
 */
static char *
write_text(const char *raw, const CsvSpan *span, bool is_1252, char *to,
		   const char **culprit)
{
	for (size_t i = 0; i < span->length; i++)
	{
		char	   *next = to + 1;

		if (span->escaped && raw[i] == '"')
			i++;				/* the first of two */
		if (is_1252)
			next = append_1252(to, (unsigned char) raw[i]);
		else
			*to = raw[i];
		if (next == NULL)
		{
			*culprit = raw + i;
			return NULL;
		}
		to = next;
	}
	return to;
}

/* the line of a byte of the record */
static int64_t
line_of(const char *bytes, size_t at, int64_t line)
{
	for (size_t i = 0; i < at; i++)
		line += bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n');
	return line;
}

/* Adds missing cells behind the others, up to a number of them. */
void
csv_pad(CsvRecord *record, size_t count, const Host *host)
{
	static const CsvCell missing = {.text = "", .missing = true};

	while (record->room < count)
		make_room(record, host);
	while (record->count < count)
		record->cells[record->count++] = missing;
}

/*
 * Makes the text of a record's cells.  The first record that is not ASCII
 * decides on the encoding of the file: UTF-8 where it is that, else
 * Windows-1252.  A cell's text is the raw one where they are the same.
 */
bool
csv_decode(CsvRecord *record, const char *bytes, CsvEncoding *encoding,
		   int64_t line, const Host *host, FileProblem *problem)
{
	bool		is_1252;
	char	   *to;

	if (record->high && !check_encoding(record, bytes, encoding, line, problem))
		return false;
	is_1252 = record->high && *encoding == CSV_WINDOWS_1252;
	make_scratch(record, (is_1252 ? 3 : 1) * record->bytes, host);
	to = record->scratch;
	for (size_t i = 0; i < record->count; i++)
	{
		const CsvSpan *span = &record->spans[i];
		CsvCell    *cell = &record->cells[i];

		cell->missing = false;
		cell->text = bytes + span->start;
		cell->length = span->length;
		if (is_1252 || span->escaped)
		{
			const char *culprit = NULL;
			char	   *end = write_text(bytes + span->start, span, is_1252, to,
										 &culprit);

			if (end == NULL)
			{
				file_refuse(problem, "line %" PRId64 " has the byte 0x%02X, which is "
							"no character of Windows-1252",
							line_of(bytes, (size_t) (culprit - bytes), line),
							(unsigned char) *culprit);
				file_hint(problem, "The file is not UTF-8 either: save it as \"CSV "
						  "UTF-8\".");
				return false;
			}
			cell->text = to;
			cell->length = (size_t) (end - to);
			to = end;
		}
		trim(cell);
	}
	return true;
}
