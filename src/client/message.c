/* SPDX-License-Identifier: PostgreSQL */
/*
 * message.c - what the program says beside its results, on standard error
 */
#include <stdarg.h>
#include <stdio.h>

#include "client/message.h"
#include "client/progress.h"
#include "client/text.h"

/* A message that is longer is cut off; names of files have 4,096 bytes. */
#define LONGEST 8192

static void
print(const char *prefix, const char *text)
{
	progress_clear();
	fflush(stdout);
	fputs(prefix, stderr);
	text_put_line(stderr, text);
}

void
message(const char *format,...)
{
	char		text[LONGEST];
	va_list		arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);	/* NOLINT(clang-analyzer-valist.Uninitialized): it is begun */
	va_end(arguments);
	print("cfsperf: ", text);
}

void
message_hint(const char *format,...)
{
	char		text[LONGEST];
	va_list		arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);	/* NOLINT(clang-analyzer-valist.Uninitialized): it is begun */
	va_end(arguments);
	print("HINT:  ", text);
}

static void
print_field(FILE *out, const char *label, const PGresult *result, int code)
{
	const char *text = PQresultErrorField(result, code);

	if (text == NULL)
		return;
	fprintf(out, "%s:  ", label);
	text_put_line(out, text);
}

/*
 * Prints an error or a notice as psql does, but for where it was raised, and
 * for its hint where there is a better one.
 */
void
message_of_server(const PGresult *result, bool without_hint)
{
	const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY);

	progress_clear();
	fflush(stdout);
	print_field(stderr, severity == NULL ? "ERROR" : severity, result,
				PG_DIAG_MESSAGE_PRIMARY);
	print_field(stderr, "DETAIL", result, PG_DIAG_MESSAGE_DETAIL);
	if (!without_hint)
		print_field(stderr, "HINT", result, PG_DIAG_MESSAGE_HINT);
}

/* Prints a notice that is what was asked for. */
void
message_as_result(const PGresult *result)
{
	progress_clear();
	text_put_line(stdout, PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
	print_field(stdout, "DETAIL", result, PG_DIAG_MESSAGE_DETAIL);
	fflush(stdout);
}
