/* SPDX-License-Identifier: PostgreSQL */
/*
 * options.h - what the command line says
 */
#ifndef CFSPERF_OPTIONS_H
#define CFSPERF_OPTIONS_H

#include <stdbool.h>

#include "client/command.h"

typedef enum Password
{
	PASSWORD_WHEN_NEEDED,
	PASSWORD_ALWAYS,
	PASSWORD_NEVER
} Password;

typedef struct Options
{
	Command		command;
	int			count;			/* of the command's arguments */
	char	  **arguments;

	const char *framework;
	const char *host;
	const char *port;
	const char *user;
	const char *database;
	Password	password;
	bool		quiet;

	const char *metadata;		/* inspect */
	const char *source;
	bool		sql;
	bool		dry_run;		/* load */
	bool		keep;
	bool		together;
	bool		short_form;		/* report */
	bool		html;
	bool		csv;
	const char *edition;
	const char *output;
	bool		all;			/* report, publish */
	bool		due;
	bool		every;			/* check */
	bool		strict;
	bool		no_audit;
} Options;

typedef enum Parsed
{
	PARSED_READY,
	PARSED_ANSWERED,			/* help or the version was asked for */
	PARSED_WRONG				/* and has been said */
} Parsed;

extern Parsed options_parse(Options *options, int count, char **arguments);

#endif							/* CFSPERF_OPTIONS_H */
