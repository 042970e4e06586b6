/* SPDX-License-Identifier: PostgreSQL */
/*
 * load.h - files into the framework
 */
#ifndef CFSPERF_LOAD_H
#define CFSPERF_LOAD_H

#include "client/exit_status.h"
#include "client/options.h"
#include "client/session.h"

extern Outcome load(Session *session, const Options *options);

#endif							/* CFSPERF_LOAD_H */
