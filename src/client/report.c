/*
 * report.c - a report, printed
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client/area.h"
#include "client/message.h"
#include "client/report.h"
#include "client/statement.h"
#include "client/terminal.h"

/* Returns the report, or the page, as it is now or as it was published. */
static Outcome
fetch(Session *session, const Options *options, const char *area,
	  PGresult **result)
{
	const char *values[] = {area, options->arguments[1], NULL, NULL};
	int			count = 2;
	const char *sql;

	if (options->html && options->edition == NULL)
		sql = "SELECT @.dashboard($1, $2::cfsperf.reporting_period)";
	else if (options->html)
		sql = "SELECT @.dashboard($1, $2::cfsperf.reporting_period, edition => $3::pg_catalog.int4)";
	else if (options->edition == NULL)
		sql = "SELECT @.report_text($1, $2::cfsperf.reporting_period, form => $3)";
	else
		sql = "SELECT @.report_text($1, $2::cfsperf.reporting_period, form => $3, edition => $4::pg_catalog.int4)";
	if (!options->html)
		values[count++] = options->short_form ? "short" : "full";
	if (options->edition != NULL)
		values[count++] = options->edition;
	return statement(session, result, sql, count, values);
}

/* Writes the text and ends it with a line end; false where that failed. */
static bool
write_text(FILE *out, const char *text)
{
	size_t		length = strlen(text);

	fwrite(text, 1, length, out);
	if (length > 0 && text[length - 1] != '\n')
		fputc('\n', out);
	return fflush(out) == 0 && !ferror(out);
}

/*
 * Writes it beside the file and then in its place, so that whoever reads the
 * file has the old text or the new one. What is no file is written to.
 */
static Outcome
write_file(const char *path, const char *text)
{
	struct stat about;
	bool		in_place = stat(path, &about) == 0 && !S_ISREG(about.st_mode);
	size_t		size = strlen(path) + sizeof(".XXXXXX");
	char	   *beside = malloc(size);
	int			descriptor;
	FILE	   *out = NULL;
	bool		written = false;

	if (beside == NULL)
	{
		message("out of memory");
		return OUTCOME_FAILED;
	}
	snprintf(beside, size, in_place ? "%s" : "%s.XXXXXX", path);
	if (in_place)
		out = fopen(path, "w");
	else if ((descriptor = mkstemp(beside)) >= 0)
	{
		mode_t		mask = umask(0);

		umask(mask);
		out = fchmod(descriptor, 0666 & ~mask) == 0 ? fdopen(descriptor, "w") : NULL;
	}
	if (out != NULL)
	{
		written = write_text(out, text);
		written = fclose(out) == 0 && written;
	}
	if (written && !in_place)
		written = rename(beside, path) == 0;
	if (!written)
	{
		message("%s: %s", path, strerror(errno));
		if (!in_place)
			unlink(beside);
	}
	free(beside);
	return written ? OUTCOME_DONE : OUTCOME_FAILED;
}

/*
 * A page says that it is in UTF-8, and a file is no terminal: only what is read
 * at one is in the encoding of the locale.
 */
static Outcome
choose_encoding(Session *session, const Options *options)
{
	if (!options->html && options->output == NULL && isatty(STDOUT_FILENO))
		return OUTCOME_DONE;
	return statement_alone(session,
						   "SELECT pg_catalog.set_config('client_encoding', 'UTF8', false)");
}

Outcome
report(Session *session, const Options *options)
{
	char	   *area;
	PGresult   *result = NULL;
	Outcome		outcome = area_code(session, options->arguments[0],
									options->arguments[1], &area);

	if (outcome == OUTCOME_DONE)
		outcome = choose_encoding(session, options);
	if (outcome == OUTCOME_DONE)
		outcome = fetch(session, options, area, &result);
	if (outcome == OUTCOME_DONE && options->output != NULL)
		outcome = write_file(options->output, PQgetvalue(result, 0, 0));
	else if (outcome == OUTCOME_DONE && !write_text(stdout, PQgetvalue(result, 0, 0)))
	{
		message("standard output: %s", strerror(errno));
		outcome = OUTCOME_FAILED;
	}
	PQclear(result);
	free(area);
	return outcome;
}
