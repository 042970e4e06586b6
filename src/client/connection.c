/* SPDX-License-Identifier: PostgreSQL */
/*
 * connection.c - a connection to the database and its framework
 *
 * Options, environment, service files and ~/.pgpass are libpq's; the program
 * adds the password that is asked for, as psql does.
 */
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>

#include "client/connection.h"
#include "client/message.h"
#include "client/progress.h"
#include "client/statement.h"
#include "client/terminal.h"
#include "client/text.h"

#define PASSWORD_SIZE 1024

/* ---------------------------------------------------------------- connecting */

/*
 * Returns the encoding of the terminal, as libpq finds it; UTF-8 for a locale
 * of ASCII, which jobs have and files' names do not keep to.
 */
static const char *
encoding_to_use(void)
{
	const char *name = nl_langinfo(CODESET);

	if (getenv("PGCLIENTENCODING") != NULL)
		return NULL;
	return strcmp(name, "ANSI_X3.4-1968") == 0 || strcmp(name, "US-ASCII") == 0
		? "UTF8" : "auto";
}

static PGconn *
connect_with(const Options *options, const char *password)
{
	const char *const names[] = {"host", "port", "user", "password", "dbname",
	"fallback_application_name", "client_encoding", NULL};
	const char *const values[] = {options->host, options->port, options->user,
		password, options->database, "cfsperf", encoding_to_use(), NULL};

	return PQconnectdbParams(names, values, 1);
}

/* Asks for the password into the buffer, false where nobody can be asked. */
static bool
ask_for_password(const Options *options, const char *user, char *password)
{
	char		prompt[300] = "Password: ";

	if (user == NULL)
		user = options->user;
	if (user != NULL)
		snprintf(prompt, sizeof(prompt), "Password for user %s: ", user);
	if (terminal_password(prompt, password, PASSWORD_SIZE))
		return true;
	message("a password is needed, and there is no terminal to ask at");
	message_hint("Put it into ~/.pgpass, or name its file in PGPASSFILE.");
	return false;
}

static PGconn *
connect_asking(const Options *options)
{
	char		password[PASSWORD_SIZE] = "";
	bool		asked = options->password == PASSWORD_ALWAYS;
	PGconn	   *connection;

	if (asked && !ask_for_password(options, NULL, password))
		return NULL;
	connection = connect_with(options, asked ? password : NULL);
	if (connection != NULL && PQstatus(connection) == CONNECTION_BAD && !asked
		&& PQconnectionNeedsPassword(connection)
		&& options->password != PASSWORD_NEVER)
	{
		if (!ask_for_password(options, PQuser(connection), password))
		{
			PQfinish(connection);
			return NULL;
		}
		PQfinish(connection);
		connection = connect_with(options, password);
	}
	memset(password, 0, sizeof(password));
	if (connection != NULL && PQstatus(connection) == CONNECTION_OK)
		return connection;
	message("%s", connection == NULL ? "out of memory" : PQerrorMessage(connection));
	PQfinish(connection);
	return NULL;
}

/*
 * Whether the message is what a receipt says: "load 7: 6006 are new, ...", or
 * that cells "cannot be read".
 */
static bool
is_receipt(const char *text)
{
	static const char beginning[] = "load ";
	size_t		length = strlen(beginning);

	return strstr(text, " cannot be read") != NULL
		|| (strncmp(text, beginning, length) == 0
			&& text[length + strspn(text + length, "0123456789")] == ':');
}

/* Prints what the server says in passing, or shows it as progress. */
static void
take_notice(void *argument, const PGresult *result)
{
	const Session *session = argument;
	const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
	const char *text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	bool		is_warning = severity != NULL && strcmp(severity, "WARNING") == 0;

	if (text == NULL || progress_notice(text)
		|| (session->receipt_follows && is_receipt(text)))
		return;
	if (session->notices_are_results && !is_warning)
	{
		if (!session->quiet)
			message_as_result(result);
	}
	else if (is_warning || !session->quiet)
		message_of_server(result, false);
}

/* ---------------------------------------------------------------- framework */

/*
 * Frameworks, as grant_reader knows them, with their names as SQL has them and
 * whether the role may use them.
 */
static const char frameworks[] =
"SELECT n.nspname, quote_ident(n.nspname), has_schema_privilege(n.oid, 'USAGE')"
" FROM pg_namespace n"
" WHERE EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid"
"   AND c.relname = 'scorecard' AND c.relkind = 'v')"
" AND EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid"
"   AND c.relname = 'observation' AND c.relkind IN ('r', 'p'))"
" ORDER BY n.nspname";

static bool
may_use(const PGresult *list, int row)
{
	return strcmp(PQgetvalue(list, row, 2), "t") == 0;
}

/* Says which frameworks there are, as far as a message has room for them. */
static void
hint_frameworks(const PGresult *list)
{
	char		names[512] = "";
	size_t		length = 0;

	for (int row = 0; row < PQntuples(list) && length < sizeof(names) - 1; row++)
		length += (size_t) snprintf(names + length, sizeof(names) - length,
									"%s%s", row == 0 ? "" : ", ",
									PQgetvalue(list, row, 0));
	message_hint("There are: %s.", names);
}

/* Returns the row of the framework that is asked for, -1 where it is not there. */
static int
find_named(const PGresult *list, const char *name, const char *database)
{
	for (int row = 0; row < PQntuples(list); row++)
	{
		if (strcmp(PQgetvalue(list, row, 0), name) == 0)
			return row;
	}
	message("there is no framework \"%s\" in database \"%s\"", name, database);
	if (PQntuples(list) > 0)
		hint_frameworks(list);
	return -1;
}

/* Returns the row of the only one that the role may use. */
static int
find_only(const PGresult *list, const char *database)
{
	int			found = -1;
	int			usable = 0;

	for (int row = 0; row < PQntuples(list); row++)
	{
		if (may_use(list, row))
		{
			found = row;
			usable++;
		}
	}
	if (usable == 1)
		return found;
	if (usable > 1)
	{
		message("there is more than one framework in database \"%s\"", database);
		message_hint("Say which by --framework or CFSPERF_FRAMEWORK.");
		hint_frameworks(list);
	}
	else if (PQntuples(list) == 1)
		return 0;
	else if (PQntuples(list) > 1)
	{
		message("no framework in database \"%s\" may be used by this role", database);
		hint_frameworks(list);
	}
	else
	{
		message("there is no framework in database \"%s\"", database);
		message_hint("CREATE EXTENSION cfsperf; CALL cfsperf.create_framework('cfs'); makes one.");
	}
	return -1;
}

static Outcome
choose_framework(Session *session, const Options *options)
{
	const char *name = options->framework;
	const char *database = PQdb(session->connection);
	PGresult   *list;
	int			row;
	Outcome		outcome = statement(session, &list, frameworks, 0, NULL);

	if (outcome != OUTCOME_DONE)
		return outcome;
	if (name == NULL || *name == '\0')
		name = getenv("CFSPERF_FRAMEWORK");
	if (name != NULL && *name != '\0')
		row = find_named(list, name, database);
	else
		row = find_only(list, database);
	if (row >= 0 && !may_use(list, row))
	{
		message("role \"%s\" may not use framework \"%s\"",
				PQuser(session->connection), PQgetvalue(list, row, 0));
		message_hint("Its owner lets a role by CALL cfsperf.grant_reader, grant_analyst or grant_publisher.");
		row = -1;
	}
	if (row >= 0)
		session->schema = strdup(PQgetvalue(list, row, 1));
	PQclear(list);
	return session->schema == NULL ? OUTCOME_FAILED : OUTCOME_DONE;
}

/*
 * Connects, and finds the framework. Names are looked up in no schema but that
 * of PostgreSQL, whatever the role's settings, and queries are not compiled.
 */
Outcome
connection_open(Session *session, const Options *options)
{
	Outcome		outcome;

	memset(session, 0, sizeof(*session));
	session->quiet = options->quiet;
	session->connection = connect_asking(options);
	if (session->connection == NULL)
		return OUTCOME_FAILED;
	text_set_encoding(PQclientEncoding(session->connection));
	PQsetNoticeReceiver(session->connection, take_notice, session);
	if (PQsetnonblocking(session->connection, 1) != 0)
	{
		message("%s", PQerrorMessage(session->connection));
		return OUTCOME_FAILED;
	}
	outcome = statement_alone(session, "SELECT pg_catalog.set_config('search_path', '', false),"
							  " pg_catalog.set_config('jit', 'off', false)");
	return outcome != OUTCOME_DONE ? outcome : choose_framework(session, options);
}

void
connection_close(Session *session)
{
	PQfinish(session->connection);
	free(session->schema);
	session->connection = NULL;
	session->schema = NULL;
}
