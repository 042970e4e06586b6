/* SPDX-License-Identifier: PostgreSQL */
/*
 * exit_status.h - how what the program does can end
 *
 * The first three are its exit status as well, and documented: jobs watch them.
 */
#ifndef CFSPERF_EXIT_STATUS_H
#define CFSPERF_EXIT_STATUS_H

typedef enum Outcome
{
	OUTCOME_DONE = 0,
	OUTCOME_REFUSED = 1,		/* by what is in the file or the framework */
	OUTCOME_FAILED = 2,			/* usage, files, connection, rights, server */
	OUTCOME_CANCELLED			/* by a signal: 128 and its number */
} Outcome;

#endif							/* CFSPERF_EXIT_STATUS_H */
