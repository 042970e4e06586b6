/* SPDX-License-Identifier: PostgreSQL */
/*
 * area.h - the area that the command line names
 */
#ifndef CFSPERF_AREA_H
#define CFSPERF_AREA_H

#include "client/exit_status.h"
#include "client/session.h"

extern Outcome area_code(Session *session, const char *name, const char *quarter,
						 char **code);

#endif							/* CFSPERF_AREA_H */
