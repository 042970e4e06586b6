/* SPDX-License-Identifier: PostgreSQL */
/*
 * inspect.c - what is in a file
 *
 * The file is sent in a transaction that is rolled back: nothing stays.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "client/inspect.h"
#include "client/message.h"
#include "client/progress.h"
#include "client/statement.h"
#include "client/text.h"
#include "client/upload.h"

#define GAP 2
#define WIDEST_ITEM 30

static bool
is_statement(const PGresult *result, int row)
{
	return strcmp(PQgetvalue(result, row, 0), "statement") == 0;
}

/* Prints an item and what was found of it; statements as they are to be run. */
static void
print_finding(const PGresult *result, int row, int indent)
{
	const char *item = PQgetvalue(result, row, 1);

	if (!is_statement(result, row))
	{
		fputs("  ", stdout);
		text_put(stdout, item);
		text_pad(stdout, indent - text_width(item) + GAP);
	}
	text_put_line(stdout, PQgetvalue(result, row, 2));
}

/* Returns the width of the items; of those that are longer nothing is aligned. */
static int
width_of_items(const PGresult *result)
{
	int			indent = 0;

	for (int row = 0; row < PQntuples(result); row++)
	{
		int			width = text_width(PQgetvalue(result, row, 1));

		if (width > indent && width <= WIDEST_ITEM && !is_statement(result, row))
			indent = width;
	}
	return indent;
}

static void
print_findings(const PGresult *result, bool statements_only)
{
	int			indent = width_of_items(result);

	for (int row = 0; row < PQntuples(result); row++)
	{
		const char *topic = PQgetvalue(result, row, 0);

		if (statements_only && !is_statement(result, row))
			continue;
		if (!statements_only
			&& (row == 0 || strcmp(topic, PQgetvalue(result, row - 1, 0)) != 0))
		{
			if (row > 0)
				putchar('\n');
			text_put_line(stdout, topic);
		}
		print_finding(result, row, indent);
	}
}

static Outcome
send_and_ask(Session *session, const Options *options, PGresult **result)
{
	char		file[UPLOAD_OID_SIZE];
	char		metadata[UPLOAD_OID_SIZE];
	const char *values[] = {file, NULL, options->source};
	Outcome		outcome = statement_alone(session, "BEGIN");

	*result = NULL;
	if (outcome == OUTCOME_DONE)
		outcome = upload(session, options->arguments[0], file);
	if (outcome == OUTCOME_DONE && options->metadata != NULL)
	{
		outcome = upload(session, options->metadata, metadata);
		values[1] = metadata;
	}
	if (outcome != OUTCOME_DONE)
		return outcome;
	return statement(session, result,
					 "SELECT topic, coalesce(item, ''), coalesce(found, '')"
					 " FROM @.inspect_file($1::pg_catalog.oid, $2::pg_catalog.oid, coalesce($3, 'file'))",
					 3, values);
}

Outcome
inspect(Session *session, const Options *options)
{
	PGresult   *result;
	Outcome		outcome;

	progress_name(upload_name(options->arguments[0]));
	outcome = send_and_ask(session, options, &result);
	progress_clear();
	if (outcome == OUTCOME_DONE)
		print_findings(result, options->sql);
	PQclear(result);
	return outcome;
}
