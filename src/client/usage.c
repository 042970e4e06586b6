/* SPDX-License-Identifier: PostgreSQL */
/*
 * usage.c - what --help prints
 *
 * doc/man/cfsperf.1 names the same options; a test compares them.
 */
#include "client/usage.h"

static const char program[] =
"cfsperf loads published files into a framework of the PostgreSQL extension\n"
"cfsperf, and prints, publishes and checks its reports.\n"
"\n"
"Usage:\n"
"  cfsperf [OPTION]... inspect FILE              what is in a file\n"
"  cfsperf [OPTION]... load SOURCE FILE...       load files\n"
"  cfsperf [OPTION]... report AREA QUARTER       print a report\n"
"  cfsperf [OPTION]... publish AREA QUARTER      write its next edition\n"
"  cfsperf [OPTION]... check [AREA QUARTER]      what is wrong with the figures\n"
"\n"
"\"cfsperf COMMAND --help\" has the options of a command.\n";

static const char general[] =
"\n"
"General options:\n"
"  -F, --framework=NAME   schema of the framework; else CFSPERF_FRAMEWORK, else\n"
"                         the only one there is\n"
"  -q, --quiet            print errors and warnings, reports and findings only\n"
"  -?, --help             print this\n"
"  -V, --version          print the version\n"
"\n"
"Connection options, as of psql:\n"
"  -h, --host=HOST        server, or directory of its socket\n"
"  -p, --port=PORT        its port\n"
"  -U, --username=NAME    role\n"
"  -d, --dbname=DATABASE  database, connection string or URI\n"
"  -w, --no-password      never ask for a password\n"
"  -W, --password         ask for it in any case\n"
"The environment (PGHOST, PGSERVICE, ...), service files and ~/.pgpass count.\n";

static const char exit_status[] =
"\n"
"Exit status: 0 done; 1 refused, because of what is in the file or the\n"
"framework; 2 usage, files, connection, rights or server; 130 interrupted,\n"
"143 terminated.\n";

static const char inspect[] =
"cfsperf inspect says what is in a file and what has to be decided, and writes\n"
"the SQL that makes it a source to load. Nothing is loaded.\n"
"\n"
"Usage:\n"
"  cfsperf [OPTION]... inspect FILE\n"
"\n"
"FILE \"-\" is standard input.\n"
"\n"
"Options:\n"
"  -m, --metadata=FILE    what the publisher says of the file's columns\n"
"  -s, --source=CODE      code of the source in the SQL; \"file\"\n"
"      --sql              print the SQL alone\n";

static const char load[] =
"cfsperf load loads files of a source, each in a transaction of its own: all of\n"
"a file or nothing. Loading a file again changes nothing.\n"
"\n"
"Usage:\n"
"  cfsperf [OPTION]... load SOURCE FILE...\n"
"\n"
"SOURCE is a code of the framework's table source, which \"cfsperf inspect\" helps\n"
"to fill; '' for a file with columns measure, area, period and value. FILE \"-\"\n"
"is standard input. The first file that is refused is the last that is looked\n"
"at; files before it stay loaded.\n"
"\n"
"Options:\n"
"  -n, --dry-run          say what would happen, and load nothing\n"
"  -k, --keep             load the rest of a file with cells that cannot be read\n"
"  -1, --single-transaction\n"
"                         load all of the files or nothing\n";

static const char report[] =
"cfsperf report prints a report as Markdown, as a page or as a table.\n"
"\n"
"Usage:\n"
"  cfsperf [OPTION]... report AREA QUARTER\n"
"  cfsperf [OPTION]... report --all QUARTER --output=DIRECTORY\n"
"\n"
"QUARTER is any label of it: \"2020/21 Q2\", \"Q2 2020-21\". With --all the latest\n"
"edition of every report of the quarter becomes a page in DIRECTORY, named after\n"
"the area's code, and index.html links them.\n"
"\n"
"Options:\n"
"      --short            overview, exceptions and what changed; of the page its\n"
"                         first sheet\n"
"      --html             the page, as HTML\n"
"      --csv              the scorecard, as CSV that a spreadsheet opens\n"
"  -e, --edition=NUMBER   as it was published, instead of what the data say now\n"
"  -a, --all              every published report of the quarter\n"
"  -o, --output=FILE      write it to FILE, replaced when all is there\n";

static const char publish[] =
"cfsperf publish writes the next edition of a report, where anything is new.\n"
"\n"
"Usage:\n"
"  cfsperf [OPTION]... publish AREA QUARTER\n"
"  cfsperf [OPTION]... publish --all QUARTER\n"
"  cfsperf [OPTION]... publish --due\n"
"\n"
"Of several reports each is published by itself; one that is refused does not\n"
"keep the others from it.\n"
"\n"
"Options:\n"
"  -a, --all              every report of the quarter\n"
"      --due              every report whose quarter is over\n";

static const char check[] =
"cfsperf check prints what is wrong with the figures, or may be, and whether\n"
"one that is withheld could be worked out. It exits with 1 where a finding is\n"
"serious: a figure would be given away, is not decided on, or cannot be right.\n"
"\n"
"Usage:\n"
"  cfsperf [OPTION]... check [AREA QUARTER]\n"
"\n"
"With AREA and QUARTER only what bears on that report.\n"
"\n"
"Options:\n"
"      --every            print every finding, not the first few of a kind\n"
"      --strict           exit with 1 where there is any finding\n"
"      --no-audit         leave out what could be worked out, which takes longest\n";

void
usage(FILE *out, Command command)
{
	static const char *const texts[] = {
		[COMMAND_NONE] = program,
		[COMMAND_INSPECT] = inspect,
		[COMMAND_LOAD] = load,
		[COMMAND_REPORT] = report,
		[COMMAND_PUBLISH] = publish,
		[COMMAND_CHECK] = check,
	};

	fputs(texts[command], out);
	fputs(general, out);
	fputs(exit_status, out);
}
