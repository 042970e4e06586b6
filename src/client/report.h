/* SPDX-License-Identifier: PostgreSQL */
/*
 * report.h - a report, printed
 */
#ifndef CFSPERF_REPORT_H
#define CFSPERF_REPORT_H

#include "client/exit_status.h"
#include "client/options.h"
#include "client/session.h"

extern Outcome report(Session *session, const Options *options);

#endif							/* CFSPERF_REPORT_H */
