/* SPDX-License-Identifier: PostgreSQL */
/*
 * text.c - text as it is printed: its width, and nothing in it that a terminal
 * would obey
 *
 * Cells of files and names of files come from anywhere. A control character in
 * one is printed as \x1b, so that neither a terminal nor a log does as it says.
 */
#include <string.h>

#include <libpq-fe.h>

#include "client/text.h"

static int	encoding = 0;		/* of what the server sends: SQL_ASCII */

void
text_set_encoding(int number)
{
	encoding = number;
}

/* Returns the bytes of the character at the beginning, never beyond the end. */
static size_t
character_length(const char *text)
{
	int			length = PQmblen(text, encoding);
	size_t		here = strnlen(text, length > 0 ? (size_t) length : 1);

	return here > 0 ? here : 1;
}

/* Returns its columns, below zero for one that is printed byte by byte. */
static int
character_width(const char *text, size_t length)
{
	if (length == 1 && (*text & 0x80) == 0)
		return *text >= 0x20 && *text != 0x7f ? 1 : -1;
	if (PQmblen(text, encoding) != (int) length)
		return -1;				/* cut off */
	return PQdsplen(text, encoding);
}

static int
printed_width(const char *text, size_t length)
{
	int			width = character_width(text, length);

	return width < 0 ? 4 * (int) length : width;
}

/* Returns how many columns so many bytes take as text_put_part() prints them. */
int
text_width_part(const char *text, size_t length)
{
	const char *end = text + length;
	int			width = 0;

	while (text < end)
	{
		size_t		bytes = character_length(text);

		width += printed_width(text, bytes);
		text += bytes;
	}
	return width;
}

int
text_width(const char *text)
{
	return text_width_part(text, strlen(text));
}

/* Returns how many bytes from the beginning fit into the columns. */
size_t
text_fitting(const char *text, int columns)
{
	const char *at = text;

	while (*at != '\0')
	{
		size_t		length = character_length(at);

		columns -= printed_width(at, length);
		if (columns < 0)
			break;
		at += length;
	}
	return (size_t) (at - text);
}

void
text_put_part(FILE *out, const char *text, size_t length)
{
	const char *end = text + length;

	while (text < end)
	{
		size_t		bytes = character_length(text);

		if (character_width(text, bytes) >= 0)
			fwrite(text, 1, bytes, out);
		else
			for (size_t i = 0; i < bytes; i++)
				fprintf(out, "\\x%02x", (unsigned char) text[i]);
		text += bytes;
	}
}

void
text_put(FILE *out, const char *text)
{
	text_put_part(out, text, strlen(text));
}

/* Prints text of several lines, which end where they end, and a line end. */
void
text_put_line(FILE *out, const char *text)
{
	for (;;)
	{
		size_t		length = strcspn(text, "\n");

		text_put_part(out, text, length);
		fputc('\n', out);
		if (text[length] == '\0' || text[length + 1] == '\0')
			return;
		text += length + 1;
	}
}

void
text_pad(FILE *out, int columns)
{
	while (columns-- > 0)
		fputc(' ', out);
}

/* Returns the digits in groups of three: 6,006. */
const char *
text_number(char *buffer, const char *digits)
{
	size_t		length = strlen(digits);
	size_t		at = 0;

	if (length + length / 3 >= TEXT_NUMBER_SIZE)
		return digits;
	for (size_t i = 0; i < length; i++)
	{
		if (i > 0 && (length - i) % 3 == 0)
			buffer[at++] = ',';
		buffer[at++] = digits[i];
	}
	buffer[at] = '\0';
	return buffer;
}

/* Returns a size in the unit that leaves a few digits: 12.1 MB. */
const char *
text_size(char *buffer, double bytes)
{
	static const char *const units[] = {"bytes", "kB", "MB", "GB", "TB"};
	int			unit = 0;

	while (bytes >= 1000 && unit < 4)
	{
		bytes /= 1000;
		unit++;
	}
	snprintf(buffer, TEXT_NUMBER_SIZE, "%.*f %s", unit > 0 ? 1 : 0, bytes,
			 units[unit]);
	return buffer;
}
