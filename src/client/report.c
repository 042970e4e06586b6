/* SPDX-License-Identifier: PostgreSQL */
/*
 * report.c - a report, printed; all reports of a quarter, as pages
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client/area.h"
#include "client/csv_output.h"
#include "client/message.h"
#include "client/output.h"
#include "client/report.h"
#include "client/statement.h"

/* Writes a text and ends it with a line end. */
static void
put_text(FILE *out, const void *what)
{
	const char *text = what;
	size_t		length = strlen(text);

	fwrite(text, 1, length, out);
	if (length > 0 && text[length - 1] != '\n')
		fputc('\n', out);
}

static void
put_csv(FILE *out, const void *what)
{
	csv(out, what);
}

/* Returns the report, or the page, as it is now or as it was published. */
static Outcome
fetch(Session *session, const Options *options, const char *area,
	  PGresult **result)
{
	const char *values[] = {area, options->arguments[1], "full", options->edition};
	bool		published = options->edition != NULL;
	const char *sql;

	if (options->short_form)
		values[2] = options->html ? "summary" : "short";
	if (options->html)
		sql = published
			? "SELECT @.dashboard($1, $2::cfsperf.reporting_period, form => $3, edition => $4::pg_catalog.int4)"
			: "SELECT @.dashboard($1, $2::cfsperf.reporting_period, form => $3)";
	else
		sql = published
			? "SELECT @.report_text($1, $2::cfsperf.reporting_period, form => $3, edition => $4::pg_catalog.int4)"
			: "SELECT @.report_text($1, $2::cfsperf.reporting_period, form => $3)";
	return statement(session, result, sql, published ? 4 : 3, values);
}

/*
 * Returns the rows of the scorecard; of an edition too in its columns, after
 * the number.
 */
static Outcome
fetch_rows(Session *session, const Options *options, const char *area,
		   PGresult **result)
{
	const char *values[] = {area, options->arguments[1], options->edition};
	Outcome		outcome;

	outcome = statement(session, result,
						"SELECT @.require_report($1, $2::cfsperf.reporting_period)", 2, values);
	PQclear(*result);
	*result = NULL;
	if (outcome != OUTCOME_DONE)
		return outcome;
	if (options->edition == NULL)
		return statement(session, result,
						 "SELECT * FROM @.scorecard"
						 " WHERE area = $1 AND quarter = $2::cfsperf.reporting_period::pg_catalog.text"
						 " ORDER BY outcome_position, outcome, measure_position, measure",
						 2, values);
	outcome = statement(session, result,
						"SELECT s.edition, r.* FROM @.published_scorecard s"
						" CROSS JOIN LATERAL pg_catalog.jsonb_populate_record(NULL::@.scorecard, pg_catalog.to_jsonb(s)) r"
						" WHERE s.area = $1 AND s.quarter = $2::cfsperf.reporting_period::pg_catalog.text"
						" AND s.edition = $3::pg_catalog.int4"
						" ORDER BY s.outcome_position, s.outcome, s.measure_position, s.measure",
						3, values);
	if (outcome == OUTCOME_DONE && PQntuples(*result) == 0)
	{
		message("there is no edition %s of report \"%s\", %s", options->edition,
				area, options->arguments[1]);
		return OUTCOME_REFUSED;
	}
	return outcome;
}

/*
 * A page says that it is in UTF-8, and a file is no terminal: only what is read
 * at one is in the encoding of the locale.
 */
static Outcome
choose_encoding(Session *session, const Options *options)
{
	if (!options->html && !options->csv && !options->all
		&& options->output == NULL && isatty(STDOUT_FILENO))
		return OUTCOME_DONE;
	return statement_alone(session,
						   "SELECT pg_catalog.set_config('client_encoding', 'UTF8', false)");
}

/* Writes a page into the directory, under a name that the server has given. */
static Outcome
write_page(const char *directory, const char *name, const char *page)
{
	size_t		size = strlen(directory) + strlen(name) + sizeof("/");
	char	   *path = malloc(size);
	Outcome		outcome = OUTCOME_FAILED;

	if (path == NULL)
		message("out of memory");
	else
	{
		snprintf(path, size, "%s/%s", directory, name);
		outcome = output(path, put_text, page);
	}
	free(path);
	return outcome;
}

/*
 * Writes the latest edition of each report, then the index, which links no
 * page that is not there.
 */
static Outcome
write_pages(Session *session, const Options *options)
{
	const char *quarter = options->arguments[0];
	PGresult   *reports;
	PGresult   *page = NULL;
	Outcome		outcome;

	outcome = statement(session, &reports,
						"SELECT area, pg_catalog.max(edition), cfsperf_internal.page_file(area)"
						" FROM @.published_summary"
						" WHERE quarter = $1::cfsperf.reporting_period::pg_catalog.text"
						" GROUP BY area ORDER BY area",
						1, &quarter);
	for (int row = 0; outcome == OUTCOME_DONE && row < PQntuples(reports); row++)
	{
		const char *values[] = {PQgetvalue(reports, row, 0), quarter,
		PQgetvalue(reports, row, 1)};

		outcome = statement(session, &page,
							"SELECT @.published_document($1, $2::cfsperf.reporting_period, $3::pg_catalog.int4, 'page')",
							3, values);
		if (outcome == OUTCOME_DONE)
			outcome = write_page(options->output, PQgetvalue(reports, row, 2),
								 PQgetvalue(page, 0, 0));
		PQclear(page);
		page = NULL;
	}
	PQclear(reports);
	if (outcome == OUTCOME_DONE)
		outcome = statement(session, &page,
							"SELECT @.index($1::cfsperf.reporting_period)", 1, &quarter);
	if (outcome == OUTCOME_DONE)
		outcome = write_page(options->output, "index.html", PQgetvalue(page, 0, 0));
	PQclear(page);
	return outcome;
}

/* Writes the reports of a quarter as they are at one moment. */
static Outcome
report_all(Session *session, const Options *options)
{
	Outcome		outcome = output_directory(options->output);

	if (outcome == OUTCOME_DONE)
		outcome = choose_encoding(session, options);
	if (outcome == OUTCOME_DONE)
		outcome = statement_alone(session,
								  "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
	if (outcome == OUTCOME_DONE)
		outcome = write_pages(session, options);
	return outcome;
}

Outcome
report(Session *session, const Options *options)
{
	char	   *area;
	PGresult   *result = NULL;
	Outcome		outcome;

	if (options->all)
		return report_all(session, options);
	outcome = area_code(session, options->arguments[0], options->arguments[1],
						&area);
	if (outcome == OUTCOME_DONE)
		outcome = choose_encoding(session, options);
	if (outcome == OUTCOME_DONE)
		outcome = options->csv ? fetch_rows(session, options, area, &result)
			: fetch(session, options, area, &result);
	if (outcome == OUTCOME_DONE)
		outcome = options->csv ? output(options->output, put_csv, result)
			: output(options->output, put_text, PQgetvalue(result, 0, 0));
	PQclear(result);
	free(area);
	return outcome;
}
