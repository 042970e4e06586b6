/* SPDX-License-Identifier: PostgreSQL */
/*
 * csv_output.h - a result as a CSV file
 */
#ifndef CFSPERF_CSV_OUTPUT_H
#define CFSPERF_CSV_OUTPUT_H

#include <stdio.h>

#include <libpq-fe.h>

extern void csv(FILE *out, const PGresult *result);

#endif							/* CFSPERF_CSV_OUTPUT_H */
