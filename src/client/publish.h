/* SPDX-License-Identifier: PostgreSQL */
/*
 * publish.h - the next edition of reports
 */
#ifndef CFSPERF_PUBLISH_H
#define CFSPERF_PUBLISH_H

#include "client/exit_status.h"
#include "client/options.h"
#include "client/session.h"

extern Outcome publish(Session *session, const Options *options);

#endif							/* CFSPERF_PUBLISH_H */
