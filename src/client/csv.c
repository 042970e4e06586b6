/*
 * csv.c - a result as a CSV file
 *
 * As RFC 4180 has it: a header, lines that end with CR and LF, quotes doubled.
 * It begins with a byte order mark, by which Excel knows that it is in UTF-8.
 */
#include <string.h>

#include "client/csv.h"

/* Quoted where it has to be, and where a blank at its end would be lost. */
static void
put_field(FILE *out, const char *text)
{
	size_t		length = strlen(text);

	if (strpbrk(text, ",\"\r\n") == NULL
		&& (length == 0 || (text[0] != ' ' && text[length - 1] != ' ')))
	{
		fputs(text, out);
		return;
	}
	fputc('"', out);
	for (; *text != '\0'; text++)
	{
		if (*text == '"')
			fputc('"', out);
		fputc(*text, out);
	}
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
