/* SPDX-License-Identifier: PostgreSQL */
/*
 * usage.h - what --help prints
 */
#ifndef CFSPERF_USAGE_H
#define CFSPERF_USAGE_H

#include <stdio.h>

#include "client/command.h"

extern void usage(FILE *out, Command command);

#endif							/* CFSPERF_USAGE_H */
