/* SPDX-License-Identifier: PostgreSQL */
/*
 * check.h - what is wrong with the figures, and what could be worked out
 */
#ifndef CFSPERF_CHECK_H
#define CFSPERF_CHECK_H

#include "client/exit_status.h"
#include "client/options.h"
#include "client/session.h"

extern Outcome check(Session *session, const Options *options);

#endif							/* CFSPERF_CHECK_H */
