/* SPDX-License-Identifier: PostgreSQL */
/*
 * movement_type.h - movements as datums
 */
#ifndef CFSPERF_MOVEMENT_TYPE_H
#define CFSPERF_MOVEMENT_TYPE_H

#include "fmgr.h"

#include "calculus/movement.h"

#define PG_GETARG_MOVEMENT_P(n)	((Movement *) PG_GETARG_POINTER(n))

extern Movement *movement_make(const Indicator *current,
							   ReportingPeriod current_period,
							   const Indicator *previous,
							   ReportingPeriod previous_period);

#endif							/* CFSPERF_MOVEMENT_TYPE_H */
