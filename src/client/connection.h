/* SPDX-License-Identifier: PostgreSQL */
/*
 * connection.h - a connection to the database and its framework
 */
#ifndef CFSPERF_CONNECTION_H
#define CFSPERF_CONNECTION_H

#include "client/exit_status.h"
#include "client/options.h"
#include "client/session.h"

extern Outcome connection_open(Session *session, const Options *options);
extern void connection_close(Session *session);

#endif							/* CFSPERF_CONNECTION_H */
