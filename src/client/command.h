/* SPDX-License-Identifier: PostgreSQL */
/*
 * command.h - what the program can be told to do
 */
#ifndef CFSPERF_COMMAND_H
#define CFSPERF_COMMAND_H

typedef enum Command
{
	COMMAND_NONE,
	COMMAND_INSPECT,
	COMMAND_LOAD,
	COMMAND_REPORT,
	COMMAND_PUBLISH,
	COMMAND_CHECK
} Command;

#endif							/* CFSPERF_COMMAND_H */
