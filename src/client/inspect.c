/*
 * inspect.c - what is in a file
 *
 * The file is sent in a transaction that is rolled back: nothing stays.
 */
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "client/inspect.h"
#include "client/message.h"
#include "client/progress.h"
#include "client/statement.h"
#include "client/terminal.h"
#include "client/text.h"
#include "client/upload.h"

/* Prints one line of a topic, or the statements that it consists of. */
static void
print_finding(const char *item, const char *found, int indent)
{
	if (strchr(found, '\n') != NULL || *item == '\0')
	{
		if (*item != '\0')
			printf("  -- %s\n", item);
		text_put_line(stdout, found);
		return;
	}
	fputs("  ", stdout);
	text_put(stdout, item);
	text_pad(stdout, indent - text_width(item) + 2);
	text_put_line(stdout, found);
}

static void
print_findings(const PGresult *result)
{
	int			indent = 0;

	for (int row = 0; row < PQntuples(result); row++)
	{
		int			width = text_width(PQgetvalue(result, row, 1));

		if (width > indent && width <= 40)
			indent = width;
	}
	for (int row = 0; row < PQntuples(result); row++)
	{
		const char *topic = PQgetvalue(result, row, 0);

		if (row == 0 || strcmp(topic, PQgetvalue(result, row - 1, 0)) != 0)
		{
			if (row > 0)
				putchar('\n');
			text_put_line(stdout, topic);
		}
		print_finding(PQgetvalue(result, row, 1), PQgetvalue(result, row, 2),
					  indent);
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
		print_findings(result);
	PQclear(result);
	return outcome;
}
