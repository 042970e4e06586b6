/* SPDX-License-Identifier: PostgreSQL */
/*
 * message.h - what the program says beside its results, on standard error
 */
#ifndef CFSPERF_MESSAGE_H
#define CFSPERF_MESSAGE_H

#include <stdbool.h>

#include <libpq-fe.h>

extern void message(const char *format,...)
			__attribute__((format(printf, 1, 2)));
extern void message_hint(const char *format,...)
			__attribute__((format(printf, 1, 2)));
extern void message_of_server(const PGresult *result, bool without_hint);
extern void message_as_result(const PGresult *result);

#endif							/* CFSPERF_MESSAGE_H */
