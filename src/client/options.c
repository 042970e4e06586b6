/* SPDX-License-Identifier: PostgreSQL */
/*
 * options.c - what the command line says
 *
 * Options may stand before, between and after the arguments, on any system.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/message.h"
#include "client/options.h"
#include "client/usage.h"

#ifndef CFSPERF_VERSION
#error "CFSPERF_VERSION is not defined; make takes it from cfsperf.control"
#endif

/* Options without a letter. */
enum
{
	OPTION_HELP = 256,
	OPTION_SQL,
	OPTION_SHORT,
	OPTION_HTML,
	OPTION_CSV,
	OPTION_DUE,
	OPTION_EVERY,
	OPTION_STRICT,
	OPTION_NO_AUDIT
};

static const struct option known[] = {
	{"framework", required_argument, NULL, 'F'},
	{"quiet", no_argument, NULL, 'q'},
	{"help", no_argument, NULL, OPTION_HELP},
	{"version", no_argument, NULL, 'V'},
	{"host", required_argument, NULL, 'h'},
	{"port", required_argument, NULL, 'p'},
	{"username", required_argument, NULL, 'U'},
	{"dbname", required_argument, NULL, 'd'},
	{"no-password", no_argument, NULL, 'w'},
	{"password", no_argument, NULL, 'W'},
	{"metadata", required_argument, NULL, 'm'},
	{"source", required_argument, NULL, 's'},
	{"sql", no_argument, NULL, OPTION_SQL},
	{"dry-run", no_argument, NULL, 'n'},
	{"keep", no_argument, NULL, 'k'},
	{"single-transaction", no_argument, NULL, '1'},
	{"short", no_argument, NULL, OPTION_SHORT},
	{"html", no_argument, NULL, OPTION_HTML},
	{"csv", no_argument, NULL, OPTION_CSV},
	{"edition", required_argument, NULL, 'e'},
	{"output", required_argument, NULL, 'o'},
	{"all", no_argument, NULL, 'a'},
	{"due", no_argument, NULL, OPTION_DUE},
	{"every", no_argument, NULL, OPTION_EVERY},
	{"strict", no_argument, NULL, OPTION_STRICT},
	{"no-audit", no_argument, NULL, OPTION_NO_AUDIT},
	{NULL, 0, NULL, 0}
};

static const char letters[] = "+:F:qVh:p:U:d:wWm:s:nk1e:o:a";

static const struct
{
	const char *name;
	Command		command;
}			commands[] = {
	{"inspect", COMMAND_INSPECT},
	{"load", COMMAND_LOAD},
	{"report", COMMAND_REPORT},
	{"publish", COMMAND_PUBLISH},
	{"check", COMMAND_CHECK}
};

#define COMMAND_COUNT (sizeof(commands) / sizeof(commands[0]))

/*
 * Returns the command of which it is an option, or none for all. "--all" is one
 * of "report" too.
 */
static Command
command_of(int option)
{
	switch (option)
	{
		case 'm':
		case 's':
		case OPTION_SQL:
			return COMMAND_INSPECT;
		case 'n':
		case 'k':
		case '1':
			return COMMAND_LOAD;
		case OPTION_SHORT:
		case OPTION_HTML:
		case OPTION_CSV:
		case 'e':
		case 'o':
			return COMMAND_REPORT;
		case 'a':
		case OPTION_DUE:
			return COMMAND_PUBLISH;
		case OPTION_EVERY:
		case OPTION_STRICT:
		case OPTION_NO_AUDIT:
			return COMMAND_CHECK;
		default:
			return COMMAND_NONE;
	}
}

static void
take_general(Options *options, int option)
{
	switch (option)
	{
		case 'F':
			options->framework = optarg;
			break;
		case 'q':
			options->quiet = true;
			break;
		case 'h':
			options->host = optarg;
			break;
		case 'p':
			options->port = optarg;
			break;
		case 'U':
			options->user = optarg;
			break;
		case 'd':
			options->database = optarg;
			break;
		case 'w':
			options->password = PASSWORD_NEVER;
			break;
		case 'W':
			options->password = PASSWORD_ALWAYS;
			break;
		default:
			break;
	}
}

static void
take_special(Options *options, int option)
{
	switch (option)
	{
		case 'm':
			options->metadata = optarg;
			break;
		case 's':
			options->source = optarg;
			break;
		case OPTION_SQL:
			options->sql = true;
			break;
		case 'n':
			options->dry_run = true;
			break;
		case 'k':
			options->keep = true;
			break;
		case '1':
			options->together = true;
			break;
		case OPTION_SHORT:
			options->short_form = true;
			break;
		case OPTION_HTML:
			options->html = true;
			break;
		case OPTION_CSV:
			options->csv = true;
			break;
		case 'e':
			options->edition = optarg;
			break;
		case 'o':
			options->output = optarg;
			break;
		case 'a':
			options->all = true;
			break;
		case OPTION_DUE:
			options->due = true;
			break;
		case OPTION_EVERY:
			options->every = true;
			break;
		case OPTION_STRICT:
			options->strict = true;
			break;
		case OPTION_NO_AUDIT:
			options->no_audit = true;
			break;
		default:
			break;
	}
}

static const char *
name_of_command(Command command)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++)
	{
		if (commands[i].command == command)
			return commands[i].name;
	}
	return "";
}

static Parsed
wrong(Command command)
{
	const char *name = name_of_command(command);

	message_hint("\"cfsperf %s%s--help\" has what there is.", name,
				 *name == '\0' ? "" : " ");
	return PARSED_WRONG;
}

/* Takes an argument: the command, where it is the first, else one of it. */
static bool
take_argument(Options *options, char *argument)
{
	if (options->command != COMMAND_NONE)
	{
		options->arguments[options->count++] = argument;
		return true;
	}
	for (size_t i = 0; i < COMMAND_COUNT; i++)
	{
		if (strcmp(commands[i].name, argument) == 0)
			options->command = commands[i].command;
	}
	if (options->command == COMMAND_NONE)
		message("there is no command \"%s\"", argument);
	return options->command != COMMAND_NONE;
}

/* Whether the option belongs to the command; says so where it does not. */
static bool
belongs(Command command, int option)
{
	if (command_of(option) == COMMAND_NONE || command_of(option) == command
		|| (option == 'a' && command == COMMAND_REPORT))
		return true;
	for (const struct option *one = known; one->name != NULL; one++)
	{
		if (one->val == option)
			message("--%s is an option of \"cfsperf %s\"", one->name,
					name_of_command(command_of(option)));
	}
	return false;
}

/* Whether there are as many arguments as the command takes. */
static bool
complete(const Options *options)
{
	int			count = options->count;

	switch (options->command)
	{
		case COMMAND_NONE:
			message("say what is to be done");
			return false;
		case COMMAND_INSPECT:
			if (count == 1)
				return true;
			message("inspect takes one FILE");
			return false;
		case COMMAND_LOAD:
			if (count >= 2)
				return true;
			message("load takes a SOURCE and one FILE or more");
			return false;
		case COMMAND_REPORT:
			if (count == (options->all ? 1 : 2))
				return true;
			message("report takes %s", options->all ? "a QUARTER beside --all"
					: "an AREA and a QUARTER");
			return false;
		case COMMAND_PUBLISH:
			if (count == (options->due ? 0 : options->all ? 1 : 2))
				return true;
			message("publish takes %s", options->due ? "nothing beside --due"
					: options->all ? "a QUARTER beside --all"
					: "an AREA and a QUARTER");
			return false;
		case COMMAND_CHECK:
			if (count == 0 || count == 2)
				return true;
			message("check takes an AREA and a QUARTER, or nothing");
			return false;
	}
	return false;
}

/* Whether what was chosen goes together. */
static bool
consistent(const Options *options)
{
	bool		every_report = options->command == COMMAND_REPORT && options->all;

	if (options->csv && (options->html || options->short_form))
		message("--csv and --%s are two forms of a report",
				options->html ? "html" : "short");
	else if (every_report && (options->csv || options->short_form || options->edition != NULL))
		message("--all writes whole pages of the latest editions; --%s is for one report",
				options->csv ? "csv" : options->short_form ? "short" : "edition");
	else if (every_report && options->output == NULL)
		message("--all needs --output, a directory to write to");
	else if (options->all && options->due)
		message("--all and --due are two choices of reports");
	else if (options->edition != NULL
			 && (strspn(options->edition, "0123456789") == 0
				 || options->edition[strspn(options->edition, "0123456789")] != '\0'))
		message("the number of an edition is a whole number, not \"%s\"",
				options->edition);
	else
		return true;
	return false;
}

/* Says which option there is not, or what is missing of one that there is. */
static void
complain(int option, const char *word)
{
	if (option == ':')
		message("option \"%s\" needs a value", word);
	else if (optopt != 0 && optopt < OPTION_HELP && strchr(letters, optopt) == NULL)
		message("there is no option \"-%c\"", optopt);
	else
		message("there is no option \"%s\"", word);
}

/*
 * Takes what is no option: an argument, or all that follow "--", whatever they
 * look like.
 */
static bool
take_arguments(Options *options, int count, char **arguments, bool rest)
{
	do
	{
		if (optind < count && !take_argument(options, arguments[optind++]))
			return false;
	} while (rest && optind < count);
	return true;
}

static Parsed
take_all(Options *options, int count, char **arguments, bool *given)
{
	while (optind < count)
	{
		int			here = optind;
		int			option = getopt_long(count, arguments, letters, known, NULL);

		if (option == '?' && optopt == '?')
			option = OPTION_HELP;
		if (option == -1)
		{
			if (!take_arguments(options, count, arguments, optind > here))
				return wrong(COMMAND_NONE);
		}
		else if (option == '?' || option == ':')
		{
			complain(option, arguments[optind - 1]);
			return wrong(options->command);
		}
		else
		{
			given[option] = true;
			take_general(options, option);
			take_special(options, option);
		}
	}
	if (given[OPTION_HELP])
		usage(stdout, options->command);
	else if (given['V'])
		puts("cfsperf " CFSPERF_VERSION);
	else
		return PARSED_READY;
	return PARSED_ANSWERED;
}

/* Reads the command line; what is wrong with it has been said. */
Parsed
options_parse(Options *options, int count, char **arguments)
{
	bool		given[OPTION_NO_AUDIT + 1] = {false};
	Parsed		parsed;

	memset(options, 0, sizeof(*options));
	options->arguments = calloc((size_t) count + 1, sizeof(char *));
	if (options->arguments == NULL)
	{
		message("out of memory");
		return PARSED_WRONG;
	}
	opterr = 0;
	parsed = take_all(options, count, arguments, given);
	if (parsed != PARSED_READY)
		return parsed;
	for (int option = 0; option <= OPTION_NO_AUDIT; option++)
	{
		if (given[option] && options->command != COMMAND_NONE
			&& !belongs(options->command, option))
			return wrong(options->command);
	}
	if (!complete(options) || !consistent(options))
		return wrong(options->command);
	return PARSED_READY;
}
