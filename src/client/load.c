/* SPDX-License-Identifier: PostgreSQL */
/*
 * load.c - files into the framework
 *
 * A file is a transaction: sent as a large object, read by load_file(), and the
 * object deleted again. Of several files histories are made at the end, once,
 * also where a later file is refused. Whatever ends the program or the server in between,
 * there is the whole of a file or nothing, and no object is left.
 *
 * The list that load_file() makes of what was refused, on_reject => 'list', is
 * printed from its table and not from its error, which has twenty lines.
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
" WHERE r.source IS NOT DISTINCT FROM nullif($1, '') AND r.loaded_by = session_user"
" ORDER BY r.load DESC LIMIT 1";

/* Cells that are refused for one reason, whatever is in each of them. */
static const char reject_query[] =
"SELECT column_name AS \"column\", count(*) AS cells,"
"  array_to_string((array_agg(line ORDER BY line))[1:3], ', ')"
"    || CASE WHEN count(*) > 3 THEN ', ...' ELSE '' END AS lines,"
"  left((array_agg(coalesce(cell, '') ORDER BY line))[1], 60) AS \"for example\","
"  (array_agg(reason ORDER BY line))[1],"
"  (array_agg(coalesce(remedy, '') ORDER BY line))[1],"
"  count(*) OVER () - " MOST_GROUPS
" FROM @.load_reject"
" WHERE load = $1"
" GROUP BY column_name, replace(reason, cell, ''), replace(remedy, cell, '')"
" ORDER BY min(line), column_name, 5"
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

enum
{
	REJECT_COLUMN,
	REJECT_CELLS,
	REJECT_LINES,
	REJECT_EXAMPLE,
	REJECT_WHY,					/* from here on beneath the others */
	REJECT_WHAT_TO_DO,
	REJECT_OTHERS				/* kinds that are not listed */
};

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

/* Lists the cells that were refused, those refused for one reason together. */
static Outcome
list_rejects(Session *session, const char *load)
{
	PGresult   *groups;
	Outcome		outcome = statement(session, &groups, reject_query, 1, &load);

	if (outcome == OUTCOME_DONE && PQntuples(groups) > 0)
	{
		long		others = strtol(PQgetvalue(groups, 0, REJECT_OTHERS), NULL, 10);

		progress_clear();
		fflush(stdout);
		listing(stderr, groups, REJECT_WHY, REJECT_OTHERS,
				terminal_width(STDERR_FILENO));
		if (others > 0)
			message("and %ld more kinds: SELECT * FROM %s.load_reject WHERE load = %s",
					others, session->schema, load);
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
	const char *const values[] = {options->arguments[0], object,
		options->keep ? "keep" : "list", upload_name(path),
	refresh ? "true" : "false"};
	const char *sent = object;
	PGresult   *nothing = NULL;
	Outcome		outcome = upload(session, path, object);

	session->receipt_follows = true;
	if (outcome == OUTCOME_DONE)
		outcome = statement(session, &nothing,
							"CALL @.load_file(nullif($1, ''), $2::pg_catalog.oid, on_reject => $3,"
							" file_name => $4, refresh => $5::pg_catalog.bool)",
							5, values);
	session->receipt_follows = false;
	PQclear(nothing);
	nothing = NULL;
	if (outcome == OUTCOME_DONE)
		outcome = statement(session, &nothing, "SELECT pg_catalog.lo_unlink($1)",
							1, &sent);
	PQclear(nothing);
	return outcome;
}

/* Gets the receipt, and lists what was refused. */
static Outcome
take_receipt(Session *session, const Options *options, const char *name,
			 PGresult **receipt)
{
	const char *refused;
	Outcome		outcome = statement(session, receipt, receipt_query, 1,
									(const char *const *) options->arguments);

	if (outcome != OUTCOME_DONE)
		return outcome;
	if (PQntuples(*receipt) == 0)
	{
		message("%s: load_file() left no receipt", name);
		return OUTCOME_FAILED;
	}
	if (!is_zero(*receipt, RECEIPT_REJECTED))
		outcome = list_rejects(session, PQgetvalue(*receipt, 0, RECEIPT_LOAD));
	if (outcome != OUTCOME_DONE
		|| strcmp(PQgetvalue(*receipt, 0, RECEIPT_LOADED), "t") == 0)
		return outcome;
	refused = PQgetvalue(*receipt, 0, RECEIPT_REJECTED);
	message("%s: %s %s refused; nothing was loaded", name, refused,
			strcmp(refused, "1") == 0 ? "cell was" : "cells were");
	return OUTCOME_REFUSED;
}

/*
 * Ends the transaction. Where the connection is lost while it is committed, it
 * is not known how it ended.
 */
static Outcome
end(Session *session, const char *name, bool commit)
{
	Outcome		outcome = statement_at_all_costs(session, commit ? "COMMIT" : "ROLLBACK");

	if (outcome == OUTCOME_DONE || !commit)
		return outcome;
	if (PQstatus(session->connection) == CONNECTION_BAD || interrupt_count() > 1)
	{
		message("%s: it is not known whether it was loaded", name);
		message_hint("Load it again: what is there already stays as it is.");
	}
	else
		message("%s: nothing was loaded", name);
	return OUTCOME_FAILED;
}

/* Makes histories anew, where files changed anything. */
static Outcome
finish(Session *session)
{
	Outcome		outcome;

	progress_name("histories");
	progress_words("being made anew");
	outcome = statement_alone(session, "CALL @.finish_load(true)");
	progress_clear();
	if (outcome != OUTCOME_DONE)
	{
		message("the files are loaded, and histories are as they were");
		message_hint("REFRESH MATERIALIZED VIEW CONCURRENTLY %s.stored_history;",
					 session->schema);
	}
	return outcome;
}

/*
 * Loads one file. Of files that are loaded together the first begins the
 * transaction and the last ends it. A list of what was refused is kept, so that
 * ends with COMMIT, too.
 */
static Outcome
load_one(Session *session, const Options *options, int at, PGresult **receipt)
{
	const char *path = options->arguments[at];
	const char *name = upload_name(path);
	bool		single = options->count == 2;
	bool		last = at + 1 == options->count;
	Outcome		outcome = OUTCOME_DONE;
	Outcome		ended;
	bool		keeps;

	progress_name(name);
	if (at == 1 || !options->together)
		outcome = statement_alone(session, "BEGIN");
	if (outcome == OUTCOME_DONE)
		outcome = send_and_load(session, options, path, single && !options->dry_run);
	if (outcome == OUTCOME_DONE)
		outcome = take_receipt(session, options, name, receipt);
	progress_clear();
	if (outcome == OUTCOME_DONE && interrupt_signal() != 0)
		outcome = OUTCOME_CANCELLED;
	if (outcome == OUTCOME_DONE && options->together && !last)
		return outcome;
	if (PQstatus(session->connection) == CONNECTION_BAD || interrupt_count() > 1)
		return outcome;			/* the server ends the transaction */
	keeps = outcome == OUTCOME_DONE
		|| (outcome == OUTCOME_REFUSED && *receipt != NULL && !options->together);
	ended = end(session, name, keeps && !options->dry_run);
	return outcome == OUTCOME_DONE ? ended : outcome;
}

/* ---------------------------------------------------------------- all files */

/* Says what is not so, where the program ends before all is loaded. */
static void
tell_rest(const Options *options, Outcome outcome, int at)
{
	int			left = options->count - at - 1;

	if (outcome == OUTCOME_CANCELLED && (at == 1 || options->together))
		message("cancelled; nothing was loaded");
	else if (outcome == OUTCOME_CANCELLED)
		message("cancelled; nothing was loaded of %s",
				upload_name(options->arguments[at]));
	else if (options->together && options->count > 2)
		message("nothing was loaded of any file");
	if (left > 0 && !options->together)
		message("%d more %s not looked at", left,
				left == 1 ? "file was" : "files were");
}

static bool
changed_anything(const PGresult *receipt)
{
	return receipt != NULL
		&& !(is_zero(receipt, RECEIPT_NEW) && is_zero(receipt, RECEIPT_CHANGED));
}

/* Loads the files one after the other, and says so when they are loaded. */
static Outcome
load_all(Session *session, const Options *options, PGresult **receipts)
{
	Outcome		outcome = OUTCOME_DONE;
	Outcome		finished = OUTCOME_DONE;
	bool		changed = false;
	int			told = 1;		/* the next whose receipt is to be printed */

	for (int at = 1; at < options->count && outcome == OUTCOME_DONE; at++)
	{
		outcome = load_one(session, options, at, &receipts[at]);
		if (outcome != OUTCOME_DONE)
			tell_rest(options, outcome, at);
		else if (!options->together || at + 1 == options->count)
		{
			for (; told <= at; told++)
			{
				changed = changed || changed_anything(receipts[told]);
				if (!options->quiet)
					print_receipt(upload_name(options->arguments[told]),
								  receipts[told], options->dry_run);
			}
		}
	}
	if (changed && options->count > 2 && !options->dry_run
		&& PQstatus(session->connection) == CONNECTION_OK)
		finished = finish(session);
	return outcome == OUTCOME_DONE ? finished : outcome;
}

/* Loads the files, up to the first that is refused. */
Outcome
load(Session *session, const Options *options)
{
	PGresult  **receipts = calloc((size_t) options->count, sizeof(PGresult *));
	Outcome		outcome;

	if (receipts == NULL)
	{
		message("out of memory");
		return OUTCOME_FAILED;
	}
	outcome = load_all(session, options, receipts);
	if (outcome == OUTCOME_DONE && options->dry_run)
		message("dry run: nothing was loaded");
	for (int i = 0; i < options->count; i++)
		PQclear(receipts[i]);
	free(receipts);
	return outcome;
}
