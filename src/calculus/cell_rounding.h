/* SPDX-License-Identifier: PostgreSQL */
/*
 * cell_rounding.h - totals that are known to be rounded
 *
 * Plain C without fmgr.
 */
#ifndef CFSPERF_CELL_ROUNDING_H
#define CFSPERF_CELL_ROUNDING_H

#include "calculus/cell_sums.h"

extern void allow_for_rounding(Tables *tables);

#endif							/* CFSPERF_CELL_ROUNDING_H */
