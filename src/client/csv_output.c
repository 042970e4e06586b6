/* SPDX-License-Identifier: PostgreSQL */
/*
 * csv_output.c - a result as a CSV file
 *
 * As RFC 4180 has it: a header, lines that end with CR and LF, quotes doubled; a
 * line end within a field is LF. It begins with a byte order mark, by which Excel
 * knows that it is in UTF-8.
 */
#include <stdbool.h>
#include <string.h>

#include "client/csv_output.h"

/* A control character is a blank, as on a page; a terminal might obey it. */
static void
put_character(FILE *out, char character)
{
	bool		control = (unsigned char) character < ' ' || character == 0x7F;

	fputc(control && character != '\n' && character != '\t' ? ' ' : character, out);
}

/* Quoted where it has to be, and where a blank at its end would be lost. */
static void
put_field(FILE *out, const char *text)
{
	size_t		length = strlen(text);
	bool		quoted = strpbrk(text, ",\"\r\n") != NULL
		|| (length > 0 && (text[0] == ' ' || text[length - 1] == ' '));

	if (quoted)
		fputc('"', out);
	for (; *text != '\0'; text++)
	{
		if (*text == '"')
			fputc('"', out);
		if (text[0] != '\r' || text[1] != '\n')
			put_character(out, *text);
	}
	if (quoted)
		fputc('"', out);
}

/* Writes all of it; NULL is an empty field. The caller looks for errors. */
void
csv(FILE *out, const PGresult *result)
{
	int			columns = PQnfields(result);

	fputs("\xEF\xBB\xBF", out);
	for (int column = 0; column < columns; column++)
	{
		put_field(out, PQfname(result, column));
		fputs(column == columns - 1 ? "\r\n" : ",", out);
	}
	for (int row = 0; row < PQntuples(result); row++)
	{
		for (int column = 0; column < columns; column++)
		{
			put_field(out, PQgetvalue(result, row, column));
			fputs(column == columns - 1 ? "\r\n" : ",", out);
		}
	}
}
