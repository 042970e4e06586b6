/* SPDX-License-Identifier: PostgreSQL */
/*
 * statistics.h - what the SQL functions of statistics share
 */
#ifndef CFSPERF_STATISTICS_H
#define CFSPERF_STATISTICS_H

#include "fmgr.h"

extern double checked_number(double value, const char *name);
extern double checked_count(double value, const char *name);
extern void check_limits(double lower, double upper);
extern void check_proportion(double count, double n);
extern Datum form_row(FunctionCallInfo fcinfo, Datum *values, bool *nulls);

#endif							/* CFSPERF_STATISTICS_H */
