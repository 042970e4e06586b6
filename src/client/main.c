/* SPDX-License-Identifier: PostgreSQL */
/*
 * main.c - the program cfsperf: a framework from the shell
 *
 * Results go to standard output, everything else to standard error. What is
 * wrong has been said where it was found; here it becomes the exit status.
 */
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "client/check.h"
#include "client/connection.h"
#include "client/inspect.h"
#include "client/interrupt.h"
#include "client/load.h"
#include "client/message.h"
#include "client/options.h"
#include "client/progress.h"
#include "client/publish.h"
#include "client/report.h"
#include "client/session.h"
#include "client/upload.h"

/* Whether the files that are named can be read, before anything is begun. */
static bool
files_are_there(const Options *options)
{
	int			first = options->command == COMMAND_LOAD ? 1 : 0;

	if (options->command != COMMAND_LOAD && options->command != COMMAND_INSPECT)
		return true;
	if (options->metadata != NULL && !upload_readable(options->metadata))
		return false;
	for (int i = first; i < options->count; i++)
	{
		if (!upload_readable(options->arguments[i]))
			return false;
	}
	return true;
}

static Outcome
carry_out(Session *session, const Options *options)
{
	switch (options->command)
	{
		case COMMAND_INSPECT:
			return inspect(session, options);
		case COMMAND_LOAD:
			return load(session, options);
		case COMMAND_REPORT:
			return report(session, options);
		case COMMAND_PUBLISH:
			return publish(session, options);
		case COMMAND_CHECK:
			return check(session, options);
		case COMMAND_NONE:
			break;
	}
	return OUTCOME_FAILED;
}

static Outcome
work(const Options *options)
{
	Session		session;
	Outcome		outcome;

	if (!files_are_there(options))
		return OUTCOME_FAILED;
	interrupt_at_once(options->command == COMMAND_LOAD
					  ? "cfsperf: cancelled; nothing was loaded\n"
					  : "cfsperf: cancelled\n");
	outcome = connection_open(&session, options);
	interrupt_later();
	if (outcome == OUTCOME_DONE)
	{
		progress_begin(!options->quiet);
		outcome = carry_out(&session, options);
		progress_clear();
		if (outcome == OUTCOME_CANCELLED && options->command != COMMAND_LOAD)
			message("cancelled");
	}
	connection_close(&session);
	return outcome;
}

int
main(int count, char **arguments)
{
	Options		options;
	Parsed		parsed;
	Outcome		outcome = OUTCOME_DONE;

	setlocale(LC_ALL, "");
	setlocale(LC_NUMERIC, "C");
	parsed = options_parse(&options, count, arguments);
	if (parsed == PARSED_WRONG)
		outcome = OUTCOME_FAILED;
	else if (parsed == PARSED_READY)
		outcome = work(&options);
	if ((fflush(stdout) != 0 || ferror(stdout)) && outcome == OUTCOME_DONE)
	{
		message("standard output cannot be written to");
		outcome = OUTCOME_FAILED;
	}
	free(options.arguments);
	return outcome == OUTCOME_CANCELLED ? 128 + interrupt_signal() : (int) outcome;
}
