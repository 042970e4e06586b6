/* SPDX-License-Identifier: PostgreSQL */
/*
 * file_problem.c - what is wrong with a file, or with a cell of one
 */
#include "calculus/file_problem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Sets the message and clears the hint; always false, for the caller to return. */
bool
file_refuse(FileProblem *problem, const char *format,...)
{
	va_list		arguments;

	va_start(arguments, format);
	(void) vsnprintf(problem->message, sizeof(problem->message), format, arguments);
	va_end(arguments);
	problem->hint[0] = '\0';
	return false;
}

/* Sets the hint. */
void
file_hint(FileProblem *problem, const char *format,...)
{
	va_list		arguments;

	va_start(arguments, format);
	(void) vsnprintf(problem->hint, sizeof(problem->hint), format, arguments);
	va_end(arguments);
}

/*
 * Writes the beginning of a cell of UTF-8 as a problem shows it, on one line
 * and without half a character, into FILE_SHOWN_TEXT bytes; returns them.
 */
const char *
file_shown(const char *text, size_t length, char *shown)
{
	size_t		end = length;

	if (end > FILE_SHOWN)
	{
		end = FILE_SHOWN;
		while (end > 0 && ((unsigned char) text[end] & 0xC0) == 0x80)
			end--;
	}
	for (size_t i = 0; i < end; i++)
		shown[i] = (unsigned char) text[i] < ' ' ? ' ' : text[i];
	(void) strcpy(shown + end, end < length ? "..." : "");
	return shown;
}
