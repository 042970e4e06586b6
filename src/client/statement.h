/* SPDX-License-Identifier: PostgreSQL */
/*
 * statement.h - one statement, which a signal cancels
 */
#ifndef CFSPERF_STATEMENT_H
#define CFSPERF_STATEMENT_H

#include <stdbool.h>
#include <stddef.h>

#include <libpq-fe.h>

#include "client/exit_status.h"
#include "client/session.h"

extern Outcome statement(Session *session, PGresult **result, const char *sql,
						 int count, const char *const *values);
extern Outcome statement_alone(Session *session, const char *sql);
extern Outcome statement_with_bytes(Session *session, const char *sql,
									const char *first, const char *bytes,
									size_t length);
extern Outcome statement_at_all_costs(Session *session, const char *sql);

#endif							/* CFSPERF_STATEMENT_H */
