/* SPDX-License-Identifier: PostgreSQL */
/*
 * output.h - where a result is written to
 */
#ifndef CFSPERF_OUTPUT_H
#define CFSPERF_OUTPUT_H

#include <stdio.h>

#include "client/exit_status.h"

typedef void (*Writer) (FILE *out, const void *what);

extern Outcome output(const char *path, Writer writer, const void *what);
extern Outcome output_directory(const char *path);

#endif							/* CFSPERF_OUTPUT_H */
