/*
 * listing.c - a result as columns of text
 *
 * On a terminal the widest columns are narrowed until the line fits, and their
 * text goes on beneath; elsewhere a row is a line.
 */
#include <stdbool.h>
#include <string.h>

#include "client/listing.h"
#include "client/text.h"

#define MOST_COLUMNS 16
#define LEAST_WIDTH 12			/* to which a column is narrowed */
#define GAP 2

/* Returns how many bytes of the text go into the line: words, if they fit. */
static size_t
line_of(const char *text, int width)
{
	size_t		end = strcspn(text, "\n");
	size_t		fitting = text_fitting(text, width);
	size_t		at;

	if (fitting >= end)
		return end;
	for (at = fitting; at > 0; at--)
	{
		if (text[at] == ' ')
			return at;
	}
	return fitting > 0 ? fitting : 1;
}

static int
widest_line(const char *text)
{
	int			widest = 0;

	for (;;)
	{
		size_t		length = strcspn(text, "\n");
		int			width = text_width_part(text, length);

		widest = width > widest ? width : widest;
		if (text[length] == '\0')
			return widest;
		text += length + 1;
	}
}

/* Narrows the widest columns until all fit, or none can be narrowed. */
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

/* Prints one row, of as many lines as its tallest cell. */
static void
print_row(FILE *out, const char **cells, const int *widths, int columns)
{
	bool		more = true;

	while (more)
	{
		int			owed = 0;	/* blanks before the next text */

		more = false;
		for (int i = 0; i < columns; i++)
		{
			size_t		length = line_of(cells[i], widths[i]);

			if (length > 0)
			{
				text_pad(out, owed);
				text_put_part(out, cells[i], length);
				owed = widths[i] - text_width_part(cells[i], length);
			}
			else
				owed += widths[i];
			owed += GAP;
			cells[i] += length;
			cells[i] += *cells[i] == ' ' || *cells[i] == '\n' ? 1 : 0;
			more = more || *cells[i] != '\0';
		}
		fputc('\n', out);
	}
}

/*
 * Prints the rows from the first up to but not the last, under the names of
 * the columns, into the width; 0: as wide as they are.
 */
void
listing(FILE *out, const PGresult *result, int first, int last, int columns,
		int width)
{
	int			widths[MOST_COLUMNS];
	const char *cells[MOST_COLUMNS];

	columns = columns > MOST_COLUMNS ? MOST_COLUMNS : columns;
	for (int i = 0; i < columns; i++)
	{
		widths[i] = text_width(PQfname(result, i));
		for (int row = first; row < last; row++)
		{
			int			cell = widest_line(PQgetvalue(result, row, i));

			widths[i] = cell > widths[i] ? cell : widths[i];
		}
	}
	if (width > 0)
		narrow(widths, columns, width - 1);
	for (int i = 0; i < columns; i++)
		cells[i] = PQfname(result, i);
	print_row(out, cells, widths, columns);
	for (int i = 0; i < columns; i++)
	{
		for (int j = 0; j < widths[i]; j++)
			fputc('-', out);
		text_pad(out, i + 1 < columns ? GAP : 0);
	}
	fputc('\n', out);
	for (int row = first; row < last; row++)
	{
		for (int i = 0; i < columns; i++)
			cells[i] = PQgetvalue(result, row, i);
		print_row(out, cells, widths, columns);
	}
}
