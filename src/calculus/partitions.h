/* SPDX-License-Identifier: PostgreSQL */
/*
 * partitions.h - the ways in which wholes are sums of parts
 *
 * Plain C without fmgr.
 */
#ifndef CFSPERF_PARTITIONS_H
#define CFSPERF_PARTITIONS_H

#include "calculus/cells.h"
#include "calculus/propagation.h"

extern Sums partitions_of_wholes(const CellLink *links, int32_t count,
								 int32_t nodes, const Host *host);

#endif							/* CFSPERF_PARTITIONS_H */
