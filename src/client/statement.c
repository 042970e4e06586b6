/* SPDX-License-Identifier: PostgreSQL */
/*
 * statement.c - one statement, which a signal cancels
 *
 * A signal asks the server to cancel what it is doing. As the server may not
 * have begun yet, and then does not hear it, it is asked again each second
 * until it answers. After a second signal nobody waits for the answer: the
 * connection is given up, and the server ends what was not committed.
 */
#include <stdlib.h>
#include <string.h>

#include "client/interrupt.h"
#include "client/message.h"
#include "client/statement.h"

#define ASK_AGAIN 1000			/* milliseconds */
#define NEVER (-1)
#define CANCELED "57014"

/*
 * Returns the statement with the framework's schema in place of each "@". The
 * statements of the program have no other "@".
 */
static char *
with_schema(const Session *session, const char *sql)
{
	const char *schema = session->schema == NULL ? "" : session->schema;
	size_t		length = strlen(schema);
	size_t		size = strlen(sql) + 1;
	char	   *text;
	char	   *to;

	for (const char *at = sql; *at != '\0'; at++)
		size += *at == '@' ? length : 0;
	text = to = malloc(size);
	if (text == NULL)
		return NULL;
	for (; *sql != '\0'; sql++)
	{
		if (*sql == '@')
		{
			memcpy(to, schema, length);
			to += length;
		}
		else
			*to++ = *sql;
	}
	*to = '\0';
	return text;
}

static void
ask_to_cancel(PGconn *connection)
{
	PGcancel   *cancel = PQgetCancel(connection);
	char		complaint[256];

	if (cancel != NULL)
		(void) PQcancel(cancel, complaint, sizeof(complaint));
	PQfreeCancel(cancel);
}

/*
 * Waits until the server has answered. False where the connection is broken,
 * or has been given up because of a second signal.
 */
static bool
wait_for_answer(PGconn *connection, bool cancellable)
{
	int			unsent = PQflush(connection);

	while (unsent > 0 || (unsent == 0 && PQisBusy(connection)))
	{
		int			signal = interrupt_signal();

		if (interrupt_count() > 1)
			return false;
		if (signal != 0 && cancellable)
			ask_to_cancel(connection);
		if (!interrupt_wait(PQsocket(connection), unsent > 0,
							signal != 0 && cancellable ? ASK_AGAIN : NEVER)
			|| !PQconsumeInput(connection))
			return false;
		unsent = PQflush(connection);
	}
	return unsent == 0;
}

/* Whether there is no such function or relation. */
static bool
is_missing(const char *state)
{
	return strcmp(state, "42883") == 0 || strcmp(state, "42P01") == 0;
}

/*
 * Whether it is what is in the file or in the framework that was refused; else
 * it is the connection, rights or limits of the server.
 */
static bool
is_refusal(const char *state)
{
	static const char *const classes[] = {"02", "21", "22", "23", "42", "44",
	"54", "55", "P0"};
	static const char *const but[] = {"42501", "55P03"};

	for (size_t i = 0; i < sizeof(but) / sizeof(but[0]); i++)
	{
		if (strcmp(state, but[i]) == 0)
			return false;
	}
	if (is_missing(state))
		return false;
	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
	{
		if (strncmp(state, classes[i], 2) == 0)
			return true;
	}
	return false;
}

/* Says what the server said, and returns what that means. */
static Outcome
judge_error(const Session *session, const PGresult *result)
{
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);

	if (state == NULL)
	{
		message("%s", PQresultStatus(result) == PGRES_FATAL_ERROR
				? PQresultErrorMessage(result)
				: PQerrorMessage(session->connection));
		return OUTCOME_FAILED;
	}
	if (interrupt_signal() != 0 && strcmp(state, CANCELED) == 0)
		return OUTCOME_CANCELLED;
	message_of_server(result, is_missing(state));
	if (is_missing(state))
		message_hint("A framework that an older version made is brought up to date by CALL cfsperf.upgrade_framework(name).");
	return is_refusal(state) ? OUTCOME_REFUSED : OUTCOME_FAILED;
}

/* Takes the results of what was sent, of which there is one and an end. */
static Outcome
take_results(Session *session, PGresult **result, bool cancellable)
{
	Outcome		outcome = OUTCOME_DONE;
	PGresult   *one;

	while (wait_for_answer(session->connection, cancellable))
	{
		one = PQgetResult(session->connection);
		if (one == NULL)
			return outcome;
		if (PQresultStatus(one) != PGRES_COMMAND_OK
			&& PQresultStatus(one) != PGRES_TUPLES_OK)
		{
			if (outcome == OUTCOME_DONE)
				outcome = judge_error(session, one);
			PQclear(one);
		}
		else if (result != NULL)
		{
			PQclear(*result);
			*result = one;
		}
		else
			PQclear(one);
	}
	if (interrupt_count() > 1)
		return OUTCOME_CANCELLED;
	/* with what the server sent before it went, where it said something */
	while ((one = PQgetResult(session->connection)) != NULL)
	{
		if (outcome == OUTCOME_DONE)
			outcome = judge_error(session, one);
		PQclear(one);
	}
	if (outcome == OUTCOME_DONE)
		message("%s", PQerrorMessage(session->connection));
	return OUTCOME_FAILED;
}

static Outcome
send(Session *session, PGresult **result, const char *sql, int count,
	 const char *const *values, const int *lengths, const int *formats,
	 bool cancellable)
{
	char	   *text;
	int			sent;

	if (result != NULL)
		*result = NULL;
	if (cancellable && interrupt_signal() != 0)
		return OUTCOME_CANCELLED;
	text = with_schema(session, sql);
	sent = text != NULL
		&& PQsendQueryParams(session->connection, text, count, NULL, values,
							 lengths, formats, 0);
	if (!sent)
		message("%s", text == NULL ? "out of memory"
				: PQerrorMessage(session->connection));
	free(text);
	if (!sent)
		return OUTCOME_FAILED;
	return take_results(session, result, cancellable);
}

/*
 * Runs a statement, with text values, and returns its result where it is done;
 * the caller clears it. What went wrong has been said. "@" is the framework.
 */
Outcome
statement(Session *session, PGresult **result, const char *sql, int count,
		  const char *const *values)
{
	return send(session, result, sql, count, values, NULL, NULL, true);
}

/* Runs one without values, of which nothing is wanted. */
Outcome
statement_alone(Session *session, const char *sql)
{
	return send(session, NULL, sql, 0, NULL, NULL, NULL, true);
}

/* Runs one of which the first value is text and the second is bytes. */
Outcome
statement_with_bytes(Session *session, const char *sql, const char *first,
					 const char *bytes, size_t length)
{
	const char *const values[] = {first, bytes};
	const int	lengths[] = {0, (int) length};
	const int	formats[] = {0, 1};

	return send(session, NULL, sql, 2, values, lengths, formats, true);
}

/* Runs one that no signal cancels: COMMIT, ROLLBACK. */
Outcome
statement_at_all_costs(Session *session, const char *sql)
{
	return send(session, NULL, sql, 0, NULL, NULL, NULL, false);
}
