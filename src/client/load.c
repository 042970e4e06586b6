/*
 * load.c - files into the framework
 *
 * A file is a transaction: sent as a large object, read by load_file(), and the
 * object deleted again. Whatever ends the program or the server in between,
 * there is the whole of a file or nothing, and no object is left.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client/interrupt.h"
#include "client/listing.h"
#include "client/load.h"
#include "client/message.h"
#include "client/progress.h"
#include "client/statement.h"
#include "client/terminal.h"
#include "client/text.h"
#include "client/upload.h"

#define MOST_GROUPS "20"		/* kinds of refused cells that are listed */

static const char receipt_query[] =
"SELECT r.load, figures_new, figures_changed, figures_unchanged, withheld,"
"  skipped, rejected, loaded,"
"  CASE s.format WHEN 'neighbours' THEN 'neighbour' WHEN 'area codes' THEN 'code'"
"    ELSE 'figure' END"
" FROM @.load_receipt r"
" LEFT JOIN @.source s ON s.code = r.source"
" WHERE r.source = $1 AND r.loaded_by = session_user"
" ORDER BY r.load DESC LIMIT 1";

static const char reject_query[] =
"SELECT column_name AS \"column\", count(*) AS cells,"
"  array_to_string((array_agg(line ORDER BY line))[1:3], ', ')"
"    || CASE WHEN count(*) > 3 THEN ', ...' ELSE '' END AS lines,"
"  (array_agg(coalesce(cell, '') ORDER BY line))[1] AS \"for example\","
"  reason AS why, coalesce(remedy, '') AS \"what to do\","
"  count(*) OVER () - " MOST_GROUPS
" FROM @.load_reject"
" WHERE load = $1"
" GROUP BY column_name, reason, remedy"
" ORDER BY min(line), column_name, reason"
" LIMIT " MOST_GROUPS;

enum
{
	RECEIPT_LOAD,
	RECEIPT_NEW,
	RECEIPT_CHANGED,
	RECEIPT_UNCHANGED,
	RECEIPT_WITHHELD,
	RECEIPT_SKIPPED,
	RECEIPT_REJECTED,
	RECEIPT_LOADED,
	RECEIPT_WORD				/* for one of what was loaded */
};

#define REJECT_COLUMNS 6		/* that are listed; then how many groups are not */

/* ---------------------------------------------------------------- messages */

static void
print_number(const PGresult *receipt, int column)
{
	char		buffer[TEXT_NUMBER_SIZE];

	fputs(text_number(buffer, PQgetvalue(receipt, 0, column)), stdout);
}

/* Prints a number with a word, of which there may be several. */
static void
print_count(const PGresult *receipt, int column, const char *word)
{
	print_number(receipt, column);
	printf(" %s%s", word,
		   strcmp(PQgetvalue(receipt, 0, column), "1") == 0 ? "" : "s");
}

static bool
is_zero(const PGresult *receipt, int column)
{
	return strcmp(PQgetvalue(receipt, 0, column), "0") == 0;
}

/* c1.csv: 6,006 figures new, 12 changed, 0 unchanged, 40 withheld; 4 lines skipped */
static void
print_receipt(const char *name, const PGresult *receipt, bool dry_run)
{
	text_put(stdout, name);
	fputs(dry_run ? " (dry run): " : ": ", stdout);
	print_count(receipt, RECEIPT_NEW, PQgetvalue(receipt, 0, RECEIPT_WORD));
	fputs(" new, ", stdout);
	print_number(receipt, RECEIPT_CHANGED);
	fputs(" changed, ", stdout);
	print_number(receipt, RECEIPT_UNCHANGED);
	fputs(" unchanged, ", stdout);
	print_number(receipt, RECEIPT_WITHHELD);
	fputs(" withheld; ", stdout);
	print_count(receipt, RECEIPT_SKIPPED, "line");
	fputs(" skipped", stdout);
	if (!is_zero(receipt, RECEIPT_REJECTED))
	{
		fputs(", ", stdout);
		print_count(receipt, RECEIPT_REJECTED, "cell");
		fputs(" refused", stdout);
	}
	putchar('\n');
	fflush(stdout);
}

/* Lists the cells that were refused, those refused for one reason in a row. */
static Outcome
list_rejects(Session *session, const char *load)
{
	PGresult   *groups;
	Outcome		outcome = statement(session, &groups, reject_query, 1, &load);

	if (outcome == OUTCOME_DONE && PQntuples(groups) > 0)
	{
		progress_clear();
		fflush(stdout);
		listing(stderr, groups, 0, PQntuples(groups), REJECT_COLUMNS,
				terminal_width(STDERR_FILENO));
		if (*PQgetvalue(groups, 0, REJECT_COLUMNS) != '-'
			&& strcmp(PQgetvalue(groups, 0, REJECT_COLUMNS), "0") != 0)
			message("and %s more kinds: SELECT * FROM %s.load_reject WHERE load = %s",
					PQgetvalue(groups, 0, REJECT_COLUMNS), session->schema, load);
	}
	PQclear(groups);
	return outcome;
}

/* ---------------------------------------------------------------- one file */

/* Sends the file, has it read, and deletes what was sent. */
static Outcome
send_and_load(Session *session, const Options *options, const char *path,
			  bool refresh)
{
	char		object[UPLOAD_OID_SIZE];
	const char *name = upload_name(path);
	const char *const values[] = {options->arguments[0], object,
		options->keep ? "keep" : "list", name, refresh ? "true" : "false"};
	const char *sent = object;
	PGresult   *unlinked = NULL;
	Outcome		outcome = upload(session, path, object);

	if (outcome == OUTCOME_DONE)
		outcome = statement(session, &unlinked,
							"CALL @.load_file($1, $2::pg_catalog.oid, on_reject => $3,"
							" file_name => $4, refresh => $5::pg_catalog.bool)",
							5, values);
	PQclear(unlinked);
	unlinked = NULL;
	if (outcome == OUTCOME_DONE)
		outcome = statement(session, &unlinked, "SELECT pg_catalog.lo_unlink($1)",
							1, &sent);
	PQclear(unlinked);
	return outcome;
}

/* Says what became of the file, and whether it was refused. */
static Outcome
tell(Session *session, const Options *options, const char *name)
{
	PGresult   *receipt;
	Outcome		outcome = statement(session, &receipt, receipt_query, 1,
									(const char *const *) options->arguments);
	bool		refused;

	if (outcome != OUTCOME_DONE)
		return outcome;
	if (PQntuples(receipt) == 0)
	{
		message("%s: load_file() left no receipt", name);
		PQclear(receipt);
		return OUTCOME_FAILED;
	}
	progress_clear();
	refused = strcmp(PQgetvalue(receipt, 0, RECEIPT_LOADED), "t") != 0;
	if (!refused && !options->quiet)
		print_receipt(name, receipt, options->dry_run);
	if (!is_zero(receipt, RECEIPT_REJECTED))
		outcome = list_rejects(session, PQgetvalue(receipt, 0, RECEIPT_LOAD));
	if (refused)
		message("%s: nothing was loaded, because of cells that were refused: %s",
				name, PQgetvalue(receipt, 0, RECEIPT_REJECTED));
	PQclear(receipt);
	return outcome == OUTCOME_DONE && refused ? OUTCOME_REFUSED : outcome;
}

/*
 * Ends the transaction. What was refused is kept as a list, so that is a COMMIT
 * too. Where the connection is lost just then, nobody knows how it ended.
 */
static Outcome
end(Session *session, const char *name, bool commit)
{
	if (!commit)
		return statement_at_all_costs(session, "ROLLBACK");
	if (statement_at_all_costs(session, "COMMIT") == OUTCOME_DONE)
		return OUTCOME_DONE;
	if (PQstatus(session->connection) == CONNECTION_BAD || interrupt_count() > 1)
	{
		message("%s: it is not known whether it was loaded", name);
		message_hint("Load it again: what is there already stays as it is.");
	}
	else
		message("%s: nothing was loaded", name);
	return OUTCOME_FAILED;
}

/*
 * Loads one file. Of files that are loaded together the first begins the
 * transaction, and the last ends it.
 */
static Outcome
load_one(Session *session, const Options *options, const char *path,
		 bool first, bool last)
{
	const char *name = upload_name(path);
	bool		begins = first || !options->together;
	bool		ends = last || !options->together;
	bool		told;
	Outcome		outcome = begins ? statement_alone(session, "BEGIN") : OUTCOME_DONE;
	Outcome		ended;

	progress_name(name);
	if (outcome == OUTCOME_DONE)
		outcome = send_and_load(session, options, path, last);
	told = outcome == OUTCOME_DONE;
	if (told)
		outcome = tell(session, options, name);
	progress_clear();
	if (outcome == OUTCOME_DONE && !ends)
		return outcome;
	if (PQstatus(session->connection) == CONNECTION_BAD || interrupt_count() > 1)
		return outcome;			/* the server ends the transaction */
	if (outcome == OUTCOME_DONE && interrupt_signal() != 0)
		outcome = OUTCOME_CANCELLED;
	ended = end(session, name, !options->dry_run
				&& (outcome == OUTCOME_DONE
					|| (outcome == OUTCOME_REFUSED && told && !options->together)));
	return outcome == OUTCOME_DONE ? ended : outcome;
}

/* Says what is not so, where the program ends before all is loaded. */
static void
tell_rest(const Options *options, Outcome outcome, int at)
{
	int			left = options->count - at;

	if (outcome == OUTCOME_CANCELLED && (at == 1 || options->together))
		message("cancelled; nothing was loaded");
	else if (outcome == OUTCOME_CANCELLED)
		message("cancelled; nothing was loaded of %s",
				upload_name(options->arguments[at]));
	else if (options->together && options->count > 2)
		message("nothing was loaded of any file");
	if (left > 1 && !options->together)
		message("files that were not looked at: %d", left - 1);
}

/* Loads the files, up to the first that is refused. */
Outcome
load(Session *session, const Options *options)
{
	Outcome		outcome = OUTCOME_DONE;
	int			at;

	for (at = 1; at < options->count; at++)
	{
		outcome = load_one(session, options, options->arguments[at], at == 1,
						   at + 1 == options->count);
		if (outcome != OUTCOME_DONE)
			break;
	}
	if (outcome != OUTCOME_DONE)
		tell_rest(options, outcome, at);
	else if (options->dry_run)
		message("dry run: nothing was loaded");
	return outcome;
}
