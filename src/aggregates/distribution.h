/* SPDX-License-Identifier: PostgreSQL */
/*
 * distribution.h - the figures of a benchmark, as the state of an aggregate
 */
#ifndef CFSPERF_DISTRIBUTION_H
#define CFSPERF_DISTRIBUTION_H

#include "calculus/quartiles.h"

/* a varlena with spare capacity; figures in no order */
typedef struct Distribution
{
	int32		vl_len_;
	int32		per;
	uint8		unit;
	uint8		polarity;
	uint8		unused[2];
	int32		count;
	double		values[FLEXIBLE_ARRAY_MEMBER];
} Distribution;

extern Distribution *distribution_make(int64 capacity, Unit unit,
									   Polarity polarity);
extern Quartiles *distribution_summary(const Distribution *distribution);
extern void distribution_put(Distribution *distribution, double value);

#endif							/* CFSPERF_DISTRIBUTION_H */
