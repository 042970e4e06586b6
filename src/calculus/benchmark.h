/* SPDX-License-Identifier: PostgreSQL */
/*
 * benchmark.h - which year of a benchmark a figure is compared with
 */
#ifndef CFSPERF_BENCHMARK_H
#define CFSPERF_BENCHMARK_H

#include "calculus/period.h"

extern ReportingPeriod benchmark_year(const ReportingPeriod *years, int count,
										 ReportingPeriod figure,
										 ReportingPeriod latest);

#endif							/* CFSPERF_BENCHMARK_H */
