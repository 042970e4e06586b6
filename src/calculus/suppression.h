/* SPDX-License-Identifier: PostgreSQL */
/*
 * suppression.h - which cells may be shown beside each other
 *
 * Plain C without fmgr.
 */
#ifndef CFSPERF_SUPPRESSION_H
#define CFSPERF_SUPPRESSION_H

#include "calculus/cells.h"
#include "calculus/decision.h"

extern void decide_cells(const Cells *cells, CellDecision *decisions,
						 const Host *host);

#endif							/* CFSPERF_SUPPRESSION_H */
