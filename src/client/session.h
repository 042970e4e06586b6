/* SPDX-License-Identifier: PostgreSQL */
/*
 * session.h - the connection, and the framework that is worked on
 */
#ifndef CFSPERF_SESSION_H
#define CFSPERF_SESSION_H

#include <stdbool.h>

#include <libpq-fe.h>

typedef struct Session
{
	PGconn	   *connection;
	char	   *schema;			/* the framework's, quoted where it has to be */
	bool		quiet;			/* notices are left out */
	bool		notices_are_results;	/* and go to standard output */
	bool		receipt_follows;	/* that of load_file() is not printed */
} Session;

#endif							/* CFSPERF_SESSION_H */
