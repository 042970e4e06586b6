/* SPDX-License-Identifier: PostgreSQL */
/*
 * selection.h - order statistics and mean of many figures, without a sort
 */
#ifndef CFSPERF_SELECTION_H
#define CFSPERF_SELECTION_H

#include "calculus/host.h"
#include "calculus/quartiles.h"

extern void quartile_cuts_of_values(const double *values, int32_t n,
									Quartiles *q, const Host *host);
extern void quartiles_of_values(const double *values, int32_t n, Quartiles *q,
								const Host *host);

#endif							/* CFSPERF_SELECTION_H */
