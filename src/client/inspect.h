/* SPDX-License-Identifier: PostgreSQL */
/*
 * inspect.h - what is in a file
 */
#ifndef CFSPERF_INSPECT_H
#define CFSPERF_INSPECT_H

#include "client/exit_status.h"
#include "client/options.h"
#include "client/session.h"

extern Outcome inspect(Session *session, const Options *options);

#endif							/* CFSPERF_INSPECT_H */
