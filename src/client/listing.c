/* SPDX-License-Identifier: PostgreSQL */
/*
 * listing.c - a result as columns, with text beneath each row
 *
 * On a terminal the widest column is narrowed until the line fits, and the text
 * is broken between words; elsewhere each is a line, however long.
 */
#include <string.h>

#include "client/listing.h"
#include "client/text.h"

#define MOST_COLUMNS 8
#define LEAST_WIDTH 12			/* to which a column is narrowed */
#define GAP 2
#define INDENT 4				/* of text beneath a row */

/* Narrows the widest column until all fit, or none can be narrowed. */
static void
narrow(int *widths, int columns, int room)
{
	for (;;)
	{
		int			total = GAP * (columns - 1);
		int			widest = 0;

		for (int i = 0; i < columns; i++)
		{
			total += widths[i];
			if (widths[i] > widths[widest])
				widest = i;
		}
		if (total <= room || widths[widest] <= LEAST_WIDTH)
			return;
		widths[widest]--;
	}
}

/* Prints the cells of a row; what a column has no room for is cut off. */
static void
print_row(FILE *out, const char *const *cells, const int *widths, int columns)
{
	int			owed = 0;		/* blanks before the next text */

	for (int i = 0; i < columns; i++)
	{
		size_t		length = text_fitting(cells[i], widths[i]);

		if (length > 0)
		{
			text_pad(out, owed);
			text_put_part(out, cells[i], length);
			owed = 0;
		}
		owed += widths[i] - text_width_part(cells[i], length) + GAP;
	}
	fputc('\n', out);
}

/* Returns how many bytes of the text go into the line: whole words, if any. */
static size_t
line_of(const char *text, int width)
{
	size_t		fitting = text_fitting(text, width);

	if (text[fitting] == '\0')
		return fitting;
	for (size_t at = fitting; at > 0; at--)
	{
		if (text[at] == ' ')
			return at;
	}
	return fitting > 0 ? fitting : 1;
}

/* Prints text beneath a row, broken into lines of the width; 0: into none. */
static void
print_beneath(FILE *out, const char *text, int width)
{
	while (*text != '\0')
	{
		size_t		length = width > 0 ? line_of(text, width - INDENT) : strlen(text);

		text_pad(out, INDENT);
		text_put_part(out, text, length);
		fputc('\n', out);
		text += length + (text[length] == ' ' ? 1 : 0);
	}
}

/*
 * Prints the given number of columns under their names, and the columns after
 * them, up to the end, beneath each row.
 */
void
listing(FILE *out, const PGresult *result, int columns, int end, int width)
{
	int			widths[MOST_COLUMNS] = {0};
	const char *cells[MOST_COLUMNS] = {NULL};

	columns = columns > MOST_COLUMNS ? MOST_COLUMNS : columns;
	for (int i = 0; i < columns; i++)
	{
		cells[i] = PQfname(result, i);
		widths[i] = text_width(cells[i]);
		for (int row = 0; row < PQntuples(result); row++)
		{
			int			cell = text_width(PQgetvalue(result, row, i));

			widths[i] = cell > widths[i] ? cell : widths[i];
		}
	}
	if (width > 0)
		narrow(widths, columns, width - 1);
	print_row(out, cells, widths, columns);
	for (int i = 0; i < columns; i++)
	{
		for (int j = 0; j < widths[i]; j++)
			fputc('-', out);
		text_pad(out, i + 1 < columns ? GAP : 0);
	}
	fputc('\n', out);
	for (int row = 0; row < PQntuples(result); row++)
	{
		for (int i = 0; i < columns; i++)
			cells[i] = PQgetvalue(result, row, i);
		print_row(out, cells, widths, columns);
		for (int i = columns; i < end; i++)
			print_beneath(out, PQgetvalue(result, row, i), width > INDENT * 3 ? width - 1 : 0);
	}
}
